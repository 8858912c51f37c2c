//! Values that are read in the other direction than the words around them.
//!
//! In “{from} until {to}” an Arabic date would be torn apart: its day would go with the words before it, and a text that
//! begins with one would turn around as a whole. Between the marks of an isolate (UAX #9, 2.1 and X5c) a value is one
//! thing for its surroundings and has a direction of its own. Where there are no words, the value is the text.

use unicode_bidi::{BidiClass, Direction, bidi_class, get_base_direction_full};

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// Whether the words of a text are read from the right, by their first letter; `None` when they have none.
pub fn read_from_right<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<bool> {
    words
        .into_iter()
        .find_map(|words| match get_base_direction_full(words) {
            Direction::Rtl => Some(true),
            Direction::Ltr => Some(false),
            Direction::Mixed => None,
        })
}

/// A value as it stands among words that are read from the right or from the left.
pub fn isolated(value: String, words_from_right: Option<bool>) -> String {
    let is_other = |c: char| match (words_from_right, bidi_class(c)) {
        (Some(false), BidiClass::R | BidiClass::AL) | (Some(true), BidiClass::L) => true,
        (Some(_) | None, _) => false,
    };
    match value.chars().any(is_other) {
        true => format!("{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}"),
        false => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_value_that_goes_against_the_words_is_isolated() {
        let among = |words: &[&str], value: &str| isolated(value.to_owned(), read_from_right(words.iter().copied()));
        assert_eq!(
            among(&["", " until "], "23 نوفمبر 2026"),
            "\u{2068}23 نوفمبر 2026\u{2069}"
        );
        assert_eq!(among(&["· ", "حتى"], "Anna Lee"), "\u{2068}Anna Lee\u{2069}");
        for (words, value) in [
            (&[" until "][..], "Anna Lee"),
            (&["حتى"], "محمد"),
            (&["حتى"], "2026"),
            (&[" · "], "محمد"),
            (&[], "محمد"),
        ] {
            assert_eq!(among(words, value), value);
        }
    }
}
