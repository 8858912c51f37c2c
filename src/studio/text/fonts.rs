//! Fonts to choose from, as data: what the picker lists, finds and remembers.
//!
//! ```
//! # use accolade::fonts::{FolderFonts, FontBook};
//! use accolade::studio::text::fonts::{FontChoices, Writing};
//!
//! # let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
//! # let book = FontBook::new(&FolderFonts(folder)).unwrap();
//! let choices = FontChoices::of(&book);
//! let found = choices.matching("garam", None);
//! assert_eq!(found[0].name, "EB Garamond");
//! assert!(choices.matching("", Some(Writing::Arabic)).iter().any(|family| family.name.contains("Naskh")));
//! ```

pub use crate::fonts::style_name;
use crate::fonts::{Coverage, Embedding, FontBook, coverage_of};
use crate::locale;

/// The families of a book, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FontChoices {
    families: Vec<FamilyChoice>,
}

/// A family to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct FamilyChoice {
    pub name: String,
    /// What it can be used for, in the order of [`Writing::ALL`].
    pub writings: Vec<Writing>,
    /// Weight and whether italic, upright ones first.
    pub styles: Vec<(u16, bool)>,
    /// What its makers permit.
    pub embedding: Embedding,
    /// The name as it is searched.
    folded: String,
}

impl FamilyChoice {
    /// A text that shows the family in a list: its name where it has the letters, else letters of its first script.
    pub fn preview(&self) -> &str {
        preview_of(&self.name, &self.writings)
    }
}

/// The same for a family that is no choice yet.
pub fn preview_of<'a>(name: &'a str, writings: &[Writing]) -> &'a str {
    match writings.first() {
        None | Some(Writing::Latin) => name,
        Some(writing) => writing.sample(),
    }
}

/// What a family of a font file can be used for, in the order of [`Writing::ALL`]; nothing when the file is no usable font.
pub fn writings_of(bytes: &[u8], family: &str) -> Vec<Writing> {
    writings(coverage_of(bytes, family).as_ref())
}

/// What letters suffice for, in the order of [`Writing::ALL`].
fn writings(coverage: Option<&Coverage>) -> Vec<Writing> {
    let has = |writing: &Writing| coverage.is_some_and(|coverage| writing.is_covered(coverage));
    Writing::ALL.into_iter().filter(has).collect()
}

impl FontChoices {
    pub fn of(book: &FontBook) -> FontChoices {
        let mut families: Vec<FamilyChoice> = book.families().map(|name| choice(book, name)).collect();
        families.sort_by(|a, b| a.folded.cmp(&b.folded).then_with(|| a.name.cmp(&b.name)));
        FontChoices { families }
    }

    pub fn families(&self) -> &[FamilyChoice] {
        &self.families
    }

    pub fn family(&self, name: &str) -> Option<&FamilyChoice> {
        self.families.iter().find(|family| family.name == name)
    }

    /// The families whose name has all words of `query`, those first that begin with it; of `writing` only, when given.
    pub fn matching(&self, query: &str, writing: Option<Writing>) -> Vec<&FamilyChoice> {
        let query = locale::fold(query);
        let words: Vec<&str> = query.split_whitespace().collect();
        let wanted = |family: &&FamilyChoice| {
            words.iter().all(|word| family.folded.contains(word))
                && writing.is_none_or(|writing| family.writings.contains(&writing))
        };
        let mut found: Vec<&FamilyChoice> = self.families.iter().filter(wanted).collect();
        found.sort_by_key(|family| !family.folded.starts_with(&query));
        found
    }

    /// The writings that some family covers.
    pub fn writings(&self) -> Vec<Writing> {
        let covered = |writing: &Writing| self.families.iter().any(|family| family.writings.contains(writing));
        Writing::ALL.into_iter().filter(covered).collect()
    }
}

fn choice(book: &FontBook, name: &str) -> FamilyChoice {
    let face = book.family_named(name).and_then(|family| book.pick(family, 400, false));
    FamilyChoice {
        name: name.to_owned(),
        writings: writings(face.and_then(|pick| book.coverage(pick.face))),
        styles: book.styles(name),
        embedding: book.embedding(name).unwrap_or(Embedding::Allowed),
        folded: locale::fold(name),
    }
}

/// What a font is looked for: a script, or languages that need letters of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Writing {
    Latin,
    Vietnamese,
    Greek,
    Cyrillic,
    Arabic,
    Hebrew,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Odia,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Khmer,
    Burmese,
    Armenian,
    Georgian,
    Ethiopic,
    ChineseSimplified,
    ChineseTraditional,
    Japanese,
    Korean,
    Emoji,
}

impl Writing {
    pub const ALL: [Writing; 28] = [
        Writing::Latin,
        Writing::Vietnamese,
        Writing::Greek,
        Writing::Cyrillic,
        Writing::Arabic,
        Writing::Hebrew,
        Writing::Devanagari,
        Writing::Bengali,
        Writing::Gurmukhi,
        Writing::Gujarati,
        Writing::Odia,
        Writing::Tamil,
        Writing::Telugu,
        Writing::Kannada,
        Writing::Malayalam,
        Writing::Sinhala,
        Writing::Thai,
        Writing::Lao,
        Writing::Khmer,
        Writing::Burmese,
        Writing::Armenian,
        Writing::Georgian,
        Writing::Ethiopic,
        Writing::ChineseSimplified,
        Writing::ChineseTraditional,
        Writing::Japanese,
        Writing::Korean,
        Writing::Emoji,
    ];

    /// Its name, and letters that show whether a font is made for it: common ones, and those that others lack.
    fn parts(self) -> (&'static str, &'static str) {
        match self {
            Writing::Latin => ("Latin", "AZaz ÄÇÉñøßłőşž"),
            Writing::Vietnamese => ("Vietnamese", "Ẩn Đặng ữ ờ"),
            Writing::Greek => ("Greek", "Αθήνα Ωψξφ"),
            Writing::Cyrillic => ("Cyrillic", "Жизнь Щюыя"),
            Writing::Arabic => ("Arabic", "شهادة تقدير خط"),
            Writing::Hebrew => ("Hebrew", "תעודה שבץ"),
            Writing::Devanagari => ("Devanagari", "प्रमाण पत्र"),
            Writing::Bengali => ("Bengali", "প্রশংসাপত্র"),
            Writing::Gurmukhi => ("Gurmukhi", "ਸਰਟੀਫਿਕੇਟ"),
            Writing::Gujarati => ("Gujarati", "પ્રમાણપત્ર"),
            Writing::Odia => ("Odia", "ପ୍ରମାଣପତ୍ର"),
            Writing::Tamil => ("Tamil", "சான்றிதழ்"),
            Writing::Telugu => ("Telugu", "ధృవపత్రం"),
            Writing::Kannada => ("Kannada", "ಪ್ರಮಾಣಪತ್ರ"),
            Writing::Malayalam => ("Malayalam", "സാക്ഷ്യപത്രം"),
            Writing::Sinhala => ("Sinhala", "සහතිකය"),
            Writing::Thai => ("Thai", "ประกาศนียบัตร"),
            Writing::Lao => ("Lao", "ໃບຢັ້ງຢືນ"),
            Writing::Khmer => ("Khmer", "វិញ្ញាបនបត្រ"),
            Writing::Burmese => ("Burmese", "လက်မှတ်"),
            Writing::Armenian => ("Armenian", "Վկայական"),
            Writing::Georgian => ("Georgian", "სერტიფიკატი"),
            Writing::Ethiopic => ("Ethiopic", "የምስክር ወረቀት"),
            Writing::ChineseSimplified => ("Chinese, simplified", "证书奖学习优"),
            Writing::ChineseTraditional => ("Chinese, traditional", "證書獎學習優"),
            Writing::Japanese => ("Japanese", "修了証かなカナ"),
            Writing::Korean => ("Korean", "수료증확인"),
            Writing::Emoji => ("Emoji", "🏅🎓🏆"),
        }
    }

    pub fn name(self) -> &'static str {
        self.parts().0
    }

    /// Some of its letters.
    pub fn sample(self) -> &'static str {
        self.parts().1
    }

    fn is_covered(self, coverage: &Coverage) -> bool {
        self.sample()
            .chars()
            .filter(|c| *c != ' ')
            .all(|c| coverage.contains(c))
    }
}

/// The families that were chosen last, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecentFonts(Vec<String>);

impl RecentFonts {
    /// As many as a glance takes in.
    pub const MOST: usize = 8;

    /// Those that were kept, the latest first.
    pub fn of(names: impl IntoIterator<Item = String>) -> RecentFonts {
        let mut recent = RecentFonts::default();
        for name in names {
            if recent.0.len() < RecentFonts::MOST && !recent.0.contains(&name) {
                recent.0.push(name);
            }
        }
        recent
    }

    pub fn add(&mut self, name: &str) {
        self.0.retain(|other| other != name);
        self.0.insert(0, name.to_owned());
        self.0.truncate(RecentFonts::MOST);
    }

    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// Those of them that can be chosen.
    pub fn of_choices<'a>(&self, choices: &'a FontChoices) -> Vec<&'a FamilyChoice> {
        self.0.iter().filter_map(|name| choices.family(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::tests_support::book;

    #[test]
    fn every_bundled_writing_is_found_under_its_families() {
        let choices = FontChoices::of(&book());
        assert_eq!(choices.writings(), Writing::ALL, "the bundled fonts cover all of them");
        let has = |writing: Writing, name: &str| {
            choices
                .matching("", Some(writing))
                .iter()
                .any(|family| family.name == name)
        };
        for (writing, name) in [
            (Writing::Latin, "Inter"),
            (Writing::Vietnamese, "Inter"),
            (Writing::Greek, "EB Garamond"),
            (Writing::Arabic, "Noto Naskh Arabic"),
            (Writing::Thai, "Noto Sans Thai"),
            (Writing::Korean, "Noto Sans CJK KR"),
            (Writing::Emoji, "Noto Color Emoji"),
        ] {
            assert!(has(writing, name), "{name} for {writing:?}");
        }
        assert!(!has(Writing::Arabic, "Inter") && !has(Writing::Greek, "Great Vibes"));
        for family in choices.families() {
            assert!(
                !family.styles.is_empty() && !family.preview().is_empty(),
                "{}",
                family.name
            );
        }
    }

    #[test]
    fn a_file_says_what_its_family_is_used_for_without_a_book() {
        use crate::fonts::tests_support::bytes_of;

        let file = bytes_of("great-vibes/GreatVibes-Regular.ttf");
        let choices = FontChoices::of(&book());
        let known = choices.family("Great Vibes").expect("bundled");
        assert_eq!(writings_of(&file, "great vibes"), known.writings);
        assert!(writings_of(&file, "Inter").is_empty(), "another family");
        assert!(writings_of(b"words", "Great Vibes").is_empty());
        assert_eq!(preview_of("Naskh", &[Writing::Arabic]), Writing::Arabic.sample());
    }

    #[test]
    fn styles_have_their_names() {
        let choices = FontChoices::of(&book());
        let styles = |name: &str| -> Vec<String> {
            let family = choices.family(name).expect(name);
            family.styles.iter().copied().map(style_name).collect()
        };
        assert_eq!(
            styles("Inter"),
            ["Light", "Regular", "Medium", "Semi Bold", "Bold", "Italic"]
        );
        assert_eq!(style_name((900, true)), "Black Italic");
    }

    #[test]
    fn names_are_found_by_parts_and_without_accents() {
        let choices = FontChoices::of(&book());
        let found = |query: &str| -> Vec<&str> {
            choices
                .matching(query, None)
                .iter()
                .map(|family| family.name.as_str())
                .collect()
        };
        assert_eq!(found("GARA"), ["EB Garamond"]);
        assert_eq!(found("thai serif"), ["Noto Serif Thai"]);
        assert_eq!(found("gärámond"), ["EB Garamond"]);
        assert_eq!(found("no such font"), [""; 0]);
        assert_eq!(found("").len(), choices.families().len());
        let playfair = found("play");
        assert!(playfair[0].starts_with("Play"), "{playfair:?}");
    }

    #[test]
    fn recent_fonts_are_few_and_the_latest_comes_first() {
        let mut recent = RecentFonts::of(["A", "B", "A"].map(str::to_owned));
        assert_eq!(recent.names(), ["A", "B"]);
        recent.add("B");
        assert_eq!(recent.names(), ["B", "A"]);
        for name in ["1", "2", "3", "4", "5", "6", "7"] {
            recent.add(name);
        }
        assert_eq!(recent.names(), ["7", "6", "5", "4", "3", "2", "1", "B"]);
        recent.add("Inter");
        let choices = FontChoices::of(&book());
        let names: Vec<&str> = recent
            .of_choices(&choices)
            .iter()
            .map(|family| family.name.as_str())
            .collect();
        assert_eq!(names, ["Inter"], "what is gone is not offered");
    }
}
