//! The numbers of an ornament.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::widgets::select_dense;
use super::super::parts::{Came, Measure, NumberField, part, row};
use super::shape::set;
use crate::model::{Corner, Form, Ornament};
use crate::units::Pt;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, ornament: &Ornament) {
    let unit = open.editor.settings.unit;
    let mut came: Option<Came<Ornament>> = None;
    let mut number =
        |ui: &mut Ui, label: &str, value: f64, measure: Measure, range: [f64; 2], make: &dyn Fn(&mut Ornament, f64)| {
            row(ui, label, |ui| {
                let width = part(ui, 2);
                let field = NumberField::new(label, Some(value), measure).range(range[0], range[1]);
                if let Some(changed) = field.show(ui, width) {
                    came = Some(changed.map(|value| {
                        let mut changed = ornament.clone();
                        make(&mut changed, value);
                        changed
                    }));
                }
            });
        };
    let length = Measure::Length(unit);
    match ornament {
        Ornament::Seal { teeth, depth, ring, .. } => {
            number(
                ui,
                "Teeth",
                f64::from(*teeth),
                Measure::Whole,
                [3.0, 360.0],
                &|ornament, value| {
                    if let Ornament::Seal { teeth, .. } = ornament {
                        *teeth = value as u32;
                    }
                },
            );
            number(
                ui,
                "Tooth depth",
                *depth,
                Measure::Percent,
                [0.0, 0.9],
                &|ornament, value| {
                    if let Ornament::Seal { depth, .. } = ornament {
                        *depth = value;
                    }
                },
            );
            number(
                ui,
                "Open ring",
                *ring,
                Measure::Percent,
                [0.0, 0.95],
                &|ornament, value| {
                    if let Ornament::Seal { ring, .. } = ornament {
                        *ring = value;
                    }
                },
            );
        }
        Ornament::Ribbon {
            end,
            drop,
            notch,
            shade,
        } => {
            number(ui, "Ends", *end, Measure::Percent, [0.0, 0.45], &|ornament, value| {
                if let Ornament::Ribbon { end, .. } = ornament {
                    *end = value;
                }
            });
            number(ui, "Drop", *drop, Measure::Percent, [0.0, 0.8], &|ornament, value| {
                if let Ornament::Ribbon { drop, .. } = ornament {
                    *drop = value;
                }
            });
            number(ui, "Notch", *notch, Measure::Percent, [0.0, 1.0], &|ornament, value| {
                if let Ornament::Ribbon { notch, .. } = ornament {
                    *notch = value;
                }
            });
            number(
                ui,
                "Dark folds",
                *shade,
                Measure::Percent,
                [0.0, 1.0],
                &|ornament, value| {
                    if let Ornament::Ribbon { shade, .. } = ornament {
                        *shade = value;
                    }
                },
            );
        }
        Ornament::Border {
            thickness, size, gap, ..
        } => {
            number(
                ui,
                "Thickness",
                thickness.0,
                length,
                [0.0, 1000.0],
                &|ornament, value| {
                    if let Ornament::Border { thickness, .. } = ornament {
                        *thickness = Pt(value);
                    }
                },
            );
            number(ui, "Corner size", size.0, length, [0.0, 1000.0], &|ornament, value| {
                if let Ornament::Border { size, .. } = ornament {
                    *size = Pt(value);
                }
            });
            number(ui, "Second line", gap.0, length, [0.0, 1000.0], &|ornament, value| {
                if let Ornament::Border { gap, .. } = ornament {
                    *gap = Pt(value);
                }
            });
        }
        Ornament::Guilloche { waves, lines } => {
            number(
                ui,
                "Waves",
                f64::from(*waves),
                Measure::Whole,
                [1.0, 200.0],
                &|ornament, value| {
                    if let Ornament::Guilloche { waves, .. } = ornament {
                        *waves = value as u32;
                    }
                },
            );
            number(
                ui,
                "Lines",
                f64::from(*lines),
                Measure::Whole,
                [1.0, 60.0],
                &|ornament, value| {
                    if let Ornament::Guilloche { lines, .. } = ornament {
                        *lines = value as u32;
                    }
                },
            );
        }
        Ornament::Rosette { petals, lines, hole } => {
            number(
                ui,
                "Petals",
                f64::from(*petals),
                Measure::Whole,
                [2.0, 120.0],
                &|ornament, value| {
                    if let Ornament::Rosette { petals, .. } = ornament {
                        *petals = value as u32;
                    }
                },
            );
            number(
                ui,
                "Lines",
                f64::from(*lines),
                Measure::Whole,
                [1.0, 60.0],
                &|ornament, value| {
                    if let Ornament::Rosette { lines, .. } = ornament {
                        *lines = value as u32;
                    }
                },
            );
            number(ui, "Hole", *hole, Measure::Percent, [0.0, 0.95], &|ornament, value| {
                if let Ornament::Rosette { hole, .. } = ornament {
                    *hole = value;
                }
            });
        }
    }
    if let Ornament::Border { corner, .. } = ornament {
        let corners = [
            ("Square", Corner::Square),
            ("Round", Corner::Round),
            ("Bevel", Corner::Bevel),
            ("Scoop", Corner::Scoop),
            ("Notch", Corner::Notch),
        ];
        row(ui, "Corners", |ui| {
            let at = corners.iter().position(|(_, known)| known == corner);
            let shown = at.and_then(|at| corners.get(at)).map_or("", |(name, _)| name);
            let width = ui.available_width();
            let picked = select_dense(
                ui,
                "Corners of the border",
                shown,
                width,
                corners.map(|(name, _)| name),
                at,
            );
            if let Some((_, chosen)) = picked.and_then(|at| corners.get(at)) {
                let mut changed = ornament.clone();
                if let Ornament::Border { corner, .. } = &mut changed {
                    *corner = *chosen;
                }
                came = Some(Came::Set(changed));
            }
        });
    }
    if let Some(came) = came {
        set(view, open, "Ornament of", came, |shape, ornament| {
            shape.form = Form::Ornament(ornament.clone());
        });
    }
}
