//! From pixels to a PNG file, with bands that are compressed once.
//!
//! Compressing costs ten times as much as drawing, and most of a page is the same on every credential. So the rows are
//! divided into bands. No row of a band is predicted from a row outside of it, and no compressed band refers back to
//! another, so that each can be made by itself; each is an `IDAT` chunk with its checksum. The painter tells the
//! [`Ground`] of a page, which other pages have too, and in which pieces the page differs from it:
//!
//! - A band without a difference is a copy of what was made of the ground once.
//! - One that differs where the ground is noise, such as a photograph, is made of the ground's compressed pieces with
//!   some replaced, at the cost of these alone.
//! - Any other is compressed as a whole, which is quick where there is little.
//!
//! All three depend on the ground and the page only, never on what was written before.
//!
//! Sources: PNG specification, third edition (chunks, filters, `pHYs`, `sRGB`); RFC 1950 (zlib stream, Adler-32); RFC
//! 1951 (deflate blocks, of which an empty stored one ends on a byte).

mod adler;
mod band;
mod rows;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::adler::Adler;
use self::band::Band;
use self::rows::Rows;
use super::Raster;
use super::ground::Ground;

/// Rows of a band: few enough that a line of text touches few of them, enough that a band's beginning costs nothing.
const BAND_ROWS: usize = 16;

/// How many bytes of grounds a writer keeps; the newest is kept whatever its size.
const KEPT_BYTES: usize = 64 << 20;

/// Writes PNG files; remembers what it compressed of their grounds. One per thread.
#[derive(Debug, Default)]
pub struct PngWriter {
    /// The most recently used last.
    grounds: Vec<Compressed>,
    /// How long the last file was.
    length: usize,
}

/// A ground and what was made of it.
#[derive(Debug)]
struct Compressed {
    ground: Arc<Ground>,
    bands: Vec<Option<Band>>,
}

impl PngWriter {
    pub fn new() -> PngWriter {
        PngWriter::default()
    }

    /// The file: RGB when the raster is opaque, else RGBA; with its resolution, as sRGB. The same page always gives the
    /// same bytes.
    pub fn encode(&mut self, raster: &Raster, px_per_pt: f32) -> Vec<u8> {
        let mut file = Vec::with_capacity(self.length + self.length / 16 + 1024);
        header(&mut file, raster, px_per_pt);
        let stride = (raster.width as usize * 4).max(1);
        let rows = |pixels| Rows {
            pixels,
            stride,
            opaque: raster.opaque,
        };
        let bands = raster.pixels.chunks(stride * BAND_ROWS).map(rows);
        let mut adler = Adler::default();
        let ground = raster.ground.as_ref().filter(|ground| ground.opaque == raster.opaque);
        if let Some(ground) = ground {
            let known = self.compressed(ground);
            let grounds = ground.pixels.chunks(stride * BAND_ROWS).map(rows);
            let changed = raster.changed.chunks(BAND_ROWS);
            known.bands.resize_with(bands.len(), || None);
            for (index, (((page, ground), changed), band)) in
                bands.zip(grounds).zip(changed).zip(&mut known.bands).enumerate()
            {
                let band = band.get_or_insert_with(|| Band::of(ground, index == 0));
                adler = adler.followed_by(band.put(ground, page, changed, &mut file));
            }
        } else {
            for (index, page) in bands.enumerate() {
                adler = adler.followed_by(band::put(page, index == 0, &mut file));
            }
        }
        // An empty last block with fixed codes, then the checksum of all that was compressed.
        let mut end = vec![0x03, 0x00];
        end.extend(adler.value().to_be_bytes());
        chunk(&mut file, *b"IDAT", &end);
        chunk(&mut file, *b"IEND", &[]);
        self.length = file.len();
        file
    }

    /// What is known of a ground.
    fn compressed(&mut self, ground: &Arc<Ground>) -> &mut Compressed {
        let found = self.grounds.iter().position(|known| Arc::ptr_eq(&known.ground, ground));
        let known = match found {
            Some(index) => self.grounds.remove(index),
            None => Compressed {
                ground: Arc::clone(ground),
                bands: Vec::new(),
            },
        };
        let size = |known: &Compressed| known.ground.pixels.len();
        while self.grounds.iter().map(size).sum::<usize>() + size(&known) > KEPT_BYTES && !self.grounds.is_empty() {
            self.grounds.remove(0);
        }
        self.grounds.push(known);
        let last = self.grounds.len() - 1;
        &mut self.grounds[last]
    }
}

fn header(file: &mut Vec<u8>, raster: &Raster, px_per_pt: f32) {
    file.extend(*b"\x89PNG\r\n\x1a\n");
    let mut start = Vec::with_capacity(13);
    start.extend(raster.width.to_be_bytes());
    start.extend(raster.height.to_be_bytes());
    // 8 bit, RGB or RGBA, deflate, the five filters, not interlaced.
    start.extend([8, if raster.opaque { 2 } else { 6 }, 0, 0, 0]);
    chunk(file, *b"IHDR", &start);
    // Rendering intent: perceptual.
    chunk(file, *b"sRGB", &[0]);
    let per_metre = (f64::from(px_per_pt) * POINTS_PER_METRE).round() as u32;
    let mut density = [per_metre.to_be_bytes(), per_metre.to_be_bytes()].concat();
    density.push(1);
    chunk(file, *b"pHYs", &density);
}

const POINTS_PER_METRE: f64 = 72.0 / 0.0254;

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let start = begin_chunk(file, kind);
    file.extend_from_slice(data);
    end_chunk(file, start);
}

/// Begins a chunk; its data is what is appended until [`end_chunk`], which wants to know where it began.
fn begin_chunk(file: &mut Vec<u8>, kind: [u8; 4]) -> usize {
    let start = file.len();
    file.extend([0; 4]);
    file.extend(kind);
    start
}

fn end_chunk(file: &mut Vec<u8>, start: usize) {
    let length = (file.len() - start - 8) as u32;
    if let Some(place) = file.get_mut(start..start + 4) {
        place.copy_from_slice(&length.to_be_bytes());
    }
    let crc = crc32fast::hash(file.get(start + 4..).unwrap_or_default());
    file.extend(crc.to_be_bytes());
}
