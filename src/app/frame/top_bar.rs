//! Where we are, and the way to everything.

use egui::{Align, Align2, Layout, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::super::View;
use super::super::command::{Command, keys};
use super::super::route::{CreateStep, Route, Scope};
use super::super::state::State;
use super::super::theme::{self, Type, size, space};
use super::super::widgets::{NameLabel, focus_ring, icon_button, icons, raised};

/// Each step of the way here has at least so much room.
const LEAST: f32 = 80.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let theme = theme::of(ui);
    let rect = ui.max_rect();
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
    let search = search_wide(ui);
    ui.horizontal_centered(|ui| {
        ui.add_space(space::L);
        ui.spacing_mut().item_spacing.x = space::S;
        if view.state.route.can_go_back() {
            let back = icon_button(ui, icons::BACK, "Back", None);
            if back.clicked() {
                view.send(Command::Back);
            }
        }
        breadcrumb_ui(ui, view, search);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(space::L);
            search_ui(ui, view, search);
        });
    });
}

/// Of a narrow window the field leaves most to where we are, and is only its icon.
fn search_wide(ui: &Ui) -> f32 {
    match ui.available_width() < size::NARROW_PAGE {
        true => size::CONTROL,
        false => size::SEARCH,
    }
}

fn breadcrumb_ui(ui: &mut Ui, view: &mut View<'_>, search: f32) {
    let theme = theme::of(ui);
    let now = view.state.route.now().clone();
    let mut trail = vec![now.clone()];
    while let Some(parent) = trail.last().and_then(Route::parent) {
        trail.push(parent);
    }
    // Every trail begins at home, which the sidebar shows.
    if trail.len() > 1 {
        trail.pop();
    }
    for (at, route) in trail.iter().rev().enumerate() {
        if at > 0 {
            ui.add(icons::RIGHT.colored(theme.faint));
        }
        let title = title(view.state, route);
        let here = *route == now;
        let color = if here { theme.text } else { theme.muted };
        // The last has the room that the search leaves; it is the longest where it names a group.
        let room = ui.available_width() - search - 2.0 * space::L;
        let wide = match here {
            true => room.clamp(LEAST, 480.0),
            false => (room - LEAST).clamp(LEAST, 280.0),
        };
        let label = NameLabel::new(&title).kind(Type::Strong).color(color).width(wide);
        if here || !route.exists() {
            ui.add(label);
        } else if ui.add(label.link()).clicked() {
            view.out.go(route.clone());
        }
    }
}

/// What a screen is called in the breadcrumb.
fn title(state: &State, route: &Route) -> String {
    let group = |id| {
        let groups = state.workspace.snapshot().map(|snapshot| &snapshot.groups);
        let card = groups.and_then(|groups| groups.iter().find(|card| card.group.id == id));
        card.map_or_else(|| "Group".to_owned(), |card| card.group.title.clone())
    };
    match route {
        Route::Start => "Start".to_owned(),
        Route::Home => "Home".to_owned(),
        Route::Groups => "Groups".to_owned(),
        Route::Group(None) => "New group".to_owned(),
        Route::Group(Some(id)) => group(*id),
        Route::Create { step, group: of } => {
            let what = match step {
                CreateStep::Compare => "Corrections",
                CreateStep::Group | CreateStep::Recipients | CreateStep::Check | CreateStep::Generate => {
                    "New credentials"
                }
            };
            match of {
                Some(id) => format!("{what} · {}", group(*id)),
                None => what.to_owned(),
            }
        }
        Route::Review(Scope::All) => "Review".to_owned(),
        Route::Review(Scope::Group(id)) => group(*id),
        Route::Review(Scope::Batch(id)) => format!("Batch {id}"),
        Route::ReviewOne { .. } | Route::Credential(_) => "Credential".to_owned(),
        Route::Publish(_) => "Publish".to_owned(),
        Route::Published => "Published".to_owned(),
        Route::Designs => "Designs".to_owned(),
        Route::Design(id) => {
            let snapshot = state.workspace.snapshot();
            let card = snapshot.and_then(|snapshot| snapshot.gallery.iter().find(|card| card.pin.design == *id));
            card.map_or_else(|| "Design".to_owned(), |card| card.name.clone())
        }
        Route::Studio(_) => "Studio".to_owned(),
        Route::Settings(page) => format!("Settings · {}", page.label()),
    }
}

/// The way to everything, drawn as the field that opens in its place.
fn search_ui(ui: &mut Ui, view: &mut View<'_>, wide: f32) {
    let theme = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(wide, size::CONTROL), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Search everything"));
    raised(ui, rect, size::CORNER, response.hovered());
    let keys = keys::of_id("palette", &view.state.choices).map(|keys| ui.ctx().format_shortcut(&keys));
    let keys = keys.unwrap_or_default().replace('+', " ");
    let response = if wide < size::SEARCH {
        icons::SEARCH.paint(ui.painter(), rect.center(), 16.0, theme.faint);
        response.on_hover_text(format!("Search… {keys}"))
    } else {
        field_ui(ui, rect, keys);
        response
    };
    focus_ring(ui, &response, size::CORNER);
    if response.clicked() {
        view.send(Command::OpenPalette);
    }
}

/// What stands in the field.
fn field_ui(ui: &Ui, rect: Rect, keys: String) {
    let theme = theme::of(ui);
    let left = rect.left() + space::S + size::ICON / 2.0;
    icons::SEARCH.paint(ui.painter(), [left, rect.center().y].into(), 16.0, theme.faint);
    let at = [left + size::ICON / 2.0 + space::XS, rect.center().y];
    let font = Type::Small.font();
    ui.painter()
        .text(at.into(), Align2::LEFT_CENTER, "Search…", font, theme.faint);
    let at = [rect.right() - space::S, rect.center().y];
    let font = Type::Caption.font();
    ui.painter()
        .text(at.into(), Align2::RIGHT_CENTER, keys, font, theme.faint);
}
