//! What a row changes of what a credential says.

use crate::import::{CheckedRow, Field, NamePart};
use crate::locale::nfc;
use crate::model::{FieldName, Group, Value};

use super::digits::{self, Loss};
use super::{Diff, Values};

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
    /// What a credential says after a row: the fields that the sheet has a column for are the row's, the others stay.
    pub(super) fn after(&self, row: &CheckedRow, before: &Values, group: &Group) -> Values {
        let mut after = before.clone();
        let has = |field: &Field| self.fields.contains(field);
        let mut parts = NamePart::PARTS.into_iter().chain([NamePart::Full]);
        // The same letters in another form are no correction.
        if parts.any(|part| has(&Field::Name(part))) && nfc(&row.recipient.name) != nfc(&before.recipient.name) {
            after.recipient.name.clone_from(&row.recipient.name);
        }
        let address = |email: &Option<String>| email.as_deref().unwrap_or_default().to_lowercase();
        if has(&Field::Email) && address(&row.recipient.email) != address(&before.recipient.email) {
            after.recipient.email.clone_from(&row.recipient.email);
        }
        if has(&Field::Language) {
            after.recipient.language.clone_from(&row.recipient.language);
        }
        for field in group
            .fields
            .iter()
            .filter(|field| has(&Field::Custom(field.key.clone())))
        {
            let image = self
                .images
                .get(&(row.row, field.key.clone()))
                .map(|blob| Value::Image(*blob));
            let plain = |value: Option<&Value>| value.map(Value::to_plain);
            let (old, new) = (
                before.recipient.custom.get(&field.key),
                row.recipient.custom.get(&field.key),
            );
            if (self.keep_digits || self.keep_digits_in.contains(&row.row))
                && digits::lost(plain(old).as_deref(), plain(new).as_deref()).is_some()
            {
                continue;
            }
            match image.or_else(|| new.cloned()) {
                Some(value) => after.recipient.custom.insert(field.key.clone(), value),
                None => after.recipient.custom.remove(&field.key),
            };
        }
        if let Some(date) = row.issue_date {
            after.issue_date = date;
        }
        after.expiry_date = match row.expiry_date {
            Some(date) => Some(date),
            // What followed from the issue date follows the new one.
            None if after.issue_date != before.issue_date => {
                let by_validity = |date: crate::model::Date| group.validity.and_then(|validity| date.plus(validity));
                match by_validity(before.issue_date) {
                    expiry if expiry.is_some() && expiry == before.expiry_date => by_validity(after.issue_date),
                    _ => before.expiry_date,
                }
            }
            None => before.expiry_date,
        };
        after
    }
}

/// The fields in which two differ.
pub(super) fn between(before: &Values, after: &Values, group: &Group) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    let mut compare = |field: &str, before: Option<String>, after: Option<String>| {
        if before != after {
            changes.push(FieldChange {
                field: field.to_owned(),
                lost: digits::lost(before.as_deref(), after.as_deref()).filter(|_| field.starts_with("recipient.")),
                before,
                after,
            });
        }
    };
    let (old, new) = (&before.recipient, &after.recipient);
    compare("recipient.name", Some(old.name.clone()), Some(new.name.clone()));
    compare("recipient.email", old.email.clone(), new.email.clone());
    compare("recipient.language", old.language.clone(), new.language.clone());
    for field in &group.fields {
        let plain = |value: Option<&Value>| value.map(Value::to_plain);
        let name = FieldName::recipient(&field.key);
        compare(
            name.as_str(),
            plain(old.custom.get(&field.key)),
            plain(new.custom.get(&field.key)),
        );
    }
    let date = |date: crate::model::Date| Some(date.to_string());
    compare("credential.issue_date", date(before.issue_date), date(after.issue_date));
    compare(
        "credential.expiry_date",
        before.expiry_date.and_then(date),
        after.expiry_date.and_then(date),
    );
    changes
}
