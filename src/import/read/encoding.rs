//! From bytes to text: byte order mark, UTF-16 without one, strict UTF-8, and only then a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding as Web, GBK, IBM866, ISO_8859_2, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
    WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

use crate::diag::{Problem, Problems, Result, Severity, Warned};

use super::super::sheet::Encoding;
use super::codec::Codec;
use super::pages::PAGES;
use super::plausible;

/// The code pages that spreadsheet programs write, besides [`PAGES`], for the runners-up of a guess; between equals the
/// more common ones come first.
const CODE_PAGES: [&Web; 18] = [
    WINDOWS_1252,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1254,
    WINDOWS_1253,
    SHIFT_JIS,
    GBK,
    BIG5,
    EUC_KR,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_1257,
    WINDOWS_1258,
    WINDOWS_874,
    MACINTOSH,
    X_MAC_CYRILLIC,
    IBM866,
    EUC_JP,
];

/// How much of a text decides, in bytes.
const SAMPLE: usize = 64 << 10;

/// So many other readings are offered.
const OTHERS: usize = 6;

/// A guess with more doubt than this gives way to a reading without any; in thousandths, see [`plausible::doubt`].
const DOUBTFUL: u32 = 300;

/// The text of a file and how it was decoded. `wanted` is any label of the WHATWG encoding standard, or the name of an
/// older code page.
pub(super) fn decode<'a>(bytes: &'a [u8], wanted: Option<&str>) -> Result<Warned<(Cow<'a, str>, Encoding)>> {
    if let Some(label) = wanted {
        let codec = Codec::of_label(label).ok_or_else(|| unknown(label))?;
        return Ok(told(bytes, codec));
    }
    if let Some(codec) = certain(bytes) {
        return Ok(told(bytes, codec));
    }
    Ok(guess(bytes))
}

/// All readings that are worth a look, the one that would be taken first; only one where there is no doubt.
pub(super) fn readings(bytes: &[u8]) -> Vec<Codec> {
    match certain(bytes) {
        Some(codec) => vec![codec],
        None => ranked(bytes),
    }
}

/// The encoding that the bytes themselves tell: by a byte order mark, the zeros of UTF-16, or valid UTF-8.
fn certain(bytes: &[u8]) -> Option<Codec> {
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or_default();
    let web = Web::for_bom(bytes)
        .map(|(web, _)| web)
        .or_else(|| utf16_pattern(head))
        .or_else(|| std::str::from_utf8(bytes).is_ok().then_some(UTF_8))?;
    Some(Codec::Web(web))
}

fn told<'a>(bytes: &'a [u8], codec: Codec) -> Warned<(Cow<'a, str>, Encoding)> {
    let (text, malformed) = codec.decode(bytes);
    let mut problems = Problems::default();
    if malformed {
        let message = format!(
            "Some bytes of the file are not valid {} and became “\u{fffd}”",
            codec.name()
        );
        problems
            .push(Problem::warning("encoding-malformed", message).hint("Save the file again as “CSV UTF-8” or .xlsx"));
    }
    let encoding = Encoding {
        name: codec.name(),
        guessed: false,
        others: Vec::new(),
    };
    Warned {
        value: (text, encoding),
        problems,
    }
}

fn guess(bytes: &[u8]) -> Warned<(Cow<'_, str>, Encoding)> {
    let ranked = ranked(bytes);
    let codec = ranked.first().copied().unwrap_or(Codec::Web(WINDOWS_1252));
    let others: Vec<&'static str> = ranked.iter().skip(1).map(|codec| codec.name()).collect();
    let (text, malformed) = codec.decode(bytes);
    let mut problem = Problem::note(
        "encoding-guessed",
        format!("The encoding of the text was guessed: {}", codec.name()),
    )
    .hint("Look at a name with special letters; if it is wrong, save the sheet as .xlsx or as “CSV UTF-8”");
    if let [first, rest @ ..] = others.as_slice() {
        let more = rest.first().map(|next| format!(" or {next}")).unwrap_or_default();
        problem = problem.hint(format!("Name another encoding with --encoding, such as {first}{more}"));
    }
    if malformed {
        problem.severity = Severity::Warning;
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

/// The guess, and the other readings that differ from it and from each other, the more plausible ones first.
fn ranked(bytes: &[u8]) -> Vec<Codec> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let mut guessed = detector.guess(None, Utf8Detection::Deny);
    if guessed == ISO_8859_2 && !contradicts_1250(bytes) {
        // Excel writes 1250. Both are plausible to the detector, but under 8859-2 the Polish ą would become š.
        guessed = WINDOWS_1250;
    }
    let sample = sample(bytes);
    let all = [guessed].into_iter().chain(CODE_PAGES).map(Codec::Web);
    let mut readings: Vec<(u32, Codec, String)> = Vec::new();
    for codec in all.chain(PAGES.iter().map(Codec::Page)) {
        let (text, malformed) = codec.decode(&sample);
        // What cannot be right is not offered, except the guess, which is the best there is.
        if (malformed && !readings.is_empty()) || readings.iter().any(|(.., known)| *known == text) {
            continue;
        }
        readings.push((plausible::doubt(&text), codec, text.into_owned()));
    }
    let mut readings = readings.into_iter();
    let guess = readings.next();
    let mut ranked: Vec<(u32, Codec)> = readings.map(|(doubt, codec, _)| (doubt, codec)).collect();
    ranked.sort_by_key(|(doubt, _)| *doubt);
    if let Some((doubt, codec, _)) = guess {
        let gives_way = doubt > DOUBTFUL && ranked.first().is_some_and(|(best, _)| *best == 0);
        ranked.insert(usize::from(gives_way), (doubt, codec));
    }
    ranked.truncate(OTHERS + 1);
    ranked.into_iter().map(|(_, codec)| codec).collect()
}

/// The lines with something beyond ASCII, which alone differ between the readings.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    for line in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
        if !line.is_ascii() {
            sample.extend_from_slice(line);
        }
        if sample.len() > SAMPLE {
            break;
        }
    }
    sample.truncate(4 * SAMPLE);
    sample
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
pub(super) fn utf16_pattern(head: &[u8]) -> Option<&'static Web> {
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
