//! The same recipient twice in one sheet.
//!
//! Each row is compared with the one before it that has the same key. So a change of a row concerns, besides itself,
//! only the next one with the key that it had and the next one with the key that it gets.

use std::collections::hash_map::{DefaultHasher, Entry};
use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash, Hasher};

use crate::diag::{Place, Problem};
use crate::locale::{compare_key, fold};
use crate::model::Recipient;

use super::finding::{Finding, Fix, Repair};

/// The keys of a recipient: of two that are the same person, and of two that are likely to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Keys {
    /// E-mail and name without differences of case, white space and normalisation.
    same: u128,
    /// The same without accents, spaces and punctuation.
    likely: u128,
}

impl Keys {
    /// `None` for a recipient without a name, whose row is in error already.
    pub(in crate::import) fn of(recipient: &Recipient) -> Option<Keys> {
        if recipient.name.is_empty() {
            return None;
        }
        let email = recipient.email.as_deref().map(compare_key).unwrap_or_default();
        let mut letters = fold(&recipient.name);
        letters.retain(char::is_alphanumeric);
        Some(Keys {
            same: digest(&email, &compare_key(&recipient.name)),
            likely: digest(&email, &letters),
        })
    }
}

/// 128 bits, so that different people never share them by chance.
fn digest(email: &str, name: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, email, name).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    (half(0) << 64) | half(1)
}

/// The rows by a key. Nearly every key has one row, and those cost little.
#[derive(Clone, Debug, Default)]
struct Index {
    single: HashMap<u128, u32>,
    several: HashMap<u128, BTreeSet<u32>>,
}

impl Index {
    fn add(&mut self, key: u128, row: u32) {
        if let Some(rows) = self.several.get_mut(&key) {
            rows.insert(row);
            return;
        }
        match self.single.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(row);
            }
            Entry::Occupied(entry) => {
                let other = entry.remove();
                self.several.insert(key, BTreeSet::from([other, row]));
            }
        }
    }

    fn remove(&mut self, key: u128, row: u32) {
        let Some(rows) = self.several.get_mut(&key) else {
            self.single.remove(&key);
            return;
        };
        rows.remove(&row);
        if let (1, Some(last)) = (rows.len(), rows.first().copied()) {
            self.several.remove(&key);
            self.single.insert(key, last);
        }
    }

    fn before(&self, key: u128, row: u32) -> Option<u32> {
        self.several.get(&key)?.range(..row).next_back().copied()
    }

    fn after(&self, key: u128, row: u32) -> Option<u32> {
        self.several.get(&key)?.range(row + 1..).next().copied()
    }
}

/// The rows of a sheet by their recipients.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Duplicates {
    same: Index,
    likely: Index,
}

impl Duplicates {
    pub(in crate::import) fn add(&mut self, keys: Keys, row: u32) {
        self.same.add(keys.same, row);
        self.likely.add(keys.likely, row);
    }

    pub(in crate::import) fn remove(&mut self, keys: Keys, row: u32) {
        self.same.remove(keys.same, row);
        self.likely.remove(keys.likely, row);
    }

    /// The rows after a row that are compared with it.
    pub(in crate::import) fn neighbours(&self, keys: Keys, row: u32) -> impl Iterator<Item = u32> + use<> {
        let same = self.same.after(keys.same, row);
        let likely = self.likely.after(keys.likely, row);
        [same, likely.filter(|row| same != Some(*row))].into_iter().flatten()
    }

    /// What is remarked on a row; `number` gives the number of a row in the spreadsheet.
    pub(in crate::import) fn finding(&self, keys: Keys, row: u32, number: impl Fn(u32) -> u32) -> Option<Finding> {
        let (problem, kind) = if let Some(other) = self.same.before(keys.same, row) {
            let message = format!("The same recipient is in row {}", number(other));
            let problem = Problem::warning("duplicate-in-sheet", message)
                .hint("Leave one of the rows out, or go on if these are two people or two credentials");
            (problem, "duplicate-in-sheet")
        } else {
            let other = self.likely.before(keys.likely, row)?;
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

    fn keys(name: &str, email: &str) -> Keys {
        let recipient = Recipient {
            name: name.to_owned(),
            email: (!email.is_empty()).then(|| email.to_owned()),
            ..Recipient::default()
        };
        Keys::of(&recipient).expect("a name")
    }

    #[test]
    fn a_row_is_compared_with_the_one_before() {
        let mut rows = Duplicates::default();
        let people = [
            keys("José Ruiz", "j@example.org"),
            keys("JOSÉ  RUIZ", "J@example.org"),
            keys("Jose Ruiz", "j@example.org"),
            keys("José Ruiz", "other@example.org"),
            keys("José Ruiz", "j@example.org"),
        ];
        for (row, keys) in (0..).zip(people) {
            rows.add(keys, row);
        }
        let said = |rows: &Duplicates, row: usize| {
            let finding = rows.finding(people[row], row as u32, |row| row + 2)?;
            Some(format!(
                "{} {}",
                finding.problem.code,
                finding.problem.message.split(' ').nth(5)?
            ))
        };
        let code = |rows: &Duplicates, row: usize| {
            let finding = rows.finding(people[row], row as u32, |row| row + 2);
            finding.map(|finding| finding.problem.code.into_owned())
        };
        assert_eq!(code(&rows, 0), None);
        assert_eq!(said(&rows, 1).as_deref(), Some("duplicate-in-sheet row"));
        assert_eq!(code(&rows, 2).as_deref(), Some("likely-duplicate"));
        assert_eq!(code(&rows, 3), None);
        assert_eq!(code(&rows, 4).as_deref(), Some("duplicate-in-sheet"));
        assert_eq!(rows.neighbours(people[1], 1).collect::<Vec<_>>(), [4, 2]);
        rows.remove(people[0], 0);
        rows.remove(people[1], 1);
        assert_eq!(code(&rows, 2), None);
        assert_eq!(code(&rows, 4).as_deref(), Some("likely-duplicate"));
        rows.remove(people[2], 2);
        assert_eq!(code(&rows, 4), None);
    }
}
