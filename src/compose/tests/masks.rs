//! Groups whose backmost element cuts the others.

use super::*;
use crate::units::Point;

/// A masked group at (100, 50): a mask of 60 × 40 in the corner of it, and what else is given.
fn masked(mask: &str, others: &str, more: &str) -> String {
    format!(
        r##"{{"name":"G","x":100,"y":50,"width":200,"height":100{more},"content":{{"group":{{"masked":true,"children":[
        {{"name":"M","x":0,"y":0,"width":60,"height":40,{mask}}},{others}]}}}}}}"##
    )
}

const ELLIPSE: &str = r##""content":{"shape":{"form":{"ellipse":{}},"fill":"#00FF00"}}"##;
const RED: &str = r##"{"name":"R","x":-20,"y":-20,"width":200,"height":100,"content":{"shape":{"form":{"rectangle":{}},"fill":"#FF0000"}}}"##;

/// The names of what a click at a point of the page is on, front to back.
fn at(scene: &Warned<Scene>, design: &Design, x: f64, y: f64) -> Vec<String> {
    let elements = design.elements();
    let origins = scene.value.pages[0].hit(Point::new(x, y), 0.0);
    let places = origins.into_iter().filter_map(|origin| origin.0);
    places
        .map(|index| elements[index as usize].1.name.clone())
        .filter(|name| name != "G")
        .collect()
}

fn hits(elements: &str, x: f64, y: f64) -> Vec<String> {
    at(&composed(elements, &[]), &design(elements), x, y)
}

#[test]
fn the_outline_of_the_mask_cuts_the_others_and_is_not_painted() {
    let alone = masked(ELLIPSE, RED, "");
    assert_eq!(hits(&alone, 130.0, 70.0), ["R"], "its middle, and not the mask itself");
    assert!(hits(&alone, 102.0, 52.0).is_empty(), "beside the ellipse");
    assert!(hits(&alone, 200.0, 70.0).is_empty(), "beyond the mask");
    // A quarter turn around its middle: 40 wide and 60 high now.
    let turned = masked(&format!(r#""rotation":90,{ELLIPSE}"#), RED, "");
    assert_eq!(hits(&turned, 130.0, 45.0), ["R"]);
    assert!(hits(&turned, 105.0, 70.0).is_empty());
    let triangle = r#""content":{"shape":{"form":{"path":{"d":"M0 0 L60 0 L0 40 Z","view":[60,40]}}}}"#;
    assert_eq!(hits(&masked(triangle, RED, ""), 105.0, 55.0), ["R"]);
    let mirrored = masked(&format!(r#""flip":"horizontal",{triangle}"#), RED, "");
    assert!(hits(&mirrored, 105.0, 75.0).is_empty(), "reflected");
    assert_eq!(hits(&mirrored, 155.0, 75.0), ["R"]);
    let ring = r#""content":{"shape":{"form":{"path":{"d":"M0 0 H60 V40 H0 Z M20 10 H40 V30 H20 Z","view":[60,40],"rule":"even_odd"}}}}"#;
    assert!(hits(&masked(ring, RED, ""), 130.0, 70.0).is_empty(), "its hole");
    assert_eq!(hits(&masked(ring, RED, ""), 105.0, 70.0), ["R"]);
}

#[test]
fn a_mask_that_is_not_shown_cuts_nothing() {
    let away = |more: &str| masked(&format!("{more},{ELLIPSE}"), RED, "");
    assert_eq!(hits(&away(r#""hidden":true"#), 200.0, 70.0), ["R"]);
    let conditional = away(r#""show":{"filled":"recipient.note"}"#);
    assert_eq!(hits(&conditional, 200.0, 70.0), ["R"]);
    let scene = composed(&conditional, &[("recipient.note", "yes")]);
    assert!(at(&scene, &design(&conditional), 200.0, 70.0).is_empty());
    assert_eq!(at(&scene, &design(&conditional), 130.0, 70.0), ["R"]);
}

#[test]
fn a_masked_group_is_turned_and_faded_as_one_and_keeps_its_places() {
    let elements = format!(
        "{},{}",
        masked(ELLIPSE, RED, r#","rotation":90,"opacity":0.5"#),
        text("T", "After", "")
    );
    let scene = composed(&elements, &[]);
    let [_, group, text] = &scene.value.pages[0].items[..] else {
        panic!("the page, the group, the text")
    };
    assert_eq!(text.origin, Origin(Some(3)), "the mask has a number of its own");
    let ItemKind::Group(whole) = &group.kind else {
        panic!("a group")
    };
    assert!((whole.opacity - 0.5).abs() < 1e-6);
    let ItemKind::Group(inner) = &whole.items[0].kind else {
        panic!("what is cut")
    };
    assert!(inner.clip.is_some() && inner.items[0].origin == Origin(Some(2)));
    // The corner of the group at (100, 50) comes to (250, 0), and the mask with it.
    assert_eq!(at(&scene, &design(&elements), 230.0, 30.0), ["R"]);
    assert!(
        at(&scene, &design(&elements), 130.0, 100.0)
            .iter()
            .all(|name| name != "R")
    );
}

#[test]
fn links_are_where_something_is_seen() {
    let linked = |name: &str, x: f64| {
        format!(
            r##"{{"name":"{name}","x":{x},"y":0,"width":50,"height":30,"link":"https://example.org/{name}","content":{{"shape":{{"form":{{"rectangle":{{}}}},"fill":"#FF0000"}}}}}}"##
        )
    };
    let mask = format!(r#""link":"https://example.org/mask",{ELLIPSE}"#);
    let scene = composed(
        &masked(&mask, &format!("{},{}", linked("a", 20.0), linked("b", 90.0)), ""),
        &[],
    );
    let links = &scene.value.pages[0].links;
    let said: Vec<_> = links.iter().map(|link| (link.url.as_str(), link.area)).collect();
    assert_eq!(
        said,
        [
            ("https://example.org/a", Rect::new(120.0, 50.0, 160.0, 80.0)),
            ("https://example.org/mask", Rect::new(100.0, 50.0, 160.0, 90.0)),
        ]
    );
}

#[test]
fn a_value_of_which_the_mask_takes_letters_is_said() {
    let name = |says: &str| text("Who", says, "").replace(r#""x":50,"y":50"#, r#""x":5,"y":5"#);
    let wide = r##""content":{"shape":{"form":{"rectangle":{}}}}"##;
    let long = [("recipient.name", "Wolfeschlegelsteinhausen")];
    let said = |mask: &str, says: &str| {
        let scene = composed(&masked(mask, &name(says), ""), &long);
        let named = scene.problems.iter().map(|problem| problem.place.element.clone());
        (codes(&scene).join(" "), named.flatten().collect::<Vec<_>>().join(" "))
    };
    let harmed = ("masked-text".to_owned(), "Who".to_owned());
    assert_eq!(said(wide, "{{recipient.name}}"), harmed);
    // Fixed words are cut as the designer sees it, and what fits is whole.
    assert_eq!(said(wide, "Wolfeschlegelsteinhausen"), Default::default());
    let short = [("recipient.name", "Ann")];
    let scene = composed(&masked(wide, &name("{{recipient.name}}"), ""), &short);
    assert_eq!(codes(&scene), Vec::<&str>::new());
    let hidden = format!(r#""hidden":true,{wide}"#);
    assert_eq!(said(&hidden, "{{recipient.name}}"), Default::default());
}
