//! Which row holds the headings: sheets have titles, dates and empty rows above their tables.

use std::collections::BTreeMap;

use crate::diag::{Place, Problem};
use crate::locale::digits_to_ascii;

use super::super::sheet::Cell;
use super::super::{check, fold, map};
use super::assemble::RawRow;
use super::merged::{self, Merged};

/// How many rows are looked at.
const LOOKED_AT: usize = 30;

/// Whether a text is a heading that is recognised, or one of the group's own.
pub(super) fn is_known(title: &str, headings: &[String]) -> bool {
    let is_own = |title: &str| {
        let folded = fold::heading(title);
        !folded.is_empty() && headings.iter().any(|heading| fold::heading(heading) == folded)
    };
    map::is_heading(title) || is_own(title) || map::without_item(title).is_some_and(is_own)
}

/// The headings of a sheet.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The last row of them, as the spreadsheet numbers it; 0 when there are none.
    pub(super) row: u32,
    /// By column, from 0.
    pub(super) titles: BTreeMap<u32, String>,
    /// Those that are merged over several columns, with the first and the last of them.
    pub(super) wide: Vec<((u32, u32), String)>,
    /// Whether none of them is known.
    unknown: bool,
    /// The first row, where it looks like a person as those below it do, and may be a heading all the same.
    pub(super) unsure: Option<u32>,
}

impl Head {
    /// What is said of headings that were found; `above` counts the rows up to them.
    pub(super) fn remarks(&self, above: usize, place: &Place) -> Option<Problem> {
        if self.row == 0 {
            let problem = Problem::note(
                "no-headings",
                "The sheet has no headings; its first row is taken for a person",
            );
            return Some(
                problem
                    .hint("Put headings such as Name and E-mail above the columns")
                    .at(place.clone()),
            );
        }
        if above > 1 {
            let message = format!(
                "The headings are taken from row {}; what is above them is left out",
                self.row
            );
            return Some(Problem::note("header-row", message).at(place.clone()));
        }
        self.unknown.then(|| {
            let message = format!("No heading is known; those in row {} are taken for headings", self.row);
            Problem::note("headings-unknown", message)
                .hint("If that row is a person already, put headings such as Name and E-mail above the columns")
                .at(place.clone())
        })
    }
}

/// The headings among rows that are not blank: the row with most recognised ones; without any, the first row with a text
/// that is about as wide as the table, unless it has an e-mail address, which is no heading.
pub(super) fn find(rows: &[RawRow], merged: &[Merged], headings: &[String]) -> Head {
    let sample = rows.get(..rows.len().min(LOOKED_AT)).unwrap_or(rows);
    let known = |row: &RawRow| row.texts().filter(|text| is_known(text, headings)).count();
    let titles = |at: usize| titles_in(sample, at, headings);
    // A title that is merged over the table is a heading only where there is no other.
    let mut best = ((0, false), 0);
    for (index, row) in sample.iter().enumerate() {
        let count = (titles(index), !merged::is_title(row, merged));
        if count > best.0 && count.0 > 0 {
            best = (count, index);
        }
    }
    let ((count, _), best) = best;
    if count > 0 {
        // Below headings that span several columns, and beside those that span two rows, there are narrower ones.
        let below = sample.get(best + 1).filter(|row| row.texts().count() == row.width());
        let has_group = sample.get(best).is_some_and(|row| merged::has_group(row, merged));
        let is_narrower =
            |row: &RawRow| row.width() > 1 && (known(row) == row.width() || (has_group && known(row) > 0));
        let has_narrower = below.is_some_and(is_narrower);
        return at(rows, best + usize::from(has_narrower), merged, headings);
    }
    let mut widths: Vec<usize> = sample.iter().map(RawRow::width).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
    let fits = |row: &RawRow| row.width() * 2 > usual && row.texts().next().is_some();
    let found = sample
        .iter()
        .position(|row| fits(row) && !merged::is_title(row, merged))
        .or_else(|| sample.iter().position(fits))
        .unwrap_or(0);
    // Nor are words that come again in their column, such as the role of a person.
    let next = sample.get(found + 1);
    let is_person = |row: &RawRow| {
        row.texts().any(is_address)
            || is_numbered(row, next)
            || next.is_some_and(|next| counts_on(row, next))
            || known(row) > 0
    };
    if sample.get(found).is_some_and(is_person) {
        return Head::default();
    }
    if let [first, below @ ..] = sample.get(found..).unwrap_or_default()
        && looks_like_the_others(first, below)
    {
        return Head {
            unsure: Some(first.number),
            ..Head::default()
        };
    }
    Head {
        unknown: true,
        ..at(rows, found, merged, headings)
    }
}

/// Whether a row has a whole name in a column of whole names, and nothing that tells it from the rows below it.
fn looks_like_the_others(row: &RawRow, below: &[RawRow]) -> bool {
    let in_column = |column: u32| {
        let cells = below.iter().flat_map(|row| &row.cells);
        cells.filter(move |(at, _)| *at == column).map(|(_, cell)| cell)
    };
    let is_text =
        |cell: &Cell| matches!(cell, Cell::Text(text) if !text.contains(|c: char| c.is_numeric() || c == '@'));
    let is_person = |cell: &Cell| matches!(cell, Cell::Text(text) if is_whole_name(text));
    let mostly = |column: u32, passes: &dyn Fn(&Cell) -> bool| {
        let all = in_column(column).count();
        all > 0 && in_column(column).filter(|cell| passes(cell)).count() * 3 >= all * 2
    };
    let is_heading = |(column, cell): &(u32, Cell)| {
        matches!(cell, Cell::Text(text) if map::is_other(text)) || (is_text(cell) && !mostly(*column, &is_text))
    };
    let is_one = |(column, cell): &(u32, Cell)| is_person(cell) && mostly(*column, &is_person);
    !row.cells.iter().any(is_heading) && row.cells.iter().any(is_one)
}

/// Whether a text is written as whole names are: `Anna van der Berg`, `王小明`, but not `Course participants`.
fn is_whole_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_upper = |word: &&str| {
        word.chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    };
    let is_odd = |c: char| c.is_numeric() || "?!:;@/\\()[]{}#_=<>*%&+".contains(c);
    let is_han =
        |c: char| matches!(u32::from(c), 0x3005..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0x2_0000..=0x3_FFFF);
    match words[..] {
        _ if text.contains(is_odd) => false,
        [one] => (2..=4).contains(&one.chars().count()) && one.chars().all(is_han),
        [first, .., last] => words.len() <= 6 && is_upper(&first) && is_upper(&last),
        [] => false,
    }
}

/// Whether a row begins with the number or the sign of a list that goes on below it; questions that are numbered from
/// column to column are headings.
fn is_numbered(row: &RawRow, next: Option<&RawRow>) -> bool {
    let is_item = |text: &str| check::without_number(text).is_some();
    let begins = |row: &RawRow| row.texts().next().is_some_and(is_item);
    let are_numbered = |row: &RawRow| row.texts().all(is_item);
    let are_questions = row.texts().count() > 1 && are_numbered(row) && !next.is_none_or(are_numbered);
    begins(row) && !are_questions && next.is_none_or(begins)
}

/// Whether two rows begin with numbers that follow each other, as those of people in a list do whatever stands behind
/// them: `1 Anna Lee` and `2 Ben Ito`, or the numbers in a column of their own.
fn counts_on(row: &RawRow, next: &RawRow) -> bool {
    let number = |row: &RawRow| -> Option<u32> {
        // A number alone tells of nobody.
        row.texts().next()?;
        let (_, cell) = row.cells.first()?;
        let text = digits_to_ascii(&cell.text());
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || "([（#".contains(c));
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        text.get(..end)?.parse().ok()
    };
    let (this, that) = (number(row), number(next));
    this.is_some() && this.and_then(|this| this.checked_add(1)) == that
}

/// How many of the texts in a row are known, and can be headings there.
fn titles_in(sample: &[RawRow], at: usize, headings: &[String]) -> usize {
    let Some(row) = sample.get(at) else { return 0 };
    let is_list = sample.iter().all(|row| row.width() == 1);
    let before = at.checked_sub(1).and_then(|before| sample.get(before));
    if is_list && at > 1 && before.is_some_and(|before| before.number + 1 == row.number) {
        // A name in the middle of a list that is a word for “name” in some language.
        return 0;
    }
    let cells = row.cells.iter().zip((1..).map(|next| row.cells.get(next)));
    let is_title = |((column, cell), next): &(&(u32, Cell), Option<&(u32, Cell)>)| match cell {
        Cell::Text(text) => {
            is_known(text, headings)
                && !is_label(text, *next)
                && !comes_again(sample, (row, *column, text), |text| is_known(text, headings))
        }
        _ => false,
    };
    cells.filter(is_title).count()
}

/// Whether a text is the label of the value beside it, as in a form: `Name: | Dr. Boss`.
fn is_label(text: &str, next: Option<&(u32, Cell)>) -> bool {
    let ends = |text: &str| text.trim_end().ends_with([':', '：']);
    ends(text) && next.is_some_and(|(_, value)| !ends(&value.text()))
}

/// Whether a text is in its column once more, in a row that does not repeat the headings: all of them, or two that are
/// known where another table begins.
fn comes_again(sample: &[RawRow], (row, column, text): (&RawRow, u32, &str), is_known: impl Fn(&str) -> bool) -> bool {
    let has = |other: &RawRow, wanted: &(u32, Cell)| other.cells.contains(wanted);
    let own: Vec<&str> = row.texts().filter(|text| is_known(text)).collect();
    let of_another_table = |other: &RawRow| {
        let theirs: Vec<&str> = other.texts().collect();
        own.iter().filter(|text| theirs.contains(text)).count() > 1
    };
    let repeats = |other: &RawRow| {
        of_another_table(other)
            || match other.width() < row.width() {
                true => other.cells.iter().all(|cell| has(row, cell)),
                false => row.cells.iter().all(|cell| has(other, cell)),
            }
    };
    sample.iter().any(|other| {
        let again = |(at, cell): &(u32, Cell)| *at == column && matches!(cell, Cell::Text(other) if **other == *text);
        other.number != row.number && other.cells.iter().any(again) && !repeats(other)
    })
}

/// Whether a text is an address, or has one in brackets: `Anna <anna@example.org>`.
fn is_address(text: &str) -> bool {
    let inside = text.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    let text = inside.map_or(text, |(address, _)| address).trim();
    text.split_once('@')
        .is_some_and(|(before, after)| !before.is_empty() && after.contains('.') && !text.contains(char::is_whitespace))
}

/// The headings in a row, and in the rows that are merged with it. Where it has none, those right above count: in files
/// that do not tell what is merged, they belong to cells merged over both rows.
pub(super) fn at(rows: &[RawRow], index: usize, merged: &[Merged], headings: &[String]) -> Head {
    let Some(row) = rows.get(index) else {
        return Head::default();
    };
    let last = merged::last_row(row.number, merged);
    let of_merged = merged::headings(rows, last, merged, headings);
    let above = index
        .checked_sub(1)
        .and_then(|above| rows.get(above))
        .filter(|above| above.number + 1 == row.number && above.texts().count() > 1);
    let mut titles = above.map(titles).unwrap_or_default();
    titles.extend(self::titles(row));
    titles.extend(of_merged);
    Head {
        row: last,
        wide: merged::wide(rows, last, merged),
        titles,
        unknown: false,
        unsure: None,
    }
}

/// The headings of a row, by their columns.
pub(super) fn titles(row: &RawRow) -> BTreeMap<u32, String> {
    let cells = row.cells.iter();
    cells.map(|(column, cell)| (*column, title(cell))).collect()
}

/// A heading in one line.
pub(super) fn title(cell: &Cell) -> String {
    cell.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The row that is taken for headings.
    fn found(lines: &[(u32, &str)]) -> u32 {
        let cells = |line: &str| {
            let values = (0..).zip(line.split('|')).filter(|(_, text)| !text.is_empty());
            values.map(|(column, text)| (column, Cell::Text(text.into()))).collect()
        };
        let rows: Vec<RawRow> = lines
            .iter()
            .map(|(number, line)| RawRow {
                number: *number,
                cells: cells(line),
            })
            .collect();
        find(&rows, &[], &[]).row
    }

    #[test]
    fn a_first_row_like_all_others_is_no_heading() {
        for list in [
            [(1, "Łucja Żak"), (2, "Zoë Brontë"), (3, "Ann Lee")],
            [(1, "王小明"), (2, "李雷"), (3, "韩梅梅")],
            [
                (1, "Łucja Żak|Ulm|5"),
                (2, "Zoë Brontë|Bonn|6"),
                (3, "Ann van Lee|Rom|7"),
            ],
            [(1, "אבי כהן"), (2, "שרה לוי"), (3, "דוד לוי")],
        ] {
            assert_eq!(found(&list), 0, "{list:?}");
        }
        for head in ["Guests", "Course participants", "Course Name", "Class 4", "Whom?"] {
            assert_eq!(found(&[(1, head), (2, "Zoë Brontë"), (3, "Ann Lee")]), 1, "{head}");
        }
        let points = [(1, "Honoured Guest|Points"), (2, "Zoë Brontë|6"), (3, "Ann Lee|7")];
        assert_eq!(found(&points), 1, "words above numbers");
    }

    #[test]
    fn words_of_data_and_of_forms_are_no_headings() {
        let roles = [
            (2, "Anna Schmidt|Student"),
            (3, "Ben Klein|Student"),
            (4, "Ute Maier|Student"),
        ];
        assert_eq!(found(&[&[(1, "Wer|Rolle")], &roles[..]].concat()), 1);
        assert_eq!(found(&roles), 0, "a list without headings");
        assert_eq!(found(&[(1, "1. Anna Schmidt"), (2, "2. Ben Klein")]), 0);
        for first in ["1. ", "1.", "1) ", "(1) ", "1 ", "1 - ", "#1 ", "1.|", "1|", "１|"] {
            let second = first.replace(['1', '１'], "2");
            let list = [
                (1, format!("{first}Anna Lee")),
                (2, format!("{second}Ben Ito")),
                (3, first.replace(['1', '１'], "3") + "Cleo Fox"),
            ];
            let lines: Vec<(u32, &str)> = list.iter().map(|(at, text)| (*at, text.as_str())).collect();
            assert_eq!(found(&lines), 0, "{first}: the first one is a person");
            let titled = [&[(1, "Nr|Wer")], &[(2, lines[0].1), (3, lines[1].1)][..]].concat();
            assert_eq!(found(&titled), 1, "{first}");
        }
        assert_eq!(
            found(&[(1, "2026|2027"), (2, "12|14"), (3, "13|9")]),
            1,
            "years above a table"
        );
        let rest = [(2, "Anna Lee|a@x.org|ACME"), (3, "Ben Ito|b@x.org|ACME")];
        for head in [
            "1. Name|2. Email",
            "1.Name|2.Email",
            "- Name|- Email",
            "Q1 Name|Q2 Email",
            "1. Your full name|2. Your e-mail|3. Company",
            "1. Wie heißen Sie?|2. Bei welcher Firma?|Bemerkung",
        ] {
            assert_eq!(found(&[&[(1, head)], &rest[..]].concat()), 1, "{head}");
        }
        let numbered = [(1, "1. Wer?|2. Wo?"), (2, "1. Anna Lee|Bonn"), (3, "2. Ben Ito|Ulm")];
        assert_eq!(found(&numbered), 1, "questions above a list with numbers");
        let pairs = [(1, "1. Anna Lee|2. Ben Ito"), (2, "3. Cleo Fox|4. Dora Kim")];
        assert_eq!(found(&pairs), 0, "two people in each row");
        let form = [
            (1, "Course:|Excel I"),
            (2, "Name:|Dr. Boss"),
            (3, "Email:|boss@example.org"),
            (4, "Date:|2026-03-01"),
            (6, "Participant|Company"),
            (7, "Anna Schmidt|ACME"),
        ];
        assert_eq!(found(&form), 6);
        assert_eq!(found(&[(1, "Name:|Email:"), (2, "Anna|a@example.org")]), 1);
        assert_eq!(
            found(&[(1, "Anna Schmidt"), (2, "Ben Klein"), (3, "Nome"), (4, "Karl Otto")]),
            0
        );
        assert_eq!(found(&[(1, "Course"), (3, "List"), (5, "Name"), (6, "Anna")]), 5);
        // The report of a meeting, which has tables one below the other.
        let meeting = [
            (1, "1. Summary"),
            (2, "Meeting title|Training"),
            (3, "Start time|11/3/26, 9:00"),
            (5, "2. Participants"),
            (6, "Name|First Join|Duration|Email|Role"),
            (7, "Anna Lee|8:58|1h|anna@example.org|Organizer"),
            (8, "Ben Okafor|9:01|29m||Attendee"),
            (10, "3. Activities"),
            (11, "Name|Join Time|Email|Role"),
            (12, "Anna Lee|8:58|anna@example.org|Organizer"),
        ];
        assert_eq!(found(&meeting), 6);
        // Headings on every page, and those of a second table.
        let pages = [
            (1, "Name|Email|Date"),
            (2, "Anna|a@x.org|1"),
            (4, "Name|Email"),
            (5, "Ben|b@x.org"),
        ];
        assert_eq!(found(&pages), 1);
    }
}
