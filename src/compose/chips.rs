//! The entries of a list field in rounded boxes.

use std::sync::Arc;

use crate::diag::{Place, Problem};
use crate::locale;
use crate::model::{Align, Chips, Direction, Element, FillRule, Fit, FitPolicy, VAlign, Value};
use crate::scene::{Item, ItemKind, Origin};
use crate::text::{Laid, Request, StyledSpan};
use crate::units::{Pt, Rect, Size, Vec2};

use super::{Composer, shape, text};

/// A chip that is measured but not placed.
struct Chip {
    laid: Laid,
    width: f64,
}

impl Composer<'_> {
    pub(super) fn chips(&mut self, element: &Element, content: &Chips, frame: Rect, origin: Origin) {
        let items = match self.value(&content.field) {
            None => return,
            Some(Value::List(items)) => items.clone(),
            Some(other) => vec![other.to_plain()],
        };
        let language = self.fields.language_of(&content.field).to_owned();
        let [across, down] = content.padding.map(|padding| padding.0);
        let inner_height = content.style.size.0 * 1.25;
        let height = inner_height + 2.0 * down;
        let mut chips = Vec::new();
        for item in items.iter().map(|item| item.trim()).filter(|item| !item.is_empty()) {
            let laid = self.chip(
                element,
                content,
                item,
                &language,
                frame.width() - 2.0 * across,
                inner_height,
            );
            let width = laid.extent.width() + 2.0 * across;
            chips.push(Chip { laid, width });
        }
        let rows = rows(chips, frame.width(), content.gap.0);
        let needed = rows.len() as f64 * (height + content.gap.0) - content.gap.0;
        if needed > frame.height() + 0.5 {
            let problem = Problem::warning("clipped-text", "There are more entries than fit the frame")
                .hint("Make the frame larger, the chips smaller, or shorten the list");
            self.problem(
                element,
                Problem {
                    place: Place::field(content.field.as_str()),
                    ..problem
                },
            );
        }
        for (row, chips) in rows.into_iter().enumerate() {
            let top = frame.y0 + row as f64 * (height + content.gap.0);
            self.row(content, chips, frame, top, height, origin);
        }
    }

    /// Sets the text of one chip in a frame of its own; a text wider than the element shrinks.
    fn chip(
        &mut self,
        element: &Element,
        content: &Chips,
        item: &str,
        language: &str,
        width: f64,
        height: f64,
    ) -> Laid {
        let text = locale::case(item, content.style.case, language);
        let request = Request {
            spans: vec![StyledSpan {
                text,
                style: content.style.clone(),
                language: language.to_owned(),
                align: None,
            }],
            align: Align::Left,
            valign: VAlign::Middle,
            line_height: 1.25,
            paragraph_gap: 0.0,
            direction: Direction::Auto,
            fit: Fit {
                policy: FitPolicy::ShrinkToWidth,
                min_size: Some(Pt(content.style.size.0 / 2.0)),
                max_size: None,
            },
            frame: Size::new(width.max(1.0), height),
            path: None,
        };
        let laid = self.kit.engine.lay_out(&request);
        self.report(element, &laid, request.frame);
        laid
    }

    fn row(&mut self, content: &Chips, chips: Vec<Chip>, frame: Rect, top: f64, height: f64, origin: Origin) {
        let total: f64 = chips.iter().map(|chip| chip.width + content.gap.0).sum::<f64>() - content.gap.0;
        let spare = (frame.width() - total).max(0.0);
        let rtl = locale::is_rtl(&self.fields.language);
        let mut x = frame.x0
            + match content.align {
                Align::Center => spare / 2.0,
                Align::Right => spare,
                Align::End if !rtl => spare,
                Align::Start | Align::Justify if rtl => spare,
                _ => 0.0,
            };
        // In a language that reads from right to left the first entry stands at the right.
        let ordered: Vec<Chip> = if rtl { chips.into_iter().rev().collect() } else { chips };
        for chip in ordered {
            let area = Rect::new(x, top, x + chip.width, top + height);
            self.plate(content, area, origin);
            let offset = Vec2::new(
                x + content.padding[0].0 - chip.laid.extent.x0,
                top + content.padding[1].0,
            );
            self.out.items.extend(text::placed(chip.laid, offset, origin));
            x += chip.width + content.gap.0;
        }
    }

    fn plate(&mut self, content: &Chips, area: Rect, origin: Origin) {
        let form = crate::model::Form::Rectangle {
            radii: [content.radius; 4],
        };
        let path = Arc::new(shape::outline(&form, area).0);
        if let Some(fill) = &content.fill {
            let kind = ItemKind::Fill {
                path: path.clone(),
                rule: FillRule::NonZero,
                paint: shape::paint(fill, area),
            };
            self.out.items.push(Item { origin, kind });
        }
        if let Some(style) = &content.stroke {
            let kind = ItemKind::Stroke {
                path,
                stroke: shape::stroke(style),
                paint: shape::paint(&style.paint, area),
            };
            self.out.items.push(Item { origin, kind });
        }
    }
}

/// Chips side by side, in as many rows as the width asks for.
fn rows(chips: Vec<Chip>, width: f64, gap: f64) -> Vec<Vec<Chip>> {
    let mut rows: Vec<Vec<Chip>> = Vec::new();
    let mut used = f64::INFINITY;
    for chip in chips {
        if used + gap + chip.width > width + 0.01 {
            used = chip.width;
            rows.push(vec![chip]);
        } else {
            used += gap + chip.width;
            if let Some(row) = rows.last_mut() {
                row.push(chip);
            }
        }
    }
    rows
}
