//! Where the cells of the form stand: the columns share the width, and where they do not fit numbers, names and the way to
//! remove a row stay in sight while the others are moved.

use egui::{Rect, Ui};

use super::super::super::state::create::form::FormColumn;
use super::super::super::theme::{size, space};

/// How wide a column is at most: that of the names, and each of the others.
const MOST: [f32; 2] = [260.0, 200.0];
/// And at least: the names, the addresses, what is chosen or typed.
const LEAST: [f32; 3] = [180.0, 170.0, 118.0];
/// The column of the numbers.
const NUMBER: f32 = 28.0;
/// The height of the headings.
pub(super) const HEADING: f32 = 20.0;
const GAP: f32 = space::S;

/// The widths of the columns.
pub(super) struct Plan {
    widths: Vec<f32>,
    room: f32,
}

impl Plan {
    /// The columns in so much room.
    pub(super) fn of(columns: &[FormColumn], room: f32) -> Plan {
        let bounds = |(at, column): (usize, &FormColumn)| match at {
            0 => (LEAST[0], MOST[0]),
            _ if column.field == "recipient.email" => (LEAST[1], MOST[1]),
            _ => (LEAST[2], MOST[1]),
        };
        let bounds: Vec<(f32, f32)> = columns.iter().enumerate().map(bounds).collect();
        let least: f32 = bounds.iter().map(|(least, _)| least).sum();
        let most: f32 = bounds.iter().map(|(_, most)| most).sum();
        let spare = room - ends(columns.len()) - least;
        let share = (spare / (most - least).max(1.0)).clamp(0.0, 1.0);
        let width = |(least, most): &(f32, f32)| least + (most - least) * share;
        Plan {
            widths: bounds.iter().map(width).collect(),
            room,
        }
    }

    /// How wide all of it is.
    pub(super) fn wide(&self) -> f32 {
        self.widths.iter().sum::<f32>() + ends(self.widths.len())
    }

    /// How much of it is seen at once.
    pub(super) fn seen(&self) -> f32 {
        self.wide().min(self.room)
    }

    fn name(&self) -> f32 {
        self.widths.first().copied().unwrap_or_default()
    }

    fn width(&self, column: usize) -> f32 {
        self.widths.get(column).copied().unwrap_or_default()
    }
}

/// What numbers, gaps and the ends of the rows take.
fn ends(columns: usize) -> f32 {
    NUMBER + GAP * (columns as f32 + 1.0) + size::CONTROL
}

/// Where the table stands now.
pub(super) struct At<'a> {
    pub(super) plan: &'a Plan,
    /// Its left edge, which may be out of sight.
    pub(super) origin: f32,
    /// How far the columns are moved.
    pub(super) moved: f32,
}

impl At<'_> {
    fn left(&self) -> f32 {
        self.origin + self.moved
    }

    /// Where the columns that are moved begin and end to be seen.
    fn sight(&self) -> (f32, f32) {
        let begin = self.left() + NUMBER + GAP + self.plan.name() + GAP / 2.0;
        (begin, self.left() + self.plan.seen() - size::CONTROL - GAP / 2.0)
    }

    fn span(row: Rect, left: f32, width: f32) -> Rect {
        Rect::from_min_max([left, row.top()].into(), [left + width, row.bottom()].into())
    }

    /// The number of a row.
    pub(super) fn number(&self, row: Rect) -> Rect {
        At::span(row, self.left(), NUMBER - space::XS)
    }

    /// A cell of a row. Names stay.
    pub(super) fn cell(&self, column: usize, row: Rect) -> Rect {
        let before: f32 = (0..column).map(|at| self.plan.width(at) + GAP).sum();
        let moved = if column == 0 { self.moved } else { 0.0 };
        At::span(
            row,
            self.origin + NUMBER + GAP + before + moved,
            self.plan.width(column),
        )
    }

    /// The end of a row.
    pub(super) fn end(&self, row: Rect) -> Rect {
        At::span(row, self.left() + self.plan.seen() - size::CONTROL, size::CONTROL)
    }

    /// Keeps what is moved from being drawn over what stays.
    pub(super) fn clip(&self, ui: &mut Ui, column: usize) {
        if column > 0 && self.plan.wide() > self.plan.seen() {
            let (begin, end) = self.sight();
            let mut clip = ui.clip_rect();
            clip.min.x = clip.min.x.max(begin);
            clip.max.x = clip.max.x.min(end);
            ui.set_clip_rect(clip);
        }
    }

    /// A cell with what covers its sides, to be brought into sight.
    pub(super) fn around(&self, column: usize, cell: Rect) -> Rect {
        if column == 0 {
            return cell;
        }
        let mut around = cell;
        around.min.x -= NUMBER + 2.0 * GAP + self.plan.name();
        around.max.x += size::CONTROL + GAP;
        around
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(count: usize) -> Vec<FormColumn> {
        let fields = ["recipient.name", "recipient.email"].into_iter();
        let column = |field: &str| FormColumn {
            title: "Level".to_owned(),
            field: field.to_owned(),
            required: false,
            hint: String::new(),
            example: "",
            is_picture: false,
            choices: Vec::new(),
        };
        fields.chain(["recipient.level"; 20]).take(count).map(column).collect()
    }

    #[test]
    fn columns_share_the_width_and_are_moved_only_where_they_do_not_fit() {
        let few = Plan::of(&columns(2), 1000.0);
        assert_eq!(few.widths, [260.0, 200.0], "no wider than is read with ease");
        let six = Plan::of(&columns(6), 1000.0);
        assert!((six.wide() - 1000.0).abs() < 0.5, "{}", six.wide());
        assert!(six.width(0) > six.width(1) && six.width(1) > six.width(2));
        let many = Plan::of(&columns(12), 1000.0);
        assert!(many.wide() > 1000.0);
        assert_eq!((many.seen(), many.name()), (1000.0, 180.0));
        let row = Rect::from_min_max([0.0, 0.0].into(), [many.wide(), 30.0].into());
        let at = At {
            plan: &many,
            origin: -300.0,
            moved: 300.0,
        };
        assert_eq!(at.number(row).left(), 0.0);
        assert_eq!(at.cell(0, row).left(), NUMBER + GAP, "the names stay");
        assert_eq!(at.end(row).right(), 1000.0, "and the end of the row");
        assert!(at.cell(1, row).left() < at.sight().0, "the others go below them");
    }
}
