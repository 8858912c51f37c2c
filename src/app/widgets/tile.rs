//! Cards with a picture: of groups and designs, laid out in rows that wrap.

use egui::{
    Align, CornerRadius, Layout, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
};

use super::super::preview::{Previews, Subject};
use super::super::theme::{self, Type, size, space};
use super::{NameLabel, count, focus_ring, icons, picture, raised, set_of, well, within};
use crate::model::DesignPin;

/// What a card shows.
#[derive(Clone, Debug)]
pub struct Tile<'a> {
    pub title: &'a str,
    pub note: &'a str,
    /// With width over height.
    pub picture: Option<(Subject, f32)>,
    pub chosen: bool,
}

/// How much of a card is below its picture.
const BELOW: f32 = 88.0;

/// How wide the line of a chosen card is; the picture leaves room for it.
const LINE: f32 = 2.0;

/// A group as its card shows it.
#[derive(Clone, Copy, Debug)]
pub struct GroupTile<'a> {
    pub title: &'a str,
    /// How many of its credentials stand where.
    pub counts: &'a str,
    /// The design, with its width over its height.
    pub picture: Option<(DesignPin, f32)>,
}

/// Draws the card of a group: its design, its title, what is published and what waits.
pub fn group_tile(ui: &mut Ui, previews: &mut Previews, id: egui::Id, group: &GroupTile<'_>, rect: Rect) -> Response {
    let about = Tile {
        title: group.title,
        note: group.counts,
        picture: group.picture.map(|(pin, aspect)| {
            let title = group.title.to_owned();
            (Subject::Group { pin, title }, aspect)
        }),
        chosen: false,
    };
    tile(ui, previews, id, &about, rect)
}

/// Lays out so many cards of a size in rows; only those in sight are drawn, and the rows beside them, to which the keys
/// lead. `name` says what they are.
pub fn tiles(ui: &mut Ui, name: &str, number: usize, card: Vec2, mut add: impl FnMut(&mut Ui, usize, Rect)) {
    ui.scope(|ui| {
        set_of(ui, Role::List, &format!("{name}, {}", count(number as u64)), number);
        rows_ui(ui, number, card, &mut add);
    });
}

fn rows_ui(ui: &mut Ui, number: usize, card: Vec2, add: &mut dyn FnMut(&mut Ui, usize, Rect)) {
    let gap = space::L;
    let columns = (((ui.available_width() + gap) / (card.x + gap)).floor() as usize).max(1);
    let rows = number.div_ceil(columns);
    let height = (card.y + gap) * rows as f32;
    let (_, whole) = ui.allocate_space(Vec2::new(ui.available_width(), height));
    for at in 0..number {
        let step = Vec2::new((at % columns) as f32, (at / columns) as f32) * (card + Vec2::splat(gap));
        let rect = Rect::from_min_size(whole.min + step, card);
        if ui.is_rect_visible(rect.expand2(Vec2::new(0.0, card.y + gap))) {
            add(ui, at, rect);
        }
    }
}

/// Draws a card that can be clicked.
pub fn tile(ui: &mut Ui, previews: &mut Previews, id: egui::Id, tile: &Tile<'_>, rect: Rect) -> Response {
    let theme = theme::of(ui);
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, tile.chosen, tile.title));
    if tile.chosen {
        let stroke = Stroke::new(LINE, theme.accent);
        let corner = CornerRadius::same(size::CORNER_CARD);
        ui.painter()
            .rect(rect, corner, theme.surface, stroke, StrokeKind::Inside);
    } else {
        raised(ui, rect, size::CORNER_CARD, response.hovered());
    }
    let words_wide = rect.width() - 2.0 * space::M;
    let note = Type::Caption.font();
    let note = ui.painter().layout(tile.note.to_owned(), note, theme.muted, words_wide);
    let below = match note.rows.as_slice() {
        _ if tile.note.is_empty() => BELOW * 0.55,
        [] | [_] => BELOW,
        // A longer note takes from the picture.
        [first, ..] => BELOW + note.size().y - first.height(),
    };
    let top = well(ui, rect, rect.height() - below, LINE);
    match &tile.picture {
        Some((subject, aspect)) => {
            picture(ui, previews, id.with("picture"), subject, top.shrink(space::S), *aspect);
        }
        None => icons::BLOCKED.paint(ui.painter(), top.center(), 28.0, theme.line_strong),
    }
    let words = Rect::from_min_max([rect.left(), top.bottom()].into(), rect.max);
    let builder = UiBuilder::new()
        .max_rect(words.shrink2(Vec2::new(space::M, space::S)))
        .layout(Layout::top_down(Align::Min));
    within(ui, builder, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let rows = if tile.note.is_empty() { 1 } else { 2 };
        ui.add(NameLabel::new(tile.title).kind(Type::Strong).rows(rows));
        if !tile.note.is_empty() {
            ui.label(note);
        }
    });
    if tile.chosen {
        let at = rect.right_top() + Vec2::new(-18.0, 18.0);
        ui.painter().circle_filled(at, 11.0, theme.accent);
        icons::CHECK.paint(ui.painter(), at, 14.0, theme.on_accent);
    }
    focus_ring(ui, &response, size::CORNER_CARD);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
