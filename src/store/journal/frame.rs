//! The bytes of the journal: the head of a segment, and frames.
//!
//! ```text
//! segment  "ACCOLADE JOURNAL" | format u16 | min_reader u16 | number u32 | workspace [16] | crc32 u32 | frame …
//! frame    "AJF1" | length u32 | crc32 u32 | body                       numbers little endian
//! body     kind u8 | seq u64 | at i64 | previous link [32] | count u32 | digest [32] × count | payload × count
//! payload  0 | salt [16] | length u32 | record          or, when it was erased,
//!          1 | zeros [16] | length u32 | zeros
//! ```
//!
//! A frame's link is the SHA-256 of the body's part before the payloads, and a payload's digest the SHA-256 of its salt
//! and record. So the chain of links covers every payload, and still holds when a payload is replaced by a tombstone
//! of the same length. The checksum covers the length and the body; it finds accidents, the chain finds the rest.

use sha2::{Digest, Sha256};

use crate::store::records::v1::Hash;

const SEGMENT_MAGIC: &[u8; 16] = b"ACCOLADE JOURNAL";
pub(super) const FRAME_MAGIC: &[u8; 4] = b"AJF1";
/// The length of a segment's head in bytes; its first frame begins there.
pub(in crate::store) const SEGMENT_HEAD: u64 = 16 + 2 + 2 + 4 + 16 + 4;
/// The length of what stands before a frame's body.
pub(in crate::store) const FRAME_HEAD: usize = 4 + 4 + 4;
const BODY_HEAD: usize = 1 + 8 + 8 + 32 + 4;
const PAYLOAD_HEAD: usize = 1 + 16 + 4;
/// The longest body that is read.
pub(super) const MAX_BODY: usize = 1 << 30;

/// What a frame is for. The numbers are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum FrameKind {
    /// A change: its author, then its events.
    Change,
    /// Beginning, parts and end of a copy of the whole state, from which a database can be made without what is before.
    CheckpointBegin,
    CheckpointPart,
    CheckpointEnd,
    /// In a backup: a piece of a file.
    ArchivePart,
    /// The end of a backup.
    ArchiveEnd,
}

impl FrameKind {
    const ALL: [FrameKind; 6] = [
        FrameKind::Change,
        FrameKind::CheckpointBegin,
        FrameKind::CheckpointPart,
        FrameKind::CheckpointEnd,
        FrameKind::ArchivePart,
        FrameKind::ArchiveEnd,
    ];

    fn number(self) -> u8 {
        match self {
            FrameKind::Change => 1,
            FrameKind::CheckpointBegin => 2,
            FrameKind::CheckpointPart => 3,
            FrameKind::CheckpointEnd => 4,
            FrameKind::ArchivePart => 5,
            FrameKind::ArchiveEnd => 6,
        }
    }
}

/// The head of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct SegmentHead {
    pub(in crate::store) format: u16,
    pub(in crate::store) min_reader: u16,
    pub(in crate::store) number: u32,
    pub(in crate::store) workspace: [u8; 16],
}

impl SegmentHead {
    pub(in crate::store) fn encode(&self) -> Vec<u8> {
        let mut bytes = SEGMENT_MAGIC.to_vec();
        bytes.extend_from_slice(&self.format.to_le_bytes());
        bytes.extend_from_slice(&self.min_reader.to_le_bytes());
        bytes.extend_from_slice(&self.number.to_le_bytes());
        bytes.extend_from_slice(&self.workspace);
        let crc = crc32fast::hash(&bytes);
        bytes.extend_from_slice(&crc.to_le_bytes());
        bytes
    }

    /// `None` when it is damaged.
    pub(in crate::store) fn decode(bytes: &[u8]) -> Option<SegmentHead> {
        let bytes = bytes.get(..SEGMENT_HEAD as usize)?;
        let (body, crc) = bytes.split_last_chunk::<4>()?;
        let mut reader = Reader(body);
        if crc32fast::hash(body) != u32::from_le_bytes(*crc) || reader.take::<16>()? != *SEGMENT_MAGIC {
            return None;
        }
        Some(SegmentHead {
            format: u16::from_le_bytes(reader.take()?),
            min_reader: u16::from_le_bytes(reader.take()?),
            number: u32::from_le_bytes(reader.take()?),
            workspace: reader.take()?,
        })
    }
}

/// Fixed pieces from the front of a slice.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    fn slice(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(head)
    }
}

/// What a new frame says.
#[derive(Debug)]
pub(in crate::store) struct NewFrame<'a> {
    pub(in crate::store) kind: FrameKind,
    pub(in crate::store) seq: u64,
    pub(in crate::store) at: i64,
    pub(in crate::store) previous: Hash,
    pub(in crate::store) records: &'a [Vec<u8>],
    /// Random bytes from which the salts are derived.
    pub(in crate::store) seed: &'a [u8; 32],
}

impl NewFrame<'_> {
    /// The bytes of the frame and its link; `None` when it is too long.
    pub(in crate::store) fn encode(&self) -> Option<(Vec<u8>, Hash)> {
        let payloads: usize = self.records.iter().map(|r| r.len() + PAYLOAD_HEAD + 32).sum();
        let body = BODY_HEAD + payloads;
        if body > MAX_BODY {
            return None;
        }
        let mut bytes = Vec::with_capacity(FRAME_HEAD + body);
        bytes.extend_from_slice(FRAME_MAGIC);
        bytes.extend_from_slice(&(body as u32).to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        bytes.push(self.kind.number());
        bytes.extend_from_slice(&self.seq.to_le_bytes());
        bytes.extend_from_slice(&self.at.to_le_bytes());
        bytes.extend_from_slice(&self.previous);
        bytes.extend_from_slice(&(self.records.len() as u32).to_le_bytes());
        let salts: Vec<[u8; 16]> = (0..self.records.len()).map(|index| self.salt(index)).collect();
        for (record, salt) in self.records.iter().zip(&salts) {
            bytes.extend_from_slice(&digest(salt, record));
        }
        let link = link(bytes.get(FRAME_HEAD..).unwrap_or_default());
        for (record, salt) in self.records.iter().zip(&salts) {
            bytes.push(0);
            bytes.extend_from_slice(salt);
            bytes.extend_from_slice(&(record.len() as u32).to_le_bytes());
            bytes.extend_from_slice(record);
        }
        write_crc(&mut bytes);
        Some((bytes, link))
    }

    fn salt(&self, index: usize) -> [u8; 16] {
        let mut hasher = Sha256::new();
        hasher.update(self.seed);
        hasher.update(self.previous);
        hasher.update(self.seq.to_le_bytes());
        hasher.update((index as u64).to_le_bytes());
        let hash: Hash = hasher.finalize().into();
        let mut salt = [0; 16];
        salt.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        salt
    }
}

/// Writes the checksum of a whole frame into its place.
fn write_crc(frame: &mut [u8]) {
    let crc = crc_of(frame);
    if let Some(place) = frame.get_mut(8..12) {
        place.copy_from_slice(&crc.to_le_bytes());
    }
}

fn crc_of(frame: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(frame.get(4..8).unwrap_or_default());
    hasher.update(frame.get(FRAME_HEAD..).unwrap_or_default());
    hasher.finalize()
}

fn link(chained: &[u8]) -> Hash {
    Sha256::digest(chained).into()
}

fn digest(salt: &[u8; 16], record: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(record);
    hasher.finalize().into()
}

/// One payload of a frame as it was read.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Payload<'a> {
    pub(in crate::store) digest: Hash,
    salt: [u8; 16],
    /// The record; `None` when it was erased.
    pub(in crate::store) record: Option<&'a [u8]>,
}

impl Payload<'_> {
    /// Whether the record is what the digest says; what was erased cannot be told, and is taken as right.
    pub(in crate::store) fn is_right(&self) -> bool {
        self.record
            .is_none_or(|record| digest(&self.salt, record) == self.digest)
    }
}

/// A frame as it was read, with a right checksum.
#[derive(Debug)]
pub(in crate::store) struct Frame<'a> {
    pub(in crate::store) kind: FrameKind,
    pub(in crate::store) seq: u64,
    pub(in crate::store) at: i64,
    pub(in crate::store) previous: Hash,
    pub(in crate::store) link: Hash,
    pub(in crate::store) payloads: Vec<Payload<'a>>,
}

/// The length of the frame at the beginning of `bytes`, when a whole frame with a right checksum is there.
pub(in crate::store) fn whole(bytes: &[u8]) -> Option<usize> {
    let mut reader = Reader(bytes);
    if reader.take::<4>()? != *FRAME_MAGIC {
        return None;
    }
    let len = u32::from_le_bytes(reader.take()?) as usize;
    let crc = u32::from_le_bytes(reader.take()?);
    let end = FRAME_HEAD.checked_add(len).filter(|_| len <= MAX_BODY)?;
    let frame = bytes.get(..end)?;
    (crc_of(frame) == crc).then_some(end)
}

/// The length that the head of a frame announces, the head included.
pub(in crate::store) fn announced(head: &[u8]) -> Option<u64> {
    let mut reader = Reader(head);
    if reader.take::<4>()? != *FRAME_MAGIC {
        return None;
    }
    let len = u32::from_le_bytes(reader.take()?) as usize;
    (len <= MAX_BODY).then_some((FRAME_HEAD + len) as u64)
}

/// Reads a frame that [`whole`] has measured. `None` when it is none in spite of its checksum.
pub(in crate::store) fn parse(frame: &[u8]) -> Option<Frame<'_>> {
    let body = frame.get(FRAME_HEAD..)?;
    let mut reader = Reader(body);
    let [kind] = reader.take()?;
    let kind = FrameKind::ALL.into_iter().find(|k| k.number() == kind)?;
    let seq = u64::from_le_bytes(reader.take()?);
    let at = i64::from_le_bytes(reader.take()?);
    let previous = reader.take()?;
    let count = u32::from_le_bytes(reader.take()?) as usize;
    let digests = reader.slice(count.checked_mul(32)?)?;
    let chained = body.get(..BODY_HEAD + digests.len())?;
    let mut payloads = Vec::with_capacity(count);
    for digest in digests.as_chunks::<32>().0 {
        let [tag] = reader.take()?;
        let salt = reader.take()?;
        let len = u32::from_le_bytes(reader.take()?) as usize;
        let record = reader.slice(len)?;
        payloads.push(Payload {
            digest: *digest,
            salt,
            record: match tag {
                0 => Some(record),
                1 => None,
                _ => return None,
            },
        });
    }
    reader.0.is_empty().then(|| Frame {
        kind,
        seq,
        at,
        previous,
        link: link(chained),
        payloads,
    })
}

/// Replaces a payload of a frame by a tombstone of the same length. The chain still holds.
#[cfg(test)]
pub(in crate::store) fn erase(frame: &mut [u8], index: usize) {
    let count = u32::from_le_bytes(frame[FRAME_HEAD + BODY_HEAD - 4..][..4].try_into().expect("count")) as usize;
    let mut at = FRAME_HEAD + BODY_HEAD + 32 * count;
    for _ in 0..index {
        at += PAYLOAD_HEAD + u32::from_le_bytes(frame[at + 17..][..4].try_into().expect("len")) as usize;
    }
    let len = u32::from_le_bytes(frame[at + 17..][..4].try_into().expect("len")) as usize;
    frame[at] = 1;
    frame[at + 1..at + 17].fill(0);
    frame[at + PAYLOAD_HEAD..][..len].fill(0);
    write_crc(frame);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (Vec<u8>, Hash) {
        NewFrame {
            kind: FrameKind::Change,
            seq: 5,
            at: -3,
            previous: [4; 32],
            records: &[b"author".to_vec(), b"Zo\xC3\xAB".to_vec(), Vec::new()],
            seed: &[1; 32],
        }
        .encode()
        .expect("frame")
    }

    #[test]
    fn a_frame_is_read_back_with_right_digests() {
        let (bytes, link) = sample();
        assert_eq!(whole(&bytes), Some(bytes.len()));
        let frame = parse(&bytes).expect("frame");
        assert_eq!((frame.kind, frame.seq, frame.at), (FrameKind::Change, 5, -3));
        assert_eq!((frame.previous, frame.link), ([4; 32], link));
        assert_eq!(frame.payloads[1].record, Some("Zoë".as_bytes()));
        assert!(frame.payloads.iter().all(Payload::is_right));
        assert_ne!(frame.payloads[0].salt, frame.payloads[1].salt);
    }

    #[test]
    fn an_erased_payload_leaves_the_link_as_it_was() {
        let (mut bytes, link) = sample();
        let len = bytes.len();
        erase(&mut bytes, 1);
        assert_eq!(whole(&bytes), Some(len));
        let frame = parse(&bytes).expect("frame");
        assert_eq!(frame.link, link);
        assert_eq!(frame.payloads[1].record, None);
        assert!(frame.payloads.iter().all(Payload::is_right));
        assert!(
            !bytes
                .windows(3)
                .any(|w| w == "Zo\u{eb}".as_bytes().get(..3).expect("bytes"))
        );
    }

    #[test]
    fn a_forged_payload_is_noticed_even_with_a_right_checksum() {
        let (mut bytes, _) = sample();
        let at = bytes.len() - PAYLOAD_HEAD - 1;
        bytes[at] ^= 1;
        write_crc(&mut bytes);
        let frame = parse(&bytes).expect("frame");
        assert!(!frame.payloads[1].is_right());
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let (bytes, _) = sample();
        for at in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[at / 8] ^= 1 << (at % 8);
            assert_eq!(whole(&flipped), None, "bit {at}");
        }
        for len in 0..bytes.len() {
            assert_eq!(whole(&bytes[..len]), None, "cut to {len}");
        }
    }

    #[test]
    fn segment_heads_are_read_back_and_checked() {
        let head = SegmentHead {
            format: 1,
            min_reader: 1,
            number: 3,
            workspace: [8; 16],
        };
        let bytes = head.encode();
        assert_eq!(bytes.len() as u64, SEGMENT_HEAD);
        assert_eq!(SegmentHead::decode(&bytes), Some(head));
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 4;
            assert_eq!(SegmentHead::decode(&flipped), None, "byte {at}");
        }
    }
}
