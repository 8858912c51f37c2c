//! The window: screens over a snapshot of the workspace, commands, and work on threads.
//!
//! ```text
//! surroundings ─ fonts, clock, dialogs                   what comes from outside
//! state ─ route, settings ────────────────► screens      read the state, draw, send commands (frame draws around them)
//!   ▲                                          │ command
//! handlers ◄────────────── answers ──── jobs ◄─┘         one function per command: a small change, or a job is started
//! theme, widgets, preview                                how it looks, what it is made of, pictures of certificates
//! ```
//!
//! [`App::logic`] takes answers and carries out commands; [`App::ui`] draws. Neither ever waits: what opens, writes or
//! computes is a job. A screen imports neither another screen, nor handlers, nor the store; `tests/tidy` holds it.

pub mod command;
mod emoji;
mod fonts;
mod frame;
mod handlers;
pub mod jobs;
pub mod preview;
mod requests;
pub mod route;
mod run;
mod screens;
pub mod settings;
mod signature;
pub mod state;
mod surroundings;
#[cfg(test)]
mod testing;
pub mod theme;
pub mod widgets;
mod words;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, Ui};

use crate::issue::Desk;

use command::{Command, Outbox};
use fonts::UiFonts;
use handlers::Work;
use jobs::Jobs;
use jobs::asking::Asking;
use preview::Previews;
use settings::Settings;
use signature::Signature;
use state::State;

pub use jobs::clipboard::{Clipboard, Copied, SystemClipboard};
pub use jobs::dialogs::{Ask, AskKind, FileDialogs, SystemDialogs};
pub use requests::hand_over;
pub use run::run;
pub use surroundings::{NO_OPENER, Opener, Surroundings};

/// How many threads draw previews; the window itself wants a core too.
const PREVIEW_THREADS: usize = 2;

/// The window without the system's window around it.
#[derive(Debug)]
pub struct App {
    ctx: Context,
    surroundings: Surroundings,
    signature: Signature,
    fonts: Arc<UiFonts>,
    /// Whether the faces of all scripts are in use.
    has_all_fonts: bool,
    state: State,
    jobs: Jobs,
    previews: Previews,
    desk: Option<Arc<Desk>>,
    outbox: Outbox,
    asking: Arc<Asking>,
}

impl App {
    /// Begins a run: reads the choices, sets the look, and opens the last workspace on a thread.
    ///
    /// # Errors
    /// When the bundled fonts are damaged, without which nothing can be shown.
    pub fn new(ctx: &Context, mut surroundings: Surroundings) -> crate::diag::Result<App> {
        let fonts = Arc::new(UiFonts::default());
        ctx.set_fonts(fonts.first(surroundings.fonts)?);
        theme::install(ctx);
        let mut state = State::default();
        match surroundings.settings.as_deref().map(Settings::load) {
            Some(Ok(choices)) => state.choices = choices,
            Some(Err(problems)) => state.toasts.wrong(problems.to_string()),
            None => {}
        }
        let asking = Arc::new(Asking::new(Arc::clone(&surroundings.dialogs), ctx));
        surroundings.dialogs = asking.clone();
        let signature = Signature::default();
        signature.set(&state.choices.who);
        surroundings.clock = signature.on(surroundings.clock);
        theme::appear(ctx, state.choices.appearance);
        ctx.set_zoom_factor(state.choices.scale);
        // The keys for the size of everything are commands, which keep it in the settings; egui would take them once more,
        // and in the studio, where they zoom the page, too.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let mut app = App {
            ctx: ctx.clone(),
            jobs: Jobs::new(ctx),
            previews: Previews::new(ctx, PREVIEW_THREADS),
            surroundings,
            signature,
            fonts,
            has_all_fonts: false,
            state,
            desk: None,
            outbox: Outbox::default(),
            asking,
        };
        handlers::start(&mut app.work());
        Ok(app)
    }

    /// Takes the answers of jobs, and carries out what was sent in the last frame and the shortcuts of this one.
    pub fn logic(&mut self, ctx: &Context) {
        self.signature.set(&self.state.choices.who);
        // Fonts take effect with the next frame; names wait until then.
        if !self.has_all_fonts
            && let Some(all) = self.fonts.all()
        {
            ctx.set_fonts(all.clone());
            if let Ok(book) = self.fonts.book(self.surroundings.fonts) {
                for rasterizer in emoji::rasterizers(&book) {
                    ctx.add_glyph_rasterizer(rasterizer);
                }
            }
            self.has_all_fonts = true;
            ctx.request_repaint();
            return;
        }
        while let Some((id, answer)) = self.jobs.next_answer() {
            handlers::answer(&mut self.work(), id, answer);
        }
        let shortcuts = frame::shortcuts(ctx, &self.state);
        let dropped = ctx.input(|input| {
            input
                .raw
                .dropped_files
                .iter()
                .map(|file| file.path().to_owned())
                .collect()
        });
        handlers::take_files(&mut self.work(), dropped);
        // Nobody dropped these on the page of the studio.
        let asked = std::mem::take(&mut self.state.asked);
        handlers::begin_with(&mut self.work(), asked);
        // What the window shows may have been changed by another program while that had the focus.
        if ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(true))) {
            handlers::focused(&mut self.work());
        }
        for command in self.outbox.take() {
            handlers::command(&mut self.work(), command);
        }
        for listed in shortcuts {
            match frame::still_allowed(listed, &self.state) {
                Ok(true) => handlers::command(&mut self.work(), (listed.command)()),
                Ok(false) => {}
                Err(why) => self.state.toasts.wrong(why.to_owned()),
            }
        }
        handlers::look_at_counts(&mut self.work());
        handlers::keep_again(&mut self.work());
        handlers::look_at_dialogs(&mut self.work());
        self.state.jobs = self.jobs.views();
        if ctx.input(|input| input.viewport().close_requested()) {
            handlers::leaving(&mut self.work());
        }
        self.state.opening = self.jobs.progress(jobs::Slot::Open);
        let now = ctx.input(|input| input.time);
        let is_held = frame::is_pointer_on_toasts(ctx);
        if let Some(seconds) = self.state.toasts.pass(now, is_held) {
            ctx.request_repaint_after_secs(seconds as f32);
        }
    }

    /// What the window is called: by the open workspace, and by where that lies where another has its name.
    fn title(&self) -> String {
        let snapshot = self.state.workspace.snapshot();
        let Some((dir, name)) = snapshot.map(|snapshot| (&snapshot.dir, &snapshot.issuer.name)) else {
            return "Accolade".to_owned();
        };
        match self.state.choices.place_of(dir, name) {
            Some(place) => format!("{name} ({place}) – Accolade"),
            None => format!("{name} – Accolade"),
        }
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui) {
        self.previews.begin_frame();
        let mut view = View {
            state: &self.state,
            out: &mut self.outbox,
            previews: &mut self.previews,
        };
        frame::show(ui, &mut view);
        self.previews.end_frame();
        if !self.outbox.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    /// Whether nothing is at work beside the frames: no job, and no picture is drawn. What they have to say is taken in
    /// the next frame, which may begin others.
    pub fn is_at_rest(&self) -> bool {
        self.jobs.are_at_rest() && self.previews.are_at_rest()
    }

    /// Begins with a file that was dropped on the window or named when it was started.
    pub fn open_file(&mut self, path: PathBuf) {
        self.surroundings.file = Some(path);
    }

    /// Ends all jobs and closes the workspace; the choices are kept with the window's place.
    pub fn close(&mut self, place: Option<settings::Place>) {
        // The window is gone; there is nobody left to tell.
        drop(handlers::closing(&mut self.work()));
        self.jobs.stop();
        self.previews.clear();
        if let Some(desk) = self.desk.take() {
            jobs::review::forget_draft(&desk);
            if let Some(open) = self.state.studio.open().filter(|open| !open.is_kept()) {
                // Whoever closed the window was told before that this fails.
                drop(jobs::studio::keep(&desk, &open.copy()));
            }
        }
        if place.is_some() {
            self.state.choices.window = place;
        }
        if let Some(path) = &self.surroundings.settings {
            // The window is gone; there is nobody left to tell.
            drop(self.state.choices.save(path));
        }
    }

    fn work(&mut self) -> Work<'_> {
        Work {
            ctx: &self.ctx,
            state: &mut self.state,
            jobs: &mut self.jobs,
            previews: &mut self.previews,
            desk: &mut self.desk,
            surroundings: &self.surroundings,
            fonts: &self.fonts,
            asking: &self.asking,
        }
    }
}

/// What a screen gets: the state to read, the way to send commands, and pictures.
#[derive(Debug)]
pub struct View<'a> {
    pub state: &'a State,
    pub out: &'a mut Outbox,
    pub previews: &'a mut Previews,
}

impl View<'_> {
    pub fn send(&mut self, command: impl Into<Command>) {
        self.out.send(command);
    }

    /// Keeps the widths of a table's columns, where they were changed; the row that was clicked.
    fn touched(&mut self, table: &'static str, touched: widgets::Touched) -> Option<usize> {
        if let Some(widths) = touched.widths {
            self.out.send(command::settings::Command::SetColumns(table, widths));
        }
        touched.clicked.map(|(row, _)| row)
    }
}

const SHEETS: [&str; 12] = [
    "xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt", "fods", "xml", "html", "htm",
];
const FONTS: [&str; 3] = ["ttf", "otf", "ttc"];

/// What a file is by its name; what it is indeed is found out when it is read.
fn ends_in(path: &Path, endings: &[&str]) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| endings.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}
