//! What a kind of problem is called that several rows have, each in its own words.

use crate::import::{Group, Table};

/// The kinds whose messages tell of one row, such as the text that stands there.
const TITLES: [(&str, &str); 60] = [
    ("all-caps", "Names are written in capitals"),
    ("control-character", "Texts have a control character inside"),
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
    ("email-in-sheet", "E-mails stand in the sheet with another name, too"),
    ("email-of-another", "E-mails belong to credentials with another name"),
    ("email-shape", "These are no e-mail addresses as they are"),
    ("email-slip", "E-mail addresses look mistyped"),
    ("error-value", "Cells have an error in place of a value"),
    ("expiry-before-issue", "They would expire before they are issued"),
    ("family-name-first", "The family name may stand first"),
    ("first-row", "The first row may be a heading"),
    ("half-name", "A part of the name is empty"),
    ("image-format", "Files are not pictures that can be read"),
    ("image-kind", "These are not the names of pictures that can be read"),
    ("image-missing", "Pictures are not where the rows say"),
    ("image-path", "Pictures are not in the folder of the sheet"),
    ("impossible-date", "There are no such dates"),
    ("language-unknown", "Languages are not known"),
    (
        "likely-duplicate",
        "Recipients with nearly the same name have a credential of this group",
    ),
    ("lost-letters", "Letters were lost before the file was written"),
    ("merged-value", "Cells are merged with those above them"),
    ("mixed-scripts", "Words mix the letters of several scripts"),
    (
        "name-in-sheet",
        "Recipients of nearly the same name are in the sheet with an e-mail",
    ),
    (
        "name-of-another",
        "Recipients of the same name, with another e-mail, have a credential",
    ),
    (
        "name-of-revoked",
        "Recipients of the same name, with another e-mail, had a credential that was revoked",
    ),
    ("name-remark", "Remarks of programs stand behind names"),
    ("name-without-letters", "Names have no letters"),
    ("not-a-choice", "These are none of the choices"),
    ("not-a-date", "These are no dates"),
    ("not-a-link", "These are no web addresses"),
    ("not-a-number", "These are no numbers"),
    ("number-ambiguous", "Numbers can be read in two ways"),
    ("number-as-date", "These are numbers, not dates"),
    ("odd-sign", "Names have a sign that no name has"),
    ("picture-damaged", "Pictures cannot be read"),
    ("picture-format", "Files are not pictures that can be read"),
    ("picture-too-large", "Pictures are too large"),
    ("placeholder-name", "These stand for a name, and are none"),
    ("private-letter", "Names have letters that only one computer can show"),
    ("revoked-before", "Recipients had a credential that was revoked"),
    ("roc-year", "Years have three digits, as in the calendar of Taiwan"),
    ("row-status", "Rows say that the person withdrew, failed or was refused"),
    ("row-too-wide", "Rows have values beyond the last heading"),
    ("several-names", "Cells may name several people"),
    ("short-year", "Years have only two digits"),
    ("too-long", "Texts are too long"),
    ("truth-value", "Cells hold a truth value, not a text"),
    ("unlikely-date", "The years of dates are unlikely"),
    ("wrong-encoding", "Letters were read in the wrong encoding"),
    ("zero-width", "Texts have a hidden character inside"),
];

/// What is said of all rows with a kind of problem, and, where that says nothing of a single one, an example: what stands
/// in the first, or its message where it is of no cell.
pub fn said_of(table: &Table, group: &Group<'_>) -> (String, Option<String>) {
    let mut findings = table.findings(group.first);
    let finding = findings.find(|finding| finding.problem.code == group.code && finding.column == group.column);
    let message = finding.map_or_else(|| group.code.to_owned(), |finding| finding.problem.message.clone());
    let title = TITLES.iter().find(|(code, _)| *code == group.code);
    match title.filter(|_| group.rows > 1) {
        Some((_, title)) => {
            let cell = group.column.map(|column| table.cell(group.first, column).text());
            let cell = cell
                .filter(|text| !text.trim().is_empty())
                .map(std::borrow::Cow::into_owned);
            ((*title).to_owned(), Some(cell.unwrap_or(message)))
        }
        None => (message, None),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::rows::tests::table;
    use super::*;
    use crate::app::testing::sources;

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
        assert_eq!(example.as_deref(), Some("ann@uni"), "the first");
        let one = Group {
            rows: 1,
            ..group.clone()
        };
        let (title, example) = said_of(&table, &one);
        assert!(title.contains("ann@uni") && example.is_none(), "{title}");
    }

    /// Messages that are put together, and say the same of all rows of a column or of the whole of it.
    const SAID_OF_ALL: [&str; 6] = [
        "dates-by-few",
        "dates-ambiguous",
        "dates-half-converted",
        "required",
        "roc-years",
        "swapped-columns",
    ];

    /// The codes of problems whose messages are no plain texts, and so may tell of one row.
    fn put_together(source: &str) -> Vec<&str> {
        let made = source.split("Problem::").filter_map(|call| {
            let call = ["error(", "warning(", "note("]
                .iter()
                .find_map(|kind| call.strip_prefix(kind))?;
            let (code, rest) = call.trim_start().strip_prefix('"')?.split_once('"')?;
            let message = rest.trim_start_matches(',').trim_start();
            (!message.starts_with('"')).then_some(code)
        });
        made.collect()
    }

    #[test]
    fn every_kind_that_tells_of_one_row_has_a_title_and_every_title_a_kind() {
        // A picture is read whole for the check, which says what is wrong with it.
        let parts = [
            "import/check",
            "issue/duplicates",
            "app/state/create/duplicates.rs",
            "images.rs",
        ];
        let files = parts.into_iter().flat_map(sources);
        // The list of fixes has the codes once more.
        let files = files.filter(|(path, _)| !path.ends_with("finding.rs"));
        let found: Vec<String> = files.map(|(_, code)| code).collect();
        let made: BTreeSet<&str> = found.iter().flat_map(|source| put_together(source)).collect();
        assert!(made.len() > 20, "{made:?}");
        let is_titled = |code: &str| TITLES.iter().any(|(known, _)| *known == code);
        let untitled: Vec<_> = made
            .iter()
            .filter(|code| !is_titled(code) && !SAID_OF_ALL.contains(code))
            .collect();
        assert!(untitled.is_empty(), "kinds without a title: {untitled:?}");
        let is_made = |code: &&str| found.iter().any(|source| source.contains(&format!("\"{code}\"")));
        let codes = TITLES.iter().map(|(code, _)| *code).chain(SAID_OF_ALL);
        let gone: Vec<&str> = codes.filter(|code| !is_made(code)).collect();
        assert!(gone.is_empty(), "titles of kinds that nothing makes: {gone:?}");
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
