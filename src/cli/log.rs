//! `log`: what was done, by whom, when and why.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::json;

use crate::diag::{Problems, Result};
use crate::store::{LogEntry, Shelf, Store, Subject};

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
        let mut named = Named {
            store: &store,
            known: BTreeMap::new(),
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
            let name = named.of(entry.subject)?;
            if context.out.json {
                all.push(as_json(&entry, name.as_deref()));
            } else {
                context.out.line(&line(&entry, name.as_deref()))?;
            }
        }
        if context.out.json {
            context.out.json(&all)?;
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

/// A credential that was deleted is no longer found by number, but its whole id still has a log.
fn find_in_log(store: &Store, text: &str) -> Result<crate::model::CredentialId> {
    match (find_credential(store, text), text.trim().parse()) {
        (Ok(credential), _) => Ok(credential.id),
        (Err(_), Ok(id)) if store.log(Some(id))?.next().is_some() => Ok(id),
        (Err(problems), _) => Err(problems),
    }
}

/// The titles and names of what is in the log. What the whole of a workspace has few of is read once.
struct Named<'a> {
    store: &'a Store,
    known: BTreeMap<Subject, Option<String>>,
}

impl Named<'_> {
    /// What a subject is called now; `None` for what has no name or is no longer there.
    fn of(&mut self, subject: Subject) -> Result<Option<String>> {
        if let Some(known) = self.known.get(&subject) {
            return Ok(known.clone());
        }
        let name = match subject {
            Subject::Design(id) => self.store.latest_design(id)?.map(|design| design.design.name),
            Subject::Group(id) => self.store.latest_group(id)?.map(|group| group.title),
            Subject::Batch(id) => self.store.batch(id)?.map(|batch| batch.source),
            Subject::Credential(id) => {
                let found = self.store.credential(&id)?;
                return Ok(found.map(|found| format!("{}, {}", found.number, found.content.recipient.name)));
            }
            _ => None,
        };
        self.known.insert(subject, name.clone());
        Ok(name)
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

/// What it is about, for people: titles stand in place of numbers, and behind those that commands ask for.
fn called(entry: &LogEntry, name: Option<&str>) -> String {
    match (entry.subject, name) {
        (Subject::Design(_), Some(name)) => format!("design “{name}”"),
        (Subject::Group(_), Some(title)) => format!("group “{title}”"),
        (_, Some(name)) => format!("{} ({name})", subject(entry)),
        (_, None) => subject(entry),
    }
}

fn line(entry: &LogEntry, name: Option<&str>) -> String {
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
    let subject = called(entry, name);
    // “design design 3” says no more than “design 3”.
    let what = if subject.starts_with(entry.what) {
        String::new()
    } else {
        format!("{} ", entry.what)
    };
    let text = format!("{}  {}  {what}{subject}{revision}{note}{why}", entry.at, entry.who);
    visible(&text).into_owned()
}

fn as_json(entry: &LogEntry, name: Option<&str>) -> serde_json::Value {
    json!({
        "at": entry.at.to_string(),
        "who": entry.who,
        "what": entry.what,
        "subject": subject(entry),
        "name": name,
        "revision": entry.revision,
        "note": entry.note,
        "why": entry.why,
        "change": entry.change.0,
        "digest": entry.digest.to_string(),
    })
}
