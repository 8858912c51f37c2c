//! What a table has around its rows: headings that are printed again on every page, and totals and remarks below it.

use std::collections::BTreeMap;

use crate::diag::{Place, Problem};

use super::super::sheet::Cell;
use super::assemble::RawRow;

/// So many rows at the end are looked at.
const LOOKED_AT: usize = 4;

/// How the row of totals begins, in lower case.
const TOTALS: [&str; 45] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub-total",
    "sum",
    "count",
    "average",
    "number of participants",
    "summe",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "anzahl",
    "durchschnitt",
    "totaal",
    "aantal",
    "totalt",
    "antal",
    "summa",
    "yhteensä",
    "totale",
    "somme",
    "moyenne",
    "nombre",
    "totales",
    "suma",
    "soma",
    "razem",
    "ogółem",
    "celkem",
    "spolu",
    "összesen",
    "ukupno",
    "σύνολο",
    "итого",
    "всего",
    "разом",
    "усього",
    "общо",
    "toplam",
    "genel toplam",
    "المجموع",
    "الإجمالي",
    "סה\"כ",
];

/// The same in languages that put no space between words.
const TOTALS_OF_EAST_ASIA: [&str; 12] = [
    "合计",
    "总计",
    "共计",
    "小计",
    "合計",
    "總計",
    "小計",
    "総計",
    "합계",
    "총계",
    "รวม",
    "tổng cộng",
];

/// Leaves out rows that only repeat the headings, and says how many.
pub(super) fn leave_out_repeated_headings(
    rows: &mut Vec<RawRow>,
    titles: &BTreeMap<u32, String>,
    place: &Place,
) -> Option<Problem> {
    let repeats = |row: &RawRow| {
        row.width() >= titles.len().min(2)
            && row.cells.iter().all(|(column, cell)| match (cell, titles.get(column)) {
                (Cell::Text(text), Some(known)) => known.split_whitespace().eq(text.split_whitespace()),
                _ => false,
            })
    };
    let (mut count, mut first) = (0, 0);
    rows.retain(|row| {
        let repeated = !titles.is_empty() && repeats(row);
        if repeated {
            first = if count == 0 { row.number } else { first };
            count += 1;
        }
        !repeated
    });
    let message = match count {
        0 => return None,
        1 => format!("Row {first} repeats the headings; it is left out"),
        _ => format!("{count} rows repeat the headings, the first of them row {first}; they are left out"),
    };
    let place = Place {
        row: Some(first),
        ..place.clone()
    };
    Some(Problem::note("repeated-headings", message).at(place))
}

/// Rows at the end that look like totals or remarks, not like people. They are kept; a person decides.
pub(super) fn below_the_table(rows: &[RawRow], place: &Place) -> Vec<Problem> {
    let mut widths: Vec<usize> = rows.iter().map(RawRow::width).collect();
    let middle = widths.len() / 2;
    if widths.len() < 2 {
        return Vec::new();
    }
    let usual = *widths.select_nth_unstable(middle).1;
    let start = rows.len().saturating_sub(LOOKED_AT).max(1);
    let mut found = Vec::new();
    let mut apart = false;
    for pair in rows.get(start - 1..).unwrap_or_default().windows(2) {
        let [before, row] = pair else { continue };
        apart |= row.number > before.number + 1;
        let narrow = row.width() * 2 <= usual;
        let problem = match row.texts().next().map(is_total).unwrap_or_default() {
            Total::Counted => totals(row.number),
            Total::Named if narrow || (apart && row.width() < usual) || has_numbers_only(row) => totals(row.number),
            _ if apart && narrow && usual > 1 && rows.len() > 3 => Problem::warning(
                "row-apart",
                "A row below the table looks like a remark, not like a person",
            )
            .hint("Leave it out, or accept it if it is a person"),
            _ => continue,
        };
        found.push(problem.at(Place {
            row: Some(row.number),
            ..place.clone()
        }));
    }
    found
}

/// Rows of a text that have values beyond the last heading, where a comma and a space tell why: “Doe, John,Bonn”.
pub(super) fn wider_than_headings(rows: &[RawRow], titles: &BTreeMap<u32, String>, place: &Place) -> Option<Problem> {
    let last = titles.keys().next_back()?;
    let is_cut = |cell: &Cell| matches!(cell, Cell::Text(text) if text.starts_with(' '));
    let is_wide = |row: &&RawRow| {
        row.cells.last().is_some_and(|(column, _)| column > last)
            && row.cells.iter().skip(1).any(|(_, cell)| is_cut(cell))
    };
    let mut wide = rows.iter().filter(is_wide);
    let first = wide.next()?.number;
    let message = match wide.count() {
        0 => format!("Row {first} has more values than there are headings; a comma in one of them moves the others"),
        more => format!(
            "{} rows have more values than there are headings, the first of them row {first}; a comma in one moves the others",
            more + 1
        ),
    };
    let problem = Problem::warning("row-too-wide", message)
        .hint("Put values with commas in quotation marks, or save the sheet as .xlsx");
    Some(problem.at(Place {
        row: Some(first),
        ..place.clone()
    }))
}

fn totals(row: u32) -> Problem {
    Problem::warning("totals-row", format!("Row {row} looks like totals, not like a person"))
        .hint("Leave it out, or accept it if it is a person")
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Total {
    #[default]
    No,
    /// The word alone, which may be a name.
    Named,
    /// The word and a number.
    Counted,
}

fn is_total(text: &str) -> Total {
    let text = text.trim().to_lowercase();
    let rest = TOTALS
        .iter()
        .filter_map(|word| text.strip_prefix(word))
        .filter(|rest| !rest.starts_with(|c: char| c.is_alphabetic() || c == '-'))
        .chain(TOTALS_OF_EAST_ASIA.iter().filter_map(|word| text.strip_prefix(word)))
        .min_by_key(|rest| rest.len());
    match rest {
        None => Total::No,
        Some(rest) if rest.chars().any(char::is_numeric) => Total::Counted,
        Some(rest) if rest.chars().any(char::is_alphabetic) => Total::No,
        Some(_) => Total::Named,
    }
}

/// Whether all cells after the first are numbers or formulas.
fn has_numbers_only(row: &RawRow) -> bool {
    let mut rest = row.cells.iter().skip(1).peekable();
    let is_number = |cell: &Cell| match cell {
        Cell::Number { .. } | Cell::Formula | Cell::Error(_) => true,
        // Text files have nothing but texts.
        Cell::Text(text) => {
            text.contains(|c: char| c.is_ascii_digit())
                && text
                    .chars()
                    .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '-' | '+' | '%'))
        }
        _ => false,
    };
    rest.peek().is_some() && rest.all(|(_, cell)| is_number(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[(u32, &str)]) -> Vec<RawRow> {
        let cell = |text: &str| match text.parse() {
            Ok(value) => Cell::Number {
                value,
                text: text.into(),
            },
            Err(_) => Cell::Text(text.into()),
        };
        let cells = |line: &str| {
            let values = (0..).zip(line.split('|'));
            values
                .filter(|(_, text)| !text.is_empty())
                .map(|(column, text)| (column, cell(text)))
                .collect()
        };
        lines
            .iter()
            .map(|(number, line)| RawRow {
                number: *number,
                cells: cells(line),
            })
            .collect()
    }

    fn found(lines: &[(u32, &str)]) -> Vec<(String, Option<u32>)> {
        let problems = below_the_table(&rows(lines), &Place::default());
        problems
            .into_iter()
            .map(|p| (p.code.into_owned(), p.place.row))
            .collect()
    }

    #[test]
    fn totals_and_remarks_are_noticed() {
        let totals = |row| vec![("totals-row".to_owned(), Some(row))];
        let people = [
            (2, "Anna|a@example.org|5"),
            (3, "Ben|b@example.org|7"),
            (4, "Cleo|c@example.org|9"),
        ];
        for last in [
            "Total||21",
            "Summe:",
            "Gesamt: 3",
            "|Итого|21",
            "合计3人",
            "Total (3)|x|y",
        ] {
            assert_eq!(found(&[&people[..], &[(5, last)]].concat()), totals(5), "{last}");
        }
        for last in [
            "Summer Total|s@example.org|5",
            "Sum Kim|s@example.org|4",
            "Total|t@example.org|5",
            "Dora",
            "D|E",
        ] {
            assert_eq!(found(&[&people[..], &[(5, last)]].concat()), [], "{last}");
        }
        let apart = found(&[&people[..], &[(7, "Printed on Monday"), (8, "Page 1")]].concat());
        let apart: Vec<(&str, Option<u32>)> = apart.iter().map(|(code, row)| (code.as_str(), *row)).collect();
        assert_eq!(apart, [("row-apart", Some(7)), ("row-apart", Some(8))]);
        let mut of_texts = rows(&[&people[..], &[(5, "Summe|21|7,5")]].concat());
        for row in &mut of_texts {
            row.cells
                .iter_mut()
                .for_each(|(_, cell)| *cell = Cell::Text(cell.text().as_ref().into()));
        }
        assert_eq!(
            below_the_table(&of_texts, &Place::default()).len(),
            1,
            "as a text file has it"
        );
        // A list of one column: only the word with its number is certain.
        assert_eq!(found(&[(2, "Anna"), (3, "Ben"), (4, "Total: 2")]), totals(4));
        assert_eq!(found(&[(2, "Anna"), (3, "Ben"), (4, "Sum")]), []);
        assert_eq!(found(&[(2, "Total: 2")]), []);
    }

    #[test]
    fn a_comma_that_moves_the_values_of_a_row_is_noticed() {
        let titles = BTreeMap::from([(0, "Name".to_owned()), (1, "City".to_owned())]);
        let found = |lines: &[(u32, &str)]| {
            let problem = wider_than_headings(&rows(lines), &titles, &Place::default());
            problem.and_then(|problem| problem.place.row)
        };
        assert_eq!(
            found(&[(2, "Anna|Bonn"), (3, "Doe| John|Bonn"), (4, "Klein| Ben|Bonn")]),
            Some(3)
        );
        assert_eq!(found(&[(2, "Anna|Bonn|remark"), (3, "Ben| Bonn")]), None);
    }

    #[test]
    fn repeated_headings_are_left_out() {
        let titles = BTreeMap::from([(0, "Name".to_owned()), (1, "E-mail".to_owned())]);
        let mut list = rows(&[
            (2, "Anna|a@example.org"),
            (3, "Name|E-mail"),
            (4, "Name|x"),
            (5, "Name|E-mail"),
        ]);
        let note = leave_out_repeated_headings(&mut list, &titles, &Place::default()).expect("a note");
        assert_eq!((note.place.row, list.len()), (Some(3), 2));
        assert_eq!(leave_out_repeated_headings(&mut list, &titles, &Place::default()), None);
    }
}
