//! Pictures: decoding within limits, upright and in sRGB, named by their content.
//!
//! Whatever a file says about itself is applied here, once: which side is up, which colour space its numbers mean, how
//! many bits they have. What leaves is always 8-bit sRGB with straight alpha, so that every exporter shows the same.
//! What a file says about its making (camera, place, author) is left behind and reaches nothing that is published.

pub mod base64;
mod color;
mod jpeg;
mod slim;

use std::borrow::Cow;
use std::io::Cursor;
use std::sync::Arc;

use image::error::{ImageError, LimitErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};

use crate::diag::{Problem, Result};
use crate::model::BlobId;

pub use slim::slim;

/// The longest side of a picture, in pixels.
pub const MAX_SIDE: u32 = 12_000;

/// The most bytes that a picture may take in memory, as RGBA and while it is decoded.
pub const MAX_BYTES: u64 = 256 << 20;

/// A decoded picture; at least one pixel wide and high.
pub struct Picture {
    /// SHA-256 of the encoded bytes.
    pub id: BlobId,
    pub width: u32,
    pub height: u32,
    /// RGBA, straight alpha, row by row.
    pub pixels: Arc<[u8]>,
    /// Whether every pixel is opaque.
    pub opaque: bool,
    /// The file, without its metadata, when it is a JPEG that a PDF may carry as it is (baseline or progressive, 8 bit,
    /// grey or three colours, upright, sRGB).
    pub jpeg: Option<Arc<[u8]>>,
    /// How many bytes its file has; 0 when it was made of pixels.
    pub weight: usize,
    /// Whether [`slim()`] can make a smaller file of it.
    pub slims: bool,
}

impl Picture {
    /// How many bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        self.pixels.len() + self.jpeg.as_ref().map_or(0, |file| file.len())
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture")
            .field("id", &self.id)
            .field("width", &self.width)
            .field("height", &self.height)
            .field("opaque", &self.opaque)
            .field("jpeg", &self.jpeg.is_some())
            .finish()
    }
}

impl Picture {
    /// Reads a PNG, JPEG or WebP file; of an animation the first frame.
    ///
    /// # Errors
    /// `picture-format` for anything else, `picture-damaged` for a broken file, `picture-too-large` beyond
    /// [`MAX_SIDE`] or [`MAX_BYTES`].
    pub fn decode(bytes: &[u8]) -> Result<Picture> {
        let reader = ImageReader::new(Cursor::new(bytes))
            .with_guessed_format()
            .map_err(|error| damaged(&error.to_string()))?;
        let format = reader.format().ok_or_else(unknown_format)?;
        if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP) {
            return Err(unknown_format().into());
        }
        if format == ImageFormat::Jpeg && jpeg::is_cut(bytes) {
            return Err(damaged("the file ends before the picture does").into());
        }
        let (image, orientation, profile) = read(reader)?;
        let mut upright = image;
        upright.apply_orientation(orientation);
        let (is_gray, has_alpha) = (!upright.color().has_color(), upright.color().has_alpha());
        let (width, height) = (upright.width(), upright.height());
        let mut pixels = rgba(upright);
        let is_srgb = match (&profile, Arc::get_mut(&mut pixels)) {
            (Some(profile), Some(pixels)) => color::to_srgb(profile, is_gray, width, pixels),
            _ => true,
        };
        let carried = format == ImageFormat::Jpeg && is_srgb && orientation == Orientation::NoTransforms;
        let jpeg: Option<Arc<[u8]>> = carried.then(|| jpeg::for_pdf(bytes)).flatten().map(Arc::from);
        Ok(Picture {
            id: BlobId(Sha256::digest(bytes).into()),
            width,
            height,
            opaque: !has_alpha || is_opaque(&pixels),
            pixels,
            weight: bytes.len(),
            slims: jpeg.is_some() || slim::keeps_colors(format, bytes),
            jpeg,
        })
    }

    /// A picture from pixels: RGBA, straight alpha, row by row.
    ///
    /// # Errors
    /// `picture-too-large` beyond the limits; the unexpected `picture-pixels` when the number of bytes is not
    /// `width * height * 4` or there are none.
    pub fn from_rgba(width: u32, height: u32, pixels: Vec<u8>) -> Result<Picture> {
        check_size(width, height)?;
        if width == 0 || height == 0 || pixels.len() as u64 != u64::from(width) * u64::from(height) * 4 {
            return Err(Problem::unexpected(
                "picture-pixels",
                format!(
                    "A picture of {width} × {height} pixels cannot have {} bytes",
                    pixels.len()
                ),
            )
            .into());
        }
        let mut hash = Sha256::new();
        hash.update(b"rgba");
        hash.update(width.to_le_bytes());
        hash.update(height.to_le_bytes());
        hash.update(&pixels);
        Ok(Picture {
            id: BlobId(hash.finalize().into()),
            width,
            height,
            opaque: is_opaque(&pixels),
            pixels: pixels.into(),
            jpeg: None,
            weight: 0,
            slims: false,
        })
    }

    /// The pixels with their colours multiplied by alpha, as rasterisers and filters want them.
    pub fn premultiplied(&self) -> Cow<'_, [u8]> {
        if self.opaque {
            return Cow::Borrowed(&self.pixels);
        }
        let mut pixels = self.pixels.to_vec();
        for [r, g, b, a] in pixels.as_chunks_mut::<4>().0 {
            for color in [r, g, b] {
                *color = multiply(*color, *a);
            }
        }
        Cow::Owned(pixels)
    }
}

/// The pixels of an image as RGBA. Those of photographs, of which there are millions, are written once.
fn rgba(image: DynamicImage) -> Arc<[u8]> {
    let DynamicImage::ImageRgb8(image) = image else {
        return image.into_rgba8().into_raw().into();
    };
    let from = image.as_raw().as_chunks::<3>().0;
    let mut pixels: Arc<[u8]> = std::iter::repeat_n(255, from.len() * 4).collect();
    let to = Arc::get_mut(&mut pixels).unwrap_or_default();
    for ([r, g, b, _], from) in to.as_chunks_mut::<4>().0.iter_mut().zip(from) {
        [*r, *g, *b] = *from;
    }
    pixels
}

/// The image, which way is up in it, and its colour profile.
fn read(reader: ImageReader<Cursor<&[u8]>>) -> Result<(DynamicImage, Orientation, Option<Vec<u8>>)> {
    let mut decoder = reader.into_decoder().map_err(|error| problem(&error))?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_BYTES);
    decoder.set_limits(limits).map_err(|error| problem(&error))?;
    // Metadata that cannot be read says nothing; the picture itself may be sound all the same.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or(None);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| problem(&error))?;
    Ok((image, orientation, profile))
}

fn check_size(width: u32, height: u32) -> Result<()> {
    if width == 0 || height == 0 {
        return Err(damaged("it has no pixels").into());
    }
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) * 4 > MAX_BYTES {
        return Err(too_large(&format!("it has {width} × {height} pixels")).into());
    }
    Ok(())
}

fn problem(error: &ImageError) -> Problem {
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory => {
                too_large("reading it takes more memory than is allowed")
            }
            _ => damaged(&error.to_string()),
        },
        ImageError::Unsupported(_) => unknown_format(),
        _ => damaged(&error.to_string()),
    }
}

fn unknown_format() -> Problem {
    Problem::error("picture-format", "The picture is of a kind that cannot be read")
        .hint("Save it as PNG, JPEG or WebP")
}

fn damaged(why: &str) -> Problem {
    Problem::error("picture-damaged", format!("The picture is damaged: {why}"))
        .hint("Open it in a picture editor and save it again")
}

fn too_large(why: &str) -> Problem {
    Problem::error("picture-too-large", format!("The picture is too large: {why}"))
        .hint("Scale it down; 4,000 pixels are enough for a printed page")
}

fn is_opaque(pixels: &[u8]) -> bool {
    pixels.as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 255)
}

/// `a * b / 255`, rounded to nearest, without a division.
fn multiply(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

#[cfg(test)]
pub(crate) mod tests_support {
    /// A PNG file of one colour, so many pixels wide and high.
    pub fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        image::RgbImage::from_pixel(width, height, image::Rgb([200, 30, 30]))
            .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
            .expect("encode");
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::jpeg::JpegEncoder;
    use image::{ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        image
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .expect("encode");
        bytes
    }

    /// Red above, blue below, 16 × 32.
    fn two_halves() -> RgbImage {
        RgbImage::from_fn(
            16,
            32,
            |_, y| if y < 16 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) },
        )
    }

    fn jpeg_bytes(orientation: Option<u8>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
        if let Some(value) = orientation {
            // A TIFF header with one entry: tag 0x0112 (orientation), short, one value.
            let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
            exif.extend([value, 0, 0, 0, 0, 0, 0, 0]);
            encoder.set_exif_metadata(exif).expect("exif");
        }
        let image = two_halves();
        encoder.encode_image(&image).expect("encode");
        bytes
    }

    fn code(bytes: &[u8]) -> String {
        let problems = Picture::decode(bytes).expect_err("must be refused");
        let problem = problems.iter().next().expect("a problem");
        assert!(!problem.hints.is_empty());
        problem.code.to_string()
    }

    #[test]
    fn sixteen_bits_grey_and_alpha_become_rgba() {
        let deep = image::ImageBuffer::<image::LumaA<u16>, Vec<u16>>::from_pixel(3, 2, image::LumaA([0x8000, 0x4000]));
        let picture = Picture::decode(&png(&DynamicImage::ImageLumaA16(deep))).expect("decode");
        assert_eq!((picture.width, picture.height, picture.opaque), (3, 2, false));
        assert_eq!(picture.pixels[..4], [128, 128, 128, 64]);
        assert_eq!(picture.premultiplied()[..4], [32, 32, 32, 64]);
        assert!(picture.jpeg.is_none());
    }

    #[test]
    fn an_upright_jpeg_is_carried_without_its_metadata() {
        let bytes = jpeg_bytes(Some(1));
        assert!(bytes.windows(4).any(|w| w == b"Exif"));
        let picture = Picture::decode(&bytes).expect("decode");
        let carried = picture.jpeg.clone().expect("carried");
        assert!(
            !carried.windows(4).any(|w| w == b"Exif"),
            "the camera's data is left behind"
        );
        let again = Picture::decode(&carried).expect("still a JPEG");
        assert_eq!(again.pixels, picture.pixels);
        assert!(picture.opaque);
    }

    #[test]
    fn a_turned_jpeg_is_set_upright() {
        let picture = Picture::decode(&jpeg_bytes(Some(6))).expect("decode");
        assert_eq!((picture.width, picture.height), (32, 16));
        // Turned clockwise, what was above is now to the right.
        assert!(picture.pixels[0] < 60 && picture.pixels[2] > 180, "blue at the left");
        assert!(picture.pixels[31 * 4] > 180, "red at the right");
        assert!(picture.jpeg.is_none(), "a PDF would show it lying");
    }

    #[test]
    fn a_wide_gamut_is_brought_to_srgb() {
        let profile = moxcms::ColorProfile::new_display_p3().encode().expect("profile");
        let image = RgbImage::from_pixel(8, 8, Rgb([200, 100, 50]));
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 100);
        encoder.set_icc_profile(profile).expect("profile");
        encoder.encode_image(&image).expect("encode");
        let picture = Picture::decode(&bytes).expect("decode");
        // Display P3 (200, 100, 50) is sRGB (214, 96, 35) or so.
        assert!(
            picture.pixels[0] > 208 && picture.pixels[2] < 45,
            "{:?}",
            &picture.pixels[..4]
        );
        assert!(picture.jpeg.is_none(), "its numbers mean other colours than ours");

        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 100);
        encoder
            .set_icc_profile(moxcms::ColorProfile::new_srgb().encode().expect("profile"))
            .expect("profile");
        encoder.encode_image(&image).expect("encode");
        let picture = Picture::decode(&bytes).expect("decode");
        assert!((198..=202).contains(&picture.pixels[0]));
        assert!(picture.jpeg.is_some(), "sRGB is what we have anyway");
    }

    #[test]
    fn what_is_no_picture_is_refused_with_a_hint() {
        assert_eq!(code(b""), "picture-format");
        assert_eq!(code(b"GIF89a\x01\0\x01\0\0\0\0"), "picture-format");
        assert_eq!(code(b"\x89PNG\r\n\x1a\nrubbish rubbish rubbish"), "picture-damaged");
        assert_eq!(code(b"\xff\xd8\xff\xe0\x00\x10JFIF\0"), "picture-damaged");
        let whole = png(&DynamicImage::ImageRgb8(RgbImage::from_fn(64, 64, |x, y| {
            Rgb([(x * y) as u8, (x ^ y) as u8, (x + 7 * y) as u8])
        })));
        assert_eq!(code(&whole[..whole.len() / 2]), "picture-damaged");
    }

    #[test]
    fn a_header_that_lies_about_its_size_allocates_nothing() {
        for (width, height) in [(u32::MAX >> 1, 1u32), (12_001, 1), (12_000, 12_000)] {
            let mut bytes = png(&DynamicImage::ImageRgba8(RgbaImage::from_pixel(
                1,
                1,
                Rgba([1, 2, 3, 4]),
            )));
            bytes[16..20].copy_from_slice(&width.to_be_bytes());
            bytes[20..24].copy_from_slice(&height.to_be_bytes());
            let crc = crc32fast::hash(&bytes[12..29]);
            bytes[29..33].copy_from_slice(&crc.to_be_bytes());
            assert_eq!(code(&bytes), "picture-too-large", "{width} × {height}");
        }
        assert!(Picture::from_rgba(20_000, 1, vec![0; 80_000]).is_err());
        assert!(Picture::from_rgba(2, 2, vec![0; 15]).is_err());
        assert!(Picture::from_rgba(0, 2, Vec::new()).is_err());
    }

    #[test]
    fn a_flipped_bit_never_panics() {
        let whole = jpeg_bytes(Some(6));
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            let _ = Picture::decode(&bytes).map(|picture| assert!(picture.width > 0));
        }
    }
}
