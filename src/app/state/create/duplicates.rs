//! What is said of rows whose recipients have a credential of the group already, and what can be decided about them.

use std::collections::BTreeMap;

use crate::diag::Problem;
use crate::import::{Finding, Fix, Repair, Table};
use crate::issue::{Alike, Duplicate, Treatment};
use crate::model::{DuplicatePolicy, State};

use super::Import;

/// The decisions, by the kinds of their fixes, with what they are called in the table of rows.
pub const DECISIONS: [(&str, DuplicatePolicy, &str); 4] = [
    ("duplicate-ask", DuplicatePolicy::Ask, "Ask in review"),
    ("duplicate-skip", DuplicatePolicy::Skip, "Skip the row"),
    ("duplicate-replace", DuplicatePolicy::Replace, "Correct the other"),
    ("duplicate-allow", DuplicatePolicy::Allow, "Make another"),
];

/// How many rows do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Rows that make nothing, because there is a credential.
    pub skipped: usize,
    /// Rows that change a credential which is there.
    pub corrected: usize,
}

impl Import {
    /// What is done with a row whose recipient has a credential already, by its place.
    pub fn treatment(&self, row: usize) -> Option<Treatment> {
        let duplicate = self.there.get(&row)?;
        Some(duplicate.treated(self.group.duplicates, self.table.decision(row)))
    }

    /// What becomes of the rows whose recipients have a credential already; counted once for a revision of the table,
    /// which changes whenever other people are found.
    pub fn outcome(&self) -> Outcome {
        let revision = self.table.revision();
        if let Some((_, outcome)) = self.counted.get().filter(|(counted, _)| *counted == revision) {
            return outcome;
        }
        let outcome = self.count_outcome();
        self.counted.set(Some((revision, outcome)));
        outcome
    }

    fn count_outcome(&self) -> Outcome {
        let mut outcome = Outcome::default();
        for (row, duplicate) in &*self.there {
            if self.table.is_left_out(*row) || self.table.waits(*row) {
                continue;
            }
            match duplicate.treated(self.group.duplicates, self.table.decision(*row)) {
                Treatment::Skip => outcome.skipped += 1,
                Treatment::Edit | Treatment::Correct => outcome.corrected += 1,
                Treatment::Warn | Treatment::Make => {}
            }
        }
        outcome
    }
}

/// What a treatment is called in the table of rows.
pub fn word(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Warn => "Ask in review",
        Treatment::Skip => "Skip the row",
        Treatment::Edit | Treatment::Correct => "Correct the other",
        Treatment::Make => "Make another",
    }
}

/// Those who have a credential of the group, by the places of their rows.
pub type There = BTreeMap<usize, Duplicate>;

/// Says with each row that was checked or decided about anew what is done with it, and with every row of a new table.
pub fn remark(table: &mut Table, there: &There, policy: DuplicatePolicy) {
    for row in table.take_unremarked() {
        remark_row(table, there, policy, row);
    }
}

fn remark_row(table: &mut Table, there: &There, policy: DuplicatePolicy, row: usize) {
    let decision = table.decision(row);
    let duplicate = there.get(&row);
    let found = duplicate.map(|duplicate| finding(duplicate, policy, decision));
    table.set_remarks(row, found.into_iter().collect());
}

/// The table with what is said of other people than `before`; `None` when they are the same.
pub fn remark_news(table: &Table, before: &There, there: &There, policy: DuplicatePolicy) -> Option<Table> {
    let mut rows: Vec<usize> = there
        .iter()
        .filter(|(row, duplicate)| before.get(row) != Some(duplicate))
        .map(|(row, _)| *row)
        .collect();
    rows.extend(before.keys().filter(|row| !there.contains_key(row)));
    if rows.is_empty() {
        return None;
    }
    let mut table = table.clone();
    for row in rows {
        remark_row(&mut table, there, policy, row);
    }
    Some(table)
}

fn code_of(duplicate: &Duplicate, treatment: Treatment) -> &str {
    match treatment {
        Treatment::Warn => &duplicate.problem.code,
        Treatment::Skip => "duplicate-skipped",
        Treatment::Edit | Treatment::Correct if duplicate.stays.is_some() => "duplicate-keeps",
        Treatment::Edit | Treatment::Correct => "duplicate-corrected",
        Treatment::Make => "duplicate-made",
    }
}

fn finding(duplicate: &Duplicate, policy: DuplicatePolicy, decision: Option<DuplicatePolicy>) -> Finding {
    let treatment = duplicate.treated(policy, decision);
    Finding {
        problem: problem(duplicate, treatment),
        column: None,
        fixes: fixes(duplicate, policy, treatment),
    }
}

fn problem(duplicate: &Duplicate, treatment: Treatment) -> Problem {
    let mut problem = duplicate.problem.clone();
    let Some((alike, person)) = duplicate.others.first() else {
        return problem;
    };
    let number = &person.number;
    let who = match alike {
        Alike::Same => "the recipient has",
        Alike::Name | Alike::NameOnly => "somebody of this name has",
        Alike::Email => "somebody with this e-mail has",
    };
    let since = match person.state {
        State::Revoked => ", which was revoked",
        _ => " already",
    };
    let message = match treatment {
        Treatment::Warn => return problem,
        Treatment::Skip => format!("Skipped, because {who} credential {number}{since}"),
        Treatment::Edit => format!("Changes credential {number}, which is under review"),
        Treatment::Correct => format!("Becomes a correction of credential {number}, which is reviewed"),
        Treatment::Make => format!("Makes another credential, although {who} {number} already"),
    };
    problem.severity = crate::diag::Severity::Note;
    problem.message = message;
    problem.code = code_of(duplicate, treatment).to_owned().into();
    problem.hints.clear();
    // A value that is worse than what is there does not take its place, and not without a word.
    if let (Treatment::Edit | Treatment::Correct, Some(stays)) = (treatment, &duplicate.stays) {
        problem.severity = crate::diag::Severity::Warning;
        problem.message.push_str(&format!(", but {stays}"));
        return problem.hint("Mend the cell first, or correct the credential by hand if it is written so");
    }
    problem
}

/// The other things that can be done with the row.
fn fixes(duplicate: &Duplicate, policy: DuplicatePolicy, now: Treatment) -> Vec<Fix> {
    let Some((_, person)) = duplicate.others.first() else {
        return Vec::new();
    };
    let fix = |(kind, decision, _): (&'static str, DuplicatePolicy, &str)| {
        let then = duplicate.treated(
            policy,
            Some(decision).filter(|decision| *decision != DuplicatePolicy::Ask),
        );
        let impossible = match decision {
            DuplicatePolicy::Replace => matches!(person.state, State::Suspended | State::Revoked),
            // It is made with a warning, whoever decides so.
            DuplicatePolicy::Allow => person.state == State::Revoked,
            _ => false,
        };
        if then == now || impossible {
            return None;
        }
        let label = match (decision, then) {
            (DuplicatePolicy::Skip, _) => "Skip this row".to_owned(),
            (DuplicatePolicy::Replace, _) => format!("Correct {} instead", person.number),
            (DuplicatePolicy::Allow, _) => "Make another credential".to_owned(),
            (DuplicatePolicy::Ask, Treatment::Warn) => "Ask in review".to_owned(),
            (DuplicatePolicy::Ask, _) => "As the group says".to_owned(),
        };
        Some(Fix {
            kind: kind.into(),
            label,
            repair: Repair::Decide(decision),
        })
    };
    DECISIONS.into_iter().filter_map(fix).collect()
}
