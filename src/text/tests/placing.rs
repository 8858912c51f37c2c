//! Lines at their places: alignment, baselines, direction, spacing.

use crate::text::isolate::{isolated, read_from_right};

use super::{baselines, engine, glyphs, ids, lay, names, request, sides, span};
use crate::model::{Align, Direction, FitPolicy, VAlign};
use crate::text::{Laid, Request, StyledSpan};
use crate::units::{Color, Size};

fn run(request: &Request) -> Laid {
    engine().lay_out(request)
}

#[test]
fn the_baseline_does_not_depend_on_the_script() {
    for family in ["Inter", "EB Garamond", "Great Vibes"] {
        for valign in [VAlign::Top, VAlign::Middle, VAlign::Bottom] {
            let of = |name: &str, language: &str| {
                let request = Request {
                    valign,
                    ..request(name, family, language)
                };
                let laid = run(&request);
                (laid.extent.y0, laid.extent.y1)
            };
            let expected = of("Anna", "en");
            for (name, language) in names() {
                assert_eq!(of(&name, &language), expected, "{family}, {name}");
            }
        }
    }
    assert_eq!(baselines(&lay("李 (Lee) محمد Smith", "Inter", "en")).len(), 1);
}

#[test]
fn lines_stand_at_the_top_the_middle_and_the_bottom() {
    let mut request = Request {
        frame: Size::new(300.0, 100.0),
        ..request("Anna\nBerta", "Inter", "en")
    };
    // Inter: ascent 0.96875, descent 0.2412109375, capitals 0.7275390625 em.
    let close = |a: f32, b: f64| assert!((f64::from(a) - b).abs() < 1e-3, "{a} is not {b}");
    let lines = baselines(&run(&request));
    close(lines[0], 20.0 * 0.96875);
    close(lines[1] - lines[0], 25.0);
    request.valign = VAlign::Middle;
    let lines = baselines(&run(&request));
    close(lines[0] - 20.0 * 0.727_539, 100.0 - f64::from(lines[1]));
    request.valign = VAlign::Bottom;
    close(baselines(&run(&request))[1], 100.0 - 20.0 * 0.241_21);
    // In a frame of the letters' height the first baseline moves up until the descenders are inside.
    request.spans[0].text = "Anna".to_owned();
    request.valign = VAlign::Top;
    request.frame.height = 20.0;
    close(baselines(&run(&request))[0], 20.0 - 20.0 * 0.241_21);
}

#[test]
fn alignment_follows_the_direction() {
    let frame = Size::new(300.0, 50.0);
    let set = |text: &str, align: Align, direction: Direction| {
        let request = Request {
            align,
            direction,
            frame,
            ..request(text, "Inter", "en")
        };
        let extent = run(&request).extent;
        (extent.x0, extent.x1)
    };
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-3, "{a} is not {b}");
    for (text, rtl) in [("Anna", false), ("محمد", true), ("שרה", true)] {
        assert_eq!(request(text, "Inter", "en").begins_at_right(), rtl, "{text}");
        let (starts_left, ends_left) = (!rtl, rtl);
        let (left, right) = set(text, Align::Start, Direction::Auto);
        if starts_left {
            near(left, 0.0);
        } else {
            near(right, 300.0);
        }
        let (left, right) = set(text, Align::End, Direction::Auto);
        if ends_left {
            near(left, 0.0);
        } else {
            near(right, 300.0);
        }
        near(set(text, Align::Left, Direction::Auto).0, 0.0);
        near(set(text, Align::Right, Direction::Auto).1, 300.0);
        let (left, right) = set(text, Align::Center, Direction::Auto);
        near(left, 300.0 - right);
        near(set(text, Align::Start, Direction::Ltr).0, 0.0);
        near(set(text, Align::Start, Direction::Rtl).1, 300.0);
    }
}

#[test]
fn white_space_at_the_end_does_not_move_a_line() {
    let centred = |text: &str| {
        sides(&run(&Request {
            align: Align::Center,
            ..request(text, "Inter", "en")
        }))
    };
    assert_eq!(centred("Anna  "), centred("Anna"));
    let (right, wrapped) = (Align::Right, "Anna Berta Clara");
    let laid = run(&Request {
        align: right,
        frame: Size::new(70.0, 90.0),
        ..request(wrapped, "Inter", "en")
    });
    assert_eq!(baselines(&laid).len(), 3);
    for run in &laid.runs {
        let last = run.glyphs.last().expect("a run has glyphs");
        assert!((last.x + last.advance - 70.0).abs() < 1e-3);
    }
}

#[test]
fn glyphs_are_in_visual_order_and_name_their_letters() {
    let laid = lay("שרה", "Inter", "he");
    assert!(laid.runs[0].rtl);
    let starts: Vec<u32> = glyphs(&laid).map(|glyph| glyph.text.start).collect();
    assert_eq!(starts, [4, 2, 0], "the last letter is leftmost");
    let mixed = lay("Anna שרה 12 Berta", "Inter", "en");
    let order: String = glyphs(&mixed)
        .map(|glyph| &mixed.runs[0].text[glyph.text.start as usize..glyph.text.end as usize])
        .collect();
    assert_eq!(order, "Anna 12 הרש Berta");
    let xs: Vec<f32> = glyphs(&mixed).map(|glyph| glyph.x).collect();
    assert!(xs.windows(2).all(|pair| pair[0] <= pair[1]), "{xs:?}");
}

/// A value that begins a text neither turns it around nor is torn apart in it.
#[test]
fn a_value_that_is_read_the_other_way_stays_together() {
    let from_right = read_from_right([" until ", " x"]);
    let text: Vec<String> = ["שרה 12", " until ", "23 דוד 26", " x"]
        .into_iter()
        .map(|part| isolated(part.to_owned(), from_right))
        .collect();
    let spans = text.iter().map(|text| span(text, "Inter", 20.0, "he")).collect();
    let laid = run(&Request {
        spans,
        ..request("", "Inter", "en")
    });
    let order: String = laid
        .runs
        .iter()
        .flat_map(|run| {
            run.glyphs
                .iter()
                .map(|glyph| &run.text[glyph.text.start as usize..glyph.text.end as usize])
        })
        .collect();
    let seen: String = order
        .chars()
        .filter(|c| !matches!(c, '\u{2068}' | '\u{2069}'))
        .collect();
    assert_eq!(seen, "12 הרש until 26 דוד 23 x");
    assert!(laid.missing.is_empty(), "{:?}", laid.missing);
}

#[test]
fn letter_spacing_parts_letters_but_no_joins() {
    let spaced = |text: &str, language: &str, em: f64| {
        let mut request = request(text, "Inter", language);
        request.spans[0].style.letter_spacing = em;
        run(&request)
    };
    for (text, language, gaps) in [
        ("Anna", "en", 3.0),
        ("שרה", "he", 2.0),
        ("王小明", "zh", 2.0),
        ("สมชาย", "th", 4.0),
    ] {
        let (plain, wide) = (spaced(text, language, 0.0), spaced(text, language, 0.1));
        let more = wide.extent.width() - plain.extent.width();
        assert!((more - gaps * 2.0).abs() < 0.3, "{text}: {more}");
    }
    for (text, language) in [
        ("محمد بن", "ar"),
        ("शर्मा", "hi"),
        ("চট্টোপাধ্যায়", "bn"),
        ("தமிழ்ச்செல்வி", "ta"),
    ] {
        let (plain, wide) = (spaced(text, language, 0.0), spaced(text, language, 0.1));
        assert!((wide.extent.width() - plain.extent.width()).abs() < 1e-3, "{text}");
        assert_eq!(ids(&plain), ids(&wide), "{text}");
    }
    let mixed = spaced("Anna محمد", "en", 0.1).extent.width() - spaced("Anna محمد", "en", 0.0).extent.width();
    assert!((mixed - 5.0 * 2.0).abs() < 0.3, "the Latin part is spaced: {mixed}");
    // Letters that are moved apart are not tied together: EB Garamond joins f and i.
    let ligature = |em: f64| {
        let mut request = request("fi", "EB Garamond", "en");
        request.spans[0].style.letter_spacing = em;
        run(&request).runs[0].glyphs.len()
    };
    assert_eq!((ligature(0.0), ligature(0.1)), (1, 2));
}

#[test]
fn justified_lines_fill_the_frame_but_for_the_last() {
    let text = "The quick brown fox jumps over the lazy dog and runs away";
    let frame = Size::new(200.0, 200.0);
    let laid = run(&Request {
        align: Align::Justify,
        frame,
        ..request(text, "Inter", "en")
    });
    let mut ends: Vec<f32> = Vec::new();
    for baseline in baselines(&laid) {
        let line = glyphs(&laid).filter(|glyph| glyph.y == baseline);
        ends.push(line.map(|glyph| glyph.x + glyph.advance).fold(0.0, f32::max));
    }
    let (last, others) = ends.split_last().expect("lines");
    assert!(
        others.len() >= 2 && others.iter().all(|end| (end - 200.0).abs() < 0.01),
        "{ends:?}"
    );
    assert!(*last < 190.0);
    let han = run(&Request {
        align: Align::Justify,
        frame: Size::new(90.0, 90.0),
        ..request("王小明直骨海太郎花子", "Inter", "ja")
    });
    assert!((han.extent.x1 - 90.0).abs() < 0.01, "{:?}", han.extent);
}

#[test]
fn spans_keep_their_styles_on_one_baseline() {
    let mut large = span("Anna", "EB Garamond", 40.0, "en");
    large.style.color = Color::rgb(200, 0, 0);
    let request = Request {
        spans: vec![span("To ", "Inter", 10.0, "en"), large],
        ..request("", "Inter", "en")
    };
    let laid = run(&request);
    assert_eq!(baselines(&laid).len(), 1);
    let sizes: Vec<(f32, &str, Color)> = laid
        .runs
        .iter()
        .map(|r| (r.size, r.face.family.as_str(), r.color))
        .collect();
    assert_eq!(
        sizes,
        [
            (10.0, "Inter", Color::BLACK),
            (40.0, "EB Garamond", Color::rgb(200, 0, 0))
        ]
    );
    assert_eq!(&*laid.runs[0].text, "To Anna");
    assert_eq!(laid.runs[1].glyphs[0].text, 3..4);
    assert!((laid.extent.y0 - 0.0).abs() < 1e-9, "the larger size sets the height");
}

#[test]
fn arabic_letters_join_across_spans() {
    let whole = lay("محمد", "Inter", "ar");
    let mut parts = vec![span("مح", "Inter", 20.0, "ar"), span("مد", "Inter", 20.0, "ar")];
    parts[1].style.color = Color::rgb(0, 0, 200);
    let parted = run(&Request {
        spans: parts,
        ..request("", "Inter", "ar")
    });
    assert_eq!(ids(&whole), ids(&parted));
}

#[test]
fn underlines_run_under_the_letters() {
    let mut request = request("Anna محمد  ", "Inter", "en");
    request.spans[0].style.underline = true;
    let laid = run(&request);
    let (left, right) = sides(&laid);
    assert_eq!(laid.underlines.len(), 1);
    let bar = laid.underlines[0].0;
    assert!((bar.x0 - f64::from(left)).abs() < 1e-3 && (bar.x1 - f64::from(right)).abs() < 1e-3);
    let baseline = f64::from(baselines(&laid)[0]);
    assert!(bar.y0 > baseline && bar.y1 < baseline + 6.0 && bar.height() > 0.5);
}

#[test]
fn line_ends_of_the_text_are_kept() {
    for text in ["Anna\nBerta", "Anna\r\nBerta", "Anna\u{2028}Berta"] {
        assert_eq!(baselines(&lay(text, "Inter", "en")).len(), 2, "{text:?}");
    }
    let lines = baselines(&lay("Anna\n\nBerta", "Inter", "en"));
    assert!(
        (lines[1] - lines[0] - 50.0).abs() < 1e-3,
        "an empty line has its height"
    );
    let grown = Request {
        fit: crate::model::Fit {
            policy: FitPolicy::Grow,
            ..Default::default()
        },
        ..request("a\n", "Inter", "en")
    };
    assert_eq!(
        run(&Request {
            frame: Size::new(99.0, 1.0),
            ..grown
        })
        .height
        .round(),
        49.0,
        "and so has one at the end"
    );
}

#[test]
fn nothing_is_laid_out_as_nothing() {
    for text in ["", "   ", "\n"] {
        let laid = lay(text, "Inter", "en");
        assert!(glyphs(&laid).all(|glyph| glyph.id != 0));
        assert!(laid.missing.is_empty() && !laid.clipped, "{text:?}");
        assert_eq!(laid.size_scale, 1.0);
    }
}

#[test]
fn the_answer_does_not_depend_on_what_was_laid_out_before() {
    let name = "Ọlúwaṣẹ́gun محمد 王小明";
    let first = format!("{:?}", lay(name, "Inter", "yo").runs);
    for (other, language) in names() {
        lay(&other, "EB Garamond", &language);
    }
    assert_eq!(format!("{:?}", lay(name, "Inter", "yo").runs), first);
    let elsewhere = std::thread::spawn(move || format!("{:?}", lay(name, "Inter", "yo").runs))
        .join()
        .expect("runs");
    assert_eq!(elsewhere, first);
}

#[test]
fn hostile_texts_do_no_harm() {
    let stacked: String = std::iter::once('e')
        .chain(std::iter::repeat_n('\u{301}', 2000))
        .collect();
    let nested: String = "\u{202E}a\u{202D}ב".repeat(300);
    let texts = [
        stacked,
        nested,
        "\u{200D}".repeat(500),
        "🇺".repeat(333),
        "\u{1100}".repeat(400),
        "\u{FFFD}\u{0}\u{7F}\u{85}\u{FFFF}".to_owned(),
        "क्".repeat(200),
        "a b ".repeat(3000),
    ];
    for text in texts {
        for policy in [FitPolicy::ShrinkToBox, FitPolicy::Grow] {
            let mut request = Request {
                frame: Size::new(100.0, 50.0),
                ..request(&text, "EB Garamond", "xx-nonsense-1")
            };
            request.fit.policy = policy;
            let laid = run(&request);
            for glyph in glyphs(&laid) {
                let range = glyph.text.start as usize..glyph.text.end as usize;
                assert!(laid.runs[0].text.get(range).is_some());
            }
        }
    }
}

#[test]
fn paragraphs_stand_apart_and_each_by_its_own_alignment() {
    let style = |text: &str, align: Option<Align>| StyledSpan {
        align,
        ..span(text, "Inter", 20.0, "en")
    };
    let mut request = Request {
        spans: vec![
            style("Anna Anna Anna\n", None),
            style("Berta\n\n", Some(Align::Right)),
            style("Clara", Some(Align::Center)),
        ],
        frame: Size::new(120.0, 400.0),
        paragraph_gap: 7.0,
        ..request("", "Inter", "en")
    };
    let laid = run(&request);
    let lines = baselines(&laid);
    let steps: Vec<i32> = lines
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).round() as i32)
        .collect();
    assert_eq!(
        steps,
        [25, 32, 64],
        "a line of the same paragraph, the next one, one after an empty one"
    );
    let left_of = |baseline: f32| {
        let runs = laid.runs.iter().flat_map(|run| &run.glyphs);
        runs.filter(|glyph| glyph.y == baseline)
            .map(|glyph| glyph.x)
            .fold(f32::MAX, f32::min)
    };
    let lefts: Vec<f32> = lines.iter().map(|line| left_of(*line)).collect();
    assert!(lefts[0] < 1.0 && lefts[1] < 1.0, "{lefts:?}");
    assert!(lefts[2] > 60.0, "at the right: {lefts:?}");
    assert!(lefts[3] > 20.0 && lefts[3] < 50.0, "in the middle: {lefts:?}");
    request.fit.policy = FitPolicy::ShrinkToBox;
    request.frame.height = 60.0;
    let small = run(&request);
    let shrunk = baselines(&small);
    let last = f64::from(shrunk[shrunk.len() - 1] - shrunk[shrunk.len() - 2]);
    assert!(
        (last - 64.0 * small.size_scale).abs() < 0.01,
        "the gap shrinks with the letters"
    );
}

#[test]
fn an_automatic_width_grows_from_where_the_text_is_held() {
    for align in [Align::Left, Align::Center, Align::Right] {
        let mut request = Request {
            align,
            frame: Size::new(10.0, 10.0),
            ..request("Wilhelmina Wilhelmina", "Inter", "en")
        };
        request.fit.policy = FitPolicy::AutoWidth;
        let laid = run(&request);
        assert_eq!(baselines(&laid).len(), 1, "no line is broken");
        assert_eq!((laid.size_scale, laid.clipped, laid.below_minimum), (1.0, false, false));
        let (beyond, width) = (laid.extent.width() - 10.0, laid.extent.width());
        assert!(width > 150.0);
        let start = match align {
            Align::Left => 0.0,
            Align::Right => -beyond,
            _ => -beyond / 2.0,
        };
        assert!((laid.extent.x0 - start).abs() < 1e-6, "{align:?}: {:?}", laid.extent);
    }
}

#[test]
fn a_text_that_comes_again_in_another_frame_is_set_as_if_it_came_first() {
    let frames = [400.0, 90.0, 40.0, 250.0];
    let texts = ["Zoë Müller", "محمد علي Ω 王小明", "Zoë Müller"];
    let set = |text: &str, width: f64| {
        let mut request = request(text, "Lora", "en");
        request.frame.width = width;
        request.fit.policy = FitPolicy::ShrinkToBox;
        format!("{:?}", engine().lay_out(&request))
    };
    for text in texts {
        for width in frames {
            // Another thread has nothing in its hands.
            let alone = std::thread::scope(|scope| scope.spawn(|| set(text, width)).join().expect("set"));
            assert_eq!(set(text, width), alone, "{text} in {width}");
        }
    }
}
