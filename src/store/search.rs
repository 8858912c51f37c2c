//! The texts to search in: a line for every credential, in memory from the first search on.
//!
//! Words are looked for anywhere in a line, because in many scripts a word does not begin at a space. A million lines
//! are some 60 MB, which are gone through in a few milliseconds; an index of words would take more room, more writing
//! than the records themselves, and could not find the inside of a word.

use memchr::memmem::Finder;

use crate::diag::Result;

use super::codec::{self, Damage};
use super::keys;
use super::postings::{BLOCK, Bits};
use super::records::kind;
use super::state::{Flow, State};

/// Seats in a block of texts. Small, because a block is written whole when one line of it changes.
const LINES: u64 = 64;

/// The block of a seat, and its place there.
pub(super) fn locate(seat: u64) -> (u32, usize) {
    ((seat / LINES) as u32, (seat % LINES) as usize)
}

/// The stored form of a block: its lines, each with a line break.
pub(super) fn encode(lines: &[String]) -> Vec<u8> {
    codec::seal_bytes(kind::TEXTS, 1, join(lines).as_bytes())
}

fn join(lines: &[String]) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}

pub(super) fn decode(bytes: &[u8]) -> std::result::Result<Vec<String>, Damage> {
    Ok(open(bytes)?.lines().map(str::to_owned).collect())
}

fn open(bytes: &[u8]) -> std::result::Result<&str, Damage> {
    let sealed = codec::open(bytes)?;
    if sealed.kind != kind::TEXTS {
        return Err(Damage::Unexpected { kind: sealed.kind });
    }
    std::str::from_utf8(sealed.payload).map_err(|error| Damage::Undecodable(error.to_string()))
}

/// All texts, block by block.
#[derive(Debug, Default)]
pub(super) struct Texts {
    blocks: Vec<Box<str>>,
}

impl Texts {
    pub(super) fn load(state: &State) -> Result<Texts> {
        let mut texts = Texts::default();
        state.walk_prefix(b"T", false, &mut |key, value| {
            let text = open(value).map_err(|damage| state.unreadable(&damage))?;
            let block = keys::trailing_u32(key).unwrap_or_default() as usize;
            if texts.blocks.len() <= block {
                texts.blocks.resize(block + 1, "".into());
            }
            if let Some(place) = texts.blocks.get_mut(block) {
                *place = text.into();
            }
            Ok(Flow::Continue)
        })?;
        Ok(texts)
    }

    /// Replaces lines after a change.
    pub(super) fn update(&mut self, changes: &[(u64, String)]) {
        let mut rest = changes;
        while let Some((seat, _)) = rest.first() {
            let (block, _) = locate(*seat);
            let len = rest.iter().take_while(|(seat, _)| locate(*seat).0 == block).count();
            let (now, later) = rest.split_at(len);
            self.update_block(block as usize, now);
            rest = later;
        }
    }

    fn update_block(&mut self, block: usize, changes: &[(u64, String)]) {
        if self.blocks.len() <= block {
            self.blocks.resize(block + 1, "".into());
        }
        let Some(place) = self.blocks.get_mut(block) else {
            return;
        };
        let mut lines: Vec<String> = place.lines().map(str::to_owned).collect();
        for (seat, line) in changes {
            let (_, at) = locate(*seat);
            if lines.len() <= at {
                lines.resize(at + 1, String::new());
            }
            if let Some(place) = lines.get_mut(at) {
                place.clone_from(line);
            }
        }
        *place = join(&lines).into_boxed_str();
    }

    /// The seats of a block of postings whose lines have the word, and all of the others. The word that is rarest is
    /// best the first one: the others are looked for in the lines that have it.
    pub(super) fn find(&self, word: &Finder<'_>, others: &[&Finder<'_>], block: u32) -> Bits {
        let mut bits = Bits::default();
        let per_block = (BLOCK / LINES) as usize;
        let first = block as usize * per_block;
        for (index, text) in self.blocks.iter().skip(first).take(per_block).enumerate() {
            find_lines(text, word, |number, line| {
                if others.iter().all(|other| other.find(line).is_some()) {
                    bits.set((index as u64 * LINES) as u16 + number, true);
                }
            });
        }
        bits
    }
}

/// Calls `found` with every line that has the word and its number.
fn find_lines(text: &str, word: &Finder<'_>, mut found: impl FnMut(u16, &[u8])) {
    let bytes = text.as_bytes();
    let (mut from, mut line) = (0, 0u16);
    while let Some(rest) = bytes.get(from..) {
        let Some(at) = word.find(rest) else { return };
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        line += memchr::memchr_iter(b'\n', before).count() as u16;
        let begin = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        let end = at + memchr::memchr(b'\n', after).unwrap_or(after.len());
        found(line, rest.get(begin..end).unwrap_or_default());
        from += end + 1;
        line += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_and_changed() {
        let mut texts = Texts::default();
        let line = |seat: u64, text: &str| (seat, text.to_owned());
        texts.update(&[
            line(0, "zoe muller "),
            line(2, "王小明 "),
            line(63, "zoe "),
            line(64, "anna zoe "),
            line(4096, "zoe "),
        ]);
        let seats =
            |texts: &Texts, word: &str, block| texts.find(&Finder::new(word), &[], block).iter().collect::<Vec<u16>>();
        assert_eq!(seats(&texts, "zoe", 0), [0, 63, 64]);
        assert_eq!(seats(&texts, "zoe", 1), [0]);
        assert_eq!(seats(&texts, "小明", 0), [2]);
        assert_eq!(seats(&texts, "zoe", 7), [0u16; 0]);
        let both = texts.find(&Finder::new("zoe"), &[&Finder::new("anna")], 0);
        assert_eq!(both.iter().collect::<Vec<u16>>(), [64]);
        texts.update(&[line(63, ""), line(64, "anna ")]);
        assert_eq!(seats(&texts, "zoe", 0), [0]);
        assert_eq!(seats(&texts, "muller", 0), [0]);
    }

    #[test]
    fn a_block_is_read_back() {
        let lines = vec!["a ".to_owned(), String::new(), "b ".to_owned()];
        assert_eq!(decode(&encode(&lines)), Ok(lines));
    }
}
