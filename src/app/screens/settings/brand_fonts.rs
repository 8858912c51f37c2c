//! The fonts of the brand: each seen in its own letters, and chosen from the list of those that designs can have.

use egui::{
    CornerRadius, CursorIcon, Id, Popup, PopupCloseBehavior, Rect, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo,
};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::kept::Command;
use super::super::super::command::settings::Command as Settings;
use super::super::super::preview::{FONT_ASPECT, Subject};
use super::super::super::state::kept::{Kept, Shelf};
use super::super::super::state::settings::{FontList, Fonts};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{Button, NameLabel, Tone, chip, focus_ring, picture, problem_box, search_field};
use super::brand::{NAMES, remove_ui};
use crate::model::BlobId;

const LINE: f32 = 44.0;
/// How wide the list is, and how high at most.
const LIST: Vec2 = Vec2::new(NAMES + FONT_ASPECT * LINE + space::XL, 380.0);

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, kept: &[Kept]) {
    if let Fonts::Unread = view.state.settings.fonts {
        view.send(Settings::ReadFonts);
    }
    for font in kept {
        font_ui(ui, view, font);
    }
    if kept.is_empty() {
        ui.label(Type::Small.text("None yet").color(theme::of(ui).muted));
    }
    add_ui(ui, view, kept);
}

fn list(view: &View<'_>) -> Option<FontList> {
    match &view.state.settings.fonts {
        Fonts::Read(list) => Some(list.clone()),
        Fonts::Unread | Fonts::Reading | Fonts::Failed(_) => None,
    }
}

fn sample_ui(ui: &mut Ui, view: &mut View<'_>, family: &str, blob: Option<BlobId>, rect: Rect) {
    if ui.is_rect_visible(rect) {
        let slot = Id::unique(("font of the brand", family, rect.top() as i32));
        let family = family.to_owned();
        picture(
            ui,
            view.previews,
            slot,
            &Subject::Font { family, blob },
            rect,
            FONT_ASPECT,
        );
    }
}

fn font_ui(ui: &mut Ui, view: &mut View<'_>, kept: &Kept) {
    let list = list(view);
    let file = list.as_ref().map(|list| list.file_of(&kept.text));
    ui.horizontal(|ui| {
        ui.set_min_height(LINE);
        ui.add(NameLabel::new(&kept.name).width(NAMES));
        if let Some(None) = file {
            let chip = chip(ui, Tone::Warn, icons::WARNING, "Missing");
            chip.on_hover_text("Neither the program nor this workspace has it: import it under Fonts");
        } else {
            let (rect, response) = ui.allocate_exact_size(Vec2::new(FONT_ASPECT * LINE, LINE), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("Sample of {}", kept.name)));
            sample_ui(ui, view, &kept.text, file.flatten().flatten(), rect);
        }
        remove_ui(ui, view, kept.id, &kept.name);
    });
}

fn add_ui(ui: &mut Ui, view: &mut View<'_>, there: &[Kept]) {
    let add = Button::secondary("Add a font…").icon(icons::ADD);
    let response = add.show(ui);
    Popup::menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Choose a font of the brand")
        .show(|ui| {
            ui.set_width(LIST.x);
            match &view.state.settings.fonts {
                Fonts::Unread | Fonts::Reading => {
                    let muted = theme::of(ui).muted;
                    ui.label(Type::Small.text("Looking through the fonts…").color(muted));
                }
                Fonts::Failed(problems) => {
                    if let Some(text) = problem_box(ui, problems) {
                        view.out.send(AnyCommand::CopyText(text));
                    }
                }
                Fonts::Read(list) => {
                    if let Some(family) = list_ui(ui, view, &list.clone(), there) {
                        view.send(Command::Add(Shelf::Font, family.clone(), family));
                        ui.close();
                    }
                }
            }
        });
}

/// Those that are not in the brand yet. The one that was chosen.
fn list_ui(ui: &mut Ui, view: &mut View<'_>, list: &FontList, there: &[Kept]) -> Option<String> {
    let id = Id::unique("search of fonts for the brand");
    let mut words: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if let Some(typed) = search_field(ui, id.with("words"), "Search fonts", &words, "Search fonts", LIST.x) {
        words = typed;
        ui.data_mut(|data| data.insert_temp(id, words.clone()));
    }
    let is_there = |family: &str| there.iter().any(|kept| kept.text.eq_ignore_ascii_case(family));
    let mut found = list.matching(&words);
    found.retain(|(family, _)| !is_there(family));
    if found.is_empty() {
        ui.label(Type::Small.text("No font is called so").color(theme::of(ui).muted));
    }
    let mut chosen = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .max_height(LIST.y)
        .auto_shrink([false, true])
        .show_rows(ui, LINE, found.len(), |ui, range| {
            for (family, blob) in found.get(range).unwrap_or_default() {
                if row_ui(ui, view, family, *blob) {
                    chosen = Some((*family).to_owned());
                }
            }
        });
    chosen
}

/// A family: its name, and how it looks. Whether it was chosen.
fn row_ui(ui: &mut Ui, view: &mut View<'_>, family: &str, blob: Option<BlobId>) -> bool {
    let theme = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), LINE), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("Add {family}")));
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(size::CORNER), theme.sunken);
    }
    let galley = NameLabel::new(family).galley(ui, NAMES - space::S);
    let at = [rect.left() + space::S, rect.center().y - galley.size().y / 2.0];
    ui.painter().galley(at.into(), galley, theme.text);
    let sample = Rect::from_min_size(
        [rect.left() + NAMES, rect.top()].into(),
        Vec2::new(FONT_ASPECT * LINE, LINE),
    );
    sample_ui(ui, view, family, blob, sample.shrink(2.0));
    focus_ring(ui, &response, size::CORNER);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}
