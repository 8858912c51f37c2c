//! What the screens of designs show and what is chosen there.

#[derive(Clone, Debug, Default)]
pub struct Design {}
