//! Masks: a shape that cuts other elements to its outline, and what keeps a masked group whole while it is worked on.
//!
//! The mask is the backmost element of its group and an ordinary element in all else. Whatever is done to the group, it
//! stays the backmost: what is put behind it comes to lie before it. Where it leaves the group, or is deleted, the others
//! are seen whole. Released it stands again where it stood before it was the mask.

use std::collections::BTreeSet;

use crate::compose::mask_outline;
use crate::diag::Problem;
use crate::model::{Design, Edit, Element, ElementContent, GroupContent, Located, Property, Spot};
use crate::units::{BezPath, Vec2};

use super::editor::Editor;
use super::modes::is_picture;
use super::place::Space;

/// What masking would do with what is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Masking {
    /// The element of this name cuts the others, in a new group.
    By(String),
    /// The group of this name is masked by its backmost element where that is a shape, else by its frontmost shape.
    Within(String),
    /// The groups of these names are not masked any more.
    Release(Vec<String>),
}

impl Editor {
    /// What [`Editor::mask`] would do.
    ///
    /// # Errors
    /// What has to be selected.
    pub fn masking(&self) -> Result<Masking, &'static str> {
        let members = self.members_in_order();
        let elements: Vec<&Element> = members
            .iter()
            .filter_map(|(name, _)| self.design.element(name))
            .collect();
        if let Some(groups) = self.masked_groups(&elements) {
            return Ok(Masking::Release(groups));
        }
        match elements.as_slice() {
            [] => Err("Select a shape and what it is to cut first"),
            [only] if is_picture(only) => {
                Err("Select a shape together with the picture; what cuts the picture alone is in the inspector")
            }
            [only] => match only.children() {
                children @ [_, _, ..] if coming_mask(children).is_some() => Ok(Masking::Within(only.name.clone())),
                _ => Err("Select what is to be cut together with the shape first"),
            },
            several => coming_mask(several.iter().copied())
                .map(|mask| Masking::By(mask.name.clone()))
                .ok_or("Select a rectangle, an ellipse, a polygon or a path with it first, to be the mask"),
        }
    }

    /// Groups what is selected so that a shape of it cuts the others: the backmost element where that is a shape, else
    /// the frontmost shape. Everything stays where it stands. What is masked is released: the group stays, and all of it is
    /// painted, the mask where it was before.
    ///
    /// # Errors
    /// Those of [`Editor::commit`]; `mask-selection` where nothing suitable is selected.
    pub fn mask(&mut self) -> Result<(), Problem> {
        self.cancel();
        match self.masking() {
            Ok(Masking::By(name)) => self.mask_by(&name),
            Ok(Masking::Within(group)) => self.set_masked("Mask", &[group], true),
            Ok(Masking::Release(groups)) => self.set_masked("Release mask", &groups, false),
            Err(why) => Err(Problem::error("mask-selection", "Nothing was masked").hint(why)),
        }
    }

    fn mask_by(&mut self, mask: &str) -> Result<(), Problem> {
        let mut members = self.members_in_order();
        // The mask first, and of the others none changes its place among them.
        members.sort_by_key(|(name, _)| name != mask);
        let content = GroupContent {
            masked: true,
            ..GroupContent::new(Vec::new())
        };
        self.gather("Mask", "Masked group", &members, content)
    }

    fn set_masked(&mut self, doing: &str, names: &[String], masked: bool) -> Result<(), Problem> {
        let elements = names.iter().filter_map(|name| self.design.element(name));
        let edits = elements
            .flat_map(|group| {
                as_masked(group, masked)
                    .into_iter()
                    .chain(self.mask_moved(group, masked))
            })
            .collect();
        let edit = Edit::many(doing, edits);
        self.commit_selecting(self.phrase(doing, names), edit, Some(names.to_vec()))
    }

    /// What puts a shape of a group behind the others when it is to mask them, and back when it is not any more.
    fn mask_moved(&self, group: &Element, masked: bool) -> Option<Edit> {
        let children = group.children();
        let (mask, index) = match masked {
            true => (coming_mask(children)?, 0),
            false => (group.mask()?, self.place_of_released(group)),
        };
        let is_there = children.get(index).is_some_and(|there| there.name == mask.name);
        let to = Spot {
            page: self.design.locate(&group.name)?.page,
            parent: Some(group.name.clone()),
            index,
        };
        let name = mask.name.clone();
        (!is_there).then_some(Edit::Move { name, to })
    }

    /// Where the mask of a group comes to stand among the others when it is released: above those that it was above
    /// before it was the mask. Where the history does not tell, it is above all, so that nothing it cut hides it.
    fn place_of_released(&self, group: &Element) -> usize {
        let others = group.children().get(1..).unwrap_or_default();
        match self.below_mask(group, others) {
            Some(below) => others
                .iter()
                .rposition(|one| below.contains(&one.name))
                .map_or(0, |at| at + 1),
            None => others.len(),
        }
    }

    /// Which of these the mask of a group was painted above before it became the mask; `None` where that is not known.
    fn below_mask(&self, group: &Element, others: &[Element]) -> Option<BTreeSet<String>> {
        let mut names = vec![group.name.clone(), group.mask()?.name.clone()];
        names.extend(others.iter().map(|one| one.name.clone()));
        let mut design = Design::clone(&self.design);
        let done = self.history.steps().get(..self.history.position())?;
        for step in done.iter().rev() {
            design = step.inverse.apply(&design).ok()?;
            for name in &mut names {
                *name = step.inverse.renamed(name).to_owned();
            }
            let [group, mask, others_then @ ..] = names.as_slice() else {
                return None;
            };
            let masks = design.element(group).and_then(Element::mask);
            if masks.is_none_or(|masks| masks.name != *mask) {
                let order = design.elements();
                let place = |name: &String| order.iter().position(|(_, one)| one.name == *name);
                let at = place(mask)?;
                let was_below = |then: &String| place(then).is_some_and(|place| place < at);
                let all = others_then.iter().zip(others);
                return Some(
                    all.filter(|(then, _)| was_below(then))
                        .map(|(_, now)| now.name.clone())
                        .collect(),
                );
            }
        }
        None
    }

    /// What is selected and can be moved, as it is painted: from the back to the front.
    fn members_in_order(&self) -> Vec<(String, Located)> {
        let mut members = self.members();
        let order: Vec<&str> = self
            .design
            .elements()
            .into_iter()
            .map(|(_, one)| one.name.as_str())
            .collect();
        members.sort_by_key(|(name, _)| order.iter().position(|other| other == name));
        members
    }

    /// The group whose other elements the one of this name cuts, as it is shown.
    pub fn group_masked_by(&self, name: &str) -> Option<&Element> {
        let design = self.shown();
        let group = design.element(design.locate(name)?.parent()?)?;
        group.mask().filter(|mask| mask.name == name).map(|_| group)
    }

    /// The outline, on the page, of the mask of the group in which is worked, as it is shown.
    pub fn mask_line(&self) -> Option<BezPath> {
        let (design, group) = (self.shown(), self.entered()?);
        let mask = design.element(group)?.mask().filter(|mask| !mask.hidden)?;
        let (path, _) = mask_outline(mask, Vec2::ZERO);
        Some(Space::of(design, Some(group))?.affine * path)
    }

    /// The masked groups that are selected, or of which the mask is, where nothing else is.
    fn masked_groups(&self, elements: &[&Element]) -> Option<Vec<String>> {
        let group_of = |element: &&Element| {
            if element.mask().is_some() {
                return Some(element.name.clone());
            }
            let group = self.group_masked_by(&element.name)?;
            Some(group.name.clone())
        };
        let groups: Option<BTreeSet<String>> = elements.iter().map(group_of).collect();
        groups
            .filter(|groups| !groups.is_empty())
            .map(|groups| groups.into_iter().collect())
    }
}

/// Whether it can be made a mask: what is hidden would cut nothing.
fn can_mask(element: &Element) -> bool {
    element.can_mask() && !element.hidden
}

/// Which of several, from the back to the front, would mask the others: the backmost where it can, else the frontmost that
/// can.
fn coming_mask<'a>(all: impl IntoIterator<Item = &'a Element>) -> Option<&'a Element> {
    let all: Vec<&Element> = all.into_iter().collect();
    let back = all.first().filter(|back| can_mask(back));
    back.or_else(|| all.iter().rev().find(|one| can_mask(one))).copied()
}

/// The change that has a group masked or not.
fn as_masked(group: &Element, masked: bool) -> Option<Edit> {
    match &group.content {
        ElementContent::Group(content) => {
            let content = GroupContent {
                masked,
                ..content.clone()
            };
            let content = Box::new(ElementContent::Group(content));
            Some(Edit::set(&group.name, Property::Content(content)))
        }
        _ => None,
    }
}

/// What a change of a design leaves to be done, so that the mask of a group stays the backmost of it, and the group is not
/// masked any more when it has gone.
pub(super) fn upkeep(before: &Design, edit: &Edit, after: &Design) -> Vec<Edit> {
    let kept_of = |group: &Element| {
        let (group, mask) = (edit.renamed(&group.name), edit.renamed(&group.mask()?.name));
        kept(after, after.element(group)?, mask)
    };
    let groups = before.elements().into_iter();
    groups.filter_map(|(_, group)| kept_of(group)).collect()
}

/// What makes the mask of a group the backmost again, or ends that it is masked when the mask has gone.
fn kept(design: &Design, group: &Element, mask: &str) -> Option<Edit> {
    let ElementContent::Group(content) = &group.content else {
        return None;
    };
    if !content.masked {
        return None;
    }
    match content.children.iter().position(|child| child.name == mask) {
        Some(0) => None,
        Some(_) => {
            let to = Spot {
                page: design.locate(&group.name)?.page,
                parent: Some(group.name.clone()),
                index: 0,
            };
            let name = mask.to_owned();
            Some(Edit::Move { name, to })
        }
        None => as_masked(group, false),
    }
}
