//! What the screens of publishing show and what is chosen there.

#[derive(Clone, Debug, Default)]
pub struct Publish {}
