//! What the workspace keeps for all designs, as it looks on a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::designfile::{self, DesignFile};
use crate::diag::{Problem, Result};
use crate::issue::{self, Desk};
use crate::model::{BlobId, Element, ElementContent, Image, ImageSource};
use crate::progress::Progress;
use crate::scene::{Asset, Scene};
use crate::store::KeptId;
use crate::studio::Clip;
use crate::units::{Pt, Rect};

use super::draw::sample;

/// A page without anything on it, and without a ground.
const EMPTY: &str = r#"{"format": "accolade-design", "version": 1, "name": "Preview", "kind": "badge",
    "pages": [{"width": 100, "height": 100, "elements": []}]}"#;
/// The longest side of a drawing, in points; within what a page may have.
const SIDE: f64 = 400.0;
/// A side of nothing is shown as wide as this, in points: a line lies in no area.
const LEAST: f64 = 14.0;

/// A component, as large as it is.
pub(super) fn component(desk: &Desk, id: KeptId) -> Result<Scene> {
    let empty = || Problem::error("bad-component", "There is nothing in it");
    let kept = issue::component(desk, id)?;
    let clip = Clip::from_text(&kept.text)?.ok_or_else(empty)?;
    let bounds = clip.bounds().ok_or_else(empty)?;
    scene(desk, bounds, clip.elements, kept.files, kept.fonts)
}

/// A drawing or the page of a PDF.
pub(super) fn drawing(desk: &Desk, blob: BlobId) -> Result<Scene> {
    let bytes = desk.store.blob(blob)?;
    // By its ending a drawing gets the fonts of its texts.
    let is_text = bytes.trim_ascii_start().starts_with(b"<");
    let name = if is_text { "drawing.svg" } else { "drawing" }.to_owned();
    let files = BTreeMap::from([(name.clone(), Arc::from(bytes))]);
    let ready = issue::read_assets(&files, &Files::new(), desk.book(), &desk.launcher, &Progress::new())?.value;
    let (width, height) = match ready.get(&name) {
        Some(Asset::Picture(picture)) => (f64::from(picture.width), f64::from(picture.height)),
        Some(Asset::Drawing(drawing)) => (drawing.width, drawing.height),
        Some(Asset::PdfPage(page)) => (page.width, page.height),
        None => return Err(Problem::error("no-picture", "It is no picture").into()),
    };
    let scale = SIDE / width.max(height).max(1.0);
    let frame = Rect::new(0.0, 0.0, width * scale, height * scale);
    let image = Image::of(ImageSource::Asset(name));
    let element = Element::new("Picture", frame, ElementContent::Image(image));
    scene(desk, frame, vec![element], files, BTreeMap::new())
}

type Files = BTreeMap<String, Arc<[u8]>>;

fn scene(desk: &Desk, bounds: Rect, mut elements: Vec<Element>, assets: Files, fonts: Files) -> Result<Scene> {
    let mut design = designfile::from_json(EMPTY)?.value;
    let bounds = bounds.inflate(
        ((LEAST - bounds.width()) / 2.0).max(0.0),
        ((LEAST - bounds.height()) / 2.0).max(0.0),
    );
    for element in &mut elements {
        element.x = Pt(element.x.0 - bounds.x0);
        element.y = Pt(element.y.0 - bounds.y0);
    }
    if let Some(page) = design.pages.first_mut() {
        (page.width, page.height) = (Pt(bounds.width()), Pt(bounds.height()));
        page.elements = elements;
    }
    let prepared = desk.prepare(DesignFile { design, assets, fonts })?.value;
    let (fields, pictures) = sample(desk, prepared.design())?;
    Ok(prepared.compose(&fields, &pictures).value)
}
