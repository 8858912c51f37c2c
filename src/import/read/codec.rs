//! The encodings that a text can be in: those of the web, and the code pages that only old systems write.

use std::borrow::Cow;

use encoding_rs::{
    BIG5, EUC_KR, Encoding as Web, GBK, IBM866, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16LE, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
    X_MAC_CYRILLIC,
};

use super::pages::Page;

/// An encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codec {
    Web(&'static Web),
    Page(&'static Page),
}

impl Codec {
    /// By any of its usual names, in any case.
    pub(super) fn of_label(label: &str) -> Option<Codec> {
        let web = Web::for_label(label.trim().as_bytes()).map(Codec::Web);
        web.or_else(|| Page::find(label).map(Codec::Page))
    }

    /// By the number that Windows gives a code page; unknown ones are taken for the most common.
    pub(super) fn of_page(number: u16) -> Codec {
        let web = match number {
            866 => IBM866,
            874 => WINDOWS_874,
            932 => SHIFT_JIS,
            936 => GBK,
            949 => EUC_KR,
            950 => BIG5,
            1200 => UTF_16LE,
            1250 => WINDOWS_1250,
            1251 => WINDOWS_1251,
            1253 => WINDOWS_1253,
            1254 => WINDOWS_1254,
            1255 => WINDOWS_1255,
            1256 => WINDOWS_1256,
            1257 => WINDOWS_1257,
            1258 => WINDOWS_1258,
            10_000 | 32_768 => MACINTOSH,
            10_001 => SHIFT_JIS,
            10_007 => X_MAC_CYRILLIC,
            65_001 => UTF_8,
            _ => {
                let name = match number {
                    10_006 => "x-mac-greek".to_owned(),
                    10_029 => "x-mac-ce".to_owned(),
                    10_079 => "x-mac-icelandic".to_owned(),
                    10_081 => "x-mac-turkish".to_owned(),
                    _ => number.to_string(),
                };
                return Page::find(&name).map_or(Codec::Web(WINDOWS_1252), Codec::Page);
            }
        };
        Codec::Web(web)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Codec::Web(web) => web.name(),
            Codec::Page(page) => page.name,
        }
    }

    /// The text without a byte order mark, and whether bytes were met that stand for nothing.
    pub(super) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self {
            Codec::Web(web) => {
                let (text, malformed) = web.decode_with_bom_removal(bytes);
                (text, malformed)
            }
            Codec::Page(page) => page.decode(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_have_many_names() {
        for (label, name) in [
            ("utf-8", "UTF-8"),
            (" Latin1 ", "windows-1252"),
            ("cp1250", "windows-1250"),
            ("CP852", "IBM852"),
            ("850", "IBM850"),
            ("mac-ce", "x-mac-ce"),
        ] {
            assert_eq!(Codec::of_label(label).map(Codec::name), Some(name), "{label}");
        }
        assert_eq!(Codec::of_label("klingon"), None);
        assert_eq!(Codec::of_page(10_029).name(), "x-mac-ce");
        assert_eq!(Codec::of_page(437).name(), "IBM437");
        assert_eq!(Codec::of_page(12_345).name(), "windows-1252");
    }
}
