//! Credential groups: all of them, and one while it is made or changed.

mod designs;
mod fields;

use egui::{
    Align, Color32, CornerRadius, Frame, Id, Layout, Margin, Response, Role, Stroke, Ui, UiBuilder, Vec2, WidgetInfo,
};

use super::super::View;
use super::super::command::Command as AnyCommand;
use super::super::command::group::Command;
use super::super::route::{CreateStep, Route};
use super::super::state::group::draft::GoneOn;
use super::super::state::group::{Form, LANGUAGES, POLICIES, UNITS, completed_link, sample_number};
use super::super::state::workspace::{Snapshot, with_words};
use super::super::theme::{self, Type, size, space};
use super::super::widgets::icons;
use super::super::widgets::{
    Button, Drawing, GroupTile, NameLabel, Sentence, card, changing, count, empty, entered, field, field_of,
    first_thing, group_tile, heading, is_dialog_open, labelled, name_field, page_heading, problem_box, scroll_page,
    search_field, select, step_keys, text_area, tiles, within,
};
use crate::model::{Date, GroupId};

/// Two fields beside each other need so much room.
const PAIR: f32 = 2.0 * 280.0 + space::L;

/// All groups.
pub(super) fn show_all(ui: &mut Ui, view: &mut View<'_>) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    scroll_page(ui, "groups page", |ui| {
        let words = view.state.group.words.clone();
        page_heading(ui, "Credential groups", |ui| {
            let new = Button::primary("New group").changing().icon(icons::ADD).show(ui);
            if snapshot.groups.is_empty() {
                first_thing(ui, &new);
            }
            if new.clicked() {
                view.out.go(Route::Group(None));
            }
            if snapshot.groups.len() > 1 {
                let id = Id::unique("search all groups");
                if let Some(words) = search_field(ui, id, "Search groups", &words, "Search groups", size::SEARCH) {
                    view.send(Command::Search(words));
                }
            }
        });
        ui.add_space(space::M);
        if snapshot.groups.is_empty() {
            let sentence = "A group is one course or programme, with its design and its fields.";
            empty(ui, Drawing::Certificate, sentence, |_| {});
            return;
        }
        let shown = with_words(&snapshot.groups, &words);
        if shown.is_empty() {
            empty(
                ui,
                Drawing::Nothing,
                "No group has these words in its title or code.",
                |_| {},
            );
        }
        tiles(ui, "Groups", shown.len(), size::CARD.into(), |ui, at, rect| {
            let Some(card) = shown.get(at) else { return };
            let about = GroupTile {
                title: &card.group.title,
                counts: &card.said(),
                picture: card.picture(),
            };
            let id = Id::unique(("group of all", card.group.id.0));
            let response = group_tile(ui, view.previews, id, &about, rect);
            first_thing(ui, &response);
            if response.clicked() {
                view.out.go(Route::Group(Some(card.group.id)));
            }
        });
    });
}

/// One group, or a new one.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, id: Option<GroupId>) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    let form = view.state.group.form.as_ref().filter(|form| form.id() == id).cloned();
    let Some(mut form) = form else {
        match &view.state.group.failed {
            Some(problems) => {
                scroll_page(ui, "no group", |ui| drop(problem_box(ui, problems)));
            }
            None => view.send(Command::Load(id)),
        }
        return;
    };
    undo_keys(ui, view, &form);
    let before = form.clone();
    let changes = before.changes();
    let whole = ui.available_rect_before_wrap();
    let (above, foot) = whole.split_top_bottom_at_y(whole.bottom() - size::FOOT);
    within(ui, UiBuilder::new().max_rect(above), |ui| {
        // Each group has a place of its own, and so has each new one.
        let page = format!("group page {id:?} {}", view.state.group.made);
        scroll_page(ui, &page, |ui| {
            ui.spacing_mut().item_spacing.y = space::M;
            head_ui(ui, &form, &snapshot);
            if let Some(problems) = &view.state.group.failed
                && let Some(text) = problem_box(ui, problems)
            {
                view.out.send(AnyCommand::CopyText(text));
            }
            gone_on_ui(ui, view, &form);
            what_changes_ui(ui, &form, &changes, &snapshot);
            // Whatever appears above, a field that is typed into keeps its focus.
            let fixed = UiBuilder::new().scope_id(Id::unique("fields of the group"));
            ui.scope_builder(fixed, |ui| {
                changing(ui, |ui| {
                    about_ui(ui, &mut form);
                    designs::show(ui, view, &mut form);
                    fields::show(ui, view, &mut form);
                    rules_ui(ui, &mut form, snapshot.today);
                });
            });
        });
    });
    within(ui, UiBuilder::new().max_rect(foot), |ui| {
        foot_ui(ui, view, &before, &changes);
    });
    if form != before {
        view.send(Command::Edit(Box::new(form)));
    }
}

/// Where rows are moved and kinds are chosen, a field that undoes what was typed into itself is not enough.
fn undo_keys(ui: &Ui, view: &mut View<'_>, form: &Form) {
    if view.state.palette.is_some() || is_dialog_open(ui.ctx()) {
        return;
    }
    let group = &view.state.group;
    for back in step_keys(ui, |back| group.past.can(form, back)) {
        view.out.send(Command::Step { back });
    }
}

fn head_ui(ui: &mut Ui, form: &Form, snapshot: &Snapshot) {
    let title = form.before.as_ref().map_or("New group", |group| group.title.as_str());
    let name = NameLabel::new(title)
        .kind(Type::Title)
        .rows(2)
        .width(ui.available_width());
    let label = ui.add(name);
    label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    if let Some(card) = snapshot.groups.iter().find(|card| Some(card.group.id) == form.id()) {
        ui.add(Sentence::new(card.said()).kind(Type::Small).color(theme::of(ui).muted));
    }
}

/// What saves the form, and why it cannot, stays in sight however long the form is.
fn foot_ui(ui: &mut Ui, view: &mut View<'_>, form: &Form, changes: &[&str]) {
    let rect = ui.max_rect();
    let line = Stroke::new(1.0, theme::of(ui).line);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, line);
    // Under the page above it.
    let beside = ((rect.width() - size::PAGE) / 2.0).max(space::XXL);
    let builder = UiBuilder::new()
        .max_rect(rect.shrink2(Vec2::new(beside, 0.0)))
        .layout(Layout::right_to_left(Align::Center));
    within(ui, builder, |ui| {
        let is_new = form.before.is_none();
        if is_new || !changes.is_empty() {
            save_ui(ui, view, form, is_new);
        } else if let Some(id) = form.id() {
            let create = Route::Create {
                group: Some(id),
                step: CreateStep::Recipients,
            };
            let button = Button::primary("Create credentials").changing().icon(icons::ADD);
            if create.exists() {
                let response = button.show(ui);
                first_thing(ui, &response);
                if response.clicked() {
                    view.out.go(create);
                }
            }
        }
    });
}

fn save_ui(ui: &mut Ui, view: &mut View<'_>, form: &Form, is_new: bool) {
    let refused = form.refused();
    let reason = match view.state.group.saving {
        true => Some("It is being saved"),
        false => refused.as_deref(),
    };
    let label = if is_new { "Make group" } else { "Save" };
    if Button::primary(label).unless(reason).show(ui).clicked() {
        view.send(Command::Save);
    }
    let discard = if is_new { "Start over" } else { "Discard changes" };
    // A form of a group has its changes where this is shown.
    let is_typed = !is_new || form.is_typed(&view.state.group.designs);
    if is_typed && Button::quiet(discard).show(ui).clicked() {
        view.send(Command::Reset);
    }
    if let Some(reason) = reason {
        ui.add_space(space::S);
        // A form that is only begun needs no blame.
        let color = match is_new {
            true => theme::of(ui).muted,
            false => theme::of(ui).error,
        };
        let width = ui.available_width();
        ui.add(NameLabel::new(reason).kind(Type::Small).color(color).width(width));
    }
}

/// Says that what is shown was typed in another run and never saved.
fn gone_on_ui(ui: &mut Ui, view: &mut View<'_>, form: &Form) {
    let text = match view.state.group.gone_on(form) {
        None => return,
        Some(GoneOn::AsItWas) => "You go on with what was not saved.",
        Some(GoneOn::Changed) => {
            "You go on with what was not saved. The group was changed meanwhile: saving puts what is typed here in the \
             place of that."
        }
    };
    notice(theme::of(ui).sunken).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.add(icons::INFO.colored(theme::of(ui).muted));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if Button::quiet("Discard it").dense().show(ui).clicked() {
                    view.send(Command::Reset);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Sentence::new(text).kind(Type::Small));
                });
            });
        });
    });
}

/// The frame of what is said above the form.
fn notice(ground: Color32) -> Frame {
    Frame::new()
        .fill(ground)
        .corner_radius(CornerRadius::same(size::CORNER_CARD))
        .inner_margin(Margin::same(space::M as i8))
}

/// What saving will change, and what it will not: said before anything is changed too, in as much room, so that nothing
/// below goes away under the hand.
fn what_changes_ui(ui: &mut Ui, form: &Form, changes: &[&str], snapshot: &Snapshot) {
    let Some(card) = snapshot.groups.iter().find(|card| Some(card.group.id) == form.id()) else {
        return;
    };
    if card.counts.ever_published() + card.counts.pending + card.counts.held == 0 {
        return;
    }
    let mut text = match changes {
        [] => "New credentials get what is changed here.".to_owned(),
        changes => format!("New credentials get the changed {}.", listed(changes)),
    };
    if card.counts.ever_published() > 0 {
        text.push_str(&format!(
            " What is published ({}) stays as it is.",
            count(card.counts.ever_published())
        ));
    }
    if card.counts.pending > 0 {
        let pending = count(card.counts.pending);
        text.push_str(&format!(
            " What waits for review ({pending}) keeps the version it was made with until it is drawn again."
        ));
    }
    let theme = theme::of(ui);
    let (ground, color) = match changes.is_empty() {
        true => (theme.sunken, theme.muted),
        false => (theme.accent_soft, theme.accent),
    };
    let lines = 2.0 * ui.fonts_mut(|fonts| fonts.row_height(&Type::Small.font()));
    notice(ground).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_min_height(lines);
        ui.horizontal_top(|ui| {
            ui.add(icons::INFO.colored(color));
            ui.vertical(|ui| drop(ui.add(Sentence::new(text).kind(Type::Small))));
        });
    });
}

fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A section of the page.
fn section(ui: &mut Ui, title: &str, add: impl FnOnce(&mut Ui)) {
    card(ui, space::XL, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::L;
        heading(ui, title, |_| {});
        add(ui);
    });
}

/// Two things beside each other, or one above the other where there is no room for both.
fn pair(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    if ui.available_width() < PAIR {
        left(ui);
        right(ui);
        return;
    }
    let width = (ui.available_width() - space::L) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        let size = Vec2::new(width, size::CONTROL);
        let layout = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_width(width);
            left(ui);
        });
        ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_width(width);
            right(ui);
        });
    });
}

fn line(ui: &mut Ui, label: &str, note: &str, text: &mut String, hint: &str) -> Response {
    labelled(ui, label, note, |ui| {
        let (response, typed) = name_field(ui, label, text, hint);
        if let Some(typed) = typed {
            *text = typed;
        }
        response
    })
}

fn about_ui(ui: &mut Ui, form: &mut Form) {
    section(ui, "About", |ui| {
        let mut title = std::mem::take(&mut form.title);
        let mut code = std::mem::take(&mut form.code);
        let note = "Stands in the readable number, as in FDP-2026-00042.";
        pair(
            ui,
            |ui| {
                // A group that has no title yet begins with it.
                let is_new = title.is_empty();
                let response = line(ui, "Title", "", &mut title, "Foundations of Data Protection");
                if is_new {
                    first_thing(ui, &response);
                }
            },
            |ui| drop(line(ui, "Code", note, &mut code, "FDP")),
        );
        (form.title, form.code) = (title, code);
        labelled(ui, "Description", "", |ui| {
            let hint = "What the course or programme is about";
            if let Some(typed) = text_area(ui, "Description", &form.description, hint, 2) {
                form.description = typed;
            }
        });
        let mut url = std::mem::take(&mut form.url);
        let language = &mut form.language;
        pair(
            ui,
            |ui| {
                let typed = line(ui, "Link", "", &mut url, "https://example.org/course");
                if typed.lost_focus() {
                    url = completed_link(&url);
                }
            },
            |ui| {
                labelled(ui, "Language", "Dates and fixed words are written in it.", |ui| {
                    let at = LANGUAGES.iter().position(|(code, _)| code == language);
                    let shown = at
                        .and_then(|at| LANGUAGES.get(at))
                        .map_or(language.clone(), |(_, name)| (*name).to_owned());
                    let names = LANGUAGES.iter().map(|(_, name)| *name);
                    let picked = select(ui, "Language", &shown, 240.0, names, at);
                    if let Some((code, _)) = picked.and_then(|at| LANGUAGES.get(at)) {
                        *language = (*code).to_owned();
                    }
                });
            },
        );
        form.url = url;
        skills_ui(ui, form);
        labelled(ui, "Criteria", "", |ui| {
            if let Some(typed) = text_area(
                ui,
                "Criteria",
                &form.criteria,
                "What a recipient has done to earn it",
                2,
            ) {
                form.criteria = typed;
            }
        });
    });
}

/// Skills as chips; Enter or a comma makes one of what is typed.
fn skills_ui(ui: &mut Ui, form: &mut Form) {
    labelled(ui, "Skills", "", |ui| {
        let mut removed = None;
        if !form.skills.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = [space::S, space::S].into();
                for (at, skill) in form.skills.iter().enumerate() {
                    let button = Button::secondary(skill).dense().icon_after(icons::CLOSE).hint("Remove");
                    let response = button.show(ui).accessible_name(format!("Remove the skill {skill}"));
                    if response.clicked() {
                        removed = Some(at);
                    }
                }
            });
        }
        if let Some(at) = removed {
            form.skills.remove(at);
        }
        // The row of chips that appears above must not take the focus away.
        let id = Some(Id::unique("add a skill"));
        let (response, typed) = field_of(ui, id, "Add a skill", &form.skill, "Type a skill and press Enter");
        if let Some(typed) = typed {
            form.skill = typed;
        }
        if entered(ui, &response) || form.skill.contains([',', ';']) {
            let words = std::mem::take(&mut form.skill);
            let new = words.split([',', ';']).map(str::trim).filter(|word| !word.is_empty());
            form.skills.extend(new.map(str::to_owned));
            response.request_focus();
        }
    });
}

fn rules_ui(ui: &mut Ui, form: &mut Form, today: Date) {
    section(ui, "Rules", |ui| {
        let (mut validity, mut unit, mut duplicates) = (form.validity.clone(), form.unit, form.duplicates);
        pair(
            ui,
            |ui| {
                labelled(
                    ui,
                    "Validity",
                    "Leave it empty if it never expires. A batch or a row may say otherwise.",
                    |ui| {
                        ui.horizontal(|ui| {
                            ui.allocate_ui(Vec2::new(90.0, size::CONTROL), |ui| {
                                if let (_, Some(typed)) = field(ui, "Validity", &validity, "No end") {
                                    validity = typed;
                                }
                            });
                            let at = UNITS.iter().position(|(letter, _)| *letter == unit);
                            let shown = at.and_then(|at| UNITS.get(at)).map_or("years", |(_, name)| name);
                            let names = UNITS.iter().map(|(_, name)| *name);
                            let picked = select(ui, "Unit of the validity", shown, 120.0, names, at);
                            if let Some((letter, _)) = picked.and_then(|at| UNITS.get(at)) {
                                unit = *letter;
                            }
                        });
                    },
                );
            },
            |ui| {
                let note = "When a recipient has a credential of this group already.";
                labelled(ui, "Duplicates", note, |ui| {
                    let at = POLICIES.iter().position(|(policy, _)| *policy == duplicates);
                    let shown = at.and_then(|at| POLICIES.get(at)).map_or("", |(_, name)| name);
                    let names = POLICIES.iter().map(|(_, name)| *name);
                    let picked = select(ui, "Duplicates", shown, 280.0, names, at);
                    if let Some((policy, _)) = picked.and_then(|at| POLICIES.get(at)) {
                        duplicates = *policy;
                    }
                });
            },
        );
        (form.validity, form.unit, form.duplicates) = (validity, unit, duplicates);
        let (mut pattern, mut file) = (form.number_pattern.clone(), form.file_name.clone());
        pair(
            ui,
            |ui| {
                let example = sample_number(&pattern, &form.code, today);
                let note = format!(
                    "Gives {example}. In one brace, as it has no fields: {{code}}, {{year}} and {{n}}, or {{n:5}} with zeros."
                );
                line(ui, "Readable number", &note, &mut pattern, "");
            },
            |ui| {
                let note = "Of published files; with fields in two braces, such as {{recipient.name}}.";
                line(ui, "Name of files", note, &mut file, "");
            },
        );
        (form.number_pattern, form.file_name) = (pattern, file);
    });
}
