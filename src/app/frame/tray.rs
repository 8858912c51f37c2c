//! Long work: how far it is, how long it takes, and the ways to stop it. It stands in the sidebar, above what is at its foot,
//! where it covers nothing; where the sidebar is folded, in a strip below the page. What failed, and all in the studio, floats
//! at the bottom right.

use egui::{
    Align, Align2, Area, Context, CornerRadius, Frame, Id, Label, Layout, Margin, Order, RichText, Stroke, Ui, Vec2,
};

use super::super::View;
use super::super::command::{Command, JobCommand};
use super::super::jobs::JobView;
use super::super::jobs::publish::PUBLISHING;
use super::super::route::{CreateStep, Route};
use super::super::state::State;
use super::super::state::create::Making;
use super::super::theme::{self, Type, size, space};
use super::super::widgets::{Button, count, icon_button, icons, leave_below, problem_box, progress_bar};
use super::{foot, sidebar};

/// Where work stands that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    Sidebar,
    /// In the room that is left free for it below the page.
    Strip,
    Over,
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, stand: Stand) {
    let ctx = ui.ctx();
    let is_beside = |job: &&JobView| stand == Stand::Sidebar && job.failed.is_none();
    let (beside, floating): (Vec<_>, Vec<_>) = shown(view.state).into_iter().partition(is_beside);
    let up = -space::S - sidebar::FOOT;
    let area = Area::new(Id::unique("jobs in the sidebar")).anchor(Align2::LEFT_BOTTOM, Vec2::new(space::S, up));
    let wide = size::SIDEBAR - 2.0 * (space::S + space::M);
    let tall = jobs_ui(ctx, view, area, wide, beside);
    ctx.data_mut(|data| data.insert_temp(beside_id(), tall));
    let up = if stand == Stand::Strip { 0.0 } else { foot(view.state) };
    let area = Area::new(Id::unique("jobs")).order(Order::Foreground);
    let area = area.anchor(Align2::RIGHT_BOTTOM, Vec2::new(-space::L, -space::L - up));
    let tall = jobs_ui(ctx, view, area, size::TRAY, floating);
    // What it covers can be scrolled out from under it.
    leave_below(ctx, if stand == Stand::Strip { 0.0 } else { tall });
    ctx.data_mut(|data| data.insert_temp(strip_id(), if stand == Stand::Strip { tall } else { 0.0 }));
}

/// How high the work in the sidebar was when it was drawn last.
pub(super) fn in_sidebar(ctx: &Context) -> f32 {
    ctx.data(|data| data.get_temp(beside_id())).unwrap_or_default()
}

/// How high the strip below the page was when it was drawn last.
pub(super) fn strip(ctx: &Context) -> f32 {
    ctx.data(|data| data.get_temp(strip_id())).unwrap_or_default()
}

fn beside_id() -> Id {
    Id::unique("height of the jobs in the sidebar")
}

fn strip_id() -> Id {
    Id::unique("height of the jobs below the page")
}

/// Draws jobs; gives how high they are with the room beside them, 0 where there are none.
fn jobs_ui(ctx: &Context, view: &mut View<'_>, area: Area, wide: f32, jobs: Vec<&JobView>) -> f32 {
    if jobs.is_empty() {
        return 0.0;
    }
    let shown = area.show(ctx, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        for job in jobs {
            for command in job_ui(ui, job, wide) {
                view.out.send(command);
            }
        }
    });
    shown.response.rect.height() + space::L
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

fn job_ui(ui: &mut Ui, job: &JobView, wide: f32) -> Vec<Command> {
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
        ui.set_width(wide);
        ui.horizontal(|ui| {
            beside(ui, Type::Strong.text(title(job, wide)), |ui| {
                if job.failed.is_some() {
                    if icon_button(ui, icons::CLOSE, "Dismiss", None).clicked() {
                        on_job(JobCommand::Dismiss);
                    }
                    return;
                }
                let (icon, word, command) = match job.paused {
                    true => (icons::PLAY, "Resume", JobCommand::Resume),
                    // Between what is counted it can wait; what has nothing to count goes on to its end.
                    false if job.progress.total > 0 => (icons::PAUSE, "Pause", JobCommand::Pause),
                    false => return,
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
                    beside(ui, Type::Caption.text(detail(job, wide)).color(theme.muted), |ui| {
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

/// In less room a count and the time left stand in lines of their own, not broken in the middle.
fn is_narrow(wide: f32) -> bool {
    wide < size::TRAY
}

fn title(job: &JobView, wide: f32) -> String {
    match (job.failed.is_some(), job.progress.total) {
        (true, _) => format!("{}: failed", job.title),
        (false, 0) => job.title.to_owned(),
        // Sizes change their width with every look, and stand below, where nothing is beside them.
        (false, _) if job.progress.bytes || is_narrow(wide) => job.title.to_owned(),
        (false, total) => format!("{} {}", job.title, counts(job.progress.done, total)),
    }
}

fn counts(done: u64, total: u64) -> String {
    format!("{} of {}", count(done), count(total))
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

fn detail(job: &JobView, wide: f32) -> String {
    let progress = &job.progress;
    let size = (progress.bytes && progress.total > 0).then(|| sizes(progress.done, progress.total));
    let counted = is_narrow(wide) && !progress.bytes && progress.total > 0;
    let counted = counted.then(|| counts(progress.done, progress.total));
    if job.paused {
        let parts = counted.into_iter().chain(["Paused".to_owned()]);
        return parts.collect::<Vec<_>>().join("\n");
    }
    let left = job.left.map(|seconds| match seconds as u64 {
        0..=1 => "a moment left".to_owned(),
        seconds @ 2..=90 => format!("{seconds} s left"),
        seconds => format!("{} min left", seconds.div_ceil(60)),
    });
    // Where a job is one stage, its title has said it.
    let stage = Some(progress.name.clone()).filter(|name| !name.is_empty() && name != job.title);
    let parts = stage.into_iter().chain(size).chain(counted).chain(left);
    parts
        .collect::<Vec<_>>()
        .join(if is_narrow(wide) { "\n" } else { " · " })
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
