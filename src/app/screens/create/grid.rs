//! The table of rows: only what is in sight is drawn, cells are edited in their places.

use std::borrow::Cow;

use egui::{
    Align2, CornerRadius, CursorIcon, Event, EventFilter, Id, Key, Layout, Rangef, Rect, Response, Role, ScrollArea,
    Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
};

use crate::diag::Severity;

use super::super::super::View;
use super::super::super::command::create::Command;
use super::super::super::state::create::rows::worst_of;
use super::super::super::state::create::{Import, NARROWEST};
use super::super::super::theme::{self, Theme, Type, size, space};
use super::super::super::widgets::{
    NameLabel, Sentence, arrow_step, count as thin, first_thing, focus_ring, icons, within,
};
use super::decide;
use super::picture::{self, Shown};
use super::typing::{self, End};

/// The column of the numbers.
const NUMBERS: f32 = 64.0;
const HEADER: f32 = 46.0;

/// Columns that are wider give way to the others, in points.
const ENOUGH: f32 = 160.0;

/// A text is typed into at least so much room, in points.
const ROOM_TO_TYPE: f32 = 180.0;

/// So much of a text says something, in points.
const TOLD: f32 = 48.0;
/// How strong the bar below the columns is while nobody points at it.
const BAR: f32 = 0.5;

/// Where the columns stand.
struct Columns {
    /// The left edge of each, and the right edge of the last, from the left of the table.
    edges: Vec<f32>,
}

impl Columns {
    fn of(import: &Import, room: f32) -> Columns {
        let wanted: f32 = import.columns.iter().map(|column| column.width).sum();
        let first = NUMBERS + decide::width(import);
        // Few columns share the room, so that the table fills its frame.
        let stretch = match import.sized {
            true => 1.0,
            false => ((room - first) / wanted.max(1.0)).clamp(1.0, 1.8),
        };
        // Where they do not quite fit, the widest give what is missing.
        let spare = |width: f32| (width - ENOUGH).max(0.0);
        let spared: f32 = import.columns.iter().map(|column| spare(column.width)).sum();
        let missing = wanted - (room - first);
        let give = match !import.sized && missing > 0.0 && missing <= spared {
            true => missing / spared,
            false => 0.0,
        };
        let mut edges = vec![first];
        for column in &import.columns {
            let last = edges.last().copied().unwrap_or(NUMBERS);
            edges.push(last + column.width * stretch - spare(column.width) * give);
        }
        Columns { edges }
    }

    fn width(&self) -> f32 {
        self.edges.last().copied().unwrap_or(NUMBERS)
    }

    fn span(&self, column: usize) -> Option<(f32, f32)> {
        Some((*self.edges.get(column)?, *self.edges.get(column + 1)?))
    }
}

/// How high a table is that shows so many rows.
pub(super) fn height(rows: usize) -> f32 {
    HEADER + size::ROW * rows as f32
}

/// What has the keys where the table has them.
pub(super) fn focus_id() -> Id {
    Id::unique("rows of the import")
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let columns = Columns::of(import, ui.available_width());
    let count = view.state.create.rows.count(&import.table);
    let focus = focus_id();
    let whole = ui.available_rect_before_wrap();
    let rows = &view.state.create.rows;
    let of_field = rows.typing.is_some().then_some(rows.cursor).flatten();
    let has_focus = ui.memory(|memory| {
        let field = of_field.is_some_and(|(row, column)| memory.has_focus(typing::field_id(row, column)));
        field || memory.has_focus(focus)
    });
    typing::join(ui, of_field.is_some(), has_focus);
    if of_field.is_some() && has_focus {
        typing::hold_tab(ui);
    }
    // Before the table is drawn, at which a Tab that ends a cell would go on to what stands behind it.
    keys(ui, view, import, focus);
    let area = ui.interact(whole, focus, Sense::click());
    area.widget_info(|| WidgetInfo::labeled(Role::Table, true, name_of(count, import.table.len())));
    ui.ctx().accesskit_node_builder(focus, |node| {
        node.set_row_count(count);
        node.set_column_count(import.columns.len());
    });
    first_thing(ui, &area);
    if area.clicked() || is_new(ui, "keys of the rows", view.state.create.rows.focus) {
        area.request_focus();
    }
    if view.state.create.rows.cursor.is_none() {
        focus_ring(ui, &area, size::CORNER_CARD);
    }
    if columns.width() > whole.width() {
        // There is more at the right.
        ui.spacing_mut().scroll.dormant_handle_opacity = BAR;
    }
    ScrollArea::both()
        .id_salt(("rows", import.table.sheet().hash))
        .auto_shrink(false)
        .show_viewport(ui, |ui, viewport| {
            let height = HEADER + size::ROW * count as f32;
            let (_, rect) = ui.allocate_space(Vec2::new(columns.width(), height));
            let first = ((viewport.top() / size::ROW).floor().max(0.0) as usize).min(count);
            let last = (((viewport.bottom() - HEADER) / size::ROW).ceil().max(0.0) as usize).min(count);
            let drawn = Drawn {
                import,
                columns: &columns,
                origin: rect.min,
                clip: ui.clip_rect(),
                focus,
            };
            for place in first..last {
                if let Some(row) = view.state.create.rows.row(place) {
                    drawn.row_ui(ui, view, place, row);
                }
            }
            drawn.reveal(ui, view);
            drawn.header_ui(ui);
            drawn.edges_ui(ui, view);
        });
    if count == 0 {
        let at = whole.center();
        let text = "No row is like that";
        let theme = theme::of(ui);
        ui.painter()
            .text(at, Align2::CENTER_CENTER, text, Type::Body.font(), theme.muted);
    }
}

/// Whether a count is another one than when it was looked at last.
pub(super) fn is_new(ui: &Ui, what: &str, count: u64) -> bool {
    let id = Id::unique(what);
    let seen = ui.data(|data| data.get_temp::<u64>(id)).unwrap_or_default();
    ui.data_mut(|data| data.insert_temp(id, count));
    seen != count
}

/// What the table is called: how many rows it shows, and of how many.
fn name_of(shown: usize, all: usize) -> String {
    match shown == all {
        true => format!("Rows, {}", thin(all as u64)),
        false => format!("Rows, {} of {}", thin(shown as u64), thin(all as u64)),
    }
}

/// What the keys do while the table has the focus.
fn keys(ui: &Ui, view: &mut View<'_>, import: &Import, focus: Id) {
    let rows = &view.state.create.rows;
    if rows.typing.is_some() || !ui.memory(|memory| memory.has_focus(focus)) {
        return;
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focus, filter));
    let at = rows.cursor.unwrap_or_else(|| (rows.row(0).unwrap_or_default(), 0));
    let mut events = ui.input(|input| input.events.clone()).into_iter();
    let mut cursor = Cursor { view, import, at };
    while let Some(event) = events.next() {
        match cursor.event(&event) {
            Next::Go => {}
            Next::Type => {
                // An event that opens the cell by itself is not typed into it.
                let first = typing::begins(&event).then_some(event);
                typing::wait(ui, first.into_iter().chain(events).collect(), true);
                return;
            }
        }
    }
}

/// What follows from an event over the table.
enum Next {
    Go,
    /// A cell was opened; what comes now belongs into it.
    Type,
}

/// The cell that the keys are at, as the commands of this frame will have moved it.
struct Cursor<'a, 'v> {
    view: &'a mut View<'v>,
    import: &'a Import,
    at: (usize, usize),
}

impl Cursor<'_, '_> {
    fn event(&mut self, event: &Event) -> Next {
        let import = self.import;
        let page = 12;
        let (row, column) = self.at;
        let last = import.table.sheet().columns.len().saturating_sub(1);
        let has_cursor = self.view.state.create.rows.cursor.is_some();
        let can_type = !import.table.is_left_out(row);
        let (down, right) = match event {
            event if typing::begins(event) && has_cursor && can_type => {
                self.view.out.send(Command::StartTyping(Some(String::new())));
                return Next::Type;
            }
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } if !modifiers.command && !modifiers.alt => match key {
                Key::ArrowDown => (1, 0),
                Key::ArrowUp => (-1, 0),
                Key::ArrowRight => (0, 1),
                Key::ArrowLeft => (0, -1),
                Key::PageDown => (page, 0),
                Key::PageUp => (-page, 0),
                Key::Home => (0, -(column as isize)),
                Key::End => (0, last as isize),
                Key::Enter | Key::F2 if can_type => {
                    self.view.out.send(Command::StartTyping(None));
                    return Next::Type;
                }
                Key::Delete | Key::Backspace => {
                    self.view.out.send(Command::StartTyping(Some(String::new())));
                    self.view.out.send(Command::CommitCell { down: 0, right: 0 });
                    return Next::Go;
                }
                _ => return Next::Go,
            },
            _ => return Next::Go,
        };
        let rows = &self.view.state.create.rows;
        let end = rows.count(&import.table).saturating_sub(1);
        let place = rows.place(row).unwrap_or_default().saturating_add_signed(down).min(end);
        let row = rows.row(place).unwrap_or(row);
        let column = column.saturating_add_signed(right).min(last);
        self.at = (row, column);
        self.view.out.send(Command::Select(row, column));
        Next::Go
    }
}

struct Drawn<'a> {
    import: &'a Import,
    columns: &'a Columns,
    origin: egui::Pos2,
    clip: Rect,
    focus: Id,
}

/// The colours of what is wrong.
fn tone(theme: &Theme, severity: Severity) -> (egui::Color32, egui::Color32) {
    match severity {
        Severity::Error => (theme.error_soft, theme.error),
        Severity::Warning => (theme.warn_soft, theme.warn),
        Severity::Note => (theme.sunken, theme.muted),
    }
}

impl Drawn<'_> {
    fn cell_rect(&self, place: usize, column: usize) -> Option<Rect> {
        let (left, right) = self.columns.span(column)?;
        let top = self.origin.y + HEADER + size::ROW * place as f32;
        let min = [self.origin.x + left, top];
        Some(Rect::from_min_size(min.into(), Vec2::new(right - left, size::ROW)))
    }

    fn row_ui(&self, ui: &mut Ui, view: &mut View<'_>, place: usize, row: usize) {
        let table = &self.import.table;
        let mut typed_at = None;
        for column in 0..self.import.columns.len() {
            let Some(rect) = self.cell_rect(place, column) else {
                continue;
            };
            if !rect.intersects(self.clip) {
                continue;
            }
            let typing =
                view.state.create.rows.cursor == Some((row, column)) && view.state.create.rows.typing.is_some();
            if typing {
                typed_at = Some((column, rect));
            } else {
                let id = self.cell_ui(ui, view, row, column, rect);
                ui.ctx().accesskit_node_builder(id, |node| {
                    node.set_row_index(place);
                    node.set_column_index(column);
                });
            }
        }
        // Over its neighbours, which are narrower than what may be typed.
        if let Some((column, rect)) = typed_at {
            self.typing_ui(ui, view, row, column, rect);
        }
        let theme = theme::of(ui);
        let top = self.origin.y + HEADER + size::ROW * place as f32;
        let line = Stroke::new(1.0, theme.line);
        ui.painter().hline(self.clip.x_range(), top + size::ROW - 0.5, line);
        let decided = decide::width(self.import);
        if decided > 0.0 {
            let min = [self.origin.x + NUMBERS, top];
            let rect = Rect::from_min_size(min.into(), Vec2::new(decided, size::ROW - 1.0));
            decide::cell_ui(ui, view, self.import, row, rect);
        }
        // The number stays in sight while the columns are moved.
        let number = Rect::from_min_size([self.clip.left(), top].into(), Vec2::new(NUMBERS, size::ROW - 1.0));
        ui.painter().rect_filled(number, 0, theme.surface);
        let text = self.import.number(row).to_string();
        let at = [number.right() - space::M, number.center().y];
        ui.painter()
            .text(at.into(), Align2::RIGHT_CENTER, text, Type::Caption.font(), theme.faint);
        let mark = [number.left() + space::L, number.center().y].into();
        if table.is_left_out(row) {
            icons::BLOCKED.paint(ui.painter(), mark, 15.0, theme.faint);
        } else if let Some(severity) = table.worst(row).filter(|severity| *severity > Severity::Note) {
            let icon = if severity == Severity::Error {
                icons::ERROR
            } else {
                icons::WARNING
            };
            icon.paint(ui.painter(), mark, 15.0, tone(theme, severity).1);
        }
    }

    fn cell_ui(&self, ui: &mut Ui, view: &mut View<'_>, row: usize, column: usize, rect: Rect) -> Id {
        let theme = theme::of(ui);
        let table = &self.import.table;
        let waiting = view.state.create.rows.waiting_in(row, column).map(str::to_owned);
        let text = waiting.map_or_else(|| table.cell(row, column).text(), Cow::Owned);
        let left_out = table.is_left_out(row);
        let used = self.import.choice(column).is_some();
        let worst = table.worst_in(row, column);
        let response = ui.interact(rect, Id::unique(("cell", row, column)), Sense::CLICK);
        response.widget_info(|| {
            let number = self.import.number(row);
            let name = self
                .import
                .columns
                .get(column)
                .map_or("", |column| column.name.as_str());
            WidgetInfo::labeled(
                Role::Cell,
                true,
                format!("{name}, {} {number}: {text}", self.import.row_word().to_lowercase()),
            )
        });
        if let Some(severity) = worst.filter(|_| !left_out) {
            let (ground, ink) = tone(theme, severity);
            if severity > Severity::Note {
                ui.painter().rect_filled(rect.shrink2(Vec2::new(0.0, 0.5)), 0, ground);
            }
            let corner = rect.right_top();
            let triangle = vec![corner, corner + Vec2::new(-7.0, 0.0), corner + Vec2::new(0.0, 7.0)];
            ui.painter().add(Shape::convex_polygon(triangle, ink, Stroke::NONE));
        }
        let color = match (left_out, used) {
            (true, _) | (_, false) => theme.faint,
            (false, true) => theme.text,
        };
        let room = self.room(rect.left() + space::M, rect.right() - space::M);
        let galley = NameLabel::new(&text).color(color).galley(ui, room);
        let at = egui::pos2(rect.left() + space::M, rect.center().y - galley.size().y / 2.0);
        let end = at.x + galley.size().x;
        ui.painter()
            .with_clip_rect(rect.intersect(self.clip))
            .galley(at, galley, color);
        if left_out && !text.is_empty() {
            ui.painter()
                .hline(at.x..=end, rect.center().y, Stroke::new(1.0, theme.faint));
        }
        if table.original(row, column).is_some() {
            // What was corrected can be told from what was read.
            let dot = rect.left_center() + Vec2::new(5.0, 0.0);
            ui.painter().circle_filled(dot, 2.5, theme.accent);
        }
        if view.state.create.rows.cursor == Some((row, column)) {
            let has_focus = ui.memory(|memory| memory.has_focus(self.focus));
            let color = if has_focus { theme.select } else { theme.line_strong };
            let stroke = Stroke::new(size::FOCUS, color);
            ui.painter()
                .rect_stroke(rect.shrink(1.0), CornerRadius::same(3), stroke, StrokeKind::Inside);
        }
        if response.double_clicked() {
            view.out.send(Command::Select(row, column));
            view.out.send(Command::StartTyping(None));
            ui.memory_mut(|memory| memory.request_focus(self.focus));
        } else if response.clicked() {
            view.out.send(Command::Select(row, column));
            ui.memory_mut(|memory| memory.request_focus(self.focus));
        }
        let id = response.id;
        let read = self.import.date_read(row, column);
        let original = table.original(row, column);
        if worst.is_some() || read.is_some() || original.is_some() {
            // The words are made when they are looked at.
            response.on_hover_ui(|ui| {
                if let Some(finding) = worst.and_then(|_| worst_of(table, row, column)) {
                    let problem = &finding.problem;
                    ui.add(Sentence::new(self.import.message(&problem.code, &problem.message)));
                }
                if let Some(read) = &read {
                    ui.label(format!("Read as {read}"));
                }
                if let Some(original) = original.filter(|_| worst.is_none()) {
                    ui.add(Sentence::new(format!("In the file: {}", original.text())));
                }
            });
        }
        id
    }

    /// How wide a text may be that begins in a column: what goes out of sight at the right is cut with a sign of it. Where
    /// next to nothing is in sight, that sign would be all there is: the edge cuts the letters.
    fn room(&self, left: f32, right: f32) -> f32 {
        let seen = self.clip.right() - space::XS - left;
        let all = right - left;
        let room = if seen < TOLD { all } else { all.min(seen) };
        room.max(0.0)
    }

    /// The field in the place of the cell.
    fn typing_ui(&self, ui: &mut Ui, view: &mut View<'_>, row: usize, column: usize, rect: Rect) {
        let text = view.state.create.rows.typing.clone().unwrap_or_default();
        let choices = self.import.values(column);
        // What is chosen from a list fits into its column; what is typed may be longer.
        let least = if choices.is_empty() { ROOM_TO_TYPE } else { 0.0 };
        let sight = Rangef::new(self.clip.left() + NUMBERS, self.clip.right());
        let wide = typing::field_rect(rect, least, sight);
        ui.painter().rect_filled(wide, 0, theme::of(ui).surface);
        let builder = UiBuilder::new()
            .max_rect(wide.shrink(2.0))
            .layout(Layout::top_down(egui::Align::Min))
            .id_salt("typing");
        let id = typing::field_id(row, column);
        if ui.memory(|memory| memory.has_focus(self.focus)) {
            typing::open(ui, id, &text);
        }
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        let end = typing::take_end(ui);
        let cell = (row, column);
        let Shown { field, typed, browse } =
            within(ui, builder, |ui| picture::cell_ui(ui, self.import, cell, id, &text));
        if let Some(typed) = typed {
            view.out.send(Command::TypeCell(typed));
        }
        if browse.as_ref().is_some_and(Response::clicked) {
            view.out.send(Command::LeaveCell);
            view.out.send(Command::BrowsePicture { row, column });
            ui.memory_mut(|memory| memory.request_focus(self.focus));
            return;
        }
        // Whoever presses the button at its end does not leave the cell.
        let is_pressed = browse.is_some_and(|browse| browse.is_pointer_button_down_on());
        let offers = has_focus && !choices.is_empty();
        if let Some(step) = offers.then(|| arrow_step(ui)).flatten() {
            let place = typing::stepped(choices, &text, step);
            view.out.send(Command::TypeCell(place.to_owned()));
        }
        if let Some(chosen) = typing::choices_ui(ui, id, wide, choices, &text) {
            view.out.send(Command::TypeCell(chosen.to_owned()));
            view.out.send(Command::CommitCell { down: 0, right: 0 });
            ui.memory_mut(|memory| memory.request_focus(self.focus));
            return;
        }
        let command = match end {
            Some(End::Leave) => Command::LeaveCell,
            Some(End::Commit { down, right }) => Command::CommitCell { down, right },
            None if field.lost_focus() && !is_pressed => Command::CommitCell { down: 0, right: 0 },
            None => {
                if !has_focus && !field.has_focus() && !is_pressed {
                    typing::open(ui, id, &text);
                }
                return;
            }
        };
        view.out.send(command);
        ui.memory_mut(|memory| memory.request_focus(self.focus));
    }

    /// Brings the cell that was gone to into sight.
    fn reveal(&self, ui: &Ui, view: &View<'_>) {
        let rows = &view.state.create.rows;
        if !is_new(ui, "revealed row", rows.reveal) {
            return;
        }
        let Some((row, column)) = rows.cursor else { return };
        if let Some(rect) = rows.place(row).and_then(|place| self.cell_rect(place, column)) {
            // The header and the numbers lie over the table.
            let min = rect.min - Vec2::new(NUMBERS, HEADER);
            ui.scroll_to_rect(Rect::from_min_max(min, rect.max + Vec2::splat(space::S)), None);
        }
    }

    /// The edges of the columns in the header, by which they are made wider.
    fn edges_ui(&self, ui: &Ui, view: &mut View<'_>) {
        let theme = theme::of(ui);
        for (column, edge) in self.columns.edges.iter().skip(1).enumerate() {
            let x = self.origin.x + edge;
            let top = self.clip.top();
            let rect = Rect::from_x_y_ranges(x - 4.0..=x + 4.0, top..=top + HEADER);
            let response = ui.interact(rect, Id::unique(("edge of a column", column)), Sense::DRAG);
            response.widget_info(|| {
                let name = self.import.columns.get(column).map_or("", |about| about.name.as_str());
                WidgetInfo::labeled(Role::Splitter, true, format!("Width of {name}"))
            });
            let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal);
            if response.hovered() || response.dragged() {
                let stroke = Stroke::new(size::FOCUS, theme.select);
                ui.painter().vline(x, rect.y_range(), stroke);
            }
            if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
                let edges = &self.columns.edges;
                let mut widths: Vec<f32> = edges.iter().zip(edges.iter().skip(1)).map(|(a, b)| b - a).collect();
                if let (Some(width), Some((left, _))) = (widths.get_mut(column), self.columns.span(column)) {
                    *width = (pointer.x - self.origin.x - left).max(NARROWEST);
                    view.out.send(Command::SizeColumns(widths));
                }
            }
        }
    }

    fn header_ui(&self, ui: &Ui) {
        let theme = theme::of(ui);
        let bar = Rect::from_min_size(self.clip.min, Vec2::new(self.clip.width(), HEADER));
        let corner = CornerRadius {
            nw: size::CORNER_CARD,
            ne: size::CORNER_CARD,
            sw: 0,
            se: 0,
        };
        ui.painter().rect_filled(bar, corner, theme.bg);
        ui.painter()
            .hline(bar.x_range(), bar.bottom(), Stroke::new(1.0, theme.line));
        for (column, about) in self.import.columns.iter().enumerate() {
            let Some((left, right)) = self.columns.span(column) else {
                continue;
            };
            let rect = Rect::from_min_max(
                [self.origin.x + left + space::M, bar.top()].into(),
                [self.origin.x + right - space::S, bar.bottom()].into(),
            );
            let choice = self.import.choice(column).and_then(|at| self.import.fields.get(at));
            let (field, color) = match choice {
                Some(choice) => (choice.label.as_str(), theme.muted),
                None => ("not used", theme.faint),
            };
            let painter = ui.painter().with_clip_rect(rect.intersect(bar));
            let room = self.room(rect.left(), rect.right());
            let name = NameLabel::new(&about.name).kind(Type::Strong).color(theme.text);
            let galley = name.galley(ui, room);
            painter.galley([rect.left(), bar.top() + 2.0].into(), galley, theme.text);
            let galley = NameLabel::new(field).kind(Type::Caption).color(color).galley(ui, room);
            painter.galley([rect.left(), bar.top() + 22.0].into(), galley, color);
        }
        if decide::width(self.import) > 0.0 {
            let at = [self.origin.x + NUMBERS + space::M, bar.center().y];
            let font = Type::Strong.font();
            let align = Align2::LEFT_CENTER;
            ui.painter().text(at.into(), align, decide::HEADING, font, theme.text);
        }
        let corner = Rect::from_min_size(bar.min, Vec2::new(NUMBERS, HEADER - 1.0));
        ui.painter().rect_filled(corner, 0, theme.bg);
        let at = [corner.right() - space::M, corner.center().y];
        ui.painter().text(
            at.into(),
            Align2::RIGHT_CENTER,
            self.import.row_word(),
            Type::Caption.font(),
            theme.faint,
        );
    }
}
