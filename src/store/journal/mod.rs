//! The journal: the truth of a workspace, from which everything else can be made again.
//!
//! Changes are appended as frames ([`frame`]) to segments of 64 MB, `000001.log` and on, and are durable before they
//! are acknowledged. The last frame of a journal may be torn by a crash and is then cut off: it was not acknowledged.
//! Whatever else is damaged is reported by whoever reads ([`scan`]).

pub(super) mod disk;
pub(super) mod frame;
pub(super) mod scan;
#[cfg(test)]
mod power_tests;

use crate::diag::{Problem, Result};

use disk::Disk;
use frame::{FrameKind, NewFrame, SEGMENT_HEAD, SegmentHead};

use super::records::v1::Position;
use super::workspace::Info;
use crate::files::Doing;

/// A segment is closed before it becomes longer, unless one frame alone is.
pub(super) const SEGMENT_SIZE: u64 = 64 << 20;

/// The end of the journal, where changes are appended.
pub(super) struct Journal {
    disk: Box<dyn Disk>,
    info: Info,
    seed: [u8; 32],
    /// The last frame, and where the next one goes.
    position: Position,
    segment_size: u64,
    /// A write failed in a way that leaves unknown what is on the disk.
    broken: bool,
    /// The head of the last segment says of an older format than what follows.
    outgrown: bool,
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal")
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}

/// A frame that is ready to be written, and where it will stand.
#[derive(Debug)]
pub(super) struct Planned {
    bytes: Vec<u8>,
    /// The position after it.
    pub(super) position: Position,
}

impl Journal {
    /// Begins a journal with an empty segment.
    pub(super) fn create(disk: Box<dyn Disk>, info: Info, seed: [u8; 32]) -> Result<Journal> {
        let before = Position {
            seq: 0,
            at: 0,
            link: [0; 32],
            segment: 0,
            start: 0,
            end: 0,
        };
        let mut journal = Journal::resume(disk, info, seed, before);
        journal.new_segment(1)?;
        Ok(journal)
    }

    /// Goes on after `position`, which is the end of the last segment.
    pub(super) fn resume(disk: Box<dyn Disk>, info: Info, seed: [u8; 32], position: Position) -> Journal {
        Journal {
            disk,
            info,
            seed,
            position,
            segment_size: SEGMENT_SIZE,
            broken: false,
            outgrown: false,
        }
    }

    pub(super) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    /// What the heads of new segments say.
    pub(super) fn info(&self) -> Info {
        self.info
    }

    /// Another format from the next frame on, which begins a new segment.
    pub(super) fn raise(&mut self, info: Info) {
        self.info = info;
        self.outgrown = true;
    }

    pub(super) fn position(&self) -> &Position {
        &self.position
    }

    /// The random bytes of this run of the program.
    pub(super) fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    #[cfg(test)]
    pub(super) fn set_segment_size(&mut self, size: u64) {
        self.segment_size = size;
    }

    /// Begins a new segment, which becomes the last one.
    pub(super) fn new_segment(&mut self, number: u32) -> Result<()> {
        let head = SegmentHead {
            format: self.info.format,
            min_reader: self.info.min_reader,
            number,
            workspace: self.info.id,
        };
        self.disk
            .create(number, &head.encode())
            .doing("write the journal", &self.disk.place())?;
        self.position.segment = number;
        self.position.end = SEGMENT_HEAD;
        self.outgrown = false;
        Ok(())
    }

    /// Goes on at the end of a segment in which there is nothing after `end`.
    pub(super) fn go_to(&mut self, segment: u32, end: u64) {
        self.position.segment = segment;
        self.position.end = end;
    }

    /// Makes a frame of some records without writing it.
    pub(super) fn plan(&self, kind: FrameKind, at: i64, records: &[Vec<u8>]) -> Result<Planned> {
        let frame = NewFrame {
            kind,
            seq: self.position.seq + 1,
            at,
            previous: self.position.link,
            records,
            seed: &self.seed,
        };
        let (bytes, link) = frame.encode().ok_or_else(|| {
            Problem::error("change-too-large", "The change is too large to be stored in one piece")
                .hint("Split it into smaller parts")
        })?;
        let len = bytes.len() as u64;
        let fits = self.position.end + len <= self.segment_size || self.position.end == SEGMENT_HEAD;
        let fits = fits && !self.outgrown;
        let (segment, start) = if fits {
            (self.position.segment, self.position.end)
        } else {
            (self.position.segment + 1, SEGMENT_HEAD)
        };
        Ok(Planned {
            bytes,
            position: Position {
                seq: frame.seq,
                at,
                link,
                segment,
                start,
                end: start + len,
            },
        })
    }

    /// Writes a planned frame and makes it durable. When this fails the frame is not in the journal, unless the problem
    /// says that the workspace must be opened again.
    pub(super) fn append(&mut self, planned: &Planned) -> Result<()> {
        self.write(planned)?;
        self.sync()
    }

    /// Writes a planned frame without waiting for the disk.
    pub(super) fn write(&mut self, planned: &Planned) -> Result<()> {
        if self.broken {
            return Err(reopen().into());
        }
        let target = &planned.position;
        if target.segment != self.position.segment {
            self.sync()?;
            self.new_segment(target.segment)?;
        }
        if let Err(error) = self.disk.write(target.segment, target.start, &planned.bytes) {
            // Half a frame may be there. It must not stay, or the next frame would follow it.
            self.broken = self.disk.truncate(target.segment, target.start).is_err();
            return Err(Problem::io("write the journal", &self.disk.place(), &error).into());
        }
        self.position = target.clone();
        Ok(())
    }

    fn sync(&mut self) -> Result<()> {
        if let Err(error) = self.disk.sync(self.position.segment) {
            // After a failed sync nobody knows what is on the disk; only reading it again tells.
            self.broken = true;
            return Err(Problem::io("write the journal", &self.disk.place(), &error)
                .hint("Open the workspace again")
                .into());
        }
        Ok(())
    }
}

/// The problem of a journal whose end is unknown.
fn reopen() -> Problem {
    Problem::error("reopen-workspace", "The workspace could not be written to")
        .hint("Open it again; what was acknowledged is kept")
}

/// Reads one frame by where it begins, and gives it to `work`. `None` when no whole frame begins there.
pub(super) fn read_frame<T>(
    disk: &dyn Disk,
    segment: u32,
    start: u64,
    work: impl FnOnce(&frame::Frame<'_>) -> T,
) -> Result<Option<T>> {
    let place = disk.place();
    let read = |len: u64| match disk.read(segment, start, len) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        other => other.doing("read the journal", &place),
    };
    let head = read(frame::FRAME_HEAD as u64)?;
    let Some(len) = frame::announced(&head) else {
        return Ok(None);
    };
    let bytes = read(len)?;
    Ok(frame::whole(&bytes)
        .and_then(|len| frame::parse(bytes.get(..len)?))
        .map(|frame| work(&frame)))
}
