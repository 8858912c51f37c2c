//! The menu of the canvas, and how commands stand in menus: with their icons and keys.

use egui::{
    Align2, Area, CornerRadius, Frame, Id, Key, Order, Response, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo,
};

use super::super::super::View;
use super::super::super::command::studio::Command;
use super::super::super::command::{Listed, keys, listed};
use super::super::super::state::studio::Open;
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons::{self, Icon};
use crate::studio::Masking;

const WIDTH: f32 = 300.0;
const ROW: f32 = 28.0;

/// What the menu offers for what is selected, and for the page; an empty id is a line between.
const OF_SELECTION: [&str; 31] = [
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

pub(super) fn show(ui: &Ui, view: &mut View<'_>, open: &Open) {
    let Some(at) = open.menu else { return };
    let theme = theme::of(ui);
    let ids: &[&str] = if open.editor.selection().is_empty() {
        &OF_PAGE
    } else {
        &OF_SELECTION
    };
    let area = Area::new(Id::unique("menu of the canvas"))
        .order(Order::Foreground)
        .fixed_pos(at)
        .default_size(Vec2::new(WIDTH, ui.ctx().content_rect().height()))
        .constrain(true)
        .show(ui.ctx(), |ui| {
            Frame::menu(ui.style()).fill(theme.surface).show(ui, |ui| {
                ui.set_width(WIDTH);
                ui.spacing_mut().item_spacing.y = 0.0;
                // Low windows have no room for all of it.
                let room = ui.ctx().content_rect().height() - 2.0 * space::L;
                ScrollArea::vertical()
                    .max_height(room)
                    .show(ui, |ui| items(ui, view, ids))
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

/// Draws the lines. Whether one was chosen.
fn items(ui: &mut Ui, view: &mut View<'_>, ids: &[&str]) -> bool {
    let mut chosen = false;
    for id in ids {
        if id.is_empty() {
            ui.separator();
        } else {
            chosen |= item(ui, view, id);
        }
    }
    chosen
}

/// A command of the list in a menu. Whether it was done.
pub(super) fn item(ui: &mut Ui, view: &mut View<'_>, id: &str) -> bool {
    let Some(listed) = listed().find(|listed| listed.id == id) else {
        return false;
    };
    let name = name_now(view, listed);
    let done = row(ui, view, listed, listed.icon, name).clicked();
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
    let response = row_ui(ui, view, listed, on.then_some(icons::CHECK), name);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    if response.clicked() {
        view.send((listed.command)());
    }
}

/// A line of a menu, with the keys at its right end.
pub(super) fn row(ui: &mut Ui, view: &View<'_>, listed: &Listed, icon: Icon, name: &str) -> Response {
    row_ui(ui, view, listed, Some(icon), name)
}

fn row_ui(ui: &mut Ui, view: &View<'_>, listed: &Listed, icon: Option<Icon>, name: &str) -> Response {
    let theme = theme::of(ui);
    let refused = listed.allowed(view.state).err();
    let sense = if refused.is_none() {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), sense);
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
    if let Some(keys) = keys::of(listed, &view.state.choices) {
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
