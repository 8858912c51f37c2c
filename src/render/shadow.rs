//! Shadows, which all outputs draw alike.
//!
//! A soft one is a picture, see [`super::blur`]. A hard one stays vectors; its letters are outlines, since nobody wants to
//! read, find or copy the shadow of a word.

use std::sync::Arc;

use super::blur::{Room, Soft, blur, seen};
use super::outline::outlines;
use super::raster::coverage;
use super::{EMBOLDEN_MITER_LIMIT, run_transform};
use crate::diag::Result;
use crate::model::FillRule;
use crate::scene::{Blurred, Group, Item, ItemKind, Paint, Shadow};
use crate::units::{Color, Join, Stroke};

/// The picture of a soft shadow; `None` for one with hard edges, or where there is nothing to be seen.
///
/// # Errors
/// Those of [`coverage`].
pub(super) fn soft(shadow: &Shadow) -> Result<Option<Soft>> {
    let Some(room) = Room::around(&shadow.items, shadow.blur) else {
        return Ok(None);
    };
    let mut alpha = coverage(&shadow.items, room.size, room.to_pixels)?;
    blur(&mut alpha, room.size, &room.weights);
    let Some(seen) = seen(&alpha, room.size) else {
        return Ok(None);
    };
    let Color { r, g, b, a } = shadow.color;
    let colored = |covered: &u8| [r, g, b, ((u32::from(*covered) * u32::from(a) + 127) / 255) as u8];
    let pixels: Vec<u8> = alpha.iter().flat_map(colored).collect();
    let mut soft = room.placed(&pixels, seen)?;
    soft.place = shadow.transform * soft.place;
    Ok(Some(soft))
}

/// A shadow with hard edges, as a group.
pub(super) fn hard(shadow: &Shadow) -> Group {
    Group {
        transform: shadow.transform,
        opacity: f32::from(shadow.color.a) / 255.0,
        items: shadow.items.iter().map(outlined).collect(),
        ..Group::default()
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
                items,
                ..Group::default()
            })
        }
        ItemKind::Group(group) => ItemKind::Group(Group {
            items: group.items.iter().map(outlined).collect(),
            ..group.clone()
        }),
        ItemKind::Blurred(blurred) => ItemKind::Blurred(Blurred {
            items: blurred.items.iter().map(outlined).collect(),
            ..blurred.clone()
        }),
        other => other.clone(),
    };
    Item {
        origin: item.origin,
        kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::testing::{item, page, rect, solid};
    use crate::render::{pdf, raster::Painter};
    use crate::units::Affine;

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
