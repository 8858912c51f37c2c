//! Killing a process that commits: what it acknowledged is there.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use super::*;

/// The variable that makes the test below the process that is killed.
const VARIABLE: &str = "ACCOLADE_TEST_COMMIT_IN";

/// How long the child goes on after its first commit that is waited for, in milliseconds.
const WORKING: u64 = 130;

#[expect(clippy::disallowed_methods, reason = "the parent says by it what the child is to do")]
fn folder_of_the_child() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(Into::into)
}

/// Commits chunks of credentials for ever and says so on its output.
fn commit_for_ever(ws: &Path) {
    let store = Store::open(ws, SEED, &stamp(5), &Progress::new()).expect("open").value;
    store.writer().inner.journal.set_segment_size(40_000);
    let mut out = std::io::stdout();
    for first in (store.count(&Query::default()).expect("count")..).step_by(20) {
        let people = (first..first + 20).map(|n| credential(n, 1, &format!("Person {n}")));
        store.apply(&generated(people)).expect("generate");
        let one = store
            .credential(&credential(first, 1, "").id)
            .expect("read")
            .expect("there");
        store.apply(&step(&one, Step::Publish, None)).expect("publish");
        writeln!(out, "acknowledged {}", first + 20).expect("say");
        out.flush().expect("say");
    }
}

#[test]
fn what_is_acknowledged_survives_a_kill_at_any_moment() {
    if let Some(ws) = folder_of_the_child() {
        return commit_for_ever(&ws);
    }
    let (dir, store) = fresh("kill");
    drop(store);
    let ws = dir.path().join("ws");
    let mut acknowledged = 0u64;
    for wait in [90, 5, 60, 20, WORKING, 2, 40, 75] {
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["store::tests::kill::", "--nocapture", "--test-threads=1"])
            .env(VARIABLE, &ws)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the child");
        let lines = BufReader::new(child.stdout.take().expect("its output"));
        let (say, said) = channel();
        std::thread::spawn(move || {
            let lines = lines.lines().map_while(std::result::Result::ok);
            let numbers = lines.filter_map(|line| line.rsplit_once("acknowledged ")?.1.parse::<u64>().ok());
            numbers.map(|number| say.send(number)).all(|sent| sent.is_ok())
        });
        if wait == WORKING {
            // However slow the machine is, one is killed in the middle of its work.
            let first = said.recv_timeout(Duration::from_secs(60));
            acknowledged = acknowledged.max(first.expect("a child commits"));
        }
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().expect("kill");
        child.wait().expect("wait");
        acknowledged = said.iter().fold(acknowledged, u64::max);
        let opened = open(&dir);
        assert!(opened.problems.is_empty(), "{}", opened.problems);
        let store = opened.value;
        let count = store.count(&Query::default()).expect("count");
        assert!(count >= acknowledged, "{count} of {acknowledged}");
        assert_eq!(count % 20, 0, "a change is there whole or not at all");
        for n in 0..count {
            assert!(
                store.credential(&credential(n, 1, "").id).expect("read").is_some(),
                "{n}"
            );
        }
        let found = store.verify(&stamp(6), &Progress::new()).expect("verify");
        assert!(found.is_empty(), "{found}");
    }
    assert!(acknowledged > 0, "no child came to commit anything");
}

#[test]
fn unfinished_files_are_gone_after_the_next_opening() {
    let (dir, store) = fresh("unfinished");
    let kept = store.put_blob(b"a sheet").expect("kept");
    drop(store);
    let ws = dir.path().join("ws");
    let folder = ws.join("blobs").join(&kept.to_string()[..2]);
    let unfinished = [folder.join(".half.123.0.tmp"), ws.join(".info.123.0.tmp")];
    for path in &unfinished {
        std::fs::write(path, "half").expect("an unfinished file");
    }
    let store = Store::open(&ws, SEED, &stamp(5), &Progress::new()).expect("open").value;
    assert!(unfinished.iter().all(|path| !path.exists()));
    assert_eq!(store.blob(kept).expect("there"), b"a sheet");
}
