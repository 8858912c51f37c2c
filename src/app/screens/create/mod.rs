//! Making credentials in four steps: group, recipients, check, generate.

mod bar;
mod check;
mod columns;
mod compare;
mod compare_one;
mod dates;
mod decide;
mod disk;
mod form;
mod form_plan;
mod generate;
mod grid;
mod group;
mod next;
mod picture;
mod problems;
mod readings;
mod recipients;
mod typing;

use egui::Ui;

use crate::model::GroupId;

use super::super::View;
use super::super::command::create::Command;
use super::super::route::{CreateStep, Route};
use super::super::widgets::{Step, StepState};

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
    let all = steps_of(view, step);
    let steps = steps(view, &all, step, group, ready);
    if let Some((to, _)) = bar::show(ui, view, step, &steps).and_then(|at| all.get(at)) {
        view.send(Command::Step(*to));
    }
    disk::show(ui, view, step);
    match step {
        CreateStep::Group => group::show(ui, view),
        CreateStep::Recipients => recipients::show(ui, view),
        CreateStep::Check => check::show(ui, view),
        CreateStep::Compare => compare::show(ui, view),
        CreateStep::Generate => generate::show(ui, view),
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
