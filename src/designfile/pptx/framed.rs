//! Pictures as shapes, and shapes that are filled with a picture.

use crate::model::{Element, ElementContent, GroupContent, StrokeStyle};
use crate::units::Rect;

use super::super::builder::{element, fraction, rounded};
use super::looks::{identity, say_effects, shape_link};
use super::outline::{Drawn, drawn, form_of, painted, path_form};
use super::paint::Inks;
use super::picture::{self, Slot};
use super::place::{Place, Space, turn};
use super::preset::Preset;
use super::shape::{Reader, Shape, Tree};
use super::xml::Node;

impl Reader<'_, '_> {
    pub(super) fn picture(&mut self, node: &Node, tree: &Tree<'_>, space: &Space) -> Vec<Element> {
        let mut shape = Shape::new(node, tree);
        if shape.holder.is_some() && !tree.holders {
            return Vec::new();
        }
        shape.name = self.name(node, "");
        let Some(place) = shape.transform().and_then(|transform| space.place(transform)) else {
            self.builder.left_out(
                &shape.name,
                "It has no place on the slide and was left out",
                "Set its position in the program that made it",
            );
            return Vec::new();
        };
        let properties = node.children.iter().find(|child| child.name == "nvPicPr");
        let kinds = properties.map(|properties| properties.child("nvPr"));
        if kinds.is_some_and(|kind| {
            ["videoFile", "audioFile", "wavAudioFile", "quickTimeFile"]
                .iter()
                .any(|name| kind.get(name).is_some())
        }) {
            self.builder
                .note(&shape.name, "import-flattened", "The film or sound became its picture");
        }
        let size = [place.frame.width(), place.frame.height()];
        let mut lost = Vec::new();
        say_effects(&shape.properties, &mut lost);
        let inks = Inks {
            palette: tree.palette,
            style: None,
            size,
        };
        let line = shape.properties.iter().find_map(|node| node.get("ln"));
        let stroke = line.and_then(|line| inks.stroke(Some(line), None, &mut lost));
        let drawn = drawn(&shape.properties, size, &mut lost);
        shape.lost = lost;
        let element = self.filled_with_picture(&mut shape, tree, &place, node.child("blipFill"), drawn, stroke);
        for why in std::mem::take(&mut shape.lost) {
            self.builder.note(&shape.name, "import-changed", why);
        }
        self.builder.elements += 2;
        element
            .into_iter()
            .map(|mut one| {
                turn(&mut one, &place, place.rotation);
                one.hidden = identity(node).flag("hidden") == Some(true);
                one.link = shape_link(node, tree.relations);
                one
            })
            .collect()
    }

    pub(super) fn filled_with_picture(
        &mut self,
        shape: &mut Shape<'_>,
        tree: &Tree<'_>,
        place: &Place,
        fill: &Node,
        drawn: Drawn,
        stroke: Option<StrokeStyle>,
    ) -> Option<Element> {
        let size = [place.frame.width(), place.frame.height()];
        let mask = match &drawn {
            Drawn::Preset(Preset::Rectangle(radii)) if radii.iter().all(|radius| *radius <= 0.0) => None,
            Drawn::Preset(form) | Drawn::Line(form) => form_of(form, size, place.flip),
            Drawn::Custom(outline) => path_form(&outline.fill, size, place.flip),
        };
        let slot = Slot {
            name: &shape.name,
            size,
            flip: place.flip,
            mask,
            alt: identity(shape.node)
                .attribute("descr")
                .unwrap_or_default()
                .chars()
                .take(1_000)
                .collect(),
        };
        let mut reader = picture::Reader {
            pictures: self.pictures,
            package: self.package,
            builder: self.builder,
            relations: tree.relations,
        };
        let placed = match reader.place(fill, &slot, &mut shape.lost) {
            Ok(placed) => placed,
            Err(why) => {
                self.builder.left_out(
                    &shape.name,
                    format!("It was left out: {why}"),
                    "Save the picture as PNG or JPEG and add it to the design",
                );
                return None;
            }
        };
        let frame = match placed.area {
            Some(area) => Rect::new(
                place.frame.x0 + area.x0 * size[0],
                place.frame.y0 + area.y0 * size[1],
                place.frame.x0 + area.x1 * size[0],
                place.frame.y0 + area.y1 * size[1],
            ),
            None => place.frame,
        };
        let mut one = element(shape.name.clone(), frame, placed.content);
        if let ElementContent::Group(group) = &mut one.content {
            for child in &mut group.children {
                child.name = self.builder.name(&child.name);
            }
        }
        one.opacity = fraction(placed.opacity);
        let Some(line) = painted(self.builder, drawn, None, stroke, size, place.flip) else {
            return Some(one);
        };
        // A picture has no line of its own: a shape with the line lies over it.
        (one.x, one.y) = (rounded(frame.x0 - place.frame.x0), rounded(frame.y0 - place.frame.y0));
        let edge = element(
            self.builder.name(&format!("{} line", shape.name)),
            Rect::new(0.0, 0.0, size[0], size[1]),
            line,
        );
        let name = self.builder.name(&format!("{} group", shape.name));
        Some(element(
            name,
            place.frame,
            ElementContent::Group(GroupContent::new(vec![one, edge])),
        ))
    }
}
