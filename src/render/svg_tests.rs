//! Drawings for other programs.

use std::sync::Arc;

use super::*;
use crate::model::Blend;
use crate::render::testing::{face, item, page, rect, run, solid};
use crate::scene::{Blurred, ImageItem, Link, Origin};

fn drawing(items: Vec<Item>) -> String {
    let scene = Scene {
        title: "A & B".to_owned(),
        language: "en".to_owned(),
        author: String::new(),
        pages: vec![page(items)],
    };
    let mut files = pages(&scene).expect("drawn").value;
    files.remove(0)
}

#[test]
fn a_page_is_written_with_all_that_is_on_it() {
    let gradient = Paint::Linear {
        from: kurbo::Point::ZERO,
        to: kurbo::Point::new(10.0, 0.0),
        stops: vec![(0.0, Color::BLACK), (1.0, Color { a: 51, ..Color::WHITE })],
    };
    let clipped = Group {
        transform: Affine::translate((5.0, 0.0)),
        opacity: 0.5,
        clip: Some((
            Arc::new(kurbo::Shape::to_path(&Rect::new(0.0, 0.0, 9.0, 9.0), 0.1)),
            FillRule::EvenOdd,
        )),
        items: vec![rect(0.0, 0.0, 20.0, 20.0, solid("#12345680"))],
        ..Group::default()
    };
    let picture = Picture::from_rgba(1, 1, vec![1, 2, 3, 255]).expect("picture");
    let svg = drawing(vec![
        rect(0.0, 0.0, 100.0, 80.0, gradient),
        item(ItemKind::Group(clipped)),
        item(ItemKind::Glyphs(run(
            &face("noto/NotoSans-Bold.ttf"),
            "A<B",
            10.0,
            5.0,
            50.0,
        ))),
        item(ItemKind::Image(ImageItem {
            picture: Arc::new(picture),
            transform: Affine::scale(7.0),
            alt: "A \"seal\"".to_owned(),
        })),
    ]);
    for wanted in [
        "width=\"100pt\" height=\"80pt\" viewBox=\"0 0 100 80\"",
        "<title>A &amp; B</title>",
        "<linearGradient id=\"n1\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"0\" x2=\"10\" y2=\"0\">",
        "stop-color=\"#FFFFFF\" stop-opacity=\"0.2\"",
        "<clipPath id=\"n2\">",
        "opacity=\"0.5\" clip-path=\"url(#n2)\"",
        "fill=\"#123456\" fill-opacity=\"0.502\"",
        "<path aria-label=\"A&lt;B\" fill=\"#000000\" d=\"M",
        "<image aria-label=\"A &quot;seal&quot;\" width=\"1\" height=\"1\" transform=\"matrix(7 0 0 7 0 0)\"",
        "xlink:href=\"data:image/png;base64,iVBORw0KGgo",
    ] {
        assert!(svg.contains(wanted), "{wanted} in {svg}");
    }
    assert!(!svg.contains("<text"), "texts are outlines");
}

#[test]
fn what_mixes_says_so_and_what_is_blurred_is_a_picture() {
    let square = || rect(20.0, 20.0, 60.0, 60.0, solid("#80FF40"));
    let mixed = Group {
        blend: Blend::SoftLight,
        items: vec![square()],
        ..Group::default()
    };
    let blurred = Blurred {
        blur: 4.0,
        items: vec![square()],
    };
    let svg = drawing(vec![item(ItemKind::Group(mixed)), item(ItemKind::Blurred(blurred))]);
    assert!(svg.contains("<g style=\"mix-blend-mode:soft-light\">"), "{svg}");
    assert_eq!(svg.matches("<image").count(), 1, "{svg}");
}

#[test]
fn letters_with_colours_are_a_picture() {
    let svg = drawing(vec![item(ItemKind::Glyphs(run(
        &face("noto/NotoColorEmoji.ttf"),
        "😀",
        20.0,
        10.0,
        50.0,
    )))]);
    assert!(
        svg.contains("<image aria-label=\"😀\""),
        "{}",
        &svg[..svg.len().min(400)]
    );
}

#[test]
fn links_are_kept_and_pages_that_cannot_be_drawn_are_refused() {
    let mut one = page(vec![rect(0.0, 0.0, 5.0, 5.0, solid("#FF0000"))]);
    one.links.push(Link {
        area: Rect::new(0.0, 0.0, 5.0, 5.0),
        url: "https://example.org/?a=1&b=2".to_owned(),
        origin: Origin(None),
    });
    let mut scene = Scene {
        title: String::new(),
        language: String::new(),
        author: String::new(),
        pages: vec![one],
    };
    let files = pages(&scene).expect("drawn").value;
    assert!(files[0].contains("<a xlink:href=\"https://example.org/?a=1&amp;b=2\">"));
    scene.pages[0].width = f64::NAN;
    assert!(pages(&scene).is_err());
}
