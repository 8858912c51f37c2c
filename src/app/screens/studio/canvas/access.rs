//! The elements for assistive technology: each a node with its name, what it is, and where it stands.

use egui::accesskit::{self, Action, Role};
use egui::{Id, Response, Ui, WidgetInfo};

use super::super::super::super::View;
use super::super::super::super::command::studio::Command;
use super::super::super::super::state::studio::Open;
use crate::model::{Element, ElementContent};
use crate::studio::Stand;

pub(super) fn show(ui: &Ui, view: &mut View<'_>, open: &Open, canvas: &Response) {
    let name = open.editor.design().name.clone();
    canvas.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, format!("Canvas of {name}")));
    let editor = &open.editor;
    let elements = editor.shown().list(editor.page(), editor.entered()).unwrap_or_default();
    for element in elements.iter().filter(|element| !element.hidden) {
        let id = Id::unique(("element on the canvas", &element.name));
        let known = ui
            .ctx()
            .accesskit_node_builder(id, |node| describe(node, open, element));
        if known.is_some() && ui.input(|input| input.has_accesskit_action_request(id, Action::Click)) {
            view.send(Command::Select(vec![element.name.clone()]));
        }
    }
}

fn describe(node: &mut accesskit::Node, open: &Open, element: &Element) {
    let (role, kind) = kind(&element.content);
    node.set_role(role);
    node.set_label(format!("{}, {kind}", element.name));
    node.set_selected(open.editor.selection().contains(&element.name));
    node.add_action(Action::Click);
    let Some(stand) = Stand::find(open.editor.shown(), &element.name) else {
        return;
    };
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
