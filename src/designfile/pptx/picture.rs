//! Pictures of slides, with their crops, turned into pictures in frames.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::images::Picture;
use crate::model::{ElementContent, Form, GroupContent, Image, ImageFit, ImageSource};
use crate::units::{Pt, Rect};

use super::super::builder::{Builder, element, fraction, mirrored};
use super::super::{Kind, sniff, svg};
use super::package::{Package, Relations};
use super::xml::Node;

/// The largest picture that is taken, in bytes.
const LARGEST: u64 = 100_000_000;

/// SVG files beyond this are shown by the picture that stands in for them.
const LARGEST_SVG: usize = 3_000_000;

/// How far a crop may be from the frame before it counts, as a part of the frame.
const NEAR: f64 = 0.003;

/// Pictures that were read.
#[derive(Default)]
pub(super) struct Pictures {
    read: BTreeMap<String, Option<Found>>,
}

/// A picture of the presentation.
#[derive(Clone)]
struct Found {
    bytes: Arc<[u8]>,
    /// Pixels, or points of a drawing.
    size: [f64; 2],
    kind: &'static str,
}

/// What reads pictures.
pub(super) struct Reader<'r, 'p> {
    pub pictures: &'r mut Pictures,
    pub package: &'r mut Package<'p>,
    pub builder: &'r mut Builder,
    pub relations: &'r Relations,
}

/// A picture as it stands in a frame.
pub(super) struct Placed {
    pub content: ElementContent,
    pub opacity: f64,
    /// Where in the frame it stands, when it does not fill it: fractions of the frame.
    pub area: Option<Rect>,
    /// Whether all of it is seen, all over the frame.
    pub is_whole: bool,
}

/// The frame that a picture is put into.
pub(super) struct Slot<'a> {
    pub name: &'a str,
    /// Points.
    pub size: [f64; 2],
    pub flip: [bool; 2],
    /// The form of the shape, unless it is a plain rectangle.
    pub mask: Option<Form>,
    pub alt: String,
}

impl Reader<'_, '_> {
    /// The picture of a `blipFill`.
    ///
    /// # Errors
    /// Why it cannot be shown, as the end of a sentence.
    pub fn place(&mut self, fill: &Node, slot: &Slot<'_>, lost: &mut Vec<&'static str>) -> Result<Placed, String> {
        let blip = fill.child("blip");
        let (path, found) = self.find(blip)?;
        for change in &blip.children {
            match change.name.as_str() {
                "alphaModFix" | "extLst" => {}
                _ => lost.push("The changed colours of its picture are those of the file again"),
            }
        }
        if fill.get("tile").is_some() {
            lost.push("Its picture is shown once instead of side by side");
        }
        let opacity = blip
            .get("alphaModFix")
            .and_then(|alpha| alpha.fraction("amt"))
            .unwrap_or(1.0)
            .clamp(0.0, 1.0);
        let (asset, area) = self.asset(&path, &found, fill, slot);
        Ok(arranged(&asset, &found, area, slot, opacity))
    }

    /// The file of a picture and where it lies in the frame, both turned over when the shape is.
    fn asset(&mut self, path: &str, found: &Found, fill: &Node, slot: &Slot<'_>) -> (String, [Rect; 2]) {
        let [area, seen] = area(fill);
        if slot.flip == [false, false] {
            return (self.builder.asset(path, &found.bytes), [area, seen]);
        }
        let turn = |rect: Rect| {
            let [x0, x1] = if slot.flip[0] {
                [1.0 - rect.x1, 1.0 - rect.x0]
            } else {
                [rect.x0, rect.x1]
            };
            let [y0, y1] = if slot.flip[1] {
                [1.0 - rect.y1, 1.0 - rect.y0]
            } else {
                [rect.y0, rect.y1]
            };
            Rect::new(x0, y0, x1, y1)
        };
        let stem = path
            .rsplit('/')
            .next()
            .unwrap_or(path)
            .rsplit_once('.')
            .map_or(path, |(stem, _)| stem);
        let svg = mirrored(&found.bytes, found.kind, found.size, slot.flip);
        let asset = self.builder.asset(&format!("{stem}-turned.svg"), svg.as_bytes());
        (asset, [turn(area), turn(seen)])
    }

    /// The picture that a `blip` names: its drawing where there is one that can be read.
    fn find(&mut self, blip: &Node) -> Result<(String, Found), String> {
        if let Some(id) = blip.find("svgBlip").and_then(|svg| svg.attribute("r:embed"))
            && let Some((path, found)) = self.load(id, true)
        {
            return Ok((path, found));
        }
        let Some(id) = blip.attribute("r:embed").filter(|id| !id.is_empty()) else {
            let is_linked = blip.attribute("r:link").is_some();
            return Err(if is_linked {
                "its picture is not in the file".to_owned()
            } else {
                "it has no picture".to_owned()
            });
        };
        self.load(id, false)
            .ok_or_else(|| "its picture is damaged, too large, or neither PNG, JPEG, WebP nor SVG".to_owned())
    }

    fn load(&mut self, id: &str, drawing: bool) -> Option<(String, Found)> {
        let relation = self.relations.get(id).filter(|relation| !relation.external)?;
        let path = relation.target.clone();
        if let Some(known) = self.pictures.read.get(&path) {
            return known.clone().map(|found| (path, found));
        }
        let found = self
            .package
            .bytes(&path, LARGEST)
            .ok()
            .and_then(|bytes| checked(bytes, drawing));
        self.pictures.read.insert(path.clone(), found.clone());
        found.map(|found| (path, found))
    }
}

/// A picture that can be drawn later; everything else is left out now rather than stopping the design then.
fn checked(bytes: Vec<u8>, drawing: bool) -> Option<Found> {
    let (size, kind) = match sniff(&bytes)? {
        Kind::Picture => {
            let picture = Picture::decode(&bytes).ok()?;
            let kind = if bytes.starts_with(b"\x89PNG") {
                "image/png"
            } else if bytes.starts_with(b"RIFF") {
                "image/webp"
            } else {
                "image/jpeg"
            };
            ([f64::from(picture.width), f64::from(picture.height)], kind)
        }
        Kind::Svg if drawing && bytes.len() > LARGEST_SVG => return None,
        Kind::Svg => {
            let read = svg::read(&bytes, &[]).ok().filter(|read| !read.problems.has_errors())?;
            ([read.width.max(1.0), read.height.max(1.0)], "image/svg+xml")
        }
        _ => return None,
    };
    Some(Found {
        bytes: Arc::from(bytes),
        size,
        kind,
    })
}

/// Where the whole picture lies, and the part of the frame in which it is seen, in fractions of the frame.
fn area(fill: &Node) -> [Rect; 2] {
    let side = |node: &Node, name: &str| node.fraction(name).unwrap_or(0.0).clamp(-100.0, 100.0);
    let to = fill.child("stretch").child("fillRect");
    let seen = Rect::new(side(to, "l"), side(to, "t"), 1.0 - side(to, "r"), 1.0 - side(to, "b"));
    let cut = fill.child("srcRect");
    let stretched = |low: f64, high: f64, from: f64, to: f64| {
        // Less than a hundredth of a picture is a crop that nobody makes.
        let part = (1.0 - low - high).max(0.01);
        let length = (to - from) / part;
        (from - low * length, from - low * length + length)
    };
    let (x0, x1) = stretched(side(cut, "l"), side(cut, "r"), seen.x0, seen.x1);
    let (y0, y1) = stretched(side(cut, "t"), side(cut, "b"), seen.y0, seen.y1);
    [Rect::new(x0, y0, x1, y1), seen]
}

/// The simplest element that shows a picture so: filling its frame, cropped around a point, or larger in a frame that
/// cuts it off.
fn arranged(asset: &str, found: &Found, [area, seen]: [Rect; 2], slot: &Slot<'_>, opacity: f64) -> Placed {
    let [w, h] = slot.size;
    let image = |fit: ImageFit, focus: [f64; 2], mask: Option<Form>| Image {
        source: ImageSource::Asset(asset.to_owned()),
        fit,
        focus: focus.map(fraction),
        zoom: 1.0,
        mask,
        background: None,
        padding: Pt::ZERO,
        alt: slot.alt.clone(),
    };
    let near = |a: f64, b: f64| (a - b).abs() < NEAR;
    let ratio = |w: f64, h: f64| w.max(1e-6) / h.max(1e-6);
    let own = ratio(found.size[0], found.size[1]);
    let keeps_ratio = (ratio(area.width() * w, area.height() * h) / own - 1.0).abs() < 0.01;
    let fills = near(area.x0, 0.0) && near(area.y0, 0.0) && near(area.x1, 1.0) && near(area.y1, 1.0);
    let content = |image: Image| ElementContent::Image(image);
    if fills {
        let fit = if keeps_ratio {
            ImageFit::Cover
        } else {
            ImageFit::Stretch
        };
        return Placed {
            content: content(image(fit, [0.5, 0.5], slot.mask.clone())),
            opacity,
            area: None,
            is_whole: true,
        };
    }
    let covers = area.x0 < NEAR && area.y0 < NEAR && area.x1 > 1.0 - NEAR && area.y1 > 1.0 - NEAR;
    let is_whole = seen.x0 < NEAR && seen.y0 < NEAR && seen.x1 > 1.0 - NEAR && seen.y1 > 1.0 - NEAR;
    if covers && is_whole && keeps_ratio && (near(area.width(), 1.0) || near(area.height(), 1.0)) {
        let focus = |from: f64, length: f64| {
            if length > 1.0 + NEAR {
                (-from / (length - 1.0)).clamp(0.0, 1.0)
            } else {
                0.5
            }
        };
        let focus = [focus(area.x0, area.width()), focus(area.y0, area.height())];
        return Placed {
            content: content(image(ImageFit::Cover, focus, slot.mask.clone())),
            opacity,
            area: None,
            is_whole: false,
        };
    }
    let is_inside = area.x0 > -NEAR && area.y0 > -NEAR && area.x1 < 1.0 + NEAR && area.y1 < 1.0 + NEAR;
    if is_inside && slot.mask.is_none() {
        return Placed {
            content: content(image(ImageFit::Stretch, [0.5, 0.5], None)),
            opacity,
            area: Some(area),
            is_whole: false,
        };
    }
    let frame = Rect::new(area.x0 * w, area.y0 * h, area.x1 * w, area.y1 * h);
    let child = element(
        format!("{} picture", slot.name),
        frame,
        content(image(ImageFit::Stretch, [0.5, 0.5], None)),
    );
    let clip = slot.mask.clone().unwrap_or(Form::Rectangle { radii: [Pt::ZERO; 4] });
    let group = GroupContent {
        clip: Some(clip),
        ..GroupContent::new(vec![child])
    };
    Placed {
        content: ElementContent::Group(group),
        opacity,
        area: None,
        is_whole: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(fill: &str, size: [f64; 2], picture: [f64; 2]) -> Placed {
        let node = Node::parse("fill", format!("<blipFill>{fill}</blipFill>").as_bytes()).expect("xml");
        let found = Found {
            bytes: Arc::from(&b""[..]),
            size: picture,
            kind: "image/png",
        };
        let slot = Slot {
            name: "Photo",
            size,
            flip: [false, false],
            mask: None,
            alt: String::new(),
        };
        arranged("images/a.png", &found, area(&node), &slot, 1.0)
    }

    #[test]
    fn crops_keep_what_is_seen() {
        let image = |placed: &Placed| match &placed.content {
            ElementContent::Image(image) => (image.fit, image.focus),
            other => panic!("{other:?}"),
        };
        let whole = placed("<stretch><fillRect/></stretch>", [100.0, 50.0], [400.0, 200.0]);
        assert_eq!(image(&whole), (ImageFit::Cover, [0.5, 0.5]));
        let squeezed = placed("<stretch><fillRect/></stretch>", [100.0, 100.0], [400.0, 200.0]);
        assert_eq!(image(&squeezed).0, ImageFit::Stretch);
        // Canva: the picture goes beyond the frame to the right.
        let beyond = placed(
            "<stretch><fillRect r=\"-100000\"/></stretch>",
            [100.0, 100.0],
            [400.0, 200.0],
        );
        assert_eq!(image(&beyond), (ImageFit::Cover, [0.0, 0.5]));
        // PowerPoint: a quarter is cut off on the left and the right.
        let cut = placed(
            "<srcRect l=\"25000\" r=\"25000\"/><stretch/>",
            [100.0, 100.0],
            [400.0, 200.0],
        );
        assert_eq!(image(&cut), (ImageFit::Cover, [0.5, 0.5]));
        let smaller = placed(
            "<stretch><fillRect l=\"50000\" b=\"50000\"/></stretch>",
            [100.0, 100.0],
            [200.0, 200.0],
        );
        assert_eq!(smaller.area, Some(Rect::new(0.5, 0.0, 1.0, 0.5)));
        let zoomed = placed(
            "<srcRect l=\"10000\" t=\"20000\" r=\"40000\" b=\"30000\"/>",
            [100.0, 100.0],
            [200.0, 200.0],
        );
        match zoomed.content {
            ElementContent::Group(group) => {
                let child = &group.children[0];
                assert_eq!(
                    [child.x.0, child.y.0, child.width.0, child.height.0],
                    [-20.0, -40.0, 200.0, 200.0]
                );
                assert!(group.clip.is_some());
            }
            other => panic!("{other:?}"),
        }
    }
}
