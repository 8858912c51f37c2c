//! From pixels to a PNG file, with bands that are compressed once.
//!
//! Compressing costs ten times as much as drawing, and most of a page is the same on every credential. So the rows are
//! divided into bands. No row of a band is predicted from a row outside of it, and no compressed band refers back to
//! another, so that the same band always has the same bytes; a band that was compressed before is copied. Each is an
//! `IDAT` chunk of its own with its checksum.
//!
//! Sources: PNG specification, third edition (chunks, filters, `pHYs`, `sRGB`); RFC 1950 (zlib stream, Adler-32); RFC
//! 1951 (deflate blocks, of which an empty stored one ends on a byte).

use super::Raster;
use super::deflate::compress;

/// Rows of a band: few enough that a line of text touches few of them, enough that a band's beginning costs nothing.
const BAND_ROWS: usize = 16;

/// How many variants of a band are remembered: the page without a text there and the last one with it.
const VARIANTS: usize = 2;

/// Writes PNG files; remembers what it compressed for the next one. One per thread.
#[derive(Debug, Default)]
pub struct PngWriter {
    shape: Shape,
    bands: Vec<Vec<Band>>,
}

/// What must be equal for bands to be comparable.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Shape {
    width: u32,
    height: u32,
    opaque: bool,
}

/// A band that was compressed.
#[derive(Debug)]
struct Band {
    pixels: Vec<u8>,
    /// The whole `IDAT` chunk.
    chunk: Vec<u8>,
    adler: Adler,
    /// How often it was found lately.
    hits: u8,
}

impl PngWriter {
    pub fn new() -> PngWriter {
        PngWriter::default()
    }

    /// The file: RGB when the raster is opaque, else RGBA; with its resolution, as sRGB. The same raster always gives
    /// the same bytes.
    pub fn encode(&mut self, raster: &Raster, px_per_pt: f32) -> Vec<u8> {
        let shape = Shape {
            width: raster.width,
            height: raster.height,
            opaque: raster.opaque,
        };
        let row = raster.width as usize * 4;
        let rows: Vec<&[u8]> = raster.pixels.chunks(row.max(1) * BAND_ROWS).collect();
        if shape != self.shape {
            self.shape = shape;
            self.bands.clear();
        }
        self.bands.resize_with(rows.len(), Vec::new);
        let mut file =
            Vec::with_capacity(256 + self.bands.iter().flatten().map(|band| band.chunk.len()).sum::<usize>());
        header(&mut file, raster, px_per_pt);
        let mut adler = Adler::default();
        for (index, (pixels, variants)) in rows.iter().zip(&mut self.bands).enumerate() {
            remember(variants, pixels, row, raster.opaque, index == 0);
            if let Some(band) = variants.first() {
                adler = adler.followed_by(band.adler);
                file.extend_from_slice(&band.chunk);
            }
        }
        // An empty last block with fixed codes, then the checksum of all that was compressed.
        let mut end = vec![0x03, 0x00];
        end.extend(adler.value().to_be_bytes());
        chunk(&mut file, b"IDAT", &end);
        chunk(&mut file, b"IEND", &[]);
        file
    }
}

/// Brings the band with these pixels to the front, compressing it unless it is there.
fn remember(variants: &mut Vec<Band>, pixels: &[u8], row: usize, opaque: bool, first: bool) {
    if let Some(found) = variants.iter().position(|band| band.pixels == pixels) {
        variants.swap(0, found);
        if let Some(band) = variants.first_mut() {
            band.hits = (band.hits + 1).min(MAX_HITS);
        }
        return;
    }
    for band in variants.iter_mut() {
        band.hits = band.hits.saturating_sub(1);
    }
    if variants.len() >= VARIANTS {
        let least = variants
            .iter()
            .enumerate()
            .min_by_key(|(_, band)| band.hits)
            .map_or(0, |(at, _)| at);
        variants.swap_remove(least);
    }
    let filtered = filter(pixels, row, opaque);
    let mut data = if first { ZLIB_HEADER.to_vec() } else { Vec::new() };
    compress(&filtered, &mut data);
    let mut bytes = Vec::with_capacity(data.len() + 12);
    chunk(&mut bytes, b"IDAT", &data);
    let band = Band {
        pixels: pixels.to_vec(),
        chunk: bytes,
        adler: Adler::of(&filtered),
        hits: 0,
    };
    variants.insert(0, band);
}

/// How long a band that was often found survives others, in misses.
const MAX_HITS: u8 = 8;

/// Deflate, window of 32 KiB, the fastest level.
const ZLIB_HEADER: [u8; 2] = [0x78, 0x01];

fn header(file: &mut Vec<u8>, raster: &Raster, px_per_pt: f32) {
    file.extend(*b"\x89PNG\r\n\x1a\n");
    let mut start = Vec::with_capacity(13);
    start.extend(raster.width.to_be_bytes());
    start.extend(raster.height.to_be_bytes());
    // 8 bit, RGB or RGBA, deflate, the five filters, not interlaced.
    start.extend([8, if raster.opaque { 2 } else { 6 }, 0, 0, 0]);
    chunk(file, b"IHDR", &start);
    // Rendering intent: perceptual.
    chunk(file, b"sRGB", &[0]);
    let per_metre = (f64::from(px_per_pt) * POINTS_PER_METRE).round() as u32;
    let mut density = [per_metre.to_be_bytes(), per_metre.to_be_bytes()].concat();
    density.push(1);
    chunk(file, b"pHYs", &density);
}

const POINTS_PER_METRE: f64 = 72.0 / 0.0254;

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    file.extend((data.len() as u32).to_be_bytes());
    let start = file.len();
    file.extend(kind);
    file.extend_from_slice(data);
    let crc = crc32fast::hash(file.get(start..).unwrap_or_default());
    file.extend(crc.to_be_bytes());
}

/// The rows of a band as differences from the row above, each behind the number of its filter; of the first row from the
/// pixel to the left.
fn filter(pixels: &[u8], row: usize, opaque: bool) -> Vec<u8> {
    let channels = if opaque { 3 } else { 4 };
    let length = row / 4 * channels;
    let mut filtered = Vec::with_capacity(pixels.len() / row.max(1) * (length + 1));
    let (mut above, mut current) = (Vec::new(), Vec::new());
    for pixels in pixels.chunks_exact(row.max(1)) {
        samples(pixels, opaque, &mut current);
        if above.is_empty() {
            filtered.push(SUB);
            filtered.extend(current.iter().take(channels));
            filtered.extend(
                current
                    .iter()
                    .skip(channels)
                    .zip(&current)
                    .map(|(right, left)| right.wrapping_sub(*left)),
            );
        } else {
            filtered.push(UP);
            filtered.extend(
                current
                    .iter()
                    .zip(&above)
                    .map(|(below, above)| below.wrapping_sub(*above)),
            );
        }
        std::mem::swap(&mut above, &mut current);
    }
    filtered
}

const SUB: u8 = 1;
const UP: u8 = 2;

/// The samples of a row as the file has them: without alpha when all is opaque.
fn samples(pixels: &[u8], opaque: bool, row: &mut Vec<u8>) {
    if opaque {
        let pixels = pixels.as_chunks::<4>().0;
        row.resize(pixels.len() * 3, 0);
        for (rgb, [r, g, b, _]) in row.as_chunks_mut::<3>().0.iter_mut().zip(pixels) {
            *rgb = [*r, *g, *b];
        }
    } else {
        row.clear();
        row.extend_from_slice(pixels);
    }
}

/// The checksum of a zlib stream (RFC 1950, 9), which can be combined from those of its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Adler {
    a: u32,
    b: u32,
    length: u64,
}

const ADLER_BASE: u32 = 65_521;

impl Default for Adler {
    /// Of no bytes.
    fn default() -> Adler {
        Adler { a: 1, b: 0, length: 0 }
    }
}

impl Adler {
    fn of(bytes: &[u8]) -> Adler {
        let value = simd_adler32::adler32(&bytes);
        Adler {
            a: value & 0xFFFF,
            b: value >> 16,
            length: bytes.len() as u64,
        }
    }

    /// Of these bytes and then the others: `b` grows by the first `a` for each of the other bytes.
    fn followed_by(self, other: Adler) -> Adler {
        let steps = (other.length % u64::from(ADLER_BASE)) as u32;
        let carried = u64::from(steps) * u64::from(self.a + ADLER_BASE - 1) % u64::from(ADLER_BASE);
        Adler {
            a: (self.a + other.a + ADLER_BASE - 1) % ADLER_BASE,
            b: ((u64::from(self.b) + u64::from(other.b) + carried) % u64::from(ADLER_BASE)) as u32,
            length: self.length + other.length,
        }
    }

    fn value(self) -> u32 {
        self.b << 16 | self.a
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What another program reads in a file: width, height, channels, pixels.
    fn decode(file: &[u8]) -> (u32, u32, usize, Vec<u8>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file))
            .read_info()
            .expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("size")];
        let info = reader.next_frame(&mut pixels).expect("pixels");
        reader.finish().expect("a good end");
        (info.width, info.height, info.color_type.samples(), pixels)
    }

    /// Areas, a slope, noise; every run with another phase differs in a third of the rows.
    fn raster(width: u32, height: u32, opaque: bool, phase: u32) -> Raster {
        let mut pixels = Vec::new();
        let mut noise = 1u32;
        for y in 0..height {
            for x in 0..width {
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let shift = if y % 96 < 32 { phase } else { 0 };
                let r = if x < width / 3 { 200 } else { (x + y + shift) as u8 };
                let b = if x > width / 2 { (noise >> 24) as u8 } else { 7 };
                pixels.extend([r, 30, b, if opaque { 255 } else { (x * 3) as u8 }]);
            }
        }
        Raster {
            width,
            height,
            pixels,
            opaque,
        }
    }

    #[test]
    fn every_size_is_read_back_as_it_was() {
        for (width, height) in [(1, 1), (3, 31), (70, 32), (257, 33), (40, 200)] {
            for opaque in [true, false] {
                let raster = raster(width, height, opaque, 0);
                let file = PngWriter::new().encode(&raster, 1.0);
                let (w, h, channels, pixels) = decode(&file);
                assert_eq!((w, h, channels), (width, height, if opaque { 3 } else { 4 }));
                let mut expected = Vec::new();
                samples(&raster.pixels, opaque, &mut expected);
                assert!(pixels == expected, "{width} × {height}, opaque {opaque}");
            }
        }
    }

    #[test]
    fn a_warm_writer_writes_what_a_cold_one_does() {
        let mut warm = PngWriter::new();
        for phase in [0, 5, 0, 9, 5, 0, 30, 5] {
            let raster = raster(120, 200, true, phase);
            assert!(
                warm.encode(&raster, 2.0) == PngWriter::new().encode(&raster, 2.0),
                "phase {phase}"
            );
        }
        let other = raster(121, 200, false, 0);
        assert!(
            warm.encode(&other, 2.0) == PngWriter::new().encode(&other, 2.0),
            "another shape"
        );
    }

    #[test]
    fn bands_that_were_compressed_before_are_not_again() {
        let mut writer = PngWriter::new();
        let (a, b) = (raster(120, 200, true, 0), raster(120, 200, true, 1));
        for raster in [&a, &b, &a] {
            writer.encode(raster, 1.0);
        }
        let kept: Vec<(usize, u8)> = writer.bands.iter().map(|v| (v.len(), v[0].hits)).collect();
        let band = 120 * 4 * BAND_ROWS;
        let same = a.pixels.chunks(band).zip(b.pixels.chunks(band)).map(|(a, b)| a == b);
        // One that is the same was found twice; one that differs is there in both forms, and was found again once.
        let expected: Vec<(usize, u8)> = same.map(|same| if same { (1, 2) } else { (2, 1) }).collect();
        assert!(expected.contains(&(1, 2)) && expected.contains(&(2, 1)), "{expected:?}");
        assert_eq!(kept, expected);
    }

    #[test]
    fn the_resolution_is_in_the_file() {
        let file = PngWriter::new().encode(&raster(8, 8, true, 0), 150.0 / 72.0);
        let reader = png::Decoder::new(std::io::Cursor::new(&file))
            .read_info()
            .expect("a PNG");
        let density = reader.info().pixel_dims.expect("pHYs");
        assert_eq!(
            (density.xppu, density.yppu, density.unit),
            (5906, 5906, png::Unit::Meter)
        );
        assert!(reader.info().srgb.is_some());
    }

    #[test]
    fn checksums_add_up() {
        let bytes: Vec<u8> = (0..200_000u32).map(|i| (i.wrapping_mul(i) >> 3) as u8 | 0xF0).collect();
        let whole = Adler::of(&bytes);
        for at in [0, 1, 5552, 65_521, 100_000, 200_000] {
            let (head, tail) = bytes.split_at(at);
            assert_eq!(Adler::of(head).followed_by(Adler::of(tail)), whole, "at {at}");
        }
        assert_eq!(Adler::of(b"Wikipedia").value(), 0x11E6_0398);
    }
}
