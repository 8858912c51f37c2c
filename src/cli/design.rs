//! `design`: list, import, export, render.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use crate::compose::{Pictures, sample_fields};
use crate::designfile::{self, DesignFile, ReadAs};
use crate::diag::{Problem, Problems, Result};
use crate::fonts::FontBook;
use crate::images::Picture;
use crate::issue::{self, Clock as _};
use crate::model::{Date, DesignKind, FieldName, Fields, Issuer, Value};
use crate::publish::drawing;
use crate::render::pdf::Conformance;
use crate::studio;
use crate::worker::Launcher;

use super::Context;

#[derive(Debug, Subcommand)]
pub(super) enum DesignCommand {
    /// List the designs of the workspace
    List,
    /// Add a design: a folder, a zipped one, a PPTX presentation of Canva or PowerPoint, or a PNG, JPEG, SVG or PDF,
    /// of which every page becomes one
    Import(Import),
    /// Write a design as a folder or, by the end of the name, as one file with its fonts and pictures (.zip,
    /// .accolade), or as a drawing with sample values (.svg, .png, .pdf)
    Export(Export),
    /// Draw a design with sample values or your own
    Render(Render),
}

#[derive(Debug, Args)]
pub(super) struct Import {
    path: PathBuf,
    /// What an SVG or PDF becomes: the background of a new design, or elements that can be changed
    #[arg(long = "as", value_name = "WHAT", default_value = "background")]
    what: What,
    /// The name of the design, in place of the one that it has
    #[arg(long)]
    name: Option<String>,
}

/// What a drawing becomes.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    Background,
    Elements,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    name: String,
    path: PathBuf,
    /// Pixels per inch of a PNG
    #[arg(long, default_value_t = 300.0)]
    dpi: f32,
}

#[derive(Debug, Args)]
pub(super) struct Render {
    /// A design of the workspace, or the folder or file of one
    name: String,
    /// What is written: OUT.png, OUT.svg or OUT.pdf; further pages of a PNG or SVG are OUT-2.png and so on
    out: PathBuf,
    /// FIELD=VALUE; may be given several times
    #[arg(long = "data", value_name = "FIELD=VALUE")]
    data: Vec<String>,
    /// The language of dates
    #[arg(long)]
    language: Option<String>,
    /// Pixels per inch of a PNG
    #[arg(long, default_value_t = 150.0)]
    dpi: f32,
    /// A plain PDF instead of PDF/A-2u
    #[arg(long)]
    plain: bool,
}

impl DesignCommand {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        match self {
            DesignCommand::List => list(context),
            DesignCommand::Import(import) => import.run(context),
            DesignCommand::Export(export) => export.run(context),
            DesignCommand::Render(render) => render.run(context),
        }
    }
}

fn kind(kind: DesignKind) -> &'static str {
    match kind {
        DesignKind::Certificate => "certificate",
        DesignKind::Badge => "badge",
    }
}

fn list(context: &Context) -> Result<()> {
    let designs = issue::list_designs(&context.store_to_look_at()?)?;
    if context.out.json {
        let all: Vec<_> = designs
            .iter()
            .map(|stored| {
                json!({"id": stored.id.0, "name": stored.design.name, "kind": kind(stored.design.kind),
                    "revision": stored.revision, "used": stored.used, "fields": stored.design.fields()})
            })
            .collect();
        return context.out.json(&all);
    }
    for stored in designs {
        let page = stored.design.pages.first();
        let size = page.map_or_else(String::new, |p| {
            format!("{:.0} × {:.0} mm", p.width.to_mm(), p.height.to_mm())
        });
        let line = format!(
            "{:>4}  {:<16} {:<12} {size:<14} revision {}",
            stored.id.0,
            stored.design.name,
            kind(stored.design.kind),
            stored.revision
        );
        context.out.line(&line)?;
    }
    Ok(())
}

impl Import {
    fn run(self, context: &Context) -> Result<()> {
        let desk = context.desk()?;
        let what = match self.what {
            What::Background => ReadAs::Background,
            What::Elements => ReadAs::Elements,
        };
        let read = context
            .out
            .watch(|progress| designfile::read_as(&self.path, what, desk.book(), &desk.launcher, progress))?;
        context.out.problems(&read.problems);
        let mut file = read.value;
        if let Some(name) = self
            .name
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
        {
            file.design.name = name;
        }
        let added = issue::add_design(&desk, file)?;
        context.out.problems(&added.problems);
        let stored = added.value;
        if context.out.json {
            return context
                .out
                .json(&json!({"id": stored.id.0, "name": stored.design.name, "revision": stored.revision}));
        }
        context.out.line(&format!(
            "{} is in the workspace (number {}, revision {})",
            stored.design.name, stored.id, stored.revision
        ))
    }
}

/// A design of the workspace with its files.
fn load(desk: &issue::Desk, name: &str) -> Result<DesignFile> {
    issue::design_pack(desk, issue::find_design(desk, name)?.id)
}

/// What fills a design of the workspace in the window, too: its sample, for the issuer whose workspace it is.
fn sample(desk: &issue::Desk, file: &DesignFile) -> Result<(Fields, Pictures)> {
    let issuer = desk.store.issuer()?;
    let mut pictures = Pictures::new();
    if let Some(logo) = issuer.logo {
        pictures.insert(logo, Arc::new(Picture::decode(&desk.store.blob(logo)?)?));
    }
    let fields = studio::sample(&file.design, &issuer, desk.clock.today());
    Ok((fields, pictures))
}

fn ending(path: &Path) -> String {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.unwrap_or_default()
}

impl Export {
    fn run(self, context: &Context) -> Result<()> {
        match ending(&self.path).as_str() {
            "svg" | "png" | "pdf" => {
                let render = Render {
                    name: self.name,
                    out: self.path,
                    data: Vec::new(),
                    language: None,
                    dpi: self.dpi,
                    plain: true,
                };
                let desk = context.desk()?;
                let file = load(&desk, &render.name)?;
                let (fields, pictures) = sample(&desk, &file)?;
                let filled = (&fields, &pictures);
                return render.draw(context, file, filled, desk.book(), &desk.launcher);
            }
            "zip" | "accolade" => designfile::write_zip(&load(&context.desk()?, &self.name)?, &self.path)?,
            _ => designfile::write_folder(&load(&context.desk()?, &self.name)?, &self.path)?,
        }
        context.out.result(
            &format!("Wrote {}", self.path.display()),
            &json!({ "wrote": self.path }),
        )
    }
}

impl Render {
    fn run(self, context: &Context) -> Result<()> {
        // Before anything is read.
        drawing::form(&self.out)?;
        let (file, book, launcher) = self.design(context)?;
        let fields = self.fields(&file, context.clock()?.today())?;
        self.draw(context, file, (&fields, &Pictures::new()), &book, &launcher)
    }

    fn draw(
        self,
        context: &Context,
        file: DesignFile,
        (fields, pictures): (&Fields, &Pictures),
        book: &Arc<FontBook>,
        launcher: &Launcher,
    ) -> Result<()> {
        dots_per_inch(self.dpi)?;
        let engine = Arc::new(crate::text::Engine::new(Arc::clone(book)));
        let prepared = issue::prepare(file, book, &engine, launcher)?;
        let mut problems = prepared.problems;
        let scene = prepared.value.compose(fields, pictures);
        problems.extend(scene.problems);
        let options = drawing::Options {
            dpi: self.dpi,
            conformance: match self.plain {
                true => Conformance::Plain,
                false => Conformance::PdfA2u,
            },
            bleed: false,
            name: &prepared.value.design().name,
        };
        problems.extend(drawing::write(scene.value, &self.out, options)?);
        context.out.problems(&problems);
        context
            .out
            .result(&format!("Wrote {}", self.out.display()), &json!({ "wrote": self.out }))
    }

    /// The design: from a path when there is such a folder or file, else from the workspace.
    fn design(&self, context: &Context) -> Result<(DesignFile, Arc<FontBook>, Launcher)> {
        let path = Path::new(&self.name);
        if path.exists() {
            let launcher = context.launcher()?;
            let read = context
                .out
                .watch(|progress| designfile::read(path, &launcher, progress))?;
            context.out.problems(&read.problems);
            return Ok((read.value, context.fonts()?, launcher));
        }
        let desk = context.desk()?;
        Ok((load(&desk, &self.name)?, desk.book().clone(), desk.launcher.clone()))
    }

    /// The design's sample values, with the dates of a credential of today where it has none, and with those of the
    /// command line in their place.
    fn fields(&self, file: &DesignFile, today: Date) -> Result<Fields> {
        let mut fields = sample_fields(&file.design);
        let of_today = studio::sample(&file.design, &Issuer::default(), today);
        for (field, value) in of_today.iter().filter(|(_, value)| matches!(value, Value::Date(_))) {
            if fields.get(field).is_none() {
                fields.set(field.clone(), value.clone());
            }
        }
        let mut problems = Problems::default();
        for argument in &self.data {
            match parse(argument, &file.design.fields()) {
                Ok((name, value)) => fields.set(name, value),
                Err(problem) => problems.push(problem),
            }
        }
        let language = |text: &str| {
            crate::locale::canonical_language(text).ok_or_else(|| {
                Problem::error("bad-language", format!("“{text}” is not a language"))
                    .hint("Write a tag such as en, de or zh-Hant")
            })
        };
        if let Some(text) = &self.language {
            fields.language = language(text)?;
        }
        if let Some(Value::Text(text)) = fields.by_name("recipient.language") {
            fields.recipient_language = Some(language(text)?);
        }
        if problems.is_empty() { Ok(fields) } else { Err(problems) }
    }
}

/// A number of pixels per inch that a page can be drawn in.
pub(super) fn dots_per_inch(dpi: f32) -> Result<()> {
    if (10.0..=1200.0).contains(&dpi) {
        return Ok(());
    }
    Err(
        Problem::error("bad-argument", format!("--dpi {dpi} is not between 10 and 1200"))
            .hint("Choose for example 150")
            .into(),
    )
}

fn parse(
    argument: &str,
    shown: &std::collections::BTreeSet<FieldName>,
) -> std::result::Result<(FieldName, Value), Problem> {
    let Some((name, text)) = argument.split_once('=') else {
        let problem = Problem::error("bad-argument", format!("“{argument}” is not of the form FIELD=VALUE"));
        return Err(problem.hint("Write for example --data recipient.name=\"Zoë Müller\""));
    };
    let name: FieldName = name
        .trim()
        .parse()
        .map_err(|message: String| Problem::error("unknown-field", message).hint("Use names such as recipient.name"))?;
    if !shown.contains(&name) && name.as_str() != "recipient.language" && name.as_str() != "group.title" {
        let known: Vec<&str> = shown.iter().map(FieldName::as_str).collect();
        let problem = Problem::error("unknown-field", format!("The design does not show {name}"));
        return Err(problem.hint(format!("It shows {}", known.join(", "))));
    }
    let value = match name.as_str() {
        "credential.issue_date" | "credential.expiry_date" if !text.is_empty() => Value::Date(
            text.parse()
                .map_err(|m: String| Problem::error("bad-date", m).hint("Write the date as 2026-11-26"))?,
        ),
        "group.skills" => Value::List(text.split(';').map(|item| item.trim().to_owned()).collect()),
        _ => Value::Text(text.to_owned()),
    };
    Ok((name, value))
}
