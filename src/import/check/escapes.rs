//! Letters written with other letters: characters of web pages (`&eacute;`), words of mail headers (`=?UTF-8?…?=`) and
//! escapes of programs (`\u00e9`). Each decoder gives `None` when there is nothing to decode.

use encoding_rs::Encoding;

/// The names of the characters from U+00A0 to U+00FF in HTML, in order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
    acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
    Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc \
    euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml \
    yacute thorn yuml";

/// Other characters that have names in HTML and that names of people have.
const OTHERS: [(&str, char); 38] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Zcaron", 'Ž'),
    ("zcaron", 'ž'),
    ("Ccaron", 'Č'),
    ("ccaron", 'č'),
    ("Cacute", 'Ć'),
    ("cacute", 'ć'),
    ("Lstrok", 'Ł'),
    ("lstrok", 'ł'),
    ("Sacute", 'Ś'),
    ("sacute", 'ś'),
    ("Zacute", 'Ź'),
    ("zacute", 'ź'),
    ("Zdot", 'Ż'),
    ("zdot", 'ż'),
    ("aogon", 'ą'),
    ("eogon", 'ę'),
    ("nacute", 'ń'),
    ("ecaron", 'ě'),
    ("rcaron", 'ř'),
    ("inodot", 'ı'),
    ("Idot", 'İ'),
    ("gbreve", 'ğ'),
    ("scedil", 'ş'),
    ("Yuml", 'Ÿ'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("hellip", '…'),
];

/// A text without characters written as on web pages, however often they were written so.
pub(super) fn html(text: &str) -> Option<String> {
    let mut decoded = html_once(text)?;
    // “&amp;eacute;” was written so twice.
    while let Some(again) = html_once(&decoded) {
        decoded = again;
    }
    Some(decoded)
}

/// A text without characters written as on web pages, decoded once.
pub(in crate::import) fn html_once(text: &str) -> Option<String> {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        match html_character(after) {
            Some((c, tail)) => {
                decoded.push(c);
                found = true;
                rest = tail;
            }
            None => {
                decoded.push('&');
                rest = after;
            }
        }
    }
    decoded.push_str(rest);
    found.then_some(decoded)
}

/// The character that a text behind `&` begins with, and the rest.
fn html_character(text: &str) -> Option<(char, &str)> {
    let (name, tail) = text.split_once(';').filter(|(name, _)| name.len() <= 8)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())?
        }
        None if name == "nbsp" => ' ',
        None => {
            let latin = || {
                let at = LATIN.split_ascii_whitespace().position(|known| known == name)?;
                char::from_u32(0xa0 + u32::try_from(at).ok()?)
            };
            let other = OTHERS.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
            other.or_else(latin)?
        }
    };
    Some((c, tail))
}

/// A text without encoded words of mail headers (RFC 2047).
pub(super) fn mime(text: &str) -> Option<String> {
    let mut decoded = String::new();
    let mut rest = text;
    let mut last_was_word = false;
    let mut found = false;
    while let Some((before, after)) = rest.split_once("=?") {
        let Some((word, tail)) = mime_word(after) else {
            decoded.push_str(before);
            decoded.push_str("=?");
            rest = after;
            last_was_word = false;
            continue;
        };
        // White space between two encoded words belongs to neither.
        if !(last_was_word && before.chars().all(char::is_whitespace)) {
            decoded.push_str(before);
        }
        decoded.push_str(&word);
        rest = tail;
        last_was_word = true;
        found = true;
    }
    decoded.push_str(rest);
    found.then_some(decoded)
}

/// The word that a text behind `=?` is, and the rest: `charset?B or Q?letters?=`.
fn mime_word(text: &str) -> Option<(String, &str)> {
    let (charset, rest) = text.split_once('?')?;
    let (how, rest) = rest.split_once('?')?;
    let (letters, tail) = rest.split_once("?=")?;
    let encoding = Encoding::for_label(charset.split('*').next()?.as_bytes())?;
    let bytes = match how {
        "B" | "b" => base64(letters)?,
        "Q" | "q" => quoted(letters)?,
        _ => return None,
    };
    let (word, _, malformed) = encoding.decode(&bytes);
    (!malformed).then(|| (word.into_owned(), tail))
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0);
    for b in text.bytes().filter(|b| *b != b'=') {
        let value = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    Some(bytes)
}

fn quoted(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        bytes.push(match b {
            b'_' => b' ',
            b'=' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            other => other,
        });
    }
    Some(bytes)
}

/// A text without escapes of programs: `\u0418`, Excel's `_x000D_`, and bytes of UTF-8 as addresses (`%C3%A9`) and
/// mails (`=C3=A9`) have them.
pub(super) fn program(text: &str) -> Option<String> {
    let unicode = |after: &str| Some((unit(after.get(..4)?)?, 4));
    let excel = |after: &str| Some((unit(after.get(..5)?.strip_suffix('_')?)?, 5));
    let decoded = units(text, "\\u", unicode)
        .or_else(|| units(text, "_x", excel))
        .or_else(|| bytes(text, '%'))
        .or_else(|| bytes(text, '='))?;
    // A line end of Excel's is white space.
    let decoded = decoded.trim().to_owned();
    (!decoded.chars().any(char::is_control)).then_some(decoded)
}
fn unit(digits: &str) -> Option<u16> {
    let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}

/// A text in which units of UTF-16 are written behind a mark; `read` gives one, and how many bytes it takes.
fn units(text: &str, mark: &str, read: impl Fn(&str) -> Option<(u16, usize)>) -> Option<String> {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once(mark) {
        units.extend(before.encode_utf16());
        match read(after) {
            Some((unit, length)) => {
                units.push(unit);
                found = true;
                rest = after.get(length..).unwrap_or_default();
            }
            None => {
                units.extend(mark.encode_utf16());
                rest = after;
            }
        }
    }
    units.extend(rest.encode_utf16());
    String::from_utf16(&units).ok().filter(|_| found)
}

/// A text in which bytes of UTF-8 are written as two digits behind a mark; nothing when none is of a letter beyond ASCII.
fn bytes(text: &str, mark: char) -> Option<String> {
    let mut bytes: Vec<u8> = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once(mark) {
        bytes.extend(before.bytes());
        let digits = after
            .get(..2)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                found |= byte >= 0x80;
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(mark as u8);
                rest = after;
            }
        }
    }
    bytes.extend(rest.bytes());
    String::from_utf8(bytes).ok().filter(|_| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_web_pages_are_decoded() {
        for (text, decoded) in [
            ("&#1048;ван &amp; &#x42F;", "Иван & Я"),
            ("Jos&eacute; Garc&iacute;a", "José García"),
            ("&Uuml;nal &Scaron;i&yuml;", "Ünal Šiÿ"),
            ("Ren&amp;eacute;", "René"),
            ("Anna&nbsp;Kowalska", "Anna Kowalska"),
            ("&Lstrok;ukasz", "Łukasz"),
        ] {
            assert_eq!(html(text).as_deref(), Some(decoded), "{text}");
        }
        for text in ["Smith & Sons; Co", "A&B", "&unknown;", "&#0;", "&#xD800;", "R&D;"] {
            assert_eq!(html(text), None, "{text}");
        }
    }

    #[test]
    fn words_of_mail_headers_are_decoded() {
        for (text, decoded) in [
            ("=?UTF-8?B?0JjQstCw0L0=?=", "Иван"),
            ("=?UTF-8?Q?Jos=C3=A9_Garc=C3=ADa?=", "José García"),
            ("=?iso-8859-1?q?Ren=E9?= Dupont", "René Dupont"),
            ("=?utf-8?B?0JjQstCw0L0=?= =?utf-8?B?0JjQstCw0L0=?=", "ИванИван"),
            ("=?koi8-r?B?6dfBzg==?=", "Иван"),
        ] {
            assert_eq!(mime(text).as_deref(), Some(decoded), "{text}");
        }
        for text in [
            "=?",
            "=?UTF-8?X?a?=",
            "=?none?B?YQ==?=",
            "=?UTF-8?Q?=ZZ?=",
            "=?UTF-8?B?/w==?=",
            "a=?b",
        ] {
            assert_eq!(mime(text), None, "{text}");
        }
    }

    #[test]
    fn escapes_of_programs_are_decoded() {
        assert_eq!(program(r"Jos\u00e9").as_deref(), Some("José"));
        assert_eq!(program(r"\ud842\udfb7野家").as_deref(), Some("𠮷野家"));
        for text in [r"C:\users", r"\u12", r"\ud842", r"\u0000", "plain"] {
            assert_eq!(program(text), None, "{text}");
        }
    }
}
