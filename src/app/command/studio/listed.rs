//! The commands of the studio with their keys.
//!
//! They act on the canvas, so that they may have letters of their own: those are taken only while no text is typed. Keys
//! are letters, digits, arrows and what every keyboard has.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::super::super::route::Route;
use super::super::super::state::State;
use super::super::super::state::studio::{LeftTab, Open, RightTab};
use super::super::super::widgets::icons;
use super::super::{Listed, alt, ctrl, in_workspace};
use super::{Action, Aid, Command, Emphasis, Form, Paging, Way, data, inside, versions};
use crate::model::{Element, ElementContent, Flip};
use crate::studio::rows::Kind;
use crate::studio::{Axis, Order, OrnamentKind, Side, Tool, is_picture};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(SHIFT);
const CTRL_ALT: Modifiers = Modifiers::COMMAND.plus(Modifiers::ALT);
const CTRL_SHIFT_ALT: Modifiers = CTRL_SHIFT.plus(Modifiers::ALT);

const fn key(modifiers: Modifiers, key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(modifiers, key))
}

/// The design that is worked on, while the studio is what is shown.
fn here(state: &State) -> Option<&Open> {
    let shown = matches!(state.route.now(), Route::Studio(_));
    state.studio.open().filter(|_| shown)
}

/// Only with recipients under the page.
fn with_rows(state: &State) -> Result<(), &'static str> {
    in_studio(state)?;
    match here(state) {
        Some(open) if open.data.is_attached() => Ok(()),
        _ => Err("Attach recipients in the bar under the page first"),
    }
}

/// With rows; without them the same keys turn the pages, as long as the design is shown as recipients see it.
fn can_step(state: &State) -> Result<(), &'static str> {
    match here(state) {
        Some(open) if open.preview && !open.data.is_attached() => with_pages(state),
        _ => with_rows(state),
    }
}

/// Only where there is another page.
fn with_pages(state: &State) -> Result<(), &'static str> {
    in_studio(state)?;
    match here(state) {
        Some(open) if open.seen().pages.len() > 1 => Ok(()),
        _ => Err("The design has one page"),
    }
}

fn can_remove_page(state: &State) -> Result<(), &'static str> {
    unlocked(state)?;
    match here(state) {
        Some(open) if open.editor.design().pages.len() > 1 => Ok(()),
        _ => Err("A design has one page at least"),
    }
}

fn in_studio(state: &State) -> Result<(), &'static str> {
    here(state).map(|_| ()).ok_or("Open a design in the studio first")
}

/// Why what a template does not leave open cannot be done.
pub const TEMPLATE: &str = "This design is a template: choose “Unlock template…” above the page first";

/// Only where everything can be changed: a template lets nothing be added, removed or put in another order.
fn unlocked(state: &State) -> Result<(), &'static str> {
    in_studio(state)?;
    match here(state) {
        Some(open) if open.editor.is_locked() => Err(TEMPLATE),
        _ => Ok(()),
    }
}

fn selected_unlocked(state: &State) -> Result<(), &'static str> {
    unlocked(state)?;
    selected(state)
}

/// Why what is selected cannot be changed where all of it is locked.
pub const LOCKED: &str = "What is selected is locked: unlock it first, by the padlock in the list of layers";

/// Only where something is selected that is not locked.
fn selected_free(state: &State) -> Result<(), &'static str> {
    selected(state)?;
    match here(state) {
        Some(open) if open.editor.is_all_locked() => Err(LOCKED),
        _ => Ok(()),
    }
}

fn free_unlocked(state: &State) -> Result<(), &'static str> {
    unlocked(state)?;
    selected_free(state)
}

/// A path is being drawn, or a part of an element is worked on.
fn is_inside(state: &State) -> bool {
    here(state).is_some_and(|open| open.editor.pen().is_some() || open.editor.is_inside())
}

/// What goes on inside an element is a matter of its look, which a template may leave open.
fn can_delete(state: &State) -> Result<(), &'static str> {
    match is_inside(state) {
        true => Ok(()),
        false => free_unlocked(state),
    }
}

fn selected(state: &State) -> Result<(), &'static str> {
    in_studio(state)?;
    match here(state) {
        Some(open) if !open.editor.selection().is_empty() => Ok(()),
        _ => Err("Select something first"),
    }
}

/// Something is selected, or goes on that has no element yet: a path under way, the page's gradient.
fn inside_or_selected(state: &State) -> Result<(), &'static str> {
    match is_inside(state) {
        true => Ok(()),
        false => selected(state),
    }
}

fn inside_or_free(state: &State) -> Result<(), &'static str> {
    match is_inside(state) {
        true => Ok(()),
        false => selected_free(state),
    }
}

/// A tool is taken that makes something, or there is something to go into.
fn can_enter(state: &State) -> Result<(), &'static str> {
    match here(state) {
        Some(open) if open.editor.tool().puts() => Ok(()),
        _ => inside_or_selected(state),
    }
}

/// The page has guides, and they can be taken away.
fn with_guides(state: &State) -> Result<(), &'static str> {
    unlocked(state)?;
    let page = here(state).and_then(|open| open.seen().pages.get(open.editor.page()));
    match page.map(|page| &page.aids) {
        Some(aids) if !(aids.vertical.is_empty() && aids.horizontal.is_empty()) => Ok(()),
        _ => Err("The page has no guides"),
    }
}

fn can_add_guide(state: &State) -> Result<(), &'static str> {
    unlocked(state)?;
    let page = here(state).and_then(|open| open.seen().pages.get(open.editor.page()));
    match page {
        Some(page) if page.aids.locked => Err("Unlock the guides first"),
        _ => Ok(()),
    }
}

/// Something was entered that can be left.
fn can_leave(state: &State) -> Result<(), &'static str> {
    in_studio(state)?;
    match here(state) {
        Some(open) if open.editor.entered().is_some() => Ok(()),
        _ => Err("No group is entered"),
    }
}

fn with_picture(state: &State) -> Result<(), &'static str> {
    selected_free(state)?;
    match here(state).map(|open| open.editor.selected()).as_deref() {
        Some([only]) if is_picture(only) => Ok(()),
        _ => Err("Select a picture first"),
    }
}

fn with_replaceable(state: &State) -> Result<(), &'static str> {
    selected_free(state)?;
    match here(state) {
        Some(open) if open.editor.can_replace() => Ok(()),
        _ => Err("Select a picture first"),
    }
}

fn with_text(state: &State) -> Result<(), &'static str> {
    selected_free(state)?;
    match here(state) {
        Some(open) if open.editor.has_letters() => Ok(()),
        _ => Err("Select a text first"),
    }
}

fn with_gradient(state: &State) -> Result<(), &'static str> {
    in_studio(state)?;
    match here(state).and_then(|open| open.editor.gradient_here()) {
        Some(_) => Ok(()),
        None => Err("Select something with a gradient first"),
    }
}

fn with_shapes(state: &State) -> Result<(), &'static str> {
    selected_free(state)?;
    match here(state).and_then(|open| open.editor.convertible().next()) {
        Some(_) => Ok(()),
        None => Err("Select a shape or a line first"),
    }
}

fn with_more_than(state: &State, least: usize, why: &'static str) -> Result<(), &'static str> {
    in_studio(state)?;
    match here(state) {
        Some(open) if open.editor.selection().len() >= least => Ok(()),
        _ => Err(why),
    }
}

fn can_group(state: &State) -> Result<(), &'static str> {
    unlocked(state)?;
    with_more_than(state, 2, "Select several elements first")
}

fn with_three(state: &State) -> Result<(), &'static str> {
    with_more_than(state, 3, "Select three elements or more first")
}

fn with_group(state: &State) -> Result<(), &'static str> {
    free_unlocked(state)?;
    let is_group = |element: &&Element| matches!(element.content, ElementContent::Group(_));
    match here(state) {
        Some(open) if open.editor.selected().iter().any(is_group) => Ok(()),
        _ => Err("Select a group first"),
    }
}

fn can_mask(state: &State) -> Result<(), &'static str> {
    unlocked(state)?;
    here(state).map_or(Ok(()), |open| open.editor.masking().map(drop))
}

fn locked(state: &State) -> Result<(), &'static str> {
    in_studio(state)?;
    match here(state) {
        Some(open) if open.editor.is_locked() => Ok(()),
        _ => Err("Only a template that is locked can be unlocked"),
    }
}

fn can_paste_style(state: &State) -> Result<(), &'static str> {
    selected_free(state)?;
    match state.studio.style {
        Some(_) => Ok(()),
        None => Err("Copy the style of something first"),
    }
}

fn can_undo(state: &State) -> Result<(), &'static str> {
    in_studio(state)?;
    match here(state).map(|open| &open.editor) {
        // While the pen draws, its last point is taken back.
        Some(editor) if editor.pen().is_some() || editor.history().undo_name().is_some() => Ok(()),
        _ => Err("Nothing was changed yet"),
    }
}

fn can_redo(state: &State) -> Result<(), &'static str> {
    in_studio(state)?;
    match here(state).and_then(|open| open.editor.history().redo_name()) {
        Some(_) => Ok(()),
        None => Err("Nothing was undone"),
    }
}

/// A line for each: its id, label, icon, keys, when it can be done, and what it does.
macro_rules! commands {
    ($($id:literal, $label:literal, $icon:ident, $keys:expr, $rule:ident => $command:expr;)*) => {
        &[$(Listed {
            id: $id,
            label: $label,
            icon: icons::$icon,
            shortcut: $keys,
            command: || $command.into(),
            enabled: $rule,
        }),*]
    };
}

pub const LISTED: &[Listed] = commands! {
    // Tools.
    "tool-select", "Select and move", SELECT, key(NONE, Key::V), in_studio => Command::Take(Tool::Select);
    "tool-text", "Draw a text", TEXT, key(NONE, Key::T), unlocked => Command::Take(Tool::Text);
    "tool-rectangle", "Draw a rectangle", RECTANGLE, key(NONE, Key::R), unlocked => Command::Take(Tool::Rectangle);
    "tool-ellipse", "Draw an ellipse", ELLIPSE, key(NONE, Key::E), unlocked => Command::Take(Tool::Ellipse);
    "tool-line", "Draw a line", LINE, key(NONE, Key::L), unlocked => Command::Take(Tool::Line);
    "tool-arrow", "Draw an arrow", ARROW, key(SHIFT, Key::L), unlocked => Command::Take(Tool::Arrow);
    "tool-polygon", "Draw a polygon", POLYGON, key(SHIFT, Key::R), unlocked => Command::Take(Tool::Polygon { sides: 6 });
    "tool-star", "Draw a star", STAR, key(NONE, Key::S), unlocked => Command::Take(Tool::Star { points: 5, inner: 0.5 });
    "tool-seal", "Draw a seal", SEAL, key(SHIFT, Key::S), unlocked => Command::Take(Tool::Ornament(OrnamentKind::Seal));
    "tool-ribbon", "Draw a ribbon", RIBBON, None, unlocked => Command::Take(Tool::Ornament(OrnamentKind::Ribbon));
    "tool-border", "Draw a border", BORDER, None, unlocked => Command::Take(Tool::Ornament(OrnamentKind::Border));
    "tool-guilloche", "Draw a guilloche", GUILLOCHE, None, unlocked => Command::Take(Tool::Ornament(OrnamentKind::Guilloche));
    "tool-rosette", "Draw a rosette", ROSETTE, None, unlocked => Command::Take(Tool::Ornament(OrnamentKind::Rosette));
    "tool-pen", "Draw a path with the pen", INK_PEN, key(NONE, Key::P), unlocked => Command::Take(Tool::Pen);
    "eyedropper", "Take a colour from the page", EYEDROPPER, key(NONE, Key::I), in_studio => Command::Inside(inside::Command::Pick(None));
    "tool-image", "Place an image…", IMAGE, key(SHIFT, Key::I), unlocked => Command::PickImage;
    "tool-qr", "Draw a QR code", QR, key(NONE, Key::Q), unlocked => Command::Take(Tool::Qr);
    // Changes.
    "undo", "Undo", UNDO, ctrl(Key::Z), can_undo => Action::Undo;
    "redo", "Redo", REDO, key(CTRL_SHIFT, Key::Z), can_redo => Action::Redo;
    "delete", "Delete what is selected", DELETE, key(NONE, Key::Delete), can_delete => Action::Delete;
    "copy", "Copy", COPY, ctrl(Key::C), selected => Action::Copy;
    "copy-png", "Copy as a PNG picture", IMAGE, None, selected => Action::CopyAs(Form::Png);
    "copy-svg", "Copy as an SVG drawing", SHAPES, None, selected => Action::CopyAs(Form::Svg);
    "cut", "Cut", CUT, ctrl(Key::X), free_unlocked => Action::Cut;
    "paste", "Paste", PASTE, ctrl(Key::V), unlocked => Action::Paste;
    "paste-in-place", "Paste in place", PASTE, key(CTRL_SHIFT, Key::V), unlocked => Action::PasteInPlace;
    "duplicate", "Duplicate", COPY, ctrl(Key::D), free_unlocked => Action::Duplicate;
    "save-component", "Save as component…", ADD, key(CTRL_ALT, Key::K), selected => super::super::kept::Command::EditComponent(Some(String::new()));
    "copy-style", "Copy the style", STYLE, key(CTRL_ALT, Key::C), selected => Action::CopyStyle;
    "paste-style", "Paste the style", STYLE, key(CTRL_ALT, Key::V), can_paste_style => Action::PasteStyle;
    "order-forward", "Bring forward", UP, key(CTRL, Key::ArrowUp), free_unlocked => Action::Order(Order::Forward);
    "order-backward", "Send backward", EXPAND, key(CTRL, Key::ArrowDown), free_unlocked => Action::Order(Order::Backward);
    "order-front", "Bring to front", TO_FRONT, key(CTRL_SHIFT, Key::ArrowUp), free_unlocked => Action::Order(Order::Front);
    "order-back", "Send to back", TO_BACK, key(CTRL_SHIFT, Key::ArrowDown), free_unlocked => Action::Order(Order::Back);
    "crop", "Crop the picture", CROP, key(NONE, Key::C), with_picture => Action::Crop;
    "replace-image", "Replace the picture…", IMAGE, None, with_replaceable => Command::PickReplacement;
    "edit-gradient", "Edit the gradient on the page", GRADIENT, key(NONE, Key::D), with_gradient => Action::Gradient;
    "to-path", "Convert to a path", POINTS, None, with_shapes => Action::ToPath;
    "bold", "Bold, or regular", BOLD, ctrl(Key::B), with_text => Action::Emphasis(Emphasis::Bold);
    "italic", "Italic, or upright", ITALIC, ctrl(Key::I), with_text => Action::Emphasis(Emphasis::Italic);
    "underline", "Underlined, or not", UNDERLINE, ctrl(Key::U), with_text => Action::Emphasis(Emphasis::Underline);
    "group", "Group", GROUP, ctrl(Key::G), can_group => Action::Group;
    "ungroup", "Ungroup", UNGROUP, key(CTRL_SHIFT, Key::G), with_group => Action::Ungroup;
    "mask", "Mask, or release the mask", MASK, ctrl(Key::M), can_mask => Action::Mask;
    "lock", "Lock or unlock", LOCK, key(CTRL_SHIFT, Key::L), selected_unlocked => Action::Lock;
    "hide", "Hide or show", HIDDEN, key(CTRL_SHIFT, Key::H), selected_unlocked => Action::Hide;
    "align-left", "Align to the left", ALIGN_LEFT, alt(Key::A), selected_free => Action::Align(Side::Left);
    "align-center", "Align to the middle across", ALIGN_CENTER, alt(Key::H), selected_free => Action::Align(Side::Center);
    "align-right", "Align to the right", ALIGN_RIGHT, alt(Key::D), selected_free => Action::Align(Side::Right);
    "align-top", "Align to the top", ALIGN_TOP, alt(Key::W), selected_free => Action::Align(Side::Top);
    "align-middle", "Align to the middle down", ALIGN_MIDDLE, alt(Key::V), selected_free => Action::Align(Side::Middle);
    "align-bottom", "Align to the bottom", ALIGN_BOTTOM, alt(Key::S), selected_free => Action::Align(Side::Bottom);
    "page-left", "Align to the page's left", ALIGN_LEFT, None, selected_free => Action::AlignToPage(Side::Left);
    "page-center", "Centre on the page across", ALIGN_CENTER, None, selected_free => Action::AlignToPage(Side::Center);
    "page-right", "Align to the page's right", ALIGN_RIGHT, None, selected_free => Action::AlignToPage(Side::Right);
    "page-top", "Align to the page's top", ALIGN_TOP, None, selected_free => Action::AlignToPage(Side::Top);
    "page-middle", "Centre on the page down", ALIGN_MIDDLE, None, selected_free => Action::AlignToPage(Side::Middle);
    "page-bottom", "Align to the page's bottom", ALIGN_BOTTOM, None, selected_free => Action::AlignToPage(Side::Bottom);
    "distribute-across", "Equal gaps across", DISTRIBUTE_ACROSS, key(CTRL_SHIFT_ALT, Key::H), with_three => Action::Distribute(Axis::X);
    "distribute-down", "Equal gaps down", DISTRIBUTE_DOWN, key(CTRL_SHIFT_ALT, Key::V), with_three => Action::Distribute(Axis::Y);
    "flip-horizontal", "Flip left and right", FLIP, key(SHIFT, Key::H), free_unlocked => Action::Flip(Flip::Horizontal);
    "flip-vertical", "Flip top and bottom", FLIP_DOWN, key(SHIFT, Key::V), free_unlocked => Action::Flip(Flip::Vertical);
    "opacity-10", "Opacity 10 %", OPACITY, key(NONE, Key::Num1), selected_free => Action::Opacity(1);
    "opacity-20", "Opacity 20 %", OPACITY, key(NONE, Key::Num2), selected_free => Action::Opacity(2);
    "opacity-30", "Opacity 30 %", OPACITY, key(NONE, Key::Num3), selected_free => Action::Opacity(3);
    "opacity-40", "Opacity 40 %", OPACITY, key(NONE, Key::Num4), selected_free => Action::Opacity(4);
    "opacity-50", "Opacity 50 %", OPACITY, key(NONE, Key::Num5), selected_free => Action::Opacity(5);
    "opacity-60", "Opacity 60 %", OPACITY, key(NONE, Key::Num6), selected_free => Action::Opacity(6);
    "opacity-70", "Opacity 70 %", OPACITY, key(NONE, Key::Num7), selected_free => Action::Opacity(7);
    "opacity-80", "Opacity 80 %", OPACITY, key(NONE, Key::Num8), selected_free => Action::Opacity(8);
    "opacity-90", "Opacity 90 %", OPACITY, key(NONE, Key::Num9), selected_free => Action::Opacity(9);
    "opacity-100", "Opacity 100 %", OPACITY, key(NONE, Key::Num0), selected_free => Action::Opacity(10);
    "shadow", "Add or remove a shadow", STYLE, None, selected_free => Action::Shadow;
    // Selecting.
    "select-all", "Select all", SELECT_ALL, ctrl(Key::A), in_studio => Action::SelectAll;
    "select-next", "Select the next element", RIGHT, key(NONE, Key::Tab), in_studio => Action::Next;
    "select-previous", "Select the previous element", LEFT, key(SHIFT, Key::Tab), in_studio => Action::Previous;
    "select-into", "Edit inside, or place", EDIT, key(NONE, Key::Enter), can_enter => Action::Into;
    "select-out", "Leave the group", BACK, key(SHIFT, Key::Enter), can_leave => Action::Out;
    "escape", "Cancel, or select nothing", CLOSE, key(NONE, Key::Escape), in_studio => Action::Escape;
    // Moving.
    "nudge-left", "Nudge to the left", LEFT, key(NONE, Key::ArrowLeft), inside_or_free => Action::Nudge(Way::Left);
    "nudge-right", "Nudge to the right", RIGHT, key(NONE, Key::ArrowRight), inside_or_free => Action::Nudge(Way::Right);
    "nudge-up", "Nudge up", UP, key(NONE, Key::ArrowUp), inside_or_free => Action::Nudge(Way::Up);
    "nudge-down", "Nudge down", EXPAND, key(NONE, Key::ArrowDown), inside_or_free => Action::Nudge(Way::Down);
    "push-left", "Nudge far to the left", LEFT, key(SHIFT, Key::ArrowLeft), inside_or_free => Action::Push(Way::Left);
    "push-right", "Nudge far to the right", RIGHT, key(SHIFT, Key::ArrowRight), inside_or_free => Action::Push(Way::Right);
    "push-up", "Nudge far up", UP, key(SHIFT, Key::ArrowUp), inside_or_free => Action::Push(Way::Up);
    "push-down", "Nudge far down", EXPAND, key(SHIFT, Key::ArrowDown), inside_or_free => Action::Push(Way::Down);
    // Seeing.
    "zoom-full", "Zoom to 100 %", ZOOM_IN, key(SHIFT, Key::Num0), in_studio => Action::ZoomFull;
    "zoom-fit", "Zoom to the page", FIT, key(SHIFT, Key::Num1), in_studio => Action::ZoomFit;
    "zoom-selection", "Zoom to the selection", CENTER, key(SHIFT, Key::Num2), selected => Action::ZoomSelection;
    "zoom-in", "Zoom in", ZOOM_IN, key(NONE, Key::Z), in_studio => Action::ZoomIn;
    "zoom-out", "Zoom out", ZOOM_OUT, key(SHIFT, Key::Z), in_studio => Action::ZoomOut;
    "rulers", "Show or hide the rulers", RULER, key(CTRL_SHIFT, Key::R), in_studio => Action::Toggle(Aid::Rulers);
    "guides", "Show or hide the guides", RULER, key(SHIFT, Key::G), in_studio => Action::Toggle(Aid::Guides);
    "lock-guides", "Lock or unlock the guides", LOCK, None, unlocked => Action::Toggle(Aid::LockGuides);
    "guide-vertical", "Add a vertical guide", RULER, None, can_add_guide => Action::Toggle(Aid::AddGuide(Axis::X));
    "guide-horizontal", "Add a horizontal guide", RULER, None, can_add_guide => Action::Toggle(Aid::AddGuide(Axis::Y));
    "clear-guides", "Remove all guides", DELETE, None, with_guides => Action::Toggle(Aid::ClearGuides);
    "grid", "Show or hide the grid", GRID, key(NONE, Key::G), in_studio => Action::Toggle(Aid::Grid);
    "margins", "Show or hide the margins", MARGINS, key(SHIFT, Key::M), in_studio => Action::Toggle(Aid::Margins);
    "bleed", "Show or hide bleed and safe area", MARGINS, key(SHIFT, Key::B), in_studio => Action::Toggle(Aid::Bleed);
    "snap-page", "Snap to the page, or not", SNAP, None, in_studio => Action::Toggle(Aid::SnapPage);
    "snap-elements", "Snap to elements, or not", SNAP, None, in_studio => Action::Toggle(Aid::SnapElements);
    "snap-spacing", "Snap to equal gaps and sizes, or not", SNAP, None, in_studio => Action::Toggle(Aid::SnapSpacing);
    "snap-guides", "Snap to guides, or not", SNAP, None, in_studio => Action::Toggle(Aid::SnapGuides);
    "snap-grid", "Snap to the grid, or not", SNAP, None, in_studio => Action::Toggle(Aid::SnapGrid);
    "show-layers", "Show the layers", LAYERS, alt(Key::Num1), in_studio => Command::ShowLeft(LeftTab::Layers);
    "show-fields", "Show the fields", FIELD, alt(Key::Num2), in_studio => Command::ShowLeft(LeftTab::Fields);
    "show-assets", "Show the files of the design", PICTURES, alt(Key::Num3), in_studio => Command::ShowLeft(LeftTab::Assets);
    "show-inspector", "Show what is selected in the inspector", EDIT, None, in_studio => Command::ShowRight(RightTab::Inspector);
    "show-history", "Show the history and the versions", HISTORY, None, in_studio => Command::ShowRight(RightTab::History);
    "show-problems", "Show the problems of the design", WARNING, None, in_studio => Command::ShowRight(RightTab::Problems);
    "page-before", "Go to the page before", LEFT, key(CTRL, Key::PageUp), with_pages => Command::TurnPage(-1);
    "page-next", "Go to the next page", RIGHT, key(CTRL, Key::PageDown), with_pages => Command::TurnPage(1);
    "page-add", "Add a page", ADD, None, unlocked => Action::Page(Paging::Add);
    "page-duplicate", "Duplicate this page", COPY, None, unlocked => Action::Page(Paging::Duplicate);
    "page-remove", "Remove this page", DELETE, None, can_remove_page => Action::Page(Paging::Remove);
    "row-before", "Show the row before", LEFT, key(NONE, Key::PageUp), can_step => Command::Data(data::Command::Step(-1));
    "row-next", "Show the next row", RIGHT, key(NONE, Key::PageDown), can_step => Command::Data(data::Command::Step(1));
    "row-longest", "Show the longest row", SEARCH, None, with_rows => Command::Data(data::Command::Find(Kind::Longest));
    "row-shortest", "Show the shortest row", SEARCH, None, with_rows => Command::Data(data::Command::Find(Kind::Shortest));
    "row-widest", "Show the widest row", SEARCH, None, with_rows => Command::Data(data::Command::Find(Kind::Widest));
    "row-right-to-left", "Show a row from right to left", SEARCH, None, with_rows => Command::Data(data::Command::Find(Kind::RightToLeft));
    "row-missing", "Show a row that lacks a value", SEARCH, None, with_rows => Command::Data(data::Command::Find(Kind::Missing));
    "heat", "Show or hide where the texts of all rows lie", HEAT, key(SHIFT, Key::F), with_rows => Command::Data(data::Command::Heat);
    "preview-design", "Show as recipients see it", EYE, key(SHIFT, Key::P), in_studio => Action::Preview;
    "keys", "Show all keys of the studio", KEYBOARD, key(NONE, Key::F1), in_studio => Action::Keys;
    "save-version", "Save a version…", HISTORY, key(CTRL_ALT, Key::S), in_studio => Command::Versions(versions::Command::Ask(Some(Default::default())));
    "unlock-template", "Unlock template…", UNLOCK, None, locked => Command::AskUnlock(true);
    "save-design", "Save the design", CHECK, ctrl(Key::S), in_studio => Command::Save(false);
};

/// The headings of the sheet of keys, each with the first command under it.
const HEADINGS: [(&str, &str); 10] = [
    ("Tools", "tool-select"),
    ("Edit", "undo"),
    ("Arrange", "order-forward"),
    ("Opacity", "opacity-10"),
    ("Select", "select-all"),
    ("Move", "nudge-left"),
    ("Zoom", "zoom-full"),
    ("Rulers, guides, snapping", "rulers"),
    ("Panels and rows", "show-layers"),
    ("Design", "preview-design"),
];

/// The commands under their headings, in their order.
pub fn by_heading() -> impl Iterator<Item = (&'static str, &'static [Listed])> {
    let at = |index: usize| {
        let first = HEADINGS.get(index).map(|(_, first)| *first);
        first.and_then(|first| LISTED.iter().position(|listed| listed.id == first))
    };
    HEADINGS.iter().enumerate().filter_map(move |(index, (heading, _))| {
        let end = at(index + 1).unwrap_or(LISTED.len());
        Some((*heading, LISTED.get(at(index)?..end)?))
    })
}

/// The commands that lead to the studio from elsewhere.
pub const ENTRY: &[Listed] = commands! {
    "new-design", "New design…", ADD, key(CTRL_SHIFT, Key::N), in_workspace => Command::EditNew(Some(Default::default()));
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_under_one_heading() {
        let under: Vec<&str> = by_heading().flat_map(|(_, of)| of).map(|listed| listed.id).collect();
        let all: Vec<&str> = LISTED.iter().map(|listed| listed.id).collect();
        assert_eq!(under, all);
        assert_eq!(by_heading().count(), HEADINGS.len());
    }
}
