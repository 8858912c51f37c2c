//! Text along circles and paths.

use super::{engine, ids, lay, request};
use crate::model::{Align, FitPolicy, TextPath};
use crate::text::{Laid, Request};
use crate::units::{Point, Pt, Size};

fn along(text: &str, path: TextPath, edit: impl FnOnce(&mut Request)) -> Laid {
    let mut request = Request {
        path: Some(path),
        frame: Size::new(200.0, 200.0),
        ..request(text, "Inter", "en")
    };
    edit(&mut request);
    engine().lay_out(&request)
}

fn arc(radius: f64, angle: f64, inward: bool) -> TextPath {
    TextPath::Arc {
        radius: Pt(radius),
        angle,
        inward,
    }
}

/// The middles of the letters' baselines on the page and the directions in which they read.
fn letters(laid: &Laid) -> Vec<(Point, f64)> {
    let place = |run: &crate::scene::GlyphRun| {
        let advance = run.glyphs.iter().map(|glyph| f64::from(glyph.advance)).sum::<f64>();
        let (start, end) = (run.transform * Point::ZERO, run.transform * Point::new(advance, 0.0));
        (start.midpoint(end), (end - start).atan2().to_degrees())
    };
    laid.runs.iter().map(place).collect()
}

#[test]
fn letters_stand_on_a_circle_around_the_middle() {
    let laid = along("ACCOLADE", arc(80.0, 0.0, false), |_| {});
    let letters = letters(&laid);
    assert_eq!(letters.len(), 8);
    for (point, _) in &letters {
        assert!((point.distance(Point::new(100.0, 100.0)) - 80.0).abs() < 1e-3);
    }
    assert!(
        letters.windows(2).all(|pair| pair[0].0.x < pair[1].0.x),
        "from left to right over the top"
    );
    assert!(letters.iter().all(|(point, _)| point.y < 100.0));
    let (first, last) = (letters[0], letters[7]);
    assert!(first.1 < 0.0 && last.1 > 0.0, "turned outwards");
    assert!(laid.extent.y0 < 20.0 && laid.extent.y1 > 20.0);
}

#[test]
fn an_inward_text_at_the_bottom_reads_from_left_to_right() {
    let laid = along("ACCOLADE", arc(80.0, 180.0, true), |_| {});
    let letters = letters(&laid);
    assert!(letters.windows(2).all(|pair| pair[0].0.x < pair[1].0.x));
    assert!(letters.iter().all(|(point, _)| point.y > 100.0));
    assert!(letters[0].1 > 0.0 && letters[7].1 < 0.0);
    let upright = &laid.runs[3].transform.as_coeffs();
    assert!(upright[0] > 0.9, "heads to the middle, feet outwards");
    // The middle of the text is at the bottom.
    let ends = (letters[0].0.x + letters[7].0.x) / 2.0;
    assert!((ends - 100.0).abs() < 1.5, "{ends}");
}

#[test]
fn an_angle_turns_clockwise() {
    let laid = along("I", arc(50.0, 90.0, false), |_| {});
    let (point, direction) = letters(&laid)[0];
    assert!((point.x - 150.0).abs() < 1e-3 && (point.y - 100.0).abs() < 1e-3);
    assert!((direction - 90.0).abs() < 1e-3);
}

#[test]
fn letters_follow_a_path() {
    let d = "M 0 100 L 100 100 L 100 300".to_owned();
    let laid = along("AAAAAAAAAA", TextPath::Path { d: d.clone() }, |_| {});
    let letters = letters(&laid);
    assert!((letters[0].0.y - 100.0).abs() < 1e-3 && letters[0].1.abs() < 1e-3);
    let last = letters[letters.len() - 1];
    assert!(
        (last.0.x - 100.0).abs() < 1e-3 && (last.1 - 90.0).abs() < 1e-3,
        "around the corner: {last:?}"
    );
    let end = along("AB", TextPath::Path { d }, |request| request.align = Align::End);
    assert!((self::letters(&end)[1].0.y - 300.0).abs() < 10.0);
}

#[test]
fn a_curved_path_is_measured_along_its_length() {
    // A quarter of a circle of radius 100 as one curve, and the same as an arc of the circle.
    let d = "M 0 100 C 0 44.7715 44.7715 0 100 0".to_owned();
    let path = along("HHHH", TextPath::Path { d }, |request| request.align = Align::Center);
    let circle = along("HHHH", arc(100.0, -45.0, false), |request| {
        request.frame = Size::new(200.0, 200.0);
    });
    for ((a, turn_a), (b, turn_b)) in letters(&path).into_iter().zip(letters(&circle)) {
        assert!(a.distance(b) < 0.2 && (turn_a - turn_b).abs() < 0.3, "{a:?} {b:?}");
    }
}

#[test]
fn joined_and_reversed_scripts_keep_their_glyphs() {
    for (text, language) in [("محمد بن", "ar"), ("שרה", "he"), ("अनन्या", "hi")] {
        let level = lay(text, "Inter", language);
        let laid = along(text, arc(80.0, 0.0, false), |request| {
            request.spans[0].language = language.to_owned();
        });
        assert_eq!(ids(&laid), ids(&level), "{text}");
        let letters = letters(&laid);
        assert!(
            letters.windows(2).all(|pair| pair[0].0.x <= pair[1].0.x + 1e-6),
            "{text}"
        );
    }
}

#[test]
fn a_text_that_is_too_long_for_its_curve_shrinks_or_is_reported() {
    let text = "One text around a small circle";
    let shrink = |policy, radius| along(text, arc(radius, 0.0, false), |request| request.fit.policy = policy);
    let laid = shrink(FitPolicy::ShrinkToBox, 30.0);
    assert!(laid.size_scale < 1.0 && !laid.clipped && !laid.below_minimum);
    let laid = shrink(FitPolicy::ShrinkToBox, 10.0);
    assert!(laid.size_scale == 0.5 && laid.clipped && laid.below_minimum);
    let laid = shrink(FitPolicy::Clip, 30.0);
    assert!(laid.size_scale == 1.0 && laid.clipped && !laid.below_minimum);
    assert!(!shrink(FitPolicy::Clip, 100.0).clipped);
}

#[test]
fn letter_spacing_applies_along_a_curve() {
    let width = |em: f64| {
        let path = TextPath::Path {
            d: "M 0 0 L 500 0".to_owned(),
        };
        along("ABC", path, |request| request.spans[0].style.letter_spacing = em)
            .extent
            .width()
    };
    assert!((width(0.2) - width(0.0) - 8.0).abs() < 0.3);
}

#[test]
fn a_line_end_is_a_space_on_a_curve() {
    let laid = along("A\nB", arc(80.0, 0.0, false), |_| {});
    assert_eq!(ids(&laid), ids(&lay("A B", "Inter", "en")));
}

#[test]
fn a_curve_that_is_none_is_a_problem() {
    for path in [
        TextPath::Path {
            d: "not a path".to_owned(),
        },
        TextPath::Path { d: String::new() },
        TextPath::Path { d: "M 1 1".to_owned() },
        arc(0.0, 0.0, false),
        arc(f64::NAN, 0.0, false),
    ] {
        let laid = along("A", path.clone(), |_| {});
        assert!(laid.problems.has_errors() && laid.runs.is_empty(), "{path:?}");
    }
}
