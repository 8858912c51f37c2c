//! Rows that are attached to a design, and the fields that are put on its page.

use super::super::super::super::command::studio::Command as Studio;
use super::super::super::super::state::State;
use super::super::super::super::state::studio::Opened;
use super::super::super::testing::Bench;
use super::*;
use crate::issue::{self, NewGroup};
use crate::model::DesignId;

/// A workspace with a group and the design “Plain”.
fn bench(name: &str) -> (Bench, DesignId) {
    let bench = Bench::titled(name, "Sailing");
    let id = issue::find_design(&bench.workspace, "Plain").expect("a design").id;
    (bench, id)
}

fn opened(bench: &mut Bench, id: DesignId) {
    bench.send(Studio::Open(id));
    bench.until("the design", move |state: &State| {
        state.studio.open().is_some_and(|open| open.id == id)
    });
}

#[test]
fn what_was_attached_is_there_when_the_design_is_opened_again() {
    let (mut bench, id) = bench("studio-attached");
    let list = bench.list("people.csv", "Name,Grade\nAnn Lee,A\nBo Ek,B\n");
    let has_rows = |state: &State| state.studio.open().is_some_and(|open| open.data.rows.len() == 2);
    opened(&mut bench, id);
    bench.send(Studio::Data(Command::AttachSheet(list)));
    bench.until("the rows", has_rows);
    // As at the next start, where nothing but the choices is the same.
    bench.state.studio = State::default().studio;
    opened(&mut bench, id);
    bench.until("the rows again", has_rows);
    bench.send(Studio::Data(Command::Detach));
    bench.state.studio.design = Opened::None;
    opened(&mut bench, id);
    assert!(
        !bench.state.studio.open().expect("open").data.reading,
        "they are not wanted again"
    );
}

#[test]
fn rows_are_called_by_their_lines_in_the_spreadsheet() {
    let (mut bench, id) = bench("studio-lines");
    let list = bench.list("people.csv", &format!("Name\nAnn Lee\n\n\n{}\n", "Bo Ek ".repeat(60)));
    opened(&mut bench, id);
    bench.send(Studio::Data(Command::AttachSheet(list)));
    bench.until("the fit check", |state: &State| {
        state.studio.open().is_some_and(|open| open.data.fit.is_some())
    });
    let data = &bench.state.studio.open().expect("open").data;
    assert_eq!(data.called(1), "Row 5");
    let worst = &data.fit.as_ref().expect("checked").report.rows[0];
    assert_eq!((worst.row, worst.problems.0[0].place.row), (1, Some(5)));
}

#[test]
fn a_row_that_is_looked_for_too_early_is_shown_when_it_is_known() {
    let (mut bench, id) = bench("studio-too-early");
    let list = bench.list(
        "people.csv",
        &format!("Name\nAnn Lee\n{}\nBo Ek\n", "Chris ".repeat(20)),
    );
    opened(&mut bench, id);
    bench.send(Studio::Data(Command::Find(Kind::Longest)));
    assert!(
        bench.state.toasts.list().is_empty(),
        "without rows there is nothing to wait for"
    );
    bench.send(Studio::Data(Command::AttachSheet(list)));
    bench.until("the rows", |state: &State| {
        state.studio.open().is_some_and(|open| open.data.is_attached())
    });
    assert!(
        bench.state.studio.open().expect("open").data.fit.is_none(),
        "not known yet"
    );
    bench.send(Studio::Data(Command::Find(Kind::Longest)));
    let said = bench.state.toasts.list().last().expect("a toast").text.clone();
    assert!(said.starts_with("All rows are still being checked"), "{said}");
    bench.until("the row", |state: &State| {
        state.studio.open().is_some_and(|open| open.data.at == 1)
    });
    assert_eq!(bench.state.studio.open().expect("open").data.awaited, None);
}

#[test]
fn a_picture_of_the_folder_of_a_spreadsheet_is_shown_and_put_on_the_page() {
    let (mut bench, id) = bench("studio-pictures");
    let list = bench.list("people.csv", "Name,Photo\nAnn Lee,a.png\nBo Ek,missing.png\n");
    let png = crate::images::tests_support::png(40, 20);
    std::fs::write(list.with_file_name("a.png"), png).expect("written");
    opened(&mut bench, id);
    bench.send(Studio::Data(Command::AttachSheet(list)));
    let photo = FieldName::recipient("photo");
    let field = photo.clone();
    bench.until("the picture", move |state: &State| {
        let open = state.studio.open().expect("open");
        matches!(open.values.fields.get(&field), Some(Value::Image(id)) if open.values.pictures.contains_key(id))
    });
    bench.send(Studio::Data(Command::Insert(
        Token::plain(photo.clone()),
        As::Picture,
        None,
    )));
    let open = bench.state.studio.open().expect("open");
    let put = open
        .editor
        .selection()
        .first()
        .and_then(|name| open.editor.design().element(name));
    let put = put.expect("selected");
    assert!(matches!(&put.content, ElementContent::Image(image) if image.source == ImageSource::Field(photo.clone())));
    assert!((put.width.0 / put.height.0 - 2.0).abs() < 0.01, "in its shape: {put:?}");
    bench.send(Studio::Data(Command::GoTo(1)));
    bench.until("the row without", move |state: &State| {
        let open = state.studio.open().expect("open");
        open.values.fields.get(&photo).is_some_and(Value::is_empty)
    });
}

#[test]
fn a_field_that_is_a_picture_in_one_group_and_words_in_another_is_offered_as_both() {
    let group = |title: &str, code: &str, field: &str| NewGroup {
        title: title.to_owned(),
        certificate: Some("Plain".to_owned()),
        code: code.to_owned(),
        fields: vec![field.parse().expect(field)],
        ..NewGroup::default()
    };
    let (mut bench, id) = bench("studio-both-fields");
    for new in [group("Diving", "D", "Mark:image"), group("Rowing", "R", "mark:text")] {
        issue::create_group(&bench.workspace, new).expect("a group");
    }
    bench.look();
    opened(&mut bench, id);
    let mark = FieldName::recipient("Mark");
    let open = bench.state.studio.open().expect("open");
    let both = open.of_groups.iter().filter(|known| known.is(&mark));
    let mut both: Vec<_> = both.map(|known| (known.is_picture, known.groups.join(", "))).collect();
    both.sort();
    assert_eq!(both, [(false, "Rowing".to_owned()), (true, "Diving".to_owned())]);
    bench.send(Studio::Data(Command::Insert(
        Token::plain(mark.clone()),
        As::Text,
        None,
    )));
    let design = bench.state.studio.open().expect("open").editor.design().clone();
    assert!(design.fields().contains(&mark) && !design.picture_fields().contains(&mark));
    bench.send(Studio::Data(Command::Insert(
        Token::plain(mark.clone()),
        As::Picture,
        None,
    )));
    let design = bench.state.studio.open().expect("open").editor.design();
    assert!(design.picture_fields().contains(&mark));
}

#[test]
fn the_logo_of_an_issuer_is_a_picture_also_where_there_is_none_yet() {
    let (mut bench, id) = bench("studio-logo");
    opened(&mut bench, id);
    let logo: FieldName = "issuer.logo".parse().expect("a field");
    let open = bench.state.studio.open().expect("open");
    assert!(!open.editor.design().picture_fields().contains(&logo));
    assert!(
        !matches!(open.values.fields.get(&logo), Some(Value::Image(_))),
        "none yet"
    );
    let at = Some(Point::new(100.0, 100.0));
    assert!(open.is_picture(&logo), "it is offered as one");
    bench.send(Studio::Data(Command::Insert(
        Token::plain(logo.clone()),
        As::Picture,
        at,
    )));
    let design = bench.state.studio.open().expect("open").editor.design();
    assert!(design.picture_fields().contains(&logo));
}

#[test]
fn a_group_without_credentials_offers_its_fields_and_fills_them_with_samples() {
    let (mut bench, _) = bench("studio-group-fields");
    let fields = ["Photo:image", "Grade:choice(Gold|Silver)", "Passed_on:date"];
    let diving = NewGroup {
        title: "Diving".to_owned(),
        certificate: Some("Plain".to_owned()),
        code: "D".to_owned(),
        fields: fields.map(|field| field.parse().expect(field)).to_vec(),
        ..NewGroup::default()
    };
    let diving = issue::create_group(&bench.workspace, diving).expect("a group").value;
    let id = diving.certificate.expect("a design");
    bench.look();
    opened(&mut bench, id);
    let photo = FieldName::recipient("Photo");
    let open = bench.state.studio.open().expect("open");
    let known: Vec<_> = open
        .of_groups
        .iter()
        .map(|known| (known.field.as_str(), known.groups.join(", ")))
        .collect();
    let wanted = [
        ("recipient.Photo", "Diving"),
        ("recipient.Grade", "Diving, Sailing"),
        ("recipient.Passed_on", "Diving"),
    ];
    assert_eq!(known, wanted.map(|(field, groups)| (field, groups.to_owned())));
    assert!(open.is_picture(&photo));
    bench.send(Studio::Data(Command::AttachGroup(diving.id)));
    bench.until("the sample", |state: &State| {
        let open = state.studio.open().expect("open");
        open.data.is_attached() && open.values.of.as_deref() == Some("Sample values")
    });
    let open = bench.state.studio.open().expect("open");
    let value = |name: &str| open.values.fields.by_name(name).map(Value::to_plain);
    assert_eq!(value("group.title").as_deref(), Some("Diving"));
    assert_eq!(value("recipient.Grade").as_deref(), Some("Gold"));
    assert!(value("recipient.Passed_on").is_some_and(|date| date.starts_with("20")));
    assert_eq!(value("recipient.Photo"), None, "no picture is made up");
    assert!(open.data.fields.contains(&photo) && open.is_picture(&photo));
    bench.send(Studio::Data(Command::Insert(
        Token::plain(photo.clone()),
        As::Picture,
        None,
    )));
    let design = bench.state.studio.open().expect("open").editor.design();
    assert!(design.picture_fields().contains(&photo));
}

#[test]
fn a_field_in_a_large_style_has_room_for_the_row_that_is_shown() {
    let (mut bench, id) = bench("studio-roomy-field");
    let list = bench.list("people.csv", "Name\nMaximiliane Müller-Lüdenscheidt von Hohenzollern\n");
    opened(&mut bench, id);
    bench.send(Studio::Data(Command::AttachSheet(list)));
    bench.until("the row", |state: &State| {
        let open = state.studio.open().expect("open");
        open.values.of.is_some() && open.data.rows.len() == 1
    });
    let large = Command::Insert(Token::plain("recipient.name".parse().expect("field")), As::Text, None);
    bench.send(Studio::Data(large.clone()));
    let open = bench.state.studio.open_mut().expect("open");
    let first = open.editor.selected()[0].clone();
    let ElementContent::Text(mut text) = first.content.clone() else {
        panic!("{first:?}")
    };
    text.style.size = Pt(140.0);
    let content = crate::model::Property::Content(Box::new(ElementContent::Text(text)));
    open.editor
        .commit("Style", Edit::set(&first.name, content))
        .expect("styled");
    let corner = Point::new(4.0, 4.0);
    let Command::Insert(token, what, _) = large else {
        panic!()
    };
    bench.send(Studio::Data(Command::Insert(token, what, Some(corner))));
    let open = bench.state.studio.open().expect("open");
    let put = open.editor.selected()[0];
    assert_ne!(put.name, first.name);
    let measured = crate::compose::measure(
        open.editor.design(),
        &open.kit,
        1,
        put,
        crate::compose::standing(open.editor.design(), 1, put).as_ref(),
        &open.values.fields,
    );
    assert_eq!((measured.scale, measured.beyond), (1.0, 0.0), "{:?}", measured.problems);
    assert!(measured.problems.is_empty(), "{}", measured.problems);
    let page = open.editor.page_area();
    assert!(
        put.x.0 >= 0.0 && put.y.0 >= 0.0 && put.x.0 + put.width.0 <= page.x1,
        "{put:?}"
    );
}

#[test]
fn a_spreadsheet_that_was_copied_in_a_file_manager_is_pasted_as_the_data() {
    let (mut bench, id) = bench("studio-pasted-sheet");
    let list = bench.list("people.csv", "Name\nAnn Lee\nBo Ek\n");
    opened(&mut bench, id);
    let elements = bench
        .state
        .studio
        .open()
        .expect("open")
        .editor
        .design()
        .elements()
        .len();
    bench.send(Studio::PasteText(format!("file://{}\n", list.display())));
    bench.until("the rows", |state: &State| {
        state.studio.open().is_some_and(|open| open.data.rows.len() == 2)
    });
    let design = bench.state.studio.open().expect("open").editor.design();
    assert_eq!(design.elements().len(), elements, "it is no text on the page");
}

#[test]
fn rows_that_were_read_for_another_design_are_for_none() {
    let (mut bench, id) = bench("studio-late-rows");
    let list = bench.list("people.csv", "Name\nAnn Lee\n");
    opened(&mut bench, id);
    let design = Design {
        name: "Other".to_owned(),
        ..(**bench.state.studio.open().expect("open").editor.design()).clone()
    };
    let other = issue::create_design(&bench.workspace, design).expect("a design").id;
    bench.send(Studio::Data(Command::AttachSheet(list.clone())));
    let is_for_one = |answer: &AnyAnswer| matches!(answer, AnyAnswer::Studio(Answer::Of(..)));
    let came = bench.answers(|came| came.iter().any(|(_, answer)| is_for_one(answer)));
    let (late, others): (Vec<_>, Vec<_>) = came.into_iter().partition(|(_, answer)| is_for_one(answer));
    others.into_iter().for_each(|answer| bench.take(answer));
    opened(&mut bench, other);
    late.into_iter().for_each(|answer| bench.take(answer));
    let open = bench.state.studio.open().expect("open");
    assert!(!open.data.is_attached() && !open.data.reading);
    // Nor are files that were on the clipboard when the other design was open.
    super::super::answer(&mut bench.work(), Answer::PastedFiles(vec![list]).of(id));
    assert!(!bench.state.studio.open().expect("open").data.reading);
}

#[test]
fn of_two_lists_the_one_that_was_asked_for_last_is_attached_however_long_the_other_takes() {
    let (mut bench, id) = bench("studio-two-lists");
    let people: String = (0..20_000).map(|at| format!("Ann Lee {at}\n")).collect();
    let long = bench.list("long.csv", &format!("Name\n{people}"));
    let short = bench.list("short.csv", "Name\nBo Ek\n");
    opened(&mut bench, id);
    bench.send(Studio::Data(Command::AttachSheet(long)));
    bench.send(Studio::Data(Command::AttachSheet(short)));
    bench.until("the rows", |state: &State| {
        state.studio.open().is_some_and(|open| open.data.is_attached())
    });
    std::thread::sleep(std::time::Duration::from_millis(500));
    for answer in bench.jobs.drain() {
        bench.take(answer);
    }
    assert_eq!(bench.state.studio.open().expect("open").data.of, "short.csv");
}
