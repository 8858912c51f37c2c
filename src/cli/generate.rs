//! `generate`: credentials from a spreadsheet.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::diag::{Place, Problem, Problems, Result, Severity};
use crate::import::{self, CheckOptions, Checked, ReadOptions};
use crate::issue::{self, Desk, GenerateOptions, Generated, Source, remembered_columns as remembered};
use crate::model::{Date, FieldDef, Group};
use crate::progress::Progress;
use crate::worker::Launcher;

use super::Context;
use super::open::read_file;
use super::output::counted;

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
    /// Which field a column is: "Column=field"; may be given several times
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// The sheet of the workbook; the first one when not given
    #[arg(long = "sheet-name", value_name = "NAME")]
    sheet_name: Option<String>,
    /// The encoding of a text file, such as windows-1250; found out when not given
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
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

/// Reads `Column=field` arguments.
pub(super) fn mapping(arguments: &[String]) -> Result<Vec<(String, String)>> {
    arguments
        .iter()
        .map(|argument| match argument.rsplit_once('=') {
            Some((column, field)) => Ok((column.trim().to_owned(), field.trim().to_owned())),
            None => {
                let problem = Problem::error("bad-argument", format!("“{argument}” is not of the form COLUMN=FIELD"));
                Err(problem
                    .hint("Write for example --map \"Full name=recipient.name\"")
                    .into())
            }
        })
        .collect()
}

/// A sheet that was read, mapped and checked.
pub(super) struct Ready {
    pub checked: Checked,
    /// What was noticed about the whole.
    pub notes: Problems,
    /// How the columns were mapped: heading and field.
    pub columns: Vec<(String, String)>,
}

/// Reads a sheet, maps its columns and checks its rows.
pub(super) fn check_sheet(
    sheet: &Path,
    options: &ReadOptions,
    fields: &[FieldDef],
    map: &[(String, String)],
    remembered: &[(String, String)],
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Ready> {
    let mut notes = Problems::default();
    let options = ReadOptions {
        headings: fields.iter().map(|field| field.key.clone()).collect(),
        ..options.clone()
    };
    let read = import::read(sheet, &options, launcher, progress)?;
    notes.extend(read.problems);
    let mapping = import::map(&read.value, fields, map, remembered)?;
    notes.extend(mapping.problems);
    let columns = mapping.value.to_pairs(&read.value);
    let checked = import::check(
        &read.value,
        &mapping.value,
        &CheckOptions {
            fields: fields.to_vec(),
            ..CheckOptions::default()
        },
    );
    if checked.rows.is_empty() && !checked.problems.has_errors() {
        let problem = Problem::error("no-rows", "The sheet has headings but no recipients").at(Place::file(sheet));
        return Err(problem
            .hint("Fill in a row for each recipient, or name another sheet with --sheet-name")
            .into());
    }
    Ok(Ready {
        checked,
        notes,
        columns,
    })
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
        let map = mapping(&self.map)?;
        let bytes = read_file("read the sheet", &self.sheet)?;
        let desk = context.desk()?;
        let group = issue::find_group(&desk, &self.group)?;
        let made = context.out.watch(|progress| {
            let read = ReadOptions {
                sheet: self.sheet_name,
                encoding: self.encoding,
                ..ReadOptions::default()
            };
            let ready = check_sheet(
                &self.sheet,
                &read,
                &group.fields,
                &map,
                &remembered(&desk, &group)?,
                &desk.launcher,
                progress,
            )?;
            let distinction = distinction(&ready.columns);
            context.out.problems(&ready.notes);
            let options = GenerateOptions { distinction, ..options };
            let made = run(&desk, &group, &self.sheet, &bytes, ready.checked, &options, progress)?;
            if !map.is_empty() {
                issue::remember_columns(&desk, &group, &ready.columns)?;
            }
            Ok(made)
        })?;
        report(context, &self.sheet, &made)
    }
}

/// The mapping as a part of what makes a batch.
fn distinction(columns: &[(String, String)]) -> String {
    columns
        .iter()
        .map(|(column, field)| format!("{column}\t{field}\n"))
        .collect()
}

/// Generates from a checked sheet.
pub(super) fn run(
    desk: &Desk,
    group: &Group,
    sheet: &Path,
    bytes: &[u8],
    checked: Checked,
    options: &GenerateOptions,
    progress: &Progress,
) -> Result<Generated> {
    let name = sheet
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let folder = sheet.parent().unwrap_or_else(|| Path::new("."));
    let source = Source {
        name: &name,
        bytes,
        folder,
    };
    issue::generate(desk, group, source, checked, options, progress).map_err(|problems| {
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

/// Says what was made and what needs a person.
pub(super) fn report(context: &Context, sheet: &Path, made: &Generated) -> Result<()> {
    if context.out.json {
        return context.out.json(&json!({
            "batch": made.batch.0,
            "was_finished": made.was_finished,
            "created": made.created,
            "resumed": made.resumed,
            "replaced": made.replaced,
            "skipped": made.skipped,
            "waiting": made.waiting.iter().map(|row| json!({"row": row.row, "problems": row.problems})).collect::<Vec<_>>(),
            "problems": made.problems,
        }));
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
