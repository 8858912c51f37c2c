//! The ways between what is kept for all designs and its records.

use crate::model::BlobId;
use crate::store::codec::Damage;
use crate::store::{Kept, KeptId, Shelf};

use super::v1;

/// The number under which a shelf is stored.
pub(in crate::store) fn shelf_number(shelf: Shelf) -> u8 {
    match shelf {
        Shelf::Version => 0,
        Shelf::Color => 1,
        Shelf::Font => 2,
        Shelf::Logo => 3,
        Shelf::Signature => 4,
        Shelf::Component => 5,
        Shelf::Picture => 6,
    }
}

/// The shelf that is stored under a number.
pub(in crate::store) fn shelf_of(number: u8) -> Result<Shelf, Damage> {
    let found = Shelf::ALL.into_iter().find(|shelf| shelf_number(*shelf) == number);
    found.ok_or_else(|| Damage::Undecodable(format!("{number} is no shelf")))
}

impl From<&Kept> for v1::Kept {
    fn from(kept: &Kept) -> v1::Kept {
        v1::Kept {
            shelf: shelf_number(kept.id.shelf),
            number: kept.id.number,
            revision: kept.id.revision,
            name: kept.name.clone(),
            text: kept.text.clone(),
            files: kept.files.iter().map(|(path, blob)| (path.clone(), blob.0)).collect(),
        }
    }
}

impl TryFrom<v1::Kept> for Kept {
    type Error = Damage;

    fn try_from(record: v1::Kept) -> Result<Kept, Damage> {
        Ok(Kept {
            id: KeptId {
                shelf: shelf_of(record.shelf)?,
                number: record.number,
                revision: record.revision,
            },
            name: record.name,
            text: record.text,
            files: record
                .files
                .into_iter()
                .map(|(path, sha)| (path, BlobId(sha)))
                .collect(),
        })
    }
}

impl From<KeptId> for v1::Unkept {
    fn from(id: KeptId) -> v1::Unkept {
        v1::Unkept {
            shelf: shelf_number(id.shelf),
            number: id.number,
            revision: id.revision,
        }
    }
}
