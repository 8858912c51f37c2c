//! Pictures with fewer pixels, as files of the kind that they were.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as Filter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageEncoder, ImageFormat, ImageReader};

use crate::diag::{Problem, Result};

use super::{damaged, jpeg, multiply, read, unknown_format};

/// High enough that nobody sees a difference on paper.
const QUALITY: u8 = 90;

/// Whether a file of this format can be made smaller without a loss of colours: not what a printer's inks are in, which
/// becomes another thing when it is read.
pub(super) fn keeps_colors(format: ImageFormat, bytes: &[u8]) -> bool {
    format != ImageFormat::Jpeg || jpeg::for_pdf(bytes).is_some()
}

/// A smaller version of a picture and the ending of its kind: a JPEG stays one, what lets through stays a PNG. The numbers
/// mean the same colours as before: the profile goes with them.
///
/// # Errors
/// Those of [`super::Picture::decode`]; `picture-colors` where its colours would not be kept.
pub fn slim(bytes: &[u8], width: u32, height: u32) -> Result<(Vec<u8>, &'static str)> {
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| damaged(&error.to_string()))?;
    let format = reader.format().ok_or_else(unknown_format)?;
    if !keeps_colors(format, bytes) {
        let problem = Problem::error("picture-colors", "The picture is made for a printer's inks");
        return Err(problem.hint("Make it smaller in the program that made it").into());
    }
    let (mut image, orientation, profile) = read(reader)?;
    image.apply_orientation(orientation);
    let image = resized(image, width, height);
    let is_jpeg = match format {
        ImageFormat::Jpeg => true,
        ImageFormat::Png => false,
        _ => !image.color().has_alpha(),
    };
    let mut out = Vec::new();
    let (written, ending) = if is_jpeg {
        let mut encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
        // What is not kept would be seen in other colours.
        let kept = profile.map_or(Ok(()), |profile| encoder.set_icc_profile(profile));
        (
            kept.map_or_else(|error| Err(error.to_string()), |()| written(&image, encoder)),
            "jpg",
        )
    } else {
        let mut encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Best, Filter::Adaptive);
        let kept = profile.map_or(Ok(()), |profile| encoder.set_icc_profile(profile));
        (
            kept.map_or_else(|error| Err(error.to_string()), |()| written(&image, encoder)),
            "png",
        )
    };
    written.map_err(|error| {
        Problem::unexpected(
            "picture-smaller",
            format!("The picture cannot be made smaller: {error}"),
        )
    })?;
    Ok((out, ending))
}

fn written(image: &DynamicImage, encoder: impl ImageEncoder) -> std::result::Result<(), String> {
    image.write_with_encoder(encoder).map_err(|error| error.to_string())
}

/// The picture in another size, with 8 bits a colour. Where it lets through, colours count as much as they are seen, so
/// that those of what is not seen do not shine at the edges.
fn resized(image: DynamicImage, width: u32, height: u32) -> DynamicImage {
    let gray = !image.color().has_color();
    if !image.color().has_alpha() {
        let image = if gray {
            DynamicImage::ImageLuma8(image.into_luma8())
        } else {
            DynamicImage::ImageRgb8(image.into_rgb8())
        };
        return image.resize_exact(width, height, FilterType::Lanczos3);
    }
    let mut image = image.into_rgba8();
    for pixel in image.pixels_mut() {
        let [r, g, b, a] = pixel.0;
        pixel.0 = [multiply(r, a), multiply(g, a), multiply(b, a), a];
    }
    let mut image = image::imageops::resize(&image, width, height, FilterType::Lanczos3);
    for pixel in image.pixels_mut() {
        let [r, g, b, a] = pixel.0;
        let full = |color: u8| (u32::from(color) * 255).div_ceil(u32::from(a).max(1)).min(255) as u8;
        pixel.0 = [full(r), full(g), full(b), a];
    }
    let image = DynamicImage::ImageRgba8(image);
    if gray {
        DynamicImage::ImageLumaA8(image.into_luma_alpha8())
    } else {
        image
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::super::Picture;
    use super::*;

    fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        image.write_to(&mut Cursor::new(&mut bytes), format).expect("encode");
        bytes
    }

    #[test]
    fn a_jpeg_stays_one_with_its_profile_and_its_upright_side() {
        let image = RgbImage::from_fn(400, 200, |x, _| {
            if x < 200 {
                Rgb([200, 100, 50])
            } else {
                Rgb([30, 60, 200])
            }
        });
        let profile = moxcms::ColorProfile::new_display_p3().encode().expect("profile");
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
        encoder.set_icc_profile(profile).expect("profile");
        encoder.encode_image(&image).expect("encode");
        let (small, ending) = slim(&bytes, 100, 50).expect("smaller");
        let (before, after) = (Picture::decode(&bytes).expect("a"), Picture::decode(&small).expect("b"));
        assert_eq!((ending, after.width, after.height), ("jpg", 100, 50));
        let near = |a: u8, b: u8| a.abs_diff(b) < 6;
        let at = |picture: &Picture, x: u32| {
            let start = (picture.height / 2 * picture.width + picture.width * x / 4) as usize * 4;
            [0, 1, 2].map(|color| picture.pixels[start + color])
        };
        for x in [1, 3] {
            let (a, b) = (at(&before, x), at(&after, x));
            assert!(a.iter().zip(b).all(|(a, b)| near(*a, b)), "{a:?} {b:?}");
        }
    }

    #[test]
    fn what_lets_through_stays_a_png_without_dark_edges() {
        let image = RgbaImage::from_fn(400, 400, |x, _| {
            if x < 200 {
                Rgba([0, 0, 0, 0])
            } else {
                Rgba([250, 240, 10, 255])
            }
        });
        let bytes = file(&DynamicImage::ImageRgba8(image), ImageFormat::Png);
        let (small, ending) = slim(&bytes, 41, 41).expect("smaller");
        let picture = Picture::decode(&small).expect("reads");
        assert_eq!((ending, picture.width, picture.opaque), ("png", 41, false));
        for [r, g, b, a] in picture.pixels.as_chunks::<4>().0 {
            assert!(*a < 20 || (*r > 235 && *g > 225 && *b < 25), "{r} {g} {b} {a}");
        }
    }

    #[test]
    fn what_has_no_kept_colours_is_refused() {
        // Four components, as a printer has inks.
        let mut bytes = file(&DynamicImage::ImageRgb8(RgbImage::new(8, 8)), ImageFormat::Jpeg);
        let frame = bytes.windows(2).position(|two| two == [0xFF, 0xC0]).expect("a frame");
        bytes[frame + 9] = 4;
        let problems = slim(&bytes, 4, 4).expect_err("refused");
        assert_eq!(problems.0[0].code, "picture-colors");
    }
}
