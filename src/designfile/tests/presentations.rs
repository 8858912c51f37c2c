//! Presentations as other programs write them, and as nobody should.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::diag::Severity;
use crate::model::{
    Align, Case, DesignKind, Element, ElementContent, Fit, FitPolicy, Form, Gradient, ImageFit, ImageSource, Paint,
    TextContent, VAlign,
};
use crate::units::{Color, Pt};

const SPACES: &str = r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main""#;

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

const THEME: &str = r#"<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>
<a:clrScheme name="x"><a:dk1><a:srgbClr val="111111"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme>
<a:fontScheme name="x"><a:majorFont><a:latin typeface="Playfair Display"/></a:majorFont><a:minorFont><a:latin typeface="Inter"/></a:minorFont></a:fontScheme>
<a:fmtScheme name="x"><a:fillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:fillStyleLst>
<a:lnStyleLst><a:ln w="12700"><a:solidFill><a:schemeClr val="phClr"><a:shade val="50000"/></a:schemeClr></a:solidFill></a:ln></a:lnStyleLst></a:fmtScheme>
</a:themeElements></a:theme>"#;

fn relations(list: &[(&str, &str, &str)]) -> String {
    let each = |(id, kind, target): &(&str, &str, &str)| {
        let mode = if target.starts_with("http") {
            " TargetMode=\"External\""
        } else {
            ""
        };
        format!("<Relationship Id=\"{id}\" Type=\"{TYPES}{kind}\" Target=\"{target}\"{mode}/>")
    };
    let all: String = list.iter().map(each).collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

/// A presentation of one slide of 10 × 5 inches, with a layout, a master and a theme.
fn deck(shapes: &str, background: &str) -> Vec<u8> {
    let slide = format!("<p:sld {SPACES}><p:cSld>{background}<p:spTree>{shapes}</p:spTree></p:cSld></p:sld>");
    let layout = format!(
        r#"<p:sldLayout {SPACES}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="914400" y="457200"/><a:ext cx="7315200" cy="914400"/></a:xfrm></p:spPr><p:txBody><a:bodyPr anchor="b"/><a:lstStyle><a:lvl1pPr algn="ctr"/></a:lstStyle></p:txBody></p:sp></p:spTree></p:cSld></p:sldLayout>"#
    );
    let master = format!(
        r#"<p:sldMaster {SPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></p:bgPr></p:bg><p:spTree>
        <p:sp><p:nvSpPr><p:cNvPr id="3" name="Edge"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9144000" cy="127000"/></a:xfrm><a:prstGeom prst="rect"/><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></p:spPr></p:sp>
        <p:sp><p:nvSpPr><p:cNvPr id="4" name="Title"/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></a:xfrm></p:spPr></p:sp></p:spTree></p:cSld>
        <p:clrMap bg1="lt1" tx1="dk1" accent1="accent1"/><p:txStyles><p:titleStyle><a:lvl1pPr><a:lnSpc><a:spcPct val="90000"/></a:lnSpc><a:defRPr sz="4400"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr></p:titleStyle></p:txStyles></p:sldMaster>"#
    );
    let presentation = format!(
        r#"<p:presentation {SPACES}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst><p:sldSz cx="9144000" cy="4572000"/><p:embeddedFontLst><p:embeddedFont><p:font typeface="Cinzel Bold"/><p:regular r:id="rId2"/></p:embeddedFont></p:embeddedFontLst><p:defaultTextStyle><a:lvl1pPr><a:defRPr sz="1800"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr></p:defaultTextStyle></p:presentation>"#
    );
    let font = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/cinzel/Cinzel-Bold.ttf")).expect("font");
    let main = relations(&[("rId1", "officeDocument", "ppt/presentation.xml")]);
    let outer = relations(&[
        ("rId1", "slide", "slides/slide1.xml"),
        ("rId2", "font", "fonts/font1.fntdata"),
    ]);
    let of_slide = relations(&[
        ("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"),
        ("rId2", "image", "../media/image1.png"),
        ("rId3", "image", "../media/image2.emf"),
        ("rId4", "hyperlink", "https://example.org/course"),
    ]);
    let of_layout = relations(&[("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")]);
    let of_master = relations(&[("rId1", "theme", "../theme/theme1.xml")]);
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", main.as_bytes()),
        ("ppt/presentation.xml", presentation.as_bytes()),
        ("ppt/_rels/presentation.xml.rels", outer.as_bytes()),
        ("ppt/slides/slide1.xml", slide.as_bytes()),
        ("ppt/slides/_rels/slide1.xml.rels", of_slide.as_bytes()),
        ("ppt/slideLayouts/slideLayout1.xml", layout.as_bytes()),
        ("ppt/slideLayouts/_rels/slideLayout1.xml.rels", of_layout.as_bytes()),
        ("ppt/slideMasters/slideMaster1.xml", master.as_bytes()),
        ("ppt/slideMasters/_rels/slideMaster1.xml.rels", of_master.as_bytes()),
        ("ppt/theme/theme1.xml", THEME.as_bytes()),
        ("ppt/media/image1.png", &png(40, 20)),
        ("ppt/media/image2.emf", b"an enhanced metafile"),
        ("ppt/fonts/font1.fntdata", &font),
    ])
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("file");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("archive").into_inner()
}

fn imported(bytes: &[u8]) -> Result<Warned<DesignFile>> {
    let (launcher, progress) = (launcher(), Progress::new());
    elements::presentation(Path::new("Course.pptx"), bytes, &launcher, &progress)
}

fn slide(shapes: &str) -> Warned<DesignFile> {
    imported(&deck(shapes, "")).unwrap_or_else(|problems| panic!("{problems}"))
}

fn find<'a>(file: &'a DesignFile, name: &str) -> &'a Element {
    let all = file.design.elements();
    let found = all.iter().find(|(_, element)| element.name == name);
    let names: Vec<&str> = all.iter().map(|(_, element)| element.name.as_str()).collect();
    found.unwrap_or_else(|| panic!("{name} in {names:?}")).1
}

fn text<'a>(file: &'a DesignFile, name: &str) -> &'a TextContent {
    match &find(file, name).content {
        ElementContent::Text(text) => text,
        other => panic!("{other:?}"),
    }
}

fn words(text: &TextContent) -> String {
    text.spans.iter().map(|span| span.text.as_str()).collect()
}

/// A text box of 4 × 1 inch without space around the text.
fn text_box(paragraphs: &str, body: &str) -> String {
    format!(
        r#"<p:sp><p:nvSpPr><p:cNvPr id="9" name="TextBox 9"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="914400" y="1828800"/><a:ext cx="3657600" cy="914400"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" {body}</a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"#
    )
}

fn shape(name: &str, transform: &str, inner: &str) -> String {
    format!(
        r#"<p:sp><p:nvSpPr><p:cNvPr id="5" name="{name}"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm {transform}><a:off x="127000" y="254000"/><a:ext cx="1270000" cy="635000"/></a:xfrm>{inner}</p:spPr></p:sp>"#
    )
}

#[test]
fn a_slide_becomes_a_page_with_what_it_inherits() {
    let title = r#"<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title 1"/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="de-DE"/><a:t>Urkunde für {{name}}</a:t></a:r></a:p></p:txBody></p:sp>"#;
    let read = slide(title);
    let design = &read.value.design;
    assert_eq!((design.name.as_str(), design.kind), ("Course", DesignKind::Certificate));
    assert_eq!(design.language, "de-DE");
    let page = &design.pages[0];
    assert_eq!((page.width, page.height), (Pt(720.0), Pt(360.0)));
    assert_eq!(page.background.paint, Some(Color::WHITE.into()), "the master's");
    assert_eq!(
        page.elements[0].name, "Edge",
        "a shape of the master lies under the slide's"
    );
    let name = "Urkunde für recipient.name";
    let element = find(&read.value, name);
    let inset = (914_400.0 + 91_440.0) / 12_700.0;
    assert!(
        (element.x.0 - inset).abs() < 0.01,
        "the layout's place and the usual space around it"
    );
    let text = text(&read.value, name);
    assert_eq!(words(text), "Urkunde für {{recipient.name}}");
    assert_eq!(
        (text.align, text.valign),
        (Align::Center, VAlign::Bottom),
        "the layout's"
    );
    assert_eq!(
        (text.style.family.as_str(), text.style.size),
        ("Playfair Display", Pt(44.0)),
        "the master's"
    );
    assert_eq!(text.style.color, "#111111".parse().expect("colour"));
    assert_eq!(
        design.sample.get("recipient.name").map(String::as_str),
        Some("Zoë Müller-Lüdenscheidt")
    );
    assert!(
        read.problems
            .iter()
            .any(|p| p.code == "import-fields" && p.message.contains("{{name}} is recipient.name"))
    );
}

#[test]
fn runs_keep_their_styles_and_placeholders_are_found_across_them() {
    let read = slide(&text_box(
        r#"<a:p><a:pPr algn="ctr"><a:lnSpc><a:spcPts val="3000"/></a:lnSpc></a:pPr>
        <a:r><a:rPr sz="2000" spc="100" b="1"><a:latin typeface="Cinzel Bold"/></a:rPr><a:t>To &lt;&lt;na</a:t></a:r>
        <a:r><a:rPr sz="2000" i="1" u="sng" cap="all"><a:solidFill><a:srgbClr val="FF0000"><a:alpha val="50000"/></a:srgbClr></a:solidFill><a:latin typeface="Lora"/></a:rPr><a:t>me&gt;&gt; done {{ Grade }}</a:t></a:r></a:p>"#,
        ">",
    ));
    let text = text(&read.value, "To recipient.name done recipient.grade");
    assert_eq!(words(text), "To {{recipient.name}} done {{recipient.grade}}");
    assert_eq!(text.spans.len(), 2);
    let [first, second] = [0, 1].map(|at| text.style.with(&text.spans[at].style));
    assert_eq!(
        text.spans[0].text, "To {{recipient.name}}",
        "the run in which it begins gives the style"
    );
    assert_eq!(
        (first.family.as_str(), first.weight, first.letter_spacing),
        ("Cinzel", 700, 0.05)
    );
    assert_eq!(
        (second.italic, second.underline, second.case),
        (true, true, Case::Upper)
    );
    assert_eq!(second.color, "#FF000080".parse().expect("colour"));
    assert_eq!(text.line_height, 1.5, "30 points for a size of 20");
    assert_eq!(
        read.value.fonts.keys().collect::<Vec<_>>(),
        ["Cinzel-700.ttf"],
        "the font that is in the file"
    );
    assert!(
        read.problems
            .iter()
            .any(|p| p.code == "pptx-font" && p.message.contains("Lora")),
        "the one that is not"
    );
}

#[test]
fn texts_are_fitted_as_they_were() {
    let paragraph = |words: &str| format!("<a:p><a:r><a:rPr sz=\"4800\"/><a:t>{words}</a:t></a:r></a:p>");
    for (words, body, policy) in [
        ("{{name}}", "><a:spAutoFit/>", FitPolicy::ShrinkToWidth),
        ("Merit", "><a:spAutoFit/>", FitPolicy::ShrinkToWidth),
        ("Merit", "wrap=\"none\">", FitPolicy::ShrinkToWidth),
        (
            "A long sentence that was broken into lines by its frame",
            ">",
            FitPolicy::Grow,
        ),
        (
            "A long sentence that was broken into lines by its frame",
            "><a:normAutofit/>",
            FitPolicy::ShrinkToBox,
        ),
    ] {
        let read = slide(&text_box(&paragraph(words), body));
        let text = read
            .value
            .design
            .elements()
            .into_iter()
            .find_map(|(_, element)| match &element.content {
                ElementContent::Text(text) => Some(text.clone()),
                _ => None,
            });
        assert_eq!(
            text.expect("text").fit,
            Fit {
                policy,
                ..Fit::default()
            },
            "{words} {body}"
        );
    }
    let shrunk = slide(&text_box(&paragraph("Merit"), "><a:normAutofit fontScale=\"50000\"/>"));
    assert_eq!(
        text(&shrunk.value, "Merit").style.size,
        Pt(24.0),
        "as small as PowerPoint had made it"
    );
}

#[test]
fn shapes_keep_form_paint_line_and_turn() {
    let gradient = r#"<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 20000"/></a:avLst></a:prstGeom><a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="000000"/></a:gs><a:gs pos="100000"><a:srgbClr val="FFFFFF"/></a:gs></a:gsLst><a:lin ang="5400000"/></a:gradFill><a:ln w="25400" cap="rnd"><a:solidFill><a:schemeClr val="accent1"><a:lumMod val="75000"/></a:schemeClr></a:solidFill><a:prstDash val="dash"/><a:round/></a:ln>"#;
    let read = slide(
        &(shape("Panel", "rot=\"1800000\"", gradient)
            + &shape(
                "Up",
                "flipV=\"1\"",
                r#"<a:prstGeom prst="line"/><a:ln><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>"#,
            )),
    );
    let panel = find(&read.value, "Panel");
    assert_eq!(
        [panel.x.0, panel.y.0, panel.width.0, panel.height.0],
        [10.0, 20.0, 100.0, 50.0]
    );
    assert_eq!(panel.rotation, 30.0);
    let ElementContent::Shape(content) = &panel.content else {
        panic!("{panel:?}")
    };
    assert_eq!(content.form, Form::Rectangle { radii: [Pt(10.0); 4] });
    let Some(Paint::Gradient(Gradient::Linear { from, to, .. })) = &content.fill else {
        panic!("{content:?}")
    };
    assert_eq!((*from, *to), ([0.5, 0.0], [0.5, 1.0]));
    let stroke = content.stroke.as_ref().expect("line");
    assert_eq!(
        (stroke.width, stroke.dashes.as_slice()),
        (Pt(2.0), &[Pt(8.0), Pt(6.0)][..])
    );
    assert_eq!(stroke.paint, Paint::Solid("#2F5597".parse().expect("colour")));
    let ElementContent::Shape(line) = &find(&read.value, "Up").content else {
        panic!("a shape")
    };
    assert!(
        matches!(&line.form, Form::Path { d, .. } if d.starts_with("M0,50")),
        "{:?}",
        line.form
    );
}

#[test]
fn groups_scale_and_mirror_their_children() {
    let child = shape(
        "Half",
        "",
        r#"<a:prstGeom prst="rtTriangle"/><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>"#,
    );
    let other = child.replace("Half", "Other");
    let group = |children: &str| {
        format!(
            r#"<p:grpSp><p:nvGrpSpPr><p:cNvPr id="7" name="Pair"/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm flipH="1"><a:off x="1270000" y="1270000"/><a:ext cx="2540000" cy="1270000"/><a:chOff x="127000" y="254000"/><a:chExt cx="1270000" cy="635000"/></a:xfrm></p:grpSpPr>{children}</p:grpSp>"#
        )
    };
    let read = slide(&group(&format!("{child}{other}")));
    let pair = find(&read.value, "Pair");
    assert_eq!(
        [pair.x.0, pair.y.0, pair.width.0, pair.height.0],
        [100.0, 100.0, 200.0, 100.0]
    );
    let half = find(&read.value, "Half");
    assert_eq!(
        [half.x.0, half.y.0, half.width.0, half.height.0],
        [0.0, 0.0, 200.0, 100.0]
    );
    let ElementContent::Shape(content) = &half.content else {
        panic!("{half:?}")
    };
    assert!(
        matches!(&content.form, Form::Path { d, .. } if d.starts_with("M200,0")),
        "mirrored: {:?}",
        content.form
    );
    let alone = slide(&group(&child));
    let only = find(&alone.value, "Half");
    assert_eq!([only.x.0, only.width.0], [100.0, 200.0], "a group of one is the one");
}

#[test]
fn pictures_keep_their_crop_and_what_they_show() {
    let picture = |id: &str, inner: &str| {
        format!(
            r#"<p:pic><p:nvPicPr><p:cNvPr id="8" name="Seal" descr="The seal"><a:hlinkClick r:id="rId4"/></p:cNvPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{id}"><a:alphaModFix amt="50000"/></a:blip>{inner}<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1270000" cy="1270000"/></a:xfrm><a:prstGeom prst="ellipse"/></p:spPr></p:pic>"#
        )
    };
    let read = slide(&picture("rId2", r#"<a:srcRect l="50000"/>"#));
    let seal = find(&read.value, "Seal");
    let ElementContent::Image(image) = &seal.content else {
        panic!("{seal:?}")
    };
    assert_eq!(
        (image.fit, image.focus),
        (ImageFit::Cover, [1.0, 0.5]),
        "the right half"
    );
    assert_eq!(image.mask, Some(Form::Ellipse {}));
    assert_eq!((image.alt.as_str(), seal.opacity), ("The seal", 0.5));
    assert_eq!(seal.link.as_deref(), Some("https://example.org/course"));
    assert_eq!(image.source, ImageSource::Asset("images/image1.png".to_owned()));
    let prepared = prepare_all(&read.value, &Progress::new()).expect("pictures that can be drawn");
    assert_eq!(prepared.value.len(), 1);
    for missing in ["rId3", "rId99"] {
        let read = slide(&picture(missing, ""));
        let problem = read
            .problems
            .iter()
            .find(|p| p.code == "import-left-out")
            .expect("said");
        assert_eq!(
            (problem.severity, problem.place.element.as_deref()),
            (Severity::Warning, Some("Seal"))
        );
        assert!(read.value.assets.is_empty());
    }
}

#[test]
fn what_has_no_counterpart_is_said_by_name() {
    let shadow = shape(
        "Card",
        "",
        r#"<a:prstGeom prst="cloudCallout"/><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill><a:effectLst><a:outerShdw blurRad="1"/></a:effectLst>"#,
    );
    let table = r#"<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="6" name="Marks"/><p:nvPr/></p:nvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"/></a:graphic></p:graphicFrame>"#;
    let read = slide(&format!("{shadow}{table}"));
    let said: Vec<(&str, &str)> = read
        .problems
        .iter()
        .map(|problem| {
            (
                problem.place.element.as_deref().unwrap_or_default(),
                problem.message.as_str(),
            )
        })
        .collect();
    for wanted in [
        ("Card", "Its shadow was left out"),
        ("Card", "Its form is not known here and was drawn as a rectangle"),
        ("Marks", "The table was left out"),
    ] {
        assert!(said.contains(&wanted), "{wanted:?} in {said:?}");
    }
}

#[test]
fn a_code_and_the_logo_are_placeholders_too() {
    let alone = |words: &str| text_box(&format!("<a:p><a:r><a:t>{words}</a:t></a:r></a:p>"), ">");
    let read = slide(&(alone("{{qr}}") + &alone("[issuer.logo]")));
    let kinds = read.value.design.elements();
    assert!(
        kinds
            .iter()
            .any(|(_, e)| matches!(&e.content, ElementContent::Qr(qr) if qr.content == "{{credential.url}}"))
    );
    assert!(
        kinds
            .iter()
            .any(|(_, e)| matches!(&e.content, ElementContent::Image(i) if matches!(i.source, ImageSource::Field(_))))
    );
}

/// Whatever is wrong with a file, the answer is a design or problems. The deck is changed in its parts, not in the
/// compressed archive, whose checksums would stop every change.
#[test]
fn damaged_presentations_are_problems_and_never_panics() {
    let good = shape(
        "Panel",
        "rot=\"60000\"",
        r#"<a:prstGeom prst="star5"/><a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="000000"/></a:gs><a:gs pos="9"><a:schemeClr val="tx1"/></a:gs></a:gsLst></a:gradFill>"#,
    ) + &text_box(
        "<a:p><a:r><a:rPr sz=\"2000\"/><a:t>{{name}} [Course]</a:t></a:r></a:p>",
        ">",
    );
    assert!(imported(&deck(&good, "")).is_ok());
    // A small generator of numbers (Numerical Recipes), so that a failure can be run again.
    let mut seed = 7u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below.max(1)
    };
    let replacements = [
        "\"",
        "-",
        "999999999999",
        "0",
        "1e308",
        "NaN",
        "<a:p>",
        "{{",
        "",
        "é",
        "\" x=\"",
    ];
    for _ in 0..400 {
        let mut text = good.clone();
        for _ in 0..=next(3) {
            let mut at = next(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let mut end = (at + next(12)).min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.replace_range(at..end.max(at), replacements[next(replacements.len())]);
        }
        if let Ok(read) = imported(&deck(&text, "")) {
            let again = from_json(&to_json(&read.value.design)).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
            assert_eq!(again.value, read.value.design, "{text}");
        }
    }
    let whole = deck(&good, "");
    for cut in (0..whole.len()).step_by(whole.len() / 40) {
        assert!(imported(&whole[..cut]).is_err());
    }
    let deep = "<p:grpSp>".repeat(5_000) + &"</p:grpSp>".repeat(5_000);
    assert!(codes(&imported(&deck(&deep, "")).expect_err("too deep")).contains(&"pptx-damaged"));
    let empty = archive(&[("[Content_Types].xml", b"<Types/>"), ("ppt/x", b"")]);
    assert!(imported(&empty).is_err());
}

#[test]
fn a_presentation_is_known_by_its_content() {
    let folder = Folder::new("presentation");
    let bytes = deck(&text_box("<a:p><a:r><a:t>{{name}}</a:t></a:r></a:p>", ">"), "");
    let path = folder.write("Any name.bin", &bytes);
    let read = read_it(&path).expect("a presentation");
    assert_eq!(read.value.design.name, "Any name");
    assert!(read.problems.iter().all(|problem| problem.place.file.is_some()));
}
