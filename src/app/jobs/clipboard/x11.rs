//! The clipboard of X11, which programs on a Wayland desktop share where it runs X11 programs.
//!
//! Who copied something gives it when it is asked for, in pieces when it is large: each is put into a property of our
//! window, and the next follows when that was taken away. The toolkit waits 10 ms for a piece; a program that encodes a
//! photograph meanwhile takes longer.

use std::cell::Cell;
use std::thread;
use std::time::Duration;

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ConnectionExt as _, CreateWindowAux, EventMask, GetPropertyReply, Property, Timestamp, Window,
    WindowClass,
};
use x11rb::rust_connection::RustConnection;

use super::{Copied, paths_of};
use crate::diag::{Problem, Result};
use crate::progress::Progress;

/// How long nothing may arrive.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long all of it may take, also where a little arrives again and again.
const LIMIT: Duration = Duration::from_secs(30);
/// Between two looks at what arrived: at once while pieces come fast, and then less often.
const LOOK: Duration = Duration::from_micros(200);
const LOOK_LATER: Duration = Duration::from_millis(4);
/// So many short waits come first.
const SHORT_LOOKS: u32 = 100;
/// The most bytes, as for a picture from a file.
const MOST: usize = 100 << 20;

/// What is taken, the best first, and the name of the file that it becomes.
const KINDS: [(&str, &str); 6] = [
    ("image/svg+xml", "pasted.svg"),
    ("image/png", "pasted.png"),
    ("image/jpeg", "pasted.jpg"),
    ("image/webp", "pasted.webp"),
    ("x-special/gnome-copied-files", ""),
    ("text/uri-list", ""),
];

/// Reads what the clipboard has for a page; `None` without a display, or when it has nothing.
pub(super) fn read(progress: &Progress) -> Result<Option<Copied>> {
    // A desktop without X11 is no fault.
    let Ok((connection, screen)) = x11rb::connect(None) else {
        return Ok(None);
    };
    progress.start("Reading the clipboard", 0);
    let reader = Reader::new(&connection, screen, progress)?;
    let offered = reader.offered()?;
    for (kind, name) in KINDS {
        let target = reader.atom(kind)?;
        if !offered.contains(&target) {
            continue;
        }
        let Some(bytes) = reader.take(target)? else { continue };
        if bytes.is_empty() {
            continue;
        }
        if !name.is_empty() {
            return Ok(Some(Copied::File(name, bytes)));
        }
        if let Some(paths) = paths_of(&String::from_utf8_lossy(&bytes)) {
            return Ok(Some(Copied::Paths(paths)));
        }
    }
    Ok(None)
}

/// A window that nobody sees, to which the pieces are given.
struct Reader<'a> {
    connection: &'a RustConnection,
    progress: &'a Progress,
    window: Window,
    clipboard: Atom,
    incremental: Atom,
    property: Atom,
    patience: Cell<Patience>,
}

/// How long was waited, by the pauses that were made.
#[derive(Clone, Copy, Debug, Default)]
struct Patience {
    /// Since something arrived.
    here: Duration,
    all: Duration,
    /// Looks since something arrived.
    looks: u32,
}

impl Patience {
    /// How long to wait until the next look.
    fn pause(&mut self) -> Result<Duration> {
        let pause = if self.looks < SHORT_LOOKS { LOOK } else { LOOK_LATER };
        self.looks += 1;
        self.here += pause;
        self.all += pause;
        let message = if self.all > LIMIT {
            "Reading the clipboard took longer than 30 seconds and was given up"
        } else if self.here > PATIENCE {
            "The program from which it was copied does not go on giving it"
        } else {
            return Ok(pause);
        };
        Err(Problem::error("clipboard-silent", message)
            .hint("Copy it again, or save it as a file and drop that on the page")
            .into())
    }

    /// Something arrived. It counts as one short look, so that crumbs without a pause have an end, too.
    fn arrived(&mut self) {
        self.here = Duration::ZERO;
        self.all += LOOK;
        self.looks = 0;
    }
}

impl<'a> Reader<'a> {
    fn new(connection: &'a RustConnection, screen: usize, progress: &'a Progress) -> Result<Reader<'a>> {
        let root = connection
            .setup()
            .roots
            .get(screen)
            .ok_or_else(|| lost("it has no screen"))?
            .root;
        let window = connection.generate_id().map_err(lost)?;
        let events = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        connection
            .create_window(0, window, root, 0, 0, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &events)
            .map_err(lost)?;
        let mut reader = Reader {
            connection,
            progress,
            window,
            clipboard: 0,
            incremental: 0,
            property: 0,
            patience: Cell::default(),
        };
        reader.clipboard = reader.atom("CLIPBOARD")?;
        reader.incremental = reader.atom("INCR")?;
        reader.property = reader.atom("ACCOLADE_PASTE")?;
        Ok(reader)
    }

    fn atom(&self, name: &str) -> Result<Atom> {
        let asked = self.connection.intern_atom(false, name.as_bytes()).map_err(lost)?;
        Ok(asked.reply().map_err(lost)?.atom)
    }

    /// As what it can be given.
    fn offered(&self) -> Result<Vec<Atom>> {
        let targets = self.atom("TARGETS")?;
        let bytes = self.take(targets)?.unwrap_or_default();
        Ok(bytes
            .as_chunks::<4>()
            .0
            .iter()
            .map(|atom| Atom::from_ne_bytes(*atom))
            .collect())
    }

    /// What was copied, as one of the kinds that are offered; `None` when it is not given after all.
    fn take(&self, target: Atom) -> Result<Option<Vec<u8>>> {
        let (window, property) = (self.window, self.property);
        self.connection
            .convert_selection(
                window,
                self.clipboard,
                target,
                property,
                Timestamp::from(x11rb::CURRENT_TIME),
            )
            .map_err(lost)?;
        let is_given = self.wait(|event| match event {
            Event::SelectionNotify(told) if told.requestor == window && told.target == target => {
                Some(told.property != Atom::from(AtomEnum::NONE))
            }
            _ => None,
        })?;
        if !is_given {
            return Ok(None);
        }
        let first = self.piece()?;
        if first.type_ != self.incremental {
            return Ok(Some(first.value));
        }
        // It says how much it will be at least.
        let size = first.value32().and_then(|mut sizes| sizes.next()).unwrap_or_default();
        self.progress.start_bytes("Reading the clipboard", u64::from(size));
        self.pieces().map(Some)
    }

    /// All pieces, until an empty one says that there are no more.
    fn pieces(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        loop {
            let property = self.property;
            self.wait(|event| match event {
                Event::PropertyNotify(told) if told.atom == property && told.state == Property::NEW_VALUE => Some(()),
                _ => None,
            })?;
            let piece = self.piece()?.value;
            if piece.is_empty() {
                return Ok(bytes);
            }
            bytes.extend_from_slice(&piece);
            if bytes.len() > MOST {
                let problem = Problem::error("clipboard-size", "What was copied has more than 100 MB");
                return Err(problem.hint("Copy a smaller picture").into());
            }
            self.progress.advance(piece.len() as u64);
        }
    }

    /// What lies in the property, which is emptied so that the next piece can come.
    fn piece(&self) -> Result<GetPropertyReply> {
        let asked = self
            .connection
            .get_property(true, self.window, self.property, AtomEnum::ANY, 0, u32::MAX / 4)
            .map_err(lost)?;
        Ok(asked.reply().map_err(lost)?)
    }

    /// Waits for an event; the others are nothing to us.
    fn wait<T>(&self, is_it: impl Fn(&Event) -> Option<T>) -> Result<T> {
        self.connection.flush().map_err(lost)?;
        let mut patience = self.patience.get();
        loop {
            while let Some(event) = self.connection.poll_for_event().map_err(lost)? {
                if let Some(found) = is_it(&event) {
                    patience.arrived();
                    self.patience.set(patience);
                    return Ok(found);
                }
            }
            self.progress.check()?;
            thread::sleep(patience.pause()?);
        }
    }
}

fn lost(error: impl std::fmt::Display) -> Problem {
    Problem::error("clipboard-lost", format!("The clipboard cannot be read: {error}"))
        .hint("Save the picture as a file and drop that on the page")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_and_crumbs_have_an_end() {
        let end = |mut patience: Patience, crumb: Option<u32>| {
            let (mut waited, mut message) = (Duration::ZERO, None);
            for look in 1..1_000_000_u32 {
                match patience.pause() {
                    Ok(pause) => waited += pause,
                    Err(problems) => {
                        message = problems.iter().next().map(|problem| problem.message.clone());
                        break;
                    }
                }
                if crumb.is_some_and(|every| look % every == 0) {
                    patience.arrived();
                }
            }
            (waited.as_secs(), message.unwrap_or_default())
        };
        let (waited, message) = end(Patience::default(), None);
        assert!(
            (9..=10).contains(&waited) && message.contains("does not go on"),
            "{waited} {message}"
        );
        // A little every second, and a little at every look.
        for every in [250, 1] {
            let (waited, message) = end(Patience::default(), Some(every));
            assert!(waited <= 30 && message.contains("30 seconds"), "{waited} {message}");
        }
    }
}
