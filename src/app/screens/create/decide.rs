//! The column of rows whose recipients have a credential already: what is done with each.

use egui::{Align2, CornerRadius, CursorIcon, Id, Popup, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

use super::super::super::View;
use super::super::super::command::create::Command;
use super::super::super::state::create::Import;
use super::super::super::state::create::duplicates::{DECISIONS, word};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::{focus_ring, icons};

pub(super) const HEADING: &str = "There already";
const WIDTH: f32 = 164.0;

/// How wide the column is; nothing where nobody is there already.
pub(super) fn width(import: &Import) -> f32 {
    if import.there.is_empty() { 0.0 } else { WIDTH }
}

/// What is done with a row, as a button that folds out the other ways.
pub(super) fn cell_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, row: usize, rect: Rect) {
    let treatment = import.treatment(row).filter(|_| !import.table.is_left_out(row));
    let Some(treatment) = treatment else { return };
    let theme = theme::of(ui);
    let rect = rect.shrink2(Vec2::new(space::XS, 3.0));
    let response = ui.interact(rect, Id::unique(("decision", row)), Sense::click());
    let who = import.row_name(row).to_lowercase();
    let shown = word(treatment);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, format!("{HEADING}, {who}"));
        info.current_text_value = Some(shown.to_owned());
        info
    });
    let decided = import.table.decision(row).is_some();
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(size::CORNER), theme.sunken);
    }
    let color = if decided { theme.accent } else { theme.text };
    let at = [rect.left() + space::S, rect.center().y];
    ui.painter()
        .text(at.into(), Align2::LEFT_CENTER, shown, Type::Small.font(), color);
    let at = [rect.right() - space::S - size::ICON / 2.0, rect.center().y];
    icons::EXPAND.paint(ui.painter(), at.into(), 16.0, theme.muted);
    focus_ring(ui, &response, size::CORNER);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    Popup::menu(&response)
        .style(theme::menu)
        .width(WIDTH + 60.0)
        .show(|ui| menu_ui(ui, view, import, row));
}

fn menu_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, row: usize) {
    ui.set_min_width(WIDTH + 60.0);
    if let Some(reason) = import.refused() {
        ui.label(reason);
        return;
    }
    let remarks = import.table.remarks(row);
    for fix in remarks.iter().flat_map(|remark| &remark.fixes) {
        let known = DECISIONS.iter().find(|(kind, ..)| *kind == fix.kind);
        let Some((kind, ..)) = known else { continue };
        if ui.selectable_label(false, &fix.label).clicked() {
            view.out.send(Command::Decide { row, kind });
            ui.close();
        }
    }
    if import.there.len() > 1 {
        ui.separator();
        let all = import.counted(import.there.len());
        for (kind, _, label) in DECISIONS {
            if ui.selectable_label(false, format!("{label}: all {all}")).clicked() {
                view.out.send(Command::FixAll {
                    kind: kind.to_owned(),
                    code: None,
                    column: None,
                });
                ui.close();
            }
        }
    }
}
