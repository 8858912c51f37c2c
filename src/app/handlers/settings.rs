//! What the commands of the settings do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use egui::KeyboardShortcut;

use crate::diag::Problems;

use super::super::command::Command as AnyCommand;
use super::super::command::create::Command as OfCreate;
use super::super::command::home::Command as OfHome;
use super::super::command::keys;
use super::super::command::settings::{Choice, Command};
use super::super::command::workspace::Command as OfWorkspace;
use super::super::jobs::dialogs::{Ask, AskKind};
use super::super::jobs::settings::{self as jobs, Answer};
use super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::route::{Route, SettingsPage};
use super::super::settings::Dates;
use super::super::state::path::typed_path;
use super::super::state::settings::{AddFont, BACKING_UP, Backup, CHECKING, Check, Fonts, RESTORING, edit_of};
use super::super::state::start::{Restoring, folder_name};
use super::Work;
use super::said;

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    match command {
        Command::EditIssuer(edit) => {
            work.state.settings.issuer = edit;
            work.state.settings.issuer_failed = None;
        }
        Command::SaveIssuer => save_issuer(work),
        Command::SetDates(dates) => set_dates(work, dates),
        Command::SetWho(name) => {
            let before = std::mem::replace(&mut work.state.choices.who, name);
            work.state.settings.who_before.get_or_insert(before);
            work.save_choices();
        }
        Command::LeaveWho => say_who(work),
        Command::SetColumns(table, widths) => {
            work.state.choices.columns.insert(table.to_owned(), widths);
            work.save_choices();
        }
        Command::ReadFonts => read_fonts(work),
        Command::EditFont(edit) => {
            work.state.settings.add_font = edit;
            work.state.settings.font_failed = None;
        }
        Command::AddFont => add_font(work),
        Command::ImportFonts(paths) => import_fonts(work, None, paths),
        Command::RemoveFont(file) => remove_font(work, file),
        Command::FindSystemFonts => find_system_fonts(work),
        Command::SearchSystemFonts(words) => work.state.settings.system.words = words,
        Command::ShowAllSystemFonts => work.state.settings.system.all = true,
        Command::ImportSystemFont(family) => import_system_font(work, &family),
        Command::Browse(choice) => browse(work, choice),
        Command::EditBackup(path) => edit_backup(work, path),
        Command::Backup => backup(work),
        Command::EditRestore(form) => edit_restore(work, form),
        Command::Restore => restore(work),
        Command::Check => check(work),
        Command::OpenFolder => open_folder(work),
        Command::Record(id) => {
            work.state.settings.recording = id;
            work.state.settings.refused = None;
        }
        Command::SetKeys(id, keys) => set_keys(work, id, keys),
        Command::ResetKeys(id) => reset_keys(work, id),
        Command::PutKeys(keys) => put_keys(work, keys),
        Command::FilterKeys(words) => work.state.settings.keys_filter = words,
        Command::FilterLicences(words) => work.state.settings.licences_filter = words,
        Command::ShowLicence(at) => work.state.settings.licence = at,
    }
}

pub(super) fn answer(work: &mut Work<'_>, answer: Answer) {
    let state = &mut work.state.settings;
    match answer {
        Answer::IssuerSaved => issuer_saved(work),
        Answer::IssuerRefused(problems) => state.issuer_failed = Some(problems),
        Answer::Chosen(choice, Some(path)) => chosen(work, choice, &path),
        Answer::Chosen(_, None) | Answer::FolderShown => {}
        Answer::NotChosen(problems) | Answer::FolderNotShown(problems) => super::say_failed(work, &problems),
        Answer::Fonts(list) => state.fonts = Fonts::Read(list),
        Answer::SystemFonts(found, own) => {
            let system = &mut state.system;
            (system.found, system.own) = (Some(found), own);
            (system.reading, system.stale) = (false, false);
        }
        Answer::NoSystemFonts(problems) => {
            state.system.reading = false;
            state.system.failed = Some(problems);
        }
        Answer::SystemFontRefused(problems) => {
            state.system.importing = None;
            work.state.toasts.wrong(said(&problems));
        }
        Answer::NoFonts(problems) => state.fonts = Fonts::Failed(problems),
        Answer::FontRemoved(file) => {
            work.state
                .toasts
                .done(format!("{file} is taken out; designs that have it keep it"));
            forget_fonts(work);
        }
        Answer::FontsAdded(families, count, notes) => {
            state.add_font = None;
            state.system.importing = None;
            let what = match count {
                0 => String::new(),
                1 => "; 1 design that missed it has it now".to_owned(),
                count => format!("; {count} designs that missed it have it now"),
            };
            match notes.is_empty() {
                true => work
                    .state
                    .toasts
                    .done(format!("Imported {}{what}", families.join(", "))),
                false => work.state.toasts.wrong(said(&notes)),
            }
            forget_fonts(work);
            work.previews.set_desk(work.desk.clone());
            work.refresh();
        }
        Answer::FontRefused(problems) => state.font_failed = Some(problems),
        Answer::BackedUp(path) => {
            let text = format!("The backup is in {}", path.display());
            let copy = AnyCommand::CopyText(path.display().to_string());
            state.backup = Backup {
                done: Some(path),
                ..Backup::default()
            };
            work.state.toasts.with_action(text, "Copy path", copy);
        }
        Answer::NotBackedUp(problems) => state.backup.failed = not_stopped(problems),
        Answer::Restored(dir, problems) => {
            state.restore = Default::default();
            state.restore.done = Some((dir.clone(), problems));
            let open = OfWorkspace::Open(dir);
            work.state.toasts.with_action("The backup is restored", "Open it", open);
        }
        Answer::NotRestored(problems) => state.restore.failed = not_stopped(problems),
        Answer::Checked(found) => {
            state.check = Check::Done(found);
            work.refresh();
        }
        Answer::NotChecked(problems) => {
            state.check = not_stopped(problems).map_or(Check::Never, Check::Failed);
        }
    }
}

/// A person who stopped the work knows that it was stopped.
fn not_stopped(problems: Problems) -> Option<Problems> {
    (!super::super::jobs::is_cancelled(&problems)).then_some(problems)
}

/// What is typed and was no day before may be one now.
fn set_dates(work: &mut Work<'_>, dates: Dates) {
    work.state.write_dates_as(dates);
    work.save_choices();
    let search = &work.state.home.search;
    let (from, until) = (search.from.clone(), search.until.clone());
    super::home::command(work, OfHome::SearchDates(from, until));
    let dates = &work.state.choices.dates;
    let typed = &work.state.create.dates;
    let (issue, expiry) = (typed.issue.clone(), typed.expiry.clone());
    let read = (dates.read_one(&issue), dates.read_one(&expiry));
    if read != (typed.issue_date, typed.expiry_date) {
        super::create::command(work, OfCreate::IssueDate(issue, read.0));
        super::create::command(work, OfCreate::ExpiryDate(expiry, read.1));
    }
}

fn save_issuer(work: &mut Work<'_>) {
    let (Some(desk), Some(edit)) = (work.desk.clone(), work.state.settings.issuer.clone()) else {
        return;
    };
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Settings(Answer::IssuerRefused(problems)));
    work.jobs.start(job, move |_| jobs::save_issuer(&desk, &edit));
}

/// Says which name is in the history from now on, where that is another one than before.
fn say_who(work: &mut Work<'_>) {
    let who = work.state.choices.who.trim();
    let before = work.state.settings.who_before.take();
    if before.is_none_or(|before| before.trim() == who) {
        return;
    }
    let text = match who {
        "" => "Saved. The history names your account from now on.".to_owned(),
        who => format!("Saved. The history names “{who}” from now on."),
    };
    work.state.toasts.done(text);
}

/// The page of the issuer was left.
pub(super) fn left_issuer(work: &mut Work<'_>) {
    say_who(work);
    if work.state.is_issuer_changed() {
        let text = "Your changes to the issuer are kept, but not saved".to_owned();
        super::offer_way_back(work, text, Route::Settings(SettingsPage::Issuer));
    }
}

fn issuer_saved(work: &mut Work<'_>) {
    let edit = work.state.settings.issuer.take();
    work.state.settings.issuer_failed = None;
    if let (Some(edit), Some(snapshot)) = (edit, work.state.workspace.snapshot()) {
        let dir = snapshot.dir.clone();
        work.state.choices.remember(&dir, edit.name.trim());
        work.save_choices();
    }
    // Samples of designs name the issuer.
    work.previews.set_desk(work.desk.clone());
    work.state.toasts.done("Saved. What is published stays as it is.");
    work.refresh();
}

/// The fonts are looked at anew when their page is shown; after a change of the designs.
pub(super) fn forget_fonts(work: &mut Work<'_>) {
    work.state.settings.fonts = Fonts::Unread;
    work.state.settings.system.stale = true;
}

fn find_system_fonts(work: &mut Work<'_>) {
    let Some(desk) = work.desk.clone() else { return };
    let system = &mut work.state.settings.system;
    if system.reading {
        return;
    }
    system.reading = true;
    system.failed = None;
    let (known, folders) = (system.found.clone(), work.surroundings.font_folders.clone());
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Settings(Answer::NoSystemFonts(problems)));
    work.jobs.start(job, move |progress| {
        jobs::system_fonts(&desk, known, &folders, progress)
    });
}

fn import_system_font(work: &mut Work<'_>, family: &str) {
    let Some(desk) = work.desk.clone() else { return };
    let system = &mut work.state.settings.system;
    let found = system.found.iter().flat_map(|found| found.iter());
    let Some(wanted) = found.into_iter().find(|known| known.name == family).cloned() else {
        return;
    };
    if system.importing.is_some() {
        return;
    }
    system.importing = Some(wanted.name.clone());
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Settings(Answer::SystemFontRefused(problems)));
    work.jobs.start(job, move |_| jobs::import_system_font(&desk, &wanted));
}

fn read_fonts(work: &mut Work<'_>) {
    let Some(desk) = work.desk.clone() else { return };
    work.state.settings.fonts = Fonts::Reading;
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Settings(Answer::NoFonts(problems)));
    work.jobs.start(job, move |progress| jobs::fonts(&desk, progress));
}

fn add_font(work: &mut Work<'_>) {
    if let Some(AddFont { family, path }) = work.state.settings.add_font.clone() {
        import_fonts(work, family, vec![typed_path(&path)]);
    }
}

fn import_fonts(work: &mut Work<'_>, family: Option<String>, paths: Vec<PathBuf>) {
    let Some(desk) = work.desk.clone() else { return };
    // Without its dialog a failure has no place of its own.
    let refused: fn(Problems) -> AnyAnswer = match work.state.settings.add_font {
        Some(_) => |problems| AnyAnswer::Settings(Answer::FontRefused(problems)),
        None => |problems| AnyAnswer::Settings(Answer::NotChosen(problems)),
    };
    let job = Job::quiet().on_failure(refused);
    work.jobs
        .start(job, move |_| jobs::add_fonts(&desk, family.as_deref(), &paths));
}

fn remove_font(work: &mut Work<'_>, file: String) {
    let Some(desk) = work.desk.clone() else { return };
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Settings(Answer::NotChosen(problems)));
    work.jobs.start(job, move |_| jobs::remove_font(&desk, &file));
}

fn file(what: &str, endings: &[&str]) -> AskKind {
    AskKind::File {
        what: what.to_owned(),
        endings: endings.iter().map(|ending| (*ending).to_owned()).collect(),
    }
}

fn browse(work: &mut Work<'_>, choice: Choice) {
    let (title, kind) = match choice {
        Choice::Logo => ("Choose a logo", file("Pictures", &["png", "jpg", "jpeg", "webp"])),
        Choice::Font => ("Choose a font", file("Fonts", &["ttf", "otf", "ttc"])),
        Choice::Backup => {
            let name = backup_name(work);
            ("Back up the workspace", AskKind::Save { name })
        }
        Choice::RestoreFile => ("Choose a backup", file("Backups", &["backup"])),
        Choice::RestoreFolder => ("Choose an empty folder for the workspace", AskKind::Folder),
    };
    let ask = Ask {
        title: title.to_owned(),
        kind,
        folder: None,
    };
    let dialogs = work.surroundings.dialogs.clone();
    let job = Job::quiet()
        .slot(Slot::Dialog)
        .on_failure(|problems| AnyAnswer::Settings(Answer::NotChosen(problems)));
    work.jobs.start(job, move |_| {
        Ok(AnyAnswer::Settings(Answer::Chosen(choice, dialogs.ask(&ask)?)))
    });
}

pub(super) fn chosen(work: &mut Work<'_>, choice: Choice, path: &Path) {
    let text = path.to_string_lossy().into_owned();
    match choice {
        Choice::Logo => {
            let issuer = work
                .state
                .workspace
                .snapshot()
                .map(|snapshot| edit_of(&snapshot.issuer));
            let mut edit = work.state.settings.issuer.clone().or(issuer).unwrap_or_default();
            edit.logo = text;
            edit.without_logo = false;
            work.state.settings.issuer = Some(edit);
        }
        Choice::Font => {
            if let Some(font) = &mut work.state.settings.add_font {
                font.path = text;
            }
        }
        Choice::Backup => {
            let path = work.state.settings.backup.agreed.by_dialog(path);
            edit_backup(work, path);
        }
        Choice::RestoreFile => {
            let form = work.state.settings.restore.form.clone();
            edit_restore(work, Restoring { file: text, ..form });
        }
        Choice::RestoreFolder => {
            let form = work.state.settings.restore.form.clone();
            edit_restore(work, Restoring { folder: text, ..form });
        }
    }
}

fn edit_backup(work: &mut Work<'_>, path: String) {
    let backup = &mut work.state.settings.backup;
    backup.path = path;
    backup.failed = None;
    backup.done = None;
}

/// What a backup of today is called.
fn backup_name(work: &Work<'_>) -> String {
    work.state.workspace.snapshot().map_or_else(
        || "workspace.backup".to_owned(),
        |snapshot| format!("{}-{}.backup", folder_name(&snapshot.issuer.name), snapshot.today),
    )
}

fn backup(work: &mut Work<'_>) {
    let Some(desk) = work.desk.clone() else { return };
    let name = backup_name(work);
    let backup = &mut work.state.settings.backup;
    backup.failed = None;
    let (path, may_replace) = (typed_path(&backup.path), backup.agreed.is(&backup.path));
    let job = Job::shown(BACKING_UP).on_failure(|problems| AnyAnswer::Settings(Answer::NotBackedUp(problems)));
    work.jobs.start(job, move |progress| {
        jobs::backup(&desk, &path, &name, may_replace, progress)
    });
}

fn edit_restore(work: &mut Work<'_>, form: Restoring) {
    let restore = &mut work.state.settings.restore;
    restore.form = form.following(&restore.form, &work.surroundings.documents);
    restore.failed = None;
}

fn restore(work: &mut Work<'_>) {
    let restore = &mut work.state.settings.restore;
    restore.failed = None;
    let (file, folder) = (typed_path(&restore.form.file), typed_path(&restore.form.folder));
    let surroundings = work.surroundings.clone();
    let job = Job::shown(RESTORING).on_failure(|problems| AnyAnswer::Settings(Answer::NotRestored(problems)));
    work.jobs.start(job, move |progress| {
        jobs::restore(&surroundings, &file, &folder, progress)
    });
}

fn check(work: &mut Work<'_>) {
    let Some(desk) = work.desk.clone() else { return };
    if matches!(work.state.settings.check, Check::Running) {
        return;
    }
    work.go(Route::Settings(SettingsPage::Workspace));
    work.state.settings.check = Check::Running;
    let job = Job::shown(CHECKING).on_failure(|problems| AnyAnswer::Settings(Answer::NotChecked(problems)));
    work.jobs.start(job, move |progress| jobs::check(&desk, progress));
}

fn open_folder(work: &mut Work<'_>) {
    let Some(snapshot) = work.state.workspace.snapshot() else {
        return;
    };
    let (dir, opener) = (snapshot.dir.clone(), work.surroundings.opener.clone());
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Settings(Answer::FolderNotShown(problems)));
    work.jobs.start(job, move |_| {
        opener.open(&dir)?;
        Ok(AnyAnswer::Settings(Answer::FolderShown))
    });
}

fn set_keys(work: &mut Work<'_>, id: &'static str, shortcut: Option<KeyboardShortcut>) {
    if let Some(refusal) = shortcut.and_then(|shortcut| keys::refusal(id, &shortcut, &work.state.choices)) {
        work.state.settings.refused = Some((id, refusal));
        return;
    }
    let text = shortcut.map(|shortcut| keys::text(&shortcut)).unwrap_or_default();
    work.state.choices.shortcuts.insert(id.to_owned(), text);
    work.state.settings.recording = None;
    work.state.settings.refused = None;
    work.save_choices();
}

fn put_keys(work: &mut Work<'_>, keys: BTreeMap<String, String>) {
    work.state.choices.shortcuts.clone_from(&keys);
    work.state.settings.refused = None;
    work.save_choices();
    let (did, undo) = (Command::PutKeys(keys), Command::ResetKeys(None));
    work.state.toasts.with_undo_of(did, "Your shortcuts are back", undo);
}

fn reset_keys(work: &mut Work<'_>, id: Option<&'static str>) {
    let Some(id) = id else {
        let before = std::mem::take(&mut work.state.choices.shortcuts);
        work.state.settings.refused = None;
        work.save_choices();
        let (did, undo) = (Command::ResetKeys(None), Command::PutKeys(before));
        work.state
            .toasts
            .with_undo_of(did, "All shortcuts are back to their defaults", undo);
        return;
    };
    // Its own keys may belong to another by now.
    if let Some(own) = keys::own(id)
        && let Some(refusal) = keys::refusal(id, &own, &work.state.choices)
    {
        work.state.settings.refused = Some((id, refusal));
        return;
    }
    work.state.choices.shortcuts.remove(id);
    work.state.settings.refused = None;
    work.save_choices();
}

#[cfg(test)]
mod tests {
    use egui::{Key, KeyboardShortcut, Modifiers};

    use super::super::testing::Bench;
    use super::{AnyCommand, Command};

    #[test]
    fn shortcuts_that_were_all_reset_can_be_had_back() {
        let mut bench = Bench::titled("settings-keys", "T");
        let keys = KeyboardShortcut::new(Modifiers::ALT, Key::F7);
        bench.send(Command::SetKeys("palette", Some(keys)));
        let own = bench.state.choices.shortcuts.clone();
        assert_eq!(own.len(), 1);
        bench.send(Command::ResetKeys(None));
        assert!(bench.state.choices.shortcuts.is_empty());
        bench.send(AnyCommand::TakeBack);
        assert_eq!(bench.state.choices.shortcuts, own);
        bench.send(AnyCommand::DoAgain);
        assert!(bench.state.choices.shortcuts.is_empty());
    }
}
