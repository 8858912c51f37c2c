//! Masks: what becomes one, what it hides, what it stays through, and its end.

use super::*;
use crate::model::{Edit, Flip, Frame, Property, Spot};
use crate::units::{Affine, Point};

fn shape(name: &str, form: Form, frame: [f64; 4]) -> Element {
    let [x, y, width, height] = frame;
    let mut element = rectangle(name, x, y, width, height);
    if let ElementContent::Shape(shape) = &mut element.content {
        shape.form = form;
    }
    element
}

fn photo(name: &str, frame: [f64; 4]) -> Element {
    let [x, y, width, height] = frame;
    let source = crate::model::ImageSource::Field("recipient.photo".parse().expect("a field"));
    let image = ElementContent::Image(crate::model::Image::of(source));
    Element::new(name, Rect::new(x, y, x + width, y + height), image)
}

fn circle(name: &str) -> Element {
    shape(name, Form::Ellipse {}, [100.0, 100.0, 100.0, 100.0])
}

/// A photograph, words on it, and a circle over both.
fn page() -> Editor {
    editor(vec![
        photo("Photo", [50.0, 80.0, 300.0, 200.0]),
        text("Words", "Hello", 120.0, 140.0, 80.0, 20.0),
        circle("Circle"),
    ])
}

/// The page with its circle as the mask of all.
fn masked() -> Editor {
    let mut editor = page();
    editor.select_all();
    editor.mask().expect("masked");
    editor
}

fn children(editor: &Editor, group: &str) -> Vec<String> {
    let group = editor.design().element(group).expect(group);
    group.children().iter().map(|child| child.name.clone()).collect()
}

fn is_masked(editor: &Editor, group: &str) -> bool {
    editor.design().element(group).expect(group).mask().is_some()
}

/// Where all that is no group stands on the page.
fn stands(editor: &Editor) -> Vec<(String, Stand)> {
    let elements = editor.design().elements();
    let leaves = elements.iter().filter(|(_, element)| element.children().is_empty());
    let mut found: Vec<(String, Stand)> = leaves
        .map(|(_, element)| {
            let stand = Stand::find(editor.design(), &element.name).expect("it stands");
            (element.name.clone(), stand)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn assert_stands(editor: &Editor, before: &[(String, Stand)]) {
    for ((name, stand), (_, was)) in stands(editor).iter().zip(before) {
        let off = (stand.center - was.center).hypot() + (stand.width - was.width).abs();
        assert!(off < 0.01, "{name}: {stand:?} was {was:?}");
        assert!((stand.angle - was.angle).rem_euclid(360.0) < 0.01, "{name}");
        assert_eq!(stand.flip, was.flip, "{name}");
    }
}

fn under(editor: &Editor, x: f64, y: f64) -> Vec<String> {
    editor.under(&Pointer::at(x, y))
}

#[test]
fn the_backmost_shape_masks_else_the_frontmost() {
    let line = || shape("Line", Form::Line {}, [0.0, 0.0, 9.0, 9.0]);
    let hidden = |mut element: Element| {
        element.hidden = true;
        element
    };
    let picture = || photo("Photo", [0.0, 0.0, 90.0, 90.0]);
    let words = || text("Words", "Hello", 0.0, 0.0, 80.0, 20.0);
    let by = |name: &str| Ok(Masking::By(name.to_owned()));
    let cut = || group("Cut", [0.0, 0.0, 9.0, 9.0], 0.0, vec![circle("A"), words()]);
    for (elements, expected) in [
        (vec![picture(), circle("A"), circle("B")], by("B")),
        (vec![circle("A"), picture(), circle("B")], by("A")),
        (vec![line(), circle("A"), picture()], by("A")),
        (vec![hidden(circle("A")), picture(), circle("B"), words()], by("B")),
        (vec![cut()], Ok(Masking::Within("Cut".to_owned()))),
        (vec![picture(), words()], Err("to be the mask")),
        (vec![picture(), line()], Err("to be the mask")),
        (vec![picture()], Err("inspector")),
        (vec![circle("A")], Err("together with the shape")),
        (vec![], Err("Select a shape")),
    ] {
        let mut editor = editor(elements);
        // Hidden ones are selected in the list.
        let names: Vec<String> = editor.design().pages[0]
            .elements
            .iter()
            .map(|one| one.name.clone())
            .collect();
        editor.select(&names);
        let design = Arc::clone(editor.design());
        match (editor.masking(), expected) {
            (Err(said), Err(part)) => {
                assert!(said.contains(part), "{said}");
                let problem = editor.mask().expect_err("nothing to mask");
                assert_eq!(
                    (problem.code.as_ref(), problem.hints[0].as_str()),
                    ("mask-selection", said)
                );
                assert_eq!(*editor.design(), design);
            }
            (said, expected) => assert_eq!(said.map_err(|_| ""), expected.map_err(|_| "")),
        }
    }
}

#[test]
fn masking_is_one_step_and_moves_nothing() {
    let mut editor = page();
    let first = Arc::clone(editor.design());
    let before = stands(&editor);
    editor.select_all();
    editor.mask().expect("masked");
    assert_eq!(editor.history().undo_name(), Some("Mask 3 elements"));
    assert_eq!(editor.history().position(), 1);
    assert_eq!(editor.selection(), ["Masked group"]);
    assert_eq!(children(&editor, "Masked group"), ["Circle", "Photo", "Words"]);
    assert_eq!(
        frame(&editor, "Masked group"),
        [100.0, 100.0, 100.0, 100.0],
        "that of the mask"
    );
    assert_stands(&editor, &before);
    let problems = crate::designfile::check(editor.design());
    assert!(!problems.has_errors(), "{problems}");
    check_history(&mut editor, &first);
}

#[test]
fn released_the_group_stays_and_all_is_seen() {
    for of_mask in [false, true] {
        let mut editor = masked();
        let (first, before) = (Arc::clone(editor.design()), stands(&editor));
        let steps = editor.history().position();
        if of_mask {
            select(&mut editor, &["Circle"]);
        }
        assert_eq!(editor.masking(), Ok(Masking::Release(vec!["Masked group".to_owned()])));
        editor.mask().expect("released");
        assert_eq!(editor.history().undo_name(), Some("Release mask “Masked group”"));
        assert!(!is_masked(&editor, "Masked group"));
        assert_stands(&editor, &before);
        assert_eq!(frame(&editor, "Masked group"), [50.0, 80.0, 300.0, 200.0], "around all");
        assert_eq!(children(&editor, "Masked group"), ["Photo", "Words", "Circle"]);
        assert_eq!(editor.selection(), ["Masked group"]);
        // The same once more masks it again, as it was.
        editor.mask().expect("masked again");
        assert_eq!(*editor.design(), first);
        editor.jump_to(steps).expect("undone");
        assert_eq!(*editor.design(), first);
    }
}

#[test]
fn a_released_mask_stands_where_it_stood() {
    let release = |editor: &mut Editor| {
        let first = Arc::clone(editor.design());
        select(editor, &["Masked group"]);
        editor.mask().expect("released");
        let order = children(editor, "Masked group");
        editor.undo().expect("undone");
        assert_eq!(*editor.design(), first);
        order
    };
    // Between the others, which have other names and places meanwhile.
    let mut between = editor(vec![
        photo("Photo", [50.0, 80.0, 300.0, 200.0]),
        circle("Circle"),
        text("Words", "Hello", 120.0, 140.0, 80.0, 20.0),
    ]);
    between.select_all();
    between.mask().expect("masked");
    let rename = Edit::Rename {
        from: "Photo".to_owned(),
        to: "Picture".to_owned(),
    };
    between.commit("Rename", rename).expect("renamed");
    assert_eq!(release(&mut between), ["Picture", "Circle", "Words"]);
    // Behind all, where it was.
    let mut behind = editor(vec![circle("Circle"), photo("Photo", [50.0, 80.0, 300.0, 200.0])]);
    behind.select_all();
    behind.mask().expect("masked");
    assert_eq!(release(&mut behind), ["Circle", "Photo"]);
    // Opened anew nobody knows; it stands above what it masked.
    let mut opened = Editor::new(Arc::clone(masked().design()), BTreeMap::new());
    assert_eq!(release(&mut opened), ["Photo", "Words", "Circle"]);
}

#[test]
fn ungrouped_the_shape_is_painted_as_before() {
    let mut editor = masked();
    let shape = editor.design().element("Circle").expect("there").content.clone();
    let before = stands(&editor);
    editor.ungroup().expect("ungrouped");
    assert_eq!(editor.design().pages[0].elements.len(), 3);
    assert_eq!(editor.design().element("Circle").expect("there").content, shape);
    assert_stands(&editor, &before);
}

#[test]
fn what_the_mask_hides_is_not_under_the_pointer() {
    let mut editor = masked();
    assert_eq!(under(&editor, 150.0, 150.0), ["Masked group"]);
    assert!(
        under(&editor, 105.0, 105.0).is_empty(),
        "the photograph in the corner of the circle's frame"
    );
    assert!(
        under(&editor, 300.0, 150.0).is_empty(),
        "the photograph beside the circle"
    );
    let touches = |editor: &Editor, area: [f64; 4]| {
        let [x0, y0, x1, y1] = area;
        touched(
            editor.design(),
            0,
            editor.entered(),
            Rect::new(x0, y0, x1, y1),
            Sight::default(),
        )
    };
    assert!(touches(&editor, [220.0, 90.0, 340.0, 270.0]).is_empty());
    assert_eq!(touches(&editor, [190.0, 90.0, 340.0, 270.0]), ["Masked group"]);
    // Where nothing is cut, nothing is seen: the mask is not painted.
    editor
        .commit(
            "Move",
            Edit::set(
                "Photo",
                Property::Frame(Frame {
                    width: Pt(60.0),
                    ..frame_of(&editor, "Photo")
                }),
            ),
        )
        .expect("resized");
    assert!(under(&editor, 180.0, 120.0).is_empty());
    // Within the group its elements are worked on where they are seen, and the mask wherever it is.
    editor.enter("Masked group");
    assert_eq!(under(&editor, 150.0, 150.0), ["Words", "Circle"]);
    assert_eq!(under(&editor, 180.0, 120.0), ["Circle"]);
    assert_eq!(under(&editor, 102.0, 150.0), ["Photo", "Circle"]);
    assert!(under(&editor, 80.0, 150.0).is_empty());
    assert!(touches(&editor, [60.0, 90.0, 90.0, 200.0]).is_empty());
    editor.leave();
    let reached = Pointer::at(150.0, 150.0).with(Modifiers {
        ctrl: true,
        ..Modifiers::default()
    });
    editor.click_at(reached, 1).expect("clicked");
    assert_eq!(editor.selection(), ["Words"]);
    // A hidden mask hides nothing.
    editor.hide(&["Circle".to_owned()], true).expect("hidden");
    editor.leave();
    assert_eq!(under(&editor, 102.0, 102.0), ["Masked group"]);
}

fn frame_of(editor: &Editor, name: &str) -> Frame {
    Frame::of(editor.design().element(name).expect(name))
}

#[test]
fn a_group_within_a_masked_one_is_cut_too() {
    let inner = group(
        "Inner",
        [50.0, 50.0, 200.0, 200.0],
        0.0,
        vec![rectangle("Deep", 0.0, 0.0, 200.0, 200.0)],
    );
    let mut editor = editor(vec![inner, circle("Circle")]);
    editor.select_all();
    editor.mask().expect("masked");
    editor.enter("Inner");
    assert_eq!(under(&editor, 150.0, 150.0), ["Deep"]);
    assert!(under(&editor, 60.0, 60.0).is_empty());
}

#[test]
fn the_mask_stays_the_backmost_of_its_group() {
    let backmost = |editor: &Editor| children(editor, "Masked group")[0].clone();
    // Sent behind it.
    let mut editor = masked();
    select(&mut editor, &["Words"]);
    editor.order(Order::Back).expect("ordered");
    assert_eq!(children(&editor, "Masked group"), ["Circle", "Words", "Photo"]);
    // Brought forward itself, which is no step.
    let steps = editor.history().position();
    select(&mut editor, &["Circle"]);
    editor.order(Order::Forward).expect("nothing to do");
    assert_eq!(backmost(&editor), "Circle");
    assert_eq!(editor.history().position(), steps);
    // Dropped behind it from outside.
    let outside = rectangle("Outside", 400.0, 100.0, 50.0, 50.0);
    let at = Spot {
        page: 0,
        parent: None,
        index: 0,
    };
    let element = Box::new(outside);
    editor.commit("Draw", Edit::Insert { at, element }).expect("drawn");
    let first = Arc::clone(editor.design());
    let steps = editor.history().position();
    let spot = Spot {
        page: 0,
        parent: Some("Masked group".to_owned()),
        index: 0,
    };
    editor.put(&["Outside".to_owned()], &spot).expect("put");
    assert_eq!(
        children(&editor, "Masked group"),
        ["Circle", "Outside", "Words", "Photo"]
    );
    assert_eq!(editor.history().position(), steps + 1);
    editor.undo().expect("undone");
    assert_eq!(*editor.design(), first);
    // Renamed it is the same.
    let rename = Edit::Rename {
        from: "Circle".to_owned(),
        to: "Porthole".to_owned(),
    };
    editor.commit("Rename", rename).expect("renamed");
    assert!(is_masked(&editor, "Masked group"));
    assert_eq!(backmost(&editor), "Porthole");
}

#[test]
fn without_its_mask_a_group_is_seen_whole() {
    let spot = Spot {
        page: 0,
        parent: None,
        index: 0,
    };
    type Act = fn(&mut Editor, &Spot);
    let acts: [(&str, Act); 4] = [
        ("deleted", |editor, _| editor.delete().expect("deleted")),
        ("cut", |editor, _| drop(editor.cut().expect("cut"))),
        ("put elsewhere", |editor, spot| {
            editor.put(&["Circle".to_owned()], spot).expect("put");
        }),
        ("grouped with another", |editor, _| {
            select(editor, &["Circle", "Words"]);
            editor.group().expect("grouped");
        }),
    ];
    for (name, act) in acts {
        let mut editor = masked();
        let first = Arc::clone(editor.design());
        let steps = editor.history().position();
        select(&mut editor, &["Circle"]);
        act(&mut editor, &spot);
        assert!(!is_masked(&editor, "Masked group"), "{name}");
        assert!(
            children(&editor, "Masked group").contains(&"Photo".to_owned()),
            "{name}"
        );
        assert_eq!(frame(&editor, "Masked group"), [50.0, 80.0, 300.0, 200.0], "{name}");
        assert_eq!(editor.history().position(), steps + 1, "{name}");
        editor.undo().expect("undone");
        assert_eq!(*editor.design(), first, "{name}");
    }
    // The last of what it cuts may go: the mask waits for another.
    let mut editor = masked();
    select(&mut editor, &["Photo", "Words"]);
    editor.delete().expect("deleted");
    assert!(is_masked(&editor, "Masked group"));
    // What is no outline is refused.
    let line = shape("Line", Form::Line {}, [0.0; 4]).content;
    let problem = editor
        .commit("Line", Edit::set("Circle", Property::Content(Box::new(line))))
        .expect_err("refused");
    assert_eq!(problem.code, "design-mask");
}

#[test]
fn the_frame_of_the_group_follows_its_mask() {
    let mut editor = masked();
    editor.rotate_for_test("Masked group", 30.0);
    let first = Arc::clone(editor.design());
    let steps = editor.history().position();
    select(&mut editor, &["Circle"]);
    let before = stands(&editor);
    editor.nudge(1, 0, true).expect("nudged");
    let way = Stand::find(editor.design(), "Circle").expect("there").center - before[0].1.center;
    assert!(
        (way - crate::units::Vec2::new(way.x, 0.0)).hypot() < 0.01 && way.x > 1.0,
        "{way:?}"
    );
    let (group, mask) = (
        Stand::find(editor.design(), "Masked group").expect("there"),
        Stand::find(editor.design(), "Circle").expect("there"),
    );
    assert!((group.center - mask.center).hypot() < 0.01, "{group:?} around {mask:?}");
    // What it cuts stays where it was.
    for (name, was) in before.iter().filter(|(name, _)| name != "Circle") {
        let stand = Stand::find(editor.design(), name).expect("there");
        assert!((stand.center - was.center).hypot() < 0.01, "{name}");
    }
    // Turned in it the mask has another frame around it.
    editor.rotate_for_test("Circle", 45.0);
    let side = Stand::find(editor.design(), "Masked group").expect("there").width;
    assert!((side - 100.0 * 2.0_f64.sqrt()).abs() < 0.01, "{side}");
    // What is moved under the mask is no matter of it.
    let frame = frame_of(&editor, "Masked group");
    select(&mut editor, &["Photo"]);
    editor.nudge(-1, 1, true).expect("panned");
    assert_eq!(frame_of(&editor, "Masked group"), frame);
    editor.jump_to(steps).expect("undone");
    assert_eq!(*editor.design(), first);
}

impl Editor {
    fn rotate_for_test(&mut self, name: &str, degrees: f64) {
        let frame = Frame {
            rotation: degrees,
            ..frame_of(self, name)
        };
        self.commit("Turn", Edit::set(name, Property::Frame(frame)))
            .expect("turned");
    }
}

#[test]
fn the_points_of_a_mask_are_edited_and_seen_meanwhile() {
    let mut path = shape("Path", Form::Ellipse {}, [100.0, 100.0, 100.0, 100.0]);
    if let ElementContent::Shape(shape) = &mut path.content {
        shape.form = Form::Path {
            d: "M0 0 L100 0 L100 100 L0 100 Z".to_owned(),
            view: Some([100.0, 100.0]),
            rule: Default::default(),
        };
    }
    let mut editor = editor(vec![path, photo("Photo", [50.0, 50.0, 300.0, 300.0])]);
    editor.select_all();
    editor.mask().expect("masked");
    let first = Arc::clone(editor.design());
    let steps = editor.history().position();
    assert!(editor.mask_line().is_none(), "nobody works in the group");
    select(&mut editor, &["Path"]);
    assert!(editor.edit_points("Path"));
    let from = Pointer::at(200.0, 200.0);
    editor.begin(&from, 1);
    let to = Pointer::at(240.0, 260.0);
    editor.update(&to);
    let around = editor.mask_line().expect("a line").control_box();
    assert!(
        (around.x1 - 240.0).abs() < 0.01 && (around.y1 - 260.0).abs() < 0.01,
        "{around:?}"
    );
    editor.finish(&to).expect("moved");
    assert_eq!(frame(&editor, "Masked group"), [100.0, 100.0, 140.0, 160.0]);
    assert_eq!(frame(&editor, "Photo")[..2], [-50.0, -50.0]);
    assert!(editor.points().is_some(), "they go on being edited");
    editor.jump_to(steps).expect("undone");
    assert_eq!(*editor.design(), first);
}

#[test]
fn a_masked_group_is_resized_flipped_copied_and_pasted_as_one() {
    let mut editor = masked();
    let first = Arc::clone(editor.design());
    editor.flip(Flip::Horizontal).expect("flipped");
    assert_eq!(frame(&editor, "Masked group"), [100.0, 100.0, 100.0, 100.0]);
    editor.duplicate().expect("duplicated");
    assert_eq!(children(&editor, "Masked group 2"), ["Circle 2", "Photo 2", "Words 2"]);
    assert!(is_masked(&editor, "Masked group 2"));
    let clip = editor.copy().expect("copied");
    let read = Clip::from_text(&clip.to_text()).expect("read").expect("a clip");
    editor.paste(&read, PasteAt::InPlace).expect("pasted");
    assert!(is_masked(&editor, "Masked group 3"));
    editor.type_number(Number::Width, "200").expect("resized");
    let unit = frame(&editor, "Masked group 3")[2] / 100.0;
    let mask = frame(&editor, "Circle 3");
    assert!(
        (mask[2] - 100.0 * unit).abs() < 0.01 && mask[0].abs() < 0.01,
        "{mask:?}"
    );
    editor.jump_to(1).expect("undone");
    assert_eq!(*editor.design(), first);
}

#[test]
fn in_a_locked_template_nothing_is_masked_or_released() {
    let mut editor = page();
    let lock = Edit::SetDesign(crate::model::DesignProperty::Template(true));
    editor.commit("Lock", lock.clone()).expect("locked");
    editor.select_all();
    assert_eq!(editor.mask().expect_err("locked").code, "template-locked");
    let mut editor = masked();
    editor.commit("Lock", lock).expect("locked");
    assert_eq!(editor.mask().expect_err("locked").code, "template-locked");
}

#[test]
fn a_turned_mask_in_a_turned_group_keeps_all_in_place() {
    let mut turned = circle("Circle");
    turned.rotation = 20.0;
    turned.flip = Flip::Vertical;
    let children = vec![photo("Photo", [0.0, 0.0, 300.0, 200.0]), turned];
    let mut outer = group("Outer", [50.0, 50.0, 400.0, 300.0], 40.0, children);
    outer.flip = Flip::Horizontal;
    let mut editor = editor(vec![outer]);
    let first = Arc::clone(editor.design());
    let before = stands(&editor);
    editor.enter("Outer");
    editor.select_all();
    editor.mask().expect("masked");
    assert_eq!(editor.entered(), Some("Outer"));
    assert_stands(&editor, &before);
    let mask = &editor.design().element("Masked group").expect("there").children()[0];
    let around = Stand::of(mask, &Space::PAGE).bounds();
    let group = editor.design().element("Masked group").expect("there");
    assert!(around.origin().distance(Point::ORIGIN) < 0.01, "{around:?}");
    assert!((around.width() - group.width.0).abs() < 0.01);
    assert_ne!(
        Space::of(editor.design(), Some("Masked group")).expect("there").affine,
        Affine::IDENTITY
    );
    check_history(&mut editor, &first);
}
