//! Choosing a family of fonts: searched, by script, those that were used last, each seen in its own letters.

use egui::{
    Align2, Color32, CornerRadius, CursorIcon, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Response, Role,
    ScrollArea, Sense, Ui, Vec2, WidgetInfo,
};

use super::super::super::super::super::View;
use super::super::super::super::super::command::settings::Command as Settings;
use super::super::super::super::super::command::studio::Command as Studio;
use super::super::super::super::super::command::studio::fonts::Command;
use super::super::super::super::super::state::State;
use super::super::super::super::super::state::settings::SystemFonts;
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::state::studio::fonts::{Fonts, PREVIEW, Sifting};
use super::super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::super::widgets::{arrow_step, face, focus_ring, search_field, select_dense};
use super::super::parts::MIXED;
use crate::studio::text::fonts::{FamilyChoice, FontChoices, Writing};

const WIDTH: f32 = 300.0;
/// How high the list is, whatever is in it: it stays where it unfolded while fonts are found and searched.
const HEIGHT: f32 = 380.0;
/// What stands above the list, and the least that is left around it.
const ABOVE: f32 = 120.0;
const ROW: f32 = 40.0;
const ALL: &str = "All scripts";

/// What is searched for.
#[derive(Clone, Debug, Default)]
struct Search {
    words: String,
    writing: Option<Writing>,
    /// The line that the arrow keys went to.
    at: Option<usize>,
    /// When the list was drawn last.
    pass: u64,
    /// Whether Escape folds it in.
    escaped: bool,
    /// Whether something else is looked for, which is seen from its beginning.
    begins: bool,
}

impl Search {
    /// The line that Enter takes: that of the arrow keys, or the first that was found.
    fn marked(&self, lines: &[Line<'_>]) -> Option<usize> {
        let first = || stepped(lines, None, 1).filter(|_| !self.words.trim().is_empty());
        self.at.or_else(first)
    }
}

/// What the keys did in the search while it has them.
#[derive(Clone, Copy, Debug, Default)]
struct Keys {
    step: Option<isize>,
    enter: bool,
}

/// Where the search is kept as long as the list is unfolded.
fn search_id() -> Id {
    Id::unique("search of fonts")
}

/// The family in use, from which the list unfolds. The one that was chosen now.
pub(super) fn picker(
    ui: &mut Ui,
    view: &mut View<'_>,
    open: &Open,
    family: Option<&str>,
    width: f32,
) -> Option<String> {
    let frame = Vec2::new(width, size::CONTROL_DENSE);
    let response = face(ui, "Font", family.unwrap_or(MIXED), frame, Type::Small);
    let mut picked = brought(view, open);
    let shown = Popup::from_toggle_button_response(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Choose a font")
        .show(|ui| {
            ui.set_width(WIDTH);
            if let Some(family) = list_ui(ui, view, open, family) {
                ui.close();
                if open.kit.engine.book().has_family(&family) {
                    picked = Some(family);
                } else {
                    view.send(Studio::Fonts(Command::Bring(family)));
                }
            }
        });
    if shown.is_none() {
        let last: Option<Search> = ui.data_mut(|data| data.remove_temp(search_id()));
        if last.is_some_and(|search| search.escaped) {
            response.request_focus();
        }
    }
    if let Some(family) = &picked {
        view.send(Studio::Fonts(Command::Used(family.clone())));
    }
    picked
}

/// The family that was taken into the design, for what was selected then.
fn brought(view: &mut View<'_>, open: &Open) -> Option<String> {
    let (family, selected) = view.state.studio.fonts.brought.clone()?;
    if open.editor.selection() != selected.as_slice() {
        // Another text is nobody's wish.
        view.send(Studio::Fonts(Command::Used(family)));
        return None;
    }
    Some(family)
}

fn list_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, family: Option<&str>) -> Option<String> {
    let state = view.state;
    let fonts = &state.studio.fonts;
    let choices = fonts.choices(&open.kit);
    let id = search_id();
    let field = id.with("words");
    let pass = ui.ctx().cumulative_pass_nr();
    // It may have been folded in while no text was selected: what was looked for then is over.
    let known = ui.data(|data| data.get_temp::<Search>(id));
    let known = known.filter(|search| search.pass + 1 >= pass);
    let unfolds = known.is_none();
    let mut search = known.unwrap_or_default();
    search.pass = pass;
    search.escaped = ui.input(|input| input.key_pressed(Key::Escape));
    let keys = keys_of(ui, field);
    if let Some(words) = search_field(ui, field, "Search fonts", &search.words, "Search fonts", WIDTH) {
        (search.words, search.at, search.begins) = (words, None, true);
    }
    if unfolds {
        // The click that unfolds the list is beside the field, which would lose the focus by it while it is drawn.
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    let writings = choices.map(|choices| choices.writings()).unwrap_or_default();
    let names = std::iter::once(ALL).chain(writings.iter().map(|writing| writing.name()));
    let at = search
        .writing
        .and_then(|writing| writings.iter().position(|known| *known == writing));
    let shown = search.writing.map_or(ALL, Writing::name);
    let chosen = Some(at.map_or(0, |at| at + 1));
    if let Some(picked) = select_dense(ui, "Script of the fonts", shown, WIDTH, names, chosen) {
        search.writing = picked.checked_sub(1).and_then(|at| writings.get(at)).copied();
        (search.at, search.begins) = (None, true);
    }
    if state.settings.system.is_wanted() {
        view.send(Settings::FindSystemFonts);
    }
    let Some(choices) = choices else {
        view.send(Studio::Fonts(Command::List));
        ui.data_mut(|data| data.insert_temp(id, search));
        ui.scope(|ui| {
            ui.set_min_height(height(ui));
            said_ui(ui, "Looking through the fonts…");
        });
        return None;
    };
    if search.writing.is_some() && fonts.sifting == Sifting::Idle {
        let unknown = unsifted(choices, state);
        if !unknown.is_empty() {
            view.send(Studio::Fonts(Command::Sift(unknown)));
        }
    }
    let found = rows(choices, state, &search);
    if let Some(step) = keys.step {
        search.at = stepped(&found, search.marked(&found), step);
    }
    let marked = search.marked(&found);
    let begins = std::mem::take(&mut search.begins);
    ui.data_mut(|data| data.insert_temp(id, search));
    let mark = Mark {
        family,
        at: marked,
        moved: keys.step.is_some(),
        begins,
    };
    let picked = ui.scope(|ui| rows_ui(ui, view, fonts, &found, mark)).inner;
    // Enter takes what is marked.
    let entered = || Some(found.get(marked.filter(|_| keys.enter)?)?.name()?.to_owned());
    picked.or_else(entered)
}

/// Takes the keys of the list from the field that has them.
fn keys_of(ui: &Ui, field: Id) -> Keys {
    if !ui.memory(|memory| memory.has_focus(field)) {
        return Keys::default();
    }
    Keys {
        step: arrow_step(ui),
        enter: ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)),
    }
}

/// The line that the arrow keys mark next among those that can be chosen; the first of them when none is.
fn stepped(lines: &[Line<'_>], at: Option<usize>, step: isize) -> Option<usize> {
    let can = |index: &usize| lines.get(*index).is_some_and(|line| line.name().is_some());
    let found = match (at, step > 0) {
        (None, _) => (0..lines.len()).find(can),
        (Some(at), true) => (at + 1..lines.len()).find(can),
        (Some(at), false) => (0..at.min(lines.len())).rev().find(can),
    };
    found.or(at)
}

/// A line of the list.
enum Line<'a> {
    Title(&'static str),
    Family(&'a FamilyChoice),
    /// Of the workspace or of this computer, not in the design yet.
    Elsewhere(&'a str),
    Note(&'static str),
}

impl Line<'_> {
    /// The family that it chooses.
    fn name(&self) -> Option<&str> {
        match self {
            Line::Family(choice) => Some(&choice.name),
            Line::Elsewhere(name) => Some(name),
            Line::Title(_) | Line::Note(_) => None,
        }
    }
}

/// What stands out in the list.
#[derive(Clone, Copy, Debug)]
struct Mark<'a> {
    /// The family in use.
    family: Option<&'a str>,
    /// The line that the keys are at, and whether they went there now.
    at: Option<usize>,
    moved: bool,
    /// Whether the list is seen from its beginning.
    begins: bool,
}

/// Those used last stand above the others while nothing is searched.
fn rows<'a>(choices: &'a FontChoices, state: &'a State, search: &Search) -> Vec<Line<'a>> {
    let fonts = &state.studio.fonts;
    let mut lines = Vec::new();
    let kept = state
        .workspace
        .snapshot()
        .map(|snapshot| snapshot.shelves.fonts.as_slice());
    let kept = kept.unwrap_or_default();
    let is_of_brand = |choice: &&FamilyChoice| kept.iter().any(|font| choice.name.eq_ignore_ascii_case(&font.text));
    let brand: Vec<&FamilyChoice> = choices.families().iter().filter(is_of_brand).collect();
    let recent = fonts.recent.of_choices(choices);
    let is_plain = search.words.trim().is_empty() && search.writing.is_none();
    if is_plain && !brand.is_empty() {
        lines.push(Line::Title("Brand"));
        lines.extend(brand.iter().copied().map(Line::Family));
        if recent.is_empty() {
            lines.push(Line::Title("All fonts"));
        }
    }
    if is_plain && !recent.is_empty() {
        lines.push(Line::Title("Used last"));
        lines.extend(recent.into_iter().map(Line::Family));
        lines.push(Line::Title("All fonts"));
    }
    let found = choices.matching(&search.words, search.writing);
    lines.extend(found.into_iter().map(Line::Family));
    let system = &state.settings.system;
    // What they write is not known before they are read whole.
    let writes = |family: &&str| match search.writing {
        None => true,
        Some(writing) => fonts
            .writings
            .get(*family)
            .is_some_and(|known| known.contains(&writing)),
    };
    let [own, found] = elsewhere(choices, system, &search.words);
    for (title, found) in [("In this workspace", own), ("On this computer", found)] {
        let mut found = found.into_iter().filter(writes).peekable();
        if found.peek().is_some() {
            lines.push(Line::Title(title));
            lines.extend(found.map(Line::Elsewhere));
        }
    }
    if system.reading {
        lines.push(Line::Note("Looking for the fonts of this computer…"));
    } else if search.writing.is_some() && fonts.sifting == Sifting::Busy {
        lines.push(Line::Note("Looking through the fonts of this computer…"));
    }
    lines
}

/// What the workspace has and the design has not; and what this computer has besides and may be carried by documents.
fn elsewhere<'a>(choices: &FontChoices, system: &'a SystemFonts, words: &str) -> [Vec<&'a str>; 2] {
    let is_new = |family: &str| {
        !choices
            .families()
            .iter()
            .any(|choice| choice.name.eq_ignore_ascii_case(family))
    };
    let own = system.own_matching(words).filter(|family| is_new(family));
    let found = system.matching(words).filter(|family| !family.is_forbidden());
    let found = found.map(|family| family.name.as_str());
    let found = found.filter(|family| is_new(family) && !system.is_own(family));
    [own.collect(), found.collect()]
}

/// Those of them of which it was not looked for yet what they can be used for.
fn unsifted(choices: &FontChoices, state: &State) -> Vec<String> {
    let known = &state.studio.fonts.writings;
    let all = elsewhere(choices, &state.settings.system, "").into_iter().flatten();
    all.filter(|family| !known.contains_key(*family))
        .map(str::to_owned)
        .collect()
}

fn rows_ui(ui: &mut Ui, view: &mut View<'_>, fonts: &Fonts, lines: &[Line<'_>], mark: Mark<'_>) -> Option<String> {
    let theme = theme::of(ui);
    let mut picked = None;
    let (mut wanted, mut wanted_elsewhere) = (Vec::new(), Vec::new());
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = height(ui);
    ui.set_min_height(height);
    ui.set_max_height(height);
    if lines.is_empty() {
        said_ui(ui, "No font is called so");
        return None;
    }
    let mut area = ScrollArea::vertical().max_height(height).auto_shrink(false);
    if mark.begins {
        area = area.vertical_scroll_offset(0.0);
    }
    area.show_rows(ui, ROW, lines.len(), |ui, range| {
        if let Some(at) = mark.at.filter(|_| mark.moved) {
            let top = ui.max_rect().top() + (at as f32 - range.start as f32) * ROW;
            let line = Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=top + ROW);
            ui.scroll_to_rect(line, None);
        }
        for (index, line) in lines.iter().enumerate().skip(range.start).take(range.len()) {
            let is_marked = mark.at == Some(index);
            match line {
                Line::Title(title) => {
                    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::hover());
                    let at = rect.left_bottom() + Vec2::new(space::S, -space::S);
                    let font = Type::Caption.font();
                    ui.painter().text(at, Align2::LEFT_BOTTOM, title, font, theme.muted);
                }
                Line::Note(text) => note_ui(ui, text),
                Line::Elsewhere(name) => {
                    // It comes into the design when it is chosen.
                    let about = "Copied into the design, so that it looks the same on every computer";
                    if row_ui(ui, fonts, name, false, is_marked).on_hover_text(about).clicked() {
                        picked = Some((*name).to_owned());
                    }
                    if !fonts.has_picture(name) {
                        wanted_elsewhere.push((*name).to_owned());
                    }
                }
                Line::Family(choice) => {
                    let is_chosen = mark.family == Some(choice.name.as_str());
                    if row_ui(ui, fonts, &choice.name, is_chosen, is_marked).clicked() {
                        picked = Some(choice.name.clone());
                    }
                    if !fonts.has_picture(&choice.name) {
                        wanted.push((choice.name.clone(), choice.preview().to_owned()));
                    }
                }
            }
        }
    });
    if !wanted.is_empty() {
        view.send(Studio::Fonts(Command::Draw(wanted)));
    }
    if !wanted_elsewhere.is_empty() {
        view.send(Studio::Fonts(Command::DrawElsewhere(wanted_elsewhere)));
    }
    picked
}

fn height(ui: &Ui) -> f32 {
    HEIGHT.min(ui.ctx().content_rect().height() - ABOVE)
}

/// What is said in place of the list.
fn said_ui(ui: &mut Ui, text: &str) {
    ui.label(Type::Small.text(text).color(theme::of(ui).muted));
}

fn note_ui(ui: &mut Ui, text: &str) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    let at = rect.left_center() + Vec2::new(space::S, 0.0);
    let font = Type::Caption.font();
    ui.painter()
        .text(at, Align2::LEFT_CENTER, text, font, theme::of(ui).muted);
}

/// The family in its own letters, its name beneath in ours.
fn row_ui(ui: &mut Ui, fonts: &Fonts, family: &str, is_chosen: bool, is_marked: bool) -> Response {
    let theme = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, family));
    let ground = match (is_chosen, is_marked || response.hovered() || response.has_focus()) {
        (true, _) => theme.accent_soft,
        (false, true) => theme.sunken,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(size::CORNER), ground);
    let left = rect.left() + space::S;
    if let Some(texture) = fonts.picture(family) {
        let size = Vec2::new(PREVIEW[0], PREVIEW[1]);
        let area = Rect::from_min_size([left, rect.top() + 1.0].into(), size);
        let whole = Rect::from_min_max([0.0, 0.0].into(), [1.0, 1.0].into());
        ui.painter()
            .with_clip_rect(rect.intersect(ui.clip_rect()))
            .image(texture.id(), area, whole, theme.text);
    }
    let at = [left, rect.bottom() - 2.0].into();
    let name = Type::Caption.font();
    ui.painter().text(at, Align2::LEFT_BOTTOM, family, name, theme.muted);
    focus_ring(ui, &response, size::CORNER);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_takes_what_was_found_first_unless_the_arrows_went_elsewhere() {
        let lines = [
            Line::Title("On this computer"),
            Line::Elsewhere("A"),
            Line::Elsewhere("B"),
        ];
        for (words, at, marked) in [("", None, None), ("a", None, Some(1)), ("a", Some(2), Some(2))] {
            let search = Search {
                words: words.to_owned(),
                at,
                ..Search::default()
            };
            assert_eq!(search.marked(&lines), marked, "{words} {at:?}");
            assert_eq!(search.marked(&[]), at, "{words} {at:?}");
        }
    }

    #[test]
    fn arrow_keys_go_from_family_to_family() {
        let lines = [
            Line::Title("On this computer"),
            Line::Elsewhere("A"),
            Line::Elsewhere("B"),
            Line::Note("Looking"),
        ];
        for (at, step, expected) in [
            (None, 1, 1),
            (None, -1, 1),
            (Some(1), 1, 2),
            (Some(2), 1, 2),
            (Some(2), -1, 1),
            (Some(1), -1, 1),
            (Some(9), -1, 2),
        ] {
            assert_eq!(stepped(&lines, at, step), Some(expected), "{at:?} {step}");
        }
        assert_eq!(stepped(&lines[..1], None, 1), None);
    }
}
