//! Pictures and elements from elsewhere: dropped, pasted, picked.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::ColorImage;

use crate::diag::Problem;
use crate::model::{Design, ImageSource};
use crate::studio::{Clip, Modifiers, PasteAt, Pointer, Tool};
use crate::units::{Point, Size, Vec2};

use super::super::super::command::studio::data::Command::AttachSheet;
use super::super::super::jobs::clipboard::paths_of;
use super::super::super::jobs::dialogs::{Ask, AskKind};
use super::super::super::jobs::studio::{self as jobs, Answer, Files, Placed, Source, Tools, read};
use super::super::super::jobs::{Answer as AnyAnswer, Job, Slot, kept};
use super::super::super::route::Route;
use super::super::super::state::studio::Open;
use super::super::super::{SHEETS, ends_in};
use super::super::dropped::only_first;
use super::Work;
use super::said;

/// What can be put on a page, by the ends of names.
pub(super) const ENDINGS: [&str; 6] = ["png", "jpg", "jpeg", "webp", "svg", "pdf"];

/// Whether a file is one for a page or for the rows under it, by its name.
fn is_taken(path: &Path) -> bool {
    ends_in(path, &ENDINGS) || ends_in(path, &SHEETS)
}

pub(super) fn pick(work: &mut Work<'_>) {
    let what = ("Place an image", "Pictures and drawings", &ENDINGS[..]);
    ask(work, what, Answer::Chosen);
}

/// Asks for a file on a thread: the title, what the files are called, and how their names end. `answer` is what comes of
/// it, `None` when the person thought better of it.
pub(super) fn ask(
    work: &mut Work<'_>,
    (title, what, endings): (&str, &str, &[&str]),
    answer: fn(Option<PathBuf>) -> Answer,
) {
    let ask = Ask {
        title: title.to_owned(),
        kind: AskKind::File {
            what: what.to_owned(),
            endings: endings.iter().map(|&ending| ending.to_owned()).collect(),
        },
        folder: None,
    };
    let Some(of) = work.state.studio.open().map(|open| open.id) else {
        return;
    };
    let dialogs = work.surroundings.dialogs.clone();
    let job = Job::quiet()
        .slot(Slot::Dialog)
        .on_failure(|problems| AnyAnswer::Studio(Answer::NotChosen(problems)));
    work.jobs.start(job, move |_| {
        let path = dialogs.ask_or_type(&ask)?;
        Ok(AnyAnswer::Studio(answer(path).of(of)))
    });
}

/// Files were dropped on the window while the studio is shown. Whether they are for the page.
pub(in super::super::super) fn dropped(work: &mut Work<'_>, paths: &[PathBuf]) -> bool {
    if !matches!(work.state.route.now(), Route::Studio(_)) || paths.is_empty() {
        return false;
    }
    let pointer = work.ctx.input(|input| input.pointer.latest_pos());
    let Some(open) = work.state.studio.open() else {
        return false;
    };
    let at = pointer
        .filter(|at| open.camera.room.contains(*at))
        .map(|at| open.camera.to_page(at));
    if !super::replace::dropped(work, paths, at) {
        take(work, paths.to_vec(), at);
    }
    true
}

/// Takes files that were dropped or pasted. Nobody draws a spreadsheet: its rows are shown under the page.
pub(super) fn take(work: &mut Work<'_>, paths: Vec<PathBuf>, at: Option<Point>) {
    let (sheets, pictures): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| ends_in(path, &SHEETS));
    if let [sheet, more @ ..] = sheets.as_slice() {
        super::data::command(work, AttachSheet(sheet.clone()));
        only_first(work, "The rows of one list are shown", sheet, more);
    }
    if !pictures.is_empty() {
        place(work, pictures, at);
    }
}

pub(super) fn place(work: &mut Work<'_>, paths: Vec<PathBuf>, at: Option<Point>) {
    start(work, paths.into_iter().map(Source::File).collect(), at);
}

/// Something else than a text lies on the clipboard; `seen` is what the toolkit has of it.
pub(super) fn paste_image(work: &mut Work<'_>, seen: Option<Arc<ColorImage>>) {
    work.state.studio.paste_in_place = false;
    let Some(tools) = tools(work) else { return };
    let clipboard = work.surroundings.clipboard.clone();
    let job = Job::shown("Pasting").on_failure(|problems| AnyAnswer::Studio(Answer::NotRead(problems)));
    work.jobs
        .start(job, move |progress| jobs::paste(&*clipboard, seen, &tools, progress));
}

/// With what pictures are made ready; `None` while no design is open.
pub(super) fn tools(work: &Work<'_>) -> Option<Tools> {
    let open = work.state.studio.open()?;
    Some(Tools {
        of: open.id,
        desk: work.desk.clone()?,
        fonts: open.fonts.clone(),
    })
}

/// Elements of a design, a drawing as text, or words.
pub(super) fn paste_text(work: &mut Work<'_>, text: &str) {
    let in_place = std::mem::take(&mut work.state.studio.paste_in_place);
    let start_of = text.trim_start();
    if start_of.starts_with("<svg") || (start_of.starts_with("<?xml") && text.contains("<svg")) {
        let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
        start(work, vec![Source::Bytes("pasted.svg".to_owned(), bytes)], None);
        return;
    }
    if let Some(paths) = paths_of(text).filter(|paths| paths.iter().all(|path| is_taken(path))) {
        take(work, paths, None);
        return;
    }
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let middle = middle_of_view(open);
    let at = if in_place { PasteAt::InPlace } else { PasteAt::Beside };
    let pasted = match Clip::from_text(text) {
        Ok(Some(clip)) if lacks_fonts(open, &clip) => {
            bring(work, clip, at, None);
            return;
        }
        Ok(Some(clip)) => open.editor.paste(&clip, at),
        Ok(None) if text.trim().is_empty() => Ok(()),
        Ok(None) => open.editor.paste_text(text, middle),
        Err(problem) => Err(problem),
    };
    if let Err(problem) = pasted {
        work.state.toasts.wrong(said(&problem.into()));
    }
}

/// Whether what was copied comes with fonts that the design has not.
fn lacks_fonts(open: &Open, clip: &Clip) -> bool {
    let has = |bytes: &Arc<[u8]>| open.fonts.values().any(|own| own == bytes);
    !clip.fonts.values().all(has)
}

/// Puts what was copied on the page as soon as its fonts are ready.
pub(in super::super) fn bring(work: &mut Work<'_>, clip: Clip, at: PasteAt, name: Option<String>) {
    let (Some(desk), Some(open)) = (work.desk.clone(), work.state.studio.open()) else {
        return;
    };
    let of = (open.id, open.fonts.clone(), open.kit.clone());
    let job = Job::shown("Pasting").on_failure(|problems| AnyAnswer::Studio(Answer::NotRead(problems)));
    work.jobs.start(job, move |_| kept::clip(&desk, clip, (at, name), of));
}

/// The middle of what is seen of the page, or of the page.
pub(in super::super) fn middle_of_view(open: &Open) -> Point {
    let page = open.editor.page_area();
    let seen = open.camera.seen().intersect(page);
    if seen.area() > 0.0 {
        seen.center()
    } else {
        page.center()
    }
}

/// Makes files ready for drawing that came into the design with what was pasted.
pub(super) fn prepare(work: &mut Work<'_>) {
    let Some(tools) = tools(work) else { return };
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let is_looked = |of: &Arc<Design>| Arc::ptr_eq(of, open.editor.shown());
    if open.prepared.as_ref().is_some_and(is_looked) {
        return;
    }
    open.prepared = Some(open.editor.shown().clone());
    let used = open.editor.shown().assets();
    let missing: Files = open
        .editor
        .all_files()
        .iter()
        .filter(|(path, _)| used.contains(path.as_str()))
        .filter(|(path, _)| !open.kit.assets.contains_key(*path) && !open.unusable.contains(*path))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect();
    if missing.is_empty() {
        return;
    }
    let id = open.id;
    let job = Job::shown("Reading pictures").on_failure(|problems| AnyAnswer::Studio(Answer::NotRead(problems)));
    work.jobs
        .start(job, move |progress| jobs::prepare(id, missing, &tools, progress));
}

pub(super) fn prepared(work: &mut Work<'_>, came: jobs::Prepared) {
    let Some(open) = work.state.studio.open_mut().filter(|open| open.id == came.id) else {
        return;
    };
    let unusable = came.asked.into_iter().filter(|path| !came.assets.contains_key(path));
    open.unusable.extend(unusable);
    let mut kit = (*open.kit).clone();
    kit.assets.extend(came.assets);
    open.kit = Arc::new(kit);
    open.pictures.kit += 1;
    if !came.failed.is_empty() {
        work.state.toasts.wrong(said(&came.failed));
    }
}

fn start(work: &mut Work<'_>, sources: Vec<Source>, at: Option<Point>) {
    let Some(tools) = tools(work) else { return };
    let job = Job::shown("Reading pictures").on_failure(|problems| AnyAnswer::Studio(Answer::NotRead(problems)));
    work.jobs
        .start(job, move |progress| read(sources, at, &tools, progress));
}

/// Puts pictures on the page, each a little further than the one before.
pub(super) fn put(work: &mut Work<'_>, placed: Vec<Placed>, at: Option<Point>) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let page = open.editor.page_area();
    let seen = open.camera.seen().intersect(page);
    let middle = if seen.area() > 0.0 {
        seen.center()
    } else {
        page.center()
    };
    let mut at = at.unwrap_or(middle);
    for one in placed {
        if let Err(problem) = put_one(open, one, at) {
            work.state.toasts.wrong(said(&problem.into()));
            return;
        }
        at += Vec2::new(12.0, 12.0);
    }
}

/// Adds a picture to the files of the design, ready for drawing: its path and its size.
pub(super) fn add(open: &mut Open, placed: Placed) -> (String, Size) {
    let path = open.editor.add_file(&placed.name, placed.bytes);
    if !open.kit.assets.contains_key(&path) {
        let mut kit = (*open.kit).clone();
        kit.assets.insert(path.clone(), placed.asset);
        open.kit = Arc::new(kit);
        open.pictures.kit += 1;
    }
    (path, placed.size)
}

fn put_one(open: &mut Open, placed: Placed, at: Point) -> Result<(), Problem> {
    let (path, size) = add(open, placed);
    let tool = Tool::Image {
        source: ImageSource::Asset(path),
        size: Some(size),
    };
    put_with(open, tool, at)
}

/// Makes what a tool makes with one click, and takes the arrow again.
pub(super) fn put_with(open: &mut Open, tool: Tool, at: Point) -> Result<(), Problem> {
    let pointer = Pointer {
        at,
        modifiers: Modifiers::NONE,
        scale: open.camera.scale,
    };
    open.editor.take(tool);
    open.editor.click_at(pointer, 1)?;
    open.editor.take(Tool::Select);
    Ok(())
}
