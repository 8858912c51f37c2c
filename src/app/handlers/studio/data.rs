//! Rows under the page: attached, stepped through, looked through, and how all of them fit.

use std::sync::Arc;

use crate::diag::{Problem, Problems};
use crate::model::{Design, DesignId, Edit, ElementContent, FieldName, ImageSource, Token, Value};
use crate::studio::Tool;
use crate::studio::rows::{Kind, Partial};
use crate::studio::text::TextEdit;
use crate::units::{Point, Pt, Size};

use super::super::super::SHEETS;
use super::super::super::command::studio::data::{As, Command};
use super::super::super::command::studio::typing::Typing;
use super::super::super::jobs::studio::{self as jobs, Answer, Attached};
use super::super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::super::settings::RowSource;
use super::super::super::state::studio::Open;
use super::super::super::state::studio::data::{Data, Fit};
use super::super::super::state::studio::picture::Values;
use super::Work;
use super::{files, gesture, said, typing};

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    match command {
        Command::AttachGroup(id) => attach(work, RowSource::Group(id)),
        Command::PickSheet => pick(work),
        Command::AttachSheet(path) => attach(work, RowSource::Sheet(path)),
        Command::Detach => detach(work),
        Command::GoTo(row) => go_to(work, row),
        Command::Step(by) => step(work, by),
        Command::Find(kind) => find(work, kind),
        Command::Heat => {
            if let Some(open) = work.state.studio.open_mut() {
                open.data.heat = !open.data.heat;
            }
        }
        Command::Speak(language) => speak(work, language),
        Command::Insert(token, what, at) => insert(work, token, what, at),
        Command::PlaceFile(path, at) => place_file(work, path, at),
    }
}

/// Reads the rows of a source; the design has them again whenever it is opened.
fn attach(work: &mut Work<'_>, source: RowSource) {
    let Some(desk) = reading(work) else { return };
    let Some(open) = work.state.studio.open() else { return };
    let (id, design) = (open.id, open.editor.design().clone());
    remember(work, id, Some(source.clone()));
    work.jobs.start(attaching(), move |progress| {
        let came = match source {
            RowSource::Group(id) => jobs::attach_group(&desk, id, &design, progress)?,
            RowSource::Sheet(path) => jobs::attach_sheet(&desk, &path, &design.language, progress)?,
        };
        Ok(AnyAnswer::Studio(Answer::Attached(came).of(id)))
    });
}

/// A design was opened: what was attached to it when it was left is read again.
pub(super) fn attach_again(work: &mut Work<'_>) {
    let Some(open) = work.state.studio.open() else { return };
    let snapshot = work.state.workspace.snapshot();
    let source = snapshot.and_then(|snapshot| work.state.choices.used.rows_of(&snapshot.dir, open.id));
    if let Some(source) = source.cloned() {
        attach(work, source);
    }
}

/// The rows of the design that is open are not wanted again.
fn forget(work: &mut Work<'_>) {
    if let Some(id) = work.state.studio.open().map(|open| open.id) {
        remember(work, id, None);
    }
}

/// Keeps from where the rows of a design come, also for the next start.
fn remember(work: &mut Work<'_>, design: DesignId, source: Option<RowSource>) {
    let Some(dir) = work.state.workspace.snapshot().map(|snapshot| snapshot.dir.clone()) else {
        return;
    };
    let before = work.state.choices.used.rows_of(&dir, design);
    if before != source.as_ref() {
        work.state.choices.used.attach(&dir, design, source);
        work.save_choices();
    }
}

/// Of two that are asked for, the later one is meant, whichever is read first.
fn attaching() -> Job {
    Job::shown("Reading recipients")
        .slot(Slot::StudioRows)
        .on_failure(|problems| AnyAnswer::Studio(Answer::NotAttached(problems)))
}

/// Says that rows are being read, and gives with what.
fn reading(work: &mut Work<'_>) -> Option<Arc<crate::issue::Desk>> {
    let desk = work.desk.clone()?;
    work.state.studio.open_mut()?.data.reading = true;
    Some(desk)
}

fn pick(work: &mut Work<'_>) {
    let what = ("Recipients for the design", "Spreadsheets", &SHEETS[..]);
    files::ask(work, what, Answer::SheetChosen);
}

pub(super) fn attached(work: &mut Work<'_>, came: Attached) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    open.data = Data {
        of: came.of,
        rows: came.rows,
        fields: came.fields,
        pictures: came.pictures,
        heat: open.data.heat,
        // That rows came is no reason to show other words than those that were chosen.
        speaks: open.data.speaks.take(),
        ..Data::default()
    };
    show_row(work, 0);
}

pub(super) fn not_attached(work: &mut Work<'_>, problems: &Problems) {
    if let Some(open) = work.state.studio.open_mut() {
        open.data.reading = false;
        // What was attached before stays as it is; read again it would fail again.
        if !open.data.is_attached() {
            forget(work);
        }
    }
    work.state.toasts.wrong(said(problems));
}

fn detach(work: &mut Work<'_>) {
    work.jobs.vacate(Slot::StudioRows);
    forget(work);
    let issuer = work.state.workspace.snapshot().map(|snapshot| snapshot.issuer.clone());
    let (Some(open), Some(issuer)) = (work.state.studio.open_mut(), issuer) else {
        return;
    };
    open.data = Data {
        speaks: open.data.speaks.take(),
        ..Data::default()
    };
    let today = work.surroundings.clock.today();
    let values = Values::sample(open.editor.shown(), &issuer, today, open.values.pictures.clone());
    open.fill(values);
}

/// Goes to a row by hand: it is seen as its recipient reads it.
fn go_to(work: &mut Work<'_>, at: usize) {
    if let Some(open) = work.state.studio.open_mut() {
        open.data.speaks = None;
        // Whoever goes elsewhere waits for no other row any more.
        open.data.awaited = None;
    }
    show_row(work, at);
}

/// Shows a row; the pictures that it names are read on a thread.
fn show_row(work: &mut Work<'_>, at: usize) {
    let Some(desk) = work.desk.clone() else { return };
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let Some(row) = open.data.rows.get(at).cloned() else {
        return;
    };
    open.data.at = at;
    let (known, named) = (open.values.pictures.clone(), open.data.pictures.clone());
    let job = Job::quiet()
        .slot(Slot::StudioRow)
        .on_failure(|problems| AnyAnswer::Studio(Answer::NotRead(problems)));
    work.jobs
        .start(job, move |_| jobs::row_values(&desk, &row, at, &known, &named));
}

pub(super) fn row_ready(work: &mut Work<'_>, at: usize, values: Values) {
    if let Some(open) = work
        .state
        .studio
        .open_mut()
        .filter(|open| open.data.at == at && open.data.is_attached())
    {
        open.fill(values);
    }
}

/// Shows the words for who speaks a language; the values stay. The caret goes over to them.
fn speak(work: &mut Work<'_>, language: Option<String>) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    open.data.speaks.clone_from(&language);
    if language.is_none() && open.data.is_attached() {
        let at = open.data.at;
        go_to(work, at);
        return;
    }
    let mut values = (*open.values).clone();
    values.fields.recipient_language = language;
    open.values = Arc::new(values);
    if let Some(typing) = &mut open.typing {
        typing.turn(open.editor.design(), &open.values);
    }
}

/// From the last row on comes the first one. Without rows the same keys turn the page that is shown as recipients see it.
fn step(work: &mut Work<'_>, by: isize) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    if !open.data.is_attached() {
        gesture::turn_page(open, by);
        return;
    }
    open.data.found = None;
    let count = open.data.rows.len() as isize;
    let at = (open.data.at as isize + by).rem_euclid(count);
    go_to(work, at as usize);
}

fn find(work: &mut Work<'_>, kind: Kind) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let Some(fit) = open.data.fit.clone() else {
        await_survey(work, kind);
        return;
    };
    let rows = fit.survey.find(kind, None);
    let next = match open.data.found {
        Some((known, at)) if known == kind && !rows.is_empty() => (at + 1) % rows.len(),
        _ => 0,
    };
    match rows.get(next) {
        Some(row) => {
            let row = *row;
            open.data.found = Some((kind, next));
            go_to(work, row);
        }
        None => work.state.toasts.wrong(match kind {
            Kind::Missing => "Every row has all values that the design shows",
            Kind::RightToLeft => "No row is written from right to left",
            _ => "No row is like that",
        }),
    }
}

/// What is looked for is known when all rows were looked through.
fn await_survey(work: &mut Work<'_>, kind: Kind) {
    if let Some(open) = work.state.studio.open_mut().filter(|open| open.data.is_attached()) {
        open.data.awaited = Some(kind);
        let text = "All rows are still being checked. The row is shown as soon as that is done";
        work.state.toasts.done(text);
    }
}

/// Starts a survey when the design is another one than the last that was surveyed; while one runs, the next waits.
pub(super) fn follow(work: &mut Work<'_>) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    if !open.data.is_attached() || open.data.surveying.is_some() {
        return;
    }
    let (design, kit) = (open.editor.design().clone(), open.kit.clone());
    let is_it = |fit: &Arc<Fit>| Arc::ptr_eq(&fit.of, &design) && Arc::ptr_eq(&fit.kit, &kit);
    if open.data.fit.as_ref().is_some_and(is_it) {
        return;
    }
    open.data.surveying = Some((design.clone(), kit.clone()));
    let before = open.data.fit.as_ref().map(|fit| fit.survey.clone()).unwrap_or_default();
    let rows = open.data.rows.clone();
    let job = Job::quiet()
        .slot(Slot::Survey)
        .on_failure(|problems| AnyAnswer::Studio(Answer::NotSurveyed(problems)));
    work.jobs.start_telling(job, move |progress, teller| {
        jobs::survey(before, design, kit, &rows, progress, &|answer| teller.tell(answer))
    });
}

/// What was found so far.
pub(super) fn surveying(work: &mut Work<'_>, of: &Arc<Design>, partial: Partial) {
    if let Some(open) = work.state.studio.open_mut()
        && open
            .data
            .surveying
            .as_ref()
            .is_some_and(|(design, _)| Arc::ptr_eq(design, of))
    {
        open.data.partial = Some(Arc::new(partial));
    }
}

pub(super) fn surveyed(work: &mut Work<'_>, fit: Fit) {
    if let Some(open) = work.state.studio.open_mut() {
        open.data.partial = None;
        let is_it = |(design, _): (Arc<_>, _)| Arc::ptr_eq(&design, &fit.of);
        if open.data.surveying.take().is_some_and(is_it) {
            open.data.fit = Some(Arc::new(fit));
            if let Some(kind) = open.data.awaited.take() {
                find(work, kind);
            }
        }
    }
}

pub(super) fn not_surveyed(work: &mut Work<'_>, problems: &Problems) {
    if let Some(open) = work.state.studio.open_mut() {
        (open.data.surveying, open.data.partial, open.data.awaited) = (None, None, None);
    }
    work.state.toasts.wrong(said(problems));
}

fn insert(work: &mut Work<'_>, token: Token, what: As, at: Option<Point>) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    if open.is_typing() && at.is_none() {
        typing::command(work, Typing::Edit(TextEdit::InsertChip(token)));
        return;
    }
    let put = match what {
        As::Picture => insert_picture(open, token.field, at),
        As::Text => insert_text(open, &token, at),
    };
    if let Err(problem) = put {
        work.state.toasts.wrong(said(&problem.into()));
    }
}

fn insert_text(open: &mut Open, token: &Token, at: Option<Point>) -> Result<(), Problem> {
    let middle = at.unwrap_or_else(|| files::middle_of_view(open));
    files::put_with(open, Tool::Field(token.field.clone()), middle)?;
    let Some(name) = open.editor.selection().first().cloned() else {
        return Ok(());
    };
    // The tool makes the field as it is; its form is part of the same step.
    let step = open
        .editor
        .history()
        .steps()
        .get(open.editor.history().position().wrapping_sub(1))
        .cloned();
    let Some(step) = step else { return Ok(()) };
    let Edit::Insert { at, mut element } = step.edit else {
        return Ok(());
    };
    if let ElementContent::Text(text) = &mut element.content
        && let Some(span) = text.spans.first_mut()
    {
        span.text = token.to_string();
        // In its form it may be longer.
        let frame = open.editor.field_frame(text, middle);
        if at.parent.is_none() {
            (element.x, element.y) = (Pt(frame.x0), Pt(frame.y0));
        }
        (element.width, element.height) = (Pt(frame.width()), Pt(frame.height()));
    }
    open.editor.undo()?;
    open.editor
        .commit_selecting(step.name, Edit::Insert { at, element }, Some(vec![name]))
}

/// A picture of each recipient, in the shape of the one that is shown.
fn insert_picture(open: &mut Open, field: FieldName, at: Option<Point>) -> Result<(), Problem> {
    let at = at.unwrap_or_else(|| files::middle_of_view(open));
    let shown = match open.values.fields.get(&field) {
        Some(Value::Image(id)) => open.values.pictures.get(id),
        _ => None,
    };
    let size = shown.map(|picture| Size::new(f64::from(picture.width), f64::from(picture.height)));
    let source = ImageSource::Field(field);
    files::put_with(open, Tool::Image { source, size }, at)
}

fn place_file(work: &mut Work<'_>, path: String, at: Option<Point>) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let at = at.unwrap_or_else(|| files::middle_of_view(open));
    let size = open.kit.assets.get(&path).map(|asset| match asset {
        crate::scene::Asset::Picture(picture) => Size::new(f64::from(picture.width), f64::from(picture.height)),
        crate::scene::Asset::Drawing(drawing) => Size::new(drawing.width, drawing.height),
        crate::scene::Asset::PdfPage(page) => Size::new(page.width, page.height),
    });
    let source = ImageSource::Asset(path);
    if let Err(problem) = files::put_with(open, Tool::Image { source, size }, at) {
        work.state.toasts.wrong(said(&problem.into()));
    }
}

#[cfg(test)]
#[path = "data_tests.rs"]
mod tests;
