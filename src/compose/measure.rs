//! What one element says and how it fits, for one set of values, without a scene.

use crate::diag::Problems;
use crate::model::{Condition, Design, Element, ElementContent, FieldName, Fields, ImageSource, Template};
use crate::scene::Origin;
use crate::units::{Rect, Size};

use super::{Composer, Kit, Pictures, Standing, edges};

/// How an element fits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// What it says; empty when it says nothing.
    pub says: String,
    /// Whether some of it reads from right to left.
    pub is_rtl: bool,
    /// How wide the text is in full size and on one line, points.
    pub width: f64,
    /// What its size was multiplied with to fit; 1 is full size.
    pub scale: f64,
    /// Around its lines, in points from the frame's top left corner; `None` when nothing is set.
    pub extent: Option<Rect>,
    /// How far it stands out of its frame or of the page where that is said, in points.
    pub beyond: f64,
    /// As composing says them, each naming the element.
    pub problems: Problems,
}

/// A size as it is said, in whole percent: never 100 of what is smaller than it should be.
pub fn percent_of(scale: f64) -> f64 {
    let percent = (scale * 100.0).round();
    if scale < 1.0 { percent.min(99.0) } else { percent }
}

/// Fills an element and sets its text. Nothing is drawn, and pictures are not looked for. Of a group its own link alone
/// is looked at. `page` is from 1; with where the element stands ([`super::standing`]) its text is held against the edges
/// of the page.
pub fn measure(
    design: &Design,
    kit: &Kit,
    page: u32,
    element: &Element,
    standing: Option<&Standing>,
    fields: &Fields,
) -> Measured {
    let pictures = Pictures::new();
    let mut composer = Composer::new(design, kit, fields, &pictures, page);
    let size = Size::new(element.width.0.max(0.0), element.height.0.max(0.0));
    let mut measured = Measured {
        scale: 1.0,
        ..Measured::default()
    };
    if element.show.as_ref().is_some_and(|condition| !condition.holds(fields)) {
        return measured;
    }
    match &element.content {
        ElementContent::Text(content) => {
            if let Some(laid) = composer.lay_out(element, content, size) {
                let advances = laid.runs.iter().flat_map(|run| &run.glyphs);
                let width: f32 = advances.map(|glyph| glyph.advance).sum();
                measured.says = laid.runs.first().map(|run| run.text.to_string()).unwrap_or_default();
                measured.is_rtl = laid.runs.iter().any(|run| run.rtl);
                measured.width = f64::from(width) / laid.size_scale.max(1e-6);
                measured.scale = laid.size_scale;
                measured.extent = Some(laid.extent);
                if let Some(standing) = standing.filter(|_| edges::watches(content)) {
                    composer.watch_standing(element, laid.extent, standing);
                }
            }
        }
        ElementContent::Chips(content) => {
            let frame = Rect::from_origin_size((0.0, 0.0), size);
            composer.chips(element, content, frame, Origin(None));
            measured.says = composer
                .value(&content.field)
                .map(crate::model::Value::to_plain)
                .unwrap_or_default();
        }
        ElementContent::Qr(content) => {
            measured.says = composer.plain(element, &content.content).unwrap_or_default();
        }
        ElementContent::Image(_) | ElementContent::Shape(_) | ElementContent::Group(_) => {}
    }
    composer.link(element, Origin(None), Rect::ZERO);
    measured.beyond = composer.beyond;
    measured.problems = composer.problems;
    measured
}

/// Whether the lines of a text begin at the right with these values. Nothing is set.
pub fn begins_at_right(design: &Design, kit: &Kit, element: &Element, fields: &Fields) -> bool {
    let ElementContent::Text(content) = &element.content else {
        return false;
    };
    let pictures = Pictures::new();
    let mut composer = Composer::new(design, kit, fields, &pictures, 1);
    let request = composer.request(element, content, Size::ZERO);
    // What is empty begins as its direction says.
    let empty = content.direction == crate::model::Direction::Rtl;
    request.map_or(empty, |request| request.begins_at_right())
}

/// Whether what an element says may differ from one recipient to the next.
pub fn varies(element: &Element) -> bool {
    let speaks = matches!(&element.content, ElementContent::Text(text) if !text.by_language.is_empty());
    speaks || !measured_fields(element).is_empty()
}

/// The fields on which [`measure`] depends, each once.
pub fn measured_fields(element: &Element) -> Vec<FieldName> {
    let mut fields: Vec<FieldName> = element
        .templates()
        .into_iter()
        .flat_map(|text| {
            let template = Template::parse_lossy(text);
            template.tokens().map(|token| token.field.clone()).collect::<Vec<_>>()
        })
        .collect();
    match &element.content {
        ElementContent::Chips(chips) => fields.push(chips.field.clone()),
        ElementContent::Image(image) => {
            if let ImageSource::Field(field) = &image.source {
                fields.push(field.clone());
            }
        }
        _ => {}
    }
    fields.extend(element.show.iter().filter_map(Condition::field).cloned());
    fields.sort();
    fields.dedup();
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_said_in_one_way() {
        for (scale, said) in [
            (0.625, 63.0),
            (0.6249, 62.0),
            (0.635, 64.0),
            (0.998, 99.0),
            (1.0, 100.0),
        ] {
            assert_eq!(percent_of(scale), said, "{scale}");
        }
    }
}
