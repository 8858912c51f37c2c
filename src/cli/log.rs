//! `log`: what was done, by whom, when and why.

use clap::Args;
use serde_json::json;

use crate::diag::{Problems, Result};
use crate::store::{LogEntry, Shelf, Subject};

use super::Context;
use super::open::find_credential;
use super::output::visible;

#[derive(Debug, Args)]
pub(super) struct Log {
    /// A credential; the log of the whole workspace when not given
    id: Option<String>,
}

impl Log {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let store = context.store_to_look_at()?;
        let id = match &self.id {
            Some(text) => Some(find_in_log(&store, text)?),
            None => None,
        };
        let mut all = Vec::new();
        let mut problems = Problems::default();
        for entry in store.log(id)? {
            // A part that cannot be read does not keep the rest from being shown.
            let entry = match entry {
                Ok(entry) => entry,
                Err(more) => {
                    problems.extend(more);
                    continue;
                }
            };
            if context.out.json {
                all.push(as_json(&entry));
            } else {
                context.out.line(&line(&entry))?;
            }
        }
        if context.out.json {
            context.out.json(&all)?;
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

/// A credential that was deleted is no longer found by number, but its whole id still has a log.
fn find_in_log(store: &crate::store::Store, text: &str) -> Result<crate::model::CredentialId> {
    match (find_credential(store, text), text.trim().parse()) {
        (Ok(credential), _) => Ok(credential.id),
        (Err(_), Ok(id)) if store.log(Some(id))?.next().is_some() => Ok(id),
        (Err(problems), _) => Err(problems),
    }
}

fn subject(entry: &LogEntry) -> String {
    match entry.subject {
        Subject::Workspace => "workspace".to_owned(),
        Subject::Issuer => "issuer".to_owned(),
        Subject::Design(id) => format!("design {id}"),
        Subject::Group(id) => format!("group {id}"),
        Subject::Batch(id) => format!("batch {id}"),
        Subject::Credential(id) => id.to_string(),
        Subject::Choice => "remembered choice".to_owned(),
        Subject::Kept(shelf) => match shelf {
            Shelf::Version => "version",
            Shelf::Color => "brand colour",
            Shelf::Font => "brand font",
            Shelf::Logo => "brand logo",
            Shelf::Signature => "signature",
            Shelf::Component => "component",
            Shelf::Picture => "picture",
        }
        .to_owned(),
        Subject::Erased => "erased".to_owned(),
    }
}

fn line(entry: &LogEntry) -> String {
    let revision = entry
        .revision
        .filter(|revision| *revision > 0)
        .map(|r| format!(" revision {r}"))
        .unwrap_or_default();
    let note = entry
        .note
        .as_deref()
        .map(|note| format!(" ({note})"))
        .unwrap_or_default();
    let why = entry.why.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
    let subject = subject(entry);
    // “design design 3” says no more than “design 3”.
    let what = if subject.starts_with(entry.what) {
        String::new()
    } else {
        format!("{} ", entry.what)
    };
    let text = format!("{}  {}  {what}{subject}{revision}{note}{why}", entry.at, entry.who);
    visible(&text).into_owned()
}

fn as_json(entry: &LogEntry) -> serde_json::Value {
    json!({
        "at": entry.at.to_string(),
        "who": entry.who,
        "what": entry.what,
        "subject": subject(entry),
        "revision": entry.revision,
        "note": entry.note,
        "why": entry.why,
        "change": entry.change.0,
        "digest": entry.digest.to_string(),
    })
}
