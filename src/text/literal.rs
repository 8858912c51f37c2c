//! Signs that a face would draw as others than are written: Inter has a multiplication sign for the x in “42x4” and
//! arrows for “->”, by contextual alternates. In a number or an address of a credential that is another letter.

use parlance::{FontFeature, Tag};

/// What is written is drawn: no alternates, no ligatures.
pub(super) const LITERAL: [FontFeature; 5] = [
    FontFeature::new(Tag::new(b"calt"), 0),
    FontFeature::new(Tag::new(b"liga"), 0),
    FontFeature::new(Tag::new(b"clig"), 0),
    FontFeature::new(Tag::new(b"dlig"), 0),
    FontFeature::new(Tag::new(b"hlig"), 0),
];

/// Whether a text has a sign that is to be drawn as it is written; most have none, and are not looked at twice.
pub(super) fn has_literal(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'<' | b'>' | b'=')) || {
        let has_x = text.bytes().any(|byte| matches!(byte, b'x' | b'X'));
        has_x && text.bytes().any(|byte| byte.is_ascii_digit())
    }
}

/// For each character of a text whether it is drawn as it is written: an x that stands between digits, with or without
/// spaces, and what looks like an arrow.
pub(super) fn literal(text: &str) -> Vec<bool> {
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let is_shaft = |c: &char| matches!(c, '-' | '=' | '<' | '>');
    let mut marks = vec![false; chars.len()];
    for (at, c) in chars.iter().enumerate() {
        if matches!(c, 'x' | 'X') {
            let before = chars[..at].iter().rev().find(|c| **c != ' ');
            let after = chars[at + 1..].iter().find(|c| **c != ' ');
            marks[at] = is_digit(before) && is_digit(after);
        }
    }
    let mut at = 0;
    for stretch in chars.chunk_by(|one, other| is_shaft(one) == is_shaft(other)) {
        let has_head = stretch.iter().any(|c| matches!(c, '<' | '>' | '='));
        if stretch.len() > 1 && stretch.iter().all(is_shaft) && has_head {
            marks[at..at + stretch.len()].fill(true);
        }
        at += stretch.len();
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_face_would_turn_into_another_sign_is_marked() {
        let seen = |text: &str| -> String {
            let marks = literal(text).into_iter();
            text.chars()
                .zip(marks)
                .map(|(c, mark)| if mark { c } else { '·' })
                .collect()
        };
        assert_eq!(seen("42x4"), "··x·");
        assert_eq!(seen("4 X 4"), "··X··");
        assert_eq!(seen("x4 4x Max"), "·········");
        assert_eq!(seen("A->B --> <= a-b"), "·->··-->·<=····");
        for text in ["Ana-Maria Müller", "Max", "2026-11-27", ""] {
            assert!(!has_literal(text), "{text}");
        }
        for text in ["dza8x11zq", "A->B", "4 x 4"] {
            assert!(has_literal(text), "{text}");
        }
    }
}
