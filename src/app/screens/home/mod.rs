//! The issuer's home: what there is, what waits, and the one button that begins.

mod batches;
mod groups;
mod picked;
mod published;

use egui::{Align, Layout, Role, Sense, Ui, WidgetInfo};

use crate::model::BatchId;

use super::super::View;
use super::super::command::Command as AnyCommand;
use super::super::command::home::Command;
use super::super::command::publish::Command as Publishing;
use super::super::command::reading::changes;
use super::super::route::{CreateStep, Route, Scope};
use super::super::state::create::begun::Begun;
use super::super::state::design::DesignCard;
use super::super::state::workspace::{BatchCard, BatchStanding, Snapshot};
use super::super::theme::{self, Type, size, space};
use super::super::widgets::icons::{self, Icon};
use super::super::widgets::{
    Button, NameLabel, Sentence, card, count, drop_over, first_thing, focus_ring, scroll_page,
};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    drop_over(ui, "Drop a spreadsheet to create credentials from it");
    // Each workspace has a place of its own, which begins at the top.
    scroll_page(ui, &format!("home of {}", snapshot.dir.display()), |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        greeting_ui(ui, view, &snapshot);
        facts_ui(ui, view, &snapshot);
        // What needs somebody stands above all that does not, on the smallest screen too.
        attention_ui(ui, view, &snapshot);
        ui.add_space(space::XL);
        groups::show(ui, view, &snapshot);
        if !snapshot.batches.is_empty() {
            ui.add_space(space::XL);
            batches::show(ui, view, &snapshot);
        }
        ui.add_space(space::XL);
        published::show(ui, view, &snapshot);
    });
}

/// What is published, on a page of its own.
pub(super) fn published(ui: &mut Ui, view: &mut View<'_>) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    picked::show(ui, view);
    scroll_page(ui, &format!("published of {}", snapshot.dir.display()), |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        published::show(ui, view, &snapshot);
    });
}

fn greeting_ui(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    ui.horizontal(|ui| {
        ui.set_min_height(size::TOP_BAR);
        let create = Route::Create {
            group: None,
            step: CreateStep::Group,
        };
        let button = if create.exists() { 220.0 } else { 0.0 };
        let name = NameLabel::new(&snapshot.issuer.name).kind(Type::Display);
        let label = ui.add(name.width(ui.available_width() - button));
        label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &snapshot.issuer.name));
        if create.exists() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let button = Button::primary("Create credentials").changing().icon(icons::ADD);
                let response = button.show(ui);
                first_thing(ui, &response);
                if response.clicked() {
                    view.out.go(create);
                }
            });
        }
    });
}

fn facts_ui(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    let counts = snapshot.counts;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        let pending = (counts.pending, "pending review", icons::EYE);
        fact(ui, view, pending, Route::Review(Scope::All));
        if let Some(newest) = snapshot.interrupted.first() {
            let number = snapshot.interrupted.len() as u64;
            let what = if number == 1 {
                "batch to resume"
            } else {
                "batches to resume"
            };
            if fact_ui(ui, (number, what, icons::CLOCK), true) {
                resume(view, snapshot, *newest);
            }
        }
        fact(
            ui,
            view,
            (counts.published, "published", icons::PUBLISHED),
            Route::Published,
        );
        if counts.held > 0 {
            fact(ui, view, (counts.held, "held", icons::HELD), Route::Review(Scope::All));
        }
    });
}

/// A count with its word, which leads to what it counts.
fn fact(ui: &mut Ui, view: &mut View<'_>, (number, what, icon): (u64, &str, Icon), route: Route) {
    let leads = route.exists() && route != *view.state.route.now();
    if fact_ui(ui, (number, what, icon), leads) {
        view.out.go(route);
    }
}

/// Goes on with a batch that was interrupted, or shows what there is of it.
fn resume(view: &mut View<'_>, snapshot: &Snapshot, id: BatchId) {
    let resumable = |batch: &&BatchCard| batch.id == id && batch.resumable;
    match snapshot.batches.iter().find(resumable) {
        Some(batch) => view.out.send(Command::Resume(batch.id)),
        None => view.out.go(Route::Review(Scope::Batch(id))),
    }
}

/// A count with its word and icon; whether it was clicked.
fn fact_ui(ui: &mut Ui, (number, what, icon): (u64, &str, Icon), leads: bool) -> bool {
    let theme = theme::of(ui);
    let text = format!("{} {what}", count(number));
    let color = if number == 0 { theme.faint } else { theme.text };
    let galley = ui.painter().layout_no_wrap(text.clone(), Type::Body.font(), color);
    let wide = galley.size().x + size::ICON + space::S;
    let sense = if leads { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size([wide, size::CONTROL_DENSE].into(), sense);
    let role = if leads { Role::Link } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, &text));
    icon.paint(
        ui.painter(),
        [rect.left() + size::ICON / 2.0, rect.center().y].into(),
        size::ICON,
        theme.muted,
    );
    let at = [
        rect.left() + size::ICON + space::S,
        rect.center().y - galley.size().y / 2.0,
    ];
    let color = if response.hovered() && leads {
        theme.accent
    } else {
        color
    };
    ui.painter().galley_with_override_text_color(at.into(), galley, color);
    focus_ring(ui, &response, size::CORNER);
    leads && response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

/// A publication that was interrupted, with the way to go on.
fn interrupted_ui(ui: &mut Ui, view: &mut View<'_>) {
    let state = &view.state.publish;
    let Some(interrupted) = state.interrupted.as_ref().filter(|_| state.running.is_none()) else {
        return;
    };
    card(ui, space::L, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.add(icons::CLOCK.colored(theme::of(ui).warn));
            let text = format!(
                "Publishing was interrupted: {} of {} are published",
                count(interrupted.published),
                count(interrupted.order.ids.len() as u64)
            );
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(Sentence::new(text));
                let rest = "The rest stays under review if you leave it.";
                ui.label(Type::Small.text(rest).color(theme::of(ui).muted));
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if Button::secondary("Resume publishing")
                    .changing()
                    .dense()
                    .show(ui)
                    .clicked()
                {
                    view.out.send(Publishing::Resume);
                }
                let leave = Button::quiet("Leave the rest").changing().dense();
                if leave.show(ui).clicked() {
                    view.out.send(Publishing::Forget);
                }
            });
        });
    });
}

fn attention_ui(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    let publishing = &view.state.publish;
    let interrupted = publishing.interrupted.is_some();
    // What was begun to be made stands among the batches.
    let create = &view.state.create;
    let resumable = |batch: &&BatchCard| batch.standing == BatchStanding::Interrupted && batch.resumable;
    let is_made = |begun: &Begun| {
        let mut resumable = snapshot.batches.iter().filter(resumable);
        resumable.any(|batch| begun.is_as(batch))
    };
    let begun: Vec<Begun> = create.begun().filter(|begun| !is_made(begun)).collect();
    let drafts: Vec<&DesignCard> = snapshot.gallery.iter().filter(|card| card.draft).collect();
    if begun.is_empty() && drafts.is_empty() && (!interrupted || publishing.running.is_some()) {
        return;
    }
    ui.add_space(space::XL);
    super::super::widgets::heading(ui, "Needs attention", |_| {});
    begun_ui(ui, view, &begun);
    drafts_ui(ui, view, &drafts);
    interrupted_ui(ui, view);
}

/// Recipients that were opened or typed, of which nothing is made yet, each with the way to go on.
fn begun_ui(ui: &mut Ui, view: &mut View<'_>, begun: &[Begun]) {
    if begun.is_empty() {
        return;
    }
    card(ui, space::L, |ui| {
        ui.set_width(ui.available_width());
        for begun in begun {
            begun_line_ui(ui, view, begun);
        }
    });
}

fn begun_line_ui(ui: &mut Ui, view: &mut View<'_>, begun: &Begun) {
    ui.horizontal(|ui| {
        let theme = theme::of(ui);
        ui.add(icons::DOCUMENT.colored(theme.accent));
        let width = ui.available_width() - 200.0;
        let words = begun.words_of(view.state.workspace.snapshot().map(|snapshot| &**snapshot));
        ui.add(NameLabel::new(&format!("Not finished: {words}")).width(width));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let resume = Button::secondary("Resume").changing().dense().show(ui);
            let resume = resume.accessible_name(format!("Resume: {}", begun.named()));
            if resume.clicked() {
                view.out.send(begun.go_on.clone());
            }
        });
    });
}

/// So many designs with drafts are named; the gallery has them all.
const DRAFTS: usize = 3;

/// What was drawn and is in no revision yet, as after a crash, with the way back to it.
fn drafts_ui(ui: &mut Ui, view: &mut View<'_>, drafts: &[&DesignCard]) {
    let (named, others) = drafts.split_at(drafts.len().min(DRAFTS));
    for design in named {
        let text = match design.unsaved {
            true => format!("“{}” was never saved; what was drawn is kept", design.name),
            false => format!("Unsaved changes of “{}” are kept", design.name),
        };
        let name = format!("Open “{}” in the studio", design.name);
        let route = Route::Studio(design.pin.design);
        waiting_ui(ui, view, &text, ("Open in the studio", &name), route);
    }
    if !others.is_empty() {
        let text = match others.len() {
            1 => "1 more design has unsaved changes".to_owned(),
            more => format!("{} more designs have unsaved changes", count(more as u64)),
        };
        waiting_ui(
            ui,
            view,
            &text,
            ("Show the designs", "Show the designs"),
            Route::Designs,
        );
    }
}

/// What waits in a design, and a button, by what it shows and its whole name, that leads there.
fn waiting_ui(ui: &mut Ui, view: &mut View<'_>, text: &str, (label, name): (&str, &str), route: Route) {
    card(ui, space::L, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.add(icons::EDIT.colored(theme::of(ui).accent));
            let button = match changes(&AnyCommand::Go(route.clone())) {
                true => Button::secondary(label).changing(),
                false => Button::secondary(label),
            };
            let button = button.dense();
            let width = ui.available_width() - button.wide(ui) - space::M;
            ui.add(NameLabel::new(text).width(width));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if button.show(ui).accessible_name(name).clicked() {
                    view.out.go(route);
                }
            });
        });
    });
}
