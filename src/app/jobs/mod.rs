//! Work on threads: started by handlers, shown in the tray, answered by one closed enum.
//!
//! A job gets copies of what it needs and a [`Progress`]; it counts, looks whether it was cancelled, and returns an
//! [`Answer`], which a handler takes into the state. A job in a [`Slot`] replaces the one before it there: that one is
//! cancelled and its answer is dropped. A panic is a failed job with a message, never the end of the program.

pub mod asking;
mod at_work;
pub mod create;
pub mod credential;
pub mod design;
pub mod clipboard;
pub mod dialogs;
pub mod group;
pub mod home;
mod job;
pub mod kept;
mod pace;
pub mod palette;
pub mod picked;
pub mod publish;
pub mod review;
pub mod settings;
pub mod studio;
pub mod tally;
mod waiting;
pub mod workspace;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use egui::Context;

use crate::diag::{Problem, Problems, Result};
use crate::progress::{Progress, Snapshot};

use at_work::AtWork;
pub use job::{Job, Slot};
use pace::Pace;

/// What comes back from a thread, by the part of the program that asked.
#[derive(Debug)]
pub enum Answer {
    Workspace(workspace::Answer),
    Home(home::Answer),
    Group(group::Answer),
    Create(create::Answer),
    Review(review::Answer),
    Publish(publish::Answer),
    Credential(credential::Answer),
    Design(design::Answer),
    Settings(settings::Answer),
    Kept(kept::Answer),
    Palette(palette::Answer),
    Picked(picked::Answer),
    Tally(Box<tally::Answer>),
    Studio(studio::Answer),
}

/// A job of this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(u64);

impl JobId {
    /// A number that no other job of this run has.
    pub fn number(self) -> u64 {
        self.0
    }
}

/// A job as the tray shows it.
#[derive(Clone, Debug)]
pub struct JobView {
    pub id: JobId,
    pub title: &'static str,
    pub progress: Snapshot,
    pub paused: bool,
    /// Seconds left, when that can be told.
    pub left: Option<f64>,
    pub failed: Option<Problems>,
}

struct Running {
    job: Job,
    progress: Progress,
    /// The time of egui when it was started, in seconds.
    started: f64,
    pace: Pace,
    failed: Option<Problems>,
    thread: Option<JoinHandle<()>>,
}

enum Message {
    /// Something that a job says before it is done.
    Told(JobId, Answer),
    Done(JobId, Result<Answer>),
}

/// With which a job says something before it is done.
#[derive(Clone, Debug)]
pub struct Teller {
    id: JobId,
    sender: Sender<Message>,
    ctx: Context,
}

impl Teller {
    /// Says it; nobody hears it when the job was cancelled or the window is closed.
    pub fn tell(&self, answer: Answer) {
        drop(self.sender.send(Message::Told(self.id, answer)));
        self.ctx.request_repaint();
    }
}

/// All jobs of this run.
pub struct Jobs {
    ctx: Context,
    next: u64,
    at_work: AtWork,
    sender: Sender<Message>,
    receiver: Receiver<Message>,
    running: BTreeMap<JobId, Running>,
}

/// What a job does.
type Work = dyn FnOnce(&Progress, &Teller) -> Result<Answer> + Send;

/// A job is shown only when it takes longer than this, in seconds.
const PATIENCE: f64 = 0.3;
/// How often progress is drawn.
const REDRAW: Duration = Duration::from_millis(100);

impl Jobs {
    pub fn new(ctx: &Context) -> Jobs {
        let (sender, receiver) = channel();
        Jobs {
            ctx: ctx.clone(),
            next: 0,
            at_work: AtWork::default(),
            sender,
            receiver,
            running: BTreeMap::new(),
        }
    }

    /// Runs some work on a thread of its own.
    pub fn start(&mut self, job: Job, work: impl FnOnce(&Progress) -> Result<Answer> + Send + 'static) -> JobId {
        self.start_telling(job, |progress, _| work(progress))
    }

    /// The same for work that has something to say before it is done.
    pub fn start_telling(
        &mut self,
        job: Job,
        work: impl FnOnce(&Progress, &Teller) -> Result<Answer> + Send + 'static,
    ) -> JobId {
        self.begin(job, Box::new(work))
    }

    /// Compiled once for all jobs.
    fn begin(&mut self, job: Job, work: Box<Work>) -> JobId {
        if let Some(slot) = job.slot {
            self.vacate(slot);
        }
        self.next += 1;
        let id = JobId(self.next);
        let progress = Progress::new();
        let now = self.ctx.input(|input| input.time);
        let (sender, ctx, handle) = (self.sender.clone(), self.ctx.clone(), progress.clone());
        let teller = Teller {
            id,
            sender: sender.clone(),
            ctx: ctx.clone(),
        };
        let alive = job.has_workspace().then(|| self.at_work.begin());
        let thread = std::thread::Builder::new()
            .name(format!("job {}", id.0))
            .spawn(move || {
                let outcome = run(&handle, |progress| work(progress, &teller));
                // Nobody listens any more when the window is closed.
                drop(sender.send(Message::Done(id, outcome)));
                ctx.request_repaint();
                drop(alive);
            });
        let thread = match thread {
            Ok(thread) => Some(thread),
            Err(error) => {
                let problem = Problem::unexpected("no-thread", format!("The system gives no thread: {error}"));
                let outcome = Err(problem.hint("Close other programs and try again").into());
                drop(self.sender.send(Message::Done(id, outcome)));
                None
            }
        };
        let running = Running {
            job,
            progress,
            started: now,
            pace: Pace::default(),
            failed: None,
            thread,
        };
        self.running.insert(id, running);
        id
    }

    /// Frees something large on a thread: a hundred thousand rows take longer than a frame.
    pub fn let_go(&self, what: impl Send + 'static) {
        // Without a thread it is freed here.
        drop(std::thread::Builder::new().spawn(move || drop(what)));
    }

    /// Cancels what is in a slot; its answer will be dropped.
    pub fn vacate(&mut self, slot: Slot) {
        self.running.retain(|_, running| {
            let leaves = running.job.slot == Some(slot);
            if leaves {
                running.progress.cancel();
            }
            !leaves
        });
    }

    /// The workspace is left: what works for it is cancelled, and its answers will be dropped.
    pub fn leave(&mut self) {
        self.running.retain(|_, running| {
            let stays = running.job.outlasts_workspace();
            if !stays {
                running.progress.cancel();
            }
            stays
        });
    }

    /// Whether a job is at work, or its failure is in the tray.
    pub fn is_known(&self, id: JobId) -> bool {
        self.running.contains_key(&id)
    }

    /// What has the workspace in its hands now.
    pub fn at_work(&self) -> AtWork {
        self.at_work.clone()
    }

    /// Whether no job is at work; those that failed and are still in the tray are none.
    pub fn are_at_rest(&self) -> bool {
        self.running.values().all(|running| running.failed.is_some())
    }

    /// Whether a slot has a job at work.
    pub fn is_busy(&self, slot: Slot) -> bool {
        self.running
            .values()
            .any(|running| running.job.slot == Some(slot) && running.failed.is_none())
    }

    /// The progress of what is in a slot.
    pub fn progress(&self, slot: Slot) -> Option<Snapshot> {
        let running = self.running.values().find(|running| running.job.slot == Some(slot))?;
        Some(running.progress.snapshot())
    }

    pub fn cancel(&mut self, id: JobId) {
        if let Some(running) = self.running.get(&id) {
            running.progress.cancel();
        }
    }

    pub fn pause(&mut self, id: JobId, pause: bool) {
        match self.running.get(&id) {
            Some(running) if pause => running.progress.pause(),
            Some(running) => running.progress.resume(),
            None => {}
        }
    }

    pub fn dismiss(&mut self, id: JobId) {
        if self.running.get(&id).is_some_and(|running| running.failed.is_some()) {
            self.running.remove(&id);
        }
    }

    /// The next answer that has come, with the job that gives it. Failures that nobody wants to handle stay for the tray.
    /// They are taken one by one: what one of them ends, such as the workspace, is not told by the next.
    pub(super) fn next_answer(&mut self) -> Option<(JobId, Answer)> {
        while let Ok(message) = self.receiver.try_recv() {
            if let Some(answer) = self.heard(message) {
                return Some(answer);
            }
        }
        None
    }

    /// The answer in a message, if somebody waits for it.
    fn heard(&mut self, message: Message) -> Option<(JobId, Answer)> {
        let (id, outcome) = match message {
            Message::Told(id, answer) => return self.running.contains_key(&id).then_some((id, answer)),
            Message::Done(id, outcome) => (id, outcome),
        };
        let running = self.running.get_mut(&id)?;
        let answer = match (outcome, running.job.failed) {
            (Ok(answer), _) => Some(answer),
            (Err(problems), Some(answer)) => Some(answer(problems)),
            (Err(problems), None) if !is_cancelled(&problems) => {
                running.failed = Some(problems);
                return None;
            }
            (Err(_), None) => None,
        };
        self.running.remove(&id);
        Some((id, answer?))
    }

    /// All answers that have come.
    #[cfg(test)]
    pub(super) fn drain(&mut self) -> Vec<(JobId, Answer)> {
        std::iter::from_fn(|| self.next_answer()).collect()
    }

    /// What the tray shows. Asks for another frame while there is something.
    pub(super) fn views(&mut self) -> Vec<JobView> {
        let now = self.ctx.input(|input| input.time);
        let views: Vec<JobView> = self
            .running
            .iter_mut()
            .filter(|(_, running)| running.failed.is_some() || running.job.title.is_some())
            .filter(|(_, running)| running.failed.is_some() || now - running.started > PATIENCE)
            .map(|(id, running)| view(*id, running, now))
            .collect();
        if self
            .running
            .values()
            .any(|r| r.job.title.is_some() && r.failed.is_none())
        {
            self.ctx.request_repaint_after(REDRAW);
        }
        views
    }

    /// Cancels all and waits a moment, so that the workspace is closed in order.
    pub(super) fn stop(&mut self) {
        for running in self.running.values() {
            running.progress.cancel();
        }
        // A file dialog cannot be cancelled; whatever else takes longer is safe to kill.
        self.wait_while(|job| job.slot != Some(Slot::Dialog));
        self.running.clear();
    }

    /// Waits a moment for what is at work in a slot, without cancelling it.
    pub fn wait_for(&self, slot: Slot) {
        self.wait_while(|job| job.slot == Some(slot));
    }

    /// Waits a moment for the threads of some jobs.
    fn wait_while(&self, is_meant: impl Fn(&Job) -> bool) {
        let is_at_work = |running: &Running| {
            is_meant(&running.job) && running.thread.as_ref().is_some_and(|thread| !thread.is_finished())
        };
        for _ in 0..600 {
            if !self.running.values().any(is_at_work) {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        // This one has no end of its own.
        self.vacate(Slot::Requests);
    }
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jobs")
            .field("running", &self.running.len())
            .finish_non_exhaustive()
    }
}

/// Whether a person stopped it, which needs no message.
pub fn is_cancelled(problems: &Problems) -> bool {
    problems.iter().any(|problem| problem.code == "cancelled")
}

fn run(progress: &Progress, work: impl FnOnce(&Progress) -> Result<Answer>) -> Result<Answer> {
    unharmed(|| work(progress))
}

/// What some work gives; a panic in it is a failure.
fn unharmed<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        let problem = Problem::unexpected("crash", format!("The work failed in a way it should not: {text}"));
        Err(problem.hint("Try it again; the workspace itself is safe").into())
    })
}

fn view(id: JobId, running: &mut Running, now: f64) -> JobView {
    let progress = running.progress.snapshot();
    let paused = running.progress.is_paused();
    JobView {
        id,
        title: running.job.title.unwrap_or("Background work"),
        paused,
        left: running.pace.left(&progress, paused, now),
        failed: running.failed.clone(),
        progress,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(jobs: &mut Jobs, wanted: usize) -> Vec<(JobId, Answer)> {
        let mut found = Vec::new();
        for _ in 0..500 {
            found.extend(jobs.drain());
            if found.len() >= wanted {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        found
    }

    fn done() -> Result<Answer> {
        Ok(Answer::Workspace(workspace::Answer::FontsLoaded))
    }

    #[test]
    fn a_job_says_something_before_it_is_done_and_nothing_once_it_was_replaced() {
        let mut jobs = Jobs::new(&Context::default());
        let job = Job::quiet().slot(Slot::Survey);
        let said = || Answer::Workspace(workspace::Answer::FontsLoaded);
        jobs.start_telling(job, move |_, teller| {
            teller.tell(said());
            teller.tell(said());
            done()
        });
        assert_eq!(answers(&mut jobs, 3).len(), 3);
        let (heard, told) = channel();
        jobs.start_telling(job, move |_, teller| {
            teller.tell(said());
            heard.send(()).expect("somebody waits");
            done()
        });
        told.recv().expect("it was said");
        jobs.vacate(Slot::Survey);
        assert!(jobs.drain().is_empty());
    }

    #[test]
    fn a_newer_job_takes_the_place_of_the_older() {
        let mut jobs = Jobs::new(&Context::default());
        let job = Job::quiet().slot(Slot::Found);
        jobs.start(job, |progress| {
            while !progress.is_cancelled() {
                std::thread::yield_now();
            }
            done()
        });
        jobs.start(job, |_| done());
        assert_eq!(answers(&mut jobs, 1).len(), 1);
        std::thread::sleep(Duration::from_millis(30));
        assert_eq!(jobs.drain().len(), 0);
        assert!(!jobs.is_busy(Slot::Found));
    }

    #[test]
    fn a_panic_is_a_failed_job() {
        let mut jobs = Jobs::new(&Context::default());
        let id = jobs.start(Job::shown("Trying"), |_| panic!("no luck"));
        for _ in 0..500 {
            assert!(jobs.drain().is_empty());
            if jobs.views().iter().any(|view| view.failed.is_some()) {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let views = jobs.views();
        let problems = views[0].failed.as_ref().expect("failed");
        assert!(problems.to_string().contains("no luck"), "{problems}");
        jobs.dismiss(id);
        assert!(jobs.views().is_empty());
    }

    #[test]
    fn a_job_that_was_stopped_says_nothing() {
        let mut jobs = Jobs::new(&Context::default());
        let id = jobs.start(Job::shown("Waiting"), |progress| {
            loop {
                progress.check()?;
                std::thread::yield_now();
            }
        });
        jobs.cancel(id);
        for _ in 0..500 {
            jobs.drain();
            if jobs.running.is_empty() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("it still runs");
    }
}
