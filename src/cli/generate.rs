//! `generate`: credentials from a spreadsheet.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::app::jobs::create::recipe::{self, Recipe};
use crate::app::state::create::draft::Draft;
use crate::diag::{Problem, Problems, Result, Severity};
use crate::import::{CheckOptions, CheckedRow, ReportRow, Table};
use crate::issue::{self, Desk, GenerateOptions, Generated, Rows, Source};
use crate::model::{Date, Group, WaitingRow};
use crate::progress::Progress;

use super::Context;
use super::open::read_file;
use super::output::counted;
use super::sheet::{Opened, SheetOptions, waiting};

#[derive(Debug, Args)]
pub(super) struct Generate {
    /// The group's title or number
    group: String,
    /// XLSX, XLS, XLSB, ODS, CSV or TSV with a row of headings
    sheet: PathBuf,
    /// The date of rows that have none; today when not given
    #[arg(long, value_name = "DATE")]
    issue_date: Option<String>,
    /// The expiry of rows that have none; by the group's validity when not given
    #[arg(long, value_name = "DATE")]
    expiry_date: Option<String>,
    #[command(flatten)]
    options: SheetOptions,
    /// Let rows with errors wait in the batch instead of stopping
    #[arg(long)]
    skip_bad: bool,
    /// Make the credentials again even if this batch is finished
    #[arg(long)]
    again: bool,
}

/// Reads a date argument.
pub(super) fn date(name: &str, text: Option<&str>) -> Result<Option<Date>> {
    let Some(text) = text else { return Ok(None) };
    let date = text.parse::<Date>().map_err(|message| {
        Problem::error("bad-date", format!("--{name}: {message}")).hint("Write the date as 2026-11-26")
    })?;
    Ok(Some(date))
}

impl Generate {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let options = GenerateOptions {
            issue_date: date("issue-date", self.issue_date.as_deref())?,
            expiry_date: date("expiry-date", self.expiry_date.as_deref())?,
            skip_bad: self.skip_bad,
            again: self.again,
            ..GenerateOptions::default()
        };
        let bytes = read_file("read the sheet", &self.sheet)?;
        let desk = context.desk()?;
        let group = issue::find_group(&desk, &self.group)?;
        let opened = context.out.watch(|progress| {
            let check = CheckOptions {
                issue_date: options.issue_date,
                expiry_date: options.expiry_date,
                ..CheckOptions::default()
            };
            let opened = self.options.open_for(&desk, &group, &self.sheet, &check, progress)?;
            opened.settled()
        })?;
        context.out.problems(&opened.notes);
        let table = &opened.table;
        if opened.mended > 0 {
            let mended = counted(opened.mended as u64, "row", "rows");
            context
                .out
                .say(&format!("Mended {mended}; the file itself is as it was"));
        }
        let options = GenerateOptions {
            distinction: distinction(&opened)?,
            recipe: Some(self.recipe(&desk, &group, &opened)?),
            ..options
        };
        let made = context.out.watch(|progress| {
            let made = run(&desk, &group, &self.sheet, &bytes, table, &options, progress)?;
            self.options.remember(&desk, &group, &opened)?;
            Ok(made)
        });
        // The report needs the rows, and not the file that they came from.
        drop(bytes);
        let made = match made {
            Ok(made) => made,
            Err(problems) => {
                self.options.report(context, table, waiting(table))?;
                return Err(problems);
            }
        };
        let folder = folder_of(&self.sheet);
        let again = |row: &WaitingRow| {
            told(row, table, |row| {
                issue::waiting_again(&desk, &group, folder, row, &options)
            })
        };
        self.options.report(context, table, made.waiting.iter().map(again))?;
        report(context, &self.sheet, &made)?;
        refuse_held(&made)
    }
}

/// A row that waits, for the report. What is not kept of it is made again.
fn told(row: &WaitingRow, table: &Table, again: impl Fn(CheckedRow) -> Result<WaitingRow>) -> ReportRow {
    let is_kept = !row.problems.is_empty();
    let checked = table.place_of(row.row).filter(|_| !is_kept);
    let made = checked.and_then(|place| table.checked_row(place)).map(again);
    match made {
        Some(Ok(row)) => ReportRow {
            cells: row.cells,
            problems: row.problems.0,
        },
        Some(Err(problems)) => ReportRow {
            problems: problems.0,
            ..ReportRow::default()
        },
        None => ReportRow {
            cells: row.cells.clone(),
            problems: row.problems.0.clone(),
        },
    }
}

fn folder_of(sheet: &Path) -> &Path {
    sheet.parent().unwrap_or_else(|| Path::new("."))
}

impl Generate {
    /// How it is made, by which the window goes on with it when it is interrupted.
    fn recipe(&self, desk: &Desk, group: &Group, opened: &Opened) -> Result<(String, String)> {
        let path = std::path::absolute(&self.sheet).unwrap_or_else(|_| self.sheet.clone());
        let draft = Draft {
            path: Some(path),
            hash: Some(opened.table.sheet().hash),
            told: (&self.options.reading()).into(),
            changes: opened.table.changes(),
            issue_date: date("issue-date", self.issue_date.as_deref())?,
            expiry_date: date("expiry-date", self.expiry_date.as_deref())?,
            rows: opened.table.len(),
            ..Draft::blank(desk.store.dir().to_owned(), group.id)
        };
        let again = self.again;
        recipe::entry(group.id, opened.table.sheet().hash, &Recipe { draft, again })
    }
}

/// Fails, as `check` does, when credentials were made that cannot be published as they are.
fn refuse_held(made: &Generated) -> Result<()> {
    let held = made.held() as u64;
    if held == 0 {
        return Ok(());
    }
    let count = counted(held, "credential was made that", "credentials were made that");
    let problem = Problem::error("credentials-held", format!("{count} cannot be published yet"));
    let of_batch = format!(
        "See them with `accolade list --batch {}`; correct them there, or the sheet or the design",
        made.batch
    );
    Err(problem.hint(of_batch).into())
}

/// The mapping, and what was mended, as a part of what makes a batch.
fn distinction(opened: &Opened) -> Result<String> {
    let columns = opened.columns.iter();
    let mut distinction: String = columns.map(|(column, field)| format!("{column}\t{field}\n")).collect();
    if let Some(order) = opened.table.options().date_order {
        distinction.push_str(&format!("{order:?}\n"));
    }
    let changes = opened.table.corrections();
    if !changes.is_empty() {
        let text = serde_json::to_string(&changes).map_err(|error| {
            Problem::unexpected(
                "changes",
                format!("The changes of the sheet could not be written: {error}"),
            )
        })?;
        distinction.push_str(&text);
    }
    Ok(distinction)
}

/// Generates from a checked sheet.
pub(super) fn run(
    desk: &Desk,
    group: &Group,
    sheet: &Path,
    bytes: &[u8],
    rows: &dyn Rows,
    options: &GenerateOptions,
    progress: &Progress,
) -> Result<Generated> {
    let name = sheet
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let source = Source {
        name: &name,
        bytes,
        folder: folder_of(sheet),
    };
    issue::generate(desk, group, source, rows, options, progress).map_err(|problems| {
        if !problems.iter().any(|p| p.place.row.is_some()) || options.skip_bad {
            return problems;
        }
        // The hint of the whole stands last, after what is wrong with each row.
        let mut problems = problems;
        problems.push(
            Problem::error("rows-wait", format!("Nothing was generated from {name}"))
                .hint("Correct the rows and run it again, or let them wait with --skip-bad"),
        );
        problems
    })
}

/// The answer for other programs.
#[derive(Serialize)]
struct Report<'a> {
    batch: u64,
    was_finished: bool,
    created: u32,
    resumed: u32,
    replaced: u32,
    skipped: u32,
    held: usize,
    waiting: Vec<Waiting<'a>>,
    problems: &'a Problems,
    #[serde(skip_serializing_if = "Problems::is_empty")]
    of_designs: Problems,
    #[serde(skip_serializing_if = "is_none")]
    unlisted_problems: usize,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

#[derive(Serialize)]
struct Waiting<'a> {
    row: u32,
    problems: &'a Problems,
}

impl Waiting<'_> {
    fn of(row: &WaitingRow) -> Waiting<'_> {
        Waiting {
            row: row.row,
            problems: &row.problems,
        }
    }
}

/// Says what was made and what needs a person.
pub(super) fn report(context: &Context, sheet: &Path, made: &Generated) -> Result<()> {
    let of_designs: Problems = made.of_designs.iter().map(|matter| matter.said()).collect();
    if context.out.json {
        return context.out.json(&Report {
            batch: made.batch.0,
            was_finished: made.was_finished,
            created: made.created,
            resumed: made.resumed,
            replaced: made.replaced,
            skipped: made.skipped,
            held: made.held(),
            waiting: made.waiting.iter().map(Waiting::of).collect(),
            problems: &made.problems,
            of_designs,
            unlisted_problems: made.unlisted,
        });
    }
    if made.was_finished {
        let text = format!(
            "Batch {} was generated from {} before; nothing was done (--again makes it anew)",
            made.batch,
            sheet.display()
        );
        return context.out.line(&text);
    }
    context.out.line(&format!(
        "Generated {} in batch {}",
        counted(made.created.into(), "credential", "credentials"),
        made.batch
    ))?;
    let more = [
        (made.resumed, "were there from a run that was interrupted"),
        (made.replaced, "took the place of what was there"),
        (made.skipped, "were skipped, their recipients have one already"),
    ];
    for (count, what) in more.into_iter().filter(|(count, _)| *count > 0) {
        context.out.line(&format!("{count} {what}"))?;
    }
    if made.held() > 0 {
        let stopped = counted(made.held() as u64, "of them has", "of them have");
        context
            .out
            .line(&format!("{stopped} errors that hold publication, see below"))?;
    }
    for (problem, count) in made.by_code() {
        let what = match problem.severity {
            Severity::Error => "hold publication",
            Severity::Warning => "want to be accepted or fixed",
            Severity::Note => "noted",
        };
        context
            .out
            .say(&format!("{count} × {} ({what}), for example {problem}", problem.code));
    }
    context.out.problems(&of_designs);
    if !made.waiting.is_empty() {
        context.out.line(&format!(
            "{} in the batch",
            counted(made.waiting.len() as u64, "row waits", "rows wait")
        ))?;
        context.out.problems(
            &made
                .waiting
                .iter()
                .flat_map(|row| row.problems.iter().cloned())
                .collect(),
        );
    }
    context
        .out
        .say("Nothing is published yet: look with `accolade list`, then `accolade publish --batch` or `--all`");
    Ok(())
}
