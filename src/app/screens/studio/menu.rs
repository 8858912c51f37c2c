//! The menu of the canvas, and how commands stand in menus: with their icons and keys.

use egui::{
    Align2, Area, CornerRadius, Frame, Id, Key, KeyboardShortcut, Modifiers, Order, Response, Role, ScrollArea, Sense,
    Separator, Ui, Vec2, WidgetInfo,
};

use super::super::super::View;
use super::super::super::command::studio::Command;
use super::super::super::command::studio::typing::Typing as Do;
use super::super::super::command::{Listed, keys, listed};
use super::super::super::state::studio::typing::Typing;
use super::super::super::state::studio::{LeftTab, Open};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons::{self, Icon};
use crate::studio::Masking;

const WIDTH: f32 = 300.0;
const ROW: f32 = 28.0;
/// The height of a line where the window is too low for all of them.
const LOW_ROW: f32 = 24.0;
/// So many lines has the menu of a text that is edited.
const OF_TEXT: usize = 5;
/// The height of a line between commands.
const LINE: f32 = 6.0;

/// What can be done with some elements only.
const OF_A_KIND: [&str; 6] = ["group", "ungroup", "crop", "replace-image", "edit-gradient", "to-path"];

/// What the menu offers for what is selected, and for the page; an empty id is a line between.
const OF_SELECTION: [&str; 32] = [
    "cut",
    "copy",
    "copy-png",
    "copy-svg",
    "paste",
    "paste-in-place",
    "duplicate",
    "delete",
    "",
    "copy-style",
    "paste-style",
    "",
    "order-front",
    "order-forward",
    "order-backward",
    "order-back",
    "",
    "group",
    "ungroup",
    "mask",
    "select-into",
    "crop",
    "replace-image",
    "edit-gradient",
    "to-path",
    "save-component",
    "",
    "flip-horizontal",
    "flip-vertical",
    "",
    "lock",
    "hide",
];
const OF_PAGE: [&str; 12] = [
    "paste",
    "select-all",
    "tool-image",
    "",
    "zoom-fit",
    "zoom-full",
    "",
    "grid",
    "guides",
    "rulers",
    "preview-design",
    "export-design",
];

fn by_keys_id() -> Id {
    Id::unique("menu of the canvas asked for by keys")
}

/// The menu that is shown next was asked for by keys, and has them.
pub(super) fn by_keys(ui: &Ui) {
    ui.data_mut(|data| data.insert_temp(by_keys_id(), true));
}

/// Gives the first line that can be chosen the keys, from which arrows lead to the others.
fn begin(ui: &Ui, line: &Response) {
    let waits = ui.data(|data| data.get_temp(by_keys_id())).unwrap_or(false);
    if waits {
        ui.data_mut(|data| data.remove::<bool>(by_keys_id()));
        line.request_focus();
    }
}

pub(super) fn show(ui: &Ui, view: &mut View<'_>, open: &Open) {
    let Some(at) = open.menu else { return };
    let theme = theme::of(ui);
    let ids: &[&str] = if open.editor.selection().is_empty() {
        &OF_PAGE
    } else {
        &OF_SELECTION
    };
    let ids = offered(view, ids);
    let tall = match open.typing {
        Some(_) => OF_TEXT as f32 * ROW + LINE,
        None => height(&ids, ROW),
    };
    let window = ui.ctx().content_rect().shrink(space::S);
    let frame = Frame::menu(ui.style()).fill(theme.surface);
    // Low windows have no room for all of it.
    let room = window.height() - frame.total_margin().sum().y;
    let area = Area::new(Id::unique("menu of the canvas"))
        .order(Order::Foreground)
        .fixed_pos(at)
        .default_size(Vec2::new(WIDTH, window.height()))
        .constrain_to(window)
        .show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                ui.set_width(WIDTH);
                // Whatever was shown here before, such as the shorter menu of the page.
                ui.set_max_height(room);
                ui.spacing_mut().item_spacing.y = 0.0;
                let bar = &mut ui.spacing_mut().scroll;
                bar.dormant_handle_opacity = bar.active_handle_opacity;
                let height = if tall > room { LOW_ROW } else { ROW };
                ScrollArea::vertical()
                    // Each begins with its beginning, wherever another one was left.
                    .id_salt((at.x as i32, at.y as i32))
                    .max_height(room)
                    .show(ui, |ui| match &open.typing {
                        Some(typing) => text_items(ui, view, typing, height),
                        None => items(ui, view, &ids, height),
                    })
                    .inner
            })
        });
    let pressed_elsewhere = ui.input(|input| {
        let outside = input
            .pointer
            .interact_pos()
            .is_some_and(|at| !area.response.rect.contains(at));
        (input.pointer.any_pressed() && outside) || input.key_pressed(Key::Escape)
    });
    if area.inner.inner || pressed_elsewhere {
        view.send(Command::Menu(None));
    }
}

/// Those of the menu that can be meant: what is for another kind of element is left out.
fn offered(view: &View<'_>, ids: &[&'static str]) -> Vec<&'static str> {
    let is_refused = |id: &str| {
        let listed = listed().find(|listed| listed.id == id);
        listed.is_some_and(|listed| listed.allowed(view.state).is_err())
    };
    let ids = ids.iter().copied();
    ids.filter(|id| !OF_A_KIND.contains(id) || !is_refused(id)).collect()
}

/// How high a menu is whose lines are so high.
fn height(ids: &[&str], row: f32) -> f32 {
    ids.iter().map(|id| if id.is_empty() { LINE } else { row }).sum()
}

/// Draws the lines. Whether one was chosen.
fn items(ui: &mut Ui, view: &mut View<'_>, ids: &[&str], height: f32) -> bool {
    let mut chosen = false;
    for id in ids {
        if id.is_empty() {
            ui.add(Separator::default().spacing(LINE));
        } else {
            chosen |= item_ui(ui, view, id, height);
        }
    }
    chosen
}

/// What can be done with the text that is edited. Whether something was chosen.
fn text_items(ui: &mut Ui, view: &mut View<'_>, typing: &Typing, height: f32) -> bool {
    let nothing = typing
        .text
        .selection()
        .is_empty()
        .then_some("Select some of the text first");
    let line = |icon, name, key: Option<Key>, refused| Line {
        icon: Some(icon),
        name,
        keys: key.map(|key| KeyboardShortcut::new(Modifiers::COMMAND, key)),
        refused,
        height,
    };
    let lines: [(Line<'_>, Command); OF_TEXT] = [
        (line(icons::CUT, "Cut", Some(Key::X), nothing), Do::Cut.into()),
        (line(icons::COPY, "Copy", Some(Key::C), nothing), Do::Copy.into()),
        (line(icons::PASTE, "Paste", Some(Key::V), None), Do::AskPaste.into()),
        (
            line(icons::SELECT_ALL, "Select all", Some(Key::A), None),
            Do::SelectAll.into(),
        ),
        // A click puts them in there, at the caret.
        (
            line(icons::FIELD, "Insert a field…", None, None),
            Command::ShowLeft(LeftTab::Fields),
        ),
    ];
    let mut chosen = false;
    for (line, command) in lines {
        if line.keys.is_none() {
            ui.add(Separator::default().spacing(LINE));
        }
        let response = line_ui(ui, &line);
        if line.refused.is_none() {
            begin(ui, &response);
        }
        if response.clicked() {
            view.send(command);
            ui.close();
            chosen = true;
        }
    }
    chosen
}

/// A command of the list in a menu. Whether it was done.
pub(super) fn item(ui: &mut Ui, view: &mut View<'_>, id: &str) -> bool {
    item_ui(ui, view, id, ROW)
}

fn item_ui(ui: &mut Ui, view: &mut View<'_>, id: &str, height: f32) -> bool {
    let Some(listed) = listed().find(|listed| listed.id == id) else {
        return false;
    };
    let name = name_now(view, listed);
    let line = row_ui(ui, view, listed, Some(listed.icon), name, height);
    if listed.allowed(view.state).is_ok() {
        begin(ui, &line);
    }
    let done = line.clicked();
    if done {
        view.send((listed.command)());
        ui.close();
    }
    done
}

/// What a command is called where it is seen what it would do.
fn name_now(view: &View<'_>, listed: &Listed) -> &'static str {
    let open = view.state.studio.open().filter(|_| listed.id == "mask");
    match open.map(|open| open.editor.masking()) {
        Some(Ok(Masking::Release(_))) => "Release mask",
        Some(_) => "Mask",
        None => listed.label,
    }
}

/// A command that shows or hides something, checked while it is shown.
pub(super) fn check(ui: &mut Ui, view: &mut View<'_>, id: &str, name: &str, on: bool) {
    let Some(listed) = listed().find(|listed| listed.id == id) else {
        return;
    };
    let response = row_ui(ui, view, listed, on.then_some(icons::CHECK), name, ROW);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    if response.clicked() {
        view.send((listed.command)());
    }
}

/// A line of a menu, with the keys at its right end.
pub(super) fn row(ui: &mut Ui, view: &View<'_>, listed: &Listed, icon: Icon, name: &str) -> Response {
    row_ui(ui, view, listed, Some(icon), name, ROW)
}

fn row_ui(ui: &mut Ui, view: &View<'_>, listed: &Listed, icon: Option<Icon>, name: &str, height: f32) -> Response {
    let line = Line {
        icon,
        name,
        keys: keys::of(listed, &view.state.choices),
        refused: listed.allowed(view.state).err(),
        height,
    };
    line_ui(ui, &line)
}

/// What a line of a menu says.
struct Line<'a> {
    icon: Option<Icon>,
    name: &'a str,
    keys: Option<KeyboardShortcut>,
    /// Why it cannot be chosen.
    refused: Option<&'static str>,
    height: f32,
}

fn line_ui(ui: &mut Ui, line: &Line<'_>) -> Response {
    let theme = theme::of(ui);
    let Line {
        icon,
        name,
        keys,
        refused,
        height,
    } = *line;
    let sense = if refused.is_none() {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, refused.is_none(), name));
    let painter = ui.painter();
    if response.hovered() && refused.is_none() || response.has_focus() {
        painter.rect_filled(rect, CornerRadius::same(size::CORNER), theme.sunken);
    }
    let color = if refused.is_some() { theme.faint } else { theme.text };
    let left = rect.left() + space::S + size::ICON / 2.0;
    if let Some(icon) = icon {
        icon.paint(painter, [left, rect.center().y].into(), 16.0, theme.muted);
    }
    let at = [left + size::ICON / 2.0 + space::S, rect.center().y];
    let named = painter.text(at.into(), Align2::LEFT_CENTER, name, Type::Body.font(), color);
    if let Some(keys) = keys {
        let text = ui.ctx().format_shortcut(&keys);
        let galley = painter.layout_no_wrap(text, Type::Caption.font(), theme.faint);
        let at = rect.right_center() - Vec2::new(space::S + galley.size().x, galley.size().y / 2.0);
        // What a command is called counts for more than its keys.
        if at.x > named.right() + space::XS {
            painter.galley(at, galley, theme.faint);
        }
    }
    match refused {
        Some(why) => response.on_hover_text(why),
        None => response,
    }
}
