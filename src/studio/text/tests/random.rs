//! Any edits, in any order: the text stays what it must be.

use super::{Desk, span, token};
use crate::model::Template;
use crate::studio::text::{ChipChange, Clicks, Deletion, Motion, StyleChange, TextEdit};
use crate::text::caret::grapheme_bounds;
use crate::units::{Point, Pt};

/// A small generator (xorshift64*, Vigna 2016): the same seed, the same edits.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % count
    }

    fn of<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }
}

/// Whole letters: none joins its neighbours to one cluster.
const LETTERS: &[&str] = &[
    "a",
    "B",
    "ß",
    "e\u{301}",
    " ",
    "\n",
    "ن",
    "م",
    "ש",
    "1",
    "22",
    ".",
    "(",
    "नि",
    "शर्मा",
    "ส",
    "ชี",
    "王",
    "た",
    "김",
    "👩🏽‍🎓",
    "{",
    "İ",
    "ﬁ",
];
/// Parts of letters, and what joins them.
const PARTS: &[&str] = &[
    "\u{301}", "\u{200D}", "\u{94D}", "\u{FE0F}", "🇩", "\u{200F}", "\u{FFFC}",
];
const MOTIONS: &[Motion] = &[
    Motion::Left,
    Motion::Right,
    Motion::Up,
    Motion::Down,
    Motion::WordLeft,
    Motion::WordRight,
    Motion::LineStart,
    Motion::LineEnd,
    Motion::TextStart,
    Motion::TextEnd,
];
const DELETIONS: &[Deletion] = &[
    Deletion::Selection,
    Deletion::Backward,
    Deletion::Forward,
    Deletion::WordBackward,
    Deletion::WordForward,
];

fn edit(dice: &mut Dice, letters: &[&str]) -> TextEdit {
    let field = [
        "{{recipient.name}}",
        "{{recipient.arabic | upper}}",
        "{{grade | prefix \"(\"}}",
    ];
    match dice.below(12) {
        0..=4 => TextEdit::Insert(dice.of(letters).to_owned()),
        5 => TextEdit::Paste(format!("{}{}{}", dice.of(letters), dice.of(&field), dice.of(letters))),
        6 | 7 => TextEdit::Delete(dice.of(DELETIONS)),
        8 => TextEdit::InsertChip(token(dice.of(&field))),
        9 => TextEdit::Style(dice.of(&[
            StyleChange::ToggleBold,
            StyleChange::ToggleItalic,
            StyleChange::Size(Pt(30.0)),
            StyleChange::Case(crate::model::Case::Upper),
            StyleChange::Case(crate::model::Case::Title),
        ])),
        10 => TextEdit::ClearStyle,
        _ => TextEdit::Chip(dice.below(3), ChipChange::Prefix(dice.of(letters).to_owned())),
    }
}

fn wander(desk: &mut Desk, dice: &mut Dice) {
    let view = desk.view();
    match dice.below(4) {
        0 => {
            let point = Point::new(dice.below(120) as f64, dice.below(120) as f64);
            let clicks = dice.of(&[Clicks::One, Clicks::Two, Clicks::Three]);
            desk.editor.press(point, clicks, dice.below(2) == 0, &view);
            desk.editor.drag(Point::new(point.y, point.x), &view);
        }
        _ => desk.editor.go(dice.of(MOTIONS), dice.below(2) == 0, &view),
    }
}

/// What must hold after every edit.
fn check(desk: &Desk, seed: u64) {
    let content = desk.editor.content();
    let only = content.spans.len() == 1;
    for span in &content.spans {
        assert!(only || !span.text.is_empty(), "seed {seed}: an empty span");
        Template::parse(&span.text).unwrap_or_else(|fault| panic!("seed {seed}: {fault} in {:?}", span.text));
    }
    for pair in content.spans.windows(2) {
        assert!(
            pair[0].style != pair[1].style || pair[0].text.ends_with('{'),
            "seed {seed}: {pair:?}"
        );
    }
    let mut again = desk.editor.clone();
    again.set_content(&content);
    assert_eq!(
        again.text(),
        desk.editor.text(),
        "seed {seed}: it reads as it was written"
    );
    assert_eq!(again.chips(), desk.editor.chips(), "seed {seed}");
    assert_eq!(
        desk.editor.text().matches('\u{FFFC}').count(),
        desk.editor.chips().len()
    );
    let view = desk.view();
    let shown = view
        .shown
        .spans()
        .iter()
        .map(|span| span.text.as_str())
        .collect::<String>();
    assert_eq!(view.carets.text(), shown, "seed {seed}");
    for chip in view.shown.chips() {
        assert!(
            !shown[chip.bytes.clone()].trim().is_empty(),
            "seed {seed}: a chip is seen"
        );
    }
}

/// The bounds of the edited text: a chip is a unit whatever stands beside it.
fn bounds(text: &str) -> Vec<usize> {
    let mut bounds = vec![0];
    for part in text.split_inclusive('\u{FFFC}') {
        let start = *bounds.last().expect("a bound");
        let letters = part.trim_end_matches('\u{FFFC}');
        bounds.extend(grapheme_bounds(letters).iter().map(|at| start + at));
        bounds.push(start + part.len());
        bounds.dedup();
    }
    bounds
}

#[test]
fn random_edits_keep_spans_clusters_and_chips() {
    for seed in 1..=60 {
        let mut dice = Dice(seed);
        let mut desk = Desk::new(vec![span("Anna {{recipient.name}} שרה")]);
        desk.frame.width = [2000.0, 80.0][dice.below(2)];
        for _ in 0..40 {
            wander(&mut desk, &mut dice);
            let before = desk.editor.text().to_owned();
            let edit = edit(&mut dice, LETTERS);
            let deletes = matches!(edit, TextEdit::Delete(_));
            let selection = desk.editor.selection();
            let bounds_before = bounds(&before);
            for end in [selection.anchor, selection.focus] {
                assert!(
                    bounds_before.contains(&end),
                    "seed {seed}: {selection:?} is within a letter of {before:?}"
                );
            }
            desk.edit(edit);
            check(&desk, seed);
            if deletes {
                let after = desk.editor.text();
                let gone = before.len() - after.len();
                let at = desk.editor.selection().range().start;
                assert!(
                    gone == 0 || bounds_before.contains(&(at + gone)),
                    "seed {seed}: a letter of {before:?} is split"
                );
            }
        }
    }
}

#[test]
fn parts_of_letters_do_no_harm() {
    for seed in 1..=40 {
        let mut dice = Dice(seed);
        let mut desk = Desk::new(vec![span("{{recipient.name}}")]);
        let letters = [LETTERS, PARTS, PARTS].concat();
        for _ in 0..40 {
            if dice.below(3) == 0 {
                wander(&mut desk, &mut dice);
            }
            if dice.below(6) == 0 {
                desk.editor.compose(dice.of(&letters), Some(dice.below(3)));
                let view = desk.view();
                let caret = desk.editor.caret(&view);
                assert!(caret.top.distance(caret.bottom) > 1.0);
            }
            desk.edit(edit(&mut dice, &letters));
            check(&desk, seed);
        }
    }
}

#[test]
fn typed_text_is_the_text_that_was_typed() {
    for seed in 1..=40 {
        let mut dice = Dice(seed);
        let mut desk = Desk::new(vec![span("")]);
        let (mut plain, mut caret) = (String::new(), 0);
        for _ in 0..60 {
            match dice.below(5) {
                0 => {
                    let bounds = grapheme_bounds(&plain);
                    if let Some(mut before) = bounds.into_iter().rfind(|bound| *bound < caret) {
                        let cluster = &plain[before..caret];
                        if cluster.chars().any(|c| ('\u{0590}'..='\u{109F}').contains(&c)) {
                            // Typed sign by sign, taken back sign by sign.
                            before = caret - cluster.chars().last().map_or(0, char::len_utf8);
                        }
                        plain.replace_range(before..caret, "");
                        caret = before;
                    }
                    desk.delete(Deletion::Backward);
                }
                1 => {
                    caret = if dice.below(2) == 0 { 0 } else { plain.len() };
                    desk.go(if caret == 0 { Motion::TextStart } else { Motion::TextEnd });
                }
                _ => {
                    let letter = dice.of(LETTERS);
                    plain.insert_str(caret, letter);
                    caret += letter.len();
                    desk.insert(letter);
                }
            }
            assert_eq!(desk.editor.text(), plain, "seed {seed}");
            assert_eq!(desk.view().carets.text(), plain, "seed {seed}");
        }
    }
}
