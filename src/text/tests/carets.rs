//! Carets: where they stand, how they move, what they hit.

use super::{engine, request, span};
use crate::model::{Align, Direction, FitPolicy, TextPath, VAlign};
use crate::text::caret::{Carets, TextPosition, Toward, Units, grapheme_bounds};
use crate::text::{Laid, Request};
use crate::units::{Affine, Point, Pt, Rect, Size};

fn carets_of(request: &Request) -> (Laid, Carets) {
    let text: String = request.spans.iter().map(|span| span.text.as_str()).collect();
    engine().carets(request, Units::graphemes(&text))
}

fn carets(text: &str, language: &str) -> Carets {
    carets_of(&request(text, "Inter", language)).1
}

/// A text whose lines break at a width.
fn wrapped(text: &str, language: &str, width: f64) -> Carets {
    let frame = Size::new(width, 400.0);
    carets_of(&Request {
        frame,
        ..request(text, "Inter", language)
    })
    .1
}

/// All places that the right arrow comes to, from the left end of the first line.
fn walk(carets: &Carets, toward: Toward, from: TextPosition) -> Vec<TextPosition> {
    let mut places = vec![from];
    loop {
        let last = places[places.len() - 1];
        let next = carets.step(last, toward);
        if next == last {
            return places;
        }
        places.push(next);
        assert!(places.len() < 1000, "the caret goes in circles");
    }
}

/// What the right arrow steps over on a single line.
fn stepped_over(carets: &Carets) -> String {
    let start = carets.hit(Point::new(-10.0, 10.0));
    let places = walk(carets, Toward::Right, start);
    let units = places.windows(2).map(|pair| {
        let [from, to] = [pair[0], pair[1]].map(|place| carets.caret(place).middle());
        assert!(to.x > from.x, "right is right");
        let unit = carets.unit_at(from.midpoint(to)).expect("letters");
        carets.text()[unit].to_owned()
    });
    units.collect::<Vec<_>>().join("|")
}

#[test]
fn arrows_go_by_what_is_seen() {
    for (text, language, seen) in [
        ("Anna", "en", "A|n|n|a"),
        ("محمد بن", "ar", "ن|ب| |د|م|ح|م"),
        ("سلام", "ar", "م|ا|ل|س"),
        ("می\u{200C}روم", "fa", "م|و|ر|ی\u{200C}|م"),
        ("שרה 12 כהן", "he", "ן|ה|כ| |1|2| |ה|ר|ש"),
        ("Anna שרה 12 Berta", "en", "A|n|n|a| |1|2| |ה|ר|ש| |B|e|r|t|a"),
        ("محمد Smith", "ar", "S|m|i|t|h| |د|م|ح|م"),
        ("अनन्या शर्मा", "hi", "अ|न|न्या| |श|र्मा"),
        ("শ্রেয়া", "bn", "শ্রে|য়া"),
        ("தமிழ்ச்செல்வி", "ta", "த|மி|ழ்|ச்|செ|ல்|வி"),
        ("สมชาย ใจดี", "th", "ส|ม|ช|า|ย| |ใ|จ|ดี"),
        ("王小明たろう", "ja", "王|小|明|た|ろ|う"),
        ("김철수", "ko", "김|철|수"),
        ("Zoe\u{308} x\u{323}\u{301}", "en", "Z|o|e\u{308}| |x\u{323}\u{301}"),
        ("a👩🏽‍🎓b🇩🇪", "en", "a|👩🏽‍🎓|b|🇩🇪"),
        ("שָׁלוֹם", "he", "ם|וֹ|ל|שָׁ"),
        ("a  b ", "en", "a| | |b| "),
        ("محمد ", "ar", " |د|م|ح|م"),
    ] {
        assert_eq!(stepped_over(&carets(text, language)), seen, "{text}");
    }
    let (_, ligature) = carets_of(&request("office", "EB Garamond", "en"));
    assert_eq!(stepped_over(&ligature), "o|f|f|i|c|e", "a ligature is shared out");
}

const TEXTS: &[(&str, &str)] = &[
    ("", "en"),
    ("Anna\n", "en"),
    ("\n\nAnna\n\nBerta Clara Doris", "en"),
    ("Anna שרה 12 Berta محمد (بن) 3.5 zz", "en"),
    ("محمد بن عبد الله Smith 12 كلمة", "ar"),
    ("שרה 12 כהן abc דף", "he"),
    ("अनन्या शर्मा श्रीमती", "hi"),
    ("สมชายใจดีมีความสุขมาก", "th"),
    ("王小明王小明王小明王小明", "zh"),
    ("Zoe\u{308} 👩🏽‍🎓 O’Brien-Smith, Jr.  ", "en"),
    ("a\r\nb", "en"),
];

/// In one line and in many, level and along curves.
fn settings(text: &str, language: &str) -> Vec<Request> {
    let base = request(text, "Inter", language);
    let mut all = Vec::new();
    for width in [2000.0, 90.0, 20.0] {
        for align in [Align::Start, Align::Center, Align::Right, Align::Justify] {
            for direction in [Direction::Auto, Direction::Ltr, Direction::Rtl] {
                all.push(Request {
                    align,
                    direction,
                    frame: Size::new(width, 300.0),
                    ..base.clone()
                });
            }
        }
    }
    let mut spaced = base.clone();
    spaced.spans[0].style.letter_spacing = 0.2;
    spaced.frame.width = 100.0;
    spaced.fit.policy = FitPolicy::ShrinkToBox;
    spaced.frame.height = 60.0;
    all.push(spaced);
    let radius = Pt(120.0);
    for path in [
        TextPath::Arc {
            radius,
            angle: 0.0,
            inward: false,
        },
        TextPath::Arc {
            radius,
            angle: 180.0,
            inward: true,
        },
        TextPath::Path {
            d: "M0 100 C 100 0 200 0 400 100".to_owned(),
        },
    ] {
        all.push(Request {
            path: Some(path),
            frame: Size::new(400.0, 400.0),
            ..base.clone()
        });
    }
    all
}

#[test]
fn a_caret_hits_its_own_place() {
    for (text, language) in TEXTS {
        for request in settings(text, language) {
            let (_, carets) = carets_of(&request);
            // Along a curve neighbours are turned each by itself, so that their sides are not quite one.
            let near = if request.path.is_some() { 2.0 } else { 0.01 };
            for byte in grapheme_bounds(carets.text()) {
                for place in [TextPosition::before(byte), TextPosition::behind(byte)] {
                    let caret = carets.caret(place);
                    assert!(caret.top.distance(caret.bottom) > 1.0, "{text}: a caret is seen");
                    let found = carets.caret(carets.hit(caret.middle()));
                    let [before, behind] = [TextPosition::before(byte), TextPosition::behind(byte)];
                    let inner = |at: Option<char>| at.is_some_and(|c| !matches!(c, '\n' | '\r'));
                    let inside =
                        inner(carets.text()[byte..].chars().next()) && inner(carets.text()[..byte].chars().next_back());
                    if inside && carets.caret(before) == carets.caret(behind) {
                        // Both neighbours stand there: no other place does.
                        let hit = carets.hit(caret.middle());
                        assert_eq!(hit.byte, byte, "{text:?} in {request:?}");
                    }
                    let off = found.middle().distance(caret.middle());
                    assert!(off < near, "{text:?} {byte}: {caret:?} hits {found:?} in {request:?}");
                }
            }
        }
    }
}

#[test]
fn arrows_come_to_every_side_of_every_letter_and_back() {
    for (text, language) in TEXTS {
        for request in settings(text, language) {
            let (_, carets) = carets_of(&request);
            let (first, last) = (TextPosition::START, TextPosition::behind(carets.text().len()));
            let (start, end) = if carets.rtl() { (last, first) } else { (first, last) };
            // From wherever the text begins, to its edge and through all of it.
            let left = *walk(&carets, Toward::Left, start).last().expect("a place");
            let rightwards = walk(&carets, Toward::Right, left);
            let right = *walk(&carets, Toward::Right, end).last().expect("a place");
            let end = carets.caret(rightwards[rightwards.len() - 1]);
            assert_eq!(end, carets.caret(right), "{text:?} {request:?}");
            let leftwards = walk(&carets, Toward::Left, right);
            let seen = |places: &[TextPosition]| -> Vec<(i64, i64)> {
                let all = places.iter().map(|place| carets.caret(*place).middle());
                let mut all: Vec<_> = all
                    .map(|p| ((p.x * 100.0).round() as i64, (p.y * 100.0).round() as i64))
                    .collect();
                all.sort_unstable();
                all.dedup();
                all
            };
            let (to, back) = (seen(&rightwards), seen(&leftwards));
            assert!(
                to.len().abs_diff(back.len()) <= carets.line_count(),
                "{text:?} {request:?}"
            );
            for byte in grapheme_bounds(carets.text()) {
                let middle = carets.caret(TextPosition::before(byte)).middle();
                let place = ((middle.x * 100.0).round() as i64, (middle.y * 100.0).round() as i64);
                assert!(
                    to.contains(&place) || back.contains(&place),
                    "{text:?} {byte} is never reached in {request:?}"
                );
            }
        }
    }
}

#[test]
fn carets_stand_where_letters_will() {
    let frame = Size::new(300.0, 100.0);
    let set = |text: &str, align: Align, valign: VAlign, direction: Direction| {
        let (_, carets) = carets_of(&Request {
            frame,
            align,
            valign,
            direction,
            ..request(text, "Inter", "en")
        });
        carets.caret(TextPosition::behind(text.len()))
    };
    // Inter in 20 points: ascent 0.96875, descent 0.2412109375, capitals 0.7275390625 em.
    let (ascent, descent, caps) = (19.375, 4.824_218_75, 14.550_781_25);
    let empty = |align, direction| set("", align, VAlign::Top, direction).bottom.x;
    assert_eq!(empty(Align::Start, Direction::Auto), 0.0);
    assert_eq!(empty(Align::Start, Direction::Rtl), 300.0);
    assert_eq!(empty(Align::Center, Direction::Auto), 150.0);
    assert_eq!(empty(Align::Right, Direction::Ltr), 300.0);
    let top = set("", Align::Start, VAlign::Top, Direction::Auto);
    assert!((top.top.y, top.bottom.y) == (0.0, ascent + descent), "{top:?}");
    let bottom = set("", Align::Start, VAlign::Bottom, Direction::Auto);
    assert!((bottom.bottom.y - 100.0).abs() < 1e-6);
    let middle = set("", Align::Start, VAlign::Middle, Direction::Auto);
    assert!((middle.bottom.y - descent - (50.0 + caps / 2.0)).abs() < 1e-6);
    // A line that was just begun.
    let next = set("Anna\n", Align::Center, VAlign::Top, Direction::Auto);
    assert_eq!((next.line, next.bottom.x), (1, 150.0));
    assert!((next.bottom.y - (25.0 + ascent + descent)).abs() < 1e-6);
    // A space at the end of a line is seen by the caret only.
    let without = set("Anna", Align::Center, VAlign::Top, Direction::Auto).bottom.x;
    let with = set("Anna ", Align::Center, VAlign::Top, Direction::Auto).bottom.x;
    assert!(with > without + 3.0, "{with} is not behind {without}");
    let rtl = |text| set(text, Align::Center, VAlign::Top, Direction::Auto).bottom.x;
    assert!(rtl("محمد ") < rtl("محمد") - 3.0);
}

#[test]
fn carets_have_the_size_that_fits() {
    for (policy, frame) in [
        (FitPolicy::ShrinkToWidth, Size::new(120.0, 100.0)),
        (FitPolicy::ShrinkToBox, Size::new(120.0, 40.0)),
    ] {
        let mut request = Request {
            frame,
            ..request("Annabella Bertalotta Clara", "Inter", "en")
        };
        request.fit.policy = policy;
        let (laid, carets) = carets_of(&request);
        assert!(laid.size_scale < 0.95);
        let caret = carets.caret(TextPosition::START);
        assert!((caret.bottom.y - caret.top.y - 24.199 * laid.size_scale).abs() < 0.01);
        assert!((caret.top.y - laid.extent.y0).abs() < 1e-6 && (caret.bottom.x - laid.extent.x0).abs() < 1e-6);
        let ends: Vec<f64> = (0..carets.line_count())
            .map(|line| {
                let y = caret.middle().y + line as f64 * 25.0 * laid.size_scale;
                carets.caret(carets.line_end(carets.hit(Point::new(0.0, y)))).bottom.x
            })
            .collect();
        let widest = ends.iter().copied().fold(0.0, f64::max);
        // Behind the widest line may be a space.
        assert!(
            widest >= laid.extent.x1 - 1e-3 && widest < laid.extent.x1 + 6.0,
            "{ends:?} {:?}",
            laid.extent
        );
    }
}

#[test]
fn carets_take_the_height_and_the_lean_of_their_letters() {
    let mut request = request("Anna", "Inter", "en");
    request.spans.push(span("Berta", "Inter", 40.0, "en"));
    request.spans[0].style.italic = true;
    let (_, carets) = carets_of(&request);
    let [small, large] = [0, 6].map(|byte| carets.caret(TextPosition::before(byte)));
    let height = |caret: &crate::text::caret::Caret| caret.bottom.y - caret.top.y;
    assert!((height(&large) / height(&small) - 2.0).abs() < 0.01);
    assert!(small.top.x > small.bottom.x + 1.0 && large.top.x == large.bottom.x);
    let [behind, before] = [TextPosition::behind(4), TextPosition::before(4)].map(|place| carets.caret(place));
    assert!(
        height(&before) > 1.5 * height(&behind),
        "between two sizes the side counts"
    );
}

#[test]
fn wrapped_lines_have_their_ends() {
    let carets = wrapped("Anna Berta Clara", "en", 70.0);
    assert_eq!(carets.line_count(), 3);
    let end = carets.line_end(TextPosition::START);
    assert_eq!((end, carets.caret(end).line), (TextPosition::behind(5), 0));
    assert_eq!(carets.line_start(TextPosition::behind(5)).byte, 0);
    let next = TextPosition::before(5);
    assert_eq!(
        (
            carets.caret(next).line,
            carets.line_start(next).byte,
            carets.line_end(next).byte
        ),
        (1, 5, 11)
    );
    // One step leads over the space to the next line, and one back before it.
    assert_eq!(
        carets.step(TextPosition::before(4), Toward::Right),
        TextPosition::before(5)
    );
    assert_eq!(
        carets.step(TextPosition::before(5), Toward::Left),
        TextPosition::before(4)
    );
    let hebrew = wrapped("שרה כהן דוד", "he", 50.0);
    assert!(hebrew.line_count() > 1);
    let second = hebrew.line_end(TextPosition::START).byte;
    let up = hebrew.step(TextPosition::before(second), Toward::Right);
    assert_eq!(hebrew.caret(up).line, 0, "right is back");
    assert_eq!(hebrew.step(up, Toward::Left).byte, second);
}

#[test]
fn up_and_down_keep_their_distance_from_the_left() {
    let carets = carets("Annabella\nB\nClarabella", "en");
    let start = TextPosition::before(7);
    let goal = carets.goal(start);
    let second = carets.vertical(start, true, goal);
    assert_eq!(
        (carets.caret(second).line, second.byte),
        (1, 11),
        "the short line ends before"
    );
    let third = carets.vertical(second, true, goal);
    assert_eq!(carets.caret(third).line, 2);
    assert!((carets.goal(third) - goal).abs() < 6.0);
    assert_eq!(carets.vertical(third, true, goal).byte, carets.text().len());
    assert_eq!(carets.vertical(start, false, goal).byte, 0);
    assert_eq!(carets.vertical(third, false, goal), second);
}

#[test]
fn selections_are_areas_of_what_is_seen() {
    let carets = carets("Anna שרה 12 Berta", "en");
    let areas = |range| -> Vec<Rect> { carets.areas(range).iter().map(|area| area.rect).collect() };
    assert_eq!(areas(0..0), []);
    let all = areas(0..carets.text().len());
    assert_eq!(all.len(), 1);
    // “na ש”: the last letter of the Hebrew word is far right of the others.
    let parts = areas(2..7);
    assert_eq!(parts.len(), 2);
    assert!(parts[0].x1 < parts[1].x0 && parts[1].x1 < all[0].x1);
    let lines = wrapped("Anna Berta\n\nClara", "en", 70.0);
    let rects = lines.areas(0..lines.text().len());
    assert_eq!(rects.len(), 4, "an empty line is seen, too");
    assert!(
        rects
            .iter()
            .all(|area| area.transform == Affine::IDENTITY && area.rect.width() > 2.0)
    );
    let rtl = super::carets::carets("שרה\n\nאב", "he");
    let rects: Vec<Rect> = rtl.areas(0..rtl.text().len()).iter().map(|area| area.rect).collect();
    assert!((rects[1].x1 - 2000.0).abs() < 1e-6, "{rects:?}");
}

#[test]
fn carets_follow_curves() {
    let path = Some(TextPath::Arc {
        radius: Pt(100.0),
        angle: 0.0,
        inward: false,
    });
    let (_, carets) = carets_of(&Request {
        path,
        frame: Size::new(300.0, 300.0),
        ..request("Anna Berta Clara", "Inter", "en")
    });
    let center = Point::new(150.0, 150.0);
    for place in walk(&carets, Toward::Right, TextPosition::START) {
        let caret = carets.caret(place);
        let (foot, head) = (caret.bottom - center, caret.top - center);
        assert!(head.hypot() > foot.hypot() + 15.0, "it stands outwards");
        assert!(
            (foot.cross(head) / foot.hypot() / head.hypot()).abs() < 0.1,
            "and straight up"
        );
    }
    let areas = carets.areas(0..carets.text().len());
    assert_eq!(areas.len(), 16);
    assert!(areas[0].corners()[0].distance(areas[15].corners()[1]) > 60.0);
    let first = carets.unit_at(areas[0].corners()[0].midpoint(areas[0].corners()[2]));
    assert_eq!(first, Some(0..1));
}

#[test]
fn words_are_found_in_every_script() {
    let words = |text: &str, language: &str| -> String {
        let carets = carets(text, language);
        let (mut at, mut words) = (0, Vec::new());
        while at < text.len() {
            let word = carets.word_at(at);
            at = word.end;
            words.push(text[word].to_owned());
        }
        words.join("|")
    };
    for (text, language, parts) in [
        ("Don’t stop, Zoë", "en", "Don’t| |stop|,| |Zoë"),
        ("محمد بن", "ar", "محمد| |بن"),
        ("अनन्या शर्मा", "hi", "अनन्या| |शर्मा"),
        ("ประกาศนียบัตร", "th", "ประกาศนียบัตร"),
        ("สวัสดีครับ", "th", "สวัสดี|ครับ"),
        ("カナ漢字", "ja", "カナ|漢|字"),
        ("3.5 pt", "en", "3.5| |pt"),
    ] {
        assert_eq!(words(text, language), parts);
    }
    let carets = carets("Anna, Berta!", "en");
    assert_eq!([0, 4, 6, 11].map(|byte| carets.word_end(byte)), [4, 11, 11, 12]);
    assert_eq!([0, 4, 6, 11, 12].map(|byte| carets.word_start(byte)), [0, 0, 0, 6, 6]);
}

#[test]
fn a_whole_is_one_step_whatever_is_in_it() {
    for (before, whole, behind) in [
        ("by ", "محمد بن", " on"),
        ("by ", "Anna שרה x", " on"),
        ("من ", "Anna", " في"),
        ("من ", "محمد", " في"),
        ("", "محمد", ""),
        ("a", "م", "b"),
    ] {
        let text = format!("{before}{whole}{behind}");
        let range = before.len()..before.len() + whole.len();
        let units = || Units::new(grapheme_bounds(&text), vec![range.clone()]);
        let (_, carets) = engine().carets(&request(&text, "Inter", "en"), units());
        let ahead = if carets.rtl() { Toward::Left } else { Toward::Right };
        let place = TextPosition::before(range.start);
        let next = carets.step(place, ahead);
        assert_eq!(next.byte, range.end, "{text}");
        let (from, to) = (carets.caret(place).middle().x, carets.caret(next).middle().x);
        assert_eq!(to < from, carets.rtl(), "{text}: the end is ahead");
        for place in walk(&carets, ahead, TextPosition::START) {
            assert!(
                place.byte <= range.start || range.end <= place.byte,
                "{text}: {place:?} is within"
            );
        }
        // Over several lines it is one step all the same, and a click within comes to one of its ends.
        let frame = Size::new(30.0, 300.0);
        let (_, carets) = engine().carets(
            &Request {
                frame,
                ..request(&text, "Inter", "en")
            },
            units(),
        );
        for y in 0..30 {
            for x in 0..6 {
                let hit = carets.hit(Point::new(f64::from(x) * 6.0, f64::from(y) * 5.0));
                assert!(
                    hit.byte <= range.start || range.end <= hit.byte,
                    "{text}: {hit:?} is within"
                );
            }
        }
    }
}
