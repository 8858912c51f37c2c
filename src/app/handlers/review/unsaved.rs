//! What is typed on the review page and not saved: it is saved when the page is left by whatever way, and where that is not
//! possible it stays with its credential, for another run as well.

use std::collections::BTreeMap;

use crate::diag::{Problems, Result};
use crate::model::CredentialId;

use super::super::super::command::Command as AnyCommand;
use super::super::super::jobs::review::Answer;
use super::super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::super::route::{Route, Scope};
use super::super::super::state::review::unsaved::{Place, Typed, Unsaved};
use super::super::Work;

/// Lets what is known to be unsaved follow what is typed on the page.
pub(super) fn follow(work: &mut Work<'_>) {
    let one = &work.state.review.one;
    let (Some(id), Some(opened)) = (one.id, &one.opened) else {
        return;
    };
    let typed = one.is_changed().then(|| Typed {
        name: opened.content.recipient.name.clone(),
        changes: one.values(&work.state.choices.dates),
    });
    if work.state.review.unsaved.put(id, typed) {
        unsay(work, id);
        changed(work);
    }
}

/// Something else is unsaved than before.
pub(super) fn changed(work: &mut Work<'_>) {
    // What is unsaved is not published.
    work.state.publish.stale = true;
    work.state.review.unsaved.stale = true;
    write(work);
}

/// The page of a credential was left.
pub(in super::super) fn left(work: &mut Work<'_>, id: CredentialId) {
    let is_shown = matches!(work.state.route.now(), Route::ReviewOne { id: now, .. } if *now == id);
    let one = &mut work.state.review.one;
    if is_shown || one.id != Some(id) {
        return;
    }
    // What was typed since may have mended it.
    let refused = one.refused.take().filter(|_| !work.jobs.is_busy(Slot::ReviewEdit));
    match refused {
        Some(problems) => say_unsaved(work, id, &problems),
        None => super::save(work),
    }
    let one = &mut work.state.review.one;
    one.id = None;
    one.opened = None;
    one.live = None;
    one.path = None;
    one.fields.clear();
    work.jobs.vacate(Slot::ReviewEdit);
}

/// Says why something could not be saved, and that it is not lost.
pub(super) fn say_unsaved(work: &mut Work<'_>, id: CredentialId, problems: &Problems) {
    let review = &work.state.review;
    let Some(typed) = review.unsaved.of(id) else { return };
    let scope = review.scope.unwrap_or_default();
    let about = format!("What was typed for {} is kept, but not saved", typed.name);
    let text = super::super::said(problems).after(&about);
    let back = AnyCommand::Go(Route::ReviewOne { scope, id });
    let toasts = &mut work.state.toasts;
    toasts.withdraw(back.clone());
    toasts.wrong_with_action(text, "Go back", back);
}

/// Does not offer any more to go back to what is saved by now.
pub(super) fn unsay(work: &mut Work<'_>, id: CredentialId) {
    if work.state.review.unsaved.of(id).is_none() {
        // From whichever list one came to it.
        let is_it =
            |offered: &AnyCommand| matches!(offered, AnyCommand::Go(Route::ReviewOne { id: of, .. }) if *of == id);
        work.state.toasts.withdraw_all(is_it);
    }
}

/// Everything that waits was read: what waits no more can be saved no more.
pub(super) fn listed(work: &mut Work<'_>) {
    let review = &mut work.state.review;
    // A part says nothing of the others, and what began to wait since is not in it.
    if review.scope != Some(Scope::All) || review.stale || review.unsaved.is_empty() {
        return;
    }
    let (items, shown) = (&review.items, review.one.id);
    let waits = |id: CredentialId| shown == Some(id) || items.iter().any(|item| item.id == id);
    let gone = review.unsaved.take_gone(waits);
    for name in &gone {
        let text = format!("{name} is not under review any more. What was typed there and not saved is lost");
        work.state.toasts.wrong(text);
    }
    if !gone.is_empty() {
        changed(work);
    }
}

/// A workspace was opened: goes on with what was typed in another run, and says where.
pub(in super::super) fn workspace_opened(work: &mut Work<'_>, typed: BTreeMap<CredentialId, Typed>) {
    let unsaved = &mut work.state.review.unsaved;
    *unsaved = Unsaved::again(typed);
    let (said, first) = (unsaved.sentence(), unsaved.ids().next());
    if let (Some(text), Some(id)) = (said, first) {
        let scope = Scope::All;
        super::super::offer_way_back(work, text, Route::ReviewOne { scope, id });
    }
}

fn place(work: &Work<'_>) -> Option<Place> {
    let settings = work.surroundings.settings.as_ref()?;
    Some(Place::beside(settings, &work.state.workspace.snapshot()?.dir))
}

/// Writes what is unsaved by now, one time after the other.
fn write(work: &mut Work<'_>) {
    let place = place(work);
    let unsaved = &mut work.state.review.unsaved;
    let Some(place) = place.filter(|_| unsaved.stale && !unsaved.busy) else {
        return;
    };
    unsaved.stale = false;
    unsaved.busy = true;
    let typed = unsaved.all();
    let job = Job::quiet()
        .slot(Slot::Unsaved)
        .on_failure(|problems| AnyAnswer::Review(Answer::UnsavedKept(Some(problems))));
    work.jobs.start(job, move |_| {
        place.keep(typed)?;
        Ok(AnyAnswer::Review(Answer::UnsavedKept(None)))
    });
}

pub(super) fn kept(work: &mut Work<'_>, problems: Option<Problems>) {
    work.state.review.unsaved.busy = false;
    if let Some(problems) = problems {
        work.state.toasts.wrong(super::super::said(&problems));
    }
    write(work);
}

/// The workspace is closed: writes what was typed while something else was written.
///
/// # Errors
/// It cannot be written.
pub(in super::super) fn closing(work: &mut Work<'_>) -> Result<()> {
    work.jobs.wait_for(Slot::Unsaved);
    // Of what was being written it is not known by now whether it is.
    let unsaved = &work.state.review.unsaved;
    let is_unsure = unsaved.stale || unsaved.busy;
    match place(work).filter(|_| is_unsure) {
        Some(place) => place.keep(work.state.review.unsaved.all()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::command::Command as AnyCommand;
    use super::super::super::super::command::publish::Command as Publish;
    use super::super::super::super::command::review::{Act, Command};
    use super::super::super::super::jobs::review as jobs;
    use super::super::super::super::state::publish::Plan;
    use super::super::super::testing::Bench;
    use super::*;
    use crate::issue::{self, Edit};

    const NAME: &str = "recipient.name";
    const UNTIL: &str = "credential.expiry_date";

    fn bench(name: &str) -> (Bench, [CredentialId; 2]) {
        let mut bench = Bench::titled(&format!("unsaved-{name}"), "T");
        let made = bench.make(&["Anna Lee", "Bob Ray"]);
        (bench, [made[0], made[1]])
    }

    fn visit(bench: &mut Bench, id: CredentialId) {
        let scope = Scope::All;
        bench.send(AnyCommand::Go(Route::ReviewOne { scope, id }));
        bench.send(Command::Enter(id));
        bench.until("the page", |state| {
            state.review.one.opened.is_some() && !state.review.one.busy
        });
    }

    fn type_into(bench: &mut Bench, field: &str, text: &str) {
        bench.send(Command::Edit(field.parse().expect("a field"), text.to_owned()));
    }

    fn refused(bench: &mut Bench) {
        bench.until("the refusal", |state| state.review.one.refused.is_some());
    }

    fn text(bench: &Bench, name: &str) -> String {
        let mut fields = bench.state.review.one.fields.iter();
        let field = fields.find(|field| field.name.as_str() == name);
        field.expect("a field").text.clone()
    }

    fn stored(bench: &Bench, id: CredentialId) -> String {
        let stored = bench.workspace.store.credential(&id).expect("reads").expect("there");
        stored.reviewed().recipient.name.clone()
    }

    fn saved(bench: &mut Bench) {
        bench.until("all to be saved", |state| state.review.unsaved.is_empty());
    }

    fn planned(bench: &mut Bench) -> Plan {
        bench.until("the plan", |state| !state.publish.busy && state.publish.plan.is_some());
        bench.state.publish.plan.clone().expect("a plan")
    }

    fn written(bench: &mut Bench) {
        bench.until("the file", |state| {
            !state.review.unsaved.busy && !state.review.unsaved.stale
        });
    }

    #[test]
    fn what_cannot_be_saved_stays_with_its_credential_and_is_not_published_without_it() {
        let (mut bench, [anna, bob]) = bench("refused");
        visit(&mut bench, anna);
        type_into(&mut bench, NAME, "Anna Long");
        type_into(&mut bench, UNTIL, "soon");
        refused(&mut bench);
        bench.send(AnyCommand::Go(Route::Review(Scope::All)));
        assert!(bench.says("What was typed for Anna Lee is kept, but not saved: "));
        visit(&mut bench, bob);
        assert!(!bench.state.review.one.is_changed(), "it is of the other one");
        bench.send(Publish::Begin(Scope::All));
        let plan = planned(&mut bench);
        let held: Vec<_> = plan.held.iter().map(|held| (held.id, held.why.as_str())).collect();
        let why = "What was typed on its page is not saved: save or discard it first";
        assert_eq!(held, [(anna, why)]);

        visit(&mut bench, anna);
        assert_eq!([NAME, UNTIL].map(|field| text(&bench, field)), ["Anna Long", "soon"]);
        refused(&mut bench);
        // Mended and left at once, before it is known that it is.
        type_into(&mut bench, UNTIL, "2031-01-01");
        bench.send(AnyCommand::Go(Route::Home));
        saved(&mut bench);
        assert_eq!(stored(&bench, anna), "Anna Long");
        bench.send(Publish::Begin(Scope::All));
        assert!(planned(&mut bench).held.is_empty());
    }

    #[test]
    fn what_is_typed_is_saved_whichever_way_leads_away_and_publishing_waits_for_it() {
        let (mut bench, [anna, _]) = bench("publish");
        visit(&mut bench, anna);
        type_into(&mut bench, NAME, "Anna Long");
        bench.send(Publish::Begin(Scope::All));
        // As it was planned before it was typed.
        bench.state.publish.plan = Some(Plan {
            ready: vec![anna],
            ..Plan::default()
        });
        bench.send(Publish::Start);
        assert!(bench.says("What was typed for Anna Lee is not saved yet"));
        assert_eq!(bench.state.publish.running, None);
        saved(&mut bench);
        assert_eq!(stored(&bench, anna), "Anna Long");
        assert!(bench.state.publish.stale, "it is planned anew");
    }

    #[test]
    fn what_is_typed_while_a_step_is_taken_is_saved_after_it() {
        let (mut bench, [anna, _]) = bench("step");
        visit(&mut bench, anna);
        type_into(&mut bench, NAME, "Anna Long");
        bench.send(Command::Act(vec![anna], Act::Hold("Not yet".to_owned())));
        type_into(&mut bench, NAME, "Anna Longer");
        bench.until("the next page", |state| *state.route.now() == Route::Review(Scope::All));
        saved(&mut bench);
        assert_eq!(stored(&bench, anna), "Anna Longer");
    }

    #[test]
    fn what_was_typed_for_somebody_who_is_deleted_is_not_saved() {
        let (mut bench, [anna, _]) = bench("deleted");
        visit(&mut bench, anna);
        type_into(&mut bench, NAME, "Anna Long");
        bench.send(Command::Act(vec![anna], Act::Delete));
        bench.until("the next page", |state| *state.route.now() == Route::Review(Scope::All));
        assert!(bench.state.review.unsaved.is_empty() && !bench.state.review.one.is_changed());
        // It would be said by now that it cannot be.
        bench.send(Command::Show(Scope::All));
        bench.until("the list", |state| !state.review.busy);
        assert!(!bench.says("This credential is not there any more"));
    }

    #[test]
    fn what_is_typed_and_not_saved_is_there_in_another_run() {
        let (mut bench, [anna, _]) = bench("again");
        let place = place(&bench.work()).expect("a place");
        let again = |bench: &mut Bench| {
            written(bench);
            bench.state.review = Default::default();
            let left = jobs::unsaved(&bench.workspace, &place).expect("reads");
            workspace_opened(&mut bench.work(), left);
        };
        visit(&mut bench, anna);
        type_into(&mut bench, NAME, "Anna Long");
        again(&mut bench);
        assert!(bench.says("What was typed for Anna Lee is kept, but not saved"));
        visit(&mut bench, anna);
        assert_eq!(text(&bench, NAME), "Anna Long");
        assert!(bench.state.review.one.is_changed());
        bench.send(Command::Discard);
        written(&mut bench);
        assert!(place.read().is_empty());

        // It was saved, and the program ended before that was known.
        type_into(&mut bench, NAME, "Anna Long");
        written(&mut bench);
        let edit = Edit {
            field: NAME.parse().expect("a field"),
            text: "Anna Long".to_owned(),
        };
        issue::edit(&bench.workspace, &anna, &[edit]).expect("edits");
        again(&mut bench);
        assert!(bench.state.review.unsaved.is_empty() && place.read().is_empty());
    }

    #[test]
    fn what_is_typed_last_is_written_when_the_program_ends() {
        let (mut bench, [anna, _]) = bench("end");
        visit(&mut bench, anna);
        type_into(&mut bench, NAME, "Anna L");
        type_into(&mut bench, NAME, "Anna Long");
        let place = place(&bench.work()).expect("a place");
        bench.close(None);
        let kept = place.read();
        let changes = kept[&anna].changes.iter();
        let texts: Vec<_> = changes.map(|(field, text)| (field.as_str(), text.as_str())).collect();
        assert_eq!(texts, [(NAME, "Anna Long")]);
    }

    #[test]
    fn what_was_typed_for_somebody_who_waits_no_more_is_said_to_be_given_up() {
        let (mut bench, [anna, bob]) = bench("gone");
        visit(&mut bench, anna);
        type_into(&mut bench, UNTIL, "soon");
        refused(&mut bench);
        visit(&mut bench, bob);
        bench.send(Command::Show(Scope::All));
        bench.until("the list", |state| !state.review.busy);
        assert!(!bench.state.review.unsaved.is_empty());
        issue::delete(&bench.workspace, &anna).expect("deletes");
        bench.send(Command::Show(Scope::All));
        bench.until("the list", |state| !state.review.busy);
        assert!(bench.says("Anna Lee is not under review any more"));
        assert!(bench.state.review.unsaved.is_empty());
    }
}
