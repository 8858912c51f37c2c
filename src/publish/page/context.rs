//! What the template of the page is given: a view, made ready to be printed.

use minijinja::Value;
use serde::Serialize;

use super::super::language;
use super::super::view::{FileKind, Link, RecipientView, ShownDate, Standing, one_line};
use super::words::Words;
use super::{Embedded, Location, Pictures};

/// The values of the template, by the names that it uses.
#[derive(Serialize)]
pub(super) struct Context<'a> {
    style: Value,
    style_hash: &'a str,
    id: String,
    revision: u32,
    language: String,
    direction: &'static str,
    /// The language of the words where it is not the page's, so that each is marked with it.
    words_language: Option<&'static str>,
    words: &'static Words,
    window_title: String,
    title: &'a str,
    recipient: &'a str,
    recipient_language: Option<String>,
    description: Vec<&'a str>,
    skills: &'a [String],
    criteria: Vec<&'a str>,
    link: Option<Anchor<'a>>,
    issuer_name: &'a str,
    issuer_url: Option<Anchor<'a>>,
    issuer_email: Option<Anchor<'a>>,
    issued: Day<'a>,
    valid_until: Option<Day<'a>>,
    corrected: Option<Day<'a>>,
    number: &'a str,
    address: Option<Anchor<'a>>,
    standing: &'static str,
    standing_word: &'static str,
    /// The sentence of the banner; there is none while all is well.
    standing_text: Option<&'static str>,
    since: Option<Day<'a>>,
    current: Option<&'a str>,
    downloads: Vec<Download>,
    certificate: Option<Picture>,
    badge: Option<Picture>,
    logo: Option<Picture>,
    picture_text: String,
}

#[derive(Serialize)]
struct Anchor<'a> {
    shown: &'a str,
    href: Option<&'a str>,
}

#[derive(Serialize)]
struct Day<'a> {
    iso: String,
    shown: &'a str,
}

#[derive(Serialize)]
struct Picture {
    /// Exempt from escaping: base 64, checked where it is made and where it is taken.
    uri: Value,
    width: Option<u32>,
    height: Option<u32>,
}

#[derive(Serialize)]
struct Download {
    word: &'static str,
    /// Follows the word: the number of the page from the second on.
    page: Option<u16>,
    format: &'static str,
    href: String,
    name: String,
    first: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        view: &'a RecipientView,
        pictures: &'a Pictures,
        location: Location<'a>,
        style: &'a str,
        style_hash: &'a str,
    ) -> Context<'a> {
        let words = view.words();
        let (standing_word, standing_text) = view.standing_words();
        Context {
            style: Value::from_safe_string(style.to_owned()),
            style_hash,
            id: view.id.to_string(),
            revision: view.revision,
            language: language::tag(&view.language),
            direction: if language::is_right_to_left(&view.language) {
                "rtl"
            } else {
                "ltr"
            },
            words_language: (!words.are_of(&view.language)).then_some(words.language),
            words,
            window_title: window_title(view),
            title: &view.title,
            recipient: &view.recipient,
            recipient_language: view.recipient_language.as_deref().map(language::tag),
            description: paragraphs(&view.description),
            skills: &view.skills,
            criteria: paragraphs(&view.criteria),
            link: view.link.as_ref().map(anchor),
            issuer_name: &view.issuer.name,
            issuer_url: view.issuer.url.as_ref().map(anchor),
            issuer_email: view.issuer.email.as_ref().map(anchor),
            issued: day(&view.issued),
            valid_until: view.valid_until.as_ref().map(day),
            corrected: view.corrected.as_ref().map(day),
            number: &view.number,
            address: view.address.as_ref().map(anchor),
            standing: standing(view.standing),
            standing_word,
            standing_text,
            since: view.since.as_ref().map(day).filter(|_| dates_standing(view.standing)),
            current: current(view, location),
            downloads: downloads(view, location, words),
            certificate: pictures.certificate.as_ref().map(picture),
            badge: pictures.badge.as_ref().map(picture),
            logo: pictures.logo.as_ref().map(picture),
            picture_text: view.picture_text(),
        }
    }
}

/// The name of a standing in the style.
fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => "draft",
        Standing::Valid => "valid",
        Standing::Expired => "expired",
        Standing::Suspended => "suspended",
        Standing::Revoked => "revoked",
        Standing::Superseded => "superseded",
    }
}

/// Whether the day of the last step is the day on which the credential came to stand so.
fn dates_standing(standing: Standing) -> bool {
    matches!(standing, Standing::Suspended | Standing::Revoked | Standing::Superseded)
}

/// Where a superseded page leads.
fn current<'a>(view: &'a RecipientView, location: Location<'_>) -> Option<&'a str> {
    match (view.standing, location) {
        (Standing::Superseded, Location::Revision) => Some("../index.html"),
        (Standing::Superseded, _) => view.address.as_ref().and_then(|link| link.href.as_deref()),
        _ => None,
    }
}

fn downloads(view: &RecipientView, location: Location<'_>, words: &'static Words) -> Vec<Download> {
    let files = view.downloads().iter().enumerate();
    files
        .map(|(index, kind)| {
            let (folder, stem) = match location {
                Location::Credential => (format!("{}/", view.revision), view.stem.as_str()),
                Location::Revision => (String::new(), view.stem.as_str()),
                Location::Copy { stem } => (String::new(), stem),
            };
            let (word, page, format) = match kind {
                FileKind::CertificatePdf => (words.certificate, 1, "PDF"),
                FileKind::CertificatePng(page) => (words.certificate, *page, "PNG"),
                FileKind::BadgePng(page) => (words.badge, *page, "PNG"),
            };
            Download {
                word,
                page: Some(page).filter(|page| *page > 1),
                format,
                href: format!("{folder}{}", escape_path(&kind.file_name(stem))),
                name: kind.file_name(&view.stem),
                first: index == 0,
            }
        })
        .collect()
}

/// A name as one segment of an address: all but the unreserved characters of RFC 3986 as `%XX`.
fn escape_path(name: &str) -> String {
    let mut path = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}

fn window_title(view: &RecipientView) -> String {
    let parts = [&view.title, &view.recipient, &view.issuer.name];
    let parts: Vec<String> = parts
        .iter()
        .map(|part| one_line(part))
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}

/// Blank lines separate paragraphs; other ends of lines are kept by the style.
fn paragraphs(text: &str) -> Vec<&str> {
    text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).collect()
}

fn anchor(link: &Link) -> Anchor<'_> {
    Anchor {
        shown: &link.shown,
        href: link.href.as_deref(),
    }
}

fn day(date: &ShownDate) -> Day<'_> {
    Day {
        iso: date.date.to_string(),
        shown: &date.shown,
    }
}

fn picture(embedded: &Embedded) -> Picture {
    let (width, height) = embedded.size().unzip();
    Picture {
        uri: Value::from_safe_string(embedded.uri().to_owned()),
        width,
        height,
    }
}
