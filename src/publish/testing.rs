//! What the tests of this module share: a folder that goes away, and a credential to publish.

use std::fs;
use std::path::{Path, PathBuf};

use crate::model::{
    BatchId, Content, Credential, CredentialId, Date, DuplicatePolicy, Group, GroupId, GroupSettings, Issuer,
    Recipient, State,
};

use super::view::{About, FileKind, RecipientView};

/// A folder of one test, removed when the test is over.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("accolade-publish-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&path));
        fs::create_dir_all(&path).expect("a folder for the test");
        Scratch(path)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

pub(super) fn id(n: u8) -> CredentialId {
    CredentialId([n; 16])
}

/// A published credential with everything around it.
#[derive(Clone)]
pub(super) struct Sample {
    pub(super) credential: Credential,
    pub(super) group: Group,
    pub(super) issuer: Issuer,
    pub(super) revision: u32,
    pub(super) stem: String,
    pub(super) files: Vec<FileKind>,
    pub(super) since: Option<Date>,
    pub(super) corrected: Option<Date>,
    pub(super) today: Option<Date>,
}

pub(super) fn date(text: &str) -> Date {
    text.parse().expect(text)
}

impl Sample {
    pub(super) fn new(name: &str) -> Sample {
        let content = Content {
            recipient: Recipient {
                name: name.to_owned(),
                ..Recipient::default()
            },
            issue_date: date("2026-11-26"),
            expiry_date: Some(date("2028-11-26")),
            group_revision: 1,
            certificate: None,
            badge: None,
            problems: Default::default(),
            accepted: true,
        };
        Sample {
            credential: Credential {
                id: id(7),
                number: "DP-2026-00042".to_owned(),
                group: GroupId(1),
                batch: BatchId(1),
                row: Some(2),
                state: State::Published,
                reason: None,
                revision: 1,
                content,
                draft: None,
            },
            group: Group {
                id: GroupId(1),
                revision: 1,
                title: "Data Protection in Practice".to_owned(),
                description: "A course of twelve weeks.\n\nWith an examination.".to_owned(),
                code: "DP".to_owned(),
                skills: vec!["Privacy by design".to_owned(), "Records of processing".to_owned()],
                criteria: "Eighty per cent of the points".to_owned(),
                url: "https://northfield.example/dp?year=2026&x=1".to_owned(),
                language: "en".to_owned(),
                certificate: None,
                badge: None,
                fields: Vec::new(),
                validity: None,
                duplicates: DuplicatePolicy::Ask,
                settings: GroupSettings::default(),
            },
            issuer: Issuer {
                name: "Northfield Academy".to_owned(),
                url: Some("https://northfield.example/".to_owned()),
                email: Some("office@northfield.example".to_owned()),
                logo: None,
            },
            revision: 1,
            stem: super::names::stem(name, id(7)),
            files: vec![
                FileKind::CertificatePdf,
                FileKind::CertificatePng(1),
                FileKind::BadgePng(1),
            ],
            since: None,
            corrected: None,
            today: None,
        }
    }

    pub(super) fn view(&self) -> RecipientView {
        RecipientView::new(&About {
            credential: &self.credential,
            content: &self.credential.content,
            revision: self.revision,
            group: &self.group,
            issuer: &self.issuer,
            stem: &self.stem,
            files: &self.files,
            since: self.since,
            corrected: self.corrected,
            today: self.today,
        })
    }
}
