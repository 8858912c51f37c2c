//! The rows that credentials are made from: which of them can become one, and which wait.
//!
//! A row with its words takes kilobytes. So each is made when its turn comes, and made again when its credential is.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use crate::diag::{Place, Problem, Problems, Result};
use crate::import::{Checked, CheckedRow, Field, Table};
use crate::model::{BlobId, Date, FieldKind, Group, Recipient, Value, WaitingRow};

use super::desk::Desk;
use super::generate::GenerateOptions;
use super::named;

/// So many rows that wait keep their cells and what is wrong with them; of the others, the number is kept.
pub(super) const TOLD: usize = 10_000;

/// Checked rows, each made when its turn comes.
pub trait Rows: Sync {
    /// How many there are, those that are left out included.
    fn count(&self) -> usize;

    /// A row by its place; `None` when it is left out.
    fn row(&self, at: usize) -> Option<Cow<'_, CheckedRow>>;

    /// What the sheet has columns for.
    fn fields(&self) -> BTreeSet<Field>;

    /// What concerns the whole sheet or a whole column.
    fn problems(&self) -> Problems;
}

impl Rows for Checked {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn row(&self, at: usize) -> Option<Cow<'_, CheckedRow>> {
        self.rows.get(at).map(Cow::Borrowed)
    }

    fn fields(&self) -> BTreeSet<Field> {
        self.fields.clone()
    }

    fn problems(&self) -> Problems {
        self.problems.clone()
    }
}

impl Rows for Table {
    fn count(&self) -> usize {
        self.len()
    }

    fn row(&self, at: usize) -> Option<Cow<'_, CheckedRow>> {
        self.checked_row(at).map(Cow::Owned)
    }

    fn fields(&self) -> BTreeSet<Field> {
        self.mapping().fields.iter().flatten().cloned().collect()
    }

    fn problems(&self) -> Problems {
        let questions = self.questions().iter();
        questions.map(|question| question.problem.clone()).collect()
    }
}

/// A row that can become a credential.
pub(super) struct GoodRow {
    pub row: u32,
    pub recipient: Recipient,
    pub issue_date: Date,
    pub expiry_date: Option<Date>,
    /// The issue date and the expiry date where somebody said them; else they follow from the day and the group.
    pub said: [Option<Date>; 2],
    pub problems: Problems,
}

/// Where a row is that can become a credential, with the pictures that it names.
pub(super) struct Good {
    at: u32,
    pub row: u32,
    pictures: Vec<(String, BlobId)>,
}

/// What the rows of a batch have in common.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub desk: &'a Desk,
    pub group: &'a Group,
    /// Where the paths of pictures begin.
    pub folder: &'a Path,
    pub options: &'a GenerateOptions,
}

impl Ground<'_> {
    /// Separates the rows that wait from the good ones.
    pub(super) fn sort(&self, rows: &dyn Rows) -> Result<(Vec<Good>, Vec<WaitingRow>)> {
        let problems = rows.problems();
        if problems.has_errors() {
            return Err(problems);
        }
        let (mut good, mut waiting) = (Vec::new(), Vec::new());
        for at in 0..rows.count() as u32 {
            let Some(row) = rows.row(at as usize) else { continue };
            let mut row = row.into_owned();
            pictures(self.desk, self.group, self.folder, &mut row)?;
            self.dates(&mut row);
            if !row.problems.has_errors() {
                let pictures = pictures_of(self.group, &row);
                let row = row.row;
                good.push(Good { at, row, pictures });
                continue;
            }
            waiting.push(match waiting.len() < TOLD {
                true => waiting_row(row),
                false => WaitingRow {
                    row: row.row,
                    cells: Vec::new(),
                    problems: Problems::default(),
                },
            });
        }
        Ok((good, waiting))
    }

    /// Makes a good row once more.
    pub(super) fn good_row(&self, rows: &dyn Rows, good: &Good) -> Option<GoodRow> {
        let mut row = rows.row(good.at as usize)?.into_owned();
        for (key, picture) in &good.pictures {
            row.recipient.custom.insert(key.clone(), Value::Image(*picture));
        }
        let (issue_date, expiry_date) = self.dates(&mut row);
        let said = [
            row.issue_date.or(self.options.issue_date),
            row.expiry_date.or(self.options.expiry_date),
        ];
        Some(GoodRow {
            row: row.row,
            recipient: row.recipient,
            issue_date,
            expiry_date,
            said,
            problems: row.problems,
        })
    }

    /// The dates of a row; what is wrong with them is added to its problems.
    fn dates(&self, row: &mut CheckedRow) -> (Date, Option<Date>) {
        let today = self.desk.clock.today();
        let issue_date = row.issue_date.or(self.options.issue_date).unwrap_or(today);
        let by_validity = || self.group.validity.and_then(|validity| issue_date.plus(validity));
        let expiry_date = row.expiry_date.or(self.options.expiry_date).or_else(by_validity);
        for problem in date_problems(issue_date, expiry_date, today) {
            row.problems.push(problem.at(Place::row(row.row)));
        }
        (issue_date, expiry_date)
    }
}

fn waiting_row(row: CheckedRow) -> WaitingRow {
    WaitingRow {
        row: row.row,
        cells: row.cells,
        problems: row.problems,
    }
}

/// A row that waits with its cells and with what is wrong with it, which [`Generated`](super::Generated) has of the first
/// ten thousand only.
///
/// # Errors
/// A picture cannot be taken into the workspace.
pub fn waiting_again(
    desk: &Desk,
    group: &Group,
    folder: &Path,
    mut row: CheckedRow,
    options: &GenerateOptions,
) -> Result<WaitingRow> {
    let ground = Ground {
        desk,
        group,
        folder,
        options,
    };
    pictures(desk, group, folder, &mut row)?;
    ground.dates(&mut row);
    Ok(waiting_row(row))
}

/// The pictures of a row that are in the workspace.
fn pictures_of(group: &Group, row: &CheckedRow) -> Vec<(String, BlobId)> {
    let fields = group.fields.iter().filter(|field| field.kind == FieldKind::Image);
    fields
        .filter_map(|field| match row.recipient.custom.get(&field.key) {
            Some(Value::Image(picture)) => Some((field.key.clone(), *picture)),
            _ => None,
        })
        .collect()
}

/// Takes the pictures that a row names into the workspace.
pub(super) fn pictures(desk: &Desk, group: &Group, folder: &Path, row: &mut CheckedRow) -> Result<()> {
    let keep = |_, bytes: &[u8]| desk.store.put_blob(bytes).map(|_| ());
    for mut problem in named::put(group, folder, &mut row.recipient, keep)? {
        problem.place.row = Some(row.row);
        row.problems.push(problem);
    }
    Ok(())
}

/// What is wrong with the two dates of a credential that is made today, the worst first.
pub fn date_problems(issued: Date, expiry: Option<Date>, today: Date) -> impl Iterator<Item = Problem> {
    let before = expiry.filter(|expiry| *expiry <= issued).map(|expiry| {
        let message = format!("It would expire ({expiry}) before it is issued ({issued})");
        Problem::error("expiry-before-issue", message).hint("Correct one of the two dates")
    });
    let expired = expiry.filter(|expiry| *expiry < today).map(|_| {
        Problem::warning("already-expired", "It is expired on the day it is made").hint("Check the two dates")
    });
    before.into_iter().chain(expired)
}
