//! The window by what a person sees: found by accessible names, with real files and a real workspace.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test or a measurement stops where it fails"
)]

mod compare;
mod create;
mod create_aside;
mod create_asked;
mod create_hands;
mod create_lost;
mod create_pictures;
mod create_steps;
mod credential;
mod designs;
mod focus;
mod group;
mod hardships;
mod home;
mod keyboard;
mod look;
mod look_many;
mod look_review;
mod look_small;
mod look_twice;
mod many;
mod of_designs;
mod pictures;
mod publish;
mod published;
mod reference;
mod resume;
mod review;
mod review_pictures;
mod settings;
mod start;
mod studio;
mod studio_drawn;
mod studio_escape;
mod studio_hands;
mod studio_inside;
mod studio_kept;
mod studio_keys;
mod studio_masks;
mod studio_names;
mod whole_flow;
mod studio_panels;
mod studio_reach;
mod studio_tried;
mod studio_unsaved;
mod studio_words;
mod world;
