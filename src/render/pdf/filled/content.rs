//! The drawing on a page, and the resources it names.

use kurbo::PathEl;
use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::writers::{ExtGraphicsState, Resources};
use pdf_writer::{Chunk, Finish, Name, Ref};

use super::blank::Blank;
use super::objects::{Objects, Packer, entry, resource};
use super::picture::Stored;
use super::typeface::UsedFace;
use crate::images::Picture;
use crate::model::{BlobId, FillRule};
use crate::render::pdf::paint::fineness;
use crate::render::pdf::shared::Shared;
use crate::render::{Shade, is_flat, shade, visible_stroke, with_own_dashes};
use crate::scene::{Group, Item, ItemKind, Paint, mixes};
use crate::units::{Affine, BezPath, Cap, Color, Join, Stroke};

use std::sync::Arc;

/// What the pages of a document use, each thing once.
pub(super) struct Used<'a> {
    pub(super) shared: &'a Shared,
    pub(super) faces: Vec<UsedFace>,
    pictures: Vec<(BlobId, Arc<Stored>)>,
    opacities: Vec<u8>,
}

/// The drawing of one page.
pub(super) struct Content<'a, 'b> {
    pub(super) used: &'a mut Used<'b>,
    pub(super) out: pdf_writer::Content,
}

impl<'a, 'b> Content<'a, 'b> {
    /// A drawing that begins with what is the same on every document.
    pub(super) fn new(used: &'a mut Used<'b>, height: f64, page: usize) -> Content<'a, 'b> {
        let mut out = pdf_writer::Content::with_capacity(4096);
        out.save_state();
        out.x_object(Name(&resource('B', page)));
        out.restore_state();
        // From here on `y` goes downwards.
        out.transform([1.0, 0.0, 0.0, -1.0, 0.0, height as f32]);
        Content { used, out }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.out.finish().into_vec()
    }

    /// Draws items back to front; `None` for what cannot be drawn here.
    pub(super) fn items(&mut self, items: &[Item]) -> Option<()> {
        items.iter().try_for_each(|item| match &item.kind {
            ItemKind::Fill { path, rule, paint } => self.fill(path, *rule, paint),
            ItemKind::Stroke { path, stroke, paint } => self.stroke(path, stroke, paint),
            ItemKind::Glyphs(run) => self.glyphs(run),
            ItemKind::Image(image) => self.image(&image.picture, image.transform),
            ItemKind::Group(group) => self.group(group),
            ItemKind::PdfPage(_) | ItemKind::Shadow(_) | ItemKind::Blurred(_) => None,
        })
    }

    fn fill(&mut self, path: &BezPath, rule: FillRule, paint: &Paint) -> Option<()> {
        let Some(shade) = shade(paint) else { return Some(()) };
        let color = solid(&shade)?;
        self.out.save_state();
        self.opacity(color.a);
        let [r, g, b] = parts(color);
        self.out.set_fill_rgb(r, g, b);
        if self.path(path) {
            match rule {
                FillRule::NonZero => self.out.fill_nonzero(),
                FillRule::EvenOdd => self.out.fill_even_odd(),
            };
        }
        self.out.restore_state();
        Some(())
    }

    fn stroke(&mut self, path: &BezPath, stroke: &Stroke, paint: &Paint) -> Option<()> {
        let (Some(shade), true) = (shade(paint), stroke.width > 0.0) else {
            return Some(());
        };
        let color = solid(&shade)?;
        let (path, stroke) = with_own_dashes(path, visible_stroke(stroke));
        self.out.save_state();
        self.opacity(color.a);
        let [r, g, b] = parts(color);
        self.out
            .set_stroke_rgb(r, g, b)
            .set_line_width(stroke.width as f32)
            .set_miter_limit(stroke.miter_limit as f32)
            .set_line_cap(match stroke.start_cap {
                Cap::Butt => LineCapStyle::ButtCap,
                Cap::Round => LineCapStyle::RoundCap,
                Cap::Square => LineCapStyle::ProjectingSquareCap,
            })
            .set_line_join(match stroke.join {
                Join::Miter => LineJoinStyle::MiterJoin,
                Join::Round => LineJoinStyle::RoundJoin,
                Join::Bevel => LineJoinStyle::BevelJoin,
            });
        if !stroke.dash_pattern.is_empty() {
            let pattern = stroke.dash_pattern.iter().map(|dash| *dash as f32);
            self.out.set_dash_pattern(pattern, stroke.dash_offset as f32);
        }
        if self.path(&path) {
            self.out.stroke();
        }
        self.out.restore_state();
        Some(())
    }

    fn group(&mut self, group: &Group) -> Option<()> {
        if group.opacity <= 0.0 || is_flat(group.transform) {
            return Some(());
        }
        // A cut group is one drawing only as long as nothing in it mixes.
        if group.opacity < 1.0 || !group.blend.is_normal() || mixes(&group.items) {
            return None;
        }
        self.out.save_state();
        self.transform(group.transform);
        let is_seen = match &group.clip {
            None => true,
            Some((path, rule)) => {
                let is_seen = self.path(path);
                if is_seen {
                    match rule {
                        FillRule::NonZero => self.out.clip_nonzero(),
                        FillRule::EvenOdd => self.out.clip_even_odd(),
                    };
                    self.out.end_path();
                }
                is_seen
            }
        };
        if is_seen {
            self.items(&group.items)?;
        }
        self.out.restore_state();
        Some(())
    }

    fn image(&mut self, picture: &Picture, page_from_picture: Affine) -> Option<()> {
        if is_flat(page_from_picture) {
            return Some(());
        }
        let index = self.used.picture(picture)?;
        // A PDF draws a picture into the unit square, upwards.
        let (width, height) = (f64::from(picture.width), f64::from(picture.height));
        let upright = Affine::new([width, 0.0, 0.0, -height, 0.0, height]);
        self.out.save_state();
        self.transform(page_from_picture * upright);
        self.out.x_object(Name(&resource('I', index)));
        self.out.restore_state();
        Some(())
    }

    pub(super) fn transform(&mut self, transform: Affine) {
        self.out.transform(transform.as_coeffs().map(|value| value as f32));
    }

    fn opacity(&mut self, alpha: u8) {
        if alpha == 255 {
            return;
        }
        if !self.used.opacities.contains(&alpha) {
            self.used.opacities.push(alpha);
        }
        self.out.set_parameters(Name(&resource('A', alpha.into())));
    }

    /// Begins a path; whether there is anything in it.
    fn path(&mut self, path: &BezPath) -> bool {
        let fine = fineness(path);
        let number = |value: f64| ((value * fine).round() / fine) as f32;
        let mut last = kurbo::Point::ZERO;
        let mut start = last;
        let mut has_line = false;
        let mut rest = path.elements();
        while let Some((element, after)) = rest.split_first() {
            if let Some(rect) = rectangle(rest) {
                let (x, y) = (number(rect.x0), number(rect.y0));
                self.out.rect(x, y, number(rect.x1) - x, number(rect.y1) - y);
                (start, last, has_line) = (rect.origin(), rect.origin(), true);
                rest = rest.get(5..).unwrap_or_default();
                continue;
            }
            rest = after;
            has_line |= !matches!(element, PathEl::MoveTo(_));
            match *element {
                PathEl::MoveTo(p) => {
                    self.out.move_to(number(p.x), number(p.y));
                    (start, last) = (p, p);
                }
                PathEl::LineTo(p) => {
                    self.out.line_to(number(p.x), number(p.y));
                    last = p;
                }
                PathEl::QuadTo(p, q) => {
                    // The same curve with two control points.
                    let (a, b) = (last.lerp(p, 2.0 / 3.0), q.lerp(p, 2.0 / 3.0));
                    self.out.cubic_to(
                        number(a.x),
                        number(a.y),
                        number(b.x),
                        number(b.y),
                        number(q.x),
                        number(q.y),
                    );
                    last = q;
                }
                PathEl::CurveTo(p, q, r) => {
                    self.out.cubic_to(
                        number(p.x),
                        number(p.y),
                        number(q.x),
                        number(q.y),
                        number(r.x),
                        number(r.y),
                    );
                    last = r;
                }
                PathEl::ClosePath => {
                    self.out.close_path();
                    last = start;
                }
            }
        }
        if !has_line && !path.elements().is_empty() {
            self.out.end_path();
        }
        has_line
    }
}

/// The rectangle that a path begins with, when it is one that starts along its top or bottom; its corners may be swapped,
/// which keeps the direction it goes round in.
fn rectangle(elements: &[PathEl]) -> Option<kurbo::Rect> {
    let [
        PathEl::MoveTo(a),
        PathEl::LineTo(b),
        PathEl::LineTo(c),
        PathEl::LineTo(d),
        PathEl::ClosePath,
        ..,
    ] = elements
    else {
        return None;
    };
    let is_upright = a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
    is_upright.then(|| kurbo::Rect::new(a.x, a.y, c.x, c.y))
}

/// The colour of an area of one colour.
fn solid(shade: &Shade) -> Option<Color> {
    match shade {
        Shade::Solid(color) => Some(*color),
        Shade::Linear { .. } | Shade::Radial { .. } => None,
    }
}

/// Red, green and blue from 0 to 1.
pub(super) fn parts(color: Color) -> [f32; 3] {
    [color.r, color.g, color.b].map(|part| f32::from(part) / 255.0)
}

impl<'a> Used<'a> {
    pub(super) fn new(shared: &'a Shared) -> Used<'a> {
        Used {
            shared,
            faces: Vec::new(),
            pictures: Vec::new(),
            opacities: Vec::new(),
        }
    }

    fn picture(&mut self, picture: &Picture) -> Option<usize> {
        if let Some(index) = self.pictures.iter().position(|(id, _)| *id == picture.id) {
            return Some(index);
        }
        let stored = self.shared.stored.get(picture.id, || Stored::of(picture))?;
        self.pictures.push((picture.id, stored));
        Some(self.pictures.len() - 1)
    }

    /// Writes everything that was used, and the list of it that the pages share.
    pub(super) fn write(&self, objects: &mut Objects, packer: &mut Packer, blank: &Blank) -> Option<Ref> {
        let fonts = self
            .faces
            .iter()
            .map(|face| face.write(objects, packer))
            .collect::<Option<Vec<Ref>>>()?;
        let write = |(id, stored): &(BlobId, Arc<Stored>)| stored.write(objects, *id);
        let pictures: Vec<Ref> = self.pictures.iter().map(write).collect();
        let id = objects.next();
        let mut chunk = Chunk::new();
        let mut resources: Resources<'_> = chunk.indirect(id).start();
        let mut forms = resources.x_objects();
        for (index, page) in blank.pages.iter().enumerate() {
            entry(&mut forms, &resource('B', index), Ref::new(page.form));
        }
        for (index, picture) in pictures.iter().enumerate() {
            entry(&mut forms, &resource('I', index), *picture);
        }
        forms.finish();
        let mut faces = resources.fonts();
        for (index, font) in fonts.iter().enumerate() {
            entry(&mut faces, &resource('F', index), *font);
        }
        faces.finish();
        let mut states = resources.ext_g_states();
        for alpha in &self.opacities {
            let opacity = f32::from(*alpha) / 255.0;
            let mut state: ExtGraphicsState<'_> = states.insert(Name(&resource('A', (*alpha).into()))).start();
            state.stroking_alpha(opacity).non_stroking_alpha(opacity);
        }
        states.finish();
        resources.finish();
        objects.add(id, &chunk);
        Some(id)
    }
}
