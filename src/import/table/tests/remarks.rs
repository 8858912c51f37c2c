//! What others remark of rows: how it is counted, what is decided about it, and what that step is called.

use super::*;

#[test]
fn remarks_of_others_are_counted_and_dropped_with_a_change() {
    let mut table = table(&["Name"], &[&["Anna"], &["Ben"]]);
    let remark = Finding {
        problem: Problem::error("missing-glyph", "No font has it"),
        column: None,
        fixes: Vec::new(),
    };
    table.set_remarks(0, vec![remark.clone()]);
    assert_eq!(table.next_problem(None, Severity::Error), Some(0));
    assert_eq!(table.counts().good, 2, "it makes no row wait");
    assert!(!table.waits(0));
    assert!(table.checked().rows[0].problems.is_empty());
    table.set_remarks(0, Vec::new());
    assert_eq!(table.next_problem(None, Severity::Note), None);
    table.set_remarks(0, vec![remark]);
    table.edit(0, 0, "Anne");
    assert!(table.groups().is_empty());
}

#[test]
fn a_step_that_leaves_rows_out_is_called_so() {
    let mut table = table(&["Name"], &[&["Anna"], &["Ben"], &["Cleo"]]);
    for row in [0, 2] {
        let fix = Fix {
            kind: "duplicate".into(),
            label: "Leave this row out".to_owned(),
            repair: crate::import::Repair::LeaveOut,
        };
        let remark = Finding {
            problem: Problem::warning("duplicate-in-workspace", "The same recipient is in row 4"),
            column: None,
            fixes: vec![fix],
        };
        table.set_remarks(row, vec![remark]);
    }
    assert_eq!(table.apply_all("duplicate", None), 2);
    assert_eq!(table.undo_name(), Some("Leave 2 rows out"));
}

#[test]
fn one_kind_of_problems_is_decided_about_without_the_others() {
    let mut table = table(&["Name"], &[&["Anna"], &["Ben"], &["Cleo"]]);
    for (row, code) in [
        (0, "duplicate-in-workspace"),
        (1, "email-of-another"),
        (2, "duplicate-in-workspace"),
    ] {
        let fix = Fix {
            kind: "duplicate-replace".into(),
            label: "Correct the other".to_owned(),
            repair: crate::import::Repair::Decide(DuplicatePolicy::Replace),
        };
        let remark = Finding {
            problem: Problem::warning(code, "There is one"),
            column: None,
            fixes: vec![fix],
        };
        table.set_remarks(row, vec![remark]);
    }
    let code = Some("duplicate-in-workspace");
    assert_eq!(table.apply_alike("duplicate-replace", code, None), 2);
    assert_eq!(table.undo_name(), Some("Decide about 2 rows"));
    assert_eq!(table.undo_size(), [0, 0, 2]);
    assert_eq!(
        (table.decision(0), table.decision(1)),
        (Some(DuplicatePolicy::Replace), None)
    );
}

#[test]
fn decisions_about_rows_are_fixes_of_what_others_remark() {
    let mut table = table(&["Name"], &[&["Anna Lee"], &["Ben Lee"], &["Cem"]]);
    let fix = |kind: &'static str, policy| Fix {
        kind: kind.into(),
        label: kind.to_owned(),
        repair: crate::import::Repair::Decide(policy),
    };
    let remark = Finding {
        problem: Problem::warning("duplicate-in-workspace", "There already"),
        column: None,
        fixes: vec![
            fix("duplicate-skip", DuplicatePolicy::Skip),
            fix("duplicate-allow", DuplicatePolicy::Allow),
        ],
    };
    for row in [0, 1] {
        table.set_remarks(row, vec![remark.clone()]);
    }
    assert_eq!(table.take_unremarked(), [0, 1, 2], "all are new");
    assert!(table.apply(0, &remark.fixes[0]));
    assert_eq!(table.take_unremarked(), [0]);
    table.edit(2, 0, "Cemal");
    assert_eq!((table.take_unremarked(), table.has_unremarked()), (vec![2], false));
    assert_eq!(table.decision(0), Some(DuplicatePolicy::Skip));
    assert_eq!(
        table.remarks(0).len(),
        1,
        "it stays until whoever remarked says something else"
    );
    assert_eq!(table.apply_all("duplicate-allow", None), 2);
    assert_eq!(
        table.decisions(),
        BTreeMap::from([(2, DuplicatePolicy::Allow), (3, DuplicatePolicy::Allow)])
    );
    let changes = table.changes();
    table.take_unremarked();
    assert_eq!(table.undo().as_deref(), Some("Decide about 2 rows"));
    assert_eq!(table.take_unremarked(), [0, 1]);
    assert_eq!(table.decisions(), BTreeMap::from([(2, DuplicatePolicy::Skip)]));
    assert!(table.replay(&changes).is_empty());
    assert_eq!(table.decisions().len(), 2);
    table.leave_out(&[0], true);
    assert_eq!(table.decisions().len(), 1, "a row that is left out needs none");
}
