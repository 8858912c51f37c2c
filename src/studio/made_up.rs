//! Letters that are slanted or thickened because their font has no face of its own for that.

use std::collections::BTreeSet;

use crate::diag::{Place, Problem, Problems};
use crate::fonts::made_up_letters;
use crate::scene::{GlyphRun, Item, ItemKind, Origin};

/// A note for every element and every font of which letters on a page (from 1) are made up. `name` tells whose they are.
pub fn made_up<'a>(
    items: impl Iterator<Item = &'a Item>,
    page: u32,
    name: impl Fn(Origin) -> Option<String>,
) -> Problems {
    let mut found = BTreeSet::new();
    for item in items {
        runs(item, &mut |origin, run| {
            let face = &run.face;
            let said = made_up_letters(&face.family, run.slant != 0.0, run.embolden > 0.0, face.italic);
            found.extend(name(origin).zip(said));
        });
    }
    let note = |(element, said): (String, String)| {
        Problem::note("made-up-style", said)
            .hint("Choose a font that has it, or leave the letters as they are")
            .at(Place::element(page, &element))
    };
    Problems(found.into_iter().map(note).collect())
}

fn runs(item: &Item, take: &mut impl FnMut(Origin, &GlyphRun)) {
    match &item.kind {
        ItemKind::Glyphs(run) => take(item.origin, run),
        ItemKind::Group(group) => group.items.iter().for_each(|item| runs(item, take)),
        ItemKind::Blurred(blurred) => blurred.items.iter().for_each(|item| runs(item, take)),
        // The letters of a shadow are those that cast it.
        ItemKind::Fill { .. }
        | ItemKind::Stroke { .. }
        | ItemKind::Image(_)
        | ItemKind::PdfPage(_)
        | ItemKind::Shadow(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::compose::{Kit, Pictures, compose};
    use crate::fonts::tests_support::book;
    use crate::model::{Design, Fields};
    use crate::text::Engine;

    const SLANTED: &str = "Cinzel has no italic here; its upright letters are slanted";

    /// The notes on a page with a text, with the elements that they are about.
    fn notes(says: &str, style: &str) -> Vec<(String, String)> {
        let text = format!(
            r##"{{"name":"T","kind":"badge","language":"en","pages":[{{"width":400,"height":400,"elements":[
            {{"name":"Frame","x":0,"y":0,"width":300,"height":300,"content":{{"group":{{"children":[
            {{"name":"Words","x":0,"y":0,"width":300,"height":300,"content":{{"text":{{"spans":[{{"text":"{says}"}}],
            "style":{{"size":24,"color":"#102030",{style}}}}}}}}}]}}}}}}]}}]}}"##
        );
        let design: Design = serde_json::from_str(&text).expect("a design");
        let kit = Kit {
            engine: Arc::new(Engine::new(book())),
            assets: BTreeMap::new(),
            own_fonts: Vec::new(),
        };
        let scene = compose(&design, &Fields::default(), &Pictures::new(), &kit).value;
        let elements = design.elements();
        let name = |origin: Origin| Some(elements.get(origin.0? as usize)?.1.name.clone());
        let found = made_up(scene.pages[0].items.iter(), 1, name);
        let said = |problem: &Problem| (problem.message.clone(), problem.place.element.clone().expect("whose"));
        found.iter().map(said).collect()
    }

    #[test]
    fn letters_that_are_made_up_are_told_once_for_an_element() {
        let found = notes("One two", r#""family":"Cinzel","italic":true"#);
        assert_eq!(found, [(SLANTED.to_owned(), "Words".to_owned())]);
        let both = r#""family":"Great Vibes","weight":700,"italic":true"#;
        let said = "Great Vibes has no bold and no italic here; its upright letters are thickened and slanted";
        assert_eq!(notes("One", both)[0].0, said);
        assert!(notes("One", r#""family":"Inter","weight":700"#).is_empty());
        assert!(notes("One", r#""family":"EB Garamond","italic":true"#).is_empty());
        let found = notes("One", r#""family":"EB Garamond","weight":700,"italic":true"#);
        assert_eq!(
            found[0].0,
            "EB Garamond has no bold italic here; its italic letters are thickened"
        );
        // What is set in another face is told of that one.
        let found = notes("王", r#""family":"Inter","weight":700"#);
        assert!(found.len() == 1 && found[0].0.contains("has no bold here"), "{found:?}");
        assert!(!found[0].0.contains("Inter"), "{found:?}");
    }
}
