//! Readable numbers of credentials.

use crate::diag::{Problem, Result};
use crate::model::{Date, Group};

/// Fills a group's pattern: `{code}`, `{year}` of the issue date, `{n}` or `{n:5}` for the running number with at least
/// so many digits. A group without a code is named by its own number, so that no two groups give the same.
pub(super) fn number(group: &Group, issued: Date, running: u64) -> String {
    fill(group, issued, |width| format!("{running:0width$}"))
}

/// The first number that a pattern gives in a year, with the code of a group as it is typed.
pub fn sample_number(pattern: &str, code: &str, issued: Date) -> String {
    // A group that is not made yet has no number to stand for its code.
    let code = if code.is_empty() { "G1" } else { code };
    fill_with(pattern, code, issued, |width| format!("{:0width$}", 1))
}

/// The same while the running number is not known: a sign stands for each of its digits.
pub(super) fn unknown(group: &Group, issued: Date) -> String {
    fill(group, issued, |width| "#".repeat(width.max(1)))
}

fn fill(group: &Group, issued: Date, running: impl Fn(usize) -> String) -> String {
    let pattern = group.settings.number_pattern.as_str();
    match group.code.as_str() {
        "" => fill_with(pattern, &format!("G{}", group.id), issued, running),
        code => fill_with(pattern, code, issued, running),
    }
}

fn fill_with(pattern: &str, code: &str, issued: Date, running: impl Fn(usize) -> String) -> String {
    let mut number = String::new();
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        number.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(length) = rest.find('}') else { break };
        let name = &rest[1..length];
        rest = &rest[length + 1..];
        match name.split_once(':').unwrap_or((name, "")) {
            ("code", _) => number.push_str(code),
            ("year", _) => number.push_str(&issued.year().to_string()),
            ("n", width) => {
                let width = width.parse::<usize>().unwrap_or(1).min(20);
                number.push_str(&running(width));
            }
            _ => number.push_str(&format!("{{{name}}}")),
        }
    }
    number.push_str(rest);
    number
}

/// Refuses a pattern that does not give every credential a number of its own.
pub(super) fn check_pattern(pattern: &str) -> Result<()> {
    if pattern.contains("{n}") || pattern.contains("{n:") {
        return Ok(());
    }
    let problem = Problem::error(
        "bad-number-pattern",
        format!("The pattern of numbers has no {{n}}, “{pattern}”"),
    );
    Err(problem
        .hint("Write {n} or {n:5} where the running number stands")
        .into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::group;

    #[test]
    fn a_pattern_is_shown_with_what_it_gives() {
        let day = Date::new(2026, 5, 31).expect("a day");
        let gives = |pattern: &str, code: &str| sample_number(pattern, code, day);
        assert_eq!(gives("{code}-{year}-{n:5}", "CH"), "CH-2026-00001");
        assert_eq!(gives("{n}/{code}", ""), "1/G1");
    }

    #[test]
    fn patterns_are_filled() {
        let mut group = Group {
            code: "DP".to_owned(),
            ..group(1, "T")
        };
        let date = "2026-11-26".parse().expect("date");
        assert_eq!(number(&group, date, 7), "DP-2026-00007");
        assert_eq!(unknown(&group, date), "DP-2026-#####");
        group.code.clear();
        assert_eq!(number(&group, date, 123_456), "G1-2026-123456");
        group.settings.number_pattern = "№ {n} {x} {".to_owned();
        assert_eq!(number(&group, date, 7), "№ 7 {x} {");
        assert!(check_pattern("{code}").is_err());
    }
}
