//! The icons of the window, all from one set.

use egui::{Color32, FontId, Painter, Pos2, Response, Sense, Ui, Widget};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons as set;

use super::super::theme::size;

/// A picture of one letter.
#[derive(Clone, Copy, Debug)]
pub struct Icon(MaterialIcon);

impl PartialEq for Icon {
    fn eq(&self, other: &Icon) -> bool {
        self.0.codepoint == other.0.codepoint
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
        painter.text(
            center,
            egui::Align2::CENTER_CENTER,
            self.letter(),
            self.font_at(points),
            color,
        );
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
        ui.painter().galley(rect.min, galley, self.color);
        response
    }
}

pub const ADD: Icon = Icon(set::ICON_ADD);
pub const ALIGN_BOTTOM: Icon = Icon(set::ICON_ALIGN_VERTICAL_BOTTOM);
pub const ALIGN_CENTER: Icon = Icon(set::ICON_ALIGN_HORIZONTAL_CENTER);
pub const ALIGN_LEFT: Icon = Icon(set::ICON_ALIGN_HORIZONTAL_LEFT);
pub const ALIGN_MIDDLE: Icon = Icon(set::ICON_ALIGN_VERTICAL_CENTER);
pub const ALIGN_RIGHT: Icon = Icon(set::ICON_ALIGN_HORIZONTAL_RIGHT);
pub const ALIGN_TOP: Icon = Icon(set::ICON_ALIGN_VERTICAL_TOP);
pub const ARROW: Icon = Icon(set::ICON_NORTH_EAST);
pub const BACK: Icon = Icon(set::ICON_ARROW_BACK);
pub const BLOCKED: Icon = Icon(set::ICON_BLOCK);
pub const BORDER: Icon = Icon(set::ICON_FILTER_FRAMES);
pub const BOLD: Icon = Icon(set::ICON_FORMAT_BOLD);
pub const CALENDAR: Icon = Icon(set::ICON_CALENDAR_MONTH);
pub const CENTER: Icon = Icon(set::ICON_CENTER_FOCUS_WEAK);
pub const CHECK: Icon = Icon(set::ICON_CHECK);
pub const CHECKED: Icon = Icon(set::ICON_CHECK_BOX);
pub const CHECK_CIRCLE: Icon = Icon(set::ICON_CHECK_CIRCLE);
pub const CLOCK: Icon = Icon(set::ICON_SCHEDULE);
pub const CLOSE: Icon = Icon(set::ICON_CLOSE);
pub const COPY: Icon = Icon(set::ICON_CONTENT_COPY);
pub const CROP: Icon = Icon(set::ICON_CROP);
pub const CUT: Icon = Icon(set::ICON_CONTENT_CUT);
pub const DARK: Icon = Icon(set::ICON_DARK_MODE);
pub const DELETE: Icon = Icon(set::ICON_DELETE);
pub const DESIGN: Icon = Icon(set::ICON_PALETTE);
pub const DISTRIBUTE_ACROSS: Icon = Icon(set::ICON_HORIZONTAL_DISTRIBUTE);
pub const DISTRIBUTE_DOWN: Icon = Icon(set::ICON_VERTICAL_DISTRIBUTE);
pub const DOCUMENT: Icon = Icon(set::ICON_DESCRIPTION);
pub const DOWNLOAD: Icon = Icon(set::ICON_DOWNLOAD);
pub const DRAG: Icon = Icon(set::ICON_DRAG_INDICATOR);
pub const EDIT: Icon = Icon(set::ICON_EDIT);
pub const ELLIPSE: Icon = Icon(set::ICON_CIRCLE);
pub const ERROR: Icon = Icon(set::ICON_ERROR);
pub const EXPAND: Icon = Icon(set::ICON_EXPAND_MORE);
pub const EXPORT: Icon = Icon(set::ICON_FILE_EXPORT);
pub const EYEDROPPER: Icon = Icon(set::ICON_COLORIZE);
pub const EYE: Icon = Icon(set::ICON_VISIBILITY);
pub const FIELD: Icon = Icon(set::ICON_DATA_OBJECT);
pub const FIT: Icon = Icon(set::ICON_FIT_SCREEN);
pub const FLIP: Icon = Icon(set::ICON_FLIP);
pub const FOLDER: Icon = Icon(set::ICON_FOLDER_OPEN);
pub const FORWARD: Icon = Icon(set::ICON_ARROW_FORWARD);
pub const GRADIENT: Icon = Icon(set::ICON_GRADIENT);
pub const GRID: Icon = Icon(set::ICON_GRID_VIEW);
pub const GROUP: Icon = Icon(set::ICON_WORKSPACES);
pub const GROUPS: Icon = Icon(set::ICON_CATEGORY);
pub const GUILLOCHE: Icon = Icon(set::ICON_WAVES);
pub const HEAT: Icon = Icon(set::ICON_THERMOSTAT);
pub const HELD: Icon = Icon(set::ICON_PAUSE_CIRCLE);
pub const HIDDEN: Icon = Icon(set::ICON_VISIBILITY_OFF);
pub const HISTORY: Icon = Icon(set::ICON_HISTORY);
pub const HOME: Icon = Icon(set::ICON_HOME);
pub const IMAGE: Icon = Icon(set::ICON_IMAGE);
pub const INBOX: Icon = Icon(set::ICON_INBOX);
pub const INFO: Icon = Icon(set::ICON_INFO);
pub const ITALIC: Icon = Icon(set::ICON_FORMAT_ITALIC);
pub const KEYBOARD: Icon = Icon(set::ICON_KEYBOARD);
pub const LAYERS: Icon = Icon(set::ICON_LAYERS);
pub const LEFT: Icon = Icon(set::ICON_CHEVRON_LEFT);
pub const LIGHT: Icon = Icon(set::ICON_LIGHT_MODE);
pub const LINE: Icon = Icon(set::ICON_HORIZONTAL_RULE);
pub const LINKED: Icon = Icon(set::ICON_LINK);
pub const LIST: Icon = Icon(set::ICON_VIEW_LIST);
pub const LOCK: Icon = Icon(set::ICON_LOCK);
pub const INK_PEN: Icon = Icon(set::ICON_INK_PEN);
pub const LOWER: Icon = Icon(set::ICON_LOWERCASE);
pub const LTR: Icon = Icon(set::ICON_FORMAT_TEXTDIRECTION_L_TO_R);
pub const MARGINS: Icon = Icon(set::ICON_MARGIN);
pub const MORE: Icon = Icon(set::ICON_MORE_HORIZ);
pub const OPACITY: Icon = Icon(set::ICON_OPACITY);
pub const OPEN_OUTSIDE: Icon = Icon(set::ICON_OPEN_IN_NEW);
pub const PASTE: Icon = Icon(set::ICON_CONTENT_PASTE);
pub const PATH: Icon = Icon(set::ICON_GESTURE);
pub const PAUSE: Icon = Icon(set::ICON_PAUSE);
pub const PEN: Icon = Icon(set::ICON_DRAW);
pub const PICTURES: Icon = Icon(set::ICON_PHOTO_LIBRARY);
pub const PLAY: Icon = Icon(set::ICON_PLAY_ARROW);
pub const POINTS: Icon = Icon(set::ICON_POLYLINE);
pub const POLYGON: Icon = Icon(set::ICON_HEXAGON);
pub const PUBLISHED: Icon = Icon(set::ICON_VERIFIED);
pub const QR: Icon = Icon(set::ICON_QR_CODE_2);
pub const RECTANGLE: Icon = Icon(set::ICON_RECTANGLE);
pub const REDO: Icon = Icon(set::ICON_REDO);
pub const REFRESH: Icon = Icon(set::ICON_REFRESH);
pub const REMOVE: Icon = Icon(set::ICON_REMOVE);
pub const REVIEW: Icon = Icon(set::ICON_RATE_REVIEW);
pub const RIBBON: Icon = Icon(set::ICON_BOOKMARK);
pub const RIGHT: Icon = Icon(set::ICON_CHEVRON_RIGHT);
pub const ROSETTE: Icon = Icon(set::ICON_FILTER_VINTAGE);
pub const RTL: Icon = Icon(set::ICON_FORMAT_TEXTDIRECTION_R_TO_L);
pub const RULER: Icon = Icon(set::ICON_STRAIGHTEN);
pub const SEAL: Icon = Icon(set::ICON_APPROVAL);
pub const SEARCH: Icon = Icon(set::ICON_SEARCH);
pub const SELECT: Icon = Icon(set::ICON_ARROW_SELECTOR_TOOL);
pub const SELECT_ALL: Icon = Icon(set::ICON_SELECT_ALL);
pub const SETTINGS: Icon = Icon(set::ICON_SETTINGS);
pub const SHAPES: Icon = Icon(set::ICON_SHAPES);
pub const SHEET: Icon = Icon(set::ICON_UPLOAD_FILE);
pub const SIDEBAR: Icon = Icon(set::ICON_DOCK_TO_RIGHT);
pub const SNAP: Icon = Icon(set::ICON_GRID_GUIDES);
pub const STAR: Icon = Icon(set::ICON_STAR);
pub const STYLE: Icon = Icon(set::ICON_FORMAT_PAINT);
pub const SWAP: Icon = Icon(set::ICON_SWAP_HORIZ);
pub const SWITCH: Icon = Icon(set::ICON_UNFOLD_MORE);
pub const SYSTEM: Icon = Icon(set::ICON_CONTRAST);
pub const TEXT: Icon = Icon(set::ICON_TITLE);
pub const TEXT_BOTTOM: Icon = Icon(set::ICON_VERTICAL_ALIGN_BOTTOM);
pub const TEXT_CENTER: Icon = Icon(set::ICON_FORMAT_ALIGN_CENTER);
pub const TEXT_JUSTIFY: Icon = Icon(set::ICON_FORMAT_ALIGN_JUSTIFY);
pub const TEXT_LEFT: Icon = Icon(set::ICON_FORMAT_ALIGN_LEFT);
pub const TEXT_MIDDLE: Icon = Icon(set::ICON_VERTICAL_ALIGN_CENTER);
pub const TEXT_RIGHT: Icon = Icon(set::ICON_FORMAT_ALIGN_RIGHT);
pub const TEXT_TOP: Icon = Icon(set::ICON_VERTICAL_ALIGN_TOP);
pub const TITLE_CASE: Icon = Icon(set::ICON_TITLECASE);
pub const TO_BACK: Icon = Icon(set::ICON_FLIP_TO_BACK);
pub const TO_FRONT: Icon = Icon(set::ICON_FLIP_TO_FRONT);
pub const UNCHECKED: Icon = Icon(set::ICON_CHECK_BOX_OUTLINE_BLANK);
pub const UNDERLINE: Icon = Icon(set::ICON_FORMAT_UNDERLINED);
pub const UNDO: Icon = Icon(set::ICON_UNDO);
pub const UNGROUP: Icon = Icon(set::ICON_UNGROUP);
pub const UNLINKED: Icon = Icon(set::ICON_LINK_OFF);
pub const UNLOCK: Icon = Icon(set::ICON_LOCK_OPEN);
pub const UP: Icon = Icon(set::ICON_EXPAND_LESS);
pub const UPPER: Icon = Icon(set::ICON_UPPERCASE);
pub const WARNING: Icon = Icon(set::ICON_WARNING);
pub const ZOOM_IN: Icon = Icon(set::ICON_ZOOM_IN);
pub const ZOOM_OUT: Icon = Icon(set::ICON_ZOOM_OUT);
