//! Pages, cards, headings, chips, empty states, bars.

use std::sync::Arc;

use egui::style::Spacing;
use egui::{
    Align, Align2, Color32, Context, CornerRadius, Frame, Id, LayerId, Layout, Margin, Order, Rect, Response, Role,
    ScrollArea, Sense, Stroke, StrokeKind, Style, Ui, UiBuilder, Vec2, WidgetInfo,
};

use super::super::theme::{self, Theme, Type, size, space};
use super::icons::{self, Icon};
use super::{Drawing, Sentence, focus_ring};
use crate::progress::Snapshot;

/// A reading page: centred, not wider than is good to read.
pub fn page<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.available_rect_before_wrap();
    let beside = if room.width() < size::NARROW_PAGE {
        space::L
    } else {
        space::XXL
    };
    let width = width.min(room.width() - 2.0 * beside).max(0.0);
    let left = room.center().x - width / 2.0;
    let rect = Rect::from_min_size([left, room.top()].into(), Vec2::new(width, room.height()));
    let builder = UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
    let inner = ui.scope_builder(builder, |ui| {
        ui.set_width(width);
        add(ui)
    });
    inner.inner
}

/// Draws into a rectangle that was allocated before, without moving what comes after it.
pub fn within<R>(ui: &mut Ui, builder: UiBuilder, add: impl FnOnce(&mut Ui) -> R) -> R {
    add(&mut ui.new_child(builder))
}

/// Sets spaces between widgets as `change` says. Whoever has the same style already shares the changed one: a style is
/// some kilobytes, and a panel has a hundred rows.
pub fn spaced(ui: &mut Ui, name: &'static str, change: impl FnOnce(&mut Spacing)) {
    let id = Id::unique(("spaces", name));
    let known = ui.data(|data| data.get_temp::<[Arc<Style>; 2]>(id));
    let style = match known {
        Some([from, to]) if Arc::ptr_eq(&from, ui.style()) => to,
        _ => {
            let from = ui.style().clone();
            let mut style = (*from).clone();
            change(&mut style.spacing);
            let to = Arc::new(style);
            ui.data_mut(|data| data.insert_temp(id, [from, to.clone()]));
            to
        }
    };
    ui.set_style(style);
}

/// Says for the frames to come how much of the window's foot something lies over: pages leave that free at their end.
pub fn leave_below(ctx: &Context, height: f32) {
    ctx.data_mut(|data| data.insert_temp(below_id(), height));
}

fn left_below(ctx: &Context) -> f32 {
    ctx.data(|data| data.get_temp(below_id())).unwrap_or_default()
}

fn below_id() -> Id {
    Id::unique("what lies over the foot of pages")
}

/// A reading page that scrolls when it is higher than the window.
pub fn scroll_page<R>(ui: &mut Ui, id: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ScrollArea::vertical()
        .id_salt(id)
        .auto_shrink(false)
        .show(ui, |ui| {
            page(ui, size::PAGE, |ui| {
                ui.add_space(space::XXL);
                let inner = add(ui);
                ui.add_space(space::HUGE + left_below(ui.ctx()));
                inner
            })
        })
        .inner
}

/// The ground of cards, tables and panels.
pub fn card<R>(ui: &mut Ui, margin: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = theme::of(ui);
    Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(size::CORNER_CARD))
        .inner_margin(Margin::same(margin as i8))
        .show(ui, add)
        .inner
}

/// The ground of something that can be clicked, drawn into a rectangle; its line is stronger under the pointer.
pub fn raised(ui: &Ui, rect: Rect, corner: u8, is_over: bool) {
    let theme = theme::of(ui);
    let line = if is_over { theme.line_strong } else { theme.line };
    let stroke = Stroke::new(1.0, line);
    ui.painter().rect(
        rect,
        CornerRadius::same(corner),
        theme.surface,
        stroke,
        StrokeKind::Inside,
    );
}

/// The sunken upper part of a card, for its picture; `line` is the width of the card's line.
pub fn well(ui: &Ui, card: Rect, height: f32, line: f32) -> Rect {
    let rect = Rect::from_min_size(card.min, Vec2::new(card.width(), height)).shrink(line);
    let corner = size::CORNER_CARD - line as u8;
    let upper = CornerRadius {
        nw: corner,
        ne: corner,
        sw: 0,
        se: 0,
    };
    ui.painter().rect_filled(rect, upper, theme::of(ui).sunken);
    rect
}

/// The heading of a page, with something at its right end.
pub fn page_heading<R>(ui: &mut Ui, text: &str, right: impl FnOnce(&mut Ui) -> R) -> R {
    heading_of(ui, Type::Title, text, right)
}

/// The heading of a section, with something at its right end.
pub fn heading<R>(ui: &mut Ui, text: &str, right: impl FnOnce(&mut Ui) -> R) -> R {
    heading_of(ui, Type::Subtitle, text, right)
}

fn heading_of<R>(ui: &mut Ui, kind: Type, text: &str, right: impl FnOnce(&mut Ui) -> R) -> R {
    // How wide its right end was when it was drawn last: where it has no room there, it has a line of its own.
    let id = Id::unique(("right end of a heading", text));
    let known: f32 = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let (room, line) = (ui.available_width(), Layout::right_to_left(Align::Center));
    let measured = |ui: &mut Ui| {
        let inner = right(ui);
        (inner, ui.max_rect().right() - ui.min_rect().left())
    };
    let beside = ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL);
        let label = ui.label(kind.text(text));
        label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
        match ui.available_width() < known {
            true => Err(measured),
            false => Ok(ui.with_layout(line, measured).inner),
        }
    });
    let (inner, wide) = beside.inner.unwrap_or_else(|measured| {
        let line_of_its_own = Vec2::new(room, size::CONTROL);
        ui.allocate_ui_with_layout(line_of_its_own, line, measured).inner
    });
    if (known - wide).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, wide));
        ui.ctx().request_discard("the right end of a heading has another width");
    }
    inner
}

/// Things at the right end of a line that wraps, the last one first. Where what stands before them leaves less than
/// `wide`, they have a line of their own.
pub fn at_end<R>(ui: &mut Ui, wide: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let left = ui.available_size_before_wrap().x;
    let room = if left < wide { ui.max_rect().width() } else { left };
    let layout = Layout::right_to_left(Align::Center);
    ui.allocate_ui_with_layout(Vec2::new(room, size::CONTROL_DENSE), layout, add)
        .inner
}

/// The colours of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Quiet,
    Accent,
    Ok,
    Warn,
    Error,
}

impl Tone {
    /// Its ground, and what is written on that.
    pub fn colors(self, theme: &Theme) -> (Color32, Color32) {
        match self {
            Tone::Quiet => (theme.sunken, theme.muted),
            Tone::Accent => (theme.accent_soft, theme.accent),
            Tone::Ok => (theme.ok_soft, theme.ok),
            Tone::Warn => (theme.warn_soft, theme.warn),
            Tone::Error => (theme.error_soft, theme.error),
        }
    }
}

/// A state with its icon and its word.
pub fn chip(ui: &mut Ui, tone: Tone, icon: Icon, text: &str) -> Response {
    let (ground, color) = tone.colors(theme::of(ui));
    let small = size::ICON - 4.0;
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), Type::Caption.font(), color);
    let width = galley.size().x + small + space::XS + 2.0 * space::S;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 22.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(11), ground);
    icon.paint(
        painter,
        [rect.left() + space::S + small / 2.0, rect.center().y].into(),
        small,
        color,
    );
    let at = [
        rect.left() + space::S + small + space::XS,
        rect.center().y - galley.size().y / 2.0,
    ];
    painter.galley(at.into(), galley, color);
    response
}

/// One of several choices beside each other, such as filters; `count` stands behind the label.
pub fn tab(ui: &mut Ui, label: &str, count: Option<u64>, chosen: bool) -> Response {
    let theme = theme::of(ui);
    let text = count.map_or_else(|| label.to_owned(), |count| format!("{label}  {}", super::count(count)));
    let galley = ui
        .painter()
        .layout_no_wrap(text, Type::Small.font(), Color32::PLACEHOLDER);
    let size = Vec2::new(galley.size().x + 2.0 * space::M, size::CONTROL_DENSE);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, label));
    let (ground, color) = match (chosen, response.hovered()) {
        (true, _) => (theme.accent_soft, theme.accent),
        (false, true) => (theme.sunken, theme.text),
        (false, false) => (Color32::TRANSPARENT, theme.muted),
    };
    let corner = (size.y / 2.0) as u8;
    ui.painter().rect_filled(rect, CornerRadius::same(corner), ground);
    ui.painter()
        .galley_with_override_text_color(rect.center() - galley.size() / 2.0, galley, color);
    focus_ring(ui, &response, corner);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// How wide a [`tab`] without a number is.
pub fn tab_wide(ui: &Ui, label: &str) -> f32 {
    let font = Type::Small.font();
    let galley = ui
        .painter()
        .layout_no_wrap(label.to_owned(), font, Color32::PLACEHOLDER);
    galley.size().x + 2.0 * space::M
}

/// What stands where there is nothing yet: a drawing, one sentence, and room for one button.
pub fn empty<R>(ui: &mut Ui, drawing: Drawing, sentence: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.vertical_centered(|ui| {
        ui.add_space(space::XL);
        drawing.show(ui);
        ui.add_space(space::M);
        ui.add(Sentence::new(sentence).kind(Type::Body).color(theme::of(ui).muted));
        ui.add_space(space::S);
        let inner = add(ui);
        ui.add_space(space::XL);
        inner
    })
    .inner
}

/// A bar that fills from the left; without a part it only moves.
pub fn progress_bar(ui: &mut Ui, name: &str, part: Option<f32>) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 6.0), Sense::hover());
    let percent = part.map(|part| f64::from((part * 100.0).round()));
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, name);
        info.value = percent;
        info
    });
    let theme = theme::of(ui);
    let corner = CornerRadius::same(3);
    ui.painter().rect_filled(rect, corner, theme.sunken);
    let filled = match part {
        Some(part) => Rect::from_min_size(rect.min, Vec2::new(rect.width() * part.clamp(0.0, 1.0), rect.height())),
        None => {
            let time = ui.input(|input| input.time) as f32;
            let at = (time * 0.6).fract() * 1.3 - 0.3;
            let left = rect.left() + rect.width() * at;
            Rect::from_min_size([left, rect.top()].into(), Vec2::new(rect.width() * 0.3, rect.height())).intersect(rect)
        }
    };
    ui.painter().rect_filled(filled, corner, theme.accent);
}

/// How far something is, in words and as a bar.
pub fn progress_line(ui: &mut Ui, name: &str, progress: &Snapshot) {
    let part = (progress.total > 0).then(|| progress.done as f32 / progress.total as f32);
    let text = match (progress.name.is_empty(), part) {
        (true, _) => name.to_owned(),
        (false, None) => progress.name.clone(),
        (false, Some(part)) => format!("{} · {:.0} %", progress.name, part * 100.0),
    };
    ui.label(Type::Small.text(text).color(theme::of(ui).muted));
    progress_bar(ui, name, part);
}

/// The chip of a state of a credential.
pub fn state_chip(ui: &mut Ui, state: crate::model::State) -> Response {
    use crate::model::State;
    match state {
        State::UnderReview => chip(ui, Tone::Accent, icons::EYE, "Under review"),
        State::Held => chip(ui, Tone::Warn, icons::HELD, "Held"),
        State::Published => chip(ui, Tone::Ok, icons::CHECK_CIRCLE, "Published"),
        State::Suspended => chip(ui, Tone::Warn, icons::PAUSE, "Suspended"),
        State::Revoked => chip(ui, Tone::Error, icons::BLOCKED, "Revoked"),
    }
}

/// While files hover over the page, it says what becomes of them.
pub fn drop_over(ui: &Ui, text: &str) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let theme = theme::of(ui);
    let rect = ui.max_rect().shrink(space::M);
    let corner = CornerRadius::same(size::CORNER_CARD);
    let over = LayerId::new(Order::Foreground, Id::unique("files over the page"));
    let painter = ui.ctx().layer_painter(over);
    let ground = theme.accent_soft.gamma_multiply(0.92);
    let stroke = Stroke::new(size::FOCUS, theme.accent);
    painter.rect(rect, corner, ground, stroke, StrokeKind::Inside);
    let font = Type::Title.font();
    painter.text(rect.center(), Align2::CENTER_CENTER, text, font, theme.accent);
}
