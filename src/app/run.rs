//! The system's window around the program.

use std::sync::mpsc;

use egui::{Ui, ViewportBuilder};

use crate::diag::{Problem, Result};

use super::App;
use super::settings::{Place, Settings};
use super::surroundings::Surroundings;
use super::theme::{self, size};

/// Opens the window and returns when it is closed.
///
/// # Errors
/// `no-window` when the system shows none; whatever keeps the program from starting.
pub fn run(surroundings: Surroundings) -> Result<()> {
    // What is wrong with the settings is said in the window.
    let place = surroundings
        .settings
        .as_deref()
        .and_then(|path| Settings::load(path).ok())
        .and_then(|settings| settings.window);
    let options = eframe::NativeOptions {
        viewport: viewport(place),
        centered: place.is_none(),
        persist_window: false,
        // Looking for fonts of the system would hold up the first frame.
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    let (sender, failed) = mpsc::channel();
    let outcome = eframe::run_native(
        "Accolade",
        options,
        Box::new(move |creation| match App::new(&creation.egui_ctx, surroundings) {
            Ok(app) => Ok(Box::new(Window { app, place })),
            Err(problems) => {
                let text = problems.to_string();
                drop(sender.send(problems));
                Err(text.into())
            }
        }),
    );
    if let Ok(problems) = failed.try_recv() {
        return Err(problems);
    }
    outcome.map_err(|error| {
        let problem = Problem::error("no-window", format!("The window cannot be opened: {error}"));
        problem
            .hint("Start it from a desktop session, or use the command line: `accolade --help`")
            .into()
    })
}

fn viewport(place: Option<Place>) -> ViewportBuilder {
    let size = place.map_or(size::WINDOW, |place| place.size);
    let mut viewport = ViewportBuilder::default()
        .with_title("Accolade")
        .with_app_id("accolade")
        .with_inner_size(size)
        .with_min_inner_size(size::WINDOW_LEAST)
        .with_maximized(place.is_some_and(|place| place.maximized));
    if let Some(position) = place.and_then(|place| place.position) {
        viewport = viewport.with_position(position);
    }
    viewport
}

struct Window {
    app: App,
    place: Option<Place>,
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.place = place_of(ctx).or(self.place);
        self.app.logic(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.app.ui(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        let theme = if visuals.dark_mode { &theme::DARK } else { &theme::LIGHT };
        theme.bg.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.app.close(self.place);
    }
}

/// The window's place; `None` while it is minimised or the system does not say.
fn place_of(ctx: &egui::Context) -> Option<Place> {
    // Asked before: the context answers one question at a time.
    let scale = ctx.zoom_factor();
    ctx.input(|input| {
        let viewport = input.viewport();
        if viewport.minimized == Some(true) {
            return None;
        }
        let inner = viewport.inner_rect?;
        Some(Place {
            size: [inner.width() * scale, inner.height() * scale],
            position: viewport
                .outer_rect
                .map(|outer| [outer.left() * scale, outer.top() * scale]),
            maximized: viewport.maximized == Some(true),
        })
    })
}
