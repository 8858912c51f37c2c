//! Work of making credentials: group, recipients, check, generate on threads, and its answers.

/// What comes back.
#[derive(Debug)]
pub enum Answer {}
