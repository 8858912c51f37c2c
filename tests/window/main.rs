//! The window by what a person sees: found by accessible names, with real files and a real workspace.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test or a measurement stops where it fails"
)]

mod create;
mod group;
mod home;
mod look;
mod start;
mod world;
