//! A band of a ground, and of the pages that have it.

use super::adler::Adler;
use super::rows::{Buffers, Filter, Rows};
use super::{begin_chunk, end_chunk};
use crate::render::raster::deflate::{self, Pieces};
use crate::render::raster::ground::pieces;

/// Deflate, window of 32 KiB, the fastest level.
const ZLIB_HEADER: [u8; 2] = [0x78, 0x01];

/// A whole `IDAT` chunk.
#[derive(Debug)]
struct Chunk {
    bytes: Vec<u8>,
    adler: Adler,
}

/// What is kept of a band of a ground; each part is made when it is first needed.
#[derive(Debug)]
pub(super) struct Band {
    is_first: bool,
    filter: Filter,
    /// The band as it is on the ground.
    same: Option<Chunk>,
    /// For pages on which it differs.
    other: Other,
}

#[derive(Debug)]
enum Other {
    Unknown,
    /// The ground is noise there: what differs is replaced.
    Pieces(Box<Pieces>, Vec<Adler>),
    /// Little is there, and is compressed as a whole. The last such band is kept with its pixels: a date is often the
    /// same on all pages.
    Whole(Option<(Vec<u8>, Chunk)>),
}

/// Appends a band that is on no ground.
pub(super) fn put(page: Rows<'_>, is_first: bool, file: &mut Vec<u8>) -> Adler {
    let (_, filtered) = page.best();
    put_filtered(&filtered, is_first, file)
}

fn put_filtered(filtered: &[u8], is_first: bool, file: &mut Vec<u8>) -> Adler {
    let start = begin(is_first, file);
    deflate::compress(filtered, file);
    end_chunk(file, start);
    Adler::of(filtered)
}

fn begin(is_first: bool, file: &mut Vec<u8>) -> usize {
    let start = begin_chunk(file, *b"IDAT");
    if is_first {
        file.extend(ZLIB_HEADER);
    }
    start
}

impl Chunk {
    fn of(filtered: &[u8], is_first: bool) -> Chunk {
        let mut bytes = Vec::new();
        let adler = put_filtered(filtered, is_first, &mut bytes);
        Chunk { bytes, adler }
    }

    fn put(&self, file: &mut Vec<u8>) -> Adler {
        file.extend_from_slice(&self.bytes);
        self.adler
    }
}

impl Band {
    pub(super) fn of(ground: Rows<'_>, is_first: bool) -> Band {
        Band {
            is_first,
            filter: ground.best().0,
            same: None,
            other: Other::Unknown,
        }
    }

    /// Appends the band of a page. In each row it differs from the ground in the pieces whose bits are set.
    pub(super) fn put(&mut self, ground: Rows<'_>, page: Rows<'_>, changed: &[u64], file: &mut Vec<u8>) -> Adler {
        if changed.iter().all(|pieces| *pieces == 0) {
            let make = || Chunk::of(&ground.filtered(self.filter), self.is_first);
            return self.same.get_or_insert_with(make).put(file);
        }
        if let Other::Unknown = self.other {
            self.other = Other::of(ground, self.filter);
        }
        match &mut self.other {
            Other::Pieces(pieces, adlers) => {
                let start = begin(self.is_first, file);
                let adler = splice(pieces, adlers, page, self.filter, changed, file);
                end_chunk(file, start);
                adler
            }
            Other::Whole(Some((pixels, chunk))) if pixels == page.pixels => chunk.put(file),
            Other::Whole(last) => {
                let chunk = Chunk::of(&page.filtered(self.filter), self.is_first);
                let (_, chunk) = last.insert((page.pixels.to_vec(), chunk));
                chunk.put(file)
            }
            Other::Unknown => put(page, self.is_first, file),
        }
    }
}

impl Other {
    fn of(ground: Rows<'_>, filter: Filter) -> Other {
        let bytes = ground.filtered(filter);
        if !deflate::is_noise(&bytes) {
            return Other::Whole(None);
        }
        let mut rest = &bytes[..];
        let mut parts = Vec::new();
        let samples = bytes.len() / ground.count().max(1) / (ground.stride / 4).max(1);
        for _ in 0..ground.count() {
            for columns in pieces(ground.stride / 4) {
                let length = columns.len() * samples + usize::from(columns.start == 0);
                let (part, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
                parts.push(part);
                rest = after;
            }
        }
        let adlers = parts.iter().map(|part| Adler::of(part)).collect();
        Other::Pieces(Box::new(Pieces::of(&parts)), adlers)
    }
}

/// Appends the band with those pieces replaced that differ on the page, or are predicted from one that does.
fn splice(
    ready: &Pieces,
    adlers: &[Adler],
    page: Rows<'_>,
    filter: Filter,
    changed: &[u64],
    file: &mut Vec<u8>,
) -> Adler {
    let above = std::iter::once(&0).chain(changed);
    let changed: Vec<u64> = changed
        .iter()
        .zip(above)
        .map(|(row, above)| (row | above) | (row | above) << 1)
        .collect();
    let replaced: usize = changed.iter().map(|pieces| pieces.count_ones() as usize).sum();
    let widest = pieces(page.stride / 4)
        .map(|columns| columns.len())
        .max()
        .unwrap_or_default();
    let mut adler = Adler::default();
    let mut splice = ready.begin(file, replaced * (widest * 4 + 1));
    let (mut bytes, mut buffers) = (Vec::new(), Buffers::default());
    let mut known = adlers.iter();
    for (y, bits) in changed.iter().enumerate() {
        for (index, columns) in pieces(page.stride / 4).enumerate() {
            let before = known.next().copied().unwrap_or_default();
            if bits >> index & 1 == 0 {
                splice.keep();
                adler = adler.followed_by(before);
            } else {
                bytes.clear();
                page.piece(filter, y, columns, &mut buffers, &mut bytes);
                splice.replace(&bytes);
                adler = adler.followed_by(Adler::of(&bytes));
            }
        }
    }
    splice.end();
    adler
}
