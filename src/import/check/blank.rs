//! Letters of UTF-8 whose second byte became a no-break space.
//!
//! Windows-1252 has no letters for the bytes 81, 8D, 8F, 90 and 9D. Some programs put a no-break space there, which is
//! what the byte A0 is read as: “Łukasz” becomes `Å ukasz`, as “Šimon” does rightly. What was written is told by the
//! letters beside it, where they tell; where they only say that it was none of A0, a person chooses.

use crate::locale::is_letter;

const BLANK: char = '\u{a0}';
/// The letters that stand in names and have one of the five as their second byte, below the sign of their first one.
const LETTERS: [(char, &str); 3] = [('Ã', "ÁÍÝ"), ('Ä', "āčďĐ"), ('Å', "ŁŐ")];
/// Who has one of these in the name has no “Š” in it.
const POLISH: &str = "łśźżńŁŚŹŻŃ";

/// What a text in UTF-8 said that was read as Western European, as `faithful` has it with all blanks taken for the byte
/// A0; `None` where that is plausible.
pub(super) fn readings(text: &str, faithful: &str) -> Option<Vec<String>> {
    let mut signs = text.chars().zip(text.chars().skip(1));
    let (lead, letters) = signs.find_map(|(sign, next)| {
        let known = LETTERS.iter().find(|(lead, _)| *lead == sign && next == BLANK);
        known.copied()
    })?;
    let blank = of_blank(lead)?;
    if lead == 'Å' && faithful.contains(|c| POLISH.contains(c)) {
        return Some(vec![faithful.replace(blank, "Ł")]);
    }
    // Of several, each could be another letter.
    let mut places = faithful.match_indices(blank);
    let (Some((at, _)), None) = (places.next(), places.next()) else {
        return None;
    };
    let (before, behind) = (faithful.get(..at)?, faithful.get(at + blank.len_utf8()..)?);
    if fits(before, blank, behind) {
        return None;
    }
    let written = letters.chars().filter(|letter| fits(before, *letter, behind));
    let written: Vec<String> = written.map(|letter| format!("{before}{letter}{behind}")).collect();
    let begins = !before.ends_with(is_letter);
    let first = (blank == 'Ġ' && begins).then(|| faithful.to_owned());
    (!written.is_empty()).then(|| first.into_iter().chain(written).collect())
}

/// The letter whose second byte is A0.
fn of_blank(lead: char) -> Option<char> {
    let first = u32::from(lead).checked_sub(0xc0)?;
    char::from_u32((first << 6) | 0x20)
}

/// Whether a letter is small or large as the ones beside it are, and stands in names.
fn fits(before: &str, letter: char, behind: &str) -> bool {
    let last = before.chars().next_back().filter(|c| is_letter(*c));
    let next = behind.chars().next().filter(|c| is_letter(*c));
    match (letter.is_uppercase(), last, next) {
        (_, None, None) => true,
        // Of all languages only Maltese has it.
        (true, None, _) => letter != 'Ġ',
        (true, Some(last), next) => last.is_uppercase() && next.is_none_or(char::is_uppercase),
        (false, None, Some(_)) => false,
        (false, Some(last), next) => last.is_lowercase() || next.is_some_and(char::is_lowercase),
    }
}

#[cfg(test)]
mod tests {
    use super::super::recode::repaired;

    #[test]
    fn a_blank_in_the_place_of_a_byte_without_a_letter_is_read_by_what_stands_beside_it() {
        let of = |text: &str| repaired(&text.replace('_', "\u{a0}")).expect("all letters are there");
        for (text, names) in [
            ("Å_ukasz Å»Ã³Å‚Ä‡", &["Łukasz Żółć"][..]),
            ("Å_ucja PawÅ‚owska-Å_oÅ›", &["Łucja Pawłowska-Łoś"]),
            ("Ã_ngel GarcÃ\u{ad}a", &["Ángel García", "Íngel García", "Ýngel García"]),
            ("MARÃ_A", &["MARÁA", "MARÍA", "MARÝA"]),
            ("KovaÄ_", &["Kovaā", "Kovač", "Kovaď"]),
            ("JÄ_nis", &["Jānis", "Jčnis", "Jďnis"]),
            ("Ä_uro", &["Ġuro", "Đuro"]),
            // What is right with the byte A0 stays so.
            ("Å_imon KuÄ\u{8d}era", &["Šimon Kučera"]),
            ("NicolÃ_", &["Nicolà"]),
            ("Ã_ la carte", &["à la carte"]),
            ("VoilÃ_, JosÃ©", &["Voilà, José"]),
        ] {
            assert_eq!(of(text), names, "{text}");
        }
    }
}
