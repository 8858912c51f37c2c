//! What goes into a workspace and what is asked of it, on the level of the model.

use std::collections::BTreeMap;

use crate::model::{
    Batch, BatchId, BlobId, Content, Credential, CredentialId, Date, Design, DesignId, Group, GroupId, Issuer, Moment,
    State, Step,
};

/// 32 random bytes, new for every run of the program; the library has no randomness of its own.
///
/// The salts of the journal's digests are derived from it. It is not stored, so that nobody can guess an erased text
/// from its digest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub [u8; 32]);

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed(…)")
    }
}

/// When something is done and by whom; the library reads no clock and no account itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub at: Moment,
    /// The name from the settings, else the system account.
    pub who: String,
}

impl Stamp {
    pub fn new(at: Moment, who: impl Into<String>) -> Stamp {
        Stamp { at, who: who.into() }
    }
}

/// One atomic change: all of it is in the workspace, or nothing of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub stamp: Stamp,
    /// Why, where the person said so.
    pub why: Option<String>,
    pub events: Vec<Event>,
}

impl Change {
    pub fn new(stamp: &Stamp, events: Vec<Event>) -> Change {
        Change {
            stamp: stamp.clone(),
            why: None,
            events,
        }
    }

    pub fn because(mut self, why: impl Into<String>) -> Change {
        self.why = Some(why.into());
        self
    }
}

/// One thing that a change does. Every event carries the whole of what it puts, as it is afterwards.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "Nearly all events are the largest one")]
pub enum Event {
    IssuerSet(Issuer),
    /// A new revision of a design, or a new content of one that no credential uses yet.
    DesignPut(StoredDesign),
    /// A new revision of a group, or a new content of one that no credential uses yet.
    GroupPut(Group),
    BatchPut(Batch),
    CredentialPut(CredentialPut),
    CredentialDeleted {
        id: CredentialId,
    },
    /// The files of a revision were written anew, for example a page that says that the revision is superseded.
    FilesPut {
        id: CredentialId,
        revision: u32,
        files: Vec<PublishedFile>,
    },
    /// A choice to be offered again, such as the mapping of a group's columns. An empty value forgets it.
    Remembered {
        key: String,
        value: String,
    },
    /// Something that is kept for all designs, new or changed.
    KeptPut(Kept),
    KeptRemoved(KeptId),
}

/// What is kept beside the designs. The numbers are stored and never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shelf {
    /// A name for a revision of a design, which freezes it.
    Version,
    /// A colour of the brand.
    Color,
    /// A family of the brand.
    Font,
    Logo,
    Signature,
    /// Elements that go into any design.
    Component,
    /// A picture that no design has to have.
    Picture,
}

impl Shelf {
    pub const ALL: [Shelf; 7] = [
        Shelf::Version,
        Shelf::Color,
        Shelf::Font,
        Shelf::Logo,
        Shelf::Signature,
        Shelf::Component,
        Shelf::Picture,
    ];
}

/// Which of the things that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeptId {
    pub shelf: Shelf,
    /// Counts from 1 on every shelf; of a version the design's.
    pub number: u64,
    /// Of a version; 0 on every other shelf.
    pub revision: u32,
}

/// Something that is kept in the workspace for all its designs, or the name of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub id: KeptId,
    pub name: String,
    /// What there is to say beside the name: a colour, a note, elements as they are copied.
    pub text: String,
    /// Pictures and fonts, by their paths in the folder of a design.
    pub files: BTreeMap<String, BlobId>,
}

/// A credential after a step of its life.
#[derive(Clone, Debug, PartialEq)]
pub struct CredentialPut {
    pub credential: Credential,
    pub act: Act,
    /// What is said in the log beside the reason of the change, such as what an edit changed.
    pub note: Option<String>,
    /// What lies in `published/` for the credential's current revision, where the step wrote it.
    pub files: Option<Vec<PublishedFile>>,
}

impl CredentialPut {
    pub fn generated(credential: Credential) -> CredentialPut {
        CredentialPut {
            credential,
            act: Act::Generate,
            note: None,
            files: None,
        }
    }

    pub fn step(credential: Credential, step: Step) -> CredentialPut {
        CredentialPut {
            credential,
            act: Act::Step(step),
            note: None,
            files: None,
        }
    }
}

/// What was done to a credential: the beginning of its life, or a step of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    Generate,
    Step(Step),
}

impl Act {
    /// The word for the log.
    pub fn word(self) -> &'static str {
        match self {
            Act::Generate => "generate",
            Act::Step(step) => step.word(),
        }
    }
}

/// A file below `published/<credential id>/<revision>/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedFile {
    /// The path within the revision's folder, with `/` between its parts.
    pub name: String,
    pub len: u64,
    pub sha: BlobId,
}

/// A revision of a design with the files that it uses.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDesign {
    pub id: DesignId,
    /// Counts from 1.
    pub revision: u32,
    pub design: Design,
    /// The pictures, by their path in the design's folder.
    pub assets: BTreeMap<String, BlobId>,
    /// The font files, by name.
    pub fonts: BTreeMap<String, BlobId>,
    /// Whether a credential is or was drawn with it, or it has a name as a version, which freezes it. Answered by the
    /// store; ignored in an event.
    pub used: bool,
}

/// A point in the workspace's history: the number of the change that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub u64);

/// A content that was published once and is superseded, or is the published one.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedRevision {
    pub revision: u32,
    pub content: Content,
    /// When it was published.
    pub at: Moment,
    pub files: Vec<PublishedFile>,
}

/// Which credentials are asked for: those that meet every condition that is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub group: Option<GroupId>,
    pub state: Option<State>,
    pub batch: Option<BatchId>,
    /// Only those that wait for publication and are not held.
    pub pending: bool,
    /// Words that must all occur, folded, in the name, the e-mail or the number; a word of at least six characters may
    /// also be the beginning of an id.
    pub text: Option<String>,
    /// Only published ones that have a correction that is held; with the state `held`, these beside the held ones.
    pub held_correction: bool,
    /// Only those whose expiry date is before this day.
    pub expires_before: Option<Date>,
    /// Only those that were issued on this day or later.
    pub issued_from: Option<Date>,
    /// Only those that were issued on this day or earlier.
    pub issued_until: Option<Date>,
    /// The last generated first.
    pub newest_first: bool,
}

/// Where a page ends; the next one begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor(pub(super) u64);

/// Some credentials in the order of their generation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub items: Vec<Credential>,
    /// `None` when there are no more.
    pub next: Option<Cursor>,
}

/// What the log says of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    pub at: Moment,
    pub who: String,
    /// A word: a step's, `generate`, `design`, `group`, `batch`, `issuer`, `files`, `remember`, `keep`, `forget`,
    /// `checkpoint`.
    pub what: &'static str,
    pub subject: Subject,
    /// The revision of the subject afterwards, where it has revisions.
    pub revision: Option<u32>,
    /// Why it was done, and what the step noted.
    pub why: Option<String>,
    pub note: Option<String>,
    /// The change that it was a part of.
    pub change: Revision,
    /// The digest in the journal's chain.
    pub digest: BlobId,
    /// Whether the content was erased; who and why may be empty then.
    pub erased: bool,
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Workspace,
    Issuer,
    Design(DesignId),
    Group(GroupId),
    Batch(BatchId),
    Credential(CredentialId),
    Choice,
    /// Something that is kept for all designs.
    Kept(Shelf),
    /// Something that was erased.
    Erased,
}
