//! Work of publishing on threads, and its answers.

/// What comes back.
#[derive(Clone, Copy, Debug)]
pub enum Answer {}
