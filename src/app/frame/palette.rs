//! The palette: every command by its words.

use egui::{
    Align, Align2, Area, CornerRadius, Frame, Id, Key, Layout, Margin, Modal, Order, Role, ScrollArea, Sense, Stroke,
    Ui, Vec2, WidgetInfo,
};

use super::super::View;
use super::super::command::{Command, Listed, keys};
use super::super::route::Route;
use super::super::theme::{self, Type, size, space};
use super::super::widgets::{search_field, within};

const WIDTH: f32 = 560.0;
const HEIGHT: f32 = 360.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Some(palette) = &view.state.palette else { return };
    let theme = theme::of(ui);
    let mut found = palette.found();
    let in_studio = matches!(view.state.route.now(), Route::Studio(_));
    found.retain(|listed| in_studio || !keys::is_of_canvas(listed.id));
    // In the studio its own commands come first; what cannot be done now comes last.
    found.sort_by_key(|listed| {
        let is_elsewhere = in_studio && !keys::is_of_canvas(listed.id);
        (listed.allowed(view.state).is_err(), is_elsewhere)
    });
    let words = palette.words.clone();
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(size::CORNER_DIALOG))
        .shadow(theme::float_shadow(theme))
        .inner_margin(Margin::same(space::S as i8));
    let id = Id::unique("palette");
    let area = Area::new(id)
        .order(Order::Foreground)
        .anchor(Align2::CENTER_TOP, Vec2::new(0.0, 96.0));
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(theme.veil);
    let shown = modal.show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        let field = id.with("words");
        let changed = search_field(ui, field, "Search commands", &words, "What do you want to do?", WIDTH);
        if ui.memory(egui::Memory::focused).is_none() {
            ui.memory_mut(|memory| memory.request_focus(field));
        }
        if let Some(words) = changed {
            view.out.send(Command::SearchPalette(words));
        }
        list_ui(ui, view, id, &found)
    });
    if shown.inner {
        return;
    }
    if shown.should_close() || ui.input(|input| input.key_pressed(Key::Escape)) {
        view.send(Command::ClosePalette);
    }
}

/// The list; whether something in it was done.
fn list_ui(ui: &mut Ui, view: &mut View<'_>, id: Id, found: &[&'static Listed]) -> bool {
    let mark = id.with("mark");
    let mut at = ui.data(|data| data.get_temp::<usize>(mark).unwrap_or_default());
    let (up, down, enter) = ui.input(|input| {
        let pressed = |key| input.key_pressed(key);
        (pressed(Key::ArrowUp), pressed(Key::ArrowDown), pressed(Key::Enter))
    });
    let last = found.len().saturating_sub(1);
    at = match (up, down) {
        (true, false) => at.saturating_sub(1),
        (false, true) => at + 1,
        _ => at,
    }
    .min(last);
    ui.data_mut(|data| data.insert_temp(mark, at));
    let mut chosen = enter.then(|| found.get(at)).flatten().copied();
    ScrollArea::vertical()
        .max_height(HEIGHT)
        .min_scrolled_height(HEIGHT)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if found.is_empty() {
                ui.label(Type::Body.text("No command has these words").color(theme::of(ui).muted));
            }
            for (place, listed) in found.iter().enumerate() {
                let response = row_ui(ui, view, listed, place == at);
                if place == at && (up || down) {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    chosen = Some(listed);
                }
            }
        });
    let Some(listed) = chosen.filter(|listed| listed.allowed(view.state).is_ok()) else {
        return false;
    };
    ui.data_mut(|data| data.remove::<usize>(mark));
    view.send(Command::ClosePalette);
    view.send((listed.command)());
    true
}

fn row_ui(ui: &mut Ui, view: &View<'_>, listed: &Listed, marked: bool) -> egui::Response {
    let theme = theme::of(ui);
    let refused = listed.allowed(view.state).err();
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), size::ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, refused.is_none(), marked, listed.label));
    if marked || response.hovered() {
        let ground = if marked { theme.accent_soft } else { theme.sunken };
        ui.painter().rect_filled(rect, CornerRadius::same(size::CORNER), ground);
    }
    let builder = egui::UiBuilder::new()
        .max_rect(rect.shrink2(Vec2::new(space::M, 0.0)))
        .layout(Layout::left_to_right(Align::Center));
    within(ui, builder, |ui| {
        let color = if refused.is_some() { theme.faint } else { theme.text };
        ui.add(listed.icon.colored(theme.muted));
        ui.label(Type::Body.text(listed.label).color(color));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let keys = keys::of(listed, &view.state.choices).map(|shortcut| ui.ctx().format_shortcut(&shortcut));
            let right = refused.map(str::to_owned).or(keys).unwrap_or_default();
            ui.label(Type::Caption.text(right).color(theme.muted));
        });
    });
    response
}
