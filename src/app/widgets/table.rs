//! Tables: virtual rows, columns whose widths are remembered, one row chosen by click.

use egui::{
    Align, Color32, CornerRadius, CursorIcon, EventFilter, Id, Key, Layout, Rect, Role, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, Vec2, WidgetInfo,
};
use egui_extras::{Column as Width, TableBuilder};

use super::super::theme::{self, Type, size, space};
use super::{counted, first_thing, is_waited_for, set_of, shows_focus};

/// Columns are never narrower, in points.
const NARROWEST: f32 = 40.0;
/// Columns of dates, states and counts keep their widths; those that are wider give way.
const WIDE: f32 = 125.0;

/// Names have so much before other columns have anything, and what gives way has so much before it goes.
const NAMES: f32 = 150.0;
const GIVEN: f32 = 100.0;

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    pub heading: &'a str,
    /// In points; the last column without one takes what is left.
    pub width: Option<f32>,
    /// The least that it gets when it takes what is left.
    pub least: f32,
    /// Whether it keeps its width where there is little room.
    pub keeps: bool,
}

impl<'a> Column<'a> {
    pub const fn new(heading: &'a str, width: f32) -> Column<'a> {
        Column {
            heading,
            width: Some(width),
            least: width,
            keeps: width < WIDE,
        }
    }

    /// Keeps its width where there is little room, however wide it is: what stands in it must not be cut.
    pub const fn whole(heading: &'a str, width: f32) -> Column<'a> {
        Column {
            keeps: true,
            ..Column::new(heading, width)
        }
    }

    /// What it needs to say something.
    fn narrowest(&self) -> f32 {
        match self.keeps {
            true => self.width.unwrap_or(self.least),
            false => self.least.min(GIVEN),
        }
    }

    /// Takes what is left, and so much at least.
    pub const fn rest(heading: &'a str, least: f32) -> Column<'a> {
        Column {
            heading,
            width: None,
            least,
            keeps: false,
        }
    }
}

/// The columns that fit into so much room: those of `leaving` go one after the other until the names have what they
/// need. Where the column that takes what is left goes, the names take it.
pub fn fitting<'a, C: Copy + PartialEq>(
    room: f32,
    mut columns: Vec<(C, Column<'a>)>,
    names: C,
    leaving: &[C],
) -> Vec<(C, Column<'a>)> {
    for cell in leaving {
        let wanted = columns.iter().map(|(cell, column)| match *cell == names {
            true => column.least.min(NAMES),
            false => column.narrowest(),
        });
        let gaps = space::M * columns.len().saturating_sub(1) as f32;
        if wanted.sum::<f32>() + gaps <= room {
            break;
        }
        columns.retain(|(other, _)| other != cell);
    }
    if columns.iter().all(|(_, column)| column.width.is_some())
        && let Some((_, column)) = columns.iter_mut().find(|(cell, _)| *cell == names)
    {
        *column = Column::rest(column.heading, NARROWEST);
    }
    columns
}

/// A table whose rows all are equally high. Only those in sight are drawn.
///
/// A row takes clicks and the keyboard's focus as one thing; what is in its cells is on top of it.
#[expect(missing_debug_implementations, reason = "the names of rows are a function")]
pub struct Table<'a> {
    pub name: &'a str,
    pub columns: &'a [Column<'a>],
    pub rows: usize,
    /// Scrolls by itself in so much height; without it the table is as high as its rows.
    pub height: Option<f32>,
    pub selected: Option<usize>,
    /// The widths that a person gave its columns; empty for their own.
    pub widths: &'a [f32],
    /// What a row is called by assistive technology.
    pub row_name: &'a dyn Fn(usize) -> String,
}

/// What happened in a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touched {
    /// The row that was clicked, and whether twice.
    pub clicked: Option<(usize, bool)>,
    /// The widths of its columns, when they were changed.
    pub widths: Option<Vec<f32>>,
}

/// How far the ring around a row stands beside its cells.
const ASIDE: f32 = 6.0;

impl Table<'_> {
    /// The width of a column where there is room for all.
    fn width(&self, at: usize, own: f32) -> f32 {
        let kept = self.widths.get(at).copied().filter(|width| width.is_finite());
        kept.map_or(own, |width| width.clamp(NARROWEST, 1200.0))
    }

    /// How much narrower the wide columns are in so much room, in steps of a twentieth.
    fn squeeze(&self, room: f32) -> f32 {
        let (mut kept, mut wanted) = (0.0, 0.0);
        for (at, column) in self.columns.iter().enumerate() {
            match column.width {
                None => kept += column.least,
                Some(own) if column.keeps => kept += self.width(at, own),
                Some(own) => wanted += self.width(at, own),
            }
        }
        let gaps = space::M * self.columns.len().saturating_sub(1) as f32;
        let factor = (room - kept - gaps) / f32::max(wanted, 1.0);
        if factor >= 1.0 {
            return 1.0;
        }
        ((factor * 20.0).floor() / 20.0).max(0.05)
    }

    /// The width of a column at first.
    fn first(&self, at: usize, own: f32, squeeze: f32) -> f32 {
        let keeps = self.columns.get(at).is_some_and(|column| column.keeps);
        let factor = if keeps { 1.0 } else { squeeze };
        (self.width(at, own) * factor).max(NARROWEST)
    }

    /// The widths that are there now, where a person has changed one.
    fn changed(&self, ui: &Ui, now: &[f32], squeeze: f32) -> Option<Vec<f32>> {
        if now.len() != self.columns.len() || ui.input(|input| input.pointer.any_down()) {
            return None;
        }
        let differs = |(at, (column, now)): (usize, (&Column<'_>, &f32))| {
            column
                .width
                .is_some_and(|own| (self.first(at, own, squeeze) - now).abs() > 1.0)
        };
        let any = self.columns.iter().zip(now).enumerate().any(differs);
        any.then(|| now.to_vec())
    }

    /// The ground of a row, below its cells. Whether it was clicked, and whether twice.
    fn row_ui(&self, ui: &mut Ui, id: Id, whole: Rect, at: usize) -> Option<bool> {
        let seen = Rect::from_x_y_ranges(whole.x_range(), ui.clip_rect().y_range());
        let rect = Rect::from_x_y_ranges(whole.x_range(), ui.max_rect().y_range());
        let mut ground = ui.new_child(UiBuilder::new().max_rect(rect));
        ground.set_clip_rect(seen.expand2(Vec2::new(space::S, 0.0)));
        let response = ground.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, (self.row_name)(at)));
        ui.ctx().accesskit_node_builder(id, |node| node.set_row_index(at));
        if ui.data(|data| data.get_temp(going_of(self.name))) == Some(at) {
            ui.data_mut(|data| data.remove::<usize>(going_of(self.name)));
            response.request_focus();
        }
        first_thing(ui, &response);
        let shows = shows_focus(ui, &response);
        let corner = CornerRadius::same(size::CORNER);
        // A little wider than its cells, so that what is drawn around them touches no letter.
        let around = rect.expand2(Vec2::new(ASIDE, -1.0));
        // The ground of the chosen row is that of all its cells.
        if (response.hovered() || shows) && self.selected != Some(at) {
            ground.painter().rect_filled(around, corner, theme::of(ui).bg);
        }
        if response.has_focus() {
            ui.data_mut(|data| data.insert_temp(held_of(self.name), at));
            self.keys(ui, id, at);
        }
        if shows {
            let stroke = Stroke::new(size::FOCUS, theme::of(ui).select);
            ground.painter().rect_stroke(around, corner, stroke, StrokeKind::Inside);
        }
        if response.gained_focus() {
            // The next row must be there to be gone to.
            ui.scroll_to_rect(rect.expand2(Vec2::new(0.0, size::ROW)), None);
        }
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        response.clicked().then(|| response.double_clicked())
    }

    /// The row that has the focus or gets it back, if it is there.
    fn held(&self, ui: &Ui, id: Id) -> Option<usize> {
        let held: usize = ui.data(|data| data.get_temp(held_of(self.name)))?;
        let id = id.with(held);
        let is_held = ui.memory(|memory| memory.has_focus(id)) || is_waited_for(ui.ctx(), id);
        (is_held && held < self.rows).then_some(held)
    }

    /// A row that was scrolled out of sight: it keeps the focus, the keys go on from it, and it comes into sight when it
    /// gets the focus. `drawn` is a row that is in sight, with its top. Whether it was clicked, by Enter.
    fn held_ui(&self, ui: &mut Ui, id: Id, whole: Rect, at: usize, drawn: (usize, f32)) -> bool {
        let top = drawn.1 + (at as f32 - drawn.0 as f32) * size::ROW;
        let rect = Rect::from_min_size([whole.left(), top].into(), Vec2::new(whole.width(), size::ROW));
        let mut ground = ui.new_child(UiBuilder::new().max_rect(rect));
        // Whatever lies at its place now, the mouse does not find it.
        ground.set_clip_rect(Rect::NOTHING);
        let response = ground.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, (self.row_name)(at)));
        ui.ctx().accesskit_node_builder(id, |node| node.set_row_index(at));
        if response.has_focus() {
            self.keys(ui, id, at);
        }
        if response.gained_focus() {
            self.go_to(ui, at);
        }
        response.clicked()
    }

    /// What the keys do while a row has the focus: the row that is gone to takes it as soon as it is there.
    fn keys(&self, ui: &Ui, id: Id, at: usize) {
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let page = self.height.map_or(1, |height| (height / size::ROW) as usize).max(1);
        let last = self.rows.saturating_sub(1);
        let to = ui.input(|input| {
            let pressed = |key| input.key_pressed(key) && !input.modifiers.any();
            [
                (Key::ArrowDown, at + 1),
                (Key::ArrowUp, at.saturating_sub(1)),
                (Key::PageDown, at + page),
                (Key::PageUp, at.saturating_sub(page)),
                (Key::Home, 0),
                (Key::End, last),
            ]
            .into_iter()
            .find_map(|(key, to)| pressed(key).then_some(to.min(last)))
        });
        if let Some(to) = to.filter(|to| *to != at) {
            self.go_to(ui, to);
        }
    }

    /// Scrolls to a row, which then takes the focus.
    fn go_to(&self, ui: &Ui, at: usize) {
        ui.data_mut(|data| data.insert_temp(going_of(self.name), at));
        ui.ctx().request_repaint();
    }

    /// Draws the table; `cell` draws one cell.
    pub fn show(self, ui: &mut Ui, mut cell: impl FnMut(&mut Ui, usize, usize)) -> Touched {
        let theme = theme::of(ui);
        let mut clicked = None;
        let mut now = Vec::new();
        let (whole, id) = (ui.available_rect_before_wrap(), Id::unique(("table", self.name)));
        let squeeze = self.squeeze(whole.width());
        let own: f32 = self.columns.iter().filter_map(|column| column.width).sum();
        let held = self.held(ui, id);
        // The last row that was drawn, with its top.
        let mut drawn = None;
        let going: Option<usize> = ui.data(|data| data.get_temp(going_of(self.name)));
        let name = format!("Table, {}", counted(self.rows as u64, "row", "rows"));
        ui.scope(|ui| {
            set_of(ui, Role::Table, &name, self.rows);
            ui.spacing_mut().item_spacing = [space::M, 0.0].into();
            let visuals = ui.visuals_mut();
            // Between columns there is room, and a line only where a width is changed.
            visuals.widgets.noninteractive.bg_stroke = Stroke::NONE;
            visuals.widgets.hovered.weak_bg_fill = theme.bg;
            visuals.widgets.hovered.bg_fill = theme.bg;
            visuals.selection.bg_fill = theme.accent_soft;
            let mut builder = TableBuilder::new(ui)
                // In a narrower window, or with longer numbers, it is another table, whose columns have other widths.
                .id_salt((self.name, (squeeze * 20.0) as u32, own as u32))
                .cell_layout(Layout::left_to_right(Align::Center))
                .auto_shrink([false, true]);
            if let Some(to) = going {
                builder = builder.scroll_to_row(to, None).animate_scrolling(false);
            }
            builder = match self.height {
                Some(height) => builder.min_scrolled_height(height).max_scroll_height(height),
                None => builder.vscroll(false),
            };
            for (at, column) in self.columns.iter().enumerate() {
                builder = builder.column(match column.width {
                    Some(width) => Width::initial(self.first(at, width, squeeze))
                        .at_least(NARROWEST)
                        .clip(true)
                        .resizable(true),
                    None => Width::remainder().at_least(column.least).clip(true),
                });
            }
            let header = builder.header(size::CONTROL, |mut row| {
                for column in self.columns {
                    row.col(|ui| {
                        let text = Type::Caption.text(column.heading).color(theme.muted);
                        ui.label(text);
                    });
                }
            });
            header.body(|body| {
                now = body.widths().to_vec();
                body.rows(size::ROW, self.rows, |mut row| {
                    let at = row.index();
                    row.set_selected(self.selected == Some(at));
                    row.set_hovered(false);
                    for column in 0..self.columns.len() {
                        row.col(|ui| {
                            if column == 0 {
                                let here = (at, ui.max_rect().top());
                                // In the order of the rows, in which Tab goes.
                                if let Some(held) = held.filter(|held| drawn.is_none() && *held < at)
                                    && self.held_ui(ui, id.with(held), whole, held, here)
                                {
                                    clicked = Some((held, false));
                                }
                                if let Some(twice) = self.row_ui(ui, id.with(at), whole, at) {
                                    clicked = Some((at, twice));
                                }
                                drawn = Some(here);
                            }
                            line_above(ui, theme.line, [column == 0, column + 1 == self.columns.len()]);
                            cell(ui, at, column);
                        });
                    }
                });
            });
            if let (Some(held), Some(last)) = (held, drawn)
                && held > last.0
                && self.held_ui(ui, id.with(held), whole, held, last)
            {
                clicked = Some((held, false));
            }
        });
        Touched {
            clicked,
            widths: self.changed(ui, &now, squeeze),
        }
    }
}

/// Where it is noted which row of a table is gone to.
fn going_of(table: &str) -> Id {
    Id::unique(("row that is gone to", table))
}

/// Where it is noted which row of a table had the focus last.
fn held_of(table: &str) -> Id {
    Id::unique(("row that has the focus", table))
}

/// A hairline over a cell and the room beside it, but not beyond the first and the last column.
fn line_above(ui: &Ui, color: Color32, [is_first, is_last]: [bool; 2]) {
    let beside = Vec2::new(space::M / 2.0, 0.0);
    let mut rect = ui.max_rect();
    rect.min.x -= if is_first { 0.0 } else { beside.x };
    rect.max.x += if is_last { 0.0 } else { beside.x };
    let painter = ui
        .ctx()
        .layer_painter(ui.layer_id())
        .with_clip_rect(ui.clip_rect().expand2(beside));
    painter.hline(rect.x_range(), rect.top(), Stroke::new(1.0, color));
}
