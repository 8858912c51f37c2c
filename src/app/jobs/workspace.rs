//! Opening and making workspaces, and reading what the whole window shows of one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Place, Problem, Problems, Result};
use crate::images::Picture;
use crate::issue::{self, Desk};
use crate::model::{Batch, BatchId, BatchState, CredentialId, DesignId, DesignPin, Issuer, State as Life};
use crate::progress::Progress;
use crate::publish;
use crate::store::{Store, read_beside};

use super::super::command::workspace::Choice;
use super::super::fonts::UiFonts;
use super::super::state::create::FORM;
use super::super::state::path::typed_path;
use super::super::state::review::unsaved::{self, Typed};
use super::super::state::start::Draft;
use super::super::state::waits::reasons;
use super::super::state::workspace::{BatchCard, BatchStanding, GroupCard, Snapshot, Thumbnail};
use super::super::surroundings::Surroundings;
use super::create::recipe;
use super::{review, tally};

/// How many batches the home page shows whatever they have left.
const RECENT_BATCHES: usize = 5;

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    FontsLoaded,
    Opened(Opened),
    OpenFailed(Problems),
    Snapshot(Box<Snapshot>),
    Chosen(Choice, Option<PathBuf>),
    ChoiceFailed(Problems),
    SettingsSaved,
    /// The open workspace was copied to this folder.
    Copied(PathBuf),
    NotCopied(Problems),
    /// A file to begin with, which was named to another start of the program.
    Asked(PathBuf),
    /// The last desk of a workspace was given up.
    Closed,
    /// What those are that were dropped on the window.
    Dropped(Vec<(Dropped, PathBuf)>),
}

/// What was dropped on the window, where its name does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// The folder of a workspace.
    Workspace,
    Folder,
    File,
}

pub(in super::super) fn dropped(path: &Path) -> Dropped {
    match (path.join("workspace.json").is_file(), path.is_dir()) {
        (true, _) => Dropped::Workspace,
        (false, true) => Dropped::Folder,
        (false, false) => Dropped::File,
    }
}

/// A workspace that is open.
#[derive(Debug)]
pub struct Opened {
    pub desk: Arc<Desk>,
    pub snapshot: Box<Snapshot>,
    /// What was typed on the review page in another run and not saved.
    pub unsaved: BTreeMap<CredentialId, Typed>,
    /// What was repaired.
    pub problems: Problems,
}

/// What threads need to open a workspace.
#[derive(Clone, Debug)]
pub(in super::super) struct Opener {
    pub surroundings: Surroundings,
    pub fonts: Arc<UiFonts>,
}

impl Opener {
    fn desk_of(&self, store: Store) -> Result<Desk> {
        // Names of every script are shown as soon as the workspace is.
        self.fonts.load_all(self.surroundings.fonts)?;
        self.surroundings.desk(store, &self.fonts)
    }

    /// Opens the workspace in a folder.
    pub(in super::super) fn open(&self, dir: &Path, progress: &Progress) -> Result<super::Answer> {
        if !dir.join("workspace.json").exists() {
            let problem = Problem::error("no-workspace", "There is no workspace in this folder").at(Place::file(dir));
            return Err(problem
                .hint("Choose the folder that has workspace.json in it, or start a new one")
                .into());
        }
        let (seed, stamp) = (self.surroundings.seed, self.surroundings.clock.stamp());
        let temporary = &self.surroundings.temporary;
        let opened = Store::open_or_read(dir, temporary, seed, &stamp, progress)?;
        let desk = self.desk_of(opened.value)?;
        self.opened(desk, opened.problems)
    }

    /// Opens a workspace that another window has, to look at it; `why` is what kept it from being opened.
    pub(in super::super) fn look_at(&self, dir: &Path, why: &Problem, progress: &Progress) -> Result<super::Answer> {
        let (seed, stamp) = (self.surroundings.seed, self.surroundings.clock.stamp());
        let temporary = &self.surroundings.temporary;
        let opened = Store::open_to_read(dir, temporary, read_beside(why), seed, &stamp, progress)?;
        let desk = self.desk_of(opened.value)?;
        self.opened(desk, opened.problems)
    }

    /// Makes a workspace from a backup, and opens it.
    pub(in super::super) fn restore(&self, file: &Path, dir: &Path, progress: &Progress) -> Result<super::Answer> {
        let (seed, stamp) = (self.surroundings.seed, self.surroundings.clock.stamp());
        let mut problems = Store::restore(file, dir, seed, &stamp, progress)?.problems;
        let opened = Store::open(dir, seed, &stamp, progress)?;
        problems.extend(opened.problems);
        self.opened(self.desk_of(opened.value)?, problems)
    }

    /// Makes the workspace of a form.
    pub(in super::super) fn create(&self, draft: &Draft) -> Result<super::Answer> {
        let name = issue::checked_issuer_name(&draft.name)?;
        let url = issue::checked_address(&draft.url)?;
        let logo = match draft.logo.trim() {
            "" => None,
            path => Some(logo(&typed_path(path))?),
        };
        let folder = typed_path(&draft.folder);
        if folder.as_os_str().is_empty() {
            let problem = Problem::error("no-folder", "The workspace has no folder yet");
            return Err(problem.hint("Choose where it should be kept").into());
        }
        let issuer = Issuer {
            name,
            url,
            ..Issuer::default()
        };
        let desk = self.make(&folder, &issuer, logo.as_deref())?;
        self.opened(desk, Problems::default())
    }

    /// Opens the sample workspace, which is made the first time.
    pub(in super::super) fn look_around(&self, folder: &Path, progress: &Progress) -> Result<super::Answer> {
        let dir = folder.join("workspace");
        let (desk, problems) = if dir.join("workspace.json").exists() {
            let stamp = self.surroundings.clock.stamp();
            let opened = Store::open(&dir, self.surroundings.seed, &stamp, progress)?;
            (self.desk_of(opened.value)?, opened.problems)
        } else {
            std::fs::create_dir_all(folder).map_err(|error| Problem::io("make the folder", folder, &error))?;
            let desk = self.make(&dir, &publish::demo::issuer(), Some(publish::demo::LOGO))?;
            (desk, Problems::default())
        };
        issue::install_designs(&desk)?;
        // A person may have deleted or published since; only what was interrupted is gone on with.
        if desk
            .store
            .batches()?
            .iter()
            .all(|batch| batch.state == BatchState::Open)
        {
            publish::demo::fill(&desk, folder, progress)?;
        }
        self.opened(desk, problems)
    }

    fn opened(&self, desk: Desk, mut problems: Problems) -> Result<super::Answer> {
        let snapshot = Box::new(snapshot(&desk)?);
        let unsaved = self.unsaved(&desk).unwrap_or_else(|unkept| {
            problems.extend(unkept);
            BTreeMap::new()
        });
        Ok(super::Answer::Workspace(Answer::Opened(Opened {
            desk: Arc::new(desk),
            snapshot,
            unsaved,
            problems,
        })))
    }

    /// Nothing can be saved of what is only looked at.
    fn unsaved(&self, desk: &Desk) -> Result<BTreeMap<CredentialId, Typed>> {
        let settings = self.surroundings.settings.as_deref();
        match settings.filter(|_| desk.store.reading().is_none()) {
            Some(settings) => review::unsaved(desk, &unsaved::Place::beside(settings, desk.store.dir())),
            None => Ok(BTreeMap::new()),
        }
    }

    fn make(&self, dir: &Path, issuer: &Issuer, logo: Option<&[u8]>) -> Result<Desk> {
        let clock = &*self.surroundings.clock;
        issue::create_workspace(dir, issuer, logo, self.surroundings.seed, clock, |store| {
            self.desk_of(store)
        })
    }
}

/// Copies the open workspace into a folder: itself when it is new or empty, else one in it.
pub(in super::super) fn copy(desk: &Desk, folder: &Path, progress: &Progress) -> Result<super::Answer> {
    let is_filled = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    let target = match desk.store.dir().file_name() {
        Some(name) if is_filled => folder.join(name),
        _ => folder.to_owned(),
    };
    desk.store.copy_to(&target, progress)?;
    Ok(super::Answer::Workspace(Answer::Copied(target)))
}

fn logo(path: &Path) -> Result<Vec<u8>> {
    let bytes = std::fs::read(path).map_err(|error| Problem::io("read the logo", path, &error))?;
    Picture::decode(&bytes).map_err(|problems| {
        problems
            .into_iter()
            .map(|problem| problem.at(Place::file(path)))
            .collect::<Problems>()
    })?;
    Ok(bytes)
}

/// Reads what the window shows of a workspace wherever it is.
pub(in super::super) fn snapshot(desk: &Desk) -> Result<Snapshot> {
    let store = &desk.store;
    let all = issue::batches(desk)?;
    let telling = tally::newest_of_sheets(&all);
    let mut groups = store
        .groups()?
        .into_iter()
        .map(|group| {
            Ok(GroupCard {
                counts: tally::counts(store, Some(group.id))?,
                waiting: tally::waiting(&all, &telling, group.id),
                thumbnail: thumbnail(desk, group.certificate.or(group.badge))?,
                group,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    // The newest first; what was made last is what is worked on.
    groups.reverse();
    let open = |batch: &&Batch| batch.state == BatchState::Open;
    let interrupted = all.iter().rev().filter(open).map(|batch| batch.id).collect();
    let counts = tally::counts(store, None)?;
    let batches = batches(desk, all, &telling, &groups)?;
    let gallery = super::design::gallery(store)?;
    Ok(Snapshot {
        dir: store.dir().to_owned(),
        issuer: store.issuer()?,
        counts,
        groups,
        batches,
        interrupted,
        gallery,
        shelves: Arc::new(issue::shelves(store)?),
        pictures: Arc::new(issue::workspace_pictures(store)?),
        today: desk.clock.today(),
        reading: store.reading().cloned(),
    })
}

fn thumbnail(desk: &Desk, design: Option<DesignId>) -> Result<Option<Thumbnail>> {
    let Some(id) = design else { return Ok(None) };
    let Some(stored) = desk.store.latest_design(id)? else {
        return Ok(None);
    };
    Ok(stored.design.pages.first().map(|page| Thumbnail {
        pin: DesignPin {
            design: stored.id,
            revision: stored.revision,
        },
        aspect: (page.width.0 / page.height.0.max(1.0)) as f32,
    }))
}

/// The last batches, and all that are to be gone on with however old they are: interrupted, with rows that wait, or with
/// credentials under review.
fn batches(desk: &Desk, all: Vec<Batch>, telling: &BTreeSet<BatchId>, groups: &[GroupCard]) -> Result<Vec<BatchCard>> {
    let recent = all.len().saturating_sub(RECENT_BATCHES);
    // As soon as all are found, older batches are not asked.
    let mut sought = desk.store.count(&tally::pending())? + desk.store.count(&tally::of_state(Life::Held))?;
    let mut shown = Vec::new();
    for (at, batch) in all.into_iter().enumerate().rev() {
        let tells = telling.contains(&batch.id);
        let has_rows = batch.state == BatchState::Open || (tells && !batch.waiting.is_empty());
        if at < recent && !has_rows && sought == 0 {
            continue;
        }
        let (card, left) = batch_card(desk, batch, tells, groups)?;
        sought = sought.saturating_sub(left);
        if at >= recent || has_rows || left > 0 {
            shown.push(card);
        }
    }
    Ok(shown)
}

/// A batch, and how many credentials of it are under review or held.
fn batch_card(desk: &Desk, batch: Batch, tells: bool, groups: &[GroupCard]) -> Result<(BatchCard, u64)> {
    let (made, left, standing) = tally::standing(&desk.store, &batch)?;
    let group = groups.iter().find(|card| card.group.id == batch.group);
    let is_form = batch.source == FORM;
    let card = BatchCard {
        resumable: standing == BatchStanding::Interrupted && recipe::is_known(desk, &batch)?,
        id: batch.id,
        group: batch.group,
        title: group.map(|card| card.group.title.clone()).unwrap_or_default(),
        source: batch.source,
        sheet: batch.sheet,
        key: batch.key,
        created: batch.created.local(desk.clock.ahead(batch.created)),
        made,
        waiting: batch.waiting.len() as u64,
        tells,
        why: reasons(&batch.waiting, is_form),
        standing,
    };
    Ok((card, left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::TestDesk;
    use crate::issue::{GenerateOptions, NewGroup, create_group};
    use crate::model::Group;
    use crate::publish::{PublishOptions, Selection};
    use crate::store::Query;

    #[test]
    fn a_batch_that_has_something_left_is_shown_however_old_it_is() {
        let desk = TestDesk::new("workspace-batches");
        let group = |code: &str| {
            let new = NewGroup {
                title: code.to_owned(),
                code: code.to_owned(),
                certificate: Some("Plain".to_owned()),
                fields: vec!["grade:text".parse().expect("a field")],
                ..NewGroup::default()
            };
            create_group(&desk, new).expect("a group").value
        };
        let make = |group: &Group, csv: &str| {
            let options = GenerateOptions {
                skip_bad: true,
                ..GenerateOptions::default()
            };
            desk.generate(group, csv, &options).expect("made").batch
        };
        let publish = |group: &Group| {
            let query = Query {
                group: Some(group.id),
                ..Query::default()
            };
            let options = PublishOptions {
                accept_warnings: true,
                ..PublishOptions::default()
            };
            publish::publish(&desk, &Selection::Query(query), &options, &Progress::new()).expect("published");
        };
        let [waits, reviewed, done] = ["A", "B", "C"].map(group);
        let some_wait = "Name,E-mail\nAnn Lee,ann@example.org\n,ben@example.org\n";
        let with_rows = make(&waits, some_wait);
        publish(&waits);
        let under_review = make(&reviewed, "Name\nCleo Fox\n");
        // What it left was gone on with in the next one of its sheet.
        make(&done, "Name,E-mail\nDan Poe,dan@example.org\n,eve@example.org\n");
        let newest: Vec<BatchId> = (0..5)
            .map(|at| make(&done, &format!("Name\nEve Moor {at}\n")))
            .collect();
        publish(&done);
        let snapshot = snapshot(&desk).expect("a snapshot");
        let shown: Vec<BatchId> = snapshot.batches.iter().map(|card| card.id).collect();
        let expected: Vec<BatchId> = newest.into_iter().rev().chain([under_review, with_rows]).collect();
        assert_eq!(shown, expected);
        let oldest = snapshot.batches.last().expect("a batch");
        assert_eq!((oldest.tells, oldest.waiting), (true, 1));
        let rows = |id| {
            let card = snapshot.groups.iter().find(|card| card.group.id == id);
            card.expect("a group").waiting.rows
        };
        assert_eq!([waits.id, done.id].map(rows), [1, 0]);
    }
}
