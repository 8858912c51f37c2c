//! Tests of the mapping on sheets without files.

use crate::diag::Problems;
use crate::import::sheet::{Column, Row, column_letters};
use crate::model::BlobId;

use super::*;

fn sheet(titles: &[&str], rows: &[&[&str]]) -> Sheet {
    let cell = |text: &&str| {
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text((*text).into())
        }
    };
    Sheet {
        file: "test.csv".to_owned(),
        name: String::new(),
        header_row: 1,
        columns: titles
            .iter()
            .zip(0..)
            .map(|(title, index)| Column {
                letter: column_letters(index),
                title: (*title).to_owned(),
            })
            .collect(),
        rows: rows
            .iter()
            .zip(2..)
            .map(|(row, number)| Row {
                number,
                cells: row.iter().map(cell).collect(),
            })
            .collect(),
        others: Vec::new(),
        encoding: None,
        hash: BlobId([0; 32]),
    }
}

fn fields(words: &[&str]) -> Vec<FieldDef> {
    words.iter().map(|word| word.parse().expect(word)).collect()
}

/// The fields of the columns, in order, `-` for an unused one.
fn mapped(titles: &[&str], custom: &[&str]) -> std::result::Result<String, Problems> {
    let mapping = map(&sheet(titles, &[]), &fields(custom), &[], &[])?.value;
    let names: Vec<String> = mapping
        .fields
        .iter()
        .map(|field| field.as_ref().map_or_else(|| "-".to_owned(), Field::to_string))
        .collect();
    Ok(names.join(" "))
}

fn codes(problems: &Problems) -> Vec<&str> {
    problems.iter().map(|problem| problem.code.as_ref()).collect()
}

#[test]
fn columns_are_recognised_in_any_case_order_and_language() {
    for (titles, fields) in [
        (&["E-MAIL", "name", "Grade"][..], "email name grade"),
        (
            &["Vorname", "Nachname", "E-Mail-Adresse", "Ausstellungsdatum"],
            "given_name family_name email issue_date",
        ),
        (&["Name", "Vorname"], "family_name given_name"),
        (
            &["Nombre", "Apellidos", "Correo electrónico"],
            "given_name family_name email",
        ),
        (&["Nombre", "Correo"], "name email"),
        (&["ФИО", "Электронная почта", "Дата выдачи"], "name email issue_date"),
        (&["Фамилия", "Имя", "Отчество"], "family_name given_name middle_name"),
        (&["氏名", "メールアドレス", "有効期限"], "name email expiry_date"),
        (&["姓", "名", "邮箱"], "family_name given_name email"),
        (&["الاسم", "البريد الإلكتروني", "اللغة"], "name email language"),
        (&["Name / 姓名", "Email (required)", "grade *"], "name email grade"),
        (&["Full name", "First name", "Last name"], "name - -"),
        (&["recipient.name", "recipient.grade"], "name grade"),
        (&["Name", "Gr-ade"], "name grade"),
        (&["Name", "Phone"], "name -"),
    ] {
        assert_eq!(mapped(titles, &["grade:text"]).as_deref(), Ok(fields), "{titles:?}");
    }
}

#[test]
fn a_custom_key_goes_before_a_known_heading() {
    assert_eq!(mapped(&["Name", "Date"], &["date:date"]).as_deref(), Ok("name date"));
    assert_eq!(mapped(&["Name", "Date"], &[]).as_deref(), Ok("name issue_date"));
    assert_eq!(
        mapped(&["Name", "पाठ्यक्रम"], &["पाठ्यक्रम:text"]).as_deref(),
        Ok("name पाठ्यक्रम")
    );
}

#[test]
fn what_is_missing_or_double_is_an_error() {
    let problems = mapped(&["Phone", "City"], &["grade:number:required"]).expect_err("no name");
    assert_eq!(
        codes(&problems),
        ["no-column", "no-column", "unused-column", "unused-column"]
    );
    assert!(problems.0[0].hints[0].contains("--map"), "{problems:?}");
    let problems = mapped(&["Name", "E-mail", "Mail"], &[]).expect_err("two e-mails");
    assert_eq!(codes(&problems)[0], "two-columns");
    assert!(mapped(&["Name"], &["grade:text:required:default=A"]).is_ok());
}

#[test]
fn the_user_decides_above_all() {
    let sheet = sheet(&["Name", "E-mail", "Mail", "Phone"], &[]);
    let pair = |column: &str, field: &str| (column.to_owned(), field.to_owned());
    let told = [
        pair("mail", "email"),
        pair("D", "phone"),
        pair("Name", "recipient.name"),
    ];
    let mapping = map(&sheet, &fields(&["phone:text"]), &told, &[]).expect("mapped").value;
    assert_eq!(mapping.fields[1], None);
    assert_eq!(mapping.fields[2], Some(Field::Email));
    assert_eq!(mapping.fields[3], Some(Field::Custom("phone".to_owned())));
    let left_out = map(&sheet, &[], &[pair("Mail", "-")], &[]).expect("mapped");
    assert_eq!(left_out.value.fields[1], Some(Field::Email));
    assert_eq!(codes(&left_out.problems), ["unused-column"], "only the phone");
    for (column, field) in [("Nme", "name"), ("Name", "nmae")] {
        assert!(map(&sheet, &[], &[pair(column, field), pair("Mail", "-")], &[]).is_err());
    }
    assert!(map(&sheet, &[], &[pair("Mail", "email"), pair("C", "name")], &[]).is_err());
}

#[test]
fn what_was_decided_can_be_remembered() {
    let sheet = sheet(&["Kto", "Mail", "Punkty"], &[]);
    let told = [
        ("Kto".to_owned(), "name".to_owned()),
        ("Punkty".to_owned(), String::new()),
    ];
    let first = map(&sheet, &[], &told, &[]).expect("mapped").value;
    let pairs = first.to_pairs(&sheet);
    let again = map(&sheet, &[], &[], &pairs).expect("mapped").value;
    assert_eq!(first, again);
    let mut stale = pairs;
    stale.push(("Gone".to_owned(), "email".to_owned()));
    assert!(
        map(&sheet, &[], &[], &stale).is_ok(),
        "a column that is gone is passed over"
    );
}

#[test]
fn a_column_of_emails_needs_no_heading() {
    let sheet = sheet(
        &["Name", "Kontakt"],
        &[&["Anna", "anna@example.org"], &["Ben", ""], &["Cleo", "c@example.org"]],
    );
    let mapping = map(&sheet, &[], &[], &[]).expect("mapped");
    assert_eq!(mapping.value.fields[1], Some(Field::Email));
    assert_eq!(codes(&mapping.problems), ["email-by-content"]);
}
