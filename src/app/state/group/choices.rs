//! The values of a choice as they are typed: separated by commas, and in quotes where a value has a comma itself.

/// The values as one text, of which [`read`] makes the same values.
pub fn written(values: &[String]) -> String {
    let one = |value: &String| match needs_quotes(value) {
        true => format!("\"{}\"", value.replace('"', "\"\"")),
        false => value.clone(),
    };
    values.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn needs_quotes(value: &str) -> bool {
    value.contains([',', '\n']) || value.starts_with('"') || value.trim() != value
}

/// The values that a text has. A quote that is not closed, or has something behind it, is a letter as any other.
pub fn read(text: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (value, after) = quoted(rest).unwrap_or_else(|| plain(rest));
        values.extend((!value.is_empty()).then_some(value));
        rest = after;
    }
    values
}

fn plain(text: &str) -> (String, &str) {
    let (value, rest) = text.split_once([',', '\n']).unwrap_or((text, ""));
    (value.trim().to_owned(), rest)
}

/// A value in quotes, within which two of them are one.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.trim_start().strip_prefix('"')?;
    let mut value = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        value.push_str(part);
        let Some(more) = after.strip_prefix('"') else {
            let after = after.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
            return match after.strip_prefix([',', '\n']) {
                Some(next) => Some((value, next)),
                None => after.is_empty().then_some((value, after)),
            };
        };
        value.push('"');
        rest = more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_they_were_written() {
        for values in [
            &["Gold", "Silver"][..],
            &["A, B", "C"],
            &["with \"quotes\"", "\"quoted\"", "5\""],
            &["two\nlines", " space "],
            &["\", \"", "x"],
        ] {
            let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
            assert_eq!(read(&written(&values)), values, "{}", written(&values));
        }
        assert_eq!(written(&["A, B".to_owned(), "C".to_owned()]), "\"A, B\", C");
    }

    #[test]
    fn what_a_person_types_is_taken_for_values() {
        for (text, values) in [
            (" Gold,Silver ,, Bronze, ", &["Gold", "Silver", "Bronze"][..]),
            ("Gold\nSilver", &["Gold", "Silver"]),
            ("\"A, B\" , C", &["A, B", "C"]),
            ("\"A, B", &["\"A", "B"]),
            ("\"A\" grade, B", &["\"A\" grade", "B"]),
            ("", &[]),
        ] {
            assert_eq!(read(text), values, "{text}");
        }
    }
}
