//! Work of designs on threads, and its answers.

/// What comes back.
#[derive(Debug)]
pub enum Answer {}
