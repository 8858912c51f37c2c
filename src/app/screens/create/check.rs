//! The third step: the rows, what is wrong with them, and the ways to mend it.

use egui::{
    Align, CornerRadius, Frame, Layout, Margin, Rect, Role, ScrollArea, Stroke, Ui, UiBuilder, Vec2, WidgetInfo,
};

use super::super::super::View;
use super::super::super::command::create::Command;
use super::super::super::command::keys;
use super::super::super::route::CreateStep;
use super::super::super::state::create::people::{counted_rows, words_of};
use super::super::super::state::create::rows::Filter;
use super::super::super::state::create::{Counts, Import, Lock};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{Button, NameLabel, Sentence, at_end, by_keys, count, icon_button, tab, within};
use super::bar::Lead;
use super::grid::{self, is_new};
use super::{compare, problems};

/// The list of problems takes a third of the room, between these widths.
const PROBLEMS: [f32; 2] = [260.0, 340.0];

/// Of what is narrow, the rows keep the larger part.
const MOST: f32 = 0.45;

/// In a lower window what stands above the rows is scrolled away with them.
const LOW: f32 = 340.0;
/// So many rows are seen at once there.
const ROWS: usize = 4;
/// The line around the table, and the room within, above and below.
const LINES: f32 = 4.0;

/// What leads on.
pub(super) fn lead(view: &View<'_>) -> Option<Lead> {
    let import = view.state.create.import.as_ref()?;
    let counts = import.table.counts();
    // Where credentials are made of them, the next step shows how far it is.
    let refused = import.refused().filter(|_| import.lock != Lock::Making);
    let nobody = if import.is_form() {
        "Nobody is ready yet"
    } else {
        "No row is ready yet"
    };
    let refused = refused.or((counts.good == 0).then_some(nobody));
    let label = match (counts.good, counts.rows) {
        (good, all) if good == all => "Go on".to_owned(),
        (good, _) => format!("Go on with {}", import.counted(good)),
    };
    let next = match import.compare.is_on() {
        true => CreateStep::Compare,
        false => CreateStep::Generate,
    };
    Some(Lead {
        // Where rows need somebody, the table comes first.
        first: counts.waiting == 0,
        ..Lead::further(label, Command::Step(next)).unless(refused)
    })
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    let Some(import) = &view.state.create.import else {
        return;
    };
    let whole = ui.available_rect_before_wrap();
    let beside = (whole.width() / 3.0).clamp(PROBLEMS[0], PROBLEMS[1]);
    let edge = whole.right() - beside.min(whole.width() * MOST);
    let beside = Rect::from_min_max([edge, whole.top()].into(), whole.max);
    let rows = Rect::from_min_max(
        whole.min + Vec2::new(space::L, 0.0),
        [edge - space::M, whole.bottom() - space::L].into(),
    );
    for (rect, add) in [
        (beside, problems::show as fn(&mut Ui, &mut View<'_>, &Import)),
        (rows, rows_ui),
    ] {
        let builder = UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
        within(ui, builder, |ui| add(ui, view, import));
    }
}

fn rows_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    if ui.available_height() >= LOW {
        above_ui(ui, view, import);
        table_ui(ui, view, import);
        return;
    }
    let area = ScrollArea::vertical().id_salt("page of the rows").auto_shrink(false);
    area.show(ui, |ui| {
        above_ui(ui, view, import);
        let table = Vec2::new(ui.available_width(), grid::height(ROWS) + LINES);
        let down = Layout::top_down(Align::Min);
        let table = ui.allocate_ui_with_layout(table, down, |ui| table_ui(ui, view, import));
        // The mouse is where it is; the keys have no other way to bring the row that they go to into sight.
        if is_new(ui, "page of the revealed row", view.state.create.rows.reveal) && by_keys(ui.ctx()) {
            ui.scroll_to_rect(table.response.rect, None);
        }
    });
}

/// How the rows stand, and which are shown.
fn above_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    compare::notice_ui(ui, view, import);
    sentence_ui(ui, import);
    filters_ui(ui, view, import);
    ui.add_space(space::S);
}

fn table_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let theme = theme::of(ui);
    Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(size::CORNER_CARD))
        .inner_margin(Margin::same(1))
        .show(ui, |ui| grid::show(ui, view, import));
}

/// How the rows stand, in one sentence.
fn sentence(counts: &Counts, is_form: bool) -> String {
    let all = counts.rows - counts.left_out;
    let (one, many) = words_of(is_form);
    match (counts.waiting, all) {
        (0, 1) => format!("The {one} is ready."),
        (_, 1) => format!("The {one} needs you."),
        (0, all) => format!("All {} {many} are ready.", count(all as u64)),
        (waiting, all) => {
            let need = if waiting == 1 { "needs" } else { "need" };
            format!(
                "{} of {} {many} are ready. {} {need} you.",
                count(counts.good as u64),
                count(all as u64),
                count(waiting as u64)
            )
        }
    }
}

/// What still waits for an answer among the rows that are ready.
fn warned(counts: &Counts, is_form: bool) -> Option<String> {
    let rows = counted_rows(counts.warned, is_form);
    let at = if is_form { "of" } else { "in" };
    (counts.warned > 0).then(|| format!("Warnings {at} {rows} wait for an answer"))
}

fn sentence_ui(ui: &mut Ui, import: &Import) {
    let counts = import.table.counts();
    let text = sentence(&counts, import.is_form());
    ui.horizontal(|ui| {
        // As high as the heading beside it, where there is room for it in one line.
        ui.set_min_height(size::CONTROL);
        let label = ui.add(NameLabel::new(&text).kind(Type::Subtitle).rows(3));
        label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &text));
    });
    if let Some(text) = warned(&counts, import.is_form()) {
        ui.add(Sentence::new(text).kind(Type::Small).color(theme::of(ui).warn));
    }
}

fn filters_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let counts = import.table.counts();
    let chosen = view.state.create.rows.filter.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
        let filters = [
            (Filter::All, "All", counts.rows, true),
            (Filter::Waiting, "Need you", counts.waiting, counts.waiting > 0),
            (
                Filter::Problems,
                "Problems",
                counts.waiting + counts.warned,
                counts.warned > 0,
            ),
            (Filter::LeftOut, "Left out", counts.left_out, counts.left_out > 0),
        ];
        for (filter, label, number, shown) in filters {
            let is_chosen = chosen == filter;
            if (shown || is_chosen) && tab(ui, label, Some(number as u64), is_chosen).clicked() {
                view.send(Command::Filter(filter));
            }
        }
        let rows = &view.state.create.rows;
        let special = match &chosen {
            Filter::Kind { .. } => Some(("This problem", rows.with_problem(&import.table))),
            Filter::OnDesign(_) => Some((
                "On the design",
                rows.count(&import.table) - usize::from(rows.kept.is_some()),
            )),
            _ => None,
        };
        if let Some((label, number)) = special
            && tab(ui, label, Some(number as u64), true).clicked()
        {
            view.send(Command::Filter(Filter::All));
        }
        beside_ui(ui, view, import);
        let keys = keys::of_id("create-next-problem", &view.state.choices);
        let keys = keys.map(|keys| ui.ctx().format_shortcut(&keys)).unwrap_or_default();
        let next = Button::quiet("Next problem").dense().hint(&keys);
        let next = (counts.waiting + counts.warned > 0).then_some(next);
        let wide = next.map_or(0.0, |next| next.wide(ui) + space::XS);
        at_end(ui, wide + 2.0 * size::CONTROL_DENSE + space::XS, |ui| {
            history_ui(ui, view, import);
            if next.is_some_and(|next| next.show(ui).clicked()) {
                view.send(Command::NextProblem);
            }
        });
    });
}

/// What else is shown than what the filter counts, so that the counts agree with the rows.
fn beside_ui(ui: &mut Ui, view: &View<'_>, import: &Import) {
    let rows = &view.state.create.rows;
    let mended = usize::from(rows.kept.is_some());
    let doubled = rows.beside(&import.table).saturating_sub(mended);
    let parts = [(mended, "mended just now"), (doubled, "for comparison")];
    for (number, why) in parts.into_iter().filter(|(number, _)| *number > 0) {
        let text = format!("+ {} {why}", count(number as u64));
        ui.add(Sentence::new(text).kind(Type::Caption).color(theme::of(ui).muted));
    }
}

/// The way back and forth through what was done to the rows.
fn history_ui(ui: &mut Ui, view: &mut View<'_>, import: &Import) {
    let table = &import.table;
    let nothing = |name: Option<&str>, what: &'static str| import.refused().or(name.is_none().then_some(what));
    let redo = table.redo_name();
    let name = redo.map_or_else(|| "Redo".to_owned(), |name| format!("Redo: {}", import.named(name)));
    if icon_button(ui, icons::REDO, &name, nothing(redo, "There is nothing to do again")).clicked() {
        view.send(Command::Redo);
    }
    let undo = table.undo_name();
    let name = undo.map_or_else(|| "Undo".to_owned(), |name| format!("Undo: {}", import.named(name)));
    if icon_button(ui, icons::UNDO, &name, nothing(undo, "There is nothing to undo")).clicked() {
        view.send(Command::Undo);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_ready_are_not_all_that_is_said_while_warnings_wait() {
        let counts = |rows, waiting, warned| Counts {
            rows,
            waiting,
            good: rows - waiting,
            warned,
            ..Counts::default()
        };
        for (all, waiting, with_warnings, said, beside) in [
            (
                30,
                0,
                2,
                "All 30 rows are ready.",
                Some("Warnings in 2 rows wait for an answer"),
            ),
            (
                30,
                1,
                1,
                "29 of 30 rows are ready. 1 needs you.",
                Some("Warnings in 1 row wait for an answer"),
            ),
            (30, 2, 0, "28 of 30 rows are ready. 2 need you.", None),
            (1, 0, 0, "The row is ready.", None),
            (1, 1, 0, "The row needs you.", None),
        ] {
            let counts = counts(all, waiting, with_warnings);
            assert_eq!(sentence(&counts, false), said);
            assert_eq!(warned(&counts, false).as_deref(), beside);
        }
        let of_people = |rows, waiting, warned| sentence(&counts(rows, waiting, warned), true);
        assert_eq!(of_people(3, 0, 0), "All 3 people are ready.");
        assert_eq!(of_people(3, 1, 0), "2 of 3 people are ready. 1 needs you.");
        assert_eq!(of_people(1, 1, 0), "The person needs you.");
        let said = warned(&counts(3, 0, 2), true);
        assert_eq!(said.as_deref(), Some("Warnings of 2 people wait for an answer"));
    }
}
