//! The dialogs of versions: a name for one, and two beside each other.

use egui::{
    Align, Align2, Color32, CornerRadius, Id, Layout, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo,
};

use super::super::super::View;
use super::super::super::command::studio::Command as Studio;
use super::super::super::command::studio::versions::Command;
use super::super::super::state::studio::Open;
use super::super::super::state::studio::versions::{Ask, Compared, Side};
use super::super::super::theme::{self, Theme, Type, size, space};
use super::super::super::widgets::{
    Button, Dialog, Left, NameLabel, Sentence, counted, dialog, entered, escaped, first_thing, labelled, modal,
    name_field, squares, tab, text_area,
};
use crate::studio::{Change, Difference};

/// The list of differences has at most so much.
const LIST: f32 = 168.0;
/// The squares that shine through a page without a ground.
const SQUARE: f32 = 5.0;

fn send(view: &mut View<'_>, command: Command) {
    view.send(Studio::Versions(command));
}

pub(super) fn show(ui: &Ui, view: &mut View<'_>, open: &Open) {
    if let Some(ask) = &open.versions.ask {
        ask_ui(ui, view, ask);
    } else if let Some(compared) = &open.versions.compared {
        compared_ui(ui, view, compared);
    }
}

fn ask_ui(ui: &Ui, view: &mut View<'_>, ask: &Ask) {
    let about = Dialog {
        title: match ask.revision {
            None => "Save a version",
            Some(_) => "Name the version",
        },
        text: "What has a name is kept as it is; changes become a new revision.",
        confirm: "Save",
        danger: false,
        refused: ask.name.trim().is_empty().then_some("Give it a name"),
    };
    let mut changed = ask.clone();
    let mut enters = false;
    let left = dialog(ui, Id::unique("name of a version"), about, |ui| {
        ui.add_space(space::M);
        labelled(ui, "Name", "", |ui| {
            let (response, typed) = name_field(ui, "Name of the version", &ask.name, "Approved by the board");
            first_thing(ui, &response);
            enters = entered(ui, &response);
            if let Some(name) = typed {
                changed.name = name;
            }
        });
        labelled(ui, "Note", "", |ui| {
            if let Some(note) = text_area(ui, "Note on the version", &ask.note, "What is new in it", 2) {
                changed.note = note;
            }
        });
    });
    match left {
        Some(Left::Confirmed) => send(view, Command::Save),
        Some(Left::Cancelled) => send(view, Command::Ask(None)),
        None if enters && !ask.name.trim().is_empty() => send(view, Command::Save),
        None if changed != *ask => send(view, Command::Ask(Some(changed))),
        None => {}
    }
}

fn compared_ui(ui: &Ui, view: &mut View<'_>, compared: &Compared) {
    let shown = modal(ui, Id::unique("two versions")).show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().size();
        let width = (room.x - 4.0 * space::XXL).clamp(320.0, 1400.0);
        ui.set_width(width);
        ui.add(Sentence::new(format!("“{}” and now", compared.label)).kind(Type::Title));
        let count = counted(compared.differences.len() as u64, "difference", "differences");
        ui.label(Type::Small.text(count).color(theme::of(ui).muted));
        ui.add_space(space::S);
        pages_ui(ui, view, compared);
        let height = (room.y - LIST - 280.0).clamp(120.0, 700.0);
        if let Some(pair) = compared.pages.get(compared.page) {
            pair_ui(ui, compared, pair, Vec2::new(width, height));
        }
        ui.add_space(space::S);
        list_ui(ui, view, compared);
        ui.add_space(space::M);
        buttons_ui(ui, view, compared)
    });
    if shown.inner || escaped(ui, &shown) {
        send(view, Command::Compare(None));
    }
}

/// Which page is compared, where there are several.
fn pages_ui(ui: &mut Ui, view: &mut View<'_>, compared: &Compared) {
    if compared.pages.len() < 2 {
        return;
    }
    ui.horizontal(|ui| {
        for page in 0..compared.pages.len() {
            let of_page = |difference: &&Difference| difference.page == Some(page);
            let count = compared.differences.iter().filter(of_page).count() as u64;
            let label = format!("Page {}", page + 1);
            if tab(ui, &label, Some(count), page == compared.page).clicked() {
                send(view, Command::ComparePage(page));
            }
        }
    });
    ui.add_space(space::S);
}

fn pair_ui(ui: &mut Ui, compared: &Compared, pair: &[Option<Side>; 2], room: Vec2) {
    let [before, after] = pair;
    let half = Vec2::new((room.x - space::L) / 2.0, room.y);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        side_ui(ui, &compared.label, before.as_ref(), &compared.differences, half);
        side_ui(ui, "Now", after.as_ref(), &compared.differences, half);
    });
}

/// A page with numbers where something differs.
fn side_ui(ui: &mut Ui, label: &str, side: Option<&Side>, differences: &[Difference], room: Vec2) {
    let theme = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("Compared: {label}")));
    ui.painter()
        .rect_filled(rect, CornerRadius::same(size::CORNER), theme.sunken);
    let galley = NameLabel::new(label)
        .kind(Type::Caption)
        .color(theme.muted)
        .galley(ui, room.x - space::L);
    ui.painter()
        .galley(rect.min + Vec2::splat(space::S), galley, theme.muted);
    let frame = Rect::from_min_max(rect.min + Vec2::new(0.0, 24.0), rect.max).shrink(space::S);
    let Some(side) = side else {
        let font = Type::Small.font();
        ui.painter()
            .text(frame.center(), Align2::CENTER_CENTER, "No such page", font, theme.muted);
        return;
    };
    let scale = (frame.width() / side.size.width as f32).min(frame.height() / side.size.height as f32);
    let page = Vec2::new(side.size.width as f32, side.size.height as f32) * scale;
    let place = Rect::from_center_size(frame.center(), page);
    let uv = Rect::from_min_max([0.0, 0.0].into(), [1.0, 1.0].into());
    squares(ui, place, SQUARE, theme::PAPER);
    ui.painter().image(side.texture.id(), place, uv, theme::PAPER);
    ui.painter()
        .rect_stroke(place, 0, Stroke::new(1.0, theme.line_strong), StrokeKind::Outside);
    for (at, bounds) in &side.marks {
        let Some(difference) = differences.get(*at) else {
            continue;
        };
        let on_screen = |x: f64, y: f64| place.min + Vec2::new(x as f32, y as f32) * scale;
        let mark = Rect::from_min_max(on_screen(bounds.x0, bounds.y0), on_screen(bounds.x1, bounds.y1)).expand(2.0);
        mark_ui(
            ui,
            mark.intersect(place.expand(4.0)),
            *at + 1,
            color(theme, difference.change),
        );
    }
}

fn color(theme: &Theme, change: Change) -> Color32 {
    match change {
        Change::Added => theme.ok,
        Change::Removed => theme.error,
        Change::Changed => theme.warn,
    }
}

/// A frame with its number at the corner.
fn mark_ui(ui: &Ui, rect: Rect, number: usize, color: Color32) {
    let painter = ui.painter();
    painter.rect_stroke(
        rect,
        CornerRadius::same(2),
        Stroke::new(2.0, color),
        StrokeKind::Outside,
    );
    let galley = painter.layout_no_wrap(number.to_string(), Type::Caption.font(), theme::of(ui).surface);
    let badge = Rect::from_min_size(
        rect.min - Vec2::new(0.0, galley.size().y),
        galley.size() + Vec2::new(8.0, 0.0),
    );
    painter.rect_filled(badge, CornerRadius::same(2), color);
    painter.galley(badge.min + Vec2::new(4.0, 0.0), galley, theme::of(ui).surface);
}

/// “3 changed Seal: position, size”.
fn line(difference: &Difference) -> String {
    let what = match (&difference.element, difference.page) {
        (Some(element), _) => format!("“{element}”"),
        (None, Some(page)) => format!("page {}", page + 1),
        (None, None) => "the design".to_owned(),
    };
    match difference.properties.is_empty() {
        true => what,
        false => format!("{what}: {}", difference.properties.join(", ")),
    }
}

fn list_ui(ui: &mut Ui, view: &mut View<'_>, compared: &Compared) {
    let theme = theme::of(ui);
    if compared.differences.is_empty() {
        ui.label(Type::Body.text("Both are the same."));
        return;
    }
    ScrollArea::vertical()
        .max_height(LIST)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (at, difference) in compared.differences.iter().enumerate() {
                let row = ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = space::S;
                    let number = Type::Caption.text(format!("{:>2}", at + 1)).color(theme.muted);
                    ui.label(number);
                    let word = difference.change.word();
                    ui.label(Type::Small.text(word).color(color(theme, difference.change)));
                    ui.add(NameLabel::new(&line(difference)).kind(Type::Small));
                });
                let text = format!("{} {} {}", at + 1, difference.change.word(), line(difference));
                let row = ui.interact(
                    row.response.rect,
                    ui.scope_id().with(("difference", at)),
                    Sense::click(),
                );
                row.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &text));
                if let Some(page) = difference.page.filter(|_| row.clicked()) {
                    send(view, Command::ComparePage(page));
                }
            }
        });
}

fn buttons_ui(ui: &mut Ui, view: &mut View<'_>, compared: &Compared) -> bool {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = Button::secondary("Close").show(ui).clicked();
            if Button::secondary("Restore this version").show(ui).clicked() {
                send(view, Command::Restore(compared.revision));
            }
            close
        })
        .inner
    })
    .inner
}
