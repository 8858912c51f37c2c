//! Everything that waits, as a contact sheet or a list: filters, selection, and what is done with it.

use egui::containers::scroll_area::ScrollBarVisibility;
use egui::{Frame, Id, Key, Margin, Popup, Rect, ScrollArea, Ui, UiBuilder, Vec2};

use crate::diag::Severity;

use super::super::super::View;
use super::super::super::command::Command as AnyCommand;
use super::super::super::command::review::{Act, Command};
use super::super::super::route::{Route, Scope};
use super::super::super::settings::{Dates, THUMB};
use super::super::super::state::review::{Filter, Item, Need, Question, Review};
use super::super::super::state::workspace::{BatchCard, Snapshot};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, Drawing, Pressed, Selection, Sentence, at_end, count, empty, icon_toggle, note_line, problem_box,
    search_field, slider, tab, within,
};
use super::super::super::words::short_file;
use super::{ask, grid, kind_word, list, waits};

const SLIDER: f32 = 110.0;
/// Narrower sheets leave the line of the filters to them.
const ROOMY: f32 = 640.0;
const SEARCH_LEAST: f32 = 120.0;
/// Where less of the sheet would be seen, what stands above it is scrolled away with it.
const LEAST: f32 = 190.0;
/// Room for what is said of a publication.
const PUBLISHING: f32 = 240.0;
const READY: &str = "Select all without problems";

pub(in super::super) fn show(ui: &mut Ui, view: &mut View<'_>, scope: Scope) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    let review = &view.state.review;
    if review.scope != Some(scope) || (review.stale && !review.busy) {
        view.out.send(Command::Show(scope));
    }
    keys(ui, view);
    if !review.selected.is_empty() {
        bar_ui(ui, view);
    }
    let margin = Margin {
        left: 32,
        right: 24,
        top: 20,
        bottom: 0,
    };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        let height = ui.available_height();
        let above: f32 = ui.data(|data| data.get_temp(above_id())).unwrap_or_default();
        if height - above >= LEAST {
            page_ui(ui, view, (scope, &snapshot), None);
            return;
        }
        let area = ScrollArea::vertical().id_salt(("page of the sheet", scope));
        let area = area
            .auto_shrink(false)
            .scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
        area.show(ui, |ui| page_ui(ui, view, (scope, &snapshot), Some(height)));
    });
    ask::show(ui, view);
}

/// What stands above, and the sheet below it in so much `height`, or in all that is left.
fn page_ui(ui: &mut Ui, view: &mut View<'_>, (scope, snapshot): (Scope, &Snapshot), height: Option<f32>) {
    let review = &view.state.review;
    let top = ui.cursor().top();
    ui.spacing_mut().item_spacing.y = space::M;
    head_ui(ui, view, scope, snapshot);
    waits::show(ui, view, scope);
    unsaved_ui(ui, view, scope);
    if review.items.is_empty() {
        nothing_ui(ui, view, scope);
        return;
    }
    for of in &review.of_designs {
        let sentence = of.sentence();
        let name = format!("Open the design {}", of.name);
        if note_line(ui, of.worst(), &sentence, "Open the design", &name) {
            view.out.go(Route::Design(of.design));
        }
    }
    filters_ui(ui, view);
    if review.shown.is_empty() {
        empty(ui, Drawing::Nothing, "Nothing that waits meets these filters.", |ui| {
            if Button::secondary("Show all").show(ui).clicked() {
                view.out.send(Command::Filter(Filter::All));
                view.out.send(Command::FilterKind(None));
                view.out.send(Command::Search(String::new()));
            }
        });
        return;
    }
    let above = ui.cursor().top() - top;
    ui.data_mut(|data| data.insert_temp(above_id(), above));
    let room = Vec2::new(ui.available_width(), height.unwrap_or_else(|| ui.available_height()));
    let rect = Rect::from_min_size(ui.cursor().min, room);
    within(ui, UiBuilder::new().max_rect(rect), |ui| {
        if view.state.choices.sheet.as_list {
            list::show(ui, view, scope, snapshot);
        } else {
            grid::show(ui, view, scope);
        }
    });
    ui.advance_cursor_after_rect(rect);
    // What the keys go to in the sheet is brought into sight by the sheet, which itself may be out of it.
    let focused = ui.memory(egui::Memory::focused);
    let focused = focused.and_then(|id| ui.ctx().read_response(id));
    if height.is_some() && focused.is_some_and(|thing| thing.gained_focus() && rect.contains(thing.rect.center())) {
        ui.scroll_to_rect(rect, None);
    }
}

/// How much stood above the sheet in the frame before.
fn above_id() -> Id {
    Id::unique("above the sheet")
}

/// That something is not saved, with the way to it.
fn unsaved_ui(ui: &mut Ui, view: &mut View<'_>, scope: Scope) {
    let unsaved = &view.state.review.unsaved;
    if let (Some(text), Some(id)) = (unsaved.sentence(), unsaved.ids().next())
        && note_line(ui, Severity::Warning, &text, "Go back", "Go back to what is not saved")
    {
        view.out.go(Route::ReviewOne { scope, id });
    }
}

/// Keys of the sheet, while nothing is typed.
fn keys(ui: &Ui, view: &mut View<'_>) {
    let review = &view.state.review;
    if review.asked.is_some() || view.state.palette.is_some() || ui.ctx().text_edit_focused() {
        return;
    }
    let (all, none, delete) = ui.input_mut(|input| {
        (
            input.consume_key(egui::Modifiers::COMMAND, Key::A),
            input.key_pressed(Key::Escape),
            input.key_pressed(Key::Delete),
        )
    });
    if all {
        view.out.send(Command::PickAll);
    }
    if none && !review.selected.is_empty() {
        view.out.send(Command::PickNone);
    }
    if delete && !review.selected.is_empty() {
        let ids = review.selection(|_| true);
        view.out.send(Command::Ask(Some(Question::Delete { ids })));
    }
}

fn head_ui(ui: &mut Ui, view: &mut View<'_>, scope: Scope, snapshot: &Snapshot) {
    let review = &view.state.review;
    let [all, _, _, ready, held] = review.tally;
    let label = match ready {
        0 => "Publish now…".to_owned(),
        ready => format!("Publish {} now…", count(ready)),
    };
    let publishing = view.state.publishing();
    // With a selection the one button of the screen is in its bar.
    let publish = (publishing.is_none() && all > held && review.selected.is_empty())
        .then(|| Button::primary(&label).changing().icon(icons::PUBLISHED));
    ui.horizontal_wrapped(|ui| {
        ui.label(Type::Title.text("Under review"));
        scope_ui(ui, view, scope, snapshot);
        let there = Button::secondary("Show publishing").icon(icons::PUBLISHED);
        let wide = match (&publishing, publish) {
            (Some(_), _) => there.wide(ui) + PUBLISHING,
            (None, Some(publish)) => publish.wide(ui),
            (None, None) => 0.0,
        };
        at_end(ui, wide, |ui| {
            if publish.is_some_and(|publish| publish.show(ui).clicked()) {
                view.out.send(Command::Publish(None));
            }
            if let Some(publishing) = publishing {
                if there.show(ui).clicked() {
                    view.out
                        .go(Route::Publish(view.state.publish.scope.unwrap_or_default()));
                }
                ui.add(Sentence::new(publishing).kind(Type::Body).color(theme::of(ui).muted));
            }
            if view.state.review.busy {
                ui.label(Type::Caption.text("Reading…").color(theme::of(ui).muted));
            }
        });
    });
}

/// Chooses between everything, a group, and a batch.
fn scope_ui(ui: &mut Ui, view: &mut View<'_>, scope: Scope, snapshot: &Snapshot) {
    let dates = &view.state.choices.dates;
    let label = match scope {
        Scope::All => "All groups".to_owned(),
        Scope::Group(id) => {
            let card = snapshot.groups.iter().find(|card| card.group.id == id);
            card.map_or_else(|| "Group".to_owned(), |card| card.group.title.clone())
        }
        Scope::Batch(id) => {
            let batch = snapshot.batches.iter().find(|batch| batch.id == id);
            batch.map_or_else(
                || format!("Batch {id}"),
                |batch| match batch.namesakes(&snapshot.batches).next() {
                    Some(_) => batch_name(snapshot, batch, dates),
                    None => short_file(&batch.source).into_owned(),
                },
            )
        }
    };
    let response = Button::quiet(&label).icon_after(icons::EXPAND).dense().show(ui);
    let response = response.accessible_name("Group or batch");
    Popup::menu(&response).style(theme::menu).show(|ui| {
        ui.set_min_width(size::SEARCH);
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            let mut choice = |ui: &mut Ui, to: Scope, text: &str| {
                if ui.selectable_label(to == scope, text).clicked() {
                    view.out.send(AnyCommand::Go(Route::Review(to)));
                }
            };
            choice(ui, Scope::All, "All groups");
            for card in snapshot.groups.iter().filter(|card| card.counts.pending > 0) {
                let text = format!("{}  {}", card.group.title, count(card.counts.pending));
                choice(ui, Scope::Group(card.group.id), &text);
            }
            if !snapshot.batches.is_empty() {
                ui.separator();
                for batch in &snapshot.batches {
                    choice(ui, Scope::Batch(batch.id), &batch_name(snapshot, batch, dates));
                }
            }
        });
    });
}

/// What a batch is called beside others: when it was made, and of which group, where one of its name is of another.
fn batch_name(snapshot: &Snapshot, batch: &BatchCard, dates: &Dates) -> String {
    let name = format!(
        "{} · {}",
        short_file(&batch.source),
        batch.made_on(&snapshot.batches, dates)
    );
    match batch
        .namesakes(&snapshot.batches)
        .any(|other| other.group != batch.group)
    {
        true => format!("{name} · {}", batch.title),
        false => name,
    }
}

fn nothing_ui(ui: &mut Ui, view: &mut View<'_>, scope: Scope) {
    let review = &view.state.review;
    if let Some(problems) = &review.failed {
        if let Some(text) = problem_box(ui, problems) {
            view.out.send(AnyCommand::CopyText(text));
        }
        if Button::secondary("Try again").icon(icons::REFRESH).show(ui).clicked() {
            view.out.send(Command::Show(scope));
        }
        return;
    }
    if review.busy || review.scope != Some(scope) {
        return;
    }
    ui.add_space(space::HUGE);
    let sentence = match scope {
        Scope::All => "Nothing waits for a review. What you generate is looked through here before it is published.",
        Scope::Group(_) | Scope::Batch(_) => "Nothing of this waits for a review.",
    };
    empty(ui, Drawing::Sheets, sentence, |ui| {
        let create = Route::Create {
            group: None,
            step: Default::default(),
        };
        if scope != Scope::All {
            if Button::secondary("Show all that waits").show(ui).clicked() {
                view.out.go(Route::Review(Scope::All));
            }
        } else if create.exists()
            && Button::primary("Create credentials")
                .changing()
                .icon(icons::ADD)
                .show(ui)
                .clicked()
        {
            view.out.go(create);
        }
    });
}

fn filters_ui(ui: &mut Ui, view: &mut View<'_>) {
    let review = &view.state.review;
    let is_narrow = ui.available_width() < ROOMY;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
        for ((filter, label), number) in Filter::ALL.into_iter().zip(review.tally) {
            let chosen = review.filter == filter;
            if (number > 0 || chosen || filter == Filter::All) && tab(ui, label, Some(number), chosen).clicked() {
                view.out.send(Command::Filter(filter));
            }
        }
        kinds_ui(ui, view);
        if !is_narrow {
            at_end(ui, view_wide(view), |ui| view_ui(ui, view));
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
        if Button::quiet("Select all").dense().show(ui).clicked() {
            view.out.send(Command::PickAll);
        }
        let label = if is_narrow { "Without problems" } else { READY };
        let without = Button::quiet(label).dense().show(ui).accessible_name(READY);
        if without.clicked() {
            view.out.send(Command::PickReady);
        }
        let beside = if is_narrow { view_wide(view) + space::M } else { 0.0 };
        at_end(ui, SEARCH_LEAST + beside, |ui| {
            let id = Id::unique("search review");
            let hint = "Name, e-mail, number";
            let width = size::SEARCH.min(ui.available_width() - beside).max(SEARCH_LEAST);
            let words = search_field(ui, id, "Search what is under review", &review.words, hint, width);
            if let Some(words) = words {
                view.out.send(Command::Search(words));
            }
            if is_narrow {
                ui.add_space(space::S);
                view_ui(ui, view);
            }
        });
    });
}

/// Filters by a kind of problem.
fn kinds_ui(ui: &mut Ui, view: &mut View<'_>) {
    let review = &view.state.review;
    if review.kinds.is_empty() {
        return;
    }
    let label = review
        .kind
        .as_deref()
        .map_or_else(|| "Any problem".to_owned(), kind_word);
    let response = Button::quiet(&label).icon_after(icons::EXPAND).dense().show(ui);
    let response = response.accessible_name("Kind of problem");
    Popup::menu(&response).style(theme::menu).show(|ui| {
        ui.set_min_width(size::SEARCH);
        if ui.selectable_label(review.kind.is_none(), "Any problem").clicked() {
            view.out.send(Command::FilterKind(None));
        }
        for (code, number) in &review.kinds {
            let text = format!("{}  {}", kind_word(code), count(*number));
            let chosen = review.kind.as_deref() == Some(code.as_str());
            if ui.selectable_label(chosen, text).clicked() {
                view.out.send(Command::FilterKind(Some(code.clone())));
            }
        }
    });
}

/// How much room [`view_ui`] takes.
fn view_wide(view: &View<'_>) -> f32 {
    let slider = if view.state.choices.sheet.as_list {
        0.0
    } else {
        SLIDER + space::S
    };
    2.0 * size::CONTROL_DENSE + space::S + slider
}

/// Sheet or list, and the size of thumbnails, from the right.
fn view_ui(ui: &mut Ui, view: &mut View<'_>) {
    ui.spacing_mut().item_spacing.x = space::S;
    let look = view.state.choices.sheet;
    if icon_toggle(ui, icons::LIST, "Show as a list", look.as_list).clicked() {
        view.out.send(Command::ShowList(true));
    }
    if icon_toggle(ui, icons::GRID, "Show as a contact sheet", !look.as_list).clicked() {
        view.out.send(Command::ShowList(false));
    }
    if !look.as_list
        && let Some(width) = slider(ui, "Size of thumbnails", look.thumb, &THUMB, SLIDER)
    {
        view.out.send(Command::Resize(width));
    }
}

/// What is done with the selection.
#[derive(Clone, Copy)]
enum Deed {
    Publish,
    Hold,
    Release,
    Accept,
    Delete,
}

/// What can be done with the selection, from the right.
fn bar_ui(ui: &mut Ui, view: &mut View<'_>) {
    let review = &view.state.review;
    let chosen = review.chosen;
    let none = match view.state.publish.running {
        Some(_) => Some("Others are being published; these can follow then"),
        None => (chosen.waiting == 0).then_some("All that is selected is held"),
    };
    let accept = format!("Accept the warnings of {}", count(chosen.warned));
    let (publish, hold) = (Button::primary("Publish now…"), Button::secondary("Hold…"));
    let (release, accept) = (Button::secondary("Release"), Button::secondary(&accept));
    let all = [
        (Deed::Publish, true, publish.icon(icons::PUBLISHED).unless(none)),
        (Deed::Hold, chosen.waiting > 0, hold.icon(icons::HELD)),
        (Deed::Release, chosen.held > 0, release.icon(icons::PLAY)),
        (Deed::Accept, chosen.warned > 0, accept.icon(icons::CHECK)),
        (Deed::Delete, true, Button::danger("Delete…").icon(icons::DELETE)),
    ];
    let shown = all.into_iter().filter(|(_, is_shown, _)| *is_shown);
    let (deeds, steps): (Vec<Deed>, Vec<Button<'_>>) = shown.map(|(deed, _, step)| (deed, step.changing())).unzip();
    let bar = Selection {
        name: "selection",
        count: review.selected.len() as u64,
        steps,
        note: None,
    };
    match bar.show(ui) {
        Some(Pressed::Clear) => view.out.send(Command::PickNone),
        Some(Pressed::Step(at)) => {
            if let Some(deed) = deeds.get(at) {
                view.out.send(command_of(review, *deed));
            }
        }
        None => {}
    }
}

fn command_of(review: &Review, deed: Deed) -> Command {
    let waiting = || review.selection(|item| item.need() != Need::Held);
    let reason = String::new();
    match deed {
        Deed::Publish => Command::Publish(Some(waiting())),
        Deed::Hold => Command::Ask(Some(Question::Hold { ids: waiting(), reason })),
        Deed::Release => Command::Act(review.selection(|item| item.need() == Need::Held), Act::Release),
        Deed::Accept => Command::Act(review.selection(Item::can_accept), Act::Accept),
        Deed::Delete => Command::Ask(Some(Question::Delete {
            ids: review.selection(|_| true),
        })),
    }
}
