//! The same recipient twice in one sheet.

use std::collections::HashMap;

use crate::diag::{Place, Problem};
use crate::locale::compare_key;

use super::CheckedRow;

/// Warns about each row whose e-mail and name are those of an earlier one, without differences of case, white space and
/// normalisation. Rows without a name are errors already.
pub(super) fn find(rows: &mut [CheckedRow]) {
    let mut first: HashMap<String, u32> = HashMap::with_capacity(rows.len());
    for row in rows {
        if row.recipient.name.is_empty() {
            continue;
        }
        let mut key = row.recipient.email.as_deref().map(compare_key).unwrap_or_default();
        key.push('\n');
        key.push_str(&compare_key(&row.recipient.name));
        let earlier = *first.entry(key).or_insert(row.row);
        if earlier != row.row {
            let message = format!("The same recipient is in row {earlier}");
            let problem = Problem::warning("duplicate-in-sheet", message)
                .hint("Remove one of the rows, or go on if these are two people or two credentials")
                .at(Place {
                    row: Some(row.row),
                    ..Place::field("recipient.name")
                });
            row.problems.push(problem);
        }
    }
}
