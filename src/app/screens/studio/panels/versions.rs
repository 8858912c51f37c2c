//! The versions of the design: what was saved when and by whom, under which name; the way back to any of it.

use egui::{CornerRadius, CursorIcon, Popup, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo};

use super::super::super::super::View;
use super::super::super::super::command::Command as AnyCommand;
use super::super::super::super::command::studio::Command as Studio;
use super::super::super::super::command::studio::versions::Command;
use super::super::super::super::state::studio::Open;
use super::super::super::super::state::studio::versions::{Ask, List, Version};
use super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::widgets::{Button, NameLabel, focus_ring, icon_button, icons, problem_box, within};
use super::parts::{bare, note};

const ROW: f32 = 46.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    bare(ui, |ui| {
        let width = ui.available_width();
        let save = Button::secondary("Save a version…")
            .icon(icons::ADD)
            .dense()
            .width(width);
        if save.show(ui).clicked() {
            send(view, Command::Ask(Some(Ask::default())));
        }
    });
    ui.spacing_mut().item_spacing.y = 0.0;
    match &open.versions.list {
        List::Unread | List::Reading => {
            if matches!(open.versions.list, List::Unread) {
                send(view, Command::Read);
            }
            // As high as the list will be, so that nothing below it moves: every saved revision is a version.
            ui.scope(|ui| {
                ui.set_min_height(ROW * open.revision as f32);
                note(ui, "Looking for what was saved…");
            });
        }
        List::Failed(problems) => {
            if let Some(text) = problem_box(ui, problems) {
                view.send(AnyCommand::CopyText(text));
            }
        }
        List::Read(list) => {
            for version in list {
                row_ui(ui, view, open, version);
            }
        }
    }
}

fn send(view: &mut View<'_>, command: Command) {
    view.send(Studio::Versions(command));
}

/// When and by whom, and what else is to be known.
fn about(view: &View<'_>, open: &Open, version: &Version) -> String {
    let mut parts = Vec::new();
    if !version.name.is_empty() {
        parts.push(format!("Revision {}", version.revision));
    }
    if let Some(saved) = &version.saved {
        parts.push(view.state.choices.dates.write_time(saved.local));
        parts.push(saved.who.clone());
    }
    if version.issued {
        parts.push("issued".to_owned());
    }
    if version.revision == open.revision {
        parts.push("the saved one".to_owned());
    }
    parts.join(" · ")
}

fn row_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, version: &Version) {
    let theme = theme::of(ui);
    let revision = version.revision;
    let label = open.versions.label(revision);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::click());
    let is_seen = open
        .versions
        .viewing
        .as_ref()
        .is_some_and(|seen| seen.revision == revision);
    let about = about(view, open, version);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_seen, format!("{label}, {about}")));
    let inner = rect.shrink2(Vec2::new(space::XS, 1.0));
    if is_seen || response.hovered() {
        let ground = if is_seen { theme.accent_soft } else { theme.sunken };
        ui.painter()
            .rect_filled(inner, CornerRadius::same(size::CORNER), ground);
    }
    let left = rect.left() + space::M;
    let room = rect.right() - left - 40.0;
    let kind = if version.name.is_empty() {
        Type::Small
    } else {
        Type::Strong
    };
    let galley = NameLabel::new(&label).kind(kind).galley(ui, room);
    ui.painter().galley([left, rect.top() + 4.0].into(), galley, theme.text);
    let galley = NameLabel::new(&about)
        .kind(Type::Caption)
        .color(theme.muted)
        .galley(ui, room);
    let at = [left, rect.bottom() - galley.size().y - 4.0];
    ui.painter().galley(at.into(), galley, theme.muted);
    let ring = egui::Response {
        rect: inner.shrink(2.0),
        ..response.clone()
    };
    focus_ring(ui, &ring, 4);
    let side = Vec2::splat(size::CONTROL_DENSE);
    let at = Rect::from_center_size(rect.right_center() - Vec2::new(22.0, 0.0), side);
    let mut more = None;
    within(ui, UiBuilder::new().max_rect(at).id_salt(revision), |ui| {
        more = Some(icon_button(ui, icons::MORE, &format!("More of {label}"), None));
    });
    if let Some(more) = more {
        Popup::menu(&more).show(|ui| menu_ui(ui, view, version));
    }
    let hint = match version.note.as_str() {
        "" => "Look at it",
        note => note,
    };
    let response = response.on_hover_text(hint).on_hover_cursor(CursorIcon::PointingHand);
    if response.clicked() {
        send(view, Command::View(revision));
    }
}

fn menu_ui(ui: &mut Ui, view: &mut View<'_>, version: &Version) {
    ui.set_min_width(190.0);
    ui.spacing_mut().item_spacing.y = space::XS;
    let revision = version.revision;
    let naming = Ask {
        revision: Some(revision),
        name: version.name.clone(),
        note: version.note.clone(),
    };
    let is_named = !version.name.is_empty();
    let mut items = vec![
        ("Look at it", Command::View(revision)),
        ("Compare with now", Command::Compare(Some(revision))),
        ("Restore", Command::Restore(revision)),
        (
            if is_named { "Rename…" } else { "Give it a name…" },
            Command::Ask(Some(naming)),
        ),
    ];
    if is_named {
        items.push(("Forget the name", Command::Forget(revision)));
    }
    for (label, command) in items {
        if Button::quiet(label).dense().show(ui).clicked() {
            send(view, command);
            ui.close();
        }
    }
}

/// What stands over the page while a version is looked at.
pub(in super::super) fn banner(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let Some(seen) = &open.versions.viewing else { return };
    let theme = theme::of(ui);
    let text = format!("“{}” as it was. It cannot be changed here.", seen.label);
    let rect = ui.max_rect();
    ui.painter().rect_filled(rect, 0, theme.accent_soft);
    let galley = NameLabel::new(&text).kind(Type::Small).galley(ui, rect.width() - 380.0);
    let at = [rect.left() + space::M, rect.center().y - galley.size().y / 2.0];
    ui.painter().galley(at.into(), galley, theme.text);
    let revision = seen.revision;
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.add_space(space::S);
        if Button::primary("Back to now").dense().show(ui).clicked() {
            send(view, Command::Leave);
        }
        if Button::secondary("Restore").dense().show(ui).clicked() {
            send(view, Command::Restore(revision));
        }
        if Button::secondary("Compare with now").dense().show(ui).clicked() {
            send(view, Command::Compare(Some(revision)));
        }
    });
}
