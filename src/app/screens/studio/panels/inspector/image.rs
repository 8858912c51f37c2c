//! The picture in a frame: which, how it fits, what it is cut to.

use egui::Ui;

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::{Action, Command, LOCKED};
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::widgets::{Button, select_dense};
use super::super::fields::{full_label_of, names_of, offered};
use super::super::parts::{
    Came, Face, MIXED, Measure, NumberField, bare, change_content, note, paint_rows, part, row, section, segments,
    shared, text_field, warning,
};
use crate::model::{Element, ElementContent, FieldName, Form, Image, ImageFit, ImageSource, Mask, Paint};
use crate::scene::Asset;
use crate::studio::{is_coarse, resolution};
use crate::units::{Color, Pt, Size};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    let images: Vec<&Image> = selected
        .iter()
        .filter_map(|element| match &element.content {
            ElementContent::Image(image) => Some(image),
            _ => None,
        })
        .collect();
    section(ui, "Picture", |ui| {
        source_ui(ui, view, open, &images);
        if let ([element], [image]) = (selected, images.as_slice()) {
            resolution_ui(ui, open, element, image);
        }
        fit_ui(ui, view, open, &images);
        if let [image] = images.as_slice() {
            let alt = row(ui, "Describes", |ui| {
                text_field(ui, "What the picture shows", &image.alt, "For screen readers")
            });
            if let Some(alt) = alt {
                set(view, open, "Description of", Came::Set(alt), |image, alt| {
                    image.alt.clone_from(alt);
                });
            }
        }
    });
    section(ui, "Mask", |ui| mask_ui(ui, view, open, &images));
    section(ui, "Ground", |ui| {
        let grounds: Vec<Option<Paint>> = images.iter().map(|image| image.background.clone()).collect();
        if let Some(came) = paint_rows(ui, view, open, "Ground", &grounds, Color::WHITE, true) {
            set(view, open, "Ground of", came, |image, paint| {
                image.background.clone_from(paint);
            });
        }
        row(ui, "Padding", |ui| {
            let width = part(ui, 2);
            let padding = shared(images.iter().map(|image| image.padding.0));
            let measure = Measure::Length(open.editor.settings.unit);
            let came = NumberField::new("Padding", padding, measure)
                .range(0.0, 5000.0)
                .show(ui, width);
            if let Some(came) = came {
                set(view, open, "Padding of", came, |image, padding| {
                    image.padding = Pt(*padding);
                });
            }
        });
    });
}

fn set<T>(view: &mut View<'_>, open: &Open, doing: &str, came: Came<T>, make: impl Fn(&mut Image, &T)) {
    change_content(view, open, doing, came, |content, value| {
        if let ElementContent::Image(image) = content {
            make(image, value);
        }
    });
}

/// A file of the design, or a field that holds a picture for every recipient.
fn source_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, images: &[&Image]) {
    let source = shared(images.iter().map(|image| &image.source));
    let is_field = shared(images.iter().map(|image| matches!(image.source, ImageSource::Field(_))));
    let files: Vec<String> = open.editor.all_files().keys().cloned().collect();
    let fields = fields(open);
    bare(ui, |ui| {
        let width = ui.available_width();
        let options = [
            (Face::Word("File"), "The same picture on all", false),
            (Face::Word("Field"), "A picture of each recipient", true),
        ];
        if let Some(field) = segments(ui, width, &options, is_field) {
            let source = match field {
                true => {
                    let is_of_group = |field: &FieldName| open.is_picture_of_groups(field);
                    let is_named = |field: &FieldName| open.data.pictures.fields.contains(field);
                    let named = fields.iter().find(|field| is_named(field) || is_of_group(field));
                    let of_row = named.cloned().or_else(|| open.data.rows.picture_field(&fields));
                    Some(ImageSource::Field(
                        of_row.unwrap_or_else(|| FieldName::recipient("photo")),
                    ))
                }
                false => files.first().cloned().map(ImageSource::Asset),
            };
            if let Some(source) = source {
                set(view, open, "Picture of", Came::Set(source), |image, source| {
                    image.source = source.clone();
                });
            }
        }
    });
    match source {
        Some(ImageSource::Field(field)) => row(ui, "Field", |ui| {
            let width = ui.available_width();
            let names = names_of(&fields);
            let at = fields.iter().position(|known| known == field);
            let unknown = full_label_of(field);
            let shown = at.and_then(|at| names.get(at)).unwrap_or(&unknown);
            let picked = select_dense(
                ui,
                "Field of the picture",
                shown,
                width,
                names.iter().map(String::as_str),
                at,
            );
            if let Some(field) = picked.and_then(|at| fields.get(at)) {
                let source = ImageSource::Field(field.clone());
                set(view, open, "Picture of", Came::Set(source), |image, source| {
                    image.source = source.clone();
                });
            }
        }),
        Some(ImageSource::Asset(path)) => row(ui, "File", |ui| {
            let width = ui.available_width();
            let names: Vec<&str> = files.iter().map(|path| short(path)).collect();
            let at = files.iter().position(|known| known == path);
            let picked = select_dense(ui, "File of the picture", short(path), width, names, at);
            if let Some(path) = picked.and_then(|at| files.get(at)) {
                let source = ImageSource::Asset(path.clone());
                set(view, open, "Replace", Came::Set(source), |image, source| {
                    image.source = source.clone();
                    *image = image.uncropped();
                });
            }
        }),
        None => {}
    }
    bare(ui, |ui| {
        let width = ui.available_width();
        let refused = (!open.editor.can_replace()).then_some(LOCKED);
        let button = Button::secondary("Replace…").dense().width(width);
        if button.unless(refused).show(ui).clicked() {
            view.send(Command::PickReplacement);
        }
    });
}

/// The name of a file without its folder.
fn short(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The fields that can hold a picture: those of the design, the issuer's logo, a photo and a signature.
fn fields(open: &Open) -> Vec<FieldName> {
    let mut fields: Vec<FieldName> = offered(open)
        .0
        .into_iter()
        .filter(|field| field.custom_key().is_some() || field.as_str() == "issuer.logo")
        .collect();
    for usual in ["photo", "signature"] {
        let field = FieldName::recipient(usual);
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

fn resolution_ui(ui: &mut Ui, open: &Open, element: &Element, image: &Image) {
    let ImageSource::Asset(path) = &image.source else {
        return;
    };
    let Some(asset) = open.kit.assets.get(path) else {
        if open.unusable.contains(path) {
            warning(ui, "The file cannot be read");
        }
        return;
    };
    let Asset::Picture(picture) = asset else {
        note(ui, "Kept as vectors: sharp in any size");
        return;
    };
    let size = Size::new(f64::from(picture.width), f64::from(picture.height));
    let dpi = resolution(size, element, image).round();
    let text = format!("{} × {} pixels, {dpi} per inch", picture.width, picture.height);
    if is_coarse(dpi) {
        warning(ui, &format!("{text}: coarse in print"));
    } else {
        note(ui, &text);
    }
}

fn fit_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, images: &[&Image]) {
    let fit = shared(images.iter().map(|image| image.fit));
    row(ui, "Fit", |ui| {
        let width = ui.available_width();
        let options = [
            (Face::Word("Fit"), "The whole picture", ImageFit::Contain),
            (Face::Word("Fill"), "Fill the frame and crop", ImageFit::Cover),
            (Face::Word("Stretch"), "Stretch over the frame", ImageFit::Stretch),
        ];
        if let Some(fit) = segments(ui, width, &options, fit) {
            set(view, open, "Fit of", Came::Set(fit), |image, fit| image.fit = *fit);
        }
    });
    crop_ui(ui, view, open, images, fit);
    if fit != Some(ImageFit::Cover) {
        return;
    }
    row(ui, "Focus", |ui| {
        let width = part(ui, 2);
        for (at, (name, mark)) in [("Focus across", "X"), ("Focus down", "Y")].into_iter().enumerate() {
            let value = shared(images.iter().map(|image| image.focus.get(at).copied().unwrap_or(0.5)));
            let came = NumberField::new(name, value, Measure::Percent)
                .mark(mark)
                .range(0.0, 1.0)
                .show(ui, width);
            if let Some(came) = came {
                set(view, open, "Focus of", came, |image, value| {
                    if let Some(focus) = image.focus.get_mut(at) {
                        *focus = *value;
                    }
                });
            }
        }
    });
}

/// The way to cropping on the page, and how large the picture is in its frame.
fn crop_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, images: &[&Image], fit: Option<ImageFit>) {
    row(ui, "Crop", |ui| {
        let width = part(ui, 2);
        let zoom = shared(images.iter().map(|image| image.zoom));
        if fit == Some(ImageFit::Cover) {
            let came = NumberField::new("Scale of the picture", zoom, Measure::Percent)
                .range(1.0, 1000.0)
                .show(ui, width);
            if let Some(came) = came {
                set(view, open, "Crop", came, |image, zoom| image.zoom = *zoom);
            }
        }
        let is_cropped = open.editor.cropped().is_some();
        let label = if is_cropped { "Accept" } else { "Crop…" };
        let button = Button::secondary(label).dense().width(width);
        let button = button.unless((images.len() != 1).then_some("Select one picture to crop it"));
        if button.show(ui).clicked() {
            view.send(Command::Do(Action::Crop));
        }
    });
}

/// The forms that a picture is cut to, in words.
const MASKS: [&str; 6] = ["None", "Rounded", "Ellipse", "Hexagon", "Star", "Other form"];

fn mask_at(mask: Option<&Mask>) -> usize {
    match mask {
        None => 0,
        Some(Form::Rectangle { .. }) => 1,
        Some(Form::Ellipse {}) => 2,
        Some(Form::Polygon { inner: None, .. }) => 3,
        Some(Form::Polygon { inner: Some(_), .. }) => 4,
        Some(Form::Line {} | Form::Path { .. } | Form::Ornament(_)) => 5,
    }
}

fn mask_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, images: &[&Image]) {
    let mask = shared(images.iter().map(|image| image.mask.as_ref()));
    let at = mask.map(mask_at);
    row(ui, "Cut to", |ui| {
        let width = ui.available_width();
        let shown = at.and_then(|at| MASKS.get(at).copied()).unwrap_or(MIXED);
        let picked = select_dense(ui, "Mask", shown, width, MASKS.into_iter().take(5), at);
        let mask = match picked {
            Some(0) => None,
            Some(1) => Some(Form::Rectangle { radii: [Pt(8.0); 4] }),
            Some(2) => Some(Form::Ellipse {}),
            Some(3) => Some(Form::Polygon { sides: 6, inner: None }),
            Some(4) => Some(Form::Polygon {
                sides: 5,
                inner: Some(0.5),
            }),
            _ => return,
        };
        set(view, open, "Mask of", Came::Set(mask), |image, mask| {
            image.mask.clone_from(mask);
        });
    });
    let number = |ui: &mut Ui, name: &str, value: f64, measure: Measure, least: f64| {
        let width = part(ui, 2);
        NumberField::new(name, Some(value), measure)
            .range(least, 5000.0)
            .show(ui, width)
    };
    let came = match mask.flatten() {
        Some(Form::Rectangle { radii }) => row(ui, "Radius", |ui| {
            let measure = Measure::Length(open.editor.settings.unit);
            let radius = number(
                ui,
                "Radius of the mask",
                radii.first().map_or(0.0, |radius| radius.0),
                measure,
                0.0,
            );
            radius.map(|came| came.map(|radius| Form::Rectangle { radii: [Pt(radius); 4] }))
        }),
        Some(Form::Polygon { sides, inner }) => row(ui, "Corners", |ui| {
            let corners = number(ui, "Corners of the mask", f64::from(*sides), Measure::Whole, 3.0);
            corners.map(|came| {
                came.map(|sides| Form::Polygon {
                    sides: (sides as u32).min(360),
                    inner: *inner,
                })
            })
        }),
        _ => None,
    };
    if let Some(came) = came {
        set(view, open, "Mask of", came, |image, mask| {
            image.mask = Some(mask.clone());
        });
    }
}
