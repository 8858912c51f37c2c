//! Bringing `published/` back to what the store says: lost or damaged files and pages are made again.
//!
//! A revision is drawn again only to the very bytes that were recorded when it was published; pages and indexes follow
//! from the store and are simply written again. What cannot be made again is left for [`Store::verify`] to report.
//!
//! [`Store::verify`]: crate::store::Store::verify

use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diag::{Place, Problem, Problems, Result};
use crate::issue::Desk;
use crate::model::{BlobId, Credential};
use crate::progress::Progress;
use crate::store::{PublishedFile, Query};

use super::files::{self, Outcome, PAGE};
use super::index::{self, FileRecord};
use super::job::{Job, embedded};
use super::page::{self, Location, PICTURE_LIMIT, Pictures};
use super::press::{PagePictures, badge_for_page};
use super::seen::view_of;
use super::view::{FileKind, Parts};

/// Looks at everything that is published and mends what it can. The problems say what was mended.
pub fn mend(desk: &Desk, progress: &Progress) -> Result<Problems> {
    let mut problems = Problems::default();
    let job = Job::bare(desk, &mut problems)?;
    progress.start("Looking at what is published", desk.store.count(&Query::default())?);
    let mut after = None;
    loop {
        progress.check()?;
        let page = desk.store.query(&Query::default(), after, 500)?;
        let found: Vec<Result<Problems>> = page
            .items
            .par_iter()
            .filter(|credential| credential.revision > 0)
            .map(|credential| one(&job, credential))
            .collect();
        for found in found {
            problems.extend(found?);
        }
        progress.advance(page.items.len() as u64);
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    problems.extend(job.finish()?.problems);
    Ok(problems)
}

fn one(job: &Job<'_>, credential: &Credential) -> Result<Problems> {
    let mut mended = Vec::new();
    let recorded = job.desk.store.published_files(&credential.id, credential.revision)?;
    let folder = files::revision_folder(&job.published, credential.id, credential.revision);
    let lost: Vec<String> = recorded
        .iter()
        .filter(|file| as_recorded(&folder.join(&file.name), file).is_none())
        .map(|file| file.name.clone())
        .collect();
    let drawn: &[String] = match !lost.is_empty() && draw_again(job, credential, &recorded)? {
        true => &lost,
        false => &[],
    };
    mended.extend(drawn.iter().map(String::as_str));
    if folder.is_dir() {
        let records = recorded.iter().map(|file| FileRecord {
            name: file.name.clone(),
            sha256: file.sha,
        });
        let text = index::to_text(&records.collect::<Vec<_>>());
        if files::write_file(&folder.join(index::NAME), text.as_bytes(), &job.durability)? == Outcome::Written {
            mended.push("the index of its files");
        }
    }
    let view = view_of(job.desk, credential, &job.issuer)?;
    let html = page::html(
        &view,
        &job.published_pictures(credential, &recorded)?,
        Location::Credential,
    )?;
    if files::write_current_page(&job.published, credential.id, &html, &job.durability)? == Outcome::Written {
        mended.push("its page");
    }
    for revision in 1..credential.revision {
        if files::revision_folder(&job.published, credential.id, revision).is_dir()
            && job.superseded(credential, revision)? == Outcome::Written
        {
            mended.push("the page of a superseded revision");
        }
    }
    if mended.is_empty() {
        return Ok(Problems::default());
    }
    let message = format!(
        "What is published of credential {} was mended: {}",
        credential.number,
        mended.join(", ")
    );
    // What is still lost was not mended.
    let file = match drawn.first() {
        Some(name) => folder.join(name),
        None => folder.with_file_name(PAGE),
    };
    let place = Place {
        credential: Some(credential.id.to_string()),
        ..Place::file(&file)
    };
    Ok(Problem::warning("mended-publication", message).at(place).into())
}

/// What is in a published file, when it is as it was recorded.
fn as_recorded(path: &Path, file: &PublishedFile) -> Option<Vec<u8>> {
    let bytes = std::fs::read(path).ok()?;
    (bytes.len() as u64 == file.len && BlobId(Sha256::digest(&bytes).into()) == file.sha).then_some(bytes)
}

/// Draws a revision again; whether that gave the very files that were published.
fn draw_again(job: &Job<'_>, credential: &Credential, recorded: &[PublishedFile]) -> Result<bool> {
    let named = || recorded.iter().filter_map(|file| FileKind::of_file_name(&file.name));
    let Some((stem, _)) = named().next() else {
        return Ok(false);
    };
    let parts = Parts::of(named().map(|(_, kind)| kind));
    // A design, font or picture that is damaged itself is reported with the workspace's stored files.
    let Ok((rendered, _)) = job.drawn(credential, parts) else {
        return Ok(false);
    };
    let same = rendered
        .records(stem)
        .iter()
        .map(|record| (record.name.clone(), record.sha256))
        .collect::<Vec<_>>()
        == recorded
            .iter()
            .map(|file| (file.name.clone(), file.sha))
            .collect::<Vec<_>>();
    if same {
        let (id, revision) = (credential.id, credential.revision);
        files::write_revision(&job.published, id, revision, stem, &rendered, &job.durability)?;
    }
    Ok(same)
}

impl Job<'_> {
    /// The pictures of a page: the published files where they are there as recorded and light enough, as when the page
    /// was written.
    pub(super) fn published_pictures(&self, credential: &Credential, recorded: &[PublishedFile]) -> Result<Pictures> {
        let folder = files::revision_folder(&self.published, credential.id, credential.revision);
        let of_kind = |kind: FileKind| {
            let named =
                |file: &&PublishedFile| FileKind::of_file_name(&file.name).is_some_and(|(_, found)| found == kind);
            let file = recorded.iter().find(named)?;
            as_recorded(&folder.join(&file.name), file)
        };
        let content = &credential.content;
        let certificate = of_kind(FileKind::CertificatePng(1)).filter(|bytes| bytes.len() <= PICTURE_LIMIT);
        let badge = of_kind(FileKind::BadgePng(1));
        let small = |png: Vec<u8>| badge_for_page(&png, content.certificate.is_some());
        let badge = badge.map(small).transpose()?;
        if certificate.is_some() != content.certificate.is_some() || badge.is_some() != content.badge.is_some() {
            return self.kept_pictures(credential);
        }
        embedded(&PagePictures { certificate, badge }, self.logo.clone())
    }
}
