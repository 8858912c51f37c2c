//! What is stored: versioned records of their own, apart from the model that the program computes with.
//!
//! Every record lies in an envelope ([`super::codec`]) that names its kind and version. [`v1`] holds the frozen types
//! of the first version, [`convert`] the ways between them and the model. A second version adds `v2`, one pure step
//! from `v1`, and an arm in [`read`]'s callers; old workspaces in `tests/fixtures` keep both honest.

mod convert;
mod kept;
pub(super) mod v1;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::codec::{self, Damage};

pub(super) use convert::{Put, act_of};
pub(super) use kept::{shelf_number, shelf_of};

/// The kinds of records. The numbers are stored and never change their meaning.
pub(super) mod kind {
    pub(in crate::store) const ISSUER: u8 = 1;
    pub(in crate::store) const DESIGN: u8 = 2;
    pub(in crate::store) const GROUP: u8 = 3;
    pub(in crate::store) const BATCH: u8 = 4;
    pub(in crate::store) const CREDENTIAL_EVENT: u8 = 5;
    pub(in crate::store) const DELETED: u8 = 6;
    pub(in crate::store) const REMEMBERED: u8 = 7;
    pub(in crate::store) const FILES: u8 = 8;
    pub(in crate::store) const AUTHOR: u8 = 9;
    pub(in crate::store) const ENTRY: u8 = 10;
    pub(in crate::store) const REVISION: u8 = 11;
    pub(in crate::store) const POSITION: u8 = 12;
    pub(in crate::store) const POSTINGS: u8 = 13;
    pub(in crate::store) const TEXTS: u8 = 14;
    pub(in crate::store) const NUMBERS: u8 = 15;
    pub(in crate::store) const PIN: u8 = 16;
    pub(in crate::store) const FILE_PART: u8 = 17;
    pub(in crate::store) const ARCHIVE_END: u8 = 18;
    pub(in crate::store) const CLOSED: u8 = 19;
    pub(in crate::store) const KEYS: u8 = 20;
    /// From format 2 on.
    pub(in crate::store) const KEPT: u8 = 21;
    pub(in crate::store) const UNKEPT: u8 = 22;
}

/// A type that is stored: its kind in the envelope.
pub(super) trait Record: Serialize + DeserializeOwned {
    const KIND: u8;
}

macro_rules! records {
    ($($name:ident = $kind:ident),* $(,)?) => {
        $(impl Record for v1::$name {
            const KIND: u8 = kind::$kind;
        })*
    };
}

records! {
    Issuer = ISSUER,
    Design = DESIGN,
    Group = GROUP,
    Batch = BATCH,
    CredentialEvent = CREDENTIAL_EVENT,
    Deleted = DELETED,
    Remembered = REMEMBERED,
    Files = FILES,
    Author = AUTHOR,
    Entry = ENTRY,
    Revision = REVISION,
    Position = POSITION,
    Numbers = NUMBERS,
    Pin = PIN,
    Kept = KEPT,
    Unkept = UNKEPT,
}

/// The version in which records are written.
const VERSION: u16 = 1;

/// Seals a record.
pub(super) fn write<T: Record>(record: &T) -> crate::diag::Result<Vec<u8>> {
    codec::seal(T::KIND, VERSION, record)
}

/// Seals what was published, without owning it.
pub(super) fn write_revision(record: &v1::RevisionRef<'_>) -> crate::diag::Result<Vec<u8>> {
    codec::seal(kind::REVISION, VERSION, record)
}

/// Whether two contents are the same in everything that is stored.
pub(super) fn same(a: &v1::Content, b: &v1::Content) -> crate::diag::Result<bool> {
    Ok(codec::seal(0, VERSION, a)? == codec::seal(0, VERSION, b)?)
}

/// Reads a record of a known kind.
pub(super) fn read<T: Record>(bytes: &[u8]) -> Result<T, Damage> {
    let sealed = codec::open(bytes)?;
    read_sealed(&sealed)
}

/// Reads a record whose envelope is open.
pub(super) fn read_sealed<T: Record>(sealed: &codec::Sealed<'_>) -> Result<T, Damage> {
    if sealed.kind != T::KIND {
        return Err(Damage::Unexpected { kind: sealed.kind });
    }
    match sealed.version {
        1 => codec::decode(sealed.payload),
        0 => Err(Damage::Broken),
        version => Err(Damage::Newer {
            kind: sealed.kind,
            version,
        }),
    }
}
