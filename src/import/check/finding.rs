//! What is found in a row, with the ways to mend it.

use std::borrow::Cow;

use crate::diag::Problem;
use crate::locale::DateOrder;
use crate::model::DuplicatePolicy;

/// A problem of a row or a column, and what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub problem: Problem,
    /// The column it is in, by its place in [`Sheet::columns`](super::super::Sheet::columns).
    pub column: Option<usize>,
    /// The most likely one first. Where there are several, the text alone does not tell which is right, and a person
    /// has to choose; where there is one, or one of a kind, it may be applied to all alike.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// The fix that may be applied without asking which.
    pub fn only_fix(&self) -> Option<&Fix> {
        match &self.fixes[..] {
            [fix] => Some(fix),
            _ => None,
        }
    }

    /// The fix of a kind, unless there are several of it.
    pub fn fix_of(&self, kind: &str) -> Option<&Fix> {
        let mut of_kind = self.fixes.iter().filter(|fix| fix.kind == kind);
        let first = of_kind.next();
        first.filter(|_| of_kind.next().is_none())
    }
}

/// A way to mend a problem: a pure change, which can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// A stable kebab-case name; fixes of one kind can be applied together. Usually the code of the problem.
    pub kind: Cow<'static, str>,
    /// What it does, such as “Write it as Иван”.
    pub label: String,
    pub repair: Repair,
}

/// The kinds of fixes that there are, in alphabetical order, and whether one changes the form only: the same name, number
/// or address stands there afterwards. The others take a decision (which of two dates is meant, how a name is written,
/// whose address it is), which a person makes for each kind.
pub const FIX_KINDS: [(&str, bool); 57] = [
    ("all-caps", false),
    ("all-lower-case", false),
    ("control-character", true),
    ("date-ambiguous", false),
    ("date-day-first", false),
    ("date-kept", false),
    ("date-month-first", false),
    ("date-persian", false),
    ("date-roc", false),
    ("date-swapped", false),
    ("date-year-first", false),
    ("digits-lost", false),
    ("direction-control", false),
    ("doubled-spaces", true),
    ("duplicate-in-sheet", false),
    ("email-in-name", true),
    ("email-in-sheet", false),
    ("email-left-out", false),
    ("email-only", true),
    ("email-shape", false),
    ("email-slip", false),
    ("expiry-before-issue", false),
    ("family-name-first", false),
    ("first-row", false),
    ("formula-text", true),
    ("headings-again", false),
    ("hidden-row", false),
    ("html-entities", true),
    ("image-missing", false),
    ("image-none", false),
    ("impossible-date", false),
    ("likely-duplicate", false),
    ("list-number", false),
    ("mime-words", true),
    ("mixed-scripts", true),
    ("name-in-sheet", false),
    ("name-remark", false),
    ("not-a-choice", false),
    ("not-a-link", true),
    ("number-as-date", false),
    ("number-as-date-1904", false),
    ("number-decimals", false),
    ("number-thousands", false),
    ("odd-sign", false),
    ("other-encoding", false),
    ("program-escapes", true),
    ("row-apart", false),
    ("row-status", false),
    ("section-row", false),
    ("short-year", false),
    ("swapped-columns", false),
    ("text-mark", true),
    ("totals-row", false),
    ("unlikely-date", false),
    ("word-encoding", false),
    ("wrong-encoding", true),
    ("zero-width", true),
];

/// What a fix changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repair {
    /// New texts of cells of the row, by the places of their columns.
    Cells(Vec<(usize, String)>),
    /// What is done with the row, whose recipient has a credential already.
    Decide(DuplicatePolicy),
    /// The row makes no credential.
    LeaveOut,
    /// Dates whose column does not tell are read so.
    DateOrder(DateOrder),
    /// Day and month are exchanged in all real dates of a column that can be in doubt.
    SwapDates,
    /// The years of two digits in a column stand first.
    YearFirst,
    /// The years of three digits in a column are those of Taiwan's calendar.
    Roc,
    /// Real dates are right, whatever the texts beside them look like.
    KeepDates,
}

impl Fix {
    /// Whether it changes the form only, see [`FIX_KINDS`], so that it needs no decision.
    pub fn is_safe(&self) -> bool {
        let is_known = FIX_KINDS.iter().any(|(kind, safe)| *kind == self.kind && *safe);
        is_known && matches!(self.repair, Repair::Cells(_))
    }

    /// What stands in its cells afterwards.
    pub(super) fn written(&self) -> String {
        let Repair::Cells(cells) = &self.repair else {
            return String::new();
        };
        let texts: Vec<&str> = cells.iter().map(|(_, text)| text.as_str()).collect();
        texts.join(" ")
    }

    /// New texts of cells of a row.
    pub(super) fn cells(kind: &'static str, label: impl Into<String>, cells: Vec<(usize, String)>) -> Fix {
        Fix {
            kind: Cow::Borrowed(kind),
            label: label.into(),
            repair: Repair::Cells(cells),
        }
    }
}

/// A text that may be written in place of a value that stands in no sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The code of the problem that it mends.
    pub code: Cow<'static, str>,
    /// What it does, in words; a hint of the problem says the same.
    pub label: String,
    pub text: String,
}

/// What is wrong with a text, before it is known in which cell it stands.
#[derive(Clone, Debug)]
pub(super) struct Flaw {
    pub problem: Problem,
    /// A kind, a label and a new text for each way to mend it.
    texts: Vec<(Cow<'static, str>, String, String)>,
    /// That real dates are right, as a kind and a label.
    keep_dates: Option<(&'static str, String)>,
}

impl From<Problem> for Flaw {
    fn from(problem: Problem) -> Flaw {
        Flaw {
            problem,
            texts: Vec::new(),
            keep_dates: None,
        }
    }
}

impl Flaw {
    /// Adds a text that may be written instead, as a fix and as a hint.
    pub(super) fn write(self, text: impl Into<String>) -> Flaw {
        let text = text.into();
        let label = format!("Write it as {text}");
        self.offer(label, text)
    }

    /// Adds a text that may be written instead, in words of its own.
    pub(super) fn offer(self, label: impl Into<String>, text: impl Into<String>) -> Flaw {
        let kind = self.problem.code.clone();
        self.offer_as(kind, label, text)
    }

    /// Adds a text that may be written instead, as a kind of its own: one way of several that can be taken for all alike.
    pub(super) fn offer_as(
        mut self,
        kind: impl Into<Cow<'static, str>>,
        label: impl Into<String>,
        text: impl Into<String>,
    ) -> Flaw {
        let label = label.into();
        self.problem.hints.push(label.clone());
        self.texts.push((kind.into(), label, text.into()));
        self
    }

    /// Adds that the real dates of the column are right.
    pub(super) fn keep_dates(mut self, kind: &'static str, label: String) -> Flaw {
        self.problem.hints.push(label.clone());
        self.keep_dates = Some((kind, label));
        self
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Flaw {
        self.problem.hints.push(hint.into());
        self
    }

    /// The texts that may be written instead.
    #[cfg(test)]
    pub(super) fn texts(&self) -> Vec<&str> {
        self.texts.iter().map(|(_, _, text)| text.as_str()).collect()
    }

    /// The texts that may be written instead, for a value that stands in no cell.
    pub(super) fn offers(self) -> impl Iterator<Item = Offer> {
        let code = self.problem.code;
        self.texts.into_iter().map(move |(_, label, text)| Offer {
            code: code.clone(),
            label,
            text,
        })
    }

    /// The flaw in a cell of a column.
    pub(super) fn in_column(self, column: usize) -> Finding {
        let fix = |(kind, label, text)| Fix {
            kind,
            label,
            repair: Repair::Cells(vec![(column, text)]),
        };
        let keep = self.keep_dates.map(|(kind, label)| Fix {
            kind: Cow::Borrowed(kind),
            label,
            repair: Repair::KeepDates,
        });
        Finding {
            fixes: self.texts.into_iter().map(fix).chain(keep).collect(),
            problem: self.problem,
            column: Some(column),
        }
    }
}
