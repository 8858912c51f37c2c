//! A window in an empty folder, with a fixed clock, and with dialogs that answer what a test says.

use std::cell::Cell;
use std::fs::TryLockError;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use accolade::app::{App, Ask, Clipboard, Copied, FileDialogs, Opener, Surroundings};
use accolade::diag::{Place, Problem, Result};
use accolade::fonts::{ArchiveFonts, FontBook};
use accolade::issue::{self, Clock, Desk};
use accolade::model::{CredentialId, Date, Moment};
use accolade::progress::Progress;
use accolade::publish::demo;
use accolade::store::{Seed, Stamp, Store};
use accolade::worker::Launcher;
use egui::{Pos2, UiBuilder};
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, HarnessBuilder};

#[path = "paint.rs"]
pub mod paint;

use paint::{Blind, Picture, Textures};

/// How often it is looked whether something has come, and how long after it was looked last: three minutes at least, for
/// machines that have more to do.
const LOOKS: u32 = 9000;
const BETWEEN: Duration = Duration::from_millis(20);

/// A folder for one test, which goes away with it.
pub struct World {
    pub folder: PathBuf,
    pub dialogs: Arc<Answers>,
    pub opened: Arc<Opened>,
    pub clipboard: Arc<Board>,
    /// Pixels per point.
    pub scale: f32,
}

/// The dialogs of a test: what they were asked, and what they answer next.
#[derive(Default)]
pub struct Answers {
    pub asked: Mutex<Vec<Ask>>,
    pub next: Mutex<Vec<Result<Option<PathBuf>>>>,
    /// Whether they never answer.
    pub hangs: AtomicBool,
}

impl FileDialogs for Answers {
    fn ask(&self, ask: &Ask) -> Result<Option<PathBuf>> {
        self.asked.lock().expect("lock").push(ask.clone());
        while self.hangs.load(Ordering::Relaxed) {
            std::thread::park();
        }
        self.next.lock().expect("lock").pop().unwrap_or(Ok(None))
    }
}

/// What lies on the clipboard of a test beside texts and pixels.
#[derive(Default)]
pub struct Board(pub Mutex<Option<Result<Option<Copied>>>>);

impl Clipboard for Board {
    fn read(&self, _: &Progress) -> Result<Option<Copied>> {
        self.0.lock().expect("lock").take().unwrap_or(Ok(None))
    }
}

/// What would have been opened outside, and what that answers next.
#[derive(Default)]
pub struct Opened(pub Mutex<Vec<PathBuf>>, pub Mutex<Option<Problem>>);

impl Opener for Opened {
    fn open(&self, path: &Path) -> Result<()> {
        self.0.lock().expect("lock").push(path.to_owned());
        let fails = self.1.lock().expect("lock").take();
        fails.map_or(Ok(()), |problem| Err(problem.at(Place::file(path)).into()))
    }
}

/// A clock that goes on a second whenever it is looked at.
struct Steady(AtomicU64);

impl Clock for Steady {
    fn now(&self) -> Moment {
        Moment(1_780_000_000_000 + 1000 * self.0.fetch_add(1, Ordering::Relaxed) as i64)
    }

    fn today(&self) -> Date {
        Date::new(2026, 5, 31).expect("a day")
    }

    fn new_id(&self) -> Result<CredentialId> {
        let n = self.0.fetch_add(1, Ordering::Relaxed);
        Ok(CredentialId((u128::from(n) << 64 | 7).to_be_bytes()))
    }

    fn stamp(&self) -> Stamp {
        Stamp::new(self.now(), "Registrar")
    }
}

fn fonts() -> &'static [u8] {
    use std::sync::LazyLock;
    static FONTS: LazyLock<Vec<u8>> =
        LazyLock::new(|| std::fs::read(concat!(env!("OUT_DIR"), "/fonts.bin")).expect("the packed fonts"));
    &FONTS
}

impl World {
    pub fn new(name: &str) -> World {
        // Tests run beside each other, and two of them may have chosen one name.
        static WORLDS: AtomicU32 = AtomicU32::new(0);
        let number = WORLDS.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("accolade-window-{name}-{}-{number}", std::process::id()));
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir_all(&folder).expect("a folder");
        World {
            folder,
            dialogs: Arc::default(),
            opened: Arc::default(),
            clipboard: Arc::default(),
            scale: 1.0,
        }
    }

    pub fn surroundings(&self) -> Surroundings {
        Surroundings {
            fonts: fonts(),
            launcher: Launcher::new(env!("CARGO_BIN_EXE_accolade").into()),
            // Later than the sample workspace, whose ids are taken.
            clock: Arc::new(Steady(AtomicU64::new(100_000))),
            seed: Seed([7; 32]),
            settings: Some(self.folder.join("config/settings.json")),
            documents: self.folder.join("documents"),
            data: self.folder.join("data"),
            font_folders: vec![self.folder.join("system fonts")],
            temporary: std::env::temp_dir(),
            dialogs: self.dialogs.clone(),
            clipboard: self.clipboard.clone(),
            opener: self.opened.clone(),
            workspace: None,
            file: None,
        }
    }

    /// What is kept of all that is not finished.
    pub fn unfinished(&self) -> String {
        let entries = std::fs::read_dir(self.folder.join("config/unfinished"));
        let files = entries.into_iter().flatten().flatten().map(|entry| entry.path());
        let drafts = files.filter(|file| file.extension().is_some_and(|ending| ending == "json"));
        // One that is just taken away is none.
        drafts.filter_map(|file| std::fs::read_to_string(file).ok()).collect()
    }

    /// Removes the copies of spreadsheets that are kept for it.
    pub fn remove_copies(&self) {
        let entries = std::fs::read_dir(self.folder.join("config/unfinished")).expect("the drafts");
        let folders = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir());
        folders.for_each(|folder| std::fs::remove_dir_all(folder).expect("a copy"));
    }

    /// The same on a screen with so many pixels per point.
    pub fn scaled(&mut self, scale: f32) -> &World {
        self.scale = scale;
        self
    }

    /// The window as it opens, with the faces of all scripts.
    pub fn window(&self) -> Window {
        self.window_of([1280.0, 800.0])
    }

    pub fn window_of(&self, size: [f32; 2]) -> Window {
        Window::new(self.surroundings(), size, self.scale)
    }

    /// A window with the sample workspace in it.
    pub fn sample(&self) -> Window {
        self.sample_of([1280.0, 800.0])
    }

    /// A window with the sample workspace after something was done to it.
    pub fn sample_with(&self, change: impl FnOnce(&Desk)) -> Window {
        self.change_sample(change);
        self.sample()
    }

    /// Does something to the sample workspace, which no window has open.
    pub fn change_sample(&self, change: impl FnOnce(&Desk)) {
        copy(template(), &self.folder.join("data/sample/workspace"));
        self.with_desk(change);
    }

    /// Does something to the workspace as it is, which no window has open.
    pub fn with_desk(&self, change: impl FnOnce(&Desk)) {
        let dir = self.folder.join("data/sample/workspace");
        let surroundings = self.surroundings();
        let book = Arc::new(FontBook::new(&ArchiveFonts(surroundings.fonts)).expect("the fonts"));
        let clock = Box::new(Steady(AtomicU64::new(1_000_000)));
        wait_for_lock(&dir);
        let store = Store::open(&dir, surroundings.seed, &surroundings.clock.stamp(), &Progress::new());
        let desk = Desk::new(store.expect("opens").value, book, surroundings.launcher, clock);
        change(&desk);
    }

    /// The same, started with a spreadsheet.
    pub fn sample_opening(&self, file: PathBuf) -> Window {
        self.sample_window([1280.0, 800.0], Some(file))
    }

    pub fn sample_of(&self, size: [f32; 2]) -> Window {
        self.sample_window(size, None)
    }

    fn sample_window(&self, size: [f32; 2], file: Option<PathBuf>) -> Window {
        let mut window = Window::new(self.sample_surroundings(file), size, self.scale);
        window.until("Search everything");
        window
    }

    /// What a window with the sample workspace begins with.
    pub fn sample_surroundings(&self, file: Option<PathBuf>) -> Surroundings {
        let dir = self.folder.join("data/sample/workspace");
        match dir.exists() {
            true => wait_for_lock(&dir),
            false => copy(template(), &dir),
        }
        let mut surroundings = self.surroundings();
        surroundings.workspace = Some(dir);
        surroundings.file = file;
        surroundings
    }
}

/// Waits until no window has the workspace: a thread of one that was closed may be at work for a moment. What is wrong in
/// it is left to whoever opens it.
pub fn wait_for_lock(dir: &Path) {
    let lock = std::fs::File::open(dir.join("lock")).expect("a workspace");
    for _ in 0..LOOKS {
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(BETWEEN),
            taken => return taken.expect("locks"),
        }
    }
    panic!("{} stays open", dir.display());
}

/// The sample workspace, made once for all tests of a process: publishing takes a while where nothing is optimised.
fn template() -> &'static Path {
    use std::sync::LazyLock;
    static TEMPLATE: LazyLock<PathBuf> = LazyLock::new(|| {
        let world = World::new("template");
        let surroundings = world.surroundings();
        let book = Arc::new(FontBook::new(&ArchiveFonts(surroundings.fonts)).expect("the fonts"));
        let dir = world.folder.join("workspace");
        let launcher = surroundings.launcher.clone();
        let clock = Box::new(Steady(AtomicU64::new(1)));
        let (issuer, logo) = (demo::issuer(), Some(demo::LOGO));
        let desk = issue::create_workspace(&dir, &issuer, logo, surroundings.seed, &*surroundings.clock, |store| {
            Ok(Desk::new(store, book, launcher, clock))
        });
        let desk = desk.expect("a workspace");
        demo::fill(&desk, &world.folder, &Progress::new()).expect("the sample");
        drop(desk);
        // The folder stays as long as the tests run.
        std::mem::forget(world);
        dir
    });
    &TEMPLATE
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("reads") {
        let path = entry.expect("reads").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("copies");
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// How the labels of buttons begin that a person presses only after reading them.
const COMMITTING: [&str; 3] = ["Generate ", "Resume generating", "Publish "];

/// A window and what a person does with it; and whether nothing is at work beside it.
pub struct Window(pub Harness<'static>, Textures, Rc<Cell<bool>>);

impl Window {
    fn new(surroundings: Surroundings, size: [f32; 2], scale: f32) -> Window {
        let textures = Textures::default();
        let builder = Harness::builder()
            .with_pixels_per_point(scale)
            .renderer(textures.clone());
        let rests = Rc::default();
        let harness = harness(builder, surroundings, size, Rc::clone(&rests), |frame| frame());
        Window(harness, textures, rests)
    }

    /// A window that nobody looks at, whose frames are run by `watch`, which may look at the clock before and after.
    pub fn watched(
        surroundings: Surroundings,
        size: [f32; 2],
        watch: impl FnMut(&mut dyn FnMut()) + 'static,
    ) -> Window {
        let builder = Harness::builder().renderer(Blind);
        let rests = Rc::default();
        let harness = harness(builder, surroundings, size, Rc::clone(&rests), watch);
        Window(harness, Textures::default(), rests)
    }

    /// Draws frames until something with this name is there; fails after three minutes.
    pub fn until(&mut self, label: &str) {
        self.wait(label, |window| window.has(label));
    }

    /// Draws frames until something has a name that begins so.
    pub fn until_starting(&mut self, start: &str) {
        self.wait(start, |window| {
            window.0.query_all_by_label_contains(start).next().is_some()
        });
    }

    pub fn until_gone(&mut self, label: &str) {
        self.wait(label, |window| !window.has(label));
    }

    pub fn wait(&mut self, what: &str, done: impl Fn(&Window) -> bool) {
        for _ in 0..LOOKS {
            self.0.step();
            if done(self) {
                return;
            }
            std::thread::sleep(BETWEEN);
        }
        panic!("waited in vain for {what}\n{:?}", self.0.root());
    }

    /// Draws for three seconds of the window's own time, in which nothing moves any more, and gives what is at work beside
    /// it the time of a machine that is not busy. Longer would end what a person has to do within some seconds.
    pub fn settle(&mut self) {
        for _ in 0..60 {
            self.0.step();
            if !self.2.get() {
                std::thread::sleep(BETWEEN);
            }
        }
    }

    pub fn has(&self, label: &str) -> bool {
        self.0.query_all_by_label(label).next().is_some()
    }

    pub fn click(&mut self, label: &str) {
        if COMMITTING.iter().any(|start| label.starts_with(start)) {
            self.pause();
        }
        let node = self.0.query_all_by_label(label).last();
        node.unwrap_or_else(|| panic!("there is no {label}")).click();
        self.0.step();
        self.0.step();
    }

    /// Waits as long as a person does who reads what a button will do.
    pub fn pause(&mut self) {
        for _ in 0..14 {
            self.0.step();
        }
    }

    /// Clicks what has a name that begins so.
    pub fn click_starting(&mut self, start: &str) {
        if COMMITTING.iter().any(|label| start.starts_with(label)) {
            self.pause();
        }
        let node = self.0.query_all_by_label_contains(start).last();
        node.unwrap_or_else(|| panic!("there is no {start}…")).click();
        self.0.step();
        self.0.step();
    }

    /// Turns the wheel where the pointer then is.
    pub fn turn(&mut self, at: Pos2, by: f32) {
        self.0.hover_at(at);
        self.0.step();
        self.0.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, by),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        });
        // It goes on turning for a moment.
        for _ in 0..12 {
            self.0.step();
        }
    }

    /// Closes the window as its frame does; gives whether that is what happens.
    pub fn closes(&mut self) -> bool {
        let root = egui::ViewportId::ROOT;
        let input = self.0.input_mut();
        let viewport = input.viewports.entry(root).or_default();
        viewport.events.push(egui::ViewportEvent::Close);
        self.0.step();
        let commands = &self.0.output().viewport_output[&root].commands;
        let stays = commands.contains(&egui::ViewportCommand::CancelClose);
        self.0.input_mut().viewports.entry(root).or_default().events.clear();
        self.0.step();
        !stays
    }

    /// Drops a file on the window.
    pub fn drop_file(&mut self, path: &Path) {
        self.0
            .input_mut()
            .dropped_files
            .push(Arc::new(Dropped(path.to_owned())));
        self.0.step();
    }

    pub fn type_into(&mut self, label: &str, text: &str) {
        let field = self.0.query_all_by_label(label).last();
        field.unwrap_or_else(|| panic!("there is no {label}")).focus();
        self.0.step();
        let field = self.0.query_all_by_label(label).last();
        field.expect("still there").type_text(text);
        self.0.step();
        self.0.step();
    }

    /// Types in the place of all that stands in a field.
    pub fn type_over(&mut self, label: &str, text: &str) {
        let field = self.0.query_all_by_label(label).last();
        field.unwrap_or_else(|| panic!("there is no {label}")).focus();
        self.settle();
        self.0.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.type_into(label, text);
    }

    /// Opens a cell of the table of rows, types in the place of what stands in it, and takes it.
    pub fn write_cell(&mut self, cell: &str, text: &str) {
        self.click(cell);
        self.0.key_press(egui::Key::Enter);
        let (place, _) = cell.split_once(':').expect("a place, and what stands there");
        let field = format!("Edit {place}");
        self.until(&field);
        self.type_over(&field, text);
        self.0.key_press(egui::Key::Enter);
    }

    /// What the window shows, in pixels.
    pub fn picture(&self) -> Picture {
        let size = self.0.ctx.content_rect().size();
        Picture::of(&self.0.ctx, self.0.output(), &self.1, size)
    }

    /// Leaves a picture of the window in the folder that `ACCOLADE_SHOTS` names.
    pub fn shot(&mut self, name: &str) {
        if let Some(folder) = environment("ACCOLADE_SHOTS") {
            std::fs::create_dir_all(&folder).expect("the folder of pictures");
            self.picture().save(&folder.join(format!("{name}.png")));
        }
    }
}

/// What whoever runs the tests asks for.
#[expect(clippy::disallowed_methods, reason = "the tests have no other place to ask")]
pub fn environment(name: &str) -> Option<PathBuf> {
    std::env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// The program without a window around it.
fn harness(
    builder: HarnessBuilder,
    surroundings: Surroundings,
    size: [f32; 2],
    rests: Rc<Cell<bool>>,
    mut watch: impl FnMut(&mut dyn FnMut()) + 'static,
) -> Harness<'static> {
    let mut app: Option<App> = None;
    let builder = builder.with_size(size).with_max_steps(64).with_step_dt(0.05);
    builder.build_ui(move |ui| {
        let ctx = ui.ctx().clone();
        watch(&mut || match &mut app {
            None => {
                app = Some(App::new(&ctx, surroundings.clone()).expect("the window"));
                // Its fonts are there in the next frame.
                ctx.request_repaint();
            }
            Some(app) => {
                app.logic(&ctx);
                // All of the window: the frame that the harness leaves around it is of tests only.
                let all = ctx.content_rect();
                let mut whole = ui.new_child(UiBuilder::new().max_rect(all));
                whole.set_clip_rect(all);
                app.ui(&mut whole);
                rests.set(app.is_at_rest());
            }
        });
    })
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> std::result::Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}
