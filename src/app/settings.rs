//! Choices that outlive a run: the window's place, the last workspace, appearance, dates, keys, widths of columns.
//!
//! They are one small JSON file in the user's configuration folder. What cannot be read is not worth a failure: the
//! window then starts with the defaults and says so.

pub mod studio;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Result};
use crate::files::write_atomic;
use crate::locale;
use crate::model::{Date, DatePattern, DesignId, GroupId, LocalTime, NumberForm};
use crate::publish::Parts;
use crate::units::Color;

/// How many workspaces the switcher remembers.
const RECENT: usize = 8;

/// Light, dark, or what the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    #[default]
    System,
    Light,
    Dark,
}

/// The language in which counts have the thin spaces of the window's own look.
const OWN: &str = "en-GB";

/// How the window writes dates and counts. What is issued has the dates that its design says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dates {
    pub form: DateForm,
    /// BCP 47.
    pub language: String,
}

impl Default for Dates {
    fn default() -> Dates {
        Dates {
            form: DateForm::default(),
            language: OWN.to_owned(),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateForm {
    /// 2026-11-26
    #[default]
    Iso,
    Short,
    Medium,
    Long,
}

impl DateForm {
    pub const ALL: [DateForm; 4] = [DateForm::Iso, DateForm::Short, DateForm::Medium, DateForm::Long];

    fn pattern(self) -> DatePattern {
        match self {
            DateForm::Iso => DatePattern::Iso,
            DateForm::Short => DatePattern::Short,
            DateForm::Medium => DatePattern::Medium,
            DateForm::Long => DatePattern::Long,
        }
    }
}

impl Dates {
    /// A date as it is shown in the window.
    pub fn write(&self, date: Date) -> String {
        // A language that the library does not have must not hide a date.
        locale::format_date(date, &self.form.pattern(), &self.language).unwrap_or_else(|_| date.to_string())
    }

    /// The days that a text may mean to a person who writes dates as the window does.
    pub fn read(&self, text: &str) -> Vec<Date> {
        locale::read_date(text, &self.form.pattern(), &self.language)
    }

    /// The only one of them.
    pub fn read_one(&self, text: &str) -> Option<Date> {
        match self.read(text)[..] {
            [date] => Some(date),
            _ => None,
        }
    }

    /// A date that was typed, as it is stored; another text as it is.
    pub fn stored(&self, text: &str) -> String {
        self.read_one(text)
            .map_or_else(|| text.to_owned(), |date| date.to_string())
    }

    /// What stands first in dates of figures; `None` where the window writes the year first.
    pub fn order(&self) -> Option<locale::DateOrder> {
        locale::date_order(&self.form.pattern(), &self.language)
    }

    /// A moment as it is shown in the window: its day and minute.
    pub fn write_time(&self, at: LocalTime) -> String {
        let day = at.day.map(|day| self.write(day)).unwrap_or_default();
        format!("{day} {:02}:{:02}", at.hour, at.minute)
    }

    /// A count as it is shown in the window.
    pub fn count(&self, number: u64) -> String {
        let digits = number.to_string();
        match self.language.as_str() {
            OWN => locale::thin_thousands(&digits),
            language => locale::format_number(&digits, NumberForm::default(), language),
        }
    }
}

thread_local! {
    /// How the window of this thread writes counts; every frame sets it from the choices before it draws.
    static NUMBERS: RefCell<Dates> = RefCell::new(Dates::default());
}

/// Writes counts from now on in the language that was chosen for dates and numbers.
pub fn write_counts_as(dates: &Dates) {
    NUMBERS.with_borrow_mut(|numbers| {
        if numbers != dates {
            numbers.clone_from(dates);
        }
    });
}

/// A count as the chosen language writes it.
pub fn count(number: u64) -> String {
    NUMBERS.with_borrow(|numbers| numbers.count(number))
}

/// A count with its noun.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// The window on the screen, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub size: [f32; 2],
    pub position: Option<[f32; 2]>,
    #[serde(default)]
    pub maximized: bool,
}

/// A workspace that was open once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    pub dir: PathBuf,
    /// The issuer's name, for the list.
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub window: Option<Place>,
    /// The last one first.
    pub recent: Vec<Recent>,
    /// Whether the first of [`Settings::recent`] is opened at the start; not after it was closed by hand.
    pub reopen: bool,
    pub appearance: Appearance,
    /// The size of everything, 1.0 as designed.
    pub scale: f32,
    pub sidebar_folded: bool,
    /// The name in which this person's steps are logged; that of the system's account where it is empty.
    pub who: String,
    pub dates: Dates,
    /// The keys that commands were given in the place of their own, by id, such as `Ctrl+Shift+K`; empty for none.
    pub shortcuts: BTreeMap<String, String>,
    /// Widths of table columns in points, by the table's name.
    pub columns: BTreeMap<String, Vec<f32>>,
    /// How what is under review is shown.
    pub sheet: Sheet,
    /// Which files were made of each credential at the last publication.
    pub files: Parts,
    /// What was put beside the last publication.
    pub copies: Copies,
    /// What designs were made with last.
    pub used: Used,
    /// The folder of the last design that was exported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exports: Option<PathBuf>,
    /// Whether designs are exported with their bleed.
    pub bleed: bool,
}

/// A copy of what is published, in a folder of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Copies {
    /// The workspace whose copies they are; those of another issuer go elsewhere.
    pub workspace: PathBuf,
    pub wanted: bool,
    pub folder: String,
    /// Which files it gets.
    pub parts: Parts,
}

/// What was used last in the studio and is offered first, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Used {
    /// Families of fonts.
    pub fonts: Vec<String>,
    pub colors: Vec<Color>,
    /// Whether elements are scaled with their page when that is resized.
    pub scale_page: bool,
    /// The rows under designs, the latest first.
    pub rows: Vec<Attached>,
    /// How the studio was left.
    pub studio: studio::Studio,
}

/// The rows that were attached to a design when it was worked on last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    pub workspace: PathBuf,
    pub design: DesignId,
    pub source: RowSource,
}

/// Where rows under a design come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowSource {
    Group(GroupId),
    Sheet(PathBuf),
}

impl Used {
    /// As many colours as stand in one line.
    const COLORS: usize = 9;
    /// For so many designs it is known what was attached to them.
    const ATTACHED: usize = 64;

    pub fn color(&mut self, color: Color) {
        self.colors.retain(|known| *known != color);
        self.colors.insert(0, color);
        self.colors.truncate(Used::COLORS);
    }

    /// What was attached to a design of a workspace.
    pub fn rows_of(&self, workspace: &Path, design: DesignId) -> Option<&RowSource> {
        let is_of = |of: &&Attached| of.design == design && of.workspace == workspace;
        Some(&self.rows.iter().find(is_of)?.source)
    }

    /// Keeps what is attached to a design from now on; `None` for nothing.
    pub fn attach(&mut self, workspace: &Path, design: DesignId, source: Option<RowSource>) {
        self.rows.retain(|of| of.design != design || of.workspace != workspace);
        if let Some(source) = source {
            let workspace = workspace.to_owned();
            let attached = Attached {
                workspace,
                design,
                source,
            };
            self.rows.insert(0, attached);
            self.rows.truncate(Used::ATTACHED);
        }
    }
}

/// The contact sheet of what is under review, or the list in its place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    pub as_list: bool,
    /// How wide thumbnails are, in points.
    pub thumb: f32,
}

impl Default for Sheet {
    fn default() -> Sheet {
        Sheet {
            as_list: false,
            thumb: 200.0,
        }
    }
}

/// Points that a thumbnail is wide.
pub const THUMB: std::ops::RangeInclusive<f32> = 120.0..=420.0;

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            window: None,
            recent: Vec::new(),
            reopen: true,
            appearance: Appearance::System,
            scale: 1.0,
            sidebar_folded: false,
            who: String::new(),
            dates: Dates::default(),
            shortcuts: BTreeMap::new(),
            columns: BTreeMap::new(),
            sheet: Sheet::default(),
            files: Parts::default(),
            copies: Copies::default(),
            used: Used::default(),
            exports: None,
            bleed: false,
        }
    }
}

impl Settings {
    /// Reads them; a file that is not there gives the defaults.
    ///
    /// # Errors
    /// When the file is there and cannot be understood.
    pub fn load(path: &Path) -> Result<Settings> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Settings::default()),
            Err(error) => return Err(Problem::io("read the settings", path, &error).into()),
        };
        let mut settings: Settings = serde_json::from_str(&text).map_err(|error| {
            Problem::warning("bad-settings", format!("The settings cannot be understood: {error}"))
                .hint("Nothing is lost but choices such as the window's size; they are kept anew from now on")
        })?;
        settings.scale = sane_scale(settings.scale);
        let thumb = settings.sheet.thumb;
        settings.sheet.thumb = match thumb.is_finite() {
            true => thumb.clamp(*THUMB.start(), *THUMB.end()),
            false => Sheet::default().thumb,
        };
        Ok(settings)
    }

    /// Writes them beside the old ones and then in their place.
    pub fn save(&self, path: &Path) -> Result<()> {
        let io = |error: io::Error| Problem::io("keep the settings", path, &error);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(io)?;
        }
        let text = serde_json::to_string_pretty(self).map_err(|error| io(error.into()))?;
        Ok(write_atomic(path, text.as_bytes()).map_err(io)?)
    }

    /// The widths that a person gave the columns of a table; empty for their own.
    pub fn widths(&self, table: &str) -> &[f32] {
        self.columns.get(table).map_or(&[], Vec::as_slice)
    }

    /// What tells a workspace from the others of the same name, such as the one that it was restored or copied from: as
    /// much of the end of its path as is its own. None where its name is enough.
    pub fn place_of(&self, dir: &Path, name: &str) -> Option<String> {
        let namesakes = self
            .recent
            .iter()
            .filter(|recent| recent.name == name && recent.dir != dir);
        let others: Vec<&Path> = namesakes.map(|recent| recent.dir.as_path()).collect();
        if others.is_empty() {
            return None;
        }
        let parts = dir.components().count();
        let ends = (1..=parts).map(|parts| end_of(dir, parts));
        let mut own = ends
            .enumerate()
            .filter(|(at, end)| others.iter().all(|other| end_of(other, at + 1) != *end));
        let end = own.next().map_or_else(|| dir.to_owned(), |(_, end)| end);
        Some(end.to_string_lossy().into_owned())
    }

    /// Puts a workspace at the front of the list.
    pub fn remember(&mut self, dir: &Path, name: &str) {
        self.recent.retain(|recent| recent.dir != dir);
        let recent = Recent {
            dir: dir.to_owned(),
            name: name.to_owned(),
        };
        self.recent.insert(0, recent);
        self.recent.truncate(RECENT);
        self.reopen = true;
    }
}

/// The last parts of a path.
fn end_of(path: &Path, parts: usize) -> PathBuf {
    let all = path.components().count();
    path.components().skip(all.saturating_sub(parts)).collect()
}

/// The steps of the scale; fewer are not told apart, more do not fit on a screen.
pub const SCALES: [f32; 8] = [0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0];

/// The step that comes after a scale, or before it; the same where there is none.
pub fn next_scale(scale: f32, larger: bool) -> f32 {
    let is_after = |step: &f32| *step > scale + 0.005;
    let is_before = |step: &f32| *step < scale - 0.005;
    let next = match larger {
        true => SCALES.into_iter().find(is_after),
        false => SCALES.into_iter().rfind(is_before),
    };
    next.unwrap_or(scale)
}

/// A scale at which the window can still be used.
pub fn sane_scale(scale: f32) -> f32 {
    if scale.is_finite() { scale.clamp(0.7, 2.5) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_chosen() {
        let date = Date::new(2026, 11, 26).expect("a day");
        let written = |form, language: &str| {
            Dates {
                form,
                language: language.to_owned(),
            }
            .write(date)
        };
        assert_eq!(written(DateForm::Iso, "de"), "2026-11-26");
        assert_eq!(written(DateForm::Long, "en-GB"), "26 November 2026");
        assert_eq!(written(DateForm::Long, "de"), "26. November 2026");
        assert!(written(DateForm::Medium, "not a language").contains("2026"));
    }

    #[test]
    fn dates_are_read_in_the_order_in_which_they_are_written() {
        let read = |form, language: &str, text: &str| {
            let language = language.to_owned();
            let days = Dates { form, language }.read(text);
            days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        for (form, language, text, days) in [
            (DateForm::Iso, "en-US", "3/4/2026", "2026-03-04 2026-04-03"),
            (DateForm::Short, "en-US", "3/4/2026", "2026-03-04"),
            (DateForm::Short, "en-US", "03.04.2026", "2026-03-04"),
            (DateForm::Short, "en-US", "13/4/2026", "2026-04-13"),
            (DateForm::Medium, "en-US", "3/4/2026", "2026-03-04"),
            (DateForm::Short, "en-GB", "3/4/2026", "2026-04-03"),
            (DateForm::Long, "de", "3.4.2026", "2026-04-03"),
            (DateForm::Short, "zh-Hans", "3/4/2026", "2026-03-04 2026-04-03"),
            (DateForm::Short, "th", "3/4/2569", "2026-04-03"),
            (DateForm::Short, "th", "3/4/2026", "2026-04-03"),
            (DateForm::Short, "fa", "1405/9/5", "2026-11-26"),
            (DateForm::Short, "fa", "2026-11-26", "2026-11-26"),
            (DateForm::Short, "en-US", "soon", ""),
        ] {
            assert_eq!(read(form, language, text), days, "{text} in {language}");
        }
    }

    #[test]
    fn the_scale_goes_by_steps() {
        for (now, smaller, larger) in [(1.0, 0.9, 1.1), (2.0, 1.75, 2.0), (0.8, 0.8, 0.9), (1.3, 1.25, 1.5)] {
            assert_eq!((next_scale(now, false), next_scale(now, true)), (smaller, larger));
        }
    }

    #[test]
    fn what_is_saved_is_read_again() {
        let folder = std::env::temp_dir().join(format!("accolade-settings-{}", std::process::id()));
        let path = folder.join("deep/settings.json");
        assert_eq!(Settings::load(&path).expect("defaults"), Settings::default());
        let mut settings = Settings {
            appearance: Appearance::Dark,
            ..Settings::default()
        };
        settings.remember(Path::new("a"), "A");
        settings.remember(Path::new("b"), "B");
        settings.remember(Path::new("a"), "A again");
        settings.save(&path).expect("saves");
        let again = Settings::load(&path).expect("loads");
        assert_eq!(again, settings);
        assert_eq!(again.recent.len(), 2);
        assert_eq!(again.recent[0].name, "A again");
        fs::write(&path, "{").expect("writes");
        assert!(Settings::load(&path).is_err());
        drop(fs::remove_dir_all(folder));
    }

    #[test]
    fn counts_follow_the_language() {
        let texts: Vec<String> = [0, 999, 1000, 12_480, 1_000_000].map(count).to_vec();
        assert_eq!(
            texts,
            ["0", "999", "1\u{2009}000", "12\u{2009}480", "1\u{2009}000\u{2009}000"]
        );
        assert_eq!(counted(1, "row", "rows"), "1 row");
        for (language, text) in [("de", "12.480 rows"), ("en-US", "12,480 rows"), ("fa", "۱۲٬۴۸۰ rows")] {
            let language = language.to_owned();
            write_counts_as(&Dates {
                language,
                ..Dates::default()
            });
            assert_eq!(counted(12_480, "row", "rows"), text);
        }
        write_counts_as(&Dates::default());
        assert_eq!(count(12_480), "12\u{2009}480");
    }

    #[test]
    fn workspaces_of_one_name_are_told_apart_by_where_they_lie() {
        let mut settings = Settings::default();
        for (dir, name) in [
            ("/data/a/northfield", "Northfield"),
            ("/data/a/northfield restored", "Northfield"),
            ("/media/disk/northfield", "Northfield"),
            ("/data/a/other", "Other"),
        ] {
            settings.remember(Path::new(dir), name);
        }
        let place = |dir: &str, name: &str| settings.place_of(Path::new(dir), name);
        assert_eq!(place("/data/a/other", "Other"), None);
        let restored = "/data/a/northfield restored";
        assert_eq!(place(restored, "Northfield").as_deref(), Some("northfield restored"));
        // Its last part alone is that of the other disk, too.
        let own: PathBuf = ["a", "northfield"].iter().collect();
        assert_eq!(place("/data/a/northfield", "Northfield").map(PathBuf::from), Some(own));
        assert_eq!(place("/", "Northfield").as_deref(), Some("/"));
    }
}
