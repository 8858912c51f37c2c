//! A new design from a single picture, drawing or PDF page.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::diag::{Problem, Result, Warned};
use crate::model::{
    Aids, Align, Background, Design, DesignKind, Element, ElementContent, Fit, FitPolicy, Page, TextContent, TextStyle,
    VAlign,
};
use crate::progress::Progress;
use crate::scene::Asset;
use crate::units::{Color, Pt, Rect};
use crate::worker::Launcher;

use super::builder::rounded;
use super::{DesignFile, Kind, assets, check, elements, sniff};

/// The resolution below which a picture's own statement is not believed: 72 and 96 dpi are what programs write for
/// screens when nobody chose one.
const LEAST_DPI: f64 = 100.0;

/// The long side of a page whose picture has no resolution: that of A4.
const LONG_SIDE: f64 = 297.0;

/// A one-page design that has the file as its background, with the recipient's name in the middle.
///
/// The page is as large as the file says: by the resolution of a picture, the size of an SVG, the box of a PDF page. A
/// picture without a resolution is as long as A4.
pub(super) fn read(
    path: &Path,
    bytes: &Arc<[u8]>,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Warned<DesignFile>> {
    let Warned {
        value: asset,
        mut problems,
    } = assets::measured(&path.display().to_string(), bytes, launcher, progress)?;
    let (width, height) = match &asset {
        Asset::Picture(picture) => {
            let (size, believed) = picture_size(bytes, f64::from(picture.width), f64::from(picture.height));
            if !believed {
                problems.push(
                    Problem::note(
                        "design-size",
                        "The picture does not say how large it is, so it was made as long as A4",
                    )
                    .hint("Set the page's width and height in the design"),
                );
            }
            size
        }
        Asset::Drawing(drawing) => (drawing.width, drawing.height),
        Asset::PdfPage(page) => {
            problems.push(
                Problem::note("design-pdf-flat", "The PDF is the background: what is written in it cannot be changed")
                    .hint("Delete placeholders such as {{name}} in the program that made it and export it again; then put the fields in their places here"),
            );
            (page.width, page.height)
        }
    };
    let asset_name = format!("background.{}", extension(bytes));
    let design = Design {
        name: elements::name(path),
        kind: DesignKind::Certificate,
        description: String::new(),
        language: "en".to_owned(),
        swatches: BTreeMap::new(),
        sample: BTreeMap::new(),
        template: false,
        pages: vec![Page {
            width: rounded(width),
            height: rounded(height),
            bleed: Pt::ZERO,
            aids: Aids::default(),
            background: Background {
                paint: None,
                image: Some(asset_name.clone()),
            },
            elements: vec![recipient_name(width, height)],
        }],
    };
    problems.extend(check(&design));
    problems.into_result(DesignFile {
        design,
        assets: BTreeMap::from([(asset_name, Arc::clone(bytes))]),
        fonts: BTreeMap::new(),
    })
}

fn recipient_name(width: f64, height: f64) -> Element {
    let size = (height * 0.075).min(width * 0.06).max(6.0);
    let origin = (rounded(width * 0.1).0, rounded(height * 0.5 - size).0);
    let frame = Rect::from_origin_size(origin, (rounded(width * 0.8).0, rounded(size * 2.0).0));
    let content = TextContent {
        align: Align::Center,
        valign: VAlign::Middle,
        fit: Fit {
            policy: FitPolicy::ShrinkToWidth,
            ..Fit::default()
        },
        ..TextContent::new(
            "{{recipient.name}}",
            TextStyle::new("EB Garamond", rounded(size), Color::BLACK),
        )
    };
    Element::new("Recipient", frame, ElementContent::Text(content))
}

fn extension(bytes: &[u8]) -> &'static str {
    match sniff(bytes) {
        Some(Kind::Svg) => "svg",
        Some(Kind::Pdf) => "pdf",
        _ if bytes.starts_with(b"\x89PNG") => "png",
        _ if bytes.starts_with(b"RIFF") => "webp",
        _ => "jpg",
    }
}

/// The size of a picture in points, and whether it is its own statement.
fn picture_size(bytes: &[u8], width: f64, height: f64) -> ((f64, f64), bool) {
    match resolution(bytes) {
        Some(dpi) if dpi >= LEAST_DPI => ((width * 72.0 / dpi, height * 72.0 / dpi), true),
        _ => {
            let scale = Pt::mm(LONG_SIDE).0 / width.max(height);
            ((width * scale, height * scale), false)
        }
    }
}

/// The resolution in dots per inch that a PNG (chunk pHYs) or JPEG (JFIF header) states for both directions alike.
fn resolution(bytes: &[u8]) -> Option<f64> {
    let (x, y) = if bytes.starts_with(b"\x89PNG") {
        png_resolution(bytes)?
    } else {
        jfif_resolution(bytes)?
    };
    let is_square = (x - y).abs() <= x * 0.01;
    (is_square && x.is_finite() && x > 0.0).then_some(x)
}

fn png_resolution(bytes: &[u8]) -> Option<(f64, f64)> {
    let mut rest = bytes.get(8..)?;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let data = rest.get(8..8usize.checked_add(length)?)?;
        match rest.get(4..8)? {
            b"pHYs" => {
                let number = |at: usize| Some(f64::from(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?)));
                // Unit 1 is the metre; 0 gives a ratio only.
                let per_inch = 0.0254;
                return (data.get(8) == Some(&1)).then_some((number(0)? * per_inch, number(4)? * per_inch));
            }
            b"IDAT" => return None,
            _ => rest = rest.get(length.checked_add(12)?..)?,
        }
    }
}

fn jfif_resolution(bytes: &[u8]) -> Option<(f64, f64)> {
    let mut rest = bytes.strip_prefix(b"\xFF\xD8")?;
    loop {
        let [0xFF, marker, high, low] = *rest.first_chunk::<4>()? else {
            return None;
        };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let data = rest.get(4..length.checked_add(2)?)?;
        match marker {
            0xE0 if data.starts_with(b"JFIF\0") => {
                let number = |at: usize| Some(f64::from(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?)));
                let factor = match data.get(7)? {
                    1 => 1.0,
                    2 => 2.54,
                    _ => return None,
                };
                return Some((number(8)? * factor, number(10)? * factor));
            }
            0xDA => return None,
            _ => rest = rest.get(length.checked_add(2)?..)?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_resolution_is_read_where_it_is_stated() {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        png.extend(b"\0\0\0\x0DIHDR");
        png.extend([0; 17]);
        png.extend(b"\0\0\0\x09pHYs\0\0\x2E\x23\0\0\x2E\x23\x01\0\0\0\0");
        let dpi = resolution(&png).expect("pHYs");
        assert!((dpi - 300.0).abs() < 0.1, "{dpi}");
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\x02\0\x76\0\x76\0\0\xFF\xDA\0\x02";
        let dpi = resolution(jpeg).expect("JFIF");
        assert!((dpi - 299.7).abs() < 0.1, "{dpi}");
        for cut in 0..png.len() - 5 {
            assert_eq!(resolution(&png[..cut]), None);
        }
        for cut in 0..jpeg.len() - 4 {
            let _ = resolution(&jpeg[..cut]);
        }
        assert_eq!(picture_size(b"", 1754.0, 1240.0).0.0.round(), 842.0);
    }
}
