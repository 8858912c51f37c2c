//! What is typed and found on the home page.

use crate::diag::Problems;
use crate::model::{BatchId, CredentialId, Date, GroupId, State as Life};
use crate::store::{Cursor, Query};

use super::super::settings::Dates;
use super::path::Agreed;
use super::picked::Picked;
use super::workspace::{GroupCard, with_words};

#[derive(Clone, Debug, Default)]
pub struct Home {
    /// The words that filter the groups.
    pub filter: String,
    pub search: Search,
    pub found: Found,
    pub picked: Picked,
    /// The path of the list that is to be written, while its dialog is open.
    pub list: Option<String>,
    pub agreed: Agreed,
    /// Whether all batches are shown, however many have something left.
    pub all_batches: bool,
    /// The batch whose rest is being made.
    pub resuming: Option<BatchId>,
}

/// What is searched in what is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    pub words: String,
    /// All states after publication when `None`.
    pub state: Option<Life>,
    pub group: Option<GroupId>,
    /// The first and the last day of issue, as they are typed.
    pub from: String,
    pub until: String,
    /// The days that they mean, where they mean one.
    pub from_day: Option<Date>,
    pub until_day: Option<Date>,
    /// Whether the fields for them are shown.
    pub dates_shown: bool,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub rows: Vec<FoundRow>,
    pub next: Option<Cursor>,
    pub total: u64,
    /// Whether an answer is awaited.
    pub busy: bool,
    pub failed: Option<Problems>,
}

/// A credential in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRow {
    pub id: CredentialId,
    pub name: String,
    pub email: String,
    pub number: String,
    pub group: String,
    pub state: Life,
    pub issued: Date,
    /// Whether a correction of it is under review.
    pub correction: bool,
}

impl Search {
    /// That nothing was found, by what was looked for.
    pub fn nothing(&self) -> String {
        let state = match self.state {
            Some(Life::Suspended) => "suspended",
            Some(Life::Revoked) => "revoked",
            _ => "published",
        };
        let is_filtered = self.group.is_some() || self.from_day.is_some() || self.until_day.is_some();
        match (self.words.trim().is_empty(), is_filtered) {
            (false, _) => format!("Nothing that is {state} has these words."),
            (true, true) => format!("Nothing that is {state} meets these filters."),
            (true, false) => format!("Nothing is {state}."),
        }
    }

    /// Finds the days that are typed, as the window writes dates.
    pub fn read_days(&mut self, dates: &Dates) {
        self.from_day = dates.read_one(&self.from);
        self.until_day = dates.read_one(&self.until);
    }

    /// The days of issue that are searched, in words. What is typed and is no day is no bound, and is said to be none.
    pub fn days(&self, dates: &Dates) -> String {
        let said = |text: &str, day: Option<Date>| match (day, text.trim()) {
            (Some(day), _) => Some(dates.write(day)),
            (None, "") => None,
            (None, text) => Some(format!("“{text}”, which is no date")),
        };
        match (said(&self.from, self.from_day), said(&self.until, self.until_day)) {
            (None, None) => "Any date".to_owned(),
            (Some(from), None) => format!("From {from}"),
            (None, Some(until)) => format!("Until {until}"),
            (Some(from), Some(until)) => format!("{from} – {until}"),
        }
    }

    pub fn query(&self) -> Query {
        let words = self.words.trim();
        Query {
            text: (!words.is_empty()).then(|| words.to_owned()),
            state: Some(self.state.unwrap_or(Life::Published)),
            group: self.group,
            issued_from: self.from_day,
            issued_until: self.until_day,
            newest_first: true,
            ..Query::default()
        }
    }
}

impl Home {
    pub fn shown<'a>(&self, groups: &'a [GroupCard]) -> Vec<&'a GroupCard> {
        with_words(groups, &self.filter)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::settings::DateForm;
    use super::super::workspace::Counts;
    use super::*;
    use crate::model::Group;
    use crate::store::testing::group;

    fn card(title: &str, code: &str) -> GroupCard {
        GroupCard {
            group: Group {
                code: code.to_owned(),
                ..group(1, title)
            },
            counts: Counts::default(),
            waiting: Default::default(),
            thumbnail: None,
        }
    }

    #[test]
    fn days_are_searched_as_the_window_writes_them_and_what_is_no_day_is_no_bound() {
        let dates = Dates {
            form: DateForm::Short,
            language: "en-US".to_owned(),
        };
        let mut search = Search {
            from: "3/4/2026".to_owned(),
            ..Search::default()
        };
        search.read_days(&dates);
        assert_eq!(search.query().issued_from, Date::new(2026, 3, 4));
        assert_eq!(search.days(&dates), "From 3/4/2026");
        search.read_days(&Dates::default());
        assert_eq!(search.query().issued_from, None);
        assert_eq!(search.days(&dates), "From “3/4/2026”, which is no date");
        assert_eq!(Search::default().days(&dates), "Any date");
    }

    #[test]
    fn that_nothing_was_found_is_said_by_what_was_looked_for() {
        let suspended = Search {
            state: Some(Life::Suspended),
            ..Search::default()
        };
        assert_eq!(suspended.nothing(), "Nothing is suspended.");
        let words = Search {
            words: "anna".to_owned(),
            ..suspended.clone()
        };
        assert_eq!(words.nothing(), "Nothing that is suspended has these words.");
        let dated = Search {
            from_day: Date::new(2026, 1, 1),
            ..suspended
        };
        assert_eq!(dated.nothing(), "Nothing that is suspended meets these filters.");
        assert_eq!(Search::default().nothing(), "Nothing is published.");
    }

    #[test]
    fn groups_are_filtered_by_the_words_of_title_and_code() {
        let groups = [
            card("Économie générale", "ECO"),
            card("حماية البيانات", "DP"),
            card("Leadership", "LIP"),
        ];
        let titles = |filter: &str| {
            let home = Home {
                filter: filter.to_owned(),
                ..Home::default()
            };
            home.shown(&groups)
                .iter()
                .map(|card| card.group.code.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(titles("generale econ"), ["ECO"]);
        assert_eq!(titles("البيانات"), ["DP"]);
        assert_eq!(titles("lip"), ["LIP"]);
        assert_eq!(titles("").len(), 3);
        assert!(titles("zebra").is_empty());
    }
}
