//! The text as it is edited: one string, in which a character stands for each field.

use std::ops::Range;

use crate::model::{Piece, Span, SpanStyle, Template, Token};
use crate::text::caret::grapheme_bounds;

/// Stands for a chip (OBJECT REPLACEMENT CHARACTER); no text that comes in keeps one.
pub(super) const CHIP: char = '\u{FFFC}';

/// A text with chips in it and the styles of its stretches. Places in it are bytes of `text`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Flow {
    text: String,
    /// In the order of the text.
    chips: Vec<Token>,
    /// Their lengths add up to the text's. None is empty, but for the one that gives an empty text its style; no two
    /// neighbours are equal.
    runs: Vec<Run>,
}

#[derive(Clone, Debug, PartialEq)]
struct Run {
    len: usize,
    style: SpanStyle,
}

impl Flow {
    pub fn of(spans: &[Span]) -> Flow {
        let mut flow = Flow {
            text: String::new(),
            chips: Vec::new(),
            runs: Vec::new(),
        };
        for span in spans {
            let before = flow.text.len();
            let template = Template::parse_lossy(&span.text);
            template.pieces.iter().for_each(|piece| flow.push(piece));
            push_run(&mut flow.runs, flow.text.len() - before, &span.style);
        }
        let first = spans.first().map(|span| span.style.clone()).unwrap_or_default();
        flow.runs = or_one_empty(flow.runs, &first);
        flow
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The spans of a design for it. Equal neighbours are one, except where a brace stands before a field, which in one
    /// span would be read as part of it.
    pub fn spans(&self) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut chips = self.chips.iter();
        for (range, style) in self.runs() {
            let mut text = String::new();
            let mut literal = String::new();
            for c in self.text.get(range).unwrap_or_default().chars() {
                if c != CHIP {
                    literal.push(c);
                    continue;
                }
                let brace = literal.ends_with('{');
                text.push_str(&escaped(&std::mem::take(&mut literal)));
                if brace {
                    spans.push(Span {
                        text: std::mem::take(&mut text),
                        style: style.clone(),
                    });
                }
                text.extend(chips.next().map(Token::to_string));
            }
            text.push_str(&escaped(&literal));
            spans.push(Span {
                text,
                style: style.clone(),
            });
        }
        spans
    }

    /// A stretch as it would stand in a design, without its styles. Where no field is in it, it is as it is read.
    pub fn template(&self, range: Range<usize>) -> String {
        let text = self.text.get(range.clone()).unwrap_or_default();
        if !text.contains(CHIP) {
            return text.to_owned();
        }
        let mut index = self.chips_before(range.start);
        let mut out = String::new();
        for (at, part) in text.split(CHIP).enumerate() {
            if at > 0 {
                out.extend(self.chips.get(index).map(Token::to_string));
                index += 1;
            }
            out.push_str(&escaped(part));
        }
        out
    }

    /// Where a caret may stand, from the start to the end: between grapheme clusters and beside chips.
    pub fn bounds(&self) -> Vec<usize> {
        let mut bounds = vec![0];
        let mut start = 0;
        for part in self.text.split_inclusive(CHIP) {
            let letters = part.trim_end_matches(CHIP);
            bounds.extend(grapheme_bounds(letters).into_iter().map(|at| start + at));
            start += part.len();
            bounds.push(start);
        }
        bounds.dedup();
        bounds
    }

    pub fn chips(&self) -> &[Token] {
        &self.chips
    }

    pub fn chip_mut(&mut self, index: usize) -> Option<&mut Token> {
        self.chips.get_mut(index)
    }

    /// The chip that begins at a byte.
    pub fn chip_at(&self, byte: usize) -> Option<usize> {
        self.text
            .get(byte..)?
            .starts_with(CHIP)
            .then(|| self.chips_before(byte))
    }

    /// Where a chip stands.
    pub fn chip_range(&self, index: usize) -> Option<Range<usize>> {
        let (at, found) = self.text.match_indices(CHIP).nth(index)?;
        Some(at..at + found.len())
    }

    fn chips_before(&self, byte: usize) -> usize {
        self.text.get(..byte).unwrap_or_default().matches(CHIP).count()
    }

    /// The stretches of one style.
    pub fn runs(&self) -> impl Iterator<Item = (Range<usize>, &SpanStyle)> {
        self.runs.iter().scan(0, |end, run| {
            let start = *end;
            *end += run.len;
            Some((start..*end, &run.style))
        })
    }

    /// The style of what stands at a byte; at the end, of what is last.
    pub fn style_at(&self, byte: usize) -> SpanStyle {
        let found = self.runs().find(|(range, _)| byte < range.end);
        let found = found.or_else(|| self.runs().last());
        found.map(|(_, style)| style.clone()).unwrap_or_default()
    }

    /// The style in which a letter that is typed at a byte is written: that of the letter before it on its line.
    pub fn style_for(&self, byte: usize) -> SpanStyle {
        match self.text.get(..byte).and_then(|before| before.chars().next_back()) {
            Some(before) if before != '\n' => self.style_at(byte - before.len_utf8()),
            _ => self.style_at(byte),
        }
    }

    /// A stretch with its styles.
    pub fn slice(&self, range: Range<usize>) -> Flow {
        let mut runs = Vec::new();
        for (run, style) in self.runs() {
            let from = range.start.clamp(run.start, run.end);
            push_run(&mut runs, range.end.clamp(from, run.end) - from, style);
        }
        let chips = self.chips_before(range.start)..self.chips_before(range.end);
        Flow {
            text: self.text.get(range.clone()).unwrap_or_default().to_owned(),
            chips: self.chips.get(chips).unwrap_or_default().to_vec(),
            runs: or_one_empty(runs, &self.style_at(range.start)),
        }
    }

    /// Puts another flow, with its styles, in place of a stretch; answers where it ends.
    pub fn splice(&mut self, range: Range<usize>, other: &Flow) -> usize {
        let chips = self.chips_before(range.start)..self.chips_before(range.end);
        self.chips.splice(chips, other.chips.iter().cloned());
        let mut runs = Vec::with_capacity(self.runs.len() + other.runs.len() + 1);
        for (run, style) in self.runs() {
            push_run(&mut runs, run.end.min(range.start).saturating_sub(run.start), style);
        }
        for run in &other.runs {
            push_run(&mut runs, run.len, &run.style);
        }
        for (run, style) in self.runs() {
            push_run(&mut runs, run.end.saturating_sub(run.start.max(range.end)), style);
        }
        self.runs = or_one_empty(runs, &other.style_at(0));
        let end = range.start + other.text.len();
        self.text.replace_range(range, &other.text);
        end
    }

    /// Puts pieces in one style in place of a stretch; answers where they end.
    pub fn replace(&mut self, range: Range<usize>, pieces: &[Piece], style: &SpanStyle) -> usize {
        let mut other = Flow {
            text: String::new(),
            chips: Vec::new(),
            runs: Vec::new(),
        };
        pieces.iter().for_each(|piece| other.push(piece));
        other.runs.push(Run {
            len: other.text.len(),
            style: style.clone(),
        });
        self.splice(range, &other)
    }

    fn push(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(text) => self.text.extend(text.chars().filter(|c| is_kept(*c))),
            Piece::Token(token) => {
                self.text.push(CHIP);
                self.chips.push(token.clone());
            }
        }
    }

    /// Changes the style of a stretch; that of the text when it is empty.
    pub fn restyle(&mut self, range: &Range<usize>, change: impl Fn(&mut SpanStyle)) {
        if self.text.is_empty() {
            self.runs.iter_mut().for_each(|run| change(&mut run.style));
            return;
        }
        let mut runs = Vec::with_capacity(self.runs.len() + 2);
        for (run, style) in self.runs() {
            let from = range.start.clamp(run.start, run.end);
            let to = range.end.clamp(from, run.end);
            push_run(&mut runs, from - run.start, style);
            let mut changed = style.clone();
            change(&mut changed);
            push_run(&mut runs, to - from, &changed);
            push_run(&mut runs, run.end - to, style);
        }
        self.runs = runs;
    }
}

/// Whether a letter of a text may be in a flow. A byte order mark within a text says nothing.
pub(super) fn is_kept(c: char) -> bool {
    c != CHIP && c != '\u{FEFF}'
}

fn escaped(literal: &str) -> String {
    literal.replace("{{", "{{{{")
}

/// The runs, or the one that gives an empty text its style.
fn or_one_empty(runs: Vec<Run>, style: &SpanStyle) -> Vec<Run> {
    if runs.is_empty() {
        let style = style.clone();
        vec![Run { len: 0, style }]
    } else {
        runs
    }
}

fn push_run(runs: &mut Vec<Run>, len: usize, style: &SpanStyle) {
    match runs.last_mut() {
        _ if len == 0 => {}
        Some(last) if last.style == *style => last.len += len,
        _ => runs.push(Run {
            len,
            style: style.clone(),
        }),
    }
}
