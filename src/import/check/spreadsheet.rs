//! What spreadsheet programs leave in the place of a text: numbers that were shortened, truth values, marks that keep a
//! program from calculating.

use crate::diag::Problem;

use super::super::sheet::Cell;
use super::finding::Flaw;

/// What looks as if a program had changed it; `text` is the trimmed text of the cell.
pub(super) fn look(cell: &Cell, text: &str) -> Option<Flaw> {
    match cell {
        Cell::Number { value, .. } if value.abs() >= 1e15 => Some(shortened(text)),
        Cell::Bool(_) => {
            let message = format!("The cell holds a truth value, not a text: {text}");
            let problem = Problem::warning("truth-value", message);
            Some(
                problem
                    .hint("Write a word in its place, or go on if this is the text")
                    .into(),
            )
        }
        Cell::Text(_) => text_of_program(text),
        _ => None,
    }
}

fn shortened(text: &str) -> Flaw {
    let message = format!("The number has more digits than a spreadsheet keeps; the last ones are lost: {text}");
    Problem::warning("digits-lost", message)
        .hint("Format the column as text and enter the number again")
        .into()
}

fn text_of_program(text: &str) -> Option<Flaw> {
    let rest = text.get(1..).unwrap_or_default();
    match text.bytes().next()? {
        b'0'..=b'9' | b'-' if is_exponential(text) => {
            let message = format!("The number was shortened by a spreadsheet program: {text}");
            let problem = Problem::warning("digits-lost", message);
            Some(
                problem
                    .hint("Get the number from its source again, in a column formatted as text")
                    .into(),
            )
        }
        // ="00123" keeps the zeros when a spreadsheet program opens a text file.
        b'=' => {
            let flaw = Flaw::from(Problem::warning("formula-text", "The text looks like a formula"));
            let quoted = rest.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            Some(
                match quoted.filter(|inside| !inside.is_empty() && !inside.contains('"')) {
                    Some(inside) => flaw.write(inside),
                    None => flaw.hint("Write the value in its place, or go on if this is the text"),
                },
            )
        }
        // +SUM(…), -1+cmd|…, @SUM(…): a telephone number and a handle have none of this.
        b'+' | b'-' | b'@' if is_call(rest) => {
            let problem = Problem::warning("formula-text", "The text looks like a formula");
            Some(
                problem
                    .hint("Write the value in its place, or go on if this is the text")
                    .into(),
            )
        }
        // An apostrophe says in a spreadsheet that what follows is a text.
        b'\'' if rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '=' | '+' | '-' | '@')) => {
            let problem = Problem::warning("text-mark", "The text begins with the mark for texts of spreadsheets");
            Some(Flaw::from(problem).write(rest))
        }
        _ => None,
    }
}

/// `1.23457E+15`, `7,9E+10`.
fn is_exponential(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix('+').filter(|rest| rest.len() == 2);
    whole.len() == 1 && digits(whole) && digits(fraction) && exponent.is_some_and(digits)
}

/// A name of capitals and a bracket, or a call of another program.
fn is_call(text: &str) -> bool {
    let name = text.split('(').next().unwrap_or_default();
    let is_function = name.len() < text.len()
        && name.len() >= 2
        && name
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'.')
        && name.starts_with(|c: char| c.is_ascii_uppercase());
    is_function || (text.contains('|') && text.contains('!'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(String, Vec<String>)> {
        let flaw = look(&Cell::Text(text.into()), text)?;
        let texts = flaw.texts().into_iter().map(str::to_owned).collect();
        Some((flaw.problem.code.into_owned(), texts))
    }

    #[test]
    fn what_programs_write_is_known() {
        for (text, code, written) in [
            ("1.23457E+15", "digits-lost", ""),
            ("7,9E+10", "digits-lost", ""),
            ("=\"00123\"", "formula-text", "00123"),
            ("=SUM(A1:A2)", "formula-text", ""),
            ("=HYPERLINK(\"x\",\"Ann\")", "formula-text", ""),
            ("+SUM(1)", "formula-text", ""),
            ("-2+3+cmd|' /C calc'!A0", "formula-text", ""),
            ("'+49 30 1234", "text-mark", "+49 30 1234"),
            ("'00123", "text-mark", "00123"),
        ] {
            let (found, texts) = of(text).expect(text);
            assert_eq!((found.as_str(), texts.join(" ").as_str()), (code, written), "{text}");
        }
        for good in [
            "+49 30 1234",
            "-",
            "-5",
            "@anna",
            "1E5",
            "2E",
            "12E+15",
            "'t Hooft",
            "’Abd",
            "+(49) 30",
            "'",
            "00123",
        ] {
            assert_eq!(of(good), None, "{good}");
        }
        assert_eq!(
            look(&Cell::Bool(true), "TRUE").map(|flaw| flaw.problem.code).as_deref(),
            Some("truth-value")
        );
    }
}
