//! What the window costs: `cargo bench --bench window [-- WORD]`.
//!
//! Every screen is driven without a display, by the accessible names that the tests use, with 100,000 rows in the table of
//! an import and 200,000 credentials in the workspace, half of them under review. What is timed is our own code of a frame, `App::logic` and
//! `App::ui`, with the nodes for screen readers that are built in it; drawing the shapes is the business of the graphics
//! card. Aims: half of the frames under 4 ms, none over 16. `scripts/bench-window` measures the real window.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test or a measurement stops where it fails"
)]

#[path = "../tests/window/many.rs"]
mod many;
#[path = "../tests/window/world.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod world;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use egui_kittest::kittest::{NodeT, Queryable};
use world::{Window, World};

const GROUP: &str = "Summer Coding Camp";
/// Under review, and as many published.
const CREDENTIALS: u128 = 100_000;
const ROWS: usize = 100_000;
/// Frames of one line, and how many before them do not count: texts are laid out once.
const FRAMES: usize = 200;
const WARM: usize = 10;
const SIZE: [f32; 2] = [1280.0, 800.0];

/// Measures a part of the window.
type Part = fn(&mut Bench, &World);

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    let world = World::new("bench");
    say(&format!(
        "{ROWS} rows, {CREDENTIALS} credentials under review and as many published"
    ));
    let heading = ["UI code of a frame", "median ms", "99 %", "longest"];
    say(&format!(
        "{:<48} {:>10} {:>8} {:>8}",
        heading[0], heading[1], heading[2], heading[3]
    ));
    if is_wanted("start") {
        start(&world);
    }
    world.change_sample(|desk| many::fill(desk, CREDENTIALS));
    let mut bench = Bench::new(&world);
    let parts: [(&str, Part); 7] = [
        ("home", home),
        ("groups", groups),
        ("rows", rows),
        ("known", known),
        ("review", review),
        ("published", published),
        ("settings", settings),
    ];
    for (name, part) in parts {
        if is_wanted(name) {
            part(&mut bench, &world);
        }
    }
    if is_wanted("sheet") {
        contact_sheet(&mut bench);
    }
    say(&format!(
        "largest memory of this process, textures not counted: {} MB",
        memory("VmHWM:")
    ));
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is about the clock")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::print_stdout, reason = "the numbers are the output")]
fn say(text: &str) {
    println!("{text}");
}

/// A window with a list of how long its frames took.
struct Bench {
    window: Window,
    times: Arc<Mutex<Vec<Duration>>>,
}

impl Bench {
    fn new(world: &World) -> Bench {
        let dir = world.folder.join("data/sample/workspace");
        let mut bench = Bench::of(world, dir.exists().then_some(dir));
        bench.window.until("Search everything");
        bench
    }

    fn of(world: &World, workspace: Option<PathBuf>) -> Bench {
        let times: Arc<Mutex<Vec<Duration>>> = Arc::default();
        let kept = times.clone();
        let mut surroundings = world.surroundings();
        surroundings.workspace = workspace;
        let window = Window::watched(surroundings, SIZE, move |frame| {
            let start = now();
            frame();
            kept.lock().expect("lock").push(start.elapsed());
        });
        Bench { window, times }
    }

    /// Times frames, each after something was done; prints their spread.
    fn frames(&mut self, what: &str, mut each: impl FnMut(&mut Window, usize)) {
        for at in 0..FRAMES + WARM {
            if at == WARM {
                self.times.lock().expect("lock").clear();
            }
            each(&mut self.window, at);
            self.window.0.step();
            // A window waits for the screen; whoever never sleeps is made to wait by the threads that draw pictures.
            std::thread::sleep(Duration::from_millis(4));
        }
        let mut times = std::mem::take(&mut *self.times.lock().expect("lock"));
        times.sort();
        let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
        say(&format!("{what:<48} {:>10.2} {:>8.2} {:>8.2}", at(50), at(99), at(100)));
    }

    /// Scrolls to and fro over a place.
    fn scroll(&mut self, what: &str, place: [f32; 2], points: f32) {
        self.window.0.hover_at(place.into());
        self.frames(what, |window, at| {
            let way = if at % 100 < 50 { -points } else { points };
            wheel(window, way);
        });
    }
}

fn wheel(window: &Window, points: f32) {
    window.0.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, points),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    });
}

/// The first frames of a run: the fonts of the interface, then the page of the first start.
fn start(world: &World) {
    let mut spread = Vec::new();
    for _ in 0..5 {
        let mut bench = Bench::of(world, None);
        bench.window.until("Welcome to Accolade");
        spread.push(bench.times.lock().expect("lock").iter().take(2).sum::<Duration>());
    }
    spread.sort();
    let ms = |at: usize| spread[at].as_secs_f64() * 1000.0;
    say(&format!(
        "{:<48} {:>10.2} {:>8} {:>8.2}",
        "start: until the first frame is made",
        ms(2),
        "",
        ms(4)
    ));
}

fn home(bench: &mut Bench, _: &World) {
    bench.window.click("Home");
    bench.window.settle();
    bench.scroll("home, scrolled", [700.0, 500.0], 60.0);
    bench.window.type_into("Filter groups", "a");
    bench.frames("home, typing into the filter of groups", |window, at| {
        let text = if at % 2 == 0 { "s" } else { "u" };
        window.0.event(egui::Event::Text(text.to_owned()));
    });
    bench
        .window
        .0
        .key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    bench.frames("palette of commands", |_, _| ());
    bench.window.0.key_press(egui::Key::Escape);
    bench.window.settle();
}

fn groups(bench: &mut Bench, _: &World) {
    bench.window.click("Groups");
    bench.window.until(GROUP);
    bench.window.settle();
    bench.frames("groups", |_, _| ());
    bench.window.click("Designs");
    bench.window.until("Import a design");
    bench.window.click("Meridian");
    bench.window.until("Edit in the studio");
    bench.window.settle();
    bench.scroll("page of a design, scrolled", [700.0, 500.0], 60.0);
    bench.window.click("Groups");
    bench.window.until(GROUP);
    bench.window.settle();
    bench.window.click(GROUP);
    bench.window.until("Custom fields");
    bench.window.settle();
    bench.scroll("one group, scrolled", [700.0, 500.0], 60.0);
    bench.window.click("Designs");
    bench.window.settle();
    bench.scroll("gallery of designs, scrolled", [700.0, 500.0], 60.0);
    bench.window.0.hover_at([700.0, 100.0].into());
}

/// A sheet in which every tenth name was decoded wrongly and every thirtieth address is none.
fn sheet(folder: &Path) -> PathBuf {
    let mut text = String::from("Name,E-mail,Course,City,Remark\n");
    for row in 0..ROWS {
        let name = match row % 10 {
            0 => format!("JosÃ© GarcÃ\u{ad}a {row}"),
            1 => format!("محمد علي {row}"),
            2 => format!("अनन्या शर्मा {row}"),
            _ => format!("Zoë Müller {row}"),
        };
        let at = if row % 30 == 0 { "(at)" } else { "@" };
        text.push_str(&format!(
            "{name},person{row}{at}example.org,Course {},Town {},x\n",
            row % 7,
            row % 97
        ));
    }
    let path = folder.join("many.csv");
    std::fs::write(&path, text).expect("the sheet");
    path
}

fn rows(bench: &mut Bench, world: &World) {
    let path = sheet(&world.folder);
    bench.window.click("Home");
    bench.window.0.hover_at([700.0, 500.0].into());
    bench.window.settle();
    // Its beginning, wherever it was left.
    wheel(&bench.window, 10_000.0);
    bench.window.settle();
    bench.window.click("Create credentials");
    bench.window.until("For which group?");
    bench.window.settle();
    bench.frames("create: the groups to choose from", |_, _| ());
    bench.window.click(GROUP);
    bench.window.until("Who receives a credential?");
    bench.window.settle();
    bench.frames("create: recipients", |_, _| ());
    let start = now();
    bench.times.lock().expect("lock").clear();
    bench.window.drop_file(&path);
    bench.window.until("What do the columns hold?");
    let seconds = start.elapsed().as_secs_f64();
    let longest = bench
        .times
        .lock()
        .expect("lock")
        .iter()
        .max()
        .copied()
        .unwrap_or_default();
    say(&format!(
        "import of {ROWS} rows: {seconds:.1} s, the longest frame meanwhile {:.2} ms",
        longest.as_secs_f64() * 1000.0
    ));
    bench.frames("columns of 100,000 rows", |_, _| ());
    bench.window.click_starting("Check 100");
    bench.window.until("Next problem");
    bench.window.settle();
    bench.scroll("table of 100,000 rows, scrolled", [500.0, 500.0], 1332.0);
    bench.window.click("Need you");
    bench.window.settle();
    bench.scroll("the same, rows with errors only", [500.0, 500.0], 1332.0);
    bench.window.click("All");
    bench.window.settle();
    bench.window.0.get_by_label_contains("Rows, ").focus();
    bench.frames("cell by cell with the arrow keys", |window, _| {
        window.0.key_press(egui::Key::ArrowDown);
    });
    bench.window.0.key_press(egui::Key::F2);
    bench.window.0.step();
    bench.frames("typing into a cell", |window, _| {
        window.0.event(egui::Event::Text("a".to_owned()));
    });
    bench.window.0.key_press(egui::Key::Escape);
    bench.window.settle();
    // Threads look at the table all the while, which is what would make every change a copy.
    bench.frames("writing a cell in every other frame", |window, at| match at % 2 {
        0 => window.0.event(egui::Event::Text("Anna Lee".to_owned())),
        _ => window.0.key_press(egui::Key::Enter),
    });
    bench.window.settle();
    fix_all(bench);
    bench.frames("writing a cell, after 10,000 were mended", |window, at| match at % 2 {
        0 => window.0.event(egui::Event::Text("Anna Lee".to_owned())),
        _ => window.0.key_press(egui::Key::Enter),
    });
    bench.window.settle();
    bench.window.click_starting("Go on");
    bench.window.wait("a credential", |window| {
        window.0.query_all_by_label_contains("Credential of ").next().is_some()
    });
    bench.frames("verify and generate, while every row is tried", |_, _| ());
    bench.window.type_into("Issue date", "2026-05-3");
    bench.frames("the same, typing another date for all rows", |window, at| {
        match at % 40 {
            0 => window.0.event(egui::Event::Text("1".to_owned())),
            20 => window.0.key_press(egui::Key::Backspace),
            _ => (),
        }
    });
    bench.window.settle();
    say(&format!(
        "memory with {ROWS} rows in the table: {} MB",
        memory("VmRSS:")
    ));
}

/// A sheet of 100,000 people who all have a credential of the group.
fn known(bench: &mut Bench, world: &World) {
    let mut text = String::from("Name,E-mail\n");
    for n in 0..CREDENTIALS {
        text.push_str(&format!("{},person{n}@example.org\n", many::name(n)));
    }
    let path = world.folder.join("known.csv");
    std::fs::write(&path, text).expect("the sheet");
    bench.window.click("Home");
    bench.window.until("Create credentials");
    bench.window.settle();
    bench.window.click("Create credentials");
    bench.window.until("For which group?");
    bench.window.settle();
    bench.window.click("Foundations of Data Protection");
    bench.window.until("Who receives a credential?");
    bench.window.drop_file(&path);
    bench.window.until("What do the columns hold?");
    bench.window.click_starting("Check 100");
    bench.window.until("There already, row 2");
    bench.window.settle();
    bench.window.0.get_by_label_contains("Rows, ").focus();
    bench.window.0.key_press(egui::Key::ArrowDown);
    bench.frames("100,000 known people: writing a cell", |window, at| match at % 2 {
        0 => window.0.event(egui::Event::Text("Anna Lee".to_owned())),
        _ => window.0.key_press(egui::Key::Enter),
    });
    bench.window.settle();
    bench.frames("the same, while nothing is done", |_, _| ());
}

/// A correction in 10,000 rows, with its undo: how long until it is seen, and the longest frame meanwhile.
fn fix_all(bench: &mut Bench) {
    let label = "Fix all 10\u{2009}000";
    let there = |window: &Window| window.0.query_all_by_label_contains(label).next().is_some();
    if !there(&bench.window) {
        panic!("nothing can be mended in all rows");
    }
    bench.times.lock().expect("lock").clear();
    let start = now();
    bench.window.click_starting(label);
    bench.window.wait("all to be mended", |window| !there(window));
    let seconds = start.elapsed().as_secs_f64();
    let longest = bench
        .times
        .lock()
        .expect("lock")
        .iter()
        .max()
        .copied()
        .unwrap_or_default();
    say(&format!(
        "10,000 rows mended at once: {seconds:.2} s, the longest frame meanwhile {:.2} ms",
        longest.as_secs_f64() * 1000.0
    ));
}

fn review(bench: &mut Bench, _: &World) {
    bench.window.click("Review");
    bench.window.until("Select all");
    bench.window.settle();
    bench.scroll("contact sheet of 100,000, scrolled", [700.0, 500.0], 600.0);
    bench
        .window
        .0
        .key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    bench.window.settle();
    bench.scroll("the same, all selected", [700.0, 500.0], 600.0);
    bench.window.0.key_press(egui::Key::Escape);
    bench.window.type_into("Search what is under review", "zoe");
    bench.frames("the same, typing into the search", |window, at| {
        let key = if at % 2 == 0 { "e" } else { "o" };
        window.0.event(egui::Event::Text(key.to_owned()));
    });
    bench.window.click_starting("Empty: ");
    bench.window.click("Show as a list");
    bench.window.settle();
    bench.scroll("list of 100,000 under review, scrolled", [700.0, 500.0], 1332.0);
    bench.window.click("Show as a contact sheet");
    bench.window.settle();
    let first = first_card(&bench.window);
    bench.window.click(&first);
    bench.window.until("Hold…");
    bench.window.settle();
    bench.frames("review page, one after the other", |window, at| {
        if at % 10 == 0 {
            window.0.key_press(egui::Key::ArrowRight);
        }
    });
    bench.window.click("Review");
    bench.window.until("Select all");
    bench.window.wait("the button", |window| {
        window.0.query_all_by_label_contains(" now…").next().is_some()
    });
    bench.window.click_starting(" now…");
    bench.window.until("Back to review");
    bench.frames("plan to publish 100,000", |_, _| ());
}

fn first_card(window: &Window) -> String {
    let checks = window.0.query_all_by_label_contains("Select ");
    let names = checks.filter_map(|check| Some(check.accesskit_node().label()?.strip_prefix("Select ")?.to_owned()));
    let mut names = names.filter(|name| !name.starts_with("all"));
    names.next().expect("somebody")
}

fn published(bench: &mut Bench, _: &World) {
    bench.window.click("Published");
    bench.window.until("Search published credentials");
    bench.window.settle();
    bench.scroll("100,000 published, scrolled", [700.0, 500.0], 1332.0);
    bench.window.type_into("Search published credentials", "MANY-123456");
    bench.window.wait("only that one", |window| {
        window.has("MANY-123456") && window.0.query_all_by_label_contains("MANY-").count() == 1
    });
    bench.window.click("MANY-123456");
    bench.window.until("History");
    bench.window.settle();
    bench.scroll("page of a credential, scrolled", [700.0, 500.0], 60.0);
    bench.window.click("Back");
    bench.window.until("Search published credentials");
    bench.window.0.get_by_label("Search published credentials").focus();
    bench.frames("100,000 published, typing into the search", |window, at| {
        let key = if at % 2 == 0 { "e" } else { "o" };
        window.0.event(egui::Event::Text(key.to_owned()));
    });
}

fn settings(bench: &mut Bench, _: &World) {
    bench.window.click("Settings");
    for page in [
        "Issuer",
        "Appearance",
        "Language and dates",
        "Fonts",
        "Workspace",
        "Keyboard shortcuts",
        "About",
    ] {
        bench.window.click(page);
        bench.window.settle();
        bench.scroll(&format!("settings, {}", page.to_lowercase()), [800.0, 500.0], 60.0);
    }
}

/// Goes through the contact sheet page by page, each as soon as all its pictures are there.
fn contact_sheet(bench: &mut Bench) {
    bench.window.click("Review");
    bench.window.until("Select all");
    bench.window.settle();
    bench.window.0.hover_at([700.0, 500.0].into());
    let (start, mut seen) = (now(), HashSet::new());
    let before = look(&bench.window, &mut seen);
    for _ in 0..40 {
        for _ in 0..6 {
            wheel(&bench.window, -100.0);
            bench.window.0.step();
            look(&bench.window, &mut seen);
        }
        // A page is there when no picture came for a while.
        let mut quiet = 0;
        while quiet < 12 {
            bench.window.0.step();
            let found = look(&bench.window, &mut seen);
            quiet = if found > 0 { 0 } else { quiet + 1 };
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    let pictures = seen.len() - before;
    let rate = pictures as f64 / start.elapsed().as_secs_f64();
    say(&format!(
        "contact sheet, page by page: {pictures} thumbnails, {rate:.0} a second"
    ));
}

/// Notes the pictures that the last frame shows; how many of them are new.
fn look(window: &Window, seen: &mut HashSet<egui::TextureId>) -> usize {
    let shapes = window.0.output().shapes.iter();
    let pictures = shapes.flat_map(|clipped| pictures_of(&clipped.shape));
    pictures.filter(|picture| seen.insert(*picture)).count()
}

fn pictures_of(shape: &egui::Shape) -> Vec<egui::TextureId> {
    let found = match shape {
        egui::Shape::Vec(shapes) => shapes.iter().flat_map(pictures_of).collect(),
        egui::Shape::Mesh(mesh) => vec![mesh.texture_id],
        egui::Shape::Rect(rect) => rect.brush.iter().map(|brush| brush.fill_texture_id).collect(),
        _ => Vec::new(),
    };
    // The first texture is that of the fonts.
    found
        .into_iter()
        .filter(|id| *id != egui::TextureId::default())
        .collect()
}

/// What the system says of the memory of this process, in megabytes.
fn memory(which: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(which));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1000
}
