//! Pictures in frames.

use std::sync::Arc;

use crate::diag::{Place, Problem};
use crate::model::{Element, FieldName, FillRule, Image, ImageFit, ImageSource, Value, title_of};
use crate::scene::{Asset, Group, ImageItem, Item, ItemKind, Origin, PdfPageItem};
use crate::units::{Affine, Rect, Shape, Size};

use super::{Composer, shape};

impl Composer<'_> {
    pub(super) fn image(&mut self, element: &Element, content: &Image, frame: Rect, origin: Origin) {
        let asset = match &content.source {
            ImageSource::Asset(path) => match self.kit.assets.get(path) {
                Some(asset) => asset.clone(),
                None => return self.problem(element, missing_asset(path)),
            },
            ImageSource::Field(field) => match self.value(field) {
                None => return self.no_picture(element, field),
                Some(Value::Image(blob)) => match self.pictures.get(blob) {
                    Some(picture) => Asset::Picture(picture.clone()),
                    None => {
                        let message = format!("The picture of the field {field} is not in the workspace");
                        return self.problem(
                            element,
                            Problem::error("picture-missing", message).hint("Choose it again"),
                        );
                    }
                },
                Some(_) => {
                    let message = format!("The field {field} holds no picture");
                    return self.problem(
                        element,
                        Problem::error("not-a-picture", message).hint("Bind a picture field"),
                    );
                }
            },
        };
        if let Some(paint) = &content.background {
            let (path, rule) = content.mask.as_ref().map_or_else(
                || (frame.to_path(0.1), FillRule::NonZero),
                |mask| shape::outline(mask, frame),
            );
            let kind = ItemKind::Fill {
                path: Arc::new(path),
                rule,
                paint: shape::paint(paint, frame),
            };
            self.out.items.push(Item { origin, kind });
        }
        let area = picture_area(asset.size(), frame, content);
        let kind = stretched(&asset, area, content.alt.clone());
        let cropped = area.x0 < frame.x0 - 0.01
            || area.y0 < frame.y0 - 0.01
            || area.x1 > frame.x1 + 0.01
            || area.y1 > frame.y1 + 0.01;
        let clip = match &content.mask {
            Some(mask) => Some(shape::outline(mask, frame)),
            None if cropped => Some((frame.to_path(0.1), FillRule::NonZero)),
            None => None,
        };
        let item = Item { origin, kind };
        self.out.items.push(match clip {
            None => item,
            Some((path, rule)) => {
                let clip = Some((Arc::new(path), rule));
                let group = Group {
                    clip,
                    items: vec![item],
                    ..Group::default()
                };
                Item {
                    origin,
                    kind: ItemKind::Group(group),
                }
            }
        });
    }

    /// An own field may be without a picture, but nobody should learn of an empty frame from the one who gets it. A logo
    /// that the issuer has not is nobody's in particular.
    fn no_picture(&mut self, element: &Element, field: &FieldName) {
        let Some(key) = field.custom_key() else { return };
        let message = format!("There is no picture for “{}”: its frame stays empty", title_of(key));
        let note = Problem::note(NO_PICTURE, message).hint("Choose a picture for it, or leave it so");
        self.problem(element, note.at(Place::field(field.as_str())));
    }
}

/// The code of the note that a field of pictures is empty.
pub const NO_PICTURE: &str = "no-picture";

pub(super) fn missing_asset(path: &str) -> Problem {
    Problem::error("picture-missing", format!("The design's file {path} is missing"))
        .hint("Add it to the design's folder")
}

/// The part of a frame in which the picture lies: without its padding.
pub fn picture_frame(frame: Rect, image: &Image) -> Rect {
    let inset = image.padding.0.clamp(0.0, frame.width().min(frame.height()) / 2.0);
    frame.inset(-inset)
}

/// Where a picture of a size, in units of its own, comes to lie in the frame of its element. What of it is beyond the
/// frame is cropped.
pub fn picture_area(size: Size, frame: Rect, image: &Image) -> Rect {
    let frame = picture_frame(frame, image);
    let fit = image.fit;
    if fit == ImageFit::Stretch || size.width <= 0.0 || size.height <= 0.0 {
        return frame;
    }
    let (across, down) = (frame.width() / size.width, frame.height() / size.height);
    let scale = if fit == ImageFit::Cover {
        across.max(down) * image.zoom.max(1.0)
    } else {
        across.min(down)
    };
    let placed = size * scale;
    // For a whole picture the spare room is shared evenly, whatever the focus.
    let [x, y] = if fit == ImageFit::Cover {
        image.focus.map(|f| f.clamp(0.0, 1.0))
    } else {
        [0.5, 0.5]
    };
    let origin = (
        frame.x0 + (frame.width() - placed.width) * x,
        frame.y0 + (frame.height() - placed.height) * y,
    );
    Rect::from_origin_size(origin, placed)
}

/// An asset stretched over an area.
pub(super) fn stretched(asset: &Asset, area: Rect, alt: String) -> ItemKind {
    let size = asset.size();
    let transform = Affine::translate(area.origin().to_vec2())
        * Affine::scale_non_uniform(
            area.width() / size.width.max(1e-6),
            area.height() / size.height.max(1e-6),
        );
    match asset {
        Asset::Picture(picture) => ItemKind::Image(ImageItem {
            picture: picture.clone(),
            transform,
            alt,
        }),
        Asset::Drawing(drawing) => {
            let own = Rect::from_origin_size((0.0, 0.0), (drawing.width, drawing.height));
            let clip = Some((Arc::new(own.to_path(0.1)), FillRule::NonZero));
            ItemKind::Group(Group {
                transform,
                clip,
                items: drawing.items.clone(),
                ..Group::default()
            })
        }
        Asset::PdfPage(page) => ItemKind::PdfPage(PdfPageItem {
            page: page.clone(),
            area,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Pt;

    #[test]
    fn a_cropped_picture_is_larger_than_its_frame_and_moved_in_it() {
        let frame = Rect::new(10.0, 10.0, 110.0, 110.0);
        let wide = Size::new(400.0, 200.0);
        for (fit, zoom, focus, padding, expected) in [
            (
                ImageFit::Cover,
                1.0,
                [0.5, 0.5],
                0.0,
                Rect::new(-40.0, 10.0, 160.0, 110.0),
            ),
            (
                ImageFit::Cover,
                2.0,
                [0.0, 1.0],
                0.0,
                Rect::new(10.0, -90.0, 410.0, 110.0),
            ),
            (
                ImageFit::Cover,
                2.0,
                [0.5, 0.5],
                25.0,
                Rect::new(-40.0, 10.0, 160.0, 110.0),
            ),
            // A zoom is for what is cropped.
            (
                ImageFit::Contain,
                2.0,
                [0.5, 0.5],
                0.0,
                Rect::new(10.0, 35.0, 110.0, 85.0),
            ),
            (ImageFit::Stretch, 2.0, [0.5, 0.5], 0.0, frame),
        ] {
            let image = Image {
                source: ImageSource::Asset(String::new()),
                fit,
                focus,
                zoom,
                mask: None,
                background: None,
                padding: Pt(padding),
                alt: String::new(),
            };
            assert_eq!(picture_area(wide, frame, &image), expected, "{fit:?} {zoom}");
        }
    }
}
