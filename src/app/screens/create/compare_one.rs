//! One line of a comparison: what was and what becomes of it, whom a row is about, and why what is published is
//! corrected.

use egui::{RichText, Ui};

use crate::model::{FieldKind, State, title_of};

use super::super::super::View;
use super::super::super::command::create::{Command, Comparing};
use super::super::super::route::{CreateStep, Route, Scope};
use super::super::super::settings::Dates;
use super::super::super::state::create::compare::{
    CARRYING_OUT, Decision, FieldChange, How, Kind, Known, Line, LineIs, field_label,
};
use super::super::super::state::create::{Import, Making};
use super::super::super::theme::{self, Type, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, NameLabel, Sentence, check_box, chip, count, heading, labelled, name_field, select,
};
use super::recipients::failed_ui;
use super::{compare, generate, problems};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    applying_ui(ui, view);
    // What is chosen while it is carried out would come too late.
    ui.add_enabled_ui(import.refused_for_good().is_none(), |ui| choices_ui(ui, view, import));
    ui.add_space(space::XL);
}

fn choices_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    if import.compare.chosen.corrected > 0 {
        panel(ui, |ui| reason_ui(ui, view, import));
    }
    if let Some(line) = import.compare.line() {
        panel(ui, |ui| line_ui(ui, view, import, line));
    }
    lost_ui(ui, view, import);
    known_ui(ui, view, import);
    if import.compare.chosen.new > 0 {
        generate::dates_ui(ui, view, import);
    }
}

fn panel(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    problems::panel(ui, add);
    ui.add_space(space::M);
}

/// What is going on, or went wrong.
fn applying_ui(ui: &mut Ui, view: &mut View<'_>) {
    failed_ui(ui, view);
    match view.state.create.making {
        Making::Running(_) => panel(ui, |ui| generate::running_ui(ui, view, CARRYING_OUT)),
        Making::Stopped => panel(ui, |ui| {
            ui.label(Type::Strong.text("Stopped"));
            let text = "What was changed stays. Resuming does the rest, and nothing twice.";
            ui.add(Sentence::new(text).kind(Type::Small).color(theme::of(ui).muted));
        }),
        Making::No | Making::Before(_) => {}
    }
}

fn reason_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let note = "The reason is kept in the log. What is published stays valid until its correction is published.";
    labelled(ui, "Why is it corrected?", note, |ui| {
        let reason = &import.compare.wishes.reason;
        if let (_, Some(text)) = name_field(ui, "Why is it corrected?", reason, "Such as a misspelt name") {
            view.send(Comparing::Reason(text));
        }
    });
}

fn line_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, line: &Line) {
    let theme = theme::of(ui);
    ui.add(NameLabel::new(&line.name).kind(Type::Title).rows(2));
    ui.horizontal_wrapped(|ui| {
        let (tone, icon) = compare::look(line.kind());
        chip(ui, tone, icon, line.kind().word());
        if let Some(row) = line.row {
            ui.label(Type::Small.text(format!("Row {row}")).color(theme.muted));
        }
        if let Some(of) = line.of() {
            credential_ui(ui, view, import, of);
        }
    });
    ui.add(Sentence::new(said(line)).kind(Type::Small).color(theme.muted));
    for wrong in &line.wrong {
        ui.horizontal_top(|ui| {
            ui.add(icons::ERROR.colored(theme.error));
            ui.vertical(|ui| drop(ui.label(Type::Small.text(wrong))));
        });
    }
    if let Some(revoked) = &line.revoked {
        ui.add(Sentence::new(revoked).kind(Type::Small).color(theme.text));
    }
    match (&line.is, line.row) {
        (LineIs::Changed { changes, .. }, Some(row)) => {
            for change in changes {
                change_ui(ui, view, import, row, change);
            }
        }
        (LineIs::Uncertain(candidates), Some(row)) => {
            for (one, why) in candidates {
                ui.add_space(space::S);
                ui.add(NameLabel::new(&one.name).kind(Type::Subtitle));
                ui.add(Sentence::new(why.to_string()).kind(Type::Small).color(theme.muted));
                if Button::secondary(&format!("It is {}", one.number))
                    .dense()
                    .show(ui)
                    .clicked()
                {
                    let decision = Some(Decision::Same(one.id));
                    view.send(Comparing::Decide { row, decision });
                }
            }
            ui.add_space(space::S);
            let new = match line.revoked {
                Some(_) => "Make a new credential",
                None => "It is somebody new",
            };
            if Button::secondary(new).dense().show(ui).clicked() {
                let decision = Some(Decision::New);
                view.send(Comparing::Decide { row, decision });
            }
        }
        _ => {}
    }
    foot_ui(ui, view, import, line);
}

/// What becomes of a line, in a sentence.
fn said(line: &Line) -> &'static str {
    match line.kind() {
        Kind::Changed => "Under review; it is changed there.",
        Kind::Correction => "Published; a correction goes through review and supersedes it.",
        Kind::New => "A credential is made, which goes through review.",
        Kind::Uncertain => {
            "The list does not tell whether this is somebody who has a credential. Until you say so, nothing is done."
        }
        Kind::Waiting => "The row has errors and is left as it is until they are mended.",
        Kind::Suspended if line.of().is_some_and(|of| of.state == State::Revoked) => {
            "The credential is revoked and stays as it is."
        }
        Kind::Suspended => "The credential is suspended. Reinstate it first, then compare again.",
        Kind::Gone => "Nothing is done by itself. Hold, delete or revoke it where that is meant.",
    }
}

/// The credential, with the way to it.
fn credential_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, of: &Known) {
    let label = NameLabel::new(&of.number).kind(Type::Small).color(theme::of(ui).accent);
    let open = ui
        .add(label.link())
        .on_hover_text("Shows the credential; this list stays open");
    if open.clicked() {
        view.out.go(match of.state {
            State::UnderReview | State::Held => Route::ReviewOne {
                scope: Scope::Group(import.group.id),
                id: of.id,
            },
            State::Published | State::Suspended | State::Revoked => Route::Credential(of.id),
        });
    }
}

/// A field: what it was, and below it what it becomes.
fn change_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, row: u32, change: &FieldChange) {
    let theme = theme::of(ui);
    let dates = &view.state.choices.dates;
    ui.add_space(space::S);
    ui.add(
        Sentence::new(field_label(&change.field))
            .kind(Type::Caption)
            .color(theme.muted),
    );
    let (before, after) = (
        shown(import, change, change.before.as_deref(), dates),
        shown(import, change, change.after.as_deref(), dates),
    );
    let kind = match change.field.as_str() {
        "recipient.name" => Type::Title,
        _ => Type::Body,
    };
    ui.horizontal(|ui| {
        ui.add(icons::REMOVE.colored(theme.muted));
        ui.add(NameLabel::new(&before).kind(kind).color(theme.muted).rows(3));
    });
    ui.horizontal(|ui| {
        ui.add(icons::FORWARD.colored(theme.accent));
        ui.add(NameLabel::new(&after).kind(kind).rows(3));
    });
    if change.lost.is_some() {
        warning_ui(ui, "A spreadsheet program seems to have taken digits away.");
        if Button::secondary(&format!("Keep {before}")).dense().show(ui).clicked() {
            view.send(Comparing::KeepDigits(Some(row)));
        }
    }
}

/// A warning beside its icon, broken into lines.
fn warning_ui(ui: &mut Ui, text: &str) {
    ui.horizontal_top(|ui| {
        ui.add(icons::WARNING.colored(theme::of(ui).warn));
        ui.vertical(|ui| drop(ui.label(Type::Small.text(text))));
    });
}

/// A value as it is shown: dates as everywhere, pictures not as their digests.
fn shown(import: &Import, change: &FieldChange, value: Option<&str>, dates: &Dates) -> String {
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        return "Nothing".to_owned();
    };
    let key = change.field.strip_prefix("recipient.");
    let kind = key.and_then(|key| import.group.fields.iter().find(|field| field.key == key));
    let is_date = kind.map_or(key.is_none(), |field| field.kind == FieldKind::Date);
    match (kind.map(|field| &field.kind), value.parse().ok().filter(|_| is_date)) {
        (Some(FieldKind::Image), _) => "A picture".to_owned(),
        (_, Some(date)) => dates.write(date),
        (_, None) => value.to_owned(),
    }
}

/// What can be done about the line.
fn foot_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import, line: &Line) {
    let Some(row) = line.row else { return };
    ui.add_space(space::S);
    if line.can_apply() {
        let chosen = import.compare.is_chosen(line);
        let what = match &line.is {
            LineIs::Changed { how: How::Correct, .. } => "Correct this one",
            LineIs::Changed { .. } => "Change this one",
            _ => "Make this one",
        };
        if check_box(ui, what, chosen) {
            view.send(Comparing::Leave {
                row: Some(row),
                yes: chosen,
            });
        }
    }
    if import.compare.wishes.picked.decisions.contains_key(&row)
        && Button::quiet("Ask again who it is").dense().show(ui).clicked()
    {
        view.send(Comparing::Decide { row, decision: None });
    }
    if line.kind() == Kind::Waiting && Button::secondary("Go to the rows").dense().show(ui).clicked() {
        if let Some((row, column)) = wrong_cell(import, row) {
            view.send(Command::Select(row, column));
        }
        view.send(Command::Step(CreateStep::Check));
    }
}

/// The cell of a row in which the worst of it is.
fn wrong_cell(import: &Import, row: u32) -> Option<(usize, usize)> {
    let row = import.table.place_of(row)?;
    let placed = import.table.findings(row).filter(|finding| finding.column.is_some());
    let worst = placed.max_by_key(|finding| finding.problem.severity);
    Some((row, worst.and_then(|finding| finding.column).unwrap_or_default()))
}

/// Digits that are lost in several rows, with one way for all of them.
fn lost_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let lost = import.compare.lost as u64;
    if lost < 2 {
        return;
    }
    panel(ui, |ui| {
        let text = format!(
            "In {} rows a spreadsheet program seems to have taken digits away, such as the zeros at the beginning.",
            count(lost)
        );
        warning_ui(ui, &text);
        let label = format!("Keep the digits in all {}", count(lost));
        if Button::secondary(&label).dense().show(ui).clicked() {
            view.send(Comparing::KeepDigits(None));
        }
    });
}

/// By what people are known, where there is something to choose from.
fn known_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let keys = import.identifying();
    let Some(found) = import.compare.found.as_ref().filter(|_| !keys.is_empty()) else {
        return;
    };
    panel(ui, |ui| {
        heading(ui, "People are known by", |_| {});
        let now = found.id_field.as_deref();
        let shown = now.map_or_else(|| "E-mail and name".to_owned(), title_of);
        let titles: Vec<String> = keys.iter().map(|key| title_of(key)).collect();
        let chosen = keys.iter().position(|key| Some(*key) == now);
        let width = ui.available_width();
        let picked = select(
            ui,
            "People are known by",
            &shown,
            width,
            titles.iter().map(String::as_str),
            chosen,
        );
        if let Some(key) = picked.and_then(|at| keys.get(at)) {
            view.send(Comparing::KnownBy((*key).to_owned()));
        }
        let text = "A field with a number of each person finds those whose name and e-mail were both corrected.";
        let text: RichText = Type::Caption.text(text).color(theme::of(ui).faint);
        ui.label(text);
    });
}
