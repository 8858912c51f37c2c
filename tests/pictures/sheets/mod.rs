//! The sheets, each about one matter.

pub mod codes;
pub mod curves;
pub mod effects;
pub mod fields;
pub mod fills;
pub mod fitting;
pub mod forms;
pub mod groups;
pub mod guilloches;
pub mod images;
pub mod lines;
pub mod masks;
pub mod ornaments;
pub mod paragraphs;
pub mod scripts;
pub mod shadows;
pub mod type_style;
