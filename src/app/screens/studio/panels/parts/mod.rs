//! What the panels are made of: rows with their labels, sections that fold, choices beside each other, and how a value
//! becomes a change of all that is selected.

mod color;
mod field_form;
mod gradient;
mod number;
mod paint;
mod picker;

use egui::{Align, Align2, CornerRadius, CursorIcon, Id, Layout, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use super::super::super::super::View;
use super::super::super::super::command::studio::Command;
use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::widgets::icons::{self, Icon};
pub(super) use super::super::super::super::widgets::{Face, segments};
use super::super::super::super::widgets::{Sentence, focus_ring, spaced};
use crate::locale;
use crate::model::{Edit, Element, ElementContent, Property};

pub(super) use color::color_field;
pub(super) use field_form::field_form;
pub(super) use number::dense_edit;
pub(super) use number::{Measure, NumberField, refused};
pub(super) use paint::paint_rows;
pub(super) use picker::left_with;

/// How wide the column of labels is.
pub(super) const LABEL: f32 = 88.0;
/// What several have not in common.
pub(super) const MIXED: &str = "Mixed";

/// What came of a control.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Came<T> {
    /// The hand is at it; it is shown and not done yet.
    Shown(T),
    Set(T),
    /// The same by a key that is pressed again and again: a run of them is one step.
    Stepped(T),
    /// The hand thought better of it.
    Back,
}

impl<T> Came<T> {
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Came<U> {
        match self {
            Came::Shown(value) => Came::Shown(change(value)),
            Came::Set(value) => Came::Set(change(value)),
            Came::Stepped(value) => Came::Stepped(change(value)),
            Came::Back => Came::Back,
        }
    }

    /// What is to be done.
    pub fn done(self) -> Option<T> {
        match self {
            Came::Set(value) | Came::Stepped(value) => Some(value),
            Came::Shown(_) | Came::Back => None,
        }
    }
}

/// Sends a change with its name, or shows it.
pub(super) fn send(view: &mut View<'_>, name: String, came: Came<Edit>) {
    match came {
        Came::Shown(edit) => view.send(Command::Propose(name, edit)),
        Came::Set(edit) => view.send(Command::Edit(name, edit)),
        Came::Stepped(edit) => view.send(Command::GoOn(Box::new(Command::Edit(name, edit)))),
        Came::Back => view.send(Command::Cancel),
    }
}

/// Gives all that is selected a property made from a value; elements for which none is made stay as they are.
pub(super) fn change<T>(
    view: &mut View<'_>,
    open: &Open,
    doing: &str,
    came: Came<T>,
    make: impl Fn(&Element, &T) -> Option<Property>,
) {
    change_many(view, open, doing, came, |element, value| {
        make(element, value).into_iter().collect()
    });
}

/// The same for several properties at once.
pub(super) fn change_many<T>(
    view: &mut View<'_>,
    open: &Open,
    doing: &str,
    came: Came<T>,
    make: impl Fn(&Element, &T) -> Vec<Property>,
) {
    let design = open.editor.design();
    let names = open.editor.selection();
    let name = open.editor.phrase(doing, names);
    let edit = |value: T| {
        let edits = names
            .iter()
            .filter_map(|name| design.element(name))
            .flat_map(|element| {
                let made = make(element, &value).into_iter();
                made.map(|property| Edit::set(&element.name, property))
            })
            .collect();
        Edit::many(name.clone(), edits)
    };
    let came = came.map(edit);
    send(view, name, came);
}

/// The same for what the elements have of their own.
pub(super) fn change_content<T>(
    view: &mut View<'_>,
    open: &Open,
    doing: &str,
    came: Came<T>,
    make: impl Fn(&mut ElementContent, &T),
) {
    change(view, open, doing, came, |element, value| {
        let mut content = element.content.clone();
        make(&mut content, value);
        Some(Property::Content(Box::new(content)))
    });
}

/// What all have in common; `None` when they differ, or there is none.
pub(super) fn shared<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// A section that folds, with its title.
pub(super) fn section(ui: &mut Ui, title: &str, add: impl FnOnce(&mut Ui)) {
    let theme = theme::of(ui);
    let id = ui.make_persistent_id(("section", title));
    let mut is_open = ui.data_mut(|data| *data.get_persisted_mut_or(id, true));
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 32.0), Sense::click());
    if response.clicked() {
        is_open = !is_open;
        ui.data_mut(|data| data.insert_persisted(id, is_open));
    }
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, is_open, title));
    let color = if response.hovered() { theme.text } else { theme.muted };
    let painter = ui.painter();
    let icon = if is_open { icons::EXPAND } else { icons::RIGHT };
    let at = rect.left_center() + Vec2::new(space::S + 7.0, 0.0);
    icon.paint(painter, at, 14.0, theme.faint);
    let at = rect.left_center() + Vec2::new(space::S + 18.0, 0.0);
    painter.text(at, Align2::LEFT_CENTER, title, Type::Strong.font(), color);
    focus_ring(
        ui,
        &Response {
            rect: rect.shrink(2.0),
            ..response.clone()
        },
        size::CORNER,
    );
    response.on_hover_cursor(CursorIcon::PointingHand);
    if is_open {
        ui.scope(|ui| {
            spaced(ui, "section", |spacing| spacing.item_spacing = Vec2::new(space::S, 6.0));
            add(ui);
        });
        ui.add_space(space::S);
    }
    line(ui);
}

/// A hairline over the whole width.
pub(super) fn line(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 1.0), Sense::hover());
    let color = theme::of(ui).line;
    ui.painter().rect_filled(rect, 0, color);
}

/// A row without a label.
pub(super) fn bare<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let width = ui.available_width() - 2.0 * space::M;
    ui.horizontal(|ui| {
        spaced(ui, "row", |spacing| {
            spacing.item_spacing.x = space::S;
            // Text fields are as tall as this at least, and stand beside lower ones.
            spacing.interact_size.y = size::CONTROL_DENSE - 2.0;
        });
        ui.add_space(space::M);
        ui.allocate_ui_with_layout(
            Vec2::new(width, size::CONTROL_DENSE),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_max_width(width);
                add(ui)
            },
        )
        .inner
    })
    .inner
}

/// A row with its label in the column at the left.
pub(super) fn row<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    bare(ui, |ui| {
        spaced(ui, "labelled row", |spacing| spacing.item_spacing.x = 6.0);
        let (rect, _) = ui.allocate_exact_size(Vec2::new(LABEL - space::S, size::CONTROL_DENSE), Sense::hover());
        let color = theme::of(ui).muted;
        ui.painter().text(
            rect.left_center(),
            Align2::LEFT_CENTER,
            label,
            Type::Small.font(),
            color,
        );
        add(ui)
    })
}

/// How wide each of so many controls is beside each other.
pub(super) fn part(ui: &Ui, number: usize) -> f32 {
    let gaps = (number.saturating_sub(1)) as f32 * ui.spacing().item_spacing.x;
    ((ui.available_width() - gaps) / number as f32).floor()
}

/// A quiet note under a row.
pub(super) fn note(ui: &mut Ui, text: &str) {
    bare(ui, |ui| {
        let color = theme::of(ui).muted;
        let width = ui.available_width();
        ui.add(Sentence::new(text).kind(Type::Caption).color(color).width(width));
    });
}

/// A warning under a row, with its mark.
pub(super) fn warning(ui: &mut Ui, text: &str) {
    let theme = theme::of(ui);
    bare(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
            ui.add(icons::WARNING.colored(theme.warn));
            let width = ui.available_width();
            ui.add(Sentence::new(text).kind(Type::Caption).color(theme.warn).width(width));
        });
    });
}

/// A button that is only an icon and stays down while what it is for is on. Whether it was pressed.
pub(super) fn toggle(ui: &mut Ui, icon: Icon, name: &str, on: bool) -> bool {
    let theme = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size::CONTROL_DENSE), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), on, name));
    let (ground, color) = match (on, response.hovered()) {
        (true, _) => (theme.accent_soft, theme.accent),
        (false, true) => (theme.sunken, theme.text),
        (false, false) => (egui::Color32::TRANSPARENT, theme.muted),
    };
    ui.painter().rect_filled(rect, CornerRadius::same(size::CORNER), ground);
    icon.paint(ui.painter(), rect.center(), size::ICON, color);
    focus_ring(ui, &response, size::CORNER);
    response
        .on_hover_text(name)
        .on_hover_cursor(CursorIcon::PointingHand)
        .clicked()
}

/// What is being typed, and in whose place.
#[derive(Clone, Debug)]
struct Draft {
    typed: String,
    of: String,
}

/// What was typed and cannot be, in whose place, and why.
#[derive(Clone, Debug)]
struct Refused {
    of: String,
    why: String,
}

/// A field for words that are done when it is left or Enter is pressed; Escape takes them back. What is typed in the
/// place of words that are others meanwhile, as after an undo, is forgotten.
pub(super) fn text_field(ui: &mut Ui, name: &str, text: &str, hint: &str) -> Option<String> {
    let id = ui.make_persistent_id(("text", name));
    field_of(ui, id, name, text, hint)
}

fn field_of(ui: &mut Ui, id: Id, name: &str, text: &str, hint: &str) -> Option<String> {
    let draft: Option<Draft> = ui.data(|data| data.get_temp(id));
    let draft = draft.filter(|draft| draft.of == text);
    let mut edited = draft.map_or_else(|| text.to_owned(), |draft| draft.typed);
    let response = dense_edit(ui, id, name, &mut edited, hint);
    if response.has_focus() {
        if response.changed() {
            let of = text.to_owned();
            ui.data_mut(|data| data.insert_temp(id, Draft { typed: edited, of }));
        }
        return None;
    }
    // What was refused stays, so that it can be mended.
    let is_refused = ui
        .data(|data| data.get_temp::<Refused>(id))
        .is_some_and(|refused| refused.of == text);
    if !is_refused {
        ui.data_mut(|data| data.remove::<Draft>(id));
    }
    let escaped = ui.input(|input| input.key_pressed(egui::Key::Escape));
    (response.lost_focus() && !escaped && edited != text).then_some(edited)
}

/// The same in a row of its own, with its label where it has one. What cannot be is not taken but stays in the field, and
/// `wrong` says below why.
pub(super) fn checked_field(
    ui: &mut Ui,
    label: &str,
    (name, text, hint): (&str, &str, &str),
    wrong: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let id = ui.make_persistent_id(("text", name));
    let typed = match label {
        "" => bare(ui, |ui| field_of(ui, id, name, text, hint)),
        _ => row(ui, label, |ui| field_of(ui, id, name, text, hint)),
    };
    if ui.memory(|memory| memory.has_focus(id)) {
        ui.data_mut(|data| data.remove::<Refused>(id));
        return None;
    }
    let refused = typed.as_deref().and_then(wrong).map(|why| Refused {
        of: text.to_owned(),
        why,
    });
    if let Some((refused, typed)) = refused.clone().zip(typed.clone()) {
        let of = refused.of.clone();
        ui.data_mut(|data| data.insert_temp(id, Draft { typed, of }));
        ui.data_mut(|data| data.insert_temp(id, refused));
    } else if typed.is_some() {
        ui.data_mut(|data| data.remove::<Refused>(id));
    }
    let shown: Option<Refused> = ui.data(|data| data.get_temp(id));
    if let Some(shown) = shown.filter(|shown| shown.of == text) {
        warning(ui, &shown.why);
    }
    typed.filter(|_| refused.is_none())
}

/// What is wrong with a tag or the name of a language; nothing with none.
pub(super) fn wrong_language(text: &str) -> Option<String> {
    let tag = text.trim();
    let is_right = tag.is_empty() || locale::canonical_language(tag).is_some();
    (!is_right).then(|| format!("“{tag}” is no language that is known. Write a tag such as de, ar or pt-BR."))
}

/// The tag of a language that is not [wrong](wrong_language); `None` where none was typed.
pub(super) fn language_typed(text: &str) -> Option<String> {
    locale::canonical_language(text.trim())
}
