//! Whether a sheet was made from a template of ours, and what the template said.

use std::path::Path;

use crate::diag::{Problem, Result, Warned};
use crate::progress::Progress;
use crate::worker::Launcher;

use super::super::read::{ReadOptions, read};
use super::super::sheet::Sheet;
use super::write::HIDDEN_HEADINGS;
use super::{HIDDEN_SHEET, INSTRUCTIONS, VERSION};

/// What a template says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The number of the group, in the workspace that made it.
    pub group: u64,
    /// The title that the group had.
    pub title: String,
    /// The sheet that was to be filled in.
    pub sheet: String,
    /// Headings and the names of their fields, for [`MapOptions::template`](super::super::MapOptions).
    pub columns: Vec<(String, String)>,
}

impl Identity {
    /// Whether a sheet is there beside the one to be filled in because the template has it: its instructions, and the hidden
    /// one.
    pub fn explains(&self, sheet: &str) -> bool {
        sheet != self.sheet && [HIDDEN_SHEET, INSTRUCTIONS].iter().any(|own| is_called(sheet, own))
    }
}

fn is_called(sheet: &str, name: &str) -> bool {
    sheet.trim().eq_ignore_ascii_case(name)
}

/// Looks for the hidden sheet of a template in the workbook that a sheet was read from. `None` where there is none.
///
/// The second sheet is read as carefully as the first; when it cannot be, the sheet counts as one of anybody, with a
/// warning, since its headings tell the same.
///
/// # Errors
/// The work was cancelled.
pub fn recognise(
    path: &Path,
    sheet: &Sheet,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Warned<Option<Identity>>> {
    let Some(hidden) = sheet.others.iter().find(|other| is_called(&other.name, HIDDEN_SHEET)) else {
        return Ok(Warned::clean(None));
    };
    let options = ReadOptions {
        sheet: Some(hidden.name.clone()),
        header_row: Some(1),
        ..ReadOptions::default()
    };
    match read(path, &options, launcher, progress) {
        Ok(read) => Ok(identity(&read.value)),
        Err(problems) if problems.iter().any(|problem| problem.code == "cancelled") => Err(problems),
        Err(problems) => {
            let why = problems
                .iter()
                .next()
                .map_or_else(String::new, |problem| problem.message.clone());
            Ok(unreadable(&why))
        }
    }
}

/// What the hidden sheet says.
fn identity(sheet: &Sheet) -> Warned<Option<Identity>> {
    let place = |wanted: &str| sheet.columns.iter().position(|column| column.title == wanted);
    let [Some(key), Some(value), Some(heading), Some(field)] = HIDDEN_HEADINGS.map(place) else {
        return unreadable("it was changed");
    };
    let text = |row: usize, column: usize| {
        let cell = sheet.rows.get(row).map(|row| row.cell(column).text().trim().to_owned());
        cell.unwrap_or_default()
    };
    let rows = 0..sheet.rows.len();
    let fact = |wanted: &str| {
        let row = rows.clone().find(|row| text(*row, key) == wanted)?;
        Some(text(row, value))
    };
    match fact("version").and_then(|version| version.parse::<u32>().ok()) {
        Some(version) if version <= VERSION => {}
        Some(_) => return unreadable("it was made by a newer version of this program"),
        None => return unreadable("it was changed"),
    }
    let columns = rows
        .clone()
        .map(|row| (text(row, heading), text(row, field)))
        .filter(|(heading, field)| !heading.is_empty() && !field.is_empty())
        .collect();
    Warned::clean(Some(Identity {
        group: fact("group").and_then(|group| group.parse().ok()).unwrap_or_default(),
        title: fact("title").unwrap_or_default(),
        sheet: fact("sheet").unwrap_or_default(),
        columns,
    }))
}

fn unreadable(why: &str) -> Warned<Option<Identity>> {
    let message = format!("The hidden sheet of the template cannot be used: {why}");
    let problem = Problem::warning("template-changed", message)
        .hint("Check which column holds which field; it is told by the headings now");
    Warned {
        value: None,
        problems: problem.into(),
    }
}
