//! Columns for the custom fields that no heading names as it is: `Level reached` for `level`, `Date of completion` for
//! `completed`. The words of the heading and what is in the cells tell together, or the cells alone where only one column
//! and one field can be meant. Of two that could be, none is taken.

use crate::diag::{Place, Problem, Problems};
use crate::locale::compare_key;
use crate::model::{FieldDef, FieldKind};

use super::super::check::parse_value;
use super::super::sheet::{Cell, Sheet};
use super::content::sample;
use super::decide::Decision;
use super::others::{folded_words, is_small};
use super::{Field, Mapping, Reason};

/// What is said beside a value in a heading and is no other value, folded: “Level reached”, “Final grade”.
const BESIDE: &str = "reached achieved attained obtained awarded earned gained scored completed final total overall \
    recipient participant student learner erreicht erreichte erreichtes erzielt erzielte endgultige teilnehmer obtenu \
    obtenue atteint atteinte finale participante obtenido obtenida alcanzado alcanzada participante ottenuto ottenuta \
    raggiunto raggiunta obtido obtida alcancado alcancada behaald behaalde uzyskany uzyskana достигнутый полученный";

/// Words of dates and numbers, which say nothing of which one is meant.
const KINDS: &str = "date datum day tag jour fecha data dato pvm data дата number nummer numero nombre of";

/// What is in the cells of many a column, and so tells of none.
const COMMON: &str = "yes no y n true false x ja nein oui non si sim nao nee da ne tak nie evet hayir да нет";

/// Headings of days and numbers that are seldom for a certificate, by how their words begin, folded.
const ELSEWHERE: [&str; 40] = [
    "birth",
    "born",
    "dob",
    "geburt",
    "geboren",
    "naiss",
    "nacim",
    "nascit",
    "nascim",
    "geboort",
    "urodz",
    "fodsel",
    "fodel",
    "syntym",
    "рожд",
    "dogum",
    "生年",
    "生日",
    "出生",
    "timestamp",
    "zeitstempel",
    "horodat",
    "marcatemporal",
    "created",
    "submitted",
    "registr",
    "regist",
    "anmeld",
    "inscri",
    "iscriz",
    "enrol",
    "signup",
    "order",
    "bestell",
    "paid",
    "payment",
    "bezahl",
    "zahlung",
    "invoice",
    "rechnung",
];

/// Gives each custom field that has no column the one that can only be meant.
pub(super) fn find(
    sheet: &Sheet,
    fields: &[FieldDef],
    decided: &[Decision],
    mapping: &mut Mapping,
    problems: &mut Problems,
) {
    let mut fields: Vec<&FieldDef> = fields
        .iter()
        .filter(|field| mapping.column(&Field::Custom(field.key.clone())).is_none())
        .collect();
    let is_free = |at: &usize| matches!(decided.get(*at), Some(None)) && matches!(mapping.fields.get(*at), Some(None));
    let mut columns: Vec<usize> = (0..sheet.columns.len()).filter(is_free).collect();
    for (fits, words) in [(by_words as Fits, true), (by_values, false)] {
        let pairs = only_ones(&fields, &columns, |field, column| fits(sheet, field, column));
        for (field, column) in &pairs.sure {
            take(sheet, mapping, field, *column, words, problems);
        }
        // What could be several is not settled by less.
        fields.retain(|field| !pairs.fields.contains(&field.key.as_str()));
        columns.retain(|column| !pairs.columns.contains(column));
    }
}

type Fits = fn(&Sheet, &FieldDef, usize) -> bool;

/// What fits, and what of it fits nothing else.
struct Pairs<'a> {
    sure: Vec<(&'a FieldDef, usize)>,
    fields: Vec<&'a str>,
    columns: Vec<usize>,
}

fn only_ones<'a>(fields: &[&'a FieldDef], columns: &[usize], fits: impl Fn(&FieldDef, usize) -> bool) -> Pairs<'a> {
    let mut all: Vec<(&FieldDef, usize)> = Vec::new();
    for field in fields {
        let fitting = columns.iter().filter(|column| fits(field, **column));
        all.extend(fitting.map(|column| (*field, *column)));
    }
    let is_only = |(field, column): &&(&FieldDef, usize)| {
        let touching = all.iter().filter(|(f, c)| f.key == field.key || c == column);
        touching.count() == 1
    };
    Pairs {
        sure: all.iter().filter(is_only).copied().collect(),
        fields: all.iter().map(|(field, _)| field.key.as_str()).collect(),
        columns: all.iter().map(|(_, column)| *column).collect(),
    }
}

/// Whether the heading has the words of the field, and the cells do not speak against it: they are of its kind, or the
/// other words of the heading mean nothing else.
fn by_words(sheet: &Sheet, field: &FieldDef, column: usize) -> bool {
    let Some(title) = sheet.columns.get(column).map(|column| &column.title) else {
        return false;
    };
    let (heading, key) = (telling(title), telling(&field.key));
    if key.is_empty() || heading.is_empty() {
        return false;
    }
    let has = |word: &String| heading.iter().any(|other| alike(word, other));
    if !key.iter().all(has) {
        return false;
    }
    match field.kind {
        FieldKind::Text | FieldKind::List => heading.iter().all(|word| key.contains(word) || is_in(BESIDE, word)),
        _ => are_of_kind(sheet, field, column) == Some(true),
    }
}

/// Whether the cells are of the field's kind and of no other's: its choices, or dates under a heading that does not say
/// of what else.
fn by_values(sheet: &Sheet, field: &FieldDef, column: usize) -> bool {
    let title = sheet.columns.get(column).map_or("", |column| column.title.as_str());
    let tells = match &field.kind {
        FieldKind::Choice(values) => values.iter().filter(|value| is_rare(value)).count() > 1,
        FieldKind::Date => !is_elsewhere(title),
        _ => false,
    };
    tells && sample(sheet, column).nth(1).is_some() && are_of_kind(sheet, field, column) == Some(true)
}

/// Whether a choice is none that stands in columns of all sorts: no letter, no digit, no “yes”.
fn is_rare(value: &str) -> bool {
    let folded = super::fold::heading(value);
    let is_word = folded.chars().count() > 2 || folded.chars().any(|c| c > '\u{2e80}');
    is_word && folded.contains(char::is_alphabetic) && !is_in(COMMON, &folded)
}

fn is_elsewhere(title: &str) -> bool {
    let words = folded_words(title);
    let whole = words.concat();
    let begins = |start: &str| words.iter().any(|word| word.starts_with(start)) || whole.starts_with(start);
    ELSEWHERE
        .iter()
        .any(|start| begins(start) || (!start.is_ascii() && whole.contains(start)))
}

/// Whether four of five cells are of the field's kind; `None` where there are none.
fn are_of_kind(sheet: &Sheet, field: &FieldDef, column: usize) -> Option<bool> {
    let (mut all, mut good) = (0usize, 0usize);
    for cell in sample(sheet, column) {
        all += 1;
        good += usize::from(is_of_kind(field, cell));
    }
    (all > 0).then_some(good * 5 >= all * 4)
}

fn is_of_kind(field: &FieldDef, cell: &Cell) -> bool {
    let text = cell.text();
    match &field.kind {
        FieldKind::Choice(values) => values.iter().any(|value| compare_key(value) == compare_key(&text)),
        FieldKind::Date => match cell {
            Cell::Date(_) | Cell::DateTime(..) => true,
            // Which of its numbers is the day is asked later.
            Cell::Text(text) => match parse_value(field, text) {
                Ok(value) => value.is_some(),
                Err(problem) => problem.code == "date-ambiguous",
            },
            _ => false,
        },
        _ => matches!(parse_value(field, &text), Ok(Some(_))),
    }
}

/// The words that tell what is meant.
fn telling(title: &str) -> Vec<String> {
    let bare = title.split(['(', '（', '[']).next().unwrap_or(title);
    let bare = super::without_item(bare).unwrap_or(bare);
    let mut words = folded_words(bare);
    let all = words.clone();
    words.retain(|word| !is_small(word) && !is_in(KINDS, word) && word != "recipient");
    // A field that is called “date” is meant by that word.
    if words.is_empty() { all } else { words }
}

/// Whether two words are the same, have the same stem (`completed`, `completion`), or one is a part of the other
/// (`Abschlussdatum`).
fn alike(key: &str, word: &str) -> bool {
    if key == word {
        return true;
    }
    let length = |text: &str| text.chars().count();
    let common = key.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    let (short, long) = (length(key).min(length(word)), length(key).max(length(word)));
    let same_stem = common >= 5 && common * 5 >= long * 3;
    let plural = common == short && short >= 3 && long - short <= 2;
    let unspaced = key.chars().all(|c| c > '\u{2e80}');
    let part = (unspaced && length(key) >= 2 && word.contains(key))
        || (length(key) >= 5 && (word.starts_with(key) || word.ends_with(key)));
    same_stem || plural || part
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|other| other == word)
}

fn take(sheet: &Sheet, mapping: &mut Mapping, field: &FieldDef, at: usize, words: bool, problems: &mut Problems) {
    let (Some(column), Some(slot), Some(reason)) = (
        sheet.columns.get(at),
        mapping.fields.get_mut(at),
        mapping.reasons.get_mut(at),
    ) else {
        return;
    };
    *slot = Some(Field::Custom(field.key.clone()));
    *reason = if words { Reason::Heading } else { Reason::Content };
    let values = match field.kind {
        FieldKind::Choice(_) => "its values are those of the field",
        FieldKind::Date => "it is the only column of dates, and the field the only one for a date",
        _ => "its heading has the words of the field",
    };
    let why = if words {
        "its heading has the words of the field"
    } else {
        values
    };
    let title = field.title();
    let message = format!("“{}” is taken for the field “{title}”: {why}", column.name());
    let hint = format!(
        "Leave it out with --map \"{}=-\" if it is something else",
        column.letter
    );
    let problem = match words {
        true => Problem::note("field-by-heading", message),
        false => Problem::warning("field-by-content", message),
    };
    problems.push(problem.hint(hint).at(Place::default().column(column.name())));
}

#[cfg(test)]
mod tests {
    use crate::import::map::{MapOptions, map_columns};
    use crate::import::testing::sheet;
    use crate::model::FieldDef;

    use super::super::{Field, Reason};

    fn mapped(title: &str, values: [&str; 3], fields: &[&str]) -> (Option<String>, Reason, Vec<String>) {
        let rows: Vec<Vec<&str>> = ["Ann Lee", "Ben Roth", "Cem Ak"]
            .into_iter()
            .zip(values)
            .map(|(name, value)| vec![name, value])
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        columns(&["Name", title], &rows, fields, 1)
    }

    fn columns(titles: &[&str], rows: &[&[&str]], fields: &[&str], at: usize) -> (Option<String>, Reason, Vec<String>) {
        let fields: Vec<FieldDef> = fields.iter().map(|word| word.parse().expect(word)).collect();
        let options = MapOptions {
            fields: &fields,
            ..MapOptions::default()
        };
        let found = map_columns(&sheet(titles, rows), &options);
        let codes = found
            .problems
            .iter()
            .filter(|problem| problem.code.starts_with("field-by"));
        (
            found.value.fields[at].as_ref().map(Field::to_string),
            found.value.reason(at),
            codes.map(|problem| problem.code.to_string()).collect(),
        )
    }

    #[test]
    fn words_of_a_heading_and_its_values_tell_a_field_together() {
        let levels = ["Beginner", "advanced", "Expert"];
        let days = ["2026-03-04", "2026-03-05", "2026-03-13"];
        for (title, values, field) in [
            ("Level reached", levels, "level:choice(Beginner|Advanced|Expert)"),
            ("Course level", levels, "level:choice(Beginner|Advanced|Expert)"),
            ("Level reached", levels, "level:text"),
            ("3. Level reached (required)", levels, "level:text"),
            ("Date of completion", days, "completed:date"),
            (
                "Completed on",
                ["03/04/2026", "05/06/2026", "07/08/2026"],
                "completion_date:date",
            ),
            ("Abschlussdatum", days, "abschluss:date"),
            ("Date de réussite", days, "réussite:date"),
            ("Fecha de finalización", days, "finalizacion:date"),
            ("Data ukończenia", days, "ukończenie:date"),
            ("Дата завершения", days, "завершение:date"),
            ("修了日付", days, "修了:date"),
            ("Points scored", ["12", "9.5", "7"], "points:number"),
            ("Endpunktzahl", ["12", "9.5", "7"], "punktzahl:number"),
            ("Final grade", ["A", "B", "A"], "grade:text"),
        ] {
            let key = field.split(':').next().map(str::to_owned);
            let found = mapped(title, values, &[field]);
            assert_eq!(
                found,
                (key, Reason::Heading, vec!["field-by-heading".to_owned()]),
                "{title}"
            );
        }
    }

    #[test]
    fn values_alone_tell_a_field_where_nothing_else_can_be_meant() {
        let levels = ["Beginner", "advanced", "Expert"];
        let days = ["2026-03-04", "2026-03-05", "2026-03-13"];
        for (title, values, field) in [
            ("Niveau atteint", levels, "level:choice(Beginner|Advanced|Expert)"),
            ("Stufe", levels, "level:choice(Beginner|Advanced|Expert)"),
            ("", levels, "level:choice(Beginner|Advanced|Expert)"),
            ("Abschlussdatum", days, "completed:date"),
            ("Finished", days, "completed:date"),
            ("修了日", days, "completed:date"),
        ] {
            let key = field.split(':').next().map(str::to_owned);
            let found = mapped(title, values, &[field]);
            assert_eq!(
                found,
                (key, Reason::Content, vec!["field-by-content".to_owned()]),
                "{title}"
            );
        }
    }

    #[test]
    fn what_could_be_something_else_is_not_taken() {
        let days = ["2026-03-04", "2026-03-05", "2026-03-13"];
        for (title, values, fields) in [
            ("Date of birth", days, &["completed:date"][..]),
            ("Geburtsdatum", days, &["completed:date"]),
            ("Дата рождения", days, &["completed:date"]),
            ("生年月日", days, &["completed:date"]),
            ("Timestamp", days, &["completed:date"]),
            ("Finished", days, &["completed:date", "examined:date"]),
            ("Finished", ["2026-03-04", "soon", "later"], &["completed:date"]),
            ("Vegetarian", ["yes", "no", "yes"], &["member:choice(yes|no)"]),
            ("Group", ["A", "B", "A"], &["grade:choice(A|B|C)"]),
            ("Level reached", ["x", "y", "z"], &["level:choice(Beginner|Expert)"]),
            ("Course price", ["12 €", "9 €", "7 €"], &["course:text"]),
            ("Remarks", ["12", "9", "7"], &["points:number"]),
            (
                "Grade",
                ["Low", "High", "High"],
                &["first:choice(Low|High)", "second:choice(Low|High)"],
            ),
        ] {
            let found = mapped(title, values, fields);
            assert_eq!(found, (None, Reason::Unknown, vec![]), "{title} {fields:?}");
        }
        let two: &[&[&str]] = &[
            &["Ann Lee", "2026-03-04", "2026-03-05"],
            &["Ben Roth", "2026-03-04", "2026-03-05"],
        ];
        for at in [1, 2] {
            let found = columns(&["Name", "Begun", "Finished"], two, &["completed:date"], at);
            assert_eq!(found.0, None, "two columns of dates");
            let found = columns(&["Name", "Completed", "Completion"], two, &["completions:date"], at);
            assert_eq!(found.0, None, "two headings with the word");
        }
        let found = columns(&["Name", "Begun", "Date of completion"], two, &["completed:date"], 2);
        assert_eq!(
            found.0.as_deref(),
            Some("completed"),
            "the heading tells which of the two"
        );
        let exact = columns(&["Name", "Completed on", "Completed"], two, &["completed:date"], 1);
        assert_eq!(exact.0, None, "the heading of the very name has it");
    }
}
