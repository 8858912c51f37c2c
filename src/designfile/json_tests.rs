//! The form of `design.json`, and what is said of mistakes in it.

use super::*;
use crate::diag::Severity;

const DOCUMENT: &str = include_str!("../../docs/design-file.md");

/// The JSON blocks of the document: whole designs and single elements.
fn blocks() -> Vec<&'static str> {
    let blocks = DOCUMENT.split("```json\n").skip(1);
    blocks
        .map(|rest| rest.split("```").next().expect("the end of a block"))
        .collect()
}

/// A design with these elements, as text.
fn around(elements: &str) -> String {
    format!(
        r#"{{"format": "accolade-design", "version": 1, "name": "Test", "kind": "badge",
        "pages": [{{"width": 300, "height": 300, "elements": [{elements}]}}]}}"#
    )
}

fn text_element(text: &str) -> String {
    let text = Value::String(text.to_owned());
    around(&format!(
        r##"{{"name": "T", "x": 0, "y": 0, "width": 9, "height": 9, "content": {{"text":
        {{"spans": [{{"text": {text}}}], "style": {{"family": "Inter", "size": 9, "color": "#000000"}}}}}}}}"##
    ))
}

#[test]
fn every_example_of_the_document_is_a_design() {
    let blocks = blocks();
    assert!(blocks.len() >= 9, "{}", blocks.len());
    for block in blocks {
        let text = if block.contains("\"format\"") {
            block.to_owned()
        } else {
            around(block)
        };
        let read = from_json(&text).unwrap_or_else(|problems| panic!("{problems}\n{block}"));
        assert!(read.problems.is_empty(), "{}\n{block}", read.problems);
    }
}

#[test]
fn the_document_names_every_key_and_word_of_the_format() {
    let whole = to_json(&everything());
    let value: Value = serde_json::from_str(&whole).expect("json");
    let mut pending = vec![&value];
    while let Some(value) = pending.pop() {
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    assert!(DOCUMENT.contains(key.as_str()), "{key} is not in the document");
                    pending.push(inner);
                }
            }
            Value::Array(items) => pending.extend(items),
            _ => {}
        }
    }
}

/// A design with all elements of the document, which has every key.
fn everything() -> Design {
    let elements: Vec<&str> = blocks()
        .into_iter()
        .filter(|block| !block.contains("\"format\""))
        .collect();
    from_json(&around(&elements.join(","))).expect("elements").value
}

#[test]
fn a_design_comes_back_byte_for_byte() {
    let whole = blocks()
        .into_iter()
        .find(|block| block.contains("\"format\""))
        .expect("the first block");
    assert_eq!(to_json(&from_json(whole).expect("design").value), whole);
    let design = everything();
    let text = to_json(&design);
    let again = from_json(&text).expect("design").value;
    assert_eq!(to_json(&again), text);
    assert_eq!(to_json(&from_json(&to_json(&again)).expect("design").value), text);
    // Lengths are rounded to a thousandth of a point when they are written, so the second reading is exact.
    assert_eq!(from_json(&text).expect("design").value, again);
    for kind in ["\"text\"", "\"image\"", "\"shape\"", "\"qr\"", "\"chips\"", "\"group\""] {
        assert!(text.contains(kind), "{kind}");
    }
}

#[test]
fn lines_are_short_and_end_in_no_space() {
    let text = to_json(&everything());
    assert!(text.ends_with("}\n"));
    for line in text.lines() {
        assert!(line.chars().count() <= 130, "{line}");
        assert_eq!(line.trim_end(), line);
    }
}

#[test]
fn what_is_not_a_design_of_this_version_is_said() {
    for (text, code, named) in [
        ("", "design-json", "line 1"),
        ("{", "design-json", "line 1"),
        (
            "{\"format\": \"accolade-design\",\n \"version\": 1,,}",
            "design-json",
            "line 2",
        ),
        ("{}", "design-format", "accolade-design"),
        ("[]", "design-format", "accolade-design"),
        ("5", "design-json", "line 1"),
        (
            r#"{"format": "figma", "version": 1}"#,
            "design-format",
            "accolade-design",
        ),
        (r#"{"format": "accolade-design"}"#, "design-format", "version"),
        (
            r#"{"format": "accolade-design", "version": 0}"#,
            "design-format",
            "version",
        ),
        (
            r#"{"format": "accolade-design", "version": "1"}"#,
            "design-format",
            "version",
        ),
        (
            r#"{"format": "accolade-design", "version": 2, "surprise": true}"#,
            "design-newer",
            "version 2",
        ),
        (
            r#"{"format": "accolade-design", "version": 99999999999}"#,
            "design-newer",
            "version 99999999999",
        ),
    ] {
        let problems = from_json(text).expect_err(text);
        let problem = problems.iter().next().expect("a problem");
        assert_eq!(problem.code, code, "{text}: {problem}");
        assert!(problem.message.contains(named), "{problem}");
        assert_eq!(problem.place.file.as_deref(), Some("design.json"));
    }
    let newer = from_json(r#"{"format": "accolade-design", "version": 2}"#).expect_err("newer");
    assert!(newer.0[0].hints[0].starts_with("Update"));
    let deep = format!(
        "{{\"format\": \"accolade-design\", \"version\": 1, \"pages\": {}",
        "[".repeat(100_000)
    );
    assert!(from_json(&deep).is_err());
}

#[test]
fn wrong_keys_and_kinds_are_named_with_path_and_element() {
    for (from, to, path, element) in [
        (
            "\"align\": \"center\"",
            "\"align\": \"middle\"",
            "text.align",
            Some("Recipient"),
        ),
        (
            "\"size\": 44",
            "\"size\": \"big\"",
            "text.style.size",
            Some("Recipient"),
        ),
        (
            "\"size\": 44",
            "\"size\": \"44px\"",
            "text.style.size",
            Some("Recipient"),
        ),
        ("\"size\": 44,", "", "text.style", Some("Recipient")),
        ("\"size\": 44", "\"sizes\": 44", "text.style.sizes", Some("Recipient")),
        (
            "\"color\": \"#1F2A37\"",
            "\"color\": \"red\"",
            "style.color",
            Some("Recipient"),
        ),
        ("\"x\": 28", "\"x\": 1e999", "", None),
        (
            "\"paint\": \"#B08D3C\"",
            "\"paint\": \"#B08D3\"",
            "stroke.paint",
            Some("Frame"),
        ),
        (
            "\"locked\": true",
            "\"locked\": \"yes\"",
            "elements[0].locked",
            Some("Frame"),
        ),
        (
            "\"locked\": true",
            "\"color\": \"#000000\"",
            "elements[0].color",
            Some("Frame"),
        ),
        ("\"locked\": true", "\"x\": 5", "elements[0]", Some("Frame")),
        ("\"shape\": {", "\"blob\": {", "content", Some("Frame")),
        ("\"bleed\": 8.504", "\"bleeding\": 8.504", "pages[0].bleeding", None),
        ("\"gold\": \"#B08D3C\"", "\"gold\": 5", "swatches.gold", None),
        ("\"kind\": \"certificate\"", "\"kind\": \"diploma\"", "kind", None),
        (
            "recipient.name\": \"Zoë",
            "recipient.first name\": \"Zoë",
            "sample",
            None,
        ),
        ("\"language\": \"en\"", "\"lang\": \"en\"", "lang", None),
    ] {
        let whole = blocks()
            .into_iter()
            .find(|block| block.contains("\"format\""))
            .expect("the first block");
        assert!(whole.contains(from), "{from}");
        let problems = from_json(&whole.replacen(from, to, 1)).expect_err(to);
        let problem = problems.iter().next().expect("a problem");
        assert!(problem.message.contains(path), "{to}: {problem}");
        if let Some(element) = element {
            assert_eq!(problem.place.element.as_deref(), Some(element), "{to}: {problem}");
        }
        assert!(
            !problem.message.contains('`') && !problem.message.ends_with('.'),
            "{problem}"
        );
    }
}

/// Checks that a change of the example is found in an element, under a code.
#[test]
fn what_cannot_work_is_named_with_its_element() {
    let shape = |inner: &str| {
        around(&format!(
            r#"{{"name": "S", "x": 0, "y": 0, "width": 9, "height": 9, "content": {{"shape": {{{inner}}}}}}}"#
        ))
    };
    let image = |inner: &str| {
        around(&format!(
            r#"{{"name": "S", "x": 0, "y": 0, "width": 9, "height": 9, "content": {{"image": {{{inner}}}}}}}"#
        ))
    };
    let fill = r##""fill": "#000000""##;
    let stroke = |inner: &str| {
        shape(&format!(
            r##""form": {{"line": {{}}}}, "stroke": {{"paint": "#000000", {inner}}}"##
        ))
    };
    let stops = |stops: &str| {
        shape(&format!(
            r#""form": {{"line": {{}}}}, "fill": {{"linear": {{"from": [0,0], "to": [1,0], "stops": [{stops}]}}}}"#
        ))
    };
    for (text, code) in [
        (text_element("{{recipient.name"), "design-field"),
        (text_element("{{nobody.knows}}"), "design-field"),
        (text_element("{{recipient.name | shout}}"), "design-field"),
        (
            text_element("{{credential.issue_date | date \"d of M\"}}"),
            "design-date",
        ),
        (
            text_element("{{credential.issue_date | date long | lang \"xx\"}}"),
            "design-language",
        ),
        (
            text_element("{{recipient.name | upper | lang \"klingonish\"}}"),
            "design-language",
        ),
        (text_element("x").replace("\"size\": 9", "\"size\": 0"), "design-number"),
        (
            text_element("x").replace("\"size\": 9", "\"size\": 9, \"weight\": 0"),
            "design-number",
        ),
        (
            text_element("x").replace("\"family\": \"Inter\"", "\"family\": \" \""),
            "design-font",
        ),
        (text_element("x").replace("{\"text\": \"x\"}", ""), "design-text"),
        (
            text_element("x").replace("\"width\": 9", "\"width\": -1"),
            "design-number",
        ),
        (text_element("x").replace("\"x\": 0", "\"x\": 1e30"), "design-number"),
        (
            text_element("x").replace("\"x\": 0", "\"x\": 0, \"opacity\": 1.5"),
            "design-number",
        ),
        (
            text_element("x").replace("\"x\": 0", "\"x\": 0, \"rotation\": 1e300"),
            "design-number",
        ),
        (
            text_element("x").replace("\"name\": \"T\"", "\"name\": \"\""),
            "design-name",
        ),
        (
            text_element("x").replace("\"x\": 0", "\"x\": 0, \"link\": \"{{\""),
            "design-field",
        ),
        (
            shape(&format!(r#""form": {{"path": {{"d": "M 0"}}}}, {fill}"#)),
            "design-path-data",
        ),
        (
            shape(&format!(r#""form": {{"path": {{"d": ""}}}}, {fill}"#)),
            "design-path-data",
        ),
        (
            shape(&format!(r#""form": {{"path": {{"d": "M0 0L1e999 0"}}}}, {fill}"#)),
            "design-path-data",
        ),
        (
            shape(&format!(
                r#""form": {{"path": {{"d": "M0 0L1 0", "view": [0, 1]}}}}, {fill}"#
            )),
            "design-number",
        ),
        (
            shape(&format!(r#""form": {{"polygon": {{"sides": 2}}}}, {fill}"#)),
            "design-number",
        ),
        (
            shape(&format!(r#""form": {{"rectangle": {{"radii": [0,0,0,-1]}}}}, {fill}"#)),
            "design-number",
        ),
        (stroke(r#""width": -1"#), "design-number"),
        (stroke(r#""width": 1, "dashes": [0, 0]"#), "design-stroke"),
        (stops(r##"{"at": 0, "color": "#000000"}"##), "design-gradient"),
        (
            stops(r##"{"at": 1, "color": "#000000"}, {"at": 0, "color": "#000000"}"##),
            "design-gradient",
        ),
        (image(r#""source": {"asset": "../secret.png"}"#), "design-path"),
        (image(r#""source": {"asset": "/etc/passwd"}"#), "design-path"),
        (
            image(r#""source": {"asset": "a.png"}, "focus": [2, 0]"#),
            "design-number",
        ),
    ] {
        let problems = from_json(&text).expect_err(&text);
        let problem = problems.iter().next().expect("a problem");
        assert_eq!(problem.code, code, "{problem}\n{text}");
        assert!(problem.place.element.is_some(), "{problem}");
        assert_eq!(problem.place.page, Some(1), "{problem}");
    }
}

#[test]
fn a_mask_is_a_shape_with_an_outline() {
    let masked = |children: &str| {
        around(&format!(
            r#"{{"name": "G", "x": 0, "y": 0, "width": 9, "height": 9, "content": {{"group": {{"masked": true, "children": [{children}]}}}}}}"#
        ))
    };
    let child =
        |content: &str| format!(r#"{{"name": "M", "x": 0, "y": 0, "width": 9, "height": 9, "content": {content}}}"#);
    let shape = |form: &str| child(&format!(r#"{{"shape": {{"form": {form}}}}}"#));
    for children in [
        String::new(),
        shape(r#"{"line": {}}"#),
        shape(r#"{"ornament": {"guilloche": {"waves": 3, "lines": 3}}}"#),
        child(r#"{"qr": {}}"#),
        child(r#"{"group": {"children": []}}"#),
    ] {
        let problems = from_json(&masked(&children)).expect_err(&children);
        let problem = problems.iter().next().expect("a problem");
        assert_eq!(problem.code, "design-mask", "{problem}");
        assert_eq!(problem.place.element.as_deref(), Some("G"), "{problem}");
    }
    // It needs no paint.
    let read = from_json(&masked(&shape(r#"{"ellipse": {}}"#))).expect("a mask");
    assert!(read.problems.is_empty(), "{}", read.problems);
    assert_eq!(from_json(&to_json(&read.value)).expect("again").value, read.value);
    let released = to_json(&read.value).replace(r#""masked": true"#, r#""masked": false"#);
    let read = from_json(&released).expect("a group");
    assert_eq!(
        read.problems.worst(),
        Some(Severity::Warning),
        "it is painted, and has no paint"
    );
    assert!(!to_json(&read.value).contains("masked"), "left out when false");
}

#[test]
fn sizes_names_and_depth_have_bounds() {
    let code = |text: &str| from_json(text).expect_err(text).0[0].code.to_string();
    let page = |from: &str, to: &str| code(&text_element("x").replace(from, to));
    assert_eq!(page("\"width\": 300", "\"width\": 5"), "design-number");
    assert_eq!(page("\"width\": 300", "\"width\": \"6m\""), "design-value");
    assert_eq!(page("\"width\": 300", "\"width\": \"600cm\""), "design-number");
    assert_eq!(page("\"kind\"", "\"language\": \"xx\", \"kind\""), "design-language");
    assert_eq!(page("\"name\": \"Test\"", "\"name\": \" \""), "design-name");
    let no_page = r#"{"format": "accolade-design", "version": 1, "name": "x", "kind": "badge", "pages": []}"#;
    assert_eq!(code(no_page), "design-pages");

    let line = r##"{"name": "N", "x": 0, "y": 0, "width": 9, "height": 9,
        "content": {"shape": {"form": {"line": {}}, "fill": "#000000"}}}"##;
    let twice = around(&format!("{line},{line}"));
    assert_eq!(code(&twice), "design-name");
    let mut nested = line.to_owned();
    for depth in 0..20 {
        nested = format!(
            r#"{{"name": "G{depth}", "x": 0, "y": 0, "width": 9, "height": 9, "content": {{"group": {{"children": [{nested}]}}}}}}"#
        );
    }
    assert_eq!(code(&around(&nested)), "design-depth");
    let many: Vec<String> = (0..6000).map(|n| line.replace("\"N\"", &format!("\"N{n}\""))).collect();
    assert_eq!(code(&around(&many.join(","))), "design-elements");

    let unseen = around(&line.replace(r##", "fill": "#000000""##, ""));
    let warned = from_json(&unseen).expect("only a warning");
    assert_eq!(warned.problems.worst(), Some(Severity::Warning));
}
