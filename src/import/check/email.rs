//! The shape of e-mail addresses: what no mail system accepts is an error, and nothing else (RFC 5321, 6531).

use crate::diag::Problem;

/// Whether a text has the shape of one e-mail address.
pub fn plausible(text: &str) -> bool {
    fault(text).is_none()
}

/// What is wrong with an address, if anything.
pub(super) fn check(text: &str) -> Result<(), Problem> {
    let Some(why) = fault(text) else { return Ok(()) };
    let problem = Problem::error("email-shape", format!("This is not an e-mail address, {why}: {text}"));
    Err(match inside(text) {
        Some(address) => problem.hint(format!("Write only the address: {address}")),
        None if !text.contains('@') && text.contains(' ') => {
            problem.hint("Check that the columns of names and e-mails are not swapped")
        }
        None => problem.hint("Correct it in the sheet, or leave it empty"),
    })
}

/// The one address in `Anna <anna@example.org>` or `mailto:anna@example.org`.
fn inside(text: &str) -> Option<&str> {
    let candidate = match text.split_once('<') {
        Some((_, rest)) => rest.split_once('>')?.0,
        None => text.strip_prefix("mailto:")?,
    };
    Some(candidate.trim()).filter(|address| plausible(address))
}

/// Completes “This is not an e-mail address, …”.
fn fault(text: &str) -> Option<&'static str> {
    if text.chars().any(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, ',' | ';' | ':' | '<' | '>' | '"' | '(' | ')' | '[' | ']' | '\\')
    }) {
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
    let labels: Vec<&str> = domain.split('.').collect();
    let good = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || (!c.is_ascii() && is_mark(c)))
    };
    if !labels.iter().all(good) {
        return Some("what is after the @ is not a domain");
    }
    match labels[..] {
        [_, .., last] if !last.bytes().all(|b| b.is_ascii_digit()) => None,
        _ => Some("its domain has no ending such as .org"),
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn the_address_inside_is_offered() {
        let hint = |text: &str| check(text).expect_err(text).hints.join(" ");
        assert_eq!(
            hint("Anna <anna@example.org>"),
            "Write only the address: anna@example.org"
        );
        assert_eq!(
            hint("mailto:anna@example.org"),
            "Write only the address: anna@example.org"
        );
        assert!(hint("Anna Kowalska").contains("swapped"));
    }
}
