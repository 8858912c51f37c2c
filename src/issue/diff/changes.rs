//! What a row changes of what a credential says.

use crate::import::CheckedRow;
use crate::model::{Group, Value};

use super::super::said::{Said, Values, names};
use super::Diff;
use super::digits::{self, Loss};

/// A field with its value before and after; `None` for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Its full name, such as `recipient.name`.
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
    /// Where a spreadsheet program seems to have taken digits away.
    pub lost: Option<Loss>,
}

impl Diff {
    /// What a credential says after a row, but for what stays as it is.
    pub(super) fn after(&self, row: &CheckedRow, before: &Values, group: &Group) -> Values {
        let mut said = Said::from(row);
        let keeps_digits = self.keep_digits || self.keep_digits_in.contains(&row.row);
        let plain = |value: Option<&Value>| value.map(Value::to_plain);
        for field in &group.fields {
            if let Some(image) = self.images.get(&(row.row, field.key.clone())) {
                said.recipient.custom.insert(field.key.clone(), Value::Image(*image));
            }
            let old = plain(before.recipient.custom.get(&field.key));
            let new = plain(row.recipient.custom.get(&field.key));
            if keeps_digits && digits::lost(old.as_deref(), new.as_deref()).is_some() {
                said.leave(field.name().as_str(), before);
            }
        }
        for field in self.kept.get(&row.row).into_iter().flatten() {
            said.leave(field, before);
        }
        before.after(&said, &self.fields, group)
    }
}

/// The fields in which two differ.
pub(super) fn between(before: &Values, after: &Values, group: &Group) -> Vec<FieldChange> {
    let change = |field: String| {
        let (before, after) = (before.text(&field), after.text(&field));
        let lost = digits::lost(before.as_deref(), after.as_deref()).filter(|_| field.starts_with("recipient."));
        (before != after).then_some(FieldChange {
            field,
            before,
            after,
            lost,
        })
    };
    names(&group.fields).filter_map(change).collect()
}
