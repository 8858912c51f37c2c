//! What the designs say to the rows of a list.

use crate::diag::{Problem, Severity};

/// What the designs say to all rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// The worst first; only of so many rows as are read.
    pub lines: Vec<FitLine>,
    /// How many rows have a warning or an error.
    pub doubtful: usize,
    /// How many others have a note.
    pub noted: usize,
}

/// The same of one row or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FitLine {
    /// By their places, the worst first.
    pub rows: Vec<usize>,
    pub severity: Severity,
    pub message: String,
}

impl Fit {
    /// One more row. What was said of another one before is said once for both.
    pub fn add(&mut self, row: usize, problem: &Problem) {
        let is_same = |line: &&mut FitLine| line.severity == problem.severity && line.message == problem.message;
        match self.lines.iter_mut().find(is_same) {
            Some(line) => line.rows.push(row),
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
    fn what_several_rows_have_is_said_once_and_the_worst_row_stays_first() {
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
            (vec![10, 4], "Set in Noto Naskh Arabic".to_owned()),
            (vec![7], "Shrunk to 60 % to fit".to_owned()),
        ];
        assert_eq!(said, expected);
    }
}
