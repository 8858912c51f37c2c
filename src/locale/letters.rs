//! Which characters are letters, digits and marks: what the standard library and Unicode's list of marks say, looked up
//! in a fraction of the time. A hundred thousand names are asked letter by letter, several times over.
//!
//! The answers for [`BLOCK`] characters are three words of as many bits, made when the first of them is met.

use std::sync::OnceLock;

/// As many as a word has bits.
const BLOCK: usize = 128;

#[derive(Clone, Copy, Debug)]
struct Block {
    letters: u128,
    digits: u128,
    marks: u128,
}

/// Up to U+FFFF, where nearly every name ends.
static BLOCKS: [OnceLock<Block>; 512] = [const { OnceLock::new() }; 512];

impl Block {
    fn of(number: usize) -> Block {
        let bits = |has: fn(char) -> bool| {
            (0..BLOCK).fold(0, |bits, at| {
                let c = char::from_u32((number * BLOCK + at) as u32);
                bits | (u128::from(c.is_some_and(has)) << at)
            })
        };
        Block {
            letters: bits(char::is_alphabetic),
            digits: bits(char::is_numeric),
            marks: bits(unicode_normalization::char::is_combining_mark),
        }
    }
}

fn found(c: char, bits: fn(&Block) -> u128, otherwise: fn(char) -> bool) -> bool {
    let code = c as usize;
    match BLOCKS.get(code / BLOCK) {
        Some(block) => {
            let block = block.get_or_init(|| Block::of(code / BLOCK));
            bits(block) >> (code % BLOCK) & 1 == 1
        }
        None => otherwise(c),
    }
}

/// As [`char::is_alphabetic`].
pub fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        _ => found(c, |block| block.letters, char::is_alphabetic),
    }
}

/// As [`char::is_alphanumeric`]: letters and what has the value of a number.
pub fn is_letter_or_digit(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        _ => found(c, |block| block.letters | block.digits, char::is_alphanumeric),
    }
}

/// Whether a character belongs to the one before it (Unicode's general category M).
pub fn is_mark(c: char) -> bool {
    match c {
        '\0'..='\x7f' => false,
        _ => found(c, |block| block.marks, unicode_normalization::char::is_combining_mark),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_what_unicode_says() {
        for c in '\0'..=char::MAX {
            let code = u32::from(c);
            assert_eq!(is_letter(c), c.is_alphabetic(), "U+{code:04X}");
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "U+{code:04X}");
            assert_eq!(
                is_mark(c),
                unicode_normalization::char::is_combining_mark(c),
                "U+{code:04X}"
            );
        }
    }
}
