//! What the page shows, and that it stands on its own.

use super::super::testing::{Sample, date};
use super::super::view::{FileKind, Link};
use super::*;
use crate::model::State;

fn page(sample: &Sample) -> String {
    html(&sample.view(), &Pictures::default(), Location::Credential).expect("page")
}

fn png() -> Embedded {
    Embedded::new(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x03\xc0\0\0\x02\xa8\x08\x06").expect("png")
}

/// The text of a page as a browser would read it, as far as these tests want it: characters that the template engine has
/// escaped are what they stand for.
fn unescaped(page: &str) -> String {
    let mut text = page.to_owned();
    for (code, c) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ] {
        text = text.replace(code, c);
    }
    text
}

#[test]
fn everything_of_the_view_is_on_the_page() {
    let mut sample = Sample::new("Zoë Müller-Lüdenscheidt");
    sample.corrected = Some(date("2027-01-09"));
    let view = sample.view();
    let page = unescaped(&page(&sample));
    let words = view.words();
    let link = |link: &Option<Link>| {
        let link = link.clone().expect("link");
        [link.shown, format!("href=\"{}\"", link.href.expect("leads somewhere"))]
    };
    let mut expected = vec![
        view.id.to_string(),
        view.number.clone(),
        view.title.clone(),
        view.recipient.clone(),
    ];
    expected.extend(["A course of twelve weeks.", "With an examination."].map(str::to_owned));
    expected.extend(view.skills.clone());
    expected.extend([
        view.criteria.clone(),
        view.issuer.name.clone(),
        view.issued.shown.clone(),
    ]);
    expected.extend(
        [&view.link, &view.issuer.url, &view.issuer.email, &view.address]
            .into_iter()
            .flat_map(link),
    );
    expected.extend([&view.valid_until, &view.corrected].map(|day| day.clone().expect("day").shown));
    expected.extend(
        [
            words.valid,
            words.awarded_to,
            words.issued_by,
            words.issued_on,
            words.valid_until,
            words.corrected_on,
        ]
        .map(str::to_owned),
    );
    for text in expected {
        assert!(page.contains(&text), "{text} is missing");
    }
}

#[test]
fn a_page_has_no_script_and_asks_nobody() {
    let mut sample = Sample::new("Zoë");
    let pictures = Pictures {
        certificate: Some(png()),
        badge: Some(png()),
        logo: Some(png()),
    };
    for state in [State::Published, State::Suspended, State::Revoked] {
        sample.credential.state = state;
        let page = html(&sample.view(), &pictures, Location::Credential).expect("page");
        assert!(page.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">"));
        let lower = page.to_lowercase();
        for forbidden in [
            "<script",
            "<iframe",
            "<object",
            "<form",
            "javascript:",
            "@import",
            "url(",
            " style=\"",
            " onload",
        ] {
            assert!(!lower.contains(forbidden), "{forbidden}");
        }
        // Addresses are only where a reader clicks, never where a browser fetches by itself.
        for (at, _) in lower.match_indices("http") {
            let before = &lower[..at];
            assert!(
                before.ends_with("<a href=\"") || before.ends_with("<meta "),
                "{}",
                &lower[at.saturating_sub(40)..at + 40]
            );
        }
        let sources: Vec<&str> = page.split(" src=\"").skip(1).collect();
        assert_eq!(sources.len(), 3);
        assert!(
            sources
                .iter()
                .all(|source| source.starts_with("data:image/png;base64,iVBOR"))
        );
        assert!(page.contains("default-src 'none'; style-src 'sha256-"));
    }
}

#[test]
fn the_policy_allows_exactly_the_style_that_is_there() {
    let page = page(&Sample::new("Zoë"));
    let style = page
        .split_once("<style>")
        .and_then(|(_, rest)| rest.split_once("</style>"))
        .expect("style")
        .0;
    let hash = base64::encode(&Sha256::digest(style.as_bytes()));
    assert!(page.contains(&format!("style-src 'sha256-{hash}'")));
    assert!(!style.contains(['\r', '<']));
}

#[test]
fn hostile_texts_stay_texts() {
    let evil = "</title></style></p>\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}&amp;";
    let mut sample = Sample::new(evil);
    sample.group.title = evil.to_owned();
    sample.group.description = evil.to_owned();
    sample.group.criteria = evil.to_owned();
    sample.group.skills = vec![evil.to_owned()];
    sample.group.url = format!("https://a.example/{evil}");
    sample.group.language = "en\" onload=\"alert(1)".to_owned();
    sample.issuer.name = evil.to_owned();
    sample.issuer.url = Some("javascript:alert(1)".to_owned());
    sample.issuer.email = Some(evil.to_owned());
    sample.credential.number = evil.to_owned();
    sample.credential.content.recipient.language = Some("x\"><script>".to_owned());
    let pictures = Pictures {
        certificate: Some(png()),
        badge: None,
        logo: None,
    };
    let page = html(&sample.view(), &pictures, Location::Credential).expect("page");
    assert!(!page.contains("<script") && !page.contains("<img src=x") && !page.contains("\" on"));
    assert!(!page.contains("49"), "no template within a value");
    assert_eq!(page.matches("<img").count(), 1);
    assert!(page.contains("<html lang=\"und\" dir=\"ltr\">"));
    assert!(!page.contains("href=\"javascript"));
    assert!(unescaped(&page).contains(evil));
    assert_eq!(owner(page.as_bytes()), Some(sample.credential.id));
    assert_eq!(Pictures::of_page(&page), pictures);
}

#[test]
fn directions_and_stray_characters_cannot_reach_beyond_their_text() {
    let mut sample = Sample::new("\u{202E}evil\u{0}\u{1B}\u{FEFF} \u{2067}שרה");
    sample.group.title = "Title\u{202E}\r\nin two lines".to_owned();
    let page = page(&sample);
    assert!(page.contains("<bdi dir=\"auto\" translate=\"no\">\u{202E}evil \u{2067}שרה</bdi>"));
    assert!(page.contains("<title>Title in two lines · evil שרה · Northfield Academy</title>"));
    assert!(!page.contains(['\u{0}', '\u{1B}', '\u{FEFF}', '\r']));
}

#[test]
fn languages_and_directions_are_named() {
    let mut sample = Sample::new("شرایط");
    sample.credential.content.recipient.language = Some("fa".to_owned());
    let page_in = |sample: &mut Sample, language: &str| {
        sample.group.language = language.to_owned();
        page(sample)
    };
    let german = page_in(&mut sample, "de-AT");
    assert!(german.contains("<html lang=\"de-AT\" dir=\"ltr\">"));
    assert!(german.contains("<bdi lang=\"fa\" dir=\"auto\""));
    assert!(german.contains("Verliehen an") && german.contains("26. November 2026") && !german.contains("lang=\"en\""));
    let arabic = page_in(&mut sample, "ar");
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">") && arabic.contains("مُنحت إلى"));
    let hindi = page_in(&mut sample, "hi");
    assert!(hindi.contains("<html lang=\"hi\" dir=\"ltr\">"));
    assert!(hindi.contains("<span lang=\"en\" dir=\"ltr\">Awarded to</span>"));
    assert!(page_in(&mut sample, "ur").contains("<html lang=\"ur\" dir=\"rtl\">"));
}

#[test]
fn what_is_revoked_says_so_and_offers_nothing() {
    let mut sample = Sample::new("Zoë");
    sample.credential.reason = Some("Cheated in the examination".to_owned());
    sample.since = Some(date("2027-03-01"));
    let pictures = Pictures {
        certificate: Some(png()),
        badge: Some(png()),
        logo: None,
    };
    let mut of = |state: State| {
        sample.credential.state = state;
        html(&sample.view(), &pictures, Location::Credential).expect("page")
    };
    let valid = of(State::Published);
    assert!(!valid.contains("class=\"banner\"") && !valid.contains("class=\"stamp\""));
    assert_eq!(valid.matches(" download=\"").count(), 3);
    assert!(
        !valid.contains("March 1, 2027"),
        "the day of publication is not that of issue"
    );
    for (state, word) in [(State::Revoked, "Revoked"), (State::Suspended, "Suspended")] {
        let page = of(state);
        assert!(
            page.contains(&format!("<strong>{word}</strong>")) && page.contains("March 1, 2027"),
            "{word}"
        );
        assert!(page.contains("class=\"stamp\"") && page.contains("no longer valid") == (word == "Revoked"));
        assert!(!page.contains("download=") && !page.contains(".pdf"));
        assert!(!page.contains("Cheated"), "reasons are private");
        assert_eq!(
            Pictures::of_page(&page),
            pictures,
            "the next page takes its pictures from this one"
        );
    }
}

#[test]
fn every_picture_of_what_does_not_hold_is_gray() {
    let rules = STYLE.split('}').filter_map(|rule| rule.split_once('{'));
    let gray: Vec<&str> = rules
        .filter(|(_, looks)| looks.contains("grayscale(1)"))
        .flat_map(|(selectors, _)| selectors.split(',').map(str::trim))
        .collect();
    for standing in ["revoked", "suspended", "superseded"] {
        for picture in ["certificate", "badge"] {
            let selector = format!(".{standing} #{picture}");
            assert!(gray.contains(&selector.as_str()), "{selector}");
        }
    }
}

#[test]
fn links_fit_the_place_of_the_page() {
    let mut sample = Sample::new("Zoë #1 100%");
    sample.files = vec![FileKind::CertificatePdf, FileKind::CertificatePng(2)];
    let of = |sample: &Sample, location: Location<'_>| {
        unescaped(&html(&sample.view(), &Pictures::default(), location).expect("page"))
    };
    let page = of(&sample, Location::Credential);
    assert!(page.contains("href=\"1/Zo%C3%AB%20%231%20100%25.pdf\" download=\"Zoë #1 100%.pdf\""));
    assert!(page.contains("href=\"1/Zo%C3%AB%20%231%20100%25%20p2.png\""));
    let page = of(&sample, Location::Copy { stem: "Zoë – 7" });
    assert!(page.contains("href=\"Zo%C3%AB%20%E2%80%93%207.pdf\" download=\"Zoë #1 100%.pdf\""));
    sample.credential.revision = 2;
    let page = of(&sample, Location::Revision);
    assert!(page.contains("<a href=\"../index.html\">Open the current version</a>") && !page.contains("download="));
}

#[test]
fn only_our_pages_have_an_owner() {
    let sample = Sample::new("Zoë");
    assert_eq!(owner(page(&sample).as_bytes()), Some(sample.credential.id));
    for other in [
        &b""[..],
        b"<html>",
        b"\xFF\xFE",
        b"<meta name=\"accolade-credential\" content=\"7\">",
    ] {
        assert_eq!(owner(other), None);
    }
}

#[test]
fn headings_are_in_order_and_pictures_have_words() {
    let pictures = Pictures {
        certificate: Some(png()),
        badge: Some(png()),
        logo: Some(png()),
    };
    let page = html(&Sample::new("Zoë").view(), &pictures, Location::Credential).expect("page");
    let levels: Vec<&str> = page
        .split("<h")
        .skip(1)
        .filter_map(|rest| rest.get(..1))
        .filter(|l| l.parse::<u8>().is_ok())
        .collect();
    assert_eq!(levels, ["1", "2", "2", "2", "2", "2"]);
    assert!(
        page.contains("alt=\"Certificate: Data Protection in Practice, Zoë, Northfield Academy, November 26, 2026\"")
    );
    assert!(page.contains("<img id=\"certificate\" width=\"960\" height=\"680\""));
    assert!(
        page.contains("<img id=\"logo\" width=\"960\" height=\"680\" alt=\"\""),
        "the name beside it says it all"
    );
}
