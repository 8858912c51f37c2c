//! Draws what a window shows without a graphics card: triangles with colours and textures, blended as egui's own
//! painter does, one sample in the middle of each pixel. The same shapes give the same pixels on every machine.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io::BufWriter;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use egui::epaint::{Primitive, Vertex};
use egui::{Color32, ColorImage, Context, FullOutput, ImageData, Rect, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;

/// Places are rounded to so many parts of a pixel, so that neighbouring triangles share their edge exactly.
const PARTS: i64 = 256;

/// The textures of a window; clones are the same ones.
#[derive(Clone, Default)]
pub struct Textures(Rc<RefCell<Kept>>);

#[derive(Default)]
struct Kept {
    images: HashMap<TextureId, ColorImage>,
    /// What the newest frame still shows, and the next one does not.
    leaving: Vec<TextureId>,
}

impl TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut kept = self.0.borrow_mut();
        for id in std::mem::take(&mut kept.leaving) {
            kept.images.remove(&id);
        }
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(image) = change.image;
                match (change.pos, kept.images.get_mut(&id)) {
                    (Some(place), Some(old)) => patch(old, &image, place),
                    _ => drop(kept.images.insert(id, (*image).clone())),
                }
            }
        }
        kept.leaving.extend(delta.free.drain());
    }
}

fn patch(old: &mut ColorImage, new: &ColorImage, [left, top]: [usize; 2]) {
    let [width, height] = new.size;
    for y in 0..height {
        let start = (top + y) * old.size[0] + left;
        old.pixels[start..start + width].copy_from_slice(&new.pixels[y * width..(y + 1) * width]);
    }
}

/// Forgets every texture: for windows that nobody looks at.
pub struct Blind;

impl TestRenderer for Blind {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        delta.clear();
    }
}

/// What a window shows, in pixels.
#[derive(Clone, PartialEq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<Color32>,
}

impl Picture {
    /// The newest frame of a window of this size in points.
    pub fn of(ctx: &Context, output: &FullOutput, textures: &Textures, size: egui::Vec2) -> Picture {
        let scale = output.pixels_per_point;
        let (width, height) = ((size.x * scale).round() as usize, (size.y * scale).round() as usize);
        let mut picture = Picture {
            width,
            height,
            pixels: vec![Color32::BLACK; width * height],
        };
        let textures = textures.0.borrow();
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = clipped.primitive else {
                panic!("the window draws by a callback, which has no picture here");
            };
            // What was let go while this frame was made, no graphics card draws either.
            let Some(texture) = textures.images.get(&mesh.texture_id) else {
                continue;
            };
            let clip = picture.clip(clipped.clip_rect, scale);
            for corners in mesh.indices.chunks_exact(3) {
                let [a, b, c] = [0, 1, 2].map(|at| mesh.vertices[corners[at] as usize]);
                if let Some(triangle) = Triangle::new([a, b, c], scale) {
                    picture.fill(&triangle, texture, &clip);
                }
            }
        }
        picture
    }

    /// The pixels within a rectangle of the window, which are columns and rows.
    fn clip(&self, rect: Rect, scale: f32) -> [Range<i64>; 2] {
        let range = |from: f32, to: f32, all: usize| {
            let end = ((to * scale).round() as i64).clamp(0, all as i64);
            ((from * scale).round() as i64).clamp(0, end)..end
        };
        [
            range(rect.min.x, rect.max.x, self.width),
            range(rect.min.y, rect.max.y, self.height),
        ]
    }

    fn fill(&mut self, triangle: &Triangle, texture: &ColorImage, [columns, rows]: &[Range<i64>; 2]) {
        let flat = triangle.is_flat().then(|| triangle.color(texture, [1.0, 0.0, 0.0]));
        let all = triangle.rows();
        for y in all.start.max(rows.start)..all.end.min(rows.end) {
            let found = triangle.columns(y, columns);
            if found.is_empty() {
                continue;
            }
            let start = y as usize * self.width;
            let line = &mut self.pixels[start + found.start as usize..start + found.end as usize];
            for (x, pixel) in found.zip(line) {
                let color = flat.unwrap_or_else(|| triangle.color(texture, triangle.weights(x, y)));
                *pixel = over(color, *pixel);
            }
        }
    }

    /// Writes all its colours as a PNG file.
    pub fn save(&self, path: &Path) {
        let file = BufWriter::new(File::create(path).expect("a file for the picture"));
        let mut encoder = png::Encoder::new(file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgb);
        let bytes: Vec<u8> = self.pixels.iter().flat_map(|p| [p.r(), p.g(), p.b()]).collect();
        let mut writer = encoder.write_header().expect("a picture");
        writer.write_image_data(&bytes).expect("the picture is saved");
        writer.finish().expect("the picture is saved");
    }
}

/// A colour over an opaque one, in the values as they are stored, as the graphics card does it for egui.
fn over(front: [f32; 4], back: Color32) -> Color32 {
    let rest = 1.0 - front[3] / 255.0;
    let mix = |front: f32, back: u8| (front + f32::from(back) * rest).round().clamp(0.0, 255.0) as u8;
    Color32::from_rgb(
        mix(front[0], back.r()),
        mix(front[1], back.g()),
        mix(front[2], back.b()),
    )
}

/// A triangle whose corners go round as the hands of a clock.
struct Triangle {
    corners: [Vertex; 3],
    /// The same, in parts of a pixel.
    places: [[i64; 2]; 3],
    /// Twice its area.
    area: i64,
}

impl Triangle {
    /// `None` when it has no area.
    fn new(mut corners: [Vertex; 3], scale: f32) -> Option<Triangle> {
        let place = |corner: &Vertex| {
            [corner.pos.x, corner.pos.y].map(|at| (f64::from(at * scale) * PARTS as f64).round() as i64)
        };
        let area = |[a, b, c]: [[i64; 2]; 3]| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        if area([0, 1, 2].map(|at| place(&corners[at]))) < 0 {
            corners.swap(1, 2);
        }
        let places = [0, 1, 2].map(|at| place(&corners[at]));
        let area = area(places);
        (area > 0).then_some(Triangle { corners, places, area })
    }

    /// All of it has one colour.
    fn is_flat(&self) -> bool {
        let [a, b, c] = &self.corners;
        a.color == b.color && a.color == c.color && a.uv == b.uv && a.uv == c.uv
    }

    fn rows(&self) -> Range<i64> {
        let ys = self.places.map(|place| place[1]);
        let (low, high) = (ys.into_iter().min().unwrap_or(0), ys.into_iter().max().unwrap_or(0));
        low.div_euclid(PARTS)..high.div_euclid(PARTS) + 1
    }

    /// How far the middle of a pixel is within the edge that is opposite to a corner; all three are the area together.
    fn within(&self, corner: usize, x: i64, y: i64) -> i64 {
        let (a, b) = (self.places[(corner + 1) % 3], self.places[(corner + 2) % 3]);
        let (x, y) = (x * PARTS + PARTS / 2, y * PARTS + PARTS / 2);
        (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])
    }

    /// The pixels of a row whose middle is inside. One on an edge belongs to the triangle below or right of it.
    fn columns(&self, y: i64, all: &Range<i64>) -> Range<i64> {
        let (mut from, mut to) = (all.start, all.end);
        for corner in 0..3 {
            let (a, b) = (self.places[(corner + 1) % 3], self.places[(corner + 2) % 3]);
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let least = i64::from(!(dy < 0 || dy == 0 && dx > 0));
            let (at_start, step) = (self.within(corner, 0, y), -dy * PARTS);
            match step {
                0 if at_start < least => return 0..0,
                0 => {}
                1.. => from = from.max(-(at_start - least).div_euclid(step)),
                _ => to = to.min((at_start - least).div_euclid(-step) + 1),
            }
        }
        from..to.max(from)
    }

    fn weights(&self, x: i64, y: i64) -> [f32; 3] {
        [0, 1, 2].map(|corner| (self.within(corner, x, y) as f64 / self.area as f64) as f32)
    }

    /// The colour of its corners times that of the texture, 0 to 255, as premultiplied values.
    fn color(&self, texture: &ColorImage, weights: [f32; 3]) -> [f32; 4] {
        let mut color = [0.0; 4];
        let mut uv = [0.0; 2];
        for (corner, weight) in self.corners.iter().zip(weights) {
            uv[0] += corner.uv.x * weight;
            uv[1] += corner.uv.y * weight;
            for (sum, value) in color.iter_mut().zip(corner.color.to_array()) {
                *sum += f32::from(value) * weight;
            }
        }
        let texel = sample(texture, uv);
        [0, 1, 2, 3].map(|at| color[at] * texel[at] / 255.0)
    }
}

/// The one texture that is repeated and not smoothed: the squares that shine through what is clear.
const TILE: [usize; 2] = [2, 2];

/// A texture between its four nearest pixels.
fn sample(texture: &ColorImage, [u, v]: [f32; 2]) -> [f32; 4] {
    let [width, height] = texture.size;
    if texture.size == TILE {
        let at = |at: f32, all: usize| (at.rem_euclid(1.0) * all as f32) as usize % all;
        return texture.pixels[at(v, height) * width + at(u, width)]
            .to_array()
            .map(f32::from);
    }
    let axis = |at: f32, all: usize| {
        let place = (at * all as f32 - 0.5).clamp(0.0, (all - 1) as f32);
        let low = place as usize;
        (low, (low + 1).min(all - 1), place - low as f32)
    };
    let ((left, right, x), (top, bottom, y)) = (axis(u, width), axis(v, height));
    let pixel = |x: usize, y: usize| texture.pixels[y * width + x].to_array().map(f32::from);
    let corners = [
        pixel(left, top),
        pixel(right, top),
        pixel(left, bottom),
        pixel(right, bottom),
    ];
    let shares = [(1.0 - x) * (1.0 - y), x * (1.0 - y), (1.0 - x) * y, x * y];
    [0, 1, 2, 3].map(|at| {
        corners
            .iter()
            .zip(shares)
            .map(|(corner, share)| corner[at] * share)
            .sum()
    })
}

#[test]
fn neighbouring_triangles_share_their_edge_and_textures_are_tinted() {
    let vertex = |x: f32, y: f32, color| Vertex {
        pos: [x, y].into(),
        uv: [0.5, 0.5].into(),
        color,
    };
    let half = Color32::from_rgba_premultiplied(100, 0, 50, 128);
    let texture = ColorImage::filled([2, 2], Color32::from_gray(128));
    let mut picture = Picture {
        width: 9,
        height: 7,
        pixels: vec![Color32::WHITE; 63],
    };
    let corners = [(1.0, 1.0), (8.0, 1.0), (8.0, 6.0), (1.0, 6.0)].map(|(x, y)| vertex(x, y, half));
    for [a, b, c] in [[0, 1, 2], [3, 2, 0]] {
        let triangle = Triangle::new([corners[a], corners[b], corners[c]], 1.0).expect("an area");
        picture.fill(&triangle, &texture, &[0..9, 0..4]);
    }
    // Each pixel once: half of the tint over white, below the middle nothing.
    let gray = 128.0 / 255.0;
    let painted = over([100.0 * gray, 0.0, 50.0 * gray, 128.0], Color32::WHITE);
    for (at, pixel) in picture.pixels.iter().enumerate() {
        let inside = (1..8).contains(&(at % 9)) && (1..4).contains(&(at / 9));
        assert_eq!(*pixel, if inside { painted } else { Color32::WHITE }, "at {at}");
    }
}
