//! How a record becomes bytes: an envelope around bincode.
//!
//! ```text
//! "CR" | kind u8 | version u16 | length u32 | payload | crc32 u32      numbers little endian
//! ```
//!
//! The checksum covers all before it. A record whose version is newer than this program knows is told apart from a
//! damaged one, and is never rewritten. Payloads are bincode 1.3 with variable-length integers and a limit, decoded
//! from slices only: without a limit, or from a reader, a hostile length aborts the process.

use bincode::Options;
use serde::{Deserialize, Serialize};

use crate::diag::Problem;

/// The longest payload in bytes; a batch with a hundred thousand waiting rows stays well below it.
const MAX_PAYLOAD: u64 = 128 << 20;
const MAGIC: [u8; 2] = *b"CR";
const HEAD: usize = 2 + 1 + 2 + 4;
/// What the envelope adds to a payload, in bytes.
pub(super) const OVERHEAD: usize = HEAD + 4;

/// Why bytes are not a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// Shorter or longer than its length says, or a wrong checksum.
    Broken,
    /// Made by a newer version of the program.
    Newer { kind: u8, version: u16 },
    /// Intact, but not what was expected.
    Unexpected { kind: u8 },
    /// Intact, but its payload is none of this kind.
    Undecodable(String),
}

impl Damage {
    /// What is said of a record that was found like this; `what` begins the sentence.
    pub(super) fn problem(&self, what: &str) -> Problem {
        match self {
            Damage::Newer { .. } => Problem::error(
                "newer-record",
                format!("{what} was written by a newer version of Accolade"),
            )
            .hint("Open the workspace with the newest version"),
            Damage::Broken => damaged(what, "its checksum is wrong"),
            Damage::Unexpected { kind } => damaged(what, &format!("it is of the kind {kind}")),
            Damage::Undecodable(why) => damaged(what, why),
        }
    }
}

fn damaged(what: &str, why: &str) -> Problem {
    Problem::unexpected("damaged-record", format!("{what} is damaged: {why}"))
        .hint("Run `accolade doctor`, which repairs what can be repaired")
}

/// A record as it lies in the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sealed<'a> {
    pub(super) kind: u8,
    pub(super) version: u16,
    pub(super) payload: &'a [u8],
}

fn options() -> impl Options {
    bincode::DefaultOptions::new().with_limit(MAX_PAYLOAD)
}

/// Puts a value into an envelope. The error says that it is larger than a record may be.
pub(super) fn seal<T: Serialize>(kind: u8, version: u16, value: &T) -> crate::diag::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(256);
    bytes.extend_from_slice(&MAGIC);
    bytes.push(kind);
    bytes.extend_from_slice(&version.to_le_bytes());
    bytes.extend_from_slice(&[0; 4]);
    options().serialize_into(&mut bytes, value).map_err(|error| {
        Problem::error(
            "record-too-large",
            format!("Something is too large to be stored: {error}"),
        )
        .hint("Split it into smaller parts")
    })?;
    Ok(close(bytes))
}

/// Puts bytes into an envelope as they are.
pub(super) fn seal_bytes(kind: u8, version: u16, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(payload.len() + OVERHEAD);
    bytes.extend_from_slice(&MAGIC);
    bytes.push(kind);
    bytes.extend_from_slice(&version.to_le_bytes());
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(payload);
    close(bytes)
}

/// Writes the length and the checksum of what begins with a head.
fn close(mut bytes: Vec<u8>) -> Vec<u8> {
    let len = (bytes.len() - HEAD) as u32;
    bytes[HEAD - 4..HEAD].copy_from_slice(&len.to_le_bytes());
    let crc = crc32fast::hash(&bytes);
    bytes.extend_from_slice(&crc.to_le_bytes());
    bytes
}

/// Takes an envelope apart after checking it.
pub(super) fn open(bytes: &[u8]) -> Result<Sealed<'_>, Damage> {
    let (body, crc) = bytes.split_last_chunk::<4>().ok_or(Damage::Broken)?;
    let (head, payload) = body.split_first_chunk::<HEAD>().ok_or(Damage::Broken)?;
    let [m0, m1, kind, v0, v1, l0, l1, l2, l3] = *head;
    if crc32fast::hash(body) != u32::from_le_bytes(*crc)
        || [m0, m1] != MAGIC
        || u32::from_le_bytes([l0, l1, l2, l3]) as usize != payload.len()
    {
        return Err(Damage::Broken);
    }
    Ok(Sealed {
        kind,
        version: u16::from_le_bytes([v0, v1]),
        payload,
    })
}

/// Reads a payload; nothing may follow it.
pub(super) fn decode<'a, T: Deserialize<'a>>(payload: &'a [u8]) -> Result<T, Damage> {
    options()
        .deserialize(payload)
        .map_err(|error| Damage::Undecodable(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_read_back() {
        let bytes = seal(7, 1, &("Zoë", 300u64)).expect("seal");
        let sealed = open(&bytes).expect("open");
        assert_eq!((sealed.kind, sealed.version), (7, 1));
        assert_eq!(decode::<(String, u64)>(sealed.payload), Ok(("Zoë".to_owned(), 300)));
        assert_eq!(open(&seal_bytes(3, 2, b"xyz")).expect("open").payload, b"xyz");
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let bytes = seal(7, 1, &("Zoë", 300u64)).expect("seal");
        for at in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[at / 8] ^= 1 << (at % 8);
            assert_eq!(open(&flipped), Err(Damage::Broken), "bit {at}");
        }
        for len in 0..bytes.len() {
            assert_eq!(open(&bytes[..len]), Err(Damage::Broken), "cut to {len}");
        }
    }

    #[test]
    fn hostile_payloads_are_errors() {
        let endless = [0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, b'a'];
        assert!(decode::<String>(&endless).is_err());
        assert!(decode::<Vec<u64>>(&endless).is_err());
        assert!(decode::<u8>(&[1, 2]).is_err(), "what follows is not ignored");
    }
}
