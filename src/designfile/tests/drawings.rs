//! SVG and PDF files as they come from outside.

use std::fs;

use super::*;
use crate::diag::Severity;
use crate::scene::{Drawing, Item, ItemKind, Paint};

/// Prepares one file.
fn prepared(bytes: &[u8]) -> Result<Warned<Asset>> {
    assets::one("file", &Arc::from(bytes), &[], &launcher(), &Progress::new())
}

fn drawing(svg: &str) -> Warned<Arc<Drawing>> {
    prepared(svg.as_bytes())
        .unwrap_or_else(|problems| panic!("{problems}"))
        .map(|asset| match asset {
            Asset::Drawing(drawing) => drawing,
            other => panic!("{other:?}"),
        })
}

fn svg(inner: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="96" height="48">{inner}</svg>"#
    )
}

/// All items of a drawing, groups before what is in them.
fn flat(items: &[Item]) -> Vec<&ItemKind> {
    let mut found = Vec::new();
    for item in items {
        found.push(&item.kind);
        if let ItemKind::Group(group) = &item.kind {
            found.extend(flat(&group.items));
        }
    }
    found
}

#[test]
fn a_drawing_keeps_its_vectors() {
    let text = svg(r##"<defs>
        <linearGradient id="g" gradientTransform="rotate(30)"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f" stop-opacity="0.5"/></linearGradient>
        <radialGradient id="r"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#000"/></radialGradient>
        <clipPath id="c"><circle cx="24" cy="24" r="20"/></clipPath></defs>
        <rect width="96" height="48" fill="url(#g)"/>
        <g opacity="0.5" clip-path="url(#c)"><path d="M0 0H40V40Z" fill="url(#r)" fill-rule="evenodd"/></g>
        <path d="M4 4L90 40" fill="none" stroke="#123456" stroke-width="2" stroke-dasharray="3 1" stroke-linecap="round" stroke-linejoin="bevel"/>
        <path d="M4 44L90 44" fill="none" stroke="url(#g)" stroke-width="2"/>"##);
    let read = drawing(&text);
    assert!(read.problems.is_empty(), "{}", read.problems);
    assert_eq!(
        (read.value.width, read.value.height),
        (72.0, 36.0),
        "96 units to the inch"
    );
    let items = flat(&read.value.items);
    assert!(
        !items.iter().any(|kind| matches!(kind, ItemKind::Image(_))),
        "no pictures"
    );
    let fills = |wanted: fn(&Paint) -> bool| {
        items
            .iter()
            .filter(|kind| matches!(kind, ItemKind::Fill { paint, .. } if wanted(paint)))
            .count()
    };
    assert_eq!(fills(|paint| matches!(paint, Paint::Linear { .. })), 1, "the rectangle");
    assert_eq!(fills(|paint| matches!(paint, Paint::Radial { .. })), 1);
    assert!(
        items
            .iter()
            .any(|kind| matches!(kind, ItemKind::Group(group) if group.opacity == 0.5 && group.clip.is_some()))
    );
    let dashed = items.iter().find_map(|kind| match kind {
        ItemKind::Stroke { stroke, .. } if !stroke.dash_pattern.is_empty() => Some(stroke),
        _ => None,
    });
    assert_eq!(dashed.expect("stroke").dash_pattern.as_slice(), [3.0, 1.0]);
    let half = items.iter().find_map(|kind| match kind {
        ItemKind::Fill {
            paint: Paint::Linear { stops, .. },
            ..
        } => stops.last().copied(),
        _ => None,
    });
    assert_eq!(half.expect("stop").1.a, 128);
}

#[test]
fn what_is_no_vector_becomes_a_picture_in_its_place() {
    for (inner, pictures) in [
        (
            r##"<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><g transform="translate(20 10) scale(2)"><rect width="10" height="10" fill="red" filter="url(#f)"/></g><rect width="5" height="5"/>"##,
            1,
        ),
        (
            r##"<mask id="m"><rect width="9" height="9" fill="white"/></mask><rect width="20" height="20" mask="url(#m)"/>"##,
            1,
        ),
        (
            r##"<pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="2" height="2"/></pattern><rect width="20" height="20" fill="url(#p)"/><rect width="3" height="3" fill="url(#p)"/>"##,
            2,
        ),
        (
            r##"<linearGradient id="g" spreadMethod="repeat" x2="0.2"><stop offset="0"/><stop offset="1" stop-color="red"/></linearGradient><rect width="20" height="20" fill="url(#g)"/>"##,
            1,
        ),
        (
            r##"<rect width="20" height="20" fill="red"/><rect width="20" height="20" style="mix-blend-mode:multiply"/>"##,
            1,
        ),
        (
            r##"<clipPath id="c"><rect width="9" height="9"/><rect x="5" width="9" height="9"/></clipPath><rect width="20" height="20" clip-path="url(#c)"/>"##,
            1,
        ),
    ] {
        let read = drawing(&svg(inner));
        assert_eq!(codes(&read.problems), ["svg-picture"], "{inner}: {}", read.problems);
        assert_eq!(read.problems.worst(), Some(Severity::Note));
        let items = flat(&read.value.items);
        let found = items.iter().filter(|kind| matches!(kind, ItemKind::Image(_))).count();
        assert_eq!(found, pictures, "{inner}");
    }
}

/// The colour of the drawing at a point of its frame, by the top picture that covers it.
fn picture_at(drawing: &Drawing, x: f64, y: f64) -> Option<[u8; 4]> {
    fn find(items: &[Item], to_page: crate::units::Affine, point: crate::units::Point) -> Option<[u8; 4]> {
        items.iter().rev().find_map(|item| match &item.kind {
            ItemKind::Group(group) => find(&group.items, to_page * group.transform, point),
            ItemKind::Image(image) => {
                let at = (to_page * image.transform).inverse() * point;
                let (x, y) = (at.x.floor(), at.y.floor());
                let inside =
                    x >= 0.0 && y >= 0.0 && x < f64::from(image.picture.width) && y < f64::from(image.picture.height);
                let start = inside.then_some((y as usize * image.picture.width as usize + x as usize) * 4)?;
                image.picture.pixels.get(start..start + 4)?.try_into().ok()
            }
            _ => None,
        })
    }
    find(
        &drawing.items,
        crate::units::Affine::IDENTITY,
        crate::units::Point::new(x, y),
    )
}

#[test]
fn a_picture_of_a_part_lies_where_the_part_lay() {
    // A square of 20 to 40 by 10 to 30 units, thus 15 to 30 by 7.5 to 22.5 points, within turned groups.
    let pattern = r##"<pattern id="p" width="100" height="100" patternUnits="userSpaceOnUse"><rect width="100" height="100" fill="#0000ff"/></pattern>"##;
    for inner in [
        format!(r#"{pattern}<rect x="20" y="10" width="20" height="20" fill="url(#p)"/>"#),
        format!(
            r#"{pattern}<g transform="translate(20 10) scale(2)" opacity="0.5"><rect width="10" height="10" fill="url(#p)"/></g>"#
        ),
        format!(
            r#"{pattern}<g transform="translate(40 10) rotate(90)" opacity="0.5"><g transform="scale(2 4)" opacity="0.5"><rect width="10" height="5" fill="url(#p)"/></g></g>"#
        ),
    ] {
        let read = drawing(&svg(&inner)).value;
        for (x, y) in [(16.0, 8.5), (29.0, 8.5), (16.0, 21.5), (29.0, 21.5), (22.0, 15.0)] {
            assert_eq!(picture_at(&read, x, y), Some([0, 0, 255, 255]), "{x} {y} in {inner}");
        }
        for (x, y) in [(13.0, 15.0), (32.0, 15.0), (22.0, 5.0), (22.0, 25.0)] {
            assert!(
                matches!(picture_at(&read, x, y), None | Some([_, _, _, 0])),
                "{x} {y} in {inner}"
            );
        }
    }
}

#[test]
fn an_embedded_picture_lies_where_it_should() {
    let data = base64(&png(4, 2));
    let inner = format!(r#"<image x="20" y="10" width="40" height="20" xlink:href="data:image/png;base64,{data}"/>"#);
    let read = drawing(&svg(&inner));
    assert!(read.problems.is_empty(), "{}", read.problems);
    assert_eq!(picture_at(&read.value, 15.5, 8.0), Some([200, 100, 50, 255]));
    assert_eq!(picture_at(&read.value, 44.5, 22.0), Some([200, 100, 50, 255]));
    assert_eq!(picture_at(&read.value, 45.5, 22.0), None);
    let nested = base64(svg(r#"<rect width="96" height="48" fill="red"/>"#).as_bytes());
    let inner = format!(r#"<image width="48" height="24" xlink:href="data:image/svg+xml;base64,{nested}"/>"#);
    let read = drawing(&svg(&inner));
    assert!(
        flat(&read.value.items)
            .iter()
            .any(|kind| matches!(kind, ItemKind::Fill { .. })),
        "vectors stay"
    );
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let value = chunk.iter().fold(0u32, |value, byte| value << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(value >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[test]
fn a_drawing_reads_nothing_but_itself() {
    let folder = Folder::new("href");
    let secret = folder.write("secret.png", png(2, 2));
    let path = secret.display();
    for href in [
        format!("{path}"),
        format!("file://{path}"),
        "../secret.png".to_owned(),
        "http://example.com/a.png".to_owned(),
    ] {
        let inner = format!(r#"<image width="9" height="9" xlink:href="{href}"/><rect width="9" height="9"/>"#);
        let problems = prepared(svg(&inner).as_bytes()).expect_err(&href);
        assert_eq!(codes(&problems), ["svg-outside"], "{href}");
        assert!(problems.0[0].message.contains(&href));
    }
    let entity = format!(
        r#"<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file://{path}">]>{}"#,
        svg("<text>&x;</text>")
    );
    assert_eq!(
        codes(&prepared(entity.as_bytes()).expect_err("entity")),
        ["svg-damaged"]
    );
}

/// A drawing with the program's fonts.
fn with_fonts(inner: &str, families: &[&str]) -> Warned<Arc<Drawing>> {
    let fonts = families.iter().map(|family| {
        let face = BOOK.face(family, 400, false).expect(family);
        face.data.data.data().to_vec()
    });
    let fonts: Vec<Vec<u8>> = fonts.collect();
    let fonts: Vec<&[u8]> = fonts.iter().map(Vec::as_slice).collect();
    let file = Arc::from(svg(inner).as_bytes());
    let read = assets::one("file", &file, &fonts, &launcher(), &Progress::new());
    read.unwrap_or_else(|problems| panic!("{problems}"))
        .map(|asset| match asset {
            Asset::Drawing(drawing) => drawing,
            other => panic!("{other:?}"),
        })
}

/// How far what is filled in a drawing goes to the left and the right, in points.
fn sides(drawing: &Drawing) -> [f64; 2] {
    fn area(items: &[Item], to_page: crate::units::Affine) -> Option<crate::units::Rect> {
        let own = items.iter().filter_map(|item| match &item.kind {
            ItemKind::Group(group) => area(&group.items, to_page * group.transform),
            ItemKind::Fill { path, .. } => Some(to_page.transform_rect_bbox(kurbo::Shape::bounding_box(&**path))),
            _ => None,
        });
        own.reduce(|a, b| a.union(b))
    }
    let area = area(&drawing.items, crate::units::Affine::IDENTITY).expect("something is filled");
    [area.x0, area.x1]
}

#[test]
fn texts_of_a_background_that_read_from_the_right_end_where_they_should() {
    let drawn = |attributes: &str| {
        let inner =
            format!(r#"<text x="80" y="30" font-family="Noto Sans Arabic" font-size="9" {attributes}>شهادة</text>"#);
        sides(&with_fonts(&inner, &["Noto Sans Arabic"]).value)
    };
    // 80 units are 60 points.
    let [left, right] = drawn(r#"direction="rtl""#);
    assert!(left < 50.0 && (right - 60.0).abs() < 1.0, "{left} to {right}");
    let [left, _] = drawn(r#"style="direction:rtl" text-anchor="end""#);
    assert!((left - 60.0).abs() < 1.0, "{left}");
    let [left, _] = drawn("");
    assert!((left - 60.0).abs() < 1.0, "{left}");
}

/// The paths that a drawing fills, from the left to the right, each by its left side.
fn lefts(drawing: &Drawing) -> Vec<f64> {
    let bounds = |kind: &ItemKind| match kind {
        ItemKind::Fill { path, .. } => Some(path.elements().to_vec()),
        _ => None,
    };
    let all: Vec<kurbo::PathEl> = flat(&drawing.items).into_iter().filter_map(bounds).flatten().collect();
    let path = kurbo::BezPath::from_vec(all);
    let mut lefts: Vec<f64> = path
        .elements()
        .split_inclusive(|element| *element == kurbo::PathEl::ClosePath)
        .map(|contour| kurbo::Shape::bounding_box(&kurbo::BezPath::from_vec(contour.to_vec())).x0)
        .collect();
    lefts.sort_by(f64::total_cmp);
    lefts
}

#[test]
fn lines_of_a_background_that_mix_directions_begin_at_their_own_side() {
    // In the same line the same words, in the order in which the eye must find them.
    let drawn = |attributes: &str, words: &str| {
        let inner = format!(
            r#"<text x="48" y="30" text-anchor="middle" font-family="Noto Sans Hebrew" font-size="9" {attributes}>{words}</text>"#
        );
        lefts(&with_fonts(&inner, &["Noto Sans Hebrew"]).value)
    };
    let same = |a: &[f64], b: &[f64]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 0.05);
    let (from_right, seen) = (drawn(r#"direction="rtl""#, "שלום 12 II"), drawn("", "II 12 שלום"));
    assert!(same(&from_right, &seen), "{from_right:?} {seen:?}");
    let from_left = drawn("", "שלום 12 II");
    assert!(
        !same(&from_left, &seen),
        "it begins at the left where it does not say otherwise"
    );
}

#[test]
fn letters_that_a_font_lacks_are_drawn_in_one_that_has_them() {
    let hebrew = r#"<text x="4" y="20" font-family="Inter" font-weight="700" font-size="12">שלום A</text>"#;
    let read = with_fonts(hebrew, &["Inter", "Noto Sans Hebrew"]);
    assert_eq!(codes(&read.problems), ["svg-letters-lent"]);
    assert_eq!(read.problems.0[0].severity, Severity::Note);
    let lent = "Lines with letters that Inter has not are drawn in Noto Sans Hebrew";
    assert_eq!(read.problems.0[0].message, lent);
}

#[test]
fn another_font_stands_in_for_one_that_is_not_there_and_is_named() {
    let text = |family: &str| format!(r#"<text x="4" y="20" font-family="{family}" font-size="12">Seal</text>"#);
    let said = |family: &str, fonts: &[&str]| with_fonts(&text(family), fonts).problems;
    let found = said("Comic Sans MS, cursive", &["Inter", "Dancing Script"]);
    assert_eq!(codes(&found), ["svg-font-replaced"]);
    let message = &found.0[0].message;
    assert!(
        message.contains("“Comic Sans MS, cursive” is drawn in Dancing Script"),
        "{message}"
    );
    for there in ["Inter", "sans-serif", "Comic Sans MS, Inter"] {
        assert!(said(there, &["Inter"]).is_empty(), "{there}");
    }
    // Letters that it lacks are no boxes that nobody is told of.
    let arabic = r#"<text x="4" y="20" font-family="Comic Sans MS" font-size="12">شهادة</text>"#;
    let found = with_fonts(arabic, &["Inter"]).problems;
    assert_eq!(codes(&found), ["svg-font-replaced", "svg-letters"]);
}

#[test]
fn parts_of_a_background_that_became_pictures_are_named() {
    let filter = r#"<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>"#;
    let glow = |id: &str| format!(r#"<rect {id} width="10" height="10" filter="url(#f)"/>"#);
    let said = |inner: &str| drawing(&svg(&format!("{filter}{inner}"))).problems.0.remove(0).message;
    assert_eq!(
        said(&(glow(r#"id="Halo""#) + &glow(r#"id="Seal""#) + &glow(""))),
        "The drawing has filters, such as shadows or blurs (“Halo”, “Seal”); that part is a picture at 300 dpi"
    );
    let many: String = ["A a", "B b", "C c", "D d", "E e"]
        .map(|name| glow(&format!(r#"data-name="{name}""#)))
        .concat();
    let message = said(&many);
    assert!(message.contains("(“A a”, “B b”, “C c”, 2 more)"), "{message}");
}

#[test]
fn bombs_are_refused_quickly() {
    let mut entities = String::from(r#"<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">"#);
    for n in 0..20 {
        let (before, this) = (char::from(b'a' + n), char::from(b'b' + n));
        entities.push_str(&format!(r#"<!ENTITY {this} "{}">"#, format!("&{before};").repeat(10)));
    }
    let billion = format!("{entities}]>{}", svg("<text>&u;</text>"));
    assert_eq!(
        codes(&prepared(billion.as_bytes()).expect_err("entities")),
        ["svg-damaged"]
    );

    let mut uses = String::from(r#"<defs><rect id="u0" width="1" height="1"/>"#);
    for n in 0..9 {
        let inner = format!(r##"<use xlink:href="#u{n}"/>"##).repeat(10);
        uses.push_str(&format!(r#"<g id="u{}">{inner}</g>"#, n + 1));
    }
    let uses = svg(&format!(r##"{uses}</defs><use xlink:href="#u9"/>"##));
    assert_eq!(codes(&prepared(uses.as_bytes()).expect_err("uses")), ["svg-damaged"]);

    let deep = svg(&format!(
        "{}{}",
        "<g opacity='0.9'>".repeat(20_000),
        "</g>".repeat(20_000)
    ));
    assert!(prepared(deep.as_bytes()).is_err());
    let huge = svg("<rect/>").replace("width=\"96\"", "width=\"1e9\"");
    assert_eq!(codes(&prepared(huge.as_bytes()).expect_err("huge")), ["svg-too-large"]);
    for damaged in ["<svg", "<svg xmlns='http://www.w3.org/2000/svg'/"] {
        assert!(prepared(damaged.as_bytes()).is_err(), "{damaged}");
    }
}

#[test]
fn groups_in_many_groups_are_still_drawn() {
    let inner = format!(
        "{}<rect width='20' height='20' fill='#0000ff'/>{}",
        "<g opacity='0.99'>".repeat(100),
        "</g>".repeat(100)
    );
    let read = drawing(&svg(&inner));
    assert_eq!(codes(&read.problems), ["svg-picture"]);
    let pixel = picture_at(&read.value, 5.0, 5.0).expect("the deep part is a picture");
    assert!(pixel[2] > 200 && pixel[3] > 100, "{pixel:?}");
}

#[test]
fn a_drawing_with_text_becomes_a_background_whose_fonts_are_asked_for_later() {
    let text = svg(r#"<text x="4" y="20" font-family="Inter" font-size="12">Seal</text>"#);
    let bytes = Arc::from(text.as_bytes());
    let read = picture::read(Path::new("seal.svg"), &bytes, &launcher(), &Progress::new());
    let read = read.expect("its size is known");
    assert_eq!(read.value.design.pages.len(), 1);
    let missing = prepare(&read.value.assets, &read.value.fonts, &launcher(), &Progress::new());
    assert_eq!(codes(&missing.expect_err("no font")), ["svg-text"]);
}

#[test]
fn text_in_a_drawing_needs_its_font() {
    let text = svg(r#"<text x="4" y="20" font-family="Inter" font-size="12">Seal</text>"#);
    let problems = prepared(text.as_bytes()).expect_err("no font");
    assert_eq!(codes(&problems), ["svg-text"]);
    assert!(problems.0[0].message.ends_with("“Inter”"), "{problems}");
    assert!(problems.0[0].hints[0].starts_with("Convert"));
    let font = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/inter/Inter-Regular.ttf")).expect("font");
    let read = assets::one(
        "file",
        &Arc::from(text.as_bytes()),
        &[&font],
        &launcher(),
        &Progress::new(),
    )
    .expect("with its font");
    let Asset::Drawing(drawing) = read.value else {
        panic!("a drawing")
    };
    assert!(
        flat(&drawing.items)
            .iter()
            .any(|kind| matches!(kind, ItemKind::Fill { .. })),
        "letters as paths"
    );
}

#[test]
fn a_pdf_page_gets_its_picture() {
    let file = pdf(1, "");
    let read = prepared(&file).expect("pdf");
    assert!(read.problems.is_empty(), "{}", read.problems);
    let Asset::PdfPage(page) = read.value else {
        panic!("a PDF page")
    };
    assert_eq!((page.width, page.height), (100.0, 100.0));
    assert_eq!(page.file.as_ref(), file);
    assert_eq!((page.picture.width, page.picture.height), (416, 416), "300 dpi");
    let pixel = |x: usize, y: usize| page.picture.pixels[(y * 416 + x) * 4..][..4].to_vec();
    assert_eq!(pixel(200, 300), [0, 0, 255, 255], "the lower half");
    assert_eq!(pixel(200, 100), [0, 0, 0, 0], "the paper is not painted");
    assert_eq!(
        codes(&prepared(&pdf(3, "")).expect("three pages").problems),
        ["pdf-pages"]
    );
}

#[test]
fn placeholders_that_stay_in_the_picture_of_a_pdf_are_named() {
    let noticed = |content: &str| prepared(&pdf_of(1, content, "")).expect("pdf").problems;
    // As programs write it, letter by letter and with gaps between them.
    let file = "BT /F 8 Tf 5 50 Td (For ) Tj [(\\173{n) 20 (a) -10 (me}\\175)] TJ 0 -20 Td ({{date}}) Tj ET";
    let found = noticed(file);
    assert_eq!(codes(&found), ["pdf-placeholders"]);
    let message = &found.iter().next().expect("one").message;
    assert!(message.contains("{{name}}, {{date}}"), "{message}");
    // Ordinary words, and words under a picture that nobody sees, are none.
    for fine in [
        "BT /F 8 Tf 5 50 Td (For Anna, see [1]) Tj ET",
        "BT /F 8 Tf 3 Tr 5 50 Td ({{name}}) Tj ET",
    ] {
        let found = noticed(fine);
        assert!(found.is_empty(), "{fine}: {found}");
    }
}

#[test]
fn locked_and_broken_pdfs_are_named() {
    let hash = "00".repeat(32);
    let locked = pdf(
        1,
        &format!("/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<{hash}>/U<{hash}>/P -4>>"),
    );
    assert_eq!(codes(&prepared(&locked).expect_err("locked")), ["pdf-encrypted"]);
    for broken in [&b"%PDF-1.7\n"[..], &pdf(0, ""), &pdf(1, "")[..60]] {
        assert_eq!(codes(&prepared(broken).expect_err("broken")), ["pdf-damaged"]);
    }
    let file = pdf(1, "");
    for at in (0..file.len()).step_by(3) {
        let mut damaged = file.clone();
        damaged[at] ^= 0x15;
        if let Err(problems) = prepared(&damaged) {
            assert!(problems.has_errors());
        }
    }
}
