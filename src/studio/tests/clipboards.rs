//! Copy, cut, paste, duplicate, and styles.

use super::*;
use crate::model::{Image, ImageSource};
use crate::units::Point;

fn picture(name: &str, path: &str) -> Element {
    let image = Image::of(ImageSource::Asset(path.to_owned()));
    Element::new(name, Rect::new(10.0, 10.0, 60.0, 60.0), ElementContent::Image(image))
}

#[test]
fn what_is_copied_is_pasted_aside_in_place_and_in_the_middle() {
    let mut editor = editor(vec![rectangle("A", 100.0, 100.0, 50.0, 50.0)]);
    let first = Arc::clone(editor.design());
    editor.select_all();
    let clip = editor.copy().expect("copied");
    editor.paste(&clip, PasteAt::Beside).expect("pasted");
    assert_eq!(frame(&editor, "A 2"), [110.0, 110.0, 50.0, 50.0]);
    assert_eq!(editor.selection(), ["A 2"]);
    editor.paste(&clip, PasteAt::Beside).expect("pasted");
    assert_eq!(
        frame(&editor, "A 3"),
        [120.0, 120.0, 50.0, 50.0],
        "not on the first copy"
    );
    editor.paste(&clip, PasteAt::InPlace).expect("pasted");
    assert_eq!(frame(&editor, "A 4"), [100.0, 100.0, 50.0, 50.0]);
    editor
        .paste(&clip, PasteAt::Middle(Point::new(300.0, 200.0)))
        .expect("pasted");
    assert_eq!(frame(&editor, "A 5"), [275.0, 175.0, 50.0, 50.0]);
    editor.duplicate().expect("duplicated");
    assert_eq!(frame(&editor, "A 6"), [285.0, 185.0, 50.0, 50.0]);
    assert_eq!(editor.history().undo_name(), Some("Duplicate “A 5”"));
    let cut = editor.cut().expect("cut").expect("something");
    assert!(editor.design().element("A 6").is_none() && cut.elements.len() == 1);
    editor.paste(&cut, PasteAt::Beside).expect("pasted");
    assert_eq!(
        frame(&editor, "A 6"),
        [285.0, 185.0, 50.0, 50.0],
        "where it was, as nothing lies there"
    );
    check_history(&mut editor, &first);
}

#[test]
fn duplicating_again_repeats_the_way_of_the_copy() {
    let mut editor = editor(vec![
        rectangle("A", 0.0, 0.0, 20.0, 20.0),
        rectangle("B", 0.0, 30.0, 20.0, 20.0),
    ]);
    let first = Arc::clone(editor.design());
    let at = |editor: &Editor, name: &str| frame(editor, name)[..2].to_vec();
    select(&mut editor, &["B", "A"]);
    editor.duplicate().expect("duplicated");
    assert_eq!(at(&editor, "A 2"), [10.0, 10.0], "a little aside");
    let (from, to) = (Pointer::at(15.0, 15.0), Pointer::at(55.0, 5.0));
    editor.drag(Tool::Select, from, to).expect("moved");
    editor.nudge(1, 0, false).expect("nudged");
    editor.nudge(-1, 0, false).expect("nudged back");
    editor.duplicate().expect("duplicated");
    assert_eq!(at(&editor, "A 3"), [100.0, 0.0]);
    assert_eq!(at(&editor, "B 3"), [100.0, 30.0]);
    editor.duplicate().expect("duplicated");
    assert_eq!(at(&editor, "A 4"), [150.0, 0.0], "and again");
    editor.undo().expect("undone");
    editor.duplicate().expect("duplicated");
    assert_eq!(at(&editor, "A 4"), [150.0, 0.0], "the same after undoing");
    check_history(&mut editor, &first);
}

#[test]
fn what_was_changed_otherwise_is_duplicated_a_little_aside() {
    let aside = |change: fn(&mut Editor)| {
        let mut editor = editor(vec![
            rectangle("A", 0.0, 0.0, 20.0, 20.0),
            rectangle("Other", 300.0, 0.0, 20.0, 20.0),
        ]);
        select(&mut editor, &["A"]);
        let (from, to) = (Pointer::at(5.0, 5.0), Pointer::at(105.0, 5.0).with(Modifiers::ALT));
        editor.drag(Tool::Select, from, to).expect("copied");
        change(&mut editor);
        editor.duplicate().expect("duplicated");
        frame(&editor, &editor.selection()[0])[..2].to_vec()
    };
    assert_eq!(aside(|_| {}), [200.0, 0.0], "a copy by Alt and drag is one, too");
    let faded = |editor: &mut Editor| {
        let edit = crate::model::Edit::set("A 2", crate::model::Property::Opacity(0.5));
        editor.commit("Fade", edit).expect("faded");
    };
    assert_eq!(aside(faded), [110.0, 10.0]);
    assert_eq!(aside(|editor| select(editor, &["Other"])), [310.0, 10.0]);
    let without = |editor: &mut Editor| {
        select(editor, &["A"]);
        editor.delete().expect("deleted");
        select(editor, &["A 2"]);
    };
    assert_eq!(aside(without), [110.0, 10.0], "without its original");
}

#[test]
fn copies_stand_together_over_their_originals() {
    let square = |name: &str| rectangle(name, 0.0, 0.0, 5.0, 5.0);
    let inner = group(
        "G",
        [0.0, 0.0, 50.0, 50.0],
        0.0,
        vec![square("X"), square("Y"), square("Z")],
    );
    let mut editor = editor(vec![square("A"), square("B"), square("C"), inner]);
    let first = Arc::clone(editor.design());
    let names = |elements: &[Element]| -> Vec<String> { elements.iter().map(|one| one.name.clone()).collect() };
    select(&mut editor, &["C", "A", "X", "Y"]);
    editor.duplicate().expect("duplicated");
    let page = &editor.design().pages[0].elements;
    assert_eq!(names(page), ["A", "B", "C", "A 2", "C 2", "G"]);
    assert_eq!(names(page[5].children()), ["X", "Y", "X 2", "Y 2", "Z"]);
    check_history(&mut editor, &first);
}

#[test]
fn files_go_along_from_design_to_design() {
    let mut from = editor(vec![group(
        "G",
        [0.0, 0.0, 100.0, 100.0],
        0.0,
        vec![picture("P", "images/seal.png")],
    )]);
    let seal: Arc<[u8]> = Arc::from(vec![1, 2, 3, 250]);
    from.files.insert("images/seal.png".to_owned(), Arc::clone(&seal));
    from.select_all();
    let clip = Clip::from_text(&from.copy().expect("copied").to_text())
        .expect("read")
        .expect("a clip");
    assert_eq!(clip, from.copy().expect("copied"));

    let mut to = editor(vec![rectangle("G", 0.0, 0.0, 5.0, 5.0)]);
    to.files.insert("images/seal.png".to_owned(), Arc::from(vec![9]));
    to.paste(&clip, PasteAt::InPlace).expect("pasted");
    assert_eq!(
        to.design().assets().into_iter().collect::<Vec<_>>(),
        ["images/seal-2.png"],
        "the other seal stays"
    );
    assert_eq!(to.files()["images/seal-2.png"], seal);
    assert!(to.design().element("G 2").is_some(), "names are their own");

    let lacking = Clip {
        files: BTreeMap::new(),
        ..clip
    };
    let mut empty = editor(Vec::new());
    assert_eq!(
        empty.paste(&lacking, PasteAt::InPlace).expect_err("refused").code,
        "picture-missing"
    );
}

#[test]
fn other_texts_are_no_clips_and_damaged_ones_are_refused() {
    for text in ["", "Hello", "{\"a\": 1}", "{ü"] {
        assert_eq!(Clip::from_text(text).expect("no clip"), None, "{text}");
    }
    let code = |text: &str| Clip::from_text(text).expect_err("refused").code.to_string();
    assert_eq!(code("{\"format\":\"accolade-elements\""), "clip-damaged");
    assert_eq!(
        code("{\"format\":\"accolade-elements\",\"version\":1,\"elements\":[{}]}"),
        "clip-damaged"
    );
    assert_eq!(
        code("{\"format\":\"accolade-elements\",\"version\":3,\"elements\":[]}"),
        "clip-newer"
    );
    let files = "{\"format\":\"accolade-elements\",\"version\":1,\"elements\":[],\"files\":{\"a\":\"?\"}}";
    assert_eq!(code(files), "clip-damaged");
}

#[test]
fn pasted_elements_are_no_worse_than_those_of_a_file() {
    let mut editor = editor(Vec::new());
    let mut bad = rectangle("A", 0.0, 0.0, 5.0, 5.0);
    bad.opacity = 7.0;
    let clip = Clip {
        elements: vec![bad],
        files: BTreeMap::new(),
        fonts: BTreeMap::new(),
    };
    assert!(editor.paste(&clip, PasteAt::InPlace).is_err());
    let clip = Clip {
        elements: vec![picture("P", "../secret.png")],
        files: BTreeMap::from([("../secret.png".to_owned(), Arc::from(vec![1]))]),
        fonts: BTreeMap::new(),
    };
    editor.paste(&clip, PasteAt::InPlace).expect("pasted");
    assert_eq!(
        editor.design().assets().into_iter().collect::<Vec<_>>(),
        ["images/secret.png"]
    );
}

#[test]
fn a_group_copied_from_within_another_keeps_its_place_on_the_page() {
    let inner = rectangle("Inner", 10.0, 10.0, 20.0, 20.0);
    let mut editor = editor(vec![group("G", [100.0, 100.0, 100.0, 100.0], 90.0, vec![inner])]);
    select(&mut editor, &["Inner"]);
    let clip = editor.copy().expect("copied");
    let before = Stand::find(editor.design(), "Inner").expect("there");
    assert!(editor.leave());
    assert!(!editor.leave());
    editor.paste(&clip, PasteAt::InPlace).expect("pasted");
    let after = Stand::find(editor.design(), "Inner 2").expect("there");
    assert!((before.center - after.center).hypot() < 2e-3 && (before.angle - after.angle).abs() < 1e-6);
}

fn paste_style(editor: &mut Editor, style: &Style) {
    let (name, edit) = editor.styled(style).expect("something takes it");
    editor.commit(name, edit).expect("pasted");
}

#[test]
fn a_style_takes_its_shadow_along_and_goes_to_its_kind_in_a_group() {
    let mut inner = text("U", "Two", 0.0, 60.0, 50.0, 20.0);
    inner.opacity = 0.5;
    let mut editor = editor(vec![
        text("T", "One", 0.0, 100.0, 50.0, 20.0),
        group(
            "G",
            [100.0, 0.0, 200.0, 100.0],
            0.0,
            vec![rectangle("A", 0.0, 0.0, 50.0, 50.0), inner],
        ),
        group(
            "H",
            [100.0, 200.0, 50.0, 50.0],
            0.0,
            vec![rectangle("B", 0.0, 0.0, 50.0, 50.0)],
        ),
    ]);
    let first = Arc::clone(editor.design());
    let shadow = Some(crate::model::Shadow {
        x: Pt(2.0),
        y: Pt(3.0),
        color: Color::BLACK,
        blur: Pt(0.0),
    });
    let cast = crate::model::Edit::set("T", crate::model::Property::Shadow(shadow));
    editor.commit("Shadow", cast).expect("set");
    select(&mut editor, &["T"]);
    let style = editor.copy_style().expect("a style");
    select(&mut editor, &["H"]);
    assert_eq!(editor.styled(&style), None, "no text is in it");
    select(&mut editor, &["G"]);
    paste_style(&mut editor, &style);
    let of = |name: &str| {
        let element = editor.design().element(name).expect(name);
        (element.shadow, element.opacity)
    };
    assert_eq!(of("U"), (shadow, 1.0));
    assert_eq!(of("A"), (None, 1.0));
    assert_eq!(of("G"), (None, 1.0));
    check_history(&mut editor, &first);
}

#[test]
fn styles_go_from_one_to_others() {
    let mut editor = editor(vec![
        rectangle("A", 0.0, 0.0, 50.0, 50.0),
        rectangle("B", 100.0, 0.0, 50.0, 50.0),
        text("T", "One", 0.0, 100.0, 50.0, 20.0),
        text("U", "Two", 0.0, 200.0, 50.0, 20.0),
    ]);
    let first = Arc::clone(editor.design());
    let gold = Color::rgb(0xB0, 0x8D, 0x3C);
    let dress = |element: &Element| {
        let mut content = element.content.clone();
        match &mut content {
            ElementContent::Shape(shape) => shape.fill = Some(Paint::Solid(gold)),
            ElementContent::Text(text) => text.style.color = gold,
            _ => {}
        }
        crate::model::Property::Content(Box::new(content))
    };
    editor
        .set_all("Dress", &["A".to_owned(), "T".to_owned()], dress)
        .expect("set");
    for (from, to) in [("A", "B"), ("T", "U")] {
        select(&mut editor, &[from]);
        let style = editor.copy_style().expect("a style");
        select(&mut editor, &[to, "A"]);
        paste_style(&mut editor, &style);
    }
    let is_gold = |name: &str| match &editor.design().element(name).expect(name).content {
        ElementContent::Shape(shape) => shape.fill == Some(Paint::Solid(gold)),
        ElementContent::Text(text) => text.style.color == gold && text.spans[0].text == "Two",
        _ => false,
    };
    assert!(
        is_gold("A") && is_gold("B") && is_gold("U"),
        "of its own kind, and a text's not onto a shape"
    );
    check_history(&mut editor, &first);
}

#[test]
fn words_become_a_text_without_fields() {
    let mut editor = editor(Vec::new());
    editor
        .paste_text(" {{recipient.name}} \n", Point::new(300.0, 200.0))
        .expect("pasted");
    let ElementContent::Text(content) = &editor.design().element("Text").expect("made").content else {
        panic!("a text")
    };
    assert_eq!(content.spans[0].text, "{{{{recipient.name}}");
    assert!(editor.design().fields().is_empty());
    editor.paste_text("  ", Point::ORIGIN).expect("nothing");
    assert_eq!(editor.history().steps().len(), 1);
}

#[test]
fn a_clip_takes_the_fonts_along_that_its_texts_name_and_no_others() {
    use crate::fonts::tests_support::{book, bytes_of};

    let font = |name: &str| -> (String, Arc<[u8]>) {
        let file = name.rsplit('/').next().expect("a file");
        (format!("own-{file}"), Arc::from(bytes_of(name)))
    };
    let own = [
        font("inter/Inter-Regular.ttf"),
        font("great-vibes/GreatVibes-Regular.ttf"),
    ];
    let with_own = book().with_imported(&own).expect("a book").value;
    let mut editor = editor(vec![
        text("A", "Hello", 0.0, 0.0, 50.0, 20.0),
        rectangle("B", 0.0, 30.0, 20.0, 20.0),
    ]);
    let own: BTreeMap<String, Arc<[u8]>> = own.into();
    let taken = |editor: &mut Editor, name: &str| {
        select(editor, &[name]);
        let mut clip = editor.copy().expect("copied");
        clip.take_fonts(&own, &with_own);
        clip
    };
    let clip = taken(&mut editor, "A");
    assert_eq!(clip.fonts.keys().collect::<Vec<_>>(), ["own-Inter-Regular.ttf"]);
    let again = Clip::from_text(&clip.to_text()).expect("read").expect("a clip");
    assert_eq!(again, clip, "they are in the text");
    assert!(taken(&mut editor, "B").fonts.is_empty());
    let plain = taken(&mut editor, "B").to_text();
    assert!(plain.contains("\"version\":1"), "{plain}");
}
