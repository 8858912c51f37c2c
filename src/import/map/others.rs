//! Headings that say that a column holds no people: companies, courses, towns, in the languages of `others.txt`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::fold;
use super::headings::{self, Known};
use super::without_item;

/// The table; a test reads every line of it.
const TABLE: &str = include_str!("others.txt");

/// Small words between the others: “name of the course”, “nom de l’école”.
const SMALL: &str = "of the a an for in at by your his her current no nr id code full official \
    der die das des dem den vom von zum zur am im und de la le les du d l et del el los las e do da dos das o di della \
    dello dell dei y i van het een og och för av af på ja və va dan ang ng";

fn words() -> impl Iterator<Item = &'static str> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.flat_map(|line| line.split('|'))
}

/// Whether a folded word is a small one between the others.
pub(super) fn is_small(word: &str) -> bool {
    static SMALL_WORDS: LazyLock<HashSet<String>> =
        LazyLock::new(|| SMALL.split_whitespace().map(fold::heading).collect());
    SMALL_WORDS.contains(word)
}

/// Whether a heading says of what a column is, and that is no person: `Company`, `Name of the course`, `School name`.
pub(super) fn is_other(title: &str) -> bool {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| words().map(fold::heading).collect());
    let bare = title.split(['(', '（', '[']).next().unwrap_or(title);
    let bare = without_item(bare).unwrap_or(bare);
    if WORDS.contains(&fold::heading(bare)) {
        return true;
    }
    let mut rest = &folded_words(bare)[..];
    let mut found = false;
    while let Some(first) = rest.first() {
        let is_one = |count: &usize| rest.get(..*count).is_some_and(|run| WORDS.contains(&run.concat()));
        let is_passed_over = is_small(first) || headings::known(first) == Some(Known::Name);
        let taken = match (1..=rest.len().min(3)).rev().find(is_one) {
            Some(count) => {
                found = true;
                count
            }
            None if is_passed_over => 1,
            None => return false,
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    found
}

/// The words of a heading, folded: `SPRIDEN_LAST_NAME`, `RecipientLastName` and `Recipient last-name` have three each.
pub(super) fn folded_words(title: &str) -> Vec<String> {
    let mut words = Vec::new();
    let is_between = |c: char| c.is_whitespace() || "_-–./\\'’:,;*#?!&+\"“”„«»".contains(c);
    for word in title.split(is_between) {
        let mut start = 0;
        let mut was_lower = false;
        for (at, c) in word.char_indices() {
            if c.is_uppercase() && was_lower {
                words.push(word.get(start..at).unwrap_or_default());
                start = at;
            }
            was_lower = c.is_lowercase();
        }
        words.push(word.get(start..).unwrap_or_default());
    }
    let folded = words.into_iter().map(fold::heading);
    folded.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_things_are_told_from_those_of_people() {
        for title in [
            "Course Name",
            "CourseName",
            "course_name",
            "Kursname",
            "School name",
            "Department",
            "Street",
            "Status",
            "Company",
            "Ort",
            "Name of the company",
            "3. Name der Schule",
            "Nom de l’école",
            "Nombre del curso",
            "Job title",
            "Название курса",
            "学校名称",
            "講座名",
            "اسم الشركة",
            "Company (name)",
        ] {
            assert!(is_other(title), "{title}");
        }
        for title in [
            "",
            "Name",
            "Guests",
            "Course participants",
            "Class list",
            "Klasse 4b",
            "Anna Lee",
            "学生",
            "Wer",
            "Participant",
            "x",
        ] {
            assert!(!is_other(title), "{title}");
        }
    }

    #[test]
    fn nothing_in_the_table_is_a_heading_of_people() {
        use super::super::headings::Known::{Between, Email, Family, FamilyFirst, FullName, Given, Name, Patronymic};
        let people = [Name, FullName, Given, Family, FamilyFirst, Patronymic, Between, Email];
        let mut count = 0;
        for word in words() {
            let folded = fold::heading(word);
            assert!(!folded.is_empty(), "{word}");
            let known = headings::known(&folded);
            assert!(known.is_none_or(|known| !people.contains(&known)), "{word}: {known:?}");
            count += 1;
        }
        assert!(count > 1000, "{count}");
    }
}
