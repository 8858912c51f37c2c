//! The panels around the page.

mod assets;
mod columns;
mod data_bar;
mod fields;
mod history;
mod inspector;
mod layers;
mod parts;
mod problems;
mod versions;

use egui::scroll_area::ScrollSource;
use egui::{Event, Id, ScrollArea, Ui, Vec2};

use super::super::super::View;
use super::super::super::command::studio::Command;
use super::super::super::state::studio::{LeftTab, Open, RightTab};
use super::super::super::theme::space;
use super::super::super::widgets::tab;
use crate::diag::Severity;
use crate::model::DesignId;

pub(super) use fields::{Offered, by_source};
pub(super) use versions::banner as version_banner;

/// At the left: the order of the elements, the fields, the files.
pub(super) fn left(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let tabs = [
        ("Layers", None, LeftTab::Layers),
        ("Fields", None, LeftTab::Fields),
        ("Assets", None, LeftTab::Assets),
    ];
    tabs_ui(ui, &tabs, open.left, |tab| view.send(Command::ShowLeft(tab)));
    ScrollArea::vertical()
        .id_salt("studio left")
        .auto_shrink(false)
        .show(ui, |ui| match open.left {
            LeftTab::Layers => layers::show(ui, view, open),
            LeftTab::Fields => fields::show(ui, view, open),
            LeftTab::Assets => assets::show(ui, view, open),
        });
}

/// At the right: what is selected, what was done, what is wrong.
pub(super) fn right(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let found = open.problems.iter().filter(|problem| problem.severity > Severity::Note);
    let found = Some(found.count() as u64).filter(|found| *found > 0);
    let tabs = [
        ("Inspector", None, RightTab::Inspector),
        ("History", None, RightTab::History),
        ("Problems", found, RightTab::Problems),
    ];
    tabs_ui(ui, &tabs, open.right, |tab| view.send(Command::ShowRight(tab)));
    let mut area = ScrollArea::vertical()
        .id_salt(("studio right", open.right))
        .auto_shrink(false);
    if is_about_another(ui, open) || is_still_turning(ui) {
        area = area.vertical_scroll_offset(0.0).scroll_source(resting());
    }
    area.show(ui, |ui| match open.right {
        RightTab::Inspector => inspector::show(ui, view, open),
        RightTab::History => {
            parts::section(ui, "Versions", |ui| versions::show(ui, view, open));
            parts::section(ui, "Steps", |ui| history::show(ui, view, open));
        }
        RightTab::Problems => problems::show(ui, view, open),
    });
}

/// Whether something else is selected than when the inspector was seen last: what is said of it is read from its
/// beginning.
fn is_about_another(ui: &Ui, open: &Open) -> bool {
    if open.right != RightTab::Inspector {
        return false;
    }
    let id = Id::unique("what the inspector is about");
    let now = (open.id, open.editor.selection().to_vec());
    let before: Option<(DesignId, Vec<String>)> = ui.data(|data| data.get_temp(id));
    let is_another = before.is_some_and(|before| before != now);
    ui.data_mut(|data| data.insert_temp(id, now));
    if is_another {
        ui.data_mut(|data| data.insert_temp(turning_id(), true));
    }
    is_another
}

/// All but the wheel.
fn resting() -> ScrollSource {
    ScrollSource {
        mouse_wheel: false,
        ..ScrollSource::ALL
    }
}

fn turning_id() -> Id {
    Id::unique("wheel that was turned over what the inspector was about before")
}

/// Whether the wheel still runs that was turned before something else was selected: it was meant for that. A new turn, or
/// its end, is for what is there now.
fn is_still_turning(ui: &Ui) -> bool {
    let was: bool = ui.data(|data| data.get_temp(turning_id())).unwrap_or_default();
    let (runs, turned) = ui.input(|input| {
        let turned = |event: &Event| matches!(event, Event::MouseWheel { .. });
        (
            input.smooth_scroll_delta() != Vec2::ZERO,
            input.events.iter().any(turned),
        )
    });
    let is = was && runs && !turned;
    if was && !is {
        ui.data_mut(|data| data.insert_temp(turning_id(), false));
    }
    is
}

/// What was typed and not taken is said.
pub(super) fn say_refused(ui: &Ui, view: &mut View<'_>) {
    if let Some(why) = parts::refused(ui) {
        view.send(Command::Refuse(why));
    }
}

/// The colour on which a choice ended is offered again.
pub(super) fn note_used(ui: &Ui, view: &mut View<'_>) {
    if let Some(color) = parts::left_with(ui) {
        view.send(Command::UsedColor(color));
    }
}

/// Under the page: whose data fill it.
pub(super) fn bottom(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    data_bar::show(ui, view, open);
}

fn tabs_ui<T: Copy + PartialEq>(ui: &mut Ui, tabs: &[(&str, Option<u64>, T)], chosen: T, mut choose: impl FnMut(T)) {
    ui.add_space(space::XS);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(space::XS);
        for (label, count, value) in tabs {
            if tab(ui, label, *count, *value == chosen).clicked() {
                choose(*value);
            }
        }
    });
    ui.add_space(space::XS);
}
