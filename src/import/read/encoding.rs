//! From bytes to text: byte order mark, UTF-16 without one, strict UTF-8, and only then a guess.

use std::borrow::Cow;
use std::collections::BTreeSet;

use encoding_rs::{Encoding as Web, ISO_8859_2, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252};

use crate::diag::{Problem, Problems, Result, Severity, Warned};

use super::super::sheet::Encoding;
use super::codec::Codec;
use super::ranking::{Ranked, contradicts_1250, is_utf8, ranked, sample};

/// The text of a file and how it was decoded. `wanted` is any label of the WHATWG encoding standard, or the name of an
/// older code page.
#[cfg(test)]
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

/// Whether an encoding gives one of the texts that come into question; several may give the same.
fn is_offered(bytes: &[u8], codec: Codec, ranked: &Ranked) -> bool {
    let sample = sample(bytes);
    let (text, malformed) = codec.decode(&sample);
    let gives_it = |other: &Codec| other.decode(&sample).0 == text;
    ranked.codecs.contains(&codec) || (!malformed && ranked.codecs.iter().any(gives_it))
}

/// The text in the encoding of an earlier file; a question where the letters alone speak for another one.
fn as_before<'a>(bytes: &'a [u8], codec: Codec, ranked: &Ranked) -> Warned<(Cow<'a, str>, Encoding)> {
    let sample = sample(bytes);
    let text = codec.decode(&sample).0;
    let differs = |other: &Codec| other.decode(&sample).0 != text;
    let others = ranked.codecs.iter().copied().filter(differs);
    if ranked.codecs.first().is_some_and(differs) {
        let codecs = std::iter::once(codec).chain(others).collect();
        return guess(bytes, Ranked { codecs, unsure: true });
    }
    let mut told = told(bytes, codec);
    let message = format!(
        "The letters are read as {}, as was chosen for an earlier sheet",
        codec.name()
    );
    let hint = "Look at a name with special letters; if it is wrong, choose another encoding";
    told.problems
        .push(Problem::note("encoding-remembered", message).hint(hint));
    told.value.1.guessed = true;
    told.value.1.others = others.map(Codec::name).collect();
    told
}

/// The text of a page in the encoding that it says it is in; `None` where its bytes are not in that.
pub(super) fn decode_declared<'a>(bytes: &'a [u8], label: &str) -> Option<Warned<(Cow<'a, str>, Encoding)>> {
    let codec = Codec::of_label(label)?;
    if codec == Codec::Web(ISO_8859_2) {
        // Programs say so and write the code page of Windows, in which some letters have other bytes.
        let windows = Codec::Web(WINDOWS_1250);
        if bytes.iter().any(|byte| (0x80..0xa0).contains(byte)) {
            let codecs = vec![windows, codec];
            return Some(guess(bytes, Ranked { codecs, unsure: false }));
        }
        if codec.decode(bytes).0 != windows.decode(bytes).0 && !contradicts_1250(bytes) {
            let codecs = vec![codec, windows];
            return Some(guess(bytes, Ranked { codecs, unsure: true }));
        }
    }
    let told = told(bytes, codec);
    told.problems.0.is_empty().then_some(told)
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
    // What is before its first letter beyond ASCII is the same in all of them.
    let special = best.1.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    best.1.get(special.saturating_sub(SHOWN_BEFORE)..).unwrap_or_default()
}

/// So many lines are compared for the one that tells readings apart.
const LINES_COMPARED: usize = 100;

/// So much of a line is shown, in characters, and so much of it before the first letter that differs.
const SHOWN: usize = 60;
const SHOWN_BEFORE: usize = 30;

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
    use encoding_rs::{GBK, SHIFT_JIS, WINDOWS_1251};

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

    /// One name in a code page tells little, but a heading that only one reading knows tells all.
    #[test]
    fn a_heading_of_a_language_tells_the_encoding() {
        for (label, text) in [
            ("x-mac-ce", "Imię i nazwisko;E-mail\nŁukasz Żółć;l@example.org\n"),
            ("Shift_JIS", "氏名\n山田 太郎\n"),
            ("x-mac-greek", "Ονοματεπώνυμο\nΕλένη Παππά\n"),
        ] {
            let codec = Codec::of_label(label).expect(label);
            let bytes: Vec<u8> = match codec {
                Codec::Web(web) => web.encode(text).0.into_owned(),
                Codec::Page(_) => {
                    let upper: Vec<String> = (128..=255u8).map(|byte| codec.decode(&[byte]).0.into_owned()).collect();
                    let of = |c: char| match c.is_ascii() {
                        true => c as u8,
                        false => {
                            128 + upper
                                .iter()
                                .position(|known| *known == c.to_string())
                                .expect("a letter") as u8
                        }
                    };
                    text.chars().map(of).collect()
                }
            };
            let (read, name, _) = decoded(&bytes);
            assert_eq!(read, text, "as {name}");
        }
    }

    #[test]
    fn a_serbian_name_of_ms_dos_is_read_or_asked_about() {
        let bytes = b"Name;Email\r\n\xe4\xd4\xa8\xe9\xa0\xd4\xa0 \x91\xe7\xa2\xb7\xfb\xb7\x94;p0@example.org\r\n";
        let (text, encoding) = decode(bytes, None).expect("decoded").value;
        let is_offered = encoding.unsure && encoding.others.contains(&"IBM855");
        assert!(text.contains("Снежана Љубичић") || is_offered, "{text} {encoding:?}");
    }

    #[test]
    fn text_in_utf_8_that_was_cut_is_offered_as_such() {
        let cut = "Name;Mail\nŁucja Żak;l@x.org\nZoë Brontë;z@x.org\nŁ".as_bytes();
        let read = decode(&cut[..cut.len() - 1], None).expect("decoded").value.1;
        assert_eq!((read.name, read.unsure), ("UTF-8", true), "{:?}", read.others);
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
        // One letter that may as well be Spanish is asked about, the remembered reading first.
        let (maria, codes) = as_remembered(b"Name\nMaria Pe\xf1a\nI\xf1aki N\xfa\xf1ez\n", "windows-1250");
        assert_eq!(
            (maria.contains("Peńa"), codes),
            (true, vec!["encoding-unsure".to_owned()])
        );
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
    fn what_a_page_says_of_itself_is_taken_where_it_can_be_right() {
        let read = |bytes: &[u8], label: &str| {
            let decoded = decode_declared(bytes, label)?.value;
            Some((decoded.0.into_owned(), decoded.1.name, decoded.1.unsure))
        };
        let owned = |text: &str, name: &'static str, unsure: bool| Some((text.to_owned(), name, unsure));
        assert_eq!(read(b"\xa3ukasz", "utf-8"), None, "its bytes are none");
        assert_eq!(
            read(b"\xa3ukasz", "windows-1250"),
            owned("Łukasz", "windows-1250", false)
        );
        assert_eq!(
            read(b"D\xb1browska", "iso-8859-2"),
            owned("Dąbrowska", "ISO-8859-2", false)
        );
        assert_eq!(
            read(b"\x8cwi\xeatos\xb3awa", "iso-8859-2"),
            owned("Świętosława", "windows-1250", false)
        );
        assert_eq!(
            read(b"D\xb9browska", "iso-8859-2"),
            owned("Dšbrowska", "ISO-8859-2", true)
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
        let page = b"<meta charset='iso-8859-2'><table><tr><td>Name<td>Anna \xa3ukasz";
        assert_eq!(telling_line(page, &codecs), b"'><table><tr><td>Name<td>Anna \xa3ukasz");
        assert_eq!(telling_line(b"M\xfcller\n\xa3ukasz\nK\xf6hler", &codecs), b"\xa3ukasz");
    }
}
