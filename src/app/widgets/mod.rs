//! The pieces that screens are made of. They know the theme, not the state: what they show comes in, what happened comes
//! back.

mod banner;
mod button;
mod calendar;
mod date;
mod dialog;
mod drawing;
mod field;
mod focus;
pub mod icons;
mod name;
mod picture;
mod problem;
mod segments;
mod select;
mod selection;
mod settled;
mod slider;
mod squares;
mod stepper;
mod steps;
mod strip;
mod surface;
mod table;
mod tile;

pub use banner::banner;
pub use button::{Button, changing, icon_button, icon_toggle, only_reading, set_only_reading};
pub use date::date_field;
pub use dialog::{Dialog, Left, Read, dialog, escaped, modal, reading};
pub use drawing::Drawing;
pub use field::{
    PathEvent, entered, field, field_of, labelled, labelled_or_wrong, path_field, proposes, search_field, select_all,
    text_area,
};
pub use focus::{
    asks_menu, begins_at, by_keys, dialog_over_all, dragged_until_escape, first_thing, focus_ring, held_keys,
    is_dialog_open, is_waited_for, note_input, note_waiting, over_all, pressed_escape, reveal, said_first, shows_focus,
};
pub use name::{NameLabel, Sentence, hint_text, in_one_line, is_right_to_left, name_field, name_field_of, text_edit};
pub use picture::{picture, picture_through};
pub use problem::{note_line, problem_box};
pub use segments::{Face, segments};
pub use select::{arrow_step, check_box, check_mark, face, offer, select, select_dense};
pub use selection::{Pressed, Selection};
pub use slider::slider;
pub use squares::squares;
pub use stepper::{Step, StepState, stepper, stepper_wide};
pub use steps::step_keys;
pub use strip::strip;
pub use surface::{
    Tone, at_end, card, chip, drop_over, empty, heading, leave_below, page, page_heading, progress_bar, progress_line,
    raised, scroll_page, spaced, state_chip, tab, tab_wide, well, within,
};
pub use table::{Column, Table, Touched, fitting};
pub use tile::{GroupTile, Tile, group_tile, tile, tiles};

pub use super::settings::{count, counted};

use egui::Ui;

/// Tells assistive technology that what is drawn here now is part of a set of so many, of which only those in sight are
/// there.
pub fn set_of(ui: &Ui, role: egui::Role, name: &str, count: usize) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_label(name);
        match role {
            egui::Role::Table => node.set_row_count(count),
            _ => node.set_size_of_set(count),
        }
    });
}
