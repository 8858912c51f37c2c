//! Bursts: which edits are one step in the history.

use std::time::Duration;

use super::{ChipPart, Property};

/// After this long without an edit a new burst begins.
pub const PAUSE: Duration = Duration::from_secs(2);

/// An edit that was made. Those with the same number are one step: the content after the last of them takes the place of
/// the content after the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Burst {
    /// Rising, from 1.
    pub number: u64,
    /// What the history calls it.
    pub name: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Typing,
    DeletingBackward,
    DeletingForward,
    Style(Property),
    /// Of one chip.
    Chip(usize, ChipPart),
    Paste,
    InsertChip,
    ClearStyle,
    Align,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Typing => "Type text",
            Kind::DeletingBackward | Kind::DeletingForward => "Delete text",
            Kind::Style(_) => "Change text style",
            Kind::Chip(..) => "Change field format",
            Kind::Paste => "Paste text",
            Kind::InsertChip => "Insert field",
            Kind::ClearStyle => "Clear text style",
            Kind::Align => "Align paragraphs",
        }
    }

    fn merges(self) -> bool {
        !matches!(self, Kind::Paste | Kind::InsertChip | Kind::ClearStyle | Kind::Align)
    }
}

/// Counts bursts.
#[derive(Clone, Debug, Default)]
pub(super) struct Bursts {
    number: u64,
    /// The kind of the last edit and when it was, as long as nothing came between.
    last: Option<(Kind, Duration)>,
}

impl Bursts {
    pub fn add(&mut self, kind: Kind, now: Duration) -> Burst {
        let goes_on = self
            .last
            .is_some_and(|(last, at)| last == kind && kind.merges() && now.saturating_sub(at) < PAUSE);
        if !goes_on {
            self.number += 1;
        }
        self.last = Some((kind, now));
        Burst {
            number: self.number,
            name: kind.name(),
        }
    }

    /// The caret was set elsewhere: the next edit is another burst.
    pub fn end(&mut self) {
        self.last = None;
    }
}
