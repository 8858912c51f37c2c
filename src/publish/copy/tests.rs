//! Copies of published files: complete, never over somebody else's file, and the same after an interruption.

use std::fs;

use super::super::files::{Rendered, read_current_page, sweep_credential, write_current_page, write_revision};
use super::super::testing::{Sample, Scratch, id};
use super::*;
use crate::model::State;

/// A workspace's `published` and a folder for a copy beside it.
struct Places {
    scratch: Scratch,
    durability: Durability,
}

impl Places {
    fn new(name: &str) -> Places {
        let place = Places {
            scratch: Scratch::new(name),
            durability: Durability::new(),
        };
        fs::create_dir_all(place.published()).expect("folder");
        place
    }

    fn published(&self) -> PathBuf {
        self.scratch.path().join("published")
    }

    fn out(&self) -> PathBuf {
        self.scratch.path().join("out")
    }

    /// Writes the revision and the page of a credential.
    fn publish(&self, sample: &Sample) {
        let rendered = Rendered {
            certificate_pdf: Some(format!("pdf of {} {}", sample.credential.id, sample.revision).into_bytes()),
            certificate_png: vec![format!("png of {} {}", sample.credential.id, sample.revision).into_bytes()],
            badge_png: vec![b"the same badge for all".to_vec()],
        };
        let (published, id) = (self.published(), sample.credential.id);
        write_revision(
            &published,
            id,
            sample.revision,
            &sample.stem,
            &rendered,
            &self.durability,
        )
        .expect("revision");
        let html = page::html(&sample.view(), &Pictures::default(), Location::Credential).expect("page");
        write_current_page(&published, id, &html, &self.durability).expect("page");
    }

    fn copy(&self, samples: &[&Sample]) -> Problems {
        let copy = Copy::open(&self.out(), &self.published()).expect("copy");
        let mut problems = Problems::default();
        for sample in samples {
            let put = copy.put(
                &self.published(),
                &sample.view(),
                &Pictures::default(),
                &self.durability,
            );
            problems.extend(put.expect("put").problems);
        }
        copy.finish(&self.durability).expect("index");
        self.durability.flush().expect("flush");
        problems
    }

    /// The names in the copy, sorted.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.out()).expect("copy");
        let mut names: Vec<String> = entries
            .map(|e| e.expect("entry").file_name().into_string().expect("name"))
            .collect();
        names.sort();
        names
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.out().join(name)).expect(name)
    }
}

fn sample(name: &str, n: u8) -> Sample {
    let mut sample = Sample::new(name);
    sample.credential.id = id(n);
    sample.credential.number = format!("N-{n}");
    sample
}

const ZOE: [&str; 5] = [
    "Zoë – N-1 badge.png",
    "Zoë – N-1.html",
    "Zoë – N-1.pdf",
    "Zoë – N-1.png",
    "files.sha256",
];

#[test]
fn a_copy_is_complete_and_can_be_repeated() {
    let place = Places::new("copy-repeat");
    let zoe = sample("Zoë", 1);
    place.publish(&zoe);
    assert!(place.copy(&[&zoe]).is_empty());
    assert_eq!(place.names(), ZOE);
    assert!(index::check_folder(&place.out()).is_empty());
    let before = place.text("files.sha256");
    assert_eq!(before.lines().count(), 4);
    assert!(place.copy(&[&zoe]).is_empty());
    assert_eq!((place.names().len(), place.text("files.sha256")), (5, before));
}

#[test]
fn an_interrupted_copy_is_completed() {
    let place = Places::new("copy-kill");
    let zoe = sample("Zoë", 1);
    place.publish(&zoe);
    // Killed before the index, with a file half written and two missing.
    let copy = Copy::open(&place.out(), &place.published()).expect("copy");
    copy.put(&place.published(), &zoe.view(), &Pictures::default(), &place.durability)
        .expect("put");
    drop(copy);
    fs::remove_file(place.out().join(ZOE[0])).expect("not written yet");
    fs::remove_file(place.out().join(ZOE[3])).expect("not written yet");
    fs::write(place.out().join(".accolade-00112233445566aa.tmp"), "half").expect("half");
    // Revoked since: the page that is there is still known to be ours.
    let mut revoked = zoe.clone();
    revoked.credential.state = State::Revoked;
    assert!(place.copy(&[&revoked]).is_empty());
    assert!(place.text(ZOE[1]).contains("<strong>Revoked</strong>"));
    assert!(place.copy(&[&zoe]).is_empty());
    assert_eq!(place.names(), ZOE);
    assert!(index::check_folder(&place.out()).is_empty());
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let place = Places::new("copy-foreign");
    let zoe = sample("Zoë", 1);
    place.publish(&zoe);
    fs::create_dir_all(place.out()).expect("folder");
    fs::write(place.out().join(ZOE[2]), "a thesis").expect("file");
    fs::create_dir(place.out().join(ZOE[3])).expect("folder in the way");
    let problems = place.copy(&[&zoe]);
    let codes: Vec<&str> = problems.iter().map(|p| p.code.as_ref()).collect();
    assert_eq!(codes, ["foreign-file", "foreign-file"]);
    assert_eq!(place.text(ZOE[2]), "a thesis");
    assert!(!place.text("files.sha256").contains(".pdf"));
    fs::write(place.out().join("files.sha256"), "not an index").expect("file");
    let error = Copy::open(&place.out(), &place.published()).expect_err("an index of somebody else");
    assert_eq!(error.0[0].code, "index-damaged");
    assert_eq!(place.text("files.sha256"), "not an index");
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed_out_of_the_copy() {
    let place = Places::new("copy-link");
    let zoe = sample("Zoë", 1);
    place.publish(&zoe);
    fs::create_dir_all(place.out()).expect("folder");
    let target = place.scratch.path().join("precious");
    fs::write(&target, "precious").expect("file");
    std::os::unix::fs::symlink(&target, place.out().join(ZOE[2])).expect("link");
    assert_eq!(place.copy(&[&zoe]).0[0].code, "foreign-file");
    assert_eq!(fs::read_to_string(&target).expect("still there"), "precious");
}

#[test]
fn people_of_one_name_and_number_do_not_meet() {
    let place = Places::new("copy-same");
    let (mut a, mut b) = (sample("Kim", 1), sample("KIM", 2));
    for sample in [&mut a, &mut b] {
        sample.credential.number = "7".to_owned();
        place.publish(sample);
    }
    assert!(place.copy(&[&a, &b]).is_empty());
    let short = id(2).to_string()[18..].to_owned();
    let names = place.names();
    assert_eq!(names.len(), 9);
    assert!(
        names.contains(&"Kim – 7.pdf".to_owned()) && names.contains(&format!("KIM – 7 – {short}.pdf")),
        "{names:?}"
    );
    // The other way round nothing changes hands.
    assert!(place.copy(&[&b, &a]).is_empty());
    assert_eq!(place.names(), names);
    assert_eq!(page::owner(place.text("Kim – 7.html").as_bytes()), Some(id(1)));
    assert!(index::check_folder(&place.out()).is_empty());
}

#[test]
fn a_correction_takes_the_place_of_what_it_corrects() {
    let place = Places::new("copy-correct");
    let first = sample("Zoe", 1);
    place.publish(&first);
    assert!(place.copy(&[&first]).is_empty());
    fs::write(place.out().join("Zoe – N-1 notes.txt"), "mine").expect("file");
    let mut second = sample("Zoë", 1);
    second.revision = 2;
    second.credential.revision = 2;
    place.publish(&second);
    assert!(place.copy(&[&second]).is_empty());
    let mut expected: Vec<&str> = ZOE.to_vec();
    expected.insert(0, "Zoe – N-1 notes.txt");
    let mut names = place.names();
    names.sort_by_key(|name| name != "Zoe – N-1 notes.txt");
    assert_eq!(names, expected);
    assert!(place.text(ZOE[2]).ends_with(" 2"));
    assert!(index::check_folder(&place.out()).is_empty());
    // A file that was changed by hand is not removed with the rest.
    let place = Places::new("copy-correct-changed");
    place.publish(&first);
    place.copy(&[&first]);
    fs::write(place.out().join("Zoe – N-1.pdf"), "annotated").expect("file");
    place.publish(&second);
    assert!(place.copy(&[&second]).is_empty());
    assert_eq!(place.text("Zoe – N-1.pdf"), "annotated");
    assert!(!place.names().contains(&"Zoe – N-1.png".to_owned()));
}

#[test]
fn a_revocation_reaches_the_copies() {
    let place = Places::new("copy-revoke");
    let (zoe, bo) = (sample("Zoë", 1), sample("Bo", 2));
    place.publish(&zoe);
    place.publish(&bo);
    place.copy(&[&zoe]);
    let published = place.published();
    let gone = place.scratch.path().join("stick");
    assert!(Copy::open_existing(&gone, &published).is_err());
    assert!(!gone.exists(), "a copy that is gone is not made anew");
    let opened = [Copy::open_existing(&place.out(), &published).expect("the copy")];
    for sample in [&zoe, &bo] {
        let mut revoked = sample.clone();
        revoked.credential.state = State::Revoked;
        let page = read_current_page(&published, revoked.credential.id).expect("page");
        let pictures = Pictures::of_page(&page);
        let update = update_pages(&published, &opened, &revoked.view(), &pictures, &place.durability);
        let update = update.expect("update");
        assert!(update.problems.is_empty());
        let has = revoked.credential.id == zoe.credential.id;
        assert_eq!(update.value, if has { vec![place.out()] } else { Vec::new() });
        let page = read_current_page(&published, revoked.credential.id).expect("page");
        assert!(page.contains("<strong>Revoked</strong>"));
    }
    for copy in opened {
        copy.finish(&place.durability).expect("index");
    }
    assert!(place.text(ZOE[1]).contains("<strong>Revoked</strong>"));
    assert_eq!(place.names(), ZOE, "whoever was not in the copy does not come into it");
    assert!(index::check_folder(&place.out()).is_empty());
}

#[test]
fn a_copy_within_what_is_published_is_refused() {
    let place = Places::new("copy-within");
    let error = Copy::open(&place.published().join("copy"), &place.published()).expect_err("refused");
    assert_eq!(error.0[0].code, "copy-in-published");
    assert!(!place.published().join("copy").exists());
    fs::write(place.out(), "a file").expect("file");
    assert!(Copy::open(&place.out(), &place.published()).is_err());
}

#[test]
fn what_a_killed_publication_left_is_swept() {
    let place = Places::new("sweep");
    let zoe = sample("Zoë", 1);
    place.publish(&zoe);
    let folder = files::credential_folder(&place.published(), id(1));
    fs::create_dir_all(folder.join(".2.tmp")).expect("unfinished");
    fs::create_dir_all(folder.join("2")).expect("not acknowledged");
    fs::write(folder.join(".accolade-00112233445566aa.tmp"), "half").expect("half");
    sweep_credential(&place.published(), id(1), 1).expect("sweep");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("folder")
        .map(|e| e.expect("entry").file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["1", "index.html"]);
    sweep_credential(&place.published(), id(1), 0).expect("sweep");
    assert!(!folder.exists());
    sweep_credential(&place.published(), id(1), 0).expect("nothing left");
    sweep_credential(&place.published(), id(9), 1).expect("nothing there");
}
