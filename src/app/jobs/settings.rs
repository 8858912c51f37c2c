//! Work of the settings: the issuer, fonts, backup, restore, and the check of the workspace.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Place, Problem, Problems, Result};
use crate::files;
use crate::fonts::{Embedding, FontBook, FontFaces, SystemFamily, system_families};
use crate::issue::{self, Desk, IssuerEdit};
use crate::progress::Progress;
use crate::publish;
use crate::store::Store;

use super::super::command::settings::Choice;
use super::super::state::settings::{Family, FontList, Imported, Missing, Own};
use super::super::surroundings::Surroundings;

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    IssuerSaved,
    IssuerRefused(Problems),
    Chosen(Choice, Option<PathBuf>),
    NotChosen(Problems),
    Fonts(FontList),
    NoFonts(Problems),
    /// The families of this computer, and those of the workspace.
    SystemFonts(Arc<Vec<SystemFamily>>, Vec<String>),
    NoSystemFonts(Problems),
    SystemFontRefused(Problems),
    /// The families, how many designs got some of them, and what was noticed.
    FontsAdded(Vec<String>, usize, Problems),
    FontRemoved(String),
    FontRefused(Problems),
    BackedUp(PathBuf),
    NotBackedUp(Problems),
    Restored(PathBuf, Problems),
    NotRestored(Problems),
    Checked(Problems),
    NotChecked(Problems),
    FolderShown,
    FolderNotShown(Problems),
}

fn ok(answer: Answer) -> Result<super::Answer> {
    Ok(super::Answer::Settings(answer))
}

pub(in super::super) fn save_issuer(desk: &Desk, edit: &IssuerEdit) -> Result<super::Answer> {
    issue::set_issuer(desk, edit)?;
    ok(Answer::IssuerSaved)
}

/// Lists the fonts of the program and of the designs, and those that are nowhere.
pub(in super::super) fn fonts(desk: &Desk, progress: &Progress) -> Result<super::Answer> {
    let mut imported: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for stored in issue::list_designs(&desk.store)? {
        progress.check()?;
        for file in stored.fonts.keys() {
            imported
                .entry(file.clone())
                .or_default()
                .push(stored.design.name.clone());
        }
        for family in issue::missing_families(desk, &stored)? {
            missing.entry(family).or_default().push(stored.design.name.clone());
        }
    }
    let own = issue::workspace_fonts(desk)?.into_iter().map(|font| Own {
        forbidden: font.embedding == Embedding::Forbidden,
        file: font.file,
        blob: font.blob,
        families: font.families,
    });
    ok(Answer::Fonts(FontList {
        own: own.collect(),
        bundled: bundled(desk.book()),
        imported: imported
            .into_iter()
            .map(|(file, designs)| Imported { file, designs })
            .collect(),
        missing: missing
            .into_iter()
            .map(|(family, designs)| Missing { family, designs })
            .collect(),
    }))
}

fn bundled(book: &FontBook) -> Vec<Family> {
    let mut families: Vec<Family> = book
        .families()
        .map(|name| {
            let styles = book.styles(name);
            Family {
                name: name.to_owned(),
                styles: styles.len(),
                italic: styles.iter().any(|(_, italic)| *italic),
            }
        })
        .collect();
    families.sort_by(|a, b| a.name.cmp(&b.name));
    families
}

/// Takes font files into the workspace, and gives them to the designs that miss their families.
pub(in super::super) fn add_fonts(desk: &Desk, family: Option<&str>, paths: &[PathBuf]) -> Result<super::Answer> {
    let mut notes = Problems::default();
    let mut families = Vec::new();
    for path in paths {
        let placed = |problems: Problems| -> Problems {
            let place = |mut problem: Problem| {
                problem.place = Place::file(path);
                problem
            };
            problems.into_iter().map(place).collect()
        };
        let bytes = std::fs::read(path).map_err(|error| Problem::io("read the font", path, &error))?;
        let bytes: Arc<[u8]> = bytes.into();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let faces = FontFaces::read(&bytes, &name).map_err(placed)?;
        let has = |family: &str| faces.families.iter().any(|own| own.eq_ignore_ascii_case(family));
        if let Some(family) = family.filter(|family| !has(family)) {
            let message = format!("The font is {}, not {family}", faces.families.join(", "));
            let problem = Problem::error("other-font", message).hint("Choose a file of the family that is missing");
            return Err(problem.at(Place::file(path)).into());
        }
        let added = issue::import_font(desk, &name, &bytes).map_err(placed)?;
        notes.extend(placed(added.problems));
        families.extend(added.value.families);
    }
    let supplied = issue::supply_fonts(desk)?;
    ok(Answer::FontsAdded(families, supplied.value.len(), notes))
}

/// Lists the fonts of this computer, unless they are known, and the families that the workspace has.
pub(in super::super) fn system_fonts(
    desk: &Desk,
    known: Option<Arc<Vec<SystemFamily>>>,
    folders: &[PathBuf],
    progress: &Progress,
) -> Result<super::Answer> {
    let found = match known {
        Some(found) => found,
        None => Arc::new(system_families(folders, progress)?),
    };
    let own = issue::workspace_fonts(desk)?;
    let own = own.into_iter().flat_map(|font| font.families).collect();
    ok(Answer::SystemFonts(found, own))
}

/// Copies a family of this computer into the workspace, and gives it to the designs that miss it.
pub(in super::super) fn import_system_font(desk: &Desk, family: &SystemFamily) -> Result<super::Answer> {
    let mut notes = Problems::default();
    for (name, bytes) in family.read()? {
        notes.extend(issue::import_font(desk, &name, &bytes)?.problems);
    }
    let supplied = issue::supply_fonts(desk)?;
    ok(Answer::FontsAdded(
        vec![family.name.clone()],
        supplied.value.len(),
        notes,
    ))
}

pub(in super::super) fn remove_font(desk: &Desk, file: &str) -> Result<super::Answer> {
    issue::remove_font(desk, file)?;
    ok(Answer::FontRemoved(file.to_owned()))
}

/// Writes a backup; a file that is there is replaced only when the person was asked by the dialog. In a folder it gets
/// the name, and another than what is there already.
pub(in super::super) fn backup(
    desk: &Desk,
    path: &Path,
    name: &str,
    asked: bool,
    progress: &Progress,
) -> Result<super::Answer> {
    let in_folder = path.is_dir().then(|| files::free(&path.join(name)));
    let path = in_folder.as_deref().unwrap_or(path);
    if path.exists() && !asked {
        let problem = Problem::error("exists", "There is something with this name already");
        return Err(problem.hint("Choose another name").at(Place::file(path)).into());
    }
    desk.store.backup(path, progress)?;
    ok(Answer::BackedUp(path.to_owned()))
}

pub(in super::super) fn restore(
    surroundings: &Surroundings,
    file: &Path,
    folder: &Path,
    progress: &Progress,
) -> Result<super::Answer> {
    let stamp = surroundings.clock.stamp();
    let restored = Store::restore(file, folder, surroundings.seed, &stamp, progress)?;
    ok(Answer::Restored(folder.to_owned(), restored.problems))
}

/// Makes good what of the published files was damaged, then checks everything.
pub(in super::super) fn check(desk: &Desk, progress: &Progress) -> Result<super::Answer> {
    // Looking after what is published forgets what copies have lost.
    let copies = publish::check_copies(desk, progress)?;
    let mut found = publish::mend(desk, progress)?;
    found.extend(desk.store.verify(&desk.clock.stamp(), progress)?);
    found.extend(publish::unfinished(&desk.store)?);
    found.extend(copies);
    ok(Answer::Checked(found))
}
