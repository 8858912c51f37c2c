//! What differs between two versions, and templates that are locked.

use super::*;
use crate::model::{DesignProperty, Edit, Freedom, Property, Spot};

fn said(before: &Design, after: &Design) -> Vec<String> {
    let line = |found: Difference| {
        let what = found.element.unwrap_or_else(|| "page".to_owned());
        format!("{} {what} {}", found.change.word(), found.properties.join(", "))
            .trim()
            .to_owned()
    };
    compare(before, after).into_iter().map(line).collect()
}

#[test]
fn every_difference_is_named_once() {
    let inner = rectangle("Inner", 5.0, 5.0, 10.0, 10.0);
    let mut editor = editor(vec![
        rectangle("Back", 0.0, 0.0, 50.0, 50.0),
        text("Words", "Hello", 0.0, 60.0, 50.0, 20.0),
        rectangle("Old", 100.0, 0.0, 50.0, 50.0),
        rectangle("Gone", 200.0, 0.0, 50.0, 50.0),
        group("Group", [300.0, 0.0, 50.0, 50.0], 0.0, vec![inner]),
    ]);
    let first = Arc::clone(editor.design());
    assert!(compare(&first, &first).is_empty());
    let mut commit = |edit: Edit| editor.commit("Change", edit).expect("done");
    commit(Edit::SetDesign(DesignProperty::Description("New".to_owned())));
    commit(Edit::set("Inner", Property::Opacity(0.5)));
    commit(Edit::Remove {
        name: "Gone".to_owned(),
    });
    commit(Edit::Rename {
        from: "Old".to_owned(),
        to: "New".to_owned(),
    });
    let to = Spot {
        page: 0,
        parent: None,
        index: 3,
    };
    commit(Edit::Move {
        name: "Back".to_owned(),
        to,
    });
    let ElementContent::Text(mut words) = first.element("Words").expect("there").content.clone() else {
        panic!("a text")
    };
    words.spans[0].text = "Bye".to_owned();
    words.style.size = Pt(12.0);
    commit(Edit::set(
        "Words",
        Property::Content(Box::new(ElementContent::Text(words))),
    ));
    let at = Spot {
        page: 0,
        parent: None,
        index: 0,
    };
    let element = Box::new(rectangle("Fresh", 0.0, 0.0, 9.0, 9.0));
    commit(Edit::Insert { at, element });
    let mut frame = crate::model::Frame::of(first.element("Group").expect("there"));
    frame.x = Pt(310.0);
    commit(Edit::set("Group", Property::Frame(frame)));
    assert_eq!(
        said(&first, editor.design()),
        [
            "changed page description",
            "added Fresh",
            "changed Words text, letter size",
            "changed New name (was “Old”)",
            "changed Group position",
            "changed Inner opacity",
            "changed Back order",
            "removed Gone",
        ]
    );
}

#[test]
fn pages_come_and_go() {
    let one = editor(vec![rectangle("A", 0.0, 0.0, 9.0, 9.0)]);
    let mut two = (**one.design()).clone();
    let mut back = two.pages[0].clone();
    back.elements = vec![rectangle("B", 0.0, 0.0, 9.0, 9.0)];
    two.pages.push(back);
    two.pages[0].width = Pt(700.0);
    assert_eq!(said(one.design(), &two), ["changed page size", "added page", "added B"]);
    assert_eq!(
        said(&two, one.design()),
        ["changed page size", "removed page", "removed B"]
    );
}

#[test]
fn a_version_is_brought_back_as_one_step() {
    let mut editor = editor(vec![rectangle("A", 0.0, 0.0, 9.0, 9.0)]);
    let first = Arc::clone(editor.design());
    let mut version = (**editor.design()).clone();
    version.name = "Earlier".to_owned();
    version.pages[0]
        .elements
        .push(text("A text", "Hello", 0.0, 0.0, 50.0, 20.0));
    for number in 1..20 {
        let mut page = version.pages[0].clone();
        page.elements = vec![rectangle(&format!("R{number}"), 0.0, 0.0, 9.0, 9.0)];
        version.pages.push(page);
    }
    let seal: Arc<[u8]> = Arc::from(vec![1]);
    let mut picture = rectangle("Seal", 0.0, 0.0, 9.0, 9.0);
    let json = r#"{"image": {"source": {"asset": "images/seal.png"}}}"#;
    picture.content = serde_json::from_str(json).expect("an image");
    version.pages[0].elements.push(picture);
    // Another file has its path by now.
    editor.add_file("seal.png", Arc::from(vec![2]));
    let files = BTreeMap::from([("images/seal.png".to_owned(), seal.clone())]);
    editor.restore("Restore “Earlier”", &version, &files).expect("done");
    assert_eq!(editor.design().name, "T", "its name stays");
    assert_eq!(editor.design().pages.len(), 20);
    assert_eq!(editor.design().pages[1..], version.pages[1..]);
    assert_eq!(editor.files(), BTreeMap::from([("images/seal-2.png".to_owned(), seal)]));
    assert_eq!(editor.history().steps().len(), 1);
    editor.restore("Restore", &first, &BTreeMap::new()).expect("done");
    assert_eq!(*editor.design(), first);
    check_history(&mut editor, &first);
    editor.jump_to(0).expect("undone");
    assert_eq!(*editor.design(), first);
}

#[test]
fn a_template_changes_only_where_it_is_open_until_it_is_unlocked() {
    let mut words = text("Words", "Hello", 0.0, 0.0, 50.0, 50.0);
    words.open = vec![Freedom::Place];
    let mut editor = editor(vec![words, rectangle("A", 100.0, 10.0, 50.0, 50.0)]);
    let lock = |locked| Edit::SetDesign(DesignProperty::Template(locked));
    editor.commit("Lock as a template", lock(true)).expect("locks");
    assert!(editor.is_locked());
    let drag =
        |editor: &mut Editor, x: f64| editor.drag(Tool::Select, Pointer::at(x, 20.0), Pointer::at(x + 30.0, 20.0));
    drag(&mut editor, 20.0).expect("its place is open");
    assert_eq!(frame(&editor, "Words")[0], 30.0);
    let refused = drag(&mut editor, 120.0).expect_err("closed");
    assert_eq!(refused.code, "template-locked");
    assert!(
        refused
            .hints
            .iter()
            .any(|hint| hint.contains("“Unlock template…” above the page")
                && hint.contains("under “Template” in the inspector"))
    );
    assert_eq!(frame(&editor, "A")[0], 100.0);
    // What cannot be moved has no handles, and the line under the page says why.
    select(&mut editor, &["A"]);
    assert!(!editor.can_be_moved());
    let closed = editor.status(&Pointer::at(120.0, 20.0));
    assert_eq!(closed.cursor, Cursor::Arrow);
    assert!(closed.hint.starts_with("This template is locked"), "{}", closed.hint);
    select(&mut editor, &["Words"]);
    assert!(editor.can_be_moved());
    assert_eq!(editor.status(&Pointer::at(40.0, 20.0)).cursor, Cursor::Move);
    let refusals = [
        editor.commit("Unlock", lock(false)),
        editor.commit("Fade", Edit::set("Words", Property::Opacity(0.5))),
        editor.commit("Remove", Edit::Remove { name: "A".to_owned() }),
        editor.paste_text("New", crate::units::Point::new(10.0, 10.0)),
    ];
    for refused in refusals {
        assert_eq!(refused.expect_err("closed").code, "template-locked");
    }
    editor.settings.unlocked = true;
    drag(&mut editor, 120.0).expect("unlocked");
    editor.commit("Open", lock(false)).expect("unlocked");
    editor.settings.unlocked = false;
    assert!(!editor.is_locked(), "it is no template any more");
    editor.undo().expect("undone");
    assert!(editor.is_locked());
}
