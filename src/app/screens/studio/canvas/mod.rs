//! The canvas: the picture that would be published, with what the hand needs drawn over it.

mod access;
mod aids;
mod crop;
mod dropper;
mod ghosts;
mod gradient;
mod heat;
mod input;
mod marks;
mod paper;
mod paths;
mod rulers;
mod selection;
mod typing;
mod words;

use egui::{Align2, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2};

use super::super::super::View;
use super::super::super::command::studio::Command;
use super::super::super::state::studio::{Open, canvas_id};
use super::super::super::theme::{self, Type, size};
use super::super::super::widgets::{focus_ring, within};
use super::super::super::{SHEETS, ends_in};

/// How wide the rulers are.
const RULER: f32 = 20.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let all = ui.available_rect_before_wrap();
    ui.painter().rect_filled(all, 0, theme::of(ui).sunken);
    let has_rulers = open.shows.rulers && !open.preview;
    let room = if has_rulers {
        Rect::from_min_max(all.min + Vec2::splat(RULER), all.max)
    } else {
        all
    };
    if open.camera.room != room {
        view.send(Command::Room(room));
    }
    if open.camera.room.width() < 1.0 {
        return;
    }
    let response = ui.interact(room, canvas_id(), Sense::click_and_drag());
    let under = input::under(ui, open, &response);
    within(ui, UiBuilder::new().max_rect(room), |ui| {
        ui.set_clip_rect(room);
        paper::show(ui, open);
        if !open.preview {
            heat::show(ui, open);
            ghosts::show(ui, open);
            aids::show(ui, open);
            selection::show(ui, open, under.as_ref());
            paths::show(ui, open, under.as_ref());
            gradient::show(ui, open);
            crop::show(ui, open);
            marks::show(ui, open, under.as_ref());
            if let Some(typing) = &open.typing {
                typing::show(ui, open, typing);
            }
            words::show(ui, open);
            dropper::show(ui, open, under.as_ref());
        }
    });
    if has_rulers {
        rulers::show(ui, view, open, all);
    }
    if !open.preview && ui.input(|input| !input.raw.hovered_files.is_empty()) {
        drop_ui(ui, room);
    }
    if open.editor.selection().is_empty() {
        // Where something is selected, its handles say where the keys go.
        let inside = egui::Response {
            rect: room.shrink(2.0 * size::FOCUS),
            ..response.clone()
        };
        focus_ring(ui, &inside, 0);
    }
    access::show(ui, view, open, &response);
    input::take(ui, view, open, &response, under.as_ref());
}

/// While files hover over the page, it says what becomes of them.
fn drop_ui(ui: &Ui, room: Rect) {
    let theme = theme::of(ui);
    let stroke = Stroke::new(size::FOCUS, theme.select);
    ui.painter()
        .rect(room, 0, theme.select.gamma_multiply(0.1), stroke, StrokeKind::Inside);
    let at = room.center_bottom() - Vec2::new(0.0, theme::space::XXL);
    let font = Type::Strong.font();
    ui.painter()
        .text(at, Align2::CENTER_CENTER, drop_text(ui), font, theme.select);
}

/// What becomes of the files that hover, as far as the system says what they are.
fn drop_text(ui: &Ui) -> &'static str {
    let is_sheet = |file: &egui::HoveredFile| file.path.as_deref().is_some_and(|path| ends_in(path, &SHEETS));
    match ui.input(|input| input.raw.hovered_files.iter().any(is_sheet)) {
        true => "Drop to attach as data",
        false => "Drop to place on the page",
    }
}
