//! `demo`: the whole way once, with sample data.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::compose::{Pictures, sample_fields};
use crate::diag::{Place, Problem, Result};
use crate::issue::{self, Desk, GenerateOptions};
use crate::publish::demo;
use crate::publish::files::write_quickly;
use crate::publish::press::Press;
use crate::publish::{self, PublishOptions, Selection};
use crate::store::Query;

use super::Context;
use super::generate::run;
use super::output::counted;
use super::sheet::check_sheet;

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Where everything is made
    #[arg(default_value = "accolade-demo")]
    dir: PathBuf,
}

impl Demo {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let out = context.out;
        let desk = self.workspace(context)?;
        out.line(&format!("Workspace     {}", self.dir.join("workspace").display()))?;
        let sheet = self.dir.join("recipients.xlsx");
        write_quickly(&sheet, demo::SHEET)?;
        let group = demo::group(&desk)?;
        let options = GenerateOptions::default();
        let made = out.watch(|progress| {
            let ready = check_sheet(&sheet, &group.fields, &[], &desk.launcher, progress)?;
            let rows = ready.checked.rows.len();
            out.line(&format!(
                "Read          {} with {}",
                sheet.display(),
                counted(rows as u64, "recipient", "recipients")
            ))?;
            run(&desk, &group, &sheet, demo::SHEET, &ready.checked, &options, progress)
        })?;
        if made.was_finished {
            out.line("Generated     before; nothing was done twice")?;
        } else {
            out.line(&format!(
                "Generated     {}",
                counted(u64::from(made.created + made.resumed), "credential", "credentials")
            ))?;
        }
        checked(context, &made)?;
        let copy = self.dir.join("published");
        let options = PublishOptions {
            accept_warnings: true,
            out: Some(copy.clone()),
            ..PublishOptions::default()
        };
        let selection = Selection::Query(Query {
            group: Some(group.id),
            ..Query::default()
        });
        let done = out.watch(|progress| publish::publish(&desk, &selection, &options, progress))?;
        out.problems(&done.problems);
        let count = u64::from(done.value.published + done.value.already);
        out.line(&format!(
            "Published     {} as PDF, PNG and page",
            counted(count, "credential", "credentials")
        ))?;
        gallery(&desk, &self.dir.join("designs"))?;
        self.where_to_look(context, &desk, &copy)?;
        if done.value.held.is_empty() {
            return Ok(());
        }
        Err(done.value.held.into_iter().flat_map(|(_, problems)| problems).collect())
    }

    /// The demonstration's workspace: the one of an earlier run, or a new one.
    fn workspace(&self, context: &Context) -> Result<Desk> {
        let directory = self.dir.join("workspace");
        if directory.exists() {
            let opened = context.out.watch(|progress| context.open(&directory, progress))?;
            context.out.problems(&opened.problems);
            let desk = context.desk_of(opened.value)?;
            // An earlier run may have been interrupted before the designs were in it.
            issue::install_designs(&desk)?;
            return Ok(desk);
        }
        if self.dir.exists() && !self.dir.is_dir() {
            let error = std::io::Error::from(std::io::ErrorKind::NotADirectory);
            return Err(Problem::io("make the demonstration", &self.dir, &error).into());
        }
        let used = std::fs::read_dir(&self.dir).is_ok_and(|mut entries| entries.next().is_some());
        if used {
            let problem = Problem::error("exists", "The folder has other files in it").at(Place::file(&self.dir));
            return Err(problem.hint("Name another folder: `accolade demo DIR`").into());
        }
        std::fs::create_dir_all(&self.dir).map_err(|error| Problem::io("make the folder", &self.dir, &error))?;
        super::init::create(context, &directory, &demo::issuer(), Some(demo::LOGO))
    }

    fn where_to_look(&self, context: &Context, desk: &Desk, copy: &Path) -> Result<()> {
        let say = |text: &str| context.out.line(text);
        say("")?;
        say(&format!("Open          {}", copy.display()))?;
        say("              each recipient's page (.html), certificate (.pdf, .png) and badge, named after them")?;
        say(&format!("Designs       {}", self.dir.join("designs").display()))?;
        say(&format!(
            "Try           accolade --workspace {} list",
            desk.store.dir().display()
        ))
    }
}

fn checked(context: &Context, made: &issue::Generated) -> Result<()> {
    context
        .out
        .line("Checked       every name against the fonts, every text against its frame")?;
    for (problem, count) in made.by_code() {
        let what = match problem.code.as_ref() {
            "script-fallback" => "set in the face of their script".to_owned(),
            "text-shrunk" => "shrunk to fit".to_owned(),
            _ => format!("{}: {}", problem.severity, problem.message),
        };
        context.out.line(&format!("              {count} {what}"))?;
    }
    Ok(())
}

/// A picture of each ready design, with its sample values.
fn gallery(desk: &Desk, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| Problem::io("make the folder", folder, &error))?;
    let engine = Arc::new(crate::text::Engine::new(desk.book().clone()));
    let press = Press::new();
    for file in issue::ready_designs()? {
        let fields = sample_fields(&file.design);
        let name = file.design.name.to_lowercase().replace(' ', "-");
        let prepared = issue::prepare(file, desk.book(), &engine, &desk.launcher)?.value;
        let scene = prepared.compose(&fields, &Pictures::new()).value;
        for bytes in press.pngs(&scene, 150.0 / 72.0)?.iter().take(1) {
            write_quickly(&folder.join(format!("{name}.png")), bytes)?;
        }
    }
    Ok(())
}
