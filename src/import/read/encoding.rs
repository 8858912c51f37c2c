//! From bytes to text: byte order mark, UTF-16 without one, strict UTF-8, and only then a guess.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding as Web, GBK, IBM866, ISO_8859_2, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
    WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

use crate::diag::{Problem, Problems, Result, Severity, Warned};
use crate::locale::is_letter;

use super::super::sheet::Encoding;
use super::codec::Codec;
use super::pages::PAGES;
use super::plausible::{self, Doubt};

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
const SAMPLE: usize = 16 << 10;

/// So many other readings are offered.
const OTHERS: usize = 6;

/// A text with no more characters beyond ASCII tells next to nothing, and more readings are offered.
const FEW: u32 = 8;
const OTHERS_OF_FEW: usize = 16;

/// A guess gives way to a reading that has so much less doubt; in thousandths, see [`Doubt::rate`].
const DOUBTFUL: u32 = 150;

/// A reading with more doubt is never taken without asking.
const SURE: u32 = 100;

/// A reading with at least as much doubt is unlikely.
const UNLIKELY: u32 = 600;

/// Whether a reading is unlikely beside the best one: by the share of faults in it, or by their number.
fn is_unlikely(other: Doubt, best: Doubt) -> bool {
    other.rate() >= UNLIKELY || (other.faults >= best.faults + 12 && other.rate() >= best.rate() + 100)
}

/// The text of a file and how it was decoded. `wanted` is any label of the WHATWG encoding standard, or the name of an
/// older code page.
pub(super) fn decode<'a>(bytes: &'a [u8], wanted: Option<&str>) -> Result<Warned<(Cow<'a, str>, Encoding)>> {
    decode_as(bytes, wanted, None)
}

/// The same, where another encoding is remembered of an earlier file: it is taken only if nothing else is certain, and if
/// it gives one of the texts that come into question.
pub(super) fn decode_as<'a>(
    bytes: &'a [u8],
    wanted: Option<&str>,
    remembered: Option<&str>,
) -> Result<Warned<(Cow<'a, str>, Encoding)>> {
    if let Some(label) = wanted {
        let codec = Codec::of_label(label).ok_or_else(|| unknown(label))?;
        return Ok(told(bytes, codec));
    }
    if let Some(codec) = certain(bytes) {
        return Ok(told(bytes, codec));
    }
    let ranked = ranked(bytes);
    let remembered = remembered.and_then(Codec::of_label);
    Ok(match remembered.filter(|codec| is_offered(bytes, *codec, &ranked)) {
        Some(codec) => as_before(bytes, codec, &ranked),
        None => guess(bytes, ranked),
    })
}

/// All readings that are worth a look, the one that would be taken first; only one where there is no doubt.
pub(super) fn readings(bytes: &[u8]) -> Vec<Codec> {
    match certain(bytes) {
        Some(codec) => vec![codec],
        None => ranked(bytes).codecs,
    }
}

/// Whether the bytes themselves tell their encoding.
pub(super) fn is_certain(bytes: &[u8]) -> bool {
    certain(bytes).is_some()
}

/// The encoding that the bytes themselves tell: by a byte order mark, the zeros of UTF-16, or valid UTF-8.
fn certain(bytes: &[u8]) -> Option<Codec> {
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or_default();
    let web = Web::for_bom(bytes)
        .map(|(web, _)| web)
        .or_else(|| utf16_pattern(head))
        .or_else(|| is_utf8(bytes).then_some(UTF_8))?;
    Some(Codec::Web(web))
}

/// Whether a text is UTF-8 for certain. A few letters of a code page may be valid by chance: “ří” of old Macs is a letter
/// of Maldivian.
fn is_utf8(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let letters = bytes.iter().filter(|byte| **byte >= 0xc0).take(CHANCE + 1).count();
    if letters == 0 || letters > CHANCE || is_plausible(text, Codec::Web(UTF_8), UNLIKELY) {
        return true;
    }
    let sample = sample(bytes);
    let mut pages = CODE_PAGES
        .into_iter()
        .map(Codec::Web)
        .chain(PAGES.iter().map(Codec::Page));
    !pages.any(|codec| {
        let (text, malformed) = codec.decode(&sample);
        !malformed && is_plausible(&text, codec, SURE)
    })
}

fn is_plausible(text: &str, codec: Codec, most: u32) -> bool {
    plausible::doubt(text, codec).rate() <= most
}

/// So many letters of another encoding may be valid UTF-8 by chance.
const CHANCE: usize = 8;

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
        unsure: false,
        others: Vec::new(),
    };
    Warned {
        value: (text, encoding),
        problems,
    }
}

/// The readings of a text whose encoding nothing tells.
struct Ranked {
    /// The guess, and the other readings that differ from it and from each other, the more plausible ones first.
    codecs: Vec<Codec>,
    /// Whether one of the others may as well be right.
    unsure: bool,
}

/// Whether an encoding gives one of the texts that come into question; several may give the same.
fn is_offered(bytes: &[u8], codec: Codec, ranked: &Ranked) -> bool {
    let sample = sample(bytes);
    let (text, malformed) = codec.decode(&sample);
    let gives_it = |other: &Codec| other.decode(&sample).0 == text;
    ranked.codecs.contains(&codec) || (!malformed && ranked.codecs.iter().any(gives_it))
}

/// The text in the encoding of an earlier file.
fn as_before<'a>(bytes: &'a [u8], codec: Codec, ranked: &Ranked) -> Warned<(Cow<'a, str>, Encoding)> {
    let mut told = told(bytes, codec);
    let message = format!(
        "The letters are read as {}, as was chosen for an earlier sheet",
        codec.name()
    );
    let hint = "Look at a name with special letters; if it is wrong, choose another encoding";
    let problem = match ranked.codecs.first() == Some(&codec) {
        true => Problem::note("encoding-remembered", message),
        // The letters alone speak for another one.
        false => Problem::warning("encoding-remembered", message),
    };
    told.problems.push(problem.hint(hint));
    let others = ranked.codecs.iter().filter(|other| **other != codec);
    told.value.1.guessed = true;
    told.value.1.others = others.map(|other| other.name()).collect();
    told
}

fn guess(bytes: &[u8], Ranked { codecs, unsure }: Ranked) -> Warned<(Cow<'_, str>, Encoding)> {
    let codec = codecs.first().copied().unwrap_or(Codec::Web(WINDOWS_1252));
    let others: Vec<&'static str> = codecs.iter().skip(1).map(|codec| codec.name()).collect();
    let (text, malformed) = codec.decode(bytes);
    let mut problem = match unsure {
        true => ask(bytes, &codecs),
        false => Problem::note(
            "encoding-guessed",
            format!("The encoding of the text was guessed: {}", codec.name()),
        )
        .hint("Look at a name with special letters; if it is wrong, name the encoding with --encoding, or save the sheet as .xlsx or as “CSV UTF-8”"),
    };
    if malformed && !unsure {
        problem.severity = Severity::Warning;
    }
    let encoding = Encoding {
        name: codec.name(),
        guessed: true,
        unsure,
        others,
    };
    Warned {
        value: (text, encoding),
        problems: problem.into(),
    }
}

/// The question how a text is to be read, with the first line that tells the readings apart in each of them.
fn ask(bytes: &[u8], codecs: &[Codec]) -> Problem {
    let message = "The letters of the text can be read in several ways, and it does not tell which is right";
    let sample = sample(bytes);
    let line = telling_line(&sample, codecs);
    let mut problem = Problem::error("encoding-unsure", message);
    for codec in codecs {
        let (text, _) = codec.decode(line);
        let shown: String = text.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
        problem = problem.hint(format!("Choose --encoding {} if this is right: {shown}", codec.name()));
    }
    problem.hint("Save the sheet as .xlsx or as “CSV UTF-8” if none is right")
}

/// The line that differs in most of the readings; the first of equals.
fn telling_line<'a>(sample: &'a [u8], codecs: &[Codec]) -> &'a [u8] {
    let mut best = (0, &[][..]);
    for line in sample.split(|byte| matches!(byte, b'\n' | b'\r')).take(LINES_COMPARED) {
        let texts: BTreeSet<Cow<'_, str>> = codecs.iter().map(|codec| codec.decode(line).0).collect();
        if texts.len() > best.0 {
            best = (texts.len(), line);
        }
    }
    best.1
}

/// So many lines are compared for the one that tells readings apart.
const LINES_COMPARED: usize = 100;

/// So much of a line is shown, in characters.
const SHOWN: usize = 60;

fn ranked(bytes: &[u8]) -> Ranked {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let mut guessed = detector.guess(None, Utf8Detection::Deny);
    if guessed == ISO_8859_2 && !contradicts_1250(bytes) {
        // Excel writes 1250. Both are plausible to the detector, but under 8859-2 the Polish ą would become š.
        guessed = WINDOWS_1250;
    }
    let sample = sample(bytes);
    let by_chance = std::str::from_utf8(bytes).is_ok().then_some(UTF_8);
    // A few bytes that are wrong, as an editor or a cut leaves them, do not make another encoding of the rest.
    let damaged = is_damaged_utf8(bytes);
    let first = if damaged { UTF_8 } else { guessed };
    let all = [first, guessed]
        .into_iter()
        .chain(by_chance)
        .chain(CODE_PAGES)
        .map(Codec::Web);
    let mut readings: Vec<(Doubt, Codec, String)> = Vec::new();
    for codec in all.chain(PAGES.iter().map(Codec::Page)) {
        let (text, malformed) = codec.decode(&sample);
        // What cannot be right is not offered, except the guess, which is the best there is.
        if (malformed && !readings.is_empty()) || readings.iter().any(|(.., known)| *known == text) {
            continue;
        }
        readings.push((plausible::doubt(&text, codec), codec, text.into_owned()));
    }
    let mut readings = readings.into_iter();
    let guess = readings.next();
    let mut ranked: Vec<(Doubt, Codec)> = readings.map(|(doubt, codec, _)| (doubt, codec)).collect();
    ranked.sort_by_key(|(doubt, _)| doubt.rate());
    if let Some((doubt, codec, _)) = guess {
        let gives_way = ranked
            .first()
            .is_some_and(|(best, _)| !damaged && doubt.rate() > best.rate() + DOUBTFUL);
        ranked.insert(usize::from(gives_way), (doubt, codec));
    }
    let best = ranked.first().map(|(doubt, _)| *doubt).unwrap_or_default();
    let next = ranked
        .iter()
        .skip(1)
        .map(|(doubt, _)| *doubt)
        .min_by_key(|doubt| doubt.rate());
    let unsure =
        damaged || by_chance.is_some() || best.rate() > SURE || next.is_some_and(|next| !is_unlikely(next, best));
    let others = if best.of <= FEW { OTHERS_OF_FEW } else { OTHERS };
    ranked.truncate(others + 1);
    Ranked {
        codecs: ranked.into_iter().map(|(_, codec)| codec).collect(),
        unsure,
    }
}

/// Whether nearly all that is beyond ASCII is UTF-8.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad > 0 && good >= 3 && good >= bad.saturating_mul(5)
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
        last_was_letter = is_letter(c);
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
    if first + second == 1 && pairs >= 8 && std::str::from_utf8(head).is_ok() {
        return None;
    }
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
        let codes = |bytes: &[u8]| -> Vec<String> {
            let problems = decode(bytes, None).expect("decoded").problems;
            problems.iter().map(|problem| problem.code.to_string()).collect()
        };
        assert_eq!(codes(b"Name\nM\xfcller\nK\xf6hler\n"), ["encoding-guessed"]);
        // A Danish or a Czech name, and nothing else to go by.
        assert_eq!(codes(b"Name\nJi\xf8\xed\n"), ["encoding-unsure"]);
        // Maldivian in the middle of a Latin word, or Czech of an old Mac.
        let by_chance = decode(b"Name\nJi\xde\x92\n", None).expect("decoded");
        assert!(by_chance.value.1.unsure, "{:?}", by_chance.value);
        assert!(
            by_chance
                .problems
                .iter()
                .any(|problem| problem.hints.iter().any(|hint| hint.contains("Jiří")))
        );
        assert_eq!(codes("Name\nAnna ✓\nO’Brien\n".as_bytes()), [""; 0]);
    }

    #[test]
    fn the_user_may_tell() {
        let read = decode(b"\x8e\x81\x96\xbc", Some("Shift_JIS")).expect("decoded");
        assert_eq!(read.value.0, "氏名");
        assert!(decode(b"a", Some("klingon")).is_err());
    }

    /// How a text is read where an encoding is remembered, and what is said of it.
    fn as_remembered(bytes: &[u8], label: &str) -> (String, Vec<String>) {
        let read = decode_as(bytes, None, Some(label)).expect("decoded");
        let codes = read.problems.iter().map(|problem| problem.code.to_string());
        (read.value.0.into_owned(), codes.collect())
    }

    #[test]
    fn what_is_remembered_counts_only_where_the_text_leaves_it_open() {
        let text = "Name;E-mail\nMaria Peña;m@x.es\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let with_bom = format!("\u{feff}{text}");
        for bytes in [text.as_bytes(), with_bom.as_bytes(), &little] {
            assert_eq!(as_remembered(bytes, "windows-1250"), (text.to_owned(), Vec::new()));
        }
        let (jiri, codes) = as_remembered(b"Name\nJi\xf8\xed\n", "windows-1250");
        assert_eq!(
            (jiri.as_str(), codes),
            ("Name\nJiří\n", vec!["encoding-remembered".to_owned()])
        );
        // Many Russian names are no Polish ones, whatever was chosen before.
        let (russian, _, _) = WINDOWS_1251.encode("Имя;Город\nИван Щербаков;Москва\nЁлкин Пётр;Орёл\n");
        let (read, codes) = as_remembered(&russian, "windows-1250");
        assert!(
            read.contains("Щербаков") && codes == ["encoding-guessed"],
            "{read} {codes:?}"
        );
    }

    #[test]
    fn a_few_wrong_bytes_leave_a_text_utf8() {
        let mut bytes = "Name\nZoë Müller\nŁukasz Żółć\nFrançois Lefèvre\nJos"
            .as_bytes()
            .to_vec();
        bytes.extend_from_slice(b"\xe9\n");
        let read = decode(&bytes, None).expect("decoded");
        assert!(
            read.value.0.contains("Łukasz Żółć\nFrançois Lefèvre\nJos\u{fffd}"),
            "{}",
            read.value.0
        );
        assert_eq!((read.value.1.name, read.value.1.unsure), ("UTF-8", true));
        let nul = b"Name;E-mail\nAnna Sch\0midt;a@x.org\nBen;b@x.org\n";
        assert_eq!(decoded(nul).1, "UTF-8");
    }

    #[test]
    fn the_question_shows_the_line_that_tells_the_readings_apart() {
        let codecs = [Codec::Web(WINDOWS_1252), Codec::Web(WINDOWS_1250)];
        assert_eq!(telling_line(b"M\xfcller\n\xa3ukasz\nK\xf6hler", &codecs), b"\xa3ukasz");
    }
}
