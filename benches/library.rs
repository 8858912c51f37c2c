//! Speeds of the parts, on named inputs: `cargo bench --bench library`.
//!
//! Each line is the median of several rounds in one thread; `benches/README.md` says what each input is. There is no
//! pass mark: the numbers are for people.

#![expect(clippy::expect_used, reason = "a test or a measurement stops where it fails")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use accolade::compose::{Pictures, Prepared};
use accolade::designfile;
use accolade::fonts::{FolderFonts, FontBook};
use accolade::import::{self, CheckOptions, ReadOptions, Table};
use accolade::model::{Align, Direction, Fields, Fit, Moment, TextStyle, VAlign, Value};
use accolade::progress::Progress;
use accolade::render::pdf::{Conformance, PdfOptions, PdfWriter};
use accolade::render::raster::{Painter, PngWriter};
use accolade::scene::Scene;
use accolade::text::{Engine, Request, StyledSpan};
use accolade::units::{Color, Pt};
use accolade::worker::Launcher;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    // For `scripts/bench-import`, which counts the time and the memory of one import.
    if let [once, path] = wanted.as_slice()
        && once == "import-once"
    {
        let launcher = Launcher::new(PathBuf::from(env!("CARGO_BIN_EXE_accolade")));
        say(&format!("{} rows", import_once(Path::new(path), &launcher)));
        return;
    }
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|w| name.contains(w.as_str()));
    let book = Arc::new(FontBook::new(&FolderFonts(format!("{ROOT}/fonts").into())).expect("the fonts"));
    let engine = Arc::new(Engine::new(book.clone()));
    let names = names();
    if is_wanted("text") {
        text(&engine, &names);
    }
    let launcher = Launcher::new(PathBuf::from(env!("CARGO_BIN_EXE_accolade")));
    let prepared = peers_design(&book, &engine, &launcher);
    let latin: Vec<String> = (0..1000).map(|n| format!("Zoë Müller-Lüdenscheidt {n}")).collect();
    for (kind, people) in [
        ("the names of tests/data/names.tsv", &names),
        ("1,000 Latin names", &latin),
    ] {
        if is_wanted("compose") {
            rate(&format!("compose, {kind}"), "scenes", people.len(), || {
                for name in people {
                    drop(scene(&prepared, name));
                }
            });
        }
        let scenes: Vec<Scene> = people.iter().map(|name| scene(&prepared, name)).collect();
        if is_wanted("pdf") {
            pdf(&scenes, kind);
        }
        if is_wanted("png") {
            png(&scenes, kind);
        }
    }
    if is_wanted("import") {
        sheets(&launcher);
    }
    if is_wanted("table") {
        table(&launcher, &names);
    }
}

/// The undamaged names.
fn names() -> Vec<String> {
    let text = std::fs::read_to_string(format!("{ROOT}/tests/data/names.tsv")).expect("the names");
    text.lines()
        .skip(1)
        .filter(|line| !line.contains("damaged"))
        .filter_map(|line| line.split('\t').next().map(str::to_owned))
        .collect()
}

/// Runs work in rounds until a second has passed, at least three times, and prints things per second.
fn rate(what: &str, unit: &str, count: usize, mut work: impl FnMut()) {
    work();
    let mut rounds = Vec::new();
    let begun = now();
    while rounds.len() < 3 || begun.elapsed() < Duration::from_secs(1) {
        let round = now();
        work();
        rounds.push(round.elapsed());
    }
    rounds.sort();
    let median = rounds[rounds.len() / 2].as_secs_f64();
    say(&format!("{what:<60} {:>10.0} {unit}/s", count as f64 / median));
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is about the clock")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::print_stdout, reason = "the numbers are the output")]
fn say(text: &str) {
    println!("{text}");
}

fn text(engine: &Engine, names: &[String]) {
    let request = |name: &String| Request {
        spans: vec![StyledSpan {
            text: name.clone(),
            style: style(),
            language: "en".to_owned(),
            align: None,
        }],
        align: Align::Center,
        valign: VAlign::Middle,
        line_height: 1.25,
        paragraph_gap: 0.0,
        direction: Direction::Auto,
        fit: Fit::default(),
        frame: kurbo::Size::new(600.0, 60.0),
        path: None,
    };
    let mixed: Vec<Request> = names.iter().map(request).collect();
    let latin: Vec<Request> = (0..6000).map(|n| request(&format!("Łukasz Müller {n}"))).collect();
    for (kind, requests) in [
        ("text layout, the names of tests/data/names.tsv", &mixed),
        ("text layout, 6,000 Latin names", &latin),
    ] {
        rate(kind, "texts", requests.len(), || {
            for request in requests {
                drop(engine.lay_out(request));
            }
        });
    }
}

fn style() -> TextStyle {
    TextStyle {
        family: "EB Garamond".to_owned(),
        size: Pt(36.0),
        weight: 400,
        italic: false,
        color: Color::BLACK,
        letter_spacing: 0.0,
        case: accolade::model::Case::AsIs,
        underline: false,
    }
}

fn peers_design(book: &Arc<FontBook>, engine: &Arc<Engine>, launcher: &Launcher) -> Prepared {
    let path = Path::new(ROOT).join("benches/data/peers-design");
    let file = designfile::read(&path, launcher, &Progress::new())
        .expect("the design")
        .value;
    accolade::issue::prepare(file, book, engine, launcher)
        .expect("the design")
        .value
}

fn scene(prepared: &Prepared, name: &str) -> Scene {
    let mut fields = Fields::new("en");
    for field in prepared.design().fields() {
        let value = match field.as_str() {
            "recipient.name" => Value::Text(name.to_owned()),
            field if field.ends_with("date") => Value::Date("2026-11-26".parse().expect("a day")),
            _ => Value::Text("CERT-2026-000123-ABCDEF".to_owned()),
        };
        fields.set(field, value);
    }
    prepared.compose(&fields, &Pictures::new()).value
}

fn pdf(scenes: &[Scene], kind: &str) {
    for (name, conformance) in [("PDF/A-2u", Conformance::PdfA2u), ("plain PDF", Conformance::Plain)] {
        let writer = PdfWriter::new();
        rate(&format!("{name}, {kind}"), "files", scenes.len(), || {
            for scene in scenes {
                let options = PdfOptions {
                    conformance,
                    date: Moment(0),
                    document_id: "bench".to_owned(),
                    bleed: false,
                };
                drop(writer.write(scene, &options).expect("a PDF"));
            }
        });
    }
}

fn png(scenes: &[Scene], kind: &str) {
    let scenes = &scenes[..scenes.len().min(100)];
    let (mut painter, mut writer) = (Painter::new(), PngWriter::new());
    let scale = 150.0 / 72.0;
    rate(&format!("raster 1754 × 1240, {kind}"), "pages", scenes.len(), || {
        for scene in scenes {
            drop(painter.paint(&scene.pages[0], scale).expect("a page"));
        }
    });
    rate(
        &format!("raster and PNG 1754 × 1240, {kind}"),
        "files",
        scenes.len(),
        || {
            for scene in scenes {
                let raster = painter.paint(&scene.pages[0], scale).expect("a page");
                drop(writer.encode(&raster, scale));
            }
        },
    );
}

/// 100,000 rows, as `benches/data/make_sheet.py 100000` makes them into `target/bench/`.
fn sheets(launcher: &Launcher) {
    for ending in ["xlsx", "csv"] {
        let path = Path::new(ROOT).join(format!("target/bench/100000.{ending}"));
        if !path.exists() {
            say(&format!(
                "import of {ending}: make the sheet first, see benches/README.md"
            ));
            continue;
        }
        rate(
            &format!("read, map and check 100,000 rows of {ending}"),
            "rows",
            100_000,
            || assert_eq!(import_once(&path, launcher), 100_000),
        );
    }
}

/// A table of 100,000 rows and eight columns while it is corrected: the whole check, then changes of single cells, each
/// up to the new list of problems.
fn table(launcher: &Launcher, names: &[String]) {
    const ROWS: usize = 100_000;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("table.csv");
    let mut text = String::from("Name;E-mail;Course;Issue date;Expiry date;Certificate;Grade;City\n");
    for row in 0..ROWS {
        let name = names[row % names.len()].replace(['"', ';'], " ");
        let day = 1 + row % 28;
        text.push_str(&format!(
            "{name} {row};person{row}@example.org;Archival Practice;{day:02}/03/2026;2028-03-01;C-{row:06};{};Łódź\n",
            50 + row % 50
        ));
    }
    std::fs::write(&path, text).expect("the sheet");
    let fields: Vec<accolade::model::FieldDef> = ["course:text", "certificate:text", "grade:number", "city:text"]
        .iter()
        .map(|field| field.parse().expect("a field"))
        .collect();
    let sheet = import::read(&path, &ReadOptions::default(), launcher, &Progress::new())
        .expect("the sheet")
        .value;
    let mapping = import::map(&sheet, &fields, &[], &[]).expect("the columns").value;
    let options = CheckOptions {
        fields,
        ..CheckOptions::default()
    };
    rate("table, check of 100,000 rows × 8", "rows", ROWS, || {
        let table = Table::new(sheet.clone(), mapping.clone(), options.clone());
        assert_eq!(table.len(), ROWS);
    });
    let mut table = Table::new(sheet, mapping, options);
    for (what, column, texts) in [
        ("a name", 0, ["Anna Lee", "ANNA LEE"]),
        ("an e-mail", 1, ["anna@gmial.com", "anna"]),
        ("a date", 3, ["03/04/2026", "2026-02-30"]),
    ] {
        let mut turn = 0;
        rate(&format!("table, edit {what} among 100,000 rows"), "edits", 1, || {
            turn += 1;
            table.edit(turn * 7919 % ROWS, column, texts[turn % 2]);
            assert!(!table.groups().is_empty());
        });
    }
    let mut turn = 0;
    rate("table, undo and do again among 100,000 rows", "steps", 2, || {
        turn += 1;
        assert!(table.undo().is_some() && table.redo().is_some());
    });
}

/// Reads, maps and checks a sheet, as the window and `accolade check` do; gives the number of its rows.
fn import_once(path: &Path, launcher: &Launcher) -> usize {
    let fields: Vec<accolade::model::FieldDef> = ["course:text", "certificate_id:text"]
        .iter()
        .map(|f| f.parse().expect("a field"))
        .collect();
    let sheet = import::read(path, &ReadOptions::default(), launcher, &Progress::new())
        .expect("the sheet")
        .value;
    let mapping = import::map(&sheet, &fields, &[], &[]).expect("the columns").value;
    let options = CheckOptions {
        fields,
        ..CheckOptions::default()
    };
    Table::new(sheet, mapping, options).len()
}
