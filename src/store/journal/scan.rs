//! Reading the journal: every whole frame in order, and what lies between them that is none.

use memchr::memmem;

use crate::diag::Result;
use crate::files::Doing;

use super::disk::Disk;
use super::frame::{self, FRAME_MAGIC, Frame, SEGMENT_HEAD, SegmentHead};

/// What is found on the way through the journal.
#[derive(Debug)]
pub(in crate::store) enum Found<'a> {
    Frame {
        at: Span,
        frame: Frame<'a>,
    },
    /// Bytes that are no frame, with whole frames or whole segments after them.
    Bad(Span),
    /// The head of a segment is damaged; its frames can be read all the same.
    BadHead(u32),
    /// Segments between two that are there.
    Missing {
        first: u32,
        last: u32,
    },
}

/// A stretch of a segment, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Span {
    pub(in crate::store) segment: u32,
    pub(in crate::store) start: u64,
    pub(in crate::store) end: u64,
}

/// How the last segment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Tail {
    pub(in crate::store) segment: u32,
    /// Where the last whole frame ends.
    pub(in crate::store) end: u64,
    /// How many bytes are after it, which are the beginning of a frame that was not finished.
    pub(in crate::store) torn: u64,
    /// Whether even the head was not finished, which happens when the power goes while a segment is made.
    pub(in crate::store) headless: bool,
}

/// Goes through the segments from number `first` on. `None` when there is none.
pub(in crate::store) fn scan(
    disk: &dyn Disk,
    first: u32,
    visit: &mut dyn FnMut(Found<'_>) -> Result<()>,
) -> Result<Option<Tail>> {
    let segments = disk.list().doing("read the journal", &disk.place())?;
    let segments: Vec<(u32, u64)> = segments.into_iter().filter(|(number, _)| *number >= first).collect();
    let mut tail = None;
    let mut expected = first;
    for (index, &(number, _)) in segments.iter().enumerate() {
        if number > expected {
            visit(Found::Missing {
                first: expected,
                last: number - 1,
            })?;
        }
        expected = number.saturating_add(1);
        let is_last = index + 1 == segments.len();
        tail = Some(scan_one(disk, number, is_last, visit)?);
    }
    Ok(tail)
}

/// Goes through one segment. `is_last` says whether what is torn at its end is as it should be.
pub(in crate::store) fn scan_one(
    disk: &dyn Disk,
    segment: u32,
    is_last: bool,
    visit: &mut dyn FnMut(Found<'_>) -> Result<()>,
) -> Result<Tail> {
    let bytes = disk
        .read(segment, 0, u64::MAX)
        .doing("read the journal", &disk.place())?;
    scan_segment(&bytes, segment, is_last, visit)
}

fn scan_segment(
    bytes: &[u8],
    segment: u32,
    is_last: bool,
    visit: &mut dyn FnMut(Found<'_>) -> Result<()>,
) -> Result<Tail> {
    let headless = SegmentHead::decode(bytes).is_none_or(|head| head.number != segment);
    let mut at = SEGMENT_HEAD as usize;
    // Where the last whole frame ended, and whether anything whole was found.
    let mut good = at.min(bytes.len());
    let mut any = false;
    if headless && next_frame(bytes, 0).is_some() {
        visit(Found::BadHead(segment))?;
    }
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let parsed = frame::whole(rest).and_then(|len| {
            let frame = frame::parse(rest.get(..len)?)?;
            Some((len, frame))
        });
        match parsed {
            Some((len, frame)) => {
                let span = span(segment, at, at + len);
                visit(Found::Frame { at: span, frame })?;
                at += len;
                good = at;
                any = true;
            }
            None => match next_frame(bytes, at + 1) {
                Some(next) => {
                    visit(Found::Bad(span(segment, at, next)))?;
                    at = next;
                }
                None => break,
            },
        }
    }
    let torn = bytes.len() - good;
    if torn > 0 && !is_last {
        visit(Found::Bad(span(segment, good, bytes.len())))?;
    }
    if headless && !any && !is_last {
        visit(Found::BadHead(segment))?;
    }
    Ok(Tail {
        segment,
        end: good as u64,
        torn: torn as u64,
        headless: headless && !any,
    })
}

fn span(segment: u32, start: usize, end: usize) -> Span {
    Span {
        segment,
        start: start as u64,
        end: end as u64,
    }
}

/// Where the next whole frame begins, at `from` or later.
fn next_frame(bytes: &[u8], from: usize) -> Option<usize> {
    let finder = memmem::Finder::new(FRAME_MAGIC);
    finder.find_iter(bytes.get(from..)?).map(|at| from + at).find(|at| {
        bytes
            .get(*at..)
            .is_some_and(|rest| frame::whole(rest).is_some_and(|len| frame::parse(&rest[..len]).is_some()))
    })
}
