//! Which row holds the headings: sheets have titles, dates and empty rows above their tables.

use super::super::{fold, map};
use super::assemble::RawRow;

/// How many rows are looked at.
const LOOKED_AT: usize = 30;

/// Whether a text is a heading that is recognised, or one of the group's own.
pub(super) fn is_known(title: &str, headings: &[String]) -> bool {
    map::is_heading(title) || {
        let folded = fold::heading(title);
        !folded.is_empty() && headings.iter().any(|heading| fold::heading(heading) == folded)
    }
}

/// The place of the row of headings among rows that are not blank: the one with most recognised headings; without any,
/// the first row with a text that is about as wide as the table.
pub(super) fn find(rows: &[RawRow], headings: &[String]) -> usize {
    let sample = rows.get(..rows.len().min(LOOKED_AT)).unwrap_or(rows);
    let known = |row: &RawRow| row.texts().filter(|text| is_known(text, headings)).count();
    let mut best = (0, 0);
    for (index, row) in sample.iter().enumerate() {
        let count = known(row);
        if count > best.0 {
            best = (count, index);
        }
    }
    if best.0 > 0 {
        return best.1;
    }
    let mut widths: Vec<usize> = sample.iter().map(RawRow::width).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
    sample
        .iter()
        .position(|row| row.width() * 2 > usual && row.texts().next().is_some())
        .unwrap_or(0)
}
