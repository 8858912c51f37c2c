//! The second step: who gets one, from a form or from a spreadsheet.

use egui::{Align, CornerRadius, Layout, Rect, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::create::Command;
use super::super::super::route::Route;
use super::super::super::state::create::failed::Sheets;
use super::super::super::state::create::{Import, Way, sheet_label};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, NameLabel, PathEvent, entered, first_thing, focus_ring, labelled, path_field, problem_box, progress_bar,
    raised, scroll_page, select, within,
};
use super::bar::Lead;
use super::{columns, form};

/// The height of the two choices.
const CHOICE: f32 = 250.0;

/// What the step shows.
enum Shown<'a> {
    /// A file is being read.
    Reading,
    Form,
    Columns(&'a Import),
    /// The two ways.
    Choice,
}

fn shown<'a>(view: &View<'a>) -> Shown<'a> {
    let group = match view.state.route.now() {
        Route::Create { group, .. } => *group,
        _ => None,
    };
    let create = &view.state.create;
    let sheet = create.import_for(group).filter(|import| !import.is_form());
    match (create.way, sheet) {
        (_, None) if create.reading.is_some() => Shown::Reading,
        (Way::Form, _) if form::is_shown(view, group) => Shown::Form,
        (Way::Sheet, Some(import)) => Shown::Columns(import),
        (Way::Form | Way::Sheet | Way::Open, _) => Shown::Choice,
    }
}

/// What leads on.
pub(super) fn lead(view: &View<'_>) -> Option<Lead> {
    match shown(view) {
        Shown::Reading => None,
        Shown::Form => Some(form::lead(view)),
        Shown::Columns(import) => Some(columns::lead(import)),
        Shown::Choice => {
            let refused = view.state.create.path.trim().is_empty();
            let refused = refused.then_some("Choose a file, or fill in a form");
            Some(Lead {
                // The keyboard begins in the field for the file.
                first: false,
                ..Lead::further("Open".to_owned(), Command::OpenPath).unless(refused)
            })
        }
    }
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    match shown(view) {
        Shown::Reading => scroll_page(ui, "reading", |ui| reading_ui(ui, view)),
        Shown::Form => form::show(ui, view),
        Shown::Columns(_) => columns::show(ui, view),
        Shown::Choice => scroll_page(ui, "recipients", |ui| choice_ui(ui, view)),
    }
}

pub(super) fn reading_ui(ui: &mut Ui, view: &mut View<'_>) {
    let reading = view.state.create.reading.as_ref();
    let name = reading.and_then(|reading| reading.path.file_name());
    let name = name.unwrap_or_default().to_string_lossy().into_owned();
    ui.vertical_centered(|ui| {
        ui.add_space(space::HUGE);
        ui.add(NameLabel::new(&format!("Reading {name}")).kind(Type::Subtitle));
        ui.add_space(space::M);
        ui.allocate_ui(Vec2::new(size::FORM, 10.0), |ui| progress_bar(ui, "Reading", None));
        ui.add_space(space::M);
        if Button::quiet("Cancel").show(ui).clicked() {
            view.send(Command::CancelReading);
        }
    });
    ui.ctx().request_repaint_after_secs(0.05);
}

fn choice_ui(ui: &mut Ui, view: &mut View<'_>) {
    let title = ui.label(Type::Title.text("Who receives a credential?"));
    title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, "Who receives a credential?"));
    ui.add_space(space::L);
    failed_ui(ui, view);
    let room = ui.available_width() - space::L;
    let (left, right) = (room * 0.38, room * 0.62);
    let (_, whole) = ui.allocate_space(Vec2::new(ui.available_width(), CHOICE));
    let form = Rect::from_min_size(whole.min, Vec2::new(left, CHOICE));
    let sheet = Rect::from_min_size([whole.right() - right, whole.top()].into(), Vec2::new(right, CHOICE));
    // Where the field for the file is below what is seen, the keyboard begins at what is seen.
    let begins = whole.bottom() > ui.clip_rect().bottom();
    form_choice_ui(ui, view, form, begins);
    sheet_choice_ui(ui, view, sheet);
}

pub(super) fn failed_ui(ui: &mut Ui, view: &mut View<'_>) {
    if let Some(failed) = &view.state.create.failed {
        if let Some(text) = problem_box(ui, &failed.problems) {
            view.out.send(AnyCommand::CopyText(text));
        }
        ui.add_space(space::L);
        if let Some(sheets) = &failed.sheets {
            sheets_ui(ui, view, sheets);
            ui.add_space(space::L);
        }
    }
}

/// The sheets of a workbook, to be looked at.
fn sheets_ui(ui: &mut Ui, view: &mut View<'_>, sheets: &Sheets) {
    let labels: Vec<String> = sheets
        .all
        .iter()
        .map(|sheet| sheet_label(&sheet.name, sheet.hidden))
        .collect();
    let shown = sheets.read.and_then(|at| labels.get(at)).map_or("", String::as_str);
    labelled(ui, "Choose the sheet that holds the list", "", |ui| {
        let options = labels.iter().map(String::as_str);
        let picked = select(
            ui,
            "Sheet of the workbook",
            shown,
            columns::SELECT,
            options,
            sheets.read,
        );
        if let Some(at) = picked.filter(|at| Some(*at) != sheets.read) {
            view.send(Command::ReadSheet(at));
        }
    });
}

fn form_choice_ui(ui: &mut Ui, view: &mut View<'_>, rect: Rect, begins: bool) {
    let id = egui::Id::unique("fill in a form");
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Fill in a form"));
    if begins {
        first_thing(ui, &response);
    }
    raised(ui, rect, size::CORNER_CARD, response.hovered());
    let builder = UiBuilder::new()
        .max_rect(rect.shrink(space::XL))
        .layout(Layout::top_down(Align::Min));
    within(ui, builder, |ui| {
        choice_head(
            ui,
            icons::EDIT,
            "Fill in a form",
            "For one or a few recipients. A block copied from a spreadsheet can be pasted into it.",
        );
    });
    focus_ring(ui, &response, size::CORNER_CARD);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        view.send(Command::ChooseWay(Way::Form));
    }
}

fn choice_head(ui: &mut Ui, icon: icons::Icon, title: &str, text: &str) {
    let theme = theme::of(ui);
    ui.spacing_mut().item_spacing.y = space::XS;
    let (disc, _) = ui.allocate_exact_size(Vec2::splat(36.0), Sense::hover());
    ui.painter().circle_filled(disc.center(), 18.0, theme.accent_soft);
    icon.paint(ui.painter(), disc.center(), size::ICON + 2.0, theme.accent);
    ui.add_space(space::S);
    ui.label(Type::Subtitle.text(title));
    ui.label(Type::Small.text(text).color(theme.muted));
}

/// The place for a spreadsheet: by a dialog, by its path, or dropped.
fn sheet_choice_ui(ui: &mut Ui, view: &mut View<'_>, rect: Rect) {
    let theme = theme::of(ui);
    let over = ui.ctx().input(|input| !input.raw.hovered_files.is_empty());
    let (fill, line) = match over {
        true => (theme.accent_soft, theme.accent),
        false => (theme.surface, theme.line_strong),
    };
    let corner = CornerRadius::same(size::CORNER_CARD);
    ui.painter().rect_filled(rect, corner, fill);
    let outline = rect.shrink(0.5);
    let corners = [
        outline.left_top(),
        outline.right_top(),
        outline.right_bottom(),
        outline.left_bottom(),
        outline.left_top(),
    ];
    ui.painter()
        .extend(egui::Shape::dashed_line(&corners, Stroke::new(1.0, line), 6.0, 5.0));
    let builder = UiBuilder::new()
        .max_rect(rect.shrink(space::XL))
        .layout(Layout::top_down(Align::Min));
    within(ui, builder, |ui| {
        let text = "Drop an Excel, LibreOffice or CSV file here, or choose one. Your file is only read, never changed.";
        choice_head(ui, icons::SHEET, "Use a spreadsheet", text);
        ui.add_space(space::M);
        let path = view.state.create.path.clone();
        let (response, event) = path_field(ui, "Spreadsheet", &path, "Path of the file");
        first_thing(ui, &response);
        match event {
            Some(PathEvent::Typed(path)) => view.send(Command::TypePath(path)),
            Some(PathEvent::Browse) => view.send(Command::Browse),
            None => {}
        }
        ui.add_space(space::S);
        if entered(ui, &response) && !path.trim().is_empty() {
            view.send(Command::OpenPath);
        }
        let template = Button::quiet("Download template").icon(icons::DOCUMENT);
        let hint = "A spreadsheet with a column for every field of the group";
        if template.hint(hint).show(ui).clicked() {
            view.send(Command::SaveTemplate);
        }
    });
}
