//! The core of the design studio: what a designer does to a design, without a window.
//!
//! An [`Editor`] holds a [`Design`](crate::model::Design), the page that is worked on, the selection, the tool that is
//! taken, and the history. Whoever shows it hands over what the hand does and draws what it says:
//!
//! - The pointer, in points of the page: [`Editor::begin`] at a press, [`Editor::update`] whenever the pointer or a key
//!   moves, [`Editor::finish`] at the release, [`Editor::cancel`] at Escape. [`Pointer::scale`] is how many pixels of the
//!   screen a point of the page has; tolerances are in pixels.
//! - [`Editor::shown`] is the design to draw, [`Editor::outline`] what stands around the selection with its handles,
//!   [`Editor::marquee`] and [`Editor::marks`] what is drawn over the page meanwhile. All lengths are points.
//! - A change that a panel makes is an [`Edit`](crate::model::Edit) for [`Editor::commit`]; while a value is dragged,
//!   [`Editor::propose`] shows it, and [`Editor::accept`] makes it one step.
//! - Files go in by [`Editor::add_file`] and out by [`Editor::files`]. Pictures are shared, never copied.
//!
//! Tools make edits and nothing else. A gesture is one step of the [`History`], under a name; a gesture that is cancelled,
//! and one that changes nothing, is none. What is selected follows every step and every way back. Nothing here reads a
//! clock or draws; the same calls give the same design.

mod again;
mod around;
mod arrange;
mod beneath;
mod blurred;
mod clipboard;
mod coarse;
mod codes;
mod compare;
mod copies;
mod crop;
mod defaults;
mod distances;
mod dropper;
mod editor;
mod emphasis;
mod fit;
mod freedom;
mod gesture;
mod gradient;
mod grouping;
mod handles;
mod heavy;
mod history;
mod hit;
mod made_up;
mod masks;
pub mod measure;
mod modes;
mod names;
mod nudge;
mod numbers;
mod ornaments;
mod pages;
mod path;
mod pen;
mod place;
mod pointer;
mod points;
mod restore;
mod room;
pub mod rows;
mod scale;
mod settings;
mod snap;
mod stand_in;
mod status;
mod style;
pub mod text;
#[cfg(test)]
mod tests;

pub use arrange::{AlignTo, Order, Side};
pub use blurred::blurred_texts;
pub use clipboard::{Clip, PasteAt};
pub use coarse::{coarse_pictures, is_coarse, resolution};
pub use codes::pale_codes;
pub use compare::{Change, Difference, compare};
pub use crop::{CropGrip, Cropping};
pub use defaults::{SHADOW, is_unwritten};
pub use editor::Editor;
pub use fit::{Fitting, Hug};
pub use freedom::freedoms_of;
pub use gesture::{Outcome, THRESHOLD};
pub use gradient::{
    GradientGrip, GradientLine, GradientOf, color_at, directed, direction, limits, stops, with_stop, with_stops,
};
pub use handles::{End, Grip, Handle, KNOB, Outline, ends};
pub use heavy::{HEAVY, Heavy, heavy, heavy_pictures};
pub use history::{History, Place, Step};
pub use hit::{Reach, Sight, touched, under};
pub use made_up::made_up;
pub use masks::Masking;
pub use modes::{is_path, is_picture};
pub use names::{called, called_in, field_words, given_name, label_of, page_name, told};
pub use numbers::Number;
pub use path::{Contour, HandleSide, Node, PointId};
pub use pen::PenNext;
pub use place::{Space, Stand, bounds_of, normal_angle};
pub use pointer::{Modifiers, OrnamentKind, Pointer, Tool};
pub use points::{PathHandle, Points};
pub use settings::{Settings, Snap};
pub use snap::{Axis, Distance, DistanceKind, Line, LineKind, Marks};
pub use stand_in::{SAMPLE_NAME, ghost, sample, sample_with_name, stand_in, without_picture};
pub use status::{Cursor, Status};
pub use style::Style;
