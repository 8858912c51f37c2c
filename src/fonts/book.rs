//! The book itself: families and faces, found by name, fetched when needed.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use peniko::FontData;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::diag::{Problem, Result};

use super::Face;
use super::coverage::Coverage;
use super::fallback::{self, Region};
use super::index::FaceInfo;
use super::matching::{self, Pick};
use super::source::{FontFile, FontSource};

/// A face by its place in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FaceId(pub(super) u16);

/// A family by its place in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FamilyId(u16);

/// What the maker of a font permits when documents embed it (`fsType` of the OS/2 table).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embedding {
    /// Whole or in part.
    Allowed,
    /// As a whole only, while a PDF carries the used letters.
    WholeOnly,
    /// Not at all.
    Forbidden,
}

/// Distances of a face in em, upwards positive but for the descent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FaceMetrics {
    pub ascent: f64,
    /// Downwards positive.
    pub descent: f64,
    pub cap_height: f64,
    /// The middle of an underline, below the baseline positive.
    pub underline_offset: f64,
    pub underline_thickness: f64,
}

impl FaceMetrics {
    /// Values of a common Latin face, for one that does not tell its own.
    pub(crate) const TYPICAL: FaceMetrics = FaceMetrics {
        ascent: 0.9,
        descent: 0.25,
        cap_height: 0.7,
        underline_offset: 0.1,
        underline_thickness: 0.05,
    };
}

/// All faces that texts are set in. Cheap to share in an `Arc`; what is fetched is fetched for all threads.
pub struct FontBook {
    files: Vec<Arc<FontFile>>,
    faces: Vec<Entry>,
    families: Vec<Family>,
    by_name: HashMap<String, FamilyId>,
    chains: Chains,
    emoji: Option<FamilyId>,
    /// Faces of variable fonts at the weights that were asked for.
    instances: Mutex<Instances>,
}

/// Faces by the one they vary and their coordinates.
type Instances = HashMap<(FaceId, Vec<i16>), Arc<Face>>;

struct Entry {
    file: Arc<FontFile>,
    /// Which face of the file.
    slot: usize,
    family: FamilyId,
    loaded: OnceLock<std::result::Result<(Arc<Face>, FaceMetrics), Problem>>,
}

struct Family {
    name: String,
    faces: Vec<FaceId>,
    serif: bool,
}

/// The order in which families are tried, by script (or region of Han) and serifs.
#[derive(Default)]
struct Chains {
    scripts: HashMap<([u8; 4], bool), Vec<FamilyId>>,
    han: HashMap<(Region, bool), Vec<FamilyId>>,
    others: [Vec<FamilyId>; 2],
}

impl FontBook {
    /// The book of a source's faces.
    ///
    /// # Errors
    ///
    /// When the source cannot be read, or has no face or more than 65,535.
    pub fn new(source: &impl FontSource) -> Result<FontBook> {
        FontBook::of_files(source.files()?)
    }

    pub(super) fn of_files(files: Vec<Arc<FontFile>>) -> Result<FontBook> {
        let mut book = FontBook {
            files: Vec::new(),
            faces: Vec::new(),
            families: Vec::new(),
            by_name: HashMap::new(),
            chains: Chains::default(),
            emoji: None,
            instances: Mutex::default(),
        };
        let count: usize = files.iter().map(|file| file.faces().len()).sum();
        if count == 0 {
            return Err(Problem::error("no-fonts", "There is no font")
                .hint("Name a folder with .ttf, .otf or .ttc files")
                .into());
        }
        if count > usize::from(u16::MAX) {
            return Err(Problem::error("too-many-fonts", "There are more than 65,535 faces").into());
        }
        for file in &files {
            book.add(file);
        }
        book.files = files;
        book.emoji = book.by_name.get(&key(fallback::EMOJI)).copied();
        book.chains = book.make_chains();
        Ok(book)
    }

    /// Adds the faces of a file. One of the same family, weight and slope replaces an earlier one.
    fn add(&mut self, file: &Arc<FontFile>) {
        for (slot, (info, _)) in file.faces().iter().enumerate() {
            let id = FaceId(self.faces.len() as u16);
            let family = *self.by_name.entry(key(&info.family)).or_insert_with(|| {
                self.families.push(Family {
                    name: info.family.clone(),
                    faces: Vec::new(),
                    serif: info.serif.unwrap_or_else(|| fallback::looks_serif(&info.family)),
                });
                FamilyId(self.families.len() as u16 - 1)
            });
            let faces = &self.faces;
            if let Some(family) = self.families.get_mut(usize::from(family.0)) {
                family.faces.retain(|other| {
                    faces.get(usize::from(other.0)).map(Entry::info).is_none_or(|other| {
                        (other.weight, other.italic, other.weight_axis) != (info.weight, info.italic, info.weight_axis)
                    })
                });
                family.faces.push(id);
            }
            self.faces.push(Entry {
                file: Arc::clone(file),
                slot,
                family,
                loaded: OnceLock::new(),
            });
        }
    }

    fn make_chains(&self) -> Chains {
        let mut chains = Chains::default();
        for serif in [false, true] {
            for (script, ..) in fallback::SCRIPTS {
                let chain = self.chain_of(&fallback::named_families(Some(**script), Region::Simplified, serif));
                chains.scripts.insert((**script, serif), chain);
            }
            for region in Region::ALL {
                let chain = self.chain_of(&fallback::named_families(Some(*b"Hani"), region, serif));
                chains.han.insert((region, serif), chain);
            }
            let chain = self.chain_of(&fallback::named_families(None, Region::Simplified, serif));
            if let Some(others) = chains.others.get_mut(usize::from(serif)) {
                *others = chain;
            }
        }
        chains
    }

    /// The named families that the book has, then all others, emoji last.
    fn chain_of(&self, names: &[&str]) -> Vec<FamilyId> {
        let mut chain: Vec<FamilyId> = Vec::with_capacity(self.families.len());
        let named = names.iter().filter_map(|name| self.by_name.get(&key(name)).copied());
        let all = (0..self.families.len()).map(|index| FamilyId(index as u16));
        for family in named.chain(all.filter(|id| Some(*id) != self.emoji)).chain(self.emoji) {
            if !chain.contains(&family) {
                chain.push(family);
            }
        }
        chain
    }

    /// The names of the families, in the order of their files.
    pub fn families(&self) -> impl Iterator<Item = &str> {
        self.families.iter().map(|family| family.name.as_str())
    }

    /// Whether the book has a family of that name; case does not matter.
    pub fn has_family(&self, name: &str) -> bool {
        self.by_name.contains_key(&key(name))
    }

    /// The weights of a family's upright faces, then of its italic ones; empty when it is not in the book.
    pub fn styles(&self, name: &str) -> Vec<(u16, bool)> {
        let mut styles: Vec<(bool, u16)> = self
            .faces_named(name)
            .map(|entry| (entry.info().italic, entry.info().weight))
            .collect();
        styles.sort_unstable();
        styles.into_iter().map(|(italic, weight)| (weight, italic)).collect()
    }

    /// What the makers of a family permit, the strictest of its faces; `None` when it is not in the book.
    pub fn embedding(&self, name: &str) -> Option<Embedding> {
        let faces = self.faces_named(name).map(|entry| embedding(entry.info().fs_type));
        faces.max_by_key(|embedding| *embedding as u8)
    }

    /// The families whose licence forbids that documents embed them.
    pub fn families_not_to_embed(&self) -> impl Iterator<Item = &str> {
        self.families()
            .filter(|name| self.embedding(name) == Some(Embedding::Forbidden))
    }

    /// The face nearest to a style.
    ///
    /// # Errors
    ///
    /// When the family is not in the book, or its file cannot be read.
    pub fn face(&self, family: &str, weight: u16, italic: bool) -> Result<Arc<Face>> {
        Ok(self.measured_face(family, weight, italic)?.0)
    }

    /// The same with its measures.
    pub(crate) fn measured_face(&self, family: &str, weight: u16, italic: bool) -> Result<(Arc<Face>, FaceMetrics)> {
        let pick = self
            .family_named(family)
            .and_then(|id| self.pick(id, weight, italic))
            .ok_or_else(|| unknown_family(family))?;
        Ok(self.load(pick.face).cloned().map_err(Problem::clone)?)
    }

    /// The files of the book, for a reader of drawings that brings its own text engine.
    pub fn files(&self) -> &[Arc<FontFile>] {
        &self.files
    }

    fn faces_named(&self, name: &str) -> impl Iterator<Item = &Entry> {
        let family = self
            .by_name
            .get(&key(name))
            .and_then(|id| self.families.get(usize::from(id.0)));
        family
            .into_iter()
            .flat_map(|family| &family.faces)
            .filter_map(|id| self.entry(*id))
    }

    fn entry(&self, id: FaceId) -> Option<&Entry> {
        self.faces.get(usize::from(id.0))
    }

    pub(crate) fn family_named(&self, name: &str) -> Option<FamilyId> {
        // Most names are written as the font has them; only others pay for the folding.
        self.by_name.get(name).or_else(|| self.by_name.get(&key(name))).copied()
    }

    /// The family that stands in for one that is not in the book.
    pub(crate) fn stand_in(&self, name: &str) -> FamilyId {
        let serif = usize::from(fallback::looks_serif(name));
        let chain = self.chains.others.get(serif);
        chain.and_then(|chain| chain.first()).copied().unwrap_or(FamilyId(0))
    }

    pub(crate) fn family_name(&self, id: FamilyId) -> &str {
        self.families.get(usize::from(id.0)).map_or("", |family| &family.name)
    }

    pub(crate) fn is_serif(&self, id: FamilyId) -> bool {
        self.families.get(usize::from(id.0)).is_some_and(|family| family.serif)
    }

    pub(crate) fn emoji(&self) -> Option<FamilyId> {
        self.emoji
    }

    pub(crate) fn family_of(&self, face: FaceId) -> FamilyId {
        self.entry(face).map_or(FamilyId(0), |entry| entry.family)
    }

    /// The families to try for a script (ISO 15924), best first.
    pub(crate) fn chain(&self, script: [u8; 4], region: Region, serif: bool) -> &[FamilyId] {
        let others = self
            .chains
            .others
            .get(usize::from(serif))
            .map_or(&[][..], Vec::as_slice);
        let own = if fallback::is_han(script) {
            self.chains.han.get(&(region, serif))
        } else {
            self.chains.scripts.get(&(script, serif))
        };
        own.map_or(others, Vec::as_slice)
    }

    /// The nearest face of a family.
    pub(crate) fn pick(&self, family: FamilyId, weight: u16, italic: bool) -> Option<Pick> {
        let faces = &self.families.get(usize::from(family.0))?.faces;
        let infos = faces.iter().filter_map(|id| Some((*id, self.entry(*id)?.info())));
        matching::nearest(infos, weight, italic)
    }

    /// The weight of a face and whether it is italic.
    pub(super) fn styles_of(&self, face: FaceId) -> Option<(u16, bool)> {
        let info = self.entry(face)?.info();
        Some((info.weight, info.italic))
    }

    pub(crate) fn coverage(&self, face: FaceId) -> Option<&Coverage> {
        let entry = self.entry(face)?;
        entry.file.faces().get(entry.slot).map(|(_, coverage)| coverage)
    }

    /// The face with its bytes and measures; fetches the file the first time.
    pub(crate) fn load(&self, face: FaceId) -> std::result::Result<&(Arc<Face>, FaceMetrics), &Problem> {
        match self.entry(face).or_else(|| self.faces.first()) {
            Some(entry) => entry.loaded.get_or_init(|| entry.load()).as_ref(),
            // `of_files` refuses an empty book.
            None => Err(no_face()),
        }
    }

    /// The weight to ask of the face's weight axis; `None` for a static face.
    pub(crate) fn axis_weight(&self, face: FaceId, wanted: u16) -> Option<u16> {
        let (smallest, largest) = self.entry(face)?.info().weight_axis?;
        Some(wanted.clamp(smallest.min(largest), largest.max(smallest)))
    }

    /// Whether any face has a weight axis.
    pub(crate) fn has_variable_faces(&self) -> bool {
        self.faces.iter().any(|entry| entry.info().weight_axis.is_some())
    }

    /// A variable face at the given normalised coordinates, which stand for `weight`.
    pub(crate) fn instance(&self, id: FaceId, face: &Arc<Face>, coords: &[i16], weight: u16) -> Arc<Face> {
        if coords.iter().all(|coord| *coord == 0) {
            return Arc::clone(face);
        }
        let mut instances = self.instances.lock().unwrap_or_else(PoisonError::into_inner);
        let instance = instances.entry((id, coords.to_vec())).or_insert_with(|| {
            Arc::new(Face {
                weight: self.axis_weight(id, weight).unwrap_or(face.weight),
                coords: coords.to_vec(),
                ..Face::clone(face)
            })
        });
        Arc::clone(instance)
    }
}

impl Entry {
    fn info(&self) -> &FaceInfo {
        // `add` makes an entry for every face of a file and for nothing else.
        static NONE: FaceInfo = FaceInfo {
            family: String::new(),
            index: 0,
            weight: 400,
            italic: false,
            serif: None,
            fs_type: 0,
            weight_axis: None,
            ranges: Vec::new(),
        };
        self.file.faces().get(self.slot).map_or(&NONE, |(info, _)| info)
    }

    fn load(&self) -> std::result::Result<(Arc<Face>, FaceMetrics), Problem> {
        let info = self.info();
        let bytes = self.file.bytes().map_err(Problem::clone)?;
        let font = FontRef::from_index(bytes.as_ref(), info.index).map_err(|error| {
            Problem::error(
                "font-unreadable",
                format!("Cannot use the font {}: {error}", self.file.name()),
            )
        })?;
        let face = Face {
            family: info.family.clone(),
            weight: info.weight,
            italic: info.italic,
            data: FontData::new(bytes.clone(), info.index),
            coords: Vec::new(),
        };
        Ok((Arc::new(face), metrics(&font)))
    }
}

/// The measures of a face; typical values for Latin letters where it does not say.
fn metrics(font: &FontRef<'_>) -> FaceMetrics {
    let metrics = font.metrics(Size::new(1.0), LocationRef::default());
    let within = |value: f32, low: f64, high: f64, otherwise: f64| {
        let value = f64::from(value);
        if (low..=high).contains(&value) {
            value
        } else {
            otherwise
        }
    };
    let underline = metrics.underline;
    let typical = FaceMetrics::TYPICAL;
    FaceMetrics {
        ascent: within(metrics.ascent, 0.2, 4.0, typical.ascent),
        descent: within(-metrics.descent, 0.0, 4.0, typical.descent),
        cap_height: within(metrics.cap_height.unwrap_or(0.0), 0.2, 2.0, typical.cap_height),
        underline_offset: within(
            underline.map_or(0.0, |line| -line.offset),
            0.02,
            0.5,
            typical.underline_offset,
        ),
        underline_thickness: within(
            underline.map_or(0.0, |line| line.thickness),
            0.01,
            0.2,
            typical.underline_thickness,
        ),
    }
}

/// OpenType 1.9, OS/2 table, `fsType`: bit 1 restricted, bits 2 and 3 permit, bit 8 no subsetting, bit 9 bitmaps only.
/// Where several of the first are set, the most permissive counts.
pub(super) fn embedding(fs_type: u16) -> Embedding {
    if fs_type & 0x000E == 0x0002 || fs_type & 0x0200 != 0 {
        Embedding::Forbidden
    } else if fs_type & 0x0100 != 0 {
        Embedding::WholeOnly
    } else {
        Embedding::Allowed
    }
}

/// Names are compared without regard to case.
fn key(family: &str) -> String {
    family.trim().to_lowercase()
}

fn unknown_family(family: &str) -> Problem {
    Problem::error("unknown-font", format!("There is no font named “{family}”"))
        .hint("Choose another font, or import this one into the design")
}

fn no_face() -> &'static Problem {
    static PROBLEM: OnceLock<Problem> = OnceLock::new();
    PROBLEM.get_or_init(|| Problem::unexpected("no-fonts", "There is no font"))
}

impl fmt::Debug for FontBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FontBook")
            .field("families", &self.families.len())
            .field("faces", &self.faces.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::tests_support::book;

    #[test]
    fn families_are_found_by_their_typographic_name() {
        let book = book();
        assert!(book.has_family("Inter") && book.has_family("eb garamond"));
        assert!(!book.has_family("Inter Light") && !book.has_family("Noto Sans Mono CJK JP"));
        let upright = [300, 400, 500, 600, 700].map(|weight| (weight, false));
        assert_eq!(book.styles("Inter"), [&upright[..], &[(400, true)]].concat());
        assert!(book.face("Comic Sans", 400, false).is_err());
    }

    #[test]
    fn no_bundled_font_forbids_embedding() {
        let book = book();
        for family in book.families() {
            assert_eq!(book.embedding(family), Some(Embedding::Allowed), "{family}");
        }
        assert_eq!(embedding(0x0002), Embedding::Forbidden);
        assert_eq!(
            embedding(0x0006),
            Embedding::Allowed,
            "the most permissive of several counts"
        );
        assert_eq!(embedding(0x0104), Embedding::WholeOnly);
        assert_eq!(embedding(0x0200), Embedding::Forbidden);
    }

    #[test]
    fn faces_of_a_collection_share_their_bytes() {
        let book = book();
        let japan = book.face("Noto Sans CJK JP", 400, false).expect("bundled");
        let china = book.face("Noto Sans CJK SC", 400, false).expect("bundled");
        assert_eq!(japan.data.data.id(), china.data.data.id());
        assert_ne!(japan.data.index, china.data.index);
    }
}
