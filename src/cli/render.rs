//! `render`: a design and a sheet become files, without a workspace.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use rayon::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::compose::{Pictures, Prepared, plain_text};
use crate::designfile;
use crate::diag::{Place, Problem, Problems, Result, Severity};
use crate::import::CheckedRow;
use crate::issue;
use crate::locale;
use crate::model::{
    CredentialId, Date, Design, FieldDef, FieldKind, FieldName, Fields, ImageSource, Issuer, Moment, Template, Value,
};
use crate::progress::Progress;
use crate::publish::files::write_quickly;
use crate::publish::names;
use crate::publish::press::Press;
use crate::render::pdf::Conformance;

use super::Context;
use super::design::dots_per_inch;
use super::generate::date;
use super::output::counted;
use super::sheet::{check_sheet, mapping};

#[derive(Debug, Args)]
pub(super) struct Render {
    /// The folder or file of a design
    #[arg(long, value_name = "FOLDER")]
    design: PathBuf,
    /// XLSX, XLS, XLSB, ODS, CSV or TSV with a row of headings
    #[arg(long, value_name = "FILE")]
    sheet: PathBuf,
    /// Where the files are written
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write PDFs (the default when neither is asked for)
    #[arg(long)]
    pdf: bool,
    /// Write PNGs
    #[arg(long)]
    png: bool,
    /// Pixels per inch of the PNGs
    #[arg(long, default_value_t = 150.0)]
    dpi: f32,
    /// Threads; as many as the machine has cores when not given
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// The field that names the files
    #[arg(long, value_name = "FIELD", default_value = "recipient.name")]
    name_by: String,
    /// Which field a column is: "Column=field"; may be given several times
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// The same for all rows: FIELD=VALUE, such as group.title="Data Protection"; may be given several times
    #[arg(long = "data", value_name = "FIELD=VALUE")]
    data: Vec<String>,
    /// The language of dates
    #[arg(long, default_value = "en")]
    language: String,
    /// The date of rows that have none
    #[arg(long, value_name = "DATE")]
    issue_date: Option<String>,
    /// Plain PDFs instead of PDF/A-2u
    #[arg(long)]
    plain: bool,
    /// Replace files of the same name
    #[arg(long)]
    overwrite: bool,
}

/// More threads than any machine has cores only cost memory.
const MOST_JOBS: usize = 256;

/// One row with its values and the name of its files.
struct Sheet {
    rows: Vec<(u32, Fields)>,
    names: Vec<String>,
}

impl Render {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        dots_per_inch(self.dpi)?;
        if locale::canonical_language(&self.language).is_none() {
            let problem = Problem::error("bad-language", format!("“{}” is not a language", self.language));
            return Err(problem.hint("Write a tag such as en, de or zh-Hant").into());
        }
        if self.out.join("workspace.json").exists() {
            let problem =
                Problem::error("out-is-workspace", "The output folder is a workspace").at(Place::file(&self.out));
            return Err(problem.hint("Choose another folder").into());
        }
        let launcher = context.launcher()?;
        let read = context
            .out
            .watch(|progress| designfile::read(&self.design, &launcher, progress))?;
        context.out.problems(&read.problems);
        let book = context.fonts()?;
        let engine = Arc::new(crate::text::Engine::new(book.clone()));
        let prepared = issue::prepare(read.value, &book, &engine, &launcher)?;
        context.out.problems(&prepared.problems);
        let prepared = prepared.value;
        let mut fields = custom_fields(prepared.design());
        fields.extend(self.naming_field(&fields));
        let map = mapping(&self.map)?;
        let ready = context
            .out
            .watch(|progress| check_sheet(&self.sheet, &fields, &map, &launcher, progress))?;
        context.out.problems(&ready.notes);
        if ready.checked.problems.has_errors() {
            return Err(ready.checked.problems);
        }
        let (sheet, mut problems) = self.sheet(prepared.design(), ready.checked.rows)?;
        self.refuse_overwriting(&sheet)?;
        std::fs::create_dir_all(&self.out).map_err(|error| Problem::io("make the folder", &self.out, &error))?;
        let made = context
            .out
            .watch(|progress| self.write_all(&prepared, &sheet, progress))?;
        problems.extend(made);
        self.report(context, sheet.rows.len(), problems)
    }

    /// The files may be named by a column that the design does not show.
    fn naming_field(&self, shown: &[FieldDef]) -> Option<FieldDef> {
        let name: FieldName = self.name_by.parse().ok()?;
        let key = name.custom_key()?.to_owned();
        (!shown.iter().any(|field| field.key == key)).then_some(FieldDef {
            key,
            kind: FieldKind::Text,
            required: false,
            default: None,
        })
    }

    fn kinds(&self) -> (bool, bool) {
        (self.pdf || !self.png, self.png)
    }

    /// The values of every row, and names for their files. Rows with errors are left out.
    fn sheet(&self, design: &Design, rows: Vec<CheckedRow>) -> Result<(Sheet, Problems)> {
        let name_by: FieldName = self.name_by.parse().map_err(|message: String| {
            Problem::error("unknown-field", message).hint("Name a field that the sheet has, such as recipient.name")
        })?;
        let constants = self.constants()?;
        let default_date = date("issue-date", self.issue_date.as_deref())?;
        let mut problems = Problems::default();
        let mut good = Vec::new();
        for row in rows {
            if row.problems.has_errors() {
                problems.extend(row.problems);
                continue;
            }
            let fields = self.fields(&row, &constants, default_date);
            if fields.get(&name_by).is_none_or(Value::is_empty) {
                let problem = Problem::error(
                    "unfilled-field",
                    format!("The field {name_by}, which names the file, is empty"),
                );
                problems.push(
                    problem
                        .hint("Fill it in, or name the files by another field with --name-by")
                        .at(Place::row(row.row)),
                );
                continue;
            }
            problems.extend(row.problems);
            good.push((row.row, fields));
        }
        if good.is_empty() {
            problems.push(
                Problem::error("no-rows", format!("No row of the sheet can become a {}", word(design)))
                    .hint("Correct what is listed above"),
            );
            return Err(problems);
        }
        let template = format!("{{{{{name_by}}}}}");
        let texts: Vec<(String, String)> = good
            .iter()
            .map(|(row, fields)| (plain_text(&template, fields), row.to_string()))
            .collect();
        let texts: Vec<(&str, &str)> = texts
            .iter()
            .map(|(text, mark)| (text.as_str(), mark.as_str()))
            .collect();
        let names = names::assign(&texts);
        Ok((Sheet { rows: good, names }, problems))
    }

    fn constants(&self) -> Result<Vec<(FieldName, Value)>> {
        let mut constants = Vec::new();
        for edit in issue::parse_edits(&self.data)? {
            let value = match edit.field.as_str() {
                "group.skills" => Value::List(edit.text.split(';').map(|item| item.trim().to_owned()).collect()),
                _ => Value::Text(edit.text),
            };
            constants.push((edit.field, value));
        }
        Ok(constants)
    }

    fn fields(&self, row: &CheckedRow, constants: &[(FieldName, Value)], default_date: Option<Date>) -> Fields {
        let mut fields = Fields::new(&self.language);
        let mut put = |name: &str, value: Value| {
            if let Ok(name) = name.parse() {
                fields.set(name, value);
            }
        };
        put("recipient.name", Value::Text(row.recipient.name.clone()));
        put("credential.number", Value::Text(row.row.to_string()));
        put("credential.id", Value::Text(self.id(row.row).to_string()));
        if let Some(email) = &row.recipient.email {
            put("recipient.email", Value::Text(email.clone()));
        }
        if let Some(date) = row.issue_date.or(default_date) {
            put("credential.issue_date", Value::Date(date));
        }
        if let Some(date) = row.expiry_date {
            put("credential.expiry_date", Value::Date(date));
        }
        for (name, value) in constants {
            fields.set(name.clone(), value.clone());
        }
        if fields.by_name("credential.url").is_none() {
            let url = fields.by_name("issuer.url").map(Value::to_plain);
            let issuer = Issuer {
                url,
                ..Issuer::default()
            };
            if let (Some(url), Ok(name)) = (
                issue::credential_url(&issuer, &self.id(row.row)),
                "credential.url".parse(),
            ) {
                fields.set(name, Value::Text(url));
            }
        }
        for (key, value) in &row.recipient.custom {
            fields.set(FieldName::recipient(key), value.clone());
        }
        if let Some(language) = &row.recipient.language {
            put_language(&mut fields, language);
        }
        fields
    }

    /// Without a workspace an id follows from the row, so that the same sheet gives the same files.
    fn id(&self, row: u32) -> CredentialId {
        let mut hash = Sha256::new();
        hash.update(self.sheet.file_name().unwrap_or_default().as_encoded_bytes());
        hash.update(row.to_le_bytes());
        let digest: [u8; 32] = hash.finalize().into();
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        CredentialId(id)
    }

    fn refuse_overwriting(&self, sheet: &Sheet) -> Result<()> {
        if self.overwrite || !self.out.exists() {
            return Ok(());
        }
        if !self.out.is_dir() {
            let error = std::io::Error::from(std::io::ErrorKind::NotADirectory);
            return Err(Problem::io("write into the folder", &self.out, &error).into());
        }
        let (pdf, png) = self.kinds();
        let endings = [(pdf, "pdf"), (png, "png")];
        for name in &sheet.names {
            for (_, ending) in endings.iter().filter(|(wanted, _)| *wanted) {
                let path = self.out.join(format!("{name}.{ending}"));
                if path.exists() {
                    let problem =
                        Problem::error("exists", "There is a file of this name already").at(Place::file(&path));
                    return Err(problem
                        .hint("Choose an empty folder, or replace them with --overwrite")
                        .into());
                }
            }
        }
        Ok(())
    }

    /// Draws and writes all rows; what is found wrong with one does not stop the others.
    fn write_all(&self, prepared: &Prepared, sheet: &Sheet, progress: &Progress) -> Result<Problems> {
        progress.start("Rendering", sheet.rows.len() as u64);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.unwrap_or(0).min(MOST_JOBS))
            .build()
            .map_err(|error| Problem::unexpected("threads", format!("Threads could not be started: {error}")))?;
        let press = Press::new();
        let found: Vec<Result<Problems>> = pool.install(|| {
            sheet
                .rows
                .par_iter()
                .zip(&sheet.names)
                .map(|((row, fields), name)| {
                    progress.check()?;
                    let found = self.write(prepared, &press, *row, fields, name);
                    progress.advance(1);
                    found
                })
                .collect()
        });
        let mut problems = Problems::default();
        for found in found {
            problems.extend(found?);
        }
        Ok(problems)
    }

    fn write(&self, prepared: &Prepared, press: &Press, row: u32, fields: &Fields, name: &str) -> Result<Problems> {
        let drawn = prepared.compose(fields, &Pictures::new());
        let at_row = |problems: Problems| -> Problems {
            problems
                .into_iter()
                .map(|mut p| {
                    if p.code == "unfilled-field" {
                        p = p.hint("Or give it for all rows with --data FIELD=VALUE");
                    }
                    let place = Place {
                        row: Some(row),
                        ..p.place.clone()
                    };
                    p.at(place)
                })
                .collect()
        };
        if drawn.problems.has_errors() {
            return Ok(at_row(drawn.problems));
        }
        let mut problems = drawn.problems;
        let (pdf, png) = self.kinds();
        if pdf {
            let conformance = if self.plain {
                Conformance::Plain
            } else {
                Conformance::PdfA2u
            };
            let date = match fields.by_name("credential.issue_date") {
                Some(Value::Date(date)) => Moment(date.days_from_epoch() * 86_400_000),
                _ => Moment(0),
            };
            let made = match press.pdf(&drawn.value, conformance, date, self.id(row).to_string()) {
                Ok(made) => made,
                // What is wrong with one file does not stop the others.
                Err(found) => return Ok(at_row(found)),
            };
            problems.extend(made.problems);
            write_quickly(&self.out.join(format!("{name}.pdf")), &made.value)?;
        }
        if png {
            for (page, bytes) in press.pngs(&drawn.value, self.dpi / 72.0)?.iter().enumerate() {
                let file = if page == 0 {
                    format!("{name}.png")
                } else {
                    format!("{name} {}.png", page + 1)
                };
                write_quickly(&self.out.join(file), bytes)?;
            }
        }
        Ok(at_row(problems))
    }

    fn report(&self, context: &Context, rows: usize, problems: Problems) -> Result<()> {
        let failed: BTreeSet<Option<u32>> = problems.iter().filter(|p| p.is_error()).map(|p| p.place.row).collect();
        let drawn = rows.saturating_sub(problems_of(&problems, &failed, rows));
        if context.out.json {
            context
                .out
                .json(&json!({ "rendered": drawn, "out": self.out, "problems": problems }))?;
        } else {
            context.out.line(&format!(
                "Rendered {} into {}",
                counted(drawn as u64, "credential", "credentials"),
                self.out.display()
            ))?;
        }
        if !failed.is_empty() {
            return Err(problems);
        }
        if !context.out.json {
            context
                .out
                .problems(&problems.into_iter().filter(|p| p.severity > Severity::Note).collect());
        }
        Ok(())
    }
}

/// How many of the rows that were good enough to draw had an error all the same.
fn problems_of(problems: &Problems, failed: &BTreeSet<Option<u32>>, rows: usize) -> usize {
    let drawing = |row: &Option<u32>| {
        problems
            .iter()
            .any(|p| p.is_error() && p.place.row == *row && p.place.element.is_some())
    };
    failed.iter().filter(|row| drawing(row)).count().min(rows)
}

fn put_language(fields: &mut Fields, language: &str) {
    fields.recipient_language = Some(language.to_owned());
    if let Ok(name) = "recipient.language".parse() {
        fields.set(name, Value::Text(language.to_owned()));
    }
}

fn word(design: &Design) -> &'static str {
    match design.kind {
        crate::model::DesignKind::Certificate => "certificate",
        crate::model::DesignKind::Badge => "badge",
    }
}

/// The custom fields that a design shows, as a group would declare them: dates where a text writes them as dates.
fn custom_fields(design: &Design) -> Vec<FieldDef> {
    let mut dates = BTreeSet::new();
    let mut images = BTreeSet::new();
    let mut lists = BTreeSet::new();
    let mut optional = BTreeSet::new();
    for (_, element) in design.elements() {
        for text in element.templates() {
            for token in Template::parse_lossy(text).tokens() {
                if token.date.is_some() {
                    dates.insert(token.field.clone());
                }
                if token.fallback.is_some() {
                    optional.insert(token.field.clone());
                }
            }
        }
        match &element.content {
            crate::model::ElementContent::Image(image) => {
                if let ImageSource::Field(field) = &image.source {
                    images.insert(field.clone());
                }
            }
            crate::model::ElementContent::Chips(chips) => {
                lists.insert(chips.field.clone());
            }
            _ => {}
        }
    }
    let shown = design.fields();
    let kind = |field: &FieldName| {
        if dates.contains(field) {
            FieldKind::Date
        } else if images.contains(field) {
            FieldKind::Image
        } else if lists.contains(field) {
            FieldKind::List
        } else {
            FieldKind::Text
        }
    };
    let custom = shown.iter().filter_map(|field| Some((field, field.custom_key()?)));
    custom
        .map(|(field, key)| FieldDef {
            key: key.to_owned(),
            kind: kind(field),
            required: !optional.contains(field),
            default: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_fields_follow_from_the_design() {
        let text = r##"{"name":"T","kind":"certificate","pages":[{"width":100,"height":100,"elements":[
            {"name":"a","x":0,"y":0,"width":10,"height":10,"content":{"text":{"style":{"family":"Inter","size":10,"color":"#000000"},
            "spans":[{"text":"{{course}} {{recipient.finished | date long}} {{recipient.name}} {{note | fallback \"\"}}"}]}}}]}]}"##;
        let design: Design = serde_json::from_str(text).expect("design");
        let fields = custom_fields(&design);
        let found: Vec<(&str, &FieldKind, bool)> =
            fields.iter().map(|f| (f.key.as_str(), &f.kind, f.required)).collect();
        assert_eq!(
            found,
            [
                ("course", &FieldKind::Text, true),
                ("finished", &FieldKind::Date, true),
                ("note", &FieldKind::Text, false)
            ]
        );
    }
}
