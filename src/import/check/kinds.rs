//! The kinds of custom fields: what a text must be, and the value it makes.

use crate::diag::Problem;
use crate::locale::{compare_key, digits_to_ascii};
use crate::model::{FieldKind, Value};

use super::finding::Flaw;
use super::{damage, dates, near};

type Parsed = (Option<Value>, Option<Flaw>);

fn good(value: Value) -> Parsed {
    (Some(value), None)
}

fn wrong(flaw: impl Into<Flaw>) -> Parsed {
    (None, Some(flaw.into()))
}

/// The value of a text that is not blank.
pub(super) fn parse(kind: &FieldKind, text: &str) -> Parsed {
    match kind {
        FieldKind::Text => good(Value::Text(text.to_owned())),
        FieldKind::Number => number(text, false),
        FieldKind::Date => {
            let (date, flaw) = dates::from_text(text, dates::ColumnOrder::default());
            (date.map(Value::Date), flaw)
        }
        FieldKind::Choice(values) => choice(values, text),
        FieldKind::List => list(text),
        FieldKind::Link => link(text),
        FieldKind::Image => image(text),
    }
}

/// How strictly the text of a kind is looked at.
pub(super) fn damage_kind(kind: &FieldKind) -> damage::Kind {
    match kind {
        FieldKind::Text | FieldKind::List | FieldKind::Choice(_) => damage::Kind::Text,
        FieldKind::Number | FieldKind::Date | FieldKind::Link | FieldKind::Image => damage::Kind::Code,
    }
}

/// The digits of a number: as it is shown where that is a number and nothing else, so that 3.50 stays 3.50, and 95 % as
/// 95; the plain number otherwise.
pub(super) fn digits_of(value: f64, shown: &str) -> String {
    let bare = shown.trim_end_matches('%').trim();
    if is_digits(bare) {
        bare.to_owned()
    } else {
        super::super::read::plain_number(value)
    }
}

fn is_digits(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(fraction)
}

/// A number in digits. Where points may part thousands, as in lists whose values semicolons part, `1.234` can be read in
/// two ways, as `1,234` can be everywhere.
pub(super) fn number(text: &str, points_may_group: bool) -> Parsed {
    let plain: String = digits_to_ascii(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '\u{202f}' | '٬'))
        .map(|c| match c {
            '−' | '－' => '-',
            '٫' => '.',
            c => c,
        })
        .collect();
    let plain = plain.trim_end_matches('%').trim_start_matches('+');
    let commas = plain.matches(',').count();
    let points = plain.matches('.').count();
    let last = |c: char| plain.rfind(c);
    let open = match (commas, points) {
        (1, 0) => two_ways(plain, ','),
        (0, 1) if points_may_group => two_ways(plain, '.'),
        _ => None,
    };
    if let Some(flaw) = open {
        return wrong(flaw);
    }
    let (decimal, group) = match (commas, points) {
        (0, 0 | 1) => ('.', ','),
        (1, 0) => (',', '.'),
        (_, 0) => ('.', ','),
        (0, _) => (',', '.'),
        _ if last(',') > last('.') => (',', '.'),
        _ => ('.', ','),
    };
    let digits: String = plain
        .chars()
        .filter(|c| *c != group)
        .map(|c| if c == decimal { '.' } else { c })
        .collect();
    if is_digits(&digits) {
        good(Value::Number(digits))
    } else {
        let problem = Problem::error("not-a-number", format!("This is not a number: {text}"));
        wrong(problem.hint("Write it in digits, such as 12 or 3.5"))
    }
}

/// What is said of a number with a sign that parts thousands or decimals, nobody knows which: three digits are behind it.
fn two_ways(plain: &str, sign: char) -> Option<Flaw> {
    let (whole, fraction) = plain.split_once(sign)?;
    let minus = if whole.starts_with('-') { "-" } else { "" };
    let whole = whole.trim_start_matches('-');
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if fraction.len() != 3
        || !(1..=3).contains(&whole.len())
        || whole == "0"
        || !is_digits(whole)
        || !is_digits(fraction)
    {
        return None;
    }
    let (large, small) = (
        format!("{minus}{whole}{fraction}"),
        format!("{minus}{whole}.{fraction}"),
    );
    let message = format!("The number can be read in two ways, as {large} or {small}");
    let flaw = Flaw::from(Problem::error("number-ambiguous", message));
    let label = |text: &str| format!("Write it as {text}");
    let flaw = flaw.offer_as("number-thousands", label(&large), large);
    Some(flaw.offer_as("number-decimals", label(&small), small))
}

fn choice(values: &[String], text: &str) -> Parsed {
    let key = compare_key(text);
    if let Some(value) = values.iter().find(|value| compare_key(value) == key) {
        return good(Value::Text(value.clone()));
    }
    let message = format!("This is none of the values of the field: {text}");
    let flaw = Flaw::from(Problem::error("not-a-choice", message));
    if let Some(value) = near::nearest(values, text) {
        return wrong(flaw.write(value));
    }
    let names: Vec<String> = values
        .iter()
        .take(SHOWN_VALUES)
        .map(|value| format!("“{value}”"))
        .collect();
    let more = if values.len() > SHOWN_VALUES { " …" } else { "" };
    wrong(flaw.hint(format!("Write one of {}{more}", names.join(", "))))
}

/// How many values of a long list a hint names.
const SHOWN_VALUES: usize = 12;

fn list(text: &str) -> Parsed {
    let items = text.split([';', '\n', '\r', '؛', '；', '、']);
    let items: Vec<String> = items
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect();
    if items.is_empty() {
        (None, None)
    } else {
        good(Value::List(items))
    }
}

fn link(text: &str) -> Parsed {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest
        .and_then(|rest| rest.split(['/', '?', '#']).next())
        .unwrap_or_default();
    let spaced = text.chars().any(|c| c.is_whitespace() || c.is_control());
    if !host.is_empty() && !spaced && (host.contains('.') || host.starts_with("localhost") || host.starts_with('[')) {
        return good(Value::Text(text.to_owned()));
    }
    let flaw = Flaw::from(Problem::error(
        "not-a-link",
        format!("This is not a web address: {text}"),
    ));
    wrong(match rest {
        None if !spaced && text.contains('.') && !text.contains(['@', ':']) => flaw.write(format!("https://{text}")),
        _ => flaw.hint("Write it in full, such as https://example.org/page"),
    })
}

/// The path of a picture, relative to the sheet; with `/` between folders, as every system reads it.
fn image(text: &str) -> Parsed {
    let path = text.replace('\\', "/");
    let leaves = path.split('/').any(|part| part == "..");
    let absolute = path.starts_with('/') || path.get(1..2) == Some(":") || path.contains("://");
    if leaves || absolute {
        return wrong(
            Problem::error(
                "image-path",
                format!("The picture is not in the folder of the sheet: {text}"),
            )
            .hint("Put it beside the sheet or in a folder there, and write its path from there"),
        );
    }
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("png" | "jpg" | "jpeg" | "webp") => good(Value::Text(path.trim_start_matches("./").to_owned())),
        _ => wrong(
            Problem::error(
                "image-kind",
                format!("This is not the name of a picture that can be read: {text}"),
            )
            .hint("Use a .png, .jpg or .webp file"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: &str, text: &str) -> Result<String, String> {
        let kind: FieldKind = kind.parse().expect(kind);
        match parse(&kind, text) {
            (Some(value), None) => Ok(value.to_plain()),
            (_, flaw) => Err(flaw.map_or_else(String::new, |flaw| flaw.problem.code.into_owned())),
        }
    }

    #[test]
    fn points_may_part_thousands_where_commas_part_decimals() {
        let code = |text: &str, may_group| number(text, may_group).1.map(|flaw| flaw.problem.code.into_owned());
        for text in ["1.234", "-2.500", "123.456"] {
            assert_eq!(code(text, true).as_deref(), Some("number-ambiguous"), "{text}");
            assert_eq!(code(text, false), None, "{text}");
        }
        for text in ["0.125", "1.25", "1.2345", "1234.567", "12"] {
            assert_eq!(code(text, true), None, "{text}");
        }
        assert_eq!(number("1.234", true).1.expect("a flaw").texts(), ["1234", "1.234"]);
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, digits) in [
            ("12", "12"),
            ("-3.50", "-3.50"),
            ("3,5", "3.5"),
            ("1 234,5", "1234.5"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1,234,567", "1234567"),
            ("95 %", "95"),
            ("٣٫٥", "3.5"),
            ("१२", "12"),
            ("１２", "12"),
            ("0,125", "0.125"),
            ("1'234", "1234"),
        ] {
            assert_eq!(of("number", text).as_deref(), Ok(digits), "{text}");
        }
        assert_eq!(of("number", "1,234"), Err("number-ambiguous".to_owned()));
        for text in ["twelve", "1e5", "--1", "1-2", "%", "."] {
            assert_eq!(of("number", text), Err("not-a-number".to_owned()), "{text}");
        }
        assert_eq!(digits_of(3.5, "3.50"), "3.50");
        assert_eq!(digits_of(0.95, "95%"), "95");
        assert_eq!(digits_of(12.5, "12.50 €"), "12.5");
    }

    #[test]
    fn choices_forgive_case_and_give_the_listed_spelling() {
        assert_eq!(of("choice(Gold|Silver)", " gold ").as_deref(), Ok("Gold"));
        assert_eq!(of("choice(Gold|Silver)", "Bronze"), Err("not-a-choice".to_owned()));
    }

    #[test]
    fn what_a_value_may_be_is_offered() {
        let texts = |kind: &str, text: &str| {
            let kind: FieldKind = kind.parse().expect(kind);
            parse(&kind, text).1.expect(text).texts().join(" ")
        };
        assert_eq!(texts("choice(Gold|Silver)", "Slver"), "Silver");
        assert_eq!(texts("choice(Gold|Silver)", "Bronze"), "");
        assert_eq!(texts("number", "-1,234"), "-1234 -1.234");
        assert_eq!(texts("link", "example.org/a"), "https://example.org/a");
        assert_eq!(texts("link", "javascript:alert(1).x"), "");
    }

    #[test]
    fn lists_links_and_images() {
        assert_eq!(
            of("list", "Rust; Typography\nSQL;").as_deref(),
            Ok("Rust, Typography, SQL")
        );
        assert_eq!(
            of("link", "https://example.org/a?b=c").as_deref(),
            Ok("https://example.org/a?b=c")
        );
        for text in [
            "example.org",
            "ftp://example.org",
            "https://",
            "https://a b.org",
            "javascript:alert(1)",
        ] {
            assert_eq!(of("link", text), Err("not-a-link".to_owned()), "{text}");
        }
        assert_eq!(of("image", "photos\\anna.JPG").as_deref(), Ok("photos/anna.JPG"));
        for text in [
            "../secret.png",
            "/etc/passwd.png",
            "C:\\a.png",
            "https://example.org/a.png",
        ] {
            assert_eq!(of("image", text), Err("image-path".to_owned()), "{text}");
        }
        assert_eq!(of("image", "anna.gif"), Err("image-kind".to_owned()));
    }
}
