//! probe
use accolade::fonts::{FolderFonts, FontBook};
use accolade::model::*;
use accolade::text::*;
use accolade::units::*;
use std::sync::Arc;
use vello_cpu::{Glyph, Pixmap, RenderContext, Resources};

fn req(text: &str, family: &str, size: f64, lang: &str, frame: (f64, f64)) -> Request {
    Request {
        spans: vec![StyledSpan {
            text: text.into(),
            language: lang.into(),
            style: TextStyle {
                family: family.into(),
                size: Pt(size),
                weight: 400,
                italic: false,
                color: Color::BLACK,
                letter_spacing: 0.0,
                case: Case::AsIs,
                underline: false,
            },
        }],
        align: Align::Start,
        valign: VAlign::Top,
        line_height: 1.25,
        direction: Direction::Auto,
        fit: Fit {
            policy: FitPolicy::ShrinkToBox,
            ..Fit::default()
        },
        frame: Size::new(frame.0, frame.1),
        path: None,
    }
}
struct Canvas {
    ctx: RenderContext,
    res: Resources,
    px: f64,
}
impl Canvas {
    fn draw(&mut self, laid: &Laid, at: (f64, f64)) {
        for run in &laid.runs {
            let slant = Affine::skew(-f64::from(run.slant).to_radians().tan(), 0.0);
            let _ = slant;
            self.ctx
                .set_transform(Affine::scale(self.px) * Affine::translate(at) * run.transform);
            self.ctx.set_paint(vello_cpu::color::AlphaColor::from_rgba8(
                run.color.r,
                run.color.g,
                run.color.b,
                255,
            ));
            let glyphs = run.glyphs.iter().map(|g| Glyph {
                id: g.id,
                x: g.x,
                y: g.y,
            });
            let _ = self
                .ctx
                .glyph_run(&mut self.res, &run.face.data)
                .font_size(run.size)
                .hint(false)
                .normalized_coords(&run.face.coords)
                .fill_glyphs(glyphs);
        }
        self.ctx.set_transform(Affine::scale(self.px) * Affine::translate(at));
        for (r, _) in &laid.underlines {
            self.ctx.fill_rect(r);
        }
    }
    fn rect(&mut self, r: Rect) {
        self.ctx.set_transform(Affine::scale(self.px));
        self.ctx
            .set_paint(vello_cpu::color::AlphaColor::from_rgba8(200, 60, 60, 255));
        self.ctx.set_stroke(Stroke::new(0.3));
        self.ctx.stroke_rect(&r);
    }
    fn save(mut self, path: &str) {
        let (w, h) = (self.ctx.width(), self.ctx.height());
        let mut pix = Pixmap::new(w, h);
        self.ctx.flush();
        self.ctx.render(&mut pix, &mut self.res);
        let mut enc = png::Encoder::new(std::fs::File::create(path).unwrap(), w.into(), h.into());
        enc.set_color(png::ColorType::Rgba);
        enc.set_depth(png::BitDepth::Eight);
        enc.write_header()
            .unwrap()
            .write_image_data(pix.data_as_u8_slice())
            .unwrap();
    }
}
fn canvas(w: u16, h: u16, px: f64) -> Canvas {
    let mut ctx = RenderContext::new((f64::from(w) * px) as u16, (f64::from(h) * px) as u16);
    ctx.set_paint(vello_cpu::color::palette::css::WHITE);
    ctx.fill_rect(&Rect::new(0.0, 0.0, 9999.0, 9999.0));
    Canvas {
        ctx,
        res: Resources::new(),
        px,
    }
}
fn main() {
    let t = std::time::Instant::now();
    let book = Arc::new(FontBook::new(&FolderFonts("fonts".into())).unwrap());
    println!("book {:?}", t.elapsed());
    let engine = Engine::new(book);
    let names: Vec<(String, String)> = std::fs::read_to_string("tests/data/names.tsv")
        .unwrap()
        .lines()
        .skip(1)
        .map(|l| {
            let c: Vec<&str> = l.split('\t').collect();
            (c[0].to_owned(), c[1].to_owned())
        })
        .collect();
    if let Some(t) = std::env::args().nth(2) {
        let l = engine.lay_out(&req(
            &t,
            &std::env::args().nth(1).unwrap(),
            1000.0,
            &std::env::args().nth(3).unwrap_or_default(),
            (90000.0, 6000.0),
        ));
        for r in &l.runs {
            println!(
                "{} {:?}",
                r.face.family,
                r.glyphs
                    .iter()
                    .map(|g| (g.id, g.text.start, g.advance))
                    .collect::<Vec<_>>()
            );
        }
        return;
    }
    if std::env::args().nth(1).as_deref() == Some("bench") {
        let latin: Vec<Request> = (0..6000)
            .map(|i| req(&format!("Łukasz Żółć {i}"), "EB Garamond", 24.0, "pl", (400.0, 60.0)))
            .collect();
        let mix: Vec<Request> = names
            .iter()
            .map(|(n, l)| req(n, "Inter", 24.0, l, (900.0, 60.0)))
            .collect();
        let fit: Vec<Request> = (0..2000)
            .map(|i| {
                req(
                    &format!("Maria Magdalena von und zu Hohenlohe {i}"),
                    "Inter",
                    24.0,
                    "de",
                    (200.0, 50.0),
                )
            })
            .collect();
        for (what, set, rounds) in [("latin", &latin, 20), ("names", &mix, 300), ("fit", &fit, 20)] {
            for r in set.iter().take(60) {
                engine.lay_out(r);
            }
            let t = std::time::Instant::now();
            let mut n = 0usize;
            for _ in 0..rounds {
                for r in set {
                    n += engine.lay_out(r).runs.len();
                }
            }
            let secs = t.elapsed().as_secs_f64();
            println!("{what}: {:.0}/s ({n})", (rounds * set.len()) as f64 / secs);
        }
        return;
    }
    for family in ["Inter", "EB Garamond"] {
        let mut c = canvas(620, 900, 1.6);
        for (i, (n, l)) in names.iter().enumerate() {
            let (col, row) = (i / 31, i % 31);
            let at = (10.0 + 310.0 * col as f64, 4.0 + 28.0 * row as f64);
            let r = req(n, family, 18.0, l, (290.0, 27.0));
            let laid = engine.lay_out(&r);
            if !laid.missing.is_empty() || laid.fallbacks.iter().any(|f| f.kind == FallbackKind::SingleLetter) {
                println!("{n}: {:?} {:?}", laid.missing, laid.fallbacks);
            }
            c.draw(&laid, at);
            c.rect(Rect::new(at.0, at.1, at.0 + 290.0, at.1 + 27.0));
        }
        c.save(&format!("/tmp/names-{}.png", family.replace(' ', "")));
    }
    let mut c = canvas(620, 620, 1.6);
    let mut arc = |text: &str, family: &str, lang: &str, angle, inward, radius, at: (f64, f64), em| {
        let mut r = req(text, family, 18.0, lang, (200.0, 200.0));
        r.path = Some(TextPath::Arc {
            radius: Pt(radius),
            angle,
            inward,
        });
        r.spans[0].style.letter_spacing = em;
        let laid = engine.lay_out(&r);
        c.draw(&laid, at);
    };
    arc(
        "ACCOLADE CERTIFICATE",
        "Cinzel",
        "en",
        0.0,
        false,
        85.0,
        (10.0, 10.0),
        0.1,
    );
    arc("EST. MMXXVI", "Cinzel", "en", 180.0, true, 97.0, (10.0, 10.0), 0.1);
    arc(
        "محمد بن عبد الله الزهراء",
        "EB Garamond",
        "ar",
        0.0,
        false,
        85.0,
        (230.0, 10.0),
        0.1,
    );
    arc("अनन्या शर्मा क्षितिज", "Inter", "hi", 0.0, false, 85.0, (420.0, 10.0), 0.1);
    let mut just = req(
        "The quick brown fox jumps over the lazy dog and runs away from محمد بن عبد الله to 王小明 who is there",
        "EB Garamond",
        14.0,
        "en",
        (180.0, 150.0),
    );
    just.align = Align::Justify;
    c.draw(&engine.lay_out(&just), (10.0, 240.0));
    c.rect(Rect::new(10.0, 240.0, 190.0, 390.0));
    for (i, v) in [VAlign::Top, VAlign::Middle, VAlign::Bottom].into_iter().enumerate() {
        let at = (210.0 + 130.0 * i as f64, 240.0);
        let mut r = req("Ágnes Jäger\nصالح 王小明", "Inter", 18.0, "en", (120.0, 80.0));
        r.valign = v;
        r.align = Align::Center;
        r.spans[0].style.underline = true;
        c.draw(&engine.lay_out(&r), at);
        c.rect(Rect::new(at.0, at.1, at.0 + 120.0, at.1 + 80.0));
    }
    for (i, t) in ["ขอขอบคุณสำหรับการมีส่วนร่วมในการอบรมครั้งนี้", "これは日本語の文章です。改行の位置を確認します。", "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh de la Trémoïlle von und zu Hohenlohe-Waldenburg-Schillingsfürst", "מזל טוב! Anna Smith (2024) קיבלה תעודה על 25 שעות"].into_iter().enumerate() {
        let at = (10.0 + 150.0 * i as f64, 420.0);
        let r = req(t, "Inter", 16.0, if i == 1 { "ja" } else { "en" }, (140.0, 90.0));
        let l = engine.lay_out(&r);
        println!("{} {:?}", l.size_scale, l.extent);
        c.draw(&l, at); c.rect(Rect::new(at.0, at.1, at.0 + 140.0, at.1 + 90.0));
    }
    c.save("/tmp/probe.png");
}
