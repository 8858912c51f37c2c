//! Edits and their undoing, with edits made up by the hundred.

use crate::model::{
    Blend, Design, DesignProperty, Edit, Element, ElementContent, Flip, Form, Frame, GroupContent, Page, PageProperty,
    Paint, Property, ShapeContent, Spot, TextContent, TextStyle, free_name,
};
use crate::units::{Color, Pt, Rect};

/// Numbers by chance that are the same in every run (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// Not a whole number of anything, so that what is rounded is found.
    fn length(&mut self) -> Pt {
        Pt(self.below(1_000_000) as f64 / 777.0)
    }

    fn of<T: Clone>(&mut self, items: &[T]) -> Option<T> {
        (!items.is_empty()).then(|| items[self.below(items.len())].clone())
    }
}

fn shape(name: &str) -> Element {
    let content = ShapeContent {
        form: Form::Ellipse {},
        fill: Some(Paint::Solid(Color::BLACK)),
        stroke: None,
    };
    Element::new(name, Rect::new(1.0, 2.0, 30.5, 40.25), ElementContent::Shape(content))
}

fn group(name: &str, children: Vec<Element>) -> Element {
    let content = GroupContent::new(children);
    Element::new(name, Rect::new(0.0, 0.0, 100.0, 100.0), ElementContent::Group(content))
}

fn design() -> Design {
    let text = TextContent::new("Hello", TextStyle::new("Inter", Pt(12.0), Color::BLACK));
    let text = Element::new("Text", Rect::new(10.0, 10.0, 200.0, 40.0), ElementContent::Text(text));
    let inner = group("Inner", vec![shape("Deep"), shape("Deeper")]);
    let mut design: Design =
        serde_json::from_str(r#"{"name":"T","kind":"certificate","pages":[{"width":600,"height":400}]}"#)
            .expect("a design");
    design.pages[0].elements = vec![text, group("Outer", vec![shape("A"), inner]), shape("B")];
    design
}

fn spot(design: &Design, chance: &mut Chance) -> Spot {
    let page = chance.below(design.pages.len());
    let groups: Vec<String> = design
        .elements()
        .into_iter()
        .filter(|(at, element)| *at as usize == page + 1 && matches!(element.content, ElementContent::Group(_)))
        .map(|(_, element)| element.name.clone())
        .collect();
    let parent = if chance.below(2) == 0 { None } else { chance.of(&groups) };
    let length = design.list(page, parent.as_deref()).map_or(0, <[Element]>::len);
    Spot {
        page,
        parent,
        index: chance.below(length + 1),
    }
}

/// An edit of any kind; it need not be possible.
fn edit(design: &Design, chance: &mut Chance, deep: bool) -> Edit {
    let names: Vec<String> = design.names().into_iter().map(str::to_owned).collect();
    let name = chance.of(&names).unwrap_or_default();
    match chance.below(if deep { 11 } else { 10 }) {
        0 => Edit::Insert {
            at: spot(design, chance),
            element: Box::new(if chance.below(3) == 0 {
                let own = free_name("Group", &design.names());
                group(&own, vec![shape(&free_name("Child", &design.names()))])
            } else {
                shape(&free_name("Shape", &design.names()))
            }),
        },
        1 => Edit::Remove { name },
        2 | 3 => Edit::Move {
            name,
            to: spot(design, chance),
        },
        4 => Edit::Rename {
            from: name,
            to: free_name("Renamed", &design.names()),
        },
        5 => {
            let index = chance.below(design.pages.len() + 1);
            let mut page: Page = design.pages[0].clone();
            page.elements = vec![shape(&free_name("Page shape", &design.names()))];
            page.width = Pt(100.0);
            Edit::InsertPage {
                index,
                page: Box::new(page),
            }
        }
        6 => match chance.below(3) {
            0 => Edit::RemovePage {
                index: chance.below(design.pages.len()),
            },
            _ => Edit::MovePage {
                from: chance.below(design.pages.len()),
                to: chance.below(design.pages.len()),
            },
        },
        7 => Edit::SetPage {
            index: chance.below(design.pages.len()),
            property: match chance.below(2) {
                0 => PageProperty::Bleed(chance.length()),
                _ => PageProperty::Size {
                    width: chance.length(),
                    height: chance.length(),
                },
            },
        },
        8 => Edit::SetDesign(match chance.below(2) {
            0 => DesignProperty::Name(format!("Name {}", chance.below(100))),
            _ => DesignProperty::Language("de".to_owned()),
        }),
        9 => Edit::set(name, property(chance)),
        _ => {
            // The edits follow each other, so that later ones may speak of what earlier ones made.
            let mut edits = Vec::new();
            let mut ahead = design.clone();
            for _ in 0..chance.below(6) {
                let next = edit(&ahead, chance, false);
                if let Ok(changed) = next.apply(&ahead) {
                    ahead = changed;
                }
                edits.push(next);
            }
            Edit::Many {
                name: "Some".to_owned(),
                edits,
            }
        }
    }
}

fn property(chance: &mut Chance) -> Property {
    match chance.below(8) {
        0 => Property::Opacity(chance.below(1000) as f64 / 999.0),
        1 => Property::Locked(chance.below(2) == 0),
        5 => Property::Blend(Blend::ALL[chance.below(16)]),
        6 => Property::Blur(chance.length()),
        2 => Property::Hidden(chance.below(2) == 0),
        3 => Property::Link(Some("https://example.org".to_owned())),
        4 => Property::Content(Box::new(shape("").content)),
        _ => Property::Frame(Frame {
            x: chance.length(),
            y: chance.length(),
            width: chance.length(),
            height: chance.length(),
            rotation: chance.length().0,
            flip: Flip::new(chance.below(2) == 0, chance.below(2) == 0),
        }),
    }
}

fn json(design: &Design) -> String {
    serde_json::to_string(design).expect("json")
}

#[test]
fn every_sequence_of_edits_is_undone_exactly() {
    let mut kinds = std::collections::BTreeSet::new();
    let (mut done, mut refused) = (0, 0);
    for seed in 0..60 {
        let mut chance = Chance(seed);
        let first = design();
        let mut now = first.clone();
        let mut steps = Vec::new();
        for _ in 0..60 {
            let next = edit(&now, &mut chance, true);
            let before = now.clone();
            match next.apply_with_inverse(&now) {
                Ok((changed, inverse)) => {
                    let names: Vec<&str> = changed.elements().into_iter().map(|(_, e)| e.name.as_str()).collect();
                    assert_eq!(names.len(), changed.names().len(), "{next:?} leaves two of one name");
                    assert_eq!(inverse.apply(&changed).expect("undone"), before, "{next:?}");
                    kinds.insert(format!("{next:?}").split([' ', '(']).next().map(str::to_owned));
                    now = changed;
                    steps.push((next, inverse));
                    done += 1;
                }
                Err(problem) => {
                    assert!(problem.code.starts_with("edit-"), "{problem:?}");
                    assert_eq!(now, before);
                    refused += 1;
                }
            }
        }
        let last = now.clone();
        for (_, inverse) in steps.iter().rev() {
            now = inverse.apply(&now).expect("undone");
        }
        assert_eq!(now, first);
        assert_eq!(json(&now), json(&first), "byte for byte");
        for (edit, _) in &steps {
            now = edit.apply(&now).expect("done again");
        }
        assert_eq!(json(&now), json(&last));
    }
    assert_eq!(kinds.len(), 11, "every kind of edit was tried: {kinds:?}");
    assert!(done > 1000 && refused > 10, "{done} done, {refused} refused");
}

#[test]
fn what_cannot_be_done_changes_nothing() {
    let design = design();
    let to = |parent: &str, index| Spot {
        page: 0,
        parent: (!parent.is_empty()).then(|| parent.to_owned()),
        index,
    };
    let cases = [
        (
            Edit::Remove {
                name: "Nobody".to_owned(),
            },
            "edit-element",
        ),
        (
            Edit::Rename {
                from: "A".to_owned(),
                to: "B".to_owned(),
            },
            "edit-name",
        ),
        (
            Edit::Rename {
                from: "A".to_owned(),
                to: " ".to_owned(),
            },
            "edit-name",
        ),
        (
            Edit::Insert {
                at: to("", 0),
                element: Box::new(shape("Deep")),
            },
            "edit-name",
        ),
        (
            Edit::Insert {
                at: to("", 9),
                element: Box::new(shape("New")),
            },
            "edit-place",
        ),
        (
            Edit::Insert {
                at: to("A", 0),
                element: Box::new(shape("New")),
            },
            "edit-place",
        ),
        (
            Edit::Move {
                name: "Outer".to_owned(),
                to: to("Inner", 0),
            },
            "edit-place",
        ),
        (
            Edit::Move {
                name: "Outer".to_owned(),
                to: to("Outer", 0),
            },
            "edit-place",
        ),
        (
            Edit::Move {
                name: "A".to_owned(),
                to: to("", 9),
            },
            "edit-place",
        ),
        (Edit::RemovePage { index: 0 }, "edit-place"),
        (Edit::set("A", Property::Opacity(1.5)), "edit-number"),
        (Edit::set("A", Property::Blur(Pt(-1.0))), "edit-number"),
        (
            Edit::set(
                "A",
                Property::Frame(Frame {
                    width: Pt(-1.0),
                    ..Frame::default()
                }),
            ),
            "edit-number",
        ),
        (
            Edit::set(
                "A",
                Property::Frame(Frame {
                    x: Pt(f64::NAN),
                    ..Frame::default()
                }),
            ),
            "edit-number",
        ),
    ];
    for (edit, code) in cases {
        assert_eq!(edit.apply(&design).expect_err("refused").code, code, "{edit:?}");
        let many = Edit::Many {
            name: "Both".to_owned(),
            edits: vec![Edit::set("B", Property::Hidden(true)), edit],
        };
        let mut changed = design.clone();
        assert!(many.apply_to(&mut changed).is_err());
        assert_eq!(changed, design, "the first of both is taken back");
    }
}

#[test]
fn a_name_is_followed_through_renaming() {
    let rename = |from: &str, to: &str| Edit::Rename {
        from: from.to_owned(),
        to: to.to_owned(),
    };
    let many = Edit::Many {
        name: String::new(),
        edits: vec![rename("A", "X"), rename("X", "Y")],
    };
    assert_eq!(many.renamed("A"), "Y");
    assert_eq!(many.renamed("B"), "B");
}

#[test]
fn free_names_count_on() {
    let taken = ["Line", "Line 2", "12"].into_iter().collect();
    assert_eq!(free_name("Text", &taken), "Text");
    assert_eq!(free_name("Line", &taken), "Line 3");
    assert_eq!(free_name("Line 2", &taken), "Line 3");
    assert_eq!(free_name("12", &taken), "12 2");
}
