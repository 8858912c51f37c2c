//! The thin row of steps under the top bar of something that is done step by step.

use egui::{Color32, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::super::theme::{self, Type, size, space};
use super::{focus_ring, icons};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Done,
    Now,
    Ahead,
}

#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    pub label: &'a str,
    pub state: StepState,
    /// Whether it can be gone to.
    pub open: bool,
}

/// Shows the steps; where there is little room only the one that is now with its label. Returns the place of the one
/// that was clicked.
pub fn stepper(ui: &mut Ui, steps: &[Step<'_>], narrow: bool) -> Option<usize> {
    let mut clicked = None;
    let line = if narrow { space::S } else { space::XL };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        for (at, step) in steps.iter().enumerate() {
            if at > 0 {
                let (rect, _) = ui.allocate_exact_size(Vec2::new(line, size::CONTROL_DENSE), Sense::hover());
                let stroke = Stroke::new(1.0, theme::of(ui).line_strong);
                ui.painter().hline(rect.x_range(), rect.center().y, stroke);
            }
            let labelled = !narrow || step.state == StepState::Now;
            if step_ui(ui, at + 1, step, labelled) {
                clicked = Some(at);
            }
        }
    });
    clicked
}

fn step_ui(ui: &mut Ui, number: usize, step: &Step<'_>, labelled: bool) -> bool {
    let theme = theme::of(ui);
    let kind = if step.state == StepState::Now {
        Type::Strong
    } else {
        Type::Body
    };
    let galley = ui
        .painter()
        .layout_no_wrap(step.label.to_owned(), kind.font(), Color32::PLACEHOLDER);
    let dot = 20.0;
    let words = if labelled { space::S + galley.size().x } else { 0.0 };
    let width = dot + words + space::S;
    let sense = if step.open { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, size::CONTROL_DENSE), sense);
    let chosen = step.state == StepState::Now;
    response.widget_info(|| WidgetInfo::selected(Role::Tab, step.open, chosen, step.label));
    let (ground, ink, text) = match step.state {
        StepState::Done => (theme.accent_soft, theme.accent, theme.text),
        StepState::Now => (theme.accent, theme.on_accent, theme.text),
        StepState::Ahead => (theme.sunken, theme.muted, theme.muted),
    };
    let center = [rect.left() + dot / 2.0, rect.center().y].into();
    ui.painter().circle_filled(center, dot / 2.0, ground);
    match step.state {
        StepState::Done => icons::CHECK.paint(ui.painter(), center, 14.0, ink),
        StepState::Now | StepState::Ahead => {
            let font = Type::Caption.font();
            ui.painter()
                .text(center, egui::Align2::CENTER_CENTER, number.to_string(), font, ink);
        }
    }
    let at = [rect.left() + dot + space::S, rect.center().y - galley.size().y / 2.0];
    if labelled {
        ui.painter().galley_with_override_text_color(at.into(), galley, text);
    }
    focus_ring(ui, &response, size::CORNER);
    if !labelled {
        return response.on_hover_text(step.label).clicked();
    }
    response.clicked()
}
