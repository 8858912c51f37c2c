//! What can be put on the page: the files of the design, the brand's logos and signatures, components, and the pictures
//! of the workspace. Clicked or dragged onto the page.

mod own;
mod shelf;

use egui::{Id, Sense, Ui};

use super::super::super::super::View;
use super::super::super::super::command::kept::Command as Kept;
use super::super::super::super::command::studio::{Command, TEMPLATE};
use super::super::super::super::route::{Route, SettingsPage};
use super::super::super::super::state::kept::Shelf;
use super::super::super::super::state::studio::Open;
use super::super::super::super::state::words_in;
use super::super::super::super::theme::space;
use super::super::super::super::widgets::icons;
use super::super::super::super::widgets::{Button, search_field};
use super::parts::{bare, note, section};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    head_ui(ui, view, open);
    ui.spacing_mut().item_spacing.y = 0.0;
    let words = view.state.kept.filter.clone();
    let matches = |text: &str| words_in(&words, text);
    let shelves = &snapshot.shelves;
    section(ui, "In this design", |ui| own::show(ui, view, open, &matches));
    section(ui, "Brand", |ui| {
        let mut any = false;
        for shelf in [Shelf::Logo, Shelf::Signature] {
            let kept = shelves.on(shelf).iter().filter(|kept| matches(&kept.name));
            any |= ui.push_id(shelf, |ui| shelf::pictures(ui, view, open, kept)).inner;
        }
        if !any && shelves.logos.is_empty() && shelves.signatures.is_empty() {
            note(ui, "Logos and signatures of the brand are for every design.");
        }
        bare(ui, |ui| {
            if Button::quiet("Change the brand…").dense().show(ui).clicked() {
                view.out.go(Route::Settings(SettingsPage::Brand));
            }
        });
    });
    section(ui, "Components", |ui| {
        let kept = shelves.components.iter().filter(|kept| matches(&kept.name));
        if !shelf::components(ui, view, open, kept) && shelves.components.is_empty() {
            let text = "Select something and choose “Save as component…” to have it at hand in every design.";
            note(ui, text);
        }
        component_button_ui(ui, view, open);
    });
    section(ui, "Pictures of the workspace", |ui| {
        let own = open.editor.all_files();
        let is_here = |name: &str| own.keys().any(|path| path.rsplit('/').next() == Some(name));
        let pictures = snapshot.pictures.iter().filter(|picture| matches(&picture.name));
        let shown = shelf::workspace(ui, view, open, pictures, &is_here);
        if !shown && snapshot.pictures.is_empty() {
            note(ui, "Pictures of all designs stand here, and those that you import.");
        }
        bare(ui, |ui| {
            let import = Button::quiet("Import a picture…").icon(icons::ADD).dense();
            if import.show(ui).clicked() {
                view.send(Kept::Pick(Shelf::Picture));
            }
        });
    });
}

/// What the hand can do with what is placed by a click or by dragging it: nothing where a template is locked.
fn placing(locked: Option<&str>) -> Sense {
    match locked {
        Some(_) => Sense::hover(),
        None => Sense::click_and_drag(),
    }
}

/// The way to a picture of a file, and the words that filter.
fn head_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    ui.add_space(space::XS);
    bare(ui, |ui| {
        let width = ui.available_width();
        let add = Button::secondary("Place an image…")
            .icon(icons::IMAGE)
            .dense()
            .width(width)
            .unless(open.editor.is_locked().then_some(TEMPLATE));
        if add.show(ui).clicked() {
            view.send(Command::PickImage);
        }
    });
    ui.add_space(space::XS);
    bare(ui, |ui| {
        let width = ui.available_width();
        let id = Id::unique("filter of the assets");
        let words = view.state.kept.filter.clone();
        if let Some(words) = search_field(ui, id, "Search assets", &words, "Search", width) {
            view.send(Kept::Filter(words));
        }
    });
    ui.add_space(space::S);
}

fn component_button_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let refused = open
        .editor
        .selection()
        .is_empty()
        .then_some("Select something on the page first");
    bare(ui, |ui| {
        let save = Button::quiet("Save as component…").icon(icons::ADD).dense();
        if save.unless(refused).show(ui).clicked() {
            view.send(Kept::EditComponent(Some(String::new())));
        }
    });
}
