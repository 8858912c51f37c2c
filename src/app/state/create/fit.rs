//! What the designs say to the rows of a list.

use std::sync::Arc;

use crate::diag::{Problem, Severity};

use super::super::super::settings::count;
use super::super::of_designs::OfDesign;
use super::people::counted_rows;

/// What the designs say to all rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// The worst first; only of so many rows as are read.
    pub lines: Vec<FitLine>,
    /// How many rows have a warning or an error.
    pub doubtful: usize,
    /// How many others have a note.
    pub noted: usize,
    /// What the designs say of every row.
    pub of_designs: Vec<OfDesign>,
    /// The places of all rows that they say something to, from top to bottom.
    pub places: Arc<Vec<usize>>,
}

/// The same of one row or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FitLine {
    /// By their places, from top to bottom.
    pub rows: Vec<usize>,
    pub severity: Severity,
    pub message: String,
}

impl Fit {
    /// What is true of all rows, or of all people of a form.
    pub fn sentence(&self, is_form: bool) -> String {
        let (doubtful, noted) = (self.doubtful as u64, self.noted as u64);
        let is_doubtful = |of: &OfDesign| of.worst() > Severity::Note;
        let every = if is_form { "Everybody fits" } else { "Every row fits" };
        let whole = match doubtful {
            0 if self.of_designs.iter().any(is_doubtful) => format!("{every} the rest of the design"),
            0 => format!("{every} the design"),
            _ => format!("{} to look at on the design", counted_rows(self.doubtful, is_form)),
        };
        match (doubtful, noted) {
            (_, 0) => format!("{whole}."),
            (0, _) => {
                let verb = if noted == 1 { "has" } else { "have" };
                format!("{whole}; {} {verb} a note.", counted_rows(self.noted, is_form))
            }
            (_, 1) => format!("{whole}; 1 other has a note."),
            (_, _) => format!("{whole}; {} others have a note.", count(noted)),
        }
    }

    /// What the designs say to a row, by its place. Of a row that no line names it is said where that is seen.
    pub fn said_to(&self, row: usize, is_form: bool) -> Vec<(Severity, &str)> {
        let lines = self.lines.iter().filter(|line| line.rows.binary_search(&row).is_ok());
        let said: Vec<_> = lines.map(|line| (line.severity, line.message.as_str())).collect();
        match said.is_empty() && self.places.binary_search(&row).is_ok() {
            true => vec![(
                Severity::Note,
                match is_form {
                    true => "The design has something to say: draw this person in the last step",
                    false => "The design has something to say: draw this row in the last step",
                },
            )],
            false => said,
        }
    }

    /// How many rows are meant that no line names.
    pub fn unnamed(&self) -> usize {
        let named: usize = self.lines.iter().map(|line| line.rows.len()).sum();
        (self.doubtful + self.noted).saturating_sub(named)
    }

    /// One more row. What was said of another one before is said once for both.
    pub fn add(&mut self, row: usize, problem: &Problem) {
        let is_same = |line: &&mut FitLine| line.severity == problem.severity && line.message == problem.message;
        match self.lines.iter_mut().find(is_same) {
            Some(line) => {
                let at = line.rows.partition_point(|other| *other < row);
                line.rows.insert(at, row);
            }
            None => self.lines.push(FitLine {
                rows: vec![row],
                severity: problem.severity,
                message: problem.message.clone(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sentence_says_what_is_true_of_all() {
        let said = |doubtful, noted| {
            let fit = Fit {
                doubtful,
                noted,
                ..Fit::default()
            };
            fit.sentence(false)
        };
        assert_eq!(said(0, 0), "Every row fits the design.");
        assert_eq!(said(0, 1), "Every row fits the design; 1 row has a note.");
        assert_eq!(
            said(0, 1_497),
            "Every row fits the design; 1\u{2009}497 rows have a note."
        );
        assert_eq!(said(1, 0), "1 row to look at on the design.");
        assert_eq!(said(2, 3), "2 rows to look at on the design; 3 others have a note.");
        let of_form = |doubtful, noted| {
            let fit = Fit {
                doubtful,
                noted,
                ..Fit::default()
            };
            fit.sentence(true)
        };
        assert_eq!(of_form(0, 1), "Everybody fits the design; 1 person has a note.");
        assert_eq!(of_form(2, 0), "2 people to look at on the design.");
    }

    #[test]
    fn what_several_rows_have_is_said_once_with_the_worst_first_and_its_rows_in_order() {
        let shrunk = |size: u32| Problem::note("shrunk", format!("Shrunk to {size} % to fit"));
        let arabic = Problem::note("script-fallback", "Set in Noto Naskh Arabic");
        let mut fit = Fit::default();
        for (row, problem) in [(25, shrunk(54)), (10, arabic.clone()), (7, shrunk(60)), (4, arabic)] {
            fit.add(row, &problem);
        }
        let said = |line: &FitLine| (line.rows.clone(), line.message.clone());
        let said: Vec<(Vec<usize>, String)> = fit.lines.iter().map(said).collect();
        let expected = [
            (vec![25], "Shrunk to 54 % to fit".to_owned()),
            (vec![4, 10], "Set in Noto Naskh Arabic".to_owned()),
            (vec![7], "Shrunk to 60 % to fit".to_owned()),
        ];
        assert_eq!(said, expected);
        fit.places = Arc::new(vec![4, 7, 9, 10, 25]);
        let told = |row| {
            fit.said_to(row, false)
                .iter()
                .map(|(_, text)| (*text).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(told(7), ["Shrunk to 60 % to fit"]);
        assert!(told(9)[0].contains("in the last step"), "it is not among the first");
        assert_eq!(told(8), [""; 0]);
        (fit.doubtful, fit.noted) = (1, 5);
        assert_eq!(fit.unnamed(), 2);
    }
}
