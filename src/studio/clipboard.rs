//! Copying and pasting, within a design and between two, and through the system's clipboard as text.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::Problem;
use crate::fonts::FontBook;
use crate::images::base64;
use crate::model::{Edit, Element, ElementContent, Image, ImageSource, Property, Spot};
use crate::units::{Affine, Point, Rect, Vec2};

use super::copies::Copies;
use super::defaults::text_element;
use super::editor::Editor;
use super::modes::is_picture;
use super::place::{Space, Stand};

/// What the text of a clip says that it is.
const FORMAT: &str = "accolade-elements";
const VERSION: u32 = 2;
/// What has no fonts is read by earlier versions, too.
const WITHOUT_FONTS: u32 = 1;
/// The longest text that is read, in bytes.
const LONGEST: usize = 400_000_000;
/// By how much a copy is moved that would lie on its original, in points.
const ASIDE: f64 = 10.0;

/// Elements with the files that they use. Their frames are in points of the page, whatever groups they were in.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// From the back to the front.
    pub elements: Vec<Element>,
    /// By their paths in the folder of the design from which they come.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// The fonts that their design brings along and their texts name, by the names of their files.
    pub fonts: BTreeMap<String, Arc<[u8]>>,
}

/// Where what is pasted comes to lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PasteAt {
    /// Where it was copied from, a little aside of what lies there already.
    Beside,
    /// Exactly where it was copied from.
    InPlace,
    /// With its middle at a point of the page.
    Middle(Point),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    format: String,
    version: u32,
    elements: Vec<Element>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    files: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    fonts: BTreeMap<String, String>,
}

/// Files as letters.
fn written(files: &BTreeMap<String, Arc<[u8]>>) -> BTreeMap<String, String> {
    files
        .iter()
        .map(|(path, bytes)| (path.clone(), base64::encode(bytes)))
        .collect()
}

/// Files of their letters; `None` when those are damaged.
fn read(files: BTreeMap<String, String>) -> Option<BTreeMap<String, Arc<[u8]>>> {
    files
        .into_iter()
        .map(|(path, letters)| Some((path, Arc::from(base64::decode(&letters)?))))
        .collect()
}

impl Clip {
    /// As text for the system's clipboard.
    pub fn to_text(&self) -> String {
        let text = Text {
            format: FORMAT.to_owned(),
            version: if self.fonts.is_empty() { WITHOUT_FONTS } else { VERSION },
            elements: self.elements.clone(),
            files: written(&self.files),
            fonts: written(&self.fonts),
        };
        // Elements are plain data, which always serialises.
        serde_json::to_string(&text).unwrap_or_default()
    }

    /// Reads what [`Clip::to_text`] wrote; `None` for any other text, which is then pasted as a text.
    ///
    /// # Errors
    /// `clip-newer` for elements of a later version of this program, `clip-damaged` for damaged ones.
    pub fn from_text(text: &str) -> Result<Option<Clip>, Problem> {
        let text = text.trim_start();
        if !text.starts_with('{') || !text.get(..200.min(text.len())).unwrap_or(text).contains(FORMAT) {
            return Ok(None);
        }
        let damaged = || Problem::error("clip-damaged", "What was copied is damaged").hint("Copy it again");
        if text.len() > LONGEST {
            return Err(damaged());
        }
        let value: serde_json::Value = serde_json::from_str(text).map_err(|_| damaged())?;
        if value.get("version").and_then(serde_json::Value::as_u64) > Some(u64::from(VERSION)) {
            let problem = Problem::error("clip-newer", "What was copied comes from a newer version of Accolade");
            return Err(problem.hint("Update Accolade"));
        }
        let text: Text = serde_json::from_value(value).map_err(|_| damaged())?;
        Ok(Some(Clip {
            elements: text.elements,
            files: read(text.files).ok_or_else(damaged)?,
            fonts: read(text.fonts).ok_or_else(damaged)?,
        }))
    }

    /// The elements without their files, as text to be kept beside those.
    pub fn elements_text(&self) -> String {
        let alone = Clip {
            elements: self.elements.clone(),
            files: BTreeMap::new(),
            fonts: BTreeMap::new(),
        };
        alone.to_text()
    }

    /// The families that the texts name.
    pub fn families(&self) -> Vec<&str> {
        let mut found = Vec::new();
        let mut pending: Vec<&Element> = self.elements.iter().collect();
        while let Some(element) = pending.pop() {
            match &element.content {
                ElementContent::Text(text) => {
                    found.push(text.style.family.as_str());
                    found.extend(text.all_spans().filter_map(|span| span.style.family.as_deref()));
                }
                ElementContent::Chips(chips) => found.push(chips.style.family.as_str()),
                _ => {}
            }
            pending.extend(element.children());
        }
        found
    }

    /// Takes those of a design's own fonts along that the texts name. `book` has them under the names of their files.
    pub fn take_fonts(&mut self, own: &BTreeMap<String, Arc<[u8]>>, book: &FontBook) {
        let families = self.families();
        let is_named = |family: &str| families.iter().any(|named| named.eq_ignore_ascii_case(family));
        let named = book.files().iter().filter(|file| file.families().any(is_named));
        let fonts = named.filter_map(|file| own.get_key_value(file.name()));
        self.fonts = fonts.map(|(name, bytes)| (name.clone(), bytes.clone())).collect();
    }

    /// The rectangle around the elements; `None` when there are none.
    pub fn bounds(&self) -> Option<Rect> {
        self.elements
            .iter()
            .map(|element| Stand::of(element, &Space::PAGE).bounds())
            .reduce(|all, one| all.union(one))
    }
}

impl Editor {
    /// What is selected, with its files; `None` when nothing is.
    pub fn copy(&self) -> Option<Clip> {
        self.clip_of(&self.place.selection)
    }

    /// Elements with their files; those that lie in another one of them come with that.
    fn clip_of(&self, selection: &[String]) -> Option<Clip> {
        let in_another = |name: &str| {
            let located = self.design.locate(name);
            located.is_some_and(|at| at.groups.iter().any(|group| selection.contains(group)))
        };
        let mut found: Vec<_> = selection
            .iter()
            .filter(|name| !in_another(name))
            .filter_map(|name| Some((self.design.locate(name)?, name)))
            .collect();
        found.sort_by_key(|(at, _)| at.index);
        let elements: Vec<Element> = found
            .into_iter()
            .filter_map(|(_, name)| self.on_page(self.design.element(name)?))
            .collect();
        let mut used = Vec::new();
        elements.iter().for_each(|element| assets(element, &mut used));
        let files = used
            .into_iter()
            .filter_map(|path| Some((path.clone(), Arc::clone(self.files.get(&path)?))))
            .collect();
        (!elements.is_empty()).then_some(Clip {
            elements,
            files,
            fonts: BTreeMap::new(),
        })
    }

    /// An element with its frame as it is on the page.
    fn on_page(&self, element: &Element) -> Option<Element> {
        let space = Space::around(&self.design, &element.name)?;
        if space == Space::PAGE {
            return Some(element.clone());
        }
        let frame = Stand::of(element, &space).frame(&Space::PAGE);
        Some(Element {
            x: frame.x,
            y: frame.y,
            rotation: frame.rotation,
            flip: frame.flip,
            ..element.clone()
        })
    }

    /// What is selected and not locked, and removes it.
    ///
    /// # Errors
    /// Those of [`Editor::commit`]; `locked` where all of it is locked.
    pub fn cut(&mut self) -> Result<Option<Clip>, Problem> {
        self.unlocked()?;
        let clip = self.clip_of(&self.movable());
        if clip.is_some() {
            self.delete()?;
        }
        Ok(clip)
    }

    /// Puts a clip at the front of the group in which is worked, or of the page, and selects it.
    ///
    /// # Errors
    /// Those of [`Editor::commit`]; `picture-missing` when the clip lacks a file that it uses.
    pub fn paste(&mut self, clip: &Clip, at: PasteAt) -> Result<(), Problem> {
        self.put_clip(None, clip, at)
    }

    /// Puts a clip there as [`Editor::paste`] does, as a step of this name.
    ///
    /// # Errors
    /// Those of [`Editor::paste`].
    pub fn insert_clip(&mut self, name: String, clip: &Clip, at: PasteAt) -> Result<(), Problem> {
        self.put_clip(Some(name), clip, at)
    }

    fn put_clip(&mut self, name: Option<String>, clip: &Clip, at: PasteAt) -> Result<(), Problem> {
        self.cancel();
        let elements = self.adopted(clip)?;
        let by = match (at, clip.bounds()) {
            (PasteAt::Middle(point), Some(bounds)) => point - bounds.center(),
            (PasteAt::Beside, _) => self.aside(&elements),
            _ => Vec2::ZERO,
        };
        let parent = self.place.entered.clone();
        let Some(space) = Space::of(&self.design, parent.as_deref()) else {
            return Ok(());
        };
        let list = self.design.list(self.place.page, parent.as_deref());
        let first = list.map_or(0, <[Element]>::len);
        let mut copies = Copies::new(&self.design);
        let (mut edits, mut made) = (Vec::new(), Vec::new());
        for (offset, element) in elements.iter().enumerate() {
            let copy = placed(&copies.of(element), by, &space);
            made.push(copy.name.clone());
            edits.push(Edit::Insert {
                at: Spot {
                    page: self.place.page,
                    parent: parent.clone(),
                    index: first + offset,
                },
                element: Box::new(copy),
            });
        }
        let name = name.unwrap_or_else(|| self.phrase("Paste", &made));
        self.commit_selecting(name, Edit::many("Paste", edits), Some(made))
    }

    /// Copies what is selected over itself, a little aside, and selects the copies. What is itself a copy, and was only
    /// moved since, is copied as far from there as it lies from its original: copies one after the other stand in a row.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn duplicate(&mut self) -> Result<(), Problem> {
        self.cancel();
        self.unlocked()?;
        let names = self.movable();
        let way = self.way_from_original().unwrap_or(Vec2::new(ASIDE, ASIDE));
        let (edits, copies) = self.copied(&names, way);
        if edits.is_empty() {
            return Ok(());
        }
        let edit = Edit::many("Duplicate", edits);
        self.commit_selecting(self.phrase("Duplicate", &names), edit, Some(copies))?;
        self.history.note_copied(names);
        Ok(())
    }

    /// Puts a plain text as a new element with its middle at a point, as when words are pasted.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn paste_text(&mut self, text: &str, middle: Point) -> Result<(), Problem> {
        // Braces in foreign words are no fields.
        let text = text.trim().replace("{{", "{{{{");
        let Some(element) = text_element(&text, self.new_text_style()) else {
            return Ok(());
        };
        let clip = Clip {
            elements: vec![element],
            files: BTreeMap::new(),
            fonts: BTreeMap::new(),
        };
        self.paste(&clip, PasteAt::Middle(middle))
    }

    /// The elements of a clip, using files that this design has now.
    fn adopted(&mut self, clip: &Clip) -> Result<Vec<Element>, Problem> {
        let mut used = Vec::new();
        clip.elements.iter().for_each(|element| assets(element, &mut used));
        let mut paths = BTreeMap::new();
        for path in used {
            let Some(bytes) = clip.files.get(&path).or_else(|| self.files.get(&path)).cloned() else {
                let problem = Problem::error("picture-missing", format!("What was copied lacks its file {path}"));
                return Err(problem.hint("Copy it again while its design is open"));
            };
            let own = self.add_file(&path, bytes);
            paths.insert(path, own);
        }
        let mut elements = clip.elements.clone();
        elements.iter_mut().for_each(|element| rename_assets(element, &paths));
        Ok(elements)
    }

    /// How far elements are moved so that they do not lie exactly on others.
    fn aside(&self, elements: &[Element]) -> Vec2 {
        let there: Vec<Stand> = self
            .design
            .list(self.place.page, self.entered())
            .unwrap_or_default()
            .iter()
            .filter_map(|element| Stand::find(&self.design, &element.name))
            .collect();
        let covers = |by: f64| {
            elements.iter().any(|element| {
                let own = Stand::of(element, &Space::PAGE);
                let center = own.center + Vec2::new(by, by);
                there.iter().any(|other| {
                    (other.center - center).hypot() < 0.01
                        && (other.width - own.width).abs() < 0.01
                        && (other.height - own.height).abs() < 0.01
                })
            })
        };
        let steps = (0..=there.len()).map(|step| step as f64 * ASIDE);
        let by = steps.into_iter().find(|by| !covers(*by)).unwrap_or_default();
        Vec2::new(by, by)
    }
}

/// An element of the page's coordinates in those of a space, moved on the page.
fn placed(element: &Element, by: Vec2, space: &Space) -> Element {
    if *space == Space::PAGE && by == Vec2::ZERO {
        return element.clone();
    }
    let stand = Stand::of(element, &Space::PAGE);
    let moved = Stand {
        center: Affine::translate(by) * stand.center,
        ..stand
    };
    let frame = moved.frame(space);
    Element {
        x: frame.x,
        y: frame.y,
        rotation: frame.rotation,
        flip: frame.flip,
        ..element.clone()
    }
}

/// The files that an element and what is in it use.
fn assets(element: &Element, found: &mut Vec<String>) {
    if let ElementContent::Image(image) = &element.content
        && let ImageSource::Asset(path) = &image.source
        && !found.contains(path)
    {
        found.push(path.clone());
    }
    element.children().iter().for_each(|child| assets(child, found));
}

pub(super) fn rename_assets(element: &mut Element, paths: &BTreeMap<String, String>) {
    match &mut element.content {
        ElementContent::Image(image) => {
            if let ImageSource::Asset(path) = &mut image.source
                && let Some(own) = paths.get(path)
            {
                path.clone_from(own);
            }
        }
        ElementContent::Group(group) => {
            group.children.iter_mut().for_each(|child| rename_assets(child, paths));
        }
        _ => {}
    }
}

impl Editor {
    /// The selected pictures that another one can take the place of: those that are not locked.
    pub fn replaceable(&self) -> Vec<String> {
        let names = self.movable();
        names.into_iter().filter(|name| self.is_replaceable(name)).collect()
    }

    /// Whether there is one.
    pub fn can_replace(&self) -> bool {
        self.selection().iter().any(|name| self.is_replaceable(name))
    }

    /// Whether there is a picture of this name that is not locked.
    pub fn is_replaceable(&self, name: &str) -> bool {
        let element = self.design.element(name);
        element.is_some_and(|element| is_picture(element) && !element.locked)
    }

    /// Those of the pictures that another one can still take the place of, after its file was chosen and read.
    ///
    /// # Errors
    /// `picture-gone` when none of them is there any more to be changed.
    pub fn still_replaceable(&self, names: &[String]) -> Result<Vec<String>, Problem> {
        let names: Vec<String> = names.iter().filter(|name| self.is_replaceable(name)).cloned().collect();
        if names.is_empty() {
            let problem = Problem::error("picture-gone", "The picture that was to be replaced is gone, or locked");
            return Err(problem.hint("Select the picture that is to be replaced"));
        }
        Ok(names)
    }

    /// Puts another picture into the frames of images, whose crop begins anew. What is locked stays.
    ///
    /// # Errors
    /// Those of [`Editor::commit`] and of [`Editor::still_replaceable`].
    pub fn replace_image(&mut self, names: &[String], source: &ImageSource) -> Result<(), Problem> {
        let names = self.still_replaceable(names)?;
        let edits: Vec<Edit> = names
            .iter()
            .filter_map(|name| match &self.design.element(name)?.content {
                ElementContent::Image(image) => {
                    let image = Image {
                        source: source.clone(),
                        ..image.uncropped()
                    };
                    Some(Edit::set(
                        name,
                        Property::Content(Box::new(ElementContent::Image(image))),
                    ))
                }
                _ => None,
            })
            .collect();
        self.commit(self.phrase("Replace", &names), Edit::many("Replace", edits))
    }
}
