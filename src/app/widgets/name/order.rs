//! The order of a text of mixed directions: pieces from the left, each of which egui shapes as a run of its own.

use unicode_bidi::{BidiInfo, Level};

/// Whether a text is written from right to left, by its first letter.
pub fn is_right_to_left(text: &str) -> bool {
    let info = BidiInfo::new(text, None);
    info.paragraphs
        .first()
        .is_some_and(|paragraph| paragraph.level.is_rtl())
}

/// A stretch of a text as it is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What is given to the shaper.
    pub text: String,
    /// The place of the first of its characters in the logical text.
    pub start: usize,
    pub chars: usize,
    pub rtl: bool,
    /// Whether its characters were turned around, because the shaper would not.
    turned: bool,
}

/// The pieces of a text in visual order, from the left.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    pieces_of_line(text, None)
}

/// The same for a line of a text whose first letter is in another line: whether that is right-to-left.
pub(super) fn pieces_of_line(text: &str, rtl: Option<bool>) -> Vec<Piece> {
    let clean: String = text
        .chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect();
    if rtl != Some(true) && !clean.chars().any(is_rtl) {
        let chars = clean.chars().count();
        let whole = Piece {
            text: clean,
            start: 0,
            chars,
            rtl: false,
            turned: false,
        };
        return if whole.chars == 0 { Vec::new() } else { vec![whole] };
    }
    let base = rtl.map(|rtl| if rtl { Level::rtl() } else { Level::ltr() });
    let info = BidiInfo::new(&clean, base);
    let Some(paragraph) = info.paragraphs.first() else {
        return Vec::new();
    };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut pieces = Vec::new();
    for run in runs {
        let level: Level = levels.get(run.start).copied().unwrap_or(paragraph.level);
        let start = clean[..run.start].chars().count();
        let stretch = &clean[run.clone()];
        if level.is_rtl() {
            pieces.extend(right_to_left(stretch, start));
        } else {
            pieces.push(Piece {
                text: stretch.to_owned(),
                start,
                chars: stretch.chars().count(),
                rtl: false,
                turned: false,
            });
        }
    }
    pieces
}

/// A right-to-left run: its words and what stands between them, the last first.
fn right_to_left(run: &str, start: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, c) in run.chars().enumerate() {
        let strong = is_rtl(c) || is_mark(c) || is_of_its_face(c);
        match pieces.last_mut() {
            // A mark belongs to the letter before it.
            Some(last) if last.turned != strong || (is_mark(c) && !last.turned) => {
                last.text.push(c);
                last.chars += 1;
            }
            _ => pieces.push(Piece {
                text: c.to_string(),
                start: start + at,
                chars: 1,
                rtl: true,
                turned: !strong,
            }),
        }
    }
    for piece in pieces.iter_mut().filter(|piece| piece.turned) {
        piece.text = piece.text.chars().rev().map(mirrored).collect();
    }
    pieces.reverse();
    pieces
}

/// Signs that only faces with right-to-left letters have, the Arabic comma and percent sign. The shaper takes them together
/// with the letters beside them and turns all around.
fn is_of_its_face(c: char) -> bool {
    matches!(c, '\u{60C}' | '\u{66A}')
}

pub(super) fn is_rtl(c: char) -> bool {
    use unicode_bidi::BidiClass;
    matches!(
        unicode_bidi::bidi_class(c),
        BidiClass::R | BidiClass::AL | BidiClass::RLE | BidiClass::RLO | BidiClass::RLI
    )
}

fn is_mark(c: char) -> bool {
    unicode_bidi::bidi_class(c) == unicode_bidi::BidiClass::NSM || c == '\u{200D}' || c == '\u{200C}'
}

fn mirrored(c: char) -> char {
    let pairs = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›')];
    for (open, close) in pairs {
        if c == open {
            return close;
        }
        if c == close {
            return open;
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        pieces(text).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn words_of_right_to_left_names_stand_in_their_order() {
        assert_eq!(seen("Zoë Müller"), ["Zoë Müller"]);
        assert_eq!(seen("محمد علي"), ["علي", " ", "محمد"]);
        assert_eq!(seen("שרה כהן"), ["כהן", " ", "שרה"]);
        assert_eq!(seen("李 (Lee) محمد Smith"), ["李 (Lee) ", "محمد", " Smith"]);
        assert_eq!(seen("محمد (أ)"), ["(", "أ", ") ", "محمد"]);
        assert_eq!(
            seen("محمد، علي"),
            ["علي", " ", "محمد،"],
            "the comma is behind the first"
        );
        assert!(seen("").is_empty());
    }

    #[test]
    fn every_character_has_its_place() {
        for text in [
            "محمد بن عبد الله",
            "李 (Lee) محمد Smith 12",
            "שָׂרָה כהן, Jr.",
            "a\u{200D}b",
            "X",
        ] {
            let mut places: Vec<usize> = pieces(text).iter().flat_map(|p| p.start..p.start + p.chars).collect();
            places.sort_unstable();
            assert_eq!(places, (0..text.chars().count()).collect::<Vec<_>>(), "{text}");
        }
    }
}
