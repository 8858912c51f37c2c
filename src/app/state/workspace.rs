//! A snapshot of the open workspace: what the frame and the home page show, read by a job after every change.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::diag::Problem;
use crate::locale;
use crate::model::{BatchId, BlobId, Date, DesignPin, Group, GroupId, Issuer, LocalTime};

use super::super::settings::{Dates, count};
use super::create::people::waiting_words;

#[derive(Clone, Debug, Default)]
pub enum Workspace {
    #[default]
    None,
    /// It is being opened or made.
    Opening(PathBuf),
    Open(Arc<Snapshot>),
}

/// What files are called that are kept of a workspace outside of it, of whatever letters its path is made.
pub fn named_after(dir: &Path) -> BlobId {
    BlobId(Sha256::digest(dir.as_os_str().as_encoded_bytes()).into())
}

impl Workspace {
    pub fn snapshot(&self) -> Option<&Arc<Snapshot>> {
        match self {
            Workspace::Open(snapshot) => Some(snapshot),
            Workspace::None | Workspace::Opening(_) => None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Snapshot {
    pub dir: PathBuf,
    pub issuer: Issuer,
    pub counts: Counts,
    /// The newest first.
    pub groups: Vec<GroupCard>,
    /// The last ones, and those that have something left, the newest first.
    pub batches: Vec<BatchCard>,
    /// Batches that were not generated to the end, the newest first.
    pub interrupted: Vec<BatchId>,
    /// All designs, in the order in which they came.
    pub gallery: Vec<super::design::DesignCard>,
    /// What is kept for all designs.
    pub shelves: Arc<super::kept::Shelves>,
    /// The pictures that can go into any design.
    pub pictures: Arc<Vec<super::kept::WorkspacePicture>>,
    pub today: Date,
    /// Why it can only be looked at; `None` when it can be changed.
    pub reading: Option<Problem>,
}

/// How many credentials of the workspace, or of a group, stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub pending: u64,
    pub held: u64,
    pub published: u64,
    pub suspended: u64,
    pub revoked: u64,
}

impl Counts {
    /// All that were published, however they stand now.
    pub fn ever_published(&self) -> u64 {
        self.published + self.suspended + self.revoked
    }
}

/// How many stand where, all of one moment.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub all: Counts,
    pub groups: Vec<(GroupId, Counts)>,
    /// What the shown batches have, and how they stand.
    pub batches: Vec<(BatchId, u64, BatchStanding)>,
}

impl Snapshot {
    /// Takes newer counts of what it shows.
    pub fn count_as(&mut self, tally: &Tally) {
        self.counts = tally.all;
        for (id, counts) in &tally.groups {
            if let Some(card) = self.groups.iter_mut().find(|card| card.group.id == *id) {
                card.counts = *counts;
            }
        }
        for (id, made, standing) in &tally.batches {
            if let Some(card) = self.batches.iter_mut().find(|card| card.id == *id) {
                (card.made, card.standing) = (*made, *standing);
            }
        }
    }
}

#[derive(Clone, Debug)]
pub struct GroupCard {
    pub group: Group,
    pub counts: Counts,
    /// Who of its batches has no credential.
    pub waiting: Waiting,
    pub thumbnail: Option<Thumbnail>,
}

impl GroupCard {
    /// How many of its credentials stand where, in words.
    pub fn said(&self) -> String {
        group_counts(self.counts, self.waiting)
    }

    /// The picture of its design, with its width over its height.
    pub fn picture(&self) -> Option<(DesignPin, f32)> {
        self.thumbnail.map(|thumbnail| (thumbnail.pin, thumbnail.aspect))
    }
}

/// How many have no credential: rows of sheets, and people of forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    pub rows: u64,
    pub people: u64,
}

/// How many credentials of a group stand where, and how many rows have none: what is zero is left out. Each number stays
/// with its word where the line is broken.
fn group_counts(counts: Counts, waiting: Waiting) -> String {
    let words = |number: u64, is_form: bool| {
        let [one, many] = waiting_words(is_form);
        if number == 1 { one } else { many }
    };
    let parts = [
        (counts.published, "published"),
        (counts.pending, "pending"),
        (counts.held, "held"),
        (counts.suspended, "suspended"),
        (counts.revoked, "revoked"),
        (waiting.rows, words(waiting.rows, false)),
        (waiting.people, words(waiting.people, true)),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|(number, _)| *number > 0).collect();
    match parts.as_slice() {
        [] => "No credentials yet".to_owned(),
        [(pending, "pending")] => format!("{} pending review", count(*pending)),
        parts => {
            let part = |(number, word): &(u64, &str)| format!("{} {word}", count(*number)).replace(' ', "\u{a0}");
            parts.iter().map(part).collect::<Vec<_>>().join(" · ")
        }
    }
}

/// The groups in whose title or code all words occur, without regard to case and accents.
pub fn with_words<'a>(groups: &'a [GroupCard], words: &str) -> Vec<&'a GroupCard> {
    let words = locale::query_words(words);
    let matches = |card: &&GroupCard| {
        let text = format!(
            "{} {}",
            locale::searched(&card.group.title),
            locale::searched(&card.group.code)
        );
        words.iter().all(|word| text.contains(word.as_str()))
    };
    groups.iter().filter(matches).collect()
}

/// How many letters a column of numbers has room for at least, and with each wider step more.
const NUMBER_LETTERS: usize = 16;
const STEP_LETTERS: usize = 4;
/// Wider numbers are cut.
const MOST_STEPS: usize = 4;

/// How many steps wider than usual a column must be that shows the numbers of these groups: they differ in their last
/// letters, and are not cut.
pub fn number_steps(groups: &[GroupCard]) -> usize {
    let longest = groups
        .iter()
        .map(|card| number_letters(&card.group.code, &card.group.settings.number_pattern));
    let longest = longest.max();
    let more = longest.unwrap_or_default().saturating_sub(NUMBER_LETTERS);
    more.div_ceil(STEP_LETTERS).min(MOST_STEPS)
}

/// How long the numbers of a pattern are, about.
fn number_letters(code: &str, pattern: &str) -> usize {
    let filled = pattern.replace("{code}", code).replace("{year}", "2026");
    let running = filled.split_once("{n").and_then(|(_, rest)| rest.split_once('}'));
    let (name, digits) = running.map_or((0, 0), |(width, _)| {
        let digits = width.trim_start_matches(':').parse().unwrap_or(1);
        ("{n}".len() + width.chars().count(), usize::max(digits, 5))
    });
    filled.chars().count() - name + digits
}

/// The picture of a design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thumbnail {
    pub pin: DesignPin,
    /// Width over height of its first page.
    pub aspect: f32,
}

#[derive(Clone, Debug)]
pub struct BatchCard {
    pub id: BatchId,
    pub group: GroupId,
    /// The title of the group.
    pub title: String,
    /// The name of the sheet.
    pub source: String,
    /// SHA-256 of it.
    pub sheet: Option<BlobId>,
    /// Its name for ever.
    pub key: BlobId,
    /// When it was made.
    pub created: LocalTime,
    /// Credentials that it has.
    pub made: u64,
    /// Rows without a credential.
    pub waiting: u64,
    /// Whether those are left: no later batch of its sheet went on with them.
    pub tells: bool,
    /// Why the first of them wait.
    pub why: Vec<String>,
    pub standing: BatchStanding,
    /// Whether it can be gone on with from here.
    pub resumable: bool,
}

impl BatchCard {
    /// When it was made: the day, with the time where another one of its name was made on that day.
    pub fn made_on(&self, all: &[BatchCard], dates: &Dates) -> String {
        match self.namesakes(all).any(|other| other.created.day == self.created.day) {
            true => dates.write_time(self.created),
            false => self.created.day.map(|day| dates.write(day)).unwrap_or_default(),
        }
    }

    /// The other batches of its name.
    pub fn namesakes<'a>(&self, all: &'a [BatchCard]) -> impl Iterator<Item = &'a BatchCard> {
        all.iter()
            .filter(|other| other.id != self.id && other.source == self.source)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchStanding {
    Interrupted,
    UnderReview(u64),
    Held(u64),
    Done,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_numbers_have_wider_columns() {
        assert_eq!(number_letters("GRAD", "{code}-{year}-{n:5}"), "GRAD-2026-00469".len());
        assert_eq!(number_letters("SUMMERCAMP", "{code}/{n}"), "SUMMERCAMP/00469".len());
        assert_eq!(number_letters("X", "{n:8}"), 8);
        assert_eq!(number_steps(&[]), 0);
    }

    #[test]
    fn a_group_says_all_that_is_not_zero() {
        let rows = |rows| Waiting { rows, people: 0 };
        let said = |counts: Counts, waiting| group_counts(counts, rows(waiting)).replace('\u{a0}', " ");
        let counts = Counts {
            published: 495,
            pending: 3,
            held: 1,
            suspended: 1,
            revoked: 2,
        };
        let all = "495 published · 3 pending · 1 held · 1 suspended · 2 revoked · 1 row waits";
        assert_eq!(said(counts, 1), all);
        assert_eq!(said(Counts::default(), 12), "12 rows wait");
        let people = Waiting { rows: 0, people: 2 };
        assert_eq!(group_counts(Counts::default(), people), "2\u{a0}people\u{a0}wait");
        assert_eq!(said(Counts::default(), 0), "No credentials yet");
        let pending = Counts {
            pending: 4,
            ..Counts::default()
        };
        assert_eq!(said(pending, 0), "4 pending review");
        assert!(group_counts(counts, rows(1)).contains("1\u{a0}row\u{a0}waits"));
    }

    #[test]
    fn batches_of_one_name_are_told_apart_by_their_time() {
        let day = |day| Date::new(2026, 11, day).expect("a day");
        let batch = |id, source: &str, created: Date, hour| BatchCard {
            id: BatchId(id),
            group: GroupId(1),
            title: String::new(),
            source: source.to_owned(),
            sheet: None,
            key: BlobId([id as u8; 32]),
            created: LocalTime {
                day: Some(created),
                hour,
                minute: 5,
            },
            made: 1,
            waiting: 0,
            tells: true,
            why: Vec::new(),
            standing: BatchStanding::Done,
            resumable: false,
        };
        let all = [
            batch(4, "Form", day(28), 15),
            batch(3, "Form", day(28), 9),
            batch(2, "Form", day(27), 9),
            batch(1, "a.csv", day(28), 9),
        ];
        let dates = Dates::default();
        let made = |at: usize| all[at].made_on(&all, &dates);
        let plain = dates.write(day(28));
        assert_eq!([made(0), made(1)], [format!("{plain} 15:05"), format!("{plain} 09:05")]);
        assert_eq!([made(2), made(3)], [dates.write(day(27)), plain]);
    }
}
