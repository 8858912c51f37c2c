//! A sheet that comes again after corrections: what it changes is looked at, chosen from and carried out in the window.

use std::path::Path;

use accolade::app::jobs::create::{make, open};
use accolade::import::ReadOptions;
use accolade::issue::{self, Desk, NewGroup};
use accolade::model::{Group, State};
use accolade::progress::Progress;
use accolade::publish::{PublishOptions, Selection, publish};
use accolade::store::Query;

use egui_kittest::kittest::{NodeT, Queryable};

use super::create::sheet;
use super::world::{Window, World};

const FIRST: &str = "Name,E-mail,Locker\n\
    محمد علي,ali@example.org,7\n\
    Anna Lee,anna@example.org,00123\n\
    Ben Okafor,ben@example.org,00400\n\
    José García,jose@example.org,12\n\
    Zoë Müller,zoe@example.org,13\n\
    Gone Girl,gone@example.org,14\n";

/// A published name and one under review are other names now, a spreadsheet program has taken zeros away, an address may
/// be somebody's, one is new and one is not there any more.
const SECOND: &str = "Name,E-mail,Locker\n\
    محمد علي حسن,ali@example.org,7\n\
    Anna Lee,anna@example.org,123\n\
    Ben Okafor,ben@example.org,400\n\
    José García López,jose@example.org,12\n\
    Zoë Müller,zoe@example.org,31\n\
    Łukasz Żółć,lukasz@example.org,15\n";

fn group(desk: &Desk) -> Group {
    issue::find_group(desk, "Archive week").expect("the group")
}

/// A group whose first credential is published.
fn begin(desk: &Desk, path: &Path) {
    let new = NewGroup {
        title: "Archive week".to_owned(),
        code: "AW".to_owned(),
        certificate: Some("Quiet".to_owned()),
        fields: vec!["locker:text".parse().expect("a field")],
        ..NewGroup::default()
    };
    issue::create_group(desk, new).expect("a group");
    let order = open::Order {
        group: group(desk),
        told: ReadOptions::default(),
        columns: Vec::new(),
        earlier: Default::default(),
        dates: (None, None),
        date_order: None,
        wishes: Default::default(),
        forget: None,
        read: None,
    };
    let opened = open::open(desk, path, order, &Progress::new()).expect("opens");
    assert_eq!(opened.compared, None, "nobody is there yet");
    let order = make::Order {
        of: opened.corrected((None, None)),
        key: None,
        again: false,
        recipe: None,
        only: None,
    };
    make::make(desk, order, &Progress::new()).expect("made");
    let first = all(desk).swap_remove(0);
    assert_eq!(first.content.recipient.name, "محمد علي");
    let options = PublishOptions {
        accept_warnings: true,
        ..PublishOptions::default()
    };
    publish(desk, &Selection::Ids(vec![first.id]), &options, &Progress::new()).expect("published");
}

fn all(desk: &Desk) -> Vec<accolade::model::Credential> {
    let query = Query {
        group: Some(group(desk).id),
        ..Query::default()
    };
    let mut all = desk.store.query(&query, None, 100).expect("reads").items;
    all.sort_by(|a, b| a.number.cmp(&b.number));
    all
}

fn open_rows(window: &mut Window, path: &Path) {
    window.click("Create credentials");
    window.until("For which group?");
    window.click("Archive week");
    window.until("Who receives a credential?");
    window.type_into("Spreadsheet", &path.display().to_string());
    window.click("Open");
    window.until("What do the columns hold?");
    window.click("Check 6 rows");
    window.until("All 6 rows are ready.");
}

#[test]
fn a_corrected_sheet_is_looked_at_chosen_from_and_carried_out() {
    let world = World::new("compare");
    let path = sheet(&world, FIRST);
    let mut window = world.sample_with(|desk| begin(desk, &path));
    sheet(&world, SECOND);
    open_rows(&mut window, &path);
    let sentence = "3 changed, 1 new, 1 not in this list, 2 unclear";
    window.until(&format!("This list was imported before: {sentence}."));
    assert!(!window.has("There already, row 2"), "who is there is no duplicate");
    window.settle();
    window.shot("compare-notice");
    window.click("Go on");
    window.until(&format!("{sentence}."));
    window.settle();
    window.shot("compare");

    // Two rows are other names with the same address; the one that is looked at says so.
    window.click("Who are they?");
    window.until("محمد علي حسن, Who is it?");
    window.click("محمد علي حسن, Who is it?");
    window.until("the same e-mail, another name");
    window.shot("compare-who");
    window.click("It is AW-2026-00001");
    window.until_gone("محمد علي حسن, Who is it?");
    window.click("José García López, Who is it?");
    window.until("It is AW-2026-00004");
    window.click("It is AW-2026-00004");
    window.until_gone("Who are they?");
    window.until("José García López, Changed");
    window.click("Corrections");
    window.click("محمد علي حسن, Correction");
    window.until("Published; a correction goes through review and supersedes it.");
    window.settle();
    window.shot("compare-correction");

    // The digits of all, and one back again.
    window.click("All");
    window.click("Keep the digits in all 2");
    window.until_gone("Anna Lee, Changed");
    window.click("Undo: keep the digits");
    window.until("Anna Lee, Changed");
    window.click("Anna Lee, Changed");
    window.until("Keep 00123");
    window.settle();
    window.shot("compare-digits");
    window.click("Keep 00123");
    window.until_gone("Anna Lee, Changed");

    // One is left as it is, and what is published wants a reason.
    window.click("Apply row 6, Zoë Müller");
    window.until("Change 2, correct 1, make 1");
    // Without a reason nothing is carried out, which is said where it can be seen.
    window.pause();
    window.until("Say why what is published is corrected");
    let place = |label: &str| window.0.get_all_by_label(label).last().expect(label).rect();
    for label in ["Say why what is published is corrected", "Make new ones instead"] {
        assert!(place(label).left() > place("Compare").right(), "{label} hides no step");
    }
    let apply = window.0.get_by_label("Change 2, correct 1, make 1");
    assert!(apply.accesskit_node().is_disabled());
    apply.click();
    window.settle();
    assert!(window.has("محمد علي حسن, Correction") && window.has("José García López, Changed"));
    let said = window.0.query_all_by_label_contains("they wait for review").next();
    assert!(said.is_none(), "nothing was carried out");
    window.type_into("Why is it corrected?", "The list was wrong");
    window.settle();
    window.click("Change 2, correct 1, make 1");
    window.until("2 credentials changed, 1 credential to be corrected, 1 credential new; they wait for review");
    window.until("José García López");
    window.settle();
    window.shot("compare-applied");

    // The same again has only what was left, and who is gone.
    open_rows_again(&mut window, &path);
    drop(window);
    world.with_desk(|desk| {
        let said: Vec<(String, String)> = all(desk)
            .iter()
            .map(|one| {
                let recipient = &one.reviewed().recipient;
                (recipient.name.clone(), recipient.custom["locker"].to_plain())
            })
            .collect();
        let said: Vec<(&str, &str)> = said.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let expected = [
            ("محمد علي حسن", "7"),
            ("Anna Lee", "00123"),
            ("Ben Okafor", "400"),
            ("José García López", "12"),
            ("Zoë Müller", "13"),
            ("Gone Girl", "14"),
            ("Łukasz Żółć", "15"),
        ];
        assert_eq!(said, expected);
        let first = all(desk).swap_remove(0);
        assert_eq!(
            (first.state, first.content.recipient.name.as_str()),
            (State::Published, "محمد علي")
        );
        let reason = first.draft.as_ref().map(|draft| draft.reason.as_str());
        assert_eq!(reason, Some("The list was wrong"));
    });
}

/// A published locker and one under review are others now, and one is new.
const THIRD: &str = "Name,E-mail,Locker\n\
    محمد علي,ali@example.org,8\n\
    Anna Lee,anna@example.org,00123\n\
    Ben Okafor,ben@example.org,00400\n\
    José García,jose@example.org,12\n\
    Zoë Müller,zoe@example.org,31\n\
    Łukasz Żółć,lukasz@example.org,15\n";

#[test]
fn what_was_carried_out_is_taken_back_where_that_is_said() {
    let world = World::new("compare-undo");
    let path = sheet(&world, FIRST);
    let mut window = world.sample_with(|desk| begin(desk, &path));
    sheet(&world, THIRD);
    open_rows(&mut window, &path);
    window.click("Go on");
    window.type_into("Why is it corrected?", "The list was wrong");
    window.settle();
    window.click("Change 1, correct 1, make 1");
    window.until("1 credential changed, 1 credential to be corrected, 1 credential new; they wait for review");
    window.until("Łukasz Żółć");
    window.click("Undo");
    window.until("Taken back: 1 credential as before, 1 credential without the correction, 1 credential deleted");
    window.until_gone("Łukasz Żółć");
    window.settle();
    window.shot("compare-taken-back");
    drop(window);
    world.with_desk(|desk| {
        let all = all(desk);
        let lockers: Vec<String> = all
            .iter()
            .map(|one| one.reviewed().recipient.custom["locker"].to_plain())
            .collect();
        assert_eq!(lockers, ["7", "00123", "00400", "12", "13", "14"]);
        assert!(all.iter().all(|one| one.draft.is_none()));
    });
}

fn open_rows_again(window: &mut Window, path: &Path) {
    window.click("Home");
    window.until("Create credentials");
    open_rows(window, path);
    window.click("Go on");
    window.until("2 changed, 4 unchanged, 1 not in this list.");
    // Whoever wants another credential for everybody still can.
    window.click("Make new ones instead");
    window.until("There already, row 3");
    window.click("Compare with what is there");
    window.until("2 changed, 4 unchanged, 1 not in this list.");
}
