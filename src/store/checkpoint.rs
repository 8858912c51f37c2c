//! A copy of the whole state in the journal, from which a database can be made without what is before it.
//!
//! It is written when a part of the journal is lost while the database is whole: the state is saved then, and only the
//! history of the lost part is gone.

use crate::diag::Result;

use super::codec;
use super::entries;
use super::journal::Journal;
use super::journal::frame::FrameKind;
use super::keys;
use super::records::{self, v1};
use super::state::{Flow, State, Writes};
use super::types::Stamp;
use super::writer::write_position;

/// A part has about so many bytes.
const PART: usize = 1 << 20;

/// Writes a checkpoint into a segment of its own, which must be higher than all that are there.
pub(super) fn write(state: &State, journal: &mut Journal, segment: u32, stamp: &Stamp, why: &str) -> Result<()> {
    let mut writes = Writes::new();
    journal.new_segment(segment)?;
    let author = v1::Author {
        who: stamp.who.clone(),
        why: Some(why.to_owned()),
    };
    let mut add = |kind: FrameKind, records: &[Vec<u8>], is_last: bool| -> Result<()> {
        let planned = journal.plan(kind, stamp.at.0, records)?;
        write_position(&mut writes, journal.position(), &planned.position)?;
        if is_last {
            journal.append(&planned)
        } else {
            journal.write(&planned)
        }
    };
    add(FrameKind::CheckpointBegin, &[records::write(&author)?], false)?;
    let (mut part, mut size) = (Vec::new(), 0);
    for kind in keys::PRIMARY {
        state.walk_prefix(&[kind], false, &mut |_, value| {
            let records = match kind {
                b'C' => entries::slots(value)
                    .map_err(|damage| state.unreadable(&damage))?
                    .to_vec(),
                _ => vec![&value[..]],
            };
            for record in records.into_iter().filter(|record| !record.is_empty()) {
                codec::open(record).map_err(|damage| state.unreadable(&damage))?;
                size += record.len();
                part.push(record.to_vec());
            }
            if size >= PART {
                add(FrameKind::CheckpointPart, &part, false)?;
                part.clear();
                size = 0;
            }
            Ok(Flow::Continue)
        })?;
    }
    if !part.is_empty() {
        add(FrameKind::CheckpointPart, &part, false)?;
    }
    add(FrameKind::CheckpointEnd, &[], true)?;
    writes.insert(
        keys::CHECKPOINT.to_vec(),
        Some(u64::from(segment).to_be_bytes().to_vec()),
    );
    state.write(writes)?;
    state.flush()
}
