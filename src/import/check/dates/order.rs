//! Which of the numbers is the day, found over the whole column and asked for where it does not tell.

use std::borrow::Cow;

use super::super::super::pieces::RowSet;
use super::super::super::sheet::{Cell, Sheet};
use super::super::finding::{Finding, Fix, Repair};
use super::super::plan::Column;
use super::reading::Reading;
use super::roc::{self, Roc};
use super::year::{self, YearSign, Years};
use super::{era, from_text, half};
use crate::diag::{Place, Problem};
use crate::locale::{self, DateOrder};

/// What is known about the order in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct ColumnOrder {
    /// How texts are read.
    pub(super) of_texts: Option<DateOrder>,
    /// Whether it is open if day and month of its real dates are exchanged, see [`super::half`].
    pub(super) half_converted: bool,
    /// Where years of two digits stand.
    pub(super) years: Years,
    /// Whether the workbook counts days from 1904.
    pub(in crate::import::check) is_1904: bool,
}

impl ColumnOrder {
    /// The order of texts beside which no real dates are.
    pub(super) fn of(of_texts: Option<DateOrder>) -> ColumnOrder {
        ColumnOrder {
            of_texts,
            ..ColumnOrder::default()
        }
    }

    /// Texts are read as a person has chosen for the column, whatever it tells.
    pub(in crate::import::check) fn choose(&mut self, chosen: Option<DateOrder>) {
        self.of_texts = chosen.or(self.of_texts);
    }
}

/// What a cell tells of the dates in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Sign {
    order: Option<OrderSign>,
    year: Option<YearSign>,
}

impl From<OrderSign> for Sign {
    fn from(order: OrderSign) -> Sign {
        Sign {
            order: Some(order),
            year: None,
        }
    }
}

/// What a cell tells of the order of day and month, and of years of three digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OrderSign {
    DayFirst,
    MonthFirst,
    /// Points stand between its numbers: the day is first, however others of the column are written.
    Dotted,
    /// It can be read in both orders, as different days.
    Either,
    /// A real date that is another day when day and month are exchanged.
    Exchangeable,
    /// A real date after the 12th.
    Certain,
    /// A year of Taiwan's calendar, see [`super::roc`].
    Roc,
    /// Another year of three digits.
    OddYear,
}

/// What a cell tells; `None` for most cells, which leave nothing open.
pub(in crate::import) fn sign(cell: &Cell) -> Option<Sign> {
    match roc::of_cell(cell) {
        Some(Roc::Day(_)) => return Some(OrderSign::Roc.into()),
        Some(Roc::Other) => return Some(OrderSign::OddYear.into()),
        None => {}
    }
    let text = match cell {
        // Most dates are written so, and leave nothing open.
        Cell::Text(text) if is_iso(text) => return None,
        Cell::Text(text) => text,
        Cell::Date(date) | Cell::DateTime(date, _) if date.day() > 12 => return Some(OrderSign::Certain.into()),
        Cell::Date(date) | Cell::DateTime(date, _) => {
            return half::exchanged(*date).map(|_| OrderSign::Exchangeable.into());
        }
        _ => return None,
    };
    let text = text.trim();
    if era::read(text).is_some() {
        return None;
    }
    let reading = super::reading_of(text);
    let (first, second, year) = match reading {
        None => return sign_of_words(text).map(Sign::from),
        Some(Reading::Known { .. }) => return is_dotted(text).then_some(OrderSign::Dotted.into()),
        Some(Reading::Open {
            first, second, year, ..
        }) => (first, second, year),
    };
    let order = match (first > 12, second > 12) {
        (true, false) => Some(OrderSign::DayFirst),
        (false, true) => Some(OrderSign::MonthFirst),
        (false, false) if first != second && !super::is_buddhist(year) => Some(OrderSign::Either),
        _ => None,
    };
    let year = reading.and_then(year::sign);
    (order.is_some() || year.is_some()).then_some(Sign { order, year })
}

/// What a date tells that is read by its words, such as “Fri, 03/04/2026”.
fn sign_of_words(text: &str) -> Option<OrderSign> {
    let dates = |order| locale::parse_date_text(text, Some(order));
    match (&dates(DateOrder::DayFirst)[..], &dates(DateOrder::MonthFirst)[..]) {
        ([by_day], [by_month]) => (by_day != by_month).then_some(OrderSign::Either),
        ([_], []) => Some(OrderSign::DayFirst),
        ([], [_]) => Some(OrderSign::MonthFirst),
        _ => None,
    }
}

/// Whether a date is written as `26.11.2026`.
fn is_dotted(text: &str) -> bool {
    let is_number = |part: &str| matches!(part.trim().len(), 1 | 2) && part.trim().bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.split('.');
    parts.next().is_some_and(is_number) && parts.next().is_some_and(is_number)
}

/// Whether a text is written as `2026-11-26`.
fn is_iso(text: &str) -> bool {
    let is_part = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(is_part)
}

/// The rows of a column that tell something of the order of its dates, by their places in the sheet.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Evidence {
    day_first: RowSet,
    month_first: RowSet,
    either: RowSet,
    exchangeable: RowSet,
    roc: RowSet,
    certain: usize,
    dotted: usize,
    odd_years: usize,
    /// Dates whose year of two digits may stand first.
    years: RowSet,
    /// How many of them are none with the year last, and how many other dates have it there.
    years_first: usize,
    years_last: usize,
}

impl Evidence {
    pub(in crate::import) fn add(&mut self, row: u32, sign: Option<Sign>) {
        let Some(sign) = sign else { return };
        match sign.order {
            None => {}
            Some(OrderSign::Certain) => self.certain += 1,
            Some(OrderSign::Dotted) => self.dotted += 1,
            Some(OrderSign::OddYear) => self.odd_years += 1,
            Some(sign) => {
                self.of(sign).insert(row);
            }
        }
        match sign.year {
            None => {}
            Some(YearSign::Last) => self.years_last += 1,
            Some(sign) => {
                self.years.insert(row);
                self.years_first += usize::from(sign == YearSign::First);
            }
        }
    }

    pub(in crate::import) fn remove(&mut self, row: u32, sign: Option<Sign>) {
        let Some(sign) = sign else { return };
        match sign.order {
            None => {}
            Some(OrderSign::Certain) => self.certain = self.certain.saturating_sub(1),
            Some(OrderSign::Dotted) => self.dotted = self.dotted.saturating_sub(1),
            Some(OrderSign::OddYear) => self.odd_years = self.odd_years.saturating_sub(1),
            Some(sign) => {
                self.of(sign).remove(row);
            }
        }
        match sign.year {
            None => {}
            Some(YearSign::Last) => self.years_last = self.years_last.saturating_sub(1),
            Some(sign) => {
                self.years.remove(row);
                let first = usize::from(sign == YearSign::First);
                self.years_first = self.years_first.saturating_sub(first);
            }
        }
    }

    fn of(&mut self, sign: OrderSign) -> &mut RowSet {
        match sign {
            OrderSign::DayFirst => &mut self.day_first,
            OrderSign::MonthFirst => &mut self.month_first,
            OrderSign::Either => &mut self.either,
            OrderSign::Roc => &mut self.roc,
            OrderSign::Exchangeable | OrderSign::Certain | OrderSign::Dotted | OrderSign::OddYear => {
                &mut self.exchangeable
            }
        }
    }

    /// Where years of two digits stand. Beside real dates they are last: what makes those reads the others, too.
    pub(super) fn years(&self, wanted: Option<DateOrder>) -> Years {
        let has_real = self.certain > 0 || !self.exchangeable.is_empty();
        if self.years.is_empty() || self.years_last > 0 || has_real {
            return Years::Last;
        }
        match (self.years_first, wanted) {
            (1.., _) => Years::First,
            (0, None) => Years::Open,
            (0, Some(_)) => Years::Last,
        }
    }

    /// The first row whose year may stand first.
    pub(super) fn first_of_years(&self) -> Option<u32> {
        self.years.first()
    }

    /// Whether no date of the column speaks against an order.
    pub(super) fn permits(&self, order: DateOrder) -> bool {
        match order {
            DateOrder::DayFirst => self.month_first.is_empty(),
            DateOrder::MonthFirst => self.day_first.is_empty(),
        }
    }

    /// The order of its texts that the column itself tells. Points tell nothing of dates with other signs, but that both
    /// orders are there. Where years are or may be first, the first number is no day.
    fn own(&self, years: Years) -> Option<DateOrder> {
        if years != Years::Last {
            return None;
        }
        match (self.day_first.is_empty(), self.month_first.is_empty()) {
            (false, true) => Some(DateOrder::DayFirst),
            (true, false) if self.dotted == 0 => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// The order: as the column itself tells, else as it is wanted; with `keep`, real dates are what they say.
    pub(in crate::import) fn order(&self, wanted: Option<DateOrder>, keep: bool) -> ColumnOrder {
        let years = self.years(wanted);
        ColumnOrder {
            of_texts: self.own(years).or(wanted),
            half_converted: !keep && self.half_converted().is_some(),
            years,
            is_1904: false,
        }
    }

    /// The order in which the texts of a column were typed, where a program that reads the other one seems to have made
    /// real dates of those that it could read: no real date is after the 12th, and all texts are.
    pub(super) fn half_converted(&self) -> Option<DateOrder> {
        let is_half = self.certain == 0 && self.either.is_empty() && !self.exchangeable.is_empty();
        self.own(self.years(None)).filter(|_| is_half)
    }

    /// The first row of a text that tells, and that of a real date; and how many of those there are.
    pub(super) fn first_of_halves(&self) -> Option<(u32, u32, usize)> {
        let text = self.day_first.first().or_else(|| self.month_first.first())?;
        Some((text, self.exchangeable.first()?, self.exchangeable.len()))
    }

    /// The first row with a year of Taiwan's calendar and how many there are, where no year of three digits is another.
    pub(super) fn roc(&self) -> Option<(u32, usize)> {
        let first = self.roc.first().filter(|_| self.odd_years == 0)?;
        Some((first, self.roc.len()))
    }

    /// The order that the column itself tells, the first row that tells it, and how many dates do.
    pub(super) fn deciding(&self) -> Option<(DateOrder, u32, usize)> {
        let order = self.own(self.years(None))?;
        let rows = match order {
            DateOrder::DayFirst => &self.day_first,
            DateOrder::MonthFirst => &self.month_first,
        };
        // Points tell it as well.
        Some((order, rows.first()?, rows.len() + self.dotted))
    }

    /// How many dates can be read in both orders.
    pub(super) fn open(&self) -> usize {
        self.either.len()
    }

    /// The first row of those.
    pub(super) fn first_open(&self) -> Option<u32> {
        self.either.first()
    }

    /// Whether there are dates whose order the column itself does not settle.
    pub(in crate::import) fn depends_on_choice(&self) -> bool {
        let years = self.years(None);
        years == Years::Open || (!self.either.is_empty() && self.own(years).is_none())
    }

    /// Whether the column is written in two orders.
    pub(in crate::import) fn is_in_two_orders(&self) -> bool {
        !self.day_first.is_empty() && !self.month_first.is_empty()
    }

    /// The rows whose dates an order may change.
    pub(in crate::import) fn rows(&self) -> impl Iterator<Item = u32> {
        let all = [
            &self.day_first,
            &self.month_first,
            &self.either,
            &self.exchangeable,
            &self.years,
        ];
        all.into_iter().flat_map(RowSet::iter)
    }

    /// The question about texts that a column leaves open.
    pub(in crate::import::check) fn question(
        &self,
        sheet: &Sheet,
        column: &Column,
        wanted: Option<DateOrder>,
    ) -> Option<Finding> {
        let first = self.either.first()?;
        let years = self.years(wanted);
        if years == Years::First || self.own(years).or(wanted).is_some() {
            return None;
        }
        let row = sheet.rows.get(first as usize)?;
        let text = row.cell(column.index).text().trim().to_owned();
        let why = if self.month_first.is_empty() {
            "does not tell whether the day or the month is first"
        } else {
            "is written in two orders"
        };
        let fix = |order, what: &str| Fix {
            kind: Cow::Borrowed("date-order"),
            label: match from_text(&text, ColumnOrder::of(Some(order))).0 {
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
            .hint("Say what is first, format the column as dates, or write them as year-month-day, such as 2026-11-26")
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
