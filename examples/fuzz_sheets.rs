//! Damages spreadsheets at random and reads them: nothing may panic, hang or answer nonsense outside the child.
//!
//!     cargo run --example fuzz_sheets -- MINUTES [SEED] FILE…
//!
//! Each round takes a file and changes it: bits, bytes, numbers, pieces cut, doubled, moved or taken from another file.
//! Half of the changes to archives are made to a part inside, which is packed again, so that they get past the
//! checksums. The readers that are this project's own run in a thread, where even a panic that the child would survive
//! counts as a failure; the others run in a child as in the program. A failing file is kept beside the program, and the
//! seed and the round that are printed make it again.

use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use accolade::import::{self, ReadOptions};
use accolade::progress::Progress;
use accolade::worker::{self, Launcher};

/// An answer that takes longer is a failure.
const PATIENCE: Duration = Duration::from_secs(20);

/// Files above this size are not worth their time, in bytes.
const MAX_FILE: usize = 300_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, task] = arguments.as_slice()
        && first == worker::ARGUMENT
    {
        return worker::serve(task, import::TASKS);
    }
    match run(&arguments) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            // A harness that cannot start has failed.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

/// Random numbers that a seed makes again (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Below a bound; 0 when that is 0.
    fn below(&mut self, bound: usize) -> usize {
        (self.next() % (bound.max(1) as u64)) as usize
    }
}

#[expect(clippy::disallowed_methods, reason = "a harness runs for so many minutes")]
fn now() -> Instant {
    Instant::now()
}

/// How many rounds failed.
fn run(arguments: &[String]) -> io::Result<u64> {
    let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidInput, what.to_owned());
    let minutes: f64 = arguments
        .first()
        .and_then(|m| m.parse().ok())
        .ok_or_else(|| wrong("How many minutes?"))?;
    let seed = arguments.get(1).and_then(|seed| seed.parse::<u64>().ok());
    let files = arguments.get(if seed.is_some() { 2 } else { 1 }..).unwrap_or_default();
    let mut corpus = Vec::new();
    for file in files {
        let bytes = std::fs::read(file)?;
        if !bytes.is_empty() && bytes.len() <= MAX_FILE {
            corpus.push((PathBuf::from(file), bytes));
        }
    }
    if corpus.is_empty() {
        return Err(wrong("There is no file to damage"));
    }
    let seed = seed.unwrap_or(20_261_126);
    let mut out = io::stdout();
    writeln!(out, "fuzz: seed {seed}, {} files, {minutes} minutes", corpus.len())?;
    let program = std::env::current_exe()?;
    let (child, here) = (Launcher::new(program.clone()), Launcher::in_process(import::TASKS));
    let folder = program.with_file_name("fuzz-failures");
    std::fs::create_dir_all(&folder)?;
    let begun = now();
    let (mut rounds, mut failures, mut read, mut slowest) = (0u64, 0u64, 0u64, Duration::ZERO);
    while begun.elapsed().as_secs_f64() < minutes * 60.0 {
        let mut random = Random((seed ^ rounds.wrapping_mul(0x9e37_79b9_7f4a_7c15)) | 1);
        rounds += 1;
        let (path, bytes) = &corpus[random.below(corpus.len())];
        let other = &corpus[random.below(corpus.len())].1;
        let damaged = damage(bytes, other, &mut random);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let file = folder.join(format!("now-{name}"));
        std::fs::write(&file, &damaged)?;
        let own = !is_xlsx(&damaged);
        let round = now();
        // Every other round takes no row for headings, so that more is read to the end.
        let header_row = (rounds % 2 == 0).then_some(0);
        let verdict = one(&file, header_row, if own { &here } else { &child }, own);
        let took = round.elapsed();
        slowest = slowest.max(took);
        let verdict = verdict.and_then(|good| match took > PATIENCE {
            true => Err(format!("{} s", took.as_secs())),
            false => Ok(good),
        });
        match verdict {
            Ok(good) => {
                read += u64::from(good);
                std::fs::remove_file(&file)?;
            }
            Err(why) => {
                failures += 1;
                let kept = folder.join(format!("{seed}-{rounds}-{name}"));
                std::fs::rename(&file, &kept)?;
                writeln!(out, "FAILED round {rounds} of seed {seed}, {}: {why}", kept.display())?;
            }
        }
    }
    let seconds = slowest.as_secs_f64();
    writeln!(
        out,
        "fuzz: {rounds} files damaged, {read} of them still read, the slowest answer after {seconds:.1} s"
    )?;
    writeln!(out, "fuzz: {} passed, {failures} failed, 0 skipped", rounds - failures)?;
    Ok(failures)
}

/// Whether a file is read; or what must not have happened.
fn one(file: &Path, header_row: Option<u32>, launcher: &Launcher, own: bool) -> Result<bool, String> {
    let options = ReadOptions {
        header_row,
        ..ReadOptions::default()
    };
    let work = || import::read(file, &options, launcher, &Progress::new());
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|_| "a panic".to_owned())?;
    let problems = match outcome {
        Ok(_) => return Ok(true),
        Err(problems) => problems,
    };
    for problem in problems.iter() {
        if problem.unexpected || (own && problem.code.starts_with("reader-")) {
            return Err(format!("{}: {problem}", problem.code));
        }
        if problem.is_error() && problem.hints.is_empty() {
            return Err(format!("no hint: {problem}"));
        }
    }
    match problems.is_empty() {
        true => Err("refused without a word".to_owned()),
        false => Ok(false),
    }
}

/// Whether the library's reader is the one that reads a file, which may panic in its child.
fn is_xlsx(bytes: &[u8]) -> bool {
    let has = |name: &[u8]| {
        bytes
            .windows(name.len())
            .any(|window| window.eq_ignore_ascii_case(name))
    };
    bytes.starts_with(b"PK")
        && !has(b"workbook.bin")
        && (has(b"workbook.xml") || has(b"[content_types].xml") || has(b"_rels/.rels"))
}

fn damage(bytes: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    if bytes.starts_with(b"PK")
        && random.below(4) > 0
        && let Some(damaged) = damage_part(bytes, other, random)
    {
        return damaged;
    }
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        change(&mut bytes, other, random);
    }
    bytes
}

/// Changes a part inside an archive and packs it again; `None` when it is no archive.
fn damage_part(bytes: &[u8], other: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = random.below(archive.len());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len().min(500) {
        let entry = archive.by_index(index).ok()?;
        let name = entry.name().ok()?.into_owned();
        let mut content = Vec::new();
        entry.take(4 << 20).read_to_end(&mut content).ok()?;
        // Tables are what matters most.
        let is_table = ["sheet", "content.xml", "workbook", "Strings", "styles"]
            .iter()
            .any(|word| name.contains(word));
        if index == chosen || (is_table && random.below(3) == 0) {
            for _ in 0..=random.below(3) {
                change(&mut content, other, random);
            }
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        writer.write_all(&content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Values that readers fall over.
const NUMBERS: [u32; 10] = [
    0,
    1,
    0xff,
    0x7fff,
    0xffff,
    0x10000,
    0x7fff_ffff,
    0xffff_fffe,
    0xffff_ffff,
    0xfffff,
];
const TEXTS: [&str; 12] = [
    "\"",
    "<",
    ">",
    "&",
    "&#xD800;",
    "<![CDATA[",
    "-1",
    "99999999999999999999",
    "1e999",
    "\0",
    "</table:table>",
    "XFE1048577",
];

fn change(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let length = bytes.len();
    let at = random.below(length);
    let span = 1 + random.below(64.min(length.max(1)));
    let end = (at + span).min(length);
    match random.below(9) {
        0 if length > 0 => bytes[at] ^= 1 << random.below(8),
        1 if length > 0 => bytes[at] = random.next() as u8,
        2 if length >= at + 4 => bytes[at..at + 4].copy_from_slice(&NUMBERS[random.below(NUMBERS.len())].to_le_bytes()),
        3 => bytes.truncate(at),
        4 => drop(bytes.drain(at..end)),
        5 => {
            let piece = bytes[at..end].to_vec();
            let to = random.below(length);
            bytes.splice(to..to, piece);
        }
        6 => {
            let text = TEXTS[random.below(TEXTS.len())];
            bytes.splice(at..at, text.bytes());
        }
        7 => {
            let from = random.below(other.len());
            let piece = &other[from..(from + span).min(other.len())];
            bytes.splice(at..end, piece.iter().copied());
        }
        // A number in a text becomes another one.
        _ => {
            if let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit) {
                let number = NUMBERS[random.below(NUMBERS.len())].to_string();
                bytes.splice(at + digit..=at + digit, number.bytes());
            }
        }
    }
}
