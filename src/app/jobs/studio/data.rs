//! Reading rows for the studio, and setting all of them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::compose::{Kit, Pictures};
use crate::diag::{Problem, Result};
use crate::images::Picture;
use crate::import::{self, CheckOptions, CheckedRow, MapOptions, ReadOptions};
use crate::issue::{self, Desk, fields_of, sample_number};
use crate::model::{Date, Design, FieldDef, FieldKind, FieldName, Fields, Group, GroupId, Issuer, Value};
use crate::progress::Progress;
use crate::store::Query;
use crate::studio::rows::{Row, Rows, Survey};
use crate::studio::{self, stand_in};

use super::super::super::state::studio::data::{Fit, RowPictures};
use super::super::super::state::studio::picture::Values;
use super::super::Answer as AnyAnswer;
use super::{Answer, Attached};

/// As many credentials are read at once.
const AT_ONCE: usize = 500;

/// The recipients of a group; of one that has none yet, its fields with sample values.
///
/// # Errors
/// The group is not there, or the store cannot be read.
pub fn attach_group(desk: &Desk, id: GroupId, design: &Design, progress: &Progress) -> Result<Attached> {
    let missing = || Problem::error("no-group", "The group is not in the workspace");
    let group = desk.store.latest_group(id)?.ok_or_else(missing)?;
    let issuer = desk.store.issuer()?;
    let query = Query {
        group: Some(id),
        ..Query::default()
    };
    progress.start("Reading recipients", desk.store.count(&query)?);
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        progress.check()?;
        let page = desk.store.query(&query, after, AT_ONCE)?;
        progress.advance(page.items.len() as u64);
        rows.extend(page.items.iter().map(|credential| Row {
            label: credential.content.recipient.name.clone(),
            // They may come from several spreadsheets.
            line: None,
            fields: fields_of(credential, &credential.content, &group, &issuer),
        }));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    if rows.is_empty() {
        rows.push(sample_row(&group, design, &issuer, desk.clock.today()));
    }
    let of_kind = |is_wanted: fn(&FieldKind) -> bool| -> Vec<FieldName> {
        let fields = group.fields.iter().filter(|field| is_wanted(&field.kind));
        fields.map(FieldDef::name).collect()
    };
    let pictures = RowPictures {
        fields: of_kind(|kind| *kind == FieldKind::Image),
        ..RowPictures::default()
    };
    Ok(attached(group.title.clone(), rows, of_kind(|_| true), pictures))
}

/// What a credential of a group could be like: of the group what it says, of the recipient the sample of the design.
fn sample_row(group: &Group, design: &Design, issuer: &Issuer, today: Date) -> Row {
    let sample = studio::sample(design, issuer, today);
    let mut fields = Fields::new(&group.language);
    fields.recipient_language.clone_from(&sample.recipient_language);
    for (field, value) in sample.iter() {
        fields.set(field.clone(), value.clone());
    }
    let mut put = |name: &str, value: Value| {
        if let Ok(name) = name.parse::<FieldName>() {
            fields.set(name, value);
        }
    };
    let of_group = [
        ("group.title", &group.title),
        ("group.description", &group.description),
        ("group.code", &group.code),
        ("group.criteria", &group.criteria),
        ("group.url", &group.url),
    ];
    for (name, text) in of_group {
        put(name, Value::Text(text.clone()));
    }
    put("group.skills", Value::List(group.skills.clone()));
    let number = sample_number(&group.settings.number_pattern, &group.code, today);
    put("credential.number", Value::Text(number));
    put("credential.issue_date", Value::Date(today));
    let expires = group.validity.and_then(|validity| today.plus(validity));
    put(
        "credential.expiry_date",
        expires.map_or(Value::Text(String::new()), Value::Date),
    );
    for field in &group.fields {
        let said = design.sample.get(field.name().as_str());
        if let Some(value) = sample_value(field, said, today) {
            fields.set(field.name(), value);
        }
    }
    Row {
        label: "Sample values".to_owned(),
        line: None,
        fields,
    }
}

/// What the design or the group says of a field, where it suits; else something of its kind. No picture is made up.
fn sample_value(field: &FieldDef, said: Option<&String>, today: Date) -> Option<Value> {
    let title = field.title();
    let own = match &field.kind {
        FieldKind::Image => return None,
        FieldKind::Text => Value::Text(title),
        FieldKind::Number => Value::Number("1".to_owned()),
        FieldKind::Date => Value::Date(today),
        FieldKind::Choice(values) => Value::Text(values.first().cloned().unwrap_or(title)),
        FieldKind::List => Value::List(vec![title]),
        FieldKind::Link => Value::Text("https://example.org".to_owned()),
    };
    let texts = [said, field.default.as_ref()].into_iter().flatten();
    let mut suiting = texts.filter_map(|text| import::parse_value(field, text).ok().flatten());
    Some(suiting.next().unwrap_or(own))
}

/// The rows of a spreadsheet; columns that are no known field become fields of recipients.
///
/// # Errors
/// The file cannot be read, or has no rows.
pub fn attach_sheet(desk: &Desk, path: &Path, language: &str, progress: &Progress) -> Result<Attached> {
    let issuer = desk.store.issuer()?;
    let sheet = import::read(path, &ReadOptions::default(), &desk.launcher, progress)?.value;
    let map = |fields: &[FieldDef]| {
        let options = MapOptions {
            fields,
            told: &[],
            remembered: &[],
            template: &[],
        };
        import::map_columns(&sheet, &options).value
    };
    let proposed = import::propose_fields(&sheet, &map(&[]), &[]);
    let fields: Vec<FieldDef> = proposed.into_iter().map(|proposal| proposal.field).collect();
    let options = CheckOptions {
        fields: fields.clone(),
        ..CheckOptions::default()
    };
    let checked = import::check(&sheet, &map(&fields), &options);
    let rows: Vec<Row> = checked
        .rows
        .into_iter()
        .zip(1..)
        .map(|(row, number)| {
            let mut row = row_of(row, language);
            stand_in(&mut row.fields, &issuer, desk.clock.today(), number);
            row
        })
        .collect();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if rows.is_empty() {
        return Err(Problem::error("no-rows", format!("{name} has headings but no recipients")).into());
    }
    let pictures = RowPictures {
        folder: path.parent().unwrap_or(Path::new("")).to_owned(),
        fields: fields
            .iter()
            .filter(|field| field.kind == FieldKind::Image)
            .map(FieldDef::name)
            .collect(),
    };
    Ok(attached(name, rows, Vec::new(), pictures))
}

fn row_of(row: CheckedRow, language: &str) -> Row {
    let mut fields = Fields::new(language);
    fields.recipient_language.clone_from(&row.recipient.language);
    let mut put = |name: &str, value: Option<Value>| {
        if let (Ok(name), Some(value)) = (name.parse::<FieldName>(), value) {
            fields.set(name, value);
        }
    };
    put("recipient.name", Some(Value::Text(row.recipient.name.clone())));
    put("recipient.email", row.recipient.email.map(Value::Text));
    put("recipient.language", row.recipient.language.map(Value::Text));
    put("credential.issue_date", row.issue_date.map(Value::Date));
    put("credential.expiry_date", row.expiry_date.map(Value::Date));
    for (key, value) in row.recipient.custom {
        fields.set(FieldName::recipient(&key), value);
    }
    Row {
        label: row.recipient.name,
        line: Some(row.row),
        fields,
    }
}

/// `known` are fields that are there also when no row has a value for them.
fn attached(of: String, rows: Vec<Row>, known: Vec<FieldName>, pictures: RowPictures) -> Attached {
    let valued = rows.iter().flat_map(|row| row.fields.iter());
    let fields: BTreeSet<FieldName> = valued.map(|(name, _)| name.clone()).chain(known).collect();
    Attached {
        of,
        rows: Rows::new(rows),
        fields: fields.into_iter().collect(),
        pictures,
    }
}

/// What fills the fields for a row, with its pictures. A file that a spreadsheet names and that is no picture leaves its
/// field empty, which the design says where it shows it.
///
/// # Errors
/// One of the pictures of the workspace cannot be read.
pub fn row_values(desk: &Desk, row: &Row, at: usize, known: &Pictures, named: &RowPictures) -> Result<AnyAnswer> {
    let mut fields = row.fields.clone();
    let mut pictures = read_named(&mut fields, named);
    for (_, value) in row.fields.iter() {
        if let Value::Image(id) = value {
            let picture = match known.get(id) {
                Some(picture) => picture.clone(),
                None => Arc::new(Picture::decode(&desk.store.blob(*id)?)?),
            };
            pictures.insert(*id, picture);
        }
    }
    let values = Values {
        fields,
        pictures,
        of: Some(row.label.clone()),
    };
    Ok(AnyAnswer::Studio(Answer::RowReady(at, Box::new(values))))
}

/// Reads the pictures whose files the fields name.
fn read_named(fields: &mut Fields, named: &RowPictures) -> Pictures {
    let mut pictures = Pictures::new();
    for field in &named.fields {
        let Some(Value::Text(path)) = fields.get(field) else {
            continue;
        };
        let value = match issue::read_named(&named.folder, path) {
            Ok((picture, _)) => {
                let id = picture.id;
                pictures.insert(id, Arc::new(picture));
                Value::Image(id)
            }
            Err(_) => Value::Text(String::new()),
        };
        fields.set(field.clone(), value);
    }
    pictures
}

/// Of more rows than this a part of the fit check is shown also when the one before is known.
const LONG: usize = 20_000;

/// Sets the texts of all rows; what is as it was is not set again. What was found so far is told meanwhile.
///
/// # Errors
/// `cancelled`.
pub fn survey(
    mut survey: Survey,
    design: Arc<Design>,
    kit: Arc<Kit>,
    rows: &Rows,
    progress: &Progress,
    tell: &dyn Fn(AnyAnswer),
) -> Result<AnyAnswer> {
    // A change of a text is set so soon that what was known before is better than a part.
    let is_long = survey.is_empty() || rows.len() > LONG;
    survey.update_telling(&design, &kit, rows, progress, &mut |partial| {
        if is_long {
            tell(AnyAnswer::Studio(Answer::Surveying(design.clone(), Box::new(partial))));
        }
    })?;
    let report = survey.report();
    Ok(AnyAnswer::Studio(Answer::Surveyed(Box::new(Fit {
        survey,
        report,
        of: design,
        kit,
    }))))
}
