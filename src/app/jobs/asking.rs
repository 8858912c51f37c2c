//! Asking with a dialog of the system that may be missing, or never show: meanwhile the path can be typed in the window.
//!
//! Whoever asks waits on its thread for the first answer, be it of the dialog or typed; the window looks at [`Asking::open`]
//! with every frame.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use egui::Context;

use crate::diag::{Problem, Result};

use super::dialogs::{Ask, AskKind, FileDialogs};
use super::unharmed;

/// The dialogs of the desktop, with the window in their stead.
pub struct Asking {
    dialogs: Arc<dyn FileDialogs>,
    ctx: Context,
    open: Mutex<Option<Open>>,
    last: AtomicU64,
}

/// An ask that has no answer yet.
#[derive(Clone, Debug)]
pub struct Open {
    /// No other ask of this run has it.
    pub number: u64,
    pub ask: Ask,
    /// Whether the system has no dialog, so that only what is typed can be the answer.
    pub is_missing: bool,
    /// Why what was typed last is not taken.
    pub refused: Option<String>,
    sender: Sender<Said>,
}

/// What comes of an ask.
#[derive(Debug)]
enum Said {
    ByDialog(Result<Option<PathBuf>>),
    Typed(Option<PathBuf>),
}

impl Asking {
    pub fn new(dialogs: Arc<dyn FileDialogs>, ctx: &Context) -> Asking {
        Asking {
            dialogs,
            ctx: ctx.clone(),
            open: Mutex::default(),
            last: AtomicU64::default(),
        }
    }

    /// The ask that waits for its answer.
    pub fn open(&self) -> Option<Open> {
        self.lock().clone()
    }

    /// Answers an ask with a path that was typed, or with none.
    pub fn answer(&self, number: u64, path: Option<PathBuf>) {
        if let Some(open) = self.lock().as_ref().filter(|open| open.number == number) {
            // Whoever asked may have its answer already.
            drop(open.sender.send(Said::Typed(path)));
        }
    }

    /// Nobody wants the answer of what is asked any more.
    pub fn give_up(&self) {
        if let Some(open) = self.lock().take() {
            drop(open.sender.send(Said::Typed(None)));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        // What is in it is whole at every moment.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, ask: &Ask, types: bool) -> Result<Option<PathBuf>> {
        let (sender, receiver) = channel();
        let number = self.begin(ask, &sender);
        let (dialogs, asked) = (Arc::clone(&self.dialogs), ask.clone());
        let thread = std::thread::Builder::new()
            .name("file dialog".to_owned())
            .spawn(move || drop(sender.send(Said::ByDialog(unharmed(|| dialogs.ask(&asked))))));
        let heard = match thread {
            Ok(_) => self.hear(&receiver, number, (ask, types)),
            Err(error) => {
                let problem = Problem::unexpected("no-thread", format!("The system gives no thread: {error}"));
                Err(problem.hint("Close other programs and try again").into())
            }
        };
        self.change(number, |open| *open = None);
        heard
    }

    fn begin(&self, ask: &Ask, sender: &Sender<Said>) -> u64 {
        let number = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let open = Open {
            number,
            ask: ask.clone(),
            is_missing: false,
            refused: None,
            sender: sender.clone(),
        };
        if let Some(before) = self.lock().replace(open) {
            // Nobody wants its answer any more.
            drop(before.sender.send(Said::Typed(None)));
        }
        self.ctx.request_repaint();
        number
    }

    /// The first answer. What is typed does not replace a file: the dialog of the system would have asked first.
    fn hear(&self, receiver: &Receiver<Said>, number: u64, (ask, types): (&Ask, bool)) -> Result<Option<PathBuf>> {
        let is_new = matches!(ask.kind, AskKind::Save { .. });
        loop {
            match receiver.recv() {
                Ok(Said::Typed(Some(path))) if is_new && path.exists() => {
                    let text = "There is something with this name already. Type another name or folder.";
                    self.change(number, |open| {
                        if let Some(open) = open {
                            open.refused = Some(text.to_owned());
                        }
                    });
                }
                Ok(Said::Typed(path)) => return Ok(path),
                Ok(Said::ByDialog(Err(problems))) => {
                    let is_missing = problems.iter().any(|problem| problem.code == "no-dialog");
                    if !(types && is_missing && self.is_missing(number)) {
                        return Err(problems);
                    }
                }
                Ok(Said::ByDialog(answer)) => return answer,
                Err(_) => return Ok(None),
            }
        }
    }

    /// There is no dialog; whether this ask still waits for a path.
    fn is_missing(&self, number: u64) -> bool {
        let mut waits = false;
        self.change(number, |open| {
            if let Some(open) = open {
                open.is_missing = true;
                waits = true;
            }
        });
        waits
    }

    /// Changes what is open, where it still is this ask.
    fn change(&self, number: u64, change: impl FnOnce(&mut Option<Open>)) {
        let mut open = self.lock();
        if open.as_ref().is_some_and(|open| open.number == number) {
            change(&mut open);
        }
        drop(open);
        self.ctx.request_repaint();
    }
}

impl FileDialogs for Asking {
    fn ask(&self, ask: &Ask) -> Result<Option<PathBuf>> {
        self.wait(ask, false)
    }

    fn ask_or_type(&self, ask: &Ask) -> Result<Option<PathBuf>> {
        self.wait(ask, true)
    }
}

impl std::fmt::Debug for Asking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asking").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Never answers, as a portal that hangs.
    struct Hanging;

    impl FileDialogs for Hanging {
        fn ask(&self, _: &Ask) -> Result<Option<PathBuf>> {
            loop {
                std::thread::park();
            }
        }
    }

    struct Missing;

    impl FileDialogs for Missing {
        fn ask(&self, _: &Ask) -> Result<Option<PathBuf>> {
            Err(Problem::error("no-dialog", "The system shows no file dialog").into())
        }
    }

    fn ask(kind: AskKind) -> Ask {
        Ask {
            title: "Where?".to_owned(),
            kind,
            folder: None,
        }
    }

    /// What is open as soon as something is so.
    fn until(asking: &Asking, is_so: impl Fn(&Open) -> bool) -> Open {
        for _ in 0..2000 {
            if let Some(open) = asking.open().filter(&is_so) {
                return open;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("nothing is asked");
    }

    #[test]
    fn a_path_is_typed_where_the_dialog_never_comes() {
        let asking = Arc::new(Asking::new(Arc::new(Hanging), &Context::default()));
        let waiting = asking.clone();
        let thread = std::thread::spawn(move || waiting.ask(&ask(AskKind::Folder)));
        let open = until(&asking, |_| true);
        assert!(!open.is_missing);
        asking.answer(open.number + 1, None);
        asking.answer(open.number, Some("/srv".into()));
        let path = thread.join().expect("an answer").expect("no failure");
        assert_eq!(path, Some(PathBuf::from("/srv")));
        assert!(asking.open().is_none());
    }

    #[test]
    fn a_newer_ask_takes_the_place_of_one_that_waits() {
        let asking = Arc::new(Asking::new(Arc::new(Hanging), &Context::default()));
        let ask_once = || {
            let waiting = asking.clone();
            std::thread::spawn(move || waiting.ask(&ask(AskKind::Folder)))
        };
        let first = ask_once();
        let before = until(&asking, |_| true).number;
        let second = ask_once();
        let open = until(&asking, |open| open.number != before);
        assert_eq!(first.join().expect("an answer").expect("no failure"), None);
        asking.answer(open.number, None);
        assert_eq!(second.join().expect("an answer").expect("no failure"), None);
    }

    #[test]
    fn without_a_dialog_a_path_is_waited_for_only_where_it_can_be_typed_and_replaces_nothing() {
        let asking = Arc::new(Asking::new(Arc::new(Missing), &Context::default()));
        assert!(asking.ask(&ask(AskKind::Folder)).is_err());
        let waiting = asking.clone();
        let name = "a.xlsx".to_owned();
        let thread = std::thread::spawn(move || waiting.ask_or_type(&ask(AskKind::Save { name })));
        let open = until(&asking, |open| open.is_missing);
        asking.answer(open.number, Some(std::env::temp_dir()));
        let open = until(&asking, |open| open.refused.is_some());
        let new = std::env::temp_dir().join("accolade-asking-nothing.xlsx");
        asking.answer(open.number, Some(new.clone()));
        assert_eq!(thread.join().expect("an answer").expect("no failure"), Some(new));
    }
}
