//! Closing the window, or leaving the workspace, while something is at work, not saved, or not kept.

use crate::diag::Problems;
use crate::model::Step;
use crate::progress::Snapshot;

use super::super::command::workspace::Command;
use super::super::jobs::publish::PUBLISHING;
use super::super::settings::count;
use super::State;
use super::create::GENERATING;
use super::create::compare::{CARRYING_OUT, TAKING_BACK};
use super::credential::{Question, Taking};
use super::review::{EditField, REVIEWING};
use super::settings::edit_of;

/// Whether the window may close, or the workspace be left.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Leaving {
    #[default]
    No,
    /// It closes as soon as the design in the studio is kept.
    Keeping,
    /// It was to close, and whoever closes it is asked.
    Asked,
    /// The workspace was to be left by this, and whoever leaves it is asked.
    Workspace(Command),
    /// It was said that the window may close.
    Yes,
}

impl Leaving {
    /// Whether the question is there.
    pub fn is_asked(&self) -> bool {
        matches!(self, Leaving::Asked | Leaving::Workspace(_))
    }
}

impl State {
    /// What would be broken off or lost if the window closed now, or the workspace were left, each in a sentence.
    pub fn at_work(&self) -> impl Iterator<Item = String> {
        let opened = match self.leaving {
            Leaving::Workspace(_) => "this workspace",
            Leaving::No | Leaving::Keeping | Leaving::Asked | Leaving::Yes => "Accolade",
        };
        let at_work = self.jobs.iter().filter(|job| job.failed.is_none());
        let at_work = at_work.map(move |job| sentence(job.title, &job.progress, opened));
        self.unkept().into_iter().chain(self.unsaved()).chain(at_work)
    }

    /// Whether something else is typed of the issuer than is saved.
    pub fn is_issuer_changed(&self) -> bool {
        let saved = self.workspace.snapshot().map(|snapshot| edit_of(&snapshot.issuer));
        saved.is_some_and(|saved| self.settings.issuer.as_ref().is_some_and(|edit| *edit != saved))
    }

    /// What was typed and is kept nowhere, each in a sentence.
    pub fn unsaved(&self) -> impl Iterator<Item = String> {
        let issuer = self.is_issuer_changed();
        let issuer = issuer.then(|| "Your changes to the issuer are not saved, and would be lost.".to_owned());
        let is_typed =
            |question: &&Question| question.step == Step::Correct && question.fields.iter().any(EditField::is_changed);
        // What is being carried out is said of its job.
        let is_taken = matches!(self.credential.taking, Taking::UnderWay);
        let asked = self.credential.asked.as_ref().filter(|_| !is_taken).filter(is_typed);
        let correction = asked.zip(self.credential.shown.as_ref()).map(|(_, shown)| {
            let name = &shown.opened.content.recipient.name;
            format!("The correction for {name} has not been started, and what you typed would be lost.")
        });
        issuer.into_iter().chain(correction)
    }

    /// What of the design in the studio would be lost, and why it could not be kept.
    pub fn unkept(&self) -> Option<String> {
        let open = self.studio.open().filter(|open| !open.is_kept())?;
        let name = &open.editor.design().name;
        match open.keeping.failed.iter().flat_map(Problems::iter).next() {
            Some(why) => Some(format!(
                "The last changes to “{name}” could not be kept, and would be lost. {}.",
                why.message
            )),
            // As a rule that is done in no time, and a workspace is not given up before.
            None if matches!(self.leaving, Leaving::No | Leaving::Workspace(_)) => None,
            None => Some(format!("The last changes to “{name}” are being written.")),
        }
    }
}

fn sentence(title: &str, progress: &Snapshot, opened: &str) -> String {
    let counts = match progress.total {
        0 => String::new(),
        _ if progress.bytes => String::new(),
        total => format!(": {} of {}", count(progress.done), count(total)),
    };
    let rest = format!("The rest is offered to go on with when {opened} is opened again.");
    let then = match title {
        PUBLISHING | GENERATING => rest.as_str(),
        // What changes one credential after the other.
        REVIEWING | CARRYING_OUT | TAKING_BACK => "What is done stays done.",
        _ => "It can be started again.",
    };
    format!("{title}{counts}. {then}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_broken_off_says_how_far_it_is_and_what_becomes_of_the_rest() {
        let of = |title: &str, done, total, opened: &str| {
            let progress = Snapshot {
                name: String::new(),
                done,
                total,
                bytes: false,
            };
            sentence(title, &progress, opened)
        };
        let job = |title: &str, done, total| of(title, done, total, "Accolade");
        assert_eq!(
            job(PUBLISHING, 3, 60),
            "Publishing: 3 of 60. The rest is offered to go on with when Accolade is opened again."
        );
        assert_eq!(
            of(GENERATING, 0, 0, "this workspace"),
            "Generating credentials. The rest is offered to go on with when this workspace is opened again."
        );
        assert_eq!(
            job(TAKING_BACK, 2, 9),
            "Taking back corrections: 2 of 9. What is done stays done."
        );
        assert_eq!(
            job("Exporting the list", 0, 0),
            "Exporting the list. It can be started again."
        );
    }
}
