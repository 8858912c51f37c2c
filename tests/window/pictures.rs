//! A few screens as they are drawn, against pictures of them: what no name and no text shows.
//!
//! The window is painted here, triangle by triangle, on the processor: it needs no graphics and gives the same
//! everywhere. With `ACCOLADE_PICTURES=1` when the tests are built, the pictures are written anew instead.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use egui::epaint::{ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, Pos2, Rect, TextureId, TexturesDelta};
use egui_kittest::{Harness, TestRenderer};

use super::world::{Window, World};

/// The size of the window; a picture has half of it in each direction, so that a reader of a change sees it at a glance
/// and the files stay small.
const SIZE: [usize; 2] = [1280, 800];
/// How much a channel of a pixel may differ, of 255. The last bits of sums differ with what the processor can do at once
/// when certificates are drawn, and halving spreads them.
const CHANNEL: u8 = 24;
/// How many of the pixels may differ by more: the edge of one letter that is rounded to the next pixel.
const PIXELS: f64 = 0.001;

/// The textures of a window, kept as it sets them.
#[derive(Clone, Default)]
pub struct Textures(Arc<Mutex<BTreeMap<TextureId, ColorImage>>>);

impl Textures {
    fn set(&self, id: TextureId, delta: &ImageDelta) {
        let egui::ImageData::Color(image) = &delta.image;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some([left, top]) = delta.pos else {
            all.insert(id, ColorImage::clone(image));
            return;
        };
        let whole = all.get_mut(&id).expect("a part of a texture that is there");
        let [width, height] = image.size;
        for y in 0..height {
            let from = &image.pixels[y * width..(y + 1) * width];
            let start = (top + y) * whole.size[0] + left;
            whole.pixels[start..start + width].copy_from_slice(from);
        }
    }
}

impl TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, image) in &delta.set {
            self.set(*id, image);
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for id in &delta.free {
            all.remove(id);
        }
    }

    #[cfg(feature = "pictures")]
    fn render(&mut self, ctx: &egui::Context, output: &egui::FullOutput) -> Result<image::RgbaImage, String> {
        let painted = paint(ctx, output, self);
        let bytes = painted.pixels.iter().flat_map(egui::Color32::to_array).collect();
        image::RgbaImage::from_raw(painted.size[0] as u32, painted.size[1] as u32, bytes)
            .ok_or_else(|| "the sizes do not agree".to_owned())
    }
}

/// The window as pixels.
fn paint(ctx: &egui::Context, output: &egui::FullOutput, textures: &Textures) -> ColorImage {
    let mut image = ColorImage::filled(SIZE, Color32::BLACK);
    let all = textures.0.lock().unwrap_or_else(PoisonError::into_inner);
    for clipped in ctx.tessellate(output.shapes.clone(), output.pixels_per_point) {
        if let Primitive::Mesh(mesh) = &clipped.primitive
            && let Some(texture) = all.get(&mesh.texture_id)
        {
            paint_mesh(&mut image, mesh, clipped.clip_rect, texture);
        }
    }
    image
}

fn paint_mesh(image: &mut ColorImage, mesh: &Mesh, clip: Rect, texture: &ColorImage) {
    for corners in mesh.indices.chunks_exact(3) {
        let [a, b, c] = [corners[0], corners[1], corners[2]].map(|at| mesh.vertices[at as usize]);
        paint_triangle(image, [a, b, c], clip, texture);
    }
}

/// Twice the area of a triangle, with the sign of its direction.
fn area(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

fn paint_triangle(image: &mut ColorImage, [a, b, c]: [Vertex; 3], clip: Rect, texture: &ColorImage) {
    let whole = area(a.pos, b.pos, c.pos);
    if whole == 0.0 {
        return;
    }
    // Every triangle runs the same way round, so that an edge belongs to one of the two beside it.
    let (b, c, whole) = if whole < 0.0 { (c, b, -whole) } else { (b, c, whole) };
    let bounds = Rect::from_points(&[a.pos, b.pos, c.pos]).intersect(clip);
    let range = |low: f32, high: f32, most: usize| {
        let low = (low - 0.5).ceil().max(0.0) as usize;
        let high = ((high - 0.5).floor() + 1.0).max(0.0) as usize;
        low..high.min(most)
    };
    // The edges at the left and the top belong to a triangle, the others to the one beside it.
    let owns = |from: Pos2, to: Pos2| to.y < from.y || (to.y == from.y && to.x > from.x);
    let edges = [(b.pos, c.pos), (c.pos, a.pos), (a.pos, b.pos)].map(|(from, to)| (from, to, owns(from, to)));
    for y in range(bounds.top(), bounds.bottom(), SIZE[1]) {
        for x in range(bounds.left(), bounds.right(), SIZE[0]) {
            let at = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
            let parts = edges.map(|(from, to, owned)| (area(from, to, at), owned));
            if parts
                .iter()
                .any(|(part, owned)| *part < 0.0 || (*part == 0.0 && !owned))
            {
                continue;
            }
            let weights = parts.map(|(part, _)| part / whole);
            let mix =
                |value: fn(&Vertex) -> f32| weights[0] * value(&a) + weights[1] * value(&b) + weights[2] * value(&c);
            let color: [fn(&Vertex) -> f32; 4] = [
                |v| f32::from(v.color.r()),
                |v| f32::from(v.color.g()),
                |v| f32::from(v.color.b()),
                |v| f32::from(v.color.a()),
            ];
            let sampled = sample(texture, mix(|v| v.uv.x), mix(|v| v.uv.y));
            let source = [0, 1, 2, 3].map(|channel| mix(color[channel]) * sampled[channel] / 255.0);
            let under = &mut image.pixels[y * SIZE[0] + x];
            let rest = 1.0 - source[3] / 255.0;
            let over = |channel: usize, under: u8| (source[channel] + f32::from(under) * rest).round() as u8;
            *under = Color32::from_rgb(over(0, under.r()), over(1, under.g()), over(2, under.b()));
        }
    }
}

/// A texture between its pixels, each channel from 0 to 255.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let at = |value: f32, most: usize| value.clamp(0.0, (most - 1) as f32) as usize;
    let (left, right) = (at(x.floor(), width), at(x.floor() + 1.0, width));
    let (top, bottom) = (at(y.floor(), height), at(y.floor() + 1.0, height));
    let (along, down) = (x - x.floor(), y - y.floor());
    let pixel = |x: usize, y: usize| texture.pixels[y * width + x].to_array().map(f32::from);
    let (nw, ne, sw, se) = (
        pixel(left, top),
        pixel(right, top),
        pixel(left, bottom),
        pixel(right, bottom),
    );
    [0, 1, 2, 3].map(|channel| {
        let upper = nw[channel] + (ne[channel] - nw[channel]) * along;
        let lower = sw[channel] + (se[channel] - sw[channel]) * along;
        upper + (lower - upper) * down
    })
}

/// Half as large: the mean of four pixels each.
fn halved(image: &ColorImage) -> image::RgbImage {
    let [width, height] = image.size.map(|side| side / 2);
    image::RgbImage::from_fn(width as u32, height as u32, |x, y| {
        let (x, y) = (2 * x as usize, 2 * y as usize);
        let four = [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)];
        let mean = |channel: usize| {
            let sum: u32 = four
                .iter()
                .map(|(x, y)| u32::from(image.pixels[y * image.size[0] + x].to_array()[channel]))
                .sum();
            ((sum + 2) / 4) as u8
        };
        image::Rgb([mean(0), mean(1), mean(2)])
    })
}

fn reference(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/window/{name}.png"))
}

/// Compares the window with its picture.
fn compare(window: &mut Window, textures: &Textures, name: &str, wrong: &mut Vec<String>) {
    window.settle();
    let drawn = halved(&paint(&window.0.ctx, window.0.output(), textures));
    let path = reference(name);
    if option_env!("ACCOLADE_PICTURES").is_some() {
        drawn.save(&path).expect("the picture is written");
        return;
    }
    let wanted = image::open(&path).expect(name).to_rgb8();
    assert_eq!(drawn.dimensions(), wanted.dimensions(), "{name}");
    let differs =
        |(a, b): (&image::Rgb<u8>, &image::Rgb<u8>)| a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > CHANNEL);
    let count = drawn
        .pixels()
        .zip(wanted.pixels())
        .filter(|pair| differs(*pair))
        .count();
    let share = count as f64 / f64::from(drawn.width() * drawn.height());
    if share > PIXELS {
        let left = std::env::temp_dir().join(format!("accolade-{name}.png"));
        drawn.save(&left).expect("what was drawn");
        wrong.push(format!("{name}: {:.2} % differ, see {}", share * 100.0, left.display()));
    }
}

#[test]
fn screens_look_as_they_did() {
    let world = World::new("pictures");
    let textures = Textures::default();
    let builder = Harness::builder().renderer(textures.clone());
    let size = SIZE.map(|side| side as f32);
    let mut window = Window::built(builder, world.sample_surroundings(None), size, |frame| frame());
    let mut wrong = Vec::new();
    window.until("36 published");
    compare(&mut window, &textures, "home", &mut wrong);
    window.click("Settings");
    window.until("Web address");
    window.click("Appearance");
    window.until("Size of everything");
    window.click("Dark");
    compare(&mut window, &textures, "settings-dark", &mut wrong);
    window.click("Groups");
    window.until("New group");
    window.click("Summer Coding Camp");
    window.until("Description");
    compare(&mut window, &textures, "group-dark", &mut wrong);
    window.click_starting("Review");
    window.until("Select all");
    compare(&mut window, &textures, "review-dark", &mut wrong);
    assert!(
        wrong.is_empty(),
        "{}\nIf that is meant: ACCOLADE_PICTURES=1 cargo test --test window pictures",
        wrong.join("\n")
    );
}
