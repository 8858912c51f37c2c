//! The command line: the whole way without a window, one file per subcommand.
//!
//! Data goes to standard output, messages to standard error. The exit code is 0 when it is done, 1 when the input needs
//! the user, 2 when something unexpected happened. This is the only layer that speaks, and that reads the clock, the
//! environment and the system's randomness.

mod backup;
mod check;
mod demo;
mod design;
mod doctor;
mod fields;
mod fixes;
mod generate;
mod group;
mod init;
mod list;
mod log;
mod open;
mod output;
mod publish;
mod render;
mod sheet;
mod steps;
mod surroundings;
mod template;
mod update;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::diag::{Problem, Problems, Result};
use crate::{designfile, import, worker};

use output::Output;

/// What the program is given: the bundled fonts, which only the executable carries.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    pub fonts: &'static [u8],
}

/// Designs certificates and badges, issues them to people by the thousand, and publishes them.
#[derive(Debug, Parser)]
#[command(name = "accolade", version, about, max_term_width = 100)]
struct Arguments {
    /// The folder of the workspace; by default one in your data directory
    #[arg(long, global = true, value_name = "DIR")]
    workspace: Option<PathBuf>,
    /// Print results as JSON, for other programs
    #[arg(long, global = true)]
    json: bool,
    /// Show no progress and no notes
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Your name in the log; by default the system account
    #[arg(long, global = true, value_name = "NAME")]
    who: Option<String>,
    /// The window is opened when none is given
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the window, and begin with a spreadsheet when one is given
    Open(window::Open),
    /// Make a workspace, with the ready designs in it
    Init(init::Init),
    /// Show or change the issuer
    Issuer(init::IssuerCommand),
    /// Designs: list, import, export, render
    #[command(subcommand)]
    Design(design::DesignCommand),
    /// Credential groups: create, list, show, add fields
    #[command(subcommand)]
    Group(group::GroupCommand),
    /// Check a spreadsheet without making anything of it
    Check(check::Check),
    /// Make credentials from a spreadsheet; nothing is published by that
    Generate(generate::Generate),
    /// Compare a corrected sheet with what was made from it, and bring that up to date
    Update(update::Update),
    /// Write a spreadsheet to be filled in for a group
    Template(template::Template),
    /// List credentials
    List(list::List),
    /// Show one credential with its problems
    Show(list::Show),
    /// Change what is under review: FIELD=VALUE…
    Edit(steps::Edit),
    /// Accept the warnings of credentials
    Accept(steps::Ids),
    /// Draw credentials under review with the newest design and group
    Regenerate(steps::Ids),
    /// Hold credentials back
    Hold(steps::IdsWithReason),
    /// Release held credentials
    Release(steps::Ids),
    /// Delete credentials that were never published, or corrections under review
    Delete(steps::Ids),
    /// Correct what is published: makes a new revision under review
    Correct(steps::Correct),
    /// Publish what is under review
    Publish(publish::Publish),
    /// Suspend published credentials
    Suspend(steps::IdsWithReason),
    /// Reinstate suspended credentials
    Reinstate(steps::Ids),
    /// Revoke credentials for ever
    Revoke(steps::IdsWithReason),
    /// Turn a design and a sheet into files, without a workspace
    Render(render::Render),
    /// Check the whole workspace
    Doctor(doctor::Doctor),
    /// Copy the whole workspace into one file
    Backup(backup::Backup),
    /// Make a workspace of a backup
    Restore(backup::Restore),
    /// What was done, by whom, when and why
    Log(log::Log),
    /// Go the whole way once with 60 sample recipients
    Demo(demo::Demo),
}

impl Default for Command {
    fn default() -> Command {
        Command::Open(window::Open::default())
    }
}

/// Everything a command works with.
struct Context {
    program: Program,
    workspace: Option<PathBuf>,
    who: Option<String>,
    out: Output,
}

/// Runs the program with the arguments of the process.
pub fn run(program: Program) -> ExitCode {
    if let Some(code) = serve_worker() {
        return code;
    }
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let out = Output::new(arguments.json, arguments.quiet);
    let context = Context {
        program,
        workspace: arguments.workspace,
        who: arguments.who,
        out,
    };
    quiet_storage();
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        dispatch(&context, arguments.command.unwrap_or_default())
    }));
    let code = match ended {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(problems)) => {
            context.out.problems(&problems);
            ExitCode::from(code(&problems))
        }
        Err(_) => {
            let problem = Problem::unexpected("crash", "The program failed in a way it should not");
            context.out.problems(
                &problem
                    .hint("Report the lines above; run `accolade doctor` to see that the workspace is in order")
                    .into(),
            );
            ExitCode::from(2)
        }
    };
    context.out.finish();
    code
}

fn dispatch(context: &Context, command: Command) -> Result<()> {
    match command {
        Command::Open(command) => command.run(context),
        Command::Init(command) => command.run(context),
        Command::Issuer(command) => command.run(context),
        Command::Design(command) => command.run(context),
        Command::Group(command) => command.run(context),
        Command::Check(command) => command.run(context),
        Command::Generate(command) => command.run(context),
        Command::Update(command) => command.run(context),
        Command::Template(command) => command.run(context),
        Command::List(command) => command.run(context),
        Command::Show(command) => command.run(context),
        Command::Edit(command) => command.run(context),
        Command::Accept(command) => command.accept(context),
        Command::Regenerate(command) => command.regenerate(context),
        Command::Hold(command) => command.hold(context),
        Command::Release(command) => command.release(context),
        Command::Delete(command) => command.delete(context),
        Command::Correct(command) => command.run(context),
        Command::Publish(command) => command.run(context),
        Command::Suspend(command) => command.suspend(context),
        Command::Reinstate(command) => command.reinstate(context),
        Command::Revoke(command) => command.revoke(context),
        Command::Render(command) => command.run(context),
        Command::Doctor(command) => command.run(context),
        Command::Backup(command) => command.run(context),
        Command::Restore(command) => command.run(context),
        Command::Log(command) => command.run(context),
        Command::Demo(command) => command.run(context),
    }
}

/// 1 when a person can mend it, 2 when something unexpected is among the problems.
fn code(problems: &Problems) -> u8 {
    if problems.iter().any(|problem| problem.unexpected) {
        2
    } else {
        1
    }
}

/// The storage library panics on damaged files, which the store guards against and repairs; what it would print about
/// that would only frighten.
fn quiet_storage() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|place| place.file().contains("sled-0.34")) {
            usual(panic);
        }
    }));
}

/// Help and version are data; a wrong command line needs the user.
fn usage(error: &clap::Error) -> ExitCode {
    let failed = error.use_stderr();
    // A closed pipe while printing help is nobody's problem.
    drop(error.print());
    if failed { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

/// The child process that reads dangerous files is this same program.
fn serve_worker() -> Option<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() != Some(worker::ARGUMENT) {
        return None;
    }
    let task = arguments.next().unwrap_or_default();
    let tasks: Vec<_> = import::TASKS.iter().chain(designfile::TASKS).copied().collect();
    Some(worker::serve(&task, &tasks))
}
