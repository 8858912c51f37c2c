//! Recipients who have a credential of the group already.

use crate::diag::{Problem, Result};
use crate::locale;
use crate::model::{Credential, GroupId, Recipient, State};
use crate::store::Store;

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

/// Whether two recipients are taken for one person within a sheet.
pub(super) fn key(recipient: &Recipient) -> (String, String) {
    let email = recipient
        .email
        .as_deref()
        .map(|email| email.trim().to_lowercase())
        .unwrap_or_default();
    (email, locale::compare_key(&recipient.name))
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
