//! The files of the design: clicked or dragged onto the page.

use egui::{CursorIcon, Role, Ui, Vec2, WidgetInfo};

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::data::Command as Data;
use super::super::super::super::super::command::studio::{Command, TEMPLATE};
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::super::widgets::icons::{self, Icon};
use super::super::super::super::super::widgets::{NameLabel, focus_ring};
use super::super::fields::dropped;
use super::super::parts::note;
use super::placing;
use crate::scene::Asset;

const ROW: f32 = 44.0;

/// The files of this design.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, matches: &dyn Fn(&str) -> bool) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let files = open.editor.all_files();
    if files.is_empty() {
        note(
            ui,
            "Pictures and drawings that you place or drop on the page are kept here.",
        );
    }
    let used = open.editor.design().assets();
    for path in files.keys().filter(|path| matches(path)) {
        row_ui(ui, view, open, path, used.contains(path.as_str()));
    }
}

/// What a file is, in words.
fn about(open: &Open, path: &str, is_used: bool) -> (Icon, String) {
    let (icon, what) = match open.kit.assets.get(path) {
        Some(Asset::Picture(picture)) => (icons::IMAGE, format!("{} × {} pixels", picture.width, picture.height)),
        Some(Asset::Drawing(_)) => (icons::SHAPES, "Drawing".to_owned()),
        Some(Asset::PdfPage(_)) => (icons::DOCUMENT, "Page of a PDF".to_owned()),
        None if open.unusable.contains(path) => (icons::ERROR, "Cannot be read".to_owned()),
        None => (icons::DOCUMENT, "Not read yet".to_owned()),
    };
    let what = if is_used { what } else { format!("{what}, not used") };
    (icon, what)
}

fn row_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, path: &str, is_used: bool) {
    let theme = theme::of(ui);
    let name = path.rsplit('/').next().unwrap_or(path);
    let locked = open.editor.is_locked().then_some(TEMPLATE);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), placing(locked));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, locked.is_none(), format!("Place {name}")));
    let inner = rect.shrink2(Vec2::new(space::XS, 1.0));
    if response.hovered() && locked.is_none() {
        ui.painter().rect_filled(inner, size::CORNER, theme.sunken);
    }
    let (icon, what) = about(open, path, is_used);
    icon.paint(
        ui.painter(),
        rect.left_center() + Vec2::new(24.0, 0.0),
        20.0,
        theme.muted,
    );
    let left = rect.left() + 44.0;
    let color = if locked.is_some() { theme.faint } else { theme.text };
    let galley = NameLabel::new(name)
        .kind(Type::Small)
        .color(color)
        .galley(ui, rect.right() - left - space::S);
    ui.painter().galley([left, rect.top() + 3.0].into(), galley, theme.text);
    let at = [left, rect.bottom() - 5.0].into();
    let caption = Type::Caption.font();
    ui.painter()
        .text(at, egui::Align2::LEFT_BOTTOM, what, caption, theme.muted);
    focus_ring(
        ui,
        &egui::Response {
            rect: inner.shrink(2.0),
            ..response.clone()
        },
        4,
    );
    if let Some(why) = locked {
        response.on_hover_text(why);
        return;
    }
    if let Some(at) = dropped(ui, open, &response, name) {
        view.send(Command::Data(Data::PlaceFile(path.to_owned(), Some(at))));
    } else if response.clicked() {
        view.send(Command::Data(Data::PlaceFile(path.to_owned(), None)));
    }
    response.on_hover_cursor(CursorIcon::Grab);
}
