//! What was begun and put aside for something else: all of it is offered until it is finished or given up.

use std::sync::Arc;

use super::draft::{Draft, DraftId};

/// More that is not finished at once is not looked through any more.
pub const MOST: usize = 8;

/// Drafts that are not open, the newest first.
#[derive(Debug, Default)]
pub struct Aside {
    drafts: Vec<Arc<Draft>>,
    /// The number of the next one.
    turn: u64,
}

impl Aside {
    /// What another run has left.
    pub fn new(mut drafts: Vec<Arc<Draft>>) -> Aside {
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.turn));
        let turn = drafts.first().map_or(0, |newest| newest.turn + 1);
        Aside { drafts, turn }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<Draft>> {
        self.drafts.iter()
    }

    pub fn has(&self, id: DraftId) -> bool {
        self.drafts.iter().any(|draft| draft.id() == id)
    }

    /// The number of what is open, which is newer than all that is put aside.
    pub fn turn(&self) -> u64 {
        self.turn
    }

    /// Takes one out, to go on with it or to give it up.
    pub fn take(&mut self, id: DraftId) -> Option<Arc<Draft>> {
        let at = self.drafts.iter().position(|draft| draft.id() == id)?;
        Some(self.drafts.remove(at))
    }

    /// Puts one aside, in the place of what it was before. Gives the oldest where they are too many.
    pub fn put(&mut self, draft: Draft) -> Option<Arc<Draft>> {
        drop(self.take(draft.id()));
        let turn = self.turn;
        self.turn += 1;
        self.drafts.insert(0, Arc::new(Draft { turn, ..draft }));
        (self.drafts.len() > MOST).then(|| self.drafts.pop()).flatten()
    }

    /// Lets go of the spreadsheets of which there are copies on the disk; whether there were any.
    pub fn forget_bytes(&mut self) -> bool {
        self.change(
            |draft| draft.bytes.is_some(),
            |draft| {
                let bytes = None;
                Some(Draft { bytes, ..draft.clone() })
            },
        )
    }

    /// Changes some of them, or takes them away; whether any is another one then.
    pub fn change(&mut self, is_meant: impl Fn(&Draft) -> bool, change: impl Fn(&Draft) -> Option<Draft>) -> bool {
        let mut is_changed = false;
        self.drafts.retain_mut(|draft| {
            if !is_meant(draft) {
                return true;
            }
            let changed = change(draft);
            match changed {
                Some(changed) if changed == **draft => true,
                Some(changed) => {
                    *draft = Arc::new(changed);
                    is_changed = true;
                    true
                }
                None => {
                    is_changed = true;
                    false
                }
            }
        });
        is_changed
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::draft::testing::{form, sheet};
    use super::*;

    fn names(aside: &Aside) -> Vec<String> {
        aside.iter().map(|draft| draft.name()).collect()
    }

    #[test]
    fn the_newest_stands_first_and_the_same_thing_once() {
        let here = Path::new("here");
        let mut aside = Aside::new(vec![Arc::new(sheet(here, "a.csv", b"a"))]);
        assert!(aside.put(form(here, 1, &["Anna"])).is_none());
        assert!(aside.put(sheet(here, "a.csv", b"a")).is_none());
        assert_eq!(names(&aside), ["a.csv", "the form"]);
        assert!(aside.put(form(here, 1, &["Anna", "Ben"])).is_none());
        assert_eq!(names(&aside), ["the form", "a.csv"]);
        let rows: Vec<usize> = aside.iter().map(|draft| draft.rows).collect();
        assert_eq!(rows, [2, 2], "it is as it was put aside last");
        // Another run finds them in the same order.
        let mut found: Vec<Arc<Draft>> = aside.iter().cloned().collect();
        found.reverse();
        assert_eq!(names(&Aside::new(found)), ["the form", "a.csv"]);
    }

    #[test]
    fn only_the_oldest_of_many_gives_way() {
        let mut aside = Aside::default();
        for key in 0..MOST {
            assert!(aside.put(form(Path::new("here"), key as u8, &["Anna"])).is_none());
        }
        let oldest = aside.put(sheet(Path::new("here"), "a.csv", b"a")).expect("the oldest");
        assert_eq!(oldest.form_key, Some(crate::model::BlobId([0; 32])));
        assert_eq!(aside.iter().count(), MOST);
    }
}
