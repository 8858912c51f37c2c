//! The palette of commands while it is open.

use super::super::command::{Listed, listed};

#[derive(Clone, Debug, Default)]
pub struct Palette {
    pub words: String,
}

impl Palette {
    /// The commands in whose labels all words occur, in any case.
    pub fn found(&self) -> Vec<&'static Listed> {
        let words: Vec<String> = self.words.split_whitespace().map(str::to_lowercase).collect();
        // The palette is open already.
        listed()
            .filter(|listed| listed.id != "palette")
            .filter(|listed| {
                let label = listed.label.to_lowercase();
                words.iter().all(|word| label.contains(word.as_str()))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_must_occur() {
        let found = |words: &str| {
            let palette = Palette {
                words: words.to_owned(),
            };
            palette.found().iter().map(|listed| listed.id).collect::<Vec<_>>()
        };
        assert_eq!(found("DARK appear"), ["dark"]);
        assert!(found("").len() > 5);
        assert!(found("dark zebra").is_empty());
    }
}
