//! The bar of the steps: where one is at the left, and at the right, in every step, what leads on.

use std::borrow::Cow;

use egui::{Align, Frame, Layout, Panel, Rect, Ui, UiBuilder, Vec2};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::create::Comparing;
use super::super::super::route::CreateStep;
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::{
    Button, NameLabel, Step, first_thing, icons, only_reading, stepper, stepper_wide, within,
};
use super::{check, compare, generate, recipients};

/// In narrower bars what leads on, and why not, has the room of the labels.
const ROOMY: f32 = 860.0;
/// With less room beside the button than this, the reason has a line of its own below it.
const BESIDE: f32 = 150.0;
const HIGH: f32 = size::TOP_BAR + space::S;
/// What a reason in a line of its own adds to the bar.
const LINE: f32 = space::XL;

/// What leads on from a step: its one primary button.
pub(super) struct Lead {
    pub label: String,
    /// Why it cannot be pressed now.
    pub refused: Option<Cow<'static, str>>,
    /// Makes something, instead of going one step further.
    pub commits: bool,
    /// Whether the keyboard begins at it.
    pub first: bool,
    pub then: AnyCommand,
}

impl Lead {
    /// Goes one step further, and is where the keyboard begins.
    pub fn further(label: String, then: impl Into<AnyCommand>) -> Lead {
        Lead {
            label,
            refused: None,
            commits: false,
            first: true,
            then: then.into(),
        }
    }

    pub fn unless(self, refused: Option<impl Into<Cow<'static, str>>>) -> Lead {
        Lead {
            refused: refused.map(Into::into),
            ..self
        }
    }

    fn button(&self) -> Button<'_> {
        let button = Button::primary(&self.label).unless(self.refused.as_deref());
        match self.commits {
            true => button.commits(),
            false => button.icon_after(icons::FORWARD),
        }
    }
}

/// What leads on from a step; nothing where a choice in the page does it, and while a job runs.
fn lead_of(view: &View<'_>, step: CreateStep) -> Option<Lead> {
    match step {
        CreateStep::Group => None,
        CreateStep::Recipients => recipients::lead(view),
        CreateStep::Check => check::lead(view),
        CreateStep::Compare => compare::lead(view),
        CreateStep::Generate => generate::lead(view),
    }
}

/// How the bar is divided.
struct Parts {
    bar: Rect,
    /// What the button and the other way beside it take, at the right.
    buttons: f32,
    /// Whether there is room for that other way.
    has_other: bool,
    /// Between them and the steps.
    between: f32,
}

impl Parts {
    fn new(ui: &Ui, step: CreateStep, steps: &[Step<'_>], lead: Option<&Lead>) -> Parts {
        let bar = ui.available_rect_before_wrap().shrink2(Vec2::new(space::L, 0.0));
        let button = lead.map_or(0.0, |lead| lead.button().wide(ui));
        let rooms = stepper_wide(ui, steps).map(|kept| bar.width() - kept - button - 2.0 * space::L);
        let rooms = if bar.width() >= ROOMY { &rooms } else { &rooms[1..] };
        let other = instead().wide(ui) + space::S;
        let has_other = step == CreateStep::Compare && rooms.iter().any(|room| other <= *room);
        let other = if has_other { other } else { 0.0 };
        // Labels of steps give way to what has to be said.
        let least = match lead {
            Some(lead) if lead.refused.is_some() => other + BESIDE,
            _ => other,
        };
        let room = rooms.iter().find(|room| least <= **room).or(rooms.first());
        Parts {
            bar: bar.with_max_y(bar.top() + HIGH),
            buttons: button + other,
            has_other,
            between: (room.copied().unwrap_or_default() - other).max(0.0),
        }
    }

    /// Whether a reason is said beside the button.
    fn says_beside(&self) -> bool {
        self.between >= BESIDE
    }
}

/// The bar above a step; the place of the step that was clicked.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, step: CreateStep, steps: &[Step<'_>]) -> Option<usize> {
    let mut lead = lead_of(view, step);
    if let Some(lead) = lead.as_mut().filter(|lead| lead.commits)
        && let Some(reason) = only_reading(ui)
    {
        lead.refused = Some(reason.into());
    }
    let parts = Parts::new(ui, step, steps, lead.as_ref());
    let reason = lead.as_ref().and_then(|lead| lead.refused.as_deref());
    let below = reason.filter(|_| !parts.says_beside());
    Panel::top("steps of creating")
        .exact_size(HIGH + if below.is_some() { LINE } else { 0.0 })
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(theme::of(ui).bg))
        .show(ui, |ui| {
            let clicked = bar_ui(ui, view, steps, lead.as_ref(), &parts);
            if let Some(reason) = below {
                below_ui(ui, reason, &parts);
            }
            clicked
        })
        .inner
}

/// What leads on at the right, and the steps at the left in the room that it leaves.
fn bar_ui(ui: &mut Ui, view: &mut View<'_>, steps: &[Step<'_>], lead: Option<&Lead>, parts: &Parts) -> Option<usize> {
    let bar = parts.bar;
    let width = (parts.buttons + parts.between + space::L).min(bar.width());
    let builder = UiBuilder::new()
        .max_rect(bar.with_min_x(bar.right() - width))
        .layout(Layout::right_to_left(Align::Center));
    let end = within(ui, builder, |ui| {
        if let Some(lead) = lead {
            lead_ui(ui, view, lead);
            if parts.has_other && instead().show(ui).clicked() {
                view.send(Comparing::Want(false));
            }
            if let Some(reason) = lead.refused.as_deref().filter(|_| parts.says_beside()) {
                reason_ui(ui, reason);
            }
        }
        ui.min_rect().left()
    });
    let builder = UiBuilder::new()
        .max_rect(bar)
        .layout(Layout::left_to_right(Align::Center));
    let room = end - space::L - bar.left();
    within(ui, builder, |ui| stepper(ui, steps, room))
}

fn lead_ui(ui: &mut Ui, view: &mut View<'_>, lead: &Lead) {
    let response = lead.button().show(ui);
    if lead.first {
        first_thing(ui, &response);
    }
    if response.clicked() {
        view.send(lead.then.clone());
    }
}

/// Another way than to change what is there; where there is no room for it, it is above the rows.
fn instead() -> Button<'static> {
    Button::quiet("Make new ones instead").hint("Every row makes a credential, also of those who have one")
}

/// Why what leads on cannot be pressed, at the end of what stands beside it, in two lines at most.
fn reason_ui(ui: &mut Ui, reason: &str) {
    let room = ui.available_width();
    ui.add(
        NameLabel::new(reason)
            .kind(Type::Small)
            .color(theme::of(ui).muted)
            .rows(2)
            .width(room),
    );
}

/// The same in a line of its own.
fn below_ui(ui: &mut Ui, reason: &str, parts: &Parts) {
    let top = parts.bar.bottom() - space::S;
    let line = Rect::from_min_size([parts.bar.left(), top].into(), Vec2::new(parts.bar.width(), LINE));
    let builder = UiBuilder::new()
        .max_rect(line)
        .layout(Layout::right_to_left(Align::Center));
    within(ui, builder, |ui| reason_ui(ui, reason));
}
