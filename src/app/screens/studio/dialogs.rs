//! The dialogs of the studio: a new design, drawing anew what is under review.

use egui::{Id, Ui, Vec2};

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::studio::Command;
use super::super::super::preview::{Face, Subject};
use super::super::super::state::studio::Sample;
use super::super::super::state::studio::new::{NewDesign, Preset};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::{
    Dialog, Left, NameLabel, counted, dialog, entered, field, first_thing, labelled, name_field, picture, problem_box,
    proposes, tab,
};
use crate::model::DesignKind;

/// How high the pictures before and after are.
const SAMPLE: f32 = 190.0;

/// The dialog that asks for the size of a new design, when it is open.
pub(in super::super) fn new_design(ui: &Ui, view: &mut View<'_>) {
    let Some(new) = view.state.studio.fresh.clone() else {
        return;
    };
    let wrong = new.size().err();
    let refused = match &wrong {
        _ if new.name.trim().is_empty() => Some("Give it a name"),
        Some(wrong) => Some(wrong.as_str()),
        None => None,
    };
    let about = Dialog {
        title: "New design",
        text: "Everything can be changed later, the size too.",
        confirm: "Create",
        danger: false,
        refused,
    };
    let mut changed = new.clone();
    let mut enters = false;
    let left = dialog(ui, Id::unique("new design"), about, |ui| {
        ui.add_space(space::M);
        if let Some(problems) = &view.state.studio.refused
            && let Some(text) = problem_box(ui, problems)
        {
            view.out.send(AnyCommand::CopyText(text));
        }
        let (response, typed) = labelled(ui, "Name", "", |ui| {
            name_field(ui, "Name of the new design", &new.name, "")
        });
        first_thing(ui, &response);
        proposes(ui, &response, &new.name);
        enters = entered(ui, &response);
        if let Some(name) = typed {
            changed.name = name;
        }
        ui.add_space(space::S);
        size_ui(ui, &new, &mut changed);
    });
    match left {
        Some(Left::Confirmed) => view.send(Command::Create),
        Some(Left::Cancelled) => view.send(Command::EditNew(None)),
        None if enters && refused.is_none() => view.send(Command::Create),
        None if changed != new => view.send(Command::EditNew(Some(changed))),
        None => {}
    }
}

fn size_ui(ui: &mut Ui, new: &NewDesign, changed: &mut NewDesign) {
    labelled(ui, "Size", &new.preset.note(), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
            for preset in Preset::ALL {
                if tab(ui, preset.label(), None, new.preset == preset).clicked() {
                    *changed = changed.clone().with_preset(preset);
                }
            }
        });
    });
    ui.add_space(space::S);
    if new.preset == Preset::Free {
        ui.horizontal(|ui| {
            let width = (ui.available_width() - space::S) / 2.0;
            for (label, text, target) in [
                ("Width", &new.width, &mut changed.width),
                ("Height", &new.height, &mut changed.height),
            ] {
                ui.allocate_ui(Vec2::new(width, 60.0), |ui| {
                    labelled(ui, label, "", |ui| {
                        if let (_, Some(typed)) = field(ui, label, text, "200 mm") {
                            *target = typed;
                        }
                    });
                });
            }
        });
    } else if new.preset != Preset::Square {
        pair_ui(
            ui,
            "Orientation",
            [("Landscape", false), ("Portrait", true)],
            new.is_portrait,
            |value| {
                changed.is_portrait = value;
            },
        );
    }
    let kinds = [("Certificate", DesignKind::Certificate), ("Badge", DesignKind::Badge)];
    pair_ui(ui, "It is a", kinds, new.kind, |kind| changed.kind = kind);
}

fn pair_ui<T: Copy + PartialEq>(ui: &mut Ui, label: &str, pair: [(&str, T); 2], chosen: T, mut choose: impl FnMut(T)) {
    labelled(ui, label, "", |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            for (label, value) in pair {
                if tab(ui, label, None, value == chosen).clicked() {
                    choose(value);
                }
            }
        });
    });
    ui.add_space(space::S);
}

/// Asks whether what is under review is drawn anew, when there is something.
pub(in super::super) fn outdated(ui: &Ui, view: &mut View<'_>) {
    let Some(outdated) = &view.state.studio.outdated else {
        return;
    };
    let credentials = counted(outdated.credentials, "credential", "credentials");
    let groups = counted(outdated.groups, "group", "groups");
    let title = format!("Draw {credentials} anew?");
    let text = format!(
        "They wait for review in {groups} and were drawn with {} as it was before. What is published does not change.",
        outdated.name
    );
    let about = Dialog {
        title: &title,
        text: &text,
        confirm: "Draw anew",
        danger: false,
        refused: None,
    };
    let left = dialog(ui, Id::unique("draw anew"), about, |ui| {
        if let Some(sample) = &outdated.sample {
            sample_ui(ui, view, sample, outdated.revision);
        }
    });
    if let Some(left) = left {
        view.send(Command::Rerender(left == Left::Confirmed));
    }
}

/// The first of them as it is, and as it would be.
fn sample_ui(ui: &mut Ui, view: &mut View<'_>, sample: &Sample, revision: u32) {
    let theme = theme::of(ui);
    ui.add_space(space::M);
    let name = &sample.before.recipient.name;
    ui.add(NameLabel::new(name).kind(Type::Small).color(theme.muted));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let width = (ui.available_width() - space::M) / 2.0;
        for (at, (label, content)) in [("Before", &sample.before), ("After", &sample.after)]
            .into_iter()
            .enumerate()
        {
            let (rect, response) = ui.allocate_exact_size(Vec2::new(width, SAMPLE), egui::Sense::hover());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, format!("{label}: {name}")));
            ui.painter().rect_filled(rect, size::CORNER, theme.sunken);
            let subject = Subject::Credential {
                credential: sample.credential.clone(),
                content: content.clone(),
                face: if sample.is_badge {
                    Face::Badge
                } else {
                    Face::Certificate
                },
                // Far from the numbers of what is edited and of what is published.
                version: (1 << 48) + u64::from(revision) * 2 + at as u64,
                gray: false,
            };
            let frame = rect.shrink2(Vec2::new(space::S, 22.0));
            picture(ui, view.previews, response.id, &subject, frame, 1.4);
            let place = rect.center_top() + Vec2::new(0.0, 4.0);
            let font = Type::Caption.font();
            ui.painter()
                .text(place, egui::Align2::CENTER_TOP, label, font, theme.muted);
        }
    });
}
