//! How somebody who has a credential of a group is like a recipient, and what is said of it.

use crate::diag::Problem;
use crate::locale;
use crate::model::{BatchId, Credential, CredentialId, Recipient, State};

use super::{digest, email_digest, loose_name};

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

    /// How two are alike, whoever else there is; nothing where they are not.
    pub(super) fn between(recipient: &Recipient, person: &Person) -> Option<Alike> {
        let is_of_one_name = person.loose == digest(&loose_name(&recipient.name));
        match is_of_one_name {
            true => Some(Alike::of_one_name(recipient, person)),
            false => (person.email != 0 && person.email == email_digest(recipient)).then_some(Alike::Email),
        }
    }

    /// The same for two whose names differ at most by accents, spaces and punctuation.
    pub(super) fn of_one_name(recipient: &Recipient, person: &Person) -> Alike {
        let (email, exact) = (email_digest(recipient), digest(&locale::compare_key(&recipient.name)));
        match (person.email, email) {
            (theirs, ours) if theirs == ours && person.exact == exact => Alike::Same,
            (theirs, ours) if theirs == ours || theirs == 0 || ours == 0 => Alike::Name,
            _ => Alike::NameOnly,
        }
    }

    /// What a reviewer is told of somebody who is only likely the same.
    pub(in super::super) fn problem(self, person: &Person) -> Problem {
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

/// The codes of what names the number of another credential.
const OF_CREDENTIALS: [&str; 4] = [
    "duplicate-in-workspace",
    "likely-duplicate",
    "email-of-another",
    "name-of-another",
];

/// The number of the credential that a problem names, as it stands in the sentences above.
pub(super) fn number_of(problem: &Problem) -> Option<&str> {
    let (_, rest) = problem.message.split_once(" credential ")?;
    let (number, _) = rest.split_once(" of this group")?;
    OF_CREDENTIALS.contains(&&*problem.code).then_some(number)
}

/// The codes of what is said of recipients whose credential was revoked: of who is sure or likely, and of who has the name.
pub(in super::super) const REVOKED: [&str; 2] = ["revoked-before", "name-of-revoked"];

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
    pub(super) email: u64,
    pub(super) exact: u64,
    pub(super) loose: u64,
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
