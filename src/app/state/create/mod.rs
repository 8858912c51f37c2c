//! Making credentials: group, recipients, check, generate; what the screens show and what is chosen there.
//!
//! All of it stays while a person goes back and forth, or elsewhere and back: it is given up only when credentials were
//! made of it, when another sheet takes its place, or when a person says so.

pub use crate::import::Counts;

pub mod aside;
pub mod begun;
mod called;
pub mod compare;
pub mod dates;
pub mod disk;
pub mod draft;
pub mod duplicates;
pub mod failed;
pub mod fit;
pub mod form;
pub mod kinds;
pub mod past;
pub mod pasted;
pub mod people;
pub mod rows;
pub mod saving;
mod source;
pub mod ways;
pub mod wishes;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::Problems;
use crate::import::{Field, ReadOptions, RowCount, Table};
pub use crate::import::{Finding, sheet_label};
use crate::issue::{self, Choices, Kept};
use crate::model::{BatchId, BlobId, Date, FieldDef, FieldKind, Group, GroupId};

pub use crate::import::{DateOrder, Reading};

use super::super::jobs::JobId;
use super::super::route::CreateStep;
use draft::Draft;
use duplicates::{Outcome, There};
use failed::Failed;
use fit::Fit;
use form::Form;
pub use people::place_of;
use rows::Rows;
pub use source::{Rowset, Source};

#[derive(Debug, Default)]
pub struct Create {
    /// Words by which the groups are filtered.
    pub words: String,
    pub way: Way,
    /// What stands in the field for the file.
    pub path: String,
    /// A file that waits for its group to be chosen.
    pub waiting: Option<PathBuf>,
    /// What is being read.
    pub reading: Option<BeingRead>,
    /// Why a sheet could not be opened, or nothing could be made of it.
    pub failed: Option<Failed>,
    pub import: Option<Import>,
    pub form: Form,
    /// Whether the form that is shown was begun before its group was chosen once more.
    pub form_is_old: bool,
    /// What the form was before.
    pub past: past::Past,
    pub rows: Rows,
    pub dates: Dates,
    pub sample: Sample,
    pub making: Making,
    /// What was put aside, in this run or in another one.
    pub aside: aside::Aside,
    /// The same while it is being opened.
    pub resuming: Option<Arc<Draft>>,
    /// What was corrected in other sheets of the file that is open.
    pub sheets: Vec<Draft>,
    /// The column to which the check led, and how often it led to one.
    pub sought: (usize, u64),
    /// Whether the rows are shown as soon as they are read, as they were before.
    pub straight_on: bool,
    /// The step that was looked at last, to which what is not finished leads back.
    pub last_step: CreateStep,
    pub saving: saving::Saving,
}

/// A file that is being read, and what was told about how.
#[derive(Clone, Debug)]
pub struct BeingRead {
    pub path: PathBuf,
    pub told: ReadOptions,
    /// Where it was chosen: what is wrong with it is said there.
    pub from: Way,
}

/// What is named as the sheet of recipients that were typed into the form.
pub const FORM: &str = "Form";

/// What the job is called that makes credentials.
pub const GENERATING: &str = "Generating credentials";

/// How recipients are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Not chosen yet.
    #[default]
    Open,
    Form,
    Sheet,
}

/// Recipients as they were read or typed, while they are checked.
#[derive(Debug)]
pub struct Import {
    pub group: Arc<Group>,
    pub source: Source,
    /// A job works on a copy and gives it back.
    pub table: Arc<Table>,
    /// Whether the table can be changed now.
    pub lock: Lock,
    /// Rows whose recipients have a credential of the group, surely or likely, by their places.
    pub there: Arc<There>,
    /// What becomes of them, with the revision of the table for which it was counted.
    pub counted: Cell<Option<(u64, Outcome)>>,
    /// Whether that is being looked for, and whether rows have changed since.
    pub looking: Looking,
    /// What the sheet changes of what is there, where it is a later version of a list.
    pub compare: compare::Compare,
    /// What was noticed while it was read.
    pub notes: Problems,
    /// What a person said about how it is to be read.
    pub told: ReadOptions,
    /// Other sheets of the workbook, or encodings that the text could be in.
    pub choices: Choices,
    pub fingerprint: Option<BlobId>,
    /// What is as it was chosen for an earlier sheet.
    pub kept: Vec<Kept>,
    /// Whether choices of an earlier sheet like it were used.
    pub remembered: bool,
    /// The ways to read the text between which a person has to choose; none where it is known.
    pub readings: Vec<Reading>,
    /// What a column may hold.
    pub fields: Vec<FieldChoice>,
    pub columns: Vec<ColumnView>,
    /// Whether a person gave the columns their widths, which then are not stretched to fill the room.
    pub sized: bool,
    /// Of which revision of the form its rows were made.
    pub form: Option<u64>,
}

/// What keeps the rows from being changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lock {
    #[default]
    Open,
    /// A job changes all of them, and gives them back.
    Changing,
    /// The group gets a field, with which the sheet is read again.
    AddingField,
    /// The sheet is read again; what is changed meanwhile would be lost.
    Reading,
    /// Credentials are made of them; what is changed meanwhile would come too late.
    Making,
}

/// The job that looks for recipients who are in the group already, and whether rows have changed since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looking {
    pub job: Option<JobId>,
    pub stale: bool,
}

impl Looking {
    pub fn is_busy(self) -> bool {
        self.job.is_some()
    }
}

/// The narrowest a column of rows gets, in points.
pub const NARROWEST: f32 = 48.0;

/// Something that a column may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChoice {
    pub field: Field,
    pub label: String,
    /// The group has no value for it otherwise.
    pub required: bool,
}

/// A column as the screens show it.
#[derive(Clone, Debug, Default)]
pub struct ColumnView {
    pub name: String,
    /// The first values that are not empty.
    pub samples: Vec<String>,
    /// In points, by its values.
    pub width: f32,
    /// The field that the group could get for it, where no field takes it.
    pub proposal: Option<FieldDef>,
}

impl Import {
    /// Whether it was read of this list for this group; without a path, of the form.
    pub fn is_of_list(&self, path: Option<&Path>, group: GroupId) -> bool {
        self.source.path.as_deref() == path && self.group.id == group
    }

    /// What a column holds, by its place in [`Import::fields`].
    pub fn choice(&self, column: usize) -> Option<usize> {
        let field = self.table.mapping().fields.get(column)?.as_ref()?;
        self.fields.iter().position(|choice| choice.field == *field)
    }

    /// The kind of the group's own field that a column holds.
    fn kind(&self, column: usize) -> Option<&FieldKind> {
        let choice = self.choice(column).and_then(|at| self.fields.get(at))?;
        let Field::Custom(key) = &choice.field else {
            return None;
        };
        let field = self.group.fields.iter().find(|field| field.key == *key);
        field.map(|field| &field.kind)
    }

    /// The values of which every cell of a column has one, where its field has given ones.
    pub fn values(&self, column: usize) -> &[String] {
        match self.kind(column) {
            Some(FieldKind::Choice(values)) => values,
            _ => &[],
        }
    }

    /// Whether the cells of a column name pictures.
    pub fn is_picture(&self, column: usize) -> bool {
        self.kind(column) == Some(&FieldKind::Image)
    }

    pub fn has_pictures(&self) -> bool {
        (0..self.columns.len()).any(|column| self.is_picture(column))
    }

    /// Why a column holds what it holds, to complete “is used so …”.
    pub fn reason(&self, column: usize) -> String {
        self.table.mapping().reason(column).to_string()
    }

    /// Why the rows cannot be checked yet: the letters or the columns are open.
    pub fn missing(&self) -> Option<String> {
        if !self.readings.is_empty() {
            return Some("Choose how the letters of the file are read".to_owned());
        }
        if !self.lists().is_empty() {
            return Some("Choose the sheet that is meant".to_owned());
        }
        let fields = &self.table.mapping().fields;
        let has = |field: &Field| fields.iter().flatten().any(|mapped| mapped == field);
        if !fields.iter().flatten().any(|field| matches!(field, Field::Name(_))) {
            return Some("Choose the column that holds the names".to_owned());
        }
        let open = self.fields.iter().find(|choice| choice.required && !has(&choice.field));
        open.map(|choice| {
            format!(
                "Choose the column that holds “{}”, which the group requires",
                choice.label
            )
        })
    }

    /// The sheets between which a person has to choose, because they are lists of the same kind, with their numbers of rows;
    /// none where it is known which is meant.
    pub fn lists(&self) -> Vec<(&str, RowCount)> {
        let sheet = self.table.sheet();
        let others = sheet
            .others
            .iter()
            .filter_map(|other| Some((other.name.as_str(), other.alike?)));
        let others: Vec<(&str, RowCount)> = others.collect();
        match others.is_empty() {
            true => others,
            false => std::iter::once((sheet.name.as_str(), RowCount::exactly(self.table.len() as u64)))
                .chain(others)
                .collect(),
        }
    }

    /// The custom fields by which people can be known: those that have a column and are no pictures.
    pub fn identifying(&self) -> Vec<&str> {
        let mapped = &self.table.mapping().fields;
        let is_mapped = |field: &&FieldDef| mapped.contains(&Some(Field::Custom(field.key.clone())));
        let fields = self.group.fields.iter().filter(|field| field.kind != FieldKind::Image);
        fields.filter(is_mapped).map(|field| field.key.as_str()).collect()
    }

    /// What is as last time, in words; none where all is as the file tells or as it was chosen now.
    pub fn as_last_time(&self) -> Option<String> {
        let kept_order = self.choices.date_order.filter(|_| self.remembered);
        let order = self.table.asked_date_order().filter(|order| kept_order == Some(*order));
        let order = order.map(|order| match order {
            DateOrder::DayFirst => "the day first in dates".to_owned(),
            DateOrder::MonthFirst => "the month first in dates".to_owned(),
        });
        let kept = self.kept.iter().map(|kept| match kept {
            Kept::Sheet(name) => format!("the sheet “{name}”"),
            Kept::Encoding(name) => format!("letters in {name}"),
            Kept::HeaderRow(row) => format!("headings in row {row}"),
            Kept::Columns(1) => "one column".to_owned(),
            Kept::Columns(count) => format!("{count} columns"),
        });
        let parts: Vec<String> = order.into_iter().chain(kept).collect();
        (!parts.is_empty()).then(|| format!("As last time: {}", parts.join(" · ")))
    }

    /// Whether the parts of names stand in columns of their own.
    pub fn has_name_parts(&self) -> bool {
        use crate::import::NamePart;
        let given = Some(Field::Name(NamePart::Given));
        self.table.mapping().fields.contains(&given)
    }

    /// Under which name the widths of the columns are remembered: one for every set of headings.
    pub fn widths_name(&self) -> String {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        self.columns.iter().for_each(|column| column.name.hash(&mut hasher));
        format!("rows {:016x}", hasher.finish())
    }

    /// Gives the columns the widths that a person gave them before.
    pub fn set_widths(&mut self, widths: &[f32]) {
        if widths.len() != self.columns.len() || !widths.iter().all(|width| width.is_finite()) {
            return;
        }
        for (column, width) in self.columns.iter_mut().zip(widths) {
            column.width = width.clamp(NARROWEST, 1200.0);
        }
        self.sized = true;
    }

    /// Why rows cannot be changed now.
    pub fn refused(&self) -> Option<&'static str> {
        match self.lock {
            Lock::Open => None,
            Lock::Changing => Some("All rows are being changed. Try again in a moment"),
            Lock::AddingField => Some("The group is getting a field. Try again in a moment"),
            Lock::Reading => Some("The sheet is being read again"),
            Lock::Making => Some("Credentials are being made of these rows"),
        }
    }

    /// Why nothing can be typed or chosen now that would be written as soon as it can: it would be lost, or come too late.
    pub fn refused_for_good(&self) -> Option<&'static str> {
        self.refused().filter(|_| self.lock != Lock::Changing)
    }

    /// Whether something was typed or decided that goes with its rows.
    pub fn is_corrected(&self) -> bool {
        self.table.has_row_changes() || self.compare.wishes != wishes::Wishes::default()
    }

    pub fn is_form(&self) -> bool {
        self.source.path.is_none()
    }

    /// Whether its rows were typed into this form.
    pub fn is_of(&self, form: &Form) -> bool {
        self.is_form() && form.group() == Some(self.group.id)
    }

    /// Whether nothing was typed into this form since.
    pub fn is_all_of(&self, form: &Form) -> bool {
        self.is_of(form) && self.form == Some(form.revision())
    }
}

impl Create {
    /// Whether this list is open for this group; without a path, the form.
    pub fn has_list(&self, path: Option<&Path>, group: GroupId) -> bool {
        self.import
            .as_ref()
            .is_some_and(|import| import.is_of_list(path, group))
    }

    /// Takes away what credentials were made of. What is of something else stays: a form that was begun beside a sheet, a
    /// file that is being read or waits for its group.
    pub fn close(&mut self) -> Option<Import> {
        let before = std::mem::take(self);
        let is_made = |import: &Import| import.is_all_of(&before.form);
        let is_made = before.import.as_ref().is_some_and(is_made);
        let form = if is_made { Form::default() } else { before.form };
        let is_reading = before.reading.is_some();
        *self = Create {
            words: before.words,
            waiting: before.waiting,
            way: if is_reading || !form.is_blank() {
                before.way
            } else {
                Way::Open
            },
            path: if is_reading { before.path } else { String::new() },
            reading: before.reading,
            aside: before.aside,
            resuming: before.resuming,
            straight_on: before.straight_on,
            saving: before.saving,
            form,
            ..Create::default()
        };
        before.import
    }

    /// Whether a job makes credentials of what is open.
    pub fn is_made_by(&self, job: JobId) -> bool {
        matches!(self.making, Making::Running(id) if id == job)
    }

    /// What was opened for a group.
    pub fn import_for(&self, group: Option<GroupId>) -> Option<&Import> {
        self.import.as_ref().filter(|import| Some(import.group.id) == group)
    }

    /// The form of a group, where that is the one that is filled in.
    pub fn form_for(&self, group: Option<GroupId>) -> Option<&Form> {
        Some(&self.form).filter(|form| form.group().is_some() && form.group() == group)
    }

    /// Why nothing can be typed into the form now: what its rows become was taken from it.
    pub fn form_refused(&self) -> Option<&'static str> {
        let import = self.import.as_ref();
        import.filter(|import| import.is_of(&self.form))?.refused()
    }

    /// The step that is shown in the place of one whose ground is gone.
    pub fn shown(&self, group: Option<GroupId>, step: CreateStep) -> CreateStep {
        let import = self.import_for(group);
        let compares = import.is_some_and(|import| import.compare.is_on());
        match step {
            CreateStep::Compare if self.is_ready(group) && !compares => CreateStep::Check,
            CreateStep::Check | CreateStep::Compare | CreateStep::Generate if !self.is_ready(group) => {
                self.shown(group, CreateStep::Recipients)
            }
            CreateStep::Recipients if group.is_none() => CreateStep::Group,
            step => step,
        }
    }

    /// Whether there are rows to go on with.
    pub fn is_ready(&self, group: Option<GroupId>) -> bool {
        // What was typed into the form since its rows were checked is not among them.
        let is_all = |import: &&Import| !import.is_of(&self.form) || import.is_all_of(&self.form);
        let import = self.import_for(group).filter(is_all);
        import.is_some_and(|import| import.missing().is_none() && !import.table.is_empty())
    }

    /// Whether there is something that would be lost.
    pub fn is_begun(&self) -> bool {
        self.import.is_some() || !self.form.is_blank()
    }
}

/// The dates of rows that have none of their own, as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    pub issue: String,
    pub issue_date: Option<Date>,
    pub expiry: String,
    pub expiry_date: Option<Date>,
}

impl Dates {
    /// Those of a draft.
    pub fn of(draft: &Draft) -> Dates {
        let text = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
        Dates {
            issue: text(draft.issue_date),
            issue_date: draft.issue_date,
            expiry: text(draft.expiry_date),
            expiry_date: draft.expiry_date,
        }
    }

    /// Why credentials cannot be made with them, today where it is known.
    pub fn refused(&self, today: Option<Date>) -> Option<&'static str> {
        let typed = |text: &str, date: Option<Date>| text.trim().is_empty() || date.is_some();
        if !typed(&self.issue, self.issue_date) {
            return Some("The issue date is not understood. Correct it, or leave it empty");
        }
        if !typed(&self.expiry, self.expiry_date) {
            return Some("The expiry date is not understood. Correct it, or leave it empty");
        }
        let trouble = today.and_then(|today| self.trouble(self.expiry_date, today));
        trouble
            .is_some_and(|problem| problem.is_error())
            .then_some("They would expire before they are issued. Correct one of the two dates")
    }

    /// What is wrong with an expiry date beside the issue date: that which was typed, or that of the group.
    pub fn trouble(&self, expiry: Option<Date>, today: Date) -> Option<crate::diag::Problem> {
        issue::date_problems(self.issue_date.unwrap_or(today), expiry, today).next()
    }
}

/// Which row is drawn before anything is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pick {
    #[default]
    First,
    Longest,
    Shortest,
    RightToLeft,
    Next,
    Previous,
    /// The row at a place.
    Row(usize),
}

/// The rows that are worth looking at, by their places.
#[derive(Clone, Debug, Default)]
pub struct Picks {
    /// All that make a credential.
    pub ready: Arc<Vec<usize>>,
    pub longest: Option<usize>,
    pub shortest: Option<usize>,
    pub right_to_left: Option<usize>,
}

/// A credential as it would be made.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// For which revision of the table the picks are.
    pub revision: Option<u64>,
    pub picks: Picks,
    /// The row that is drawn.
    pub row: Option<usize>,
    pub pick: Pick,
    pub shown: Option<Arc<issue::Sample>>,
    /// Whether the badge is shown where there is a certificate too.
    pub badge: bool,
    /// Of the job that made it: nothing else of this run was drawn under the same number, whatever list it was of.
    pub version: u64,
    pub failed: Option<Problems>,
    /// None while the designs are asked.
    pub fit: Option<Fit>,
}

/// How far the generation is.
#[derive(Clone, Debug, Default)]
pub enum Making {
    #[default]
    No,
    Running(JobId),
    /// A person stopped it; what is made stays, and the rest can be made.
    Stopped,
    /// The same was made before.
    Before(BatchId),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_end_before_they_begin_hold_the_generation_and_a_past_end_is_said() {
        let day = |year| Date::new(year, 5, 31);
        let today = day(2026).expect("a day");
        let dates = |issue: Option<Date>, expiry: Option<Date>| Dates {
            issue: issue.map(|date| date.to_string()).unwrap_or_default(),
            issue_date: issue,
            expiry: expiry.map(|date| date.to_string()).unwrap_or_default(),
            expiry_date: expiry,
        };
        for (issue, expiry, held, said) in [
            (None, None, false, None),
            (None, day(2027), false, None),
            (None, day(2020), true, Some("expiry-before-issue")),
            (day(2030), day(2027), true, Some("expiry-before-issue")),
            (day(2019), day(2020), false, Some("already-expired")),
        ] {
            let dates = dates(issue, expiry);
            assert_eq!(dates.refused(Some(today)).is_some(), held, "{dates:?}");
            let trouble = dates.trouble(expiry, today);
            assert_eq!(trouble.as_ref().map(|problem| &*problem.code), said, "{dates:?}");
        }
    }
}
