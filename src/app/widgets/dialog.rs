//! Dialogs: for what cannot be undone, and for short questions.

use egui::{Align, CornerRadius, Frame, Id, Key, Layout, Margin, Modal, ModalResponse, ScrollArea, Stroke, Ui};

use super::super::theme::{self, Type, size, space};
use super::{Button, Sentence, first_thing, over_all};

/// What a dialog says and how it can be left.
#[derive(Clone, Copy, Debug)]
pub struct Dialog<'a> {
    pub title: &'a str,
    pub text: &'a str,
    pub confirm: &'a str,
    /// Whether it destroys something.
    pub danger: bool,
    /// Why it cannot be confirmed yet.
    pub refused: Option<&'a str>,
}

/// How a dialog was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Confirmed,
    Cancelled,
}

/// The frame of a dialog over the window, for one that is like no other.
pub fn modal(ui: &Ui, id: Id) -> Modal {
    let theme = theme::of(ui);
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(size::CORNER_DIALOG))
        .shadow(theme::float_shadow(theme))
        .inner_margin(Margin::same(space::XL as i8));
    over_all(ui.ctx(), Modal::default_area(id).layer());
    Modal::new(id).frame(frame).backdrop_color(theme.veil)
}

/// What a reading dialog was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    Copy,
    Close,
}

/// Shows something to read over the window, with a way to copy it.
pub fn reading(ui: &Ui, id: Id, title: &str, body: impl FnOnce(&mut Ui)) -> Option<Read> {
    let shown = modal(ui, id).show(ui.ctx(), |ui| {
        ui.set_width(size::DIALOG);
        ui.label(Type::Title.text(title));
        ui.add_space(space::S);
        body(ui);
        ui.add_space(space::M);
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = Button::secondary("Close").show(ui);
                first_thing(ui, &close);
                if close.clicked() {
                    return Some(Read::Close);
                }
                Button::quiet("Copy").show(ui).clicked().then_some(Read::Copy)
            })
            .inner
        })
        .inner
    });
    shown.inner.or(escaped(ui, &shown).then_some(Read::Close))
}

/// Shows a dialog over the window; `body` stands between its text and its buttons.
pub fn dialog(ui: &Ui, id: Id, about: Dialog<'_>, body: impl FnOnce(&mut Ui)) -> Option<Left> {
    let theme = theme::of(ui);
    let mut has_fields = false;
    let heights_of = id.with("heights");
    let known: Heights = ui.data(|data| data.get_temp(heights_of)).unwrap_or_default();
    let room = ui.ctx().content_rect().height() - 2.0 * space::L - known.around;
    let scrolls = known.body > room;
    let mut height = 0.0;
    let shown = modal(ui, id).show(ui.ctx(), |ui| {
        ui.set_width(size::DIALOG);
        ui.add(Sentence::new(about.title).kind(Type::Title));
        if !about.text.is_empty() {
            ui.add(Sentence::new(about.text).kind(Type::Body).color(theme.muted));
        }
        height = body_ui(ui, room, scrolls, body);
        has_fields = takes_focus(ui);
        ui.add_space(space::M);
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let confirm = match about.danger {
                    true => Button::danger_filled(about.confirm),
                    false => Button::primary(about.confirm),
                };
                let confirm = confirm.unless(about.refused).show(ui);
                let cancel = Button::secondary("Cancel").show(ui);
                if !has_fields {
                    // What destroys is not done by a key that was pressed once too often.
                    if !about.danger {
                        first_thing(ui, &confirm);
                    }
                    first_thing(ui, &cancel);
                }
                match (confirm.clicked(), cancel.clicked()) {
                    (true, _) => Some(Left::Confirmed),
                    (false, true) => Some(Left::Cancelled),
                    (false, false) => None,
                }
            })
            .inner
        })
        .inner
    });
    let heights = Heights {
        body: height,
        around: shown.response.rect.height() - if scrolls { height.min(room.max(LEAST)) } else { height },
    };
    if heights != known {
        ui.data_mut(|data| data.insert_temp(heights_of, heights));
        ui.ctx().request_repaint();
    }
    // A press beside a dialog must not take with it what was typed in it.
    let left = match has_fields {
        true => escape_pressed(ui, &shown),
        false => escaped(ui, &shown),
    };
    shown.inner.or(left.then_some(Left::Cancelled))
}

/// How high the parts of a dialog were when it was seen last, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Heights {
    body: f32,
    /// The title, the text and the buttons, with what is around them.
    around: f32,
}

/// What stands between the text and the buttons, which are always within the window: what is higher than the room is
/// scrolled. Returns how high it is.
fn body_ui(ui: &mut Ui, room: f32, scrolls: bool, body: impl FnOnce(&mut Ui)) -> f32 {
    if !scrolls {
        return ui.scope(body).response.rect.height();
    }
    // That there is more is seen without a pointer over it.
    ui.spacing_mut().scroll.dormant_handle_opacity = 0.5;
    let area = ScrollArea::vertical()
        .max_height(room.max(LEAST))
        .auto_shrink([false, true]);
    let inside = |ui: &mut Ui| {
        // The bar stands beside what is scrolled, not on it.
        ui.set_max_width(ui.available_width() - 2.0 * size::SCROLL_BAR);
        body(ui);
    };
    area.show(ui, inside).content_size.y
}

/// However low the window is, so much of a dialog is seen between its text and its buttons.
const LEAST: f32 = 48.0;

/// Whether a dialog is left: a menu that is open in it is closed first.
pub fn escaped<R>(ui: &Ui, shown: &ModalResponse<R>) -> bool {
    shown.should_close() || escape_pressed(ui, shown)
}

fn escape_pressed<R>(ui: &Ui, shown: &ModalResponse<R>) -> bool {
    let is_over_all = shown.is_top_modal && !shown.any_popup_open;
    is_over_all && ui.input(|input| input.key_pressed(Key::Escape))
}

/// Whether there is something in a dialog already that takes the focus.
fn takes_focus(ui: &Ui) -> bool {
    ui.ctx().viewport(|viewport| {
        let mut widgets = viewport.this_pass.widgets.get_layer(ui.layer_id());
        widgets.any(|widget| widget.enabled && widget.sense.is_focusable())
    })
}
