//! A chunk of credentials becomes files, and is acknowledged.
//!
//! The order is safe to kill at any instant: they are noted as pending, files are written and flushed, the store
//! acknowledges, pages and copies follow, the note is cleared. While some threads draw, this one acknowledges whatever
//! they have written meanwhile, together, and counts it only then: what is said to be published is published.

use std::iter;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};

use rayon::prelude::*;

use crate::diag::{Problem, Problems, Result, Severity, Warned};
use crate::model::{Content, Credential, CredentialId, State, Step};
use crate::progress::Progress;
use crate::store::{Change, CredentialPut, Event, PublishedFile, Stamp};

use super::files::{self, Rendered};
use super::index::FileRecord;
use super::job::{Job, document};
use super::pending::Pending;
use super::press::PagePictures;
use super::seen::stem_of;

/// A credential that is drawn and written, but not acknowledged.
pub(super) struct Written {
    credential: Credential,
    pictures: PagePictures,
    files: Vec<PublishedFile>,
}

/// What became of a chunk.
#[derive(Default)]
struct Outcome {
    acknowledged: Vec<Written>,
    /// What only the finished file can show stops this one credential, not the others.
    held: Vec<(CredentialId, Problems)>,
}

/// What a thread has made of a credential, and what it noticed.
type Made = Result<(Written, Problems)>;

impl Job<'_> {
    /// Publishes those that nothing holds. When the work is cancelled or fails in the middle, those that were written are
    /// published and the others are as they were.
    pub(super) fn publish_ready(&mut self, ready: Vec<Credential>, progress: &Progress) -> Result<()> {
        let _alone = self.desk.publishing();
        let ids: Vec<CredentialId> = ready.iter().map(|credential| credential.id).collect();
        let note = Pending::note(&self.published, &ids)?;
        let mut outcome = Outcome::default();
        let ended = self.write_and_acknowledge(ready, &mut outcome, progress);
        self.done.held.extend(outcome.held);
        self.done.published += outcome.acknowledged.len() as u32;
        let job = &*self;
        let pages: Vec<Result<Warned<Vec<PathBuf>>>> = outcome
            .acknowledged
            .par_iter()
            .map(|written| job.pages(&written.credential, Some(&written.pictures)))
            .collect();
        for written in pages {
            self.problems.extend(written?.problems);
        }
        self.durability.flush()?;
        match (&ended, note) {
            (Err(problems), _) if !is_cancelled(problems) => {}
            (_, Some(note)) => note.clear()?,
            (_, None) => {}
        }
        ended
    }

    /// Draws and writes on the threads of rayon, and acknowledges on this one.
    fn write_and_acknowledge(&self, ready: Vec<Credential>, outcome: &mut Outcome, progress: &Progress) -> Result<()> {
        let make = |credential| match progress.is_cancelled() {
            true => Err(Problem::cancelled().into()),
            false => self.write(credential),
        };
        make_and_take(ready, make, |made| self.acknowledge_all(&made, outcome, progress))
    }

    /// Acknowledges until all is made. The first failure is what is returned, after what was written is acknowledged; when
    /// the store fails, nothing more is made.
    fn acknowledge_all(&self, made: &Receiver<Made>, outcome: &mut Outcome, progress: &Progress) -> Result<()> {
        // One moment for the chunk, in however many parts it is acknowledged.
        let stamp = self.desk.clock.stamp();
        let mut ended = Ok(());
        while let Ok(first) = made.recv() {
            let mut written = Vec::new();
            for made in iter::once(first).chain(made.try_iter()) {
                match made {
                    Ok((one, problems)) if problems.has_errors() => {
                        outcome.held.push((one.credential.id, problems));
                        progress.advance(1);
                    }
                    Ok((one, _)) => written.push(one),
                    Err(problems) => ended = Err(worse(ended, problems)),
                }
            }
            self.acknowledge(&written, &stamp)?;
            progress.advance(written.len() as u64);
            outcome.acknowledged.extend(written);
        }
        ended
    }

    fn acknowledge(&self, written: &[Written], stamp: &Stamp) -> Result<()> {
        if written.is_empty() {
            return Ok(());
        }
        self.durability.flush()?;
        let events = written
            .iter()
            .map(|written| event(written, self.options.accept_warnings));
        let change = Change::new(stamp, events.collect());
        self.desk.store.apply(&change).map(drop)
    }

    /// Draws the next revision of a credential and writes its files.
    fn write(&self, mut credential: Credential) -> Made {
        let revision = credential.revision + 1;
        let content = credential.reviewed().clone();
        let drawn = self.desk.draw(&credential, &content, &self.issuer)?;
        let made = match self
            .press
            .credential(&drawn, &document(&credential, &content, revision), self.options.files)
        {
            Ok(made) => made,
            Err(problems) => {
                let pictures = PagePictures::default();
                return Ok((
                    Written {
                        credential,
                        pictures,
                        files: Vec::new(),
                    },
                    problems,
                ));
            }
        };
        let (rendered, pictures) = made.value;
        let group = self.desk.group(credential.group, content.group_revision)?;
        let stem = stem_of(&credential, &content, &group, &self.issuer);
        let (records, _) = files::write_revision(
            &self.published,
            credential.id,
            revision,
            &stem,
            &rendered,
            &self.durability,
        )?;
        credential.revision = revision;
        credential.state = State::Published;
        credential.reason = None;
        credential.draft = None;
        credential.content = Content {
            accepted: content.accepted || self.options.accept_warnings,
            ..content
        };
        let files = published_files(&records, &rendered);
        Ok((
            Written {
                credential,
                pictures,
                files,
            },
            made.problems,
        ))
    }
}

/// Makes something of each on the threads of rayon, while this one takes what is made. Once nobody takes it any more, the
/// rest is not made.
fn make_and_take<T: Send, M: Send, R>(
    ready: Vec<T>,
    make: impl Fn(T) -> M + Send + Sync,
    take: impl FnOnce(Receiver<M>) -> R,
) -> R {
    let (send, receive) = mpsc::channel();
    rayon::in_place_scope(|scope| {
        scope.spawn(move |_| {
            let each = |send: &mut Sender<M>, one| send.send(make(one)).ok();
            // Why nobody takes the rest is what `take` returns.
            let _all: Option<()> = ready.into_par_iter().try_for_each_with(send, each);
        });
        take(receive)
    })
}

/// Of two failures, the first. That somebody stopped the work is none: it must not hide what went wrong, after which the
/// note of what is half done stays.
fn worse(earlier: Result<()>, problems: Problems) -> Problems {
    match earlier {
        Err(earlier) if !is_cancelled(&earlier) => earlier,
        _ => problems,
    }
}

fn is_cancelled(problems: &Problems) -> bool {
    problems.iter().all(|problem| problem.code == Problem::cancelled().code)
}

fn event(written: &Written, accept: bool) -> Event {
    let credential = written.credential.clone();
    let warned = credential.content.problems.worst() == Some(Severity::Warning);
    let note = (accept && warned).then(|| "warnings accepted".to_owned());
    Event::CredentialPut(CredentialPut {
        files: Some(written.files.clone()),
        note,
        ..CredentialPut::step(credential, Step::Publish)
    })
}

fn published_files(records: &[FileRecord], rendered: &Rendered) -> Vec<PublishedFile> {
    let pdf = rendered.certificate_pdf.iter().map(Vec::len);
    let lengths = pdf.chain(rendered.certificate_png.iter().chain(&rendered.badge_png).map(Vec::len));
    let named = records.iter().zip(lengths);
    named
        .map(|(record, len)| PublishedFile {
            name: record.name.clone(),
            len: len as u64,
            sha: record.sha256,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn nothing_is_made_that_nobody_takes() {
        const ALL: usize = 2000;
        let made = AtomicUsize::new(0);
        let make = |_| {
            std::thread::sleep(Duration::from_millis(1));
            made.fetch_add(1, Ordering::Relaxed)
        };
        let taken = make_and_take(vec![(); ALL], make, |receive| receive.recv().is_ok());
        assert!(taken);
        assert!(made.load(Ordering::Relaxed) < ALL, "the rest is left");
        let all = make_and_take(vec![(); 9], make, |receive| receive.iter().count());
        assert_eq!(all, 9);
    }

    #[test]
    fn a_failure_is_not_hidden_by_a_cancellation() {
        let failure = |code| Problems::from(Problem::error(code, "It failed"));
        let cancelled = || Problems::from(Problem::cancelled());
        for (earlier, later, wanted) in [
            (Ok(()), cancelled(), cancelled()),
            (Err(cancelled()), failure("disk-full"), failure("disk-full")),
            (Err(failure("disk-full")), cancelled(), failure("disk-full")),
            (Err(failure("disk-full")), failure("io"), failure("disk-full")),
        ] {
            assert_eq!(worse(earlier, later), wanted);
        }
    }
}
