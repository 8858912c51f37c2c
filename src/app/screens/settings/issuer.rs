//! Who issues: name, address, e-mail, logo.

use egui::{Align, Id, Layout, Rect, Sense, Ui, Vec2};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::settings::{Choice, Command};
use super::super::super::preview::Subject;
use super::super::super::state::settings::{IssuerEdit, edit_of, wrong_email};
use super::super::super::state::start::{completed_address, wrong_address};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::{
    Button, PathEvent, changing, field_of, labelled, labelled_or_wrong, name_field, path_field, picture, problem_box,
};
use super::block;
use crate::model::BlobId;

const LOGO: Vec2 = Vec2::new(112.0, 72.0);

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    let saved = edit_of(&snapshot.issuer);
    let mut edit = view.state.settings.issuer.clone().unwrap_or_else(|| saved.clone());
    let before = edit.clone();
    let about =
        "Stands on certificates and recipient pages that are made from now on. What is published does not change.";
    block(ui, "", about, |ui| {
        ui.spacing_mut().item_spacing.y = space::L;
        if let Some(problems) = &view.state.settings.issuer_failed
            && let Some(text) = problem_box(ui, problems)
        {
            view.out.send(AnyCommand::CopyText(text));
        }
        changing(ui, |ui| {
            fields_ui(ui, &mut edit);
            labelled(ui, "Logo", "PNG, JPEG or WebP.", |ui| {
                logo_ui(ui, view, snapshot.issuer.logo, &mut edit);
            });
        });
        buttons_ui(ui, view, &edit, &saved);
    });
    if edit != before {
        view.send(Command::EditIssuer(Some(edit)));
    }
    person_ui(ui, view);
}

/// Who works for the issuer on this machine; it takes effect as it is typed.
fn person_ui(ui: &mut Ui, view: &mut View<'_>) {
    let about = "Stands in the history of credentials for what you do from now on, in every workspace. Without a name, it \
                 is that of your account on this machine. Recipients do not see it.";
    block(ui, "You", about, |ui| {
        let name = view.state.choices.who.clone();
        labelled(ui, "Your name", "", |ui| {
            let (field, typed) = name_field(ui, "Your name", &name, "The account of the system");
            if let Some(name) = typed {
                view.send(Command::SetWho(name));
            }
            if field.lost_focus() {
                view.send(Command::LeaveWho);
            }
        });
    });
}

fn fields_ui(ui: &mut Ui, edit: &mut IssuerEdit) {
    labelled(ui, "Name", "", |ui| {
        if let (_, Some(name)) = name_field(ui, "Name of the issuer", &edit.name, "Northfield Institute") {
            edit.name = name;
        }
    });
    let note = "The address of every credential begins with it, in links and QR codes.";
    // What is still being typed is not blamed.
    let typing = |ui: &Ui, id: Id| ui.memory(|memory| memory.has_focus(id));
    let id = Id::unique("address of the issuer");
    let wrong = wrong_address(&edit.url).filter(|_| !typing(ui, id));
    labelled_or_wrong(ui, "Web address", note, wrong, |ui| {
        let hint = "https://credentials.example.org";
        let (response, typed) = field_of(ui, Some(id), "Web address", &edit.url, hint);
        if let Some(url) = typed {
            edit.url = url;
        }
        if response.lost_focus() {
            edit.url = completed_address(&edit.url);
        }
    });
    let id = Id::unique("e-mail of the issuer");
    let wrong = wrong_email(&edit.email).filter(|_| !typing(ui, id));
    labelled_or_wrong(ui, "E-mail", "Where recipients can ask.", wrong, |ui| {
        let hint = "registrar@example.org";
        if let (_, Some(email)) = field_of(ui, Some(id), "E-mail", &edit.email, hint) {
            edit.email = email;
        }
    });
}

fn logo_ui(ui: &mut Ui, view: &mut View<'_>, logo: Option<BlobId>, edit: &mut IssuerEdit) {
    if let Some(blob) = logo.filter(|_| !edit.without_logo && edit.logo.trim().is_empty()) {
        ui.horizontal(|ui| {
            let theme = theme::of(ui);
            let (rect, response) = ui.allocate_exact_size(LOGO, Sense::hover());
            ui.painter()
                .rect_filled(rect, egui::CornerRadius::same(size::CORNER), theme.sunken);
            let frame: Rect = rect.shrink(space::S);
            let slot = response.id.with("logo");
            picture(ui, view.previews, slot, &Subject::Picture(blob), frame, 1.0);
            if Button::quiet("Remove the logo").dense().show(ui).clicked() {
                edit.without_logo = true;
            }
        });
    } else if logo.is_some() && edit.without_logo {
        let muted = theme::of(ui).muted;
        ui.label(Type::Small.text("The logo goes when you save.").color(muted));
    }
    ui.add_space(space::XS);
    match path_field(ui, "Logo", &edit.logo, "Path of a new logo").1 {
        Some(PathEvent::Typed(path)) => {
            edit.logo = path;
            edit.without_logo = false;
        }
        Some(PathEvent::Browse) => view.send(Command::Browse(Choice::Logo)),
        None => {}
    }
}

fn buttons_ui(ui: &mut Ui, view: &mut View<'_>, edit: &IssuerEdit, saved: &IssuerEdit) {
    let same = edit == saved;
    let refused = match (same, edit.name.trim().is_empty()) {
        (true, _) => Some("Nothing is changed"),
        (false, true) => Some("Give the name of the issuer first"),
        (false, false) => wrong_address(&edit.url).or_else(|| wrong_email(&edit.email)),
    };
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if Button::primary("Save").unless(refused).show(ui).clicked() {
                view.send(Command::SaveIssuer);
            }
            if !same && Button::secondary("Discard").show(ui).clicked() {
                view.send(Command::EditIssuer(None));
            }
        });
    });
}
