//! Composing, with the bundled fonts.

mod masks;

use std::sync::LazyLock;

use super::*;
use crate::fonts::{FolderFonts, FontBook};
use crate::model::Date;

static KIT: LazyLock<Kit> = LazyLock::new(|| {
    let fonts = FolderFonts(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts").into());
    let book = Arc::new(FontBook::new(&fonts).expect("fonts"));
    Kit {
        engine: Arc::new(Engine::new(book)),
        assets: BTreeMap::new(),
        own_fonts: Vec::new(),
    }
});

/// A design of one page with these elements.
fn design(elements: &str) -> Design {
    let text = format!(
        r#"{{"name":"T","kind":"certificate","pages":[{{"width":600,"height":400,"elements":[{elements}]}}]}}"#
    );
    serde_json::from_str(&text).expect("a design")
}

fn text(name: &str, says: &str, more: &str) -> String {
    let says = serde_json::to_string(says).expect("json");
    format!(
        r##"{{"name":"{name}","x":50,"y":50,"width":300,"height":40,"content":{{"text":{{"spans":[{{"text":{says}}}],
        "style":{{"family":"Inter","size":20,"color":"#000000"}}{more}}}}}}}"##
    )
}

fn fields(values: &[(&str, &str)]) -> Fields {
    let mut fields = Fields::new("en");
    for (name, value) in values {
        fields.set(name.parse().expect("field"), Value::Text((*value).to_owned()));
    }
    fields
}

fn composed(elements: &str, values: &[(&str, &str)]) -> Warned<Scene> {
    compose(&design(elements), &fields(values), &Pictures::new(), &KIT)
}

fn codes(scene: &Warned<Scene>) -> Vec<&str> {
    scene.problems.iter().map(|p| p.code.as_ref()).collect()
}

/// What the texts of a page say, item by item.
fn says(items: &[Item]) -> String {
    let mut text = String::new();
    for item in items {
        match &item.kind {
            ItemKind::Glyphs(run) => {
                let mut ranges: Vec<_> = run.glyphs.iter().map(|g| (g.text.start, g.text.end)).collect();
                ranges.sort_unstable();
                ranges.dedup();
                text.extend(
                    ranges
                        .into_iter()
                        .map(|(from, to)| &run.text[from as usize..to as usize]),
                );
            }
            ItemKind::Group(group) => text.push_str(&says(&group.items)),
            _ => {}
        }
    }
    text
}

#[test]
fn fields_are_filled_with_their_formats() {
    let template = r#"{{recipient.name | upper}}: {{group.code | prefix "No. " | fallback "-"}}{{group.url | prefix "see " | fallback ""}}, {{credential.issue_date | date "d MMMM y" | lang "de"}}"#;
    let mut values = fields(&[("recipient.name", "İpek Işık"), ("group.code", "7")]);
    values.recipient_language = Some("tr".to_owned());
    values.set(
        "credential.issue_date".parse().expect("field"),
        Value::Date(Date::new(2026, 3, 1).expect("day")),
    );
    let scene = compose(&design(&text("a", template, "")), &values, &Pictures::new(), &KIT);
    assert_eq!(codes(&scene), Vec::<&str>::new());
    assert_eq!(
        says(&scene.value.pages[0].items),
        "İPEK IŞIK: No. 7, 1. März 2026".replace("1. ", "1 ")
    );
}

#[test]
fn a_value_is_never_read_as_a_field() {
    let scene = composed(
        &text("a", "{{recipient.name}}", ""),
        &[("recipient.name", "{{issuer.name}}")],
    );
    assert_eq!(says(&scene.value.pages[0].items), "{{issuer.name}}");
}

#[test]
fn what_is_missing_names_its_element() {
    let scene = composed(&text("Who", "Dear {{recipient.name}} {{x | fallback \"\"}}", ""), &[]);
    assert_eq!(codes(&scene), ["unfilled-field"]);
    let place = &scene.problems.0[0].place;
    assert_eq!(
        (place.element.as_deref(), place.field.as_deref()),
        (Some("Who"), Some("recipient.name"))
    );
    let scene = composed(
        &text("Who", "{{recipient.name}}", ""),
        &[("recipient.name", "A\u{12000}")],
    );
    assert_eq!(codes(&scene), ["missing-glyph"]);
    let scene = composed(
        r#"{"name":"Seal","x":0,"y":0,"width":10,"height":10,"content":{"image":{"source":{"asset":"images/seal.png"}}}}"#,
        &[],
    );
    assert_eq!(codes(&scene), ["picture-missing"]);
}

#[test]
fn a_frame_that_stays_empty_for_somebody_is_noted() {
    let picture = |field: &str, more: &str| {
        format!(
            r#"{{"name":"Portrait","x":0,"y":0,"width":10,"height":10{more},"content":{{"image":{{"source":{{"field":"{field}"}}}}}}}}"#
        )
    };
    let scene = composed(&picture("recipient.id_photo", ""), &[]);
    let said: Vec<_> = scene
        .problems
        .iter()
        .map(|p| (p.severity, p.message.as_str()))
        .collect();
    let message = "There is no picture for “id photo”: its frame stays empty";
    assert_eq!(said, [(crate::diag::Severity::Note, message)]);
    let place = &scene.problems.0[0].place;
    assert_eq!(
        (place.element.as_deref(), place.field.as_deref()),
        (Some("Portrait"), Some("recipient.id_photo"))
    );
    // What the issuer has not is no matter of this person, and what is not shown has no frame.
    let filled = r#","show":{"filled":"recipient.id_photo"}"#;
    for quiet in [
        picture("issuer.logo", ""),
        picture("recipient.id_photo", r#","hidden":true"#),
        picture("recipient.id_photo", filled),
    ] {
        assert_eq!(codes(&composed(&quiet, &[])), [""; 0], "{quiet}");
    }
}

#[test]
fn a_shape_that_cannot_be_seen_is_said() {
    let shape = |name: &str, look: &str| format!(r##"{{"name":"{name}","x":0,"y":0,"width":9,"height":9{look}}}"##);
    let form = |looks: &str| format!(r#","content":{{"shape":{{"form":{{"rectangle":{{}}}}{looks}}}}}"#);
    for (looks, is_said) in [
        (form(""), true),
        (form(r##","fill":"#FF000000""##), true),
        (form(r##","stroke":{"paint":"#FF0000","width":0}"##), true),
        (form(r##","fill":"#FF000001""##), false),
        (form(r##","stroke":{"paint":"#FF0000","width":1}"##), false),
        (format!(r#","link":"https://example.org"{}"#, form("")), false),
        (format!(r#","hidden":true{}"#, form("")), false),
        (
            r##","content":{"shape":{"form":{"line":{}},"fill":"#FF0000"}}"##.to_owned(),
            true,
        ),
    ] {
        let scene = composed(&shape("Ghost", &looks), &[]);
        let expected = if is_said { vec!["invisible-shape"] } else { Vec::new() };
        assert_eq!(codes(&scene), expected, "{looks}");
        let names = scene.problems.iter().map(|problem| problem.place.element.as_deref());
        assert!(names.into_iter().all(|name| name == Some("Ghost")));
    }
}

#[test]
fn only_what_shows_no_field_is_constant() {
    let rect = r##"{"name":"R","x":0,"y":0,"width":9,"height":9,"content":{"shape":{"form":{"rectangle":{}},"fill":"#FF0000"}}}"##;
    let over = rect.replace("\"R\"", "\"O\"").replace(":9,", ":900,");
    let elements = format!(
        "{rect},{},{},{over}",
        text("a", "Fixed", ""),
        text("b", "{{recipient.name}}", "")
    );
    let ann = composed(&elements, &[("recipient.name", "Ann")]);
    let bob = composed(&elements, &[("recipient.name", "Bob")]);
    let (ann, bob) = (&ann.value.pages[0], &bob.value.pages[0]);
    assert_eq!(ann.constant, bob.constant);
    assert_eq!(ann.constant.items, 3, "the page, the rectangle, the fixed text");
    assert_eq!(says(&ann.items[..3]), "Fixed");
    assert_eq!(ann.items.last().map(|i| i.origin), Some(Origin(Some(3))));
    let other = composed(&format!("{rect},{}", text("a", "Other", "")), &[]);
    assert_ne!(other.value.pages[0].constant.key, ann.constant.key);
}

#[test]
fn what_no_value_can_touch_is_painted_with_the_constant_part() {
    let rect = |name: &str, x: f64, rotation: f64| {
        format!(
            r##"{{"name":"{name}","x":{x},"y":0,"width":9,"height":9,"rotation":{rotation},"content":{{"shape":{{"form":{{"rectangle":{{}}}},"fill":"#FF0000"}}}}}}"##
        )
    };
    let grows = |fit: &str| text("a", "{{recipient.name}}", fit);
    let elements = |fit: &str| format!("{},{},{}", grows(fit), rect("far", 900.0, 30.0), rect("near", 0.0, 0.0));
    let count = |elements: &str| {
        composed(elements, &[("recipient.name", "Ann")]).value.pages[0]
            .constant
            .items
    };
    let one = count(&grows(""));
    let wide = format!("{},{}", grows(""), rect("wide", 0.0, 0.0).replace(":9,", ":900,"));
    assert_eq!(count(&wide), one, "over the text");
    assert!(count(&elements("")) > one, "beside it");
    assert_eq!(
        count(&elements(r#","fit":{"policy":"grow"}"#)),
        one,
        "a text that grows may come anywhere"
    );
}

#[test]
fn text_beyond_its_frame_is_reported_and_clipped() {
    let long = "A name that is far too long for such a short frame";
    let clip = text("a", "{{recipient.name}}", r#","fit":{"policy":"clip"}"#);
    let scene = composed(&clip, &[("recipient.name", &long.repeat(5))]);
    assert_eq!(codes(&scene), ["clipped-text"]);
    assert!(matches!(&scene.value.pages[0].items[1].kind, ItemKind::Group(group) if group.clip.is_some()));
    let shrink = text(
        "a",
        "{{recipient.name}}",
        r#","fit":{"policy":"shrink_to_width","min_size":8}"#,
    );
    assert_eq!(codes(&composed(&shrink, &[("recipient.name", long)])), ["text-shrunk"]);
    assert_eq!(
        codes(&composed(&shrink, &[("recipient.name", &long.repeat(5))])),
        ["text-too-small"]
    );
}

#[test]
fn codes_chips_and_links_take_their_values() {
    let elements = r##"
        {"name":"Q","x":0,"y":0,"width":90,"height":90,"content":{"qr":{}}},
        {"name":"S","x":100,"y":0,"width":120,"height":30,"link":"{{credential.url}}","rotation":90,"content":{"chips":{"field":"group.skills",
         "style":{"family":"Inter","size":10,"color":"#000000"},"fill":"#EEEEEE","radius":5,"padding":[6,3],"gap":4}}}"##;
    let mut values = fields(&[("credential.url", "https://example.org/c/1")]);
    let skills = ["Law", "Risk assessment", "Privacy by design"]
        .map(str::to_owned)
        .to_vec();
    values.set("group.skills".parse().expect("field"), Value::List(skills));
    let scene = compose(&design(elements), &values, &Pictures::new(), &KIT);
    assert_eq!(codes(&scene), ["clipped-text"], "three rows of chips do not fit");
    let page = &scene.value.pages[0];
    assert_eq!(page.links.len(), 1);
    assert!(
        page.links[0].area.height() > page.links[0].area.width(),
        "turned with its element"
    );
    assert!(says(&page.items).contains("Risk assessment"));
    assert_eq!(
        codes(&composed(elements, &[])),
        ["unfilled-field", "unfilled-field"],
        "code and link"
    );
}

#[test]
fn groups_move_turn_and_fade_their_children() {
    let elements = r##"{"name":"G","x":100,"y":50,"width":200,"height":100,"opacity":0.5,"content":{"group":{"clip":{"ellipse":{}},"children":[
        {"name":"R","x":10,"y":10,"width":20,"height":20,"content":{"shape":{"form":{"rectangle":{}},"fill":"#FF0000"}}}]}}}"##;
    let scene = composed(elements, &[]);
    let ItemKind::Group(fade) = &scene.value.pages[0].items[1].kind else {
        panic!("a group")
    };
    assert!((fade.opacity - 0.5).abs() < 1e-6);
    let ItemKind::Group(clip) = &fade.items[0].kind else {
        panic!("a clip")
    };
    assert!(clip.clip.is_some());
    let ItemKind::Fill { path, .. } = &clip.items[0].kind else {
        panic!("a rectangle")
    };
    assert_eq!(path.bounding_box(), Rect::new(110.0, 60.0, 130.0, 80.0));
    assert_eq!(clip.items[0].origin, Origin(Some(1)));
}

#[test]
fn a_page_that_is_worked_on_composes_only_what_changed() {
    let elements = [
        text("a", "A", ""),
        text("b", "{{recipient.name}}", ""),
        text("c", "C", ""),
    ]
    .join(",");
    let mut design = design(&elements);
    let values = fields(&[("recipient.name", "Anna")]);
    let mut live = Live::new(Arc::new(KIT.clone()));
    let versions = |live: &Live| -> Vec<u64> { live.parts().iter().map(|part| part.version).collect() };
    live.update(&design, 0, &values, &Pictures::new());
    let first = versions(&live);
    assert_eq!(first.len(), 4, "the background and three elements");
    design.pages[0].elements[1].x.0 += 10.0;
    live.update(&design, 0, &values, &Pictures::new());
    let second = versions(&live);
    let same: Vec<bool> = first.iter().zip(&second).map(|(a, b)| a == b).collect();
    assert_eq!(same, [true, true, false, true]);
    let whole = compose(&design, &values, &Pictures::new(), &KIT);
    let items = |items: &[Item]| format!("{items:?}");
    assert_eq!(
        items(&live.page(&design.pages[0]).items),
        items(&whole.value.pages[0].items)
    );
    design.pages[0].elements.swap(1, 2);
    live.update(&design, 0, &values, &Pictures::new());
    let whole = compose(&design, &values, &Pictures::new(), &KIT);
    assert_eq!(
        items(&live.page(&design.pages[0]).items),
        items(&whole.value.pages[0].items)
    );
    assert_eq!(versions(&live)[..2], first[..2]);
    let other = fields(&[("recipient.name", "Bo")]);
    live.update(&design, 0, &other, &Pictures::new());
    assert!(says(&live.page(&design.pages[0]).items).contains("Bo"));
}

#[test]
fn elements_are_reflected_in_their_frames() {
    let shape = r##"{"name":"s","x":100,"y":100,"width":40,"height":20,"flip":"horizontal","rotation":90,
        "content":{"shape":{"form":{"path":{"d":"M0 0 L10 0 L0 20 Z"}},"fill":"#000000"}}}"##;
    let scene = composed(shape, &[]);
    let bounds = scene::bounds(&scene.value.pages[0].items[1..], Affine::IDENTITY).expect("painted");
    // Reflected, the upright side is on the right; a quarter turn later it is below.
    let expected = Rect::new(110.0, 120.0, 130.0, 130.0);
    let corners = |rect: Rect| [rect.x0, rect.y0, rect.x1, rect.y1];
    for (found, wanted) in corners(bounds).into_iter().zip(corners(expected)) {
        assert!((found - wanted).abs() < 1e-6, "{bounds:?}");
    }
}

#[test]
fn lines_lie_on_the_side_that_is_chosen() {
    let square = |align: &str| {
        format!(
            r##"{{"name":"s","x":100,"y":100,"width":40,"height":40,"content":{{"shape":{{"form":{{"rectangle":{{}}}},
            "stroke":{{"paint":"#000000","width":10,"align":"{align}"}}}}}}}}"##
        )
    };
    for (align, width, has_clip) in [("center", 10.0, false), ("inside", 20.0, true), ("outside", 20.0, true)] {
        let scene = composed(&square(align), &[]);
        let item = &scene.value.pages[0].items[1];
        let (stroke, clip) = match &item.kind {
            ItemKind::Stroke { stroke, .. } => (stroke.width, None),
            ItemKind::Group(group) => match &group.items[0].kind {
                ItemKind::Stroke { stroke, .. } => (stroke.width, group.clip.clone()),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        };
        assert_eq!((stroke, clip.is_some()), (width, has_clip), "{align}");
        let Some((path, rule)) = clip else { continue };
        let within = |x: f64| scene::is_inside(&path, rule, crate::units::Point::new(x, 120.0));
        assert_eq!((within(104.0), within(96.0)), (align == "inside", align == "outside"));
    }
}

#[test]
fn lines_end_as_they_are_told_to() {
    let line = |end: &str| {
        format!(
            r##"{{"name":"l","x":100,"y":100,"width":100,"height":0,"content":{{"shape":{{"form":{{"line":{{}}}},
            "stroke":{{"paint":"#000000","width":2,"end":"{end}"}}}}}}}}"##
        )
    };
    for (end, items, reach) in [
        ("plain", 1, 200.0),
        ("arrow", 2, 200.0),
        ("open_arrow", 2, 200.0),
        ("dot", 2, 205.0),
        ("bar", 2, 200.0),
    ] {
        let scene = composed(&line(end), &[]);
        let made = &scene.value.pages[0].items[1..];
        assert_eq!(made.len(), items, "{end}");
        let ItemKind::Stroke { path, .. } = &made[0].kind else {
            panic!("a line")
        };
        let shaft = path.bounding_box().x1;
        assert_eq!(
            shaft < 195.0,
            end == "arrow",
            "{end}: the line stops within a filled tip, {shaft}"
        );
        if let Some(Item {
            kind: ItemKind::Fill { path, .. },
            ..
        }) = made.get(1)
        {
            assert!((path.bounding_box().x1 - reach).abs() < 0.05, "{end}");
        }
    }
}

#[test]
fn elements_are_shown_when_their_condition_holds() {
    let grade = text("a", "with {{grade}}", r#","align":"center""#);
    let grade = grade.replacen("\"name\"", "\"show\":{\"filled\":\"recipient.grade\"},\"name\"", 1);
    let design = design(&grade);
    assert!(design.required_fields().is_empty(), "it is not shown without");
    assert!(design.fields().contains("recipient.grade"));
    for (values, said, shown) in [(&[("grade", "A")][..], "with A", true), (&[], "", false)] {
        let scene = compose(&design, &fields(values), &Pictures::new(), &KIT);
        assert_eq!(codes(&scene), Vec::<&str>::new());
        assert_eq!(says(&scene.value.pages[0].items), said);
        assert_eq!(scene.value.pages[0].items.len() > 1, shown);
    }
}

#[test]
fn a_shadow_is_the_same_in_one_colour_below() {
    let shape = r##"{"name":"s","x":100,"y":100,"width":40,"height":20,"rotation":90,"opacity":0.5,
        "shadow":{"x":3,"y":4,"color":"#FF000080"},
        "content":{"shape":{"form":{"rectangle":{}},"fill":"#00FF00"}}}"##;
    let scene = composed(shape, &[]);
    let items = &scene.value.pages[0].items;
    let [_, shadow, element] = &items[..] else {
        panic!("{items:?}")
    };
    let around = |item: &Item| scene::bounds(std::slice::from_ref(item), Affine::IDENTITY).expect("painted");
    let (below, above) = (around(shadow), around(element));
    let by = below.center() - above.center();
    assert!(
        (by.x - 3.0).abs() < 1e-9 && (by.y - 4.0).abs() < 1e-9,
        "on the page, whatever the turn"
    );
    let ItemKind::Shadow(found) = &shadow.kind else {
        panic!("a shadow")
    };
    assert_eq!((found.color.a, found.blur), (128, 0.0));
    assert!(format!("{:?}", found.items).contains("Color { r: 255, g: 0, b: 0, a: 255 }"));
}

#[test]
fn words_dates_and_numbers_follow_the_recipients_language() {
    let said =
        r#","by_language":{"de":[{"text":"{{recipient.name | upper}} am {{credential.issue_date}}: {{score}}"}]}"#;
    let languages = text("a", "{{recipient.name}} on {{credential.issue_date}}: {{score}}", said);
    let plain = text(
        "a",
        "On {{credential.issue_date}}: {{score | decimals \"1\" | percent}}",
        "",
    );
    let says_to = |elements: &str, language: Option<&str>| {
        let mut values = fields(&[("recipient.name", "Zoë Groß")]);
        values.recipient_language = language.map(str::to_owned);
        values.set(
            "credential.issue_date".parse().expect("field"),
            Value::Date(Date::new(2026, 3, 1).expect("day")),
        );
        values.set("score".parse().expect("field"), Value::Number("1234.5".to_owned()));
        let wide = elements.replace("\"width\":300", "\"width\":590");
        let scene = compose(&design(&wide), &values, &Pictures::new(), &KIT);
        assert_eq!(codes(&scene), Vec::<&str>::new(), "{language:?}");
        assert_eq!(
            scene.value.pages[0].constant.items, 1,
            "nothing but the page is the same for all"
        );
        says(&scene.value.pages[0].items)
    };
    assert_eq!(says_to(&languages, None), "Zoë Groß on March 1, 2026: 1,234.5");
    assert_eq!(
        says_to(&languages, Some("de-AT")),
        "ZOË GROSS am 1. März 2026: 1\u{a0}234,5"
    );
    assert_eq!(
        says_to(&languages, Some("fr")),
        "Zoë Groß on March 1, 2026: 1,234.5",
        "where there are no words for a language the dates go with the words"
    );
    assert_eq!(says_to(&plain, Some("fr")), "On 1 mars 2026: 1\u{202f}234,5\u{202f}%");
    let own = text("a", "{{credential.issue_date | lang \"es\"}}", "");
    assert_eq!(says_to(&own, Some("fr")), "1 de marzo de 2026");
}

#[test]
fn a_sample_that_is_a_date_or_a_number_is_written_as_one() {
    let elements = text("a", "{{start | date \"d/M/y\"}}, {{score | number}}, {{code}}", "");
    let scene = composed(
        &elements,
        &[("start", "2026-03-01"), ("score", "1234"), ("code", "1234")],
    );
    assert_eq!(says(&scene.value.pages[0].items), "1/3/2026, 1,234, 1234");
}

#[test]
fn a_word_that_is_wider_than_a_frame_that_grows_downwards_is_named() {
    for align in ["left", "right", "center"] {
        let grows = text(
            "a",
            "{{recipient.name}}",
            &format!(r#","align":"{align}","fit":{{"policy":"grow"}}"#),
        );
        let scene = composed(&grows, &[("recipient.name", &"Anna Lee ".repeat(9))]);
        assert_eq!(codes(&scene), Vec::<&str>::new(), "lines are broken");
        let scene = composed(&grows, &[("recipient.name", &"Guðmundsdóttir".repeat(3))]);
        assert!(
            codes(&scene).contains(&"text-too-wide"),
            "{align}: {:?}",
            scene.problems
        );
    }
}

#[test]
fn a_text_that_grows_is_held_against_the_page() {
    let grows = |more: &str| {
        text(
            "Name",
            "{{recipient.name}}",
            &format!(r#","fit":{{"policy":"auto_width"}}{more}"#),
        )
    };
    let of = |element: &str, name: &str, safe: f64| {
        let mut design = design(element);
        design.pages[0].aids.safe.0 = safe;
        let values = fields(&[("recipient.name", name)]);
        let scene = compose(&design, &values, &Pictures::new(), &KIT);
        let inner = design
            .elements()
            .into_iter()
            .find(|(_, e)| e.name == "Name")
            .expect("the text")
            .1;
        let standing = standing(&design, 1, inner);
        let measured = measure(&design, &KIT, 1, inner, standing.as_ref(), &values);
        let found: Vec<String> = codes(&scene).into_iter().map(str::to_owned).collect();
        let of_row: Vec<&str> = measured.problems.iter().map(|p| p.code.as_ref()).collect();
        assert_eq!(found, of_row, "the check of all rows says the same");
        found
    };
    let long = "Wilhelmina ".repeat(6);
    assert_eq!(of(&grows(""), "Ann", 0.0), Vec::<String>::new());
    assert_eq!(of(&grows(""), &long, 0.0), ["text-off-page"]);
    assert_eq!(
        of(&grows(r#","align":"right""#), &long, 0.0),
        ["text-off-page"],
        "to the left"
    );
    assert_eq!(of(&grows(""), "Ann", 55.0), ["text-near-edge"]);
    let turned = grows("").replace("\"x\":50", "\"rotation\":90,\"x\":50");
    assert_eq!(
        of(&turned, &"Wilhelmina ".repeat(3), 0.0),
        ["text-off-page"],
        "upwards or downwards"
    );
    let inside = format!(
        r#"{{"name":"G","x":500,"y":0,"width":90,"height":90,"content":{{"group":{{"children":[{}]}}}}}}"#,
        grows("").replace("\"x\":50", "\"x\":20")
    );
    assert_eq!(of(&inside, "Wilhelmina", 0.0), ["text-off-page"], "in a group");
}
