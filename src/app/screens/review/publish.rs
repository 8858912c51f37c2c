//! Publishing: what will happen, how far it is, what came of it.

use egui::{Align, CornerRadius, CursorIcon, Id, Layout, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo};

use super::super::super::View;
use super::super::super::command::home::Command as Home;
use super::super::super::command::publish::Command;
use super::super::super::command::{Command as AnyCommand, JobCommand};
use super::super::super::preview::Subject;
use super::super::super::route::{Route, Scope};
use super::super::super::state::publish::{Outcome, Plan, Publish, Refused};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons::{self, Icon};
use super::super::super::widgets::{
    Button, Drawing, NameLabel, PathEvent, Sentence, Tone, card, check_box, chip, count, counted, empty, first_thing,
    focus_ring, path_field, picture, problem_box, progress_bar, scroll_page, within,
};

/// More than these are not listed one by one.
const LISTED: usize = 50;
/// Room for the picture of something that was published.
const SAMPLE: [f32; 2] = [236.0, 180.0];

pub(in super::super) fn show(ui: &mut Ui, view: &mut View<'_>, scope: Scope) {
    let state = &view.state.publish;
    let changed = state.outcome.is_none() && state.stale && !state.busy;
    if state.running.is_none() && (state.scope != Some(scope) || changed) {
        view.out.send(Command::Plan(scope));
    }
    let plan = state.plan.as_ref().filter(|plan| {
        let waits = !plan.ready.is_empty() || !plan.warned.is_empty() || !plan.held.is_empty();
        waits && state.running.is_none() && state.outcome.is_none() && state.failed.is_none()
    });
    let Some(_) = plan else {
        page_ui(ui, view, scope);
        return;
    };
    let whole = ui.available_rect_before_wrap();
    let (bar, below) = whole.split_top_bottom_at_y(whole.top() + size::FOOT);
    within(ui, UiBuilder::new().max_rect(below), |ui| page_ui(ui, view, scope));
    within(ui, UiBuilder::new().max_rect(bar), |ui| bar_ui(ui, view, scope));
}

fn page_ui(ui: &mut Ui, view: &mut View<'_>, scope: Scope) {
    let state = &view.state.publish;
    scroll_page(ui, "publish", |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        if state.running.is_some() {
            running_ui(ui, view);
        } else if let Some(outcome) = &state.outcome {
            outcome_ui(ui, view, outcome, scope);
        } else if let Some(problems) = &state.failed {
            if let Some(text) = problem_box(ui, problems) {
                view.out.send(AnyCommand::CopyText(text));
            }
        } else if let Some(plan) = &state.plan {
            plan_ui(ui, view, plan, scope);
        } else {
            ui.label(Type::Body.text("Looking at what waits…").color(theme::of(ui).muted));
        }
    });
}

fn title_ui(ui: &mut Ui, text: &str) {
    let label = ui.label(Type::Title.text(text));
    label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
}

fn plan_ui(ui: &mut Ui, view: &mut View<'_>, plan: &Plan, scope: Scope) {
    let state = &view.state.publish;
    if plan.ready.is_empty() && plan.warned.is_empty() && plan.held.is_empty() {
        title_ui(ui, "Nothing to publish");
        super::waits::show(ui, view, scope);
        empty(ui, Drawing::Sheets, "Nothing of this waits for publication.", |ui| {
            if Button::secondary("Back to review").show(ui).clicked() {
                view.out.go(Route::Review(scope));
            }
        });
        return;
    }
    let ready = state.count() as u64;
    title_ui(ui, &format!("Publish {}", counted(ready, "credential", "credentials")));
    let muted = theme::of(ui).muted;
    let sentence = "Each gets its files and a page for its recipient. What is published stays as it is; it can be \
                    corrected, suspended or revoked later.";
    ui.add(Sentence::new(sentence).kind(Type::Body).color(muted));
    if let Some(text) = superseded(state.corrections(), ready) {
        ui.add(Sentence::new(text).kind(Type::Body));
    }
    ui.add_space(space::S);
    made_ui(ui, view, plan, ready);
    copy_ui(ui, view, plan);
    if !plan.warned.is_empty() {
        warned_ui(ui, view, plan);
    }
    if !plan.held.is_empty() {
        let title = counted(
            plan.held.len() as u64,
            "credential is left out",
            "credentials are left out",
        );
        refused_ui(ui, view, &title, icons::HELD, &plan.held, Some(scope));
    }
    super::waits::show(ui, view, scope);
}

/// How many of those that are published take the place of what is published.
fn superseded(corrections: u64, all: u64) -> Option<String> {
    let text = match (corrections, all) {
        (0, _) => return None,
        (1, 1) => "It is a correction: it supersedes what is published of it.".to_owned(),
        (1, all) => format!(
            "1 of {} is a correction: it supersedes what is published of it.",
            count(all)
        ),
        (some, all) if some == all => "All are corrections: they supersede what is published of them.".to_owned(),
        (some, all) => format!(
            "{} of {} are corrections: they supersede what is published of them.",
            count(some),
            count(all)
        ),
    };
    Some(text)
}

/// What leads on stands at the top right, as elsewhere, and stays in sight however much is said below.
fn bar_ui(ui: &mut Ui, view: &mut View<'_>, scope: Scope) {
    let state = &view.state.publish;
    let ready = state.count() as u64;
    let rect = ui.max_rect();
    let line = Stroke::new(1.0, theme::of(ui).line);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
    // Over the page below it.
    let beside = ((rect.width() - size::PAGE) / 2.0).max(space::XXL);
    let label = match ready {
        0 => "Publish".to_owned(),
        ready => format!("Publish {}", counted(ready, "credential", "credentials")),
    };
    let reason = match (ready, state.copy && state.folder.trim().is_empty()) {
        (0, _) => Some("Nothing of this can be published as it is"),
        (_, true) => Some("Name the folder for the copy, or leave the copy out"),
        _ => None,
    };
    ui.horizontal_centered(|ui| {
        ui.add_space(beside);
        let back = Button::quiet("Back to review").icon(icons::BACK).show(ui);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(beside);
            let button = Button::primary(&label).icon(icons::PUBLISHED).unless(reason).commits();
            let response = button.show(ui);
            first_thing(ui, &response);
            if response.clicked() {
                view.out.send(Command::Start);
            }
        });
        first_thing(ui, &back);
        if back.clicked() {
            view.out.go(Route::Review(scope));
        }
    });
}

/// What is made, and where.
fn made_ui(ui: &mut Ui, view: &mut View<'_>, plan: &Plan, ready: u64) {
    let files = view.state.publish.files;
    card(ui, space::L, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::XS;
        let [pdf, pictures, badges] = files.switched();
        let (sheets, shields) = (plan.certificates, plan.badges);
        for (number, what, chosen, other) in [
            (sheets, "Certificates as PDF for archives (PDF/A)", files.pdf, pdf),
            (sheets, "Certificates as pictures (PNG)", files.pictures, pictures),
            (shields, "Badges as pictures (PNG)", files.badges, badges),
        ] {
            if number > 0 && check_box(ui, what, chosen) {
                view.out.send(Command::Files(other));
            }
        }
        ui.add_space(space::S);
        let muted = theme::of(ui).muted;
        ui.horizontal(|ui| {
            ui.add(icons::OPEN_OUTSIDE.colored(muted));
            let pages = counted(ready, "recipient page", "recipient pages");
            let text = format!(
                "{pages}, each with a picture of the credential and the files that are chosen above to download"
            );
            ui.add(Sentence::new(text).kind(Type::Body));
        });
        ui.horizontal(|ui| {
            ui.add(icons::FOLDER.colored(muted));
            ui.label(Type::Body.text("In").color(muted));
            ui.add(NameLabel::new(&plan.folder.to_string_lossy()));
        });
    });
}

fn copy_ui(ui: &mut Ui, view: &mut View<'_>, plan: &Plan) {
    let state: &Publish = &view.state.publish;
    let mut copy = state.copy;
    let label = "Also put a copy, named after the people, into a folder";
    if check_box(ui, label, copy) {
        copy = !copy;
        view.out.send(Command::Copy(copy));
    }
    if state.copy {
        parts_ui(ui, view, plan);
        let hint = "A folder outside of the workspace";
        match path_field(ui, "Folder for the copy", &state.folder, hint).1 {
            Some(PathEvent::Typed(folder)) => view.out.send(Command::Folder(folder)),
            Some(PathEvent::Browse) => view.out.send(Command::ChooseFolder),
            None => {}
        }
    }
}

/// Which of the files the copy gets.
fn parts_ui(ui: &mut Ui, view: &mut View<'_>, plan: &Plan) {
    let (parts, files) = (view.state.publish.parts, view.state.publish.files);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        // Below the words of the choice that they belong to.
        ui.add_space(size::ICON + space::S);
        let [pdf, pictures, badges] = parts.switched();
        for (label, made, chosen, other) in [
            ("PDF", files.pdf && plan.certificates > 0, parts.pdf, pdf),
            (
                "Pictures",
                files.pictures && plan.certificates > 0,
                parts.pictures,
                pictures,
            ),
            ("Badges", files.badges && plan.badges > 0, parts.badges, badges),
        ] {
            // What is not made cannot be copied.
            if made && check_box(ui, label, chosen) {
                view.out.send(Command::Parts(other));
            }
        }
        let text = "The recipient pages are always copied, too";
        ui.label(Type::Small.text(text).color(theme::of(ui).muted));
    });
}

fn warned_ui(ui: &mut Ui, view: &mut View<'_>, plan: &Plan) {
    let number = plan.warned.len() as u64;
    let mut accept = view.state.publish.accept_warnings;
    let label = format!(
        "Accept the warnings of {} and publish them too",
        counted(number, "credential", "credentials")
    );
    if check_box(ui, &label, accept) {
        accept = !accept;
        view.out.send(Command::AcceptWarnings(accept));
    }
    if !accept {
        let title = counted(number, "credential has warnings", "credentials have warnings");
        let scope = view.state.publish.scope;
        refused_ui(ui, view, &title, icons::WARNING, &plan.warned, scope);
    }
}

/// Those that are not published, with why; each leads to its page.
fn refused_ui(ui: &mut Ui, view: &mut View<'_>, title: &str, icon: Icon, refused: &[Refused], scope: Option<Scope>) {
    card(ui, space::L, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.horizontal(|ui| {
            ui.add(icon.colored(theme::of(ui).warn));
            ui.label(Type::Strong.text(title));
        });
        for one in refused.iter().take(LISTED) {
            ui.horizontal(|ui| {
                let muted = theme::of(ui).muted;
                ui.set_min_height(size::CONTROL_DENSE);
                ui.allocate_ui_with_layout(
                    [220.0, size::CONTROL_DENSE].into(),
                    Layout::left_to_right(Align::Center),
                    |ui| {
                        ui.set_min_width(220.0);
                        ui.add(NameLabel::new(&one.name));
                    },
                );
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let look = Button::quiet("Look at it").dense().show(ui);
                    let look = look.accessible_name(format!("Look at {}", one.name));
                    if let (true, Some(scope)) = (look.clicked(), scope) {
                        view.out.go(Route::ReviewOne { scope, id: one.id });
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(NameLabel::new(&one.why).color(muted));
                    });
                });
            });
        }
        if refused.len() > LISTED {
            let more = format!("and {} more", count((refused.len() - LISTED) as u64));
            ui.add(Sentence::new(more).kind(Type::Small).color(theme::of(ui).muted));
        }
    });
}

fn running_ui(ui: &mut Ui, view: &mut View<'_>) {
    let running = view.state.publish.running;
    let job = view.state.jobs.iter().find(|job| Some(job.id) == running);
    title_ui(ui, "Publishing");
    let muted = theme::of(ui).muted;
    card(ui, space::XL, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::M;
        let part = job.filter(|job| job.progress.total > 0);
        let part = part.map(|job| job.progress.done as f32 / job.progress.total as f32);
        let text = match job {
            Some(job) if job.progress.total > 0 => {
                format!("{} of {}", count(job.progress.done), count(job.progress.total))
            }
            _ => "Starting".to_owned(),
        };
        ui.label(Type::Title.text(text));
        progress_bar(ui, "Publishing", part);
        let Some(job) = job else { return };
        let rest = job.progress.total.saturating_sub(job.progress.done);
        ui.label(Type::Body.text(pace(job.paused, job.left, rest)).color(muted));
        ui.horizontal(|ui| {
            let (label, icon, command) = match job.paused {
                true => ("Resume", icons::PLAY, JobCommand::Resume),
                false => ("Pause", icons::PAUSE, JobCommand::Pause),
            };
            if Button::secondary(label).icon(icon).show(ui).clicked() {
                view.out.send(AnyCommand::Job(job.id, command));
            }
            if Button::quiet("Stop publishing").show(ui).clicked() {
                view.out.send(AnyCommand::Job(job.id, JobCommand::Cancel));
            }
        });
    });
    let sentence = "You can go on with something else meanwhile. What is published when you stop stays published.";
    ui.add(Sentence::new(sentence).kind(Type::Small).color(muted));
}

/// How fast it goes and how long it takes, from the seconds and the credentials that are left.
fn pace(paused: bool, left: Option<f64>, rest: u64) -> String {
    if paused {
        return "Paused. What is begun is finished first.".to_owned();
    }
    let Some(left) = left else {
        return "Measuring the pace…".to_owned();
    };
    let time = match left.ceil() as u64 {
        0..=1 => "a moment left".to_owned(),
        seconds @ 2..=90 => format!("{seconds} s left"),
        seconds => format!("{} min left", seconds.div_ceil(60)),
    };
    let rate = rest as f64 / left;
    match rate {
        _ if left <= 0.0 || rest == 0 => time,
        1.0.. => format!("{time} · {rate:.0} a second"),
        _ => format!("{time} · {:.0} a minute", rate * 60.0),
    }
}

fn outcome_ui(ui: &mut Ui, view: &mut View<'_>, outcome: &Outcome, scope: Scope) {
    let done = counted(outcome.published, "credential", "credentials");
    let all = outcome.ids.len() as u64;
    let title = match outcome.stopped {
        true => format!("Stopped: {} of {} published", count(outcome.published), count(all)),
        false => format!("Published {done}"),
    };
    title_ui(ui, &title);
    ui.horizontal(|ui| {
        match (outcome.stopped, outcome.failed.is_empty()) {
            (true, _) => chip(ui, Tone::Warn, icons::PAUSE, "Stopped"),
            (false, true) => chip(ui, Tone::Ok, icons::CHECK_CIRCLE, "Done"),
            (false, false) => chip(ui, Tone::Warn, icons::WARNING, "Some failed"),
        };
        ui.add(NameLabel::new(&outcome.folder.to_string_lossy()).color(theme::of(ui).muted));
    });
    if let Some(copy) = &outcome.copy {
        let text = format!("With a copy in {}", copy.to_string_lossy());
        ui.add(NameLabel::new(&text).color(theme::of(ui).muted));
    }
    super::waits::show(ui, view, scope);
    if !outcome.problems.is_empty()
        && let Some(text) = problem_box(ui, &outcome.problems)
    {
        view.out.send(AnyCommand::CopyText(text));
    }
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        if outcome.published > 0 {
            // Who asked for a copy goes on with that.
            let folder = outcome.copy.as_ref().unwrap_or(&outcome.folder);
            let label = match outcome.copy {
                Some(_) => "Open the copy",
                None => "Open folder",
            };
            let open = Button::primary(label).icon(icons::FOLDER).show(ui);
            first_thing(ui, &open);
            if open.clicked() {
                view.out.send(Command::Open(folder.clone()));
            }
            if let Some(page) = &outcome.page {
                let button = Button::secondary("Open a recipient page").icon(icons::OPEN_OUTSIDE);
                if button.show(ui).clicked() {
                    view.out.send(Command::Open(page.clone()));
                }
            }
            if Button::secondary("Export list…").icon(icons::SHEET).show(ui).clicked() {
                view.out.send(Command::ExportList);
            }
        }
        if outcome.stopped && outcome.left() > 0 {
            let label = format!("Publish the other {}", count(outcome.left()));
            if Button::secondary(&label).icon(icons::REFRESH).show(ui).clicked() {
                view.out.send(Command::Retry);
            }
        }
        if outcome.published > 0 && Button::quiet("All published").show(ui).clicked() {
            view.out.send(Command::Again);
            view.out.send(Home::SearchAll);
            view.out.go(Route::Published);
        }
        // Nothing is left there after everything was published.
        let waits = view
            .state
            .workspace
            .snapshot()
            .is_none_or(|snapshot| snapshot.counts.pending + snapshot.counts.held > 0);
        if (waits || outcome.published == 0) && Button::quiet("Back to review").show(ui).clicked() {
            view.out.send(Command::Again);
            view.out.go(Route::Review(scope));
        }
    });
    samples_ui(ui, view, outcome);
    if !outcome.failed.is_empty() {
        ui.add_space(space::M);
        let title = counted(outcome.failed.len() as u64, "was not published", "were not published");
        refused_ui(ui, view, &title, icons::ERROR, &outcome.failed, Some(scope));
        if Button::secondary("Try these again")
            .icon(icons::REFRESH)
            .show(ui)
            .clicked()
        {
            view.out.send(Command::Retry);
        }
    }
}

/// Some of what was published; each leads to its page.
fn samples_ui(ui: &mut Ui, view: &mut View<'_>, outcome: &Outcome) {
    ui.add_space(space::L);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::L);
        for sample in &outcome.samples {
            let (rect, response) = ui.allocate_exact_size(SAMPLE.into(), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &sample.name));
            let theme = theme::of(ui);
            let ground = if response.hovered() { theme.line } else { theme.sunken };
            ui.painter()
                .rect_filled(rect, CornerRadius::same(size::CORNER_CARD), ground);
            let (face, aspect) = super::main_face(sample.faces);
            let subject = Subject::Reviewed {
                id: sample.id,
                face,
                version: view.state.review.version(sample.id, sample.print),
            };
            let slot = Id::unique(("published", sample.id));
            picture(ui, view.previews, slot, &subject, rect.shrink(space::M), aspect);
            focus_ring(ui, &response, size::CORNER_CARD);
            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                view.out.go(Route::Credential(sample.id));
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{pace, superseded};

    #[test]
    fn what_supersedes_is_counted() {
        assert_eq!(superseded(0, 4), None);
        let said = |some, all| superseded(some, all).expect("some");
        assert!(said(3, 4).starts_with("3 of 4 are corrections: they"));
        assert!(said(1, 4).starts_with("1 of 4 is a correction: it"));
        assert!(said(4, 4).starts_with("All are corrections"));
        assert!(said(1, 1).starts_with("It is a correction"));
    }

    #[test]
    fn the_pace_is_said_by_the_second_or_by_the_minute() {
        assert_eq!(pace(false, None, 10), "Measuring the pace…");
        assert_eq!(pace(false, Some(10.0), 200), "10 s left · 20 a second");
        assert_eq!(pace(false, Some(120.0), 20), "2 min left · 10 a minute");
        assert_eq!(pace(false, Some(0.0), 0), "a moment left");
        assert!(pace(true, Some(10.0), 20).starts_with("Paused"));
    }
}
