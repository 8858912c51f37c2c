//! The fit policies.

use super::{baselines, engine, glyphs, request, sides};
use crate::model::{Fit, FitPolicy};
use crate::text::{Laid, Request};
use crate::units::{Pt, Size};

const LONG: &str = "Maria Magdalena von und zu Hohenlohe";

fn fit(text: &str, policy: FitPolicy, frame: (f64, f64)) -> Request {
    Request {
        fit: Fit {
            policy,
            min_size: None,
            max_size: None,
        },
        frame: Size::new(frame.0, frame.1),
        ..request(text, "Inter", "en")
    }
}

fn run(request: &Request) -> Laid {
    engine().lay_out(request)
}

#[test]
fn a_text_that_fits_is_left_alone() {
    for policy in [
        FitPolicy::Clip,
        FitPolicy::ShrinkToWidth,
        FitPolicy::ShrinkToBox,
        FitPolicy::WrapThenShrink,
        FitPolicy::Grow,
    ] {
        let laid = run(&fit("Anna", policy, (200.0, 30.0)));
        assert_eq!(laid.size_scale, 1.0, "{policy:?}");
        assert_eq!(laid.height, 30.0);
        assert!(!laid.clipped && !laid.below_minimum);
        assert_eq!(laid.runs[0].size, 20.0);
    }
}

#[test]
fn clip_breaks_lines_and_cuts() {
    let laid = run(&fit(LONG, FitPolicy::Clip, (200.0, 30.0)));
    assert_eq!(laid.size_scale, 1.0);
    assert!(laid.clipped && !laid.below_minimum);
    assert!(baselines(&laid).len() > 1);
    let word = run(&fit("Wolfeschlegelsteinhausen", FitPolicy::Clip, (100.0, 100.0)));
    assert!(word.clipped, "a word is not torn");
    assert_eq!(baselines(&word).len(), 1);
    assert!(!run(&fit(LONG, FitPolicy::Clip, (200.0, 90.0))).clipped);
}

#[test]
fn shrink_to_width_keeps_one_line() {
    let laid = run(&fit(LONG, FitPolicy::ShrinkToWidth, (300.0, 30.0)));
    assert_eq!(baselines(&laid).len(), 1);
    assert!(laid.size_scale < 1.0 && !laid.clipped && !laid.below_minimum);
    let (left, right) = sides(&laid);
    assert!(
        right - left <= 300.001 && right - left > 299.0,
        "as large as it can be: {}",
        right - left
    );
    assert!(
        (laid.runs[0].size * 100.0).fract().abs() < 1e-3,
        "a size in hundredths: {}",
        laid.runs[0].size
    );
}

#[test]
fn shrinking_ends_at_the_smallest_size() {
    let mut request = fit(LONG, FitPolicy::ShrinkToWidth, (100.0, 30.0));
    let laid = run(&request);
    assert_eq!(laid.size_scale, 0.5, "half the size when none is given");
    assert!(laid.below_minimum && laid.clipped);
    request.fit.min_size = Some(Pt(4.0));
    let laid = run(&request);
    assert!(laid.size_scale < 0.5 && !laid.below_minimum && !laid.clipped);
    request.fit.min_size = Some(Pt(30.0));
    assert_eq!(
        run(&request).size_scale,
        1.0,
        "a smallest size above the size is the size"
    );
}

#[test]
fn shrink_to_box_uses_all_lines_it_can() {
    for policy in [FitPolicy::ShrinkToBox, FitPolicy::WrapThenShrink] {
        let laid = run(&fit(LONG, policy, (150.0, 50.0)));
        assert!(
            laid.size_scale < 1.0 && !laid.clipped && !laid.below_minimum,
            "{policy:?}"
        );
        assert!(baselines(&laid).len() >= 2);
        let (left, right) = sides(&laid);
        assert!(left >= 0.0 && right <= 150.01);
        let larger = Request {
            spans: vec![super::span(LONG, "Inter", f64::from(laid.runs[0].size) + 0.02, "en")],
            ..fit(LONG, FitPolicy::Clip, (150.0, 50.0))
        };
        assert!(run(&larger).extent.x1 > 150.0 || baselines(&run(&larger)).len() > baselines(&laid).len());
        let tall = run(&fit(LONG, policy, (150.0, 120.0)));
        assert_eq!(tall.size_scale, 1.0, "lines come before shrinking");
        assert!(baselines(&tall).len() >= 3);
        let tiny = run(&fit(LONG, policy, (40.0, 10.0)));
        assert!(tiny.below_minimum && tiny.clipped && tiny.size_scale == 0.5);
    }
}

#[test]
fn a_box_shrinks_for_its_longest_word() {
    let laid = run(&fit(
        "Dr. Wolfeschlegelsteinhausen",
        FitPolicy::ShrinkToBox,
        (200.0, 200.0),
    ));
    assert!(laid.size_scale < 1.0 && !laid.clipped);
    let (left, right) = sides(&laid);
    assert!(right - left <= 200.01);
}

#[test]
fn a_growing_frame_has_room_for_all_lines() {
    let laid = run(&fit(LONG, FitPolicy::Grow, (130.0, 30.0)));
    assert_eq!(laid.size_scale, 1.0);
    assert!(laid.height > 70.0 && !laid.clipped);
    assert!(
        laid.extent.y0 >= -1e-9 && laid.extent.y1 <= laid.height + 1e-9,
        "{:?}",
        laid.extent
    );
}

#[test]
fn a_short_text_grows_to_its_largest_size() {
    let mut request = fit("Anna", FitPolicy::ShrinkToBox, (400.0, 100.0));
    request.fit.max_size = Some(Pt(30.0));
    assert_eq!(run(&request).size_scale, 1.5);
    request.fit.max_size = Some(Pt(300.0));
    let laid = run(&request);
    let (left, right) = sides(&laid);
    assert!(laid.size_scale > 1.5 && right - left <= 400.01 && !laid.clipped);
    request.frame.height = 30.0;
    let low = run(&request);
    assert!(
        low.size_scale > 1.0 && low.size_scale < laid.size_scale && !low.clipped,
        "the height bounds it too"
    );
    request.spans[0].text = LONG.to_owned();
    request.frame.width = 300.0;
    assert!(
        run(&request).size_scale <= 1.0,
        "a text that is too large does not grow"
    );
}

#[test]
fn the_frame_counts_letters_not_ascents() {
    // Capitals and descenders of 20 points need 14.6 + 4.8.
    let laid = run(&fit("Ängström", FitPolicy::ShrinkToBox, (300.0, 19.5)));
    assert_eq!(laid.size_scale, 1.0);
    assert!(!laid.clipped);
    assert!(run(&fit("Ängström", FitPolicy::ShrinkToBox, (300.0, 19.0))).size_scale < 1.0);
}

#[test]
fn lines_end_where_a_language_lets_them() {
    // Thai is written without spaces; its words come from a dictionary.
    let laid = run(&fit(
        "ขอขอบคุณสำหรับการมีส่วนร่วมในการอบรมครั้งนี้",
        FitPolicy::Grow,
        (150.0, 30.0),
    ));
    assert!(baselines(&laid).len() >= 2);
    assert!(laid.extent.width() <= 150.01);
    // A closing bracket does not start a line.
    let laid = run(&fit("王小明王小明（王小明）", FitPolicy::Grow, (201.0, 30.0)));
    let starts: Vec<&str> = laid
        .runs
        .iter()
        .map(|run| run.glyphs[0].text.clone())
        .map(|range| &laid.runs[0].text[range.start as usize..range.end as usize])
        .collect();
    assert!(!starts.contains(&"）"), "{starts:?}");
    assert!(baselines(&laid).len() == 2);
}

#[test]
fn wild_numbers_do_no_harm() {
    for size in [f64::NAN, f64::INFINITY, -3.0, 0.0, 1e300] {
        for frame in [(f64::NAN, 10.0), (0.0, 0.0), (-5.0, f64::INFINITY), (1e-9, 1e300)] {
            for policy in [FitPolicy::ShrinkToBox, FitPolicy::ShrinkToWidth, FitPolicy::Grow] {
                let mut request = fit(LONG, policy, frame);
                request.spans[0].style.size = Pt(size);
                request.spans[0].style.letter_spacing = size;
                request.line_height = size;
                request.fit.min_size = Some(Pt(size));
                request.fit.max_size = Some(Pt(size));
                let laid = run(&request);
                assert!(
                    glyphs(&laid).all(|glyph| glyph.x.is_finite() && glyph.y.is_finite()),
                    "{size} {frame:?}"
                );
            }
        }
    }
}
