//! The sheet of keys, made from the commands.

use egui::{Align, Id, Label, Layout, ScrollArea, Ui, Vec2};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::studio::{Action, Command, by_heading};
use super::super::super::command::{Listed, keys};
use super::super::super::settings::Settings;
use super::super::super::state::studio::Open;
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::{Button, begins_at, modal, search_field};
use crate::locale;

/// How wide the sheet is.
const WIDTH: f32 = 680.0;
/// A heading is as high as so many lines.
const HEADING: usize = 2;

/// A command with its keys.
type Line = (&'static Listed, egui::KeyboardShortcut);

pub(super) fn show(ui: &Ui, view: &mut View<'_>, open: &Open) {
    if !open.keys {
        return;
    }
    let shown = modal(ui, Id::unique("keys of the studio")).show(ui.ctx(), |ui| sheet_ui(ui, view, open));
    if shown.inner || shown.should_close() {
        view.send(AnyCommand::from(Action::Keys));
    }
}

/// Whether it is to be closed.
fn sheet_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) -> bool {
    let room = ui.ctx().content_rect().size();
    ui.set_width(WIDTH.min(room.x - 4.0 * space::XL));
    // The title, the search and the button have the rest.
    let height = (room.y - 260.0).clamp(120.0, 440.0);
    ui.label(Type::Title.text("Keys of the studio"));
    ui.add_space(space::S);
    let id = Id::unique("search the keys of the studio");
    begins_at(ui.ctx(), ui.layer_id(), id);
    let width = ui.available_width();
    let typed = search_field(
        ui,
        id,
        "Search the keys",
        &open.keys_filter,
        "Search: align, zoom, Ctrl+G",
        width,
    );
    if let Some(words) = typed {
        view.send(Command::SearchKeys(words));
    }
    ui.add_space(space::S);
    let groups = found(ui, &open.keys_filter, &view.state.choices);
    ScrollArea::vertical()
        .max_height(height)
        // It stays as large as it is while what was looked for is shown.
        .auto_shrink(false)
        .show(ui, |ui| {
            if groups.is_empty() {
                ui.label(Type::Body.text("No command of the studio with keys has these words."));
            } else {
                columns_ui(ui, &groups);
            }
        });
    ui.add_space(space::S);
    let text = "F6 goes from the page to the panels and bars, Shift and F6 go back. Space or the middle button moves the \
                page, Ctrl and the wheel zoom. All keys can be changed in the settings.";
    ui.label(Type::Caption.text(text).color(theme::of(ui).muted));
    Button::secondary("Close").show(ui).clicked()
}

/// The commands that have keys and all words in their labels, keys or headings.
fn found(ui: &Ui, filter: &str, choices: &Settings) -> Vec<(&'static str, Vec<Line>)> {
    let words = locale::query_words(filter);
    let has = |heading: &str, (listed, keys): &Line| {
        let text = format!("{heading} {} {}", listed.label, ui.ctx().format_shortcut(keys));
        let text = locale::searched(&text);
        words.iter().all(|word| text.contains(word.as_str()))
    };
    by_heading()
        .map(|(heading, of)| {
            let lines = of
                .iter()
                .filter_map(|listed| Some((listed, keys::of(listed, choices)?)));
            (heading, lines.filter(|line| has(heading, line)).collect::<Vec<Line>>())
        })
        .filter(|(_, lines)| !lines.is_empty())
        .collect()
}

/// Two columns of about the same height, each of whole groups.
fn columns_ui(ui: &mut Ui, groups: &[(&'static str, Vec<Line>)]) {
    let height = |groups: &[(&str, Vec<Line>)]| groups.iter().map(|(_, lines)| lines.len() + HEADING).sum::<usize>();
    let taller =
        |at: &usize| height(groups.get(..*at).unwrap_or_default()).max(height(groups.get(*at..).unwrap_or_default()));
    let split = (1..=groups.len()).min_by_key(taller).unwrap_or_default();
    ui.spacing_mut().item_spacing = Vec2::new(space::XXL, 0.0);
    ui.spacing_mut().interact_size.y = size::FACT;
    ui.columns(2, |columns| {
        let (left, right) = groups.split_at(split);
        for (ui, groups) in columns.iter_mut().zip([left, right]) {
            groups.iter().for_each(|(heading, lines)| group_ui(ui, heading, lines));
        }
    });
}

fn group_ui(ui: &mut Ui, heading: &str, lines: &[Line]) {
    let theme = theme::of(ui);
    ui.add_space(space::S);
    let text = Type::Strong.text(heading).color(theme.text);
    let response = ui.add(Label::new(text));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, heading));
    ui.add_space(space::XS);
    for (listed, keys) in lines {
        ui.horizontal(|ui| {
            let keys = ui.ctx().format_shortcut(keys);
            ui.label(Type::Small.text(listed.label));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(space::S);
                ui.label(Type::Caption.text(keys).color(theme.muted));
            });
        });
    }
}
