//! Dragging a picture under its frame, its corners, and the frame over it.

use super::super::crop::CropGrip;
use super::super::editor::{Editor, Proposal};
use super::super::pointer::Pointer;
use super::super::snap::Marks;
use super::resize::resized;
use super::{Action, Gesture};

impl Editor {
    /// What a press begins while a picture is cropped; `None` where it ends that.
    pub(super) fn press_crop(&mut self, pointer: &Pointer) -> Option<Action> {
        let grip = self.crop_grip(pointer);
        if grip.is_none() {
            self.modes.crop = None;
        }
        Some(Action::Crop(grip?, self.cropping()?.frame))
    }

    pub(super) fn follow_crop(&self, gesture: &Gesture, grip: CropGrip, from: &super::Stand) -> Option<Proposal> {
        let (frame, marks) = match grip {
            CropGrip::Frame(grip) => {
                let (to, marks) = resized(gesture, grip, from, gesture.last.modifiers.shift);
                (Some(to), marks)
            }
            CropGrip::Picture | CropGrip::Corner(_) => (None, Marks::default()),
        };
        let edit = self.crop_edit(grip, gesture.start.at, gesture.last.at, frame)?;
        let name = self.cropped()?.to_owned();
        self.proposal(self.crop_phrase(&name), edit, None, marks)
    }
}
