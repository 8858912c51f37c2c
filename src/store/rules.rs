//! What no change may do, whoever asks for it: the last guard of what is published.
//!
//! `issue` decides which step is allowed and says so to people. Here the same promises are kept against mistakes in the
//! program: what is published never changes, and what is used is frozen.

use crate::diag::{Problem, Result};
use crate::model::{CredentialId, DesignId, GroupId, Step};

use super::index;
use super::keys;
use super::records::{self, v1};
use super::work::{Stored, Work};
use super::{Act, Shelf};

/// Checks an event against what will be there before it.
pub(super) fn check(work: &mut Work<'_>, event: &Stored) -> Result<()> {
    match event {
        Stored::Design(design) => check_design(work, design),
        Stored::Group(group) => check_group(work, group),
        Stored::Credential(event) => check_credential(work, event),
        Stored::Deleted(deleted) => check_deleted(work, deleted.id),
        Stored::Files(files) => check_files(work, files),
        Stored::Kept(kept) => check_kept(work, kept),
        _ => Ok(()),
    }
}

fn broken_rule(message: impl Into<String>) -> Problem {
    Problem::unexpected("forbidden-change", message)
}

fn check_design(work: &Work<'_>, design: &v1::Design) -> Result<()> {
    if design.id == 0 || design.revision == 0 {
        return Err(broken_rule("Designs and their revisions are numbered from 1").into());
    }
    let id = DesignId(design.id);
    let Some(old) = work.record::<v1::Design>(&keys::design(id, design.revision))? else {
        return Ok(());
    };
    let same = old.json == design.json && old.assets == design.assets && old.fonts == design.fonts;
    let version = keys::kept(records::shelf_number(Shelf::Version), design.id, design.revision);
    if !same && work.has(&version)? {
        let message = format!(
            "Revision {} of the design is kept as a version and cannot be changed",
            design.revision
        );
        return Err(Problem::error("design-frozen", message)
            .hint("Save it as a new revision")
            .into());
    }
    if !same && work.has(&keys::pin(0, design.id, design.revision))? {
        return Err(Problem::error(
            "design-frozen",
            format!(
                "Revision {} of the design is used by credentials and cannot be changed",
                design.revision
            ),
        )
        .hint("Save it as a new revision")
        .into());
    }
    Ok(())
}

fn check_kept(work: &Work<'_>, kept: &v1::Kept) -> Result<()> {
    let shelf = records::shelf_of(kept.shelf).map_err(|damage| damage.problem("Something that is kept"))?;
    let is_there = match shelf {
        Shelf::Version => work.has(&keys::design(DesignId(kept.number), kept.revision))?,
        _ => kept.number > 0 && kept.revision == 0,
    };
    if is_there {
        return Ok(());
    }
    Err(broken_rule("A version is of a revision that there is; all else is numbered from 1").into())
}

fn check_group(work: &Work<'_>, group: &v1::Group) -> Result<()> {
    if group.id == 0 || group.revision == 0 {
        return Err(broken_rule("Groups and their revisions are numbered from 1").into());
    }
    let id = GroupId(group.id);
    let Some(mut old) = work.record::<v1::Group>(&keys::group(id, group.revision))? else {
        return Ok(());
    };
    // Recipients never see these, so that they may change.
    old.duplicates = group.duplicates;
    old.number_pattern.clone_from(&group.number_pattern);
    old.file_name.clone_from(&group.file_name);
    if records::write(&old)? != records::write(group)? && work.has(&keys::pin(1, group.id, group.revision))? {
        return Err(Problem::error(
            "group-frozen",
            format!(
                "Revision {} of the group is used by credentials and cannot be changed",
                group.revision
            ),
        )
        .hint("Save it as a new revision")
        .into());
    }
    Ok(())
}

fn check_credential(work: &mut Work<'_>, event: &v1::CredentialEvent) -> Result<()> {
    let new = &event.credential;
    let id = CredentialId(new.id);
    if let Some(files) = &event.files {
        check_names(files)?;
    }
    let act = records::act_of(event.act).map_err(|damage| damage.problem("A step"))?;
    if new.number.contains('\0') {
        return Err(broken_rule("A number has a character that cannot be stored").into());
    }
    if work.is_deleted(new.id)? {
        return Err(broken_rule(format!("The credential {id} is deleted")).into());
    }
    let Some(old) = work.credential(new.id)? else {
        return match act {
            Act::Generate if new.revision == 0 => check_number(work, new),
            Act::Generate => Err(broken_rule("A credential begins unpublished").into()),
            Act::Step(_) => Err(broken_rule(format!("There is no credential {id}")).into()),
        };
    };
    if act == Act::Generate {
        return Err(broken_rule(format!("The credential {id} is there already")).into());
    }
    if (&old.number, old.group, old.batch) != (&new.number, new.group, new.batch) {
        return Err(broken_rule("The number, the group and the batch of a credential stay as they are").into());
    }
    if index::state(old) == Some(crate::model::State::Revoked) {
        return Err(broken_rule("What is revoked stays as it is").into());
    }
    let published = if act == Act::Step(Step::Publish) {
        new.revision == old.revision + 1
    } else {
        let unchanged = old.revision == 0 || records::same(&old.content, &new.content)?;
        new.revision == old.revision && unchanged
    };
    if !published {
        return Err(broken_rule("What is published changes only by publishing a new revision").into());
    }
    Ok(())
}

fn check_number(work: &Work<'_>, new: &v1::Credential) -> Result<()> {
    if work.is_number_taken(&new.number, new.group)? {
        return Err(Problem::error(
            "number-taken",
            format!("The number {} is used twice in the group", new.number),
        )
        .hint("Give the group's number pattern a counter, such as {n:5}")
        .into());
    }
    Ok(())
}

fn check_deleted(work: &mut Work<'_>, id: [u8; 16]) -> Result<()> {
    match work.credential(id)? {
        None => Err(broken_rule(format!("There is no credential {}", CredentialId(id))).into()),
        Some(old) if old.revision > 0 => Err(broken_rule("What is published cannot be deleted").into()),
        Some(_) => Ok(()),
    }
}

fn check_files(work: &mut Work<'_>, files: &v1::Files) -> Result<()> {
    check_names(&files.files)?;
    if let Some(seat) = work.seat_of(files.id)?
        && work.has(&keys::revision(seat, files.revision))?
    {
        return Ok(());
    }
    Err(broken_rule("Files belong to a published revision").into())
}

/// Names of files stay within their folder.
fn check_names(files: &[v1::File]) -> Result<()> {
    let inside = |name: &str| {
        name.split('/')
            .all(|part| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']))
    };
    match files.iter().find(|file| !inside(&file.name)) {
        None => Ok(()),
        Some(file) => Err(broken_rule(format!("“{}” is no name of a published file", file.name)).into()),
    }
}
