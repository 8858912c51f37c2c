//! The text that is edited in its place: its caret, its selection, its keys. They do not wait for a picture.

use egui::{Color32, Event, ImeEvent, Key, Pos2, Response, Shape, Stroke, Ui};

use super::super::super::super::View;
use super::super::super::super::command::studio::Command;
use super::super::super::super::command::studio::typing::Typing as Do;
use super::super::super::super::state::studio::typing::Typing;
use super::super::super::super::state::studio::{Open, canvas_id};
use super::super::super::super::theme;
use super::super::super::super::widgets::{dragged_until_escape, is_dialog_open};
use super::input::has_keys;
use crate::studio::text::{Clicks, Deletion, Motion, StyleChange, TextEdit};
use crate::text::caret::Area;
use crate::units::Point;

/// How long the caret is seen, and then not, in seconds.
const BLINK: f64 = 0.53;
const CARET: f32 = 1.5;

/// Draws what stands over the text.
pub(super) fn show(ui: &Ui, open: &Open, typing: &Typing) {
    let color = theme::of(ui).select;
    let screen = |at: Point| open.camera.to_screen(typing.to_page * at);
    let corner = |x, y| screen(Point::new(x * typing.frame.width, y * typing.frame.height));
    let frame = vec![corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)];
    ui.painter().add(Shape::closed_line(frame, Stroke::new(1.0, color)));
    for (_, areas) in typing.text.chip_areas(&typing.view) {
        areas_ui(
            ui,
            &areas,
            &screen,
            color.gamma_multiply(0.12),
            Stroke::new(1.0, color.gamma_multiply(0.5)),
        );
    }
    let selected = typing.text.areas(&typing.view);
    areas_ui(ui, &selected, &screen, color.gamma_multiply(0.28), Stroke::NONE);
    if !ui.memory(|memory| memory.has_focus(canvas_id())) {
        // A field of a panel has the keys, and a caret of its own.
        return;
    }
    let caret = typing.text.caret(&typing.view);
    let ends = [screen(caret.top), screen(caret.bottom)];
    if typing.text.selection().is_empty() || typing.text.is_composing() {
        caret_ui(ui, typing, ends);
    }
    let rect = egui::Rect::from_points(&ends);
    ui.output_mut(|output| {
        output.ime = Some(egui::output::IMEOutput {
            purpose: egui::IMEPurpose::Normal,
            rect: open.camera.room,
            cursor_rect: rect,
            should_interrupt_composition: false,
        });
    });
}

fn areas_ui(ui: &Ui, areas: &[Area], screen: &dyn Fn(Point) -> Pos2, fill: Color32, stroke: Stroke) {
    for area in areas {
        let points = area.corners().map(screen).to_vec();
        ui.painter().add(Shape::convex_polygon(points, fill, stroke));
    }
}

/// A caret blinks, beginning anew whenever it is moved.
fn caret_ui(ui: &Ui, typing: &Typing, ends: [Pos2; 2]) {
    let since = ui.input(|input| input.time) - typing.moved;
    let is_seen = (since / BLINK).rem_euclid(2.0) < 1.0;
    if is_seen {
        ui.painter().line_segment(ends, Stroke::new(CARET, theme::CARET));
    }
    let next = BLINK - since.rem_euclid(BLINK);
    ui.ctx().request_repaint_after_secs(next as f32);
}

/// Sends what is typed and pressed. Whether the press was for the text.
pub(super) fn take(ui: &Ui, view: &mut View<'_>, open: &Open, typing: &Typing, response: &Response) -> bool {
    // What is typed into a field of a panel is the field's; the text keeps its selection meanwhile. Escape during a drag
    // in a panel is about that, and with the menu open about the menu.
    let is_dragged = dragged_until_escape(ui.ctx()).is_some_and(|id| id != canvas_id());
    let has_keys = has_keys(ui) && !is_dragged && open.menu.is_none();
    // What was asked for by the menu may come before the text has the keys again.
    let is_free = !ui.ctx().text_edit_focused() && !is_dialog_open(ui.ctx());
    let is_paste = |event: &Event| matches!(event, Event::Paste(_)) && is_free;
    let events = ui.input(|input| input.events.clone());
    let command = ui.input(|input| input.modifiers.command);
    for event in events.iter().filter(|event| has_keys || is_paste(event)) {
        if let Some(done) = of_event(event, command) {
            view.send(Command::Type(done));
        }
    }
    hand(ui, view, open, typing, response)
}

/// The menu of the text, where the pointer is. The caret goes there, unless something is selected, which the menu is about.
pub(super) fn ask_menu(ui: &Ui, view: &mut View<'_>, open: &Open, typing: &Typing) {
    let Some(at) = ui.input(|input| input.pointer.latest_pos()) else {
        return;
    };
    if typing.text.selection().is_empty() {
        view.send(Command::Type(Do::Press(open.camera.to_page(at), Clicks::One, false)));
        view.send(Command::Type(Do::Release));
    }
    view.send(Command::Menu(Some(at)));
}

/// What an event does to the text.
fn of_event(event: &Event, command: bool) -> Option<Do> {
    Some(match event {
        Event::Text(text) if !command && !text.is_empty() => Do::Edit(TextEdit::Insert(text.clone())),
        Event::Paste(text) => Do::Paste(text.clone()),
        Event::Copy => Do::Copy,
        Event::Cut => Do::Cut,
        Event::Ime(ImeEvent::Preedit {
            text,
            active_range_chars,
        }) => {
            let chars = active_range_chars.as_ref().map(|range| range.end);
            let caret = chars.map(|chars| text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at));
            Do::Compose(text.clone(), caret)
        }
        Event::Ime(ImeEvent::Commit(text)) => Do::Edit(TextEdit::Insert(text.clone())),
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => return of_key(*key, *modifiers),
        _ => return None,
    })
}

fn of_key(key: Key, modifiers: egui::Modifiers) -> Option<Do> {
    let (word, extend) = (modifiers.command || modifiers.alt, modifiers.shift);
    let go = |motion| Some(Do::Go(motion, extend));
    let style = |change| Some(Do::Edit(TextEdit::Style(change)));
    match key {
        Key::Escape => Some(Do::Leave),
        Key::Enter if modifiers.command => Some(Do::Leave),
        Key::Enter => Some(Do::Edit(TextEdit::Insert("\n".to_owned()))),
        Key::Tab => Some(Do::Leave),
        Key::Backspace if word => Some(Do::Edit(TextEdit::Delete(Deletion::WordBackward))),
        Key::Backspace => Some(Do::Edit(TextEdit::Delete(Deletion::Backward))),
        Key::Delete if word => Some(Do::Edit(TextEdit::Delete(Deletion::WordForward))),
        Key::Delete => Some(Do::Edit(TextEdit::Delete(Deletion::Forward))),
        Key::ArrowLeft if word => go(Motion::WordLeft),
        Key::ArrowRight if word => go(Motion::WordRight),
        Key::ArrowLeft => go(Motion::Left),
        Key::ArrowRight => go(Motion::Right),
        Key::ArrowUp => go(Motion::Up),
        Key::ArrowDown => go(Motion::Down),
        Key::Home if modifiers.command => go(Motion::TextStart),
        Key::End if modifiers.command => go(Motion::TextEnd),
        Key::Home => go(Motion::LineStart),
        Key::End => go(Motion::LineEnd),
        Key::A if modifiers.command => Some(Do::SelectAll),
        Key::B if modifiers.command => style(StyleChange::ToggleBold),
        Key::I if modifiers.command => style(StyleChange::ToggleItalic),
        Key::U if modifiers.command => style(StyleChange::ToggleUnderline),
        Key::Z if modifiers.command && modifiers.shift => Some(Do::Redo),
        Key::Y if modifiers.command => Some(Do::Redo),
        Key::Z if modifiers.command => Some(Do::Undo),
        _ => None,
    }
}

/// A press on the text sets the caret; one beside it ends the editing.
fn hand(ui: &Ui, view: &mut View<'_>, open: &Open, typing: &Typing, response: &Response) -> bool {
    let (pressed, down, released, moved, at, shift) = ui.input(|input| {
        let pointer = &input.pointer;
        (
            pointer.primary_pressed() && !input.key_down(Key::Space),
            pointer.primary_down(),
            pointer.primary_released(),
            pointer.is_moving(),
            pointer.latest_pos(),
            input.modifiers.shift,
        )
    });
    let Some(at) = at else { return false };
    let id = canvas_id().with("pressed in the text");
    let place = open.camera.to_page(at);
    let inside = typing.to_page.inverse() * place;
    let reach = 6.0 / open.camera.scale;
    let is_on = inside.x >= -reach
        && inside.y >= -reach
        && inside.x <= typing.frame.width + reach
        && inside.y <= typing.frame.height + reach;
    if pressed && response.contains_pointer() {
        if !is_on {
            view.send(Command::Type(Do::Leave));
            return false;
        }
        view.send(Command::Type(Do::Press(place, clicks(ui, at), shift)));
        ui.data_mut(|data| data.insert_temp(id, true));
        return true;
    }
    let holds = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or_default();
    if holds && (released || !down) {
        view.send(Command::Type(Do::Release));
        ui.data_mut(|data| data.insert_temp(id, false));
    } else if holds && moved {
        view.send(Command::Type(Do::Drag(place)));
    }
    holds || is_on
}

/// How many presses follow each other here.
fn clicks(ui: &Ui, at: Pos2) -> Clicks {
    let id = canvas_id().with("presses in the text");
    let now = ui.input(|input| input.time);
    let last = ui.data(|data| data.get_temp::<(f64, Pos2, u8)>(id));
    let number = match last {
        Some((time, place, number)) if now - time < 0.4 && place.distance(at) < 6.0 => number % 3 + 1,
        _ => 1,
    };
    ui.data_mut(|data| data.insert_temp(id, (now, at, number)));
    match number {
        2 => Clicks::Two,
        3 => Clicks::Three,
        _ => Clicks::One,
    }
}
