//! Names of files that work on every system, and never collide.
//!
//! A name comes from a group's pattern (“{{recipient.name}}” unless it says otherwise) and may hold anything a person
//! can be called. What Linux, macOS, Windows, a web server or a spreadsheet of file names would stumble over is
//! replaced; everything else is kept, in its own script.
//!
//! Two rules keep names apart, and neither depends on the order in which credentials are published:
//! - Inside `published/<id>/<revision>/` nothing can collide; the name is the person's alone ([`stem`]).
//! - In a copy, where all stand in one folder, the credential's number follows the name ([`copy_stem`]). Numbers are
//!   unique in their group only, so that two groups may still meet in one copy: the later one finds the place taken
//!   and adds a part of its id.
//!
//! Names without a workspace (`accolade render`) are told apart by [`assign`].

use std::collections::{HashMap, HashSet};

use unicode_segmentation::UnicodeSegmentation;

use crate::locale;
use crate::model::CredentialId;

/// The longest stem, in bytes of UTF-8. With the longest ending it stays under the 143 bytes that encrypted Linux
/// folders allow (eCryptfs), and in UTF-16 far under the 255 of Windows and macOS.
pub const MAX_STEM: usize = 120;

/// What a number may take of a stem.
const MAX_NUMBER: usize = 48;

/// Stands between a name and a number.
const DASH: &str = " – ";

/// The safe form of a text as the name of a file without its ending; `None` when nothing of it is left.
///
/// The text is composed (NFC), control and bidi characters go, separators of paths and what Windows forbids become `-`
/// or `'`, runs of white space one space. Joiners inside words stay, because names are written with them. It does not
/// begin with `.`, `-` or `~`, nor end with a dot or a space, and is no device name of Windows. Longer ones are cut
/// between two characters as a reader sees them (grapheme clusters, Unicode annex 29).
pub fn safe(text: &str, max_bytes: usize) -> Option<String> {
    let mut clean = String::with_capacity(text.len());
    for c in locale::nfc(text).chars() {
        match c {
            c if c.is_whitespace() => {
                if !clean.ends_with(' ') {
                    clean.push(' ');
                }
            }
            c if is_dropped(c) => {}
            '"' => clean.push('\''),
            '?' | '*' => {}
            '<' | '>' | ':' | '/' | '\\' | '|' => clean.push('-'),
            c => clean.push(c),
        }
    }
    let start = clean.trim_start_matches(['.', '-', '~', ' ']);
    let mut name = cut(start, max_bytes).trim_end_matches(['.', ' ']).to_owned();
    // A joiner at the end joins nothing; it is there because the text was cut or written carelessly.
    name.truncate(name.trim_end_matches(['\u{200C}', '\u{200D}', '.', ' ']).len());
    if is_device(&name) {
        // Windows looks at what stands before the first dot, so the mark has to come before it.
        let at = name.find('.').unwrap_or(name.len());
        name.insert(at, '_');
    }
    (!name.is_empty()).then_some(name)
}

/// The name of a credential's files, from the resolved text of its group's pattern; its id when the text is empty.
///
/// It never ends like the suffix of a file (“ badge”, “ p2”, see [`super::FileKind::suffix`]), so that the name of a file
/// tells where the stem ends.
pub fn stem(text: &str, id: CredentialId) -> String {
    let mut stem = safe(text, MAX_STEM - 1).unwrap_or_else(|| id.to_string());
    let page = stem.rsplit_once(" p").map(|(_, digits)| digits);
    if stem.ends_with(" badge") || page.is_some_and(|digits| digits.parse::<u16>().is_ok()) {
        stem.push('_');
    }
    stem
}

/// How many names a credential may have in a copy, in the order in which they are tried.
pub const COPY_SLOTS: usize = 3;

/// The name of a credential's files in a copy: the stem and the number; from the second slot on with a part of the id,
/// in the last one the whole id alone.
pub fn copy_stem(stem: &str, number: &str, id: CredentialId, slot: usize) -> String {
    let id = id.to_string();
    let short = id.get(id.len().saturating_sub(8)..).unwrap_or_default().to_owned();
    let mark = match (slot, safe(number, MAX_NUMBER)) {
        (0, Some(number)) => number,
        (0, None) => short,
        (1, Some(number)) => format!("{number}{DASH}{short}"),
        _ => return id,
    };
    match safe(stem, MAX_STEM - DASH.len() - mark.len()) {
        Some(name) => format!("{name}{DASH}{mark}"),
        None => mark,
    }
}

/// Names for many texts at once: a text that is alone keeps its name, those that would collide are all followed by
/// their mark (a row's number, say). Marks differ from each other. The outcome does not depend on the order.
pub fn assign(texts: &[(&str, &str)]) -> Vec<String> {
    let mut names: Vec<String> = texts
        .iter()
        .map(|(text, mark)| safe(text, MAX_STEM).unwrap_or_else(|| marked(text, mark)))
        .collect();
    // The second round is for a name that is equal to a marked one (“Ann – 7” may be somebody's text).
    for _ in 0..2 {
        let uses = count(&names);
        for (name, (text, mark)) in names.iter_mut().zip(texts) {
            if uses.get(&key(name)).copied().unwrap_or_default() > 1 {
                *name = marked(text, mark);
            }
        }
    }
    // What still collides was made for the purpose; counting is enough to keep the files apart.
    let mut seen: HashSet<String> = HashSet::with_capacity(names.len());
    for (name, (text, mark)) in names.iter_mut().zip(texts) {
        let mut again = 1;
        while !seen.insert(key(name)) {
            again += 1;
            *name = marked(text, &format!("{mark}.{again}"));
        }
    }
    names
}

fn count(names: &[String]) -> HashMap<String, usize> {
    let mut uses = HashMap::with_capacity(names.len());
    for name in names {
        *uses.entry(key(name)).or_default() += 1;
    }
    uses
}

fn marked(text: &str, mark: &str) -> String {
    let mark = safe(mark, MAX_NUMBER).unwrap_or_else(|| "0".to_owned());
    match safe(text, MAX_STEM - DASH.len() - mark.len()) {
        Some(name) => format!("{name}{DASH}{mark}"),
        None => mark,
    }
}

/// What two names have in common when a file system may take them for the same: composed, without case, without what
/// is invisible (HFS+ ignores joiners). It may join names that a system keeps apart, never the other way round.
pub fn key(name: &str) -> String {
    let visible: String = name.chars().filter(|c| !is_ignorable(*c)).collect();
    locale::compare_key(&visible)
}

/// The longest beginning of at most so many bytes that ends between two grapheme clusters.
fn cut(text: &str, max_bytes: usize) -> &str {
    let end = text
        .grapheme_indices(true)
        .map(|(at, cluster)| at + cluster.len())
        .take_while(|end| *end <= max_bytes)
        .last()
        .unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// Characters that are not written in names of files at all: controls, marks of direction, what is invisible and joins
/// nothing, what is no character.
fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FDD0}'..='\u{FDEF}')
        || matches!(u32::from(c) & 0xFFFF, 0xFFFE | 0xFFFF)
}

/// Characters that do not tell two names apart.
fn is_ignorable(c: char) -> bool {
    is_dropped(c) || matches!(c, '\u{034F}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

/// Whether Windows takes the name, with whatever ending, for a device (Microsoft, “Naming files, paths, and namespaces”).
fn is_device(name: &str) -> bool {
    let base = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_ascii_uppercase();
    if matches!(
        base.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" | "CLOCK$"
    ) {
        return true;
    }
    let port = base.strip_prefix("COM").or_else(|| base.strip_prefix("LPT"));
    let mut digit = port.unwrap_or_default().chars();
    matches!(digit.next(), Some('0'..='9' | '¹' | '²' | '³')) && digit.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: CredentialId = CredentialId(*b"0123456789abcdef");

    fn of(text: &str) -> String {
        stem(text, ID)
    }

    #[test]
    fn names_of_people_stay_as_they_are() {
        for name in [
            "Zoë Müller-Lüdenscheidt",
            "Łukasz Żółć",
            "O’Brien-Smith, Jr.x",
            "محمد بن عبد الله",
            "علی‌رضا رضایی",
            "अनन्या शर्मा",
            "王小明",
            "𠮷野家",
            "김철수",
            "አበበ በቀለ",
            "👩‍🎓 Ann",
            "X",
        ] {
            assert_eq!(of(name), name);
        }
        assert_eq!(of("Nguye\u{302}\u{303}n"), "Nguyễn", "composed");
    }

    #[test]
    fn what_a_system_forbids_is_replaced() {
        for (text, name) in [
            ("a/b\\c:d|e", "a-b-c-d-e"),
            ("Mary \"May\" <x>?*", "Mary 'May' -x-"),
            ("../../etc/passwd", "etc-passwd"),
            ("..hidden", "hidden"),
            ("~$lock", "$lock"),
            ("-rf", "rf"),
            ("Jr. . .", "Jr"),
            ("  two \t\n  words\u{A0}\u{3000}! ", "two words !"),
            ("a\0b\u{7}c", "abc"),
            ("evil\u{202E}gnp.exe", "evilgnp.exe"),
            ("\u{2067}שרה\u{2069}\u{FEFF}", "שרה"),
            ("CON", "CON_"),
            ("con.txt", "con_.txt"),
            ("nul .a", "nul _.a"),
            ("Com1", "Com1_"),
            ("LPT³.x", "LPT³_.x"),
            ("Connor", "Connor"),
            ("COM10", "COM10"),
            ("Merit badge", "Merit badge_"),
            ("Ann p2", "Ann p2_"),
            ("Ann p", "Ann p"),
        ] {
            assert_eq!(of(text), name, "{text:?}");
        }
        for empty in ["", " ", "...", "\u{200D}", "???", "\u{202E}"] {
            assert_eq!(of(empty), ID.to_string(), "{empty:?}");
        }
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let family = "👨‍👩‍👧‍👦".repeat(10);
        let name = of(&family);
        assert!(name.len() <= MAX_STEM);
        assert_eq!(name, "👨‍👩‍👧‍👦".repeat(name.len() / "👨‍👩‍👧‍👦".len()), "no family is torn");
        let hindi = "क्षि".repeat(60);
        assert!(of(&hindi).len() <= MAX_STEM);
        assert_eq!(of(&hindi).len() % "क्षि".len(), 0, "no syllable is torn");
        assert_eq!(of(&"ab ".repeat(90)).len(), 119, "full");
        assert_eq!(of(&"a ".repeat(90)).len(), 119, "no space at the end");
        let one_giant = format!("a{}", "\u{301}".repeat(100));
        assert_eq!(of(&one_giant), ID.to_string(), "a single cluster that is too long");
        let long = "N".repeat(300);
        let copied = copy_stem(&long, &"7".repeat(99), ID, 1);
        assert!(copied.len() <= MAX_STEM, "{}", copied.len());
    }

    #[test]
    fn copies_carry_the_number_and_if_need_be_the_id() {
        assert_eq!(copy_stem("Zoë", "DP-2026-00042", ID, 0), "Zoë – DP-2026-00042");
        assert_eq!(copy_stem("Zoë", "A/1:2", ID, 0), "Zoë – A-1-2");
        let id = ID.to_string();
        let short = &id[18..];
        assert_eq!(copy_stem("Zoë", "", ID, 0), format!("Zoë – {short}"));
        assert_eq!(copy_stem("Zoë", "7", ID, 1), format!("Zoë – 7 – {short}"));
        assert_eq!(copy_stem("Zoë", "7", ID, 2), id);
    }

    #[test]
    fn names_that_a_file_system_confuses_are_told_apart() {
        for (a, b) in [
            ("Zoë", "Zoe\u{308}"),
            ("ZOË", "zoë"),
            ("Straße", "STRASSE"),
            ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
            ("علی‌رضا", "علیرضا"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        assert_ne!(key("Zoë"), key("Zoe"));

        let texts = [
            ("Ann Lee", "1"),
            ("Bo", "2"),
            ("ANN LEE", "3"),
            ("", "4"),
            ("Bo?", "5"),
            ("Ann Lee – 1", "6"),
        ];
        let names = assign(&texts);
        assert_eq!(
            names,
            ["Ann Lee – 1", "Bo – 2", "ANN LEE – 3", "4", "Bo – 5", "Ann Lee – 1 – 6"]
        );
        let reversed: Vec<(&str, &str)> = texts.iter().rev().copied().collect();
        let mut again = assign(&reversed);
        again.reverse();
        assert_eq!(again, names, "whatever the order");
        let hostile = assign(&[
            ("A – 1", "2"),
            ("A", "1 – 2"),
            ("A – 1", "3"),
            ("A", "1 – 3"),
            ("", ""),
            ("", ""),
        ]);
        let keys: HashSet<String> = hostile.iter().map(|n| key(n)).collect();
        assert_eq!(keys.len(), hostile.len(), "{hostile:?}");
    }
}
