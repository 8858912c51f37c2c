//! Who has which credential, as a sheet that every spreadsheet program reads.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diag::Result;
use crate::import;
use crate::issue::{Desk, credential_url};
use crate::model::{Credential, CredentialId, Group, GroupId, Issuer, Value};
use crate::progress::Progress;

use super::files;

/// The columns before the own fields of the groups, and those after them.
const BEFORE: [&str; 4] = ["Name", "E-mail", "Language", "Group"];
const AFTER: [&str; 7] = ["Number", "State", "Id", "Issued on", "Valid until", "Address", "Page"];

/// Writes the published ones of these credentials, in their order, into an .xlsx or a .csv; a file of that name is
/// replaced. The own fields of all their groups have a column each. All values are texts, so that zeros and dates stay.
///
/// # Errors
/// The name of the file ends in something else, it cannot be written, or the workspace cannot be read; it was cancelled.
pub fn write_list(desk: &Desk, ids: &[CredentialId], path: &Path, progress: &Progress) -> Result<()> {
    let list = List::of(desk, ids)?;
    progress.start("Writing the list", ids.len() as u64);
    let row = |id: &CredentialId| {
        progress.check()?;
        progress.advance(1);
        Ok(published(desk, id)?.map(|credential| list.row(desk, &credential)))
    };
    import::write_sheet(path, &list.headings(), ids.iter().filter_map(|id| row(id).transpose()))?;
    Ok(())
}

fn published(desk: &Desk, id: &CredentialId) -> Result<Option<Credential>> {
    let credential = desk.store.credential(id)?;
    Ok(credential.filter(|credential| credential.revision > 0))
}

/// What all rows have in common.
struct List {
    issuer: Issuer,
    groups: BTreeMap<GroupId, Group>,
    /// The keys of the own fields.
    own: Vec<String>,
}

impl List {
    fn of(desk: &Desk, ids: &[CredentialId]) -> Result<List> {
        let mut groups = BTreeMap::new();
        for group in desk.store.groups()? {
            groups.insert(group.id, group);
        }
        let mut own: Vec<String> = Vec::new();
        let mut last = None;
        for id in ids {
            let Some(credential) = published(desk, id)? else {
                continue;
            };
            // Most lists are of one group, whose fields are the same for all.
            if last == Some(credential.group) {
                continue;
            }
            last = Some(credential.group);
            let fields = groups.get(&credential.group).map(|group| &group.fields[..]);
            for field in fields.unwrap_or_default() {
                if !own.contains(&field.key) {
                    own.push(field.key.clone());
                }
            }
        }
        Ok(List {
            issuer: desk.store.issuer()?,
            groups,
            own,
        })
    }

    fn headings(&self) -> Vec<String> {
        let before = BEFORE.into_iter().map(str::to_owned);
        let after = AFTER.into_iter().map(str::to_owned);
        before.chain(self.own.iter().cloned()).chain(after).collect()
    }

    fn row(&self, desk: &Desk, credential: &Credential) -> Vec<String> {
        let content = &credential.content;
        let recipient = &content.recipient;
        let group = self.groups.get(&credential.group);
        let page = files::credential_folder(&desk.store.published_dir(), credential.id).join(files::PAGE);
        let mut row = vec![
            recipient.name.clone(),
            recipient.email.clone().unwrap_or_default(),
            recipient.language.clone().unwrap_or_default(),
            group.map(|group| group.title.clone()).unwrap_or_default(),
        ];
        let value = |key: &String| recipient.custom.get(key).map(Value::to_plain);
        row.extend(self.own.iter().map(|key| value(key).unwrap_or_default()));
        row.extend([
            credential.number.clone(),
            credential.state.to_string(),
            credential.id.to_string(),
            content.issue_date.to_string(),
            content.expiry_date.map(|date| date.to_string()).unwrap_or_default(),
            credential_url(&self.issuer, &credential.id).unwrap_or_default(),
            page.display().to_string(),
        ]);
        row
    }
}
