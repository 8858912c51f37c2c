//! Codes that a camera cannot tell from their ground.

use crate::diag::{Place, Problem, Problems};
use crate::model::{Design, ElementContent, Qr};
use crate::units::Color;

/// Lighter than this against its ground, a code is hard to scan (WCAG's ratio of luminances).
const LEAST_CONTRAST: f64 = 3.0;

fn is_pale(qr: &Qr) -> bool {
    let ground = qr.background.unwrap_or(Color::WHITE).luminance() + 0.05;
    ground / (qr.color.luminance() + 0.05) < LEAST_CONTRAST
}

/// A warning for every code of a page (from 1) that is not dark enough.
pub fn pale_codes(design: &Design, page: u32) -> Problems {
    let elements = design.elements().into_iter();
    let pale = elements.filter_map(|(at, element)| match &element.content {
        ElementContent::Qr(qr) if at == page && is_pale(qr) => Some(&element.name),
        _ => None,
    });
    let warning = |name: &String| {
        let message = "The code is not dark enough against its ground to be scanned";
        Problem::warning("pale-code", message)
            .hint("Make the code darker, or its ground lighter")
            .at(Place::element(page, name))
    };
    Problems(pale.map(warning).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_are_too_pale_are_told() {
        let design = |color: &str| -> Design {
            let page = format!(
                r##"{{"width":400,"height":300,"elements":[{{"name":"Code","x":0,"y":0,"width":80,"height":80,
                "content":{{"qr":{{"content":"https://n.example/c/1","level":"medium","color":"{color}","background":"#FFFFFF","quiet_zone":4}}}}}}]}}"##
            );
            let text = format!(r##"{{"name":"Codes","kind":"certificate","pages":[{page}]}}"##);
            serde_json::from_str(&text).expect("a design")
        };
        assert!(pale_codes(&design("#1F2A37"), 1).is_empty());
        let pale = design("#C8D0DA");
        let found = pale_codes(&pale, 1);
        let elements: Vec<_> = found.iter().map(|problem| problem.place.element.as_deref()).collect();
        assert_eq!(elements, [Some("Code")]);
        assert!(pale_codes(&pale, 2).is_empty(), "another page");
    }
}
