//! The system's window around the program.

use std::sync::mpsc;

use egui::{Rect, Ui, Vec2, ViewportBuilder, ViewportCommand};

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
            Ok(app) => {
                if place.is_some_and(|place| !place.maximized) {
                    bring_into_sight(creation);
                }
                Ok(Box::new(Window {
                    app,
                    place,
                    title: String::new(),
                }))
            }
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

/// How high and wide the part of a window's title is at least by which it can be moved, in pixels.
const GRIP: Vec2 = Vec2::new(64.0, 16.0);

/// Moves a window that lies on no monitor onto one: where it was last there may be none any more.
fn bring_into_sight(creation: &eframe::CreationContext<'_>) {
    let Some(window) = creation.winit_window() else { return };
    // Some systems place windows themselves, and say nothing of it.
    let Ok(at) = window.outer_position() else { return };
    let rect = |x: i32, y: i32, width: u32, height: u32| {
        let size = Vec2::new(width as f32, height as f32);
        Rect::from_min_size([x as f32, y as f32].into(), size)
    };
    let size = window.outer_size();
    let monitors: Vec<Rect> = window
        .available_monitors()
        .map(|monitor| {
            let (at, size) = (monitor.position(), monitor.size());
            rect(at.x, at.y, size.width, size.height)
        })
        .collect();
    if is_in_sight(rect(at.x, at.y, size.width, size.height), &monitors) {
        return;
    }
    let primary = window.primary_monitor();
    if let Some(monitor) = primary.or_else(|| window.available_monitors().next()) {
        let (mut to, room) = (monitor.position(), monitor.size());
        to.x += (room.width.saturating_sub(size.width) / 2) as i32;
        to.y += (room.height.saturating_sub(size.height) / 2) as i32;
        window.set_outer_position(to);
    }
}

/// Whether enough of a window's title lies on a monitor to move it. Where no monitor is known, nothing is wrong.
fn is_in_sight(window: Rect, monitors: &[Rect]) -> bool {
    let title = Rect::from_min_size(window.min, Vec2::new(window.width(), 2.0 * GRIP.y));
    let is_on = |monitor: &Rect| {
        let seen = monitor.intersect(title);
        seen.width() >= GRIP.x && seen.height() >= GRIP.y
    };
    monitors.is_empty() || monitors.iter().any(is_on)
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
        self.place = place_of(ctx, self.place).or(self.place);
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

/// The window's place; `None` while it is minimised or the system does not say. While it fills the screen, its own size and
/// position are those before.
fn place_of(ctx: &egui::Context, before: Option<Place>) -> Option<Place> {
    // Asked before: the context answers one question at a time.
    let scale = ctx.zoom_factor();
    ctx.input(|input| {
        let viewport = input.viewport();
        if viewport.minimized == Some(true) {
            return None;
        }
        let maximized = viewport.maximized == Some(true);
        if maximized || viewport.fullscreen == Some(true) {
            let normal = before.unwrap_or(Place {
                size: size::WINDOW,
                position: None,
                maximized,
            });
            return Some(Place { maximized, ..normal });
        }
        let inner = viewport.inner_rect?;
        Some(Place {
            size: [inner.width() * scale, inner.height() * scale],
            position: viewport
                .outer_rect
                .map(|outer| [outer.left() * scale, outer.top() * scale]),
            maximized,
        })
    })
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput, ViewportId, ViewportInfo};

    use super::*;

    fn place(info: ViewportInfo, before: Option<Place>) -> Option<Place> {
        let mut found = None;
        let input = RawInput {
            viewports: [(ViewportId::ROOT, info)].into_iter().collect(),
            ..RawInput::default()
        };
        let output = Context::default().run_ui(input, |ui| found = place_of(ui.ctx(), before));
        output.drop_without_applying_deltas();
        found
    }

    #[test]
    fn a_window_that_fills_the_screen_keeps_the_place_that_it_had() {
        let rect = |width: f32| Some(Rect::from_min_size([20.0, 30.0].into(), Vec2::new(width, 700.0)));
        let normal = ViewportInfo {
            inner_rect: rect(900.0),
            outer_rect: rect(900.0),
            ..ViewportInfo::default()
        };
        let before = place(normal, None).expect("a place");
        assert_eq!((before.size, before.position), ([900.0, 700.0], Some([20.0, 30.0])));
        let filling = ViewportInfo {
            inner_rect: rect(1920.0),
            maximized: Some(true),
            ..ViewportInfo::default()
        };
        let maximized = true;
        let kept = place(filling.clone(), Some(before));
        assert_eq!(kept, Some(Place { maximized, ..before }));
        let at_once = place(filling, None).expect("a place");
        assert_eq!((at_once.size, at_once.maximized), (size::WINDOW, true));
    }

    #[test]
    fn a_window_is_in_sight_where_its_title_can_be_taken() {
        let rect =
            |x: f32, y: f32, width: f32, height: f32| Rect::from_min_size([x, y].into(), Vec2::new(width, height));
        let left_and_primary = [rect(-1920.0, 0.0, 1920.0, 1080.0), rect(0.0, 0.0, 1280.0, 800.0)];
        for (x, y, is_seen) in [
            (100.0, 100.0, true),
            (-1500.0, 500.0, true),
            (1270.0, 10.0, false),
            (3000.0, 100.0, false),
            (100.0, -500.0, false),
            (100.0, 795.0, false),
        ] {
            assert_eq!(
                is_in_sight(rect(x, y, 900.0, 700.0), &left_and_primary),
                is_seen,
                "{x} {y}"
            );
        }
        assert!(is_in_sight(rect(5000.0, 0.0, 10.0, 10.0), &[]));
    }
}
