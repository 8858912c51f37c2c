//! Folders, archives, pictures and drawings as they come from outside.

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::diag::Severity;
use crate::model::{ElementContent, ImageSource};
use crate::scene::{Asset, Drawing, Item, ItemKind, Paint};

/// A folder for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("accolade-designfile-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("folder");
        Folder(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("parent")).expect("folder");
        fs::write(&path, bytes).expect("file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A PNG of one colour with some width and height, without compression.
fn png(width: u32, height: u32) -> Vec<u8> {
    let row = [&[0][..], &[200, 100, 50, 255].repeat(width as usize)].concat();
    let data = row.repeat(height as usize);
    let mut packed = vec![0x78, 1];
    let blocks = data.chunks(65_535).count();
    for (number, block) in (1..).zip(data.chunks(65_535)) {
        let length = block.len() as u16;
        packed.push(u8::from(number == blocks));
        packed.extend(length.to_le_bytes().iter().chain(&(!length).to_le_bytes()).chain(block));
    }
    let (a, b) = data.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    packed.extend((b << 16 | a).to_be_bytes());
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, bytes) in [(b"IHDR", &head), (b"IDAT", &packed), (b"IEND", &Vec::new())] {
        out.extend((bytes.len() as u32).to_be_bytes());
        let named = [&name[..], bytes].concat();
        let crc = named.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
            })
        });
        out.extend(named);
        out.extend((!crc).to_be_bytes());
    }
    out
}

const DESIGN: &str = r##"{
  "format": "accolade-design",
  "version": 1,
  "name": "Test",
  "kind": "certificate",
  "language": "en",
  "pages": [
    {
      "width": 300,
      "height": 200,
      "background": { "image": "images/paper.svg" },
      "elements": [
        {
          "name": "Seal",
          "x": 10,
          "y": 10,
          "width": 50,
          "height": 50,
          "content": { "image": { "source": { "asset": "images/seal.png" } } }
        }
      ]
    }
  ]
}
"##;

const PAPER: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="#FBF8F1"/></svg>"##;

fn sample() -> DesignFile {
    DesignFile {
        design: from_json(DESIGN).expect("design").value,
        assets: BTreeMap::from([
            ("images/paper.svg".to_owned(), Arc::from(PAPER.as_bytes())),
            ("images/seal.png".to_owned(), Arc::from(png(4, 4))),
        ]),
        fonts: BTreeMap::from([("Own.ttf".to_owned(), Arc::from(&b"font"[..]))]),
    }
}

fn codes(problems: &Problems) -> Vec<&str> {
    problems.iter().map(|problem| problem.code.as_ref()).collect()
}

/// The readers run in this process: what a child survives is tested where it is started.
fn launcher() -> Launcher {
    Launcher::in_process(TASKS)
}

fn prepare_all(file: &DesignFile, progress: &Progress) -> Result<Warned<BTreeMap<String, Asset>>> {
    prepare(&file.assets, &file.fonts, &launcher(), progress)
}

fn read_it(path: &Path) -> Result<Warned<DesignFile>> {
    read(path, &launcher(), &Progress::new())
}

#[test]
fn a_design_goes_through_folder_and_archive_unchanged() {
    let folder = Folder::new("round");
    let design = sample();
    let target = folder.0.join("a design");
    write_folder(&design, &target).expect("written");
    assert_eq!(fs::read_to_string(target.join("design.json")).expect("json"), DESIGN);
    let read = read_it(&target).expect("read");
    assert_eq!(read, Warned::clean(design.clone()));

    let archive = folder.0.join("one.accolade");
    write_zip(&design, &archive).expect("written");
    assert_eq!(read_it(&archive).expect("read"), Warned::clean(design.clone()));
    assert_eq!(
        to_zip(&design).expect("zip"),
        fs::read(&archive).expect("file"),
        "the same bytes each time"
    );
    write_zip(&design, &archive).expect("a design may be replaced");
    let left: Vec<_> = fs::read_dir(&folder.0)
        .expect("folder")
        .map(|e| e.expect("entry").file_name())
        .collect();
    assert_eq!(left.len(), 2, "no temporary file stays: {left:?}");
}

#[test]
fn a_folder_is_replaced_only_when_it_is_a_design() {
    let folder = Folder::new("replace");
    let target = folder.0.join("design");
    write_folder(&sample(), &target).expect("written");
    folder.write("design/notes.txt", "mine");
    let mut changed = sample();
    if let ElementContent::Image(image) = &mut changed.design.pages[0].elements[0].content {
        image.source = ImageSource::Asset("images/other.png".to_owned());
    }
    let seal = changed.assets.remove("images/seal.png").expect("seal");
    changed.assets.insert("images/other.png".to_owned(), seal);
    write_folder(&changed, &target).expect("replaced");
    assert_eq!(read_it(&target).expect("read").value, changed);
    assert!(
        !target.join("images/seal.png").exists(),
        "what is not used any more is gone"
    );
    assert!(target.join("notes.txt").exists(), "what was never part of it stays");

    folder.write("photos/holiday.txt", "mine");
    let problems = write_folder(&sample(), &folder.0.join("photos")).expect_err("foreign folder");
    assert_eq!(codes(&problems), ["exists"]);
    assert_eq!(fs::read_dir(folder.0.join("photos")).expect("folder").count(), 1);
    let file = folder.write("letter.txt", "mine");
    assert_eq!(codes(&write_folder(&sample(), &file).expect_err("a file")), ["exists"]);
    assert_eq!(codes(&write_zip(&sample(), &file).expect_err("a file")), ["exists"]);
    assert_eq!(fs::read(&file).expect("file"), b"mine");
    assert_eq!(codes(&write_zip(&sample(), &target).expect_err("a folder")), ["exists"]);
    write_folder(&sample(), &folder.0.join("new/deep")).expect("folders are made");
}

#[test]
fn what_is_missing_or_wrong_in_a_folder_is_named() {
    let folder = Folder::new("missing");
    let problems = read_it(&folder.0.join("nothing")).expect_err("no such folder");
    assert_eq!(codes(&problems), ["not-found"]);
    assert_eq!(codes(&read_it(&folder.0).expect_err("empty")), ["design-missing"]);
    let json = folder.write("design.json", DESIGN);
    assert_eq!(codes(&read_it(&json).expect_err("the file alone")), ["design-alone"]);
    folder.write("images/paper.svg", PAPER);
    let problems = read_it(&folder.0).expect_err("no seal");
    assert_eq!(codes(&problems), ["design-asset"]);
    assert_eq!(problems.0[0].place.element.as_deref(), Some("Seal"));
    folder.write("images/seal.png", "not a picture");
    let problems = read_it(&folder.0).expect_err("no picture");
    assert!(
        problems.0[0]
            .place
            .file
            .as_deref()
            .is_some_and(|file| file.ends_with("seal.png")),
        "{problems}"
    );
    folder.write("images/seal.png", png(2, 2));
    folder.write("images/unused.png", png(2, 2));
    let read = read_it(&folder.0).expect("complete");
    assert_eq!(codes(&read.problems), ["design-unused"]);
    assert_eq!(read.problems.worst(), Some(Severity::Note));
    folder.write("design.json", b"\xFF\xFE{");
    assert_eq!(codes(&read_it(&folder.0).expect_err("not UTF-8")), ["design-json"]);
    let garbage = folder.write("garbage", [7; 100]);
    assert_eq!(codes(&read_it(&garbage).expect_err("garbage")), ["design-format"]);
    let empty = folder.write("empty", "");
    assert_eq!(codes(&read_it(&empty).expect_err("empty")), ["design-format"]);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let folder = Folder::new("link");
    let secret = folder.write("secret.png", png(2, 2));
    folder.write("design/design.json", DESIGN);
    folder.write("design/images/paper.svg", PAPER);
    std::os::unix::fs::symlink(secret, folder.0.join("design/images/seal.png")).expect("link");
    let problems = read_it(&folder.0.join("design")).expect_err("a link");
    assert_eq!(codes(&problems), ["design-path"]);
}

#[test]
fn cancelled_work_stops() {
    let folder = Folder::new("cancel");
    write_folder(&sample(), &folder.0).expect("written");
    let progress = Progress::new();
    progress.cancel();
    assert_eq!(
        codes(&read(&folder.0, &launcher(), &progress).expect_err("cancelled")),
        ["cancelled"]
    );
    assert_eq!(
        codes(&prepare_all(&sample(), &progress).expect_err("cancelled")),
        ["cancelled"]
    );
}

/// An archive of these files.
fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("entry");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("end").into_inner()
}

fn from(bytes: &[u8]) -> Result<Warned<DesignFile>> {
    from_zip(bytes, &Progress::new())
}

#[test]
fn hostile_archives_are_refused() {
    let seal = png(2, 2);
    let good: Vec<(&str, &[u8])> = vec![
        ("design.json", DESIGN.as_bytes()),
        ("images/paper.svg", PAPER.as_bytes()),
        ("images/seal.png", &seal),
    ];
    assert!(from(&zip_of(&good)).is_ok());
    for name in [
        "../evil.png",
        "/etc/evil.png",
        "a/../../evil.png",
        "C:\\evil.png",
        "c:evil.png",
        "a\\..\\evil.png",
    ] {
        let mut files = good.clone();
        files.push((name, b"x"));
        let problems = from(&zip_of(&files)).expect_err(name);
        assert_eq!(codes(&problems), ["design-archive"], "{name}: {problems}");
    }
    let mut twice = good.clone();
    twice.push(("images/SEAL.png", &seal));
    assert_eq!(codes(&from(&zip_of(&twice)).expect_err("twice")), ["design-archive"]);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .add_symlink("design.json", "/etc/passwd", SimpleFileOptions::default())
        .expect("link");
    let linked = writer.finish().expect("end").into_inner();
    assert_eq!(codes(&from(&linked).expect_err("link")), ["design-archive"]);
    let names: Vec<String> = (0..MAX_ENTRIES + 1).map(|n| format!("f{n}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(codes(&from(&zip_of(&many)).expect_err("many")), ["design-too-many"]);
    for cut in (0..zip_of(&good).len()).step_by(37) {
        assert!(from(&zip_of(&good)[..cut]).is_err(), "cut at {cut}");
    }
    assert_eq!(
        codes(&from(&zip_of(&[("a.txt", b"a")])).expect_err("no design")),
        ["design-missing"]
    );
}

#[test]
fn flipped_bits_never_panic() {
    let seal = png(2, 2);
    let bytes = zip_of(&[
        ("design.json", DESIGN.as_bytes()),
        ("images/paper.svg", PAPER.as_bytes()),
        ("images/seal.png", &seal),
    ]);
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        if let Err(problems) = from(&damaged) {
            assert!(problems.has_errors());
        }
    }
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused() {
    let zeros = vec![b' '; 100_000_000];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut text = DESIGN.to_owned();
    for n in 0..6 {
        text = text.replacen("\"background\"", &format!("\"bleed\": 0}},{{\"width\": 300, \"height\": 200, \"background\": {{\"image\": \"b{n}.svg\"}}}},{{\"width\": 300, \"height\": 200, \"background\""), 1);
    }
    writer
        .start_file("design.json", SimpleFileOptions::default())
        .expect("entry");
    writer.write_all(text.as_bytes()).expect("bytes");
    for n in 0..6 {
        writer
            .start_file(format!("b{n}.svg"), SimpleFileOptions::default())
            .expect("entry");
        writer.write_all(PAPER.as_bytes()).expect("bytes");
        writer.write_all(&zeros).expect("bytes");
    }
    let bytes = writer.finish().expect("end").into_inner();
    assert!(bytes.len() < 1_000_000);
    assert_eq!(codes(&from(&bytes).expect_err("bomb")), ["design-too-large"]);
}

#[test]
fn an_archive_of_a_folder_is_a_design_too() {
    let seal = png(2, 2);
    let bytes = zip_of(&[
        ("mine/design.json", DESIGN.as_bytes()),
        ("mine/images/paper.svg", PAPER.as_bytes()),
        ("mine/images/seal.png", &seal),
        ("__MACOSX/mine/._design.json", b"x"),
        ("mine/.DS_Store", b"x"),
    ]);
    assert_eq!(from(&bytes).expect("design").value.assets.len(), 2);
}

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

/// A PDF with pages of 100 × 100 points, each half blue.
fn pdf(pages: usize, trailer: &str) -> Vec<u8> {
    let content = "0 0 1 rg 0 0 100 50 re f";
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", page + 4)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{kids}]/Count {pages}>>"),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
    ];
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 3 0 R/Resources<<>>>>";
    objects.extend(vec![page.to_owned(); pages]);
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(out.len());
        out.extend(format!("{number} 0 obj{object}endobj\n").bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    out.extend(
        format!(
            "trailer<</Size {}/Root 1 0 R{trailer}>>startxref\n{start}\n%%EOF",
            objects.len() + 1
        )
        .bytes(),
    );
    out
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

#[test]
fn a_picture_becomes_a_design_of_its_size() {
    let folder = Folder::new("single");
    let picture = folder.write("Summer School.png", png(200, 100));
    let read = read_it(&picture).expect("png");
    assert_eq!(codes(&read.problems), ["design-size"]);
    let page = &read.value.design.pages[0];
    assert_eq!(
        (page.width.to_mm().round(), page.height.to_mm().round()),
        (297.0, 149.0)
    );
    assert_eq!(read.value.design.name, "Summer School");
    assert_eq!(page.background.image.as_deref(), Some("background.png"));
    assert_eq!(read.value.design.fields().len(), 1);

    let drawing = folder.write("d.svg", PAPER);
    let read = read_it(&drawing).expect("svg");
    assert!(read.problems.is_empty());
    assert_eq!(read.value.design.pages[0].width.0, 300.0);
    let page = folder.write("p.pdf", pdf(1, ""));
    let read = read_it(&page).expect("pdf");
    assert_eq!(read.value.design.pages[0].width.0, 100.0);
    let target = folder.0.join("out");
    write_folder(&read.value, &target).expect("written");
    assert_eq!(read_it(&target).expect("read again").value, read.value);
    let all = prepare_all(&read.value, &Progress::new()).expect("prepared");
    assert!(matches!(all.value.get("background.pdf"), Some(Asset::PdfPage(_))));

    let damaged = folder.write("damaged.png", &png(8, 8)[..40]);
    let problems = read_it(&damaged).expect_err("damaged");
    assert!(
        problems.0[0]
            .place
            .file
            .as_deref()
            .is_some_and(|file| file.ends_with("damaged.png")),
        "{problems}"
    );
}

#[test]
fn all_files_that_cannot_be_used_are_named_at_once() {
    let mut design = sample();
    design
        .assets
        .insert("a.png".to_owned(), Arc::from(&b"\x89PNG\r\n\x1a\n"[..]));
    design.assets.insert("b.pdf".to_owned(), Arc::from(&b"%PDF-1.4"[..]));
    let problems = prepare_all(&design, &Progress::new()).expect_err("two of them");
    let files: Vec<_> = problems
        .iter()
        .map(|problem| problem.place.file.as_deref().expect("file"))
        .collect();
    assert_eq!(files, ["a.png", "b.pdf"]);
    let good = prepare_all(&sample(), &Progress::new()).expect("all");
    assert_eq!(good.value.len(), 2);
}
