//! Texts are edited in their place on the canvas.
//!
//! A [`TextEditor`] holds the text of one element while it is edited: the letters, with every field as one chip that is
//! moved over, selected and deleted whole; the caret and the selection; what an input method has not committed yet. It
//! knows neither fonts nor widgets. What is seen comes from [`TextEditor::view`], which lays the text out as a credential
//! would have it (the same engine, the same values) and can turn every point into a place and back. Motion and clicks
//! take that [`View`], and whoever shows the text makes a new one after each change (`TextEditor::revision` tells).
//!
//! Changes are [`TextEdit`]s. Each answers a [`Burst`], and those of one burst share its number: letters typed one after
//! the other are one step in the history, and so is a size that is dragged. A burst goes on while the edits are of the
//! same kind (typing, deleting backwards, deleting forwards, one property of the style, one part of a chip's format), the
//! caret was not set elsewhere in between, and less than [`PAUSE`] passed. Pasting and inserting a field are bursts of
//! their own. The clock is a parameter. A history takes the content after the first edit of a burst as a new step, and
//! puts the content after each further one in its place.
//!
//! ```
//! # use std::{collections::BTreeMap, path::Path, sync::Arc, time::Duration};
//! # use accolade::{fonts::{FolderFonts, FontBook}, model::*, text::Engine, units::*};
//! use accolade::studio::text::{ChipFace, Common, Motion, Setting, StyleChange, TextEdit, TextEditor};
//!
//! # let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
//! # let engine = Engine::new(Arc::new(FontBook::new(&FolderFonts(folder)).unwrap()));
//! # let mut fields = Fields::new("en");
//! # fields.set("recipient.name".parse().unwrap(), Value::Text("Zoë".into()));
//! # let labels = BTreeMap::new();
//! # let style = TextStyle { family: "Inter".into(), size: Pt(20.0), weight: 400, italic: false, color: Color::BLACK,
//! #     letter_spacing: 0.0, case: Case::AsIs, underline: false };
//! # let content = TextContent { spans: vec![Span::default()], style, align: Align::Start, valign: VAlign::Top,
//! #     line_height: 1.25, paragraph_gap: Pt(0.0), direction: Direction::Auto, fit: Fit::default(), path: None,
//! #     by_language: BTreeMap::new() };
//! let voice = Voice { words: "en", values: "en" };
//! let setting = Setting { engine: &engine, voice, fields: &fields, labels: &labels,
//!     chips: ChipFace::Value, frame: Size::new(400.0, 60.0) };
//! let mut editor = TextEditor::new(&content);
//! let now = Duration::ZERO;
//! let mut view = editor.view(&setting);
//! let name = Token::plain("recipient.name".parse().unwrap());
//! for edit in [TextEdit::Insert("Awarded to ".into()), TextEdit::InsertChip(name)] {
//!     editor.edit(edit, &view, now);
//!     view = editor.view(&setting);
//! }
//! assert_eq!(view.carets.text(), "Awarded to Zoë");
//! editor.go(Motion::Left, true, &view);
//! editor.edit(TextEdit::Style(StyleChange::ToggleBold), &view, now);
//! assert_eq!(editor.style().weight, Common::Same(700));
//! let spans = editor.content().spans;
//! assert_eq!((spans[0].text.as_str(), spans[1].text.as_str()), ("Awarded to ", "{{recipient.name}}"));
//! ```

mod align;
mod burst;
mod chip;
mod edit;
mod editor;
mod flow;
pub mod fonts;
mod mouse;
mod shown;
mod style;

#[cfg(test)]
mod tests;

pub use burst::{Burst, PAUSE};
pub use chip::{ChipChange, ChipPart, chips_of, with_chip};
pub use edit::{Deletion, TextEdit};
pub use editor::{Motion, Selection, TextEditor};
pub use mouse::Clicks;
pub use shown::{ChipFace, Setting, Shown, ShownChip, View};
pub use style::{Common, Property, StyleChange, StyleState};
