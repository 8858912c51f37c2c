//! How long work reports itself and learns that it was cancelled.
//!
//! A [`Progress`] is shared between the thread that works and the one that shows it. The worker counts; whoever shows
//! it reads as often as it likes. Nothing here draws, sleeps or looks at a clock.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::diag::{Problem, Result};

/// A shared counter with a name, a cancel flag and a pause flag. Cloning gives another handle to the same work.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
    /// Whether bytes are counted.
    bytes: AtomicBool,
    name: Mutex<String>,
    paused: Mutex<bool>,
    resumed: Condvar,
}

/// What is shown of a piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub name: String,
    pub done: u64,
    /// 0 when it is not known.
    pub total: u64,
    /// Whether bytes are counted, which are shown as sizes.
    pub bytes: bool,
}

impl Progress {
    pub fn new() -> Progress {
        Progress::default()
    }

    /// Starts a stage: sets its name and its length (0 when unknown) and counts from 0.
    pub fn start(&self, name: &str, total: u64) {
        *self.0.name.lock().unwrap_or_else(PoisonError::into_inner) = name.to_owned();
        self.0.bytes.store(false, Ordering::Relaxed);
        self.0.done.store(0, Ordering::Relaxed);
        self.0.total.store(total, Ordering::Relaxed);
    }

    /// Starts a stage in which bytes are counted.
    pub fn start_bytes(&self, name: &str, total: u64) {
        self.start(name, total);
        self.0.bytes.store(true, Ordering::Relaxed);
    }

    pub fn advance(&self, by: u64) {
        self.0.done.fetch_add(by, Ordering::Relaxed);
    }

    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
        // Work that waits must learn of it.
        self.resume();
    }

    /// Makes the worker wait at its next [`Progress::check`].
    pub fn pause(&self) {
        *self.0.paused.lock().unwrap_or_else(PoisonError::into_inner) = true;
    }

    pub fn resume(&self) {
        *self.0.paused.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.resumed.notify_all();
    }

    pub fn is_paused(&self) -> bool {
        *self.0.paused.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    /// `Err` with the problem `cancelled` once the work was cancelled. Waits here while it is paused.
    pub fn check(&self) -> Result<()> {
        let paused = self.0.paused.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.0.resumed.wait_while(paused, |paused| *paused);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
        if self.is_cancelled() {
            Err(Problem::cancelled().into())
        } else {
            Ok(())
        }
    }

    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            name: self.0.name.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            done: self.0.done.load(Ordering::Relaxed),
            total: self.0.total.load(Ordering::Relaxed),
            bytes: self.0.bytes.load(Ordering::Relaxed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paused_work_waits_until_it_is_resumed_or_cancelled() {
        let progress = Progress::new();
        progress.pause();
        let worker = std::thread::spawn({
            let progress = progress.clone();
            move || {
                progress.advance(1);
                let first = progress.check();
                progress.advance(1);
                progress.pause();
                (first, progress.check())
            }
        });
        while progress.snapshot().done == 0 {
            std::thread::yield_now();
        }
        assert!(!worker.is_finished());
        progress.resume();
        while progress.snapshot().done < 2 || !progress.is_paused() {
            std::thread::yield_now();
        }
        progress.cancel();
        let (first, second) = worker.join().expect("no panic");
        assert!(first.is_ok() && second.is_err());
    }
}
