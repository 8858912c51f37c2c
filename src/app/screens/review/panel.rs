//! Beside the review page: who it is, what is wrong, the data to edit, and the steps of review.

use egui::{
    Align, CornerRadius, Frame, Layout, Margin, Response, Role, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo,
};

use crate::diag::{Problem, Severity};
use crate::model::{Content, CredentialId};

use super::super::super::View;
use super::super::super::command::review::{Act, Command};
use super::super::super::settings::Dates;
use super::super::super::state::create::place_of;
use super::super::super::state::review::{EditField, EditKind, Offer, One, Opened, Question};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{
    Button, NameLabel, Sentence, Tone, at_end, changing, chip, count, date_field, field, first_thing, icon_button,
    labelled, name_field, only_reading, select,
};
use super::super::super::words;
use super::{fact_ui, portrait};

/// How wide a panel beside a credential is; of what is narrow it takes this much.
const WIDE: f32 = 340.0;
const PART: f32 = 0.5;
/// Around what stands in a panel beside a credential; that at the right has the bar of what scrolls in it.
pub(super) const MARGIN: Margin = Margin {
    left: 20,
    right: 20 - size::SCROLL_BAR as i8,
    top: 12,
    bottom: 12,
};
/// What is seldom done stands below the data, and never moves.
const FOOT: f32 = 2.0 * size::CONTROL_DENSE + 2.0 * space::S + space::XS;
/// The data need so much: the name, what is wrong with it, and some fields.
const DATA: f32 = 300.0;

/// The width of a panel beside a credential.
pub(super) fn wide(ui: &Ui) -> f32 {
    WIDE.min((ui.available_width() * PART).floor())
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, id: CredentialId) {
    let one = &view.state.review.one;
    let Some(opened) = one.opened.as_ref().filter(|opened| opened.credential.id == id) else {
        return;
    };
    let content = one.live.as_ref().map_or(&*opened.content, |live| &*live.content);
    Frame::new().inner_margin(MARGIN).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        beside_bar(ui, |ui| {
            top_ui(ui, view, id);
            steps_ui(ui, view, opened, content);
        });
        // Where there is no room for both, what is seldom done goes with the data.
        let is_low = ui.available_height() < FOOT + DATA;
        let foot = if is_low { 0.0 } else { FOOT };
        ScrollArea::vertical()
            .id_salt(("review data", id))
            .max_height(ui.available_height() - foot)
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.set_max_width(ui.available_width() - size::SCROLL_BAR);
                ui.add(NameLabel::new(&content.recipient.name).kind(Type::Title).rows(2));
                // Each is one thing to the fields below, whose focus must stay when a problem comes or goes.
                ui.scope(|ui| chips_ui(ui, opened, content, one));
                ui.add_space(space::S);
                ui.vertical(|ui| problems_ui(ui, view, content, one));
                ui.add_space(space::S);
                fields_ui(ui, view, one);
                ui.add_space(space::L);
                source_ui(ui, opened);
                ui.add_space(space::S);
                row_ui(ui, view, opened);
                if is_low {
                    ui.add_space(space::L);
                    foot_ui(ui, view, opened);
                }
            });
        if !is_low {
            beside_bar(ui, |ui| foot_ui(ui, view, opened));
        }
    });
}

/// As wide as what scrolls, which leaves room for its bar.
fn beside_bar(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_max_width(ui.available_width() - size::SCROLL_BAR);
        add(ui);
    });
}

/// Where it stands among the others, and the way to them.
fn top_ui(ui: &mut Ui, view: &mut View<'_>, id: CredentialId) {
    let review = &view.state.review;
    let (previous, next) = review.neighbours(id);
    ui.horizontal(|ui| {
        let none = previous.is_none().then_some("This is the first one");
        if icon_button(ui, icons::LEFT, "Previous credential", none).clicked() {
            view.out.send(Command::Previous);
        }
        let none = next.is_none().then_some("This is the last one");
        if icon_button(ui, icons::RIGHT, "Next credential", none).clicked() {
            view.out.send(Command::Next);
        }
        if let Some(place) = review.place_of(id) {
            let text = format!("{} of {}", count(place as u64 + 1), count(review.shown.len() as u64));
            ui.add(Sentence::new(text).kind(Type::Small).color(theme::of(ui).muted));
        }
    });
}

fn steps_ui(ui: &mut Ui, view: &mut View<'_>, opened: &Opened, content: &Content) {
    let id = opened.credential.id;
    let held = held(opened).is_some();
    let only_next = only_reading(ui).is_some();
    let warned = content.problems.worst() == Some(Severity::Warning) && !content.accepted && !only_next;
    let refused = view.state.review.one.refused.is_some();
    let reason = refused.then_some("What was typed cannot be kept. Mend it or discard it first");
    ui.horizontal(|ui| {
        if held {
            let release = Button::primary("Release").changing().icon(icons::PLAY).show(ui);
            first_thing(ui, &release);
            if release.clicked() {
                view.out.send(Command::Act(vec![id], Act::Release));
            }
        } else {
            let (label, hint) = match warned {
                true => ("Accept", "Accept its warnings and go to the next one · Ctrl Enter"),
                false => ("Next", "Go to the next one · Ctrl Enter"),
            };
            let hold = Button::secondary("Hold…").changing().icon(icons::HELD).unless(reason);
            // Both end where the fields do.
            let button = Button::primary(label).icon_after(icons::FORWARD).hint(hint);
            let room = |hold: &Button<'_>| ui.available_width() - hold.wide(ui) - ui.spacing().item_spacing.x;
            let hold = match room(&hold) < button.wide(ui) {
                true => hold.bare(),
                false => hold,
            };
            let room = room(&hold);
            let button = button.width(room);
            let response = button.unless(reason).show(ui);
            first_thing(ui, &response);
            if response.clicked() {
                view.out.send(if only_next {
                    Command::Next
                } else {
                    Command::AcceptAndNext
                });
            }
            if hold.show(ui).clicked() {
                let (ids, reason) = (vec![id], String::new());
                view.out.send(Command::Ask(Some(Question::Hold { ids, reason })));
            }
        }
    });
}

fn held(opened: &Opened) -> Option<&str> {
    let credential = &opened.credential;
    match &credential.draft {
        Some(draft) => draft.held.as_deref(),
        None if credential.state == crate::model::State::Held => Some(credential.reason.as_deref().unwrap_or_default()),
        None => None,
    }
}

fn chips_ui(ui: &mut Ui, opened: &Opened, content: &Content, one: &One) {
    ui.horizontal_wrapped(|ui| {
        if one.is_changed() {
            chip(ui, Tone::Accent, icons::EDIT, "Not saved yet");
        }
        if let Some(draft) = &opened.credential.draft {
            chip(ui, Tone::Accent, icons::EDIT, "Correction").on_hover_text(format!("Why: {}", draft.reason));
        }
        match held(opened) {
            Some(why) => {
                chip(ui, Tone::Warn, icons::HELD, "Held").on_hover_text(why);
            }
            None if content.problems.has_errors() || one.refused.is_some() => {
                chip(ui, Tone::Error, icons::ERROR, "Must be mended");
            }
            None if content.problems.worst() == Some(Severity::Warning) && content.accepted => {
                chip(ui, Tone::Ok, icons::CHECK, "Warnings accepted");
            }
            None if content.problems.worst() == Some(Severity::Warning) => {
                chip(ui, Tone::Warn, icons::WARNING, "Fix or accept");
            }
            None => {
                chip(ui, Tone::Ok, icons::CHECK_CIRCLE, "Ready");
            }
        }
    });
    if let Some(why) = held(opened) {
        ui.add(NameLabel::new(why).kind(Type::Small).rows(3));
    }
}

fn problems_ui(ui: &mut Ui, view: &mut View<'_>, content: &Content, one: &One) {
    if let Some(refused) = &one.refused {
        refused.iter().for_each(|problem| problem_ui(ui, view, one, &[problem]));
    }
    let mut problems: Vec<&Problem> = content.problems.iter().collect();
    problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    for alike in alike(&problems) {
        problem_ui(ui, view, one, &alike);
    }
}

/// Problems that say the same of several elements, together in the order of the first of each.
pub(super) fn alike<'a>(problems: &[&'a Problem]) -> Vec<Vec<&'a Problem>> {
    let mut found: Vec<Vec<&Problem>> = Vec::new();
    for problem in problems {
        let said = |other: &Problem| {
            (other.severity, &other.message, &other.hints) == (problem.severity, &problem.message, &problem.hints)
        };
        match found
            .iter_mut()
            .find(|group| group.first().is_some_and(|first| said(first)))
        {
            Some(group) => group.push(problem),
            None => found.push(vec![problem]),
        }
    }
    found
}

/// The elements that problems are about, in words.
pub(super) fn elements(problems: &[&Problem]) -> Option<String> {
    let mut names: Vec<&str> = problems
        .iter()
        .filter_map(|problem| problem.place.element.as_deref())
        .collect();
    names.dedup();
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    let (last, others) = quoted.split_last()?;
    Some(match others {
        [] => format!("Element {last}"),
        others => format!("Elements {} and {last}", others.join(", ")),
    })
}

/// Problems that say the same.
fn problem_ui(ui: &mut Ui, view: &mut View<'_>, one: &One, problems: &[&Problem]) {
    let Some(problem) = problems.first() else { return };
    let theme = theme::of(ui);
    let (ground, color, icon) = match problem.severity {
        Severity::Error => (theme.error_soft, theme.error, icons::ERROR),
        Severity::Warning => (theme.warn_soft, theme.warn, icons::WARNING),
        Severity::Note => (theme.sunken, theme.muted, icons::INFO),
    };
    let frame = Frame::new()
        .fill(ground)
        .corner_radius(CornerRadius::same(size::CORNER))
        .inner_margin(Margin::symmetric(10, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.add(icon.colored(color));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(Sentence::new(&problem.message).kind(Type::Small));
                if let Some(text) = elements(problems) {
                    ui.add(Sentence::new(text).kind(Type::Caption).color(theme.muted));
                }
                let offered = one.offered(problem);
                // What can be done with a click is said on its button.
                let is_offer = |hint: &&String| offered.iter().any(|(_, offer)| offer.label == **hint);
                let hints = problem.hints.iter().filter(|hint| !is_offer(hint));
                for hint in hints.filter_map(|hint| words::hint(hint)) {
                    ui.add(Sentence::new(hint).kind(Type::Caption).color(theme.muted));
                }
                for (edited, offer) in offered {
                    offer_ui(ui, view, edited, offer);
                }
            });
        });
    });
}

/// The longest offer that is written on its button, in characters.
const ON_BUTTON: usize = 34;

/// A way to mend the field with one click.
fn offer_ui(ui: &mut Ui, view: &mut View<'_>, edited: &EditField, offer: &Offer) {
    let label = match offer.label.chars().count() <= ON_BUTTON {
        true => &offer.label,
        false => {
            ui.add(
                Sentence::new(&offer.label)
                    .kind(Type::Caption)
                    .color(theme::of(ui).muted),
            );
            "Write it so"
        }
    };
    let button = Button::secondary(label).changing().dense().show(ui);
    if button.accessible_name(&offer.label).clicked() {
        view.out.send(Command::Edit(edited.name.clone(), offer.text.clone()));
        view.out.send(Command::Save);
    }
}

fn fields_ui(ui: &mut Ui, view: &mut View<'_>, one: &One) {
    let Some(today) = view.state.workspace.snapshot().map(|snapshot| snapshot.today) else {
        return;
    };
    let mut entered = false;
    for edited in &one.fields {
        if edited.kind == EditKind::Picture {
            portrait::edit_ui(ui, view, &one.path, edited);
            continue;
        }
        let (text, done) = labelled(ui, &edited.label, "", |ui| {
            changing(ui, |ui| edit_ui(ui, edited, today, &view.state.choices.dates, false))
        });
        if let Some(text) = text {
            view.out.send(Command::Edit(edited.name.clone(), text));
        }
        entered |= done;
    }
    if entered && one.is_changed() && one.refused.is_none() {
        view.out.send(Command::Save);
    }
}

/// What becomes of what is typed.
fn typed_ui(ui: &mut Ui, view: &mut View<'_>) {
    let refused = view.state.review.one.refused.is_some();
    let reason = refused.then_some("What was typed cannot be kept; see above");
    let save = Button::secondary("Save").icon(icons::CHECK).dense().unless(reason);
    if save.show(ui).clicked() {
        view.out.send(Command::Save);
    }
    if Button::quiet("Discard").dense().show(ui).clicked() {
        view.out.send(Command::Discard);
    }
}

/// A field for a value. Returns the new text when it was changed, and whether Enter was pressed in it. The
/// keyboard begins in the one that is the first.
pub(super) fn edit_ui(
    ui: &mut Ui,
    edited: &EditField,
    today: crate::model::Date,
    dates: &Dates,
    is_first: bool,
) -> (Option<String>, bool) {
    let entered = ui.input(|input| input.key_pressed(egui::Key::Enter));
    let begin = |ui: &Ui, response: &Response| {
        if is_first {
            first_thing(ui, response);
        }
    };
    match &edited.kind {
        EditKind::Name => {
            let (response, text) = name_field(ui, &edited.label, &edited.text, "");
            begin(ui, &response);
            (text, response.lost_focus() && entered)
        }
        EditKind::Text => {
            let (response, text) = field(ui, &edited.label, &edited.text, "");
            begin(ui, &response);
            (text, response.lost_focus() && entered)
        }
        EditKind::Date => {
            let (response, changed) = date_field(ui, (&edited.label, "No date"), &edited.text, today, dates);
            (changed.map(|(text, _)| text), response.lost_focus() && entered)
        }
        // A picture is more than a field, see `portrait`.
        EditKind::Picture => (None, false),
        EditKind::Choice(options) => {
            let now = options.iter().position(|option| *option == edited.text);
            let names = options.iter().map(String::as_str);
            let picked = select(ui, &edited.label, &edited.text, ui.available_width(), names, now);
            (picked.and_then(|at| options.get(at)).cloned(), false)
        }
    }
}

/// Where it comes from.
fn source_ui(ui: &mut Ui, opened: &Opened) {
    let credential = &opened.credential;
    let row = match credential.row {
        Some(row) => place_of(row, &opened.source),
        None => "Entered by hand".to_owned(),
    };
    let lines = [
        ("Group", opened.group.as_str()),
        ("Number", &credential.number),
        ("Source", &row),
    ];
    for (label, text) in lines {
        fact_ui(ui, label, text);
    }
}

/// The cells of its row, as the sheet has them.
fn row_ui(ui: &mut Ui, view: &View<'_>, opened: &Opened) {
    let cells = view.state.review.row_of(&opened.credential);
    if cells.is_empty() {
        return;
    }
    ui.add_space(space::S);
    let theme = theme::of(ui);
    let frame = Frame::new()
        .fill(theme.bg)
        .corner_radius(CornerRadius::same(size::CORNER))
        .inner_margin(Margin::symmetric(10, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        for (heading, text) in &cells {
            let width = ui.available_width();
            let above = NameLabel::new(heading).kind(Type::Caption).color(theme.muted);
            let above = above.galley(ui, width);
            let below = NameLabel::new(text).kind(Type::Small).rows(3).galley(ui, width);
            let line = above.size().y;
            let room = Vec2::new(width, line + below.size().y + space::XS);
            let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
            let name = format!("{heading} in the sheet: {text}");
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
            ui.painter().galley(rect.min, above, theme.muted);
            let at = rect.min + Vec2::new(0.0, line);
            ui.painter().galley(at, below, theme.text);
        }
    });
}

fn foot_ui(ui: &mut Ui, view: &mut View<'_>, opened: &Opened) {
    let id = opened.credential.id;
    let line = Stroke::new(1.0, theme::of(ui).line);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), line);
    ui.add_space(space::S);
    ui.spacing_mut().item_spacing.y = space::XS;
    let no = held(opened).is_some().then_some("Release it first");
    // As high as a button, so that what is below stays where it is.
    let row = Vec2::new(ui.available_width(), size::CONTROL_DENSE);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        if view.state.review.one.is_changed() {
            // It comes before everything else, and stands where it is seen whatever is scrolled.
            typed_ui(ui, view);
            return;
        }
        let publish = Button::secondary("Publish this one…")
            .changing()
            .icon(icons::PUBLISHED)
            .dense()
            .unless(no);
        if publish.show(ui).clicked() {
            view.out.send(Command::Publish(Some(vec![id])));
        }
    });
    ui.horizontal_wrapped(|ui| {
        let again = Button::quiet("Draw anew")
            .changing()
            .icon(icons::REFRESH)
            .dense()
            .unless(no);
        let hint = "Draw it with the newest version of its group and designs";
        if again.hint(hint).show(ui).clicked() {
            view.out.send(Command::Act(vec![id], Act::Regenerate));
        }
        let delete = Button::danger("Delete…").changing().icon(icons::DELETE).dense();
        at_end(ui, delete.wide(ui), |ui| {
            if delete.show(ui).clicked() {
                view.out.send(Command::Ask(Some(Question::Delete { ids: vec![id] })));
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_several_elements_is_said_once() {
        let of = |message: &str, element: &str| {
            let mut problem = Problem::warning("shrunk", message);
            problem.place.element = Some(element.to_owned());
            problem
        };
        let all = [
            of("No such script", "Name"),
            of("Shrunk", "Title"),
            of("No such script", "Issued"),
        ];
        let found = alike(&all.iter().collect::<Vec<_>>());
        let texts: Vec<_> = found.iter().map(|group| elements(group)).collect();
        assert_eq!(
            texts,
            [
                Some("Elements “Name” and “Issued”".to_owned()),
                Some("Element “Title”".to_owned())
            ]
        );
        assert_eq!(elements(&[]), None);
    }
}
