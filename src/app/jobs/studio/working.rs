//! Opening, keeping and saving the design that is worked on.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::compose::Pictures;
use crate::designfile::DesignFile;
use crate::diag::{Problems, Result};
use crate::images::Picture;
use crate::issue::{self, Desk};
use crate::model::{CredentialId, Design, DesignId, DesignPin};
use crate::progress::Progress;
use crate::store::StoredDesign;

use super::super::super::state::studio::picture::Values;
use super::super::super::state::studio::{Outdated, Sample};
use super::super::Answer as AnyAnswer;
use super::{Answer, Ready, Rerendered, Saved};

/// Adds a new design.
///
/// # Errors
/// Its name cannot be.
pub fn create(desk: &Desk, design: Design) -> Result<AnyAnswer> {
    let stored = issue::create_design(desk, design)?;
    Ok(AnyAnswer::Studio(Answer::Created(stored.id)))
}

/// Reads a design with all that drawing it needs.
///
/// # Errors
/// It is not there, or one of its files cannot be used.
pub fn open(desk: &Desk, id: DesignId, progress: &Progress) -> Result<AnyAnswer> {
    let working = issue::open_working(desk, id)?;
    progress.check()?;
    let pin = DesignPin {
        design: id,
        revision: working.saved.revision,
    };
    // Its page shows a picture of it, for which its photographs were decoded.
    let known = desk.known_kit(pin).filter(|_| working.same_files);
    let kit = match known {
        Some(kit) => kit,
        None => Arc::new(issue::kit(&working.file, desk.book(), desk.engine(), &desk.launcher)?.value),
    };
    let values = sample_values(desk, &working.file.design)?;
    let ready = Ready { working, kit, values };
    Ok(AnyAnswer::Studio(Answer::Opened(Box::new(ready))))
}

/// The design's own sample, with what is known of the issuer.
///
/// # Errors
/// The issuer's logo cannot be read.
pub fn sample_values(desk: &Desk, design: &Design) -> Result<Values> {
    let issuer = desk.store.issuer()?;
    let mut pictures = Pictures::new();
    if let Some(logo) = issuer.logo {
        pictures.insert(logo, Arc::new(Picture::decode(&desk.store.blob(logo)?)?));
    }
    Ok(Values::sample(design, &issuer, desk.clock.today(), pictures))
}

/// Who writes the working copy of a design: one after the other, and never an older one over a newer.
#[derive(Clone, Debug, Default)]
pub struct Turns(Arc<Mutex<Turn>>);

#[derive(Debug, Default)]
struct Turn {
    given: u64,
    written: u64,
}

impl Turns {
    fn lock(&self) -> MutexGuard<'_, Turn> {
        // Every change of the numbers is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next number; whoever asks first writes first.
    pub fn next(&self) -> u64 {
        let mut turn = self.lock();
        turn.given += 1;
        turn.given
    }
}

/// What is worked on, to be kept or saved.
#[derive(Clone, Debug)]
pub struct WorkingCopy {
    pub id: DesignId,
    /// The revision that it began with.
    pub revision: u32,
    pub design: Arc<Design>,
    pub assets: super::Files,
    pub fonts: super::Files,
    pub turns: Turns,
    pub turn: u64,
}

impl WorkingCopy {
    /// As a design with its files.
    pub fn file(&self) -> DesignFile {
        DesignFile {
            design: (*self.design).clone(),
            assets: self.assets.clone(),
            fonts: self.fonts.clone(),
        }
    }
}

/// Keeps what was done; it survives a kill.
///
/// # Errors
/// It cannot be written.
pub fn keep(desk: &Desk, copy: &WorkingCopy) -> Result<AnyAnswer> {
    let mut turn = copy.turns.lock();
    if turn.written < copy.turn {
        issue::keep_working(desk, copy.id, copy.revision, &copy.file())?;
        turn.written = copy.turn;
    }
    let has_draft = desk.store.has_design_draft(copy.id);
    Ok(AnyAnswer::Studio(Answer::Kept(copy.id, copy.design.clone(), has_draft)))
}

/// As what a design is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveAs {
    /// A new revision where one is needed.
    #[default]
    Usual,
    /// A new revision in any case, so that the one before it stays.
    Apart,
    /// A revision with a name.
    Version { name: String, note: String },
}

/// Saves it as a revision, and counts what is under review with an earlier one.
///
/// # Errors
/// Its name is taken or none; one of its files cannot be used.
pub fn save(desk: &Desk, copy: &WorkingCopy, how: SaveAs) -> Result<AnyAnswer> {
    let (id, design) = (copy.id, copy.design.clone());
    let saved = {
        let mut turn = copy.turns.lock();
        let saved = match how {
            SaveAs::Usual => issue::save_working(desk, id, copy.file())?,
            SaveAs::Apart => issue::save_restored(desk, id, copy.file())?,
            SaveAs::Version { name, note } => issue::save_version(desk, id, copy.file(), &name, &note)?,
        };
        turn.written = turn.written.max(copy.turn);
        saved
    };
    let found = issue::outdated(desk, id)?;
    let mut groups: Vec<_> = found.iter().map(|(_, group)| *group).collect();
    groups.sort_unstable();
    groups.dedup();
    let sample = match found.first() {
        Some((credential, _)) => sample(desk, *credential, &saved.value)?,
        None => None,
    };
    let outdated = (!found.is_empty()).then(|| Outdated {
        revision: saved.value.revision,
        sample,
        id,
        name: saved.value.design.name.clone(),
        credentials: found.len() as u64,
        groups: groups.len() as u64,
    });
    Ok(AnyAnswer::Studio(Answer::Saved(Box::new(Saved {
        stored: saved.value,
        design,
        problems: saved.problems,
        outdated,
    }))))
}

/// A credential as it waits, and as it would be with the newest revision of its design.
fn sample(desk: &Desk, id: CredentialId, stored: &StoredDesign) -> Result<Option<Sample>> {
    let Some(credential) = desk.store.credential(&id)? else {
        return Ok(None);
    };
    let before = credential.reviewed().clone();
    let mut after = before.clone();
    let is_badge = after.badge.is_some_and(|pin| pin.design == stored.id);
    for pin in [&mut after.certificate, &mut after.badge].into_iter().flatten() {
        if pin.design == stored.id {
            pin.revision = stored.revision;
        }
    }
    Ok(Some(Sample {
        credential: Arc::new(credential),
        before: Arc::new(before),
        after: Arc::new(after),
        is_badge,
    }))
}

/// Goes back to what is saved.
///
/// # Errors
/// The working copy cannot be removed.
pub fn discard(desk: &Desk, id: DesignId) -> Result<AnyAnswer> {
    issue::discard_working(desk, id)?;
    Ok(AnyAnswer::Studio(Answer::Discarded(id)))
}

/// Draws what is under review with the newest revision of a design. One that fails does not keep the others.
///
/// # Errors
/// The work was cancelled; what is done stays.
pub fn rerender(desk: &Desk, id: DesignId, progress: &Progress) -> Result<AnyAnswer> {
    let found = issue::outdated(desk, id)?;
    progress.start("Drawing anew", found.len() as u64);
    let mut came = Rerendered {
        done: 0,
        failed: Problems::default(),
    };
    for (credential, _) in found {
        progress.check()?;
        match issue::regenerate(desk, &credential) {
            Ok(_) => came.done += 1,
            Err(problems) => came.failed.extend(problems),
        }
        progress.advance(1);
    }
    Ok(AnyAnswer::Studio(Answer::Rerendered(came)))
}
