//! What the screens of the settings show and what is chosen there.

#[derive(Clone, Debug, Default)]
pub struct Settings {}
