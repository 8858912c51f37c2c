//! Which of two numbers is the day, found over the whole column and asked for where it does not tell.

use std::borrow::Cow;

use super::super::super::pieces::RowSet;
use super::super::super::sheet::{Cell, Sheet};
use super::super::finding::{Finding, Fix, Repair};
use super::super::plan::Column;
use super::from_text;
use super::reading::{Reading, read};
use crate::diag::{Place, Problem};
use crate::locale::DateOrder;

/// What is known about the order in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct ColumnOrder(pub(super) Option<DateOrder>);

/// What the text in a cell tells of the order in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Sign {
    DayFirst,
    MonthFirst,
    /// It can be read in both orders, as different days.
    Either,
}

/// What a cell tells of the order; `None` for most cells, which an order does not change.
pub(in crate::import) fn sign(cell: &Cell) -> Option<Sign> {
    let Cell::Text(text) = cell else { return None };
    let Reading::Open { first, second, .. } = read(text.trim())? else {
        return None;
    };
    match (first > 12, second > 12) {
        (true, false) => Some(Sign::DayFirst),
        (false, true) => Some(Sign::MonthFirst),
        (false, false) if first != second => Some(Sign::Either),
        _ => None,
    }
}

/// The rows of a column that tell something of the order of its dates, by their places in the sheet.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Evidence {
    day_first: RowSet,
    month_first: RowSet,
    either: RowSet,
}

impl Evidence {
    pub(in crate::import) fn add(&mut self, row: u32, sign: Option<Sign>) {
        if let Some(sign) = sign {
            self.of(sign).insert(row);
        }
    }

    pub(in crate::import) fn remove(&mut self, row: u32, sign: Option<Sign>) {
        if let Some(sign) = sign {
            self.of(sign).remove(row);
        }
    }

    fn of(&mut self, sign: Sign) -> &mut RowSet {
        match sign {
            Sign::DayFirst => &mut self.day_first,
            Sign::MonthFirst => &mut self.month_first,
            Sign::Either => &mut self.either,
        }
    }

    /// The order: as the column itself tells, else as it is wanted.
    pub(in crate::import) fn order(&self, wanted: Option<DateOrder>) -> ColumnOrder {
        ColumnOrder(match (self.day_first.is_empty(), self.month_first.is_empty()) {
            (false, true) => Some(DateOrder::DayFirst),
            (true, false) => Some(DateOrder::MonthFirst),
            _ => wanted,
        })
    }

    /// Whether there are dates whose order the column itself does not settle.
    pub(in crate::import) fn depends_on_choice(&self) -> bool {
        !self.either.is_empty() && self.order(None).0.is_none()
    }

    /// The rows whose dates an order may change.
    pub(in crate::import) fn rows(&self) -> impl Iterator<Item = u32> {
        let all = [&self.day_first, &self.month_first, &self.either];
        all.into_iter().flat_map(RowSet::iter)
    }

    /// The question that a column leaves open.
    pub(in crate::import::check) fn question(
        &self,
        sheet: &Sheet,
        column: &Column,
        wanted: Option<DateOrder>,
    ) -> Option<Finding> {
        let first = self.either.first()?;
        if self.order(wanted).0.is_some() {
            return None;
        }
        let row = sheet.rows.get(first as usize)?;
        let text = row.cell(column.index).text().trim().to_owned();
        let why = if self.day_first.is_empty() {
            "does not tell whether the day or the month is first"
        } else {
            "is written in two orders"
        };
        let fix = |order, what: &str| Fix {
            kind: Cow::Borrowed("date-order"),
            label: match from_text(&text, ColumnOrder(Some(order))).0 {
                Some(date) => format!("Read {text} as {date}, with {what} first"),
                None => format!("Read {text} with {what} first"),
            },
            repair: Repair::DateOrder(order),
        };
        let place = Place {
            row: Some(row.number),
            field: Some(column.field.clone()),
            ..Place::default().column(column.title.as_str())
        };
        let problem = Problem::warning("dates-ambiguous", format!("The column {why}, as in {text}"))
            .hint("Say what is first, format the column as dates, or write them as 2026-11-26")
            .at(place);
        Some(Finding {
            problem,
            column: Some(column.index),
            fixes: vec![
                fix(DateOrder::DayFirst, "the day"),
                fix(DateOrder::MonthFirst, "the month"),
            ],
        })
    }
}
