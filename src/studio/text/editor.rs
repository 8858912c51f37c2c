//! The editor's state: the text, the caret, the selection, what is being composed.

use std::ops::Range;
use std::time::Duration;

use crate::model::{Align, Span, SpanStyle, TextContent, TextStyle, Token};
use crate::text::caret::{Affinity, Area, Caret, TextPosition, Toward};

use super::burst::Bursts;
use super::edit::TextEdit;
use super::flow::{Flow, is_kept};
use super::mouse::Drag;
use super::shown::{Preedit, Setting, View};
use super::style::{StyleChange, StyleState};

/// The text of one element while it is edited; see [the module](super).
#[derive(Clone, Debug)]
pub struct TextEditor {
    /// All but its spans.
    pub(super) content: TextContent,
    pub(super) flow: Flow,
    pub(super) selection: Selection,
    /// To which side of a change of direction or a wrapped line the caret holds.
    affinity: Affinity,
    /// Where a caret that goes up and down wants to be.
    goal: Option<f64>,
    /// The style of what is typed next, when it was chosen with nothing selected.
    pub(super) pending: Option<SpanStyle>,
    pub(super) preedit: Option<Preedit>,
    pub(super) drag: Option<Drag>,
    pub(super) bursts: Bursts,
    pub(super) revision: u64,
}

/// What is selected: bytes of the edited text, in which a field is one character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Selection {
    /// Where the selection was begun.
    pub anchor: usize,
    /// Where the caret is.
    pub focus: usize,
}

impl Selection {
    pub fn is_empty(self) -> bool {
        self.anchor == self.focus
    }

    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.focus)..self.anchor.max(self.focus)
    }
}

/// How a key moves the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motion {
    Left,
    Right,
    Up,
    Down,
    WordLeft,
    WordRight,
    LineStart,
    LineEnd,
    TextStart,
    TextEnd,
}

impl TextEditor {
    /// Begins to edit a text, with all of it selected.
    pub fn new(content: &TextContent) -> TextEditor {
        let flow = Flow::of(&content.spans);
        let mut editor = TextEditor {
            content: content.clone(),
            selection: Selection::default(),
            flow,
            affinity: Affinity::default(),
            goal: None,
            pending: None,
            preedit: None,
            drag: None,
            bursts: Bursts::default(),
            revision: 0,
        };
        editor.select_all();
        editor
    }

    /// The text for the design. Equal spans are one and none is empty, but for the only one of an empty text.
    pub fn content(&self) -> TextContent {
        TextContent {
            spans: self.flow.spans(),
            ..self.content.clone()
        }
    }

    /// Takes over a text that was changed elsewhere, by an undo or the inspector. The caret stays where it can.
    pub fn set_content(&mut self, content: &TextContent) {
        self.flow = Flow::of(&content.spans);
        self.content = content.clone();
        self.preedit = None;
        self.pending = None;
        self.drag = None;
        let Selection { anchor, focus } = self.selection;
        self.set_selection(self.bound_before(anchor), self.bound_before(focus));
        self.revision += 1;
    }

    /// What is seen.
    pub fn view(&self, setting: &Setting<'_>) -> View {
        View::new(&self.content, &self.flow, self.preedit.as_ref(), setting, self.revision)
    }

    /// Rises whenever what is shown changes: a [`View`] with another revision is out of date.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The edited text, in which U+FFFC stands for each field.
    pub fn text(&self) -> &str {
        self.flow.text()
    }

    pub fn chips(&self) -> &[Token] {
        self.flow.chips()
    }

    pub fn selection(&self) -> Selection {
        self.selection
    }

    /// The chip that is selected and nothing else.
    pub fn selected_chip(&self) -> Option<usize> {
        let range = self.selection.range();
        let index = self.flow.chip_at(range.start)?;
        (self.flow.chip_range(index)? == range).then_some(index)
    }

    /// What is selected as it stands in a design, fields included, for the clipboard.
    pub fn selected_template(&self) -> String {
        self.flow.template(self.selection.range())
    }

    /// What is selected with its styles, to be pasted within the program.
    pub fn selected_spans(&self) -> Vec<Span> {
        self.flow.slice(self.selection.range()).spans()
    }

    /// What is selected as it is seen.
    pub fn selected_text<'a>(&self, view: &'a View) -> &'a str {
        let range = self.shown_range(view);
        view.carets.text().get(range).unwrap_or_default()
    }

    pub fn caret(&self, view: &View) -> Caret {
        view.carets.caret(self.position(view))
    }

    /// The areas of the selection.
    pub fn areas(&self, view: &View) -> Vec<Area> {
        view.carets.areas(self.shown_range(view))
    }

    /// Around the chips, those on several lines in parts: their index and their areas.
    pub fn chip_areas(&self, view: &View) -> Vec<(usize, Vec<Area>)> {
        let chips = view.shown.chips().iter();
        chips
            .map(|chip| (chip.index, view.carets.areas(chip.bytes.clone())))
            .collect()
    }

    fn shown_range(&self, view: &View) -> Range<usize> {
        let range = self.selection.range();
        view.shown.shown_byte(range.start)..view.shown.shown_byte(range.end)
    }

    fn position(&self, view: &View) -> TextPosition {
        view.shown.caret(self.selection.focus, self.affinity)
    }

    /// The style of the selection; with nothing selected, of what would be typed.
    pub fn style(&self) -> StyleState {
        StyleState::of(&self.styles())
    }

    pub(super) fn styles(&self) -> Vec<TextStyle> {
        let base = &self.content.style;
        let range = self.selection.range();
        if range.is_empty() {
            return vec![base.with(&self.typing_style())];
        }
        let within = self
            .flow
            .runs()
            .filter(|(run, _)| run.start < range.end && range.start < run.end);
        within.map(|(_, style)| base.with(style)).collect()
    }

    /// The paragraphs in which something is selected or the caret is, with the line ends behind them.
    pub(super) fn paragraphs(&self) -> Range<usize> {
        let (text, range) = (self.flow.text(), self.selection.range());
        let before = text.get(..range.start).unwrap_or_default();
        // A selection that ends with a line end does not reach into the next paragraph.
        let last = if range.is_empty() { range.end } else { range.end - 1 };
        let last = (range.start..=last)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(range.start);
        let rest = text.get(last..).unwrap_or_default();
        before.rfind('\n').map_or(0, |at| at + 1)..rest.find('\n').map_or(text.len(), |at| last + at + 1)
    }

    /// Whether [`super::TextEdit::Align`] would be about all of the text.
    pub fn is_about_all(&self) -> bool {
        self.paragraphs() == (0..self.flow.text().len())
    }

    /// How the lines of the paragraphs stand in which something is selected or the caret is.
    pub fn align(&self) -> super::Common<Align> {
        let range = self.paragraphs();
        let text = self.flow.text().get(range.clone()).unwrap_or_default();
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
        let starts = starts.filter(|at| *at == 0 || *at < text.len());
        let whole = self.content.align;
        super::Common::of(starts.map(|at| self.flow.style_at(range.start + at).align.unwrap_or(whole)))
    }

    /// The style of what is typed next.
    pub(super) fn typing_style(&self) -> SpanStyle {
        let range = self.selection.range();
        let from_text = || {
            if range.is_empty() {
                self.flow.style_for(range.start)
            } else {
                self.flow.style_at(range.start)
            }
        };
        self.pending.clone().unwrap_or_else(from_text)
    }

    pub fn select_all(&mut self) {
        self.set_selection(0, self.flow.text().len());
    }

    /// Selects a chip.
    pub fn select_chip(&mut self, index: usize) {
        if let Some(range) = self.flow.chip_range(index) {
            self.set_selection(range.start, range.end);
        }
    }

    /// Moves the caret; with `extend` the selection goes along.
    pub fn go(&mut self, motion: Motion, extend: bool, view: &View) {
        self.cancel_preedit();
        let from = self.position(view);
        let goal = self.goal.unwrap_or_else(|| view.carets.goal(from));
        let selected = !self.selection.is_empty() && !extend;
        let to = match motion {
            Motion::Left | Motion::Right if selected => self.edge(motion == Motion::Right, view),
            Motion::Left => view.carets.step(from, Toward::Left),
            Motion::Right => view.carets.step(from, Toward::Right),
            Motion::Up | Motion::Down => view.carets.vertical(from, motion == Motion::Down, goal),
            Motion::WordLeft | Motion::WordRight => {
                // What is right is ahead, or in a text that reads from right to left behind.
                if (motion == Motion::WordRight) != view.carets.rtl() {
                    TextPosition::behind(view.carets.word_end(from.byte))
                } else {
                    TextPosition::before(view.carets.word_start(from.byte))
                }
            }
            Motion::LineStart => view.carets.line_start(from),
            Motion::LineEnd => view.carets.line_end(from),
            Motion::TextStart => TextPosition::START,
            Motion::TextEnd => TextPosition::behind(view.carets.text().len()),
        };
        self.put(to, extend, view);
        self.goal = matches!(motion, Motion::Up | Motion::Down).then_some(goal);
    }

    /// The left or right end of the selection, by what is seen on one line, by what is written on several.
    fn edge(&self, right: bool, view: &View) -> TextPosition {
        let range = self.shown_range(view);
        let (start, end) = (TextPosition::before(range.start), TextPosition::behind(range.end));
        let (first, last) = (view.carets.caret(start), view.carets.caret(end));
        let end_is_right = if first.line == last.line {
            last.middle().x >= first.middle().x
        } else {
            !view.carets.rtl()
        };
        if right == end_is_right { end } else { start }
    }

    /// Sets the caret to a place in what is shown.
    pub(super) fn put(&mut self, position: TextPosition, extend: bool, view: &View) {
        let focus = self.bound_before(view.shown.edited_byte(position.byte));
        let anchor = if extend { self.selection.anchor } else { focus };
        self.set_selection(anchor, focus);
        self.affinity = position.affinity;
    }

    /// Sets the selection, which ends what hangs on the old one.
    pub(super) fn set_selection(&mut self, anchor: usize, focus: usize) {
        self.selection = Selection { anchor, focus };
        self.affinity = Affinity::Downstream;
        self.goal = None;
        self.pending = None;
        self.bursts.end();
    }

    /// Sets the caret behind what was typed, without ending the burst.
    pub(super) fn after_edit(&mut self, caret: usize) {
        self.selection = Selection {
            anchor: caret,
            focus: caret,
        };
        // It holds to what was typed, so that it stays beside it where the direction changes.
        self.affinity = Affinity::Upstream;
        self.goal = None;
        self.pending = None;
        self.revision += 1;
    }

    /// The last place for a caret that is not behind a byte.
    pub(super) fn bound_before(&self, byte: usize) -> usize {
        self.flow
            .bounds()
            .into_iter()
            .rfind(|bound| *bound <= byte)
            .unwrap_or(0)
    }

    /// Shows what an input method composes, with its caret in bytes of it; an empty text ends that. A selection is
    /// replaced by what will be committed, so delete it first, by [`Deletion::Selection`](super::Deletion).
    pub fn compose(&mut self, text: &str, caret: Option<usize>) {
        let text: String = text.chars().filter(|c| is_kept(*c) && !c.is_control()).collect();
        let caret = caret
            .filter(|caret| text.is_char_boundary(*caret))
            .unwrap_or(text.len());
        let at = self.selection.focus;
        let preedit = (!text.is_empty()).then_some(Preedit { text, caret, at });
        if preedit != self.preedit {
            self.preedit = preedit;
            self.revision += 1;
        }
    }

    /// The text with what an input method shows, underlined as in the [`View`]; `None` while none is at work.
    pub fn composed(&self, view: &View) -> Option<TextContent> {
        let text = view.carets.text().get(view.shown.preedit()?)?.to_owned();
        let mut with = self.clone();
        with.edit(TextEdit::Style(StyleChange::Underline(true)), view, Duration::ZERO);
        with.edit(TextEdit::Insert(text), view, Duration::ZERO);
        Some(with.content())
    }

    /// Whether an input method is at work, which then gets the keys.
    pub fn is_composing(&self) -> bool {
        self.preedit.is_some()
    }

    pub(super) fn cancel_preedit(&mut self) {
        if self.preedit.take().is_some() {
            self.revision += 1;
        }
    }
}
