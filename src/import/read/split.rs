//! The records of a text file: values between separators, in quotation marks where they need them.
//!
//! What counts as a record is what the crate `csv` makes of it: lines end with CR, LF or both, empty ones are none, a
//! quotation mark opens only at the beginning of a value, and text behind its end belongs to the value. Values without
//! doubled marks are parts of the text, and nothing is copied for them.

use std::borrow::Cow;

/// Gives the records of a text one after the other.
#[derive(Debug)]
pub(super) struct Records<'a> {
    text: &'a str,
    delimiter: u8,
    at: usize,
    values: Vec<Cow<'a, str>>,
    /// Whether quotation marks inside of values have a backslash before them.
    backslashes: bool,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, delimiter: u8) -> Records<'a> {
        Records {
            text,
            delimiter,
            // A second byte order mark is no part of the first value.
            at: if text.starts_with('\u{feff}') { 3 } else { 0 },
            values: Vec::new(),
            backslashes: has_backslashes(text, delimiter),
        }
    }

    /// Where the last record ended, in bytes: behind its line end, or only behind the CR of a pair.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The values of the last record.
    pub(super) fn values(&self) -> &[Cow<'a, str>] {
        &self.values
    }

    /// Goes to the next record; whether there is one.
    pub(super) fn advance(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        self.values.clear();
        while matches!(bytes.get(self.at), Some(b'\r' | b'\n')) {
            self.at += 1;
        }
        if self.at >= bytes.len() {
            return false;
        }
        loop {
            let value = match bytes.get(self.at) {
                Some(b'"') => self.quoted(),
                _ => Cow::Borrowed(self.plain()),
            };
            self.values.push(value);
            let end = bytes.get(self.at).copied();
            self.at += usize::from(end.is_some());
            if end != Some(self.delimiter) {
                return true;
            }
        }
    }

    /// The text up to the next separator or line end.
    fn plain(&mut self) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = memchr::memchr3(self.delimiter, b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// A value that begins with a quotation mark: without it, with single marks for doubled ones, and with what stands
    /// behind its end.
    fn quoted(&mut self) -> Cow<'a, str> {
        self.at += 1;
        let mut value = Cow::Borrowed("");
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(length) = memchr::memchr(b'"', rest.as_bytes()) else {
                self.at = self.text.len();
                append(&mut value, rest);
                return value;
            };
            self.at += length + 1;
            let before = rest.get(..length).unwrap_or_default();
            if self.backslashes && before.ends_with('\\') {
                append(&mut value, before.get(..length - 1).unwrap_or_default());
                append(&mut value, "\"");
                continue;
            }
            if rest.as_bytes().get(length + 1) != Some(&b'"') {
                append(&mut value, rest.get(..length).unwrap_or_default());
                append(&mut value, self.plain());
                return value;
            }
            self.at += 1;
            append(&mut value, rest.get(..=length).unwrap_or_default());
        }
    }
}

fn append<'a>(value: &mut Cow<'a, str>, more: &'a str) {
    if value.is_empty() {
        *value = Cow::Borrowed(more);
    } else if !more.is_empty() {
        value.to_mut().push_str(more);
    }
}

/// Whether a text has `"Anna \"Annie\" Lee"`, as databases write it: a mark behind a backslash in a value that goes on.
fn has_backslashes(text: &str, delimiter: u8) -> bool {
    let bytes = text.as_bytes();
    let has_begun = |at: usize| {
        let line = bytes.get(..at).unwrap_or_default();
        let start = line
            .iter()
            .rposition(|byte| matches!(byte, b'\n' | b'\r') || *byte == delimiter);
        line.get(start.map_or(0, |start| start + 1)) == Some(&b'"')
    };
    memchr::memmem::find_iter(bytes, b"\\\"").any(|at| {
        let after = bytes.get(at + 2);
        let goes_on = after.is_some_and(|byte| !matches!(byte, b'\n' | b'\r' | b'"') && *byte != delimiter);
        goes_on && has_begun(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_behind_backslashes_belong_to_the_value() {
        let mut records = Records::new("\"Anna \\\"Annie\\\" Lee\",a\n\"Ben \\\"B\\\"\",b\n", b',');
        assert!(records.advance());
        assert_eq!(records.values(), ["Anna \"Annie\" Lee", "a"]);
        assert!(records.advance());
        assert_eq!(records.values(), ["Ben \"B\"", "b"]);
        let mut paths = Records::new("\"C:\\\",b\n", b',');
        assert!(paths.advance());
        assert_eq!(paths.values(), ["C:\\", "b"], "a backslash at the end is one");
    }

    /// As the crate `csv` reads it: the values of each record, and where it ends.
    fn by_crate(text: &str, delimiter: u8) -> Vec<(Vec<String>, usize)> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let mut all = Vec::new();
        while reader.read_record(&mut record).expect("a record") {
            let values = record.iter().map(str::to_owned).collect();
            all.push((values, reader.position().byte() as usize));
        }
        all
    }

    fn by_us(text: &str, delimiter: u8) -> Vec<(Vec<String>, usize)> {
        let mut records = Records::new(text, delimiter);
        let mut all = Vec::new();
        while records.advance() {
            let values = records.values().iter().map(|value| value.clone().into_owned());
            all.push((values.collect(), records.position()));
        }
        all
    }

    #[test]
    fn every_short_text_is_split_as_by_the_crate() {
        const LETTERS: [&str; 6] = ["a", "é", ";", "\"", "\n", "\r"];
        for length in 0..=6 {
            for number in 0..LETTERS.len().pow(length) {
                let mut rest = number;
                let mut text = String::new();
                for _ in 0..length {
                    text.push_str(LETTERS[rest % LETTERS.len()]);
                    rest /= LETTERS.len();
                }
                assert_eq!(by_us(&text, b';'), by_crate(&text, b';'), "{text:?}");
            }
        }
    }

    #[test]
    fn values_are_parts_of_the_text() {
        let mut records = Records::new("a;\"b;c\"\r\n\r\n\"d\"\"e\";f", b';');
        assert!(records.advance());
        assert!(records.values().iter().all(|value| matches!(value, Cow::Borrowed(_))));
        assert_eq!(records.values(), ["a", "b;c"]);
        assert!(records.advance());
        assert_eq!(records.values(), ["d\"e", "f"]);
        assert!(!records.advance());
    }
}
