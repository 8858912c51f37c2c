//! The search over everything: groups, credentials, batches, designs, workspaces, and every command, by their words.

use egui::{
    Align, Align2, Area, CornerRadius, Frame, Id, Key, Layout, Margin, Modal, Order, Role, ScrollArea, Sense, Stroke,
    Ui, Vec2, WidgetInfo,
};

use super::super::View;
use super::super::command::studio::{Action, Command as Studio};
use super::super::command::{Command, Listed, keys};
use super::super::route::Route;
use super::super::state::palette::{Hit, Palette, Part};
use super::super::theme::{self, Type, size, space};
use super::super::widgets::icons::{self, Icon};
use super::super::widgets::{NameLabel, arrow_step, begins_at, escaped, over_all, search_field, state_chip, within};

const WIDTH: f32 = 560.0;
const HEIGHT: f32 = 480.0;
/// Where the sidebar's neighbours begin: a number of a credential and its group have room beside a name.
const NAME: f32 = 0.46;
/// The label of a command leaves room for its keys, or for why it cannot be done.
const LABEL: f32 = 0.62;

/// Everywhere but in the studio, whose own commands come first.
const ORDER: [Part; 6] = [
    Part::Groups,
    Part::Credentials,
    Part::Batches,
    Part::Designs,
    Part::Workspaces,
    Part::Commands,
];
const ORDER_IN_STUDIO: [Part; 6] = [
    Part::Commands,
    Part::Designs,
    Part::Groups,
    Part::Credentials,
    Part::Batches,
    Part::Workspaces,
];

/// A line of what was found.
#[derive(Clone, Copy)]
enum Line<'a> {
    Hit(Part, &'a Hit),
    Command(&'static Listed),
}

/// What the keys do to the lines; kept from frame to frame.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    at: usize,
    /// Enter was pressed before what was typed was searched.
    enter: bool,
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Some(palette) = view.state.palette.clone() else {
        return;
    };
    let theme = theme::of(ui);
    let in_studio = matches!(view.state.route.now(), Route::Studio(_));
    let lines = lines(view, &palette, in_studio);
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(size::CORNER_DIALOG))
        .shadow(theme::float_shadow(theme))
        .inner_margin(Margin::same(space::S as i8));
    let window = ui.ctx().content_rect().size();
    let width = WIDTH.min(window.x - 2.0 * space::XL);
    let id = Id::unique("palette");
    // It opens where its field stands in the top bar, which the studio does not have.
    let has_bar = view.state.workspace.snapshot().is_some() && !in_studio;
    let (corner, offset) = match has_bar {
        true => (Align2::RIGHT_TOP, Vec2::new(-space::S, 0.0)),
        false => (Align2::CENTER_TOP, Vec2::new(0.0, space::XXL)),
    };
    let area = Area::new(id).order(Order::Foreground).anchor(corner, offset);
    // The groups of the home page are sifted behind it.
    let veil = match view.state.route.now() {
        Route::Home => egui::Color32::TRANSPARENT,
        _ => theme.veil,
    };
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(veil);
    let shown = modal.show(ui.ctx(), |ui| {
        over_all(ui.ctx(), ui.layer_id());
        ui.set_width(width);
        let field = id.with("words");
        let hint = "Find or do something…";
        let changed = search_field(ui, field, "Search everything", &palette.words, hint, width);
        begins_at(ui.ctx(), ui.layer_id(), field);
        if let Some(words) = changed {
            ui.data_mut(|data| data.insert_temp(id, Mark::default()));
            view.out.send(Command::SearchPalette(words));
        }
        let height = HEIGHT.min(window.y - offset.y - 96.0);
        list_ui(ui, view, id, (&palette, &lines), height)
    });
    if shown.inner {
        return;
    }
    if escaped(ui, &shown) {
        close(ui, view, id);
    }
}

fn close(ui: &Ui, view: &mut View<'_>, id: Id) {
    ui.data_mut(|data| data.remove::<Mark>(id));
    view.send(Command::ClosePalette);
}

/// All that was found, part by part.
fn lines<'a>(view: &View<'_>, palette: &'a Palette, in_studio: bool) -> Vec<Line<'a>> {
    let mut commands = palette.commands();
    commands.retain(|listed| in_studio || !keys::is_of_canvas(listed.id));
    // In the studio its own commands come first; what cannot be done now comes last.
    commands.sort_by_key(|listed| {
        let is_elsewhere = in_studio && !keys::is_of_canvas(listed.id);
        (listed.allowed(view.state).is_err(), is_elsewhere)
    });
    commands.truncate(palette.most_commands());
    let order = if in_studio { ORDER_IN_STUDIO } else { ORDER };
    let mut lines = Vec::new();
    for part in order {
        lines.extend(palette.hits(part).iter().map(|hit| Line::Hit(part, hit)));
        if part == Part::Commands {
            lines.extend(commands.iter().copied().map(Line::Command));
        }
    }
    lines
}

impl Line<'_> {
    fn part(&self) -> Part {
        match self {
            Line::Hit(part, _) => *part,
            Line::Command(_) => Part::Commands,
        }
    }
}

/// The list; whether something in it was done.
fn list_ui(ui: &mut Ui, view: &mut View<'_>, id: Id, (palette, lines): (&Palette, &[Line<'_>]), height: f32) -> bool {
    let mut mark = ui.data(|data| data.get_temp::<Mark>(id).unwrap_or_default());
    let step = arrow_step(ui);
    let last = lines.len().saturating_sub(1);
    mark.at = mark.at.saturating_add_signed(step.unwrap_or(0)).min(last);
    // What comes first is not known before the answer; whoever went down with the keys has seen what is marked.
    mark.enter |= ui.input(|input| input.key_pressed(Key::Enter));
    let mut chosen = None;
    if mark.enter && (!palette.busy || mark.at > 0) {
        mark.enter = false;
        chosen = lines.get(mark.at).copied();
    }
    ui.data_mut(|data| data.insert_temp(id, mark));
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if lines.is_empty() {
                let text = if palette.busy {
                    "Searching…"
                } else {
                    "Nothing has these words"
                };
                ui.add_space(space::S);
                ui.label(Type::Body.text(text).color(theme::of(ui).muted));
                ui.add_space(space::S);
            }
            let mut part = None;
            for (place, line) in lines.iter().enumerate() {
                if part.replace(line.part()) != Some(line.part()) {
                    heading_ui(ui, line.part());
                }
                let response = line_ui(ui, view, line, place == mark.at);
                if place == mark.at && step.is_some() {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    chosen = Some(*line);
                }
            }
        });
    match chosen {
        Some(Line::Command(listed)) if listed.allowed(view.state).is_ok() => {
            close(ui, view, id);
            view.send((listed.command)());
            true
        }
        Some(Line::Hit(_, hit)) => {
            close(ui, view, id);
            hit.open.iter().for_each(|command| view.send(command.clone()));
            true
        }
        Some(Line::Command(_)) | None => false,
    }
}

fn heading_ui(ui: &mut Ui, part: Part) {
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        ui.add_space(space::M);
        ui.label(Type::Caption.text(part.label()).color(theme::of(ui).muted));
    });
    ui.add_space(space::XS);
}

fn icon_of(part: Part, hit: &Hit) -> Icon {
    match part {
        Part::Groups => icons::GROUPS,
        Part::Credentials if hit.state.is_none() => icons::SEARCH,
        Part::Credentials => icons::DOCUMENT,
        Part::Batches => icons::LIST,
        Part::Designs => icons::DESIGN,
        Part::Workspaces => icons::SWITCH,
        Part::Commands => icons::KEYBOARD,
    }
}

fn line_ui(ui: &mut Ui, view: &View<'_>, line: &Line<'_>, marked: bool) -> egui::Response {
    let theme = theme::of(ui);
    let refused = match line {
        Line::Command(listed) => listed.allowed(view.state).err(),
        Line::Hit(..) => None,
    };
    let name = match line {
        Line::Command(listed) => match on_word(view, listed) {
            "" => label_of(view, listed),
            on => format!("{}: {}", label_of(view, listed), on.to_lowercase()),
        },
        Line::Hit(_, hit) if hit.note.is_empty() => hit.label.clone(),
        Line::Hit(_, hit) => format!("{}, {}", hit.label, hit.note),
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), size::ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, refused.is_none(), marked, &name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if marked || response.hovered() {
        let ground = if marked { theme.accent_soft } else { theme.sunken };
        ui.painter().rect_filled(rect, CornerRadius::same(size::CORNER), ground);
    }
    let builder = egui::UiBuilder::new()
        .max_rect(rect.shrink2(Vec2::new(space::M, 0.0)))
        .layout(Layout::left_to_right(Align::Center));
    within(ui, builder, |ui| match line {
        Line::Command(listed) => command_ui(ui, view, listed, refused),
        Line::Hit(part, hit) => hit_ui(ui, *part, hit),
    });
    response
}

/// How a command is called now.
fn label_of(view: &View<'_>, listed: &Listed) -> String {
    let toasts = &view.state.toasts;
    let (word, what) = match listed.id {
        keys::TAKE_BACK => ("Undo", toasts.last_undo()),
        keys::DO_AGAIN => ("Redo", toasts.last_redo()),
        _ => ("", None),
    };
    match what {
        Some(what) if listed.allowed(view.state).is_ok() => format!("{word}: {what}"),
        _ => listed.label.to_owned(),
    }
}

/// Whether what a command switches is on now, in a word; empty for other commands.
fn on_word(view: &View<'_>, listed: &Listed) -> &'static str {
    let Command::Studio(Studio::Do(Action::Toggle(aid))) = (listed.command)() else {
        return "";
    };
    match view.state.studio.open().and_then(|open| open.has(aid)) {
        Some(true) => "On",
        Some(false) => "Off",
        None => "",
    }
}

fn command_ui(ui: &mut Ui, view: &View<'_>, listed: &Listed, refused: Option<&str>) {
    let theme = theme::of(ui);
    let color = if refused.is_some() { theme.faint } else { theme.text };
    ui.add(listed.icon.colored(theme.muted));
    let label = label_of(view, listed);
    ui.add(NameLabel::new(&label).color(color).width(ui.available_width() * LABEL));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let keys = keys::of(listed, &view.state.choices).map(|shortcut| ui.ctx().format_shortcut(&shortcut));
        let right = refused.map(str::to_owned).or(keys).unwrap_or_default();
        let on = refused.map_or_else(|| on_word(view, listed), |_| "");
        let parts = [on, right.as_str()].into_iter().filter(|part| !part.is_empty());
        let right = parts.collect::<Vec<_>>().join(" · ");
        ui.label(Type::Caption.text(right).color(theme.muted));
    });
}

fn hit_ui(ui: &mut Ui, part: Part, hit: &Hit) {
    let theme = theme::of(ui);
    ui.add(icon_of(part, hit).colored(theme.muted));
    let name = match hit.note.is_empty() {
        true => ui.available_width(),
        false => ui.available_width() * NAME,
    };
    ui.add(NameLabel::new(&hit.label).width(name));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if let Some(state) = hit.state {
            state_chip(ui, state);
        }
        let note = NameLabel::new(&hit.note).kind(Type::Small).color(theme.muted);
        ui.add(note.width(ui.available_width()));
    });
}
