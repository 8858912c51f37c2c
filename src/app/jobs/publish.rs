//! Work of publishing on threads, and its answers.

/// What comes back.
#[derive(Debug)]
pub enum Answer {}
