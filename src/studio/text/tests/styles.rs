//! Styles of selections.

use super::{Desk, bold, span};
use crate::model::{Align, Case};
use crate::studio::text::{Common, Deletion, Motion, StyleChange, TextEdit};
use crate::units::{Color, Pt};

fn select(desk: &mut Desk, from: usize, count: usize) {
    desk.go(Motion::TextStart);
    (0..from).for_each(|_| desk.go(Motion::Right));
    (0..count).for_each(|_| desk.extend(Motion::Right));
}

#[test]
fn a_selection_is_made_bold_and_regular_again() {
    let mut desk = Desk::new(vec![span("Anna Berta")]);
    select(&mut desk, 5, 5);
    let toggle = || TextEdit::Style(StyleChange::ToggleBold);
    desk.edit(toggle());
    assert_eq!(desk.spans(), "Anna |*Berta*");
    assert_eq!(desk.selected(), "Berta", "the selection stays");
    desk.editor.select_all();
    assert_eq!(desk.editor.style().weight, Common::Mixed);
    desk.edit(toggle());
    assert_eq!(desk.spans(), "*Anna Berta*");
    desk.edit(toggle());
    assert_eq!(
        desk.editor.content().spans,
        [span("Anna Berta")],
        "what is as the text's style says is not said again"
    );
}

#[test]
fn all_properties_are_set_and_reported() {
    let mut desk = Desk::new(vec![span("Anna "), bold("{{recipient.name}}")]);
    desk.editor.select_all();
    for change in [
        StyleChange::Family("EB Garamond".to_owned()),
        StyleChange::Size(Pt(30.0)),
        StyleChange::Weight(500),
        StyleChange::ToggleItalic,
        StyleChange::ToggleUnderline,
        StyleChange::Color(Color::rgb(200, 0, 0)),
        StyleChange::LetterSpacing(0.1),
        StyleChange::Case(Case::Upper),
    ] {
        desk.edit(TextEdit::Style(change));
    }
    let style = desk.editor.style();
    assert_eq!(style.family.same().map(String::as_str), Some("EB Garamond"));
    assert_eq!(style.size, Common::Same(Pt(30.0)));
    assert_eq!(style.weight, Common::Same(500));
    assert_eq!(
        (style.italic, style.underline),
        (Common::Same(true), Common::Same(true))
    );
    assert_eq!(style.color, Common::Same(Color::rgb(200, 0, 0)));
    assert_eq!(
        (style.letter_spacing, style.case),
        (Common::Same(0.1), Common::Same(Case::Upper))
    );
    assert_eq!(desk.editor.content().spans.len(), 1, "equal spans are one");
    let view = desk.view();
    assert_eq!(view.carets.text(), "ANNA ZOË MÜLLER");
    desk.edit(TextEdit::ClearStyle);
    assert_eq!(desk.editor.content().spans, [span("Anna {{recipient.name}}")]);
    assert_eq!(desk.edit(TextEdit::ClearStyle), None);
}

#[test]
fn a_style_chosen_for_what_comes_is_for_that_only() {
    let mut desk = Desk::new(vec![span("Anna")]);
    assert_eq!(desk.edit(TextEdit::Style(StyleChange::ToggleBold)), None);
    assert_eq!(desk.editor.style().weight, Common::Same(700));
    desk.insert("B");
    desk.insert("e");
    assert_eq!(desk.spans(), "Anna|*Be*");
    desk.edit(TextEdit::Style(StyleChange::ToggleBold));
    desk.go(Motion::Left);
    desk.go(Motion::Right);
    assert_eq!(
        desk.editor.style().weight,
        Common::Same(700),
        "it was given up with the caret"
    );
    // What replaces a selection looks like its first letter.
    desk.editor.select_all();
    desk.insert("x");
    assert_eq!(desk.spans(), "x");
    let mut desk = Desk::new(vec![bold("Anna")]);
    desk.editor.select_all();
    desk.delete(Deletion::Selection);
    assert_eq!(desk.spans(), "**");
    desk.insert("B");
    assert_eq!(desk.spans(), "*B*");
    // An empty text has a style of its own.
    let mut desk = Desk::new(vec![span("")]);
    desk.edit(TextEdit::Style(StyleChange::ToggleBold));
    assert_eq!(desk.spans(), "**");
    let before = desk.editor.caret(&desk.view());
    desk.edit(TextEdit::Style(StyleChange::Size(Pt(40.0))));
    let after = desk.editor.caret(&desk.view());
    assert!((after.bottom.y - after.top.y) > 1.9 * (before.bottom.y - before.top.y));
}

#[test]
fn a_line_begins_in_the_style_of_what_follows() {
    let mut desk = Desk::new(vec![span("Anna\n"), bold("Berta")]);
    desk.go(Motion::LineStart);
    desk.insert("x");
    assert_eq!(desk.spans(), "Anna\n|*xBerta*");
    desk.go(Motion::TextStart);
    desk.go(Motion::LineEnd);
    desk.insert("y");
    assert_eq!(desk.spans(), "Annay\n|*xBerta*");
}

#[test]
fn what_is_copied_keeps_its_styles_and_fields() {
    let mut desk = Desk::new(vec![span("Anna "), bold("B{{recipient.name}} Clara")]);
    select(&mut desk, 3, 5);
    assert_eq!(desk.selected(), "a B{{recipient.name}} ");
    let spans = desk.editor.selected_spans();
    assert_eq!(spans, [span("a "), bold("B{{recipient.name}} ")]);
    desk.go(Motion::TextStart);
    desk.edit(TextEdit::PasteSpans(spans));
    assert_eq!(
        desk.spans(),
        "a |*B{{recipient.name}} *|Anna |*B{{recipient.name}} Clara*"
    );
    desk.insert("x");
    assert_eq!(desk.editor.content().spans[1], bold("B{{recipient.name}} x"));
    // As plain text it looks like what is around it, and its fields are fields again.
    desk.go(Motion::TextEnd);
    desk.edit(TextEdit::Paste("{{{{ {{recipient.name}}".to_owned()));
    desk.extend(Motion::LineStart);
    let all = desk.selected();
    let before = desk.editor.text().to_owned();
    desk.edit(TextEdit::Paste(all));
    assert_eq!(desk.editor.text(), before);
    assert_eq!(desk.editor.content().spans.len(), 1);
    assert_eq!(desk.edit(TextEdit::PasteSpans(Vec::new())), None);
}

#[test]
fn a_size_that_is_dragged_is_one_step() {
    let mut desk = Desk::new(vec![span("Anna")]);
    desk.editor.select_all();
    let first = desk.edit(TextEdit::Style(StyleChange::Size(Pt(21.0))));
    assert_eq!(desk.edit(TextEdit::Style(StyleChange::Size(Pt(25.0)))), first);
    assert_ne!(desk.edit(TextEdit::Style(StyleChange::ToggleItalic)), first);
}

#[test]
fn spans_that_come_in_pieces_are_read_as_they_are() {
    let desk = Desk::new(vec![
        span("An"),
        span("na "),
        bold(""),
        bold("B{{recipient.name}}"),
        span("{{x"),
    ]);
    assert_eq!(desk.spans(), "Anna |*B{{recipient.name}}*|{{{{x");
}

#[test]
fn paragraphs_are_aligned_where_the_caret_is() {
    let mut desk = Desk::new(vec![span("Anna\nBerta\nClara")]);
    let aligns = |desk: &Desk| -> Vec<(String, Option<Align>)> {
        let spans = desk.editor.content().spans;
        spans.into_iter().map(|span| (span.text, span.style.align)).collect()
    };
    desk.go(Motion::TextStart);
    desk.go(Motion::Down);
    assert!(!desk.editor.is_about_all());
    desk.edit(TextEdit::Align(Align::Right));
    let wanted = [("Anna\n", None), ("Berta\n", Some(Align::Right)), ("Clara", None)];
    assert_eq!(aligns(&desk), wanted.map(|(text, align)| (text.to_owned(), align)));
    assert_eq!(desk.editor.align(), Common::Same(Align::Right));
    let end = desk.view();
    let caret = desk.editor.caret(&end).top;
    assert!(caret.x > 1000.0, "the caret stands in the aligned line: {caret:?}");
    desk.go(Motion::LineEnd);
    desk.edit(TextEdit::Insert("\nDora".to_owned()));
    assert_eq!(
        aligns(&desk)[1].0,
        "Berta\nDora\n",
        "a paragraph begun in it stands as it does"
    );
    desk.editor.select_all();
    assert!(desk.editor.is_about_all());
    assert_eq!(desk.editor.align(), Common::Mixed);
    desk.edit(TextEdit::ClearStyle);
    assert_eq!(aligns(&desk).len(), 3, "letters are plain again, paragraphs stay");
    desk.edit(TextEdit::Align(Align::Start));
    assert_eq!(aligns(&desk).len(), 1);
}
