//! What designs say of every credential that is made with them.

use std::sync::Arc;

use crate::diag::{Problem, Severity};
use crate::issue::Matter;
use crate::model::DesignId;

/// What one design says of every credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfDesign {
    pub design: DesignId,
    pub name: String,
    pub notes: Vec<Problem>,
}

impl OfDesign {
    /// The worst of what it says.
    pub fn worst(&self) -> Severity {
        let severities = self.notes.iter().map(|note| note.severity);
        severities.max().unwrap_or(Severity::Note)
    }

    /// In one line, as “The same on all of the design Shield · “Issuer”: Shrunk to 74 % to fit”, with what it holds.
    pub fn sentence(&self) -> String {
        let note = |note: &Problem| match &note.place.element {
            Some(element) => format!("“{element}”: {}", note.message),
            None => note.message.clone(),
        };
        let notes: Vec<String> = self.notes.iter().map(note).collect();
        let holds = match self.worst() {
            Severity::Error => " · none can be published until the design is mended",
            Severity::Warning => " · each waits until it is accepted",
            Severity::Note => "",
        };
        let notes = notes.join(" · ");
        format!("The same on all of the design {} · {notes}{holds}", self.name)
    }
}

/// What designs say, by design; of what several revisions say the same it is said once.
pub fn of_designs<'a>(matters: impl Iterator<Item = &'a Arc<Matter>>) -> Vec<OfDesign> {
    let mut met: Vec<&Arc<Matter>> = Vec::new();
    let mut found: Vec<OfDesign> = Vec::new();
    for matter in matters {
        // Very many credentials share few of them.
        if met.iter().any(|known| Arc::ptr_eq(known, matter)) {
            continue;
        }
        met.push(matter);
        let note = &matter.problem;
        match found.iter_mut().find(|of| of.design == matter.pin.design) {
            Some(of) if of.notes.contains(note) => {}
            Some(of) => of.notes.push(note.clone()),
            None => found.push(OfDesign {
                design: matter.pin.design,
                name: matter.design.clone(),
                notes: vec![note.clone()],
            }),
        }
    }
    for of in &mut found {
        of.notes.sort_by(|a, b| a.place.element.cmp(&b.place.element));
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}
