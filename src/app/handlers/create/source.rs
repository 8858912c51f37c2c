//! Where recipients come from: choosing a spreadsheet, reading it, reading it in another way; the template.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::Problems;
use crate::import::{Change, ReadOptions};
use crate::issue;
use crate::model::Group;

use super::super::super::command::Command as AnyCommand;
use super::super::super::command::create::Reading;
use super::super::super::jobs::create::Answer;
use super::super::super::jobs::create::open::{self, Earlier, Order};
use super::super::super::jobs::create::template;
use super::super::super::jobs::dialogs::{Ask, AskKind};
use super::super::super::jobs::{Answer as AnyAnswer, Job, Slot, is_cancelled};
use super::super::super::route::{CreateStep, Section};
use super::super::super::state::create::compare::Wishes;
use super::super::super::state::create::failed::Failed;
use super::super::super::state::create::{BeingRead, Create, Import, Lock, Way};
use super::super::super::state::path::typed_path;
use super::super::Work;
use super::{draft, group_of, make, pictures, rows, show};

/// The endings of what can be read.
const ENDINGS: [&str; 12] = [
    "xlsx", "xlsm", "xls", "xlsb", "ods", "fods", "csv", "tsv", "txt", "xml", "html", "htm",
];

/// Whether a file looks like a spreadsheet by its name.
pub(super) fn is_spreadsheet(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

pub(super) fn browse(work: &mut Work<'_>) {
    let folder = typed_path(&work.state.create.path).parent().map(Path::to_owned);
    let ask = Ask {
        title: "Choose a spreadsheet".to_owned(),
        kind: AskKind::File {
            what: "Spreadsheets".to_owned(),
            endings: ENDINGS.map(str::to_owned).to_vec(),
        },
        folder,
    };
    let dialogs = work.surroundings.dialogs.clone();
    let job = Job::quiet()
        .slot(Slot::Dialog)
        .on_failure(|problems| Answer::DialogFailed(problems).into());
    work.jobs
        .start(job, move |_| Ok(Answer::Chosen(dialogs.ask(&ask)?).into()));
}

pub(super) fn open_path(work: &mut Work<'_>) {
    let path = typed_path(&work.state.create.path);
    if !path.as_os_str().is_empty() {
        open(work, path);
    }
}

/// Pictures were dropped on the window: in a form and in the table of rows they are those of people. Whether they were.
pub(in super::super::super) fn pictures_dropped(work: &mut Work<'_>, paths: &[PathBuf]) -> bool {
    let take = |path: &&PathBuf| pictures::dropped(work, path) || super::form::dropped(work, path);
    paths.iter().filter(take).count() > 0
}

/// A file that was dropped on the window is opened for the group of the screen, or waits until one is chosen.
pub(super) fn dropped(work: &mut Work<'_>, path: PathBuf) {
    if work.desk.is_none() {
        work.state.create.waiting = Some(path);
        return;
    }
    if pictures_dropped(work, std::slice::from_ref(&path)) {
        return;
    }
    if !is_spreadsheet(&path) {
        // Other screens take files of other kinds.
        let section = work.state.route.now().section();
        if !matches!(section, None | Some(Section::Home | Section::Groups)) {
            return;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let text = format!("“{name}” is no spreadsheet. Drop an .xlsx, .ods or .csv file.");
        work.state.toasts.wrong(text);
        return;
    }
    if group_of(work).is_some() {
        open(work, path);
        return;
    }
    let groups = work.state.workspace.snapshot().map(|snapshot| snapshot.groups.clone());
    match groups.as_deref() {
        Some([only]) => {
            show(work, Some(only.group.id), CreateStep::Recipients);
            open(work, path);
        }
        _ => {
            work.state.create.waiting = Some(path);
            show(work, None, CreateStep::Group);
        }
    }
}

pub(super) fn open(work: &mut Work<'_>, path: PathBuf) {
    let order = first_order(work, Some(&path));
    start(work, path, order);
}

/// What is to be opened when a person chose a list, or the form: the dates of another list are nothing to it.
pub(super) fn first_order(work: &Work<'_>, path: Option<&Path>) -> Option<Order> {
    let order = order(work, ReadOptions::default(), Vec::new())?;
    let is_same = work.state.create.has_list(path, order.group.id);
    Some(Order {
        dates: if is_same { order.dates } else { (None, None) },
        ..order
    })
}

/// What is to be opened for the group of the screen, as it is now.
pub(super) fn order(work: &Work<'_>, told: ReadOptions, columns: Vec<(String, String)>) -> Option<Order> {
    let id = group_of(work)?;
    let snapshot = work.state.workspace.snapshot()?;
    let card = snapshot.groups.iter().find(|card| card.group.id == id)?;
    let dates = &work.state.create.dates;
    Some(Order {
        group: card.group.clone(),
        told,
        columns,
        earlier: Earlier::default(),
        dates: (dates.issue_date, dates.expiry_date),
        date_order: work.state.choices.dates.order(),
        wishes: Wishes::default(),
        forget: None,
        read: None,
    })
}

/// Makes ready for reading the open sheet again, or for making credentials of it: what is typed is written, and nothing is
/// changed until that is done. Whether that can be, else it is said why not. A newer way to read it takes the place of
/// one in which it is being read.
pub(super) fn lock(work: &mut Work<'_>, lock: Lock) -> bool {
    rows::write(work);
    let Some(import) = work.state.create.import.as_mut() else {
        return false;
    };
    let is_newer = (import.lock, lock) == (Lock::Reading, Lock::Reading);
    if let Some(reason) = import.refused().filter(|_| !is_newer) {
        work.state.toasts.wrong(reason);
        return false;
    }
    import.lock = lock;
    true
}

/// Lets the rows be changed again that were locked so, as nothing came of it. What was found of them meanwhile was not
/// taken, and is looked for again.
pub(super) fn unlock(work: &mut Work<'_>, lock: Lock) {
    let Some(import) = work.state.create.import.as_mut().filter(|import| import.lock == lock) else {
        return;
    };
    import.lock = Lock::Open;
    rows::look_again(work);
    make::dates_changed(work);
    pictures::read(work);
}

/// What was being gone on with is put aside again, as something else is read in its place.
pub(super) fn let_be(work: &mut Work<'_>) {
    if let Some(left) = work.state.create.resuming.take() {
        draft::put_aside(work, Arc::unwrap_or_clone(left));
    }
}

/// Reads a file on a thread; what is open stays until it is read.
pub(super) fn start(work: &mut Work<'_>, path: PathBuf, order: Option<Order>) {
    let_be(work);
    begin(work, path, order);
}

/// The same for what is gone on with.
pub(super) fn begin(work: &mut Work<'_>, path: PathBuf, order: Option<Order>) {
    let (Some(desk), Some(order)) = (work.desk.clone(), order) else {
        nothing_read(work);
        return;
    };
    let create = &mut work.state.create;
    create.path = path.to_string_lossy().into_owned();
    let from = std::mem::replace(&mut create.way, Way::Sheet);
    create.failed = None;
    create.reading = Some(BeingRead {
        path: path.clone(),
        told: order.told.clone(),
        from,
    });
    let job = Job::quiet()
        .slot(Slot::Create)
        .on_failure(|problems| Answer::OpenFailed(problems.into()).into());
    work.jobs.start(job, move |progress| {
        let answer = match open::open(&desk, &path, order, progress) {
            Ok(opened) => Answer::Opened(Box::new(opened)),
            Err(problems) => Answer::OpenFailed(open::failed(&desk, &path, problems, progress)),
        };
        Ok(answer.into())
    });
}

/// Reads another sheet of the workbook of which none was found that is a list.
pub(super) fn read_sheet(work: &mut Work<'_>, at: usize) {
    let create = &work.state.create;
    let Some(sheets) = create.failed.as_ref().and_then(|failed| failed.sheets.as_ref()) else {
        return;
    };
    let Some(name) = sheets.all.get(at).map(|sheet| sheet.name.clone()) else {
        return;
    };
    let path = sheets.path.clone();
    let is_open = create
        .import
        .as_ref()
        .is_some_and(|import| import.source.path.as_ref() == Some(&path));
    if is_open {
        return read_again(work, Reading::Sheet(Some(name)));
    }
    let order = first_order(work, Some(&path)).map(|order| Order {
        told: ReadOptions {
            sheet: Some(name),
            ..order.told
        },
        ..order
    });
    start(work, path, order);
}

/// How the open file was last told to be read: a choice that is not carried out yet is one of those that count.
pub(super) fn told<'a>(create: &'a Create, import: &'a Import) -> &'a ReadOptions {
    let of_import = |reading: &&BeingRead| Some(&reading.path) == import.source.path.as_ref();
    let pending = create.reading.as_ref().filter(of_import);
    pending.map_or(&import.told, |reading| &reading.told)
}

/// Reads the open file again in another way.
pub(super) fn read_again(work: &mut Work<'_>, reading: Reading) {
    if !lock(work, Lock::Reading) {
        return;
    }
    let Some(import) = work.state.create.import.as_ref() else {
        return;
    };
    let Some(path) = import.source.path.clone() else {
        unlock(work, Lock::Reading);
        return;
    };
    let mut told = ReadOptions {
        headings: Vec::new(),
        ..told(&work.state.create, import).clone()
    };
    let is_anew = reading == Reading::Anew;
    // What the columns hold is another matter below other headings and for the file alone; in another encoding they hold
    // the same.
    let mut earlier = Earlier::Rows(import.table.clone());
    match reading {
        Reading::Sheet(name) => {
            let left = draft::of_sheet(work, import, name.as_deref());
            earlier = Earlier::Left {
                changes: left.map_or_else(Vec::new, |left| left.changes.clone()),
                hash: Some(import.table.sheet().hash),
                copy: None,
                bytes: None,
            };
            let of_sheet = ReadOptions {
                sheet: name,
                ..ReadOptions::default()
            };
            told = left.map_or(of_sheet, |left| left.told.clone().into());
        }
        Reading::Encoding(name) => {
            told.encoding = name;
            let before = import.table.clone();
            let more = Vec::new();
            earlier = Earlier::Version { before, more };
        }
        Reading::HeaderRow(row) => told.header_row = row,
        Reading::Anew => told = ReadOptions::default(),
    }
    let forget = import.fingerprint.filter(|_| is_anew);
    // Rows have the same numbers, however the letters of their sheet are read.
    let wishes = match told.sheet == import.told.sheet {
        true => import.compare.wishes.clone(),
        false => Wishes::default(),
    };
    let order = order(work, told, Vec::new()).map(|order| Order {
        earlier,
        forget,
        wishes,
        read: draft::copy_of_open(work),
        ..order
    });
    start(work, path, order);
}

/// Adds a field for a column that no field takes to the group.
pub(super) fn add_field(work: &mut Work<'_>, column: usize) {
    let (Some(desk), Some(import)) = (work.desk.clone(), work.state.create.import.as_ref()) else {
        return;
    };
    let Some(field) = import.columns.get(column).and_then(|column| column.proposal.clone()) else {
        return;
    };
    let Some(letter) = import
        .table
        .sheet()
        .columns
        .get(column)
        .map(|column| column.letter.clone())
    else {
        return;
    };
    let group = import.group.clone();
    // What is changed until the sheet is read with it would be lost.
    if !lock(work, Lock::AddingField) {
        return;
    }
    let job = Job::quiet().on_failure(|problems| Answer::FieldFailed(problems).into());
    work.jobs.start(job, move |_| {
        let group = issue::add_fields(&desk, &group, std::slice::from_ref(&field))?;
        let change = Change::Map {
            column: letter,
            field: Some(field.name().to_string()),
        };
        Ok(Answer::FieldAdded(Box::new(group), change).into())
    });
}

/// Reads the sheet again for the group as it is now, with everything that was decided.
pub(super) fn field_added(work: &mut Work<'_>, group: Group, change: Change) {
    work.refresh();
    let create = &mut work.state.create;
    let waits = |import: &&mut Import| import.lock == Lock::AddingField && import.group.id == group.id;
    let Some(import) = create.import.as_mut().filter(waits) else {
        return;
    };
    let path = import.source.path.clone().filter(|_| create.reading.is_none());
    let Some(path) = path else {
        // Another file is being read.
        unlock(work, Lock::AddingField);
        return;
    };
    import.lock = Lock::Reading;
    let earlier = Earlier::Version {
        before: import.table.clone(),
        more: vec![change],
    };
    let order = Order {
        group,
        told: import.told.clone(),
        columns: Vec::new(),
        earlier,
        dates: (create.dates.issue_date, create.dates.expiry_date),
        date_order: work.state.choices.dates.order(),
        wishes: import.compare.wishes.clone(),
        forget: None,
        read: draft::copy_of_open(work),
    };
    start(work, path, Some(order));
}

/// The group got no field.
pub(super) fn field_failed(work: &mut Work<'_>, problems: Problems) {
    work.state.create.failed = Some(problems.into());
    unlock(work, Lock::AddingField);
}

pub(super) fn cancel(work: &mut Work<'_>) {
    work.jobs.vacate(Slot::Create);
    nothing_read(work);
}

pub(super) fn failed(work: &mut Work<'_>, failed: Failed) {
    if !is_cancelled(&failed.problems) {
        work.state.create.failed = Some(failed);
    }
    nothing_read(work);
}

/// Nothing came of reading a file: what should have been gone on with is offered again.
fn nothing_read(work: &mut Work<'_>) {
    let create = &mut work.state.create;
    if let Some(Way::Open) = create.reading.take().map(|read| read.from) {
        create.way = Way::Open;
    }
    create.straight_on = false;
    let_be(work);
    unlock(work, Lock::Reading);
    draft::keep(work);
}

pub(super) fn save_template(work: &mut Work<'_>) {
    let Some(order) = order(work, ReadOptions::default(), Vec::new()) else {
        return;
    };
    let Some(today) = work.state.workspace.snapshot().map(|snapshot| snapshot.today) else {
        return;
    };
    let title: String = order
        .group
        .title
        .chars()
        .filter(|c| !c.is_control() && !"/\\:*?\"<>|".contains(*c))
        .collect();
    let name = format!("{} – recipients.xlsx", title.trim());
    // Where nothing can be asked it goes to the documents, and the message says where.
    let fallback = work.surroundings.documents.join(&name);
    let ask = Ask {
        title: "Save the template".to_owned(),
        kind: AskKind::Save { name },
        folder: None,
    };
    let dialogs = work.surroundings.dialogs.clone();
    let job = Job::quiet()
        .slot(Slot::Dialog)
        .on_failure(|problems| Answer::TemplateFailed(problems).into());
    work.jobs.start(job, move |_| {
        let (path, asked) = match dialogs.ask_or_type(&ask) {
            Ok(None) => return Ok(AnyAnswer::from(Answer::TemplateWritten(None))),
            Ok(Some(path)) => (path, true),
            Err(_) => (fallback, false),
        };
        let path = template::write(&order.group, today, path, asked)?;
        Ok(Answer::TemplateWritten(Some(path)).into())
    });
}

pub(super) fn template_written(work: &mut Work<'_>, path: &Path) {
    let text = format!("The template is in {}", path.display());
    let copy = AnyCommand::CopyText(path.display().to_string());
    work.state.toasts.with_action(text, "Copy path", copy);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheets_are_known_by_their_endings() {
        for name in ["a.xlsx", "B.CSV", "c.d.ods"] {
            assert!(is_spreadsheet(Path::new(name)), "{name}");
        }
        for name in ["a.png", "csv", "a"] {
            assert!(!is_spreadsheet(Path::new(name)), "{name}");
        }
    }
}
