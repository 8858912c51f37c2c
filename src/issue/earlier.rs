//! What a sheet that comes again does not change in a credential that is there: what the sheet said before, where a person
//! has written something else since, and what is damaged in it.

use std::collections::{BTreeSet, HashMap};

use crate::diag::{Place, Problem, Problems, Result};
use crate::import::{self, CheckOptions, CheckedRow, ReadOptions};
use crate::locale;
use crate::model::{BatchId, Credential, FieldDef, FieldName, Group, Recipient, Value};
use crate::progress::Progress;

use super::desk::Desk;
use super::duplicates::loose_name;
use super::generate::REPLACED;
use super::sheet::open_sheet;

/// Damage of a text, which tells nothing about the person.
const DAMAGE: [&str; 20] = [
    "control-character",
    "digits-lost",
    "direction-control",
    "email-as-name",
    "email-in-name",
    "email-slip",
    "error-value",
    "formula-text",
    "html-entities",
    "lost-letters",
    "mime-words",
    "mixed-scripts",
    "name-without-letters",
    "odd-sign",
    "other-encoding",
    "placeholder-name",
    "program-escapes",
    "text-mark",
    "wrong-encoding",
    "zero-as-name",
];

/// Ways of writing a text: no reason to give up another way of writing the same.
const FORM: [&str; 4] = ["all-caps", "all-lower-case", "doubled-spaces", "zero-width"];

/// What sheets said from which the credentials of a group were made, read when it is asked for.
pub(super) struct Earlier<'a> {
    desk: &'a Desk,
    group: &'a Group,
    sheets: HashMap<BatchId, HashMap<u32, Recipient>>,
}

impl<'a> Earlier<'a> {
    pub(super) fn new(desk: &'a Desk, group: &'a Group) -> Earlier<'a> {
        Earlier {
            desk,
            group,
            sheets: HashMap::new(),
        }
    }

    /// What the row said from which a credential was made; `None` where it was made by hand.
    ///
    /// # Errors
    /// The sheet cannot be read as it is kept.
    fn of(&mut self, credential: &Credential) -> Result<Option<&Recipient>> {
        let Some(row) = credential.row else { return Ok(None) };
        if !self.sheets.contains_key(&credential.batch) {
            let rows = self.read(credential.batch)?;
            self.sheets.insert(credential.batch, rows);
        }
        Ok(self.sheets.get(&credential.batch).and_then(|rows| rows.get(&row)))
    }

    fn read(&self, batch: BatchId) -> Result<HashMap<u32, Recipient>> {
        let batch = self.desk.store.batch(batch)?;
        let Some(sheet) = batch.and_then(|batch| batch.sheet) else {
            return Ok(HashMap::new());
        };
        let path = self.desk.store.blob_path(sheet);
        let told = ReadOptions::default();
        let opened = open_sheet(self.desk, self.group, &path, &told, &[], &Progress::new())?.value;
        let options = CheckOptions {
            fields: self.group.fields.clone(),
            date_order: opened.choices.date_order,
            ..CheckOptions::default()
        };
        let checked = import::check(&opened.sheet, &opened.mapping, &options);
        Ok(checked.rows.into_iter().map(|row| (row.row, row.recipient)).collect())
    }

    /// Takes back out of `after`, the values of a row, what is no news to the credential, and says so in notes.
    ///
    /// # Errors
    /// The log of the credential cannot be read.
    pub(super) fn keep(
        &mut self,
        credential: &Credential,
        after: &mut Recipient,
        problems: &mut Problems,
    ) -> Result<()> {
        for field in self.kept(credential, after, problems, |_| true)? {
            put_back(after, &credential.reviewed().recipient, &field);
        }
        Ok(())
    }

    /// The fields of a row, of those that are asked for, that are no news to a credential; each is said in a note.
    ///
    /// # Errors
    /// The log of the credential cannot be read.
    pub(super) fn kept(
        &mut self,
        credential: &Credential,
        row: &Recipient,
        problems: &mut Problems,
        asked: impl Fn(&str) -> bool,
    ) -> Result<BTreeSet<String>> {
        let before = &credential.reviewed().recipient;
        let fields = &self.group.fields;
        let changed: Vec<String> = names(fields)
            .filter(|field| asked(field) && text(before, field) != text(row, field))
            .collect();
        let mut kept = BTreeSet::new();
        if changed.is_empty() {
            return Ok(kept);
        }
        let flaws = import::check_recipient(before, fields);
        let desk = self.desk;
        let said = self.said(credential, problems);
        for field in changed {
            let (old, new) = (text(before, &field), text(row, &field));
            let is_old = said.as_ref().is_some_and(|said| text(said, &field) == new);
            let message = match loss(&field, (&old, &new), problems, &flaws) {
                Some(message) => message,
                None if is_old && !is_by_sheet(desk, credential, &field)? => {
                    let old = old.as_deref().unwrap_or("Nothing");
                    format!("“{old}” stays, as a person wrote it and the sheet says the same as before")
                }
                None => continue,
            };
            // What was said of the value that is not taken is not true of this one.
            let of_value = |problem: &Problem| {
                problem.place.field.as_deref() == Some(&*field) && !problem.code.contains("duplicate")
            };
            let rest = std::mem::take(problems)
                .into_iter()
                .filter(|problem| !of_value(problem));
            *problems = rest.collect();
            problems.push(Problem::note("kept-value", message).at(Place::field(&field)));
            kept.insert(field);
        }
        Ok(kept)
    }

    /// What the sheet said before; where that cannot be told any more, a note says so.
    fn said(&mut self, credential: &Credential, problems: &mut Problems) -> Option<Recipient> {
        match self.of(credential) {
            Ok(said) => said.cloned(),
            Err(why) => {
                let why = why.iter().next().map(|why| why.message.clone()).unwrap_or_default();
                let message = format!("What the sheet said before cannot be told any more: {why}");
                problems.push(Problem::note("earlier-sheet", message).hint("Compare the credential with its history"));
                None
            }
        }
    }
}

/// What would be lost by a value of a row, in words; nothing where it is whole, or what is there is no better.
fn loss(
    field: &str,
    (old, new): (&Option<String>, &Option<String>),
    problems: &Problems,
    flaws: &Problems,
) -> Option<String> {
    let (old, new) = (old.as_deref()?, new.as_deref()?);
    let here = |problem: &&Problem| problem.place.field.as_deref() == Some(field);
    let had = |code: &str| flaws.iter().filter(here).any(|flaw| flaw.code == code);
    let mut found = problems.iter().filter(here).filter(|problem| {
        let code = &*problem.code;
        let is_form = FORM.contains(&code) && loose_name(old) == loose_name(new);
        (is_form || DAMAGE.contains(&code)) && !had(code)
    });
    let is_damaged = |problem: &Problem| DAMAGE.contains(&&*problem.code);
    let what = match found.next().map(is_damaged)? {
        true => "is damaged",
        false => "is the same, written worse",
    };
    Some(format!("“{old}” stays, as “{new}” {what}"))
}

/// What of a credential that is there stays although a row would change it, in words; nothing where nothing is damaged.
pub(super) fn stays(credential: &Credential, row: &CheckedRow, fields: &[FieldDef]) -> Option<String> {
    let doubtful = |problem: &Problem| [&DAMAGE[..], &FORM].iter().any(|codes| codes.contains(&&*problem.code));
    if !row.problems.iter().any(doubtful) {
        return None;
    }
    let before = &credential.reviewed().recipient;
    let flaws = import::check_recipient(before, fields);
    names(fields).find_map(|field| {
        let (old, new) = (text(before, &field), text(&row.recipient, &field));
        let differs = old != new;
        loss(&field, (&old, &new), &row.problems, &flaws).filter(|_| differs)
    })
}

/// The names of what a row says of a recipient.
fn names(fields: &[FieldDef]) -> impl Iterator<Item = String> {
    let built_in = ["recipient.name", "recipient.email", "recipient.language"];
    let built_in = built_in.into_iter().map(str::to_owned);
    built_in.chain(fields.iter().map(|field| FieldName::recipient(&field.key).to_string()))
}

fn key(field: &str) -> &str {
    field.strip_prefix("recipient.").unwrap_or(field)
}

/// What a recipient has in a field. The same letters in another form are the same.
fn text(recipient: &Recipient, field: &str) -> Option<String> {
    match key(field) {
        "name" => Some(locale::nfc(&recipient.name)),
        "email" => recipient.email.clone(),
        "language" => recipient.language.clone(),
        key => recipient.custom.get(key).map(Value::to_plain),
    }
}

/// Gives a field the value that was there before.
pub(super) fn put_back(after: &mut Recipient, before: &Recipient, field: &str) {
    match key(field) {
        "name" => after.name.clone_from(&before.name),
        "email" => after.email.clone_from(&before.email),
        "language" => after.language.clone_from(&before.language),
        key => drop(match before.custom.get(key) {
            Some(value) => after.custom.insert(key.to_owned(), value.clone()),
            None => after.custom.remove(key),
        }),
    }
}

/// Whether it was a later sheet that wrote a field last, and not a person.
fn is_by_sheet(desk: &Desk, credential: &Credential, field: &str) -> Result<bool> {
    for entry in desk.store.log(Some(credential.id))?.rev() {
        let entry = entry?;
        let note = entry.note.unwrap_or_default();
        if note.starts_with(REPLACED) {
            return Ok(true);
        }
        let of_row = note.strip_prefix("row ").and_then(|rest| rest.split_once(": "));
        let list = of_row.map_or(&*note, |(_, list)| list);
        if matches!(entry.what, "edit" | "correct") && list.split(", ").any(|named| named == field) {
            return Ok(of_row.is_some());
        }
    }
    Ok(false)
}
