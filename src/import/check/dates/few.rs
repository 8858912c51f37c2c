//! Columns in which few dates decide how all the others are read: beside 03/04/2026 and 05/06/2026 one 13/04/2026 says
//! that the day is first, and may be a slip itself. It is said which they are, and the other reading can be chosen.

use std::borrow::Cow;

use super::super::super::sheet::Sheet;
use super::super::finding::{Finding, Fix, Repair};
use super::super::plan::Column;
use super::from_text;
use super::order::{ColumnOrder, Evidence};
use crate::diag::{Place, Problem};
use crate::locale::DateOrder;

/// As many dates are few; a column that has more of them than of the others tells its order itself.
const FEW: usize = 3;

impl Evidence {
    /// The order that few dates decide, and the first row of those.
    pub(super) fn by_few(&self) -> Option<(DateOrder, u32)> {
        let (order, first, count) = self.deciding()?;
        (count <= FEW && count <= self.open()).then_some((order, first))
    }
}

/// How the dates of a column are read where few decide it, or where `chosen` says it against them: with both readings to
/// choose from.
pub(in crate::import) fn told(
    evidence: &Evidence,
    sheet: &Sheet,
    column: &Column,
    chosen: Option<DateOrder>,
) -> Option<(DateOrder, Finding)> {
    let few = evidence.by_few();
    let order = chosen.or(few.map(|(order, _)| order))?;
    let text = |row: u32| {
        let row = sheet.rows.get(row as usize)?;
        Some((row.cell(column.index).text().trim().to_owned(), row.number))
    };
    let open = evidence.first_open().and_then(text);
    let deciding = evidence
        .deciding()
        .and_then(|(order, row, _)| Some((order, text(row)?)));
    let label = |order: DateOrder| {
        let what = match order {
            DateOrder::DayFirst => "day",
            DateOrder::MonthFirst => "month",
        };
        match (&deciding, &open) {
            (Some((own, (text, row))), _) if *own == order => format!("Read {what} first, as in {text} (row {row})"),
            (_, Some((text, _))) => match from_text(text, ColumnOrder::of(Some(order))).0 {
                Some(date) => format!("Read {what} first: {text} is {date}"),
                None => format!("Read {what} first"),
            },
            _ => format!("Read {what} first"),
        }
    };
    let fix = |order| Fix {
        kind: Cow::Borrowed("date-order"),
        label: label(order),
        repair: Repair::DateOrder(order),
    };
    let place = Place {
        row: deciding.as_ref().map(|(_, (_, row))| *row),
        field: Some(column.field.clone()),
        ..Place::default().column(column.title.as_str())
    };
    let problem = Problem::note("dates-by-few", label(order))
        .hint("Write the dates as year-month-day, such as 2026-11-26, if it is the other way round")
        .at(place);
    let finding = Finding {
        problem,
        column: Some(column.index),
        fixes: vec![fix(DateOrder::DayFirst), fix(DateOrder::MonthFirst)],
    };
    Some((order, finding))
}
