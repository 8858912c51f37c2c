//! What a sheet that comes again does not change in a credential that is there: where a person has written over what the
//! sheet still says, and what is damaged in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Place, Problem, Problems, Result};
use crate::import::{self, CheckedRow};
use crate::model::{Credential, CredentialId, FieldDef, Group, Step};
use crate::store::{Act, CredentialPut};

use super::desk::Desk;
use super::duplicates::loose_name;
use super::said::{Values, names, names_of_recipient, text};

#[cfg(test)]
mod tests;

/// How the note of a credential begins in whose place a row was put.
pub(super) const REPLACED: &str = "Replaced by row ";
/// How the note of a credential begins that a row of an update has changed.
pub(super) const UPDATED: &str = "row ";
/// How the note of a credential begins of which the last step was undone.
pub(super) const UNDONE: &str = "Undone: ";

/// Damage of a text, which tells nothing about the person.
const DAMAGE: [&str; 21] = [
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
    "name-remark",
    "name-without-letters",
    "odd-sign",
    "placeholder-name",
    "private-letter",
    "program-escapes",
    "text-mark",
    "wrong-encoding",
    "zero-as-name",
];

/// Ways of writing a text: no reason to give up another way of writing the same.
const FORM: [&str; 4] = ["all-caps", "all-lower-case", "doubled-spaces", "zero-width"];

/// The fields that stay as they are although a row would change them, as `after` has it; each is said in a note.
///
/// # Errors
/// The workspace cannot be read.
pub(super) fn kept(
    desk: &Desk,
    group: &Group,
    credential: &Credential,
    after: &Values,
    problems: &mut Problems,
) -> Result<BTreeSet<String>> {
    let before = Values::from(credential.reviewed());
    let fields = &group.fields;
    let changed: Vec<String> = names(fields)
        .filter(|field| before.text(field) != after.text(field))
        .collect();
    let mut kept = BTreeSet::new();
    if changed.is_empty() {
        return Ok(kept);
    }
    let flaws = import::check_recipient(&before.recipient, fields);
    let over = told(by_hand(desk, fields, credential.id), problems);
    for field in changed {
        let (old, new) = (before.text(&field), after.text(&field));
        let message = match loss(&field, (&old, &new), problems, &flaws) {
            Some(message) => message,
            None if over.get(&field).is_some_and(|said| is_same(&field, said, &new)) => {
                let old = old.as_deref().unwrap_or("Nothing");
                format!("“{old}” stays, as a person wrote it and the sheet says the same as before")
            }
            None => continue,
        };
        // What was said of the value that is not taken is not true of this one.
        let of_value =
            |problem: &Problem| problem.place.field.as_deref() == Some(&*field) && !problem.code.contains("duplicate");
        problems.0.retain(|problem| !of_value(problem));
        problems.push(Problem::note("kept-value", message).at(Place::field(&field)));
        kept.insert(field);
    }
    Ok(kept)
}

/// What persons wrote over, as far as it can be told; where it cannot, a note says so.
fn told(over: Result<Over>, problems: &mut Problems) -> Over {
    over.unwrap_or_else(|why| {
        problems.push(untold(&why));
        Over::new()
    })
}

/// That the history of a credential cannot be read.
pub(super) fn untold(why: &Problems) -> Problem {
    let why = why.iter().next().map(|why| why.message.clone()).unwrap_or_default();
    let message = format!("Whether a person has corrected it cannot be told any more: {why}");
    Problem::note("earlier-values", message).hint("Compare the credential with its history")
}

/// The fields that a person wrote last, with what they held before: what a sheet said, as far as one did.
type Over = BTreeMap<String, Option<String>>;

/// What persons wrote over in a credential, by its history. A correction that was deleted again counts for nothing.
fn by_hand(desk: &Desk, fields: &[FieldDef], id: CredentialId) -> Result<Over> {
    let (mut published, mut draft) = (Over::new(), None::<Over>);
    // Nobody has written over what was only made.
    if desk.store.puts(id)?.len() < 2 {
        return Ok(published);
    }
    let mut last: Option<Credential> = None;
    for put in history(desk, id)? {
        draft = match (draft, &put.credential.draft) {
            (Some(over), None) => {
                if put.act == Act::Step(Step::Publish) {
                    published = over;
                }
                None
            }
            (None, Some(_)) => Some(published.clone()),
            (draft, _) => draft,
        };
        if let Some(last) = &last {
            write(draft.as_mut().unwrap_or(&mut published), fields, last, &put);
        }
        last = Some(put.credential);
    }
    Ok(draft.unwrap_or(published))
}

/// The steps of a credential, without those that were undone.
fn history(desk: &Desk, id: CredentialId) -> Result<Vec<CredentialPut>> {
    let mut steps: Vec<CredentialPut> = Vec::new();
    for put in desk.store.puts(id)? {
        let Some(put) = put? else { continue };
        match put.note.as_deref().is_some_and(|note| note.starts_with(UNDONE)) {
            true => drop(steps.pop()),
            false => steps.push(put),
        }
    }
    Ok(steps)
}

/// How a credential began.
pub(super) struct Origin {
    /// The name with which it was made.
    pub(super) name: String,
    /// Whether a sheet has written into it since.
    pub(super) is_by_sheet: bool,
}

/// How a credential began; nothing where its history does not tell.
///
/// # Errors
/// The history cannot be read.
pub(super) fn origin(desk: &Desk, id: CredentialId) -> Result<Option<Origin>> {
    let mut origin: Option<Origin> = None;
    for put in history(desk, id)? {
        match &mut origin {
            Some(origin) => origin.is_by_sheet |= is_by_sheet(&put),
            None => {
                origin = Some(Origin {
                    name: put.credential.reviewed().recipient.name.clone(),
                    is_by_sheet: false,
                });
            }
        }
    }
    Ok(origin)
}

fn is_by_sheet(put: &CredentialPut) -> bool {
    let note = put.note.as_deref().unwrap_or_default();
    matches!(put.act, Act::Step(Step::Edit | Step::Correct))
        && (note.starts_with(REPLACED) || note.starts_with(UPDATED))
}

/// Takes down what a step wrote, and over what.
fn write(over: &mut Over, fields: &[FieldDef], last: &Credential, put: &CredentialPut) {
    if !matches!(put.act, Act::Step(Step::Edit | Step::Correct)) {
        return;
    }
    let is_by_sheet = is_by_sheet(put);
    let (before, after) = (Values::from(last.reviewed()), Values::from(put.credential.reviewed()));
    for field in names(fields) {
        let old = before.text(&field);
        match old == after.text(&field) {
            true => {}
            false if is_by_sheet => drop(over.remove(&field)),
            false => drop(over.entry(field).or_insert(old)),
        }
    }
}

/// Whether two values of a field are the same; an address is, in whatever case.
fn is_same(field: &str, one: &Option<String>, other: &Option<String>) -> bool {
    let folded = |text: &Option<String>| text.as_ref().map(|text| text.to_lowercase());
    one == other || field == "recipient.email" && folded(one) == folded(other)
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
    names_of_recipient(fields).find_map(|field| {
        let (old, new) = (text(before, &field), text(&row.recipient, &field));
        let differs = old != new;
        loss(&field, (&old, &new), &row.problems, &flaws).filter(|_| differs)
    })
}
