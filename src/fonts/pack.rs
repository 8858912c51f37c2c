//! Writes the archive of the bundled fonts.
//!
//! `build.rs` includes this file; in the library it is compiled for tests only, which write small archives and read
//! them back with `archive`.
//!
//! The format: `ACFONTS1`, the lengths of the index packed and unpacked (two little-endian `u32`), the index, then the
//! files one after another. The index and every file are a zstd frame each, with a checksum. The index is a list of
//! files; numbers are LEB128, texts are a length and UTF-8, and what follows a number of things is those things:
//!
//! ```text
//! number of files { name, packed length, length, number of faces { family, index, weight, flags, fsType,
//!                   [smallest weight, largest weight], number of ranges { start - end before, end - start } } }
//! flags: 1 italic, 2 serifs known, 4 serifs, 8 has a weight axis
//! ```

use super::index::FaceInfo;

/// The first bytes of an archive.
pub const MAGIC: &[u8; 8] = b"ACFONTS1";

/// A font file to be packed.
pub struct Input {
    /// The path within the folder, with `/`.
    pub name: String,
    pub bytes: Vec<u8>,
    pub faces: Vec<FaceInfo>,
}

/// Packs the files at the given zstd level.
///
/// # Errors
///
/// When zstd fails or a part is too large for the format.
pub fn pack(files: &[Input], level: i32) -> std::io::Result<Vec<u8>> {
    let mut index = Vec::new();
    let mut body = Vec::new();
    number(&mut index, files.len() as u64);
    for file in files {
        let packed = frame(&file.bytes, level)?;
        text(&mut index, &file.name);
        number(&mut index, packed.len() as u64);
        number(&mut index, file.bytes.len() as u64);
        number(&mut index, file.faces.len() as u64);
        for face in &file.faces {
            write_face(&mut index, face);
        }
        body.extend_from_slice(&packed);
    }
    let packed_index = frame(&index, 19)?;
    let mut archive = MAGIC.to_vec();
    for length in [packed_index.len(), index.len()] {
        let length = u32::try_from(length).map_err(std::io::Error::other)?;
        archive.extend_from_slice(&length.to_le_bytes());
    }
    archive.extend_from_slice(&packed_index);
    archive.extend_from_slice(&body);
    Ok(archive)
}

fn frame(bytes: &[u8], level: i32) -> std::io::Result<Vec<u8>> {
    let mut compressor = zstd::bulk::Compressor::new(level)?;
    compressor.set_parameter(zstd::zstd_safe::CParameter::ChecksumFlag(true))?;
    compressor.compress(bytes)
}

fn write_face(out: &mut Vec<u8>, face: &FaceInfo) {
    text(out, &face.family);
    number(out, face.index.into());
    number(out, face.weight.into());
    let flags = u64::from(face.italic)
        | u64::from(face.serif.is_some()) << 1
        | u64::from(face.serif == Some(true)) << 2
        | u64::from(face.weight_axis.is_some()) << 3;
    number(out, flags);
    number(out, face.fs_type.into());
    if let Some((smallest, largest)) = face.weight_axis {
        number(out, smallest.into());
        number(out, largest.into());
    }
    number(out, face.ranges.len() as u64);
    let mut before = 0;
    for &(start, end) in &face.ranges {
        number(out, (start - before).into());
        number(out, (end - start).into());
        before = end;
    }
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
