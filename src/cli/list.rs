//! `list` and `show`: what is in the workspace.

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::diag::{Problem, Result, Severity};
use crate::issue::{self, Matters};
use crate::model::{Content, Credential, State};
use crate::store::{Query, Store};

use super::Context;
use super::open::find_credential;
use super::output::visible;

#[derive(Debug, Args)]
pub(super) struct List {
    /// Only of this group
    #[arg(long)]
    group: Option<String>,
    /// Only in this state: under-review, held, published, suspended, revoked
    #[arg(long)]
    state: Option<String>,
    /// Only of this batch
    #[arg(long)]
    batch: Option<u64>,
    /// Only those whose name, e-mail or number has these words
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// No more than this many
    #[arg(long)]
    limit: Option<usize>,
    /// In which order; those under review or held come with problems first, all others as they were made
    #[arg(long, value_enum)]
    sort: Option<Sort>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// Errors first, then warnings that nobody has accepted, then the rest
    Problems,
    /// As they were generated
    Made,
}

impl Sort {
    /// What is listed one after the other; each is a walk through the workspace, however many credentials it has.
    fn passes(self) -> &'static [fn(&Content) -> bool] {
        match self {
            Sort::Made => &[|_| true],
            Sort::Problems => &[
                |content| urgency(content) == Urgency::Error,
                |content| urgency(content) == Urgency::Warning,
                |content| urgency(content) == Urgency::None,
            ],
        }
    }
}

#[derive(PartialEq, Eq)]
enum Urgency {
    Error,
    Warning,
    None,
}

/// How much a credential needs somebody.
fn urgency(content: &Content) -> Urgency {
    match content.problems.worst() {
        Some(Severity::Error) => Urgency::Error,
        Some(Severity::Warning) if !content.accepted => Urgency::Warning,
        _ => Urgency::None,
    }
}

#[derive(Debug, Args)]
pub(super) struct Show {
    /// An id, its first characters, or a number
    id: String,
}

/// Credentials read from the store at a time.
const PAGE: usize = 500;

impl List {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let state = self.state.as_deref().map(state).transpose()?;
        let desk = context.desk_of(context.store_to_look_at()?)?;
        let store = &desk.store;
        let group = self
            .group
            .as_deref()
            .map(|title| issue::find_group(&desk, title))
            .transpose()?;
        let sort = self.sort.unwrap_or(match state {
            Some(State::UnderReview | State::Held) => Sort::Problems,
            _ => Sort::Made,
        });
        let query = Query {
            group: group.map(|group| group.id),
            batch: self.batch.map(crate::model::BatchId),
            text: self.search,
            ..with_corrections(state)
        };
        let matters = Matters::new(&desk);
        let mut left = self.limit.unwrap_or(usize::MAX);
        let mut all = Vec::new();
        for belongs in sort.passes() {
            walk(store, &query, &mut left, *belongs, &mut |mut credential| {
                let of_designs = matters.take(&mut credential);
                let accepted = credential.reviewed().accepted;
                let held = of_designs.iter().any(|matter| matter.holds(accepted));
                if context.out.json {
                    let mut about = as_json(store, &credential, false)?;
                    about["held_by_design"] = held.into();
                    all.push(about);
                    return Ok(());
                }
                context.out.line(&row(&credential, held))
            })?;
        }
        context
            .out
            .problems(&matters.found().iter().map(|matter| matter.said()).collect());
        if context.out.json {
            context.out.json(&all)
        } else {
            Ok(())
        }
    }
}

/// Those in a state, in the order of making: what waits for a review are new credentials and the corrections of published
/// ones.
fn with_corrections(state: Option<State>) -> Query {
    let is_pending = state == Some(State::UnderReview);
    Query {
        state: state.filter(|_| !is_pending),
        pending: is_pending,
        held_correction: state == Some(State::Held),
        ..Query::default()
    }
}

/// Visits what a query finds and belongs, until none is left to visit.
fn walk(
    store: &Store,
    query: &Query,
    left: &mut usize,
    belongs: fn(&Content) -> bool,
    visit: &mut dyn FnMut(Credential) -> Result<()>,
) -> Result<()> {
    let mut after = None;
    while *left > 0 {
        let page = store.query(query, after, PAGE)?;
        let found = page.items.into_iter().filter(|found| belongs(found.reviewed()));
        for credential in found.take(*left) {
            visit(credential)?;
            *left -= 1;
        }
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    Ok(())
}

fn state(word: &str) -> Result<State> {
    let wanted = word.trim().to_lowercase().replace([' ', '_'], "-");
    State::ALL
        .into_iter()
        .find(|state| state.word() == wanted)
        .ok_or_else(|| {
            let words: Vec<&str> = State::ALL.iter().map(|state| state.word()).collect();
            Problem::error("bad-argument", format!("“{word}” is no state"))
                .hint(format!("Use one of {}", words.join(", ")))
                .into()
        })
}

/// One line: id, number, state, worst problem of its own or that its design holds it, name; the name is the one that is valid, and behind it stands what it is to
/// be corrected to.
fn row(credential: &Credential, held_by_design: bool) -> String {
    let content = credential.reviewed();
    let worst =
        content
            .problems
            .worst()
            .map_or(if held_by_design { "design" } else { "" }, |severity| match severity {
                Severity::Error => "error",
                Severity::Note if held_by_design => "design",
                Severity::Warning if content.accepted => "accepted",
                Severity::Warning => "warning",
                Severity::Note => "note",
            });
    let state = match &credential.draft {
        Some(draft) if draft.held.is_some() => format!("{} (correction held)", credential.state),
        Some(_) => format!("{} (correction under review)", credential.state),
        None => credential.state.to_string(),
    };
    let (name, corrected) = (&credential.content.recipient.name, &content.recipient.name);
    let corrected = match name == corrected {
        true => String::new(),
        false => format!(" → {}", visible(corrected)),
    };
    format!(
        "{}  {:<16}  {state:<12}  {worst:<8}  {}{corrected}",
        credential.id,
        visible(&credential.number),
        visible(name)
    )
}

impl Show {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let store = context.store_to_look_at()?;
        let credential = find_credential(&store, &self.id)?;
        let about = as_json(&store, &credential, true)?;
        if context.out.json {
            return context.out.json(&about);
        }
        for (key, value) in about.as_object().into_iter().flatten() {
            print(context, key, value, 0)?;
        }
        Ok(())
    }
}

/// Prints JSON as an indented list, leaving out what is empty.
fn print(context: &Context, key: &str, value: &Value, depth: usize) -> Result<()> {
    let indent = "  ".repeat(depth);
    match value {
        Value::Null | Value::Bool(false) => Ok(()),
        Value::Object(map) if map.is_empty() => Ok(()),
        Value::Array(items) if items.is_empty() => Ok(()),
        Value::Object(map) => {
            context.out.line(&format!("{indent}{key}"))?;
            map.iter()
                .try_for_each(|(key, value)| print(context, key, value, depth + 1))
        }
        Value::Array(items) => {
            context.out.line(&format!("{indent}{key}"))?;
            items.iter().try_for_each(|item| match item {
                Value::String(text) => context.out.line(&format!("{indent}  {}", visible(text))),
                other => print(context, "–", other, depth + 1),
            })
        }
        Value::String(text) => context.out.line(&format!("{indent}{key:<14} {}", visible(text))),
        other => context.out.line(&format!("{indent}{key:<14} {other}")),
    }
}

/// What is shown of a credential: what is valid, and under `correction` what waits to take its place; the problems are those
/// of what waits. `whole` adds problems and fields in full.
pub(super) fn as_json(store: &Store, credential: &Credential, whole: bool) -> Result<Value> {
    let group = store
        .latest_group(credential.group)?
        .map_or_else(String::new, |group| group.title);
    let (valid, reviewed) = (&credential.content, credential.reviewed());
    let correction = credential.draft.as_ref().map(|draft| {
        let mut about = json!({"reason": draft.reason, "held": draft.held});
        add(&mut about, recipient(&draft.content, whole));
        about
    });
    let mut about = json!({
        "id": credential.id.to_string(),
        "number": credential.number,
        "state": credential.state.word(),
        "reason": credential.reason,
        "group": group,
        "batch": credential.batch.0,
        "row": credential.row,
        "revision": credential.revision,
        "correction": correction,
        "problems": reviewed.problems.0.len(),
        "worst": reviewed.problems.worst(),
        "accepted": reviewed.accepted,
    });
    add(&mut about, recipient(valid, whole));
    if whole && let Some(map) = about.as_object_mut() {
        map.insert("problems".to_owned(), problems(reviewed));
        let files = store.published_files(&credential.id, credential.revision)?;
        let folder = store
            .published_dir()
            .join(credential.id.to_string())
            .join(credential.revision.to_string());
        let files: Vec<Value> = files.iter().map(|file| json!(folder.join(&file.name))).collect();
        map.insert("files".to_owned(), files.into());
    }
    Ok(about)
}

/// Who and when; `whole` adds the language and the fields of the group.
fn recipient(content: &Content, whole: bool) -> Value {
    let mut about = json!({
        "name": content.recipient.name,
        "email": content.recipient.email,
        "issue_date": content.issue_date,
        "expiry_date": content.expiry_date,
    });
    if whole {
        let custom = content.recipient.custom.iter();
        let fields: serde_json::Map<String, Value> = custom
            .map(|(key, value)| (key.clone(), value.to_plain().into()))
            .collect();
        add(
            &mut about,
            json!({"language": content.recipient.language, "fields": fields}),
        );
    }
    about
}

/// Adds the members of an object to another.
fn add(about: &mut Value, more: Value) {
    if let (Some(map), Value::Object(more)) = (about.as_object_mut(), more) {
        map.extend(more);
    }
}

fn problems(content: &Content) -> Value {
    let lines = content.problems.iter().map(|problem| {
        let hints = problem.hints.join("; ");
        let hint = if hints.is_empty() {
            String::new()
        } else {
            format!(" · hint: {hints}")
        };
        Value::from(format!("{}: {problem}{hint}", problem.severity))
    });
    lines.collect()
}
