//! What was copied, until the system has it.
//!
//! A text is handed to the system's clipboard at the end of a frame, and what is pasted is read from there before a
//! frame begins. Whoever presses both keys in quick succession gets there before: what is read then is older than what
//! was copied.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    text: String,
    /// The frame at whose end the system gets it.
    frame: u64,
}

impl Copied {
    pub fn new(text: String, frame: u64) -> Copied {
        Copied { text, frame }
    }

    /// The text, where a command that is carried out in `frame` has an older one: what came with the keys of a frame is
    /// carried out in the next one.
    pub fn newer(&self, frame: u64) -> Option<&str> {
        (frame <= self.frame + 1).then_some(self.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_before_the_system_had_it_is_older() {
        let copied = Copied::new("B".to_owned(), 7);
        let newer: Vec<Option<&str>> = (7..10).map(|frame| copied.newer(frame)).collect();
        assert_eq!(newer, [Some("B"), Some("B"), None]);
    }
}
