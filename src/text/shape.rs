//! Shaping: from styled text to atoms, the smallest pieces that lines and curves are made of.
//!
//! Everything here is at full size; see the module above.

use std::ops::Range;

use parlance::{BaseDirection, FontFeature, Tag};
use parley_engine::itemize::Item;
use parley_engine::shape::Whitespace;
use parley_engine::{Analysis, AnalysisOptions, Analyzer, ShapeOptions, ShapedText, Shaper};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_script::Script;

use crate::fonts::{FaceId, FontBook, Pick, Region};
use crate::model::Direction;

use super::literal::{LITERAL, has_literal, literal};
use super::select::{Choices, Selector};
use super::style::Style;
use super::unicode::{is_ignorable, is_line_end, script, takes_letter_spacing, takes_slant};
use super::{Fallback, FallbackKind, Laid, Missing};

/// A shaped text in logical order.
#[derive(Default)]
pub(super) struct Shaped {
    pub paragraphs: Vec<Paragraph>,
    pub runs: Vec<Run>,
    pub atoms: Vec<Atom>,
    pub glyphs: Vec<AtomGlyph>,
    /// Variation coordinates of all runs.
    pub coords: Vec<i16>,
    /// Whether the text as a whole reads from right to left.
    pub rtl: bool,
}

/// What stands between two line ends of the text.
pub(super) struct Paragraph {
    pub atoms: Range<u32>,
    /// Where it begins in the text, in bytes.
    pub start: u32,
    /// The style at its start, which gives an empty line its height.
    pub style: u16,
}

/// Atoms of one face, style and direction.
pub(super) struct Run {
    pub style: u16,
    pub face: FaceId,
    /// Bidi embedding level; odd ones read from right to left.
    pub level: u8,
    pub slant: bool,
    pub embolden: bool,
    pub coords: Range<u32>,
}

/// Letters that cannot be parted: a cluster of Unicode's with all glyphs that it shares with others.
pub(super) struct Atom {
    pub run: u32,
    pub glyphs: Range<u32>,
    pub bytes: Range<u32>,
    pub advance: f32,
    /// Letter spacing behind it.
    pub spacing: f32,
    /// Whether a line may end before it.
    pub break_before: bool,
    /// White space that vanishes at the end of a line.
    pub space: bool,
    /// White space that grows in a justified line.
    pub stretches: bool,
}

/// A glyph of an atom, from the left end of the atom's baseline.
pub(super) struct AtomGlyph {
    pub id: u32,
    pub x: f32,
    pub y: f32,
    pub advance: f32,
    /// Of the shaped cluster.
    pub bytes: Range<u32>,
}

/// A thread's tools and buffers for shaping.
#[derive(Default)]
pub(super) struct Workshop {
    analyzer: Analyzer,
    analysis: Analysis,
    shaper: Shaper,
    answer: ShapedText,
    char_styles: Vec<u16>,
    choices: Choices,
}

/// Letters that are moved apart must not be tied together: CSS Text 3, §7.2.
const NO_LIGATURES: [FontFeature; 4] = [
    FontFeature::new(Tag::new(b"liga"), 0),
    FontFeature::new(Tag::new(b"clig"), 0),
    FontFeature::new(Tag::new(b"dlig"), 0),
    FontFeature::new(Tag::new(b"hlig"), 0),
];

/// How often a paragraph is shaped again because a face leaves marks beside their letters. Each time rules out a face.
const MOST_REPAIRS: usize = 8;

impl Workshop {
    /// Shapes the text into `shaped`, and reports missing and borrowed letters in `laid`.
    pub fn shape(
        &mut self,
        book: &FontBook,
        text: &str,
        styles: &[Style<'_>],
        direction: Direction,
        shaped: &mut Shaped,
        laid: &mut Laid,
    ) {
        shaped.clear();
        self.choices.clear();
        shaped.rtl = begins_at_right(text, direction);
        let region = if text.is_ascii() {
            Region::Simplified
        } else {
            Region::of_text(text)
        };
        let mut start = 0;
        while start <= text.len() {
            let rest = text.get(start..).unwrap_or_default();
            let length = rest.find(is_line_end).unwrap_or(rest.len());
            let paragraph = rest.get(..length).unwrap_or_default();
            self.shape_paragraph(book, (paragraph, start), styles, region, shaped, laid);
            let after = rest.get(length..).unwrap_or_default();
            let end = if after.starts_with("\r\n") {
                2
            } else {
                after.chars().next().map_or(1, char::len_utf8)
            };
            start += length + end;
        }
        report_fallbacks(book, text, styles, &self.choices, laid);
        laid.problems.extend(std::mem::take(&mut self.choices.problems));
    }

    fn shape_paragraph(
        &mut self,
        book: &FontBook,
        (text, start): (&str, usize),
        styles: &[Style<'_>],
        region: Region,
        shaped: &mut Shaped,
        laid: &mut Laid,
    ) {
        let first_atom = shaped.atoms.len() as u32;
        let style = styles
            .iter()
            .position(|style| style.end > start)
            .unwrap_or(styles.len().saturating_sub(1)) as u16;
        if !text.is_empty() {
            self.style_characters(text, start, styles, style);
            let options = AnalysisOptions {
                base_direction: if shaped.rtl {
                    BaseDirection::Rtl
                } else {
                    BaseDirection::Ltr
                },
                ..AnalysisOptions::default()
            };
            self.analyzer.analyze(text, &options, &mut self.analysis);
            let (before, missing, notes) = (shaped.sizes(), laid.missing.len(), self.choices.notes.len());
            for _ in 0..=MOST_REPAIRS {
                shaped.truncate(before);
                laid.missing.truncate(missing);
                self.choices.notes.truncate(notes);
                let selector = Selector::new(
                    book,
                    styles,
                    (text, start),
                    &self.char_styles,
                    region,
                    &mut self.choices,
                );
                self.shaper.shape_text(
                    text,
                    &self.analysis,
                    &self.char_styles,
                    items(text, styles, &self.char_styles),
                    selector,
                    &mut self.answer,
                );
                if !self.take_answer(book, (text, start), styles, shaped, laid) {
                    break;
                }
            }
        }
        shaped.paragraphs.push(Paragraph {
            atoms: first_atom..shaped.atoms.len() as u32,
            start: start as u32,
            style,
        });
    }

    fn style_characters(&mut self, text: &str, start: usize, styles: &[Style<'_>], first: u16) {
        self.char_styles.clear();
        if styles.len() <= 1 {
            self.char_styles.resize(text.chars().count(), 0);
            return;
        }
        let mut style = usize::from(first);
        for (at, _) in text.char_indices() {
            while styles.get(style).is_some_and(|s| s.end <= start + at) {
                style += 1;
            }
            self.char_styles.push(style as u16);
        }
    }

    /// Turns the shaper's answer for a paragraph into atoms. Answers whether letters were found whose marks stand beside
    /// them, which another face may set better.
    fn take_answer(
        &mut self,
        book: &FontBook,
        (text, start): (&str, usize),
        styles: &[Style<'_>],
        shaped: &mut Shaped,
        laid: &mut Laid,
    ) -> bool {
        let mut misplaced = false;
        let mut letters = text.chars().filter_map(script);
        let mut spaced = letters.next().is_none_or(takes_letter_spacing);
        for (index, run) in self.answer.runs().iter().enumerate() {
            let clusters = run.shaped_clusters_range.clone();
            let first = self.answer.shaped_clusters().get(clusters.start as usize);
            let style_index = first.map_or(0, |cluster| cluster.style_index);
            let Some(style) = styles.get(usize::from(style_index)) else {
                continue;
            };
            let font = self.answer.fonts().get(run.font_index).map(|instance| &instance.font);
            let found = font.and_then(|font| self.choices.find(style_index, font.data.id(), font.index));
            let pick = found.unwrap_or(style.primary);
            let run_text = text.get(run.range.byte_range.clone()).unwrap_or_default();
            let run_index = shaped.push_run(book, style_index, pick, run.bidi_level.to_u8(), run_text);
            let coords = self.answer.normalized_coords().get(run.normalized_coords_range.clone());
            shaped.push_coords(coords.unwrap_or_default());
            let mut reader = RunReader {
                slice: self.answer.run_slice(index as u32),
                text,
                start,
                style,
                rtl: run.bidi_level.is_rtl(),
                run: run_index,
                spaced: &mut spaced,
                misplaced: Vec::new(),
            };
            reader.read(shaped, laid);
            for bytes in std::mem::take(&mut reader.misplaced) {
                misplaced |= self
                    .choices
                    .add_misplaced(pick.face, text.get(bytes).unwrap_or_default());
            }
        }
        if self.answer.characters().len() < self.char_styles.len() {
            // The shaper gives up when there is no face at all to show even a box with.
            let rest = self.answer.characters().len();
            let text: String = text
                .chars()
                .skip(rest)
                .filter(|c| !c.is_whitespace() && !is_ignorable(*c))
                .collect();
            report_missing(&text, styles.first(), laid);
        }
        misplaced
    }
}

/// One run of the shaper's answer while its atoms are made.
struct RunReader<'a> {
    slice: parley_engine::ShapedSlice<'a>,
    text: &'a str,
    start: usize,
    style: &'a Style<'a>,
    rtl: bool,
    run: u32,
    /// Whether the last letter takes letter spacing; signs and spaces follow the letter before them.
    spaced: &'a mut bool,
    /// Clusters whose marks the face leaves where they come to stand, in bytes of the paragraph.
    misplaced: Vec<Range<usize>>,
}

impl RunReader<'_> {
    fn read(&mut self, shaped: &mut Shaped, laid: &mut Laid) {
        let range = self.slice.shaped_clusters_range();
        let clusters = self.slice.shaped_clusters();
        let at = |index: u32| clusters.get((index - range.start) as usize);
        let mut first = range.start;
        while first < range.end {
            let mut end = first + 1;
            while at(end).is_some_and(|cluster| !cluster.is_grapheme_start()) {
                end += 1;
            }
            if let Some(cluster) = at(first) {
                let glyphs = shaped.glyphs.len() as u32;
                let advance = self.read_glyphs(first..end, shaped, laid);
                let last = at(end - 1).unwrap_or(cluster);
                let chars = cluster.chars_range().start..last.chars_range().end;
                let bytes = self.slice.text_byte_range(chars);
                let letters = self.text.get(bytes.clone()).unwrap_or_default();
                let white = cluster.whitespace();
                if glyphs + 1 < shaped.glyphs.len() as u32 && self.leaves_marks(glyphs, shaped) {
                    self.misplaced.push(bytes.clone());
                }
                shaped.atoms.push(Atom {
                    run: self.run,
                    glyphs: glyphs..shaped.glyphs.len() as u32,
                    bytes: (self.start + bytes.start) as u32..(self.start + bytes.end) as u32,
                    advance,
                    spacing: self.spacing(letters),
                    break_before: cluster.is_soft_wrap_opportunity_before(),
                    space: matches!(
                        white,
                        Whitespace::Space | Whitespace::IdeographicSpace | Whitespace::OtherSpaceSeparator
                    ) || letters == "\u{200B}",
                    stretches: matches!(white, Whitespace::Space | Whitespace::NoBreakSpace),
                });
            }
            first = end;
        }
    }

    /// Adds the glyphs of clusters from left to right; answers how far they go.
    fn read_glyphs(&self, clusters: Range<u32>, shaped: &mut Shaped, laid: &mut Laid) -> f32 {
        let mut pen = 0.0;
        let count = clusters.end - clusters.start;
        for i in 0..count {
            let index = if self.rtl {
                clusters.end - 1 - i
            } else {
                clusters.start + i
            };
            let Some(cluster) = self
                .slice
                .shaped_clusters()
                .get((index - self.slice.shaped_clusters_range().start) as usize)
            else {
                continue;
            };
            let bytes = self.slice.text_byte_range(cluster.chars_range());
            let text = self.text.get(bytes.clone()).unwrap_or_default();
            let bytes = (self.start + bytes.start) as u32..(self.start + bytes.end) as u32;
            // A glyph for a control character shows nothing of it, whatever the font says.
            let mut seen = !text.chars().any(|c| c.is_control() && !c.is_whitespace());
            for glyph in self.slice.shaped_cluster_glyphs(index) {
                if glyph.id == 0 && text.chars().all(|c| is_ignorable(c) || c.is_whitespace()) {
                    // The face lacks what nobody would see.
                    pen += if text.chars().all(is_ignorable) {
                        0.0
                    } else {
                        glyph.advance
                    };
                    continue;
                }
                seen &= glyph.id != 0;
                shaped.glyphs.push(AtomGlyph {
                    id: glyph.id,
                    x: pen + glyph.x,
                    y: glyph.y,
                    advance: glyph.advance,
                    bytes: bytes.clone(),
                });
                pen += glyph.advance;
            }
            if !seen {
                report_missing(text, Some(self.style), laid);
            }
        }
        pen
    }

    /// Whether a mark over or under a Latin, Greek or Cyrillic letter was left where the letter ends: the face places
    /// marks, but not this one on this letter.
    fn leaves_marks(&self, first: u32, shaped: &Shaped) -> bool {
        let glyphs = shaped.glyphs.get(first as usize..).unwrap_or_default();
        let letters = |glyph: &AtomGlyph| {
            let at = |byte: u32| (byte as usize).saturating_sub(self.start);
            self.text
                .get(at(glyph.bytes.start)..at(glyph.bytes.end))
                .unwrap_or_default()
        };
        let Some((base, marks)) = glyphs.split_first() else {
            return false;
        };
        let alphabetic = letters(base)
            .chars()
            .find_map(script)
            .is_some_and(|script| matches!(script, Script::Latin | Script::Greek | Script::Cyrillic));
        // Classes 202 to 233 are attached or stand apart above and below; 1 and 240 lie on the letter or under it. A
        // letter that the font takes apart has its marks inside.
        let is_mark = |glyph: &AtomGlyph| {
            let classes = letters(glyph).nfd().map(canonical_combining_class);
            classes.into_iter().any(|class| (202..=233).contains(&class))
        };
        let left = |glyph: &AtomGlyph| glyph.advance == 0.0 && glyph.y == 0.0 && glyph.x >= base.advance;
        alphabetic && marks.iter().any(|glyph| left(glyph) && is_mark(glyph))
    }

    fn spacing(&mut self, letters: &str) -> f32 {
        if self.style.spacing == 0.0 {
            return 0.0;
        }
        if let Some(script) = letters.chars().find_map(script) {
            *self.spaced = takes_letter_spacing(script);
        }
        if *self.spaced && !letters.chars().all(is_ignorable) {
            self.style.spacing
        } else {
            0.0
        }
    }
}

impl Shaped {
    fn clear(&mut self) {
        self.paragraphs.clear();
        self.runs.clear();
        self.atoms.clear();
        self.glyphs.clear();
        self.coords.clear();
    }

    fn sizes(&self) -> [usize; 4] {
        [self.runs.len(), self.atoms.len(), self.glyphs.len(), self.coords.len()]
    }

    fn truncate(&mut self, [runs, atoms, glyphs, coords]: [usize; 4]) {
        self.runs.truncate(runs);
        self.atoms.truncate(atoms);
        self.glyphs.truncate(glyphs);
        self.coords.truncate(coords);
    }

    fn push_run(&mut self, book: &FontBook, style: u16, pick: Pick, level: u8, text: &str) -> u32 {
        let is_emoji = book.emoji() == Some(book.family_of(pick.face));
        let upright = || text.chars().find_map(script).is_some_and(|script| !takes_slant(script));
        self.runs.push(Run {
            style,
            face: pick.face,
            level,
            slant: pick.slant && !is_emoji && !upright(),
            embolden: pick.embolden && !is_emoji,
            coords: self.coords.len() as u32..self.coords.len() as u32,
        });
        self.runs.len() as u32 - 1
    }

    fn push_coords(&mut self, coords: &[parley_engine::NormalizedCoord]) {
        self.coords.extend(coords.iter().map(|coord| coord.to_bits()));
        if let Some(run) = self.runs.last_mut() {
            run.coords.end = self.coords.len() as u32;
        }
    }
}

/// The stretches that are shaped apart: by style, where letter spacing applies by whether the letters take it, since it
/// turns ligatures off, and what no alternate may stand for.
fn items<'a>(text: &str, styles: &'a [Style<'a>], char_styles: &[u16]) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = Vec::with_capacity(styles.len());
    let mut spaced = true;
    let mut current: Option<(u16, Features)> = None;
    let literals = has_literal(text).then(|| literal(text));
    let apart = styles.iter().any(|style| style.spacing != 0.0);
    let count = char_styles.len();
    if !apart && styles.len() == 1 && literals.is_none() {
        items.extend(styles.first().map(|style| item(style, Features::All, count)));
        return items;
    }
    for (index, (c, style_index)) in text.chars().zip(char_styles).enumerate() {
        if apart && let Some(script) = script(c) {
            spaced = takes_letter_spacing(script);
        }
        let Some(style) = styles.get(usize::from(*style_index)) else {
            continue;
        };
        let is_literal = literals.as_ref().is_some_and(|marks| marks.get(index) == Some(&true));
        let features = match spaced && style.spacing != 0.0 {
            _ if is_literal => Features::Literal,
            true => Features::Apart,
            false => Features::All,
        };
        let kind = (*style_index, features);
        if current == Some(kind) {
            if let Some(last) = items.last_mut() {
                last.char_end = index as u32 + 1;
            }
        } else {
            items.push(item(style, kind.1, index + 1));
            current = Some(kind);
        }
    }
    items
}

/// Which features of a face a stretch is shaped with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Features {
    All,
    /// Its letters are moved apart.
    Apart,
    Literal,
}

fn item<'a>(style: &'a Style<'a>, features: Features, end: usize) -> Item<'a> {
    Item {
        char_end: end as u32,
        options: ShapeOptions {
            font_size: style.size,
            language: style.tag,
            features: match features {
                Features::All => &[],
                Features::Apart => &NO_LIGATURES,
                Features::Literal => &LITERAL,
            },
            variations: &style.variations,
        },
    }
}

/// Whether the lines of a text in this direction begin at the right.
pub(super) fn begins_at_right(text: &str, direction: Direction) -> bool {
    match direction {
        Direction::Auto => reads_from_right(text),
        Direction::Ltr => false,
        Direction::Rtl => true,
    }
}

/// Whether the first strong letter of the text reads from right to left (UAX #9, P2 and P3).
fn reads_from_right(text: &str) -> bool {
    // All strong letters below U+0590 read from left to right.
    if text.bytes().all(|byte| byte < 0xD6) {
        return false;
    }
    unicode_bidi::get_base_direction_full(text) == unicode_bidi::Direction::Rtl
}

fn report_missing(text: &str, style: Option<&Style<'_>>, laid: &mut Laid) {
    let text: String = text.chars().filter(|c| !is_ignorable(*c)).collect();
    let family = style.map(|style| style.wanted.family.clone()).unwrap_or_default();
    let missing = Missing { text, family };
    if !missing.text.is_empty() && !laid.missing.contains(&missing) {
        laid.missing.push(missing);
    }
}

fn report_fallbacks(book: &FontBook, text: &str, styles: &[Style<'_>], choices: &Choices, laid: &mut Laid) {
    let mut add = |text: &str, style: &Style<'_>, family, kind| {
        let fallback = Fallback {
            text: text.trim().to_owned(),
            family_wanted: style.wanted.family.clone(),
            family_used: book.family_name(family).to_owned(),
            kind,
        };
        if !fallback.text.is_empty() && !laid.fallbacks.contains(&fallback) {
            laid.fallbacks.push(fallback);
        }
    };
    let mut start = 0;
    for style in styles {
        if !style.in_book {
            add(
                text.get(start..style.end).unwrap_or_default(),
                style,
                style.family,
                FallbackKind::WholeScript,
            );
        }
        start = style.end;
    }
    for note in &choices.notes {
        if let Some(style) = styles.get(usize::from(note.style)) {
            add(
                text.get(note.bytes.clone()).unwrap_or_default(),
                style,
                note.family,
                note.kind,
            );
        }
    }
}
