//! What was noticed about a row when it was read, as it is put to a person: most such rows are no people.

use std::borrow::Cow;

use super::super::sheet::Noticed;
use super::finding::{Fix, Repair};
use super::plan::{Found, Plan};
use crate::diag::{Place, Problem};

/// Adds what was noticed to what is wrong with the row.
pub(super) fn add(noticed: &[Noticed], plan: &Plan, found: &mut Found<'_>) {
    for noticed in noticed {
        if let Noticed::Merged { column, above } = noticed {
            let place = plan.column_at(*column);
            if let Some(column) = place.filter(|column| !found.row.cell(column.index).is_blank()) {
                let message = format!("The cell is merged with that of row {above}, whose value counts here, too");
                let problem = Problem::note("merged-value", message);
                found.at(problem.hint("Write another value if it does not"), column);
            }
            continue;
        }
        let (problem, fix) = said(noticed, plan.separator);
        found.whole(problem, Place::default());
        if let (Some(finding), Some(kind)) = (found.findings.last_mut(), fix) {
            finding.fixes.push(Fix {
                kind: Cow::Borrowed(kind),
                label: "Leave the row out".to_owned(),
                repair: Repair::LeaveOut,
            });
        }
    }
}

/// The problem, and the kind of the fix that leaves the row out.
fn said(noticed: &Noticed, separator: Option<char>) -> (Problem, Option<&'static str>) {
    const DECIDE: &str = "Leave it out, or accept it if it is a person";
    let row = |code: &'static str, message: &str| (Problem::warning(code, message.to_owned()).hint(DECIDE), Some(code));
    match noticed {
        Noticed::Totals => row("totals-row", "The row looks like totals, not like a person"),
        Noticed::Remark => row(
            "row-apart",
            "The row looks like a remark or a signature, not like a person",
        ),
        Noticed::Section => row(
            "section-row",
            "The row looks like a heading of the rows below it, not like a person",
        ),
        Noticed::Headings => row(
            "headings-again",
            "The row looks like headings once more, not like a person",
        ),
        Noticed::First => row(
            "first-row",
            "The list has no headings; this row is taken for a person, and may be a heading",
        ),
        Noticed::Hidden => {
            let problem = Problem::warning("hidden-row", "The row is hidden in the sheet, by a filter or by hand");
            (
                problem.hint("Leave it out, or accept it if the person is meant, too"),
                Some("hidden-row"),
            )
        }
        Noticed::Wide(values) => {
            let sign = match separator {
                Some(';') => "semicolon",
                Some('\t') => "tab",
                _ => "comma",
            };
            let message =
                format!("The row has values beyond the last heading: {values}; a {sign} in one moves the others");
            let hint = format!("Put values with {sign}s in quotation marks, or save the sheet as .xlsx");
            (Problem::warning("row-too-wide", message).hint(hint), None)
        }
        // It is said at its cell.
        Noticed::Merged { .. } => (Problem::note("merged-value", "The value is that of merged cells"), None),
    }
}
