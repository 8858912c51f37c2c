//! Long work at the bottom right: how far it is, how long it takes, and the ways to stop it.

use egui::{Align, Align2, Area, CornerRadius, Frame, Id, Label, Layout, Margin, Order, RichText, Stroke, Ui, Vec2};

use super::super::View;
use super::super::command::{Command, JobCommand};
use super::super::jobs::JobView;
use super::super::jobs::publish::PUBLISHING;
use super::super::route::{CreateStep, Route};
use super::super::state::State;
use super::super::state::create::Making;
use super::super::theme::{self, Type, size, space};
use super::super::widgets::{Button, count, icon_button, icons, leave_below, problem_box, progress_bar};
use super::foot;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let shown = shown(view.state);
    if shown.is_empty() {
        leave_below(ui.ctx(), 0.0);
        return;
    }
    let area = Area::new(Id::unique("jobs"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, Vec2::new(-space::L, -space::L - foot(view.state)));
    let tray = area.show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        for job in shown {
            for command in job_ui(ui, job) {
                view.out.send(command);
            }
        }
    });
    // What it covers can be scrolled out from under it.
    leave_below(ui.ctx(), tray.response.rect.height() + space::L);
}

/// The jobs of which no page that is shown says more than the tray.
fn shown(state: &State) -> Vec<&JobView> {
    let here = match (state.route.now(), &state.create.making) {
        (Route::Publish(_), _) => state.publish.running,
        (
            Route::Create {
                step: CreateStep::Generate | CreateStep::Compare,
                ..
            },
            Making::Running(id),
        ) => Some(*id),
        _ => None,
    };
    let is_apart = |job: &&JobView| Some(job.id) != here || job.failed.is_some();
    state.jobs.iter().filter(is_apart).collect()
}

fn job_ui(ui: &mut Ui, job: &JobView) -> Vec<Command> {
    let theme = theme::of(ui);
    let mut commands = Vec::new();
    let mut on_job = |command| commands.push(Command::Job(job.id, command));
    let mut copied = None;
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(size::CORNER_CARD))
        .shadow(theme::float_shadow(theme))
        .inner_margin(Margin::same(space::M as i8));
    frame.show(ui, |ui| {
        ui.set_width(size::TRAY);
        ui.horizontal(|ui| {
            beside(ui, Type::Strong.text(title(job)), |ui| {
                if job.failed.is_some() {
                    if icon_button(ui, icons::CLOSE, "Dismiss", None).clicked() {
                        on_job(JobCommand::Dismiss);
                    }
                    return;
                }
                let (icon, word, command) = match job.paused {
                    true => (icons::PLAY, "Resume", JobCommand::Resume),
                    false => (icons::PAUSE, "Pause", JobCommand::Pause),
                };
                if icon_button(ui, icon, &format!("{word}: {}", job.title), None).clicked() {
                    on_job(command);
                }
            });
        });
        match &job.failed {
            Some(problems) => copied = problem_box(ui, problems),
            None => {
                let part = (job.progress.total > 0).then(|| job.progress.done as f32 / job.progress.total as f32);
                progress_bar(ui, job.title, part);
                ui.horizontal(|ui| {
                    beside(ui, Type::Caption.text(detail(job)).color(theme.muted), |ui| {
                        let name = stop_name(job.title);
                        let stop = Button::quiet("Stop").dense().hint(&name).show(ui);
                        if stop.accessible_name(name.clone()).clicked() {
                            on_job(JobCommand::Cancel);
                        }
                    });
                });
            }
        }
    });
    commands.extend(copied.map(Command::CopyText));
    commands
}

/// Words with something at their right end, beside which they are broken where they are long.
fn beside(ui: &mut Ui, words: RichText, right: impl FnOnce(&mut Ui)) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        right(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(words).wrap());
        });
    });
}

fn title(job: &JobView) -> String {
    match (job.failed.is_some(), job.progress.total) {
        (true, _) => format!("{}: failed", job.title),
        (false, 0) => job.title.to_owned(),
        // Sizes change their width with every look, and stand below, where nothing is beside them.
        (false, _) if job.progress.bytes => job.title.to_owned(),
        (false, total) => format!("{} {} of {}", job.title, count(job.progress.done), count(total)),
    }
}

/// What is stopped, for the button that says no more than that it stops: a cross would only close the note.
fn stop_name(title: &str) -> String {
    match title {
        PUBLISHING => "Stop publishing".to_owned(),
        title => format!("Stop: {title}"),
    }
}

/// Two sizes in the unit of the larger: `488 of 1,247 MB`.
fn sizes(done: u64, total: u64) -> String {
    let (unit, name) = match total {
        0..1_000_000 => (1_000, "kB"),
        _ => (1_000_000, "MB"),
    };
    format!("{} of {} {name}", count(done / unit), count(total.div_ceil(unit)))
}

fn detail(job: &JobView) -> String {
    if job.paused {
        return "Paused".to_owned();
    }
    let left = job.left.map(|seconds| match seconds as u64 {
        0..=1 => "a moment left".to_owned(),
        seconds @ 2..=90 => format!("{seconds} s left"),
        seconds => format!("{} min left", seconds.div_ceil(60)),
    });
    let progress = &job.progress;
    let size = (progress.bytes && progress.total > 0).then(|| sizes(progress.done, progress.total));
    let stage = Some(job.progress.name.clone()).filter(|name| !name.is_empty());
    stage
        .into_iter()
        .chain(size)
        .chain(left)
        .collect::<Vec<_>>()
        .join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stopped_is_named() {
        assert_eq!(stop_name(PUBLISHING), "Stop publishing");
        assert_eq!(stop_name("Exporting the list"), "Stop: Exporting the list");
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(sizes(488_147_649, 1_246_593_577), format!("488 of {} MB", count(1247)));
        assert_eq!(sizes(0, 12_300), "0 of 13 kB");
    }
}
