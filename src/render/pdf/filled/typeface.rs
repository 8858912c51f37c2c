//! A typeface in a document: the glyphs that are used, what they stand for, and the objects that hold them.

use std::sync::Arc;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo};
use pdf_writer::{Chunk, Finish, Name, Ref, Str};
use peniko::Blob;
use sha2::{Digest, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::{TableProvider, types::NameId};
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};
use subsetter::GlyphRemapper;

use super::content::Used;
use super::objects::{Objects, Packer};
use crate::fonts::Face;
use crate::render::pdf::lean::lean;

/// Tables of faces whose glyphs have colours of their own.
const COLORED: [&[u8; 4]; 4] = [b"COLR", b"CBDT", b"SVG ", b"sbix"];

/// The longest name of a font, which leaves room for its tag and encoding (ISO 32000-1, annex C).
const LONGEST_NAME: usize = 100;

/// A face as documents embed it; lengths in thousandths of an em.
#[derive(Debug)]
pub(in super::super) struct Typeface {
    data: Blob<u8>,
    index: u32,
    is_cff: bool,
    name: String,
    scale: f32,
    bounds: pdf_writer::Rect,
    ascent: f32,
    descent: f32,
    cap_height: f32,
    italic_angle: f32,
    stem: f32,
    /// The bits of `FontFlags`.
    flags: u32,
    /// Of each glyph.
    widths: Box<[f32]>,
}

impl Typeface {
    /// `None` for a face that is left to the PDF library: a variable or coloured one, or one that may not be embedded.
    pub(in super::super) fn of(face: &Face) -> Option<Typeface> {
        if !face.coords.is_empty() {
            return None;
        }
        let file = face.data.data.as_ref();
        let font = FontRef::from_index(file, face.data.index).ok()?;
        let has = |tag: &[u8; 4]| font.table_data(Tag::new(tag)).is_some();
        let is_cff = has(b"CFF ");
        let is_restricted = font.os2().is_ok_and(|os2| os2.fs_type() & 0xF == 2);
        if COLORED.iter().any(|tag| has(tag)) || !(is_cff || has(b"glyf")) || is_restricted || has(b"fvar") {
            return None;
        }
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let scale = 1000.0 / f32::from(metrics.units_per_em);
        let bounds = metrics.bounds?;
        let name = font
            .localized_strings(NameId::POSTSCRIPT_NAME)
            .english_or_first()?
            .chars()
            .filter(char::is_ascii_graphic)
            .take(LONGEST_NAME)
            .collect::<String>();
        let mut flags = FontFlags::SYMBOLIC;
        flags.set(FontFlags::SERIF, name.contains("Serif"));
        flags.set(FontFlags::FIXED_PITCH, metrics.is_monospace);
        flags.set(FontFlags::ITALIC, metrics.italic_angle != 0.0);
        let advances = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let width = |glyph: u16| advances.advance_width(GlyphId::from(glyph)).unwrap_or(0.0) * scale;
        let (data, index) = match lean(file, face.data.index) {
            Some(lean) => (Blob::from(lean), 0),
            None => (face.data.data.clone(), face.data.index),
        };
        Some(Typeface {
            data,
            index,
            is_cff,
            name,
            scale,
            bounds: pdf_writer::Rect::new(
                bounds.x_min * scale,
                bounds.y_min * scale,
                bounds.x_max * scale,
                bounds.y_max * scale,
            ),
            ascent: metrics.ascent * scale,
            descent: metrics.descent * scale,
            cap_height: metrics.cap_height.unwrap_or(metrics.ascent) * scale,
            italic_angle: metrics.italic_angle,
            // No table tells it; readers use it only to imitate a font, which is embedded here.
            stem: 10.0 + 0.244 * (f32::from(face.weight) - 50.0),
            flags: flags.bits(),
            widths: (0..font.maxp().ok()?.num_glyphs()).map(width).collect(),
        })
    }

    pub(super) fn units_per_em(&self) -> f32 {
        1000.0 / self.scale
    }

    /// Draws the outline of a glyph in the face's units, `y` upwards. `None` when the face is damaged.
    pub(super) fn draw(&self, glyph: u32, pen: &mut impl OutlinePen) -> Option<()> {
        let font = FontRef::from_index(self.data.as_ref(), self.index).ok()?;
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        let outline = font.outline_glyphs().get(GlyphId::new(glyph))?;
        outline.draw(settings, pen).ok().map(drop)
    }

    fn width(&self, glyph: u16) -> f32 {
        self.widths.get(usize::from(glyph)).copied().unwrap_or(0.0)
    }
}

/// A typeface with the glyphs that a document uses of it.
pub(super) struct UsedFace {
    key: (u64, u32),
    pub(super) typeface: Arc<Typeface>,
    /// From glyph numbers of the face to those of its part in the document.
    remapper: GlyphRemapper,
    /// By code, which is a number of a glyph together with what it stands for.
    codes: Vec<Code>,
}

/// What a code of a text stands for.
struct Code {
    /// The number of the glyph in the document.
    glyph: u16,
    /// Thousandths of an em.
    width: f32,
    /// Nothing for the glyph that stands in for missing ones, which every font has.
    says: Box<str>,
}

/// A code, and whether it stands for the text that was asked for.
pub(super) struct Said {
    pub(super) code: u16,
    pub(super) is_said: bool,
}

impl Used<'_> {
    /// The place of a face in [`Used::faces`].
    pub(super) fn face(&mut self, face: &Face) -> Option<usize> {
        let key = (face.data.data.id(), face.data.index);
        if !face.coords.is_empty() {
            return None;
        }
        if let Some(index) = self.faces.iter().position(|used| used.key == key) {
            return Some(index);
        }
        let typeface = self.shared.typefaces.get(key, || Typeface::of(face).map(Arc::new))?;
        let nothing = Code {
            glyph: 0,
            width: typeface.width(0),
            says: "".into(),
        };
        self.faces.push(UsedFace {
            key,
            typeface,
            remapper: GlyphRemapper::new(),
            codes: vec![nothing],
        });
        Some(self.faces.len() - 1)
    }
}

impl UsedFace {
    /// The code of a glyph that stands for a text, and its width. The glyphs of a CFF font have one code each, so that a
    /// glyph may stand for something else already; `None` for a text that no glyph of a PDF/A may stand for.
    pub(super) fn say(&mut self, glyph: u16, text: &str) -> Option<(Said, f32)> {
        if text.is_empty() || text.chars().any(is_unsayable) {
            return None;
        }
        let glyph_number = self.remapper.remap(glyph);
        let of_glyph = |code: &&Code| code.glyph == glyph_number && (self.typeface.is_cff || *code.says == *text);
        let found = self.codes.iter().zip(0u16..).find(|(code, _)| of_glyph(code));
        if let Some((known, code)) = found {
            let is_said = *known.says == *text;
            return Some((Said { code, is_said }, known.width));
        }
        let code = u16::try_from(self.codes.len()).ok()?;
        let width = self.typeface.width(glyph);
        self.codes.push(Code {
            glyph: glyph_number,
            width,
            says: text.into(),
        });
        Some((Said { code, is_said: true }, width))
    }

    /// Writes the font with the glyphs that are used.
    pub(super) fn write(&self, objects: &mut Objects, packer: &mut Packer) -> Option<Ref> {
        let face = &self.typeface;
        let font = objects.next();
        let (cid, descriptor, map, file) = (objects.next(), objects.next(), objects.next(), objects.next());
        let glyphs = self.write_glyph_numbers(objects);
        let base = format!("{}+{}", self.tag(), face.name);
        self.write_font(objects, font, cid, map, &base);
        self.write_cid_font(objects, cid, descriptor, glyphs, &base);
        self.write_descriptor(objects, descriptor, file, &base);
        objects.stream_with(map, self.map().as_bytes(), None, |_| {});
        let subset = subsetter::subset(face.data.as_ref(), face.index, &self.remapper).ok()?;
        let program = match face.is_cff {
            true => FontRef::new(&subset).ok()?.table_data(Tag::new(b"CFF "))?.as_bytes(),
            false => &subset,
        };
        objects.stream(file, &packer.pack(program)?, |stream| {
            if face.is_cff {
                stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
            } else {
                stream.pair(Name(b"Length1"), program.len() as i32);
            }
        });
        Some(font)
    }

    fn write_font(&self, objects: &mut Objects, font: Ref, cid: Ref, map: Ref, base: &str) {
        let name = if self.typeface.is_cff {
            format!("{base}-Identity-H")
        } else {
            base.to_owned()
        };
        let mut chunk = Chunk::with_capacity(256);
        chunk
            .type0_font(font)
            .base_font(Name(name.as_bytes()))
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(map);
        objects.add(font, &chunk);
    }

    /// The glyph of each code, where several have the same.
    fn write_glyph_numbers(&self, objects: &mut Objects) -> Option<Ref> {
        let is_plain = self.codes.iter().zip(0u16..).all(|(code, number)| code.glyph == number);
        if self.typeface.is_cff || is_plain {
            return None;
        }
        let numbers: Vec<u8> = self.codes.iter().flat_map(|code| code.glyph.to_be_bytes()).collect();
        let id = objects.next();
        objects.stream_with(id, &numbers, None, |_| {});
        Some(id)
    }

    fn write_cid_font(&self, objects: &mut Objects, id: Ref, descriptor: Ref, glyphs: Option<Ref>, base: &str) {
        let mut chunk = Chunk::with_capacity(512);
        let mut font = chunk.cid_font(id);
        font.subtype(if self.typeface.is_cff {
            CidFontType::Type0
        } else {
            CidFontType::Type2
        });
        font.base_font(Name(base.as_bytes()));
        font.system_info(SYSTEM);
        font.font_descriptor(descriptor);
        font.default_width(0.0);
        match glyphs {
            Some(glyphs) => {
                font.cid_to_gid_map_stream(glyphs);
            }
            None if self.typeface.is_cff => {}
            None => {
                font.cid_to_gid_map_predefined(Name(b"Identity"));
            }
        }
        font.widths().consecutive(0, self.codes.iter().map(|code| code.width));
        font.finish();
        objects.add(id, &chunk);
    }

    fn write_descriptor(&self, objects: &mut Objects, id: Ref, file: Ref, base: &str) {
        let face = &self.typeface;
        let mut chunk = Chunk::with_capacity(256);
        let mut descriptor = chunk.font_descriptor(id);
        descriptor
            .name(Name(base.as_bytes()))
            .flags(FontFlags::from_bits_truncate(face.flags))
            .bbox(face.bounds)
            .italic_angle(face.italic_angle)
            .ascent(face.ascent)
            .descent(face.descent)
            .cap_height(face.cap_height)
            .stem_v(face.stem);
        if face.is_cff {
            descriptor.font_file3(file);
        } else {
            descriptor.font_file2(file);
        }
        descriptor.finish();
        objects.add(id, &chunk);
    }

    /// The map from glyphs to what they stand for (ISO 32000-1, 9.10.3), short enough to be left unpacked.
    fn map(&self) -> String {
        let mut map = String::with_capacity(256 + 16 * self.codes.len());
        map.push_str("/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/Text def/CMapType 2 def\n");
        map.push_str("1 begincodespacerange<0000><FFFF>endcodespacerange\n");
        let said = self.codes.iter().zip(0u16..).map(|(code, number)| (number, &code.says));
        let said: Vec<(u16, &Box<str>)> = said.filter(|(_, text)| !text.is_empty()).collect();
        for part in said.chunks(MOST_IN_MAP) {
            map.push_str(&format!("{} beginbfchar\n", part.len()));
            for (number, text) in part {
                map.push('<');
                push_hex(&mut map, *number);
                map.push_str("><");
                text.encode_utf16().for_each(|unit| push_hex(&mut map, unit));
                map.push_str(">\n");
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap end end");
        map
    }

    /// Six letters that differ with the glyphs (ISO 32000-1, 9.6.4).
    fn tag(&self) -> String {
        let mut hash = Sha256::new();
        for glyph in self.remapper.remapped_gids() {
            hash.update(glyph.to_le_bytes());
        }
        for code in &self.codes {
            hash.update(code.glyph.to_le_bytes());
        }
        hash.finalize()
            .iter()
            .take(6)
            .map(|byte| char::from(b'A' + byte % 26))
            .collect()
    }
}

/// How many lines a part of a map has at most (Adobe Technical Note 5014, 2.5).
const MOST_IN_MAP: usize = 100;

/// Four hexadecimal digits.
fn push_hex(text: &mut String, number: u16) {
    for shift in [12, 8, 4, 0] {
        let digit = number >> shift & 15;
        text.push(char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase());
    }
}

const SYSTEM: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// Characters that a PDF/A may not map a glyph to: none, marks of byte order, private ones.
fn is_unsayable(letter: char) -> bool {
    matches!(
        letter,
        '\0' | '\u{FEFF}' | '\u{FFFE}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}'
    )
}
