//! Pictures: decoding within limits, content addresses.

use std::sync::Arc;

use crate::model::BlobId;

/// A decoded picture.
#[derive(Debug)]
pub struct Picture {
    /// SHA-256 of the encoded bytes.
    pub id: BlobId,
    pub width: u32,
    pub height: u32,
    /// RGBA, straight alpha, row by row.
    pub pixels: Arc<[u8]>,
    /// Whether every pixel is opaque.
    pub opaque: bool,
    /// The file itself when it is a JPEG that a PDF may carry as it is (baseline or progressive, 8 bit, upright).
    pub jpeg: Option<Arc<[u8]>>,
}
