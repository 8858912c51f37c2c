//! Files that were dropped on the window, or named to it: each goes where it belongs, and what cannot be used is said.

use std::path::{Path, PathBuf};

use super::super::command::workspace::Command as OfWorkspace;
use super::super::command::{Command, create, design, kept, settings as of_settings};
use super::super::jobs::dialogs::is_picture;
use super::super::jobs::workspace::{self as jobs, Answer, Dropped};
use super::super::jobs::{Answer as AnyAnswer, Job};
use super::super::route::{Route, SettingsPage};
use super::super::settings::counted;
use super::super::state::kept::Shelf;
use super::super::state::workspace::Workspace;
use super::super::{FONTS, SHEETS, ends_in};
use super::Work;
use super::design::ENDINGS as DESIGNS;
use super::kept::ENDINGS as DRAWINGS;

const BACKUPS: [&str; 1] = ["backup"];
const ONE_BACKUP: &str = "Backups are restored one by one";

/// Takes what was dropped on the window. In the studio it is put on the page; in review, in a form, in the table of rows
/// and in the settings of the issuer and the brand a picture goes where that page has one.
pub(in super::super) fn take(work: &mut Work<'_>, paths: Vec<PathBuf>) {
    if paths.is_empty()
        || super::studio::dropped(work, &paths)
        || super::review::dropped(work, &paths)
        || super::create::pictures_dropped(work, &paths)
    {
        return;
    }
    let rest = match (work.desk.is_some(), work.state.route.now()) {
        (false, _) => on_start(work, paths),
        (true, Route::Settings(SettingsPage::Issuer)) => on_issuer(work, paths),
        (true, Route::Settings(SettingsPage::Brand)) => on_brand(work, paths),
        _ => paths,
    };
    begin(work, rest);
}

/// The picture becomes the logo of the workspace that is to be made; a backup is restored.
fn on_start(work: &mut Work<'_>, paths: Vec<PathBuf>) -> Vec<PathBuf> {
    if !matches!(work.state.workspace, Workspace::None) {
        return paths;
    }
    let (pictures, rest): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| is_picture(path));
    if let [logo, more @ ..] = pictures.as_slice() {
        let start = &mut work.state.start;
        (start.form, start.restore, start.failed) = (true, None, None);
        start.draft.logo = logo.to_string_lossy().into_owned();
        only_first(work, "A workspace has one logo", logo, more);
    }
    let (backups, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|path| ends_in(path, &BACKUPS));
    if let [backup, more @ ..] = backups.as_slice() {
        let mut form = work.state.start.restore.clone().unwrap_or_default();
        form.file = backup.to_string_lossy().into_owned();
        super::command(work, OfWorkspace::EditRestore(Some(form)).into());
        only_first(work, ONE_BACKUP, backup, more);
    }
    rest
}

/// The picture becomes the logo.
fn on_issuer(work: &mut Work<'_>, paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let (pictures, rest): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| ends_in(path, &DRAWINGS));
    let Some(first) = pictures.first() else {
        return rest;
    };
    let (logos, others): (Vec<_>, Vec<_>) = pictures.iter().cloned().partition(|path| is_picture(path));
    if let Some(reason) = work.state.only_reading() {
        work.state.toasts.wrong(reason);
    } else if let [logo, more @ ..] = logos.as_slice() {
        super::settings::chosen(work, of_settings::Choice::Logo, logo);
        only_first(
            work,
            "An issuer has one logo",
            logo,
            &[more, others.as_slice()].concat(),
        );
    } else {
        let text = format!(
            "“{}” cannot be the logo. Drop a PNG, a JPEG or a WebP picture.",
            name(first)
        );
        work.state.toasts.wrong(text);
    }
    rest
}

/// The pictures are kept with the logos.
fn on_brand(work: &mut Work<'_>, paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let (pictures, rest): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| ends_in(path, &DRAWINGS));
    if !pictures.is_empty() {
        super::command(work, kept::Command::AddFiles(Shelf::Logo, pictures).into());
    }
    rest
}

/// Begins with files, wherever a person is: a spreadsheet begins new credentials, fonts go into the workspace, a backup is
/// restored, the folder of a workspace is opened, and designs and pictures are imported.
pub(in super::super) fn begin(work: &mut Work<'_>, paths: Vec<PathBuf>) {
    let (sheets, others): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| ends_in(path, &SHEETS));
    let (fonts, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|path| ends_in(path, &FONTS));
    let (backups, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|path| ends_in(path, &BACKUPS));
    if !fonts.is_empty() && has_workspace(work, &fonts) {
        super::command(work, of_settings::Command::ImportFonts(fonts).into());
    }
    if let [backup, more @ ..] = backups.as_slice()
        && has_workspace(work, &backups)
    {
        super::command(work, Command::Go(Route::Settings(SettingsPage::Workspace)));
        super::settings::chosen(work, of_settings::Choice::RestoreFile, backup);
        only_first(work, ONE_BACKUP, backup, more);
    }
    if let [sheet, more @ ..] = sheets.as_slice() {
        sheet_taken(work, sheet, more);
    }
    match others.iter().all(|path| ends_in(path, &DESIGNS)) {
        true => import(work, others),
        false => look(work, others),
    }
}

fn sheet_taken(work: &mut Work<'_>, sheet: &Path, more: &[PathBuf]) {
    super::command(work, create::Command::Dropped(sheet.to_owned()).into());
    if work.desk.is_none() {
        let text = format!("“{}” is read as soon as a workspace is open", name(sheet));
        work.state.toasts.done(text);
    }
    only_first(work, "Lists are read one by one", sheet, more);
}

fn import(work: &mut Work<'_>, designs: Vec<PathBuf>) {
    if !designs.is_empty() && has_workspace(work, &designs) {
        super::command(work, design::Command::Import(designs).into());
    }
}

/// Looks on a thread what those are that no name tells.
fn look(work: &mut Work<'_>, paths: Vec<PathBuf>) {
    work.jobs.start(Job::quiet(), move |_| {
        let found = paths.into_iter().map(|path| (jobs::dropped(&path), path));
        Ok(AnyAnswer::Workspace(Answer::Dropped(found.collect())))
    });
}

/// What was looked at.
pub(super) fn looked(work: &mut Work<'_>, found: Vec<(Dropped, PathBuf)>) {
    let (workspaces, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|(what, _)| *what == Dropped::Workspace);
    let paths = |found: Vec<(Dropped, PathBuf)>| found.into_iter().map(|(_, path)| path).collect::<Vec<_>>();
    if !workspaces.is_empty() {
        let workspaces = paths(workspaces);
        if let [dir, more @ ..] = workspaces.as_slice() {
            let more = [more, paths(others).as_slice()].concat();
            super::command(work, OfWorkspace::Open(dir.clone()).into());
            only_first(work, "The workspace is opened alone", dir, &more);
        }
        return;
    }
    let is_design = |(what, path): &(Dropped, PathBuf)| *what == Dropped::Folder || ends_in(path, &DESIGNS);
    let (designs, unknown): (Vec<_>, Vec<_>) = others.into_iter().partition(is_design);
    let unknown = paths(unknown);
    if !unknown.is_empty() {
        let text = format!(
            "{} cannot be used here. Drop a spreadsheet, a design, a picture, a font, a backup or the folder of a workspace.",
            named(&unknown)
        );
        work.state.toasts.wrong(text);
    }
    import(work, paths(designs));
}

/// Whether a workspace is open, without which these have no place; else that is said.
fn has_workspace(work: &mut Work<'_>, paths: &[PathBuf]) -> bool {
    if work.desk.is_some() {
        return true;
    }
    let first = match work.state.workspace {
        Workspace::Opening(_) => "Wait until the workspace is open",
        _ => "Open a workspace, or start one",
    };
    let what = named(paths);
    let (needs, it) = match paths.len() {
        1 => ("needs", "it"),
        _ => ("need", "them"),
    };
    work.state.toasts.wrong(format!(
        "{what} {needs} a workspace to go into. {first}, then drop {it} again."
    ));
    false
}

/// Says that of several files only one is taken, and why.
pub(super) fn only_first(work: &mut Work<'_>, why: &str, first: &Path, more: &[PathBuf]) {
    if !more.is_empty() {
        let was = if more.len() == 1 { "was" } else { "were" };
        let text = format!("{why}: “{}” was taken, and {} {was} not", name(first), named(more));
        work.state.toasts.wrong(text);
    }
}

/// Files in words, by their names.
fn named(paths: &[PathBuf]) -> String {
    match paths {
        [] => String::new(),
        [one] => format!("“{}”", name(one)),
        [first, more @ ..] => format!(
            "“{}” and {}",
            name(first),
            counted(more.len() as u64, "other", "others")
        ),
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::testing::Bench;
    use super::*;

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(|name| PathBuf::from("/srv").join(name)).collect()
    }

    #[test]
    fn a_picture_on_the_page_of_the_issuer_is_the_logo() {
        let mut bench = Bench::titled("dropped-issuer", "T");
        let issuer = Route::Settings(SettingsPage::Issuer);
        bench.work().go(issuer.clone());
        take(&mut bench.work(), paths(&["seal.svg"]));
        assert!(bench.says("“seal.svg” cannot be the logo"));
        assert!(bench.state.settings.issuer.is_none());
        take(&mut bench.work(), paths(&["logo.png", "other.png"]));
        let logo = bench.state.settings.issuer.as_ref().map(|edit| edit.logo.clone());
        assert_eq!(logo.as_deref(), Some("/srv/logo.png"));
        assert!(bench.says("An issuer has one logo: “logo.png” was taken, and “other.png” was not"));
        assert_eq!(*bench.state.route.now(), issuer, "nobody is led away");
    }

    #[test]
    fn a_backup_leads_to_where_it_is_restored() {
        let mut bench = Bench::titled("dropped-backup", "T");
        take(&mut bench.work(), paths(&["of may.backup"]));
        assert_eq!(bench.state.settings.restore.form.file, "/srv/of may.backup");
        assert_eq!(*bench.state.route.now(), Route::Settings(SettingsPage::Workspace));
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        let mut bench = Bench::titled("dropped-unknown", "T");
        let letter = bench.list("letter.docx", "x");
        take(&mut bench.work(), vec![letter]);
        bench.until("the message", |state| {
            super::super::testing::says(state, "“letter.docx” cannot be used here")
        });
        let lists = ["a.csv", "b.csv", "c.csv"].map(|name| bench.list(name, "Name\nAnna\n"));
        take(&mut bench.work(), lists.to_vec());
        assert!(bench.says("Lists are read one by one: “a.csv” was taken, and “b.csv” and 1 other were not"));
    }

    #[test]
    fn the_first_screen_takes_a_logo_and_a_workspace_and_says_what_it_cannot_take() {
        let mut bench = Bench::titled("dropped-start", "T");
        let dir = bench.workspace.store.dir().to_owned();
        bench.desk = None;
        bench.state.workspace = Workspace::None;
        take(&mut bench.work(), paths(&["logo.png"]));
        assert!(bench.state.start.form);
        assert_eq!(bench.state.start.draft.logo, "/srv/logo.png");
        take(&mut bench.work(), paths(&["may.backup"]));
        let restored = bench.state.start.restore.as_ref().map(|form| form.file.clone());
        assert_eq!(restored.as_deref(), Some("/srv/may.backup"));
        take(&mut bench.work(), paths(&["certificate.accolade"]));
        assert!(bench.says("“certificate.accolade” needs a workspace to go into. Open a workspace, or start one"));
        take(&mut bench.work(), vec![dir.clone()]);
        bench.until("the opening", move |state| {
            matches!(&state.workspace, Workspace::Opening(opening) if *opening == dir) || state.start.failed.is_some()
        });
    }
}
