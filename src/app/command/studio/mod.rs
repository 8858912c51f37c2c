//! Commands of the design studio.
//!
//! What the hand does on the canvas comes as it happens ([`Command::Press`] and so on); what a panel changes is an
//! [`Edit`] ([`Command::Edit`], or [`Command::Propose`] while a value is dragged); what has no more to say than its name
//! is an [`Action`], and stands with its keys in [`LISTED`].

pub mod data;
pub mod fonts;
pub mod inside;
mod listed;
pub mod typing;
pub mod versions;

use std::path::PathBuf;
use std::sync::Arc;

use egui::{ColorImage, Pos2, Rect, Vec2};

use crate::diag::Place;
use crate::model::{DesignId, Edit, Flip, Spot};
use crate::studio::measure::Unit;
use crate::studio::{Axis, Number, Order, Pointer, Side, Snap, Tool};
use crate::units::{Color, Point};

use super::super::state::studio::new::NewDesign;
use super::super::state::studio::{Beside, LeftTab, RightTab};
use super::Command as AnyCommand;

pub use listed::{ENTRY, LISTED, LOCKED, TEMPLATE, by_heading};

/// What is done there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Opens the dialog that asks for the size of a new design, changes what is said in it, or closes it.
    EditNew(Option<NewDesign>),
    /// Makes the new design and opens it.
    Create,
    /// Reads a design to work on it.
    Open(DesignId),
    /// The part of the screen that the canvas has.
    Room(Rect),
    /// A press on the canvas with the main button; 2 for the second of a double click.
    Press(Pointer, u8),
    /// What is done to the text that is edited in its place.
    Type(typing::Typing),
    /// The pointer or a key moved since.
    Drag(Pointer),
    Release(Pointer),
    Pan(Vec2),
    /// What is at a point of the screen becomes larger by a factor and stays there.
    ZoomAt(Pos2, f64),
    ZoomTo(f64),
    Take(Tool),
    Do(Action),
    /// A change as one step with its name.
    Edit(String, Edit),
    /// The same, with what is selected after it.
    EditSelecting(String, Edit, Vec<String>),
    /// One of those that change the design, by a key that is pressed again and again: right after another one that did
    /// the same thing it is one step with that.
    GoOn(Box<Command>),
    /// Shows a change without doing it, as while a value is dragged.
    Propose(String, Edit),
    /// Does what is shown.
    Accept,
    /// Takes back what is shown, or the gesture under way.
    Cancel,
    Select(Vec<String>),
    /// Goes back or on to where so many steps are done.
    JumpTo(usize),
    GoToPage(usize),
    /// So many pages on, or back, as far as there are any.
    TurnPage(isize),
    /// Selects what is named and shows it as large as fits.
    ZoomToElement(String),
    /// Gives a number of the selection what was typed, such as “12mm + 3”.
    TypeNumber(Number, String),
    /// Says why a field did not take what was typed.
    Refuse(String),
    /// The same with a value in the core's unit, as when dragging ends.
    SetNumber(Number, f64),
    /// Shows it without doing it.
    ShowNumber(Number, f64),
    /// Gives what is selected this gap, in points.
    SetGap(Axis, f64),
    Lock(Vec<String>, bool),
    Hide(Vec<String>, bool),
    /// Puts elements elsewhere in the order, or into a group; they stay where they stand.
    Put(Vec<String>, Spot),
    SetUnit(Unit),
    SetSnap(Snap),
    ShowLeft(LeftTab),
    ShowRight(RightTab),
    /// Shows a panel in a window that has not room for both; without one, what there is room for.
    ShowOver(Option<Beside>),
    /// Opens the menu of the canvas at a point of the screen, or closes it.
    Menu(Option<Pos2>),
    /// The words by which the sheet of keys is searched.
    SearchKeys(String),
    /// Whether elements are scaled with their page when that is resized.
    ScaleWithPage(bool),
    /// Asks for a picture with the system's dialog.
    PickImage,
    /// Puts pictures from files on the page: at a point of it, or in the middle of what is seen.
    Place(Vec<PathBuf>, Option<Point>),
    PasteText(String),
    /// Pastes what is no text: the toolkit's picture of it, where it has one.
    PasteOther(Option<Arc<ColorImage>>),
    /// Saves the design; `true` leaves the studio then.
    Save(bool),
    /// Draws what is under review with the newest revision, or leaves it.
    Rerender(bool),
    /// Goes back to what is saved.
    Discard,
    /// Tries once more to keep what could not be kept.
    KeepNow,
    /// Gives that up, so that another design can be opened.
    GiveUp,
    /// Asks for a picture that takes the place of those that are selected.
    PickReplacement,
    /// Shows a smaller version of the picture that a note is about, wherever it stands.
    Slim(Place),
    Fonts(fonts::Command),
    Inside(inside::Command),
    /// A colour was chosen, and is offered again.
    UsedColor(Color),
    Versions(versions::Command),
    /// Opens the question whether a template is unlocked, or closes it.
    AskUnlock(bool),
    /// Makes all of a template changeable until the studio is left, or locks it again.
    Unlock(bool),
    Data(data::Command),
}

/// As what other programs get what was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    Png,
    Svg,
}

/// What has no more to say than its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Undo,
    Redo,
    Delete,
    SelectAll,
    Next,
    Previous,
    /// Edits the selected text, path, picture or gradient, or goes into the selected group; ends what goes on inside.
    Into,
    /// Crops the selected picture, or ends that.
    Crop,
    /// Edits the gradient of what is selected on the page, or ends that.
    Gradient,
    /// Makes paths of the selected shapes.
    ToPath,
    /// Leaves the group that is worked in.
    Out,
    Copy,
    /// For other programs.
    CopyAs(Form),
    Cut,
    /// Asks the system for what was copied.
    Paste,
    PasteInPlace,
    Duplicate,
    CopyStyle,
    PasteStyle,
    Order(Order),
    Group,
    Ungroup,
    /// Groups what is selected with a shape that cuts the rest to its outline, or releases what is masked.
    Mask,
    /// Locks what is selected, or unlocks it when all of it is locked.
    Lock,
    Hide,
    Align(Side),
    AlignToPage(Side),
    Distribute(Axis),
    Flip(Flip),
    /// Gives it to all letters of the selected texts, or takes it from them when all have it.
    Emphasis(Emphasis),
    /// In tenths: 3 for 30 %.
    Opacity(u8),
    /// Gives all that is selected a shadow, or takes it away when all of it has one.
    Shadow,
    /// Ends whatever goes on, the innermost first.
    Escape,
    Nudge(Way),
    /// Ten times as far.
    Push(Way),
    ZoomIn,
    ZoomOut,
    ZoomFull,
    ZoomFit,
    ZoomSelection,
    Toggle(Aid),
    Page(Paging),
    Preview,
    Keys,
}

/// What is done to the page that is worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paging {
    /// An empty one like it is put behind all others.
    Add,
    Duplicate,
    Remove,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Emphasis {
    Bold,
    Italic,
    Underline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    Left,
    Right,
    Up,
    Down,
}

/// What is shown over the page, or drawn to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aid {
    Rulers,
    Guides,
    LockGuides,
    ClearGuides,
    /// A new guide in the middle of what is seen; X for one that is moved across.
    AddGuide(Axis),
    Grid,
    Margins,
    Bleed,
    SnapPage,
    SnapElements,
    SnapSpacing,
    SnapGuides,
    SnapGrid,
}

impl From<Command> for AnyCommand {
    fn from(command: Command) -> AnyCommand {
        AnyCommand::Studio(command)
    }
}

impl From<typing::Typing> for Command {
    fn from(typing: typing::Typing) -> Command {
        Command::Type(typing)
    }
}

impl From<Action> for AnyCommand {
    fn from(action: Action) -> AnyCommand {
        AnyCommand::Studio(Command::Do(action))
    }
}
