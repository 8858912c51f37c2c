//! Bringing journal and database together when a workspace is opened.
//!
//! | found | done |
//! | --- | --- |
//! | the journal goes on after the database | the rest is replayed |
//! | the journal ends with half a frame | it is cut off: it was not acknowledged |
//! | no database, a damaged one, or one of another layout | it is set aside and made anew from the journal |
//! | the journal lacks what the database has | the database is kept, and a checkpoint saves its state in the journal |
//! | neither has a change | whatever else can be read is kept, and the loss is reported as an error |

use crate::diag::{Problem, Problems, Result};
use crate::progress::Progress;

use super::checkpoint;
use super::journal::disk::Disk;
use super::journal::frame::{Frame, FrameKind, SegmentHead};
use super::journal::scan::{Found, Span, Tail, scan};
use super::journal::{Journal, frame::SEGMENT_HEAD};
use super::keys;
use super::lookup::Lookup;
use super::records::v1::Position;
use super::state::State;
use super::types::Stamp;
use super::work::{Outcome, Place, Stored, Work};
use super::workspace::Info;
use super::writer::write_position;
use crate::files::Doing;

/// Events that are replayed together.
const CHUNK: usize = 2000;

/// What is recovered: the journal, ready to be written to, and what was noticed.
#[derive(Debug)]
pub(super) struct Recovered {
    pub(super) journal: Journal,
    pub(super) problems: Problems,
}

/// Why recovery with this database is not possible.
#[derive(Debug)]
pub(super) enum Failure {
    /// The database must be set aside and made anew.
    Unusable(String),
    Problems(Problems),
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Failure {
        Failure::Problems(problems)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Failure {
        Failure::Problems(problem.into())
    }
}

/// What recovery works with.
pub(super) struct Context<'a> {
    pub(super) state: &'a State,
    pub(super) lookup: &'a Lookup,
    pub(super) info: Info,
    pub(super) seed: [u8; 32],
    pub(super) stamp: &'a Stamp,
    pub(super) progress: &'a Progress,
}

/// Replays what the database lacks, and repairs what the journal lacks.
pub(super) fn recover(context: &Context<'_>, disk: Box<dyn Disk>) -> std::result::Result<Recovered, Failure> {
    let state = context.state;
    let base = state.position()?;
    let mut damage = Vec::new();
    let (base, is_new) = match base {
        Some(position) => {
            damage.extend(lost_segments(state, &*disk, &position)?);
            (position, false)
        }
        None => (beginning(context, &*disk, &mut damage)?, true),
    };
    let mut replay = Replay::new(context, base.clone(), is_new)?;
    let first = base.segment;
    let tail = scan(&*disk, first, &mut |found| replay.found(found))?;
    replay.flush()?;
    if let Some(why) = replay.contradiction {
        return Err(Failure::Unusable(why));
    }
    if !replay.met_base && base.seq > 0 {
        damage.push(format!(
            "change {} and what was beside it are missing from its end",
            base.seq
        ));
    }
    damage.append(&mut replay.damage);
    let mut problems = replay.problems;
    let last = replay.current;
    let mut journal = Journal::resume(disk, context.info, context.seed, last.clone());
    if damage.is_empty() {
        for number in replay.bad_heads {
            repair_head(&journal, context.info, number)?;
            problems.push(Problem::note(
                "repaired-journal",
                format!("The head of segment {number} of the journal was damaged and is written anew"),
            ));
        }
        settle(&mut journal, tail)?;
    } else {
        let segments = journal
            .disk()
            .list()
            .doing("read the journal", &journal.disk().place())?;
        let next = segments
            .last()
            .map_or(last.segment, |(number, _)| *number)
            .max(last.segment)
            + 1;
        let why = format!("The journal is damaged: {}", damage.join("; "));
        checkpoint::write(state, &mut journal, next, context.stamp, &why)?;
        problems.push(
            Problem::warning(
                "journal-repaired",
                format!("{why}. The state of the workspace is saved in a new segment, only the history of the damaged part is lost"),
            )
            .hint("Run `accolade doctor`, and restore a backup if you need the lost history"),
        );
    }
    Ok(Recovered { journal, problems })
}

/// Closed segments since the last checkpoint that are missing or shorter than they were.
fn lost_segments(state: &State, disk: &dyn Disk, position: &Position) -> Result<Vec<String>> {
    let there = disk.list().doing("read the journal", &disk.place())?;
    let first = state.number(keys::CHECKPOINT)?.unwrap_or(1) as u32;
    let mut damage = Vec::new();
    for number in first..position.segment {
        let recorded = state.number(&keys::segment(number))?;
        let actual = there.iter().find(|(n, _)| *n == number).map(|(_, len)| *len);
        match (recorded, actual) {
            (_, None) => damage.push(format!("segment {number} is missing")),
            (Some(recorded), Some(actual)) if actual < recorded => {
                damage.push(format!("segment {number} is cut off"));
            }
            _ => {}
        }
    }
    Ok(damage)
}

/// Where a new database begins: before the last whole checkpoint, else before the first change.
fn beginning(context: &Context<'_>, disk: &dyn Disk, damage: &mut Vec<String>) -> Result<Position> {
    let segments = disk.list().doing("read the journal", &disk.place())?;
    let total = segments.iter().map(|(_, len)| len).sum();
    context.progress.start("Reading the journal", total);
    let mut start: Option<Position> = None;
    let mut begun: Option<Position> = None;
    let mut previous = empty_position();
    let mut missing = Vec::new();
    scan(disk, 1, &mut |found| {
        context.progress.check()?;
        match found {
            Found::Frame { at, frame } => {
                context.progress.advance(at.end - at.start);
                match frame.kind {
                    FrameKind::CheckpointBegin => begun = Some(before(&previous, at)),
                    FrameKind::CheckpointEnd => {
                        if let Some(position) = begun.take() {
                            start = Some(position);
                            // What is missing before a checkpoint is missing from the history only.
                            missing.clear();
                        }
                    }
                    _ => {}
                }
                previous = position_of(&frame, at);
            }
            Found::Bad(span) => missing.push(bad(span)),
            Found::Missing { first, last } => missing.push(missing_segments(first, last)),
            Found::BadHead(_) => {}
        }
        Ok(())
    })?;
    if previous.seq == 0 {
        return Err(Problem::unexpected(
            "empty-journal",
            "Nothing of the workspace can be read: its journal is empty or lost, and so is its database",
        )
        .hint("Restore a backup with `accolade restore`")
        .into());
    }
    context.progress.start("Making the database", total);
    damage.append(&mut missing);
    Ok(start.unwrap_or_else(empty_position))
}

fn empty_position() -> Position {
    Position {
        seq: 0,
        at: 0,
        link: [0; 32],
        segment: 1,
        start: 0,
        end: SEGMENT_HEAD,
    }
}

/// The position after which a frame at `at` comes, in the frame's own segment.
fn before(previous: &Position, at: Span) -> Position {
    Position {
        segment: at.segment,
        end: at.start,
        ..previous.clone()
    }
}

fn position_of(frame: &Frame<'_>, at: Span) -> Position {
    Position {
        seq: frame.seq,
        at: frame.at,
        link: frame.link,
        segment: at.segment,
        start: at.start,
        end: at.end,
    }
}

fn bad(span: Span) -> String {
    format!(
        "{} bytes of segment {} at {} cannot be read",
        span.end - span.start,
        span.segment,
        span.start
    )
}

fn missing_segments(first: u32, last: u32) -> String {
    if first == last {
        format!("segment {first} is missing")
    } else {
        format!("segments {first} to {last} are missing")
    }
}

/// The way from a position of the database to the end of the journal.
struct Replay<'a> {
    context: &'a Context<'a>,
    /// Where the database stood.
    base: Position,
    /// The last frame that was met or replayed.
    current: Position,
    /// The database is being made anew.
    is_new: bool,
    /// Whether the frame of `base` was met.
    met_base: bool,
    /// The database is of another journal than this one.
    contradiction: Option<String>,
    work: Option<Work<'a>>,
    pending: usize,
    /// The last position that is written to the database.
    written: Position,
    /// While a checkpoint is read into an empty database: the number of its first frame.
    loading: Option<u64>,
    damage: Vec<String>,
    bad_heads: Vec<u32>,
    problems: Problems,
}

impl<'a> Replay<'a> {
    fn new(context: &'a Context<'a>, base: Position, is_new: bool) -> Result<Replay<'a>> {
        // A new database that does not begin with the first change begins with a checkpoint.
        let loading = if is_new {
            Some(base.seq + 1).filter(|_| base.seq > 0)
        } else {
            context.state.number(keys::LOADING)?
        };
        Ok(Replay {
            context,
            current: base.clone(),
            written: base.clone(),
            is_new,
            met_base: is_new,
            base,
            contradiction: None,
            work: None,
            pending: 0,
            loading,
            damage: Vec::new(),
            bad_heads: Vec::new(),
            problems: Problems::default(),
        })
    }

    fn found(&mut self, found: Found<'_>) -> Result<()> {
        if self.contradiction.is_some() {
            return Ok(());
        }
        match found {
            Found::Frame { at, frame } => {
                if frame.seq > self.base.seq {
                    return self.replay(&frame, at);
                }
                if frame.seq == self.base.seq {
                    self.met_base = true;
                    if frame.link != self.base.link {
                        self.contradiction = Some("it belongs to another journal".to_owned());
                    }
                }
            }
            // A new database has heard of them already, when its beginning was looked for.
            Found::Bad(_) | Found::Missing { .. } if self.is_new => {}
            Found::Bad(span) => self.damage.push(bad(span)),
            Found::Missing { first, last } => self.damage.push(missing_segments(first, last)),
            Found::BadHead(number) => self.bad_heads.push(number),
        }
        Ok(())
    }

    fn replay(&mut self, frame: &Frame<'_>, at: Span) -> Result<()> {
        let context = self.context;
        context.progress.check()?;
        context.progress.advance(at.end - at.start);
        self.note_gap(frame);
        if self.contradiction.is_some() {
            return Ok(());
        }
        if frame.kind == FrameKind::CheckpointEnd && self.loading.is_some() {
            self.loading = None;
        }
        let is_loading = self.loading.is_some();
        let mut work = match self.work.take() {
            Some(work) => work,
            None => Work::new(context.state, context.lookup)?,
        };
        let skipped = match frame.kind {
            FrameKind::Change => 1,
            FrameKind::CheckpointPart if is_loading => 0,
            _ => frame.payloads.len(),
        };
        for (index, payload) in (0u32..).zip(&frame.payloads).skip(skipped) {
            // What was erased has no image any more; a later event carries what took its place.
            let Some(record) = payload.record else { continue };
            let place = Place {
                segment: at.segment,
                start: at.start,
                index,
                at: frame.at,
            };
            match Stored::read(record) {
                Ok(stored) => work.apply(stored, place)?,
                Err(damage) => {
                    let problem = damage.problem(&format!("An event of change {}", frame.seq));
                    if problem.code == "newer-record" {
                        return Err(problem.into());
                    }
                    self.damage.push(problem.message.clone());
                    self.problems.push(problem);
                }
            }
        }
        self.pending += frame.payloads.len();
        self.work = Some(work);
        let position = position_of(frame, at);
        if position.segment != self.current.segment {
            self.current.clone_from(&position);
            return self.flush();
        }
        self.current = position;
        if self.pending >= CHUNK { self.flush() } else { Ok(()) }
    }

    /// Reports changes that are neither in the database nor in the journal.
    fn note_gap(&mut self, frame: &Frame<'_>) {
        let expected = self.current.seq + 1;
        if frame.seq == expected && frame.previous == self.current.link {
            return;
        }
        if frame.kind == FrameKind::CheckpointBegin {
            // What is missing before a checkpoint is in it.
            if !self.is_new {
                self.contradiction = Some("it lacks changes that a checkpoint of the journal has".to_owned());
            }
            return;
        }
        let what = match frame.seq {
            seq if seq > expected + 1 => format!("Changes {expected} to {} are lost", seq - 1),
            seq if seq > expected => format!("Change {expected} is lost"),
            seq => format!("Change {seq} does not follow from the one before it"),
        };
        self.problems.push(
            Problem::unexpected(
                "lost-changes",
                format!("{what}: the journal is damaged, and the database does not have them either"),
            )
            .hint("Restore a backup, or enter again what is missing"),
        );
    }

    /// Writes what was replayed to the database.
    fn flush(&mut self) -> Result<()> {
        let Some(work) = self.work.take() else { return Ok(()) };
        let Outcome {
            mut writes,
            key_changes,
            ..
        } = work.finish()?;
        write_position(&mut writes, &self.written, &self.current)?;
        let loading = self.loading.map(|seq| seq.to_be_bytes().to_vec());
        writes.insert(keys::LOADING.to_vec(), loading);
        if self.is_new && self.base.seq > 0 {
            let segment = u64::from(self.base.segment).to_be_bytes().to_vec();
            writes.insert(keys::CHECKPOINT.to_vec(), Some(segment));
        }
        self.context.state.write(writes)?;
        self.context.lookup.update(&key_changes);
        self.written.clone_from(&self.current);
        self.pending = 0;
        Ok(())
    }
}

/// Cuts off what was not finished at the end of the journal.
fn settle(journal: &mut Journal, tail: Option<Tail>) -> Result<()> {
    let Some(tail) = tail else { return Ok(()) };
    let place = journal.disk().place();
    if tail.headless {
        // The segment was being made when the power went; it has nothing in it.
        return journal.new_segment(tail.segment);
    }
    if tail.torn > 0 {
        journal
            .disk()
            .truncate(tail.segment, tail.end)
            .doing("repair the journal", &place)?;
    }
    journal.go_to(tail.segment, tail.end);
    Ok(())
}

fn repair_head(journal: &Journal, info: Info, number: u32) -> Result<()> {
    let head = SegmentHead {
        format: info.format,
        min_reader: info.min_reader,
        number,
        workspace: info.id,
    };
    let disk = journal.disk();
    disk.write(number, 0, &head.encode())
        .and_then(|()| disk.sync(number))
        .doing("repair the journal", &disk.place())
}
