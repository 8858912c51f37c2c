//! Pictures: fit, focus, crop, masks, grounds, reflections, vectors, PDF pages, over a background picture.

use accolade::model::{Element, ElementContent, Flip, Form, Image, ImageFit, ImageSource};
use accolade::units::{Pt, Rect};

use super::super::sheet::{PALE, Sheet, Tolerance, arrow, edge, image, inner, paint, rounded, star, with};
use super::fills::linear;

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub const MARK: &[u8] = include_bytes!("../../fixtures/design-everything/images/mark.png");
const PHOTO: &[u8] = include_bytes!("../../fixtures/design-everything/images/photo.png");

/// Says which side is up and which is left.
const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40">
<defs><linearGradient id="g"><stop stop-color="#2F6B9A"/><stop offset="1" stop-color="#B08D3C"/></linearGradient>
<clipPath id="c"><circle cx="46" cy="14" r="9"/></clipPath></defs>
<rect x="1" y="1" width="58" height="38" rx="6" fill="url(#g)" stroke="#1F2A37" stroke-width="2"/>
<path d="M8 32 L20 8 L32 32 Z" fill="#FFFFFF" fill-opacity="0.8"/>
<g clip-path="url(#c)"><rect x="36" y="4" width="20" height="10" fill="#C0392B"/></g>
<g opacity="0.5" transform="rotate(20 46 30)"><rect x="40" y="26" width="12" height="8" fill="#FFFFFF"/></g>
</svg>"##;

const PHOTOGRAPH: &str = "images/photo.png";
const VECTORS: &str = "images/drawing.svg";

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("images", TOLERANCE);
    sheet.file("images/mark.png", MARK.to_vec());
    sheet.file(PHOTOGRAPH, PHOTO.to_vec());
    sheet.file(VECTORS, DRAWING.as_bytes().to_vec());
    sheet.file("images/ground.svg", GROUND.as_bytes().to_vec());
    sheet.background.image = Some("images/ground.svg".to_owned());
    fits(&mut sheet);
    crops(&mut sheet);
    masks(&mut sheet);
    turned(&mut sheet);
    kinds(&mut sheet);
    sheet
}

/// What is stretched over the page and its bleed.
const GROUND: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" preserveAspectRatio="none">
<rect width="10" height="10" fill="#F3F6F8"/><path d="M0 10 L10 0" stroke="#DCE6EE" stroke-width="0.2"/></svg>"##;

fn tall(element: Element) -> Element {
    with(element, |element| {
        let frame = Rect::new(26.0, 4.0, 46.0, 44.0);
        (element.x, element.y) = (Pt(frame.x0), Pt(frame.y0));
        (element.width, element.height) = (Pt(frame.width()), Pt(frame.height()));
    })
}

fn tall_edge() -> Element {
    tall(edge(inner()))
}

fn fits(sheet: &mut Sheet) {
    for (name, narrow, fit) in [
        ("whole in a wide frame", "whole in a tall frame", ImageFit::Contain),
        ("fills a wide frame", "fills a tall frame", ImageFit::Cover),
        (
            "stretched over a wide frame",
            "stretched over a tall frame",
            ImageFit::Stretch,
        ),
    ] {
        sheet.cell(name, [image(PHOTOGRAPH, |image| image.fit = fit), edge(inner())]);
        sheet.cell(narrow, [tall(image(PHOTOGRAPH, |image| image.fit = fit)), tall_edge()]);
    }
}

fn crops(sheet: &mut Sheet) {
    for (name, focus, zoom) in [
        ("focus at the left", [0.0, 0.5], 1.0),
        ("focus at the right", [1.0, 0.5], 1.0),
        ("twice as large", [0.5, 0.5], 2.0),
        ("four times, at a corner", [1.0, 1.0], 4.0),
        ("one pixel over it all", [0.5, 0.5], 100.0),
    ] {
        let element = image(PHOTOGRAPH, |image| {
            image.fit = ImageFit::Cover;
            (image.focus, image.zoom) = (focus, zoom);
        });
        sheet.cell(name, [tall(element), tall_edge()]);
    }
}

fn masks(sheet: &mut Sheet) {
    let hexagon = Form::Polygon { sides: 6, inner: None };
    for (name, mask) in [
        ("rounded", rounded(10.0)),
        ("an ellipse", Form::Ellipse {}),
        ("a hexagon", hexagon),
        ("a star", star()),
        ("a path", arrow()),
    ] {
        let element = image(PHOTOGRAPH, |image| {
            image.fit = ImageFit::Cover;
            image.mask = Some(mask);
        });
        sheet.one(name, element);
    }
    let ground = |image: &mut Image| image.background = Some(paint(PALE));
    sheet.one("a ground", image("images/mark.png", ground));
    sheet.one(
        "a ground with a gradient in a mask",
        image("images/mark.png", |image| {
            image.background = Some(linear([0.0, 0.0], [1.0, 1.0], &[(0.0, "#FFFFFF"), (1.0, "#B08D3C")]));
            image.mask = Some(Form::Ellipse {});
            image.padding = Pt(6.0);
        }),
    );
    sheet.one(
        "padding",
        image(PHOTOGRAPH, |image| {
            ground(image);
            image.padding = Pt(5.0);
            image.fit = ImageFit::Cover;
        }),
    );
    sheet.one(
        "more padding than there is room",
        image(PHOTOGRAPH, |image| {
            ground(image);
            image.padding = Pt(40.0);
        }),
    );
}

fn turned(sheet: &mut Sheet) {
    for (name, flip, angle) in [
        ("left and right", Flip::Horizontal, 0.0),
        ("top and bottom", Flip::Vertical, 0.0),
        ("both", Flip::Both, 0.0),
        ("turned", Flip::None, 25.0),
        ("reflected and turned", Flip::Horizontal, 25.0),
        ("a quarter turn", Flip::None, 90.0),
    ] {
        let element = with(image(PHOTOGRAPH, |image| image.fit = ImageFit::Cover), |element| {
            element.flip = flip;
            element.rotation = angle;
        });
        sheet.one(name, element);
    }
}

fn kinds(sheet: &mut Sheet) {
    sheet.cell("clear parts", [image("images/mark.png", |_| ()), edge(inner())]);
    for (name, fit) in [
        ("vectors, whole", ImageFit::Contain),
        ("vectors, filling", ImageFit::Cover),
        ("vectors, stretched", ImageFit::Stretch),
    ] {
        sheet.cell(name, [tall(image(VECTORS, |image| image.fit = fit)), tall_edge()]);
    }
    let cut = image(VECTORS, |image| {
        image.fit = ImageFit::Cover;
        image.mask = Some(star());
    });
    sheet.one("vectors in a mask", cut);
    let mirrored = with(image(VECTORS, |_| ()), |element| {
        element.flip = Flip::Horizontal;
        element.rotation = -20.0;
        element.opacity = 0.6;
    });
    sheet.one("vectors, reflected, turned, faded", mirrored);
    let of_field = Image::of(ImageSource::Field("issuer.logo".parse().expect("a field")));
    let element = Element::new("", inner(), ElementContent::Image(of_field));
    sheet.cell("the picture of a field", [element, edge(inner())]);
}
