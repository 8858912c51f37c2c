//! A new design from a single picture, drawing or PDF.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::diag::{Problem, Problems, Result, Warned};
use crate::model::{
    Aids, Align, Background, Design, DesignKind, Element, ElementContent, Fit, FitPolicy, Page, TextContent, TextStyle,
    VAlign,
};
use crate::progress::Progress;
use crate::scene::Asset;
use crate::units::{Color, Pt, Rect};
use crate::worker::Launcher;

use super::builder::rounded;
use super::guard::split_guarded;
use super::{DesignFile, Kind, assets, check, elements, sniff};

/// The resolution below which a picture's own statement is not believed: 72 and 96 dpi are what programs write for
/// screens when nobody chose one.
const LEAST_DPI: f64 = 100.0;

/// The long side of a page whose picture has no resolution: that of A4.
const LONG_SIDE: f64 = 297.0;

/// A design that has the file as its background, with the recipient's name in the middle of its first page. Every page of
/// a PDF becomes a page of its own.
///
/// A page is as large as the file says: by the resolution of a picture, the size of an SVG, the box of a PDF page. A
/// picture without a resolution is as long as A4.
pub(super) fn read(
    path: &Path,
    bytes: &Arc<[u8]>,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Warned<DesignFile>> {
    let file = path.display().to_string();
    let Warned {
        value: files,
        mut problems,
    } = match sniff(bytes) {
        Some(Kind::Pdf) => pdf_pages(&file, bytes, launcher, progress)?,
        _ => Warned::clean(vec![Arc::clone(bytes)]),
    };
    let names: Vec<String> = (1..=files.len()).map(|page| asset_name(bytes, page)).collect();
    let assets: BTreeMap<String, Arc<[u8]>> = names.iter().cloned().zip(files).collect();
    let mut measured = assets::by_two(&assets, |_, bytes| {
        progress.check()?;
        assets::measured(&file, bytes, launcher, progress)
    });
    let mut pages = Vec::new();
    for (number, name) in (1..).zip(&names) {
        let found = match measured.remove(name) {
            Some(Ok(found)) => {
                let size = page_size(&found.value, bytes, &mut problems);
                pages.push(page(name, size, number == 1));
                found.problems
            }
            Some(Err(found)) => found,
            None => continue,
        };
        problems.extend(found.into_iter().map(|mut problem| {
            problem.place.page = Some(number);
            problem
        }));
    }
    if sniff(bytes) == Some(Kind::Pdf) {
        problems.push(
            Problem::note("design-pdf-flat", "The PDF is the background: what is written in it cannot be changed")
                .hint("Delete placeholders such as {{name}} in the program that made it and export it again; then put the fields in their places here"),
        );
    }
    let design = Design {
        name: elements::name(path),
        kind: DesignKind::Certificate,
        description: String::new(),
        language: "en".to_owned(),
        swatches: BTreeMap::new(),
        sample: BTreeMap::new(),
        template: false,
        pages,
    };
    if !problems.has_errors() {
        problems.extend(check(&design));
    }
    problems.into_result(DesignFile {
        design,
        assets,
        fonts: BTreeMap::new(),
    })
}

/// The pages of a PDF that become pages of a design, each as a file.
fn pdf_pages(
    file: &str,
    bytes: &Arc<[u8]>,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Warned<Vec<Arc<[u8]>>>> {
    let split = split_guarded(file, bytes, launcher, progress)?;
    if split.count == 1 {
        return Ok(Warned::clean(vec![Arc::clone(bytes)]));
    }
    let (count, used) = (split.count, split.files.len());
    let mut problems = split.problems;
    if count > used {
        let beyond = match count - used {
            1 => "1 page of the PDF beyond the first".to_owned(),
            left => format!("{left} pages of the PDF beyond the first"),
        };
        problems.push(
            Problem::warning("pdf-pages", format!("{beyond} {used} of its {count} were left out"))
                .hint("Save them as a PDF of their own and import that"),
        );
    } else {
        problems.push(Problem::note(
            "pdf-pages",
            format!("The {count} pages of the PDF become the {count} pages of the design"),
        ));
    }
    problems.into_result(split.files)
}

/// The size in points of a page that has a file as its background.
fn page_size(asset: &Asset, bytes: &[u8], problems: &mut Problems) -> (f64, f64) {
    match asset {
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
        Asset::PdfPage(page) => (page.width, page.height),
    }
}

fn page(background: &str, (width, height): (f64, f64), with_name: bool) -> Page {
    Page {
        width: rounded(width),
        height: rounded(height),
        bleed: Pt::ZERO,
        aids: Aids::default(),
        background: Background {
            paint: None,
            image: Some(background.to_owned()),
        },
        elements: with_name.then(|| recipient_name(width, height)).into_iter().collect(),
    }
}

/// The name of a page's background, from 1.
fn asset_name(bytes: &[u8], page: usize) -> String {
    let extension = extension(bytes);
    match page {
        1 => format!("background.{extension}"),
        _ => format!("background-{page}.{extension}"),
    }
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
