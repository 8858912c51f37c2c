//! Fonts without what a PDF does not need.
//!
//! Instructions for coarse screens, names and glyph names are a third of a subset of a typical face, and are compressed
//! anew in every document. No reader needs them: outlines are drawn as they are, as in our pictures. So a face with
//! plain TrueType outlines is copied once without them; every other face is used as it is.
//!
//! Source: OpenType specification 1.9, `glyf` (glyph headers, simple and composite descriptions), `loca`, `name`,
//! `post`.

use skrifa::raw::{FontRef, TableProvider};
use skrifa::{Tag, raw::types::NameId};

/// The tables that are kept as they are.
const KEPT: [&[u8; 4]; 5] = [b"OS/2", b"cmap", b"hhea", b"hmtx", b"maxp"];

/// Tables with which outlines are not all that a glyph is, or are of another kind.
const OTHER: [&[u8; 4]; 11] = [
    b"CBDT", b"CBLC", b"CFF ", b"CFF2", b"COLR", b"EBDT", b"SVG ", b"fvar", b"gvar", b"sbix", b"VARC",
];

/// A font file with this one face, lean; `None` when the face is not of the kind that is understood.
pub(super) fn lean(file: &[u8], index: u32) -> Option<Vec<u8>> {
    let font = FontRef::from_index(file, index).ok()?;
    let table = |tag: &[u8; 4]| font.table_data(Tag::new(tag)).map(|data| data.as_bytes());
    if OTHER.iter().any(|tag| table(tag).is_some()) {
        return None;
    }
    let mut tables: Vec<([u8; 4], Vec<u8>)> = KEPT
        .iter()
        .filter_map(|tag| Some((**tag, table(tag)?.to_vec())))
        .collect();
    let mut head = table(b"head")?.to_vec();
    let is_long = be16(&head, LOCA_FORMAT)? != 0;
    let (glyf, loca) = outlines(table(b"glyf")?, table(b"loca")?, is_long)?;
    head.get_mut(LOCA_FORMAT..LOCA_FORMAT + 2)?.copy_from_slice(&[0, 1]);
    tables.push((*b"head", head));
    tables.push((*b"glyf", glyf));
    tables.push((*b"loca", loca));
    tables.push((*b"name", names(&font)?));
    if let Some(post) = table(b"post") {
        // Version 3: the same numbers, no glyph names.
        let mut post = post.get(..32)?.to_vec();
        post.get_mut(..4)?.copy_from_slice(&[0, 3, 0, 0]);
        tables.push((*b"post", post));
    }
    Some(assemble(tables))
}

/// Where `head` says whether `loca` has long offsets.
const LOCA_FORMAT: usize = 50;

/// All glyphs without their instructions, and the long offsets of them.
fn outlines(glyf: &[u8], loca: &[u8], is_long: bool) -> Option<(Vec<u8>, Vec<u8>)> {
    let offsets: Vec<usize> = if is_long {
        loca.as_chunks::<4>()
            .0
            .iter()
            .map(|offset| u32::from_be_bytes(*offset) as usize)
            .collect()
    } else {
        loca.as_chunks::<2>()
            .0
            .iter()
            .map(|offset| usize::from(u16::from_be_bytes(*offset)) * 2)
            .collect()
    };
    let mut lean = Vec::with_capacity(glyf.len());
    let mut starts = vec![0u32];
    for pair in offsets.windows(2) {
        let &[start, end] = pair else { return None };
        let glyph = glyf.get(start..end)?;
        if !glyph.is_empty() {
            outline(glyph, &mut lean)?;
        }
        lean.resize(lean.len().next_multiple_of(4), 0);
        starts.push(u32::try_from(lean.len()).ok()?);
    }
    Some((lean, starts.into_iter().flat_map(u32::to_be_bytes).collect()))
}

fn outline(glyph: &[u8], lean: &mut Vec<u8>) -> Option<()> {
    // The number of contours is negative for a glyph of several others.
    let contours = be16(glyph, 0)?;
    if contours >= 0x8000 {
        return composite(glyph, lean);
    }
    let before = 10 + usize::from(contours) * 2;
    let instructions = usize::from(be16(glyph, before)?);
    lean.extend(glyph.get(..before)?);
    lean.extend([0, 0]);
    lean.extend(glyph.get(before + 2 + instructions..)?);
    Some(())
}

fn composite(glyph: &[u8], lean: &mut Vec<u8>) -> Option<()> {
    const WORDS: u16 = 0x0001;
    const SCALE: u16 = 0x0008;
    const MORE: u16 = 0x0020;
    const TWO_SCALES: u16 = 0x0040;
    const MATRIX: u16 = 0x0080;
    const INSTRUCTIONS: u16 = 0x0100;
    lean.extend(glyph.get(..10)?);
    let mut at = 10;
    loop {
        let flags = be16(glyph, at)?;
        let place = if flags & WORDS != 0 { 4 } else { 2 };
        let shape = match flags {
            _ if flags & SCALE != 0 => 2,
            _ if flags & TWO_SCALES != 0 => 4,
            _ if flags & MATRIX != 0 => 8,
            _ => 0,
        };
        let end = at + 4 + place + shape;
        lean.extend((flags & !INSTRUCTIONS).to_be_bytes());
        lean.extend(glyph.get(at + 2..end)?);
        if flags & MORE == 0 {
            return Some(());
        }
        at = end;
    }
}

/// A table of names with nothing but the PostScript name, which a PDF calls the font by.
fn names(font: &FontRef<'_>) -> Option<Vec<u8>> {
    let table = font.name().ok()?;
    let name = table
        .name_record()
        .iter()
        .filter(|record| record.name_id() == NameId::POSTSCRIPT_NAME)
        .find_map(|record| record.string(table.string_data()).ok())?
        .to_string();
    let text: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
    // Version 0, one record, text after 18 bytes; Windows, Unicode BMP, English, PostScript name.
    let length = u16::try_from(text.len()).ok()?;
    let numbers = [0, 1, 18, 3, 1, 0x0409, 6, length, 0];
    Some(numbers.into_iter().flat_map(u16::to_be_bytes).chain(text).collect())
}

/// A font file from tables.
fn assemble(mut tables: Vec<([u8; 4], Vec<u8>)>) -> Vec<u8> {
    tables.sort();
    let count = tables.len() as u16;
    let half = count.checked_ilog2().unwrap_or(0);
    let range = 16 << half;
    let mut file = vec![0, 1, 0, 0];
    file.extend(
        [count, range, half as u16, count * 16 - range]
            .into_iter()
            .flat_map(u16::to_be_bytes),
    );
    let mut offset = 12 + 16 * tables.len();
    for (tag, data) in &tables {
        file.extend(tag);
        file.extend(
            [checksum(data), offset as u32, data.len() as u32]
                .into_iter()
                .flat_map(u32::to_be_bytes),
        );
        offset += data.len().next_multiple_of(4);
    }
    for (_, data) in &tables {
        file.extend(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

/// The sum of the words of a table, the last one filled with zeros.
fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..)?
        .first_chunk::<2>()
        .map(|pair| u16::from_be_bytes(*pair))
}

#[cfg(test)]
mod tests {
    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::{DrawSettings, OutlinePen};
    use skrifa::{GlyphId, MetadataProvider};

    use super::*;
    use crate::render::testing::face;

    /// A glyph's outline as text.
    #[derive(Default, PartialEq, Debug)]
    struct Trace(String);

    impl OutlinePen for Trace {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0 += &format!("M{x} {y}");
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0 += &format!("L{x} {y}");
        }
        fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
            self.0 += &format!("Q{a} {b} {x} {y}");
        }
        fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
            self.0 += &format!("C{a} {b} {c} {d} {x} {y}");
        }
        fn close(&mut self) {
            self.0 += "Z";
        }
    }

    fn trace(file: &[u8], glyph: u32) -> Trace {
        let font = FontRef::new(file).expect("font");
        let mut pen = Trace::default();
        if let Some(outline) = font.outline_glyphs().get(GlyphId::new(glyph)) {
            outline
                .draw(
                    DrawSettings::unhinted(Size::unscaled(), LocationRef::default()),
                    &mut pen,
                )
                .expect("outline");
        }
        pen
    }

    #[test]
    fn every_outline_and_width_stays_and_the_rest_goes() {
        for path in [
            "noto/NotoSans-Bold.ttf",
            "playfair-display/PlayfairDisplay-Regular.ttf",
            "inter/Inter-Regular.ttf",
        ] {
            let face = face(path);
            let file = face.data.data.as_ref();
            let lean = lean(file, 0).expect("a plain face");
            let (before, after) = (FontRef::new(file).expect("font"), FontRef::new(&lean).expect("font"));
            let count = before.maxp().expect("maxp").num_glyphs();
            for glyph in 0..u32::from(count) {
                assert_eq!(trace(file, glyph), trace(&lean, glyph), "{path}, glyph {glyph}");
            }
            let width = |font: &FontRef<'_>, glyph| {
                font.glyph_metrics(Size::unscaled(), LocationRef::default())
                    .advance_width(GlyphId::new(glyph))
            };
            assert!((0..u32::from(count)).all(|glyph| width(&before, glyph) == width(&after, glyph)));
            for tag in [b"fpgm", b"prep", b"cvt ", b"GSUB"] {
                assert!(after.table_data(Tag::new(tag)).is_none());
            }
        }
    }

    #[test]
    fn other_kinds_of_faces_and_damaged_ones_are_left_alone() {
        for path in ["noto/NotoColorEmoji.ttf", "noto/NotoSansCJK-Regular.ttc"] {
            assert!(lean(face(path).data.data.as_ref(), 0).is_none(), "{path}");
        }
        let face = face("dancing-script/DancingScript-Bold.ttf");
        let file = face.data.data.as_ref();
        assert!(lean(b"", 0).is_none());
        for cut in (0..file.len()).step_by(997) {
            let damaged = lean(&file[..cut], 0);
            assert!(damaged.is_none_or(|lean| FontRef::new(&lean).is_ok()), "cut at {cut}");
        }
    }
}
