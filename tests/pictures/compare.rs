//! Comparing a sheet with its reference picture.
//!
//! A machine may be right and differ a little: other processors round the coverage of an edge, a gradient or the place of
//! a letter in another way. [`Tolerance`] says by how many levels every channel may be off, and how many pixels of a cell
//! may be off by more, where an edge falls between two pixels. Both are measured, as `tests/README.md` tells, and are far
//! below what a fault looks like: `what_is_wrong_is_found` moves what is in every cell by a pixel.

use std::path::PathBuf;

use accolade::designfile;
use accolade::render::raster::Raster;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbaImage};

use super::sheet::{ACROSS, COLUMNS, DOWN, PX_PER_PT, Sheet, Tolerance};

/// Renews the pictures when it is `renew`, and says how far they were off when it is `measure`.
const VARIABLE: &str = "ACCOLADE_PICTURES";

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

pub fn folder() -> PathBuf {
    PathBuf::from(ROOT).join("tests/fixtures/pictures")
}

/// Where what is wrong is shown.
fn logs() -> PathBuf {
    PathBuf::from(ROOT).join("target/test-logs/pictures")
}

/// Fails when a sheet does not look like its picture.
pub fn check(sheet: &Sheet) {
    let design = PathBuf::from(ROOT).join("target/pictures").join(sheet.name);
    designfile::write_folder(&sheet.design_file(), &design).expect("the design is written");
    let new = picture(&sheet.paint());
    let path = folder().join(format!("{}.png", sheet.name));
    let wish = variable(VARIABLE);
    if wish == "renew" {
        assert!(
            variable("CI").is_empty(),
            "Pictures are renewed by a person who looks at them, not in CI"
        );
        std::fs::create_dir_all(folder()).expect("the folder of pictures");
        std::fs::write(&path, png(&new)).expect("the picture is written");
        return;
    }
    let bytes = std::fs::read(&path).unwrap_or_else(|error| {
        panic!("{}: {error}; {VARIABLE}=renew makes it", path.display());
    });
    let old = image::load_from_memory(&bytes).expect("a picture").into_rgba8();
    let found = differences(&old, &new, sheet);
    if wish == "measure" {
        report(sheet, &found);
    }
    let worst = found
        .iter()
        .max_by_key(|cell| cell.beyond)
        .filter(|cell| cell.beyond > sheet.tolerance.pixels);
    if let Some(worst) = worst {
        let shown = save(sheet, &old, &new);
        panic!(
            "{}, “{}”: {} pixels differ by more than {} levels, {} at most; see {}",
            sheet.name,
            worst.name,
            worst.beyond,
            sheet.tolerance.levels,
            worst.most,
            shown.display()
        );
    }
}

#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says so there")]
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// How far a cell is off.
#[derive(Clone, Debug)]
struct Cell {
    name: &'static str,
    /// Pixels that are off by more than is allowed.
    beyond: usize,
    /// The largest difference of a channel.
    most: u8,
}

/// Every cell with what differs in it. Pictures of other sizes differ everywhere.
fn differences(old: &RgbaImage, new: &RgbaImage, sheet: &Sheet) -> Vec<Cell> {
    let mut cells: Vec<Cell> = sheet
        .cells
        .iter()
        .map(|name| Cell {
            name,
            beyond: 0,
            most: 0,
        })
        .collect();
    if old.dimensions() != new.dimensions() {
        for cell in &mut cells {
            (cell.beyond, cell.most) = (usize::MAX, 255);
        }
        return cells;
    }
    let scale = f64::from(PX_PER_PT);
    let place = |at: u32, step: f64| (f64::from(at) / scale - sheet.bleed).max(0.0).div_euclid(step) as usize;
    for (x, y, pixel) in new.enumerate_pixels() {
        let at = place(x, ACROSS).min(COLUMNS - 1) + place(y, DOWN) * COLUMNS;
        // What lies outside of all cells belongs to the nearest.
        let at = at.min(cells.len() - 1);
        let off = off(old.get_pixel(x, y).0, pixel.0);
        cells[at].most = cells[at].most.max(off);
        cells[at].beyond += usize::from(off > sheet.tolerance.levels);
    }
    cells
}

/// The largest difference of a channel, with colours as they are seen: those of clear pixels are not.
fn off(old: [u8; 4], new: [u8; 4]) -> u8 {
    let seen = |[r, g, b, a]: [u8; 4]| [r, g, b].map(|c| (u16::from(c) * u16::from(a) / 255) as u8);
    let (before, after) = (seen(old), seen(new));
    let colors = before.iter().zip(after).map(|(a, b)| a.abs_diff(b)).max();
    colors.unwrap_or_default().max(old[3].abs_diff(new[3]))
}

#[expect(clippy::print_stdout, reason = "it was asked for")]
fn report(sheet: &Sheet, cells: &[Cell]) {
    let most = cells.iter().map(|cell| cell.most).max().unwrap_or_default();
    let beyond = cells.iter().max_by_key(|cell| cell.beyond);
    let (name, beyond) = beyond.map_or(("", 0), |cell| (cell.name, cell.beyond));
    let Tolerance { levels, pixels } = sheet.tolerance;
    println!(
        "{:12} at most {most:3} levels off; beyond {levels} levels {beyond} pixels of “{name}”, {pixels} may be",
        sheet.name
    );
}

/// Leaves the new picture and, beside each other, the old one, the new one and what differs.
fn save(sheet: &Sheet, old: &RgbaImage, new: &RgbaImage) -> PathBuf {
    std::fs::create_dir_all(logs()).expect("the folder of logs");
    std::fs::write(logs().join(format!("{}.png", sheet.name)), png(new)).expect("the picture is written");
    let (width, height) = (old.width().max(new.width()), old.height().max(new.height()));
    let mut shown = RgbaImage::from_pixel(width * 3, height, image::Rgba([255; 4]));
    image::imageops::replace(&mut shown, old, 0, 0);
    image::imageops::replace(&mut shown, new, i64::from(width), 0);
    for y in 0..height {
        for x in 0..width {
            let pixels = (old.get_pixel_checked(x, y), new.get_pixel_checked(x, y));
            let level = match pixels {
                (Some(old), Some(new)) => 255 - off(old.0, new.0).saturating_mul(8),
                _ => 0,
            };
            shown.put_pixel(2 * width + x, y, image::Rgba([255, level, level, 255]));
        }
    }
    let path = logs().join(format!("{}-difference.png", sheet.name));
    std::fs::write(&path, png(&shown)).expect("the picture is written");
    path
}

fn picture(raster: &Raster) -> RgbaImage {
    RgbaImage::from_raw(raster.width, raster.height, raster.pixels.clone()).expect("as many pixels as it says")
}

/// The picture as a file, as small as it gets, without alpha where there is none.
fn png(picture: &RgbaImage) -> Vec<u8> {
    let opaque = picture.pixels().all(|pixel| pixel.0[3] == 255);
    let rgb = image::DynamicImage::from(picture.clone()).into_rgb8();
    let (pixels, kind) = match opaque {
        true => (rgb.as_raw(), ExtendedColorType::Rgb8),
        false => (picture.as_raw(), ExtendedColorType::Rgba8),
    };
    let packed = |filter: FilterType| {
        let mut bytes = Vec::new();
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, filter)
            .write_image(pixels, picture.width(), picture.height(), kind)
            .expect("the picture is packed");
        bytes
    };
    let filters = [
        FilterType::NoFilter,
        FilterType::Sub,
        FilterType::Up,
        FilterType::Paeth,
        FilterType::Adaptive,
    ];
    filters
        .map(packed)
        .into_iter()
        .min_by_key(Vec::len)
        .expect("some filters")
}

#[test]
fn what_is_wrong_is_found() {
    for sheet in super::all() {
        let new = picture(&sheet.paint());
        let mut moved = new.clone();
        image::imageops::replace(&mut moved, &new, 1, 0);
        for cell in differences(&new, &moved, &sheet) {
            let allowed = sheet.tolerance.pixels;
            assert!(
                cell.beyond > 2 * allowed,
                "{}, {}: {}",
                sheet.name,
                cell.name,
                cell.beyond
            );
        }
        assert!(differences(&new, &new, &sheet).iter().all(|cell| cell.most == 0));
    }
}
