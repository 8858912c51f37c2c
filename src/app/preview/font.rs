//! A name in a family, as a strip of paper: how a font looks before it is chosen.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::json;

use crate::compose::{Pictures, sample_fields};
use crate::designfile::{self, DesignFile};
use crate::diag::{Problem, Result};
use crate::issue::Desk;
use crate::model::BlobId;
use crate::scene::Scene;
use crate::studio::SAMPLE_NAME;

/// Width over height of the strip.
pub const ASPECT: f32 = 6.0;

/// What is written in families of one script, by a part of their names.
const SAMPLES: &[(&str, &str)] = &[
    ("Arabic", "أمينة الحسيني"),
    ("Armenian", "Անի Հակոբյան"),
    ("Bengali", "শ্রেয়া চট্টোপাধ্যায়"),
    ("CJK", "王小明 田中花子 김철수"),
    ("Devanagari", "अनन्या शर्मा"),
    ("Emoji", "\u{1F3C5} \u{1F393} \u{2728}"),
    ("Ethiopic", "አበበ በቀለ"),
    ("Georgian", "ნინო ბერიძე"),
    ("Gujarati", "કૃષ્ણકાંત ત્રિવેદી"),
    ("Gurmukhi", "ਹਰਪ੍ਰੀਤ ਕੌਰ"),
    ("Hebrew", "שרה כהן"),
    ("Kannada", "ಜ್ಞಾನೇಶ್ವರಿ ಹೆಗ್ಡೆ"),
    ("Khmer", "ស្រីពេជ្រ ចាន់ថា"),
    ("Lao", "ສີສະຫວັນ ພົມມະຈັນ"),
    ("Malayalam", "ശ്രീലക്ഷ്മി നമ്പൂതിരി"),
    ("Myanmar", "ခင်မြတ်နိုး"),
    ("Naskh", "أمينة الحسيني"),
    ("Nastaliq", "محمد علی"),
    ("Oriya", "ଜ୍ୟୋତିର୍ମୟୀ ମହାନ୍ତି"),
    ("Sinhala", "ක්‍රිශාන්ති ප්‍රනාන්දු"),
    ("Symbols", "\u{2605} \u{2713} \u{2602} \u{2708}"),
    ("Tamil", "தமிழ்ச்செல்வி"),
    ("Telugu", "కృష్ణవేణి శాస్త్రి"),
    ("Thai", "กิตติศักดิ์ น้ำทิพย์"),
];

/// A number for a family, so that its picture is kept.
pub(super) fn key(family: &str, blob: Option<BlobId>) -> u64 {
    let mut hasher = DefaultHasher::new();
    (family, blob.map(|blob| blob.0)).hash(&mut hasher);
    hasher.finish()
}

/// Composes the strip.
pub(super) fn scene(desk: &Desk, family: &str, blob: Option<BlobId>) -> Result<Scene> {
    let sample = SAMPLES.iter().find(|(part, _)| family.contains(part));
    let text = sample.map_or(SAMPLE_NAME, |(_, text)| text);
    let design = json!({
        "format": "accolade-design", "version": 1, "name": "Sample", "kind": "certificate",
        "pages": [{"width": "120mm", "height": "20mm", "elements": [
            {"name": "Sample", "x": 8, "y": 4, "width": 324, "height": 48, "content": {"text": {
                "style": {"family": family, "size": 26, "color": "#1E1D1A"},
                "valign": "middle",
                "fit": {"policy": "shrink_to_width", "min_size": 8},
                "spans": [{"text": text}]}}}
        ]}]
    });
    let mut file = DesignFile {
        design: designfile::from_json(&design.to_string())?.value,
        assets: Default::default(),
        fonts: Default::default(),
    };
    if let Some(blob) = blob {
        file.fonts.insert("font".to_owned(), desk.store.blob(blob)?.into());
    }
    let prepared = desk.prepare(file)?.value;
    let scene = prepared
        .compose(&sample_fields(prepared.design()), &Pictures::new())
        .value;
    match scene.pages.is_empty() {
        true => Err(Problem::error("no-page", "The sample has no page").into()),
        false => Ok(scene),
    }
}
