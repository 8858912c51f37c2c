//! Tests of the mapping on sheets without files.

use crate::diag::{Problems, Severity};
use crate::import::testing::sheet;

use super::*;

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
fn a_second_name_is_no_second_question() {
    for (titles, fields) in [
        (
            &["Vorname", "2. Vorname", "Nachname"][..],
            "given_name middle_name family_name",
        ),
        (
            &["1. Vorname", "2. Vorname", "Nachname"],
            "given_name middle_name family_name",
        ),
        (&["Name", "2. Vorname", "Vorname"], "family_name middle_name given_name"),
        (
            &["Nachname", "2. Nachname", "Vorname"],
            "family_name second_family_name given_name",
        ),
        // The whole name needs no parts.
        (&["Name", "2. Vorname", "E-Mail"], "name - email"),
        (
            &["1. Nachname", "2. Vorname", "3. E-Mail"],
            "family_name given_name email",
        ),
        (
            &["1. Vorname", "2. Nachname", "3. E-Mail"],
            "given_name family_name email",
        ),
        (&["1) Name", "2) E-mail", "12) Date"], "name email issue_date"),
        (&["Name", "2026 Date", "E-mail"], "name - email"),
        (&["Name", "2026. Date", "E-mail"], "name - email"),
    ] {
        assert_eq!(mapped(titles, &[]).as_deref(), Ok(fields), "{titles:?}");
    }
    // The twenty-first question is not about a second name of the first.
    let problems = mapped(&["3. Vorname", "4. Nachname", "21. Vorname"], &[]).expect_err("two columns");
    assert_eq!(codes(&problems)[0], "two-columns");
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
    assert_eq!(first.reasons, [Reason::Told, Reason::Heading, Reason::Told]);
    let pairs = first.to_pairs(&sheet);
    let again = map(&sheet, &[], &[], &pairs).expect("mapped").value;
    assert_eq!(first.fields, again.fields);
    assert_eq!(again.reasons, [Reason::Remembered; 3]);
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

#[test]
fn columns_of_the_same_heading_are_remembered_by_their_letters() {
    let sheet = sheet(&["Name", "E-mail", "E-mail"], &[]);
    let told = [("C".to_owned(), "email".to_owned())];
    let first = map(&sheet, &[], &told, &[]).expect("mapped").value;
    assert_eq!((first.column(&Field::Email), first.fields[1].as_ref()), (Some(2), None));
    let pairs = first.to_pairs(&sheet);
    assert_eq!(
        pairs[1..],
        [("B".to_owned(), String::new()), ("C".to_owned(), "email".to_owned())]
    );
    assert_eq!(
        map(&sheet, &[], &[], &pairs).expect("mapped").value.fields,
        first.fields
    );
}

#[test]
fn a_column_of_names_needs_no_heading_when_it_is_the_only_one() {
    let rows: &[&[&str]] = &[
        &["1", "Anna Schmidt", "Law", "a@example.org"],
        &["2", "王小明", "Law", "b@example.org"],
        &["3", "O’Brien", "Law", "c@example.org"],
    ];
    let mapping = map(&sheet(&["#", "Spalte 2", "Kurs", "x"], rows), &[], &[], &[]).expect("mapped");
    assert_eq!(mapping.value.column(&Field::Name(NamePart::Full)), Some(1));
    assert_eq!(mapping.value.column(&Field::Email), Some(3));
    assert_eq!(mapping.value.reason(1), Reason::Content);
    assert_eq!(codes(&mapping.problems)[..2], ["email-by-content", "name-by-content"]);
    let two: &[&[&str]] = &[&["Anna Schmidt", "Carla Rossi"], &["Ben Smith", "Dan Lee"]];
    let unclear = map_columns(&sheet(&["x", "y"], two), &MapOptions::default());
    assert_eq!(unclear.value.fields, [None, None], "either could be the names");
    assert_eq!(codes(&unclear.problems)[0], "no-column");
    let towns: &[&[&str]] = &[&["Anna Schmidt", "Rome"], &["Ben Smith", "Oslo"]];
    let told = map(&sheet(&["x", "y"], towns), &[], &[], &[]).expect("mapped").value;
    assert_eq!(
        told.column(&Field::Name(NamePart::Full)),
        Some(0),
        "towns are single words"
    );
    assert!(
        map(&sheet(&["x"], &[&["Anna Schmidt"]]), &[], &[], &[]).is_err(),
        "one row tells nothing"
    );
    let left_out = [("x".to_owned(), "-".to_owned())];
    let one = map(&sheet(&["x", "y"], two), &[], &left_out, &[])
        .expect("mapped")
        .value;
    assert_eq!(one.column(&Field::Name(NamePart::Full)), Some(1));
}

#[test]
fn a_template_goes_before_the_headings_and_after_what_is_remembered() {
    let sheet = sheet(&["Name", "Rank", "Mail"], &[]);
    let pair = |column: &str, field: &str| (column.to_owned(), field.to_owned());
    let fields = fields(&["grade:text"]);
    let options = MapOptions {
        fields: &fields,
        template: &[pair("Rank", "grade"), pair("Mail", "email"), pair("Gone", "language")],
        remembered: &[pair("Mail", "-")],
        ..MapOptions::default()
    };
    let mapping = map_columns(&sheet, &options).value;
    assert_eq!(mapping.reasons, [Reason::Heading, Reason::Template, Reason::Remembered]);
    assert_eq!(mapping.fields[1], Some(Field::Custom("grade".to_owned())));
    assert_eq!(mapping.fields[2], None);
}

#[test]
fn unknown_columns_can_become_fields() {
    let rows: &[&[&str]] = &[
        &[
            "Ann",
            "2001-02-03",
            "12",
            "007",
            "https://a.example",
            "Law",
            "me.png",
            "",
        ],
        &["Ben", "4 May 2002", "7", "8", "https://b.example", "", "", ""],
    ];
    let titles = [
        "Name",
        "Date of birth",
        "Points",
        "No.",
        "Page",
        "E-mail*",
        "Photo",
        "Empty",
    ];
    let sheet = sheet(&titles, rows);
    let told = [("F".to_owned(), "-".to_owned())];
    let mapping = map(&sheet, &[], &told, &[]).expect("mapped").value;
    let proposals = propose_fields(&sheet, &mapping, &fields(&["points:text"]));
    let found: Vec<String> = proposals
        .iter()
        .map(|proposal| format!("{} {}:{}", proposal.column, proposal.field.key, proposal.field.kind))
        .collect();
    assert_eq!(
        found,
        [
            "1 date_of_birth:date",
            "2 points_2:number",
            "3 no:text",
            "4 page:link",
            "5 e_mail_2:text",
            "6 photo:image"
        ]
    );
    let all: Vec<FieldDef> = proposals.into_iter().map(|proposal| proposal.field).collect();
    let again = map(&sheet, &all, &[], &[]).expect("mapped").value;
    assert_eq!(again.column(&Field::Custom("date_of_birth".to_owned())), Some(1));
}

#[test]
fn a_sheet_is_known_by_its_headings() {
    let one = fingerprint(&sheet(&["Name", "E-Mail"], &[&["Ann", "a@example.org"]]));
    assert_eq!(one, fingerprint(&sheet(&["e-mail", "NAME"], &[])));
    assert_ne!(one, fingerprint(&sheet(&["Name", "E-Mail", "Grade"], &[])));
    assert_ne!(
        fingerprint(&sheet(&["ab", "c"], &[])),
        fingerprint(&sheet(&["a", "bc"], &[]))
    );
}

#[test]
fn hints_name_rows_that_are_there() {
    let people = [&["Anna Lee"][..], &["Ben Ito"], &["Cleo Fox"]];
    for (header_row, wanted) in [(0, None), (3, Some("Add a row of headings above row 3"))] {
        let mut sheet = sheet(&["Guests"], &people);
        sheet.header_row = header_row;
        let problems = map(&sheet, &[], &[], &[]).expect("the names").problems;
        let by_content = problems.iter().find(|problem| problem.code == "name-by-content");
        let hints = &by_content.expect("found by content").hints;
        assert!(hints.iter().all(|hint| !hint.contains("row 0")), "{hints:?}");
        let above = hints.iter().find(|hint| hint.contains("above row"));
        assert_eq!(above.is_some(), wanted.is_some(), "{hints:?}");
        assert!(
            above.is_none_or(|hint| hint.starts_with(wanted.unwrap_or_default())),
            "{hints:?}"
        );
    }
}

#[test]
fn parts_of_names_in_more_than_three_columns() {
    for (titles, expected) in [
        (
            ["Voornaam", "Tussenvoegsels", "Achternaam"],
            "given_name name_prefix family_name",
        ),
        (
            ["Nombre", "Apellido paterno", "Apellido materno"],
            "given_name family_name second_family_name",
        ),
        (
            ["Nombre", "Apellido 1", "Apellido 2"],
            "given_name family_name second_family_name",
        ),
        (["姓氏", "名字", "電子信箱"], "family_name given_name email"),
        (["성", "이름", "이메일"], "family_name given_name email"),
        (["Họ", "Tên đệm", "Tên"], "family_name middle_name given_name"),
        (["First Name", "MI", "Last Name"], "given_name middle_name family_name"),
        (["Initials", "Surname", "E-mail"], "given_name family_name email"),
        (["Initials", "Surname", "First name"], "- family_name given_name"),
        (["Initials", "Name", "E-mail"], "- name email"),
    ] {
        assert_eq!(mapped(&titles, &[]).unwrap(), expected, "{titles:?}");
    }
    assert_eq!(mapped(&["이름"], &[]).unwrap(), "name");
    assert_eq!(mapped(&["名字"], &[]).unwrap(), "name");
}

#[test]
fn half_of_the_names_is_not_taken_for_the_whole() {
    let codes = |titles: &[&str], rows: &[&[&str]]| {
        let sheet = sheet(titles, rows);
        let problems = map_columns(&sheet, &MapOptions::default()).problems;
        let half: Vec<_> = problems.iter().filter(|problem| problem.code == "half-name").collect();
        half.first().map(|problem| problem.severity)
    };
    let rows: &[&[&str]] = &[&["Anna", "Klein"], &["Ben", "Maier"], &["Zoë", "Roth"]];
    assert_eq!(codes(&["First name", "Clan"], rows), Some(Severity::Error));
    assert_eq!(codes(&["First name"], rows), Some(Severity::Warning));
    assert_eq!(codes(&["First name", "Surname"], rows), None);
    assert_eq!(codes(&["First name"], &[&["Anna Klein"], &["Ben Maier"]]), None);
}

#[test]
fn a_whole_name_beside_one_of_its_parts_stays_whole() {
    let whole: &[&[&str]] = &[&["Anna Klein", "Anna"], &["Ben Maier", "Ben"], &["Zoë de Roth", "Zoë"]];
    let mapped = |titles: &[&str], rows: &[&[&str]], remembered: &[(String, String)]| {
        let sheet = sheet(titles, rows);
        let options = MapOptions {
            remembered,
            ..MapOptions::default()
        };
        let mapping = map_columns(&sheet, &options).value;
        let fields = mapping
            .fields
            .iter()
            .map(|field| field.as_ref().map_or("-".to_owned(), Field::to_string));
        fields.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(mapped(&["Name", "First name"], whole, &[]), "name -");
    let parts: &[&[&str]] = &[&["Klein", "Anna"], &["Maier", "Ben"], &["Roth", "Zoë"]];
    assert_eq!(mapped(&["Name", "First name"], parts, &[]), "family_name given_name");
    // In an earlier sheet the names were whole.
    let remembered = [("Name".to_owned(), "name".to_owned())];
    assert_eq!(
        mapped(&["Name", "First name"], parts, &remembered),
        "family_name given_name"
    );
}

#[test]
fn a_thai_family_name_in_a_column_of_its_own_is_no_part_of_the_given_one() {
    for family in ["สกุล", "นามสกุล"] {
        let sheet = sheet(&["คำนำหน้า", "ชื่อ", family], &[&["นาย", "สมชาย", "ใจดี"]]);
        let mapping = map(&sheet, &[], &[], &[]).expect("mapped").value;
        let wanted = [
            None,
            Some(Field::Name(NamePart::Given)),
            Some(Field::Name(NamePart::Family)),
        ];
        assert_eq!(mapping.fields, wanted, "{family}");
    }
}

#[test]
fn a_name_of_four_generations_keeps_all_of_them_in_their_order() {
    let titles = ["الاسم الأول", "اسم الأب", "اسم الجد", "اسم العائلة"];
    let sheet = sheet(&titles, &[&["محمد", "علي", "حسن", "الغامدي"]]);
    let mapping = map(&sheet, &[], &[], &[]).expect("mapped").value;
    let parts = [NamePart::Given, NamePart::Middle, NamePart::Prefix, NamePart::Family];
    assert_eq!(mapping.fields, parts.map(|part| Some(Field::Name(part))));
    let checked = crate::import::check(&sheet, &mapping, &crate::import::CheckOptions::default());
    assert_eq!(checked.rows[0].recipient.name, "محمد علي حسن الغامدي");
}

#[test]
fn a_vietnamese_family_name_with_the_middle_one_comes_first() {
    let sheet = sheet(&["Họ và tên lót", "Tên"], &[&["Nguyễn Thị Ngọc", "Ánh"]]);
    let mapping = map(&sheet, &[], &[], &[]).expect("mapped").value;
    let checked = crate::import::check(&sheet, &mapping, &crate::import::CheckOptions::default());
    assert_eq!(checked.rows[0].recipient.name, "Nguyễn Thị Ngọc Ánh");
}

/// The fields of the columns of a sheet with rows, in order, and the codes of what is wrong.
pub(super) fn decided(titles: &[&str], rows: &[&[&str]]) -> (String, Vec<String>) {
    let Warned { value, problems } = map_columns(&sheet(titles, rows), &MapOptions::default());
    let names = value
        .fields
        .iter()
        .map(|field| field.as_ref().map_or("-".to_owned(), Field::to_string));
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    let errors = errors.map(|problem| problem.code.clone().into_owned()).collect();
    (names.collect::<Vec<_>>().join(" "), errors)
}

#[test]
fn given_names_are_never_left_out_in_silence() {
    let rows: &[&[&str]] = &[&["Lefèvre", "Zoé", "Dupont"], &["Nuñez", "Loïc", ""]];
    for titles in [
        ["NOM", "Prénom", "Nom de naissance"],
        ["Nom", "Prénom", "Nom d’usage"],
        ["Name", "Vorname", "Familienname"],
    ] {
        let (fields, errors) = decided(&titles, rows);
        assert!(fields.contains("given_name"), "{titles:?}: {fields}");
        assert_eq!(errors, ["two-columns"], "{titles:?}");
    }
    let company: &[&[&str]] = &[&["Ann", "Lee", "Acme Ltd"], &["Bob", "Ray", "Big Corp"]];
    let (fields, errors) = decided(&["First Name", "Last Name", "Name"], company);
    assert_eq!(
        (fields.as_str(), &errors[..]),
        ("given_name family_name -", &["two-columns".to_owned()][..])
    );
    // A family name of two, of which one has a column of its own, is no whole name.
    let two: &[&[&str]] = &[&["Lefèvre Dupont", "Zoé", "Dupont"], &["Nuñez Roy", "Loïc", "Roy"]];
    assert_eq!(decided(&["Nom", "Prénom", "Nom d’usage"], two).1, ["two-columns"]);
    let whole: &[&[&str]] = &[&["Lefèvre, Zoé", "Zoé", "Lefèvre"], &["NUÑEZ Loïc", "Loïc", "Nuñez"]];
    assert_eq!(
        decided(&["Nom", "Prénom", "Nom d’usage"], whole),
        ("name - -".to_owned(), vec![])
    );
    let han: &[&[&str]] = &[&["王小明", "王", "小明"], &["李雷", "李", "雷"]];
    assert_eq!(decided(&["姓名", "姓", "名"], han), ("name - -".to_owned(), vec![]));
    let halves: &[&[&str]] = &[&["Anna", "Klein"], &["Ben", "Maier"]];
    assert_eq!(
        decided(&["Participant", "Surname"], halves),
        ("- -".to_owned(), vec!["names-differ".to_owned()]),
        "none is taken, so that the window asks"
    );
    assert_eq!(decided(&["Student", "Vorname"], halves).1, ["names-differ"]);
}

#[test]
fn a_difference_of_names_is_settled_by_leaving_one_column_out() {
    let sheet = sheet(&["Student", "First name", "Surname"], &[&["4711 A", "Anna", "Klein"]]);
    for (column, fields) in [
        ("A", [None, Some(NamePart::Given), Some(NamePart::Family)]),
        ("B", [Some(NamePart::Full), None, None]),
    ] {
        let mut told = vec![(column.to_owned(), "-".to_owned())];
        if column == "B" {
            told.push(("C".to_owned(), "-".to_owned()));
        }
        let mapping = map(&sheet, &[], &told, &[]).expect("settled").value;
        assert_eq!(mapping.fields, fields.map(|part| part.map(Field::Name)), "{column}");
    }
    let told = [("A".to_owned(), "name".to_owned())];
    assert!(map(&sheet, &[], &told, &[]).is_ok(), "somebody said so");
}

#[test]
fn an_empty_column_never_wins_over_one_with_something_in_it() {
    let rows: &[&[&str]] = &[
        &["anonymous", "", "Łucja Żak", "l@x.org"],
        &["anonymous", "", "Zoë Roth", "z@x.org"],
    ];
    for whole in ["Your full name", "Whom do we honour?"] {
        for address in ["E-mail address", "Where to?"] {
            let (fields, errors) = decided(&["Email", "Name", whole, address], rows);
            assert_eq!(
                (fields.as_str(), errors.len()),
                ("- - name email", 0),
                "{whole}, {address}"
            );
        }
    }
    let orders: &[&[&str]] = &[&["#1001", "Łucja Żak"], &["#1002", "Zoë Brontë"]];
    assert_eq!(decided(&["Name", "Billing Name"], orders).0, "- name");
    let parts: &[&[&str]] = &[&["", "Łucja", "Żak"], &["", "Zoë", "Brontë"]];
    assert_eq!(
        decided(&["Name", "First name", "Last name"], parts).0,
        "- given_name family_name"
    );
    let empty: &[&[&str]] = &[&["Łucja Żak", ""], &["Zoë Brontë", ""]];
    assert_eq!(decided(&["Name", "First name"], empty), ("name -".to_owned(), vec![]));
    // Where no other one has it, the cells that are empty are said.
    let nothing: &[&[&str]] = &[&["", "5"], &["", "7"]];
    assert_eq!(decided(&["Name", "Points"], nothing).0, "name -");
}

#[test]
fn things_are_not_taken_for_people_because_of_two_words() {
    let rows: &[&[&str]] = &[&["Math One", "a@x.org"], &["Human Resources", "b@x.org"]];
    for title in [
        "Course Name",
        "School name",
        "Kursname",
        "Ort",
        "Department",
        "Street",
        "Status",
        "Company",
        "Nom de l’école",
        "Название организации",
        "Course (name)",
    ] {
        assert_eq!(
            decided(&[title, "E-Mail"], rows),
            ("- email".to_owned(), vec!["no-column".to_owned()]),
            "{title}"
        );
    }
    assert_eq!(decided(&["Guests", "E-Mail"], rows).0, "name email");
    // A half of the names is not looked for there, either.
    assert_eq!(
        decided(&["Vorname", "Ort"], &[&["Anna", "Ulm"], &["Ben", "Bonn"]]).1,
        [""; 0]
    );
}

#[test]
fn a_column_whose_heading_was_forgotten_is_looked_into() {
    let rows: &[&[&str]] = &[
        &["Łucja Żak", "l@example.org", "Completed late"],
        &["Zoë Brontë", "z@example.org", "Not completed"],
    ];
    assert_eq!(decided(&["", "Email address", "Assignment 1"], rows).0, "name email -");
}

#[test]
fn two_columns_like_parts_can_be_joined() {
    let rows: &[&[&str]] = &[&["Anna", "Klein"], &["Ben", "Maier"]];
    let problems = map_columns(&sheet(&["x", "y"], rows), &MapOptions::default()).problems;
    assert!(problems.0[0].hints[0].contains("given_name") && problems.0[0].hints[0].contains("family_name"));
}

#[test]
fn a_second_column_of_emails_is_named() {
    let rows: &[&[&str]] = &[&["Ann Lee", "a@p.org", "a@w.org"], &["Bob Ray", "", "b@w.org"]];
    let mapping = map(&sheet(&["Name", "Private email", "Work email"], rows), &[], &[], &[]).expect("mapped");
    assert_eq!(mapping.value.column(&Field::Email), Some(2));
    let note = mapping.problems.iter().find(|problem| problem.code == "other-emails");
    let note = note.expect("which was taken");
    assert!(
        note.message.contains("Private") && note.message.contains("Work"),
        "{}",
        note.message
    );
}
