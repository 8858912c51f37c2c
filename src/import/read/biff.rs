//! Records of XLS workbooks (MS-XLS, “BIFF” 5 and 8) and the texts in them.

use std::borrow::Cow;

use super::cfb::{u16_at, u32_at};
use super::codec::Codec;

/// What follows belongs to the record before: no record is longer than 8 kB.
const CONTINUE: u16 = 0x3c;

/// The records of a stream, one after the other, without their continuations.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    /// Where the next record is.
    pub(super) at: usize,
}

/// A record and the bytes of those that continue it.
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    pub(super) continued: Vec<&'a [u8]>,
}

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8], at: usize) -> Records<'a> {
        Records { stream, at }
    }

    fn one(&self, at: usize) -> Option<(u16, &'a [u8])> {
        let length = usize::from(u16_at(self.stream.get(at + 2..)?, 0));
        let data = self.stream.get(at + 4..at + 4 + length)?;
        Some((u16_at(self.stream, at), data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    /// `None` at the end, and where the stream is cut.
    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.one(self.at)?;
        self.at += 4 + data.len();
        let mut continued = Vec::new();
        while let Some((CONTINUE, more)) = self.one(self.at) {
            continued.push(more);
            self.at += 4 + more.len();
        }
        Some(Record { kind, data, continued })
    }
}

/// How texts are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writing {
    /// Version 8 writes Unicode; those before write a code page.
    pub(super) is_unicode: bool,
    pub(super) codec: Codec,
}

impl Writing {
    /// A text with its length in two bytes, or in one.
    pub(super) fn text(&self, data: &[u8], wide_length: bool) -> String {
        let head = if wide_length { 2 } else { 1 };
        let length = match wide_length {
            true => usize::from(u16_at(data, 0)),
            false => usize::from(data.first().copied().unwrap_or(0)),
        };
        let rest = data.get(head..).unwrap_or_default();
        if !self.is_unicode {
            let bytes = rest.get(..length.min(rest.len())).unwrap_or_default();
            return self.codec.decode(bytes).0.into_owned();
        }
        let mut pieces = Pieces::new(vec![rest]);
        let flags = pieces.byte().unwrap_or(0);
        pieces.pass(extras(flags));
        let mut text = String::new();
        pieces.characters(length, flags & 1 != 0, &mut text);
        text
    }
}

/// How many bytes tell the lengths of what comes after the characters: formatting runs, and how the text is spoken.
fn extras(flags: u8) -> usize {
    (if flags & 8 != 0 { 2 } else { 0 }) + (if flags & 4 != 0 { 4 } else { 0 })
}

/// The shared texts of a workbook: the record SST and its continuations.
pub(super) fn shared_texts(record: &Record<'_>) -> Vec<Box<str>> {
    let mut parts = vec![record.data.get(8..).unwrap_or_default()];
    parts.extend_from_slice(&record.continued);
    let mut pieces = Pieces::new(parts);
    let mut texts = Vec::new();
    let mut text = String::new();
    while let Some(length) = pieces.u16() {
        let Some(flags) = pieces.byte() else { break };
        let runs = if flags & 8 != 0 { pieces.u16().unwrap_or(0) } else { 0 };
        let spoken = if flags & 4 != 0 { pieces.u32().unwrap_or(0) } else { 0 };
        text.clear();
        pieces.characters(usize::from(length), flags & 1 != 0, &mut text);
        texts.push(text.as_str().into());
        pieces.pass((4 * usize::from(runs)).saturating_add(spoken as usize));
    }
    texts
}

/// Bytes in several pieces, read as one, except that characters begin again with their width in each piece.
struct Pieces<'a> {
    parts: std::vec::IntoIter<&'a [u8]>,
    now: &'a [u8],
}

impl<'a> Pieces<'a> {
    fn new(parts: Vec<&'a [u8]>) -> Pieces<'a> {
        let mut parts = parts.into_iter();
        let now = parts.next().unwrap_or_default();
        Pieces { parts, now }
    }

    /// Goes to the next piece that has something; `false` when there is none.
    fn turn(&mut self) -> bool {
        while self.now.is_empty() {
            match self.parts.next() {
                Some(part) => self.now = part,
                None => return false,
            }
        }
        true
    }

    fn byte(&mut self) -> Option<u8> {
        self.turn();
        self.now.split_off_first().copied()
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([
            self.byte()?,
            self.byte()?,
            self.byte()?,
            self.byte()?,
        ]))
    }

    fn pass(&mut self, mut count: usize) {
        while count > 0 && self.turn() {
            let step = count.min(self.now.len());
            self.now = self.now.get(step..).unwrap_or_default();
            count -= step;
        }
    }

    /// Adds so many characters, of two bytes or of one, which is then the lower half.
    fn characters(&mut self, count: usize, mut is_wide: bool, out: &mut String) {
        let mut left = count;
        let mut units: Vec<u16> = Vec::new();
        while left > 0 {
            if self.now.is_empty() {
                if !self.turn() {
                    break;
                }
                is_wide = self.now.split_off_first().is_some_and(|flags| flags & 1 != 0);
            }
            let width = if is_wide { 2 } else { 1 };
            let take = left.min(self.now.len() / width);
            if take == 0 {
                // Half a character at the end of a piece is no character.
                self.now = &[];
                continue;
            }
            let (bytes, rest) = self.now.split_at_checked(take * width).unwrap_or((self.now, &[]));
            self.now = rest;
            match is_wide {
                true => units.extend(bytes.chunks_exact(2).map(|pair| u16_at(pair, 0))),
                false => units.extend(bytes.iter().map(|byte| u16::from(*byte))),
            }
            left -= take;
        }
        match String::from_utf16(&units) {
            Ok(text) => out.push_str(&text),
            Err(_) => out.push_str(&String::from_utf16_lossy(&units)),
        }
    }
}

/// A number in four bytes: an integer or the upper half of a double, perhaps a hundredth of it (MS-XLS 2.5.217).
pub(super) fn rk(bits: u32) -> f64 {
    let value = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    if bits & 1 == 0 { value } else { value / 100.0 }
}

/// What an error shows, by its code.
pub(super) fn error_text(code: u8) -> Cow<'static, str> {
    Cow::Borrowed(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        0x2b => "#GETTING_DATA",
        _ => return Cow::Owned(format!("#ERROR {code}!")),
    })
}

/// The number in a record at a place; 0 behind the end.
pub(super) fn rk_at(data: &[u8], at: usize) -> f64 {
    rk(u32_at(data, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_unpacked() {
        for (bits, value) in [
            ((123 << 2) | 2, 123.0),
            ((12_345 << 2) | 3, 123.45),
            (0x3ff0_0000, 1.0),
            (((-5i32) << 2).cast_unsigned() | 2, -5.0),
        ] {
            assert!((rk(bits) - value).abs() < 1e-9, "{bits:x}");
        }
    }

    #[test]
    fn texts_go_on_in_the_next_record_in_another_width() {
        let record = Record {
            kind: 0xfc,
            data: b"\x02\0\0\0\x02\0\0\0\x04\0\0ab",
            // “cd” in two bytes each; then a text with two formatting runs that are passed over.
            continued: vec![b"\x01c\0d\0\x03\0\x08\x02\0xyz\0\0\0\0", b"\0\0\0\0\x01\0\0!"],
        };
        let texts = shared_texts(&record);
        assert_eq!(
            texts.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
            ["abcd", "xyz", "!"]
        );
    }

    #[test]
    fn records_end_where_the_stream_is_cut() {
        let stream = b"\x09\x08\x02\0ab\x3c\0\x01\0c\x0a\0\xff\xff";
        let records: Vec<Record<'_>> = Records::new(stream, 0).collect();
        assert_eq!(records.len(), 1);
        assert_eq!(
            (records[0].data, records[0].continued.concat()),
            (&b"ab"[..], b"c".to_vec())
        );
    }
}
