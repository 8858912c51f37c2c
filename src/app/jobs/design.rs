//! Work on designs: importing, copying, renaming, deleting, exporting, and looking how they hold with sample names.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::ColorImage;

use crate::compose::{Pictures, sample_fields, sample_fields_for};
use crate::designfile::{self, Becomes, ReadAs};
use crate::diag::{Place, Problem, Problems, Result};
use crate::issue::{self, Desk};
use crate::model::{DesignId, DesignPin, FieldName};
use crate::progress::Progress;
use crate::render::raster::Painter;
use crate::store::{Store, StoredDesign};

use super::super::state::design::{DesignCard, Inspection, SAMPLES};

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    Chosen(Option<PathBuf>),
    NotChosen(Problems),
    Imported(Imported),
    /// A drawing, read in every way in which it can be.
    Looked(Box<Looked>),
    NotImported(Problems),
    Changed(Change, DesignId, String),
    NotChanged(Problems),
    /// A new name or an exported file was refused.
    NotWritten(Problems),
    ChosenExport(Option<PathBuf>),
    Exported(PathBuf),
    Inspected(Box<Inspection>),
    NotInspected(Problems),
}

/// What was done to a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Copied,
    Renamed,
    Deleted,
    Restored,
}

/// The designs that were taken in, by name, and what was noticed.
#[derive(Debug, Default)]
pub struct Imported {
    pub designs: Vec<(DesignId, String)>,
    pub notes: Problems,
    /// What could not be taken in, where something else could.
    pub failed: Problems,
}

/// A drawing before it is imported.
#[derive(Debug)]
pub struct Looked {
    pub path: PathBuf,
    /// Why it cannot become a background, where it cannot.
    pub background: std::result::Result<LookedWay, String>,
    /// Why it cannot become elements, where it cannot.
    pub elements: std::result::Result<LookedWay, String>,
}

/// How it looks when it is read in one way, and what is noticed then.
#[derive(Debug)]
pub struct LookedWay {
    pub picture: Option<ColorImage>,
    pub notes: Problems,
}

/// How wide the pictures of a drawing are, in pixels.
const LOOK: f64 = 640.0;

/// Reads a drawing in every way in which it can be, without importing it.
pub(in super::super) fn look(desk: &Desk, path: PathBuf, progress: &Progress) -> Result<super::Answer> {
    let becomes = designfile::becomes(&path)?;
    let found = look_as(desk, &path, ReadAs::Background, progress);
    progress.check()?;
    let background = match (found, becomes) {
        (Ok(way), _) => Ok(way),
        (Err(problems), Becomes::Either) => Err(why(&problems)),
        (Err(problems), Becomes::Background | Becomes::Design) => return Err(problems),
    };
    let elements = match becomes {
        Becomes::Either => match look_as(desk, &path, ReadAs::Elements, progress) {
            // It can become nothing.
            Err(problems) if background.is_err() => return Err(problems),
            found => found.map_err(|problems| why(&problems)),
        },
        Becomes::Background | Becomes::Design => Err(
            "What is in a PDF cannot be changed one by one. Save it as SVG or PPTX in the program that made it."
                .to_owned(),
        ),
    };
    Ok(super::Answer::Design(Answer::Looked(Box::new(Looked {
        path,
        background,
        elements,
    }))))
}

fn why(problems: &Problems) -> String {
    let first = problems.iter().next();
    first.map(|first| first.message.clone()).unwrap_or_default()
}

fn look_as(desk: &Desk, path: &Path, what: ReadAs, progress: &Progress) -> Result<LookedWay> {
    let read = designfile::read_as(path, what, &desk.launcher, progress)?;
    let prepared = desk.prepare(read.value)?;
    let scene = prepared
        .value
        .compose(&sample_fields(prepared.value.design()), &Pictures::new());
    let mut notes = read.problems;
    notes.extend(prepared.problems);
    let picture = match scene.value.pages.first() {
        Some(page) => {
            let raster = Painter::new().paint(page, (LOOK / page.width.max(1.0)) as f32)?;
            let size = [raster.width as usize, raster.height as usize];
            Some(ColorImage::from_rgba_unmultiplied(size, &raster.pixels))
        }
        None => None,
    };
    Ok(LookedWay { picture, notes })
}

impl Change {
    fn answer(self, stored: StoredDesign) -> super::Answer {
        super::Answer::Design(Answer::Changed(self, stored.id, stored.design.name))
    }
}

/// All designs that are not deleted, as the gallery shows them.
pub(in super::super) fn gallery(store: &Store) -> Result<Vec<DesignCard>> {
    let groups = store.groups()?;
    let card = |stored: StoredDesign| {
        let uses = issue::design_uses(store, &stored, &groups)?;
        let refusal = uses.refusal();
        let design = stored.design;
        let page = design.pages.first();
        Ok(DesignCard {
            pin: DesignPin {
                design: stored.id,
                revision: stored.revision,
            },
            kind: design.kind,
            size: page.map_or([1.0, 1.0], |page| [page.width.to_mm(), page.height.to_mm()]),
            pages: design.pages.len(),
            fields: design.fields().iter().map(|field| field.as_str().to_owned()).collect(),
            families: design.families().into_iter().map(str::to_owned).collect(),
            groups: uses.groups,
            by_credentials: uses.by_credentials,
            refusal,
            name: design.name,
            description: design.description,
            language: design.language,
        })
    };
    issue::list_designs(store)?.into_iter().map(card).collect()
}

/// Reads designs and adds them. Those that can be are, whatever is wrong with the others.
pub(in super::super) fn import(
    desk: &Desk,
    paths: &[PathBuf],
    what: ReadAs,
    progress: &Progress,
) -> Result<super::Answer> {
    let mut imported = Imported::default();
    for path in paths {
        progress.check()?;
        match import_one(desk, path, what, progress) {
            Ok((stored, notes)) => {
                imported.designs.push((stored.id, stored.design.name));
                imported.notes.extend(notes);
            }
            Err(problems) if super::is_cancelled(&problems) => return Err(problems),
            Err(problems) => imported.failed.extend(problems),
        }
    }
    if imported.designs.is_empty() {
        return Err(imported.failed);
    }
    // What the workspace has of the fonts that they name is given to them.
    imported.notes.extend(issue::supply_fonts(desk)?.problems);
    Ok(super::Answer::Design(Answer::Imported(imported)))
}

fn import_one(desk: &Desk, path: &Path, what: ReadAs, progress: &Progress) -> Result<(StoredDesign, Problems)> {
    let read = designfile::read_as(path, what, &desk.launcher, progress)?;
    let mut notes = read.problems;
    let added = issue::add_design_beside(desk, read.value)?;
    notes.extend(added.problems);
    Ok((added.value, notes))
}

pub(in super::super) fn duplicate(desk: &Desk, id: DesignId) -> Result<super::Answer> {
    issue::duplicate_design(desk, id).map(|stored| Change::Copied.answer(stored))
}

pub(in super::super) fn rename(desk: &Desk, id: DesignId, name: &str) -> Result<super::Answer> {
    issue::rename_design(desk, id, name).map(|stored| Change::Renamed.answer(stored))
}

pub(in super::super) fn delete(desk: &Desk, id: DesignId) -> Result<super::Answer> {
    issue::delete_design(desk, id).map(|stored| Change::Deleted.answer(stored))
}

pub(in super::super) fn restore(desk: &Desk, id: DesignId) -> Result<super::Answer> {
    issue::restore_design(desk, id).map(|stored| Change::Restored.answer(stored))
}

/// Writes a design as one file that can be imported again.
pub(in super::super) fn export(desk: &Desk, id: DesignId, path: &Path) -> Result<super::Answer> {
    if path.starts_with(desk.store.dir()) {
        let problem = Problem::error("export-inside", "The workspace is no place for an exported design");
        return Err(problem
            .hint("Choose a folder outside of the workspace")
            .at(Place::file(path))
            .into());
    }
    designfile::write_zip(&issue::design_pack(desk, id)?, path)?;
    Ok(super::Answer::Design(Answer::Exported(path.to_owned())))
}

/// Composes a design with every sample name, and looks for its fonts.
pub(in super::super) fn inspect(desk: &Desk, pin: DesignPin, progress: &Progress) -> Result<super::Answer> {
    let prepared: Arc<_> = desk.design(pin)?;
    let mut samples = Vec::with_capacity(SAMPLES.len());
    for sample in SAMPLES {
        progress.check()?;
        let fields = match sample.name {
            "" => sample_fields(prepared.design()),
            name => sample_fields_for(prepared.design(), name, sample.language),
        };
        let problems = prepared.compose(&fields, &Pictures::new()).problems;
        samples.push(of_interest(problems));
    }
    let stored = desk.store.design(pin.design, pin.revision)?;
    let missing = stored
        .map(|stored| issue::missing_families(desk, &stored))
        .transpose()?;
    Ok(super::Answer::Design(Answer::Inspected(Box::new(Inspection {
        pin,
        samples,
        missing: missing.unwrap_or_default(),
    }))))
}

/// Without what is only so because nothing is issued yet: a sample has no logo and may lack dates.
fn of_interest(problems: Problems) -> Problems {
    let name = FieldName::recipient("name");
    let about_others = |problem: &Problem| {
        let field = problem.place.field.as_deref();
        problem.code == "unfilled-field" && field != Some(name.as_str())
    };
    Problems(problems.into_iter().filter(|problem| !about_others(problem)).collect())
}
