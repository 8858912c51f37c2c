//! What the gallery and the page of a design show and what is chosen there.

use std::path::PathBuf;

use egui::TextureHandle;

use crate::diag::Problems;
use crate::locale;
use crate::model::{DesignId, DesignKind, DesignPin, GroupId};

#[derive(Clone, Debug, Default)]
pub struct Design {
    pub filter: String,
    /// Both kinds when `None`.
    pub kind: Option<DesignKind>,
    /// The path in the dialog that imports; `None` while it is closed.
    pub import: Option<String>,
    /// Whether that dialog shows how a design comes from Canva.
    pub guide: bool,
    /// What a drawing that is imported can become, while that is asked.
    pub choice: Option<ImportChoice>,
    pub rename: Option<Rename>,
    /// Where a design is written to; `None` while nobody exports.
    pub export: Option<Export>,
    /// Why the last import, renaming or export did not work.
    pub failed: Option<Problems>,
    /// Which of [`SAMPLES`] is shown large.
    pub sample: usize,
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
}

impl DesignCard {
    pub fn aspect(&self) -> f32 {
        (self.size[0] / self.size[1].max(1.0)) as f32
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
            let text = locale::fold(&format!("{} {}", card.name, card.description));
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
            fields: Vec::new(),
            families: Vec::new(),
            groups: Vec::new(),
            by_credentials: false,
            refusal: None,
        }
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
