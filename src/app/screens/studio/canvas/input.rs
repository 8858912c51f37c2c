//! What the hand does on the canvas, as commands; and what lies under it.

use egui::{CursorIcon, Event, EventFilter, Id, Key, PointerButton, Pos2, Response, Ui};

use super::super::super::super::View;
use super::super::super::super::command::Command as AnyCommand;
use super::super::super::super::command::studio::{Action, Command, inside};
use super::super::super::super::state::studio::pasting::{Pasting, pasting_id};
use super::super::super::super::state::studio::{Open, canvas_id};
use super::super::super::super::widgets::{asks_menu, is_dialog_open, pressed_escape};
use crate::model::{Aids, Edit, PageProperty};
use crate::studio::{Cursor, Modifiers, Pointer};
use crate::units::{Pt, Size};

/// A second press so soon and so near is a double click, in seconds and points of the screen.
const DOUBLE: (f64, f32) = (0.35, 6.0);
/// How near to a guide it is taken, in points of the screen.
const NEAR_GUIDE: f32 = 4.0;
/// Guides stand on whole tenths of a millimetre, in points.
const GUIDE_STEP: f64 = crate::units::PT_PER_MM / 10.0;

/// How far the wheel turns for twice the size of a cropped picture, in points of the screen.
const WHEEL: f32 = 400.0;

/// With which design, where, and in which group something was looked for.
type Looked = (usize, [u64; 3], Option<String>);

/// What lies under the pointer.
#[derive(Clone, Debug)]
pub(super) struct Under {
    pub pointer: Pointer,
    /// The element that a press would take.
    pub element: Option<String>,
    pub guide: Option<Guide>,
}

/// One of the guides of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Guide {
    pub vertical: bool,
    /// `None` for a new one.
    pub index: Option<usize>,
}

/// What the hand holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Held {
    #[default]
    Nothing,
    /// The core follows it.
    Gesture,
    /// The page is moved over the screen.
    Page,
    Guide(Guide),
}

pub(super) fn modifiers(modifiers: egui::Modifiers) -> Modifiers {
    Modifiers {
        shift: modifiers.shift,
        alt: modifiers.alt,
        ctrl: modifiers.command || modifiers.ctrl,
    }
}

fn held_id() -> Id {
    canvas_id().with("held")
}

fn held(ui: &Ui) -> Held {
    ui.data(|data| data.get_temp(held_id())).unwrap_or_default()
}

fn hold(ui: &Ui, what: Held) {
    ui.data_mut(|data| data.insert_temp(held_id(), what));
}

/// What lies under the pointer, when it is over the canvas. It is looked for anew only when something moved.
pub(super) fn under(ui: &Ui, open: &Open, response: &Response) -> Option<Under> {
    let at = ui.input(|input| input.pointer.latest_pos())?;
    if !(response.contains_pointer() || held(ui) == Held::Gesture) {
        return None;
    }
    let pointer = open.pointer(at, modifiers(ui.input(|input| input.modifiers)));
    let guide = guide_at(open, at);
    let key = (
        std::sync::Arc::as_ptr(open.editor.shown()) as usize,
        [pointer.at.x.to_bits(), pointer.at.y.to_bits(), pointer.scale.to_bits()],
        open.editor.entered().map(str::to_owned),
    );
    let id = canvas_id().with("under");
    let known = ui.data(|data| data.get_temp::<(Looked, Option<String>)>(id));
    let element = match known {
        Some((of, element)) if of == key => element,
        _ => {
            let free = !open.editor.is_busy() && !open.editor.tool().draws() && !open.editor.is_inside();
            let element = free.then(|| open.editor.under(&pointer).into_iter().next()).flatten();
            ui.data_mut(|data| data.insert_temp(id, (key, element.clone())));
            element
        }
    };
    Some(Under {
        pointer,
        element,
        guide,
    })
}

/// Sends what the hand does.
pub(super) fn take(ui: &Ui, view: &mut View<'_>, open: &Open, response: &Response, under: Option<&Under>) {
    let state = view.state;
    let asks = state.is_asking() || open.keys || is_dialog_open(ui.ctx());
    focus(ui, response, asks);
    navigate(ui, view, open, response);
    if open.preview {
        return;
    }
    if let Some(Under { guide: Some(guide), .. }) = under
        && held(ui) == Held::Nothing
        && response.contains_pointer()
        && ui.input(|input| input.pointer.primary_pressed())
        && !is_space_down(ui)
        && !is_over_handle(open, under)
    {
        hold(ui, Held::Guide(*guide));
    }
    if let Some(typing) = &open.typing
        && held(ui) != Held::Page
        && super::typing::take(ui, view, open, typing, response)
    {
        ui.set_cursor_icon(CursorIcon::Text);
        if response.secondary_clicked() {
            super::typing::ask_menu(ui, view, open, typing);
        } else {
            menu_by_keys(ui, view, open);
        }
        return;
    }
    if let Held::Guide(guide) = held(ui) {
        follow_guide(ui, view, open, guide);
    } else {
        gesture(ui, view, open, response);
    }
    if response.secondary_clicked() {
        ask_menu(ui, view, open, under);
    } else {
        menu_by_keys(ui, view, open);
    }
    if !open.is_typing() {
        clipboard(ui, view);
    }
    cursor(ui, open, response, under);
}

/// Whether the keys of this frame are the canvas': not those that ended what was typed into a field of a panel.
pub(super) fn has_keys(ui: &Ui) -> bool {
    ui.memory(|memory| memory.has_focus(canvas_id()) && memory.had_focus_last_frame(canvas_id()))
}

/// The canvas has the keys whenever nothing else wants them.
fn focus(ui: &Ui, response: &Response, asks: bool) {
    if asks {
        // A dialog has the keys.
        response.surrender_focus();
        return;
    }
    let nothing = ui.memory(egui::Memory::focused).is_none();
    if nothing || (response.contains_pointer() && ui.input(|input| input.pointer.any_pressed())) {
        response.request_focus();
    }
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter {
        tab: true,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
}

fn is_space_down(ui: &Ui) -> bool {
    ui.input(|input| input.key_down(Key::Space)) && !ui.ctx().text_edit_focused()
}

/// Moves and zooms the page: wheel, fingers, the middle button, Space.
fn navigate(ui: &Ui, view: &mut View<'_>, open: &Open, response: &Response) {
    if response.contains_pointer() {
        let (zoom, scroll, at) = ui.input(|input| {
            let fingers = input.multi_touch().map(|touch| touch.translation_delta);
            let scroll = input.smooth_scroll_delta() + fingers.unwrap_or_default();
            (input.zoom_delta(), scroll, input.pointer.latest_pos())
        });
        if zoom != 1.0 {
            let at = at.unwrap_or(open.camera.room.center());
            view.send(Command::ZoomAt(at, f64::from(zoom)));
        } else if scroll != egui::Vec2::ZERO {
            let over = at.map(|at| open.pointer(at, Modifiers::NONE));
            match over.filter(|pointer| open.editor.crop_grip(pointer).is_some()) {
                // The wheel over a picture that is cropped makes that larger.
                Some(pointer) => {
                    let factor = f64::from(scroll.y / WHEEL).exp2();
                    view.send(Command::Inside(inside::Command::Scale(pointer.at, factor)));
                }
                None => view.send(Command::Pan(scroll)),
            }
        }
        let pressed = ui.input(|input| {
            let main = input.pointer.primary_pressed();
            input.pointer.button_pressed(PointerButton::Middle) || (main && input.key_down(Key::Space))
        });
        if pressed && held(ui) == Held::Nothing && !ui.ctx().text_edit_focused() {
            hold(ui, Held::Page);
        }
    }
    if held(ui) == Held::Page {
        let (delta, down) = ui.input(|input| (input.pointer.delta(), input.pointer.any_down()));
        if delta != egui::Vec2::ZERO {
            view.send(Command::Pan(delta));
        }
        if !down {
            hold(ui, Held::Nothing);
        }
    }
}

/// Press, movement and release of the main button; a frame may have several presses.
fn gesture(ui: &Ui, view: &mut View<'_>, open: &Open, response: &Response) {
    let (buttons, down, moved, keys, at) = ui.input(|input| {
        let pointer = &input.pointer;
        let keys_changed = input
            .events
            .iter()
            .any(|event| matches!(event, Event::ModifiersChanged(_)) || matches!(event, Event::Key { .. }));
        (
            buttons(&input.events),
            pointer.primary_down(),
            pointer.delta() != egui::Vec2::ZERO || keys_changed || pointer.is_moving(),
            input.modifiers,
            pointer.latest_pos(),
        )
    });
    let Some(at) = at else { return };
    let is_ours = response.contains_pointer() && !is_space_down(ui) && held(ui) != Held::Page;
    for (place, pressed, with) in &buttons {
        // In a slow frame the keys of a press may be let go by its end.
        let keys = modifiers(keys | *with);
        let is_held = held(ui) == Held::Gesture;
        if *pressed && is_ours {
            view.send(Command::Press(open.pointer(*place, keys), clicks(ui, *place)));
            hold(ui, Held::Gesture);
        } else if !*pressed && is_held {
            view.send(Command::Release(open.pointer(*place, keys)));
            hold(ui, Held::Nothing);
        }
    }
    if held(ui) != Held::Gesture {
        return;
    }
    if !down {
        // A release outside of the window is not told.
        view.send(Command::Release(open.pointer(at, modifiers(keys))));
        hold(ui, Held::Nothing);
    } else if moved && !buttons.iter().any(|(_, pressed, _)| *pressed) {
        view.send(Command::Drag(open.pointer(at, modifiers(keys))));
    }
}

/// Where the main button was pressed (`true`) and released, and with which keys, in order.
fn buttons(events: &[Event]) -> Vec<(Pos2, bool, egui::Modifiers)> {
    let of_main = events.iter().filter_map(|event| match event {
        Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers,
        } => Some((*pos, *pressed, *modifiers)),
        _ => None,
    });
    of_main.collect()
}

/// 2 when this press follows another at once and at the same place.
fn clicks(ui: &Ui, at: Pos2) -> u8 {
    let id = canvas_id().with("last press");
    let now = ui.input(|input| input.time);
    let last = ui.data(|data| data.get_temp::<(f64, Pos2)>(id));
    let double = last.is_some_and(|(time, place)| now - time < DOUBLE.0 && place.distance(at) < DOUBLE.1);
    // A third press begins anew.
    ui.data_mut(|data| data.insert_temp(id, if double { (0.0, at) } else { (now, at) }));
    if double { 2 } else { 1 }
}

fn ask_menu(ui: &Ui, view: &mut View<'_>, open: &Open, under: Option<&Under>) {
    let Some(at) = ui.input(|input| input.pointer.latest_pos()) else {
        return;
    };
    let element = under.and_then(|under| under.element.clone());
    match element {
        Some(name) if !open.editor.selection().contains(&name) => view.send(Command::Select(vec![name])),
        None => view.send(Command::Select(Vec::new())),
        Some(_) => {}
    }
    view.send(Command::Menu(Some(at)));
}

fn menu_by_keys(ui: &Ui, view: &mut View<'_>, open: &Open) {
    if has_keys(ui) && asks_menu(ui) {
        super::super::menu::by_keys(ui);
        view.send(Command::Menu(Some(menu_place(open))));
    }
}

/// Where the menu comes that was asked for by keys: in the middle of what is selected, as far as that can be seen.
fn menu_place(open: &Open) -> Pos2 {
    let room = open.camera.room;
    let selected = open.editor.selection_bounds();
    let area = selected.map_or(room, |bounds| open.camera.rect_to_screen(bounds).intersect(room));
    if area.is_positive() {
        area.center()
    } else {
        room.center()
    }
}

/// What the system sends for copying and pasting.
fn clipboard(ui: &Ui, view: &mut View<'_>) {
    let mut pasting: Pasting = ui.data(|data| data.get_temp(pasting_id())).unwrap_or_default();
    // As they came: the keys of commands, such as pasting a style, are taken from the others by now.
    let is_unread = ui.input(|input| pasting.follow(&input.raw.events, input.modifiers.command, input.time));
    ui.data_mut(|data| data.insert_temp(pasting_id(), pasting));
    if pasting.is_waiting() {
        ui.ctx().request_repaint();
    }
    let focused = ui.memory(egui::Memory::focused);
    if focused.is_some_and(|id| id != canvas_id()) && ui.ctx().text_edit_focused() {
        return;
    }
    if is_unread {
        view.send(Command::PasteOther(None));
    }
    let events = ui.input(|input| input.events.clone());
    for event in events {
        match event {
            Event::Copy => view.send(AnyCommand::from(Action::Copy)),
            Event::Cut => view.send(AnyCommand::from(Action::Cut)),
            Event::Paste(text) => view.send(Command::PasteText(text)),
            Event::PasteImage(image) => view.send(Command::PasteOther(Some(image))),
            _ => {}
        }
    }
}

fn is_over_handle(open: &Open, under: Option<&Under>) -> bool {
    let handle = under.and_then(|under| open.editor.handle_over(&under.pointer));
    handle.is_some() || open.editor.tool().draws() || open.editor.is_inside()
}

fn cursor(ui: &Ui, open: &Open, response: &Response, under: Option<&Under>) {
    let Some(under) = under else { return };
    let icon = match held(ui) {
        Held::Page => CursorIcon::Grabbing,
        Held::Guide(guide) => guide_icon(guide),
        Held::Nothing if is_space_down(ui) => CursorIcon::Grab,
        Held::Nothing if under.guide.is_some() && !is_over_handle(open, Some(under)) => {
            under.guide.map_or(CursorIcon::Default, guide_icon)
        }
        Held::Nothing | Held::Gesture => icon(open.editor.status(&under.pointer).cursor),
    };
    if response.contains_pointer() || held(ui) != Held::Nothing {
        ui.set_cursor_icon(icon);
    }
}

fn guide_icon(guide: Guide) -> CursorIcon {
    if guide.vertical {
        CursorIcon::ResizeHorizontal
    } else {
        CursorIcon::ResizeVertical
    }
}

fn icon(cursor: Cursor) -> CursorIcon {
    match cursor {
        Cursor::Arrow => CursorIcon::Default,
        Cursor::Move => CursorIcon::Move,
        Cursor::Copy => CursorIcon::Copy,
        Cursor::Cross | Cursor::Pen | Cursor::Pick => CursorIcon::Crosshair,
        Cursor::Text => CursorIcon::Text,
        Cursor::Rotate => CursorIcon::Alias,
        Cursor::Resize(angle) => match angle.rem_euclid(180.0) {
            a if !(22.5..157.5).contains(&a) => CursorIcon::ResizeHorizontal,
            a if a < 67.5 => CursorIcon::ResizeNwSe,
            a if a < 112.5 => CursorIcon::ResizeVertical,
            _ => CursorIcon::ResizeNeSw,
        },
    }
}

fn aids(open: &Open) -> Option<&Aids> {
    let page = open.editor.design().pages.get(open.editor.page())?;
    Some(&page.aids)
}

fn guide_at(open: &Open, at: Pos2) -> Option<Guide> {
    let aids = aids(open).filter(|aids| open.shows.guides && !aids.locked)?;
    let near = |place: f32, to: f32| (place - to).abs() <= NEAR_GUIDE;
    let screen = |x: f64, y: f64| open.camera.to_screen(crate::units::Point::new(x, y));
    let upright = aids.vertical.iter().position(|x| near(screen(x.0, 0.0).x, at.x));
    let level = aids.horizontal.iter().position(|y| near(screen(0.0, y.0).y, at.y));
    let guide = |vertical, index| Guide {
        vertical,
        index: Some(index),
    };
    upright
        .map(|index| guide(true, index))
        .or_else(|| level.map(|index| guide(false, index)))
}

/// A guide that is dragged out of a ruler.
pub(super) fn guide_drag(ui: &Ui, view: &mut View<'_>, open: &Open, ruler: &Response, vertical: bool) {
    let guide = Guide { vertical, index: None };
    if ruler.contains_pointer() {
        ui.set_cursor_icon(guide_icon(guide));
    }
    if ruler.drag_started() && open.shows.guides && aids(open).is_some_and(|aids| !aids.locked) {
        hold(ui, Held::Guide(guide));
    }
    if held(ui) == Held::Guide(guide) {
        follow_guide(ui, view, open, guide);
    }
}

/// Shows a guide where the pointer is; let go outside of the page's room it is gone.
fn follow_guide(ui: &Ui, view: &mut View<'_>, open: &Open, guide: Guide) {
    let (at, released) = ui.input(|input| (input.pointer.latest_pos(), !input.pointer.primary_down()));
    // The key itself may have been taken, as by what ends the gesture under way.
    if pressed_escape(ui.ctx()) {
        hold(ui, Held::Nothing);
        view.send(Command::Cancel);
        return;
    }
    if let (Some(at), Some(before)) = (at, aids(open)) {
        let place = open.camera.room.contains(at).then(|| open.camera.to_page(at));
        let along = place.map(|place| if guide.vertical { place.x } else { place.y });
        let along = along.map(|along| (along / GUIDE_STEP).round() * GUIDE_STEP);
        let changed = with_guide(before, guide, along, open.page_size());
        let name = match (guide.index, along) {
            (None, _) => "Add a guide",
            (Some(_), Some(_)) => "Move a guide",
            (Some(_), None) => "Remove a guide",
        };
        let property = PageProperty::Aids(changed);
        let index = open.editor.page();
        view.send(Command::Propose(name.to_owned(), Edit::SetPage { index, property }));
    }
    if released {
        hold(ui, Held::Nothing);
        view.send(Command::Accept);
    }
}

/// The aids with a guide at another place, or without it.
fn with_guide(aids: &Aids, guide: Guide, along: Option<f64>, page: Size) -> Aids {
    let mut changed = aids.clone();
    let (list, length) = match guide.vertical {
        true => (&mut changed.vertical, page.width),
        false => (&mut changed.horizontal, page.height),
    };
    // Beyond the page it would hold nothing.
    let along = along.filter(|along| (0.0..=length).contains(along)).map(Pt);
    match (guide.index, along) {
        (None, Some(along)) => list.push(along),
        (Some(index), Some(along)) => {
            if let Some(place) = list.get_mut(index) {
                *place = along;
            }
        }
        (Some(index), None) if index < list.len() => drop(list.remove(index)),
        (_, None) => {}
    }
    changed
}
