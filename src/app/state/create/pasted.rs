//! A block that was copied from a spreadsheet: its cells, and which of the form's fields they belong to.

use crate::import::{self, Cell, Field, MapOptions, Mapping, NamePart, Reason, Row, Sheet};
use crate::model::Group;

/// What was pasted: the texts of the rows, and the fields of the form in which they belong; none where a column has no
/// field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    pub fields: Vec<Option<String>>,
    pub rows: Vec<Vec<String>>,
    /// The headings above them that told the fields.
    pub headings: Vec<String>,
}

/// Reads a block for the fields of the form that begin where it was pasted. Where its first row has headings, those tell
/// the fields, wherever it was pasted.
pub fn read(text: &str, group: &Group, from: &[String]) -> Block {
    let rows = cells(text);
    if let Some(block) = by_headings(&rows, group) {
        return block;
    }
    let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
    Block {
        fields: (0..widest).map(|at| from.get(at).cloned()).collect(),
        rows,
        headings: Vec::new(),
    }
}

/// The cells of a block as spreadsheets put it on the clipboard: parted by tabs, and quoted where one has a break, a tab or
/// a quote. A break within a cell becomes a space.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut rest = text.trim_end_matches(['\n', '\r']);
    loop {
        let (cell, after) = quoted(rest).unwrap_or_else(|| {
            let end = rest.find(['\t', '\n', '\r']).unwrap_or(rest.len());
            let (cell, after) = rest.split_at(end);
            (cell.to_owned(), after)
        });
        let words: Vec<&str> = cell.split(['\n', '\r', '\t']).map(str::trim).collect();
        let cell = words
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
        let line = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r']));
        rest = match (after.strip_prefix('\t'), line) {
            (Some(next), _) => next,
            (None, Some(next)) => {
                rows.push(Vec::new());
                next
            }
            (None, None) => return rows,
        };
    }
}

/// A quoted cell at the beginning and what follows it; none where the quotes are a part of the text.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        match after.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None if after.is_empty() || after.starts_with(['\t', '\n', '\r']) => return Some((cell, after)),
            None => return None,
        }
    }
}

/// The block below its headings, where its first row has some: such by which people are found, and most of it.
fn by_headings(rows: &[Vec<String>], group: &Group) -> Option<Block> {
    let (headings, rest) = rows.split_first()?;
    let sheet = sheet(headings, rest);
    let options = MapOptions {
        fields: &group.fields,
        ..MapOptions::default()
    };
    let mapping = import::map_columns(&sheet, &options).value;
    let known: Vec<usize> = (0..headings.len())
        .filter(|at| mapping.reason(*at) == Reason::Heading)
        .collect();
    let is_of_people = |at: &&usize| matches!(mapping.fields.get(**at), Some(Some(Field::Name(_) | Field::Email)));
    let titles = headings.iter().filter(|title| !title.is_empty()).count();
    if known.iter().find(is_of_people).is_none() || known.len() * 2 < titles {
        return None;
    }
    let parts = parts(&mapping);
    let others = (0..headings.len()).filter(|at| !parts.contains(at));
    let others: Vec<(usize, Option<String>)> = others.map(|at| (at, field_of(&mapping, at))).collect();
    let row = |row: &Vec<String>| {
        let text = |at: &usize| row.get(*at).map(String::as_str).unwrap_or_default();
        let name: Vec<&str> = parts.iter().map(text).filter(|part| !part.is_empty()).collect();
        let others = others.iter().map(|(at, _)| text(at).to_owned());
        std::iter::once(name.join(" ")).chain(others).collect()
    };
    let name = (!parts.is_empty()).then(|| "name".to_owned());
    Some(Block {
        fields: std::iter::once(name)
            .chain(others.iter().map(|(_, field)| field.clone()))
            .collect(),
        rows: rest.iter().map(row).collect(),
        headings: headings.iter().filter(|title| !title.is_empty()).cloned().collect(),
    })
}

fn sheet(headings: &[String], rows: &[Vec<String>]) -> Sheet {
    let row = |(at, cells): (usize, &Vec<String>)| Row {
        number: at as u32 + 2,
        cells: cells.iter().map(|cell| Cell::Text(cell.as_str().into())).collect(),
    };
    Sheet::of_rows(headings.iter().cloned(), rows.iter().enumerate().map(row))
}

/// The columns of which the name is put together, in the order in which it is written.
fn parts(mapping: &Mapping) -> Vec<usize> {
    use NamePart::{Family, Full, Given, Middle, Prefix, SecondFamily, Suffix};
    let order = match mapping.family_first {
        true => [Full, Prefix, Family, SecondFamily, Given, Middle, Suffix],
        false => [Full, Given, Middle, Prefix, Family, SecondFamily, Suffix],
    };
    let parts = order.into_iter().map(Field::Name);
    parts.filter_map(|part| mapping.column(&part)).collect()
}

/// The field of the form that a column holds, which has no dates and no languages.
fn field_of(mapping: &Mapping, column: usize) -> Option<String> {
    match mapping.fields.get(column)?.as_ref()? {
        Field::Email => Some("email".to_owned()),
        field @ Field::Custom(_) => Some(field.full_name()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Block {
        let group = Group {
            fields: vec!["level:text".parse().expect("a field")],
            ..crate::store::testing::group(1, "T")
        };
        let from = ["name", "email"].map(str::to_owned);
        read(text, &group, &from)
    }

    fn rows(block: &Block) -> Vec<Vec<&str>> {
        block
            .rows
            .iter()
            .map(|row| row.iter().map(String::as_str).collect())
            .collect()
    }

    #[test]
    fn quoted_cells_are_one_cell_whatever_is_in_them() {
        let text = "\"Anna\nLee\"\tanna@example.org\r\n\"Ben \"\"The\"\" Ito\"\t\n\"Cleo\" Fox\t\"open\n\"\"\r\n\"\"\n";
        let found = block(text);
        let first = [["Anna Lee", "anna@example.org"], ["Ben \"The\" Ito", ""]];
        assert_eq!(rows(&found)[..2], first.map(Vec::from));
        assert_eq!(rows(&found)[2][0], "\"Cleo\" Fox", "its quotes are of the name");
        assert_eq!(rows(&block("\"Rosa\r\n  Lang\"")), [["Rosa Lang"]]);
    }

    #[test]
    fn headings_tell_the_fields_and_are_nobody() {
        let found = block("E-Mail\tLevel\tName\nanna@example.org\tGold\tAnna Lee\n");
        assert_eq!(found.headings, ["E-Mail", "Level", "Name"]);
        let fields: Vec<_> = found.fields.iter().map(Option::as_deref).collect();
        assert_eq!(fields, [Some("name"), Some("email"), Some("recipient.level")]);
        assert_eq!(rows(&found), [["Anna Lee", "anna@example.org", "Gold"]]);

        let found = block("Nachname\tVorname\tE-Mail\tZimmer\nLee\tAnna\ta@example.org\t12\n");
        assert_eq!(rows(&found)[0], ["Anna Lee", "a@example.org", "12"]);
        assert_eq!(found.fields[2], None, "the form has no field for it");

        for people in [
            "Anna Lee\tanna@example.org\nBen Ito\tben@example.org\n",
            "Anna Lee\nBen Ito",
        ] {
            let found = block(people);
            assert_eq!((found.headings.len(), found.rows.len()), (0, 2), "{people}");
        }
    }
}
