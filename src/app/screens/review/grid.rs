//! The contact sheet: a virtual grid of thumbnails with selection by click, by keys and by rubber band.

use egui::containers::scroll_area::{DragScroll, ScrollSource};
use egui::{
    CornerRadius, EventFilter, Id, Key, Pos2, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo,
};

use crate::model::CredentialId;

use super::super::super::View;
use super::super::super::command::review::{Command, Pick};
use super::super::super::route::{Route, Scope};
use super::super::super::state::review::{Item, Review};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    NameLabel, Tone, counted, first_thing, focus_ring, held_keys, picture, set_of, shows_focus,
};
use super::{main_face, need_look, subject_of};

/// Height over width of the room for a picture: a page lying on its side.
const SHAPE: f32 = 0.72;
const GAP: f32 = 20.0;
/// Room for the name and the number.
const CAPTION: f32 = 48.0;
/// Points a frame that the sheet moves while the band is drawn beyond its edge.
const PULL: f32 = 14.0;

/// Where the cells are, in points from the corner of the sheet.
struct Cells {
    columns: usize,
    cell: Vec2,
    count: usize,
}

impl Cells {
    fn new(width: f32, thumb: f32, count: usize) -> Cells {
        let columns = (((width + GAP) / (thumb + GAP)).floor() as usize).max(1);
        let wide = ((width - GAP * (columns - 1) as f32) / columns as f32).max(1.0);
        Cells {
            columns,
            cell: Vec2::new(wide, (wide * SHAPE + CAPTION).round()),
            count,
        }
    }

    fn pitch(&self) -> Vec2 {
        self.cell + Vec2::splat(GAP)
    }

    fn height(&self) -> f32 {
        self.count.div_ceil(self.columns) as f32 * self.pitch().y
    }

    fn rect(&self, place: usize) -> Rect {
        let (row, column) = (place / self.columns, place % self.columns);
        let at = Vec2::new(column as f32, row as f32) * self.pitch();
        Rect::from_min_size(at.to_pos2(), self.cell)
    }

    /// The place that a key leads to, and no further than the first and the last.
    fn gone_to(&self, place: usize, key: Key, seen: f32) -> Option<usize> {
        let page = ((seen / self.pitch().y).floor() as usize).max(1) * self.columns;
        let last = self.count.checked_sub(1)?;
        let to = match key {
            Key::ArrowRight => place + 1,
            Key::ArrowLeft => place.saturating_sub(1),
            // From the last whole row down there may be nothing right below.
            Key::ArrowDown => (place + self.columns).min(place.max(last)),
            Key::ArrowUp => place.checked_sub(self.columns).unwrap_or(place),
            Key::PageDown => place + page,
            Key::PageUp => place.checked_sub(page).unwrap_or(place % self.columns),
            Key::Home => 0,
            Key::End => last,
            _ => return None,
        };
        Some(to.min(last))
    }

    /// The places of the rows that a stretch from top to bottom touches.
    fn rows(&self, top: f32, bottom: f32) -> std::ops::Range<usize> {
        let row = |y: f32| (y / self.pitch().y).floor().max(0.0) as usize;
        (row(top) * self.columns).min(self.count)..((row(bottom) + 1) * self.columns).min(self.count)
    }

    /// The places that a rectangle touches.
    fn touched(&self, band: Rect) -> Vec<usize> {
        self.rows(band.top(), band.bottom())
            .filter(|place| self.rect(*place).intersects(band))
            .collect()
    }
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, scope: Scope) {
    let review = &view.state.review;
    let source = ScrollSource {
        drag: DragScroll::Never,
        ..ScrollSource::default()
    };
    let area = ScrollArea::vertical()
        .id_salt(("sheet", scope))
        .auto_shrink(false)
        .scroll_source(source);
    area.show_viewport(ui, |ui, seen| {
        let cells = Cells::new(
            ui.available_width() - space::S,
            view.state.choices.sheet.thumb,
            review.shown.len(),
        );
        ui.set_min_height(cells.height());
        let name = format!(
            "Contact sheet, {}",
            counted(cells.count as u64, "credential", "credentials")
        );
        set_of(ui, Role::ListBox, &name, cells.count);
        // The ring of the first row is seen whole.
        let clip = ui.clip_rect();
        ui.set_clip_rect(clip.with_min_y(clip.top() - 2.0 * size::FOCUS));
        let origin = ui.max_rect().min;
        let going = keys(ui, view, &cells, seen.height(), origin);
        let ground = Rect::from_min_size(
            origin,
            Vec2::new(ui.max_rect().width(), cells.height().max(seen.height())),
        );
        let ground = ui.interact(ground, Id::unique("ground of the sheet"), Sense::click_and_drag());
        if ground.clicked() && !review.selected.is_empty() {
            view.out.send(Command::PickNone);
        }
        // What is seen is asked for first; the rows beside it are drawn ahead.
        let inside = cells.rows(seen.top(), seen.bottom());
        let ahead = cells.rows(seen.top() - cells.pitch().y, seen.bottom() + cells.pitch().y);
        let beside = ahead.clone().filter(|place| !inside.contains(place));
        let far = going.filter(|place| !ahead.contains(place));
        for place in inside.clone().chain(beside).chain(far) {
            if let Some(item) = review.at(place) {
                let rect = cells.rect(place).translate(origin.to_vec2());
                cell_ui(ui, view, (item, place), rect, scope);
            }
        }
        band_ui(ui, view, &ground, &cells, origin);
    });
}

/// What the keys do while a credential has the focus. Returns the place that is gone to: it is drawn wherever it is, so
/// that it can take the focus, and comes into sight.
fn keys(ui: &Ui, view: &mut View<'_>, cells: &Cells, seen: f32, origin: Pos2) -> Option<usize> {
    let review = &view.state.review;
    let focused = ui.memory(egui::Memory::focused)?;
    let place: usize = ui.data(|data| data.get_temp(focused.with("place")))?;
    // Where what is shown has changed, it may be another's place by now.
    let here = review.at(place).filter(|item| id_of(item) == focused)?;
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
    let pressed = ui.input(|input| {
        let keys = [Key::ArrowRight, Key::ArrowLeft, Key::ArrowDown, Key::ArrowUp];
        let more = [Key::PageDown, Key::PageUp, Key::Home, Key::End];
        let key = keys.into_iter().chain(more).find(|key| input.key_pressed(*key));
        key.map(|key| (key, input.modifiers))
    });
    // What stays where it is, is drawn too when it was scrolled out of sight: it keeps the focus.
    let Some((key, modifiers)) = pressed.filter(|(_, modifiers)| !modifiers.command && !modifiers.alt) else {
        return Some(place);
    };
    let to = cells.gone_to(place, key, seen)?;
    let item = review.at(to)?;
    if modifiers.shift {
        if review.selected.is_empty() {
            view.out.send(Command::Pick(here.id, Pick::Toggle));
        }
        view.out.send(Command::Pick(item.id, Pick::Range));
    }
    ui.memory_mut(|memory| memory.request_focus(id_of(item)));
    ui.scroll_to_rect(cells.rect(to).translate(origin.to_vec2()), None);
    Some(to)
}

fn id_of(item: &Item) -> Id {
    Id::unique(("cell", item.id))
}

/// Draws the rubber band and selects what it touches.
fn band_ui(ui: &mut Ui, view: &mut View<'_>, ground: &Response, cells: &Cells, origin: Pos2) {
    let key = Id::unique("rubber band");
    if ground.drag_started()
        && let Some(from) = ui.input(|input| input.pointer.press_origin())
    {
        ui.data_mut(|data| data.insert_temp(key, from - origin));
        let keep = ui.input(|input| input.modifiers.command || input.modifiers.shift);
        view.out.send(Command::BeginBand(keep));
    }
    if !ground.dragged() {
        return;
    }
    let from: Option<Vec2> = ui.data(|data| data.get_temp(key));
    let (Some(from), Some(to)) = (from, ground.interact_pointer_pos()) else {
        return;
    };
    let band = Rect::from_two_pos(origin + from, to);
    let review = &view.state.review;
    let touched = cells.touched(band.translate(-origin.to_vec2()));
    let ids: Vec<CredentialId> = touched
        .iter()
        .filter_map(|place| review.at(*place))
        .map(|item| item.id)
        .collect();
    view.out.send(Command::Band(ids));
    let theme = theme::of(ui);
    let fill = theme.select.gamma_multiply(0.12);
    let stroke = Stroke::new(1.0, theme.select);
    ui.painter().rect(band, 2, fill, stroke, StrokeKind::Inside);
    let clip = ui.clip_rect();
    let beyond = (to.y - clip.bottom()).max(0.0) - (clip.top() - to.y).max(0.0);
    if beyond != 0.0 {
        ui.scroll_with_delta(Vec2::new(0.0, -beyond.signum() * PULL));
        ui.ctx().request_repaint();
    }
}

fn cell_ui(ui: &mut Ui, view: &mut View<'_>, (item, place): (&Item, usize), rect: Rect, scope: Scope) {
    let review = &view.state.review;
    let selected = review.selected.contains(&item.id);
    let id = id_of(item);
    // Enter opens and Space selects.
    let space = ui.memory(|memory| memory.has_focus(id))
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Space));
    if space {
        view.out.send(Command::Pick(item.id, Pick::Toggle));
    }
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &item.name));
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_position_in_set(place));
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id.with("place"), place));
    }
    first_thing(ui, &response);
    let theme = theme::of(ui);
    let room = Rect::from_min_size(rect.min, Vec2::new(rect.width(), rect.height() - CAPTION));
    let corner = CornerRadius::same(size::CORNER);
    let hovered = response.hovered() || shows_focus(ui, &response);
    let ground = match (selected, hovered) {
        (true, _) => theme.accent_soft,
        (false, true) => theme.line,
        (false, false) => theme.sunken,
    };
    ui.painter().rect_filled(room, corner, ground);
    let (face, aspect) = main_face(item.faces);
    let subject = subject_of(review, item, face);
    let slot = Id::unique(("thumbnail", item.id));
    picture(ui, view.previews, slot, &subject, room.shrink(10.0), aspect);
    if selected {
        let stroke = Stroke::new(size::FOCUS, theme.select);
        ui.painter().rect_stroke(room, corner, stroke, StrokeKind::Inside);
    }
    caption_ui(ui, item, rect);
    mark_ui(ui, item, room);
    let checked = check_ui(ui, item, room, selected, hovered || !review.selected.is_empty());
    focus_ring(ui, &response, size::CORNER);
    clicked(ui, view, item.id, (&response, checked), scope);
}

/// A click opens; with a selection, or on the check, it changes the selection.
fn clicked(ui: &Ui, view: &mut View<'_>, id: CredentialId, (cell, checked): (&Response, bool), scope: Scope) {
    let review: &Review = &view.state.review;
    if cell.double_clicked() {
        view.out.go(Route::ReviewOne { scope, id });
    } else if checked || cell.clicked() {
        let keys = held_keys(ui);
        if keys.shift {
            view.out.send(Command::Pick(id, Pick::Range));
        } else if checked || keys.command || !review.selected.is_empty() {
            view.out.send(Command::Pick(id, Pick::Toggle));
        } else {
            view.out.go(Route::ReviewOne { scope, id });
        }
    }
}

fn caption_ui(ui: &Ui, item: &Item, rect: Rect) {
    let theme = theme::of(ui);
    let top = rect.bottom() - CAPTION + space::XS;
    let name = NameLabel::new(&item.name).galley(ui, rect.width());
    let left = rect.left() + 2.0;
    let line = name.size().y;
    ui.painter().galley(Pos2::new(left, top), name, theme.text);
    let below = match item.correction {
        true => format!("{} · Correction", item.number),
        false => item.number.clone(),
    };
    let number = NameLabel::new(&below).kind(Type::Caption).color(theme.muted);
    let number = number.galley(ui, rect.width());
    let at = Pos2::new(left, top + line - 3.0);
    ui.painter().galley(at, number, theme.muted);
}

/// The mark of a problem at the corner of the picture.
fn mark_ui(ui: &Ui, item: &Item, room: Rect) {
    let Some((tone, icon, word)) = need_look(item) else {
        return;
    };
    let theme = theme::of(ui);
    let (ground, color) = match tone {
        Tone::Error => (theme.error_soft, theme.error),
        Tone::Warn => (theme.warn_soft, theme.warn),
        Tone::Ok => (theme.ok_soft, theme.ok),
        Tone::Accent => (theme.accent_soft, theme.accent),
        Tone::Quiet => (theme.surface, theme.muted),
    };
    let center = room.right_top() + Vec2::new(-16.0, 16.0);
    ui.painter()
        .circle(center, 11.0, ground, Stroke::new(1.0, color.gamma_multiply(0.4)));
    icon.paint(ui.painter(), center, 14.0, color);
    let rect = Rect::from_center_size(center, Vec2::splat(22.0));
    let response = ui.interact(rect, Id::unique(("mark", item.id)), Sense::hover());
    let lines: Vec<&str> = item.problems.iter().map(|problem| problem.message.as_str()).collect();
    let why = item.held.as_deref().map(|why| format!("Held: {why}"));
    let text = why.unwrap_or_else(|| {
        if lines.is_empty() {
            word.to_owned()
        } else {
            lines.join("\n")
        }
    });
    response.on_hover_text(text);
}

/// The check at the corner. Returns whether it was clicked.
fn check_ui(ui: &Ui, item: &Item, room: Rect, selected: bool, visible: bool) -> bool {
    let theme = theme::of(ui);
    let center = room.left_top() + Vec2::new(16.0, 16.0);
    let rect = Rect::from_center_size(center, Vec2::splat(size::CONTROL_DENSE));
    let response = ui.interact(rect, Id::unique(("check", item.id)), Sense::CLICK);
    response.widget_info(|| {
        let name = format!("Select {}", item.name);
        WidgetInfo::selected(Role::CheckBox, true, selected, name)
    });
    if selected {
        ui.painter().circle_filled(center, 10.0, theme.select);
        icons::CHECK.paint(ui.painter(), center, 14.0, theme.surface);
    } else if visible || response.hovered() {
        let stroke = Stroke::new(1.5, theme.line_strong);
        ui.painter().circle(center, 9.0, theme.surface, stroke);
        if response.hovered() {
            icons::CHECK.paint(ui.painter(), center, 14.0, theme.muted);
        }
    }
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_through_the_sheet_and_not_out_of_it() {
        let cells = Cells::new(1000.0, 200.0, 10);
        let seen = cells.pitch().y * 2.0;
        let to = |place, key| cells.gone_to(place, key, seen);
        assert_eq!((to(3, Key::ArrowRight), to(0, Key::ArrowLeft)), (Some(4), Some(0)));
        assert_eq!(
            (to(1, Key::ArrowDown), to(7, Key::ArrowDown), to(9, Key::ArrowDown)),
            (Some(5), Some(9), Some(9))
        );
        assert_eq!((to(5, Key::ArrowUp), to(2, Key::ArrowUp)), (Some(1), Some(2)));
        assert_eq!(
            (to(1, Key::PageDown), to(9, Key::PageUp), to(6, Key::PageUp)),
            (Some(9), Some(1), Some(2))
        );
        assert_eq!(
            (to(5, Key::Home), to(5, Key::End), to(5, Key::A)),
            (Some(0), Some(9), None)
        );
        assert_eq!(Cells::new(1000.0, 200.0, 0).gone_to(0, Key::End, seen), None);
    }

    #[test]
    fn cells_fill_the_width_and_a_band_finds_what_it_touches() {
        let cells = Cells::new(1000.0, 200.0, 10);
        assert_eq!(cells.columns, 4);
        assert!((cells.rect(3).right() - 1000.0).abs() < 0.01);
        assert_eq!(cells.rows(0.0, 10.0), 0..4);
        assert_eq!(cells.rows(0.0, 100_000.0), 0..10);
        let band = cells.rect(5).union(cells.rect(6)).shrink(1.0);
        assert_eq!(cells.touched(band), [5, 6]);
        assert!(
            cells
                .touched(Rect::from_min_size([0.0, -90.0].into(), Vec2::splat(10.0)))
                .is_empty()
        );
    }
}
