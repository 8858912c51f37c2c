//! `doctor`: the whole workspace is checked.

use clap::Args;
use serde_json::json;

use crate::diag::{Result, Severity};
use crate::issue::Clock;

use super::Context;

#[derive(Debug, Args)]
pub(super) struct Doctor {}

impl Doctor {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let desk = context.desk()?;
        let store = &desk.store;
        // Looking after what is published forgets what copies have lost.
        let copies = context
            .out
            .watch(|progress| crate::publish::check_copies(&desk, progress))?;
        // What is published and was damaged is made again before the rest is looked at.
        let mended = context.out.watch(|progress| crate::publish::mend(&desk, progress))?;
        context.out.problems(&mended);
        let stamp = context.clock()?.stamp();
        let mut found = context.out.watch(|progress| store.verify(&stamp, progress))?;
        found.extend(crate::publish::unfinished(store)?);
        found.extend(copies);
        let serious = found.iter().any(|problem| problem.severity > Severity::Note);
        if serious {
            return Err(found);
        }
        if context.out.json {
            return context.out.json(&json!({ "sound": true, "problems": found }));
        }
        context.out.problems(&found);
        context.out.line("The workspace is in order")
    }
}
