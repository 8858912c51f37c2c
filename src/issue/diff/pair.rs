//! Which row is about which credential.
//!
//! Sure is what a person said, a value of the identifying field, the e-mail with the folded name, and what a row of an
//! earlier sheet said of which the credential was made, each where it names one row and one credential. What is left and
//! alike is a question; what is left and like nobody is new.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::hash::Hash;

use crate::diag::{Problems, Result};
use crate::import::CheckedRow;
use crate::locale;
use crate::model::{BatchId, Recipient, State, Value};

use super::super::duplicates::{email_key, loose_name};
use super::again::Found;
use super::lists::Lists;
use super::{Decision, DiffOptions, There};

/// Why a row may be about a credential without it being sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The same e-mail with another name.
    Email,
    /// The same name with another e-mail.
    Name,
    /// The same name, and the row has no e-mail.
    NameOnly,
    /// A similar name in the same row.
    Row,
    /// Several rows or credentials have the same e-mail and name, or the same identifying value.
    Several,
    /// The same or nearly the same recipient, whose credential is revoked.
    Revoked,
}

impl Why {
    /// The word for another program.
    pub fn word(self) -> &'static str {
        match self {
            Why::Email => "email",
            Why::Name => "name",
            Why::NameOnly => "name-only",
            Why::Row => "row",
            Why::Several => "several",
            Why::Revoked => "revoked",
        }
    }

    /// Whether it is likely enough to be taken when there is only one.
    fn is_likely(self) -> bool {
        matches!(self, Why::Email | Why::Name | Why::NameOnly | Why::Row)
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::Email => "the same e-mail, another name",
            Why::Name => "the same name, another e-mail",
            Why::NameOnly => "the same name, and no e-mail in the sheet",
            Why::Row => "a similar name in the same row",
            Why::Several => "one of several alike",
            Why::Revoked => "the same or nearly the same, but it is revoked",
        })
    }
}

/// The credentials that a row may be about. One without a why is sure; none is new.
pub(super) type Pair = Vec<(usize, Option<Why>)>;

/// How many credentials a person is asked about for one row.
const CANDIDATES: usize = 8;
/// How many credentials with the same key are looked through for the one that says the same: a sheet in which everybody
/// is called alike must not take for ever.
const LOOKED_THROUGH: usize = 1000;

/// The rows with what they may be about, and which credentials a row is or may be about.
#[derive(Debug)]
pub(super) struct Pairs {
    pub(super) rows: Vec<Pair>,
    pub(super) seen: Vec<bool>,
    /// The rows that say what a row of an earlier sheet said, with the credentials that were made of it.
    pub(super) again: BTreeMap<usize, usize>,
    /// What could not be looked up.
    pub(super) notes: Problems,
}

impl Pairs {
    /// The rows whose credential is sure by what they say now.
    pub(super) fn sure(&self) -> impl Iterator<Item = (usize, usize)> {
        let pairs = self.rows.iter().enumerate();
        let sure = pairs.filter_map(|(row, pair)| Some((row, sure_of(pair)?)));
        sure.filter(|(row, _)| !self.again.contains_key(row))
    }
}

/// Finds rows, by their places, in the sheets of batches.
type Find<'a> = &'a dyn Fn(&[usize], &[BatchId]) -> Result<Found>;

struct Pairing<'a> {
    rows: &'a [CheckedRow],
    there: &'a [There],
    pairs: Vec<Option<Pair>>,
    taken: Vec<bool>,
    asked: Vec<bool>,
}

pub(super) fn pair(
    rows: &[CheckedRow],
    there: &[There],
    lists: &Lists,
    id_field: Option<&str>,
    options: &DiffOptions,
    find: Find<'_>,
) -> Result<Pairs> {
    let mut pairing = Pairing {
        rows,
        there,
        pairs: vec![None; rows.len()],
        taken: vec![false; there.len()],
        asked: vec![false; there.len()],
    };
    pairing.decided(options);
    let id = |recipient: &Recipient| id_of(recipient, id_field);
    let contradicts = |row: &CheckedRow, one: &There| match (id(&row.recipient), id(&one.values.recipient)) {
        (Some(theirs), Some(ours)) => theirs != ours,
        _ => false,
    };
    pairing.by(id, |_, _| true);
    pairing.by(
        |recipient| {
            let name = locale::compare_key(&recipient.name);
            (!name.is_empty()).then(|| (email_key(recipient), name))
        },
        |row, one| !contradicts(row, one),
    );
    let folded = |recipient: &Recipient| {
        let name = loose_name(&recipient.name);
        (!name.is_empty()).then(|| (email_key(recipient), name))
    };
    pairing.by(folded, |row, one| !contradicts(row, one));
    let wanted = pairing.unclear(options);
    let mut found = Found::default();
    if !wanted.is_empty() {
        let batches = lists.likely(there, &pairing.seen());
        found = find(&wanted, &batches)?;
    }
    let again = pairing.again(found.pairs);
    pairing.revoked(folded);
    pairing.same_people(folded);
    let batches = lists.likely(there, &pairing.seen());
    pairing.alike(&batches);
    if options.take_likely {
        pairing.take_likely();
    }
    Ok(Pairs {
        seen: pairing.seen(),
        rows: pairing.pairs.into_iter().map(Option::unwrap_or_default).collect(),
        again,
        notes: found.notes,
    })
}

/// The credential of a row for which it is sure.
pub(super) fn sure_of(pair: &Pair) -> Option<usize> {
    match pair[..] {
        [(one, None)] => Some(one),
        _ => None,
    }
}

/// What identifies a recipient, folded.
pub(super) fn id_of(recipient: &Recipient, id_field: Option<&str>) -> Option<String> {
    let value = recipient.custom.get(id_field?).map(Value::to_plain)?;
    let key = locale::compare_key(&value);
    (!key.is_empty()).then_some(key)
}

impl Pairing<'_> {
    fn sure(&mut self, row: usize, one: usize) {
        if let (Some(pair), Some(taken)) = (self.pairs.get_mut(row), self.taken.get_mut(one)) {
            *pair = Some(vec![(one, None)]);
            *taken = true;
        }
    }

    /// The rows for which nobody is sure, or which have errors; but for those about which a person has said something.
    fn unclear(&self, options: &DiffOptions) -> Vec<usize> {
        let rows = self.rows.iter().enumerate().zip(&self.pairs);
        let unclear = rows.filter(|((_, row), pair)| {
            let is_sure = pair.as_ref().is_some_and(|pair| sure_of(pair).is_some());
            (!is_sure || row.problems.has_errors()) && !options.decisions.contains_key(&row.row)
        });
        unclear.map(|((at, _), _)| at).collect()
    }

    /// Takes rows for those of credentials that nobody else has, as earlier sheets say.
    fn again(&mut self, found: Vec<(usize, usize)>) -> BTreeMap<usize, usize> {
        let mut again = BTreeMap::new();
        for (row, one) in found {
            let sure = self.pairs.get(row).and_then(|pair| sure_of(pair.as_ref()?));
            let is_sure = sure.map(|sure| sure == one);
            let is_revoked = self
                .there
                .get(one)
                .is_some_and(|there| there.known.state == State::Revoked);
            let is_taken = self.taken.get(one).copied().unwrap_or(true);
            match is_sure {
                Some(true) => drop(again.insert(row, one)),
                Some(false) => {}
                None if is_revoked => self.ask(row, vec![(one, Why::Revoked)]),
                None if is_taken => {}
                None => {
                    self.sure(row, one);
                    again.insert(row, one);
                }
            }
        }
        again
    }

    /// Which credentials a row is or may be about.
    fn seen(&self) -> Vec<bool> {
        let both = self.taken.iter().zip(&self.asked);
        both.map(|(taken, asked)| *taken || *asked).collect()
    }

    /// Notes the other credentials of people who are in the sheet: who has two is not gone because a row is about one.
    fn same_people<K: Hash + Eq>(&mut self, key: impl Fn(&Recipient) -> Option<K>) {
        let people: HashSet<K> = self.rows.iter().filter_map(|row| key(&row.recipient)).collect();
        let others = self
            .there
            .iter()
            .enumerate()
            .filter(|(_, one)| key(&one.values.recipient).is_some_and(|key| people.contains(&key)));
        let others: Vec<usize> = others.map(|(at, _)| at).collect();
        self.mark(others.into_iter());
    }

    fn ask(&mut self, row: usize, candidates: Vec<(usize, Why)>) {
        self.mark(candidates.iter().map(|(one, _)| *one));
        if let Some(pair) = self.pairs.get_mut(row) {
            *pair = Some(candidates.into_iter().map(|(one, why)| (one, Some(why))).collect());
        }
    }

    /// Notes credentials that a row may be about, so that nobody calls them gone.
    fn mark(&mut self, there: impl Iterator<Item = usize>) {
        for one in there {
            if let Some(asked) = self.asked.get_mut(one) {
                *asked = true;
            }
        }
    }

    fn open_rows(&self) -> impl Iterator<Item = (usize, &CheckedRow)> {
        let rows = self.rows.iter().enumerate().zip(&self.pairs);
        rows.filter(|(_, pair)| pair.is_none()).map(|(row, _)| row)
    }

    /// Credentials that no row is about yet.
    fn open_there(&self, revoked: bool) -> impl Iterator<Item = (usize, &There)> {
        let there = self.there.iter().enumerate().zip(&self.taken);
        there
            .filter(move |((_, one), taken)| !**taken && (one.known.state == State::Revoked) == revoked)
            .map(|(one, _)| one)
    }

    fn decided(&mut self, options: &DiffOptions) {
        for (at, row) in self.rows.iter().enumerate() {
            match options.decisions.get(&row.row) {
                Some(Decision::New) => {
                    if let Some(pair) = self.pairs.get_mut(at) {
                        *pair = Some(Pair::new());
                    }
                }
                Some(Decision::Same(id)) => {
                    if let Some(one) = self.there.iter().position(|one| one.known.id == *id) {
                        self.sure(at, one);
                    }
                }
                None => {}
            }
        }
    }

    /// Pairs what has the same key and does not contradict. With several on one side, those that say exactly the same are
    /// paired first; the rest is asked.
    fn by<K: Hash + Eq>(&mut self, key: impl Fn(&Recipient) -> Option<K>, fits: impl Fn(&CheckedRow, &There) -> bool) {
        let mut groups: HashMap<K, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, row) in self.open_rows() {
            let Some(key) = key(&row.recipient) else { continue };
            let group = groups.entry(key).or_default();
            group.0.push(at);
        }
        for (at, one) in self.open_there(false) {
            if let Some(group) = key(&one.values.recipient).and_then(|key| groups.get_mut(&key)) {
                group.1.push(at);
            }
        }
        let mut groups: Vec<_> = groups.into_values().filter(|(_, there)| !there.is_empty()).collect();
        groups.sort_unstable();
        for (rows, there) in groups {
            self.pair_group(&rows, &there, &fits);
        }
    }

    fn pair_group(&mut self, rows: &[usize], there: &[usize], fits: &impl Fn(&CheckedRow, &There) -> bool) {
        let fitting = |row: &usize, one: &usize| match (self.rows.get(*row), self.there.get(*one)) {
            (Some(row), Some(one)) => fits(row, one),
            _ => false,
        };
        let same = |row: &usize, one: &usize| match (self.rows.get(*row), self.there.get(*one)) {
            (Some(row), Some(one)) => says_the_same(row, one),
            _ => false,
        };
        let mut left: Vec<usize> = there.to_vec();
        let (mut pairs, mut open) = (Vec::new(), Vec::new());
        let several = rows.len() > 1 || there.len() > 1;
        for row in rows {
            let found = left
                .iter()
                .take(LOOKED_THROUGH)
                .position(|one| fitting(row, one) && (!several || same(row, one)));
            match found {
                Some(at) => pairs.push((*row, left.remove(at))),
                None => open.push(*row),
            }
        }
        // What is left on both sides belongs together when it is one of each.
        if let ([row], [one]) = (&open[..], &left[..])
            && fitting(row, one)
        {
            pairs.push((*row, *one));
            open.clear();
        }
        let questions: Vec<(usize, Vec<usize>)> = open
            .into_iter()
            .map(|row| {
                let all = if left.is_empty() { there } else { &left[..] };
                let all = all.iter().copied().take(LOOKED_THROUGH);
                (row, all.filter(|one| fitting(&row, one)).take(CANDIDATES).collect())
            })
            .filter(|(_, candidates): &(usize, Vec<usize>)| !candidates.is_empty())
            .collect();
        if !questions.is_empty() {
            self.mark(there.iter().copied());
        }
        for (row, one) in pairs {
            self.sure(row, one);
        }
        for (row, candidates) in questions {
            self.ask(row, candidates.into_iter().map(|one| (one, Why::Several)).collect());
        }
    }

    /// Who is revoked is not made again by itself.
    fn revoked<K: Hash + Eq>(&mut self, key: impl Fn(&Recipient) -> Option<K>) {
        let mut revoked: HashMap<K, usize> = HashMap::new();
        for (at, one) in self.open_there(true) {
            if let Some(key) = key(&one.values.recipient) {
                revoked.insert(key, at);
            }
        }
        let found: Vec<(usize, usize)> = self
            .open_rows()
            .filter_map(|(at, row)| Some((at, *revoked.get(&key(&row.recipient)?)?)))
            .collect();
        for (row, one) in found {
            self.ask(row, vec![(one, Why::Revoked)]);
        }
    }

    /// Rows that are like somebody whom no row is about.
    fn alike(&mut self, batches: &[BatchId]) {
        let mut by_email: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_row: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, one) in self.open_there(false) {
            let recipient = &one.values.recipient;
            let email = email_key(recipient);
            if !email.is_empty() {
                by_email.entry(email).or_default().push(at);
            }
            by_name.entry(loose_name(&recipient.name)).or_default().push(at);
            if let Some(row) = one.row.filter(|_| batches.contains(&one.batch)) {
                by_row.entry(row).or_default().push(at);
            }
        }
        let mut questions = Vec::new();
        for (at, row) in self.open_rows() {
            let mut candidates: Vec<(usize, Why)> = Vec::new();
            let mut add = |found: Option<&Vec<usize>>, why: Why| {
                for one in found.into_iter().flatten() {
                    if candidates.len() < CANDIDATES && !candidates.iter().any(|(known, _)| known == one) {
                        candidates.push((*one, why));
                    }
                }
            };
            let loose = loose_name(&row.recipient.name);
            add(by_email.get(&email_key(&row.recipient)), Why::Email);
            if !loose.is_empty() {
                let has_email = !email_key(&row.recipient).is_empty();
                add(by_name.get(&loose), if has_email { Why::Name } else { Why::NameOnly });
            }
            let similar: Vec<usize> = by_row
                .get(&row.row)
                .into_iter()
                .flatten()
                .copied()
                .filter(|one| {
                    let there = self.there.get(*one);
                    there.is_some_and(|one| similar(&loose, &loose_name(&one.values.recipient.name)))
                })
                .collect();
            add(Some(&similar), Why::Row);
            if !candidates.is_empty() {
                questions.push((at, candidates));
            }
        }
        for (row, candidates) in questions {
            self.ask(row, candidates);
        }
    }

    /// Takes the only candidate of a row that is not one of another row too.
    fn take_likely(&mut self) {
        let mut wanted: HashMap<usize, usize> = HashMap::new();
        for (one, _) in self.pairs.iter().flatten().flatten() {
            *wanted.entry(*one).or_default() += 1;
        }
        let likely: Vec<(usize, usize)> = self
            .pairs
            .iter()
            .enumerate()
            .filter_map(|(row, pair)| match pair.as_deref() {
                Some([(one, Some(why))]) if why.is_likely() && wanted.get(one) == Some(&1) => Some((row, *one)),
                _ => None,
            })
            .collect();
        for (row, one) in likely {
            self.sure(row, one);
        }
    }
}

/// Whether a row says of the recipient what the credential says.
fn says_the_same(row: &CheckedRow, one: &There) -> bool {
    row.recipient == one.values.recipient
        && row.issue_date.is_none_or(|date| date == one.values.issue_date)
        && row.expiry_date.is_none_or(|date| Some(date) == one.values.expiry_date)
}

/// Whether one name could be a slip of the other: at most a third of its letters are others.
fn similar(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(120).collect(), b.chars().take(120).collect());
    let longest = a.len().max(b.len());
    longest > 2 && distance(&a, &b) * 3 <= longest
}

/// How many letters must be put in, left out or changed to make one of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut line: Vec<usize> = (0..=b.len()).collect();
    for (row, x) in (1..).zip(a) {
        let mut left = row;
        let mut above_left = row - 1;
        for (cell, y) in line.iter_mut().skip(1).zip(b) {
            let changed = above_left + usize::from(x != y);
            above_left = *cell;
            left = changed.min(*cell + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = line.first_mut() {
            *first = row;
        }
    }
    line.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod unit_tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        let count = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        for (a, b, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("", "ab", 2),
            ("john", "jonh", 2),
            ("müller", "miller", 1),
            ("smith", "smyth", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!((count(a, b), count(b, a)), (expected, expected), "{a} {b}");
        }
        assert!(similar("johnsmith", "jonhsmith") && !similar("annlee", "benbrown") && !similar("a", "a"));
    }
}
