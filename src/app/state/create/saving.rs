//! What of all that is not finished is on the disk, so that only what changed is written.

use std::sync::Arc;

use crate::import::Table;
use crate::model::BlobId;

use super::draft::{Draft, DraftId};

/// A draft; that of an open sheet without its changes, which are in its table until they are written.
#[derive(Clone, Debug)]
pub struct Piece {
    pub draft: Arc<Draft>,
    pub table: Option<Arc<Table>>,
}

impl Piece {
    /// With the changes of its table, which are many where much was mended.
    pub fn completed(self) -> Arc<Draft> {
        match self.table {
            Some(table) => Arc::new(Draft {
                changes: table.changes(),
                ..Arc::unwrap_or_clone(self.draft)
            }),
            None => self.draft,
        }
    }
}

/// What is to be done on the disk.
#[derive(Debug, Default)]
pub struct Change {
    pub written: Vec<Piece>,
    pub removed: Vec<DraftId>,
    /// The spreadsheets of what was given up and can be brought back.
    pub spared: Vec<BlobId>,
}

/// A draft as it was written.
#[derive(Clone, Debug)]
struct Written {
    id: DraftId,
    draft: Arc<Draft>,
    /// Of its table.
    revision: Option<u64>,
}

/// Whether drafts are being written, whether there is something newer, and what is written.
#[derive(Debug, Default)]
pub struct Saving {
    pub busy: bool,
    pub stale: bool,
    written: Vec<Written>,
    being_written: Vec<Written>,
    spared: Vec<BlobId>,
}

impl Saving {
    /// What was found on the disk.
    pub fn found(&mut self, drafts: &[Arc<Draft>]) {
        let found = drafts.iter().map(|draft| Written {
            id: draft.id(),
            draft: draft.clone(),
            revision: None,
        });
        self.written.extend(found);
    }

    /// What is to be done so that just these are on the disk; nothing where they are.
    pub fn change(&mut self, pieces: Vec<Piece>) -> Option<Change> {
        let now: Vec<Written> = pieces.iter().map(written).collect();
        let is_there = |id: DraftId| now.iter().any(|written| written.id == id);
        let gone = self
            .written
            .iter()
            .map(|written| written.id)
            .filter(|id| !is_there(*id));
        let removed: Vec<DraftId> = gone.collect();
        let is_new = |now: &Written| !self.written.iter().any(|before| before.is_same(now));
        let new = pieces.into_iter().zip(&now).filter(|(_, now)| is_new(now));
        let written: Vec<Piece> = new.map(|(piece, _)| piece).collect();
        self.being_written = now;
        let is_much = !written.is_empty() || !removed.is_empty();
        is_much.then(|| Change {
            written,
            removed,
            spared: self.spared.clone(),
        })
    }

    /// Something is given up that can be brought back for as long as this run goes on: so long its spreadsheet is kept.
    pub fn spare(&mut self, draft: &Draft) {
        self.spared.extend(draft.hash);
    }

    /// It is done, or could not be: then all of it is to be done once more.
    pub fn done(&mut self, is_kept: bool) {
        let now = std::mem::take(&mut self.being_written);
        if is_kept {
            self.written = now;
        }
    }
}

impl Written {
    fn is_same(&self, other: &Written) -> bool {
        let is_shared = Arc::ptr_eq(&self.draft, &other.draft);
        self.id == other.id && self.revision == other.revision && (is_shared || self.draft == other.draft)
    }
}

fn written(piece: &Piece) -> Written {
    Written {
        id: piece.draft.id(),
        draft: piece.draft.clone(),
        revision: piece.table.as_ref().map(|table| table.revision()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::draft::testing::{form, sheet};
    use super::*;

    fn piece(draft: &Arc<Draft>) -> Piece {
        Piece {
            draft: draft.clone(),
            table: None,
        }
    }

    fn ids(change: Option<Change>) -> Option<(Vec<DraftId>, Vec<DraftId>)> {
        change.map(|change| {
            let written = change.written.iter().map(|piece| piece.draft.id()).collect();
            (written, change.removed)
        })
    }

    #[test]
    fn only_what_changed_is_written_and_what_failed_once_more() {
        let here = Path::new("here");
        let (list, typed) = (Arc::new(sheet(here, "a.csv", b"a")), Arc::new(form(here, 1, &["Anna"])));
        let more = Arc::new(form(here, 1, &["Anna", "Ben"]));
        let mut saving = Saving::default();
        saving.found(std::slice::from_ref(&list));
        let pieces = |form: &Arc<Draft>| vec![piece(form), piece(&list)];
        let of_form = (vec![typed.id()], vec![]);
        assert_eq!(ids(saving.change(pieces(&typed))), Some(of_form.clone()));
        saving.done(false);
        assert_eq!(ids(saving.change(pieces(&typed))), Some(of_form.clone()));
        saving.done(true);
        assert_eq!(ids(saving.change(pieces(&typed))), None);
        let same = Arc::new(form(here, 1, &["Anna"]));
        assert_eq!(ids(saving.change(pieces(&same))), None);
        assert_eq!(ids(saving.change(pieces(&more))), Some(of_form));
        saving.done(true);
        assert_eq!(ids(saving.change(vec![piece(&more)])), Some((vec![], vec![list.id()])));
    }
}
