//! The line under the page: what can be done now, and how it is kept.

use egui::{Align, Layout, Role, Ui, WidgetInfo};

use super::super::super::state::studio::{Open, canvas_id};
use super::super::super::theme::{self, Type, space};
use super::super::super::widgets::{Sentence, icons};
use super::words::Words;
use crate::studio::Modifiers;

pub(super) fn show(ui: &mut Ui, open: &Open) {
    let theme = theme::of(ui);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.add_space(space::M);
        let place = place(ui, open);
        // What stands at the end is longer with a place.
        let end = if place.is_some() { 240.0 } else { 140.0 };
        let room = ui.available_width() - end;
        hint_ui(ui, &hint(ui, open), room);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(space::M);
            kept_ui(ui, open);
            if let Some(place) = place {
                ui.label(Type::Caption.text(place).color(theme.faint));
            }
        });
    });
}

/// A hint, or as much of it from its beginning as there is room for. All of it is heard, and seen on hover.
fn hint_ui(ui: &mut Ui, hint: &str, room: f32) {
    let color = theme::of(ui).muted;
    let width = |text: &str| {
        let galley = ui
            .painter()
            .layout_no_wrap(text.to_owned(), Type::Caption.font(), color);
        galley.size().x
    };
    let shown = whole_parts(hint, |part| width(part) <= room);
    let is_all = shown == hint;
    let response = ui.label(Type::Caption.text(shown).color(color));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, hint));
    if !is_all {
        response.on_hover_text(hint);
    }
}

/// As many whole parts of a hint as fit, which begins with what matters most; where not even the first one does, its first
/// words.
fn whole_parts(hint: &str, fits: impl Fn(&str) -> bool) -> String {
    if fits(hint) {
        return hint.to_owned();
    }
    let ends = [", ", "; ", ". "].map(|end| hint.rmatch_indices(end).map(|(at, _)| at).collect::<Vec<_>>());
    let mut ends = ends.concat();
    ends.sort_unstable_by(|a, b| b.cmp(a));
    let mut parts = ends.into_iter().filter_map(|end| hint.get(..end));
    if let Some(part) = parts.find(|part| fits(part)) {
        return part.to_owned();
    }
    let words = hint.rmatch_indices(' ').filter_map(|(end, _)| hint.get(..end));
    let mut short = words.map(|words| format!("{}…", words.trim_end_matches([',', ';', '.'])));
    short.find(|words| fits(words)).unwrap_or_default()
}

/// A sentence on what the hand can do where it is.
fn hint(ui: &Ui, open: &Open) -> String {
    match words_of_row(open) {
        Some(words) => format!("{words}. {}", what_to_do(ui, open)),
        None => what_to_do(ui, open),
    }
}

/// Whose words the only text that is selected shows, as far as that is up to a row.
fn words_of_row(open: &Open) -> Option<String> {
    match open.editor.selected().as_slice() {
        [only] => Words::of(open, only)?.by_row(open),
        _ => None,
    }
}

fn what_to_do(ui: &Ui, open: &Open) -> String {
    if open.is_typing() {
        return "Type. Esc ends, Ctrl+B and Ctrl+I change the letters".to_owned();
    }
    let at = ui.input(|input| input.pointer.latest_pos());
    let over = at.filter(|at| open.camera.room.contains(*at));
    let pointer = open.pointer(over.unwrap_or(open.camera.room.center()), Modifiers::NONE);
    if over.is_none() && !open.editor.is_busy() {
        let focused = ui.memory(|memory| memory.has_focus(canvas_id()));
        let nudge = open.editor.nudge_hint().filter(|_| focused);
        return match (nudge, focused) {
            (Some(nudge), _) => format!("{nudge}. Tab goes on, Enter edits, F1 shows all keys"),
            (None, true) => "Tab selects the next element, Enter edits it, F1 shows all keys".to_owned(),
            (None, false) => "F1 shows all keys of the studio".to_owned(),
        };
    }
    let hint = open.editor.status(&pointer).hint;
    match open.editor.nudge_hint().filter(|_| !open.editor.is_busy()) {
        // What the hand can do comes first: the end may have no room.
        Some(nudge) if !hint.is_empty() => format!("{hint}. {nudge}"),
        Some(nudge) => nudge,
        None => hint.to_owned(),
    }
}

/// Where the pointer is on the page.
fn place(ui: &Ui, open: &Open) -> Option<String> {
    let at = ui.input(|input| input.pointer.latest_pos())?;
    let unit = open.editor.settings.unit;
    let inside = open.camera.room.contains(at).then(|| open.camera.to_page(at))?;
    let decimals = |points: f64| crate::studio::measure::number(points / unit.points(), 1);
    Some(format!(
        "{}, {} {}",
        decimals(inside.x),
        decimals(inside.y),
        unit.symbol()
    ))
}

/// How the working copy is kept.
fn kept_ui(ui: &mut Ui, open: &Open) {
    let theme = theme::of(ui);
    let (icon, text, color, why) = if let Some(problems) = &open.keeping.failed {
        (icons::WARNING, "Not kept", theme.error, Some(problems.to_string()))
    } else if open.keeping.saving {
        (icons::REFRESH, "Saving…", theme.faint, None)
    } else if !open.is_changed() {
        (icons::CHECK, "Saved", theme.faint, None)
    } else if open.is_kept() {
        let why = "It survives whatever happens; “Done” makes it what is issued".to_owned();
        (icons::CHECK, "Kept as a draft", theme.faint, Some(why))
    } else {
        (icons::REFRESH, "Keeping…", theme.faint, None)
    };
    let label = ui.add(Sentence::new(text).kind(Type::Caption).color(color));
    ui.add(icon.colored(color));
    if let Some(why) = why {
        label.on_hover_text(why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_keeps_whole_parts_and_then_whole_words() {
        let hint = "Drag to move, double-click edits; Alt copies. Arrows move by 1.5 mm";
        let within = |most: usize| whole_parts(hint, |part| part.chars().count() <= most);
        for (most, expected) in [
            (80, hint),
            (60, "Drag to move, double-click edits; Alt copies"),
            (40, "Drag to move, double-click edits"),
            (14, "Drag to move"),
            (9, "Drag to…"),
            (5, "Drag…"),
            (3, ""),
        ] {
            assert_eq!(within(most), expected, "{most}");
        }
    }
}
