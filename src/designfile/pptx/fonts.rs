//! Fonts that a presentation carries: EOT files (W3C submission “Embedded OpenType”, 2008), mostly plain ones from
//! Canva and Google, compressed ones from PowerPoint.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::{Problem, Problems};
use crate::fonts::read_faces;

use super::super::builder::unused;
use super::package::{Package, Relations};
use super::xml::Node;

/// The largest font that is taken, in bytes.
const LARGEST: u64 = 30 << 20;

/// EOT flags: the data is compressed with MicroType Express; the data is XORed with 0x50.
const COMPRESSED: u32 = 0x4;
const XORED: u32 = 0x1000_0000;

/// What a text's typeface is in a design.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Face {
    pub family: String,
    pub weight: u16,
    pub italic: bool,
    pub metrics: Metrics,
}

/// The heights of a face above and below the baseline, in em.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Metrics {
    pub ascent: f64,
    pub descent: f64,
    pub gap: f64,
    pub caps: f64,
}

impl Metrics {
    /// Of a common Latin face.
    const TYPICAL: Metrics = Metrics {
        ascent: 0.93,
        descent: 0.25,
        gap: 0.02,
        caps: 0.7,
    };

    /// The distance of baselines that the face asks for.
    pub fn line(self) -> f64 {
        self.ascent + self.descent + self.gap
    }
}

/// The fonts of a presentation.
#[derive(Default)]
pub(super) struct Fonts {
    /// By typeface and style (regular, bold, italic, both): where the file is.
    parts: BTreeMap<String, [Option<String>; 4]>,
    /// What was read already; `None` for a file that cannot be used.
    read: BTreeMap<String, Option<Face>>,
    /// The files that texts use.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// Typefaces that are used and not in the file.
    missing: BTreeSet<String>,
    problems: Problems,
}

const STYLES: [&str; 4] = ["regular", "bold", "italic", "boldItalic"];

impl Fonts {
    pub fn list(presentation: &Node, relations: &Relations) -> Fonts {
        let mut fonts = Fonts::default();
        for embedded in presentation.child("embeddedFontLst").all("embeddedFont") {
            let Some(typeface) = embedded.child("font").attribute("typeface") else {
                continue;
            };
            let parts = STYLES.map(|style| {
                let id = embedded.child(style).attribute("r:id")?;
                relations.get(id).map(|relation| relation.target.clone())
            });
            fonts.parts.insert(typeface.to_lowercase(), parts);
        }
        fonts
    }

    /// The face of a typeface in a style. The file is read when it is first needed.
    pub fn face(&mut self, package: &mut Package<'_>, typeface: &str, bold: bool, italic: bool) -> Face {
        let parts = self.parts.get(&typeface.to_lowercase()).cloned().unwrap_or_default();
        let wanted = usize::from(bold) + 2 * usize::from(italic);
        // The wanted style, else what comes near it.
        let order = [wanted, wanted & 2, wanted & 1, 0];
        for style in order {
            let Some(part) = parts.get(style).cloned().flatten() else {
                continue;
            };
            if let Some(face) = self.load(package, &part, typeface) {
                return Face {
                    weight: if bold { face.weight.max(700) } else { face.weight },
                    italic: face.italic || italic,
                    ..face
                };
            }
        }
        let (family, weight, slanted) = split_name(typeface);
        self.missing.insert(family.clone());
        Face {
            family,
            weight: if bold { weight.max(700) } else { weight },
            italic: italic || slanted,
            metrics: Metrics::TYPICAL,
        }
    }

    fn load(&mut self, package: &mut Package<'_>, part: &str, typeface: &str) -> Option<Face> {
        if let Some(known) = self.read.get(part) {
            return known.clone();
        }
        let face = match package.bytes(part, LARGEST).map_err(|_| "it cannot be read".to_owned()) {
            Ok(bytes) => self.take(&bytes),
            Err(why) => Err(why),
        };
        let face = match face {
            Ok(face) => Some(face),
            Err(why) => {
                let message = format!("The font {typeface} in the presentation cannot be used: {why}");
                let hint = "Add its .ttf or .otf file to the design's fonts";
                self.problems.push(Problem::note("pptx-font", message).hint(hint));
                None
            }
        };
        self.read.insert(part.to_owned(), face.clone());
        face
    }

    fn take(&mut self, bytes: &[u8]) -> Result<Face, String> {
        let font = unwrapped(bytes)?;
        let faces = read_faces(&font, |_| false)?;
        let face = faces.first().ok_or("it has no face")?;
        let end = if font.starts_with(b"OTTO") { "otf" } else { "ttf" };
        let slope = if face.italic { "-italic" } else { "" };
        let plain: String = face.family.split_whitespace().collect::<Vec<_>>().join("-");
        let name = unused(&self.files, "", &format!("{plain}-{}{slope}.{end}", face.weight));
        let found = Face {
            family: face.family.clone(),
            weight: face.weight,
            italic: face.italic,
            metrics: metrics(&font).unwrap_or(Metrics::TYPICAL),
        };
        self.files.insert(name, Arc::from(font));
        Ok(found)
    }

    /// What is to be said of the fonts.
    pub fn problems(self) -> (BTreeMap<String, Arc<[u8]>>, Problems) {
        let mut problems = self.problems;
        if !self.missing.is_empty() {
            let names: Vec<String> = self.missing.into_iter().collect();
            let message = format!("Fonts are not in the file: {}", names.join(", "));
            let hint = "Add them to the design's fonts, or choose others, unless Accolade has them";
            problems.push(Problem::note("pptx-font", message).hint(hint));
        }
        (self.files, problems)
    }
}

/// A TrueType or OpenType font out of an EOT file, or as it is.
fn unwrapped(bytes: &[u8]) -> Result<Vec<u8>, String> {
    if is_font(bytes) {
        return Ok(bytes.to_vec());
    }
    let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let wrong = || "it is not a font".to_owned();
    if bytes.get(34..36) != Some(b"LP") {
        return Err(wrong());
    }
    let (size, flags) = (number(4).ok_or_else(wrong)? as usize, number(12).ok_or_else(wrong)?);
    if flags & COMPRESSED != 0 {
        return Err("it is compressed in Microsoft's own way".to_owned());
    }
    // The font is what the file ends with; before it stand names of many lengths.
    let start = bytes.len().checked_sub(size).ok_or_else(wrong)?;
    let mut font = bytes.get(start..).ok_or_else(wrong)?.to_vec();
    if flags & XORED != 0 {
        font.iter_mut().for_each(|byte| *byte ^= 0x50);
    }
    if is_font(&font) { Ok(font) } else { Err(wrong()) }
}

fn is_font(bytes: &[u8]) -> bool {
    matches!(bytes.get(..4), Some([0, 1, 0, 0] | b"OTTO" | b"true" | b"ttcf"))
}

/// The measures that a font's `hhea` and `OS/2` tables state.
fn metrics(font: &[u8]) -> Option<Metrics> {
    let short = |bytes: &[u8], at: usize| Some(f64::from(i16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let table = |tag: &[u8; 4]| {
        let count = usize::from(u16::from_be_bytes(font.get(4..6)?.try_into().ok()?));
        let record =
            (0..count.min(100)).find_map(|at| font.get(12 + 16 * at..28 + 16 * at).filter(|r| r.starts_with(tag)))?;
        let offset = u32::from_be_bytes(record.get(8..12)?.try_into().ok()?) as usize;
        font.get(offset..)
    };
    let em = short(table(b"head")?, 18)?.max(16.0);
    let heights = table(b"hhea")?;
    let caps = table(b"OS/2").and_then(|os2| if short(os2, 0)? >= 2.0 { short(os2, 88) } else { None });
    let part = |at: usize| Some(short(heights, at)? / em);
    let found = Metrics {
        ascent: part(4)?,
        descent: -part(6)?,
        gap: part(8)?.max(0.0),
        caps: caps
            .filter(|caps| *caps > 0.0)
            .map_or(Metrics::TYPICAL.caps, |caps| caps / em),
    };
    let sane = (0.3..3.0).contains(&found.ascent) && (0.0..2.0).contains(&found.descent) && found.gap < 2.0;
    sane.then_some(found)
}

/// What the last words of a typeface's name say of its style: family, weight, and whether it is slanted. Canva names
/// every style as a family of its own, such as “Open Sans Bold Italics”.
pub(in super::super) fn split_name(typeface: &str) -> (String, u16, bool) {
    let mut words: Vec<&str> = typeface.split_whitespace().collect();
    let (mut weight, mut italic) = (400, false);
    while words.len() > 1 {
        let last = words
            .last()
            .copied()
            .unwrap_or_default()
            .to_lowercase()
            .replace('-', "");
        match last.as_str() {
            "thin" => weight = 100,
            "extralight" | "ultralight" => weight = 200,
            "light" => weight = 300,
            "regular" => {}
            "medium" => weight = 500,
            "semibold" | "demibold" => weight = 600,
            "bold" => weight = 700,
            "extrabold" | "ultrabold" | "heavy" => weight = 800,
            "black" => weight = 900,
            "italic" | "italics" | "oblique" => italic = true,
            _ => break,
        }
        words.pop();
    }
    (words.join(" "), weight, italic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_styles_are_taken_apart() {
        assert_eq!(
            split_name("Open Sans Bold Italics"),
            ("Open Sans".to_owned(), 700, true)
        );
        assert_eq!(
            split_name("Montserrat Semi-Bold"),
            ("Montserrat".to_owned(), 600, false)
        );
        assert_eq!(split_name("Arial Black"), ("Arial".to_owned(), 900, false));
        assert_eq!(split_name("Black"), ("Black".to_owned(), 400, false));
        assert_eq!(
            split_name("Times New Roman"),
            ("Times New Roman".to_owned(), 400, false)
        );
    }

    #[test]
    fn fonts_are_taken_out_of_their_wrapping() {
        let font = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/cinzel/Cinzel-Bold.ttf")).expect("font");
        let wrap = |flags: u32, data: &[u8]| {
            let mut eot = vec![0; 100];
            eot[4..8].copy_from_slice(&(data.len() as u32).to_le_bytes());
            eot[12..16].copy_from_slice(&flags.to_le_bytes());
            eot[34..36].copy_from_slice(b"LP");
            eot.extend(data);
            eot
        };
        assert_eq!(unwrapped(&font).as_deref(), Ok(&font[..]));
        assert_eq!(unwrapped(&wrap(0, &font)).as_deref(), Ok(&font[..]));
        let hidden: Vec<u8> = font.iter().map(|byte| byte ^ 0x50).collect();
        assert_eq!(unwrapped(&wrap(XORED, &hidden)).as_deref(), Ok(&font[..]));
        assert!(unwrapped(&wrap(COMPRESSED, &font)).is_err_and(|why| why.contains("compressed")));
        assert!(unwrapped(b"nonsense").is_err());
        let mut fonts = Fonts::default();
        let face = fonts.take(&wrap(0, &font)).expect("a face");
        assert_eq!((face.family.as_str(), face.weight), ("Cinzel", 700));
        assert!(fonts.files.contains_key("Cinzel-700.ttf"));
        assert!((0.9..1.6).contains(&face.metrics.line()), "{:?}", face.metrics);
        for cut in [0, 11, 40, 300, 5000] {
            let _ = (metrics(&font[..cut]), unwrapped(&font[..cut]));
        }
    }
}
