//! A line of the list: what the element is, its name, whether it is seen and can be moved.

use egui::{
    Align, Color32, CornerRadius, EventFilter, Id, Key, Layout, Modifiers, PointerButton, Rect, Role, Sense, Ui,
    UiBuilder, Vec2, WidgetInfo,
};

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::{Command, TEMPLATE};
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::super::widgets::icons::{self, Icon};
use super::super::super::super::super::widgets::{NameLabel, focus_ring, held_keys, within};
use super::super::parts::dense_edit;
use super::{INDENT, Line, ROW, folded_id};
use crate::model::{Edit, Element, ElementContent, Form, ImageSource, LineEnd, Ornament, ShapeContent, Template};
use crate::studio::called;

const BUTTON: f32 = 24.0;
/// What the mark of an element has that is left out, or has to do with a mask.
const MARK: f32 = 20.0;
const LEFT_OUT: &str = "left out for the row that is shown, by its condition";
/// How much of their colour switches keep that cannot be pressed.
const QUIETER: f32 = 0.45;

/// What an element is, at a glance.
pub(super) fn icon_of(element: &Element) -> Icon {
    match &element.content {
        ElementContent::Text(text) if is_field(text.spans.iter().map(|span| span.text.as_str())) => icons::FIELD,
        ElementContent::Text(_) => icons::TEXT,
        ElementContent::Image(image) => match image.source {
            ImageSource::Asset(_) => icons::IMAGE,
            ImageSource::Field(_) => icons::PICTURES,
        },
        ElementContent::Shape(shape) => match &shape.form {
            Form::Rectangle { .. } => icons::RECTANGLE,
            Form::Ellipse {} => icons::ELLIPSE,
            Form::Line {} if is_arrow(shape) => icons::ARROW,
            Form::Line {} => icons::LINE,
            Form::Polygon { inner: None, .. } => icons::POLYGON,
            Form::Polygon { inner: Some(_), .. } => icons::STAR,
            Form::Path { .. } => icons::PATH,
            Form::Ornament(ornament) => match ornament {
                Ornament::Seal { .. } => icons::SEAL,
                Ornament::Ribbon { .. } => icons::RIBBON,
                Ornament::Border { .. } => icons::BORDER,
                Ornament::Guilloche { .. } => icons::GUILLOCHE,
                Ornament::Rosette { .. } => icons::ROSETTE,
            },
        },
        ElementContent::Qr(_) => icons::QR,
        ElementContent::Chips(_) => icons::LIST,
        ElementContent::Group(_) => icons::GROUP,
    }
}

fn is_arrow(shape: &ShapeContent) -> bool {
    let ends = shape.stroke.as_ref().map(|stroke| [stroke.start, stroke.end]);
    ends.is_some_and(|ends| {
        ends.iter()
            .any(|end| matches!(end, LineEnd::Arrow | LineEnd::OpenArrow))
    })
}

fn is_field<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut texts = texts.filter(|text| Template::may_have_tokens(text));
    texts.any(|text| !Template::parse_lossy(text).is_constant())
}

/// Whether the row that is shown does not have it, by its own condition.
fn is_left_out(open: &Open, element: &Element) -> bool {
    let condition = element.show.as_ref();
    condition.is_some_and(|condition| !condition.holds(&open.values.fields))
}

/// What an element has to do with a mask: it is the mask of its group, or is cut by it. Both have a mark in the list.
fn masking(open: &Open, line: &Line<'_>) -> Option<(Icon, String)> {
    let group = open.editor.shown().element(line.parent?)?;
    let mask = group.mask()?;
    if mask.name == line.element.name {
        return Some((icons::MASK, format!("masks what else is in {}", group.name)));
    }
    (!mask.hidden).then(|| (icons::MASKED, format!("masked by {}", mask.name)))
}

fn renamed_id() -> Id {
    Id::unique("element that gets another name")
}

fn layer_id(name: &str) -> Id {
    Id::unique("layer").with(name)
}

/// Up and down lead from line to line, past the icons of the lines.
fn walk(ui: &Ui, lines: &[Line<'_>], line: &Line<'_>, response: &egui::Response) {
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let step = isize::from(pressed(Key::ArrowDown)) - isize::from(pressed(Key::ArrowUp));
    let at = lines.iter().position(|other| other.element.name == line.element.name);
    let next = at.filter(|_| step != 0).and_then(|at| at.checked_add_signed(step));
    if let Some(next) = next.and_then(|at| lines.get(at)) {
        ui.memory_mut(|memory| memory.request_focus(layer_id(&next.element.name)));
    }
}

/// Draws a line and gives its place.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, lines: &[Line<'_>], line: &Line<'_>) -> Rect {
    let theme = theme::of(ui);
    let element = line.element;
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::hover());
    let id = layer_id(&element.name);
    // A line that gets the keys where nobody sees it is brought into sight.
    if !ui.is_rect_visible(rect) && !ui.memory(|memory| memory.has_focus(id)) {
        return rect;
    }
    let chosen = open.editor.selection().contains(&element.name);
    let locked = open.editor.is_locked().then_some(TEMPLATE);
    // What a template does not let go to another place is not taken up either.
    let sense = match locked {
        Some(_) => Sense::click(),
        None => Sense::click_and_drag(),
    };
    let response = ui.interact(rect, id, sense);
    walk(ui, lines, line, &response);
    let (called, left_out, masking) = (called(element), is_left_out(open, element), masking(open, line));
    response.widget_info(|| {
        // As it is called here, where a reader finds it; the name that is its own is what a script knows it by.
        let mut info = WidgetInfo::selected(Role::TreeItem, true, chosen, format!("Layer {}", line.told));
        let said = masking.iter().map(|(_, said)| said.as_str());
        let said = said.chain(left_out.then_some(LEFT_OUT));
        info.current_text_value = Some(
            std::iter::once(element.name.as_str())
                .chain(said)
                .collect::<Vec<_>>()
                .join(", "),
        );
        info
    });
    let ground = match (chosen, response.hovered()) {
        (true, _) => theme.accent_soft,
        (false, true) => theme.sunken,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(
        rect.shrink2(Vec2::new(space::XS, 0.0)),
        CornerRadius::same(size::CORNER),
        ground,
    );
    focus_ring(
        ui,
        &egui::Response {
            rect: rect.shrink2(Vec2::new(space::S, 2.0)),
            ..response.clone()
        },
        4,
    );
    let mut x = rect.left() + space::S + INDENT * line.depth as f32;
    if !element.children().is_empty() {
        fold_ui(
            ui,
            line,
            Rect::from_min_size([x - 2.0, rect.top()].into(), Vec2::new(16.0, ROW)),
        );
    }
    x += 14.0;
    let at = Rect::from_min_size([x, rect.top()].into(), Vec2::new(22.0, ROW));
    let icon = ui.interact(at, id.with("icon"), Sense::click());
    let color = if chosen { theme.accent } else { theme.muted };
    let is_faint = element.hidden || left_out;
    let dim = if is_faint { 0.5 } else { 1.0 };
    icon_of(element).paint(ui.painter(), at.center(), 16.0, color.gamma_multiply(dim));
    // Who has no mouse clicks once.
    let is_by_key = icon.clicked() && !icon.clicked_by(PointerButton::Primary);
    if icon.double_clicked() || is_by_key {
        view.send(Command::ZoomToElement(element.name.clone()));
    } else if icon.clicked() {
        view.send(Command::Select(vec![element.name.clone()]));
    }
    icon.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Zoom to {}", line.told)));
    icon.on_hover_text("Double-click to see it as large as fits");
    x = at.right() + 2.0;
    let room = Rect::from_min_max(
        [x, rect.top()].into(),
        [rect.right() - 2.0 * BUTTON - space::S, rect.bottom()].into(),
    );
    if locked.is_none() && is_renamed(ui, element) {
        rename_ui(ui, view, element, room);
    } else {
        let text = if is_faint { theme.faint } else { theme.text };
        let mut room = room;
        let blocked = left_out.then(|| (icons::BLOCKED, LEFT_OUT.to_owned()));
        for (number, (icon, said)) in blocked.into_iter().chain(masking.clone()).enumerate() {
            let at = Rect::from_min_max([room.right() - MARK, room.top()].into(), room.max);
            icon.paint(ui.painter(), at.center(), 14.0, theme.faint);
            ui.interact(at, id.with(("mark", number)), Sense::hover())
                .on_hover_text(said);
            room.max.x -= MARK;
        }
        let galley = NameLabel::new(&called)
            .kind(Type::Small)
            .color(text)
            .galley(ui, room.width());
        let at = [room.left(), room.center().y - galley.size().y / 2.0];
        ui.painter().galley(at.into(), galley, text);
    }
    let pointed = ui.rect_contains_pointer(rect);
    if pointed {
        menu_ui(ui, view, open, element);
    }
    switches_ui(ui, view, line, &called, rect, pointed, locked);
    let asks_name = response.double_clicked() || (response.has_focus() && ui.input(|input| input.key_pressed(Key::F2)));
    if asks_name && locked.is_none() {
        // The keys that follow are for what is named.
        view.send(Command::Select(vec![element.name.clone()]));
        ui.data_mut(|data| data.insert_temp(renamed_id(), element.name.clone()));
    } else if response.clicked() {
        view.send(Command::Select(selected(open, lines, element, held_keys(ui))));
    }
    if let Some(why) = locked {
        response.on_hover_text(why);
    }
    rect
}

/// The right button asks for the menu that the canvas has, for this element or for all that is selected with it.
fn menu_ui(ui: &Ui, view: &mut View<'_>, open: &Open, element: &Element) {
    let asked = ui.input(|input| {
        let clicked = input.pointer.button_clicked(PointerButton::Secondary);
        input.pointer.interact_pos().filter(|_| clicked)
    });
    if asked.is_none() {
        return;
    }
    if !open.editor.selection().contains(&element.name) {
        view.send(Command::Select(vec![element.name.clone()]));
    }
    view.send(Command::Menu(asked));
}

fn fold_ui(ui: &Ui, line: &Line<'_>, rect: Rect) {
    let name = &line.element.name;
    let response = ui.interact(rect, folded_id(name).with("button"), Sense::click());
    let label = if line.is_folded {
        format!("Unfold {}", line.told)
    } else {
        format!("Fold {}", line.told)
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let icon = if line.is_folded { icons::RIGHT } else { icons::EXPAND };
    icon.paint(ui.painter(), rect.center(), 14.0, theme::of(ui).faint);
    if response.clicked() {
        ui.data_mut(|data| data.insert_temp(folded_id(name), !line.is_folded));
    }
}

/// What is selected after a click: Ctrl adds and takes away, Shift takes all between.
fn selected(open: &Open, lines: &[Line<'_>], element: &Element, modifiers: Modifiers) -> Vec<String> {
    let mut names = open.editor.selection().to_vec();
    let place = |name: &str| lines.iter().position(|line| line.element.name == name);
    if modifiers.command {
        match names.iter().position(|name| *name == element.name) {
            Some(at) => drop(names.remove(at)),
            None => names.push(element.name.clone()),
        }
        return names;
    }
    let ends = names.last().and_then(|last| place(last)).zip(place(&element.name));
    match ends {
        Some((from, to)) if modifiers.shift => {
            let between = lines.get(from.min(to)..=from.max(to)).unwrap_or_default();
            let parent = lines.get(to).and_then(|line| line.parent);
            // What is in a group moves with it; only what stands beside each other is selected together.
            let same = between.iter().filter(|line| line.parent == parent);
            same.map(|line| line.element.name.clone()).collect()
        }
        _ => vec![element.name.clone()],
    }
}

/// The eye and the lock: always seen where they say something, else under the pointer; dimmed, with the reason, where
/// they cannot be pressed.
fn switches_ui(
    ui: &Ui,
    view: &mut View<'_>,
    line: &Line<'_>,
    called: &str,
    rect: Rect,
    pointed: bool,
    refused: Option<&'static str>,
) {
    let element = line.element;
    let sense = if refused.is_some() {
        Sense::hover()
    } else {
        Sense::click()
    };
    let theme = theme::of(ui);
    let name = &element.name;
    let hide = if element.hidden { "Show" } else { "Hide" };
    let lock = if element.locked { "Unlock" } else { "Lock" };
    let eye = if element.hidden { icons::HIDDEN } else { icons::EYE };
    let padlock = if element.locked { icons::LOCK } else { icons::UNLOCK };
    let switches = [(padlock, lock, element.locked, 2.0), (eye, hide, element.hidden, 1.0)];
    for (at, (icon, label, on, from_right)) in switches.into_iter().enumerate() {
        let min = [rect.right() - space::S - BUTTON * from_right, rect.top()];
        let area = Rect::from_min_size(min.into(), Vec2::new(BUTTON, ROW));
        let id = Id::unique("layer switch").with((name, at));
        let response = ui.interact(area, id, sense);
        response.widget_info(|| {
            WidgetInfo::selected(Role::CheckBox, refused.is_none(), on, format!("{label} {}", line.told))
        });
        if on || pointed || response.has_focus() {
            let color = match refused {
                Some(_) => theme.muted.gamma_multiply(QUIETER),
                None if response.hovered() || on => theme.text,
                None => theme.faint,
            };
            icon.paint(ui.painter(), area.center(), 16.0, color);
        }
        focus_ring(
            ui,
            &egui::Response {
                rect: area.shrink(2.0),
                ..response.clone()
            },
            4,
        );
        let hint = refused.map_or_else(|| format!("{label} {called}"), str::to_owned);
        if response.on_hover_text(hint).clicked() {
            let names = vec![name.clone()];
            view.send(match at {
                0 => Command::Lock(names, !on),
                _ => Command::Hide(names, !on),
            });
        }
    }
}

fn is_renamed(ui: &Ui, element: &Element) -> bool {
    ui.data(|data| data.get_temp::<String>(renamed_id())).as_deref() == Some(element.name.as_str())
}

fn rename_ui(ui: &mut Ui, view: &mut View<'_>, element: &Element, rect: Rect) {
    let id = renamed_id().with("field");
    let known: Option<String> = ui.data(|data| data.get_temp(id));
    let is_new = known.is_none();
    let mut text = known.unwrap_or_else(|| called(element));
    let builder = UiBuilder::new()
        .max_rect(rect)
        .layout(Layout::left_to_right(Align::Center));
    let response = within(ui, builder, |ui| {
        dense_edit(ui, id, "New name of the element", &mut text, "")
    });
    if is_new {
        response.request_focus();
        let mut state = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        let all = egui::text::CCursorRange::select_all_str(&text);
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), id);
    }
    let is_left = !is_new && !ui.memory(|memory| memory.has_focus(id));
    if !is_left {
        ui.data_mut(|data| data.insert_temp(id, text));
        return;
    }
    ui.data_mut(|data| {
        data.remove::<String>(id);
        data.remove::<String>(renamed_id());
    });
    let escaped = ui.input(|input| input.key_pressed(Key::Escape));
    if escaped {
        // Back to where the new name was asked for.
        ui.memory_mut(|memory| memory.request_focus(layer_id(&element.name)));
    }
    let to = text.trim().to_owned();
    let called = called(element);
    if !escaped && !to.is_empty() && to != called {
        let from = element.name.clone();
        view.send(Command::Edit(format!("Rename “{called}”"), Edit::Rename { from, to }));
    }
}
