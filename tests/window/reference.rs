//! Reference pictures: how they are kept in few bytes, compared, and renewed.
//!
//! A picture is kept with 256 colours, chosen from its own. Whoever compares a new one first gives each of its pixels
//! the nearest of those colours; so what was lost by keeping it is lost on both sides, and little need be tolerated.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use egui::Color32;

use super::world::paint::Picture;
use super::world::{Window, environment};

/// Asks for new reference pictures instead of a comparison. Where `CI` is true it is refused.
const RENEW: &str = "ACCOLADE_RENEW_PICTURES";
const COLORS: usize = 256;
/// Two values of a colour are the same up to this difference: what another machine rounds otherwise.
const NEAR: u8 = 8;
/// So many pixels may be others.
const STRAY: usize = 24;
/// How often a picture is compared, while what is drawn on threads arrives.
const ATTEMPTS: usize = 40;

impl Window {
    /// The window looks as the picture of this name, at the latest when everything in it has been drawn.
    pub fn looks_like(&mut self, name: &str) {
        self.0.event(egui::Event::PointerGone);
        // A caret that blinks is there in one picture and not in the next.
        self.0
            .ctx
            .all_styles_mut(|style| style.visuals.text_cursor.blink = false);
        let kept = folder("tests/window/pictures").join(format!("{name}.png"));
        if environment(RENEW).is_some() {
            let refused = environment("CI").is_some_and(|value| value.as_os_str() == "true");
            assert!(
                !refused,
                "{RENEW} makes new pictures, which a person must have looked at"
            );
            return self.renew(&kept);
        }
        let (palette, old) = read(&kept);
        let mut different = Vec::new();
        for _ in 0..ATTEMPTS {
            self.settle();
            let new = self.picture();
            assert_eq!([new.width, new.height], [old.width, old.height], "the size of {name}");
            different = differences(&palette, &old, &new);
            if different.len() <= STRAY {
                return;
            }
        }
        let logs = folder("target/test-logs/pictures");
        self.picture().save(&logs.join(format!("{name}-new.png")));
        marked(&old, &different).save(&logs.join(format!("{name}-difference.png")));
        panic!(
            "{name} looks different in {} pixels; see {}; where that is meant, renew the pictures with {RENEW}=1",
            different.len(),
            logs.display()
        );
    }

    /// Keeps what the window shows when nothing moves any more.
    fn renew(&mut self, path: &Path) {
        let mut before = self.picture();
        for _ in 0..ATTEMPTS {
            self.settle();
            let now = self.picture();
            if now == before {
                return write(&now, path);
            }
            before = now;
        }
        panic!("the window does not come to rest for {}", path.display());
    }
}

/// A folder of the sources, made where it is not there.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::create_dir_all(&path).expect("a folder");
    path
}

/// The pixels that differ, by their places in the picture.
fn differences(palette: &[Color32], old: &Picture, new: &Picture) -> Vec<usize> {
    let mut nearest = Nearest::new(palette);
    let pairs = old.pixels.iter().zip(&new.pixels).enumerate();
    pairs
        .filter(|(_, (old, new))| **old != **new && distance(**old, palette[nearest.of(**new)]) > NEAR)
        .map(|(at, _)| at)
        .collect()
}

/// The largest difference of a value of two colours.
fn distance(a: Color32, b: Color32) -> u8 {
    let pairs = a.to_array().into_iter().zip(b.to_array());
    pairs.map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0)
}

/// The picture in pale, with what differs in red.
fn marked(old: &Picture, different: &[usize]) -> Picture {
    let mut picture = old.clone();
    for pixel in &mut picture.pixels {
        *pixel = Color32::from_gray(160 + pixel.g() / 4);
    }
    for at in different {
        picture.pixels[*at] = Color32::RED;
    }
    picture
}

/// Finds the nearest colour of a palette.
struct Nearest<'a> {
    palette: &'a [Color32],
    found: HashMap<Color32, usize>,
}

impl Nearest<'_> {
    fn new(palette: &[Color32]) -> Nearest<'_> {
        let found = palette.iter().enumerate().map(|(at, color)| (*color, at)).collect();
        Nearest { palette, found }
    }

    fn of(&mut self, color: Color32) -> usize {
        let palette = self.palette;
        *self.found.entry(color).or_insert_with(|| {
            let far = |other: &Color32| {
                let pairs = color.to_array().into_iter().zip(other.to_array());
                pairs.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum::<u32>()
            };
            let nearest = palette.iter().enumerate().min_by_key(|(_, other)| far(other));
            nearest.expect("a palette has colours").0
        })
    }
}

/// The colours for a picture: boxes of colours are cut in two at the middle of their longest side until there are enough.
fn palette(picture: &Picture) -> Vec<Color32> {
    let mut counts: HashMap<Color32, usize> = HashMap::new();
    for pixel in &picture.pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut all: Vec<(Color32, usize)> = counts.into_iter().collect();
    all.sort_unstable_by_key(|(color, _)| color.to_array());
    let mut boxes = vec![all];
    while boxes.len() < COLORS {
        let longest = |colors: &Vec<(Color32, usize)>| (0..3).map(|at| side(colors, at)).max_by_key(|side| side.1);
        let spread = boxes.iter().map(|colors| longest(colors).map_or(0, |(_, long)| long));
        let widest = spread.enumerate().max_by_key(|(_, long)| *long);
        let Some((at, _)) = widest.filter(|(_, long)| *long > 0) else {
            break;
        };
        let mut colors = boxes.swap_remove(at);
        let (axis, _) = longest(&colors).expect("three sides");
        let values = colors.iter().map(|(color, _)| u32::from(color.to_array()[axis]));
        let (low, high) = (values.clone().min().unwrap_or(0), values.max().unwrap_or(0));
        let upper = colors.extract_if(.., |(color, _)| u32::from(color.to_array()[axis]) > (low + high) / 2);
        let upper = upper.collect();
        boxes.extend([colors, upper]);
    }
    // The commonest stands for its box, so that the colours of the theme stay what they are.
    let common =
        |colors: &Vec<(Color32, usize)>| colors.iter().max_by_key(|(_, count)| *count).map(|(color, _)| *color);
    boxes.iter().filter_map(common).collect()
}

/// An axis of a box of colours, and how long the box is there.
fn side(colors: &[(Color32, usize)], axis: usize) -> (usize, u8) {
    let values = colors.iter().map(|(color, _)| color.to_array()[axis]);
    let (low, high) = (values.clone().min().unwrap_or(0), values.max().unwrap_or(0));
    (axis, high - low)
}

/// Keeps a picture.
fn write(picture: &Picture, path: &Path) {
    let palette = palette(picture);
    let mut nearest = Nearest::new(&palette);
    let indexes: Vec<u8> = picture.pixels.iter().map(|pixel| nearest.of(*pixel) as u8).collect();
    let file = BufWriter::new(File::create(path).expect("a file for the picture"));
    let mut encoder = png::Encoder::new(file, picture.width as u32, picture.height as u32);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(palette.iter().flat_map(|c| [c.r(), c.g(), c.b()]).collect::<Vec<u8>>());
    encoder.set_deflate_compression(png::DeflateCompression::Level(9));
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().expect("a picture");
    writer.write_image_data(&indexes).expect("the picture is saved");
    writer.finish().expect("the picture is saved");
}

/// A kept picture and its colours.
fn read(path: &Path) -> (Vec<Color32>, Picture) {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut decoder = png::Decoder::new(BufReader::new(file));
    decoder.set_transformations(png::Transformations::IDENTITY);
    let mut reader = decoder.read_info().expect("a picture");
    let mut indexes = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut indexes).expect("a picture");
    let info = reader.info();
    let colors = info.palette.as_ref().expect("a palette").chunks_exact(3);
    let palette: Vec<Color32> = colors.map(|c| Color32::from_rgb(c[0], c[1], c[2])).collect();
    let picture = Picture {
        width: info.width as usize,
        height: info.height as usize,
        pixels: indexes.iter().map(|index| palette[usize::from(*index)]).collect(),
    };
    (palette, picture)
}

#[test]
fn a_kept_picture_is_like_itself_and_unlike_one_with_another_line() {
    let (width, height) = (64, 64);
    // More colours than are kept.
    let color = |at: usize| Color32::from_rgb((at % width) as u8 * 4, (at / width) as u8 * 4, 0);
    let mut picture = Picture {
        width,
        height,
        pixels: (0..width * height).map(color).collect(),
    };
    let path = std::env::temp_dir().join(format!("accolade-reference-{}.png", std::process::id()));
    write(&picture, &path);
    let (palette, old) = read(&path);
    drop(std::fs::remove_file(&path));
    assert_eq!(palette.len(), COLORS);
    assert!(differences(&palette, &old, &picture).is_empty());

    for at in 0..width {
        picture.pixels[at] = Color32::from_rgb(0, 0, 40);
    }
    assert!(differences(&palette, &old, &picture).len() > STRAY);
}
