//! What a workspace keeps for all its designs: the brand's colours, fonts, logos and signatures, components, pictures.
//!
//! A design that uses something of it has a copy of its own, because it is frozen once it is used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::{Problem, Result};
use crate::model::BlobId;
use crate::progress::Progress;
use crate::store::{Change, Event, Kept, KeptId, Shelf, Store};
use crate::units::Color;

use super::desk::{Desk, read_assets};
use super::gallery::list_designs;

/// Longer names are not kept.
const LONGEST_NAME: usize = 120;

/// Everything on the shelves, in the order in which it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelves {
    pub colors: Vec<Kept>,
    pub fonts: Vec<Kept>,
    pub logos: Vec<Kept>,
    pub signatures: Vec<Kept>,
    pub components: Vec<Kept>,
    pub pictures: Vec<Kept>,
}

impl Shelves {
    /// Those on one shelf; names of versions are none of them.
    pub fn on(&self, shelf: Shelf) -> &[Kept] {
        match shelf {
            Shelf::Color => &self.colors,
            Shelf::Font => &self.fonts,
            Shelf::Logo => &self.logos,
            Shelf::Signature => &self.signatures,
            Shelf::Component => &self.components,
            Shelf::Picture => &self.pictures,
            Shelf::Version => &[],
        }
    }

    /// The brand's colours with their names.
    pub fn brand_colors(&self) -> Vec<(String, Color)> {
        let read = |kept: &Kept| Some((kept.name.clone(), kept.text.parse().ok()?));
        self.colors.iter().filter_map(read).collect()
    }
}

/// Reads all shelves.
///
/// # Errors
/// The workspace cannot be read.
pub fn shelves(store: &Store) -> Result<Shelves> {
    Ok(Shelves {
        colors: store.kept(Shelf::Color)?,
        fonts: store.kept(Shelf::Font)?,
        logos: store.kept(Shelf::Logo)?,
        signatures: store.kept(Shelf::Signature)?,
        components: store.kept(Shelf::Component)?,
        pictures: store.kept(Shelf::Picture)?,
    })
}

/// Something new for a shelf.
#[derive(Clone, Debug, Default)]
pub struct NewKept {
    pub name: String,
    /// A colour as `#1F4D3A`, the name of a family, elements as they are copied; empty for a picture.
    pub text: String,
    pub files: BTreeMap<String, Arc<[u8]>>,
}

/// Puts something on a shelf.
///
/// # Errors
/// `bad-name` for a name that is empty or cannot be shown; a colour or a picture that is none.
pub fn keep(desk: &Desk, shelf: Shelf, new: NewKept) -> Result<Kept> {
    let name = checked(&new.name)?;
    check_contents(desk, shelf, &new)?;
    let stored = |(path, bytes): (&String, &Arc<[u8]>)| Ok((path.clone(), desk.store.put_blob(bytes)?));
    let files = new.files.iter().map(stored).collect::<Result<_>>()?;
    let mut writer = desk.store.writer();
    let kept = Kept {
        id: writer.next_kept(shelf)?,
        name,
        text: new.text,
        files,
    };
    writer.apply(&Change::new(&desk.clock.stamp(), vec![Event::KeptPut(kept.clone())]))?;
    Ok(kept)
}

fn check_contents(desk: &Desk, shelf: Shelf, new: &NewKept) -> Result<()> {
    match shelf {
        Shelf::Color => {
            let read: std::result::Result<Color, _> = new.text.parse();
            read.map(drop).map_err(|_| {
                let problem = Problem::error("bad-color", format!("“{}” is not a colour", new.text));
                problem.hint("Write it as #1F4D3A").into()
            })
        }
        Shelf::Logo | Shelf::Signature | Shelf::Picture => {
            if new.files.len() != 1 {
                return Err(Problem::unexpected("no-picture", "There is no picture to keep").into());
            }
            // The texts of a drawing are set as they are in a design that has it.
            let fonts = BTreeMap::new();
            read_assets(&new.files, &fonts, desk.book(), &desk.launcher, &Progress::new()).map(drop)
        }
        Shelf::Font | Shelf::Component | Shelf::Version => Ok(()),
    }
}

/// Gives something on a shelf another name or, a colour, another value.
///
/// # Errors
/// `bad-name`, `bad-color`; `not-kept` when it is not there any more.
pub fn change_kept(desk: &Desk, id: KeptId, name: &str, text: Option<&str>) -> Result<Kept> {
    let mut kept = desk.store.kept_one(id)?.ok_or_else(gone)?;
    kept.name = checked(name)?;
    if let Some(text) = text {
        text.clone_into(&mut kept.text);
    }
    if id.shelf == Shelf::Color {
        let as_new = NewKept {
            text: kept.text.clone(),
            ..NewKept::default()
        };
        check_contents(desk, id.shelf, &as_new)?;
    }
    put_back(desk, &kept)?;
    Ok(kept)
}

/// Takes something from its shelf; designs that have a copy keep it. What it was, for [`put_back`].
///
/// # Errors
/// `not-kept` when it is not there any more.
pub fn remove_kept(desk: &Desk, id: KeptId) -> Result<Kept> {
    let kept = desk.store.kept_one(id)?.ok_or_else(gone)?;
    desk.store
        .apply(&Change::new(&desk.clock.stamp(), vec![Event::KeptRemoved(id)]))?;
    Ok(kept)
}

/// Puts something back as it was.
///
/// # Errors
/// The workspace cannot be written.
pub fn put_back(desk: &Desk, kept: &Kept) -> Result<()> {
    let event = Event::KeptPut(kept.clone());
    desk.store
        .apply(&Change::new(&desk.clock.stamp(), vec![event]))
        .map(drop)
}

/// The files of something that is kept.
///
/// # Errors
/// One of them cannot be read.
pub fn kept_files(desk: &Desk, kept: &Kept) -> Result<BTreeMap<String, Arc<[u8]>>> {
    let read = |(path, blob): (&String, &BlobId)| Ok((path.clone(), Arc::from(desk.store.blob(*blob)?)));
    kept.files.iter().map(read).collect()
}

/// A component as it is kept.
#[derive(Clone, Debug)]
pub struct Component {
    pub name: String,
    /// Its elements, as they are copied.
    pub text: String,
    /// Its pictures, by their paths.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// Its fonts, by their files' names.
    pub fonts: BTreeMap<String, Arc<[u8]>>,
}

/// Where the fonts of a component lie among its files.
const FONTS: &str = "fonts/";

/// Keeps a component.
///
/// # Errors
/// Those of [`keep`].
pub fn keep_component(desk: &Desk, component: Component) -> Result<Kept> {
    let mut files = component.files;
    let fonts = component.fonts.into_iter();
    files.extend(fonts.map(|(name, bytes)| (format!("{FONTS}{name}"), bytes)));
    let new = NewKept {
        name: component.name,
        text: component.text,
        files,
    };
    keep(desk, Shelf::Component, new)
}

/// Reads a component.
///
/// # Errors
/// `not-kept` when it is not there any more; a file of it cannot be read.
pub fn component(desk: &Desk, id: KeptId) -> Result<Component> {
    let kept = desk.store.kept_one(id)?.ok_or_else(gone)?;
    let (mut files, mut fonts) = (BTreeMap::new(), BTreeMap::new());
    for (path, bytes) in kept_files(desk, &kept)? {
        match path.strip_prefix(FONTS) {
            Some(name) => fonts.insert(name.to_owned(), bytes),
            None => files.insert(path, bytes),
        };
    }
    Ok(Component {
        name: kept.name,
        text: kept.text,
        files,
        fonts,
    })
}

fn gone() -> Problem {
    Problem::error("not-kept", "It is not in the workspace any more").hint("Somebody may have removed it")
}

pub(super) fn checked(name: &str) -> Result<String> {
    let name = name.trim();
    let bad = |message: &str| Problem::error("bad-name", message.to_owned());
    if name.is_empty() {
        return Err(bad("The name is empty").hint("Give it a name").into());
    }
    if name.chars().any(char::is_control) || name.chars().count() > LONGEST_NAME {
        let hint = format!("Give a name of at most {LONGEST_NAME} letters");
        return Err(bad("The name has characters that cannot be shown, or is too long")
            .hint(hint)
            .into());
    }
    Ok(name.to_owned())
}

/// A picture that designs of the workspace have, or that is kept for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspacePicture {
    /// The name of its file, without folders.
    pub name: String,
    pub blob: BlobId,
    /// The designs that have it; empty when it is only kept.
    pub designs: Vec<String>,
    /// Where it lies when it is kept as a picture.
    pub kept: Option<KeptId>,
}

/// All pictures of the workspace, each once, in the order of their names: those of the newest revisions of all designs,
/// and those that are kept.
///
/// # Errors
/// The workspace cannot be read.
pub fn workspace_pictures(store: &Store) -> Result<Vec<WorkspacePicture>> {
    let mut found: BTreeMap<BlobId, WorkspacePicture> = BTreeMap::new();
    for kept in store.kept(Shelf::Picture)? {
        for blob in kept.files.values() {
            let picture = WorkspacePicture {
                name: kept.name.clone(),
                blob: *blob,
                designs: Vec::new(),
                kept: Some(kept.id),
            };
            found.entry(*blob).or_insert(picture);
        }
    }
    for stored in list_designs(store)? {
        let used: BTreeSet<&str> = stored.design.assets();
        for (path, blob) in stored.assets.iter().filter(|(path, _)| used.contains(path.as_str())) {
            let picture = found.entry(*blob).or_insert_with(|| WorkspacePicture {
                name: path.rsplit('/').next().unwrap_or(path).to_owned(),
                blob: *blob,
                designs: Vec::new(),
                kept: None,
            });
            picture.designs.push(stored.design.name.clone());
        }
    }
    let mut pictures: Vec<WorkspacePicture> = found.into_values().collect();
    pictures.sort_by(|a, b| (&a.name, a.blob).cmp(&(&b.name, b.blob)));
    Ok(pictures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::designfile;
    use crate::issue::testing::TestDesk;

    fn seal() -> Arc<[u8]> {
        Arc::from(&include_bytes!("../../assets/demo/logo.png")[..])
    }

    fn picture(name: &str) -> NewKept {
        NewKept {
            name: name.to_owned(),
            files: [("images/seal.png".to_owned(), seal())].into(),
            ..NewKept::default()
        }
    }

    #[test]
    fn a_brand_is_kept_changed_and_put_back() {
        let desk = TestDesk::new("shelf");
        let ink = NewKept {
            name: " Ink ".to_owned(),
            text: "#1F4D3A".to_owned(),
            ..NewKept::default()
        };
        let color = keep(&desk, Shelf::Color, ink.clone()).expect("keeps");
        assert_eq!(color.name, "Ink");
        let bad = |name: &str, text: &str| NewKept {
            name: name.to_owned(),
            text: text.to_owned(),
            ..NewKept::default()
        };
        assert!(keep(&desk, Shelf::Color, bad("Ink", "green")).is_err());
        assert!(keep(&desk, Shelf::Color, bad("  ", "#000000")).is_err());
        assert!(keep(&desk, Shelf::Logo, bad("No picture", "")).is_err());
        let broken = NewKept {
            files: [("images/x.png".to_owned(), Arc::from(&b"no picture"[..]))].into(),
            ..picture("Broken")
        };
        assert!(keep(&desk, Shelf::Logo, broken).is_err());
        let logo = keep(&desk, Shelf::Logo, picture("Mark")).expect("keeps");
        assert_eq!(kept_files(&desk, &logo).expect("reads")["images/seal.png"], seal());
        change_kept(&desk, color.id, "Forest", Some("#0A0B0C")).expect("changes");
        assert!(change_kept(&desk, color.id, "Forest", Some("none")).is_err());
        let all = shelves(&desk.store).expect("reads");
        assert_eq!(
            all.brand_colors(),
            [("Forest".to_owned(), Color::rgb(0x0A, 0x0B, 0x0C))]
        );
        let was = remove_kept(&desk, logo.id).expect("removes");
        assert!(shelves(&desk.store).expect("reads").logos.is_empty());
        assert!(remove_kept(&desk, logo.id).is_err());
        put_back(&desk, &was).expect("puts back");
        assert_eq!(shelves(&desk.store).expect("reads").logos, [logo]);
    }

    #[test]
    fn pictures_are_those_of_designs_and_those_that_are_kept_each_once() {
        let desk = TestDesk::new("shelf-pictures");
        assert!(workspace_pictures(&desk.store).expect("reads").is_empty());
        let kept = keep(&desk, Shelf::Picture, picture("Seal")).expect("keeps");
        let text = crate::issue::testing::DESIGN.replace(
            r#""elements": ["#,
            r#""elements": [{"name": "Seal", "x": 0, "y": 0, "width": 9, "height": 9,
                "content": {"image": {"source": {"asset": "images/own.png"}}}},"#,
        );
        let file = designfile::DesignFile {
            design: designfile::from_json(&text).expect("a design").value,
            assets: [("images/own.png".to_owned(), seal())].into(),
            fonts: BTreeMap::new(),
        };
        crate::issue::add_design(&desk, file).expect("adds");
        let found = workspace_pictures(&desk.store).expect("reads");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].name.as_str(), found[0].kept), ("Seal", Some(kept.id)));
        assert_eq!(found[0].designs, ["Plain"]);
        remove_kept(&desk, kept.id).expect("removes");
        let found = workspace_pictures(&desk.store).expect("reads");
        assert_eq!((found[0].name.as_str(), found[0].kept), ("own.png", None));
    }
}
