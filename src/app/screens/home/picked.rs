//! What is selected on the page of what is published: the keys, the bar with its steps, and their dialog.

use egui::{Id, Key, Ui};

use crate::model::{State as Life, Step};

use super::super::super::View;
use super::super::super::command::home::Command;
use super::super::super::command::review::Pick;
use super::super::super::state::home::FoundRow;
use super::super::super::state::picked::{Picked, Question, Tally};
use super::super::super::theme::space;
use super::super::super::widgets::icons::{self, Icon};
use super::super::super::widgets::{
    Button, Dialog, Left, Pressed, Selection, check_mark, count, counted, dialog, entered, first_thing, labelled,
    name_field,
};

/// The steps of what is published, with what their buttons say and how they look, from the right.
const STEPS: [(Step, &str, Icon); 3] = [
    (Step::Revoke, "Revoke…", icons::BLOCKED),
    (Step::Suspend, "Suspend…", icons::PAUSE),
    (Step::Reinstate, "Reinstate…", icons::PLAY),
];

/// The bar below the page, and the dialog over it.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    keys(ui, view);
    let picked = &view.state.home.picked;
    if picked.states.is_empty() && picked.asked.is_none() {
        return;
    }
    let tally = picked.tally();
    let hidden = hidden(picked.hidden(&view.state.home.found));
    if tally.all() > 0 {
        bar_ui(ui, view, &tally, &hidden);
    }
    ask_ui(ui, view, &tally, &hidden);
}

/// Keys of the page, while nothing is typed and nothing is asked.
fn keys(ui: &Ui, view: &mut View<'_>) {
    let home = &view.state.home;
    let is_asking = home.picked.asked.is_some() || home.list.is_some() || view.state.palette.is_some();
    // In the search there is nothing to select while it is empty, and the keyboard begins there.
    let in_empty = home.search.words.is_empty() && ui.memory(|memory| memory.has_focus(super::published::search_id()));
    if is_asking || ui.ctx().text_edit_focused() && !in_empty {
        return;
    }
    let (all, none) = ui.input_mut(|input| {
        (
            input.consume_key(egui::Modifiers::COMMAND, Key::A),
            input.key_pressed(Key::Escape),
        )
    });
    if all && !home.found.rows.is_empty() {
        view.send(Command::PickFound);
    }
    if none && !home.picked.states.is_empty() {
        view.send(Command::PickNone);
    }
}

fn bar_ui(ui: &mut Ui, view: &mut View<'_>, tally: &Tally, hidden: &str) {
    let able = || STEPS.into_iter().filter(|(step, ..)| tally.able(*step) > 0);
    let button = |(step, label, icon): (Step, &'static str, Icon)| {
        let button = match step {
            Step::Revoke => Button::danger(label),
            _ => Button::secondary(label),
        };
        button.changing().icon(icon)
    };
    let is_revoked = tally.count(Life::Revoked) == tally.all();
    let note = match is_revoked {
        true => "What is revoked stays revoked",
        false => hidden,
    };
    let bar = Selection {
        name: "selection of published",
        count: tally.all(),
        steps: able().map(button).collect(),
        note: (!note.is_empty()).then_some(note),
    };
    match bar.show(ui) {
        Some(Pressed::Clear) => view.send(Command::PickNone),
        Some(Pressed::Step(at)) => {
            if let Some((step, ..)) = able().nth(at) {
                let reason = String::new();
                view.send(Command::AskStep(Some(Question { step, reason })));
            }
        }
        None => {}
    }
}

/// The box in front of a row; how it was clicked.
pub(super) fn check_ui(ui: &mut Ui, row: &FoundRow, picked: &Picked) -> Option<Pick> {
    let name = format!("Select {}", row.name);
    let clicked = check_mark(ui, Id::unique(("check published", row.id)), &name, picked.has(row.id));
    let range = ui.input(|input| input.modifiers.shift);
    clicked.then_some(if range { Pick::Range } else { Pick::Toggle })
}

/// What a step does to so many, and the word that does it.
fn words(step: Step) -> (&'static str, &'static str) {
    match step {
        Step::Suspend => (
            "Suspend",
            "Their pages will say that they are not valid at present, in the folders with copies, too. You can reinstate \
             them. A page that was sent or put on a website keeps saying “Valid” until the new one takes its place there.",
        ),
        Step::Revoke => (
            "Revoke",
            "Their pages will say that they are no longer valid, in the folders with copies, too. This is final and \
             cannot be undone. A page that was sent or put on a website keeps saying “Valid” until the new one takes its \
             place there.",
        ),
        _ => (
            "Reinstate",
            "They are valid again, and their pages will say so, in the folders with copies, too.",
        ),
    }
}

/// What becomes of the selected ones that a step is not possible for.
fn left_out(step: Step, tally: &Tally) -> String {
    let states = [
        (Life::Published, "valid"),
        (Life::Suspended, "suspended already"),
        (Life::Revoked, "revoked already"),
    ];
    let mut text = String::new();
    for (state, word) in states {
        let number = tally.count(state);
        if number > 0 && state.after(step).is_none() {
            let (is, stays) = if number == 1 { ("is", "stays") } else { ("are", "stay") };
            text.push_str(&format!(" {} {is} {word} and {stays} so.", count(number)));
        }
    }
    text
}

/// That so many of the selected ones are not seen.
fn hidden(number: u64) -> String {
    match number {
        0 => String::new(),
        1 => "1 of them is not in the list now".to_owned(),
        _ => format!("{} of them are not in the list now", count(number)),
    }
}

fn ask_ui(ui: &Ui, view: &mut View<'_>, tally: &Tally, hidden: &str) {
    let Some(question) = &view.state.home.picked.asked else {
        return;
    };
    let step = question.step;
    let number = tally.able(step);
    if number == 0 {
        view.send(Command::AskStep(None));
        return;
    }
    let (confirm, text) = words(step);
    let has_reason = step != Step::Reinstate;
    let unseen = match hidden {
        "" => String::new(),
        said => format!(" {said}."),
    };
    let about = Dialog {
        title: &format!("{confirm} {}?", counted(number, "credential", "credentials")),
        text: &format!("{text}{}{unseen}", left_out(step, tally)),
        confirm: &format!("{confirm} {}", count(number)),
        danger: step == Step::Revoke,
        refused: (has_reason && question.reason.trim().is_empty()).then_some("Say why first"),
    };
    let (mut typed, mut enters) = (None, false);
    let left = dialog(ui, Id::unique("step of many"), about, |ui| {
        if has_reason {
            ui.add_space(space::S);
            let note = "One for all; it is kept in the log of each.";
            (typed, enters) = labelled(ui, "Reason", note, |ui| {
                let (response, typed) = name_field(ui, "Reason", &question.reason, "");
                first_thing(ui, &response);
                (typed, entered(ui, &response))
            });
        }
    });
    match left.or((enters && about.refused.is_none()).then_some(Left::Confirmed)) {
        Some(Left::Confirmed) => view.send(Command::TakeStep),
        Some(Left::Cancelled) => view.send(Command::AskStep(None)),
        None => {}
    }
    if let Some(reason) = typed {
        view.send(Command::AskStep(Some(Question { step, reason })));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CredentialId;

    #[test]
    fn what_cannot_change_is_said() {
        let mut picked = Picked::default();
        for (id, state) in [Life::Published, Life::Suspended, Life::Revoked, Life::Revoked]
            .into_iter()
            .enumerate()
        {
            picked.states.insert(CredentialId([id as u8; 16]), state);
        }
        assert_eq!(
            left_out(Step::Revoke, &picked.tally()),
            " 2 are revoked already and stay so."
        );
        let suspended = " 1 is suspended already and stays so. 2 are revoked already and stay so.";
        assert_eq!(left_out(Step::Suspend, &picked.tally()), suspended);
        picked.states.retain(|_, state| *state == Life::Published);
        assert_eq!(left_out(Step::Suspend, &picked.tally()), "");
    }
}
