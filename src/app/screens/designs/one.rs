//! A design: large, under names that break certificates, with what it shows and who uses it.

use egui::{
    Align, CornerRadius, Id, Layout, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::design::Command;
use super::super::super::preview::Subject;
use super::super::super::route::Route;
use super::super::super::state::design::{DesignCard, Export, Inspected, SAMPLES, Sample};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, Drawing, NameLabel, Sentence, Tone, chip, empty, first_thing, focus_ring, icon_button, only_reading,
    picture, problem_box, within,
};
use super::super::super::words;
use super::card::first_click;
use crate::diag::{Problem, Problems, Severity};
use crate::model::DesignId;
use crate::studio::page_name;

/// The panel at the right.
const PANEL: f32 = 320.0;
/// How long after the first click on a card the second one is a part of it, in seconds.
const SECOND: f64 = 0.8;
/// The small pictures under the large one, with their labels; narrower where there is less room.
const SAMPLE: Vec2 = Vec2::new(128.0, 108.0);
const SAMPLE_LEAST: f32 = 88.0;
/// The height of the line that turns the pages, under the large picture.
const PAGES: f32 = 40.0;

/// Whether this is the second click on a card of the gallery, which was here when the first one came.
fn is_second_click(ui: &Ui) -> bool {
    let now = ui.input(|input| input.time);
    let first = ui.data(|data| data.get_temp::<f64>(first_click()));
    first.is_some_and(|first| now - first < SECOND)
        && ui.input(|input| input.pointer.button_double_clicked(egui::PointerButton::Primary))
}

pub(in super::super) fn show(ui: &mut Ui, view: &mut View<'_>, id: DesignId) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    let Some(card) = snapshot.gallery.iter().find(|card| card.pin.design == id) else {
        if view.state.design.expected != Some(id) {
            empty(
                ui,
                Drawing::Nothing,
                "This design is not in the workspace any more.",
                |ui| {
                    if Button::secondary("All designs").show(ui).clicked() {
                        view.out.go(Route::Designs);
                    }
                },
            );
        }
        return;
    };
    if view.state.design.inspected.pin() != Some(card.pin) {
        view.send(Command::Inspect(id));
    }
    let may_edit = only_reading(ui).is_none();
    if is_second_click(ui) && may_edit {
        view.out.go(Route::Studio(id));
    }
    let rect = ui.max_rect();
    let seam = rect.right() - PANEL.min(rect.width() * 0.45);
    let left = Rect::from_min_max(rect.min, [seam, rect.bottom()].into());
    let right = Rect::from_min_max([seam, rect.top()].into(), rect.max);
    let theme = theme::of(ui);
    ui.painter().rect_filled(left, CornerRadius::ZERO, theme.sunken);
    ui.painter().vline(seam, rect.y_range(), Stroke::new(1.0, theme.line));
    within(ui, UiBuilder::new().max_rect(left), |ui| picture_ui(ui, view, card));
    let margin = if right.width() < PANEL { space::L } else { space::XL };
    let builder = UiBuilder::new()
        .max_rect(right.shrink2(Vec2::new(margin, 0.0)))
        .layout(Layout::top_down(Align::Min));
    within(ui, builder, |ui| {
        ScrollArea::vertical()
            .id_salt("about the design")
            .auto_shrink(false)
            .show(ui, |ui| panel_ui(ui, view, card));
    });
    super::dialogs::show(ui, view);
}

fn subject(card: &DesignCard, sample: &Sample, page: usize) -> Subject {
    match (sample.name, page) {
        ("", 0) => super::card::subject(card),
        (name, page) => Subject::DesignFor {
            pin: card.pin,
            name,
            language: sample.language,
            page,
        },
    }
}

/// The page that is shown, as far as the design has it.
fn page_of(view: &View<'_>, card: &DesignCard) -> usize {
    view.state.design.page.min(card.pages.saturating_sub(1))
}

/// Which page is shown, with the way to the others: by buttons, and by keys while nothing is typed.
fn pages_ui(ui: &mut Ui, view: &mut View<'_>, card: &DesignCard) {
    let page = page_of(view, card);
    let first = (page == 0).then_some("It is the first page");
    let last = (page + 1 == card.pages).then_some("It is the last page");
    let has_keys = !view.state.is_asking() && !ui.ctx().text_edit_focused();
    let pressed = |key| has_keys && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let (before, next) = (pressed(egui::Key::PageUp), pressed(egui::Key::PageDown));
    let name = page_name(page, card.pages);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let width = Type::Small.size() * name.chars().count() as f32 * 0.6 + 2.0 * size::CONTROL_DENSE;
        ui.add_space(((ui.available_width() - width) / 2.0).max(0.0));
        if (icon_button(ui, icons::LEFT, "Page before (PgUp)", first).clicked() || before) && first.is_none() {
            view.send(Command::ShowPage(page - 1));
        }
        ui.label(Type::Small.text(&name));
        if (icon_button(ui, icons::RIGHT, "Next page (PgDn)", last).clicked() || next) && last.is_none() {
            view.send(Command::ShowPage(page + 1));
        }
    });
}

/// The chosen sample large, all of them small beneath it.
fn picture_ui(ui: &mut Ui, view: &mut View<'_>, card: &DesignCard) {
    let rect = ui.max_rect();
    let strip = Rect::from_min_max([rect.left(), rect.bottom() - SAMPLE.y - space::XL].into(), rect.max);
    let mut large = Rect::from_min_max(rect.min, [rect.right(), strip.top()].into()).shrink(space::XL);
    if card.pages > 1 {
        large.max.y -= PAGES - space::XL;
        let end = [large.right(), strip.top()].into();
        let bar = Rect::from_min_max(large.left_bottom(), end);
        within(ui, UiBuilder::new().max_rect(bar), |ui| pages_ui(ui, view, card));
    }
    let page = page_of(view, card);
    let chosen = view.state.design.sample.min(SAMPLES.len() - 1);
    let slot = Id::unique("design large");
    if let Some(sample) = SAMPLES.get(chosen) {
        let response = ui.interact(large, slot.with("area"), Sense::click());
        let name = format!("{}: {}", card.name, sample.label);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        let subject = subject(card, sample, page);
        picture(ui, view.previews, slot, &subject, large, card.aspect());
        focus_ring(ui, &response, size::CORNER);
        let refused = only_reading(ui);
        let hint = refused.unwrap_or("Double-click to edit it in the studio");
        if response.on_hover_text(hint).double_clicked() && refused.is_none() {
            view.out.go(Route::Studio(card.pin.design));
        }
    }
    let builder = UiBuilder::new()
        .max_rect(strip.shrink2(Vec2::new(space::XL, 0.0)))
        .layout(Layout::top_down(Align::Min));
    within(ui, builder, |ui| {
        ScrollArea::horizontal()
            .id_salt("samples")
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = space::S;
                    let number = SAMPLES.len() as f32;
                    let room = ui.available_width() - 1.0;
                    let width = ((room + space::S) / number - space::S)
                        .floor()
                        .clamp(SAMPLE_LEAST, SAMPLE.x);
                    ui.add_space(((room - (width + space::S) * number + space::S) / 2.0).max(0.0));
                    for at in 0..SAMPLES.len() {
                        if sample_ui(ui, view, card, at, width) {
                            view.send(Command::ShowSample(at));
                        }
                    }
                });
            });
    });
}

/// One small picture; whether it was clicked.
fn sample_ui(ui: &mut Ui, view: &mut View<'_>, card: &DesignCard, at: usize, width: f32) -> bool {
    let Some(sample) = SAMPLES.get(at) else { return false };
    let chosen = view.state.design.sample == at;
    let theme = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, SAMPLE.y), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, sample.label));
    let stroke = match (chosen, response.hovered()) {
        (true, _) => Stroke::new(size::FOCUS, theme.accent),
        (false, true) => Stroke::new(1.0, theme.line_strong),
        (false, false) => Stroke::new(1.0, theme.line),
    };
    let corner = CornerRadius::same(size::CORNER);
    ui.painter()
        .rect(rect, corner, theme.surface, stroke, StrokeKind::Inside);
    let frame = Rect::from_min_max(rect.min, [rect.right(), rect.bottom() - 26.0].into()).shrink(space::S);
    let slot = Id::unique(("design sample", at));
    let subject = subject(card, sample, page_of(view, card));
    picture(ui, view.previews, slot, &subject, frame, card.aspect());
    let color = if chosen { theme.accent } else { theme.muted };
    let place = [rect.center().x, rect.bottom() - 14.0];
    ui.painter().text(
        place.into(),
        egui::Align2::CENTER_CENTER,
        sample.label,
        Type::Caption.font(),
        color,
    );
    if let Inspected::Read(inspection) = &view.state.design.inspected
        && let Some(worst) = inspection.samples.get(at).and_then(Problems::worst)
        && worst > Severity::Note
    {
        let color = if worst == Severity::Error {
            theme.error
        } else {
            theme.warn
        };
        let place = [rect.right() - 12.0, rect.bottom() - 14.0];
        icons::WARNING.paint(ui.painter(), place.into(), 14.0, color);
    }
    focus_ring(ui, &response, size::CORNER);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

fn panel_ui(ui: &mut Ui, view: &mut View<'_>, card: &DesignCard) {
    let theme = theme::of(ui);
    ui.add_space(space::XL);
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.horizontal(|ui| {
        let width = ui.available_width() - size::CONTROL_DENSE - space::S;
        let name = ui.add(NameLabel::new(&card.name).kind(Type::Title).width(width));
        name.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &card.name));
        if icon_button(ui, icons::EDIT, "Rename", only_reading(ui)).clicked() {
            view.send(Command::EditName(card.pin.design, card.name.clone()));
        }
    });
    let pages = match card.pages {
        1 => String::new(),
        pages => format!(" · {pages} pages"),
    };
    let facts = format!("{}{pages} · revision {}", card.facts(), card.pin.revision);
    ui.label(Type::Small.text(facts).color(theme.muted));
    if !card.description.is_empty() {
        ui.add_space(space::S);
        ui.add(Sentence::new(&card.description).kind(Type::Body));
    }
    ui.add_space(space::M);
    actions_ui(ui, view, card);
    notes_ui(ui, view, card);
    section(ui, "Do difficult names fit?");
    fit_ui(ui, view, card);
    section(ui, "Used by");
    uses_ui(ui, view, card);
    section(ui, "Fields");
    words_ui(ui, &fields_of(card));
    section(ui, "Fonts");
    words_ui(ui, &card.families);
    ui.add_space(space::XL);
}

fn section(ui: &mut Ui, title: &str) {
    ui.add_space(space::L);
    let label = ui.label(Type::Strong.text(title));
    label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
}

fn actions_ui(ui: &mut Ui, view: &mut View<'_>, card: &DesignCard) {
    let id = card.pin.design;
    let studio = Route::Studio(id);
    if card.draft {
        let text = "Changes in the studio are kept as a draft and not saved yet";
        ui.add(Sentence::new(text).kind(Type::Small).color(theme::of(ui).warn));
    }
    if studio.exists() {
        let edit = Button::primary("Edit in the studio").changing().icon(icons::EDIT);
        let response = edit.width(ui.available_width()).show(ui);
        first_thing(ui, &response);
        if response.clicked() {
            view.out.go(studio);
        }
    }
    let whole = ui.available_width();
    let duplicate = Button::secondary("Duplicate").changing();
    let export = Button::secondary("Export…");
    let half = ((whole - space::S) / 2.0).floor();
    // Below each other where they have no room beside each other.
    let wide = match duplicate.wide(ui).max(export.wide(ui)) > half {
        true => whole,
        false => half,
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::S);
        if duplicate.width(wide).show(ui).clicked() {
            view.send(Command::Duplicate(id));
        }
        if export.width(wide).show(ui).clicked() {
            let path = String::new();
            view.send(Command::EditExport(Some(Export { id, path })));
        }
    });
    let delete = Button::danger("Delete").changing().unless(card.refusal.as_deref());
    if delete.width(whole).show(ui).clicked() {
        view.send(Command::Delete(id));
    }
}

/// What was noticed when it was imported.
fn notes_ui(ui: &mut Ui, view: &mut View<'_>, card: &DesignCard) {
    let Some((id, notes)) = &view.state.design.notes else {
        return;
    };
    if *id != card.pin.design {
        return;
    }
    ui.add_space(space::M);
    if let Some(text) = problem_box(ui, notes) {
        view.out.send(AnyCommand::CopyText(text));
    }
}

fn fit_ui(ui: &mut Ui, view: &mut View<'_>, card: &DesignCard) {
    let theme = theme::of(ui);
    let inspection = match &view.state.design.inspected {
        Inspected::Read(inspection) if inspection.pin == card.pin => inspection,
        Inspected::Failed(_, problems) => {
            if let Some(text) = problem_box(ui, problems) {
                view.out.send(AnyCommand::CopyText(text));
            }
            return;
        }
        Inspected::Not | Inspected::Reading(_) | Inspected::Read(_) => {
            ui.label(Type::Small.text("Trying it with difficult names…").color(theme.muted));
            return;
        }
    };
    for family in &inspection.missing {
        let text = format!("The font {family} is missing");
        chip(ui, Tone::Warn, icons::WARNING, &text);
    }
    let found = found(&inspection.samples);
    for (samples, problem) in &found {
        ui.add_space(space::XS);
        let line = format!(
            "{}{}: {}",
            with(samples),
            where_it_is(problem, card.pages),
            problem.message
        );
        ui.add(Sentence::new(line).kind(Type::Small));
        for hint in problem.hints.iter().take(1) {
            ui.add(Sentence::new(hint).kind(Type::Caption).color(theme.muted));
        }
    }
    if found.is_empty() && inspection.missing.is_empty() {
        chip(ui, Tone::Ok, icons::CHECK_CIRCLE, "All sample names fit");
    }
}

/// Of each sample so many problems are said.
const SAID: usize = 3;

/// What is wrong with the samples, each problem once with all samples that have it.
fn found(samples: &[Problems]) -> Vec<(Vec<&'static str>, &Problem)> {
    let mut found: Vec<(Vec<&str>, &Problem)> = Vec::new();
    for (sample, problems) in SAMPLES.iter().zip(samples) {
        let serious = problems.iter().filter(|problem| problem.severity > Severity::Note);
        for problem in serious.take(SAID) {
            match found.iter_mut().find(|(_, known)| *known == problem) {
                Some((samples, _)) => samples.push(sample.label),
                None => found.push((vec![sample.label], problem)),
            }
        }
    }
    found
}

/// The samples with which something is wrong, in words.
fn with(samples: &[&str]) -> String {
    match samples.len() == SAMPLES.len() {
        true => "With every name".to_owned(),
        false => samples.join(", "),
    }
}

/// The page of a problem, where there are several, and the element.
fn where_it_is(problem: &Problem, pages: usize) -> String {
    let page = problem.place.page.filter(|_| pages > 1);
    let page = page.map(|page| format!(", {}", page_name((page as usize).saturating_sub(1), pages)));
    let element = problem.place.element.as_ref().map(|called| format!(", “{called}”"));
    [page, element].into_iter().flatten().collect()
}

fn uses_ui(ui: &mut Ui, view: &mut View<'_>, card: &DesignCard) {
    let theme = theme::of(ui);
    for (group, title) in &card.groups {
        let route = Route::Group(Some(*group));
        if ui.add(NameLabel::new(title).link()).clicked() {
            view.out.go(route);
        }
    }
    let line = match (card.groups.is_empty(), card.by_credentials) {
        (_, true) => "Credentials were made with it. They keep the revision that they were made with.",
        (true, false) => "No group yet",
        (false, false) => return,
    };
    ui.label(Type::Small.text(line).color(theme.muted));
}

/// The fields that it shows, as people call them.
fn fields_of(card: &DesignCard) -> Vec<String> {
    let mut names: Vec<String> = card.fields.iter().map(|field| words::field(field)).collect();
    names.dedup();
    names
}

fn words_ui(ui: &mut Ui, words: &[String]) {
    let muted = theme::of(ui).muted;
    let text = if words.is_empty() {
        "None".to_owned()
    } else {
        words.join(", ")
    };
    ui.label(Type::Small.text(text).color(muted));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;

    #[test]
    fn what_is_wrong_with_several_names_is_said_once() {
        let everywhere = Problem::warning("outside", "“Text” leaves the page");
        let some = Problem::warning("clipped-text", "It is too long");
        let samples: Vec<Problems> = (0..SAMPLES.len())
            .map(|at| match at {
                1 | 2 => [everywhere.clone(), some.clone()].into_iter().collect(),
                _ => everywhere.clone().into(),
            })
            .collect();
        let said: Vec<_> = found(&samples)
            .iter()
            .map(|(samples, problem)| format!("{}: {}", with(samples), problem.message))
            .collect();
        let some = format!("{}, {}: It is too long", SAMPLES[1].label, SAMPLES[2].label);
        assert_eq!(said, ["With every name: “Text” leaves the page", &some]);
        assert!(found(&[Problems::default()]).is_empty());
    }

    #[test]
    fn a_warning_says_its_page_and_its_element() {
        let problem = Problem::warning("clipped-text", "It is too long").at(Place {
            page: Some(2),
            element: Some("Name".to_owned()),
            ..Place::default()
        });
        assert_eq!(where_it_is(&problem, 2), ", Back, “Name”");
        assert_eq!(where_it_is(&problem, 3), ", Page 2, “Name”");
        assert_eq!(where_it_is(&problem, 1), ", “Name”");
    }
}
