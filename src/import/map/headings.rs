//! Headings of the fields that every credential has, in the languages that people write them in: `headings.txt`.
//!
//! They are compared folded (no case, accents, spaces or punctuation), so that one spelling of each word is enough. A
//! word that means the whole name in one sheet and a part of it in another is [`Known::Name`]; which it is depends on
//! the columns beside it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::fold;

/// What a heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// The full name, or a part of it when the other part has a column.
    Name,
    FullName,
    Given,
    /// The first letters of the given names, which are all that some lists have of them.
    Initials,
    Middle,
    /// A middle name that is used after the given name, with the family name before both.
    Patronymic,
    /// A middle name that stands between the family name and the given one.
    Between,
    Prefix,
    Family,
    /// A family name in a language that writes it first.
    FamilyFirst,
    SecondFamily,
    Suffix,
    Email,
    Language,
    IssueDate,
    ExpiryDate,
}

impl Known {
    pub(super) fn is_family(self) -> bool {
        matches!(self, Known::Family | Known::FamilyFirst)
    }

    pub(super) fn is_whole(self) -> bool {
        matches!(self, Known::Name | Known::FullName)
    }

    /// Whether it is a word of whole names: “name”, “full name”, “surname”.
    pub(super) fn is_part_of_name(self) -> bool {
        matches!(self, Known::Name | Known::Given | Known::Family | Known::FamilyFirst)
    }

    /// Whether it is a name or a part of one.
    pub(super) fn is_name(self) -> bool {
        !matches!(
            self,
            Known::Email | Known::Language | Known::IssueDate | Known::ExpiryDate
        )
    }

    /// The word for it in the table.
    fn of(word: &str) -> Option<Known> {
        Some(match word {
            "name" => Known::Name,
            "full" => Known::FullName,
            "given" => Known::Given,
            "initials" => Known::Initials,
            "middle" => Known::Middle,
            "patronymic" => Known::Patronymic,
            "between" => Known::Between,
            "prefix" => Known::Prefix,
            "family" => Known::Family,
            "second-family" => Known::SecondFamily,
            "suffix" => Known::Suffix,
            "family-first" => Known::FamilyFirst,
            "email" => Known::Email,
            "language" => Known::Language,
            "issue" => Known::IssueDate,
            "expiry" => Known::ExpiryDate,
            _ => return None,
        })
    }
}

/// The table; a test reads every line of it.
const TABLE: &str = include_str!("headings.txt");

/// The lines that hold words, each with its kind; `None` for a kind that is misspelt.
fn lines() -> impl Iterator<Item = (Option<Known>, &'static str)> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| match line.split_once(' ') {
        Some((kind, words)) => (Known::of(kind), words),
        None => (None, line),
    })
}

/// What a folded heading says.
pub(super) fn known(folded: &str) -> Option<Known> {
    static INDEX: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
        let mut index = HashMap::new();
        for (kind, words) in lines() {
            let Some(kind) = kind else { continue };
            for word in words.split('|') {
                // The first line that has a word decides between languages.
                index.entry(fold::heading(word)).or_insert(kind);
            }
        }
        index
    });
    INDEX.get(folded).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str) -> Option<Known> {
        known(&fold::heading(title))
    }

    #[test]
    fn headings_of_many_languages_are_known() {
        for title in [
            "Name",
            "Nombre",
            "Nom",
            "Имя",
            "الاسم",
            "नाम",
            "Naam",
            "ชื่อ",
            "Jméno",
            "이름",
        ] {
            assert_eq!(of(title), Some(Known::Name), "{title}");
        }
        for title in [
            "Full Name",
            "ФИО",
            "氏名",
            "姓名",
            "Họ và tên",
            "Ονοματεπώνυμο",
            "שם מלא",
            "Imię i nazwisko",
            "Izen-abizenak",
            "Овог нэр",
            "Magaca oo buuxa",
        ] {
            assert_eq!(of(title), Some(Known::FullName), "{title}");
        }
        for title in [
            "E-Mail-Adresse",
            "e_mail",
            "Электронная почта",
            "メールアドレス",
            "البريد الإلكتروني",
            "อีเมล",
            "이메일",
        ] {
            assert_eq!(of(title), Some(Known::Email), "{title}");
        }
        for title in ["Ausstellungsdatum", "发证日期", "Дата выдачи", "Issue_Date"] {
            assert_eq!(of(title), Some(Known::IssueDate), "{title}");
        }
        for title in ["gültig bis", "有効期限", "Válido hasta", "Expiry date"] {
            assert_eq!(of(title), Some(Known::ExpiryDate), "{title}");
        }
        for title in ["Grade", "Note", "Kurs", "", "Ort", "Phone"] {
            assert_eq!(of(title), None, "{title}");
        }
    }

    #[test]
    fn every_line_of_the_table_says_something() {
        let mut count = 0;
        for (kind, words) in lines() {
            assert!(kind.is_some(), "{words}");
            for word in words.split('|') {
                assert!(!fold::heading(word).is_empty(), "{words}");
                count += 1;
            }
        }
        assert!(count > 1000, "{count}");
    }
}
