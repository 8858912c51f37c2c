//! Pictures of far more pixels than their place shows: every PDF carries all of them.

use crate::compose::{Kit, picture_area};
use crate::diag::{Place, Problem, Problems};
use crate::model::{Design, Edit, ElementContent, Image, ImageSource, PageProperty, Property};
use crate::scene::Asset;
use crate::units::{Rect, Size};

use super::editor::Editor;

/// The code of the note about a picture that a smaller version can take the place of.
pub const HEAVY: &str = "heavy-picture";
/// The code where it must be made smaller elsewhere.
const HEAVY_AS_IT_IS: &str = "heavy-picture-kept";

/// So many pixels an inch are more than any printer shows.
const MOST_DPI: f64 = 450.0;
/// So many are enough.
const ENOUGH_DPI: f64 = 300.0;
/// Files up to so many bytes are in nobody's way.
const LIGHT: usize = 1_000_000;

/// A picture that is too large for all places where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Heavy {
    pub path: String,
    /// How many pixels are enough.
    pub width: u32,
    pub height: u32,
    /// Bytes now, and about so many then.
    weight: usize,
    enough: f64,
    slims: bool,
    /// Where it stands: the page from 1, and the element; none for the background.
    places: Vec<(u32, Option<String>)>,
}

/// The pictures of a design that are too large for every place where they stand.
pub fn heavy(design: &Design, kit: &Kit) -> Vec<Heavy> {
    let paths = design.assets().into_iter();
    paths.filter_map(|path| heavy_one(design, kit, path)).collect()
}

fn heavy_one(design: &Design, kit: &Kit, path: &str) -> Option<Heavy> {
    let Asset::Picture(picture) = kit.assets.get(path)? else {
        return None;
    };
    let weight = picture.jpeg.as_ref().map_or(picture.weight, |file| file.len());
    let size = Size::new(f64::from(picture.width), f64::from(picture.height));
    let (places, areas): (Vec<_>, Vec<Rect>) = places(design, path, size).unzip();
    // Where it is shown the largest it needs the most; where it is stretched, across and down differ.
    let inches = |points: f64| points / 72.0;
    let across = areas.iter().map(|area| inches(area.width())).fold(0.0, f64::max);
    let down = areas.iter().map(|area| inches(area.height())).fold(0.0, f64::max);
    let dpi = (size.width / across.max(1e-6)).min(size.height / down.max(1e-6));
    if weight <= LIGHT || dpi <= MOST_DPI {
        return None;
    }
    let scale = ENOUGH_DPI / dpi;
    let pixels = size * scale;
    Some(Heavy {
        path: path.to_owned(),
        width: (pixels.width.ceil() as u32).max(1),
        height: (pixels.height.ceil() as u32).max(1),
        weight,
        enough: weight as f64 * scale * scale,
        slims: picture.slims,
        places,
    })
}

/// Where a picture of so many pixels stands, with the area that it is drawn over, in points.
pub(super) fn places(design: &Design, path: &str, size: Size) -> impl Iterator<Item = ((u32, Option<String>), Rect)> {
    let grounds = (1..)
        .zip(&design.pages)
        .filter(move |(_, page)| page.background.image.as_deref() == Some(path));
    let grounds = grounds.map(|(number, page)| {
        let (width, height, bleed) = (page.width.0, page.height.0, page.bleed.0);
        ((number, None), Rect::new(0.0, 0.0, width, height).inflate(bleed, bleed))
    });
    let elements = design
        .elements()
        .into_iter()
        .filter_map(move |(page, element)| match &element.content {
            ElementContent::Image(image) if is_of(image, path) => {
                let frame = Rect::new(0.0, 0.0, element.width.0, element.height.0);
                Some(((page, Some(element.name.clone())), picture_area(size, frame, image)))
            }
            _ => None,
        });
    grounds.chain(elements)
}

fn is_of(image: &Image, path: &str) -> bool {
    matches!(&image.source, ImageSource::Asset(of) if of == path)
}

/// Notes for the pictures of a page (from 1) that make every PDF larger than need be.
pub fn heavy_pictures(design: &Design, kit: &Kit, page: u32) -> Problems {
    let heavy = heavy(design, kit);
    let notes = heavy.iter().flat_map(|one| {
        let here = one.places.iter().filter(move |(at, _)| *at == page);
        here.map(|(_, element)| one.note(page, element.as_deref()))
    });
    Problems(notes.collect())
}

impl Heavy {
    fn note(&self, page: u32, element: Option<&str>) -> Problem {
        let (now, then) = (megabytes(self.weight as f64), megabytes(self.enough));
        let message = format!("This picture makes every PDF {now} MB larger; at its size about {then} MB are enough");
        let note = match self.slims {
            true => Problem::note(HEAVY, message),
            // The colours of a printer's inks would not be kept.
            false => Problem::note(HEAVY_AS_IT_IS, message)
                .hint("Save it in a smaller size where it was made, and replace it"),
        };
        note.at(Place {
            page: Some(page),
            element: element.map(str::to_owned),
            ..Place::default()
        })
    }

    /// Whether it stands where a note of it says.
    pub fn stands_at(&self, place: &Place) -> bool {
        let is_there = |(page, element): &(u32, Option<String>)| Some(*page) == place.page && *element == place.element;
        self.places.iter().any(is_there)
    }
}

impl Editor {
    /// The change that shows another file everywhere in the place of one.
    pub fn exchanged(&self, path: &str, other: &str, name: &str) -> Edit {
        let elements = self
            .design
            .elements()
            .into_iter()
            .filter_map(|(_, element)| match &element.content {
                ElementContent::Image(image) if is_of(image, path) => {
                    let image = Image {
                        source: ImageSource::Asset(other.to_owned()),
                        ..image.clone()
                    };
                    let content = Box::new(ElementContent::Image(image));
                    Some(Edit::set(&element.name, Property::Content(content)))
                }
                _ => None,
            });
        let pages = self.design.pages.iter().enumerate();
        let grounds = pages
            .filter(|(_, page)| page.background.image.as_deref() == Some(path))
            .map(|(index, page)| {
                let mut background = page.background.clone();
                background.image = Some(other.to_owned());
                Edit::SetPage {
                    index,
                    property: PageProperty::Background(background),
                }
            });
        Edit::many(name, elements.chain(grounds).collect())
    }
}

/// Bytes in millions, never none of them.
fn megabytes(bytes: f64) -> String {
    format!("{:.1}", (bytes / 1_000_000.0).max(0.1))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::fonts::tests_support::book;
    use crate::images::Picture;
    use crate::text::Engine;

    /// A picture of 4,000 × 3,000 pixels on two places and the ground of another page.
    fn design() -> Design {
        let picture = |name: &str, width: f64| {
            format!(
                r#"{{"name":"{name}","x":0,"y":0,"width":{width},"height":{width},"content":{{"image":{{"source":{{"asset":"images/a.jpg"}}}}}}}}"#
            )
        };
        let page = format!(
            r#"{{"width":842,"height":595,"elements":[{},{}]}}"#,
            picture("Small", 72.0),
            picture("Large", 216.0)
        );
        let text = format!(r#"{{"name":"A","kind":"certificate","pages":[{page}]}}"#);
        serde_json::from_str(&text).expect("a design")
    }

    fn kit(weight: usize, slims: bool) -> Kit {
        // Only what is said of the pixels counts, not what they are.
        let picture = Picture {
            width: 4000,
            height: 3000,
            weight,
            slims,
            ..Picture::from_rgba(1, 1, vec![0; 4]).expect("pixels")
        };
        Kit {
            engine: Arc::new(Engine::new(book())),
            assets: [("images/a.jpg".to_owned(), Asset::Picture(Arc::new(picture)))].into(),
            own_fonts: Default::default(),
        }
    }

    #[test]
    fn a_picture_of_far_more_pixels_than_its_largest_place_shows_is_noted_where_it_stands() {
        let notes = heavy_pictures(&design(), &kit(5_000_000, true), 1);
        let elements: Vec<_> = notes.iter().map(|note| note.place.element.as_deref()).collect();
        assert_eq!(elements, [Some("Small"), Some("Large")]);
        // 3 inches wide it has 1,333 dots in an inch.
        let said = "This picture makes every PDF 5.0 MB larger; at its size about 0.3 MB are enough";
        assert_eq!((notes.0[0].message.as_str(), notes.0[0].code.as_ref()), (said, HEAVY));
        let heavy = heavy(&design(), &kit(5_000_000, true)).remove(0);
        assert_eq!((heavy.width, heavy.height), (900, 675));
        assert!(heavy.stands_at(&notes.0[1].place));
        assert!(
            heavy_pictures(&design(), &kit(5_000_000, true), 2).is_empty(),
            "another page"
        );
    }

    #[test]
    fn light_files_and_large_places_are_left_alone() {
        assert!(heavy(&design(), &kit(900_000, true)).is_empty());
        let mut wide = design();
        wide.pages[0].background.image = Some("images/a.jpg".to_owned());
        assert!(
            heavy(&wide, &kit(5_000_000, true)).is_empty(),
            "as ground it has 342 dots in an inch"
        );
        let notes = heavy_pictures(&design(), &kit(5_000_000, false), 1);
        assert!(
            notes
                .iter()
                .all(|note| note.code == HEAVY_AS_IT_IS && !note.hints.is_empty())
        );
    }

    #[test]
    fn another_file_is_shown_everywhere_in_one_step() {
        let mut ground = design();
        ground.pages[0].background.image = Some("images/a.jpg".to_owned());
        let before = Arc::new(ground);
        let mut editor = Editor::new(before.clone(), Default::default());
        let edit = editor.exchanged("images/a.jpg", "images/b.jpg", "Smaller");
        editor.commit("Smaller", edit).expect("done");
        assert_eq!(
            editor.design().assets().into_iter().collect::<Vec<_>>(),
            ["images/b.jpg"]
        );
        editor.undo().expect("undone");
        assert_eq!(*editor.design(), before);
    }
}
