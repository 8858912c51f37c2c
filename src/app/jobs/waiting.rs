//! What waits of a part of the workspace, read a page at a time.

use crate::diag::Result;
use crate::issue::Desk;
use crate::model::{Credential, State};
use crate::progress::Progress;
use crate::store::{Cursor, Query};

/// How many credentials are read at a time.
const PAGE: usize = 1000;

/// Gives what waits of what a query finds: what is under review, what is held, and corrections that are held.
///
/// # Errors
/// When it is cancelled, the workspace cannot be read, or one is not taken.
pub(super) fn each(
    desk: &Desk,
    of_scope: &Query,
    progress: &Progress,
    mut take: impl FnMut(Credential) -> Result<()>,
) -> Result<()> {
    for query in queries(of_scope) {
        let mut after: Option<Cursor> = None;
        loop {
            progress.check()?;
            let page = desk.store.query(&query, after, PAGE)?;
            page.items.into_iter().try_for_each(&mut take)?;
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
    }
    Ok(())
}

fn queries(of_scope: &Query) -> [Query; 3] {
    let pending = Query {
        pending: true,
        ..of_scope.clone()
    };
    let held = Query {
        state: Some(State::Held),
        ..of_scope.clone()
    };
    let corrections = Query {
        held_correction: true,
        ..of_scope.clone()
    };
    [pending, held, corrections]
}
