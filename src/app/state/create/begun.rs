//! What was begun and is not finished, wherever it is told: at home, with the groups, beside what waits for review.

use crate::model::{BlobId, GroupId};

use super::super::super::command::create::Command;
use super::super::super::route::CreateStep;
use super::super::super::settings::{count, counted};
use super::super::workspace::{BatchCard, Snapshot};
use super::draft::Draft;
use super::{Create, FORM, Import};

/// Recipients that were opened or typed, of which nothing is made yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Begun {
    pub group: GroupId,
    /// The name of the file; none for what was typed into the form.
    pub name: Option<String>,
    /// SHA-256 of the file.
    pub hash: Option<BlobId>,
    /// The name of the batch that is made of the form.
    pub key: Option<BlobId>,
    pub rows: usize,
    /// The people of a form, by the first of them: one form is called as the other.
    pub who: Option<String>,
    /// What goes on with it.
    pub go_on: Command,
    /// What gives it up.
    pub discard: Command,
}

impl Create {
    /// What is open, what is typed into the form and was not checked, and what was put aside.
    pub fn begun(&self) -> impl Iterator<Item = Begun> {
        let aside = self.aside.iter().map(|draft| Begun::of(draft));
        self.at_hand().chain(aside)
    }

    /// The same without what was put aside.
    pub fn at_hand(&self) -> impl Iterator<Item = Begun> + use<> {
        let checked = |import: &&Import| !import.is_of(&self.form) || import.is_all_of(&self.form);
        let import = self.import.as_ref().filter(checked);
        let form = match import {
            Some(import) if import.is_of(&self.form) => None,
            _ => self.begun_form(),
        };
        let form = form.map(|form| Begun {
            discard: match import {
                Some(_) => Command::DiscardForm,
                None => Command::Discard,
            },
            ..form
        });
        let first = import.map(|import| of_import(import, self));
        first.into_iter().chain(form)
    }

    fn begun_form(&self) -> Option<Begun> {
        Some(Begun {
            group: self.form.group().filter(|_| !self.form.is_blank())?,
            name: None,
            hash: None,
            key: self.form.key(),
            rows: self.form.filled(),
            who: who_of(self),
            go_on: Command::GoOnWithForm,
            discard: Command::Discard,
        })
    }

    /// Whether a batch is made of something that was begun.
    pub fn is_begun_as(&self, batch: &BatchCard) -> bool {
        self.begun().any(|begun| begun.is_as(batch))
    }
}

impl Import {
    /// Where it is gone on with. The last step is shown again where one was in it and there is somebody for it: whoever
    /// looked at the rows before has checked them.
    pub fn step_after(&self, last: CreateStep) -> CreateStep {
        let was_beyond = matches!(last, CreateStep::Compare | CreateStep::Generate);
        match self.missing() {
            Some(_) => CreateStep::Recipients,
            None if !was_beyond || self.table.counts().good == 0 => CreateStep::Check,
            None if self.compare.is_on() => CreateStep::Compare,
            None => CreateStep::Generate,
        }
    }
}

fn of_import(import: &Import, create: &Create) -> Begun {
    let is_form = import.is_form();
    Begun {
        group: import.group.id,
        name: (!is_form).then(|| import.source.name.clone()),
        hash: Some(import.table.sheet().hash),
        key: create.form.key().filter(|_| is_form),
        // Who was made has left the form, and stands in its rows.
        rows: if is_form {
            create.form.filled()
        } else {
            import.table.len()
        },
        who: is_form.then(|| who_of(create)).flatten(),
        go_on: Command::Step(import.step_after(create.last_step)),
        discard: Command::Discard,
    }
}

/// The people of the form that is filled in.
fn who_of(create: &Create) -> Option<String> {
    let form = &create.form;
    let first = form.filled_rows().next()?;
    first_and_more(form.cell(first, "name"), form.filled())
}

fn first_and_more(first: &str, rows: usize) -> Option<String> {
    let first = Some(first.trim()).filter(|name| !name.is_empty())?;
    Some(match rows {
        0 | 1 => first.to_owned(),
        more => format!("{first} and {} more", count(more as u64 - 1)),
    })
}

impl Begun {
    /// What was put aside.
    pub fn of(draft: &Draft) -> Begun {
        let is_form = draft.path.is_none();
        Begun {
            group: draft.group,
            name: (!is_form).then(|| draft.name()),
            hash: draft.hash,
            key: draft.form_key.filter(|_| is_form),
            rows: draft.rows,
            who: first_and_more(draft.first_name().unwrap_or_default(), draft.rows),
            go_on: Command::Resume(draft.id()),
            discard: Command::DiscardAside(draft.id()),
        }
    }

    /// Whether a batch is made of it. A form is no file, and has a name of its own; where it has none, one of the group is as
    /// good as another.
    pub fn is_as(&self, batch: &BatchCard) -> bool {
        let is_it = match (&self.name, self.key) {
            (Some(_), _) => self.hash == batch.sheet,
            (None, Some(key)) => key == batch.key,
            (None, None) => batch.source == FORM,
        };
        self.group == batch.group && is_it
    }

    /// The same with the people of a form, as what leads to it is called.
    pub fn named(&self) -> String {
        match &self.who {
            Some(who) => format!("{} · {who}", self.words()),
            None => self.words(),
        }
    }

    /// The same with the group for which they are, where that is known.
    pub fn words_of(&self, snapshot: Option<&Snapshot>) -> String {
        let cards = snapshot.iter().flat_map(|snapshot| &snapshot.groups);
        let mut titles = cards
            .filter(|card| card.group.id == self.group)
            .map(|card| &card.group.title);
        let parts = [Some(self.words()), titles.next().cloned(), self.who.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// In words, such as “12 recipients of course.xlsx”.
    pub fn words(&self) -> String {
        let name = self.name.as_deref().unwrap_or("the form");
        let recipients = counted(self.rows as u64, "recipient", "recipients");
        format!("{recipients} of {name}")
    }
}
