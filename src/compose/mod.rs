//! A design and the values of its fields become a scene.
//!
//! Composing is pure: fonts, pictures and values are parameters, and the same ones give the same scene. What does not
//! depend on a value is composed once, by [`Prepared`], and shared by all credentials of a batch. Whatever a person
//! should know (an empty field, a letter that no font has, a text that had to shrink) comes back as a problem that names
//! the element.

mod chips;
mod dashes;
mod edges;
mod effects;
mod group;
mod image;
mod line;
mod live;
mod measure;
mod order;
mod ornament;
mod qr;
mod qr_mask;
mod resolve;
mod shadow;
mod shape;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Place, Problem, Problems, Warned};
use crate::images::Picture;
use crate::model::{BlobId, Design, DesignKind, Element, ElementContent, FieldName, Fields, Page, Value};
use crate::scene::{self, Asset, Code, Constant, Group, Item, ItemKind, Link, Origin, Scene};
use crate::text::Engine;
use crate::units::{Affine, Color, Rect, Shape, Vec2};

pub use edges::{Standing, standing};
pub use group::mask_outline;
pub use image::{NO_PICTURE, picture_area, picture_frame};
pub use live::{Live, Part};
pub use measure::{Measured, begins_at_right, measure, measured_fields, percent_of, varies};
pub use resolve::{Filled, field_text, plain_text, sample_fields, unfilled};
pub use shape::outline;
pub use text::placed;

/// What a design needs besides the values: the text engine with its fonts, and pictures.
#[derive(Clone, Debug)]
pub struct Kit {
    pub engine: Arc<Engine>,
    /// The design's files by their path in its folder.
    pub assets: BTreeMap<String, Asset>,
    /// The digests of the fonts that the design brought along.
    pub own_fonts: Vec<BlobId>,
}

/// The pictures that the fields of one credential hold.
pub type Pictures = BTreeMap<BlobId, Arc<Picture>>;

/// Makes one scene. For many credentials of one design, [`Prepared`] does the constant part once.
pub fn compose(design: &Design, fields: &Fields, pictures: &Pictures, kit: &Kit) -> Warned<Scene> {
    Prepared::new(Arc::new(design.clone()), Arc::new(kit.clone())).compose(fields, pictures)
}

/// A design whose constant elements are composed.
#[derive(Clone, Debug)]
pub struct Prepared {
    design: Arc<Design>,
    kit: Arc<Kit>,
    pages: Vec<PreparedPage>,
    /// What is wrong with the design itself; part of the result of every composition.
    problems: Problems,
}

#[derive(Clone, Debug)]
struct PreparedPage {
    constant: Constant,
    /// The background and the elements that are painted with it.
    first: Composed,
    /// The places of the other elements in [`Page::elements`], in order.
    rest: Vec<(usize, PreparedElement)>,
}

impl PreparedPage {
    fn new(page: &Page, background: Vec<Item>, elements: Vec<PreparedElement>, key: u128) -> PreparedPage {
        let is_constant: Vec<bool> = elements.iter().map(|element| element.constant.is_some()).collect();
        let painted_first = order::painted_first(&page.elements, &is_constant);
        let mut first = Composed {
            items: background,
            links: Vec::new(),
            codes: Vec::new(),
        };
        let mut rest = Vec::new();
        for (place, (element, is_first)) in elements.into_iter().zip(painted_first).enumerate() {
            match &element.constant {
                Some(constant) if is_first => first.append(constant),
                _ => rest.push((place, element)),
            }
        }
        PreparedPage {
            constant: Constant {
                items: first.items.len(),
                key: Some(key),
            },
            first,
            rest,
        }
    }
}

#[derive(Clone, Debug)]
struct PreparedElement {
    /// The index of the element in [`Design::elements`].
    index: u32,
    /// The items of an element that shows no field; `None` when it must be composed for each credential.
    constant: Option<Composed>,
}

/// The items, links and codes of a part of a page.
#[derive(Clone, Debug, Default)]
struct Composed {
    items: Vec<Item>,
    links: Vec<Link>,
    codes: Vec<Code>,
}

impl Prepared {
    pub fn new(design: Arc<Design>, kit: Arc<Kit>) -> Prepared {
        let mut problems = missing_families(&design, &kit);
        let nothing = Fields::new(&design.language);
        let no_pictures = Pictures::new();
        let mut index = 0;
        let pages = design
            .pages
            .iter()
            .enumerate()
            .map(|(number, page)| {
                let mut composer = Composer::new(&design, &kit, &nothing, &no_pictures, number as u32 + 1);
                composer.background(page);
                let background = std::mem::take(&mut composer.out).items;
                let elements = page
                    .elements
                    .iter()
                    .map(|element| {
                        let first = index;
                        index += count(element);
                        let constant = is_constant(element).then(|| {
                            composer.element(element, first, Vec2::ZERO);
                            std::mem::take(&mut composer.out)
                        });
                        PreparedElement { index: first, constant }
                    })
                    .collect::<Vec<_>>();
                problems.extend(composer.problems);
                PreparedPage::new(page, background, elements, constant_key(&design, &kit, number))
            })
            .collect();
        Prepared {
            design,
            kit,
            pages,
            problems,
        }
    }

    /// What it is drawn with.
    pub fn kit(&self) -> &Arc<Kit> {
        &self.kit
    }

    pub fn design(&self) -> &Design {
        &self.design
    }

    /// What is wrong with the design itself, whatever the values.
    pub fn problems(&self) -> &Problems {
        &self.problems
    }

    /// The scene of one credential.
    pub fn compose(&self, fields: &Fields, pictures: &Pictures) -> Warned<Scene> {
        let mut problems = self.problems.clone();
        let pages = self
            .pages
            .iter()
            .zip(&self.design.pages)
            .enumerate()
            .map(|(number, (prepared, page))| {
                let mut composer = Composer::new(&self.design, &self.kit, fields, pictures, number as u32 + 1);
                composer.out.append(&prepared.first);
                for (place, ready) in &prepared.rest {
                    match (&ready.constant, page.elements.get(*place)) {
                        (Some(constant), _) => composer.out.append(constant),
                        (None, Some(element)) => composer.element(element, ready.index, Vec2::ZERO),
                        (None, None) => {}
                    }
                }
                problems.extend(composer.problems);
                scene::Page {
                    width: page.width.0,
                    height: page.height.0,
                    bleed: page.bleed.0,
                    constant: prepared.constant,
                    items: composer.out.items,
                    links: composer.out.links,
                    codes: composer.out.codes,
                }
            })
            .collect();
        let plain = |name: &str| {
            fields
                .by_name(name)
                .map(Value::to_plain)
                .filter(|text| !text.trim().is_empty())
        };
        let title: Vec<String> = [plain("group.title"), plain("recipient.name")]
            .into_iter()
            .flatten()
            .collect();
        let title = if title.is_empty() {
            self.design.name.clone()
        } else {
            title.join(" – ")
        };
        let author = plain("issuer.name").unwrap_or_default();
        Warned {
            value: Scene {
                title,
                language: fields.language.clone(),
                author,
                pages,
            },
            problems,
        }
    }
}

impl Composed {
    fn append(&mut self, other: &Composed) {
        self.items.extend_from_slice(&other.items);
        self.links.extend_from_slice(&other.links);
        self.codes.extend_from_slice(&other.codes);
    }
}

/// How many entries of [`Design::elements`] an element makes.
fn count(element: &Element) -> u32 {
    match &element.content {
        ElementContent::Group(group) => 1 + group.children.iter().map(count).sum::<u32>(),
        _ => 1,
    }
}

fn is_constant(element: &Element) -> bool {
    let own = element
        .templates()
        .into_iter()
        .all(|text| crate::model::Template::parse_lossy(text).is_constant());
    own && element.show.is_none()
        && match &element.content {
            ElementContent::Text(text) => text.by_language.is_empty(),
            ElementContent::Image(image) => matches!(image.source, crate::model::ImageSource::Asset(_)),
            ElementContent::Chips(_) => false,
            ElementContent::Group(group) => group.children.iter().all(is_constant),
            ElementContent::Shape(_) | ElementContent::Qr(_) => true,
        }
}

/// Names the constant part of a page: the design as text, the page, and the files it shows.
fn constant_key(design: &Design, kit: &Kit, page: usize) -> u128 {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    // A design is plain data, which always serialises; the name of the page alone would still be a safe key for one design.
    hash.update(serde_json::to_vec(design).unwrap_or_default());
    hash.update(page.to_le_bytes());
    for (path, asset) in &kit.assets {
        hash.update(path.as_bytes());
        match asset {
            Asset::Picture(picture) => hash.update(picture.id.0),
            Asset::Drawing(drawing) => hash.update(format!("{drawing:?}")),
            Asset::PdfPage(page) => hash.update(&page.file),
        }
    }
    for font in &kit.own_fonts {
        hash.update(font.0);
    }
    let digest: [u8; 32] = hash.finalize().into();
    digest[..16].iter().fold(0, |key, byte| key << 8 | u128::from(*byte))
}

fn missing_families(design: &Design, kit: &Kit) -> Problems {
    let missing = design
        .families()
        .into_iter()
        .filter(|family| !kit.engine.book().has_family(family));
    missing.map(missing_family).collect()
}

/// What is said of a design of which a font is not here.
pub fn missing_family(family: &str) -> Problem {
    let message = format!("The font {family} is not here; another one stands in for it");
    Problem::warning("font-missing", message)
        .hint("Choose one of the fonts that are listed, or add the font to the design")
}

/// Composes the elements of one page.
struct Composer<'a> {
    design: &'a Design,
    kit: &'a Kit,
    fields: &'a Fields,
    pictures: &'a Pictures,
    page: u32,
    /// From the coordinates of the element that is composed to the page.
    turn: Affine,
    out: Composed,
    problems: Problems,
    /// How far a text was found to stand out of its frame or of the page, in points; the most.
    beyond: f64,
}

impl<'a> Composer<'a> {
    fn new(design: &'a Design, kit: &'a Kit, fields: &'a Fields, pictures: &'a Pictures, page: u32) -> Composer<'a> {
        Composer {
            design,
            kit,
            fields,
            pictures,
            page,
            turn: Affine::IDENTITY,
            out: Composed::default(),
            problems: Problems::default(),
            beyond: 0.0,
        }
    }

    fn place(&self, element: &Element) -> Place {
        Place::element(self.page, &element.name)
    }

    fn problem(&mut self, element: &Element, problem: Problem) {
        let place = Place {
            field: problem.place.field.clone(),
            ..self.place(element)
        };
        self.problems.push(problem.at(place));
    }

    fn background(&mut self, page: &Page) {
        let bleed = page.bleed.0;
        let area = Rect::new(-bleed, -bleed, page.width.0 + bleed, page.height.0 + bleed);
        let white = (self.design.kind == DesignKind::Certificate).then_some(crate::model::Paint::Solid(Color::WHITE));
        if let Some(paint) = page.background.paint.clone().or(white) {
            let kind = ItemKind::Fill {
                path: Arc::new(area.to_path(0.1)),
                rule: crate::model::FillRule::NonZero,
                paint: shape::paint(&paint, area),
            };
            self.out.items.push(Item {
                origin: Origin(None),
                kind,
            });
        }
        let Some(path) = &page.background.image else { return };
        match self.kit.assets.get(path) {
            Some(asset) => {
                let kind = image::stretched(asset, area, String::new());
                self.out.items.push(Item {
                    origin: Origin(None),
                    kind,
                });
            }
            None => self.problems.push(image::missing_asset(path)),
        }
    }

    /// Whether an element is painted with these values.
    fn is_shown(&self, element: &Element) -> bool {
        let condition = element.show.as_ref();
        !element.hidden && condition.is_none_or(|condition| condition.holds(self.fields))
    }

    /// Composes an element and what is in it. `offset` is where the coordinates of its parent begin.
    fn element(&mut self, element: &Element, index: u32, offset: Vec2) {
        if !self.is_shown(element) {
            return;
        }
        let frame = edges::frame(element, offset);
        let origin = Origin(Some(index));
        let turn = edges::turn(element, frame);
        let turned = turn != Affine::IDENTITY;
        let opacity = element.opacity.clamp(0.0, 1.0) as f32;
        let before = std::mem::take(&mut self.out);
        let around = self.turn;
        self.turn = around * turn;
        match &element.content {
            ElementContent::Text(content) => self.text(element, content, frame, origin),
            ElementContent::Shape(content) => self.shape(element, content, frame, origin),
            ElementContent::Image(content) => self.image(element, content, frame, origin),
            ElementContent::Qr(content) => self.qr(element, content, frame, origin),
            ElementContent::Chips(content) => self.chips(element, content, frame, origin),
            ElementContent::Group(content) => self.group(content, frame, index),
        }
        self.turn = around;
        let mut made = std::mem::replace(&mut self.out, before);
        if turned {
            for link in &mut made.links {
                link.area = turn.transform_rect_bbox(link.area);
            }
        }
        if let Some(link) = self.link(element, origin, turn.transform_rect_bbox(frame)) {
            made.links.push(link);
        }
        if (turned || opacity < 1.0) && !made.items.is_empty() {
            let group = Group {
                transform: turn,
                opacity,
                items: made.items,
                ..Group::default()
            };
            made.items = vec![Item {
                origin,
                kind: ItemKind::Group(group),
            }];
        }
        self.out
            .items
            .append(&mut effects::applied(element, made.items, origin));
        self.out.links.append(&mut made.links);
        self.out.codes.append(&mut made.codes);
    }

    fn link(&mut self, element: &Element, origin: Origin, area: Rect) -> Option<Link> {
        let template = element.link.as_deref()?;
        let url = self.plain(element, template)?;
        let url = url.trim().to_owned();
        let known = ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| url.starts_with(scheme));
        if !url.is_empty() && !known {
            let message = format!("The link is not an address that begins with https://, http:// or mailto:, “{url}”");
            self.problem(
                element,
                Problem::warning("bad-link", message).hint("Correct the link of the element"),
            );
            return None;
        }
        (!url.is_empty()).then_some(Link { area, url, origin })
    }

    /// The value of a field, `None` when it has none or an empty one.
    fn value(&self, field: &FieldName) -> Option<&'a Value> {
        self.fields.get(field).filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests;
