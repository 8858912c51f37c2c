//! Language tags: reading them, and what follows from them.

use std::collections::HashMap;
use std::sync::OnceLock;

use icu::locale::{Locale, LocaleCanonicalizer, LocaleDirectionality, LocaleExpander};

/// Languages by the names that people write into spreadsheets: the tag, the English name, the name in the language.
const NAMES: &[(&str, &[&str])] = &[
    ("af", &["afrikaans"]),
    ("am", &["amharic", "አማርኛ"]),
    ("ar", &["arabic", "العربية", "عربي"]),
    ("az", &["azerbaijani", "azərbaycan", "azərbaycanca"]),
    ("be", &["belarusian", "беларуская"]),
    ("bg", &["bulgarian", "български"]),
    ("bn", &["bengali", "bangla", "বাংলা"]),
    ("bs", &["bosnian", "bosanski"]),
    ("ca", &["catalan", "català"]),
    ("cs", &["czech", "čeština"]),
    ("cy", &["welsh", "cymraeg"]),
    ("da", &["danish", "dansk"]),
    ("de", &["german", "deutsch"]),
    ("el", &["greek", "ελληνικά"]),
    ("en", &["english"]),
    ("es", &["spanish", "castilian", "español", "castellano"]),
    ("et", &["estonian", "eesti"]),
    ("eu", &["basque", "euskara"]),
    ("fa", &["persian", "farsi", "فارسی"]),
    ("fi", &["finnish", "suomi"]),
    ("fil", &["filipino", "tagalog"]),
    ("fr", &["french", "français"]),
    ("ga", &["irish", "gaeilge"]),
    ("gl", &["galician", "galego"]),
    ("gu", &["gujarati", "ગુજરાતી"]),
    ("ha", &["hausa"]),
    ("he", &["hebrew", "עברית"]),
    ("hi", &["hindi", "हिन्दी", "हिंदी"]),
    ("hr", &["croatian", "hrvatski"]),
    ("hu", &["hungarian", "magyar"]),
    ("hy", &["armenian", "հայերեն"]),
    ("id", &["indonesian", "bahasa indonesia"]),
    ("ig", &["igbo"]),
    ("is", &["icelandic", "íslenska"]),
    ("it", &["italian", "italiano"]),
    ("ja", &["japanese", "日本語"]),
    ("ka", &["georgian", "ქართული"]),
    ("kk", &["kazakh", "қазақ", "қазақша"]),
    ("km", &["khmer", "cambodian", "ខ្មែរ", "ភាសាខ្មែរ"]),
    ("kn", &["kannada", "ಕನ್ನಡ"]),
    ("ko", &["korean", "한국어"]),
    ("ky", &["kyrgyz", "кыргызча"]),
    ("lo", &["lao", "ລາວ", "ພາສາລາວ"]),
    ("lt", &["lithuanian", "lietuvių"]),
    ("lv", &["latvian", "latviešu"]),
    ("mk", &["macedonian", "македонски"]),
    ("ml", &["malayalam", "മലയാളം"]),
    ("mn", &["mongolian", "монгол"]),
    ("mr", &["marathi", "मराठी"]),
    ("ms", &["malay", "bahasa melayu", "melayu"]),
    ("mt", &["maltese", "malti"]),
    ("my", &["burmese", "myanmar", "မြန်မာ", "ဗမာ"]),
    (
        "nb",
        &["norwegian", "norwegian bokmål", "norsk", "norsk bokmål", "bokmål"],
    ),
    ("ne", &["nepali", "नेपाली"]),
    ("nl", &["dutch", "nederlands", "flemish", "vlaams"]),
    ("nn", &["norwegian nynorsk", "nynorsk", "norsk nynorsk"]),
    ("or", &["odia", "oriya", "ଓଡ଼ିଆ"]),
    ("pa", &["punjabi", "panjabi", "ਪੰਜਾਬੀ"]),
    ("pl", &["polish", "polski"]),
    ("ps", &["pashto", "پښتو"]),
    ("pt", &["portuguese", "português"]),
    (
        "pt-BR",
        &["brazilian portuguese", "português (brasil)", "português brasileiro"],
    ),
    ("ro", &["romanian", "română"]),
    ("ru", &["russian", "русский"]),
    ("si", &["sinhala", "sinhalese", "සිංහල"]),
    ("sk", &["slovak", "slovenčina"]),
    ("sl", &["slovenian", "slovene", "slovenščina"]),
    ("so", &["somali", "soomaali"]),
    ("sq", &["albanian", "shqip"]),
    ("sr", &["serbian", "српски"]),
    ("sr-Latn", &["serbian (latin)", "srpski"]),
    ("sv", &["swedish", "svenska"]),
    ("sw", &["swahili", "kiswahili"]),
    ("ta", &["tamil", "தமிழ்"]),
    ("te", &["telugu", "తెలుగు"]),
    ("tg", &["tajik", "тоҷикӣ"]),
    ("th", &["thai", "ไทย", "ภาษาไทย"]),
    ("tk", &["turkmen", "türkmen"]),
    ("tr", &["turkish", "türkçe"]),
    ("uk", &["ukrainian", "українська"]),
    ("ur", &["urdu", "اردو"]),
    ("uz", &["uzbek", "oʻzbek", "o‘zbek"]),
    ("vi", &["vietnamese", "tiếng việt"]),
    ("xh", &["xhosa", "isixhosa"]),
    ("yo", &["yoruba", "yorùbá", "èdè yorùbá"]),
    ("zh", &["chinese", "mandarin", "中文", "汉语", "漢語"]),
    (
        "zh-Hans",
        &[
            "simplified chinese",
            "chinese (simplified)",
            "chinese simplified",
            "简体中文",
            "中文(简体)",
            "中文（简体）",
        ],
    ),
    (
        "zh-Hant",
        &[
            "traditional chinese",
            "chinese (traditional)",
            "chinese traditional",
            "繁體中文",
            "中文(繁體)",
            "中文（繁體）",
        ],
    ),
    ("zu", &["zulu", "isizulu"]),
];

/// The tags by the keys of the names.
fn by_name() -> &'static HashMap<String, &'static str> {
    static BY_NAME: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    BY_NAME.get_or_init(|| {
        let pairs = NAMES
            .iter()
            .flat_map(|(tag, names)| names.iter().map(|name| (super::compare_key(name), *tag)));
        pairs.collect()
    })
}

/// The canonical tag for what a person wrote: a BCP 47 tag in any case, with `-` or `_`, or the name of a common
/// language in English or in itself. `None` when it is no language that Unicode knows.
pub fn canonical_language(text: &str) -> Option<String> {
    if let Some(tag) = by_name().get(&super::compare_key(text)) {
        return Some((*tag).to_owned());
    }
    // A locale of a POSIX system may carry its encoding: `de_DE.UTF-8`.
    let tag = text.trim().split(['.', '@']).next()?.replace('_', "-");
    let mut locale = Locale::try_from_str(&tag).ok()?;
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    let code = locale.id.language;
    let known = !code.is_unknown() && code.as_str().len() <= 3 && script_of(&locale).is_some();
    known.then(|| locale.to_string())
}

/// What a language is called in English, with the tag where that says more than the name: `German`, `German (de-AT)`.
/// `None` when it has no name here.
pub fn language_name(tag: &str) -> Option<String> {
    let known = |tag: &str| {
        let mut named = NAMES.iter().filter(|(known, _)| known.eq_ignore_ascii_case(tag));
        Some(capitalised(named.next()?.1.first()?))
    };
    let kind_of = || {
        let (language, _) = tag.split_once('-')?;
        Some(format!("{} ({tag})", known(language)?))
    };
    known(tag).or_else(kind_of)
}

/// English names of languages are written so.
fn capitalised(name: &str) -> String {
    let mut begins = true;
    let letters = name.chars().map(|c| {
        let first = std::mem::replace(&mut begins, !c.is_alphabetic());
        if first { c.to_ascii_uppercase() } else { c }
    });
    letters.collect()
}

/// Whether the language is written from right to left.
pub fn is_rtl(language: &str) -> bool {
    LocaleDirectionality::new_extended().is_right_to_left(&locale(language).id)
}

/// The tags of the languages that are known by name.
pub(super) fn named_tags() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(tag, _)| *tag)
}

/// The script in which the language is usually written, by its ISO 15924 code (`Latn`, `Arab`, `Hans`).
pub fn likely_script(language: &str) -> Option<String> {
    script_of(&locale(language)).map(|script| script.to_string())
}

fn script_of(locale: &Locale) -> Option<icu::locale::subtags::Script> {
    LocaleExpander::new_extended().get_likely_script(&locale.id)
}

/// The locale of a tag; what is no tag at all is the undetermined language.
pub(super) fn locale(language: &str) -> Locale {
    try_locale(language).unwrap_or(Locale::UNKNOWN)
}

pub(super) fn try_locale(language: &str) -> Option<Locale> {
    Locale::try_from_str(language)
        .or_else(|_| Locale::try_from_str(&language.trim().replace('_', "-")))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_tag_and_by_name() {
        for (text, tag) in [
            ("de", "de"),
            ("DE-at", "de-AT"),
            ("zh_CN", "zh-CN"),
            ("pt_BR.UTF-8", "pt-BR"),
            ("iw", "he"),
            ("German", "de"),
            ("  deutsch ", "de"),
            ("TÜRKÇE", "tr"),
            ("فارسی", "fa"),
            ("中文（繁體）", "zh-Hant"),
            ("srpski", "sr-Latn"),
            ("yo", "yo"),
            ("fa-u-ca-gregory", "fa-u-ca-gregory"),
            ("sr-latn-rs", "sr-Latn-RS"),
        ] {
            assert_eq!(canonical_language(text).as_deref(), Some(tag), "{text}");
        }
        for wrong in [
            "",
            "  ",
            "klingonish",
            "xx",
            "qq",
            "d",
            "123",
            "a b c",
            "en-",
            "../../etc",
        ] {
            assert_eq!(canonical_language(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_named_tag_is_canonical_and_no_name_stands_twice() {
        let mut seen = std::collections::BTreeMap::new();
        for (tag, names) in NAMES {
            assert_eq!(canonical_language(tag).as_deref(), Some(*tag));
            for name in *names {
                let before = seen.insert(super::super::compare_key(name), *tag);
                assert_eq!(before, None, "{name}");
            }
        }
    }

    #[test]
    fn languages_are_named_in_english() {
        for (tag, name) in [
            ("de", Some("German")),
            ("AR", Some("Arabic")),
            ("pt-BR", Some("Brazilian Portuguese")),
            ("de-AT", Some("German (de-AT)")),
            ("sr-Latn", Some("Serbian (Latin)")),
            ("und", None),
            ("und-DE", None),
            ("", None),
        ] {
            assert_eq!(language_name(tag).as_deref(), name, "{tag}");
        }
        for tag in named_tags() {
            let name = language_name(tag).expect("a name");
            let is_english = |c: char| c.is_ascii() || c == 'å';
            assert!(
                name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(is_english),
                "{name}"
            );
        }
    }

    #[test]
    fn direction_and_script_follow_from_the_language() {
        for (tag, script, rtl) in [
            ("ar", "Arab", true),
            ("fa", "Arab", true),
            ("ur", "Arab", true),
            ("he", "Hebr", true),
            ("pa-Arab", "Arab", true),
            ("pa", "Guru", false),
            ("de", "Latn", false),
            ("sr", "Cyrl", false),
            ("sr-Latn", "Latn", false),
            ("zh", "Hans", false),
            ("zh-TW", "Hant", false),
            ("ja", "Jpan", false),
            ("ko", "Kore", false),
        ] {
            assert_eq!(likely_script(tag).as_deref(), Some(script), "{tag}");
            assert_eq!(is_rtl(tag), rtl, "{tag}");
        }
        assert_eq!(likely_script("not a tag"), None);
        assert!(!is_rtl("not a tag"));
    }
}
