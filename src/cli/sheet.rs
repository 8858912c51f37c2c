//! Reading, mapping, checking and mending the sheet of a command.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::diag::{Place, Problem, Problems, Result};
use crate::import::{
    self, Change, CheckOptions, Checked, Counts, DateOrder, Mapping, PictureFolder, ReadOptions, ReportRow, Sheet,
    Table,
};
use crate::issue::{self, Choices, Desk};
use crate::model::{BlobId, FieldDef, Group};
use crate::progress::Progress;
use crate::worker::Launcher;

use super::Context;
use super::fixes;
use super::open::refuse_existing;
use super::output::counted;

/// How a sheet is read, mapped and mended.
#[derive(Clone, Debug, Args)]
pub(super) struct SheetOptions {
    /// Which field a column is: "Column=field"; may be given several times
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// The sheet of the workbook; the first one when not given
    #[arg(long = "sheet", alias = "sheet-name", value_name = "NAME")]
    sheet_name: Option<String>,
    /// The encoding of a text file, such as windows-1250; found out when not given
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// What stands first in dates such as 03/04/2026 whose column does not tell
    #[arg(long, value_enum, value_name = "WHAT")]
    date_order: Option<Order>,
    /// What is mended: none (the default), all that changes the form only, or a kind as `accolade check` names it, each
    /// also in one column only (KIND:COLUMN); may be given several times
    #[arg(long, value_name = "KIND")]
    fix: Vec<String>,
    /// Take in again the rows that were left out of an earlier version of the list and say the same
    #[arg(long)]
    take_in: bool,
    /// Write the rows that wait into this file, with what is wrong in a last column (.xlsx or .csv)
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Replace the file of --report if it is there
    #[arg(long)]
    overwrite: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Order {
    /// The day
    Day,
    /// The month
    Month,
}

/// A sheet that was read, mapped, checked and mended.
pub(super) struct Opened {
    pub table: Table,
    /// What was noticed about the whole.
    pub notes: Problems,
    /// How the columns were mapped: heading and field.
    pub columns: Vec<(String, String)>,
    /// How many rows were mended.
    pub mended: usize,
    /// For a group: what was chosen, and under which fingerprint it is kept.
    pub choices: Option<(BlobId, Choices)>,
    /// The question how the letters of the text are to be read, or which sheet is meant, where that is open.
    pub unsure: Option<Problem>,
    /// Whether a design of the group holds every credential, whatever its row says.
    pub held_by_design: bool,
}

impl Opened {
    /// The rows by what becomes of them.
    pub(super) fn counts(&self) -> Counts {
        let counts = self.table.counts();
        let held = if self.held_by_design { counts.good } else { counts.held };
        Counts { held, ..counts }
    }

    /// Whether the question of this kind is open.
    pub(super) fn asks(&self, code: &str) -> bool {
        self.unsure.as_ref().is_some_and(|problem| problem.code == code)
    }

    /// Reads all of the pictures that rows name: a row with a damaged one waits, as it would when credentials are made.
    pub(super) fn read_pictures(&mut self, progress: &Progress) -> Result<()> {
        let Some(folder) = &self.table.options().pictures else {
            return Ok(());
        };
        issue::read_pictures(folder, progress)?;
        if folder.damaged() > 0 {
            self.table.look_for_pictures();
        }
        Ok(())
    }

    /// The sheet, when nothing about it is open that a person has to choose before anything is made of it.
    pub(super) fn settled(self) -> Result<Opened> {
        match self.unsure {
            Some(problem) => Err(problem.into()),
            None => Ok(self),
        }
    }
}

/// The question how a text is to be read or which sheet is meant, and the other problems.
fn apart(problems: Problems) -> (Option<Problem>, Problems) {
    let (mut unsure, mut others) = (None, Problems::default());
    for problem in problems {
        match &*problem.code {
            "encoding-unsure" | "sheet-unsure" if unsure.is_none() => unsure = Some(problem),
            _ => others.push(problem),
        }
    }
    (unsure, others)
}

/// Errors, after the question whose answer may be what mends them: headings in a wrong encoding are not recognised.
fn after(unsure: Option<&Problem>, errors: Problems) -> Problems {
    unsure.cloned().into_iter().chain(errors).collect()
}

/// That dates are read in the order that was chosen for an earlier sheet.
fn order_remembered(order: DateOrder) -> Problem {
    let what = match order {
        DateOrder::DayFirst => "day",
        DateOrder::MonthFirst => "month",
    };
    let message = format!("Dates are read with the {what} first, as was chosen for an earlier sheet");
    Problem::note("date-order-remembered", message).hint("Say --date-order if it is otherwise in this one")
}

/// What rows are checked against.
pub(super) struct Against<'a> {
    pub fields: &'a [FieldDef],
    /// The mapping of an earlier sheet.
    pub remembered: &'a [(String, String)],
    pub check: CheckOptions,
}

impl SheetOptions {
    /// Keeps what was chosen for the next sheet of the group, if anything was told, and what was left out.
    pub(super) fn remember(&self, desk: &Desk, group: &Group, opened: &Opened) -> Result<()> {
        issue::remember_left_out(desk, group, &opened.table)?;
        let told =
            !self.map.is_empty() || self.sheet_name.is_some() || self.encoding.is_some() || self.date_order.is_some();
        match &opened.choices {
            Some((fingerprint, choices)) if told => issue::remember_sheet(desk, group, *fingerprint, choices),
            _ => Ok(()),
        }
    }

    pub(super) fn reading(&self) -> ReadOptions {
        ReadOptions {
            sheet: self.sheet_name.clone(),
            encoding: self.encoding.clone(),
            ..ReadOptions::default()
        }
    }

    /// Refuses what cannot be meant, before anything is read. A report takes the place of nothing, unless it is told to,
    /// and never that of the sheet.
    fn refuse(&self, sheet: &Path) -> Result<()> {
        fixes::refuse(&self.fix)?;
        let Some(report) = &self.report else { return Ok(()) };
        import::report_is_text(report)?;
        let full = |path: &Path| std::fs::canonicalize(path).ok();
        if self.overwrite && (full(report).is_none() || full(report) != full(sheet)) {
            return Ok(());
        }
        refuse_existing(report)
    }

    /// Opens a sheet for a group, with what is remembered of earlier ones.
    pub(super) fn open_for(
        &self,
        desk: &Desk,
        group: &Group,
        sheet: &Path,
        check: &CheckOptions,
        progress: &Progress,
    ) -> Result<Opened> {
        self.refuse(sheet)?;
        let found = issue::open_sheet(desk, group, sheet, &self.reading(), &mapping(&self.map)?, progress)?;
        let (unsure, problems) = apart(found.problems);
        let found = problems
            .into_result(found.value)
            .map_err(|errors| after(unsure.as_ref(), errors))?;
        let check = CheckOptions {
            fields: group.fields.clone(),
            date_order: self.date_order().or(found.value.choices.date_order),
            ..check.clone()
        };
        let (mut choices, fingerprint) = (found.value.choices, found.value.fingerprint);
        choices.date_order = check.date_order;
        let mut opened = Opened {
            columns: choices.columns.clone(),
            choices: Some((fingerprint, choices)),
            unsure,
            ..checked(
                sheet,
                found.value.sheet,
                found.value.mapping,
                check,
                found.problems,
                progress,
            )?
        };
        if self.date_order.is_none() {
            opened
                .notes
                .extend(opened.table.asked_date_order().map(order_remembered));
        }
        if !self.take_in {
            let again = issue::leave_out_again(desk, group, &mut opened.table)?;
            opened
                .notes
                .extend(again.map(|note| note.hint("Say --take-in for all of them")));
        }
        if fixes::asks(&self.fix, "image-none") {
            opened.read_pictures(progress)?;
        }
        self.mend(&mut opened)?;
        Ok(opened)
    }

    pub(super) fn open(
        &self,
        sheet: &Path,
        against: &Against<'_>,
        launcher: &Launcher,
        progress: &Progress,
    ) -> Result<Opened> {
        self.refuse(sheet)?;
        let mut opened = open(
            sheet,
            &self.reading(),
            &mapping(&self.map)?,
            against,
            launcher,
            progress,
        )?;
        self.mend(&mut opened)?;
        Ok(opened)
    }

    /// Whether values stay as they are from which a spreadsheet program has taken digits.
    pub(super) fn keeps_digits(&self) -> bool {
        self.fix.iter().any(|kind| kind == fixes::DIGITS_LOST)
    }

    fn date_order(&self) -> Option<DateOrder> {
        self.date_order.map(|order| match order {
            Order::Day => DateOrder::DayFirst,
            Order::Month => DateOrder::MonthFirst,
        })
    }

    /// Decides about dates and mends what is asked for.
    fn mend(&self, opened: &mut Opened) -> Result<()> {
        if let Some(order) = self.date_order() {
            opened.table.set_date_order(order);
        }
        let before = rows_changed(&opened.table);
        opened.notes.extend(fixes::mend(&self.fix, &mut opened.table)?);
        opened.mended = rows_changed(&opened.table).saturating_sub(before);
        Ok(())
    }

    /// Writes the rows that wait, where it is asked for, and says so.
    pub(super) fn report(
        &self,
        context: &Context,
        table: &Table,
        rows: impl IntoIterator<Item = ReportRow>,
    ) -> Result<()> {
        let Some(path) = &self.report else { return Ok(()) };
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_none() {
            context.out.say("No row waits, so there is nothing to report");
            return Ok(());
        }
        let written = import::write_report(path, &table.sheet().columns, rows)?;
        let count = counted(written.rows, "row that waits", "rows that wait");
        context.out.say(&format!("Wrote {count} to {}", path.display()));
        if written.sheets > 1 {
            let sheets = counted(written.sheets, "sheet", "sheets");
            context
                .out
                .say(&format!("A sheet holds a million rows, so they stand in {sheets}"));
        }
        Ok(())
    }
}

/// The rows of a table that wait, each made when its turn comes.
pub(super) fn waiting(table: &Table) -> impl Iterator<Item = ReportRow> {
    let columns = table.sheet().columns.len();
    table.waiting().map(move |(row, problems)| ReportRow {
        cells: (0..columns)
            .map(|column| row.cell(column).text().into_owned())
            .collect(),
        problems,
    })
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

fn open(
    sheet: &Path,
    options: &ReadOptions,
    map: &[(String, String)],
    against: &Against<'_>,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Opened> {
    let mut notes = Problems::default();
    let options = ReadOptions {
        headings: against.fields.iter().map(|field| field.key.clone()).collect(),
        ..options.clone()
    };
    let read = import::read(sheet, &options, launcher, progress)?;
    let (unsure, problems) = apart(read.problems);
    notes.extend(problems);
    let mapping = import::map(&read.value, against.fields, map, against.remembered);
    let mapping = mapping.map_err(|errors| after(unsure.as_ref(), errors))?;
    notes.extend(mapping.problems);
    let columns = mapping.value.to_pairs(&read.value);
    let check = CheckOptions {
        fields: against.fields.to_vec(),
        ..against.check.clone()
    };
    let opened = checked(sheet, read.value, mapping.value, check, notes, progress)?;
    Ok(Opened {
        columns,
        unsure,
        ..opened
    })
}

/// Checks the rows of a sheet whose columns are mapped.
fn checked(
    path: &Path,
    sheet: Sheet,
    mapping: Mapping,
    check: CheckOptions,
    notes: Problems,
    progress: &Progress,
) -> Result<Opened> {
    progress.start("Checking the rows", 0);
    let folder = path.parent().unwrap_or(Path::new(""));
    let check = CheckOptions {
        pictures: Some(Arc::new(PictureFolder::new(folder))),
        ..check
    };
    let table = Table::new(sheet, mapping, check);
    if table.is_empty() {
        let problem = Problem::error("no-rows", "The sheet has headings but no recipients").at(Place::file(path));
        return Err(problem
            .hint("Fill in a row for each recipient, or name another sheet with --sheet")
            .into());
    }
    Ok(Opened {
        table,
        notes,
        columns: Vec::new(),
        mended: 0,
        choices: None,
        unsure: None,
        held_by_design: false,
    })
}

/// Rows as they are in a sheet, with nothing mended.
pub(super) struct Ready {
    pub checked: Checked,
    /// What was noticed about the whole.
    pub notes: Problems,
}

/// Reads a sheet, maps its columns and checks its rows.
pub(super) fn check_sheet(
    sheet: &Path,
    fields: &[FieldDef],
    map: &[(String, String)],
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Ready> {
    let against = Against {
        fields,
        remembered: &[],
        check: CheckOptions::default(),
    };
    let opened = open(sheet, &ReadOptions::default(), map, &against, launcher, progress)?.settled()?;
    Ok(Ready {
        checked: opened.table.checked(),
        notes: opened.notes,
    })
}
/// In how many rows something differs from the sheet; a row that was mended twice is one.
fn rows_changed(table: &Table) -> usize {
    let rows = table.changes().into_iter().filter_map(|change| match change {
        Change::Cell { row, .. } | Change::LeaveOut { row } | Change::Decide { row, .. } => Some(row),
        _ => None,
    });
    rows.collect::<std::collections::BTreeSet<u32>>().len()
}
