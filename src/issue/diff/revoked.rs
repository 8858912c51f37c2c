//! Rows of people whose credential was revoked: they are new to nobody but a person who says so, and never without a word.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::diag::{Place, Result};
use crate::import::CheckedRow;
use crate::model::{CredentialId, Group, State};

use super::super::desk::Desk;
use super::super::duplicates::{Alike, Person, Roster, email_key};
use super::There;
use super::pair::{Pair, Why, id_of};

/// The revoked credentials of a group.
#[derive(Debug, Default)]
pub(super) struct Revoked<'a> {
    roster: Roster,
    /// Where each is among those that are there.
    places: HashMap<CredentialId, usize>,
    /// What is to be told of each, by its place.
    people: HashMap<usize, Person>,
    /// Their places by what identifies people.
    by_id: HashMap<String, usize>,
    /// Their addresses that several others have as well, as those of an office, which say nothing.
    shared: HashSet<String>,
    id_field: Option<&'a str>,
}

impl<'a> Revoked<'a> {
    pub(super) fn of(desk: &Desk, group: &Group, there: &[There], id_field: Option<&'a str>) -> Result<Revoked<'a>> {
        let mut revoked = Revoked {
            id_field,
            ..Revoked::default()
        };
        for (place, one) in there.iter().enumerate() {
            if one.known.state == State::Revoked {
                revoked.places.insert(one.known.id, place);
            }
        }
        if revoked.places.is_empty() {
            return Ok(revoked);
        }
        revoked.shared = shared(there);
        revoked.roster = Roster::only(&desk.store, group.id, &[State::Revoked])?;
        for (id, place) in &revoked.places {
            let credential = desk.store.credential(id)?;
            let person = credential.as_ref().map(Person::from);
            revoked.people.extend(person.map(|person| (*place, person)));
            let one = there.get(*place);
            let by = one.and_then(|one| id_of(&one.values.recipient, id_field));
            revoked.by_id.extend(by.map(|by| (by, *place)));
        }
        Ok(revoked)
    }

    /// Says of a row for which nobody is sure that its recipient was revoked, and asks whether it is new all the same.
    pub(super) fn ask(&self, row: &mut CheckedRow, pair: &mut Pair, decided: &BTreeSet<u32>) {
        let is_sure = matches!(pair[..], [(_, None)]);
        if is_sure || self.places.is_empty() {
            return;
        }
        let asked = pair.iter().find(|(_, why)| *why == Some(Why::Revoked));
        let by_id = || self.by_id.get(&id_of(&row.recipient, self.id_field)?);
        let sure = asked.map(|(place, _)| place).or_else(by_id);
        let sure = sure.and_then(|place| self.people.get(place));
        let found = sure
            .map(|person| (Alike::Same, person))
            .or_else(|| self.roster.alike(&row.recipient).into_iter().next());
        let Some((alike, person)) = found else { return };
        if alike == Alike::Email && self.shared.contains(&email_key(&row.recipient)) {
            return;
        }
        let place = Place {
            field: Some("recipient.name".to_owned()),
            ..Place::row(row.row)
        };
        row.problems.push(alike.problem(person).at(place));
        let place = self.places.get(&person.id).copied();
        let known = |place: &usize| pair.iter().any(|(one, _)| one == place);
        if let Some(place) = place.filter(|place| !known(place) && !decided.contains(&row.row)) {
            pair.push((place, Some(Why::Revoked)));
        }
    }
}

/// The addresses of revoked ones that more than one other has.
fn shared(there: &[There]) -> HashSet<String> {
    let emails = |revoked: bool| {
        let of = there
            .iter()
            .filter(move |one| (one.known.state == State::Revoked) == revoked);
        of.map(|one| email_key(&one.values.recipient))
    };
    let mut others: HashMap<String, usize> = emails(true).map(|email| (email, 0)).collect();
    for email in emails(false) {
        if let Some(count) = others.get_mut(&email) {
            *count += 1;
        }
    }
    others.retain(|_, count| *count > 1);
    others.into_keys().collect()
}
