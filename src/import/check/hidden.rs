//! Characters that nobody sees, in places where no script needs them.

use std::sync::LazyLock;

use crate::diag::Problem;
use crate::locale::is_mark;

use super::finding::Flaw;

/// The first one that no script needs where it stands, and the text without all of them.
pub(super) fn find(text: &str) -> Option<Flaw> {
    if text.is_ascii() {
        return None;
    }
    // Joiners, marks of direction and tags count as hidden here; whether they belong is seen below.
    if !text.chars().any(|c| {
        !c.is_ascii() && (is_hidden(c) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{61c}' | '\u{e0020}'..='\u{e007f}'))
    }) {
        return None;
    }
    let has_right_to_left = LazyLock::new(|| text.chars().any(is_right_to_left));
    let mut last: Option<char> = None;
    let mut first = None;
    let mut clean = String::with_capacity(text.len());
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
        if belongs {
            clean.push(c);
            last = Some(c);
        } else {
            first = first.or(Some(c));
        }
    }
    let c = first?;
    let code = if turns(c) { "direction-control" } else { "zero-width" };
    let message = format!("The text has a hidden character inside, {}", name_of(c));
    let flaw = Flaw::from(Problem::warning(code, message));
    Some(match clean.trim() {
        "" => flaw.hint("Delete the cell and type it again"),
        clean => {
            let label = format!("Remove the hidden mark: {clean}");
            // What somebody sees is more likely what was meant than the order in which the letters are stored.
            let seen = as_seen(text).filter(|seen| seen != clean);
            let flaw = seen.into_iter().fold(flaw, |flaw, seen| {
                flaw.offer(format!("Write it as it reads: {seen}"), seen)
            });
            flaw.offer(label, clean)
        }
    })
}

/// The text as it reads where a mark turns letters around that are written from left to right.
fn as_seen(text: &str) -> Option<String> {
    if !text.contains(TURNED) || text.chars().any(is_right_to_left) {
        return None;
    }
    let mut seen = String::with_capacity(text.len());
    for (at, part) in text.split(TURNED).enumerate() {
        let (turned, rest) = match at {
            0 => ("", part),
            _ => part.split_once(is_end).unwrap_or((part, "")),
        };
        // Accents stay behind their letters.
        let mut letters: Vec<String> = Vec::new();
        for c in turned.chars() {
            match letters.last_mut().filter(|_| is_mark(c)) {
                Some(letter) => letter.push(c),
                None => letters.push(c.into()),
            }
        }
        seen.extend(letters.into_iter().rev());
        seen.push_str(rest);
    }
    let seen: String = seen.chars().filter(|c| !turns(*c) && !is_hidden(*c)).collect();
    let seen = seen.trim();
    (!seen.is_empty()).then(|| seen.to_owned())
}

/// From here on letters stand from right to left, until one that ends it.
const TURNED: char = '\u{202e}';

fn is_end(c: char) -> bool {
    c == '\u{202c}'
}

/// Characters that change the direction of writing.
fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn name_of(c: char) -> String {
    let name = match c {
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a space of no width",
        '\u{200c}' | '\u{200d}' => "a joiner between letters",
        '\u{feff}' => "a byte order mark",
        c if turns(c) => "a change of the writing direction",
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

    #[test]
    fn a_turned_name_is_offered_as_it_reads_before_its_letters_as_they_are_stored() {
        let texts = |text: &str| find(text).expect("it is named").texts().join(" | ");
        assert_eq!(texts("\u{202e}nhoJ htimS"), "Smith John | nhoJ htimS");
        assert_eq!(texts("Ann \u{202e}eeL\u{202c} Ray"), "Ann Lee Ray | Ann eeL Ray");
        assert_eq!(texts("\u{202e}e\u{301}Z"), "Ze\u{301} | e\u{301}Z");
        assert_eq!(texts("\u{202d}John"), "John");
        assert_eq!(texts("\u{202e}محمد"), "محمد");
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
            let flaw = find(wrong).expect("it is named");
            let code = flaw.problem.code.as_ref();
            assert!(matches!(code, "zero-width" | "direction-control"), "{wrong:?}");
            assert!(find(flaw.texts()[0]).is_none(), "{wrong:?}");
        }
        for good in [
            "علی\u{200c}رضا",
            "ന്\u{200d}",
            "👩\u{200d}🎓 Ana",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
            "محمد\u{200f} (أ)",
            "ស៊\u{200b}ន",
        ] {
            assert!(find(good).is_none(), "{good:?}");
        }
    }
}
