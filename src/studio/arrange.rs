//! Aligning, spreading, and the order from back to front.

use crate::diag::Problem;
use crate::model::{Edit, Element, Flip, Frame, PageProperty, Property, Spot};
use crate::units::{Pt, Rect, Vec2};

use super::defaults::SHADOW;
use super::editor::Editor;
use super::place::{Space, Stand, bounds_of};
use super::scale::stretch_page;
use super::snap::Axis;

/// The side to which elements are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    Left,
    Center,
    Right,
    Top,
    Middle,
    Bottom,
}

impl Side {
    pub const ALL: [Side; 6] = [
        Side::Left,
        Side::Center,
        Side::Right,
        Side::Top,
        Side::Middle,
        Side::Bottom,
    ];

    /// How a rectangle moves to stand at this side of another.
    fn way(self, from: Rect, to: Rect) -> Vec2 {
        match self {
            Side::Left => Vec2::new(to.x0 - from.x0, 0.0),
            Side::Center => Vec2::new(to.center().x - from.center().x, 0.0),
            Side::Right => Vec2::new(to.x1 - from.x1, 0.0),
            Side::Top => Vec2::new(0.0, to.y0 - from.y0),
            Side::Middle => Vec2::new(0.0, to.center().y - from.center().y),
            Side::Bottom => Vec2::new(0.0, to.y1 - from.y1),
        }
    }
}

/// What elements are aligned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlignTo {
    /// What is selected together; a single element is aligned to the page.
    Selection,
    Page,
}

/// A change of the order from back to front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// Over the next one.
    Forward,
    /// Under the next one.
    Backward,
    Front,
    Back,
}

impl Editor {
    /// The page as a rectangle.
    pub fn page_area(&self) -> Rect {
        let page = self.design.pages.get(self.place.page);
        page.map_or(Rect::ZERO, |page| Rect::new(0.0, 0.0, page.width.0, page.height.0))
    }

    /// The change that gives the page another size, in points; with `scales` what is on it goes with it, else it stays
    /// where it is.
    pub fn page_resized(&self, width: f64, height: f64, scales: bool) -> Edit {
        let (index, width, height) = (self.place.page, Pt(width), Pt(height));
        if scales {
            return Edit::many("Resize the page", stretch_page(&self.design, index, width, height));
        }
        let property = PageProperty::Size { width, height };
        Edit::SetPage { index, property }
    }

    /// Aligns what is selected.
    ///
    /// # Errors
    /// Those of [`Editor::commit`] and of [`Editor::unlocked`].
    pub fn align(&mut self, side: Side, to: AlignTo) -> Result<(), Problem> {
        self.unlocked()?;
        let names = self.movable();
        let target = if to == AlignTo::Page || names.len() < 2 {
            Some(self.page_area())
        } else {
            bounds_of(&self.design, names.iter().map(String::as_str))
        };
        let Some(target) = target else { return Ok(()) };
        let edits = names.iter().flat_map(|name| {
            let bounds = Stand::find(&self.design, name).map(|stand| stand.bounds());
            bounds.map_or_else(Vec::new, |bounds| {
                self.moved(std::slice::from_ref(name), side.way(bounds, target))
            })
        });
        let edit = Edit::many("Align", edits.collect());
        self.commit(self.phrase("Align", &names), edit)
    }

    /// Spreads three or more elements so that the gaps between them are equal; the outermost stay.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn distribute(&mut self, axis: Axis) -> Result<(), Problem> {
        let row = self.row(axis);
        let (Some(first), Some(last)) = (row.first(), row.last()) else {
            return Ok(());
        };
        if row.len() < 3 {
            return Ok(());
        }
        let room = axis.span(last.1).1 - axis.span(first.1).0;
        let filled: f64 = row.iter().map(|(_, rect)| length(axis, *rect)).sum();
        self.space_out(&row, axis, (room - filled) / (row.len() - 1) as f64)
    }

    /// Gives two or more elements this gap between each other, in points; the first one stays. A gap below 0 makes them
    /// overlap.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn set_gap(&mut self, axis: Axis, gap: f64) -> Result<(), Problem> {
        let row = self.row(axis);
        self.space_out(&row, axis, gap)
    }

    /// The gap between the selected elements in points, when it is the same everywhere.
    pub fn gap(&self, axis: Axis) -> Option<f64> {
        let row = self.row(axis);
        let gaps: Vec<f64> = row
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] => Some(axis.span(b.1).0 - axis.span(a.1).1),
                _ => None,
            })
            .collect();
        let first = *gaps.first()?;
        gaps.iter().all(|gap| (gap - first).abs() < 0.005).then_some(first)
    }

    /// The selected elements with their bounds, in their order on an axis.
    fn row(&self, axis: Axis) -> Vec<(String, Rect)> {
        let bounds = |name: String| {
            let bounds = Stand::find(&self.design, &name)?.bounds();
            Some((name, bounds))
        };
        let mut row: Vec<(String, Rect)> = self.movable().into_iter().filter_map(bounds).collect();
        row.sort_by(|a, b| axis.span(a.1).0.total_cmp(&axis.span(b.1).0));
        row
    }

    fn space_out(&mut self, row: &[(String, Rect)], axis: Axis, gap: f64) -> Result<(), Problem> {
        let Some((_, first)) = row.first() else { return Ok(()) };
        let mut at = axis.span(*first).0;
        let mut edits = Vec::new();
        for (name, rect) in row {
            let way = axis.vector(at - axis.span(*rect).0);
            edits.extend(self.moved(std::slice::from_ref(name), way));
            at += length(axis, *rect) + gap;
        }
        let names: Vec<String> = row.iter().map(|(name, _)| name.clone()).collect();
        self.commit(self.phrase("Space", &names), Edit::many("Space", edits))
    }

    /// Brings what is selected forward or back among the elements beside it.
    ///
    /// # Errors
    /// Those of [`Editor::commit`] and of [`Editor::unlocked`].
    pub fn order(&mut self, order: Order) -> Result<(), Problem> {
        let mut edits = Vec::new();
        let names = self.unlocked()?;
        for parent in self.parents_of(&names) {
            let Some(list) = self.design.list(self.place.page, parent.as_deref()) else {
                continue;
            };
            let now: Vec<&str> = list.iter().map(|element| element.name.as_str()).collect();
            let wanted = ordered(&now, &|name| names.iter().any(|other| other == name), order);
            edits.extend(reordering(&now, &wanted, self.place.page, parent.as_deref()));
        }
        let doing = match order {
            Order::Forward => "Bring forward",
            Order::Backward => "Send backward",
            Order::Front => "Bring to front",
            Order::Back => "Send to back",
        };
        self.commit(self.phrase(doing, &names), Edit::many(doing, edits))
    }

    /// The groups in which elements are, each once; `None` is the page.
    pub(super) fn parents_of(&self, names: &[String]) -> Vec<Option<String>> {
        let mut parents = Vec::new();
        for located in names.iter().filter_map(|name| self.design.locate(name)) {
            let parent = located.parent().map(str::to_owned);
            if !parents.contains(&parent) {
                parents.push(parent);
            }
        }
        parents
    }

    /// Reflects what is selected, as a whole, around its middle.
    ///
    /// # Errors
    /// Those of [`Editor::commit`] and of [`Editor::unlocked`].
    pub fn flip(&mut self, flip: Flip) -> Result<(), Problem> {
        self.unlocked()?;
        let names = self.movable();
        let Some(bounds) = bounds_of(&self.design, names.iter().map(String::as_str)) else {
            return Ok(());
        };
        // A single element is reflected in its own frame, around its own middle, as its turn is.
        let is_alone = names.len() == 1;
        let edits = names
            .iter()
            .filter_map(|name| {
                let element = self.design.element(name)?;
                if is_alone {
                    let frame = Frame {
                        flip: element.flip.and(flip),
                        ..Frame::of(element)
                    };
                    return Some(Edit::set(name, Property::Frame(frame)));
                }
                let space = Space::around(&self.design, name)?;
                let reflected = Stand::of(element, &space).reflected(flip, bounds.center());
                Some(Edit::set(name, Property::Frame(reflected.frame(&space))))
            })
            .collect();
        self.commit(self.phrase("Flip", &names), Edit::many("Flip", edits))
    }

    /// Removes what is selected and is not locked; before it the last point of the pen, points of a path, the stop of a
    /// gradient.
    ///
    /// # Errors
    /// Those of [`Editor::commit`] and of [`Editor::unlocked`].
    pub fn delete(&mut self) -> Result<(), Problem> {
        if self.take_back_point() || self.delete_points()? || self.delete_stop()? {
            return Ok(());
        }
        self.unlocked()?;
        let names = self.movable();
        let edits = names.iter().map(|name| Edit::Remove { name: name.clone() }).collect();
        let kept = self.selection().iter().filter(|name| !names.contains(name));
        let kept = kept.cloned().collect();
        self.cancel();
        self.commit_selecting(self.phrase("Delete", &names), Edit::many("Delete", edits), Some(kept))
    }

    /// Locks or unlocks elements. A locked one is not moved or hit on the page, and can be selected in the list.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn lock(&mut self, names: &[String], locked: bool) -> Result<(), Problem> {
        let doing = if locked { "Lock" } else { "Unlock" };
        self.set_all(doing, names, |_| Property::Locked(locked))
    }

    /// Hides or shows elements.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn hide(&mut self, names: &[String], hidden: bool) -> Result<(), Problem> {
        let doing = if hidden { "Hide" } else { "Show" };
        self.set_all(doing, names, |_| Property::Hidden(hidden))
    }

    /// Gives all that is selected a shadow, where it has none; takes it away when all of it has one.
    ///
    /// # Errors
    /// Those of [`Editor::commit`] and of [`Editor::unlocked`].
    pub fn toggle_shadow(&mut self) -> Result<(), Problem> {
        let names = self.unlocked()?;
        let has = |name: &String| {
            self.design
                .element(name)
                .is_some_and(|element| element.shadow.is_some())
        };
        let have_all = names.iter().all(has);
        self.set_all("Shadow of", &names, |element| {
            Property::Shadow((!have_all).then(|| element.shadow.unwrap_or(SHADOW)))
        })
    }

    /// Gives a property of several elements new values, as one step called by `doing`.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn set_all(
        &mut self,
        doing: &str,
        names: &[String],
        value: impl Fn(&Element) -> Property,
    ) -> Result<(), Problem> {
        let elements = names.iter().filter_map(|name| self.design.element(name));
        let edits = elements
            .map(|element| Edit::set(&element.name, value(element)))
            .collect();
        self.commit(self.phrase(doing, names), Edit::many(doing, edits))
    }
}

impl Stand {
    /// Reflected around a point of the page.
    fn reflected(&self, flip: Flip, around: crate::units::Point) -> Stand {
        let center = around + (flip.affine() * (self.center - around).to_point()).to_vec2();
        Stand {
            center,
            // One reflection turns the other way round; both are a half turn, which is in the flip.
            angle: if flip.mirrors() { -self.angle } else { self.angle },
            flip: self.flip.and(flip),
            ..*self
        }
    }
}

fn length(axis: Axis, rect: Rect) -> f64 {
    let (first, last) = axis.span(rect);
    last - first
}

/// The names in the order that is wanted.
fn ordered<'a>(now: &[&'a str], is_moved: &dyn Fn(&str) -> bool, order: Order) -> Vec<&'a str> {
    let mut names = now.to_vec();
    match order {
        Order::Front => names.sort_by_key(|name| is_moved(name)),
        Order::Back => names.sort_by_key(|name| !is_moved(name)),
        Order::Forward => {
            for at in (1..names.len()).rev() {
                if is_moved(names[at - 1]) && !is_moved(names[at]) {
                    names.swap(at - 1, at);
                }
            }
        }
        Order::Backward => {
            for at in 1..names.len() {
                if is_moved(names[at]) && !is_moved(names[at - 1]) {
                    names.swap(at - 1, at);
                }
            }
        }
    }
    names
}

/// The moves that bring a list into another order.
fn reordering(now: &[&str], wanted: &[&str], page: usize, parent: Option<&str>) -> Vec<Edit> {
    let mut list = now.to_vec();
    let mut edits = Vec::new();
    for (index, name) in wanted.iter().enumerate() {
        let Some(at) = list.iter().position(|other| other == name) else {
            continue;
        };
        // One that goes far to the front is moved there, instead of all others under it.
        let target = match wanted.iter().position(|other| Some(other) == list.get(index)) {
            Some(goal) if at == index + 1 && goal > index + 1 => goal,
            _ => index,
        };
        let (moved, from) = if target == index {
            (*name, at)
        } else {
            (list[index], index)
        };
        if from != target {
            list.remove(from);
            list.insert(target, moved);
            edits.push(Edit::Move {
                name: moved.to_owned(),
                to: Spot {
                    page,
                    parent: parent.map(str::to_owned),
                    index: target,
                },
            });
        }
    }
    edits
}
