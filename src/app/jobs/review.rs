//! Work of what is under review on threads, and its answers.

/// What comes back.
#[derive(Debug)]
pub enum Answer {}
