//! Measures the store: durable commits, opening, paging and searching. Run with
//! `cargo bench --bench store -- [credentials] [chunk]`, by default 1,000,000 credentials in chunks of 1,000.

#![expect(clippy::disallowed_methods, reason = "A benchmark reads the clock")]
#![expect(clippy::print_stdout, reason = "A benchmark prints what it measured")]
#![expect(clippy::expect_used, reason = "A benchmark stops where something fails")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use accolade::diag::Problems;
use accolade::model::*;
use accolade::progress::Progress;
use accolade::store::{Change, CredentialPut, Event, Query, Seed, Stamp, Store};

const NAMES: [&str; 12] = [
    "Zoë Müller-Lüdenscheidt",
    "Łukasz Żółć",
    "Nguyễn Thị Ánh",
    "Иван Щербаков",
    "Ελένη Παπαδοπούλου",
    "محمد بن عبد الله",
    "अनन्या शर्मा",
    "王小明",
    "김철수",
    "Maria da Silva",
    "John Smith",
    "Fatima Benali",
];

fn main() {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let count = numbers.first().copied().unwrap_or(1_000_000);
    let chunk = numbers.get(1).copied().unwrap_or(1000);
    let base = std::env::temp_dir().join(format!("accolade-bench-store-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&base);
    std::fs::create_dir_all(&base).expect("a folder");
    let dir = base.join("ws");
    commit(&dir, count, chunk);
    let store = reopen(&dir);
    read(&store, count);
    search(&store);
    steps(&store, count);
    let (problems, took) = timed(|| store.verify(&stamp(), &Progress::new()).expect("verify"));
    println!(
        "verify everything              {:>10.2} s, {} problems",
        took.as_secs_f64(),
        problems.0.len()
    );
    drop(store);
    std::fs::remove_dir_all(dir.join("db")).expect("remove");
    let (store, took) = timed(|| open(&dir));
    println!("make the database anew         {:>10.2} s", took.as_secs_f64());
    drop(store);
    std::fs::remove_dir_all(&base).expect("remove");
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

fn stamp() -> Stamp {
    Stamp::new(Moment(1_795_687_200_000), "Bench")
}

fn open(dir: &Path) -> Store {
    let opened = Store::open(dir, Seed([2; 32]), &stamp(), &Progress::new()).expect("open");
    assert!(opened.problems.is_empty(), "{}", opened.problems);
    opened.value
}

fn commit(dir: &Path, count: u64, chunk: u64) {
    let store = Store::create(dir, &Issuer::default(), Seed([1; 32]), &stamp()).expect("create");
    let mut times = Vec::new();
    let mut made = Duration::ZERO;
    for first in (0..count).step_by(chunk as usize) {
        let (change, took) = timed(|| {
            let events = (first..(first + chunk).min(count))
                .map(|n| Event::CredentialPut(CredentialPut::generated(credential(n))))
                .collect();
            Change::new(&stamp(), events)
        });
        made += took;
        times.push(timed(|| store.apply(&change).expect("apply")).1);
    }
    let total: Duration = times.iter().sum();
    times.sort_unstable();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
    println!("credentials                    {count:>10}");
    println!(
        "commit in chunks of {chunk:<6}     {:>10.0} /s",
        count as f64 / total.as_secs_f64()
    );
    println!(
        "  p50, p99, most               {:.1}, {:.1}, {:.1} ms",
        at(0.5),
        at(0.99),
        at(1.0)
    );
    println!("  (making them took {:.1} s besides)", made.as_secs_f64());
    let (_, took) = timed(|| drop(store));
    println!("close                          {:>10.2} s", took.as_secs_f64());
    println!(
        "journal, database              {:.0}, {:.0} MB",
        size(&dir.join("journal")),
        size(&dir.join("db"))
    );
}

fn reopen(dir: &Path) -> Store {
    let (store, took) = timed(|| open(dir));
    println!("open                           {:>10.2} s", took.as_secs_f64());
    store
}

fn read(store: &Store, count: u64) {
    let get = median(2000, |i| {
        let id = id(i * 7919 % count);
        assert!(store.credential(&id).expect("read").is_some());
    });
    println!("get one                        {get:>10.3} ms");
    let query = Query {
        group: Some(GroupId(3)),
        state: Some(State::UnderReview),
        ..Query::default()
    };
    let mut after = None;
    let page = median(200, |_| {
        let page = store.query(&query, after, 50).expect("page");
        after = page.next;
    });
    println!("page of 50, group and state    {page:>10.3} ms");
    let newest = Query {
        newest_first: true,
        ..Query::default()
    };
    let page = median(200, |_| {
        assert!(!store.query(&newest, None, 50).expect("page").items.is_empty());
    });
    println!("page of 50, newest             {page:>10.3} ms");
    let counted = median(20, |_| {
        store.count(&query).expect("count");
    });
    println!("count group and state          {counted:>10.3} ms");
    let same = median(2000, |i| {
        let c = credential(i * 104_729 % count);
        let email = c.content.recipient.email.as_deref();
        let found = store.same_recipient(c.group, email, &c.content.recipient.name);
        assert!(!found.expect("read").is_empty());
    });
    println!("same recipient                 {same:>10.3} ms");
}

fn search(store: &Store) {
    let query = |text: &str| Query {
        text: Some(text.to_owned()),
        ..Query::default()
    };
    let (_, first) = timed(|| store.count(&query("nobody")).expect("count"));
    println!(
        "first search                   {:>10.3} ms",
        first.as_secs_f64() * 1000.0
    );
    for text in ["nobody anywhere", "muller 12345", "maria silva", "小明 777"] {
        let page = median(20, |_| {
            store.query(&query(text), None, 50).expect("page");
        });
        let count = store.count(&query(text)).expect("count");
        println!("search, page of 50             {page:>10.3} ms   “{text}” of {count}");
    }
}

/// Steps that change one credential each, and chunks of them.
fn steps(store: &Store, count: u64) {
    let publish = |n: u64| {
        let mut c = store.credential(&id(n)).expect("read").expect("there");
        c.state = State::Published;
        c.revision = 1;
        Event::CredentialPut(CredentialPut::step(c, Step::Publish))
    };
    let one = median(500, |i| {
        store.apply(&Change::new(&stamp(), vec![publish(i)])).expect("apply");
    });
    println!("publish one, durable           {one:>10.3} ms");
    let from = count.min(1000);
    let until = count.min(51_000);
    let (_, took) = timed(|| {
        for first in (from..until).step_by(256) {
            let events = (first..(first + 256).min(until)).map(publish).collect();
            store.apply(&Change::new(&stamp(), events)).expect("apply");
        }
    });
    println!(
        "publish in chunks of 256       {:>10.0} /s",
        (until - from) as f64 / took.as_secs_f64()
    );
}

/// The median time of some calls in milliseconds.
fn median(times: u64, mut call: impl FnMut(u64)) -> f64 {
    let mut taken: Vec<Duration> = (0..times).map(|i| timed(|| call(i)).1).collect();
    taken.sort_unstable();
    taken[taken.len() / 2].as_secs_f64() * 1000.0
}

fn size(folder: &Path) -> f64 {
    let files = std::fs::read_dir(folder).expect("list");
    let bytes: u64 = files.map(|f| f.expect("file").metadata().expect("size").len()).sum();
    bytes as f64 / 1e6
}

/// Scattered like random ones (SplitMix64).
fn id(n: u64) -> CredentialId {
    let mix = |mut z: u64| {
        z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let bytes = (u128::from(mix(n)) << 64 | u128::from(mix(!n))).to_be_bytes();
    CredentialId(bytes)
}

fn credential(n: u64) -> Credential {
    let group = 1 + n / 10_000 % 10;
    let text = |text: String| Value::Text(text);
    Credential {
        id: id(n),
        number: format!("RUST-2026-{n:07}"),
        group: GroupId(group),
        batch: BatchId(1 + n / 10_000),
        row: Some((n % 10_000) as u32 + 2),
        state: State::UnderReview,
        reason: None,
        revision: 0,
        content: Content {
            recipient: Recipient {
                name: format!("{} {}", NAMES[n as usize % NAMES.len()], n % 99_991),
                email: Some(format!("person.{n}@university.example.org")),
                language: Some("en".to_owned()),
                custom: BTreeMap::from([
                    ("grade".to_owned(), text(format!("{}", n % 6))),
                    (
                        "course".to_owned(),
                        text("Introduction to systems programming".to_owned()),
                    ),
                    ("supervisor".to_owned(), text("Prof. Dr. Ada Example".to_owned())),
                    ("matriculation".to_owned(), text(format!("{:08}", n * 37 % 100_000_000))),
                ]),
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
