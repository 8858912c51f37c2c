//! What is done to a text.

use std::ops::Range;
use std::time::Duration;

use crate::model::{Align, Piece, Span, SpanStyle, Template, Token};

use super::burst::{Burst, Kind};
use super::flow::{CHIP, Flow, is_kept};
use super::{ChipChange, StyleChange, TextEditor, View};

/// A change of the text or of its style.
#[derive(Clone, Debug, PartialEq)]
pub enum TextEdit {
    /// What was typed, or committed by an input method: it takes the place of the selection. Writing the `}}` of a field
    /// makes it a chip.
    Insert(String),
    /// Plain text from the clipboard. Line ends are kept, `{{recipient.name}}` becomes a chip.
    Paste(String),
    /// What was copied with its styles, from this text or another; see [`TextEditor::selected_spans`].
    PasteSpans(Vec<Span>),
    Delete(Deletion),
    Style(StyleChange),
    /// The selection looks as the text's own style says.
    ClearStyle,
    /// How the lines of the paragraphs stand in which something is selected or the caret is.
    Align(Align),
    /// A field takes the place of the selection.
    InsertChip(Token),
    /// A change of a chip, by its index.
    Chip(usize, ChipChange),
}

/// What is deleted when nothing is selected; otherwise it is the selection. A chip is selected first, and goes with the
/// next deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deletion {
    /// Nothing but the selection.
    Selection,
    /// What stands before the caret, one unit.
    Backward,
    Forward,
    WordBackward,
    WordForward,
}

impl TextEditor {
    /// Changes the text. `None` when that changed nothing to be stored: a style was chosen for what will be typed, a
    /// chip was selected, there was nothing to delete. `now` is a clock's time; it only decides which edits are one
    /// burst.
    pub fn edit(&mut self, edit: TextEdit, view: &View, now: Duration) -> Option<Burst> {
        self.cancel_preedit();
        match edit {
            TextEdit::Insert(text) => self.insert(&text, now),
            TextEdit::Paste(text) => self.paste(&text, now),
            TextEdit::PasteSpans(spans) => self.replace_by(&Flow::of(&spans), Kind::Paste, now),
            TextEdit::Delete(deletion) => self.delete(deletion, view, now),
            TextEdit::Style(change) => self.change_style(change, now),
            TextEdit::ClearStyle => self.clear_style(now),
            TextEdit::Align(align) => self.align_paragraphs(align, now),
            TextEdit::InsertChip(token) => self.replace(&[Piece::Token(token)], Kind::InsertChip, now),
            TextEdit::Chip(index, change) => self.change_chip(index, change, now),
        }
    }

    fn insert(&mut self, text: &str, now: Duration) -> Option<Burst> {
        let burst = self.replace(&[Piece::Text(clean(text))], Kind::Typing, now)?;
        if text.ends_with('}') && self.finish_token() {
            // So that an undo gives back what was typed, not less.
            self.bursts.end();
            return Some(self.bursts.add(Kind::InsertChip, now));
        }
        Some(burst)
    }

    fn paste(&mut self, text: &str, now: Duration) -> Option<Burst> {
        let text = clean(text);
        let with_fields = Template::parse(&text).ok().filter(|template| !template.is_constant());
        let pieces = with_fields.map_or_else(|| vec![Piece::Text(text)], |template| template.pieces);
        self.replace(&pieces, Kind::Paste, now)
    }

    /// Puts pieces in place of the selection, in the style of what is typed.
    fn replace(&mut self, pieces: &[Piece], kind: Kind, now: Duration) -> Option<Burst> {
        let style = self.typing_style();
        let mut other = Flow::of(&[]);
        other.replace(0..0, pieces, &style);
        self.replace_by(&other, kind, now)
    }

    fn replace_by(&mut self, other: &Flow, kind: Kind, now: Duration) -> Option<Burst> {
        let range = self.selection.range();
        if other.text().is_empty() && range.is_empty() {
            return None;
        }
        let before = self.flow.clone();
        let end = self.flow.splice(range, other);
        let changed = self.flow != before;
        self.after_edit(end);
        changed.then(|| self.bursts.add(kind, now))
    }

    /// Makes the token that was just written a chip.
    fn finish_token(&mut self) -> bool {
        let end = self.selection.focus;
        let before = self.flow.text().get(..end).unwrap_or_default();
        let start = before.rfind(CHIP).map_or(0, |at| at + CHIP.len_utf8());
        let Some(at) = before
            .get(start..)
            .and_then(|text| text.rfind("{{"))
            .map(|at| start + at)
        else {
            return false;
        };
        let template = Template::parse(before.get(at..).unwrap_or_default());
        let Ok([Piece::Token(token)]) = template.as_ref().map(|template| template.pieces.as_slice()) else {
            return false;
        };
        let (token, style) = (token.clone(), self.flow.style_at(at));
        let end = self.flow.replace(at..end, &[Piece::Token(token)], &style);
        self.after_edit(end);
        true
    }

    fn delete(&mut self, deletion: Deletion, view: &View, now: Duration) -> Option<Burst> {
        let forward = matches!(deletion, Deletion::Forward | Deletion::WordForward);
        let kind = if forward {
            Kind::DeletingForward
        } else {
            Kind::DeletingBackward
        };
        let focus = self.selection.focus;
        let mut range = self.selection.range();
        if range.is_empty() {
            if deletion == Deletion::Selection {
                return None;
            }
            let unit = self.unit_beside(focus, forward)?;
            if self.flow.chip_at(unit.start).is_some() {
                self.set_selection(
                    if forward { unit.end } else { unit.start },
                    if forward { unit.start } else { unit.end },
                );
                return None;
            }
            range = match deletion {
                Deletion::WordBackward | Deletion::WordForward => self.word_beside(focus, forward, unit, view),
                Deletion::Backward => self.last_sign(unit),
                Deletion::Selection | Deletion::Forward => unit,
            };
        }
        let style = self.flow.style_at(range.start);
        let caret = self.flow.replace(range, &[], &style);
        self.after_edit(caret);
        Some(self.bursts.add(kind, now))
    }

    /// The unit before or behind a place.
    fn unit_beside(&self, place: usize, forward: bool) -> Option<Range<usize>> {
        let bounds = self.flow.bounds();
        if forward {
            let end = bounds.into_iter().find(|bound| *bound > place)?;
            Some(place..end)
        } else {
            let start = bounds.into_iter().rfind(|bound| *bound < place)?;
            Some(start..place)
        }
    }

    /// What Backspace takes of a cluster: in scripts whose clusters are typed sign by sign only the last sign, so that one
    /// vowel or mark can be corrected.
    fn last_sign(&self, unit: Range<usize>) -> Range<usize> {
        let cluster = self.flow.text().get(unit.clone()).unwrap_or_default();
        match cluster.char_indices().next_back() {
            Some((at, _)) if cluster.chars().any(is_typed_by_signs) => unit.start + at..unit.end,
            _ => unit,
        }
    }

    /// The word before or behind a place, up to the next chip; at least `unit`.
    fn word_beside(&self, place: usize, forward: bool, unit: Range<usize>, view: &View) -> Range<usize> {
        let shown = view.shown.shown_byte(place);
        let text = self.flow.text();
        if forward {
            let word = view.shown.edited_byte(view.carets.word_end(shown));
            let chip = text
                .get(place..)
                .and_then(|rest| rest.find(CHIP))
                .map_or(text.len(), |at| place + at);
            place..self.bound_before(word.min(chip)).max(unit.end)
        } else {
            let word = view.shown.edited_byte(view.carets.word_start(shown));
            let chip = text
                .get(..place)
                .and_then(|rest| rest.rfind(CHIP))
                .map_or(0, |at| at + CHIP.len_utf8());
            self.bound_before(word.max(chip)).min(unit.start)..place
        }
    }

    fn change_style(&mut self, change: StyleChange, now: Duration) -> Option<Burst> {
        let property = change.property();
        let change = change.settled(&self.styles());
        let base = self.content.style.clone();
        let range = self.selection.range();
        if range.is_empty() && !self.flow.text().is_empty() {
            let mut style = self.typing_style();
            change.apply(&base, &mut style);
            self.pending = Some(style);
            return None;
        }
        self.restyle(&range, |style| change.apply(&base, style), Kind::Style(property), now)
    }

    fn clear_style(&mut self, now: Duration) -> Option<Burst> {
        let range = self.selection.range();
        if range.is_empty() && !self.flow.text().is_empty() {
            self.pending = Some(bare(&self.typing_style()));
            return None;
        }
        self.restyle(&range, |style| *style = bare(style), Kind::ClearStyle, now)
    }

    fn align_paragraphs(&mut self, align: Align, now: Duration) -> Option<Burst> {
        let own = (align != self.content.align).then_some(align);
        let range = self.paragraphs();
        self.restyle(&range, |style| style.align = own, Kind::Align, now)
    }

    fn restyle(
        &mut self,
        range: &Range<usize>,
        change: impl Fn(&mut SpanStyle),
        kind: Kind,
        now: Duration,
    ) -> Option<Burst> {
        let before = self.flow.clone();
        self.flow.restyle(range, change);
        if self.flow == before {
            return None;
        }
        self.pending = None;
        self.revision += 1;
        Some(self.bursts.add(kind, now))
    }

    pub(super) fn change_chip(&mut self, index: usize, change: ChipChange, now: Duration) -> Option<Burst> {
        let part = change.part();
        let token = self.flow.chip_mut(index)?;
        let before = token.clone();
        change.apply(token);
        if *token == before {
            return None;
        }
        self.revision += 1;
        Some(self.bursts.add(Kind::Chip(index, part), now))
    }
}

/// A style that says nothing of letters, but how their paragraph stands.
fn bare(style: &SpanStyle) -> SpanStyle {
    SpanStyle {
        align: style.align,
        ..SpanStyle::default()
    }
}

/// A text from outside: line ends are `\n`, tabs spaces, other control characters are left out.
fn clean(text: &str) -> String {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let text = text.replace('\t', " ");
    text.chars()
        .filter(|c| is_kept(*c) && (*c == '\n' || !c.is_control()))
        .collect()
}

/// Whether a letter is of a script in which clusters are typed sign by sign: Hebrew and Arabic with their points, the
/// scripts of India and South-East Asia.
fn is_typed_by_signs(letter: char) -> bool {
    matches!(letter, '\u{0590}'..='\u{08FF}' | '\u{0900}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{A8E0}'..='\u{A8FF}')
}
