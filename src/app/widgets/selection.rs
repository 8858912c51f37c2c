//! The bar at the foot of a page on which things are selected.

use egui::{Align, Frame, Layout, Margin, Panel, Ui};

use super::super::theme::{self, Type, size, space};
use super::{Button, NameLabel, count};

/// No less room is left for how many are selected.
const COUNT: f32 = 56.0;

/// What was pressed in the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// Nothing is to be selected any more.
    Clear,
    /// The step at this place.
    Step(usize),
}

/// What a bar shows.
#[derive(Debug)]
pub struct Selection<'a> {
    /// Tells it from the bars of other pages.
    pub name: &'static str,
    /// How many are selected.
    pub count: u64,
    /// What is done with them, from the right. Where there is no room for all labels, those at the left keep only their
    /// icons.
    pub steps: Vec<Button<'a>>,
    /// What is said beside them.
    pub note: Option<&'a str>,
}

impl Selection<'_> {
    /// Draws it below the page.
    pub fn show(self, ui: &mut Ui) -> Option<Pressed> {
        let beside = match ui.available_width() < size::NARROW_PAGE {
            true => space::L,
            false => space::XL,
        };
        let frame = Frame::new()
            .fill(theme::of(ui).surface)
            .inner_margin(Margin::symmetric(beside as i8, 0));
        let panel = Panel::bottom(self.name)
            .exact_size(size::FOOT)
            .resizable(false)
            .frame(frame);
        panel.show(ui, |ui| self.line_ui(ui)).inner
    }

    fn line_ui(self, ui: &mut Ui) -> Option<Pressed> {
        ui.horizontal_centered(|ui| {
            let text = format!("{} selected", count(self.count));
            let label = NameLabel::new(&text).kind(Type::Strong);
            let clear = Button::quiet("Clear").dense();
            let gap = ui.spacing().item_spacing.x;
            let room = ui.available_width() - clear.wide(ui) - gap;
            let whole = label.galley(ui, f32::INFINITY).size().x;
            let steps = fitting(ui, self.steps, room - whole.min(COUNT), gap);
            let wide: f32 = steps.iter().map(|step| step.wide(ui) + gap).sum();
            ui.add(label.width((room - wide).max(COUNT)));
            let mut pressed = clear.show(ui).clicked().then_some(Pressed::Clear);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for (at, step) in steps.into_iter().enumerate() {
                    if step.show(ui).clicked() {
                        pressed = Some(Pressed::Step(at));
                    }
                }
                if let Some(note) = self.note {
                    ui.add(NameLabel::new(note).kind(Type::Small).color(theme::of(ui).muted));
                }
            });
            pressed
        })
        .inner
    }
}

/// The steps with as many of their labels, from the right, as there is room for.
fn fitting<'a>(ui: &Ui, steps: Vec<Button<'a>>, room: f32, gap: f32) -> Vec<Button<'a>> {
    let least: f32 = steps.iter().map(|step| step.bare().wide(ui) + gap).sum();
    let mut left = room - least;
    let mut is_full = false;
    let fitted = steps.into_iter().map(|step| {
        let more = step.wide(ui) - step.bare().wide(ui);
        is_full |= more > left;
        left -= more;
        if is_full { step.bare() } else { step }
    });
    fitted.collect()
}
