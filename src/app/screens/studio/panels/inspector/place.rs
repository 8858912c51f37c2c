//! Where what is selected stands, and how it is aligned; what every kind of element has.

use egui::{Align2, Id, Sense, Ui, UiBuilder, Vec2};

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::{Action, Command};
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::theme::{self, Type, size};
use super::super::super::super::super::widgets::icons::{self, Icon};
use super::super::super::super::super::widgets::{focus_ring, icon_button, select_dense, within};
use super::super::fields::{full_label_of, offered};
use super::super::parts::{
    Came, Face, Measure, NumberField, bare, change, checked_field, color_field, language_typed, part, row, section,
    segments, shared, text_field, toggle, wrong_language,
};
use crate::model::{Blend, Condition, Element, FieldName, Flip, Freedom, Property, Shadow, Value};
use crate::studio::measure::Unit;
use crate::studio::{Axis, Number, SHADOW, Side, freedoms_of};
use crate::units::Pt;

/// What lies between the fields of two columns.
const BETWEEN: f32 = size::CONTROL_DENSE;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    section(ui, "Position", |ui| {
        align_ui(ui, view, selected);
        if selected.len() > 1 {
            distribute_ui(ui, view, open, selected);
        }
        numbers_ui(ui, view, open, selected);
    });
}

fn align_ui(ui: &mut Ui, view: &mut View<'_>, selected: &[&Element]) {
    let several = selected.len() > 1;
    let id = Id::unique("whether several are aligned to the page");
    let mut to_page = !several || ui.data(|data| data.get_temp(id)).unwrap_or(false);
    if several {
        row(ui, "Align to", |ui| {
            let options = [
                (Face::Word("Selection"), "Align to the selection", false),
                (Face::Word("Page"), "Align to the page", true),
            ];
            let width = ui.available_width();
            if let Some(picked) = segments(ui, width, &options, Some(to_page)) {
                to_page = picked;
                ui.data_mut(|data| data.insert_temp(id, picked));
            }
        });
    }
    let to = if to_page { " of the page" } else { "" };
    let sides: [(Icon, &str, Side); 6] = [
        (icons::ALIGN_LEFT, "Align left", Side::Left),
        (icons::ALIGN_CENTER, "Align centres", Side::Center),
        (icons::ALIGN_RIGHT, "Align right", Side::Right),
        (icons::ALIGN_TOP, "Align top", Side::Top),
        (icons::ALIGN_MIDDLE, "Align middles", Side::Middle),
        (icons::ALIGN_BOTTOM, "Align bottom", Side::Bottom),
    ];
    bare(ui, |ui| {
        let gap = (ui.available_width() - 6.0 * size::CONTROL_DENSE) / 5.0;
        ui.spacing_mut().item_spacing.x = gap.floor();
        for (icon, name, side) in sides {
            if icon_button(ui, icon, &format!("{name}{to}"), None).clicked() {
                let action = if to_page {
                    Action::AlignToPage(side)
                } else {
                    Action::Align(side)
                };
                view.send(action);
            }
        }
    });
}

fn distribute_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    let unit = open.editor.settings.unit;
    bare(ui, |ui| {
        let width = (ui.available_width() - 2.0 * BETWEEN - 3.0 * 8.0) / 2.0;
        let refused = (selected.len() < 3).then_some("Select three elements or more");
        for (icon, name, gap_name, mark, axis) in [
            (
                icons::DISTRIBUTE_ACROSS,
                "Equal gaps across",
                "Gap across",
                "↔",
                Axis::X,
            ),
            (icons::DISTRIBUTE_DOWN, "Equal gaps down", "Gap down", "↕", Axis::Y),
        ] {
            if icon_button(ui, icon, name, refused).clicked() {
                view.send(Action::Distribute(axis));
            }
            let gap = open.editor.gap(axis);
            let came = NumberField::new(gap_name, gap, Measure::Length(unit))
                .mark(mark)
                .show(ui, width);
            match came {
                Some(Came::Set(gap)) => view.send(Command::SetGap(axis, gap)),
                Some(Came::Stepped(gap)) => view.send(Command::GoOn(Box::new(Command::SetGap(axis, gap)))),
                Some(Came::Shown(_) | Came::Back) | None => {}
            }
        }
    });
}

fn number(ui: &mut Ui, view: &mut View<'_>, open: &Open, number: Number, name: &str, mark: &str, width: f32) {
    let measure = match number {
        Number::Angle => Measure::Degrees,
        _ => Measure::Length(open.editor.settings.unit),
    };
    let least = match number {
        Number::Width | Number::Height => 0.0,
        _ => f64::NEG_INFINITY,
    };
    // What is typed is judged where it is done, in words.
    let field = NumberField::new(name, open.editor.number(number), measure)
        .mark(mark)
        .range(least, f64::INFINITY)
        .as_typed();
    match field.show(ui, width) {
        Some(Came::Shown(value)) => view.send(Command::ShowNumber(number, value)),
        Some(Came::Set(value)) => view.send(Command::SetNumber(number, value)),
        Some(Came::Stepped(value)) => view.send(Command::GoOn(Box::new(Command::SetNumber(number, value)))),
        Some(Came::Back) => view.send(Command::Cancel),
        None => {}
    }
}

fn numbers_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    let pair = |ui: &Ui| ((ui.available_width() - BETWEEN - 16.0) / 2.0).floor();
    let unit_at = bare(ui, |ui| {
        let width = pair(ui);
        number(ui, view, open, Number::X, "X", "X", width);
        number(ui, view, open, Number::Y, "Y", "Y", width);
        ui.allocate_exact_size(Vec2::splat(BETWEEN), Sense::hover()).0
    });
    bare(ui, |ui| {
        let width = pair(ui);
        number(ui, view, open, Number::Width, "Width", "W", width);
        number(ui, view, open, Number::Height, "Height", "H", width);
        let keeps = selected.iter().all(|element| element.keep_ratio);
        let icon = if keeps { icons::LINKED } else { icons::UNLINKED };
        if toggle(ui, icon, "Keep the ratio", keeps) {
            change(view, open, "Ratio of", Came::Set(!keeps), |_, keeps| {
                Some(Property::KeepRatio(*keeps))
            });
        }
    });
    bare(ui, |ui| {
        let width = pair(ui);
        number(ui, view, open, Number::Angle, "Angle", "∠", width);
        for (icon, name, flip) in [
            (icons::FLIP, "Flip left and right", Flip::Horizontal),
            (icons::FLIP_DOWN, "Flip top and bottom", Flip::Vertical),
        ] {
            let response = icon_button(ui, icon, name, None);
            if response.clicked() {
                view.send(Action::Flip(flip));
            }
        }
    });
    // Drawn last, so that Tab goes from Y to the width.
    within(ui, UiBuilder::new().max_rect(unit_at), |ui| unit_ui(ui, view, open));
}

/// The unit of all lengths.
fn unit_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let unit = open.editor.settings.unit;
    // On the line of the numbers beside it, over the switch below it.
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::click());
    let color = theme::of(ui).text;
    let font = Type::Small.font();
    ui.painter()
        .text(rect.center(), Align2::CENTER_CENTER, unit.symbol(), font, color);
    focus_ring(ui, &response, size::CORNER);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Unit of lengths"));
    let response = response.on_hover_text("Unit of lengths");
    egui::Popup::menu(&response).style(theme::menu).show(|ui| {
        for other in Unit::ALL {
            if ui.selectable_label(other == unit, other.symbol()).clicked() {
                view.send(Command::SetUnit(other));
                ui.close();
            }
        }
    });
}

/// Opacity, how it mixes, blur, shadow, when it is shown, where a click on it leads, what may be changed of it.
pub(super) fn look(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    section(ui, "Appearance", |ui| {
        row(ui, "Opacity", |ui| {
            let opacity = shared(selected.iter().map(|element| element.opacity));
            let width = part(ui, 2);
            let came = NumberField::new("Opacity", opacity, Measure::Percent)
                .range(0.0, 1.0)
                .show(ui, width);
            if let Some(came) = came {
                change(view, open, "Opacity of", came, |_, opacity| {
                    Some(Property::Opacity(*opacity))
                });
            }
        });
        blend_ui(ui, view, open, selected);
        blur_ui(ui, view, open, selected);
        shadow_ui(ui, view, open, selected);
    });
    section(ui, "When and where", |ui| {
        show_ui(ui, view, open, selected);
        if let [only] = selected {
            row(ui, "Link", |ui| {
                let link = only.link.clone().unwrap_or_default();
                if let Some(link) = text_field(ui, "Link", &link, "{{credential.url}}") {
                    let link = Some(link.trim().to_owned()).filter(|link| !link.is_empty());
                    change(view, open, "Link of", Came::Set(link), |_, link| {
                        Some(Property::Link(link.clone()))
                    });
                }
            });
        }
        open_ui(ui, view, open, selected);
    });
}

fn blend_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    row(ui, "Blend", |ui| {
        let blend = shared(selected.iter().map(|element| element.blend));
        let at = blend.and_then(|blend| Blend::ALL.iter().position(|one| *one == blend));
        let shown = blend.map_or(super::super::parts::MIXED, Blend::name);
        let (width, names) = (ui.available_width(), Blend::ALL.map(Blend::name));
        let picked = select_dense(
            ui,
            "How its colours mix with what lies under it",
            shown,
            width,
            names,
            at,
        );
        if let Some(blend) = picked.and_then(|at| Blend::ALL.get(at)).copied() {
            change(view, open, "Blend of", Came::Set(blend), |_, blend| {
                Some(Property::Blend(*blend))
            });
        }
    });
}

fn blur_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    row(ui, "Blur", |ui| {
        let blur = shared(selected.iter().map(|element| element.blur.0));
        let width = part(ui, 2);
        let came = NumberField::new("Blur", blur, Measure::Length(open.editor.settings.unit))
            .range(0.0, 500.0)
            .show(ui, width);
        if let Some(came) = came {
            change(view, open, "Blur of", came, |_, blur| Some(Property::Blur(Pt(*blur))));
        }
    });
}

fn shadow_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    let shadow = shared(selected.iter().map(|element| element.shadow));
    let unit = open.editor.settings.unit;
    let set = |view: &mut View<'_>, came: Came<Option<Shadow>>| {
        change(view, open, "Shadow of", came, |_, shadow| {
            Some(Property::Shadow(*shadow))
        });
    };
    row(ui, "Shadow", |ui| {
        let Some(Some(shadow)) = shadow else {
            if icon_button(ui, icons::ADD, "Add a shadow", None).clicked() {
                set(view, Came::Set(Some(SHADOW)));
            }
            return;
        };
        let width = ui.available_width() - size::CONTROL_DENSE - 6.0;
        if let Some(came) = color_field(ui, view, open, "Colour of the shadow", Some(shadow.color), width) {
            set(view, came.map(|color| Some(Shadow { color, ..shadow })));
        }
        if icon_button(ui, icons::REMOVE, "Remove the shadow", None).clicked() {
            set(view, Came::Set(None));
        }
    });
    if let Some(Some(shadow)) = shadow {
        row(ui, "", |ui| {
            let width = part(ui, 3);
            let x = NumberField::new("Shadow aside", Some(shadow.x.0), Measure::Length(unit))
                .mark("X")
                .show(ui, width);
            let y = NumberField::new("Shadow below", Some(shadow.y.0), Measure::Length(unit))
                .mark("Y")
                .show(ui, width);
            let x = x.map(|came| came.map(|x| Some(Shadow { x: Pt(x), ..shadow })));
            let y = y.map(|came| came.map(|y| Some(Shadow { y: Pt(y), ..shadow })));
            let blur = NumberField::new("Blur of the shadow", Some(shadow.blur.0), Measure::Length(unit))
                .mark("B")
                .range(0.0, 500.0)
                .show(ui, width);
            let blur = blur.map(|came| {
                came.map(|blur| {
                    Some(Shadow {
                        blur: Pt(blur),
                        ..shadow
                    })
                })
            });
            if let Some(came) = x.or(y).or(blur) {
                set(view, came);
            }
        });
    }
}

/// The forms of a condition, in words.
const SHOWN: [&str; 6] = [
    "Always",
    "When filled",
    "When empty",
    "When equal to",
    "When greater than",
    "In languages",
];

fn condition_at(condition: Option<&Condition>) -> usize {
    match condition {
        None => 0,
        Some(Condition::Filled(_)) => 1,
        Some(Condition::Empty(_)) => 2,
        Some(Condition::Equals { .. }) => 3,
        Some(Condition::Greater { .. }) => 4,
        Some(Condition::Language(_)) => 5,
    }
}

fn show_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    let condition = shared(selected.iter().map(|element| element.show.clone()));
    let at = condition.as_ref().map(|condition| condition_at(condition.as_ref()));
    let now = condition.flatten();
    let set = |view: &mut View<'_>, condition: Option<Condition>| {
        change(view, open, "When to show", Came::Set(condition), |_, condition| {
            Some(Property::Show(condition.clone()))
        });
    };
    row(ui, "Show", |ui| {
        let width = ui.available_width();
        let shown = at
            .and_then(|at| SHOWN.get(at).copied())
            .unwrap_or(super::super::parts::MIXED);
        let Some(picked) = select_dense(ui, "When it is shown", shown, width, SHOWN, at) else {
            return;
        };
        let field = now.as_ref().and_then(Condition::field).cloned();
        // What it shows itself is what is asked about most.
        let field = field.or_else(|| selected.iter().find_map(|element| element.first_field()));
        let field = field.or_else(|| offered(open).0.into_iter().next());
        let condition = match (picked, field) {
            (1, Some(field)) => Some(Condition::Filled(field)),
            (2, Some(field)) => Some(Condition::Empty(field)),
            (3, Some(field)) => Some(Condition::Equals {
                text: present(open, &field),
                field,
            }),
            (4, Some(field)) => Some(Condition::Greater { field, than: 0.0 }),
            (5, _) => Some(Condition::Language(vec![open.editor.design().language.clone()])),
            _ => None,
        };
        set(view, condition);
    });
    let Some(condition) = now else { return };
    if let Some(field) = condition.field() {
        row(ui, "Field", |ui| {
            let width = ui.available_width();
            let (fields, names) = offered(open);
            let at = fields.iter().position(|known| known == field);
            let unknown = full_label_of(field);
            let shown = at.and_then(|at| names.get(at)).unwrap_or(&unknown);
            let names = names.iter().map(String::as_str);
            let picked = select_dense(ui, "Field of the condition", shown, width, names, at);
            if let Some(field) = picked.and_then(|at| fields.get(at)).cloned() {
                let before = present(open, condition.field().unwrap_or(&field));
                set(
                    view,
                    Some(match condition.clone() {
                        Condition::Filled(_) => Condition::Filled(field),
                        Condition::Empty(_) => Condition::Empty(field),
                        // What nobody wrote yet is the value of the other field.
                        Condition::Equals { text, .. } if text == before => Condition::Equals {
                            text: present(open, &field),
                            field,
                        },
                        Condition::Equals { text, .. } => Condition::Equals { field, text },
                        Condition::Greater { than, .. } => Condition::Greater { field, than },
                        languages @ Condition::Language(_) => languages,
                    }),
                );
            }
        });
    }
    match &condition {
        Condition::Equals { field, text } => {
            let typed = row(ui, "Equals", |ui| {
                text_field(ui, "Value of the condition", text, "Distinction")
            });
            if let Some(text) = typed {
                set(
                    view,
                    Some(Condition::Equals {
                        field: field.clone(),
                        text,
                    }),
                );
            }
        }
        Condition::Greater { field, than } => {
            let came = row(ui, "Than", |ui| {
                let width = part(ui, 2);
                NumberField::new("Bound of the condition", Some(*than), Measure::Plain).show(ui, width)
            });
            if let Some(than) = came.and_then(Came::done) {
                set(
                    view,
                    Some(Condition::Greater {
                        field: field.clone(),
                        than,
                    }),
                );
            }
        }
        Condition::Language(tags) => {
            let about = ("Languages of the condition", &*tags.join(", "), "ar, he");
            let wrong = |typed: &str| tags_of(typed).iter().find_map(|tag| wrong_language(tag));
            let typed = ui.push_id(open.editor.selection(), |ui| {
                checked_field(ui, "Languages", about, wrong)
            });
            let typed = typed.inner;
            if let Some(typed) = typed {
                let tags = tags_of(&typed).iter().filter_map(|tag| language_typed(tag)).collect();
                set(
                    view,
                    Some(Condition::Language(tags)).filter(|_| !typed.trim().is_empty()),
                );
            }
        }
        Condition::Filled(_) | Condition::Empty(_) => {}
    }
}

/// Tags of languages that stand beside each other.
fn tags_of(typed: &str) -> Vec<String> {
    let tags = typed.split([',', ' ']).filter(|tag| !tag.is_empty());
    tags.map(str::to_owned).collect()
}

/// The value of a field in the row that is shown: with it as its bound, a condition hides nothing at once.
fn present(open: &Open, field: &FieldName) -> String {
    open.values.fields.get(field).map(Value::to_plain).unwrap_or_default()
}

/// What whoever issues with the design may change.
fn open_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, selected: &[&Element]) {
    let freedoms: [(&str, &str, Freedom); 4] = [
        ("Text", "Issuers may change the text", Freedom::Text),
        ("Picture", "Issuers may change the picture", Freedom::Picture),
        ("Look", "Issuers may change the look", Freedom::Look),
        ("Place", "Issuers may move and resize it", Freedom::Place),
    ];
    row(ui, "Issuers may", |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (word, name, freedom) in freedoms {
            let mut those = selected
                .iter()
                .filter(|element| freedoms_of(element).contains(&freedom))
                .peekable();
            if those.peek().is_none() {
                continue;
            }
            let has = those.all(|element| element.open.contains(&freedom));
            let button = egui::Button::new(Type::Caption.text(word))
                .selected(has)
                .min_size(Vec2::new(0.0, 24.0));
            ui.spacing_mut().button_padding.x = 5.0;
            let response = ui.add(button);
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, has, name));
            if response.on_hover_text(name).clicked() {
                change(
                    view,
                    open,
                    "What issuers may change of",
                    Came::Set(!has),
                    |element, may| {
                        let mut freedoms = element.open.clone();
                        freedoms.retain(|known| *known != freedom);
                        if *may && freedoms_of(element).contains(&freedom) {
                            freedoms.push(freedom);
                        }
                        Some(Property::Open(freedoms))
                    },
                );
            }
        }
    });
}
