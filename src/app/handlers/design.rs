//! What the commands of designs do.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::TextureOptions;

use crate::designfile::ReadAs;
use crate::diag::{Problems, Result};
use crate::issue::Desk;
use crate::model::{DesignId, DesignPin};

use super::super::command::design::{Command, Pick};
use super::super::jobs::design::{self as jobs, Answer, Change, Imported, Looked, LookedWay, Taken};
use super::super::jobs::dialogs::{Ask, AskKind};
use super::super::jobs::{Answer as AnyAnswer, Job, JobId, Slot, is_cancelled};
use super::super::route::Route;
use super::super::settings::counted;
use super::super::state::design::{DesignCard, Export, ImportChoice, Inspected, Rename, SAMPLES, Way};
use super::super::state::path::{Agreed, typed_path};
use super::super::state::start::folder_name;
use super::Work;
use super::said;

/// What can be read, by the ends of names.
pub(super) const ENDINGS: [&str; 9] = ["accolade", "zip", "pptx", "png", "jpg", "jpeg", "webp", "svg", "pdf"];

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    match command {
        Command::Filter(words) => work.state.design.filter = words,
        Command::ShowKind(kind) => work.state.design.kind = kind,
        Command::ShowImport(show) => show_import(work, show),
        Command::ShowGuide(show) => show_guide(work, show),
        Command::EditImport(path) => edit_import(work, path),
        Command::Browse(pick) => browse(work, pick),
        Command::Import(paths) => import(work, paths),
        Command::ChooseElements(elements) => {
            if let Some(choice) = &mut work.state.design.choice {
                choice.as_elements = elements && choice.elements.is_ok();
            }
        }
        Command::ImportChosen(yes) => import_chosen(work, yes),
        Command::Duplicate(id) => change(work, move |desk| jobs::duplicate(desk, id)),
        Command::EditName(id, name) => edit_name(work, id, name),
        Command::CancelRename => cancel_rename(work),
        Command::Rename => rename(work),
        Command::Delete(id) => change(work, move |desk| jobs::delete(desk, id)),
        Command::Restore(id) => change(work, move |desk| jobs::restore(desk, id)),
        Command::EditExport(to) => edit_export(work, to),
        Command::ExportShown => export_shown(work),
        Command::BrowseExport => browse_export(work),
        Command::ExportBleed(with) => {
            work.state.choices.bleed = with;
            work.save_choices();
        }
        Command::Export => export(work),
        Command::ShowSample(at) => work.state.design.sample = at.min(SAMPLES.len() - 1),
        Command::ShowPage(page) => work.state.design.page = page,
        Command::Inspect(id) => inspect(work, id),
    }
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    match answer {
        Answer::Chosen(Some(path)) => edit_import(work, path.to_string_lossy().into_owned()),
        Answer::ChosenExport(Some(path)) => {
            let design = &mut work.state.design;
            if let Some(export) = &mut design.export {
                export.path = design.agreed.by_dialog(&path);
            }
        }
        Answer::Chosen(None) | Answer::ChosenExport(None) => {}
        Answer::Proposed(id, path) => take_proposal(work, id, &path),
        Answer::Imported(imported) => take(work, imported),
        Answer::Looked(looked) => ask_how(work, *looked),
        Answer::Changed(change, id, name) => changed(work, change, id, &name),
        Answer::NotImported(problems) => not_imported(work, problems),
        Answer::NotWritten(problems) => not_written(work, problems),
        Answer::NotRenamed(problems) => work.state.design.failed = Some(problems),
        Answer::NotChosen(problems) | Answer::NotChanged(problems) => work.state.toasts.wrong(said(&problems)),
        Answer::Exported(path) => {
            if work.state.design.exporting.take().is_some() {
                edit_export(work, None);
            }
            let folder = path.parent().map(PathBuf::from);
            if work.state.choices.exports != folder {
                work.state.choices.exports = folder;
                work.save_choices();
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            work.state.toasts.done(format!("Wrote {name}"));
        }
        Answer::Inspected(inspection) => work.state.design.inspected = Inspected::Read(*inspection),
        Answer::NotInspected(problems) => {
            if let Some(pin) = work.state.design.inspected.pin() {
                work.state.design.inspected = Inspected::Failed(pin, problems);
            }
        }
    }
}

fn not_imported(work: &mut Work<'_>, problems: Problems) {
    let design = &mut work.state.design;
    // The dialog may read another file by now.
    if std::mem::take(&mut design.unwanted) {
        return;
    }
    let was_dialog = design.importing.take().is_some();
    if is_cancelled(&problems) {
        return;
    }
    match was_dialog {
        true => design.failed = Some(problems),
        // What was dropped has no dialog that would say it.
        false => work.state.toasts.wrong(said(&problems)),
    }
}

fn not_written(work: &mut Work<'_>, problems: Problems) {
    let design = &mut work.state.design;
    match design.exporting.take() {
        Some(_) => design.failed = Some(problems),
        // Its dialog was closed meanwhile.
        None => work.state.toasts.wrong(said(&problems)),
    }
}

fn show_import(work: &mut Work<'_>, show: bool) {
    if show {
        work.go(Route::Designs);
    }
    // Whoever closes the dialog does not want its file any more.
    if let Some(job) = work.state.design.importing.take() {
        work.jobs.cancel(job);
        work.state.design.unwanted = true;
    }
    work.state.design.import = show.then(String::new);
    work.state.design.guide = false;
    work.state.design.failed = None;
}

fn show_guide(work: &mut Work<'_>, show: bool) {
    if show && work.state.design.import.is_none() {
        show_import(work, true);
    }
    work.state.design.guide = show;
}

fn edit_import(work: &mut Work<'_>, path: String) {
    work.state.design.import = Some(path);
    work.state.design.failed = None;
}

fn browse(work: &mut Work<'_>, pick: Pick) {
    let kind = match pick {
        Pick::File => AskKind::File {
            what: "Designs and pictures".to_owned(),
            endings: ENDINGS.map(str::to_owned).to_vec(),
        },
        Pick::Folder => AskKind::Folder,
    };
    let ask = Ask {
        title: "Import a design".to_owned(),
        kind,
        folder: None,
    };
    let dialogs = work.surroundings.dialogs.clone();
    let job = Job::quiet()
        .slot(Slot::Dialog)
        .on_failure(|problems| AnyAnswer::Design(Answer::NotChosen(problems)));
    work.jobs
        .start(job, move |_| Ok(AnyAnswer::Design(Answer::Chosen(dialogs.ask(&ask)?))));
}

/// Drawings, by the ends of their names: a single one can be read in more than one way.
const DRAWINGS: [&str; 2] = ["svg", "pdf"];

fn import(work: &mut Work<'_>, paths: Vec<PathBuf>) {
    let Some(desk) = work.desk.clone() else { return };
    work.state.design.failed = None;
    let is_drawing = |path: &PathBuf| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| DRAWINGS.contains(&ending.as_str()))
    };
    match paths.as_slice() {
        [path] if is_drawing(path) => {
            let path = path.clone();
            let job =
                Job::shown("Reading a drawing").on_failure(|problems| AnyAnswer::Design(Answer::NotImported(problems)));
            let job = work.jobs.start(job, move |progress| jobs::look(&desk, path, progress));
            of_dialog(work, job);
        }
        _ => import_as(work, paths, ReadAs::Background),
    }
}

/// Asks how a drawing is read.
fn ask_how(work: &mut Work<'_>, looked: Looked) {
    if std::mem::take(&mut work.state.design.unwanted) {
        return;
    }
    let ctx = work.ctx.clone();
    let way = |way: LookedWay, name: &str| Way {
        picture: way
            .picture
            .map(|image| ctx.load_texture(name, image, TextureOptions::LINEAR)),
        notes: way.notes,
    };
    let elements = looked.elements.map(|found| way(found, "drawing as elements"));
    work.go(Route::Designs);
    (work.state.design.import, work.state.design.importing) = (None, None);
    work.state.design.choice = Some(ImportChoice {
        path: looked.path,
        background: looked.background.map(|found| way(found, "drawing as background")),
        as_elements: elements.is_ok(),
        elements,
    });
}

fn import_chosen(work: &mut Work<'_>, yes: bool) {
    let Some(choice) = work.state.design.choice.take().filter(|_| yes) else {
        return;
    };
    let what = match choice.as_elements {
        true => ReadAs::Elements,
        false => ReadAs::Background,
    };
    import_as(work, vec![choice.path], what);
}

fn import_as(work: &mut Work<'_>, paths: Vec<PathBuf>, what: ReadAs) {
    let Some(desk) = work.desk.clone() else { return };
    let job = Job::shown("Importing a design").on_failure(|problems| AnyAnswer::Design(Answer::NotImported(problems)));
    let job = work
        .jobs
        .start(job, move |progress| jobs::import(&desk, &paths, what, progress));
    of_dialog(work, job);
}

/// What was begun in the dialog that imports is shown in it, and ends with it.
fn of_dialog(work: &mut Work<'_>, job: JobId) {
    let design = &mut work.state.design;
    design.importing = design.import.is_some().then_some(job);
}

fn take(work: &mut Work<'_>, imported: Imported) {
    for taken in &imported.designs {
        work.previews.forget_design(taken.id);
        super::studio::forget(work, taken.id);
    }
    let said_of_them = said_of(&imported.designs);
    let state = &mut work.state.design;
    let is_wanted = !std::mem::take(&mut state.unwanted);
    if is_wanted {
        (state.import, state.importing) = (None, None);
    }
    if !imported.failed.is_empty() {
        work.state.toasts.wrong(said(&imported.failed));
    }
    if let [Taken { id, .. }] = imported.designs.as_slice()
        && is_wanted
    {
        state.notes = (!imported.notes.is_empty()).then_some((*id, imported.notes));
        state.expected = Some(*id);
        state.inspected = Inspected::Not;
        work.go(Route::Design(*id));
    }
    work.state.toasts.done(said_of_them);
    work.refresh();
    super::settings::forget_fonts(work);
}

/// What became of the designs that were asked for, in one line.
fn said_of(designs: &[Taken]) -> String {
    let there = designs.iter().filter(|taken| taken.was_there).count();
    let new = counted((designs.len() - there) as u64, "design", "designs");
    match (designs, there) {
        ([one], 0) => format!("Imported {}", one.name),
        ([one], _) => format!("{} is there already", one.name),
        (_, 0) => format!("Imported {new}"),
        (all, _) if there == all.len() => format!("All {there} designs are there already"),
        (_, 1) => format!("Imported {new}; one is there already"),
        _ => format!("Imported {new}; {there} are there already"),
    }
}

/// Starts a short change of the designs.
fn change(work: &mut Work<'_>, change: impl FnOnce(&Desk) -> Result<AnyAnswer> + Send + 'static) {
    start(work, change, |problems| AnyAnswer::Design(Answer::NotChanged(problems)));
}

fn start(
    work: &mut Work<'_>,
    change: impl FnOnce(&Desk) -> Result<AnyAnswer> + Send + 'static,
    failed: fn(Problems) -> AnyAnswer,
) {
    let Some(desk) = work.desk.clone() else { return };
    work.jobs.start(Job::quiet().on_failure(failed), move |_| change(&desk));
}

fn changed(work: &mut Work<'_>, change: Change, id: DesignId, name: &str) {
    super::studio::forget(work, id);
    match change {
        Change::Copied => {
            work.state.design.expected = Some(id);
            work.go(Route::Design(id));
            work.state.toasts.with_undo(format!("Made {name}"), Command::Delete(id));
        }
        Change::Renamed => {
            work.state.design.rename = None;
            work.state.toasts.done(format!("It is called {name} now"));
        }
        Change::Deleted => {
            if *work.state.route.now() == Route::Design(id) {
                work.state.route.replace(Route::Designs);
            }
            let text = format!("Deleted {name}");
            let (did, undo) = (Command::Delete(id), Command::Restore(id));
            work.state.toasts.with_undo_of(did, text, undo);
        }
        Change::Restored => work.state.toasts.done(format!("{name} is back")),
    }
    work.refresh();
    super::settings::forget_fonts(work);
}

fn edit_name(work: &mut Work<'_>, id: DesignId, name: String) {
    work.state.design.rename = Some(Rename { id, name });
    work.state.design.failed = None;
}

fn cancel_rename(work: &mut Work<'_>) {
    work.state.design.rename = None;
    work.state.design.failed = None;
}

fn rename(work: &mut Work<'_>) {
    let Some(Rename { id, name }) = work.state.design.rename.clone() else {
        return;
    };
    let renamed = move |desk: &Desk| jobs::rename(desk, id, &name);
    start(work, renamed, |problems| {
        AnyAnswer::Design(Answer::NotRenamed(problems))
    });
}

fn card<'a>(work: &'a Work<'_>, id: DesignId) -> Option<&'a DesignCard> {
    let snapshot = work.state.workspace.snapshot()?;
    snapshot.gallery.iter().find(|card| card.pin.design == id)
}

fn edit_export(work: &mut Work<'_>, export: Option<Export>) {
    let is_new = work.state.design.export.is_none();
    let asks = export.as_ref().filter(|export| is_new && export.path.is_empty());
    if let Some(id) = asks.map(|export| export.id) {
        propose(work, id);
    }
    if export.is_none() {
        work.state.design.agreed = Agreed::default();
        work.state.design.exporting = None;
    }
    work.state.design.export = export;
    work.state.design.failed = None;
}

fn export_shown(work: &mut Work<'_>) {
    if let Route::Design(id) | Route::Studio(id) = *work.state.route.now() {
        let path = String::new();
        edit_export(work, Some(Export { id, path }));
    }
}

/// Looks where a design is written when nobody says otherwise: under its name, where the last one went.
fn propose(work: &mut Work<'_>, id: DesignId) {
    let near = work.surroundings.documents.ancestors().map(PathBuf::from);
    let folders: Vec<PathBuf> = work.state.choices.exports.iter().cloned().chain(near).collect();
    let name = format!("{}.accolade", folder_name(&name_of(work, id)));
    work.jobs.start(Job::quiet(), move |_| {
        let path = jobs::proposed(folders, &name);
        Ok(AnyAnswer::Design(Answer::Proposed(id, path)))
    });
}

/// What was proposed, unless something is typed by now.
fn take_proposal(work: &mut Work<'_>, id: DesignId, path: &Path) {
    let export = work.state.design.export.as_mut();
    if let Some(export) = export.filter(|export| export.id == id && export.path.is_empty()) {
        export.path = path.to_string_lossy().into_owned();
    }
}

fn name_of(work: &Work<'_>, id: DesignId) -> String {
    match work.state.studio.open().filter(|open| open.id == id) {
        Some(open) => open.editor.design().name.clone(),
        None => card(work, id).map(|card| card.name.clone()).unwrap_or_default(),
    }
}

fn browse_export(work: &mut Work<'_>) {
    let Some(Export { id, path }) = work.state.design.export.clone() else {
        return;
    };
    let path = typed_path(&path);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let named = name_of(work, id);
    let ask = Ask {
        title: format!("Export {named}"),
        kind: AskKind::Save {
            name: name.unwrap_or_else(|| format!("{}.accolade", folder_name(&named))),
        },
        folder: path.parent().map(PathBuf::from),
    };
    let dialogs = work.surroundings.dialogs.clone();
    let job = Job::quiet()
        .slot(Slot::Dialog)
        .on_failure(|problems| AnyAnswer::Design(Answer::NotChosen(problems)));
    work.jobs.start(job, move |_| {
        Ok(AnyAnswer::Design(Answer::ChosenExport(dialogs.ask(&ask)?)))
    });
}

fn export(work: &mut Work<'_>) {
    let Some(Export { id, path }) = work.state.design.export.clone() else {
        return;
    };
    let Some(desk) = work.desk.clone() else { return };
    let may_replace = work.state.design.agreed.is(&path);
    // What is worked on goes out as it stands there, with the row that is shown.
    let is_worked_on = *work.state.route.now() == Route::Studio(id);
    let open = work.state.studio.open().filter(|open| is_worked_on && open.id == id);
    let worked = open.map(|open| jobs::Worked {
        copy: open.copy(),
        kit: open.kit.clone(),
        values: open.values.clone(),
    });
    let job = Job::shown("Exporting a design").on_failure(|problems| AnyAnswer::Design(Answer::NotWritten(problems)));
    let bleed = work.state.choices.bleed;
    let path = typed_path(&path);
    let job = work.jobs.start(job, move |_| {
        jobs::export(&desk, id, (&path, may_replace), bleed, worked)
    });
    work.state.design.exporting = Some(job);
}

fn inspect(work: &mut Work<'_>, id: DesignId) {
    let Some(pin) = card(work, id).map(|card| card.pin) else {
        return;
    };
    let Some(desk) = work.desk.clone() else { return };
    if work.state.design.inspected.pin().is_none_or(|shown| shown.design != id) {
        work.state.design.page = 0;
    }
    work.state.design.inspected = Inspected::Reading(pin);
    start_inspection(work, desk, pin);
}

fn start_inspection(work: &mut Work<'_>, desk: Arc<Desk>, pin: DesignPin) {
    let job = Job::quiet()
        .slot(Slot::Design)
        .on_failure(|problems| AnyAnswer::Design(Answer::NotInspected(problems)));
    work.jobs
        .start(job, move |progress| jobs::inspect(&desk, pin, progress));
}

#[cfg(test)]
mod tests {
    use super::super::testing::Bench;
    use super::*;

    #[test]
    fn whoever_closes_the_dialog_gets_nothing_of_its_file() {
        let mut bench = Bench::titled("design-cancel", "T");
        let designs = |bench: &Bench| bench.state.workspace.snapshot().map(|snapshot| snapshot.gallery.len());
        let before = designs(&bench);
        let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/designs/heritage");
        bench.send(Command::ShowImport(true));
        bench.send(Command::Import(vec![pack.into()]));
        assert!(bench.state.design.importing.is_some());
        bench.send(Command::ShowImport(false));
        assert!(bench.state.design.importing.is_none());
        for answer in bench.answers(|found| {
            let is_it = |(_, answer): &(JobId, AnyAnswer)| matches!(answer, AnyAnswer::Design(_));
            found.iter().any(is_it)
        }) {
            bench.take(answer);
        }
        bench.look();
        assert_eq!(designs(&bench), before);
        assert!(
            matches!(bench.state.route.now(), Route::Designs),
            "nothing leads elsewhere"
        );
        // What is dropped has no dialog: it stays until it is read.
        bench.send(Command::Import(vec![pack.into()]));
        assert!(bench.state.design.importing.is_none());
        bench.until("the page of the design", |state| {
            matches!(state.route.now(), Route::Design(_))
        });
    }

    #[test]
    fn what_was_there_is_not_said_to_be_imported() {
        let said = |there: &[bool]| {
            let taken = |was_there: &bool| Taken {
                id: DesignId(1),
                name: "Quiet".to_owned(),
                was_there: *was_there,
            };
            said_of(&there.iter().map(taken).collect::<Vec<_>>())
        };
        assert_eq!(said(&[false]), "Imported Quiet");
        assert_eq!(said(&[true]), "Quiet is there already");
        assert_eq!(said(&[false, false]), "Imported 2 designs");
        assert_eq!(said(&[true, false]), "Imported 1 design; one is there already");
        assert_eq!(
            said(&[true, true, false, false]),
            "Imported 2 designs; 2 are there already"
        );
        assert_eq!(said(&[true, true]), "All 2 designs are there already");
    }
}
