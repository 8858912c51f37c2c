//! The last step: counts and dates, the credentials as they will be, and making them.

use egui::{Align, CornerRadius, Direction, Layout, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2, WidgetInfo};

use crate::diag::Severity;

use super::super::super::View;
use super::super::super::command::create::Command;
use super::super::super::command::{Command as AnyCommand, JobCommand};
use super::super::super::preview::{Face, Subject};
use super::super::super::route::{CreateStep, Route, Scope};
use super::super::super::state::create::fit::FitLine;
use super::super::super::state::create::people::waiting_words;
use super::super::super::state::create::rows::Filter;
use super::super::super::state::create::{GENERATING, Import, Making, Pick};
use super::super::super::state::workspace::{BatchCard, BatchStanding};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, Face as Look, NameLabel, Sentence, card, count, counted, date_field, icon_button, labelled, note_line,
    picture, progress_bar, segments, tab, within,
};
use super::bar::Lead;
use super::recipients::failed_ui;

/// The width of counts and dates.
const FACTS: f32 = 380.0;
/// The width of the ways to other recipients, and of the choice of certificate or badge.
const WAYS: f32 = 520.0;
const FACES: f32 = 200.0;
/// The least height of the picture with what is under it. In a lower window the page scrolls.
const LEAST: f32 = 400.0;
/// Beside the facts a picture has at least this width; else it stands below them.
const BESIDE: f32 = 300.0;

/// What makes them; nothing while they are made.
pub(super) fn lead(view: &View<'_>) -> Option<Lead> {
    let create = &view.state.create;
    let import = create.import.as_ref()?;
    if matches!(create.making, Making::Running(_)) {
        return None;
    }
    let good = import.table.counts().good as u64;
    let label = match (&create.making, made(import), import.outcome().corrected as u64) {
        (Making::Stopped, ..) => "Resume generating".to_owned(),
        (_, 0, corrected) if corrected > 0 => format!("Make {}", counted(corrected, "correction", "corrections")),
        (_, made, _) => format!("Generate {}", counted(made, "credential", "credentials")),
    };
    let today = view.state.workspace.snapshot().map(|snapshot| snapshot.today);
    let refused = match good {
        0 => Some("No row is ready yet"),
        _ => import.refused().or_else(|| create.dates.refused(today)),
    };
    Some(Lead {
        commits: true,
        ..Lead::further(label, Command::Generate(false)).unless(refused)
    })
}

/// How many new credentials there will be.
fn made(import: &Import) -> u64 {
    let outcome = import.outcome();
    import
        .table
        .counts()
        .good
        .saturating_sub(outcome.skipped + outcome.corrected) as u64
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Some(import) = &view.state.create.import else {
        return;
    };
    let whole = ui.available_rect_before_wrap();
    if whole.height() < LEAST || whole.width() < FACTS + BESIDE {
        page_ui(ui, view, import);
        return;
    }
    let edge = whole.left() + FACTS;
    let facts = Rect::from_min_max(whole.min + Vec2::new(space::L, 0.0), [edge, whole.bottom()].into());
    let stage = Rect::from_min_max(
        [edge + space::L, whole.top()].into(),
        whole.max - Vec2::new(space::L, space::L),
    );
    for (rect, add) in [
        (facts, scroll_ui as fn(&mut Ui, &mut View<'_>, &Import)),
        (stage, preview_ui),
    ] {
        let builder = UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
        within(ui, builder, |ui| add(ui, view, import));
    }
}

/// In a small window all of it is one page that scrolls.
fn page_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let area = ScrollArea::vertical().id_salt("generate").auto_shrink(false);
    area.show(ui, |ui| {
        let whole = ui.available_rect_before_wrap();
        let width = whole.width() - space::L;
        let is_beside = width >= FACTS + BESIDE;
        let facts = Rect::from_min_size(
            whole.min + Vec2::new(space::L, 0.0),
            Vec2::new(if is_beside { FACTS - space::L } else { width - space::L }, 0.0),
        );
        let builder = UiBuilder::new().max_rect(facts).layout(Layout::top_down(Align::Min));
        let told = ui.scope_builder(builder, |ui| facts_ui(ui, view, import)).response.rect;
        let (left, top) = match is_beside {
            true => (whole.left() + FACTS + space::L, whole.top()),
            false => (facts.left(), told.bottom()),
        };
        let room = Vec2::new(whole.left() + width - left, LEAST - space::L);
        let stage = Rect::from_min_size([left, top].into(), room);
        let builder = UiBuilder::new().max_rect(stage).layout(Layout::top_down(Align::Min));
        within(ui, builder, |ui| preview_ui(ui, view, import));
        ui.advance_cursor_after_rect(told.union(stage));
        ui.add_space(space::L);
    });
}

fn scroll_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    ScrollArea::vertical()
        .id_salt("facts")
        .auto_shrink(false)
        .show(ui, |ui| facts_ui(ui, view, import));
}

fn facts_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    making_ui(ui, view, import);
    let counts = import.table.counts();
    card(ui, space::L, |ui| {
        ui.set_width(ui.available_width());
        let title = counted(made(import), "credential", "credentials");
        let label = ui.label(Type::Title.text(&title));
        label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &title));
        ui.add(NameLabel::new(&import.group.title).color(theme::of(ui).muted));
        there_ui(ui, import);
        if counts.waiting > 0 {
            let words = waiting_words(import.is_form());
            quiet_ui(ui, view, counts.waiting, words, Filter::Waiting);
        }
        if counts.warned > 0 {
            quiet_ui(
                ui,
                view,
                counts.warned,
                match import.is_form() {
                    true => ["person has a warning", "people have a warning"],
                    false => ["row has a warning", "rows have a warning"],
                },
                Filter::Problems,
            );
        }
        if counts.left_out > 0 {
            quiet_ui(
                ui,
                view,
                counts.left_out,
                match import.is_form() {
                    true => ["person is left out", "people are left out"],
                    false => ["row is left out", "rows are left out"],
                },
                Filter::LeftOut,
            );
        }
    });
    ui.add_space(space::M);
    ui.add_enabled_ui(import.refused_for_good().is_none(), |ui| dates_ui(ui, view, import));
    ui.add_space(space::M);
    fit_ui(ui, view, import);
    ui.add_space(space::XL);
}

/// What becomes of those who have a credential already.
fn there_ui(ui: &mut Ui, import: &Import) {
    let outcome = import.outcome();
    let (skipped, corrected) = match import.is_form() {
        true => (
            ["person is skipped, who has one", "people are skipped, who have one"],
            ["person corrects what is there", "people correct what is there"],
        ),
        false => (
            [
                "row is skipped: its recipient has one",
                "rows are skipped: their recipients have one",
            ],
            ["row corrects what is there", "rows correct what is there"],
        ),
    };
    let lines = [(outcome.skipped, skipped), (outcome.corrected, corrected)];
    for (number, [one, many]) in lines.into_iter().filter(|(number, _)| *number > 0) {
        let text = counted(number as u64, one, many);
        ui.add(Sentence::new(text).kind(Type::Small).color(theme::of(ui).muted));
    }
}

/// A count that leads to its rows.
fn quiet_ui(ui: &mut Ui, view: &mut View<'_>, number: usize, [one, many]: [&str; 2], filter: Filter) {
    let label = counted(number as u64, one, many);
    if Button::quiet(&label)
        .dense()
        .icon_after(icons::RIGHT)
        .show(ui)
        .clicked()
    {
        view.send(Command::Filter(filter));
        view.send(Command::Step(CreateStep::Check));
    }
}

/// What is going on, or went wrong.
fn making_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    failed_ui(ui, view);
    match view.state.create.making {
        Making::No => {}
        Making::Running(_) => {
            card(ui, space::L, |ui| {
                ui.set_width(ui.available_width());
                running_ui(ui, view, GENERATING);
            });
            ui.add_space(space::M);
        }
        Making::Stopped => {
            card(ui, space::L, |ui| {
                ui.set_width(ui.available_width());
                ui.label(Type::Strong.text("Stopped"));
                ui.add(
                    Sentence::new(stopped(view, import))
                        .kind(Type::Small)
                        .color(theme::of(ui).muted),
                );
            });
            ui.add_space(space::M);
        }
        Making::Before(batch) => {
            before_ui(ui, view, import, batch);
            ui.add_space(space::M);
        }
    }
}

/// What there is of what was stopped.
fn stopped(view: &View<'_>, import: &Import) -> String {
    let batches = view.state.workspace.snapshot().map(|snapshot| &snapshot.batches);
    let is_it = |batch: &&BatchCard| {
        batch.standing == BatchStanding::Interrupted
            && batch.group == import.group.id
            && batch.source == import.source.name
    };
    let made = batches
        .and_then(|batches| batches.iter().find(is_it))
        .map(|batch| batch.made);
    let what = match made {
        Some(made) => format!(
            "{} of {} are made, and stay.",
            count(made),
            count(import.table.counts().good as u64)
        ),
        None => "What was made stays.".to_owned(),
    };
    format!("{what} Resuming makes the rest, and nothing twice.")
}

/// How far a job is, and the way to stop it.
pub(super) fn running_ui(ui: &mut Ui, view: &mut View<'_>, what: &str) {
    let Making::Running(id) = view.state.create.making else {
        return;
    };
    let job = view.state.jobs.iter().find(|job| job.id == id);
    let progress = job.map(|job| &job.progress).filter(|progress| progress.total > 0);
    ui.add(Sentence::new(what).kind(Type::Strong));
    let part = progress.map(|progress| progress.done as f32 / progress.total as f32);
    progress_bar(ui, what, part);
    if let Some(progress) = progress {
        let mut text = format!("{} of {}", count(progress.done), count(progress.total));
        match job.map(|job| (job.paused, job.left)) {
            Some((true, _)) => text.push_str(" · Paused"),
            Some((false, Some(left))) => text.push_str(&format!(", {:.0} s left", left.max(1.0))),
            _ => {}
        }
        ui.add(Sentence::new(text).kind(Type::Small).color(theme::of(ui).muted));
    }
    ui.horizontal_wrapped(|ui| {
        if let Some(job) = job {
            let (word, command) = match job.paused {
                true => ("Resume", JobCommand::Resume),
                false => ("Pause", JobCommand::Pause),
            };
            let button = Button::secondary(word).dense().show(ui);
            if button.accessible_name(format!("{word}: {}", job.title)).clicked() {
                view.out.send(AnyCommand::Job(id, command));
            }
        }
        let stop = Button::secondary("Stop").dense().show(ui);
        let name = job.map_or_else(|| "Stop".to_owned(), |job| format!("Stop: {}", job.title));
        if stop.accessible_name(name).clicked() {
            view.out.send(Command::StopGenerating);
        }
    });
    ui.ctx().request_repaint_after_secs(0.1);
}

fn before_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, batch: crate::model::BatchId) {
    card(ui, space::L, |ui| {
        ui.set_width(ui.available_width());
        ui.label(Type::Strong.text("These were made before"));
        let text = format!(
            "{} with the same rows, dates and group is batch {batch}. Nothing was made twice.",
            import.source.name
        );
        ui.add(Sentence::new(text).kind(Type::Small).color(theme::of(ui).muted));
        ui.horizontal_wrapped(|ui| {
            let review = Route::Review(Scope::Batch(batch));
            if review.exists() && Button::secondary("Show them").dense().show(ui).clicked() {
                view.out.go(review);
            }
            if Button::quiet("Make them again").dense().show(ui).clicked() {
                view.out.send(Command::Generate(true));
            }
        });
    });
}

pub(super) fn dates_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let Some(today) = view.state.workspace.snapshot().map(|snapshot| snapshot.today) else {
        return;
    };
    let dates = view.state.create.dates.clone();
    let form = view.state.choices.dates.clone();
    card(ui, space::L, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::M;
        let note = match dates.issue.trim().is_empty() {
            true => format!("Today, {}, when left empty", form.write(today)),
            false => String::new(),
        };
        labelled(ui, "Issue date", &note, |ui| {
            if let (_, Some((text, date))) = date_field(ui, ("Issue date", "Today"), &dates.issue, today, &form) {
                view.send(Command::IssueDate(text, date));
            }
        });
        let issued = dates.issue_date.unwrap_or(today);
        let by_group = import.group.validity.and_then(|validity| issued.plus(validity));
        let note = match (dates.expiry.trim().is_empty(), by_group) {
            (true, Some(date)) => format!("{}, by the validity of the group, when left empty", form.write(date)),
            (true, None) => "Never, when left empty".to_owned(),
            (false, _) => String::new(),
        };
        let empty = by_group.map_or("No expiry", |_| "By the group");
        labelled(ui, "Expiry date", &note, |ui| {
            if let (_, Some((text, date))) = date_field(ui, ("Expiry date", empty), &dates.expiry, today, &form) {
                view.send(Command::ExpiryDate(text, date));
            }
        });
        if let Some(problem) = dates.trouble(dates.expiry_date.or(by_group), today) {
            let theme = theme::of(ui);
            let color = if problem.is_error() { theme.error } else { theme.warn };
            ui.add(Sentence::new(&problem.message).kind(Type::Small).color(color));
        }
        // A form asks nobody's own dates.
        if !import.is_form() {
            let text = "Rows with dates of their own keep them.";
            ui.label(Type::Caption.text(text).color(theme::of(ui).faint));
        }
    });
}

/// What the designs say to the rows.
fn fit_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let theme = theme::of(ui);
    let Some(fit) = &view.state.create.sample.fit else {
        // What is being made is tried by that.
        if !matches!(view.state.create.making, Making::Running(_)) {
            let text = match import.is_form() {
                true => "Trying everybody on the design…",
                false => "Trying every row on the design…",
            };
            ui.label(Type::Small.text(text).color(theme.muted));
        }
        return;
    };
    let sentence = fit.sentence(import.is_form());
    if fit.doubtful == 0 {
        ui.horizontal_top(|ui| {
            ui.add(icons::CHECK_CIRCLE.colored(theme.ok));
            ui.add(Sentence::new(sentence).kind(Type::Small));
        });
    } else {
        ui.add(Sentence::new(sentence).kind(Type::Strong));
    }
    for of in &fit.of_designs {
        if note_line(
            ui,
            of.worst(),
            &of.sentence(),
            "Open the design",
            &format!("Open the design {}", of.name),
        ) {
            view.out.go(Route::Design(of.design));
        }
    }
    for line in &fit.lines {
        fit_line_ui(ui, view, import, line);
    }
    let more = fit.unnamed() as u64;
    if more > 0 {
        let label = format!("and {} more", count(more));
        let all = Button::quiet(&label).dense().icon_after(icons::RIGHT).show(ui);
        if all.clicked() {
            view.send(Command::Filter(Filter::OnDesign(fit.places.clone())));
            view.send(Command::Step(CreateStep::Check));
        }
    }
}

/// What is said of one row, or of several, which lead to their pictures.
fn fit_line_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, line: &FitLine) {
    let theme = theme::of(ui);
    let (icon, color) = match line.severity {
        Severity::Error => (icons::ERROR, theme.error),
        Severity::Warning => (icons::WARNING, theme.warn),
        Severity::Note => (icons::INFO, theme.muted),
    };
    let (one, text) = match line.rows[..] {
        [row] => (Some(row), format!("{}: {}", import.row_name(row), line.message)),
        _ => (None, line.message.clone()),
    };
    let mut shown = None;
    ui.horizontal_top(|ui| {
        ui.add(icon.colored(color));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            let label = NameLabel::new(&text).kind(Type::Small).rows(2);
            let Some(row) = one else {
                ui.add(label);
                // Lines of links stand as close as lines of text.
                ui.spacing_mut().interact_size.y = 0.0;
                ui.horizontal_wrapped(|ui| {
                    for row in &line.rows {
                        let name = import.row_name(*row);
                        if ui.add(NameLabel::new(&name).kind(Type::Caption).link()).clicked() {
                            shown = Some(*row);
                        }
                    }
                });
                return;
            };
            if ui.add(label.link()).clicked() {
                shown = Some(row);
            }
        });
    });
    if let Some(row) = shown {
        view.out.send(Command::Show(Pick::Row(row)));
    }
}

/// The credential, or why there is none.
fn stage_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, stage: Rect) {
    let theme = theme::of(ui);
    let sample = &view.state.create.sample;
    if let Some(problems) = &sample.failed {
        let message = problems.iter().next().map_or("", |problem| problem.message.as_str());
        let middle = Layout::centered_and_justified(Direction::TopDown);
        within(
            ui,
            UiBuilder::new().max_rect(stage.shrink(space::XL)).layout(middle),
            |ui| ui.add(NameLabel::new(message).rows(4).color(theme.muted)),
        );
    } else if let Some(shown) = &sample.shown {
        let content = &shown.credential.content;
        let face = match (content.certificate, content.badge) {
            (Some(_), Some(_)) if sample.badge => Face::Badge,
            (Some(_), _) => Face::Certificate,
            (None, _) => Face::Badge,
        };
        let subject = Subject::Sample {
            sample: shown.clone(),
            face,
            version: sample.version,
        };
        let response = ui.interact(stage, egui::Id::unique("sample picture"), Sense::hover());
        let name = &content.recipient.name;
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("Credential of {name}")));
        let aspect = if face == Face::Certificate { 1.414 } else { 1.0 };
        // While it is drawn, the last picture of the same list stands there, and never that of another.
        let list = import.table.sheet().hash;
        let slot = egui::Id::unique(("sample", face, list));
        picture(ui, view.previews, slot, &subject, stage.shrink(space::XL), aspect);
    }
}

/// The credential large, with the ways to others under it.
fn preview_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let theme = theme::of(ui);
    let whole = ui.available_rect_before_wrap();
    // Where there is little room, the ways take a second line.
    let has_faces = import.group.certificate.is_some() && import.group.badge.is_some();
    let is_narrow = whole.width() < if has_faces { WAYS + FACES } else { WAYS };
    let lines = if is_narrow { 2.0 } else { 1.0 };
    let bar = lines * (size::CONTROL + space::S) + space::S;
    let stage = Rect::from_min_max(whole.min, [whole.right(), whole.bottom() - bar].into());
    ui.painter()
        .rect_filled(stage, CornerRadius::same(size::CORNER_CARD), theme.sunken);
    // Always one piece, whatever comes to stand in it, so that what is below stays itself under a finger.
    within(ui, UiBuilder::new().max_rect(stage), |ui| {
        stage_ui(ui, view, import, stage);
    });
    let below = Rect::from_min_max([whole.left(), stage.bottom() + space::S].into(), whole.max);
    let builder = UiBuilder::new().max_rect(below);
    if is_narrow {
        within(ui, builder.layout(Layout::top_down(Align::Min)), |ui| {
            ui.horizontal_wrapped(|ui| {
                ways_ui(ui, view);
                if has_faces {
                    faces_ui(ui, view);
                }
            });
        });
    } else {
        within(ui, builder.layout(Layout::left_to_right(Align::Center)), |ui| {
            ways_ui(ui, view);
            if has_faces {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    faces_ui(ui, view);
                });
            }
        });
    }
    ui.allocate_space(Vec2::new(whole.width(), whole.height()));
}

/// What is shown of the recipient: another choice than who it is, and it looks like another one.
fn faces_ui(ui: &mut Ui, view: &mut View<'_>) {
    let options = [
        (Look::Word("Certificate"), "Certificate", false),
        (Look::Word("Badge"), "Badge", true),
    ];
    if let Some(badge) = segments(ui, FACES, &options, Some(view.state.create.sample.badge)) {
        view.out.send(Command::ShowBadge(badge));
    }
}

/// Who is shown of how many; as wide for the first as for the last, so that what is beside it stays where it is.
fn counter_ui(ui: &mut Ui, at: u64, total: u64) {
    let words = |at: u64| Type::Small.text(format!("{} of {}", count(at), count(total)));
    let widest = egui::WidgetText::from(words(total)).into_galley(ui, None, f32::INFINITY, egui::TextStyle::Body);
    let room = Vec2::new(widest.size().x, size::CONTROL_DENSE);
    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(room.x);
        ui.label(words(at).color(theme::of(ui).muted));
    });
}

fn ways_ui(ui: &mut Ui, view: &mut View<'_>) {
    let sample = &view.state.create.sample;
    let ready = &sample.picks.ready;
    let at = sample.row.and_then(|row| ready.binary_search(&row).ok());
    let alone = (ready.len() < 2).then_some("There is only one");
    if icon_button(ui, icons::LEFT, "Previous recipient", alone).clicked() {
        view.out.send(Command::Show(Pick::Previous));
    }
    if icon_button(ui, icons::RIGHT, "Next recipient", alone).clicked() {
        view.out.send(Command::Show(Pick::Next));
    }
    if let Some(at) = at {
        counter_ui(ui, at as u64 + 1, ready.len() as u64);
    }
    ui.add_space(space::S);
    let picks = [
        (Pick::First, "First", ready.first().copied()),
        (Pick::Longest, "Longest", sample.picks.longest),
        (Pick::Shortest, "Shortest", sample.picks.shortest),
        (Pick::RightToLeft, "Right-to-left", sample.picks.right_to_left),
    ];
    for (pick, label, row) in picks {
        if row.is_some() && tab(ui, label, None, sample.pick == pick).clicked() {
            view.out.send(Command::Show(pick));
        }
    }
}
