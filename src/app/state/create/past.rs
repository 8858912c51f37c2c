//! What the form was before each thing that a person did to it: a block that was pasted is one step, and so is what was
//! typed into one cell.

use super::super::steps::Steps;
use super::form::Form;

/// More steps than these nobody takes back.
const MOST: usize = 200;

/// The steps of one form. Forms share the rows that they have in common.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// One types into cells.
    steps: Steps<Form, (usize, String)>,
    /// The revision that the form has after its last step: another one is not the form that these are the steps of.
    revision: u64,
}

impl Past {
    /// Notes what the form was before something was done to it: to one cell, or to several.
    pub fn note(&mut self, before: Form, after: &Form, cell: Option<(usize, &str)>) {
        if !self.is_of(&before) {
            *self = Past::default();
        }
        let cell = cell.map(|(row, field)| (row, field.to_owned()));
        self.steps.note(before, cell, MOST);
        self.revision = after.revision();
    }

    /// Whether there is a step to take back, or to do again.
    pub fn can(&self, form: &Form, back: bool) -> bool {
        self.steps.can(back) && self.is_of(form)
    }

    /// The form without its last step, or with the one that was taken back.
    pub fn step(&mut self, form: &Form, back: bool) -> Option<Form> {
        if !self.can(form, back) {
            return None;
        }
        let mut found = self.steps.step(form.clone(), back)?.after(form);
        // It has a name since the first text.
        form.key().into_iter().for_each(|key| found.set_key(key));
        self.revision = found.revision();
        Some(found)
    }

    /// Changes the form as it was at every step.
    pub fn change(&mut self, change: impl FnMut(&mut Form)) {
        self.steps.change(change);
    }

    fn is_of(&self, form: &Form) -> bool {
        let known = self.steps.any();
        self.revision == form.revision() && known.is_none_or(|known| known.group() == form.group())
    }
}

#[cfg(test)]
mod tests {
    use super::super::pasted;
    use super::*;
    use crate::model::GroupId;
    use crate::store::testing::group;

    /// Does something to a form as a person does it.
    fn act(past: &mut Past, form: &mut Form, cell: Option<(usize, &str)>, change: impl FnOnce(&mut Form)) {
        let before = form.clone();
        change(form);
        form.typed();
        past.note(before, form, cell);
    }

    #[test]
    fn a_block_that_was_pasted_is_taken_back_whole_and_comes_back() {
        let (mut past, mut form) = (Past::default(), Form::empty(GroupId(1)));
        for text in ["A", "An", "Ann"] {
            let cell = Some((0, "name"));
            act(&mut past, &mut form, cell, |form| form.set(0, "name", text.to_owned()));
        }
        let block = "Ben\tb@example.org\nCem\tc@example.org\nDov\td@example.org\n";
        act(&mut past, &mut form, None, |form| {
            let fields = ["name", "email"].map(str::to_owned);
            let block = pasted::read(block, &group(1, "T"), &fields);
            assert_eq!(form.paste(1, &block), 0);
        });
        let texts =
            |form: &Form| [(0, "name"), (1, "name"), (3, "email")].map(|(row, field)| form.cell(row, field).to_owned());
        assert_eq!(texts(&form), ["Ann", "Ben", "d@example.org"]);
        let pasted = form.revision();
        form = past.step(&form, true).expect("a step");
        assert_eq!((texts(&form), form.filled()), (["Ann", "", ""].map(str::to_owned), 1));
        assert!(form.revision() > pasted, "it is to be kept");
        form = past.step(&form, true).expect("what was typed");
        assert!(form.is_blank() && !past.can(&form, true));
        for filled in [1, 4] {
            form = past.step(&form, false).expect("done again");
            assert_eq!(form.filled(), filled);
        }
        assert_eq!(texts(&form)[2], "d@example.org");
        assert!(!past.can(&form, false));
    }

    #[test]
    fn steps_belong_to_their_form() {
        let (mut past, mut form) = (Past::default(), Form::empty(GroupId(1)));
        act(&mut past, &mut form, None, |form| form.set(0, "name", "Ann".to_owned()));
        assert!(past.can(&form, true) && !past.can(&Form::empty(GroupId(1)), true));
        let mut other = Form::empty(GroupId(2));
        other.typed();
        assert!(!past.can(&other, true));
        act(&mut past, &mut other, None, |form| {
            form.set(0, "name", "Ben".to_owned());
        });
        assert_eq!(past.step(&other, true).expect("its own").filled(), 0);
    }
}
