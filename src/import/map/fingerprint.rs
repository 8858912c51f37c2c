//! By what a sheet is known again.

use sha2::{Digest, Sha256};

use crate::model::BlobId;

use super::super::fold;
use super::super::sheet::Sheet;

/// A hash of the headings: the same for sheets that come from the same list, whatever is in their rows and in whatever
/// order their columns stand.
pub fn fingerprint(sheet: &Sheet) -> BlobId {
    let mut titles: Vec<String> = sheet
        .columns
        .iter()
        .map(|column| fold::heading(&column.title))
        .collect();
    titles.sort_unstable();
    let mut hash = Sha256::new();
    hash.update(b"accolade headings 1\0");
    for title in titles {
        hash.update(title.as_bytes());
        hash.update([0]);
    }
    BlobId(hash.finalize().into())
}
