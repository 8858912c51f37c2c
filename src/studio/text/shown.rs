//! What is shown of a text that is edited: fields as their values, letters in their case, what is being composed.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::compose;
use crate::locale;
use crate::model::{Align, FieldName, Fields, Piece, SpanStyle, TextContent, TextStyle, Token, Voice};
use crate::text::caret::{Affinity, Carets, TextPosition, Units, grapheme_bounds};
use crate::text::isolate::read_from_right;
use crate::text::{Engine, Laid, Request, StyledSpan};
use crate::units::Size;

use super::align::aligned;
use super::flow::{CHIP, Flow};

/// What chips show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ChipFace {
    /// The value, as a credential would have it; the label where there is none.
    #[default]
    Value,
    /// The field's label.
    Label,
}

/// In what a text is laid out while it is edited.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    pub engine: &'a Engine,
    /// In which languages the text speaks.
    pub voice: Voice<'a>,
    /// The values of the row that is shown, or the design's samples.
    pub fields: &'a Fields,
    /// What fields are called; one that is not in it by the key of its name.
    pub labels: &'a BTreeMap<FieldName, String>,
    pub chips: ChipFace,
    /// Of the element, points.
    pub frame: Size,
}

/// A text as it is seen at one time.
#[derive(Clone, Debug)]
pub struct View {
    /// For drawing, by [`compose::placed`]: it is what a credential shows while nothing is composed and every chip has a
    /// value, but that it is never cut off at its frame.
    pub laid: Laid,
    pub carets: Carets,
    pub shown: Shown,
    /// Of the editor when this was made.
    pub revision: u64,
}

/// The text that is shown, and how its places and those of the edited text go together.
#[derive(Clone, Debug)]
pub struct Shown {
    spans: Vec<StyledSpan>,
    /// The places where a caret may stand: in the edited text, in the shown one. Both rise.
    stops: Vec<(usize, usize)>,
    chips: Vec<ShownChip>,
    preedit: Option<Range<usize>>,
    /// Where the caret stands within what is being composed.
    composing: Option<usize>,
}

/// A field in the shown text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownChip {
    /// Which of the text's fields, counted from 0.
    pub index: usize,
    /// Of the shown text.
    pub bytes: Range<usize>,
    /// Whether the label stands in for a value.
    pub is_label: bool,
    /// What is wrong with its format.
    pub fault: Option<String>,
}

/// What an input method shows and has not committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Preedit {
    pub text: String,
    /// Where its caret stands, in bytes of its text.
    pub caret: usize,
    /// Where it stands in the edited text.
    pub at: usize,
}

impl View {
    pub(super) fn new(
        content: &TextContent,
        flow: &Flow,
        preedit: Option<&Preedit>,
        setting: &Setting<'_>,
        revision: u64,
    ) -> View {
        let mut shown = Shown::new(&content.style, flow, preedit, setting);
        let request = Request {
            spans: std::mem::take(&mut shown.spans),
            align: content.align,
            valign: content.valign,
            line_height: content.line_height,
            paragraph_gap: content.paragraph_gap.0,
            direction: content.direction,
            fit: content.fit,
            frame: setting.frame,
            path: content.path.clone(),
        };
        let (laid, carets) = setting.engine.carets(&request, shown.units());
        shown.spans = request.spans;
        View {
            laid,
            carets,
            shown,
            revision,
        }
    }

    /// The text with the labels of empty fields as its own letters, so that it is painted where its caret stands; `None`
    /// when no label is seen. `content` is what the view was made of.
    pub fn labelled(&self, content: &TextContent) -> Option<TextContent> {
        let mut flow = Flow::of(&content.spans);
        let labels = self.shown.chips().iter().filter(|chip| chip.is_label);
        let mut any = false;
        // From the last to the first, whose places stay what they are.
        for chip in labels.rev() {
            let range = flow.chip_range(chip.index)?;
            let label = self.carets.text().get(chip.bytes.clone())?.to_owned();
            let style = flow.style_at(range.start);
            flow.replace(range, &[Piece::Text(label)], &style);
            any = true;
        }
        any.then(|| TextContent {
            spans: flow.spans(),
            ..content.clone()
        })
    }
}

impl Shown {
    pub(super) fn new(style: &TextStyle, flow: &Flow, preedit: Option<&Preedit>, setting: &Setting<'_>) -> Shown {
        let bounds = flow.bounds();
        let from_right = read_from_right([words_of(flow).as_str()]);
        let mut writer = Writer {
            setting,
            from_right,
            base: style,
            flow,
            bounds: &bounds,
            length: 0,
            align: None,
            shown: Shown {
                spans: Vec::new(),
                stops: vec![(0, 0)],
                chips: Vec::new(),
                preedit: None,
                composing: None,
            },
        };
        for (range, changes) in flow.runs() {
            writer.align = changes.align;
            writer.run(range, &style.with(changes), preedit);
        }
        if let Some(preedit) = preedit.filter(|preedit| preedit.at >= flow.text().len()) {
            writer.preedit(preedit);
        }
        let mut shown = writer.shown;
        if shown.spans.is_empty() {
            let changes = flow
                .runs()
                .next()
                .map_or_else(SpanStyle::default, |(_, changes)| changes.clone());
            shown.spans.push(StyledSpan {
                text: String::new(),
                style: style.with(&changes),
                language: setting.voice.words.to_owned(),
                align: changes.align,
            });
        }
        shown
    }

    /// The spans that are laid out.
    pub fn spans(&self) -> &[StyledSpan] {
        &self.spans
    }

    pub fn chips(&self) -> &[ShownChip] {
        &self.chips
    }

    /// What is being composed, to be underlined: in the shown text.
    pub fn preedit(&self) -> Option<Range<usize>> {
        self.preedit.clone()
    }

    /// Where a caret may stand, and which stretches are one whole.
    pub fn units(&self) -> Units {
        let stops = self.stops.iter().map(|(_, shown)| *shown).collect();
        Units::new(stops, self.chips.iter().map(|chip| chip.bytes.clone()).collect())
    }

    /// The place in the shown text of one in the edited text. One within a cluster is shown behind it.
    pub fn shown_byte(&self, byte: usize) -> usize {
        let at = self.stops.partition_point(|(edited, _)| *edited < byte);
        self.stops.get(at).or(self.stops.last()).map_or(0, |(_, shown)| *shown)
    }

    /// The place in the edited text of one in the shown text: within a chip, of its nearer end.
    pub fn edited_byte(&self, byte: usize) -> usize {
        let behind = self.stops.partition_point(|(_, shown)| *shown <= byte);
        let next = self.stops.get(behind);
        let Some((edited, shown)) = behind.checked_sub(1).and_then(|at| self.stops.get(at)) else {
            return next.map_or(0, |(edited, _)| *edited);
        };
        match next {
            Some((next, end)) if end - byte < byte - shown => *next,
            _ => *edited,
        }
    }

    /// The place of the caret for one in the edited text: within what is being composed where that is.
    pub(super) fn caret(&self, byte: usize, affinity: Affinity) -> TextPosition {
        match self.composing {
            Some(byte) => TextPosition::behind(byte),
            None => TextPosition {
                byte: self.shown_byte(byte),
                affinity,
            },
        }
    }
}

/// What a text says itself, without the values of its chips.
fn words_of(flow: &Flow) -> String {
    let mut chips = flow.chips().iter();
    let mut words = String::new();
    for part in flow.text().split_inclusive(CHIP) {
        words.push_str(part.trim_end_matches(CHIP));
        if part.ends_with(CHIP)
            && let Some(chip) = chips.next()
        {
            words.push_str(&chip.words());
        }
    }
    words
}

/// Writes the shown text piece by piece.
struct Writer<'a> {
    setting: &'a Setting<'a>,
    /// Whether the words of the text are read from the right.
    from_right: Option<bool>,
    base: &'a TextStyle,
    flow: &'a Flow,
    bounds: &'a [usize],
    /// Of what is written.
    length: usize,
    /// Of the paragraphs that begin in what is written.
    align: Option<Align>,
    shown: Shown,
}

impl Writer<'_> {
    /// A stretch of one style: chips, and the letters between them.
    fn run(&mut self, range: Range<usize>, style: &TextStyle, preedit: Option<&Preedit>) {
        let mut start = range.start;
        for part in self.flow.text().get(range).unwrap_or_default().split_inclusive(CHIP) {
            let letters = part.trim_end_matches(CHIP);
            let end = start + letters.len();
            match preedit.filter(|preedit| (start..end).contains(&preedit.at)) {
                Some(preedit) => {
                    self.letters(start..preedit.at, style);
                    self.preedit(preedit);
                    self.letters(preedit.at..end, style);
                }
                None => self.letters(start..end, style),
            }
            if part.len() > letters.len() {
                if let Some(preedit) = preedit.filter(|preedit| preedit.at == end) {
                    self.preedit(preedit);
                }
                self.chip(end, style);
            }
            start += part.len();
        }
    }

    fn letters(&mut self, range: Range<usize>, style: &TextStyle) {
        let text = self.flow.text().get(range.clone()).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        let language = self.setting.voice.words;
        let cased = locale::case(text, style.case, language);
        let first = self.bounds.partition_point(|bound| *bound <= range.start);
        let last = self.bounds.partition_point(|bound| *bound <= range.end);
        let bounds = self.bounds.get(first..last).unwrap_or_default();
        let within: Vec<usize> = bounds.iter().map(|bound| bound - range.start).collect();
        let places = if cased == text {
            within
        } else {
            aligned(text, &within, &cased, language)
        };
        let base = self.length;
        self.shown
            .stops
            .extend(bounds.iter().zip(places).map(|(bound, place)| (*bound, base + place)));
        self.push(cased, style.clone(), language.to_owned());
    }

    fn chip(&mut self, at: usize, style: &TextStyle) {
        let index = self.shown.chips.len();
        let Some(token) = self.flow.chips().get(index) else {
            return;
        };
        let written = match self.setting.chips {
            ChipFace::Value => {
                let (fields, values) = (self.setting.fields, self.setting.voice.values);
                compose::field_text(token, fields, style.case, values, self.from_right)
            }
            ChipFace::Label => Ok(None),
        };
        let (filled, fault) = match written {
            Ok(filled) => (filled, None),
            Err(fault) => (None, Some(fault)),
        };
        // A value that cannot be seen cannot be clicked either.
        let filled = filled.map(|filled| (filled.text.replace('\u{FEFF}', ""), filled.language));
        let filled = filled.filter(|(text, _)| text.chars().any(|c| !c.is_whitespace()));
        let is_label = filled.is_none();
        let language = self.setting.voice.words;
        let label = || {
            (
                locale::case(&self.label(token), style.case, language),
                language.to_owned(),
            )
        };
        let (text, language) = filled.unwrap_or_else(label);
        let start = self.length;
        self.push(text, style.clone(), language);
        self.shown.chips.push(ShownChip {
            index,
            bytes: start..self.length,
            is_label,
            fault,
        });
        self.shown.stops.push((at + CHIP.len_utf8(), self.length));
    }

    fn label(&self, token: &Token) -> String {
        let label = self
            .setting
            .labels
            .get(&token.field)
            .filter(|label| !label.trim().is_empty());
        label.map_or_else(|| token.field.key().to_owned(), String::clone)
    }

    /// What is composed is underlined, and otherwise in the style of the letter before it, as what is typed will be.
    fn preedit(&mut self, preedit: &Preedit) {
        let start = self.length;
        let style = TextStyle {
            underline: true,
            ..self.base.with(&self.flow.style_for(preedit.at))
        };
        let inside = grapheme_bounds(&preedit.text).into_iter();
        self.shown.stops.extend(inside.map(|place| (preedit.at, start + place)));
        self.shown.composing = Some(start + preedit.caret.min(preedit.text.len()));
        self.push(preedit.text.clone(), style, self.setting.voice.words.to_owned());
        self.shown.preedit = Some(start..self.length);
    }

    fn push(&mut self, text: String, style: TextStyle, language: String) {
        self.length += text.len();
        if !text.is_empty() {
            let align = self.align;
            self.shown.spans.push(StyledSpan {
                text,
                style,
                language,
                align,
            });
        }
    }
}
