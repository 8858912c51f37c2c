//! The designs of a group, chosen by how they look.

use egui::{Id, ScrollArea, Ui, Vec2};

use super::super::super::View;
use super::super::super::preview::Subject;
use super::super::super::route::Route;
use super::super::super::state::group::{DesignCard, Form};
use super::super::super::theme::{self, Type, space};
use super::super::super::widgets::{Button, Tile, icons, labelled, tile, tiles};
use super::section;
use crate::model::{DesignId, DesignKind};

const CERTIFICATE: Vec2 = Vec2::new(184.0, 168.0);
const BADGE: Vec2 = Vec2::new(136.0, 168.0);
/// What is said of a design of which only a draft is kept.
const UNSAVED: &str = "Never saved";

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, form: &mut Form) {
    section(ui, "Designs", |ui| {
        let text = "A certificate, a badge, or both. They are shown with sample values.";
        ui.label(Type::Small.text(text).color(theme::of(ui).muted));
        let (certificate, badge) = (form.certificate, form.badge);
        if let Some(chosen) = kind_ui(ui, view, DesignKind::Certificate, certificate) {
            form.certificate = chosen;
        }
        ui.add_space(space::XS);
        if let Some(chosen) = kind_ui(ui, view, DesignKind::Badge, badge) {
            form.badge = chosen;
        }
    });
}

/// All designs of a kind, and none; what was chosen now.
fn kind_ui(ui: &mut Ui, view: &mut View<'_>, kind: DesignKind, chosen: Option<DesignId>) -> Option<Option<DesignId>> {
    let (label, none, size) = match kind {
        DesignKind::Certificate => ("Certificate", "No certificate", CERTIFICATE),
        DesignKind::Badge => ("Badge", "No badge", BADGE),
    };
    let all = view.state.group.designs.clone();
    let designs: Vec<&DesignCard> = all.iter().filter(|design| design.kind == kind).collect();
    // The one of which it is said why it cannot be chosen.
    let asked_id = Id::unique("design that was never saved").with(label);
    let mut asked: Option<DesignId> = ui.data(|data| data.get_temp(asked_id));
    let mut picked = None;
    labelled(ui, label, "", |ui| {
        // Two rows are seen at once; more are scrolled to.
        let height = 2.0 * (size.y + space::L);
        // As high where the page ends below it, too: the page is what is scrolled then.
        let area = ScrollArea::vertical().id_salt(label).max_height(height);
        let mut gone_to = false;
        let shown = area.min_scrolled_height(height).show(ui, |ui| {
            tiles(ui, label, designs.len() + 1, size, |ui, at, rect| {
                let design = designs.get(at).copied();
                let about = Tile {
                    title: design.map_or(none, |design| design.name.as_str()),
                    note: design.filter(|design| design.unsaved).map_or("", |_| UNSAVED),
                    picture: design.map(|design| (subject(design), design.aspect)),
                    chosen: design.map(|design| design.id) == chosen,
                };
                let id = Id::unique(("design of the group", label, at));
                let response = tile(ui, view.previews, id, &about, rect);
                gone_to |= response.gained_focus();
                if response.clicked() {
                    asked = design.filter(|design| design.unsaved).map(|design| design.id);
                    picked = asked.is_none().then(|| design.map(|design| design.id));
                }
            });
        });
        // The card has told the list that it is to be seen; the page hears it from the list.
        if gone_to {
            ui.scroll_to_rect(shown.inner_rect, None);
        }
    });
    ui.data_mut(|data| match asked {
        Some(asked) => drop(data.insert_temp(asked_id, asked)),
        None => data.remove::<DesignId>(asked_id),
    });
    let unsaved = designs
        .iter()
        .find(|design| design.unsaved && asked.or(chosen) == Some(design.id));
    if let Some(design) = unsaved {
        unsaved_ui(ui, view, design);
    } else if let Some(id) = chosen {
        let words = format!("Edit the {} in the studio", label.to_lowercase());
        if Button::quiet(&words).icon(icons::EDIT).dense().show(ui).clicked() {
            view.out.go(Route::Studio(id));
        }
    }
    picked
}

/// How it looks: as it is saved, or as it is worked on where nothing was saved yet.
fn subject(design: &DesignCard) -> Subject {
    match design.unsaved {
        true => Subject::Draft(design.id),
        false => Subject::Design(design.pin),
    }
}

/// Why a design cannot be chosen, and the way to where it can be saved.
fn unsaved_ui(ui: &mut Ui, view: &mut View<'_>, design: &DesignCard) {
    let text = format!(
        "“{}” was never saved, and nothing is issued with a draft: save it once in the studio, then choose it.",
        design.name
    );
    ui.label(Type::Small.text(text).color(theme::of(ui).warn));
    let open = Button::quiet("Open it in the studio").icon(icons::EDIT).dense();
    if open.show(ui).clicked() {
        view.out.go(Route::Studio(design.id));
    }
}
