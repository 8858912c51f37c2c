//! Which threads work for the open workspace.

use std::sync::{Arc, Weak};
use std::time::Duration;

use crate::diag::Result;
use crate::progress::Progress;

/// The threads that had the workspace in their hands at some moment, be they heard any more or not.
#[derive(Clone, Debug, Default)]
pub struct AtWork(Vec<Weak<()>>);

impl AtWork {
    /// Notes a thread that begins; it has ended when what is given back is dropped.
    pub(super) fn begin(&mut self) -> Arc<()> {
        let alive = Arc::new(());
        self.0.retain(|thread| thread.strong_count() > 0);
        self.0.push(Arc::downgrade(&alive));
        alive
    }

    /// Waits until they have ended: until then the lock of the workspace is held. What does not end in the time that
    /// anybody waits is let be; nobody hears it.
    ///
    /// # Errors
    /// It was cancelled.
    pub fn wait(&self, progress: &Progress) -> Result<()> {
        let is_over = || self.0.iter().all(|thread| thread.strong_count() == 0);
        if is_over() {
            return Ok(());
        }
        progress.start("Ending what is at work", 0);
        for _ in 0..4000 {
            progress.check()?;
            if is_over() {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}
