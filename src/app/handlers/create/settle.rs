//! What was made of a form leaves it: whoever has a credential is not made again, whatever became of the form meanwhile.
//!
//! The workspace tells who that is: neither a stop nor the end of the program between the last credential and the change
//! of what was kept can part the two.

use std::collections::BTreeSet;

use crate::issue::{self, form_key};
use crate::model::BlobId;

use super::super::super::jobs::Job;
use super::super::super::jobs::create::Answer;
use super::super::super::state::create::draft::Draft;
use super::super::super::state::create::people::row_of;
use super::super::super::state::create::{Import, Lock};
use super::super::Work;
use super::draft;

/// Gives the form the name of its batch, which it keeps, and says so where that cannot be; `anew` gives it another one.
pub(super) fn name(work: &mut Work<'_>, anew: bool) -> Option<BlobId> {
    if let Some(key) = work.state.create.form.key().filter(|_| !anew) {
        return Some(key);
    }
    match work.desk.as_ref()?.clock.new_id() {
        Ok(id) => {
            let key = form_key(id);
            work.state.create.form.set_key(key);
            Some(key)
        }
        Err(problems) => {
            work.state.toasts.wrong(super::super::said(&problems));
            None
        }
    }
}

/// Looks who was made of the form and of those that were put aside.
pub(super) fn look(work: &mut Work<'_>) {
    let Some(desk) = work.desk.clone() else { return };
    let create = &work.state.create;
    let aside = create.aside.iter().filter_map(|draft| draft.form_key);
    let keys: BTreeSet<BlobId> = create.form.key().into_iter().chain(aside).collect();
    for key in keys {
        let desk = desk.clone();
        let job = Job::quiet().on_failure(|problems| Answer::NotSettled(problems).into());
        work.jobs.start(job, move |_| {
            let made = issue::made_rows(&desk, key)?.unwrap_or_default();
            Ok(Answer::MadeOf(key, made).into())
        });
    }
}

/// Takes those out of the form whose rows were made.
pub(super) fn settle(work: &mut Work<'_>, key: BlobId, made: &BTreeSet<u32>) {
    let waits = |number: u32| !made.contains(&row_of(number));
    let create = &mut work.state.create;
    if create.form.key() == Some(key) && create.form.keep(waits) {
        create.past = Default::default();
        leave_out(work, made);
    }
    let of_those_left = |left: &Draft| {
        let mut form = left.form(None);
        match form.keep(waits) {
            true => (!form.is_blank()).then(|| left.clone().with_form(&form)),
            false => Some(left.clone()),
        }
    };
    let aside = &mut work.state.create.aside;
    aside.change(|left| left.form_key == Some(key), of_those_left);
    draft::keep(work);
}

/// The rows of the open form of which credentials were made are left out of it: what would be corrected in them here would
/// change nothing. Where nobody is left, nothing is open any more.
fn leave_out(work: &mut Work<'_>, made: &BTreeSet<u32>) {
    let create = &mut work.state.create;
    let is_open = |import: &&mut Import| import.is_form() && import.lock == Lock::Open;
    let Some(import) = create.import.as_mut().filter(is_open) else {
        return;
    };
    if !import.is_all_of(&create.form) {
        return;
    }
    if create.form.is_blank() {
        super::close(work);
        return;
    }
    let places: Vec<usize> = made.iter().filter_map(|row| import.table.place_of(*row)).collect();
    let table = std::sync::Arc::make_mut(&mut import.table);
    table.leave_out(&places, true);
    create.rows.sift(table);
    super::make::forget_sample(create);
    super::make::entered_if_shown(work);
}
