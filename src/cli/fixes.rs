//! What is mended by `--fix`: a kind, everywhere or in one column.

use crate::diag::{Problem, Problems, Result};
use crate::import::{self, Finding, Fix, Table};

/// What is mended where a sheet is compared with what was made from it.
pub(super) const DIGITS_LOST: &str = "digits-lost";

/// Mending that never ends would be a mistake of ours; a text is rarely damaged more than twice.
const MOST_ROUNDS: usize = 5;

/// One of the arguments: `KIND`, or `KIND:COLUMN` with the heading or the letter of a column.
struct Wanted<'a> {
    argument: &'a str,
    kind: &'a str,
    column: Option<&'a str>,
}

impl Wanted<'_> {
    fn new(argument: &str) -> Wanted<'_> {
        let narrowed = argument.split_once(':');
        Wanted {
            argument,
            kind: narrowed.map_or(argument, |(kind, _)| kind),
            column: narrowed.map(|(_, column)| column),
        }
    }
}

/// Refuses kinds of fixes that there are not, and a column for what is not done by columns.
///
/// # Errors
/// The problem names what there is.
pub(super) fn refuse(arguments: &[String]) -> Result<()> {
    let is_known = |kind: &str| import::FIX_KINDS.iter().any(|(known, _)| *known == kind);
    for wanted in arguments.iter().map(|argument| Wanted::new(argument)) {
        match wanted.kind {
            "none" | DIGITS_LOST if wanted.column.is_some() => {
                let message = format!("--fix {} is not narrowed to a column", wanted.kind);
                return Err(Problem::error("bad-argument", message)
                    .hint(format!("Write --fix {}", wanted.kind))
                    .into());
            }
            "all" | "none" => {}
            kind if is_known(kind) => {}
            kind => return Err(unknown(kind).into()),
        }
    }
    Ok(())
}

/// Whether a kind is to be mended by its name.
pub(super) fn asks(arguments: &[String], kind: &str) -> bool {
    let mut wanted = arguments.iter().map(|argument| Wanted::new(argument));
    wanted.any(|wanted| wanted.kind == kind)
}

fn unknown(kind: &str) -> Problem {
    let kinds = |wanted: bool| {
        let kinds = import::FIX_KINDS.iter().filter(|(_, safe)| *safe == wanted);
        kinds.map(|(kind, _)| *kind).collect::<Vec<_>>().join(", ")
    };
    Problem::error("unknown-fix", format!("There is no kind of fix “{kind}”"))
        .hint(format!(
            "Name one that changes the form only, as --fix all does: {}",
            kinds(true)
        ))
        .hint(format!("Or one that takes a decision: {}", kinds(false)))
}

/// Mends what is asked for; gives a note for each argument that changed nothing.
///
/// # Errors
/// A column that the sheet has not.
pub(super) fn mend(arguments: &[String], table: &mut Table) -> Result<Problems> {
    let mut notes = Problems::default();
    let mut wanted = Vec::new();
    for one in arguments.iter().map(|argument| Wanted::new(argument)) {
        let column = one
            .column
            .map(|name| import::find_column(table.sheet(), name))
            .transpose()?;
        wanted.push((one, column));
    }
    if wanted.iter().any(|(one, _)| one.kind == "none") {
        return Ok(notes);
    }
    for (_, column) in wanted.iter().filter(|(one, _)| one.kind == "all") {
        mend_forms(table, *column);
    }
    for (one, column) in wanted
        .iter()
        .filter(|(one, _)| !matches!(one.kind, "all" | DIGITS_LOST))
    {
        if table.apply_all(one.kind, *column) == 0 {
            let message = format!("Nothing is to be mended by --fix {}", one.argument);
            let problem = Problem::note("nothing-to-mend", message);
            let kinds = table.fix_kinds();
            notes.push(match &kinds[..] {
                [] => problem,
                kinds => problem.hint(format!("Name one of what is there: {}", kinds.join(", "))),
            });
        }
    }
    Ok(notes)
}

/// Mends all that changes the form only. What is mended may show something else that can be: a name in a wrong encoding
/// has two spaces inside.
fn mend_forms(table: &mut Table, column: Option<usize>) {
    for _ in 0..MOST_ROUNDS {
        let kinds = table.safe_fix_kinds();
        if kinds.iter().map(|kind| table.apply_all(kind, column)).sum::<usize>() == 0 {
            break;
        }
    }
}

/// How a fix of a question is asked for: with its column, where another column has a question of the kind as well.
pub(super) fn argument_of(table: &Table, question: &Finding, fix: &Fix) -> String {
    let has_it = |other: &&Finding| other.fixes.iter().any(|other| other.kind == fix.kind);
    let column = question.column.and_then(|at| table.sheet().columns.get(at));
    let Some(column) = column.filter(|_| table.questions().iter().filter(has_it).count() > 1) else {
        return fix.kind.to_string();
    };
    let is_alone = table
        .sheet()
        .columns
        .iter()
        .filter(|other| other.title == column.title)
        .count()
        == 1;
    let name = if is_alone { column.name() } else { &column.letter };
    format!("\"{}:{name}\"", fix.kind)
}
