//! Short messages at the bottom left, with something that can be done about them.

use super::super::command::Command;

/// How long a toast stays, in seconds.
const STAYS: f64 = 6.0;
/// What is wrong takes longer to be read, and is found when somebody comes back.
const WRONG_STAYS: f64 = 20.0;
/// How long one stays at least after the pointer was on it.
const LEFT_STAYS: f64 = 2.0;
/// More at once are not read.
const MOST: usize = 4;
/// Further back nobody remembers what it was.
const MOST_UNDO: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Done,
    Wrong,
}

/// What is said of something that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    /// What its line leaves out, to be copied.
    pub details: Option<String>,
}

impl Message {
    /// The same behind what it is about.
    pub fn after(self, about: &str) -> Message {
        Message {
            text: format!("{about}: {}", self.text),
            ..self
        }
    }
}

impl From<String> for Message {
    fn from(text: String) -> Message {
        plain(text)
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Message {
        plain(text)
    }
}

/// A text that leaves nothing out.
fn plain(text: impl Into<String>) -> Message {
    Message {
        text: text.into(),
        details: None,
    }
}

#[derive(Clone, Debug)]
pub struct Toast {
    pub id: u64,
    pub tone: Tone,
    pub text: String,
    /// What the text leaves out, to be copied.
    pub details: Option<String>,
    /// Its label and what it does, such as Undo.
    pub action: Option<(&'static str, Command)>,
    /// The time of egui when it goes, in seconds; set when it is first seen.
    until: Option<f64>,
}

#[derive(Clone, Debug, Default)]
pub struct Toasts {
    next: u64,
    list: Vec<Toast>,
    /// What can be taken back and how, the newest last: it stays when its toast is gone.
    undo: Vec<(String, Command)>,
    /// What is being taken back, and how it was said: it is not offered to be taken back itself.
    undoing: Vec<(Command, String)>,
    /// What was taken back and can be done again, and how, the newest last.
    redo: Vec<(String, Command)>,
    /// What is being done again: it leaves what can be done again after it.
    redoing: Vec<Command>,
}

impl Toasts {
    pub fn done(&mut self, text: impl Into<String>) {
        self.push(Tone::Done, plain(text), None);
    }

    pub fn wrong(&mut self, message: impl Into<Message>) {
        self.push(Tone::Wrong, message.into(), None);
    }

    /// Says what was done and offers to take it back.
    pub fn with_undo(&mut self, text: impl Into<String>, undo: impl Into<Command>) {
        let (text, undo) = (text.into(), undo.into());
        self.push(Tone::Done, plain(text.as_str()), Some(("Undo", undo.clone())));
        remember(&mut self.undo, (text, undo));
        self.redo.clear();
    }

    /// The same of something that may itself have taken something back: then it is offered to be done again, and what was
    /// done before it is what can be taken back next.
    pub fn with_undo_of(&mut self, did: impl Into<Command>, text: impl Into<String>, undo: impl Into<Command>) {
        let did = did.into();
        if let Some(at) = self.undoing.iter().position(|(command, _)| *command == did) {
            let (_, undone) = self.undoing.remove(at);
            let again = undo.into();
            self.push(Tone::Done, plain(text), Some(("Redo", again.clone())));
            remember(&mut self.redo, (undone, again));
            return;
        }
        let again = self.redoing.iter().position(|command| *command == did);
        let rest = again.map(|at| {
            self.redoing.remove(at);
            std::mem::take(&mut self.redo)
        });
        self.with_undo(text, undo);
        self.redo = rest.unwrap_or_default();
    }

    /// What was done last and can be taken back, as it was said.
    pub fn last_undo(&self) -> Option<&str> {
        self.undo.last().map(|(text, _)| text.as_str())
    }

    /// What takes back what was done last; it is offered no more.
    pub(in super::super) fn take_undo(&mut self) -> Option<Command> {
        let (_, command) = self.undo.last().cloned()?;
        self.take_back(&command);
        Some(command)
    }

    /// Something is taken back, by its toast or without one.
    pub(in super::super) fn take_back(&mut self, command: &Command) {
        let said = self.undo.iter().rfind(|(_, undo)| undo == command);
        let said = said.map(|(text, _)| text.clone()).unwrap_or_default();
        self.withdraw(command.clone());
        remember(&mut self.undoing, (command.clone(), said));
    }

    /// What was taken back last and can be done again, as it was said when it was done.
    pub fn last_redo(&self) -> Option<&str> {
        self.redo.last().map(|(text, _)| text.as_str())
    }

    /// What does again what was taken back last; it is offered no more.
    pub(in super::super) fn take_redo(&mut self) -> Option<Command> {
        let (_, command) = self.redo.last().cloned()?;
        self.do_again(&command);
        Some(command)
    }

    /// Something is done again, by its toast or without one.
    pub(in super::super) fn do_again(&mut self, command: &Command) {
        self.withdraw(command.clone());
        remember(&mut self.redoing, command.clone());
    }

    /// Says something and offers what can be done next.
    pub fn with_action(&mut self, text: impl Into<String>, label: &'static str, command: impl Into<Command>) {
        self.push(Tone::Done, plain(text), Some((label, command.into())));
    }

    /// Says what did not come to its end and offers the way on.
    pub fn wrong_with_action(&mut self, message: impl Into<Message>, label: &'static str, command: impl Into<Command>) {
        self.push(Tone::Wrong, message.into(), Some((label, command.into())));
    }

    /// Takes away what offers something that is done already.
    pub fn withdraw(&mut self, command: impl Into<Command>) {
        let command = command.into();
        self.withdraw_all(|offered| *offered == command);
    }

    /// Takes away all that offers something of a kind.
    pub fn withdraw_all(&mut self, is_meant: impl Fn(&Command) -> bool) {
        let is_other = |offered: &Command| !is_meant(offered);
        self.list
            .retain(|toast| toast.action.as_ref().is_none_or(|(_, offered)| is_other(offered)));
        self.undo.retain(|(_, offered)| is_other(offered));
        self.redo.retain(|(_, offered)| is_other(offered));
    }

    /// Takes away what is not true any more.
    pub fn unsay(&mut self, text: &str) {
        self.list.retain(|toast| toast.text != text);
    }

    /// Takes away all: what they speak of, and what they offer, is of a workspace that is not open any more.
    pub fn clear(&mut self) {
        *self = Toasts {
            next: self.next,
            ..Toasts::default()
        };
    }

    pub fn list(&self) -> &[Toast] {
        &self.list
    }

    fn push(&mut self, tone: Tone, message: Message, action: Option<(&'static str, Command)>) {
        let Message { text, details } = message;
        self.next += 1;
        // What is said again, such as a full disk with every letter that is typed, stands there once.
        self.list.retain(|toast| toast.tone == Tone::Done || toast.text != text);
        if self.list.len() == MOST {
            self.list.remove(0);
        }
        self.list.push(Toast {
            id: self.next,
            tone,
            text,
            details,
            action,
            until: None,
        });
    }

    pub(in super::super) fn remove(&mut self, id: u64) -> Option<Toast> {
        let at = self.list.iter().position(|toast| toast.id == id)?;
        Some(self.list.remove(at))
    }

    /// Takes away those whose time is over, none while the pointer is on them; the seconds until the next one goes.
    pub(in super::super) fn pass(&mut self, now: f64, is_held: bool) -> Option<f64> {
        for toast in &mut self.list {
            let stays = match toast.tone {
                Tone::Done => STAYS,
                Tone::Wrong => WRONG_STAYS,
            };
            let until = toast.until.get_or_insert(now + stays);
            if is_held {
                *until = until.max(now + LEFT_STAYS);
            }
        }
        self.list.retain(|toast| toast.until.is_none_or(|until| until > now));
        self.list
            .iter()
            .filter_map(|toast| toast.until)
            .map(|until| until - now)
            .reduce(f64::min)
    }
}

/// One more of what nobody remembers further back.
fn remember<T>(list: &mut Vec<T>, one: T) {
    list.push(one);
    if list.len() > MOST_UNDO {
        list.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_again_is_said_once() {
        let mut toasts = Toasts::default();
        for text in ["The disk is full", "The name is empty", "The disk is full"] {
            toasts.wrong(text);
        }
        let texts: Vec<&str> = toasts.list().iter().map(|toast| toast.text.as_str()).collect();
        assert_eq!(texts, ["The name is empty", "The disk is full"]);
    }

    #[test]
    fn an_offer_goes_when_it_is_taken_elsewhere() {
        let mut toasts = Toasts::default();
        toasts.with_undo("Suspended", Command::Back);
        toasts.with_undo("Deleted", Command::Forward);
        toasts.withdraw(Command::Back);
        let texts: Vec<&str> = toasts.list().iter().map(|toast| toast.text.as_str()).collect();
        assert_eq!(texts, ["Deleted"]);
    }

    #[test]
    fn what_was_offered_is_taken_back_when_its_toast_is_gone_newest_first() {
        let mut toasts = Toasts::default();
        toasts.with_undo("Held", Command::Back);
        toasts.with_undo("Deleted", Command::Forward);
        toasts.pass(0.0, false);
        toasts.pass(STAYS, false);
        assert!(toasts.list().is_empty());
        assert_eq!(toasts.last_undo(), Some("Deleted"));
        assert_eq!(toasts.take_undo(), Some(Command::Forward));
        // What takes back is no step of its own: else one step would be taken back and done again for ever.
        toasts.with_undo_of(Command::Forward, "Saved", Command::OpenPalette);
        assert_eq!(toasts.list()[0].action, Some(("Redo", Command::OpenPalette)));
        assert_eq!(toasts.take_undo(), Some(Command::Back));
        assert_eq!(toasts.last_undo(), None);
        assert_eq!(toasts.take_undo(), None);
        toasts.with_undo_of(Command::Forward, "Saved", Command::OpenPalette);
        assert_eq!(toasts.last_undo(), Some("Saved"), "by a person, this time");
        toasts.withdraw(Command::OpenPalette);
        assert_eq!(toasts.last_undo(), None, "it is possible no more");
        for at in 0..2 * MOST_UNDO {
            toasts.with_undo(at.to_string(), Command::ActOnToast(at as u64));
        }
        assert_eq!(toasts.undo.len(), MOST_UNDO);
    }

    #[test]
    fn what_was_taken_back_is_done_again_in_the_order_in_which_it_was_done() {
        let mut toasts = Toasts::default();
        let (hold, release) = (Command::Back, Command::Forward);
        let (save, before) = (Command::OpenPalette, Command::FoldSidebar);
        toasts.with_undo_of(hold.clone(), "Held", release.clone());
        toasts.with_undo_of(save.clone(), "Saved", before.clone());
        assert_eq!(toasts.take_undo(), Some(before.clone()));
        toasts.with_undo_of(before.clone(), "As before", save.clone());
        assert_eq!(toasts.take_undo(), Some(release.clone()));
        toasts.with_undo_of(release, "Released", hold.clone());
        assert_eq!(toasts.last_redo(), Some("Held"), "as it was said when it was done");
        assert_eq!(toasts.take_redo(), Some(hold.clone()));
        toasts.with_undo_of(hold, "Held", Command::Forward);
        assert_eq!((toasts.last_undo(), toasts.last_redo()), (Some("Held"), Some("Saved")));
        assert_eq!(toasts.take_redo(), Some(save.clone()));
        toasts.with_undo_of(save, "Saved", before.clone());
        assert_eq!((toasts.last_undo(), toasts.last_redo()), (Some("Saved"), None));
        // What is new takes the place of what could be done again.
        assert_eq!(toasts.take_undo(), Some(before.clone()));
        toasts.with_undo_of(before, "As before", Command::OpenPalette);
        toasts.with_undo("Deleted", Command::Back);
        assert_eq!(toasts.last_redo(), None);
    }

    #[test]
    fn what_is_wrong_stays_longer_and_nothing_goes_under_the_pointer() {
        let mut toasts = Toasts::default();
        toasts.done("Done");
        toasts.wrong("Wrong");
        assert_eq!(toasts.pass(0.0, false), Some(STAYS));
        toasts.pass(STAYS, true);
        assert_eq!(toasts.list().len(), 2);
        toasts.pass(STAYS + LEFT_STAYS, false);
        let texts: Vec<&str> = toasts.list().iter().map(|toast| toast.text.as_str()).collect();
        assert_eq!(texts, ["Wrong"]);
        toasts.pass(WRONG_STAYS, false);
        assert!(toasts.list().is_empty());
    }

    #[test]
    fn toasts_go_by_themselves() {
        let mut toasts = Toasts::default();
        toasts.done("One");
        assert_eq!(toasts.pass(10.0, false), Some(STAYS));
        toasts.with_undo("Two", Command::Back);
        assert_eq!(toasts.pass(14.0, false), Some(2.0));
        toasts.pass(16.5, false);
        assert_eq!(toasts.list().len(), 1);
        let id = toasts.list()[0].id;
        assert_eq!(
            toasts.remove(id).and_then(|toast| toast.action),
            Some(("Undo", Command::Back))
        );
        for n in 0..10 {
            toasts.wrong(n.to_string());
        }
        assert_eq!(toasts.list().len(), MOST);
    }
}
