//! How long work takes.

use crate::progress::Snapshot;

/// The rate of a stage: what was done since it is watched, and the time in which it was not paused.
#[derive(Debug, Default)]
pub(super) struct Pace {
    stage: Option<String>,
    /// What was done before, as by the run that is gone on with.
    before: u64,
    /// Seconds of work.
    spent: f64,
    /// When it was looked at last.
    last: f64,
}

impl Pace {
    /// Seconds left at a time in seconds, when that can be told.
    pub(super) fn left(&mut self, progress: &Snapshot, paused: bool, now: f64) -> Option<f64> {
        if self.stage.as_ref() != Some(&progress.name) || progress.done < self.before {
            *self = Pace {
                stage: Some(progress.name.clone()),
                before: progress.done,
                spent: 0.0,
                last: now,
            };
        }
        let passed = now - std::mem::replace(&mut self.last, now);
        self.spent += if paused { 0.0 } else { passed };
        let done = progress.done - self.before;
        let known = progress.total > 0 && done > 0 && self.spent > 1.0;
        known.then(|| {
            let rest = progress.total.saturating_sub(progress.done) as f64;
            self.spent / done as f64 * rest
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(done: u64) -> Snapshot {
        Snapshot {
            name: "Publishing".to_owned(),
            done,
            total: 400,
            bytes: false,
        }
    }

    #[test]
    fn what_was_done_before_and_pauses_do_not_count() {
        let mut pace = Pace::default();
        assert_eq!(pace.left(&at(200), false, 100.0), None);
        assert_eq!(pace.left(&at(210), false, 102.0), Some(38.0));
        assert_eq!(pace.left(&at(210), true, 500.0), Some(38.0));
        assert_eq!(pace.left(&at(220), false, 502.0), Some(36.0));
        let next = Snapshot {
            name: "Copying".to_owned(),
            ..at(0)
        };
        assert_eq!(pace.left(&next, false, 503.0), None);
    }
}
