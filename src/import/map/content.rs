//! Columns that are recognised by what is in them, where no heading tells.

use std::collections::HashSet;

use crate::diag::{Place, Problem, Problems};
use crate::locale::fold;

use super::super::check::{plausible_email, without_number};
use super::super::sheet::{Cell, Noticed, Sheet};
use super::decide::Decision;
use super::field::{Field, NamePart};
use super::{Mapping, Reason, others, say};

/// How many cells of a column are looked at.
const LOOKED_AT: usize = 200;

/// The first cells of a column that have something in them.
pub(super) fn sample(sheet: &Sheet, column: usize) -> impl Iterator<Item = &Cell> {
    let rows = sheet.rows.iter().filter(|row| !is_of_nobody(sheet, row.number));
    rows.map(move |row| row.cell(column))
        .filter(|cell| !cell.is_blank())
        .take(LOOKED_AT)
}

/// Whether a row was noticed as one that is no person, such as totals.
fn is_of_nobody(sheet: &Sheet, row: u32) -> bool {
    let is_other = |noticed: &Noticed| {
        matches!(
            noticed,
            Noticed::Totals | Noticed::Remark | Noticed::Section | Noticed::Headings
        )
    };
    !sheet.noticed.is_empty() && sheet.noticed.get(&row).is_some_and(|all| all.iter().any(is_other))
}

fn is_email(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if plausible_email(text.trim()))
}

/// Whether there is an address in a column.
pub(super) fn has_emails(sheet: &Sheet, column: usize) -> bool {
    sample(sheet, column).any(is_email)
}

/// Whether a column has something in it that can be a name, and is not the number of an order.
pub(super) fn has_names(sheet: &Sheet, column: usize) -> bool {
    let is_named = |cell: &Cell| {
        let text = cell.text();
        let is_code = text.contains(char::is_numeric) && !text.trim().contains(char::is_whitespace);
        text.contains(char::is_alphabetic) && !is_code
    };
    sample(sheet, column).any(is_named)
}

/// Makes room for a field that is found by content, where its column has nothing of it.
fn give_up(sheet: &Sheet, mapping: &mut Mapping, field: &Field, is_good: fn(&Sheet, usize) -> bool) -> Option<usize> {
    let column = mapping.column(field)?;
    let is_useless = mapping.reason(column) == Reason::Heading && !is_good(sheet, column);
    let slot = mapping.fields.get_mut(column).filter(|_| is_useless)?;
    *slot = None;
    Some(column)
}

/// A column of e-mails needs no heading.
pub(super) fn emails(sheet: &Sheet, decided: &[Decision], mapping: &mut Mapping, problems: &mut Problems) {
    let given_up = give_up(sheet, mapping, &Field::Email, has_emails);
    let found = mostly(sheet, decided, mapping, is_email);
    if let Some(taken) = mapping.column(&Field::Email) {
        if mapping.reason(taken) == Reason::Heading {
            problems.extend(found.first().and_then(|other| say::other_emails(sheet, taken, *other)));
        }
        return;
    }
    let [only] = found[..] else {
        return take_back(mapping, given_up, Field::Email);
    };
    let message = "The column is taken for the e-mails because of what is in it";
    take(sheet, mapping, only, Field::Email, |letter| {
        problems.push(
            Problem::note("email-by-content", message)
                .hint(format!("Leave it out with --map \"{letter}=-\" if they are others"))
                .at(place(sheet, only)),
        );
    });
}

/// A column of personal names needs no heading when no other column could be it.
pub(super) fn names(sheet: &Sheet, decided: &[Decision], mapping: &mut Mapping, problems: &mut Problems) {
    let whole = Field::Name(NamePart::Full);
    let given_up = give_up(sheet, mapping, &whole, has_names);
    let is_name = |field: &Option<Field>| matches!(field, Some(Field::Name(_)));
    let is_decided = |(at, decision): (usize, &Decision)| {
        Some(at) != given_up && decision.as_ref().is_some_and(|(field, _)| is_name(field))
    };
    if mapping.fields.iter().any(is_name) || decided.iter().enumerate().any(is_decided) {
        return take_back(mapping, given_up, whole);
    }
    let mut found = mostly(
        sheet,
        decided,
        mapping,
        |cell| matches!(cell, Cell::Text(text) if like_a_name(text.trim())),
    );
    // A course or a town is the same in many rows, and often one word; few people have the same name, and most two.
    found.retain(|column| {
        let texts: Vec<_> = sample(sheet, *column).map(Cell::text).collect();
        let distinct: HashSet<_> = texts.iter().collect();
        let whole = texts.iter().filter(|text| is_whole(text)).count();
        texts.len() >= 2 && distinct.len() * 4 >= texts.len() * 3 && whole * 2 >= texts.len()
    });
    found.retain(|column| !is_of_things(sheet, *column));
    // A heading that was forgotten tells more than one that nobody knows.
    let is_bare = |column: &usize| sheet.columns.get(*column).is_some_and(|column| column.title.is_empty());
    if sheet.header_row > 0 && found.iter().filter(|column| is_bare(column)).count() == 1 {
        found.retain(is_bare);
    }
    let [only] = found[..] else {
        return take_back(mapping, given_up, whole);
    };
    let message = "The column is taken for the recipients' names because of what is in it";
    take(sheet, mapping, only, whole, |letter| {
        let problem = Problem::warning("name-by-content", message).hint(format!(
            "Confirm it with --map \"{letter}=name\", or name another column"
        ));
        let problem = match sheet.header_row {
            // That the sheet has no headings is said already.
            0 => problem,
            row => problem.hint(format!(
                "Add a row of headings above row {row} if that row holds a person already"
            )),
        };
        problems.push(problem.at(place(sheet, only)));
    });
}

/// Whether the heading of a column says that it holds no people.
fn is_of_things(sheet: &Sheet, column: usize) -> bool {
    sheet
        .columns
        .get(column)
        .is_some_and(|column| others::is_other(&column.title))
}

/// Undecided columns with something like names in them, or parts of names, that are not the same in many rows.
pub(super) fn like_parts(sheet: &Sheet, decided: &[Decision], mapping: &Mapping) -> Vec<usize> {
    let mut found = mostly(
        sheet,
        decided,
        mapping,
        |cell| matches!(cell, Cell::Text(text) if like_a_name(text.trim()) && text.split_whitespace().count() <= 3),
    );
    found.retain(|column| {
        let texts: Vec<_> = sample(sheet, *column).map(Cell::text).collect();
        let distinct: HashSet<_> = texts.iter().collect();
        distinct.len() * 2 > texts.len() && !is_of_things(sheet, *column)
    });
    found
}

/// Whether most cells of a column have whole names in them.
pub(super) fn are_whole(sheet: &Sheet, column: usize) -> bool {
    let (mut all, mut whole) = (0usize, 0usize);
    for cell in sample(sheet, column) {
        all += 1;
        whole += usize::from(is_whole(&cell.text()));
    }
    whole * 2 > all
}

/// Whether most cells of a column have the words of another column's cell, and more.
pub(super) fn holds(sheet: &Sheet, whole: usize, part: usize) -> bool {
    let (all, good) = compared(sheet, whole, part);
    all > 0 && good * 5 >= all * 4
}

/// Whether both columns have something in the same rows, but not the one the words of the other.
pub(super) fn differ(sheet: &Sheet, whole: usize, part: usize) -> bool {
    let (all, good) = compared(sheet, whole, part);
    good * 5 < all * 4
}

/// In how many rows both columns have something, and in how many of them the words of one are in the other, and more.
fn compared(sheet: &Sheet, whole: usize, part: usize) -> (usize, usize) {
    let (mut all, mut good) = (0usize, 0usize);
    let rows = sheet.rows.iter().filter(|row| !is_of_nobody(sheet, row.number));
    for row in rows.take(LOOKED_AT) {
        let (name, part) = (row.cell(whole).text(), row.cell(part).text());
        let (name, part) = (fold(&name), fold(&part));
        if name.is_empty() || part.is_empty() {
            continue;
        }
        all += 1;
        let words: Vec<&str> = name.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let has = |word: &str| words.contains(&word);
        let parts = part.split(' ').count();
        let together = part.chars().all(is_unspaced) && part.len() < name.len() && name.contains(&part);
        good += usize::from(together || (parts < words.len() && part.split(' ').all(has)));
    }
    (all, good)
}

/// The undecided columns in which at least four of five cells pass.
fn mostly(sheet: &Sheet, decided: &[Decision], mapping: &Mapping, passes: impl Fn(&Cell) -> bool) -> Vec<usize> {
    let undecided = (0..sheet.columns.len())
        .filter(|index| matches!(decided.get(*index), Some(None)) && matches!(mapping.fields.get(*index), Some(None)));
    undecided
        .filter(|index| {
            let (mut all, mut good) = (0usize, 0usize);
            for cell in sample(sheet, *index) {
                all += 1;
                good += usize::from(passes(cell));
            }
            good > 0 && good * 5 >= all * 4
        })
        .collect()
}

/// Gives a column its field back, where no other one has it.
fn take_back(mapping: &mut Mapping, column: Option<usize>, field: Field) {
    if let Some(slot) = column.and_then(|column| mapping.fields.get_mut(column)) {
        *slot = Some(field);
    }
}

fn take(sheet: &Sheet, mapping: &mut Mapping, column: usize, field: Field, say: impl FnOnce(&str)) {
    if let (Some(slot), Some(reason), Some(there)) = (
        mapping.fields.get_mut(column),
        mapping.reasons.get_mut(column),
        sheet.columns.get(column),
    ) {
        *slot = Some(field);
        *reason = Reason::Content;
        say(&there.letter);
    }
}

fn place(sheet: &Sheet, column: usize) -> Place {
    match sheet.columns.get(column) {
        Some(column) => Place::default().column(column.name()),
        None => Place::default(),
    }
}

/// Whether a text could be the name of a person: words of letters, not too many of them.
fn like_a_name(text: &str) -> bool {
    let text = without_number(text).unwrap_or(text);
    let words = text.split_whitespace().count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let odd = text.chars().any(|c| {
        c.is_numeric()
            || matches!(
                c,
                '@' | '/' | '\\' | '_' | ':' | ';' | '?' | '!' | '=' | '<' | '>' | '#'
            )
    });
    letters >= 2 && !odd && words <= 7 && text.chars().count() <= 80
}

/// Whether a name has its parts: two words, or letters of a script that needs no spaces between them.
fn is_whole(text: &str) -> bool {
    text.split_whitespace().nth(1).is_some() || text.chars().any(is_unspaced)
}

/// Whether a letter is of a script that needs no spaces.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0x2_0000..=0x3_FFFF)
}

#[cfg(test)]
mod tests {
    use super::like_a_name;

    #[test]
    fn names_are_told_from_other_texts() {
        for name in [
            "Zoë Müller",
            "王小明",
            "O’Brien-Smith, Jr.",
            "María del Carmen López de la Torre",
            "ÿ́a",
            "12. Anna Lee",
        ] {
            assert!(like_a_name(name), "{name}");
        }
        for other in [
            "",
            "A",
            "12 Main Street",
            "anna@example.org",
            "C:\\x",
            "Is this a name?",
            "2026-01-01",
        ] {
            assert!(!like_a_name(other), "{other}");
        }
    }
}
