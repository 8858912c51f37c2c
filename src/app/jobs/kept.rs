//! Work on what the workspace keeps for all designs.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compose::Kit;
use crate::diag::{Place, Problem, Problems, Result};
use crate::fonts::FontFaces;
use crate::issue::{self, Desk, NewKept};
use crate::model::{BlobId, DesignId};
use crate::progress::Progress;
use crate::store::{Kept, KeptId, Shelf};
use crate::studio::{Clip, PasteAt};
use crate::units::Point;

use super::studio::{Files, Source, Tools, read};

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    /// Something is on its shelf, or called otherwise.
    Changed(KeptId, String),
    Removed(Box<Kept>),
    Back(String),
    ComponentKept(KeptId, String),
    Chosen(Shelf, Option<PathBuf>),
    /// Failed in a dialog, which says so.
    Refused(Problems),
    Failed(Problems),
    Component(Box<Component>),
}

/// A component, or what was copied, on its way to the page of a design.
#[derive(Debug)]
pub struct Component {
    /// The design for which it was read.
    pub of: DesignId,
    /// That of a component.
    pub name: Option<String>,
    pub clip: Clip,
    /// Else it comes into the middle of what is seen.
    pub at: Option<PasteAt>,
    /// The fonts of the design with those of the component, and what draws with them; `None` when it brings none that
    /// the design lacks.
    pub fonts: Option<(Files, Kit)>,
}

/// The most bytes of a picture.
const MOST: u64 = 100 << 20;

fn ok(answer: Answer) -> Result<super::Answer> {
    Ok(super::Answer::Kept(answer))
}

pub(in super::super) fn add(desk: &Desk, shelf: Shelf, name: String, text: String) -> Result<super::Answer> {
    let new = NewKept {
        name,
        text,
        ..NewKept::default()
    };
    let kept = issue::keep(desk, shelf, new)?;
    ok(Answer::Changed(kept.id, kept.name))
}

/// Keeps pictures from files, each under the name of its file.
pub(in super::super) fn add_files(
    desk: &Desk,
    shelf: Shelf,
    paths: &[PathBuf],
    progress: &Progress,
) -> Result<super::Answer> {
    let (mut last, mut failed) = (None, Problems::default());
    for path in paths {
        progress.check()?;
        match add_file(desk, shelf, path) {
            Ok(kept) => last = Some(kept),
            Err(problems) => failed.extend(problems),
        }
    }
    match last {
        Some(kept) if failed.is_empty() => ok(Answer::Changed(kept.id, kept.name)),
        _ => Err(failed),
    }
}

fn add_file(desk: &Desk, shelf: Shelf, path: &Path) -> Result<Kept> {
    let io = |error: std::io::Error| Problem::io("read the picture", path, &error);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(io)?;
    file.take(MOST + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > MOST {
        let problem = Problem::error("picture-size", "The picture has more than 100 MB");
        return Err(problem.hint("Make it smaller").at(Place::file(path)).into());
    }
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let new = NewKept {
        name: stem.into_owned(),
        text: String::new(),
        files: BTreeMap::from([(crate::designfile::safe_name(&file), Arc::from(bytes))]),
    };
    issue::keep(desk, shelf, new)
}

pub(in super::super) fn change(desk: &Desk, id: KeptId, name: &str, text: Option<&str>) -> Result<super::Answer> {
    let kept = issue::change_kept(desk, id, name, text)?;
    ok(Answer::Changed(kept.id, kept.name))
}

pub(in super::super) fn remove(desk: &Desk, id: KeptId) -> Result<super::Answer> {
    ok(Answer::Removed(Box::new(issue::remove_kept(desk, id)?)))
}

pub(in super::super) fn put_back(desk: &Desk, kept: Kept) -> Result<super::Answer> {
    issue::put_back(desk, &kept)?;
    ok(Answer::Back(kept.name))
}

/// Keeps elements with their pictures, and those fonts of the design that their texts name.
pub(in super::super) fn keep_component(desk: &Desk, name: String, clip: Clip, fonts: Files) -> Result<super::Answer> {
    let families = clip.families();
    let mut own = Files::new();
    for (file, bytes) in fonts {
        let faces = FontFaces::read(&bytes, &file)?;
        let is_named = |family: &String| families.iter().any(|named| named.eq_ignore_ascii_case(family));
        if faces.families.iter().any(is_named) {
            own.insert(file, bytes);
        }
    }
    let component = issue::Component {
        name,
        text: clip.elements_text(),
        files: clip.files,
        fonts: own,
    };
    let kept = issue::keep_component(desk, component)?;
    ok(Answer::ComponentKept(kept.id, kept.name))
}

/// Reads a component for a design that has these fonts.
pub(in super::super) fn component(
    desk: &Desk,
    id: KeptId,
    at: Option<Point>,
    of: (DesignId, Files, Arc<Kit>),
) -> Result<super::Answer> {
    let kept = issue::component(desk, id)?;
    let damaged = || Problem::error("bad-component", format!("The component “{}” cannot be read", kept.name));
    let mut clip = Clip::from_text(&kept.text)?.ok_or_else(damaged)?;
    clip.files = kept.files;
    let (of, own, kit) = of;
    let fonts = with_fonts(desk, &own, kept.fonts, &kit)?;
    ok(Answer::Component(Box::new(Component {
        of,
        name: Some(kept.name),
        clip,
        at: at.map(PasteAt::Middle),
        fonts,
    })))
}

/// Makes the fonts of a clip ready for a design that has these. A component of a shelf has its name.
pub(in super::super) fn clip(
    desk: &Desk,
    mut clip: Clip,
    (at, name): (PasteAt, Option<String>),
    (of, own, kit): (DesignId, Files, Arc<Kit>),
) -> Result<super::Answer> {
    // What lies on the clipboard can come from anywhere, and the names become those of files.
    let fonts = std::mem::take(&mut clip.fonts).into_iter();
    let fonts = fonts.map(|(name, bytes)| (crate::designfile::safe_name(&name), bytes));
    let fonts = with_fonts(desk, &own, fonts.collect(), &kit)?;
    ok(Answer::Component(Box::new(Component {
        of,
        name,
        clip,
        at: Some(at),
        fonts,
    })))
}

/// The fonts of a design with further ones, and its kit with what draws with them; `None` when it has all of them.
pub(in super::super) fn with_fonts(desk: &Desk, own: &Files, more: Files, kit: &Kit) -> Result<Option<(Files, Kit)>> {
    let mut all = own.clone();
    for (name, bytes) in more {
        if all.values().any(|known| *known == bytes) {
            continue;
        }
        let name = match all.contains_key(&name) {
            true => format!("{}-{name}", all.len()),
            false => name,
        };
        all.insert(name, bytes);
    }
    if all.len() == own.len() {
        return Ok(None);
    }
    let file = crate::designfile::DesignFile {
        design: crate::designfile::from_json(EMPTY)?.value,
        assets: BTreeMap::new(),
        fonts: all.clone(),
    };
    let with = issue::kit(&file, desk.book(), desk.engine(), &desk.launcher)?.value;
    let kit = Kit {
        assets: kit.assets.clone(),
        ..with
    };
    Ok(Some((all, kit)))
}

/// A design without anything in it.
const EMPTY: &str = r#"{"format": "accolade-design", "version": 1, "name": "Fonts", "kind": "badge",
    "pages": [{"width": 100, "height": 100, "elements": []}]}"#;

/// Reads a picture of the workspace to be put on the page.
pub(in super::super) fn place(
    desk: &Arc<Desk>,
    (name, blob): (String, BlobId),
    (of, at): (DesignId, Option<Point>),
    progress: &Progress,
) -> Result<super::Answer> {
    let bytes: Arc<[u8]> = Arc::from(desk.store.blob(blob)?);
    let tools = Tools {
        of,
        desk: desk.clone(),
        fonts: Default::default(),
    };
    read(vec![Source::Bytes(name, bytes)], at, &tools, progress)
}
