//! The same recipient twice in one sheet, surely or likely.
//!
//! A row is compared with the one before it that has the same key: e-mail and name. The first row of a key is compared
//! with those of other keys that have its e-mail or its name. What is said of them is what is said of recipients who are in
//! the workspace: an address with one other name, and a name of which one row has no e-mail. An address that more names
//! have is one of an office or a family and says nothing; so however many people share one, a change of a row concerns only
//! a few others.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::num::{NonZeroU64, NonZeroU128};

use crate::diag::{Place, Problem};
use crate::locale::{compare_key, fold, is_letter_or_digit};
use crate::model::Recipient;

use super::super::pieces::{RowSet, Shards};
use super::finding::{Finding, Fix, Repair};

/// The key of a recipient under which those stand that are likely to be the same person: e-mail and name without
/// differences of case, accents, spaces and punctuation. The upper half is a digest of the e-mail, 0 for none, the lower
/// one that of the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::import) struct LikelyKey(NonZeroU128);

/// The key of recipients who are the same: e-mail and name without differences of case, white space and normalisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::import) struct SameKey(u128);

/// The lower half of the key of a name without letters and digits, which says nothing of a person.
const NO_LETTERS: u64 = 1;

impl LikelyKey {
    fn new(email: &str, letters: &str) -> LikelyKey {
        let email = match email {
            "" => 0,
            email => digest(email).max(1),
        };
        let letters = match letters {
            "" => NO_LETTERS,
            letters => digest(letters).max(NO_LETTERS + 1),
        };
        let name = NonZeroU64::new(letters).map_or(NonZeroU128::MIN, NonZeroU128::from);
        LikelyKey(name | (u128::from(email) << 64))
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
        Some(LikelyKey::new(&email_key(recipient), &letters))
    }

    /// A digest of the e-mail, where there is one.
    fn email(self) -> Option<u64> {
        Some((self.0.get() >> 64) as u64).filter(|email| *email != 0)
    }

    /// A digest of the name, where it has letters.
    fn name(self) -> Option<u64> {
        Some(self.0.get() as u64).filter(|name| *name != NO_LETTERS)
    }

    /// The key of who has the same name and no e-mail.
    fn without_email(self) -> u128 {
        u128::from(self.0.get() as u64)
    }
}

impl SameKey {
    pub(in crate::import) fn of(recipient: &Recipient) -> SameKey {
        let (email, name) = (email_key(recipient), compare_key(&recipient.name));
        SameKey((u128::from(digest(&email)) << 64) | u128::from(digest(&name)))
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

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The rows by a key. Nearly every key has one row, and those cost little.
#[derive(Clone, Debug)]
struct Index<K> {
    single: Shards<K, u32>,
    several: Shards<K, RowSet>,
}

impl<K> Default for Index<K> {
    fn default() -> Index<K> {
        Index {
            single: Shards::default(),
            several: Shards::default(),
        }
    }
}

impl<K: Copy + Eq + Hash + Into<u128>> Index<K> {
    fn add(&mut self, key: K, row: u32) {
        if let Some(rows) = self.several.get_mut(key) {
            rows.insert(row);
            return;
        }
        if let Some(other) = self.single.insert_new(key, row) {
            self.single.remove(key);
            let mut rows = RowSet::default();
            rows.insert(other);
            rows.insert(row);
            self.several.insert(key, rows);
        }
    }

    fn remove(&mut self, key: K, row: u32) {
        let Some(rows) = self.several.get_mut(key) else {
            self.single.remove(key);
            return;
        };
        rows.remove(row);
        if let (1, Some(last)) = (rows.len(), rows.first()) {
            self.several.remove(key);
            self.single.insert(key, last);
        }
    }

    fn first(&self, key: K) -> Option<u32> {
        let several = self.several.get(key).and_then(RowSet::first);
        several.or_else(|| self.single.get(key).copied())
    }

    fn before(&self, key: K, row: u32) -> Option<u32> {
        self.several.get(key)?.before(row)
    }

    fn after(&self, key: K, row: u32) -> Option<u32> {
        self.several.get(key)?.from(row.checked_add(1)?)
    }
}

/// The rows of a sheet by their recipients. The exact keys are only made where the likely ones are equal, which is rare.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Duplicates {
    likely: Index<u128>,
    same: Index<u128>,
    exact: Shards<u32, SameKey>,
    /// By their e-mails and by their names: the first rows of the likely keys.
    emails: Index<u64>,
    names: Index<u64>,
}

/// Which row tells something of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Twin {
    Same(u32),
    Likely(u32),
    /// The only other name with the e-mail.
    Email(u32),
    /// The same name with an e-mail, while this row has none.
    Name(u32),
}

impl Duplicates {
    /// Adds a row; `exact` gives the exact key of this row and of others.
    pub(in crate::import) fn add(&mut self, key: LikelyKey, row: u32, exact: impl Fn(u32) -> SameKey) {
        let first = self.likely.first(key.0.get());
        self.likely.add(key.0.get(), row);
        self.set_first(key, first, self.likely.first(key.0.get()));
        let Some(rows) = self.likely.several.get(key.0.get()) else {
            return;
        };
        // With the second row, the first one gets its exact key too.
        let pair = (rows.len() == 2).then(|| rows.iter()).into_iter().flatten();
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
        let first = self.likely.first(key.0.get());
        self.likely.remove(key.0.get(), row);
        self.set_first(key, first, self.likely.first(key.0.get()));
        if let Some(exact) = self.exact.remove(row) {
            self.same.remove(exact.0, row);
        }
    }

    /// The first row of a key is another one now.
    fn set_first(&mut self, key: LikelyKey, before: Option<u32>, now: Option<u32>) {
        if before == now {
            return;
        }
        let (emails, names) = (key.email(), key.name());
        for (index, key) in [(&mut self.emails, emails), (&mut self.names, names)] {
            let Some(key) = key else { continue };
            if let Some(before) = before {
                index.remove(key, before);
            }
            if let Some(now) = now {
                index.add(key, now);
            }
        }
    }

    /// The other rows about which something else may be said when a row comes or goes, while it is there.
    pub(in crate::import) fn neighbours(&self, key: LikelyKey, row: u32) -> Vec<u32> {
        let same = self.exact.get(row).and_then(|exact| self.same.after(exact.0, row));
        let likely = self.likely.after(key.0.get(), row);
        let mut rows: Vec<u32> = same.into_iter().chain(likely).collect();
        // Of an address that has more names nothing is said, with the row and without it.
        let with_email = key.email().and_then(|email| self.emails.several.get(email));
        rows.extend(
            with_email
                .filter(|firsts| firsts.len() <= 3)
                .into_iter()
                .flat_map(RowSet::iter),
        );
        rows.extend(key.email().and_then(|_| self.likely.first(key.without_email())));
        rows.retain(|other| *other != row);
        rows
    }

    fn twin(&self, key: LikelyKey, row: u32) -> Option<Twin> {
        if let Some(other) = self.exact.get(row).and_then(|exact| self.same.before(exact.0, row)) {
            return Some(Twin::Same(other));
        }
        if let Some(other) = self.likely.before(key.0.get(), row) {
            return Some(Twin::Likely(other));
        }
        // Of the rows of a key, the first one speaks to others.
        let other = |firsts: &RowSet| firsts.iter().find(|other| *other != row);
        match key.email() {
            Some(email) => {
                let firsts = self.emails.several.get(email).filter(|firsts| firsts.len() == 2)?;
                other(firsts).filter(|other| *other < row).map(Twin::Email)
            }
            // It is this row that has less, wherever the other one stands.
            None => other(self.names.several.get(key.name()?)?).map(Twin::Name),
        }
    }

    /// The row that a row is remarked upon for: the one that it doubles.
    pub(in crate::import) fn other(&self, key: LikelyKey, row: u32) -> Option<u32> {
        self.twin(key, row).map(|twin| match twin {
            Twin::Same(other) | Twin::Likely(other) | Twin::Email(other) | Twin::Name(other) => other,
        })
    }

    /// What is remarked on a row; `number` gives the number of a row in the spreadsheet.
    pub(in crate::import) fn finding(&self, key: LikelyKey, row: u32, number: impl Fn(u32) -> u32) -> Option<Finding> {
        let (field, problem) = match self.twin(key, row)? {
            Twin::Same(other) => (
                "recipient.name",
                Problem::warning(
                    "duplicate-in-sheet",
                    format!("The same recipient is in row {}", number(other)),
                )
                .hint("Leave one of the rows out, or go on if these are two people or two credentials"),
            ),
            Twin::Likely(other) => (
                "recipient.name",
                Problem::warning(
                    "likely-duplicate",
                    format!(
                        "The recipient in row {} differs only by accents, spaces or punctuation",
                        number(other)
                    ),
                )
                .hint("Leave one of the rows out, or go on if these are two people"),
            ),
            Twin::Email(other) => (
                "recipient.email",
                Problem::warning(
                    "email-in-sheet",
                    format!("The e-mail is that of row {}, with another name", number(other)),
                )
                .hint("Correct the e-mail, or leave one of the rows out if it is the same person; go on if two people share it"),
            ),
            Twin::Name(other) => (
                "recipient.name",
                Problem::warning(
                    "name-in-sheet",
                    format!("The recipient in row {} has nearly the same name, and an e-mail", number(other)),
                )
                .hint("Leave one of the rows out if it is the same person, or go on if these are two people"),
            ),
        };
        let place = Place {
            row: Some(number(row)),
            ..Place::field(field)
        };
        let fix = Fix {
            kind: problem.code.clone(),
            label: "Leave this row out".to_owned(),
            repair: Repair::LeaveOut,
        };
        Some(Finding {
            problem: problem.at(place),
            column: None,
            fixes: vec![fix],
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

    fn said(rows: &Duplicates, key: LikelyKey, row: usize) -> Option<String> {
        let finding = rows.finding(key, row as u32, |row| row + 2)?;
        let words = finding.problem.message.split([' ', ',']);
        let number = words.into_iter().find_map(|word| word.parse::<u32>().ok())?;
        Some(format!("{} {number}", finding.problem.code))
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
        let said = |rows: &Duplicates, row: usize| said(rows, key(row), row);
        assert_eq!(said(&rows, 0), None);
        assert_eq!(said(&rows, 1).as_deref(), Some("duplicate-in-sheet 2"));
        assert_eq!(said(&rows, 2).as_deref(), Some("likely-duplicate 3"));
        assert_eq!(said(&rows, 3), None);
        assert_eq!(said(&rows, 4).as_deref(), Some("duplicate-in-sheet 3"));
        let mut neighbours = rows.neighbours(key(1), 1);
        neighbours.sort_unstable();
        neighbours.dedup();
        assert_eq!(neighbours, [2, 4]);
        rows.remove(key(0), 0);
        rows.remove(key(1), 1);
        assert_eq!(said(&rows, 2), None);
        assert_eq!(said(&rows, 4).as_deref(), Some("likely-duplicate 4"));
        rows.remove(key(2), 2);
        assert_eq!(said(&rows, 4), None);
        assert!(rows.likely.several.is_empty() && rows.same.several.is_empty());
    }

    #[test]
    fn an_address_with_one_other_name_and_a_name_without_an_address_are_told() {
        let mut rows = Duplicates::default();
        let people = [
            person("Zoë Müller", "zoe@example.org"),
            person("Zoe Miller", "ZOE@example.org"),
            person("Zoë Müller", "zoe@example.org"),
            person("José Ruiz", ""),
            person("Jose Ruiz", "jose@example.org"),
            person("José Ruiz", "ruiz@example.org"),
            person("JOSÉ RUIZ", ""),
            person("???", ""),
            person("!!!", "dora@example.org"),
        ];
        let key = |row: usize| LikelyKey::of(&people[row]).expect("a name");
        let add = |rows: &mut Duplicates, row: usize| {
            rows.add(key(row), row as u32, |row| SameKey::of(&people[row as usize]));
        };
        (0..people.len()).for_each(|row| add(&mut rows, row));
        let all = |rows: &Duplicates| -> Vec<Option<String>> {
            (0..people.len()).map(|row| said(rows, key(row), row)).collect()
        };
        let expected = [
            None,
            Some("email-in-sheet 2"),
            Some("duplicate-in-sheet 2"),
            // It is the row without an e-mail that has less, wherever it stands; and only the first of them says it.
            Some("name-in-sheet 6"),
            None,
            None,
            Some("duplicate-in-sheet 5"),
            None,
            None,
        ];
        assert_eq!(all(&rows).iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
        // Whoever stands first of a name, it is the later name that is told.
        rows.remove(key(0), 0);
        assert_eq!(all(&rows)[1..3], [None, Some("email-in-sheet 3".to_owned())]);
        for row in [4, 5] {
            assert!(rows.neighbours(key(row), row as u32).contains(&3));
            rows.remove(key(row), row as u32);
        }
        assert_eq!(all(&rows)[3], None);
        (0..people.len())
            .filter(|row| ![0, 4, 5].contains(row))
            .for_each(|row| rows.remove(key(row), row as u32));
        let indexes = [&rows.emails, &rows.names];
        assert!(
            indexes
                .iter()
                .all(|index| index.single.is_empty() && index.several.is_empty())
        );
    }

    #[test]
    fn an_office_says_nothing_of_its_people_however_many_they_are() {
        let mut rows = Duplicates::default();
        let people: Vec<Recipient> = (0..2000)
            .map(|row| person(&format!("Person {row}"), "office@example.org"))
            .collect();
        let key = |row: usize| LikelyKey::of(&people[row]).expect("a name");
        for row in 0..people.len() {
            rows.add(key(row), row as u32, |row| SameKey::of(&people[row as usize]));
        }
        for row in 0..people.len() {
            assert_eq!(said(&rows, key(row), row), None);
            assert_eq!(
                rows.neighbours(key(row), row as u32),
                [0_u32; 0],
                "a change concerns nobody else"
            );
        }
        for row in (2..people.len()).rev() {
            rows.remove(key(row), row as u32);
        }
        assert_eq!(rows.neighbours(key(0), 0), [1]);
        assert_eq!(said(&rows, key(1), 1).as_deref(), Some("email-in-sheet 2"));
    }

    #[test]
    fn names_of_plain_letters_have_the_same_keys_as_others() {
        for name in ["Anna Lee", "O'Brien-Smith, Jr.", "A`B", "x  y"] {
            let plain = LikelyKey::of(&person(name, ""));
            let mut letters = fold(name);
            letters.retain(char::is_alphanumeric);
            assert_eq!(plain, Some(LikelyKey::new("", &letters)), "{name}");
        }
    }
}
