//! Dangerous readers in a child process with limits.
//!
//! A spreadsheet, an SVG or a PDF from outside can make its reader loop for ever, take all memory or abort the process
//! (measured on real files; `ARCHITECTURE.md` has the figures). Such a reader is a [`Task`]: a plain function from
//! request bytes to reply bytes. A [`Launcher`] runs it in a child process of the same executable, and whatever the
//! child does, the caller gets the replies or a [`Problem`](crate::diag::Problem), in bounded time.
//!
//! - The child is started as `program --worker TASK`. `main` hands that to [`serve`] before it does anything else.
//! - The request goes to the child's standard input: the memory limit and the length, 8 bytes each, little endian,
//!   then the bytes. The input stays open for as long as the parent wants the answer; when it ends, the child ends.
//! - The answer comes from the child's standard output as frames with a checksum (see `frame`): the start of a
//!   stage, ticks of progress, data, and one end with the problems that stopped it, if any.
//! - A child that is silent for longer than [`Limits::silence`] is killed. So is one whose work was cancelled, at once.
//! - A child that wants more than [`Limits::memory`] fails: by `RLIMIT_DATA` on Linux, elsewhere by a thread in the
//!   child that watches its size (see `memory`).

mod child;
mod frame;
mod memory;
mod parent;
mod rank;

use std::io::Read;
use std::path::PathBuf;
use std::time::Duration;

use crate::diag::Result;

pub use child::{Replies, serve};
pub use rank::give_way;

/// The argument before the name of a task in the command line of a child.
pub const ARGUMENT: &str = "--worker";

/// The work of a child: reads the request, answers with [`Replies`], and says what stopped it.
pub type Task = fn(&mut dyn Read, &mut Replies<'_>) -> Result<()>;

/// What a child may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long it may be silent. Default: 20 s.
    pub silence: Duration,
    /// How much memory it may take, in bytes. Default: 1 GB.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            silence: Duration::from_secs(20),
            memory: 1_000_000_000,
        }
    }
}

/// A request to a task.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    pub task: &'a str,
    /// The file that is read, as the user named it: the place of problems.
    pub file: &'a str,
    /// What the user can do when the reader fails; starts with a verb.
    pub hint: &'a str,
    /// The request, in pieces that are sent one after the other.
    pub request: &'a [&'a [u8]],
    pub limits: Limits,
}

/// Starts children that run tasks.
#[derive(Clone, Debug)]
pub struct Launcher(How);

#[derive(Clone, Debug)]
enum How {
    Program(PathBuf),
    InProcess(&'static [(&'static str, Task)]),
}

impl Launcher {
    /// Runs tasks in children of this program, which must give its `--worker TASK` to [`serve`].
    pub fn new(program: PathBuf) -> Launcher {
        Launcher(How::Program(program))
    }

    /// Runs tasks in a thread of this process: the same way of frames, but without protection. For unit tests.
    pub fn in_process(tasks: &'static [(&'static str, Task)]) -> Launcher {
        Launcher(How::InProcess(tasks))
    }
}
