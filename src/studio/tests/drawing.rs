//! Drawing something new.

use super::*;
use crate::model::{Edit, LineEnd, Property};
use crate::units::Point;

#[test]
fn tools_and_keys_draw() {
    let shift = Modifiers::SHIFT;
    let both = Modifiers {
        shift: true,
        ..Modifiers::ALT
    };
    let star = Tool::Star { points: 5, inner: 0.4 };
    for (tool, name, modifiers, expected) in [
        (
            Tool::Rectangle,
            "Rectangle",
            Modifiers::NONE,
            [100.0, 100.0, 80.0, 40.0],
        ),
        (Tool::Rectangle, "Rectangle", shift, [100.0, 100.0, 80.0, 80.0]),
        (Tool::Ellipse, "Ellipse", Modifiers::ALT, [20.0, 60.0, 160.0, 80.0]),
        (Tool::Ellipse, "Ellipse", both, [20.0, 20.0, 160.0, 160.0]),
        (
            Tool::Polygon { sides: 6 },
            "Polygon",
            Modifiers::NONE,
            [100.0, 100.0, 80.0, 40.0],
        ),
        (star, "Star", shift, [100.0, 100.0, 80.0, 80.0]),
        (Tool::Text, "Text", Modifiers::NONE, [100.0, 100.0, 80.0, 40.0]),
        (Tool::Qr, "QR code", Modifiers::NONE, [100.0, 100.0, 80.0, 80.0]),
        (
            Tool::Field("recipient.name".parse().expect("field")),
            "Field",
            Modifiers::NONE,
            [100.0, 100.0, 80.0, 40.0],
        ),
    ] {
        let mut editor = editor(Vec::new());
        let first = Arc::clone(editor.design());
        let to = Pointer::at(180.0, 140.0).with(modifiers);
        let outcome = editor.drag(tool.clone(), Pointer::at(100.0, 100.0), to).expect("drawn");
        assert_eq!(frame(&editor, name), expected, "{tool:?} with {modifiers:?}");
        assert_eq!(editor.selection(), [name]);
        assert_eq!(*editor.tool(), Tool::Select, "the tool is laid down");
        let wants_caret = outcome == Outcome::EditText(name.to_owned());
        assert_eq!(wants_caret, tool == Tool::Text);
        assert_eq!(editor.history().undo_name(), Some(format!("Add “{name}”").as_str()));
        check_history(&mut editor, &first);
    }
}

#[test]
fn lines_have_a_length_and_a_turn() {
    for (tool, name, end, modifiers, width, rotation) in [
        (Tool::Line, "Line", LineEnd::Plain, Modifiers::NONE, 50.0, 53.13),
        (Tool::Arrow, "Arrow", LineEnd::Arrow, Modifiers::NONE, 50.0, 53.13),
        (Tool::Line, "Line", LineEnd::Plain, Modifiers::SHIFT, 49.641, 60.0),
    ] {
        let mut editor = editor(Vec::new());
        let to = Pointer::at(130.0, 140.0).with(modifiers);
        editor.drag(tool, Pointer::at(100.0, 100.0), to).expect("drawn");
        let line = editor.design().element(name).expect("drawn").clone();
        assert!(
            (line.width.0 - width).abs() < 2e-3 && line.height == Pt::ZERO,
            "{line:?}"
        );
        assert!((line.rotation - rotation).abs() < 2e-3, "{line:?}");
        assert!(
            matches!(line.content, ElementContent::Shape(shape) if shape.stroke.as_ref().is_some_and(|s| s.end == end))
        );
    }
}

#[test]
fn a_click_makes_something_in_its_usual_size() {
    let mut editor = editor(Vec::new());
    editor.settings.keep_tool = true;
    editor.take(Tool::Rectangle);
    editor.click_at(Pointer::at(300.0, 200.0), 1).expect("drawn");
    editor.click_at(Pointer::at(100.0, 200.0), 1).expect("drawn");
    assert_eq!(frame(&editor, "Rectangle"), [240.0, 140.0, 120.0, 120.0]);
    assert_eq!(frame(&editor, "Rectangle 2"), [40.0, 140.0, 120.0, 120.0]);
    assert_eq!(*editor.tool(), Tool::Rectangle, "it stays taken when wished");
}

#[test]
fn what_is_drawn_in_a_group_belongs_to_it() {
    let inner = rectangle("Inner", 0.0, 0.0, 100.0, 100.0);
    let mut editor = editor(vec![group("Group", [100.0, 100.0, 100.0, 100.0], 90.0, vec![inner])]);
    editor.enter("Group");
    editor
        .drag(Tool::Ellipse, Pointer::at(110.0, 120.0), Pointer::at(130.0, 150.0))
        .expect("drawn");
    assert_eq!(
        editor.design().locate("Ellipse").expect("there").parent(),
        Some("Group")
    );
    let stand = Stand::find(editor.design(), "Ellipse").expect("there");
    assert_eq!(
        stand.bounds(),
        Rect::new(110.0, 120.0, 130.0, 150.0),
        "where the hand drew it"
    );
    assert_eq!(stand.angle, 0.0, "level, though the group is turned");
}

#[test]
fn pictures_and_codes_keep_their_ratio_and_shapes_do_not() {
    let mut editor = editor(Vec::new());
    for (tool, keeps) in [(Tool::Qr, true), (Tool::Rectangle, false)] {
        editor
            .drag(tool, Pointer::at(100.0, 100.0), Pointer::at(180.0, 180.0))
            .expect("drawn");
        assert_eq!(editor.keeps_ratio(), keeps);
        editor.delete().expect("deleted");
    }
}

#[test]
fn ornaments_are_drawn_like_shapes_and_a_border_goes_around_the_page() {
    for (kind, name, expected) in [
        (OrnamentKind::Seal, "Seal", [100.0, 100.0, 80.0, 80.0]),
        (OrnamentKind::Ribbon, "Ribbon", [100.0, 100.0, 80.0, 40.0]),
        (OrnamentKind::Border, "Border", [100.0, 100.0, 80.0, 40.0]),
        (OrnamentKind::Guilloche, "Guilloche", [100.0, 100.0, 80.0, 40.0]),
        (OrnamentKind::Rosette, "Rosette", [100.0, 100.0, 80.0, 80.0]),
    ] {
        let mut editor = editor(Vec::new());
        let first = Arc::clone(editor.design());
        editor
            .drag(
                Tool::Ornament(kind),
                Pointer::at(100.0, 100.0),
                Pointer::at(180.0, 140.0),
            )
            .expect("drawn");
        assert_eq!(frame(&editor, name), expected);
        let element = editor.design().element(name).expect("drawn").clone();
        assert_eq!(
            element.keep_ratio,
            matches!(kind, OrnamentKind::Seal | OrnamentKind::Rosette)
        );
        let ElementContent::Shape(shape) = element.content else {
            panic!("{name} is a shape");
        };
        assert!(
            shape.fill.is_some() != shape.stroke.is_some(),
            "{name} is filled or stroked"
        );
        check_history(&mut editor, &first);
    }
    let mut editor = editor(Vec::new());
    editor.take(Tool::Ornament(OrnamentKind::Border));
    editor.click_at(Pointer::at(300.0, 200.0), 1).expect("drawn");
    assert_eq!(frame(&editor, "Border"), [20.0, 20.0, 560.0, 360.0]);
}

#[test]
fn a_new_text_has_the_style_that_was_used_last() {
    let mut editor = editor(Vec::new());
    let (at, to) = (Pointer::at(100.0, 100.0), Pointer::at(180.0, 140.0));
    let style = |editor: &Editor, name: &str| {
        let element = editor.design().element(name).expect(name);
        let ElementContent::Text(text) = &element.content else {
            panic!("a text")
        };
        text.style.clone()
    };
    editor.drag(Tool::Text, at, to).expect("drawn");
    let used = TextStyle {
        weight: 700,
        italic: true,
        letter_spacing: 0.1,
        ..TextStyle::new("EB Garamond", Pt(31.0), Color::rgb(9, 99, 199))
    };
    let mut text = editor.design().element("Text").expect("there").content.clone();
    if let ElementContent::Text(text) = &mut text {
        text.style = used.clone();
    }
    let edit = Edit::Set {
        name: "Text".to_owned(),
        property: Property::Content(Box::new(text)),
    };
    editor.commit("Style", edit).expect("done");
    let field = Tool::Field("recipient.name".parse().expect("field"));
    for (tool, name) in [(Tool::Text, "Text 2"), (field, "Field")] {
        editor.drag(tool, at, to).expect("drawn");
        assert_eq!(style(&editor, name), used, "{name}");
    }
}

#[test]
fn a_new_shape_is_seen_on_what_lies_beneath() {
    let fill = |editor: &Editor, name: &str| match &editor.design().element(name).expect(name).content {
        ElementContent::Shape(shape) => shape.fill.clone(),
        other => panic!("{other:?}"),
    };
    let mut editor = editor(Vec::new());
    let star = Tool::Star { points: 5, inner: 0.4 };
    let (outer, inner) = (
        [Pointer::at(100.0, 100.0), Pointer::at(300.0, 300.0)],
        [Pointer::at(150.0, 150.0), Pointer::at(250.0, 250.0)],
    );
    editor.drag(Tool::Rectangle, outer[0], outer[1]).expect("drawn");
    editor.drag(star.clone(), inner[0], inner[1]).expect("drawn");
    assert_ne!(fill(&editor, "Star"), fill(&editor, "Rectangle"));
    // On the star again another one, and beside all as on an empty page.
    editor
        .drag(Tool::Ellipse, Pointer::at(190.0, 190.0), Pointer::at(210.0, 210.0))
        .expect("drawn");
    assert_ne!(fill(&editor, "Ellipse"), fill(&editor, "Star"));
    editor
        .drag(star, Pointer::at(400.0, 100.0), Pointer::at(500.0, 200.0))
        .expect("drawn");
    assert_eq!(fill(&editor, "Star 2"), fill(&editor, "Rectangle"));
}

#[test]
fn what_is_put_by_keys_lies_beside_what_was_put_before() {
    let ground = rectangle("Ground", 0.0, 0.0, 600.0, 400.0);
    let mut editor = editor(vec![ground]);
    let middle = Point::new(300.0, 200.0);
    assert_eq!(editor.clear_of_others(middle), middle, "a ground is in nobody's way");
    let mut places = Vec::new();
    for _ in 0..3 {
        editor.take(Tool::Ellipse);
        let at = editor.clear_of_others(middle);
        editor.click_at(Pointer::at(at.x, at.y), 1).expect("put");
        places.push(at);
    }
    assert_eq!(
        places,
        [middle, Point::new(312.0, 212.0), Point::new(324.0, 224.0)],
        "each a little further"
    );
}
