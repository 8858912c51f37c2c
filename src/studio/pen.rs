//! The pen: a path is drawn point by point, and is one step when it is finished.

use crate::diag::Problem;
use crate::model::{Edit, Element, FillRule, Spot};
use crate::units::{BezPath, Point, Rect};

use super::copies::Copies;
use super::defaults::drawn_path;
use super::editor::Editor;
use super::gesture::in_steps;
use super::handles::REACH;
use super::path::{Contour, Node, path};
use super::place::{Space, Stand};
use super::pointer::{Pointer, Tool};
use super::points::{form_of, path_on_page, placed};
use super::snap::{Marks, Snapper, TOLERANCE};

/// The steps in which Shift turns the lines of the pen, in degrees.
pub(super) const PEN_STEP: f64 = 45.0;

/// A path that the pen goes on with, from one of its ends.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Continues {
    name: String,
    /// Which of its lines.
    contour: usize,
    /// How many points that had.
    pub(super) points: usize,
}

/// Where the next point would be.
#[derive(Clone, Debug, PartialEq)]
pub struct PenNext {
    /// In points of the page.
    pub at: Point,
    /// Whether it is the first point, so that the path is closed.
    pub closes: bool,
    /// The line that would lead there.
    pub line: BezPath,
    /// What it is drawn to.
    pub marks: Marks,
}

impl Editor {
    /// The path that the pen draws, in points of the page.
    pub fn pen(&self) -> Option<&Contour> {
        self.modes.pen.as_ref()
    }

    /// Where a press would put the next point; `None` with another tool, and while a button is held.
    pub fn pen_next(&self, pointer: &Pointer) -> Option<PenNext> {
        if self.tool != Tool::Pen || self.gesture.is_some() {
            return None;
        }
        let (mut at, closes, mut marks) = self.pen_place(pointer);
        if let Some((_, contour)) = self.pen_continues(pointer)
            && let Some(end) = contour.nodes.last()
        {
            (at, marks) = (end.at, Marks::default());
        }
        let last = self.pen().and_then(|contour| contour.nodes.last());
        let line = last.map_or_else(BezPath::new, |last| {
            let first = self.pen().and_then(|contour| contour.nodes.first());
            let end = first.filter(|_| closes).copied().unwrap_or(Node::corner(at));
            path(&[Contour {
                nodes: vec![*last, end],
                closed: false,
            }])
        });
        Some(PenNext {
            at,
            closes,
            line,
            marks,
        })
    }

    /// Where a press puts a point, and whether that closes the path.
    pub(super) fn pen_place(&self, pointer: &Pointer) -> (Point, bool, Marks) {
        let nodes = self.pen().map_or(&[][..], |contour| contour.nodes.as_slice());
        if let ([first, _, ..], reach) = (nodes, pointer.px(REACH))
            && first.at.distance(pointer.at) <= reach
        {
            return (first.at, true, Marks::default());
        }
        if let (Some(last), true) = (nodes.last(), pointer.modifiers.shift) {
            return (in_steps(last.at, pointer.at, PEN_STEP), false, Marks::default());
        }
        if pointer.modifiers.ctrl {
            return (pointer.at, false, Marks::default());
        }
        let snapper = Snapper::new(&self.design, self.place.page, self.entered(), &[], self.settings.snap);
        let (by, marks) = snapper.point(pointer.at, pointer.px(TOLERANCE));
        (pointer.at + by, false, marks)
    }

    /// The path whose end is under the pointer and that a press goes on with: the selected one, when it is open. Its
    /// points run towards that end.
    pub(super) fn pen_continues(&self, pointer: &Pointer) -> Option<(Continues, Contour)> {
        let ([name], None) = (self.place.selection.as_slice(), self.pen()) else {
            return None;
        };
        let element = self.design.element(name).filter(|element| !element.locked)?;
        let (contours, _) = path_on_page(&self.design, element)?;
        let reach = pointer.px(REACH);
        contours.into_iter().enumerate().find_map(|(number, contour)| {
            let is_at = |node: Option<&Node>| node.is_some_and(|node| node.at.distance(pointer.at) <= reach);
            let contour = match contour {
                contour if contour.closed => return None,
                contour if is_at(contour.nodes.last()) => contour,
                contour if is_at(contour.nodes.first()) => contour.reversed(),
                _ => return None,
            };
            let continues = Continues {
                name: name.clone(),
                contour: number,
                points: contour.nodes.len(),
            };
            Some((continues, contour))
        })
    }

    /// Takes the last point of the path under way back; with the first one the path is gone. Whether there was one.
    pub fn take_back_point(&mut self) -> bool {
        if self.modes.pen.is_none() {
            return false;
        }
        self.cancel();
        let there_before = self.modes.continues.as_ref().map_or(0, |path| path.points);
        if let Some(contour) = &mut self.modes.pen {
            if contour.nodes.len() > there_before {
                contour.nodes.pop();
            } else {
                contour.nodes.clear();
            }
            if contour.nodes.is_empty() {
                self.modes.pen = None;
            }
        }
        true
    }

    /// Ends the path under way: one of two points or more becomes an element, as one step; a single point is nothing. A
    /// path that was gone on with gets its new points. Whether something was made.
    ///
    /// # Errors
    /// Those of [`Editor::commit`]; the path is lost then.
    pub fn end_pen(&mut self) -> Result<bool, Problem> {
        self.cancel();
        if let (Some(continues), Some(contour)) = (self.modes.continues.take(), &self.modes.pen) {
            let is_longer = contour.closed || contour.nodes.len() > continues.points;
            let contour = self.modes.pen.take().filter(|_| is_longer);
            return contour.map_or(Ok(false), |contour| self.end_continued(&continues, contour));
        }
        let drawn = self.modes.pen.take().filter(|contour| contour.nodes.len() > 1);
        let Some((edit, name)) = drawn.and_then(|contour| self.path_to_insert(contour)) else {
            return Ok(false);
        };
        self.commit_selecting(format!("Add “{name}”"), edit, Some(vec![name]))?;
        if !self.settings.keep_tool {
            self.tool = Tool::Select;
        }
        Ok(true)
    }

    fn end_continued(&mut self, continues: &Continues, contour: Contour) -> Result<bool, Problem> {
        let name = &continues.name;
        let path = self
            .design
            .element(name)
            .and_then(|element| path_on_page(&self.design, element));
        let Some((mut contours, _)) = path else {
            return Ok(false);
        };
        let Some(old) = contours.get_mut(continues.contour) else {
            return Ok(false);
        };
        *old = contour;
        let step = format!("Continue “{name}”");
        let Some(edit) = self.path_edit(&step, name, &contours) else {
            return Ok(false);
        };
        self.commit_selecting(step, edit, Some(vec![name.clone()]))?;
        if !self.settings.keep_tool {
            self.tool = Tool::Select;
        }
        Ok(true)
    }

    /// A path of the page as a new element at the front of the group in which is worked.
    fn path_to_insert(&self, contour: Contour) -> Option<(Edit, String)> {
        let parent = self.entered();
        let space = Space::of(&self.design, parent)?;
        let is_closed = contour.closed;
        let name = Copies::new(&self.design).name("Path");
        let content = drawn_path(form_of(&[], FillRule::NonZero, [0.0, 0.0]), is_closed);
        let mut element = Element::new(name.clone(), Rect::ZERO, content);
        let level = Stand::level(Rect::ZERO);
        placed(&mut element, &level, &space, &[contour]);
        let at = Spot {
            page: self.page(),
            parent: parent.map(str::to_owned),
            index: self.design.list(self.page(), parent)?.len(),
        };
        let element = Box::new(element);
        Some((Edit::Insert { at, element }, name))
    }
}
