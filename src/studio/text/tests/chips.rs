//! Fields in a text: one unit each, whatever they show.

use super::{Desk, bold, span, token};
use crate::model::{Case, DatePattern, Token};
use crate::studio::text::{ChipChange, ChipFace, Clicks, Deletion, Motion, TextEdit, chips_of, with_chip};

#[test]
fn a_chip_is_selected_before_it_is_deleted() {
    for (deletion, start) in [
        (Deletion::Backward, Motion::TextEnd),
        (Deletion::WordBackward, Motion::TextEnd),
    ] {
        let mut desk = Desk::new(vec![span("by {{recipient.name}}")]);
        desk.go(start);
        assert_eq!(desk.delete(deletion), None);
        assert_eq!(desk.editor.selected_chip(), Some(0));
        assert_eq!(desk.selected(), "{{recipient.name}}");
        desk.delete(deletion);
        assert_eq!(desk.spans(), "by ");
    }
    let mut desk = Desk::new(vec![span("{{recipient.name}} x")]);
    desk.go(Motion::TextStart);
    assert_eq!(desk.delete(Deletion::Forward), None);
    assert_eq!(desk.selected(), "{{recipient.name}}");
    desk.insert("Anna");
    assert_eq!(desk.spans(), "Anna x");
}

#[test]
fn arrows_step_over_chips() {
    let mut desk = Desk::new(vec![span("a{{recipient.name}}{{recipient.arabic}}b")]);
    desk.go(Motion::TextStart);
    let mut places = vec![0];
    for _ in 0..4 {
        desk.go(Motion::Right);
        places.push(desk.editor.selection().focus);
    }
    assert_eq!(places, [0, 1, 4, 7, 8]);
    desk.extend(Motion::Left);
    desk.extend(Motion::Left);
    assert_eq!(desk.selected(), "{{recipient.arabic}}b");
    let view = desk.view();
    // The marks that keep it together go with it.
    assert_eq!(desk.editor.selected_text(&view), "\u{2068}محمد\u{2069}b");
    // In a text that reads from right to left, too.
    let mut desk = Desk::new(vec![span("من {{recipient.name}} و {{recipient.arabic}}")]);
    desk.go(Motion::TextStart);
    let mut focus = Vec::new();
    for _ in 0..8 {
        desk.go(Motion::Left);
        focus.push(desk.editor.selection().focus);
    }
    let text = desk.editor.text();
    assert_eq!(focus.last(), Some(&text.len()), "{focus:?}");
    assert!(focus.windows(2).all(|pair| pair[0] < pair[1]), "{focus:?}");
}

#[test]
fn chips_show_values_or_labels() {
    let mut desk = Desk::new(vec![span(
        "{{recipient.name}} on {{credential.issue_date | date \"d MMM y\"}}: {{grade}}",
    )]);
    assert_eq!(desk.view().carets.text(), "Zoë Müller on 7 Mar 2026: grade");
    let labels: Vec<bool> = desk.view().shown.chips().iter().map(|chip| chip.is_label).collect();
    assert_eq!(labels, [false, false, true]);
    desk.labels
        .insert("recipient.grade".parse().expect("a name"), "Final grade".to_owned());
    desk.chips = ChipFace::Label;
    assert_eq!(desk.view().carets.text(), "name on issue_date: Final grade");
    desk.chips = ChipFace::Value;
    // An empty fallback leaves nothing in a credential, but a chip must be seen.
    desk.edit(TextEdit::Chip(2, ChipChange::Fallback(Some(String::new()))));
    assert!(desk.view().carets.text().ends_with(": Final grade"));
    desk.edit(TextEdit::Chip(2, ChipChange::Fallback(Some("—".to_owned()))));
    assert!(desk.view().carets.text().ends_with(": —"));
    desk.edit(TextEdit::Chip(
        1,
        ChipChange::Date(Some(DatePattern::Pattern("'".to_owned()))),
    ));
    let view = desk.view();
    assert!(view.shown.chips()[1].is_label && view.shown.chips()[1].fault.is_some());
}

#[test]
fn labels_are_painted_where_the_caret_goes_around_them() {
    let mut desk = Desk::new(vec![
        span("{{recipient.name}}: "),
        bold("{{grade}} {{{{ {{level | upper}}."),
    ]);
    desk.labels
        .insert("recipient.grade".parse().expect("a name"), "Final grade".to_owned());
    let content = desk.editor.content();
    let labelled = desk.view().labelled(&content).expect("two are empty");
    let texts: Vec<&str> = labelled.spans.iter().map(|span| span.text.as_str()).collect();
    assert_eq!(texts, ["{{recipient.name}}: ", "Final grade {{{{ level."]);
    let seen = desk.view().carets.text().to_owned();
    desk.editor.set_content(&labelled);
    let painted = desk.view();
    assert_eq!(painted.carets.text(), seen, "nothing moves");
    assert!(painted.labelled(&labelled).is_none(), "every field has a value");
}

#[test]
fn a_label_has_the_case_of_its_text() {
    let mut desk = Desk::new(vec![span("for {{grade}}")]);
    desk.editor.content.style.case = Case::Upper;
    assert_eq!(desk.view().carets.text(), "FOR GRADE");
}

#[test]
fn the_format_of_a_chip_is_changed_without_going_into_the_text() {
    let spans = vec![
        bold("on {{credential.issue_date}}, "),
        span("{{credential.expiry_date | date iso}}"),
    ];
    let content = Desk::new(spans).editor.content();
    let fields: Vec<String> = chips_of(&content).iter().map(Token::to_string).collect();
    assert_eq!(
        fields,
        ["{{credential.issue_date}}", "{{credential.expiry_date | date iso}}"]
    );
    let changes = [
        ChipChange::Date(Some(DatePattern::Long)),
        ChipChange::Prefix("till ".to_owned()),
    ];
    let changed = with_chip(&content, 1, &changes);
    let texts: Vec<&str> = changed.spans.iter().map(|span| span.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "on {{credential.issue_date}}, ",
            "{{credential.expiry_date | date long | prefix \"till \"}}"
        ]
    );
    assert_eq!(changed.spans[0], content.spans[0], "styles stay");
    assert_eq!(with_chip(&content, 2, &changes), content);
}

#[test]
fn the_format_of_a_chip_is_changed_part_by_part() {
    let mut desk = Desk::new(vec![span("on {{credential.issue_date}}")]);
    let mut numbers = Vec::new();
    for change in [
        ChipChange::Date(Some(DatePattern::Long)),
        ChipChange::Language(Some("de".to_owned())),
        ChipChange::Case(Case::Upper),
        ChipChange::Prefix("a".to_owned()),
        ChipChange::Prefix("am ".to_owned()),
        ChipChange::Suffix(".".to_owned()),
    ] {
        numbers.push(desk.edit(TextEdit::Chip(0, change)).expect("a change").number);
    }
    assert_eq!(numbers, [1, 2, 3, 4, 4, 5], "a part that is typed is one step");
    assert_eq!(
        desk.spans(),
        "on {{credential.issue_date | date long | lang \"de\" | upper | prefix \"am \" | suffix \".\"}}"
    );
    assert_eq!(desk.view().carets.text(), "on AM 7. MÄRZ 2026.");
    desk.edit(TextEdit::Chip(
        0,
        ChipChange::Field("recipient.name".parse().expect("a name")),
    ));
    desk.edit(TextEdit::Chip(0, ChipChange::Join(Some("; ".to_owned()))));
    assert_eq!(desk.editor.chips()[0].join.as_deref(), Some("; "));
    assert_eq!(desk.edit(TextEdit::Chip(7, ChipChange::Case(Case::Lower))), None);
}

#[test]
fn fields_are_inserted_and_typed() {
    let mut desk = Desk::new(vec![span("to ")]);
    let name = Token::plain("recipient.name".parse().expect("a name"));
    let burst = desk.edit(TextEdit::InsertChip(name)).expect("a change");
    assert_eq!(burst.name, "Insert field");
    for c in ["!", " ", "{", "{", "g", "r", "a", "d", "e", "}", "}"] {
        desk.insert(c);
    }
    assert_eq!(desk.spans(), "to {{recipient.name}}! {{recipient.grade}}");
    assert_eq!(desk.editor.chips().len(), 2);
    desk.insert("{{ {{nothing here}}");
    assert_eq!(desk.editor.chips().len(), 2);
    assert!(desk.spans().ends_with("{{{{ {{{{nothing here}}"), "{}", desk.spans());
}

#[test]
fn braces_before_a_chip_are_no_part_of_it() {
    for text in ["{", "{{", "{{{", "a{", "}{"] {
        let mut desk = Desk::new(vec![span("")]);
        desk.insert(text);
        desk.edit(TextEdit::InsertChip(token("{{recipient.name}}")));
        let content = desk.editor.content();
        desk.editor.set_content(&content);
        assert_eq!(desk.editor.text(), format!("{text}\u{FFFC}"), "{:?}", content.spans);
    }
}

#[test]
fn chips_are_found_under_the_pointer() {
    let mut desk = Desk::new(vec![
        span("by {{recipient.name}} on "),
        bold("{{credential.issue_date}}"),
    ]);
    for width in [2000.0, 60.0] {
        desk.frame.width = width;
        let view = desk.view();
        let areas = desk.editor.chip_areas(&view);
        assert_eq!(areas.len(), 2);
        for (index, areas) in areas {
            assert!(!areas.is_empty());
            for area in areas {
                assert_eq!(desk.editor.chip_under(area.rect.center(), &view), Some(index));
                desk.editor.press(area.rect.center(), Clicks::Two, false, &view);
                assert_eq!(desk.editor.selected_chip(), Some(index));
            }
        }
        desk.editor.select_chip(1);
        assert_eq!(desk.selected(), "{{credential.issue_date}}");
    }
}

#[test]
fn a_value_of_several_lines_is_one_chip() {
    let mut desk = Desk::new(vec![span("by {{recipient.address}} on")]);
    let address = "Main Street 1\n\nSpringfield";
    let name = "recipient.address".parse().expect("a name");
    desk.fields.set(name, crate::model::Value::Text(address.to_owned()));
    let view = desk.view();
    assert_eq!(view.carets.line_count(), 3);
    desk.go(Motion::TextStart);
    (0..3).for_each(|_| desk.go(Motion::Right));
    desk.extend(Motion::Right);
    assert_eq!(desk.selected(), "{{recipient.address}}");
    assert_eq!(desk.editor.areas(&view).len(), 3);
    desk.go(Motion::Left);
    desk.go(Motion::Down);
    assert!([3, 6].contains(&desk.editor.selection().focus), "no place is within");
    for y in 0..10 {
        for x in 0..20 {
            let point = crate::units::Point::new(f64::from(x) * 10.0, f64::from(y) * 10.0);
            desk.editor.press(point, Clicks::One, false, &view);
            let focus = desk.editor.selection().focus;
            assert!(focus <= 3 || 6 <= focus);
        }
    }
}

#[test]
fn a_field_is_dropped_where_the_pointer_is() {
    let mut desk = Desk::new(vec![span("ab {{recipient.name}}")]);
    let view = desk.view();
    let between = view.carets.caret(crate::text::caret::TextPosition::before(1)).middle();
    desk.editor.aim(between, &view);
    desk.edit(TextEdit::InsertChip(token("{{grade}}")));
    assert_eq!(desk.spans(), "a{{recipient.grade}}b {{recipient.name}}");
}

#[test]
fn letters_that_change_with_their_case_keep_their_places() {
    let mut desk = Desk::new(vec![span("Weiße {{recipient.name}} ﬁn")]);
    desk.editor.select_all();
    desk.edit(TextEdit::Style(crate::studio::text::StyleChange::Case(Case::Upper)));
    assert_eq!(desk.view().carets.text(), "WEISSE ZOË MÜLLER FIN");
    desk.go(Motion::TextStart);
    for _ in 0..4 {
        desk.go(Motion::Right);
    }
    assert_eq!(desk.editor.selection().focus, "Weiß".len());
    let view = desk.view();
    assert_eq!(view.shown.shown_byte("Weiß".len()), "WEISS".len());
    assert_eq!(view.shown.edited_byte("WEISS".len()), "Weiß".len());
    desk.delete(Deletion::Backward);
    assert_eq!(desk.spans(), "Weie {{recipient.name}} ﬁn");
    desk.go(Motion::TextEnd);
    desk.extend(Motion::WordLeft);
    assert_eq!(desk.selected(), "ﬁn");
}
