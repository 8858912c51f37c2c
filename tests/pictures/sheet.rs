//! A page of cells, and short ways to make what is in them.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use accolade::compose::{Kit, Pictures, compose, sample_fields};
use accolade::designfile::{DesignFile, to_json};
use accolade::fonts::{FolderFonts, FontBook};
use accolade::images::Picture;
use accolade::issue;
use accolade::model::{
    Background, Design, DesignKind, Element, ElementContent, Form, GroupContent, Image, ImageSource, Page, Paint,
    ShapeContent, StrokeStyle, TextContent, TextStyle, Value,
};
use accolade::render::raster::{Painter, Raster, RasterOptions};
use accolade::text::Engine;
use accolade::units::{Color, Pt, Rect};
use accolade::worker::Launcher;

/// The room in a cell, in points.
pub const WIDTH: f64 = 72.0;
pub const HEIGHT: f64 = 48.0;
/// From one cell to the next.
pub const ACROSS: f64 = 80.0;
pub const DOWN: f64 = 56.0;
/// Cells in a row.
pub const COLUMNS: usize = 8;

pub const INK: &str = "#1F2A37";
pub const BLUE: &str = "#2F6B9A";
pub const GOLD: &str = "#B08D3C";
pub const RED: &str = "#C0392B";
pub const PALE: &str = "#EFE7D2";

/// Cells on a page of their own.
pub struct Sheet {
    pub name: &'static str,
    pub cells: Vec<&'static str>,
    pub kind: DesignKind,
    pub language: &'static str,
    pub background: Background,
    /// Whether the picture shows the bleed around the page.
    pub bleed: f64,
    /// How far channels of a pixel may be off, and how many pixels may be off by more; see `compare.rs`.
    pub tolerance: Tolerance,
    elements: Vec<Element>,
    sample: BTreeMap<String, String>,
    assets: BTreeMap<String, Arc<[u8]>>,
}

/// What differs between machines that are both right.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    /// Of 255.
    pub levels: u8,
    /// Of every cell.
    pub pixels: usize,
}

impl Sheet {
    pub fn new(name: &'static str, tolerance: Tolerance) -> Sheet {
        Sheet {
            name,
            cells: Vec::new(),
            kind: DesignKind::Certificate,
            language: "en",
            background: Background::default(),
            bleed: 0.0,
            tolerance,
            elements: Vec::new(),
            sample: BTreeMap::new(),
            assets: BTreeMap::new(),
        }
    }

    /// The next cell: elements with places from its corner. The first is named as the cell.
    pub fn cell(&mut self, name: &'static str, elements: impl IntoIterator<Item = Element>) {
        let at = self.cells.len();
        let (x, y) = ((at % COLUMNS) as f64 * ACROSS, (at / COLUMNS) as f64 * DOWN);
        for (number, mut element) in elements.into_iter().enumerate() {
            element.x.0 += x + (ACROSS - WIDTH) / 2.0;
            element.y.0 += y + (DOWN - HEIGHT) / 2.0;
            let name = match number {
                0 => name.to_owned(),
                _ => format!("{name} {}", number + 1),
            };
            named(&mut element, name);
            self.elements.push(element);
        }
        self.cells.push(name);
    }

    /// A cell with one element.
    pub fn one(&mut self, name: &'static str, element: Element) {
        self.cell(name, [element]);
    }

    /// What a field says.
    pub fn says(&mut self, field: &str, text: &str) {
        self.sample.insert(field.to_owned(), text.to_owned());
    }

    /// A file of the design's folder.
    pub fn file(&mut self, path: &str, bytes: Vec<u8>) {
        self.assets.insert(path.to_owned(), bytes.into());
    }

    pub fn design(&self) -> Design {
        let rows = self.cells.len().div_ceil(COLUMNS);
        let sample = self
            .sample
            .iter()
            .map(|(field, text)| (field.parse().expect(field), text.clone()))
            .collect();
        Design {
            name: format!("Pictures {}", self.name.replace('_', " ")),
            kind: self.kind,
            description: String::new(),
            language: self.language.to_owned(),
            swatches: BTreeMap::new(),
            sample,
            template: false,
            pages: vec![Page {
                width: Pt(ACROSS * COLUMNS as f64),
                height: Pt(DOWN * rows as f64),
                bleed: Pt(self.bleed),
                background: self.background.clone(),
                aids: Default::default(),
                elements: self.elements.clone(),
            }],
        }
    }

    /// The sheet as a design with its files. It went through its file, as what is published does.
    pub fn design_file(&self) -> DesignFile {
        let read = accolade::designfile::from_json(&to_json(&self.design()));
        let read = read.unwrap_or_else(|problems| panic!("{}: {problems:?}", self.name));
        let notes: Vec<_> = read.problems.iter().map(|problem| &problem.message).collect();
        assert!(notes.is_empty(), "{}: {notes:?}", self.name);
        DesignFile {
            design: read.value,
            assets: self.assets.clone(),
            fonts: BTreeMap::new(),
        }
    }

    /// The picture of the sheet, with its bleed.
    pub fn paint(&self) -> Raster {
        let file = self.design_file();
        let launcher = Launcher::new(env!("CARGO_BIN_EXE_accolade").into());
        let kit = issue::kit(&file, &FONTS.0, &FONTS.1, &launcher).expect("the files of the sheet");
        let (fields, pictures) = values(&file.design, &file.assets);
        let scene = compose(&file.design, &fields, &pictures, &Kit { ..kit.value });
        let page = scene.value.pages.first().expect("a page");
        let options = RasterOptions {
            px_per_pt: PX_PER_PT,
            bleed: true,
        };
        let mut raster = Raster::default();
        Painter::new()
            .paint_into(page, options, &mut raster)
            .expect("it is painted");
        raster
    }
}

pub const PX_PER_PT: f32 = 1.5;

static FONTS: LazyLock<(Arc<FontBook>, Arc<Engine>)> = LazyLock::new(|| {
    let folder = FolderFonts(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts").into());
    let book = Arc::new(FontBook::new(&folder).expect("the bundled fonts"));
    (Arc::clone(&book), Arc::new(Engine::new(book)))
});

/// The sample values; the issuer's logo is the first picture of the design.
fn values(design: &Design, assets: &BTreeMap<String, Arc<[u8]>>) -> (accolade::model::Fields, Pictures) {
    let mut fields = sample_fields(design);
    let mut pictures = Pictures::new();
    if let Some(bytes) = assets.values().find(|bytes| bytes.starts_with(b"\x89PNG")) {
        let picture = Arc::new(Picture::decode(bytes).expect("a picture"));
        fields.set("issuer.logo".parse().expect("a field"), Value::Image(picture.id));
        pictures.insert(picture.id, picture);
    }
    (fields, pictures)
}

fn named(element: &mut Element, name: String) {
    if let ElementContent::Group(group) = &mut element.content {
        for (number, child) in group.children.iter_mut().enumerate() {
            named(child, format!("{name}, {}", number + 1));
        }
    }
    element.name = name;
}

pub fn color(text: &str) -> Color {
    text.parse().expect(text)
}

pub fn paint(text: &str) -> Paint {
    Paint::Solid(color(text))
}

/// The whole room of a cell.
pub fn room() -> Rect {
    Rect::new(0.0, 0.0, WIDTH, HEIGHT)
}

/// The room without what lines and shadows reach beyond a frame.
pub fn inner() -> Rect {
    room().inset(-8.0)
}

/// A square in the middle of the room.
pub fn square(side: f64) -> Rect {
    Rect::from_center_size(room().center(), (side, side))
}

pub fn shape_in(frame: Rect, form: Form, fill: Option<Paint>, stroke: Option<StrokeStyle>) -> Element {
    Element::new("", frame, ElementContent::Shape(ShapeContent { form, fill, stroke }))
}

pub fn filled(form: Form, fill: Paint) -> Element {
    shape_in(inner(), form, Some(fill), None)
}

pub fn stroked(form: Form, stroke: StrokeStyle) -> Element {
    shape_in(inner(), form, None, Some(stroke))
}

pub fn line_of(width: f64) -> StrokeStyle {
    StrokeStyle::new(color(INK), Pt(width))
}

pub fn rectangle() -> Form {
    Form::Rectangle { radii: [Pt::ZERO; 4] }
}

pub fn rounded(radius: f64) -> Form {
    Form::Rectangle { radii: [Pt(radius); 4] }
}

pub fn star() -> Form {
    Form::Polygon {
        sides: 5,
        inner: Some(0.4),
    }
}

/// An arrow that shows which side is up and which is left.
pub fn arrow() -> Form {
    path("M0 10 L60 10 L60 0 L100 20 L60 26 L60 20 L0 20 Z", [100.0, 26.0])
}

pub fn path(d: &str, view: [f64; 2]) -> Form {
    Form::Path {
        d: d.to_owned(),
        view: Some(view),
        rule: Default::default(),
    }
}

/// The frame of something else, as a hairline.
pub fn edge(frame: Rect) -> Element {
    shape_in(
        frame,
        rectangle(),
        None,
        Some(StrokeStyle::new(color("#C9D3DD"), Pt(0.5))),
    )
}

pub fn style(size: f64) -> TextStyle {
    TextStyle::new("Inter", Pt(size), color(INK))
}

pub fn content(says: &str, size: f64) -> TextContent {
    TextContent::new(says, style(size))
}

pub fn text_in(frame: Rect, content: TextContent) -> Element {
    Element::new("", frame, ElementContent::Text(content))
}

/// A text in the room of a cell, changed.
pub fn text(says: &str, size: f64, change: impl FnOnce(&mut TextContent)) -> Element {
    let mut content = content(says, size);
    change(&mut content);
    text_in(room(), content)
}

pub fn image(path: &str, change: impl FnOnce(&mut Image)) -> Element {
    let mut image = Image::of(ImageSource::Asset(path.to_owned()));
    change(&mut image);
    Element::new("", inner(), ElementContent::Image(image))
}

pub fn group(frame: Rect, children: Vec<Element>, clip: Option<Form>) -> Element {
    Element::new(
        "",
        frame,
        ElementContent::Group(GroupContent {
            clip,
            ..GroupContent::new(children)
        }),
    )
}

/// The element, changed.
pub fn with(mut element: Element, change: impl FnOnce(&mut Element)) -> Element {
    change(&mut element);
    element
}
