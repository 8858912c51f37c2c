//! The same recipient twice in one sheet.
//!
//! Each row is compared with the one before it that has the same key. So a change of a row concerns, besides itself,
//! only the next one with the key that it had and the next one with the key that it gets.

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::num::NonZeroU128;

use crate::diag::{Place, Problem};
use crate::locale::{compare_key, fold, is_letter_or_digit};
use crate::model::Recipient;

use super::super::pieces::Shards;
use super::finding::{Finding, Fix, Repair};

/// The key of a recipient under which those stand that are likely to be the same person: e-mail and name without
/// differences of case, accents, spaces and punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::import) struct LikelyKey(NonZeroU128);

/// The key of recipients who are the same: e-mail and name without differences of case, white space and normalisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::import) struct SameKey(u128);

impl LikelyKey {
    fn new(email: &str, letters: &str) -> Option<LikelyKey> {
        // One digest in 2^128 is 0, and is taken for 1.
        NonZeroU128::new(digest(email, letters).max(1)).map(LikelyKey)
    }

    /// `None` for a recipient without a name, whose row is in error already.
    pub(in crate::import) fn of(recipient: &Recipient) -> Option<LikelyKey> {
        if recipient.name.is_empty() {
            return None;
        }
        let mut letters = if recipient.name.is_ascii() {
            recipient.name.to_ascii_lowercase()
        } else {
            fold(&recipient.name)
        };
        letters.retain(is_letter_or_digit);
        LikelyKey::new(&email_key(recipient), &letters)
    }
}

impl SameKey {
    pub(in crate::import) fn of(recipient: &Recipient) -> SameKey {
        SameKey(digest(&email_key(recipient), &compare_key(&recipient.name)))
    }
}

fn email_key(recipient: &Recipient) -> String {
    match recipient.email.as_deref() {
        // Addresses have no spaces inside, and so small letters are all that is missing.
        Some(email) if email.is_ascii() => email.to_ascii_lowercase(),
        Some(email) => compare_key(email),
        None => String::new(),
    }
}

/// 128 bits, so that different people never share them by chance: two words of one state, which has 256.
fn digest(email: &str, name: &str) -> u128 {
    let mut hasher = DefaultHasher::new();
    (email, name).hash(&mut hasher);
    let high = u128::from(hasher.finish());
    hasher.write_u8(1);
    (high << 64) | u128::from(hasher.finish())
}

/// The rows by a key. Nearly every key has one row, and those cost little.
#[derive(Clone, Debug, Default)]
struct Index {
    single: Shards<u128, u32>,
    several: Shards<u128, BTreeSet<u32>>,
}

impl Index {
    fn add(&mut self, key: u128, row: u32) {
        if let Some(rows) = self.several.get_mut(key) {
            rows.insert(row);
            return;
        }
        if let Some(other) = self.single.insert_new(key, row) {
            self.single.remove(key);
            self.several.insert(key, BTreeSet::from([other, row]));
        }
    }

    fn remove(&mut self, key: u128, row: u32) {
        let Some(rows) = self.several.get_mut(key) else {
            self.single.remove(key);
            return;
        };
        rows.remove(&row);
        if let (1, Some(last)) = (rows.len(), rows.first().copied()) {
            self.several.remove(key);
            self.single.insert(key, last);
        }
    }

    fn before(&self, key: u128, row: u32) -> Option<u32> {
        self.several.get(key)?.range(..row).next_back().copied()
    }

    fn after(&self, key: u128, row: u32) -> Option<u32> {
        self.several.get(key)?.range(row + 1..).next().copied()
    }
}

/// The rows of a sheet by their recipients. The exact keys are only made where the likely ones are equal, which is rare.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Duplicates {
    likely: Index,
    same: Index,
    exact: Shards<u32, SameKey>,
}

impl Duplicates {
    /// Adds a row; `exact` gives the exact key of this row and of others.
    pub(in crate::import) fn add(&mut self, key: LikelyKey, row: u32, exact: impl Fn(u32) -> SameKey) {
        self.likely.add(key.0.get(), row);
        let Some(rows) = self.likely.several.get(key.0.get()) else {
            return;
        };
        // With the second row, the first one gets its exact key too.
        let pair = (rows.len() == 2).then_some(rows).into_iter().flatten().copied();
        let rows: Vec<u32> = pair.filter(|other| *other != row).chain([row]).collect();
        for row in rows {
            if self.exact.get(row).is_none() {
                let exact = exact(row);
                self.exact.insert(row, exact);
                self.same.add(exact.0, row);
            }
        }
    }

    pub(in crate::import) fn remove(&mut self, key: LikelyKey, row: u32) {
        self.likely.remove(key.0.get(), row);
        if let Some(exact) = self.exact.remove(row) {
            self.same.remove(exact.0, row);
        }
    }

    /// The rows after a row that are compared with it.
    pub(in crate::import) fn neighbours(&self, key: LikelyKey, row: u32) -> impl Iterator<Item = u32> + use<> {
        let same = self.exact.get(row).and_then(|exact| self.same.after(exact.0, row));
        let likely = self.likely.after(key.0.get(), row);
        [same, likely.filter(|row| same != Some(*row))].into_iter().flatten()
    }

    /// What is remarked on a row; `number` gives the number of a row in the spreadsheet.
    pub(in crate::import) fn finding(&self, key: LikelyKey, row: u32, number: impl Fn(u32) -> u32) -> Option<Finding> {
        let same = self.exact.get(row).and_then(|exact| self.same.before(exact.0, row));
        let (problem, kind) = if let Some(other) = same {
            let message = format!("The same recipient is in row {}", number(other));
            let problem = Problem::warning("duplicate-in-sheet", message)
                .hint("Leave one of the rows out, or go on if these are two people or two credentials");
            (problem, "duplicate-in-sheet")
        } else {
            let other = self.likely.before(key.0.get(), row)?;
            let message = format!(
                "The recipient in row {} differs only by accents, spaces or punctuation",
                number(other)
            );
            let problem = Problem::warning("likely-duplicate", message)
                .hint("Leave one of the rows out, or go on if these are two people");
            (problem, "likely-duplicate")
        };
        let place = Place {
            row: Some(number(row)),
            ..Place::field("recipient.name")
        };
        Some(Finding {
            problem: problem.at(place),
            column: None,
            fixes: vec![Fix {
                kind: kind.into(),
                label: "Leave this row out".to_owned(),
                repair: Repair::LeaveOut,
            }],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, email: &str) -> Recipient {
        Recipient {
            name: name.to_owned(),
            email: (!email.is_empty()).then(|| email.to_owned()),
            ..Recipient::default()
        }
    }

    #[test]
    fn a_row_is_compared_with_the_one_before() {
        let mut rows = Duplicates::default();
        let people = [
            person("José Ruiz", "j@example.org"),
            person("JOSÉ  RUIZ", "J@example.org"),
            person("Jose Ruiz", "j@example.org"),
            person("José Ruiz", "other@example.org"),
            person("José Ruiz", "j@example.org"),
        ];
        let key = |row: usize| LikelyKey::of(&people[row]).expect("a name");
        for row in 0..people.len() {
            rows.add(key(row), row as u32, |row| SameKey::of(&people[row as usize]));
        }
        let said = |rows: &Duplicates, row: usize| {
            let finding = rows.finding(key(row), row as u32, |row| row + 2)?;
            let number = finding
                .problem
                .message
                .split(' ')
                .find_map(|word| word.parse::<u32>().ok())?;
            Some(format!("{} {number}", finding.problem.code))
        };
        assert_eq!(said(&rows, 0), None);
        assert_eq!(said(&rows, 1).as_deref(), Some("duplicate-in-sheet 2"));
        assert_eq!(said(&rows, 2).as_deref(), Some("likely-duplicate 3"));
        assert_eq!(said(&rows, 3), None);
        assert_eq!(said(&rows, 4).as_deref(), Some("duplicate-in-sheet 3"));
        assert_eq!(rows.neighbours(key(1), 1).collect::<Vec<_>>(), [4, 2]);
        rows.remove(key(0), 0);
        rows.remove(key(1), 1);
        assert_eq!(said(&rows, 2), None);
        assert_eq!(said(&rows, 4).as_deref(), Some("likely-duplicate 4"));
        rows.remove(key(2), 2);
        assert_eq!(said(&rows, 4), None);
        assert!(rows.likely.several.is_empty() && rows.same.several.is_empty());
    }

    #[test]
    fn names_of_plain_letters_have_the_same_keys_as_others() {
        for name in ["Anna Lee", "O'Brien-Smith, Jr.", "A`B", "x  y"] {
            let plain = LikelyKey::of(&person(name, ""));
            let mut letters = fold(name);
            letters.retain(char::is_alphanumeric);
            assert_eq!(plain, LikelyKey::new("", &letters), "{name}");
        }
    }
}
