//! Reading a spreadsheet, or a filled form, into a table that can be corrected.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Problem, Problems, Result};
use crate::import::{
    self, Change, CheckOptions, DateOrder, MapOptions, Mapping, PictureFolder, ReadOptions, Reading, Sheet, Table,
};
use crate::issue::{self, Choices, Desk, Kept};
use crate::model::{BatchId, BatchState, BlobId, Date, Group};
use crate::progress::Progress;
use crate::store::Query;

use super::super::super::state::create::compare::{Compared, Wishes};
use super::super::super::state::create::disk::{Disk, Standing};
use super::super::super::state::create::duplicates::{self, There};
use super::super::super::state::create::failed::{Failed, Sheets};
use super::super::super::state::create::form::{self, Form};
use super::super::super::state::create::people::row_of;
use super::super::super::state::create::{ColumnView, FORM, FieldChoice, Source};
use super::columns::{column_views, field_choices};
use super::make::Corrected;
use super::{compare, disk, drafts, form_pictures, recipe};

/// How many rows are shown in each reading of a text.
const READ_ROWS: usize = 5;

/// What is opened, and how.
#[derive(Clone, Debug)]
pub struct Order {
    pub group: Group,
    pub told: ReadOptions,
    /// The mapping that a person chose before, where the columns are the same.
    pub columns: Vec<(String, String)>,
    pub earlier: Earlier,
    pub dates: (Option<Date>, Option<Date>),
    /// What stands first in dates of figures that are typed into the form.
    pub date_order: Option<DateOrder>,
    /// What is wanted of a comparison with what is there.
    pub wishes: Wishes,
    /// The sheet of which it is forgotten what was chosen, by its fingerprint.
    pub forget: Option<BlobId>,
    /// What was read of the file in this run, and where a copy of it can be, for when the file itself is gone.
    pub read: Option<(PathBuf, Arc<Vec<u8>>)>,
}

/// What was decided and corrected before.
#[derive(Clone, Debug)]
pub enum Earlier {
    /// By the rows and columns of the same file.
    Changes(Vec<Change>),
    /// The same for what was left, in this run or in another one, where the file may be another one by now: what it was,
    /// and where a copy of it is kept, or can be.
    Left {
        changes: Vec<Change>,
        hash: Option<BlobId>,
        copy: Option<PathBuf>,
        /// The file as it was, where it was read in this run.
        bytes: Option<Arc<Vec<u8>>>,
    },
    /// In the table that is open: by its rows and columns where the file is the same, else by what they held. Only in the
    /// same file more is changed by them.
    Version { before: Arc<Table>, more: Vec<Change> },
    /// In single rows of the table that is open, where another reading of its sheet tells what the columns hold.
    Rows(Arc<Table>),
    /// About the people of a form when it was last checked: what was corrected is in the form itself.
    Form(Arc<Table>),
}

impl Default for Earlier {
    fn default() -> Earlier {
        Earlier::Changes(Vec::new())
    }
}

/// What was read.
#[derive(Debug)]
pub struct Opened {
    pub group: Group,
    pub source: Source,
    pub table: Table,
    pub notes: Problems,
    pub told: ReadOptions,
    pub wishes: Wishes,
    pub choices: Choices,
    pub fingerprint: Option<BlobId>,
    /// What is as it was chosen for an earlier sheet.
    pub kept: Vec<Kept>,
    pub remembered: bool,
    pub readings: Vec<Reading>,
    pub fields: Vec<FieldChoice>,
    pub columns: Vec<ColumnView>,
    /// Who has a credential of the group already, by the places of the rows.
    pub there: There,
    /// What it changes, where it is compared with what is there.
    pub compared: Option<Compared>,
    /// The rows that are left as they are, as they were in the last version of the list.
    pub left_again: BTreeSet<u32>,
    /// Of which revision of the form it was made; none for a file.
    pub form: Option<u64>,
}

impl Opened {
    /// What is made of it, as it is.
    pub fn corrected(self, dates: (Option<Date>, Option<Date>)) -> Corrected {
        Corrected {
            group: Arc::new(self.group),
            source: self.source,
            table: Arc::new(self.table),
            choices: self.choices,
            fingerprint: self.fingerprint,
            dates,
        }
    }
}

/// Opens a spreadsheet for a group. What was left in another run is read as it was then, from the copy of it where the file
/// is another one by now or is gone.
///
/// # Errors
/// It cannot be read, has no rows, or the work was cancelled.
pub fn open(desk: &Desk, path: &Path, order: Order, progress: &Progress) -> Result<Opened> {
    let read = order.read.as_ref().filter(|_| !path.exists());
    let copy = match (&order.earlier, read) {
        (
            Earlier::Left {
                copy: Some(copy),
                bytes,
                ..
            },
            _,
        ) => Some((copy, bytes.as_ref())),
        (_, Some((copy, bytes))) => Some((copy, Some(bytes))),
        _ => None,
    };
    let _held = copy.is_some().then(drafts::hold_copies);
    let copy = match copy {
        Some((copy, bytes)) => differing_copy(path, copy, bytes.map(|bytes| &**bytes), progress)?,
        None => None,
    };
    open_copy(desk, copy.as_deref().unwrap_or(path), path, order, progress)
}

/// Why nothing came of a spreadsheet, with its sheets where the one that was read is no list.
pub fn failed(desk: &Desk, path: &Path, problems: Problems, progress: &Progress) -> Failed {
    let read = problems.iter().find_map(|problem| problem.place.sheet.as_ref());
    let is_of_sheet = read.is_some() || problems.iter().any(|problem| problem.code == "no-such-sheet");
    // What is wrong with the file is said already.
    let all = is_of_sheet.then(|| import::sheets(path, &desk.launcher, progress).ok());
    let all = all.flatten().filter(|all| all.len() > 1);
    let sheets = all.map(|all| Sheets {
        path: path.to_owned(),
        read: all.iter().position(|sheet| Some(&sheet.name) == read),
        all,
    });
    Failed { problems, sheets }
}

/// The copy of a spreadsheet, where the file is another one by now or is gone. A copy that cannot be read is as good as
/// none; that of a file that was read in this run is made where it is missing.
fn differing_copy(path: &Path, copy: &Path, bytes: Option<&Vec<u8>>, progress: &Progress) -> Result<Option<PathBuf>> {
    let kept = std::fs::read(copy).ok();
    let Some(were) = kept.as_ref().or(bytes) else {
        return Ok(None);
    };
    if disk::look(path, were, None, progress)?.1 == Standing::Same {
        return Ok(None);
    }
    if kept.is_none() {
        drafts::write_copy(copy, were)?;
    }
    Ok(Some(copy.to_owned()))
}

/// Opens a copy of a spreadsheet as if it still were at its path, in whose folder its pictures are.
///
/// # Errors
/// As [`open`].
pub fn open_copy(desk: &Desk, copy: &Path, path: &Path, mut order: Order, progress: &Progress) -> Result<Opened> {
    if let Some(fingerprint) = order.forget {
        issue::forget_choices(desk, &order.group, fingerprint)?;
    }
    let opened = issue::open_sheet(desk, &order.group, copy, &order.told, &order.columns, progress)?;
    let bytes = std::fs::read(copy).map_err(|error| Problem::io("read the sheet", copy, &error))?;
    let (mut sheet, mut notes) = (opened.value, opened.problems);
    if let Some(name) = path.file_name() {
        sheet.sheet.file = name.to_string_lossy().into_owned();
    }
    if let Earlier::Left {
        changes,
        hash: Some(hash),
        ..
    } = &mut order.earlier
        && *hash != sheet.sheet.hash
    {
        // Whose rows they were is not known any more.
        changes.clear();
        order.wishes.picked = Arc::default();
        let message = "The file was changed since it was last open, so nothing of what was corrected was made again";
        notes.push(Problem::warning("file-changed", message).hint("Look through the columns and rows once more"));
    }
    let unsure = sheet.sheet.encoding.as_ref().is_some_and(|encoding| encoding.unsure);
    let readings = match unsure {
        true => import::encodings(copy, READ_ROWS)?,
        false => Vec::new(),
    };
    // What the mapping lacks, and how the letters are read, is shown where it can be completed.
    let notes: Problems = notes.into_iter().filter(|note| !note.is_error()).collect();
    let source = Source {
        name: sheet.sheet.file.clone(),
        path: Some(path.to_owned()),
        bytes: Arc::new(bytes),
        pictures: PathBuf::new(),
        disk: Disk::default(),
    };
    let (remembered, kept) = (sheet.remembered, sheet.kept);
    let (fingerprint, choices) = (Some(sheet.fingerprint), sheet.choices);
    progress.check()?;
    progress.start("Checking the rows", 0);
    let folder = PictureFolder::new(source.folder());
    let table = table_of(sheet.sheet, sheet.mapping, &order, choices.date_order, folder)?;
    let opened = finish(
        desk,
        source,
        table,
        notes,
        order,
        (choices, fingerprint, remembered),
        progress,
    )?;
    Ok(Opened {
        readings,
        kept,
        ..opened
    })
}

/// Takes a filled form as a sheet.
///
/// # Errors
/// Nothing is filled in.
pub fn of_form(desk: &Desk, form: &Form, order: Order, progress: &Progress) -> Result<Opened> {
    let columns = form::columns(&order.group);
    let form = &form_pictures::take(desk, form, &order.group, progress)?;
    let text = csv(form, &columns, made_of(desk, form, progress)?.as_ref());
    // The columns are our own, and their meaning is known.
    let told: Vec<(String, String)> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| (import::column_letters(at as u32), column.field.clone()))
        .collect();
    let cell = |at: usize, column: &form::FormColumn| import::Cell::Text(form.cell(at, &column.field).trim().into());
    let row = |at: usize| import::Row {
        number: row_of(form.number(at)),
        cells: columns.iter().map(|column| cell(at, column)).collect(),
    };
    let sheet = Sheet {
        file: FORM.to_owned(),
        ..Sheet::of_rows(
            columns.iter().map(|column| column.title.clone()),
            form.filled_rows().map(row),
        )
    };
    let options = MapOptions {
        fields: &order.group.fields,
        told: &told,
        ..MapOptions::default()
    };
    let mapping = import::map_columns(&sheet, &options).value;
    let source = Source {
        name: FORM.to_owned(),
        path: None,
        bytes: Arc::new(text.into_bytes()),
        pictures: form_pictures::folder(desk, form),
        disk: Disk::default(),
    };
    let table = table_of(
        sheet,
        mapping,
        &order,
        order.date_order,
        PictureFolder::of_form(source.folder()),
    )?;
    let nothing = (Choices::default(), None, false);
    let opened = finish(desk, source, table, Problems::default(), order, nothing, progress)?;
    Ok(Opened {
        form: Some(form.revision()),
        ..opened
    })
}

/// The sheet of the batch that was made of a form before, which has those who are not in the form any more.
fn made_of(desk: &Desk, form: &Form, progress: &Progress) -> Result<Option<Sheet>> {
    let batch = form
        .key()
        .map(|key| desk.store.batch_by_key(key))
        .transpose()?
        .flatten();
    match batch {
        Some(batch) => recipe::sheet_of(desk, batch.id, progress),
        None => Ok(None),
    }
}

/// The form as the text of a sheet, which is kept with the batch: everybody stands in the row of their number.
fn csv(form: &Form, columns: &[form::FormColumn], before: Option<&Sheet>) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |cells: Vec<String>| cells.join(",") + "\r\n";
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for row in before.iter().flat_map(|sheet| sheet.rows.iter()) {
        let of = |column: &form::FormColumn| {
            let mut titles = before.iter().flat_map(|sheet| &sheet.columns);
            let at = titles.position(|old| old.title == column.title);
            at.map_or_else(String::new, |at| row.cell(at).text().into_owned())
        };
        rows.insert(row.number, columns.iter().map(of).collect());
    }
    for at in form.filled_rows() {
        let cells = columns.iter().map(|column| form.cell(at, &column.field).to_owned());
        rows.insert(row_of(form.number(at)), cells.collect());
    }
    let mut text = line(columns.iter().map(|column| quoted(&column.title)).collect());
    let empty = vec![String::new(); columns.len()];
    for number in row_of(1)..=rows.last_key_value().map_or(0, |(last, _)| *last) {
        let cells = rows.get(&number).unwrap_or(&empty);
        text.push_str(&line(cells.iter().map(|cell| quoted(cell)).collect()));
    }
    text
}

/// The checked rows, and where the pictures lie that they name.
fn table_of(
    sheet: Sheet,
    mapping: Mapping,
    order: &Order,
    date_order: Option<DateOrder>,
    folder: PictureFolder,
) -> Result<Table> {
    if sheet.rows.is_empty() {
        let problem = Problem::error("no-rows", "There are headings but no recipients");
        return Err(problem
            .hint("Fill in a row for each recipient, or choose another sheet")
            .into());
    }
    let options = CheckOptions {
        fields: order.group.fields.clone(),
        issue_date: order.dates.0,
        expiry_date: order.dates.1,
        date_order,
        pictures: Some(pictures_in(folder, &order.earlier)),
        ..CheckOptions::default()
    };
    Ok(Table::new(sheet, mapping, options))
}

/// The pictures in a folder. What was read of them for the rows that are open is not read again.
fn pictures_in(folder: PictureFolder, earlier: &Earlier) -> Arc<PictureFolder> {
    let before = match earlier {
        Earlier::Version { before, .. } | Earlier::Rows(before) | Earlier::Form(before) => {
            before.options().pictures.as_ref()
        }
        Earlier::Changes(_) | Earlier::Left { .. } => None,
    };
    match before.filter(|before| ***before == folder) {
        Some(before) => Arc::new(before.again()),
        None => Arc::new(folder),
    }
}

fn finish(
    desk: &Desk,
    source: Source,
    mut table: Table,
    mut notes: Problems,
    mut order: Order,
    (choices, fingerprint, remembered): (Choices, Option<BlobId>, bool),
    progress: &Progress,
) -> Result<Opened> {
    // What was chosen before counts, be it that nothing was.
    let is_fresh = match &order.earlier {
        Earlier::Changes(changes) => changes.is_empty(),
        Earlier::Form(_) => true,
        Earlier::Left { hash, .. } => hash.is_none_or(|hash| hash != table.sheet().hash),
        Earlier::Version { .. } | Earlier::Rows(_) => false,
    };
    notes.extend(take_over(desk, &source, &mut table, &mut order)?);
    progress.check()?;
    let asked = compare::Order {
        wishes: order.wishes.clone(),
        id_field: choices.id_field.clone(),
    };
    let file = source.path.as_deref();
    let (there, compared) = compare::look(desk, &order.group, &table, file, &asked, progress)?;
    let left_again = match &compared {
        Some(compared) if is_fresh => compare::left_again(desk, &order.group, &table, compared)?,
        _ => BTreeSet::new(),
    };
    notes.extend((!left_again.is_empty()).then(|| issue::left_again(&left_again)));
    duplicates::remark(&mut table, &there, order.group.duplicates);
    Ok(Opened {
        there,
        compared,
        left_again,
        fields: field_choices(&order.group.fields),
        columns: column_views(&table, &order.group.fields),
        group: order.group,
        source,
        table,
        notes,
        told: order.told,
        wishes: order.wishes,
        choices,
        fingerprint,
        remembered,
        kept: Vec::new(),
        readings: Vec::new(),
        form: None,
    })
}

/// Makes again what was decided and corrected before; what of it is not, is said.
fn take_over(desk: &Desk, source: &Source, table: &mut Table, order: &mut Order) -> Result<Problems> {
    let mut notes = Problems::default();
    match &order.earlier {
        Earlier::Changes(changes) | Earlier::Left { changes, .. } if changes.is_empty() => {
            // A form is filled in by hand, row by row.
            if source.path.is_some() {
                notes.extend(issue::leave_out_again(desk, &order.group, table)?);
            }
        }
        Earlier::Changes(changes) | Earlier::Left { changes, .. } => notes.extend(table.replay(changes)),
        Earlier::Form(before) => decide_again(table, before),
        Earlier::Version { before, more } if has_same_rows(table, before) => {
            notes.extend(table.replay(&[before.changes(), more.clone()].concat()));
        }
        Earlier::Version { before, .. } | Earlier::Rows(before) if table.sheet().hash == before.sheet().hash => {
            // Below other headings a list may be known again that was not before.
            if !has_same_rows(table, before) {
                notes.extend(issue::leave_out_again(desk, &order.group, table)?);
            }
            if table.sheet().name == before.sheet().name {
                notes.extend(table.replay_rows(before, order.forget.is_some()));
            }
        }
        Earlier::Version { before, .. } | Earlier::Rows(before) => {
            notes.extend(table.carry(before));
            let rows = table.followed(before, order.wishes.picked.rows());
            let (picked, lost) = order.wishes.picked.followed(&rows);
            order.wishes.picked = Arc::new(picked);
            notes.extend(lost);
        }
    }
    Ok(notes)
}

/// Decides again about the people of a form, wherever they stand in it now. Who is another by now is asked about anew.
fn decide_again(table: &mut Table, before: &Table) {
    let mut decided = before.changes();
    // Dates of a form are read as the window writes them now. Where that leaves it open, somebody was asked.
    let now = table.options().date_order;
    let is_other = |change: &Change| now.is_some() && matches!(change, Change::Dates { column: None, .. });
    decided.retain(|change| !matches!(change, Change::Cell { .. }) && !is_other(change));
    // As if what was corrected had been typed so.
    let (sheet, mapping) = (before.sheet().clone(), before.mapping().clone());
    let mut options = before.options().clone();
    options.date_order = now.or(options.date_order);
    let mut settled = Table::new(sheet, mapping, options);
    settled.replay(&decided);
    table.carry(&settled);
}

/// Whether the rows and columns of a table are those of an earlier one: of a file that is the same byte by byte, however
/// its letters are read.
fn has_same_rows(table: &Table, before: &Table) -> bool {
    let of = |sheet: &Sheet| (sheet.hash, sheet.header_row);
    let (now, then) = (table.sheet(), before.sheet());
    of(now) == of(then) && now.name == then.name
}

/// Which recipients have a credential of the group already, by the places of their rows.
///
/// # Errors
/// The workspace cannot be read.
pub fn there(desk: &Desk, group: &Group, table: &Table) -> Result<There> {
    let query = Query {
        group: Some(group.id),
        ..Query::default()
    };
    if desk.store.count(&query)? == 0 {
        return Ok(There::new());
    }
    // What an interrupted run has made of this sheet is what is gone on with.
    let hash = table.sheet().hash;
    let open = desk.store.batches()?.into_iter();
    let ours: Vec<BatchId> = open
        .filter(|batch| batch.state == BatchState::Open && batch.sheet == Some(hash))
        .map(|batch| batch.id)
        .collect();
    let found = issue::find_duplicates(desk, group, table.checked_recipients(), &table.decisions())?;
    let placed = found.into_iter().filter_map(|mut found| {
        found.others.retain(|(_, person)| !ours.contains(&person.batch));
        let place = table.place_of(found.row)?;
        (!found.others.is_empty()).then_some((place, found))
    });
    Ok(placed.collect())
}

#[cfg(test)]
mod tests {
    use super::super::super::super::state::create::compare::{Kind, Line};
    use super::super::make;
    use super::*;
    use crate::issue::testing::TestDesk;
    use crate::issue::{NewGroup, create_group};
    use crate::publish::demo;

    fn order(group: &Group, earlier: Earlier) -> Order {
        Order {
            group: group.clone(),
            told: ReadOptions::default(),
            columns: Vec::new(),
            earlier,
            dates: (None, None),
            date_order: None,
            wishes: Wishes::default(),
            forget: None,
            read: None,
        }
    }

    #[test]
    fn the_pictures_of_a_copy_are_in_the_folder_of_its_sheet() {
        let desk = TestDesk::new("open-copy");
        let group = NewGroup {
            title: "T".to_owned(),
            code: "T".to_owned(),
            certificate: Some("Plain".to_owned()),
            fields: vec!["photo:image".parse().expect("a field")],
            ..NewGroup::default()
        };
        let group = create_group(&desk, group).expect("a group").value;
        let (folder, kept) = (desk.store.dir().join("lists"), desk.store.dir().join("kept"));
        for folder in [&folder, &kept] {
            std::fs::create_dir_all(folder).expect("a folder");
        }
        std::fs::write(folder.join("photo.png"), demo::LOGO).expect("the picture");
        let (path, copy) = (folder.join("list.csv"), kept.join("list.csv"));
        let first = "Name,E-mail,photo\nAnn Lee,ann@example.org,photo.png\n";
        std::fs::write(&path, first).expect("the list");
        let opened = open(&desk, &path, order(&group, Earlier::default()), &Progress::new()).expect("opens");
        let of = opened.corrected((None, None));
        let order_of = make::Order {
            of,
            key: None,
            again: false,
            recipe: None,
            only: None,
        };
        make::make(&desk, order_of, &Progress::new()).expect("made");

        // A later version is not finished, and the file is gone since.
        std::fs::write(&copy, format!("{first}Ben Poe,ben@example.org,photo.png\n")).expect("the copy");
        std::fs::remove_file(&path).expect("the list");
        let left = Earlier::Left {
            changes: Vec::new(),
            hash: None,
            copy: Some(copy.clone()),
            bytes: None,
        };
        let opened = open(&desk, &path, order(&group, left), &Progress::new()).expect("opens");
        let compared = opened.compared.expect("a later version");
        let kinds: Vec<_> = compared.lines.iter().map(Line::kind).collect();
        assert_eq!(
            (compared.unchanged, kinds),
            (1, vec![Kind::New]),
            "nobody waits for a picture"
        );
        assert_eq!(opened.source.path, Some(path.clone()));

        // What the workspace keeps of a list that was begun has another name there.
        let blob = desk.store.put_blob(first.as_bytes()).expect("kept");
        let order = order(&group, Earlier::default());
        let opened = open_copy(&desk, &desk.store.blob_path(blob), &path, order, &Progress::new()).expect("opens");
        assert_eq!(
            (&*opened.source.name, &*opened.table.sheet().file),
            ("list.csv", "list.csv")
        );
        assert_eq!(opened.compared.map(|compared| compared.unchanged), Some(1));
    }
}
