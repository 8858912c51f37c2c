//! Digits that a spreadsheet program has taken away: what was 00123 comes again as 123, a long number as 7.9E+15 or with
//! zeros at its end.

use crate::diag::{Place, Problem};

use super::FieldChange;

/// A spreadsheet keeps so many digits of a number.
const KEPT: usize = 15;

/// How a value came to be another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Zeros at the beginning, or a plus.
    Beginning,
    /// Digits at the end of a long number.
    End,
}

/// Whether the value after is what a spreadsheet program makes of the value before when it takes that for a number.
pub(super) fn lost(before: Option<&str>, after: Option<&str>) -> Option<Loss> {
    let (before, after) = (before?.trim(), after?.trim());
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let plain: String = before.chars().filter(|c| !matches!(c, ' ' | '+' | '-' | '/')).collect();
    if before == after || !is_number(&plain) {
        return None;
    }
    let significant = plain.trim_start_matches('0');
    let was_whole = plain == before || format!("+{plain}") == before;
    if was_whole && !significant.is_empty() && significant == after && after.len() < before.len() {
        return Some(Loss::Beginning);
    }
    if after == "0" && significant.is_empty() && before.len() > 1 {
        return Some(Loss::Beginning);
    }
    let digits = match after.split_once(['E', 'e']) {
        Some((mantissa, exponent)) => of_exponent(mantissa, exponent)?,
        None if is_number(after) => after.to_owned(),
        None => return None,
    };
    // As many digits, of which those that are kept are the same.
    let kept = digits.trim_end_matches('0');
    let is_cut = digits.len() == significant.len() && digits != significant && kept.len() <= KEPT;
    let is_exponent = after.contains(['E', 'e']) && digits.len() == significant.len();
    ((is_cut && significant.len() > KEPT || is_exponent) && rounds_to(significant, kept)).then_some(Loss::End)
}

/// The digits of `7.9210001E+15`.
fn of_exponent(mantissa: &str, exponent: &str) -> Option<String> {
    let exponent: usize = exponent
        .trim_start_matches('+')
        .parse()
        .ok()
        .filter(|exponent| *exponent < 40)?;
    let mantissa = mantissa.replace(',', ".");
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((&mantissa, ""));
    let is_plain = whole.len() == 1 && whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
    (is_plain && fraction.len() <= exponent)
        .then(|| format!("{whole}{fraction}{}", "0".repeat(exponent - fraction.len())))
}

/// Whether a number begins with these digits, but for the last one, which may be rounded up.
fn rounds_to(number: &str, kept: &str) -> bool {
    let shared = number.bytes().zip(kept.bytes()).take_while(|(a, b)| a == b).count();
    shared + 1 >= kept.len() && !kept.is_empty()
}

impl FieldChange {
    /// What is said where digits are lost.
    pub(super) fn loss_problem(&self, row: u32) -> Option<Problem> {
        let (before, after) = (self.before.as_deref()?, self.after.as_deref()?);
        let what = match self.lost? {
            Loss::Beginning => match before.trim().strip_prefix('+') {
                Some(digits) if digits.starts_with('0') => "the plus and the zeros at its beginning are lost",
                Some(_) => "the plus at its beginning is lost",
                None => "the zeros at its beginning are lost",
            },
            Loss::End => "the digits at its end are lost",
        };
        let message = format!("“{before}” has become “{after}”: {what}, as a spreadsheet program does to numbers");
        let problem = Problem::warning("digits-lost", message).hint(format!("Keep {before}, or accept the new value"));
        Some(problem.at(Place {
            field: Some(self.field.clone()),
            ..Place::row(row)
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_is_named() {
        for (before, after, what) in [
            ("00123", "123", "the zeros at its beginning are lost"),
            ("+491701234567", "491701234567", "the plus at its beginning is lost"),
            ("+0049170", "49170", "the plus and the zeros at its beginning are lost"),
        ] {
            let change = FieldChange {
                field: "custom.phone".to_owned(),
                before: Some(before.to_owned()),
                after: Some(after.to_owned()),
                lost: lost(Some(before), Some(after)),
            };
            let problem = change.loss_problem(2).expect("a loss");
            assert!(problem.message.contains(&format!(": {what},")), "{problem}");
        }
    }

    #[test]
    fn what_a_spreadsheet_takes_away_is_known() {
        for (before, after, loss) in [
            ("00123", "123", Some(Loss::Beginning)),
            ("+491701234567", "491701234567", Some(Loss::Beginning)),
            ("000", "0", Some(Loss::Beginning)),
            ("79210001122345678", "79210001122345700", Some(Loss::End)),
            ("79210001122345678", "7.92100011223457E+16", Some(Loss::End)),
            ("1234567890123", "1.23457E+12", Some(Loss::End)),
            ("1234567890123", "1,23457E+12", Some(Loss::End)),
            ("0049 1701 2345 6789 00", "4.9170123456789E+15", Some(Loss::End)),
            ("00123", "124", None),
            ("123", "00123", None),
            ("123", "123", None),
            ("A00123", "123", None),
            ("1234", "1200", None),
            ("1234567890123456", "1999999999999990", None),
            ("2026", "2.026E+2", None),
        ] {
            assert_eq!(lost(Some(before), Some(after)), loss, "{before} {after}");
        }
        assert_eq!(lost(None, Some("1")), None);
    }
}
