//! From checked rows to credentials under review.
//!
//! A batch is its group, its sheet and its options. Rows are taken in chunks; each chunk is composed in parallel, to
//! learn what does not fit, and committed as one change. What was committed is never done again: a batch that was
//! interrupted goes on with the rows that have no credential yet.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diag::{Place, Problem, Problems, Result, Severity};
use crate::import::{self, Field};
use crate::model::{
    Batch, BatchId, BatchState, BlobId, Content, Credential, CredentialId, Date, DesignPin, Draft, DuplicatePolicy,
    Group, Issuer, State, Step, WaitingRow,
};
use crate::progress::Progress;
use crate::store::{Change, CredentialPut, Event};

use super::desk::Desk;
use super::duplicates::{self, Roster};
use super::earlier::{self, REPLACED};
use super::matters::{Matter, Matters};
use super::opening::{Opened, open_batch, refused, rows_done};
use super::rows::{Good, GoodRow, Ground, Rows};
use super::said::{Said, Values};
use super::{number, remember, steps};

/// Credentials in one change: large enough that syncing costs little, small enough that little is lost to a crash.
const CHUNK: usize = 256;

/// How a sheet becomes a batch.
#[derive(Clone, Debug, Default)]
pub struct GenerateOptions {
    /// For rows that have no date of their own; today when not given.
    pub issue_date: Option<Date>,
    /// For rows that have no date of their own; by the group's validity when not given.
    pub expiry_date: Option<Date>,
    /// Rows with errors wait in the batch instead of stopping it.
    pub skip_bad: bool,
    /// Where all rows wait there is no batch, and what is wrong with them is the answer.
    pub needs_some: bool,
    /// The name of the batch, where it has one before its rows are known: whatever becomes of the rows, it is this batch that
    /// is gone on with, also where it was finished. A row by its number is made once in it.
    pub key: Option<BlobId>,
    /// Makes a batch anew even if the same one is finished.
    pub again: bool,
    /// What else distinguishes the batch, such as the mapping of its columns.
    pub distinction: String,
    /// What is done with single rows whose recipients have a credential already, in place of the group's policy.
    pub duplicates: BTreeMap<u32, DuplicatePolicy>,
    /// The kinds of warnings that a person has accepted, by row. A credential is accepted when it has no others.
    pub accepted: BTreeMap<u32, BTreeSet<String>>,
    /// A name and a text that are remembered when the batch begins, by which it can be gone on with.
    pub recipe: Option<(String, String)>,
}

/// Where rows come from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The name of the file.
    pub name: &'a str,
    /// Its bytes, which are kept in the workspace.
    pub bytes: &'a [u8],
    /// Where the paths of pictures in it begin.
    pub folder: &'a Path,
}

/// What a run of [`generate`] did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Generated {
    pub batch: BatchId,
    /// Whether the batch was finished before and nothing was done.
    pub was_finished: bool,
    /// Rows that have had a credential from an interrupted run.
    pub resumed: u32,
    pub created: u32,
    pub replaced: u32,
    /// Rows left out because the recipient has a credential already.
    pub skipped: u32,
    /// Rows with errors. The cells and problems of those after the first ten thousand are not kept, see
    /// [`waiting_again`](super::waiting_again).
    pub waiting: Vec<WaitingRow>,
    /// Problems of the credentials that were made, the first hundred thousand of them.
    pub problems: Problems,
    /// What the designs say of every credential, each once; it is none of their problems.
    pub of_designs: Vec<Arc<Matter>>,
    /// How many more problems they have.
    pub unlisted: usize,
    /// How many credentials have an error.
    held: usize,
    /// How many credentials have a problem of each kind, with the first of them.
    kinds: BTreeMap<Cow<'static, str>, (Problem, usize)>,
}

/// So many problems of credentials are kept with their words.
const LISTED: usize = 100_000;

/// Generates credentials for the rows of a sheet. Nothing is published by that.
pub fn generate(
    desk: &Desk,
    group: &Group,
    source: Source<'_>,
    rows: &dyn Rows,
    options: &GenerateOptions,
    progress: &Progress,
) -> Result<Generated> {
    refuse_without_address(desk, group)?;
    let ground = Ground {
        desk,
        group,
        folder: source.folder,
        options,
    };
    let (good, bad) = ground.sort(rows)?;
    if !bad.is_empty() && !options.skip_bad {
        return Err(refused(bad));
    }
    if let Some((key, recipe)) = &options.recipe {
        remember::keep_text(desk, key.clone(), recipe.clone())?;
    }
    let sheet = BlobId(Sha256::digest(source.bytes).into());
    let mut run = match open_batch(desk, group, sheet, source, options, &good, bad)? {
        Opened::Finished(batch) => {
            let waiting = batch.waiting;
            return Ok(Generated {
                batch: batch.id,
                was_finished: true,
                waiting,
                ..Generated::default()
            });
        }
        Opened::Open(batch) => Run::new(desk, group, batch, rows.fields(), options)?.of(&good)?,
    };
    progress.start("Generating credentials", good.len() as u64);
    for chunk in good.chunks(CHUNK) {
        progress.check()?;
        let chunk: Vec<GoodRow> = chunk
            .par_iter()
            .filter_map(|good| ground.good_row(rows, good))
            .collect();
        run.chunk(&chunk)?;
        progress.advance(chunk.len() as u64);
    }
    run.finish()
}

/// A design that shows the credential's address is of no use without one.
fn refuse_without_address(desk: &Desk, group: &Group) -> Result<()> {
    if desk.store.issuer()?.url.is_some() {
        return Ok(());
    }
    let (certificate, badge) = steps::pins(desk, group)?;
    for pin in [certificate, badge].into_iter().flatten() {
        let design = desk.design(pin)?;
        if design.design().fields().contains("credential.url") {
            let message = format!(
                "The design {} shows the address of the credential, but the issuer has no web address",
                design.design().name
            );
            let problem = Problem::error("no-base-address", message);
            return Err(problem
                .hint("Set it with `accolade issuer --url https://…`, or choose a design without a QR code")
                .into());
        }
    }
    Ok(())
}

/// A batch while it is generated.
struct Run<'a> {
    desk: &'a Desk,
    group: Arc<Group>,
    issuer: Issuer,
    certificate: Option<DesignPin>,
    badge: Option<DesignPin>,
    batch: Batch,
    /// The rows that have a credential already.
    done: HashSet<u32>,
    /// The credentials of the batch that were made of other rows than those of this run: they are of somebody else.
    others: HashSet<CredentialId>,
    /// The recipients of the rows before.
    seen: HashSet<(u64, u64)>,
    /// Those in the group before of whom something is to be said: everybody, or where several credentials are allowed
    /// whose credential is not valid any more.
    roster: Roster,
    /// What the sheet has columns for.
    fields: BTreeSet<Field>,
    decisions: &'a BTreeMap<u32, DuplicatePolicy>,
    accepted: &'a BTreeMap<u32, BTreeSet<String>>,
    next_number: u64,
    matters: Matters<'a>,
    out: Generated,
}

impl<'a> Run<'a> {
    fn new(
        desk: &'a Desk,
        group: &Group,
        batch: Batch,
        fields: BTreeSet<Field>,
        options: &'a GenerateOptions,
    ) -> Result<Run<'a>> {
        let (certificate, badge) = steps::pins(desk, group)?;
        Ok(Run {
            desk,
            group: desk.group(group.id, group.revision)?,
            issuer: desk.store.issuer()?,
            certificate,
            badge,
            done: HashSet::new(),
            others: HashSet::new(),
            seen: HashSet::new(),
            roster: Roster::of(&desk.store, group.id)?,
            fields,
            decisions: &options.duplicates,
            accepted: &options.accepted,
            next_number: 1,
            matters: Matters::new(desk),
            out: Generated {
                batch: batch.id,
                ..Generated::default()
            },
            batch,
        })
    }

    /// Knows which of these rows have a credential, and whose are the others of the batch.
    fn of(mut self, good: &[Good]) -> Result<Run<'a>> {
        let made = rows_done(&self.desk.store, self.batch.id)?;
        let rows: HashSet<u32> = good.iter().map(|good| good.row).collect();
        let others = made.iter().filter(|(row, _)| !rows.contains(row));
        self.others = others.map(|(_, id)| *id).collect();
        self.done = made.into_keys().collect();
        Ok(self)
    }

    /// Whether a credential was made of these rows themselves.
    fn is_own(&self, batch: BatchId, id: &CredentialId) -> bool {
        batch == self.batch.id && !self.others.contains(id)
    }

    fn chunk(&mut self, rows: &[GoodRow]) -> Result<()> {
        // Numbers are given in the order of the rows, so that nobody else may generate in between.
        let desk = self.desk;
        let mut writer = desk.store.writer();
        self.next_number = writer.next_number(self.group.id)?;
        let mut puts = Vec::new();
        for row in rows {
            let repeated = !self.seen.insert(duplicates::key(&row.recipient));
            if self.done.contains(&row.row) {
                self.out.resumed += 1;
            } else {
                puts.extend(self.row(row, repeated)?);
            }
        }
        let issuer = &self.issuer;
        puts.par_iter_mut().try_for_each(|put| check_fit(desk, put, issuer))?;
        for put in &mut puts {
            accept(put, self.batch.id, self.accepted);
        }
        for put in &puts {
            self.out.note(put, &self.matters);
        }
        if puts.is_empty() {
            return Ok(());
        }
        let events = puts.into_iter().map(Event::CredentialPut).collect();
        writer.apply(&Change::new(&desk.clock.stamp(), events)).map(|_| ())
    }

    /// What a row does: a new credential, a change of one that is there, or nothing.
    fn row(&mut self, row: &GoodRow, repeated: bool) -> Result<Option<CredentialPut>> {
        let mut problems = row.problems.clone();
        let decision = self.decisions.get(&row.row).copied();
        let policy = decision.unwrap_or(self.group.duplicates);
        if policy != DuplicatePolicy::Allow {
            let others = duplicates::same_recipient(&self.desk.store, self.group.id, &row.recipient)?;
            let other = others.into_iter().find(|other| !self.is_own(other.batch, &other.id));
            // Who is only likely the same is left to a person, whose decision for the row is then followed.
            let other = match (other, decision) {
                (None, Some(_)) => self.likely(row)?,
                (other, _) => other,
            };
            match (policy, other) {
                (DuplicatePolicy::Skip, other) if repeated || other.is_some() => {
                    self.out.skipped += 1;
                    return Ok(None);
                }
                (DuplicatePolicy::Replace, Some(other))
                    if !matches!(other.state, State::Suspended | State::Revoked) =>
                {
                    return self.replace(other, row);
                }
                (_, Some(other)) => Self::say(&mut problems, Some(duplicates::warning(&other))),
                (_, None) => Self::say(
                    &mut problems,
                    self.roster
                        .warning(&row.recipient, |person| self.is_own(person.batch, &person.id), |_| true),
                ),
            }
        } else {
            let counts = |state| match state {
                State::Revoked => true,
                State::Suspended => decision.is_none(),
                _ => false,
            };
            Self::say(
                &mut problems,
                self.roster
                    .warning(&row.recipient, |person| self.is_own(person.batch, &person.id), counts),
            );
        }
        let content = self.content(row, problems);
        let credential = Credential {
            id: self.desk.clock.new_id()?,
            number: number::number(&self.group, content.issue_date, self.next_number),
            group: self.group.id,
            batch: self.batch.id,
            row: Some(row.row),
            state: State::UnderReview,
            reason: None,
            revision: 0,
            content,
            draft: None,
        };
        self.next_number += 1;
        self.out.created += 1;
        Ok(Some(CredentialPut::generated(credential)))
    }

    /// Says something of somebody who is there, unless a comparison has said it of the row already.
    fn say(problems: &mut Problems, of: Option<Problem>) {
        if let Some(problem) = of.filter(|of| problems.iter().all(|known| known.code != of.code)) {
            problems.push(problem);
        }
    }

    /// The likeliest of those who are like the recipient of a row.
    fn likely(&self, row: &GoodRow) -> Result<Option<Credential>> {
        let alike = self.roster.all_alike(&row.recipient);
        match alike
            .into_iter()
            .map(|(_, person)| person)
            .find(|person| !self.is_own(person.batch, &person.id))
        {
            Some(person) => self.desk.store.credential(&person.id),
            None => Ok(None),
        }
    }

    fn content(&self, row: &GoodRow, problems: Problems) -> Content {
        Content {
            recipient: row.recipient.clone(),
            issue_date: row.issue_date,
            expiry_date: row.expiry_date,
            group_revision: self.group.revision,
            certificate: self.certificate,
            badge: self.badge,
            problems,
            accepted: false,
        }
    }

    /// Puts a row in the place of what is there: an edit before publication, a correction after it.
    fn replace(&mut self, mut other: Credential, row: &GoodRow) -> Result<Option<CredentialPut>> {
        let before = Values::from(other.reviewed());
        let [issue_date, expiry_date] = row.said;
        let mut said = Said {
            recipient: row.recipient.clone(),
            issue_date,
            expiry_date,
        };
        let after = |said: &Said| before.after(said, &self.fields, &self.group);
        let mut problems = row.problems.clone();
        for field in earlier::kept(self.desk, &self.group, &other, &after(&said), &mut problems)? {
            said.leave(&field, &before);
        }
        let after = after(&said);
        if after == before {
            self.out.skipped += 1;
            return Ok(None);
        }
        let mut content = Content {
            recipient: after.recipient,
            issue_date: after.issue_date,
            expiry_date: after.expiry_date,
            ..self.content(row, problems)
        };
        self.check_what_stays(&mut content);
        let reason = format!("{REPLACED}{} of {}", row.row, self.batch.source);
        let step = match (&mut other.draft, other.state) {
            (Some(draft), _) => {
                draft.content = content;
                Step::Edit
            }
            (draft @ None, State::Published) => {
                *draft = Some(Draft {
                    content,
                    held: None,
                    reason: reason.clone(),
                });
                Step::Correct
            }
            (None, _) => {
                other.content = content;
                Step::Edit
            }
        };
        self.out.replaced += 1;
        Ok(Some(CredentialPut {
            note: Some(reason),
            ..CredentialPut::step(other, step)
        }))
    }

    /// Finds what is wrong with values that were there, beside what was found in the row.
    fn check_what_stays(&self, content: &mut Content) {
        let dates = steps::check_dates(content);
        let found = import::check_recipient(&content.recipient, &self.group.fields);
        steps::add_unknown(&mut content.problems, found.into_iter().chain(dates));
    }

    fn finish(self) -> Result<Generated> {
        let batch = Batch {
            state: BatchState::Finished,
            ..self.batch
        };
        let mut change = Change::new(&self.desk.clock.stamp(), vec![Event::BatchPut(batch)]);
        self.desk.store.apply(&change)?;
        // Those that wait may be very many: there is one list of them.
        let waiting = match change.events.pop() {
            Some(Event::BatchPut(batch)) => batch.waiting,
            _ => Vec::new(),
        };
        Ok(Generated {
            of_designs: self.matters.found(),
            waiting,
            ..self.out
        })
    }
}

/// Composes a new content to learn what does not fit or cannot be written.
fn check_fit(desk: &Desk, put: &mut CredentialPut, issuer: &Issuer) -> Result<()> {
    let drawn = desk.draw(&put.credential, put.credential.reviewed(), issuer)?;
    let content = match &mut put.credential.draft {
        Some(draft) => &mut draft.content,
        None => &mut put.credential.content,
    };
    content.problems.extend(drawn.problems().cloned());
    Ok(())
}

/// Accepts a new credential whose warnings a person has seen and accepted, all of them.
fn accept(put: &mut CredentialPut, batch: BatchId, accepted: &BTreeMap<u32, BTreeSet<String>>) {
    let Some(codes) = put.credential.row.and_then(|row| accepted.get(&row)) else {
        return;
    };
    // One that is replaced has the row of another batch.
    if put.credential.batch != batch {
        return;
    }
    let content = &mut put.credential.content;
    let mut warnings = content
        .problems
        .iter()
        .filter(|p| p.severity == Severity::Warning)
        .peekable();
    content.accepted = warnings.peek().is_some() && warnings.all(|warning| codes.contains(&*warning.code));
}

impl Generated {
    /// Keeps what there is to say of a credential that was made.
    fn note(&mut self, put: &CredentialPut, matters: &Matters<'_>) {
        let content = put.credential.reviewed();
        let (found, _) = matters.split(&put.credential, content);
        self.held += usize::from(content.problems.has_errors());
        let at = |problem: &Problem| {
            let place = Place {
                credential: Some(put.credential.number.clone()),
                row: put.credential.row,
                ..problem.place.clone()
            };
            problem.clone().at(place)
        };
        for (place, problem) in found.iter().enumerate() {
            let before = found.iter().take(place);
            if before.clone().all(|other| other.code != problem.code) {
                let kind = self.kinds.entry(problem.code.clone());
                kind.or_insert_with(|| (at(problem), 0)).1 += 1;
            }
            match self.problems.0.len() < LISTED {
                true => self.problems.push(at(problem)),
                false => self.unlisted += 1,
            }
        }
    }

    /// How many credentials cannot be published as they are.
    pub fn held(&self) -> usize {
        self.held
    }

    /// How many credentials have a problem of each kind, most frequent first.
    pub fn by_code(&self) -> Vec<(Problem, usize)> {
        let mut counts: Vec<(Problem, usize)> = self.kinds.values().cloned().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.code.cmp(&b.0.code)));
        counts
    }
}
