//! The child's side: it reads one request, does one task, and answers.

use std::io::{self, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::thread;

use crate::diag::{Problem, Problems, Result};

use super::frame::{self, Frame};
use super::{Task, memory};

/// How a task answers.
pub struct Replies<'a> {
    out: &'a mut dyn Write,
}

impl std::fmt::Debug for Replies<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Replies")
    }
}

impl<'a> Replies<'a> {
    pub(crate) fn new(out: &'a mut dyn Write) -> Replies<'a> {
        Replies { out }
    }

    /// Begins a stage of the work; `total` is 0 when its length is unknown.
    pub fn stage(&mut self, name: &str, total: u64) -> Result<()> {
        let frame = Frame::Stage {
            total,
            name: name.to_owned(),
        };
        self.write(&frame)
    }

    /// Says that so much more of the stage was done. It reaches the parent at once, so call it now and then, not for
    /// each cell.
    pub fn advance(&mut self, by: u64) -> Result<()> {
        self.write(&Frame::Tick(by))
    }

    /// Sends a piece of the answer, of less than 16 MB.
    pub fn data(&mut self, bytes: &[u8]) -> Result<()> {
        frame::write_data(self.out, bytes).map_err(|error| gone(&error))
    }

    /// Sends the end; no problems mean success.
    pub(super) fn end(&mut self, outcome: Result<()>) -> Result<()> {
        let payload = match outcome {
            Ok(()) => Vec::new(),
            Err(problems) => serde_json::to_vec(&problems)
                .map_err(|error| Problem::unexpected("worker-answer", format!("Cannot write an answer: {error}")))?,
        };
        self.write(&Frame::End(payload))
    }

    fn write(&mut self, frame: &Frame) -> Result<()> {
        let written = frame.write(self.out).and_then(|()| self.out.flush());
        written.map_err(|error| gone(&error))
    }
}

fn gone(error: &io::Error) -> Problems {
    Problem::error(
        "worker-answer",
        format!("Nobody takes the answer of the reader: {error}"),
    )
    .into()
}

/// Does the task of this name as the child of a [`Launcher`](super::Launcher), and gives the exit code of the process.
///
/// To be called from `main` before anything else when the first argument is [`ARGUMENT`](super::ARGUMENT): it takes
/// over standard input and output and limits the memory of the process.
pub fn serve(task: &str, tasks: &[(&str, Task)]) -> ExitCode {
    let stdout = io::stdout().lock();
    let mut out = BufWriter::with_capacity(64 << 10, stdout);
    let mut replies = Replies::new(&mut out);
    let outcome = Request::begin().and_then(|mut request| {
        let Some((_, task)) = tasks.iter().find(|(name, _)| *name == task) else {
            return Err(Problem::unexpected("worker-task", format!("There is no reader called “{task}”")).into());
        };
        attempt(*task, &mut request, &mut replies)
    });
    match replies.end(outcome) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Does a task; a panic in it is a problem of the file like any other.
pub(super) fn attempt(task: Task, request: &mut dyn Read, replies: &mut Replies<'_>) -> Result<()> {
    catch_unwind(AssertUnwindSafe(|| task(request, replies))).unwrap_or_else(|_| Err(panicked()))
}

/// What is said of a reader that panicked.
pub(super) fn panicked() -> Problems {
    Problem::error(
        "reader-crashed",
        "The file could not be read safely: its reader broke off",
    )
    .into()
}

/// The request on standard input. When all of it was read, a thread waits for the end of the input, which means that
/// the parent is gone or wants no answer, and ends the process: a reader in an endless loop must not outlive it.
struct Request {
    left: u64,
}

impl Request {
    fn begin() -> Result<Request> {
        let mut head = [[0; 8]; 2];
        let mut stdin = io::stdin().lock();
        for part in &mut head {
            stdin.read_exact(part).map_err(|error| {
                Problem::unexpected("worker-request", format!("The reader got no request: {error}"))
                    .hint("Start a reader through the program, not by hand")
            })?;
        }
        drop(stdin);
        let [limit, length] = head.map(u64::from_le_bytes);
        memory::limit(limit)
            .map_err(|error| Problem::unexpected("worker-limits", format!("Cannot limit a reader: {error}")))?;
        if length == 0 {
            watch_for_the_end();
        }
        Ok(Request { left: length })
    }
}

impl Read for Request {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Ok(0);
        }
        let most = usize::try_from(self.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let read = match buffer.get_mut(..most) {
            Some(part) => io::stdin().lock().read(part)?,
            None => 0,
        };
        if read == 0 && most > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= read as u64;
        if self.left == 0 {
            watch_for_the_end();
        }
        Ok(read)
    }
}

fn watch_for_the_end() {
    thread::spawn(|| {
        let mut byte = [0];
        while matches!(io::stdin().lock().read(&mut byte), Ok(n) if n > 0) {}
        std::process::exit(1);
    });
}
