//! A design in the gallery: its picture, its name, and a menu.

use egui::{Align, Id, Key, Layout, Popup, Rect, Response, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::design::Command;
use super::super::super::command::reading::changes;
use super::super::super::preview::Subject;
use super::super::super::route::Route;
use super::super::super::state::design::{DesignCard, Export};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    NameLabel, Sentence, asks_menu, first_thing, focus_ring, icon_button, only_reading, picture, raised, reveal, well,
    within,
};

/// How high the picture is.
const PICTURE: f32 = 142.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, card: &DesignCard, wanted: Vec2) {
    let theme = theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(wanted, Sense::hover());
    if !ui.is_rect_visible(rect) {
        // What is not seen needs no picture, but the Tab key must come to it.
        let id = Id::unique(("design card", card.pin.design.0));
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &card.name));
        // Once: who turns the wheel afterwards leaves it behind.
        reveal(ui, &response);
        return;
    }
    let id = Id::unique(("design card", card.pin.design.0));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &card.name));
    first_thing(ui, &response);
    let over = ui.rect_contains_pointer(rect);
    raised(ui, rect, size::CORNER_CARD, over);
    let top = well(ui, rect, PICTURE, 1.0);
    let subject = subject(card);
    let frame = top.shrink(space::M);
    picture(ui, view.previews, id.with("picture"), &subject, frame, card.aspect());
    let below = Rect::from_min_max([rect.left(), top.bottom()].into(), rect.max);
    let builder = UiBuilder::new()
        .max_rect(below.shrink2(Vec2::new(space::M, space::S)))
        .layout(Layout::top_down(Align::Min));
    within(ui, builder, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let width = ui.available_width() - size::CONTROL_DENSE;
        ui.add(NameLabel::new(&card.name).kind(Type::Strong).width(width));
        let facts = match (card.unsaved, card.draft) {
            (true, _) => format!("{UNSAVED} · {}", card.kind_word()),
            (false, true) => format!("{DRAFT} · {}", card.kind_word()),
            (false, false) => facts(card),
        };
        let color = if card.draft { theme.warn } else { theme.muted };
        ui.add(Sentence::new(facts).kind(Type::Caption).color(color));
    });
    focus_ring(ui, &response, size::CORNER_CARD);
    let corner = [
        rect.right() - space::S - size::CONTROL_DENSE,
        below.top() + (below.height() - size::CONTROL_DENSE) / 2.0,
    ];
    let place = Rect::from_min_size(corner.into(), Vec2::splat(size::CONTROL_DENSE));
    let asked = response.has_focus() && asks_menu(ui);
    within(ui, UiBuilder::new().max_rect(place), |ui| {
        menu_ui(ui, view, card, asked);
    });
    response.context_menu(|ui| actions_ui(ui, view, card));
    opened(
        ui,
        view,
        card,
        &response.on_hover_cursor(egui::CursorIcon::PointingHand),
    );
}

/// A click shows the design; Enter, and the second click of two, opens it in the studio.
fn opened(ui: &Ui, view: &mut View<'_>, card: &DesignCard, response: &Response) {
    if !response.clicked() {
        return;
    }
    let may_edit = only_reading(ui).is_none();
    let entered = may_edit && response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let design = card.pin.design;
    if entered {
        view.out.go(Route::Studio(design));
        return;
    }
    let now = ui.input(|input| input.time);
    ui.data_mut(|data| data.insert_temp(first_click(), now));
    view.out.go(card.route());
}

/// When a card was clicked: the page of the design, which then stands in its place, sees the second click.
pub(super) fn first_click() -> Id {
    Id::unique("first click on a design")
}

/// What is said of a design that was changed and not saved.
const DRAFT: &str = "Unsaved changes";
/// What is said of one of which nothing was saved yet.
const UNSAVED: &str = "Draft";

/// How it looks: as it is saved, or as it is worked on where nothing was saved yet.
pub(super) fn subject(card: &DesignCard) -> Subject {
    match card.unsaved {
        true => Subject::Draft(card.pin.design),
        false => Subject::Design(card.pin),
    }
}

fn facts(card: &DesignCard) -> String {
    match card.groups.len() {
        0 => card.facts(),
        1 => format!("{} · 1 group", card.kind_word()),
        groups => format!("{} · {groups} groups", card.kind_word()),
    }
}

/// With `asked` it opens by keys that were pressed on the card.
fn menu_ui(ui: &mut Ui, view: &mut View<'_>, card: &DesignCard, asked: bool) {
    let more = icon_button(ui, icons::MORE, &format!("More: {}", card.name), None);
    if asked {
        Popup::open_id(ui.ctx(), Popup::default_response_id(&more));
    }
    Popup::menu(&more).show(|ui| actions_ui(ui, view, card));
}

/// What the menu of a card offers, from its button and under the right button of the mouse.
fn actions_ui(ui: &mut Ui, view: &mut View<'_>, card: &DesignCard) {
    ui.set_width(180.0);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let id = card.pin.design;
        let actions: [(&str, AnyCommand); 5] = [
            ("Open", AnyCommand::Go(card.route())),
            ("Edit in the studio", AnyCommand::Go(Route::Studio(id))),
            ("Rename…", Command::EditName(id, card.name.clone()).into()),
            ("Duplicate", Command::Duplicate(id).into()),
            (
                "Export…",
                Command::EditExport(Some(Export {
                    id,
                    path: String::new(),
                }))
                .into(),
            ),
        ];
        for (label, command) in actions {
            let refused = only_reading(ui).filter(|_| changes(&command));
            let action = ui.add_enabled(refused.is_none(), egui::Button::new(label));
            let action = match refused {
                Some(why) => action.on_disabled_hover_text(why),
                None => action,
            };
            if action.clicked() {
                view.send(command);
                ui.close();
            }
        }
        let refusal = only_reading(ui).or(card.refusal.as_deref());
        let delete = ui.add_enabled(refusal.is_none(), egui::Button::new("Delete"));
        let delete = match refusal {
            Some(why) => delete.on_disabled_hover_text(why),
            None => delete,
        };
        if delete.clicked() {
            view.out.send(Command::Delete(id));
            ui.close();
        }
    });
}
