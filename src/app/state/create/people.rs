//! A form has people, a spreadsheet rows: how each of them is called.

use super::super::super::settings::counted;
use super::FORM;

pub(super) fn row_word(is_form: bool) -> &'static str {
    if is_form { "Person" } else { "Row" }
}

/// The row of the sheet of a form in which a person is, whose first one has the headings.
pub fn row_of(person: u32) -> u32 {
    person.saturating_add(1)
}

/// The person in a row of it.
pub fn person_of(row: u32) -> u32 {
    row.saturating_sub(1)
}

/// How many they are, such as “3 rows” or “3 people”.
pub fn counted_rows(number: usize, is_form: bool) -> String {
    let (one, many) = words_of(is_form);
    counted(number as u64, one, many)
}

/// The word for one of them, and for several.
pub fn words_of(is_form: bool) -> (&'static str, &'static str) {
    if is_form { ("person", "people") } else { ("row", "rows") }
}

/// That one of them waits, and that several do.
pub fn waiting_words(is_form: bool) -> [&'static str; 2] {
    match is_form {
        true => ["person waits", "people wait"],
        false => ["row waits", "rows wait"],
    }
}

/// What one of them is called by its number in the sheet, such as “Row 3” or “Person 2”.
pub fn named(row: u32, is_form: bool) -> String {
    let number = if is_form { person_of(row) } else { row };
    format!("{} {number}", row_word(is_form))
}

/// How the library names a row, and what a form says in its place.
const OF_PEOPLE: [(&str, &str); 4] = [
    ("The recipient in row ", "Person "),
    ("is in row ", "is person "),
    ("in row ", "of person "),
    ("of row ", "of person "),
];

/// A text that names a row, with the person in its place.
pub(super) fn people_of(text: &str) -> Option<String> {
    let (at, row, person) = OF_PEOPLE
        .iter()
        .find_map(|(row, person)| Some((text.rfind(row)?, row, person)))?;
    let (before, rest) = text.split_at_checked(at)?;
    let rest = rest.strip_prefix(row)?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit());
    let (digits, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
    let number = person_of(digits.parse().ok()?);
    Some(format!("{before}{person}{number}{after}"))
}

/// Where a credential comes from, by the number of its row and the name of the sheet of its batch, such as “Row 3 of
/// list.xlsx” or “Person 2 of the form”.
pub fn place_of(row: u32, source: &str) -> String {
    match source {
        FORM => format!("{} of the form", named(row, true)),
        sheet => format!("{} of {sheet}", named(row, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_people_with_the_same_numbers_everywhere() {
        for (text, said) in [
            ("The same recipient is in row 3", Some("The same recipient is person 2")),
            (
                "The e-mail is that of row 12, with another name",
                Some("The e-mail is that of person 11, with another name"),
            ),
            ("Edit Name in row 4", Some("Edit Name of person 3")),
            (
                "The recipient in row 5 differs only by accents",
                Some("Person 4 differs only by accents"),
            ),
            ("Read dates with the day first", None),
            ("Take the first row of all", None),
        ] {
            assert_eq!(people_of(text).as_deref(), said, "{text}");
        }
        assert_eq!(place_of(3, FORM), "Person 2 of the form");
        assert_eq!(place_of(3, "list.xlsx"), "Row 3 of list.xlsx");
    }
}
