//! Reads spreadsheets as an import does, and says of each in a line of JSON what came of it.
//!
//!     cargo run --example read_sheets -- [--raw] [--rows] [--sheet NAME] FILE…
//!
//! `--raw` takes no row for headings, so that every cell with something in it is counted; `--rows` gives the values as
//! well; `--sheet` reads the sheet of this name. `scripts/corpus` compares the counts with other programs'.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use accolade::diag::{Problem, Problems};
use accolade::import::{self, ReadOptions, Sheet};
use accolade::progress::Progress;
use accolade::worker::{self, Launcher};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, task] = arguments.as_slice()
        && first == worker::ARGUMENT
    {
        return worker::serve(task, import::TASKS);
    }
    let mut given = |flag: &str| {
        let place = arguments.iter().position(|argument| argument == flag);
        place.map(|place| arguments.remove(place)).is_some()
    };
    let (raw, with_rows) = (given("--raw"), given("--rows"));
    let place = arguments.iter().position(|argument| argument == "--sheet");
    let sheet = place.map(|place| arguments.drain(place..(place + 2).min(arguments.len())).next_back());
    let options = ReadOptions {
        header_row: raw.then_some(0),
        sheet: sheet.flatten(),
        ..ReadOptions::default()
    };
    match read_all(&arguments, &options, with_rows) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn read_all(files: &[String], options: &ReadOptions, with_rows: bool) -> io::Result<()> {
    let launcher = Launcher::new(std::env::current_exe()?);
    let mut out = io::stdout().lock();
    for file in files {
        let outcome = import::read(Path::new(file), options, &launcher, &Progress::new());
        let mut told = match outcome {
            Ok(read) => read_sheet(&read.value, &read.problems, with_rows),
            Err(problems) => json!({ "outcome": "refused", "problems": list(&problems) }),
        };
        told["file"] = json!(file);
        writeln!(out, "{told}")?;
    }
    Ok(())
}

fn read_sheet(sheet: &Sheet, problems: &Problems, with_rows: bool) -> Value {
    let cells = |row: &import::Row| row.cells.iter().filter(|cell| !cell.is_blank()).count();
    let values = |row: &import::Row| {
        row.cells
            .iter()
            .map(|cell| cell.text().into_owned())
            .collect::<Vec<_>>()
    };
    let mut told = json!({
        "outcome": "read",
        "sheet": sheet.name,
        "sheets": 1 + sheet.others.len(),
        "header_row": sheet.header_row,
        "columns": sheet.columns.len(),
        "rows": sheet.rows.len(),
        "cells": sheet.rows.iter().map(cells).sum::<usize>(),
        "encoding": sheet.encoding.as_ref().map(|encoding| encoding.name),
        "others": sheet.encoding.as_ref().map(|encoding| encoding.others.clone()),
        "problems": list(problems),
    });
    if with_rows {
        told["titles"] = json!(sheet.columns.iter().map(|c| c.title.as_str()).collect::<Vec<_>>());
        told["values"] = json!(sheet.rows.iter().map(values).collect::<Vec<_>>());
    }
    told
}

fn list(problems: &Problems) -> Vec<Value> {
    let one = |problem: &Problem| {
        json!({
            "severity": problem.severity.to_string(),
            "code": problem.code,
            "message": problem.message,
            "hints": problem.hints,
            "row": problem.place.row,
            "unexpected": problem.unexpected,
        })
    };
    problems.iter().map(one).collect()
}
