//! Tables: virtual rows, columns whose widths are remembered, one row chosen by click.

use egui::{Align, Color32, Layout, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};
use egui_extras::{Column as Width, TableBuilder};

use super::super::theme::{self, Type, size, space};

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    pub heading: &'a str,
    /// In points; the last column without one takes what is left.
    pub width: Option<f32>,
}

impl<'a> Column<'a> {
    pub fn new(heading: &'a str, width: f32) -> Column<'a> {
        Column {
            heading,
            width: Some(width),
        }
    }

    pub fn rest(heading: &'a str) -> Column<'a> {
        Column { heading, width: None }
    }
}

/// A table whose rows all are equally high. Only those in sight are drawn.
#[derive(Debug)]
pub struct Table<'a> {
    pub name: &'a str,
    pub columns: &'a [Column<'a>],
    pub rows: usize,
    /// Scrolls by itself in so much height; without it the table is as high as its rows.
    pub height: Option<f32>,
    pub selected: Option<usize>,
}

impl Table<'_> {
    /// Draws the table; `cell` draws one cell. Returns the row that was clicked, and with `true` when twice.
    pub fn show(self, ui: &mut Ui, mut cell: impl FnMut(&mut Ui, usize, usize)) -> Option<(usize, bool)> {
        let theme = theme::of(ui);
        let mut clicked = None;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing = [space::M, 0.0].into();
            let visuals = ui.visuals_mut();
            // Between columns there is room, and a line only where a width is changed.
            visuals.widgets.noninteractive.bg_stroke = Stroke::NONE;
            visuals.widgets.hovered.weak_bg_fill = theme.bg;
            visuals.widgets.hovered.bg_fill = theme.bg;
            visuals.selection.bg_fill = theme.accent_soft;
            let mut builder = TableBuilder::new(ui)
                .id_salt(self.name)
                .sense(Sense::click())
                .cell_layout(Layout::left_to_right(Align::Center))
                .auto_shrink([false, true]);
            builder = match self.height {
                Some(height) => builder.min_scrolled_height(height).max_scroll_height(height),
                None => builder.vscroll(false),
            };
            for column in self.columns {
                builder = builder.column(match column.width {
                    Some(width) => Width::initial(width).at_least(48.0).clip(true).resizable(true),
                    None => Width::remainder().at_least(80.0).clip(true),
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
                body.rows(size::ROW, self.rows, |mut row| {
                    let at = row.index();
                    row.set_selected(self.selected == Some(at));
                    for column in 0..self.columns.len() {
                        row.col(|ui| {
                            line_above(ui, theme.line);
                            cell(ui, at, column);
                        });
                    }
                    if let Some(twice) = was_clicked(&row.response()) {
                        clicked = Some((at, twice));
                    }
                });
            });
        });
        clicked
    }
}

fn was_clicked(response: &Response) -> Option<bool> {
    response.widget_info(|| WidgetInfo::new(Role::Row));
    if response.double_clicked() {
        return Some(true);
    }
    response.clicked().then_some(false)
}

/// A hairline over a cell and the room beside it.
fn line_above(ui: &Ui, color: Color32) {
    let beside = Vec2::new(space::M / 2.0, 0.0);
    let rect = ui.max_rect().expand2(beside);
    let painter = ui
        .ctx()
        .layer_painter(ui.layer_id())
        .with_clip_rect(ui.clip_rect().expand2(beside));
    painter.hline(rect.x_range(), rect.top(), Stroke::new(1.0, color));
}
