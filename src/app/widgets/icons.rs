//! The icons of the window, all from one set.

use std::sync::Arc;

use egui::epaint::TextShape;
use egui::{Align2, Color32, FontId, Galley, Painter, Pos2, Response, Sense, Ui, Widget};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons as set;

use super::super::theme::size;

/// A picture of one letter, and whether it is turned by a quarter.
#[derive(Clone, Copy, Debug)]
pub struct Icon(MaterialIcon, bool);

impl PartialEq for Icon {
    fn eq(&self, other: &Icon) -> bool {
        self.0.codepoint == other.0.codepoint && self.1 == other.1
    }
}

impl Icon {
    pub fn font(self) -> FontId {
        self.font_at(size::ICON)
    }

    pub fn font_at(self, points: f32) -> FontId {
        FontId::new(points, self.0.font_family())
    }

    pub fn letter(self) -> &'static str {
        self.0.codepoint
    }

    /// In a row of other things. It says nothing to assistive technology: the words beside it do.
    pub fn colored(self, color: Color32) -> Colored {
        Colored { icon: self, color }
    }

    /// Draws it around a point.
    pub fn paint(self, painter: &Painter, center: Pos2, points: f32, color: Color32) {
        let galley = painter.layout_no_wrap(self.letter().to_owned(), self.font_at(points), color);
        self.paint_galley(painter, center, galley, color);
    }
}

impl Icon {
    fn paint_galley(self, painter: &Painter, center: Pos2, galley: Arc<Galley>, color: Color32) {
        let rect = Align2::CENTER_CENTER.anchor_size(center, galley.size());
        let turn = if self.1 { std::f32::consts::FRAC_PI_2 } else { 0.0 };
        let letter = TextShape::new(rect.min, galley, color);
        painter.add(letter.with_angle_and_anchor(turn, Align2::CENTER_CENTER));
    }
}

/// An icon to be added to a row.
#[derive(Clone, Copy, Debug)]
pub struct Colored {
    icon: Icon,
    color: Color32,
}

impl Widget for Colored {
    fn ui(self, ui: &mut Ui) -> Response {
        let letter = self.icon.letter().to_owned();
        let galley = ui.painter().layout_no_wrap(letter, self.icon.font(), self.color);
        let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
        self.icon.paint_galley(ui.painter(), rect.center(), galley, self.color);
        response
    }
}

pub const ADD: Icon = Icon(set::ICON_ADD, false);
pub const ALIGN_BOTTOM: Icon = Icon(set::ICON_ALIGN_VERTICAL_BOTTOM, false);
pub const ALIGN_CENTER: Icon = Icon(set::ICON_ALIGN_HORIZONTAL_CENTER, false);
pub const ALIGN_LEFT: Icon = Icon(set::ICON_ALIGN_HORIZONTAL_LEFT, false);
pub const ALIGN_MIDDLE: Icon = Icon(set::ICON_ALIGN_VERTICAL_CENTER, false);
pub const ALIGN_RIGHT: Icon = Icon(set::ICON_ALIGN_HORIZONTAL_RIGHT, false);
pub const ALIGN_TOP: Icon = Icon(set::ICON_ALIGN_VERTICAL_TOP, false);
pub const ARROW: Icon = Icon(set::ICON_NORTH_EAST, false);
pub const BACK: Icon = Icon(set::ICON_ARROW_BACK, false);
pub const BLOCKED: Icon = Icon(set::ICON_BLOCK, false);
pub const BORDER: Icon = Icon(set::ICON_FILTER_FRAMES, false);
pub const BOLD: Icon = Icon(set::ICON_FORMAT_BOLD, false);
pub const CALENDAR: Icon = Icon(set::ICON_CALENDAR_MONTH, false);
pub const CENTER: Icon = Icon(set::ICON_CENTER_FOCUS_WEAK, false);
pub const CHECK: Icon = Icon(set::ICON_CHECK, false);
pub const CHECKED: Icon = Icon(set::ICON_CHECK_BOX, false);
pub const CHECK_CIRCLE: Icon = Icon(set::ICON_CHECK_CIRCLE, false);
pub const CLOCK: Icon = Icon(set::ICON_SCHEDULE, false);
pub const CLOSE: Icon = Icon(set::ICON_CLOSE, false);
pub const COPY: Icon = Icon(set::ICON_CONTENT_COPY, false);
pub const CROP: Icon = Icon(set::ICON_CROP, false);
pub const CUT: Icon = Icon(set::ICON_CONTENT_CUT, false);
pub const DARK: Icon = Icon(set::ICON_DARK_MODE, false);
pub const DELETE: Icon = Icon(set::ICON_DELETE, false);
pub const DESIGN: Icon = Icon(set::ICON_PALETTE, false);
pub const DISTRIBUTE_ACROSS: Icon = Icon(set::ICON_HORIZONTAL_DISTRIBUTE, false);
pub const DISTRIBUTE_DOWN: Icon = Icon(set::ICON_VERTICAL_DISTRIBUTE, false);
pub const DOCUMENT: Icon = Icon(set::ICON_DESCRIPTION, false);
pub const DOWNLOAD: Icon = Icon(set::ICON_DOWNLOAD, false);
pub const DRAG: Icon = Icon(set::ICON_DRAG_INDICATOR, false);
pub const EDIT: Icon = Icon(set::ICON_EDIT, false);
pub const ELLIPSE: Icon = Icon(set::ICON_CIRCLE, false);
pub const ERROR: Icon = Icon(set::ICON_ERROR, false);
pub const EXPAND: Icon = Icon(set::ICON_EXPAND_MORE, false);
pub const EXPORT: Icon = Icon(set::ICON_FILE_EXPORT, false);
pub const EYEDROPPER: Icon = Icon(set::ICON_COLORIZE, false);
pub const EYE: Icon = Icon(set::ICON_VISIBILITY, false);
pub const FIELD: Icon = Icon(set::ICON_DATA_OBJECT, false);
pub const FIT: Icon = Icon(set::ICON_FIT_SCREEN, false);
pub const FLIP: Icon = Icon(set::ICON_FLIP, false);
pub const FLIP_DOWN: Icon = Icon(set::ICON_FLIP, true);
pub const FOLDER: Icon = Icon(set::ICON_FOLDER_OPEN, false);
pub const FORWARD: Icon = Icon(set::ICON_ARROW_FORWARD, false);
pub const GRADIENT: Icon = Icon(set::ICON_GRADIENT, false);
pub const GRID: Icon = Icon(set::ICON_GRID_VIEW, false);
pub const GROUP: Icon = Icon(set::ICON_WORKSPACES, false);
pub const GROUPS: Icon = Icon(set::ICON_CATEGORY, false);
pub const GUILLOCHE: Icon = Icon(set::ICON_WAVES, false);
pub const HEAT: Icon = Icon(set::ICON_THERMOSTAT, false);
pub const HELD: Icon = Icon(set::ICON_PAUSE_CIRCLE, false);
pub const HIDDEN: Icon = Icon(set::ICON_VISIBILITY_OFF, false);
pub const HISTORY: Icon = Icon(set::ICON_HISTORY, false);
pub const HOME: Icon = Icon(set::ICON_HOME, false);
pub const IMAGE: Icon = Icon(set::ICON_IMAGE, false);
pub const INBOX: Icon = Icon(set::ICON_INBOX, false);
pub const INFO: Icon = Icon(set::ICON_INFO, false);
pub const ITALIC: Icon = Icon(set::ICON_FORMAT_ITALIC, false);
pub const KEYBOARD: Icon = Icon(set::ICON_KEYBOARD, false);
pub const LAYERS: Icon = Icon(set::ICON_LAYERS, false);
pub const LEFT: Icon = Icon(set::ICON_CHEVRON_LEFT, false);
pub const LIGHT: Icon = Icon(set::ICON_LIGHT_MODE, false);
pub const LINE: Icon = Icon(set::ICON_HORIZONTAL_RULE, false);
pub const LINKED: Icon = Icon(set::ICON_LINK, false);
pub const LIST: Icon = Icon(set::ICON_VIEW_LIST, false);
pub const LOCK: Icon = Icon(set::ICON_LOCK, false);
pub const INK_PEN: Icon = Icon(set::ICON_INK_PEN, false);
pub const LOWER: Icon = Icon(set::ICON_LOWERCASE, false);
pub const LTR: Icon = Icon(set::ICON_FORMAT_TEXTDIRECTION_L_TO_R, false);
pub const MARGINS: Icon = Icon(set::ICON_MARGIN, false);
pub const MASK: Icon = Icon(set::ICON_VIGNETTE, false);
pub const MASKED: Icon = Icon(set::ICON_VERTICAL_ALIGN_BOTTOM, false);
pub const MORE: Icon = Icon(set::ICON_MORE_HORIZ, false);
pub const OPACITY: Icon = Icon(set::ICON_OPACITY, false);
pub const OPEN_OUTSIDE: Icon = Icon(set::ICON_OPEN_IN_NEW, false);
pub const PASTE: Icon = Icon(set::ICON_CONTENT_PASTE, false);
pub const PATH: Icon = Icon(set::ICON_GESTURE, false);
pub const PAUSE: Icon = Icon(set::ICON_PAUSE, false);
pub const PEN: Icon = Icon(set::ICON_DRAW, false);
pub const PICTURES: Icon = Icon(set::ICON_PHOTO_LIBRARY, false);
pub const PLAY: Icon = Icon(set::ICON_PLAY_ARROW, false);
pub const POINTS: Icon = Icon(set::ICON_POLYLINE, false);
pub const POLYGON: Icon = Icon(set::ICON_HEXAGON, false);
pub const PUBLISHED: Icon = Icon(set::ICON_VERIFIED, false);
pub const QR: Icon = Icon(set::ICON_QR_CODE_2, false);
pub const RECTANGLE: Icon = Icon(set::ICON_RECTANGLE, false);
pub const REDO: Icon = Icon(set::ICON_REDO, false);
pub const REFRESH: Icon = Icon(set::ICON_REFRESH, false);
pub const REMOVE: Icon = Icon(set::ICON_REMOVE, false);
pub const REVIEW: Icon = Icon(set::ICON_RATE_REVIEW, false);
pub const RIBBON: Icon = Icon(set::ICON_BOOKMARK, false);
pub const RIGHT: Icon = Icon(set::ICON_CHEVRON_RIGHT, false);
pub const ROSETTE: Icon = Icon(set::ICON_FILTER_VINTAGE, false);
pub const RTL: Icon = Icon(set::ICON_FORMAT_TEXTDIRECTION_R_TO_L, false);
pub const RULER: Icon = Icon(set::ICON_STRAIGHTEN, false);
pub const SEAL: Icon = Icon(set::ICON_APPROVAL, false);
pub const SEARCH: Icon = Icon(set::ICON_SEARCH, false);
pub const SELECT: Icon = Icon(set::ICON_ARROW_SELECTOR_TOOL, false);
pub const SELECT_ALL: Icon = Icon(set::ICON_SELECT_ALL, false);
pub const SETTINGS: Icon = Icon(set::ICON_SETTINGS, false);
pub const SHAPES: Icon = Icon(set::ICON_SHAPES, false);
pub const SHEET: Icon = Icon(set::ICON_UPLOAD_FILE, false);
pub const SIDEBAR: Icon = Icon(set::ICON_DOCK_TO_RIGHT, false);
pub const SNAP: Icon = Icon(set::ICON_GRID_GUIDES, false);
pub const STAR: Icon = Icon(set::ICON_STAR, false);
pub const STYLE: Icon = Icon(set::ICON_FORMAT_PAINT, false);
pub const SWAP: Icon = Icon(set::ICON_SWAP_HORIZ, false);
pub const SWITCH: Icon = Icon(set::ICON_UNFOLD_MORE, false);
pub const SYSTEM: Icon = Icon(set::ICON_CONTRAST, false);
pub const TEXT: Icon = Icon(set::ICON_TITLE, false);
pub const TEXT_BOTTOM: Icon = Icon(set::ICON_VERTICAL_ALIGN_BOTTOM, false);
pub const TEXT_CENTER: Icon = Icon(set::ICON_FORMAT_ALIGN_CENTER, false);
pub const TEXT_JUSTIFY: Icon = Icon(set::ICON_FORMAT_ALIGN_JUSTIFY, false);
pub const TEXT_LEFT: Icon = Icon(set::ICON_FORMAT_ALIGN_LEFT, false);
pub const TEXT_MIDDLE: Icon = Icon(set::ICON_VERTICAL_ALIGN_CENTER, false);
pub const TEXT_RIGHT: Icon = Icon(set::ICON_FORMAT_ALIGN_RIGHT, false);
pub const TEXT_TOP: Icon = Icon(set::ICON_VERTICAL_ALIGN_TOP, false);
pub const TITLE_CASE: Icon = Icon(set::ICON_TITLECASE, false);
pub const TO_BACK: Icon = Icon(set::ICON_FLIP_TO_BACK, false);
pub const TO_FRONT: Icon = Icon(set::ICON_FLIP_TO_FRONT, false);
pub const UNCHECKED: Icon = Icon(set::ICON_CHECK_BOX_OUTLINE_BLANK, false);
pub const UNDERLINE: Icon = Icon(set::ICON_FORMAT_UNDERLINED, false);
pub const UNDO: Icon = Icon(set::ICON_UNDO, false);
pub const UNGROUP: Icon = Icon(set::ICON_UNGROUP, false);
pub const UNLINKED: Icon = Icon(set::ICON_LINK_OFF, false);
pub const UNLOCK: Icon = Icon(set::ICON_LOCK_OPEN, false);
pub const UP: Icon = Icon(set::ICON_EXPAND_LESS, false);
pub const UPPER: Icon = Icon(set::ICON_UPPERCASE, false);
pub const WARNING: Icon = Icon(set::ICON_WARNING, false);
pub const ZOOM_IN: Icon = Icon(set::ICON_ZOOM_IN, false);
pub const ZOOM_OUT: Icon = Icon(set::ICON_ZOOM_OUT, false);
