//! What is not here: rows that wait in “Create credentials”, with the way to them.

use egui::Ui;

use super::super::super::View;
use super::super::super::route::Scope;
use super::super::super::state::waits::Wait;
use super::super::super::theme::{self, Type};
use super::super::super::widgets::{Button, NameLabel, count, counted, icons};
use super::super::super::words::short_file;

/// So many are named; home lists what else there is.
const NAMED: usize = 3;
/// Room for the button behind the words.
const BUTTON: f32 = 76.0;
/// In less room nobody reads who it is or why.
const LEGIBLE: f32 = 140.0;

/// Names what waits beside the scope, each in one quiet line: below them is what is here.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, scope: Scope) {
    let waits = view.state.waits(scope);
    if waits.is_empty() {
        return;
    }
    let others = waits.len().saturating_sub(NAMED) as u64;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for wait in waits.into_iter().take(NAMED) {
            line_ui(ui, view, wait);
        }
        if others > 0 {
            let text = format!("and {} more, as Home says", count(others));
            ui.add(NameLabel::new(&text).kind(Type::Small).color(theme::of(ui).muted));
        }
    });
}

fn line_ui(ui: &mut Ui, view: &mut View<'_>, wait: Wait) {
    let muted = theme::of(ui).muted;
    ui.horizontal(|ui| {
        ui.add(icons::CLOCK.colored(theme::of(ui).warn));
        let width = ui.available_width() - BUTTON;
        let said = ui.add(NameLabel::new(&sentence(&wait)).color(muted).width(width));
        let all: Vec<&str> = wait.who.iter().chain(&wait.why).map(String::as_str).collect();
        if !all.is_empty() {
            said.on_hover_ui(|ui| {
                all.iter().for_each(|line| drop(ui.add(NameLabel::new(line))));
            });
        }
        let button = Button::quiet("Resume").changing().dense().show(ui);
        let with = wait.source.as_deref().unwrap_or("the form");
        let of = wait.who.as_ref().map(|who| format!(" of {who}")).unwrap_or_default();
        let more = more(&wait).filter(|_| ui.available_width() > LEGIBLE);
        if let Some(more) = more {
            ui.add(NameLabel::new(&more).kind(Type::Small).color(muted));
        }
        if button.accessible_name(format!("Resume {with}{of}")).clicked() {
            view.send(wait.go_on);
        }
    });
}

/// Who it is, or why the first of them waits.
fn more(wait: &Wait) -> Option<String> {
    let why = wait.why.first().map(|first| match wait.rows {
        0 | 1 => first.clone(),
        rows => format!("{first} · and {} more", count(rows - 1)),
    });
    wait.who.clone().or(why)
}

/// One line for a sheet, as “12 rows of course.xlsx wait in Create credentials”.
fn sentence(wait: &Wait) -> String {
    let verb = if wait.rows == 1 { "waits" } else { "wait" };
    let what = match &wait.source {
        Some(source) => format!("{} of {}", counted(wait.rows, "row", "rows"), short_file(source)),
        None => format!("{} of the form", counted(wait.rows, "person", "people")),
    };
    format!("{what} {verb} in Create credentials")
}
