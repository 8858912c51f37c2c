//! The first step: for which group.

use egui::{Id, Ui};

use super::super::super::View;
use super::super::super::command::create::Command;
use super::super::super::route::Route;
use super::super::super::state::create::begun::Begun;
use super::super::super::state::workspace::with_words;
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, Drawing, GroupTile, NameLabel, card, empty, first_thing, group_tile, page_heading, scroll_page,
    search_field, tiles,
};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    scroll_page(ui, "create group", |ui| {
        begun_ui(ui, view);
        let words = view.state.create.words.clone();
        let title = match &view.state.create.waiting {
            Some(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                format!("Which group is {name} for?")
            }
            None => "For which group?".to_owned(),
        };
        page_heading(ui, &title, |ui| {
            let new = Route::Group(None);
            if new.exists() && Button::secondary("New group").icon(icons::ADD).show(ui).clicked() {
                view.out.go(new);
            }
            if snapshot.groups.len() > 5 {
                let id = Id::unique("search groups to create");
                if let Some(words) = search_field(ui, id, "Search groups", &words, "Search groups", size::SEARCH) {
                    view.send(Command::SearchGroups(words));
                }
            }
        });
        ui.add_space(space::S);
        let shown = with_words(&snapshot.groups, &words);
        if shown.is_empty() {
            nothing_ui(ui, view, snapshot.groups.is_empty());
        }
        tiles(ui, "Groups", shown.len(), size::CARD.into(), |ui, at, rect| {
            let Some(card) = shown.get(at) else { return };
            let about = GroupTile {
                title: &card.group.title,
                counts: &card.said(),
                picture: card.picture(),
            };
            let id = Id::unique(("create for", card.group.id.0));
            let response = group_tile(ui, view.previews, id, &about, rect);
            first_thing(ui, &response);
            if response.clicked() {
                view.out.send(Command::ChooseGroup(card.group.id));
            }
        });
    });
}

fn nothing_ui(ui: &mut Ui, view: &mut View<'_>, at_all: bool) {
    if !at_all {
        empty(
            ui,
            Drawing::Nothing,
            "No group has these words in its title or code.",
            |_| {},
        );
        return;
    }
    let sentence = "Credentials belong to a group: one course or programme, with its design and its fields.";
    empty(ui, Drawing::Certificate, sentence, |ui| {
        let new = Route::Group(None);
        if new.exists() {
            let response = Button::primary("Make the first group").icon(icons::ADD).show(ui);
            first_thing(ui, &response);
            if response.clicked() {
                view.out.go(new);
            }
        }
    });
}

/// What was begun and is not finished.
fn begun_ui(ui: &mut Ui, view: &mut View<'_>) {
    let begun: Vec<Begun> = view.state.create.begun().collect();
    if begun.is_empty() {
        return;
    }
    card(ui, space::L, |ui| {
        ui.label(Type::Strong.text("You were not finished"));
        for (at, begun) in begun.iter().enumerate() {
            begun_line_ui(ui, view, begun, at == 0);
        }
    });
    ui.add_space(space::XL);
}

/// Room for the buttons behind the words.
const BUTTONS: f32 = 220.0;

fn begun_line_ui(ui: &mut Ui, view: &mut View<'_>, begun: &Begun, is_first: bool) {
    ui.horizontal(|ui| {
        let theme = theme::of(ui);
        ui.add(icons::DOCUMENT.colored(theme.accent));
        let words = begun.words_of(view.state.workspace.snapshot().map(|snapshot| &**snapshot));
        let width = ui.available_width() - BUTTONS;
        ui.add(NameLabel::new(&words).color(theme.muted).width(width));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let named = |word: &str| format!("{word}: {}", begun.named());
            let go_on = Button::secondary("Resume").show(ui).accessible_name(named("Resume"));
            if is_first {
                first_thing(ui, &go_on);
            }
            if go_on.clicked() {
                view.out.send(begun.go_on.clone());
            }
            let discard = Button::quiet("Discard").show(ui).accessible_name(named("Discard"));
            if discard.clicked() {
                view.out.send(begun.discard.clone());
            }
        });
    });
}
