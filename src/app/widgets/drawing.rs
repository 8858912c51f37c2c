//! Line drawings in ink for places that are empty.

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2};

use super::super::theme;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// A certificate with a seal.
    Certificate,
    /// Sheets on each other.
    Sheets,
    /// A magnifying glass over lines.
    Nothing,
    /// The mark of the program: a rhomb within a rhomb.
    Mark,
}

const SIZE: Vec2 = Vec2::new(120.0, 84.0);

impl Drawing {
    pub fn show(self, ui: &mut Ui) {
        let (rect, _) = ui.allocate_exact_size(SIZE, Sense::hover());
        let theme = theme::of(ui);
        let pen = Pen {
            painter: ui.painter(),
            origin: rect.min,
            ink: Stroke::new(1.5, theme.faint),
            thin: Stroke::new(1.0, theme.line_strong),
            ground: theme.surface,
        };
        match self {
            Drawing::Certificate => pen.certificate(theme.gold),
            Drawing::Sheets => pen.sheets(),
            Drawing::Nothing => pen.nothing(),
            Drawing::Mark => pen.mark(theme.gold),
        }
    }

    /// The mark of the program at any size.
    pub fn paint_mark(painter: &Painter, center: Pos2, radius: f32, gold: Color32) {
        let rhomb = |r: f32| {
            [
                Vec2::new(0.0, -r),
                Vec2::new(r, 0.0),
                Vec2::new(0.0, r),
                Vec2::new(-r, 0.0),
            ]
            .map(|v| center + v)
            .to_vec()
        };
        painter.add(Shape::closed_line(
            rhomb(radius),
            Stroke::new((radius / 6.0).max(1.2), gold),
        ));
        painter.add(Shape::convex_polygon(rhomb(radius * 0.48), gold, Stroke::NONE));
    }
}

struct Pen<'a> {
    painter: &'a Painter,
    origin: Pos2,
    ink: Stroke,
    thin: Stroke,
    ground: Color32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> Pos2 {
        self.origin + Vec2::new(x, y)
    }

    fn sheet(&self, x: f32, y: f32, w: f32, h: f32) {
        let rect = Rect::from_min_size(self.at(x, y), Vec2::new(w, h));
        self.painter
            .rect(rect, CornerRadius::same(3), self.ground, self.ink, StrokeKind::Middle);
    }

    fn line(&self, from: [f32; 2], to: [f32; 2], stroke: Stroke) {
        self.painter
            .line_segment([self.at(from[0], from[1]), self.at(to[0], to[1])], stroke);
    }

    fn certificate(&self, gold: Color32) {
        self.sheet(10.0, 10.0, 100.0, 64.0);
        self.line([34.0, 26.0], [86.0, 26.0], self.thin);
        self.line([24.0, 38.0], [96.0, 38.0], self.ink);
        self.line([40.0, 48.0], [80.0, 48.0], self.thin);
        let seal = self.at(92.0, 64.0);
        for side in [-1.0, 1.0] {
            self.painter
                .line_segment([seal, seal + Vec2::new(side * 6.0, 17.0)], self.ink);
        }
        self.painter.circle(seal, 9.0, self.ground, Stroke::new(1.5, gold));
        self.painter.circle_stroke(seal, 5.0, Stroke::new(1.0, gold));
    }

    fn sheets(&self) {
        self.sheet(34.0, 6.0, 60.0, 58.0);
        self.sheet(26.0, 14.0, 60.0, 58.0);
        for row in 0..4 {
            let y = 28.0 + 10.0 * row as f32;
            self.line([34.0, y], [if row == 3 { 58.0 } else { 78.0 }, y], self.thin);
        }
    }

    fn nothing(&self) {
        for row in 0..4 {
            let y = 20.0 + 14.0 * row as f32;
            self.line([16.0, y], [if row % 2 == 0 { 88.0 } else { 70.0 }, y], self.thin);
        }
        let center = self.at(78.0, 44.0);
        self.painter.circle(center, 17.0, self.ground, self.ink);
        let from = center + Vec2::splat(12.2);
        self.painter
            .line_segment([from, from + Vec2::splat(14.0)], Stroke::new(2.5, self.ink.color));
    }

    fn mark(&self, gold: Color32) {
        Drawing::paint_mark(self.painter, self.at(SIZE.x / 2.0, SIZE.y / 2.0), 26.0, gold);
    }
}
