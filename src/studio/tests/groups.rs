//! The frames of groups, which are around what is in them.

use super::*;
use crate::model::{Edit, Flip, Frame, Property, Spot};
use crate::units::Size;

/// Lengths are kept in thousandths of a point, each way.
const NEAR: f64 = 0.003;

fn framed(editor: &mut Editor, name: &str, change: fn(Frame) -> Frame) {
    let frame = change(Frame::of(editor.design().element(name).expect(name)));
    let edit = Edit::set(name, Property::Frame(frame));
    editor.commit("Stand", edit).expect("framed");
}

/// A page with a rectangle beside an outer group, in which are a rectangle and a group of two rectangles and a text; the
/// groups are turned and reflected.
fn nested(turns: [f64; 2], flips: [Flip; 2]) -> Editor {
    let mut editor = editor(vec![
        rectangle("Aside", 20.0, 300.0, 30.0, 40.0),
        rectangle("A", 200.0, 60.0, 40.0, 30.0),
        rectangle("B", 300.0, 100.0, 60.0, 40.0),
        rectangle("C", 300.0, 180.0, 60.0, 40.0),
        text("T", "Hello", 380.0, 150.0, 50.0, 20.0),
    ]);
    select(&mut editor, &["B", "C", "T"]);
    editor.group().expect("grouped");
    select(&mut editor, &["A", "Group"]);
    editor.group().expect("grouped");
    for (name, turn, flip) in [("Group", turns[0], flips[0]), ("Group 2", turns[1], flips[1])] {
        let frame = Frame {
            rotation: turn,
            flip,
            ..Frame::of(editor.design().element(name).expect(name))
        };
        let edit = Edit::set(name, Property::Frame(frame));
        editor.commit("Turn", edit).expect("turned");
    }
    Editor::new(Arc::clone(editor.design()), BTreeMap::new())
}

/// How everything but groups stands on the page.
fn stands(editor: &Editor) -> BTreeMap<String, Stand> {
    let elements = editor.design().elements();
    let leaves = elements.iter().filter(|(_, element)| element.children().is_empty());
    let stand = |name: &str| Stand::find(editor.design(), name).expect("it stands");
    leaves
        .map(|(_, element)| (element.name.clone(), stand(&element.name)))
        .collect()
}

/// The frame of each group is around what is in it.
fn assert_around(editor: &Editor, case: &str) {
    for (_, group) in editor.design().elements() {
        let each = group
            .children()
            .iter()
            .map(|child| Stand::of(child, &Space::PAGE).bounds());
        let Some(around) = each.reduce(|all, one| all.union(one)) else {
            continue;
        };
        let own = [0.0, 0.0, group.width.0, group.height.0];
        let there = [around.x0, around.y0, around.x1, around.y1];
        let is_near = own.iter().zip(there).all(|(own, there)| (own - there).abs() < 0.01);
        assert!(is_near, "{case}: {} has {own:?} around {there:?}", group.name);
    }
}

type Act = (&'static str, &'static [&'static str], fn(&mut Editor));

/// What is done, to which elements: all others stay where they stand.
const ACTS: &[Act] = &[
    ("dragged", &["B"], |editor| {
        let at = Stand::find(editor.design(), "B").expect("there").center;
        let from = Pointer {
            at,
            ..Pointer::at(0.0, 0.0)
        };
        let to = Pointer::at(at.x + 7.3, at.y + 90.7);
        select(editor, &["B"]);
        editor.drag_inside(from, to).expect("dragged");
        let now = Stand::find(editor.design(), "B").expect("there").center;
        assert!((now - to.at).hypot() < NEAR, "it goes where the hand went: {now:?}");
    }),
    ("nudged", &["A"], |editor| {
        select(editor, &["A"]);
        editor.nudge(-1, 0, true).expect("nudged");
    }),
    ("widened by a number", &["C"], |editor| {
        select(editor, &["C"]);
        editor.type_number(Number::Width, "90pt").expect("typed");
    }),
    ("put by a number", &["C"], |editor| {
        select(editor, &["C"]);
        editor.type_number(Number::X, "11pt").expect("typed");
        let at = editor.number(Number::X).expect("a number");
        assert!((at - 11.0).abs() < NEAR, "{at}");
    }),
    ("turned by a number", &["C"], |editor| {
        select(editor, &["C"]);
        editor.type_number(Number::Angle, "33").expect("typed");
    }),
    ("grown as a text", &["T"], |editor| {
        let frame = Frame {
            width: Pt(140.0),
            ..Frame::of(editor.design().element("T").expect("there"))
        };
        editor
            .commit("Type text", Edit::set("T", Property::Frame(frame)))
            .expect("typed");
    }),
    ("fitted to its words", &["T"], |editor| {
        let hug = Hug { axis: Axis::X, side: 1 };
        let fitting = Fitting {
            name: "T".to_owned(),
            hug,
            size: Size::new(120.0, 20.0),
        };
        editor.fit_frames(&[fitting]).expect("fitted");
    }),
    ("drawn", &["Ellipse"], |editor| {
        editor.enter("Group");
        editor
            .drag(Tool::Ellipse, Pointer::at(60.0, 200.0), Pointer::at(90.0, 260.0))
            .expect("drawn");
    }),
    ("duplicated", &["B 2"], |editor| {
        select(editor, &["B"]);
        editor.duplicate().expect("duplicated");
    }),
    ("deleted", &["C"], |editor| {
        select(editor, &["C"]);
        editor.delete().expect("deleted");
    }),
    ("put into it", &[], |editor| {
        let to = Spot {
            page: 0,
            parent: Some("Group".to_owned()),
            index: 0,
        };
        editor.put(&["Aside".to_owned()], &to).expect("put");
    }),
    ("put out of it", &[], |editor| {
        let to = Spot {
            page: 0,
            parent: None,
            index: 0,
        };
        editor.put(&["C".to_owned()], &to).expect("put");
    }),
    ("put from one into the other", &[], |editor| {
        let to = Spot {
            page: 0,
            parent: Some("Group".to_owned()),
            index: 3,
        };
        editor.put(&["A".to_owned()], &to).expect("put");
    }),
    ("reordered within", &[], |editor| {
        select(editor, &["C"]);
        editor.order(Order::Back).expect("ordered");
    }),
    ("reflected", &["B", "C"], |editor| {
        select(editor, &["B", "C"]);
        editor.flip(Flip::Horizontal).expect("flipped");
    }),
    ("ungrouped within", &[], |editor| {
        select(editor, &["Group"]);
        editor.ungroup().expect("ungrouped");
    }),
];

#[test]
fn whatever_is_done_in_a_group_its_frame_follows_and_the_rest_stays() {
    let standings = [
        ([0.0, 0.0], [Flip::None; 2]),
        ([90.0, 0.0], [Flip::None, Flip::Horizontal]),
        ([30.0, -20.0], [Flip::None; 2]),
        ([-75.0, 140.0], [Flip::Vertical, Flip::Horizontal]),
    ];
    for (turns, flips) in standings {
        for (act, changed, act_on) in ACTS {
            let case = format!("{act}, turned {turns:?}, {flips:?}");
            let mut editor = nested(turns, flips);
            editor.settings.snap = Snap::OFF;
            let first = Arc::clone(editor.design());
            // Turned by itself a group gives the one around it another frame, too.
            assert_around(&editor, &case);
            let before = stands(&editor);
            act_on(&mut editor);
            assert_around(&editor, &case);
            for (name, now) in stands(&editor) {
                let Some(was) = before.get(&name).filter(|_| !changed.contains(&name.as_str())) else {
                    continue;
                };
                let turn = normal_angle(now.angle - was.angle);
                assert!((now.center - was.center).hypot() < NEAR, "{case}: {name} moved");
                assert!(turn.abs() < 0.002 && now.width == was.width, "{case}: {name}");
            }
            assert_eq!(
                editor.history().position(),
                usize::from(*editor.design() != first),
                "{case}"
            );
            check_history(&mut editor, &first);
        }
    }
}

#[test]
fn a_level_group_stands_where_its_children_do_and_is_aligned_by_them() {
    let mut editor = nested([0.0; 2], [Flip::None; 2]);
    editor.settings.snap = Snap::OFF;
    select(&mut editor, &["C"]);
    editor
        .drag_inside(Pointer::at(330.0, 200.0), Pointer::at(330.0, 280.0))
        .expect("dragged");
    assert_eq!(frame(&editor, "C"), [0.0, 160.0, 60.0, 40.0]);
    assert_eq!(frame(&editor, "Group")[3], 200.0);
    assert_eq!(frame(&editor, "Group 2"), [200.0, 60.0, 230.0, 240.0]);
    select(&mut editor, &["Group 2"]);
    editor.align(Side::Bottom, AlignTo::Page).expect("aligned");
    let lowest = Stand::find(editor.design(), "C").expect("there").bounds().y1;
    assert_eq!(lowest, 400.0, "nothing of it is off the page");
}

#[test]
fn the_frame_is_seen_to_follow_while_the_hand_moves() {
    let mut editor = nested([0.0; 2], [Flip::None; 2]);
    editor.settings.snap = Snap::OFF;
    select(&mut editor, &["C"]);
    editor.begin(&Pointer::at(330.0, 200.0), 1);
    editor.update(&Pointer::at(330.0, 280.0));
    let shown = editor.shown().element("Group 2").expect("there");
    assert_eq!([shown.y.0, shown.height.0], [60.0, 240.0]);
    editor.cancel();
    assert_eq!(frame(&editor, "Group 2")[3], 160.0);
}

#[test]
fn some_frames_of_groups_stay() {
    let inner = || vec![rectangle("In", 10.0, 10.0, 20.0, 20.0)];
    let mut cut = group("Cut", [50.0, 50.0, 100.0, 100.0], 0.0, inner());
    if let ElementContent::Group(content) = &mut cut.content {
        content.clip = Some(Form::Ellipse {});
    }
    let loose = group("Loose", [50.0, 50.0, 100.0, 100.0], 0.0, inner());
    type Act = fn(&mut Editor);
    let cases: [(&str, Element, Act, [f64; 4]); 4] = [
        (
            "a clip is laid by it",
            cut,
            |editor| framed(editor, "In", |frame| Frame { x: Pt(70.0), ..frame }),
            [50.0, 50.0, 100.0, 100.0],
        ),
        (
            "nothing in it changed",
            loose.clone(),
            |editor| {
                let edit = Edit::set("In", Property::Opacity(0.5));
                editor.commit("Fade", edit).expect("faded");
            },
            [50.0, 50.0, 100.0, 100.0],
        ),
        (
            "it was stretched itself",
            loose.clone(),
            |editor| {
                select(editor, &["Loose"]);
                editor.type_number(Number::Width, "200pt").expect("typed");
            },
            [50.0, 50.0, 200.0, 100.0],
        ),
        (
            "all went out of it",
            loose,
            |editor| {
                select(editor, &["In"]);
                editor.delete().expect("deleted");
            },
            [50.0, 50.0, 100.0, 100.0],
        ),
    ];
    for (why, element, act, expected) in cases {
        let name = element.name.clone();
        let mut editor = editor(vec![element]);
        let first = Arc::clone(editor.design());
        act(&mut editor);
        assert_ne!(*editor.design(), first, "{why}");
        assert_eq!(frame(&editor, &name), expected, "{why}");
        check_history(&mut editor, &first);
    }
}

#[test]
fn what_is_added_to_a_step_belongs_to_it_with_the_frames_of_groups() {
    let mut editor = nested([0.0; 2], [Flip::None; 2]);
    editor.enter("Group");
    editor.take(Tool::Text);
    editor.click_at(Pointer::at(120.0, 250.0), 1).expect("made");
    let made = editor.selection().to_vec();
    let name = made.first().expect("a text").clone();
    framed_by_amending(&mut editor, &name, 333.0);
    assert_around(&editor, "amended");
    assert_eq!(editor.history().position(), 1);
    editor.undo().expect("undone");
    assert_eq!(frame(&editor, "Group 2"), [200.0, 60.0, 230.0, 160.0]);
    editor.redo().expect("done again");
    assert_eq!(frame(&editor, &name)[2], 333.0);
}

fn framed_by_amending(editor: &mut Editor, name: &str, width: f64) {
    let frame = Frame {
        width: Pt(width),
        ..Frame::of(editor.design().element(name).expect(name))
    };
    let edit = Edit::set(name, Property::Frame(frame));
    editor.amend(edit).expect("amended");
}

#[test]
fn a_text_left_open_in_a_group_of_a_template_is_moved_and_grows() {
    use crate::model::{DesignProperty, Freedom};
    let mut editor = nested([0.0; 2], [Flip::None; 2]);
    let open = Edit::set("T", Property::Open(vec![Freedom::Text, Freedom::Place]));
    editor.commit("Leave open", open).expect("open");
    let lock = Edit::SetDesign(DesignProperty::Template(true));
    editor.commit("Lock", lock).expect("locked");
    select(&mut editor, &["T"]);
    editor.nudge(5, 0, true).expect("moved");
    framed_by_amending(&mut editor, "T", 90.0);
    assert_around(&editor, "moved in a template");
    assert!(frame(&editor, "Group 2")[2] > 230.0);
    let closed = Edit::set("B", Property::Frame(Frame::default()));
    assert_eq!(editor.amend(closed).expect_err("closed").code, "template-locked");
    assert_eq!(frame(&editor, "T")[2], 90.0, "the step is as it was");
}

#[test]
fn what_is_in_turned_groups_does_not_wander_when_one_of_it_is_moved_often() {
    let mut editor = nested([17.0, -33.0], [Flip::None, Flip::Vertical]);
    let before = stands(&editor);
    select(&mut editor, &["T"]);
    for step in 0..200 {
        editor
            .nudge(if step % 2 == 0 { 1 } else { -1 }, 0, true)
            .expect("nudged");
    }
    for (name, now) in stands(&editor) {
        let way = (now.center - before[&name].center).hypot();
        assert!(way < 0.05, "{name} went {way}");
    }
    assert_around(&editor, "nudged");
}
