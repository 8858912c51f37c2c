//! What is under review, its publication, and what is published of one credential.
//!
//! They are one screen to the others, because all of them show credentials as their recipients see them.

mod ask;
mod credential;
mod grid;
mod list;
mod one;
mod panel;
mod portrait;
mod publish;
mod recipient;
mod sheet;
mod viewer;
mod waits;

pub(super) use credential::show as credential;
pub(super) use one::show as one;
pub(super) use publish::show as publish;
pub(super) use sheet::show as sheet;

use egui::{Align, Layout, Response, Ui};

use super::super::preview::{Face, Subject};
use super::super::state::review::{Faces, Item, Need, Review};
use super::super::theme::{self, Type, size};
use super::super::widgets::icons::{self, Icon};
use super::super::widgets::{NameLabel, Tone, chip};

/// The face that stands for a credential, with its shape.
fn main_face(faces: Faces) -> (Face, f32) {
    match (faces.certificate, faces.badge) {
        (Some(aspect), _) => (Face::Certificate, aspect),
        (None, Some(aspect)) => (Face::Badge, aspect),
        (None, None) => (Face::Certificate, 1.0),
    }
}

/// The picture of something that waits.
fn subject_of(review: &Review, item: &Item, face: Face) -> Subject {
    Subject::Reviewed {
        id: item.id,
        face,
        version: review.version(item.id, item.print),
    }
}

/// How what must be done is shown: its tone, icon and word.
fn need_look(item: &Item) -> Option<(Tone, Icon, &'static str)> {
    match item.need() {
        Need::Mend => Some((Tone::Error, icons::ERROR, "Must be mended")),
        Need::Accept => Some((Tone::Warn, icons::WARNING, "Fix or accept")),
        Need::Held => Some((Tone::Warn, icons::HELD, "Held")),
        // That it takes another's place is more than a note.
        Need::Look | Need::Nothing if item.correction => Some((Tone::Accent, icons::EDIT, "Correction")),
        Need::Look => Some((Tone::Quiet, icons::INFO, "Note")),
        Need::Nothing if item.accepted => Some((Tone::Ok, icons::CHECK, "Accepted")),
        Need::Nothing => None,
    }
}

/// Why it must be looked at, in one line: that it is a correction where its chip says something else, why it is held, or
/// its worst problem.
fn why(item: &Item) -> String {
    let why = match (&item.held, item.problems.iter().max_by_key(|p| p.severity)) {
        (Some(why), _) => why.clone(),
        // It is an element of the certificate or of the badge; which one is told by its name.
        (None, Some(problem)) => match &problem.place.element {
            Some(element) => format!("“{element}”: {}", problem.message),
            None => problem.message.clone(),
        },
        (None, None) => String::new(),
    };
    match item.correction && !item.is_ready() {
        true => format!("Correction · {why}"),
        false => why,
    }
}

fn need_chip(ui: &mut Ui, item: &Item) -> Option<Response> {
    let (tone, icon, word) = need_look(item)?;
    Some(chip(ui, tone, icon, word))
}

/// Room for the word before a fact; names of own fields are longer than ours.
const FACT_LABEL: f32 = 92.0;

/// A fact with its label.
fn fact_ui(ui: &mut Ui, label: &str, text: &str) {
    let line = Layout::left_to_right(Align::Center);
    let room = [ui.available_width(), size::FACT].into();
    ui.allocate_ui_with_layout(room, line, |ui| {
        ui.spacing_mut().interact_size.y = size::FACT;
        ui.allocate_ui_with_layout([FACT_LABEL, size::FACT].into(), line, |ui| {
            ui.set_min_width(FACT_LABEL);
            ui.add(NameLabel::new(label).kind(Type::Small).color(theme::of(ui).muted));
        });
        ui.add(NameLabel::new(text).kind(Type::Small));
    });
}

/// A kind of problem in words.
fn kind_word(code: &str) -> String {
    let words = code.replace('-', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use crate::app::screens::review::{need_look, why};
    use crate::app::state::review::Item;
    use crate::app::state::review::tests::item;
    use crate::diag::Problem;

    #[test]
    fn a_correction_is_told_from_what_is_new() {
        let mut item = item(1, "Anna", Vec::new());
        item.correction = true;
        let said = |item: &Item| (need_look(item).map(|(_, _, word)| word), why(item));
        assert_eq!(said(&item), (Some("Correction"), String::new()));
        let mut note = Problem::note("text-shrunk", "Shrunk to 80 % to fit");
        note.place.element = Some("Monogram".to_owned());
        item.problems.push(note);
        assert_eq!(
            said(&item),
            (Some("Correction"), "“Monogram”: Shrunk to 80 % to fit".to_owned())
        );
        item.problems.push(Problem::error("overflow", "Does not fit"));
        assert_eq!(
            said(&item),
            (Some("Must be mended"), "Correction · Does not fit".to_owned())
        );
        item.correction = false;
        assert_eq!(said(&item), (Some("Must be mended"), "Does not fit".to_owned()));
    }

    #[test]
    fn what_a_list_says_something_of_has_a_look() {
        let said = [
            Problem::error("overflow", "Does not fit"),
            Problem::warning("likely-duplicate", "Twice"),
            Problem::note("text-shrunk", "Shrunk"),
        ];
        for problems in said.map(|problem| vec![problem]).into_iter().chain([Vec::new()]) {
            for marks in 0..8 {
                let has = |mark: u8| marks & mark != 0;
                let item = Item {
                    held: has(1).then(|| "not signed".to_owned()),
                    accepted: has(2),
                    correction: has(4),
                    ..item(1, "Anna", problems.clone())
                };
                assert_eq!(need_look(&item).is_some(), item.is_noted(), "{item:?}");
            }
        }
    }
}
