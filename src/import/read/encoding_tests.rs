//! Names of many languages in every code page that a spreadsheet program writes for them: they come back as they were,
//! or the right reading is among those between which a person has to choose.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::encoding;
use super::encoding_lists::{Language, comparable, encoded, languages, seeds};

/// What became of the lists of a language in a code page.
#[derive(Clone, Copy, Debug, Default)]
struct Outcome {
    lists: usize,
    /// Read without a question, and right.
    right: usize,
    /// A question, with the right reading first.
    asked: usize,
    /// A question, with the right reading behind others.
    asked_later: usize,
    /// Read without a question, and wrong.
    wrong: usize,
    /// A question without the right reading.
    lost: usize,
}

/// Reads a list, and says which of the above it was.
fn read(text: &str, bytes: &[u8], outcome: &mut Outcome) -> Option<String> {
    let (decoded, encoding) = encoding::decode(bytes, None).expect("decoded").value;
    let readings = encoding::readings(bytes);
    let wanted = comparable(text);
    let place = readings
        .iter()
        .position(|codec| comparable(&codec.decode(bytes).0) == wanted);
    assert_eq!(
        decoded,
        readings[0].decode(bytes).0,
        "what is taken is the first reading"
    );
    outcome.lists += 1;
    let counter = match (encoding.unsure, place) {
        (false, Some(0)) => &mut outcome.right,
        (false, _) => &mut outcome.wrong,
        (true, Some(0)) => &mut outcome.asked,
        (true, Some(_)) => &mut outcome.asked_later,
        (true, None) => &mut outcome.lost,
    };
    *counter += 1;
    let names: Vec<&str> = readings.iter().map(|codec| codec.name()).collect();
    let bad = !encoding.unsure && place != Some(0) || place.is_none();
    bad.then(|| {
        format!(
            "{names:?} unsure={} {}",
            encoding.unsure,
            decoded.replace("\r\n", " | ")
        )
    })
}

/// The lists of a language in a code page, with and without headings.
fn lists(language: &'static Language, page: &'static str) -> impl Iterator<Item = (usize, String, Vec<u8>)> {
    [1, 2, 5, 50].into_iter().flat_map(move |count| {
        (0..seeds(count)).flat_map(move |seed| {
            [true, false].into_iter().filter_map(move |with_headings| {
                let text = language.table(page, count, seed, with_headings);
                let bytes = encoded(&text, page).expect("letters that the page has");
                (!text.is_ascii()).then_some((count, text, bytes))
            })
        })
    })
}

/// For each language and each code page that a spreadsheet program would write there, lists of 1, 2, 5 and 50 people come
/// back exactly, or are put to the user as a choice that contains the right reading.
#[test]
fn names_come_back_exactly_or_are_put_to_the_user() {
    let (mut wrong, mut table) = (Vec::new(), String::new());
    let mut of_windows: BTreeMap<usize, Outcome> = BTreeMap::new();
    for language in languages() {
        for (at, page) in language.pages.iter().enumerate() {
            let mut by_count: BTreeMap<usize, Outcome> = BTreeMap::new();
            for (count, text, bytes) in lists(language, page) {
                let said = read(&text, &bytes, by_count.entry(count).or_default());
                wrong.extend(said.map(|said| format!("{} {page} {count}: {said}", language.code)));
            }
            assert_eq!(by_count.len(), 4, "{} has nothing in {page}", language.code);
            let _ = write!(table, "{:8} {page:16}", language.code);
            for (count, outcome) in by_count {
                let _ = write!(table, "  {count}: {outcome}");
                if at == 0 {
                    of_windows.entry(count).or_default().add(outcome);
                }
            }
            table.push('\n');
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}\n{table}",
        wrong.len(),
        wrong.join("\n")
    );
    let fifty = of_windows.get(&50).copied().unwrap_or_default();
    assert!(
        fifty.right * 10 >= fifty.lists * 7,
        "long lists are seldom a question: {fifty}\n{table}"
    );
    assert!(
        (fifty.right + fifty.asked) * 20 >= fifty.lists * 19,
        "and the right reading is first: {fifty}\n{table}"
    );
}

/// Lists of names that nobody looked at when the thresholds were chosen: each name alone, two and five neighbours, and
/// fifty, every other one with headings and addresses.
#[test]
fn names_that_nothing_was_tuned_on_come_back_or_are_put_to_the_user() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/names-held-out.tsv");
    let file = std::fs::read_to_string(path).expect("the names");
    let (mut wrong, mut all, mut known) = (Vec::new(), BTreeMap::new(), 0);
    for line in file.lines().skip(1) {
        let [language, pages, names] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}");
        };
        let names: Vec<&str> = names.split(';').collect();
        assert!(names.len() >= 40, "{language} has {} names", names.len());
        known += 1;
        for page in pages.split(' ') {
            for (count, text, bytes) in held_out_lists(&names, page) {
                let said = read(&text, &bytes, all.entry(count).or_insert_with(Outcome::default));
                wrong.extend(said.map(|said| format!("{language} {page} {count}: {said}")));
            }
        }
    }
    assert!(known >= 16, "{known} languages");
    assert!(
        all.len() == 4 && all.values().all(|outcome| outcome.lists > 50),
        "{all:?}"
    );
    assert!(
        wrong.is_empty(),
        "{} wrong of {all:?}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// All lists of a language in a code page, of the names whose letters it has.
fn held_out_lists(names: &[&str], page: &str) -> Vec<(usize, String, Vec<u8>)> {
    let names: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| encoded(name, page).is_some())
        .collect();
    assert!(!names.is_empty(), "{page}");
    let mut lists = Vec::new();
    for (count, step) in [(1, 1), (2, 2), (5, 4), (50, 20)] {
        for start in (0..names.len()).step_by(step) {
            let people: Vec<&str> = names.iter().copied().cycle().skip(start).take(count).collect();
            let rows = people.iter().zip(1..);
            // Every other list has headings and addresses.
            let text: String = match start / step % 2 {
                0 => people.join("\r\n") + "\r\n",
                _ => rows.fold("Name;E-mail\r\n".to_owned(), |text, (name, row)| {
                    format!("{text}{name};p{row}@example.org\r\n")
                }),
            };
            if !text.is_ascii() {
                let bytes = encoded(&text, page).expect("letters that the page has");
                lists.push((count, text, bytes));
            }
        }
    }
    lists
}

impl Outcome {
    fn add(&mut self, other: Outcome) {
        self.lists += other.lists;
        self.right += other.right;
        self.asked += other.asked;
        self.asked_later += other.asked_later;
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}/{}/{} of {}",
            self.right, self.asked, self.asked_later, self.lists
        )
    }
}

#[test]
fn unicode_is_never_a_guess() {
    for language in languages() {
        for count in [1, 2, 5, 50] {
            let text = language.table("UTF-8", count, 0, true);
            let with_mark = format!("\u{feff}{text}");
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let marked: Vec<u8> = with_mark.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for bytes in [text.as_bytes(), with_mark.as_bytes(), &little, &marked, &big] {
                let (decoded, encoding) = encoding::decode(bytes, None).expect("decoded").value;
                assert_eq!(
                    (&*decoded, encoding.guessed),
                    (text.as_str(), false),
                    "{}",
                    language.code
                );
            }
        }
    }
}
