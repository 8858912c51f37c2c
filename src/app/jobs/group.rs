//! Work of credential groups on threads, and its answers.

use crate::diag::{Problem, Problems, Result, Warned};
use crate::issue::{self, Desk};
use crate::model::{DesignPin, Group, GroupId};

use super::super::state::group::{DesignCard, Form};

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    Loaded(Box<Loaded>),
    LoadFailed(Problems),
    /// The group as it is stored now, with what was noticed.
    Saved(Box<Warned<Group>>),
    /// The same of a new one.
    Made(Box<Warned<Group>>),
    SaveFailed(Problems),
}

/// What the screen of a group begins with.
#[derive(Debug)]
pub struct Loaded {
    /// None for a new one.
    pub group: Option<Group>,
    pub designs: Vec<DesignCard>,
}

impl From<Answer> for super::Answer {
    fn from(answer: Answer) -> super::Answer {
        super::Answer::Group(answer)
    }
}

/// Looks up a group and all designs.
///
/// # Errors
/// The workspace cannot be read.
pub fn load(desk: &Desk, id: Option<GroupId>) -> Result<Loaded> {
    let group = match id {
        Some(id) => {
            let missing = || Problem::error("no-such-group", "This group is not in the workspace");
            Some(desk.store.latest_group(id)?.ok_or_else(missing)?)
        }
        None => None,
    };
    let designs = issue::list_designs(&desk.store)?
        .into_iter()
        .map(|stored| DesignCard {
            id: stored.id,
            kind: stored.design.kind,
            pin: DesignPin {
                design: stored.id,
                revision: stored.revision,
            },
            aspect: stored
                .design
                .pages
                .first()
                .map_or(1.0, |page| (page.width.0 / page.height.0.max(1.0)) as f32),
            name: stored.design.name,
        })
        .collect();
    Ok(Loaded { group, designs })
}

/// Makes a group or changes the one that is there.
///
/// # Errors
/// What is wrong with it.
pub fn save(desk: &Desk, form: &Form) -> Result<Answer> {
    Ok(match &form.before {
        Some(before) => Answer::Saved(Box::new(issue::edit_group(desk, before, form.group())?)),
        None => Answer::Made(Box::new(issue::create_group(desk, form.group())?)),
    })
}
