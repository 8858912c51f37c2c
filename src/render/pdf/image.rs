//! Pictures and pages of other PDF files in a PDF.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use krilla::geom::Size;
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use krilla::pdf::{Pdf, PdfDocument};

use super::paint::{Canvas, pdf_transform};
use crate::diag::Problem;
use crate::images::Picture;
use crate::model::BlobId;
use crate::render::is_flat;
use crate::scene::PdfPageItem;
use crate::units::Affine;

impl Canvas<'_, '_> {
    pub(super) fn image(&mut self, picture: &Picture, page_from_picture: Affine) {
        let size = Size::from_wh(picture.width as f32, picture.height as f32);
        let (Some(size), false) = (size, is_flat(page_from_picture)) else {
            return;
        };
        match self.shared.images.get(picture.id, || pdf_image(picture)) {
            Ok(image) => {
                self.surface.push_transform(&pdf_transform(page_from_picture));
                self.surface.draw_image(image, size);
                self.surface.pop();
            }
            Err(why) => self.problems.push(
                Problem::error("picture-unfit", format!("A picture cannot be put into a PDF: {why}"))
                    .hint("Open it in a picture editor and save it as PNG"),
            ),
        }
    }

    pub(super) fn pdf_page(&mut self, item: &PdfPageItem) {
        let page = &item.page;
        let area = item.area.abs();
        let size = Size::from_wh(area.width() as f32, area.height() as f32);
        let Some(size) = size else {
            return;
        };
        if self.embeds {
            // The file is named by its picture, which was made from it alone.
            let document = self.shared.documents.get(page.picture.id, || {
                let file = Arc::new(Arc::clone(&page.file));
                Pdf::new(file).ok().map(|pdf| PdfDocument::new(Arc::new(pdf)))
            });
            if let Some(document) = document {
                self.surface
                    .push_transform(&pdf_transform(Affine::translate(area.origin().to_vec2())));
                self.surface.draw_pdf_page(&document, size, 0);
                self.surface.pop();
                return;
            }
        }
        self.problems.push(
            Problem::note("background-as-picture", "The PDF in the design is written as a picture")
                .hint("Write a plain PDF to keep its lines and text"),
        );
        let picture = &page.picture;
        let scale = Affine::scale_non_uniform(
            area.width() / f64::from(picture.width),
            area.height() / f64::from(picture.height),
        );
        self.image(picture, Affine::translate(area.origin().to_vec2()) * scale);
    }
}

/// A picture as a PDF holds it: the JPEG it came from, or compressed without loss.
fn pdf_image(picture: &Picture) -> Result<Image, String> {
    match &picture.jpeg {
        Some(jpeg) => Image::from_jpeg(jpeg.to_vec().into(), false),
        None => Image::from_custom(Channels::of(picture), false),
    }
}

/// The colours and the alpha of a picture apart.
#[derive(Clone)]
struct Channels {
    id: BlobId,
    size: (u32, u32),
    color: Arc<[u8]>,
    alpha: Option<Arc<[u8]>>,
    is_gray: bool,
}

impl Channels {
    fn of(picture: &Picture) -> Channels {
        let pixels = picture.pixels.as_chunks::<4>().0;
        let is_gray = pixels.iter().all(|[r, g, b, _]| r == g && g == b);
        let color = if is_gray {
            pixels.iter().map(|pixel| pixel[0]).collect()
        } else {
            pixels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect()
        };
        Channels {
            id: picture.id,
            size: (picture.width, picture.height),
            color,
            alpha: (!picture.opaque).then(|| pixels.iter().map(|pixel| pixel[3]).collect()),
            is_gray,
        }
    }
}

impl Hash for Channels {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.0.hash(state);
    }
}

impl CustomImage for Channels {
    fn color_channel(&self) -> &[u8] {
        &self.color
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        self.alpha.as_deref()
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        if self.is_gray {
            ImageColorspace::Luma
        } else {
            ImageColorspace::Rgb
        }
    }
}
