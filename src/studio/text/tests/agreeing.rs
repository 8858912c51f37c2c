//! What is seen while a text is edited is what a credential will show.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Desk, bold, span};
use crate::compose::{Kit, Pictures, compose, placed};
use crate::model::{Align, Case, Design, ElementContent, Fit, FitPolicy, SpanStyle, TextPath, VAlign};
use crate::scene::{Item, ItemKind, Origin};
use crate::text::Engine;
use crate::units::{Pt, Size, Vec2};

/// Every glyph with its face, size and place, and the rectangles of underlines.
fn drawn(items: &[Item]) -> Vec<String> {
    let describe = |item: &Item| match &item.kind {
        ItemKind::Glyphs(run) => format!(
            "{} {} {:?} {:?} {:?}",
            run.face.family, run.size, run.color, run.transform, run.glyphs
        ),
        ItemKind::Fill { path, .. } => path.to_svg(),
        other => panic!("a text is glyphs and lines, not {other:?}"),
    };
    items.iter().map(describe).collect()
}

#[test]
fn the_view_is_what_is_composed() {
    let design = r##"{"name":"T","kind":"badge","pages":[{"width":400,"height":400,"elements":[
        {"name":"Text","x":30,"y":40,"width":220,"height":90,"content":{"text":{"spans":[{"text":""}],
        "style":{"family":"EB Garamond","size":24,"color":"#102030"}}}}]}]}"##;
    let mut design: Design = serde_json::from_str(design).expect("a design");
    design.language = "en".to_owned();
    let mut styled = bold("{{recipient.arabic}} straße, ");
    styled.style = SpanStyle {
        underline: Some(true),
        case: Some(Case::Upper),
        letter_spacing: Some(0.1),
        ..styled.style
    };
    let base = Desk::new(vec![
        span("Awarded to {{recipient.name | title}} — "),
        styled,
        span("on {{credential.issue_date | date long | lang \"th\"}} \n שרה 12 {{{{ office"),
    ]);
    let circle = TextPath::Arc {
        radius: Pt(80.0),
        angle: 20.0,
        inward: false,
    };
    for (policy, path) in [
        (FitPolicy::Grow, None),
        (FitPolicy::ShrinkToBox, None),
        (FitPolicy::ShrinkToWidth, Some(circle)),
    ] {
        for (align, valign) in [(Align::Center, VAlign::Middle), (Align::Justify, VAlign::Bottom)] {
            let mut content = base.editor.content();
            content.style.family = "EB Garamond".to_owned();
            content.fit = Fit {
                policy,
                ..Fit::default()
            };
            (content.align, content.valign) = (align, valign);
            content.path = path.clone();
            design.pages[0].elements[0].content = ElementContent::Text(content.clone());
            let kit = Kit {
                engine: Arc::new(Engine::new(Arc::clone(base.engine.book()))),
                assets: BTreeMap::new(),
                own_fonts: Vec::new(),
            };
            let scene = compose(&design, &base.fields, &Pictures::new(), &kit).value;
            let mut desk = Desk::new(Vec::new());
            desk.editor.set_content(&content);
            desk.frame = Size::new(220.0, 90.0);
            let items = placed(desk.view().laid, Vec2::new(30.0, 40.0), Origin(Some(0)));
            assert!(items.len() > 5);
            assert_eq!(drawn(&items), drawn(&scene.pages[0].items), "{policy:?} {align:?}");
        }
    }
}
