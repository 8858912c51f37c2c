//! Publishing, what is made of a credential, and what a kill leaves of it.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use super::files::{self, Durability, PAGE, Rendered};
use super::page;
use super::pending::{self, Pending};
use super::view::Parts;
use super::{PublishOptions, Selection, finish, mend, publish, step, write_list};
use crate::issue::testing::TestDesk;
use crate::issue::{self, GenerateOptions, NewGroup, Turn};
use crate::model::{Credential, State};
use crate::progress::Progress;
use crate::store::Query;

/// A desk with credentials under review.
fn desk(name: &str, people: usize) -> (TestDesk, Vec<Credential>) {
    let desk = TestDesk::new(&format!("publish-{name}"));
    let group = desk.group(NewGroup {
        title: "Pottery".to_owned(),
        ..NewGroup::default()
    });
    let rows: String = (0..people)
        .map(|n| format!("Ada Byron {n},a{n}@example.org,A\n"))
        .collect();
    let csv = format!("Name,E-mail,Grade\n{rows}");
    desk.generate(&group, &csv, &GenerateOptions::default())
        .expect("generated");
    let waiting = desk.store.query(&Query::default(), None, 1000).expect("read").items;
    (desk, waiting)
}

fn all(desk: &TestDesk, options: &PublishOptions) -> u32 {
    let selection = Selection::Query(Query::default());
    let done = publish(desk, &selection, options, &Progress::new()).expect("published");
    assert!(done.problems.is_empty() && done.value.held.is_empty(), "{done:?}");
    done.value.published
}

fn names(folder: PathBuf) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_list_has_all_that_is_known_of_who_was_published() {
    let (desk, waiting) = desk("list", 3);
    let ids: Vec<_> = waiting.iter().map(|credential| credential.id).collect();
    let first = Selection::Ids(ids[..2].to_vec());
    publish(&desk, &first, &PublishOptions::default(), &Progress::new()).expect("published");
    let path = desk.store.dir().join("list.csv");
    write_list(&desk, &ids, &path, &Progress::new()).expect("written");
    let text = fs::read_to_string(&path).expect("the list");
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines[0],
        "Name,E-mail,Language,Group,grade,Number,State,Id,Issued on,Valid until,Address,Page"
    );
    assert_eq!(lines.len(), 3, "who is not published is not in it: {lines:?}");
    let credential = &waiting[0];
    let name = &credential.content.recipient.name;
    let line = lines.iter().find(|line| line.starts_with(&**name)).expect("a line");
    assert!(
        line.contains(",Pottery,A,") && line.contains(",published,") && line.contains(&credential.id.to_string()),
        "{line}"
    );
    // As a workbook it is there as well; another kind is refused, and nothing is written.
    write_list(&desk, &ids, &path.with_extension("xlsx"), &Progress::new()).expect("written");
    write_list(&desk, &ids, &path.with_extension("txt"), &Progress::new()).expect_err("no spreadsheet");
    let kinds = [".csv", ".xlsx"].map(|ending| format!("list{ending}"));
    let mut there = names(desk.store.dir().to_owned());
    there.retain(|name| name.starts_with("list"));
    assert_eq!(there, kinds);
}

#[test]
fn a_kill_leaves_what_the_store_says_and_nothing_else() {
    let (desk, waiting) = desk("kill", 3);
    let published = desk.store.published_dir();
    let first = Selection::Ids(vec![waiting[0].id]);
    publish(&desk, &first, &PublishOptions::default(), &Progress::new()).expect("published");
    let page = files::credential_folder(&published, waiting[0].id).join(PAGE);
    let whole = fs::read_to_string(&page).expect("the page");
    // As a kill leaves them: the first acknowledged and without its page, the second written and not acknowledged, the
    // third half written.
    let ids: Vec<_> = waiting.iter().map(|credential| credential.id).collect();
    drop(Pending::note(&published, &ids).expect("noted"));
    fs::remove_file(&page).expect("removed");
    let rendered = Rendered {
        certificate_pdf: Some(b"%PDF".to_vec()),
        ..Rendered::default()
    };
    files::write_revision(&published, ids[1], 1, "Ada", &rendered, &Durability::new()).expect("written");
    fs::create_dir_all(files::credential_folder(&published, ids[2]).join(".1.tmp")).expect("half");

    assert!(finish(&desk).expect("finished").is_empty());
    assert_eq!(
        fs::read_to_string(&page).expect("the page"),
        whole,
        "from the published files"
    );
    assert!(!files::credential_folder(&published, ids[1]).exists());
    assert!(!files::credential_folder(&published, ids[2]).exists());
    assert!(pending::left(&published).expect("read").is_empty());
    let of = |state| Query {
        state: Some(state),
        ..Query::default()
    };
    assert_eq!(desk.store.count(&of(State::Published)).expect("counted"), 1);
    assert_eq!(all(&desk, &PublishOptions::default()), 2, "the others go on");
}

#[test]
fn what_is_counted_is_published() {
    let (desk, waiting) = desk("counted", 40);
    let progress = Progress::new();
    let over = AtomicBool::new(false);
    let of = Query {
        state: Some(State::Published),
        ..Query::default()
    };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                let said = progress.snapshot().done;
                let there = desk.store.count(&of).expect("counted");
                assert!(said <= there, "{said} are said to be published, {there} are");
            }
        });
        let ids = waiting.iter().map(|credential| credential.id).collect();
        let done = publish(&desk, &Selection::Ids(ids), &PublishOptions::default(), &progress);
        over.store(true, Ordering::Relaxed);
        assert_eq!(done.expect("published").value.published, 40);
    });
    assert_eq!(progress.snapshot().done, 40);
}

#[test]
fn only_the_files_that_are_chosen_are_made_and_mended() {
    let (desk, waiting) = desk("chosen", 1);
    let id = waiting[0].id;
    let published = desk.store.published_dir();
    let options = PublishOptions {
        files: Parts {
            pictures: false,
            ..Parts::ALL
        },
        ..PublishOptions::default()
    };
    assert_eq!(all(&desk, &options), 1);
    let folder = files::revision_folder(&published, id, 1);
    assert_eq!(names(folder.clone()), ["Ada Byron 0.pdf", "files.sha256"]);
    let html = fs::read_to_string(files::credential_folder(&published, id).join(PAGE)).expect("the page");
    assert!(
        page::Pictures::of_page(&html).certificate.is_some(),
        "it is seen all the same"
    );
    assert!(html.contains("Ada%20Byron%200.pdf") && !html.contains("Ada%20Byron%200.png"));
    assert_eq!(page::revision(html.as_bytes()), Some(1));

    let pdf = fs::read(folder.join("Ada Byron 0.pdf")).expect("the certificate");
    fs::write(folder.join("Ada Byron 0.pdf"), "damaged").expect("damaged");
    fs::remove_file(files::credential_folder(&published, id).join(PAGE)).expect("lost");
    assert!(!mend(&desk, &Progress::new()).expect("mended").is_empty());
    assert_eq!(fs::read(folder.join("Ada Byron 0.pdf")).expect("the certificate"), pdf);
    assert_eq!(names(folder), ["Ada Byron 0.pdf", "files.sha256"]);
    let again = fs::read_to_string(files::credential_folder(&published, id).join(PAGE)).expect("the page");
    assert_eq!(again, html);
}

#[test]
fn every_page_of_a_corrected_credential_says_that_it_is_revoked() {
    let (desk, waiting) = desk("revoked", 1);
    let id = waiting[0].id;
    let published = desk.store.published_dir();
    all(&desk, &PublishOptions::default());
    for name in ["Ada King", "Ada Lovelace"] {
        let edits = issue::parse_edits(&[format!("recipient.name={name}")]).expect("an edit");
        issue::correct(&desk, &id, &edits, "a new name").expect("corrected");
        all(&desk, &PublishOptions::default());
    }
    let pages: Vec<PathBuf> = ["1", "2", ""]
        .map(|revision| files::credential_folder(&published, id).join(revision).join(PAGE))
        .into();
    let said = |page: &PathBuf| {
        let html = fs::read_to_string(page).expect("the page");
        let standing = html
            .split("<main class=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        standing.expect("a standing").to_owned()
    };
    let standings = || pages.iter().map(said).collect::<Vec<_>>();
    assert_eq!(standings(), ["superseded", "superseded", "valid"]);
    step(&desk, &id, Turn::Revoke("a mistake")).expect("revoked");
    assert_eq!(standings(), ["revoked"; 3]);
    // What was issued stays as it was.
    let first = files::revision_folder(&published, id, 1);
    assert_eq!(
        names(first),
        ["Ada Byron 0.pdf", "Ada Byron 0.png", "files.sha256", PAGE]
    );
}

#[test]
fn a_page_can_be_all_that_is_made() {
    let (desk, waiting) = desk("alone", 2);
    let copy = std::env::temp_dir().join(format!("accolade-publish-alone-copy-{}", std::process::id()));
    let options = PublishOptions {
        files: Parts::NONE,
        out: Some(copy.clone()),
        ..PublishOptions::default()
    };
    assert_eq!(all(&desk, &options), 2);
    let folder = files::revision_folder(&desk.store.published_dir(), waiting[0].id, 1);
    assert_eq!(names(folder), ["files.sha256"]);
    let copied = names(copy.clone());
    fs::remove_dir_all(copy).expect("removed");
    assert_eq!(copied.len(), 3, "{copied:?}");
    assert!(copied[0].starts_with("Ada Byron 0 – C-"), "{copied:?}");
    let problems = desk
        .store
        .verify(&desk.clock.stamp(), &Progress::new())
        .expect("looked at");
    assert!(problems.is_empty(), "{problems:?}");
}
