//! What a person wants of a comparison. It is kept with what is not finished, and follows its people when the sheet is
//! read again.
//!
//! A choice is data: making it gives the choice that takes it back, which takes as much memory as it changes, however
//! many rows there are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::Problem;
pub use crate::issue::Decision;
use crate::issue::DiffOptions;

/// Whether a sheet is compared with what is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// When it is a later version of a list.
    #[default]
    AsItIs,
    Compare,
    /// Its rows make new credentials.
    Anew,
}

/// What a person wants of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    pub wanted: Wanted,
    pub picked: Arc<Picked>,
    /// Why published credentials are corrected.
    pub reason: String,
}

/// What a person chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Picked {
    /// Rows that are left as they are, by their numbers.
    pub leave: BTreeSet<u32>,
    /// Whom rows are about.
    pub decisions: BTreeMap<u32, Decision>,
    /// Rows that keep the digits which a spreadsheet program has taken away.
    pub keep_digits: BTreeSet<u32>,
    /// The custom field by which people are known, in place of the one that was chosen for the last sheet.
    pub id_field: Option<String>,
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Leaves rows as they are, or takes them in again.
    Leave(BTreeSet<u32>, bool),
    /// Whom a row is about; nothing asks again.
    Decide(u32, Option<Decision>),
    KeepDigits(BTreeSet<u32>, bool),
    KnownBy(Option<String>),
}

impl Pick {
    /// Whether the sheet comes to something else by it; what is only left as it is is the same.
    pub fn compares(&self) -> bool {
        !matches!(self, Pick::Leave(..))
    }
}

impl Picked {
    pub fn options(&self, id_field: Option<String>) -> DiffOptions {
        DiffOptions {
            id_field,
            decisions: self.decisions.clone(),
            keep_digits_in: self.keep_digits.clone(),
            ..DiffOptions::default()
        }
    }

    /// Makes a choice; the one that takes it back, where it changes anything.
    pub fn make(&mut self, pick: Pick) -> Option<Pick> {
        match pick {
            Pick::Leave(rows, yes) => {
                let changed = put(&mut self.leave, rows, yes);
                (!changed.is_empty()).then_some(Pick::Leave(changed, !yes))
            }
            Pick::KeepDigits(rows, yes) => {
                let changed = put(&mut self.keep_digits, rows, yes);
                (!changed.is_empty()).then_some(Pick::KeepDigits(changed, !yes))
            }
            Pick::Decide(row, decision) => {
                let before = match decision {
                    Some(decision) => self.decisions.insert(row, decision),
                    None => self.decisions.remove(&row),
                };
                (before != decision).then_some(Pick::Decide(row, before))
            }
            Pick::KnownBy(field) => {
                let is_other = self.id_field != field;
                let before = std::mem::replace(&mut self.id_field, field);
                is_other.then_some(Pick::KnownBy(before))
            }
        }
    }

    /// The rows of which something was chosen.
    pub fn rows(&self) -> BTreeSet<u32> {
        let rows = self.leave.iter().chain(&self.keep_digits).chain(self.decisions.keys());
        rows.copied().collect()
    }

    /// The same for a later version of the sheet, in which the people of these rows have others; and what is said of those
    /// whose people are not there.
    pub fn followed(&self, rows: &BTreeMap<u32, u32>) -> (Picked, Option<Problem>) {
        let of = |old: &BTreeSet<u32>| old.iter().filter_map(|row| rows.get(row).copied()).collect();
        let picked = Picked {
            leave: of(&self.leave),
            decisions: (self.decisions.iter())
                .filter_map(|(row, decision)| Some((*rows.get(row)?, *decision)))
                .collect(),
            keep_digits: of(&self.keep_digits),
            id_field: self.id_field.clone(),
        };
        let lost: Vec<u32> = self.rows().into_iter().filter(|row| !rows.contains_key(row)).collect();
        (picked, lost_choices(&lost))
    }
}

/// Puts rows into a set, or takes them out; those with which that is so only now.
fn put(set: &mut BTreeSet<u32>, mut rows: BTreeSet<u32>, yes: bool) -> BTreeSet<u32> {
    rows.retain(|row| match yes {
        true => set.insert(*row),
        false => set.remove(row),
    });
    rows
}

/// How many rows are named of which a choice is lost.
const NAMED: usize = 5;

fn lost_choices(lost: &[u32]) -> Option<Problem> {
    let rows = lost.iter().take(NAMED).map(|row| format!("row {row}"));
    let mut named: Vec<String> = rows.collect();
    if lost.len() > NAMED {
        named.push(format!("{} more", lost.len() - NAMED));
    }
    let what = match lost.len() {
        0 => return None,
        1 => "What was chosen for a row of the comparison is not kept, because the row is another now or is not there"
            .to_owned(),
        count => format!(
            "What was chosen for {count} rows of the comparison is not kept, because they are others now or are not there"
        ),
    };
    let message = format!("{what}: as they were numbered before, {}", named.join(", "));
    Some(Problem::warning("choice-lost", message).hint("Look at these people, and choose again if it is still wanted"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_gives_the_one_that_takes_it_back() {
        let rows = |rows: &[u32]| rows.iter().copied().collect::<BTreeSet<u32>>();
        let mut picked = Picked::default();
        let picks = [
            Pick::Leave(rows(&[2, 3, 4]), true),
            Pick::Leave(rows(&[3, 9]), false),
            Pick::KeepDigits(rows(&[5]), true),
            Pick::Decide(6, Some(Decision::New)),
            Pick::KnownBy(Some("locker".to_owned())),
        ];
        let mut stack = Vec::new();
        for pick in picks {
            let before = picked.clone();
            let back = picked.make(pick.clone()).expect("a change");
            assert_eq!(picked.make(pick), None, "the same again changes nothing");
            stack.push((before, back));
        }
        assert_eq!(
            stack[1].1,
            Pick::Leave(rows(&[3]), true),
            "only what was changed is taken back"
        );
        assert_eq!((picked.leave.len(), picked.rows()), (2, rows(&[2, 4, 5, 6])));
        while let Some((before, back)) = stack.pop() {
            picked.make(back).expect("a change");
            assert_eq!(picked, before);
        }
        assert!(!Pick::Leave(rows(&[2]), true).compares() && Pick::Decide(2, None).compares());
    }

    #[test]
    fn choices_follow_their_rows_and_those_that_are_lost_are_named() {
        let mut picked = Picked::default();
        for pick in [
            Pick::Leave([2, 3].into(), true),
            Pick::Decide(3, Some(Decision::New)),
            Pick::KeepDigits([4].into(), true),
        ] {
            picked.make(pick);
        }
        let (after, lost) = picked.followed(&[(2, 12), (3, 13)].into());
        assert_eq!((after.leave, after.keep_digits.len()), ([12, 13].into(), 0));
        assert_eq!(after.decisions, [(13, Decision::New)].into());
        let lost = lost.expect("one is lost").message;
        assert!(lost.ends_with("as they were numbered before, row 4"), "{lost}");
        assert_eq!(
            picked.followed(&[(2, 2), (3, 3), (4, 4)].into()),
            (picked.clone(), None)
        );
        let text = serde_json::to_string(&picked).expect("text");
        assert_eq!(serde_json::from_str::<Picked>(&text).expect("reads"), picked);
    }
}
