//! The first start: look around with sample data, or start one's own; and opening what was there before.

use egui::{Align, CornerRadius, Id, Layout, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

use super::super::View;
use super::super::command::Command as AnyCommand;
use super::super::command::workspace::{Choice, Command};
use super::super::state::start::{PathOf, Restoring, completed_address, wrong_address};
use super::super::state::workspace::Workspace;
use super::super::theme::{self, Type, size, space};
use super::super::widgets::icons::{self, Icon};
use super::super::widgets::{
    Button, Drawing, NameLabel, PathEvent, entered, field_of, first_thing, focus_ring, labelled, labelled_or_wrong,
    name_field, page, path_field, problem_box, progress_bar, raised, within,
};
use super::super::words;
use crate::diag::Problem;

/// The width of the two choices together.
const CHOICES: f32 = 640.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let opening = matches!(view.state.workspace, Workspace::Opening(_));
    let start = &view.state.start;
    let width = if start.form || start.restore.is_some() || opening {
        size::FORM
    } else {
        CHOICES
    };
    egui::ScrollArea::vertical()
        .id_salt("start")
        .auto_shrink(false)
        .show(ui, |ui| {
            page(ui, width, |ui| {
                ui.add_space((ui.available_height() * 0.14).max(space::XL));
                let start = &view.state.start;
                match (start.restore.clone(), start.form) {
                    _ if opening => opening_ui(ui, view),
                    (Some(form), _) => restore_ui(ui, view, form),
                    (None, true) => form_ui(ui, view),
                    (None, false) => choice_ui(ui, view),
                }
                ui.add_space(space::XXL);
            });
        });
}

fn opening_ui(ui: &mut Ui, view: &mut View<'_>) {
    ui.vertical_centered(|ui| {
        Drawing::Mark.show(ui);
        ui.add_space(space::L);
        let progress = view.state.opening.as_ref();
        let stage = progress
            .map(|progress| progress.name.as_str())
            .filter(|name| !name.is_empty());
        ui.label(Type::Subtitle.text(stage.unwrap_or("Opening the workspace")));
        ui.add_space(space::S);
        let part = progress.filter(|progress| progress.total > 0);
        progress_bar(
            ui,
            "Opening",
            part.map(|progress| progress.done as f32 / progress.total as f32),
        );
        ui.ctx().request_repaint_after_secs(0.05);
        ui.add_space(space::L);
        if Button::quiet("Cancel").show(ui).clicked() {
            view.send(Command::CancelOpening);
        }
    });
}

fn choice_ui(ui: &mut Ui, view: &mut View<'_>) {
    ui.vertical_centered(|ui| {
        Drawing::Mark.show(ui);
        let title = ui.label(Type::Display.text("Welcome to Accolade"));
        title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, "Welcome to Accolade"));
        let line = "Certificates and badges, from a spreadsheet to published files.";
        ui.label(Type::Body.text(line).color(theme::of(ui).muted));
    });
    ui.add_space(space::XXL);
    failure_ui(ui, view);
    let width = (ui.available_width() - space::L) / 2.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        let look = "An invented institute with designs, programmes and sixty recipients. Nothing to lose.";
        if choice(ui, width, icons::EYE, "Look around with sample data", look) {
            view.send(Command::LookAround);
        }
        let own = "Your name, your logo, and a folder on this computer. No account, no network.";
        if choice(ui, width, icons::ADD, "Start my own", own) {
            view.send(Command::ShowForm(true));
        }
    });
    ui.add_space(space::XL);
    recent_ui(ui, view);
}

/// One of the two large choices.
fn choice(ui: &mut Ui, width: f32, icon: Icon, title: &str, text: &str) -> bool {
    let theme = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 168.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, title));
    raised(ui, rect, size::CORNER_CARD, response.hovered());
    let inner = rect.shrink(space::XL);
    let disc = inner.min + Vec2::splat(18.0);
    ui.painter().circle_filled(disc, 18.0, theme.accent_soft);
    icon.paint(ui.painter(), disc, size::ICON + 2.0, theme.accent);
    let below = Rect::from_min_max([inner.left(), inner.top() + 36.0 + space::M].into(), inner.max);
    let builder = egui::UiBuilder::new()
        .max_rect(below)
        .layout(Layout::top_down(Align::Min));
    within(ui, builder, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.label(Type::Subtitle.text(title));
        ui.label(Type::Small.text(text).color(theme.muted));
    });
    first_thing(ui, &response);
    focus_ring(ui, &response, size::CORNER_CARD);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

fn recent_ui(ui: &mut Ui, view: &mut View<'_>) {
    let theme = theme::of(ui);
    if !view.state.choices.recent.is_empty() {
        ui.label(Type::Caption.text("Opened before").color(theme.muted));
    }
    for recent in &view.state.choices.recent {
        let (rect, response) =
            ui.allocate_exact_size(Vec2::new(ui.available_width(), size::ROW + space::S), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &recent.name));
        if response.hovered() {
            ui.painter()
                .rect_filled(rect, CornerRadius::same(size::CORNER), theme.sunken);
        }
        let builder = egui::UiBuilder::new()
            .max_rect(rect.shrink2(Vec2::new(space::M, 0.0)))
            .layout(Layout::left_to_right(Align::Center));
        within(ui, builder, |ui| {
            ui.add(icons::FOLDER.colored(theme.muted));
            ui.add(
                NameLabel::new(&recent.name)
                    .kind(Type::Strong)
                    .width(rect.width() * 0.4),
            );
            let path = recent.dir.to_string_lossy();
            ui.add(NameLabel::new(&path).kind(Type::Small).color(theme.muted));
        });
        focus_ring(ui, &response, size::CORNER);
        if response.clicked() {
            view.send(Command::Open(recent.dir.clone()));
        }
    }
    ui.add_space(space::S);
    ui.vertical_centered(|ui| {
        if Button::quiet("Open a workspace…")
            .icon(icons::FOLDER)
            .show(ui)
            .clicked()
        {
            view.send(Command::Choose(Choice::Workspace));
        }
        let restore = Button::quiet("Restore a backup…").icon(icons::REFRESH);
        if restore.show(ui).clicked() {
            view.send(Command::EditRestore(Some(Restoring::default())));
        }
    });
}

/// The form that makes a workspace from a backup.
fn restore_ui(ui: &mut Ui, view: &mut View<'_>, mut form: Restoring) {
    let before = form.clone();
    let line = "Makes a workspace from a backup, in a folder of its own, and opens it.";
    head_ui(ui, view, "Restore a backup", line);
    let note = "A file whose name ends in .backup.";
    let mut enters = labelled(ui, "Backup", note, |ui| {
        let (response, event) = path_field(ui, "Backup to restore", &form.file, "");
        if view.state.start.failed.is_none() {
            first_thing(ui, &response);
        }
        take_path(view, event, Choice::Backup, &mut form.file);
        entered(ui, &response)
    });
    enters |= labelled(ui, "Folder", "New or empty.", |ui| {
        let (response, event) = path_field(ui, "Folder to restore into", &form.folder, "");
        take_path(view, event, Choice::RestoreFolder, &mut form.folder);
        entered(ui, &response)
    });
    let refused = form.refused();
    if form != before {
        view.send(Command::EditRestore(Some(form)));
    }
    foot_ui(
        ui,
        view,
        ("Restore", refused),
        enters,
        (Command::Restore, Command::EditRestore(None)),
    );
}

fn head_ui(ui: &mut Ui, view: &mut View<'_>, title: &str, line: &str) {
    let heading = ui.label(Type::Display.text(title));
    heading.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    ui.label(Type::Body.text(line).color(theme::of(ui).muted));
    ui.add_space(space::XL);
    failure_ui(ui, view);
    ui.spacing_mut().item_spacing.y = space::L;
}

/// The buttons of a form, or why it cannot be carried out yet: by its button, or by Enter in one of its fields.
fn foot_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    (label, refused): (&str, Option<&str>),
    enters: bool,
    (then, back): (Command, Command),
) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let is_pressed = Button::primary(label).unless(refused).show(ui).clicked();
            if is_pressed || (enters && refused.is_none()) {
                view.send(then);
            }
            if Button::secondary("Back").show(ui).clicked() {
                view.send(back);
            }
        });
    });
}

/// What came of a field for a path.
fn take_path(view: &mut View<'_>, event: Option<PathEvent>, choice: Choice, path: &mut String) {
    match event {
        Some(PathEvent::Typed(typed)) => *path = typed,
        Some(PathEvent::Browse) => view.send(Command::Choose(choice)),
        None => {}
    }
}

fn form_ui(ui: &mut Ui, view: &mut View<'_>) {
    let mut draft = view.state.start.draft.clone();
    let line = "The name stands on certificates and recipient pages. All of this can be changed later.";
    head_ui(ui, view, "Who issues?", line);
    let mut enters = false;
    labelled(ui, "Name of the issuer", "", |ui| {
        let (response, changed) = name_field(ui, "Name of the issuer", &draft.name, "Northfield Institute");
        if view.state.start.failed.is_none() {
            first_thing(ui, &response);
        }
        if let Some(name) = changed {
            draft.name = name;
        }
        enters |= entered(ui, &response);
    });
    let note = "Links and QR codes of credentials begin with it. May be left out; designs with a QR code need it.";
    let id = Id::unique("address of a new issuer");
    let wrong = wrong_address(&draft.url);
    // What is still being typed is not blamed.
    let said = wrong.filter(|_| !ui.memory(|memory| memory.has_focus(id)));
    labelled_or_wrong(ui, "Web address", note, said, |ui| {
        let hint = "https://credentials.example.org";
        let (response, typed) = field_of(ui, Some(id), "Web address", &draft.url, hint);
        if let Some(url) = typed {
            draft.url = url;
        }
        if response.lost_focus() {
            draft.url = completed_address(&draft.url);
        }
        enters |= entered(ui, &response);
    });
    let note = "PNG, JPEG or WebP. May be left out.";
    enters |= path_ui(ui, view, (PathOf::Logo, note), &mut draft.logo);
    let note = "Everything is kept here: designs, recipients, published files.";
    enters |= path_ui(ui, view, (PathOf::Folder, note), &mut draft.folder);
    let refused = match (draft.name.trim().is_empty(), draft.folder.trim().is_empty()) {
        (true, _) => Some("Give the name of the issuer first"),
        (false, true) => Some("Choose a folder first"),
        (false, false) => wrong,
    };
    if draft != view.state.start.draft {
        view.send(Command::EditDraft(draft));
    }
    foot_ui(
        ui,
        view,
        ("Start", refused),
        enters,
        (Command::Create, Command::ShowForm(false)),
    );
}

/// A field for a file or a folder, with what is wrong with it in the place of its note. Whether Enter was pressed in it.
fn path_ui(ui: &mut Ui, view: &mut View<'_>, (field, note): (PathOf, &str), path: &mut String) -> bool {
    let (label, choice) = match field {
        PathOf::Logo => ("Logo", Choice::Logo),
        PathOf::Folder => ("Folder", Choice::NewFolder),
    };
    let wrong = view.state.start.wrong(field).map(said);
    let (response, event) = labelled_or_wrong(ui, label, note, wrong.as_deref(), |ui| path_field(ui, label, path, ""));
    if wrong.is_some() {
        first_thing(ui, &response);
    }
    take_path(view, event, choice, path);
    entered(ui, &response)
}

/// What is wrong with a file or a folder, and what can be done about it, in one sentence at its field.
fn said(problem: &Problem) -> String {
    match words::hints(problem).next() {
        Some(hint) => format!("{}. {hint}.", problem.message),
        None => problem.message.clone(),
    }
}

fn failure_ui(ui: &mut Ui, view: &mut View<'_>) {
    let start = &view.state.start;
    let is_at_field = [PathOf::Logo, PathOf::Folder]
        .into_iter()
        .any(|field| start.wrong(field).is_some());
    let Some(problems) = start.failed.as_ref().filter(|_| !is_at_field) else {
        return;
    };
    if let Some(text) = problem_box(ui, problems) {
        view.send(AnyCommand::CopyText(text));
    }
    if let Some(dir) = &view.state.start.taken {
        ui.add_space(space::S);
        let look = Button::secondary("Look at it without changing").icon(icons::EYE);
        if look.show(ui).clicked() {
            view.out.send(Command::LookAt(dir.clone()));
        }
    }
    ui.add_space(space::M);
}
