//! What a row of a sheet says, as a digest, so that the same row is known in another version of its sheet.

use std::collections::{BTreeSet, HashSet};

use sha2::{Digest as _, Sha256};

use crate::import::{Mapping, Sheet};

/// The digest of the cells of a row under their headings, in whatever order the columns stand.
pub(super) fn of<T: AsRef<str> + Ord>(mut cells: Vec<(&str, T)>) -> [u8; 32] {
    cells.sort_unstable();
    let mut hash = Sha256::new();
    for (heading, text) in &cells {
        for part in [heading, text.as_ref()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    hash.finalize().into()
}

/// The columns that only number the rows, by their places: they hold no field, and as many whole numbers in a row, each
/// once, as there are rows, but for a few that came or went. Where a row is put between others, the ones below have
/// other numbers and say the same.
///
/// Other columns that hold no field count: “attended: no” may be why a row was left out.
pub(super) fn numbering(sheet: &Sheet, mapping: &Mapping) -> BTreeSet<usize> {
    let is_free = |at: &usize| mapping.fields.get(*at).is_none_or(Option::is_none);
    let free = (0..sheet.columns.len()).filter(is_free);
    free.filter(|at| only_numbers(sheet, *at)).collect()
}

fn only_numbers(sheet: &Sheet, column: usize) -> bool {
    let mut seen = HashSet::new();
    let (mut least, mut most) = (u32::MAX, 0_u32);
    for row in sheet.rows.iter() {
        let text = row.cell(column).text();
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let digits = text.trim_start_matches('#').trim_end_matches(['.', ')']);
        let number: Option<u32> = digits.parse().ok();
        let Some(number) = number.filter(|number| seen.insert(*number)) else {
            return false;
        };
        (least, most) = (number.min(least), number.max(most));
    }
    let gaps = (most.saturating_sub(least) as usize + 1).saturating_sub(seen.len());
    seen.len() > 1 && seen.len() * 2 > sheet.rows.len() && gaps * 10 <= seen.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::map;
    use crate::import::testing::sheet;

    fn is_numbering(numbers: &[&str], heading: &str) -> bool {
        let rows: Vec<[&str; 2]> = numbers.iter().map(|number| [*number, "Anna Lee"]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
        let sheet = sheet(&[heading, "Name"], &rows);
        let fields = ["member:text".parse().expect("a field")];
        let mapping = map(&sheet, &fields, &[], &[]).expect("mapped").value;
        !numbering(&sheet, &mapping).is_empty()
    }

    #[test]
    fn a_column_that_only_numbers_the_rows_is_known() {
        for numbers in [&["1", "2", "3"][..], &["3.", "1.", "2.", ""], &["#12", "#13", "#14"]] {
            assert!(is_numbering(numbers, "No."), "{numbers:?}");
        }
        let others = [
            &["1", "2", "2"][..],
            &["10", "40", "90"],
            &["1", "", "", ""],
            &["1"],
            &["1", "2", "B"],
        ];
        for numbers in others {
            assert!(!is_numbering(numbers, "No."), "{numbers:?}");
        }
        assert!(!is_numbering(&["1", "2", "3"], "Member"), "it is a field");
    }
}
