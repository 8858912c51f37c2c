//! The way of a credential: generated from checked rows, reviewed, corrected, revoked.
//!
//! A [`Desk`] is a workspace with everything needed to draw what is in it. What a row alone can tell was checked in
//! [`crate::import`]; here is what needs the design (fit, letters, empty fields) or the workspace (duplicates, what is
//! there already). Every step of a credential's life is taken here, recorded with who, when and why, and refused where
//! the table in [`crate::model::State::after`] does not allow it.

mod add_fields;
mod ahead;
mod batches;
mod cache;
mod desk;
mod designs;
mod diff;
mod duplicates;
mod earlier;
mod fields;
mod fit;
mod gallery;
mod generate;
mod groups;
mod left_out;
mod library;
mod matters;
mod named;
mod number;
mod opening;
mod remember;
mod row_digest;
mod rows;
mod said;
mod setup;
mod sheet;
mod shelf;
mod steps;
mod studio;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod turns;
mod values;
mod verdict;
mod versions;

pub use add_fields::add_fields;
pub use ahead::remark;
pub use batches::{batches, put_back_batch, take_out_batch};
pub use designs::{Added, add_design, add_design_beside, install_designs, lacking_faces, ready_designs};
pub use desk::{Clock, Desk, Drawn, kit, prepare, read_assets, with_fonts};
pub use diff::{
    Decision, Diff, DiffOptions, FieldChange, How, Incoming, Known, Loss, Part, RowDiff, RowIs, Undo, Undone,
    UpdateOptions, Updated, Why, diff, undo_update, update,
};
pub use duplicates::{Alike, Duplicate, Person, Treatment, Twins, find_duplicates, names_another};
pub use fields::{credential_url, fields_of};
pub use fit::{RowFit, Sample, WorstFits, check_fit, sample_credential, worst_fits};
pub use gallery::{
    Uses, add_font, delete_design, design_file, design_named, design_uses, duplicate_design, list_designs,
    missing_families, rename_design, restore_design,
};
pub use generate::{GenerateOptions, Generated, Source, generate};
pub use groups::{NewGroup, create_group, edit_group, find_design, find_group};
pub use left_out::{leave_out_again, left_again, left_as_they_were, remember_left_as_they_are, remember_left_out};
pub use library::{WorkspaceFont, import_font, remove_font, supply_fonts, workspace_fonts};
pub use matters::{Matter, Matters};
pub use named::{read_named, read_pictures, readable};
pub use number::sample_number;
pub use opening::{batch_key, form_key, made_rows};
pub use remember::{
    Choices, Kept, forget_choices, is_later_version, remember_choices, remember_columns, remembered_choices,
    remembered_columns,
};
pub use rows::{Rows, date_problems, waiting_again};
pub use setup::{IssuerEdit, checked_address, checked_issuer_name, create_workspace, set_issuer};
pub use sheet::{OpenedSheet, open_sheet, remember_sheet};
pub use shelf::{
    Component, NewKept, Shelves, WorkspacePicture, change_kept, component, keep, keep_component, kept_files, put_back,
    remove_kept, shelves, workspace_pictures,
};
pub use steps::{allow, correct, edit, edited};
pub use studio::{
    Working, carry_fonts, create_design, design_pack, discard_working, keep_working, open_working, outdated,
    save_restored, save_working, unsaved_design, working_pack,
};
pub use turns::{Turn, Turned, reinstate, revoke, suspend};
pub use values::{Edit, keep_picture, parse_edits};
pub use verdict::{Judged, Verdict, accept, delete, hold, regenerate, release};
pub use versions::{Version, forget_version, name_version, save_version, version_file, versions};
