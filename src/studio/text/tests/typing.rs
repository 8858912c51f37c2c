//! Typing, pasting, deleting, input methods, bursts.

use std::time::Duration;

use super::{Desk, bold, span};
use crate::model::Direction;
use crate::studio::text::{Deletion, Motion, PAUSE, TextEdit};
use crate::text::caret::grapheme_bounds;

#[test]
fn what_is_typed_stands_where_the_caret_is() {
    let mut desk = Desk::new(vec![span("Anna")]);
    desk.insert(" Clara");
    desk.go(Motion::WordLeft);
    desk.insert("Berta ");
    assert_eq!(desk.spans(), "Anna Berta Clara");
    desk.go(Motion::LineStart);
    desk.insert("\n");
    desk.go(Motion::Up);
    desk.insert("Names");
    assert_eq!(desk.spans(), "Names\nAnna Berta Clara");
    desk.editor.select_all();
    desk.insert("x");
    assert_eq!(desk.spans(), "x");
    desk.delete(Deletion::Backward);
    assert_eq!(
        desk.editor.content().spans,
        [span("")],
        "an empty text has one empty span"
    );
}

#[test]
fn a_new_editor_has_all_selected() {
    let mut desk = Desk::new(vec![span("Your title")]);
    desk.editor = crate::studio::text::TextEditor::new(&desk.editor.content());
    assert_eq!(desk.selected(), "Your title");
    desk.insert("Diploma");
    assert_eq!(desk.spans(), "Diploma");
}

#[test]
fn every_script_is_typed_and_deleted_by_clusters_or_signs() {
    for text in [
        "Zoe\u{308} Müller",
        "محمد بن عبد",
        "שרה 12 כהן",
        "अनन्या शर्मा",
        "தமிழ்ச்செல்வி",
        "สมชาย ใจดี",
        "王小明たろう김철수",
        "a👩🏽‍🎓b🇩🇪c",
        "Anna محمد 12 שרה",
    ] {
        let mut desk = Desk::new(vec![span("")]);
        for c in text.chars() {
            desk.insert(&c.to_string());
        }
        assert_eq!(desk.spans(), text);
        // What is typed sign by sign is taken back sign by sign.
        let by_signs = text.chars().any(|c| ('\u{0590}'..='\u{0E7F}').contains(&c));
        let mut bounds: Vec<usize> = match by_signs {
            true => text.char_indices().map(|(at, _)| at).chain([text.len()]).collect(),
            false => grapheme_bounds(text),
        };
        while bounds.pop().is_some_and(|bound| bound > 0) {
            desk.delete(Deletion::Backward);
            let left = &text[..bounds.last().copied().unwrap_or(0)];
            assert_eq!(desk.editor.text(), left, "of {text}");
        }
        desk.insert(text);
        desk.go(Motion::TextStart);
        for bound in grapheme_bounds(text).into_iter().skip(1) {
            desk.delete(Deletion::Forward);
            assert_eq!(desk.editor.text(), &text[bound..]);
        }
        assert_eq!(desk.delete(Deletion::Forward), None);
    }
}

#[test]
fn arrows_follow_the_eye_while_typing_goes_on() {
    // In egui's own field this is where the caret gets stuck.
    let mut desk = Desk::new(vec![span("محمد علي")]);
    for _ in 0..3 {
        desk.go(Motion::Right);
    }
    desk.insert("x");
    assert_eq!(desk.spans(), "محمد xعلي");
    desk.go(Motion::TextEnd);
    desk.delete(Deletion::Backward);
    assert_eq!(desk.spans(), "محمد xعل");
    desk.editor.select_all();
    desk.go(Motion::Right);
    assert_eq!(
        desk.editor.selection().focus,
        0,
        "the right end of a selection is its start"
    );
    desk.extend(Motion::WordLeft);
    assert_eq!(desk.selected(), "محمد");
}

#[test]
fn pasted_text_keeps_its_lines_and_nothing_else() {
    for (pasted, wanted) in [
        ("a\r\nb\rc\u{2028}d", "a\nb\nc\nd"),
        ("a\tb\u{0}\u{7}c", "a bc"),
        ("a\u{FFFC}b\u{FEFF}", "ab"),
        ("for {{recipient.name|upper}}!", "for {{recipient.name | upper}}!"),
        ("{{ not a field", "{{{{ not a field"),
        ("a {{{{ b", "a {{{{{{{{ b"),
    ] {
        let mut desk = Desk::new(vec![span("")]);
        desk.edit(TextEdit::Paste(pasted.to_owned()));
        assert_eq!(desk.spans(), wanted, "{pasted:?}");
    }
    let mut desk = Desk::new(vec![span("x")]);
    assert_eq!(desk.edit(TextEdit::Paste("\u{7}".to_owned())), None);
}

#[test]
fn words_are_deleted_whole() {
    for (text, caret, deletion, wanted) in [
        ("Anna Berta", Motion::TextEnd, Deletion::WordBackward, "Anna "),
        ("Anna  ", Motion::TextEnd, Deletion::WordBackward, ""),
        ("Anna Berta", Motion::TextStart, Deletion::WordForward, " Berta"),
        ("محمد بن", Motion::TextEnd, Deletion::WordBackward, "محمد "),
        ("สวัสดีครับ", Motion::TextEnd, Deletion::WordBackward, "สวัสดี"),
        ("...", Motion::TextEnd, Deletion::WordBackward, ""),
        (
            "{{recipient.name}} of",
            Motion::TextEnd,
            Deletion::WordBackward,
            "{{recipient.name}} ",
        ),
        (
            "a {{recipient.name}}  ",
            Motion::TextEnd,
            Deletion::WordBackward,
            "a {{recipient.name}}",
        ),
    ] {
        let mut desk = Desk::new(vec![span(text)]);
        desk.go(caret);
        desk.delete(deletion);
        assert_eq!(desk.spans(), wanted, "{text}");
    }
}

#[test]
fn an_input_method_shows_what_it_composes_before_it_commits() {
    let mut desk = Desk::new(vec![span("a"), bold("b{{recipient.name}}")]);
    desk.go(Motion::TextStart);
    desk.go(Motion::Right);
    desk.editor.compose("にほ", Some("に".len()));
    let view = desk.view();
    assert_eq!(view.carets.text(), "aにほbZoë Müller");
    assert_eq!(view.shown.preedit(), Some(1..7));
    assert!(view.laid.underlines.len() == 1 && desk.editor.is_composing());
    let composed = desk.editor.composed(&view).expect("is composing");
    let underlined = composed.spans.iter().filter(|span| span.style.underline == Some(true));
    assert_eq!(underlined.map(|span| span.text.as_str()).collect::<Vec<_>>(), ["にほ"]);
    let caret = desk.editor.caret(&view).middle().x;
    let [from, to] = [1, 7].map(|byte| {
        view.carets
            .caret(crate::text::caret::TextPosition::before(byte))
            .middle()
            .x
    });
    assert!(from < caret && caret < to, "the caret stands within");
    assert_eq!(desk.spans(), "a|*b{{recipient.name}}*", "nothing is written yet");
    desk.insert("日本");
    assert_eq!(desk.spans(), "a日本|*b{{recipient.name}}*");
    // Before a chip, at the end, and given up.
    desk.go(Motion::Right);
    desk.editor.compose("x", None);
    assert_eq!(desk.view().carets.text(), "a日本bxZoë Müller");
    desk.editor.compose("", None);
    assert!(!desk.editor.is_composing());
    desk.go(Motion::TextEnd);
    desk.editor.compose("ä", None);
    assert_eq!(desk.view().carets.text(), "a日本bZoë Müllerä");
    desk.go(Motion::Left);
    assert_eq!(desk.view().carets.text(), "a日本bZoë Müller");
    let mut empty = Desk::new(vec![span("")]);
    empty.editor.compose("한", None);
    assert_eq!(empty.view().carets.text(), "한");
}

#[test]
fn what_is_typed_in_one_go_is_one_step() {
    let mut desk = Desk::new(vec![span("")]);
    let first = desk.insert("a").expect("a change");
    desk.now += PAUSE / 2;
    assert_eq!(desk.insert("b"), Some(first));
    let deleted = desk.delete(Deletion::Backward).expect("a change");
    assert_ne!(deleted, first, "deleting is another step");
    assert_eq!(desk.delete(Deletion::Backward), Some(deleted));
    let third = desk.insert("Anna ").expect("a change");
    desk.now += PAUSE;
    let fourth = desk.insert("Berta").expect("a change");
    assert_ne!(third, fourth, "after a pause a new step begins");
    desk.go(Motion::Left);
    desk.go(Motion::Right);
    assert_ne!(desk.insert("!"), Some(fourth), "the caret was elsewhere");
    let pasted = desk.edit(TextEdit::Paste("x".to_owned()));
    assert_ne!(desk.edit(TextEdit::Paste("x".to_owned())), pasted);
    assert_eq!(pasted.map(|burst| burst.name), Some("Paste text"));
    assert!(desk.now < Duration::from_secs(10));
}

#[test]
fn a_text_that_was_changed_elsewhere_is_taken_over() {
    let mut desk = Desk::new(vec![span("Anna {{recipient.name}}")]);
    let before = desk.editor.content();
    desk.insert(" and more");
    let revision = desk.editor.revision();
    desk.editor.set_content(&before);
    assert!(desk.editor.revision() > revision);
    assert_eq!(desk.editor.content(), before);
    assert_eq!(desk.editor.selection().focus, desk.editor.text().len());
    let mut other = before;
    other.direction = Direction::Rtl;
    desk.editor.set_content(&other);
    assert!(desk.view().carets.rtl());
}
