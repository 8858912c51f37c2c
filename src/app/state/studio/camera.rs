//! How the page lies on the screen: the one transform between points of the page and points of the screen.

use egui::{Pos2, Rect, Vec2};

use crate::units;

/// Points of the screen for a point of the page at 100 %: 96 to an inch.
pub const FULL: f64 = 96.0 / 72.0;
/// As far as it can be zoomed out and in, in points of the screen for a point of the page.
const LEAST: f64 = 0.05 * FULL;
const MOST: f64 = 64.0 * FULL;
/// What stays free around what is fitted, in points of the screen.
const AROUND: f32 = 40.0;
/// So much of the page stays in sight however far it is moved, in points of the screen.
const IN_SIGHT: f32 = 60.0;

/// Where the page is seen, and how large.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The part of the screen on which the page lies.
    pub room: Rect,
    /// Points of the screen for a point of the page.
    pub scale: f64,
    /// The page's top left corner, from that of the room.
    origin: Vec2,
    /// Whether the page is fitted anew when the room changes: until it is moved or zoomed by hand.
    pub is_fitted: bool,
}

impl Default for Camera {
    fn default() -> Camera {
        Camera {
            room: Rect::ZERO,
            scale: FULL,
            origin: Vec2::ZERO,
            is_fitted: true,
        }
    }
}

impl Camera {
    pub fn to_screen(&self, at: units::Point) -> Pos2 {
        self.room.min + self.origin + Vec2::new((at.x * self.scale) as f32, (at.y * self.scale) as f32)
    }

    pub fn to_page(&self, at: Pos2) -> units::Point {
        let from = at - self.room.min - self.origin;
        units::Point::new(f64::from(from.x) / self.scale, f64::from(from.y) / self.scale)
    }

    pub fn rect_to_screen(&self, rect: units::Rect) -> Rect {
        Rect::from_min_max(
            self.to_screen(units::Point::new(rect.x0, rect.y0)),
            self.to_screen(units::Point::new(rect.x1, rect.y1)),
        )
    }

    /// The part of the page's plane that is in sight.
    pub fn seen(&self) -> units::Rect {
        units::Rect::from_points(self.to_page(self.room.min), self.to_page(self.room.max))
    }

    /// 100 for the size that a ruler on the screen would measure.
    pub fn percent(&self) -> f64 {
        self.scale / FULL * 100.0
    }

    /// Makes it larger by a factor; what is under a point of the screen stays there.
    pub fn zoom_at(&mut self, at: Pos2, factor: f64) {
        let under = self.to_page(at);
        let scale = (self.scale * factor).clamp(LEAST, MOST);
        if scale.is_finite() && scale > 0.0 {
            self.scale = scale;
        }
        self.origin += at - self.to_screen(under);
        self.is_fitted = false;
    }

    pub fn zoom_to(&mut self, percent: f64) {
        self.zoom_at(self.room.center(), percent / self.percent());
    }

    /// Moves the page over the screen; some of it stays in sight.
    pub fn pan(&mut self, by: Vec2, page: units::Size) {
        self.origin += by;
        let size = Vec2::new((page.width * self.scale) as f32, (page.height * self.scale) as f32);
        let least = Vec2::splat(IN_SIGHT) - size;
        let most = self.room.size() - Vec2::splat(IN_SIGHT);
        self.origin = self.origin.clamp(least.min(most), most.max(least));
        self.is_fitted = false;
    }

    /// Shows a part of the page as large as fits, in the middle.
    pub fn fit(&mut self, part: units::Rect) {
        let room = (self.room.size() - Vec2::splat(2.0 * AROUND)).max(Vec2::splat(AROUND));
        let across = f64::from(room.x) / part.width().max(1.0);
        let down = f64::from(room.y) / part.height().max(1.0);
        self.scale = across.min(down).clamp(LEAST, MOST);
        let middle = part.center();
        let middle = Vec2::new((middle.x * self.scale) as f32, (middle.y * self.scale) as f32);
        self.origin = self.room.size() / 2.0 - middle;
        self.is_fitted = false;
    }

    /// Takes another room; what is in its middle stays there.
    pub fn move_to(&mut self, room: Rect) {
        self.origin += (room.size() - self.room.size()) / 2.0;
        self.room = room;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera() -> Camera {
        let mut camera = Camera {
            room: Rect::from_min_size([240.0, 48.0].into(), [760.0, 700.0].into()),
            ..Camera::default()
        };
        camera.fit(units::Rect::new(0.0, 0.0, 842.0, 595.0));
        camera
    }

    #[test]
    fn a_page_is_fitted_in_the_middle() {
        let camera = camera();
        let page = camera.rect_to_screen(units::Rect::new(0.0, 0.0, 842.0, 595.0));
        assert!((page.center() - camera.room.center()).length() < 0.1);
        assert!(camera.room.contains_rect(page) && page.width() > 600.0);
    }

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let mut camera = camera();
        let at = Pos2::new(300.0, 500.0);
        let under = camera.to_page(at);
        for factor in [1.3, 0.2, 100.0, 1e-9, f64::NAN] {
            camera.zoom_at(at, factor);
            assert!(camera.to_page(at).distance(under) < 0.01, "{factor}");
        }
        assert!(camera.percent() >= 5.0);
        camera.zoom_to(100.0);
        assert!((camera.percent() - 100.0).abs() < 1e-9);
    }

    #[test]
    fn the_page_does_not_leave_the_screen() {
        let mut camera = camera();
        let page = units::Size::new(842.0, 595.0);
        for by in [[1e6, 0.0], [-1e6, 1e6], [0.0, -1e6]] {
            camera.pan(by.into(), page);
            let seen = camera.rect_to_screen(units::Rect::new(0.0, 0.0, 842.0, 595.0));
            assert!(seen.intersect(camera.room).is_positive(), "{by:?}");
        }
    }

    #[test]
    fn the_middle_stays_when_the_window_grows() {
        let mut camera = camera();
        let middle = camera.to_page(camera.room.center());
        camera.move_to(Rect::from_min_size([240.0, 48.0].into(), [1200.0, 900.0].into()));
        assert!(camera.to_page(camera.room.center()).distance(middle) < 0.01);
    }
}
