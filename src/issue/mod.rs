//! The way of a credential: generated from checked rows, reviewed, corrected, revoked.
//!
//! A [`Desk`] is a workspace with everything needed to draw what is in it. What a row alone can tell was checked in
//! [`crate::import`]; here is what needs the design (fit, letters, empty fields) or the workspace (duplicates, what is
//! there already). Every step of a credential's life is taken here, recorded with who, when and why, and refused where
//! the table in [`crate::model::State::after`] does not allow it.

mod desk;
mod designs;
mod duplicates;
mod fields;
mod generate;
mod groups;
mod number;
mod setup;
mod steps;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod values;

pub use designs::{add_design, install_designs, ready_designs};
pub use desk::{Clock, Desk, Drawn, prepare};
pub use fields::{credential_url, fields_of};
pub use generate::{GenerateOptions, Generated, Source, batch_key, generate, remember_columns, remembered_columns};
pub use groups::{NewGroup, create_group, find_design, find_group};
pub use setup::{checked_issuer_name, create_workspace};
pub use steps::{accept, allow, correct, delete, edit, edited, hold, regenerate, reinstate, release, revoke, suspend};
pub use values::{Edit, parse_edits};
