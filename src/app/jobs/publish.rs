//! Publishing on a thread, and what goes before and after it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diag::{Problem, Problems, Result};
use crate::issue::{Desk, Twins};
use crate::model::{Credential, CredentialId};
use crate::progress::Progress;
use crate::publish::{self, PublishOptions, Selection, files};
use crate::store::Query;

use super::super::state::publish::{Interrupted, Order, Outcome, Plan, Refused, Sample};
use super::super::surroundings::Opener;
use super::review::ItemMaker;
use super::waiting;

/// How many of those that were published are shown.
const SAMPLES: usize = 4;
/// What the work is called.
pub(in super::super) const PUBLISHING: &str = "Publishing";

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    Planned(Box<Plan>),
    NotPlanned(Problems),
    Done(Box<Outcome>),
    /// It ended before it was done.
    Ended(Problems),
    /// How much of it was done nevertheless, and what it was.
    Counted(Box<Outcome>, Box<Order>),
    Folder(Option<PathBuf>),
    /// Where the list of these is to be written; nowhere when a person changed their mind.
    ListChosen(Option<PathBuf>, Vec<CredentialId>),
    Listed(PathBuf),
    NotListed(Problems),
    Opened,
    /// A publication that was interrupted, if there is one, and what was noticed when its pages were finished.
    Found(Option<Box<Interrupted>>, Problems),
    /// What was kept of one is gone.
    Forgotten,
    Failed(Problems),
}

/// Why something is left out into whose page more was typed: it would be published without that.
const UNSAVED: &str = "What was typed on its page is not saved: save or discard it first";

/// Looks at what would be published, and at what holds the rest. What is `unsaved` waits until it is saved.
pub(in super::super) fn plan(
    desk: &Desk,
    of_scope: &Query,
    chosen: Option<&[CredentialId]>,
    unsaved: &BTreeSet<CredentialId>,
    progress: &Progress,
) -> Result<super::Answer> {
    let mut plan = Plan {
        folder: desk.store.published_dir(),
        ..Plan::default()
    };
    let twins = Twins::new(&desk.store);
    let mut sort_in = |credential: Credential| match unsaved.contains(&credential.id) {
        true => {
            plan.held.push(refused(&credential, UNSAVED.to_owned()));
            Ok(())
        }
        false => sort_in(&mut plan, &twins, credential),
    };
    match chosen {
        Some(ids) => {
            for id in ids {
                progress.check()?;
                if let Some(credential) = desk.store.credential(id)? {
                    sort_in(credential)?;
                }
            }
        }
        None => waiting::each(desk, of_scope, progress, sort_in)?,
    }
    Ok(super::Answer::Publish(Answer::Planned(Box::new(plan))))
}

fn sort_in(plan: &mut Plan, twins: &Twins<'_>, mut credential: Credential) -> Result<()> {
    // What holds it may have changed with another one.
    twins.look(&mut credential)?;
    let credential = &credential;
    let content = credential.reviewed();
    let [of_ready, of_warned] = &mut plan.corrections;
    let correction = u64::from(credential.draft.is_some());
    match publish::holding(credential, false) {
        None => {
            *of_ready += correction;
            plan.ready.push(credential.id);
        }
        Some(_) if publish::holding(credential, true).is_none() => {
            let why = content
                .problems
                .iter()
                .find(|p| p.severity == crate::diag::Severity::Warning);
            let why = why.map(|problem| problem.message.clone()).unwrap_or_default();
            *of_warned += correction;
            plan.warned.push(refused(credential, why));
        }
        Some(problems) => {
            let reason = match &credential.draft {
                Some(draft) => draft.held.clone(),
                None => credential.reason.clone(),
            };
            let why = match reason {
                Some(reason) => format!("Held: {reason}"),
                None => worst(&problems),
            };
            plan.held.push(refused(credential, why));
            return Ok(());
        }
    }
    plan.certificates += u64::from(content.certificate.is_some());
    plan.badges += u64::from(content.badge.is_some());
    Ok(())
}

/// What says best why something is left out: the first of the worst, which accepting does not remove.
fn worst(problems: &Problems) -> String {
    let found = problems
        .iter()
        .find(|problem| Some(problem.severity) == problems.worst());
    found.map(|problem| problem.message.clone()).unwrap_or_default()
}

fn refused(credential: &Credential, why: String) -> Refused {
    Refused {
        id: credential.id,
        name: credential.reviewed().recipient.name.clone(),
        number: credential.number.clone(),
        why,
    }
}

/// Publishes and says what came of it.
pub(in super::super) fn publish(desk: &Desk, order: &Order, progress: &Progress) -> Result<super::Answer> {
    let options = PublishOptions {
        accept_warnings: order.accept_warnings,
        files: order.files,
        out: order.copy.clone(),
        parts: order.parts,
    };
    let selection = Selection::Ids(order.ids.clone());
    let done = publish::publish(desk, &selection, &options, progress)?;
    let mut outcome = outcome(desk, order)?;
    outcome.problems = done.problems;
    for (id, problems) in done.value.held {
        // An order that is gone on with names those as well that were published before it was interrupted.
        let credential = desk.store.credential(&id)?.filter(|found| !is_done(found));
        if let Some(credential) = credential {
            outcome.failed.push(refused(&credential, worst(&problems)));
        }
    }
    Ok(super::Answer::Publish(Answer::Done(Box::new(outcome))))
}

/// Keeps an order until it is done, so that it is gone on with after a crash.
pub(in super::super) fn keep(order: &Order, file: &Path) -> Result<()> {
    let text = serde_json::to_string(order)
        .map_err(|error| Problem::unexpected("order", format!("What is published cannot be noted: {error}")))?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Problem::io("make the folder", folder, &error))?;
    }
    files::write_quickly(file, text.as_bytes())
}

/// The publication of a workspace that was interrupted, with how many of it are published. First the folder is brought to
/// what the store says, so that what is counted has its files and page, and nothing lies beside it.
pub(in super::super) fn find(desk: &Desk, file: &Path) -> Result<super::Answer> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    // One of another version cannot be gone on with; what waits is under review all the same.
    let order = serde_json::from_str::<Order>(&text).ok();
    let order = order.filter(|order| order.workspace == desk.store.dir());
    // What can only be read stays as it is until it is opened to be written.
    let problems = match desk.store.check_writable() {
        Ok(()) => publish::finish(desk).unwrap_or_else(|problems| problems),
        Err(_) => Problems::default(),
    };
    let found = match order {
        None => None,
        Some(order) => {
            let published = outcome(desk, &order)?.published;
            let rest = (published as usize) < order.ids.len() || !publish::unfinished(&desk.store)?.is_empty();
            rest.then(|| Box::new(Interrupted { order, published }))
        }
    };
    Ok(super::Answer::Publish(Answer::Found(found, problems)))
}

/// How much of an order that ended early was done.
pub(in super::super) fn count(desk: &Desk, order: Order, why: Problems) -> Result<super::Answer> {
    let outcome = Outcome {
        stopped: true,
        problems: why,
        ..outcome(desk, &order)?
    };
    Ok(super::Answer::Publish(Answer::Counted(
        Box::new(outcome),
        Box::new(order),
    )))
}

/// Whether all that was asked of a credential is published.
fn is_done(credential: &Credential) -> bool {
    credential.revision > 0 && credential.draft.is_none()
}

fn outcome(desk: &Desk, order: &Order) -> Result<Outcome> {
    let folder = desk.store.published_dir();
    let mut outcome = Outcome {
        ids: order.ids.clone(),
        copy: order.copy.clone(),
        ..Outcome::default()
    };
    for id in &order.ids {
        let Some(credential) = desk.store.credential(id)? else {
            continue;
        };
        if !is_done(&credential) {
            continue;
        }
        outcome.published += 1;
        if outcome.samples.len() < SAMPLES {
            outcome.samples.push(Sample {
                id: *id,
                faces: ItemMaker::new(desk).faces(&credential.content),
                print: credential.reviewed().print(),
                name: credential.content.recipient.name,
            });
        }
        if outcome.page.is_none() {
            let page = files::credential_folder(&folder, *id).join(files::PAGE);
            outcome.page = page.is_file().then_some(page);
        }
    }
    outcome.folder = folder;
    Ok(outcome)
}

/// Shows a folder or a file outside.
pub(in super::super) fn show(path: &Path, opener: &dyn Opener) -> Result<super::Answer> {
    opener.open(path)?;
    Ok(super::Answer::Publish(Answer::Opened))
}
