//! Words: what a double click selects and Ctrl with an arrow goes by.

use std::ops::Range;

use unicode_script::Script;
use unicode_segmentation::UnicodeSegmentation;

use super::super::unicode::script;
use super::{Carets, Units};

/// The words of a text and what stands between them (UAX #29), in its order.
pub fn word_pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_word_bounds()
}

/// A stretch of a text by UAX #29: a word, or what stands between words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub bytes: Range<usize>,
    /// Whether it is one, and neither space nor mark.
    pub is_word: bool,
}

/// The words of a text. Thai, Lao, Khmer and Burmese are written without spaces, and UAX #29 leaves their words to a
/// dictionary: the one that breaks their lines. A whole is a word.
pub(super) fn words(text: &str, units: &Units, breaks: &[usize]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = 0;
    for whole in units.wholes() {
        between(text, start..whole.start, units, breaks, &mut words);
        words.push(Word {
            bytes: whole.clone(),
            is_word: true,
        });
        start = whole.end;
    }
    between(text, start..text.len(), units, breaks, &mut words);
    words
}

fn between(text: &str, bytes: Range<usize>, units: &Units, breaks: &[usize], words: &mut Vec<Word>) {
    let first = words.len();
    let stretch = text.get(bytes.clone()).unwrap_or_default();
    for (at, piece) in stretch.split_word_bound_indices() {
        let start = bytes.start + at;
        let end = start + piece.len();
        let is_word = piece.chars().any(char::is_alphanumeric);
        let joins = !units.is_stop(start) || by_dictionary(piece) && breaks.binary_search(&start).is_err();
        match words.get_mut(first..).and_then(<[Word]>::last_mut) {
            Some(last)
                if joins && (!units.is_stop(start) || text.get(last.bytes.clone()).is_some_and(by_dictionary)) =>
            {
                last.bytes.end = end;
                last.is_word |= is_word;
            }
            _ => words.push(Word {
                bytes: start..end,
                is_word,
            }),
        }
    }
}

/// Whether words of the script are found by a dictionary.
fn by_dictionary(piece: &str) -> bool {
    let mut letters = piece.chars().filter_map(script);
    letters
        .next()
        .is_some_and(|script| matches!(script, Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar))
}

impl Carets {
    /// The word that holds a byte, or the stretch between words.
    pub fn word_at(&self, byte: usize) -> Range<usize> {
        let found = self.words.iter().rfind(|word| word.bytes.start <= byte);
        found.map_or(0..0, |word| word.bytes.clone())
    }

    /// The end of the word that a place is in or before; of the text behind the last.
    pub fn word_end(&self, byte: usize) -> usize {
        let next = self.words.iter().find(|word| word.is_word && word.bytes.end > byte);
        next.map_or(self.text.len(), |word| word.bytes.end)
    }

    /// The start of the word that a place is in or behind; of the text before the first.
    pub fn word_start(&self, byte: usize) -> usize {
        let previous = self.words.iter().rfind(|word| word.is_word && word.bytes.start < byte);
        previous.map_or(0, |word| word.bytes.start)
    }
}
