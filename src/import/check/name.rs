//! Names: joined from their parts, and looked at for slips.

use std::borrow::Cow;

use crate::diag::Problem;
use crate::locale::is_letter;

use super::super::map::NamePart;
use super::case::{self, Uniform};
use super::finding::Flaw;
use super::{aside, email, mixed, placeholder};

/// The order in which the parts of a name are written.
pub(in crate::import) fn name_order(family_first: bool, middle_between: bool) -> [NamePart; 6] {
    use NamePart::{Family, Given, Middle, Prefix, SecondFamily, Suffix};
    match (family_first, middle_between) {
        (false, _) => [Given, Middle, Prefix, Family, SecondFamily, Suffix],
        (true, false) => [Prefix, Family, SecondFamily, Given, Middle, Suffix],
        (true, true) => [Prefix, Family, SecondFamily, Middle, Given, Suffix],
    }
}

/// The parts of a name that have columns of their own, and a text in this row.
#[derive(Debug, Default)]
pub(super) struct Parts(pub(super) Vec<(NamePart, String)>);

impl Parts {
    /// The name in the order of its language. Chinese and Korean names in their own script have no space.
    pub(super) fn join(&self, language: Option<&str>, family_first: bool, middle_between: bool) -> String {
        let own_script = !self.0.is_empty() && self.texts().all(is_east_asian);
        let primary = language.map(|language| language.split('-').next().unwrap_or(language));
        let has_middle = self.text(NamePart::Middle).is_some();
        let family_first = own_script
            || match primary {
                Some("zh" | "ja" | "ko" | "vi" | "hu") => true,
                Some("ru" | "uk" | "be" | "kk") => has_middle,
                Some(_) => false,
                None => family_first,
            };
        let separator = if own_script && primary != Some("ja") && !self.texts().any(has_kana) {
            ""
        } else {
            " "
        };
        let mut name = String::new();
        for part in name_order(family_first, middle_between || primary == Some("vi")) {
            let Some(text) = self.text(part) else { continue };
            // “d’” and the name after it are one word.
            if !name.is_empty() && !name.ends_with(['\'', '’']) {
                name.push_str(separator);
            }
            name.push_str(text);
        }
        name
    }

    pub(super) fn text(&self, wanted: NamePart) -> Option<&str> {
        let found = self.0.iter().find(|(part, _)| *part == wanted);
        found.map(|(_, text)| text.as_str())
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, text)| text.as_str())
    }
}

fn is_east_asian(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c as u32, 0x3005..=0x3007 | 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
            || matches!(c as u32, 0x1100..=0x11ff | 0xac00..=0xd7a3)
    })
}

fn has_kana(text: &str) -> bool {
    text.chars().any(|c| matches!(c as u32, 0x3040..=0x30ff))
}

/// The code of an address beside a name, and the kind of the fix that keeps it.
pub(super) const ADDRESS_BESIDE: &str = "email-in-name";

/// The kind of the fix by which such an address is lost.
pub(super) const ADDRESS_LOST: &str = "email-left-out";

/// What looks wrong with a name, the worst first; one remark is enough.
pub(super) fn look(text: &str) -> Option<Flaw> {
    if email::plausible(text) {
        let problem = Problem::warning("email-as-name", "The name is an e-mail address");
        return Some(
            problem
                .hint("Check that the columns are mapped to the right fields")
                .into(),
        );
    }
    if !text.chars().any(is_letter) {
        let problem = Problem::warning("name-without-letters", format!("The name has no letters: {text}"));
        return Some(
            problem
                .hint("Check that the columns are mapped to the right fields")
                .into(),
        );
    }
    if placeholder::is_one(text) {
        let problem = Problem::warning(
            "placeholder-name",
            format!("This stands for a name, and is none: {text}"),
        );
        return Some(
            problem
                .hint("Write the person's name, or leave the row out; go on if somebody is called so")
                .into(),
        );
    }
    if let Some(name) = without_number(text) {
        return Some(list_number(name));
    }
    // Of one word it may be what somebody is called, as “50 Cent” is; behind two there is a person.
    let is_whole = |name: &&str| {
        name.split_whitespace()
            .filter(|word| word.starts_with(is_letter))
            .nth(1)
            .is_some()
    };
    if let Some(name) = bare_number(text).map(|(_, name)| name).filter(is_whole) {
        return Some(list_number(name));
    }
    if let Some((name, _)) = email::name_and_address(text) {
        let problem = Problem::warning(ADDRESS_BESIDE, "An e-mail address stands beside the name");
        return Some(Flaw::from(problem).write(name));
    }
    if let Some(flaw) = aside::look(text) {
        return Some(flaw);
    }
    let mut lines = text.lines().map(|line| line.split_whitespace().count());
    if text.contains('\n') && lines.clone().count() > 1 && lines.all(|words| words > 1) {
        let problem = Problem::warning(
            "several-names",
            "The cell has several lines, which could be several people",
        );
        return Some(
            problem
                .hint("Give each person a row, or write the name in one line")
                .into(),
        );
    }
    if let Some(sign) = sign_between_names(text) {
        let message = format!("The cell has whole names before and after “{sign}”, which could be several people");
        return Some(
            Problem::warning("several-names", message)
                .hint("Give each person a row, or go on if it is one name")
                .into(),
        );
    }
    if let Some(clean) = doubled_spaces(text) {
        let problem = Problem::warning(
            "doubled-spaces",
            "The name has doubled spaces, tabs or line breaks inside",
        );
        let label = format!("Write it with single spaces: {clean}");
        return Some(Flaw::from(problem).offer(label, clean));
    }
    mixed::look(text)
}

/// The sign that stands between two whole names: `Ann Lee / Bob Ray`. Within a name there are `S/O` and `a/l`, “son of”.
fn sign_between_names(text: &str) -> Option<char> {
    let is_whole = |part: &str| {
        let words = part.split_whitespace().filter(|word| word.contains(is_letter));
        let is_long = |word: &str| word.chars().count() > 1;
        let words: Vec<&str> = words.collect();
        words.len() > 1
            && words.first().is_some_and(|word| is_long(word))
            && words.last().is_some_and(|word| is_long(word))
    };
    let is_between = |sign: char| {
        let mut parts = text.split(sign);
        let loose = sign != '&' || text.contains(" & ");
        loose && text.contains(sign) && !text.contains("&#") && parts.all(is_whole)
    };
    ['/', '&', ';', '+', '|'].into_iter().find(|sign| is_between(*sign))
}

/// That the number or the sign of a list stands before a name.
pub(super) fn list_number(name: &str) -> Flaw {
    let problem = Problem::warning("list-number", "The name has the number or the sign of a list before it");
    Flaw::from(problem).offer(format!("Write it without: {name}"), name)
}

/// The number before a name with nothing but a space between them, and the name: `1 Anna Lee`. That alone says nothing, as
/// “50 Cent” shows.
pub(super) fn bare_number(text: &str) -> Option<(u32, &str)> {
    let text = text.trim();
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .filter(|digits| (1..=6).contains(digits))?;
    let (number, rest) = text.split_at_checked(digits)?;
    let name = rest.trim_start();
    let is_name = name.len() < rest.len() && name.chars().next().is_some_and(is_letter);
    Some((number.parse().ok().filter(|_| is_name)?, name))
}

/// Whether the texts of a column are those of a list with numbers: most begin with one, and they rise.
pub(in crate::import) fn is_numbered<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> bool {
    let (mut filled, mut numbered, mut rising, mut last) = (0_usize, 0_usize, 0_usize, None);
    for text in texts.filter(|text| !text.trim().is_empty()) {
        filled += 1;
        let Some((number, _)) = bare_number(&text) else {
            continue;
        };
        numbered += 1;
        rising += usize::from(last.is_none_or(|last| last < number));
        last = Some(number);
    }
    // Some rows may have been moved.
    numbered >= 2 && numbered * 2 > filled && rising * 10 >= numbered * 9
}

/// The text behind the number or the sign of a list: `1. Anna Lee`, `(2) Ben Ito`, `3 - Cleo Fox`, `• Dora Kim`.
pub(in crate::import) fn without_number(text: &str) -> Option<&str> {
    let numbered = text.strip_prefix(['(', '[', '（']).unwrap_or(text);
    let digits = numbered.find(|c: char| !c.is_numeric()).unwrap_or(numbered.len());
    let rest = match digits {
        0 => text.strip_prefix(['•', '▪', '●', '◦', '‣', '*', '–', '-'])?,
        1..=6 => {
            let behind = numbered.get(digits..)?.trim_start();
            behind.strip_prefix(['.', ')', ']', ':', '-', '–', '．', '）', '、', '：'])?
        }
        _ => return None,
    };
    let name = rest.trim_start();
    let before = text.get(..text.len() - rest.len())?;
    // Signs of full width, and names in letters that need no space, stand right behind. So does what looks like a name
    // behind a point, as the capitals of “1.FC” do not.
    let is_small = |letter: char| letter.is_lowercase();
    let is_word = before.ends_with(['.', ')']) && name.chars().nth(1).is_some_and(is_small);
    let is_apart = name.len() < rest.len() || !before.is_ascii() || is_word;
    (is_apart && name.chars().next().is_some_and(is_letter)).then_some(name)
}

/// A whole name that is written as in a directory: `Doe, John`. Titles behind a comma belong there.
pub(super) fn turned(text: &str, language: Option<&str>) -> Option<Flaw> {
    if !text.contains([',', '،']) {
        return None;
    }
    // Quotation marks around the whole are those of a program.
    let plain = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '„'));
    let parts: Vec<&str> = plain.split([',', '،']).map(str::trim).collect();
    let (family, given, titles) = match &parts[..] {
        [family, given] => (*family, *given, None),
        [family, given, titles] if case::may_be_title(titles) => (*family, *given, Some(*titles)),
        [family, titles, given] if case::is_title(titles) => (*family, *given, Some(*titles)),
        _ => return None,
    };
    let is_name = |part: &str| {
        let words = part.split_whitespace();
        (1..=4).contains(&words.clone().count())
            && words.clone().all(|word| word.chars().any(is_letter))
            && !part.chars().any(char::is_numeric)
    };
    let several = |part: &str| part.split_whitespace().nth(1).is_some();
    // Behind a whole name, and beside another title, what may be a title is one: “Budi Santoso, S.H.” has no initials.
    let is_title = match several(family) || titles.is_some() {
        true => case::may_be_title,
        false => case::is_title,
    };
    if !is_name(family) || !is_name(given) || given.split_whitespace().any(is_title) {
        return None;
    }
    let name = in_usual_order(family, given, language);
    let name = titles.map_or_else(|| name.clone(), |titles| format!("{name}, {titles}"));
    let problem = Problem::warning(
        "family-name-first",
        "The name is written as in a directory, the family name first",
    );
    let flaw = Flaw::from(problem);
    // Whether these are two people, nobody knows but who wrote it.
    Some(match several(family) && several(given) {
        true => flaw
            .hint("If these are two people, give each a row")
            .offer(format!("Write it as {name}, one person"), name),
        false => flaw.write(name),
    })
}

/// The name as it is written without a comma: in the order of its language, or of its script.
fn in_usual_order(family: &str, given: &str, language: Option<&str>) -> String {
    let parts = [(NamePart::Family, family), (NamePart::Given, given)];
    let parts = Parts(parts.map(|(part, text)| (part, text.to_owned())).into());
    let is_vietnamese = |text: &str| {
        text.chars()
            .any(|c| matches!(c, '\u{1ea0}'..='\u{1ef9}' | 'ơ' | 'Ơ' | 'ư' | 'Ư'))
    };
    parts.join(language, is_vietnamese(family) || is_vietnamese(given), false)
}

/// The remark about a name that is all in capitals or all in small letters.
pub(super) fn uniform_case(case: Uniform) -> Problem {
    match case {
        // Some write it so on purpose, and it can be read.
        Uniform::Capitals => Problem::note("all-caps", "The name is all in capitals"),
        Uniform::Small => Problem::warning("all-lower-case", "The name is all in small letters"),
    }
}

/// The text with single spaces, when it has others. A no-break space counts as one.
fn doubled_spaces(text: &str) -> Option<String> {
    let breaks = |c: char| {
        matches!(
            c,
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    let mut after_space = false;
    let is_wrong = |c: char| {
        let is_space = c.is_whitespace();
        let doubled = is_space && std::mem::replace(&mut after_space, is_space);
        after_space = is_space;
        doubled || breaks(c)
    };
    if !text.chars().any(is_wrong) {
        return None;
    }
    let words: Vec<Cow<'_, str>> = text.split_whitespace().map(Cow::Borrowed).collect();
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(given: &str, middle: &str, family: &str, language: Option<&str>, family_first: bool) -> String {
        let parts = [
            (NamePart::Given, given),
            (NamePart::Middle, middle),
            (NamePart::Family, family),
        ];
        let there = parts.into_iter().filter(|(_, text)| !text.is_empty());
        Parts(there.map(|(part, text)| (part, text.to_owned())).collect()).join(language, family_first, false)
    }

    #[test]
    fn names_are_joined_in_the_order_of_their_language() {
        assert_eq!(joined("Zoë", "", "Müller", Some("de"), false), "Zoë Müller");
        assert_eq!(joined("小明", "", "王", Some("zh-Hans"), false), "王小明");
        assert_eq!(joined("小明", "", "王", None, false), "王小明");
        assert_eq!(joined("철수", "", "김", Some("ko"), false), "김철수");
        assert_eq!(joined("太郎", "", "山田", Some("ja"), false), "山田 太郎");
        assert_eq!(joined("はなこ", "", "たかはし", None, true), "たかはし はなこ");
        assert_eq!(joined("Anna", "", "Nagy", Some("hu"), false), "Nagy Anna");
        assert_eq!(
            joined("Иван", "Петрович", "Щербаков", Some("ru"), true),
            "Щербаков Иван Петрович"
        );
        assert_eq!(joined("Иван", "", "Щербаков", Some("ru"), false), "Иван Щербаков");
        assert_eq!(joined("Xiaoming", "", "Wang", None, false), "Xiaoming Wang");
        assert_eq!(joined("", "", "Cher", None, false), "Cher");
        assert_eq!(joined("Ánh", "Thị", "Nguyễn", Some("vi"), false), "Nguyễn Thị Ánh");
        let dutch = [
            (NamePart::Given, "Anne"),
            (NamePart::Family, "Berg"),
            (NamePart::Prefix, "van der"),
        ];
        let parts =
            |parts: &[(NamePart, &str)]| Parts(parts.iter().map(|(part, text)| (*part, (*text).into())).collect());
        assert_eq!(parts(&dutch).join(None, false, false), "Anne van der Berg");
        let french = [
            (NamePart::Given, "Jean"),
            (NamePart::Prefix, "d’"),
            (NamePart::Family, "Alembert"),
        ];
        assert_eq!(parts(&french).join(None, false, false), "Jean d’Alembert");
    }

    #[test]
    fn numbers_of_lists_are_no_part_of_a_name() {
        for text in [
            "1. Anna Lee",
            "12) Anna Lee",
            "• Anna Lee",
            "- Anna Lee",
            "３．Anna Lee",
            "* Anna Lee",
            "(3) Anna Lee",
            "5 - Anna Lee",
            "6: Anna Lee",
            "7- Anna Lee",
            "8.Anna Lee",
            "9)Anna Lee",
        ] {
            assert_eq!(without_number(text), Some("Anna Lee"), "{text}");
        }
        assert_eq!(without_number("3、王小明"), Some("王小明"));
        for text in [
            "Anna Lee",
            "1.FC",
            "1. 2",
            "-Anna",
            "2026. 3",
            "4ever Lee",
            "",
            "Anna 1. Lee",
            "50 Cent",
            "3-D Smith",
            "(Anna) Lee",
            "2026-01-01",
        ] {
            assert_eq!(without_number(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_before_a_whole_name_is_asked_about() {
        let without = |text: &str| look(text).map(|flaw| flaw.texts().join(", "));
        assert_eq!(without("3 Mary Pickford").as_deref(), Some("Mary Pickford"));
        assert_eq!(without("17. Clara Bow").as_deref(), Some("Clara Bow"));
        assert_eq!(without("50 Cent"), None);
        assert_eq!(without("3rd Mary Pickford"), None);
    }

    #[test]
    fn a_column_is_numbered_where_most_names_have_a_number_and_they_rise() {
        let is = |texts: &[&str]| is_numbered(texts.iter().map(|text| Cow::Borrowed(*text)));
        assert!(is(&["1 Anna Lee", "2 Ben Ito", "", "3 Cleo Fox", "Dora Kim"]));
        assert!(is(&["08 王小明", "09 李雷"]));
        for good in [
            &["50 Cent"][..],
            &["50 Cent", "2 Chainz"],
            &["Anna Lee", "2 Chainz", "50 Cent", "Ben"],
            &["1Anna", "2Ben"],
            &["1 2", "3 4"],
            &["2026 Anna", "2026 Ben", "2026 Cleo"],
            &[],
        ] {
            assert!(!is(good), "{good:?}");
        }
        assert_eq!(bare_number(" 12  Anna Lee "), Some((12, "Anna Lee")));
    }

    #[test]
    fn names_as_in_a_directory_are_turned_around() {
        for (text, name) in [
            ("Doe, John", Some("John Doe")),
            ("Müller-Lüdenscheidt, Zoë Anna", Some("Zoë Anna Müller-Lüdenscheidt")),
            ("de la Peña, Íñigo", Some("Íñigo de la Peña")),
            ("Иванов, Пётр Сергеевич", Some("Пётр Сергеевич Иванов")),
            ("Doe, John, PhD", Some("John Doe, PhD")),
            ("O’Brien-Smith, Jr.", None),
            ("Martin King, Sr", None),
            ("Anna Lee, M.Sc.", None),
            ("Dr. Siti Aminah, M.Pd.", None),
            ("Siti Aminah, S.Kom., M.Pd.", None),
            ("Ute Maier, Dipl.-Ing.", None),
            ("Budi Santoso, S.H.", None),
            ("Budi Santoso, S.H., M.H.", None),
            ("Budi Santoso, S.H. M.H.", None),
            ("Suharto, S.H., M.H.", None),
            ("Suharto, S.Pd.I.", None),
            ("dr. Ayu Lestari, Sp.OG", None),
            ("Anna Lee, M.A.", None),
            ("Lee, Ph.D.", None),
            ("Lee, LL.M.", None),
            ("Maria Dupont, M.Th.", None),
            ("Doe, J.R.", Some("J.R. Doe")),
            ("Martin King, J.R.", Some("J.R. Martin King")),
            ("García Lorca, F.", Some("F. García Lorca")),
            ("Doe, J.R., M.A.", Some("J.R. Doe, M.A.")),
            ("Doe, S.H.", Some("S.H. Doe")),
            ("Ivanova, I.", Some("I. Ivanova")),
            ("Ludwig Otto, II.", None),
            ("Adorno, Th.A.", Some("Th.A. Adorno")),
            ("Wiesengrund Adorno, Th.A.", Some("Th.A. Wiesengrund Adorno")),
            ("Paul, Ch.M.", Some("Ch.M. Paul")),
            ("Lermontov, M.Yu.", Some("M.Yu. Lermontov")),
            ("Smith, J.Paul", Some("J.Paul Smith")),
            ("Иванов, П.С.", Some("П.С. Иванов")),
            ("John Smith, III", None),
            ("Dr. Ann Lee, Prof.", None),
            ("Lee, Ann, Bob, Cleo", None),
            ("Lee,", None),
            ("Room 5, Building 2", None),
            ("Anna Lee", None),
            ("Lee, M.D.", None),
            ("Smith, Jr., John", Some("John Smith, Jr.")),
            ("\"Doe, Jane\"", Some("Jane Doe")),
            ("“Doe, Jane”", Some("Jane Doe")),
            ("王, 小明", Some("王小明")),
            ("김, 철수", Some("김철수")),
            ("たかはし, はなこ", Some("たかはし はなこ")),
            ("Nguyễn, Văn A", Some("Nguyễn Văn A")),
        ] {
            assert_eq!(
                turned(text, None)
                    .as_ref()
                    .and_then(|flaw| flaw.texts().first().copied()),
                name,
                "{text}"
            );
        }
    }

    #[test]
    fn the_language_tells_the_order_of_a_name_from_a_directory() {
        let turned = |text, language| turned(text, Some(language)).expect(text).texts().concat();
        assert_eq!(turned("Nagy, Anna", "hu"), "Nagy Anna");
        assert_eq!(turned("Wang, Xiaoming", "zh"), "Wang Xiaoming");
        assert_eq!(turned("山田, 太郎", "ja"), "山田 太郎");
        assert_eq!(turned("Doe, Jane", "en"), "Jane Doe");
    }

    #[test]
    fn good_names_are_let_be() {
        let read = |name: &str| {
            let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).expect("the names")
        };
        let (known, held_out) = (read("names.tsv"), read("names-held-out.tsv"));
        let undamaged = known.lines().skip(1).filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            // A text that looks like a formula has a remark of its own, and none of these.
            let is_good =
                !fields[3].contains("damaged") && !fields[3].contains("named problem") && !fields[0].starts_with('=');
            is_good.then_some(fields[0].trim())
        });
        let held_out = held_out.lines().skip(1).filter_map(|line| line.rsplit('\t').next());
        let mut count = 0;
        for name in undamaged.chain(held_out.flat_map(|names| names.split(';'))) {
            let found: Vec<_> = look(name).into_iter().chain(turned(name, None)).collect();
            let codes: Vec<&str> = found.iter().map(|flaw| flaw.problem.code.as_ref()).collect();
            let is_spaced = name.contains("  ") && codes == ["doubled-spaces"];
            assert!(codes.is_empty() || is_spaced, "{name}: {codes:?}");
            count += 1;
        }
        assert!(count > 1000, "{count}");
    }

    #[test]
    fn slips_in_names_are_seen() {
        let code = |text: &str| look(text).map(|flaw| flaw.problem.code.into_owned());
        assert_eq!(code("Tomás   Ruiz").as_deref(), Some("doubled-spaces"));
        assert_eq!(code("Tomás\nRuiz").as_deref(), Some("doubled-spaces"));
        assert_eq!(code("anna@example.org").as_deref(), Some("email-as-name"));
        for two in [
            "Ann Lee / Bob Ray",
            "Ann Lee/Bob Ray",
            "Ann Lee & Bob Ray",
            "Ann Lee; Bob Ray; Cy Fox",
        ] {
            assert_eq!(code(two).as_deref(), Some("several-names"), "{two}");
        }
        assert_eq!(code("Anna <anna@example.org>").as_deref(), Some("email-in-name"));
        assert_eq!(look("Tomás \t Ruiz").expect("a flaw").texts(), ["Tomás Ruiz"]);
        assert_eq!(code("12345").as_deref(), Some("name-without-letters"));
        assert_eq!(code("N/A").as_deref(), Some("placeholder-name"));
        assert_eq!(code("M\u{430}ria").as_deref(), Some("mixed-scripts"));
        for good in [
            "Ravi Kumar S/O Mohan Lal",
            "Ravi a/l Mohan",
            "Jane / Sinéad Kelly",
            "X",
            "Tomás Ruiz",
            "O’Brien-Smith, Jr.",
            "Aya 🏅 Tanaka",
            "王小明",
            "A\u{a0}B",
        ] {
            assert_eq!(code(good), None, "{good}");
        }
    }
}
