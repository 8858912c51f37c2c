//! The faces of the interface, taken from the bundled fonts.
//!
//! Inter comes first and alone, so that the first frame does not wait; the faces of all other scripts follow from a
//! thread. A character is drawn by the first face of the list that has it, and an emoji by [`emoji`].

use std::sync::{Arc, OnceLock};

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};

use super::emoji;
use crate::diag::Result;
use crate::fonts::{ArchiveFonts, FaceMetrics, FontBook};

/// The weights of the interface, by the name of their family in egui.
const WEIGHTS: [(&str, u16); 3] = [("medium", 500), ("semibold", 600), ("light", 300)];

/// What stands in for the scripts that Inter lacks, in this order.
const FALLBACKS: &[&str] = &[
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Kannada",
    "Noto Sans Malayalam",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Oriya",
    "Noto Sans Sinhala",
    "Noto Sans Thai",
    "Noto Sans Lao",
    "Noto Sans Khmer",
    "Noto Sans Myanmar",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
    "Noto Sans Ethiopic",
    "Noto Sans CJK SC",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
];

/// The family of the interface.
const OWN: &str = "Inter";

/// A font without its contextual alternates: Inter draws the x in “8x11” as a sign of multiplication, and egui has no
/// way to say that the address of a credential means the letter. A font of another form stays as it is.
///
/// The tag of the feature is given another name in the list of features of its GSUB table (OpenType 1.9, “Feature List
/// table”), so that no shaper finds it.
fn without_alternates(font: &[u8]) -> Vec<u8> {
    let mut font = font.to_vec();
    for at in alternates(&font).unwrap_or_default() {
        if let Some(tag) = font.get_mut(at..at + 4) {
            tag.copy_from_slice(b"cal~");
        }
    }
    font
}

/// Where the tags of contextual alternates stand in a font.
fn alternates(font: &[u8]) -> Option<Vec<usize>> {
    let number = |at: usize, length: usize| {
        let bytes = font.get(at..at.checked_add(length)?)?;
        Some(
            bytes
                .iter()
                .fold(0, |number: usize, byte| number << 8 | usize::from(*byte)),
        )
    };
    let tag = |at: usize| font.get(at..at.checked_add(4)?);
    let tables = number(4, 2)?;
    let table = (0..tables)
        .map(|table| 12 + 16 * table)
        .find(|at| tag(*at) == Some(b"GSUB"))?;
    let substitutions = number(table + 8, 4)?;
    let list = substitutions.checked_add(number(substitutions.checked_add(6)?, 2)?)?;
    let records = (0..number(list, 2)?).map(|record| list + 2 + 6 * record);
    Some(records.filter(|at| tag(*at) == Some(b"calt")).collect())
}

/// The book of bundled fonts and what the interface takes from it; each is made once, by whoever needs it first.
#[derive(Debug, Default)]
pub struct UiFonts {
    book: OnceLock<Result<Arc<FontBook>>>,
    all: OnceLock<Result<FontDefinitions>>,
}

impl UiFonts {
    pub fn book(&self, archive: &'static [u8]) -> Result<Arc<FontBook>> {
        self.book
            .get_or_init(|| Ok(Arc::new(FontBook::new(&ArchiveFonts(archive))?)))
            .clone()
    }

    /// Inter and the icons, for the first frame.
    pub fn first(&self, archive: &'static [u8]) -> Result<FontDefinitions> {
        definitions(&*self.book(archive)?, &[])
    }

    /// The faces of all scripts. Unpacks some 30 MB the first time, so that it is called on a thread.
    pub fn load_all(&self, archive: &'static [u8]) -> Result<()> {
        let made = self.all.get_or_init(|| {
            let book = self.book(archive)?;
            // They are drawn by `emoji`, in a frame, which does not wait until they are unpacked.
            if book.has_family(emoji::FAMILY) {
                book.measured_face(emoji::FAMILY, 400, false)?;
            }
            definitions(&book, FALLBACKS)
        });
        made.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    /// The faces of all scripts, once they are loaded.
    pub fn all(&self) -> Option<&FontDefinitions> {
        self.all.get()?.as_ref().ok()
    }
}

fn definitions(book: &FontBook, fallbacks: &[&str]) -> Result<FontDefinitions> {
    let mut fonts = FontDefinitions::empty();
    let (_, ours) = book.measured_face(OWN, 400, false)?;
    let mut add = |name: String, family: &str, weight: u16| -> Result<String> {
        let (face, own) = book.measured_face(family, weight, false)?;
        // A line is centred on each face by itself; so moved, all scripts stand on one baseline.
        let middle = |metrics: &FaceMetrics| (metrics.ascent - metrics.descent) / 2.0;
        let tweak = FontTweak {
            y_offset_factor: (middle(&ours) - middle(&own)) as f32,
            ..FontTweak::default()
        };
        let data = match family {
            OWN => FontData::from_owned(without_alternates(face.data.data.as_ref())),
            _ => FontData::from_blob(Arc::new(face.data.data.clone()), face.data.index),
        };
        let data = data.tweak(tweak);
        fonts.font_data.insert(name.clone(), Arc::new(data));
        Ok(name)
    };
    let regular = add(OWN.to_owned(), OWN, 400)?;
    let weights = WEIGHTS
        .iter()
        .map(|(name, weight)| Ok((*name, add(format!("{OWN} {name}"), OWN, *weight)?)))
        .collect::<Result<Vec<_>>>()?;
    let mut rest = Vec::new();
    for family in fallbacks {
        if book.has_family(family) {
            rest.push(add((*family).to_owned(), family, 400)?);
        }
    }
    let list = |first: &String| {
        std::iter::once(first.clone())
            .chain(rest.iter().cloned())
            .collect::<Vec<_>>()
    };
    // There is no monospaced face among the bundled ones; what would be set in it is set in Inter.
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, list(&regular));
    }
    for (name, first) in &weights {
        fonts.families.insert(FontFamily::Name((*name).into()), list(first));
    }
    let icons = egui_material_icons::font_insert();
    fonts.font_data.insert(icons.name.clone(), Arc::new(icons.data));
    for insert in icons.families {
        if let FontFamily::Name(_) = insert.family {
            fonts
                .families
                .entry(insert.family)
                .or_default()
                .push(icons.name.clone());
        }
    }
    Ok(fonts)
}

#[cfg(test)]
mod tests {
    use crate::fonts::tests_support::book;

    use super::*;

    #[test]
    fn the_interface_draws_an_x_between_digits_as_one() {
        let font = book().measured_face(OWN, 400, false).expect("Inter").0;
        let before = font.data.data.as_ref();
        assert!(!alternates(before).expect("a list of features").is_empty());
        let after = without_alternates(before);
        assert_eq!((after.len(), alternates(&after)), (before.len(), Some(Vec::new())));
        let changed = before.iter().zip(&after).filter(|(one, other)| one != other);
        assert!(changed.count() <= 4 * alternates(before).map_or(0, |tags| tags.len()));
        for cut in [0, 3, 11, 30, before.len() / 2] {
            assert_eq!(without_alternates(&before[..cut]).len(), cut);
        }
    }
}
