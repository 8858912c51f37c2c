//! Rows of which no credential is made: they are under review nowhere, and whoever publishes all that is there would
//! otherwise believe that nobody is left.

use crate::model::WaitingRow;
#[cfg(test)]
use crate::model::{BatchId, BlobId, GroupId, Moment};

use super::super::command::Command;
use super::super::command::home::Command as OfHome;
use super::super::route::Scope;
use super::State;
use super::create::begun::Begun;
use super::create::people::named;
use super::create::{FORM, Making};
use super::workspace::{BatchCard, BatchStanding, Snapshot};

/// Rows of one sheet or form that wait to be gone on with.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    pub rows: u64,
    /// The name of the file; none for a form.
    pub source: Option<String>,
    /// The people of a form that was begun.
    pub who: Option<String>,
    /// Why the first of them wait, where it is known.
    pub why: Vec<String>,
    /// What goes on with them.
    pub go_on: Command,
}

impl State {
    /// What waits beside a scope of the review: what was begun first, then what batches have left over.
    pub fn waits(&self, scope: Scope) -> Vec<Wait> {
        let Some(snapshot) = self.workspace.snapshot() else {
            return Vec::new();
        };
        let create = &self.create;
        // What is just being made is on its way here.
        let is_made = matches!(create.making, Making::Running(_)) && create.import.is_some();
        let begun = create.begun().skip(usize::from(is_made));
        let begun = begun.filter_map(|begun| begun_wait(&begun, snapshot, scope));
        let left = self.left_over(snapshot, scope);
        let left = left.map(|batch| Wait {
            why: batch.why.clone(),
            ..wait(batch.waiting, &batch.source, OfHome::GoOnWith(batch.id))
        });
        begun.chain(left).collect()
    }

    /// The batches of which rows are left to be gone on with; what is open again is not among them.
    pub fn left_over<'s>(&self, snapshot: &'s Snapshot, scope: Scope) -> impl Iterator<Item = &'s BatchCard> {
        left_over(&snapshot.batches, scope).filter(|batch| !self.create.is_begun_as(batch))
    }
}

/// Of so many rows that wait it is said why.
const TOLD: usize = 3;

/// Why the first of some rows wait, each in a line.
pub fn reasons(waiting: &[WaitingRow], is_form: bool) -> Vec<String> {
    let first = waiting.iter().filter_map(|row| {
        let error = row.problems.iter().find(|problem| problem.is_error())?;
        Some(format!("{}: {}", named(row.row, is_form), error.message))
    });
    first.take(TOLD).collect()
}

fn begun_wait(begun: &Begun, snapshot: &Snapshot, scope: Scope) -> Option<Wait> {
    let is_meant = match scope {
        Scope::All => true,
        Scope::Group(id) => id == begun.group,
        Scope::Batch(id) => snapshot
            .batches
            .iter()
            .any(|batch| batch.id == id && begun.is_as(batch)),
    };
    let mut batches = snapshot.batches.iter();
    let made = batches.find(|batch| begun.is_as(batch));
    let rows = match made {
        // Who was made leaves a form.
        _ if begun.key.is_some() => begun.rows as u64,
        Some(batch) if batch.standing == BatchStanding::Interrupted => (begun.rows as u64).saturating_sub(batch.made),
        Some(batch) if begun.name.is_some() => batch.waiting,
        _ => begun.rows as u64,
    };
    let source = begun.name.as_deref().unwrap_or(FORM);
    (is_meant && rows > 0).then(|| Wait {
        who: begun.who.clone(),
        why: made.map(|batch| batch.why.clone()).unwrap_or_default(),
        ..wait(rows, source, begun.go_on.clone())
    })
}

fn wait(rows: u64, source: &str, go_on: impl Into<Command>) -> Wait {
    Wait {
        rows,
        source: (source != FORM).then(|| source.to_owned()),
        who: None,
        why: Vec::new(),
        go_on: go_on.into(),
    }
}

/// The batches with rows that were left.
fn left_over(batches: &[BatchCard], scope: Scope) -> impl Iterator<Item = &BatchCard> {
    let is_meant = move |batch: &BatchCard| match scope {
        Scope::All => true,
        Scope::Group(id) => batch.group == id,
        Scope::Batch(id) => batch.id == id,
    };
    let left = batches.iter().filter(|batch| batch.waiting > 0 && batch.tells);
    left.filter(move |batch| is_meant(batch))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(id: u64, group: u64, source: &str, waiting: u64) -> BatchCard {
        BatchCard {
            id: BatchId(id),
            group: GroupId(group),
            title: "Summer camp".to_owned(),
            source: source.to_owned(),
            sheet: None,
            key: BlobId([id as u8; 32]),
            created: Moment::default().local(0),
            made: 3,
            waiting,
            tells: true,
            why: Vec::new(),
            standing: BatchStanding::Done,
            resumable: false,
        }
    }

    #[test]
    fn the_first_rows_that_wait_say_why() {
        use crate::diag::{Problem, Problems};
        let row = |row| WaitingRow {
            row,
            cells: Vec::new(),
            problems: [
                Problem::note("n", "A note"),
                Problem::error("e", "It is damaged (a.png)"),
            ]
            .into_iter()
            .collect::<Problems>(),
        };
        let said = reasons(&[row(7), row(9)], false);
        assert_eq!(said, ["Row 7: It is damaged (a.png)", "Row 9: It is damaged (a.png)"]);
        assert_eq!(reasons(&(2..9).map(row).collect::<Vec<_>>(), false).len(), TOLD);
        assert_eq!(reasons(&[row(7)], true), ["Person 6: It is damaged (a.png)"]);
    }

    #[test]
    fn what_was_gone_on_with_in_a_later_batch_is_left_no_more() {
        // The newest first.
        let batches = [
            batch(5, 1, "course.xlsx", 0),
            batch(4, 2, "course.xlsx", 7),
            batch(3, 1, "autumn.csv", 2),
            BatchCard {
                tells: false,
                ..batch(2, 1, "course.xlsx", 12)
            },
            batch(1, 1, FORM, 1),
        ];
        let left = |scope: Scope| left_over(&batches, scope).map(|batch| batch.id.0).collect::<Vec<_>>();
        assert_eq!(
            left(Scope::All),
            [4, 3, 1],
            "the 12 of the first were gone on with in the last"
        );
        assert_eq!(left(Scope::Group(GroupId(1))), [3, 1]);
        assert_eq!(left(Scope::Batch(BatchId(4))), [4]);
        assert!(left(Scope::Batch(BatchId(2))).is_empty());
    }
}
