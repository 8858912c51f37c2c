//! What leaves the house: the files of published credentials, their pages for recipients, and copies of both.
//!
//! ```text
//! <workspace>/published/                      authoritative
//!     <credential id>/index.html              the page of the current revision: what `{issuer.url}/c/{id}` serves
//!     <credential id>/<revision>/             frozen once the publication is acknowledged
//!         Zoë Müller.pdf  Zoë Müller.png  Zoë Müller badge.png   (a second page: “Zoë Müller p2.png”)
//!         files.sha256                        index of the files beside it, as `sha256sum -c` reads it
//!         index.html                          only when superseded: says so and leads to the current page
//!     .pending/                               credentials whose pages may be behind the journal ([`pending`])
//! <copy>/
//!     Zoë Müller – DP-2026-00042.html  .pdf  .png   and so on for all in one folder
//!     files.sha256
//! ```
//!
//! Page and index are kept apart on purpose: a page changes with the state of its credential, what the index of a
//! revision names never does. The page exists once per credential, because it carries its picture within.
//!
//! The order of a publication, which makes it safe to kill at any instant: note the credentials as pending, write and
//! flush their revisions, let the store acknowledge, write the current pages and copies, flush, clear the note. Every
//! function here can be repeated: what is there and right is left alone, what is half written is written anew. Whoever
//! opens the workspace after a kill lets [`finish`] bring the folder to what the store says.
//!
//! Which of the files are made is chosen ([`Parts`]); the page always is, because it is what an address leads to.

mod chunk;
mod copies;
pub mod copy;
pub mod demo;
mod draft;
pub mod drawing;
pub mod files;
pub mod index;
pub mod job;
mod list;
mod mend;
pub mod names;
pub mod page;
pub mod pending;
pub mod press;
mod resume;
#[cfg(test)]
mod job_tests;
#[cfg(test)]
mod scan_tests;
mod seen;
mod step;
mod steps;
pub mod view;

mod language;
#[cfg(test)]
mod testing;

pub use copies::check as check_copies;
pub use copy::Copy;
pub use draft::{draft_page, draft_view};
pub use files::{Durability, Rendered};
pub use job::{PublishOptions, Published, Selection, holding, publish};
pub use list::write_list;
pub use mend::mend;
pub use resume::{finish, unfinished};
pub use seen::view_of;
pub use step::{Stepped, Together, step, step_together};
pub use steps::{SteppedAll, step_all};
pub use view::{About, FileKind, Parts, RecipientView, Standing};
