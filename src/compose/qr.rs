//! QR codes as vectors.

use std::sync::Arc;

use qrcodegen::{QrCode, QrCodeEcc};

use crate::diag::Problem;
use crate::model::{Element, FillRule, Qr, QrLevel};
use crate::scene::{Group, Item, ItemKind, Origin, Paint};
use crate::units::{Affine, BezPath, Rect};

use super::{Composer, qr_mask, text};

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
            opacity: 1.0,
            clip: None,
            items: vec![Item { origin, kind }],
        };
        self.out.items.push(Item {
            origin,
            kind: ItemKind::Group(group),
        });
    }
}

/// The dark modules as one path, a module one unit wide. Runs of a row are one rectangle, and equal runs of following rows are joined, which
/// keeps the path short and leaves no seams.
fn modules(code: &QrCode) -> BezPath {
    let size = code.size();
    let mut path = BezPath::new();
    let mut open: Vec<(i32, i32, i32)> = Vec::new();
    for y in 0..=size {
        let runs = if y < size { runs_of_row(code, y) } else { Vec::new() };
        let (kept, ended): (Vec<_>, Vec<_>) = open.into_iter().partition(|(x0, x1, _)| runs.contains(&(*x0, *x1)));
        for (x0, x1, y0) in ended {
            let corner = |x: i32, y: i32| (f64::from(x), f64::from(y));
            path.move_to(corner(x0, y0));
            path.line_to(corner(x1, y0));
            path.line_to(corner(x1, y));
            path.line_to(corner(x0, y));
            path.close_path();
        }
        let begun: Vec<_> = runs
            .iter()
            .filter(|(x0, x1)| !kept.iter().any(|k| (k.0, k.1) == (*x0, *x1)))
            .collect();
        open = kept
            .iter()
            .copied()
            .chain(begun.into_iter().map(|(x0, x1)| (*x0, *x1, y)))
            .collect();
    }
    path
}

/// Stretches of dark modules: first and one past the last.
fn runs_of_row(code: &QrCode, y: i32) -> Vec<(i32, i32)> {
    let mut runs = Vec::new();
    let mut start = None;
    for x in 0..=code.size() {
        match (code.get_module(x, y), start) {
            (true, None) => start = Some(x),
            (false, Some(x0)) => {
                runs.push((x0, x));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Shape;

    #[test]
    fn the_path_covers_the_dark_modules_and_no_others() {
        let code =
            QrCode::encode_text("https://example.org/c/0123456789abcdefghjkmnpqrs", QrCodeEcc::Medium).expect("code");
        let path = modules(&code);
        for y in 0..code.size() {
            for x in 0..code.size() {
                let middle = (f64::from(x) + 0.5, f64::from(y) + 0.5);
                assert_eq!(
                    path.winding(middle.into()) != 0,
                    code.get_module(x, y),
                    "module {x}, {y}"
                );
            }
        }
    }
}
