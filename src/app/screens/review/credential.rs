//! What is published of one credential: as its recipient sees it, its files, its history, and the steps of its life.

use egui::{Align, Frame, Id, Layout, Margin, Panel, ScrollArea, Sense, Ui, Vec2};

use crate::diag::Severity;
use crate::model::{CredentialId, State as Life, Step};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::credential::Command;
use super::super::super::preview::{Face, Subject};
use super::super::super::route::{Route, Scope};
use super::super::super::settings::Dates;
use super::super::super::state::create::place_of;
use super::super::super::state::credential::{Credential, File, Happened, Question, Shown, Taking};
use super::super::super::state::review::{EditField, EditKind};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, Dialog, Left, NameLabel, Sentence, Tone, chip, dialog, first_thing, icon_button, labelled, problem_box,
    state_chip,
};
use super::super::super::words::fields as in_words;
use super::viewer::{Asked, Viewer};
use super::{ask, fact_ui, panel, portrait};

/// What the dialog of a correction needs besides its fields: words, reason, buttons and margins.
const AROUND: f32 = 310.0;
/// What a field takes with its label and the space below it.
const FIELD: f32 = 64.0;
/// What a picture takes besides.
const PICTURE: f32 = 96.0;
/// The least of the fields that is seen.
const LEAST: f32 = 140.0;

pub(in super::super) fn show(ui: &mut Ui, view: &mut View<'_>, id: CredentialId) {
    let state: &Credential = &view.state.credential;
    if state.id != Some(id) || (state.stale && !state.busy) {
        view.out.send(Command::Enter(id));
    }
    if let Some(problems) = &state.failed {
        Frame::new()
            .inner_margin(Margin::same(space::XXL as i8))
            .show(ui, |ui| {
                if let Some(text) = problem_box(ui, problems) {
                    view.out.send(AnyCommand::CopyText(text));
                }
            });
        return;
    }
    let Some(shown) = state.shown.as_ref().filter(|shown| shown.opened.credential.id == id) else {
        return;
    };
    let theme = theme::of(ui);
    Panel::right("credential panel")
        .exact_size(panel::wide(ui))
        .resizable(false)
        .frame(Frame::new().fill(theme.surface).inner_margin(panel::MARGIN))
        .show(ui, |ui| {
            ScrollArea::vertical()
                .id_salt(("credential", id))
                .auto_shrink(false)
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = space::S;
                    ui.set_max_width(ui.available_width() - size::SCROLL_BAR);
                    panel_ui(ui, view, shown);
                });
        });
    viewer_ui(ui, view, shown, id);
    ask_ui(ui, view, shown);
}

fn viewer_ui(ui: &mut Ui, view: &mut View<'_>, shown: &Shown, id: CredentialId) {
    let state = &view.state.credential;
    let opened = &shown.opened;
    let subject = |face: Face| Subject::Credential {
        credential: opened.credential.clone(),
        content: opened.content.clone(),
        face,
        version: shown.version,
        gray: false,
    };
    let viewer = Viewer {
        id,
        name: &opened.page.recipient,
        faces: opened.faces,
        as_page: state.as_page,
        badge: state.badge,
        page: Some(&opened.page),
        subject: &subject,
        no_browser: shown.page.is_none().then_some("Its page is not where it should be"),
    };
    match viewer.show(ui, view.previews).0 {
        Some(Asked::Page(page)) => view.out.send(Command::ShowPage(page)),
        Some(Asked::Badge(badge)) => view.out.send(Command::ShowBadge(badge)),
        Some(Asked::Browser) => {
            if let Some(page) = &shown.page {
                view.out.send(Command::Open(page.clone()));
            }
        }
        Some(Asked::File(place)) => {
            if let Some(file) = shown.files.get(place) {
                view.out.send(Command::Open(file.path.clone()));
            }
        }
        None => {}
    }
}

fn panel_ui(ui: &mut Ui, view: &mut View<'_>, shown: &Shown) {
    let credential = &shown.opened.credential;
    let content = &shown.opened.content;
    ui.add(NameLabel::new(&content.recipient.name).kind(Type::Title).rows(2));
    ui.horizontal_wrapped(|ui| {
        state_chip(ui, credential.state);
        let expired = content
            .expiry_date
            .zip(view.state.workspace.snapshot().map(|s| s.today));
        if expired.is_some_and(|(last, today)| last < today) {
            chip(ui, Tone::Warn, icons::CLOCK, "Expired");
        }
        if credential.revision > 1 {
            chip(
                ui,
                Tone::Quiet,
                icons::EDIT,
                &format!("Revision {}", credential.revision),
            );
        }
    });
    if let Some(why) = &credential.reason {
        ui.add(NameLabel::new(why).kind(Type::Small).rows(4));
    }
    correction_ui(ui, view, shown);
    steps_ui(ui, view, shown);
    ui.add_space(space::S);
    facts_ui(ui, view, shown, &view.state.choices.dates);
    files_ui(ui, view, shown);
    history_ui(ui, shown, &view.state.choices.dates);
}

/// That a correction waits, with the way to it.
fn correction_ui(ui: &mut Ui, view: &mut View<'_>, shown: &Shown) {
    let Some(correction) = &shown.correction else { return };
    let theme = theme::of(ui);
    let frame = Frame::new()
        .fill(theme.accent_soft)
        .corner_radius(size::CORNER)
        .inner_margin(Margin::same(space::M as i8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let title = match correction.held {
            Some(_) => "A correction of it is held",
            None => "A correction of it is under review",
        };
        ui.add(Sentence::new(title).kind(Type::Strong));
        ui.add(NameLabel::new(&correction.reason).kind(Type::Small).rows(3));
        if Button::secondary("Review the correction").dense().show(ui).clicked() {
            let (scope, id) = (Scope::All, shown.opened.credential.id);
            view.out.go(Route::ReviewOne { scope, id });
        }
    });
}

fn steps_ui(ui: &mut Ui, view: &mut View<'_>, shown: &Shown) {
    let credential = &shown.opened.credential;
    let (id, state) = (credential.id, credential.state);
    let ask = |step: Step, fields: Vec<EditField>| {
        let reason = String::new();
        let path = None;
        Command::Ask(Some(Question {
            step,
            reason,
            fields,
            path,
        }))
    };
    let whole = ui.available_width();
    let can_correct = state == Life::Published && credential.draft.is_none();
    // Two beside each other end where what is below them does.
    let wide = match can_correct {
        true => ((whole - space::S) / 2.0).floor(),
        false => whole,
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::S);
        if can_correct {
            let correct = Button::primary("Correct…").changing().icon(icons::EDIT);
            let response = correct.width(wide).show(ui);
            first_thing(ui, &response);
            if response.clicked() {
                view.out.send(ask(Step::Correct, shown.opened.fields.clone()));
            }
        }
        if state == Life::Published {
            let suspend = Button::secondary("Suspend…").changing().icon(icons::PAUSE);
            if suspend.width(wide).show(ui).clicked() {
                view.out.send(ask(Step::Suspend, Vec::new()));
            }
        }
        if state == Life::Suspended {
            let reinstate = Button::primary("Reinstate").changing().icon(icons::PLAY);
            let response = reinstate.width(wide).show(ui);
            first_thing(ui, &response);
            if response.clicked() {
                view.out.send(Command::Reinstate(id));
            }
        }
    });
    if matches!(state, Life::Published | Life::Suspended) {
        let revoke = Button::danger("Revoke…").changing().icon(icons::BLOCKED);
        if revoke.width(whole).show(ui).clicked() {
            view.out.send(ask(Step::Revoke, Vec::new()));
        }
    }
}

fn facts_ui(ui: &mut Ui, view: &mut View<'_>, shown: &Shown, dates: &Dates) {
    let opened = &shown.opened;
    let credential = &opened.credential;
    let source = match credential.row {
        Some(row) => place_of(row, &opened.source),
        None => "Entered by hand".to_owned(),
    };
    let id = credential.id.to_string();
    let lines = [
        ("Group", opened.group.as_str()),
        ("Number", credential.number.as_str()),
        ("Id", id.as_str()),
        ("Source", source.as_str()),
    ];
    for (label, text) in lines {
        fact_ui(ui, label, text);
    }
    // All that it says of the person; the name stands above.
    let said = opened
        .fields
        .iter()
        .filter(|field| field.name.as_str() != "recipient.name");
    for field in said {
        if let Some(blob) = field.picture() {
            labelled(ui, &field.label, "", |ui| {
                portrait::thumb_ui(ui, view, &field.label, blob);
            });
            continue;
        }
        let date = match field.kind {
            EditKind::Date => field.stored.parse().ok().map(|date| dates.write(date)),
            _ => None,
        };
        let text = date.as_deref().unwrap_or(&field.stored);
        fact_ui(ui, &field.label, if text.is_empty() { "None" } else { text });
    }
    let notes = opened.content.problems.iter().filter(|p| p.severity != Severity::Error);
    for alike in panel::alike(&notes.collect::<Vec<_>>()) {
        let Some(note) = alike.first() else { continue };
        let text = match panel::elements(&alike) {
            Some(elements) => format!("{} · {elements}", note.message),
            None => note.message.clone(),
        };
        ui.add(Sentence::new(text).kind(Type::Caption).color(theme::of(ui).muted));
    }
}

fn files_ui(ui: &mut Ui, view: &mut View<'_>, shown: &Shown) {
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        ui.label(Type::Subtitle.text("Files"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, icons::FOLDER, "Open folder", None).clicked() {
                view.out.send(Command::Open(shown.folder.clone()));
            }
        });
    });
    for file in &shown.files {
        file_ui(ui, view, file, &file.name);
    }
    for (revision, files) in &shown.earlier {
        let text = format!("Revision {revision}, superseded");
        ui.add_space(space::XS);
        ui.label(Type::Caption.text(text).color(theme::of(ui).muted));
        for file in files {
            // All revisions may call their files alike.
            file_ui(ui, view, file, &format!("{} of revision {revision}", file.name));
        }
    }
}

/// A file with its weight and a button that opens it, called so.
fn file_ui(ui: &mut Ui, view: &mut View<'_>, file: &File, called: &str) {
    ui.horizontal(|ui| {
        ui.add(icons::DOCUMENT.colored(theme::of(ui).muted));
        let room = ui.available_width() - 110.0;
        ui.add(NameLabel::new(&file.name).kind(Type::Small).width(room).keeps_end());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let missing = (!file.there).then_some("The file is not where it should be");
            let open = icon_button(ui, icons::OPEN_OUTSIDE, &format!("Open {called}"), missing);
            if open.clicked() {
                view.out.send(Command::Open(file.path.clone()));
            }
            ui.label(Type::Caption.text(weight(file.len)).color(theme::of(ui).muted));
        });
    });
}

/// Bytes as people read them.
fn weight(bytes: u64) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{:.1} MB", bytes as f64 / 1_000_000.0),
    }
}

fn history_ui(ui: &mut Ui, shown: &Shown, dates: &Dates) {
    ui.add_space(space::M);
    ui.label(Type::Subtitle.text("History"));
    for happened in &shown.history {
        happened_ui(ui, happened, dates);
    }
}

fn happened_ui(ui: &mut Ui, happened: &Happened, dates: &Dates) {
    let theme = theme::of(ui);
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size([size::ICON, 20.0].into(), Sense::hover());
        ui.painter().circle_filled(rect.center(), 3.5, theme.line_strong);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add(Sentence::new(happened.what.as_str()).kind(Type::Small));
            let by = format!("{} · {}", dates.write_time(happened.at), happened.who);
            ui.add(NameLabel::new(&by).kind(Type::Caption).color(theme.muted));
            // What was changed is noted by the keys of the fields.
            let note = happened.note.as_ref();
            let note = note.map(|note| in_words(note).unwrap_or_else(|| note.clone()));
            for text in happened.why.iter().chain(&note) {
                ui.add(NameLabel::new(text).kind(Type::Caption).color(theme.muted).rows(3));
            }
        });
    });
}

/// What a step does, in the words of its dialog: title, text, button, and whether it is final.
fn words(step: Step) -> (&'static str, &'static str, &'static str, bool) {
    match step {
        Step::Suspend => (
            "Suspend this credential?",
            "Its page will say that it is not valid at present, in the folders with copies, too. You can reinstate it. A \
             page that was sent or put on a website keeps saying “Valid” until the new one takes its place there.",
            "Suspend",
            false,
        ),
        Step::Revoke => (
            "Revoke this credential?",
            "Its page will say that it is no longer valid, in the folders with copies, too. This is final and cannot be \
             undone. A page that was sent or put on a website keeps saying “Valid” until the new one takes its place there.",
            "Revoke",
            true,
        ),
        _ => (
            "Correct this credential",
            "The correction is reviewed before it is published. Until then the published one stays valid.",
            "Begin the correction",
            false,
        ),
    }
}

/// How many fields stand in each line: two days beside each other, and where the window is low, two of all that is short.
fn lines_of(fields: &[EditField], is_low: bool) -> Vec<usize> {
    let is_short = |field: &EditField| match field.kind {
        EditKind::Date => true,
        EditKind::Name | EditKind::Picture => false,
        EditKind::Text | EditKind::Choice(_) => is_low && field.name.as_str() != "recipient.email",
    };
    let mut lines = Vec::new();
    let mut left = fields;
    while let Some(first) = left.first() {
        let second = left.get(1).filter(|second| is_short(first) && is_short(second));
        let number = 1 + usize::from(second.is_some());
        lines.push(number);
        left = left.get(number..).unwrap_or_default();
    }
    lines
}

fn ask_ui(ui: &mut Ui, view: &mut View<'_>, shown: &Shown) {
    let (Some(question), Some(snapshot)) = (&view.state.credential.asked, view.state.workspace.snapshot()) else {
        return;
    };
    let today = snapshot.today;
    let dates = &view.state.choices.dates;
    let (title, text, confirm, danger) = words(question.step);
    let correct = question.step == Step::Correct;
    let taking = &view.state.credential.taking;
    let refused = if matches!(taking, Taking::UnderWay) {
        Some("This is being carried out")
    } else if correct && !question.fields.iter().any(EditField::is_changed) {
        Some("Change what is wrong first")
    } else if question.is_nameless() {
        Some("Type the name first")
    } else if question.reason.trim().is_empty() {
        Some("Say why first")
    } else {
        None
    };
    let about = Dialog {
        title,
        text,
        confirm,
        danger,
        refused,
    };
    let mut next = question.clone();
    let mut entered = false;
    let left = dialog(ui, Id::unique(("step", shown.opened.credential.id)), about, |ui| {
        ui.add_space(space::S);
        let top = ui.cursor().top();
        if let Taking::Refused(problems) = taking
            && let Some(text) = problem_box(ui, problems)
        {
            view.out.send(AnyCommand::CopyText(text));
        }
        // All the room that the window has besides the words and buttons; why is asked where it is always seen.
        let said = ui.cursor().top() - top;
        let room = ui.ctx().content_rect().height() - AROUND - said;
        // Its bar is seen without a pointer over it, so that what is below the edge is known to be there.
        ui.spacing_mut().scroll.dormant_handle_opacity = 0.5;
        let pictures = next
            .fields
            .iter()
            .filter(|field| field.kind == EditKind::Picture)
            .count();
        let fits = |lines: &[usize]| lines.len() as f32 * FIELD + pictures as f32 * PICTURE <= room;
        let mut lines = lines_of(&next.fields, false);
        if !fits(&lines) {
            lines = lines_of(&next.fields, true);
        }
        let mut fields_ui = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let mut fields = next.fields.as_mut_slice();
            for (at, number) in lines.iter().enumerate() {
                let (line, rest) = std::mem::take(&mut fields).split_at_mut(*number);
                fields = rest;
                ui.columns(line.len(), |columns| {
                    for (ui, field) in columns.iter_mut().zip(line) {
                        if field.kind == EditKind::Picture {
                            portrait::edit_ui(ui, view, &question.path, field);
                            continue;
                        }
                        let edit_ui = |ui: &mut Ui| panel::edit_ui(ui, field, today, dates, at == 0);
                        let (typed, _) = labelled(ui, &field.label, "", edit_ui);
                        if let Some(typed) = typed {
                            field.text = typed;
                        }
                    }
                });
            }
        };
        // Where hardly any room is left for them, the dialog scrolls with all that is in it.
        if fits(&lines) || room < LEAST {
            fields_ui(ui);
        } else {
            let area = ScrollArea::vertical().max_height(room).auto_shrink([false, true]);
            area.show(ui, |ui| {
                // The bar stands beside the fields, not on them.
                ui.set_max_width(ui.available_width() - 2.0 * size::SCROLL_BAR);
                fields_ui(ui);
            });
        }
        let (reason, enter) = ask::reason_ui(ui, &next.reason);
        if let Some(reason) = reason {
            next.reason = reason;
        }
        entered = enter;
    });
    match left.or((entered && refused.is_none()).then_some(Left::Confirmed)) {
        Some(Left::Confirmed) => view.out.send(Command::Confirm),
        Some(Left::Cancelled) => view.out.send(Command::Ask(None)),
        None if next != *question => view.out.send(Command::Ask(Some(next))),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stand_beside_each_other_and_all_that_is_short_where_the_window_is_low() {
        let field = |name: &str, kind: EditKind| EditField {
            name: name.parse().expect("a field"),
            label: name.to_owned(),
            kind,
            text: String::new(),
            stored: String::new(),
            offers: Vec::new(),
        };
        let fields = [
            field("recipient.name", EditKind::Name),
            field("recipient.email", EditKind::Text),
            field("grade", EditKind::Text),
            field("hours", EditKind::Text),
            field("credential.issue_date", EditKind::Date),
            field("credential.expiry_date", EditKind::Date),
        ];
        assert_eq!(lines_of(&fields, false), [1, 1, 1, 1, 2]);
        assert_eq!(lines_of(&fields, true), [1, 1, 2, 2]);
        assert_eq!(lines_of(&fields[..5], true), [1, 1, 2, 1]);
        assert!(lines_of(&[], true).is_empty());
    }
}
