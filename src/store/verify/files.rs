//! Checking the files: blobs against their names, published files against what was recorded.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::diag::{Place, Problem, Problems, Result};
use crate::files::{self, Doing};
use crate::model::{BlobId, CredentialId};
use crate::progress::Progress;
use crate::store::Store;
use crate::store::blobs;
use crate::store::records::v1;
use crate::store::state::Flow;

pub(super) fn check(
    store: &Store,
    wanted: &BTreeMap<BlobId, String>,
    progress: &Progress,
    problems: &mut Problems,
) -> Result<()> {
    check_blobs(store, wanted, progress, problems)?;
    check_published(store, progress, problems)
}

fn check_blobs(
    store: &Store,
    wanted: &BTreeMap<BlobId, String>,
    progress: &Progress,
    problems: &mut Problems,
) -> Result<()> {
    let list = store.blobs.list()?;
    progress.start("Checking stored files", list.len() as u64);
    let mut there = BTreeSet::new();
    for (path, id) in list {
        progress.check()?;
        progress.advance(1);
        let Some(id) = id else {
            problems.push(
                Problem::note("unknown-file", "A file among the stored ones is not one of them").at(Place::file(&path)),
            );
            continue;
        };
        there.insert(id);
        let bytes = files::read_if_there(&path).doing("check a stored file", &path)?;
        if bytes.is_none_or(|bytes| blobs::sha256(&bytes) != id) {
            let what = wanted.get(&id).map_or_else(String::new, |what| format!(", {what}"));
            problems.push(
                Problem::unexpected("damaged-blob", format!("A stored file is damaged{what}"))
                    .hint("Add the picture, font or sheet again, or restore a backup")
                    .at(Place::file(&path)),
            );
        }
    }
    for (id, what) in wanted.iter().filter(|(id, _)| !there.contains(id)) {
        problems.push(
            Problem::unexpected("missing-blob", format!("A stored file is missing, {what} ({id})"))
                .hint("Add the picture, font or sheet again, or restore a backup"),
        );
    }
    Ok(())
}

fn check_published(store: &Store, progress: &Progress, problems: &mut Problems) -> Result<()> {
    progress.start("Checking published files", 0);
    let folder = store.published_dir();
    let read = store.state.walk_prefix(b"V", false, &mut |_, value| {
        progress.check()?;
        // A record that cannot be read was reported with the database.
        if let Ok(record) = crate::store::records::read::<v1::Revision>(value) {
            let id = CredentialId(record.id);
            let folder = folder.join(id.to_string()).join(record.revision.to_string());
            for file in &record.files {
                progress.advance(1);
                check_file(&folder, id, file, problems)?;
            }
        }
        Ok(Flow::Continue)
    });
    match read {
        // A database that fails on the way was reported, too.
        Err(found) if found.iter().all(|p| p.code == "damaged-database") => Ok(()),
        other => other,
    }
}

fn check_file(folder: &Path, id: CredentialId, file: &v1::File, problems: &mut Problems) -> Result<()> {
    let path = file
        .name
        .split('/')
        .fold(folder.to_owned(), |path, part| path.join(part));
    let bytes = files::read_if_there(&path).doing("check a published file", &path)?;
    let what = match bytes {
        None => "missing",
        Some(bytes) if bytes.len() as u64 != file.len || blobs::sha256(&bytes).0 != file.sha => {
            "not as it was published"
        }
        Some(_) => return Ok(()),
    };
    problems.push(
        Problem::error("published-file", format!("A published file is {what}"))
            .hint("Publish the credential’s files again")
            .at(Place {
                credential: Some(id.to_string()),
                ..Place::file(&path)
            }),
    );
    Ok(())
}
