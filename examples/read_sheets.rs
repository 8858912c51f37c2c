//! Reads every spreadsheet of a folder as `generate` would, and prints one line for each: what it is, and how it went.
//!
//!     cargo run --example read_sheets -- FOLDER [NAME]
//!
//! Lines are tab-separated: file, rows, columns, non-blank cells, header row, milliseconds, problem codes, and the first
//! problem in full. With a NAME only files whose name contains it are read, and their problems are printed too.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use accolade::diag::Problems;
use accolade::import::{self, CheckOptions, ReadOptions, Sheet};
use accolade::progress::Progress;
use accolade::worker::{self, Launcher};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, task] = &arguments[..]
        && first == worker::ARGUMENT
    {
        return worker::serve(task, import::TASKS);
    }
    let (Some(folder), Ok(program)) = (arguments.first(), std::env::current_exe()) else {
        eprintln!("Name a folder");
        return ExitCode::FAILURE;
    };
    let wanted = arguments.get(1).map_or("", String::as_str);
    let launcher = Launcher::new(program);
    for path in files(Path::new(folder)) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.contains(wanted) {
            report(&path, &name, &launcher, !wanted.is_empty());
        }
    }
    ExitCode::SUCCESS
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        if entry.path().is_dir() {
            files.extend(self::files(&entry.path()));
        } else {
            files.push(entry.path());
        }
    }
    files.sort();
    files
}

#[expect(clippy::disallowed_methods, reason = "a tool at the edge, which measures")]
fn report(path: &Path, name: &str, launcher: &Launcher, in_full: bool) {
    let start = std::time::Instant::now();
    let read = import::read(path, &ReadOptions::default(), launcher, &Progress::new());
    let read_ms = start.elapsed().as_millis();
    let (facts, mut problems) = match read {
        Ok(sheet) => (facts(&sheet.value), sheet.problems),
        Err(problems) => ("-\t-\t-\t-".to_owned(), problems),
    };
    if let Ok(sheet) = import::read(path, &ReadOptions::default(), launcher, &Progress::new()) {
        let start = std::time::Instant::now();
        let names: Vec<(String, String)> = match sheet.value.columns.first() {
            Some(column) => vec![(column.letter.clone(), "name".to_owned())],
            None => Vec::new(),
        };
        let mapping = import::map(&sheet.value, &[], &[], &[]).or_else(|_| import::map(&sheet.value, &[], &names, &[]));
        match mapping {
            Ok(mapping) => {
                let checked = import::check(&sheet.value, &mapping.value, &CheckOptions::default());
                if in_full {
                    problems.extend(mapping.problems);
                    problems.extend(checked.problems);
                    problems.extend(checked.rows.into_iter().flat_map(|row| row.problems));
                    eprintln!("mapped and checked in {} ms", start.elapsed().as_millis());
                }
            }
            Err(more) if in_full => problems.extend(more),
            Err(_) => {}
        }
    }
    println!("{name}\t{facts}\t{read_ms}\t{}\t{}", codes(&problems), first(&problems));
    if in_full {
        for problem in problems.iter().take(200) {
            println!("  {}: {problem} ({})", problem.severity, problem.hints.join("; "));
        }
    }
}

fn facts(sheet: &Sheet) -> String {
    let cells: usize = sheet
        .rows
        .iter()
        .map(|row| row.cells.iter().filter(|cell| !cell.is_blank()).count())
        .sum();
    format!(
        "{}\t{}\t{cells}\t{}",
        sheet.rows.len(),
        sheet.columns.len(),
        sheet.header_row
    )
}

fn codes(problems: &Problems) -> String {
    let mut codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_ref()).collect();
    codes.dedup();
    codes.truncate(8);
    codes.join(",")
}

fn first(problems: &Problems) -> String {
    problems
        .0
        .first()
        .map_or_else(String::new, |problem| problem.message.clone())
}
