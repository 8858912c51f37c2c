//! From checked rows to credentials under review.

use std::sync::Arc;

use crate::diag::{Place, Problem, Result};
use crate::import::Table;
use crate::issue::{self, Choices, Desk, GenerateOptions, Generated};
use crate::model::{BlobId, Date, Group};
use crate::progress::Progress;

use super::super::super::state::create::Source;
use super::recipe::{self, Recipe};

/// A sheet with its corrections, of which something is made.
#[derive(Debug)]
pub struct Corrected {
    pub group: Arc<Group>,
    pub source: Source,
    pub table: Arc<Table>,
    pub choices: Choices,
    pub fingerprint: Option<BlobId>,
    /// The issue date and the expiry date of rows that have none of their own.
    pub dates: (Option<Date>, Option<Date>),
}

impl Corrected {
    /// The sheet as the workspace keeps it.
    ///
    /// # Errors
    /// The file was changed while it was read.
    pub(super) fn keep(&self, desk: &Desk) -> Result<BlobId> {
        let kept = desk.store.put_blob(&self.source.bytes)?;
        match self.source.path.as_deref() {
            Some(path) if kept != self.table.sheet().hash => {
                let problem = Problem::error("file-changed", "The file was changed while it was read");
                Err(problem.hint("Open it again").at(Place::file(path)).into())
            }
            _ => Ok(kept),
        }
    }

    pub(super) fn from(&self) -> issue::Source<'_> {
        issue::Source {
            name: &self.source.name,
            bytes: &self.source.bytes,
            folder: self.source.folder(),
        }
    }

    /// Remembers how the sheet was read, what was left out of it, and by which field people are known where that was chosen.
    pub(super) fn remember(&self, desk: &Desk, id_field: Option<String>) -> Result<()> {
        let Some(fingerprint) = self.fingerprint else {
            return Ok(());
        };
        issue::remember_left_out(desk, &self.group, &self.table)?;
        let choices = Choices {
            columns: self.table.mapping().to_pairs(self.table.sheet()),
            date_order: self.table.options().date_order.or(self.choices.date_order),
            id_field: id_field.or_else(|| self.choices.id_field.clone()),
            ..self.choices.clone()
        };
        issue::remember_sheet(desk, &self.group, fingerprint, &choices)
    }
}

/// What is made.
#[derive(Debug)]
pub struct Order {
    pub of: Corrected,
    /// The name of the batch, where it has one whatever is in it: that of a form.
    pub key: Option<BlobId>,
    /// Also when the same was made before.
    pub again: bool,
    /// How it is made, to be kept in case that it is interrupted.
    pub recipe: Option<Recipe>,
    /// Only what has this key, and nothing new.
    pub only: Option<BlobId>,
}

/// Makes the credentials, and remembers how the sheet was read.
///
/// # Errors
/// What [`issue::generate`] refuses; the file changed while it was read; the work was cancelled.
pub fn make(desk: &Desk, order: Order, progress: &Progress) -> Result<Generated> {
    let (group, table) = (&order.of.group, &order.of.table);
    progress.start("Preparing the rows", 0);
    let kept = order.of.keep(desk)?;
    let mut options = GenerateOptions {
        issue_date: order.of.dates.0,
        expiry_date: order.of.dates.1,
        skip_bad: true,
        needs_some: true,
        key: order.key,
        again: order.again,
        distinction: distinction(table, &table.mapping().to_pairs(table.sheet()))?,
        duplicates: table.decisions(),
        accepted: table.accepted(),
        recipe: None,
    };
    if let Some(mut recipe) = order.recipe {
        // A form is its own change.
        if recipe.draft.path.is_some() {
            recipe.draft.changes = table.changes();
        }
        options.recipe = Some(recipe::entry(group.id, kept, &recipe)?);
    }
    if let Some(only) = order.only {
        refuse_another(group, kept, &options, only)?;
    }
    let made = issue::generate(desk, group, order.of.from(), &**table, &options, progress)?;
    order.of.remember(desk, None)?;
    Ok(made)
}

/// How often the same is made deliberately, at most.
const AGAIN: u32 = 100;

/// Refuses to go on where another batch would come of it.
fn refuse_another(group: &Group, sheet: BlobId, options: &GenerateOptions, only: BlobId) -> Result<()> {
    if options.key == Some(only) {
        return Ok(());
    }
    if (0..AGAIN).any(|again| issue::batch_key(group, sheet, options, again) == only) {
        return Ok(());
    }
    let message =
        "What was chosen when this batch was begun has another meaning now, as the fields of its group have changed";
    let problem = Problem::error("recipe-changed", message);
    Err(problem
        .hint("Open its sheet again and look through the rows; who has a credential already is told there")
        .into())
}

/// The mapping, and what was corrected, as a part of what makes a batch.
fn distinction(table: &Table, pairs: &[(String, String)]) -> Result<String> {
    let mut distinction: String = pairs
        .iter()
        .map(|(column, field)| format!("{column}\t{field}\n"))
        .collect();
    if let Some(order) = table.options().date_order {
        distinction.push_str(&format!("{order:?}\n"));
    }
    let changes = table.corrections();
    if !changes.is_empty() {
        let text = serde_json::to_string(&changes)
            .map_err(|error| Problem::unexpected("changes", format!("The corrections cannot be written: {error}")))?;
        distinction.push_str(&text);
    }
    Ok(distinction)
}
