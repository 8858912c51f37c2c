//! The settings: a list of pages at the left, the chosen one beside it.

mod about;
mod appearance;
mod brand;
mod brand_fonts;
mod fonts;
mod issuer;
mod shortcuts;
mod workspace;

use egui::{Align, CornerRadius, Layout, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2, WidgetInfo};

use super::super::View;
use super::super::command::settings::Command;
use super::super::route::{Route, SettingsPage};
use super::super::theme::{self, Type, size, space};
use super::super::widgets::{card, first_thing, focus_ring, scroll_page, within};

const LIST: f32 = 176.0;
/// Narrower windows have the list above the page.
const NARROW: f32 = 520.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, page: SettingsPage) {
    if page != SettingsPage::Shortcuts && view.state.settings.recording.is_some() {
        view.send(Command::Record(None));
    }
    let whole = ui.available_rect_before_wrap();
    let room = size::PAGE.min(whole.width() - 2.0 * space::XXL);
    if room < NARROW {
        scroll_page(ui, page.label(), |ui| narrow_ui(ui, view, page));
        return;
    }
    let left = whole.center().x - room / 2.0;
    let list = LIST.min(room * 0.3);
    let width = room - list - space::XXL;
    // The list stays where it is: each scrolls for itself, with the bar of the page at the edge of the window.
    let beside = left + list + space::XXL;
    let down = UiBuilder::new().layout(Layout::top_down(Align::Min));
    let of_list = Rect::from_min_max([left, whole.top()].into(), [beside - space::L, whole.bottom()].into());
    within(ui, down.clone().max_rect(of_list), |ui| list_ui(ui, view, page, list));
    let of_page = Rect::from_min_max([beside, whole.top()].into(), whole.max);
    within(ui, down.max_rect(of_page), |ui| {
        column(ui, page.label(), width, |ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(space::S);
            title_ui(ui, page.label());
            page_ui(ui, view, page);
            ui.add_space(space::HUGE);
        });
    });
}

fn list_ui(ui: &mut Ui, view: &mut View<'_>, page: SettingsPage, width: f32) {
    column(ui, "list of settings", width, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for one in SettingsPage::ALL {
            item_ui(ui, view, one, one == page, width);
        }
        ui.add_space(space::L);
    });
}

/// A column that begins where a page does and scrolls where it is higher than the window.
fn column(ui: &mut Ui, id: &str, width: f32, add: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(width);
        ui.add_space(space::XXL);
        add(ui);
    });
}

/// The list above the page, where there is no room beside it.
fn narrow_ui(ui: &mut Ui, view: &mut View<'_>, page: SettingsPage) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(2.0);
        for one in SettingsPage::ALL {
            let text = one.label().to_owned();
            let text = ui
                .painter()
                .layout_no_wrap(text, Type::Strong.font(), theme::of(ui).text);
            item_ui(ui, view, one, one == page, text.size().x + 2.0 * space::M);
        }
    });
    ui.add_space(space::L);
    ui.spacing_mut().item_spacing = Vec2::splat(space::S);
    title_ui(ui, page.label());
    page_ui(ui, view, page);
}

fn page_ui(ui: &mut Ui, view: &mut View<'_>, page: SettingsPage) {
    match page {
        SettingsPage::Issuer => issuer::show(ui, view),
        SettingsPage::Brand => brand::show(ui, view),
        SettingsPage::Appearance => appearance::show(ui, view),
        SettingsPage::Language => appearance::show_language(ui, view),
        SettingsPage::Fonts => fonts::show(ui, view),
        SettingsPage::Workspace => workspace::show(ui, view),
        SettingsPage::Shortcuts => shortcuts::show(ui, view),
        SettingsPage::About => about::show(ui, view),
    }
}

fn item_ui(ui: &mut Ui, view: &mut View<'_>, page: SettingsPage, chosen: bool, width: f32) {
    let theme = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, size::CONTROL), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, chosen, page.label()));
    let corner = CornerRadius::same(size::CORNER);
    if chosen {
        ui.painter().rect_filled(rect, corner, theme.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, corner, theme.sunken);
    }
    let color = if chosen { theme.accent } else { theme.text };
    let place = [rect.left() + space::M, rect.center().y];
    ui.painter().text(
        place.into(),
        egui::Align2::LEFT_CENTER,
        page.label(),
        Type::Strong.font(),
        color,
    );
    if chosen {
        first_thing(ui, &response);
    }
    focus_ring(ui, &response, size::CORNER);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        view.out.go(Route::Settings(page));
    }
}

fn title_ui(ui: &mut Ui, title: &str) {
    let label = ui.label(Type::Title.text(title));
    label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    ui.add_space(space::S);
}

/// A card with a heading and a line of what it is about.
fn block<R>(ui: &mut Ui, title: &str, about: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let inner = card(ui, space::XL, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        if !title.is_empty() {
            let label = ui.label(Type::Strong.text(title));
            label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
        }
        if !about.is_empty() {
            ui.label(Type::Small.text(about).color(theme::of(ui).muted));
        }
        ui.add_space(space::XS);
        add(ui)
    });
    ui.add_space(space::S);
    inner
}

/// The choices beside each other, wrapped; the one that was clicked.
fn choices<T: Copy + PartialEq>(ui: &mut Ui, all: &[(T, String)], now: T) -> Option<T> {
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
        for (value, label) in all {
            if super::super::widgets::tab(ui, label, None, *value == now).clicked() {
                clicked = Some(*value);
            }
        }
    });
    clicked
}
