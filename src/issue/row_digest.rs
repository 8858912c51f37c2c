//! What a row of a sheet says, as a digest, so that the same row is known in another version of its sheet.

use sha2::{Digest as _, Sha256};

/// The digest of the cells of a row under their headings, in whatever order the columns stand.
pub(super) fn of<T: AsRef<str> + Ord>(mut cells: Vec<(&str, T)>) -> [u8; 32] {
    cells.sort_unstable();
    let mut hash = Sha256::new();
    for (heading, text) in &cells {
        for part in [heading, text.as_ref()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    hash.finalize().into()
}
