//! What the screens of what is under review show and what is chosen there.

mod one;
pub mod unsaved;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use crate::diag::{Problems, Severity};
use crate::import::Sheet;
use crate::issue::Matter;
use crate::locale;
use crate::model::{BatchId, CredentialId, Date, GroupId};

use super::super::route::Scope;
use super::of_designs::{OfDesign, of_designs};

pub use crate::import::Offer;
pub use one::{EditField, EditKind, Live, One, Opened, TypedPath};

/// What the job is called that does something with many that wait.
pub const REVIEWING: &str = "Changing what is under review";

/// Which of the faces of a credential, and how wide each is for its height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Faces {
    pub certificate: Option<f32>,
    pub badge: Option<f32>,
}

/// A credential that waits, as the contact sheet and the list show it.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: CredentialId,
    pub name: String,
    pub email: String,
    pub number: String,
    pub group: GroupId,
    pub batch: BatchId,
    pub row: Option<u32>,
    pub issued: Date,
    /// Its own, with elements by the names that people read.
    pub problems: Problems,
    /// What its designs say of every credential; not counted as a problem of this one.
    pub of_designs: Vec<Arc<Matter>>,
    pub accepted: bool,
    /// Why it is held, when it is.
    pub held: Option<String>,
    /// Whether it is a correction of something that is published.
    pub correction: bool,
    pub faces: Faces,
    /// Of what it is drawn from, see [`Content::print`](crate::model::Content::print).
    pub print: u64,
    /// What is searched, folded.
    pub text: String,
}

/// What a reviewer has to do about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// Cannot be published as it is.
    Mend,
    /// Warnings that somebody must accept.
    Accept,
    /// Something was done about it that is good to know.
    Look,
    Nothing,
    Held,
}

impl Item {
    pub fn need(&self) -> Need {
        if self.held.is_some() {
            return Need::Held;
        }
        match self.problems.worst() {
            Some(Severity::Error) => Need::Mend,
            Some(Severity::Warning) if !self.accepted => Need::Accept,
            Some(Severity::Note) => Need::Look,
            Some(Severity::Warning) | None => Need::Nothing,
        }
    }

    /// Whether a list says something of it.
    pub fn is_noted(&self) -> bool {
        self.need() != Need::Nothing || self.correction || self.accepted
    }

    /// Whether nothing holds its publication, be it of its design.
    pub fn is_ready(&self) -> bool {
        let is_held = self.of_designs.iter().any(|matter| matter.holds(self.accepted));
        matches!(self.need(), Need::Look | Need::Nothing) && !is_held
    }

    /// Whether it waits for its warnings to be accepted, those of its designs among them, and can be.
    pub fn can_accept(&self) -> bool {
        let severities = self.problems.iter().map(|problem| problem.severity);
        let of_designs = self.of_designs.iter().map(|matter| matter.problem.severity);
        let worst = severities.chain(of_designs).max();
        self.held.is_none() && !self.accepted && worst == Some(Severity::Warning)
    }
}

/// Which items are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Filter {
    #[default]
    All,
    Problems,
    Noted,
    Ready,
    Held,
}

impl Filter {
    pub const ALL: [(Filter, &'static str); 5] = [
        (Filter::All, "All"),
        (Filter::Problems, "Problems"),
        (Filter::Noted, "Notes"),
        (Filter::Ready, "Ready"),
        (Filter::Held, "Held"),
    ];

    fn takes(self, item: &Item) -> bool {
        match self {
            Filter::All => true,
            Filter::Problems => matches!(item.need(), Need::Mend | Need::Accept),
            Filter::Noted => item.need() == Need::Look,
            Filter::Ready => item.is_ready(),
            Filter::Held => item.need() == Need::Held,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Review {
    /// What was asked for last.
    pub scope: Option<Scope>,
    /// Whether the workspace was changed since it was read.
    pub stale: bool,
    pub busy: bool,
    pub failed: Option<Problems>,
    /// Problems first.
    pub items: Vec<Item>,
    /// Places in `items` that pass the filters.
    pub shown: Vec<usize>,
    /// Where in `shown` each of them is, as of when that was first asked: a list of many is asked for one several times a frame.
    places: OnceLock<HashMap<CredentialId, usize>>,
    /// Whether there is one of which something is said.
    pub noted: bool,
    /// How many items each filter shows, in the order of [`Filter::ALL`].
    pub tally: [u64; 5],
    /// What the designs say of every item, each once.
    pub of_designs: Vec<OfDesign>,
    /// The kinds of problems with how many items have them, the most frequent first.
    pub kinds: Vec<(String, u64)>,
    pub filter: Filter,
    /// Only those with this kind of problem.
    pub kind: Option<String>,
    pub words: String,
    pub selected: HashSet<CredentialId>,
    pub chosen: Chosen,
    /// Where a range of a selection begins.
    pub anchor: Option<CredentialId>,
    /// What was selected before the rubber band was drawn.
    pub before_band: HashSet<CredentialId>,
    pub asked: Option<Question>,
    /// Raised with every change that is made here, see [`Review::version`].
    pub versions: HashMap<CredentialId, u64>,
    pub one: One,
    pub unsaved: unsaved::Unsaved,
    /// The sheet of the batch whose credential was looked at last.
    pub sheet: Option<(BatchId, Arc<Sheet>)>,
}

impl Default for Review {
    fn default() -> Review {
        Review {
            scope: None,
            stale: false,
            busy: false,
            failed: None,
            items: Vec::new(),
            shown: Vec::new(),
            places: OnceLock::new(),
            noted: false,
            tally: [0; 5],
            of_designs: Vec::new(),
            kinds: Vec::new(),
            filter: Filter::All,
            kind: None,
            words: String::new(),
            selected: HashSet::new(),
            chosen: Chosen::default(),
            anchor: None,
            before_band: HashSet::new(),
            asked: None,
            versions: HashMap::new(),
            one: One::default(),
            unsaved: unsaved::Unsaved::default(),
            sheet: None,
        }
    }
}

/// How many of the selected ones can be published, wait for a person, or are held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    pub waiting: u64,
    /// Among those that wait.
    pub warned: u64,
    pub held: u64,
}

/// A dialog that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    Hold { ids: Vec<CredentialId>, reason: String },
    Delete { ids: Vec<CredentialId> },
}

impl Review {
    /// Works out what passes the filters, after the items have changed.
    pub fn recount(&mut self) {
        let count = |filter: Filter| self.items.iter().filter(|item| filter.takes(item)).count() as u64;
        self.tally = Filter::ALL.map(|(filter, _)| count(filter));
        self.noted = self.items.iter().any(Item::is_noted);
        self.kinds = kinds_of(&self.items);
        self.of_designs = of_designs(self.items.iter().flat_map(|item| &item.of_designs));
        self.weigh();
        self.refilter();
    }

    /// Puts in what a step made of items, and takes out what waits no more, in one pass however many they are. Whether all
    /// were there.
    pub fn renew(&mut self, mut made: HashMap<CredentialId, Option<Item>>) -> bool {
        self.items.retain_mut(|old| match made.remove(&old.id) {
            Some(Some(item)) => {
                *old = item;
                true
            }
            Some(None) => false,
            None => true,
        });
        made.is_empty()
    }

    /// Takes out what waits no more.
    pub fn take_out(&mut self, ids: &[CredentialId]) {
        let gone: HashSet<&CredentialId> = ids.iter().collect();
        let before = self.items.len();
        self.items.retain(|item| !gone.contains(&item.id));
        if self.items.len() < before {
            self.selected.retain(|id| !gone.contains(id));
            self.recount();
        }
    }

    /// Counts what is selected, after the selection has changed.
    pub fn weigh(&mut self) {
        let mut chosen = Chosen::default();
        if !self.selected.is_empty() {
            for item in self.items.iter().filter(|item| self.selected.contains(&item.id)) {
                match item.need() {
                    Need::Held => chosen.held += 1,
                    _ => {
                        chosen.waiting += 1;
                        chosen.warned += u64::from(item.can_accept());
                    }
                }
            }
        }
        self.chosen = chosen;
    }

    /// Works out what passes the filters.
    pub fn refilter(&mut self) {
        let words = locale::query_words(&self.words);
        let takes = |item: &Item| {
            self.filter.takes(item)
                && self
                    .kind
                    .as_ref()
                    .is_none_or(|kind| item.problems.iter().any(|problem| problem.code == *kind))
                && words.iter().all(|word| item.text.contains(word.as_str()))
        };
        self.shown = (0..self.items.len())
            .filter(|at| self.items.get(*at).is_some_and(takes))
            .collect();
        self.places = OnceLock::new();
    }

    pub fn item(&self, id: CredentialId) -> Option<&Item> {
        let shown = self.place_of(id).and_then(|place| self.at(place));
        shown.or_else(|| self.items.iter().find(|item| item.id == id))
    }

    /// The item at a place among those that are shown.
    pub fn at(&self, place: usize) -> Option<&Item> {
        self.items.get(*self.shown.get(place)?)
    }

    pub fn place_of(&self, id: CredentialId) -> Option<usize> {
        let all = || {
            let shown = self.shown.iter().filter_map(|at| self.items.get(*at));
            shown.enumerate().map(|(place, item)| (item.id, place)).collect()
        };
        let place = *self.places.get_or_init(all).get(&id)?;
        self.at(place).filter(|item| item.id == id).map(|_| place)
    }

    /// Another number for every picture of a credential. The print of its content tells what was changed elsewhere, as by
    /// a list that came again; the count of changes tells apart what was drawn while one of them was on its way and what
    /// came back with its undoing.
    pub fn version(&self, id: CredentialId, print: u64) -> u64 {
        let count = self.versions.get(&id).copied().unwrap_or_default();
        let mut hasher = DefaultHasher::new();
        (count, print).hash(&mut hasher);
        hasher.finish()
    }

    /// The ones before and after a place among those that are shown. Where the credential itself has left them, the one
    /// that took its place comes next.
    pub fn neighbours(&self, id: CredentialId) -> (Option<CredentialId>, Option<CredentialId>) {
        let id_at = |place: usize| self.at(place).map(|item| item.id);
        match self.place_of(id) {
            Some(place) => (place.checked_sub(1).and_then(id_at), id_at(place + 1)),
            None => (self.one.place.checked_sub(1).and_then(id_at), id_at(self.one.place)),
        }
    }

    /// What is selected and meant, in the order of the sheet.
    pub fn selection(&self, takes: impl Fn(&Item) -> bool) -> Vec<CredentialId> {
        let selected = self.items.iter().filter(|item| self.selected.contains(&item.id));
        selected.filter(|item| takes(item)).map(|item| item.id).collect()
    }
}

fn kinds_of(items: &[Item]) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for item in items {
        let codes: BTreeSet<&str> = item.problems.iter().map(|problem| problem.code.as_ref()).collect();
        for code in codes {
            *counts.entry(code).or_default() += 1;
        }
    }
    let mut kinds: Vec<(String, u64)> = counts.into_iter().map(|(code, n)| (code.to_owned(), n)).collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    kinds
}

#[cfg(test)]
pub(in crate::app) mod tests {
    use crate::diag::Place;
    use crate::model::DesignPin;

    use super::*;
    use crate::diag::Problem;
    use crate::model::DesignId;

    #[test]
    fn words_of_a_hint_are_never_written_into_a_field() {
        for (field, text, code, hint, wanted) in [
            (
                "recipient.name",
                "ΕΛΕΝΗ ΠΑΠΑΔΟΠΟΥΛΟΥ",
                "all-caps",
                "Write it as the person does, or go on if this is right",
                &[][..],
            ),
            (
                "recipient.name",
                "Lee Ann, Bob Ray",
                "family-name-first",
                "Write it as Bob Ray Lee Ann, one person",
                &["Bob Ray Lee Ann"],
            ),
            (
                "credential.issue_date",
                "2569-03-01",
                "unlikely-date",
                "Write it as 2026-03-01, if the year is of the Buddhist calendar",
                &["2026-03-01"],
            ),
            // A hint of what stood there before, and one of something else.
            (
                "recipient.name",
                "Ivan Petrov",
                "all-caps",
                "Write it as Иван Петров",
                &[],
            ),
            ("recipient.name", "1. Anna Lee", "all-caps", "Write it as Anna Lee", &[]),
        ] {
            let mut edited = EditField {
                name: field.parse().expect("a field"),
                label: "Field".to_owned(),
                kind: EditKind::Text,
                text: text.to_owned(),
                stored: text.to_owned(),
                offers: Vec::new(),
            };
            edited.look(None, &[]);
            let one = One {
                fields: vec![edited],
                ..One::default()
            };
            let problem = Problem::warning(code, "Wrong").hint(hint).at(Place::field(field));
            let offered: Vec<&str> = one
                .offered(&problem)
                .iter()
                .map(|(_, offer)| offer.text.as_str())
                .collect();
            assert_eq!(offered, wanted, "{hint}");
        }
    }

    pub(in crate::app) fn item(n: u8, name: &str, problems: Vec<Problem>) -> Item {
        Item {
            id: CredentialId([n; 16]),
            name: name.to_owned(),
            email: String::new(),
            number: format!("N-{n}"),
            group: GroupId(1),
            batch: BatchId(1),
            row: None,
            issued: Date::new(2026, 5, 31).expect("a day"),
            problems: Problems(problems),
            of_designs: Vec::new(),
            accepted: false,
            held: None,
            correction: false,
            faces: Faces::default(),
            print: 0,
            text: locale::searched(name),
        }
    }

    fn some() -> Review {
        let mut review = Review {
            items: vec![
                item(1, "Zoë", vec![Problem::error("missing-glyph", "A letter")]),
                item(2, "Łukasz", vec![Problem::warning("likely-duplicate", "Twice")]),
                item(3, "محمد", vec![Problem::note("shrunk", "Smaller")]),
                item(4, "王小明", Vec::new()),
            ],
            ..Review::default()
        };
        review.recount();
        review
    }

    fn shown(review: &Review) -> Vec<String> {
        let places = 0..review.shown.len();
        places
            .filter_map(|place| review.at(place))
            .map(|item| item.name.clone())
            .collect()
    }

    #[test]
    fn what_a_step_made_of_items_takes_their_places() {
        let mut review = some();
        let [zoe, lukasz] = [1, 2].map(|n| CredentialId([n; 16]));
        let made = [(lukasz, Some(item(2, "Ludwik", Vec::new()))), (zoe, None)];
        assert!(review.renew(made.into()));
        let again = [(zoe, Some(item(1, "Zoë", Vec::new())))];
        assert!(!review.renew(again.into()), "it is not there");
        review.recount();
        assert_eq!(shown(&review), ["Ludwik", "محمد", "王小明"]);
    }

    #[test]
    fn filters_kinds_and_words_work_together() {
        let mut review = some();
        assert_eq!(review.tally, [4, 2, 1, 2, 0]);
        assert_eq!(review.kinds.len(), 3);
        review.filter = Filter::Problems;
        review.refilter();
        assert_eq!(shown(&review), ["Zoë", "Łukasz"]);
        review.words = "zoe".to_owned();
        review.refilter();
        assert_eq!(shown(&review), ["Zoë"]);
        review.kind = Some("likely-duplicate".to_owned());
        review.refilter();
        assert!(shown(&review).is_empty());
    }

    fn matter(design: u64, revision: u32, element: &str) -> Arc<Matter> {
        Arc::new(Matter {
            pin: DesignPin {
                design: DesignId(design),
                revision,
            },
            design: ["Paper", "Pin"][design as usize - 1].to_owned(),
            problem: Problem::note("text-shrunk", "Shrunk").at(Place::element(1, element)),
        })
    }

    #[test]
    fn what_designs_say_of_all_is_said_once_and_counts_for_none() {
        let mut review = some();
        let (issuer, title) = (matter(2, 1, "Issuer"), matter(2, 1, "Title"));
        for item in &mut review.items {
            item.of_designs = vec![title.clone(), issuer.clone()];
        }
        review.items[0].of_designs = vec![matter(1, 1, "Sign"), matter(2, 2, "Issuer")];
        review.recount();
        assert_eq!(review.tally, [4, 2, 1, 2, 0], "as without it");
        assert_eq!(review.kinds.len(), 3);
        assert_eq!(review.items[3].need(), Need::Nothing);
        let said: Vec<String> = review.of_designs.iter().map(OfDesign::sentence).collect();
        assert_eq!(
            said,
            [
                "The same on all of the design Paper · “Sign”: Shrunk",
                "The same on all of the design Pin · “Issuer”: Shrunk · “Title”: Shrunk"
            ]
        );
        review.items.truncate(1);
        review.recount();
        assert_eq!(review.of_designs[1].notes.len(), 1, "what is gone says nothing");
    }

    #[test]
    fn what_a_design_warns_of_marks_nothing_and_holds_all() {
        let mut review = some();
        let of = |problem: Problem| {
            let matter = Matter::clone(&matter(1, 1, "Title"));
            Arc::new(Matter { problem, ..matter })
        };
        let warning = of(Problem::warning("text-too-small", "Small"));
        for item in &mut review.items {
            item.of_designs = vec![warning.clone()];
        }
        review.recount();
        assert_eq!(review.tally, [4, 2, 1, 0, 0], "none is ready, and no other is marked");
        assert_eq!(review.kinds.len(), 3);
        review.selected = review.items.iter().map(|item| item.id).collect();
        review.weigh();
        assert_eq!(review.chosen.warned, 3, "one has an error of its own");
        let said = review.of_designs[0].sentence();
        assert!(said.ends_with(" · Small · each waits until it is accepted"), "{said}");
        review.items[3].accepted = true;
        assert!(review.items[3].is_ready());

        review.items[3].of_designs = vec![of(Problem::error("missing-glyph", "A letter"))];
        review.recount();
        assert!(!review.items[3].is_ready() && !review.items[3].can_accept());
        let said = review.of_designs[0].sentence();
        assert!(
            said.ends_with(" · none can be published until the design is mended"),
            "{said}"
        );
    }

    #[test]
    fn an_accepted_warning_is_ready_and_a_held_one_is_not() {
        let mut review = some();
        review.items[1].accepted = true;
        review.items[3].held = Some("not signed".to_owned());
        review.recount();
        assert_eq!(review.tally, [4, 1, 1, 2, 1]);
        review.selected = review.items.iter().map(|item| item.id).collect();
        review.weigh();
        let expected = Chosen {
            waiting: 3,
            warned: 0,
            held: 1,
        };
        assert_eq!(review.chosen, expected);
        assert_eq!(review.selection(|item| item.need() == Need::Held), [review.items[3].id]);
    }

    #[test]
    fn what_left_the_list_is_followed_by_what_took_its_place() {
        let mut review = some();
        let ids: Vec<CredentialId> = review.items.iter().map(|item| item.id).collect();
        assert_eq!(review.neighbours(ids[0]), (None, Some(ids[1])));
        assert_eq!(review.neighbours(ids[3]), (Some(ids[2]), None));
        review.one.place = 1;
        review.items.remove(1);
        review.recount();
        assert_eq!(review.neighbours(ids[1]), (Some(ids[0]), Some(ids[2])));
    }
}
