//! Code pages of MS-DOS and of old Macs that the web has forgotten and spreadsheet programs still write: “CSV (MS-DOS)”
//! and “CSV (Macintosh)”. Each is ASCII and 128 characters more, as the Unicode consortium's tables have them.

use std::borrow::Cow;

/// A code page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) name: &'static str,
    /// Other names, in lower case.
    labels: &'static [&'static str],
    /// The characters of the bytes from 128 upwards; U+FFFD where there is none.
    upper: &'static str,
}

impl Page {
    /// By its name or number, in any case.
    pub(super) fn find(label: &str) -> Option<&'static Page> {
        let label = label.trim().to_ascii_lowercase();
        PAGES
            .iter()
            .find(|page| page.name.eq_ignore_ascii_case(&label) || page.labels.contains(&label.as_str()))
    }

    /// The text, and whether bytes were met that stand for nothing.
    pub(super) fn decode<'a>(&self, bytes: &'a [u8]) -> (Cow<'a, str>, bool) {
        if let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii()) {
            return (Cow::Borrowed(text), false);
        }
        let upper: Vec<char> = self.upper.chars().collect();
        let character = |byte: &u8| match byte.checked_sub(128) {
            None => char::from(*byte),
            Some(index) => upper.get(usize::from(index)).copied().unwrap_or('\u{fffd}'),
        };
        let text: String = bytes.iter().map(character).collect();
        let malformed = text.contains('\u{fffd}');
        (Cow::Owned(text), malformed)
    }
}

/// All of them, the more common ones first.
pub(super) static PAGES: &[Page] = &[
    Page {
        name: "IBM437",
        labels: &["cp437", "437"],
        upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    },
    Page {
        name: "IBM850",
        labels: &["cp850", "850"],
        upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
    },
    Page {
        name: "IBM852",
        labels: &["cp852", "852"],
        upper: "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
    },
    Page {
        name: "IBM857",
        labels: &["cp857", "857"],
        upper: "ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞşáíóúñÑĞğ¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ºªÊËÈ\u{fffd}ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµ\u{fffd}×ÚÛÙìÿ¯´\u{ad}±\u{fffd}¾¶§÷¸°¨·¹³²■\u{a0}",
    },
    Page {
        name: "IBM737",
        labels: &["cp737", "737"],
        upper: "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀ωάέήϊίόύϋώΆΈΉΊΌΎΏ±≥≤ΪΫ÷≈°∙·√ⁿ²■\u{a0}",
    },
    Page {
        name: "IBM775",
        labels: &["cp775", "775"],
        upper: "ĆüéāäģåćłēŖŗīŹÄÅÉæÆōöĢ¢ŚśÖÜø£Ø×¤ĀĪóŻżź”¦©®¬½¼Ł«»░▒▓│┤ĄČĘĖ╣║╗╝ĮŠ┐└┴┬├─┼ŲŪ╚╔╩╦╠═╬Žąčęėįšųūž┘┌█▄▌▐▀ÓßŌŃõÕµńĶķĻļņĒŅ’\u{ad}±“¾¶§÷„°∙·¹³²■\u{a0}",
    },
    Page {
        name: "IBM862",
        labels: &["cp862", "862"],
        upper: "\u{5d0}\u{5d1}\u{5d2}\u{5d3}\u{5d4}\u{5d5}\u{5d6}\u{5d7}\u{5d8}\u{5d9}\u{5da}\u{5db}\u{5dc}\u{5dd}\u{5de}\u{5df}\u{5e0}\u{5e1}\u{5e2}\u{5e3}\u{5e4}\u{5e5}\u{5e6}\u{5e7}\u{5e8}\u{5e9}\u{5ea}¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    },
    Page {
        name: "IBM720",
        labels: &["cp720", "720"],
        upper: "\u{80}\u{81}éâ\u{84}à\u{86}çêëèïî\u{8d}\u{8e}\u{8f}\u{90}\u{651}\u{652}ô¤\u{640}ûù\u{621}\u{622}\u{623}\u{624}£\u{625}\u{626}\u{627}\u{628}\u{629}\u{62a}\u{62b}\u{62c}\u{62d}\u{62e}\u{62f}\u{630}\u{631}\u{632}\u{633}\u{634}\u{635}«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\u{636}\u{637}\u{638}\u{639}\u{63a}\u{641}µ\u{642}\u{643}\u{644}\u{645}\u{646}\u{647}\u{648}\u{649}\u{64a}≡\u{64b}\u{64c}\u{64d}\u{64e}\u{64f}\u{650}≈°∙·√ⁿ²■\u{a0}",
    },
    Page {
        name: "IBM855",
        labels: &["cp855", "855"],
        upper: "ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u{ad}ыЫзЗшШэЭщЩчЧ§■\u{a0}",
    },
    Page {
        name: "x-mac-ce",
        labels: &["mac-ce", "maclatin2", "mac-latin2"],
        upper: "ÄĀāÉĄÖÜáąČäčĆćéŹźĎíďĒēĖóėôöõúĚěü†°Ę£§•¶ß®©™ę¨≠ģĮįĪ≤≥īĶ∂∑łĻļĽľĹĺŅņŃ¬√ńŇ∆«»…\u{a0}ňŐÕőŌ–—“”‘’÷◊ōŔŕŘ‹›řŖŗŠ‚„šŚśÁŤťÍŽžŪÓÔūŮÚůŰűŲųÝýķŻŁżĢˇ",
    },
    Page {
        name: "x-mac-greek",
        labels: &["mac-greek", "macgreek"],
        upper: "Ä¹²É³ÖÜ΅àâä΄¨çéèêë£™îï•½‰ôö¦€ùûü†ΓΔΘΛΞΠß®©ΣΪ§≠°·Α±≤≥¥ΒΕΖΗΙΚΜΦΫΨΩάΝ¬ΟΡ≈Τ«»…\u{a0}ΥΧΆΈœ–―“”‘’÷ΉΊΌΎέήίόΏύαβψδεφγηιξκλμνοπώρστθωςχυζϊϋΐΰ\u{ad}",
    },
    Page {
        name: "x-mac-turkish",
        labels: &["mac-turkish", "macturkish"],
        upper: "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸĞğİıŞş‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙ\u{f8a0}ˆ˜¯˘˙˚¸˝˛ˇ",
    },
    Page {
        name: "x-mac-icelandic",
        labels: &["mac-iceland", "maciceland"],
        upper: "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûüÝ°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€ÐðÞþý·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_128_characters_of_its_own() {
        for page in PAGES {
            assert_eq!(page.upper.chars().count(), 128, "{}", page.name);
            assert_eq!(Page::find(page.name), Some(page));
        }
        assert_eq!(Page::find("CP852"), Some(&PAGES[2]));
        assert_eq!(Page::find("1252"), None);
    }

    #[test]
    fn names_come_out() {
        for (label, bytes, text) in [
            ("cp850", &b"M\x81ller"[..], "Müller"),
            ("cp852", &b"\x9dukasz \xbd\xa2\x88\x86"[..], "Łukasz Żółć"),
            ("cp857", &b"\x98brahim Y\x8dld\x8dz"[..], "İbrahim Yıldız"),
            ("cp855", &b"\xe4\xd4\xa8\xe9\xa0\xd4\xa0"[..], "Снежана"),
            ("cp737", &b"\x82\xa0\xe9\xa8\x9a\x9e\xaa"[..], "Γιώργης"),
            ("x-mac-ce", &b"\xfcukasz \xfb\x97\xb8\x8d"[..], "Łukasz Żółć"),
        ] {
            let page = Page::find(label).expect("a page");
            assert_eq!(page.decode(bytes).0, text, "{label}");
        }
        assert_eq!(PAGES[0].decode(b"plain"), (Cow::Borrowed("plain"), false));
    }
}
