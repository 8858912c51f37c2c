//! Recipients who have a credential of the group already, surely or likely.
//!
//! Surely the same is who has the same e-mail and name but for case and form of the letters ([`same_recipient`]); what is
//! done then, the group's policy says, or a decision for the row. Likely the same is found in a [`Roster`] of the group: the
//! same name but for accents, spaces and punctuation, or the same e-mail. That is only ever a warning. Whose credential was
//! revoked may get a new one, but never without a word.

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
    if existing.state == State::Revoked {
        return Alike::Same.problem(&Person::from(existing));
    }
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
    pub(super) fn problem(self, person: &Person) -> Problem {
        if let Some(revoked) = &person.revoked {
            return self.of_revoked(&person.number, revoked);
        }
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

    /// What is said of somebody whose credential was revoked.
    fn of_revoked(self, number: &str, Revoked { name, reason }: &Revoked) -> Problem {
        let why = match reason.as_deref().map(str::trim).unwrap_or_default() {
            "" => String::new(),
            reason => format!(": {reason}"),
        };
        let had = format!("had {number}, which was revoked{why}");
        let problem = match self {
            Alike::Same | Alike::Name => Problem::warning(REVOKED[0], format!("{name} {had}")),
            Alike::Email => Problem::warning(REVOKED[0], format!("The e-mail is that of {name}, who {had}")),
            Alike::NameOnly => Problem::note(
                REVOKED[1],
                format!("{name}, who is called the same and has another e-mail, {had}"),
            ),
        };
        problem.hint(match self {
            Alike::NameOnly => "Leave the row out if it is the same person and nothing new is meant",
            _ => "Leave the row out, or accept the warning if a new credential is meant",
        })
    }
}

/// The codes of what is said of recipients whose credential was revoked: of who is sure or likely, and of who has the name.
pub(super) const REVOKED: [&str; 2] = ["revoked-before", "name-of-revoked"];

/// Somebody who has a credential of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: CredentialId,
    pub number: String,
    pub state: State,
    /// The batch that made the credential.
    pub batch: BatchId,
    /// What is to be told of somebody whose credential was revoked.
    revoked: Option<Box<Revoked>>,
    /// Digests of what is compared, 0 for no e-mail.
    email: u64,
    exact: u64,
    loose: u64,
}

/// Who had a credential, and why it was revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Revoked {
    name: String,
    reason: Option<String>,
}

impl From<&Credential> for Person {
    fn from(credential: &Credential) -> Person {
        let recipient = &credential.reviewed().recipient;
        let is_revoked = credential.state == State::Revoked;
        Person {
            id: credential.id,
            number: credential.number.clone(),
            state: credential.state,
            batch: credential.batch,
            revoked: is_revoked.then(|| {
                Box::new(Revoked {
                    name: recipient.name.clone(),
                    reason: credential.reason.clone(),
                })
            }),
            email: email_digest(recipient),
            exact: digest(&locale::compare_key(&recipient.name)),
            loose: digest(&loose_name(&recipient.name)),
        }
    }
}

/// How many people of one name are looked through: a group in which everybody is called alike must not take for ever.
const LOOKED_THROUGH: usize = 1000;
/// How many people are told for one recipient.
const SHOWN: usize = 8;

/// Everybody who has a credential of a group or had one that was revoked, to be asked about many recipients.
#[derive(Debug, Default)]
pub(super) struct Roster {
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
        let mut roster = Roster::default();
        roster.read(store, group, None)?;
        Ok(roster)
    }

    /// Only those whose credentials are in one of these states.
    pub(super) fn only(store: &Store, group: GroupId, states: &[State]) -> Result<Roster> {
        let mut roster = Roster::default();
        for state in states {
            roster.read(store, group, Some(*state))?;
        }
        Ok(roster)
    }

    fn read(&mut self, store: &Store, group: GroupId, state: Option<State>) -> Result<()> {
        let query = Query {
            group: Some(group),
            state,
            ..Query::default()
        };
        let mut after = None;
        loop {
            let page = store.query(&query, after, 1000)?;
            for credential in &page.items {
                match credential.state {
                    State::Revoked => self.revoked.add(credential.into()),
                    _ => self.there.add(credential.into()),
                }
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(()),
            }
        }
    }

    /// Those who are like a recipient, the likeliest first.
    pub(super) fn alike(&self, recipient: &Recipient) -> Vec<(Alike, &Person)> {
        let mut found = self.there.alike(recipient);
        let mut revoked = self.revoked.alike(recipient);
        // The address of an office or a family says nothing of the one in it whose credential was revoked.
        if self.there.have_email(email_digest(recipient)) > 1 {
            revoked.retain(|(alike, _)| *alike != Alike::Email);
        }
        found.append(&mut revoked);
        // Who has a new credential since is told of that; else what was revoked is told first.
        found.sort_by_key(|(alike, person)| (*alike, (person.state == State::Revoked) == (*alike == Alike::Same)));
        found.truncate(SHOWN);
        found
    }

    /// What is to be said of the likeliest of those who are not of a batch itself.
    pub(super) fn warning(
        &self,
        recipient: &Recipient,
        batch: BatchId,
        counts: impl Fn(State) -> bool,
    ) -> Option<Problem> {
        let mut alike = self.alike(recipient).into_iter();
        let other = alike.find(|(_, person)| person.batch != batch && counts(person.state));
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
        if let Some(person) = self.only_with(email)
            && !found.iter().any(|(_, known)| known.id == person.id)
        {
            found.push((Alike::Email, person));
        }
        found
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
    match (state, decision) {
        // Whose credential was revoked gets no other one without a word, and nothing of it is corrected.
        (State::Revoked, Some(DuplicatePolicy::Skip)) => return Treatment::Skip,
        (State::Revoked, _) => return Treatment::Warn,
        (State::Suspended, None) if policy == DuplicatePolicy::Allow => return Treatment::Warn,
        _ => {}
    }
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
        (DuplicatePolicy::Replace, State::Suspended) => Treatment::Warn,
        (DuplicatePolicy::Replace, State::Published) => Treatment::Correct,
        (DuplicatePolicy::Replace, _) => Treatment::Edit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::issue::testing::TestDesk;
    use crate::issue::tests::publish_bare;
    use crate::issue::{GenerateOptions, NewGroup, revoke, suspend};

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

    /// Those who come again, each with what is said of their new credential.
    fn said(desk: &TestDesk, group: &Group, csv: &str) -> Vec<Vec<String>> {
        let before = desk.store.count(&Query::default()).expect("count") as usize;
        desk.generate(group, csv, &GenerateOptions::default())
            .expect("generate");
        let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
        let new = all.iter().skip(before);
        new.map(|one| one.content.problems.iter().map(|one| one.code.to_string()).collect())
            .collect()
    }

    #[test]
    fn who_was_revoked_is_made_again_with_a_word_whatever_the_policy() {
        use DuplicatePolicy::{Allow, Ask, Replace, Skip};
        for policy in [Ask, Skip, Replace, Allow] {
            let (desk, group) = desk(&format!("revoked-{policy:?}"), policy);
            let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
            for one in [0, 1, 2, 4] {
                publish_bare(&desk, &all[one].id).expect("published");
                revoke(&desk, &all[one].id, "took part under another name").expect("revoked");
            }
            let again = "Name,E-mail\nZoë Müller,zoe@example.org\nJose Nunez,\nZoe Miller,ZOE@example.org\n\
                         Cleo,other@example.org\nEva Lee,office@example.org\n";
            let found = find_duplicates(&desk, &group, rows(again), &BTreeMap::new()).expect("found");
            let told: Vec<_> = found.iter().map(|one| (one.row, &*one.problem.code)).collect();
            let revoked = |row| (row, "revoked-before");
            // Of the two at the office one was revoked; this may be either.
            let expected = [revoked(2), revoked(3), revoked(4), (5, "name-of-revoked"), revoked(6)];
            assert_eq!(told, expected, "{policy:?}");
            assert!(found.iter().all(|one| one.treatment == Treatment::Warn), "{policy:?}");
            assert_eq!(
                found[0].problem.message,
                format!(
                    "Zoë Müller had {}, which was revoked: took part under another name",
                    all[0].number
                )
            );
            let codes = said(&desk, &group, again);
            let codes: Vec<_> = codes.iter().map(|codes| codes.join(" ")).collect();
            assert_eq!(codes.len(), 5, "{policy:?}: everybody is made");
            for (row, code) in expected {
                assert!(codes[row as usize - 2].contains(code), "{policy:?} {row}: {codes:?}");
            }
            // Who has a new one since is told of that one.
            let third = find_duplicates(&desk, &group, rows(again), &BTreeMap::new()).expect("found");
            assert_eq!(third[0].problem.code, "duplicate-in-workspace", "{policy:?}");
        }
    }

    #[test]
    fn who_is_suspended_is_told_even_where_others_are_made_without_a_word() {
        let (desk, group) = desk("suspended", DuplicatePolicy::Allow);
        let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
        publish_bare(&desk, &all[0].id).expect("published");
        suspend(&desk, &all[0].id, "unpaid").expect("suspended");
        let again = "Name,E-mail\nZoë Müller,zoe@example.org\nCleo,cleo@example.org\n";
        let found = find_duplicates(&desk, &group, rows(again), &BTreeMap::new()).expect("found");
        let treated: Vec<_> = found.iter().map(|one| one.treatment).collect();
        assert_eq!(treated, [Treatment::Warn, Treatment::Make]);
        assert_eq!(
            said(&desk, &group, again),
            [vec!["duplicate-in-workspace".to_owned()], Vec::new()]
        );
    }

    #[test]
    fn who_was_revoked_can_be_skipped_and_never_replaced() {
        let (desk, group) = desk("decided", DuplicatePolicy::Ask);
        let all = desk.store.query(&Query::default(), None, 100).expect("query").items;
        publish_bare(&desk, &all[0].id).expect("published");
        revoke(&desk, &all[0].id, "fraud").expect("revoked");
        for (decision, counts, treatment) in [
            (DuplicatePolicy::Skip, (0, 0, 1), Treatment::Skip),
            (DuplicatePolicy::Replace, (1, 0, 0), Treatment::Warn),
        ] {
            let again = "Name,E-mail\nZoë Müller,zoe@example.org\n";
            let decisions = BTreeMap::from([(2, decision)]);
            let found = find_duplicates(&desk, &group, rows(again), &decisions).expect("found");
            assert_eq!(found[0].treatment, treatment);
            let options = GenerateOptions {
                duplicates: decisions,
                ..GenerateOptions::default()
            };
            let made = desk.generate(&group, again, &options).expect("generate");
            assert_eq!((made.created, made.replaced, made.skipped), counts, "{decision:?}");
        }
        let last = desk
            .store
            .query(&Query::default(), None, 100)
            .expect("query")
            .items
            .pop();
        let problems = last.expect("the new one").content.problems;
        assert!(problems.iter().any(|one| one.code == REVOKED[0]), "{problems:?}");
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
