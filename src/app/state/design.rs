//! What the gallery and the page of a design show and what is chosen there.

use std::path::PathBuf;

use egui::TextureHandle;

use crate::diag::Problems;
use crate::locale;
use crate::model::{self, DesignId, DesignKind, DesignPin, GroupId};

use super::super::jobs::JobId;
use super::super::route::Route;
use super::path::{Agreed, typed_path};

#[derive(Clone, Debug, Default)]
pub struct Design {
    pub filter: String,
    /// Both kinds when `None`.
    pub kind: Option<DesignKind>,
    /// The path in the dialog that imports; `None` while it is closed.
    pub import: Option<String>,
    /// What reads the file of that dialog.
    pub importing: Option<JobId>,
    /// Whether that was stopped, which may have come too late: then nothing leads to what came of it.
    pub unwanted: bool,
    /// Whether that dialog shows how a design comes from Canva.
    pub guide: bool,
    /// What a drawing that is imported can become, while that is asked.
    pub choice: Option<ImportChoice>,
    pub rename: Option<Rename>,
    /// Where a design is written to; `None` while nobody exports.
    pub export: Option<Export>,
    pub agreed: Agreed,
    /// What writes it.
    pub exporting: Option<JobId>,
    /// Why the last import, renaming or export did not work.
    pub failed: Option<Problems>,
    /// Which of [`SAMPLES`] is shown large.
    pub sample: usize,
    /// Which page of the design is shown, from 0.
    pub page: usize,
    /// What was noticed when the design was imported.
    pub notes: Option<(DesignId, Problems)>,
    /// A design that was just made; the snapshot may not have it yet.
    pub expected: Option<DesignId>,
    pub inspected: Inspected,
}

/// A drawing that is imported, with what it can become.
#[derive(Clone, Debug)]
pub struct ImportChoice {
    pub path: PathBuf,
    pub background: Result<Way, String>,
    /// Why it cannot become elements, where it cannot.
    pub elements: Result<Way, String>,
    pub as_elements: bool,
}

/// One of the ways in which a drawing is read.
#[derive(Clone)]
pub struct Way {
    /// How it looks then; `None` when it cannot be drawn.
    pub picture: Option<TextureHandle>,
    /// What is flattened or left out.
    pub notes: Problems,
}

impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Way")
            .field("notes", &self.notes)
            .finish_non_exhaustive()
    }
}

/// A new name while it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    pub id: DesignId,
    pub name: String,
}

/// A path while it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    pub id: DesignId,
    pub path: String,
}

/// As what a design is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportKind {
    /// With everything in it.
    Pack,
    Zip,
    Pdf,
    Png,
    Svg,
}

impl ExportKind {
    pub const ALL: [ExportKind; 5] = [
        ExportKind::Pack,
        ExportKind::Zip,
        ExportKind::Pdf,
        ExportKind::Png,
        ExportKind::Svg,
    ];

    /// The kind that the end of a name says, in any case.
    pub fn of(path: &str) -> Option<ExportKind> {
        let ending = typed_path(path).extension()?.to_string_lossy().to_lowercase();
        ExportKind::ALL.into_iter().find(|kind| kind.ending() == ending)
    }

    /// The end of a file's name, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            ExportKind::Pack => "accolade",
            ExportKind::Zip => "zip",
            ExportKind::Pdf => "pdf",
            ExportKind::Png => "png",
            ExportKind::Svg => "svg",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            ExportKind::Pack => "Design with everything in it (.accolade)",
            ExportKind::Zip => "Design with everything in it (.zip)",
            ExportKind::Pdf => "PDF",
            ExportKind::Png => "PNG picture, 300 dpi",
            ExportKind::Svg => "SVG drawing",
        }
    }

    /// Whether it can be imported again with all that is in it.
    pub fn is_design(self) -> bool {
        matches!(self, ExportKind::Pack | ExportKind::Zip)
    }

    /// The same path with the ending of this kind: in the place of that of another kind, else behind the name.
    pub fn named(self, path: &str) -> String {
        let path = path.trim();
        let stem = match ExportKind::of(path) {
            Some(kind) => path
                .len()
                .checked_sub(kind.ending().len() + 1)
                .and_then(|end| path.get(..end)),
            None => Some(path.trim_end_matches('.')),
        };
        format!("{}.{}", stem.unwrap_or(path), self.ending())
    }
}

/// A design in the gallery.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignCard {
    pub pin: DesignPin,
    pub name: String,
    pub kind: DesignKind,
    pub description: String,
    pub language: String,
    /// Width and height of its first page, in millimetres.
    pub size: [f64; 2],
    pub pages: usize,
    /// Whether a page has a bleed.
    pub bleed: bool,
    /// The fields that it shows, by name.
    pub fields: Vec<String>,
    /// The families that it names.
    pub families: Vec<String>,
    /// The groups that have it.
    pub groups: Vec<(GroupId, String)>,
    /// Whether credentials were made with it.
    pub by_credentials: bool,
    /// Why it cannot be deleted.
    pub refusal: Option<String>,
    /// Whether something was changed in the studio and not saved yet.
    pub draft: bool,
    /// Whether nothing of it was saved yet: all that is said here is of what is worked on.
    pub unsaved: bool,
}

impl DesignCard {
    pub fn aspect(&self) -> f32 {
        (self.size[0] / self.size[1].max(1.0)) as f32
    }

    /// Where it is opened: what was never saved has no page of its own yet.
    pub fn route(&self) -> Route {
        match self.unsaved {
            true => Route::Studio(self.pin.design),
            false => Route::Design(self.pin.design),
        }
    }

    /// Whether it says of a design what this one is.
    pub fn is_like(&self, design: &model::Design) -> bool {
        let page = design.pages.first();
        self.name == design.name && page.is_some_and(|page| self.size == [page.width.to_mm(), page.height.to_mm()])
    }

    /// Such as “Certificate · 297 × 210 mm”.
    pub fn facts(&self) -> String {
        format!("{} · {}", self.kind_word(), self.size_text())
    }

    pub fn kind_word(&self) -> &'static str {
        match self.kind {
            DesignKind::Certificate => "Certificate",
            DesignKind::Badge => "Badge",
        }
    }

    pub fn size_text(&self) -> String {
        format!("{:.0} × {:.0} mm", self.size[0], self.size[1])
    }
}

/// A recipient's name to try a design with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    pub label: &'static str,
    /// Empty for the values that the design brings.
    pub name: &'static str,
    /// BCP 47.
    pub language: &'static str,
}

/// The names that break certificates, and the design's own values first.
pub const SAMPLES: [Sample; 6] = [
    Sample {
        label: "As designed",
        name: "",
        language: "",
    },
    Sample {
        label: "Short",
        name: "Li",
        language: "en",
    },
    Sample {
        label: "Long Latin",
        name: "Maximiliane Wilhelmine zu Hohenlohe-Waldenburg-Schillingsfürst",
        language: "de",
    },
    Sample {
        label: "Arabic",
        name: "عبد الرحمن بن محمد الهاشمي",
        language: "ar",
    },
    Sample {
        label: "Devanagari",
        name: "अनुराधा राममूर्ति कृष्णस्वामी",
        language: "hi",
    },
    Sample {
        label: "Chinese",
        name: "欧阳明月",
        language: "zh-Hans",
    },
];

/// How a design holds with the samples.
#[derive(Clone, Debug, Default)]
pub enum Inspected {
    #[default]
    Not,
    Reading(DesignPin),
    Read(Inspection),
    Failed(DesignPin, Problems),
}

#[derive(Clone, Debug)]
pub struct Inspection {
    pub pin: DesignPin,
    /// What is noticed with each of [`SAMPLES`].
    pub samples: Vec<Problems>,
    /// Families that neither the program nor the design has.
    pub missing: Vec<String>,
}

impl Inspected {
    /// The revision that was, or is being, looked at.
    pub fn pin(&self) -> Option<DesignPin> {
        match self {
            Inspected::Not => None,
            Inspected::Reading(pin) | Inspected::Failed(pin, _) => Some(*pin),
            Inspected::Read(inspection) => Some(inspection.pin),
        }
    }
}

impl Design {
    /// The designs of the chosen kind in whose name or description all words occur.
    pub fn shown<'a>(&self, gallery: &'a [DesignCard]) -> Vec<&'a DesignCard> {
        let words = locale::query_words(&self.filter);
        let matches = |card: &&DesignCard| {
            let text = locale::searched(&format!("{} {}", card.name, card.description));
            let of_kind = self.kind.is_none_or(|kind| kind == card.kind);
            of_kind && words.iter().all(|word| text.contains(word.as_str()))
        };
        gallery.iter().filter(matches).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(id: u64, name: &str, kind: DesignKind) -> DesignCard {
        DesignCard {
            pin: DesignPin {
                design: DesignId(id),
                revision: 1,
            },
            name: name.to_owned(),
            kind,
            description: "Ivory and green".to_owned(),
            language: "en".to_owned(),
            size: [297.0, 210.0],
            pages: 1,
            bleed: false,
            fields: Vec::new(),
            families: Vec::new(),
            groups: Vec::new(),
            by_credentials: false,
            refusal: None,
            draft: false,
            unsaved: false,
        }
    }

    #[test]
    fn the_kind_of_an_export_is_the_end_of_its_name() {
        assert_eq!(ExportKind::of("/a/out.PNG "), Some(ExportKind::Png));
        assert_eq!(ExportKind::of("/a/out.v2"), None);
        assert_eq!(ExportKind::Pdf.named("/a/out.PNG"), "/a/out.pdf");
        assert_eq!(ExportKind::Pack.named("/a/diploma v1.2"), "/a/diploma v1.2.accolade");
        assert_eq!(ExportKind::Svg.named("out."), "out.svg");
    }

    #[test]
    fn designs_are_filtered_by_kind_and_words() {
        let gallery = [
            card(1, "Héritage", DesignKind::Certificate),
            card(2, "Shield", DesignKind::Badge),
        ];
        let names = |kind, filter: &str| {
            let state = Design {
                kind,
                filter: filter.to_owned(),
                ..Design::default()
            };
            state
                .shown(&gallery)
                .iter()
                .map(|card| card.pin.design.0)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(None, ""), [1, 2]);
        assert_eq!(names(Some(DesignKind::Badge), ""), [2]);
        assert_eq!(names(None, "heritage green"), [1]);
        assert!(names(Some(DesignKind::Badge), "heritage").is_empty());
        assert_eq!(gallery[0].facts(), "Certificate · 297 × 210 mm");
    }
}
