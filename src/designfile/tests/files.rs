//! Folders, archives and single pictures as they come from outside.

use std::fs;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::diag::Severity;
use crate::model::{ElementContent, ImageSource};

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
    let name = &read.value.design.pages[0].elements[0];
    let ElementContent::Text(text) = &name.content else {
        panic!("{name:?}")
    };
    assert_eq!(text.spans[0].text, "{{recipient.name}}");
    assert_eq!(text.fit.policy, crate::model::FitPolicy::ShrinkToWidth);
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
fn every_page_of_a_pdf_becomes_a_page() {
    let folder = Folder::new("pdf-pages");
    let read = read_it(&folder.write("two.pdf", pdf(2, ""))).expect("two pages");
    assert_eq!(codes(&read.problems), ["pdf-pages", "design-pdf-flat"]);
    let pages = &read.value.design.pages;
    let backgrounds: Vec<_> = pages.iter().map(|page| page.background.image.as_deref()).collect();
    assert_eq!(backgrounds, [Some("background.pdf"), Some("background-2.pdf")]);
    let elements: Vec<usize> = pages.iter().map(|page| page.elements.len()).collect();
    assert_eq!(elements, [1, 0], "the name stands on the front");
    let all = prepare_all(&read.value, &Progress::new()).expect("prepared");
    assert!(all.problems.is_empty(), "{}", all.problems);
    for asset in all.value.values() {
        let Asset::PdfPage(page) = asset else {
            panic!("{asset:?}")
        };
        assert_eq!((page.width, page.height), (100.0, 100.0));
    }
    assert_eq!(all.value.len(), 2);
    let again = read_it(&folder.0.join("two.pdf")).expect("again");
    assert_eq!(again.value, read.value, "the same bytes each time");
}

#[test]
fn each_page_of_a_pdf_has_its_own_content_and_says_its_own_faults() {
    let folder = Folder::new("pdf-sides");
    let (front, back) = ("1 0 0 rg 0 0 100 100 re f", "BT /F 8 Tf 5 50 Td ({{date}}) Tj ET");
    let read = read_it(&folder.write("sides.pdf", pdf_with(&[front, back], ""))).expect("two sides");
    let place = |problem: &Problem| (problem.code.to_string(), problem.place.page);
    let placed: Vec<_> = read.problems.iter().map(place).collect();
    assert!(placed.contains(&("pdf-placeholders".to_owned(), Some(2))), "{placed:?}");
    let all = prepare_all(&read.value, &Progress::new()).expect("prepared").value;
    let middle = |name: &str| match all.get(name) {
        Some(Asset::PdfPage(page)) => page.picture.pixels[(208 * 416 + 400) * 4..][..4].to_vec(),
        other => panic!("{other:?}"),
    };
    assert_eq!(middle("background.pdf"), [255, 0, 0, 255]);
    assert_eq!(middle("background-2.pdf"), [0, 0, 0, 0]);
}

#[test]
fn pages_of_a_pdf_beyond_the_limit_are_counted() {
    let folder = Folder::new("pdf-many");
    let read = read_it(&folder.write("many.pdf", pdf(23, ""))).expect("many pages");
    assert_eq!(read.value.design.pages.len(), 20);
    assert_eq!(read.value.assets.len(), 20);
    let beyond = read.problems.iter().find(|problem| problem.code == "pdf-pages");
    let message = &beyond.expect("said").message;
    assert_eq!(
        message,
        "3 pages of the PDF beyond the first 20 of its 23 were left out"
    );
}

#[test]
fn a_page_of_a_pdf_that_looks_different_alone_is_said() {
    let folder = Folder::new("pdf-layers");
    // The catalog switches a layer off, and a page has no catalog.
    let content = "/OC /L BDC 1 0 0 rg 0 0 100 100 re f EMC";
    let resources = "/Properties<</L 3 0 R>>";
    let layer = "<</Type/OCG/Name(Notes)>>";
    let off = "/OCProperties<</OCGs[3 0 R]/D<</OFF[3 0 R]>>>>";
    let file = pdf_parts(&[content, content], resources, layer, off, "");
    let read = read_it(&folder.write("layers.pdf", file)).expect("layers");
    let alone = |problem: &&Problem| problem.code == "pdf-page-alone";
    let pages: Vec<_> = read
        .problems
        .iter()
        .filter(alone)
        .map(|problem| problem.place.page)
        .collect();
    assert_eq!(pages, [Some(1), Some(2)]);
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
