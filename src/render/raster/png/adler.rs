//! The checksum of what is compressed.

/// The checksum of a zlib stream (RFC 1950, 9), which can be combined from those of its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Adler {
    a: u32,
    b: u32,
    length: u64,
}

const ADLER_BASE: u32 = 65_521;

impl Default for Adler {
    /// Of no bytes.
    fn default() -> Adler {
        Adler { a: 1, b: 0, length: 0 }
    }
}

impl Adler {
    pub(super) fn of(bytes: &[u8]) -> Adler {
        let value = simd_adler32::adler32(&bytes);
        Adler {
            a: value & 0xFFFF,
            b: value >> 16,
            length: bytes.len() as u64,
        }
    }

    /// Of these bytes and then the others: `b` grows by the first `a` for each of the other bytes.
    pub(super) fn followed_by(self, other: Adler) -> Adler {
        let steps = (other.length % u64::from(ADLER_BASE)) as u32;
        let carried = u64::from(steps) * u64::from(self.a + ADLER_BASE - 1) % u64::from(ADLER_BASE);
        Adler {
            a: (self.a + other.a + ADLER_BASE - 1) % ADLER_BASE,
            b: ((u64::from(self.b) + u64::from(other.b) + carried) % u64::from(ADLER_BASE)) as u32,
            length: self.length + other.length,
        }
    }

    pub(super) fn value(self) -> u32 {
        self.b << 16 | self.a
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_add_up() {
        let bytes: Vec<u8> = (0..200_000u32).map(|i| (i.wrapping_mul(i) >> 3) as u8 | 0xF0).collect();
        let whole = Adler::of(&bytes);
        for at in [0, 1, 5552, 65_521, 100_000, 200_000] {
            let (head, tail) = bytes.split_at(at);
            assert_eq!(Adler::of(head).followed_by(Adler::of(tail)), whole, "at {at}");
        }
        assert_eq!(Adler::of(b"Wikipedia").value(), 0x11E6_0398);
    }
}
