//! Work of published credentials on threads, and its answers.

/// What comes back.
#[derive(Debug)]
pub enum Answer {}
