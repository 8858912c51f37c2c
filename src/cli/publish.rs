//! `publish`: what is under review becomes files and pages.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::diag::{Problem, Problems, Result};
use crate::issue;
use crate::model::BatchId;
use crate::publish::{self, Parts, PublishOptions, Published, Selection};
use crate::store::Query;

use super::Context;
use super::open::find_credential;
use super::output::counted;

#[derive(Debug, Args)]
pub(super) struct Publish {
    /// All that waits in this group
    #[arg(long)]
    group: Option<String>,
    /// All that waits in this batch
    #[arg(long, value_name = "NUMBER")]
    batch: Option<u64>,
    /// This credential; may be given several times
    #[arg(long = "id", value_name = "ID")]
    ids: Vec<String>,
    /// All that waits in the workspace
    #[arg(long)]
    all: bool,
    /// Also copy the files, named after the people, into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Which files are made of each credential besides its page: pdf, pictures, badges, or none
    #[arg(
        long,
        value_name = "KINDS",
        value_enum,
        value_delimiter = ',',
        default_value = "pdf,pictures,badges"
    )]
    files: Vec<Kind>,
    /// Which of the files go into the folder of --out
    #[arg(long, value_name = "KINDS", value_enum, value_delimiter = ',', requires = "out")]
    out_files: Option<Vec<Kind>>,
    /// Accept all warnings
    #[arg(long)]
    accept_warnings: bool,
}

/// A kind of file that is made of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// Certificates as PDF for archives
    Pdf,
    /// Certificates as PNG
    Pictures,
    /// Badges as PNG
    Badges,
    /// The page alone, which carries its picture within
    None,
}

fn parts(kinds: &[Kind]) -> Result<Parts> {
    if kinds.contains(&Kind::None) && kinds.len() > 1 {
        let problem = Problem::error("no-files", "No files and some files cannot both be made");
        return Err(problem.hint("Give `none` alone, or leave it out").into());
    }
    Ok(Parts {
        pdf: kinds.contains(&Kind::Pdf),
        pictures: kinds.contains(&Kind::Pictures),
        badges: kinds.contains(&Kind::Badges),
    })
}

impl Publish {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let chosen = [
            self.group.is_some(),
            self.batch.is_some(),
            !self.ids.is_empty(),
            self.all,
        ];
        if chosen.into_iter().filter(|chosen| *chosen).count() != 1 {
            let problem = Problem::error("no-selection", "It is not clear what should be published");
            return Err(problem.hint("Give one of --group, --batch, --id or --all").into());
        }
        let desk = context.desk()?;
        let selection = if !self.ids.is_empty() {
            Selection::Ids(
                self.ids
                    .iter()
                    .map(|id| Ok(find_credential(&desk.store, id)?.id))
                    .collect::<Result<_>>()?,
            )
        } else if let Some(title) = &self.group {
            Selection::Query(Query {
                group: Some(issue::find_group(&desk, title)?.id),
                ..Query::default()
            })
        } else if let Some(batch) = self.batch {
            let batch = BatchId(batch);
            if desk.store.batch(batch)?.is_none() {
                let problem = Problem::error("no-such-batch", format!("There is no batch {batch}"));
                return Err(problem
                    .hint("`accolade list` and `accolade log` show the batches")
                    .into());
            }
            Selection::Query(Query {
                batch: Some(batch),
                ..Query::default()
            })
        } else {
            Selection::Query(Query::default())
        };
        let options = PublishOptions {
            accept_warnings: self.accept_warnings,
            out: self.out,
            files: parts(&self.files)?,
            parts: self.out_files.as_deref().map(parts).transpose()?.unwrap_or_default(),
        };
        let done = context
            .out
            .watch(|progress| publish::publish(&desk, &selection, &options, progress))?;
        context.out.problems(&done.problems);
        report(context, &desk, &done.value)?;
        if done.problems.has_errors() {
            let problem = Problem::error("copy-incomplete", "The copy is not complete");
            return Err(problem
                .hint("Mend what is listed above and run it again; what is there is kept")
                .into());
        }
        Ok(())
    }
}

/// Says what was published and what holds the rest.
pub(super) fn report(context: &Context, desk: &issue::Desk, done: &Published) -> Result<()> {
    if context.out.json {
        context.out.json(&json!({
            "published": done.published,
            "already_published": done.already,
            "held": done.held.iter().map(|(id, problems)| json!({"id": id.to_string(), "problems": problems})).collect::<Vec<_>>(),
            "folder": desk.store.published_dir(),
        }))?;
    } else {
        let total = u64::from(done.published) + done.held.len() as u64;
        if total == 0 && done.already == 0 {
            context.out.line("Nothing waits for publication")?;
        } else if done.held.is_empty() {
            context.out.line(&format!(
                "Published {}",
                counted(done.published.into(), "credential", "credentials")
            ))?;
        } else {
            context.out.line(&format!("Published {} of {total}", done.published))?;
        }
        if done.published > 0 {
            context.out.say(&format!(
                "Files and pages are in {}",
                desk.store.published_dir().display()
            ));
        }
    }
    if done.held.is_empty() {
        return Ok(());
    }
    let mut problems: Problems = done
        .held
        .iter()
        .flat_map(|(_, problems)| problems.iter().cloned())
        .collect();
    let count = counted(done.held.len() as u64, "credential was", "credentials were");
    problems.push(
        Problem::error("held-back", format!("{count} not published"))
            .hint("Mend or accept what is listed and publish again; finished ones are skipped"),
    );
    Err(problems)
}
