//! Many people who are alike.

use super::*;

/// A credential and a row of it, as many as wanted, without a workspace.
fn crowd(count: u32, name: impl Fn(u32) -> String) -> (Vec<CheckedRow>, Vec<There>) {
    let recipient = |at: u32| Recipient {
        name: name(at),
        email: Some("office@example.org".to_owned()),
        ..Recipient::default()
    };
    let rows = (0..count).map(|at| CheckedRow {
        row: at + 2,
        cells: Vec::new(),
        recipient: recipient(at),
        issue_date: None,
        expiry_date: None,
        problems: Default::default(),
    });
    let day = Date::new(2026, 11, 26).expect("a day");
    let there = (0..count).map(|at| There {
        known: Known {
            id: CredentialId(u128::from(at).to_be_bytes()),
            number: at.to_string(),
            name: name(at),
            state: State::UnderReview,
        },
        batch: BatchId(1),
        row: Some(at + 2),
        how: How::Edit,
        values: Values {
            recipient: recipient(at),
            issue_date: day,
            expiry_date: None,
        },
    });
    (rows.collect(), there.collect())
}

#[test]
fn crowds_that_are_alike_are_compared_in_time() {
    let lists = lists::Lists::single(&[BatchId(1)]);
    // Everybody has another name, then everybody has the same.
    for name in [(|at| format!("Person {at}")) as fn(u32) -> String, |_| {
        "Participant".to_owned()
    }] {
        let (rows, mut there) = crowd(4_000, name);
        let pairs = pair::pair(&rows, &there, &lists, None, &DiffOptions::default(), &|_, _| {
            Ok(Default::default())
        })
        .expect("paired");
        assert!(pairs.rows.iter().all(|pair| matches!(pair[..], [(_, None)])));
        // All of them were renamed: nobody is sure, nobody is gone, and nobody is asked about thousands.
        for one in &mut there {
            one.values.recipient.name.push_str(" the Other");
        }
        let pairs = pair::pair(&rows, &there, &lists, None, &DiffOptions::default(), &|_, _| {
            Ok(Default::default())
        })
        .expect("paired");
        assert!(pairs.rows.iter().all(|pair| (1..=8).contains(&pair.len())));
    }
}
