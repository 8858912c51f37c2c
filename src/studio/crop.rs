//! Cropping a picture: which part of it is seen in its frame.
//!
//! While a picture is cropped it is shown whole, faded outside of its frame. It always fills the frame: the frame can be
//! dragged as far as the picture goes, and the picture as far as the frame's edges. Every gesture is a step; Escape goes
//! back to where it began.

use std::sync::Arc;

use crate::compose::{picture_area, picture_frame};
use crate::diag::Problem;
use crate::model::{Blend, Design, Edit, Element, ElementContent, Frame, Image, ImageFit, Property, Spot, free_name};
use crate::units::{Affine, Point, Pt, Rect, Size, Vec2};

use super::editor::Editor;
use super::handles::{Grip, REACH};
use super::place::{Space, Stand};
use super::pointer::Pointer;

/// How strongly the picture is seen outside of its frame.
const FADED: f64 = 0.35;
/// A picture is enlarged at most so much.
const MOST_ZOOM: f64 = 1000.0;

/// The picture that is cropped.
#[derive(Clone, Debug)]
pub(super) struct Crop {
    pub name: String,
    /// Of the picture, in units of its own.
    pub size: Size,
    /// How many steps were done when it began.
    begun: usize,
    /// Where the last step that the wheel did stands in the history; the next turn takes its place.
    wheel: Option<usize>,
    /// What is drawn: the design, and it with the whole picture behind the frame.
    painted: Option<(Arc<Design>, Arc<Design>)>,
}

impl PartialEq for Crop {
    fn eq(&self, other: &Crop) -> bool {
        (&self.name, self.size, self.begun) == (&other.name, other.size, other.begun)
    }
}

/// What of a cropped picture is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CropGrip {
    /// The picture is moved under its frame.
    Picture,
    /// The frame; the picture stays.
    Frame(Grip),
    /// A corner of the picture, which becomes larger or smaller.
    Corner(Grip),
}

/// How a cropped picture stands, in points of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cropping {
    /// The frame.
    pub frame: Stand,
    /// The whole picture.
    pub picture: Stand,
}

/// An element that shows a picture, and where that lies in its frame.
struct Placed {
    image: Image,
    /// The element's frame and the picture, in points from the frame's top left corner.
    frame: Rect,
    picture: Rect,
    /// From there to the page.
    to_page: Affine,
    stand: Stand,
    space: Space,
}

impl Placed {
    fn of(design: &Design, name: &str, size: Size) -> Option<Placed> {
        let element = design.element(name)?;
        let ElementContent::Image(image) = &element.content else {
            return None;
        };
        let space = Space::around(design, name)?;
        let frame = Rect::new(0.0, 0.0, element.width.0, element.height.0);
        Some(Placed {
            image: image.clone(),
            frame,
            picture: picture_area(size, frame, image),
            to_page: space.inside(element).affine,
            stand: Stand::of(element, &space),
            space,
        })
    }

    /// How a rectangle in the frame stands on the page.
    fn on_page(&self, rect: Rect) -> Stand {
        Stand {
            center: self.to_page * rect.center(),
            width: rect.width(),
            height: rect.height(),
            ..self.stand
        }
    }

    /// The edit that gives the element this frame, with the picture here; both are in its coordinates as they were.
    fn edit(&self, name: &str, step: &str, frame: Rect, picture: Rect) -> Edit {
        let mut image = self.image.clone();
        let own = picture_frame(frame, &image);
        image.fit = ImageFit::Cover;
        let filling = (own.width() / picture.width()).max(own.height() / picture.height());
        image.zoom = tidied(1.0 / filling).clamp(1.0, MOST_ZOOM);
        let focus = |from: f64, room: f64, at: f64| {
            if room.abs() < 1e-6 {
                0.5
            } else {
                tidied((at - from) / room)
            }
        };
        image.focus = [
            focus(own.x0, own.width() - picture.width(), picture.x0).clamp(0.0, 1.0),
            focus(own.y0, own.height() - picture.height(), picture.y0).clamp(0.0, 1.0),
        ];
        let mut edits = Vec::new();
        if frame != self.frame {
            let frame: Frame = self.on_page(frame).frame(&self.space);
            edits.push(Edit::set(name, Property::Frame(frame)));
        }
        edits.push(Edit::set(
            name,
            Property::Content(Box::new(ElementContent::Image(image))),
        ));
        Edit::many(step, edits)
    }
}

fn tidied(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// The picture where it fills the frame again.
fn filling(picture: Rect, frame: Rect) -> Rect {
    let larger = (frame.width() / picture.width())
        .max(frame.height() / picture.height())
        .max(1.0);
    let size = picture.size() * larger;
    let picture = Rect::from_center_size(picture.center(), size);
    let shift = |low: f64, high: f64, from: f64, to: f64| (from - low).min(0.0) + (to - high).max(0.0);
    picture
        + Vec2::new(
            shift(picture.x0, picture.x1, frame.x0, frame.x1),
            shift(picture.y0, picture.y1, frame.y0, frame.y1),
        )
}

impl Editor {
    /// Crops a picture of this size (in units of its own) from now on. One that was shown whole gets a frame as large as
    /// it is. Whether it is cropped.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn edit_crop(&mut self, name: &str, size: Size) -> Result<bool, Problem> {
        self.cancel();
        let can = self.design.element(name).is_some_and(|element| !element.locked);
        let Some(placed) = Placed::of(&self.design, name, size).filter(|_| can) else {
            return Ok(false);
        };
        self.end_modes();
        self.place.selection = vec![name.to_owned()];
        let begun = self.history().position();
        if placed.image.fit != ImageFit::Cover {
            let is_whole = placed.image.fit == ImageFit::Contain && placed.image.mask.is_none();
            let (frame, picture) = if is_whole && placed.image.padding == Pt::ZERO {
                (placed.picture, placed.picture)
            } else {
                let mut image = placed.image.clone();
                image.fit = ImageFit::Cover;
                (placed.frame, picture_area(size, placed.frame, &image))
            };
            let step = self.crop_phrase(name);
            let edit = placed.edit(name, &step, frame, picture);
            self.commit_selecting(step, edit, None)?;
        }
        self.modes.crop = Some(Crop {
            name: name.to_owned(),
            size,
            begun,
            wheel: None,
            painted: None,
        });
        Ok(true)
    }

    /// The name of the picture that is cropped.
    pub fn cropped(&self) -> Option<&str> {
        Some(&self.modes.crop.as_ref()?.name)
    }

    /// How the picture that is cropped stands, as it is shown.
    pub fn cropping(&self) -> Option<Cropping> {
        let crop = self.modes.crop.as_ref()?;
        let placed = Placed::of(self.shown(), &crop.name, crop.size)?;
        Some(Cropping {
            frame: placed.stand,
            picture: placed.on_page(placed.picture),
        })
    }

    /// Ends cropping and keeps what came of it. Whether something was cropped.
    pub fn leave_crop(&mut self) -> bool {
        self.cancel();
        self.modes.crop.take().is_some()
    }

    /// Ends cropping; the picture is as it was before.
    pub(super) fn cancel_crop(&mut self) -> Result<(), Problem> {
        self.cancel();
        match self.modes.crop.take() {
            Some(crop) if self.history().position() > crop.begun => {
                self.jump_to(crop.begun)?;
                // Steps that were done again meanwhile are none of the crop's.
                let own = self.crop_phrase(&crop.name);
                let mut given_up = self.history.steps().iter().skip(crop.begun);
                if given_up.all(|step| step.name == own) {
                    self.history.forget_undone();
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// What of the cropped picture lies under the pointer; `None` beside it.
    pub fn crop_grip(&self, pointer: &Pointer) -> Option<CropGrip> {
        let Cropping { frame, picture } = self.cropping()?;
        let reach = pointer.px(REACH);
        let is_at = |grip: &Grip, stand: &Stand| grip.point(stand).distance(pointer.at) <= reach;
        if let Some(grip) = Grip::ALL.into_iter().find(|grip| is_at(grip, &frame)) {
            return Some(CropGrip::Frame(grip));
        }
        let corners = Grip::ALL.into_iter().filter(|grip| grip.is_corner());
        if let Some(grip) = corners.into_iter().find(|grip| is_at(grip, &picture)) {
            return Some(CropGrip::Corner(grip));
        }
        let inside = picture.affine().inverse() * pointer.at;
        let is_in = inside.x.abs() <= picture.width / 2.0 && inside.y.abs() <= picture.height / 2.0;
        is_in.then_some(CropGrip::Picture)
    }

    /// What is held goes to another place of the page. `frame` is how the frame would stand that is dragged.
    pub(super) fn crop_edit(&self, grip: CropGrip, from: Point, to: Point, frame: Option<Stand>) -> Option<Edit> {
        let crop = self.modes.crop.as_ref()?;
        let placed = Placed::of(&self.design, &crop.name, crop.size)?;
        let inside = placed.to_page.inverse();
        let way = inside * to - inside * from;
        let own = picture_frame(placed.frame, &placed.image);
        let (frame, picture) = match grip {
            CropGrip::Picture => (placed.frame, filling(placed.picture + way, own)),
            CropGrip::Corner(grip) => {
                // The corner as it lies in the frame, which may be reflected.
                let pressed = inside * grip.point(&placed.on_page(placed.picture));
                let picture = enlarged(placed.picture, pressed, pressed + way);
                (placed.frame, filling(picture, own))
            }
            CropGrip::Frame(_) => {
                let [a, b, c, d] = frame?.corners().map(|corner| inside * corner);
                let wished = Rect::from_points(a, c).union_pt(b).union_pt(d);
                let padding = placed.frame.width() - own.width();
                let most = placed.picture.inflate(padding / 2.0, padding / 2.0);
                (wished.intersect(most), placed.picture)
            }
        };
        (frame.width() >= 1.0 && frame.height() >= 1.0)
            .then(|| placed.edit(&crop.name, &self.crop_phrase(&crop.name), frame, picture))
    }

    /// Makes the cropped picture larger or smaller by a factor; what is at a place of the page stays there. Turns that
    /// follow each other are one step. Whether something is cropped.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn scale_crop(&mut self, at: Point, factor: f64) -> Result<bool, Problem> {
        self.cancel();
        let Some(mut crop) = self.modes.crop.clone() else {
            return Ok(false);
        };
        let Some(placed) = Placed::of(&self.design, &crop.name, crop.size) else {
            return Ok(false);
        };
        let middle = placed.to_page.inverse() * at;
        let own = picture_frame(placed.frame, &placed.image);
        let scale = Affine::translate(middle.to_vec2()) * Affine::scale(factor) * Affine::translate(-middle.to_vec2());
        let most = own.width().max(own.height()) * MOST_ZOOM;
        let picture = filling(scale.transform_rect_bbox(placed.picture), own);
        if !picture.is_finite() || picture.width().max(picture.height()) > most {
            return Ok(true);
        }
        let step = self.crop_phrase(&crop.name);
        if crop.wheel == Some(self.history().position()) {
            self.undo()?;
        }
        let edit = placed.edit(&crop.name, &step, placed.frame, picture);
        self.commit(step, edit)?;
        crop.wheel = Some(self.history().position());
        self.modes.crop = Some(crop);
        Ok(true)
    }

    /// Moves the cropped picture under its frame. Whether something is cropped.
    pub(super) fn nudge_crop(&mut self, way: Vec2) -> Result<bool, Problem> {
        let Some(edit) = self.crop_edit(CropGrip::Picture, Point::ZERO, way.to_point(), None) else {
            return Ok(false);
        };
        let name = self.cropped().unwrap_or_default().to_owned();
        self.commit(self.crop_phrase(&name), edit)?;
        Ok(true)
    }

    pub(super) fn crop_phrase(&self, name: &str) -> String {
        self.phrase("Crop", &[name.to_owned()])
    }

    /// The design that is to be painted: as it is shown, and while a picture is cropped with the whole of it faded
    /// behind its frame. It is the same allocation until something changes.
    pub fn painted(&mut self) -> Arc<Design> {
        let shown = Arc::clone(self.shown());
        let Some(crop) = &self.modes.crop else { return shown };
        if let Some((of, painted)) = &crop.painted
            && Arc::ptr_eq(of, &shown)
        {
            return Arc::clone(painted);
        }
        let painted = with_whole(&shown, crop).map_or_else(|| Arc::clone(&shown), Arc::new);
        if let Some(crop) = &mut self.modes.crop {
            crop.painted = Some((shown, Arc::clone(&painted)));
        }
        painted
    }
}

/// A rectangle of the same ratio of which one corner was dragged; the opposite one stays.
fn enlarged(rect: Rect, corner: Point, to: Point) -> Rect {
    let opposite = Point::new(rect.x0 + rect.x1 - corner.x, rect.y0 + rect.y1 - corner.y);
    let (before, after) = (corner - opposite, to - opposite);
    let factor = (after.dot(before) / before.hypot2().max(1e-9)).max(0.01);
    Rect::from_points(opposite, opposite + before * factor)
}

/// The design with the whole picture, faded, behind the one that is cropped.
fn with_whole(design: &Design, crop: &Crop) -> Option<Design> {
    let placed = Placed::of(design, &crop.name, crop.size)?;
    let located = design.locate(&crop.name)?;
    let element = design.element(&crop.name)?;
    let frame: Frame = placed.on_page(placed.picture).frame(&placed.space);
    let image = Image {
        fit: ImageFit::Stretch,
        mask: None,
        background: None,
        padding: Pt::ZERO,
        ..placed.image
    };
    let whole = Element {
        name: free_name(&crop.name, &design.names()),
        x: frame.x,
        y: frame.y,
        width: frame.width,
        height: frame.height,
        opacity: element.opacity * FADED,
        blend: Blend::Normal,
        blur: Pt::ZERO,
        shadow: None,
        link: None,
        content: ElementContent::Image(image),
        ..element.clone()
    };
    let at = Spot {
        page: located.page,
        parent: located.parent().map(str::to_owned),
        index: located.index,
    };
    let element = Box::new(whole);
    Edit::Insert { at, element }.apply(design).ok()
}
