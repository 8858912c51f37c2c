//! Fields for text, search and paths. What was typed comes back as a value; the state changes when its handler says so.

use std::collections::HashSet;

use egui::text::CCursorRange;
use egui::{Align, CornerRadius, Frame, Id, Key, Layout, Margin, Response, Stroke, TextEdit, Ui, Vec2};

use super::super::theme::{self, Type, size, space};
use super::focus::{reveal, ring};
use super::name::{in_lines, in_one_line, text_edit, text_edit_in_lines};
use super::{Button, Sentence, icon_button, icons};

/// Draws a text field in our frame. `label` is its name for assistive technology.
pub(super) fn framed(ui: &mut Ui, text: &str, edit: TextEdit<'_>, label: &str) -> Response {
    let theme = theme::of(ui);
    let width = ui.available_width();
    let frame = Frame::new()
        .fill(theme::field(ui))
        .stroke(Stroke::new(1.0, theme.border))
        .corner_radius(CornerRadius::same(size::CORNER))
        .inner_margin(Margin::symmetric(10, 0));
    let inner = frame.show(ui, |ui| {
        // With the lines of its frame it is as high as the button beside it.
        ui.spacing_mut().interact_size.y = size::CONTROL - 2.0;
        let edit = edit
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .align(egui::Align2::LEFT_CENTER)
            .desired_width(width - 22.0)
            .min_size(Vec2::new(0.0, size::CONTROL - 2.0));
        text_edit(ui, text, edit)
    });
    let response = inner.inner.accessible_name(label);
    reveal(ui, &response);
    if response.has_focus() {
        ring(ui, inner.response.rect, size::CORNER);
    }
    response
}

/// The id of a field by its name and not by its place: what appears above it takes neither its focus nor what it could
/// undo. The second of the same name in a frame has one by its place.
pub(super) fn id_of(ui: &Ui, label: &str) -> Id {
    let id = ui.scope_id().with(("field", label));
    let pass = ui.ctx().cumulative_pass_nr();
    let is_first = ui.data_mut(|data| {
        data.get_temp_mut_or_default::<Named>(Id::unique("fields"))
            .is_first(id, pass)
    });
    if is_first { id } else { ui.next_auto_id() }
}

/// The fields that were drawn in a frame.
#[derive(Clone, Debug, Default)]
struct Named {
    pass: u64,
    ids: HashSet<Id>,
}

impl Named {
    fn is_first(&mut self, id: Id, pass: u64) -> bool {
        if self.pass != pass {
            self.pass = pass;
            self.ids.clear();
        }
        self.ids.insert(id)
    }
}

/// A field for a text. Returns the new text when it was changed.
pub fn field(ui: &mut Ui, label: &str, text: &str, hint: &str) -> (Response, Option<String>) {
    field_of(ui, None, label, text, hint)
}

/// The same, which keeps its focus by an id of its own.
pub fn field_of(ui: &mut Ui, id: Option<Id>, label: &str, text: &str, hint: &str) -> (Response, Option<String>) {
    let (mut edited, mut layouter) = (text.to_owned(), in_one_line(Type::Body.font()));
    let edit = TextEdit::singleline(&mut edited)
        .id(id.unwrap_or_else(|| id_of(ui, label)))
        .layouter(&mut layouter)
        .hint_text(hint.to_owned());
    let response = framed(ui, text, edit, label);
    let changed = response.changed().then_some(edited);
    (response, changed)
}

/// A field for several lines. Returns the new text when it was changed.
pub fn text_area(ui: &mut Ui, label: &str, text: &str, hint: &str, rows: usize) -> Option<String> {
    let theme = theme::of(ui);
    let (mut edited, mut layouter) = (text.to_owned(), in_lines(Type::Body.font()));
    let (id, width) = (id_of(ui, label), ui.available_width());
    let frame = Frame::new()
        .fill(theme::field(ui))
        .stroke(Stroke::new(1.0, theme.border))
        .corner_radius(CornerRadius::same(size::CORNER))
        .inner_margin(Margin::symmetric(10, 6));
    let inner = frame.show(ui, |ui| {
        let edit = TextEdit::multiline(&mut edited)
            .id(id)
            .layouter(&mut layouter)
            .hint_text(hint.to_owned())
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .desired_width(width - 22.0)
            .desired_rows(rows);
        text_edit_in_lines(ui, id, text, edit)
    });
    let response = inner.inner.accessible_name(label);
    reveal(ui, &response);
    if response.has_focus() {
        ring(ui, inner.response.rect, size::CORNER);
    }
    response.changed().then_some(edited)
}

/// Whether Enter was pressed in a field.
pub fn entered(ui: &Ui, field: &Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// What a field proposes is selected when the keyboard comes to it, so that typing replaces it. A press of the mouse sets
/// the caret instead.
pub fn proposes(ui: &Ui, field: &Response, text: &str) {
    if field.gained_focus() && !field.is_pointer_button_down_on() && !field.clicked() {
        select_all(ui, field, text);
    }
}

/// Selects all that a field says.
pub fn select_all(ui: &Ui, field: &Response, text: &str) {
    let mut state = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::select_all_str(text)));
    state.store(ui.ctx(), field.id);
}

/// Puts a visible label over something, with a quiet note under it.
pub fn labelled<R>(ui: &mut Ui, label: &str, note: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.label(Type::Strong.text(label).size(Type::Small.size()));
        let inner = add(ui);
        if !note.is_empty() {
            ui.label(Type::Caption.text(note).color(theme::of(ui).muted));
        }
        inner
    })
    .inner
}

/// The same; what is wrong with the field stands under it in the place of the note, so that nothing moves.
pub fn labelled_or_wrong<R>(
    ui: &mut Ui,
    label: &str,
    note: &str,
    wrong: Option<&str>,
    add: impl FnOnce(&mut Ui) -> R,
) -> R {
    let Some(wrong) = wrong else {
        // As deep as with what is wrong, so that the field stays the same.
        return ui.scope(|ui| labelled(ui, label, note, add)).inner;
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let inner = labelled(ui, label, "", add);
        let theme = theme::of(ui);
        let (font, width) = (Type::Caption.font(), ui.available_width());
        let room = ui.painter().layout(note.to_owned(), font, theme.muted, width).size().y;
        let top = ui.cursor().top();
        ui.add(Sentence::new(wrong).kind(Type::Caption).color(theme.error));
        let used = ui.cursor().top() - space::XS - top;
        if used < room {
            ui.add_space(room - used - space::XS);
        }
        inner
    })
    .inner
}

/// A field for words that are searched, with a glass and a way to empty it. Escape empties it too.
pub fn search_field(ui: &mut Ui, id: Id, name: &str, words: &str, hint: &str, width: f32) -> Option<String> {
    let theme = theme::of(ui);
    let (mut edited, mut layouter) = (words.to_owned(), in_one_line(Type::Body.font()));
    let mut cleared = false;
    let frame = Frame::new()
        .fill(theme::field(ui))
        .stroke(Stroke::new(1.0, theme.border))
        .corner_radius(CornerRadius::same(size::CORNER))
        .inner_margin(Margin::symmetric(space::S as i8, 0));
    let inner = frame.show(ui, |ui| {
        ui.set_width(width - 2.0 * space::S);
        let size = Vec2::new(width - 2.0 * space::S, size::CONTROL - 2.0);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            ui.add(icons::SEARCH.colored(theme.faint));
            let room = ui.available_width()
                - if words.is_empty() {
                    0.0
                } else {
                    size::CONTROL_DENSE + space::XS
                };
            let edit = TextEdit::singleline(&mut edited)
                .id(id)
                .layouter(&mut layouter)
                .hint_text(hint.to_owned())
                .frame(Frame::NONE)
                .margin(Margin::ZERO)
                .align(egui::Align2::LEFT_CENTER)
                .desired_width(room)
                .min_size(Vec2::new(0.0, size.y));
            let response = text_edit(ui, words, edit).accessible_name(name);
            if !words.is_empty() {
                cleared = icon_button(ui, icons::CLOSE, &format!("Empty: {name}"), None).clicked();
            }
            response
        })
        .inner
    });
    let response = inner.inner;
    reveal(ui, &response);
    if response.has_focus() {
        ring(ui, inner.response.rect, size::CORNER);
    }
    let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    if cleared || (escaped && !words.is_empty()) {
        return Some(String::new());
    }
    response.changed().then_some(edited)
}

/// What happened in a path field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathEvent {
    Typed(String),
    /// The button that asks with the system's dialog was pressed.
    Browse,
}

/// A field for a path with a button for the system's dialog; it also works where there is no dialog.
pub fn path_field(ui: &mut Ui, label: &str, path: &str, hint: &str) -> (Response, Option<PathEvent>) {
    let button = 96.0;
    let room = ui.available_width() - button - space::S;
    // What appears above it, such as what is wrong with the path, does not take the focus from it.
    let id = Id::unique(("path field", ui.layer_id(), label));
    ui.horizontal(|ui| {
        let size = Vec2::new(room, size::CONTROL);
        let (response, typed) = ui
            .allocate_ui(size, |ui| field_of(ui, Some(id), label, path, hint))
            .inner;
        let browse = Button::secondary("Browse…").width(button).show(ui);
        let browse = browse.accessible_name(format!("Browse for: {label}"));
        let event = match browse.clicked() {
            true => Some(PathEvent::Browse),
            false => typed.map(PathEvent::Typed),
        };
        (response, event)
    })
    .inner
}
