//! `template`: a spreadsheet to be filled in for a group.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::diag::{Place, Problem, Result};
use crate::import::{self, TemplateOptions};
use crate::issue::{self, Clock};

use super::Context;

#[derive(Debug, Args)]
pub(super) struct Template {
    /// The group's title or number
    group: String,
    /// The .xlsx to write
    file: PathBuf,
    /// Given and family names in two columns instead of one for the full name
    #[arg(long)]
    split_name: bool,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
}

impl Template {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let is_xlsx = self
            .file
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        if !is_xlsx {
            let problem = Problem::error("wrong-ending", "The name of a template ends in .xlsx");
            return Err(problem
                .hint("Name the file for example recipients.xlsx")
                .at(Place::file(&self.file))
                .into());
        }
        let desk = context.desk()?;
        let group = issue::find_group(&desk, &self.group)?;
        let options = TemplateOptions {
            made: context.clock()?.today(),
            split_name: self.split_name,
        };
        let bytes = import::template(&group, &options)?;
        if self.file.exists() && !self.force {
            let problem = Problem::error(
                "exists",
                "Cannot write the template: there is a file of this name already",
            );
            return Err(problem
                .hint("Choose another name, or write over it with --force")
                .at(Place::file(&self.file))
                .into());
        }
        std::fs::write(&self.file, bytes).map_err(|error| Problem::io("write the template", &self.file, &error))?;
        context.out.result(
            &format!("Wrote the template of “{}” to {}", group.title, self.file.display()),
            &json!({"group": group.id.0, "file": self.file}),
        )
    }
}
