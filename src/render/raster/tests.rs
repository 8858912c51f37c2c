//! What is painted, pixel by pixel.

use std::sync::Arc;

use super::*;
use crate::images::Picture;
use crate::model::{Blend, FillRule};
use crate::render::testing::{face, item, page, rect, run, solid};
use crate::scene::{Constant, Group, ImageItem, ItemKind, Paint, PdfPage, PdfPageItem};
use crate::units::{BezPath, Color, Point, Rect, Shape, Stroke};

fn paint(page: &Page, px_per_pt: f32) -> Raster {
    Painter::new().paint(page, px_per_pt).expect("painted")
}

fn pixel(raster: &Raster, x: u32, y: u32) -> [u8; 4] {
    let at = (y * raster.width + x) as usize * 4;
    raster.pixels[at..at + 4].try_into().expect("a pixel")
}

fn close(a: [u8; 4], b: [u8; 4]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 1)
}

/// A page with everything on it.
fn rich() -> Page {
    let face = face("noto/NotoSerif-Regular.ttf");
    let picture = Arc::new(
        Picture::from_rgba(
            64,
            64,
            (0..64 * 64u32)
                .flat_map(|i| [i as u8, (i >> 4) as u8, 90, 255])
                .collect(),
        )
        .expect("picture"),
    );
    let stops = vec![
        (0.0, Color::rgb(250, 220, 200)),
        (
            1.0,
            Color {
                r: 0,
                g: 60,
                b: 120,
                a: 80,
            },
        ),
    ];
    let mut slanted = run(&face, "Slanted & bold", 12.0, 5.0, 60.0);
    slanted.slant = 12.0;
    slanted.embolden = 0.4;
    slanted.color = Color { a: 150, ..Color::BLACK };
    let items = vec![
        rect(0.0, 0.0, 100.0, 80.0, solid("#FFFFFF")),
        rect(
            0.0,
            0.0,
            60.0,
            40.0,
            Paint::Linear {
                from: Point::ZERO,
                to: Point::new(60.0, 40.0),
                stops: stops.clone(),
            },
        ),
        rect(
            50.0,
            20.0,
            100.0,
            80.0,
            Paint::Radial {
                center: Point::new(75.0, 50.0),
                radius: 25.0,
                stops,
            },
        ),
        item(ItemKind::Image(ImageItem {
            picture,
            transform: Affine::translate((70.3, 5.2)) * Affine::scale(0.3),
            alt: String::new(),
        })),
        item(ItemKind::Stroke {
            path: Arc::new(BezPath::from_svg("M5 70 C30 20 60 100 95 40").expect("path")),
            stroke: Stroke::new(1.5).with_dashes(0.0, [4.0, 2.0]),
            paint: solid("#B08020"),
        }),
        item(ItemKind::Group(Group {
            transform: Affine::rotate(0.2),
            opacity: 0.5,
            clip: Some((
                Arc::new(kurbo::Circle::new((60.0, 30.0), 20.0).to_path(0.01)),
                FillRule::NonZero,
            )),
            items: vec![rect(30.0, 10.0, 90.0, 50.0, solid("#20A060"))],
            ..Group::default()
        })),
        item(ItemKind::Glyphs(run(&face, "Zoë Müller", 16.0, 8.0, 30.0))),
        item(ItemKind::Glyphs(slanted)),
    ];
    Page {
        constant: Constant { items: 5, key: Some(7) },
        ..page(items)
    }
}

#[test]
fn a_page_fills_whole_pixels() {
    let mut page = page(vec![rect(0.0, 0.0, 841.89, 595.28, solid("#FFFFFF"))]);
    (page.width, page.height) = (841.89, 595.28);
    let raster = paint(&page, 150.0 / 72.0);
    assert_eq!((raster.width, raster.height, raster.opaque), (1754, 1240, true));
    assert!(raster.pixels.iter().all(|byte| *byte == 255));
}

#[test]
fn the_bleed_is_left_out_or_included() {
    let mut page = page(vec![
        rect(-5.0, -5.0, 105.0, 85.0, solid("#102030")),
        rect(0.0, 0.0, 100.0, 80.0, solid("#FFFFFF")),
    ]);
    page.bleed = 5.0;
    assert!(paint(&page, 1.0).pixels.iter().all(|byte| *byte == 255));
    let mut raster = Raster::default();
    let options = RasterOptions {
        px_per_pt: 1.0,
        bleed: true,
    };
    Painter::new().paint_into(&page, options, &mut raster).expect("painted");
    assert_eq!((raster.width, raster.height), (110, 90));
    assert_eq!(pixel(&raster, 2, 2), [0x10, 0x20, 0x30, 255]);
    assert_eq!(pixel(&raster, 50, 50), [255; 4]);
}

#[test]
fn what_is_not_painted_stays_transparent_and_alpha_is_straight() {
    let raster = paint(&page(vec![rect(10.0, 10.0, 50.0, 50.0, solid("#FF800080"))]), 1.0);
    assert!(!raster.opaque);
    assert_eq!(pixel(&raster, 5, 5), [0; 4]);
    assert!(close(pixel(&raster, 30, 30), [255, 128, 0, 128]));
}

#[test]
fn groups_are_drawn_as_one_and_cut() {
    let squares = vec![
        rect(10.0, 10.0, 40.0, 40.0, solid("#000000")),
        rect(20.0, 20.0, 50.0, 50.0, solid("#000000")),
    ];
    let group = Group {
        transform: Affine::translate((10.0, 0.0)),
        opacity: 0.5,
        clip: Some((
            Arc::new(Rect::new(0.0, 0.0, 45.0, 80.0).to_path(0.1)),
            FillRule::NonZero,
        )),
        items: squares,
        ..Group::default()
    };
    let raster = paint(
        &page(vec![
            rect(0.0, 0.0, 100.0, 80.0, solid("#FFFFFF")),
            item(ItemKind::Group(group)),
        ]),
        1.0,
    );
    for (x, y, gray) in [
        (25, 15, 127),
        (35, 30, 127),
        (52, 45, 127),
        (57, 45, 255),
        (12, 15, 255),
    ] {
        assert!(
            close(pixel(&raster, x, y), [gray, gray, gray, 255]),
            "{x}, {y}: {:?}",
            pixel(&raster, x, y)
        );
    }
}

#[test]
fn gradients_run_from_stop_to_stop() {
    let stops = vec![(0.25, Color::BLACK), (0.75, Color::WHITE)];
    let linear = Paint::Linear {
        from: Point::ZERO,
        to: Point::new(100.0, 0.0),
        stops: stops.clone(),
    };
    let raster = paint(&page(vec![rect(0.0, 0.0, 100.0, 80.0, linear)]), 1.0);
    assert_eq!(pixel(&raster, 10, 40)[0], 0);
    assert!(pixel(&raster, 50, 40)[0].abs_diff(128) < 4);
    assert_eq!(pixel(&raster, 90, 40)[0], 255);
    let radial = Paint::Radial {
        center: Point::new(50.0, 40.0),
        radius: 40.0,
        stops,
    };
    let raster = paint(&page(vec![rect(0.0, 0.0, 100.0, 80.0, radial)]), 1.0);
    assert_eq!(pixel(&raster, 50, 40)[0], 0);
    assert!(pixel(&raster, 70, 40)[0].abs_diff(131) < 5);
    assert_eq!(pixel(&raster, 2, 2)[0], 255);
}

#[test]
fn pictures_are_brought_to_their_size_without_a_pattern() {
    let stripes: Vec<u8> = (0..400 * 320u32)
        .flat_map(|i| if i % 2 == 0 { [255; 4] } else { [0, 0, 0, 255] })
        .collect();
    let picture = Arc::new(Picture::from_rgba(400, 320, stripes).expect("picture"));
    for turn in [0.0, 0.3] {
        let transform = Affine::rotate(turn) * Affine::scale(0.25);
        let image = ItemKind::Image(ImageItem {
            picture: Arc::clone(&picture),
            transform,
            alt: String::new(),
        });
        let raster = paint(&page(vec![item(image)]), 1.0);
        for (x, y) in [(20, 30), (33, 40), (50, 55)] {
            let [r, _, _, a] = pixel(&raster, x, y);
            assert!(r.abs_diff(127) < 12 && a == 255, "{turn}: {:?}", pixel(&raster, x, y));
        }
    }
}

#[test]
fn an_upright_picture_keeps_its_edges() {
    let halves: Vec<u8> = (0..80 * 80u32)
        .flat_map(|i| {
            if i % 80 < 40 {
                [200, 0, 0, 255]
            } else {
                [0, 0, 200, 255]
            }
        })
        .collect();
    let picture = Arc::new(Picture::from_rgba(80, 80, halves).expect("picture"));
    let pdf = ItemKind::PdfPage(PdfPageItem {
        page: Arc::new(PdfPage {
            file: Arc::from(*b""),
            picture,
            width: 10.0,
            height: 10.0,
        }),
        area: Rect::new(20.0, 20.0, 60.0, 60.0),
    });
    let raster = paint(&page(vec![item(pdf)]), 1.0);
    assert!(
        pixel(&raster, 37, 40) == [200, 0, 0, 255],
        "{:?}",
        pixel(&raster, 38, 40)
    );
    assert!(pixel(&raster, 42, 40) == [0, 0, 200, 255]);
    assert_eq!(pixel(&raster, 19, 40)[3], 0);
    assert_eq!(pixel(&raster, 20, 40)[3], 255);
}

#[test]
fn letters_stand_on_their_line_and_lean_and_thicken() {
    let face = face("noto/NotoSans-Bold.ttf");
    let ink = |slant: f32, embolden: f32| {
        let mut text = run(&face, "H", 60.0, 20.0, 70.0);
        (text.slant, text.embolden) = (slant, embolden);
        let raster = paint(&page(vec![item(ItemKind::Glyphs(text))]), 1.0);
        let row = |y: u32| {
            (0..100)
                .filter(|x| pixel(&raster, *x, y)[3] > 127)
                .collect::<Vec<u32>>()
        };
        assert!(row(72).is_empty(), "nothing below the line");
        (row(67), row(30))
    };
    let (upright, upright_top) = ink(0.0, 0.0);
    assert_eq!(upright[0], upright_top[0]);
    let (leaning, leaning_top) = ink(15.0, 0.0);
    assert!(leaning[0].abs_diff(upright[0]) <= 1, "the feet stay");
    assert!(leaning_top[0] >= upright_top[0] + 9, "the head leans to the right");
    let (thick, _) = ink(0.0, 2.0);
    assert_eq!(thick[0], upright[0] - 1);
    assert_eq!(thick.len(), upright.len() + 4);
}

#[test]
fn emoji_are_drawn_in_colour() {
    let face = face("noto/NotoColorEmoji.ttf");
    let raster = paint(
        &page(vec![item(ItemKind::Glyphs(run(&face, "😀", 60.0, 10.0, 70.0)))]),
        1.0,
    );
    let yellow = (0..100 * 80)
        .filter(|i| matches!(pixel(&raster, i % 100, i / 100), [200..=255, 150..=255, 0..=120, 255]))
        .count();
    assert!(yellow > 1000, "{yellow} yellow pixels");
}

#[test]
fn the_cache_the_thread_and_the_processor_make_no_difference() {
    let page = rich();
    let cold = paint(&page, 2.0);
    let mut warm = Painter::new();
    let mut empty = page.clone();
    empty.items.truncate(5);
    let first = warm.paint(&empty, 2.0).expect("painted");
    assert!(first != cold);
    assert!(
        warm.paint(&page, 2.0).expect("painted") == cold,
        "the layer of another page"
    );
    let unknown = Page {
        constant: Constant { items: 5, key: None },
        ..page.clone()
    };
    assert!(paint(&unknown, 2.0) == cold, "no key");
    let threads: Vec<Raster> = std::thread::scope(|scope| {
        let tasks: Vec<_> = (0..3).map(|_| scope.spawn(|| paint(&page, 2.0))).collect();
        tasks.into_iter().map(|task| task.join().expect("no panic")).collect()
    });
    assert!(threads.iter().all(|raster| *raster == cold));
    let again = Painter::with_level(Level::baseline())
        .paint(&page, 2.0)
        .expect("painted");
    assert!(again == cold, "the instructions that every processor has");
}

#[test]
fn other_sizes_and_designs_have_layers_of_their_own() {
    let mut painter = Painter::new();
    let mut page = rich();
    for (key, px_per_pt) in [(7, 2.0), (7, 1.0), (8, 1.0), (7, 2.0)] {
        page.constant.key = Some(key);
        page.items[0] = rect(
            0.0,
            0.0,
            100.0,
            80.0,
            solid(if key == 7 { "#FFFFFF" } else { "#FFEEDD" }),
        );
        let fresh = paint(&page, px_per_pt);
        assert!(
            painter.paint(&page, px_per_pt).expect("painted") == fresh,
            "{key} at {px_per_pt}"
        );
    }
    assert_eq!(painter.layers.len(), 3);
}

#[test]
fn what_cannot_be_drawn_is_a_problem() {
    let code = |page: &Page, scale: f32| {
        let problems = Painter::new().paint(page, scale).expect_err("must be refused");
        problems.iter().next().expect("a problem").code.to_string()
    };
    let page = page(vec![rect(0.0, 0.0, 10.0, 10.0, solid("#000000"))]);
    assert_eq!(code(&page, 1e6), "picture-size");
    assert_eq!(code(&page, 0.0), "picture-size");
    assert_eq!(code(&page, f32::NAN), "picture-size");
    assert_eq!(
        code(
            &Page {
                width: 0.0,
                ..page.clone()
            },
            1.0
        ),
        "page-size"
    );
    assert_eq!(
        code(
            &Page {
                height: f64::NAN,
                ..page.clone()
            },
            1.0
        ),
        "page-size"
    );
    let with = |kind: ItemKind| Page {
        items: vec![item(kind)],
        ..page.clone()
    };
    let group = |transform: Affine, items| {
        ItemKind::Group(Group {
            transform,
            items,
            ..Group::default()
        })
    };
    assert_eq!(
        code(&with(group(Affine::scale(f64::INFINITY), Vec::new())), 1.0),
        "scene-unfit"
    );
    let mut deep = group(Affine::IDENTITY, Vec::new());
    for _ in 0..40 {
        deep = group(Affine::IDENTITY, vec![item(deep)]);
    }
    assert_eq!(code(&with(deep), 1.0), "groups-too-deep");
    let face = face("noto/NotoSans-Bold.ttf");
    let mut text = run(&face, "é", 10.0, 0.0, 0.0);
    text.glyphs[0].text = 0..1;
    assert_eq!(code(&with(ItemKind::Glyphs(text.clone())), 1.0), "scene-unfit");
    text.glyphs[0].text = 0..2;
    text.glyphs[0].x = f32::NAN;
    assert_eq!(code(&with(ItemKind::Glyphs(text)), 1.0), "scene-unfit");
}

#[test]
fn every_translucent_colour_leaves_an_opaque_page_opaque() {
    let strip = |alpha: u32| {
        rect(
            f64::from(alpha % 16),
            f64::from(alpha / 16),
            f64::from(alpha % 16) + 1.0,
            f64::from(alpha / 16) + 1.0,
            Paint::Solid(Color {
                r: 9,
                g: 200,
                b: 77,
                a: alpha as u8,
            }),
        )
    };
    let mut items = vec![rect(0.0, 0.0, 100.0, 80.0, solid("#F0E0D0"))];
    items.extend((0..256).map(strip));
    let mut page = page(items);
    page.constant.items = 1;
    let raster = paint(&page, 1.0);
    assert!(raster.opaque && raster.pixels.chunks(4).all(|pixel| pixel[3] == 255));
}

/// What changes from page to page mixes with what is the same on all, of which nothing is kept then.
#[test]
fn what_mixes_does_so_with_the_constant_items_as_well() {
    let multiplied = |clip| {
        item(ItemKind::Group(Group {
            blend: Blend::Multiply,
            clip,
            items: vec![rect(20.0, 20.0, 60.0, 60.0, solid("#80FF40"))],
            ..Group::default()
        }))
    };
    let color = |page: &Page| {
        let raster = paint(page, 1.0);
        let at = (40 * raster.width as usize + 40) * 4;
        <[u8; 4]>::try_from(&raster.pixels[at..at + 4]).expect("a pixel")
    };
    let ground = rect(0.0, 0.0, 100.0, 80.0, solid("#FF8000"));
    let mut mixed = page(vec![ground.clone(), multiplied(None)]);
    for (items, key) in [(0, None), (1, None), (1, Some(9)), (2, Some(9))] {
        mixed.constant = Constant { items, key };
        assert_eq!(color(&mixed), [128, 128, 0, 255], "{:?}", mixed.constant);
    }
    let within = |outer: Group| {
        let outer = Group {
            items: vec![multiplied(None)],
            ..outer
        };
        color(&page(vec![ground.clone(), item(ItemKind::Group(outer))]))
    };
    assert_eq!(within(Group::default()), [128, 128, 0, 255], "a group lets it through");
    let clip = Some((
        Arc::new(Rect::new(0.0, 0.0, 90.0, 70.0).to_path(0.1)),
        FillRule::NonZero,
    ));
    let cut = within(Group {
        clip: clip.clone(),
        ..Group::default()
    });
    assert_eq!(cut, [128, 255, 64, 255], "one that is cut keeps it within");
    let cut_itself = page(vec![ground.clone(), multiplied(clip)]);
    assert_eq!(color(&cut_itself), [128, 128, 0, 255], "its own clip does not");
}

#[test]
fn a_raster_that_is_painted_again_is_as_a_fresh_one() {
    let mut next = 5u32;
    let mut random = |below: u32| {
        next = next.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (next >> 8) % below
    };
    let mut painter = Painter::new();
    let mut raster = Raster::default();
    for round in 0..60 {
        // Two opaque grounds, one that is not, and one that no other page has.
        let ground = random(4);
        let color = ["#F0E0D0", "#102030", "#FFFFFF80", "#FFFFFF"][ground as usize];
        let mut items = vec![rect(0.0, 0.0, 100.0, 80.0, solid(color))];
        for _ in 0..random(5) {
            let (x, y) = (f64::from(random(90)), f64::from(random(70)));
            let (w, h) = (f64::from(random(30)), f64::from(random(20)) + 0.4);
            items.push(rect(
                x,
                y,
                x + w,
                y + h,
                solid(["#FF0000", "#00FF0066"][random(2) as usize]),
            ));
        }
        let mut page = page(items);
        page.constant = Constant {
            items: 1,
            key: (ground < 3).then(|| ground.into()),
        };
        let options = RasterOptions {
            px_per_pt: [1.0, 2.5][random(2) as usize],
            bleed: false,
        };
        painter.paint_into(&page, options, &mut raster).expect("painted");
        assert!(raster == paint(&page, options.px_per_pt), "round {round}");
        let differs = raster
            .ground
            .as_ref()
            .map(|ground| ground.changed(&raster.pixels, raster.width as usize));
        assert_eq!(differs.unwrap_or_default(), raster.changed, "round {round}");
    }
}
