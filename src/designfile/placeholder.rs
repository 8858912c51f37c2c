//! Placeholders as people type them into the designs of other programs, and the fields that they mean.
//!
//! `{{name}}`, `<<name>>`, `«Name»` (Word's merge fields) and `[recipient.name]` (other certificate services) are known.
//! Double brackets always mean a field; single ones stand in ordinary sentences too, so that only what looks like a
//! name is one.

use std::ops::Range;

use crate::locale;
use crate::model::{FieldName, Template};

/// The longest placeholder that is looked at, in bytes.
const LONGEST: usize = 300;

/// A placeholder in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placeholder {
    /// Its bytes in the text, with the brackets.
    pub range: Range<usize>,
    pub field: FieldName,
    /// As a template has it, `{{recipient.name}}`.
    pub token: String,
}

/// The pairs of brackets, and whether what stands in them is a field whatever it is called.
const BRACKETS: [(&str, &str, bool); 4] = [
    ("{{", "}}", true),
    ("<<", ">>", true),
    ("«", "»", false),
    ("[", "]", false),
];

/// The placeholders of a text, in order.
pub(super) fn find(text: &str) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        match at_start(rest) {
            Some((length, field, token)) => {
                let range = at..at + length;
                found.push(Placeholder { range, field, token });
                at += length;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// The placeholder with which a text begins: its length, field and token.
fn at_start(text: &str) -> Option<(usize, FieldName, String)> {
    BRACKETS.iter().find_map(|(open, close, any)| {
        let rest = text.strip_prefix(open)?;
        let end = rest.find(close).filter(|end| *end <= LONGEST)?;
        let inner = rest.get(..end)?;
        let (field, token) = resolve(inner, *any)?;
        Some((open.len() + end + close.len(), field, token))
    })
}

/// The field that the inside of a placeholder means, with its token.
fn resolve(inner: &str, any: bool) -> Option<(FieldName, String)> {
    // Programs turn straight quotation marks into curly ones while they are typed.
    let inner = inner.replace(['“', '”', '„'], "\"").replace(['\n', '\u{a0}'], " ");
    let (name, filters) = match inner.split_once('|') {
        Some((name, filters)) => (name.trim(), format!(" | {}", filters.trim())),
        None => (inner.trim(), String::new()),
    };
    let field = known(name)
        .or_else(|| name.parse().ok().filter(|_| name.contains('.')))
        .or_else(|| custom(name).filter(|_| any || looks_like_a_name(name) || is_dotted(name)))?;
    let token = format!("{{{{{field}{filters}}}}}");
    Template::parse(&token).is_ok().then_some((field, token))
}

/// Whether what stands in single brackets is meant to be filled: up to three words that begin with capitals, or one
/// word joined with low lines.
fn looks_like_a_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_word = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    };
    (words.len() <= 3 && words.iter().all(is_word) && text.chars().count() > 2)
        || (words.len() == 1 && text.contains('_') && FieldName::is_key(text))
}

/// Whether a name has the form that other certificate services give to the attributes of a credential.
fn is_dotted(text: &str) -> bool {
    let spaces = [
        "recipient",
        "participant",
        "custom",
        "credential",
        "certificate",
        "group",
        "course",
        "event",
        "issuer",
    ];
    let parts = text.split_once('.');
    parts.is_some_and(|(space, key)| spaces.contains(&space) && FieldName::is_key(key))
}

/// The custom field of a name: its letters and digits, other characters being low lines.
fn custom(name: &str) -> Option<FieldName> {
    let name = name.rsplit('.').next().unwrap_or(name);
    let mut key = String::new();
    for c in name.trim().chars() {
        if c.is_alphanumeric() || !c.is_ascii() {
            key.extend(c.to_lowercase());
        } else if !key.is_empty() && !key.ends_with('_') {
            key.push('_');
        }
        if key.chars().count() >= 60 {
            break;
        }
    }
    let key = key.trim_matches('_');
    let key = if key.chars().next().is_some_and(|c| c.is_ascii_digit()) {
        format!("field_{key}")
    } else {
        key.to_owned()
    };
    FieldName::is_key(&key).then(|| FieldName::recipient(&key))
}

/// The names that people and other services give to the fields that every credential has: words without case, accents
/// and what separates them.
const KNOWN: [(&str, &str); 13] = [
    (
        "recipient.name",
        "name,full name,fullname,recipient,recipient name,recipient full name,student,student name,participant,\
         participant name,attendee,attendee name,learner,learner name,candidate,candidate name,employee,employee name,\
         member name,volunteer name,your name,awardee,holder,holder name,user name,first name last name,nombre,\
         nombre completo,nombre del participante,nome,nome completo,nome do participante,nom,nom complet,nom du participant,\
         vollstandiger name,teilnehmer,name des teilnehmers,naam,imie i nazwisko,имя,фио,имя и фамилия,姓名,氏名,名前,이름,\
         الاسم,اسم المشارك,שם,שם מלא,नाम,নাম,பெயர்,ชื่อ",
    ),
    (
        "recipient.email",
        "email,e mail,mail,email address,recipient email,correo,correo electronico,courriel",
    ),
    (
        "recipient.language",
        "language,recipient language,sprache,idioma,langue",
    ),
    (
        "credential.issue_date",
        "date,issue date,issued on,issued date,date issued,date of issue,issuing date,award date,date of award,\
         completion date,date of completion,credential issued on,certificate issued on,credential issue date,\
         certificate issue date,certificate date,fecha,fecha de emision,data,data de emissao,datum,ausstellungsdatum,\
         data wydania,дата,日期,日付,날짜,التاريخ,تاريخ,תאריך,तारीख,दिनांक,วันที่",
    ),
    (
        "credential.expiry_date",
        "expiry,expiry date,expiration,expiration date,expires,expires on,expired on,valid until,valid to,valid till,\
         credential expired on,credential expires on,certificate expires on,credential expiry date,ablaufdatum,\
         gultig bis,fecha de vencimiento,validade",
    ),
    (
        "credential.number",
        "number,no,credential number,certificate number,certificate no,serial number,serial no,serial,license number,\
         registration number,nummer,numero",
    ),
    (
        "credential.id",
        "id,credential id,certificate id,uuid,credential uuid,certificate uuid,certificate code,verification code",
    ),
    (
        "credential.url",
        "url,link,credential url,certificate url,credential link,certificate link,verification url,verification link,\
         verify url,verify link",
    ),
    (
        "group.title",
        "title,course,course name,course title,program,program name,programme,programme name,training,training name,\
         workshop,workshop name,event,event name,group,group name,group title,certificate name,certificate title,\
         curso,nombre del curso,nome do curso,cours,kurs,kursname,課程,课程,コース",
    ),
    (
        "group.description",
        "description,course description,group description,group course description",
    ),
    ("group.code", "code,course code,group code"),
    ("group.skills", "skills,group skills,competencies"),
    (
        "issuer.name",
        "issuer,issuer name,issued by,organization,organization name,organisation,organisation name,company,\
         company name,school,school name,institution,institution name,institute,university",
    ),
];

fn known(name: &str) -> Option<FieldName> {
    let full = name
        .to_lowercase()
        .parse::<FieldName>()
        .ok()
        .filter(FieldName::is_built_in);
    if let Some(full) = full.filter(|_| name.contains('.')) {
        return Some(full);
    }
    let words = words(name);
    if words.is_empty() {
        return None;
    }
    let field = KNOWN
        .iter()
        .find(|(_, names)| names.split(',').any(|known| locale::fold(known) == words))?;
    field.0.parse().ok()
}

/// A name as folded words with single spaces: `CourseName`, `course_name` and `Course name` are the same.
fn words(name: &str) -> String {
    let mut spaced = String::with_capacity(name.len() + 8);
    let mut before = ' ';
    for c in name.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(if c.is_alphanumeric() || !c.is_ascii() { c } else { ' ' });
        before = c;
    }
    locale::fold(&spaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<String> {
        find(text).into_iter().map(|found| found.field.to_string()).collect()
    }

    #[test]
    fn placeholders_of_every_kind_are_fields() {
        for (text, field) in [
            ("{{name}}", "recipient.name"),
            ("<<NAME>>", "recipient.name"),
            ("{{ Full Name }}", "recipient.name"),
            ("«Nom_complet»", "recipient.name"),
            ("[recipient.name]", "recipient.name"),
            ("[Name]", "recipient.name"),
            ("[Student Name]", "recipient.name"),
            ("{{Имя}}", "recipient.name"),
            ("{{ नाम }}", "recipient.name"),
            ("[credential.issued_on]", "credential.issue_date"),
            ("{{DateOfIssue}}", "credential.issue_date"),
            ("<<Certificate ID>>", "credential.id"),
            ("[certificate.uuid]", "credential.id"),
            ("{{certificate_number}}", "credential.number"),
            ("{{course}}", "group.title"),
            ("{{group.title}}", "group.title"),
            ("{{issuer.logo}}", "issuer.logo"),
            ("{{Final grade (%)}}", "recipient.final_grade"),
            ("{{recipient.grade}}", "recipient.grade"),
            ("[custom.score]", "recipient.score"),
            ("<<1st place>>", "recipient.field_1st_place"),
            ("[Roll_No]", "recipient.roll_no"),
        ] {
            assert_eq!(fields(text), [field], "{text}");
        }
    }

    #[test]
    fn ordinary_sentences_stay_what_they_are() {
        for text in [
            "see [1] and [2]",
            "« Bravo à tous nos élèves »",
            "[sic]",
            "a << b > c",
            "{{",
            "{{}}",
            "[]",
            "[this is a note about the course]",
            "{name}",
        ] {
            assert_eq!(fields(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn filters_are_kept_and_places_are_bytes() {
        let text = "Größe: {{date | date “d MMMM y”}} für <<name>>";
        let found = find(text);
        assert_eq!(found[0].token, "{{credential.issue_date | date \"d MMMM y\"}}");
        assert_eq!(&text[found[1].range.clone()], "<<name>>");
        assert_eq!(find("{{name | shout}}"), []);
    }
}
