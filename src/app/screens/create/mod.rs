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

use egui::{Align, Layout, Panel, Ui};

use super::super::View;
use super::super::command::create::Command;
use super::super::route::{CreateStep, Route};
use super::super::theme::{self, Type, size, space};
use super::super::widgets::{NameLabel, Step, StepState, stepper};

/// Narrower bars name only the step that is now.
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

/// Why what leads on cannot be pressed, at the end of what stands beside it, in two lines at most.
fn reason_ui(ui: &mut Ui, refused: Option<&str>) {
    let room = ui.available_width() - space::L;
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

/// The steps at the left, and what leads on at the right.
fn bar_ui(ui: &mut Ui, view: &mut View<'_>, step: CreateStep, ready: bool) {
    let group = match view.state.route.now() {
        Route::Create { group, .. } => *group,
        _ => None,
    };
    ui.horizontal_centered(|ui| {
        ui.add_space(space::L);
        let has_group = group.is_some() || view.state.create.import.is_some();
        let compares = view
            .state
            .create
            .import
            .as_ref()
            .is_some_and(|import| import.compare.is_on());
        let all = match compares && step != CreateStep::Generate {
            true => [STEPS[0], STEPS[1], STEPS[2], COMPARE],
            false => STEPS,
        };
        let steps: Vec<Step<'_>> = all
            .iter()
            .map(|(of, label)| Step {
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
            })
            .collect();
        let narrow = ui.available_width() < ROOMY;
        if let Some((to, _)) = stepper(ui, &steps, narrow).and_then(|at| all.get(at)) {
            view.send(Command::Step(*to));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(space::L);
            match step {
                CreateStep::Group => {}
                CreateStep::Recipients if form::is_shown(view, group) => form::actions_ui(ui, view),
                CreateStep::Recipients => columns::actions_ui(ui, view),
                CreateStep::Check => check::actions_ui(ui, view),
                CreateStep::Compare => compare::actions_ui(ui, view),
                CreateStep::Generate => generate::actions_ui(ui, view),
            }
        });
    });
}
