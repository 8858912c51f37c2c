//! Accolade designs certificates and badges, issues them to people by the thousand, and publishes them.
//!
//! The modules are listed from the ground up, which is the order to read them in. What each may import is a table in
//! `tests/tidy`; `ARCHITECTURE.md` says why.

pub mod units;
pub mod diag;
pub mod progress;
pub mod files;
pub mod model;
pub mod locale;
pub mod worker;
pub mod images;
pub mod fonts;
pub mod scene;
pub mod text;
pub mod store;
pub mod import;
pub mod designfile;
pub mod compose;
pub mod render;
pub mod studio;
pub mod issue;
pub mod publish;
pub mod app;
pub mod cli;
