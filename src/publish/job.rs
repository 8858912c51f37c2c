//! Publishing.
//!
//! Credentials are published in chunks ([`super::chunk`]), in an order that is safe to kill at any instant. What was
//! acknowledged is never drawn again; what was not is drawn again to the same bytes.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diag::{Place, Problem, Problems, Result, Severity, Warned};
use crate::issue::{Desk, Twins, allow};
use crate::model::{Content, Credential, CredentialId, Issuer, Moment, State, Step};
use crate::progress::Progress;
use crate::store::{Cursor, Query, Store};

use super::copies;
use super::copy::{self, Copy};
use super::files::{self, Durability, Outcome, Rendered};
use super::page::{self, Embedded, Location, Pictures};
use super::press::{Document, PagePictures, Press};
use super::resume::finish;
use super::seen::{revision_view, view_of};
use super::view::Parts;

/// Credentials that are flushed and acknowledged together.
const CHUNK: usize = 32;

/// Which credentials are meant.
#[derive(Clone, Debug)]
pub enum Selection {
    Ids(Vec<CredentialId>),
    /// All that a query finds.
    Query(Query),
}

#[derive(Clone, Debug, Default)]
pub struct PublishOptions {
    /// Warnings are accepted in the name of whoever publishes.
    pub accept_warnings: bool,
    /// A folder that gets a copy of the files, whether published now or before.
    pub out: Option<PathBuf>,
    /// Which files are made of each credential; its page is made in any case.
    pub files: Parts,
    /// Which of them the copy gets.
    pub parts: Parts,
}

/// What a run of [`publish`] did.
#[derive(Clone, Debug, Default)]
pub struct Published {
    pub published: u32,
    /// Were published before; with an output folder they are in the copy.
    pub already: u32,
    /// Credentials that were not published, and why.
    pub held: Vec<(CredentialId, Problems)>,
}

/// Publishes what is selected and waits; what cannot be published is reported and the rest goes on.
pub fn publish(
    desk: &Desk,
    selection: &Selection,
    options: &PublishOptions,
    progress: &Progress,
) -> Result<Warned<Published>> {
    let mut job = Job::new(desk, options)?;
    job.total(selection, progress)?;
    match selection {
        Selection::Ids(ids) => {
            for chunk in ids.chunks(CHUNK) {
                let found = chunk
                    .iter()
                    .map(|id| desk.store.credential(id))
                    .collect::<Result<Vec<_>>>()?;
                job.chunk(found.into_iter().flatten().collect(), true, progress)?;
            }
        }
        Selection::Query(query) => job.all(query, progress)?,
    }
    job.finish()
}

/// A run of publishing.
pub(super) struct Job<'a> {
    pub(super) desk: &'a Desk,
    pub(super) options: &'a PublishOptions,
    /// What warnings of duplicates say by now: it holds publication.
    pub(super) twins: Twins<'a>,
    pub(super) published: PathBuf,
    pub(super) issuer: Issuer,
    pub(super) logo: Option<Embedded>,
    pub(super) press: Press,
    pub(super) durability: Durability,
    /// The folder that was asked for, and the others that are known.
    pub(super) out: Option<Copy>,
    pub(super) copies: Vec<Copy>,
    pub(super) done: Published,
    pub(super) problems: Problems,
}

impl<'a> Job<'a> {
    pub(super) fn new(desk: &'a Desk, options: &'a PublishOptions) -> Result<Job<'a>> {
        desk.store.check_writable()?;
        let published = desk.store.published_dir();
        let mut problems = finish(desk)?;
        let out = match &options.out {
            None => None,
            Some(root) => {
                refuse_inside(desk.store.dir(), root)?;
                let copy = Copy::open(root, &published)?.with(options.parts);
                copies::remember(desk, root, options.parts)?;
                Some(copy)
            }
        };
        let known = copies::open_known(desk)?;
        problems.extend(known.problems);
        let same = |a: &Path, b: &Path| std::fs::canonicalize(a).ok() == std::fs::canonicalize(b).ok();
        let copies = known
            .value
            .into_iter()
            .filter(|copy| !out.as_ref().is_some_and(|out| same(out.root(), copy.root())))
            .collect();
        let issuer = desk.store.issuer()?;
        let logo = logo(&desk.store, &issuer)?;
        Ok(Job {
            desk,
            options,
            twins: Twins::new(&desk.store),
            published,
            issuer,
            logo,
            press: Press::new(),
            durability: Durability::new(),
            out,
            copies,
            done: Published::default(),
            problems,
        })
    }

    fn total(&self, selection: &Selection, progress: &Progress) -> Result<()> {
        let total = match selection {
            Selection::Ids(ids) => ids.len() as u64,
            Selection::Query(query) => self.desk.store.count(&self.query(query))?,
        };
        progress.start("Publishing", total);
        Ok(())
    }

    /// Without an output folder only what waits is looked at.
    fn query(&self, query: &Query) -> Query {
        Query {
            pending: self.out.is_none(),
            ..query.clone()
        }
    }

    fn all(&mut self, query: &Query, progress: &Progress) -> Result<()> {
        let query = self.query(query);
        // The pages are gathered first: publishing moves credentials out of the query while it is read.
        let mut ids: Vec<CredentialId> = Vec::new();
        let mut after: Option<Cursor> = None;
        loop {
            let page = self.desk.store.query(&query, after, 1000)?;
            ids.extend(page.items.iter().map(|credential| credential.id));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        for chunk in ids.chunks(CHUNK) {
            let found = chunk
                .iter()
                .map(|id| self.desk.store.credential(id))
                .collect::<Result<Vec<_>>>()?;
            self.chunk(found.into_iter().flatten().collect(), false, progress)?;
        }
        Ok(())
    }

    /// Publishes a chunk. `named` credentials were asked for one by one, so that a refusal is worth a word.
    fn chunk(&mut self, credentials: Vec<Credential>, named: bool, progress: &Progress) -> Result<()> {
        progress.check()?;
        let mut count = credentials.len() as u64;
        let mut ready = Vec::new();
        let mut there = Vec::new();
        for mut credential in credentials {
            if credential.draft.is_none()
                && matches!(credential.state, State::Published | State::Suspended | State::Revoked)
            {
                if named
                    && self.out.is_none()
                    && let Err(problems) = allow(&credential, Step::Publish)
                {
                    self.done.held.push((credential.id, problems));
                }
                there.push(credential);
                continue;
            }
            if !credential.is_pending() && !named {
                continue;
            }
            self.twins.look(&mut credential)?;
            match holding(&credential, self.options.accept_warnings) {
                None => ready.push(credential),
                Some(problems) => self.done.held.push((credential.id, problems)),
            }
        }
        if !ready.is_empty() {
            let ready_count = ready.len() as u64;
            self.publish_ready(ready, progress)?;
            count -= ready_count;
        }
        self.copy_again(&there)?;
        progress.advance(count);
        Ok(())
    }

    /// Writes the pages of a credential as the store has it, in `published` and in the copies that have it already, whose
    /// folders it tells.
    pub(super) fn pages(
        &self,
        credential: &Credential,
        pictures: Option<&PagePictures>,
    ) -> Result<Warned<Vec<PathBuf>>> {
        let pictures = match pictures {
            Some(pictures) => embedded(pictures, self.logo.clone())?,
            None => self.kept_pictures(credential)?,
        };
        let view = view_of(self.desk, credential, &self.issuer)?;
        self.all_superseded(credential)?;
        let mut updated = copy::update_pages(&self.published, &self.copies, &view, &pictures, &self.durability)?;
        if let Some(out) = &self.out {
            let put = out.put(&self.published, &view, &pictures, &self.durability)?;
            updated.problems.extend(put.problems);
        }
        Ok(updated)
    }

    /// The pages of all revisions before the current one: each says how the credential stands, also after a revocation.
    pub(super) fn all_superseded(&self, credential: &Credential) -> Result<()> {
        (1..credential.revision).try_for_each(|revision| self.superseded(credential, revision).map(drop))
    }

    /// The page of a revision that a newer one has taken the place of.
    pub(super) fn superseded(&self, credential: &Credential, revision: u32) -> Result<Outcome> {
        let Some(old) = self.desk.store.revision(&credential.id, revision)? else {
            return Ok(Outcome::Unchanged);
        };
        let view = revision_view(self.desk, credential, &old, revision, &self.issuer)?;
        let html = page::html(&view, &Pictures::default(), Location::Revision)?;
        files::write_superseded_page(&self.published, credential.id, revision, &html, &self.durability)
    }

    /// The pictures of the page that is there; drawn anew where there is none of this revision.
    pub(super) fn kept_pictures(&self, credential: &Credential) -> Result<Pictures> {
        match files::read_current_page(&self.published, credential.id) {
            Some(html) if page::revision(html.as_bytes()) == Some(credential.revision) => Ok(Pictures::of_page(&html)),
            _ => embedded(&self.drawn(credential, Parts::NONE)?.1, self.logo.clone()),
        }
    }

    /// The published revision, drawn again: those of its files, and the pictures of its page.
    pub(super) fn drawn(&self, credential: &Credential, parts: Parts) -> Result<(Rendered, PagePictures)> {
        let drawn = self.desk.draw(credential, &credential.content, &self.issuer)?;
        let document = document(credential, &credential.content, credential.revision);
        let made = self.press.credential(&drawn, &document, parts)?;
        Ok(made.value)
    }

    /// What was published before is put into the copy that was asked for.
    fn copy_again(&mut self, credentials: &[Credential]) -> Result<()> {
        self.done.already += credentials.len() as u32;
        let Some(out) = &self.out else { return Ok(()) };
        let job = &*self;
        let copied: Vec<Result<Problems>> = credentials
            .par_iter()
            .map(|credential| {
                let view = view_of(job.desk, credential, &job.issuer)?;
                let pictures = job.kept_pictures(credential)?;
                Ok(out.put(&job.published, &view, &pictures, &job.durability)?.problems)
            })
            .collect();
        let mut problems = Problems::default();
        for more in copied {
            // One that cannot be copied does not keep the others from it.
            problems.extend(more.unwrap_or_else(|problems| problems));
        }
        self.problems.extend(problems);
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Warned<Published>> {
        for copy in self.out.into_iter().chain(self.copies) {
            copy.finish(&self.durability)?;
        }
        self.durability.flush()?;
        Ok(Warned {
            value: self.done,
            problems: self.problems,
        })
    }
}

/// Why a credential cannot be published now; `None` when it can.
pub fn holding(credential: &Credential, accept_warnings: bool) -> Option<Problems> {
    let place = Place {
        credential: Some(credential.number.clone()),
        row: credential.row,
        ..Place::default()
    };
    if let Err(problems) = allow(credential, Step::Publish) {
        return Some(problems);
    }
    let content = credential.reviewed();
    let accepted = content.accepted || accept_warnings;
    let holding = content.problems.iter().filter(|problem| match problem.severity {
        Severity::Error => true,
        Severity::Warning => !accepted,
        Severity::Note => false,
    });
    let holding: Problems = holding
        .map(|problem| {
            let place = Place {
                credential: place.credential.clone(),
                row: place.row,
                ..problem.place.clone()
            };
            let problem = problem.clone().at(place);
            if problem.is_error() {
                problem
            } else {
                problem.hint("Accept it: `accolade accept`, or publish with --accept-warnings")
            }
        })
        .collect();
    (!holding.is_empty()).then_some(holding)
}

/// A copy within the workspace would be taken for a part of it.
fn refuse_inside(workspace: &Path, out: &Path) -> Result<()> {
    let existing = out.ancestors().find_map(|folder| std::fs::canonicalize(folder).ok());
    let inside = match (existing, std::fs::canonicalize(workspace)) {
        (Some(out), Ok(workspace)) => out.starts_with(workspace),
        _ => false,
    };
    if !inside {
        return Ok(());
    }
    let problem = Problem::error("copy-in-workspace", "The output folder is inside the workspace").at(Place::file(out));
    Err(problem.hint("Choose a folder outside of it").into())
}

/// What the PDF of a revision says of itself. The date is the issue date: drawing the same revision again gives the same
/// bytes.
pub(super) fn document(credential: &Credential, content: &Content, revision: u32) -> Document {
    Document {
        date: Moment(content.issue_date.days_from_epoch() * 86_400_000),
        id: format!("{}/{revision}", credential.id),
    }
}

pub(super) fn logo(store: &Store, issuer: &Issuer) -> Result<Option<Embedded>> {
    issuer.logo.map(|blob| Embedded::new(&store.blob(blob)?)).transpose()
}

pub(super) fn embedded(pictures: &PagePictures, logo: Option<Embedded>) -> Result<Pictures> {
    let embed = |bytes: &Option<Vec<u8>>| bytes.as_deref().map(Embedded::new).transpose();
    Ok(Pictures {
        certificate: embed(&pictures.certificate)?,
        badge: embed(&pictures.badge)?,
        logo,
    })
}
