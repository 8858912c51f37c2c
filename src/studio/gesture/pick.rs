//! Selecting: by a click, with keys, into groups, by a rectangle.

use crate::model::{ElementContent, Freedom};
use crate::units::Rect;

use super::super::editor::Editor;
use super::super::fit::Hug;
use super::super::gradient::GradientOf;
use super::super::handles::Handle;
use super::super::hit;
use super::super::modes::is_path;
use super::super::place::bounds_of;
use super::super::pointer::Pointer;
use super::{Action, Click, Gesture, Outcome};

/// How near to a line counts as on it, in pixels.
const NEAR: f64 = 4.0;

impl Editor {
    /// What a press with the select tool begins. It selects at once, so that a drag moves what was pressed.
    pub(super) fn pick(&mut self, pointer: &Pointer, clicks: u8) -> Action {
        if let Some(action) = self.press_inside(pointer, clicks) {
            return action;
        }
        if let Some(action) = self.pick_handle(pointer, clicks) {
            return action;
        }
        if clicks == 1 && self.is_in_common_box(pointer) {
            let is_deeper = pointer.modifiers.alt && !self.under(pointer).is_empty();
            let click = if is_deeper { Click::Deeper } else { Click::Anew };
            return Action::Move { click };
        }
        if pointer.modifiers.ctrl {
            self.reach_into_groups(pointer);
        } else {
            self.leave_group_when_outside(pointer);
        }
        let mut found = self.under(pointer);
        if clicks >= 2
            && let Some(name) = found.first().cloned()
        {
            if self.is_group(&name) {
                self.enter(&name);
                found = self.under(pointer);
            } else if let Some(click) = self.inner_click(&name) {
                self.place.selection = vec![name];
                return Action::Move { click };
            }
        }
        match found.first().cloned() {
            Some(top) => self.pick_element(pointer, &top, &found),
            None => self.pick_nothing(pointer),
        }
    }

    /// A press while points, a gradient or a crop are edited; `None` where it is for the elements again.
    fn press_inside(&mut self, pointer: &Pointer, clicks: u8) -> Option<Action> {
        if self.modes.points.is_some() {
            return self.press_points(pointer, clicks);
        }
        if self.modes.crop.is_some() {
            return self.press_crop(pointer);
        }
        self.press_gradient(pointer)
    }

    /// What a double click on an element goes into.
    fn inner_click(&self, name: &str) -> Option<Click> {
        let element = self.design.element(name)?;
        if is_path(element) {
            return Some(Click::Points(name.to_owned()));
        }
        match &element.content {
            ElementContent::Text(_) => Some(Click::Edit(name.to_owned())),
            ElementContent::Image(_) => Some(Click::Crop(name.to_owned())),
            _ => {
                let of = GradientOf::Fill(name.to_owned());
                self.has_gradient(&of).then_some(Click::Gradient(of))
            }
        }
    }

    fn pick_handle(&self, pointer: &Pointer, clicks: u8) -> Option<Action> {
        let outline = self.outline().filter(|_| self.can_be_moved())?;
        if clicks >= 2 {
            // A double click fits the frames of texts to them; elsewhere it goes into what lies there.
            let texts = self.texts_to_fit();
            return match self.handle_over(pointer)? {
                Handle::Resize(grip) if !texts.is_empty() && !grip.is_corner() => Some(Action::Move {
                    click: Click::Fit(texts, Hug::by(grip)),
                }),
                _ => None,
            };
        }
        let stand = match &outline {
            super::Outline::Box(stand) => *stand,
            super::Outline::Line(..) => super::Stand::find(&self.design, self.place.selection.first()?)?,
        };
        Some(match self.handle_over(pointer)? {
            Handle::Resize(grip) => Action::Resize { grip, from: stand },
            Handle::Rotate => Action::Rotate { from: stand },
            Handle::End(end) => Action::End { end, stand },
        })
    }

    /// Whether a drag from here moves all that is selected: inside the box around several elements, wherever in it, and
    /// whatever lies on top there. A click takes what it is on, or nothing, as everywhere. With Shift a press adds to the
    /// selection, and with Ctrl it reaches into groups, in the box as well.
    pub(in crate::studio) fn is_in_common_box(&self, pointer: &Pointer) -> bool {
        let keys = pointer.modifiers;
        if keys.shift || keys.ctrl || self.place.selection.len() < 2 || !self.can_be_moved() {
            return false;
        }
        let names = self.place.selection.iter().map(String::as_str);
        bounds_of(&self.design, names).is_some_and(|bounds| bounds.contains(pointer.at))
    }

    fn pick_element(&mut self, pointer: &Pointer, top: &str, found: &[String]) -> Action {
        let is_selected = |name: &String| self.place.selection.contains(name);
        let modifiers = pointer.modifiers;
        let click = if modifiers.shift {
            if self.place.selection.iter().any(|name| name == top) {
                Click::Remove(top.to_owned())
            } else {
                self.place.selection.push(top.to_owned());
                Click::Nothing
            }
        } else if found.iter().any(is_selected) {
            // A drag moves what is selected, though something else may lie above it.
            if modifiers.alt {
                Click::Deeper
            } else {
                Click::Only(top.to_owned())
            }
        } else {
            self.place.selection = vec![top.to_owned()];
            Click::Nothing
        };
        Action::Move { click }
    }

    fn pick_nothing(&mut self, pointer: &Pointer) -> Action {
        if !pointer.modifiers.shift {
            self.place.selection.clear();
        }
        Action::Marquee {
            besides: self.place.selection.clone(),
        }
    }

    /// The elements under the pointer where the designer is, front to back.
    pub fn under(&self, pointer: &Pointer) -> Vec<String> {
        let reach = self.reach(pointer);
        hit::under(&self.design, self.place.page, self.entered(), pointer.at, reach)
    }

    fn reach(&self, pointer: &Pointer) -> hit::Reach<'_> {
        hit::Reach {
            tolerance: pointer.px(NEAR),
            sight: self.sight(),
        }
    }

    fn sight(&self) -> hit::Sight<'_> {
        hit::Sight {
            kit: self.kit.as_deref(),
            fields: self.fields.as_deref(),
        }
    }

    /// A press outside the group in which is worked leaves it, as far as there is something under the pointer.
    fn leave_group_when_outside(&mut self, pointer: &Pointer) {
        while let Some(group) = self.place.entered.clone() {
            if !self.under(pointer).is_empty() {
                return;
            }
            let located = self.design.locate(&group);
            self.place.entered = located.and_then(|located| located.parent().map(str::to_owned));
        }
    }

    fn reach_into_groups(&mut self, pointer: &Pointer) {
        let found = hit::deepest(&self.design, self.place.page, pointer.at, self.reach(pointer));
        let Some((mut groups, name)) = found else { return };
        let entered = groups.pop();
        if entered != self.place.entered {
            self.place.entered = entered;
            self.place.selection.clear();
        }
        if !pointer.modifiers.shift && !self.place.selection.contains(&name) {
            self.place.selection = vec![name];
        }
    }

    /// Works inside a group from now on; nothing is selected there. What is no group is passed over.
    pub fn enter(&mut self, group: &str) {
        if self.design.list(self.place.page, Some(group)).is_some() {
            self.place.entered = Some(group.to_owned());
            self.place.selection.clear();
        }
    }

    /// Works around the group from now on, which is selected. Whether there was a group to leave.
    pub fn leave(&mut self) -> bool {
        let Some(group) = self.place.entered.take() else {
            return false;
        };
        let located = self.design.locate(&group);
        self.place.entered = located.and_then(|located| located.parent().map(str::to_owned));
        self.place.selection = vec![group];
        true
    }

    /// Selects these elements, wherever on whichever page they are: the page and the group of the first become those in
    /// which is worked. Unknown ones, and those of other pages, are left out.
    pub fn select(&mut self, names: &[String]) {
        self.cancel();
        self.select_there(names);
        self.follow_modes();
    }

    fn select_there(&mut self, names: &[String]) {
        let located: Vec<_> = names
            .iter()
            .filter_map(|name| Some((name, self.design.locate(name)?)))
            .collect();
        let Some((_, first)) = located.first() else {
            self.place.selection.clear();
            return;
        };
        self.place.page = first.page;
        self.place.entered = first.parent().map(str::to_owned);
        self.place.selection.clear();
        for (name, at) in &located {
            if at.page == first.page && !self.place.selection.contains(name) {
                self.place.selection.push((*name).clone());
            }
        }
    }

    /// Selects all that can be, where the designer is: all points of a path while they are edited.
    pub fn select_all(&mut self) {
        self.cancel();
        if self.modes.points.is_some() {
            return self.select_all_points();
        }
        let list = self.design.list(self.place.page, self.entered()).unwrap_or_default();
        let free = list.iter().filter(|element| !element.hidden && !element.locked);
        self.place.selection = free.map(|element| element.name.clone()).collect();
    }

    /// Selects the element after (`by` 1) or before (-1) the selected one in the order, and begins again at the end;
    /// while points or a gradient are edited, the next point or stop.
    pub fn select_next(&mut self, by: i32) {
        self.cancel();
        if self.modes.points.is_some() {
            return self.select_next_point(by);
        }
        if self.modes.gradient.is_some() {
            return self.select_next_stop(by);
        }
        let list = self.design.list(self.place.page, self.entered()).unwrap_or_default();
        let free: Vec<&str> = list
            .iter()
            .filter(|element| !element.hidden && !element.locked)
            .map(|element| element.name.as_str())
            .collect();
        let last = self.place.selection.last();
        let here = last.and_then(|name| free.iter().position(|other| other == name));
        let next = match here {
            Some(at) => (at as i64 + i64::from(by)).rem_euclid(free.len() as i64) as usize,
            None if by < 0 => free.len().saturating_sub(1),
            None => 0,
        };
        if let Some(name) = free.get(next) {
            self.place.selection = vec![(*name).to_owned()];
        }
        self.follow_modes();
    }

    /// Goes into the selected group and selects its first element. Whether there was one.
    pub fn select_child(&mut self) -> bool {
        let Some(group) = self.place.selection.first().filter(|name| self.is_group(name)).cloned() else {
            return false;
        };
        self.enter(&group);
        self.select_next(1);
        true
    }

    fn is_group(&self, name: &str) -> bool {
        let element = self.design.element(name);
        element.is_some_and(|element| matches!(element.content, ElementContent::Group(_)))
    }

    /// The selected texts whose frames the hand can change.
    fn texts_to_fit(&self) -> Vec<String> {
        let selected = self.place.selection.iter().filter_map(|name| self.design.element(name));
        selected
            .filter(|element| matches!(element.content, ElementContent::Text(_)))
            .filter(|element| !element.locked && !element.hidden && self.may(element, Freedom::Place))
            .map(|element| element.name.clone())
            .collect()
    }

    /// Whether something is selected that the hand can move: it is not locked, nor its place by a template.
    pub fn can_be_moved(&self) -> bool {
        let selected = || self.place.selection.iter().filter_map(|name| self.design.element(name));
        selected().all(|element| self.may(element, Freedom::Place))
            && selected().any(|element| !element.locked && !element.hidden)
    }

    /// What a press that moved nothing does.
    pub(super) fn click(&mut self, gesture: &Gesture, click: Click) -> Outcome {
        match click {
            Click::Nothing => {}
            Click::Only(name) => self.place.selection = vec![name],
            Click::Remove(name) => self.place.selection.retain(|other| *other != name),
            Click::Deeper => self.select_deeper(&gesture.start),
            Click::Anew => {
                self.place.selection.clear();
                self.pick(&gesture.start, 1);
            }
            Click::Edit(name) => return Outcome::EditText(name),
            Click::Crop(name) => return Outcome::Crop(name),
            Click::Fit(names, hug) => return Outcome::FitText(names, hug),
            Click::Points(name) => drop(self.edit_points(&name)),
            Click::Gradient(of) => drop(self.edit_gradient(of)),
        }
        self.selected_since(gesture)
    }

    /// Selects what lies under what is selected at the pointer; after the last one the first.
    fn select_deeper(&mut self, pointer: &Pointer) {
        let found = self.under(pointer);
        let at = found.iter().position(|name| self.place.selection.contains(name));
        let next = at.map_or(0, |at| (at + 1) % found.len().max(1));
        if let Some(name) = found.get(next) {
            self.place.selection = vec![name.clone()];
        }
    }

    pub(super) fn follow_marquee(&mut self, gesture: &Gesture, besides: &[String]) {
        let area = Rect::from_points(gesture.start.at, gesture.last.at);
        let touched = hit::touched(&self.design, self.place.page, self.entered(), area, self.sight());
        self.place.selection = besides.to_vec();
        for name in touched {
            if !self.place.selection.contains(&name) {
                self.place.selection.push(name);
            }
        }
    }
}
