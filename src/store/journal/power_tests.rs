//! Taking the power away from a journal: what was acknowledged must be there, whatever of the rest is lost.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::disk::Disk;
use super::frame::FrameKind;
use super::scan::{Found, scan};
use super::*;

const PAGE: usize = 512;

/// Something that was asked of the disk.
#[derive(Clone)]
enum Call {
    Create(u32, Vec<u8>),
    Write(u32, u64, Vec<u8>),
    Sync(u32),
    Truncate(u32, u64),
}

/// A disk in memory that writes down what it is asked, and may be full.
#[derive(Clone, Default)]
struct Recorded {
    calls: Arc<Mutex<Vec<Call>>>,
    files: Arc<Mutex<BTreeMap<u32, Vec<u8>>>>,
    /// Bytes that still fit.
    room: Arc<Mutex<Option<usize>>>,
}

fn write_at(file: &mut Vec<u8>, offset: u64, bytes: &[u8]) {
    let end = offset as usize + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[offset as usize..end].copy_from_slice(bytes);
}

impl Recorded {
    fn with(files: BTreeMap<u32, Vec<u8>>) -> Recorded {
        Recorded {
            files: Arc::new(Mutex::new(files)),
            ..Recorded::default()
        }
    }

    fn log(&self, call: Call) {
        self.calls.lock().expect("calls").push(call);
    }

    /// How many of so many bytes fit.
    fn fit(&self, len: usize) -> usize {
        match &mut *self.room.lock().expect("room") {
            None => len,
            Some(room) => {
                let fits = len.min(*room);
                *room -= fits;
                fits
            }
        }
    }
}

impl Disk for Recorded {
    fn list(&self) -> io::Result<Vec<(u32, u64)>> {
        let files = self.files.lock().expect("files");
        Ok(files
            .iter()
            .map(|(number, file)| (*number, file.len() as u64))
            .collect())
    }

    fn read(&self, segment: u32, offset: u64, len: u64) -> io::Result<Vec<u8>> {
        let files = self.files.lock().expect("files");
        let file = files.get(&segment).ok_or(io::ErrorKind::NotFound)?;
        Ok(file.iter().skip(offset as usize).take(len as usize).copied().collect())
    }

    fn create(&self, segment: u32, head: &[u8]) -> io::Result<()> {
        self.log(Call::Create(segment, head.to_vec()));
        self.files.lock().expect("files").insert(segment, head.to_vec());
        Ok(())
    }

    fn write(&self, segment: u32, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let fits = self.fit(bytes.len());
        self.log(Call::Write(segment, offset, bytes[..fits].to_vec()));
        let mut files = self.files.lock().expect("files");
        write_at(
            files.get_mut(&segment).ok_or(io::ErrorKind::NotFound)?,
            offset,
            &bytes[..fits],
        );
        if fits < bytes.len() {
            Err(io::ErrorKind::StorageFull.into())
        } else {
            Ok(())
        }
    }

    fn sync(&self, segment: u32) -> io::Result<()> {
        self.log(Call::Sync(segment));
        Ok(())
    }

    fn truncate(&self, segment: u32, len: u64) -> io::Result<()> {
        self.log(Call::Truncate(segment, len));
        self.files
            .lock()
            .expect("files")
            .get_mut(&segment)
            .ok_or(io::ErrorKind::NotFound)?
            .truncate(len as usize);
        Ok(())
    }

    fn place(&self) -> PathBuf {
        PathBuf::from("journal")
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides.max(1) as u64) as usize
    }
}

/// What is on the platters when the power goes after some calls: all that was synced, and of the rest either what came
/// first, or any pages of it.
fn after_power_loss(calls: &[Call], dice: &mut Dice) -> BTreeMap<u32, Vec<u8>> {
    let mut durable: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
    let mut pending: BTreeMap<u32, Vec<(u64, Vec<u8>)>> = BTreeMap::new();
    for call in calls {
        match call {
            Call::Create(segment, head) => {
                durable.insert(*segment, head.clone());
                pending.remove(segment);
            }
            Call::Write(segment, offset, bytes) => pending.entry(*segment).or_default().push((*offset, bytes.clone())),
            Call::Sync(segment) => {
                let file = durable.get_mut(segment).expect("a segment");
                for (offset, bytes) in pending.remove(segment).unwrap_or_default() {
                    write_at(file, offset, &bytes);
                }
            }
            Call::Truncate(segment, len) => {
                durable.get_mut(segment).expect("a segment").truncate(*len as usize);
                pending.remove(segment);
            }
        }
    }
    let in_order = dice.roll(2) == 0;
    for (segment, writes) in pending {
        let file = durable.get_mut(&segment).expect("a segment");
        for (offset, bytes) in writes {
            if in_order {
                let kept = dice.roll(bytes.len() + 1);
                write_at(file, offset, &bytes[..kept]);
                if kept < bytes.len() {
                    break;
                }
            } else {
                for (index, page) in bytes.chunks(PAGE).enumerate() {
                    if dice.roll(2) == 0 {
                        write_at(file, offset + (index * PAGE) as u64, page);
                    }
                }
            }
        }
    }
    durable
}

fn info() -> Info {
    Info::new([3; 16])
}

fn append(journal: &mut Journal, len: usize) -> Result<u64> {
    let record = vec![journal.position().seq as u8; len];
    let planned = journal.plan(FrameKind::Change, 0, &[record])?;
    journal.append(&planned)?;
    Ok(planned.position.seq)
}

/// The changes of a journal in order; fails where one is damaged or does not follow from the one before it.
fn changes(disk: &dyn Disk) -> Vec<u64> {
    let (mut found, mut link) = (Vec::new(), [0; 32]);
    scan(disk, 1, &mut |item| {
        match item {
            Found::Frame { frame, .. } => {
                assert_eq!(frame.previous, link, "change {}", frame.seq);
                assert!(frame.payloads.iter().all(frame::Payload::is_right));
                link = frame.link;
                found.push(frame.seq);
            }
            other => panic!("{other:?}"),
        }
        Ok(())
    })
    .expect("scan");
    found
}

#[test]
fn what_is_acknowledged_survives_a_power_cut_at_any_moment() {
    let disk = Recorded::default();
    let mut journal = Journal::create(Box::new(disk.clone()), info(), [1; 32]).expect("create");
    journal.set_segment_size(6000);
    let mut dice = Dice(7);
    // For every acknowledged change, how many calls had been made by then.
    let mut acknowledged = Vec::new();
    for _ in 0..60 {
        let seq = append(&mut journal, 1 + dice.roll(2500)).expect("append");
        acknowledged.push((disk.calls.lock().expect("calls").len(), seq));
    }
    let calls = disk.calls.lock().expect("calls").clone();
    assert!(disk.list().expect("list").len() > 3, "several segments");
    for cut in 1..=calls.len() {
        for _ in 0..4 {
            let left = Recorded::with(after_power_loss(&calls[..cut], &mut dice));
            let found = changes(&left);
            let wanted = acknowledged.iter().filter(|(at, _)| *at <= cut).count();
            assert!(
                found.len() >= wanted,
                "cut after {cut} calls: {} of {wanted}",
                found.len()
            );
            assert!(
                found.iter().copied().eq(1..=found.len() as u64),
                "cut after {cut} calls"
            );
        }
    }
}

#[test]
fn a_full_disk_leaves_the_journal_as_it_was_and_it_goes_on_afterwards() {
    let disk = Recorded::default();
    let mut journal = Journal::create(Box::new(disk.clone()), info(), [1; 32]).expect("create");
    append(&mut journal, 100).expect("append");
    *disk.room.lock().expect("room") = Some(150);
    let problems = append(&mut journal, 300).expect_err("full");
    assert_eq!(problems.0[0].code, "disk-full");
    assert_eq!(changes(&disk), [1]);
    *disk.room.lock().expect("room") = None;
    append(&mut journal, 300).expect("room again");
    assert_eq!(changes(&disk), [1, 2]);
}

#[test]
fn frames_after_a_damaged_one_are_found_again() {
    let disk = Recorded::default();
    let mut journal = Journal::create(Box::new(disk.clone()), info(), [1; 32]).expect("create");
    let mut starts = Vec::new();
    for _ in 0..5 {
        append(&mut journal, 50).expect("append");
        starts.push(journal.position().start as usize);
    }
    for (offset, what) in [(0, "magic"), (5, "length"), (9, "checksum"), (60, "body")] {
        let mut files = disk.files.lock().expect("files").clone();
        files.get_mut(&1).expect("segment")[starts[2] + offset] ^= 0x55;
        let (mut seqs, mut bad) = (Vec::new(), Vec::new());
        scan(&Recorded::with(files), 1, &mut |item| {
            match item {
                Found::Frame { frame, .. } => seqs.push(frame.seq),
                Found::Bad(span) => bad.push((span.start as usize, span.end as usize)),
                other => panic!("{other:?}"),
            }
            Ok(())
        })
        .expect("scan");
        assert_eq!(seqs, [1, 2, 4, 5], "{what}");
        assert_eq!(bad, [(starts[2], starts[3])], "{what}");
    }
}
