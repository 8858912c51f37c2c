//! Names of stored things.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Crockford's base 32 in lower case: no letter that is mistaken for a digit, the same on file systems that fold case.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// 128 random bits that name a credential for ever, written as 26 characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CredentialId(pub [u8; 16]);

impl fmt::Display for CredentialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = u128::from_be_bytes(self.0);
        let mut text = [0u8; 26];
        for (i, slot) in text.iter_mut().enumerate() {
            *slot = ALPHABET[(value >> (5 * (25 - i))) as usize & 31];
        }
        f.write_str(&String::from_utf8_lossy(&text))
    }
}

impl fmt::Debug for CredentialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CredentialId({self})")
    }
}

impl FromStr for CredentialId {
    type Err = String;

    /// Accepts any case, and the letters O, I and L for the digits they are mistaken for.
    fn from_str(text: &str) -> Result<CredentialId, String> {
        let wrong = || format!("“{text}” is not the id of a credential (26 letters and digits)");
        if text.len() != 26 {
            return Err(wrong());
        }
        let mut value = 0u128;
        for (i, byte) in text.bytes().enumerate() {
            let byte = match byte.to_ascii_lowercase() {
                b'o' => b'0',
                b'i' | b'l' => b'1',
                other => other,
            };
            let digit = ALPHABET.iter().position(|a| *a == byte).ok_or_else(wrong)?;
            if i == 0 && digit > 7 {
                return Err(wrong());
            }
            value = value << 5 | digit as u128;
        }
        Ok(CredentialId(value.to_be_bytes()))
    }
}

macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

numbered!(
    /// A design in a workspace; numbered from 1 in the order of creation.
    DesignId
);
numbered!(
    /// A credential group in a workspace; numbered from 1 in the order of creation.
    GroupId
);
numbered!(
    /// A batch in a workspace; numbered from 1 in the order of creation.
    BatchId
);

/// The SHA-256 of some bytes, which is their name in the workspace.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BlobId(pub [u8; 32]);

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobId({self})")
    }
}

impl FromStr for BlobId {
    type Err = String;

    fn from_str(text: &str) -> Result<BlobId, String> {
        let wrong = || format!("“{text}” is not a SHA-256 in hexadecimal");
        if text.len() != 64 || !text.is_ascii() {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).map_err(|_| wrong())?;
        }
        Ok(BlobId(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credential_ids_round_trip_and_forgive_a_reader() {
        for bytes in [[0; 16], [255; 16], *b"0123456789abcdef"] {
            let id = CredentialId(bytes);
            let text = id.to_string();
            assert_eq!(text.len(), 26);
            assert_eq!(text.parse(), Ok(id));
            assert_eq!(text.to_uppercase().parse(), Ok(id));
        }
        assert!(
            "8zzzzzzzzzzzzzzzzzzzzzzzzz".parse::<CredentialId>().is_err(),
            "more than 128 bits"
        );
        assert!("".parse::<CredentialId>().is_err());
        assert!("é0000000000000000000000000".parse::<CredentialId>().is_err());
    }
}
