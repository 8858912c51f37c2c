//! The styles of a text's spans with the faces and measures that they mean.

use parlance::{FontVariation, Language, Tag};

use crate::diag::Problems;
use crate::fonts::{FaceMetrics, FamilyId, FontBook, Pick, Region};
use crate::model::{Align, TextStyle};

use super::StyledSpan;

/// A span's style as the engine works with it.
pub(super) struct Style<'a> {
    pub wanted: &'a TextStyle,
    pub language: &'a str,
    pub tag: Option<Language>,
    /// How Han letters are drawn by the language; `None` when the text decides.
    pub region: Option<Region>,
    /// Points, full size.
    pub size: f32,
    /// Points after every letter, full size.
    pub spacing: f32,
    /// Of the lines of paragraphs that begin in the span.
    pub align: Option<Align>,
    /// Where the span ends in the text, in bytes.
    pub end: usize,
    /// The wanted family, or the one that stands in for it.
    pub family: FamilyId,
    pub in_book: bool,
    pub serif: bool,
    /// The face of that family.
    pub primary: Pick,
    pub metrics: FaceMetrics,
    /// For faces with a weight axis.
    pub variations: Vec<FontVariation>,
}

impl Style<'_> {
    /// Points from the baseline at full size.
    pub fn ascent(&self) -> f64 {
        self.metrics.ascent * f64::from(self.size)
    }

    pub fn descent(&self) -> f64 {
        self.metrics.descent * f64::from(self.size)
    }

    pub fn cap_height(&self) -> f64 {
        self.metrics.cap_height * f64::from(self.size)
    }
}

pub(super) fn resolve<'a>(book: &FontBook, spans: &'a [StyledSpan], problems: &mut Problems) -> Vec<Style<'a>> {
    let mut end = 0;
    let mut styles = Vec::with_capacity(spans.len());
    for span in spans {
        end += span.text.len();
        styles.extend(resolve_one(book, span, end, problems));
    }
    styles
}

fn resolve_one<'a>(book: &FontBook, span: &'a StyledSpan, end: usize, problems: &mut Problems) -> Option<Style<'a>> {
    let wanted = &span.style;
    let found = book.family_named(&wanted.family);
    let family = found.unwrap_or_else(|| book.stand_in(&wanted.family));
    // A book has no family without a face.
    let primary = book.pick(family, wanted.weight, wanted.italic)?;
    let metrics = match book.load(primary.face) {
        Ok((_, metrics)) => *metrics,
        Err(problem) => {
            problems.push(problem.clone());
            FaceMetrics::TYPICAL
        }
    };
    let size = sane(wanted.size.0, 0.1, 5000.0, 1.0) as f32;
    let serif = if found.is_some() {
        book.is_serif(family)
    } else {
        book.is_serif(book.stand_in(&wanted.family))
    };
    Some(Style {
        wanted,
        language: &span.language,
        tag: Language::parse(&span.language).ok(),
        region: Region::of_language(&span.language),
        size,
        spacing: sane(wanted.letter_spacing, -1.0, 10.0, 0.0) as f32 * size,
        align: span.align,
        end,
        family,
        in_book: found.is_some(),
        serif,
        primary,
        metrics,
        variations: if book.has_variable_faces() {
            vec![FontVariation::new(Tag::new(b"wght"), f32::from(wanted.weight))]
        } else {
            Vec::new()
        },
    })
}

fn sane(value: f64, low: f64, high: f64, otherwise: f64) -> f64 {
    if value.is_finite() {
        value.clamp(low, high)
    } else {
        otherwise
    }
}
