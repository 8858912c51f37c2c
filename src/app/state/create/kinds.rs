//! What a kind of problem is called that several rows have, each in its own words.

use crate::import::{Group, Table};

/// The kinds whose messages tell of one row, such as the text that stands there.
const TITLES: [(&str, &str); 39] = [
    ("all-caps", "Names are written in capitals"),
    ("date-ambiguous", "Dates can be read in two ways"),
    ("date-half-converted", "Dates may have day and month exchanged"),
    ("date-out-of-range", "Numbers stand for no date"),
    ("digits-lost", "Digits may be lost"),
    ("direction-control", "Texts have a hidden character inside"),
    ("duplicate-corrected", "These change credentials that are there"),
    ("duplicate-in-sheet", "Recipients are in the sheet twice"),
    (
        "duplicate-in-workspace",
        "Recipients have a credential of this group already",
    ),
    ("duplicate-keeps", "Damaged values do not take the place of good ones"),
    (
        "duplicate-made",
        "These make another credential for somebody who has one",
    ),
    ("duplicate-skipped", "Skipped: there is a credential already"),
    ("email-of-another", "E-mails belong to credentials with another name"),
    ("email-shape", "These are no e-mail addresses as they are"),
    ("email-slip", "E-mail addresses look mistyped"),
    ("error-value", "Cells have an error in place of a value"),
    ("expiry-before-issue", "They would expire before they are issued"),
    ("family-name-first", "The family name may stand first"),
    ("half-name", "A part of the name is empty"),
    ("image-kind", "These are not the names of pictures that can be read"),
    ("image-path", "Pictures are not in the folder of the sheet"),
    ("impossible-date", "There are no such dates"),
    ("language-unknown", "Languages are not known"),
    (
        "likely-duplicate",
        "Recipients with nearly the same name have a credential of this group",
    ),
    ("mixed-scripts", "Words mix the letters of several scripts"),
    (
        "name-of-another",
        "Recipients of the same name, with another e-mail, have a credential",
    ),
    ("name-without-letters", "Names have no letters"),
    ("not-a-choice", "These are none of the choices"),
    ("not-a-date", "These are no dates"),
    ("not-a-link", "These are no web addresses"),
    ("not-a-number", "These are no numbers"),
    ("number-ambiguous", "Numbers can be read in two ways"),
    ("number-as-date", "These are numbers, not dates"),
    ("odd-sign", "Names have a sign that no name has"),
    ("placeholder-name", "These stand for a name, and are none"),
    ("short-year", "Years have only two digits"),
    ("unlikely-date", "The years of dates are unlikely"),
    ("wrong-encoding", "Letters were read in the wrong encoding"),
    ("zero-width", "Texts have a hidden character inside"),
];

/// What is said of all rows with a kind of problem, and, where that says nothing of a single one, the message of the first.
pub fn said_of(table: &Table, group: &Group<'_>) -> (String, Option<String>) {
    let mut findings = table.findings(group.first);
    let finding = findings.find(|finding| finding.problem.code == group.code && finding.column == group.column);
    let message = finding.map_or_else(|| group.code.to_owned(), |finding| finding.problem.message.clone());
    let title = TITLES.iter().find(|(code, _)| *code == group.code);
    match title.filter(|_| group.rows > 1) {
        Some((_, title)) => ((*title).to_owned(), Some(message)),
        None => (message, None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::rows::tests::table;
    use super::*;

    #[test]
    fn several_rows_are_titled_by_their_kind_and_one_by_itself() {
        let table = table(
            &["Name", "E-mail"],
            &[
                &["Ann", "ann@uni"],
                &["Ben", "ben at example.org"],
                &["Cem", "cem@example.org"],
            ],
        );
        let groups = table.groups();
        let group = groups.iter().find(|group| group.code == "email-shape").expect("two");
        let (title, example) = said_of(&table, group);
        assert_eq!(title, "These are no e-mail addresses as they are");
        assert!(example.is_some_and(|example| example.contains("ann@uni")), "the first");
        let one = Group { rows: 1, ..*group };
        let (title, example) = said_of(&table, &one);
        assert!(title.contains("ann@uni") && example.is_none(), "{title}");
    }

    #[test]
    fn titles_can_be_looked_up() {
        assert!(
            TITLES
                .iter()
                .all(|(code, title)| !code.contains(' ') && title.contains(' '))
        );
        assert!(TITLES.is_sorted_by_key(|(code, _)| *code));
    }
}
