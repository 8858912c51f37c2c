//! What the page of a publication shows: what will happen, how far it is, what came of it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Problems, Severity};
use crate::model::CredentialId;
pub use crate::publish::Parts;

use super::super::jobs::JobId;
use super::super::route::Scope;
use super::super::settings::{count, counted};
use super::State;
use super::review::Faces;

#[derive(Clone, Debug, Default)]
pub struct Publish {
    /// What the plan is made for.
    pub scope: Option<Scope>,
    /// The ones that were selected; all that wait in the scope when `None`.
    pub chosen: Option<Vec<CredentialId>>,
    /// Whether the workspace was changed since the plan was made.
    pub stale: bool,
    pub busy: bool,
    pub failed: Option<Problems>,
    pub plan: Option<Plan>,
    pub accept_warnings: bool,
    /// Which files are made of each credential.
    pub files: Parts,
    /// Whether a folder gets a copy of the files.
    pub copy: bool,
    pub folder: String,
    /// Which files the copy gets.
    pub parts: Parts,
    /// A publication that was interrupted when the program was last left.
    pub interrupted: Option<Interrupted>,
    pub running: Option<JobId>,
    /// What is being published.
    pub order: Option<Order>,
    /// How many of it the list of what waits is without.
    pub passed: usize,
    pub outcome: Option<Outcome>,
}

/// What is published, and how. It is kept beside the choices until it is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The folder of the workspace.
    pub workspace: PathBuf,
    #[serde(with = "ids")]
    pub ids: Vec<CredentialId>,
    pub accept_warnings: bool,
    /// Which files are made of each credential.
    #[serde(default)]
    pub files: Parts,
    /// A folder that gets a copy of the files.
    pub copy: Option<PathBuf>,
    /// Which files it gets.
    pub parts: Parts,
}

/// Ids as the texts that people see.
mod ids {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::model::CredentialId;

    pub(super) fn serialize<S: Serializer>(ids: &[CredentialId], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(ids.iter().map(CredentialId::to_string))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<CredentialId>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        let ids = texts.iter().map(|text| text.parse().map_err(serde::de::Error::custom));
        ids.collect()
    }
}

/// A publication that was interrupted.
#[derive(Clone, Debug)]
pub struct Interrupted {
    pub order: Order,
    /// How many of it are published.
    pub published: u64,
}

/// What a publication would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub ready: Vec<CredentialId>,
    /// Those that only warnings hold.
    pub warned: Vec<Refused>,
    /// Those that errors hold, or a person.
    pub held: Vec<Refused>,
    /// How many of the ready ones and of the warned ones supersede something that is published.
    pub corrections: [u64; 2],
    pub certificates: u64,
    pub badges: u64,
    /// Where the files go.
    pub folder: PathBuf,
}

/// A credential that is not published, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub id: CredentialId,
    pub name: String,
    pub number: String,
    pub why: String,
}

/// Something that was published.
#[derive(Clone, Debug)]
pub struct Sample {
    pub id: CredentialId,
    pub name: String,
    pub faces: Faces,
    /// Of what it is drawn from.
    pub print: u64,
}

/// What came of a publication.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// All that were meant.
    pub ids: Vec<CredentialId>,
    /// How many of them are published now.
    pub published: u64,
    pub failed: Vec<Refused>,
    /// What was noticed besides, such as a copy that could not be written.
    pub problems: Problems,
    /// Some of those that are published, to be looked at.
    pub samples: Vec<Sample>,
    /// The page of the first one.
    pub page: Option<PathBuf>,
    pub folder: PathBuf,
    pub copy: Option<PathBuf>,
    /// Whether it was ended before it was done: by a person, or by a problem that is among `problems`.
    pub stopped: bool,
}

impl Outcome {
    /// Whether something of it went wrong.
    pub fn is_wrong(&self) -> bool {
        let is_worse = |problem: &Problem| problem.severity > Severity::Note;
        !self.failed.is_empty() || self.problems.iter().any(is_worse)
    }

    /// What came of it in one line, with how many are not published and why.
    pub fn said(&self) -> String {
        let left = self.left();
        let mut said = match (self.stopped, left) {
            (true, 1..) => {
                let wait = if left == 1 { "waits" } else { "wait" };
                format!("Stopped: {} published, {} {wait}", count(self.published), count(left))
            }
            _ => format!("Published {}", counted(self.published, "credential", "credentials")),
        };
        let failed = self.failed.len() as u64;
        if failed > 0 {
            let was = if failed == 1 { "was" } else { "were" };
            said.push_str(&format!(", {} {was} not", count(failed)));
        }
        let of_one = self.failed.first().map(|refused| match failed {
            1 => refused.why.clone(),
            _ => format!("{}: {}", refused.name, refused.why),
        });
        match of_one.or_else(|| worst(&self.problems)) {
            Some(why) => format!("{said}. {why}"),
            None => said,
        }
    }

    /// How many of those that were meant are not published.
    pub fn left(&self) -> u64 {
        (self.ids.len() as u64).saturating_sub(self.published)
    }
}

/// The first of the worst of some problems, unless they are only notes.
fn worst(problems: &Problems) -> Option<String> {
    let worst = problems.worst().filter(|worst| *worst > Severity::Note)?;
    let first = problems.iter().find(|problem| problem.severity == worst)?;
    Some(first.message.clone())
}

impl State {
    /// What is said of a publication that goes on, as “Publishing 492 of 100,000…”: what the tray says, and its page.
    pub fn publishing(&self) -> Option<String> {
        let running = self.publish.running?;
        let job = self.jobs.iter().find(|job| job.id == running);
        let progress = job.map(|job| &job.progress).filter(|progress| progress.total > 0);
        Some(match progress {
            Some(progress) => format!("Publishing {} of {}…", count(progress.done), count(progress.total)),
            None => "Publishing…".to_owned(),
        })
    }
}

impl Publish {
    /// Which ones would be published now.
    pub fn ids(&self) -> Vec<CredentialId> {
        let Some(plan) = &self.plan else { return Vec::new() };
        let warned = plan.warned.iter().map(|refused| refused.id);
        let warned = warned.filter(|_| self.accept_warnings);
        plan.ready.iter().copied().chain(warned).collect()
    }

    /// How many of those that would be published supersede something that is published.
    pub fn corrections(&self) -> u64 {
        let [ready, warned] = self.plan.as_ref().map_or([0; 2], |plan| plan.corrections);
        ready + if self.accept_warnings { warned } else { 0 }
    }

    pub fn count(&self) -> usize {
        let warned = |plan: &Plan| if self.accept_warnings { plan.warned.len() } else { 0 };
        self.plan.as_ref().map_or(0, |plan| plan.ready.len() + warned(plan))
    }
}
