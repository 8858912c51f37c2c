//! From part to part of the studio by keys: F6 goes on, Shift and F6 go back.

use egui::{FocusDirection, Key, Modifiers, Pos2, Rect, Ui};

use super::super::super::state::studio::canvas_id;
use super::super::super::theme::size;

/// A part of the studio, in the order in which one reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    TopBar,
    Left,
    Canvas,
    Right,
    DataBar,
}

/// How the studio is divided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Regions {
    pub all: Rect,
    /// The widths of the panels at the sides, 0 where there is none.
    pub left: f32,
    pub right: f32,
    /// The height of the bar under the page.
    pub bottom: f32,
}

impl Regions {
    fn there(self) -> Vec<Region> {
        let sides = [(Region::Left, self.left), (Region::Right, self.right)];
        let is_missing = |region| sides.iter().any(|(side, width)| *side == region && *width == 0.0);
        let every = [
            Region::TopBar,
            Region::Left,
            Region::Canvas,
            Region::Right,
            Region::DataBar,
        ];
        every.into_iter().filter(|region| !is_missing(*region)).collect()
    }

    /// In which part a point of the screen lies.
    fn at(self, point: Pos2) -> Region {
        if point.y < self.all.top() + size::TOP_BAR {
            Region::TopBar
        } else if point.y > self.all.bottom() - self.bottom {
            Region::DataBar
        } else if point.x < self.all.left() + self.left {
            Region::Left
        } else if point.x > self.all.right() - self.right {
            Region::Right
        } else {
            Region::Canvas
        }
    }

    /// The part that comes after another, or before it.
    fn beside(self, region: Region, back: bool) -> Region {
        let there = self.there();
        let at = there.iter().position(|one| *one == region).unwrap_or_default();
        let step = if back { there.len() - 1 } else { 1 };
        there.get((at + step) % there.len()).copied().unwrap_or(Region::Canvas)
    }

    /// The part to which a key goes in this frame.
    pub fn wanted(self, ui: &Ui) -> Option<Region> {
        let pressed = |modifiers| ui.input_mut(|input| input.consume_key(modifiers, Key::F6));
        let back = pressed(Modifiers::SHIFT);
        if !back && !pressed(Modifiers::NONE) {
            return None;
        }
        let focused = ui.memory(egui::Memory::focused).filter(|id| *id != canvas_id());
        let place = focused
            .and_then(|id| ui.ctx().read_response(id))
            .map(|response| response.rect);
        let now = place.map_or(Region::Canvas, |rect| self.at(rect.center()));
        Some(self.beside(now, back))
    }
}

impl Region {
    /// To be called before a part is drawn: when it is the one that is wanted, what comes first in it gets the keys.
    pub fn enter(self, ui: &Ui, wanted: Option<Region>) {
        if wanted != Some(self) {
            return;
        }
        ui.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
            match self {
                Region::Canvas => memory.request_focus(canvas_id()),
                _ => memory.move_focus(FocusDirection::Next),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_each_other_in_reading_order_and_round() {
        use Region::{Canvas, DataBar, Left, Right, TopBar};
        let regions = Regions {
            all: Rect::from_min_size(Pos2::ZERO, egui::Vec2::new(1280.0, 800.0)),
            left: 240.0,
            right: 280.0,
            bottom: 44.0,
        };
        let mut region = Canvas;
        let mut seen = Vec::new();
        for _ in 0..5 {
            region = regions.beside(region, false);
            seen.push(region);
        }
        assert_eq!(seen, [Right, DataBar, TopBar, Left, Canvas]);
        assert_eq!(regions.beside(Canvas, true), Left);
        let narrow = Regions { left: 0.0, ..regions };
        assert_eq!(narrow.beside(Canvas, true), TopBar);
        for (x, y, expected) in [
            (100.0, 20.0, TopBar),
            (100.0, 400.0, Left),
            (700.0, 400.0, Canvas),
            (1200.0, 400.0, Right),
            (1200.0, 780.0, DataBar),
        ] {
            assert_eq!(regions.at(Pos2::new(x, y)), expected);
        }
    }
}
