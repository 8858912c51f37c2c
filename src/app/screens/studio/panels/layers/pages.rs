//! The pages of the design: the front, the back, and others.

use egui::{Align2, Color32, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::{Action, Command, Paging, TEMPLATE};
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::super::widgets::{focus_ring, icon_button, icons};
use super::super::parts::line;
use crate::model::Edit;
use crate::studio::page_name;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let count = open.editor.design().pages.len();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(space::M);
        ui.label(Type::Strong.text("Pages").size(Type::Small.size()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(space::S);
            let locked = open.editor.is_locked().then_some(TEMPLATE);
            let last = locked.or((count < 2).then_some("A design has one page at least"));
            for (icon, label, refused, paging) in [
                (icons::DELETE, "Remove this page", last, Paging::Remove),
                (icons::COPY, "Duplicate this page", locked, Paging::Duplicate),
                (icons::ADD, "Add a page", locked, Paging::Add),
            ] {
                if icon_button(ui, icon, label, refused).clicked() {
                    view.send(Action::Page(paging));
                }
            }
        });
    });
    for index in 0..count {
        row_ui(ui, view, open, index, count);
    }
    ui.add_space(space::XS);
    line(ui);
    ui.add_space(space::S);
}

fn row_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, index: usize, count: usize) {
    let is_here = index == open.editor.page();
    let theme = theme::of(ui);
    let name = page_name(index, count);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_here, &name));
    let ground = match (is_here, response.hovered()) {
        (true, _) => theme.accent_soft,
        (false, true) => theme.sunken,
        (false, false) => Color32::TRANSPARENT,
    };
    let inner = rect.shrink2(Vec2::new(space::XS, 0.0));
    ui.painter()
        .rect_filled(inner, CornerRadius::same(size::CORNER), ground);
    let sheet = Rect::from_center_size(rect.left_center() + Vec2::new(24.0, 0.0), Vec2::new(18.0, 13.0));
    let stroke = Stroke::new(1.0, if is_here { theme.accent } else { theme.line_strong });
    ui.painter().rect(sheet, 1, theme.surface, stroke, StrokeKind::Inside);
    let color = if is_here { theme.accent } else { theme.text };
    let at = rect.left_center() + Vec2::new(42.0, 0.0);
    ui.painter()
        .text(at, Align2::LEFT_CENTER, &name, Type::Small.font(), color);
    focus_ring(
        ui,
        &egui::Response {
            rect: inner.shrink(2.0),
            ..response.clone()
        },
        4,
    );
    if is_here && count > 1 {
        let area = Rect::from_min_max(
            rect.right_top() - Vec2::new(2.0 * 28.0 + space::S, 0.0),
            rect.right_bottom(),
        );
        let builder = egui::UiBuilder::new()
            .max_rect(area)
            .layout(egui::Layout::left_to_right(egui::Align::Center));
        super::super::super::super::super::widgets::within(ui, builder, |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let locked = open.editor.is_locked().then_some(TEMPLATE);
            let first = locked.or((index == 0).then_some("It is the first page"));
            let last = locked.or((index + 1 == count).then_some("It is the last page"));
            for (icon, label, refused, to) in [
                (icons::UP, "Move this page up", first, index.wrapping_sub(1)),
                (icons::EXPAND, "Move this page down", last, index + 1),
            ] {
                if icon_button(ui, icon, label, refused).clicked() {
                    view.send(Command::Edit(
                        "Move a page".to_owned(),
                        Edit::MovePage { from: index, to },
                    ));
                    view.send(Command::GoToPage(to));
                }
            }
        });
    }
    if response.clicked() {
        view.send(Command::GoToPage(index));
    }
}
