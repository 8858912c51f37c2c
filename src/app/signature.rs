//! Whose name stands in the log for what is done in the window.

use std::sync::{Arc, Mutex, PoisonError};

use crate::diag::Result;
use crate::issue::Clock;
use crate::model::{CredentialId, Date, Moment};
use crate::store::Stamp;

/// A name that may change while the window is open; what is done from then on has the new one.
#[derive(Clone, Debug, Default)]
pub(super) struct Signature(Arc<Mutex<String>>);

impl Signature {
    /// Without letters, the account of the system stands in the log.
    pub(super) fn set(&self, name: &str) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if *now != name.trim() {
            name.trim().clone_into(&mut now);
        }
    }

    /// The clock with stamps in this name.
    pub(super) fn on(&self, clock: Arc<dyn Clock>) -> Arc<dyn Clock> {
        Arc::new(Signed {
            clock,
            signature: self.clone(),
        })
    }
}

struct Signed {
    clock: Arc<dyn Clock>,
    signature: Signature,
}

impl Clock for Signed {
    fn now(&self) -> Moment {
        self.clock.now()
    }

    fn today(&self) -> Date {
        self.clock.today()
    }

    fn ahead(&self, at: Moment) -> i64 {
        self.clock.ahead(at)
    }

    fn new_id(&self) -> Result<CredentialId> {
        self.clock.new_id()
    }

    fn stamp(&self) -> Stamp {
        let mut stamp = self.clock.stamp();
        let name = self.signature.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !name.is_empty() {
            stamp.who.clone_from(&name);
        }
        stamp
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::Counting;

    #[test]
    fn what_is_done_has_the_name_of_that_moment_or_the_account() {
        let signature = Signature::default();
        let clock = signature.on(Arc::new(Counting::default()));
        let account = clock.stamp().who;
        signature.set("  Zoë Müller ");
        assert_eq!(clock.stamp().who, "Zoë Müller");
        signature.set(" ");
        assert_eq!(clock.stamp().who, account);
    }
}
