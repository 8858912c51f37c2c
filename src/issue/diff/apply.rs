//! Carrying out a comparison.

use std::collections::BTreeSet;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diag::{Place, Problem, Problems, Result};
use crate::import::{Checked, CheckedRow};
use crate::model::{BlobId, Credential, Draft, DuplicatePolicy, Group, State, Step};
use crate::progress::Progress;
use crate::store::{Change, CredentialPut, Event};

use super::super::desk::Desk;
use super::super::earlier::UPDATED;
use super::super::generate::{GenerateOptions, Generated, Source, generate};
use super::super::rows::pictures;
use super::super::said::Values;
use super::super::steps;
use super::undo::{self, Did, Undo};
use super::{Diff, How, Known, RowDiff, RowIs, lists};

/// Credentials in one change, as when they are generated.
pub(super) const CHUNK: usize = 256;

/// How a comparison is carried out.
#[derive(Clone, Debug, Default)]
pub struct UpdateOptions {
    /// Why published credentials are corrected; without a reason they are left as they are.
    pub reason: Option<String>,
    /// Rows of which nothing is carried out, by their numbers in the sheet.
    pub leave: BTreeSet<u32>,
    /// How new recipients are generated.
    pub generate: GenerateOptions,
}

/// What [`update`] did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Updated {
    /// Credentials under review that were changed.
    pub edited: u32,
    /// Published credentials that have a correction under review now.
    pub corrected: u32,
    /// Published credentials that would be corrected if a reason were given.
    pub offered: u32,
    pub unchanged: u32,
    /// Changed and new rows that were left as [`UpdateOptions::leave`] says.
    pub left: u32,
    /// Rows about which a person must decide.
    pub uncertain: u32,
    /// Rows with errors.
    pub waiting: u32,
    /// What was made for new recipients.
    pub generated: Option<Generated>,
    /// Changes that are not possible, and what the changed credentials have of problems.
    pub problems: Problems,
    /// What takes it back.
    pub undo: Undo,
}

/// Carries out a comparison: changes, corrections, new credentials. Who is gone stays as they are. Running it again after
/// an interruption does only what is left, since what was done is not found changed or new any more.
///
/// # Errors
/// Rows have errors and `skip_bad` is not set; then nothing is done.
pub fn update(
    desk: &Desk,
    group: &Group,
    source: Source<'_>,
    diff: &Diff,
    options: &UpdateOptions,
    progress: &Progress,
) -> Result<Updated> {
    let bad = |row: &&RowDiff| matches!(row.is, RowIs::Waiting(_));
    if !options.generate.skip_bad && diff.rows.iter().any(|row| bad(&row)) {
        let problems = diff
            .rows
            .iter()
            .filter(bad)
            .flat_map(|row| row.row.problems.iter().cloned());
        return Err(problems.collect());
    }
    let reason = options
        .reason
        .as_deref()
        .map(str::trim)
        .filter(|reason| !reason.is_empty());
    let mut out = Updated::default();
    out.undo.group = group.id;
    let mut changed: Vec<&RowDiff> = Vec::new();
    let mut new: Vec<CheckedRow> = Vec::new();
    for row in &diff.rows {
        let is_something = matches!(row.is, RowIs::New | RowIs::Changed { .. });
        if is_something && options.leave.contains(&row.row.row) {
            out.left += 1;
            continue;
        }
        match &row.is {
            RowIs::New => new.push(row.row.clone()),
            RowIs::Unchanged(_) => out.unchanged += 1,
            RowIs::Uncertain(_) => out.uncertain += 1,
            RowIs::Waiting(of) => {
                out.waiting += 1;
                // What waits for a credential that is there must not make another one later.
                if of.is_none() {
                    new.push(row.row.clone());
                }
            }
            RowIs::Changed { how: How::Correct, .. } if reason.is_none() => out.offered += 1,
            RowIs::Changed {
                of, how: How::Blocked, ..
            } => out.problems.push(blocked(of, row.row.row)),
            RowIs::Changed { .. } => changed.push(row),
        }
    }
    progress.start("Updating credentials", changed.len() as u64);
    for rows in changed.chunks(CHUNK) {
        progress.check()?;
        diff.change(desk, group, &source, rows, reason, &mut out)?;
        progress.advance(rows.len() as u64);
    }
    let sheet = BlobId(Sha256::digest(source.bytes).into());
    let coming = new.iter().filter(|row| !row.problems.has_errors()).count();
    out.undo.people = lists::remember(desk, group, sheet, &diff.whole, coming)?;
    if coming > 0 {
        let checked = Checked {
            rows: new,
            fields: diff.fields.clone(),
            ..Checked::default()
        };
        let generated = make(desk, group, source, &checked, &diff.decided, options, progress)?;
        out.undo.steps.extend(undo::made(desk, generated.batch)?);
        out.undo.batch = desk.store.batch(generated.batch)?.map(|batch| batch.key);
        out.generated = Some(generated);
    }
    Ok(out)
}

fn blocked(of: &Known, row: u32) -> Problem {
    let number = &of.number;
    if of.state == State::Revoked {
        let message = format!("Credential {number} is revoked and stays as it is");
        return Problem::warning("revoked", message).at(Place::row(row));
    }
    Problem::warning(
        "suspended",
        format!("Credential {number} is suspended and is not corrected"),
    )
    .hint("Reinstate it with `accolade reinstate` and run this again, or leave it as it is")
    .at(Place::row(row))
}

impl Diff {
    /// Changes some credentials in at most two changes: what is under review, and corrections with their reason.
    fn change(
        &self,
        desk: &Desk,
        group: &Group,
        source: &Source<'_>,
        rows: &[&RowDiff],
        reason: Option<&str>,
        out: &mut Updated,
    ) -> Result<()> {
        // Nobody else may change them between reading and writing.
        let mut writer = desk.store.writer();
        let mut puts: Vec<(CredentialPut, u32)> = Vec::new();
        for row in rows {
            let RowIs::Changed { of, .. } = &row.is else { continue };
            let credential = steps::get(desk, &of.id)?;
            match self.changed(desk, group, source, credential, &row.row, reason)? {
                Ok(put) => puts.push((put, row.row.row)),
                Err(refused) => out.problems.extend(refused.into_iter().map(|problem| Problem {
                    place: Place {
                        row: Some(row.row.row),
                        ..problem.place.clone()
                    },
                    ..problem
                })),
            }
        }
        puts.par_iter_mut().try_for_each(|(put, _)| check(desk, put))?;
        for (put, row) in &puts {
            let place = Place {
                credential: Some(put.credential.number.clone()),
                row: Some(*row),
                ..Place::default()
            };
            out.problems
                .extend(put.credential.reviewed().problems.iter().map(|problem| Problem {
                    place: Place {
                        credential: place.credential.clone(),
                        row: place.row,
                        ..problem.place.clone()
                    },
                    ..problem.clone()
                }));
        }
        let (corrections, edits): (Vec<CredentialPut>, Vec<CredentialPut>) = puts
            .into_iter()
            .map(|(put, _)| put)
            .partition(|put| put.act == crate::store::Act::Step(Step::Correct));
        let counts = [edits.len() as u32, corrections.len() as u32];
        for puts in [edits, corrections].into_iter().filter(|puts| !puts.is_empty()) {
            let did = puts.iter().map(|put| {
                let id = put.credential.id;
                Ok(Did::Change(id, desk.store.puts(id)?.len()))
            });
            let did = did.collect::<Result<Vec<Did>>>()?;
            let events = puts.into_iter().map(Event::CredentialPut).collect();
            let mut change = Change::new(&desk.clock.stamp(), events);
            change.why = reason.map(str::to_owned);
            writer.apply(&change)?;
            out.undo.steps.extend(did);
        }
        out.edited += counts[0];
        out.corrected += counts[1];
        Ok(())
    }

    /// A credential with the values of a row, or why it cannot have them.
    fn changed(
        &self,
        desk: &Desk,
        group: &Group,
        source: &Source<'_>,
        mut credential: Credential,
        row: &CheckedRow,
        reason: Option<&str>,
    ) -> Result<std::result::Result<CredentialPut, Problems>> {
        let mut content = credential.reviewed().clone();
        let before = Values::from(&content);
        let mut row = row.clone();
        pictures(desk, group, source.folder, &mut row)?;
        if row.problems.has_errors() {
            return Ok(Err(row.problems));
        }
        let after = self.after(&row, &before, group);
        let fields: Vec<String> = super::changes::between(&before, &after, group)
            .into_iter()
            .map(|change| change.field)
            .collect();
        content.recipient = after.recipient;
        content.issue_date = after.issue_date;
        content.expiry_date = after.expiry_date;
        content.accepted = false;
        content.problems = row.problems;
        let step = match (&credential.draft, credential.revision) {
            (None, 1..) => Step::Correct,
            _ => Step::Edit,
        };
        if let Err(refused) = steps::allow(&credential, step) {
            return Ok(Err(refused));
        }
        match (&mut credential.draft, step) {
            (Some(draft), _) => draft.content = content,
            (draft @ None, Step::Correct) => {
                *draft = Some(Draft {
                    content,
                    held: None,
                    reason: reason.unwrap_or_default().to_owned(),
                });
            }
            (None, _) => credential.content = content,
        }
        let note = format!("{UPDATED}{} of {}: {}", row.row, source.name, fields.join(", "));
        Ok(Ok(CredentialPut {
            note: Some(note),
            ..CredentialPut::step(credential, step)
        }))
    }
}

/// Checks what a credential says now, beside what was found in its row.
fn check(desk: &Desk, put: &mut CredentialPut) -> Result<()> {
    let found = steps::check(desk, &put.credential, put.credential.reviewed())?;
    let content = match &mut put.credential.draft {
        Some(draft) => &mut draft.content,
        None => &mut put.credential.content,
    };
    steps::add_unknown(&mut content.problems, found);
    Ok(())
}

/// Makes credentials for those who are new.
fn make(
    desk: &Desk,
    group: &Group,
    source: Source<'_>,
    checked: &Checked,
    decided: &BTreeSet<u32>,
    options: &UpdateOptions,
    progress: &Progress,
) -> Result<Generated> {
    // Whom a person called new is new, whatever the policy says about those who are there.
    let duplicates = decided.iter().map(|row| (*row, DuplicatePolicy::Ask)).collect();
    let options = GenerateOptions {
        // Rows that were decided since the last run are another batch of the same sheet.
        again: true,
        distinction: format!("update\n{}", options.generate.distinction),
        duplicates,
        ..options.generate.clone()
    };
    generate(desk, group, source, checked, &options, progress)
}
