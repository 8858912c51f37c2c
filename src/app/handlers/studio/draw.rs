//! Which pictures of the page are wanted, and what becomes of those that were drawn.

use std::sync::Arc;

use egui::TextureOptions;

use crate::diag::Problems;
use crate::model::Design;
use crate::units::Rect;

use super::super::super::jobs::studio::Answer;
use super::super::super::jobs::studio::draw::{self, Frame, Order};
use super::super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::super::state::studio::Open;
use super::super::super::state::studio::picture::{Drawn, Wanted};
use super::super::super::state::studio::typing::Typing;
use super::Work;

/// The most pixels of the whole page: 1754 × 1240, which is redrawn while something is dragged. What is zoomed in
/// further is drawn as far as it is seen.
const MOST: f64 = 1754.0 * 1240.0;
/// How much is drawn around what is seen, as a part of it, so that moving a little shows no edge.
const AROUND: f64 = 0.15;

/// Starts drawing when something else is wanted than what there is; while one is drawn, the next waits.
pub(super) fn refresh(work: &mut Work<'_>) {
    let px_per_point = work.ctx.pixels_per_point();
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    if open.pictures.under_way.is_some() || open.camera.room.width() < 1.0 {
        return;
    }
    if !needs_near(open, px_per_point) {
        open.pictures.near = None;
    }
    let design = match &open.versions.viewing {
        Some(seen) => seen.design.clone(),
        None => {
            let design = open.editor.painted();
            open.typing
                .as_mut()
                .map_or(design.clone(), |typing| typing.painted(design))
        }
    };
    let Some(wanted) = next(open, &design, px_per_point) else {
        return;
    };
    // What could not be drawn is not tried again until something else is wanted.
    if open.pictures.failed.as_ref() == Some(&wanted) {
        return;
    }
    open.pictures.under_way = Some(wanted.clone());
    let easel = open.easel.clone();
    let order = Order {
        wanted,
        moving: open.editor.moving().filter(|_| open.versions.viewing.is_none()),
        kit: open.seen_kit().clone(),
        unfilled: open.typing.as_ref().map(Typing::unfilled).unwrap_or_default(),
    };
    let job = Job::quiet()
        .slot(Slot::Canvas)
        .on_failure(|problems| AnyAnswer::Studio(Answer::NotDrawn(problems)));
    work.jobs
        .start(job, move |progress| draw::draw(&easel, order, progress));
}

/// The page as it is shown, with its bleed or without, and with the text that is typed beside it.
fn shown_page(open: &Open) -> Rect {
    let page = if open.shows.bleed && !open.preview {
        open.sheet()
    } else {
        Rect::from_origin_size(crate::units::Point::ZERO, open.page_size())
    };
    open.aside().map_or(page, |aside| page.union(aside))
}

/// By which factor the whole page is drawn smaller than it is seen; 1 and more when it is not.
fn shrunk(open: &Open, px_per_point: f32) -> f64 {
    let scale = open.camera.scale * f64::from(px_per_point);
    (MOST / (shown_page(open).area() * scale * scale).max(1.0)).sqrt()
}

fn needs_near(open: &Open, px_per_point: f32) -> bool {
    shrunk(open, px_per_point) < 1.0
}

/// What is to be drawn next: first what is in sight.
fn next(open: &Open, design: &Arc<Design>, px_per_point: f32) -> Option<Wanted> {
    let page = shown_page(open);
    let scale = open.camera.scale * f64::from(px_per_point);
    let fits = shrunk(open, px_per_point);
    let want = |region: Rect, scale: f64, near: bool| Wanted {
        design: design.clone(),
        values: open.values.clone(),
        page: open.seen_page(),
        region,
        px_per_pt: scale as f32,
        kit: open.pictures.kit,
        near,
    };
    let is_there = |drawn: &Option<Drawn>, wanted: &Wanted| drawn.as_ref().is_some_and(|drawn| drawn.of == *wanted);
    let whole = want(page, scale * fits.min(1.0), false);
    if fits < 1.0
        && open.pictures.whole.is_some()
        && let Some(near) = near(open, page).map(|region| want(region, scale, true))
        && !covers(open.pictures.near.as_ref(), &near, open.camera.seen().intersect(page))
    {
        return Some(near);
    }
    (!is_there(&open.pictures.whole, &whole)).then_some(whole)
}

/// What is seen of the page, with something around it.
fn near(open: &Open, page: Rect) -> Option<Rect> {
    let seen = open.camera.seen();
    let region = seen
        .inflate(seen.width() * AROUND, seen.height() * AROUND)
        .intersect(page);
    (region.width() > 0.0 && region.height() > 0.0).then_some(region)
}

/// Whether a picture shows all that is seen, as it is now and as sharp.
fn covers(drawn: Option<&Drawn>, wanted: &Wanted, seen: Rect) -> bool {
    drawn.is_some_and(|drawn| {
        let there = drawn.of.region;
        let same = Wanted {
            region: there,
            ..wanted.clone()
        };
        drawn.of == same && there.x0 <= seen.x0 && there.y0 <= seen.y0 && there.x1 >= seen.x1 && there.y1 >= seen.y1
    })
}

/// Takes a picture that was drawn.
pub(super) fn drawn(work: &mut Work<'_>, frame: Frame) {
    let ctx = work.ctx.clone();
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    if open.pictures.under_way.take().as_ref() != Some(&frame.of) {
        // It is of a design that was closed meanwhile.
        return;
    }
    let slot = if frame.of.near {
        &mut open.pictures.near
    } else {
        &mut open.pictures.whole
    };
    let pixels = Arc::new(frame.image);
    let image = frame.part.is_none().then(|| Arc::clone(&pixels));
    let texture = match (slot.take(), frame.part) {
        (Some(mut old), Some(at)) => {
            old.texture.set_partial(at, pixels, TextureOptions::LINEAR);
            old.texture
        }
        (Some(mut old), None) => {
            old.texture.set(pixels, TextureOptions::LINEAR);
            old.texture
        }
        (None, None) => ctx.load_texture("canvas of the studio", pixels, TextureOptions::LINEAR),
        // The picture of which it is a part was given up; the whole is drawn next.
        (None, Some(_)) => {
            open.easel = Default::default();
            return;
        }
    };
    *slot = Some(Drawn {
        texture,
        image,
        opaque: frame.opaque,
        of: frame.of,
    });
    // While a picture is cropped the whole of it is drawn, too, which has no problems of its own.
    if open.editor.cropped().is_none() {
        open.problems = frame.problems;
    }
    open.pictures.failed = None;
}

pub(super) fn not_drawn(work: &mut Work<'_>, problems: &Problems) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    // Said once, not for every picture of a gesture.
    let is_new = open.pictures.failed.is_none();
    open.pictures.failed = open.pictures.under_way.take();
    if is_new {
        work.state.toasts.wrong(super::said(problems));
    }
}
