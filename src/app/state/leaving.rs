//! Closing the window while something is at work, or not kept.

use crate::diag::Problems;
use crate::progress::Snapshot;

use super::super::jobs::publish::PUBLISHING;
use super::super::settings::count;
use super::State;
use super::create::GENERATING;
use super::create::compare::{CARRYING_OUT, TAKING_BACK};
use super::review::REVIEWING;

/// Whether the window may close.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leaving {
    #[default]
    No,
    /// It closes as soon as the design in the studio is kept.
    Keeping,
    /// It was to close, and whoever closes it is asked.
    Asked,
    /// It was said that it may.
    Yes,
}

impl State {
    /// What would be broken off or lost if the window closed now, each in a sentence.
    pub fn at_work(&self) -> impl Iterator<Item = String> {
        let at_work = self.jobs.iter().filter(|job| job.failed.is_none());
        let at_work = at_work.map(|job| sentence(job.title, &job.progress));
        self.unkept().into_iter().chain(at_work)
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
            // As a rule that is done in no time.
            None if self.leaving == Leaving::No => None,
            None => Some(format!("The last changes to “{name}” are being written.")),
        }
    }
}

fn sentence(title: &str, progress: &Snapshot) -> String {
    let counts = match progress.total {
        0 => String::new(),
        _ if progress.bytes => String::new(),
        total => format!(": {} of {}", count(progress.done), count(total)),
    };
    let then = match title {
        PUBLISHING | GENERATING => "The rest is offered to go on with when Accolade is opened again.",
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
        let job = |title: &str, done, total| {
            let progress = Snapshot {
                name: String::new(),
                done,
                total,
                bytes: false,
            };
            sentence(title, &progress)
        };
        assert_eq!(
            job(PUBLISHING, 3, 60),
            "Publishing: 3 of 60. The rest is offered to go on with when Accolade is opened again."
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
