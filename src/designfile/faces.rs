//! What a reader in another process must know of the fonts that there are: their names, and how high their letters are.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Result};
use crate::fonts::FontBook;

/// Our families for the kinds that CSS knows. They stand in for those that are not there, too.
pub(super) const SANS: &str = "Inter";
pub(super) const SERIF: &str = "EB Garamond";
pub(super) const CURSIVE: &str = "Dancing Script";

/// The families that may stand in for those that a drawing names.
pub fn stand_ins(drawing: &str) -> Vec<&'static str> {
    let names = |kinds: &[&str]| kinds.iter().any(|kind| drawing.contains(kind));
    let mut families = vec![SANS];
    families.extend(names(&["serif"]).then_some(SERIF));
    families.extend(names(&["cursive", "fantasy"]).then_some(CURSIVE));
    families
}

/// The letters of a drawing beyond those of English, with those that it writes as numbers (`&#x5E9;`).
pub fn letters(drawing: &str) -> String {
    let written = drawing.split("&#").skip(1).filter_map(|rest| {
        let (number, _) = rest.split_once(';')?;
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        char::from_u32(code.ok()?)
    });
    let all: BTreeSet<char> = drawing.chars().chain(written).collect();
    all.into_iter()
        .filter(|c| !c.is_ascii() && c.is_alphanumeric())
        .collect()
}

/// Distances of the letters of a family, in em, all positive.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Heights {
    pub ascent: f64,
    pub descent: f64,
    pub caps: f64,
}

impl Heights {
    /// Those of a common Latin face.
    pub const TYPICAL: Heights = Heights {
        ascent: 0.9,
        descent: 0.25,
        caps: 0.7,
    };
}

/// The families that there are, with the heights of those that a drawing may name.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Faces(BTreeMap<String, Option<Heights>>);

impl Faces {
    /// The families of a book. Only fonts that a drawing names are opened: most are packed.
    pub fn of(book: &FontBook, drawing: &[u8]) -> Faces {
        // As Illustrator writes them, names have no spaces.
        let text = squeezed(&String::from_utf8_lossy(drawing));
        let is_named = |family: &str| [SANS, SERIF, CURSIVE].contains(&family) || text.contains(&squeezed(family));
        let heights = |family: &str| {
            let (_, metrics) = book.measured_face(family, 400, false).ok()?;
            Some(Heights {
                ascent: metrics.ascent,
                descent: metrics.descent,
                caps: metrics.cap_height,
            })
        };
        let known = |family: &str| (key(family), is_named(family).then(|| heights(family)).flatten());
        Faces(book.families().map(known).collect())
    }

    pub fn encode(&self) -> Result<Vec<u8>> {
        let failed = |error| Problem::unexpected("worker-request", format!("Cannot ask the reader: {error}"));
        Ok(serde_json::to_vec(self).map_err(failed)?)
    }

    pub fn decode(bytes: &[u8]) -> Result<Faces> {
        Ok(serde_json::from_slice(bytes).map_err(|_| super::wire::broken())?)
    }

    pub fn has(&self, family: &str) -> bool {
        self.0.contains_key(&key(family))
    }

    /// The heights of a family, or common ones where it is not there.
    pub fn heights(&self, family: &str) -> Heights {
        self.0.get(&key(family)).copied().flatten().unwrap_or(Heights::TYPICAL)
    }
}

fn key(family: &str) -> String {
    family.trim().to_lowercase()
}

fn squeezed(text: &str) -> String {
    let letters = text.chars().filter(|c| !c.is_whitespace());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_a_drawing_are_found_however_they_are_written() {
        let drawing = "<text>Zoë ש — &#x5DC;&#1493;&#x5DD; &amp; &#xZZ; &#99999999; &#</text>";
        assert_eq!(letters(drawing), "ëולםש");
    }
}
