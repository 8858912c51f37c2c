//! A sheet that comes again after corrections, compared with what was made from it.
//!
//! [`diff`] says for every row whether its recipient is new, changed or unchanged, and who is gone; [`update`] carries it
//! out: what is under review is changed, what is published gets a correction under review, who is new is generated. Nobody
//! is doubled, and who is gone is only named. Who is the same person is decided in [`pair`]: by a field that identifies
//! people, else by e-mail and folded name, else by what an earlier sheet said ([`again`]), else a person is asked.

mod again;
mod apply;
mod changes;
mod digits;
mod lists;
mod pair;
mod revoked;
#[cfg(test)]
mod tests;
mod undo;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::diag::{Place, Problem, Problems, Result};
use crate::import::{CheckedRow, Field};
use crate::model::{BatchId, BlobId, Credential, CredentialId, FieldName, Group, State};
use crate::progress::Progress;
use crate::store::{Query, Store};

use super::desk::Desk;
use super::duplicates::REVOKED;
use super::earlier;
use super::named;
use super::said::Values;

pub use again::Incoming;
pub(super) use again::SaidRows;
pub use apply::{UpdateOptions, Updated, update};
pub use changes::FieldChange;
pub use digits::Loss;
pub use lists::Part;
pub use pair::Why;
pub use undo::{Undo, Undone, undo_update};

/// How a sheet is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiffOptions {
    /// The custom field that identifies a person. Default: one whose key says so, such as `student_id`.
    pub id_field: Option<String>,
    /// What a person said of single rows.
    pub decisions: BTreeMap<u32, Decision>,
    /// Takes rows for the only one they are likely the same as.
    pub take_likely: bool,
    /// Keeps values from which a spreadsheet program seems to have taken digits, see [`FieldChange::lost`].
    pub keep_digits: bool,
    /// The rows in which such values are kept without that.
    pub keep_digits_in: BTreeSet<u32>,
}

/// Whom a person says a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Nobody who is there.
    New,
    /// The holder of this credential.
    Same(CredentialId),
}

/// A sheet compared with the credentials of its group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// In the order of the sheet.
    pub rows: Vec<RowDiff>,
    /// Who was in an earlier version of the sheet and is not in this one, in the order of their credentials.
    pub gone: Vec<Known>,
    /// The batches that were made from earlier versions of the sheet, from which somebody can be gone.
    pub batches: Vec<BatchId>,
    /// What could not be found out.
    pub notes: Problems,
    /// Lists of which the sheet has only some people; nobody is gone from those.
    pub parts: Vec<Part>,
    /// The custom field by which people were known.
    pub id_field: Option<String>,
    /// The fields that the sheet has columns for; the others are left as they are.
    fields: BTreeSet<Field>,
    /// The lists of those batches.
    whole: Vec<Part>,
    /// The rows that a person called new.
    decided: BTreeSet<u32>,
    /// The pictures that rows name, by row and field.
    images: HashMap<(u32, String), BlobId>,
    keep_digits: bool,
    keep_digits_in: BTreeSet<u32>,
    /// The fields of rows that stay as they are: the sheet says the same of them as before, or what it says is damaged.
    kept: BTreeMap<u32, BTreeSet<String>>,
}

/// A row and what it means for its recipient.
#[derive(Clone, Debug, PartialEq)]
pub struct RowDiff {
    pub row: CheckedRow,
    pub is: RowIs,
}

impl RowDiff {
    /// What is said of the recipient's credential that was revoked.
    pub fn of_revoked(&self) -> Option<&Problem> {
        let mut problems = self.row.problems.iter();
        problems.find(|problem| REVOKED.contains(&&*problem.code))
    }
}

/// What a row means for its recipient.
#[derive(Clone, Debug, PartialEq)]
pub enum RowIs {
    New,
    Unchanged(Known),
    Changed {
        of: Known,
        changes: Vec<FieldChange>,
        how: How,
    },
    /// A person must say who it is: one of these, the likeliest first, or somebody new.
    Uncertain(Vec<(Known, Why)>),
    /// It has errors and waits; whom it is about, where that is sure.
    Waiting(Option<Known>),
}

/// How a change reaches a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// What is under review is changed, and wants to be accepted again.
    Edit,
    /// What is published gets a revision under review, for which a reason is wanted.
    Correct,
    /// The credential is suspended: it must be reinstated first.
    Blocked,
}

/// A credential, as much as is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: CredentialId,
    pub number: String,
    pub name: String,
    pub state: State,
}

/// A credential of the group, as much as is compared.
#[derive(Clone, Debug)]
struct There {
    known: Known,
    batch: BatchId,
    row: Option<u32>,
    how: How,
    values: Values,
}

impl From<&Credential> for There {
    fn from(credential: &Credential) -> There {
        let content = credential.reviewed();
        There {
            known: Known {
                id: credential.id,
                number: credential.number.clone(),
                name: content.recipient.name.clone(),
                state: credential.state,
            },
            batch: credential.batch,
            row: credential.row,
            how: match (&credential.draft, credential.state) {
                (Some(_), _) | (None, State::UnderReview | State::Held) => How::Edit,
                (None, State::Published) => How::Correct,
                (None, State::Suspended | State::Revoked) => How::Blocked,
            },
            values: Values::from(content),
        }
    }
}

impl Diff {
    /// How many rows are new, changed, unchanged, uncertain, and waiting, in this order.
    pub fn counts(&self) -> [usize; 5] {
        let mut counts = [0; 5];
        for row in &self.rows {
            let at = match row.is {
                RowIs::New => 0,
                RowIs::Changed { .. } => 1,
                RowIs::Unchanged(_) => 2,
                RowIs::Uncertain(_) => 3,
                RowIs::Waiting(_) => 4,
            };
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
            }
        }
        counts
    }

    /// Whether there is nothing to do and nothing to ask.
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.rows.iter().all(|row| matches!(row.is, RowIs::Unchanged(_)))
    }
}

/// Compares the checked rows of a sheet with the credentials of a group. Changes nothing.
///
/// Who is gone is measured against the earlier versions of
/// the sheet, which are known by the people in them, not by the name of the file (see [`lists`]).
///
/// # Errors
/// A decision names a row that is not in the sheet or a credential that is not in the group; the identifying field is
/// not one of the group's; the work was cancelled.
pub fn diff(
    desk: &Desk,
    group: &Group,
    incoming: Incoming<'_>,
    rows: Vec<CheckedRow>,
    options: &DiffOptions,
    progress: &Progress,
) -> Result<Diff> {
    progress.start("Comparing with what is there", 0);
    let Incoming { file, mapping, .. } = incoming;
    let name = file
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let there = credentials(&desk.store, group, progress)?;
    refuse_decisions(&rows, &there, options)?;
    let fields: BTreeSet<Field> = mapping.fields.iter().flatten().cloned().collect();
    let mut rows = rows;
    let folder = file.parent().unwrap_or(Path::new("."));
    let images = pictures(desk, group, folder, &mut rows, progress)?;
    let id_field = id_field(group, &fields, options)?;
    let lists = lists::Lists::of(desk, group, &name)?;
    let again = again::Again {
        desk,
        group,
        incoming,
        progress,
    };
    let find = |wanted: &[usize], batches: &[BatchId]| again.find(&rows, wanted, &there, batches);
    let pairs = pair::pair(&rows, &there, &lists, id_field.as_deref(), options, &find)?;
    let as_made = again::AsMade::of(desk, &rows, &there, pairs.sure(), &pairs.again);
    let versions = lists.versions(&there, &pairs.seen);
    progress.check()?;
    let new = options
        .decisions
        .iter()
        .filter(|(_, decision)| **decision == Decision::New);
    let mut diff = Diff {
        batches: versions.batches(),
        whole: versions.whole,
        parts: versions.parts,
        id_field: id_field.clone(),
        fields,
        decided: new.map(|(row, _)| *row).collect(),
        images,
        keep_digits: options.keep_digits,
        keep_digits_in: options.keep_digits_in.clone(),
        ..Diff::default()
    };
    let revoked = revoked::Revoked::of(desk, group, &there, id_field.as_deref())?;
    diff.notes = pairs.notes;
    for (at, (mut row, mut pair)) in rows.into_iter().zip(pairs.rows).enumerate() {
        progress.check()?;
        let again = pairs.again.get(&at).and_then(|one| there.get(*one));
        if let Some(one) = again
            && as_made.is(desk, one).unwrap_or_else(|why| {
                row.problems.push(earlier::untold(&why));
                false
            })
        {
            row.problems.push(same_as_then(&row, one));
            let is = RowIs::Unchanged(one.known.clone());
            diff.rows.push(RowDiff { row, is });
            continue;
        }
        revoked.ask(&mut row, &mut pair, &diff.decided);
        let is = diff.row(&row, &pair, &there, group);
        let is = diff.without_kept(&mut row, is, desk, group)?;
        if let RowIs::Changed { changes, .. } = &is {
            let number = row.row;
            row.problems
                .extend(changes.iter().filter_map(|change| change.loss_problem(number)));
        }
        diff.rows.push(RowDiff { row, is });
    }
    let gone = there
        .iter()
        .zip(&pairs.seen)
        .filter(|(one, seen)| !**seen && one.known.state != State::Revoked && diff.batches.contains(&one.batch));
    diff.gone = gone.map(|(one, _)| one.known.clone()).collect();
    Ok(diff)
}

/// Why a row changes nothing of its credential.
fn same_as_then(row: &CheckedRow, one: &There) -> Problem {
    let message = format!("The row says what it said when {} was made from it", one.known.number);
    Problem::note("same-row", message).at(Place::row(row.row))
}

impl Diff {
    /// Takes what is no news to a credential out of its changes, and says so among the problems of the row.
    fn without_kept(&mut self, row: &mut CheckedRow, is: RowIs, desk: &Desk, group: &Group) -> Result<RowIs> {
        let RowIs::Changed { of, mut changes, how } = is else {
            return Ok(is);
        };
        let Some(credential) = desk.store.credential(&of.id)? else {
            return Ok(RowIs::Changed { of, changes, how });
        };
        let before = Values::from(credential.reviewed());
        let after = self.after(row, &before, group);
        let kept = earlier::kept(desk, group, &credential, &after, &mut row.problems)?;
        if !kept.is_empty() {
            self.kept.insert(row.row, kept);
            changes = changes::between(&before, &self.after(row, &before, group), group);
        }
        Ok(match changes.is_empty() {
            true => RowIs::Unchanged(of),
            false => RowIs::Changed { of, changes, how },
        })
    }

    fn row(&self, row: &CheckedRow, pair: &pair::Pair, there: &[There], group: &Group) -> RowIs {
        let sure = pair::sure_of(pair).and_then(|at| there.get(at));
        if row.problems.has_errors() {
            return RowIs::Waiting(sure.map(|one| one.known.clone()));
        }
        let Some(one) = sure else {
            let candidates = pair
                .iter()
                .filter_map(|(at, why)| Some((there.get(*at)?.known.clone(), why.unwrap_or(Why::Several))));
            return match pair.is_empty() {
                true => RowIs::New,
                false => RowIs::Uncertain(candidates.collect()),
            };
        };
        let after = self.after(row, &one.values, group);
        let changes = changes::between(&one.values, &after, group);
        match changes.is_empty() {
            true => RowIs::Unchanged(one.known.clone()),
            false => RowIs::Changed {
                of: one.known.clone(),
                changes,
                how: one.how,
            },
        }
    }
}

/// All credentials of a group, revoked ones as well, in the order of their generation.
fn credentials(store: &Store, group: &Group, progress: &Progress) -> Result<Vec<There>> {
    let query = Query {
        group: Some(group.id),
        ..Query::default()
    };
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        progress.check()?;
        let page = store.query(&query, after, 1000)?;
        found.extend(page.items.iter().map(There::from));
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(found),
        }
    }
}

fn refuse_decisions(rows: &[CheckedRow], there: &[There], options: &DiffOptions) -> Result<()> {
    for (row, decision) in &options.decisions {
        if !rows.iter().any(|checked| checked.row == *row) {
            let problem = Problem::error("no-such-row", format!("The sheet has no recipient in row {row}"));
            return Err(problem.hint("Name a row as the spreadsheet numbers it").into());
        }
        if let Decision::Same(id) = decision
            && !there.iter().any(|one| one.known.id == *id)
        {
            let problem = Problem::error(
                "no-such-credential",
                format!("Credential {id} is not one of this group"),
            );
            return Err(problem.hint("List them with `accolade list --group`").into());
        }
    }
    Ok(())
}

/// Keys of fields that identify people, folded.
const IDENTIFYING: [&str; 16] = [
    "id",
    "uid",
    "studentid",
    "studentnumber",
    "memberid",
    "membernumber",
    "employeeid",
    "employeenumber",
    "personid",
    "participantid",
    "recipientid",
    "externalid",
    "matriculationnumber",
    "registrationnumber",
    "matrikelnummer",
    "personalnummer",
];

/// The field that identifies people: the one that was named, else the only one whose key says so.
fn id_field(group: &Group, fields: &BTreeSet<Field>, options: &DiffOptions) -> Result<Option<String>> {
    if let Some(named) = &options.id_field {
        let key = named.strip_prefix("recipient.").unwrap_or(named);
        if group.fields.iter().any(|field| field.key == key) && fields.contains(&Field::Custom(key.to_owned())) {
            return Ok(Some(key.to_owned()));
        }
        let message = format!("{named} is no field of the group that the sheet has a column for");
        return Err(Problem::error("unknown-field", message)
            .hint("Name a field of the group that identifies people, such as a student number")
            .into());
    }
    let mut identifying = group.fields.iter().map(|field| &field.key).filter(|key| {
        let plain: String = key.to_lowercase().chars().filter(|c| *c != '_').collect();
        IDENTIFYING.contains(&plain.as_str()) && fields.contains(&Field::Custom((*key).clone()))
    });
    Ok(match (identifying.next(), identifying.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    })
}

/// The pictures that rows name, as they would be stored; one that cannot be read makes its row wait.
fn pictures(
    desk: &Desk,
    group: &Group,
    folder: &Path,
    rows: &mut [CheckedRow],
    progress: &Progress,
) -> Result<HashMap<(u32, String), BlobId>> {
    let of_row = |row: &mut CheckedRow| {
        progress.check()?;
        let (mut found, mut wrong) = (Vec::new(), Problems::default());
        for (key, name) in named::names(group, &row.recipient) {
            match named::digest(&desk.store, folder, name) {
                Ok(picture) => found.push(((row.row, key.to_owned()), picture)),
                Err(problems) => {
                    let place = Place {
                        field: Some(FieldName::recipient(key).to_string()),
                        ..Place::row(row.row)
                    };
                    wrong.extend(problems.into_iter().map(|problem| problem.at(place.clone())));
                }
            }
        }
        row.problems.extend(wrong);
        Ok(found)
    };
    let found: Result<Vec<Vec<_>>> = rows.par_iter_mut().map(of_row).collect();
    Ok(found?.into_iter().flatten().collect())
}
