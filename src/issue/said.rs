//! What a row says, and what a credential says after it.

use std::collections::BTreeSet;

use crate::import::{CheckedRow, Field, NamePart};
use crate::locale::nfc;
use crate::model::{Content, Date, FieldDef, FieldName, Group, Recipient, Value};

const ISSUE_DATE: &str = "credential.issue_date";
const EXPIRY_DATE: &str = "credential.expiry_date";

/// What a credential says that a sheet can change.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Values {
    pub recipient: Recipient,
    pub issue_date: Date,
    pub expiry_date: Option<Date>,
}

impl From<&Content> for Values {
    fn from(content: &Content) -> Values {
        Values {
            recipient: content.recipient.clone(),
            issue_date: content.issue_date,
            expiry_date: content.expiry_date,
        }
    }
}

/// What a row says; of its dates those that somebody said.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub recipient: Recipient,
    pub issue_date: Option<Date>,
    pub expiry_date: Option<Date>,
}

impl From<&CheckedRow> for Said {
    fn from(row: &CheckedRow) -> Said {
        Said {
            recipient: row.recipient.clone(),
            issue_date: row.issue_date,
            expiry_date: row.expiry_date,
        }
    }
}

impl Said {
    /// Says of a field what is there.
    pub(super) fn leave(&mut self, field: &str, before: &Values) {
        match field {
            "recipient.name" => self.recipient.name.clone_from(&before.recipient.name),
            "recipient.email" => self.recipient.email.clone_from(&before.recipient.email),
            "recipient.language" => self.recipient.language.clone_from(&before.recipient.language),
            ISSUE_DATE => self.issue_date = None,
            EXPIRY_DATE => self.expiry_date = before.expiry_date,
            field => {
                let key = key(field);
                match before.recipient.custom.get(key) {
                    Some(value) => self.recipient.custom.insert(key.to_owned(), value.clone()),
                    None => self.recipient.custom.remove(key),
                };
            }
        }
    }
}

impl Values {
    /// What a credential says after a row: the fields that its sheet has a column for are the row's, the others stay.
    pub(super) fn after(&self, said: &Said, fields: &BTreeSet<Field>, group: &Group) -> Values {
        let mut after = self.clone();
        let has = |field: &Field| fields.contains(field);
        let mut parts = NamePart::PARTS.into_iter().chain([NamePart::Full]);
        // The same letters in another form are no correction.
        if parts.any(|part| has(&Field::Name(part))) && nfc(&said.recipient.name) != nfc(&self.recipient.name) {
            after.recipient.name.clone_from(&said.recipient.name);
        }
        let address = |email: &Option<String>| email.as_deref().unwrap_or_default().to_lowercase();
        if has(&Field::Email) && address(&said.recipient.email) != address(&self.recipient.email) {
            after.recipient.email.clone_from(&said.recipient.email);
        }
        if has(&Field::Language) {
            after.recipient.language.clone_from(&said.recipient.language);
        }
        let custom = group.fields.iter().map(|field| &field.key);
        for key in custom.filter(|key| has(&Field::Custom((*key).clone()))) {
            match said.recipient.custom.get(key) {
                Some(value) => after.recipient.custom.insert(key.clone(), value.clone()),
                None => after.recipient.custom.remove(key),
            };
        }
        if let Some(date) = said.issue_date {
            after.issue_date = date;
        }
        after.expiry_date = match said.expiry_date {
            Some(date) => Some(date),
            // What followed from the issue date follows the new one.
            None if after.issue_date != self.issue_date => {
                let by_validity = |date: Date| group.validity.and_then(|validity| date.plus(validity));
                match by_validity(self.issue_date) {
                    expiry if expiry.is_some() && expiry == self.expiry_date => by_validity(after.issue_date),
                    _ => self.expiry_date,
                }
            }
            None => self.expiry_date,
        };
        after
    }

    /// What is said in a field. The same letters of a name in another form are the same.
    pub(super) fn text(&self, field: &str) -> Option<String> {
        match field {
            ISSUE_DATE => Some(self.issue_date.to_string()),
            EXPIRY_DATE => self.expiry_date.map(|date| date.to_string()),
            field => text(&self.recipient, field),
        }
    }
}

/// The names of what a sheet can say.
pub(super) fn names(fields: &[FieldDef]) -> impl Iterator<Item = String> {
    let dates = [ISSUE_DATE, EXPIRY_DATE].into_iter().map(str::to_owned);
    names_of_recipient(fields).chain(dates)
}

/// The names of what a sheet can say of a recipient.
pub(super) fn names_of_recipient(fields: &[FieldDef]) -> impl Iterator<Item = String> {
    let built_in = ["recipient.name", "recipient.email", "recipient.language"];
    let built_in = built_in.into_iter().map(str::to_owned);
    built_in.chain(fields.iter().map(|field| FieldName::recipient(&field.key).to_string()))
}

fn key(field: &str) -> &str {
    field.strip_prefix("recipient.").unwrap_or(field)
}

/// What a recipient has in a field.
pub(super) fn text(recipient: &Recipient, field: &str) -> Option<String> {
    match key(field) {
        "name" => Some(nfc(&recipient.name)),
        "email" => recipient.email.clone(),
        "language" => recipient.language.clone(),
        key => recipient.custom.get(key).map(Value::to_plain),
    }
}
