//! Clicks, drags and motion with a selection.

use super::{Desk, span};
use crate::studio::text::{Clicks, Motion};
use crate::text::caret::{TextPosition, grapheme_bounds};
use crate::units::{Point, Vec2};

/// A point within the unit that begins at a byte of the shown text.
fn on(desk: &Desk, byte: usize) -> Point {
    let view = desk.view();
    let areas = view.carets.areas(byte..byte + 1);
    areas.first().expect("a letter").rect.center()
}

#[test]
fn clicks_select_letters_words_and_lines() {
    for (text, at, word, line) in [
        ("Anna Berta\nClara", 6, "Berta", "Anna Berta"),
        ("Anna Berta\nClara", 12, "Clara", "Clara"),
        ("محمد بن\nعبد", 9, "بن", "محمد بن"),
        ("שרה 12 כהן", 7, "12", "שרה 12 כהן"),
        ("अनन्या शर्मा", 0, "अनन्या", "अनन्या शर्मा"),
        ("สวัสดีครับ", 18, "ครับ", "สวัสดีครับ"),
        ("王小明", 3, "小", "王小明"),
    ] {
        let mut desk = Desk::new(vec![span(text)]);
        let (view, point) = (desk.view(), on(&desk, at));
        desk.editor.press(point, Clicks::One, false, &view);
        assert_eq!(desk.selected(), "");
        assert!(grapheme_bounds(text).contains(&desk.editor.selection().focus));
        desk.editor.press(point, Clicks::Two, false, &view);
        assert_eq!(desk.selected(), word, "{text}");
        desk.editor.press(point, Clicks::Three, false, &view);
        assert_eq!(desk.selected(), line, "{text}");
    }
}

#[test]
fn a_wrapped_line_is_selected_as_it_is_written() {
    let mut desk = Desk::new(vec![span("Anna Berta Clara\nDoris")]);
    desk.frame.width = 70.0;
    let view = desk.view();
    assert_eq!(view.carets.line_count(), 4);
    desk.editor.press(on(&desk, 6), Clicks::Three, false, &view);
    assert_eq!(desk.selected(), "Anna Berta Clara");
}

#[test]
fn drags_go_by_what_was_clicked() {
    let mut desk = Desk::new(vec![span("Anna Berta Clara")]);
    let view = desk.view();
    let points = [2, 6, 12].map(|byte| on(&desk, byte) + Vec2::new(-1.0, 0.0));
    desk.editor.press(points[1], Clicks::One, false, &view);
    desk.editor.drag(points[2], &view);
    assert_eq!(desk.selected(), "erta C");
    desk.editor.drag(points[0], &view);
    assert_eq!((desk.selected().as_str(), desk.editor.selection().focus), ("na B", 2));
    desk.editor.release();
    desk.editor.drag(points[2], &view);
    assert_eq!(desk.selected(), "na B");
    desk.editor.press(points[1], Clicks::Two, false, &view);
    desk.editor.drag(points[2], &view);
    assert_eq!(desk.selected(), "Berta Clara");
    desk.editor.drag(points[0], &view);
    assert_eq!(
        (desk.selected().as_str(), desk.editor.selection().focus),
        ("Anna Berta", 0)
    );
    desk.editor.press(points[2], Clicks::One, true, &view);
    assert_eq!(desk.selected(), " C", "the anchor was behind the word");
    desk.editor.press(points[0], Clicks::One, false, &view);
    desk.editor.press(points[1], Clicks::One, true, &view);
    assert_eq!(desk.selected(), "na B");
}

#[test]
fn arrows_leave_a_selection_at_its_ends() {
    let mut desk = Desk::new(vec![span("Anna Berta")]);
    desk.extend(Motion::WordLeft);
    assert_eq!(desk.selected(), "Berta");
    desk.go(Motion::Left);
    assert_eq!(desk.editor.selection().focus, 5);
    desk.extend(Motion::LineEnd);
    desk.go(Motion::Right);
    assert_eq!(desk.editor.selection().focus, 10);
    desk.extend(Motion::TextStart);
    assert_eq!(desk.selected(), "Anna Berta");
    // Hebrew within a line of Latin: its end is at its left.
    let mut desk = Desk::new(vec![span("a שרה b")]);
    let view = desk.view();
    desk.editor.press(on(&desk, 2), Clicks::Two, false, &view);
    desk.go(Motion::Left);
    assert_eq!(desk.editor.selection().focus, 8);
    let caret = desk.editor.caret(&desk.view()).middle().x;
    assert!((caret - view.carets.caret(TextPosition::behind(8)).middle().x).abs() < 1e-6);
}

#[test]
fn up_and_down_remember_where_they_came_from() {
    let mut desk = Desk::new(vec![span("Annabella\nB\nClarabella")]);
    desk.go(Motion::Left);
    desk.go(Motion::Left);
    let from = desk.editor.caret(&desk.view()).middle().x;
    desk.go(Motion::Up);
    assert_eq!(desk.editor.selection().focus, 11);
    desk.go(Motion::Up);
    let to = desk.editor.caret(&desk.view()).middle().x;
    assert!((from - to).abs() < 7.0, "{from} {to}");
    desk.go(Motion::Up);
    assert_eq!(desk.editor.selection().focus, 0);
    desk.extend(Motion::Down);
    desk.extend(Motion::LineEnd);
    assert_eq!(desk.selected(), "Annabella\nB");
}
