//! A run without a window, for tests of what commands do: they are sent, and the answers of jobs are taken one by one.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use egui::Context;

use crate::diag::Result;
use crate::fonts::tests_support;
use crate::issue::testing::{Counting, TestDesk};
use crate::issue::{self, GenerateOptions, NewGroup};
use crate::model::{CredentialId, Group};
use crate::progress::Progress;
use crate::store::{Query, Seed};
use crate::worker::Launcher;

use super::super::App;
use super::super::command::Command;
use super::super::command::create::Command as Create;
use super::super::command::studio::Command as Studio;
use super::super::jobs::clipboard::{Clipboard, Copied};
use super::super::jobs::dialogs::{Ask, FileDialogs};
use super::super::jobs::{self, Answer, JobId};
use super::super::route::{CreateStep, Route};
use super::super::state::State;
use super::super::state::create::Import;
use super::super::state::workspace::Workspace;
use super::super::surroundings::{Opener, Surroundings};

/// A run, of which the window is not drawn.
pub(super) struct Bench {
    app: App,
    folder: PathBuf,
    // The last to go: it takes the folder with it.
    pub workspace: TestDesk,
}

/// Nobody answers.
struct Nobody;

impl FileDialogs for Nobody {
    fn ask(&self, _: &Ask) -> Result<Option<PathBuf>> {
        Ok(None)
    }
}

impl Clipboard for Nobody {
    fn read(&self, _: &Progress) -> Result<Option<Copied>> {
        Ok(None)
    }
}

impl Opener for Nobody {
    fn open(&self, _: &Path) -> Result<()> {
        Ok(())
    }
}

impl Deref for Bench {
    type Target = App;
    fn deref(&self) -> &App {
        &self.app
    }
}

impl DerefMut for Bench {
    fn deref_mut(&mut self) -> &mut App {
        &mut self.app
    }
}

/// The fonts of the first frame.
fn fonts() -> &'static [u8] {
    static FONTS: LazyLock<&[u8]> = LazyLock::new(|| tests_support::archive_of(&["inter/Inter-Regular.ttf"]));
    *FONTS
}

impl Bench {
    /// A workspace with a group, whose recipients are asked for.
    pub fn new(name: &str, group: NewGroup) -> Bench {
        let workspace = TestDesk::new(name);
        let group = workspace.group(group);
        let folder = workspace.store.dir().join("lists");
        std::fs::create_dir_all(&folder).expect("a folder");
        let surroundings = Surroundings {
            fonts: fonts(),
            launcher: Launcher::in_process(crate::import::TASKS),
            clock: Arc::new(Counting::default()),
            seed: Seed([7; 32]),
            settings: Some(folder.join("config/settings.json")),
            documents: folder.clone(),
            data: folder.clone(),
            font_folders: Vec::new(),
            temporary: std::env::temp_dir(),
            dialogs: Arc::new(Nobody),
            clipboard: Arc::new(Nobody),
            opener: Arc::new(Nobody),
            workspace: None,
            file: None,
        };
        let mut app = App::new(&Context::default(), surroundings).expect("a run");
        app.desk = Some(workspace.desk.clone());
        let mut bench = Bench { app, folder, workspace };
        bench.look();
        bench.go(&group, CreateStep::Recipients);
        bench
    }

    /// The same with a group of this title, and nothing more of it.
    pub fn titled(name: &str, title: &str) -> Bench {
        let group = NewGroup {
            title: title.to_owned(),
            ..NewGroup::default()
        };
        Bench::new(name, group)
    }

    /// A workspace whose design “Plain” is open in the studio.
    pub fn of_design(name: &str) -> Bench {
        let mut bench = Bench::titled(name, "Welding");
        let id = issue::find_design(&bench.workspace, "Plain").expect("a design").id;
        bench.send(Studio::Open(id));
        bench.until("the design", move |state| {
            state.studio.open().is_some_and(|open| open.id == id)
        });
        bench
    }

    /// Reads the workspace anew.
    pub fn look(&mut self) {
        let snapshot = jobs::workspace::snapshot(&self.workspace).expect("a snapshot");
        self.state.workspace = Workspace::Open(Arc::new(snapshot));
    }

    /// Makes a credential of each of these people, which wait for a review.
    pub fn make(&mut self, names: &[&str]) -> Vec<CredentialId> {
        let group = self.state.workspace.snapshot().expect("open").groups[0].group.clone();
        let rows = names.iter().map(|name| format!("{name},good\n"));
        let csv: String = std::iter::once("Name,Grade\n".to_owned()).chain(rows).collect();
        let made = self.workspace.generate(&group, &csv, &GenerateOptions::default());
        made.expect("made");
        self.look();
        let all = self.workspace.store.query(&Query::default(), None, 100).expect("reads");
        let id_of = |name: &&str| {
            let mut found = all.items.iter();
            let it = found.find(|one| one.content.recipient.name == **name);
            it.expect("a credential").id
        };
        names.iter().map(id_of).collect()
    }

    pub fn go(&mut self, group: &Group, step: CreateStep) {
        let group = Some(group.id);
        self.send(Command::Go(Route::Create { group, step }));
    }

    pub fn send(&mut self, command: impl Into<Command>) {
        super::command(&mut self.work(), command.into());
    }

    pub fn take(&mut self, (id, answer): (JobId, Answer)) {
        super::answer(&mut self.work(), id, answer);
    }

    /// Waits for answers without taking them.
    pub fn answers(&mut self, enough: impl Fn(&[(JobId, Answer)]) -> bool) -> Vec<(JobId, Answer)> {
        let mut came = Vec::new();
        for _ in 0..3000 {
            came.extend(self.jobs.drain());
            if enough(&came) {
                return came;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("waited in vain, {came:?} came");
    }

    /// Takes answers until something is so.
    pub fn until(&mut self, what: &str, done: impl Fn(&State) -> bool) {
        for _ in 0..3000 {
            while let Some(answer) = self.jobs.next_answer() {
                self.take(answer);
            }
            if done(&self.state) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("waited in vain for {what}");
    }

    /// A list beside the workspace.
    pub fn list(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.join(name);
        std::fs::write(&path, text).expect("the list");
        path
    }

    /// A file beside the lists.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Opens a list for the group of the screen.
    pub fn open(&mut self, path: &Path) {
        self.send(Create::TypePath(path.display().to_string()));
        self.send(Create::OpenPath);
        let path = path.to_owned();
        self.until("the list", move |state| {
            let import = state.create.import.as_ref();
            let is_it = import.is_some_and(|import| import.source.path.as_ref() == Some(&path));
            is_it && state.create.reading.is_none()
        });
    }

    pub fn import(&self) -> &Import {
        self.state.create.import.as_ref().expect("an open list")
    }

    /// Whether this is said now.
    pub fn says(&self, text: &str) -> bool {
        says(&self.state, text)
    }
}

/// Whether a message begins so.
pub(super) fn says(state: &State, text: &str) -> bool {
    state.toasts.list().iter().any(|toast| toast.text.starts_with(text))
}
