//! Columns that are recognised by what is in them, where no heading tells.

use std::collections::HashSet;

use crate::diag::{Place, Problem, Problems};
use crate::locale::fold;

use super::super::check::{plausible_email, without_number};
use super::super::sheet::{Cell, Sheet};
use super::decide::Decision;
use super::field::{Field, NamePart};
use super::{Mapping, Reason};

/// How many cells of a column are looked at.
const LOOKED_AT: usize = 200;

/// The first cells of a column that have something in them.
pub(super) fn sample(sheet: &Sheet, column: usize) -> impl Iterator<Item = &Cell> {
    sheet
        .rows
        .iter()
        .map(move |row| row.cell(column))
        .filter(|cell| !cell.is_blank())
        .take(LOOKED_AT)
}

/// A column of e-mails needs no heading.
pub(super) fn emails(sheet: &Sheet, decided: &[Decision], mapping: &mut Mapping, problems: &mut Problems) {
    if mapping.column(&Field::Email).is_some() {
        return;
    }
    let is_email = |cell: &Cell| matches!(cell, Cell::Text(text) if plausible_email(text.trim()));
    let found = mostly(sheet, decided, mapping, is_email);
    let [only] = found[..] else { return };
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
    let is_name = |field: &Option<Field>| matches!(field, Some(Field::Name(_)));
    if mapping.fields.iter().any(is_name) || decided.iter().flatten().any(|(field, _)| is_name(field)) {
        return;
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
    let [only] = found[..] else { return };
    let message = "The column is taken for the recipients' names because of what is in it";
    take(sheet, mapping, only, Field::Name(NamePart::Full), |letter| {
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
        distinct.len() * 2 > texts.len()
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
    let (mut all, mut good) = (0usize, 0usize);
    for row in sheet.rows.iter().take(LOOKED_AT) {
        let (name, part) = (row.cell(whole).text(), row.cell(part).text());
        let (name, part) = (fold(&name), fold(&part));
        if name.is_empty() || part.is_empty() {
            continue;
        }
        all += 1;
        let words: Vec<&str> = name.split(' ').collect();
        let has = |word: &str| words.contains(&word);
        let parts = part.split(' ').count();
        good += usize::from(parts < words.len() && part.split(' ').all(has));
    }
    all > 0 && good * 5 >= all * 4
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
    let unspaced = |c: char| matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0x2_0000..=0x3_FFFF);
    text.split_whitespace().nth(1).is_some() || text.chars().any(unspaced)
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
