//! What a recipient sees of a credential, in the order and the words in which it is shown.
//!
//! The page that is published and the review page in the window are both drawn from a [`RecipientView`], so that they
//! cannot say different things. It holds what is said, not how it looks, and nothing that a recipient should not see:
//! no e-mail address of theirs, no problem, no reason of a revocation.

use serde::{Deserialize, Serialize};

use crate::model::{BlobId, Content, Credential, CredentialId, Date, Group, Issuer, State};

use super::language::{is_right_to_left, long_date};
use super::page::words::Words;

/// Where the parts of a view come from.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    pub credential: &'a Credential,
    /// The content of the revision that is shown.
    pub content: &'a Content,
    /// The number of that revision, from 1. One above the credential's is a draft, one below is superseded.
    pub revision: u32,
    /// The group as it was when the content was made.
    pub group: &'a Group,
    pub issuer: &'a Issuer,
    /// The name of the credential's files in `published`, see [`super::names::stem`].
    pub stem: &'a str,
    /// What was rendered of the revision.
    pub files: &'a [FileKind],
    /// The day of the last step of the credential's life, as its log says.
    pub since: Option<Date>,
    /// The day on which the revision was published in place of an earlier one.
    pub corrected: Option<Date>,
    /// The day on which it is looked at. `None` for a page that is written to be read for years: it says until when the
    /// credential is valid, but cannot say that it has expired.
    pub today: Option<Date>,
}

/// Everything that is shown of a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientView {
    pub id: CredentialId,
    pub number: String,
    pub revision: u32,
    /// BCP 47; the language of the group, in which titles, descriptions and dates are written.
    pub language: String,
    pub standing: Standing,
    pub since: Option<ShownDate>,
    pub title: String,
    /// The recipient's name, exactly as it was given.
    pub recipient: String,
    /// BCP 47, where it is known.
    pub recipient_language: Option<String>,
    pub description: String,
    pub skills: Vec<String>,
    pub criteria: String,
    /// Where there is more to read about the group.
    pub link: Option<Link>,
    pub issuer: IssuerView,
    pub issued: ShownDate,
    pub valid_until: Option<ShownDate>,
    pub corrected: Option<ShownDate>,
    /// Where the page is published; `None` when the issuer has no web address.
    pub address: Option<Link>,
    /// The name of the files in `published`, without ending.
    pub stem: String,
    /// All files of the revision, whether or not they may be downloaded.
    pub files: Vec<FileKind>,
}

/// How a credential stands, from a recipient's point of view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Not published yet.
    Draft,
    Valid,
    /// Published, but its last day is over.
    Expired,
    Suspended,
    Revoked,
    /// There is a later revision.
    Superseded,
}

/// A day, for machines and for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownDate {
    pub date: Date,
    /// In the view's language.
    pub shown: String,
}

/// A text that may lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// As it is read.
    pub shown: String,
    /// An `https:`, `http:` or `mailto:` address; `None` when the text is no such thing and must not be followed.
    pub href: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerView {
    pub name: String,
    pub url: Option<Link>,
    pub email: Option<Link>,
    pub logo: Option<BlobId>,
}

/// A file of a published revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    CertificatePdf,
    /// One page of the certificate, from 1.
    CertificatePng(u16),
    /// One page of the badge, from 1.
    BadgePng(u16),
}

impl FileKind {
    /// What follows the stem in the name of the file.
    pub fn suffix(self) -> String {
        match self {
            FileKind::CertificatePdf => ".pdf".to_owned(),
            FileKind::CertificatePng(1) => ".png".to_owned(),
            FileKind::CertificatePng(page) => format!(" p{page}.png"),
            FileKind::BadgePng(1) => " badge.png".to_owned(),
            FileKind::BadgePng(page) => format!(" badge p{page}.png"),
        }
    }

    /// The stem and the kind of a file of a revision; `None` when its name has no ending of ours. A stem never ends
    /// like a suffix ([`super::names::stem`] sees to it), so that there is one answer.
    pub fn of_file_name(name: &str) -> Option<(&str, FileKind)> {
        if let Some(stem) = name.strip_suffix(".pdf") {
            return Some((stem, FileKind::CertificatePdf));
        }
        let rest = name.strip_suffix(".png")?;
        let (rest, page) = match rest.rsplit_once(" p") {
            Some((before, digits)) => digits.parse().map_or((rest, 1), |page| (before, page)),
            None => (rest, 1),
        };
        Some(match rest.strip_suffix(" badge") {
            Some(stem) => (stem, FileKind::BadgePng(page)),
            None => (rest, FileKind::CertificatePng(page)),
        })
    }

    /// The name of the file.
    pub fn file_name(self, stem: &str) -> String {
        format!("{stem}{}", self.suffix())
    }
}

/// Which files are made of a credential, or go to a copy, besides its page, which says whose files they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    pub pdf: bool,
    /// Pictures of certificates.
    pub pictures: bool,
    pub badges: bool,
}

impl Default for Parts {
    /// All of them.
    fn default() -> Parts {
        Parts::ALL
    }
}

impl Parts {
    pub const ALL: Parts = Parts {
        pdf: true,
        pictures: true,
        badges: true,
    };
    pub const NONE: Parts = Parts {
        pdf: false,
        pictures: false,
        badges: false,
    };

    /// With each of PDF, pictures and badges taken in where it is left out, and left out where it is taken in.
    pub fn switched(self) -> [Parts; 3] {
        [
            Parts { pdf: !self.pdf, ..self },
            Parts {
                pictures: !self.pictures,
                ..self
            },
            Parts {
                badges: !self.badges,
                ..self
            },
        ]
    }

    /// Whether a file belongs to them.
    pub fn take(self, kind: FileKind) -> bool {
        match kind {
            FileKind::CertificatePdf => self.pdf,
            FileKind::CertificatePng(_) => self.pictures,
            FileKind::BadgePng(_) => self.badges,
        }
    }

    /// Those that are in both.
    pub fn and(self, other: Parts) -> Parts {
        Parts {
            pdf: self.pdf && other.pdf,
            pictures: self.pictures && other.pictures,
            badges: self.badges && other.badges,
        }
    }

    /// Those that these files belong to.
    pub fn of(kinds: impl IntoIterator<Item = FileKind>) -> Parts {
        kinds.into_iter().fold(Parts::NONE, |parts, kind| match kind {
            FileKind::CertificatePdf => Parts { pdf: true, ..parts },
            FileKind::CertificatePng(_) => Parts {
                pictures: true,
                ..parts
            },
            FileKind::BadgePng(_) => Parts { badges: true, ..parts },
        })
    }
}

impl Standing {
    /// Whether the files may be downloaded.
    pub fn offers_files(self) -> bool {
        matches!(self, Standing::Valid | Standing::Expired | Standing::Draft)
    }

    fn of(about: &About<'_>) -> Standing {
        let expired = match (about.content.expiry_date, about.today) {
            (Some(last), Some(today)) => last < today,
            _ => false,
        };
        match about.credential.state {
            State::Revoked => Standing::Revoked,
            _ if about.revision < about.credential.revision => Standing::Superseded,
            _ if about.revision > about.credential.revision => Standing::Draft,
            State::Suspended => Standing::Suspended,
            State::UnderReview | State::Held => Standing::Draft,
            State::Published if expired => Standing::Expired,
            State::Published => Standing::Valid,
        }
    }
}

impl RecipientView {
    pub fn new(about: &About<'_>) -> RecipientView {
        let About {
            credential,
            content,
            group,
            issuer,
            ..
        } = *about;
        let date = |date: Date| ShownDate {
            date,
            shown: long_date(date, &group.language),
        };
        RecipientView {
            id: credential.id,
            number: clean(&credential.number),
            revision: about.revision,
            language: group.language.clone(),
            standing: Standing::of(about),
            since: about.since.map(date),
            title: clean(&group.title),
            recipient: clean(&content.recipient.name),
            recipient_language: content.recipient.language.clone(),
            description: clean(&group.description),
            skills: group
                .skills
                .iter()
                .map(|s| clean(s))
                .filter(|s| !s.is_empty())
                .collect(),
            criteria: clean(&group.criteria),
            link: Link::web(&group.url),
            issuer: IssuerView {
                name: clean(&issuer.name),
                url: issuer.url.as_deref().and_then(Link::web),
                email: issuer.email.as_deref().and_then(Link::mail),
                logo: issuer.logo,
            },
            issued: date(content.issue_date),
            valid_until: content.expiry_date.map(date),
            corrected: about.corrected.map(date),
            address: issuer.url.as_deref().and_then(|base| address(base, credential.id)),
            stem: about.stem.to_owned(),
            files: about.files.to_vec(),
        }
    }

    /// Whether the page is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        is_right_to_left(&self.language)
    }

    /// The words of the view's language.
    pub fn words(&self) -> &'static Words {
        Words::of(&self.language)
    }

    /// How it stands in a word, and in a sentence where that needs one.
    pub fn standing_words(&self) -> (&'static str, Option<&'static str>) {
        let words = self.words();
        match self.standing {
            Standing::Draft if self.revision > 1 => (words.draft, Some(words.correction_text)),
            Standing::Draft => (words.draft, Some(words.draft_text)),
            Standing::Valid => (words.valid, None),
            Standing::Expired => (words.expired, Some(words.expired_text)),
            Standing::Suspended => (words.suspended, Some(words.suspended_text)),
            Standing::Revoked => (words.revoked, Some(words.revoked_text)),
            Standing::Superseded => (words.superseded, Some(words.superseded_text)),
        }
    }

    /// What may be downloaded now: nothing once the credential cannot be relied upon.
    pub fn downloads(&self) -> &[FileKind] {
        if self.standing.offers_files() { &self.files } else { &[] }
    }

    /// What stands in place of the picture where it cannot be seen: the title, the name, the issuer and the day.
    pub fn picture_text(&self) -> String {
        let parts = [&self.title, &self.recipient, &self.issuer.name, &self.issued.shown];
        let parts: Vec<String> = parts.iter().map(|p| one_line(p)).filter(|p| !p.is_empty()).collect();
        parts.join(", ")
    }
}

impl Link {
    /// A web address. A text without a scheme that looks like a host is completed with `https:`; what is no web address
    /// (`javascript:` for one) is shown, but leads nowhere. `None` for an empty text.
    pub fn web(text: &str) -> Option<Link> {
        let shown = clean(text);
        if shown.is_empty() {
            return None;
        }
        let lower = shown.to_ascii_lowercase();
        let href = if lower.starts_with("https://") || lower.starts_with("http://") {
            Some(shown.clone())
        } else if !shown.contains(':') && !shown.starts_with(['/', '.']) && host(&shown).contains('.') {
            Some(format!("https://{shown}"))
        } else {
            None
        };
        let href = href.filter(|h| is_address(h));
        let shown = if href.is_some() {
            without_scheme(&shown).to_owned()
        } else {
            shown
        };
        Some(Link { shown, href })
    }

    /// An e-mail address. `None` for an empty text.
    pub fn mail(text: &str) -> Option<Link> {
        let shown = clean(text);
        if shown.is_empty() {
            return None;
        }
        let plain = shown
            .split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
        // What could add a header or a second recipient to the message is not made a link.
        let href = (plain && is_address(&shown) && !shown.contains(['?', '&', '%', ',', ';', '/', ':']))
            .then(|| format!("mailto:{shown}"));
        Some(Link { shown, href })
    }
}

/// The address of a credential's page: `{issuer.url}/c/{id}`; `None` when the base is no web address.
fn address(base: &str, id: CredentialId) -> Option<Link> {
    let base = clean(base);
    let base = base.trim_end_matches('/');
    // A query or a fragment has nothing after it, so that there is no place for the rest of the path.
    if base.contains(['?', '#']) {
        return None;
    }
    Link::web(&format!("{base}/c/{id}")).filter(|link| link.href.is_some())
}

fn host(text: &str) -> &str {
    text.split(['/', '?', '#']).next().unwrap_or_default()
}

/// Whether a text can be an address as it is: no white space, nothing invisible, nothing that ends an attribute.
fn is_address(text: &str) -> bool {
    !text
        .chars()
        .any(|c| c.is_whitespace() || is_stray(c) || is_bidi_control(c) || matches!(c, '"' | '<' | '>' | '\\' | '`'))
}

fn without_scheme(text: &str) -> &str {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    rest.strip_suffix('/')
        .filter(|short| !short.contains('/'))
        .unwrap_or(rest)
}

/// A text without characters that no page may hold and no eye can see, and without blanks around it. Marks of direction
/// stay: each text is shown in isolation, so that they cannot reach beyond it.
fn clean(text: &str) -> String {
    let text: String = text.replace("\r\n", "\n").chars().filter(|c| !is_stray(*c)).collect();
    text.trim().to_owned()
}

/// A text for a place that has neither lines nor isolation, such as the title of a window.
pub(super) fn one_line(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !is_bidi_control(*c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_stray(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FDD0}'..='\u{FDEF}')
        || matches!(u32::from(c) & 0xFFFF, 0xFFFE | 0xFFFF)
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Sample, date};
    use super::*;

    #[test]
    fn a_credential_stands_as_its_state_and_dates_say() {
        let standing = |state: State, shown: u32, published: u32, today: Option<&str>| {
            let mut sample = Sample::new("Zoë");
            sample.credential.state = state;
            sample.credential.revision = published;
            sample.revision = shown;
            sample.today = today.map(date);
            sample.view().standing
        };
        for (state, shown, published, today, expected) in [
            (State::UnderReview, 1, 0, None, Standing::Draft),
            (State::Held, 1, 0, None, Standing::Draft),
            (State::Published, 1, 1, None, Standing::Valid),
            (State::Published, 1, 1, Some("2028-11-26"), Standing::Valid),
            (State::Published, 1, 1, Some("2028-11-27"), Standing::Expired),
            (State::Suspended, 1, 1, Some("2028-11-27"), Standing::Suspended),
            (State::Published, 2, 1, None, Standing::Draft),
            (State::Suspended, 2, 1, None, Standing::Draft),
            (State::Published, 1, 2, Some("2030-01-01"), Standing::Superseded),
            (State::Revoked, 1, 2, None, Standing::Revoked),
            (State::Revoked, 2, 2, None, Standing::Revoked),
        ] {
            assert_eq!(
                standing(state, shown, published, today),
                expected,
                "{state} {shown}/{published} {today:?}"
            );
        }
    }

    #[test]
    fn a_correction_under_review_does_not_say_that_nothing_was_published() {
        for words in super::super::page::words::ALL {
            let mut sample = Sample::new("Zoë");
            sample.group.language = words.language.to_owned();
            let mut said = |shown: u32, published: u32| {
                sample.credential.revision = published;
                sample.revision = shown;
                sample.view().standing_words()
            };
            assert_eq!(said(1, 0), (words.draft, Some(words.draft_text)));
            assert_eq!(said(2, 1), (words.draft, Some(words.correction_text)));
            assert_eq!(said(1, 1), (words.valid, None));
        }
    }

    #[test]
    fn nothing_can_be_downloaded_of_what_does_not_stand() {
        let mut sample = Sample::new("Zoë");
        assert_eq!(sample.view().downloads().len(), 3);
        for state in [State::Suspended, State::Revoked] {
            sample.credential.state = state;
            assert!(sample.view().downloads().is_empty());
            assert_eq!(sample.view().files.len(), 3);
        }
    }

    #[test]
    fn only_web_and_mail_addresses_lead_somewhere() {
        let web = |text: &str| Link::web(text).and_then(|link| link.href);
        assert_eq!(
            web("https://a.example/x?y=1&z=ü#f").as_deref(),
            Some("https://a.example/x?y=1&z=ü#f")
        );
        assert_eq!(web("HTTP://a.example").as_deref(), Some("HTTP://a.example"));
        assert_eq!(web("  a.example/x\u{0}").as_deref(), Some("https://a.example/x"));
        for text in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//evil.example",
            "/c/1",
            "..",
            "just words",
            "https://a.example/ x",
            "https://a.example/\u{202E}x",
            "https://a.example/\"onclick",
        ] {
            assert_eq!(web(text), None, "{text}");
            assert!(Link::web(text).is_some(), "{text} is still shown");
        }
        assert_eq!(Link::web(" \n"), None);
        let mail = |text: &str| Link::mail(text).and_then(|link| link.href);
        assert_eq!(mail("office@a.example").as_deref(), Some("mailto:office@a.example"));
        for text in [
            "office",
            "@a.example",
            "a@b.example?bcc=c@d.example",
            "a@b.example,c@d.example",
            "a b@c.example",
        ] {
            assert_eq!(mail(text), None, "{text}");
        }
    }

    #[test]
    fn a_credential_has_an_address_where_the_issuer_has_one() {
        let mut sample = Sample::new("Zoë");
        let id = sample.credential.id;
        let address = |sample: &Sample| sample.view().address.and_then(|link| link.href);
        assert_eq!(address(&sample), Some(format!("https://northfield.example/c/{id}")));
        sample.issuer.url = Some("certs.northfield.example/club//".to_owned());
        assert_eq!(
            address(&sample),
            Some(format!("https://certs.northfield.example/club/c/{id}"))
        );
        for none in [
            None,
            Some("".to_owned()),
            Some("https://a.example/?x=".to_owned()),
            Some("none yet".to_owned()),
        ] {
            sample.issuer.url = none;
            assert_eq!(address(&sample), None);
        }
    }

    #[test]
    fn the_name_of_a_file_tells_its_stem_and_kind() {
        let kinds = [
            FileKind::CertificatePdf,
            FileKind::CertificatePng(1),
            FileKind::CertificatePng(12),
            FileKind::BadgePng(1),
            FileKind::BadgePng(2),
        ];
        for name in ["Zoë", "Merit badge", "Ann p2", "Ann badge p2", "a.b", "p3"] {
            let stem = super::super::names::stem(name, super::super::testing::id(1));
            for kind in kinds {
                assert_eq!(
                    FileKind::of_file_name(&kind.file_name(&stem)),
                    Some((stem.as_str(), kind)),
                    "{name}"
                );
            }
        }
        assert_eq!(FileKind::of_file_name("index.html"), None);
    }

    #[test]
    fn dates_are_written_in_the_language_of_the_group() {
        let mut sample = Sample::new("Zoë");
        for (language, shown) in [
            ("en", "November 26, 2026"),
            ("de", "26. November 2026"),
            ("fr", "26 novembre 2026"),
            ("es", "26 de noviembre de 2026"),
            ("ja", "2026年11月26日"),
            ("not a language", "2026-11-26"),
        ] {
            sample.group.language = language.to_owned();
            assert_eq!(sample.view().issued.shown, shown, "{language}");
        }
    }
}
