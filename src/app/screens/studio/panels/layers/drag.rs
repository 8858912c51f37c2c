//! Dragging elements to another place in the order, or into a group.

use egui::{CursorIcon, Id, Key, Rect, Stroke, StrokeKind, Ui, Vec2};

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::Command;
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::theme::{self, Type, space};
use super::super::super::super::super::widgets::NameLabel;
use super::{INDENT, Line};
use crate::model::{ElementContent, Spot};
use crate::studio::called_in;

/// Where what is dragged would go.
struct Target {
    spot: Spot,
    /// Where this is shown: a line between two, or around a group.
    shown: Shown,
}

enum Shown {
    Between(f32, f32),
    Into(Rect),
}

/// Follows the hand after the lines were drawn.
pub(super) fn show(ui: &Ui, view: &mut View<'_>, open: &Open, lines: &[Line<'_>], rects: &[Rect]) {
    let held_id = Id::unique("dragged layers");
    let started = lines.iter().find(|line| {
        let id = Id::unique("layer").with(&line.element.name);
        ui.ctx().is_being_dragged(id)
    });
    let held: Option<Vec<String>> = ui.data(|data| data.get_temp(held_id));
    if let (Some(line), None) = (started, &held) {
        let selection = open.editor.selection();
        let name = line.element.name.clone();
        let names = if selection.contains(&name) {
            selection.to_vec()
        } else {
            vec![name]
        };
        ui.data_mut(|data| data.insert_temp(held_id, names));
    }
    let Some(names) = held else { return };
    let released = ui.input(|input| input.pointer.any_released());
    let escaped = ui.input(|input| input.key_pressed(Key::Escape));
    if released || escaped || started.is_none() {
        ui.data_mut(|data| data.remove::<Vec<String>>(held_id));
    }
    let Some(at) = ui.input(|input| input.pointer.latest_pos()).filter(|_| !escaped) else {
        return;
    };
    let Some(target) = target(open, lines, rects, at, &names) else {
        ui.set_cursor_icon(CursorIcon::NoDrop);
        return;
    };
    if released {
        view.send(Command::Put(names, target.spot));
        return;
    }
    paint(ui, open, &target, rects, at, &names);
}

fn paint(ui: &Ui, open: &Open, target: &Target, rects: &[Rect], at: egui::Pos2, names: &[String]) {
    let theme = theme::of(ui);
    ui.set_cursor_icon(CursorIcon::Grabbing);
    let stroke = Stroke::new(2.0, theme.select);
    match target.shown {
        Shown::Between(left, y) => {
            let right = rects.first().map_or(left, |rect| rect.right() - space::S);
            ui.painter().hline(left..=right, y, stroke);
            ui.painter()
                .circle(egui::Pos2::new(left, y), 3.0, theme.surface, stroke);
        }
        Shown::Into(rect) => {
            let rect = rect.shrink2(Vec2::new(space::XS, 0.0));
            ui.painter().rect_stroke(rect, 4, stroke, StrokeKind::Inside);
        }
    }
    let text = match names {
        [only] => called_in(open.editor.design(), only),
        several => format!("{} elements", several.len()),
    };
    let galley = NameLabel::new(&text).kind(Type::Small).galley(ui, 160.0);
    let place = Rect::from_min_size(at + Vec2::new(12.0, 4.0), galley.size()).expand2(Vec2::new(space::S, 2.0));
    let layer = egui::LayerId::new(egui::Order::Tooltip, Id::unique("dragged layers shown"));
    let painter = ui.ctx().layer_painter(layer);
    painter.rect(
        place,
        4,
        theme.surface,
        Stroke::new(1.0, theme.line_strong),
        StrokeKind::Inside,
    );
    painter.galley(place.min + Vec2::new(space::S, 2.0), galley, theme.text);
}

/// Where the pointer would put them: between two lines, or into a group in whose middle it is.
fn target(open: &Open, lines: &[Line<'_>], rects: &[Rect], at: egui::Pos2, names: &[String]) -> Option<Target> {
    let over = rects
        .iter()
        .position(|rect| at.y < rect.bottom())
        .unwrap_or(rects.len().checked_sub(1)?);
    let (line, rect) = (lines.get(over)?, rects.get(over)?);
    let part = ((at.y - rect.top()) / rect.height()).clamp(0.0, 1.0);
    let is_group = matches!(line.element.content, ElementContent::Group(_));
    let page = open.editor.page();
    let (parent, index, shown) = if is_group && (0.25..0.75).contains(&part) {
        let count = line.element.children().len();
        (Some(line.element.name.clone()), count, Shown::Into(*rect))
    } else {
        let is_below = part >= 0.5;
        let y = if is_below { rect.bottom() } else { rect.top() };
        let left = rect.left() + space::M + INDENT * line.depth as f32;
        // The list goes from the front to the back: above is one more.
        let index = line.index + usize::from(!is_below);
        (line.parent.map(str::to_owned), index, Shown::Between(left, y))
    };
    if let Some(parent) = &parent
        && is_within(open, parent, names)
    {
        return None;
    }
    // The place is counted without those that are moved.
    let list = open.editor.design().list(page, parent.as_deref())?;
    let before = list
        .iter()
        .take(index)
        .filter(|element| names.contains(&element.name))
        .count();
    let spot = Spot {
        page,
        parent,
        index: index - before,
    };
    Some(Target { spot, shown })
}

/// Whether a group is one of these or in one of them.
fn is_within(open: &Open, group: &str, names: &[String]) -> bool {
    let around = open
        .editor
        .design()
        .locate(group)
        .map(|located| located.groups)
        .unwrap_or_default();
    names.iter().any(|name| name == group || around.contains(name))
}
