//! What is known of a font file without keeping it: its faces, their names, weights and coverage.
//!
//! `build.rs` includes this file too, so that the bundled fonts are indexed when the program is built and a start
//! unpacks none of them. It may therefore use nothing of the library but this file.

use skrifa::attribute::Style;
use skrifa::raw::{FileRef, TableProvider};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider, Tag};

/// One face of a font file.
#[derive(Clone, Debug, PartialEq)]
pub struct FaceInfo {
    /// The typographic family (name 16, else name 1), in English where it has an English name.
    pub family: String,
    /// Within a collection, else 0.
    pub index: u32,
    /// CSS weight, 1 to 1000.
    pub weight: u16,
    pub italic: bool,
    /// Whether its letters have serifs, when the OS/2 table's PANOSE digits tell.
    pub serif: Option<bool>,
    /// `fsType` of the OS/2 table: what its maker permits when documents embed it.
    pub fs_type: u16,
    /// The smallest and the largest weight of a variable face.
    pub weight_axis: Option<(u16, u16)>,
    /// The characters that have a glyph: sorted ranges, both ends included.
    pub ranges: Vec<(u32, u32)>,
}

/// Reads the faces of a font file, except those whose family `skip` names.
///
/// # Errors
///
/// Says in a few words why the file is not a usable font.
pub fn read_faces(bytes: &[u8], skip: impl Fn(&str) -> bool) -> Result<Vec<FaceInfo>, String> {
    let file = FileRef::new(bytes).map_err(|_| "it is not a TrueType or OpenType font".to_owned())?;
    let mut faces = Vec::new();
    match file {
        FileRef::Font(font) => faces.extend(read_face(&font, 0, &skip)?),
        FileRef::Collection(collection) => {
            // A bound for hostile files; the largest collections in use have some dozens of faces.
            if collection.len() > 256 {
                return Err("it claims to hold more than 256 faces".to_owned());
            }
            for index in 0..collection.len() {
                let font = collection
                    .get(index)
                    .map_err(|e| format!("face {index} is damaged ({e})"))?;
                faces.extend(read_face(&font, index, &skip)?);
            }
        }
    }
    Ok(faces)
}

fn read_face(font: &FontRef<'_>, index: u32, skip: &impl Fn(&str) -> bool) -> Result<Option<FaceInfo>, String> {
    check_tables(font)?;
    let family = name(font, StringId::TYPOGRAPHIC_FAMILY_NAME)
        .or_else(|| name(font, StringId::FAMILY_NAME))
        .ok_or("it has no family name")?;
    if skip(&family) {
        return Ok(None);
    }
    let attributes = font.attributes();
    let os2 = font.os2().ok();
    Ok(Some(FaceInfo {
        family,
        index,
        weight: (attributes.weight.value() as u16).clamp(1, 1000),
        italic: attributes.style != Style::Normal,
        serif: os2.as_ref().and_then(|os2| serif(os2.panose_10())),
        fs_type: os2.as_ref().map_or(0, skrifa::raw::tables::os2::Os2::fs_type),
        weight_axis: weight_axis(font),
        ranges: ranges(font),
    }))
}

/// A face without these tables cannot be shaped or drawn.
fn check_tables(font: &FontRef<'_>) -> Result<(), String> {
    font.head().map_err(|e| format!("its head table is damaged ({e})"))?;
    font.maxp().map_err(|e| format!("its maxp table is damaged ({e})"))?;
    font.hhea().map_err(|e| format!("its hhea table is damaged ({e})"))?;
    font.hmtx().map_err(|e| format!("its hmtx table is damaged ({e})"))?;
    font.cmap().map_err(|e| format!("its cmap table is damaged ({e})"))?;
    let outlines: [&[u8; 4]; 6] = [b"glyf", b"CFF ", b"CFF2", b"CBDT", b"sbix", b"COLR"];
    if outlines.iter().all(|tag| font.table_data(Tag::new(tag)).is_none()) {
        return Err("it has no outlines".to_owned());
    }
    Ok(())
}

pub(super) fn name(font: &FontRef<'_>, id: StringId) -> Option<String> {
    let name: String = font
        .localized_strings(id)
        .english_or_first()?
        .chars()
        .take(200)
        .collect();
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// PANOSE: for Latin text (first digit 2) the second digit is the serif style, 11 to 15 being the ones without.
fn serif(panose: &[u8]) -> Option<bool> {
    match panose {
        [2, 2..=10, ..] => Some(true),
        [2, 11..=15, ..] => Some(false),
        _ => None,
    }
}

fn weight_axis(font: &FontRef<'_>) -> Option<(u16, u16)> {
    let axis = font.axes().iter().find(|axis| axis.tag() == Tag::new(b"wght"))?;
    let bound = |value: f32| value.clamp(1.0, 1000.0) as u16;
    Some((bound(axis.min_value()), bound(axis.max_value())))
}

/// Some fonts have glyphs for control characters, empty ones mostly; but nothing is written with them.
fn is_control(code: u32) -> bool {
    matches!(code, 0..=0x1F | 0x7F..=0x9F)
}

fn ranges(font: &FontRef<'_>) -> Vec<(u32, u32)> {
    let mut codes: Vec<u32> = font
        .charmap()
        .mappings()
        .filter(|(code, glyph)| glyph.to_u32() != 0 && *code <= 0x10_FFFF && !is_control(*code))
        .map(|(code, _)| code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for code in codes {
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == code => *end = code,
            _ => ranges.push((code, code)),
        }
    }
    ranges
}
