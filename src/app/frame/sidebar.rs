//! The sections of the program, and the workspace with its switcher at the bottom.

use std::sync::Arc;

use egui::containers::scroll_area::ScrollBarVisibility;
use egui::{
    Align, Color32, CornerRadius, Galley, Layout, Popup, Rect, Response, Role, ScrollArea, Sense, Stroke, Ui, Vec2,
    WidgetInfo,
};

use super::super::View;
use super::super::command::workspace::{Choice, Command};
use super::super::preview::Subject;
use super::super::route::Section;
use super::super::state::workspace::Snapshot;
use super::super::theme::{self, Type, size, space};
use super::super::widgets::icons::{self, Icon};
use super::super::widgets::{Drawing, NameLabel, count, focus_ring, picture};
use super::tray;

/// Room for the logo of the issuer.
const LOGO: Vec2 = Vec2::new(32.0, 28.0);
/// How much nearer two lines stand than their letters' room above and below asks for.
const TIGHT: f32 = 5.0;
const SWITCHER: f32 = 44.0;
const BETWEEN: f32 = 2.0;
/// The settings and the workspace, with the room around them.
pub(super) const FOOT: f32 = SWITCHER + size::CONTROL + 2.0 + space::S + 3.0 * BETWEEN;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, folded: bool) {
    let theme = theme::of(ui);
    let rect = ui.max_rect();
    ui.painter()
        .vline(rect.right() - 0.5, rect.y_range(), Stroke::new(1.0, theme.line));
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    mark_ui(ui, folded);
    ui.spacing_mut().item_spacing.y = BETWEEN;
    // In a low window the sections are scrolled; what stands below them stays.
    let area = ScrollArea::vertical().id_salt("sections").auto_shrink([false, true]);
    let below = FOOT + tray::in_sidebar(ui.ctx());
    let area = area.max_height(ui.available_height() - below).min_scrolled_height(0.0);
    area.scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden)
        .show(ui, |ui| sections_ui(ui, view, &snapshot, folded));
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
        ui.add_space(space::S);
        switcher_ui(ui, view, &snapshot, folded);
        if Section::Settings.route().exists() {
            let item = item(ui, view, Section::Settings, None, folded);
            focus_ring(ui, &item, size::CORNER);
        }
    });
}

fn sections_ui(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot, folded: bool) {
    let mut items = Vec::new();
    for section in Section::ALL.into_iter().filter(|section| section.route().exists()) {
        let number = match section {
            Section::Review => Some(snapshot.counts.pending).filter(|count| *count > 0),
            _ => None,
        };
        items.push(item(ui, view, section, number, folded));
    }
    // Over the grounds of all, of which each would hide a part of its neighbour's.
    for item in &items {
        focus_ring(ui, item, size::CORNER);
    }
}

fn mark_ui(ui: &mut Ui, folded: bool) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), size::TOP_BAR), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, "Accolade"));
    let theme = theme::of(ui);
    let center = [rect.left() + size::SIDEBAR_FOLDED / 2.0, rect.center().y].into();
    Drawing::paint_mark(ui.painter(), center, 8.0, theme.gold);
    if !folded {
        let at = [rect.left() + size::SIDEBAR_FOLDED - 8.0, rect.center().y];
        let font = Type::Strong.font();
        ui.painter()
            .text(at.into(), egui::Align2::LEFT_CENTER, "Accolade", font, theme.text);
    }
    ui.add_space(space::XS);
}

fn icon_of(section: Section) -> Icon {
    match section {
        Section::Home => icons::HOME,
        Section::Groups => icons::GROUPS,
        Section::Designs => icons::DESIGN,
        Section::Review => icons::EYE,
        Section::Published => icons::PUBLISHED,
        Section::Settings => icons::SETTINGS,
    }
}

/// Returns it with the place of its ground, around which its ring is drawn.
fn item(ui: &mut Ui, view: &mut View<'_>, section: Section, number: Option<u64>, folded: bool) -> Response {
    let theme = theme::of(ui);
    let (outer, response) =
        ui.allocate_exact_size(Vec2::new(ui.available_width(), size::CONTROL + 2.0), Sense::click());
    let chosen = view.state.route.now().section() == Some(section);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, section.label()));
    let rect = outer.shrink2(Vec2::new(space::S, 0.0));
    let (ground, color) = match (chosen, response.hovered()) {
        (true, _) => (theme.accent_soft, theme.accent),
        (false, true) => (theme.sunken, theme.text),
        (false, false) => (Color32::TRANSPARENT, theme.muted),
    };
    ui.painter().rect_filled(rect, CornerRadius::same(size::CORNER), ground);
    let center = [outer.left() + size::SIDEBAR_FOLDED / 2.0, rect.center().y].into();
    icon_of(section).paint(ui.painter(), center, size::ICON, color);
    if !folded {
        let at = [outer.left() + size::SIDEBAR_FOLDED - 8.0, rect.center().y];
        let text = if chosen { theme.accent } else { theme.text };
        ui.painter().text(
            at.into(),
            egui::Align2::LEFT_CENTER,
            section.label(),
            Type::Strong.font(),
            text,
        );
        if let Some(number) = number {
            let at = [rect.right() - space::S, rect.center().y];
            let font = Type::Caption.font();
            ui.painter()
                .text(at.into(), egui::Align2::RIGHT_CENTER, count(number), font, theme.muted);
        }
    }
    let response = if folded {
        response.on_hover_text(section.label())
    } else {
        response
    };
    if response.clicked() {
        view.out.go(section.route());
    }
    response.with_new_rect(rect)
}

fn switcher_ui(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot, folded: bool) {
    let theme = theme::of(ui);
    let (outer, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), SWITCHER), Sense::click());
    let name = &snapshot.issuer.name;
    let place = view.state.choices.place_of(&snapshot.dir, name);
    let label = format!("Workspace: {}", placed(name, place.as_deref()));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let rect = outer.shrink2(Vec2::new(space::S, 0.0));
    if response.hovered() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(size::CORNER), theme.sunken);
    }
    let center = [outer.left() + size::SIDEBAR_FOLDED / 2.0, rect.center().y].into();
    // A wide logo has the width up to the name.
    let badge = Rect::from_center_size(center, LOGO);
    match snapshot.issuer.logo {
        Some(logo) => {
            let slot = response.id.with("logo");
            picture(
                ui,
                view.previews,
                slot,
                &Subject::Picture(logo),
                badge,
                badge.aspect_ratio(),
            );
        }
        None => {
            ui.painter().circle_filled(center, 12.0, theme.accent_soft);
            let first = NameLabel::new(
                name.get(..name.chars().next().map_or(0, char::len_utf8))
                    .unwrap_or_default(),
            );
            let galley = first.kind(Type::Strong).color(theme.accent).galley(ui, 24.0);
            ui.painter().galley(center - galley.size() / 2.0, galley, theme.accent);
        }
    }
    if !folded {
        let left = outer.left() + size::SIDEBAR_FOLDED - 8.0;
        let width = rect.right() - left - size::ICON - space::XS;
        name_ui(ui, [left, width], rect.center().y, (name, place.as_deref()));
        let at = [rect.right() - size::ICON / 2.0 - 2.0, rect.center().y].into();
        icons::SWITCH.paint(ui.painter(), at, 16.0, theme.muted);
    }
    focus_ring(ui, &response.clone().with_new_rect(rect), size::CORNER);
    Popup::menu(&response)
        .width(260.0)
        .show(|ui| switcher_menu_ui(ui, view, snapshot));
}

/// A workspace as it is called, with what tells it from another of the same name.
fn placed(name: &str, place: Option<&str>) -> String {
    match place {
        Some(place) => format!("{name} · {place}"),
        None => name.to_owned(),
    }
}

/// Writes the name of the workspace, and under it where it lies where another has the same.
fn name_ui(ui: &Ui, [left, width]: [f32; 2], middle: f32, (name, place): (&str, Option<&str>)) {
    let theme = theme::of(ui);
    let name = NameLabel::new(name).kind(Type::Small).galley(ui, width);
    let place = place.map(|place| {
        let place = NameLabel::new(place).kind(Type::Caption).color(theme.muted);
        place.galley(ui, width)
    });
    let height = |galley: &Arc<Galley>| galley.size().y - TIGHT;
    let both = name.size().y + place.as_ref().map_or(0.0, height);
    let top = middle - both / 2.0;
    let below = top + name.size().y - TIGHT;
    ui.painter().galley([left, top].into(), name, theme.text);
    if let Some(place) = place {
        ui.painter().galley([left, below].into(), place, theme.muted);
    }
}

fn switcher_menu_ui(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let others = view
        .state
        .choices
        .recent
        .iter()
        .filter(|recent| recent.dir != snapshot.dir);
    for recent in others {
        let place = view.state.choices.place_of(&recent.dir, &recent.name);
        if ui
            .button(placed(&recent.name, place.as_deref()))
            .on_hover_text(recent.dir.to_string_lossy())
            .clicked()
        {
            view.out.send(Command::Switch(recent.dir.clone()));
            ui.close();
        }
    }
    if ui.button("Open a workspace…").clicked() {
        view.out.send(Command::Choose(Choice::Workspace));
        ui.close();
    }
    if ui.button("Close the workspace").clicked() {
        view.out.send(Command::Close);
        ui.close();
    }
}
