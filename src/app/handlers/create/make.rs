//! The last step: dates, credentials as they would be made, and making them.

use std::sync::Arc;

use crate::diag::Problems;
use crate::issue::Generated;
use crate::model::{BlobId, WaitingRow};
use crate::worker::give_way;

use super::super::super::command::JobCommand;
use super::super::super::command::home::Command as OfHome;
use super::super::super::jobs::create::Answer;
use super::super::super::jobs::create::form_pictures;
use super::super::super::jobs::create::make::{self, Corrected, Order as MakeOrder};
use super::super::super::jobs::create::recipe::Recipe;
use super::super::super::jobs::create::sample::{self, Drawn, Fits, Order};
use super::super::super::jobs::{Job, JobId, Slot, is_cancelled};
use super::super::super::route::{CreateStep, Route, Scope};
use super::super::super::settings::{count, counted};
use super::super::super::state::create::fit::Fit;
use super::super::super::state::create::people::waiting_words;
use super::super::super::state::create::{Create, Dates, GENERATING, Import, Lock, Making, Pick, Sample};
use super::super::super::state::of_designs::of_designs;
use super::super::super::state::waits::reasons;
use super::super::Work;
use super::{draft, settle, source};

/// Forgets the credentials as they would be made.
pub(super) fn forget_sample(create: &mut Create) {
    create.sample = Sample {
        badge: create.sample.badge,
        row: create.sample.row,
        ..Sample::default()
    };
}

/// Forgets what was known of rows that have changed since.
pub(super) fn forget(create: &mut Create) {
    forget_sample(create);
    if matches!(create.making, Making::Before(_) | Making::Stopped) {
        create.making = Making::No;
    }
}

fn order(work: &Work<'_>) -> Option<Order> {
    let create = &work.state.create;
    let import = create.import.as_ref()?;
    let current = create.sample.revision == Some(import.table.revision());
    Some(Order {
        group: import.group.clone(),
        table: import.table.clone(),
        folder: import.source.folder().to_owned(),
        picks: current.then(|| create.sample.picks.clone()),
        pick: create.sample.pick,
        row: create.sample.row,
        dates: (create.dates.issue_date, create.dates.expiry_date),
        is_begun: matches!(create.making, Making::Stopped)
            || work
                .state
                .workspace
                .snapshot()
                .is_some_and(|snapshot| !snapshot.interrupted.is_empty()),
        has_known: !import.there.is_empty(),
    })
}

/// Shows the first credential, and asks the designs about all rows.
pub(super) fn entered(work: &mut Work<'_>) {
    let create = &mut work.state.create;
    let revision = create.import.as_ref().map(|import| import.table.revision());
    if create.sample.revision.is_none() || create.sample.revision != revision {
        create.sample.pick = Pick::First;
        draw(work);
        ask_designs(work);
    }
}

/// The same when something was noticed while the last step is shown.
pub(super) fn entered_if_shown(work: &mut Work<'_>) {
    let shown = matches!(
        work.state.route.now(),
        Route::Create {
            step: CreateStep::Generate,
            ..
        }
    );
    if shown {
        entered(work);
    }
}

/// The dates are checked with every row, and stand on every credential.
pub(super) fn dates_changed(work: &mut Work<'_>) {
    let create = &mut work.state.create;
    let dates = (create.dates.issue_date, create.dates.expiry_date);
    let is_open = |import: &&mut Import| import.lock == Lock::Open;
    let Some(import) = create.import.as_mut().filter(is_open) else {
        return;
    };
    let mut options = import.table.options().clone();
    (options.issue_date, options.expiry_date) = dates;
    if options != *import.table.options() {
        super::rows::alter(work, move |table| table.set_options(options));
        let import = work.state.create.import.as_ref();
        if import.is_some_and(|import| import.lock == Lock::Open) {
            redraw(work);
        }
    }
}

/// Shows the same row as before, with other dates.
fn redraw(work: &mut Work<'_>) {
    let sample = &mut work.state.create.sample;
    sample.pick = sample.row.map_or(Pick::First, Pick::Row);
    draw(work);
    ask_designs(work);
}

/// All rows were checked anew on a thread; the dates may be others again by now.
pub(super) fn altered(work: &mut Work<'_>) {
    dates_changed(work);
    entered_if_shown(work);
}

pub(super) fn show(work: &mut Work<'_>, pick: Pick) {
    work.state.create.sample.pick = pick;
    draw(work);
}

fn draw(work: &mut Work<'_>) {
    let (Some(desk), Some(order)) = (work.desk.clone(), order(work)) else {
        return;
    };
    let job = Job::quiet()
        .slot(Slot::Sample)
        .on_failure(|problems| Answer::SampleFailed(problems).into());
    work.jobs.start(job, move |progress| {
        let drawn = sample::sample(&desk, &order, progress)?;
        Ok(Answer::Sample(Box::new(drawn)).into())
    });
}

pub(super) fn sample(work: &mut Work<'_>, job: JobId, drawn: Drawn) {
    let sample = &mut work.state.create.sample;
    sample.revision = Some(drawn.revision);
    sample.picks = drawn.picks;
    sample.row = drawn.row;
    sample.version = job.number();
    (sample.shown, sample.failed) = match drawn.sample {
        Ok(shown) => (shown, None),
        Err(problems) => (None, Some(problems)),
    };
}

fn ask_designs(work: &mut Work<'_>) {
    let (Some(desk), Some(order)) = (work.desk.clone(), order(work)) else {
        return;
    };
    work.state.create.sample.fit = None;
    let job = Job::quiet()
        .slot(Slot::Fit)
        .on_failure(|problems| Answer::FitFailed(problems).into());
    work.jobs.start(job, move |progress| {
        give_way();
        Ok(Answer::Fit(sample::fit(&desk, &order, progress)?).into())
    });
}

pub(super) fn fit(work: &mut Work<'_>, fits: &Fits) {
    let create = &mut work.state.create;
    let Some(import) = create.import.as_ref() else { return };
    if import.table.revision() != fits.revision {
        return;
    }
    let mut said = Fit {
        doubtful: fits.found.doubtful,
        noted: fits.found.noted,
        of_designs: of_designs(fits.found.of_designs.iter()),
        places: Arc::new(fits.found.places.clone()),
        ..Fit::default()
    };
    for fit in &fits.found.rows {
        if let (Some(worst), Some(row)) = (fit.worst(), import.table.place_of(fit.row)) {
            said.add(row, worst);
        }
    }
    create.sample.fit = Some(said);
}

/// The sheet as it is now.
pub(super) fn corrected(import: &Import, dates: &Dates) -> Corrected {
    Corrected {
        group: import.group.clone(),
        source: import.source.clone(),
        table: import.table.clone(),
        choices: import.choices.clone(),
        fingerprint: import.fingerprint,
        dates: (dates.issue_date, dates.expiry_date),
    }
}

/// Whether the open sheet can be made something of: one at a time, else it is said that another is at work. Its rows are
/// locked then.
pub(super) fn claim(work: &mut Work<'_>) -> bool {
    if work.jobs.is_busy(Slot::Generate) {
        let text = "Credentials are being made already. Begin with these when that is done";
        work.state.toasts.wrong(text);
        return false;
    }
    // They are read as the credentials are made.
    work.jobs.vacate(Slot::RowPictures);
    source::lock(work, Lock::Making)
}

/// A job makes something of the open sheet.
pub(super) fn begun(work: &mut Work<'_>, job: JobId) {
    work.state.create.making = Making::Running(job);
    work.state.create.failed = None;
}

/// The name of the batch where it is made of the form, whose people keep their numbers from now on. It is another one
/// where everybody is made once more.
///
/// # Errors
/// It has none, which was said.
fn form_key(work: &mut Work<'_>, again: bool) -> Result<Option<BlobId>, ()> {
    let create = &mut work.state.create;
    let import = create.import.as_ref();
    if !import.is_some_and(|import| import.is_of(&create.form)) {
        return Ok(None);
    }
    create.form.fix_numbers();
    create.past = Default::default();
    settle::name(work, again).map(Some).ok_or(())
}

pub(super) fn generate(work: &mut Work<'_>, again: bool) {
    let Some(desk) = work.desk.clone() else { return };
    let today = work.state.workspace.snapshot().map(|snapshot| snapshot.today);
    if work.state.create.dates.refused(today).is_some() || !claim(work) {
        return;
    }
    let former = work.state.create.form.key();
    let Ok(key) = form_key(work, again) else {
        source::unlock(work, Lock::Making);
        return;
    };
    let create = &work.state.create;
    let Some(import) = create.import.as_ref() else { return };
    let order = MakeOrder {
        key,
        of: corrected(import, &create.dates),
        again,
        recipe: draft::of_import(work).map(|draft| Recipe { draft, again }),
        only: None,
    };
    // The processor has one thing to do now.
    work.jobs.vacate(Slot::Fit);
    let job = Job::shown(GENERATING)
        .slot(Slot::Generate)
        .on_failure(|problems| Answer::MakeFailed(problems).into());
    let id = work.jobs.start(job, move |progress| {
        if let Some(key) = key {
            form_pictures::follow(&desk, former, key)?;
        }
        Ok(Answer::Made(Box::new(make::make(&desk, order, progress)?)).into())
    });
    begun(work, id);
}

pub(super) fn stop(work: &mut Work<'_>) {
    if let Making::Running(id) = work.state.create.making {
        super::super::command(work, super::super::super::command::Command::Job(id, JobCommand::Cancel));
    }
}

pub(super) fn failed(work: &mut Work<'_>, job: JobId, problems: Problems) {
    let create = &mut work.state.create;
    let is_open = create.is_made_by(job);
    match (is_open, is_cancelled(&problems)) {
        (true, true) => create.making = Making::Stopped,
        (true, false) => {
            create.making = Making::No;
            create.failed = Some(problems.into());
        }
        // What is open now is nothing to it.
        (false, false) => work.state.toasts.wrong(super::super::said(&problems)),
        (false, true) => {}
    }
    if is_open {
        source::unlock(work, Lock::Making);
        // What is made by then is there.
        settle::look(work);
    }
    work.refresh();
}

/// Takes away what a job has made credentials of, where it is still open; whether it is.
pub(super) fn finish(work: &mut Work<'_>, job: JobId) -> bool {
    let is_open = work.state.create.is_made_by(job);
    if is_open {
        super::close(work);
        draft::keep(work);
    }
    settle::look(work);
    work.refresh();
    is_open
}

/// The rows that wait and were ready when they were looked through.
fn unforeseen(create: &Create, job: JobId, made: &Generated) -> Vec<WaitingRow> {
    let import = create.import.as_ref().filter(|_| create.is_made_by(job));
    let was_ready = |row: &&WaitingRow| {
        import.is_some_and(|import| {
            let place = import.table.place_of(row.row);
            place.is_some_and(|place| !import.table.waits(place))
        })
    };
    made.waiting.iter().filter(was_ready).cloned().collect()
}

/// What became of all rows, in one line, with why the first of those waits that nobody knew to.
fn said_of(made: &Generated, unforeseen: &[WaitingRow], is_form: bool) -> String {
    let mut text = match u64::from(made.created + made.resumed + made.replaced) {
        0 => "No credential was made".to_owned(),
        number => {
            let waits = counted(number, "credential waits", "credentials wait");
            format!("{waits} for review")
        }
    };
    if made.skipped > 0 {
        let skipped = count(made.skipped.into());
        text.push_str(&format!("; {skipped} skipped, who have one already"));
    }
    if !made.waiting.is_empty() {
        let [one, many] = waiting_words(is_form);
        let rows = counted(made.waiting.len() as u64, one, many);
        text.push_str(&format!("; {rows} to be corrected"));
    }
    if let Some(why) = reasons(unforeseen, is_form).first() {
        text.push_str(&format!(". {why}"));
    }
    text
}

/// Shows what was made, under review.
pub(super) fn made(work: &mut Work<'_>, job: JobId, made: &Generated) {
    if made.was_finished {
        if work.state.create.is_made_by(job) {
            work.state.create.making = Making::Before(made.batch);
            source::unlock(work, Lock::Making);
        }
        return;
    }
    let unforeseen = unforeseen(&work.state.create, job, made);
    let is_form = work.state.create.import.as_ref().is_some_and(Import::is_form);
    let was_open = finish(work, job);
    let text = said_of(made, &unforeseen, is_form);
    match made.waiting.is_empty() {
        true => work.state.toasts.done(text),
        // Whoever sees that something was made would not look for who has none.
        false => work
            .state
            .toasts
            .wrong_with_action(text, "Resume", OfHome::GoOnWith(made.batch)),
    }
    let review = Route::Review(Scope::Batch(made.batch));
    let next = if review.exists() { review } else { Route::Home };
    let here = was_open
        && matches!(
            work.state.route.now(),
            Route::Create {
                step: CreateStep::Generate,
                ..
            }
        );
    // Whoever went elsewhere meanwhile is not taken away from there.
    if here {
        work.state
            .route
            .finish(next, |step| matches!(step, Route::Create { .. }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Problem;

    #[test]
    fn what_was_made_and_what_waits_is_said_in_one_line() {
        let row = WaitingRow {
            row: 3,
            cells: Vec::new(),
            problems: Problems(vec![Problem::error("picture-damaged", "The picture is damaged")]),
        };
        let made = |created, waiting: &[WaitingRow]| {
            let mut made = Generated::default();
            (made.created, made.waiting) = (created, waiting.to_vec());
            made
        };
        assert_eq!(said_of(&made(2, &[]), &[], false), "2 credentials wait for review");
        let rows = [row.clone(), row];
        let said = said_of(&made(1, &rows), &rows[..1], false);
        let one = "1 credential waits for review; 2 rows wait to be corrected. Row 3: The picture is damaged";
        assert_eq!(said, one);
        let said = said_of(&made(0, &rows), &[], true);
        assert_eq!(said, "No credential was made; 2 people wait to be corrected");
    }
}
