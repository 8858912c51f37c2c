//! The fonts to choose from, with their pictures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::TextureHandle;

use crate::compose::Kit;
use crate::studio::text::fonts::{FontChoices, RecentFonts, Writing};

/// How large the picture of a font is, in points of the screen.
pub const PREVIEW: [f32; 2] = [280.0, 26.0];

/// Whether it is being looked for what families elsewhere can be used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sifting {
    #[default]
    Idle,
    Busy,
    /// It is not tried again: that would be in every frame.
    Failed,
}

#[derive(Default)]
pub struct Fonts {
    /// What can be chosen, and from which kit it is.
    pub found: Option<(Arc<Kit>, Arc<FontChoices>)>,
    /// Whether they are being looked through.
    pub listing: bool,
    /// How they look, by their names; white, to be tinted.
    pub pictures: BTreeMap<String, TextureHandle>,
    /// What is being drawn.
    pub drawing: BTreeSet<String>,
    pub recent: RecentFonts,
    /// What families can be used for that are in the workspace or on this computer, as far as that was looked for.
    pub writings: BTreeMap<String, Vec<Writing>>,
    pub sifting: Sifting,
    /// A family that is being taken into the design, and what was selected then.
    pub bringing: Option<(String, Vec<String>)>,
    /// One that was taken, and is to be given to what was selected.
    pub brought: Option<(String, Vec<String>)>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts")
            .field("listing", &self.listing)
            .field("pictures", &self.pictures.len())
            .field("recent", &self.recent)
            .finish_non_exhaustive()
    }
}

impl Fonts {
    /// What can be chosen, once it was looked through with this kit's fonts.
    pub fn choices(&self, kit: &Arc<Kit>) -> Option<&Arc<FontChoices>> {
        self.found
            .as_ref()
            .filter(|(of, _)| Arc::ptr_eq(of.engine.book(), kit.engine.book()))
            .map(|(_, choices)| choices)
    }

    pub fn picture(&self, family: &str) -> Option<&TextureHandle> {
        self.pictures.get(family)
    }

    /// Whether a family is drawn, or is being drawn.
    pub fn has_picture(&self, family: &str) -> bool {
        self.pictures.contains_key(family) || self.drawing.contains(family)
    }
}
