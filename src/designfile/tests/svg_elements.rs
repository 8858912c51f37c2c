//! SVG drawings as editable elements.

use super::*;
use crate::model::{
    Align, Blend, Direction, Element, ElementContent, FitPolicy, Form, Gradient, ImageSource, Paint, TextPath,
};
use crate::units::{BezPath, Color, Pt};
use kurbo::ParamCurve;

fn read_elements(inner: &str) -> Warned<DesignFile> {
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="400" height="200">{inner}</svg>"#
    );
    let (launcher, progress) = (launcher(), Progress::new());
    let path = Path::new("Drawing.svg");
    elements::drawing(path, svg.as_bytes(), &BOOK, &launcher, &progress).unwrap_or_else(|problems| panic!("{problems}"))
}

fn all(file: &DesignFile) -> Vec<&Element> {
    file.design.pages[0].elements.iter().collect()
}

fn form(element: &Element) -> &Form {
    match &element.content {
        ElementContent::Shape(shape) => &shape.form,
        other => panic!("{other:?}"),
    }
}

#[test]
fn shapes_are_what_they_were_drawn_as() {
    let read = read_elements(
        r##"<rect width="400" height="200" fill="#FBF8F1"/>
        <rect id="Panel" x="40" y="20" width="80" height="40" rx="8" fill="#123456" fill-opacity="0.5"/>
        <circle cx="200" cy="100" r="40" fill="none" stroke="#B08D3C" stroke-width="4" stroke-dasharray="8 4"/>
        <g transform="rotate(30 300 100)"><rect x="280" y="80" width="40" height="40" fill="red"/></g>
        <path d="M10 150L60 190L110 150Z" fill="green" fill-rule="evenodd"/>"##,
    );
    let page = &read.value.design.pages[0];
    assert_eq!(
        (page.width, page.height),
        (Pt(300.0), Pt(150.0)),
        "96 units to the inch"
    );
    assert_eq!(
        page.background.paint,
        Some(Paint::Solid("#FBF8F1".parse().expect("colour")))
    );
    let [panel, circle, turned, path] = all(&read.value)[..] else {
        panic!("{page:?}")
    };
    assert_eq!(panel.name, "Panel");
    assert_eq!(
        [panel.x.0, panel.y.0, panel.width.0, panel.height.0],
        [30.0, 15.0, 60.0, 30.0]
    );
    assert_eq!(form(panel), &Form::Rectangle { radii: [Pt(6.0); 4] });
    assert_eq!(form(circle), &Form::Ellipse {});
    let ElementContent::Shape(ring) = &circle.content else {
        panic!("a shape")
    };
    let stroke = ring.stroke.as_ref().expect("stroke");
    assert_eq!(
        (stroke.width, stroke.dashes.as_slice()),
        (Pt(3.0), &[Pt(6.0), Pt(3.0)][..])
    );
    assert!(
        (turned.rotation - 30.0).abs() < 0.01 && turned.width == Pt(30.0),
        "{turned:?}"
    );
    assert!(matches!(form(path), Form::Path { .. }));
    assert!(
        read.problems.iter().all(|problem| problem.code == "import-no-fields"),
        "{}",
        read.problems
    );
}

#[test]
fn texts_become_fields_where_they_stood() {
    let read = read_elements(
        r##"<text x="200" y="60" text-anchor="middle" font-family="'EB Garamond', serif" font-size="20" fill="#102030">Awarded to</text>
        <text x="200" y="100" text-anchor="middle" font-family="Great Vibes" font-size="40">&lt;&lt;<tspan font-weight="bold">NA</tspan>ME&gt;&gt;</text>
        <text font-size="10" font-family="sans-serif"><tspan x="20" y="150">First line</tspan><tspan x="20" y="165">of {{course}}</tspan></text>"##,
    );
    let texts: Vec<_> = all(&read.value)
        .into_iter()
        .filter_map(|element| match &element.content {
            ElementContent::Text(text) => Some((element, text)),
            _ => None,
        })
        .collect();
    let [(first, awarded), (_, name), (block, lines)] = texts[..] else {
        panic!("{texts:?}")
    };
    let words = |text: &crate::model::TextContent| text.spans.iter().map(|span| span.text.as_str()).collect::<String>();
    assert_eq!(
        (awarded.align, awarded.style.size, awarded.style.family.as_str()),
        (Align::Center, Pt(15.0), "EB Garamond")
    );
    let middle = first.x.0 + first.width.0 / 2.0;
    assert!((middle - 150.0).abs() < 0.01, "centred where it was");
    assert_eq!(words(name), "{{recipient.name}}");
    assert_eq!(name.fit.policy, FitPolicy::ShrinkToWidth);
    assert_eq!(words(lines), "First line\nof {{group.title}}");
    assert!((lines.line_height - 1.5).abs() < 1e-6 && (lines.style.size.0 - 7.5).abs() < 1e-6);
    assert!((block.x.0 - 15.0).abs() < 0.01);
    assert_eq!(lines.style.family, "Inter");
}

#[test]
fn bold_and_slanted_texts_stay_so_wherever_that_is_said() {
    let read = read_elements(
        r##"<style>.strong { font-weight: 700 } .soft { font-style: italic }</style>
        <text x="9" y="20" font-size="9" font-weight="bold">attribute</text>
        <text x="9" y="40" font-size="9" style="font-weight:700;font-style:oblique">style</text>
        <text x="9" y="60" font-size="9" class="strong soft">class</text>
        <g font-weight="600" font-style="italic"><g><text x="9" y="80" font-size="9">group</text></g></g>
        <g class="strong"><text x="9" y="100" font-size="9"><tspan>tspan</tspan></text></g>
        <text x="9" y="120" style="font: italic bold 9px Lato">short</text>
        <text x="9" y="140" font-size="9" font-family="'OpenSans-BoldItalic'">face</text>
        <text x="9" y="160" font-size="9" font-weight="bold">out <tspan class="soft" font-weight="normal">in</tspan></text>"##,
    );
    let styles: Vec<(String, u16, bool)> = all(&read.value)
        .into_iter()
        .filter_map(|element| match &element.content {
            ElementContent::Text(text) => Some(text),
            _ => None,
        })
        .flat_map(|text| {
            text.spans
                .iter()
                .map(|span| (span.text.clone(), text.style.with(&span.style)))
        })
        .map(|(text, style)| (text.trim().to_owned(), style.weight, style.italic))
        .collect();
    let expected = [
        ("attribute", 700, false),
        ("style", 700, true),
        ("class", 700, true),
        ("group", 600, true),
        ("tspan", 700, false),
        ("short", 700, true),
        ("face", 700, true),
        ("out", 700, false),
        ("in", 400, true),
    ];
    assert_eq!(
        styles,
        expected.map(|(text, weight, italic)| (text.to_owned(), weight, italic))
    );
}

#[test]
fn texts_stand_where_they_stood_without_saying_where() {
    let read = read_elements(
        r##"<g transform="translate(200 80) rotate(-3)"><text text-anchor="middle" font-family="Inter" font-size="24">Certificate
        <tspan font-style="italic" fill="#B58A2E">of skill</tspan></text></g>
        <text x="40" y="120" font-size="10">One<tspan x="40" dy="14">Two</tspan><tspan x="40" dy="14">Three</tspan></text>"##,
    );
    let said = read.problems.to_string();
    assert!(!said.contains("stand in line"), "{said}");
    let [title, lines] = all(&read.value)[..] else {
        panic!("{:?}", read.value.design)
    };
    // 200 units from the left are 150 pt; the middle lies a little above the baseline at 60 pt.
    let middle = (title.x.0 + title.width.0 / 2.0, title.y.0 + title.height.0 / 2.0);
    assert!(
        (middle.0 - 150.0).abs() < 1.0 && (middle.1 - 54.0).abs() < 4.0,
        "{middle:?}"
    );
    let ElementContent::Text(text) = &title.content else {
        panic!("a text")
    };
    assert_eq!((text.align, text.spans.len()), (Align::Center, 2));
    let ElementContent::Text(text) = &lines.content else {
        panic!("a text")
    };
    let words: String = text.spans.iter().map(|span| span.text.as_str()).collect();
    assert_eq!(words, "One\nTwo\nThree");
    assert!((text.line_height - 1.4).abs() < 0.01, "{}", text.line_height);
}

#[test]
fn texts_along_a_path_are_set_on_its_circle_or_on_the_path() {
    let read = read_elements(
        r##"<defs><path id="top" d="M100 150A80 80 0 0 1 260 150"/><path id="wave" d="M40 60C80 0 120 120 160 60"/></defs>
        <text font-size="16" text-anchor="middle"><textPath xlink:href="#top" startOffset="50%">Well done</textPath></text>
        <text font-size="16"><textPath xlink:href="#wave">Waving</textPath></text>"##,
    );
    let [round, wave] = all(&read.value)[..] else {
        panic!("{:?}", read.value.design)
    };
    let ElementContent::Text(text) = &round.content else {
        panic!("a text")
    };
    let Some(TextPath::Arc { radius, angle, inward }) = text.path else {
        panic!("{:?}", text.path)
    };
    assert!(
        (radius.0 - 60.0).abs() < 0.2 && angle.abs() < 1.0 && !inward,
        "{radius:?} {angle} {inward}"
    );
    let middle = (round.x.0 + round.width.0 / 2.0, round.y.0 + round.height.0 / 2.0);
    assert!(
        (middle.0 - 135.0).abs() < 0.5 && (middle.1 - 112.5).abs() < 0.5,
        "{middle:?}"
    );
    let ElementContent::Text(text) = &wave.content else {
        panic!("a text")
    };
    let Some(TextPath::Path { d }) = &text.path else {
        panic!("{:?}", text.path)
    };
    let path = BezPath::from_svg(d).expect("a path");
    let start = path.segments().next().expect("a segment").start();
    // 40 and 60 units from the edges are 30 and 45 pt.
    let begins = (wave.x.0 + start.x, wave.y.0 + start.y);
    assert!(
        (begins.0 - 30.0).abs() < 0.1 && (begins.1 - 45.0).abs() < 0.1,
        "{begins:?}"
    );
    assert_eq!(
        read.problems.to_string().matches("line").count(),
        0,
        "{}",
        read.problems
    );
}

#[test]
fn gradients_follow_their_transforms() {
    let read = read_elements(
        r##"<defs><linearGradient id="g" gradientUnits="userSpaceOnUse" x1="100" y1="0" x2="200" y2="0"><stop offset="0" stop-color="#000"/><stop offset="1" stop-color="#fff" stop-opacity="0.5"/></linearGradient></defs>
        <rect x="100" y="20" width="100" height="50" fill="url(#g)"/>"##,
    );
    let ElementContent::Shape(shape) = &all(&read.value)[0].content else {
        panic!("a shape")
    };
    let Some(Paint::Gradient(Gradient::Linear { from, to, stops })) = &shape.fill else {
        panic!("{shape:?}")
    };
    assert!(
        from[0].abs() < 1e-4 && (to[0] - 1.0).abs() < 1e-4 && (from[1] - to[1]).abs() < 1e-4,
        "{from:?} {to:?}"
    );
    assert_eq!(stops[1].color, Color { a: 128, ..Color::WHITE });
}

#[test]
fn effects_become_pictures_and_this_is_said() {
    let read = read_elements(
        r##"<defs><filter id="f"><feGaussianBlur stdDeviation="3"/><feOffset dx="1"/></filter><clipPath id="c"><circle cx="50" cy="50" r="30"/></clipPath></defs>
        <g id="Glow" filter="url(#f)"><rect x="200" y="20" width="60" height="60" fill="red"/></g>
        <g clip-path="url(#c)"><rect x="10" y="10" width="80" height="80" fill="blue"/><rect x="10" y="10" width="20" height="80" fill="white"/></g>"##,
    );
    let [glow, clipped] = all(&read.value)[..] else {
        panic!("two elements")
    };
    assert_eq!(glow.name, "Glow");
    assert!(
        matches!(&glow.content, ElementContent::Image(image) if image.source == ImageSource::Asset("images/flattened.png".to_owned()))
    );
    assert!(
        glow.x.0 < 150.0 && glow.x.0 > 130.0,
        "with its blurred edge: {}",
        glow.x.0
    );
    let problem = read
        .problems
        .iter()
        .find(|problem| problem.code == "import-flattened")
        .expect("said");
    assert_eq!(problem.place.element.as_deref(), Some("Glow"));
    let ElementContent::Group(group) = &clipped.content else {
        panic!("{clipped:?}")
    };
    assert_eq!(group.clip, Some(Form::Ellipse {}));
    assert_eq!(
        [clipped.x.0, clipped.width.0],
        [15.0, 45.0],
        "the frame is that of the clip"
    );
    prepare_all(&read.value, &Progress::new()).expect("a picture that can be drawn");
}

#[test]
fn what_became_a_picture_has_the_name_that_it_had() {
    // What has a filter or mask lies in a group that nobody named.
    let read = read_elements(
        r##"<defs><filter id="f"><feGaussianBlur stdDeviation="3"/><feOffset dx="1"/></filter><mask id="m"><rect width="90" height="90" fill="#fff"/></mask>
        <pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="2" height="2"/></pattern></defs>
        <rect id="Halo" x="200" y="20" width="60" height="60" filter="url(#f)"/>
        <circle id="Medal" cx="50" cy="50" r="30" mask="url(#m)"/>
        <rect id="Weave" x="100" y="100" width="60" height="60" fill="url(#p)"/>"##,
    );
    let flattened = |problem: &&Problem| problem.code == "import-flattened";
    let named: Vec<_> = read
        .problems
        .iter()
        .filter(flattened)
        .map(|problem| problem.place.element.clone())
        .collect();
    assert_eq!(named, ["Halo", "Medal", "Weave"].map(|name| Some(name.to_owned())));
}

#[test]
fn only_fonts_that_are_not_there_are_called_missing() {
    let said = |inner: &str| {
        let read = read_elements(inner);
        let font = read.problems.iter().find(|problem| problem.code == "import-font");
        font.map(|problem| problem.message.clone())
    };
    let there = r#"<text x="9" y="40" font-family="EB Garamond">a</text><text x="9" y="60" font-family="'Noto Sans Arabic', serif">b</text>"#;
    assert_eq!(said(there), None);
    let one_is_not = format!(r#"{there}<text x="9" y="90" font-family="Comic Sans MS">c</text>"#);
    let message = said(&one_is_not).expect("said");
    assert!(message.ends_with(": Comic Sans MS"), "{message}");
}

#[test]
fn a_line_has_the_height_of_its_face_and_its_baseline_where_it_was() {
    for family in ["Inter", "Noto Sans Arabic", "Noto Nastaliq Urdu", "EB Garamond"] {
        let read = read_elements(&format!(
            r#"<text x="200" y="100" text-anchor="middle" font-size="20" font-family="{family}">a</text>"#
        ));
        let [line] = all(&read.value)[..] else {
            panic!("{:?}", read.value.design)
        };
        let (_, metrics) = BOOK.measured_face(family, 400, false).expect(family);
        let caps = metrics.cap_height * 15.0;
        // As a line is set in the middle of its frame.
        let baseline = line.y.0 + (line.height.0 + caps) / 2.0;
        assert!((baseline - 75.0).abs() < 0.02, "{family}: {baseline}");
        let needed = (metrics.ascent + metrics.descent) * 15.0;
        assert!(
            line.height.0 >= needed - 0.01,
            "{family}: {} of {needed}",
            line.height.0
        );
    }
}

#[test]
fn blurs_shadows_and_mixing_stay_what_they_are() {
    let read = read_elements(
        r##"<defs><filter id="blur"><feGaussianBlur stdDeviation="3"/></filter>
        <filter id="shade"><feDropShadow dx="4" dy="2" stdDeviation="1" flood-color="#102030" flood-opacity="0.5"/></filter>
        <clipPath id="c"><circle cx="50" cy="50" r="30"/></clipPath></defs>
        <g transform="scale(2)"><rect id="Soft" width="60" height="60" fill="red" filter="url(#blur)"/></g>
        <g id="Mixed" style="mix-blend-mode:soft-light" opacity="0.5"><circle cx="9" cy="9" r="9"/><rect width="5" height="5"/></g>
        <circle id="Raised" cx="90" cy="90" r="20" fill="blue" filter="url(#shade)"/>
        <g filter="url(#blur)" clip-path="url(#c)"><rect id="Cut" x="10" y="10" width="80" height="80"/></g>"##,
    );
    let [soft, mixed, raised, cut] = all(&read.value)[..] else {
        panic!("four elements: {:?}", read.value.design.names())
    };
    // A deviation of 3 pixels, twice as large, in points, counted twice.
    assert!((soft.blur.0 - 9.0).abs() < 1e-6 && soft.blend.is_normal(), "{soft:?}");
    assert!(matches!(soft.content, ElementContent::Shape(_)), "{soft:?}");
    assert_eq!((mixed.blend, mixed.opacity), (Blend::SoftLight, 0.5));
    assert_eq!(mixed.children().len(), 2, "as one");
    let shadow = raised.shadow.expect("a shadow");
    assert_eq!([shadow.x, shadow.y, shadow.blur], [Pt(3.0), Pt(1.5), Pt(1.5)]);
    assert_eq!(shadow.color.to_string(), "#10203080");
    assert!(
        matches!(cut.content, ElementContent::Image(_)),
        "blurred before it is cut"
    );
    let flattened = read
        .problems
        .iter()
        .filter(|problem| problem.code == "import-flattened");
    assert_eq!(flattened.count(), 1);
    prepare_all(&read.value, &Progress::new()).expect("can be drawn");
}

#[test]
fn hostile_drawings_are_problems() {
    let (launcher, progress) = (launcher(), Progress::new());
    let read = |svg: &str| {
        let path = Path::new("x.svg");
        elements::drawing(path, svg.as_bytes(), &BOOK, &launcher, &progress)
    };
    assert!(read("<svg").is_err());
    assert!(
        codes(&read(r#"<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>"#).expect_err("small"))
            .contains(&"svg-size")
    );
    let many = "<path d=\"M0 0H1V2Z\"/>".repeat(4_100);
    let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200">{many}</svg>"#);
    assert!(codes(&read(&svg).expect_err("too many")).contains(&"svg-too-many"));
    let good = r##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><g transform="matrix(1 0 0 1 0 0)"><rect width="9" height="9" rx="2" fill="#123"/><text x="5" y="9" font-size="9">{{name}}</text></g></svg>"##;
    for at in (0..good.len()).step_by(3) {
        for with in ["0", "-", "\"", "1e30", ""] {
            let svg = format!("{}{with}{}", &good[..at], &good[at + 1..]);
            if let Ok(read) = read(&svg) {
                let again =
                    from_json(&to_json(&read.value.design)).unwrap_or_else(|problems| panic!("{problems}\n{svg}"));
                assert_eq!(again.value, read.value.design, "{svg}");
            }
        }
    }
}

#[test]
fn a_date_of_a_drawing_is_that_of_a_credential_of_today() {
    let read =
        read_elements(r##"<text x="20" y="60">Given to {{name}} on {{date}}, valid until {{valid until}}</text>"##);
    let design = &read.value.design;
    let fields: Vec<String> = design.fields().iter().map(ToString::to_string).collect();
    assert_eq!(
        fields,
        ["credential.expiry_date", "credential.issue_date", "recipient.name"]
    );
    // A day that was written into the file would be another one tomorrow.
    let sample: Vec<&str> = design.sample.keys().map(crate::model::FieldName::as_str).collect();
    assert_eq!(sample, ["recipient.name"]);
}

#[test]
fn texts_from_right_to_left_begin_where_they_began() {
    let read = read_elements(
        r##"<text x="240" y="20" font-size="12" direction="rtl">محمد بن عبد الله</text>
        <g style="direction:rtl"><text x="240" y="50" font-size="12" text-anchor="middle">שרה כהן</text>
        <text x="40" y="80" font-size="12" text-anchor="end">שרה Cohen</text>
        <text font-size="12"><tspan x="240" y="110">שרה</tspan> <tspan x="200" y="110">כהן</tspan></text></g>
        <text x="40" y="140" font-size="12">שרה Cohen</text>
        <text x="240" y="170" font-size="12" direction="rtl">{{name}}</text>"##,
    );
    let texts: Vec<_> = all(&read.value)
        .into_iter()
        .filter_map(|element| match &element.content {
            ElementContent::Text(text) => Some((element, text)),
            _ => None,
        })
        .collect();
    let [start, middle, end, words, ltr, name] = texts[..] else {
        panic!("{texts:?}")
    };
    assert_eq!(start.0.name, "محمد بن عبد الله");
    let right = |element: &Element| element.x.0 + element.width.0;
    for (element, text) in [start, words, name] {
        assert_eq!(
            (text.align, text.direction),
            (Align::Right, Direction::Rtl),
            "{}",
            element.name
        );
        assert!(
            (right(element) - 180.0).abs() < 0.01 && element.x.0 > 0.0,
            "{element:?}"
        );
    }
    assert_eq!((middle.1.align, middle.1.direction), (Align::Center, Direction::Rtl));
    assert!(((middle.0.x.0 + right(middle.0)) / 2.0 - 180.0).abs() < 0.01);
    assert_eq!((end.1.align, end.1.direction), (Align::Left, Direction::Rtl));
    assert!((end.0.x.0 - 30.0).abs() < 0.01, "an rtl text ends at its left");
    let said: String = words.1.spans.iter().map(|span| span.text.as_str()).collect();
    assert_eq!(said.split_whitespace().collect::<Vec<_>>(), ["שרה", "כהן"]);
    assert_eq!((ltr.1.align, ltr.1.direction), (Align::Left, Direction::Ltr));
}

#[test]
fn layers_and_elements_keep_the_names_that_they_were_given() {
    let read = read_elements(
        r##"<g xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" id="layer1" inkscape:label="Ornaments" inkscape:groupmode="layer">
            <path id="path12" d="M0 0L50 0L20 40Z" inkscape:label="Corner"/><path id="path13" d="M90 0L50 0L20 40Z"/></g>
        <g xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:label="Seal"><circle cx="99" cy="99" r="9" stroke="red" fill="none"/></g>
        <rect x="20" y="90" width="9" height="9"><title>Stamp</title></rect>
        <text id="text9" x="20" y="150" font-size="9">Awarded to</text>
        <g id="Gold_frame"><g id="g77"><path id="path14" d="M0 0L90 0L20 40Z"/><rect id="rect5" width="9" height="5"/></g></g>"##,
    );
    let names: Vec<&str> = read
        .value
        .design
        .elements()
        .iter()
        .map(|(_, one)| one.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Ornaments",
            "Corner",
            "Path",
            "Seal",
            "Stamp",
            "Awarded to",
            "Gold frame",
            "Path 2",
            "Rectangle"
        ],
    );
}
