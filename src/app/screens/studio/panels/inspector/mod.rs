//! The properties of what is selected; of the page and the design when nothing is.

mod aids;
mod chips;
mod curve;
mod fit;
mod font;
mod image;
mod language;
mod mask;
mod ornament;
mod page;
mod paragraph;
mod place;
mod qr;
mod shape;
mod text;

use egui::{Frame, Margin, Ui};

use super::super::super::super::View;
use super::super::super::super::command::studio::Command;
use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::{Type, space};
use super::super::super::super::widgets::icons;
use super::super::super::super::widgets::{Button, NameLabel};
use super::parts::{bare, note, text_field, toggle};
use crate::model::{Edit, Element, ElementContent, Freedom};
use crate::studio::{called, given_name};

/// What all that is selected is; several kinds have only their place and look in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Image,
    Shape,
    Qr,
    Chips,
    Group,
}

impl Kind {
    fn of(element: &Element) -> Kind {
        match &element.content {
            ElementContent::Text(_) => Kind::Text,
            ElementContent::Image(_) => Kind::Image,
            ElementContent::Shape(_) => Kind::Shape,
            ElementContent::Qr(_) => Kind::Qr,
            ElementContent::Chips(_) => Kind::Chips,
            ElementContent::Group(_) => Kind::Group,
        }
    }
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let selected = open.editor.selected();
    if selected.is_empty() {
        page::show(ui, view, open);
        return;
    }
    let is_free = !selected.iter().any(|element| element.locked);
    let may = |freedoms: &[Freedom]| {
        let any = |element: &&Element| freedoms.iter().any(|freedom| open.editor.may(element, *freedom));
        is_free && selected.iter().all(any)
    };
    ui.add_enabled_ui(!open.editor.is_locked(), |ui| head(ui, view, open, &selected));
    if !is_free {
        locked_ui(ui, view, open, &selected);
    }
    ui.add_enabled_ui(may(&[Freedom::Place]), |ui| place::show(ui, view, open, &selected));
    let contents = may(&[Freedom::Look, Freedom::Picture, Freedom::Text]);
    ui.add_enabled_ui(contents, |ui| contents_ui(ui, view, open, &selected));
    ui.add_enabled_ui(may(&[Freedom::Look]), |ui| place::look(ui, view, open, &selected));
    ui.add_space(space::XL);
}

fn contents_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    match super::parts::shared(selected.iter().map(|element| Kind::of(element))) {
        Some(Kind::Text | Kind::Chips) => text::show(ui, view, open, selected),
        Some(Kind::Shape) => {
            alone(selected)
                .into_iter()
                .for_each(|one| mask::of_mask(ui, view, open, one));
            shape::show(ui, view, open, selected);
        }
        Some(Kind::Image) => image::show(ui, view, open, selected),
        Some(Kind::Qr) => qr::show(ui, view, open, selected),
        Some(Kind::Group) => alone(selected)
            .into_iter()
            .for_each(|one| mask::of_group(ui, view, open, one)),
        None => {}
    }
}

/// The only one that is selected.
fn alone<'a>(selected: &[&'a Element]) -> Option<&'a Element> {
    match selected {
        [only] => Some(only),
        _ => None,
    }
}

/// What it is called, and whether it can be seen and moved.
fn head(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    Frame::new().inner_margin(Margin::symmetric(0, 6)).show(ui, |ui| {
        bare(ui, |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let names = open.editor.selection().to_vec();
            let room = ui.available_width() - 2.0 * 32.0;
            ui.allocate_ui(egui::Vec2::new(room, 28.0), |ui| {
                ui.set_width(room);
                match selected {
                    [only] => name_ui(ui, view, only),
                    several => {
                        let text = format!("{} elements", several.len());
                        ui.add(NameLabel::new(&text).kind(Type::Strong));
                    }
                }
            });
            let hidden = selected.iter().all(|element| element.hidden);
            let name = if hidden {
                "Show the selection"
            } else {
                "Hide the selection"
            };
            if toggle(ui, if hidden { icons::HIDDEN } else { icons::EYE }, name, hidden) {
                view.send(Command::Hide(names.clone(), !hidden));
            }
            let locked = selected.iter().all(|element| element.locked);
            let name = if locked {
                "Unlock the selection"
            } else {
                "Lock the selection"
            };
            if toggle(ui, if locked { icons::LOCK } else { icons::UNLOCK }, name, locked) {
                view.send(Command::Lock(names, !locked));
            }
        });
    });
    super::parts::line(ui);
}

/// Why nothing of it can be changed, and the way out.
fn locked_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    let locked: Vec<String> = selected
        .iter()
        .filter(|element| element.locked)
        .map(|element| element.name.clone())
        .collect();
    let text = match (locked.len(), selected.len()) {
        (1, 1) => "It is locked, so nothing of it can be changed.".to_owned(),
        (some, all) if some == all => "They are locked, so nothing of them can be changed.".to_owned(),
        (1, all) => format!("1 of the {all} is locked, so they cannot be changed together."),
        (some, all) => format!("{some} of the {all} are locked, so they cannot be changed together."),
    };
    ui.add_space(space::XS);
    note(ui, &text);
    bare(ui, |ui| {
        let unlock = Button::secondary("Unlock").icon(icons::UNLOCK).dense();
        let closed = "This design is a template, of which only what its designer left open can be changed";
        let refused = open.editor.is_locked().then_some(closed);
        if unlock.unless(refused).show(ui).clicked() {
            view.send(Command::Lock(locked, false));
        }
    });
    ui.add_space(space::S);
    super::parts::line(ui);
}

fn name_ui(ui: &mut Ui, view: &mut View<'_>, element: &Element) {
    let called = called(element);
    // What it shows is a hint only: nobody typed it here.
    let given = given_name(element).unwrap_or_default();
    let typed = text_field(ui, "Name of the element", given, &called);
    if let Some(to) = typed.filter(|to| !to.trim().is_empty()) {
        let edit = Edit::Rename {
            from: element.name.clone(),
            to: to.trim().to_owned(),
        };
        view.send(Command::Edit(format!("Rename “{called}”"), edit));
    }
}
