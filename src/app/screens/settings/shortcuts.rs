//! The keys of commands, which a person can change.

use egui::{
    Align, CornerRadius, Event, Id, Key, Layout, Modifiers, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};

use super::super::super::View;
use super::super::super::command::settings::Command;
use super::super::super::command::{Listed, keys, listed};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{Button, NameLabel, card, focus_ring, icon_button, search_field};

const KEYS: f32 = 152.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let words = view.state.settings.keys_filter.clone();
    ui.horizontal(|ui| {
        let id = Id::unique("filter shortcuts");
        let changed = search_field(ui, id, "Filter commands", &words, "Filter commands", size::SEARCH);
        if let Some(words) = changed {
            view.send(Command::FilterKeys(words));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let none = view.state.choices.shortcuts.is_empty();
            let refused = none.then_some("All commands have their own keys");
            if Button::quiet("Reset all").unless(refused).show(ui).clicked() {
                view.send(Command::ResetKeys(None));
            }
        });
    });
    ui.add_space(space::S);
    record(ui, view);
    let words = words.to_lowercase();
    let shown: Vec<&'static Listed> = listed()
        .filter(|listed| {
            let label = listed.label.to_lowercase();
            words.split_whitespace().all(|word| label.contains(word))
        })
        .collect();
    card(ui, space::S, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        if shown.is_empty() {
            let muted = theme::of(ui).muted;
            ui.label(Type::Body.text("No command has these words").color(muted));
        }
        for listed in shown {
            row_ui(ui, view, listed);
        }
    });
}

/// Takes the keys that are pressed while some are waited for.
fn record(ui: &Ui, view: &mut View<'_>) {
    let Some(id) = view.state.settings.recording else {
        return;
    };
    let pressed = ui.input_mut(|input| {
        let found = input.events.iter().find_map(|event| match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } if !keys::is_modifier(*key) => Some((*key, *modifiers)),
            // The system has its own events for these.
            Event::Copy => Some((Key::C, Modifiers::COMMAND)),
            Event::Cut => Some((Key::X, Modifiers::COMMAND)),
            Event::Paste(_) => Some((Key::V, Modifiers::COMMAND)),
            _ => None,
        });
        if found.is_some() {
            input.events.retain(|event| !matches!(event, Event::Key { .. }));
        }
        found
    });
    match pressed {
        None => {}
        Some((Key::Escape, _)) => view.send(Command::Record(None)),
        Some((Key::Backspace | Key::Delete, Modifiers::NONE)) => view.send(Command::SetKeys(id, None)),
        Some((key, modifiers)) => view.send(Command::SetKeys(id, Some(keys::pressed(key, modifiers)))),
    }
}

fn row_ui(ui: &mut Ui, view: &mut View<'_>, listed: &'static Listed) {
    let theme = theme::of(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(size::ROW);
        ui.add_space(space::S);
        ui.add(listed.icon.colored(theme.muted));
        let room = ui.available_width() - KEYS - size::CONTROL_DENSE - 3.0 * space::S;
        ui.add(NameLabel::new(listed.label).width(room.max(KEYS / 2.0)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(space::S);
            let changed = view.state.choices.shortcuts.contains_key(listed.id);
            if changed {
                let name = format!("Reset: {}", listed.label);
                if icon_button(ui, icons::UNDO, &name, None).clicked() {
                    view.send(Command::ResetKeys(Some(listed.id)));
                }
            } else {
                ui.add_space(size::CONTROL_DENSE + ui.spacing().item_spacing.x);
            }
            keys_ui(ui, view, listed);
        });
    });
    if let Some((id, why)) = &view.state.settings.refused
        && *id == listed.id
    {
        ui.horizontal(|ui| {
            ui.add_space(space::S);
            ui.add(icons::WARNING.colored(theme.error));
            ui.label(Type::Small.text(why).color(theme.error));
        });
        ui.add_space(space::XS);
    }
}

/// The keys as a button that waits for others.
fn keys_ui(ui: &mut Ui, view: &mut View<'_>, listed: &'static Listed) {
    let theme = theme::of(ui);
    let waiting = view.state.settings.recording == Some(listed.id);
    let keys = keys::of(listed, &view.state.choices).map(|keys| ui.ctx().format_shortcut(&keys));
    let text = match (waiting, &keys) {
        (true, _) => "Press keys, or Escape",
        (false, Some(keys)) => keys.as_str(),
        (false, None) => "None",
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(KEYS, size::CONTROL_DENSE), Sense::click());
    let name = format!("Keys of {}: {text}", listed.label);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let (stroke, color) = match (waiting, response.hovered(), keys.is_some()) {
        (true, ..) => (Stroke::new(size::FOCUS, theme.select), theme.text),
        (false, true, _) => (Stroke::new(1.0, theme.line_strong), theme.text),
        (false, false, true) => (Stroke::new(1.0, theme.line), theme.text),
        (false, false, false) => (Stroke::NONE, theme.faint),
    };
    let corner = CornerRadius::same(size::CORNER);
    ui.painter()
        .rect(rect, corner, theme.surface, stroke, StrokeKind::Inside);
    ui.painter().text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        text,
        Type::Small.font(),
        color,
    );
    focus_ring(ui, &response, size::CORNER);
    let response = response.on_hover_text("Click to change. Backspace takes the keys away.");
    if response.clicked() {
        view.send(Command::Record((!waiting).then_some(listed.id)));
    } else if waiting && response.clicked_elsewhere() {
        view.send(Command::Record(None));
    }
}
