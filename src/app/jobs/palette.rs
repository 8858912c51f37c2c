//! Searching everything: what only the store knows.

use crate::diag::Result;
use crate::issue::{self, Desk};
use crate::locale;
use crate::model::{Credential, State as Life};
use crate::progress::Progress;
use crate::store::Query;

use super::super::state::palette::{BatchFound, CredentialFound, Found};
use super::super::state::words_in;

/// How many credentials are shown.
const CREDENTIALS: usize = 6;
/// Among so many of the newest that are found those are looked for whose names are meant.
const LOOKED_AT: usize = 3000;
/// How many batches are shown.
const BATCHES: usize = 4;

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    /// What was found with these words.
    Found(String, Found),
    Failed(crate::diag::Problems),
}

/// Looks for words in all credentials and batches.
pub(in super::super) fn search(desk: &Desk, words: String, progress: &Progress) -> Result<super::Answer> {
    let mut found = Found {
        batches: batches(desk, &words, progress)?,
        ..Found::default()
    };
    credentials(desk, &words, &mut found, progress)?;
    Ok(super::Answer::Palette(Answer::Found(words, found)))
}

fn credentials(desk: &Desk, words: &str, found: &mut Found, progress: &Progress) -> Result<()> {
    let query = |state, pending| Query {
        text: Some(words.to_owned()),
        state,
        pending,
        newest_first: true,
        ..Query::default()
    };
    let (best, are_all) = best(desk, &query(None, false), words, progress)?;
    let credentials = best.iter().map(|credential| one(desk, credential));
    found.credentials = credentials.collect::<Result<_>>()?;
    if !are_all {
        // Counting goes through all of them; whoever typed on does not want it.
        progress.check()?;
        found.published = desk.store.count(&query(Some(Life::Published), false))?;
        progress.check()?;
        found.pending = desk.store.count(&query(None, true))?;
    }
    Ok(())
}

/// The credentials that are shown, those first whose names begin so; and whether they are all that are found.
fn best(desk: &Desk, query: &Query, words: &str, progress: &Progress) -> Result<(Vec<Credential>, bool)> {
    let mut best: Vec<(Fit, Credential)> = Vec::new();
    let (mut looked_at, mut after) = (0, None);
    loop {
        progress.check()?;
        let page = desk.store.query(query, after, 300)?;
        looked_at += page.items.len();
        let fitted = page.items.into_iter().map(|one| (Fit::of(words, &one), one));
        best.extend(fitted);
        // The newest of those that fit alike.
        best.sort_by_key(|(fit, _)| *fit);
        best.truncate(CREDENTIALS);
        let are_best = best.len() == CREDENTIALS && best.iter().all(|(fit, _)| *fit == Fit::Begins);
        after = page.next;
        if after.is_none() || are_best || looked_at >= LOOKED_AT {
            break;
        }
    }
    let are_all = looked_at <= CREDENTIALS;
    Ok((best.into_iter().map(|(_, one)| one).collect(), are_all))
}

/// Where the words stand in what was found, the likeliest that they mean it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The name begins so, or it is the number.
    Begins,
    /// A word of the name begins with each.
    OfWords,
    /// They are somewhere in the name.
    Within,
    /// In the e-mail, or in a part of the number.
    Beside,
}

impl Fit {
    fn of(words: &str, credential: &Credential) -> Fit {
        let (words, name) = (folded(words), folded(&credential.content.recipient.name));
        if name.starts_with(&words) || folded(&credential.number) == words {
            return Fit::Begins;
        }
        let all = |is_there: &dyn Fn(&str) -> bool| words.split_whitespace().all(is_there);
        if all(&|word| name.split_whitespace().any(|part| part.starts_with(word))) {
            Fit::OfWords
        } else if all(&|word| name.contains(word)) {
            Fit::Within
        } else {
            Fit::Beside
        }
    }
}

/// As the store compares what is searched, with single spaces.
fn folded(text: &str) -> String {
    let text = locale::searched(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn one(desk: &Desk, credential: &Credential) -> Result<CredentialFound> {
    let group = desk.group(credential.group, credential.content.group_revision)?;
    Ok(CredentialFound {
        id: credential.id,
        name: credential.content.recipient.name.clone(),
        number: credential.number.clone(),
        group: group.title.clone(),
        state: credential.state,
    })
}

fn batches(desk: &Desk, words: &str, progress: &Progress) -> Result<Vec<BatchFound>> {
    progress.check()?;
    let all = issue::batches(desk)?;
    let found = all.iter().rev().filter(|batch| words_in(words, &batch.source));
    let hits = found.take(BATCHES).map(|batch| {
        let query = Query {
            batch: Some(batch.id),
            ..Query::default()
        };
        Ok(BatchFound {
            id: batch.id,
            group: batch.group,
            source: batch.source.clone(),
            made: desk.store.count(&query)?,
        })
    });
    hits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::TestDesk;
    use crate::issue::{GenerateOptions, NewGroup};

    #[test]
    fn who_is_called_so_comes_before_whose_address_has_it() {
        let desk = TestDesk::new("palette-order");
        let group = desk.group(NewGroup {
            title: "Course".to_owned(),
            ..NewGroup::default()
        });
        let offices: String = (0..8).map(|at| format!("Person {at},anna{at}@example.org\n")).collect();
        let sheet =
            format!("Name,E-mail\nÁnna Lee,a@example.org\nLi Anna,b@example.org\nJohanna Ray,c@example.org\n{offices}");
        desk.generate(&group, &sheet, &GenerateOptions::default())
            .expect("made");
        let names = |words: &str| -> Vec<String> {
            let mut found = Found::default();
            credentials(&desk, words, &mut found, &Progress::new()).expect("searched");
            found.credentials.into_iter().map(|found| found.name).collect()
        };
        assert_eq!(names("anna")[..3], ["Ánna Lee", "Li Anna", "Johanna Ray"]);
        assert_eq!(names("anna").len(), CREDENTIALS);
        assert_eq!(names("lee an"), ["Ánna Lee"]);
        assert_eq!(names("anna3@"), ["Person 3"]);
    }
}
