//! `backup` and `restore`: a workspace in one file.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::diag::Result;
use crate::issue::Clock;
use crate::store::Store;

use super::Context;
use super::open::refuse_existing;

#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The file that is written
    file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    overwrite: bool,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// A file that `backup` wrote
    file: PathBuf,
    /// Where the workspace is made: a new or empty folder
    dir: PathBuf,
}

impl Backup {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        if !self.overwrite {
            refuse_existing(&self.file)?;
        }
        let store = context.store_even_if_unwritable()?;
        context.out.watch(|progress| store.backup(&self.file, progress))?;
        context.out.result(
            &format!("Wrote {}", self.file.display()),
            &json!({ "wrote": self.file }),
        )
    }
}

impl Restore {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let clock = context.clock()?;
        let restored = context
            .out
            .watch(|progress| Store::restore(&self.file, &self.dir, clock.seed(), &clock.stamp(), progress))?;
        context.out.problems(&restored.problems);
        let text = format!("Restored the workspace {}", self.dir.display());
        context.out.result(&text, &json!({ "workspace": self.dir }))
    }
}
