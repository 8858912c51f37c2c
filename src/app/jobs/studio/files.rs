//! Pictures that are put on the page: from files, from the clipboard, from another design.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::ColorImage;

use crate::diag::{Problem, Problems, Result};
use crate::images;
use crate::issue::{self, Desk};
use crate::model::DesignId;
use crate::progress::Progress;
use crate::render::raster::{PngWriter, Raster};
use crate::scene::Asset;
use crate::studio::Heavy;
use crate::units::{Point, Size};

use super::super::clipboard::{Clipboard, Copied};
use super::super::{Answer as AnyAnswer, is_cancelled};
use super::{Answer, Files, Placed, Prepared, Slimmed};

/// Where a picture comes from.
#[derive(Clone, Debug)]
pub enum Source {
    File(PathBuf),
    /// Pixels from the clipboard.
    Pixels(Arc<ColorImage>),
    /// A file under its name, such as a drawing that was copied as text.
    Bytes(String, Arc<[u8]>),
}

/// The most bytes of a picture.
const MOST: u64 = 100 << 20;

/// What pictures are made ready with.
#[derive(Clone, Debug)]
pub struct Tools {
    /// The design for which they are.
    pub of: DesignId,
    pub desk: Arc<Desk>,
    /// The fonts that the design brings along.
    pub fonts: Files,
}

/// Reads pictures and makes them ready for drawing. Those that can be are, whatever is wrong with the others.
///
/// # Errors
/// None can be used.
pub fn read(sources: Vec<Source>, at: Option<Point>, tools: &Tools, progress: &Progress) -> Result<AnyAnswer> {
    let (mut placed, mut failed) = (Vec::new(), Problems::default());
    for source in sources {
        progress.check()?;
        match one(source, tools, progress) {
            Ok(found) => placed.push(found),
            Err(problems) => failed.extend(problems),
        }
    }
    if placed.is_empty() {
        return Err(failed);
    }
    Ok(AnyAnswer::Studio(Answer::Read(placed, at).of(tools.of)))
}

/// Reads what lies on the clipboard; `seen` is the picture that the toolkit found there.
///
/// # Errors
/// There is nothing for a page, it never arrived, or it cannot be used.
pub fn paste(
    clipboard: &dyn Clipboard,
    seen: Option<Arc<ColorImage>>,
    tools: &Tools,
    progress: &Progress,
) -> Result<AnyAnswer> {
    let copied = match clipboard.read(progress) {
        // What is there already need not arrive.
        Err(problems) if seen.is_none() || is_cancelled(&problems) => return Err(problems),
        copied => copied.unwrap_or_default(),
    };
    let sources = match (copied, seen) {
        (Some(Copied::File(name, bytes)), _) => vec![Source::Bytes(name.to_owned(), bytes.into())],
        // Which of them are for the page is known where they are dropped, too.
        (Some(Copied::Paths(paths)), _) => {
            return Ok(AnyAnswer::Studio(Answer::PastedFiles(paths).of(tools.of)));
        }
        (None, Some(image)) => vec![Source::Pixels(image)],
        (None, None) => {
            let problem = Problem::note("clipboard-empty", "Nothing on the clipboard can be put on a page");
            return Err(problem.hint("Copy a picture, a drawing, a file or a text").into());
        }
    };
    progress.start("Reading pictures", 0);
    read(sources, None, tools, progress)
}

/// Reads the picture that takes the place of those with these names.
///
/// # Errors
/// It cannot be used.
pub fn read_replacement(path: PathBuf, names: Vec<String>, tools: &Tools, progress: &Progress) -> Result<AnyAnswer> {
    let placed = one(Source::File(path), tools, progress)?;
    let answer = Answer::ReplacementRead(names, Box::new(placed));
    Ok(AnyAnswer::Studio(answer.of(tools.of)))
}

/// Makes a smaller version of a picture of the design.
///
/// # Errors
/// It would not be smaller, or cannot be made.
pub fn slim(id: DesignId, bytes: &[u8], heavy: Heavy, tools: &Tools, progress: &Progress) -> Result<AnyAnswer> {
    progress.start("Making the picture smaller", 0);
    let (smaller, ending) = images::slim(bytes, heavy.width, heavy.height)?;
    if smaller.len() >= bytes.len() {
        let problem = Problem::note("picture-small", "The picture is as small already as its quality allows");
        return Err(problem.hint("Show a part of it, or leave it as it is").into());
    }
    let stem = Path::new(&heavy.path).file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("{stem}.{ending}");
    let placed = one(Source::Bytes(name, Arc::from(smaller)), tools, progress)?;
    Ok(AnyAnswer::Studio(Answer::Slimmed(Box::new(Slimmed {
        id,
        path: heavy.path,
        placed,
    }))))
}

fn one(source: Source, tools: &Tools, progress: &Progress) -> Result<Placed> {
    let (name, bytes) = match source {
        Source::File(path) => (name_of(&path), read_file(&path)?),
        Source::Pixels(image) => ("pasted.png".to_owned(), Arc::from(encode(&image))),
        Source::Bytes(name, bytes) => (name, bytes),
    };
    let files = BTreeMap::from([(name.clone(), bytes.clone())]);
    let mut ready = tools.assets(&files, progress)?;
    let asset = ready
        .remove(&name)
        .ok_or_else(|| Problem::unexpected("no-picture", format!("{name} could not be made ready")))?;
    let size = match &asset {
        Asset::Picture(picture) => Size::new(f64::from(picture.width), f64::from(picture.height)),
        Asset::Drawing(drawing) => Size::new(drawing.width, drawing.height),
        Asset::PdfPage(page) => Size::new(page.width, page.height),
    };
    Ok(Placed {
        name,
        bytes,
        asset,
        size,
    })
}

/// Makes files of a design ready for drawing, each by itself: a bad one does not keep the others.
///
/// # Errors
/// The work was cancelled.
pub fn prepare(id: DesignId, files: Files, tools: &Tools, progress: &Progress) -> Result<AnyAnswer> {
    let mut came = Prepared {
        id,
        assets: BTreeMap::new(),
        failed: Problems::default(),
        asked: files.keys().cloned().collect(),
    };
    for (path, bytes) in files {
        progress.check()?;
        let one = BTreeMap::from([(path, bytes)]);
        match tools.assets(&one, progress) {
            Ok(ready) => came.assets.extend(ready),
            Err(problems) => came.failed.extend(problems),
        }
    }
    Ok(AnyAnswer::Studio(Answer::Prepared(came)))
}

impl Tools {
    fn assets(&self, files: &Files, progress: &Progress) -> Result<BTreeMap<String, Asset>> {
        let (book, launcher) = (self.desk.book(), &self.desk.launcher);
        Ok(issue::read_assets(files, &self.fonts, book, launcher, progress)?.value)
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read_file(path: &Path) -> Result<Arc<[u8]>> {
    let io = |error: std::io::Error| Problem::io("read the picture", path, &error);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(io)?;
    file.take(MOST + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > MOST {
        let problem = Problem::error("picture-size", "The picture has more than 100 MB");
        return Err(problem
            .hint("Make it smaller; 300 dots per inch of its size on the page are enough")
            .at(crate::diag::Place::file(path))
            .into());
    }
    Ok(Arc::from(bytes))
}

/// Pixels as a PNG.
fn encode(image: &ColorImage) -> Vec<u8> {
    let pixels: Vec<u8> = image
        .pixels
        .iter()
        .flat_map(egui::Color32::to_srgba_unmultiplied)
        .collect();
    let mut raster = Raster::default();
    (raster.width, raster.height) = (image.size[0] as u32, image.size[1] as u32);
    raster.opaque = image.pixels.iter().all(egui::Color32::is_opaque);
    raster.pixels = pixels;
    // 96 to an inch, as on the screen that it comes from.
    PngWriter::new().encode(&raster, 96.0 / 72.0)
}
