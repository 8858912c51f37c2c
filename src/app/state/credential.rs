//! What the screens of published credentials show and what is chosen there.

#[derive(Clone, Debug, Default)]
pub struct Credential {}
