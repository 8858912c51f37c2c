//! QR codes as vectors.

use std::sync::Arc;

use qrcodegen::QrCodeEcc;

use crate::diag::Problem;
use crate::model::{Element, FillRule, Qr, QrLevel};
use crate::scene::{self, Group, Item, ItemKind, Origin, Paint};
use crate::units::{Affine, BezPath, Rect};

use super::qr_mask::{self, Code};
use super::{Composer, text};

/// The smallest module that phones read from paper: 0.35 mm, in points.
const SMALLEST_MODULE: f64 = 0.35 * crate::units::PT_PER_MM;

impl Composer<'_> {
    pub(super) fn qr(&mut self, element: &Element, content: &Qr, frame: Rect, origin: Origin) {
        let Some(says) = self.plain(element, &content.content) else {
            return;
        };
        if says.trim().is_empty() {
            let problem = Problem::error("unfilled-field", "The QR code has nothing to say");
            return self.problem(element, problem.hint("Give it a content in the design"));
        }
        let level = match content.level {
            QrLevel::Low => QrCodeEcc::Low,
            QrLevel::Medium => QrCodeEcc::Medium,
            QrLevel::Quartile => QrCodeEcc::Quartile,
            QrLevel::High => QrCodeEcc::High,
        };
        let Ok(code) = qr_mask::encode(&says, level) else {
            let message = format!("The content of the QR code is too long ({} bytes)", says.len());
            return self.problem(
                element,
                Problem::error("qr-too-long", message).hint("Shorten it, or choose a lower level"),
            );
        };
        let side = frame.width().min(frame.height());
        let module = side / (f64::from(code.size()) + 2.0 * f64::from(content.quiet_zone));
        if module < SMALLEST_MODULE {
            let message = format!(
                "The squares of the QR code are {:.2} mm wide, too small to scan",
                module / crate::units::PT_PER_MM
            );
            self.problem(
                element,
                Problem::warning("qr-too-small", message).hint("Make the code larger or its content shorter"),
            );
        }
        let square = Rect::from_center_size(frame.center(), (side, side));
        self.out.codes.push(scene::Code {
            area: self.turn.transform_rect_bbox(square),
            says: says.clone(),
            modules: code.size(),
            origin,
        });
        if let Some(color) = content.background {
            self.out.items.push(text::rectangle(square, color, origin));
        }
        let inset = module * f64::from(content.quiet_zone);
        let kind = ItemKind::Fill {
            path: Arc::new(modules(&code)),
            rule: FillRule::NonZero,
            paint: Paint::Solid(content.color),
        };
        // Whole numbers of modules are short to write and quick to pack.
        let group = Group {
            transform: Affine::translate(square.inset(-inset).origin().to_vec2()) * Affine::scale(module),
            items: vec![Item { origin, kind }],
            ..Group::default()
        };
        self.out.items.push(Item {
            origin,
            kind: ItemKind::Group(group),
        });
    }
}

/// The dark modules as one path, a module one unit wide. Runs of a row are one rectangle, and equal runs of following
/// rows are joined, which keeps the path short and leaves no seams.
fn modules(code: &Code) -> BezPath {
    let mut path = BezPath::new();
    // Runs that the row above ends with, and the row in which each began; both in order.
    let mut open: Vec<Run> = Vec::new();
    let mut next: Vec<Run> = Vec::new();
    for y in 0..=code.size() {
        next.clear();
        let mut above = open.iter().peekable();
        for run in runs_of_row(code, y) {
            while let Some(ended) = above.next_if(|open| open.start < run.start) {
                rectangle(&mut path, ended, y);
            }
            match above.next_if(|open| open.start == run.start) {
                Some(same) if same.end == run.end => next.push(*same),
                Some(ended) => {
                    rectangle(&mut path, ended, y);
                    next.push(run);
                }
                None => next.push(run),
            }
        }
        above.for_each(|ended| rectangle(&mut path, ended, y));
        std::mem::swap(&mut open, &mut next);
    }
    path
}

/// A stretch of dark modules: its first, one past its last, and the row in which it began.
#[derive(Clone, Copy)]
struct Run {
    start: u32,
    end: u32,
    row: u32,
}

/// Adds a run that ended above a row.
fn rectangle(path: &mut BezPath, run: &Run, end: u32) {
    let corner = |x: u32, y: u32| (f64::from(x), f64::from(y));
    path.move_to(corner(run.start, run.row));
    path.line_to(corner(run.end, run.row));
    path.line_to(corner(run.end, end));
    path.line_to(corner(run.start, end));
    path.close_path();
}

/// The runs of a row, from left to right; none below the last row.
fn runs_of_row(code: &Code, y: u32) -> impl Iterator<Item = Run> {
    let mut x = 0;
    std::iter::from_fn(move || {
        let start = (x..code.size()).find(|x| code.is_dark(*x, y))?;
        let end = (start..code.size())
            .find(|x| !code.is_dark(*x, y))
            .unwrap_or(code.size());
        x = end;
        Some(Run { start, end, row: y })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Shape;

    #[test]
    fn the_path_covers_the_dark_modules_and_no_others() {
        let says = "https://example.org/c/0123456789abcdefghjkmnpqrs";
        let code = qr_mask::encode(says, QrCodeEcc::Medium).expect("code");
        let path = modules(&code);
        for y in 0..code.size() {
            for x in 0..code.size() {
                let middle = (f64::from(x) + 0.5, f64::from(y) + 0.5);
                assert_eq!(path.winding(middle.into()) != 0, code.is_dark(x, y), "module {x}, {y}");
            }
        }
    }
}
