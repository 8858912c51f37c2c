//! The design studio: the design that is worked on, how it lies on the screen, what is shown around it.

pub mod camera;
pub mod copied;
pub mod data;
pub mod fonts;
pub mod new;
pub mod of_groups;
pub mod pasting;
pub mod picture;
pub mod typing;
pub mod versions;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::compose::{Kit, begins_at_right};
use crate::diag::Problems;
use crate::model::{BUILT_IN_FIELDS, Content, Credential, Design, DesignId, Element, FieldName, Value};
use crate::studio::{Editor, Handle, Style};
use crate::units::{Color, Point, Rect, Size};

use super::super::command::studio::Aid;
use super::super::jobs::studio::draw::Easel;
use super::super::jobs::studio::{SaveAs, Turns, WorkingCopy};
use super::super::settings::studio::Shows;
use camera::Camera;
use copied::Copied;
use new::NewDesign;
use of_groups::GroupField;
use picture::{Pictures, Values};
use typing::Typing;

#[derive(Debug, Default)]
pub struct Studio {
    /// The dialog that asks for the size of a new design.
    pub fresh: Option<NewDesign>,
    /// Why the last new design could not be made.
    pub refused: Option<Problems>,
    pub design: Opened,
    /// What was copied, until the system has it.
    pub copied: Option<Copied>,
    /// How it looked.
    pub style: Option<Style>,
    /// Where what the system was asked for is pasted.
    pub paste_in_place: bool,
    /// What is drawn anew when the person says so.
    pub outdated: Option<Outdated>,
    /// Those to choose from.
    pub fonts: fonts::Fonts,
}

/// The design that is in the studio.
#[derive(Debug, Default)]
pub enum Opened {
    #[default]
    None,
    Reading(DesignId),
    Failed(DesignId, Problems),
    Open(Box<Open>),
}

/// A design that is worked on.
#[derive(Debug)]
pub struct Open {
    pub id: DesignId,
    /// The revision that is saved.
    pub revision: u32,
    /// Whether credentials were made with it, so that saving makes another revision.
    pub used: bool,
    /// As it is saved.
    pub saved: Arc<Design>,
    /// The fonts that the design brings along, by their file's name.
    pub fonts: BTreeMap<String, Arc<[u8]>>,
    /// Those of them that came in since it was opened, by the families for which they came.
    pub brought: BTreeMap<String, Vec<String>>,
    pub editor: Editor,
    /// With what it is drawn; the engine also measures texts that are edited in place.
    pub kit: Arc<Kit>,
    pub values: Arc<Values>,
    /// The design of which the sample values were taken.
    pub sampled: Arc<Design>,
    pub camera: Camera,
    pub shows: Shows,
    pub pictures: Pictures,
    pub easel: Easel,
    /// What composing the design noticed.
    pub problems: Arc<Problems>,
    pub gesture: Option<Gesture>,
    /// The time of egui when an arrow key moved something last, in seconds.
    pub nudged: f64,
    /// The text that is edited in its place.
    pub typing: Option<Typing>,
    pub keeping: Keeping,
    pub turns: Turns,
    /// The pictures whose place the one takes that is asked for.
    pub replacing: Vec<String>,
    /// The design whose files were looked through last, and those that cannot be used.
    pub prepared: Option<Arc<Design>>,
    pub unusable: BTreeSet<String>,
    /// The field that asked for a colour of the page; without one it is for what is selected.
    pub asked: Option<egui::Id>,
    /// Whether it is shown as recipients see it.
    pub preview: bool,
    pub left: LeftTab,
    /// Which panel was asked for in a window that has not room for both.
    pub over: Option<Beside>,
    pub right: RightTab,
    /// Whether the sheet of keys is open, and by which words it is searched.
    pub keys: bool,
    pub keys_filter: String,
    /// Where the menu of the canvas was asked for, in points of the screen.
    pub menu: Option<egui::Pos2>,
    /// The rows under the page.
    pub data: data::Data,
    /// The custom fields of the groups that use it.
    pub of_groups: Vec<GroupField>,
    pub versions: versions::Versions,
    /// Whether it is asked if the template is to be unlocked.
    pub asks_unlock: bool,
}

/// What the hand is at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gesture {
    pub start: Point,
    /// The handle that was taken hold of.
    pub handle: Option<Handle>,
}

/// How the working copy is kept.
#[derive(Clone, Debug, Default)]
pub struct Keeping {
    pub busy: bool,
    /// What was kept last.
    pub kept: Option<Arc<Design>>,
    /// What was last begun to be kept.
    pub tried: Option<Arc<Design>>,
    /// Why it could not be kept.
    pub failed: Option<Problems>,
    /// From when on it is tried again, in seconds of egui.
    pub again: f64,
    /// Whether it is to be saved, and the studio left then.
    pub wanted: Option<bool>,
    /// As what it is saved next.
    pub how: SaveAs,
    /// Whether it is being saved as a revision.
    pub saving: bool,
    /// Whether the studio is left when it is saved.
    pub leaving: bool,
}

impl Keeping {
    /// Whether this design could not be kept a moment ago, and is tried again later.
    pub fn waits(&self, design: &Arc<Design>, now: f64) -> bool {
        let is_it = self.tried.as_ref().is_some_and(|tried| Arc::ptr_eq(tried, design));
        self.failed.is_some() && is_it && now < self.again
    }
}

/// A credential before and after it is drawn anew.
#[derive(Clone, Debug)]
pub struct Sample {
    pub credential: Arc<Credential>,
    pub before: Arc<Content>,
    pub after: Arc<Content>,
    /// Whether the design is that of its badge.
    pub is_badge: bool,
}

/// Credentials under review that were drawn with an earlier revision.
#[derive(Clone, Debug)]
pub struct Outdated {
    /// The newest revision of the design.
    pub revision: u32,
    /// The first of them.
    pub sample: Option<Sample>,
    pub id: DesignId,
    pub name: String,
    pub credentials: u64,
    pub groups: u64,
}

/// A colour of the page on its way to the field that asked for it, which finds it under its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped(pub Color);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeftTab {
    #[default]
    Layers,
    Fields,
    Assets,
}

/// A panel beside the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    Left,
    Right,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RightTab {
    #[default]
    Inspector,
    History,
    Problems,
}

/// The canvas among the widgets: who has the focus.
pub fn canvas_id() -> egui::Id {
    egui::Id::unique("canvas of the studio")
}

/// Where a widget that has the focus says by its id that Delete is for it, and not for what is selected.
pub fn delete_id() -> egui::Id {
    egui::Id::unique("who takes Delete in the studio")
}

/// Where it is said that the design is saved when what was typed into a field is done.
pub fn save_id() -> egui::Id {
    egui::Id::unique("the studio saves when its fields are left")
}

impl Studio {
    /// The design that is worked on.
    pub fn open(&self) -> Option<&Open> {
        match &self.design {
            Opened::Open(open) => Some(open),
            Opened::None | Opened::Reading(_) | Opened::Failed(..) => None,
        }
    }

    pub fn open_mut(&mut self) -> Option<&mut Open> {
        match &mut self.design {
            Opened::Open(open) => Some(open),
            Opened::None | Opened::Reading(_) | Opened::Failed(..) => None,
        }
    }

    /// The design that keeps another one from being opened, as its changes could not be kept; and why they could not.
    pub fn held_by(&self, other: DesignId) -> Option<(&Open, &Problems)> {
        let open = self.open().filter(|open| open.id != other && !open.is_kept())?;
        Some((open, open.keeping.failed.as_ref()?))
    }

    /// Whether a dialog of the studio is open.
    pub fn is_asking(&self) -> bool {
        let of_open = |open: &Open| open.versions.ask.is_some() || open.versions.compared.is_some() || open.asks_unlock;
        self.fresh.is_some() || self.outdated.is_some() || self.open().is_some_and(of_open)
    }

    /// The design that is in the studio or is being read.
    pub fn id(&self) -> Option<DesignId> {
        match &self.design {
            Opened::None => None,
            Opened::Reading(id) | Opened::Failed(id, _) => Some(*id),
            Opened::Open(open) => Some(open.id),
        }
    }
}

impl Open {
    /// Fills the fields with other values; the words that were chosen by hand are shown further on.
    pub fn fill(&mut self, mut values: Values) {
        if self.data.speaks.is_some() {
            values.fields.recipient_language.clone_from(&self.data.speaks);
        }
        self.values = Arc::new(values);
    }

    /// The design on the canvas: what is worked on, or an earlier version that is looked at.
    pub fn seen(&self) -> &Arc<Design> {
        self.versions
            .viewing
            .as_ref()
            .map_or_else(|| self.editor.shown(), |seen| &seen.design)
    }

    /// Whether a field holds pictures: in the rows, or as the design shows it.
    pub fn is_picture(&self, field: &FieldName) -> bool {
        let is_of_row = matches!(self.values.fields.get(field), Some(Value::Image(_)));
        let is_of_group = self.is_picture_of_groups(field);
        let is_named = self.data.pictures.fields.contains(field);
        let is_logo = field.as_str() == "issuer.logo";
        is_logo || is_of_row || is_of_group || is_named || self.editor.design().picture_fields().contains(field)
    }

    /// Whether a field is one of the groups that use the design.
    pub fn is_of_groups(&self, field: &FieldName) -> bool {
        self.of_groups.iter().any(|known| known.is(field))
    }

    /// Whether one of those groups has pictures in a field.
    pub fn is_picture_of_groups(&self, field: &FieldName) -> bool {
        self.of_groups.iter().any(|known| known.is(field) && known.is_picture)
    }

    /// Whether an aid is on; `None` for what is not switched.
    pub fn has(&self, aid: Aid) -> Option<bool> {
        let (shows, snap) = (self.shows, self.editor.settings.snap);
        let page = self.editor.shown().pages.get(self.editor.page());
        Some(match aid {
            Aid::Rulers => shows.rulers,
            Aid::Guides => shows.guides,
            Aid::LockGuides => page.is_some_and(|page| page.aids.locked),
            Aid::ClearGuides | Aid::AddGuide(_) => return None,
            Aid::Grid => shows.grid,
            Aid::Margins => shows.margins,
            Aid::Bleed => shows.bleed,
            Aid::SnapPage => snap.page,
            Aid::SnapElements => snap.elements,
            Aid::SnapSpacing => snap.spacing,
            Aid::SnapGuides => snap.guides,
            Aid::SnapGrid => snap.grid,
        })
    }

    /// With what it is drawn.
    pub fn seen_kit(&self) -> &Arc<Kit> {
        self.versions.viewing.as_ref().map_or(&self.kit, |seen| &seen.kit)
    }

    /// Whether the lines of a text begin at the right, with the values that are shown.
    pub fn begins_at_right(&self, element: &Element) -> bool {
        begins_at_right(self.editor.shown(), &self.kit, element, &self.values.fields)
    }

    /// The page on the canvas, from 0.
    pub fn seen_page(&self) -> usize {
        self.editor.page().min(self.seen().pages.len().saturating_sub(1))
    }

    /// The size of the page on the canvas, in points.
    pub fn page_size(&self) -> Size {
        let page = self.seen().pages.get(self.seen_page());
        page.map_or(Size::new(1.0, 1.0), |page| Size::new(page.width.0, page.height.0))
    }

    /// The page with its bleed, in points.
    pub fn sheet(&self) -> Rect {
        let page = self.seen().pages.get(self.seen_page());
        let bleed = page.map_or(0.0, |page| page.bleed.0);
        Rect::from_origin_size(Point::ZERO, self.page_size()).inflate(bleed, bleed)
    }

    /// Where a text lies that is typed beside the page, wholly or in part: it is seen there as long as it has the caret.
    pub fn aside(&self) -> Option<Rect> {
        let typing = self.typing.as_ref()?;
        let place = typing.to_page.transform_rect_bbox(typing.frame.to_rect());
        let page = Rect::from_origin_size(Point::ZERO, self.page_size());
        (page.union(place) != page).then_some(place)
    }

    /// Whether the design differs from what is saved.
    pub fn is_changed(&self) -> bool {
        !Arc::ptr_eq(self.editor.design(), &self.saved) && **self.editor.design() != *self.saved
    }

    /// Whether all that was done is kept.
    pub fn is_kept(&self) -> bool {
        let kept = self.keeping.kept.as_ref().unwrap_or(&self.saved);
        Arc::ptr_eq(kept, self.editor.design())
    }

    /// The fields that can be put on the page: those that every credential has, then the design's own. Those that are
    /// used stay where they are.
    pub fn fields(&self) -> Vec<FieldName> {
        let mut fields: Vec<FieldName> = BUILT_IN_FIELDS.iter().filter_map(|name| name.parse().ok()).collect();
        for field in self.editor.design().fields() {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields
    }

    /// Whether a text is edited in its place, which then has the keys.
    pub fn is_typing(&self) -> bool {
        self.typing.is_some()
    }

    /// What is worked on, to be kept or saved.
    pub fn copy(&self) -> WorkingCopy {
        WorkingCopy {
            id: self.id,
            revision: self.revision,
            design: self.editor.design().clone(),
            assets: self.editor.files(),
            fonts: self.kept_fonts(),
            turn: self.turns.next(),
            turns: self.turns.clone(),
        }
    }

    /// The fonts without those that came in for a family which no text has any more, as after an undo. Should it be
    /// done again, they are still there.
    fn kept_fonts(&self) -> BTreeMap<String, Arc<[u8]>> {
        let used = self.editor.design().families();
        let is_used = |family: &str| used.iter().any(|used| used.eq_ignore_ascii_case(family));
        let unused = self.brought.iter().filter(|(family, _)| !is_used(family));
        let mut fonts = self.fonts.clone();
        for file in unused.flat_map(|(_, files)| files) {
            fonts.remove(file);
        }
        fonts
    }

    /// A pointer at a place of the screen.
    pub fn pointer(&self, at: egui::Pos2, modifiers: crate::studio::Modifiers) -> crate::studio::Pointer {
        crate::studio::Pointer {
            at: self.camera.to_page(at),
            modifiers,
            scale: self.camera.scale,
        }
    }
}
