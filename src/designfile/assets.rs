//! The files of a design, made ready for drawing, once for all its credentials.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::diag::{Problem, Problems, Result, Warned};
use crate::images::Picture;
use crate::progress::Progress;
use crate::scene::{Asset, PdfPage};
use crate::worker::Launcher;

use super::guard::{Reader, run_guarded};
use super::{Kind, at_asset, sniff};

/// Makes every file that a design uses ready for drawing: pictures are decoded, SVG drawings become paths, and of PDF
/// files the first page gets its picture. The fonts are those of the design, for the texts of its drawings.
///
/// # Errors
/// All files that cannot be used, each with its name. What is drawn in another way than the file says is a note.
pub fn prepare(
    assets: &BTreeMap<String, Arc<[u8]>>,
    fonts: &BTreeMap<String, Arc<[u8]>>,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Warned<BTreeMap<String, Asset>>> {
    progress.start("Preparing the design's pictures", assets.len() as u64);
    let fonts: Vec<&[u8]> = fonts.values().map(AsRef::as_ref).collect();
    let read = |name: &str, bytes: &Arc<[u8]>| {
        progress.check()?;
        let read = one(name, bytes, &fonts, launcher, progress);
        progress.advance(1);
        read
    };
    let mut problems = Problems::default();
    let mut prepared = BTreeMap::new();
    for (name, found) in by_two(assets, read) {
        progress.check()?;
        match found {
            Ok(found) => {
                prepared.insert(name.clone(), found.value);
                problems.extend(placed(found.problems, name));
            }
            Err(found) => problems.extend(placed(found, name)),
        }
    }
    problems.into_result(prepared)
}

/// Reads the files by two threads: a design with several photographs is waited for half as long, and more than two
/// large pictures at a time would take too much memory.
pub(super) fn by_two<T: Send>(
    assets: &BTreeMap<String, Arc<[u8]>>,
    read: impl Fn(&str, &Arc<[u8]>) -> T + Sync,
) -> BTreeMap<&String, T> {
    let next = AtomicUsize::new(0);
    let files: Vec<_> = assets.iter().collect();
    let work = || {
        let mut made = Vec::new();
        while let Some((name, bytes)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            made.push((*name, read(name, bytes)));
        }
        made
    };
    std::thread::scope(|scope| {
        let other = (files.len() > 1).then(|| scope.spawn(work));
        let mut made = work();
        match other.map(std::thread::ScopedJoinHandle::join) {
            Some(Ok(others)) => made.extend(others),
            // As if it had been read here.
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => {}
        }
        made.into_iter().collect()
    })
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

/// Reads one file while its size is asked for: which fonts there are for its texts is not known yet, and said by
/// [`prepare`].
pub(super) fn measured(
    name: &str,
    bytes: &Arc<[u8]>,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Warned<Asset>> {
    match sniff(bytes) {
        Some(Kind::Svg) => drawing(name, &[bytes], launcher, progress, |problem| problem.code != "svg-text"),
        _ => one(name, bytes, &[], launcher, progress),
    }
}

/// A drawing with those of its problems that count.
fn drawing(
    name: &str,
    parts: &[&[u8]],
    launcher: &Launcher,
    progress: &Progress,
    counts: impl Fn(&Problem) -> bool,
) -> Result<Warned<Asset>> {
    let mut answer = run_guarded(Reader::Svg, name, parts, launcher, progress)?;
    let mut problems = std::mem::take(&mut answer.problems);
    problems.0.retain(counts);
    problems.into_result(Asset::Drawing(Arc::new(answer.into_drawing()?)))
}

/// Makes one file ready.
pub(super) fn one(
    name: &str,
    bytes: &Arc<[u8]>,
    fonts: &[&[u8]],
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Warned<Asset>> {
    match sniff(bytes) {
        Some(Kind::Svg) => {
            let mut parts: Vec<&[u8]> = vec![bytes];
            parts.extend(fonts);
            drawing(name, &parts, launcher, progress, |_| true)
        }
        Some(Kind::Pdf) => {
            let mut answer = run_guarded(Reader::Pdf, name, &[bytes], launcher, progress)?;
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
