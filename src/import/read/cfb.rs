//! Compound files of Microsoft Office (MS-CFB): the streams in them, by name.
//!
//! Own code, because a chain of sectors that leads back to itself keeps the library's reader busy for ever. Here no
//! chain is followed for longer than the file has sectors.

use super::container::damaged;
use crate::diag::{Problem, Result};

const END_OF_CHAIN: u32 = 0xffff_fffe;

/// The greatest number of a sector.
const MAX_SECTOR: u32 = 0xffff_fffa;

/// A compound file.
#[derive(Debug)]
pub(super) struct Cfb<'a> {
    bytes: &'a [u8],
    sector_size: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    /// Streams below this size are in the mini stream.
    mini_cutoff: u64,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    kind: u8,
    start: u32,
    size: u64,
}

const STREAM: u8 = 2;
const ROOT: u8 = 5;

/// The size of a sector of the mini stream.
const MINI_SECTOR: usize = 64;

/// Number at a place; 0 behind the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .map_or(0, |chunk| u16::from_le_bytes(*chunk))
}

/// Number at a place; 0 behind the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .map_or(0, |chunk| u32::from_le_bytes(*chunk))
}

/// Number at a place; 0 behind the end.
pub(super) fn f64_at(bytes: &[u8], at: usize) -> f64 {
    bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .map_or(0.0, |chunk| f64::from_le_bytes(*chunk))
}

fn circle() -> Problem {
    damaged("its pieces lead round in a circle")
}

fn cut() -> Problem {
    damaged("it breaks off before its end; perhaps it was not copied completely")
}

impl<'a> Cfb<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Cfb<'a>> {
        let shift = u16_at(bytes, 30);
        if bytes.len() < 512 {
            return Err(cut().into());
        }
        if !matches!(shift, 9 | 12) || u16_at(bytes, 32) != 6 {
            return Err(damaged("its beginning makes no sense").into());
        }
        let mut cfb = Cfb {
            bytes,
            sector_size: 1 << shift,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            mini_cutoff: u64::from(u32_at(bytes, 56)),
            entries: Vec::new(),
        };
        cfb.read_fat()?;
        let directory = cfb.chain(u32_at(bytes, 48), None)?;
        cfb.entries = directory.chunks_exact(128).map(Entry::parse).collect();
        let mini_fat = cfb.chain(u32_at(bytes, 60), None)?;
        cfb.mini_fat = numbers(&mini_fat);
        let root = cfb.entries.iter().find(|entry| entry.kind == ROOT).ok_or_else(cut)?;
        cfb.mini_stream = cfb.chain(root.start, Some(root.size))?;
        Ok(cfb)
    }

    /// Whether there is a stream or a storage of this name, in any case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.kind != 0 && entry.is_called(name))
    }

    /// The bytes of a stream.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let found = self
            .entries
            .iter()
            .find(|entry| entry.kind == STREAM && entry.is_called(name));
        let Some(entry) = found else { return Ok(None) };
        if entry.size >= self.mini_cutoff {
            return self.chain(entry.start, Some(entry.size)).map(Some);
        }
        let mut bytes = Vec::new();
        let mut sector = entry.start;
        for _ in 0..=self.mini_fat.len() {
            if sector == END_OF_CHAIN || bytes.len() as u64 >= entry.size {
                bytes.truncate(usize::try_from(entry.size).unwrap_or(usize::MAX));
                return Ok(Some(bytes));
            }
            let start = (sector as usize).saturating_mul(MINI_SECTOR);
            let end = start.saturating_add(MINI_SECTOR).min(self.mini_stream.len());
            bytes.extend_from_slice(
                self.mini_stream
                    .get(start..end)
                    .filter(|p| !p.is_empty())
                    .ok_or_else(cut)?,
            );
            sector = *self.mini_fat.get(sector as usize).ok_or_else(cut)?;
        }
        Err(circle().into())
    }

    /// The sectors of the file allocation table: 109 in the header, the rest in a chain of their own.
    fn read_fat(&mut self) -> Result<()> {
        let sectors = self.bytes.len() / self.sector_size + 1;
        let mut list: Vec<u32> = (0..109).map(|index| u32_at(self.bytes, 76 + 4 * index)).collect();
        let mut next = u32_at(self.bytes, 68);
        let per_sector = self.sector_size / 4 - 1;
        let mut followed = 0;
        while next <= MAX_SECTOR {
            followed += 1;
            if followed > sectors {
                return Err(circle().into());
            }
            let sector = self.sector(next)?;
            list.extend((0..per_sector).map(|index| u32_at(sector, 4 * index)));
            next = u32_at(sector, 4 * per_sector);
        }
        list.retain(|sector| *sector <= MAX_SECTOR);
        if list.len() > sectors {
            return Err(damaged("its table of contents is larger than itself").into());
        }
        for sector in list {
            let part = numbers(self.sector(sector)?);
            self.fat.extend(part);
        }
        Ok(())
    }

    /// A sector; the last one of a file may be short.
    fn sector(&self, number: u32) -> Result<&'a [u8]> {
        let start = (number as usize + 1).saturating_mul(self.sector_size);
        let end = start.saturating_add(self.sector_size).min(self.bytes.len());
        let sector = self.bytes.get(start..end).filter(|sector| !sector.is_empty());
        Ok(sector.ok_or_else(cut)?)
    }

    fn chain(&self, start: u32, size: Option<u64>) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut sector = start;
        for _ in 0..=self.fat.len() {
            let enough = size.is_some_and(|size| bytes.len() as u64 >= size);
            if sector > MAX_SECTOR || enough {
                if let Some(size) = size {
                    bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
                }
                return Ok(bytes);
            }
            if bytes.len() > self.bytes.len() {
                break;
            }
            bytes.extend_from_slice(self.sector(sector)?);
            sector = *self.fat.get(sector as usize).ok_or_else(cut)?;
        }
        Err(circle().into())
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let chunks = bytes.chunks_exact(4);
    chunks.map(|chunk| u32_at(chunk, 0)).collect()
}

impl Entry {
    fn parse(bytes: &[u8]) -> Entry {
        let length = usize::from(u16_at(bytes, 64)).saturating_sub(2).min(62);
        let units: Vec<u16> = (0..length / 2).map(|index| u16_at(bytes, 2 * index)).collect();
        // The upper half of the size is not always clean, and no stream of ours is that large.
        Entry {
            name: String::from_utf16_lossy(&units),
            kind: bytes.get(66).copied().unwrap_or(0),
            start: u32_at(bytes, 116),
            size: u64::from(u32_at(bytes, 120)),
        }
    }

    fn is_called(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of a header, one sector of the table, one of the directory, and one more whose follower is given.
    fn file(follower: u32) -> Vec<u8> {
        let mut bytes = vec![0u8; 512 * 4];
        bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        bytes[30] = 9;
        bytes[32] = 6;
        bytes[60..64].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
        bytes[68..72].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
        bytes[48..52].copy_from_slice(&1u32.to_le_bytes());
        for index in 1..109 {
            bytes[76 + 4 * index..80 + 4 * index].fill(0xff);
        }
        let fat = [0xffff_fffdu32, END_OF_CHAIN, follower];
        for (index, next) in fat.iter().enumerate() {
            bytes[512 + 4 * index..516 + 4 * index].copy_from_slice(&next.to_le_bytes());
        }
        let entry = 1024;
        for (index, unit) in "Workbook".encode_utf16().enumerate() {
            bytes[entry + 2 * index..entry + 2 * index + 2].copy_from_slice(&unit.to_le_bytes());
        }
        bytes[entry + 64] = 18;
        bytes[entry + 66] = STREAM;
        bytes[entry + 116] = 2;
        bytes[entry + 121] = 4;
        let root = entry + 128;
        bytes[root + 66] = ROOT;
        bytes[root + 116..root + 120].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
        bytes[1536..1541].copy_from_slice(b"hello");
        bytes
    }

    #[test]
    fn streams_are_found_by_name() {
        let bytes = file(END_OF_CHAIN);
        let cfb = Cfb::open(&bytes).expect("a compound file");
        assert!(cfb.has("workbook") && !cfb.has("Book"));
        let stream = cfb.stream("WORKBOOK").expect("read").expect("a stream");
        assert!(stream.starts_with(b"hello"));
        assert!(cfb.stream("Book").expect("read").is_none());
    }

    #[test]
    fn circles_and_cuts_end() {
        let bytes = file(2);
        let cfb = Cfb::open(&bytes).expect("a compound file");
        // The size ends the chain here; without one it would never end.
        assert_eq!(cfb.stream("Workbook").expect("read").map(|s| s.len()), Some(1024));
        assert!(cfb.chain(2, None).is_err());
        let bytes = file(77);
        assert!(Cfb::open(&bytes).expect("a compound file").stream("Workbook").is_err());
        for length in [0, 8, 511, 600, 1100] {
            assert!(Cfb::open(&bytes[..length]).is_err(), "{length}");
        }
    }
}
