//! The credential groups as cards in a strip.

use egui::{Id, Rect, Ui};

use super::super::super::View;
use super::super::super::command::home::Command;
use super::super::super::route::Route;
use super::super::super::state::workspace::{GroupCard, Snapshot, with_words};
use super::super::super::theme::{size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{Button, Drawing, GroupTile, empty, group_tile, heading, search_field, strip};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    let words = view.state.home.filter.clone();
    let several = snapshot.groups.len() > 1;
    heading(ui, "Credential groups", |ui| {
        if several {
            let id = Id::unique("filter groups");
            let changed = search_field(ui, id, "Filter groups", &words, "Filter groups", size::SEARCH);
            if let Some(words) = changed {
                view.send(Command::FilterGroups(words));
            }
        }
    });
    ui.add_space(space::XS);
    if snapshot.groups.is_empty() {
        let sentence = "A group is one course or programme, with its design and its fields.";
        empty(ui, Drawing::Certificate, sentence, |ui| {
            let new = Route::Group(None);
            if new.exists()
                && Button::secondary("Make the first group")
                    .changing()
                    .icon(icons::ADD)
                    .show(ui)
                    .clicked()
            {
                view.out.go(new);
            }
        });
        return;
    }
    let shown = shown(view, snapshot);
    if shown.is_empty() {
        empty(
            ui,
            Drawing::Nothing,
            "No group has these words in its title or code.",
            |ui| {
                if Button::secondary("Show all groups").show(ui).clicked() {
                    view.send(Command::FilterGroups(String::new()));
                }
            },
        );
        return;
    }
    strip(
        ui,
        "Credential groups",
        shown.len(),
        size::CARD.into(),
        |ui, at, rect| match shown.get(at) {
            Some(card) => card_ui(ui, view, card, rect),
            None => false,
        },
    );
}

/// The groups that are shown: those that the search over everything finds while it is open, if it finds one.
fn shown<'a>(view: &View<'_>, snapshot: &'a Snapshot) -> Vec<&'a GroupCard> {
    let searched = view.state.palette.as_ref().map_or("", |palette| palette.words.trim());
    let found = with_words(&snapshot.groups, searched);
    match searched.is_empty() || found.is_empty() {
        true => view.state.home.shown(&snapshot.groups),
        false => found,
    }
}

/// One card; whether it has the focus.
fn card_ui(ui: &mut Ui, view: &mut View<'_>, card: &GroupCard, rect: Rect) -> bool {
    let about = GroupTile {
        title: &card.group.title,
        counts: &card.said(),
        picture: card.picture(),
    };
    let response = group_tile(
        ui,
        view.previews,
        Id::unique(("group card", card.group.id.0)),
        &about,
        rect,
    );
    if response.clicked() {
        view.out.go(Route::Group(Some(card.group.id)));
    }
    response.has_focus()
}
