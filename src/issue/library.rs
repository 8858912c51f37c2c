//! Fonts of the workspace: kept like pictures, and given to every design that names their families.
//!
//! A design carries its fonts itself, because it is frozen with them once it is used; the library of the workspace is
//! where they come from, so that a font is imported once for all designs, those of later days included.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::fonts::{Embedding, FontBook, FontFaces};
use crate::model::BlobId;
use crate::store::{Change, Event, StoredDesign};

use super::desk::Desk;
use super::gallery::{add_font, list_designs, missing_families};

/// Under which name the list is remembered: file names with the hashes of the files.
const KEY: &str = "fonts of the workspace";

/// A font file of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceFont {
    /// The name of the file.
    pub file: String,
    pub blob: BlobId,
    /// The families in it, in alphabetical order.
    pub families: Vec<String>,
    /// What its maker permits, the strictest of its faces.
    pub embedding: Embedding,
}

/// The fonts of the workspace, by the names of their files.
///
/// # Errors
/// The workspace cannot be read, or a file in it is damaged.
pub fn workspace_fonts(desk: &Desk) -> Result<Vec<WorkspaceFont>> {
    let read = |(file, blob): (String, BlobId)| {
        let faces = FontFaces::read(&desk.store.blob(blob)?, &file)?;
        Ok(WorkspaceFont {
            file,
            blob,
            families: faces.families,
            embedding: faces.embedding,
        })
    };
    list(desk)?.into_iter().map(read).collect()
}

/// Takes a font file into the workspace; one of the same name is replaced. A font whose maker restricts embedding is taken
/// with a warning.
///
/// # Errors
/// The file is too large or no usable font, or the workspace cannot be written.
pub fn import_font(desk: &Desk, file: &str, bytes: &Arc<[u8]>) -> Result<Warned<WorkspaceFont>> {
    let checked: Warned<FontBook> = desk.book().with_imported(&[(file.to_owned(), bytes.clone())])?;
    let faces = FontFaces::read(bytes, file)?;
    let blob = desk.store.put_blob(bytes)?;
    let mut fonts = list(desk)?;
    fonts.insert(file.to_owned(), blob);
    keep(desk, &fonts)?;
    Ok(Warned {
        value: WorkspaceFont {
            file: file.to_owned(),
            blob,
            families: faces.families,
            embedding: faces.embedding,
        },
        problems: checked.problems,
    })
}

/// Takes a font out of the workspace's list. Designs that have it keep it.
///
/// # Errors
/// The workspace cannot be written.
pub fn remove_font(desk: &Desk, file: &str) -> Result<()> {
    let mut fonts = list(desk)?;
    if fonts.remove(file).is_some() {
        keep(desk, &fonts)?;
    }
    Ok(())
}

/// Gives the designs that miss a family the fonts of the workspace that have it. Which ones got some.
///
/// # Errors
/// The workspace cannot be read or written.
pub fn supply_fonts(desk: &Desk) -> Result<Warned<Vec<StoredDesign>>> {
    let fonts = workspace_fonts(desk)?;
    let mut supplied = Warned::clean(Vec::new());
    if fonts.is_empty() {
        return Ok(supplied);
    }
    for stored in list_designs(&desk.store)? {
        let missing = missing_families(desk, &stored)?;
        let has = |font: &&WorkspaceFont| {
            font.families
                .iter()
                .any(|family| missing.iter().any(|name| same(name, family)))
        };
        let mut got = None;
        for font in fonts.iter().filter(has) {
            let bytes: Arc<[u8]> = desk.store.blob(font.blob)?.into();
            let added = add_font(desk, stored.id, &font.file, &bytes)?;
            supplied.problems = added.problems;
            got = Some(added.value);
        }
        supplied.value.extend(got);
    }
    Ok(supplied)
}

fn same(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b.trim())
}

fn list(desk: &Desk) -> Result<BTreeMap<String, BlobId>> {
    let text = desk.store.remembered(KEY)?.unwrap_or_default();
    let kept: BTreeMap<String, String> = match text.as_str() {
        "" => BTreeMap::new(),
        text => serde_json::from_str(text).map_err(|_| damaged())?,
    };
    let named = |(file, hash): (String, String)| Ok((file, hash.parse::<BlobId>().map_err(|_| damaged())?));
    kept.into_iter().map(named).collect()
}

fn damaged() -> Problems {
    Problem::unexpected("fonts-damaged", "The list of the workspace's fonts cannot be read")
        .hint("Import the fonts again")
        .at(Place::default())
        .into()
}

fn keep(desk: &Desk, fonts: &BTreeMap<String, BlobId>) -> Result<()> {
    let texts: BTreeMap<&String, String> = fonts.iter().map(|(file, blob)| (file, blob.to_string())).collect();
    let value = serde_json::to_string(&texts)
        .map_err(|error| Problem::unexpected("fonts", format!("The list of fonts cannot be written: {error}")))?;
    let event = Event::Remembered {
        key: KEY.to_owned(),
        value,
    };
    desk.store
        .apply(&Change::new(&desk.clock.stamp(), vec![event]))
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::issue::testing::TestDesk;

    fn bytes(name: &str) -> Arc<[u8]> {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fonts")
            .join(name);
        std::fs::read(path).expect(name).into()
    }

    #[test]
    fn fonts_are_kept_listed_and_taken_out() {
        let desk = TestDesk::new("library");
        assert!(workspace_fonts(&desk).expect("none").is_empty());
        assert!(import_font(&desk, "no.ttf", &b"not a font".as_slice().into()).is_err());
        let cinzel = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/cinzel")).expect("the folder");
        let file = cinzel
            .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
            .find(|name| name.ends_with("ttf") || name.ends_with("otf"))
            .expect("a font");
        let font = import_font(&desk, &file, &bytes(&format!("cinzel/{file}"))).expect("imports");
        assert_eq!(font.value.families, ["Cinzel"]);
        assert_eq!(font.value.embedding, Embedding::Allowed);
        assert_eq!(workspace_fonts(&desk).expect("one"), [font.value]);
        assert!(supply_fonts(&desk).expect("nothing is missing").value.is_empty());
        remove_font(&desk, &file).expect("removes");
        assert!(workspace_fonts(&desk).expect("none").is_empty());
    }
}
