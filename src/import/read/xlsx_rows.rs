//! XLSX: which rows of a sheet are not shown, because a filter or a person has hidden them. The library's reader does not
//! tell; so the sheet is read once more, where the archive has anything that is hidden.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};

use crate::diag::Result;

use super::container::Parts;
use super::stream::SIGN_OF_LIFE;
use super::wire::RowWriter;
use super::xml::{Event, Xml, XmlError};

type Book<'a> = Parts<Cursor<&'a [u8]>>;

/// Tells which rows of a sheet are hidden. What cannot be read for that takes nothing away from the cells, which have been
/// read already.
pub(super) fn hidden(bytes: &[u8], name: &str, rows: &mut RowWriter<'_, '_>) -> Result<()> {
    let mut book = Parts::open(Cursor::new(bytes))?;
    let Some(part) = part_of(&mut book, name)? else {
        return Ok(());
    };
    let mut xml = Xml::new(BufReader::new(book.part(&part)?));
    let (mut row, mut count) = (0u32, 0u64);
    loop {
        count += 1;
        if count.is_multiple_of(SIGN_OF_LIFE) {
            rows.alive()?;
        }
        match xml.next() {
            Err(_) | Ok(Event::Eof | Event::End("sheetData")) => return Ok(()),
            Ok(Event::Start(tag)) if tag.name == "row" => {
                let given = tag.number("r").and_then(|number| u32::try_from(number).ok());
                row = given.unwrap_or(row.saturating_add(1));
                if is_true(tag.attribute("hidden")) && row > 0 {
                    rows.hidden(row - 1);
                }
            }
            Ok(_) => {}
        }
    }
}

fn is_true(value: Option<String>) -> bool {
    value.is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

/// The part in which a sheet is.
fn part_of(book: &mut Book<'_>, name: &str) -> Result<Option<String>> {
    let main = book.ending_with("workbook.xml").unwrap_or_default().to_owned();
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let id = elements(book, &main, "sheet")?
        .into_iter()
        .find(|sheet| sheet.get("name").is_some_and(|known| known == name))
        .and_then(|sheet| sheet.get("id").cloned());
    let relations = match folder.is_empty() {
        true => "_rels/workbook.xml.rels".to_owned(),
        false => format!("{folder}/_rels/workbook.xml.rels"),
    };
    let target = elements(book, &relations, "Relationship")?
        .into_iter()
        .find(|relation| relation.get("Id") == id.as_ref() && id.is_some())
        .and_then(|relation| relation.get("Target").cloned());
    let part = target.map(|target| match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => target,
        None => format!("{folder}/{}", target.trim_start_matches("./")),
    });
    Ok(part.filter(|part| book.has(part)))
}

/// The attributes of interest of all elements of a name in a part; none where there is no such part.
fn elements(book: &mut Book<'_>, part: &str, wanted: &str) -> Result<Vec<HashMap<&'static str, String>>> {
    let mut found = Vec::new();
    if !book.has(part) {
        return Ok(found);
    }
    let mut xml = Xml::new(BufReader::new(book.part(part)?));
    loop {
        match xml.next() {
            Err(XmlError::Cut | XmlError::Malformed | XmlError::Entity(_) | XmlError::TooLarge) | Ok(Event::Eof) => {
                return Ok(found);
            }
            Ok(Event::Start(tag)) if tag.name == wanted => {
                let names = ["name", "id", "Id", "Target"].into_iter();
                found.push(names.filter_map(|name| Some((name, tag.attribute(name)?))).collect());
            }
            Ok(_) => {}
        }
    }
}
