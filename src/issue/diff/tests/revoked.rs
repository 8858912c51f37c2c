//! Whose credential was held, suspended or revoked, and comes again.

use super::*;

#[test]
fn who_is_held_suspended_or_revoked_stays_so() {
    let world = World::new("states", NewGroup::default());
    let [held, suspended, revoked] = [0, 1, 2].map(|at| world.all()[at].id);
    hold(&world.desk, &held, "ask her").expect("held");
    world.publish(1);
    crate::issue::suspend(&world.desk, &suspended, "why").expect("suspended");
    world.publish(2);
    revoke(&world.desk, &revoked, "fraud").expect("revoked");
    let sheet = FIRST.replace(",A\n", ",A+\n").replace(",B\n", ",B+\n");
    let diff = world.compare(&sheet, &DiffOptions::default());
    assert_eq!(words(&diff), ["edit", "blocked", "uncertain", "unchanged"]);
    assert!(matches!(&diff.rows[2].is, RowIs::Uncertain(of) if of[0].1 == Why::Revoked));
    let done = world.update(&sheet, &DiffOptions::default(), Some("typing errors"));
    assert_eq!((done.edited, done.corrected, done.uncertain), (1, 0, 1));
    assert_eq!(
        done.problems
            .iter()
            .filter(|problem| problem.code == "suspended")
            .count(),
        1
    );
    let states: Vec<State> = world.all().iter().map(|one| one.state).collect();
    assert_eq!(
        states,
        [State::Held, State::Suspended, State::Revoked, State::UnderReview]
    );
}

#[test]
fn who_was_revoked_is_asked_about_and_made_with_a_warning() {
    let world = World::new("revoked", NewGroup::default());
    for at in [0, 2] {
        let id = world.publish(at);
        revoke(&world.desk, &id, "took part under another name").expect("revoked");
    }
    let number = world.all()[0].number.clone();
    // Written in another way, with another e-mail, and somebody who is new.
    let sheet = "Name,E-mail,Grade\nMueller Zoe,ZOE@example.org,A\nJonh Smith,john@example.org,B\n\
                 Ann Lee,lee@example.org,C\nNew Person,new@example.org,A\n";
    let diff = world.compare(sheet, &DiffOptions::default());
    assert_eq!(words(&diff), ["uncertain", "unchanged", "uncertain", "new"]);
    let codes = |diff: &Diff| -> Vec<String> {
        let all = diff.rows.iter().flat_map(|row| row.row.problems.iter());
        all.map(|problem| problem.code.to_string()).collect()
    };
    assert_eq!(codes(&diff), ["revoked-before", "name-of-revoked"]);
    let said = &diff.rows[0].row.problems.0[0];
    assert_eq!(
        said.message,
        format!("The e-mail is that of Zoë Müller, who had {number}, which was revoked: took part under another name")
    );
    assert!(matches!(&diff.rows[0].is, RowIs::Uncertain(of) if of.len() == 1 && of[0].1 == Why::Revoked));
    let likely = DiffOptions {
        take_likely: true,
        ..DiffOptions::default()
    };
    assert_eq!(words(&world.compare(sheet, &likely))[0], "uncertain");
    // Somebody says that a new one is meant: it is made, and the warning is to be accepted.
    let new = DiffOptions {
        decisions: BTreeMap::from([(2, Decision::New)]),
        ..DiffOptions::default()
    };
    let diff = world.compare(sheet, &new);
    assert_eq!(words(&diff)[0], "new");
    assert_eq!(codes(&diff)[0], "revoked-before");
    assert_eq!(world.update(sheet, &new, None).generated.expect("made").created, 2);
    let all = world.all();
    let made = all.iter().find(|one| one.content.recipient.name == "Mueller Zoe");
    let content = &made.expect("made").content;
    let warnings = content
        .problems
        .iter()
        .filter(|problem| problem.code == "revoked-before");
    assert_eq!((warnings.count(), content.accepted), (1, false), "{content:?}");
}

#[test]
fn who_was_revoked_is_known_by_what_identifies_people() {
    let world = World::new("revoked-id", NewGroup::default());
    let id = world.publish(0);
    revoke(&world.desk, &id, "fraud").expect("revoked");
    let options = DiffOptions {
        id_field: Some("grade".to_owned()),
        ..DiffOptions::default()
    };
    let sheet = "Name,E-mail,Grade\nSomebody Else,else@example.org,a\n";
    let diff = world.compare(sheet, &options);
    assert!(matches!(&diff.rows[0].is, RowIs::Uncertain(of) if of[0].0.id == id));
    assert_eq!(diff.rows[0].row.problems.0[0].code, "revoked-before");
}
