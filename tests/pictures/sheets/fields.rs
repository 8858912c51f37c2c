//! What is shown of fields: formats, fallbacks, conditions, texts by language.

use std::collections::BTreeMap;

use accolade::model::{Condition, Element, Span};

use super::super::sheet::{BLUE, Sheet, Tolerance, filled, paint, rectangle, text, with};

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("fields", TOLERANCE);
    sheet.language = "de";
    for (field, says) in [
        ("credential.issue_date", "2026-03-01"),
        ("recipient.score", "1234.5"),
        ("recipient.rank", "3"),
        ("recipient.share", "95"),
        ("recipient.city", "straßburg"),
        ("recipient.note", ""),
        ("group.skills", "Lesen; Rechnen; Schreiben"),
    ] {
        sheet.says(field, says);
    }
    formats(&mut sheet);
    conditions(&mut sheet);
    sheet
}

fn says(words: &str) -> Element {
    text(words, 8.0, |_| ())
}

fn formats(sheet: &mut Sheet) {
    for (name, words) in [
        (
            "dates",
            "{{credential.issue_date}}\n{{credential.issue_date | date full}}\n{{credential.issue_date | date iso}}",
        ),
        ("a pattern", "{{credential.issue_date | date \"EEE, d. MMM ''yy\"}}"),
        (
            "in another language",
            "{{credential.issue_date | date long | lang \"ar\"}}\n{{credential.issue_date | lang \"hi\"}}",
        ),
        (
            "numbers",
            "{{score | number}}\n{{score | decimals \"0\"}}\n{{score | number | ungrouped}}",
        ),
        (
            "percent and rank",
            "{{share | percent}}\n{{rank | ordinal | lang \"en\"}}",
        ),
        ("case of a field", "{{city | upper}}\n{{city | title}}"),
        (
            "prefix and suffix",
            "{{rank | prefix \"Nr. \" | suffix \"!\"}}{{note | prefix \"never\" | fallback \"\"}}",
        ),
        ("a fallback", "{{note | fallback \"ohne\"}}"),
        ("a list", "{{group.skills | join \" · \"}}"),
        ("braces", "{{{{ so }}"),
    ] {
        sheet.one(name, says(words));
    }
    let by_language = |spoken: &str| {
        let spans = vec![Span {
            text: format!("auf {spoken}"),
            ..Span::default()
        }];
        text("not seen", 8.0, |text| {
            text.by_language = BTreeMap::from([(spoken.to_owned(), spans)]);
        })
    };
    sheet.one("a text of its language", by_language("de"));
    sheet.one("a text of another language", by_language("fr"));
}

/// Half of a cell that is always there, and half that is shown on a condition.
fn shown(condition: Condition) -> [Element; 2] {
    let always = with(filled(rectangle(), paint("#C9D3DD")), |element| element.width.0 /= 2.0);
    let sometimes = with(filled(rectangle(), paint(BLUE)), |element| {
        element.width.0 /= 2.0;
        element.x.0 += element.width.0;
        element.show = Some(condition);
    });
    [always, sometimes]
}

fn conditions(sheet: &mut Sheet) {
    let field = |name: &str| name.parse().expect("a field");
    let equals = |text: &str| Condition::Equals {
        field: field("recipient.city"),
        text: text.to_owned(),
    };
    let greater = |than: f64| Condition::Greater {
        field: field("recipient.share"),
        than,
    };
    for (name, condition) in [
        ("empty, and it is", Condition::Empty(field("recipient.note"))),
        ("empty, but it is not", Condition::Empty(field("recipient.city"))),
        ("filled, and it is", Condition::Filled(field("recipient.city"))),
        ("filled, but it is not", Condition::Filled(field("recipient.note"))),
        ("equal, and it is", equals("straßburg")),
        ("equal, but it is not", equals("Paris")),
        ("greater, and it is", greater(90.0)),
        ("greater, but it is not", greater(95.0)),
        (
            "in its language",
            Condition::Language(vec!["fr".to_owned(), "de".to_owned()]),
        ),
        ("in no language of its", Condition::Language(vec!["fr".to_owned()])),
    ] {
        sheet.cell(name, shown(condition));
    }
    let hidden = |element: Element| with(element, |element| element.hidden = true);
    let [always, never] = shown(Condition::Filled(field("recipient.city")));
    sheet.cell("hidden", [always, hidden(never)]);
}
