//! Painting what is selected in a colour that was taken from the page.

use crate::diag::Problem;
use crate::model::{ElementContent, Form, Paint, Property};
use crate::units::Color;

use super::editor::Editor;

impl Editor {
    /// Gives what is selected a colour: shapes their fill, lines their line, texts and codes their ink, pictures what
    /// lies behind them. Groups stay as they are. It is one step.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn paint_with(&mut self, color: Color) -> Result<(), Problem> {
        let names = self.unlocked()?;
        self.set_all("Colour of", &names, |element| {
            let mut content = element.content.clone();
            paint(&mut content, color);
            Property::Content(Box::new(content))
        })
    }
}

fn paint(content: &mut ElementContent, color: Color) {
    match content {
        ElementContent::Shape(shape) => {
            let is_line = matches!(shape.form, Form::Line {}) || shape.fill.is_none();
            match &mut shape.stroke {
                Some(stroke) if is_line => stroke.paint = Paint::Solid(color),
                _ => shape.fill = Some(Paint::Solid(color)),
            }
        }
        ElementContent::Text(text) => {
            text.style.color = color;
            let others = text.by_language.values_mut().flatten();
            others.chain(&mut text.spans).for_each(|span| span.style.color = None);
        }
        ElementContent::Chips(chips) => chips.style.color = color,
        ElementContent::Qr(qr) => qr.color = color,
        ElementContent::Image(image) => image.background = Some(Paint::Solid(color)),
        ElementContent::Group(_) => {}
    }
}
