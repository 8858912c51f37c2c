//! The parent's side: it starts a child, listens to it, and ends it when it must.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use crate::diag::{Problem, Problems, Result};
use crate::progress::Progress;

use super::child::{Replies, attempt, panicked};
use super::frame::Frame;
use super::{ARGUMENT, How, Job, Launcher, Task, memory};

/// How often the parent looks whether the work was cancelled.
const TICK: Duration = Duration::from_millis(20);

/// How many ticks a child whose answer broke off has to end by itself.
const PATIENCE: u32 = 100;

/// How many frames may wait for the parent.
const QUEUE: usize = 8;

/// How much of a child's standard error is kept.
const STDERR_KEPT: usize = 4096;

type Frames = Receiver<io::Result<Option<Frame>>>;

/// Why the parent stopped listening before the end of the answer.
enum Broken {
    /// The stream ended or was damaged.
    Stream,
    /// There was no frame for too long.
    Silence,
    /// Cancelled, or the receiver of the data refused it.
    Stopped(Problems),
}

impl Launcher {
    /// Runs a task, shows its progress, and hands each piece of its answer to `on_data` in order.
    ///
    /// # Errors
    /// The problems that the task reports, placed in the job's file where they have no file of their own; `cancelled`;
    /// `reader-stuck`, `reader-memory` or `reader-crashed` when the child had to be ended or ended itself.
    pub fn run(
        &self,
        job: &Job<'_>,
        progress: &Progress,
        on_data: &mut dyn FnMut(Vec<u8>) -> Result<()>,
    ) -> Result<()> {
        let outcome = match &self.0 {
            How::Program(program) => run_child(program, job, progress, on_data),
            How::InProcess(tasks) => run_here(tasks, job, progress, on_data),
        };
        outcome.map_err(|problems| problems.into_iter().map(|problem| place(problem, job)).collect())
    }
}

/// A reader does not know which file it reads, nor what to do when it fails.
fn place(mut problem: Problem, job: &Job<'_>) -> Problem {
    if problem.place.file.is_none() && problem.code != "cancelled" {
        problem.place.file = Some(job.file.to_owned());
    }
    if problem.hints.is_empty() && problem.code.starts_with("reader-") {
        problem.hints.push(job.hint.to_owned());
    }
    problem
}

/// Ends the child in every way out, also when the parent panics.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn run_child(
    program: &Path,
    job: &Job<'_>,
    progress: &Progress,
    on_data: &mut dyn FnMut(Vec<u8>) -> Result<()>,
) -> Result<()> {
    let mut command = Command::new(program);
    command.args([ARGUMENT, job.task]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    without_a_console(&mut command);
    let child = command
        .spawn()
        .map_err(|error| Problem::io("start the reader of files", program, &error))?;
    thread::scope(|scope| {
        let mut child = Ended(child);
        let (Some(mut stdin), Some(stdout), Some(stderr)) =
            (child.0.stdin.take(), child.0.stdout.take(), child.0.stderr.take())
        else {
            return Err(Problem::unexpected("worker-pipes", "Cannot talk to the reader of files").into());
        };
        // The handle comes back only when the request is written; dropping it tells the child to end.
        let input = scope.spawn(move || write_request(&mut stdin, job).map(|()| stdin));
        let errors = scope.spawn(move || read_stderr(stderr));
        let (sender, frames) = sync_channel(QUEUE);
        scope.spawn(move || forward(stdout, &sender));
        let heard = listen(&frames, job.limits.silence, progress, on_data);
        drop(frames);
        let status = match &heard {
            Err(Broken::Stream) => last_words(&mut child.0),
            _ => None,
        };
        drop(child);
        // A child that stopped reading breaks the pipe; that it failed is known already.
        let _ = input.join();
        match heard {
            Ok(outcome) => outcome,
            Err(Broken::Stopped(problems)) => Err(problems),
            Err(Broken::Silence) => Err(stuck(job)),
            Err(Broken::Stream) => {
                let out_of_memory =
                    status.is_some_and(|status| status.code() == Some(memory::EXIT_CODE)) || said_out_of_memory(errors);
                Err(if out_of_memory { too_large(job) } else { panicked() })
            }
        }
    })
}

/// How a child ended whose answer broke off; `None` when it has not ended although nobody listens to it any more.
fn last_words(child: &mut Child) -> Option<ExitStatus> {
    for _ in 0..PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) => thread::sleep(TICK),
            Err(_) => return None,
        }
    }
    None
}

/// The same way of frames, with a thread in place of the child.
fn run_here(
    tasks: &[(&str, Task)],
    job: &Job<'_>,
    progress: &Progress,
    on_data: &mut dyn FnMut(Vec<u8>) -> Result<()>,
) -> Result<()> {
    let Some((_, task)) = tasks.iter().find(|(name, _)| *name == job.task) else {
        return Err(Problem::unexpected("worker-task", format!("There is no reader called “{}”", job.task)).into());
    };
    let (reader, mut writer) = io::pipe()
        .map_err(|error| Problem::unexpected("worker-pipes", format!("Cannot talk to the reader of files: {error}")))?;
    let request = job.request.concat();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut replies = Replies::new(&mut writer);
            let outcome = attempt(*task, &mut request.as_slice(), &mut replies);
            // When nobody listens any more the answer is of no use.
            let _ = replies.end(outcome);
        });
        let (sender, frames) = sync_channel(QUEUE);
        scope.spawn(move || forward(reader, &sender));
        let heard = listen(&frames, job.limits.silence, progress, on_data);
        drop(frames);
        match heard {
            Ok(outcome) => outcome,
            Err(Broken::Stopped(problems)) => Err(problems),
            Err(Broken::Silence) => Err(stuck(job)),
            Err(Broken::Stream) => Err(panicked()),
        }
    })
}

fn write_request(out: &mut dyn Write, job: &Job<'_>) -> io::Result<()> {
    let length: usize = job.request.iter().map(|part| part.len()).sum();
    out.write_all(&job.limits.memory.to_le_bytes())?;
    out.write_all(&(length as u64).to_le_bytes())?;
    for part in job.request {
        out.write_all(part)?;
    }
    out.flush()
}

fn forward(mut from: impl Read, to: &SyncSender<io::Result<Option<Frame>>>) {
    loop {
        let frame = Frame::read(&mut from);
        let last = !matches!(frame, Ok(Some(_)));
        if to.send(frame).is_err() || last {
            return;
        }
    }
}

/// The start of what the child wrote to standard error; the rest is read too, so that the child never waits for it.
fn read_stderr(mut from: ChildStderr) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut buffer = [0; 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        if kept.len() < STDERR_KEPT {
            kept.extend_from_slice(buffer.get(..read).unwrap_or_default());
        }
    }
    kept
}

/// The standard library's last words before it aborts for want of memory.
fn said_out_of_memory(errors: ScopedJoinHandle<'_, Vec<u8>>) -> bool {
    let errors = errors.join().unwrap_or_default();
    String::from_utf8_lossy(&errors).contains("memory allocation of")
}

fn listen(
    frames: &Frames,
    silence: Duration,
    progress: &Progress,
    on_data: &mut dyn FnMut(Vec<u8>) -> Result<()>,
) -> std::result::Result<Result<()>, Broken> {
    let mut silent = Duration::ZERO;
    loop {
        progress.check().map_err(Broken::Stopped)?;
        match frames.recv_timeout(TICK) {
            Err(RecvTimeoutError::Timeout) => {
                silent += TICK;
                if silent >= silence {
                    return Err(Broken::Silence);
                }
                continue;
            }
            Err(RecvTimeoutError::Disconnected) | Ok(Err(_) | Ok(None)) => return Err(Broken::Stream),
            Ok(Ok(Some(Frame::Stage { total, name }))) => progress.start(&name, total),
            Ok(Ok(Some(Frame::Tick(by)))) => progress.advance(by),
            Ok(Ok(Some(Frame::Data(bytes)))) => on_data(bytes).map_err(Broken::Stopped)?,
            Ok(Ok(Some(Frame::End(payload)))) => return outcome(&payload).ok_or(Broken::Stream),
        }
        silent = Duration::ZERO;
    }
}

/// `None` when the child's last words make no sense.
fn outcome(payload: &[u8]) -> Option<Result<()>> {
    if payload.is_empty() {
        return Some(Ok(()));
    }
    let problems: Problems = serde_json::from_slice(payload).ok()?;
    (!problems.is_empty()).then_some(Err(problems))
}

fn stuck(job: &Job<'_>) -> Problems {
    let seconds = job.limits.silence.as_secs();
    let message = format!("The file could not be read: there was no progress for {seconds} seconds");
    Problem::error("reader-stuck", message).into()
}

fn too_large(job: &Job<'_>) -> Problems {
    let megabytes = job.limits.memory / 1_000_000;
    let message = format!("The file could not be read within {megabytes} MB of memory");
    Problem::error("reader-memory", message).into()
}

/// A program with a window would flash a console for each child on Windows.
#[cfg(windows)]
fn without_a_console(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_a_console(_: &mut Command) {}
