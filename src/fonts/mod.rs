//! The font book: bundled, imported and system faces, what they cover, and which stands in for which script.

use peniko::FontData;

/// One face of a font file, as text is set in it.
#[derive(Clone, Debug)]
pub struct Face {
    pub family: String,
    /// CSS weight of the face itself.
    pub weight: u16,
    pub italic: bool,
    /// The bytes and the index within a collection. Cloning is cheap; its id is stable while the book lives.
    pub data: FontData,
    /// Normalised variation coordinates; empty for a static face.
    pub coords: Vec<i16>,
}
