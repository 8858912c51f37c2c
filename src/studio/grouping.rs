//! Groups: making them, taking them apart, and moving elements from one place in the order to another.

use crate::diag::Problem;
use crate::model::{Edit, Element, ElementContent, Frame, GroupContent, Located, Property, Spot};
use crate::units::{Affine, Rect};

use super::copies::Copies;
use super::editor::Editor;
use super::place::{Space, Stand, tidy, tidy_pt};

impl Editor {
    /// Makes one group of what is selected, where its frontmost element is. Everything stays where it stands.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn group(&mut self) -> Result<(), Problem> {
        let mut members = self.members();
        members.sort_by_key(|(_, at)| (at.groups.len(), at.index));
        self.gather("Group", "Group", &members, GroupContent::new(Vec::new()))
    }

    /// Puts elements into a new group, in this order, where the frontmost of them is; a step called by `doing`.
    pub(super) fn gather(
        &mut self,
        doing: &str,
        name: &str,
        members: &[(String, Located)],
        content: GroupContent,
    ) -> Result<(), Problem> {
        let front = members
            .iter()
            .max_by_key(|(_, at)| (std::cmp::Reverse(at.groups.len()), at.index));
        let Some((_, front)) = front else {
            return Ok(());
        };
        let spot = Spot {
            page: front.page,
            parent: front.parent().map(str::to_owned),
            index: front.index + 1,
        };
        let Some(space) = Space::of(&self.design, spot.parent.as_deref()) else {
            return Ok(());
        };
        let stands: Vec<(String, Stand)> = members
            .iter()
            .filter_map(|(name, _)| Some((name.clone(), Stand::find(&self.design, name)?)))
            .collect();
        // What a mask hides is not seen of the group.
        let framed = if content.masked {
            stands.get(..1)
        } else {
            Some(stands.as_slice())
        };
        let Some(frame) = framed.and_then(|framed| frame_around(framed, &space)) else {
            return Ok(());
        };
        let name = Copies::new(&self.design).name(name);
        let group = Element::new(name.clone(), frame, ElementContent::Group(content));
        let inside = space.inside(&group);
        let mut edits = vec![Edit::Insert {
            at: spot.clone(),
            element: Box::new(group),
        }];
        for (index, (member, stand)) in stands.iter().enumerate() {
            let to = Spot {
                page: spot.page,
                parent: Some(name.clone()),
                index,
            };
            edits.push(Edit::Move {
                name: member.clone(),
                to,
            });
            edits.push(Edit::set(member, Property::Frame(stand.frame(&inside))));
        }
        let names: Vec<String> = stands.into_iter().map(|(name, _)| name).collect();
        self.place.entered.clone_from(&spot.parent);
        let step = self.phrase(doing, &names);
        self.commit_selecting(step, Edit::many(doing, edits), Some(vec![name]))
    }

    /// What is selected and not in another selected element, with its place.
    pub(super) fn members(&self) -> Vec<(String, Located)> {
        let located = |name: String| {
            let located = self.design.locate(&name)?;
            Some((name, located))
        };
        self.movable().into_iter().filter_map(located).collect()
    }

    /// Takes the selected groups apart. Everything stays where it stands, as opaque as it was by itself; a group's link
    /// goes to those of its children that have none, what a clip or a mask hid is seen, and the mask is painted again.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn ungroup(&mut self) -> Result<(), Problem> {
        let (mut edits, mut freed, mut groups) = (Vec::new(), Vec::new(), Vec::new());
        let mut selected = self.movable();
        // From the front to the back, so that the places of those still to come stay what they are.
        selected.sort_by_key(|name| std::cmp::Reverse(self.design.locate(name).map(|at| at.index)));
        for name in selected {
            let (Some(at), Some(space)) = (self.design.locate(&name), Space::around(&self.design, &name)) else {
                continue;
            };
            let Some(group) = self
                .design
                .element(&name)
                .filter(|e| matches!(e.content, ElementContent::Group(_)))
            else {
                freed.push(name);
                continue;
            };
            let inside = space.inside(group);
            for (offset, child) in group.children().iter().enumerate() {
                let to = Spot {
                    page: at.page,
                    parent: at.parent().map(str::to_owned),
                    index: at.index + 1 + offset,
                };
                edits.push(Edit::Move {
                    name: child.name.clone(),
                    to,
                });
                edits.extend(inherited(group, child, &Stand::of(child, &inside).frame(&space)));
                freed.push(child.name.clone());
            }
            edits.push(Edit::Remove { name: name.clone() });
            groups.push(name);
        }
        if groups.is_empty() {
            return Ok(());
        }
        self.cancel();
        self.commit_selecting(
            self.phrase("Ungroup", &groups),
            Edit::many("Ungroup", edits),
            Some(freed),
        )
    }

    /// Puts elements elsewhere in the order, into another group or onto another page; they stay where they stand on the
    /// page. `to` counts as the list is without them.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn put(&mut self, names: &[String], to: &Spot) -> Result<(), Problem> {
        let Some(space) = Space::of(&self.design, to.parent.as_deref()) else {
            return Ok(());
        };
        let mut edits = Vec::new();
        // All are put at the front first, so that what is before them in the same list does not shift their places.
        let list = self.design.list(to.page, to.parent.as_deref()).unwrap_or_default();
        let inside = list.iter().filter(|element| names.contains(&element.name)).count();
        let rest = list.len() - inside;
        let mut length = list.len();
        let mut moved: Vec<&String> = names.iter().collect();
        moved.sort_by_key(|name| self.design.locate(name).map(|at| (at.page, at.groups.len(), at.index)));
        for name in &moved {
            let Some(at) = self.design.locate(name) else { continue };
            let is_there = at.page == to.page && at.parent() == to.parent.as_deref();
            length += usize::from(!is_there);
            edits.push(Edit::Move {
                name: (*name).clone(),
                to: Spot {
                    index: length - 1,
                    ..to.clone()
                },
            });
            if !is_there && let Some(stand) = Stand::find(&self.design, name) {
                edits.push(Edit::set(name.as_str(), Property::Frame(stand.frame(&space))));
            }
        }
        for (offset, name) in moved.iter().enumerate() {
            edits.push(Edit::Move {
                name: (*name).clone(),
                to: Spot {
                    index: to.index.min(rest) + offset,
                    ..to.clone()
                },
            });
        }
        self.commit(self.phrase("Reorder", names), Edit::many("Reorder", edits))
    }
}

/// What a child takes over from a group that is taken apart.
fn inherited(group: &Element, child: &Element, frame: &Frame) -> Vec<Edit> {
    let mut edits = vec![Edit::set(&child.name, Property::Frame(*frame))];
    if group.opacity < 1.0 {
        let opacity = tidy(child.opacity * group.opacity).clamp(0.0, 1.0);
        edits.push(Edit::set(&child.name, Property::Opacity(opacity)));
    }
    // Only nearly the same: the parts mix with each other, too, where they lie over each other.
    if !group.blend.is_normal() && child.blend.is_normal() {
        edits.push(Edit::set(&child.name, Property::Blend(group.blend)));
    }
    if group.blur.0 > 0.0 {
        // Two blurs one after the other are one of their root of squares.
        let blur = tidy_pt(child.blur.0.hypot(group.blur.0));
        edits.push(Edit::set(&child.name, Property::Blur(blur)));
    }
    if group.hidden && !child.hidden {
        edits.push(Edit::set(&child.name, Property::Hidden(true)));
    }
    if group.link.is_some() && child.link.is_none() {
        edits.push(Edit::set(&child.name, Property::Link(group.link.clone())));
    }
    edits
}

/// The frame around elements in the coordinates of a space.
fn frame_around(stands: &[(String, Stand)], space: &Space) -> Option<Rect> {
    let back: Affine = space.affine.inverse();
    let corners = stands.iter().flat_map(|(_, stand)| stand.corners());
    let around = corners
        .map(|corner| back * corner)
        .fold(None, |all: Option<Rect>, corner| {
            let point = Rect::from_points(corner, corner);
            Some(all.map_or(point, |all| all.union(point)))
        })?;
    let [x0, y0, x1, y1] = [around.x0, around.y0, around.x1, around.y1].map(|at| tidy_pt(at).0);
    Some(Rect::new(x0, y0, x1, y1))
}
