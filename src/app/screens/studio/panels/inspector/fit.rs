//! Which sides of its frame a text moves, and what becomes of it when it is longer.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::Command;
use super::super::super::super::super::command::studio::inside;
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::widgets::select_dense;
use super::super::parts::{Came, Face, MIXED, Measure, NumberField, note, part, row, segments, shared};
use super::text::set;
use crate::model::{Align, Fit, FitPolicy, TextContent, VAlign};
use crate::studio::{Axis, Hug};
use crate::units::Pt;

/// Which sides of its frame a text moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    AutoWidth,
    AutoHeight,
    Fixed,
}

impl Mode {
    pub(super) fn of(policy: FitPolicy) -> Mode {
        match policy {
            FitPolicy::AutoWidth => Mode::AutoWidth,
            FitPolicy::Grow => Mode::AutoHeight,
            FitPolicy::Clip | FitPolicy::ShrinkToWidth | FitPolicy::ShrinkToBox | FitPolicy::WrapThenShrink => {
                Mode::Fixed
            }
        }
    }

    /// The frame becomes as wide or tall as the text, and stays where the text is aligned.
    fn hug(self, text: &TextContent) -> Hug {
        if self == Mode::AutoWidth {
            let side = match text.align {
                Align::Center => 0,
                Align::End | Align::Right => -1,
                Align::Start | Align::Left | Align::Justify => 1,
            };
            return Hug { axis: Axis::X, side };
        }
        let side = match text.valign {
            VAlign::Top => 1,
            VAlign::Middle => 0,
            VAlign::Bottom => -1,
        };
        Hug { axis: Axis::Y, side }
    }
}

/// What becomes of a text that is larger than its frame, with what it means.
const POLICIES: [(FitPolicy, &str, &str); 6] = [
    (
        FitPolicy::ShrinkToBox,
        "Shrink to the box",
        "Lines break at the edge, and letters get smaller until all fits.",
    ),
    (
        FitPolicy::ShrinkToWidth,
        "Shrink to one line",
        "No line breaks by itself; letters get smaller until the widest fits.",
    ),
    (
        FitPolicy::WrapThenShrink,
        "Wrap, then shrink",
        "One line in full size, then more lines, then smaller letters.",
    ),
    (
        FitPolicy::Grow,
        "Grow downwards",
        "Lines break at the edge, and the frame grows when they need more room. A click on Height fits it to them.",
    ),
    (
        FitPolicy::AutoWidth,
        "Grow sideways",
        "Nothing breaks or shrinks; the text grows away from where it is aligned. Leaving the page is reported.",
    ),
    (
        FitPolicy::Clip,
        "Fixed box",
        "What does not fit is cut off and reported as a problem.",
    ),
];

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, texts: &[&TextContent]) {
    let policy = shared(texts.iter().map(|text| text.fit.policy));
    let at = policy.and_then(|policy| POLICIES.iter().position(|known| known.0 == policy));
    let shown = at.and_then(|at| POLICIES.get(at));
    row(ui, "Box", |ui| {
        let options = [
            (Face::Word("Width"), "Automatic width", Mode::AutoWidth),
            (Face::Word("Height"), "Automatic height", Mode::AutoHeight),
            (Face::Word("Fixed"), "Fixed size", Mode::Fixed),
        ];
        let width = ui.available_width();
        let chosen = shared(texts.iter().map(|text| Mode::of(text.fit.policy)));
        // A frame that was drawn larger is fitted by another click.
        let is_asked = |mode: &Mode| *mode != Mode::Fixed || Some(*mode) != chosen;
        let picked = segments(ui, width, &options, chosen).filter(is_asked);
        match picked {
            Some(Mode::Fixed) => {
                set(view, open, "Box of", Came::Set(FitPolicy::default()), |text, policy| {
                    text.fit.policy = *policy;
                });
            }
            Some(mode) => {
                let names = open.editor.selection().iter().cloned();
                let fits = names.zip(texts.iter().map(|text| mode.hug(text))).collect();
                view.send(Command::Inside(inside::Command::Fit(fits)));
            }
            None => {}
        }
    });
    row(ui, "Too long", |ui| {
        let width = ui.available_width();
        let label = shown.map_or(MIXED, |known| known.1);
        let names = POLICIES.map(|known| known.1);
        let picked = select_dense(ui, "When the text is too long", label, width, names, at);
        if let Some((policy, ..)) = picked.and_then(|at| POLICIES.get(at)) {
            set(view, open, "Fitting of", Came::Set(*policy), |text, policy| {
                text.fit.policy = *policy;
            });
        }
    });
    if let Some((_, _, means)) = shown {
        note(ui, means);
    }
    if matches!(policy, Some(FitPolicy::Clip | FitPolicy::Grow | FitPolicy::AutoWidth)) {
        return;
    }
    row(ui, "Smallest", |ui| {
        let width = part(ui, 2);
        let least = shared(
            texts
                .iter()
                .map(|text| text.fit.min_size.unwrap_or(Pt(text.style.size.0 / 2.0)).0),
        );
        let came = NumberField::new("Smallest size", least, Measure::Points)
            .range(1.0, 1000.0)
            .show(ui, width);
        if let Some(came) = came {
            let came = came.map(|size| Some(Pt(size)));
            set(view, open, "Smallest size of", came, |text, least| {
                text.fit = Fit {
                    min_size: *least,
                    ..text.fit
                };
            });
        }
    });
    row(ui, "Largest", |ui| {
        let width = part(ui, 2);
        let most = shared(texts.iter().map(|text| text.fit.max_size.unwrap_or(text.style.size).0));
        let came = NumberField::new("Largest size", most, Measure::Points)
            .range(1.0, 1000.0)
            .show(ui, width);
        if let Some(came) = came {
            set(view, open, "Largest size of", came, |text, most| {
                let most = Some(Pt(*most)).filter(|most| most.0 > text.style.size.0);
                text.fit = Fit {
                    max_size: most,
                    ..text.fit
                };
            });
        }
    });
}
