//! A PDF taken apart: its objects with their places, its pages open for more.
//!
//! Only files that our own library has just written are read, so the reader knows one layout: a classic table of
//! objects, dictionaries without line breaks, one resource object and one content stream to a page. Anything else is
//! `None`, and the documents are written the other way.

use std::ops::Range;

/// The objects of a file that its copies keep.
#[derive(Debug)]
pub(in super::super) struct Blank {
    /// The head of the file and the kept objects.
    pub(super) body: Vec<u8>,
    /// Where the object of each number begins in `body`, from number 0; 0 for what is written anew.
    pub(super) offsets: Vec<usize>,
    pub(super) pages: Vec<OpenPage>,
    pub(super) root: i32,
    pub(super) info: i32,
    pub(super) metadata: i32,
}

/// A page whose dictionary is written anew.
#[derive(Debug, PartialEq)]
pub(super) struct OpenPage {
    pub(super) number: i32,
    /// The dictionary without its ends, its resources and its content.
    pub(super) entries: Vec<u8>,
    /// The form that draws what was on the page.
    pub(super) form: i32,
}

impl Blank {
    pub(in super::super) fn read(file: &[u8]) -> Option<Blank> {
        let table = Table::read(file)?;
        let root = reference(table.trailer, b"/Root ")?;
        let info = reference(table.trailer, b"/Info ")?;
        let catalog = table.object(root)?;
        let metadata = reference(catalog, b"/Metadata ")?;
        let tree = table.object(reference(catalog, b"/Pages ")?)?;
        let mut pages = Vec::new();
        for number in references(value(tree, b"/Kids[")?.split(|byte| *byte == b']').next()?)? {
            pages.push(page(&table, number)?);
        }
        let mut body = file
            .get(..table.ranges.iter().flatten().map(|range| range.start).min()?)?
            .to_vec();
        let mut offsets = vec![0; table.ranges.len()];
        for (number, range) in table.ranges.iter().enumerate() {
            let (Some(range), Ok(number)) = (range, i32::try_from(number)) else {
                continue;
            };
            let is_anew = number == info || number == metadata || pages.iter().any(|page| page.0.number == number);
            if is_anew {
                continue;
            }
            *offsets.get_mut(number as usize)? = body.len();
            let object = file.get(range.clone())?;
            match pages.iter().find(|page| page.0.form == number) {
                Some((_, form)) => {
                    let start = find(object, b"<<")? + 2;
                    body.extend_from_slice(object.get(..start)?);
                    body.extend_from_slice(form);
                    body.extend_from_slice(object.get(start..)?);
                }
                None => body.extend_from_slice(object),
            }
        }
        Some(Blank {
            body,
            offsets,
            pages: pages.into_iter().map(|(page, _)| page).collect(),
            root,
            info,
            metadata,
        })
    }
}

/// A page as it will be written, and the entries that make a form of its content.
fn page(table: &Table<'_>, number: i32) -> Option<(OpenPage, Vec<u8>)> {
    let object = table.object(number)?;
    let start = find(object, b"<<")? + 2;
    let end = object.windows(2).rposition(|pair| pair == b">>")?;
    let dictionary = object.get(start..end)?;
    if find(dictionary, b"/Annots").is_some() {
        return None;
    }
    let form = reference(dictionary, b"/Contents ")?;
    let resources = reference(dictionary, b"/Resources ")?;
    let area = value(dictionary, b"/MediaBox")?;
    let area = area.get(..=area.iter().position(|byte| *byte == b']')?)?;
    let mut entries = dictionary.to_vec();
    for entry in [format!("/Contents {form} 0 R"), format!("/Resources {resources} 0 R")] {
        let at = find(&entries, entry.as_bytes())?;
        entries.drain(at..at + entry.len());
    }
    let mut head = b"/Type/XObject/Subtype/Form/BBox".to_vec();
    head.extend_from_slice(area);
    head.extend_from_slice(format!("/Resources {resources} 0 R").as_bytes());
    Some((OpenPage { number, entries, form }, head))
}

/// The objects of a file.
struct Table<'a> {
    file: &'a [u8],
    trailer: &'a [u8],
    /// By number; number 0 is none.
    ranges: Vec<Option<Range<usize>>>,
}

impl<'a> Table<'a> {
    fn read(file: &'a [u8]) -> Option<Table<'a>> {
        let tail = file.get(file.len().checked_sub(64)?..)?;
        let at: usize = number(value(tail, b"startxref\n")?)?.try_into().ok()?;
        let table = file.get(at..)?.strip_prefix(b"xref\n0 ")?;
        let count: usize = number(table)?.try_into().ok()?;
        let entries = table.get(table.iter().position(|byte| *byte == b'\n')? + 1..)?;
        let starts: Vec<usize> = (1..count)
            .map(|entry| number(entries.get(entry * 20..entry * 20 + 10)?)?.try_into().ok())
            .collect::<Option<_>>()?;
        let trailer = entries.get(count * 20..)?.strip_prefix(b"trailer\n")?;
        let mut sorted = starts.clone();
        sorted.push(at);
        sorted.sort_unstable();
        let range = |start: &usize| {
            let end = sorted.get(sorted.binary_search(start).ok()? + 1)?;
            Some(*start..*end)
        };
        let ranges = std::iter::once(None).chain(starts.iter().map(range)).collect();
        Some(Table { file, trailer, ranges })
    }

    fn object(&self, number: i32) -> Option<&'a [u8]> {
        let range = self.ranges.get(usize::try_from(number).ok()?)?.clone()?;
        self.file.get(range)
    }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, part)
}

/// What follows a key.
fn value<'a>(bytes: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    bytes.get(find(bytes, key)? + key.len()..)
}

/// The number at the beginning.
fn number(bytes: &[u8]) -> Option<i32> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(bytes.get(..digits)?).ok()?.parse().ok()
}

/// The number of the object that a key refers to.
fn reference(bytes: &[u8], key: &[u8]) -> Option<i32> {
    number(value(bytes, key)?)
}

/// The numbers in a list of references, `1 0 R 2 0 R`.
fn references(list: &[u8]) -> Option<Vec<i32>> {
    let words: Vec<&[u8]> = list.split(|byte| *byte == b' ').collect();
    words
        .chunks(3)
        .map(|words| match words {
            [object, b"0", b"R"] => number(object),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_references_are_read() {
        assert_eq!(references(b"18 0 R 7 0 R"), Some(vec![18, 7]));
        assert_eq!(references(b"18 0 R7 0 R"), None);
        assert_eq!(references(b"(text)"), None);
    }

    #[test]
    fn what_is_no_such_file_is_none() {
        assert!(Blank::read(b"").is_none());
        assert!(Blank::read(&[b'x'; 500]).is_none());
        let mut file = vec![b'x'; 100];
        file.extend_from_slice(
            b"xref\n0 2\n0000000000 65535 f\r\n0000099999 00000 n\r\ntrailer\n<<>>\nstartxref\n100\n%%EOF",
        );
        assert!(Blank::read(&file).is_none());
    }
}
