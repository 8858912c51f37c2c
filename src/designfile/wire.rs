//! What the readers of drawings and of other programs' designs answer, as bytes.
//!
//! Both come from a child process. The steps of a drawing, or the design, are JSON; pictures and fonts follow as they
//! are, each after its length in 8 bytes, little endian. The steps are a flat list, so that nothing here is as deep as a hostile file wants.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Problems, Result};
use crate::images::Picture;
use crate::model::{Design, FillRule};
use crate::scene::{Drawing, Group, ImageItem, Item, ItemKind, Origin, Paint};
use crate::units::{Affine, BezPath, Cap, Color, Join, Point, Stroke};

/// How deep the groups of a drawing may be; [`super::svg`] makes pictures of what is deeper.
pub(super) const MAX_DEPTH: usize = 48;

/// An answer.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Answer {
    /// Points.
    pub width: f64,
    pub height: f64,
    pub steps: Vec<Step>,
    /// What was noticed.
    pub problems: Problems,
    #[serde(skip)]
    pub blobs: Vec<Vec<u8>>,
}

/// A step of drawing.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Step {
    Begin {
        transform: [f64; 6],
        opacity: f32,
        clip: Option<Outline>,
    },
    End,
    Fill {
        outline: Outline,
        ink: Ink,
    },
    Stroke {
        d: String,
        pen: Pen,
        ink: Ink,
    },
    Picture {
        /// Which of the blobs.
        blob: usize,
        /// The size in pixels when the blob is RGBA with straight alpha; `None` for a PNG, JPEG or WebP file.
        pixels: Option<[u32; 2]>,
        /// From a square of side 1 to the group.
        transform: [f64; 6],
    },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Outline {
    /// SVG path data.
    pub d: String,
    pub even_odd: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Pen {
    pub width: f64,
    /// 0 butt, 1 round, 2 square.
    pub cap: u8,
    /// 0 miter, 1 round, 2 bevel.
    pub join: u8,
    pub miter_limit: f64,
    pub dashes: Vec<f64>,
    pub dash_offset: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Ink {
    Solid(Color),
    Linear {
        from: [f64; 2],
        to: [f64; 2],
        stops: Vec<(f32, Color)>,
    },
    Radial {
        center: [f64; 2],
        radius: f64,
        stops: Vec<(f32, Color)>,
    },
}

/// A design of another program, as its reader understood it.
#[derive(Debug)]
pub(super) struct Imported {
    pub design: Design,
    pub assets: BTreeMap<String, Arc<[u8]>>,
    pub fonts: BTreeMap<String, Arc<[u8]>>,
    pub problems: Problems,
}

/// An [`Imported`] without its files, whose bytes follow in the order of their names, pictures first.
#[derive(Serialize, Deserialize)]
struct ImportedHead {
    design: Design,
    assets: Vec<String>,
    fonts: Vec<String>,
    problems: Problems,
}

impl Imported {
    pub(super) fn encode(self) -> Result<Vec<u8>> {
        let names = |files: &BTreeMap<String, Arc<[u8]>>| files.keys().cloned().collect();
        let head = ImportedHead {
            design: self.design,
            assets: names(&self.assets),
            fonts: names(&self.fonts),
            problems: self.problems,
        };
        Ok(joined(
            &head_bytes(&head)?,
            self.assets.values().chain(self.fonts.values()).map(AsRef::as_ref),
        ))
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Imported> {
        let parts = parts(bytes)?;
        let (json, files) = parts.split_first().ok_or_else(broken)?;
        let head: ImportedHead = serde_json::from_slice(json).map_err(|_| broken())?;
        if files.len() != head.assets.len() + head.fonts.len() {
            return Err(broken().into());
        }
        let mut files = files.iter().map(|file| Arc::from(*file));
        let mut named = |names: Vec<String>| names.into_iter().zip(files.by_ref()).collect();
        Ok(Imported {
            design: head.design,
            assets: named(head.assets),
            fonts: named(head.fonts),
            problems: head.problems,
        })
    }
}

/// The pages of a PDF, each as a file of its own.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Split {
    /// How many pages it has.
    pub count: usize,
    /// What was noticed.
    pub problems: Problems,
    /// The first ones, as many as a design may have; none of a PDF of one page, which is such a file already.
    #[serde(skip)]
    pub files: Vec<Arc<[u8]>>,
}

impl Split {
    pub(super) fn encode(&self) -> Result<Vec<u8>> {
        Ok(joined(&head_bytes(self)?, self.files.iter().map(AsRef::as_ref)))
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Split> {
        let parts = parts(bytes)?;
        let (json, files) = parts.split_first().ok_or_else(broken)?;
        let mut split: Split = serde_json::from_slice(json).map_err(|_| broken())?;
        split.files = files.iter().map(|file| Arc::from(*file)).collect();
        Ok(split)
    }
}

fn head_bytes(head: &impl Serialize) -> Result<Vec<u8>> {
    let failed = |error| Problem::unexpected("reader-answer", format!("Cannot write an answer: {error}"));
    Ok(serde_json::to_vec(head).map_err(failed)?)
}

/// Parts, each after its length.
fn joined<'a>(head: &'a [u8], parts: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in std::iter::once(head).chain(parts) {
        bytes.extend((part.len() as u64).to_le_bytes());
        bytes.extend(part);
    }
    bytes
}

impl Answer {
    pub(super) fn encode(&self) -> Result<Vec<u8>> {
        Ok(joined(&head_bytes(self)?, self.blobs.iter().map(Vec::as_slice)))
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Answer> {
        let parts = parts(bytes)?;
        let (json, blobs) = parts.split_first().ok_or_else(broken)?;
        let mut answer: Answer = serde_json::from_slice(json).map_err(|_| broken())?;
        answer.blobs = blobs.iter().map(|blob| blob.to_vec()).collect();
        Ok(answer)
    }

    /// The pictures, decoded.
    fn pictures(&mut self) -> Result<Vec<Option<Arc<Picture>>>> {
        let mut pictures: Vec<Option<Arc<Picture>>> = vec![None; self.blobs.len()];
        for step in &self.steps {
            let Step::Picture { blob, pixels, .. } = step else {
                continue;
            };
            let (Some(bytes), Some(slot)) = (self.blobs.get_mut(*blob), pictures.get_mut(*blob)) else {
                return Err(broken().into());
            };
            if slot.is_none() {
                let picture = match pixels {
                    Some([width, height]) => Picture::from_rgba(*width, *height, std::mem::take(bytes))?,
                    None => Picture::decode(bytes)?,
                };
                *slot = Some(Arc::new(picture));
            }
        }
        Ok(pictures)
    }

    /// The only picture of an answer that is nothing else.
    pub(super) fn into_picture(mut self) -> Result<Arc<Picture>> {
        let picture = self.pictures()?.into_iter().flatten().next();
        Ok(picture.ok_or_else(broken)?)
    }

    /// The drawing.
    pub(super) fn into_drawing(mut self) -> Result<Drawing> {
        let pictures = self.pictures()?;
        // The groups that are open: what they are, and the items before them.
        let mut open: Vec<(Group, Vec<Item>)> = Vec::new();
        let mut items: Vec<Item> = Vec::new();
        for step in self.steps {
            let kind = match step {
                Step::Begin {
                    transform,
                    opacity,
                    clip,
                } => {
                    let clip = clip.map(|outline| outline.read()).transpose()?;
                    let group = Group {
                        transform: Affine::new(transform),
                        opacity: opacity.clamp(0.0, 1.0),
                        clip,
                        ..Group::default()
                    };
                    open.push((group, std::mem::take(&mut items)));
                    if open.len() > MAX_DEPTH + 2 {
                        return Err(broken().into());
                    }
                    continue;
                }
                Step::End => {
                    let (mut group, before) = open.pop().ok_or_else(broken)?;
                    group.items = std::mem::replace(&mut items, before);
                    ItemKind::Group(group)
                }
                Step::Fill { outline, ink } => {
                    let (path, rule) = outline.read()?;
                    let paint = ink.paint();
                    ItemKind::Fill { path, rule, paint }
                }
                Step::Stroke { d, pen, ink } => ItemKind::Stroke {
                    path: Arc::new(read_path(&d)?),
                    stroke: pen.stroke(),
                    paint: ink.paint(),
                },
                Step::Picture { blob, transform, .. } => {
                    let picture = pictures.get(blob).cloned().flatten().ok_or_else(broken)?;
                    let to_square =
                        Affine::scale_non_uniform(1.0 / f64::from(picture.width), 1.0 / f64::from(picture.height));
                    ItemKind::Image(ImageItem {
                        picture,
                        transform: Affine::new(transform) * to_square,
                        alt: String::new(),
                    })
                }
            };
            items.push(Item {
                origin: Origin(None),
                kind,
            });
        }
        if !open.is_empty() {
            return Err(broken().into());
        }
        Ok(Drawing {
            width: self.width,
            height: self.height,
            items,
        })
    }
}

impl Outline {
    fn read(&self) -> Result<(Arc<BezPath>, FillRule)> {
        let rule = if self.even_odd {
            FillRule::EvenOdd
        } else {
            FillRule::NonZero
        };
        Ok((Arc::new(read_path(&self.d)?), rule))
    }
}

impl Pen {
    fn stroke(&self) -> Stroke {
        let cap = match self.cap {
            1 => Cap::Round,
            2 => Cap::Square,
            _ => Cap::Butt,
        };
        let join = match self.join {
            1 => Join::Round,
            2 => Join::Bevel,
            _ => Join::Miter,
        };
        Stroke::new(self.width)
            .with_caps(cap)
            .with_join(join)
            .with_miter_limit(self.miter_limit)
            .with_dashes(self.dash_offset, self.dashes.iter().copied())
    }
}

impl Ink {
    fn paint(self) -> Paint {
        let point = |[x, y]: [f64; 2]| Point::new(x, y);
        match self {
            Ink::Solid(color) => Paint::Solid(color),
            Ink::Linear { from, to, stops } => Paint::Linear {
                from: point(from),
                to: point(to),
                stops,
            },
            Ink::Radial { center, radius, stops } => Paint::Radial {
                center: point(center),
                radius,
                stops,
            },
        }
    }
}

fn read_path(d: &str) -> Result<BezPath> {
    let path = BezPath::from_svg(d).map_err(|_| broken())?;
    if path.is_finite() {
        Ok(path)
    } else {
        Err(broken().into())
    }
}

/// The parts of some bytes, each after its length.
pub(super) fn parts(bytes: &[u8]) -> Result<Vec<&[u8]>> {
    let (mut rest, mut parts) = (bytes, Vec::new());
    while !rest.is_empty() {
        parts.push(part(&mut rest)?);
    }
    Ok(parts)
}

fn part<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8]> {
    let (length, after) = rest.split_first_chunk::<8>().ok_or_else(broken)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| broken())?;
    let part = after.get(..length).ok_or_else(broken)?;
    *rest = after.get(length..).unwrap_or_default();
    Ok(part)
}

pub(super) fn broken() -> Problem {
    Problem::unexpected(
        "reader-answer",
        "The reader of the file gave an answer that makes no sense",
    )
    .hint("Export the file again from the program that made it")
}
