//! Text in a frame or along a curve: from styled spans to glyphs at their places.
//!
//! The way of a text: faces are chosen letter by letter (`select`), the text is shaped once at its full size (`shape`),
//! broken into lines (`lines`) at the size that the fit policy settles on (`fit`), and put into the frame (`place`) or
//! along a curve (`curve`). Since shapes grow linearly with the size, fitting never shapes again: the lines are broken
//! at the frame's width divided by the scale.
//!
//! Who edits a text asks for its carets besides (`caret`): where the letters stand, hit tests and motion.
//!
//! Analysis (bidi, line breaking, clusters) and shaping are parley's, through its lower half `parley_engine`. Its upper
//! half is not used: it chooses faces from its own index of the system's fonts, which would need all bundled files
//! unpacked, and it measures lines by whatever face a letter fell back to. Here every line stands on the measures of the
//! family that the design asks for, so that the names of a batch stand on one height whatever their script.

pub mod caret;
mod curve;
mod fit;
pub mod isolate;
mod lines;
mod literal;
mod place;
mod select;
mod shape;
mod style;
mod unicode;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::sync::Arc;

use crate::diag::{Problem, Problems};
use crate::fonts::FontBook;
use crate::model::{Align, Direction, Fit, TextPath, TextStyle, VAlign};
use crate::scene::GlyphRun;
use crate::units::{BezPath, Color, Rect, Size};
use unicode_script::{Script, UnicodeScript};

use caret::{Carets, Trace, Units};
use lines::Line;
use shape::{Shaped, Workshop};

/// A stretch of text in one style and language.
#[derive(Clone, Debug, PartialEq)]
pub struct StyledSpan {
    /// Fields are filled and the case is applied.
    pub text: String,
    pub style: TextStyle,
    /// BCP 47; chooses among forms of letters, the drawing of Han letters first of all. May be empty.
    pub language: String,
    /// How the lines of the paragraph stand that begins in this span; as the whole text when `None`.
    pub align: Option<Align>,
}

/// A text to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// They follow each other without a space. The first one's size is what `fit` speaks of.
    pub spans: Vec<StyledSpan>,
    pub align: Align,
    pub valign: VAlign,
    /// Distance of baselines as a multiple of the size.
    pub line_height: f64,
    /// Points between two paragraphs besides, in full size.
    pub paragraph_gap: f64,
    pub direction: Direction,
    pub fit: Fit,
    /// Points.
    pub frame: Size,
    /// Sets the text in one line along a curve.
    pub path: Option<TextPath>,
}

impl Request {
    /// Whether the lines begin at the right, as [`Align::Start`] has it.
    pub fn begins_at_right(&self) -> bool {
        let text: String = self.spans.iter().map(|span| span.text.as_str()).collect();
        shape::begins_at_right(&text, self.direction)
    }
}

/// A text at its place. Coordinates are points in the frame, origin at its top left corner, `y` downwards.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    pub runs: Vec<GlyphRun>,
    pub underlines: Vec<(Rect, Color)>,
    /// Underlines of a text along a curve.
    pub curved_underlines: Vec<(BezPath, Color)>,
    /// What the sizes were multiplied with; 1 is full size.
    pub size_scale: f64,
    /// Whether text lies beyond the frame (or the curve) by more than half a point.
    pub clipped: bool,
    /// Whether the text would fit only below its smallest size. It is set in that size.
    pub below_minimum: bool,
    /// What no face of the book has a glyph for.
    pub missing: Vec<Missing>,
    /// What is set in another family than the wanted one.
    pub fallbacks: Vec<Fallback>,
    /// The height of the frame, after it grew.
    pub height: f64,
    /// Around the lines: as wide as their letters, as high as the wanted family's ascent and descent.
    pub extent: Rect,
    /// What else went wrong: an unreadable font file, a curve that is none.
    pub problems: Problems,
}

/// Letters that no face of the book has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub text: String,
    /// The family that was wanted.
    pub family: String,
}

impl Missing {
    /// The letters with their code points and their script: `“ཀ” (U+0F40, Tibetan)`. Without a font they are seen
    /// nowhere, so that the letters alone say nothing.
    pub fn described(&self) -> String {
        let codes: Vec<String> = self.text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
        let mut scripts: Vec<&str> = Vec::new();
        for script in self.text.chars().map(|c| c.script()) {
            let named = !matches!(script, Script::Common | Script::Inherited | Script::Unknown);
            if named && !scripts.contains(&script.full_name()) {
                scripts.push(script.full_name());
            }
        }
        let mut about = codes;
        about.truncate(MOST_CODES);
        if self.text.chars().count() > MOST_CODES {
            about.push("…".to_owned());
        }
        about.extend(scripts.iter().map(|script| script.replace('_', " ")));
        format!("“{}” ({})", self.text, about.join(", "))
    }
}

/// More code points than these are not read.
const MOST_CODES: usize = 4;

/// Letters set in another family than the wanted one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fallback {
    pub text: String,
    pub family_wanted: String,
    pub family_used: String,
    pub kind: FallbackKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FallbackKind {
    /// The wanted family is not made for the script (an Arabic name in a Latin design), or it is a symbol or an emoji.
    WholeScript,
    /// The wanted family has the script but not this letter, which comes from another face among its neighbours.
    SingleLetter,
}

/// Lays out texts with the faces of a book. Cheap to share: every thread has its own buffers.
#[derive(Clone, Debug)]
pub struct Engine {
    book: Arc<FontBook>,
}

/// Texts beyond this are refused: in bytes. A page of small print has some 10,000.
const LONGEST: usize = 1 << 20;

/// The buffers of a thread.
#[derive(Default)]
struct Context {
    text: String,
    /// The text before, to be compared.
    before: String,
    workshop: Workshop,
    shaped: Shaped,
    /// What `shaped` is of, once a text came twice in a row.
    known: Option<Known>,
    lines: Vec<Line>,
}

/// A text that was shaped, and is asked for again in another frame: designs show one name in several places.
struct Known {
    book: Arc<FontBook>,
    spans: Vec<StyledSpan>,
    direction: Direction,
    /// Whether it stands along a curve, where some letters are others.
    on_path: bool,
    missing: Vec<Missing>,
    fallbacks: Vec<Fallback>,
    problems: Problems,
}

impl Known {
    fn is_of(&self, book: &Arc<FontBook>, request: &Request) -> bool {
        Arc::ptr_eq(&self.book, book)
            && self.direction == request.direction
            && self.on_path == request.path.is_some()
            && self.spans == request.spans
    }

    fn report(&self, laid: &mut Laid) {
        laid.missing.extend(self.missing.iter().cloned());
        laid.fallbacks.extend(self.fallbacks.iter().cloned());
        laid.problems.extend(self.problems.iter().cloned());
    }
}

thread_local! {
    static CONTEXT: RefCell<Context> = RefCell::default();
}

impl Engine {
    pub fn new(book: Arc<FontBook>) -> Engine {
        Engine { book }
    }

    pub fn book(&self) -> &Arc<FontBook> {
        &self.book
    }

    /// Lays out a text. The same request gives the same answer on every machine and thread.
    pub fn lay_out(&self, request: &Request) -> Laid {
        CONTEXT.with_borrow_mut(|context| self.lay_out_in(request, context, None))
    }

    /// Lays out a text that is edited; the carets stand where `units` allows them. An empty text needs one span, whose
    /// style gives its caret the height.
    pub fn carets(&self, request: &Request, units: Units) -> (Laid, Carets) {
        CONTEXT.with_borrow_mut(|context| {
            let trace = RefCell::default();
            let laid = self.lay_out_in(request, context, Some(&trace));
            let breaks = context.shaped.atoms.iter().filter(|atom| atom.break_before);
            let breaks: Vec<usize> = breaks.map(|atom| atom.bytes.start as usize).collect();
            let text = context.text.clone();
            (laid, Carets::new(text, units, trace.into_inner(), &breaks, request))
        })
    }

    fn lay_out_in(&self, request: &Request, context: &mut Context, trace: Option<&RefCell<Trace>>) -> Laid {
        let Context {
            text,
            before,
            workshop,
            shaped,
            known,
            lines,
        } = context;
        let frame = Size::new(sane_length(request.frame.width), sane_length(request.frame.height));
        let mut laid = Laid {
            size_scale: 1.0,
            height: frame.height,
            ..Laid::default()
        };
        std::mem::swap(text, before);
        text.clear();
        let length: usize = request.spans.iter().map(|span| span.text.len()).sum();
        if length > LONGEST || request.spans.len() > usize::from(u16::MAX) {
            laid.problems.push(
                Problem::error("text-too-long", "The text is longer than a million bytes").hint("Shorten the text"),
            );
            return laid;
        }
        if request.spans.is_empty() || length == 0 && trace.is_none() {
            return laid;
        }
        collect_text(request, text);
        let styles = style::resolve(&self.book, &request.spans, &mut laid.problems);
        match known.as_ref().filter(|known| known.is_of(&self.book, request)) {
            Some(known) => known.report(&mut laid),
            None => {
                let mut told = Laid::default();
                workshop.shape(&self.book, text, &styles, request.direction, shaped, &mut told);
                let fresh = Known {
                    book: self.book.clone(),
                    // What comes but once is not worth being copied.
                    spans: if text == before {
                        request.spans.clone()
                    } else {
                        Vec::new()
                    },
                    direction: request.direction,
                    on_path: request.path.is_some(),
                    missing: told.missing,
                    fallbacks: told.fallbacks,
                    problems: told.problems,
                };
                fresh.report(&mut laid);
                *known = (!fresh.spans.is_empty()).then_some(fresh);
            }
        }
        let job = place::Job {
            book: &self.book,
            request,
            frame,
            text,
            styles: &styles,
            shaped,
            trace,
        };
        match &request.path {
            None => place::in_frame(&job, lines, &mut laid),
            Some(path) => curve::along(&job, path, lines, &mut laid),
        }
        laid
    }
}

/// The text of all spans. What follows keeps byte positions, so that the ranges of glyphs hold for it.
fn collect_text(request: &Request, text: &mut String) {
    text.clear();
    for span in &request.spans {
        text.push_str(&span.text);
    }
    // A face has no glyph for a tab; along a curve there is one line only.
    let on_path = request.path.is_some();
    let is_space = |c: char| c == '\t' || on_path && matches!(c, '\n' | '\r');
    if text.contains(is_space) {
        *text = text.replace(is_space, " ");
    }
}

/// Designs are checked when they are read; a wild number that comes along all the same must not spread.
fn sane_length(points: f64) -> f64 {
    if points.is_finite() {
        points.clamp(0.0, 1e6)
    } else {
        0.0
    }
}
