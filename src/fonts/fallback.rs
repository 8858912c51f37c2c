//! Which families stand in for a script that the wanted family lacks: our own ordered lists.
//!
//! A list is tried from the front; the first family that has the letters is taken. Behind the families named for the
//! script come the ones for Latin, Greek and Cyrillic, then symbols, then every other family of the book (imported ones
//! included), and colour emoji last. The faces for single scripts often contain basic Latin letters of another design;
//! they come so late that none of them ever sets a Latin text.
//!
//! Arabic is set in Noto Naskh Arabic beside a serif or a script face and in Noto Sans Arabic beside a sans, in every
//! language. Noto Nastaliq Urdu is there to be chosen by name: its lines are half as high again, and would collide with
//! what a design has above and below.

/// A way of drawing Han letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Region {
    Simplified,
    Traditional,
    HongKong,
    Japan,
    Korea,
}

impl Region {
    pub(super) const ALL: [Region; 5] = [
        Region::Simplified,
        Region::Traditional,
        Region::HongKong,
        Region::Japan,
        Region::Korea,
    ];

    /// The way of a language (BCP 47); `None` when it is not written with Han letters.
    pub(crate) fn of_language(language: &str) -> Option<Region> {
        let mut subtags = language.split(['-', '_']);
        let has = |wanted: &str| {
            language
                .split(['-', '_'])
                .skip(1)
                .any(|tag| tag.eq_ignore_ascii_case(wanted))
        };
        match subtags.next()?.to_ascii_lowercase().as_str() {
            "ja" => Some(Region::Japan),
            "ko" => Some(Region::Korea),
            "yue" => Some(if has("Hans") {
                Region::Simplified
            } else {
                Region::HongKong
            }),
            "zh" | "cmn" | "lzh" | "wuu" | "hak" | "nan" => Some(match () {
                () if has("Hans") => Region::Simplified,
                () if has("HK") || has("MO") => Region::HongKong,
                () if has("Hant") || has("TW") => Region::Traditional,
                () => Region::Simplified,
            }),
            _ => None,
        }
    }

    /// The way that the letters of a text give away (kana, Hangul, Bopomofo), for texts of no such language.
    pub(crate) fn of_text(text: &str) -> Region {
        let mut region = Region::Simplified;
        for c in text.chars() {
            match c {
                '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' => return Region::Japan,
                '\u{1100}'..='\u{11FF}'
                | '\u{3130}'..='\u{318F}'
                | '\u{A960}'..='\u{A97F}'
                | '\u{AC00}'..='\u{D7FF}' => {
                    region = Region::Korea;
                }
                '\u{3100}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' => region = Region::Traditional,
                _ => {}
            }
        }
        region
    }

    fn families(self) -> [&'static str; 5] {
        let [jp, kr, sc, tc, hk] = [
            "Noto Sans CJK JP",
            "Noto Sans CJK KR",
            "Noto Sans CJK SC",
            "Noto Sans CJK TC",
            "Noto Sans CJK HK",
        ];
        match self {
            Region::Simplified => [sc, tc, hk, jp, kr],
            Region::Traditional => [tc, hk, sc, jp, kr],
            Region::HongKong => [hk, tc, sc, jp, kr],
            Region::Japan => [jp, sc, tc, hk, kr],
            Region::Korea => [kr, jp, sc, tc, hk],
        }
    }
}

/// The scripts (ISO 15924) with families of their own: beside a sans, beside a serif. Empty where there is none.
pub(super) const SCRIPTS: &[(&[u8; 4], &str, &str)] = &[
    (b"Arab", "Noto Sans Arabic", "Noto Naskh Arabic"),
    (b"Armn", "Noto Sans Armenian", "Noto Serif Armenian"),
    (b"Beng", "Noto Sans Bengali", "Noto Serif Bengali"),
    (b"Deva", "Noto Sans Devanagari", "Noto Serif Devanagari"),
    (b"Ethi", "Noto Sans Ethiopic", ""),
    (b"Geor", "Noto Sans Georgian", "Noto Serif Georgian"),
    (b"Gujr", "Noto Sans Gujarati", ""),
    (b"Guru", "Noto Sans Gurmukhi", ""),
    (b"Hebr", "Noto Sans Hebrew", "Noto Serif Hebrew"),
    (b"Khmr", "Noto Sans Khmer", ""),
    (b"Knda", "Noto Sans Kannada", ""),
    (b"Laoo", "Noto Sans Lao", ""),
    (b"Mlym", "Noto Sans Malayalam", ""),
    (b"Mymr", "Noto Sans Myanmar", ""),
    (b"Orya", "Noto Sans Oriya", ""),
    (b"Sinh", "Noto Sans Sinhala", ""),
    (b"Taml", "Noto Sans Tamil", "Noto Serif Tamil"),
    (b"Telu", "Noto Sans Telugu", ""),
    (b"Thai", "Noto Sans Thai", "Noto Serif Thai"),
];

/// Colour emoji, which come after everything else for what is not an emoji sequence.
pub(super) const EMOJI: &str = "Noto Color Emoji";

/// Whether the script is written with the faces that differ by [`Region`].
pub(super) fn is_han(script: [u8; 4]) -> bool {
    matches!(&script, b"Hani" | b"Hira" | b"Kana" | b"Bopo" | b"Hang" | b"Hrkt")
}

/// The families to try, in order, before all others of the book.
pub(super) fn named_families(script: Option<[u8; 4]>, region: Region, serif: bool) -> Vec<&'static str> {
    let mut families = Vec::new();
    let both = |sans: &'static str, serifed: &'static str| if serif { [serifed, sans] } else { [sans, serifed] };
    if let Some(script) = script {
        if is_han(script) {
            families.extend(region.families());
        } else if let Some((_, sans, serifed)) = SCRIPTS.iter().find(|(tag, ..)| **tag == script) {
            families.extend(both(sans, serifed));
        }
    }
    families.extend(both("Noto Sans", "Noto Serif"));
    families.extend(["Noto Sans Symbols", "Noto Sans Symbols2"]);
    families.extend(region.families());
    families
}

/// Whether a family goes with the serif faces, for want of PANOSE digits by the words of its name. Scripts do.
pub(super) fn looks_serif(family: &str) -> bool {
    let name = family.to_lowercase();
    let words = [
        "serif",
        "garamond",
        "playfair",
        "cinzel",
        "naskh",
        "nastaliq",
        "script",
        "vibes",
        "roman",
        "times",
        "georgia",
        "antiqua",
        "baskerville",
        "caslon",
        "didot",
        "bodoni",
        "palatino",
        "cambria",
        "cormorant",
        "crimson",
        "lora",
        "merriweather",
        "libre",
        "spectral",
        "slab",
        "mincho",
        "song",
        "calligraphy",
    ];
    !name.contains("sans") && words.iter().any(|word| name.contains(word))
}
