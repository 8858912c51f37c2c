//! A choice of one of several, which folds out.

use egui::{
    Align, Context, CornerRadius, CursorIcon, Frame, Id, Key, Layout, Modifiers, Popup, Rect, Response, Role,
    ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};

use super::super::theme::{self, Type, size, space};
use super::{NameLabel, first_thing, focus_ring, icons};

/// How many are seen of what is folded out, before the rest is scrolled to: in a low window, and in a tall one.
const LEAST: f32 = 4.0;
const MOST: f32 = 16.0;

/// Shows what is chosen and folds out the others. Returns the place of the one that was chosen now.
pub fn select<'o>(
    ui: &mut Ui,
    name: &str,
    shown: &str,
    width: f32,
    options: impl IntoIterator<Item = &'o str>,
    chosen: Option<usize>,
) -> Option<usize> {
    let response = face(ui, name, shown, Vec2::new(width, size::CONTROL), Type::Body);
    fold_out(&response, width, Type::Body, options, chosen)
}

/// The same, lower and in smaller letters, for dense panels.
pub fn select_dense<'o>(
    ui: &mut Ui,
    name: &str,
    shown: &str,
    width: f32,
    options: impl IntoIterator<Item = &'o str>,
    chosen: Option<usize>,
) -> Option<usize> {
    let response = face(ui, name, shown, Vec2::new(width, size::CONTROL_DENSE), Type::Small);
    fold_out(&response, width.max(140.0), Type::Small, options, chosen)
}

fn fold_out<'o>(
    response: &Response,
    width: f32,
    kind: Type,
    options: impl IntoIterator<Item = &'o str>,
    chosen: Option<usize>,
) -> Option<usize> {
    let popup = Popup::menu(response).width(width).frame(frame(&response.ctx));
    let shown = popup.show(|ui| {
        above_all(ui);
        ui.spacing_mut().button_padding.x = margin(kind) - AROUND;
        let picked = options_ui(ui, options, chosen);
        if picked.is_some() {
            ui.close();
        }
        picked
    });
    shown.and_then(|shown| shown.inner)
}

/// Offers what a field can hold as long as this is called, while the field has the keyboard: below it, or above where
/// there is no room below. Returns the place of the one that was chosen now.
pub fn offer<'o>(
    ui: &Ui,
    id: Id,
    field: Rect,
    options: impl IntoIterator<Item = &'o str>,
    chosen: Option<usize>,
) -> Option<usize> {
    let popup = Popup::new(id, ui.ctx().clone(), field, ui.layer_id())
        .layout(Layout::top_down_justified(Align::Min))
        .style(theme::menu)
        .width(field.width());
    popup.show(|ui| options_ui(ui, options, chosen))?.inner
}

/// Whether an arrow was pressed that leads to the next of what is offered beside a field, or to the one before; it is
/// taken from the field.
pub fn arrow_step(ui: &Ui) -> Option<isize> {
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        match (pressed(Key::ArrowDown), pressed(Key::ArrowUp)) {
            (true, false) => Some(1),
            (false, true) => Some(-1),
            _ => None,
        }
    })
}

/// As wide as the field beside it, however short the words are.
fn options_ui<'o>(ui: &mut Ui, options: impl IntoIterator<Item = &'o str>, chosen: Option<usize>) -> Option<usize> {
    let mut picked = None;
    // That there is more is seen at once: by the bar, and by half of the next one.
    ui.spacing_mut().scroll.dormant_handle_opacity = 0.5;
    let pitch = ui.spacing().interact_size.y + ui.spacing().item_spacing.y;
    // As many as half of the window has room for.
    let most = (0.5 * ui.ctx().content_rect().height() / pitch).floor();
    let height = (most.clamp(LEAST, MOST) + 0.5) * pitch;
    // What is chosen by keys that another field has is gone to, as what the keys go to here.
    let last = ui.scope_id().with("chosen when it was seen last");
    let is_new = ui.data_mut(|data| {
        let before = data.get_temp::<Option<usize>>(last);
        data.insert_temp(last, chosen);
        before != Some(chosen)
    });
    let area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
    area.show(ui, |ui| {
        for (at, option) in options.into_iter().enumerate() {
            let response = ui.selectable_label(chosen == Some(at), option);
            if chosen == Some(at) {
                first_thing(ui, &response);
            }
            if response.gained_focus() || (is_new && chosen == Some(at)) {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                picked = Some(at);
            }
        }
    });
    picked
}

/// Keeps what folds out above the dialog that it belongs to: egui remembers how high both were when they were seen last.
pub(super) fn above_all(ui: &Ui) {
    ui.ctx().move_to_top(ui.layer_id());
}

/// From the edge of a face to its text.
fn margin(kind: Type) -> f32 {
    if kind == Type::Small { space::S } else { space::M }
}

/// From the edge of what folds out to what marks its lines, which leaves room for their text to begin where that of the
/// face does.
const AROUND: f32 = 3.0;

/// The frame of what folds out.
fn frame(ctx: &Context) -> Frame {
    let frame = Frame::popup(&ctx.style_of(ctx.theme()));
    let line = frame.stroke.width;
    frame.inner_margin(AROUND - line)
}

/// What is chosen, in a frame, as it stands before it folds out.
pub fn face(ui: &mut Ui, name: &str, shown: &str, frame: Vec2, kind: Type) -> Response {
    let theme = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(frame, Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, name);
        info.current_text_value = Some(shown.to_owned());
        info
    });
    let over = response.hovered();
    let fill = if over { theme.sunken } else { theme::field(ui) };
    let stroke = Stroke::new(1.0, theme.border);
    let corner = CornerRadius::same(size::CORNER);
    ui.painter().rect(rect, corner, fill, stroke, StrokeKind::Inside);
    let margin = margin(kind);
    let room = frame.x - 2.0 * margin - size::ICON;
    let galley = NameLabel::new(shown).kind(kind).galley(ui, room);
    let at = [rect.left() + margin, rect.center().y - galley.size().y / 2.0];
    ui.painter().galley(at.into(), galley, theme.text);
    let icon = [rect.right() - space::S - size::ICON / 2.0, rect.center().y];
    icons::EXPAND.paint(ui.painter(), icon.into(), size::ICON, theme.muted);
    focus_ring(ui, &response, size::CORNER);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A box that is checked or not, with its words beside it. Whether it was changed.
pub fn check_box(ui: &mut Ui, label: &str, checked: bool) -> bool {
    let theme = theme::of(ui);
    let galley = NameLabel::new(label).kind(Type::Body).galley(ui, ui.available_width());
    let box_size = 18.0;
    let wide = box_size + space::S + galley.size().x;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(wide, size::CONTROL_DENSE), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, checked, label));
    let center = [rect.left() + box_size / 2.0, rect.center().y].into();
    let square = Rect::from_center_size(center, Vec2::splat(box_size));
    let (fill, line) = match checked {
        true => (theme.accent, theme.accent),
        false => (theme::field(ui), theme.border),
    };
    let corner = CornerRadius::same(4);
    let stroke = Stroke::new(1.0, line);
    ui.painter().rect(square, corner, fill, stroke, StrokeKind::Inside);
    if checked {
        icons::CHECK.paint(ui.painter(), center, 14.0, theme.on_accent);
    }
    let at = [square.right() + space::S, rect.center().y - galley.size().y / 2.0];
    ui.painter().galley(at.into(), galley, theme.text);
    focus_ring(ui, &response, size::CORNER);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// A box in front of a row, which is called by `name` and shows no words. Whether it was changed.
pub fn check_mark(ui: &mut Ui, id: Id, name: &str, checked: bool) -> bool {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(size::CONTROL_DENSE), Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, checked, name));
    let theme = theme::of(ui);
    let (icon, color) = match checked {
        true => (icons::CHECKED, theme.select),
        false => (icons::UNCHECKED, theme.faint),
    };
    icon.paint(ui.painter(), rect.center(), size::ICON, color);
    focus_ring(ui, &response, size::CORNER);
    response.clicked()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    use super::*;

    #[test]
    fn a_long_list_follows_what_is_chosen() {
        let chosen = Rc::new(Cell::new(0));
        let options: Vec<String> = (1..=40).map(|number| format!("Choice {number}")).collect();
        let (now, offered) = (Rc::clone(&chosen), options.clone());
        let mut harness = Harness::builder()
            .with_size(Vec2::new(400.0, 500.0))
            .allow_missing_glyphs()
            .build_ui(move |ui| {
                let (field, _) = ui.allocate_exact_size(Vec2::new(200.0, 30.0), Sense::hover());
                let offered = offered.iter().map(String::as_str);
                offer(ui, Id::unique("offered"), field, offered, Some(now.get()));
            });
        harness.run_steps(4);
        let top = harness.get_by_label("Choice 1").rect().top();
        // As the arrow keys of a field go through them, one by one and from the first to the last.
        for at in [1, 2, 20, 30, 39, 0, 39] {
            chosen.set(at);
            harness.run_steps(40);
            let label = options[at].as_str();
            let rect = harness.get_by_label(label).rect();
            assert!(
                rect.top() > top - 1.0 && rect.bottom() < top + 330.0,
                "{label}: {rect:?}"
            );
        }
    }
}
