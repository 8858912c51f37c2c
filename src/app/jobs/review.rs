//! Work of what is under review on threads, and its answers.

/// What comes back.
#[derive(Clone, Copy, Debug)]
pub enum Answer {}
