//! Recipients who have a credential of the group already, surely or likely.
//!
//! Surely the same is who has the same e-mail and name but for case and form of the letters ([`same_recipient`]); what is
//! done then, the group's policy says, or a decision for the row. Likely the same is found in a [`Roster`] of the group: the
//! same name but for accents, spaces and punctuation, or the same e-mail. That is only ever a warning.

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::diag::{Problem, Result};
use crate::import::CheckedRow;
use crate::locale;
use crate::model::{BatchId, Credential, CredentialId, DuplicatePolicy, Group, GroupId, Recipient, State};
use crate::store::{Query, Store};

use super::desk::Desk;
use super::earlier;

/// The credentials of a group that stand for the same recipient: the same e-mail and name after normalising; without an
/// e-mail on either side, the same name. Revoked ones do not count: their holder may get a new one.
pub(super) fn same_recipient(store: &Store, group: GroupId, recipient: &Recipient) -> Result<Vec<Credential>> {
    let mut found = Vec::new();
    for id in store.same_recipient(group, recipient.email.as_deref(), &recipient.name)? {
        found.extend(
            store
                .credential(&id)?
                .filter(|credential| credential.state != State::Revoked),
        );
    }
    Ok(found)
}

/// What two recipients have in common who are taken for one person within a sheet: digests of their e-mails and names.
pub(super) fn key(recipient: &Recipient) -> (u64, u64) {
    (email_digest(recipient), digest(&locale::compare_key(&recipient.name)))
}

/// An e-mail as it is compared; empty for none.
pub(super) fn email_key(recipient: &Recipient) -> String {
    let email = recipient.email.as_deref().unwrap_or_default();
    email.trim().to_lowercase()
}

/// A name as people take it for the same: without case, accents, spaces and punctuation.
pub(super) fn loose_name(name: &str) -> String {
    // Vowel signs are letters to their readers, and are no letters to Unicode.
    let plain =
        |c: &char| !c.is_whitespace() && !c.is_ascii_punctuation() && !matches!(c, '·' | '・' | '׳' | '״' | '،');
    locale::fold(name).chars().filter(plain).collect()
}

/// What a reviewer is told of a likely duplicate.
pub(super) fn warning(existing: &Credential) -> Problem {
    let message = format!(
        "The recipient has credential {} of this group already ({})",
        existing.number, existing.state
    );
    Problem::warning("duplicate-in-workspace", message)
        .hint("Delete this one, or accept the warning if both are wanted")
}

/// How somebody in the group is like a recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alike {
    /// The same e-mail and name, or the same name without e-mails.
    Same,
    /// The same name but for accents, spaces and punctuation; the e-mails do not contradict.
    Name,
    /// The same e-mail with another name, which nobody else has.
    Email,
    /// The same name but for accents, spaces and punctuation, with another e-mail.
    NameOnly,
}

impl Alike {
    /// The word for another program.
    pub fn word(self) -> &'static str {
        match self {
            Alike::Same => "same",
            Alike::Name => "name",
            Alike::Email => "email",
            Alike::NameOnly => "name-only",
        }
    }

    /// What a reviewer is told of somebody who is only likely the same.
    fn problem(self, person: &Person) -> Problem {
        let (number, state) = (&person.number, person.state);
        match self {
            Alike::Same => Problem::warning(
                "duplicate-in-workspace",
                format!("The recipient has credential {number} of this group already ({state})"),
            ),
            Alike::Name => Problem::warning(
                "likely-duplicate",
                format!("A recipient with nearly the same name has credential {number} of this group ({state})"),
            ),
            Alike::Email => Problem::warning(
                "email-of-another",
                format!("The e-mail belongs to credential {number} of this group ({state}), with another name"),
            ),
            Alike::NameOnly => Problem::note(
                "name-of-another",
                format!("A recipient of this name with another e-mail has credential {number} of this group ({state})"),
            ),
        }
        .hint(match self {
            Alike::NameOnly => "Correct that one if it is the same person",
            _ => "Correct that one if it is the same person, or accept the warning",
        })
    }
}

/// Somebody who has a credential of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: CredentialId,
    pub number: String,
    pub state: State,
    /// The batch that made the credential.
    pub batch: BatchId,
    /// Digests of what is compared, 0 for no e-mail.
    email: u64,
    exact: u64,
    loose: u64,
}

/// How many people of one name are looked through: a group in which everybody is called alike must not take for ever.
const LOOKED_THROUGH: usize = 1000;
/// How many people are told for one recipient.
const SHOWN: usize = 8;

/// Everybody who has a credential of a group that is not revoked, to be asked about many recipients.
#[derive(Debug, Default)]
pub(super) struct Roster {
    people: Vec<Person>,
    by_loose: HashMap<u64, Vec<usize>>,
    by_email: HashMap<u64, Vec<usize>>,
}

/// The same for the same text in every run of the program.
fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn email_digest(recipient: &Recipient) -> u64 {
    match email_key(recipient) {
        email if email.is_empty() => 0,
        email => digest(&email),
    }
}

impl Roster {
    /// Reads the recipients of a group, what is under review before what is published.
    pub(super) fn of(store: &Store, group: GroupId) -> Result<Roster> {
        let query = Query {
            group: Some(group),
            ..Query::default()
        };
        let mut roster = Roster::default();
        let mut after = None;
        loop {
            let page = store.query(&query, after, 1000)?;
            for credential in page.items.iter().filter(|one| one.state != State::Revoked) {
                roster.add(credential);
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(roster),
            }
        }
    }

    fn add(&mut self, credential: &Credential) {
        let recipient = &credential.reviewed().recipient;
        let person = Person {
            id: credential.id,
            number: credential.number.clone(),
            state: credential.state,
            batch: credential.batch,
            email: email_digest(recipient),
            exact: digest(&locale::compare_key(&recipient.name)),
            loose: digest(&loose_name(&recipient.name)),
        };
        let at = self.people.len();
        self.by_loose.entry(person.loose).or_default().push(at);
        if person.email != 0 {
            self.by_email.entry(person.email).or_default().push(at);
        }
        self.people.push(person);
    }

    /// Those who are like a recipient, the likeliest first.
    pub(super) fn alike(&self, recipient: &Recipient) -> Vec<(Alike, &Person)> {
        let (email, exact) = (email_digest(recipient), digest(&locale::compare_key(&recipient.name)));
        let named = self.by_loose.get(&digest(&loose_name(&recipient.name)));
        let mut found: Vec<(Alike, &Person)> = Vec::new();
        for person in named
            .into_iter()
            .flatten()
            .take(LOOKED_THROUGH)
            .filter_map(|at| self.people.get(*at))
        {
            found.push((
                match (person.email, email) {
                    (theirs, ours) if theirs == ours && person.exact == exact => Alike::Same,
                    (theirs, ours) if theirs == ours || theirs == 0 || ours == 0 => Alike::Name,
                    _ => Alike::NameOnly,
                },
                person,
            ));
        }
        // An address that several people have is one of an office or a family, and says nothing.
        if let (true, Some([only])) = (email != 0, self.by_email.get(&email).map(Vec::as_slice))
            && let Some(person) = self.people.get(*only)
            && !found.iter().any(|(_, known)| known.id == person.id)
        {
            found.push((Alike::Email, person));
        }
        found.sort_by_key(|(alike, _)| *alike);
        found.truncate(SHOWN);
        found
    }

    /// What is to be said of the likeliest of those who are not surely the same and not of a batch itself.
    pub(super) fn warning(&self, recipient: &Recipient, batch: BatchId) -> Option<Problem> {
        let alike = self.alike(recipient).into_iter();
        let mut others = alike.filter(|(alike, person)| *alike != Alike::Same && person.batch != batch);
        others.next().map(|(alike, person)| alike.problem(person))
    }
}

/// What will be done with a row whose recipient has a credential already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// A credential is made, with a warning to be accepted.
    Warn,
    /// Nothing is made.
    Skip,
    /// The credential under review is changed.
    Edit,
    /// The published credential gets a correction under review.
    Correct,
    /// A credential is made without a word.
    Make,
}

impl Treatment {
    /// The word for another program.
    pub fn word(self) -> &'static str {
        match self {
            Treatment::Warn => "warn",
            Treatment::Skip => "skip",
            Treatment::Edit => "edit",
            Treatment::Correct => "correct",
            Treatment::Make => "make",
        }
    }
}

/// A row whose recipient has a credential of the group, surely or likely.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicate {
    /// As the spreadsheet numbers it, from 1.
    pub row: u32,
    /// Who it is like, the likeliest first.
    pub others: Vec<(Alike, Person)>,
    pub treatment: Treatment,
    /// To be shown with the row.
    pub problem: Problem,
    /// What of the likeliest credential stays although the row would change it, because the row is damaged; in words.
    pub stays: Option<String>,
}

impl Duplicate {
    /// What is done with the row by the policy of its group, and by a decision for the row.
    pub fn treated(&self, policy: DuplicatePolicy, decision: Option<DuplicatePolicy>) -> Treatment {
        self.others.first().map_or(Treatment::Make, |(alike, first)| {
            treatment(policy, decision, *alike, first.state)
        })
    }
}

/// Which rows have recipients that are in the group already, and what [`generate`](super::generate()) will do with them:
/// by the group's policy, or by a decision for the row.
pub fn find_duplicates(
    desk: &Desk,
    group: &Group,
    rows: impl IntoIterator<Item = impl Borrow<CheckedRow>>,
    decisions: &BTreeMap<u32, DuplicatePolicy>,
) -> Result<Vec<Duplicate>> {
    let roster = Roster::of(&desk.store, group.id)?;
    let mut found = Vec::new();
    for row in rows {
        let row = row.borrow();
        let Some(mut duplicate) = duplicate(&roster, group, row, decisions) else {
            continue;
        };
        // Only what is doubtful can be worse than what is there.
        if let Some((_, first)) = duplicate.others.first().filter(|_| !row.problems.is_empty()) {
            let credential = desk.store.credential(&first.id)?;
            duplicate.stays = credential.and_then(|credential| earlier::stays(&credential, row, &group.fields));
        }
        found.push(duplicate);
    }
    Ok(found)
}

/// The same for one row, without what stays.
pub(super) fn duplicate(
    roster: &Roster,
    group: &Group,
    row: &CheckedRow,
    decisions: &BTreeMap<u32, DuplicatePolicy>,
) -> Option<Duplicate> {
    if row.recipient.name.is_empty() {
        return None;
    }
    let others = roster.alike(&row.recipient);
    let (alike, first) = others.first()?;
    let decision = decisions.get(&row.row).copied();
    let place = crate::diag::Place {
        field: Some("recipient.name".to_owned()),
        ..crate::diag::Place::row(row.row)
    };
    Some(Duplicate {
        row: row.row,
        treatment: treatment(group.duplicates, decision, *alike, first.state),
        problem: alike.problem(first).at(place),
        stays: None,
        others: others
            .into_iter()
            .map(|(alike, person)| (alike, person.clone()))
            .collect(),
    })
}

/// What is done with a row: a likely duplicate follows a decision for the row, never the policy alone.
pub(super) fn treatment(
    policy: DuplicatePolicy,
    decision: Option<DuplicatePolicy>,
    alike: Alike,
    state: State,
) -> Treatment {
    let policy = match (decision, alike) {
        (Some(decision), _) => decision,
        (None, Alike::Same) => policy,
        (None, _) if policy == DuplicatePolicy::Allow => DuplicatePolicy::Allow,
        (None, _) => DuplicatePolicy::Ask,
    };
    match (policy, state) {
        (DuplicatePolicy::Allow, _) => Treatment::Make,
        (DuplicatePolicy::Ask, _) => Treatment::Warn,
        (DuplicatePolicy::Skip, _) => Treatment::Skip,
        (DuplicatePolicy::Replace, State::Suspended | State::Revoked) => Treatment::Warn,
        (DuplicatePolicy::Replace, State::Published) => Treatment::Correct,
        (DuplicatePolicy::Replace, _) => Treatment::Edit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::issue::testing::TestDesk;
    use crate::issue::{GenerateOptions, NewGroup};

    const FIRST: &str = "Name,E-mail\nZoë Müller,zoe@example.org\nJosé Núñez,\nAnn Lee,office@example.org\n\
                         Ben Lee,office@example.org\nCleo,cleo@example.org\n";
    const SECOND: &str = "Name,E-mail\nZOE\u{308} MÜLLER,Zoe@example.org\nJose  Nunez,jose@example.org\n\
                          Dan Lee,office@example.org\nCleopatra,cleo@example.org\nZoe Muller,other@example.org\nNew,\n";

    fn desk(name: &str, duplicates: DuplicatePolicy) -> (TestDesk, Group) {
        let desk = TestDesk::new(&format!("duplicates-{name}"));
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            duplicates,
            ..NewGroup::default()
        });
        desk.generate(&group, FIRST, &GenerateOptions::default())
            .expect("generate");
        (desk, group)
    }

    fn rows(csv: &str) -> Vec<CheckedRow> {
        let lines = (1..).zip(csv.lines()).skip(1);
        lines
            .map(|(row, line)| {
                let (name, email) = line.split_once(',').expect("two cells");
                CheckedRow {
                    row,
                    cells: Vec::new(),
                    recipient: Recipient {
                        name: name.to_owned(),
                        email: Some(email.to_owned()).filter(|email| !email.is_empty()),
                        ..Recipient::default()
                    },
                    issue_date: None,
                    expiry_date: None,
                    problems: Default::default(),
                }
            })
            .collect()
    }

    #[test]
    fn who_is_there_already_is_told_before_anything_is_made() {
        let (desk, group) = desk("told", DuplicatePolicy::Skip);
        let decisions = BTreeMap::from([(3, DuplicatePolicy::Replace)]);
        let found = find_duplicates(&desk, &group, rows(SECOND), &decisions).expect("found");
        let said: Vec<_> = found
            .iter()
            .map(|one| (one.row, one.others[0].0, one.treatment))
            .collect();
        assert_eq!(
            said,
            [
                (2, Alike::Same, Treatment::Skip),
                (3, Alike::Name, Treatment::Edit),
                (5, Alike::Email, Treatment::Warn),
                (6, Alike::NameOnly, Treatment::Warn),
            ],
            "an address that several have says nothing"
        );
        assert_eq!(found[0].problem.code, "duplicate-in-workspace");
    }

    #[test]
    fn likely_duplicates_are_warned_of_and_decisions_for_rows_are_followed() {
        let (desk, group) = desk("warned", DuplicatePolicy::Ask);
        let options = GenerateOptions {
            duplicates: BTreeMap::from([(3, DuplicatePolicy::Replace), (5, DuplicatePolicy::Skip)]),
            ..GenerateOptions::default()
        };
        let made = desk.generate(&group, SECOND, &options).expect("generate");
        assert_eq!((made.created, made.replaced, made.skipped), (4, 1, 1));
        let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
        let recipient = &all[1].content.recipient;
        let now = (&*recipient.name, recipient.email.as_deref());
        assert_eq!(
            now,
            ("José Núñez", Some("jose@example.org")),
            "row 3 took the place of who is likely the same, but for a name that is written worse"
        );
        let codes = |name: &str| -> Vec<String> {
            let found = all
                .iter()
                .rev()
                .find(|one| one.content.recipient.name == name)
                .expect(name);
            found
                .content
                .problems
                .iter()
                .map(|problem| problem.code.to_string())
                .collect()
        };
        assert!(
            codes("Zoe Muller").contains(&"name-of-another".to_owned()),
            "{:?}",
            codes("Zoe Muller")
        );
        assert!(codes("ZOE\u{308} MÜLLER").contains(&"duplicate-in-workspace".to_owned()));
        assert!(codes("New").is_empty() && codes("Dan Lee").is_empty());
    }

    #[test]
    fn loose_names_forgive_accents_spaces_and_punctuation() {
        for (a, b) in [
            ("Zoë Müller-Lüdenscheidt", "ZOE MULLER LUDENSCHEIDT"),
            ("O’Brien", "Obrien"),
            ("Mary Ann", "Maryann"),
            ("王 小明", "王小明"),
            ("J. R. Smith", "JR Smith"),
        ] {
            assert_eq!(loose_name(a), loose_name(b), "{a}");
        }
        for (a, b) in [("Ann", "Anna"), ("शर्मा", "शर्मी"), ("がぎ", "かき")] {
            assert_ne!(loose_name(a), loose_name(b), "{a}");
        }
    }
}
