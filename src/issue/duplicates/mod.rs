//! Recipients who have a credential of the group already, surely or likely.
//!
//! Surely the same is who has the same e-mail and name but for case and form of the letters ([`same_recipient`]); what is
//! done then, the group's policy says, or a decision for the row. Likely the same is found in a [`Roster`] of the group: the
//! same name but for accents, spaces and punctuation, or the same e-mail. That is only ever a warning. Whose credential was
//! revoked may get a new one, but never without a word.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::diag::{Problem, Result};
use crate::locale;
use crate::model::{Credential, GroupId, Recipient, State};
use crate::store::Store;

mod alike;
mod roster;
mod since;
#[cfg(test)]
mod tests;
mod treatment;

pub use alike::{Alike, Person};
pub use since::{Twins, names_another};
pub use treatment::{Duplicate, Treatment, find_duplicates};

pub(super) use alike::REVOKED;
pub(super) use roster::Roster;
pub(super) use treatment::duplicate;

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
