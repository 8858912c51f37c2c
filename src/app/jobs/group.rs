//! Work of credential groups on threads, and its answers.

use crate::diag::{Problem, Problems, Result, Warned};
use crate::issue::{self, Desk};
use crate::model::{DesignPin, Group, GroupId};
use crate::store::StoredDesign;

use super::super::state::group::draft::{Draft, Place};
use super::super::state::group::{DesignCard, Form};

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    Loaded(Box<Loaded>),
    LoadFailed(Problems),
    /// The group as it is stored now, with what was noticed, and as it was before.
    Saved(Box<Warned<Group>>, Box<Group>),
    /// The group as it was before it was saved, stored once more; with how it was saved, and how it was before that.
    TakenBack(Box<Warned<Group>>, Box<(Group, Group)>),
    /// The same of a new one.
    Made(Box<Warned<Group>>),
    SaveFailed(Problems),
    /// What is typed is kept for another run, or could not be.
    DraftKept(Option<Problems>),
}

/// What the screen of a group begins with.
#[derive(Debug)]
pub struct Loaded {
    /// None for a new one.
    pub group: Option<Group>,
    pub designs: Vec<DesignCard>,
    /// What was typed in another run and not saved.
    pub draft: Option<Draft>,
}

impl From<Answer> for super::Answer {
    fn from(answer: Answer) -> super::Answer {
        super::Answer::Group(answer)
    }
}

/// Looks up a group and all designs, and what is kept of what was typed, where that is to be looked for.
///
/// # Errors
/// The workspace cannot be read.
pub fn load(desk: &Desk, id: Option<GroupId>, kept: Option<&Place>) -> Result<Loaded> {
    let group = match id {
        Some(id) => {
            let missing = || Problem::error("no-such-group", "This group is not in the workspace");
            Some(desk.store.latest_group(id)?.ok_or_else(missing)?)
        }
        None => None,
    };
    let designs = issue::list_designs(&desk.store)?;
    let designs = designs.into_iter().map(|stored| card(desk, stored)).collect();
    let draft = kept.and_then(Place::read);
    Ok(Loaded { group, designs, draft })
}

/// A design as it is offered: what was never saved, as it is worked on.
fn card(desk: &Desk, stored: StoredDesign) -> DesignCard {
    let pin = DesignPin {
        design: stored.id,
        revision: stored.revision,
    };
    // What cannot be read of it is said where it is opened.
    let draft = issue::unsaved_design(&desk.store, &stored).ok().flatten();
    let unsaved = draft.is_some();
    let design = draft.unwrap_or(stored).design;
    let page = design.pages.first();
    DesignCard {
        id: pin.design,
        kind: design.kind,
        pin,
        aspect: page.map_or(1.0, |page| (page.width.0 / page.height.0.max(1.0)) as f32),
        unsaved,
        name: design.name,
    }
}

/// Makes a group or changes the one that is there.
///
/// # Errors
/// What is wrong with it.
pub fn save(desk: &Desk, form: &Form) -> Result<Answer> {
    Ok(match &form.before {
        Some(before) => Answer::Saved(
            Box::new(issue::edit_group(desk, before, form.group())?),
            Box::new(before.as_ref().clone()),
        ),
        None => Answer::Made(Box::new(issue::create_group(desk, form.group())?)),
    })
}

/// Stores a group as it was before it was saved.
///
/// # Errors
/// It was changed since, or cannot be so any more.
pub fn take_back(desk: &Desk, saved: Group, before: Group) -> Result<Answer> {
    let missing = || Problem::error("no-such-group", "This group is not in the workspace");
    let newest = desk.store.latest_group(saved.id)?.ok_or_else(missing)?;
    let revision = newest.revision;
    if newest
        != (Group {
            revision,
            ..saved.clone()
        })
    {
        let text = format!("The group “{}” was changed since, and stays as it is", newest.title);
        return Err(Problem::error("group-changed", text).into());
    }
    let stored = issue::edit_group(desk, &newest, Form::of(before.clone()).group())?;
    Ok(Answer::TakenBack(Box::new(stored), Box::new((saved, before))))
}
