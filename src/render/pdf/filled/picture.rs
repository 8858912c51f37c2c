//! Pictures as a document stores them, made once for all documents.

use std::sync::Arc;

use pdf_writer::{Chunk, Filter, Finish, Name, Ref};

use super::objects::{Objects, pack_once};
use crate::images::Picture;
use crate::model::BlobId;

/// A picture, encoded.
#[derive(Debug)]
pub(in super::super) struct Stored {
    width: i32,
    height: i32,
    is_gray: bool,
    is_jpeg: bool,
    color: Arc<[u8]>,
    /// Packed, one byte a pixel.
    alpha: Option<Vec<u8>>,
}

impl Stored {
    pub(super) fn of(picture: &Picture) -> Option<Arc<Stored>> {
        let mut stored = Stored {
            width: i32::try_from(picture.width).ok()?,
            height: i32::try_from(picture.height).ok()?,
            is_gray: false,
            is_jpeg: picture.jpeg.is_some(),
            color: Arc::default(),
            alpha: None,
        };
        if let Some(jpeg) = &picture.jpeg {
            stored.is_gray = components(jpeg)? == 1;
            stored.color = Arc::clone(jpeg);
            return Some(Arc::new(stored));
        }
        let pixels = picture.pixels.as_chunks::<4>().0;
        stored.is_gray = pixels.iter().all(|[r, g, b, _]| r == g && g == b);
        let color: Vec<u8> = if stored.is_gray {
            pixels.iter().map(|pixel| pixel[0]).collect()
        } else {
            pixels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect()
        };
        stored.color = pack_once(&color)?.into();
        if !picture.opaque {
            let alpha: Vec<u8> = pixels.iter().map(|pixel| pixel[3]).collect();
            stored.alpha = Some(pack_once(&alpha)?);
        }
        Some(Arc::new(stored))
    }

    /// Writes the picture of a name.
    pub(super) fn write(&self, objects: &mut Objects, name: BlobId) -> Ref {
        let mask = self.alpha.as_ref().map(|alpha| (objects.next(), alpha));
        let id = objects.next();
        objects.shared(&name.0, |objects| self.write_parts(objects, id, mask));
        id
    }

    fn write_parts(&self, objects: &mut Objects, id: Ref, mask: Option<(Ref, &Vec<u8>)>) {
        if let Some((mask, alpha)) = mask {
            self.write_channels(objects, mask, alpha, true, Filter::FlateDecode, None);
        }
        let filter = if self.is_jpeg {
            Filter::DctDecode
        } else {
            Filter::FlateDecode
        };
        self.write_channels(
            objects,
            id,
            &self.color,
            self.is_gray,
            filter,
            mask.map(|(mask, _)| mask),
        );
    }

    fn write_channels(
        &self,
        objects: &mut Objects,
        id: Ref,
        data: &[u8],
        is_gray: bool,
        filter: Filter,
        mask: Option<Ref>,
    ) {
        let mut chunk = Chunk::with_capacity(data.len() + 256);
        let mut picture = chunk.image_xobject(id, data);
        picture.width(self.width).height(self.height).bits_per_component(8);
        picture.filter(filter);
        let space: &[u8] = if is_gray { b"DeviceGray" } else { b"DeviceRGB" };
        picture.pair(Name(b"ColorSpace"), Name(space));
        if let Some(mask) = mask {
            picture.s_mask(mask);
        }
        picture.finish();
        objects.add(id, &chunk);
    }
}

/// How many components a JPEG has that was cleaned for a PDF (ITU-T T.81, B.2.2).
fn components(jpeg: &[u8]) -> Option<u8> {
    let mut rest = jpeg.get(2..)?;
    loop {
        let [0xFF, marker, high, low, ..] = *rest else {
            return None;
        };
        if matches!(marker, 0xC0 | 0xC2) {
            return rest.get(9).copied();
        }
        rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..)?;
    }
}
