//! What the screens of credential groups show and what is chosen there.

#[derive(Clone, Debug, Default)]
pub struct Group {}
