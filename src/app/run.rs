//! The system's window around the program.

use std::sync::mpsc;

use egui::{Ui, ViewportBuilder, ViewportCommand};

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
            Ok(app) => Ok(Box::new(Window {
                app,
                place,
                title: String::new(),
            })),
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
    let least = size::WINDOW_LEAST;
    let size = [size[0].max(least[0]), size[1].max(least[1])];
    let mut viewport = ViewportBuilder::default()
        .with_title("Accolade")
        .with_app_id("accolade")
        .with_icon(icon())
        .with_inner_size(size)
        .with_min_inner_size(least)
        .with_maximized(place.is_some_and(|place| place.maximized));
    if let Some(position) = place.and_then(|place| place.position) {
        viewport = viewport.with_position(position);
    }
    viewport
}

/// How many pixels wide the icon is.
const ICON: u32 = 128;

/// The mark of the program, for task bars that know no installed icon: a gold rhomb in another on ink.
fn icon() -> egui::IconData {
    let side = ICON as f32;
    // From 0 to 1 over one pixel around an edge; `distance` is negative inside of it.
    let cover = |distance: f32| (0.5 - distance).clamp(0.0, 1.0);
    let mut rgba = Vec::with_capacity((ICON * ICON * 4) as usize);
    for y in 0..ICON {
        for x in 0..ICON {
            let (dx, dy) = (x as f32 + 0.5 - side / 2.0, y as f32 + 0.5 - side / 2.0);
            let (ax, ay) = (dx.abs(), dy.abs());
            let corner = side * 0.21;
            let flat = side * 0.455 - corner;
            let round = (ax - flat).max(0.0).hypot((ay - flat).max(0.0)) - corner;
            let rhomb = (ax + ay) * std::f32::consts::FRAC_1_SQRT_2;
            let ring = cover((rhomb - side * 0.22).abs() - side * 0.026);
            let gold = ring.max(cover(rhomb - side * 0.105));
            let mix = |under: f32, over: f32| (under + (over - under) * gold) as u8;
            let tokens = [(34.0, 217.0), (50.0, 178.0), (80.0, 95.0)];
            rgba.extend(tokens.map(|(ink, gold)| mix(ink, gold)));
            rgba.push((cover(round) * 255.0) as u8);
        }
    }
    egui::IconData {
        rgba,
        width: ICON,
        height: ICON,
    }
}

struct Window {
    app: App,
    place: Option<Place>,
    /// What the system's window is called now.
    title: String,
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.place = place_of(ctx).or(self.place);
        self.app.logic(ctx);
        let title = self.app.title();
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
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
