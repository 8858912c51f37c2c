//! Making credentials in four steps: group, recipients, check, generate.

mod check;
mod columns;
mod compare;
mod compare_one;
mod decide;
mod disk;
mod form;
mod generate;
mod grid;
mod group;
mod problems;
mod readings;
mod recipients;
mod typing;

use egui::{Align, Layout, Panel, Ui, UiBuilder, Vec2};

use crate::model::GroupId;

use super::super::View;
use super::super::command::create::Command;
use super::super::route::{CreateStep, Route};
use super::super::theme::{self, Type, size, space};
use super::super::widgets::{Button, NameLabel, Step, StepState, stepper, stepper_wide, within};

/// In narrower bars what leads on, and why not, has the room of the labels.
const ROOMY: f32 = 860.0;

const STEPS: [(CreateStep, &str); 4] = [
    (CreateStep::Group, "Group"),
    (CreateStep::Recipients, "Recipients"),
    (CreateStep::Check, "Check"),
    (CreateStep::Generate, "Generate"),
];
/// The last step of a sheet that is a later version of a list.
const COMPARE: (CreateStep, &str) = (CreateStep::Compare, "Compare");

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Route::Create { group, step } = *view.state.route.now() else {
        return;
    };
    let ready = view.state.create.is_ready(group);
    let step = view.state.create.shown(group, step);
    Panel::top("steps of creating")
        .exact_size(size::TOP_BAR + space::S)
        .resizable(false)
        .show_separator_line(false)
        .frame(egui::Frame::new().fill(theme::of(ui).bg))
        .show(ui, |ui| bar_ui(ui, view, step, ready));
    disk::show(ui, view, step);
    match step {
        CreateStep::Group => group::show(ui, view),
        CreateStep::Recipients => recipients::show(ui, view),
        CreateStep::Check => check::show(ui, view),
        CreateStep::Compare => compare::show(ui, view),
        CreateStep::Generate => generate::show(ui, view),
    }
}

/// With less room than this nothing can be said; the button says it on hover.
const SAYS_WHY: f32 = 96.0;

/// Another way than what leads on, beside it where there is room. Whether it was clicked.
fn beside_ui(ui: &mut Ui, button: Button<'_>) -> bool {
    button.wide(ui) <= ui.available_width() && button.show(ui).clicked()
}

/// Why what leads on cannot be pressed, at the end of what stands beside it, in two lines at most.
fn reason_ui(ui: &mut Ui, refused: Option<&str>) {
    let room = ui.available_width();
    let Some(reason) = refused.filter(|_| room >= SAYS_WHY) else {
        return;
    };
    ui.add(
        NameLabel::new(reason)
            .kind(Type::Small)
            .color(theme::of(ui).muted)
            .rows(2)
            .width(room),
    );
}

/// What leads on at the right, and the steps at the left in the room that it leaves.
fn bar_ui(ui: &mut Ui, view: &mut View<'_>, step: CreateStep, ready: bool) {
    let group = match view.state.route.now() {
        Route::Create { group, .. } => *group,
        _ => None,
    };
    let all = steps_of(view, step);
    let steps = steps(view, &all, step, group, ready);
    let bar = ui.max_rect().shrink2(Vec2::new(space::L, 0.0));
    let kept = stepper_wide(ui, &steps, bar.width() >= ROOMY) + space::L;
    let actions = bar.with_min_x((bar.left() + kept).min(bar.right()));
    let builder = UiBuilder::new()
        .max_rect(actions)
        .layout(Layout::right_to_left(Align::Center));
    let end = within(ui, builder, |ui| {
        match step {
            CreateStep::Group => {}
            CreateStep::Recipients if form::is_shown(view, group) => form::actions_ui(ui, view),
            CreateStep::Recipients => columns::actions_ui(ui, view),
            CreateStep::Check => check::actions_ui(ui, view),
            CreateStep::Compare => compare::actions_ui(ui, view),
            CreateStep::Generate => generate::actions_ui(ui, view),
        }
        ui.min_rect().left()
    });
    let builder = UiBuilder::new()
        .max_rect(bar)
        .layout(Layout::left_to_right(Align::Center));
    let room = end - space::L - bar.left();
    let clicked = within(ui, builder, |ui| stepper(ui, &steps, room));
    if let Some((to, _)) = clicked.and_then(|at| all.get(at)) {
        view.send(Command::Step(*to));
    }
}

/// The steps of this way, of which the last depends on the sheet.
fn steps_of(view: &View<'_>, step: CreateStep) -> [(CreateStep, &'static str); 4] {
    let import = view.state.create.import.as_ref();
    let compares = import.is_some_and(|import| import.compare.is_on());
    match compares && step != CreateStep::Generate {
        true => [STEPS[0], STEPS[1], STEPS[2], COMPARE],
        false => STEPS,
    }
}

fn steps(
    view: &View<'_>,
    all: &[(CreateStep, &'static str)],
    step: CreateStep,
    group: Option<GroupId>,
    ready: bool,
) -> Vec<Step<'static>> {
    let has_group = group.is_some() || view.state.create.import.is_some();
    let step_of = |(of, label): &(CreateStep, &'static str)| Step {
        label,
        state: match of.cmp(&step) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal => StepState::Now,
            std::cmp::Ordering::Greater => StepState::Ahead,
        },
        open: match of {
            CreateStep::Group => true,
            CreateStep::Recipients => has_group,
            CreateStep::Check | CreateStep::Compare | CreateStep::Generate => ready,
        },
    };
    all.iter().map(step_of).collect()
}
