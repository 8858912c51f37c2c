//! Texts: filled, handed to the text engine, and what it had to do reported.

use std::sync::Arc;

use crate::diag::Problem;
use crate::model::{Element, ElementContent, FillRule, FitPolicy, TextContent};
use crate::scene::{GlyphRun, Group, Item, ItemKind, Origin, Paint};
use crate::text::isolate::read_from_right;
use crate::text::{Fallback, FallbackKind, Laid, Request, StyledSpan};
use crate::units::{Affine, BezPath, Color, PT_PER_MM, Rect, Shape, Size, Vec2};

use super::measure::percent_of;
use super::resolve::words_of;
use super::{Composer, edges};

impl Composer<'_> {
    pub(super) fn text(&mut self, element: &Element, content: &TextContent, frame: Rect, origin: Origin) {
        let Some(laid) = self.lay_out(element, content, frame.size()) else {
            return;
        };
        if edges::watches(content) {
            self.watch_edges(element, laid.extent + frame.origin().to_vec2());
        }
        let clip = laid.clipped && content.fit.policy == FitPolicy::Clip;
        let items = placed(laid, frame.origin().to_vec2(), origin);
        if clip {
            let clip = Some((Arc::new(frame.to_path(0.1)), FillRule::NonZero));
            let group = Group {
                clip,
                items,
                ..Group::default()
            };
            self.out.items.push(Item {
                origin,
                kind: ItemKind::Group(group),
            });
        } else {
            self.out.items.extend(items);
        }
    }

    /// Fills a text and sets it in a frame of this size, and says what had to be done. `None` when it is empty.
    pub(super) fn lay_out(&mut self, element: &Element, content: &TextContent, frame: Size) -> Option<Laid> {
        let request = self.request(element, content, frame)?;
        self.refuse_private(element, &request);
        let laid = self.kit.engine.lay_out(&request);
        self.report(element, &laid, frame);
        Some(laid)
    }

    /// A filled text as it is to be set. `None` when it is empty.
    pub(super) fn request(&mut self, element: &Element, content: &TextContent, frame: Size) -> Option<Request> {
        let mut spans = Vec::new();
        let (design, fields) = (self.design, self.fields);
        let voice = content.voice(fields, &design.language);
        let said = content.said(content.chosen(fields));
        let words: Vec<String> = said.iter().map(|span| words_of(&span.text)).collect();
        let from_right = read_from_right(words.iter().map(String::as_str));
        for span in said {
            let style = content.style.with(&span.style);
            for filled in self.fill(element, &span.text, style.case, voice, from_right) {
                // A byte order mark within a text says nothing, and PDF/A refuses it.
                let text = filled.text.replace('\u{feff}', "");
                if !text.is_empty() {
                    spans.push(StyledSpan {
                        text,
                        style: style.clone(),
                        language: filled.language,
                        align: span.style.align,
                    });
                }
            }
        }
        if spans.is_empty() {
            return None;
        }
        Some(Request {
            spans,
            align: content.align,
            valign: content.valign,
            line_height: content.line_height,
            paragraph_gap: content.paragraph_gap.0,
            direction: content.direction,
            fit: content.fit,
            frame,
            path: content.path.clone(),
        })
    }

    /// Letters of private use mean in each font something else: what stands there is no letter of a name.
    fn refuse_private(&mut self, element: &Element, request: &Request) {
        let private = |c: &char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
        let found: String = request
            .spans
            .iter()
            .flat_map(|span| span.text.chars())
            .filter(private)
            .collect();
        if !found.is_empty() {
            let codes: Vec<String> = found.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
            let message = format!(
                "There is a letter of private use, which every font draws otherwise ({})",
                codes.join(", ")
            );
            self.problem(
                element,
                Problem::error("missing-glyph", message).hint("Write the letter with its Unicode character"),
            );
        }
    }

    /// Says what the engine had to do to set a text in a frame of this size.
    pub(super) fn report(&mut self, element: &Element, laid: &Laid, frame: Size) {
        let kit = self.kit;
        for problem in laid.problems.iter() {
            self.problem(element, problem.clone());
        }
        for missing in &laid.missing {
            let message = format!("No font has {}", missing.described());
            let hint = format!(
                "Add a font that has it beside {} in Settings → Fonts, or write it otherwise",
                missing.family
            );
            self.problem(element, Problem::error("missing-glyph", message).hint(hint));
        }
        // That something stands in for a font that is not here is said of the design, and says nothing of a text.
        let book = kit.engine.book();
        let is_here = |fallback: &&Fallback| book.has_family(&fallback.family_wanted);
        for fallback in laid.fallbacks.iter().filter(is_here) {
            let problem = match fallback.kind {
                FallbackKind::SingleLetter => {
                    let message = format!(
                        "{} lacks a letter, which {} lends: “{}”",
                        fallback.family_wanted, fallback.family_used, fallback.text
                    );
                    Problem::warning("borrowed-letter", message).hint("Choose a font that covers the language")
                }
                FallbackKind::WholeScript => {
                    let message = format!(
                        "Set in {}, as {} has no such script",
                        fallback.family_used, fallback.family_wanted
                    );
                    Problem::note("script-fallback", message)
                }
            };
            self.problem(element, problem);
        }
        if laid.below_minimum {
            let message = "The text does not fit even in its smallest size";
            let hint = "Make the frame larger, allow a smaller size, or shorten the text";
            self.problem(element, Problem::error("text-too-small", message).hint(hint));
        } else if laid.clipped {
            self.report_clipped(element, laid, frame);
        } else if laid.size_scale < 0.999 {
            let percent = percent_of(laid.size_scale);
            self.problem(
                element,
                Problem::note("text-shrunk", format!("Shrunk to {percent} % to fit")),
            );
        }
    }
}

impl Composer<'_> {
    /// Says that a text is larger than what holds it, and how.
    fn report_clipped(&mut self, element: &Element, laid: &Laid, frame: Size) {
        let text = match &element.content {
            ElementContent::Text(text) => Some(text),
            _ => None,
        };
        if text.is_some_and(|text| text.path.is_some()) {
            let message = "The text is longer than the curve that it follows, and runs over its own end";
            let hint = "Make the circle larger, let the text shrink, or shorten it";
            return self.problem(element, Problem::warning("clipped-text", message).hint(hint));
        }
        let over = edges::beyond(laid.extent, frame.to_rect());
        self.beyond = self.beyond.max(over);
        if text.is_some_and(|text| text.fit.policy == FitPolicy::Grow) {
            // Downwards there is room for all of it, at the side there is not.
            let sideways = (-laid.extent.x0).max(laid.extent.x1 - frame.width);
            let message = format!(
                "A word is wider than the frame and stands out of it by {:.1} mm",
                sideways.max(0.0) / PT_PER_MM
            );
            let hint = "Make the frame wider, let the text shrink, or shorten the word";
            return self.problem(element, Problem::warning("text-too-wide", message).hint(hint));
        }
        let message = "The text is larger than its frame and is cut off";
        let hint = "Make the frame larger, let the text shrink, or shorten it";
        self.problem(element, Problem::warning("clipped-text", message).hint(hint));
    }
}

/// The runs and lines of a text as items, moved by `offset`.
pub fn placed(laid: Laid, offset: Vec2, origin: Origin) -> Vec<Item> {
    let move_to = Affine::translate(offset);
    let runs = laid.runs.into_iter().map(move |run| {
        let run = GlyphRun {
            transform: move_to * run.transform,
            ..run
        };
        Item {
            origin,
            kind: ItemKind::Glyphs(run),
        }
    });
    let lines = laid
        .underlines
        .into_iter()
        .map(|(area, color)| rectangle(area + offset, color, origin));
    let curved = laid.curved_underlines.into_iter().map(move |(mut path, color)| {
        path.apply_affine(move_to);
        filled(path, color, origin)
    });
    lines.chain(curved).chain(runs).collect()
}

pub(super) fn rectangle(area: Rect, color: Color, origin: Origin) -> Item {
    filled(area.to_path(0.1), color, origin)
}

fn filled(path: BezPath, color: Color, origin: Origin) -> Item {
    let kind = ItemKind::Fill {
        path: Arc::new(path),
        rule: FillRule::NonZero,
        paint: Paint::Solid(color),
    };
    Item { origin, kind }
}
