//! The ways to mend all rows with a kind of problem, and what their buttons say.

use crate::import::{Finding, Fix, Group, Mend, Repair, Table};

use super::super::super::settings::count;
use super::FORM;
use super::people::counted_rows;

/// Of so many rows it is said what is done with each.
const DETAILED: usize = 6;

/// A fix that can be applied to all rows alike: its kind, and what its button says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    pub kind: String,
    pub label: String,
    /// The one of several fixes of the only row: its row, and the places of the finding and of the fix.
    pub only: Option<(usize, usize, usize)>,
}

/// What is done with rows by fixes that leave nothing to choose, for one row and for several; by the kinds of the fixes,
/// in alphabetical order.
#[rustfmt::skip]
const DONE: [(&str, &str, &str); 37] = [
    ("all-caps", "Write 1 in usual case", "Write {} in usual case"),
    ("all-lower-case", "Write 1 in usual case", "Write {} in usual case"),
    ("control-character", "Write 1 without hidden characters", "Write {} without hidden characters"),
    ("date-kept", "Keep the date", "Keep the dates as they are"),
    ("date-persian", "Read 1 by the Persian calendar", "Read {} by the Persian calendar"),
    ("date-roc", "Read 1 by the calendar of Taiwan", "Read {} by the calendar of Taiwan"),
    ("date-swapped", "Exchange day and month of 1", "Exchange day and month of {}"),
    ("direction-control", "Write 1 without hidden characters", "Write {} without hidden characters"),
    ("doubled-spaces", "Write 1 with single spaces", "Write {} with single spaces"),
    ("email-in-name", "Write 1 without the address", "Write {} without the address"),
    ("email-left-out", "Write 1 without the address", "Write {} without the address"),
    ("email-only", "Write only the address in 1", "Write only the address in {}"),
    ("email-shape", "Correct 1 address", "Correct {} addresses"),
    ("email-slip", "Correct 1 address", "Correct {} addresses"),
    ("expiry-before-issue", "Exchange the two dates of 1 row", "Exchange the two dates of {} rows"),
    ("family-name-first", "Write 1 in the usual order", "Write {} in the usual order"),
    ("formula-text", "Write 1 without the formula", "Write {} without the formula"),
    ("html-entities", "Write 1 in plain letters", "Write {} in plain letters"),
    ("image-missing", "Write 1 as its file is called", "Write {} as their files are called"),
    ("image-none", "Leave 1 without a picture", "Leave {} without a picture"),
    ("impossible-date", "Exchange day and month of 1", "Exchange day and month of {}"),
    ("list-number", "Write 1 without the number of the list", "Write {} without the number of the list"),
    ("mime-words", "Write 1 in plain letters", "Write {} in plain letters"),
    ("mixed-scripts", "Write 1 in the letters of one script", "Write {} in the letters of one script"),
    ("name-remark", "Write 1 without the remark", "Write {} without the remark"),
    ("not-a-choice", "Write 1 as one of the choices", "Write {} as one of the choices"),
    ("not-a-link", "Complete 1 web address", "Complete {} web addresses"),
    ("odd-sign", "Write 1 with the usual sign", "Write {} with the usual sign"),
    ("other-encoding", "Repair the letters of 1", "Repair the letters of {}"),
    ("program-escapes", "Write 1 in plain letters", "Write {} in plain letters"),
    ("short-year", "Write 1 year with four digits", "Write {} years with four digits"),
    ("swapped-columns", "Exchange the two cells of 1 row", "Exchange the two cells of {} rows"),
    ("text-mark", "Write 1 without the mark", "Write {} without the mark"),
    ("unlikely-date", "Correct 1 year", "Correct {} years"),
    ("word-encoding", "Repair the other words of 1", "Repair the other words of {}"),
    ("wrong-encoding", "Repair the letters of 1", "Repair the letters of {}"),
    ("zero-width", "Write 1 without hidden characters", "Write {} without hidden characters"),
];

/// Kinds of fixes that write another value, of which the button shows the first.
const VALUES: [&str; 4] = ["email-shape", "email-slip", "image-missing", "not-a-choice"];

/// What the button of a fix says that mends so many rows of a group.
fn label_of(table: &Table, fix: &Fix, mend: Mend<'_>, group: &Group<'_>) -> String {
    if fix.repair == Repair::LeaveOut {
        return format!("Leave {} out", counted_rows(mend.rows, is_form(table)));
    }
    let done = DONE.iter().find(|(kind, ..)| *kind == mend.kind);
    let label = match (mend.rows, done) {
        // Of the only row it is said what will stand there.
        (1, _) if group.rows == 1 => return fix.label.clone(),
        (1, Some((_, one, _))) => (*one).to_owned(),
        (many, Some((_, _, several))) => several.replace("{}", &count(many as u64)),
        (many, None) => format!("Mend {}", counted_rows(many, is_form(table))),
    };
    // What is counted in a button is rows of a sheet; a form has people.
    let label = match (is_form(table), mend.rows) {
        (true, 1) => label.replace("1 row", "1 person"),
        (true, _) => label.replace(" rows", " people"),
        (false, _) => label,
    };
    match written(table, fix, mend) {
        Some(written) => format!("{label}: {written}"),
        None => label,
    }
}

/// Whether the rows were typed into a form.
fn is_form(table: &Table) -> bool {
    table.sheet().file == FORM
}

/// What a fix writes in the first of its rows, where it is another value than the one that stands there.
fn written(table: &Table, fix: &Fix, mend: Mend<'_>) -> Option<String> {
    if !VALUES.contains(&mend.kind) {
        return None;
    }
    let Repair::Cells(cells) = &fix.repair else {
        return None;
    };
    let (column, text) = cells.first()?;
    let before = table.cell(mend.first, *column).text();
    let change = format!("{} → {text}", before.trim());
    let heading = table.sheet().columns.get(*column).map(crate::import::Column::name);
    Some(match heading.filter(|_| mend.kind == "not-a-choice") {
        Some(heading) => format!("“{heading}”, {change}"),
        None => change,
    })
}

/// The ways to mend all rows with a kind of problem: by fixes that leave nothing to choose, or else by those of several
/// that have the same meaning in every row. Where it is one row, each of its fixes is a way.
pub fn ways_for_all(table: &Table, group: &Group<'_>) -> Vec<Way> {
    let mends = group.mends.iter().filter_map(|mend| {
        let label = label_of(table, &fix_in(table, group, mend.first, mend.kind)?, *mend, group);
        let kind = mend.kind.to_owned();
        Some(Way {
            kind,
            label,
            only: None,
        })
    });
    let ways: Vec<Way> = mends.collect();
    if !ways.is_empty() {
        return ways;
    }
    let ways = choices(table, group);
    match ways.is_empty() && group.rows == 1 {
        true => of_only_row(table, group),
        false => ways,
    }
}

/// Between which somebody has to choose.
fn of_only_row(table: &Table, group: &Group<'_>) -> Vec<Way> {
    let row = group.first;
    let mut findings = table.findings(row).enumerate();
    let of_group = |finding: &Finding| finding.problem.code == group.code && finding.column == group.column;
    let Some((at, finding)) = findings.find(|(_, finding)| of_group(finding)) else {
        return Vec::new();
    };
    let way = |(place, fix): (usize, &Fix)| Way {
        kind: fix.kind.to_string(),
        label: fix.label.clone(),
        only: Some((row, at, place)),
    };
    finding.fixes.iter().enumerate().map(way).collect()
}

/// The fix of a kind that a row has for the problem of a group.
fn fix_in(table: &Table, group: &Group<'_>, row: usize, kind: &str) -> Option<Fix> {
    let mut findings = table.findings(row);
    let finding = findings.find(|finding| finding.problem.code == group.code && finding.column == group.column)?;
    finding.fix_of(kind).cloned()
}

fn choices(table: &Table, group: &Group<'_>) -> Vec<Way> {
    let known = [
        ("date-day-first", "In all, the day is first"),
        ("date-month-first", "In all, the month is first"),
        ("number-thousands", "In all, it separates thousands"),
        ("number-decimals", "In all, it separates decimals"),
        ("duplicate-skip", "Skip all"),
        ("duplicate-replace", "Correct all the others"),
        ("duplicate-allow", "Make another for all"),
        ("duplicate-ask", "Ask about all in review"),
    ];
    let way = |(kind, label): (&str, &str)| {
        let fix = fix_in(table, group, group.first, kind)?;
        // Of one row it is said what is done with that one.
        let label = match group.rows {
            1 => fix.label,
            _ => label.to_owned(),
        };
        let kind = kind.to_owned();
        Some(Way {
            kind,
            label,
            only: None,
        })
    };
    known.into_iter().filter_map(way).collect()
}

/// What a way does with the first rows of a group, each in a line, by the numbers of the rows.
pub fn details(table: &Table, group: &Group<'_>, way: &Way, name: impl Fn(usize) -> String) -> Vec<String> {
    if let Some((row, ..)) = way.only {
        return vec![format!("{}: {}", name(row), way.label)];
    }
    let rows = table.rows_of(group);
    let line = |row: &usize| match fix_in(table, group, *row, &way.kind) {
        Some(fix) => format!("{}: {}", name(*row), fix.label),
        None => format!("{} stays, somebody has to choose", name(*row)),
    };
    let mut lines: Vec<String> = rows.iter().take(DETAILED).map(line).collect();
    // What is mended comes first; the sort keeps the order of the rows.
    lines.sort_by_key(|line| line.ends_with("choose"));
    let more = rows.len().saturating_sub(DETAILED);
    if more > 0 {
        lines.push(format!("and {} more", count(more as u64)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::rows::tests::table;
    use super::*;
    use crate::import::FIX_KINDS;

    fn labels(ways: &[Way]) -> Vec<&str> {
        ways.iter().map(|way| way.label.as_str()).collect()
    }

    /// The ways for the problems of a code.
    fn ways_of(table: &Table, code: &str) -> Vec<Way> {
        let groups = table.groups();
        let group = groups.iter().find(|group| group.code == code);
        group.map(|group| ways_for_all(table, group)).unwrap_or_default()
    }

    #[test]
    fn the_button_counts_only_the_rows_in_which_nobody_has_to_choose() {
        for names in [["ANNA SCHMIDT", "PIET VAN DYKE"], ["PIET VAN DYKE", "ANNA SCHMIDT"]] {
            let mut table = table(&["Name"], &[&[names[0]], &[names[1]]]);
            let groups = table.groups();
            let ways = ways_for_all(&table, &groups[0]);
            assert_eq!(labels(&ways), ["Write 1 in usual case"], "{names:?}");
            let lines = details(&table, &groups[0], &ways[0], |row| format!("Row {row}"));
            let (mended, left) = if names[0].starts_with("ANNA") { (0, 1) } else { (1, 0) };
            let said = [
                format!("Row {mended}: Write it as Anna Schmidt"),
                format!("Row {left} stays, somebody has to choose"),
            ];
            assert_eq!(lines, said);
            assert_eq!(table.apply_all("all-caps", None), 1);
            let left = table.rows_with("all-caps", None);
            let finding = table.findings(left[0]).next().expect("it is said");
            assert_eq!(
                finding.problem.hints,
                ["Say which is right, the letters do not tell: Piet van Dyke, or Piet Van Dyke"]
            );
        }
    }

    #[test]
    fn of_one_row_each_way_is_offered_where_a_person_has_to_choose() {
        let table = table(&["Name"], &[&["maria da silva"], &["Ben Okafor"]]);
        let groups = table.groups();
        let ways = ways_for_all(&table, &groups[0]);
        assert_eq!(
            labels(&ways),
            ["Write it as Maria da Silva", "Write it as Maria Da Silva"]
        );
        assert_eq!([ways[0].only, ways[1].only], [Some((0, 0, 0)), Some((0, 0, 1))]);
        let lines = details(&table, &groups[0], &ways[1], |row| format!("Row {}", row + 2));
        assert_eq!(lines, ["Row 2: Write it as Maria Da Silva"]);
    }

    #[test]
    fn a_button_that_leaves_rows_out_says_so() {
        let ann = ["Ann Lee", "ann@example.org"];
        let mut rows: Vec<&[&str]> = vec![&ann, &ann];
        let said = |rows: &[&[&str]]| {
            let ways = ways_of(&table(&["Name", "E-mail"], rows), "duplicate-in-sheet");
            labels(&ways).join(", ")
        };
        assert_eq!(said(&rows), "Leave 1 row out");
        rows.push(&ann);
        assert_eq!(said(&rows), "Leave 2 rows out");
    }

    #[test]
    fn fixes_of_two_kinds_have_a_button_each() {
        let mut table = table(
            &["Name", "E-mail"],
            &[
                &["Ann Lee", "Ann Lee <ann@example.org>"],
                &["Ben Okafor", "ben@example,org"],
                &["Cem Li", "cem@example,org"],
            ],
        );
        let ways = ways_of(&table, "email-shape");
        assert_eq!(
            labels(&ways),
            [
                "Write only the address in 1",
                "Correct 2 addresses: ben@example,org → ben@example.org"
            ]
        );
        assert_eq!(table.apply_alike(&ways[1].kind, Some("email-shape"), Some(1)), 2);
        assert_eq!(
            labels(&ways_of(&table, "email-shape")),
            ["Write only the address: ann@example.org"]
        );
    }

    #[test]
    fn every_kind_of_fix_says_what_it_does() {
        // Of these there are several for one problem, or they leave rows out.
        let others = [
            "date-ambiguous",
            "date-day-first",
            "date-month-first",
            "date-year-first",
            "digits-lost",
            "duplicate-in-sheet",
            "email-in-sheet",
            "first-row",
            "headings-again",
            "hidden-row",
            "likely-duplicate",
            "name-in-sheet",
            "number-as-date",
            "number-as-date-1904",
            "number-decimals",
            "number-thousands",
            "row-apart",
            "row-status",
            "section-row",
            "totals-row",
        ];
        assert!(DONE.is_sorted_by_key(|(kind, ..)| *kind));
        for (kind, _) in FIX_KINDS {
            let done = DONE.iter().any(|(known, ..)| *known == kind);
            assert!(done != others.contains(&kind), "{kind}");
        }
    }

    #[test]
    fn ways_that_mean_the_same_in_every_row_are_offered_for_all() {
        let mut table = table(
            &["Name", "Issue date"],
            &[&["Ann", "03/04/2026"], &["Ben", "05/06/2026"]],
        );
        let group = |table: &Table| {
            let groups = table.groups();
            let group = groups.iter().find(|group| group.code == "date-ambiguous");
            group.map(|group| (group.column, ways_for_all(table, group)))
        };
        let (column, ways) = group(&table).expect("ambiguous dates");
        let kinds: Vec<&str> = ways.iter().map(|way| way.kind.as_str()).collect();
        assert_eq!(kinds, ["date-day-first", "date-month-first"]);
        assert_eq!(table.apply_all(kinds[0], column), 2);
        assert_eq!(group(&table), None);
    }
}
