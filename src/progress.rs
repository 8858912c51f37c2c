//! How long work reports itself and learns that it was cancelled.
//!
//! A [`Progress`] is shared between the thread that works and the one that shows it. The worker counts; whoever shows
//! it reads as often as it likes. Nothing here draws, sleeps or looks at a clock.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diag::{Problem, Result};

/// A shared counter with a name and a cancel flag. Cloning gives another handle to the same work.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
    name: Mutex<String>,
}

/// What is shown of a piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub name: String,
    pub done: u64,
    /// 0 when it is not known.
    pub total: u64,
}

impl Progress {
    pub fn new() -> Progress {
        Progress::default()
    }

    /// Starts a stage: sets its name and its length (0 when unknown) and counts from 0.
    pub fn start(&self, name: &str, total: u64) {
        *self.0.name.lock().unwrap_or_else(PoisonError::into_inner) = name.to_owned();
        self.0.done.store(0, Ordering::Relaxed);
        self.0.total.store(total, Ordering::Relaxed);
    }

    pub fn advance(&self, by: u64) {
        self.0.done.fetch_add(by, Ordering::Relaxed);
    }

    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    /// `Err` with the problem `cancelled` once the work was cancelled.
    pub fn check(&self) -> Result<()> {
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
        }
    }
}
