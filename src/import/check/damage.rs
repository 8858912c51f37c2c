//! Texts that were damaged before they came here, and characters that nobody sees.
//!
//! The test for a wrong encoding turns the text back into the bytes it would have been read from. When those are valid
//! UTF-8 and fewer characters, the text was UTF-8 and read as something else. No good name of the project's list of
//! names is called damaged.

use std::sync::LazyLock;

use encoding_rs::{Encoding, GBK, IBM866, MACINTOSH, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

use crate::diag::Problem;

/// How a text is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Question marks have no place in it.
    Name,
    Text,
    /// An address, a number, a path: checked for its shape elsewhere.
    Code,
}

/// What is damaged; nothing for nearly every text.
pub(super) fn find(text: &str, kind: Kind) -> Vec<Problem> {
    if text
        .bytes()
        .all(|b| matches!(b, b' '..=b'~' | b'\n' | b'\r' | b'\t') && !matches!(b, b'?' | b'&' | b'='))
    {
        return Vec::new();
    }
    if let Some(repaired) = repaired(text) {
        let problem = Problem::warning(
            "wrong-encoding",
            "The text was read in a wrong encoding before it came into this sheet",
        );
        return vec![problem.hint(format!("Write it as {repaired}"))];
    }
    let mut problems = Vec::new();
    if text.contains('\u{fffd}') {
        problems.push(
            Problem::error(
                "lost-letters",
                "Letters were lost before this file was written, “\u{fffd}” stands for them",
            )
            .hint("Get the text from its source again"),
        );
    }
    problems.extend(control_character(text));
    problems.extend(hidden_character(text));
    if kind != Kind::Code {
        problems.extend(question_marks(text, kind));
        problems.extend(escapes(text));
    }
    problems
}

/// The encodings that UTF-8 is read as by mistake.
const MISTAKEN: [&Encoding; 7] = [
    WINDOWS_1252,
    WINDOWS_1251,
    WINDOWS_1250,
    MACINTOSH,
    IBM866,
    GBK,
    SHIFT_JIS,
];

/// A text that was read wrongly more than once is repaired as often, up to this limit.
const MAX_ROUNDS: usize = 3;

fn repaired(text: &str) -> Option<String> {
    let mut best = repaired_once(text)?;
    for _ in 1..MAX_ROUNDS {
        match repaired_once(&best) {
            Some(better) => best = better,
            None => break,
        }
    }
    Some(best)
}

fn repaired_once(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let length = text.chars().count();
    MISTAKEN.iter().find_map(|encoding| {
        let (bytes, _, unmappable) = encoding.encode(text);
        if unmappable || bytes.is_ascii() {
            return None;
        }
        let repaired = std::str::from_utf8(&bytes).ok()?;
        let shorter = repaired.chars().count() < length;
        let clean = !repaired.chars().any(|c| c.is_control() || c == '\u{fffd}');
        (shorter && clean).then(|| repaired.to_owned())
    })
}

fn control_character(text: &str) -> Option<Problem> {
    let c = text
        .chars()
        .find(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))?;
    let message = format!("The text has a control character inside, U+{:04X}", c as u32);
    Some(Problem::error("control-character", message).hint("Delete the cell and type it again"))
}

/// Question marks where letters were: beside a letter in a name, before a letter in a text.
fn question_marks(text: &str, kind: Kind) -> Option<Problem> {
    let mut last: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let before = last.is_some_and(|c| c.is_alphabetic() || c == '?');
        let after = chars.peek().is_some_and(|c| c.is_alphabetic());
        if c == '?' && (after || (before && kind == Kind::Name)) {
            let problem = Problem::warning(
                "question-marks",
                "Question marks stand in place of letters, which were lost before this file was written",
            );
            return Some(problem.hint("Get the text from its source again, or save the sheet as .xlsx there"));
        }
        last = Some(c);
    }
    None
}

/// Characters of web pages: `&#1048;`, `&amp;`.
fn escapes(text: &str) -> Option<Problem> {
    if !text.contains('&') {
        return None;
    }
    let decoded = decode_escapes(text);
    (decoded != text).then(|| {
        Problem::warning("web-characters", "The text has characters written as on web pages")
            .hint(format!("Write it as {decoded}"))
    })
}

fn decode_escapes(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let known = after
            .split_once(';')
            .filter(|(name, _)| name.len() <= 8)
            .and_then(|(name, tail)| {
                let c = match name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    "nbsp" => ' ',
                    _ => {
                        let number = name.strip_prefix('#')?;
                        let code = match number.strip_prefix(['x', 'X']) {
                            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                            None => number.parse().ok()?,
                        };
                        char::from_u32(code).filter(|c| !c.is_control())?
                    }
                };
                Some((c, tail))
            });
        match known {
            Some((c, tail)) => {
                decoded.push(c);
                rest = tail;
            }
            None => {
                decoded.push('&');
                rest = after;
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

/// A character that nobody sees, in a place where no script needs it.
fn hidden_character(text: &str) -> Option<Problem> {
    let has_right_to_left = LazyLock::new(|| text.chars().any(is_right_to_left));
    let mut last: Option<char> = None;
    let mut found = None;
    for c in text.chars() {
        let belongs = match c {
            '\u{200c}' | '\u{200d}' => last.is_some_and(|last| joins(last) || is_emoji(last)),
            '\u{200b}' => last.is_some_and(has_no_spaces),
            '\u{200e}' | '\u{200f}' | '\u{61c}' => *has_right_to_left,
            '\u{e0020}'..='\u{e007f}' => {
                last.is_some_and(|last| matches!(last, '\u{1f3f4}' | '\u{e0020}'..='\u{e007f}'))
            }
            c => !is_hidden(c),
        };
        if !belongs {
            found = Some(c);
            break;
        }
        last = Some(c);
    }
    let c = found?;
    let message = format!("The text has a hidden character inside, {}", name_of(c));
    let clean: String = text.chars().filter(|other| *other != c).collect();
    Some(Problem::warning("hidden-character", message).hint(format!("Write it without: {clean}")))
}

fn name_of(c: char) -> String {
    let name = match c {
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a space of no width",
        '\u{200c}' | '\u{200d}' => "a joiner between letters",
        '\u{feff}' => "a byte order mark",
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a change of the writing direction"
        }
        _ => "one of no width",
    };
    format!("{name} (U+{:04X})", c as u32)
}

/// Characters without ink that no name needs, but for the joiners.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e001f}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c as u32, 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff)
}

/// Scripts whose letters change shape with their neighbours: Arabic and its kin, Mongolian, the Indic scripts, Khmer,
/// Myanmar, Tibetan. Joiners tell their letters how.
fn joins(c: char) -> bool {
    matches!(c as u32,
        0x600..=0x8ff | 0x900..=0xdff | 0xf00..=0xfff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x1800..=0x18af
        | 0x1a20..=0x1aaf | 0x1b00..=0x1bff | 0xa8e0..=0xa8ff | 0xa980..=0xa9df | 0xaa60..=0xaa7f | 0xfb50..=0xfdff
        | 0xfe70..=0xfefc | 0x1_1000..=0x1_16ff | 0x1_e900..=0x1_e95f)
}

/// Scripts that write no spaces between words, where a space of no width says where a line may break.
fn has_no_spaces(c: char) -> bool {
    matches!(c as u32, 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x1950..=0x1aaf | 0xaa60..=0xaadf)
}

fn is_emoji(c: char) -> bool {
    matches!(c as u32, 0x200d | 0xfe0f | 0x2190..=0x2bff | 0x1_f000..=0x1_faff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        find(text, Kind::Name)
            .into_iter()
            .map(|problem| problem.code.into_owned())
            .collect()
    }

    #[test]
    fn text_in_a_wrong_encoding_is_recognised_and_repaired() {
        for name in [
            "José García",
            "Łukasz Żółć",
            "Иван Петров",
            "Ελένη",
            "अनन्या",
            "李小龙",
            "Nguyễn Thị Ánh",
        ] {
            for encoding in [WINDOWS_1252, WINDOWS_1251, WINDOWS_1250, MACINTOSH, IBM866] {
                let (wrong, malformed) = encoding.decode_without_bom_handling(name.as_bytes());
                if !malformed {
                    assert_eq!(repaired(&wrong).as_deref(), Some(name), "{wrong}");
                }
            }
        }
        assert_eq!(repaired("JosÃƒÂ©").as_deref(), Some("José"), "read wrongly twice");
    }

    #[test]
    fn lost_letters_are_named() {
        assert_eq!(codes("Ren? Fran?ois"), ["question-marks"]);
        assert_eq!(codes("?ukasz"), ["question-marks"]);
        assert_eq!(codes("Bj\u{fffd}rn"), ["lost-letters"]);
        assert_eq!(codes("a\0b"), ["control-character"]);
        assert!(find("Why not? Because.", Kind::Text).is_empty());
        assert_eq!(find("Fran?ois", Kind::Text).len(), 1);
        assert!(find("https://example.org/?a=b", Kind::Code).is_empty());
    }

    #[test]
    fn hidden_characters_are_named_where_no_script_needs_them() {
        for wrong in [
            "Anna\u{200b}Kowalska",
            "\u{202e}nhoJ",
            "An\u{ad}na",
            "Anna\u{200d}",
            "\u{feff}Anna",
            "Ann\u{200f}a",
        ] {
            assert_eq!(codes(wrong), ["hidden-character"], "{wrong:?}");
        }
        for good in [
            "علی\u{200c}رضا",
            "ന്\u{200d}",
            "👩\u{200d}🎓 Ana",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
            "محمد\u{200f} (أ)",
            "ស៊\u{200b}ន",
        ] {
            assert!(codes(good).is_empty(), "{good:?}");
        }
    }

    #[test]
    fn characters_of_web_pages_are_decoded() {
        let problems = find("&#1048;ван &amp; &#x42F;", Kind::Name);
        assert_eq!(problems[0].hints, ["Write it as Иван & Я"]);
        assert!(codes("Smith & Sons; Co").is_empty());
    }

    #[test]
    fn no_good_name_is_called_damaged() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/names.tsv");
        let names = std::fs::read_to_string(path).expect("the list of names");
        let mut good = 0;
        for line in names.lines().skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            let named = fields[3].contains("damaged") || fields[3].contains("named problem");
            assert_eq!(!codes(fields[0].trim()).is_empty(), named, "{line}");
            good += usize::from(!named);
        }
        assert!(good > 50);
    }
}
