//! Credentials: one recipient's copy in one group.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::diag::Problems;

use super::{BatchId, CredentialId, Date, DesignId, GroupId, State, Value};

/// One person, as the credential names them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Recipient {
    /// As it was written: never normalised, never re-cased.
    pub name: String,
    pub email: Option<String>,
    /// BCP 47, when it is known.
    pub language: Option<String>,
    /// The values of the group's custom fields, by key.
    pub custom: BTreeMap<String, Value>,
}

/// A frozen revision of a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DesignPin {
    pub design: DesignId,
    pub revision: u32,
}

/// What one revision of a credential says, and what it is drawn with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub recipient: Recipient,
    pub issue_date: Date,
    pub expiry_date: Option<Date>,
    pub group_revision: u32,
    pub certificate: Option<DesignPin>,
    pub badge: Option<DesignPin>,
    /// What was found when it was generated or last edited.
    pub problems: Problems,
    /// Whether a person has accepted the warnings among them; withdrawn by any edit.
    pub accepted: bool,
}

impl Content {
    /// Another number for whatever is drawn differently, as long as the program runs. What was found in it is not drawn.
    pub fn print(&self) -> u64 {
        let Content {
            recipient,
            issue_date,
            expiry_date,
            group_revision,
            certificate,
            badge,
            problems: _,
            accepted: _,
        } = self;
        let drawn = (recipient, issue_date, expiry_date, group_revision, certificate, badge);
        let mut hasher = DefaultHasher::new();
        drawn.hash(&mut hasher);
        hasher.finish()
    }
}

/// A correction that is not published yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub content: Content,
    /// Why it is held, when it is.
    pub held: Option<String>,
    /// Why it is made.
    pub reason: String,
}

/// One recipient's credential in one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    pub id: CredentialId,
    /// Readable, unique in its group.
    pub number: String,
    pub group: GroupId,
    pub batch: BatchId,
    /// The row of the batch's sheet; `None` when entered by hand.
    pub row: Option<u32>,
    pub state: State,
    /// Why it is held, suspended or revoked.
    pub reason: Option<String>,
    /// The revision that is published: 0 before the first publication.
    pub revision: u32,
    /// The published revision, or the one under review before the first publication.
    pub content: Content,
    pub draft: Option<Draft>,
}

impl Credential {
    /// The content that a reviewer works on: the draft where there is one.
    pub fn reviewed(&self) -> &Content {
        self.draft.as_ref().map_or(&self.content, |draft| &draft.content)
    }

    /// Whether something of it waits for publication and is not held.
    pub fn is_pending(&self) -> bool {
        match &self.draft {
            Some(draft) => draft.held.is_none() && self.state == State::Published,
            None => self.state == State::UnderReview,
        }
    }
}
