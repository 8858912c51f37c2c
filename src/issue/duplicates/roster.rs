//! Everybody in a group, found by what people are compared by.

use std::collections::HashMap;

use crate::diag::{Problem, Result};
use crate::model::{GroupId, Recipient, State};
use crate::store::{Query, Store};

use super::{Alike, Person, digest, email_digest, loose_name};

/// How many people of one name are looked through: a group in which everybody is called alike must not take for ever.
const LOOKED_THROUGH: usize = 1000;
/// How many people are told for one recipient.
const SHOWN: usize = 8;

/// Everybody who has a credential of a group or had one that was revoked, to be asked about many recipients.
#[derive(Debug, Default)]
pub(in super::super) struct Roster {
    there: People,
    revoked: People,
}

/// People, found by what they are compared by.
#[derive(Debug, Default)]
struct People {
    people: Vec<Person>,
    by_loose: HashMap<u64, Vec<usize>>,
    by_email: HashMap<u64, Vec<usize>>,
}

impl Roster {
    /// Reads the recipients of a group, what is under review before what is published.
    ///
    /// # Errors
    /// The workspace cannot be read.
    pub(in super::super) fn of(store: &Store, group: GroupId) -> Result<Roster> {
        let query = Query {
            group: Some(group),
            ..Query::default()
        };
        let mut roster = Roster::default();
        let mut after = None;
        loop {
            let page = store.query(&query, after, 1000)?;
            for credential in &page.items {
                match credential.state {
                    State::Revoked => roster.revoked.add(credential.into()),
                    _ => roster.there.add(credential.into()),
                }
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(roster),
            }
        }
    }

    /// Those whose credentials were revoked.
    pub(in super::super) fn revoked(&self) -> impl Iterator<Item = &Person> {
        self.revoked.people.iter()
    }

    /// Those who are like a recipient, the likeliest first, as many as are told.
    pub(in super::super) fn alike(&self, recipient: &Recipient) -> Vec<(Alike, &Person)> {
        let mut found = self.all_alike(recipient);
        found.truncate(SHOWN);
        found
    }

    /// All of them, for whoever looks for some.
    pub(in super::super) fn all_alike(&self, recipient: &Recipient) -> Vec<(Alike, &Person)> {
        let mut found = self.there.alike(recipient);
        let mut revoked = self.revoked.alike(recipient);
        // The address of an office or a family says nothing of the one in it whose credential was revoked.
        if self.there.have_email(email_digest(recipient)) > 1 {
            revoked.retain(|(alike, _)| *alike != Alike::Email);
        }
        found.append(&mut revoked);
        // Who has a new credential since is told of that; else what was revoked is told first.
        found.sort_by_key(|(alike, person)| (*alike, (person.state == State::Revoked) == (*alike == Alike::Same)));
        found
    }

    /// What is to be said of the likeliest of those who are not of the same rows.
    pub(in super::super) fn warning(
        &self,
        recipient: &Recipient,
        is_own: impl Fn(&Person) -> bool,
        counts: impl Fn(State) -> bool,
    ) -> Option<Problem> {
        let mut alike = self.all_alike(recipient).into_iter();
        let other = alike.find(|(_, person)| !is_own(person) && counts(person.state));
        other.map(|(alike, person)| alike.problem(person))
    }
}

impl People {
    fn add(&mut self, person: Person) {
        let at = self.people.len();
        self.by_loose.entry(person.loose).or_default().push(at);
        if person.email != 0 {
            self.by_email.entry(person.email).or_default().push(at);
        }
        self.people.push(person);
    }

    /// How many have an address.
    fn have_email(&self, email: u64) -> usize {
        self.by_email.get(&email).map_or(0, Vec::len)
    }

    /// The only one who has an address, with the last of their credentials. An address that several people have is one of
    /// an office or a family, and says nothing.
    fn only_with(&self, email: u64) -> Option<&Person> {
        let all = self.by_email.get(&email).filter(|all| all.len() <= LOOKED_THROUGH)?;
        let mut all = all.iter().filter_map(|at| self.people.get(*at));
        let last = all.next_back()?;
        all.all(|other| other.loose == last.loose).then_some(last)
    }

    /// Those who are like a recipient, in no order.
    fn alike(&self, recipient: &Recipient) -> Vec<(Alike, &Person)> {
        let named = self.by_loose.get(&digest(&loose_name(&recipient.name)));
        let mut found: Vec<(Alike, &Person)> = Vec::new();
        for person in named
            .into_iter()
            .flatten()
            .take(LOOKED_THROUGH)
            .filter_map(|at| self.people.get(*at))
        {
            found.push((Alike::of_one_name(recipient, person), person));
        }
        if let Some(person) = self.only_with(email_digest(recipient))
            && !found.iter().any(|(_, known)| known.id == person.id)
        {
            found.push((Alike::Email, person));
        }
        found
    }
}
