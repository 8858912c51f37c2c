//! `update`: a sheet that comes again after corrections, compared with what is there, and carried out on request.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use crate::diag::{Problem, Problems, Result};
use crate::import::CheckOptions;
use crate::issue::{
    self, Decision, Desk, Diff, DiffOptions, GenerateOptions, How, Incoming, Known, Part, RowDiff, RowIs, Source,
    UpdateOptions, Updated,
};
use crate::model::Group;

use super::Context;
use super::check::columns;
use super::generate::date;
use super::open::{find_credential, read_file};
use super::output::counted;
use super::sheet::SheetOptions;

#[derive(Debug, Args)]
pub(super) struct Update {
    /// The group's title or number
    group: String,
    /// The corrected sheet
    sheet: PathBuf,
    /// Carry it out: change what is under review, make what is new
    #[arg(long)]
    apply: bool,
    /// Why published credentials are corrected; without it they are left as they are
    #[arg(long)]
    reason: Option<String>,
    /// The field that identifies people, such as a student number
    #[arg(long = "id-field", value_name = "FIELD")]
    id_field: Option<String>,
    /// A row is the recipient of this credential; may be given several times
    #[arg(long = "same", value_name = "ROW=CREDENTIAL")]
    same: Vec<String>,
    /// The recipient of this row is nobody who is there; may be given several times
    #[arg(long = "new", value_name = "ROW")]
    new: Vec<u32>,
    /// Leave what this row changes or brings as it is; may be given several times
    #[arg(long = "leave", value_name = "ROW")]
    leave: Vec<u32>,
    /// Take rows for the one they are likely the same as
    #[arg(long)]
    likely: bool,
    #[command(flatten)]
    options: SheetOptions,
    /// The issue date of new recipients whose row has none; today when not given
    #[arg(long, value_name = "DATE")]
    issue_date: Option<String>,
    /// Leave rows with errors out instead of stopping
    #[arg(long)]
    skip_bad: bool,
}

impl Update {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let issue_date = date("issue-date", self.issue_date.as_deref())?;
        let bytes = read_file("read the sheet", &self.sheet)?;
        let desk = context.desk()?;
        let group = issue::find_group(&desk, &self.group)?;
        let check = CheckOptions {
            issue_date,
            ..CheckOptions::default()
        };
        let mut opened = context.out.watch(|progress| {
            let opened = self.options.open_for(&desk, &group, &self.sheet, &check, progress)?;
            opened.settled()
        })?;
        let checked = opened.table.checked();
        context.out.problems(&opened.notes);
        if checked.problems.has_errors() {
            return Err(checked.problems);
        }
        let remembered = opened
            .choices
            .as_ref()
            .and_then(|(_, choices)| choices.id_field.clone());
        let options = DiffOptions {
            id_field: self.id_field.clone().or(remembered),
            decisions: self.decisions(&desk)?,
            take_likely: self.likely,
            keep_digits: self.options.keeps_digits(),
            ..DiffOptions::default()
        };
        let rows = checked.rows;
        let incoming = Incoming {
            file: &self.sheet,
            sheet: opened.table.sheet(),
            mapping: opened.table.mapping(),
        };
        let diff = context
            .out
            .watch(|progress| issue::diff(&desk, &group, incoming, rows, &options, progress))?;
        let shown = context.out.json.then(|| {
            let mut shown = as_json(&diff);
            shown["columns"] = columns(&opened.table);
            shown
        });
        if !self.apply {
            return match shown {
                Some(shown) => context.out.json(&shown),
                None => show(context, &diff, false),
            };
        }
        if shown.is_none() {
            show(context, &diff, true)?;
        }
        if let (Some((fingerprint, choices)), Some(_)) = (&mut opened.choices, &self.id_field) {
            choices.id_field.clone_from(&options.id_field);
            issue::remember_choices(&desk, &group, *fingerprint, choices)?;
        }
        // Who is not brought is left out of the next version as well.
        let is_new = |row: &&RowDiff| matches!(row.is, RowIs::New | RowIs::Uncertain(_));
        let new = diff.rows.iter().filter(is_new).map(|row| row.row.row);
        let left = new.filter(|row| self.leave.contains(row));
        let left: Vec<usize> = left.filter_map(|row| opened.table.place_of(row)).collect();
        opened.table.leave_out(&left, true);
        self.options.remember(&desk, &group, &opened)?;
        let options = UpdateOptions {
            reason: self.reason.clone(),
            leave: self.leave.iter().copied().collect(),
            generate: GenerateOptions {
                issue_date,
                skip_bad: self.skip_bad,
                ..GenerateOptions::default()
            },
        };
        let done = carry_out(context, &desk, &group, &self.sheet, &bytes, &diff, &options)?;
        match shown {
            Some(shown) => context.out.json(&json!({"diff": shown, "done": done_as_json(&done)})),
            None => report(context, &done),
        }
    }

    fn decisions(&self, desk: &Desk) -> Result<BTreeMap<u32, Decision>> {
        let mut decisions: BTreeMap<u32, Decision> = self.new.iter().map(|row| (*row, Decision::New)).collect();
        for argument in &self.same {
            let parts = argument
                .split_once('=')
                .and_then(|(row, credential)| Some((row.trim().parse().ok()?, credential)));
            let Some((row, credential)) = parts else {
                let problem = Problem::error(
                    "bad-argument",
                    format!("“{argument}” is not of the form ROW=CREDENTIAL"),
                );
                return Err(problem.hint("Write for example --same 12=FA-2026-00007").into());
            };
            if decisions
                .insert(row, Decision::Same(find_credential(&desk.store, credential)?.id))
                .is_some()
            {
                let problem = Problem::error("decided-twice", format!("Row {row} is decided twice"));
                return Err(problem.hint("Name each row once in --same and --new").into());
            }
        }
        Ok(decisions)
    }
}

fn carry_out(
    context: &Context,
    desk: &Desk,
    group: &Group,
    sheet: &Path,
    bytes: &[u8],
    diff: &Diff,
    options: &UpdateOptions,
) -> Result<Updated> {
    let name = sheet
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let source = Source {
        name: &name,
        bytes,
        folder: sheet.parent().unwrap_or_else(|| Path::new(".")),
    };
    let done = context
        .out
        .watch(|progress| issue::update(desk, group, source, diff, options, progress));
    done.map_err(|mut problems| {
        if problems.iter().any(|problem| problem.place.row.is_some()) {
            problems.push(
                Problem::error("rows-wait", format!("Nothing was changed from {name}"))
                    .hint("Correct the rows and run it again, or leave them out with --skip-bad"),
            );
        }
        problems
    })
}

/// The comparison for a person: what changes, row by row, then the counts.
fn show(context: &Context, diff: &Diff, applied: bool) -> Result<()> {
    for row in &diff.rows {
        if let Some(line) = line(row) {
            context.out.line(&line)?;
        }
    }
    for one in &diff.gone {
        context
            .out
            .line(&format!("gone        {} {} ({})", one.number, one.name, one.state))?;
    }
    let [new, changed, unchanged, uncertain, waiting] = diff.counts();
    let mut counts = format!(
        "{new} new, {changed} changed, {unchanged} unchanged, {} gone",
        diff.gone.len()
    );
    for (count, what) in [(uncertain, "uncertain"), (waiting, "with errors")] {
        if count > 0 {
            counts.push_str(&format!(", {count} {what}"));
        }
    }
    context.out.line(&counts)?;
    let waiting: Problems = diff
        .rows
        .iter()
        .filter(|row| matches!(row.is, RowIs::Waiting(_)))
        .flat_map(|row| row.row.problems.iter().cloned())
        .collect();
    context.out.problems(&waiting);
    context.out.problems(&diff.notes);
    // What is wrong with rows that wait is said above.
    let others = diff.rows.iter().filter(|row| !matches!(row.is, RowIs::Waiting(_)));
    let revoked = others.filter_map(RowDiff::of_revoked);
    context.out.problems(&revoked.cloned().collect());
    let lost = diff.rows.iter().flat_map(|row| row.row.problems.iter());
    let lost: Problems = lost.filter(|problem| problem.code == "digits-lost").cloned().collect();
    if !applied && !lost.0.is_empty() {
        context.out.problems(&lost);
        context.out.say("Keep what was with --fix digits-lost");
    }
    if uncertain > 0 {
        context.out.say("Say who the uncertain ones are with --same ROW=CREDENTIAL or --new ROW, or take the likely ones with --likely");
    }
    for part in &diff.parts {
        context.out.say(&of_part(part));
    }
    if !diff.gone.is_empty() {
        context
            .out
            .say("Who is gone is left as it is: `accolade delete`, `hold` or `revoke` it where that is meant");
    }
    if !applied && !diff.is_empty() {
        context
            .out
            .say("Nothing was changed: run it again with --apply; published credentials also want --reason");
    }
    Ok(())
}

/// What is said of a list of which the sheet has only some people.
fn of_part(part: &Part) -> String {
    let batches: Vec<String> = part.batches.iter().map(ToString::to_string).collect();
    let batches = match &batches[..] {
        [one] => format!("batch {one}"),
        several => format!("batches {}", several.join(", ")),
    };
    let (seen, people) = (part.seen, part.people);
    format!(
        "Of the {people} people of {batches} the sheet has {seen}: it is taken for a part or another list, and nobody is gone from there"
    )
}

fn line(row: &RowDiff) -> Option<String> {
    let (number, name) = (row.row.row, &row.row.recipient.name);
    Some(match &row.is {
        RowIs::New => format!("new         row {number} {name}"),
        RowIs::Unchanged(_) => return None,
        RowIs::Changed { of, changes, how } => {
            let what = match how {
                How::Edit => "changed",
                How::Correct => "correction",
                How::Blocked => "suspended",
            };
            let changes: Vec<String> = changes
                .iter()
                .map(|change| {
                    let text = |value: &Option<String>| {
                        value
                            .as_deref()
                            .map_or_else(|| "–".to_owned(), |text| format!("“{text}”"))
                    };
                    format!("{}: {} → {}", change.field, text(&change.before), text(&change.after))
                })
                .collect();
            format!(
                "{what:<11} row {number} {} {}: {}",
                of.number,
                of.name,
                changes.join(", ")
            )
        }
        RowIs::Uncertain(candidates) => {
            let who: Vec<String> = candidates
                .iter()
                .map(|(one, why)| format!("{} {} ({why})", one.number, one.name))
                .collect();
            format!("uncertain   row {number} {name}: {}", who.join(" or "))
        }
        RowIs::Waiting(_) => format!("waits       row {number} {name}"),
    })
}

/// What was done, for a person.
fn report(context: &Context, done: &Updated) -> Result<()> {
    let created = done.generated.as_ref().map_or(0, |made| made.created);
    let counts = [
        (done.edited, "changed"),
        (done.corrected, "corrected, to be reviewed and published"),
        (created, "made"),
    ];
    for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
        context.out.line(&format!(
            "{} {what}",
            counted(count.into(), "credential", "credentials")
        ))?;
    }
    if done.left > 0 {
        let left = counted(done.left.into(), "row was", "rows were");
        context.out.say(&format!("{left} left as you said"));
    }
    if done.edited + done.corrected + created == 0 {
        context.out.line("Nothing was changed")?;
    }
    if done.offered > 0 {
        let count = counted(
            done.offered.into(),
            "published credential differs",
            "published credentials differ",
        );
        context
            .out
            .say(&format!("{count}: say why with --reason to correct what is published"));
    }
    let of_designs = done
        .generated
        .iter()
        .flat_map(|made| made.of_designs.iter().map(|matter| matter.said()));
    let made = done.generated.iter().flat_map(|made| made.problems.iter());
    context
        .out
        .problems(&done.problems.iter().chain(made).cloned().chain(of_designs).collect());
    Ok(())
}

fn known(one: &Known) -> Value {
    json!({"id": one.id.to_string(), "number": one.number, "name": one.name, "state": one.state.word()})
}

fn part(part: &Part) -> Value {
    let batches: Vec<_> = part.batches.iter().map(|batch| batch.0).collect();
    json!({"batches": batches, "seen": part.seen, "people": part.people})
}

/// The comparison for another program.
fn as_json(diff: &Diff) -> Value {
    let rows: Vec<Value> = diff
        .rows
        .iter()
        .map(|row| {
            let mut value = json!({"row": row.row.row, "name": row.row.recipient.name});
            let mut put = |key: &str, what: Value| value[key] = what;
            match &row.is {
                RowIs::New => {
                    put("is", json!("new"));
                    put("problems", json!(row.row.problems));
                }
                RowIs::Unchanged(of) => {
                    put("is", json!("unchanged"));
                    put("credential", known(of));
                }
                RowIs::Changed { of, changes, how } => {
                    put("is", json!("changed"));
                    put("credential", known(of));
                    put(
                        "by",
                        json!(match how {
                            How::Edit => "edit",
                            How::Correct => "correct",
                            How::Blocked => "blocked",
                        }),
                    );
                    let changes = changes
                        .iter()
                        .map(|change| json!({"field": change.field, "before": change.before, "after": change.after}));
                    put("changes", changes.collect());
                    put("problems", json!(row.row.problems));
                }
                RowIs::Uncertain(candidates) => {
                    put("is", json!("uncertain"));
                    let candidates = candidates
                        .iter()
                        .map(|(one, why)| json!({"credential": known(one), "why": why.word()}));
                    put("candidates", candidates.collect());
                    put("problems", json!(row.row.problems));
                }
                RowIs::Waiting(of) => {
                    put("is", json!("waiting"));
                    put("credential", of.as_ref().map_or(Value::Null, known));
                    put("problems", json!(row.row.problems));
                }
            }
            value
        })
        .collect();
    let [new, changed, unchanged, uncertain, waiting] = diff.counts();
    json!({
        "new": new, "changed": changed, "unchanged": unchanged, "uncertain": uncertain, "waiting": waiting,
        "gone": diff.gone.iter().map(known).collect::<Vec<_>>(),
        "earlier_batches": diff.batches.iter().map(|batch| batch.0).collect::<Vec<_>>(),
        "parts": diff.parts.iter().map(part).collect::<Vec<_>>(),
        "id_field": diff.id_field,
        "notes": diff.notes,
        "rows": rows,
    })
}

fn done_as_json(done: &Updated) -> Value {
    json!({
        "edited": done.edited,
        "corrected": done.corrected,
        "offered": done.offered,
        "left": done.left,
        "uncertain": done.uncertain,
        "created": done.generated.as_ref().map_or(0, |made| made.created),
        "batch": done.generated.as_ref().map(|made| made.batch.0),
        "problems": done.problems,
    })
}
