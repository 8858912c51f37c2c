//! A snapshot of the open workspace: what the frame and the home page show, read by a job after every change.

use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::{Problem, Problems};
use crate::locale;
use crate::model::{BatchId, BlobId, Date, DesignPin, Group, GroupId, Issuer};

#[derive(Clone, Debug, Default)]
pub enum Workspace {
    #[default]
    None,
    /// It is being opened or made.
    Opening(PathBuf),
    Open(Arc<Snapshot>),
}

impl Workspace {
    pub fn snapshot(&self) -> Option<&Arc<Snapshot>> {
        match self {
            Workspace::Open(snapshot) => Some(snapshot),
            Workspace::None | Workspace::Opening(_) => None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Snapshot {
    pub dir: PathBuf,
    pub issuer: Issuer,
    pub counts: Counts,
    /// The newest first.
    pub groups: Vec<GroupCard>,
    /// The last ones, the newest first.
    pub batches: Vec<BatchCard>,
    /// Batches that were not generated to the end, the newest first.
    pub interrupted: Vec<BatchId>,
    /// What a person should look at.
    pub attention: Problems,
    /// All designs, in the order in which they came.
    pub gallery: Vec<super::design::DesignCard>,
    /// What is kept for all designs.
    pub shelves: Arc<super::kept::Shelves>,
    /// The pictures that can go into any design.
    pub pictures: Arc<Vec<super::kept::WorkspacePicture>>,
    pub today: Date,
    /// Why it can only be looked at; `None` when it can be changed.
    pub reading: Option<Problem>,
}

/// How many credentials of the workspace stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub pending: u64,
    pub held: u64,
    pub published: u64,
    pub suspended: u64,
    pub revoked: u64,
}

#[derive(Clone, Debug)]
pub struct GroupCard {
    pub group: Group,
    pub pending: u64,
    pub published: u64,
    pub thumbnail: Option<Thumbnail>,
}

impl GroupCard {
    /// The picture of its design, with its width over its height.
    pub fn picture(&self) -> Option<(DesignPin, f32)> {
        self.thumbnail.map(|thumbnail| (thumbnail.pin, thumbnail.aspect))
    }
}

/// The groups in whose title or code all words occur, without regard to case and accents.
pub fn with_words<'a>(groups: &'a [GroupCard], words: &str) -> Vec<&'a GroupCard> {
    let words = locale::query_words(words);
    let matches = |card: &&GroupCard| {
        let text = format!("{} {}", locale::fold(&card.group.title), locale::fold(&card.group.code));
        words.iter().all(|word| text.contains(word.as_str()))
    };
    groups.iter().filter(matches).collect()
}

/// The picture of a design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thumbnail {
    pub pin: DesignPin,
    /// Width over height of its first page.
    pub aspect: f32,
}

#[derive(Clone, Debug)]
pub struct BatchCard {
    pub id: BatchId,
    pub group: GroupId,
    /// The title of the group.
    pub title: String,
    /// The name of the sheet.
    pub source: String,
    /// SHA-256 of it.
    pub sheet: Option<BlobId>,
    pub created: Option<Date>,
    /// Credentials that it has.
    pub made: u64,
    /// Rows without a credential.
    pub waiting: u64,
    pub standing: BatchStanding,
    /// Whether it can be gone on with from here.
    pub resumable: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchStanding {
    Interrupted,
    UnderReview(u64),
    Held(u64),
    Done,
}
