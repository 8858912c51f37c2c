//! How a child answers: frames of `length u32 | crc32 u32 | kind u8 | payload`, numbers in little endian.
//!
//! The length counts the kind and the payload, and so does the checksum. A torn or altered stream is an error, never a
//! shorter answer.

use std::io::{self, Read, Write};

/// No frame is longer; a length beyond it means that the stream is not ours.
const MAX_LENGTH: usize = 16 << 20;

/// One message of a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A piece of work begins; the length is 0 when unknown.
    Stage { total: u64, name: String },
    /// So much more was done.
    Tick(u64),
    /// A piece of the answer.
    Data(Vec<u8>),
    /// The end: nothing, or the problems that stopped it as JSON.
    End(Vec<u8>),
}

impl Frame {
    fn kind(&self) -> u8 {
        match self {
            Frame::Stage { .. } => b'S',
            Frame::Tick(_) => b'T',
            Frame::Data(_) => b'D',
            Frame::End(_) => b'E',
        }
    }

    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Frame::Stage { total, name } => {
                let mut payload = total.to_le_bytes().to_vec();
                payload.extend_from_slice(name.as_bytes());
                write(out, self.kind(), &payload)
            }
            Frame::Tick(by) => write(out, self.kind(), &by.to_le_bytes()),
            Frame::Data(bytes) | Frame::End(bytes) => write(out, self.kind(), bytes),
        }
    }

    /// `None` at the end of the stream between two frames.
    pub(super) fn read(from: &mut dyn Read) -> io::Result<Option<Frame>> {
        let mut head = [0; 8];
        if !read_or_end(from, &mut head)? {
            return Ok(None);
        }
        let [a, b, c, d, e, f, g, h] = head;
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        let crc = u32::from_le_bytes([e, f, g, h]);
        if length == 0 || length > MAX_LENGTH {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "impossible length of a frame",
            ));
        }
        let mut body = vec![0; length];
        from.read_exact(&mut body)?;
        if crc32fast::hash(&body) != crc {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "wrong checksum of a frame"));
        }
        let kind = body.remove(0);
        parse(kind, body)
            .map(Some)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "unknown kind of frame"))
    }
}

/// Writes a data frame without copying its bytes into a [`Frame`] first.
pub(super) fn write_data(out: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
    write(out, b'D', bytes)
}

fn write(out: &mut dyn Write, kind: u8, payload: &[u8]) -> io::Result<()> {
    let length = payload.len() + 1;
    if length > MAX_LENGTH {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a frame is too long"));
    }
    let mut crc = crc32fast::Hasher::new();
    crc.update(&[kind]);
    crc.update(payload);
    out.write_all(&(length as u32).to_le_bytes())?;
    out.write_all(&crc.finalize().to_le_bytes())?;
    out.write_all(&[kind])?;
    out.write_all(payload)
}

fn parse(kind: u8, payload: Vec<u8>) -> Option<Frame> {
    Some(match kind {
        b'S' => {
            let (total, name) = payload.split_first_chunk::<8>()?;
            Frame::Stage {
                total: u64::from_le_bytes(*total),
                name: String::from_utf8_lossy(name).into_owned(),
            }
        }
        b'T' => Frame::Tick(u64::from_le_bytes(*payload.first_chunk::<8>()?)),
        b'D' => Frame::Data(payload),
        b'E' => Frame::End(payload),
        _ => return None,
    })
}

/// Fills the buffer; `false` when the stream ended before its first byte.
fn read_or_end(from: &mut dyn Read, buffer: &mut [u8]) -> io::Result<bool> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) if filled == 0 => return Ok(false),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(n) => filled += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(frames: &[Frame]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for frame in frames {
            frame.write(&mut bytes).expect("memory");
        }
        bytes
    }

    #[test]
    fn frames_round_trip() {
        let frames = [
            Frame::Stage {
                total: 7,
                name: "Reading".to_owned(),
            },
            Frame::Tick(3),
            Frame::Data(vec![1, 2, 3]),
            Frame::Data(Vec::new()),
            Frame::End(b"[]".to_vec()),
        ];
        let bytes = written(&frames);
        let mut stream = bytes.as_slice();
        for frame in &frames {
            assert_eq!(Frame::read(&mut stream).expect("frame").as_ref(), Some(frame));
        }
        assert_eq!(Frame::read(&mut stream).expect("end"), None);
    }

    #[test]
    fn a_torn_or_altered_stream_is_an_error() {
        let bytes = written(&[Frame::Data(b"hello".to_vec())]);
        for cut in 1..bytes.len() {
            assert!(Frame::read(&mut &bytes[..cut]).is_err(), "cut at {cut}");
        }
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x40;
            assert!(Frame::read(&mut changed.as_slice()).is_err(), "flip at {at}");
        }
    }
}
