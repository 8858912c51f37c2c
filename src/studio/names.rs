//! How fields are called, and steps of the history.

use crate::model::FieldName;

/// “Move “Seal””, “Move 3 elements”.
pub fn phrase(doing: &str, names: &[String]) -> String {
    match names {
        [only] => format!("{doing} “{only}”"),
        _ => format!("{doing} {} elements", names.len()),
    }
}

/// What a field is called in people's words: `credential.issue_date` as “Issue date”.
pub fn label_of(field: &FieldName) -> String {
    let words = field_words(field);
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The same within a line: “issue date”.
pub fn field_words(field: &FieldName) -> String {
    match field.key() {
        "url" => "web address".to_owned(),
        "email" => "e-mail".to_owned(),
        "id" => "ID".to_owned(),
        key => key.replace('_', " "),
    }
}
