//! What goes on inside elements: what is said of it, colours taken from the page, frames fitted to texts, and the undoing
//! of all of it.

use super::crops::{SIZE, picture};
use super::gradients::{edit, painted};
use super::*;
use crate::model::{Edit, FitPolicy, Frame, ImageFit, Property, Spot};
use crate::units::Size;

#[test]
fn a_taken_colour_paints_what_is_selected() {
    let mut editor = editor(vec![
        rectangle("A", 10.0, 10.0, 50.0, 50.0),
        text("Words", "Hello", 100.0, 10.0, 50.0, 20.0),
    ]);
    let first = Arc::clone(editor.design());
    editor.select_all();
    let gold = Color::rgb(0xB0, 0x8D, 0x3C);
    editor.paint_with(gold).expect("painted");
    assert_eq!(editor.history().undo_name(), Some("Colour of 2 elements"));
    let colors: Vec<Color> = editor.design().pages[0]
        .elements
        .iter()
        .filter_map(|element| match &element.content {
            ElementContent::Shape(ShapeContent {
                fill: Some(Paint::Solid(color)),
                ..
            }) => Some(*color),
            ElementContent::Text(text) => Some(text.style.color),
            _ => None,
        })
        .collect();
    assert_eq!(colors, [gold, gold]);
    check_history(&mut editor, &first);
}

fn fitting(name: &str, grip: Grip) -> Fitting {
    Fitting {
        name: name.to_owned(),
        hug: Hug::by(grip),
        size: Size::new(60.0, 30.0),
    }
}

#[test]
fn a_double_click_on_a_side_fits_all_selected_texts_as_one_step() {
    let texts = [("A", 100.0), ("B", 300.0), ("C", 500.0)].map(|(name, x)| text(name, "Hello", x, 100.0, 100.0, 100.0));
    let mut editor = editor(texts.to_vec());
    editor.lock(&["C".to_owned()], true).expect("locked");
    editor.select(&["A".to_owned(), "B".to_owned(), "C".to_owned()]);
    let first = editor.design().clone();
    let outcome = editor.click_at(Pointer::at(600.0, 150.0), 2).expect("clicked");
    let side = Grip { x: 1, y: 0 };
    let names = ["A", "B"].map(str::to_owned).to_vec();
    assert_eq!(outcome, Outcome::FitText(names, Hug::by(side)), "a locked one stays");
    editor
        .fit_frames(&[fitting("A", side), fitting("B", side)])
        .expect("fitted");
    assert_eq!(frame(&editor, "A"), [100.0, 100.0, 60.0, 30.0]);
    assert_eq!(frame(&editor, "B"), [300.0, 100.0, 60.0, 30.0]);
    assert_eq!(editor.history().undo_name(), Some("Fit 2 elements"));
    editor.undo().expect("undone");
    assert_eq!(**editor.design(), *first);
}

#[test]
fn the_frames_of_texts_of_automatic_size_follow_what_they_say() {
    use crate::model::VAlign;
    let extent = Rect::new(20.0, 30.0, 80.0, 50.0);
    // Policy, where the lines stand, how tall the lines were, and where the frame of 100 x 100 is then.
    let rows = [
        (
            FitPolicy::AutoWidth,
            VAlign::Top,
            40.0,
            Some([120.0, 130.0, 60.0, 20.0]),
        ),
        (
            FitPolicy::AutoWidth,
            VAlign::Middle,
            40.0,
            Some([120.0, 140.0, 60.0, 20.0]),
        ),
        (FitPolicy::Grow, VAlign::Top, 99.5, Some([100.0, 100.0, 100.0, 20.0])),
        (FitPolicy::Grow, VAlign::Middle, 99.5, Some([100.0, 140.0, 100.0, 20.0])),
        (FitPolicy::Grow, VAlign::Bottom, 99.5, Some([100.0, 180.0, 100.0, 20.0])),
        // Drawn taller than its text.
        (FitPolicy::Grow, VAlign::Top, 40.0, None),
        (FitPolicy::ShrinkToBox, VAlign::Top, 99.5, None),
    ];
    for (policy, valign, tall, expected) in rows {
        let mut element = text("A", "Hello", 100.0, 100.0, 100.0, 100.0);
        let ElementContent::Text(content) = &mut element.content else {
            panic!("a text");
        };
        (content.fit.policy, content.valign) = (policy, valign);
        let content = content.clone();
        let editor = editor(vec![element]);
        let before = Some(Rect::new(0.0, 0.0, 100.0, tall));
        let frame = editor.hugging("A", &content, before, extent);
        let frame = frame.map(|frame| [frame.x.0, frame.y.0, frame.width.0, frame.height.0]);
        assert_eq!(frame, expected, "{policy:?} {valign:?}");
        if policy == FitPolicy::Grow {
            let taller = Rect::new(0.0, 0.0, 100.0, 140.0);
            let frame = editor.hugging("A", &content, before, taller).expect("grows");
            assert_eq!([frame.y.0, frame.height.0], [100.0, 140.0], "downwards");
        }
    }
}

#[test]
fn a_click_makes_a_text_of_automatic_width_and_a_drag_one_of_automatic_height() {
    let policy = |editor: &Editor| match &editor.design().element("Text").expect("made").content {
        ElementContent::Text(text) => text.fit.policy,
        _ => panic!("a text"),
    };
    let mut editor = editor(Vec::new());
    editor.take(Tool::Text);
    let outcome = editor.click_at(Pointer::at(100.0, 100.0), 1).expect("clicked");
    assert_eq!(outcome, Outcome::EditText("Text".to_owned()));
    assert_eq!(policy(&editor), FitPolicy::AutoWidth);
    // Its frame is measured by whoever has the fonts, and belongs to the step.
    let wider = Frame {
        width: Pt(77.0),
        ..Frame::of(editor.design().element("Text").expect("made"))
    };
    editor
        .amend(Edit::set("Text", Property::Frame(wider)))
        .expect("amended");
    assert_eq!(frame(&editor, "Text")[2], 77.0);
    assert_eq!(editor.history().position(), 1);
    assert_eq!(editor.selection(), ["Text"]);
    editor.undo().expect("undone");
    editor
        .drag(Tool::Text, Pointer::at(100.0, 100.0), Pointer::at(300.0, 150.0))
        .expect("drawn");
    assert_eq!(policy(&editor), FitPolicy::Grow);
    assert_eq!(frame(&editor, "Text"), [100.0, 100.0, 200.0, 50.0]);
}

#[test]
fn a_double_click_on_a_side_fits_a_text() {
    let side = |x: i8, y: i8| Grip { x, y };
    for (at, grip, expected) in [
        ((150.0, 200.0), side(0, 1), [100.0, 100.0, 100.0, 30.0]),
        ((150.0, 100.0), side(0, -1), [100.0, 170.0, 100.0, 30.0]),
        ((200.0, 150.0), side(1, 0), [100.0, 100.0, 60.0, 30.0]),
        ((100.0, 150.0), side(-1, 0), [140.0, 100.0, 60.0, 30.0]),
    ] {
        let mut editor = editor(vec![text("A", "Hello", 100.0, 100.0, 100.0, 100.0)]);
        editor.select_all();
        let outcome = editor.click_at(Pointer::at(at.0, at.1), 2).expect("clicked");
        assert_eq!(outcome, Outcome::FitText(vec!["A".to_owned()], Hug::by(grip)));
        editor.fit_frames(&[fitting("A", grip)]).expect("fitted");
        assert_eq!(frame(&editor, "A"), expected, "{grip:?}");
        let ElementContent::Text(content) = &editor.design().element("A").expect("there").content else {
            panic!("a text");
        };
        let policy = if grip.y != 0 {
            FitPolicy::Grow
        } else {
            FitPolicy::AutoWidth
        };
        assert_eq!(content.fit.policy, policy, "it grows that way from now on");
    }
}

#[test]
fn a_text_of_automatic_width_has_the_height_of_its_lines_where_they_stand() {
    use crate::model::VAlign;
    for (valign, y) in [(VAlign::Top, 100.0), (VAlign::Middle, 135.0), (VAlign::Bottom, 170.0)] {
        let mut element = text("A", "Hello", 100.0, 100.0, 100.0, 100.0);
        let ElementContent::Text(content) = &mut element.content else {
            panic!("a text");
        };
        content.valign = valign;
        let mut editor = editor(vec![element]);
        let first = Arc::clone(editor.design());
        editor.fit_frames(&[fitting("A", Grip { x: 1, y: 0 })]).expect("fitted");
        assert_eq!(frame(&editor, "A"), [100.0, y, 60.0, 30.0], "{valign:?}");
        check_history(&mut editor, &first);
    }
}

#[test]
fn the_line_below_says_what_can_be_done() {
    type Begin = (&'static str, fn(&mut Editor), (f64, f64), Cursor, &'static str);
    let begins: [Begin; 7] = [
        (
            "pen",
            |editor| editor.take(Tool::Pen),
            (10.0, 10.0),
            Cursor::Pen,
            "lays the pen down",
        ),
        (
            "a path under way",
            |editor| {
                editor.take(Tool::Pen);
                editor.click_at(Pointer::at(10.0, 10.0), 1).expect("clicked");
            },
            (50.0, 50.0),
            Cursor::Pen,
            "Backspace takes the last point back",
        ),
        (
            "the first point",
            |editor| {
                editor.take(Tool::Pen);
                for x in [10.0, 90.0] {
                    editor.click_at(Pointer::at(x, 10.0), 1).expect("clicked");
                }
            },
            (12.0, 11.0),
            Cursor::Pen,
            "Click to close",
        ),
        (
            "eyedropper",
            |editor| editor.take(Tool::Eyedropper),
            (10.0, 10.0),
            Cursor::Pick,
            "take the colour",
        ),
        (
            "gradient",
            |editor| edit(editor, "B"),
            (450.0, 50.0),
            Cursor::Arrow,
            "click the line to add a stop",
        ),
        (
            "crop",
            |editor| assert!(editor.edit_crop("A", SIZE).expect("cropped")),
            (150.0, 150.0),
            Cursor::Move,
            "Enter accepts",
        ),
        (
            "the frame of a crop",
            |editor| assert!(editor.edit_crop("A", SIZE).expect("cropped")),
            (200.0, 150.0),
            Cursor::Resize(0.0),
            "the wheel scales",
        ),
    ];
    for (name, begin, (x, y), cursor, words) in begins {
        let mut editor = editor(vec![
            picture(ImageFit::Cover),
            painted("B", [300.0, 100.0, 100.0, 100.0], true),
        ]);
        begin(&mut editor);
        let status = editor.status(&Pointer::at(x, y));
        assert_eq!(status.cursor, cursor, "{name}");
        assert!(status.hint.contains(words), "{name}: {}", status.hint);
    }
}

/// Numbers by chance that are the same in every run (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % bound
    }

    fn pointer(&mut self) -> Pointer {
        let modifiers = Modifiers {
            shift: self.below(4) == 0,
            alt: self.below(4) == 0,
            ctrl: self.below(4) == 0,
        };
        let at = |chance: &mut Chance, most: u64| chance.below(most * 7) as f64 / 7.0;
        Pointer::at(at(self, 600), at(self, 400)).with(modifiers)
    }
}

#[test]
fn whatever_the_hand_does_is_undone_exactly() {
    let mut chance = Chance(20);
    let (mut steps, mut masks) = (0, 0);
    for _ in 0..40 {
        let mut editor = editor(vec![
            painted("Gradient", [300.0, 100.0, 200.0, 100.0], true),
            picture(ImageFit::Cover),
            text("Words", "Hello", 20.0, 20.0, 80.0, 30.0),
        ]);
        editor.settings.snap = Snap::default();
        let first = Arc::clone(editor.design());
        for _ in 0..60 {
            something(&mut editor, &mut chance);
        }
        editor.cancel();
        steps += editor.history().steps().len();
        let is_mask = |step: &&Step| step.name.starts_with("Mask");
        masks += editor.history().steps().iter().filter(is_mask).count();
        check_history(&mut editor, &first);
    }
    assert!(steps > 200 && masks > 20, "{steps} steps, {masks} masks");
}

/// Something with an element of a masked group, where there is one; whether it was refused. Whatever it is, the mask is
/// the backmost shape, or there is none.
fn in_masked_group(editor: &mut Editor, chance: &mut Chance) -> bool {
    let design = Arc::clone(editor.design());
    let masked = design
        .elements()
        .into_iter()
        .find(|(_, element)| element.mask().is_some());
    let Some((_, group)) = masked else { return false };
    let at = chance.below(group.children().len() as u64) as usize;
    let names = vec![group.children()[at].name.clone()];
    editor.select(&names);
    let refused = match chance.below(6) {
        0 => editor.order(Order::Front).is_err(),
        1 => editor.order(Order::Back).is_err(),
        2 => {
            let to = Spot {
                page: 0,
                parent: None,
                index: 0,
            };
            editor.put(&names, &to).is_err()
        }
        3 => editor.type_number(Number::Angle, "33").is_err(),
        4 => editor.nudge(1, -1, true).is_err(),
        _ => editor.ungroup().is_err(),
    };
    assert!(!crate::designfile::check(editor.design()).has_errors());
    refused
}

/// Two elements become a group, or a group is taken apart; whether it was refused.
fn grouped(editor: &mut Editor, chance: &mut Chance) -> bool {
    editor.select_all();
    match chance.below(3) {
        0 => editor.ungroup().is_err(),
        _ => editor.group().is_err(),
    }
}

/// Something with an element of a group, where there is one; whether it was refused.
fn in_group(editor: &mut Editor, chance: &mut Chance) -> bool {
    let design = Arc::clone(editor.design());
    let elements = design.elements();
    let inner: Vec<&str> = elements
        .iter()
        .flat_map(|(_, group)| group.children())
        .map(|child| child.name.as_str())
        .collect();
    let Some(name) = inner.get(chance.below(inner.len().max(1) as u64) as usize) else {
        return false;
    };
    editor.select(&[(*name).to_owned()]);
    match chance.below(5) {
        0 => editor.type_number(Number::Angle, "33").is_err(),
        1 => editor.type_number(Number::Width, "77").is_err(),
        2 => editor.duplicate().is_err(),
        3 => editor.flip(crate::model::Flip::Horizontal).is_err(),
        _ => editor.nudge(3, -2, true).is_err(),
    }
}

/// Something by chance; what cannot be is refused, which is as good.
fn something(editor: &mut Editor, chance: &mut Chance) {
    let names: Vec<String> = editor.design().names().into_iter().map(str::to_owned).collect();
    let one = |chance: &mut Chance| names.get(chance.below(names.len().max(1) as u64) as usize).cloned();
    let refused = match chance.below(18) {
        0 => {
            editor.take(Tool::Pen);
            for _ in 0..chance.below(5) {
                let (from, to) = (chance.pointer(), chance.pointer());
                editor.begin(&from, 1);
                editor.update(&to);
                drop(editor.finish(&to));
            }
            editor.end_pen().is_err()
        }
        1 => one(chance).is_some_and(|name| !editor.edit_points(&name)),
        2 => one(chance).is_some_and(|name| editor.edit_crop(&name, SIZE).is_err()),
        3 => editor.gradient_here().is_some_and(|of| !editor.edit_gradient(of)),
        4 => editor.convert_to_paths().is_err(),
        5 => editor.escape_mode().is_err(),
        6 => {
            editor.select_next(1);
            editor.nudge(1, chance.below(3) as i32 - 1, true).is_err()
        }
        7 => chance.below(3) == 0 && editor.delete().is_err(),
        8 => editor.scale_crop(chance.pointer().at, 1.3).is_err(),
        9 => chance.below(3) == 0 && editor.undo().is_err(),
        10 => {
            let points = editor
                .points()
                .map(|points| points.nodes().map(|(id, node)| (id, node.at)).collect::<Vec<_>>());
            let picked =
                points.and_then(|points| points.get(chance.below(points.len().max(1) as u64) as usize).copied());
            picked.is_some_and(|(_, at)| {
                let from = Pointer { at, ..chance.pointer() };
                editor.drag_inside(from, chance.pointer()).is_err()
            })
        }
        11 => editor.click_at(chance.pointer(), 2).is_err(),
        12 => {
            editor.select_all();
            editor.mask().is_err()
        }
        13 => in_masked_group(editor, chance),
        14 => grouped(editor, chance),
        15 => in_group(editor, chance),
        _ => editor.drag_inside(chance.pointer(), chance.pointer()).is_err(),
    };
    if refused {
        editor.cancel();
    }
}
