//! Editing the points of a path: which are selected, and what becomes of the path.

use std::collections::BTreeSet;

use crate::diag::Problem;
use crate::model::{Design, Edit, Element, ElementContent, FillRule, Form, Frame, Property};
use crate::units::{Affine, BezPath, Point, Rect, Shape};

use super::editor::{Editor, Proposal};
use super::modes::is_path;
use super::nudge::Nudge;
use super::path::{Contour, HandleSide, PointId, contours, form_path, path, without};
use super::place::{Space, Stand, tidy};
use super::snap::Marks;

/// The path whose points are edited.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PointEdit {
    pub name: String,
    pub selected: BTreeSet<PointId>,
    /// The point that the last press made: a second press there is no double click on it.
    pub added: Option<PointId>,
}

/// What is drawn while points are edited, in points of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    pub contours: Vec<Contour>,
    pub selected: BTreeSet<PointId>,
    /// The handles that can be dragged: those of the selected points, and of their neighbours towards them.
    pub handles: Vec<PathHandle>,
}

/// A handle of a path, in points of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PathHandle {
    pub of: PointId,
    pub side: HandleSide,
    pub at: Point,
    /// Where its point is.
    pub node: Point,
}

impl PointEdit {
    /// Forgets points that the path does not have any more.
    pub fn follow(&mut self, design: &Design, element: &Element) {
        let Some((contours, _)) = path_on_page(design, element) else {
            return;
        };
        let is_there = |id: &PointId| {
            contours
                .get(id.contour)
                .is_some_and(|contour| id.node < contour.nodes.len())
        };
        self.selected.retain(is_there);
    }
}

impl Points {
    pub(super) fn new(contours: Vec<Contour>, selected: BTreeSet<PointId>) -> Points {
        let handles = handles(&contours, &selected);
        Points {
            contours,
            selected,
            handles,
        }
    }

    /// Every point with its place in the path.
    pub fn nodes(&self) -> impl Iterator<Item = (PointId, &super::path::Node)> {
        nodes(&self.contours)
    }

    /// The lines through the points.
    pub fn path(&self) -> BezPath {
        path(&self.contours)
    }
}

pub(super) fn nodes(contours: &[Contour]) -> impl Iterator<Item = (PointId, &super::path::Node)> {
    contours.iter().enumerate().flat_map(|(contour, path)| {
        let nodes = path.nodes.iter().enumerate();
        nodes.map(move |(node, of)| (PointId { contour, node }, of))
    })
}

fn handles(contours: &[Contour], selected: &BTreeSet<PointId>) -> Vec<PathHandle> {
    let mut wanted: BTreeSet<(PointId, HandleSide)> = BTreeSet::new();
    for id in selected {
        let Some(contour) = contours.get(id.contour) else {
            continue;
        };
        wanted.extend([(*id, HandleSide::Before), (*id, HandleSide::After)]);
        let count = contour.nodes.len();
        let other = |node: usize| PointId { node, ..*id };
        if contour.closed || id.node > 0 {
            wanted.insert((other((id.node + count - 1) % count.max(1)), HandleSide::After));
        }
        if contour.closed || id.node + 1 < count {
            wanted.insert((other((id.node + 1) % count.max(1)), HandleSide::Before));
        }
    }
    let handle = |(of, side): (PointId, HandleSide)| {
        let node = contours.get(of.contour)?.nodes.get(of.node)?;
        Some(PathHandle {
            of,
            side,
            at: node.handle(side)?,
            node: node.at,
        })
    };
    wanted.into_iter().filter_map(handle).collect()
}

/// From the coordinates of a path's data to those of its element's frame.
fn view_affine(element: &Element, view: Option<[f64; 2]>) -> Affine {
    match view {
        Some([width, height]) if width > 0.0 && height > 0.0 => {
            Affine::scale_non_uniform(element.width.0 / width, element.height.0 / height)
        }
        _ => Affine::IDENTITY,
    }
}

/// The path of an element, in points of the page.
pub(super) fn path_on_page(design: &Design, element: &Element) -> Option<(Vec<Contour>, FillRule)> {
    let ElementContent::Shape(shape) = &element.content else {
        return None;
    };
    let Form::Path { d, view, rule } = &shape.form else {
        return None;
    };
    let to_page = Space::around(design, &element.name)?.inside(element).affine * view_affine(element, *view);
    let data = BezPath::from_svg(d).ok()?;
    let found = contours(&data);
    Some((found.iter().map(|contour| contour.map(to_page)).collect(), *rule))
}

/// A form of a path whose data is in a view of this size; without a view when it has no area.
pub(super) fn form_of(contours: &[Contour], rule: FillRule, [width, height]: [f64; 2]) -> Form {
    Form::Path {
        d: path(contours).to_svg(),
        view: (width > 0.0 && height > 0.0).then_some([width, height]),
        rule,
    }
}

/// Gives an element this path of the page; its frame goes around it, turned and reflected as `stand` is.
pub(super) fn placed(element: &mut Element, stand: &Stand, space: &Space, contours: &[Contour]) {
    // Around the middle of the frame as it stands, reflected like it.
    let around = stand.affine() * stand.flip.affine();
    let own: Vec<Contour> = contours.iter().map(|contour| contour.map(around.inverse())).collect();
    let bounds = path(&own).bounding_box();
    let size = [tidy(bounds.width()), tidy(bounds.height())];
    let [width, height] = size;
    let target = Stand {
        center: around * bounds.center(),
        width,
        height,
        ..*stand
    };
    let corner = Affine::translate(-bounds.origin().to_vec2());
    let data: Vec<Contour> = own.iter().map(|contour| contour.map(corner).tidied()).collect();
    let frame: Frame = target.frame(space);
    (element.x, element.y, element.width, element.height) = (frame.x, frame.y, frame.width, frame.height);
    (element.rotation, element.flip) = (frame.rotation, frame.flip);
    if let ElementContent::Shape(shape) = &mut element.content {
        let rule = match &shape.form {
            Form::Path { rule, .. } => *rule,
            _ => FillRule::NonZero,
        };
        shape.form = form_of(&data, rule, size);
    }
}

impl Editor {
    /// Edits the points of a path from now on, which is selected; what is none, or locked, is passed over. Whether it is
    /// edited.
    pub fn edit_points(&mut self, name: &str) -> bool {
        let can = self
            .design
            .element(name)
            .is_some_and(|element| is_path(element) && !element.locked);
        if can {
            self.cancel();
            self.end_modes();
            self.place.selection = vec![name.to_owned()];
            self.modes.points = Some(PointEdit {
                name: name.to_owned(),
                selected: BTreeSet::new(),
                added: None,
            });
        }
        can
    }

    /// Ends editing points. Whether they were edited.
    pub fn leave_points(&mut self) -> bool {
        self.cancel();
        self.modes.points.take().is_some()
    }

    /// The points that are edited, as they are shown.
    pub fn points(&self) -> Option<Points> {
        let edit = self.modes.points.as_ref()?;
        let shown = self.shown();
        let (contours, _) = path_on_page(shown, shown.element(&edit.name)?)?;
        Some(Points::new(contours, edit.selected.clone()))
    }

    /// Selects points of the path that is edited.
    pub fn select_points(&mut self, points: impl IntoIterator<Item = PointId>) {
        self.cancel();
        if let Some(edit) = &mut self.modes.points {
            edit.selected = points.into_iter().collect();
        }
        self.follow_modes();
    }

    /// Selects the point after (`by` 1) or before (-1) the selected one.
    pub(super) fn select_next_point(&mut self, by: i32) {
        let Some(points) = self.points() else { return };
        let all: Vec<PointId> = points.nodes().map(|(id, _)| id).collect();
        let here = points
            .selected
            .last()
            .and_then(|id| all.iter().position(|other| other == id));
        let next = match here {
            Some(at) => (at as i64 + i64::from(by)).rem_euclid(all.len().max(1) as i64) as usize,
            None if by < 0 => all.len().saturating_sub(1),
            None => 0,
        };
        self.select_points(all.get(next).copied());
    }

    pub(super) fn select_all_points(&mut self) {
        if let Some(points) = self.points() {
            let all: Vec<PointId> = points.nodes().map(|(id, _)| id).collect();
            self.select_points(all);
        }
    }

    /// What a path becomes with other points, as it would be.
    pub(super) fn path_proposal(
        &self,
        step: String,
        name: &str,
        contours: &[Contour],
        marks: Marks,
    ) -> Option<Proposal> {
        let edit = self.path_edit(&step, name, contours)?;
        self.proposal(step, edit, None, marks)
    }

    /// Gives a path other points, those of the page.
    pub(super) fn path_edit(&self, step: &str, name: &str, contours: &[Contour]) -> Option<Edit> {
        let element = self.design.element(name)?;
        let space = Space::around(&self.design, name)?;
        let mut changed = element.clone();
        placed(&mut changed, &Stand::of(element, &space), &space, contours);
        let edits = vec![
            Edit::set(name, Property::Frame(Frame::of(&changed))),
            Edit::set(name, Property::Content(Box::new(changed.content))),
        ];
        Some(Edit::many(step, edits))
    }

    /// Gives the path that is edited other points as one step; `None` for one of which nothing is left.
    fn commit_points(&mut self, step: String, contours: &[Contour]) -> Result<(), Problem> {
        let Some(name) = self.modes.points.as_ref().map(|edit| edit.name.clone()) else {
            return Ok(());
        };
        if contours.is_empty() {
            let edit = Edit::Remove { name: name.clone() };
            return self.commit_selecting(format!("Delete “{name}”"), edit, Some(Vec::new()));
        }
        match self.path_edit(&step, &name, contours) {
            Some(edit) => self.commit(step, edit),
            None => Ok(()),
        }
    }

    /// Removes the selected points. Whether some were selected.
    pub(super) fn delete_points(&mut self) -> Result<bool, Problem> {
        let Some(points) = self.points().filter(|points| !points.selected.is_empty()) else {
            return Ok(false);
        };
        let step = self.points_phrase("Delete", points.selected.len());
        let left = without(&points.contours, &points.selected);
        if let Some(edit) = &mut self.modes.points {
            edit.selected.clear();
        }
        self.commit_points(step, &left)?;
        Ok(true)
    }

    /// Moves the selected points by steps of the arrow keys. Whether some were selected.
    pub(super) fn nudge_points(&mut self, nudge: Nudge) -> Result<bool, Problem> {
        let Some(points) = self.points().filter(|points| !points.selected.is_empty()) else {
            return Ok(false);
        };
        let step = self.points_phrase("Move", points.selected.len());
        let mut contours = points.contours;
        let mut way = None;
        for id in &points.selected {
            if let Some(node) = node_mut(&mut contours, *id) {
                // All go as far as the first one.
                *node = node.moved(*way.get_or_insert_with(|| nudge.way(node.at)));
            }
        }
        self.commit_points(step, &contours)?;
        Ok(true)
    }

    /// “Move a point of “Path””.
    pub(super) fn points_phrase(&self, doing: &str, count: usize) -> String {
        let name = self.modes.points.as_ref().map_or("", |edit| edit.name.as_str());
        match count {
            0 | 1 => format!("{doing} a point of “{name}”"),
            _ => format!("{doing} {count} points of “{name}”"),
        }
    }

    /// Makes paths of the selected shapes; ornaments stay what they are. The page looks as before.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn convert_to_paths(&mut self) -> Result<(), Problem> {
        let names: Vec<String> = self.convertible().map(|element| element.name.clone()).collect();
        let edits = names.iter().filter_map(|name| {
            let element = self.design.element(name)?;
            let ElementContent::Shape(shape) = &element.content else {
                return None;
            };
            let size = [element.width.0, element.height.0];
            let frame = Rect::new(0.0, 0.0, size[0], size[1]);
            let (contours, rule) = form_path(&shape.form, frame)?;
            let tidied: Vec<Contour> = contours.iter().map(Contour::tidied).collect();
            let mut shape = shape.clone();
            shape.form = form_of(&tidied, rule, size);
            let content = Box::new(ElementContent::Shape(shape));
            Some(Edit::set(name, Property::Content(content)))
        });
        let edit = Edit::many("Convert", edits.collect());
        if names.is_empty() {
            return Ok(());
        }
        let what = if names.len() == 1 { "to a path" } else { "to paths" };
        self.commit(format!("{} {what}", self.phrase("Convert", &names)), edit)
    }

    /// The selected shapes that can become paths and are none.
    pub fn convertible(&self) -> impl Iterator<Item = &Element> {
        self.place.selection.iter().filter_map(|name| {
            let element = self.design.element(name)?;
            let is_form = matches!(&element.content, ElementContent::Shape(shape)
                if !matches!(shape.form, Form::Path { .. } | Form::Ornament(_)));
            (is_form && !element.locked).then_some(element)
        })
    }
}

pub(super) fn node_mut(contours: &mut [Contour], id: PointId) -> Option<&mut super::path::Node> {
    contours.get_mut(id.contour)?.nodes.get_mut(id.node)
}
