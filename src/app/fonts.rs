//! The faces of the interface, taken from the bundled fonts.
//!
//! Inter comes first and alone, so that the first frame does not wait; the faces of all other scripts follow from a
//! thread. A character is drawn by the first face of the list that has it.

use std::sync::{Arc, OnceLock};

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};

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
    "Noto Color Emoji",
];

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
        let made = self.all.get_or_init(|| definitions(&*self.book(archive)?, FALLBACKS));
        made.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    /// The faces of all scripts, once they are loaded.
    pub fn all(&self) -> Option<&FontDefinitions> {
        self.all.get()?.as_ref().ok()
    }
}

fn definitions(book: &FontBook, fallbacks: &[&str]) -> Result<FontDefinitions> {
    let mut fonts = FontDefinitions::empty();
    let (_, ours) = book.measured_face("Inter", 400, false)?;
    let mut add = |name: String, family: &str, weight: u16| -> Result<String> {
        let (face, own) = book.measured_face(family, weight, false)?;
        // A line is centred on each face by itself; so moved, all scripts stand on one baseline.
        let middle = |metrics: &FaceMetrics| (metrics.ascent - metrics.descent) / 2.0;
        let tweak = FontTweak {
            y_offset_factor: (middle(&ours) - middle(&own)) as f32,
            ..FontTweak::default()
        };
        let data = FontData::from_blob(Arc::new(face.data.data.clone()), face.data.index).tweak(tweak);
        fonts.font_data.insert(name.clone(), Arc::new(data));
        Ok(name)
    };
    let regular = add("Inter".to_owned(), "Inter", 400)?;
    let weights = WEIGHTS
        .iter()
        .map(|(name, weight)| Ok((*name, add(format!("Inter {name}"), "Inter", *weight)?)))
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
