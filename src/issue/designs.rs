//! Designs of a workspace: the ready ones, and imported ones.

use std::collections::BTreeSet;

use crate::designfile::{self, DesignFile};
use crate::diag::{Problem, Problems, Result, Warned};
use crate::fonts::FontBook;
use crate::model::{Design, DesignPin, ElementContent, TextStyle};
use crate::store::{Change, Event, StoredDesign};

use super::desk::{Desk, prepare};

/// The designs that every workspace has from the start, as the text of their `design.json`.
const READY: [&str; 9] = [
    include_str!("../../assets/designs/heritage/design.json"),
    include_str!("../../assets/designs/meridian/design.json"),
    include_str!("../../assets/designs/quiet/design.json"),
    include_str!("../../assets/designs/faculty/design.json"),
    include_str!("../../assets/designs/festival/design.json"),
    include_str!("../../assets/designs/summit/design.json"),
    include_str!("../../assets/designs/badge-shield/design.json"),
    include_str!("../../assets/designs/badge-medallion/design.json"),
    include_str!("../../assets/designs/badge-hex/design.json"),
];

/// The ready designs: six certificates and three badges, without files of their own.
pub fn ready_designs() -> Result<Vec<DesignFile>> {
    READY
        .iter()
        .map(|text| {
            let design = designfile::from_json(text)?.value;
            Ok(DesignFile {
                design,
                assets: Default::default(),
                fonts: Default::default(),
            })
        })
        .collect()
}

/// Puts the ready designs into a workspace that lacks them.
pub fn install_designs(desk: &Desk) -> Result<()> {
    let mut events = Vec::new();
    let mut writer = desk.store.writer();
    let mut next = writer.next_design_id()?;
    for file in ready_designs()? {
        if desk.store.design_by_name(&file.design.name)?.is_none() {
            events.push(Event::DesignPut(stored(next, file)));
            next.0 += 1;
        }
    }
    if events.is_empty() {
        return Ok(());
    }
    writer.apply(&Change::new(&desk.clock.stamp(), events)).map(|_| ())
}

fn stored(id: crate::model::DesignId, file: DesignFile) -> StoredDesign {
    StoredDesign {
        id,
        revision: 1,
        design: file.design,
        assets: Default::default(),
        fonts: Default::default(),
        used: false,
    }
}

/// Adds a design, or a new revision of the one with its name. The same content again changes nothing.
pub fn add_design(desk: &Desk, file: DesignFile) -> Result<Warned<StoredDesign>> {
    Ok(add(desk, file, false)?.map(|added| added.stored))
}

/// A design of the workspace that came with a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    pub stored: StoredDesign,
    /// Whether the same was there before, and nothing changed.
    pub was_there: bool,
}

/// Adds a design beside those that are there: where one has its name already, it gets a free one. The same content again
/// changes nothing, and neither do fonts that were given to it since.
pub fn add_design_beside(desk: &Desk, file: DesignFile) -> Result<Warned<Added>> {
    add(desk, file, true)
}

/// A note for every style of a family that the texts of a design ask for and that has no face in a book.
pub fn lacking_faces(design: &Design, book: &FontBook) -> Problems {
    let said = |style: &TextStyle| book.lack(&style.family, style.weight, style.italic);
    let mut notes = BTreeSet::new();
    for (_, element) in design.elements() {
        match &element.content {
            ElementContent::Text(text) => {
                notes.extend(text.all_spans().filter_map(|span| said(&text.style.with(&span.style))));
            }
            ElementContent::Chips(chips) => notes.extend(said(&chips.style)),
            ElementContent::Shape(_) | ElementContent::Image(_) | ElementContent::Qr(_) | ElementContent::Group(_) => {}
        }
    }
    let note = |said| Problem::note("face-missing", said).hint("Add a font that has it, or choose another style");
    notes.into_iter().map(note).collect()
}

fn add(desk: &Desk, file: DesignFile, beside: bool) -> Result<Warned<Added>> {
    let engine = std::sync::Arc::new(crate::text::Engine::new(desk.book().clone()));
    let mut problems = Problems::default();
    let ready = prepare(file.clone(), desk.book(), &engine, &desk.launcher)?;
    problems.extend(ready.problems);
    problems.extend(ready.value.problems().iter().cloned());
    problems.extend(lacking_faces(&file.design, ready.value.kit().engine.book()));
    let blobs = |files: &std::collections::BTreeMap<String, std::sync::Arc<[u8]>>| -> Result<_> {
        files
            .iter()
            .map(|(name, bytes)| Ok((name.clone(), desk.store.put_blob(bytes)?)))
            .collect()
    };
    let mut new = StoredDesign {
        id: crate::model::DesignId(0),
        revision: 1,
        design: file.design,
        assets: blobs(&file.assets)?,
        fonts: blobs(&file.fonts)?,
        used: false,
    };
    let mut writer = desk.store.writer();
    new.id = writer.next_design_id()?;
    let wanted = new.design.name.clone();
    // As they are written: what was never stored may have more digits.
    let same = |there: &StoredDesign, new: &StoredDesign| {
        let text = |stored: &StoredDesign| designfile::to_json(&stored.design);
        let mut fonts = new.fonts.iter();
        let has_fonts = match beside {
            true => fonts.all(|(name, font)| there.fonts.get(name) == Some(font)),
            false => there.fonts == new.fonts,
        };
        text(there) == text(new) && there.assets == new.assets && has_fonts
    };
    let mut count = 1;
    while beside
        && let Some(there) = super::gallery::design_named(&desk.store, &new.design.name)?
        && !same(&there, &new)
    {
        count += 1;
        new.design.name = format!("{wanted} {count}");
    }
    if count > 1 {
        let message = format!(
            "There is another design {wanted}, so that this one is called {}",
            new.design.name
        );
        problems.push(Problem::note("design-renamed", message).hint("Give it a name of its own"));
    }
    if let Some(there) = super::gallery::design_named(&desk.store, &new.design.name)? {
        if same(&there, &new) {
            let value = Added {
                stored: there,
                was_there: true,
            };
            return Ok(Warned { value, problems });
        }
        new.id = there.id;
        new.revision = if there.used { there.revision + 1 } else { there.revision };
        let message = format!("It takes the place of the design {} that was there", there.design.name);
        problems.push(Problem::note("design-replaced", message).hint("Give it another name to keep both"));
        desk.forget_design(DesignPin {
            design: new.id,
            revision: new.revision,
        });
    }
    writer.apply(&Change::new(&desk.clock.stamp(), vec![Event::DesignPut(new.clone())]))?;
    let value = Added {
        stored: new,
        was_there: false,
    };
    Ok(Warned { value, problems })
}
