//! Pictures of too few pixels for the place where they are printed.

use crate::compose::{Kit, Pictures, picture_area};
use crate::diag::{Place, Problem, Problems};
use crate::model::{Design, DesignKind, Element, ElementContent, Fields, Image, ImageSource, Value};
use crate::scene::Asset;
use crate::units::{Rect, Size};

use super::heavy::places;

/// The code of the warning.
pub const COARSE: &str = "coarse-picture";
/// Fewer dots in an inch look coarse on paper.
const LEAST_DPI: f64 = 150.0;

/// How many pixels of a picture of this size an inch of its place has, across or down, whichever are fewer.
pub fn resolution(size: Size, element: &Element, image: &Image) -> f64 {
    let frame = Rect::new(0.0, 0.0, element.width.0, element.height.0);
    dpi(size, picture_area(size, frame, image))
}

/// Whether so many are too few for print.
pub fn is_coarse(dpi: f64) -> bool {
    dpi.round() < LEAST_DPI
}

fn dpi(size: Size, area: Rect) -> f64 {
    let along = |pixels: f64, points: f64| pixels / (points / 72.0).max(1e-6);
    along(size.width, area.width()).min(along(size.height, area.height()))
}

/// Warnings for the pictures of a page (from 1) that look coarse on paper: its files, its ground, and those of the
/// recipient whose values are shown.
pub fn coarse_pictures(design: &Design, kit: &Kit, page: u32, fields: &Fields, pictures: &Pictures) -> Problems {
    let mut found = Problems::default();
    // A badge is seen on screens.
    if design.kind == DesignKind::Badge {
        return found;
    }
    for path in design.assets() {
        let Some(Asset::Picture(picture)) = kit.assets.get(path) else {
            continue;
        };
        let size = Size::new(f64::from(picture.width), f64::from(picture.height));
        let here = places(design, path, size).filter(|((at, _), _)| *at == page);
        found
            .0
            .extend(here.filter_map(|((_, element), area)| warning(dpi(size, area), page, element)));
    }
    let elements = design.elements().into_iter().filter(|(at, _)| *at == page);
    found
        .0
        .extend(elements.filter_map(|(_, element)| of_field(element, page, fields, pictures)));
    found.0.retain(|problem| is_seen(design, problem));
    found
}

fn of_field(element: &Element, page: u32, fields: &Fields, pictures: &Pictures) -> Option<Problem> {
    let ElementContent::Image(image) = &element.content else {
        return None;
    };
    let ImageSource::Field(field) = &image.source else {
        return None;
    };
    let Some(Value::Image(id)) = fields.get(field) else {
        return None;
    };
    let picture = pictures.get(id)?;
    let size = Size::new(f64::from(picture.width), f64::from(picture.height));
    warning(resolution(size, element, image), page, Some(element.name.clone()))
}

fn warning(dpi: f64, page: u32, element: Option<String>) -> Option<Problem> {
    is_coarse(dpi).then(|| {
        let message = format!(
            "This picture has {} pixels an inch where it stands: coarse in print",
            dpi.round()
        );
        Problem::warning(COARSE, message)
            .hint(match element {
                Some(_) => "Make it smaller on the page, or take one with more pixels; 300 an inch are enough",
                None => "Take one with more pixels; 300 an inch are enough",
            })
            .at(Place {
                page: Some(page),
                element,
                ..Place::default()
            })
    })
}

/// What is hidden is not printed.
fn is_seen(design: &Design, problem: &Problem) -> bool {
    let Some(name) = &problem.place.element else {
        return true;
    };
    let is_hidden = |name: &str| design.element(name).is_some_and(|element| element.hidden);
    let groups = design.locate(name).map(|at| at.groups).unwrap_or_default();
    !is_hidden(name) && !groups.iter().any(|group| is_hidden(group))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::fonts::tests_support::book;
    use crate::images::Picture;
    use crate::model::FieldName;
    use crate::text::Engine;

    /// A picture on two places of a page, 1 and 4 inches wide, and a photograph of the recipient 2 inches wide.
    fn design() -> Design {
        let picture = |name: &str, width: f64, source: &str| {
            format!(
                r#"{{"name":"{name}","x":0,"y":0,"width":{width},"height":{width},"content":{{"image":{{"source":{source}}}}}}}"#
            )
        };
        let file = r#"{"asset":"images/a.jpg"}"#;
        let elements = [
            picture("Small", 72.0, file),
            picture("Large", 288.0, file),
            picture("Photo", 144.0, r#"{"field":"recipient.photo"}"#),
        ];
        let page = format!(r#"{{"width":842,"height":595,"elements":[{}]}}"#, elements.join(","));
        let text = format!(r#"{{"name":"A","kind":"certificate","pages":[{page}]}}"#);
        serde_json::from_str(&text).expect("a design")
    }

    /// Only what is said of the pixels counts, not what they are.
    fn pixels(width: u32, height: u32) -> Picture {
        Picture {
            width,
            height,
            ..Picture::from_rgba(1, 1, vec![0; 4]).expect("pixels")
        }
    }

    fn kit() -> Kit {
        Kit {
            engine: Arc::new(Engine::new(book())),
            assets: [("images/a.jpg".to_owned(), Asset::Picture(Arc::new(pixels(300, 300))))].into(),
            own_fonts: Default::default(),
        }
    }

    fn found(design: &Design, page: u32, fields: &Fields, pictures: &Pictures) -> Vec<Option<String>> {
        let found = coarse_pictures(design, &kit(), page, fields, pictures);
        found.0.into_iter().map(|problem| problem.place.element).collect()
    }

    #[test]
    fn a_file_with_too_few_pixels_for_its_place_is_a_warning_there() {
        let (fields, pictures) = (Fields::default(), Pictures::new());
        let warned = coarse_pictures(&design(), &kit(), 1, &fields, &pictures);
        let said = "This picture has 75 pixels an inch where it stands: coarse in print";
        let [only] = warned.0.as_slice() else {
            panic!("{warned}")
        };
        assert_eq!(
            (only.message.as_str(), only.place.element.as_deref()),
            (said, Some("Large"))
        );
        assert!(found(&design(), 2, &fields, &pictures).is_empty(), "another page");
        let mut hidden = design();
        hidden.pages[0].elements[1].hidden = true;
        assert!(found(&hidden, 1, &fields, &pictures).is_empty());
    }

    #[test]
    fn so_are_the_ground_of_a_page_and_the_picture_of_the_recipient_who_is_shown() {
        let mut design = design();
        design.pages[0].elements.remove(1);
        design.pages[0].background.image = Some("images/a.jpg".to_owned());
        let photo = pixels(200, 200);
        let mut fields = Fields::default();
        fields.set(FieldName::recipient("photo"), Value::Image(photo.id));
        let pictures = Pictures::from([(photo.id, Arc::new(photo))]);
        assert_eq!(found(&design, 1, &fields, &pictures), [None, Some("Photo".to_owned())]);
        // 2 inches of 300 pixels are enough.
        let photo = pixels(300, 300);
        let pictures = Pictures::from([(photo.id, Arc::new(photo))]);
        assert_eq!(found(&design, 1, &fields, &pictures), [None]);
    }
}
