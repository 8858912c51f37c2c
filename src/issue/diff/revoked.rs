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
    /// The same by what identifies people.
    by_id: HashMap<String, Person>,
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
        for place in revoked.places.values().filter(|_| id_field.is_some()) {
            let Some(one) = there.get(*place) else { continue };
            let id = id_of(&one.values.recipient, id_field);
            if let (Some(id), Some(credential)) = (id, desk.store.credential(&one.known.id)?) {
                revoked.by_id.insert(id, Person::from(&credential));
            }
        }
        Ok(revoked)
    }

    /// Says of a row for which nobody is sure that its recipient was revoked, and asks whether it is new all the same.
    pub(super) fn ask(&self, row: &mut CheckedRow, pair: &mut Pair, decided: &BTreeSet<u32>) {
        let is_sure = matches!(pair[..], [(_, None)]);
        if is_sure || self.places.is_empty() {
            return;
        }
        let by_id = id_of(&row.recipient, self.id_field).and_then(|id| self.by_id.get(&id));
        let by_id = by_id.map(|person| (Alike::Same, person));
        let found = by_id.or_else(|| self.roster.alike(&row.recipient).into_iter().next());
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
