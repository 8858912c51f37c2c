//! What Accolade is about, as plain data: designs, groups, recipients, credentials and the rules of their lives.
//!
//! Nothing here reads a file, a clock or a font. A [`Design`] in memory has the shape of its `design.json`
//! (`docs/design-file.md`); what the workspace stores of the other types has types of its own in `store`.

mod aids;
mod blend;
mod condition;
mod credential;
mod date;
mod design;
mod edit;
mod field;
mod flip;
mod group;
mod ids;
mod life;
mod ornament;
mod shape;
mod text;
mod token;
mod voice;

pub use aids::{Aids, Grid};
pub use blend::Blend;
pub use condition::Condition;
pub use credential::{Content, Credential, DesignPin, Draft, Recipient};
pub use date::{Date, LocalTime, Moment, Period, PeriodUnit};
pub use design::{
    Background, Chips, Design, DesignKind, Element, ElementContent, Freedom, GroupContent, Image, ImageFit,
    ImageSource, Page, Qr, QrLevel,
};
pub use edit::{DesignProperty, Edit, Frame, Located, PageProperty, Property, Spot, free_name};
pub use field::{BUILT_IN_FIELDS, FieldName, Fields, Value};
pub use flip::Flip;
pub use group::{
    Batch, BatchState, DuplicatePolicy, FieldDef, FieldKind, Group, GroupSettings, Issuer, WaitingRow, is_repeated,
    title_of,
};
pub use ids::{BatchId, BlobId, CredentialId, DesignId, GroupId};
pub use life::{Refusal, State, Step};
pub use ornament::{Corner, Ornament};
pub use shape::{
    ColorStop, FillRule, Form, Gradient, LineCap, LineEnd, LineJoin, Mask, Paint, Shadow, ShapeContent, StrokeAlign,
    StrokeStyle,
};
pub use text::{Align, Case, Direction, Fit, FitPolicy, Span, SpanStyle, TextContent, TextPath, TextStyle, VAlign};
pub use token::{DatePattern, NumberForm, NumberKind, Piece, Template, Token};
pub use voice::Voice;
