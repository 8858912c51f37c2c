//! Rows that are no people: totals, signatures, the numbers of pages, headings of sections. They are kept; a person
//! decides about each, and so what is said of one may be wrong, if seldom.

mod words;

use std::collections::BTreeSet;

use super::super::map;
use super::super::sheet::{Cell, Noticed};
use super::assemble::RawRow;
use super::merged::Merged;
use words::{REMARKS, REMARKS_OF_EAST_ASIA, SECTIONS, SECTIONS_OF_EAST_ASIA, TOTALS, TOTALS_OF_EAST_ASIA};

/// So many rows at the end may be below the table.
const LOOKED_AT: usize = 6;

/// What is noticed of rows below the headings, by their numbers.
pub(super) fn find(rows: &[RawRow], merged: &[Merged]) -> Vec<(u32, Noticed)> {
    let mut widths: Vec<usize> = rows.iter().map(RawRow::width).collect();
    if widths.len() < 2 {
        return Vec::new();
    }
    let middle = widths.len() / 2;
    let usual = *widths.select_nth_unstable(middle).1;
    let over_columns: BTreeSet<u32> = merged
        .iter()
        .filter(|cell| cell.is_wide())
        .map(|cell| cell.rows.0)
        .collect();
    let end = rows.len().saturating_sub(LOOKED_AT).max(1);
    let mut apart = false;
    let mut before = 0;
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let is_last = at >= end;
        apart |= is_last && row.number > before + 1;
        before = row.number;
        let place = Where {
            usual,
            is_first: at == 0,
            is_last,
            apart: apart && rows.len() > 3,
            is_title: row.width() == 1 && over_columns.contains(&row.number),
        };
        let title_of = || is_title_of_next(row, rows.get(at + 1), usual);
        let noticed = place.look(row).or_else(|| title_of().then_some(Noticed::Section));
        found.extend(noticed.map(|noticed| (row.number, noticed)));
    }
    questions_above_ids(rows, &mut found);
    found
}

/// Whether a row is nothing but the title of another table, whose headings are right below it: `3. Activities`.
fn is_title_of_next(row: &RawRow, next: Option<&RawRow>, usual: usize) -> bool {
    row.width() == 1 && usual > 1 && next.is_some_and(|next| is_heading_again(next) && next.number == row.number + 1)
}

/// Below the headings, survey programs write their questions once more, and below these the numbers of the questions.
fn questions_above_ids(rows: &[RawRow], found: &mut Vec<(u32, Noticed)>) {
    if let [first, second, ..] = rows
        && is_of_ids(second)
        && found.first().is_none_or(|(row, _)| *row != first.number)
    {
        found.insert(0, (first.number, Noticed::Headings));
    }
}

/// `{"ImportId":"QID1_TEXT"}` in all cells.
fn is_of_ids(row: &RawRow) -> bool {
    row.cells
        .iter()
        .all(|(_, cell)| cell.text().trim_start().starts_with("{\"ImportId\""))
}

/// Where a row stands.
#[derive(Clone, Copy, Debug)]
struct Where {
    /// How many cells rows have.
    usual: usize,
    is_first: bool,
    /// Whether it is one of the last rows, and those apart from the rows above them.
    is_last: bool,
    apart: bool,
    /// Whether its only text is merged over several columns.
    is_title: bool,
}

impl Where {
    fn look(self, row: &RawRow) -> Option<Noticed> {
        let narrow = row.width() * 2 <= self.usual;
        let text = row.texts().next();
        if self.is_totals(row, text, narrow) {
            return Some(Noticed::Totals);
        }
        if is_heading_again(row) {
            return Some(Noticed::Headings);
        }
        if is_of_ids(row) || self.is_first && (is_explanation(row) || is_of_gradebook(row)) {
            return Some(Noticed::Remark);
        }
        // What follows is said of rows in which next to nothing stands.
        if !narrow && row.width() > 1 {
            return None;
        }
        let text = text?.trim();
        if self.usual > 1 && (is_section(text) || (self.is_title && !self.is_last)) {
            return Some(Noticed::Section);
        }
        let is_remark = has_line_to_write_on(text)
            || has_label(text)
            || is_page(text)
            || (self.is_last && (begins_as_remark(text) || (self.usual > 1 && ends_with_number(text))))
            || (self.apart && narrow && self.usual > 1);
        is_remark.then_some(Noticed::Remark)
    }

    fn is_totals(self, row: &RawRow, text: Option<&str>, narrow: bool) -> bool {
        let numbers = has_numbers_only(row);
        if !self.is_last && !narrow && !numbers {
            return false;
        }
        match text.map(is_total).unwrap_or_default() {
            Total::Counted => self.is_last || numbers || narrow,
            Total::Named => numbers || (self.is_last && (narrow || (self.apart && row.width() < self.usual))),
            Total::No => false,
        }
    }
}

/// Whether all cells are headings that are known, of two columns at least; or they are those of another table, whose first
/// one is known and which has one for addresses.
fn is_heading_again(row: &RawRow) -> bool {
    let may_be = |cell: &Cell| matches!(cell, Cell::Text(text) if text.len() < 40 && !text.contains(|c: char| c == '@' || c.is_ascii_digit()));
    let of_another_table = || row.texts().next().is_some_and(map::is_heading) && row.texts().skip(1).any(map::is_email);
    row.width() > 1
        && row.cells.iter().all(|(_, cell)| may_be(cell))
        && (row.texts().all(map::is_heading) || of_another_table())
}

/// Whether a row has the points that can be reached, as gradebooks write it below the headings.
fn is_of_gradebook(row: &RawRow) -> bool {
    const POINTS: [&str; 8] = [
        "points possible",
        "points possibles",
        "puntos posibles",
        "pontos possíveis",
        "mögliche punkte",
        "punti possibili",
        "mogelijke punten",
        "満点",
    ];
    let first = row.texts().next().map(|text| text.trim().to_lowercase());
    first.is_some_and(|first| POINTS.contains(&first.as_str()))
}

/// Whether all cells are in brackets: `(full name)`, `(dd/mm/yyyy)`.
fn is_explanation(row: &RawRow) -> bool {
    let in_brackets =
        |cell: &Cell| matches!(cell, Cell::Text(text) if text.trim().starts_with('(') && text.trim().ends_with(')'));
    row.cells.iter().all(|(_, cell)| in_brackets(cell))
}

/// `Signature ________`, `Date ............`
fn has_line_to_write_on(text: &str) -> bool {
    ["____", ".....", "……", "-----", "＿＿"]
        .iter()
        .any(|line| text.contains(line))
}

/// `Prepared by: Ute Maier`; no name has a colon with something after it, but `S:t` is one in Sweden.
fn has_label(text: &str) -> bool {
    let mut parts = text.split([':', '：']);
    let (Some(label), Some(value)) = (parts.next(), parts.next()) else {
        return false;
    };
    let is_wide = text.contains('：');
    label.chars().any(char::is_alphabetic) && (is_wide || value.starts_with(char::is_whitespace))
}

/// `Page 1 of 3`, `Seite 2/3`, `第1页，共3页`: two numbers, the first not greater than the second, in few words.
fn is_page(text: &str) -> bool {
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect();
    let is_bare = |c: char| {
        c.is_alphabetic() || c.is_ascii_digit() || c.is_whitespace() || matches!(c, '/' | '-' | ',' | '，' | '.')
    };
    matches!(numbers[..], [page, of] if page <= of && of < 10_000)
        && text.chars().count() < 20
        && text.chars().next().is_some_and(char::is_alphabetic)
        && text.chars().all(is_bare)
        && text.split_whitespace().count() <= 4
}

/// `Section 2` at the end of a list, `Printed 2026-03-01`: names have no numbers.
fn ends_with_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && !text.contains('@')
        && text.chars().next().is_some_and(char::is_alphabetic)
}

fn begins_as_remark(text: &str) -> bool {
    let text = text.to_lowercase();
    let begins = |word: &str| {
        let rest = text.strip_prefix(word);
        // A single word may be the beginning of a name.
        let is_enough = word.contains(' ') || text.len() <= word.len() + 2;
        is_enough && rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic() || c == '-'))
    };
    REMARKS.into_iter().any(begins) || REMARKS_OF_EAST_ASIA.into_iter().any(|word| text.contains(word))
}

/// `Section B`, `5. Klasse`, `B班`: the word and one letter or number, in any order.
fn is_section(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.trim_end_matches([':', '：', '.']).trim();
    let is_mark = |part: &str| {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        let mut letters = part.chars().filter(|c| c.is_alphabetic());
        !part.is_empty() && part.chars().count() <= 3 && letters.next().is_none_or(|_| letters.next().is_none())
    };
    let of_two = match text.split_once(char::is_whitespace) {
        Some((first, last)) => {
            let last = last.trim();
            (SECTIONS.contains(&first) && is_mark(last)) || (SECTIONS.contains(&last) && is_mark(first))
        }
        None => false,
    };
    let is_number = |c: char| c.is_ascii_alphanumeric() || c.is_whitespace() || "第一二三四五六七八九十".contains(c);
    let together = |word: &str| {
        let rest = text.strip_prefix(word).or_else(|| text.strip_suffix(word));
        rest.is_some_and(|rest| !rest.is_empty() && rest.chars().count() <= 4 && rest.chars().all(is_number))
    };
    of_two || SECTIONS_OF_EAST_ASIA.into_iter().any(together)
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
    use super::super::testing::rows;
    use super::*;

    fn found(lines: &[(u32, &str)]) -> Vec<(u32, Noticed)> {
        find(&rows(lines), &[])
    }

    #[test]
    fn rows_that_programs_add_are_noticed() {
        let ids = r#"{"ImportId":"a"}|{"ImportId":"QID1_TEXT"}"#;
        let people = [(5, "2026-03-05|Anna Lee"), (6, "2026-03-05|Ben Ito")];
        assert_eq!(found(&[&[(3, ids)], &people[..]].concat()), [(3, Noticed::Remark)]);
        let questions = [(2, "Start Date|Whom do we honour"), (3, ids)];
        assert_eq!(
            found(&[&questions[..], &people[..]].concat()),
            [(2, Noticed::Headings), (3, Noticed::Remark)]
        );
        let mut meeting = vec![
            (1, "Anna Lee|8:58|anna@example.org|Organizer"),
            (2, "Ben Okafor|9:01||Attendee"),
            (4, "3. In-Meeting Activities"),
            (5, "Name|Join Time|Email|Role"),
        ];
        meeting.extend((6..20).map(|row| (row, "Anna Lee|8:58|anna@example.org|Organizer")));
        assert_eq!(found(&meeting), [(4, Noticed::Section), (5, Noticed::Headings)]);
    }

    #[test]
    fn totals_and_remarks_are_noticed() {
        let totals = |row| vec![(row, Noticed::Totals)];
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
        for last in [
            "Gesamtdurchschnitt",
            "Overall average",
            "Moyenne globale",
            "Promedio general",
            "总平均分",
        ] {
            assert_eq!(found(&[&people[..], &[(5, last)]].concat()), totals(5), "{last}");
        }
        let apart = found(&[&people[..], &[(7, "Printed on Monday"), (8, "Page 1")]].concat());
        assert_eq!(apart, [(7, Noticed::Remark), (8, Noticed::Remark)]);
        let mut of_texts = rows(&[&people[..], &[(5, "Summe|21|7,5")]].concat());
        for row in &mut of_texts {
            row.cells
                .iter_mut()
                .for_each(|(_, cell)| *cell = Cell::Text(cell.text().as_ref().into()));
        }
        assert_eq!(find(&of_texts, &[]).len(), 1, "as a text file has it");
        // A list of one column: only the word with its number is certain.
        assert_eq!(found(&[(2, "Anna"), (3, "Ben"), (4, "Total: 2")]), totals(4));
        assert_eq!(found(&[(2, "Anna"), (3, "Ben"), (4, "Sum")]), []);
        assert_eq!(found(&[(2, "Total: 2")]), []);
    }

    #[test]
    fn signatures_sections_and_pages_are_no_people() {
        let people = [
            (2, "Anna|a@example.org|5"),
            (3, "Ben|b@example.org|7"),
            (4, "Cleo|c@example.org|9"),
        ];
        for last in [
            "Prepared by: Ute Maier",
            "Prepared by Ute Maier",
            "Erstellt von U. Maier",
            "Unterschrift",
            "Stand: 01.03.2026",
            "Signature ____________",
            "Ort, Datum ..............",
            "Page 1 of 3",
            "Seite 2/3",
            "第1页，共3页",
            "制表人：王小明",
            "Составил: Иванов",
            "أعدها: محمد",
            "||Signature ______",
        ] {
            assert_eq!(
                found(&[&people[..], &[(5, last)]].concat()),
                [(5, Noticed::Remark)],
                "{last}"
            );
        }
        for middle in [
            "Section B",
            "Gruppe 2",
            "5. Klasse",
            "B班",
            "Groupe C",
            "Группа 3",
            "Klasse 7b:",
            "2組",
        ] {
            let lines = [
                (2, "Anna|a@example.org|5"),
                (3, middle),
                (4, "Ben|b@example.org|7"),
                (5, "Cleo|c@example.org|9"),
            ];
            assert_eq!(found(&lines), [(3, Noticed::Section)], "{middle}");
        }
        let subtotal = [
            people[0],
            (3, "Summe||5"),
            (4, "Ben|b@example.org|7"),
            (5, "Cleo|c@example.org|9"),
            (6, "Eli|e@x.org|1"),
            (7, "Fay|f@x.org|1"),
            (8, "Gus|g@x.org|1"),
            (9, "Hal|h@x.org|1"),
            (10, "Ida|i@x.org|1"),
        ];
        assert_eq!(found(&subtotal), [(3, Noticed::Totals)], "in the middle");
        // As a text with lines for signatures has it.
        let lines = [
            (2, "Anna"),
            (3, "Ben"),
            (5, "Ort, Datum: ________"),
            (6, "Kursleiter: Dr. Boss"),
        ];
        assert_eq!(found(&lines), [(5, Noticed::Remark), (6, Noticed::Remark)]);
        let again = [(2, "Name|Email|Date"), people[0], people[1]];
        assert_eq!(found(&again), [(2, Noticed::Headings)], "in another language");
        let gradebook = [(2, "    Points Possible|||100|(read only)"), people[0], people[1]];
        assert_eq!(found(&gradebook), [(2, Noticed::Remark)]);
        let other_table = [
            (2, "Anna|9:00|1h|a@example.org"),
            (3, "Ben|9:01|1h|b@example.org"),
            (5, "Name|Join Time|Duration|Email"),
            (6, "Anna|9:00|10m|a@example.org"),
        ];
        assert_eq!(found(&other_table), [(5, Noticed::Headings)], "of another table");
        let people = [
            (2, "Anna|Participant|E-mail"),
            (3, "Ben|Participant|Phone"),
            (4, "Cleo|Student|E-mail"),
        ];
        assert!(found(&people).is_empty());
        assert_eq!(
            found(&[(2, "(full name)|(work)|(1 to 5)"), people[1], people[2]]),
            [(2, Noticed::Remark)]
        );
    }

    #[test]
    fn people_with_little_in_their_row_are_people() {
        let people = [(2, "Anna|a@example.org|5"), (3, "Ben|b@example.org|7")];
        for name in [
            "Dora",
            "Erik S:t Clair",
            "Paige Turner",
            "Page Smith",
            "Grace Group",
            "Class Müller",
            "Sari Section",
            "Kurs Svensson",
            "Von Nguyen",
            "Ana Signature Lopez",
            "Datuk Abdul",
            "Unterschriften Berg",
            "Name Lee",
            "J. R. R. Tolkien",
            "王组贤",
            "X",
            "Louis XIV",
        ] {
            for lines in [
                [people[0], (3, name), (4, people[1].1)],
                [people[0], people[1], (4, name)],
            ] {
                assert_eq!(found(&lines), [], "{name}");
            }
            assert_eq!(found(&[(2, "Anna"), (3, name), (4, "Ben")]), [], "{name}");
        }
        let numbered = [(2, "1. Anna Schmidt"), (3, "2. Ben Klein"), (4, "3. Ute Maier")];
        assert_eq!(found(&numbered), []);
    }
}
