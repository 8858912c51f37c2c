//! Texts that are blurred: in a PDF they are pictures.

use crate::compose::varies;
use crate::diag::{Place, Problem, Problems};
use crate::model::{Design, Element, ElementContent};

/// A note for every text of a page (from 1) that says something else for each recipient and is blurred, by itself or with
/// a group: who searches a PDF for a name does not find it there.
pub fn blurred_texts(design: &Design, page: u32) -> Problems {
    let elements = design.elements().into_iter().filter(|(at, _)| *at == page);
    let says = elements.filter(|(_, element)| matches!(element.content, ElementContent::Text(_)) && varies(element));
    let blurred = says.filter(|(_, element)| is_blurred(design, element));
    let note = |(_, element): (u32, &Element)| {
        let message = "Blurred text is a picture in the PDF: it cannot be found or copied there";
        Problem::note("blurred-text", message)
            .hint("Take the blur away where names must be found")
            .at(Place::element(page, &element.name))
    };
    Problems(blurred.map(note).collect())
}

fn is_blurred(design: &Design, element: &Element) -> bool {
    let groups = design
        .locate(&element.name)
        .map(|located| located.groups)
        .unwrap_or_default();
    let around = groups.iter().filter_map(|name| design.element(name));
    std::iter::once(element).chain(around).any(|one| one.blur.0 > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn design() -> Design {
        let text = |name: &str, says: &str, blur: f64| {
            format!(
                r##"{{"name":"{name}","x":0,"y":0,"width":80,"height":20,"blur":{blur},"content":{{"text":{{"spans":[{{"text":"{says}"}}],
                "style":{{"family":"Inter","size":12,"color":"#102030"}}}}}}}}"##
            )
        };
        let [sharp, soft, fixed, inner] = [
            text("Sharp", "{{recipient.name}}", 0.0),
            text("Soft", "{{recipient.name}}", 2.0),
            text("Fixed", "Diploma", 2.0),
            text("Inner", "No. {{credential.number}}", 0.0),
        ];
        let group = format!(
            r#"{{"name":"Group","x":0,"y":0,"width":80,"height":20,"blur":1,"content":{{"group":{{"children":[{inner}]}}}}}}"#
        );
        let page = format!(r#"{{"width":400,"height":300,"elements":[{sharp},{soft},{fixed},{group}]}}"#);
        let text = format!(r#"{{"name":"A","kind":"certificate","pages":[{page}]}}"#);
        serde_json::from_str(&text).expect("a design")
    }

    #[test]
    fn who_blurs_a_name_is_told_that_nobody_finds_it() {
        let found = blurred_texts(&design(), 1);
        let elements: Vec<_> = found.iter().map(|note| note.place.element.as_deref()).collect();
        assert_eq!(elements, [Some("Soft"), Some("Inner")]);
        assert!(blurred_texts(&design(), 2).is_empty());
    }
}
