//! What other programs get of a design: a picture or a drawing of some of its elements.

use std::sync::Arc;

use egui::ColorImage;

use crate::compose::{Kit, Live};
use crate::diag::{Problem, Result};
use crate::model::{Design, Element};
use crate::render::raster::{Painter, Raster};
use crate::render::svg;
use crate::scene::{Constant, Group, Item, ItemKind, Origin, Page, Scene, bounds};
use crate::units::{Affine, Rect};

use super::super::super::command::studio::Form;
use super::super::super::state::studio::picture::Values;

/// Pixels in a point: 300 dpi, as far as there are not more pixels than [`MOST`].
const PX_PER_PT: f64 = 300.0 / 72.0;
const MOST: f64 = 16e6;
/// Of how many pixels the edge is at which the extent is looked for.
const TRIAL: f64 = 1000.0;

/// What goes to the system's clipboard.
#[derive(Debug)]
pub enum Copied {
    Picture(ColorImage),
    /// As text.
    Drawing(String),
}

/// Draws elements of a page over nothing, just as large as they are.
///
/// # Errors
/// `nothing-to-see` when nothing is painted; those of the renderer.
pub fn copy(
    design: &Design,
    page: usize,
    elements: Vec<Element>,
    values: &Values,
    kit: Arc<Kit>,
    form: Form,
) -> Result<Copied> {
    let nothing = || Problem::error("nothing-to-see", "Nothing of what is selected can be seen");
    let content = design.pages.get(page).ok_or_else(nothing)?;
    let mut alone = design.clone();
    alone.pages = vec![crate::model::Page {
        elements,
        ..content.clone()
    }];
    let mut live = Live::new(kit);
    live.update(&alone, 0, &values.fields, &values.pictures);
    // The first part is the ground of the page.
    let parts = live.parts().iter().skip(1);
    let items: Vec<Item> = parts.flat_map(|part| part.items.iter().cloned()).collect();
    let largest = bounds(&items, Affine::IDENTITY).ok_or_else(nothing)?;
    let mut painter = Painter::new();
    // Letters are given more room than they take; what is painted is what counts.
    let trial = (TRIAL / largest.width().max(largest.height())).min(PX_PER_PT);
    let tried = painter.paint(&part(largest, &items), trial as f32)?;
    let [x0, y0, x1, y1] = painted(&tried)
        .ok_or_else(nothing)?
        .map(|pixel| f64::from(pixel) / trial);
    let extent = Rect::new(x0, y0, x1, y1) + largest.origin().to_vec2();
    let shown = part(extent.intersect(largest), &items);
    Ok(match form {
        Form::Png => {
            let scale = (MOST / extent.area().max(f64::MIN_POSITIVE)).sqrt().min(PX_PER_PT);
            let raster = painter.paint(&shown, scale as f32)?;
            let size = [raster.width as usize, raster.height as usize];
            Copied::Picture(ColorImage::from_rgba_unmultiplied(size, &raster.pixels))
        }
        Form::Svg => {
            let scene = Scene {
                title: design.name.clone(),
                language: design.language.clone(),
                author: String::new(),
                pages: vec![shown],
            };
            let drawings = svg::pages(&scene)?.value;
            Copied::Drawing(drawings.into_iter().next().ok_or_else(nothing)?)
        }
    })
}

/// A rectangle of a page as a page of its own.
fn part(region: Rect, items: &[Item]) -> Page {
    Page {
        width: region.width(),
        height: region.height(),
        bleed: 0.0,
        constant: Constant::default(),
        items: vec![Item {
            origin: Origin(None),
            kind: ItemKind::Group(Group {
                transform: Affine::translate(-region.origin().to_vec2()),
                items: items.to_vec(),
                ..Group::default()
            }),
        }],
        links: Vec::new(),
        codes: Vec::new(),
    }
}

/// The rectangle in which something is painted, in whole pixels: left, top, right, bottom.
fn painted(raster: &Raster) -> Option<[u32; 4]> {
    let width = raster.width.max(1);
    let seen = raster.pixels.as_chunks::<4>().0.iter().enumerate();
    seen.filter(|(_, pixel)| pixel[3] > 0)
        .map(|(at, _)| (at as u32 % width, at as u32 / width))
        .fold(None, |found: Option<[u32; 4]>, (x, y)| {
            let [x0, y0, x1, y1] = found.unwrap_or([x, y, x, y]);
            Some([x0.min(x), y0.min(y), x1.max(x + 1), y1.max(y + 1)])
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::Pictures;
    use crate::fonts::tests_support::book;
    use crate::model::{ElementContent, Form as Shape, Issuer, Paint, ShapeContent};
    use crate::text::Engine;
    use crate::units::Color;

    fn design() -> Design {
        let mut design: Design = serde_json::from_str(
            r##"{"name":"Copied","kind":"certificate","pages":[{"width":400,"height":300,"background":{"paint":"#FFFFFF"}}]}"##,
        )
        .expect("a design");
        let shape = ShapeContent {
            form: Shape::Ellipse {},
            fill: Some(Paint::Solid(Color::rgb(200, 30, 30))),
            stroke: None,
        };
        let frame = Rect::new(100.0, 50.0, 172.0, 86.0);
        let content = ElementContent::Shape(shape);
        design.pages[0]
            .elements
            .push(Element::new("Seal".to_owned(), frame, content));
        design
    }

    fn copied(form: Form) -> Copied {
        let design = design();
        let kit = Arc::new(Kit {
            engine: Arc::new(Engine::new(book())),
            assets: Default::default(),
            own_fonts: Vec::new(),
        });
        let values = Values::sample(&design, &Issuer::default(), crate::model::Date::EPOCH, Pictures::new());
        let elements = design.pages[0].elements.clone();
        copy(&design, 0, elements, &values, kit, form).expect("copied")
    }

    #[test]
    fn a_picture_is_as_large_as_what_is_seen_and_clear_around_it() {
        let Copied::Picture(image) = copied(Form::Png) else {
            panic!("no picture")
        };
        let [width, height] = image.size;
        assert!(
            width.abs_diff(300) <= 3 && height.abs_diff(150) <= 3,
            "{width} × {height}"
        );
        assert_eq!(image.pixels[0].a(), 0, "the page's ground is not copied");
        let middle = image.pixels[height / 2 * width + width / 2];
        assert_eq!(middle.to_array(), [200, 30, 30, 255]);
    }

    #[test]
    fn a_drawing_holds_only_what_is_selected() {
        let Copied::Drawing(text) = copied(Form::Svg) else {
            panic!("no drawing")
        };
        assert!(text.starts_with("<svg") && text.contains("#C81E1E"), "{text}");
        assert!(!text.contains("#FFFFFF"), "{text}");
    }
}
