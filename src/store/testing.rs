//! What the tests of the store share: folders that go away, and things to store.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::diag::Problems;
use crate::model::*;
use crate::progress::Progress;

use super::*;

/// A folder for one test, removed at its end.
pub(crate) struct TempDir(PathBuf);

impl TempDir {
    pub(crate) fn new(name: &str) -> TempDir {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let unique = format!(
            "accolade-store-{name}-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(unique);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder for the test");
        TempDir(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) const SEED: Seed = Seed([7; 32]);

pub(crate) fn stamp(ms: i64) -> Stamp {
    Stamp::new(Moment(1_795_687_200_000 + ms), "Tester")
}

pub(crate) fn issuer() -> Issuer {
    Issuer {
        name: "Escola Açaí".to_owned(),
        url: Some("https://example.org".to_owned()),
        email: None,
        logo: None,
    }
}

/// A fresh workspace in a folder of its own.
pub(crate) fn fresh(name: &str) -> (TempDir, Store) {
    let dir = TempDir::new(name);
    let store = Store::create(&dir.path().join("ws"), &issuer(), SEED, &stamp(0)).expect("create");
    (dir, store)
}

pub(crate) fn open(dir: &TempDir) -> crate::diag::Warned<Store> {
    Store::open(&dir.path().join("ws"), SEED, &stamp(1), &Progress::new()).expect("open")
}

pub(crate) fn group(id: u64, title: &str) -> Group {
    Group {
        id: GroupId(id),
        revision: 1,
        title: title.to_owned(),
        description: "What it is about".to_owned(),
        code: "R1".to_owned(),
        skills: vec!["Rust".to_owned()],
        criteria: String::new(),
        url: String::new(),
        language: "en".to_owned(),
        certificate: Some(DesignId(1)),
        badge: None,
        fields: vec!["grade:choice(A|B):required".parse().expect("field")],
        validity: Some("2y".parse().expect("validity")),
        duplicates: DuplicatePolicy::Ask,
        settings: GroupSettings::default(),
    }
}

pub(crate) fn design(id: u64, revision: u32, name: &str) -> StoredDesign {
    let json =
        format!(r#"{{"name":"{name}","kind":"certificate","pages":[{{"width":840,"height":600,"elements":[]}}]}}"#);
    StoredDesign {
        id: DesignId(id),
        revision,
        design: serde_json::from_str(&json).expect("design"),
        assets: BTreeMap::from([("images/seal.png".to_owned(), BlobId([5; 32]))]),
        fonts: BTreeMap::new(),
        used: false,
    }
}

pub(crate) fn batch(id: u64, group: u64) -> Batch {
    Batch {
        id: BatchId(id),
        group: GroupId(group),
        created: Moment(1),
        source: "people.xlsx".to_owned(),
        sheet: Some(BlobId([1; 32])),
        key: BlobId([id as u8; 32]),
        issue_date: "2026-11-26".parse().expect("date"),
        expiry_date: None,
        state: BatchState::Open,
        rows: 3,
        waiting: vec![WaitingRow {
            row: 4,
            cells: vec!["".to_owned(), "x@y".to_owned()],
            problems: Problems::from(
                crate::diag::Problem::error("empty-required", "The name is empty").hint("Fill it"),
            ),
        }],
    }
}

/// Something on a shelf, with one file.
pub(crate) fn kept(shelf: Shelf, number: u64, name: &str, file: BlobId) -> Kept {
    Kept {
        id: KeptId {
            shelf,
            number,
            revision: u32::from(shelf == Shelf::Version),
        },
        name: name.to_owned(),
        text: "What it is".to_owned(),
        files: BTreeMap::from([("images/seal.png".to_owned(), file)]),
    }
}

/// The n-th credential of a group, with an id that is as scattered as a random one.
pub(crate) fn credential(n: u64, group: u64, name: &str) -> Credential {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(n.to_be_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    Credential {
        id: CredentialId(id),
        number: format!("R{group}-2026-{n:05}"),
        group: GroupId(group),
        batch: BatchId(1),
        row: Some(n as u32 + 1),
        state: State::UnderReview,
        reason: None,
        revision: 0,
        content: Content {
            recipient: Recipient {
                name: name.to_owned(),
                email: Some(format!("p{n}@example.org")),
                language: None,
                custom: BTreeMap::from([("grade".to_owned(), Value::Text("A".to_owned()))]),
            },
            issue_date: "2026-11-26".parse().expect("date"),
            expiry_date: "2028-11-26".parse().ok(),
            group_revision: 1,
            certificate: Some(DesignPin {
                design: DesignId(1),
                revision: 1,
            }),
            badge: None,
            problems: Problems::default(),
            accepted: false,
        },
        draft: None,
    }
}

pub(crate) fn generated(list: impl IntoIterator<Item = Credential>) -> Change {
    let events = list
        .into_iter()
        .map(|c| Event::CredentialPut(CredentialPut::generated(c)))
        .collect();
    Change::new(&stamp(10), events)
}

/// The credential one step further, as `issue` would make it for these plain cases.
pub(crate) fn step(credential: &Credential, step: Step, reason: Option<&str>) -> Change {
    let mut next = credential.clone();
    next.state = credential.state.after(step).expect("an allowed step");
    next.reason = reason.map(str::to_owned);
    if step == Step::Publish {
        next.revision += 1;
    }
    let change = Change::new(&stamp(20), vec![Event::CredentialPut(CredentialPut::step(next, step))]);
    match reason {
        Some(reason) => change.because(reason),
        None => change,
    }
}
