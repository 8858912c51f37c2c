//! Cards of what the workspace has for every design: two beside each other, with how they look.

use egui::{CornerRadius, CursorIcon, Popup, Rect, Response, Role, Ui, UiBuilder, Vec2, WidgetInfo};

use super::super::super::super::super::View;
use super::super::super::super::super::command::kept::Command;
use super::super::super::super::super::command::studio::TEMPLATE;
use super::super::super::super::super::preview::Subject;
use super::super::super::super::super::state::kept::{Kept, KeptId, WorkspacePicture};
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::super::widgets::{
    Button, NameLabel, focus_ring, icon_button, icons, picture_through, within,
};
use super::super::fields::dropped;
use super::placing;
use crate::units::Point;

const HEIGHT: f32 = 84.0;
/// What the name has under the picture.
const NAME: f32 = 20.0;
/// How much of a picture is seen that cannot be placed.
const DIM: f32 = 0.4;

/// What a card shows.
struct Card {
    name: String,
    hint: String,
    subject: Subject,
    /// Where it can be renamed and removed.
    id: Option<KeptId>,
    put: Put,
}

/// What is put on the page.
enum Put {
    Component(KeptId),
    /// Under the name of its file.
    Picture(String, crate::model::BlobId),
}

impl Put {
    fn command(&self, at: Option<Point>) -> Command {
        match self {
            Put::Component(id) => Command::Insert(*id, at),
            Put::Picture(name, blob) => Command::Place(name.clone(), *blob, at),
        }
    }
}

/// Pictures that are kept. Whether there are any.
pub(super) fn pictures<'a>(
    ui: &mut Ui,
    view: &mut View<'_>,
    open: &Open,
    kept: impl Iterator<Item = &'a Kept>,
) -> bool {
    let card = |kept: &Kept| {
        let (path, blob) = kept.files.iter().next()?;
        let file = path.rsplit('/').next().unwrap_or(path);
        Some(Card {
            name: kept.name.clone(),
            hint: kept.name.clone(),
            subject: Subject::Picture(*blob),
            id: Some(kept.id),
            put: Put::Picture(file.to_owned(), *blob),
        })
    };
    cards_ui(ui, view, open, &kept.filter_map(card).collect::<Vec<_>>())
}

/// Components. Whether there are any.
pub(super) fn components<'a>(
    ui: &mut Ui,
    view: &mut View<'_>,
    open: &Open,
    kept: impl Iterator<Item = &'a Kept>,
) -> bool {
    let card = |kept: &Kept| Card {
        name: kept.name.clone(),
        hint: kept.name.clone(),
        subject: Subject::Component(kept.id),
        id: Some(kept.id),
        put: Put::Component(kept.id),
    };
    cards_ui(ui, view, open, &kept.map(card).collect::<Vec<_>>())
}

/// Pictures of any design, but for those of this one. Whether there are any.
pub(super) fn workspace<'a>(
    ui: &mut Ui,
    view: &mut View<'_>,
    open: &Open,
    pictures: impl Iterator<Item = &'a WorkspacePicture>,
    is_here: &dyn Fn(&str) -> bool,
) -> bool {
    let card = |picture: &WorkspacePicture| Card {
        name: picture.name.clone(),
        hint: match picture.designs.is_empty() {
            true => picture.name.clone(),
            false => format!("{}, in {}", picture.name, picture.designs.join(", ")),
        },
        subject: Subject::Picture(picture.blob),
        id: picture.kept,
        put: Put::Picture(picture.name.clone(), picture.blob),
    };
    let pictures = pictures.filter(|picture| picture.kept.is_some() || !is_here(&picture.name));
    cards_ui(ui, view, open, &pictures.map(card).collect::<Vec<_>>())
}

fn cards_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, cards: &[Card]) -> bool {
    let width = (ui.available_width() - 2.0 * space::M - space::S) / 2.0;
    for (row, pair) in cards.chunks(2).enumerate() {
        ui.push_id(row, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                ui.add_space(space::M);
                for card in pair {
                    card_ui(ui, view, open, card, width);
                }
            });
        });
        ui.add_space(space::S);
    }
    !cards.is_empty()
}

fn card_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, card: &Card, width: f32) {
    let theme = theme::of(ui);
    let locked = open.editor.is_locked().then_some(TEMPLATE);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, HEIGHT + NAME), placing(locked));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, locked.is_none(), format!("Place {}", card.name)));
    if !ui.is_rect_visible(rect) && !response.dragged() {
        return;
    }
    let well = Rect::from_min_size(rect.min, Vec2::new(width, HEIGHT));
    let corner = CornerRadius::same(size::CORNER);
    let ground = if response.hovered() && locked.is_none() {
        theme.accent_soft
    } else {
        theme.sunken
    };
    ui.painter().rect_filled(well, corner, ground);
    let slot = response.id.with("picture");
    let dim = if locked.is_some() { DIM } else { 1.0 };
    picture_through(ui, view.previews, slot, &card.subject, well.shrink(space::S), 1.0, dim);
    let color = if locked.is_some() { theme.faint } else { theme.text };
    let label = NameLabel::new(&card.name).kind(Type::Caption).color(color);
    let galley = label.galley(ui, width - 4.0);
    let at = [rect.left() + 2.0, well.bottom() + (NAME - galley.size().y) / 2.0];
    ui.painter().galley(at.into(), galley, theme.text);
    let ring = Response {
        rect: well.shrink(2.0),
        ..response.clone()
    };
    focus_ring(ui, &ring, size::CORNER);
    if locked.is_none()
        && let Some(at) = dropped(ui, open, &response, &card.name)
    {
        view.send(card.put.command(Some(at)));
    } else if response.clicked() {
        view.send(card.put.command(None));
    }
    if let Some(id) = card.id {
        more_ui(ui, view, &response, &card.name, id, well);
    }
    match locked {
        Some(why) => response.on_hover_text(why),
        None => response.on_hover_cursor(CursorIcon::Grab).on_hover_text(&card.hint),
    };
}

/// What else can be done, behind a button at the corner.
fn more_ui(ui: &mut Ui, view: &mut View<'_>, card: &Response, name: &str, id: KeptId, well: Rect) {
    let side = Vec2::splat(size::CONTROL_DENSE);
    let at = Rect::from_min_size(well.right_top() - Vec2::new(side.x, 0.0), side);
    let mut more = None;
    within(ui, UiBuilder::new().max_rect(at).id_salt(card.id), |ui| {
        more = Some(icon_button(ui, icons::MORE, &format!("More of {name}"), None));
    });
    let Some(more) = more else { return };
    Popup::menu(&more).show(|ui| {
        ui.set_min_width(120.0);
        ui.spacing_mut().item_spacing.y = space::XS;
        if Button::quiet("Rename…").dense().show(ui).clicked() {
            view.send(Command::EditName(Some((id, name.to_owned()))));
            ui.close();
        }
        if Button::danger("Remove").dense().show(ui).clicked() {
            view.send(Command::Remove(id));
            ui.close();
        }
    });
}
