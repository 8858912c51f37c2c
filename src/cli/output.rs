//! What is said and shown on a terminal.

use std::borrow::Cow;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use crate::diag::{Problem, Problems, Result, Severity};
use crate::locale::thin_thousands;
use crate::progress::Progress;

/// How a run speaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Output {
    pub json: bool,
    quiet: bool,
    /// What was said so far in a run that speaks JSON, which is one document on standard error; `None`: nothing.
    said: &'static Mutex<Option<Problems>>,
}

/// How many problems of one kind are printed before the rest is counted.
const SHOWN_OF_A_KIND: usize = 5;

impl Output {
    pub(super) fn new(json: bool, quiet: bool) -> Output {
        // Made once in a run, and copied with every command's way to speak.
        let said = Box::leak(Box::new(Mutex::new(None)));
        Output { json, quiet, said }
    }

    /// Lines of data on standard output.
    pub(super) fn line(self, text: &str) -> Result<()> {
        self.write(&lines(text))
    }

    fn write(self, text: &str) -> Result<()> {
        ended(writeln!(std::io::stdout().lock(), "{text}"))
    }

    /// Data as JSON on standard output.
    pub(super) fn json(self, value: &impl Serialize) -> Result<()> {
        // A list of a million rows is written as it is made, not made first.
        let mut out = WithoutC1::new(std::io::BufWriter::new(std::io::stdout().lock()));
        let written = serde_json::to_writer_pretty(&mut out, value);
        let written = written.map_err(|error| match error.io_error_kind() {
            Some(kind) => kind.into(),
            None => std::io::Error::other(error),
        });
        ended(written.and_then(|()| writeln!(out)).and_then(|()| out.flush()))
    }

    /// The result of a command: a line for people, or JSON.
    pub(super) fn result(self, text: &str, value: &impl Serialize) -> Result<()> {
        if self.json { self.json(value) } else { self.line(text) }
    }

    /// A message on standard error.
    #[expect(clippy::print_stderr, reason = "the one place where messages leave the program")]
    pub(super) fn say(self, text: &str) {
        if !self.quiet {
            eprintln!("{}", lines(text));
        }
    }

    /// Writes what was said as JSON, at the end of a run.
    pub(super) fn finish(self) {
        #[derive(Serialize)]
        struct Said {
            problems: Problems,
        }
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(problems) = said else { return };
        let mut out = WithoutC1::new(std::io::BufWriter::new(std::io::stderr().lock()));
        let written = serde_json::to_writer(&mut out, &Said { problems });
        // Where nobody listens any more, nothing can be said.
        drop(written.map(|()| writeln!(out).and_then(|()| out.flush())));
    }

    /// Problems on standard error, the worst first; many of one kind are counted. In JSON they come at the end of the run.
    #[expect(clippy::print_stderr, reason = "the one place where problems leave the program")]
    pub(super) fn problems(self, problems: &Problems) {
        if self.json {
            let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
            said.get_or_insert_default().extend(problems.iter().cloned());
            return;
        }
        let mut sorted: Vec<&Problem> = problems
            .iter()
            .filter(|p| !self.quiet || p.severity > Severity::Note)
            .collect();
        sorted.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
        let mut at = 0;
        while at < sorted.len() {
            let kind = &sorted[at];
            let same: Vec<&&Problem> = sorted[at..]
                .iter()
                .take_while(|p| p.severity == kind.severity && p.code == kind.code)
                .collect();
            for problem in same.iter().take(SHOWN_OF_A_KIND) {
                eprintln!("{}: {}", problem.severity, lines(&problem.to_string()));
            }
            if same.len() > SHOWN_OF_A_KIND {
                eprintln!(
                    "{}: … and {} more of this kind",
                    kind.severity,
                    same.len() - SHOWN_OF_A_KIND
                );
            }
            for hint in &kind.hints {
                eprintln!("  hint: {}", lines(hint));
            }
            at += same.len();
        }
    }

    /// Runs work with a progress bar on a terminal. The bar appears after 250 ms and is drawn 20 times a second.
    /// Ctrl-C is left to the system: what was committed survives it, and the next run goes on from there.
    pub(super) fn watch<T>(self, work: impl FnOnce(&Progress) -> Result<T>) -> Result<T> {
        let progress = Progress::new();
        let visible = !self.quiet && !self.json && std::io::stderr().is_terminal();
        if !visible {
            return work(&progress);
        }
        let ended = Arc::new(AtomicBool::new(false));
        let painter = std::thread::spawn({
            let (progress, ended) = (progress.clone(), ended.clone());
            move || paint(&progress, &ended)
        });
        let result = work(&progress);
        ended.store(true, Ordering::Relaxed);
        // A painter that failed has nothing to say about the work.
        drop(painter.join());
        result
    }
}

fn paint(progress: &Progress, ended: &AtomicBool) {
    let tick = Duration::from_millis(50);
    for _ in 0..5 {
        std::thread::sleep(tick);
        if ended.load(Ordering::Relaxed) {
            return;
        }
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(20));
    let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos} of {human_len}  {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    while !ended.load(Ordering::Relaxed) {
        let now = progress.snapshot();
        bar.set_message(now.name);
        if now.total > 0 {
            bar.set_length(now.total);
        }
        bar.set_position(now.done);
        std::thread::sleep(tick);
    }
    bar.finish_and_clear();
}

/// A text from a sheet or a file as it may be shown: a terminal obeys control characters, so they are written out. Line
/// breaks are, too, as they would begin a row of a list.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let written = text.chars().map(|c| match c.is_control() {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    });
    Cow::Owned(written.collect())
}

/// The same for a text of ours that may have several lines.
fn lines(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(visible).collect();
    lines.join("\n")
}

/// How writing to standard output went.
fn ended(written: std::io::Result<()>) -> Result<()> {
    match written {
        Ok(()) => Ok(()),
        // Who closed the pipe has seen enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => Err(Problem::error("io", format!("Cannot write the output: {error}"))
            .hint("Check where it is sent to")
            .into()),
    }
}

/// Takes JSON and writes it without the control characters that it may hold as they are (U+007F to U+009F), which only
/// stand in texts.
struct WithoutC1<W> {
    out: W,
    /// Whether the last byte was the first of a letter that may be one of them.
    begun: bool,
}

/// The first byte of U+0080 to U+00BF.
const BEGINS_C1: u8 = 0xC2;

impl<W: Write> WithoutC1<W> {
    fn new(out: W) -> WithoutC1<W> {
        WithoutC1 { out, begun: false }
    }

    fn byte(&mut self, byte: u8) -> std::io::Result<()> {
        match (std::mem::take(&mut self.begun), byte) {
            (true, 0x80..=0x9F) | (false, 0x7F) => write!(self.out, "\\u{byte:04x}"),
            (true, _) => self.out.write_all(&[BEGINS_C1, byte]),
            (false, BEGINS_C1) => {
                self.begun = true;
                Ok(())
            }
            (false, _) => self.out.write_all(&[byte]),
        }
    }
}

impl<W: Write> Write for WithoutC1<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if !self.begun && !bytes.iter().any(|byte| matches!(*byte, 0x7F | BEGINS_C1)) {
            self.out.write_all(bytes)?;
        } else {
            bytes.iter().try_for_each(|byte| self.byte(*byte))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// A count with its noun: “1 row”, “12 480 rows”.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        thin_thousands(&count.to_string()),
        if count == 1 { one } else { many }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_character_reaches_a_terminal() {
        assert!(matches!(visible("Zoë · 名前"), Cow::Borrowed("Zoë · 名前")));
        let harmful = "A\u{1b}[2JB\u{9b}31m\r\n\tC\u{7f}";
        assert_eq!(visible(harmful), "A\\u{1b}[2JB\\u{9b}31m\\r\\n\\tC\\u{7f}");
        assert_eq!(lines("one\ntwo\u{1b}"), "one\ntwo\\u{1b}");
    }

    #[test]
    fn json_without_control_characters_says_the_same() {
        let value = serde_json::json!({ "name": "A\u{1b}[2J\u{7f}\u{9b}31m\n\u{a0}é" });
        let mut bytes = Vec::new();
        serde_json::to_writer(WithoutC1::new(&mut bytes), &value).expect("JSON");
        let text = String::from_utf8(bytes).expect("text");
        assert!(!text.contains(char::is_control), "{text}");
        let read: serde_json::Value = serde_json::from_str(&text).expect("JSON still");
        assert_eq!(read, value);
    }
}
