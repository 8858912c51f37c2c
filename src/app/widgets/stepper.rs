//! The thin row of steps under the top bar of something that is done step by step.

use std::sync::Arc;

use egui::{Color32, Galley, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::super::theme::{self, Type, size, space};
use super::{focus_ring, icons};

/// The width of the number of a step.
const DOT: f32 = 20.0;

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

/// Which of the steps have their labels; the others say them on hover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Labels {
    All,
    Now,
    No,
}

impl Labels {
    fn of(self, step: &Step<'_>) -> bool {
        match self {
            Labels::All => true,
            Labels::Now => step.state == StepState::Now,
            Labels::No => false,
        }
    }

    /// The length of the line between two steps.
    fn line(self) -> f32 {
        if self == Labels::All { space::XL } else { space::S }
    }

    /// How wide the row of steps is.
    fn wide(self, ui: &Ui, steps: &[Step<'_>]) -> f32 {
        let all: f32 = steps.iter().map(|step| wide(ui, step, self.of(step))).sum();
        all + steps.len().saturating_sub(1) as f32 * (self.line() + 2.0 * space::S)
    }
}

/// How much room the steps take: with their labels, with only that of the one that is now, with none.
pub fn stepper_wide(ui: &Ui, steps: &[Step<'_>]) -> [f32; 3] {
    [Labels::All, Labels::Now, Labels::No].map(|labels| labels.wide(ui, steps))
}

/// Shows the steps with as many of their labels as there is `room` for. Returns the place of the one that was clicked.
pub fn stepper(ui: &mut Ui, steps: &[Step<'_>], room: f32) -> Option<usize> {
    let mut clicked = None;
    let fits = |labels: &Labels| labels.wide(ui, steps) <= room;
    let labels = [Labels::All, Labels::Now].into_iter().find(fits).unwrap_or(Labels::No);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        for (at, step) in steps.iter().enumerate() {
            if at > 0 {
                let size = Vec2::new(labels.line(), size::CONTROL_DENSE);
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                let stroke = Stroke::new(1.0, theme::of(ui).line_strong);
                ui.painter().hline(rect.x_range(), rect.center().y, stroke);
            }
            if step_ui(ui, at + 1, step, labels.of(step)) {
                clicked = Some(at);
            }
        }
    });
    clicked
}

fn galley_of(ui: &Ui, step: &Step<'_>) -> Arc<Galley> {
    let kind = if step.state == StepState::Now {
        Type::Strong
    } else {
        Type::Body
    };
    ui.painter()
        .layout_no_wrap(step.label.to_owned(), kind.font(), Color32::PLACEHOLDER)
}

fn wide(ui: &Ui, step: &Step<'_>, labelled: bool) -> f32 {
    let words = if labelled {
        space::S + galley_of(ui, step).size().x
    } else {
        0.0
    };
    DOT + words + space::S
}

fn step_ui(ui: &mut Ui, number: usize, step: &Step<'_>, labelled: bool) -> bool {
    let theme = theme::of(ui);
    let galley = galley_of(ui, step);
    let width = wide(ui, step, labelled);
    let sense = if step.open { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, size::CONTROL_DENSE), sense);
    let chosen = step.state == StepState::Now;
    response.widget_info(|| WidgetInfo::selected(Role::Tab, step.open, chosen, step.label));
    let (ground, ink, text) = match step.state {
        StepState::Done => (theme.accent_soft, theme.accent, theme.text),
        StepState::Now => (theme.accent, theme.on_accent, theme.text),
        StepState::Ahead => (theme.sunken, theme.muted, theme.muted),
    };
    let center = [rect.left() + DOT / 2.0, rect.center().y].into();
    ui.painter().circle_filled(center, DOT / 2.0, ground);
    match step.state {
        StepState::Done => icons::CHECK.paint(ui.painter(), center, 14.0, ink),
        StepState::Now | StepState::Ahead => {
            let font = Type::Caption.font();
            ui.painter()
                .text(center, egui::Align2::CENTER_CENTER, number.to_string(), font, ink);
        }
    }
    let at = [rect.left() + DOT + space::S, rect.center().y - galley.size().y / 2.0];
    if labelled {
        ui.painter().galley_with_override_text_color(at.into(), galley, text);
    }
    focus_ring(ui, &response, size::CORNER);
    if !labelled {
        return response.on_hover_text(step.label).clicked();
    }
    response.clicked()
}
