//! Speeds of the design studio: `cargo bench --bench studio`.
//!
//! An A4 certificate with forty elements over a photograph of twelve megapixels, at 150 dpi (1754 × 1240 pixels). Each
//! line is the median of the rounds; `benches/README.md` says more. There is no pass mark: the numbers are for people.
//! The lines of the window are of our own code in a frame, `App::logic` and `App::ui`, with the nodes for screen readers,
//! and of what the thread of the window allocates in it.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test or a measurement stops where it fails"
)]

#[path = "../tests/window/world.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod world;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use accolade::compose::{Kit, Live, Pictures, sample_fields};
use accolade::fonts::{FolderFonts, FontBook};
use accolade::images::Picture;
use accolade::model::{
    Design, Element, ElementContent, Fields, Fit, FitPolicy, Form, Paint, ShapeContent, TextContent, TextStyle, Value,
};
use accolade::progress::Progress;
use accolade::render::raster::{Painter, RasterOptions, Stage, StagePart};
use accolade::scene::Asset;
use accolade::studio::rows::{Row, Rows, Survey};
use accolade::studio::{Editor, Pointer, Tool};
use accolade::text::Engine;
use accolade::units::{Color, Pt, Rect};
use egui_kittest::kittest::Queryable;
use world::{Window, World};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// How often the studio is opened, each time in a window of its own.
const OPENED: usize = 5;
/// Frames of a drag in the window, and how many before them do not count.
const FRAMES: usize = 120;
const WARM: usize = 10;

thread_local! {
    /// What this thread allocated: how often, and how many bytes.
    static ALLOCATED: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

/// The system's allocator, which counts.
struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

fn count(bytes: usize) {
    // A thread that ends has no counter any more.
    let _ = ALLOCATED.try_with(|cell| {
        let (times, total) = cell.get();
        cell.set((times + 1, total + bytes as u64));
    });
}

#[expect(
    unsafe_code,
    reason = "an allocator is unsafe; each call goes to the system's as it came"
)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(at, layout, size) }
    }
}

const OPTIONS: RasterOptions = RasterOptions {
    px_per_pt: 150.0 / 72.0,
    bleed: false,
};

fn main() {
    let book = Arc::new(FontBook::new(&FolderFonts(format!("{ROOT}/fonts").into())).expect("the fonts"));
    let kit = Arc::new(Kit {
        engine: Arc::new(Engine::new(book)),
        assets: BTreeMap::from([("images/photo.jpg".to_owned(), photo())]),
        own_fonts: Vec::new(),
    });
    let design = Arc::new(design());
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    if is_wanted("raster") {
        for (name, what) in [("T20", "a text"), ("S5", "a shape")] {
            let what = format!("raster of the changed picture while dragging {what}");
            drag(&design, &kit, name, &what);
        }
    }
    if is_wanted("opening") {
        open(&design, &kit);
    }
    if is_wanted("fit") {
        batch(&design, &kit);
    }
    if is_wanted("window") {
        in_windows(&design);
    }
}

/// What a frame of the window took.
#[derive(Clone, Copy)]
struct Taken {
    time: Duration,
    /// Of the thread that draws.
    allocations: u64,
    bytes: u64,
}

/// The same design in the window: opened from the gallery, then an element is dragged.
fn in_windows(design: &Design) {
    let (mut read, mut seen) = (Vec::new(), Vec::new());
    for number in 0..OPENED {
        let world = World::new(&format!("bench-studio-{number}"));
        let frames: Arc<Mutex<Vec<Taken>>> = Arc::default();
        let mut window = with_design(design, &world, &frames);
        let begun = now();
        window.click("Edit in the studio");
        let mut is_read = false;
        while !has_picture(&window) {
            window.0.step();
            if !is_read && window.has("Canvas of Bench") {
                is_read = true;
                read.push(begun.elapsed());
            }
            assert!(begun.elapsed().as_secs() < 60, "the page is never drawn");
            std::thread::sleep(Duration::from_millis(1));
        }
        seen.push(begun.elapsed());
        if number + 1 == OPENED {
            window.settle();
            drag_in_window(&mut window, &frames);
        }
    }
    line("opening in the window: read, with its pictures", median(&mut read));
    line("opening in the window: until the page is seen", median(&mut seen));
    line("  the same, the slowest of five", seen[seen.len() - 1]);
}

/// A window with the page of the design.
fn with_design(design: &Design, world: &World, frames: &Arc<Mutex<Vec<Taken>>>) -> Window {
    let kept = Arc::clone(frames);
    let mut window = Window::watched(world.sample_surroundings(None), [1280.0, 800.0], move |frame| {
        let before = ALLOCATED.get();
        let begun = now();
        frame();
        let (time, after) = (begun.elapsed(), ALLOCATED.get());
        kept.lock().expect("lock").push(Taken {
            time,
            allocations: after.0 - before.0,
            bytes: after.1 - before.1,
        });
    });
    window.until("Search everything");
    window.click("Designs");
    window.until("Import a design");
    window.drop_file(&folder_of(design, world));
    window.until("Bench");
    window.settle();
    window.click("Bench");
    window.until("Edit in the studio");
    window.settle();
    window
}

fn drag_in_window(window: &mut Window, frames: &Mutex<Vec<Taken>>) {
    let node = window.0.query_all_by_label("T20, text").last();
    let from = node.unwrap_or_else(|| panic!("there is no T20")).rect().center();
    window.0.hover_at(from);
    window.0.step();
    window.0.drag_at(from);
    for at in 0..FRAMES + WARM {
        if at == WARM {
            frames.lock().expect("lock").clear();
        }
        window
            .0
            .hover_at(from - egui::vec2(at as f32 * 1.7 + 8.0, at as f32 * 1.1 + 8.0));
        window.0.step();
        // A window waits for the screen, and the page is drawn meanwhile.
        std::thread::sleep(Duration::from_millis(8));
    }
    let mut taken = std::mem::take(&mut *frames.lock().expect("lock"));
    window.0.drop_at(from);
    taken.sort_by_key(|frame| frame.time);
    let time = |share: usize| taken[(taken.len() - 1) * share / 100].time;
    line("UI code of a frame while dragging", time(50));
    line("  the same, 99 % of the frames", time(99));
    line("  the same, the longest", time(100));
    taken.sort_by_key(|frame| frame.allocations);
    let (usual, most) = (taken[taken.len() / 2], taken[taken.len() - 1]);
    number("allocations of a frame while dragging", usual.allocations);
    number("  the same, most", most.allocations);
    taken.sort_by_key(|frame| frame.bytes);
    number("  the same, bytes", taken[taken.len() / 2].bytes);
    number("  the same, most bytes", taken[taken.len() - 1].bytes);
}

/// Whether the last frame showed a picture of the page.
fn has_picture(window: &Window) -> bool {
    let textures = window.0.ctx.tex_manager();
    let textures = textures.read();
    textures
        .allocated()
        .any(|(_, meta)| meta.name == "canvas of the studio")
}

/// The design as a folder that can be imported.
fn folder_of(design: &Design, world: &World) -> PathBuf {
    let folder = world.folder.join("bench-design");
    std::fs::create_dir_all(folder.join("images")).expect("a folder");
    std::fs::write(folder.join("design.json"), accolade::designfile::to_json(design)).expect("the design");
    let Asset::Picture(photo) = photo() else {
        panic!("the photograph is a picture")
    };
    let rgb: Vec<u8> = photo
        .pixels
        .as_chunks::<4>()
        .0
        .iter()
        .flat_map(|[r, g, b, _]| [*r, *g, *b])
        .collect();
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 85)
        .encode(&rgb, photo.width, photo.height, image::ExtendedColorType::Rgb8)
        .expect("encoded");
    std::fs::write(folder.join("images/photo.jpg"), jpeg).expect("the photograph");
    folder
}

/// The element is dragged over the page, a pixel or two a picture.
fn drag(design: &Arc<Design>, kit: &Arc<Kit>, name: &str, what: &str) {
    let mut editor = Editor::new(Arc::clone(design), BTreeMap::new());
    editor.select(&[name.to_owned()]);
    let fields = sample_fields(design);
    let mut live = Live::new(Arc::clone(kit));
    let (mut painter, mut stage) = (Painter::new(), Stage::new());
    let element = design.element(name).expect("the element");
    let (x, y) = (
        element.x.0 + element.width.0 / 2.0,
        element.y.0 + element.height.0 / 2.0,
    );
    editor.take(Tool::Select);
    editor.begin(&Pointer::at(x, y), 1);
    // The page was seen before something on it is dragged.
    live.update(design, 0, &fields, &Pictures::new());
    let page = live.page(&design.pages[0]);
    painter.paint(&page, OPTIONS.px_per_pt).expect("painted");
    let (mut core, mut composing, mut painting) = (Vec::new(), Vec::new(), Vec::new());
    for step in 0..120 {
        let begun = now();
        editor.update(&Pointer::at(x + 4.0 + f64::from(step) * 1.3, y + f64::from(step) * 0.9));
        let moved = now();
        let shown = Arc::clone(editor.shown());
        let moving = editor.moving().map_or(0..0, |range| range.start + 1..range.end + 1);
        let parts = live.update(&shown, 0, &fields, &Pictures::new());
        let parts: Vec<StagePart<'_>> = parts
            .iter()
            .map(|part| StagePart {
                version: part.version,
                items: &part.items,
            })
            .collect();
        let composed = now();
        stage
            .paint(&mut painter, &page, &parts, moving, OPTIONS)
            .expect("painted");
        painting.push(composed.elapsed());
        composing.push(composed - moved);
        core.push(moved - begun);
    }
    line(&format!("{what}, first picture"), painting[0]);
    line(what, median(&mut painting[1..]));
    line("  with it: the scene", median(&mut composing[1..]));
    line("  with it: the gesture, snapping included", median(&mut core[1..]));
}

fn open(design: &Arc<Design>, kit: &Arc<Kit>) {
    let fields = sample_fields(design);
    let mut times = Vec::new();
    for _ in 0..5 {
        let begun = now();
        let mut live = Live::new(Arc::clone(kit));
        live.update(design, 0, &fields, &Pictures::new());
        let page = live.page(&design.pages[0]);
        Painter::new().paint(&page, OPTIONS.px_per_pt).expect("painted");
        times.push(begun.elapsed());
    }
    line("opening: first scene and picture of the page", median(&mut times));
}

fn batch(design: &Arc<Design>, kit: &Arc<Kit>) {
    let names = std::fs::read_to_string(format!("{ROOT}/tests/data/names.tsv")).expect("the names");
    let names: Vec<&str> = names
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next())
        .collect();
    let rows = (0..10_000)
        .map(|number| {
            let mut fields = Fields::new("en");
            let name = format!("{} {number}", names[number % names.len()]);
            for (field, value) in [
                ("recipient.name", name.as_str()),
                ("group.title", "Welding"),
                ("grade", ["A", "B", "C"][number % 3]),
            ] {
                fields.set(field.parse().expect("a field"), Value::Text(value.to_owned()));
            }
            Row {
                label: name,
                line: None,
                fields,
            }
        })
        .collect();
    let rows = Rows::new(rows);
    let mut times = Vec::new();
    let mut survey = Survey::default();
    for _ in 0..5 {
        survey = Survey::default();
        let begun = now();
        survey.update(design, kit, &rows, &Progress::new()).expect("surveyed");
        let report = survey.report();
        times.push(begun.elapsed());
        assert_eq!(report.total, 10_000);
    }
    line("fit check of 10,000 rows", median(&mut times));
    let begun = now();
    survey.update(design, kit, &rows, &Progress::new()).expect("surveyed");
    line("fit check of 10,000 rows, again after a move", begun.elapsed());
    for (what, grows) in [("all alike", 0.0), ("each of another width", 1.0)] {
        let design = labels(grows);
        let begun = now();
        let mut survey = Survey::default();
        survey.update(&design, kit, &rows, &Progress::new()).expect("surveyed");
        assert_eq!(survey.report().total, 10_000);
        line(
            &format!("fit check of 10,000 rows and 128 names, {what}"),
            begun.elapsed(),
        );
    }
}

/// A page of 128 labels with the name, each so much wider than the one before.
fn labels(grows: f64) -> Design {
    let mut design = design();
    let label = design.element("T8").expect("the name").clone();
    design.pages[0].elements = (0..128_u32)
        .map(|number| Element {
            name: format!("Label {number}"),
            x: Pt(f64::from(number % 8) * 100.0),
            y: Pt(f64::from(number / 8) * 36.0),
            width: Pt(label.width.0 + f64::from(number) * grows),
            ..label.clone()
        })
        .collect();
    design
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is about the clock")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::print_stdout, reason = "the numbers are the output")]
fn line(what: &str, time: Duration) {
    println!("{what:<72} {:>9.2} ms", time.as_secs_f64() * 1000.0);
}

#[expect(clippy::print_stdout, reason = "the numbers are the output")]
fn number(what: &str, number: u64) {
    println!("{what:<72} {number:>9}");
}

/// A picture of 4000 × 3000 pixels with something in every one.
fn photo() -> Asset {
    let (width, height) = (4000_u32, 3000_u32);
    let mut pixels = Vec::with_capacity(width as usize * height as usize * 4);
    for y in 0..height {
        for x in 0..width {
            pixels.extend_from_slice(&[(x / 16) as u8, (y / 12) as u8, (x ^ y) as u8, 255]);
        }
    }
    Asset::Picture(Arc::new(Picture::from_rgba(width, height, pixels).expect("a picture")))
}

/// Twenty texts, two of them with fields, and twenty shapes, over the photograph.
fn design() -> Design {
    let mut design: Design = serde_json::from_str(
        r#"{"name":"Bench","kind":"certificate","pages":[{"width":841.89,"height":595.276,
        "background":{"image":"images/photo.jpg"}}]}"#,
    )
    .expect("a design");
    let elements = &mut design.pages[0].elements;
    for number in 0..20_u32 {
        let (column, row) = (f64::from(number % 5), f64::from(number / 5));
        let (x, y) = (40.0 + column * 155.0, 40.0 + row * 135.0);
        let content = ShapeContent {
            form: if number % 2 == 0 {
                Form::Rectangle { radii: [Pt(8.0); 4] }
            } else {
                Form::Polygon {
                    sides: 24,
                    inner: Some(0.85),
                }
            },
            fill: Some(Paint::Solid(Color { a: 200, ..Color::WHITE })),
            stroke: None,
        };
        let frame = Rect::new(x, y, x + 130.0, y + 110.0);
        elements.push(Element::new(
            format!("S{}", number + 1),
            frame,
            ElementContent::Shape(content),
        ));
        let words = match number {
            7 => "{{recipient.name}}".to_owned(),
            12 => "{{group.title}}, {{grade}}".to_owned(),
            _ => format!("Text number {} of the certificate", number + 1),
        };
        let content = TextContent {
            fit: Fit {
                policy: FitPolicy::WrapThenShrink,
                ..Fit::default()
            },
            ..TextContent::new(words, TextStyle::new("EB Garamond", Pt(20.0), Color::BLACK))
        };
        let frame = Rect::new(x + 10.0, y + 30.0, x + 120.0, y + 80.0);
        elements.push(Element::new(
            format!("T{}", number + 1),
            frame,
            ElementContent::Text(content),
        ));
    }
    design
}
