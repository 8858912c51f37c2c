//! Texts in UTF-8 that were read in another encoding and lost letters by it.
//!
//! Some bytes stand for nothing in the encoding that was taken for the right one, and were left out or became a space:
//! “Łukasz Żółć” becomes `Åukasz Å»Ã³Å‚Ä‡` without the byte 81. What the whole words of such a text said can be told, and
//! of the others only that something is missing. A repair would be half of one, and nobody would look at it again.
//!
//! A letter that is left of another one may also be right as it is, where somebody has put words of two sources together:
//! `Åsa GarcÃ­a`. Where it looks so, the other words are repaired on demand.

use std::sync::LazyLock;

use crate::locale::is_letter;

use super::recode::{Page, byte, oddness, pages};

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
    /// The text with what can be read, if every word that may have lost letters is right as it is; `None` where one
    /// hardly is.
    pub kept: Option<String>,
    /// The place of the word among all, as they are parted by what stands between words.
    at: usize,
}

/// Where a text has lost letters that looks whole by itself, and stands beside another one that was read wrongly, such as
/// the first name beside the family name. Letters that may be right as they are count as right.
pub(super) fn find_beside(text: &str, wrong: &str) -> Option<Lost> {
    let lost = find(&format!("{text} {wrong}"))?;
    let is_here = lost.at < text.split_inclusive(is_between).count();
    (is_here && lost.kept.is_none()).then_some(lost)
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
    let found: Vec<Lost> = pages.iter().filter_map(|page| in_page(text, page, cyrillic)).collect();
    // What can be read in several ways is typed.
    let is_clear = found
        .iter()
        .all(|lost| lost.kept == found.first().and_then(|first| first.kept.clone()));
    let best = found
        .into_iter()
        .min_by_key(|lost| lost.rest.matches('\u{fffd}').count());
    best.map(|lost| Lost {
        kept: lost.kept.filter(|kept| is_clear && oddness(kept) == 0),
        ..lost
    })
}

fn in_page(text: &str, page: &Page, cyrillic: bool) -> Option<Lost> {
    let read = Text::new(text, page, cyrillic);
    let is_told = |word: &Word<'_>| read.is_wrong(word) && read.tells(word);
    if !read.words.iter().any(is_told) {
        return None;
    }
    let (at, after) = read.first_half()?;
    // What ends with a lost letter goes on behind what stands in its place.
    let parts = read.words.get(at..)?;
    let goes_on = parts
        .first()
        .is_some_and(|word| word.text.trim_end_matches(is_between).ends_with(after));
    let word: String = parts
        .iter()
        .take(1 + usize::from(goes_on))
        .map(|word| word.text)
        .collect();
    let said = |keeps: bool| -> String {
        let words = read.words.iter().map(|word| match read.is_wrong(word) {
            true if !keeps || !word.has_half() => word.pieces.iter().map(Piece::read).collect(),
            _ => word.text.to_owned(),
        });
        words.collect()
    };
    let mut halves = read.words.iter().filter(|word| read.is_wrong(word) && word.has_half());
    let all_right = halves.all(Word::may_be_right);
    Some(Lost {
        after: after.to_owned(),
        word: word.trim_matches(is_between).to_owned(),
        rest: said(false),
        kept: all_right.then(|| said(true)),
        at,
    })
}

/// Whether a sign stands between words.
pub(super) fn is_between(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphanumeric()
}

/// A text as it may have been read in an encoding.
struct Text<'a> {
    page: &'a Page,
    cyrillic: bool,
    words: Vec<Word<'a>>,
    /// What the whole letters in it begin with.
    leads: Vec<u8>,
}

/// A word with what stands behind it.
struct Word<'a> {
    text: &'a str,
    pieces: Vec<Piece>,
}

impl Word<'_> {
    fn has_half(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Half(_)))
    }

    /// Whether the beginning of a letter looks like a letter of its own: the names of the North begin with Å and Ä before a
    /// consonant (Åsa, Åke), and what begins with them by mistake (Łukasz, Đorđe) goes on with a vowel. What Â was
    /// read from is no letter.
    fn may_be_right(&self) -> bool {
        let is_vowel = |c: &char| matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        let [Piece::Half(letter), rest @ ..] = &self.pieces[..] else {
            return false;
        };
        let Some(Piece::Plain(next)) = rest.first().filter(|_| rest.iter().all(Piece::is_plain)) else {
            return false;
        };
        match letter.as_str() {
            "Å" | "Ä" => next.is_ascii_alphabetic() && !is_vowel(next),
            "Â" => next.is_ascii_alphabetic(),
            _ => false,
        }
    }
}

impl<'a> Text<'a> {
    fn new(text: &'a str, page: &'a Page, cyrillic: bool) -> Text<'a> {
        let mut leads = Vec::new();
        let words = text.split_inclusive(is_between).map(|text| Word {
            text,
            pieces: scan(text, page, &mut leads),
        });
        Text {
            page,
            cyrillic,
            words: words.collect(),
            leads,
        }
    }

    /// Whether a piece is the beginning of a letter, and not a letter of another word by chance.
    fn is_half(&self, piece: &Piece) -> bool {
        let Piece::Half(signs) = piece else { return false };
        let mut signs = signs.chars();
        let lead = signs.next().and_then(|lead| byte(lead, self.page)).unwrap_or_default();
        let alike = |known: &u8| match lead {
            // A letter of three bytes that lost two of them cannot be told from é.
            0xe0.. if signs.as_str().is_empty() => *known == lead,
            0xe0.. => *known >= 0xe0,
            _ => *known >> 2 == lead >> 2,
        };
        // Three begin nearly all letters of Latin names; others must begin some of this text.
        self.leads.iter().any(alike) || (!self.cyrillic && matches!(lead, 0xc3..=0xc5))
    }

    /// A word with a letter that was read rightly was not read wrongly.
    fn is_wrong(&self, word: &Word<'_>) -> bool {
        word.pieces.iter().all(|piece| match piece {
            Piece::Other(_) => false,
            Piece::Half(_) => self.is_half(piece),
            Piece::Whole { .. } | Piece::Plain(_) => true,
        })
    }

    /// Whether a word can only have come from a wrong reading.
    fn tells(&self, word: &Word<'_>) -> bool {
        let wholes = || {
            word.pieces.iter().filter_map(|piece| match piece {
                Piece::Whole { odd, .. } => Some(*odd),
                _ => None,
            })
        };
        let odd = wholes().any(|odd| odd);
        match self.cyrillic {
            // A Cyrillic letter before another may look like a letter of UTF-8.
            true => odd || wholes().count() >= 2,
            false => wholes().count() >= 1 && (odd || !word.pieces.iter().any(|piece| self.is_half(piece))),
        }
    }

    /// The first word that has lost a letter, with what is left of that; one that may be right only where no other one has.
    fn first_half(&self) -> Option<(usize, &str)> {
        let halves = || {
            let words = self.words.iter().enumerate();
            words.filter_map(|(at, word)| {
                let half = word.pieces.iter().find_map(|piece| match piece {
                    Piece::Half(signs) => Some(signs.as_str()),
                    _ => None,
                })?;
                self.is_wrong(word).then_some((at, word, half))
            })
        };
        let surely = halves().find(|(_, word, _)| !word.may_be_right());
        surely.or_else(|| halves().next()).map(|(at, _, half)| (at, half))
    }
}

impl Piece {
    fn is_plain(&self) -> bool {
        matches!(self, Piece::Plain(_))
    }

    fn read(&self) -> char {
        match self {
            Piece::Whole { letter, .. } => *letter,
            Piece::Half(_) => '\u{fffd}',
            Piece::Plain(c) | Piece::Other(c) => *c,
        }
    }
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
    fn words_that_look_right_can_be_kept_beside_others_that_are_repaired() {
        for (text, kept) in [
            ("Åsa GarcÃ\u{ad}a", Some("Åsa García")),
            ("GarcÃ\u{ad}a, Åke", Some("García, Åke")),
            ("Anna Ångström-JosÃ©", Some("Anna Ångström-José")),
            ("Ängel MÃ¼ller", Some("Ängel Müller")),
            ("Ângela MarÃ\u{ad}a", Some("Ângela María")),
            ("Åukasz Å»Ã³Å‚Ä‡", None),
            ("Åsa Åukasz MÃ¼ller", None),
            ("Ãngela MarÃ\u{ad}a", None),
            ("Å ukasz MÃ¼ller", None),
        ] {
            match find(text) {
                Some(lost) => assert_eq!(lost.kept.as_deref(), kept, "{text}"),
                // No part of it was taken for a letter that was lost.
                None => assert_eq!(
                    recode::repaired(text),
                    Ok(kept.map(str::to_owned).into_iter().collect()),
                    "{text}"
                ),
            }
        }
        let beside = |text, wrong| find_beside(text, wrong).map(|lost| (lost.after, lost.word, lost.rest));
        let lost = ("Å".to_owned(), "Åukasz".to_owned(), "\u{fffd}ukasz Żółć".to_owned());
        assert_eq!(beside("Åukasz", "Å»Ã³Å‚Ä‡"), Some(lost));
        for (text, wrong) in [
            ("Åsa", "GarcÃ\u{ad}a"),
            ("Łukasz", "Å»Ã³Å‚Ä‡"),
            ("Anna Maria", "MÃ¼ller"),
            ("Åsa", "ÅÄ…cki"),
            ("Åukasz", "Żółć"),
        ] {
            assert_eq!(beside(text, wrong), None, "{text} {wrong}");
        }
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
        let (mut half, mut kept) = (Vec::new(), Vec::new());
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
                    Err(lost) => {
                        seen += 1;
                        kept.extend(lost.kept.map(|kept| format!("{name} {wrong} {kept}")));
                    }
                }
            }
        }
        assert_eq!(half, [""; 0]);
        assert_eq!(kept, [""; 0]);
        assert!(seen > 300, "{seen}");
    }
}
