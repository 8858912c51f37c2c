//! The search over everything while it is open: what is typed, and what was found.

use super::super::command::home::Command as Home;
use super::super::command::review::Command as Review;
use super::super::command::{Command, Listed, listed, synonyms};
use super::super::route::{Route, Scope};
use super::super::settings::{Recent, count, counted};
use super::words_in;
use super::workspace::{Snapshot, with_words};
use crate::locale;
use crate::model::{BatchId, CredentialId, GroupId, State as Life};

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

/// The same as the store gave it.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The newest first; only so many as are shown.
    pub credentials: Vec<CredentialFound>,
    /// How many published ones there are, and how many that wait for review, where not all are shown.
    pub published: u64,
    pub pending: u64,
    pub batches: Vec<BatchFound>,
}

#[derive(Clone, Debug)]
pub struct CredentialFound {
    pub id: CredentialId,
    pub name: String,
    pub number: String,
    pub group: String,
    pub state: Life,
}

#[derive(Clone, Debug)]
pub struct BatchFound {
    pub id: BatchId,
    pub group: GroupId,
    pub source: String,
    /// How many credentials it has.
    pub made: u64,
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
    /// The commands in whose labels all words occur, without regard to case and accents; then those that people also call
    /// so.
    pub fn commands(&self) -> Vec<&'static Listed> {
        // The palette is open already.
        let others = || listed().filter(|listed| listed.id != "palette");
        let (mut found, rest): (Vec<&Listed>, Vec<_>) =
            others().partition(|listed| words_in(&self.words, listed.label));
        let also = |listed: &&Listed| words_in(&self.words, &format!("{} {}", listed.label, synonyms::of(listed.id)));
        // Whoever types how a command is called means that one.
        let start = locale::searched(self.words.trim());
        found.sort_by_key(|listed| !locale::searched(listed.label).starts_with(&start));
        found.extend(rest.into_iter().filter(also));
        found
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
                    open: vec![Command::Go(card.route())],
                })
                .collect(),
            workspaces,
        }
    }
}

impl Far {
    /// What was found with these words, as it is shown.
    pub fn of(words: &str, found: Found, snapshot: Option<&Snapshot>) -> Far {
        let mut credentials: Vec<Hit> = found.credentials.into_iter().map(CredentialFound::hit).collect();
        if found.published > 0 {
            let label = format!("Show all {} that are published", count(found.published));
            let find = [Home::SearchState(None), Home::Search(words.to_owned())];
            let find = find.into_iter().map(Command::from);
            credentials.push(all(label, Route::Published, find.collect()));
        }
        if found.pending > 0 {
            let label = format!("Show all {} under review", count(found.pending));
            let find = vec![Review::Search(words.to_owned()).into()];
            credentials.push(all(label, Route::Review(Scope::All), find));
        }
        let title = |group| {
            let groups = snapshot.map(|snapshot| &snapshot.groups);
            let card = groups.and_then(|groups| groups.iter().find(|card| card.group.id == group));
            card.map_or("", |card| card.group.title.as_str())
        };
        let batches = found.batches.into_iter().map(|batch| Hit {
            note: format!(
                "{} · {}",
                counted(batch.made, "credential", "credentials"),
                title(batch.group)
            ),
            label: batch.source,
            state: None,
            open: vec![Command::Go(Route::Review(Scope::Batch(batch.id)))],
        });
        Far {
            batches: batches.collect(),
            credentials,
        }
    }
}

/// The way to all of a kind, on their own screen.
fn all(label: String, route: Route, find: Vec<Command>) -> Hit {
    let mut open = vec![Command::Go(route)];
    open.extend(find);
    Hit {
        label,
        note: String::new(),
        state: None,
        open,
    }
}

impl CredentialFound {
    fn hit(self) -> Hit {
        let (scope, id) = (Scope::All, self.id);
        let route = match self.state {
            Life::UnderReview | Life::Held => Route::ReviewOne { scope, id },
            Life::Published | Life::Suspended | Life::Revoked => Route::Credential(id),
        };
        let number = match self.number.is_empty() {
            true => id.to_string(),
            false => self.number,
        };
        Hit {
            label: self.name,
            note: format!("{number} · {}", self.group),
            state: Some(self.state),
            open: vec![Command::Go(route)],
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
        // Others have these words, too, and are called otherwise.
        assert_eq!(found("settings: fonts").first(), Some(&"fonts"));
        assert!(found("").len() > 5);
        assert!(found("dark zebra").is_empty());
    }

    #[test]
    fn what_designers_call_things_finds_them() {
        let missed = |(word, id): &(&str, &str)| {
            let palette = Palette {
                words: (*word).to_owned(),
                ..Palette::default()
            };
            let found = palette.commands();
            let shown = found.iter().take(COMMANDS);
            shown.filter(|listed| listed.id == *id).count() != 1
        };
        let words = [
            ("brand", "brand"),
            ("brand kit", "brand"),
            ("palette", "brand"),
            ("signature", "brand"),
            ("font", "fonts"),
            ("typeface", "fonts"),
            ("logo", "issuer"),
            ("logo", "brand"),
            ("grid", "grid"),
            ("ruler", "rulers"),
            ("snap", "snap-elements"),
            ("export", "export-design"),
            ("download", "export-design"),
            ("pdf", "export-design"),
            ("guides", "guides"),
            ("align", "align-left"),
            ("spacing", "distribute-across"),
            ("distribute", "distribute-down"),
            ("lock", "lock"),
            ("group", "group"),
            ("version", "save-version"),
            ("history", "show-history"),
            ("snapshot", "save-version"),
            ("canva", "design-from-canva"),
            ("powerpoint", "import-design"),
            ("pptx", "import-design"),
            ("svg", "import-design"),
            ("import", "import-design"),
            ("upload", "tool-image"),
            ("zoom", "zoom-fit"),
            ("add a page", "page-add"),
            ("duplicate page", "page-duplicate"),
            ("remove page", "page-remove"),
            ("next page", "page-next"),
            ("qr", "tool-qr"),
            ("barcode", "tool-qr"),
            ("shadow", "shadow"),
            ("gradient", "edit-gradient"),
            ("transparency", "opacity-50"),
            ("color", "eyedropper"),
            ("colour", "eyedropper"),
            ("photo", "tool-image"),
            ("picture", "tool-image"),
            ("circle", "tool-ellipse"),
            ("square", "tool-rectangle"),
            ("triangle", "tool-polygon"),
            ("mirror", "flip-horizontal"),
            ("mask", "crop"),
            ("mask", "mask"),
            ("clip", "mask"),
            ("clipping mask", "mask"),
            ("crop to shape", "mask"),
            ("cut", "mask"),
            ("release mask", "mask"),
            ("center", "page-center"),
            ("layers", "show-layers"),
            ("placeholder", "show-fields"),
            ("variable", "show-fields"),
            ("assets", "show-assets"),
            ("problems", "show-problems"),
            ("inspector", "show-inspector"),
            ("properties", "show-inspector"),
            ("shortcuts", "keys"),
            ("preview", "preview-design"),
            ("template", "new-design"),
            ("page size", "show-inspector"),
            ("background", "import-design"),
        ];
        let missed: Vec<_> = words.iter().filter(|pair| missed(pair)).collect();
        assert!(missed.is_empty(), "{missed:?}");
    }

    #[test]
    fn other_words_are_those_of_commands() {
        let known: Vec<&str> = listed().map(|listed| listed.id).collect();
        let mut seen = Vec::new();
        for (id, words) in synonyms::ALL {
            assert!(known.contains(id), "{id}");
            assert!(!seen.contains(id) && !words.is_empty(), "{id}");
            seen.push(id);
        }
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
