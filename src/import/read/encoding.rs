//! From bytes to text: byte order mark, UTF-16 without one, strict UTF-8, and only then a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding as Codec, GBK, ISO_8859_2, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258,
};

use crate::diag::{Problem, Problems, Result, Warned};

use super::super::sheet::Encoding;

/// The code pages that spreadsheet programs write, for the runners-up of a guess.
const CODE_PAGES: [&Codec; 15] = [
    WINDOWS_1252,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_1257,
    WINDOWS_1258,
    WINDOWS_874,
    SHIFT_JIS,
    GBK,
    BIG5,
    EUC_KR,
    EUC_JP,
];

/// The text of a file and how it was decoded. `wanted` is any label of the WHATWG encoding standard.
pub(super) fn decode<'a>(bytes: &'a [u8], wanted: Option<&str>) -> Result<Warned<(Cow<'a, str>, Encoding)>> {
    if let Some(label) = wanted {
        let codec = Codec::for_label(label.trim().as_bytes()).ok_or_else(|| unknown(label))?;
        return Ok(told(bytes, codec));
    }
    if let Some((codec, _)) = Codec::for_bom(bytes) {
        return Ok(told(bytes, codec));
    }
    if let Some(codec) = utf16_pattern(bytes.get(..bytes.len().min(8192)).unwrap_or_default()) {
        return Ok(told(bytes, codec));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Warned::clean((Cow::Borrowed(text), sure(UTF_8))));
    }
    Ok(guess(bytes))
}

fn sure(codec: &'static Codec) -> Encoding {
    Encoding {
        name: codec.name(),
        guessed: false,
        others: Vec::new(),
    }
}

fn told<'a>(bytes: &'a [u8], codec: &'static Codec) -> Warned<(Cow<'a, str>, Encoding)> {
    let (text, used, malformed) = codec.decode(bytes);
    let mut problems = Problems::default();
    if malformed {
        let message = format!(
            "Some bytes of the file are not valid {} and became “\u{fffd}”",
            used.name()
        );
        problems
            .push(Problem::warning("encoding-malformed", message).hint("Save the file again as “CSV UTF-8” or .xlsx"));
    }
    Warned {
        value: (text, sure(used)),
        problems,
    }
}

fn guess(bytes: &[u8]) -> Warned<(Cow<'_, str>, Encoding)> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let mut codec = detector.guess(None, Utf8Detection::Deny);
    if codec == ISO_8859_2 && !contradicts_1250(bytes) {
        // Excel writes 1250. Both are plausible to the detector, but under 8859-2 the Polish ą would become š.
        codec = WINDOWS_1250;
    }
    let (text, malformed) = codec.decode_without_bom_handling(bytes);
    let others = runners_up(bytes, codec);
    let mut problem = Problem::note(
        "encoding-guessed",
        format!("The encoding of the text was guessed: {}", codec.name()),
    )
    .hint("Look at a name with special letters; if it is wrong, save the sheet as .xlsx or as “CSV UTF-8”");
    if !others.is_empty() {
        problem = problem.hint(format!(
            "Name another encoding with --encoding, such as {}",
            others.join(" or ")
        ));
    }
    if malformed {
        problem.severity = crate::diag::Severity::Warning;
    }
    let encoding = Encoding {
        name: codec.name(),
        guessed: true,
        others,
    };
    Warned {
        value: (text, encoding),
        problems: problem.into(),
    }
}

/// The two other code pages under which most of what is not ASCII is letters; between equals the more common one.
fn runners_up(bytes: &[u8], guessed: &'static Codec) -> Vec<&'static str> {
    let sample = bytes.get(..bytes.len().min(64 << 10)).unwrap_or_default();
    let mut scored: Vec<(usize, &'static str)> = CODE_PAGES
        .iter()
        .filter(|codec| **codec != guessed)
        .filter_map(|codec| {
            let (text, malformed) = codec.decode_without_bom_handling(sample);
            let special = || text.chars().filter(|c| !c.is_ascii());
            let letters = special().filter(|c| c.is_alphabetic()).count();
            (!malformed).then(|| (1000 * letters / special().count().max(1), codec.name()))
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().take(2).map(|(_, name)| name).collect()
}

/// Whether letters of ISO 8859-2 would become symbols in the middle of words under Windows-1250.
fn contradicts_1250(bytes: &[u8]) -> bool {
    let (text, _) = WINDOWS_1250.decode_without_bom_handling(bytes);
    let mut last_was_letter = false;
    for c in text.chars() {
        if last_was_letter && matches!(c, 'ˇ' | '¦' | '¬' | '±' | '¶') {
            return true;
        }
        last_was_letter = c.is_alphabetic();
    }
    false
}

/// UTF-16 without a byte order mark: line ends, separators and Latin letters have a zero in one half of each pair.
pub(super) fn utf16_pattern(head: &[u8]) -> Option<&'static Codec> {
    let mut zeros = [0usize; 2];
    for pair in head.chunks_exact(2) {
        for (count, byte) in zeros.iter_mut().zip(pair) {
            *count += usize::from(*byte == 0);
        }
    }
    let [first, second] = zeros;
    let pairs = head.len() / 2;
    // A lone zero is a stray character, not an encoding: ask for one in fifty pairs, all but a few on the same side.
    if pairs == 0 || (first + second) * 50 < pairs {
        None
    } else if second > 0 && first * 10 <= second {
        Some(UTF_16LE)
    } else if first > 0 && second * 10 <= first {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn unknown(label: &str) -> Problem {
    Problem::error("encoding-unknown", format!("There is no encoding called “{label}”"))
        .hint("Name one such as utf-8, utf-16le, windows-1252, windows-1250, windows-1251, shift_jis or gbk")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str, bool) {
        let (text, encoding) = decode(bytes, None).expect("decoded").value;
        (text.into_owned(), encoding.name, encoding.guessed)
    }

    #[test]
    fn certain_encodings_are_not_guessed() {
        let text = "Imię;E-Mail\nŁukasz Żółć;a@example.org\n";
        assert_eq!(decoded(text.as_bytes()), (text.to_owned(), "UTF-8", false));
        let with_bom = format!("\u{feff}{text}");
        assert_eq!(decoded(with_bom.as_bytes()), (text.to_owned(), "UTF-8", false));
        for bom in [false, true] {
            let mut little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let mut big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            if bom {
                little.splice(0..0, [0xff, 0xfe]);
                big.splice(0..0, [0xfe, 0xff]);
            }
            assert_eq!(decoded(&little), (text.to_owned(), "UTF-16LE", false));
            assert_eq!(decoded(&big), (text.to_owned(), "UTF-16BE", false));
        }
    }

    #[test]
    fn code_pages_are_guessed_and_said() {
        for (codec, text) in [
            (
                WINDOWS_1252,
                "Name;Ort\nZoë Müller-Lüdenscheidt;Köln\nFrançois Lefèvre;Orléans\n",
            ),
            (
                WINDOWS_1250,
                "Imię i nazwisko;Miasto\nŁukasz Żółć;Łódź\nMałgorzata Wąsik;Gdańsk\n",
            ),
            (WINDOWS_1251, "Имя;Город\nИван Щербаков;Москва\nЁлкин Пётр;Орёл\n"),
            (SHIFT_JIS, "氏名,市\nたかはし はなこ,東京\n山田 太郎,大阪\n"),
            (GBK, "姓名,城市\n王小明,北京\n李丽,上海\n"),
        ] {
            let (bytes, _, unmappable) = codec.encode(text);
            assert!(!unmappable, "{text}");
            let (read, name, guessed) = decoded(&bytes);
            assert_eq!(read, text, "as {name}");
            assert!(guessed);
        }
        let note = decode(b"Name\nM\xfcller\n", None).expect("decoded").problems;
        assert_eq!(
            note.iter().map(|p| p.code.as_ref()).collect::<Vec<_>>(),
            ["encoding-guessed"]
        );
    }

    #[test]
    fn the_user_may_tell() {
        let read = decode(b"\x8e\x81\x96\xbc", Some("Shift_JIS")).expect("decoded");
        assert_eq!(read.value.0, "氏名");
        assert!(decode(b"a", Some("klingon")).is_err());
    }
}
