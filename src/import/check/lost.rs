//! Texts in UTF-8 that were read in another encoding and lost letters by it.
//!
//! Some bytes stand for nothing in the encoding that was taken for the right one, and were left out or became a space:
//! “Łukasz Żółć” becomes `Åukasz Å»Ã³Å‚Ä‡` without the byte 81. What the whole words of such a text said can be told, and
//! of the others only that something is missing. A repair would be half of one, and nobody would look at it again.

use std::sync::LazyLock;

use crate::locale::is_letter;

use super::recode::{Page, pages};

/// The encodings with bytes that stand for nothing, or for signs that nobody sees.
static LATIN: LazyLock<Vec<Page>> = LazyLock::new(|| {
    pages(&[
        "windows-1252",
        "windows-1250",
        "windows-1254",
        "windows-1257",
        "iso-8859-2",
    ])
});
static CYRILLIC: LazyLock<Vec<Page>> = LazyLock::new(|| pages(&["windows-1251"]));

/// Where a text has lost letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lost {
    /// What is left of the letter.
    pub after: String,
    /// The word that it stood in.
    pub word: String,
    /// The text as far as it can be read, with “\u{fffd}” for what cannot.
    pub rest: String,
}

/// A letter of UTF-8, or what else stands in a text.
enum Piece {
    /// A whole letter, and whether some of the signs that it was read as are in no word.
    Whole { letter: char, odd: bool },
    /// The beginning of a letter.
    Half(String),
    /// What was not beyond ASCII.
    Plain(char),
    /// What no text in UTF-8 leaves.
    Other(char),
}

/// Where a text has lost letters, when its other words tell that it was read wrongly.
pub(super) fn find(text: &str) -> Option<Lost> {
    let [mut latin, mut cyrillic, mut together, mut odd] = [false; 4];
    let mut last = ' ';
    for c in text.chars() {
        latin |= matches!(c, '\u{c2}'..='\u{17f}');
        cyrillic |= matches!(c, '\u{400}'..='\u{4ff}');
        together |= !last.is_ascii() && !c.is_ascii();
        // What follows the beginning of a letter stands before А in windows-1251.
        odd |= !c.is_ascii() && !matches!(c, 'А'..='я');
        last = c;
    }
    // Nearly every name has its letters beyond ASCII one by one.
    let pages: &[Page] = match (together, latin, cyrillic) {
        (true, true, false) => &LATIN,
        (true, false, true) if odd => &CYRILLIC,
        _ => return None,
    };
    let found = pages.iter().filter_map(|page| in_page(text, page, cyrillic));
    found.min_by_key(|lost| lost.rest.matches('\u{fffd}').count())
}

fn in_page(text: &str, page: &Page, cyrillic: bool) -> Option<Lost> {
    let is_between = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric();
    let mut words: Vec<(&str, Vec<Piece>)> = Vec::new();
    let mut leads = Vec::new();
    for word in text.split_inclusive(is_between) {
        words.push((word, scan(word, page, &mut leads)));
    }
    let is_half = |piece: &Piece| match piece {
        Piece::Half(signs) => {
            let mut signs = signs.chars();
            let lead = signs.next().and_then(|lead| byte(lead, page)).unwrap_or_default();
            let alike = |known: &u8| match lead {
                // A letter of three bytes that lost two of them cannot be told from é.
                0xe0.. if signs.as_str().is_empty() => *known == lead,
                0xe0.. => *known >= 0xe0,
                _ => *known >> 2 == lead >> 2,
            };
            // Three begin nearly all letters of Latin names; others must begin some of this text.
            leads.iter().any(alike) || (!cyrillic && matches!(lead, 0xc3..=0xc5))
        }
        _ => false,
    };
    let is_foreign = |piece: &Piece| match piece {
        Piece::Other(_) => true,
        Piece::Half(_) => !is_half(piece),
        _ => false,
    };
    // A word with a letter that was read rightly was not read wrongly.
    let wrong: Vec<bool> = words.iter().map(|(_, pieces)| !pieces.iter().any(is_foreign)).collect();
    let tells = |(_, pieces): &(&str, Vec<Piece>)| {
        let whole = pieces
            .iter()
            .filter(|piece| matches!(piece, Piece::Whole { .. }))
            .count();
        let odd = pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Whole { odd: true, .. }));
        let halves = pieces.iter().any(is_half);
        match cyrillic {
            // A Cyrillic letter before another may look like a letter of UTF-8.
            true => odd || whole >= 2,
            false => whole >= 1 && (odd || !halves),
        }
    };
    words.iter().zip(&wrong).find(|(word, wrong)| **wrong && tells(word))?;
    let at = words
        .iter()
        .zip(&wrong)
        .position(|((_, pieces), wrong)| *wrong && pieces.iter().any(is_half))?;
    let (_, pieces) = words.get(at)?;
    let after = pieces.iter().find_map(|piece| match piece {
        Piece::Half(signs) => Some(signs.clone()),
        _ => None,
    })?;
    // What ends with a lost letter goes on behind what stands in its place.
    let parts = words.get(at..)?.iter().map(|(word, _)| *word);
    let ends = |word: &str| word.trim_end_matches(is_between).ends_with(&after);
    let count = 1 + usize::from(words.get(at).is_some_and(|(word, _)| ends(word)));
    let word: String = parts.take(count).collect();
    let rest = words.iter().zip(&wrong).map(|((word, pieces), wrong)| match wrong {
        true => pieces.iter().map(Piece::read).collect(),
        false => (*word).to_owned(),
    });
    Some(Lost {
        after,
        word: word.trim_matches(is_between).to_owned(),
        rest: rest.collect(),
    })
}

impl Piece {
    fn read(&self) -> char {
        match self {
            Piece::Whole { letter, .. } => *letter,
            Piece::Half(_) => '\u{fffd}',
            Piece::Plain(c) | Piece::Other(c) => *c,
        }
    }
}

fn byte(c: char, page: &Page) -> Option<u8> {
    page.iter().position(|known| *known == c).map(|at| 128 + at as u8)
}

/// The pieces of a word, and what the whole letters in it begin with.
fn scan(word: &str, page: &Page, leads: &mut Vec<u8>) -> Vec<Piece> {
    let mut rest = word.chars();
    let mut pieces = Vec::new();
    while let Some(c) = rest.next() {
        // Some programs write this sign for what is lost.
        if c.is_ascii() || c == '\u{fffd}' {
            pieces.push(Piece::Plain(c));
            continue;
        }
        let mut bytes: Vec<u8> = byte(c, page).into_iter().collect();
        let wanted = match bytes[..] {
            [0xc2..=0xdf] => 2,
            [0xe0..=0xef] => 3,
            [0xf0..=0xf4] => 4,
            _ => 0,
        };
        let mut signs = String::from(c);
        let mut odd = false;
        let mut ahead = rest.clone();
        while bytes.len() < wanted
            && let Some(next) = ahead.next()
            && let Some(byte @ 0x80..=0xbf) = byte(next, page)
        {
            bytes.push(byte);
            signs.push(next);
            odd |= is_odd(next);
            rest = ahead.clone();
        }
        let letter = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next());
        pieces.push(match letter.filter(|letter| wanted > 0 && !letter.is_control()) {
            Some(letter) => {
                leads.extend(bytes.first());
                Piece::Whole { letter, odd }
            }
            None if bytes.len() < wanted => Piece::Half(signs),
            None => Piece::Other(c),
        });
    }
    pieces
}

/// Whether a sign stands in no word, nor around one.
fn is_odd(c: char) -> bool {
    !is_letter(c) && !c.is_whitespace() && !matches!(c, '‘' | '’' | '“' | '”' | '„' | '–' | '—' | '·' | '«' | '»' | '´')
}

#[cfg(test)]
mod tests {
    use super::super::recode;
    use super::*;

    /// Names in some forty languages.
    fn names() -> Vec<String> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/names-held-out.tsv");
        let list = std::fs::read_to_string(path).expect("the names");
        let names = list.lines().skip(1).filter_map(|line| line.rsplit('\t').next());
        names.flat_map(|names| names.split(';')).map(str::to_owned).collect()
    }

    #[test]
    fn no_good_name_has_lost_letters() {
        let names = names();
        assert!(names.len() > 1000, "{}", names.len());
        for name in names {
            assert_eq!(find(&name), None, "{name}");
        }
    }

    #[test]
    fn what_has_lost_letters_is_never_repaired_by_half() {
        let mut seen = 0;
        let mut half = Vec::new();
        for name in names() {
            for (page, instead) in [(0, ""), (0, " "), (1, ""), (1, " ")] {
                let page = [&LATIN, &CYRILLIC][page].first().expect("a page");
                let read = recode::decode(name.as_bytes(), page);
                let wrong = read.replace(|c: char| c.is_control(), instead);
                if wrong == read {
                    continue;
                }
                match recode::repaired(&wrong) {
                    Ok(readings) if readings.is_empty() => {}
                    Ok(readings) => half.push(format!("{name} {wrong} {readings:?}")),
                    Err(_) => seen += 1,
                }
            }
        }
        assert_eq!(half, [""; 0]);
        assert!(seen > 300, "{seen}");
    }
}
