//! Which scenes can be drawn: the bounds that both exporters rely on.
//!
//! A scene is made by this program, but out of numbers, fonts and files that were not. Whatever a library below would
//! panic about, or draw differently in pixels and in a PDF, is a [`Problem`] here, before anything is drawn.

use crate::diag::{Problem, Problems, Result};
use crate::scene::{Blurred, GlyphRun, Group, Item, ItemKind, Page, Paint, Shadow};
use crate::units::{Affine, BezPath, Rect, Stroke};

use kurbo::PathEl;

/// The largest side of a page, in points: what PDF readers accept (PDF 32000-1, annex C), 5 metres.
const MAX_SIDE: f64 = 14_400.0;

/// The largest coordinate, in points or pixels of a picture.
const MAX_COORDINATE: f64 = 1e6;

/// How deep groups may lie in each other; PDF/A allows 28 saved states.
const MAX_DEPTH: usize = 24;

/// The largest glyph number that a PDF can name.
const MAX_GLYPH: u32 = 0xFFFF;

/// `Ok` when a page can be drawn.
///
/// # Errors
/// `page-size`, or the unexpected `scene-unfit` with what is wrong and which item it is.
pub(super) fn page(page: &Page) -> Result<()> {
    let is_side = |side: f64| side > 0.0 && side <= MAX_SIDE;
    if !is_side(page.width) || !is_side(page.height) || !(0.0..=MAX_SIDE).contains(&page.bleed) {
        return Err(Problem::error(
            "page-size",
            format!("A page of {} × {} points cannot be drawn", page.width, page.height),
        )
        .hint("Make the page at most 5 m long")
        .into());
    }
    items(&page.items, 0)?;
    for link in &page.links {
        if !is_rect(link.area) {
            return Err(unfit("the area of a link is no rectangle"));
        }
    }
    Ok(())
}

fn items(items: &[Item], depth: usize) -> Result<()> {
    for item in items {
        let outcome = match &item.kind {
            ItemKind::Fill { path, paint, .. } => is_path(path) & is_paint(paint),
            ItemKind::Stroke { path, stroke, paint } => is_path(path) & is_stroke(stroke) & is_paint(paint),
            ItemKind::Glyphs(run) => glyphs(run)?,
            ItemKind::Image(image) => is_transform(image.transform),
            ItemKind::PdfPage(page) => is_rect(page.area) && is_number(page.page.width) && is_number(page.page.height),
            ItemKind::Group(group) => self::group(group, depth)?,
            ItemKind::Shadow(shadow) => self::shadow(shadow, depth)?,
            ItemKind::Blurred(blurred) => self::blurred(blurred, depth)?,
        };
        if !outcome {
            return Err(unfit("a number is out of range"));
        }
    }
    Ok(())
}

fn group(group: &Group, depth: usize) -> Result<bool> {
    if depth >= MAX_DEPTH {
        return Err(too_deep());
    }
    items(&group.items, depth + 1)?;
    let clip = group.clip.as_ref().is_none_or(|(path, _)| is_path(path));
    Ok(clip && is_transform(group.transform) && group.opacity.is_finite())
}

fn too_deep() -> Problems {
    Problem::error(
        "groups-too-deep",
        format!("Groups lie in each other more than {MAX_DEPTH} deep"),
    )
    .hint("Ungroup some of them")
    .into()
}

fn shadow(shadow: &Shadow, depth: usize) -> Result<bool> {
    let group = Group {
        transform: shadow.transform,
        ..Group::default()
    };
    items(&shadow.items, depth + 1)?;
    Ok(self::group(&group, depth)? && (0.0..=MAX_SIDE).contains(&shadow.blur))
}

fn blurred(blurred: &Blurred, depth: usize) -> Result<bool> {
    if depth >= MAX_DEPTH {
        return Err(too_deep());
    }
    items(&blurred.items, depth + 1)?;
    Ok((0.0..=MAX_SIDE).contains(&blurred.blur))
}

fn glyphs(run: &GlyphRun) -> Result<bool> {
    let mut numbers = is_transform(run.transform) & is_number(run.size.into());
    numbers &= run.size > 0.0 && run.slant.is_finite() && (0.0..=1000.0).contains(&run.embolden);
    for glyph in &run.glyphs {
        numbers &= is_number(glyph.x.into()) & is_number(glyph.y.into()) & is_number(glyph.advance.into());
        if glyph.id > MAX_GLYPH {
            return Err(unfit("a glyph number is out of range"));
        }
        let range = glyph.text.start as usize..glyph.text.end as usize;
        if run.text.get(range).is_none() {
            return Err(unfit("a glyph stands for no part of its text"));
        }
    }
    Ok(numbers)
}

fn is_number(value: f64) -> bool {
    value.abs() <= MAX_COORDINATE
}

fn is_rect(rect: Rect) -> bool {
    is_number(rect.x0) && is_number(rect.y0) && is_number(rect.x1) && is_number(rect.y1)
}

fn is_transform(transform: Affine) -> bool {
    transform.as_coeffs().into_iter().all(is_number)
}

fn is_stroke(stroke: &Stroke) -> bool {
    (0.0..=MAX_COORDINATE).contains(&stroke.width)
        && is_number(stroke.miter_limit)
        && is_number(stroke.dash_offset)
        && stroke
            .dash_pattern
            .iter()
            .all(|dash| (0.0..=MAX_COORDINATE).contains(dash))
}

fn is_path(path: &BezPath) -> bool {
    let is_point = |p: &kurbo::Point| is_number(p.x) & is_number(p.y);
    path.elements().iter().all(|element| match element {
        PathEl::MoveTo(p) | PathEl::LineTo(p) => is_point(p),
        PathEl::QuadTo(p, q) => is_point(p) & is_point(q),
        PathEl::CurveTo(p, q, r) => is_point(p) & is_point(q) & is_point(r),
        PathEl::ClosePath => true,
    })
}

fn is_paint(paint: &Paint) -> bool {
    let (points, stops) = match paint {
        Paint::Solid(_) => return true,
        Paint::Linear { from, to, stops } => ([from.x, from.y, to.x, to.y], stops),
        Paint::Radial { center, radius, stops } => ([center.x, center.y, *radius, 0.0], stops),
    };
    points.into_iter().all(is_number) && stops.iter().all(|(at, _)| at.is_finite())
}

fn unfit(why: &str) -> Problems {
    Problem::unexpected("scene-unfit", format!("The page cannot be drawn: {why}"))
        .hint("Undo the last change to the design")
        .into()
}
