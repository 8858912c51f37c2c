//! The font book: bundled and imported faces, what they cover, and which stands in for which script.
//!
//! A book is made from a [`FontSource`]: [`FolderFonts`] reads a folder, [`ArchiveFonts`] the archive that the program
//! carries. Both list their faces with names and coverage at once, and fetch a file's bytes when a text first needs
//! them, so that a start does not unpack the 30 MB of Chinese letters and emoji.

mod archive;
mod book;
mod coverage;
mod fallback;
mod import;
mod index;
mod lack;
mod matching;
#[cfg(test)]
mod pack;
mod serving;
mod source;
mod system;

pub use archive::ArchiveFonts;
pub use book::{Embedding, FontBook};
pub(crate) use book::{FaceId, FaceMetrics, FamilyId};
pub use coverage::Coverage;
pub(crate) use fallback::Region;
pub use import::{FontFaces, coverage_of};
pub(crate) use index::read_faces;
pub use lack::{made_up_letters, style_name};
pub(crate) use matching::Pick;
pub use source::{FolderFonts, FontFile, FontSource};
pub use system::{SystemFamily, SystemFile, system_families};

use peniko::FontData;

/// One face of a font file, as text is set in it.
#[derive(Clone, Debug)]
pub struct Face {
    pub family: String,
    /// CSS weight of the face itself; of a variable face, the weight it is set in.
    pub weight: u16,
    pub italic: bool,
    /// The bytes and the index within a collection. Cloning is cheap; its id is stable while the book lives.
    pub data: FontData,
    /// Normalised variation coordinates; empty for a static face.
    pub coords: Vec<i16>,
}

#[cfg(test)]
pub(crate) mod tests_support {
    //! The bundled fonts for tests: read once for all of them.

    use std::path::{Path, PathBuf};
    use std::sync::{Arc, LazyLock};

    use super::{FolderFonts, FontBook, index, pack};

    pub(crate) fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")
    }

    pub(crate) fn book() -> Arc<FontBook> {
        static BOOK: LazyLock<Arc<FontBook>> =
            LazyLock::new(|| Arc::new(FontBook::new(&FolderFonts(folder())).expect("the bundled fonts")));
        Arc::clone(&BOOK)
    }

    /// An archive of some of the bundled files.
    pub(crate) fn archive_of(names: &[&str]) -> &'static [u8] {
        let inputs: Vec<pack::Input> = names
            .iter()
            .map(|name| {
                let bytes = bytes_of(name);
                let faces = index::read_faces(&bytes, |_| false).expect(name);
                pack::Input {
                    name: (*name).to_owned(),
                    bytes,
                    faces,
                }
            })
            .collect();
        pack::pack(&inputs, 3).expect("packs").leak()
    }

    pub(crate) fn bytes_of(name: &str) -> Vec<u8> {
        std::fs::read(folder().join(name)).expect(name)
    }
}
