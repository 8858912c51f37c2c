//! What the screens of making credentials: group, recipients, check, generate show and what is chosen there.

#[derive(Clone, Debug, Default)]
pub struct Create {}
