//! Rows worth looking at, where texts lie, and which rows do not fit.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::compose::{Measured, percent_of};
use crate::diag::{Problem, Problems, Severity};
use crate::units::{PT_PER_MM, Rect};

use super::Rows;
use super::survey::{Survey, Surveyed};

/// What makes a row worth looking at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// With the most letters.
    Longest,
    /// With the fewest.
    Shortest,
    /// Whose texts take the most room in full size.
    Widest,
    /// Some of which reads from right to left.
    RightToLeft,
    /// That lacks a value which the design must have.
    Missing,
}

impl Kind {
    pub const ALL: [Kind; 5] = [
        Kind::Longest,
        Kind::Shortest,
        Kind::Widest,
        Kind::RightToLeft,
        Kind::Missing,
    ];
}

/// A row that does not fit as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct RowFit {
    /// From 0.
    pub row: usize,
    /// Of all its texts the smallest size, as a part of the full one.
    pub scale: f64,
    pub problems: Problems,
}

impl RowFit {
    /// Its size in whole percent, as the problem beside it says it.
    pub fn percent(&self) -> f64 {
        percent_of(self.scale)
    }
}

/// Of so many rows at most a report tells the problems: a page of a hundred names has millions of them.
pub const MOST_TOLD: usize = 500;

/// How a batch fits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The rows about which something is to be said, the worst first; [`MOST_TOLD`] at most.
    pub rows: Vec<RowFit>,
    /// How many rows were looked at.
    pub total: usize,
    /// Of these, how many have an error, how many a warning, and how many only had to shrink.
    pub errors: usize,
    pub warnings: usize,
    pub shrunk: usize,
}

/// How the rows fit of which the texts were set so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Partial {
    pub report: Report,
    /// How much of the work is done, from 0 to 1.
    pub done: f64,
}

impl Survey {
    /// The rows of a kind, the best example first: of `Longest`, `Shortest` and `Widest` all rows. With `element` only
    /// its text counts.
    pub fn find(&self, kind: Kind, element: Option<&str>) -> Vec<usize> {
        let looked_at: Vec<&Surveyed> = self
            .elements
            .iter()
            .filter(|found| element.is_none_or(|name| found.name == name))
            .collect();
        let of_row = |row: usize| looked_at.iter().filter_map(move |found| found.of(row));
        let letters = |row: &usize| -> usize { of_row(*row).map(|found| found.says.chars().count()).sum() };
        let mut rows: Vec<usize> = if looked_at.is_empty() {
            Vec::new()
        } else {
            (0..self.len()).collect()
        };
        match kind {
            Kind::Longest => rows.sort_by_cached_key(|row| Reverse(letters(row))),
            Kind::Shortest => rows.sort_by_cached_key(letters),
            Kind::Widest => rows.sort_by_cached_key(|row| {
                let width: f64 = of_row(*row).map(|found| found.width).sum();
                Reverse((width * 1000.0) as u64)
            }),
            Kind::RightToLeft => {
                rows.retain(|row| of_row(*row).any(|found| found.is_rtl));
                rows.sort_by_cached_key(|row| Reverse(letters(row)));
            }
            Kind::Missing => {
                let lacking = |row: &usize| of_row(*row).map(|found| unfilled(&found.problems)).sum::<usize>();
                rows.retain(|row| lacking(row) > 0);
                rows.sort_by_cached_key(|row| Reverse(lacking(row)));
            }
        }
        rows
    }

    /// Where the texts of all rows lie in an element, in points from the frame's top left corner, each place with the
    /// number of rows that it holds for; places within half a point of each other are one. The largest come first.
    pub fn extents(&self, element: &str) -> Vec<(Rect, usize)> {
        let Some(found) = self.elements.iter().find(|found| found.name == element) else {
            return Vec::new();
        };
        let mut places: BTreeMap<[i64; 4], usize> = BTreeMap::new();
        for extent in found
            .of_row
            .iter()
            .filter_map(|at| found.found.get(*at as usize)?.extent)
        {
            let halves = [extent.x0, extent.y0, extent.x1, extent.y1].map(|at| (at * 2.0).round() as i64);
            *places.entry(halves).or_default() += 1;
        }
        let mut extents: Vec<(Rect, usize)> = places
            .into_iter()
            .map(|(halves, count)| {
                let [x0, y0, x1, y1] = halves.map(|half| half as f64 / 2.0);
                (Rect::new(x0, y0, x1, y1), count)
            })
            .collect();
        extents.sort_by(|a, b| b.0.area().total_cmp(&a.0.area()));
        extents
    }

    /// What is to be said about one row.
    pub fn row(&self, row: usize) -> RowFit {
        let seen: Vec<Seen<'_>> = self.elements.iter().map(Surveyed::seen).collect();
        row_fit(&seen, &self.rows, row)
    }

    /// How the whole batch fits, the worst rows first: by severity, by how far texts stand out of their frames or of the
    /// page, by how many problems there are, and by how much texts had to shrink. Notes that say nothing about the fit (a script set in its own face) are left out.
    pub fn report(&self) -> Report {
        let seen: Vec<Seen<'_>> = self.elements.iter().map(Surveyed::seen).collect();
        report(&seen, &self.rows)
    }
}

/// How an element fits, as far as it was set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'a> {
    pub name: &'a str,
    /// For each row the index of what was found.
    pub of_row: &'a [u32],
    pub found: &'a [Measured],
}

impl Seen<'_> {
    fn of(&self, row: usize) -> Option<&Measured> {
        self.found.get(*self.of_row.get(row)? as usize)
    }
}

/// What is to be said about one row.
fn row_fit(seen: &[Seen<'_>], rows: &Rows, row: usize) -> RowFit {
    let line = rows.get(row).and_then(|row| row.line);
    let mut fit = RowFit {
        row,
        scale: 1.0,
        problems: Problems::default(),
    };
    for element in seen {
        let Some(found) = element.of(row) else { continue };
        fit.scale = fit.scale.min(found.scale);
        let problems = found.problems.iter();
        fit.problems
            .extend(problems.map(|problem| placed(problem, element.name, line)));
    }
    fit
}

/// How a batch fits, as far as its texts were set.
pub(super) fn report(seen: &[Seen<'_>], all: &Rows) -> Report {
    let total = all.len();
    let mut report = Report {
        total,
        ..Report::default()
    };
    let mut rows = Vec::new();
    for row in 0..total {
        let found = || seen.iter().filter_map(|element| element.of(row));
        if found().all(|found| found.problems.iter().all(is_quiet)) {
            continue;
        }
        let worst = found().filter_map(|found| found.problems.worst()).max();
        match worst {
            Some(Severity::Error) => report.errors += 1,
            Some(Severity::Warning) => report.warnings += 1,
            _ => report.shrunk += 1,
        }
        let is_worst = |problem: &&Problem| Some(problem.severity) == worst;
        let count: usize = found()
            .map(|found| found.problems.iter().filter(is_worst).count())
            .sum();
        let scale = found().map(|found| found.scale).fold(1.0, f64::min);
        let beyond = found().map(|found| found.beyond).fold(0.0, f64::max);
        // As it is said, so that rows with the same words beside them stay in their order.
        let beyond = (beyond / PT_PER_MM * 10.0).round() as u64;
        rows.push((
            Reverse(worst),
            Reverse(beyond),
            Reverse(count),
            (scale * 1e6) as u64,
            row,
        ));
    }
    rows.sort_unstable();
    let told = rows.into_iter().take(MOST_TOLD);
    report.rows = told.map(|(.., row)| row_fit(seen, all, row)).collect();
    report
}

/// Whether a note says nothing about how a text fits.
fn is_quiet(problem: &Problem) -> bool {
    problem.severity == Severity::Note && problem.code != "text-shrunk"
}

fn unfilled(problems: &Problems) -> usize {
    problems
        .iter()
        .filter(|problem| problem.code == "unfilled-field")
        .count()
}

/// The problem with its element, and its line in the spreadsheet.
fn placed(problem: &Problem, element: &str, line: Option<u32>) -> Problem {
    let mut problem = problem.clone();
    problem.place.element = Some(element.to_owned());
    problem.place.row = line;
    problem
}
