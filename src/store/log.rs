//! The log: who did what, when and why, read from the journal.

use std::collections::VecDeque;

use crate::diag::{Problem, Result};
use crate::model::{BatchId, BlobId, CredentialId, DesignId, GroupId, Moment};

use super::journal::disk::{Disk, Folder};
use super::journal::frame::{Frame, FrameKind, Payload};
use super::journal::{read_frame, scan};
use super::records::{self, v1};
use super::work::Stored;
use super::{CredentialPut, LogEntry, Revision, Shelf, Store, Subject};
use crate::files::Doing;

/// The entries of a log in the order in which things happened; reversed, the last first. A part of the journal that
/// cannot be read is an error among them.
#[derive(Debug)]
pub struct Log {
    disk: Folder,
    source: Source,
}

#[derive(Debug)]
enum Source {
    /// The events of one credential: segment, start of the frame, index of the event.
    Places(VecDeque<(u32, u64, u32)>),
    /// All events: the segments that are not read yet, and what was read at either end.
    Segments {
        rest: VecDeque<u32>,
        last: u32,
        front: VecDeque<Result<LogEntry>>,
        back: VecDeque<Result<LogEntry>>,
    },
}

impl Store {
    /// The log of one credential, also of a deleted one, or of the whole workspace.
    pub fn log(&self, of: Option<CredentialId>) -> Result<Log> {
        let folder = self.dir.join("journal");
        let disk = Folder::new(&folder);
        let source = match of {
            Some(id) => {
                let entry = self.entry_of(id)?;
                Source::Places(entry.map(|entry| entry.log).unwrap_or_default().into())
            }
            None => {
                let segments = disk.list().doing("read the journal", &folder)?;
                Source::Segments {
                    last: segments.last().map_or(0, |(number, _)| *number),
                    rest: segments.into_iter().map(|(number, _)| number).collect(),
                    front: VecDeque::new(),
                    back: VecDeque::new(),
                }
            }
        };
        Ok(Log { disk, source })
    }

    /// A credential after each of its events, the first first; `None` where that holds no credential, as when its files
    /// were written anew, or was erased. A part of the journal that cannot be read is an error among them.
    ///
    /// # Errors
    /// The workspace cannot be read.
    pub fn puts(
        &self,
        of: CredentialId,
    ) -> Result<impl ExactSizeIterator<Item = Result<Option<CredentialPut>>> + use<>> {
        let disk = Folder::new(&self.dir.join("journal"));
        let places = self.entry_of(of)?.map(|entry| entry.log).unwrap_or_default();
        Ok(places.into_iter().map(move |place| put_at(&disk, place)))
    }
}

impl Iterator for Log {
    type Item = Result<LogEntry>;

    fn next(&mut self) -> Option<Result<LogEntry>> {
        match &mut self.source {
            Source::Places(places) => places.pop_front().map(|place| entry_at(&self.disk, place)),
            Source::Segments {
                rest,
                last,
                front,
                back,
            } => loop {
                if let Some(entry) = front.pop_front() {
                    return Some(entry);
                }
                match rest.pop_front() {
                    Some(number) => *front = entries_of(&self.disk, number, number == *last),
                    None => return back.pop_front(),
                }
            },
        }
    }
}

impl DoubleEndedIterator for Log {
    fn next_back(&mut self) -> Option<Result<LogEntry>> {
        match &mut self.source {
            Source::Places(places) => places.pop_back().map(|place| entry_at(&self.disk, place)),
            Source::Segments {
                rest,
                last,
                front,
                back,
            } => loop {
                if let Some(entry) = back.pop_back() {
                    return Some(entry);
                }
                match rest.pop_back() {
                    Some(number) => *back = entries_of(&self.disk, number, number == *last),
                    None => return front.pop_back(),
                }
            },
        }
    }
}

fn entry_at(disk: &Folder, (segment, start, index): (u32, u64, u32)) -> Result<LogEntry> {
    let read = read_frame(disk, segment, start, |frame| {
        frame.payloads.get(index as usize).map(|payload| entry(frame, payload))
    })?;
    read.flatten()
        .ok_or_else(|| unreadable(&format!("segment {segment} at {start}")).into())
}

fn put_at(disk: &Folder, (segment, start, index): (u32, u64, u32)) -> Result<Option<CredentialPut>> {
    let read = read_frame(disk, segment, start, |frame| {
        let payload = frame.payloads.get(index as usize)?;
        Some(match payload.record.map(Stored::read).transpose() {
            Ok(Some(Stored::Credential(event))) => CredentialPut::try_from(event).map(Some),
            Ok(_) => Ok(None),
            Err(damage) => Err(damage),
        })
    })?;
    match read.flatten() {
        Some(Ok(put)) => Ok(put),
        _ => Err(unreadable(&format!("segment {segment} at {start}")).into()),
    }
}

fn unreadable(place: &str) -> Problem {
    Problem::unexpected(
        "damaged-history",
        format!("A part of the history cannot be read: {place} of the journal is damaged"),
    )
    .hint("Run `accolade doctor`; a backup may still have it")
}

/// All entries of a segment.
fn entries_of(disk: &Folder, segment: u32, is_last: bool) -> VecDeque<Result<LogEntry>> {
    let mut entries = VecDeque::new();
    let scanned = scan::scan_one(disk, segment, is_last, &mut |found| {
        match found {
            scan::Found::Frame { frame, .. } => entries.extend(entries_of_frame(&frame).into_iter().map(Ok)),
            scan::Found::Bad(span) => {
                entries.push_back(Err(unreadable(&format!("segment {segment} at {}", span.start)).into()));
            }
            scan::Found::BadHead(_) | scan::Found::Missing { .. } => {}
        }
        Ok(())
    });
    if let Err(problems) = scanned {
        entries.push_back(Err(problems));
    }
    entries
}

fn entries_of_frame(frame: &Frame<'_>) -> Vec<LogEntry> {
    match frame.kind {
        FrameKind::Change => frame
            .payloads
            .iter()
            .skip(1)
            .map(|payload| entry(frame, payload))
            .collect(),
        FrameKind::CheckpointBegin => frame
            .payloads
            .first()
            .map(|payload| LogEntry {
                what: "checkpoint",
                subject: Subject::Workspace,
                ..blank(frame, payload)
            })
            .into_iter()
            .collect(),
        FrameKind::CheckpointPart | FrameKind::CheckpointEnd | FrameKind::ArchivePart | FrameKind::ArchiveEnd => {
            Vec::new()
        }
    }
}

/// What a frame says of any of its events.
fn blank(frame: &Frame<'_>, payload: &Payload<'_>) -> LogEntry {
    let author = frame.payloads.first().and_then(|author| author.record);
    let author = author.and_then(|bytes| records::read::<v1::Author>(bytes).ok());
    let (who, why) = author.map_or((String::new(), None), |author| (author.who, author.why));
    LogEntry {
        at: Moment(frame.at),
        who,
        what: "erased",
        subject: Subject::Erased,
        revision: None,
        why,
        note: None,
        change: Revision(frame.seq),
        digest: BlobId(payload.digest),
        erased: payload.record.is_none(),
    }
}

fn entry(frame: &Frame<'_>, payload: &Payload<'_>) -> LogEntry {
    let mut entry = blank(frame, payload);
    let Some(Ok(stored)) = payload.record.map(Stored::read) else {
        return entry;
    };
    (entry.what, entry.subject, entry.revision) = match stored {
        Stored::Issuer(_) => ("issuer", Subject::Issuer, None),
        Stored::Design(design) => ("design", Subject::Design(DesignId(design.id)), Some(design.revision)),
        Stored::Group(group) => ("group", Subject::Group(GroupId(group.id)), Some(group.revision)),
        Stored::Batch(batch) => ("batch", Subject::Batch(BatchId(batch.id)), None),
        Stored::Credential(event) => {
            entry.note = event.note;
            let what = records::act_of(event.act).map_or("unknown", super::Act::word);
            let id = CredentialId(event.credential.id);
            (what, Subject::Credential(id), Some(event.credential.revision))
        }
        Stored::Deleted(deleted) => ("delete", Subject::Credential(CredentialId(deleted.id)), None),
        Stored::Files(files) => {
            let id = CredentialId(files.id);
            ("files", Subject::Credential(id), Some(files.revision))
        }
        Stored::Remembered(choice) => {
            entry.note = Some(choice.key);
            ("remember", Subject::Choice, None)
        }
        Stored::Kept(kept) => kept_entry(
            &mut entry,
            "keep",
            kept.shelf,
            (kept.number, kept.revision),
            Some(kept.name),
        ),
        Stored::Unkept(kept) => kept_entry(&mut entry, "forget", kept.shelf, (kept.number, kept.revision), None),
        Stored::Entry(_) | Stored::Revision(_) | Stored::Numbers(_) | Stored::Pin(_) => {
            ("checkpoint", Subject::Workspace, None)
        }
    };
    entry
}

/// What is said of a thing that is kept; the name of a version belongs to its design.
fn kept_entry(
    entry: &mut LogEntry,
    what: &'static str,
    shelf: u8,
    (number, revision): (u64, u32),
    name: Option<String>,
) -> (&'static str, Subject, Option<u32>) {
    entry.note = name;
    match records::shelf_of(shelf) {
        Ok(Shelf::Version) => (what, Subject::Design(DesignId(number)), Some(revision)),
        Ok(shelf) => (what, Subject::Kept(shelf), None),
        Err(_) => ("unknown", Subject::Workspace, None),
    }
}
