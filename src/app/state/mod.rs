//! What screens read: where we are, a snapshot of the workspace, what is chosen and typed, toasts and jobs.
//!
//! Only handlers change it. Everything here is owned data; nothing refers to the store.

pub mod asking;
pub mod create;
pub mod credential;
pub mod design;
pub mod group;
pub mod home;
pub mod kept;
pub mod leaving;
pub mod licences;
pub mod of_designs;
pub mod palette;
pub mod path;
pub mod picked;
pub mod publish;
pub mod recipient;
pub mod review;
pub mod settings;
pub mod start;
mod steps;
pub mod studio;
pub mod toasts;
pub mod waits;
pub mod workspace;

use std::path::PathBuf;

use crate::locale;
use crate::progress::Snapshot as Progress;

use super::command::reading::ONLY_READING;
use super::jobs::{JobId, JobView};
use super::route::{CreateStep, History, Route};
use super::settings::{Dates, Settings};

use create::form::Form;
use review::EditKind;

#[derive(Debug, Default)]
pub struct State {
    pub route: History,
    pub workspace: workspace::Workspace,
    /// How far the opening of a workspace has come.
    pub opening: Option<Progress>,
    pub choices: Settings,
    /// Whether the choices changed while they were being kept.
    pub unsaved: bool,
    pub toasts: toasts::Toasts,
    /// Whether the file that the program was started with was taken.
    pub begun: bool,
    /// Files that were named to another start of the program, to begin with in this window.
    pub asked: Vec<PathBuf>,
    pub jobs: Vec<JobView>,
    /// What a dialog of the system was asked for and has not answered.
    pub asking: Option<asking::Asked>,
    pub typed_paths: asking::TypedPaths,
    /// When what changes was counted last, in seconds of egui.
    pub tallied: f64,
    pub palette: Option<palette::Palette>,
    pub leaving: leaving::Leaving,
    pub start: start::Start,
    pub home: home::Home,
    pub group: group::Group,
    pub create: create::Create,
    pub review: review::Review,
    pub publish: publish::Publish,
    pub credential: credential::Credential,
    pub design: design::Design,
    pub settings: settings::Settings,
    pub kept: kept::OfKept,
    pub studio: studio::Studio,
}

impl State {
    /// Why nothing of the open workspace can be changed, for the buttons that would; `None` when it can.
    pub fn only_reading(&self) -> Option<&'static str> {
        let snapshot = self.workspace.snapshot()?;
        snapshot.reading.as_ref().map(|_| ONLY_READING)
    }

    /// Writes dates from now on in another form. Those that are typed mean what they did: they are written out.
    pub fn write_dates_as(&mut self, dates: Dates) {
        let before = std::mem::replace(&mut self.choices.dates, dates);
        let (search, create) = (&mut self.home.search, &mut self.create.dates);
        let of_corrected = self.credential.asked.iter_mut().flat_map(|asked| &mut asked.fields);
        let fields = self.review.one.fields.iter_mut().chain(of_corrected);
        let texts = fields
            .filter(|field| field.kind == EditKind::Date)
            .map(|field| &mut field.text);
        let typed = [
            &mut search.from,
            &mut search.until,
            &mut create.issue,
            &mut create.expiry,
        ];
        for text in typed.into_iter().chain(texts) {
            *text = before.stored(text);
        }
        let (id, groups) = (self.create.form.group(), self.workspace.snapshot());
        let card = groups.and_then(|snapshot| snapshot.groups.iter().find(|card| Some(card.group.id) == id));
        if let Some(card) = card {
            let write_out = |form: &mut Form| form.write_out_dates(&card.group, |text| before.stored(text));
            write_out(&mut self.create.form);
            self.create.past.change(write_out);
        }
    }

    /// What the tray says of a job: its title, and how far it is.
    pub fn progress_of(&self, job: Option<JobId>) -> Option<(&'static str, &Progress)> {
        let job = self.jobs.iter().find(|known| Some(known.id) == job)?;
        Some((job.title, &job.progress))
    }

    /// Whether what is done on this screen is taken back step by step, by a history of its own.
    pub fn has_own_steps(&self) -> bool {
        match self.route.now() {
            Route::Studio(_) => true,
            // Without any, what was saved last is taken back.
            Route::Group(_) => self.group.form.as_ref().is_some_and(|form| {
                let past = &self.group.past;
                past.can(form, true) || past.can(form, false)
            }),
            Route::Create { group, step } => match self.create.shown(*group, *step) {
                CreateStep::Check | CreateStep::Compare => true,
                CreateStep::Recipients => {
                    self.create.way == create::Way::Form && self.create.form_for(*group).is_some()
                }
                CreateStep::Group | CreateStep::Generate => false,
            },
            _ => false,
        }
    }

    /// Whether a dialog over the studio is open, which has the keys from the moment it is asked for, be it drawn yet or
    /// not.
    pub fn is_asking(&self) -> bool {
        let of_kept = self.kept.component.is_some() || self.kept.rename.is_some();
        let is_typing_path = self.asking.as_ref().is_some_and(|asked| asked.path.is_some());
        self.leaving.is_asked()
            || is_typing_path
            || self.palette.is_some()
            || self.studio.is_asking()
            || of_kept
            || self.design.export.is_some()
    }
}

/// Whether all words that were typed occur in a text, without regard to case and accents.
pub fn words_in(words: &str, text: &str) -> bool {
    let text = locale::searched(text);
    locale::query_words(words)
        .iter()
        .all(|word| text.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::settings::DateForm;

    #[test]
    fn what_is_typed_means_the_same_day_when_dates_are_written_otherwise() {
        let in_language = |language: &str| Dates {
            form: DateForm::Short,
            language: language.to_owned(),
        };
        let mut state = State::default();
        state.choices.dates = in_language("en-US");
        state.home.search.from = "3/4/2026".to_owned();
        state.create.dates.issue = "soon".to_owned();
        state.write_dates_as(in_language("en-GB"));
        assert_eq!(state.home.search.from, "2026-03-04");
        assert_eq!(state.create.dates.issue, "soon");
    }
}
