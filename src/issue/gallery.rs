//! The designs of a workspace as a person keeps them: renamed, copied, deleted, and who uses them.
//!
//! A design that was used is never gone: what was issued with it must be drawn as it was. Deleting one takes it out of
//! the lists, which is a choice that the workspace remembers and that can be taken back.

use std::sync::Arc;

use crate::designfile::DesignFile;
use crate::diag::{Problem, Problems, Result, Warned};
use crate::locale;
use crate::model::{DesignId, Group, GroupId};
use crate::store::{Change, Event, Store, StoredDesign};

use super::desk::Desk;
use super::studio::file_of;

/// Longer names are not read.
const LONGEST_NAME: usize = 120;

/// What a design is used for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// The groups that have it now, with their titles.
    pub groups: Vec<(GroupId, String)>,
    /// Whether credentials were made with any revision of it.
    pub by_credentials: bool,
}

impl Uses {
    /// Why the design cannot be deleted.
    pub fn refusal(&self) -> Option<String> {
        match (self.groups.as_slice(), self.by_credentials) {
            ([], false) => None,
            ([], true) => Some("Credentials were made with it".to_owned()),
            ([(_, title)], _) => Some(format!("The group “{title}” uses it")),
            (groups, _) => Some(format!("{} groups use it", groups.len())),
        }
    }
}

/// The newest revision of every design that is not deleted, in the order in which they came.
pub fn list_designs(store: &Store) -> Result<Vec<StoredDesign>> {
    let mut designs = Vec::new();
    for stored in store.designs()? {
        if !is_deleted(store, stored.id)? {
            designs.push(stored);
        }
    }
    Ok(designs)
}

/// The design that has this name and is not deleted; exactly, or else without regard to case.
pub fn design_named(store: &Store, name: &str) -> Result<Option<StoredDesign>> {
    let designs = list_designs(store)?;
    let key = locale::compare_key(name);
    let exact = designs.iter().position(|stored| stored.design.name == name);
    let alike = || {
        let same = |stored: &StoredDesign| locale::compare_key(&stored.design.name) == key;
        designs.iter().position(same)
    };
    Ok(exact.or_else(alike).and_then(|at| designs.into_iter().nth(at)))
}

/// A design with its files, as it is written to a folder or a zip.
pub fn design_file(desk: &Desk, id: DesignId) -> Result<DesignFile> {
    file_of(desk, latest(desk, id)?)
}

/// Who uses a design, given its newest revision and the newest revisions of all groups.
pub fn design_uses(store: &Store, newest: &StoredDesign, groups: &[Group]) -> Result<Uses> {
    let id = newest.id;
    let users = groups
        .iter()
        .filter(|group| group.certificate == Some(id) || group.badge == Some(id))
        .map(|group| (group.id, group.title.clone()))
        .collect();
    let mut by_credentials = false;
    for revision in 1..=newest.revision {
        by_credentials = by_credentials || store.is_design_issued(id, revision)?;
    }
    Ok(Uses {
        groups: users,
        by_credentials,
    })
}

/// Gives a design another name: a new revision when credentials were made with this one.
///
/// # Errors
/// `bad-design-name`, `exists`.
pub fn rename_design(desk: &Desk, id: DesignId, name: &str) -> Result<StoredDesign> {
    let name = checked_name(name)?;
    let mut stored = latest(desk, id)?;
    if stored.design.name == name {
        return Ok(stored);
    }
    if design_named(&desk.store, &name)?.is_some_and(|other| other.id != id) {
        return Err(taken(&name).into());
    }
    stored.design.name.clone_from(&name);
    stored.revision += u32::from(stored.used);
    let renamed = put(desk, &stored)?;
    rename_draft(desk, id, name)?;
    Ok(renamed)
}

/// What is worked on and not saved yet is called the same, or saving it would bring the old name back.
fn rename_draft(desk: &Desk, id: DesignId, name: String) -> Result<()> {
    // A damaged one is said when the design is opened.
    if let Ok(Some(mut draft)) = desk.store.design_draft(id) {
        draft.design.name = name;
        desk.store.put_design_draft(&draft)?;
    }
    Ok(())
}

/// Makes a copy of a design under a name that is free. What is worked on and not saved yet is copied as such.
///
/// # Errors
/// There is no such design, or what is kept of it cannot be read.
pub fn duplicate_design(desk: &Desk, id: DesignId) -> Result<StoredDesign> {
    let draft = desk.store.design_draft(id)?;
    let mut stored = latest(desk, id)?;
    let name = stored.design.name.clone();
    let mut copy = format!("{name} copy");
    let mut count = 2;
    while design_named(&desk.store, &copy)?.is_some() {
        copy = format!("{name} copy {count}");
        count += 1;
    }
    stored.design.name = copy;
    stored.revision = 1;
    let mut writer = desk.store.writer();
    stored.id = writer.next_design_id()?;
    stored.used = false;
    writer.apply(&Change::new(
        &desk.clock.stamp(),
        vec![Event::DesignPut(stored.clone())],
    ))?;
    // Only now: were it written first and the copy not made, the next new design would begin with it.
    if let Some(mut draft) = draft {
        (draft.id, draft.revision) = (stored.id, stored.revision);
        draft.design.name.clone_from(&stored.design.name);
        desk.store.put_design_draft(&draft)?;
    }
    Ok(stored)
}

/// Takes a design out of the lists.
///
/// # Errors
/// `design-used` when a group has it or credentials were made with it.
pub fn delete_design(desk: &Desk, id: DesignId) -> Result<StoredDesign> {
    let stored = latest(desk, id)?;
    if let Some(why) = design_uses(&desk.store, &stored, &desk.store.groups()?)?.refusal() {
        let message = format!("The design {} cannot be deleted: {why}", stored.design.name);
        return Err(Problem::error("design-used", message)
            .hint("Give the groups another design first; what credentials were made with stays")
            .into());
    }
    remember(desk, id, "yes")?;
    Ok(stored)
}

/// Takes a deletion back.
///
/// # Errors
/// `exists` when its name was given to another meanwhile.
pub fn restore_design(desk: &Desk, id: DesignId) -> Result<StoredDesign> {
    let stored = latest(desk, id)?;
    if design_named(&desk.store, &stored.design.name)?.is_some_and(|other| other.id != id) {
        return Err(taken(&stored.design.name).into());
    }
    remember(desk, id, "")?;
    Ok(stored)
}

/// Puts a font into a design that names its family.
pub fn add_font(desk: &Desk, id: DesignId, name: &str, bytes: &Arc<[u8]>) -> Result<Warned<StoredDesign>> {
    let file = DesignFile {
        fonts: [(name.to_owned(), bytes.clone())].into(),
        ..design_file(desk, id)?
    };
    // The font is looked at before it is stored.
    let checked = desk.book().with_imported(&[(name.to_owned(), bytes.clone())])?;
    let families: Vec<&str> = file.design.families().into_iter().collect();
    let brings = |family: &&str| !desk.book().has_family(family) && checked.value.has_family(family);
    if !families.iter().any(brings) {
        let missing: Vec<&str> = families
            .into_iter()
            .filter(|family| !desk.book().has_family(family))
            .collect();
        let problem = Problem::error("other-font", "The font is not one that the design misses");
        return Err(problem
            .hint(format!("Choose a file with {}", missing.join(" or ")))
            .into());
    }
    let mut stored = latest(desk, id)?;
    stored.fonts.insert(name.to_owned(), desk.store.put_blob(bytes)?);
    stored.revision += u32::from(stored.used);
    let value = put(desk, &stored)?;
    Ok(Warned {
        value,
        problems: checked.problems,
    })
}

/// The families that a design names and that neither the program nor the design itself has.
pub fn missing_families(desk: &Desk, stored: &StoredDesign) -> Result<Vec<String>> {
    let mut fonts: Vec<(String, Arc<[u8]>)> = Vec::new();
    for (name, blob) in &stored.fonts {
        fonts.push((name.clone(), Arc::from(desk.store.blob(*blob)?)));
    }
    let absent = |has: &dyn Fn(&str) -> bool| {
        let families = stored.design.families().into_iter();
        families.filter(|family| !has(family)).map(str::to_owned).collect()
    };
    if fonts.is_empty() {
        return Ok(absent(&|family| desk.book().has_family(family)));
    }
    let book = desk.book().with_imported(&fonts)?.value;
    Ok(absent(&|family| book.has_family(family)))
}

fn is_deleted(store: &Store, id: DesignId) -> Result<bool> {
    let kept = store.remembered(&deleted_key(id))?;
    Ok(kept.is_some_and(|value| !value.is_empty()))
}

fn deleted_key(id: DesignId) -> String {
    format!("design {id} is deleted")
}

fn remember(desk: &Desk, id: DesignId, value: &str) -> Result<()> {
    let event = Event::Remembered {
        key: deleted_key(id),
        value: value.to_owned(),
    };
    desk.store.apply(&Change::new(&desk.clock.stamp(), vec![event]))?;
    Ok(())
}

pub(super) fn put(desk: &Desk, stored: &StoredDesign) -> Result<StoredDesign> {
    desk.forget_design(crate::model::DesignPin {
        design: stored.id,
        revision: stored.revision,
    });
    let event = Event::DesignPut(stored.clone());
    desk.store.apply(&Change::new(&desk.clock.stamp(), vec![event]))?;
    latest(desk, stored.id)
}

pub(super) fn latest(desk: &Desk, id: DesignId) -> Result<StoredDesign> {
    desk.store.latest_design(id)?.ok_or_else(|| {
        let problem = Problem::error("no-such-design", format!("There is no design {id}"));
        problem
            .hint("It may have been removed; look at the list of designs")
            .into()
    })
}

pub(super) fn taken(name: &str) -> Problem {
    Problem::error("exists", format!("There is a design “{name}” already")).hint("Choose another name")
}

pub(super) fn checked_name(name: &str) -> Result<String> {
    let name = name.trim();
    let problem = |message: &str| Problem::error("bad-design-name", message.to_owned());
    let mut problems = Problems::default();
    if name.is_empty() {
        problems.push(problem("The name of the design is empty").hint("Give it a name"));
    } else if name.chars().any(char::is_control) || name.chars().count() > LONGEST_NAME {
        problems.push(
            problem("The name has characters that cannot be shown, or is too long")
                .hint(format!("Give a name of at most {LONGEST_NAME} letters")),
        );
    }
    if problems.is_empty() {
        Ok(name.to_owned())
    } else {
        Err(problems)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TestDesk, renamed_font};
    use super::*;

    fn id_of(desk: &Desk, name: &str) -> DesignId {
        design_named(&desk.store, name).expect("reads").expect(name).id
    }

    #[test]
    fn a_copy_is_renamed_and_deleted_and_comes_back() {
        let desk = TestDesk::new("gallery");
        super::super::install_designs(&desk).expect("designs");
        let before = list_designs(&desk.store).expect("reads").len();
        let quiet = id_of(&desk, "quiet");
        let copy = duplicate_design(&desk, quiet).expect("copies");
        assert_eq!(copy.design.name, "Quiet copy");
        assert_eq!(
            duplicate_design(&desk, quiet).expect("copies").design.name,
            "Quiet copy 2"
        );
        let refused = rename_design(&desk, copy.id, " HERITAGE ").expect_err("taken");
        assert_eq!(refused.iter().next().expect("one").code, "exists");
        assert!(rename_design(&desk, copy.id, " ").is_err());
        let renamed = rename_design(&desk, copy.id, "شهادة").expect("renames");
        assert_eq!((renamed.revision, renamed.design.name.as_str()), (1, "شهادة"));
        delete_design(&desk, copy.id).expect("deletes");
        assert_eq!(list_designs(&desk.store).expect("reads").len(), before + 1);
        // Its name is free now, and taken when it should come back.
        let other = rename_design(&desk, id_of(&desk, "Quiet copy 2"), "شهادة").expect("renames");
        assert!(restore_design(&desk, copy.id).is_err());
        rename_design(&desk, other.id, "Other").expect("renames");
        restore_design(&desk, copy.id).expect("comes back");
        assert_eq!(list_designs(&desk.store).expect("reads").len(), before + 2);
    }

    #[test]
    fn what_a_group_uses_is_not_deleted() {
        let desk = TestDesk::new("gallery-used");
        super::super::install_designs(&desk).expect("designs");
        let quiet = id_of(&desk, "Quiet");
        let group = super::super::NewGroup {
            title: "Law".to_owned(),
            certificate: Some("Quiet".to_owned()),
            ..Default::default()
        };
        super::super::create_group(&desk, group).expect("a group");
        let stored = latest(&desk, quiet).expect("there");
        let uses = design_uses(&desk.store, &stored, &desk.store.groups().expect("groups")).expect("reads");
        assert_eq!(uses.refusal().as_deref(), Some("The group “Law” uses it"));
        let refused = delete_design(&desk, quiet).expect_err("used");
        assert_eq!(refused.iter().next().expect("one").code, "design-used");
        assert!(design_named(&desk.store, "Quiet").expect("reads").is_some());
    }

    #[test]
    fn a_deleted_design_is_not_found_by_name_and_not_installed_again() {
        let desk = TestDesk::new("gallery-gone");
        super::super::install_designs(&desk).expect("designs");
        delete_design(&desk, id_of(&desk, "Festival")).expect("deletes");
        super::super::install_designs(&desk).expect("designs");
        assert!(super::super::find_design(&desk, "Festival").is_err());
        assert!(design_named(&desk.store, "Festival").expect("reads").is_none());
    }

    #[test]
    fn a_missing_font_is_added_and_another_is_refused() {
        let desk = TestDesk::new("gallery-font");
        let text = super::super::testing::DESIGN.replace("EB Garamond", "Qnter");
        let file = DesignFile {
            design: crate::designfile::from_json(&text).expect("a design").value,
            assets: Default::default(),
            fonts: Default::default(),
        };
        let stored = super::super::add_design(&desk, file).expect("adds").value;
        assert_eq!(missing_families(&desk, &stored).expect("looks"), ["Qnter"]);
        let inter: Arc<[u8]> = crate::fonts::tests_support::bytes_of("inter/Inter-Regular.ttf").into();
        let refused = add_font(&desk, stored.id, "Inter.ttf", &inter).expect_err("another");
        assert_eq!(refused.iter().next().expect("one").code, "other-font");
        assert!(add_font(&desk, stored.id, "x.ttf", &Arc::from(*b"no font")).is_err());
        let added = add_font(&desk, stored.id, "Qnter.ttf", &renamed_font())
            .expect("adds")
            .value;
        assert!(missing_families(&desk, &added).expect("looks").is_empty());
        assert_eq!(design_file(&desk, stored.id).expect("reads").fonts.len(), 1);
    }
}
