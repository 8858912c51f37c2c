//! What the screens of what is under review show and what is chosen there.

#[derive(Clone, Debug, Default)]
pub struct Review {}
