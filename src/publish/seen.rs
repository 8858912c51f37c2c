//! What recipients see of a credential as the store has it.

use crate::compose;
use crate::diag::Result;
use crate::issue::{Desk, fields_of};
use crate::model::{Content, Credential, Date, Group, Issuer, State, Step};
use crate::store::Store;

use super::names;
use super::view::{About, FileKind, RecipientView};

/// What recipients see of a credential as the store has it.
pub fn view_of(desk: &Desk, credential: &Credential, issuer: &Issuer) -> Result<RecipientView> {
    revision_view(desk, credential, &credential.content, credential.revision, issuer)
}

pub(super) fn revision_view(
    desk: &Desk,
    credential: &Credential,
    content: &Content,
    revision: u32,
    issuer: &Issuer,
) -> Result<RecipientView> {
    let group = desk.group(credential.group, content.group_revision)?;
    let names = desk.store.published_files(&credential.id, revision)?;
    let kinds: Vec<(&str, FileKind)> = names
        .iter()
        .filter_map(|file| FileKind::of_file_name(&file.name))
        .collect();
    let stem = match kinds.first() {
        Some((stem, _)) => (*stem).to_owned(),
        None => stem_of(credential, content, &group, issuer),
    };
    let kinds: Vec<FileKind> = kinds.into_iter().map(|(_, kind)| kind).collect();
    let corrected = match desk.store.published_revision(&credential.id, revision)? {
        Some(published) if revision > 1 => published.at.to_utc().0,
        _ => None,
    };
    Ok(RecipientView::new(&About {
        credential,
        content,
        revision,
        group: &group,
        issuer,
        stem: &stem,
        files: &kinds,
        since: since(&desk.store, credential)?,
        corrected,
        today: Some(desk.clock.today()),
    }))
}

/// The name that a credential's files get without their endings.
pub(super) fn stem_of(credential: &Credential, content: &Content, group: &Group, issuer: &Issuer) -> String {
    let fields = fields_of(credential, content, group, issuer);
    names::stem(&compose::plain_text(&group.settings.file_name, &fields), credential.id)
}

/// The day on which a credential was suspended or revoked.
fn since(store: &Store, credential: &Credential) -> Result<Option<Date>> {
    if !matches!(credential.state, State::Suspended | State::Revoked) {
        return Ok(None);
    }
    let mut day = None;
    for entry in store.log(Some(credential.id))? {
        let entry = entry?;
        if entry.what == Step::Suspend.word() || entry.what == Step::Revoke.word() {
            day = entry.at.to_utc().0;
        }
    }
    Ok(day)
}
