//! Lists that lie on their side: the headings stand below each other in the first column, and each person has a column.

use crate::diag::Problem;

use super::super::map::{self, Label};
use super::super::sheet::Cell;
use super::assemble::RawRow;
use super::header::is_known;

/// Lists with more rows have people in them.
const MOST: usize = 60;

/// The refusal of such a list. It is none where a row has two headings side by side, as a form above a table has below it.
pub(super) fn look(rows: &[RawRow], headings: &[String]) -> Option<Problem> {
    let first = rows.first()?.cells.first()?.0;
    let has_headings = |row: &RawRow| row.texts().filter(|text| is_known(text, headings)).count() > 1;
    if rows.len() > MOST || rows.iter().any(has_headings) {
        return None;
    }
    let labels: Vec<(Label, &str)> = rows.iter().filter_map(|row| label(row, first)).collect();
    let find = |wanted: &[Label]| labels.iter().find(|(label, _)| wanted.contains(label));
    let (name, other) = match (find(&[Label::Given]), find(&[Label::Family])) {
        (Some(given), Some(family)) => (given, family),
        (given, family) => {
            let name = find(&[Label::Name]).or(given).or(family)?;
            (name, find(&[Label::Email, Label::Date])?)
        }
    };
    let message = format!(
        "The list lies on its side: “{}” and “{}” stand below each other in the first column, and each person has a column",
        name.1, other.1
    );
    Some(Problem::error("list-on-its-side", message).hint(
        "Transpose it in a spreadsheet program: copy it, and paste it with Paste Special → Transpose into a new sheet",
    ))
}

/// The label at the beginning of a row, where what follows is of that kind.
fn label(row: &RawRow, first: u32) -> Option<(Label, &str)> {
    let ((column, Cell::Text(text)), values) = row.cells.split_first()? else {
        return None;
    };
    // Forms above a table have labels with a colon, and one value beside each.
    let is_of_form = text.trim_end().ends_with([':', '：']) && values.len() < 2;
    if *column != first || values.is_empty() || is_of_form {
        return None;
    }
    let label = map::label(text)?;
    let has = |cell: &Cell, passes: fn(char) -> bool| cell.text().contains(passes);
    let suits = |cell: &Cell| match label {
        Label::Email => has(cell, |c| c == '@'),
        Label::Date => has(cell, char::is_numeric) && !has(cell, |c| c == '@'),
        Label::Name | Label::Given | Label::Family => {
            has(cell, char::is_alphabetic) && !has(cell, |c| c.is_numeric() || c == '@')
        }
    };
    values
        .iter()
        .all(|(_, cell)| suits(cell))
        .then_some((label, text.trim()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::rows;
    use super::*;

    #[test]
    fn headings_below_each_other_are_refused() {
        for list in [
            &[
                (1, "Name|Łucja Żak|Zoë Brontë"),
                (2, "Email|l@example.org|z@example.org"),
            ][..],
            &[
                (1, "Nachname|Żak|Brontë"),
                (2, "Vorname|Łucja|Zoë"),
                (3, "Kurs|Excel|Word"),
            ],
            &[(1, "Name:|Łucja Żak|Zoë Brontë"), (3, "Date:|2026-03-01|2026-03-01")],
            &[
                (1, "Kurs|Excel|Word"),
                (2, "氏名|王小明|李雷"),
                (3, "メール|l@example.org|"),
            ],
        ] {
            let problem = look(&rows(list), &[]).expect("on its side");
            assert_eq!(problem.code, "list-on-its-side", "{list:?}");
            assert!(problem.hints[0].contains("Transpose"));
        }
        for list in [
            &[
                (1, "Name|Email"),
                (2, "Łucja Żak|l@example.org"),
                (3, "Zoë Brontë|z@example.org"),
            ][..],
            &[(1, "Name|Kurs"), (2, "Sana|Excel"), (3, "Sharif|Word")],
            &[(1, "Name"), (2, "Sana"), (3, "Anna Lee")],
            &[
                (1, "Name:|Dr. Boss"),
                (2, "Email:|boss@example.org"),
                (4, "Participant|Company"),
                (5, "Anna Schmidt|ACME"),
            ],
        ] {
            assert_eq!(look(&rows(list), &[]), None, "{list:?}");
        }
    }
}
