//! The window by what a person sees: found by accessible names, with real files and a real workspace.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test or a measurement stops where it fails"
)]

mod create;
mod credential;
mod designs;
mod group;
mod home;
mod look;
mod look_review;
mod publish;
mod review;
mod settings;
mod start;
mod world;
