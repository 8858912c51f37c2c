//! What the hand does to a design, without a window.

mod arranging;
mod clipboards;
mod comparing;
mod crops;
mod drawing;
mod gradients;
mod groups;
mod insides;
mod masking;
mod moving;
mod pages;
mod pen;
mod picking;
mod resizing;
mod snapping;
mod undoing;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::measure::Unit;
use super::*;
use crate::model::{Design, Element, ElementContent, Form, GroupContent, Paint, ShapeContent, TextContent, TextStyle};
use crate::units::{Color, Pt, Rect};

fn rectangle(name: &str, x: f64, y: f64, width: f64, height: f64) -> Element {
    let content = ShapeContent {
        form: Form::Rectangle { radii: [Pt::ZERO; 4] },
        fill: Some(Paint::Solid(Color::BLACK)),
        stroke: None,
    };
    let frame = Rect::new(x, y, x + width, y + height);
    Element::new(name, frame, ElementContent::Shape(content))
}

fn text(name: &str, says: &str, x: f64, y: f64, width: f64, height: f64) -> Element {
    let content = TextContent::new(says, TextStyle::new("Inter", Pt(10.0), Color::BLACK));
    Element::new(
        name,
        Rect::new(x, y, x + width, y + height),
        ElementContent::Text(content),
    )
}

fn group(name: &str, frame: [f64; 4], rotation: f64, children: Vec<Element>) -> Element {
    let [x, y, width, height] = frame;
    let content = GroupContent::new(children);
    Element {
        rotation,
        ..Element::new(
            name,
            Rect::new(x, y, x + width, y + height),
            ElementContent::Group(content),
        )
    }
}

/// A page of 600 × 400 points with these elements; nothing snaps.
fn editor(elements: Vec<Element>) -> Editor {
    let mut design: Design =
        serde_json::from_str(r#"{"name":"T","kind":"certificate","pages":[{"width":600,"height":400}]}"#)
            .expect("a design");
    design.pages[0].elements = elements;
    let mut editor = Editor::new(Arc::new(design), BTreeMap::new());
    editor.settings.snap = Snap::OFF;
    editor
}

/// Where an element stands: x, y, width, height.
fn frame(editor: &Editor, name: &str) -> [f64; 4] {
    let element = editor.design().element(name).expect(name);
    [element.x.0, element.y.0, element.width.0, element.height.0]
}

fn select(editor: &mut Editor, names: &[&str]) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    editor.select(&names);
}

/// Undoes everything and does it again; both give what was there.
fn check_history(editor: &mut Editor, first: &Design) {
    let last = Arc::clone(editor.design());
    let steps = editor.history().position();
    editor.jump_to(0).expect("undone");
    assert_eq!(**editor.design(), *first, "everything undone");
    editor.jump_to(steps).expect("done again");
    assert_eq!(*editor.design(), last, "everything done again");
}
