//! Checking the journal: every frame, every digest, every link of the chain.

use crate::diag::{Problem, Result};
use crate::files::Doing;
use crate::progress::Progress;
use crate::store::journal::Journal;
use crate::store::journal::frame::{Frame, FrameKind, Payload};
use crate::store::journal::scan::{Found, Span, scan};
use crate::store::records::v1::Hash;

/// What is wrong with the journal.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// Damage after the last whole checkpoint.
    pub(super) damage: Vec<String>,
    /// Damage before it, which is lost history and no more.
    pub(super) old_damage: Vec<String>,
    /// The number of a segment that can be begun.
    pub(super) next_segment: u32,
}

/// A note on history that is lost while the state is whole.
pub(super) fn known(what: &String) -> Problem {
    Problem::note(
        "lost-history",
        format!("A part of the history is lost, the state of the workspace is not: {what}"),
    )
}

pub(super) fn check(journal: &Journal, progress: &Progress) -> Result<Report> {
    let disk = journal.disk();
    let segments = disk.list().doing("read the journal", &disk.place())?;
    progress.start_bytes("Checking the journal", segments.iter().map(|(_, len)| len).sum());
    let mut walk = Walk::default();
    let tail = scan(disk, 1, &mut |found| {
        progress.check()?;
        if let Found::Frame { at, .. } = &found {
            progress.advance(at.end - at.start);
        }
        walk.found(found);
        Ok(())
    })?;
    let position = journal.position();
    if walk.link != position.link || walk.seq != position.seq {
        walk.report
            .damage
            .push(format!("its end, change {}, cannot be read", position.seq));
    } else if let Some(tail) = tail.filter(|tail| tail.torn > 0) {
        walk.report.damage.push(format!(
            "{} bytes at the end of segment {} cannot be read",
            tail.torn, tail.segment
        ));
    }
    let last = segments.last().map_or(0, |(number, _)| *number);
    walk.report.next_segment = last.max(position.segment) + 1;
    Ok(walk.report)
}

#[derive(Default)]
struct Walk {
    seq: u64,
    link: Hash,
    is_in_checkpoint: bool,
    /// What was found broken since the last event that is not yet known to be before a checkpoint.
    report: Report,
}

impl Walk {
    fn found(&mut self, found: Found<'_>) {
        match found {
            Found::Frame { at, frame } => self.frame(&frame, at),
            Found::Bad(span) => self.report.damage.push(format!(
                "{} bytes of segment {} at {} cannot be read",
                span.end - span.start,
                span.segment,
                span.start
            )),
            Found::BadHead(number) => self
                .report
                .damage
                .push(format!("the head of segment {number} is damaged")),
            Found::Missing { first, last } => {
                let what = (first..=last).map(|n| format!("segment {n} is missing"));
                self.report.damage.extend(what);
            }
        }
    }

    fn frame(&mut self, frame: &Frame<'_>, at: Span) {
        let follows = frame.seq == self.seq + 1 && frame.previous == self.link;
        if !follows && frame.kind != FrameKind::CheckpointBegin {
            self.report.damage.push(format!(
                "change {} in segment {} does not follow from change {}",
                frame.seq, at.segment, self.seq
            ));
        }
        if !frame.payloads.iter().all(Payload::is_right) {
            self.report
                .damage
                .push(format!("change {} is not what it was when it was made", frame.seq));
        }
        match frame.kind {
            FrameKind::CheckpointBegin => self.is_in_checkpoint = true,
            FrameKind::CheckpointEnd if self.is_in_checkpoint => {
                // A whole checkpoint has all that was before it, so that what is damaged there is only history.
                self.report.old_damage.append(&mut self.report.damage);
                self.is_in_checkpoint = false;
            }
            _ => {}
        }
        self.seq = frame.seq;
        self.link = frame.link;
    }
}
