//! The language of a recipient: a code, or the name of a language.

use super::super::fold;

/// Names of languages, in English and in the language itself, for people who do not know codes.
const NAMES: &[(&str, &str)] = &[
    ("am", "Amharic|አማርኛ"),
    ("ar", "Arabic|العربية|عربي"),
    ("az", "Azerbaijani|Azərbaycanca"),
    ("be", "Belarusian|Беларуская"),
    ("bg", "Bulgarian|Български"),
    ("bn", "Bengali|Bangla|বাংলা"),
    ("bs", "Bosnian|Bosanski"),
    ("ca", "Catalan|Català"),
    ("cs", "Czech|Čeština|Česky"),
    ("da", "Danish|Dansk"),
    ("de", "German|Deutsch"),
    ("el", "Greek|Ελληνικά"),
    ("en", "English"),
    ("es", "Spanish|Español|Castellano"),
    ("et", "Estonian|Eesti"),
    ("fa", "Persian|Farsi|فارسی"),
    ("fi", "Finnish|Suomi"),
    ("fr", "French|Français"),
    ("ga", "Irish|Gaeilge"),
    ("gu", "Gujarati|ગુજરાતી"),
    ("he", "Hebrew|עברית"),
    ("hi", "Hindi|हिन्दी|हिंदी"),
    ("hr", "Croatian|Hrvatski"),
    ("hu", "Hungarian|Magyar"),
    ("hy", "Armenian|Հայերեն"),
    ("id", "Indonesian|Bahasa Indonesia"),
    ("is", "Icelandic|Íslenska"),
    ("it", "Italian|Italiano"),
    ("ja", "Japanese|日本語"),
    ("ka", "Georgian|ქართული"),
    ("kk", "Kazakh|Қазақша"),
    ("km", "Khmer|ខ្មែរ"),
    ("kn", "Kannada|ಕನ್ನಡ"),
    ("ko", "Korean|한국어"),
    ("lo", "Lao|ລາວ"),
    ("lt", "Lithuanian|Lietuvių"),
    ("lv", "Latvian|Latviešu"),
    ("mk", "Macedonian|Македонски"),
    ("ml", "Malayalam|മലയാളം"),
    ("mr", "Marathi|मराठी"),
    ("ms", "Malay|Bahasa Melayu"),
    ("my", "Burmese|Myanmar|မြန်မာ"),
    ("nb", "Norwegian|Norsk|Bokmål|Norsk bokmål"),
    ("ne", "Nepali|नेपाली"),
    ("nl", "Dutch|Nederlands"),
    ("nn", "Nynorsk|Norsk nynorsk"),
    ("pa", "Punjabi|Panjabi|ਪੰਜਾਬੀ"),
    ("pl", "Polish|Polski"),
    ("pt", "Portuguese|Português"),
    ("ro", "Romanian|Română"),
    ("ru", "Russian|Русский"),
    ("si", "Sinhala|Sinhalese|සිංහල"),
    ("sk", "Slovak|Slovenčina|Slovensky"),
    ("sl", "Slovenian|Slovene|Slovenščina"),
    ("sq", "Albanian|Shqip"),
    ("sr", "Serbian|Српски|Srpski"),
    ("sv", "Swedish|Svenska"),
    ("sw", "Swahili|Kiswahili"),
    ("ta", "Tamil|தமிழ்"),
    ("te", "Telugu|తెలుగు"),
    ("th", "Thai|ไทย|ภาษาไทย"),
    ("tl", "Filipino|Tagalog"),
    ("tr", "Turkish|Türkçe"),
    ("uk", "Ukrainian|Українська"),
    ("ur", "Urdu|اردو"),
    ("uz", "Uzbek|Oʻzbekcha"),
    ("vi", "Vietnamese|Tiếng Việt"),
    ("yo", "Yoruba|Yorùbá"),
    ("zh-Hans", "Simplified Chinese|Chinese simplified|Chinese|简体中文|中文"),
    ("zh-Hant", "Traditional Chinese|Chinese traditional|繁體中文|繁体中文"),
];

/// The BCP 47 code of a language: tidied where it is one, looked up where it is a name.
pub(super) fn parse(text: &str) -> Option<String> {
    let folded = fold::heading(text);
    let by_name = || {
        NAMES
            .iter()
            .find(|(_, names)| names.split('|').any(|name| fold::heading(name) == folded))
            .map(|(code, _)| (*code).to_owned())
    };
    code(text).or_else(by_name)
}

/// Language, script and region subtags in the usual case; `_` counts as `-`.
fn code(text: &str) -> Option<String> {
    let mut parts = text.split(['-', '_']);
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    let primary = parts
        .next()
        .filter(|part| matches!(part.len(), 2 | 3) && letters(part))?;
    let mut code = primary.to_ascii_lowercase();
    for part in parts {
        code.push('-');
        match part.len() {
            4 if letters(part) => {
                let (first, rest) = part.split_at(1);
                code.push_str(&first.to_ascii_uppercase());
                code.push_str(&rest.to_ascii_lowercase());
            }
            2 if letters(part) => code.push_str(&part.to_ascii_uppercase()),
            3 if part.bytes().all(|b| b.is_ascii_digit()) => code.push_str(part),
            5..=8 if part.bytes().all(|b| b.is_ascii_alphanumeric()) => code.push_str(&part.to_ascii_lowercase()),
            _ => return None,
        }
    }
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_codes_or_names() {
        for (text, code) in [
            ("de", "de"),
            ("PT_br", "pt-BR"),
            ("zh-hans", "zh-Hans"),
            ("zh-Hant-TW", "zh-Hant-TW"),
            ("Deutsch", "de"),
            ("GERMAN", "de"),
            ("العربية", "ar"),
            ("Norsk", "nb"),
            ("es-419", "es-419"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(code), "{text}");
        }
        for wrong in ["", "klingon please", "d", "de--AT", "12"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
