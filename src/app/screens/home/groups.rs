//! The credential groups as cards in a strip.

use egui::{Align, CornerRadius, Id, Layout, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo};

use super::super::super::View;
use super::super::super::command::home::Command;
use super::super::super::preview::Subject;
use super::super::super::route::Route;
use super::super::super::state::workspace::{GroupCard, Snapshot};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, Drawing, NameLabel, count, empty, focus_ring, heading, picture, search_field, strip, within,
};

/// How high the picture of a card is.
const PICTURE: f32 = 118.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, snapshot: &Snapshot) {
    let words = view.state.home.filter.clone();
    let several = snapshot.groups.len() > 1;
    heading(ui, "Credential groups", |ui| {
        if several {
            let id = Id::unique("filter groups");
            let changed = search_field(ui, id, "Filter groups", &words, "Filter groups", size::SEARCH);
            if let Some(words) = changed {
                view.send(Command::FilterGroups(words));
            }
        }
    });
    ui.add_space(space::XS);
    if snapshot.groups.is_empty() {
        let sentence = "A group is one course or programme, with its design and its fields.";
        empty(ui, Drawing::Certificate, sentence, |ui| {
            let new = Route::Group(None);
            if new.exists()
                && Button::secondary("Make the first group")
                    .icon(icons::ADD)
                    .show(ui)
                    .clicked()
            {
                view.out.go(new);
            }
        });
        return;
    }
    let shown = view.state.home.shown(&snapshot.groups);
    if shown.is_empty() {
        empty(
            ui,
            Drawing::Nothing,
            "No group has these words in its title or code.",
            |ui| {
                if Button::secondary("Show all groups").show(ui).clicked() {
                    view.send(Command::FilterGroups(String::new()));
                }
            },
        );
        return;
    }
    strip(
        ui,
        "groups",
        shown.len(),
        size::CARD.into(),
        |ui, at, rect| match shown.get(at) {
            Some(card) => card_ui(ui, view, card, rect),
            None => false,
        },
    );
}

/// One card; whether it has the focus.
fn card_ui(ui: &mut Ui, view: &mut View<'_>, card: &GroupCard, rect: Rect) -> bool {
    let theme = theme::of(ui);
    let route = Route::Group(Some(card.group.id));
    let id = Id::unique(("group card", card.group.id.0));
    let sense = if route.exists() {
        Sense::click()
    } else {
        Sense::focusable_noninteractive()
    };
    let response = ui.interact(rect, id, sense);
    let role = if route.exists() { Role::Button } else { Role::Group };
    response.widget_info(|| WidgetInfo::labeled(role, true, &card.group.title));
    let over = response.hovered() && route.exists();
    let stroke = Stroke::new(1.0, if over { theme.line_strong } else { theme.line });
    let corner = CornerRadius::same(size::CORNER_CARD);
    ui.painter()
        .rect(rect, corner, theme.surface, stroke, StrokeKind::Inside);
    let top = Rect::from_min_size(rect.min, Vec2::new(rect.width(), PICTURE)).shrink(1.0);
    let upper = CornerRadius {
        nw: size::CORNER_CARD - 1,
        ne: size::CORNER_CARD - 1,
        sw: 0,
        se: 0,
    };
    ui.painter().rect_filled(top, upper, theme.sunken);
    if let Some(thumbnail) = card.thumbnail {
        let subject = Subject::Design(thumbnail.pin);
        picture(
            ui,
            view.previews,
            id.with("picture"),
            &subject,
            top.shrink(space::S),
            thumbnail.aspect,
        );
    }
    let below = Rect::from_min_max([rect.left(), top.bottom()].into(), rect.max);
    let builder = UiBuilder::new()
        .max_rect(below.shrink2(Vec2::new(space::M, space::S)))
        .layout(Layout::top_down(Align::Min));
    within(ui, builder, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add(NameLabel::new(&card.group.title).kind(Type::Strong).rows(2));
        ui.label(Type::Caption.text(counts(card)).color(theme.muted));
    });
    focus_ring(ui, &response, size::CORNER_CARD);
    if route.exists() && response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        view.out.go(route);
    }
    ui.memory(|memory| memory.has_focus(id))
}

fn counts(card: &GroupCard) -> String {
    match (card.published, card.pending) {
        (0, 0) => "No credentials yet".to_owned(),
        (published, 0) => format!("{} published", count(published)),
        (0, pending) => format!("{} pending review", count(pending)),
        (published, pending) => format!("{} published · {} pending", count(published), count(pending)),
    }
}
