//! The elements for assistive technology: each a node with its name, what it is, and where it stands.

use egui::accesskit::{self, Action, Role};
use egui::{Id, Response, Ui, UiBuilder, WidgetInfo};

use super::super::super::super::View;
use super::super::super::super::command::studio::{Command, inside};
use super::super::super::super::state::studio::Open;
use crate::model::{Design, Element, ElementContent};
use crate::studio::{Modifiers, Space, Stand, called};

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, canvas: &Response) {
    let name = &open.editor.design().name;
    if let Some(seen) = &open.versions.viewing {
        let label = format!("Canvas of {name}, {}", seen.label);
        canvas.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &label));
        earlier(ui, open, &seen.design, canvas.id);
        return;
    }
    canvas.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, format!("Canvas of {name}")));
    let elements = open.editor.shown().list(open.editor.page(), None).unwrap_or_default();
    elements_ui(ui, view, open, (canvas.id, None), elements, &Space::PAGE);
    inside(ui, view, open);
}

/// A node below another one, which is that of the canvas or of a group; `None` when nobody listens.
fn node(ui: &mut Ui, parent: Id, id: Id, describe: impl FnOnce(&mut accesskit::Node)) -> Option<()> {
    ui.ctx().accesskit_node_builder(parent, |_| ())?;
    // What is no widget would stand beside the canvas: its place in the tree is that of a part of the window.
    drop(ui.new_child(UiBuilder::new().scope_id(id).accessibility_parent(parent)));
    ui.ctx().accesskit_node_builder(id, describe)
}

/// Elements of the page or of a group, whose node that of the `parent` is, and what is in them, whatever is worked in.
fn elements_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    open: &Open,
    (parent, group): (Id, Option<&Element>),
    elements: &[Element],
    space: &Space,
) {
    let mask = group.and_then(Element::mask);
    for element in elements.iter().filter(|element| !element.hidden) {
        let id = Id::unique(("element on the canvas", &element.name));
        let known = node(ui, parent, id, |node| {
            describe(node, open, element, space);
            if mask.is_some_and(|mask| mask.name == element.name) {
                node.set_role(Role::GraphicsSymbol);
                node.set_label(format!("{}, mask", element.name));
            }
            node.set_selected(open.editor.selection().contains(&element.name));
            node.add_action(Action::Click);
        });
        if known.is_none() {
            // Nobody listens.
            return;
        }
        if ui.input(|input| input.has_accesskit_action_request(id, Action::Click)) {
            view.send(Command::Select(vec![element.name.clone()]));
        }
        if !element.children().is_empty() {
            elements_ui(
                ui,
                view,
                open,
                (id, Some(element)),
                element.children(),
                &space.inside(element),
            );
        }
    }
}

/// The elements of an earlier version, to be read only.
fn earlier(ui: &mut Ui, open: &Open, design: &Design, canvas: Id) {
    let elements = design.list(open.seen_page(), None).unwrap_or_default();
    for element in elements.iter().filter(|element| !element.hidden) {
        let id = Id::unique(("element of an earlier version", &element.name));
        node(ui, canvas, id, |node| {
            describe(node, open, element, &Space::PAGE);
            node.set_read_only();
        });
    }
}

/// More points than these are not told one by one.
const MOST_POINTS: usize = 300;

/// The points of the path that is edited, those of the path under way, and the stops of the gradient.
fn inside(ui: &Ui, view: &mut View<'_>, open: &Open) {
    if let Some(points) = open.editor.points() {
        for (number, (id, node)) in points.nodes().enumerate().take(MOST_POINTS) {
            let kind = if node.is_smooth() { "smooth" } else { "corner" };
            let label = format!("Point {}, {kind}", number + 1);
            if dot(ui, open, &label, node.at, points.selected.contains(&id)) {
                view.send(Command::Inside(inside::Command::SelectPoints(vec![id])));
            }
        }
    }
    let drawn = open.editor.pen().map_or(&[][..], |contour| contour.nodes.as_slice());
    for (number, node) in drawn.iter().enumerate().take(MOST_POINTS) {
        dot(
            ui,
            open,
            &format!("Point {} of the new path", number + 1),
            node.at,
            false,
        );
    }
    if let Some(line) = open.editor.gradient() {
        dot(ui, open, "Start of the gradient", line.from, false);
        dot(ui, open, "End of the gradient", line.to, false);
        let pointer = open.pointer(open.camera.room.center(), Modifiers::NONE);
        for (index, stop) in line.stops.iter().enumerate() {
            let label = format!("Stop {} of the gradient, {} %", index + 1, (stop.at * 100.0).round());
            let at = line.stop_place(stop.at, &pointer);
            if dot(ui, open, &label, at, line.chosen == Some(index)) {
                view.send(Command::Inside(inside::Command::SelectStop(index)));
            }
        }
    }
}

/// A place that can be selected. Whether it was.
fn dot(ui: &Ui, open: &Open, label: &str, at: crate::units::Point, is_selected: bool) -> bool {
    let id = Id::unique(("place on the canvas", label));
    let place = open.camera.to_screen(at);
    let known = ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::GraphicsSymbol);
        node.set_label(label);
        node.set_selected(is_selected);
        node.add_action(Action::Click);
        let (x, y) = (f64::from(place.x), f64::from(place.y));
        node.set_bounds(accesskit::Rect {
            x0: x - 4.0,
            y0: y - 4.0,
            x1: x + 4.0,
            y1: y + 4.0,
        });
    });
    known.is_some() && ui.input(|input| input.has_accesskit_action_request(id, Action::Click))
}

fn describe(node: &mut accesskit::Node, open: &Open, element: &Element, space: &Space) {
    let (role, kind) = match element.mask() {
        Some(_) => (Role::GraphicsObject, "masked group"),
        None => kind(&element.content),
    };
    node.set_role(role);
    node.set_label(format!("{}, {kind}", element.name));
    node.set_value(called(element));
    let stand = Stand::of(element, space);
    let unit = open.editor.settings.unit;
    let bounds = stand.bounds();
    let lengths = [bounds.x0, bounds.y0, stand.width, stand.height].map(|length| unit.format(length));
    let [x, y, width, height] = lengths;
    node.set_description(format!("At {x}, {y}; {width} × {height} {}", unit.symbol()));
    let rect = open.camera.rect_to_screen(bounds);
    node.set_bounds(accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    });
}

/// What an element is, in a word.
fn kind(content: &ElementContent) -> (Role, &'static str) {
    match content {
        ElementContent::Text(_) => (Role::GraphicsObject, "text"),
        ElementContent::Shape(_) => (Role::GraphicsSymbol, "shape"),
        ElementContent::Image(_) => (Role::GraphicsSymbol, "image"),
        ElementContent::Qr(_) => (Role::GraphicsSymbol, "QR code"),
        ElementContent::Chips(_) => (Role::GraphicsObject, "list"),
        ElementContent::Group(_) => (Role::GraphicsObject, "group"),
    }
}
