//! Form, fill and line of a shape.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::{Action, Command};
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::theme::space;
use super::super::super::super::super::widgets::{Button, icon_button, icons, select_dense};
use super::super::parts::{
    Came, Face, MIXED, Measure, NumberField, bare, change_content, paint_rows, part, row, section, segments, shared,
    toggle,
};
use super::ornament;
use crate::model::{
    Element, ElementContent, Form, LineCap, LineEnd, LineJoin, Paint, ShapeContent, StrokeAlign, StrokeStyle,
};
use crate::studio::is_path;
use crate::units::{Color, Pt};

/// What a fill begins with.
const FILL: Color = Color::rgb(0xD9, 0xDE, 0xE7);

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    let shapes: Vec<&ShapeContent> = selected
        .iter()
        .filter_map(|element| match &element.content {
            ElementContent::Shape(shape) => Some(shape),
            _ => None,
        })
        .collect();
    if let Some(form) = shared(shapes.iter().map(|shape| &shape.form)).or_else(|| same_kind(&shapes))
        && !matches!(form, Form::Ellipse {} | Form::Line {} | Form::Path { .. })
    {
        section(ui, "Form", |ui| form_ui(ui, view, open, &shapes, form));
    }
    let has_area = shapes.iter().all(|shape| !matches!(shape.form, Form::Line {}));
    if has_area {
        section(ui, "Fill", |ui| {
            let fills: Vec<Option<Paint>> = shapes.iter().map(|shape| shape.fill.clone()).collect();
            if let Some(came) = paint_rows(ui, view, open, "Fill", &fills, FILL, true) {
                set(view, open, "Fill of", came, |shape, fill| shape.fill.clone_from(fill));
            }
        });
    }
    section(ui, "Line", |ui| stroke_ui(ui, view, open, &shapes, has_area));
    path_ui(ui, view, open);
}

/// The way from shapes to paths, and to the points of a path.
fn path_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let selected = open.editor.selected();
    let is_one_path = matches!(selected.as_slice(), [only] if is_path(only));
    let (label, action) = match open.editor.points() {
        Some(_) => ("Done with the points", Action::Into),
        None if is_one_path => ("Edit the points", Action::Into),
        None if open.editor.convertible().next().is_some() => ("Convert to a path", Action::ToPath),
        None => return,
    };
    ui.add_space(space::S);
    bare(ui, |ui| {
        let width = ui.available_width();
        if Button::secondary(label).dense().width(width).show(ui).clicked() {
            view.send(Command::Do(action));
        }
    });
    ui.add_space(space::S);
    super::super::parts::line(ui);
}

/// The first form, when all are of its kind.
fn same_kind<'a>(shapes: &[&'a ShapeContent]) -> Option<&'a Form> {
    shared(shapes.iter().map(|shape| std::mem::discriminant(&shape.form)))?;
    shapes.first().map(|shape| &shape.form)
}

pub(super) fn set<T>(
    view: &mut View<'_>,
    open: &Open,
    doing: &str,
    came: Came<T>,
    make: impl Fn(&mut ShapeContent, &T),
) {
    change_content(view, open, doing, came, |content, value| {
        if let ElementContent::Shape(shape) = content {
            make(shape, value);
        }
    });
}

fn form_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, shapes: &[&ShapeContent], form: &Form) {
    match form {
        Form::Rectangle { .. } => radii_ui(ui, view, open, shapes),
        Form::Polygon { sides, inner } => polygon_ui(ui, view, open, *sides, *inner),
        Form::Ornament(ornament) => ornament::show(ui, view, open, ornament),
        Form::Ellipse {} | Form::Line {} | Form::Path { .. } => {}
    }
}

fn radii_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, shapes: &[&ShapeContent]) {
    let unit = open.editor.settings.unit;
    let radii = |at: usize| {
        shared(shapes.iter().map(|shape| match &shape.form {
            Form::Rectangle { radii } => radii.get(at).map_or(0.0, |radius| radius.0),
            _ => 0.0,
        }))
    };
    let id = ui.make_persistent_id("corners one by one");
    let are_equal = [1, 2, 3].iter().all(|at| radii(*at) == radii(0));
    let mut each: bool = ui.data(|data| data.get_temp(id)).unwrap_or(!are_equal);
    row(ui, "Radius", |ui| {
        let width = part(ui, 2);
        let all = if are_equal { radii(0) } else { None };
        let came = NumberField::new("Radius of the corners", all, Measure::Length(unit))
            .range(0.0, 5000.0)
            .show(ui, width);
        if let Some(came) = came {
            set(view, open, "Corners of", came, |shape, radius| {
                if let Form::Rectangle { radii } = &mut shape.form {
                    *radii = [Pt(*radius); 4];
                }
            });
        }
        if toggle(ui, icons::RECTANGLE, "Corners one by one", each) {
            each = !each;
            ui.data_mut(|data| data.insert_temp(id, each));
        }
    });
    if !each {
        return;
    }
    let corners = [
        ("Radius top left", "⌜", 0),
        ("Radius top right", "⌝", 1),
        ("Radius bottom left", "⌞", 3),
        ("Radius bottom right", "⌟", 2),
    ];
    for pair in corners.chunks(2) {
        row(ui, "", |ui| {
            let width = part(ui, 2);
            for (name, _, at) in pair {
                let came = NumberField::new(name, radii(*at), Measure::Length(unit))
                    .range(0.0, 5000.0)
                    .show(ui, width);
                if let Some(came) = came {
                    set(view, open, "Corner of", came, |shape, radius| {
                        if let Form::Rectangle { radii } = &mut shape.form
                            && let Some(corner) = radii.get_mut(*at)
                        {
                            *corner = Pt(*radius);
                        }
                    });
                }
            }
        });
    }
}

fn polygon_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, sides: u32, inner: Option<f64>) {
    bare(ui, |ui| {
        let width = ui.available_width();
        let options = [
            (Face::Word("Polygon"), "A polygon", false),
            (Face::Word("Star"), "A star", true),
        ];
        if let Some(star) = segments(ui, width, &options, Some(inner.is_some())) {
            set(view, open, "Form of", Came::Set(star.then_some(0.5)), |shape, value| {
                if let Form::Polygon { inner, .. } = &mut shape.form {
                    *inner = *value;
                }
            });
        }
    });
    row(ui, if inner.is_some() { "Points" } else { "Sides" }, |ui| {
        let width = part(ui, 2);
        let came = NumberField::new("Number of corners", Some(f64::from(sides)), Measure::Whole)
            .range(3.0, 360.0)
            .show(ui, width);
        if let Some(came) = came {
            set(view, open, "Corners of", came, |shape, number| {
                if let Form::Polygon { sides, .. } = &mut shape.form {
                    *sides = *number as u32;
                }
            });
        }
    });
    if let Some(inner) = inner {
        row(ui, "Depth", |ui| {
            let width = part(ui, 2);
            let came = NumberField::new("Inner radius", Some(inner), Measure::Percent)
                .range(0.01, 1.0)
                .show(ui, width);
            if let Some(came) = came {
                set(view, open, "Form of", came, |shape, value| {
                    if let Form::Polygon { inner, .. } = &mut shape.form {
                        *inner = Some(*value);
                    }
                });
            }
        });
    }
}

/// The ends of a line, in words.
const ENDS: [(&str, LineEnd); 5] = [
    ("Plain", LineEnd::Plain),
    ("Arrow", LineEnd::Arrow),
    ("Open arrow", LineEnd::OpenArrow),
    ("Dot", LineEnd::Dot),
    ("Bar", LineEnd::Bar),
];

fn stroke_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, shapes: &[&ShapeContent], has_area: bool) {
    let paints: Vec<Option<Paint>> = shapes
        .iter()
        .map(|shape| shape.stroke.as_ref().map(|stroke| stroke.paint.clone()))
        .collect();
    if let Some(came) = paint_rows(ui, view, open, "Line", &paints, Color::BLACK, has_area) {
        set(view, open, "Line of", came, |shape, paint| {
            shape.stroke = paint.clone().map(|paint| match &shape.stroke {
                Some(stroke) => StrokeStyle {
                    paint,
                    ..stroke.clone()
                },
                None => StrokeStyle::new(paint, Pt(1.0)),
            });
        });
    }
    let strokes: Vec<&StrokeStyle> = shapes.iter().filter_map(|shape| shape.stroke.as_ref()).collect();
    if strokes.is_empty() {
        return;
    }
    row(ui, "Width", |ui| {
        let width = part(ui, 2);
        let value = shared(strokes.iter().map(|stroke| stroke.width.0));
        let came = NumberField::new("Width of the line", value, Measure::Points)
            .range(0.0, 500.0)
            .show(ui, width);
        if let Some(came) = came {
            line(view, open, came, |stroke, width| stroke.width = Pt(*width));
        }
    });
    dash_ui(ui, view, open, &strokes);
    if has_area {
        row(ui, "Side", |ui| {
            let width = ui.available_width();
            let options = [
                (Face::Word("Inside"), "Line inside the outline", StrokeAlign::Inside),
                (Face::Word("Centre"), "Line on the outline", StrokeAlign::Center),
                (Face::Word("Outside"), "Line outside the outline", StrokeAlign::Outside),
            ];
            let chosen = shared(strokes.iter().map(|stroke| stroke.align));
            if let Some(align) = segments(ui, width, &options, chosen) {
                line(view, open, Came::Set(align), |stroke, align| stroke.align = *align);
            }
        });
        row(ui, "Corners", |ui| {
            let width = ui.available_width();
            let options = [
                (Face::Word("Sharp"), "Sharp corners", LineJoin::Miter),
                (Face::Word("Round"), "Round corners", LineJoin::Round),
                (Face::Word("Bevel"), "Bevelled corners", LineJoin::Bevel),
            ];
            let chosen = shared(strokes.iter().map(|stroke| stroke.join));
            if let Some(join) = segments(ui, width, &options, chosen) {
                line(view, open, Came::Set(join), |stroke, join| stroke.join = *join);
            }
        });
    }
    row(ui, "Caps", |ui| {
        let width = ui.available_width();
        let options = [
            (Face::Word("Butt"), "Ends cut at the point", LineCap::Butt),
            (Face::Word("Round"), "Round ends", LineCap::Round),
            (Face::Word("Square"), "Square ends", LineCap::Square),
        ];
        let chosen = shared(strokes.iter().map(|stroke| stroke.cap));
        if let Some(cap) = segments(ui, width, &options, chosen) {
            line(view, open, Came::Set(cap), |stroke, cap| stroke.cap = *cap);
        }
    });
    if shapes
        .iter()
        .all(|shape| matches!(shape.form, Form::Line {} | Form::Path { .. }))
    {
        ends_ui(ui, view, open, &strokes);
    }
}

fn line<T>(view: &mut View<'_>, open: &Open, came: Came<T>, make: impl Fn(&mut StrokeStyle, &T)) {
    set(view, open, "Line of", came, |shape, value| {
        if let Some(stroke) = &mut shape.stroke {
            make(stroke, value);
        }
    });
}

fn dash_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, strokes: &[&StrokeStyle]) {
    let dashes = shared(strokes.iter().map(|stroke| &stroke.dashes));
    row(ui, "Dashes", |ui| {
        let width = part(ui, 2) - 14.0;
        let first = dashes.and_then(|dashes| dashes.first()).map_or(0.0, |dash| dash.0);
        let second = dashes.and_then(|dashes| dashes.get(1)).map_or(first, |gap| gap.0);
        let value = |value: f64| dashes.map(|_| value);
        let dash = NumberField::new("Length of dashes", value(first), Measure::Points)
            .range(0.0, 1000.0)
            .show(ui, width);
        let gap = NumberField::new("Length of gaps", value(second), Measure::Points)
            .range(0.0, 1000.0)
            .show(ui, width);
        let of = |dash: f64, gap: f64| {
            if dash > 0.0 {
                vec![Pt(dash), Pt(gap)]
            } else {
                Vec::new()
            }
        };
        let dash = dash.map(|came| came.map(|dash| of(dash, if second > 0.0 { second } else { dash })));
        let gap = gap.map(|came| came.map(|gap| of(if first > 0.0 { first } else { gap }, gap)));
        if let Some(came) = dash.or(gap) {
            line(view, open, came, |stroke, dashes| stroke.dashes.clone_from(dashes));
        }
        if first > 0.0 && icon_button(ui, icons::REMOVE, "Unbroken line", None).clicked() {
            line(view, open, Came::Set(()), |stroke, ()| stroke.dashes.clear());
        }
    });
}

fn ends_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, strokes: &[&StrokeStyle]) {
    row(ui, "Ends", |ui| {
        let width = part(ui, 2);
        for (name, is_start) in [("Start of the line", true), ("End of the line", false)] {
            let end = shared(
                strokes
                    .iter()
                    .map(|stroke| if is_start { stroke.start } else { stroke.end }),
            );
            let at = ENDS.iter().position(|(_, known)| Some(*known) == end);
            let shown = at.and_then(|at| ENDS.get(at)).map_or(MIXED, |(name, _)| name);
            let picked = select_dense(ui, name, shown, width, ENDS.map(|(name, _)| name), at);
            if let Some((_, end)) = picked.and_then(|at| ENDS.get(at)) {
                line(view, open, Came::Set(*end), |stroke, end| {
                    if is_start {
                        stroke.start = *end;
                    } else {
                        stroke.end = *end;
                    }
                });
            }
        }
    });
}
