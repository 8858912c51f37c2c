//! Which pictures a chosen file takes the place of.

use super::super::super::super::command::studio::{Action, Command};
use super::super::super::super::jobs::Slot;
use super::super::super::super::state::State;
use super::super::super::testing::Bench;
use super::*;
use crate::images::tests_support::png;
use crate::model::{DesignId, Edit, Element, Image, Property};

fn open_of(state: &State) -> &Open {
    state.studio.open().expect("open")
}

fn image_of<'a>(state: &'a State, name: &str) -> &'a Image {
    match &open_of(state).editor.design().element(name).expect("there").content {
        ElementContent::Image(image) => image,
        _ => panic!("{name} is no picture"),
    }
}

/// A picture beside the lists, of a width that no other has.
fn file(bench: &Bench, name: &str, width: u32) -> PathBuf {
    let path = bench.file(name);
    std::fs::write(&path, png(width, 20)).expect("written");
    path
}

/// Puts a picture on the page; its name.
fn put(bench: &mut Bench, file: PathBuf) -> String {
    let before = open_of(&bench.state).editor.history().position();
    bench.send(Command::Place(vec![file], None));
    bench.until("the picture", move |state| {
        open_of(state).editor.history().position() > before
    });
    open_of(&bench.state).editor.selection()[0].clone()
}

/// Two pictures on the page, by their names, and the file of a third.
fn two_and_another(bench: &mut Bench) -> (String, String, PathBuf) {
    let [a, b, c] = [("a.png", 40), ("b.png", 50), ("c.png", 60)].map(|(name, width)| file(bench, name, width));
    (put(bench, a), put(bench, b), c)
}

/// What comes of the dialog, whatever it says itself.
fn choose(bench: &mut Bench, id: DesignId, file: PathBuf) {
    bench.jobs.vacate(Slot::Dialog);
    super::super::answer(&mut bench.work(), Answer::Replacement(Some(file)).of(id));
}

#[test]
fn the_picture_that_was_selected_when_it_was_asked_for_is_replaced_and_its_crop_begins_anew() {
    let mut bench = Bench::of_design("studio-replace");
    let id = open_of(&bench.state).id;
    let (first, second, c) = two_and_another(&mut bench);
    let cropped = Image {
        focus: [0.1, 0.9],
        zoom: 2.0,
        ..image_of(&bench.state, &first).clone()
    };
    let content = Property::Content(Box::new(ElementContent::Image(cropped)));
    bench.send(Command::Edit("Crop".to_owned(), Edit::set(&first, content)));
    let untouched = image_of(&bench.state, &second).clone();
    bench.send(Command::Select(vec![first.clone()]));
    bench.send(Command::PickReplacement);
    bench.send(Command::Select(vec![second.clone()]));
    choose(&mut bench, id, c);
    let of = first.clone();
    bench.until("the other picture", move |state| {
        image_of(state, &of).source == ImageSource::Asset("images/c.png".to_owned())
    });
    let image = image_of(&bench.state, &first);
    assert_eq!((image.focus, image.zoom), ([0.5, 0.5], 1.0));
    assert_eq!(*image_of(&bench.state, &second), untouched);
}

#[test]
fn a_picture_that_is_gone_is_not_replaced_and_that_is_said() {
    let mut bench = Bench::of_design("studio-replace-gone");
    let id = open_of(&bench.state).id;
    let (first, second, c) = two_and_another(&mut bench);
    let untouched = image_of(&bench.state, &second).clone();
    bench.send(Command::Select(vec![first]));
    bench.send(Command::PickReplacement);
    bench.send(Action::Delete);
    bench.send(Command::Select(vec![second.clone()]));
    choose(&mut bench, id, c);
    bench.until("a message", |state| {
        super::super::super::testing::says(state, "The picture that was to be replaced is gone")
    });
    assert_eq!(*image_of(&bench.state, &second), untouched);
}

#[test]
fn what_is_locked_or_no_picture_is_not_replaced() {
    let mut bench = Bench::of_design("studio-replace-locked");
    let a = file(&bench, "a.png", 40);
    let name = put(&mut bench, a);
    bench.send(Command::Lock(vec![name.clone()], true));
    bench.send(Command::Select(vec![name.clone()]));
    bench.send(Command::PickReplacement);
    assert!(bench.says("Select a picture that is not locked"));
    assert!(!bench.jobs.is_busy(Slot::Dialog));
}

#[test]
fn a_file_that_is_dropped_with_ctrl_takes_the_place_of_the_picture_under_it() {
    let mut bench = Bench::of_design("studio-replace-drop");
    let a = file(&bench, "a.png", 40);
    let name = put(&mut bench, a.clone());
    let middle = |element: &Element| {
        Point::new(
            element.x.0 + element.width.0 / 2.0,
            element.y.0 + element.height.0 / 2.0,
        )
    };
    let open = open_of(&bench.state);
    let at = middle(open.editor.design().element(&name).expect("there"));
    assert_eq!(picture_at(open, &a, at, true), Some(name.clone()));
    assert_eq!(picture_at(open, &a, at, false), None, "as a rule it is put over it");
    assert_eq!(picture_at(open, Path::new("people.csv"), at, true), None);
    bench.send(Command::Lock(vec![name], true));
    assert_eq!(picture_at(open_of(&bench.state), &a, at, true), None);
}
