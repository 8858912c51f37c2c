//! Shadows, which all outputs draw alike.
//!
//! No output has a word for a blur that all readers of its files know (PDF has none at all), and so a soft shadow is a
//! picture everywhere: the same pixels in PNG, PDF (there with a soft mask, which PDF/A-2 allows) and SVG. It has as many
//! pixels as its softness needs and no more. A hard one stays vectors; its letters are outlines, since nobody wants to
//! read, find or copy the shadow of a word.

use std::sync::Arc;

use super::outline::outlines;
use super::raster::coverage;
use super::{EMBOLDEN_MITER_LIMIT, run_transform};
use crate::diag::Result;
use crate::images::Picture;
use crate::model::FillRule;
use crate::scene::{Group, Item, ItemKind, Paint, Shadow, bounds};
use crate::units::{Affine, Color, Join, Stroke};

/// How many pixels a standard deviation of the blur has: enough that enlarging the picture does not show.
const PX_PER_DEVIATION: f64 = 3.0;
/// The most pixels per point: 300 dpi.
const FINEST: f64 = 300.0 / 72.0;
/// The most pixels of a shadow; a larger one is coarser.
const MOST: f64 = 4e6;
/// Softer edges than this are drawn hard, in points.
const LEAST_BLUR: f64 = 0.05;

/// A shadow with soft edges.
#[derive(Debug)]
pub(super) struct Soft {
    pub picture: Picture,
    /// From its pixels to the coordinates around the shadow.
    pub place: Affine,
}

/// The picture of a soft shadow; `None` for one with hard edges, or where there is nothing to be seen.
///
/// # Errors
/// Those of [`coverage`].
pub(super) fn soft(shadow: &Shadow) -> Result<Option<Soft>> {
    if shadow.blur < LEAST_BLUR {
        return Ok(None);
    }
    // What CSS and design programs call the blur is twice the deviation.
    let deviation = shadow.blur / 2.0;
    let Some(area) = bounds(&shadow.items, Affine::IDENTITY).map(|area| area.inflate(3.0 * deviation, 3.0 * deviation))
    else {
        return Ok(None);
    };
    let pixels = area.area().max(1e-9);
    let scale = (PX_PER_DEVIATION / deviation).min(FINEST).min((MOST / pixels).sqrt());
    let size = [area.width(), area.height()].map(|side| (side * scale).ceil().clamp(1.0, 16_000.0) as u16);
    let to_pixels = Affine::scale(scale) * Affine::translate(-area.origin().to_vec2());
    let mut alpha = coverage(&shadow.items, size, to_pixels)?;
    let weights = kernel(deviation * scale);
    blur(&mut alpha, size, &weights);
    let Some((alpha, [x, y], size)) = trimmed(&alpha, size) else {
        return Ok(None);
    };
    let Color { r, g, b, a } = shadow.color;
    let pixels = alpha
        .into_iter()
        .flat_map(|covered| [r, g, b, ((u32::from(covered) * u32::from(a) + 127) / 255) as u8])
        .collect();
    let picture = Picture::from_rgba(size[0], size[1], pixels)?;
    let place = shadow.transform * to_pixels.inverse() * Affine::translate((x as f64, y as f64));
    Ok(Some(Soft { picture, place }))
}

/// A shadow with hard edges, as a group.
pub(super) fn hard(shadow: &Shadow) -> Group {
    Group {
        transform: shadow.transform,
        opacity: f32::from(shadow.color.a) / 255.0,
        clip: None,
        items: shadow.items.iter().map(outlined).collect(),
    }
}

/// The item with outlines in place of letters. Letters that have none, as those of emoji, stay what they are.
fn outlined(item: &Item) -> Item {
    let kind = match &item.kind {
        ItemKind::Glyphs(run) => {
            let (path, is_whole) = outlines(run);
            let (path, paint) = (Arc::new(path), Paint::Solid(run.color));
            let fill = |kind: ItemKind| Item {
                origin: item.origin,
                kind,
            };
            let mut items = vec![fill(ItemKind::Fill {
                path: path.clone(),
                rule: FillRule::NonZero,
                paint: paint.clone(),
            })];
            if run.embolden > 0.0 {
                let stroke = Stroke::new(run.embolden.into())
                    .with_join(Join::Miter)
                    .with_miter_limit(EMBOLDEN_MITER_LIMIT);
                items.push(fill(ItemKind::Stroke { path, stroke, paint }));
            }
            if !is_whole {
                return item.clone();
            }
            ItemKind::Group(Group {
                transform: run_transform(run),
                opacity: 1.0,
                clip: None,
                items,
            })
        }
        ItemKind::Group(group) => ItemKind::Group(Group {
            items: group.items.iter().map(outlined).collect(),
            ..group.clone()
        }),
        other => other.clone(),
    };
    Item {
        origin: item.origin,
        kind,
    }
}

/// The weights of the pixels beside each other on one side, the middle one first; they add up to 65536 with those of the
/// other side. Whole numbers, so that all machines agree.
fn kernel(deviation: f64) -> Vec<u32> {
    let reach = (3.0 * deviation).ceil().max(1.0) as usize;
    let weight = |at: usize| (-0.5 * (at as f64 / deviation).powi(2)).exp();
    let sum = weight(0) + 2.0 * (1..=reach).map(weight).sum::<f64>();
    let mut weights: Vec<u32> = (0..=reach)
        .map(|at| (65536.0 * weight(at) / sum).round() as u32)
        .collect();
    let sides: u32 = weights.iter().skip(1).sum();
    if let Some(middle) = weights.first_mut() {
        *middle = 65536u32.saturating_sub(2 * sides);
    }
    weights
}

/// Blurs rows, then columns.
fn blur(alpha: &mut [u8], [width, height]: [u16; 2], weights: &[u32]) {
    let (width, height) = (usize::from(width), usize::from(height));
    let mut line = Vec::new();
    for row in alpha.chunks_exact_mut(width.max(1)) {
        blur_line(row, weights, &mut line);
    }
    let mut column = vec![0; height];
    for x in 0..width {
        for (to, from) in column.iter_mut().zip(alpha.iter().skip(x).step_by(width)) {
            *to = *from;
        }
        blur_line(&mut column, weights, &mut line);
        for (to, from) in alpha.iter_mut().skip(x).step_by(width).zip(&column) {
            *to = *from;
        }
    }
}

/// Blurs pixels beside each other; beyond the ends there is nothing.
fn blur_line(pixels: &mut [u8], weights: &[u32], sums: &mut Vec<u32>) {
    if pixels.iter().all(|pixel| *pixel == 0) {
        return;
    }
    sums.clear();
    sums.resize(pixels.len(), 0);
    for (distance, weight) in weights.iter().enumerate() {
        let ahead = pixels.iter().skip(distance);
        sums.iter_mut()
            .zip(ahead)
            .for_each(|(sum, pixel)| *sum += weight * u32::from(*pixel));
        if distance > 0 {
            let behind = sums.iter_mut().skip(distance);
            behind
                .zip(pixels.iter())
                .for_each(|(sum, pixel)| *sum += weight * u32::from(*pixel));
        }
    }
    for (pixel, sum) in pixels.iter_mut().zip(sums.iter()) {
        *pixel = ((sum + 32768) >> 16).min(255) as u8;
    }
}

/// What is left when rows and columns without anything are cut off: the pixels, where they begin, their size.
fn trimmed(alpha: &[u8], [width, _]: [u16; 2]) -> Option<(Vec<u8>, [usize; 2], [u32; 2])> {
    let rows = || alpha.chunks_exact(usize::from(width).max(1));
    let is_used = |row: &[u8]| row.iter().any(|pixel| *pixel > 0);
    let top = rows().position(is_used)?;
    let bottom = rows().rposition(is_used)? + 1;
    let left = rows().filter_map(|row| row.iter().position(|pixel| *pixel > 0)).min()?;
    let right = rows()
        .filter_map(|row| row.iter().rposition(|pixel| *pixel > 0))
        .max()?
        + 1;
    let kept = rows().take(bottom).skip(top);
    let kept = kept.flat_map(|row| row.get(left..right).unwrap_or_default()).copied();
    Some((
        kept.collect(),
        [left, top],
        [(right - left) as u32, (bottom - top) as u32],
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::testing::{item, page, rect, solid};
    use crate::render::{pdf, raster::Painter};

    fn shadow(items: Vec<Item>, blur: f64) -> Shadow {
        Shadow {
            transform: Affine::translate((3.0, 2.0)),
            color: Color {
                a: 128,
                ..Color::rgb(10, 20, 200)
            },
            blur,
            items,
        }
    }

    #[test]
    fn a_blur_keeps_what_there_is_and_is_even_on_all_sides() {
        for deviation in [0.4, 1.0, 3.0] {
            let weights = kernel(deviation);
            assert_eq!(weights[0] + 2 * weights[1..].iter().sum::<u32>(), 65536);
        }
        let mut alpha = vec![0; 41 * 31];
        alpha[15 * 41 + 20] = 255;
        alpha[15 * 41 + 21] = 255;
        let mut turned = vec![0; 41 * 31];
        for (at, pixel) in alpha.iter().enumerate() {
            turned[(30 - at / 41) * 41 + (41 - at % 41) % 41] = *pixel;
        }
        blur(&mut alpha, [41, 31], &kernel(2.0));
        blur(&mut turned, [41, 31], &kernel(2.0));
        let sum: u32 = alpha.iter().map(|pixel| u32::from(*pixel)).sum();
        assert!(sum.abs_diff(510) < 80, "{sum}: nothing is lost but by rounding");
        assert_eq!(alpha.iter().max(), alpha.get(15 * 41 + 20));
    }

    #[test]
    fn a_soft_shadow_fades_as_far_as_its_blur_says() {
        let square = rect(20.0, 20.0, 60.0, 50.0, solid("#0A14C8"));
        let page = page(vec![item(ItemKind::Shadow(shadow(vec![square], 8.0)))]);
        let raster = Painter::new().paint(&page, 4.0).expect("painted");
        let alpha = |x: f64, y: f64| {
            let at = ((y * 4.0) as usize * raster.width as usize + (x * 4.0) as usize) * 4;
            raster.pixels[at + 3]
        };
        // Moved by 3 and 2: the middle, half at the edge, nothing beyond three deviations of 4 points.
        assert!(alpha(43.0, 37.0).abs_diff(128) <= 2, "{}", alpha(43.0, 37.0));
        assert!(alpha(63.0, 37.0).abs_diff(64) <= 6, "{}", alpha(63.0, 37.0));
        assert!(
            alpha(67.0, 37.0).abs_diff(20) <= 6,
            "one deviation out: {}",
            alpha(67.0, 37.0)
        );
        assert_eq!(alpha(77.0, 37.0), 0);
        let at = (37 * 4 * raster.width as usize + 43 * 4) * 4;
        let color = &raster.pixels[at..at + 3];
        assert!(color[0].abs_diff(10) <= 2 && color[2].abs_diff(200) <= 2, "{color:?}");
    }

    #[test]
    fn nothing_of_a_shadow_can_be_read_out() {
        use crate::render::testing::{face, run};
        let word = || {
            item(ItemKind::Glyphs(run(
                &face("inter/Inter-Regular.ttf"),
                "Shade",
                20.0,
                10.0,
                40.0,
            )))
        };
        let options = pdf::PdfOptions {
            conformance: pdf::Conformance::PdfA2u,
            date: crate::model::Moment(0),
            document_id: "id".to_owned(),
            bleed: false,
        };
        for blur in [0.0, 4.0] {
            let only = page(vec![item(ItemKind::Shadow(shadow(vec![word()], blur)))]);
            let scene = crate::scene::Scene {
                title: "T".to_owned(),
                language: "en".to_owned(),
                author: String::new(),
                pages: vec![only],
            };
            let file = pdf::PdfWriter::new().write(&scene, &options).expect("written").value;
            let holds = |what: &[u8]| file.windows(what.len()).any(|window| window == what);
            assert!(!holds(b"/Font"), "no font, so no text: blur {blur}");
            let svg = crate::render::svg::pages(&scene).expect("written").value;
            assert!(!svg[0].contains("Shade"), "{blur}");
        }
    }
}
