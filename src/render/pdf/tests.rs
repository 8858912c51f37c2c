//! What is in a PDF, read back from its bytes.

use std::io::Read;
use std::sync::Arc;

use super::*;
use crate::diag::{Problem, Problems, Severity};
use crate::images::Picture;
use crate::model::{Blend, FillRule};
use crate::render::testing::{face, item, page, rect, run, solid};
use crate::scene::{Constant, Group, ImageItem, Item, ItemKind, Link, Origin, Page, Paint, PdfPage, PdfPageItem};
use crate::units::{Affine, Color, Point, Rect, Shape};

fn options(conformance: Conformance) -> PdfOptions {
    PdfOptions {
        conformance,
        date: Moment(1_795_687_200_000),
        document_id: "c/0123".to_owned(),
        bleed: false,
    }
}

fn scene(pages: Vec<Page>) -> Scene {
    Scene {
        title: "Zertifikat für Ω".to_owned(),
        language: "de".to_owned(),
        author: "Schule".to_owned(),
        pages,
    }
}

fn write(items: Vec<Item>) -> Vec<u8> {
    let written = PdfWriter::new()
        .write(&scene(vec![page(items)]), &options(Conformance::PdfA2u))
        .expect("written");
    assert_eq!(written.problems, Problems::default());
    written.value
}

fn refused(items: Vec<Item>) -> Problem {
    let problems = PdfWriter::new()
        .write(&scene(vec![page(items)]), &options(Conformance::PdfA2u))
        .map(drop)
        .expect_err("refused");
    assert_eq!(problems.0.len(), 1, "said once");
    problems.0.first().cloned().expect("a problem")
}

/// The file with its compressed streams opened, bytes as letters.
fn opened(file: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = file;
    while let Some(at) = rest.windows(10).position(|w| w == b">>\nstream\n") {
        let (head, data) = rest.split_at(at + 10);
        text.extend(head.iter().map(|byte| char::from(*byte)));
        let end = data.windows(10).position(|w| w == b"\nendstream").expect("an end");
        let mut inflated = Vec::new();
        let is_text = flate2::read::ZlibDecoder::new(&data[..end])
            .read_to_end(&mut inflated)
            .is_ok();
        text.extend(
            if is_text { &inflated[..] } else { &data[..end] }
                .iter()
                .map(|byte| char::from(*byte)),
        );
        rest = &data[end..];
    }
    text.extend(rest.iter().map(|byte| char::from(*byte)));
    text
}

fn text(words: &str) -> Item {
    item(ItemKind::Glyphs(run(
        &face("noto/NotoSans-Regular.ttf"),
        words,
        12.0,
        10.0,
        30.0,
    )))
}

fn picture(opaque: bool) -> Arc<Picture> {
    let pixels = (0..16 * 16u32)
        .flat_map(|i| [i as u8, 100, 7, if opaque { 255 } else { i as u8 }])
        .collect();
    Arc::new(Picture::from_rgba(16, 16, pixels).expect("picture"))
}

fn image(picture: &Arc<Picture>) -> Item {
    item(ItemKind::Image(ImageItem {
        picture: Arc::clone(picture),
        transform: Affine::scale(2.0),
        alt: String::new(),
    }))
}

#[test]
fn a_document_says_what_it_is() {
    let file = opened(&write(vec![text("Ein Wort")]));
    assert!(file.starts_with("%PDF-1.7"));
    for part in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>U</pdfaid:conformance>",
        "<xmp:CreateDate>2026-11-26T10:00:00",
        "/Lang(de)",
        "/Producer(Accolade ",
        "/Author(Schule)",
        "/MediaBox[0 0 100 80]",
        "/FontFile2",
        "/ToUnicode",
        "GTS_PDFA1",
    ] {
        assert!(file.contains(part), "{part}");
    }
    let plain = PdfWriter::new()
        .write(&scene(vec![page(Vec::new())]), &options(Conformance::Plain))
        .expect("written");
    assert!(!opened(&plain.value).contains("pdfaid"));
}

#[test]
fn text_is_written_at_its_place_with_its_letters() {
    let mut words = run(&face("noto/NotoSans-Regular.ttf"), "Añi", 12.0, 10.0, 30.0);
    words.color = Color::rgb(255, 0, 0);
    let file = opened(&write(vec![item(ItemKind::Glyphs(words))]));
    assert!(file.contains("1 0 0 -1 10 30 Tm"), "in a page that is turned over");
    assert!(file.contains("1 0 0 scn"), "red");
    for letter in ["<0041>", "<00F1>", "<0069>"] {
        assert!(file.contains(letter), "{letter} in the map of letters");
    }
}

#[test]
fn marks_are_raised_and_not_lowered() {
    let mut words = run(&face("noto/NotoSans-Regular.ttf"), "abb", 12.0, 10.0, 30.0);
    words.glyphs[0].y = 27.0;
    let file = opened(&write(vec![item(ItemKind::Glyphs(words))]));
    assert!(file.contains("1 0 0 -1 10 27 Tm"), "higher on the page");
    assert!(file.contains(" 30 Tm"));
}

#[test]
fn slanted_bold_and_translucent_runs_are_drawn_so() {
    let mut words = run(&face("noto/NotoSans-Regular.ttf"), "Abc", 12.0, 10.0, 30.0);
    (words.slant, words.embolden, words.color.a) = (12.0, 0.5, 128);
    let file = opened(&write(vec![item(ItemKind::Glyphs(words))]));
    assert!(file.contains("2 Tr"), "filled and stroked");
    assert!(file.contains("0.5 w"));
    assert!(file.contains("/ca 0.50"), "as one");
    assert!(file.contains("1 0 -0.21255"), "leaning");
}

#[test]
fn pictures_keep_their_alpha_and_jpegs_their_bytes() {
    let file = opened(&write(vec![image(&picture(true))]));
    assert!(file.contains("/Subtype/Image") && !file.contains("/SMask"));
    let file = opened(&write(vec![image(&picture(false))]));
    assert!(file.contains("/SMask"));

    let mut bytes = Vec::new();
    let pixels = ::image::RgbImage::from_fn(16, 16, |x, y| ::image::Rgb([(x * 16) as u8, (y * 16) as u8, 99]));
    ::image::codecs::jpeg::JpegEncoder::new(&mut bytes)
        .encode_image(&pixels)
        .expect("jpeg");
    let decoded = Arc::new(Picture::decode(&bytes).expect("picture"));
    let carried = decoded.jpeg.clone().expect("carried");
    let file = write(vec![image(&decoded)]);
    assert!(
        file.windows(carried.len()).any(|part| part == &carried[..]),
        "the JPEG itself"
    );
}

#[test]
fn areas_gradients_and_groups_are_vectors() {
    let stops = vec![(0.0, Color::BLACK), (1.0, Color { a: 40, ..Color::WHITE })];
    let radial = Paint::Radial {
        center: Point::new(50.0, 40.0),
        radius: 30.0,
        stops: stops.clone(),
    };
    let linear = Paint::Linear {
        from: Point::ZERO,
        to: Point::new(50.0, 0.0),
        stops,
    };
    let group = Group {
        transform: Affine::rotate(0.1),
        opacity: 0.5,
        clip: Some((
            Arc::new(Rect::new(0.0, 0.0, 50.0, 50.0).to_path(0.1)),
            FillRule::EvenOdd,
        )),
        items: vec![rect(0.0, 0.0, 60.0, 60.0, radial)],
        ..Group::default()
    };
    let file = opened(&write(vec![
        rect(0.0, 0.0, 50.0, 50.0, linear),
        item(ItemKind::Group(group)),
    ]));
    for part in [
        "/ShadingType 2",
        "/ShadingType 3",
        "W*",
        "/ca 0.5",
        "/SMask",
        "/S/Transparency",
    ] {
        assert!(file.contains(part), "{part}");
    }
    assert!(!file.contains("/Subtype/Image"));
}

#[test]
fn links_can_be_clicked() {
    let mut sheet = page(Vec::new());
    let link = |area| Link {
        area,
        url: "https://example.org/ü".to_owned(),
        origin: Origin(None),
    };
    sheet.links = vec![link(Rect::new(60.0, 50.0, 10.0, 20.0)), link(Rect::ZERO)];
    let written = PdfWriter::new()
        .write(&scene(vec![sheet]), &options(Conformance::PdfA2u))
        .expect("written");
    let file = opened(&written.value);
    assert_eq!(file.matches("/S/URI").count(), 1, "a link without an area is none");
    assert!(file.contains("(https://example.org/%C3%BC)"));
    assert!(file.contains("/Rect[10 30 60 60]"));
}

#[test]
fn a_page_of_a_pdf_stays_vectors_in_a_plain_pdf_only() {
    let inner = write(vec![text("Hintergrund")]);
    let background = |file: &[u8]| {
        let page = PdfPage {
            file: Arc::from(file),
            picture: picture(true),
            width: 100.0,
            height: 80.0,
        };
        page_of(vec![item(ItemKind::PdfPage(PdfPageItem {
            page: Arc::new(page),
            area: Rect::new(0.0, 0.0, 100.0, 80.0),
        }))])
    };
    let plain = PdfWriter::new()
        .write(&scene(vec![background(&inner)]), &options(Conformance::Plain))
        .expect("written");
    assert_eq!(plain.problems, Problems::default());
    assert!(!opened(&plain.value).contains("/Subtype/Image"));
    for (conformance, file) in [
        (Conformance::PdfA2u, &inner[..]),
        (Conformance::Plain, b"%PDF-1.7 rubbish"),
    ] {
        let pages = vec![page_of(Vec::new()), background(file)];
        let written = PdfWriter::new()
            .write(&scene(pages), &options(conformance))
            .expect("written");
        let note = written.problems.0.first().expect("a note");
        assert_eq!(
            (note.code.as_ref(), note.severity, note.place.page),
            ("background-as-picture", Severity::Note, Some(2))
        );
        assert!(opened(&written.value).contains("/Subtype/Image"));
    }
}

fn page_of(items: Vec<Item>) -> Page {
    page(items)
}

#[test]
fn emoji_are_in_colour() {
    let words = run(&face("noto/NotoColorEmoji.ttf"), "😀", 24.0, 10.0, 40.0);
    let file = opened(&write(vec![item(ItemKind::Glyphs(words))]));
    assert!(file.contains("/Type3") && file.contains("/Subtype/Image"));
}

#[test]
fn the_writer_the_thread_and_what_was_written_before_make_no_difference() {
    let pages = || {
        let sheet = page(vec![
            rect(0.0, 0.0, 100.0, 80.0, solid("#FFF8E0")),
            image(&picture(false)),
            text("Łukasz Żółć"),
        ]);
        vec![sheet.clone(), sheet]
    };
    let write = |writer: &PdfWriter| {
        writer
            .write(&scene(pages()), &options(Conformance::PdfA2u))
            .expect("written")
            .value
    };
    let first = write(&PdfWriter::new());
    assert_eq!(opened(&first).matches("/Type/Page/").count(), 2);
    let used = PdfWriter::new();
    for words in ["another", "Text", "before"] {
        used.write(&scene(vec![page(vec![text(words)])]), &options(Conformance::Plain))
            .expect("written");
    }
    assert!(write(&used) == first);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| (0..70).for_each(|_| assert!(write(&used) == first)));
        }
    });
    let other = PdfOptions {
        document_id: "c/0124".to_owned(),
        ..options(Conformance::PdfA2u)
    };
    assert!(used.write(&scene(pages()), &other).expect("written").value != first);
}

#[test]
fn the_sheet_has_room_for_the_bleed_where_it_is_asked_for() {
    let with = |bleed: bool| {
        let sheet = Page {
            bleed: 10.0,
            ..page(vec![rect(-10.0, -10.0, 110.0, 90.0, solid("#804020"))])
        };
        let options = PdfOptions {
            bleed,
            ..options(Conformance::Plain)
        };
        let written = PdfWriter::new().write(&scene(vec![sheet]), &options);
        opened(&written.expect("written").value)
    };
    let bled = with(true);
    for said in [
        "/MediaBox[-10 -10 110 90]",
        "/BleedBox[-10 -10 110 90]",
        "/TrimBox[0 0 100 80]",
    ] {
        assert!(bled.contains(said), "{said}: {bled}");
    }
    let plain = with(false);
    assert!(plain.contains("/MediaBox[0 0 100 80]") && !plain.contains("/TrimBox"));
}

#[test]
fn what_a_pdf_may_not_contain_is_a_problem() {
    let mut words = run(&face("noto/NotoSans-Regular.ttf"), "a世b", 12.0, 10.0, 30.0);
    let problem = refused(vec![item(ItemKind::Glyphs(words.clone()))]);
    assert_eq!((problem.code.as_ref(), problem.place.page), ("missing-glyph", Some(1)));
    assert!(
        problem.message.starts_with("“世” is missing from"),
        "{}",
        problem.message
    );

    words = run(&face("noto/NotoSans-Regular.ttf"), "a\u{FEFF}", 12.0, 10.0, 30.0);
    words.glyphs[1].id = words.glyphs[0].id + 1;
    assert_eq!(
        refused(vec![item(ItemKind::Glyphs(words.clone()))]).code,
        "text-unreadable"
    );

    words.face = Arc::new(crate::fonts::Face {
        data: peniko::FontData::new(peniko::Blob::from(b"no font".to_vec()), 0),
        ..(*words.face).clone()
    });
    assert_eq!(refused(vec![item(ItemKind::Glyphs(words))]).code, "font-unfit");
    let far = page(vec![rect(0.0, 0.0, f64::NAN, 1.0, solid("#000000"))]);
    let problems = PdfWriter::new()
        .write(&scene(vec![far]), &options(Conformance::Plain))
        .expect_err("refused");
    assert_eq!(problems.0.first().map(|p| p.code.as_ref()), Some("scene-unfit"));
}

#[test]
fn flat_and_empty_things_leave_no_trace() {
    let nothing = write(Vec::new());
    let flat = Group {
        transform: Affine::scale(0.0),
        items: vec![text("x")],
        ..Group::default()
    };
    let clear = Group {
        opacity: 0.0,
        items: vec![text("x")],
        ..Group::default()
    };
    let cut = Group {
        clip: Some((Arc::default(), FillRule::NonZero)),
        items: vec![text("x")],
        ..Group::default()
    };
    let traces = [flat, clear, cut].map(|group| item(ItemKind::Group(group)));
    assert!(write(traces.to_vec()) == nothing);
    assert!(
        write(vec![
            rect(5.0, 5.0, 5.0, 5.0, solid("#000000")),
            rect(0.0, 0.0, 9.0, 9.0, solid("#00000000"))
        ]) == nothing
    );
}

/// A page whose first item is the same on every credential.
fn half_constant(words: &str) -> Page {
    let ground = rect(0.0, 0.0, 100.0, 80.0, solid("#EEE8DD"));
    let mut page = page(vec![ground, text("Constant"), text(words), image(&picture(false))]);
    page.constant = Constant { items: 2, key: Some(7) };
    page
}

/// Whether it is constant or not, what mixes is written so, as one drawing, and as PDF/A allows it.
#[test]
fn what_mixes_is_written_as_a_drawing_with_its_mode() {
    let mixed = item(ItemKind::Group(Group {
        blend: Blend::Multiply,
        items: vec![rect(20.0, 20.0, 60.0, 60.0, solid("#80FF40"))],
        ..Group::default()
    }));
    let ground = rect(0.0, 0.0, 100.0, 80.0, solid("#FF8000"));
    let mut page = page(vec![ground, mixed]);
    for constant in [0, 1, 2] {
        page.constant = Constant {
            items: constant,
            key: Some(31 + constant as u128),
        };
        let written = PdfWriter::new().write(&scene(vec![page.clone()]), &options(Conformance::PdfA2u));
        let file = opened(&written.expect("written").value);
        assert!(
            file.contains("/BM/Multiply") || file.contains("/BM /Multiply"),
            "{constant}"
        );
        assert!(file.contains("/S/Transparency"), "{constant}");
    }
}

#[test]
fn documents_of_a_design_share_what_is_the_same_on_all() {
    let writer = PdfWriter::new();
    let write = |words: &str| {
        let written = writer.write(&scene(vec![half_constant(words)]), &options(Conformance::PdfA2u));
        opened(&written.expect("written").value)
    };
    let (one, other) = (write("Anna"), write("Böb"));
    for file in [&one, &other] {
        for part in [
            "/Subtype/Form/BBox[0 0 100 80]",
            "<pdfaid:conformance>U</pdfaid:conformance>",
            "/Title",
            "/SMask",
            "/Lang(de)",
            "<0043>", // C of the constant text
        ] {
            assert!(file.contains(part), "{part}");
        }
    }
    assert!(one.contains("<006E>") && !one.contains("<00F6>"));
    assert!(other.contains("<00F6>"));
}

#[test]
fn both_ways_write_the_same_text_and_places() {
    let mut split = half_constant("fi A\u{301}x");
    let filled = opened(
        &PdfWriter::new()
            .write(&scene(vec![split.clone()]), &options(Conformance::PdfA2u))
            .expect("written")
            .value,
    );
    split.constant = Constant::default();
    let whole = opened(
        &PdfWriter::new()
            .write(&scene(vec![split]), &options(Conformance::PdfA2u))
            .expect("written")
            .value,
    );
    assert!(filled.contains("/B0 Do") && !whole.contains("/B0 Do"));
    for part in ["1 0 0 -1 10 30 Tm", "<0041", "<0078>"] {
        assert!(filled.contains(part) && whole.contains(part), "{part}");
    }
}

#[test]
fn what_documents_cannot_share_is_written_whole() {
    let mut page = half_constant("Anna");
    let stops = vec![(0.0, Color::BLACK), (1.0, Color::WHITE)];
    page.items.push(rect(
        0.0,
        0.0,
        9.0,
        9.0,
        Paint::Linear {
            from: Point::ZERO,
            to: Point::new(9.0, 0.0),
            stops,
        },
    ));
    let written = PdfWriter::new().write(&scene(vec![page]), &options(Conformance::PdfA2u));
    let file = opened(&written.expect("written").value);
    assert!(file.contains("/Shading") && !file.contains("/B0 Do"));
}
