//! Work for the studio: reading a design, drawing the canvas, keeping and saving, reading pictures.

mod copying;
mod data;
pub mod draw;
mod files;
mod fonts;
pub mod versions;
mod working;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::Kit;
use crate::diag::Problems;
use crate::issue::Working;
use crate::model::{Design, DesignId, FieldName};
use crate::scene::Asset;
use crate::store::StoredDesign;
use crate::studio::rows::{Partial, Rows};
use crate::units::{Point, Size};

use super::super::state::studio::Outdated;
use super::super::state::studio::data::{Fit, RowPictures};
use super::super::state::studio::picture::Values;

pub use copying::{Copied, copy};
pub use data::{attach_group, attach_sheet, row_values, survey};
pub use files::{Source, Tools, paste, prepare, read, read_replacement, slim};
pub use fonts::{Elsewhere, bring_font, draw_elsewhere, draw_fonts, list_fonts, sift_fonts};
pub use working::{SaveAs, Turns, WorkingCopy, create, discard, keep, open, rerender, sample_values, save};

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    /// An answer for this design; while another is open it is for none.
    Of(DesignId, Box<Answer>),
    Created(DesignId),
    NotCreated(Problems),
    Opened(Box<Ready>),
    NotOpened(DesignId, Problems),
    Drawn(Box<draw::Frame>),
    NotDrawn(Problems),
    /// The working copy of a design is kept: as it was then, and whether that is something not saved.
    Kept(DesignId, Arc<Design>, bool),
    NotKept(Problems),
    Version(versions::Answer),
    Saved(Box<Saved>),
    NotSaved(Problems),
    Discarded(DesignId),
    Rerendered(Rerendered),
    Chosen(Option<std::path::PathBuf>),
    NotChosen(Problems),
    /// Pictures were read, to be put at a point of the page or in the middle of what is seen.
    Read(Vec<Placed>, Option<Point>),
    /// Files lie on the clipboard.
    PastedFiles(Vec<std::path::PathBuf>),
    NotRead(Problems),
    /// A file was chosen that takes the place of pictures.
    Replacement(Option<std::path::PathBuf>),
    /// The picture that takes the place of those with these names.
    ReplacementRead(Vec<String>, Box<Placed>),
    Slimmed(Box<Slimmed>),
    SheetChosen(Option<std::path::PathBuf>),
    /// Rows were read.
    Attached(Attached),
    NotAttached(Problems),
    /// What fills the fields for a row, from 0.
    RowReady(usize, Box<Values>),
    /// What was found so far with a design.
    Surveying(Arc<Design>, Box<Partial>),
    Surveyed(Box<Fit>),
    NotSurveyed(Problems),
    FontsListed(Arc<Kit>, Arc<crate::studio::text::fonts::FontChoices>),
    /// Families in their own letters.
    FontsDrawn(Vec<(String, egui::ColorImage)>),
    /// What families elsewhere can be used for; and whether these are the last.
    FontsSifted(Vec<(String, Vec<crate::studio::text::fonts::Writing>)>, bool),
    FontsNotSifted(Problems),
    /// A family was taken from the workspace or from this computer.
    FontBrought(Box<Brought>),
    FontNotBrought(Problems),
    /// What other programs get of what is selected.
    Copied(Copied),
    /// Files of the design were made ready for drawing.
    Prepared(Prepared),
}

impl Answer {
    /// For this design alone.
    pub fn of(self, id: DesignId) -> Answer {
        Answer::Of(id, Box::new(self))
    }
}

/// A design ready to be worked on.
#[derive(Debug)]
pub struct Ready {
    pub working: Working,
    pub kit: Arc<Kit>,
    pub values: Values,
}

/// A picture that was read.
#[derive(Debug)]
pub struct Placed {
    pub name: String,
    pub bytes: Arc<[u8]>,
    pub asset: Asset,
    /// In points or pixels, for its ratio.
    pub size: Size,
}

/// A smaller version of a file of the design.
#[derive(Debug)]
pub struct Slimmed {
    pub id: DesignId,
    /// The file that it takes the place of.
    pub path: String,
    pub placed: Placed,
}

/// Files that came into the design by pasting: ready for drawing, or why not.
#[derive(Debug)]
pub struct Prepared {
    pub id: DesignId,
    pub assets: BTreeMap<String, Asset>,
    pub failed: Problems,
    /// All that were asked for.
    pub asked: Vec<String>,
}

#[derive(Debug)]
pub struct Saved {
    pub stored: StoredDesign,
    /// What was saved, so that what was done meanwhile is known.
    pub design: Arc<Design>,
    pub problems: Problems,
    pub outdated: Option<Outdated>,
}

/// What drawing anew came to.
#[derive(Debug)]
pub struct Rerendered {
    pub done: u64,
    pub failed: Problems,
}

/// A family with its files, and the kit that draws with it.
#[derive(Debug)]
pub struct Brought {
    pub id: DesignId,
    pub family: String,
    pub files: Files,
    /// The fonts of the design with them.
    pub all: Files,
    pub kit: Kit,
    /// What was noticed, such as what its licence restricts.
    pub problems: Problems,
    /// Whether it came from this computer, and is in the workspace now, too.
    pub imported: bool,
}

/// Rows that fill the fields.
#[derive(Debug)]
pub struct Attached {
    /// A group's title or a file's name.
    pub of: String,
    pub rows: Rows,
    /// The fields of which some row has a value.
    pub fields: Vec<FieldName>,
    pub pictures: RowPictures,
}

/// The files of a design by their paths.
pub type Files = BTreeMap<String, Arc<[u8]>>;
