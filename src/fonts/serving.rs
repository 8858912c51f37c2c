//! Which families a reader of drawings must bring along that falls back by itself.

use unicode_script::UnicodeScript;

use super::book::{FamilyId, FontBook};
use super::fallback::Region;

impl FontBook {
    /// The families in which letters are set that none of the given ones has: for each letter the first that stands in for
    /// its script, beside a serif or a sans as the given ones are. A letter that no family has asks for none.
    pub fn families_beside(&self, given: &[&str], letters: &str) -> Vec<&str> {
        let mut taken: Vec<FamilyId> = given.iter().filter_map(|name| self.family_named(name)).collect();
        let count = taken.len();
        let serif = taken.iter().any(|family| self.is_serif(*family));
        let region = Region::of_text(letters);
        for letter in letters.chars() {
            if taken.iter().any(|family| self.has_letter(*family, letter)) {
                continue;
            }
            let script = letter.script().short_name().as_bytes().first_chunk::<4>();
            let Some(script) = script else { continue };
            let chain = self.chain(*script, region, serif).iter();
            taken.extend(chain.copied().find(|family| self.has_letter(*family, letter)));
        }
        taken
            .iter()
            .skip(count)
            .map(|family| self.family_name(*family))
            .collect()
    }

    fn has_letter(&self, family: FamilyId, letter: char) -> bool {
        let face = self.pick(family, 400, false);
        let coverage = face.and_then(|pick| self.coverage(pick.face));
        coverage.is_some_and(|coverage| coverage.contains(letter))
    }
}

#[cfg(test)]
mod tests {
    use crate::fonts::tests_support::book;

    #[test]
    fn letters_that_the_given_families_lack_are_brought_by_others() {
        let book = book();
        assert!(book.families_beside(&["Inter"], "Zoë Łukasz Щ").is_empty());
        assert_eq!(book.families_beside(&["Inter"], "שלום Zoë"), ["Noto Sans Hebrew"]);
        assert_eq!(
            book.families_beside(&["EB Garamond"], "شهادة שלום"),
            ["Noto Naskh Arabic", "Noto Serif Hebrew"]
        );
        assert_eq!(book.families_beside(&["Inter"], "修了証 の"), ["Noto Sans CJK JP"]);
        assert!(book.families_beside(&["Inter", "Noto Sans Thai"], "ใจดี").is_empty());
        assert!(book.families_beside(&["Inter"], "\u{E123}").is_empty(), "nobody has it");
    }
}
