//! The shape of e-mail addresses: what no mail system accepts is an error, and nothing else (RFC 5321, 6531).

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::diag::Problem;
use crate::locale::{is_letter_or_digit, is_mark};

use super::finding::Flaw;
use super::{mixed, near};

/// Whether a text has the shape of one e-mail address.
pub fn plausible(text: &str) -> bool {
    fault(text).is_none()
}

/// What is wrong with an address, or likely to be; `None` for nearly every one.
pub(super) fn check(text: &str) -> Option<Flaw> {
    let Some(why) = fault(text) else {
        let Some(meant) = meant(text).or_else(|| without_turkish(text)) else {
            return mixed::look_at_address(text);
        };
        let message = format!("The address may have a slip of the finger in it: {text}");
        return Some(Flaw::from(Problem::warning("email-slip", message)).write(meant));
    };
    let flaw = Flaw::from(Problem::error(
        "email-shape",
        format!("This is not an e-mail address, {why}: {text}"),
    ));
    if let Some(address) = inside(text) {
        return Some(flaw.offer_as("email-only", format!("Write only the address: {address}"), address));
    }
    if let Some(mended) = mended(text) {
        return Some(flaw.write(mended));
    }
    let several: Vec<&str> = addresses(text).collect();
    if !several.is_empty() {
        let first = |flaw: Flaw, address: &&str| flaw.offer(format!("Write only {address}"), *address);
        let flaw = several.iter().take(3).fold(flaw, first);
        // What stands before it may be a part of it.
        let joined: Vec<&str> = text.split_whitespace().collect();
        return Some(match (&several[..], &joined[..]) {
            ([_], [_, _]) if plausible(&joined.concat()) => flaw.write(joined.concat()),
            _ => flaw,
        });
    }
    Some(if !text.contains('@') && text.contains(' ') {
        flaw.hint("Check that the columns of names and e-mails are not swapped")
    } else {
        flaw.hint("Correct it in the sheet, or leave it empty")
    })
}

/// An address with the letters of a Turkish keyboard, or of a program that writes I small as in Turkish: hardly any mailbox
/// is called so.
fn without_turkish(text: &str) -> Option<String> {
    text.contains(['ı', 'İ'])
        .then(|| text.replace('ı', "i").replace('İ', "I"))
        .filter(|meant| meant.is_ascii() && plausible(meant))
}

/// The one address in `Anna <anna@example.org>` or `mailto:anna@example.org`.
fn inside(text: &str) -> Option<&str> {
    let candidate = match text.split_once('<') {
        Some((_, rest)) => rest.split_once('>')?.0,
        None => text.strip_prefix("mailto:").or_else(|| text.strip_prefix("MAILTO:"))?,
    };
    Some(candidate.trim()).filter(|address| plausible(address))
}

/// The addresses between commas, semicolons, slashes and spaces.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '/', ' ', '\n', '\r', '\t'])
        .map(str::trim)
        .filter(|part| plausible(part))
}

/// A name and an address that stand in one text: `Anna Kowalska <anna@example.org>`, `Anna (anna@example.org)`.
pub(super) fn name_and_address(text: &str) -> Option<(String, &str)> {
    if !text.contains('@') {
        return None;
    }
    let bracketed = |c: char| matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | '"');
    let is_space = |c: char| c.is_whitespace() || bracketed(c);
    let mut found = text.split(is_space).filter(|part| plausible(part));
    let address = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let rest = text.replace(address, " ");
    // A comma inside stays: it parts a family name from the others, or a name from a title.
    let is_around = |c: char| is_space(c) && c != ',';
    let words = rest
        .split(is_around)
        .filter(|word| word.chars().any(is_letter_or_digit));
    let name = words.collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(|c: char| c == ',' || c.is_whitespace());
    name.chars()
        .any(char::is_alphabetic)
        .then(|| (name.to_owned(), address))
}

/// An address written with a slip that leaves only one reading: spaces inside, a comma for a dot, a wide or a written
/// “at”, a mark at its end.
fn mended(text: &str) -> Option<String> {
    let mut plain: String = text
        .chars()
        .map(|c| match c {
            '＠' | '﹫' => '@',
            '．' | '。' => '.',
            c => c,
        })
        .collect();
    for at in [" (at) ", "(at)", "[at]", " at ", "{at}"] {
        if !plain.contains('@') {
            plain = plain.replacen(at, "@", 1);
        }
    }
    let plain =
        plain.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '\'' | '"' | '<' | '>'));
    let without_spaces: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    let points = |text: &str| -> String {
        let mut points = text.replace(',', ".");
        while points.contains("..") {
            points = points.replace("..", ".");
        }
        points.replace("@.", "@").replace(".@", "@").replace("@@", "@")
    };
    // Two addresses are not to be run together, and a name before an address is no part of it.
    let single = plain.matches('@').count() == 1 || plain.contains("@@");
    let spaced = plain.split_whitespace().count() > 1;
    let near_at = |text: &str| text.contains(" @") || text.contains("@ ") || text.contains(" .") || text.contains(". ");
    if !single || (spaced && !near_at(plain)) {
        return None;
    }
    let candidates = [without_spaces.clone(), points(&without_spaces)];
    let found = candidates.into_iter().find(|candidate| plausible(candidate));
    found.or_else(|| meant(&points(&without_spaces)))
}

/// Providers that many people have their address at; those that differ from another one by a slip must be here too.
const PROVIDERS: [&str; 52] = [
    "126.com",
    "163.com",
    "aol.com",
    "bk.ru",
    "bluewin.ch",
    "btinternet.com",
    "comcast.net",
    "email.com",
    "fastmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.es",
    "hotmail.fr",
    "hotmail.it",
    "icloud.com",
    "laposte.net",
    "libero.it",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.de",
    "mail.ru",
    "msn.com",
    "naver.com",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "rocketmail.com",
    "t-online.de",
    "uol.com.br",
    "web.de",
    "wp.pl",
    "yahoo.co.in",
    "yahoo.co.uk",
    "yahoo.com",
    "yandex.ru",
    "ymail.com",
    "zoho.com",
];

/// A domain with the ending that was meant, where it has one that no domain has.
fn with_ending(domain: &str) -> Option<String> {
    let (before, last) = domain.rsplit_once('.')?;
    let (before, meant) = match last {
        "con" | "cmo" | "ocm" | "comm" | "coom" | "cpm" | "vom" | "xom" | "clm" => (before, "com"),
        "com" => (before.strip_suffix(".com")?, "com"),
        "nte" | "nett" | "ent" => (before, "net"),
        "ogr" | "orgg" | "rog" => (before, "org"),
        "deu" => (before, "de"),
        "eud" => (before, "edu"),
        _ => return None,
    };
    Some(format!("{before}.{meant}"))
}

fn is_provider(domain: &str) -> bool {
    of_length(domain.len()).contains(&domain)
}

/// The providers by the lengths of their domains, which tell most of them apart.
static BY_LENGTH: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let longest = PROVIDERS.iter().map(|known| known.len()).max().unwrap_or_default();
    let of = |length| PROVIDERS.iter().copied().filter(move |known| known.len() == length);
    (0..=longest).map(|length| of(length).collect()).collect()
});

fn of_length(length: usize) -> &'static [&'static str] {
    BY_LENGTH.get(length).map_or(&[], Vec::as_slice)
}

/// The address that was meant, when its domain is a slip away from one that many people have.
fn meant(text: &str) -> Option<String> {
    let (local, domain) = text.rsplit_once('@')?;
    let domain = match domain.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        true => Cow::Borrowed(domain),
        false => Cow::Owned(domain.to_lowercase()),
    };
    if local.is_empty() || is_provider(&domain) {
        return None;
    }
    let ending = with_ending(&domain);
    let domain = ending.as_deref().unwrap_or(&domain);
    // A provider's name may have the ending of any country.
    let (label, country) = domain.split_once('.').unwrap_or((domain, ""));
    let has_label = |known: &str| known.strip_prefix(label).is_some_and(|rest| rest.starts_with('.'));
    let of_a_country = ending.is_none() && country.len() == 2 && !matches!(country, "co" | "cm" | "om");
    if of_a_country && PROVIDERS.iter().any(|known| has_label(known)) {
        return None;
    }
    // One slip changes the beginning or the end, never both.
    let ends_alike = |known: &str| {
        let (known, domain) = (known.as_bytes(), domain.as_bytes());
        known.first() == domain.first() || known.last() == domain.last()
    };
    // Short domains are a slip away from many good ones.
    let near = || {
        let lengths = domain.len().saturating_sub(1).max(9)..=domain.len() + 1;
        let mut near = lengths
            .flat_map(of_length)
            .filter(|known| ends_alike(known))
            .filter(|known| near::is_near(domain, known));
        let first = near.next()?;
        near.next().is_none().then(|| (*first).to_owned())
    };
    let domain = if is_provider(domain) {
        Some(domain.to_owned())
    } else {
        near().or_else(|| ending.clone())
    };
    let address = format!("{local}@{}", domain?);
    plausible(&address).then_some(address)
}

/// Completes “This is not an e-mail address, …”.
fn fault(text: &str) -> Option<&'static str> {
    let is_foreign = |c: char| match c {
        '\0'..='\x7f' => matches!(
            c,
            '\0'..=' ' | '\x7f' | ',' | ';' | ':' | '<' | '>' | '"' | '(' | ')' | '[' | ']' | '\\'
        ),
        _ => c.is_whitespace() || c.is_control() || is_hidden(c),
    };
    if text.chars().any(is_foreign) {
        return Some("it has characters that no address has");
    }
    let Some((local, domain)) = text.rsplit_once('@') else {
        return Some("it has no @");
    };
    if local.contains('@') {
        return Some("it has more than one @");
    }
    if local.is_empty() || local.len() > 64 {
        return Some("the part before the @ is empty or too long");
    }
    if local.starts_with('.') || local.ends_with('.') || text.contains("..") {
        return Some("a dot is in the wrong place");
    }
    if domain.len() > 253 {
        return Some("it is too long");
    }
    let good = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| is_letter_or_digit(c) || c == '-' || is_mark(c))
    };
    if !domain.split('.').all(good) {
        return Some("what stands after the @ is not like example.org");
    }
    match domain.rsplit_once('.') {
        Some((_, last)) if !last.bytes().all(|b| b.is_ascii_digit()) => None,
        _ => Some("its domain has no ending such as .org"),
    }
}

/// Characters that nobody sees, but for the joiners, which some scripts need.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_another_alphabet_are_seen() {
        let flaw = check("\u{430}nna@example.org").expect("a Cyrillic letter");
        assert_eq!(flaw.problem.code, "mixed-scripts");
        assert_eq!(flaw.texts(), ["anna@example.org"]);
        assert!(check("анна@example.org").is_none());
    }

    #[test]
    fn the_providers_are_in_order() {
        assert!(PROVIDERS.is_sorted());
    }

    #[test]
    fn addresses_are_known_by_shape() {
        for good in [
            "a@example.org",
            "anna.kowalska+cert@mail.example.co.uk",
            "o'brien@example.org",
            "用户@例子.中国",
            "x_y-z@ex-ample.org",
            "प्रिया@उदाहरण.भारत",
        ] {
            assert!(plausible(good), "{good}");
        }
        for wrong in [
            "",
            "anna",
            "anna@",
            "@example.org",
            "anna@example",
            "anna@@example.org",
            "anna@example..org",
            ".a@example.org",
            "a b@example.org",
            "a@example.org; b@example.org",
            "a@-example.org",
            "a@1.2.3.4",
            "a@exam_ple.org",
            "a＠example.org",
        ] {
            assert!(!plausible(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_address_that_was_meant_is_offered() {
        for (text, code, wanted) in [
            ("Anna <anna@example.org>", "email-shape", "anna@example.org"),
            ("mailto:anna@example.org", "email-shape", "anna@example.org"),
            ("anna @example.org", "email-shape", "anna@example.org"),
            ("anna@example,org", "email-shape", "anna@example.org"),
            ("anna@example.org;", "email-shape", "anna@example.org"),
            ("anna＠example.org", "email-shape", "anna@example.org"),
            ("anna(at)example.org", "email-shape", "anna@example.org"),
            ("anna at example.org", "email-shape", "anna@example.org"),
            ("anna@@example.org", "email-shape", "anna@example.org"),
            ("anna@gmailcom", "email-shape", "anna@gmail.com"),
            (
                "a@example.org; b@example.org",
                "email-shape",
                "a@example.org b@example.org",
            ),
            ("anna@gmial.com", "email-slip", "anna@gmail.com"),
            ("anna@gmail.con", "email-slip", "anna@gmail.com"),
            ("ısıl.ısık@example.org", "email-slip", "isil.isik@example.org"),
            ("İbrahim@example.org", "email-slip", "Ibrahim@example.org"),
            ("anna@hotmial.com", "email-slip", "anna@hotmail.com"),
            ("anna@yahooo.com", "email-slip", "anna@yahoo.com"),
            ("anna@northfield.ogr", "email-slip", "anna@northfield.org"),
            ("anna", "email-shape", ""),
            ("Anna Kowalska", "email-shape", ""),
            ("Anna Lee anna@example.org", "email-shape", "anna@example.org"),
            ("an na@example.org", "email-shape", "na@example.org anna@example.org"),
        ] {
            let flaw = check(text).expect(text);
            assert_eq!(flaw.problem.code, code, "{text}");
            assert_eq!(flaw.texts().join(" "), wanted, "{text}");
            assert!(!flaw.problem.hints.is_empty(), "{text}");
        }
        let swapped = check("Anna Kowalska").expect("a flaw");
        assert!(swapped.problem.hints[0].contains("swapped"));
    }

    #[test]
    fn good_domains_are_left_alone() {
        for good in PROVIDERS.iter().chain(&[
            "gmal.org",
            "example.org",
            "mails.com",
            "hotel.com",
            "yale.edu",
            "uni-koeln.de",
            "live.de",
            "gmx.li",
            "orange.com",
            "hotmail.be",
            "outlook.fr",
            "yahoo.fr",
            "proton.ch",
            "mail.org",
            "github.com",
        ]) {
            assert!(check(&format!("anna@{good}")).is_none(), "{good}");
        }
    }

    #[test]
    fn a_name_beside_an_address_is_told_from_it() {
        let told = |text: &'static str| name_and_address(text).map(|(name, address)| format!("{name}|{address}"));
        assert_eq!(
            told("Anna Kowalska <anna@example.org>").as_deref(),
            Some("Anna Kowalska|anna@example.org")
        );
        assert_eq!(
            told("anna@example.org (Anna K.)").as_deref(),
            Some("Anna K.|anna@example.org")
        );
        assert_eq!(told("anna@example.org"), None);
        assert_eq!(told("Anna"), None);
        assert_eq!(told("a@example.org b@example.org x"), None);
    }
}
