//! Rows and their texts, with the bundled fonts.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::*;
use crate::compose::Kit;
use crate::fonts::{FolderFonts, FontBook};
use crate::model::{Design, Edit, Element, ElementContent, Frame, Property, Value};
use crate::progress::Progress;
use crate::text::Engine;
use crate::units::Pt;

static KIT: LazyLock<Arc<Kit>> = LazyLock::new(|| {
    let fonts = FolderFonts(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts").into());
    Arc::new(Kit {
        engine: Arc::new(Engine::new(Arc::new(FontBook::new(&fonts).expect("fonts")))),
        assets: BTreeMap::new(),
        own_fonts: Vec::new(),
    })
});

/// A name in one line that shrinks down to half, a grade that must be there, and a course that is the same on all.
fn design() -> Design {
    let text = |name: &str, y: f64, says: &str| {
        format!(
            r##"{{"name":"{name}","x":50,"y":{y},"width":300,"height":40,"content":{{"text":{{"spans":[{{"text":"{says}"}}],
            "style":{{"family":"Inter","size":20,"color":"#000000"}},"align":"center","fit":{{"policy":"shrink_to_width"}}}}}}}}"##
        )
    };
    let elements = [
        text("Name", 50.0, "{{recipient.name}}"),
        text("Grade", 100.0, "{{grade}}"),
        text("Course", 150.0, "{{group.title}}"),
        text("Fixed", 200.0, "Certificate"),
    ];
    let text = format!(
        r#"{{"name":"T","kind":"certificate","pages":[{{"width":600,"height":400,"elements":[{}]}}]}}"#,
        elements.join(",")
    );
    serde_json::from_str(&text).expect("a design")
}

fn rows(names: &[(&str, &str)]) -> Rows {
    let row = |((name, grade), line): (&(&str, &str), u32)| {
        let mut fields = Fields::new("en");
        for (field, value) in [("recipient.name", *name), ("grade", *grade), ("group.title", "Welding")] {
            fields.set(field.parse().expect("a field"), Value::Text(value.to_owned()));
        }
        Row {
            label: (*name).to_owned(),
            line: Some(line),
            fields,
        }
    };
    // The headings stand in the first line.
    Rows::new(names.iter().zip(2..).map(row).collect())
}

/// How many texts were set.
fn again(survey: &mut Survey, design: &Design, rows: &Rows) -> u64 {
    let progress = Progress::new();
    survey.update(design, &KIT, rows, &progress).expect("surveyed");
    progress.snapshot().done
}

const NAMES: [(&str, &str); 7] = [
    ("Anna Lee", "A"),
    ("Bo", "B"),
    ("محمد بن عبد الله", "A"),
    ("WWWWWWWWWWWWWWWWWWWWWW", "A"),
    ("iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii", "A"),
    ("Carl", ""),
    (
        "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Hohenlohe-Waldenburg-Schillingsfürst the Second",
        "C",
    ),
];

fn survey(design: &Design, rows: &Rows) -> Survey {
    let mut survey = Survey::default();
    survey.update(design, &KIT, rows, &Progress::new()).expect("surveyed");
    survey
}

#[test]
fn rows_worth_looking_at_are_found() {
    let survey = survey(&design(), &rows(&NAMES));
    assert_eq!(survey.find(Kind::Longest, Some("Name"))[..2], [6, 4]);
    assert_eq!(survey.find(Kind::Shortest, Some("Name"))[0], 1);
    assert_eq!(
        survey.find(Kind::Widest, Some("Name"))[..2],
        [6, 3],
        "wide letters before many narrow ones"
    );
    assert_eq!(survey.find(Kind::RightToLeft, None), [2]);
    assert_eq!(survey.find(Kind::Missing, None), [5]);
    assert!(survey.find(Kind::Missing, Some("Name")).is_empty());
    assert!(
        survey.find(Kind::Longest, Some("Fixed")).is_empty(),
        "it is the same on all"
    );
}

#[test]
fn a_field_with_pictures_is_found() {
    let [grade, photo]: [FieldName; 2] = ["grade", "photo"].map(|field| field.parse().expect("a field"));
    let mut with = rows(&NAMES).iter().cloned().collect::<Vec<Row>>();
    let offered = [grade, photo.clone()];
    assert_eq!(rows(&NAMES).picture_field(&offered), None, "a text is no picture");
    with[3]
        .fields
        .set(photo.clone(), Value::Image(crate::model::BlobId([1; 32])));
    assert_eq!(Rows::new(with).picture_field(&offered), Some(photo));
}

#[test]
fn the_batch_is_reported_worst_first() {
    let report = survey(&design(), &rows(&NAMES)).report();
    let first: Vec<usize> = report.rows.iter().map(|row| row.row).collect();
    assert_eq!(first, [6, 5, 3], "{report:?}");
    assert_eq!(
        (report.total, report.errors, report.warnings, report.shrunk),
        (7, 2, 0, 1)
    );
    let problem = &report.rows[0].problems.0[0];
    assert_eq!((problem.code.as_ref(), problem.place.row), ("text-too-small", Some(8)));
    assert_eq!(problem.place.element.as_deref(), Some("Name"));
    assert!(report.rows[2].scale < 1.0);
}

#[test]
fn of_texts_that_leave_the_page_the_farthest_is_the_worst() {
    let mut design = design();
    for element in &mut design.pages[0].elements {
        if let ElementContent::Text(text) = &mut element.content {
            text.fit.policy = crate::model::FitPolicy::AutoWidth;
        }
    }
    let [little, much] = [40, 80].map(|letters| "W".repeat(letters));
    let names = [
        (little.as_str(), "A"),
        (&much, "A"),
        (&little, "A"),
        (&much, "A"),
        ("Bo", "A"),
    ];
    let first: Vec<usize> = survey(&design, &rows(&names))
        .report()
        .rows
        .iter()
        .map(|row| row.row)
        .collect();
    assert_eq!(first, [1, 3, 0, 2]);
}

#[test]
fn the_places_of_all_texts_lie_in_their_frame() {
    let survey = survey(&design(), &rows(&NAMES));
    let extents = survey.extents("Name");
    assert_eq!(extents.iter().map(|(_, count)| count).sum::<usize>(), 7);
    assert!(extents.windows(2).all(|pair| pair[0].0.area() >= pair[1].0.area()));
    let course = survey.extents("Course");
    assert_eq!(course.len(), 1, "the same on all");
    assert_eq!(course[0].1, 7);
    let middle = course[0].0.center();
    assert!((middle.x - 150.0).abs() < 0.5, "{middle:?}");
}

#[test]
fn only_what_changed_is_set_again() {
    let (mut design, rows) = (design(), rows(&NAMES));
    let mut survey = survey(&design, &rows);
    assert_eq!(again(&mut survey, &design, &rows), 0);
    let change = |design: &mut Design, property: Property| {
        *design = Edit::set("Name", property).apply(design).expect("changed");
    };
    let frame = Frame::of(design.element("Name").expect("Name"));
    change(
        &mut design,
        Property::Frame(Frame {
            x: Pt(10.0),
            rotation: 30.0,
            ..frame
        }),
    );
    assert_eq!(again(&mut survey, &design, &rows), 0, "moved and turned");
    change(
        &mut design,
        Property::Frame(Frame {
            width: Pt(200.0),
            ..frame
        }),
    );
    assert_eq!(again(&mut survey, &design, &rows), 7, "its text alone");
    assert_eq!(
        survey.find(Kind::Longest, Some("Course")).len(),
        7,
        "the others are still there"
    );
    let shorter = Rows::new(rows.iter().take(3).cloned().collect());
    assert_eq!(
        again(&mut survey, &design, &shorter),
        3 + 2 + 1,
        "equal values are set once"
    );
    change(&mut design, Property::Hidden(true));
    assert_eq!(again(&mut survey, &design, &shorter), 0);
    assert!(survey.extents("Name").is_empty(), "hidden");
}

#[test]
fn elements_that_are_set_alike_are_set_once_and_named_each() {
    let mut design = design();
    let one = design.pages[0].elements[0].clone();
    let twins = (0..127).map(|number| Element {
        name: format!("Name {number}"),
        x: Pt(f64::from(number)),
        ..one.clone()
    });
    design.pages[0].elements.extend(twins);
    let names: Vec<(&str, &str)> = NAMES.iter().copied().cycle().take(2100).collect();
    let rows = rows(&names);
    let mut survey = Survey::default();
    let before = again(&mut survey, &self::design(), &rows);
    let mut survey = Survey::default();
    assert_eq!(again(&mut survey, &design, &rows), before, "no more than one of them");
    let report = survey.report();
    assert_eq!((report.total, report.rows.len()), (2100, MOST_TOLD));
    assert_eq!((report.errors, report.shrunk), (600, 300), "of all rows");
    let said: std::collections::BTreeSet<_> = report.rows[0]
        .problems
        .iter()
        .filter(|problem| problem.code == "text-too-small")
        .filter_map(|problem| problem.place.element.clone())
        .collect();
    assert_eq!(said.len(), 128);
    // Renamed and moved, it is not set again.
    design.pages[0].elements[5].name = "Other".to_owned();
    assert_eq!(again(&mut survey, &design, &rows), 0);
    assert!(survey.measured("Other", 3).is_some());
}

#[test]
fn a_survey_that_is_cancelled_stays_what_it_was() {
    let design = design();
    let mut survey = survey(&design, &rows(&NAMES));
    let progress = Progress::new();
    progress.cancel();
    let mut other = design.clone();
    if let ElementContent::Text(text) = &mut other.pages[0].elements[0].content {
        text.style.size = Pt(30.0);
    }
    let stopped = survey
        .update(&other, &KIT, &rows(&NAMES), &progress)
        .expect_err("cancelled");
    assert_eq!(stopped.0[0].code, "cancelled");
    assert_eq!(survey.report().rows.len(), 3);
}

#[test]
fn what_is_surveyed_is_what_is_composed() {
    let (design, rows) = (design(), rows(&NAMES));
    let survey = survey(&design, &rows);
    for (index, row) in rows.iter().enumerate() {
        let composed = crate::compose::compose(&design, &row.fields, &crate::compose::Pictures::new(), &KIT);
        let strip = |problem: &crate::diag::Problem| {
            let mut problem = problem.clone();
            problem.place.row = None;
            problem
        };
        let surveyed: Vec<_> = survey.row(index).problems.iter().map(strip).collect();
        assert_eq!(surveyed, composed.problems.0, "{}", row.label);
    }
}

#[test]
fn what_was_found_so_far_is_told_with_the_worst_first() {
    let design = design();
    let names: Vec<String> = (0..2_000)
        .map(|at| format!("Recipient {at} {}", "x".repeat(at % 60)))
        .collect();
    let rows = rows(&names.iter().map(|name| (name.as_str(), "A")).collect::<Vec<_>>());
    let mut told: Vec<Partial> = Vec::new();
    let mut survey = Survey::default();
    survey
        .update_telling(&design, &KIT, &rows, &Progress::new(), &mut |partial| {
            told.push(partial);
        })
        .expect("surveyed");
    assert!((4..=16).contains(&told.len()), "{}", told.len());
    let whole = survey.report();
    let found = |report: &Report| report.errors + report.warnings + report.shrunk;
    let counts: Vec<usize> = told.iter().map(|partial| found(&partial.report)).collect();
    assert!(
        counts[0] > 0 && counts.is_sorted() && counts.last() < Some(&found(&whole)),
        "{counts:?}"
    );
    assert!(told.is_sorted_by(|a, b| a.done < b.done) && told.iter().all(|partial| partial.done < 1.0));
    let first = &told[0].report.rows;
    assert!(first.is_sorted_by(|a, b| a.problems.worst() > b.problems.worst() || a.scale <= b.scale + 1e-6));
    // What was told of a row holds in the end, too.
    for row in first {
        assert!(row.row < 256);
        assert_eq!(*row, survey.row(row.row));
    }
}
