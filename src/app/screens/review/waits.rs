//! What is not here: rows that wait in “Create credentials”, with the way to them.

use egui::Ui;

use super::super::super::View;
use super::super::super::route::Scope;
use super::super::super::state::waits::Wait;
use super::super::super::theme::{self, Type};
use super::super::super::widgets::{Button, NameLabel, counted, icons};
use super::super::super::words::short_file;

/// So many are named; home lists what else there is.
const NAMED: usize = 3;
/// Room for the button behind the words.
const BUTTON: f32 = 76.0;

/// Names what waits beside the scope, each in a quiet line.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, scope: Scope) {
    for wait in view.state.waits(scope).into_iter().take(NAMED) {
        line_ui(ui, view, wait);
    }
}

fn line_ui(ui: &mut Ui, view: &mut View<'_>, wait: Wait) {
    let below: Vec<String> = wait.who.iter().chain(&wait.why).cloned().collect();
    sentence_ui(ui, view, wait);
    for reason in &below {
        let muted = theme::of(ui).muted;
        ui.add(NameLabel::new(reason).kind(Type::Small).color(muted));
    }
}

fn sentence_ui(ui: &mut Ui, view: &mut View<'_>, wait: Wait) {
    ui.horizontal(|ui| {
        let muted = theme::of(ui).muted;
        ui.add(icons::CLOCK.colored(theme::of(ui).warn));
        let width = ui.available_width() - BUTTON;
        ui.add(NameLabel::new(&sentence(&wait)).color(muted).width(width));
        let button = Button::quiet("Resume").changing().dense().show(ui);
        let with = wait.source.as_deref().unwrap_or("the form");
        let of = wait.who.as_ref().map(|who| format!(" of {who}")).unwrap_or_default();
        if button.accessible_name(format!("Resume {with}{of}")).clicked() {
            view.send(wait.go_on);
        }
    });
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
