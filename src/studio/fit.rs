//! Fitting the frame of a text to what it says, which whoever has the fonts measures.

use crate::diag::Problem;
use crate::model::{Edit, ElementContent, FitPolicy, Frame, Property};
use crate::units::{Point, Size};

use super::editor::Editor;
use super::handles::Grip;
use super::names::phrase;
use super::place::{Space, Stand};

impl Editor {
    /// Gives a text's frame the height of its lines by a handle above or below, or the width of its longest line by one at
    /// a side; it grows that way from now on. The opposite side stays where it is. `size` is what the text takes.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn fit_frame(&mut self, name: &str, grip: Grip, size: Size) -> Result<(), Problem> {
        let (Some(element), Some(space)) = (self.design.element(name), Space::around(&self.design, name)) else {
            return Ok(());
        };
        let ElementContent::Text(text) = &element.content else {
            return Ok(());
        };
        let mut text = text.clone();
        let stand = Stand::of(element, &space);
        let (width, height) = if grip.y == 0 {
            text.fit.policy = FitPolicy::AutoWidth;
            (size.width, stand.height)
        } else {
            text.fit.policy = FitPolicy::Grow;
            (stand.width, size.height)
        };
        // Where the middle comes to lie when the side opposite to the handle stays.
        let shift = |side: i8, by: f64| f64::from(side) * by / 2.0;
        let middle = Point::new(shift(grip.x, width - stand.width), shift(grip.y, height - stand.height));
        let fitted = Stand {
            center: stand.affine() * middle,
            width,
            height,
            ..stand
        };
        let frame: Frame = fitted.frame(&space);
        let edits = vec![
            Edit::set(name, Property::Frame(frame)),
            Edit::set(name, Property::Content(Box::new(ElementContent::Text(text)))),
        ];
        let step = phrase("Fit", &[name.to_owned()]);
        self.commit(step.clone(), Edit::many(step, edits))
    }
}
