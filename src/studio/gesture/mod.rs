//! From press to release: what the hand does becomes one step.
//!
//! A gesture begins with [`Editor::begin`], follows the pointer with [`Editor::update`] (which is also called when only
//! a key changes), and ends with [`Editor::finish`] or [`Editor::cancel`]. In between [`Editor::shown`] is the design as
//! it would be; nothing is done before the end. A press that moves less than [`THRESHOLD`] pixels is a click.

mod crop;
mod draw;
mod gradient;
mod moving;
mod pen;
mod pick;
mod points;
mod resize;
mod rotate;

use crate::diag::Problem;
use crate::model::{Edit, Freedom};
use crate::units::{Point, Rect, Vec2};

use super::crop::CropGrip;
use super::editor::{Editor, Proposal};
use super::fit::Hug;
use super::freedom;
use super::gradient::{GradientGrip, GradientOf};
use super::handles::{End, Grip, Handle, Outline};
use super::history::Place;
use super::modes::Modes;
use super::place::{Stand, tidy};
use super::pointer::{Pointer, Tool};
use super::snap::{Marks, Snapper};

/// How far the pointer moves, in pixels, before a press is a drag.
pub const THRESHOLD: f64 = 3.0;

/// A gesture under way.
#[derive(Clone, Debug)]
pub(super) struct Gesture {
    start: Pointer,
    last: Pointer,
    /// Whether it is a drag by now.
    moved: bool,
    action: Action,
    /// Where the designer was before the press, and at what.
    before: Place,
    modes: Modes,
    snapper: Snapper,
}

#[derive(Clone, Debug)]
enum Action {
    /// Moves what is selected, or copies it; `click` is what happens when nothing was moved.
    Move {
        click: Click,
    },
    Resize {
        grip: Grip,
        from: Stand,
    },
    Rotate {
        from: Stand,
    },
    End {
        end: End,
        stand: Stand,
    },
    /// Selects what a rectangle touches, besides what was selected.
    Marquee {
        besides: Vec<String>,
    },
    Draw(Tool),
    /// The last point of the pen's path, or its first when that `closes` it.
    Pen {
        closes: bool,
    },
    PenEnd,
    Points(Box<points::PointGesture>),
    Gradient(GradientGrip),
    /// At a part of the line.
    AddStop(f64),
    /// What of a cropped picture is held, and how its frame stood.
    Crop(CropGrip, Stand),
    /// A tool that is for whoever has the pixels.
    Elsewhere,
}

/// What a press that moved nothing does to the selection.
#[derive(Clone, Debug, PartialEq)]
enum Click {
    Nothing,
    Only(String),
    Remove(String),
    /// Selects what lies under what is selected.
    Deeper,
    /// What a press there selects when nothing is selected.
    Anew,
    Edit(String),
    Crop(String),
    Points(String),
    Gradient(GradientOf),
    /// Fits the frames of texts to them.
    Fit(Vec<String>, Hug),
}

/// What is being done, for whoever says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Doing {
    Moving,
    Resizing(Grip),
    Turning,
    Line,
    Marquee,
    Drawing,
    Pen,
    Points,
    /// A handle of a path.
    Bending,
    Gradient,
    Crop(CropGrip),
}

/// What a gesture came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Nothing,
    /// Something else is selected.
    Selected,
    /// A step was done.
    Changed,
    /// The text of this name wants a caret; where it was made now, a step was done.
    EditText(String),
    /// The picture of this name is to be cropped, for which its size is wanted.
    Crop(String),
    /// The frames of the texts of these names are to be fitted to them.
    FitText(Vec<String>, Hug),
}

impl Gesture {
    pub(super) fn restore(&self, place: &mut Place, modes: &mut Modes) {
        place.clone_from(&self.before);
        modes.clone_from(&self.modes);
    }
}

impl Editor {
    /// A press of the main button; `clicks` is 2 for the second of a double click. A gesture under way is cancelled.
    pub fn begin(&mut self, pointer: &Pointer, clicks: u8) {
        self.cancel();
        let (before, modes) = (self.place.clone(), self.modes.clone());
        let action = match &self.tool {
            Tool::Select => self.pick(pointer, clicks),
            Tool::Pen => self.press_pen(pointer, clicks),
            Tool::Eyedropper => Action::Elsewhere,
            tool => Action::Draw(tool.clone()),
        };
        self.follow_modes();
        // What is drawn, and what lies inside an element, snaps to everything; what is moved not to itself.
        let moved = match action {
            Action::Draw(_) | Action::Gradient(_) => &[][..],
            _ => self.place.selection.as_slice(),
        };
        let snapper = Snapper::new(&self.design, self.place.page, self.entered(), moved, self.settings.snap);
        self.gesture = Some(Gesture {
            start: *pointer,
            last: *pointer,
            moved: false,
            action,
            before,
            modes,
            snapper,
        });
    }

    /// The pointer moved, or a key was pressed or released.
    pub fn update(&mut self, pointer: &Pointer) {
        let Some(mut gesture) = self.gesture.take() else {
            return;
        };
        gesture.last = *pointer;
        gesture.moved |= (pointer.at - gesture.start.at).hypot() >= pointer.px(THRESHOLD);
        if gesture.moved {
            self.proposal = self.follow(&gesture);
        }
        self.gesture = Some(gesture);
    }

    /// What the gesture would do; `None` when nothing.
    fn follow(&mut self, gesture: &Gesture) -> Option<Proposal> {
        if self.closed(&gesture.action).is_some() {
            return None;
        }
        match &gesture.action {
            Action::Move { .. } => self.follow_move(gesture),
            Action::Resize { grip, from } => self.follow_resize(gesture, *grip, from),
            Action::Rotate { from } => self.follow_rotation(gesture, from),
            Action::End { end, stand } => self.follow_end(gesture, *end, stand),
            Action::Marquee { besides } => {
                self.follow_marquee(gesture, besides);
                None
            }
            Action::Draw(tool) => self.follow_drawing(gesture, tool),
            Action::Pen { closes } => {
                self.follow_pen(gesture, *closes);
                None
            }
            Action::Points(held) => self.follow_points(gesture, held),
            Action::Gradient(grip) => self.follow_gradient(gesture, *grip),
            Action::Crop(grip, from) => self.follow_crop(gesture, *grip, from),
            Action::PenEnd | Action::AddStop(_) | Action::Elsewhere => None,
        }
    }

    /// Why what is selected stays where it stands: its designer did not leave its place open.
    fn closed(&self, action: &Action) -> Option<Problem> {
        let moves = matches!(
            action,
            Action::Move { .. } | Action::Resize { .. } | Action::Rotate { .. } | Action::End { .. }
        );
        let mut selected = self.place.selection.iter().filter_map(|name| self.design.element(name));
        let closed = selected.find(|element| !self.may(element, Freedom::Place))?;
        moves.then(|| freedom::not_open(closed))
    }

    /// A change as it would be; `None` when it cannot be, as when a frame leaves all bounds.
    pub(super) fn proposal(
        &self,
        name: String,
        edit: Edit,
        selection: Option<Vec<String>>,
        marks: Marks,
    ) -> Option<Proposal> {
        let (_, design, _) = self.applied(&name, edit.clone()).ok()?;
        Some(Proposal {
            name,
            edit,
            design: std::sync::Arc::new(design),
            selection,
            marks,
        })
    }

    /// The button is released: what is shown becomes a step of the history.
    ///
    /// # Errors
    /// Those of [`Editor::commit`]; the design is then as it was before the press.
    pub fn finish(&mut self, pointer: &Pointer) -> Result<Outcome, Problem> {
        self.update(pointer);
        let Some(gesture) = self.gesture.take() else {
            return Ok(Outcome::Nothing);
        };
        let proposal = self.proposal.take();
        match gesture.action {
            Action::Pen { closes: false } | Action::Elsewhere => return Ok(Outcome::Nothing),
            Action::Pen { closes: true } | Action::PenEnd => {
                let made = self.end_pen()?;
                return Ok(if made { Outcome::Changed } else { Outcome::Nothing });
            }
            Action::AddStop(part) => return self.add_stop(part),
            _ => {}
        }
        if let Some(problem) = self.closed(&gesture.action).filter(|_| gesture.moved) {
            return Err(problem);
        }
        if !gesture.moved {
            return match gesture.action.clone() {
                Action::Points(held) => self.click_points(*held),
                Action::Move { click } => Ok(self.click(&gesture, click)),
                Action::Draw(tool) => {
                    let proposal = self.click_drawing(&gesture, &tool);
                    self.drawn(proposal, &tool)
                }
                _ => Ok(self.selected_since(&gesture)),
            };
        }
        match (&gesture.action, proposal) {
            (Action::Draw(tool), proposal) => {
                let tool = tool.clone();
                self.drawn(proposal, &tool)
            }
            (action, Some(proposal)) => {
                let makes_copies = matches!(action, Action::Move { .. }) && proposal.selection.is_some();
                let copied = if makes_copies { self.movable() } else { Vec::new() };
                let committed = self.commit_selecting(proposal.name, proposal.edit, proposal.selection);
                match &committed {
                    Ok(()) if makes_copies => self.history.note_copied(copied),
                    Ok(()) => {}
                    Err(_) => gesture.restore(&mut self.place, &mut self.modes),
                }
                committed.map(|()| Outcome::Changed)
            }
            (_, None) => Ok(self.selected_since(&gesture)),
        }
    }

    /// What was drawn becomes a step, and the tool is laid down unless it stays.
    fn drawn(&mut self, proposal: Option<Proposal>, tool: &Tool) -> Result<Outcome, Problem> {
        let Some(proposal) = proposal else {
            return Ok(Outcome::Nothing);
        };
        let name = proposal.selection.as_ref().and_then(|names| names.first().cloned());
        self.commit_selecting(proposal.name, proposal.edit, proposal.selection)?;
        if !self.settings.keep_tool {
            self.tool = Tool::Select;
        }
        Ok(match (tool, name) {
            (Tool::Text, Some(name)) => Outcome::EditText(name),
            _ => Outcome::Changed,
        })
    }

    fn selected_since(&self, gesture: &Gesture) -> Outcome {
        if self.place == gesture.before {
            Outcome::Nothing
        } else {
            Outcome::Selected
        }
    }

    /// What is being done; `None` between gestures, and while a press is only a click.
    pub(super) fn doing(&self) -> Option<Doing> {
        let gesture = self.gesture.as_ref().filter(|gesture| gesture.moved)?;
        Some(match &gesture.action {
            Action::Move { .. } => Doing::Moving,
            Action::Resize { grip, .. } => Doing::Resizing(*grip),
            Action::Rotate { .. } => Doing::Turning,
            Action::End { .. } | Action::Draw(Tool::Line | Tool::Arrow) => Doing::Line,
            Action::Marquee { .. } => Doing::Marquee,
            Action::Points(held) if held.is_marquee() => Doing::Marquee,
            Action::Points(held) if held.is_handle() => Doing::Bending,
            Action::Points(_) => Doing::Points,
            Action::Pen { .. } | Action::PenEnd => Doing::Pen,
            Action::Gradient(_) | Action::AddStop(_) => Doing::Gradient,
            Action::Crop(grip, _) => Doing::Crop(*grip),
            Action::Draw(_) | Action::Elsewhere => Doing::Drawing,
        })
    }

    /// The handle of what is selected under the pointer.
    pub fn handle_over(&self, pointer: &Pointer) -> Option<Handle> {
        let outline = self.outline().filter(|_| self.can_be_moved() && !self.is_inside())?;
        outline.handle_at(pointer)
    }

    /// The rectangle that selects, in points of the page, while it is dragged.
    pub fn marquee(&self) -> Option<Rect> {
        let gesture = self.gesture.as_ref()?;
        let is_marquee = match &gesture.action {
            Action::Marquee { .. } => gesture.moved,
            Action::Points(held) => gesture.moved && held.is_marquee(),
            _ => false,
        };
        is_marquee.then(|| Rect::from_points(gesture.start.at, gesture.last.at))
    }

    /// A whole drag with a tool, as a hand does it: press, a way, release. The tool is taken before.
    ///
    /// # Errors
    /// Those of [`Editor::finish`].
    pub fn drag(&mut self, tool: Tool, from: Pointer, to: Pointer) -> Result<Outcome, Problem> {
        self.take(tool);
        self.drag_inside(from, to)
    }

    /// A whole drag with the tool that is taken: what goes on inside an element goes on.
    ///
    /// # Errors
    /// Those of [`Editor::finish`].
    pub fn drag_inside(&mut self, from: Pointer, to: Pointer) -> Result<Outcome, Problem> {
        self.begin(&from, 1);
        let halfway = Pointer {
            at: from.at.midpoint(to.at),
            ..to
        };
        self.update(&halfway);
        self.update(&to);
        self.finish(&to)
    }

    /// A whole click with the tool that is taken.
    ///
    /// # Errors
    /// Those of [`Editor::finish`].
    pub fn click_at(&mut self, at: Pointer, clicks: u8) -> Result<Outcome, Problem> {
        self.begin(&at, clicks);
        self.finish(&at)
    }
}

impl Gesture {
    /// How far the pointer is from where it was pressed, in points of the page.
    fn way(&self) -> Vec2 {
        self.last.at - self.start.at
    }

    /// The tolerance for snapping in points; `None` while snapping is suspended.
    fn tolerance(&self) -> Option<f64> {
        (!self.last.modifiers.ctrl).then(|| self.last.px(super::snap::TOLERANCE))
    }
}

/// The point on the line from one point towards another whose angle is a multiple of a step, in degrees.
pub(super) fn in_steps(from: Point, at: Point, step: f64) -> Point {
    let way = at - from;
    let angle = (way.atan2().to_degrees() / step).round() * step;
    let direction = Vec2::from_angle(angle.to_radians());
    let end = from + direction * way.dot(direction);
    Point::new(tidy(end.x), tidy(end.y))
}
