//! The search over everything while it is open: what is typed, and what was found.

use super::super::command::{Command, Listed, listed};
use super::super::route::Route;
use super::super::settings::Recent;
use super::words_in;
use super::workspace::{Snapshot, with_words};
use crate::model::State as Life;

/// How many groups, designs and workspaces are shown of each.
const SHOWN: usize = 5;
/// How many commands are shown when words are searched; all of them without words.
const COMMANDS: usize = 8;

#[derive(Clone, Debug, Default)]
pub struct Palette {
    pub words: String,
    /// What the snapshot has, which is known at once.
    pub near: Near,
    /// What the store has, which comes from a thread. What was found before stays until the answer comes.
    pub far: Far,
    /// Whether an answer is awaited.
    pub busy: bool,
}

/// Found in what the window holds.
#[derive(Clone, Debug, Default)]
pub struct Near {
    pub groups: Vec<Hit>,
    pub designs: Vec<Hit>,
    pub workspaces: Vec<Hit>,
}

/// Found in the store.
#[derive(Clone, Debug, Default)]
pub struct Far {
    pub credentials: Vec<Hit>,
    pub batches: Vec<Hit>,
}

/// Something that was found, and what opens it.
#[derive(Clone, Debug)]
pub struct Hit {
    pub label: String,
    /// What tells it from others of the same name.
    pub note: String,
    /// How a credential stands.
    pub state: Option<Life>,
    pub open: Vec<Command>,
}

/// A part of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Groups,
    Credentials,
    Batches,
    Designs,
    Workspaces,
    Commands,
}

impl Part {
    pub fn label(self) -> &'static str {
        match self {
            Part::Groups => "Groups",
            Part::Credentials => "Credentials",
            Part::Batches => "Batches",
            Part::Designs => "Designs",
            Part::Workspaces => "Workspaces",
            Part::Commands => "Commands",
        }
    }
}

impl Palette {
    /// The commands in whose labels all words occur, without regard to case and accents.
    pub fn commands(&self) -> Vec<&'static Listed> {
        // The palette is open already.
        listed()
            .filter(|listed| listed.id != "palette")
            .filter(|listed| words_in(&self.words, listed.label))
            .collect()
    }

    /// How many of the commands are shown.
    pub fn most_commands(&self) -> usize {
        match self.words.trim() {
            "" => usize::MAX,
            _ => COMMANDS,
        }
    }

    /// What was found of a part; commands are [`Palette::commands`].
    pub fn hits(&self, part: Part) -> &[Hit] {
        match part {
            Part::Groups => &self.near.groups,
            Part::Credentials => &self.far.credentials,
            Part::Batches => &self.far.batches,
            Part::Designs => &self.near.designs,
            Part::Workspaces => &self.near.workspaces,
            Part::Commands => &[],
        }
    }
}

impl Near {
    /// Looks for words in the groups, the designs and the workspaces that were opened before.
    pub fn find(words: &str, snapshot: Option<&Snapshot>, recent: &[Recent]) -> Near {
        if words.trim().is_empty() {
            return Near::default();
        }
        let here = snapshot.map(|snapshot| snapshot.dir.as_path());
        let others = recent.iter().filter(|recent| Some(recent.dir.as_path()) != here);
        let workspaces = others
            .filter(|recent| words_in(words, &recent.name))
            .take(SHOWN)
            .map(|recent| Hit {
                label: recent.name.clone(),
                note: recent.dir.display().to_string(),
                state: None,
                open: vec![super::super::command::workspace::Command::Switch(recent.dir.clone()).into()],
            })
            .collect();
        let Some(snapshot) = snapshot else {
            return Near {
                workspaces,
                ..Near::default()
            };
        };
        let groups = with_words(&snapshot.groups, words).into_iter().take(SHOWN);
        let designs = snapshot.gallery.iter().filter(|card| words_in(words, &card.name));
        Near {
            groups: groups
                .map(|card| Hit {
                    label: card.group.title.clone(),
                    note: card.group.code.clone(),
                    state: None,
                    open: vec![Command::Go(Route::Group(Some(card.group.id)))],
                })
                .collect(),
            designs: designs
                .take(SHOWN)
                .map(|card| Hit {
                    label: card.name.clone(),
                    note: card.facts(),
                    state: None,
                    open: vec![Command::Go(Route::Design(card.pin.design))],
                })
                .collect(),
            workspaces,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn all_words_must_occur() {
        let found = |words: &str| {
            let palette = Palette {
                words: words.to_owned(),
                ..Palette::default()
            };
            palette.commands().iter().map(|listed| listed.id).collect::<Vec<_>>()
        };
        assert_eq!(found("DARK appear"), ["dark"]);
        assert!(found("").len() > 5);
        assert!(found("dark zebra").is_empty());
    }

    #[test]
    fn workspaces_that_were_open_before_are_found() {
        let recent = ["Société Générale", "Northfield"].map(|name| Recent {
            dir: PathBuf::from(name),
            name: name.to_owned(),
        });
        let names = |words: &str| {
            let near = Near::find(words, None, &recent);
            near.workspaces.into_iter().map(|hit| hit.label).collect::<Vec<_>>()
        };
        assert_eq!(names("generale"), ["Société Générale"]);
        assert_eq!(names(""), [""; 0]);
        assert_eq!(names("zebra"), [""; 0]);
    }
}
