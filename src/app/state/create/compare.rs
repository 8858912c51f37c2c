//! A sheet that comes again after corrections: what it is to those who have a credential, and what is chosen of that.
//!
//! [`Compared`] is what the library found, as much as is shown of it; unchanged rows are only counted. [`Compare`] adds
//! what a person chose. Choices can be taken back one by one until they are carried out.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

pub use super::wishes::{Decision, Pick, Picked, Wanted, Wishes};
use crate::diag::Problems;
use crate::issue::{Diff, RowIs};
pub use crate::issue::{FieldChange, How, Known, Why};
use crate::model::title_of;

/// What the jobs are called that change credentials as a sheet says, and back.
pub const CARRYING_OUT: &str = "Carrying out corrections";
pub const TAKING_BACK: &str = "Taking back corrections";

/// A row that changes something or wants something, or somebody who is not in the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// As the spreadsheet numbers it; none for who is not in it.
    pub row: Option<u32>,
    pub name: String,
    pub is: LineIs,
    /// What is said of somebody whose credential was revoked.
    pub revoked: Option<String>,
    /// Why the row waits.
    pub wrong: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LineIs {
    New,
    Changed {
        of: Known,
        changes: Vec<FieldChange>,
        how: How,
    },
    Uncertain(Vec<(Known, Why)>),
    /// It has errors; whom it is about, where that is sure.
    Waiting(Option<Known>),
    Gone(Known),
}

/// A kind of line, for the filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Changed,
    Correction,
    New,
    Uncertain,
    Waiting,
    Suspended,
    Gone,
}

impl Kind {
    pub const ALL: [Kind; 7] = [
        Kind::Changed,
        Kind::Correction,
        Kind::New,
        Kind::Uncertain,
        Kind::Waiting,
        Kind::Suspended,
        Kind::Gone,
    ];

    /// What one line of the kind is called.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Changed => "Changed",
            Kind::Correction => "Correction",
            Kind::New => "New",
            Kind::Uncertain => "Who is it?",
            Kind::Waiting => "Needs you",
            Kind::Suspended => "Suspended",
            Kind::Gone => "Not in this list",
        }
    }
}

impl Line {
    pub fn kind(&self) -> Kind {
        match &self.is {
            LineIs::New => Kind::New,
            LineIs::Changed { how, .. } => match how {
                How::Edit => Kind::Changed,
                How::Correct => Kind::Correction,
                How::Blocked => Kind::Suspended,
            },
            LineIs::Uncertain(_) => Kind::Uncertain,
            LineIs::Waiting(_) => Kind::Waiting,
            LineIs::Gone(_) => Kind::Gone,
        }
    }

    /// Whether it can be carried out as it stands.
    pub fn can_apply(&self) -> bool {
        matches!(self.kind(), Kind::Changed | Kind::Correction | Kind::New)
    }

    /// Whether digits are lost in it.
    pub fn has_lost(&self) -> bool {
        match &self.is {
            LineIs::Changed { changes, .. } => changes.iter().any(|change| change.lost.is_some()),
            _ => false,
        }
    }

    /// The credential that it is about.
    pub fn of(&self) -> Option<&Known> {
        match &self.is {
            LineIs::Changed { of, .. } | LineIs::Gone(of) => Some(of),
            LineIs::Waiting(of) => of.as_ref(),
            LineIs::New | LineIs::Uncertain(_) => None,
        }
    }
}

/// A sheet compared with what is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// In the order of the sheet; who is not in it at the end.
    pub lines: Vec<Line>,
    pub unchanged: usize,
    /// Whether the sheet is a later version of a list, so that somebody can be gone from it.
    pub is_version: bool,
    /// The custom field by which people were known.
    pub id_field: Option<String>,
    /// What could not be found out.
    pub notes: Vec<String>,
}

impl From<&Diff> for Compared {
    fn from(diff: &Diff) -> Compared {
        let mut compared = Compared {
            is_version: !diff.batches.is_empty(),
            id_field: diff.id_field.clone(),
            notes: diff.notes.iter().map(|note| note.message.clone()).collect(),
            ..Compared::default()
        };
        for row in &diff.rows {
            let is = match &row.is {
                RowIs::New => LineIs::New,
                RowIs::Changed { of, changes, how } => LineIs::Changed {
                    of: of.clone(),
                    changes: changes.clone(),
                    how: *how,
                },
                RowIs::Uncertain(candidates) => LineIs::Uncertain(candidates.clone()),
                RowIs::Waiting(of) => LineIs::Waiting(of.clone()),
                RowIs::Unchanged(_) => {
                    compared.unchanged += 1;
                    continue;
                }
            };
            compared.lines.push(Line {
                row: Some(row.row.row),
                name: row.row.recipient.name.clone(),
                is,
                revoked: row.of_revoked().map(|problem| problem.message.clone()),
                wrong: wrong(&row.row.problems),
            });
        }
        compared.lines.extend(diff.gone.iter().map(|one| Line {
            row: None,
            name: one.name.clone(),
            is: LineIs::Gone(one.clone()),
            revoked: None,
            wrong: Vec::new(),
        }));
        compared
    }
}

fn wrong(problems: &Problems) -> Vec<String> {
    let errors = problems.iter().filter(|problem| problem.is_error());
    errors.map(|problem| problem.message.clone()).collect()
}

impl Compared {
    /// The rows that can be carried out as they stand.
    pub fn can_apply(&self) -> BTreeSet<u32> {
        let lines = self.lines.iter().filter(|line| line.can_apply());
        lines.filter_map(|line| line.row).collect()
    }

    pub fn count(&self, kind: Kind) -> usize {
        self.lines.iter().filter(|line| line.kind() == kind).count()
    }
}

/// How many of what is chosen would be carried out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    pub changed: usize,
    pub corrected: usize,
    pub new: usize,
    /// How many could be.
    pub of: usize,
}

impl Chosen {
    pub fn all(self) -> usize {
        self.changed + self.corrected + self.new
    }
}

/// What is shown of a comparison, and what is chosen.
#[derive(Debug, Default)]
pub struct Compare {
    pub wishes: Wishes,
    /// None where the rows make new credentials.
    pub found: Option<Arc<Compared>>,
    /// What takes back each choice, and what makes it again.
    past: Vec<(&'static str, Pick)>,
    future: Vec<(&'static str, Pick)>,
    pub filter: Option<Kind>,
    /// The lines that the filter lets through, by their places.
    pub shown: Vec<usize>,
    /// How many of these could be carried out, and how many would be.
    pub of_shown: (usize, usize),
    /// How many lines there are of each kind, in the order of [`Kind::ALL`].
    pub counts: [usize; Kind::ALL.len()],
    pub chosen: Chosen,
    /// How many rows have lost digits.
    pub lost: usize,
    /// The place of the line that is looked at.
    pub cursor: Option<usize>,
}

impl Compare {
    pub fn new(wishes: Wishes, found: Option<Compared>) -> Compare {
        let mut compare = Compare {
            wishes,
            ..Compare::default()
        };
        compare.take(found);
        compare
    }

    pub fn is_on(&self) -> bool {
        self.found.is_some()
    }

    /// Takes what was found; the line that was looked at is looked at still, where it is there.
    pub fn take(&mut self, found: Option<Compared>) {
        let row = self.line().map(|line| (line.row, line.name.clone()));
        self.found = found.map(Arc::new);
        self.sift();
        let Some(found) = &self.found else { return };
        let same = |line: &Line| {
            row.as_ref()
                .is_some_and(|(row, name)| line.row == *row && line.name == *name)
        };
        self.cursor = found
            .lines
            .iter()
            .position(same)
            .or_else(|| self.shown.first().copied());
    }

    /// What follows from what was found, from the choices and from the filter.
    pub fn sift(&mut self) {
        (self.shown, self.of_shown, self.counts, self.chosen, self.lost) = Default::default();
        let Some(found) = &self.found else { return };
        // A filter that lets nothing through any more is none.
        self.filter = self.filter.filter(|kind| found.count(*kind) > 0);
        for (at, line) in found.lines.iter().enumerate() {
            let kind = line.kind();
            if let Some(place) = Kind::ALL.iter().position(|known| *known == kind)
                && let Some(count) = self.counts.get_mut(place)
            {
                *count += 1;
            }
            if self.filter.is_none_or(|filter| filter == kind) {
                self.shown.push(at);
                self.of_shown.0 += usize::from(line.can_apply());
                self.of_shown.1 += usize::from(self.is_chosen(line));
            }
            self.lost += usize::from(line.has_lost());
            self.chosen.of += usize::from(line.can_apply());
            if self.is_chosen(line) {
                match kind {
                    Kind::Changed => self.chosen.changed += 1,
                    Kind::Correction => self.chosen.corrected += 1,
                    _ => self.chosen.new += 1,
                }
            }
        }
    }

    /// Whether a line will be carried out.
    pub fn is_chosen(&self, line: &Line) -> bool {
        line.can_apply() && line.row.is_some_and(|row| !self.wishes.picked.leave.contains(&row))
    }

    /// The line that is looked at.
    pub fn line(&self) -> Option<&Line> {
        self.found.as_ref()?.lines.get(self.cursor?)
    }

    /// The line at a place of those that are shown.
    pub fn at(&self, place: usize) -> Option<&Line> {
        self.found.as_ref()?.lines.get(*self.shown.get(place)?)
    }

    /// Makes a choice that can be taken back. Whether anything is another than before.
    pub fn pick(&mut self, name: &'static str, pick: Pick) -> bool {
        let Some(back) = Arc::make_mut(&mut self.wishes.picked).make(pick) else {
            return false;
        };
        self.past.push((name, back));
        self.future.clear();
        self.sift();
        true
    }

    /// Leaves rows as they are, which can be taken back.
    pub fn leave(&mut self, rows: BTreeSet<u32>) {
        self.pick("leave as it is", Pick::Leave(rows, true));
    }

    /// Takes the last choice back, or makes it again; which that was.
    pub fn step(&mut self, back: bool) -> Option<Pick> {
        let (from, to) = match back {
            true => (&mut self.past, &mut self.future),
            false => (&mut self.future, &mut self.past),
        };
        let (name, pick) = from.pop()?;
        let other = Arc::make_mut(&mut self.wishes.picked).make(pick.clone());
        to.extend(other.map(|other| (name, other)));
        self.sift();
        Some(pick)
    }

    pub fn undo_name(&self) -> Option<&'static str> {
        self.past.last().map(|(name, _)| *name)
    }

    pub fn redo_name(&self) -> Option<&'static str> {
        self.future.last().map(|(name, _)| *name)
    }

    /// Why nothing can be carried out.
    pub fn refused(&self) -> Option<&'static str> {
        if self.chosen.all() == 0 {
            return Some(match self.chosen.of {
                0 => "There is nothing to change",
                _ => "Choose something to change first",
            });
        }
        (self.chosen.corrected > 0 && self.wishes.reason.trim().is_empty())
            .then_some("Say why what is published is corrected")
    }
}

/// What a field of a change is called in the window.
pub fn field_label(field: &str) -> Cow<'_, str> {
    Cow::Borrowed(match field {
        "recipient.name" => "Name",
        "recipient.email" => "E-mail",
        "recipient.language" => "Language",
        "credential.issue_date" => "Issue date",
        "credential.expiry_date" => "Expiry date",
        other => return Cow::Owned(title_of(other.strip_prefix("recipient.").unwrap_or(other))),
    })
}

/// The counts of a comparison in words, such as “12 changed, 3 new, 485 unchanged, 2 not in this list”.
pub fn sentence(compare: &Compare) -> String {
    use super::super::super::settings::count;
    let of = |wanted: &[Kind]| -> usize {
        let all = Kind::ALL.iter().zip(compare.counts);
        all.filter(|(kind, _)| wanted.contains(kind))
            .map(|(_, number)| number)
            .sum()
    };
    let unchanged = compare.found.as_ref().map_or(0, |found| found.unchanged);
    let parts = [
        (of(&[Kind::Changed, Kind::Correction]), "changed"),
        (of(&[Kind::New]), "new"),
        (unchanged, "unchanged"),
        (of(&[Kind::Gone]), "not in this list"),
        (of(&[Kind::Uncertain]), "unclear"),
        (of(&[Kind::Suspended]), "suspended"),
        (of(&[Kind::Waiting]), "with errors"),
    ];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts
        .map(|(number, word)| format!("{} {word}", count(number as u64)))
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Loss;
    use crate::model::{CredentialId, State};

    fn known(n: u8) -> Known {
        Known {
            id: CredentialId([n; 16]),
            number: format!("T-{n}"),
            name: format!("Person {n}"),
            state: State::UnderReview,
        }
    }

    fn changed(row: u32, how: How, lost: Option<Loss>) -> Line {
        let change = FieldChange {
            field: "recipient.grade".to_owned(),
            before: Some("007".to_owned()),
            after: Some("7".to_owned()),
            lost,
        };
        Line {
            row: Some(row),
            name: format!("Person {row}"),
            is: LineIs::Changed {
                of: known(row as u8),
                changes: vec![change],
                how,
            },
            revoked: None,
            wrong: Vec::new(),
        }
    }

    fn compared() -> Compared {
        let line = |row, is| Line {
            row,
            name: "Somebody".to_owned(),
            is,
            revoked: None,
            wrong: Vec::new(),
        };
        Compared {
            lines: vec![
                changed(2, How::Edit, Some(Loss::Beginning)),
                changed(3, How::Correct, None),
                changed(4, How::Blocked, None),
                line(Some(5), LineIs::New),
                line(Some(6), LineIs::Uncertain(vec![(known(9), Why::Email)])),
                line(Some(7), LineIs::Waiting(None)),
                line(None, LineIs::Gone(known(8))),
            ],
            unchanged: 1485,
            is_version: true,
            id_field: None,
            notes: Vec::new(),
        }
    }

    #[test]
    fn what_is_chosen_is_counted_and_taken_back() {
        let mut compare = Compare::default();
        compare.take(Some(compared()));
        assert_eq!((compare.counts, compare.lost), ([1; 7], 1));
        let all = Chosen {
            changed: 1,
            corrected: 1,
            new: 1,
            of: 3,
        };
        assert_eq!(compare.chosen, all);
        assert_eq!(compare.refused(), Some("Say why what is published is corrected"));
        let leave = |rows: &[u32]| Pick::Leave(rows.iter().copied().collect(), true);
        assert!(compare.pick("Leave", leave(&[3])));
        assert_eq!((compare.chosen.corrected, compare.chosen.all()), (0, 2));
        assert_eq!(compare.refused(), None, "nothing that is published is corrected");
        assert_eq!(compare.of_shown, (3, 2));
        assert!(!compare.pick("Leave", leave(&[3])), "the same again");
        assert!(compare.step(true).is_some());
        assert_eq!((compare.chosen, compare.redo_name()), (all, Some("Leave")));
        assert_eq!(compare.step(true), None, "there is nothing before it");
        assert_eq!(compare.step(false), Some(leave(&[3])));
        compare.pick("Leave", leave(&[2, 5]));
        assert_eq!(compare.refused(), Some("Choose something to change first"));
    }

    #[test]
    fn the_line_that_is_looked_at_stays_and_an_empty_filter_goes() {
        let mut compare = Compare::default();
        compare.take(Some(compared()));
        assert_eq!(compare.cursor, Some(0));
        compare.filter = Some(Kind::Uncertain);
        compare.sift();
        assert_eq!(compare.shown, [4]);
        compare.cursor = Some(3);
        let mut later = compared();
        later.lines.remove(4);
        later.lines.remove(0);
        compare.take(Some(later));
        assert_eq!((compare.filter, compare.cursor), (None, Some(2)));
        assert_eq!(compare.of_shown, (2, 2));
        assert_eq!(compare.line().map(Line::kind), Some(Kind::New));
    }

    #[test]
    fn a_comparison_is_said_in_one_sentence() {
        let said = |found| sentence(&Compare::new(Wishes::default(), Some(found)));
        let text = said(compared());
        assert!(text.starts_with("2 changed, 1 new, 1"), "{text}");
        assert!(text.contains("485 unchanged, 1 not in this list, 1 unclear"), "{text}");
        let same = Compared {
            unchanged: 3,
            ..Compared::default()
        };
        assert_eq!(said(same), "3 unchanged");
    }
}
