//! Words in which letters of several scripts stand that look alike: `Сhristine` with a Cyrillic С.
//!
//! They come from keyboards that were switched in the middle of a word, and from texts that were read from pictures. They
//! print well, but nobody finds the name by searching for it, and another font draws the letters apart.

use unicode_script::{Script, UnicodeScript};

use crate::diag::Problem;

use super::finding::Flaw;

/// Letters of Latin, Cyrillic and Greek that cannot be told apart by the eye; a space where a script has none.
const ALIKE: [[char; 3]; 36] = [
    ['A', 'А', 'Α'],
    ['B', 'В', 'Β'],
    ['C', 'С', ' '],
    ['E', 'Е', 'Ε'],
    ['H', 'Н', 'Η'],
    ['I', 'І', 'Ι'],
    ['J', 'Ј', ' '],
    ['K', 'К', 'Κ'],
    ['M', 'М', 'Μ'],
    ['N', ' ', 'Ν'],
    ['O', 'О', 'Ο'],
    ['P', 'Р', 'Ρ'],
    ['S', 'Ѕ', ' '],
    ['T', 'Т', 'Τ'],
    ['X', 'Х', 'Χ'],
    ['Y', 'У', 'Υ'],
    ['Z', ' ', 'Ζ'],
    ['a', 'а', ' '],
    ['c', 'с', ' '],
    ['e', 'е', ' '],
    ['i', 'і', ' '],
    ['j', 'ј', ' '],
    ['o', 'о', 'ο'],
    ['p', 'р', 'ρ'],
    ['s', 'ѕ', ' '],
    ['x', 'х', 'χ'],
    ['y', 'у', ' '],
    ['v', ' ', 'ν'],
    ['ë', 'ё', ' '],
    ['Ë', 'Ё', ' '],
    ['ï', 'ї', 'ϊ'],
    ['Ï', 'Ї', 'Ϊ'],
    ['ó', ' ', 'ό'],
    ['k', 'к', 'κ'],
    ['h', 'һ', ' '],
    ['u', ' ', 'υ'],
];

const SCRIPTS: [Script; 3] = [Script::Latin, Script::Cyrillic, Script::Greek];
const NAMES: [&str; 3] = ["Latin", "Cyrillic", "Greek"];

/// The place of a letter's script in [`SCRIPTS`].
fn script_of(c: char) -> Option<usize> {
    // Nearly every letter is in a block of one script, and to look it up is slow.
    match c {
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' => Some(0),
        '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' => Some(1),
        '\0'..='\u{7f}' | '\u{531}'..='\u{1c7f}' | '\u{3000}'..='\u{a63f}' | '\u{ac00}'..='\u{d7ff}' => None,
        _ => looked_up(c),
    }
}

fn looked_up(c: char) -> Option<usize> {
    let script = c.script();
    SCRIPTS.iter().position(|known| *known == script)
}

/// The letter of another script that looks the same.
fn in_script(c: char, script: usize) -> Option<char> {
    let own = script_of(c)?;
    if own == script {
        return Some(c);
    }
    let line = ALIKE.iter().find(|line| line.get(own) == Some(&c))?;
    line.get(script).copied().filter(|letter| *letter != ' ')
}

/// Which of the scripts the letters of a text are of.
fn scripts(text: &str) -> [bool; 3] {
    let mut found = [false; 3];
    for script in text.chars().filter_map(script_of) {
        if let Some(found) = found.get_mut(script) {
            *found = true;
        }
    }
    found
}

fn is_mixed(text: &str) -> bool {
    scripts(text).iter().filter(|has| **has).count() > 1
}

/// What is wrong with a name that has such a word, and how it is meant where only one script can be.
pub(super) fn look(text: &str) -> Option<Flaw> {
    in_words(text, |c| {
        c.is_whitespace() || matches!(c, '-' | '‐' | '–' | '/' | '(' | ')' | ',' | ';')
    })
}

/// The same of an e-mail address, whose parts may be in one script each.
pub(super) fn look_at_address(text: &str) -> Option<Flaw> {
    in_words(text, |c| matches!(c, '@' | '.' | '-' | '_' | '+'))
}

fn in_words(text: &str, is_between: impl Fn(char) -> bool + Copy) -> Option<Flaw> {
    if text.is_ascii() || !is_mixed(text) {
        return None;
    }
    let word = text.split(is_between).find(|word| is_mixed(word))?;
    let there = scripts(word);
    let named: Vec<&str> = NAMES
        .iter()
        .zip(there)
        .filter(|(_, has)| *has)
        .map(|(name, _)| *name)
        .collect();
    let message = format!(
        "The word {word} has letters of several scripts: {}",
        named.join(" and ")
    );
    let flaw = Flaw::from(Problem::warning("mixed-scripts", message));
    let Some(script) = meant(text, is_between) else {
        return Some(flaw.hint("Type the word again in one script, or go on if it is meant so"));
    };
    let written: String = text
        .split_inclusive(is_between)
        .map(|word| match is_mixed(word) {
            true => word.chars().map(|c| in_script(c, script).unwrap_or(c)).collect(),
            false => word.to_owned(),
        })
        .collect();
    let label = format!(
        "Write it with {} letters only: {written}",
        NAMES.get(script).unwrap_or(&"")
    );
    Some(flaw.offer(label, written))
}

/// The script that all mixed words can be written in without a change to the eye, if there is one, or one is likelier:
/// that of the other words, or of most letters.
fn meant(text: &str, is_between: impl Fn(char) -> bool + Copy) -> Option<usize> {
    let mixed = || text.split(is_between).filter(|word| is_mixed(word));
    let letters = |c: &char| script_of(*c).is_some();
    let possible = |script: &usize| {
        mixed()
            .flat_map(str::chars)
            .filter(letters)
            .all(|c| in_script(c, *script).is_some())
    };
    let all: Vec<usize> = (0..SCRIPTS.len()).filter(possible).collect();
    if let [only] = all[..] {
        return Some(only);
    }
    let count = |words: &mut dyn Iterator<Item = &str>, script: usize| {
        words
            .flat_map(str::chars)
            .filter(|c| script_of(*c) == Some(script))
            .count()
    };
    let ahead = |counts: Vec<(usize, usize)>| match &counts[..] {
        [(most, script), (next, _), ..] if most > next => Some(*script),
        _ => None,
    };
    let ranked = |of_mixed: bool| {
        let mut counts: Vec<(usize, usize)> = all
            .iter()
            .map(|script| {
                let mut words = text.split(is_between).filter(|word| is_mixed(word) == of_mixed);
                (count(&mut words, *script), *script)
            })
            .collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        counts
    };
    ahead(ranked(false)).or_else(|| ahead(ranked(true)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_alike_are_written_in_the_script_that_is_meant() {
        for (text, meant) in [
            ("\u{421}hristine Meyer", Some("Christine Meyer")),
            ("M\u{430}ria Lee", Some("Maria Lee")),
            ("Ив\u{61}н Щербаков", Some("Иван Щербаков")),
            ("Ce\u{440}гей", Some("Сергей")),
            ("Ол\u{65}г Ким", Some("Олег Ким")),
            ("\u{391}nna Schmidt", Some("Anna Schmidt")),
            ("Ελ\u{65}νη Παπαδοπούλου", None),
            ("Γι\u{6f}ργος", Some("Γιοργος")),
            // Either script could be meant by the word; the other word decides.
            ("\u{422}O\u{41c} Иванов", Some("\u{422}\u{41e}\u{41c} Иванов")),
            ("\u{422}OM Lee", Some("TOM Lee")),
            ("Т\u{4f}", None),
        ] {
            let flaw = look(text).unwrap_or_else(|| panic!("{text} is mixed"));
            assert_eq!(flaw.texts().first().copied(), meant, "{text}: {}", flaw.problem);
        }
    }

    #[test]
    fn blocks_have_the_scripts_of_their_letters() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            assert_eq!(script_of(c), looked_up(c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn words_of_one_script_each_are_let_be() {
        for text in [
            "李 (Lee) محمد Smith",
            "Иван (Ivan) Щербаков",
            "Anna-Мария",
            "Ђорђе Његош",
            "Åsa Öz",
            "Ελένη Lee",
            "Aya 🏅 Tanaka",
        ] {
            assert!(look(text).is_none(), "{text}");
        }
    }
}
