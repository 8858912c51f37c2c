//! The records of version 1. They are frozen: a change makes a new version with an upgrade step from this one.
//!
//! Only the order and the types of the fields matter for the bytes, not their names. Enumerations are written as
//! numbers of their own, so that a reordered enumeration of the model cannot change what is stored.

use serde::{Deserialize, Serialize};

/// A digest or an address of contents.
pub(in crate::store) type Hash = [u8; 32];

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Issuer {
    pub name: String,
    pub url: Option<String>,
    pub email: Option<String>,
    pub logo: Option<Hash>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Design {
    pub id: u64,
    pub revision: u32,
    /// The design as its `design.json` says it.
    pub json: String,
    pub assets: Vec<(String, Hash)>,
    pub fonts: Vec<(String, Hash)>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Group {
    pub id: u64,
    pub revision: u32,
    pub title: String,
    pub description: String,
    pub code: String,
    pub skills: Vec<String>,
    pub criteria: String,
    pub url: String,
    pub language: String,
    pub certificate: Option<u64>,
    pub badge: Option<u64>,
    pub fields: Vec<Field>,
    pub validity: Option<Period>,
    /// 0 ask, 1 skip, 2 replace, 3 allow.
    pub duplicates: u8,
    pub number_pattern: String,
    pub file_name: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Field {
    pub key: String,
    /// 0 text, 1 number, 2 date, 3 choice, 4 list, 5 link, 6 image.
    pub kind: u8,
    /// The values of a choice.
    pub choices: Vec<String>,
    pub required: bool,
    pub default: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Period {
    pub count: u32,
    /// 0 days, 1 months, 2 years.
    pub unit: u8,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Batch {
    pub id: u64,
    pub group: u64,
    pub created: i64,
    pub source: String,
    pub sheet: Option<Hash>,
    pub key: Hash,
    /// Days since 1970-01-01, like every date.
    pub issue_date: i32,
    pub expiry_date: Option<i32>,
    pub finished: bool,
    pub rows: u32,
    pub waiting: Vec<WaitingRow>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct WaitingRow {
    pub row: u32,
    pub cells: Vec<String>,
    pub problems: Vec<Problem>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Problem {
    /// 0 note, 1 warning, 2 error.
    pub severity: u8,
    pub code: String,
    pub message: String,
    pub hints: Vec<String>,
    pub place: Option<Box<Place>>,
    pub unexpected: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Place {
    pub file: Option<String>,
    pub sheet: Option<String>,
    pub row: Option<u32>,
    pub column: Option<String>,
    pub field: Option<String>,
    pub page: Option<u32>,
    pub element: Option<String>,
    pub credential: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Credential {
    pub id: [u8; 16],
    pub number: String,
    pub group: u64,
    pub batch: u64,
    pub row: Option<u32>,
    /// 0 under review, 1 held, 2 published, 3 suspended, 4 revoked.
    pub state: u8,
    pub reason: Option<String>,
    pub revision: u32,
    pub content: Content,
    pub draft: Option<Box<Draft>>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Content {
    pub name: String,
    pub email: Option<String>,
    pub language: Option<String>,
    pub custom: Vec<(String, Value)>,
    pub issue_date: i32,
    pub expiry_date: Option<i32>,
    pub group_revision: u32,
    pub certificate: Option<(u64, u32)>,
    pub badge: Option<(u64, u32)>,
    pub problems: Vec<Problem>,
    pub accepted: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Draft {
    pub content: Content,
    pub held: Option<String>,
    pub reason: String,
}

/// The one enumeration that carries data; its variants keep their order for ever.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) enum Value {
    Text(String),
    Number(String),
    Date(i32),
    List(Vec<String>),
    Image(Hash),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::store) struct File {
    pub name: String,
    pub len: u64,
    pub sha: Hash,
}

/// In the journal: a credential after a step.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct CredentialEvent {
    /// 0 generate; 1 edit, 2 accept, 3 regenerate, 4 hold, 5 release, 6 publish, 7 delete, 8 suspend, 9 reinstate,
    /// 10 revoke, 11 correct.
    pub act: u8,
    pub note: Option<String>,
    pub files: Option<Vec<File>>,
    pub credential: Credential,
}

/// In the journal: a credential is deleted.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Deleted {
    pub id: [u8; 16],
}

/// In the journal: files of a revision were written anew.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Files {
    pub id: [u8; 16],
    pub revision: u32,
    pub files: Vec<File>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Remembered {
    pub key: String,
    pub value: String,
}

/// Something that is kept for all designs; from format 2 on.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Kept {
    /// 0 version, 1 colour, 2 font, 3 logo, 4 signature, 5 component, 6 picture.
    pub shelf: u8,
    pub number: u64,
    pub revision: u32,
    pub name: String,
    pub text: String,
    pub files: Vec<(String, Hash)>,
}

/// In the journal: something is not kept any more; from format 2 on.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Unkept {
    pub shelf: u8,
    pub number: u64,
    pub revision: u32,
}

/// In the journal: who made a change, and why.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Author {
    pub who: String,
    pub why: Option<String>,
}

/// In the database: a credential with what the store keeps beside it. It stays when the credential is deleted, so
/// that its log can still be read.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Entry {
    pub id: [u8; 16],
    /// `None` when it is deleted.
    pub credential: Option<Credential>,
    /// Where its events are: segment, offset of the frame, index of the event.
    pub log: Vec<(u32, u64, u32)>,
}

/// In the database: what was published as one revision.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Revision {
    pub id: [u8; 16],
    pub revision: u32,
    pub at: i64,
    pub content: Content,
    pub files: Vec<File>,
}

/// [`Revision`] borrowed, with the same bytes, for writing.
#[derive(Debug, Serialize)]
pub(in crate::store) struct RevisionRef<'a> {
    pub id: [u8; 16],
    pub revision: u32,
    pub at: i64,
    pub content: &'a Content,
    pub files: &'a [File],
}

/// In the database: how many credentials a group has had.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Numbers {
    pub group: u64,
    pub given: u64,
}

/// In the database: a revision of a design (`kind` 0) or a group (1) that a credential was made with.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store) struct Pin {
    pub kind: u8,
    pub id: u64,
    pub revision: u32,
}

/// In the database: the last change that it holds, and where the journal goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Position {
    /// The number of the change, from 1; 0 before the first.
    pub seq: u64,
    /// When it was made.
    pub at: i64,
    /// Its link in the chain.
    pub link: Hash,
    pub segment: u32,
    /// Where the frame of that change begins.
    pub start: u64,
    /// Where the next one begins.
    pub end: u64,
}
