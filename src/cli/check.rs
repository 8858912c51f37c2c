//! `check`: what is wrong in a spreadsheet, before anything is made of it.

use std::path::PathBuf;

use clap::Args;
use serde::{Serialize, Serializer};
use serde_json::json;

use crate::diag::{Problem, Result, Severity};
use crate::import::{self, CheckOptions, Column, Counts, DateOrder, Finding, Fix, Group, Reading, Repair, Table};
use crate::issue;

use super::Context;
use super::fixes;
use super::output::counted;
use super::sheet::{Against, Opened, SheetOptions, waiting};

#[derive(Debug, Args)]
pub(super) struct Check {
    /// XLSX, XLS, XLSB, ODS, CSV or TSV with a row of headings
    sheet: PathBuf,
    /// Check against the fields and designs of this group: its title or number
    #[arg(long)]
    group: Option<String>,
    #[command(flatten)]
    options: SheetOptions,
}

impl Check {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let opened = match &self.group {
            Some(group) => self.with_group(context, group)?,
            None => {
                let launcher = context.launcher()?;
                let against = Against {
                    fields: &[],
                    remembered: &[],
                    check: CheckOptions::default(),
                };
                context
                    .out
                    .watch(|progress| self.options.open(&self.sheet, &against, &launcher, progress))?
            }
        };
        context.out.problems(&opened.notes);
        if context.out.json {
            context.out.json(&self.as_json(&opened)?)?;
        } else {
            self.print(context, &opened)?;
        }
        // Until it is known how the letters are read, all rows wait.
        let opened = opened.settled()?;
        self.options.report(context, &opened.table, waiting(&opened.table))?;
        let counts = opened.counts();
        // The program ends here, and to give back a hundred thousand rows one by one takes a twentieth of the whole time.
        std::mem::forget(opened);
        refuse(&counts)
    }

    /// Checks against the fields of a group, and what the design says to each row.
    fn with_group(&self, context: &Context, group: &str) -> Result<Opened> {
        let desk = context.desk()?;
        let group = issue::find_group(&desk, group)?;
        context.out.watch(|progress| {
            let check = CheckOptions::default();
            let mut opened = self.options.open_for(&desk, &group, &self.sheet, &check, progress)?;
            opened.read_pictures(progress)?;
            let of_designs = issue::remark(&desk, &group, &mut opened.table, progress)?;
            opened.held_by_design = of_designs.iter().any(|matter| matter.holds(true));
            opened.notes.extend(of_designs.iter().map(|matter| matter.said()));
            Ok(opened)
        })
    }

    fn print(&self, context: &Context, opened: &Opened) -> Result<()> {
        let (out, table) = (context.out, &opened.table);
        let counts = opened.counts();
        let rows = counted(counts.rows as u64, "row", "rows");
        let held = match counts.held {
            0 => String::new(),
            held => format!(", {held} with errors that hold publication"),
        };
        let file = self.sheet.display();
        if opened.asks("sheet-unsure") {
            out.line(&format!(
                "{file}: {rows}, all waiting until it is known which sheet is meant"
            ))?;
        } else if opened.unsure.is_some() {
            out.line(&format!(
                "{file}: {rows}, all waiting until it is known how the letters are read:"
            ))?;
            self.print_readings(context)?;
        } else {
            let good = counts.good - counts.held;
            out.line(&format!(
                "{file}: {rows}, {good} good, {} waiting{held}",
                counts.waiting
            ))?;
        }
        if opened.mended > 0 {
            out.line(&format!("Mended {}", counted(opened.mended as u64, "row", "rows")))?;
        }
        for (at, (column, field)) in table.sheet().columns.iter().zip(&table.mapping().fields).enumerate() {
            if let Some(field) = field {
                let why = table.mapping().reason(at);
                out.line(&format!("  {} → {field} {why}", column.name()))?;
            }
        }
        if let Some(order) = opened.table.asked_date_order() {
            let (what, other) = match order {
                DateOrder::DayFirst => ("day", "month"),
                DateOrder::MonthFirst => ("month", "day"),
            };
            out.line(&format!(
                "Dates that can be read in two ways are read with the {what} first, as was chosen"
            ))?;
            out.line(&format!("    hint: Choose otherwise with --date-order {other}"))?;
        }
        for (_, told) in (0..table.sheet().columns.len()).filter_map(|column| table.told_order(column)) {
            out.line(&format!("{}: {}", told.problem.severity, told.problem))?;
        }
        for question in table.questions() {
            out.line(&format!("{}: {}", question.problem.severity, question.problem))?;
            if question.problem.code == "dates-ambiguous" {
                out.line("    hint: Say what stands first with --date-order day or --date-order month")?;
            }
            let is_order = |fix: &&Fix| matches!(fix.repair, Repair::DateOrder(_));
            for fix in question.fixes.iter().filter(|fix| !is_order(fix)) {
                let argument = fixes::argument_of(table, question, fix);
                out.line(&format!("    --fix {argument}: {}", fix.label))?;
            }
        }
        for group in table.groups() {
            print_group(context, table, &group)?;
        }
        Ok(())
    }
}

/// How many rows of a text are shown in each of its readings.
const READ_ROWS: usize = 4;

/// Fails when not every row makes a credential that can be published.
fn refuse(counts: &Counts) -> Result<()> {
    let (waiting, held) = (counts.waiting as u64, counts.held as u64);
    let problem = match (waiting, held) {
        (0, 0) => return Ok(()),
        (0, held) => {
            let rows = counted(held, "row makes a credential", "rows make credentials");
            Problem::error("rows-held", format!("{rows} that cannot be published as they are"))
                .hint("Correct the sheet or the design; what is generated all the same waits under review")
        }
        (waiting, held) => {
            let rows = counted(waiting, "row waits", "rows wait");
            let held = match held {
                0 => String::new(),
                held => format!(", and {held} would make credentials that cannot be published as they are"),
            };
            Problem::error("rows-wait", format!("{rows} for a correction{held}"))
                .hint("Correct the sheet, mend what can be with --fix, or write these rows out with --report FILE")
        }
    };
    Err(problem.into())
}

/// How many rows of a group are named.
const SHOWN_ROWS: usize = 12;

fn print_group(context: &Context, table: &Table, group: &Group<'_>) -> Result<()> {
    let numbers = numbers(table, group);
    let shown: Vec<String> = numbers.iter().take(SHOWN_ROWS).map(u32::to_string).collect();
    let more = if numbers.len() > SHOWN_ROWS { " …" } else { "" };
    let column = group.column.and_then(|at| table.sheet().columns.get(at));
    let place = column.map_or_else(String::new, |column| format!(" in “{}”", column.name()));
    let count = counted(group.rows as u64, "row", "rows");
    let out = context.out;
    out.line(&format!(
        "{}: {}{place}, {count}: {}{more}",
        group.severity,
        group.code,
        shown.join(" ")
    ))?;
    let Some(finding) = first(table, group) else {
        return Ok(());
    };
    out.line(&format!("    {}", finding.problem.message))?;
    for hint in &finding.problem.hints {
        out.line(&format!("    hint: {hint}"))?;
    }
    for (row, problem) in others(table, group, &finding) {
        out.line(&format!("    row {row}: {}", problem.message))?;
        for hint in &problem.hints {
            out.line(&format!("    hint: {hint}"))?;
        }
    }
    let rows = counted(group.fixable as u64, "row", "rows");
    match finding.only_fix() {
        Some(fix) if fix.is_safe() || finding.problem.hints.contains(&fix.label) => {
            out.line(&format!("    --fix {} mends {rows}", fix.kind))?;
        }
        // What --fix all does not do is said, before somebody asks for it.
        Some(fix) => {
            let example = if group.fixable == 1 { ":" } else { ", the first by:" };
            out.line(&format!("    --fix {} mends {rows}{example} {}", fix.kind, fix.label))?;
        }
        None if group.fixable > 0 => out.line(&format!("    --fix {} mends {rows}", group.code))?,
        None => {}
    }
    for fix in finding.fixes.iter().filter(|_| finding.fixes.len() > 1) {
        if finding.fix_of(&fix.kind).is_some() {
            out.line(&format!("    --fix {}: {}", fix.kind, fix.label))?;
        }
    }
    Ok(())
}

fn numbers(table: &Table, group: &Group<'_>) -> Vec<u32> {
    let rows = table.rows_of(group).into_iter();
    rows.filter_map(|row| table.sheet().rows.get(row).map(|row| row.number))
        .collect()
}

/// How many more problems of a group are told in words of their own, and in how many rows they are looked for.
const OTHERS: usize = 3;
const LOOKED_AT: usize = 2000;

/// Problems of a group that say something else than its first: another fault of one kind wants other advice.
fn others(table: &Table, group: &Group<'_>, first: &Finding) -> Vec<(u32, Problem)> {
    let mut seen = vec![shape(&first.problem)];
    let mut others = Vec::new();
    let rows = table.rows_with(group.code, group.column).into_iter();
    for row in rows.take(LOOKED_AT) {
        let Some(number) = table.sheet().rows.get(row).map(|row| row.number) else {
            continue;
        };
        // Where a fix is offered, its row needs no advice.
        let without_fix = |finding: &Finding| is_of(finding, group) && finding.fixes.is_empty();
        for finding in table.findings(row).filter(without_fix) {
            let shape = shape(&finding.problem);
            if others.len() < OTHERS && !seen.contains(&shape) {
                seen.push(shape);
                others.push((number, finding.problem.clone()));
            }
        }
    }
    others
}

/// What a problem says, without the words of its cell.
fn shape(problem: &Problem) -> (String, Vec<String>) {
    let plain = |text: &str| {
        let end = text.find(['“', ':']).unwrap_or(text.len());
        text.chars()
            .take(text.get(..end).map_or(0, |text| text.chars().count()))
            .filter(|c| !c.is_numeric())
            .collect::<String>()
    };
    let hints = problem.hints.iter().map(|hint| plain(hint)).collect();
    (plain(&problem.message), hints)
}

fn is_of(finding: &Finding, group: &Group<'_>) -> bool {
    finding.problem.code == group.code && finding.problem.severity == group.severity && finding.column == group.column
}

fn first(table: &Table, group: &Group<'_>) -> Option<Finding> {
    table.findings(group.first).find(|finding| is_of(finding, group))
}

/// The kinds of fixes that a group can be mended with as a whole, what each does to the first row, and whether `--fix all`
/// does it, too.
fn fix_kinds(finding: &Finding) -> Vec<serde_json::Value> {
    let of_their_own = finding.fixes.iter().filter(|fix| finding.fix_of(&fix.kind).is_some());
    of_their_own
        .map(|fix| json!({"kind": fix.kind, "label": fix.label, "safe": fix.is_safe()}))
        .collect()
}

/// Which column holds what, and why.
pub(super) fn columns(table: &Table) -> serde_json::Value {
    let fields = table.sheet().columns.iter().zip(&table.mapping().fields).enumerate();
    fields
        .map(|(at, (column, field))| {
            json!({
                "column": column.name(),
                "letter": column.letter,
                "field": field.as_ref().map(ToString::to_string),
                "why": table.mapping().reason(at).word(),
            })
        })
        .collect()
}

impl Check {
    /// The first rows that differ, in every reading of the text.
    fn print_readings(&self, context: &Context) -> Result<()> {
        for reading in import::encodings(&self.sheet, READ_ROWS)? {
            context.out.line(&format!("  --encoding {}", reading.encoding))?;
            for (number, cells) in &reading.rows {
                let cells: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
                context
                    .out
                    .line(&format!("      row {number}: {}", cells.join(" | ")))?;
            }
        }
        Ok(())
    }

    /// The ways to read the text, where it does not tell.
    fn readings(&self, opened: &Opened) -> Result<Vec<serde_json::Value>> {
        let guessed = opened
            .table
            .sheet()
            .encoding
            .as_ref()
            .is_some_and(|encoding| encoding.guessed);
        if !guessed {
            return Ok(Vec::new());
        }
        let readings = import::encodings(&self.sheet, READ_ROWS)?;
        let rows = |reading: &Reading| -> serde_json::Value {
            let rows = reading.rows.iter();
            rows.map(|(row, cells)| json!({"row": row, "cells": cells})).collect()
        };
        let readings = readings.iter();
        Ok(readings
            .map(|reading| json!({"encoding": reading.encoding, "rows": rows(reading)}))
            .collect())
    }

    fn as_json<'a>(&self, opened: &'a Opened) -> Result<Report<'a>> {
        Ok(Report {
            head: head(opened),
            table: &opened.table,
            encodings: self.readings(opened)?,
        })
    }
}

/// The other sheets that are lists of the same kind.
fn alike(sheet: &import::Sheet) -> serde_json::Value {
    let others = sheet
        .others
        .iter()
        .filter_map(|other| Some((&other.name, other.alike?)));
    others
        .map(|(name, count)| json!({"sheet": name, "rows": count.rows, "more_rows": count.more}))
        .collect()
}

/// The answer for other programs; the numbers of its rows may be many millions, and are written as they are made.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    head: serde_json::Value,
    #[serde(rename = "problems", serialize_with = "write_groups")]
    table: &'a Table,
    encodings: Vec<serde_json::Value>,
}

/// The problems of a kind for other programs.
#[derive(Serialize)]
struct Kind<'a> {
    severity: Severity,
    code: &'a str,
    column: Option<&'a str>,
    #[serde(serialize_with = "write_numbers")]
    rows: (&'a Table, &'a Group<'a>),
    fixable: usize,
    fixes: Option<Vec<serde_json::Value>>,
    example: Option<Problem>,
}

fn write_groups<S: Serializer>(table: &&Table, out: S) -> std::result::Result<S::Ok, S::Error> {
    let groups = table.groups();
    out.collect_seq(groups.iter().map(|group| {
        let example = first(table, group);
        let column = group.column.and_then(|at| table.sheet().columns.get(at));
        Kind {
            severity: group.severity,
            code: group.code,
            column: column.map(Column::name),
            rows: (table, group),
            fixable: group.fixable,
            fixes: example.as_ref().map(fix_kinds),
            example: example.map(|finding| finding.problem),
        }
    }))
}

fn write_numbers<S: Serializer>((table, group): &(&Table, &Group<'_>), out: S) -> std::result::Result<S::Ok, S::Error> {
    out.collect_seq(numbers(table, group))
}

/// What is said of the whole.
fn head(opened: &Opened) -> serde_json::Value {
    let table = &opened.table;
    let counts = opened.counts();
    let sheet = table.sheet();
    let columns = columns(table);
    let questions: Vec<_> = table.questions().iter().map(|question| &question.problem).collect();
    json!({
        "file": sheet.file,
        "sheet": sheet.name,
        "encoding": sheet.encoding.as_ref().map(|encoding| encoding.name.to_string()),
        "encoding_sure": !opened.asks("encoding-unsure"),
        "sheet_sure": !opened.asks("sheet-unsure"),
        "alike_sheets": alike(sheet),
        "date_order": table.options().date_order,
        "rows": counts.rows,
        "good": counts.good - counts.held,
        "waiting": counts.waiting,
        "held": counts.held,
        "warned": counts.warned,
        "mended": opened.mended,
        "columns": columns,
        "questions": questions,
    })
}
