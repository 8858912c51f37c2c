//! Work on designs: importing, copying, renaming, deleting, exporting, and looking how they hold with sample names.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::ColorImage;

use crate::compose::{self, Kit, NO_PICTURE};
use crate::designfile::{self, Becomes, ReadAs};
use crate::diag::{Place, Problem, Problems, Result};
use crate::files;
use crate::issue::{self, Desk};
use crate::model::{Design, DesignId, DesignPin, FieldName};
use crate::progress::Progress;
use crate::publish::drawing;
use crate::render::pdf::Conformance;
use crate::render::raster::Painter;
use crate::store::{Store, StoredDesign};
use crate::studio;

use super::super::state::design::{DesignCard, Inspection, SAMPLES};
use super::super::state::studio::picture::Values;
use super::studio::{WorkingCopy, sample_values};

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
    NotWritten(Problems),
    NotRenamed(Problems),
    ChosenExport(Option<PathBuf>),
    /// Where a design may be written.
    Proposed(DesignId, PathBuf),
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
    pub designs: Vec<Taken>,
    pub notes: Problems,
    /// What could not be taken in, where something else could.
    pub failed: Problems,
}

/// A design that was asked for.
#[derive(Debug)]
pub struct Taken {
    pub id: DesignId,
    pub name: String,
    /// Whether the workspace had it already.
    pub was_there: bool,
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

/// Every reason, once, with what helps.
fn why(problems: &Problems) -> String {
    let errors = || problems.iter().filter(|problem| problem.is_error());
    let messages = errors().map(|problem| problem.message.as_str());
    let hints = errors().flat_map(|problem| problem.hints.iter().map(String::as_str));
    let mut once: Vec<&str> = Vec::new();
    for line in messages.chain(hints) {
        if !once.contains(&line) {
            once.push(line);
        }
    }
    once.join(". ")
}

/// What is noted when a drawing is read is noted again when it is made ready. What became of its fields comes first, then
/// what weighs most.
fn once(read: impl IntoIterator<Item = Problem>, prepared: impl IntoIterator<Item = Problem>) -> Problems {
    let mut notes = Problems::default();
    for note in read.into_iter().chain(prepared) {
        if notes.iter().all(|known| known.message != note.message) {
            notes.push(note);
        }
    }
    notes
        .0
        .sort_by_key(|note| (!about_fields(note), Reverse(note.severity)));
    notes
}

/// Whether a note says which fields a design has.
fn about_fields(note: &Problem) -> bool {
    matches!(&*note.code, "import-fields" | "import-no-fields")
}

fn look_as(desk: &Desk, path: &Path, what: ReadAs, progress: &Progress) -> Result<LookedWay> {
    let read = designfile::read_as(path, what, desk.book(), &desk.launcher, progress)?;
    let prepared = desk.prepare(read.value)?;
    let sample = sample_values(desk, prepared.value.design())?;
    let scene = prepared.value.compose(&sample.fields, &sample.pictures);
    let mut faces = issue::lacking_faces(prepared.value.design(), prepared.value.kit().engine.book());
    faces.extend(prepared.problems);
    let notes = once(read.problems, faces);
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

/// Whether any of its pages goes on beyond where it is cut.
fn has_bleed(design: &Design) -> bool {
    design.pages.iter().any(|page| page.bleed.0 > 0.0)
}

/// All designs that are not deleted, as the gallery shows them.
pub(in super::super) fn gallery(store: &Store) -> Result<Vec<DesignCard>> {
    let groups = store.groups()?;
    let card = |stored: StoredDesign| {
        let uses = issue::design_uses(store, &stored, &groups)?;
        let refusal = uses.refusal();
        // What cannot be read of it is said where it is opened.
        let draft = issue::unsaved_design(store, &stored).ok().flatten();
        let unsaved = draft.is_some();
        let design = draft.map_or(stored.design, |draft| draft.design);
        let page = design.pages.first();
        Ok(DesignCard {
            pin: DesignPin {
                design: stored.id,
                revision: stored.revision,
            },
            kind: design.kind,
            size: page.map_or([1.0, 1.0], |page| [page.width.to_mm(), page.height.to_mm()]),
            pages: design.pages.len(),
            bleed: has_bleed(&design),
            fields: design.fields().iter().map(|field| field.as_str().to_owned()).collect(),
            families: design.families().into_iter().map(str::to_owned).collect(),
            groups: uses.groups,
            by_credentials: uses.by_credentials,
            refusal,
            draft: store.has_design_draft(stored.id),
            unsaved,
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
            Ok((taken, notes)) => {
                imported.designs.push(taken);
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

fn import_one(desk: &Desk, path: &Path, what: ReadAs, progress: &Progress) -> Result<(Taken, Problems)> {
    let read = designfile::read_as(path, what, desk.book(), &desk.launcher, progress)?;
    let mut notes = read.problems;
    // Whoever stopped it meanwhile gets nothing of it.
    progress.check()?;
    let added = issue::add_design_beside(desk, read.value)?;
    notes.extend(added.problems);
    let issue::Added { stored, was_there } = added.value;
    let taken = Taken {
        id: stored.id,
        name: stored.design.name,
        was_there,
    };
    Ok((taken, notes))
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

/// A design as it is worked on, with the values that are shown.
#[derive(Debug)]
pub struct Worked {
    pub copy: WorkingCopy,
    pub kit: Arc<Kit>,
    pub values: Arc<Values>,
}

/// A file that is not there yet, in the first of these folders that is there.
pub(in super::super) fn proposed(folders: impl IntoIterator<Item = PathBuf>, name: &str) -> PathBuf {
    let there = folders.into_iter().find(|folder| folder.is_dir());
    files::free(&there.unwrap_or_default().join(name))
}

/// Writes a design, by the end of the name: as one file that can be imported again, or as a drawing; that with its bleed
/// where it is wanted and there is one. A file that is there is replaced only where a person was asked.
pub(in super::super) fn export(
    desk: &Desk,
    id: DesignId,
    (path, asked): (&Path, bool),
    bleed: bool,
    worked: Option<Worked>,
) -> Result<super::Answer> {
    if path.starts_with(desk.store.dir()) {
        let problem = Problem::error("export-inside", "The workspace is no place for an exported design");
        return Err(problem
            .hint("Choose a folder outside of the workspace")
            .at(Place::file(path))
            .into());
    }
    // A folder is no file beside which another one stands: it is refused below.
    let free = (!asked && !path.is_dir()).then(|| files::free(path));
    let path = free.as_deref().unwrap_or(path);
    if drawing::Form::of(path).is_some() {
        draw_to(desk, id, path, bleed, worked)?;
    } else {
        let file = match worked {
            Some(worked) => {
                let mut file = worked.copy.file();
                issue::carry_fonts(desk, &mut file)?;
                file
            }
            None => issue::working_pack(desk, id)?,
        };
        designfile::write_zip(&file, path)?;
    }
    Ok(super::Answer::Design(Answer::Exported(path.to_owned())))
}

fn draw_to(desk: &Desk, id: DesignId, path: &Path, bleed: bool, worked: Option<Worked>) -> Result<()> {
    let (scene, name) = match worked {
        Some(Worked { copy, kit, values }) => {
            let scene = compose::compose(&copy.design, &values.fields, &values.pictures, &kit).value;
            (scene, copy.design.name.clone())
        }
        None => {
            let prepared = desk.prepare(issue::working_pack(desk, id)?)?.value;
            let values = sample_values(desk, prepared.design())?;
            let scene = prepared.compose(&values.fields, &values.pictures).value;
            (scene, prepared.design().name.clone())
        }
    };
    let options = drawing::Options {
        dpi: drawing::PRINT_DPI,
        conformance: Conformance::Plain,
        bleed,
        name: &name,
    };
    drawing::write(scene, path, options).map(drop)
}

/// Composes a design with every sample name, and looks for its fonts.
pub(in super::super) fn inspect(desk: &Desk, pin: DesignPin, progress: &Progress) -> Result<super::Answer> {
    let prepared: Arc<_> = desk.design(pin)?;
    let values = sample_values(desk, prepared.design())?;
    let mut samples = Vec::with_capacity(SAMPLES.len());
    for sample in SAMPLES {
        progress.check()?;
        let fields = match sample.name {
            "" => values.fields.clone(),
            name => studio::sample_with_name(values.fields.clone(), name, sample.language),
        };
        let problems = prepared.compose(&fields, &values.pictures).problems;
        samples.push(by_their_names(of_interest(problems), prepared.design()));
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

/// With elements called as people read of them in the studio.
fn by_their_names(problems: Problems, design: &Design) -> Problems {
    let called = problems.into_iter().map(|mut problem| {
        problem.place.element = problem
            .place
            .element
            .take()
            .map(|name| studio::called_in(design, &name));
        problem
    });
    called.collect()
}

/// Without what is only so because nothing is issued yet, as a field that the issuer leaves empty or a picture, and without the fonts
/// that are missing: they are for every sample, and said once.
fn of_interest(problems: Problems) -> Problems {
    let name = FieldName::recipient("name");
    let about_others = |problem: &Problem| {
        let field = problem.place.field.as_deref();
        let is_said = [NO_PICTURE, "font-missing"].contains(&problem.code.as_ref());
        is_said || (problem.code == "unfilled-field" && field != Some(name.as_str()))
    };
    Problems(problems.into_iter().filter(|problem| !about_others(problem)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::TestDesk;

    #[test]
    fn a_file_is_proposed_in_a_folder_that_is_there() {
        let desk = TestDesk::new("design-proposed");
        let (there, gone) = (desk.store.dir().to_owned(), desk.store.dir().join("gone"));
        assert_eq!(proposed([gone.clone(), there.clone()], "a.zip"), there.join("a.zip"));
        assert_eq!(proposed([gone], "a.zip"), PathBuf::from("a.zip"));
        std::fs::write(there.join("a.zip"), "of another time").expect("written");
        assert_eq!(proposed([there.clone()], "a.zip"), there.join("a 2.zip"));
    }

    /// A red picture of 4 × 4 pixels.
    const RED: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x04\x00\x00\x00\x04\x08\x02\x00\x00\x00&\x93\x09)\x00\x00\x00\x10IDATx\xdac\xf8\xcf\xc0\x00G\x0c\xc4q\x00\xae\x93\x0f\xf18^\x8c\x11\x00\x00\x00\x00IEND\xaeB`\x82";

    #[test]
    fn a_drawing_is_looked_at_as_it_will_be_and_in_both_ways() {
        let mut desk = TestDesk::new("design-look");
        Arc::get_mut(&mut desk.desk).expect("alone").launcher = crate::worker::Launcher::in_process(designfile::TASKS);
        let folder = desk.store.dir().join("drawings");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("logo.png"), RED).expect("the logo");
        let edit = issue::IssuerEdit {
            name: "Northfield".to_owned(),
            logo: folder.join("logo.png").display().to_string(),
            ..issue::IssuerEdit::default()
        };
        issue::set_issuer(&desk, &edit).expect("a logo");
        let path = folder.join("d.svg");
        let drawing = r#"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">
            <text x="40" y="60" font-size="20" font-family="EB Garamond">Awarded to {{name}}</text>
            <text x="40" y="120" font-size="20" font-family="Comic Sans MS">for courage</text>
            <text x="40" y="220" font-size="40">{{issuer.logo}}</text></svg>"#;
        std::fs::write(&path, drawing).expect("the drawing");
        let answer = look(&desk, path, &Progress::new()).expect("looked at");
        let super::super::Answer::Design(Answer::Looked(looked)) = answer else {
            panic!("{answer:?}")
        };
        let elements = looked.elements.expect("elements");
        let codes: Vec<&str> = elements.notes.iter().map(|note| note.code.as_ref()).collect();
        assert_eq!(codes.first(), Some(&"import-fields"), "in sight: {codes:?}");
        let red = |color: &egui::Color32| color.to_array() == [255, 0, 0, 255];
        assert!(
            elements.picture.expect("a picture").pixels.iter().any(red),
            "the issuer's logo"
        );
        let background = looked.background.expect("in another font");
        let said = background.notes.to_string();
        assert!(said.contains("“Comic Sans MS” is drawn in Inter"), "{said}");
    }

    #[test]
    fn what_is_there_already_stays_one_also_when_a_font_was_given_to_it() {
        let desk = TestDesk::new("design-there");
        let mut file =
            issue::design_pack(&desk, issue::find_design(&desk, "Plain").expect("the design").id).expect("its file");
        let crate::model::ElementContent::Text(text) = &mut file.design.pages[0].elements[0].content else {
            panic!("a text")
        };
        text.style.family = "Qnter".to_owned();
        file.design.name = "Foreign".to_owned();
        let path = desk.store.dir().join("foreign.zip");
        designfile::write_zip(&file, &path).expect("written");
        let import = || {
            let taken = import_one(&desk, &path, ReadAs::Background, &Progress::new())
                .expect("imported")
                .0;
            (taken.id, taken.was_there)
        };
        let (id, was_there) = import();
        assert!(!was_there);
        assert_eq!(import(), (id, true));
        issue::add_font(&desk, id, "Qnter.ttf", &issue::testing::renamed_font()).expect("given");
        assert_eq!(import(), (id, true));
        assert_eq!(issue::list_designs(&desk.store).expect("read").len(), 2);

        file.design.description = "Another".to_owned();
        designfile::write_zip(&file, &path).expect("written");
        assert!(!import().1, "another stands beside it");
        assert_eq!(issue::list_designs(&desk.store).expect("read").len(), 3);
    }

    #[test]
    fn a_drawing_says_each_thing_once_and_every_reason() {
        let wrong = |name: &str| Problem::error("svg-text", format!("No font “{name}”")).hint("Convert the texts");
        let problems = Problems(vec![wrong("A"), Problem::note("svg-picture", "A pattern"), wrong("B")]);
        assert_eq!(why(&problems), "No font “A”. No font “B”. Convert the texts");
        let note = |message: &str| Problem::note("svg-picture", message);
        let notes = once(vec![note("A pattern")], vec![note("A pattern"), note("A mask")]);
        let said: Vec<&str> = notes.iter().map(|note| note.message.as_str()).collect();
        assert_eq!(said, ["A pattern", "A mask"]);
    }

    /// The design of the test's desk, with a box that is too small for its date.
    fn with_small_date(desk: &TestDesk) -> DesignPin {
        let stored = issue::find_design(desk, "Plain").expect("the design");
        let mut file = issue::design_pack(desk, stored.id).expect("its file");
        file.design.name = "Small".to_owned();
        let date = file.design.pages[0]
            .elements
            .iter_mut()
            .find(|element| element.name == "Grade");
        let date = date.expect("an element");
        date.width = crate::units::Pt(12.0);
        let crate::model::ElementContent::Text(text) = &mut date.content else {
            panic!("a text")
        };
        text.fit.policy = crate::model::FitPolicy::Clip;
        text.style.family = "Nowhere Sans".to_owned();
        let added = issue::add_design(desk, file).expect("added").value;
        DesignPin {
            design: added.id,
            revision: added.revision,
        }
    }

    #[test]
    fn samples_have_dates_and_what_does_not_hold_them_is_told() {
        let desk = TestDesk::new("sample-dates");
        let pin = with_small_date(&desk);
        let answer = inspect(&desk, pin, &Progress::new()).expect("looked at");
        let super::super::Answer::Design(Answer::Inspected(inspection)) = answer else {
            panic!("{answer:?}")
        };
        for (sample, problems) in SAMPLES.iter().zip(&inspection.samples) {
            let about_date = |problem: &Problem| problem.place.element.as_deref() == Some("Grade");
            assert!(problems.iter().any(about_date), "{}: {problems}", sample.label);
            let about_font = |problem: &Problem| problem.code == "font-missing";
            assert!(!problems.iter().any(about_font), "said for each: {problems}");
        }
        assert_eq!(inspection.missing, ["Nowhere Sans"]);
    }

    #[test]
    fn the_end_of_the_name_says_what_is_written() {
        let desk = TestDesk::new("export-kinds");
        let id = issue::find_design(&desk, "Plain").expect("the design").id;
        let folder = std::env::temp_dir().join(format!("accolade-export-kinds-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        for (name, start) in [
            ("out.png", b"\x89PNG".as_slice()),
            ("out.PDF", b"%PDF".as_slice()),
            ("out.svg", b"<svg".as_slice()),
            ("out.accolade", b"PK\x03\x04".as_slice()),
            ("out.zip", b"PK\x03\x04".as_slice()),
        ] {
            let path = folder.join(name);
            export(&desk, id, (&path, false), false, None).expect(name);
            let bytes = std::fs::read(&path).expect(name);
            assert!(bytes.starts_with(start), "{name}: {:?}", bytes.get(..8));
        }
        drop(std::fs::remove_dir_all(folder));
    }
}
