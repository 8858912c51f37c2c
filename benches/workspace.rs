//! Speeds of the workspace: `cargo bench --bench workspace [-- COUNT]`, 1,000,000 credentials when not said otherwise.
//!
//! Makes a workspace in `target/bench/workspace` (about 2 GB for a million), then opens it and asks for what lists show.
//! `benches/README.md` says more. There is no pass mark: the numbers are for people.

#![expect(clippy::expect_used, reason = "a measurement stops where it fails")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use accolade::diag::Problems;
use accolade::model::{
    Batch, BatchId, BatchState, BlobId, Content, Credential, CredentialId, Date, DesignId, DesignPin, DuplicatePolicy,
    Group, GroupId, GroupSettings, Issuer, Moment, Recipient, State, Step, Value,
};
use accolade::progress::Progress;
use accolade::store::{Change, CredentialPut, Event, Query, Seed, Stamp, Store, StoredDesign};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Credentials of one durable commit, as generation makes them.
const CHUNK: u64 = 1000;
const GROUPS: u64 = 20;

fn main() {
    let count = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(1_000_000u64);
    let dir = Path::new(ROOT).join("target/bench/workspace");
    drop(std::fs::remove_dir_all(&dir));
    std::fs::create_dir_all(dir.join("..")).expect("the folder of the benchmark");
    say(&format!(
        "{count} credentials in {GROUPS} groups, committed {CHUNK} at a time"
    ));
    fill(&dir, count);
    let start = now();
    let store = Store::open(&dir, seed(), &stamp(), &Progress::new())
        .expect("the workspace")
        .value;
    say(&format!("{:<44} {:>10.3} s", "open", start.elapsed().as_secs_f64()));
    lists(&store, count);
    single_commits(&store);
    let start = now();
    let found = store.verify(&stamp(), &Progress::new()).expect("the check");
    assert!(found.is_empty(), "{found}");
    say(&format!(
        "{:<44} {:>10.3} s",
        "check everything",
        start.elapsed().as_secs_f64()
    ));
    let size: u64 = files(&dir);
    say(&format!("{:<44} {:>10} MB", "size on disk", size / 1_000_000));
}

fn seed() -> Seed {
    Seed([7; 32])
}

fn stamp() -> Stamp {
    Stamp::new(Moment(1_795_687_200_000), "Bench")
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is about the clock")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::print_stdout, reason = "the numbers are the output")]
fn say(text: &str) {
    println!("{text}");
}

/// Commits all credentials; prints the rate and how long one commit takes.
fn fill(dir: &Path, count: u64) {
    let issuer = Issuer {
        name: "Bench".to_owned(),
        ..Issuer::default()
    };
    let store = Store::create(dir, &issuer, seed(), &stamp()).expect("a workspace");
    let mut events = vec![Event::DesignPut(design())];
    for id in 1..=GROUPS {
        events.push(Event::GroupPut(group(id)));
        events.push(Event::BatchPut(batch(id)));
    }
    store.apply(&Change::new(&stamp(), events)).expect("the groups");
    let mut commits = Vec::new();
    let start = now();
    for first in (0..count).step_by(CHUNK as usize) {
        let puts =
            (first..count.min(first + CHUNK)).map(|n| Event::CredentialPut(CredentialPut::generated(credential(n))));
        let change = Change::new(&stamp(), puts.collect());
        let commit = now();
        store.apply(&change).expect("a commit");
        commits.push(commit.elapsed());
    }
    let seconds = start.elapsed().as_secs_f64();
    say(&format!(
        "{:<44} {:>10.0} credentials/s",
        "commit, durable",
        count as f64 / seconds
    ));
    spread("one commit", commits);
}

/// What the lists of the program ask for.
fn lists(store: &Store, count: u64) {
    let group = Query {
        group: Some(GroupId(7)),
        state: Some(State::UnderReview),
        ..Query::default()
    };
    let search = |text: &str| Query {
        text: Some(text.to_owned()),
        ..Query::default()
    };
    let queries = [
        ("page of 50, by group and state", group.clone()),
        (
            "page of 50, newest first",
            Query {
                newest_first: true,
                ..Query::default()
            },
        ),
        ("page of 50, search for a rare name", search("Wolfeschlegel")),
        ("page of 50, search for a common name", search("müller")),
        ("page of 50, search for two words", search("ann 99")),
    ];
    for (what, query) in queries {
        let times = (0..200)
            .map(|_| timed(|| drop(store.query(&query, None, 50).expect("a page"))))
            .collect();
        spread(what, times);
    }
    let times = (0..200)
        .map(|_| {
            timed(|| {
                store.count(&group).expect("a count");
            })
        })
        .collect();
    spread("count, by group and state", times);
    let rare = search("Wolfeschlegel");
    let times = (0..200)
        .map(|_| {
            timed(|| {
                store.count(&rare).expect("a count");
            })
        })
        .collect();
    spread("count, search for a rare name", times);
    let ids: Vec<CredentialId> = (0..2000).map(|n| id(n * (count / 2000).max(1))).collect();
    let times = ids
        .iter()
        .map(|id| timed(|| assert!(store.credential(id).expect("a read").is_some())))
        .collect();
    spread("one credential, by id", times);
}

/// A step of one credential at a time, each durable.
fn single_commits(store: &Store) {
    let times = (0..300).map(|n| {
        let mut held = store.credential(&id(n)).expect("a read").expect("a credential");
        held.state = State::Held;
        held.reason = Some("A look at the spelling".to_owned());
        let change = Change::new(
            &stamp(),
            vec![Event::CredentialPut(CredentialPut::step(held, Step::Hold))],
        );
        timed(|| {
            store.apply(&change).expect("a commit");
        })
    });
    spread("hold one, durable", times.collect());
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = now();
    work();
    start.elapsed()
}

fn spread(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    say(&format!(
        "{what:<44} {:>10.3} ms median, {:.3} ms at 99 %",
        at(50),
        at(99)
    ));
}

fn files(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let sizes = entries.map(|entry| {
        let entry = entry.expect("an entry");
        if entry.path().is_dir() {
            files(&entry.path())
        } else {
            entry.metadata().expect("a file").len()
        }
    });
    sizes.sum()
}

/// An id as random ones are spread, the same for the same number.
fn id(n: u64) -> CredentialId {
    let mixed = (u128::from(n) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
    CredentialId(mixed.to_be_bytes())
}

fn credential(n: u64) -> Credential {
    let given = ["Ann", "Zoë", "Łukasz", "Иван", "محمد", "अनन्या", "小明", "Thị Ánh"][n as usize % 8];
    let family = ["Müller", "Okonkwo", "Ruiz", "Щербаков", "Tanaka", "Șerban", "Kowalska"][(n / 8) as usize % 7];
    let rare = if n % 200_003 == 11 { " Wolfeschlegel" } else { "" };
    let grade = ("grade".to_owned(), Value::Number((n % 50 + 50).to_string()));
    let issue_date: Date = "2026-11-26".parse().expect("a day");
    Credential {
        id: id(n),
        number: format!("B-2026-{n:07}"),
        group: GroupId(n / CHUNK % GROUPS + 1),
        batch: BatchId(n / CHUNK % GROUPS + 1),
        row: Some(n as u32 + 2),
        state: State::UnderReview,
        reason: None,
        revision: 0,
        content: Content {
            recipient: Recipient {
                name: format!("{given} {family}{rare} {n}"),
                email: Some(format!("person{n}@example.org")),
                language: None,
                custom: BTreeMap::from([grade]),
            },
            issue_date,
            expiry_date: None,
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

fn design() -> StoredDesign {
    let json = r#"{"name": "Plain", "kind": "certificate", "pages": [{"width": 842, "height": 595}]}"#;
    StoredDesign {
        id: DesignId(1),
        revision: 1,
        design: serde_json::from_str(json).expect("a design"),
        assets: BTreeMap::new(),
        fonts: BTreeMap::new(),
        used: false,
    }
}

fn group(id: u64) -> Group {
    Group {
        id: GroupId(id),
        revision: 1,
        title: format!("Course {id}"),
        description: String::new(),
        code: "B".to_owned(),
        skills: Vec::new(),
        criteria: String::new(),
        url: String::new(),
        language: "en".to_owned(),
        certificate: Some(DesignId(1)),
        badge: None,
        fields: vec!["grade:number".parse().expect("a field")],
        validity: None,
        duplicates: DuplicatePolicy::Allow,
        settings: GroupSettings::default(),
    }
}

fn batch(id: u64) -> Batch {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&id.to_be_bytes());
    Batch {
        id: BatchId(id),
        group: GroupId(id),
        created: Moment(1_795_687_200_000),
        source: "bench.xlsx".to_owned(),
        sheet: None,
        key: BlobId(key),
        issue_date: "2026-11-26".parse().expect("a day"),
        expiry_date: None,
        state: BatchState::Open,
        rows: 0,
        waiting: Vec::new(),
    }
}
