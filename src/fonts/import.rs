//! Fonts that a design brings along: checked before anything trusts them.

use std::sync::Arc;

use crate::diag::{Place, Problem, Problems, Result, Warned};

use super::Coverage;
use super::book::{Embedding, FontBook, embedding};
use super::index;
use super::source::{Bytes, FontFile};

/// The largest font that is taken in, in bytes. The largest in use, of all of Chinese, have some 20 MB a face.
const LARGEST: usize = 30 << 20;

impl FontBook {
    /// This book with the fonts of a design: names (of files) and bytes. Their faces replace ours of the same family,
    /// weight and slope. The files of this book are shared, not read again.
    ///
    /// A font whose maker restricts embedding is taken, with a warning.
    ///
    /// # Errors
    ///
    /// Every font that is too large or not a usable TrueType or OpenType font.
    pub fn with_imported(&self, fonts: &[(String, Arc<[u8]>)]) -> Result<Warned<FontBook>> {
        let mut files = self.files().to_vec();
        let mut problems = Problems::default();
        for (name, bytes) in fonts {
            match import(name, bytes, &mut problems) {
                Ok(file) => files.push(Arc::new(file)),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.has_errors() {
            return Err(problems);
        }
        problems.into_result(FontBook::of_files(files)?)
    }
}

/// What a font file has in it, without a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFaces {
    /// The names of its families, in alphabetical order.
    pub families: Vec<String>,
    /// What its maker permits, the strictest of its faces.
    pub embedding: Embedding,
}

impl FontFaces {
    /// Reads a font file; `name` is for messages.
    ///
    /// # Errors
    ///
    /// When it is not a usable TrueType or OpenType font.
    pub fn read(bytes: &[u8], name: &str) -> Result<FontFaces> {
        let faces = index::read_faces(bytes, |_| false).map_err(|why| {
            let place = Place {
                file: Some(name.to_owned()),
                ..Place::default()
            };
            let problem = Problem::error("font-unreadable", format!("Cannot use the font: {why}"));
            problem.hint("Use a .ttf, .otf or .ttc file").at(place)
        })?;
        let mut families: Vec<String> = faces.iter().map(|face| face.family.clone()).collect();
        families.sort();
        families.dedup();
        let strictest = faces.iter().map(|face| embedding(face.fs_type));
        Ok(FontFaces {
            families,
            embedding: strictest
                .max_by_key(|embedding| *embedding as u8)
                .unwrap_or(Embedding::Allowed),
        })
    }
}

/// The characters of a family in a font file; `None` when that is no usable font, or has no such family.
pub fn coverage_of(bytes: &[u8], family: &str) -> Option<Coverage> {
    let faces = index::read_faces(bytes, |other| !other.eq_ignore_ascii_case(family)).ok()?;
    faces.first().map(|face| Coverage::from_ranges(&face.ranges))
}

fn import(name: &str, bytes: &Arc<[u8]>, problems: &mut Problems) -> std::result::Result<FontFile, Problem> {
    let place = || Place {
        file: Some(name.to_owned()),
        ..Place::default()
    };
    if bytes.len() > LARGEST {
        let size = bytes.len() >> 20;
        return Err(
            Problem::error("font-too-large", format!("The font has {size} MB; the limit is 30 MB"))
                .hint("Choose a file with fewer faces or letters")
                .at(place()),
        );
    }
    let faces = index::read_faces(bytes, |_| false).map_err(|why| {
        let hint = match bytes.get(..4) {
            Some(b"wOFF" | b"wOF2") => "Use the .ttf or .otf file that this web font was made from",
            _ => "Use a .ttf, .otf or .ttc file",
        };
        Problem::error("font-unreadable", format!("Cannot use the font: {why}"))
            .hint(hint)
            .at(place())
    })?;
    let strictest = faces
        .iter()
        .map(|face| embedding(face.fs_type))
        .max_by_key(|e| *e as u8);
    let restriction = match strictest {
        Some(Embedding::Forbidden) => Some("forbids that documents carry it"),
        Some(Embedding::WholeOnly) => Some("forbids that documents carry a part of it, as every PDF does"),
        Some(Embedding::Allowed) | None => None,
    };
    if let Some(restriction) = restriction {
        problems.push(
            Problem::warning("font-embedding", format!("The licence of the font {restriction}"))
                .hint("Choose another font, or make sure that you have the right")
                .at(place()),
        );
    }
    Ok(FontFile::new(name.to_owned(), faces, Bytes::Memory(Arc::clone(bytes))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::tests_support::{book, bytes_of};

    #[test]
    fn an_imported_face_replaces_ours_of_the_same_style() {
        let mut inter = bytes_of("inter/Inter-Bold.ttf");
        // The weight class, so that the bold claims to be the regular (OS/2 offset 4).
        let os2 = skrifa::FontRef::new(&inter)
            .expect("a font")
            .table_data(skrifa::Tag::new(b"OS/2"));
        let at = os2.expect("has OS/2").as_bytes().as_ptr() as usize - inter.as_ptr() as usize + 4;
        inter[at..at + 2].copy_from_slice(&400u16.to_be_bytes());
        let ours = book().face("Inter", 400, false).expect("bundled");
        let fonts = [("my.ttf".to_owned(), Arc::from(inter))];
        let imported = book().with_imported(&fonts).expect("taken");
        assert!(imported.problems.is_empty());
        let theirs = imported.value.face("Inter", 400, false).expect("imported");
        assert_ne!(ours.data.data.id(), theirs.data.data.id());
        assert_eq!(imported.value.styles("Inter"), book().styles("Inter"));
        let shared = imported.value.face("Inter", 300, false).expect("bundled");
        assert_eq!(
            shared.data.data.id(),
            book().face("Inter", 300, false).expect("bundled").data.data.id()
        );
    }

    #[test]
    fn a_restricted_font_is_taken_with_a_warning() {
        let mut bytes = bytes_of("cinzel/Cinzel-Regular.ttf");
        let os2 = skrifa::FontRef::new(&bytes)
            .expect("a font")
            .table_data(skrifa::Tag::new(b"OS/2"));
        let at = os2.expect("has OS/2").as_bytes().as_ptr() as usize - bytes.as_ptr() as usize + 8;
        bytes[at..at + 2].copy_from_slice(&2u16.to_be_bytes());
        let imported = book()
            .with_imported(&[("c.ttf".to_owned(), Arc::from(bytes))])
            .expect("taken");
        assert_eq!(imported.problems.0[0].code, "font-embedding");
        assert_eq!(imported.value.families_not_to_embed().collect::<Vec<_>>(), ["Cinzel"]);
    }

    #[test]
    fn what_is_not_a_font_is_refused_by_name() {
        let whole = bytes_of("dancing-script/DancingScript-Regular.ttf");
        let mut bad: Vec<(String, Arc<[u8]>)> = vec![
            ("empty".to_owned(), Arc::from(&[][..])),
            (
                "text".to_owned(),
                Arc::from(&b"This is not a font, but it goes on for a while"[..]),
            ),
            ("web".to_owned(), Arc::from(&b"wOF2 and so on"[..])),
            ("huge".to_owned(), Arc::from(vec![0; LARGEST + 1])),
        ];
        for end in [4, 12, 200, 1000] {
            bad.push((format!("cut at {end}"), Arc::from(&whole[..end])));
        }
        let problems = book().with_imported(&bad).expect_err("all are bad");
        assert_eq!(problems.0.len(), bad.len());
        for ((name, _), problem) in bad.iter().zip(problems.iter()) {
            assert_eq!(problem.place.file.as_deref(), Some(name.as_str()));
            assert!(problem.is_error() && !problem.hints.is_empty());
        }
    }
}
