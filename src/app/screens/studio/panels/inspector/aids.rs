//! What helps on the page and is never published: bleed, safe area, margins, the grid, guides.

use egui::{Id, Ui};

use super::super::super::super::super::View;
use super::super::super::super::super::command::Command as AnyCommand;
use super::super::super::super::super::command::studio::{Action, Aid};
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::widgets::{Button, icon_button, icons};
use super::super::parts::{Came, Measure, NumberField, bare, note, part, row, toggle};
use super::page::set_page;
use crate::model::{Aids, Grid, Page, PageProperty};
use crate::studio::Axis;
use crate::units::Pt;

/// Lines of a grid are not nearer to each other, in points.
const FINEST: f64 = 0.5;
/// The sides of a page in the order of its margins, each with the letter before its number.
const SIDES: [(&str, &str); 4] = [
    ("Margin at the top", "T"),
    ("Margin at the right", "R"),
    ("Margin at the bottom", "B"),
    ("Margin at the left", "L"),
];

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, page: &Page) {
    let measure = Measure::Length(open.editor.settings.unit);
    row(ui, "Bleed", |ui| {
        let width = part(ui, 2);
        let came = NumberField::new("Bleed", Some(page.bleed.0), measure)
            .range(0.0, 200.0)
            .show(ui, width);
        if let Some(came) = came {
            let came = came.map(|bleed| PageProperty::Bleed(Pt(bleed)));
            set_page(view, open, "Bleed of the page", came);
        }
    });
    row(ui, "Safe area", |ui| {
        let width = part(ui, 2);
        let came = NumberField::new("Safe area", Some(page.aids.safe.0), measure)
            .range(0.0, 200.0)
            .show(ui, width);
        if let Some(came) = came {
            let came = came.map(|safe| Aids {
                safe: Pt(safe),
                ..page.aids.clone()
            });
            set_aids(view, open, "Safe area of the page", came);
        }
    });
    margins_ui(ui, view, open, page);
    grid_ui(ui, view, open, page);
}

fn set_aids(view: &mut View<'_>, open: &Open, name: &str, came: Came<Aids>) {
    set_page(view, open, name, came.map(PageProperty::Aids));
}

/// One number while all sides have the same; those of each side where they differ, or somebody wants them to.
fn margins_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, page: &Page) {
    let measure = Measure::Length(open.editor.settings.unit);
    let margins = page.aids.margins.unwrap_or_default();
    let same = margins.iter().all(|margin| *margin == margins[0]);
    let set = |view: &mut View<'_>, came: Came<[Pt; 4]>| {
        let came = came.map(|margins| Aids {
            margins: margins.iter().any(|margin| margin.0 > 0.0).then_some(margins),
            ..page.aids.clone()
        });
        set_aids(view, open, "Margins of the page", came);
    };
    let id = Id::unique("whether the margins of each side are shown");
    let mut each = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    row(ui, "Margins", |ui| {
        let width = part(ui, 2);
        let came = NumberField::new("Margins", same.then_some(margins[0].0), measure)
            .range(0.0, 2000.0)
            .show(ui, width);
        if let Some(came) = came {
            set(view, came.map(|margin| [Pt(margin); 4]));
        }
        if same && toggle(ui, icons::MARGINS, "Margins of each side", each) {
            each = !each;
            ui.data_mut(|data| data.insert_temp(id, each));
        }
    });
    if same && !each {
        return;
    }
    for pair in [[0, 2], [3, 1]] {
        bare(ui, |ui| {
            let width = part(ui, 2);
            for at in pair {
                let (Some((name, mark)), Some(margin)) = (SIDES.get(at), margins.get(at)) else {
                    continue;
                };
                let field = NumberField::new(name, Some(margin.0), measure).mark(mark);
                let Some(came) = field.range(0.0, 2000.0).show(ui, width) else {
                    continue;
                };
                let with = |margin| {
                    let mut margins = margins;
                    if let Some(side) = margins.get_mut(at) {
                        *side = Pt(margin);
                    }
                    margins
                };
                set(view, came.map(with));
            }
        });
    }
}

/// The grid of the page; whether it is seen is a matter of the window.
fn grid_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, page: &Page) {
    let grid = page.aids.grid_or_usual();
    let set = |view: &mut View<'_>, came: Came<Grid>| {
        let came = came.map(|grid| Aids {
            grid: Some(grid),
            ..page.aids.clone()
        });
        set_aids(view, open, "Grid of the page", came);
    };
    row(ui, "Grid", |ui| {
        let width = part(ui, 2);
        let [across, down] = grid.step.map(|step| step.0);
        let same = (across == down).then_some(across);
        let came = NumberField::new("Spacing of the grid", same, Measure::Length(open.editor.settings.unit))
            .range(FINEST, 2000.0)
            .show(ui, width);
        if let Some(came) = came {
            let step = |step| Grid {
                step: [Pt(step); 2],
                ..grid
            };
            set(view, came.map(step));
        }
        let (shows, name) = (open.shows.grid, "Show the grid");
        if toggle(ui, if shows { icons::EYE } else { icons::HIDDEN }, name, shows) {
            view.send(AnyCommand::from(Action::Toggle(Aid::Grid)));
        }
    });
    row(ui, "Stronger", |ui| {
        let width = part(ui, 2);
        let major = Some(f64::from(grid.major));
        let came = NumberField::new(
            "Every how many lines of the grid one is stronger",
            major,
            Measure::Whole,
        )
        .mark("every")
        .range(0.0, 100.0)
        .show(ui, width);
        if let Some(came) = came {
            let major = |major: f64| Grid {
                major: major as u32,
                ..grid
            };
            set(view, came.map(major));
        }
    });
}

/// The guides by their places, which the keys reach, too.
pub(super) fn guides(ui: &mut Ui, view: &mut View<'_>, open: &Open, page: &Page) {
    if page.aids.locked {
        note(ui, "The guides are locked.");
    }
    for axis in [Axis::X, Axis::Y] {
        let (kind, places) = match axis {
            Axis::X => ("Vertical", &page.aids.vertical),
            Axis::Y => ("Horizontal", &page.aids.horizontal),
        };
        ui.add_enabled_ui(!page.aids.locked, |ui| {
            for (at, place) in places.iter().enumerate() {
                guide_ui(ui, view, open, page, (axis, kind, at, *place));
            }
        });
        bare(ui, |ui| {
            let label = format!("Add a {} guide", kind.to_lowercase());
            let refused = page.aids.locked.then_some("Unlock the guides first");
            let width = ui.available_width();
            let button = Button::secondary(&label).dense().width(width).unless(refused);
            if button.show(ui).clicked() {
                view.send(AnyCommand::from(Action::Toggle(Aid::AddGuide(axis))));
            }
        });
    }
}

fn guide_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, page: &Page, of: (Axis, &str, usize, Pt)) {
    let (axis, kind, at, place) = of;
    let name = format!("{kind} guide {}", at + 1);
    let length = match axis {
        Axis::X => page.width.0,
        Axis::Y => page.height.0,
    };
    let changed = |change: &dyn Fn(&mut Vec<Pt>)| {
        let mut aids = page.aids.clone();
        change(match axis {
            Axis::X => &mut aids.vertical,
            Axis::Y => &mut aids.horizontal,
        });
        aids
    };
    row(ui, kind, |ui| {
        let width = part(ui, 2);
        let measure = Measure::Length(open.editor.settings.unit);
        let came = NumberField::new(&name, Some(place.0), measure)
            .range(0.0, length)
            .show(ui, width);
        if let Some(came) = came {
            let moved = |to: f64| {
                changed(&|places| {
                    if let Some(place) = places.get_mut(at) {
                        *place = Pt(to);
                    }
                })
            };
            set_aids(view, open, "Move a guide", came.map(moved));
        }
        let remove = format!("Remove {} guide {}", kind.to_lowercase(), at + 1);
        if icon_button(ui, icons::REMOVE, &remove, None).clicked() {
            let aids = changed(&|places| {
                places.remove(at);
            });
            set_aids(view, open, "Remove a guide", Came::Set(aids));
        }
    });
}
