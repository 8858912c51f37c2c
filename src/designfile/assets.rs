//! The files of a design, made ready for drawing, once for all its credentials.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Problem, Problems, Result, Warned};
use crate::images::Picture;
use crate::progress::Progress;
use crate::scene::{Asset, PdfPage};

use super::guard::{Reader, run_guarded};
use super::{DesignFile, Kind, at_asset, sniff};

/// Makes every file that the design uses ready for drawing: pictures are decoded, SVG drawings become paths, and of PDF
/// files the first page gets its picture.
///
/// # Errors
/// All files that cannot be used, each with its name. What is drawn in another way than the file says is a note.
pub fn prepare(file: &DesignFile, progress: &Progress) -> Result<Warned<BTreeMap<String, Asset>>> {
    progress.start("Preparing the design's pictures", file.assets.len() as u64);
    let fonts: Vec<&[u8]> = file.fonts.values().map(AsRef::as_ref).collect();
    let mut problems = Problems::default();
    let mut prepared = BTreeMap::new();
    for (name, bytes) in &file.assets {
        progress.check()?;
        match one(bytes, &fonts, progress) {
            Ok(found) => {
                prepared.insert(name.clone(), found.value);
                problems.extend(placed(found.problems, name));
            }
            Err(found) => problems.extend(placed(found, name)),
        }
        progress.advance(1);
    }
    progress.check()?;
    problems.into_result(prepared)
}

fn placed(problems: Problems, name: &str) -> impl Iterator<Item = Problem> {
    let name = name.to_owned();
    problems.into_iter().map(move |mut problem| {
        if problem.place.file.is_none() {
            problem.place.file = at_asset(&name).file;
        }
        problem
    })
}

/// Makes one file ready.
pub(super) fn one(bytes: &Arc<[u8]>, fonts: &[&[u8]], progress: &Progress) -> Result<Warned<Asset>> {
    match sniff(bytes) {
        Some(Kind::Svg) => {
            let mut parts: Vec<&[u8]> = vec![bytes];
            parts.extend(fonts);
            let mut answer = run_guarded(Reader::Svg, &parts, progress)?;
            let problems = std::mem::take(&mut answer.problems);
            problems.into_result(Asset::Drawing(Arc::new(answer.into_drawing()?)))
        }
        Some(Kind::Pdf) => {
            let mut answer = run_guarded(Reader::Pdf, &[bytes], progress)?;
            let problems = std::mem::take(&mut answer.problems);
            let (width, height) = (answer.width, answer.height);
            let page = PdfPage {
                file: Arc::clone(bytes),
                picture: answer.into_picture()?,
                width,
                height,
            };
            problems.into_result(Asset::PdfPage(Arc::new(page)))
        }
        // What is no picture at all is named by its reader.
        _ => Ok(Warned::clean(Asset::Picture(Arc::new(Picture::decode(bytes)?)))),
    }
}
