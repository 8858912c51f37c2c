//! From a scene to a PDF file.
//!
//! The file is PDF/A-2u unless asked otherwise: everything it needs is inside, and every letter can be read out again.
//! Text is written as glyph numbers with the text they stand for. The same scene and options give the same bytes.
//! What many documents share (a parsed font, a compressed picture) is made once and kept by the [`PdfWriter`].

mod glyphs;
mod image;
mod lean;
mod paint;
mod problems;
mod shared;

use std::sync::atomic::{AtomicUsize, Ordering};

use krilla::action::{Action, LinkAction};
use krilla::annotation::{LinkAnnotation, Target};
use krilla::configure::{Archival, Configuration, ConfigurationBuilder};
use krilla::error::KrillaError;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};

use self::paint::Canvas;
use self::shared::Shared;
use super::check;
use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::model::Moment;
use crate::scene::{Link, Page, Scene};

/// After how many documents what is remembered of them is tidied up, and how many times something may go unused until it
/// is forgotten.
const TIDY_AFTER: usize = 64;
const FORGET_AFTER: usize = 8;

/// What kind of PDF is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Conformance {
    /// ISO 19005-2, level U: for archives, with text that can be read out.
    #[default]
    PdfA2u,
    /// PDF 1.7 without further promises. Backgrounds from a PDF stay vectors.
    Plain,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfOptions {
    /// Default: PDF/A-2u.
    pub conformance: Conformance,
    /// When the document was made.
    pub date: Moment,
    /// Names the document for ever; two revisions of a document have the same.
    pub document_id: String,
}

/// Writes PDF files; one for all threads.
#[derive(Debug, Default)]
pub struct PdfWriter {
    shared: Shared,
    written: AtomicUsize,
}

impl PdfWriter {
    pub fn new() -> PdfWriter {
        PdfWriter::default()
    }

    /// The bytes of the file, with the note `background-as-picture` for each page of a PDF that could not stay vectors.
    ///
    /// # Errors
    /// What [`super::check`] finds; `missing-glyph`, `font-unfit`, `font-licence` and `text-unreadable` for what a PDF/A
    /// may not contain; the unexpected `pdf-failed`.
    pub fn write(&self, scene: &Scene, options: &PdfOptions) -> Result<Warned<Vec<u8>>> {
        let mut problems = Problems::default();
        for page in &scene.pages {
            check::page(page)?;
        }
        let embeds = options.conformance == Conformance::Plain;
        let mut outcome = self.write_once(scene, options, embeds, &mut problems)?;
        if matches!(outcome, Err(KrillaError::Pdf(..))) {
            // The background is of a kind that cannot be embedded; its picture can.
            problems = Problems::default();
            outcome = self.write_once(scene, options, false, &mut problems)?;
        }
        if self.written.fetch_add(1, Ordering::Relaxed) % TIDY_AFTER == TIDY_AFTER - 1 {
            comemo::evict(FORGET_AFTER);
        }
        match outcome {
            Ok(bytes) => problems.into_result(bytes),
            Err(error) => {
                // What is known already is known with its font and its page.
                let is_known = |found: &Problem| problems.iter().any(|known| known.code == found.code);
                let found: Vec<Problem> = problems::of(error).into_iter().filter(|p| !is_known(p)).collect();
                problems.extend(found);
                Err(problems)
            }
        }
    }

    fn write_once(
        &self,
        scene: &Scene,
        options: &PdfOptions,
        embeds: bool,
        problems: &mut Problems,
    ) -> Result<std::result::Result<Vec<u8>, KrillaError>> {
        let mut document = Document::new_with(settings(options.conformance)?);
        for (page, number) in scene.pages.iter().zip(1..) {
            let before = problems.0.len();
            self.page(&mut document, page, embeds, problems)?;
            for problem in problems.0.iter_mut().skip(before) {
                problem.place = Place {
                    page: Some(number),
                    ..Place::default()
                };
            }
        }
        document.set_metadata(metadata(scene, options));
        Ok(document.finish())
    }

    fn page(&self, document: &mut Document, page: &Page, embeds: bool, problems: &mut Problems) -> Result<()> {
        let settings = PageSettings::from_wh(page.width as f32, page.height as f32)
            .ok_or_else(|| Problem::unexpected("pdf-failed", "A page has no size"))?;
        let mut sheet = document.start_page_with(settings);
        for link in &page.links {
            if let Some(annotation) = annotation(link) {
                sheet.add_annotation(annotation.into());
            }
        }
        let mut surface = sheet.surface();
        let mut canvas = Canvas {
            surface: &mut surface,
            shared: &self.shared,
            embeds,
            problems,
        };
        canvas.items(&page.items);
        surface.finish();
        sheet.finish();
        Ok(())
    }
}

fn settings(conformance: Conformance) -> Result<SerializeSettings> {
    let configuration = match conformance {
        Conformance::Plain => Configuration::default(),
        Conformance::PdfA2u => ConfigurationBuilder::new()
            .with_archival_validator(Archival::A2_U)
            .finish()
            .map_err(|_| Problem::unexpected("pdf-failed", "PDF/A-2u cannot be written"))?,
    };
    Ok(SerializeSettings {
        configuration,
        // Structure says nothing that a page of a few centred lines does not.
        enable_tagging: false,
        ..SerializeSettings::default()
    })
}

fn metadata(scene: &Scene, options: &PdfOptions) -> Metadata {
    let mut metadata = Metadata::new()
        .title(scene.title.clone())
        .language(scene.language.clone())
        .creator("Accolade".to_owned())
        .producer(concat!("Accolade ", env!("CARGO_PKG_VERSION")).to_owned())
        .document_id(options.document_id.clone());
    if !scene.author.is_empty() {
        metadata = metadata.authors(vec![scene.author.clone()]);
    }
    if let (Some(date), second) = options.date.to_utc() {
        let date_time = DateTime::new(date.year() as u16)
            .month(date.month() as u8)
            .day(date.day() as u8)
            .hour((second / 3600) as u8)
            .minute((second / 60 % 60) as u8)
            .second((second % 60) as u8)
            .utc_offset_hour(0);
        metadata = metadata.creation_date(date_time);
    }
    metadata
}

/// `None` for a link without an area.
fn annotation(link: &Link) -> Option<LinkAnnotation> {
    let area = paint::rect(link.area)?;
    Some(LinkAnnotation::new(
        area,
        Target::Action(Action::Link(LinkAction::new(ascii(&link.url)))),
    ))
}

/// An address as a PDF holds it: 7-bit ASCII, the rest as percent signs (RFC 3987, 3.1).
fn ascii(url: &str) -> String {
    let mut result = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() {
            result.push(byte.into());
        } else {
            result.push('%');
            result.extend([byte >> 4, byte & 15].map(|digit| b"0123456789ABCDEF"[usize::from(digit)] as char));
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::sync::Arc;

    use super::*;
    use crate::diag::Severity;
    use crate::images::Picture;
    use crate::model::FillRule;
    use crate::render::testing::{face, item, page, rect, run, solid};
    use crate::scene::{Group, ImageItem, Item, ItemKind, Origin, Paint, PdfPage, PdfPageItem};
    use crate::units::{Affine, Color, Point, Rect, Shape};

    fn options(conformance: Conformance) -> PdfOptions {
        PdfOptions {
            conformance,
            date: Moment(1_795_687_200_000),
            document_id: "c/0123".to_owned(),
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
            opacity: 1.0,
            clip: None,
            items: vec![text("x")],
        };
        let clear = Group {
            transform: Affine::IDENTITY,
            opacity: 0.0,
            clip: None,
            items: vec![text("x")],
        };
        let cut = Group {
            transform: Affine::IDENTITY,
            opacity: 1.0,
            clip: Some((Arc::default(), FillRule::NonZero)),
            items: vec![text("x")],
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
}
