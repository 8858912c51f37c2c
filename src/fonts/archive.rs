//! Reads the archive of the bundled fonts that `build.rs` makes; `pack` describes its format.

use std::sync::Arc;

use crate::diag::{Problem, Result};

use super::index::FaceInfo;
use super::source::{Bytes, FontFile, FontSource};

const MAGIC: &[u8; 8] = b"ACFONTS1";

/// The index unpacks to about 200 kB; more than this is a damaged archive.
const LARGEST_INDEX: usize = 8 << 20;

/// The fonts that the program carries. Listing them unpacks the index only.
#[derive(Clone, Copy, Debug)]
pub struct ArchiveFonts(pub &'static [u8]);

impl FontSource for ArchiveFonts {
    fn files(&self) -> Result<Vec<Arc<FontFile>>> {
        read(self.0).ok_or_else(|| {
            Problem::unexpected("fonts-damaged", "The bundled fonts are damaged")
                .hint("Install the program again")
                .into()
        })
    }
}

fn read(archive: &'static [u8]) -> Option<Vec<Arc<FontFile>>> {
    let rest = archive.strip_prefix(MAGIC)?;
    let (packed_length, rest) = rest.split_first_chunk::<4>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (index, mut body) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*packed_length)).ok()?)?;
    if length > LARGEST_INDEX {
        return None;
    }
    let index = zstd::bulk::decompress(index, length)
        .ok()
        .filter(|index| index.len() == length)?;
    let mut reader = Reader(&index);
    let count = reader.number()?;
    let mut files = Vec::new();
    for _ in 0..count {
        let name = reader.text()?;
        let packed = usize::try_from(reader.number()?).ok()?;
        let size = usize::try_from(reader.number()?).ok()?;
        let faces = (0..reader.number()?)
            .map(|_| reader.face())
            .collect::<Option<Vec<_>>>()?;
        let (frame, rest) = body.split_at_checked(packed)?;
        body = rest;
        files.push(Arc::new(FontFile::new(name, faces, Bytes::Packed(frame, size))));
    }
    body.is_empty().then_some(files)
}

/// What is left of the index.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..63).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn small<T: TryFrom<u64>>(&mut self) -> Option<T> {
        T::try_from(self.number()?).ok()
    }

    fn text(&mut self) -> Option<String> {
        let length = self.small()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    fn face(&mut self) -> Option<FaceInfo> {
        let family = self.text()?;
        let index = self.small()?;
        let weight = self.small()?;
        let flags: u8 = self.small()?;
        let fs_type = self.small()?;
        let weight_axis = if flags & 8 == 0 {
            None
        } else {
            Some((self.small()?, self.small()?))
        };
        let mut ranges = Vec::new();
        let mut before = 0u32;
        for _ in 0..self.number()? {
            let start = before.checked_add(self.small()?)?;
            let end = start.checked_add(self.small()?)?;
            ranges.push((start, end));
            before = end;
        }
        Some(FaceInfo {
            family,
            index,
            weight,
            italic: flags & 1 != 0,
            serif: (flags & 2 != 0).then_some(flags & 4 != 0),
            fs_type,
            weight_axis,
            ranges,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::FolderFonts;
    use crate::fonts::tests_support::{archive_of, folder};

    fn small_archive() -> Vec<u8> {
        archive_of(&["cinzel/Cinzel-Regular.ttf", "noto/NotoSansThai-Bold.ttf"]).to_vec()
    }

    #[test]
    fn a_packed_font_comes_out_as_it_went_in() {
        let archive: &'static [u8] = small_archive().leak();
        let files = ArchiveFonts(archive).files().expect("reads");
        assert_eq!(files.len(), 2);
        for file in files {
            let original = std::fs::read(folder().join(file.name())).expect("the folder has it");
            assert!(!file.is_loaded());
            assert!(file.bytes().expect("unpacks").as_ref() == original);
            assert!(file.is_loaded());
        }
    }

    #[test]
    fn the_archive_of_the_program_has_the_faces_of_the_folder() {
        let path = concat!(env!("OUT_DIR"), "/fonts.bin");
        let archive: &'static [u8] = std::fs::read(path).expect("build.rs made it").leak();
        let packed = ArchiveFonts(archive).files().expect("reads");
        let plain = FolderFonts(folder()).files().expect("reads");
        assert_eq!(packed.len(), plain.len());
        for (packed, plain) in packed.iter().zip(&plain) {
            assert_eq!(packed.name(), plain.name());
            assert_eq!(packed.faces(), plain.faces(), "{}", plain.name());
        }
        let sample = packed
            .iter()
            .find(|f| f.name() == "inter/Inter-Regular.ttf")
            .expect("Inter is bundled");
        assert_eq!(
            sample.bytes().expect("unpacks").as_ref(),
            std::fs::read(folder().join(sample.name())).expect("reads")
        );
    }

    /// A file's name, its faces and its bytes.
    type Content = (String, Vec<FaceInfo>, Vec<u8>);

    /// All that an archive tells; `None` when it is found to be damaged.
    fn contents(archive: Vec<u8>) -> Option<Vec<Content>> {
        let files = ArchiveFonts(archive.leak()).files().ok()?;
        let content = |file: &Arc<FontFile>| {
            let faces = file.faces().iter().map(|(info, _)| info.clone()).collect();
            Some((file.name().to_owned(), faces, file.bytes().ok()?.as_ref().to_vec()))
        };
        files.iter().map(content).collect()
    }

    #[test]
    fn damage_anywhere_is_noticed() {
        let whole = small_archive();
        let original = contents(whole.clone()).expect("whole");
        for end in (0..whole.len()).step_by(4999) {
            assert!(contents(whole[..end].to_vec()).is_none(), "cut at {end}");
        }
        for at in (0..whole.len()).step_by(997).chain(0..64) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x01;
            // Some bits of a zstd frame mean nothing.
            assert!(contents(bytes).is_none_or(|same| same == original), "flipped at {at}");
        }
    }
}
