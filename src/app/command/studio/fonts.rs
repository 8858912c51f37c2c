//! What the picker of fonts asks for.

#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Looks through the fonts of the design's kit.
    List,
    /// Draws families, each with a text that shows it.
    Draw(Vec<(String, String)>),
    /// Draws families of the workspace or of this computer.
    DrawElsewhere(Vec<String>),
    /// Finds out what these can be used for.
    Sift(Vec<String>),
    /// A family was chosen.
    Used(String),
    /// Takes a family of the workspace or of this computer into the design; it is then given to what is selected.
    Bring(String),
}
