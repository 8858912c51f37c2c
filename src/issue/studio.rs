//! A design while it is worked on: opened, kept as one goes, saved as a revision, and what is drawn anew after that.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::designfile::DesignFile;
use crate::diag::{Problems, Result, Warned};
use crate::model::{Background, BlobId, CredentialId, Design, DesignId, GroupId, Page};
use crate::store::{Change, Event, Query, Store, StoredDesign};

use super::desk::Desk;
use super::gallery::{checked_name, design_file, design_named, latest, put, taken};
use super::library::workspace_fonts;

/// A design that is opened to be worked on.
#[derive(Clone, Debug)]
pub struct Working {
    /// As it is saved.
    pub saved: StoredDesign,
    /// What is worked on: what was kept, or what is saved.
    pub file: DesignFile,
    /// Whether it goes on with what was kept and never saved.
    pub resumed: bool,
    /// Whether its pictures and fonts are those of the saved one.
    pub same_files: bool,
    /// Why what was kept cannot be gone on with.
    pub problems: Problems,
}

/// Opens a design, with what was kept of an earlier session if that was not saved.
pub fn open_working(desk: &Desk, id: DesignId) -> Result<Working> {
    let saved = latest(desk, id)?;
    let mut problems = Problems::default();
    let draft = match desk
        .store
        .design_draft(id)
        .and_then(|draft| draft.map(|draft| file_of(desk, draft)).transpose())
    {
        Ok(draft) => draft,
        Err(found) => {
            problems.extend(found);
            None
        }
    };
    let file = file_of(desk, saved.clone())?;
    let draft = draft.filter(|draft| *draft != file);
    let is_same = |draft: &DesignFile| draft.assets == file.assets && draft.fonts == file.fonts;
    Ok(Working {
        same_files: draft.as_ref().is_none_or(is_same),
        saved,
        resumed: draft.is_some(),
        file: draft.unwrap_or(file),
        problems,
    })
}

pub(super) fn file_of(desk: &Desk, stored: StoredDesign) -> Result<DesignFile> {
    let files = |blobs: &BTreeMap<String, BlobId>| -> Result<_> {
        blobs
            .iter()
            .map(|(name, blob)| Ok((name.clone(), Arc::from(desk.store.blob(*blob)?))))
            .collect()
    };
    Ok(DesignFile {
        assets: files(&stored.assets)?,
        fonts: files(&stored.fonts)?,
        design: stored.design,
    })
}

fn stored_of(desk: &Desk, id: DesignId, revision: u32, file: &DesignFile) -> Result<StoredDesign> {
    let blobs = |files: &BTreeMap<String, Arc<[u8]>>| -> Result<_> {
        files
            .iter()
            .map(|(name, bytes)| Ok((name.clone(), desk.store.put_blob(bytes)?)))
            .collect()
    };
    Ok(StoredDesign {
        id,
        revision,
        design: file.design.clone(),
        assets: blobs(&file.assets)?,
        fonts: blobs(&file.fonts)?,
        used: false,
    })
}

/// Keeps a design that is worked on; it survives a kill. `revision` is the one that it began with. What is as it is
/// saved, as when all was undone, needs no keeping, and what was kept before is forgotten. Whether something is kept
/// now.
pub fn keep_working(desk: &Desk, id: DesignId, revision: u32, file: &DesignFile) -> Result<bool> {
    let draft = stored_of(desk, id, revision, file)?;
    let differs = !has_same_content(&latest(desk, id)?, &draft);
    if differs {
        desk.store.put_design_draft(&draft)?;
    } else {
        discard_working(desk, id)?;
    }
    Ok(differs)
}

fn has_same_content(a: &StoredDesign, b: &StoredDesign) -> bool {
    a.design == b.design && a.assets == b.assets && a.fonts == b.fonts
}

/// What is kept of a design of which nothing was saved yet but the empty page with which it began. `None` when
/// something was saved, or nothing is kept.
///
/// # Errors
/// What is kept cannot be read, or is damaged.
pub fn unsaved_design(store: &Store, saved: &StoredDesign) -> Result<Option<StoredDesign>> {
    let is_blank = |page: &Page| page.elements.is_empty() && page.background == Background::default();
    let is_new = saved.revision == 1 && !saved.used && saved.design.pages.iter().all(is_blank);
    if is_new { store.design_draft(saved.id) } else { Ok(None) }
}

/// Forgets what was kept of a design.
pub fn discard_working(desk: &Desk, id: DesignId) -> Result<()> {
    desk.store.remove_design_draft(id)
}

/// Saves a design that was worked on: a new revision when credentials were made with the last one. What was kept of it
/// is forgotten. The same content again changes nothing.
///
/// # Errors
/// `bad-design-name`, `exists`; what is wrong with its files.
pub fn save_working(desk: &Desk, id: DesignId, file: DesignFile) -> Result<Warned<StoredDesign>> {
    save(desk, id, file, Save::AsNeeded)
}

/// Saves an earlier version that was brought back: always as a new revision, so that what it takes the place of stays.
///
/// # Errors
/// Those of [`save_working`].
pub fn save_restored(desk: &Desk, id: DesignId, file: DesignFile) -> Result<Warned<StoredDesign>> {
    save(desk, id, file, Save::Apart)
}

/// As which revision a design is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Save {
    /// A new one when the last one is frozen.
    AsNeeded,
    /// A new one.
    Apart,
}

pub(super) fn save(desk: &Desk, id: DesignId, mut file: DesignFile, how: Save) -> Result<Warned<StoredDesign>> {
    carry_fonts(desk, &mut file)?;
    file.design.name = checked_name(&file.design.name)?;
    let there = latest(desk, id)?;
    if design_named(&desk.store, &file.design.name)?.is_some_and(|other| other.id != id) {
        return Err(taken(&file.design.name).into());
    }
    let ready = desk.prepare(file.clone())?;
    let mut problems = ready.problems;
    problems.extend(ready.value.problems().iter().cloned());
    let mut new = stored_of(desk, id, there.revision, &file)?;
    let value = if has_same_content(&there, &new) {
        there
    } else {
        new.revision += u32::from(there.used || how == Save::Apart);
        put(desk, &new)?
    };
    discard_working(desk, id)?;
    Ok(Warned { value, problems })
}

/// Gives a design the fonts of the workspace that its texts name and that neither the program nor the design has: it is
/// drawn the same wherever it goes.
///
/// # Errors
/// A font cannot be read.
pub fn carry_fonts(desk: &Desk, file: &mut DesignFile) -> Result<()> {
    let own: Vec<(String, Arc<[u8]>)> = file
        .fonts
        .iter()
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .collect();
    let with_own = match own.is_empty() {
        true => desk.book().clone(),
        false => Arc::new(desk.book().with_imported(&own)?.value),
    };
    let families = file.design.families();
    let missing: Vec<String> = families
        .into_iter()
        .filter(|family| !with_own.has_family(family))
        .map(str::to_owned)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let is_missing = |family: &String| {
        missing
            .iter()
            .any(|name| name.trim().eq_ignore_ascii_case(family.trim()))
    };
    for font in workspace_fonts(desk)? {
        if font.families.iter().any(is_missing) {
            let name = match file.fonts.contains_key(&font.file) {
                true => format!("{}-{}", font.blob, font.file),
                false => font.file,
            };
            file.fonts.insert(name, Arc::from(desk.store.blob(font.blob)?));
        }
    }
    Ok(())
}

/// A design with its files as it goes to another machine, with the fonts that its texts name.
///
/// # Errors
/// There is no such design, or a file of it cannot be read.
pub fn design_pack(desk: &Desk, id: DesignId) -> Result<DesignFile> {
    let mut file = design_file(desk, id)?;
    carry_fonts(desk, &mut file)?;
    Ok(file)
}

/// The same of a design as it is worked on: with what is kept of it and was never saved.
///
/// # Errors
/// There is no such design, or what is kept of it or a file cannot be read.
pub fn working_pack(desk: &Desk, id: DesignId) -> Result<DesignFile> {
    let mut file = match desk.store.design_draft(id)? {
        Some(draft) => file_of(desk, draft)?,
        None => design_file(desk, id)?,
    };
    carry_fonts(desk, &mut file)?;
    Ok(file)
}

/// Adds a new design under its name, or that name with a number when it is taken.
///
/// # Errors
/// `bad-design-name`.
pub fn create_design(desk: &Desk, mut design: Design) -> Result<StoredDesign> {
    let wanted = checked_name(&design.name)?;
    design.name.clone_from(&wanted);
    let mut count = 2;
    while design_named(&desk.store, &design.name)?.is_some() {
        design.name = format!("{wanted} {count}");
        count += 1;
    }
    let mut writer = desk.store.writer();
    let stored = StoredDesign {
        id: writer.next_design_id()?,
        revision: 1,
        design,
        assets: BTreeMap::new(),
        fonts: BTreeMap::new(),
        used: false,
    };
    writer.apply(&Change::new(
        &desk.clock.stamp(),
        vec![Event::DesignPut(stored.clone())],
    ))?;
    Ok(stored)
}

/// The credentials under review that were drawn with an earlier revision of a design than the newest, and with which
/// group. [`regenerate`](super::regenerate) draws them anew.
pub fn outdated(desk: &Desk, id: DesignId) -> Result<Vec<(CredentialId, GroupId)>> {
    let newest = latest(desk, id)?.revision;
    let mut found = Vec::new();
    for group in desk.store.groups()? {
        if group.certificate != Some(id) && group.badge != Some(id) {
            continue;
        }
        let query = Query {
            group: Some(group.id),
            pending: true,
            ..Query::default()
        };
        let mut after = None;
        loop {
            let page = desk.store.query(&query, after, PAGE)?;
            let of_earlier = page.items.iter().filter(|credential| {
                let content = credential.reviewed();
                let pins = [content.certificate, content.badge];
                pins.iter()
                    .flatten()
                    .any(|pin| pin.design == id && pin.revision < newest)
            });
            found.extend(of_earlier.map(|credential| (credential.id, group.id)));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
    }
    Ok(found)
}

/// How many credentials are read at once.
const PAGE: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::{TestDesk, renamed_font};
    use crate::issue::{GenerateOptions, NewGroup, import_font, regenerate, rename_design};

    fn working(desk: &Desk) -> Working {
        let stored = design_named(&desk.store, "Plain").expect("reads").expect("there");
        open_working(desk, stored.id).expect("opens")
    }

    #[test]
    fn what_was_never_saved_is_what_is_kept_of_it() {
        let desk = TestDesk::new("studio-unsaved");
        let plain = working(&desk);
        let mut blank = plain.file.design.clone();
        blank.name = "New".to_owned();
        for page in &mut blank.pages {
            page.elements.clear();
            page.background = Background::default();
        }
        let saved = create_design(&desk, blank).expect("made");
        assert_eq!(
            unsaved_design(&desk.store, &saved).expect("reads"),
            None,
            "nothing is kept"
        );
        let mut file = plain.file.clone();
        file.design.name = "Diploma".to_owned();
        keep_working(&desk, saved.id, 1, &file).expect("keeps");
        let kept = unsaved_design(&desk.store, &saved).expect("reads").expect("kept");
        assert_eq!(kept.design, file.design);
        let saved = save_working(&desk, saved.id, file.clone()).expect("saves").value;
        file.design.description = "Changed".to_owned();
        keep_working(&desk, saved.id, 1, &file).expect("keeps");
        assert_eq!(
            unsaved_design(&desk.store, &saved).expect("reads"),
            None,
            "something is saved"
        );
    }

    #[test]
    fn what_is_kept_is_gone_on_with_until_it_is_saved() {
        let desk = TestDesk::new("studio-working");
        let opened = working(&desk);
        assert!(!opened.resumed);
        let (id, mut file) = (opened.saved.id, opened.file);
        file.design.description = "Changed".to_owned();
        file.assets
            .insert("images/seal.svg".to_owned(), Arc::from(&b"<svg/>"[..]));
        keep_working(&desk, id, 1, &file).expect("keeps");
        let again = working(&desk);
        assert!(again.resumed);
        assert_eq!(again.file, file);
        file.assets.clear();
        let saved = save_working(&desk, id, file.clone()).expect("saves").value;
        // No credential was made with it, so it is the same revision.
        assert_eq!((saved.revision, saved.design.description.as_str()), (1, "Changed"));
        assert!(!working(&desk).resumed);
        let other = create_design(&desk, file.design.clone()).expect("creates");
        assert_eq!(other.design.name, "Plain 2");
        file.design.name = "plain 2".to_owned();
        assert!(save_working(&desk, id, file.clone()).is_err());
        file.design.name = "  ".to_owned();
        assert!(save_working(&desk, id, file).is_err());
    }

    #[test]
    fn what_is_not_saved_yet_goes_out_and_is_copied() {
        let desk = TestDesk::new("studio-goes-out");
        let opened = working(&desk);
        let (id, saved, mut file) = (opened.saved.id, opened.file.clone(), opened.file);
        assert_eq!(working_pack(&desk, id).expect("packs"), saved);
        file.design.description = "Changed".to_owned();
        keep_working(&desk, id, 1, &file).expect("keeps");
        assert_eq!(working_pack(&desk, id).expect("packs"), file);
        assert_eq!(
            design_pack(&desk, id).expect("packs"),
            saved,
            "what is issued is as saved"
        );
        let copy = crate::issue::duplicate_design(&desk, id).expect("copies");
        let opened = open_working(&desk, copy.id).expect("opens");
        assert!(opened.resumed);
        assert_eq!(opened.file.design.description, "Changed");
        assert_eq!(opened.file.design.name, "Plain copy");
        assert_eq!(opened.saved.design.description, saved.design.description);
    }

    #[test]
    fn nothing_is_kept_of_a_design_that_is_as_it_is_saved() {
        let desk = TestDesk::new("studio-undone");
        let opened = working(&desk);
        let (id, saved) = (opened.saved.id, opened.file);
        let mut file = saved.clone();
        file.design.description = "Changed".to_owned();
        assert_eq!(keep_working(&desk, id, 1, &file), Ok(true));
        assert!(desk.store.has_design_draft(id));
        assert_eq!(keep_working(&desk, id, 1, &saved), Ok(false), "undone");
        assert!(!desk.store.has_design_draft(id));
    }

    #[test]
    fn a_design_carries_the_fonts_of_the_workspace_that_it_names() {
        let desk = TestDesk::new("studio-fonts");
        import_font(&desk, "Qnter.ttf", &renamed_font()).expect("imports");
        let opened = working(&desk);
        let (id, mut file) = (opened.saved.id, opened.file);
        assert!(design_pack(&desk, id).expect("packs").fonts.is_empty());
        let text = crate::designfile::to_json(&file.design).replace("EB Garamond", "qnter");
        file.design = crate::designfile::from_json(&text).expect("a design").value;
        let saved = save_working(&desk, id, file).expect("saves").value;
        assert_eq!(saved.fonts.keys().collect::<Vec<_>>(), ["Qnter.ttf"]);
        let pack = design_pack(&desk, id).expect("packs");
        assert_eq!(pack.fonts["Qnter.ttf"], renamed_font());
        // One that came without its font gets it on the way out.
        let other = TestDesk::new("studio-fonts-other");
        let mut bare = pack.clone();
        bare.fonts.clear();
        let bare = crate::issue::add_design(&other, bare).expect("adds").value;
        assert!(design_pack(&other, bare.id).expect("packs").fonts.is_empty());
        import_font(&other, "Own.ttf", &renamed_font()).expect("imports");
        let names: Vec<String> = design_pack(&other, bare.id).expect("packs").fonts.into_keys().collect();
        assert_eq!(names, ["Own.ttf"]);
        // As one file to the other machine, where the design is drawn with what came along.
        let path = std::env::temp_dir().join(format!("accolade-pack-{}.accolade", std::process::id()));
        crate::designfile::write_zip(&pack, &path).expect("writes");
        let read =
            crate::designfile::from_zip(&std::fs::read(&path).expect("reads"), &crate::progress::Progress::new());
        drop(std::fs::remove_file(&path));
        assert_eq!(read.expect("a design").value, pack);
    }

    #[test]
    fn what_is_kept_has_the_new_name_of_its_design() {
        let desk = TestDesk::new("studio-renamed");
        let opened = working(&desk);
        let (id, mut file) = (opened.saved.id, opened.file);
        file.design.description = "Changed".to_owned();
        keep_working(&desk, id, 1, &file).expect("keeps");
        rename_design(&desk, id, "Plainer").expect("renames");
        let again = open_working(&desk, id).expect("opens");
        assert!(again.resumed);
        let said = [again.file.design.name.as_str(), again.file.design.description.as_str()];
        assert_eq!(said, ["Plainer", "Changed"]);
        save_working(&desk, id, again.file).expect("saves");
        assert!(design_named(&desk.store, "Plainer").expect("reads").is_some());
        assert!(design_named(&desk.store, "Plain").expect("reads").is_none());
    }

    #[test]
    fn what_is_under_review_with_an_earlier_revision_is_drawn_anew() {
        let desk = TestDesk::new("studio-outdated");
        let group = desk.group(NewGroup {
            title: "Course".to_owned(),
            ..NewGroup::default()
        });
        let made = desk.generate(&group, "Name,grade\nAda,A\nBo,B\n", &GenerateOptions::default());
        assert_eq!(made.expect("generates").created, 2);
        let opened = working(&desk);
        let (id, mut file) = (opened.saved.id, opened.file);
        assert_eq!(outdated(&desk, id).expect("counts"), Vec::new());
        file.design.description = "Changed".to_owned();
        assert_eq!(save_working(&desk, id, file).expect("saves").value.revision, 2);
        let found = outdated(&desk, id).expect("counts");
        assert_eq!(found.len(), 2);
        for (credential, _) in found {
            regenerate(&desk, &credential).expect("draws");
        }
        assert_eq!(outdated(&desk, id).expect("counts"), Vec::new());
    }
}
