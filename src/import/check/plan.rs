//! How a row is checked: where each field is, found once for all rows, and the checks of a whole row.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Place, Problem};
use crate::model::{Date, FieldDef, FieldKind, Recipient};

use super::super::map::{Field, Mapping, NamePart};
use super::super::sheet::{Cell, Noticed, Row, Sheet};
use super::dates::{self, ColumnOrder, Evidence};
use super::finding::{Finding, Fix, Flaw, Repair};
use super::status::{self, StatusColumn};
use super::{CheckOptions, DateOrder, PictureFolder, case, damage, email, name, noticed};

/// Where each field is, and what rows are checked against. It borrows nothing, so that it can outlive a change of rows.
#[derive(Clone, Debug)]
pub(in crate::import) struct Plan {
    name: Option<Column>,
    /// The parts of the name that have columns of their own.
    parts: Vec<(NamePart, Column)>,
    email: Option<Column>,
    language: Option<Column>,
    issue_date: Option<DateColumn>,
    expiry_date: Option<DateColumn>,
    custom: Vec<CustomField>,
    family_first: bool,
    middle_between: bool,
    options: CheckOptions,
    noticed: Arc<BTreeMap<u32, Vec<Noticed>>>,
    status: Vec<StatusColumn>,
    /// The columns of names in which a number stands before most.
    numbered: Vec<usize>,
    is_1904: bool,
    /// The sign between the values of a text file.
    pub(super) separator: Option<char>,
}

/// A column that holds a field.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub index: usize,
    pub title: String,
    pub field: String,
}

#[derive(Clone, Debug)]
struct DateColumn {
    column: Column,
    order: ColumnOrder,
}

#[derive(Clone, Debug)]
pub(super) struct CustomField {
    pub definition: FieldDef,
    pub column: Option<Column>,
    pub order: ColumnOrder,
    /// Whether 1.234 may be more than a thousand: the list is written where commas part decimals.
    pub points_may_group: bool,
    /// Where its pictures are looked for, when it holds such.
    pub pictures: Option<Arc<PictureFolder>>,
}

/// What a row says, and what was found in it.
#[derive(Clone, Debug)]
pub(in crate::import) struct RowCheck {
    pub recipient: Recipient,
    pub issue_date: Option<Date>,
    pub expiry_date: Option<Date>,
    pub findings: Vec<Finding>,
}

impl Plan {
    /// The plan for a sheet; dates whose order is open are read by no order until [`Plan::set_order`].
    pub(in crate::import) fn new(sheet: &Sheet, mapping: &Mapping, options: &CheckOptions) -> Plan {
        let column = |field: &Field| {
            let index = mapping.column(field)?;
            Some(Column {
                index,
                title: sheet.columns.get(index)?.name().to_owned(),
                field: field.full_name(),
            })
        };
        let date = |field: &Field| {
            column(field).map(|column| DateColumn {
                column,
                order: ColumnOrder::default(),
            })
        };
        let custom = options.fields.iter().map(|definition| CustomField {
            column: column(&Field::Custom(definition.key.clone())),
            definition: definition.clone(),
            order: ColumnOrder::default(),
            points_may_group: sheet.separator == Some(';'),
            pictures: options.pictures.clone(),
        });
        Plan {
            name: column(&Field::Name(NamePart::Full)),
            parts: NamePart::PARTS
                .into_iter()
                .filter_map(|part| Some((part, column(&Field::Name(part))?)))
                .collect(),
            email: column(&Field::Email),
            language: column(&Field::Language),
            issue_date: date(&Field::IssueDate),
            expiry_date: date(&Field::ExpiryDate),
            custom: custom.collect(),
            family_first: mapping.family_first,
            middle_between: mapping.middle_between,
            options: options.clone(),
            noticed: Arc::clone(&sheet.noticed),
            status: status::columns(sheet, mapping),
            numbered: Vec::new(),
            is_1904: sheet.is_1904,
            separator: sheet.separator,
        }
    }

    /// The column that holds a field, by its place in the sheet.
    pub(super) fn column_at(&self, index: usize) -> Option<&Column> {
        let dates = [&self.issue_date, &self.expiry_date].into_iter().flatten();
        let own = [&self.name, &self.email, &self.language].into_iter().flatten();
        own.chain(self.parts.iter().map(|(_, column)| column))
            .chain(dates.map(|date| &date.column))
            .chain(self.custom.iter().filter_map(|field| field.column.as_ref()))
            .find(|column| column.index == index)
    }

    /// Finds the columns of names in which a number stands before most; `read` gives what the file has in a cell, so that
    /// some names that were mended say nothing of the others.
    pub(in crate::import) fn look_for_numbers<'a>(&mut self, rows: usize, read: impl Fn(usize, usize) -> Cow<'a, str>) {
        let columns = self.name.iter().chain(self.parts.iter().map(|(_, column)| column));
        let is_numbered = |column: &usize| name::is_numbered((0..rows).map(|row| read(row, *column)));
        self.numbered = columns.map(|column| column.index).filter(is_numbered).collect();
    }

    fn date_fields(&self) -> impl Iterator<Item = (&Column, ColumnOrder)> {
        let own = [&self.issue_date, &self.expiry_date].into_iter().flatten();
        let custom = self
            .custom
            .iter()
            .filter(|field| field.definition.kind == FieldKind::Date)
            .filter_map(|field| Some((field.column.as_ref()?, field.order)));
        own.map(|date| (&date.column, date.order)).chain(custom)
    }

    /// The places of the columns that hold dates.
    pub(in crate::import) fn date_columns(&self) -> Vec<usize> {
        self.date_fields().map(|(column, _)| column.index).collect()
    }

    /// The question about its dates that a column leaves open.
    pub(in crate::import) fn question(&self, sheet: &Sheet, index: usize, evidence: &Evidence) -> Option<Finding> {
        let (column, _) = self.date_fields().find(|(column, _)| column.index == index)?;
        if !self.options.kept_dates.contains(&index)
            && let Some(question) = dates::half_converted(evidence, sheet, column)
        {
            return Some(question);
        }
        let order = || self.order_question(sheet, index, evidence, self.options.date_order);
        dates::roc_years(evidence, sheet, column).or_else(order)
    }

    /// The question what stands first in the dates of a column, where `wanted` does not answer it.
    pub(in crate::import) fn order_question(
        &self,
        sheet: &Sheet,
        index: usize,
        evidence: &Evidence,
        wanted: Option<DateOrder>,
    ) -> Option<Finding> {
        let (column, _) = self.date_fields().find(|(column, _)| column.index == index)?;
        let wanted = self.options.column_orders.get(&index).copied().or(wanted);
        let order = || evidence.question(sheet, column, wanted);
        dates::short_years(evidence, sheet, column, wanted).or_else(order)
    }

    /// How the dates of a column are read where few of them decide it, or where a person chose it, with both readings.
    pub(in crate::import) fn told_order(
        &self,
        sheet: &Sheet,
        index: usize,
        evidence: &Evidence,
    ) -> Option<(DateOrder, Finding)> {
        let (column, _) = self.date_fields().find(|(column, _)| column.index == index)?;
        let chosen = self.options.column_orders.get(&index).copied();
        dates::told_by_few(evidence, sheet, column, chosen)
    }

    /// The date that a text is read as, in a column of dates.
    pub(in crate::import) fn date_in(&self, cell: &Cell, index: usize) -> Option<Date> {
        let (_, order) = self.date_fields().find(|(column, _)| column.index == index)?;
        let text = matches!(cell, Cell::Text(text) if !text.trim().is_empty());
        dates::from_cell(cell, order).0.filter(|_| text)
    }

    /// Sets the order of dates in a column by what its rows tell; whether that changes anything.
    pub(in crate::import) fn set_order(&mut self, index: usize, evidence: &Evidence) -> bool {
        let mut order = evidence.order(self.options.date_order, self.options.kept_dates.contains(&index));
        order.choose(self.options.column_orders.get(&index).copied());
        order.is_1904 = self.is_1904;
        let mut changed = false;
        for date in [&mut self.issue_date, &mut self.expiry_date].into_iter().flatten() {
            if date.column.index == index {
                changed |= date.order != order;
                date.order = order;
            }
        }
        for field in &mut self.custom {
            if field.column.as_ref().is_some_and(|column| column.index == index) {
                changed |= field.order != order;
                field.order = order;
            }
        }
        changed
    }

    /// Checks a row by itself; what its neighbours tell is found in [`super::duplicates`].
    pub(in crate::import) fn check(&self, row: &Row) -> RowCheck {
        let mut found = Found::new(row);
        let language = self.language.as_ref().and_then(|column| found.language(column));
        let name = self.name(language.as_deref(), &mut found);
        let email = self.email(&mut found);
        self.look_for_swap(&mut found);
        self.keep_address(&mut found);
        let of = |date: &Option<DateColumn>, found: &mut Found<'_>| {
            let date = date.as_ref()?;
            found.date(&date.column, date.order)
        };
        let issue_date = of(&self.issue_date, &mut found);
        if let (Some(date), Some(column)) = (issue_date, &self.issue_date)
            && let Some(problem) = dates::unlikely_issue(date)
        {
            found.at(problem, &column.column);
        }
        let expiry_date = of(&self.expiry_date, &mut found);
        self.compare_dates(issue_date, expiry_date, &mut found);
        let mut recipient = Recipient {
            name,
            email,
            language,
            ..Recipient::default()
        };
        for field in &self.custom {
            if let Some(value) = found.custom(field) {
                recipient.custom.insert(field.definition.key.clone(), value);
            }
        }
        if let Some(noticed) = self.noticed.get(&row.number) {
            noticed::add(noticed, self, &mut found);
        }
        found.findings.extend(status::look(&self.status, row));
        RowCheck {
            recipient,
            issue_date,
            expiry_date,
            findings: found.findings,
        }
    }

    fn name(&self, language: Option<&str>, found: &mut Found<'_>) -> String {
        if let Some(column) = &self.name {
            let Some((text, good)) = found.name(column, true) else {
                return String::new();
            };
            if good && self.bare_number(column, &text, found) {
                return text;
            }
            if good && let Some(flaw) = name::turned(&text, language) {
                found.at(flaw, column);
            } else if good {
                found.case(&text, &[(column, text.as_str())], language);
            }
            return text;
        }
        let before = found.findings.len();
        let mut all: Vec<(&Column, NamePart, String)> = Vec::with_capacity(self.parts.len());
        for (part, column) in &self.parts {
            if let Some((text, good)) = found.name(column, false) {
                if good {
                    self.bare_number(column, &text, found);
                }
                all.push((column, *part, text));
            }
        }
        let untouched = found.findings.len() == before;
        if untouched {
            let texts: Vec<(&Column, &str)> = all.iter().map(|(column, _, text)| (*column, text.as_str())).collect();
            let joined: Vec<&str> = texts.iter().map(|(_, text)| *text).collect();
            found.case(&joined.join(" "), &texts, language);
        } else {
            found.lost_in_parts(&all);
        }
        let parts = name::Parts(all.into_iter().map(|(_, part, text)| (part, text)).collect());
        let name = parts.join(language, self.family_first, self.middle_between);
        if name.is_empty() && !found.has_errors() {
            let main = [NamePart::Family, NamePart::Given].into_iter();
            if let Some(column) = main.filter_map(|part| self.part(part)).next() {
                found.required(column);
            }
        } else if untouched {
            self.look_for_half(&parts, &name, found);
        }
        name
    }

    /// Reports a number before a name in a column of a list with numbers; whether there is one.
    fn bare_number(&self, column: &Column, text: &str, found: &mut Found<'_>) -> bool {
        let is_numbered = self.numbered.contains(&column.index);
        let Some((_, name)) = name::bare_number(text).filter(|_| is_numbered) else {
            return false;
        };
        found.at(name::list_number(name), column);
        true
    }

    fn part(&self, wanted: NamePart) -> Option<&Column> {
        let (_, column) = self.parts.iter().find(|(part, _)| *part == wanted)?;
        Some(column)
    }

    /// One of the two names is empty, and both have a column.
    fn look_for_half(&self, parts: &name::Parts, name: &str, found: &mut Found<'_>) {
        let (Some(given), Some(family)) = (self.part(NamePart::Given), self.part(NamePart::Family)) else {
            return;
        };
        let has = |part| parts.text(part).is_some();
        let (column, what) = match (has(NamePart::Given), has(NamePart::Family)) {
            (true, false) => (family, "family"),
            (false, true) => (given, "first"),
            _ => return,
        };
        let problem = Problem::warning(
            "half-name",
            format!("The {what} name is empty, the name would be “{name}”"),
        );
        found.at(
            problem.hint("Write it, or go on if the person has this name only"),
            column,
        );
    }

    fn email(&self, found: &mut Found<'_>) -> Option<String> {
        let Some(column) = &self.email else {
            if self.options.email_required {
                let problem = Problem::error("required", "The e-mail is empty").hint("Add a column of e-mails");
                found.whole(problem, Place::field("recipient.email"));
            }
            return None;
        };
        found.email(column, self.options.email_required)
    }

    /// A name in the column of e-mails and an e-mail in that of names are one mistake, not two.
    fn look_for_swap(&self, found: &mut Found<'_>) {
        let (Some(name), Some(email)) = (&self.name, &self.email) else {
            return;
        };
        if found.findings.is_empty() {
            return;
        }
        let row = found.row;
        let (in_name, in_email) = (row.cell(name.index).text(), row.cell(email.index).text());
        let swapped = email::plausible(in_name.trim())
            && !in_email.contains('@')
            && in_email.chars().any(char::is_alphabetic)
            && !found
                .findings
                .iter()
                .any(|finding| finding.problem.code == "wrong-encoding");
        if !swapped {
            return;
        }
        let columns = [Some(name.index), Some(email.index)];
        found.findings.retain(|finding| !columns.contains(&finding.column));
        let message = format!(
            "The name stands in the column “{}” and the e-mail in “{}”",
            email.title, name.title
        );
        let cells = vec![
            (name.index, in_email.trim().to_owned()),
            (email.index, in_name.trim().to_owned()),
        ];
        let problem = Problem::error("swapped-columns", message).hint("Exchange the two cells");
        found.with_fix(
            problem,
            name,
            Fix::cells("swapped-columns", "Exchange the two cells", cells),
        );
    }

    /// An address that is taken out of a name goes to the cell of e-mails where that is empty; where it would be lost, a
    /// person decides.
    fn keep_address(&self, found: &mut Found<'_>) {
        let row = found.row;
        let findings = found.findings.iter_mut();
        for finding in findings.filter(|finding| finding.problem.code == name::ADDRESS_BESIDE) {
            let Some(text) = finding.column.map(|column| row.cell(column).text()) else {
                continue;
            };
            let Some((_, address)) = email::name_and_address(&text) else {
                continue;
            };
            let there = self.email.as_ref().map(|column| (column.index, row.cell(column.index)));
            for fix in &mut finding.fixes {
                match (&mut fix.repair, there) {
                    (Repair::Cells(cells), Some((column, cell))) if cell.is_blank() => {
                        cells.push((column, address.to_owned()));
                    }
                    (_, Some((_, cell))) if cell.text().trim().eq_ignore_ascii_case(address) => {}
                    _ => fix.kind = Cow::Borrowed(name::ADDRESS_LOST),
                }
            }
        }
    }

    fn compare_dates(&self, issue: Option<Date>, expiry: Option<Date>, found: &mut Found<'_>) {
        // A cell whose date could not be read is reported already, and the default must not stand in for it.
        if found.has_errors() || (issue.is_none() && expiry.is_none()) {
            return;
        }
        let first = issue.or(self.options.issue_date);
        let last = expiry.or(self.options.expiry_date);
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        if last >= first {
            return;
        }
        let message = format!("The expiry date {last} is before the issue date {first}");
        let problem = Problem::error("expiry-before-issue", message).hint("Correct one of the two dates");
        match (&self.issue_date, &self.expiry_date) {
            (Some(a), Some(b)) if issue.is_some() && expiry.is_some() => {
                let cells = vec![(a.column.index, last.to_string()), (b.column.index, first.to_string())];
                let fix = Fix::cells("expiry-before-issue", "Exchange the two dates", cells);
                found.with_fix(problem, &b.column, fix);
            }
            (_, Some(date)) | (Some(date), None) => found.at(problem, &date.column),
            (None, None) => found.whole(problem, Place::field("credential.expiry_date")),
        }
    }
}

/// A row while it is checked.
pub(super) struct Found<'a> {
    pub row: &'a Row,
    pub findings: Vec<Finding>,
}

impl<'a> Found<'a> {
    fn new(row: &'a Row) -> Found<'a> {
        Found {
            row,
            findings: Vec::new(),
        }
    }

    fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.problem.is_error())
    }

    /// Reports what concerns no column of the sheet.
    pub(super) fn whole(&mut self, mut problem: Problem, place: Place) {
        problem.place = Place {
            row: Some(self.row.number),
            ..place
        };
        self.findings.push(Finding {
            problem,
            column: None,
            fixes: Vec::new(),
        });
    }

    pub(super) fn at(&mut self, flaw: impl Into<Flaw>, column: &Column) {
        let mut finding = flaw.into().in_column(column.index);
        finding.problem.place = Place {
            row: Some(self.row.number),
            ..Place::field(&column.field).column(column.title.as_str())
        };
        self.findings.push(finding);
    }

    /// Reports what a fix of its own can mend, which may change other cells too.
    fn with_fix(&mut self, problem: Problem, column: &Column, fix: Fix) {
        self.at(problem, column);
        if let Some(finding) = self.findings.last_mut() {
            finding.fixes.push(fix);
        }
    }

    /// What one part of a name tells of the others: where one was read in a wrong encoding, another that looks whole may
    /// have lost letters. Then nothing is repaired by half, and what is lost is typed first.
    fn lost_in_parts(&mut self, parts: &[(&Column, NamePart, String)]) {
        let is_wrong = |column: &Column| {
            let is_here = |finding: &&Finding| finding.column == Some(column.index);
            let mut here = self.findings.iter().filter(is_here);
            here.any(|finding| matches!(&*finding.problem.code, "wrong-encoding" | "lost-letters"))
        };
        let (wrong, whole): (Vec<_>, Vec<_>) = parts.iter().partition(|(column, ..)| is_wrong(column));
        let lost: Vec<(&Column, Flaw)> = whole
            .iter()
            .filter_map(|(column, _, text)| {
                let mut wrong = wrong.iter();
                Some((*column, wrong.find_map(|(.., wrong)| damage::lost_beside(text, wrong))?))
            })
            .collect();
        if lost.is_empty() {
            return;
        }
        let is_part = |at: Option<usize>| parts.iter().any(|(column, ..)| Some(column.index) == at);
        self.findings
            .retain(|finding| !is_part(finding.column) || finding.problem.code != "wrong-encoding");
        for (column, flaw) in lost {
            self.at(flaw, column);
        }
    }

    /// Remarks on a name that is all in capitals or in small letters, with the ways in which it may be written.
    fn case(&mut self, whole: &str, parts: &[(&Column, &str)], language: Option<&str>) {
        let Some(uniform) = case::uniform(whole) else { return };
        let Some((first, _)) = parts.first() else { return };
        let ways: Vec<Vec<String>> = parts
            .iter()
            .enumerate()
            .map(|(at, (_, text))| case::ways(text, uniform, language, at > 0))
            .collect();
        let problem = name::uniform_case(uniform);
        let kind = problem.code.clone();
        let last = ways.iter().map(Vec::len).max().unwrap_or_default();
        let known = ways.iter().all(|ways| !ways.is_empty());
        let fix = |which: usize| {
            let texts = ways.iter().filter_map(|ways| ways.get(which).or_else(|| ways.first()));
            let cells: Vec<(usize, String)> = parts
                .iter()
                .zip(texts)
                .map(|((column, _), text)| (column.index, text.clone()))
                .collect();
            let written: Vec<&str> = cells.iter().map(|(_, text)| text.as_str()).collect();
            Fix {
                kind: kind.clone(),
                label: format!("Write it as {}", written.join(" ")),
                repair: Repair::Cells(cells),
            }
        };
        let fixes: Vec<Fix> = (0..last).filter(|_| known).map(fix).collect();
        let hint: Cow<'_, str> = match &fixes[..] {
            [fix] => Cow::Borrowed(&fix.label),
            [_, _, ..] => {
                let ways: Vec<String> = fixes.iter().map(Fix::written).collect();
                Cow::Owned(format!(
                    "Say which is right, the letters do not tell: {}",
                    ways.join(", or ")
                ))
            }
            [] => Cow::Borrowed("Write it as the person does, or go on if this is right"),
        };
        self.at(problem.hint(hint), first);
        if let Some(finding) = self.findings.last_mut() {
            finding.fixes = fixes;
        }
    }

    pub(super) fn required(&mut self, column: &Column) {
        let problem = Problem::error("required", format!("{} is empty", subject(&column.field)))
            .hint("Fill it in the sheet, or leave the row out");
        self.at(problem, column);
    }
}

/// The fields that every group has, with what they are called in a message.
const OURS: [(&str, &str); 5] = [
    ("recipient.name", "name"),
    ("recipient.email", "e-mail"),
    ("recipient.language", "language"),
    ("credential.issue_date", "issue date"),
    ("credential.expiry_date", "expiry date"),
];

/// A field at the beginning of a sentence; one of the group stands there by its own name.
fn subject(field: &str) -> String {
    match OURS.iter().find(|(ours, _)| *ours == field) {
        Some((_, word)) => format!("The {word}"),
        None => format!("“{}”", field.split_once('.').map_or(field, |(_, key)| key)),
    }
}
