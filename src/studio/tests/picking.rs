//! Selecting.

use super::*;
use crate::compose::Kit;
use crate::fonts::tests_support::book;
use crate::images::Picture;
use crate::model::{Condition, Fields, Image, ImageFit, ImageSource};
use crate::scene::Asset;
use crate::text::Engine;

fn stack() -> Editor {
    editor(vec![
        rectangle("A", 0.0, 0.0, 100.0, 100.0),
        rectangle("B", 50.0, 50.0, 100.0, 100.0),
        rectangle("C", 60.0, 60.0, 100.0, 100.0),
    ])
}

#[test]
fn clicks_and_keys_select() {
    let shift = |x: f64, y: f64| Pointer::at(x, y).with(Modifiers::SHIFT);
    let alt = |x: f64, y: f64| Pointer::at(x, y).with(Modifiers::ALT);
    let at = Pointer::at;
    let cases: [(&[Pointer], &[&str]); 9] = [
        (&[at(10.0, 10.0)], &["A"]),
        (&[at(90.0, 90.0)], &["C"]),
        (&[at(10.0, 10.0), at(155.0, 155.0)], &["C"]),
        (&[at(10.0, 10.0), shift(155.0, 155.0)], &["A", "C"]),
        (&[at(10.0, 10.0), shift(155.0, 155.0), shift(10.0, 10.0)], &["C"]),
        (&[at(10.0, 10.0), at(500.0, 300.0)], &[]),
        (&[at(10.0, 10.0), shift(500.0, 300.0)], &["A"]),
        (&[at(90.0, 90.0), alt(90.0, 90.0)], &["B"]),
        (
            &[at(90.0, 90.0), alt(90.0, 90.0), alt(90.0, 90.0), alt(90.0, 90.0)],
            &["C"],
        ),
    ];
    for (clicks, expected) in cases {
        let mut editor = stack();
        for click in clicks {
            // Between two clicks the handles are away from the pointer: the page is shown large.
            editor.click_at(click.scaled(4.0), 1).expect("clicked");
        }
        assert_eq!(editor.selection(), expected, "{clicks:?}");
        assert!(editor.history().steps().is_empty());
    }
}

/// Two apart, with one between them on top.
fn apart() -> Editor {
    editor(vec![
        rectangle("A", 100.0, 100.0, 50.0, 50.0),
        rectangle("B", 300.0, 200.0, 50.0, 50.0),
        rectangle("Between", 200.0, 150.0, 30.0, 30.0),
    ])
}

#[test]
fn several_are_dragged_from_anywhere_in_their_box() {
    // On empty ground, on one of them, and on another one that lies on top.
    for from in [(170.0, 220.0), (120.0, 120.0), (210.0, 160.0)] {
        let mut editor = apart();
        select(&mut editor, &["A", "B"]);
        let from = Pointer::at(from.0, from.1);
        let to = Pointer::at(from.at.x + 20.0, from.at.y);
        assert_eq!(editor.status(&from).cursor, Cursor::Move);
        editor.drag(Tool::Select, from, to).expect("moved");
        assert_eq!((frame(&editor, "A")[0], frame(&editor, "B")[0]), (120.0, 320.0));
        assert_eq!(frame(&editor, "Between")[0], 200.0);
        assert_eq!(editor.selection(), ["A", "B"]);
    }
    let mut editor = apart();
    select(&mut editor, &["A", "B"]);
    let (from, to) = (Pointer::at(170.0, 220.0), Pointer::at(190.0, 220.0));
    editor
        .drag(Tool::Select, from, to.with(Modifiers::SHIFT))
        .expect("moved");
    assert_eq!(frame(&editor, "A")[0], 120.0, "along one axis when Shift comes later");
}

#[test]
fn a_click_in_the_box_of_several_takes_what_it_is_on() {
    let click = |at: Pointer| {
        let mut editor = apart();
        select(&mut editor, &["A", "B"]);
        editor.click_at(at, 1).expect("clicked");
        editor.selection().to_vec()
    };
    assert!(click(Pointer::at(170.0, 220.0)).is_empty(), "nothing on empty ground");
    assert_eq!(click(Pointer::at(120.0, 120.0)), ["A"]);
    assert_eq!(click(Pointer::at(210.0, 160.0)), ["Between"]);
    assert_eq!(
        click(Pointer::at(210.0, 160.0).with(Modifiers::SHIFT)),
        ["A", "B", "Between"]
    );
}

#[test]
fn in_the_box_of_several_shift_and_ctrl_begin_a_rectangle() {
    for keys in [Modifiers::SHIFT, Modifiers::CTRL] {
        let mut editor = apart();
        select(&mut editor, &["A", "B"]);
        let (from, to) = (Pointer::at(170.0, 220.0), Pointer::at(205.0, 155.0));
        editor
            .drag(Tool::Select, from.with(keys), to.with(keys))
            .expect("selected");
        assert!(editor.selection().contains(&"Between".to_owned()), "{keys:?}");
        assert!(editor.history().steps().is_empty());
    }
}

#[test]
fn the_box_of_several_in_a_group_holds_them_until_a_click_leaves_it() {
    let inner = vec![
        rectangle("A", 0.0, 0.0, 20.0, 20.0),
        rectangle("B", 80.0, 80.0, 20.0, 20.0),
    ];
    let mut editor = editor(vec![
        group("G", [100.0, 100.0, 100.0, 100.0], 0.0, inner),
        rectangle("Beside", 140.0, 140.0, 10.0, 10.0),
    ]);
    select(&mut editor, &["A", "B"]);
    let beside = Pointer::at(145.0, 145.0);
    editor
        .drag(Tool::Select, beside, Pointer::at(155.0, 145.0))
        .expect("moved");
    let left = Stand::find(editor.design(), "A").expect("there").bounds().x0;
    assert_eq!((left, editor.entered()), (110.0, Some("G")));
    editor.click_at(beside, 1).expect("clicked");
    assert_eq!(
        (editor.entered(), editor.selection()),
        (None, &["Beside".to_owned()][..])
    );
}

#[test]
fn what_was_cycled_to_is_dragged_from_under_others() {
    let mut editor = stack();
    let at = Pointer::at(90.0, 90.0).scaled(4.0);
    editor.click_at(at, 1).expect("clicked");
    editor.click_at(at.with(Modifiers::ALT), 1).expect("cycled");
    editor
        .drag(Tool::Select, at, Pointer::at(100.0, 90.0).scaled(4.0))
        .expect("moved");
    assert_eq!(frame(&editor, "B")[0], 60.0);
    assert_eq!(frame(&editor, "C")[0], 60.0);
    editor.click_at(at, 1).expect("clicked");
    assert_eq!(editor.selection(), ["C"], "without a drag a click selects what is seen");
}

#[test]
fn a_rectangle_selects_what_it_touches() {
    for (from, to, modifiers, expected) in [
        ((-5.0, -5.0), (40.0, 40.0), Modifiers::NONE, &["A"][..]),
        ((200.0, 200.0), (140.0, 140.0), Modifiers::NONE, &["B", "C"]),
        ((200.0, 200.0), (-10.0, -10.0), Modifiers::NONE, &["A", "B", "C"]),
        ((300.0, 200.0), (400.0, 300.0), Modifiers::NONE, &[]),
        ((200.0, 200.0), (155.0, 155.0), Modifiers::SHIFT, &["A", "C"]),
    ] {
        let mut editor = stack();
        if modifiers.shift {
            select(&mut editor, &["A"]);
        }
        editor.begin(&Pointer::at(from.0, from.1).with(modifiers), 1);
        editor.update(&Pointer::at(to.0, to.1).with(modifiers));
        assert_eq!(editor.marquee(), Some(Rect::new(from.0, from.1, to.0, to.1).abs()));
        editor
            .finish(&Pointer::at(to.0, to.1).with(modifiers))
            .expect("selected");
        assert_eq!(editor.selection(), expected);
        assert_eq!(editor.marquee(), None);
    }
}

#[test]
fn a_turned_frame_is_touched_where_it_is() {
    let mut diamond = rectangle("A", 100.0, 100.0, 100.0, 100.0);
    diamond.rotation = 45.0;
    let editor = editor(vec![diamond]);
    let touched = |x0: f64, y0: f64, x1: f64, y1: f64| {
        !touched(editor.design(), 0, None, Rect::new(x0, y0, x1, y1), Sight::default()).is_empty()
    };
    assert!(!touched(80.0, 80.0, 110.0, 110.0), "beside its corner");
    assert!(touched(80.0, 140.0, 85.0, 160.0), "at its tip");
}

#[test]
fn double_clicks_go_into_groups_and_texts() {
    let inner = group(
        "Inner",
        [10.0, 10.0, 50.0, 50.0],
        0.0,
        vec![text("Words", "Hi", 0.0, 0.0, 50.0, 50.0)],
    );
    let outer = group("Outer", [100.0, 100.0, 100.0, 100.0], 0.0, vec![inner]);
    let mut editor = editor(vec![outer, rectangle("B", 0.0, 0.0, 50.0, 50.0)]);
    let at = Pointer::at(135.0, 135.0);
    editor.click_at(at, 1).expect("clicked");
    assert_eq!(editor.selection(), ["Outer"]);
    editor.click_at(at, 2).expect("clicked");
    assert_eq!(
        (editor.entered(), editor.selection()),
        (Some("Outer"), &["Inner".to_owned()][..])
    );
    editor.click_at(at, 2).expect("clicked");
    assert_eq!(
        (editor.entered(), editor.selection()),
        (Some("Inner"), &["Words".to_owned()][..])
    );
    assert_eq!(
        editor.click_at(at, 2).expect("clicked"),
        Outcome::EditText("Words".to_owned())
    );
    assert!(editor.leave());
    assert_eq!(
        (editor.entered(), editor.selection()),
        (Some("Outer"), &["Inner".to_owned()][..])
    );
    editor.click_at(Pointer::at(20.0, 20.0), 1).expect("clicked");
    assert_eq!(
        (editor.entered(), editor.selection()),
        (None, &["B".to_owned()][..]),
        "a click outside leaves"
    );
    editor.click_at(at.with(Modifiers::CTRL), 1).expect("clicked");
    assert_eq!(editor.selection(), ["Words"], "Ctrl reaches the innermost");
}

#[test]
fn locked_and_hidden_elements_are_not_hit_and_lines_only_near() {
    let mut locked = rectangle("Locked", 0.0, 0.0, 100.0, 100.0);
    locked.locked = true;
    let mut hidden = rectangle("Hidden", 0.0, 0.0, 100.0, 100.0);
    hidden.hidden = true;
    let mut hollow = rectangle("Hollow", 200.0, 0.0, 100.0, 100.0);
    if let ElementContent::Shape(shape) = &mut hollow.content {
        shape.fill = None;
        shape.stroke = Some(crate::model::StrokeStyle::new(Color::BLACK, Pt(2.0)));
    }
    let editor = editor(vec![rectangle("Below", 0.0, 0.0, 100.0, 100.0), locked, hidden, hollow]);
    assert_eq!(editor.under(&Pointer::at(50.0, 50.0)), ["Below"]);
    assert_eq!(editor.under(&Pointer::at(203.0, 50.0)), ["Hollow"]);
    assert!(editor.under(&Pointer::at(250.0, 50.0)).is_empty());
}

/// A border as large as the page: a line without a fill, an ornament, a clear fill, a group of both; and what is in it.
fn borders() -> Vec<Element> {
    let line = |name: &str, fill: Option<Paint>| {
        let mut border = rectangle(name, 5.0, 5.0, 590.0, 390.0);
        if let ElementContent::Shape(shape) = &mut border.content {
            shape.stroke = Some(crate::model::StrokeStyle::new(Color::BLACK, Pt(4.0)));
            shape.fill = fill;
        }
        border
    };
    let mut ornament = rectangle("Ornament", 0.0, 0.0, 600.0, 400.0);
    if let ElementContent::Shape(shape) = &mut ornament.content {
        shape.form = Form::Ornament(crate::model::Ornament::Border {
            thickness: Pt(2.0),
            size: Pt(18.0),
            corner: crate::model::Corner::Scoop,
            gap: Pt(4.0),
        });
    }
    vec![
        line("Hollow", None),
        line("Clear", Some(Paint::Solid(Color { a: 0, ..Color::BLACK }))),
        ornament.clone(),
        group("Group", [0.0, 0.0, 600.0, 400.0], 180.0, vec![line("In a group", None)]),
    ]
}

#[test]
fn within_a_border_a_rectangle_selects_what_it_touches_and_no_border() {
    for border in borders() {
        let name = border.name.clone();
        let mut editor = editor(vec![rectangle("A", 100.0, 100.0, 50.0, 50.0), border]);
        let drag = |editor: &mut Editor, from: (f64, f64), to: (f64, f64)| {
            let (from, to) = (Pointer::at(from.0, from.1), Pointer::at(to.0, to.1));
            editor.drag(Tool::Select, from, to).expect("selected");
            editor.selection().to_vec()
        };
        assert_eq!(drag(&mut editor, (60.0, 60.0), (120.0, 120.0)), ["A"], "{name}");
        assert_eq!(drag(&mut editor, (200.0, 200.0), (400.0, 300.0)), [""; 0], "{name}");
        assert_eq!(
            drag(&mut editor, (200.0, 200.0), (400.0, 399.0)),
            std::slice::from_ref(&name),
            "to it"
        );
        assert_eq!(
            drag(&mut editor, (-9.0, -9.0), (609.0, 409.0)),
            ["A", &name],
            "around it"
        );
        assert!(editor.history().steps().is_empty(), "nothing was moved");
        editor.select(&[]);
        editor
            .click_at(Pointer::at(599.0, 200.0).scaled(0.5), 1)
            .expect("clicked");
        assert_eq!(editor.selection(), [name], "its line is taken as before");
    }
}

#[test]
fn a_rectangle_within_a_form_touches_what_is_filled() {
    for (rotation, area, touches) in [
        (0.0, Rect::new(140.0, 140.0, 150.0, 150.0), true),
        (0.0, Rect::new(100.0, 100.0, 108.0, 108.0), false),
        (30.0, Rect::new(100.0, 100.0, 108.0, 108.0), false),
        (0.0, Rect::new(100.0, 100.0, 120.0, 120.0), true),
    ] {
        let mut circle = rectangle("Circle", 100.0, 100.0, 100.0, 100.0);
        circle.rotation = rotation;
        if let ElementContent::Shape(shape) = &mut circle.content {
            shape.form = Form::Ellipse {};
        }
        let editor = editor(vec![circle]);
        let found = touched(editor.design(), 0, None, area, Sight::default());
        assert_eq!(!found.is_empty(), touches, "{area:?} turned by {rotation}");
    }
}

#[test]
fn the_keyboard_goes_through_the_elements() {
    let mut editor = stack();
    editor.select_next(1);
    assert_eq!(editor.selection(), ["A"]);
    editor.select_next(1);
    editor.select_next(1);
    editor.select_next(1);
    assert_eq!(editor.selection(), ["A"], "round again");
    editor.select_next(-1);
    assert_eq!(editor.selection(), ["C"]);
    editor.select_all();
    assert_eq!(editor.selection().len(), 3);
    assert!(!editor.select_child());
}

#[test]
fn the_selection_follows_renaming_both_ways() {
    let mut editor = stack();
    select(&mut editor, &["A", "B"]);
    let edit = crate::model::Edit::Rename {
        from: "A".to_owned(),
        to: "Seal".to_owned(),
    };
    editor.commit("Rename", edit).expect("renamed");
    assert_eq!(editor.selection(), ["Seal", "B"]);
    editor.undo().expect("undone");
    assert_eq!(editor.selection(), ["A", "B"]);
    editor.redo().expect("done again");
    assert_eq!(editor.selection(), ["Seal", "B"]);
}

/// A picture of 100 × 100 pixels whose edge is painted, ten pixels wide.
fn border() -> Asset {
    let is_edge = |at: usize| !(10..90).contains(&at);
    let pixel = |at: usize| {
        if is_edge(at % 100) || is_edge(at / 100) {
            [0, 0, 0, 255]
        } else {
            [0; 4]
        }
    };
    let pixels: Vec<u8> = (0..100 * 100).flat_map(pixel).collect();
    Asset::Picture(Arc::new(Picture::from_rgba(100, 100, pixels).expect("a picture")))
}

fn picture(name: &str, frame: Rect) -> Element {
    let mut image = Image::of(ImageSource::Asset("images/border.png".to_owned()));
    image.fit = ImageFit::Stretch;
    Element::new(name, frame, ElementContent::Image(image))
}

fn with_border(elements: Vec<Element>) -> Editor {
    let mut editor = editor(elements);
    editor.kit = Some(Arc::new(Kit {
        engine: Arc::new(Engine::new(book())),
        assets: [("images/border.png".to_owned(), border())].into(),
        own_fonts: Vec::new(),
    }));
    editor
}

#[test]
fn a_press_goes_through_what_is_clear_of_a_picture() {
    let page = Rect::new(0.0, 0.0, 600.0, 400.0);
    let mut editor = with_border(vec![
        rectangle("A", 250.0, 150.0, 100.0, 100.0),
        picture("Border", page),
    ]);
    for (at, expected) in [
        ((300.0, 200.0), Some("A")),
        // The page itself, where a rectangle begins that selects.
        ((150.0, 100.0), None),
        ((30.0, 200.0), Some("Border")),
        ((62.0, 200.0), Some("Border")),
    ] {
        editor.click_at(Pointer::at(at.0, at.1), 1).expect("clicked");
        assert_eq!(editor.selection().first().map(String::as_str), expected, "{at:?}");
    }
    let sight = Sight {
        kit: editor.kit.as_deref(),
        fields: None,
    };
    let touched = |area: Rect| touched(editor.design(), 0, None, area, sight);
    assert_eq!(touched(Rect::new(100.0, 100.0, 500.0, 300.0)), ["A"]);
    assert_eq!(touched(Rect::new(40.0, 100.0, 200.0, 120.0)), ["Border"]);
    // Turned and drawn smaller, it is where it is.
    let mut turned = picture("Border", Rect::new(100.0, 0.0, 500.0, 400.0));
    turned.rotation = 45.0;
    let mut editor = with_border(vec![rectangle("A", 0.0, 0.0, 600.0, 400.0), turned]);
    for (at, expected) in [
        ((300.0, 200.0), "A"),
        ((300.0, -60.0), "Border"),
        ((160.0, 60.0), "Border"),
    ] {
        editor.click_at(Pointer::at(at.0, at.1), 1).expect("clicked");
        assert_eq!(editor.selection(), [expected], "{at:?}");
    }
}

#[test]
fn what_is_clear_of_a_small_picture_is_hit_where_nothing_else_lies() {
    let seal = picture("Seal", Rect::new(100.0, 100.0, 200.0, 200.0));
    let at = Pointer::at(150.0, 150.0);
    let mut editor = with_border(vec![seal.clone()]);
    editor.click_at(at, 1).expect("clicked");
    assert_eq!(editor.selection(), ["Seal"]);
    let mut editor = with_border(vec![rectangle("A", 140.0, 140.0, 20.0, 20.0), seal]);
    editor.click_at(at, 1).expect("clicked");
    assert_eq!(editor.selection(), ["A"]);
}

#[test]
fn a_text_on_a_circle_is_hit_near_its_letters_only() {
    let mut around = text("Words", "All around", 100.0, 100.0, 200.0, 200.0);
    if let ElementContent::Text(text) = &mut around.content {
        text.path = Some(crate::model::TextPath::Arc {
            radius: Pt(80.0),
            angle: 0.0,
            inward: false,
        });
    }
    let editor = editor(vec![rectangle("Seal", 180.0, 180.0, 40.0, 40.0), around]);
    let reach = Reach {
        tolerance: 1.0,
        sight: Sight::default(),
    };
    let at = |x: f64, y: f64| under(editor.design(), 0, None, crate::units::Point::new(x, y), reach);
    assert_eq!(at(200.0, 200.0), ["Seal"]);
    assert_eq!(at(200.0, 115.0), ["Words"]);
    assert!(at(105.0, 105.0).is_empty(), "the corner of its frame");
    let touched = |area: Rect| touched(editor.design(), 0, None, area, Sight::default());
    assert_eq!(touched(Rect::new(170.0, 170.0, 230.0, 230.0)), ["Seal"]);
    assert_eq!(touched(Rect::new(170.0, 110.0, 230.0, 230.0)), ["Seal", "Words"]);
}

#[test]
fn a_press_goes_through_what_its_condition_does_not_show() {
    let for_language = |name: &str, language: &str| Element {
        show: Some(Condition::Language(vec![language.to_owned()])),
        ..rectangle(name, 100.0, 100.0, 100.0, 100.0)
    };
    let mut editor = editor(vec![for_language("Welsh", "cy"), for_language("English", "en")]);
    let pointer = Pointer::at(150.0, 150.0);
    assert_eq!(
        editor.under(&pointer),
        ["English", "Welsh"],
        "all of them before there are values"
    );
    let mut fields = Fields::default();
    fields.recipient_language = Some("cy".to_owned());
    editor.fields = Some(Arc::new(fields));
    assert_eq!(editor.under(&pointer), ["Welsh"]);
    let touched = |sight| touched(editor.design(), 0, None, Rect::new(90.0, 90.0, 210.0, 210.0), sight);
    let sight = Sight {
        kit: None,
        fields: editor.fields.as_deref(),
    };
    assert_eq!(touched(sight), ["Welsh"]);
}
