//! Work of making credentials: group, recipients, check, generate on threads, and its answers.

/// What comes back.
#[derive(Clone, Copy, Debug)]
pub enum Answer {}
