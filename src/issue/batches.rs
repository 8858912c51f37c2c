//! The batches that lists show. One of which there is no credential can be taken out of them: it stays in the journal, and
//! the same sheet then makes a new one.

use crate::diag::{Problem, Result};
use crate::model::{Batch, BatchId, BatchState};
use crate::store::Query;

use super::desk::Desk;
use super::remember::{keep_text, kept};

/// All batches but those that were taken out, the oldest first.
///
/// # Errors
/// The workspace cannot be read.
pub fn batches(desk: &Desk) -> Result<Vec<Batch>> {
    let mut shown = Vec::new();
    for batch in desk.store.batches()? {
        if !is_out(desk, batch.id)? {
            shown.push(batch);
        }
    }
    Ok(shown)
}

/// Takes a batch out of the lists, of which nothing was made or nothing is left.
///
/// # Errors
/// It has credentials or is not finished; there is no such batch; the workspace cannot be written.
pub fn take_out_batch(desk: &Desk, id: BatchId) -> Result<()> {
    let Some(batch) = desk.store.batch(id)? else {
        return Err(Problem::error("no-such-batch", format!("There is no batch {id}")).into());
    };
    let query = Query {
        batch: Some(id),
        ..Query::default()
    };
    let made = desk.store.count(&query)?;
    if made > 0 || batch.state == BatchState::Open {
        let message = format!("The batch of {} cannot be taken out", batch.source);
        let hint = match batch.state {
            BatchState::Open => "Make it to its end first",
            BatchState::Finished => "It has credentials; delete those first that are under review",
        };
        return Err(Problem::error("batch-in-use", message).hint(hint).into());
    }
    keep_text(desk, key(id), "true".to_owned())
}

/// Puts a batch back into the lists.
///
/// # Errors
/// The workspace cannot be written.
pub fn put_back_batch(desk: &Desk, id: BatchId) -> Result<()> {
    keep_text(desk, key(id), String::new())
}

/// Whether a batch was taken out of the lists.
pub(super) fn is_out(desk: &Desk, id: BatchId) -> Result<bool> {
    Ok(kept(desk, &key(id))?.unwrap_or_default())
}

fn key(id: BatchId) -> String {
    format!("batch {id} is taken out")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::TestDesk;
    use crate::issue::{self, GenerateOptions, NewGroup};
    use crate::progress::Progress;

    #[test]
    fn a_batch_without_credentials_is_taken_out_and_its_sheet_makes_a_new_one() {
        let desk = TestDesk::new("batches");
        let group = desk.group(NewGroup {
            title: "Course".to_owned(),
            ..NewGroup::default()
        });
        let options = GenerateOptions {
            skip_bad: true,
            ..GenerateOptions::default()
        };
        let csv = "Name,Grade\nAnna Lee,A\n";
        let made = desk.generate(&group, csv, &options).expect("made");
        let refused = take_out_batch(&desk, made.batch).expect_err("it has a credential");
        assert_eq!(refused.0[0].code, "batch-in-use");
        let page = desk.store.query(&Query::default(), None, 10).expect("read");
        issue::delete(&desk, &page.items[0].id).expect("deleted");
        take_out_batch(&desk, made.batch).expect("taken out");
        assert_eq!(batches(&desk).expect("read"), []);
        put_back_batch(&desk, made.batch).expect("put back");
        assert_eq!(batches(&desk).expect("read").len(), 1);

        assert!(desk.generate(&group, csv, &options).expect("known").was_finished);
        take_out_batch(&desk, made.batch).expect("taken out");
        let again = desk.generate(&group, csv, &options).expect("made");
        assert_eq!((again.created, again.was_finished), (1, false));
        let shown: Vec<BatchId> = batches(&desk).expect("read").iter().map(|batch| batch.id).collect();
        assert_eq!(shown, [again.batch]);
        let found = desk
            .store
            .verify(&desk.clock.stamp(), &Progress::new())
            .expect("looked at");
        assert!(found.is_empty(), "{found:?}");
    }
}
