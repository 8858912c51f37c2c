//! The records of a text file: values between separators, in quotation marks where they need them.
//!
//! What counts as a record is what the crate `csv` makes of it: lines end with CR, LF or both, empty ones are none, a
//! quotation mark opens only at the beginning of a value, and text behind its end belongs to the value. Values without
//! doubled marks are parts of the text, and nothing is copied for them.
//!
//! Beyond that, marks in values may have a backslash before them, as databases write them. What ends in a backslash looks
//! the same where its mark closes it, so that each mark is judged by what is behind it.

use std::borrow::Cow;

/// Gives the records of a text one after the other.
#[derive(Debug)]
pub(super) struct Records<'a> {
    text: &'a str,
    delimiter: u8,
    at: usize,
    values: Vec<Cow<'a, str>>,
    /// Whether quotation marks inside of values have a backslash before them, somewhere in the text.
    backslashes: bool,
    /// Whether the text ended inside of quotation marks.
    is_open: bool,
}

/// What a quotation mark inside of a value in marks is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// It ends the value.
    Closes,
    /// The first of two that stand for one.
    Doubled,
    /// It stands for itself, behind a backslash.
    Escaped,
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
            is_open: false,
        }
    }

    /// Whether the text ended before the quotation marks of the last value did.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
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
        // How marks are written in this value, where it has any; else the whole text tells.
        let mut written = self.backslashes.then_some(Mark::Escaped);
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(length) = memchr::memchr(b'"', rest.as_bytes()) else {
                self.at = self.text.len();
                self.is_open = true;
                append(&mut value, rest);
                return value;
            };
            self.at += length + 1;
            let before = rest.get(..length).unwrap_or_default();
            let mark = self.mark(before, written == Some(Mark::Escaped));
            match mark {
                Mark::Closes => {
                    append(&mut value, before);
                    append(&mut value, self.plain());
                    return value;
                }
                Mark::Doubled => {
                    self.at += 1;
                    append(&mut value, rest.get(..=length).unwrap_or_default());
                }
                Mark::Escaped => {
                    append(&mut value, before.get(..length - 1).unwrap_or_default());
                    append(&mut value, "\"");
                }
            }
            written = Some(mark);
        }
    }

    /// What the mark is behind which the next text stands, by what is before and behind it.
    fn mark(&self, before: &str, escaping: bool) -> Mark {
        let bytes = self.text.as_bytes();
        let behind = bytes.get(self.at..).unwrap_or_default();
        let plain = match behind.first() {
            Some(b'"') => Mark::Doubled,
            _ => Mark::Closes,
        };
        if !is_escaped(before.as_bytes()) {
            return plain;
        }
        let more = behind.iter().take_while(|byte| **byte == b'"').count();
        let behind = behind.get(more..).unwrap_or_default();
        let is_end = ends(behind, self.delimiter);
        match more {
            0 if !is_end || (escaping && goes_on(behind, self.delimiter)) => Mark::Escaped,
            // The last one closes the value then.
            _ if escaping && is_end && more % 2 == 1 => Mark::Escaped,
            _ => plain,
        }
    }
}

/// Whether the mark behind a text has a backslash of its own: two of them are one.
fn is_escaped(before: &[u8]) -> bool {
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

fn is_blank(byte: u8, delimiter: u8) -> bool {
    matches!(byte, b' ' | b'\t') && byte != delimiter
}

/// Whether a value could end before a text: a separator or the end of the line comes next.
fn ends(behind: &[u8], delimiter: u8) -> bool {
    let next = behind.iter().find(|byte| !is_blank(**byte, delimiter));
    next.is_none_or(|byte| matches!(byte, b'\n' | b'\r') || *byte == delimiter)
}

/// Whether a value goes on across the separator or the end of the line that comes next: the next mark would be inside of a
/// value without marks otherwise, and could open nothing.
fn goes_on(behind: &[u8], delimiter: u8) -> bool {
    let is_between = |byte: &u8| is_blank(*byte, delimiter) || matches!(byte, b'\n' | b'\r') || *byte == delimiter;
    let start = behind.iter().take_while(|byte| is_between(byte)).count();
    let value = behind.get(start..).unwrap_or_default();
    let Some(at) = memchr::memchr3(b'"', b'\n', b'\r', value) else {
        return false;
    };
    let line = value.get(..at).unwrap_or_default();
    let last = line.iter().rposition(|byte| *byte == delimiter);
    let mut own = line.get(last.map_or(0, |last| last + 1)..).unwrap_or_default().iter();
    value.get(at) == Some(&b'"') && own.any(|byte| !is_blank(*byte, delimiter))
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
    let (mut seen, mut has_begun) = (0, bytes.first() == Some(&b'"'));
    for at in memchr::memmem::find_iter(bytes, b"\\\"") {
        // Only what is new since the mark before, so that each byte is looked at once.
        let new = bytes.get(seen..at).unwrap_or_default();
        let start = new
            .iter()
            .rposition(|byte| matches!(byte, b'\n' | b'\r') || *byte == delimiter);
        if let Some(start) = start {
            has_begun = bytes.get(seen + start + 1) == Some(&b'"');
        }
        seen = at + 1;
        let behind = bytes.get(at + 2..).unwrap_or_default();
        let is_one = || is_escaped(bytes.get(..=at).unwrap_or_default()) && behind.first() != Some(&b'"');
        if has_begun && is_one() && !ends(behind, delimiter) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Vec<String>> {
        by_us(text, b',').into_iter().map(|(values, _)| values).collect()
    }

    #[test]
    fn marks_behind_backslashes_belong_to_the_value() {
        let annie = (r#""Anna \"Annie\" Lee",a"#, vec!["Anna \"Annie\" Lee", "a"]);
        for (line, expected) in [
            (r#""Ben \"B\"",b"#, vec!["Ben \"B\"", "b"]),
            (r#""\"B\" Ito","\"""#, vec!["\"B\" Ito", "\""]),
            (r#""Ben Ito","C:\""#, vec!["Ben Ito", "C:\\"]),
            (r#""Ben Ito","C:\\""#, vec!["Ben Ito", "C:\\\\"]),
            (r#""Ben Ito","Ulm\","b@x.org""#, vec!["Ben Ito", "Ulm\\", "b@x.org"]),
            (r#""Ben Ito\", "Ulm""#, vec!["Ben Ito\\", " \"Ulm\""]),
            (r#""Ben Ito\",5,"Ulm""#, vec!["Ben Ito\\", "5", "Ulm"]),
            (r#""Ben Ito\" ,"Ulm""#, vec!["Ben Ito\\ ", "Ulm"]),
            (r#""Ben Ito\""#, vec!["Ben Ito\\"]),
            (r#""said \"hi\", and left","Ulm""#, vec!["said \"hi\", and left", "Ulm"]),
            (r#""say ""C:\"", then go","Ulm""#, vec!["say \"C:\\\", then go", "Ulm"]),
            (r#""say ""C:\""","Ulm""#, vec!["say \"C:\\\"", "Ulm"]),
            (r#""5\"","Ulm""#, vec!["5\"", "Ulm"]),
        ] {
            for (text, at) in [
                (format!("{}\n{line}\n\"c\",d", annie.0), 1),
                (format!("{line}\n{}", annie.0), 0),
            ] {
                let found = values(&text);
                assert_eq!(
                    found.get(at).map(Vec::as_slice),
                    Some(&expected.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>()[..]),
                    "{text}"
                );
                assert_eq!(found.len(), 2 + at, "{text}");
                assert!(found.iter().any(|row| *row == annie.1), "{text}");
            }
        }
        let lines = values("\"a \\\"b\\\"\nsecond c\",1\n\"d\",2");
        assert_eq!(
            lines,
            [["a \"b\"\nsecond c", "1"], ["d", "2"]],
            "a line that ends in a mark"
        );
        assert_eq!(values("\"C:\\\",b\n"), [["C:\\", "b"]], "a backslash at the end is one");
        assert_eq!(
            values("\"say \"\"C:\\\"\", go\",b\n"),
            [["say \"C:\\\", go", "b"]],
            "no other marks"
        );
    }

    #[test]
    fn no_text_takes_longer_than_its_length() {
        let (done, wait) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for piece in [
                "a\\\"b", "\"\\\",", "\"\\\"\n", "\\\"\"", "\\\",", "\\\" ", "\\\\\"", "\\\" ,x",
            ] {
                for begin in ["Name,Email\n", "Name\n\"x \\\"y\\\" z\n\""] {
                    let text = format!("{begin}{}", piece.repeat(200_000));
                    let mut records = Records::new(&text, b',');
                    while records.advance() {}
                    done.send(records.position() == text.len()).expect("waits");
                }
            }
        });
        // Each takes some hundredths of a second; for hours, if it were in the square of the length.
        for _ in 0..16 {
            assert_eq!(wait.recv_timeout(std::time::Duration::from_secs(20)), Ok(true));
        }
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
