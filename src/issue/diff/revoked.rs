//! Rows of people whose credential was revoked: they are new to nobody but a person who says so, and never without a word.

use std::collections::{BTreeSet, HashMap};

use crate::diag::{Place, Result};
use crate::import::CheckedRow;
use crate::model::{CredentialId, Group, State};

use super::super::desk::Desk;
use super::super::duplicates::{Alike, Person, Roster};
use super::There;
use super::pair::{Pair, Why, id_of, sure_of};

/// The revoked credentials of a group.
#[derive(Debug, Default)]
pub(super) struct Revoked<'a> {
    roster: Roster,
    /// Where each is among those that are there.
    places: HashMap<CredentialId, usize>,
    /// What is to be told of each, by its place.
    people: HashMap<usize, Person>,
    /// Their places by what identifies people; of several that have it the last one.
    by_id: HashMap<String, usize>,
    id_field: Option<&'a str>,
}

impl<'a> Revoked<'a> {
    pub(super) fn of(desk: &Desk, group: &Group, there: &[There], id_field: Option<&'a str>) -> Result<Revoked<'a>> {
        let mut revoked = Revoked {
            id_field,
            ..Revoked::default()
        };
        let all = there.iter().enumerate();
        for (place, one) in all.filter(|(_, one)| one.known.state == State::Revoked) {
            revoked.places.insert(one.known.id, place);
            let by = id_of(&one.values.recipient, id_field);
            revoked.by_id.extend(by.map(|by| (by, place)));
        }
        if revoked.places.is_empty() {
            return Ok(revoked);
        }
        revoked.roster = Roster::of(&desk.store, group.id)?;
        for person in revoked.roster.revoked() {
            let place = revoked.places.get(&person.id);
            revoked.people.extend(place.map(|place| (*place, person.clone())));
        }
        Ok(revoked)
    }

    /// Says of a row for which nobody is sure that its recipient was revoked, and asks whether it is new all the same.
    pub(super) fn ask(&self, row: &mut CheckedRow, pair: &mut Pair, decided: &BTreeSet<u32>) {
        if sure_of(pair).is_some() || self.places.is_empty() {
            return;
        }
        let asked = pair.iter().find(|(_, why)| *why == Some(Why::Revoked));
        let by_id = || self.by_id.get(&id_of(&row.recipient, self.id_field)?);
        let sure = asked.map(|(place, _)| place).or_else(by_id);
        let sure = sure.and_then(|place| self.people.get(place));
        let found = sure.map(|person| (Alike::Same, person)).or_else(|| {
            let mut alike = self.roster.all_alike(&row.recipient).into_iter();
            alike.find(|(_, person)| person.state == State::Revoked)
        });
        let Some((alike, person)) = found else { return };
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
