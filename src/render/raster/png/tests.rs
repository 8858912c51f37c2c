//! Files that others read back, with and without a ground.

use super::*;

/// What another program reads in a file: width, height, channels, pixels.
fn decode(file: &[u8]) -> (u32, u32, usize, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file))
        .read_info()
        .expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("size")];
    let info = reader.next_frame(&mut pixels).expect("pixels");
    reader.finish().expect("a good end");
    (info.width, info.height, info.color_type.samples(), pixels)
}

/// Areas, a slope, noise; every run with another phase differs in a third of the rows.
fn raster(width: u32, height: u32, opaque: bool, phase: u32) -> Raster {
    let mut pixels = Vec::new();
    let mut noise = 1u32;
    for y in 0..height {
        for x in 0..width {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let shift = if y % 96 < 32 { phase } else { 0 };
            let r = if x < width / 3 { 200 } else { (x + y + shift) as u8 };
            let b = if x > width / 2 { (noise >> 24) as u8 } else { 7 };
            pixels.extend([r, 30, b, if opaque { 255 } else { (x * 3) as u8 }]);
        }
    }
    Raster {
        width,
        height,
        pixels,
        opaque,
        ..Raster::default()
    }
}

#[test]
fn every_size_is_read_back_as_it_was() {
    for (width, height) in [(1, 1), (3, 31), (70, 32), (257, 33), (40, 200)] {
        for opaque in [true, false] {
            let raster = raster(width, height, opaque, 0);
            let file = PngWriter::new().encode(&raster, 1.0);
            let (w, h, channels, pixels) = decode(&file);
            assert_eq!((w, h, channels), (width, height, if opaque { 3 } else { 4 }));
            assert!(pixels == expected(&raster), "{width} × {height}, opaque {opaque}");
        }
    }
}

/// A raster over a ground, as a painter makes it.
fn over(ground: &Arc<Ground>, raster: Raster) -> Raster {
    Raster {
        changed: ground.changed(&raster.pixels, raster.width as usize),
        ground: Some(Arc::clone(ground)),
        ..raster
    }
}

fn ground(raster: &Raster) -> Arc<Ground> {
    Arc::new(Ground {
        pixels: raster.pixels.clone(),
        opaque: raster.opaque,
    })
}

/// The samples of the file.
fn expected(raster: &Raster) -> Vec<u8> {
    let pixels = raster.pixels.chunks(4);
    pixels
        .flat_map(|pixel| &pixel[..if raster.opaque { 3 } else { 4 }])
        .copied()
        .collect()
}

#[test]
fn a_page_over_a_ground_is_read_back_and_the_same_from_every_writer() {
    for (opaque, width) in [(true, 420), (false, 420), (true, 5000)] {
        let blank = raster(width, 120, opaque, 0);
        let ground = ground(&blank);
        let mut warm = PngWriter::new();
        let mut next = 1u32;
        let mut random = |below: u32| {
            next = next.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (next >> 8) % below
        };
        for round in 0..24 {
            let mut page = blank.clone();
            // Some areas of other pixels, the first round none.
            for _ in 0..round % 5 {
                let (x, y, w, h) = (random(width), random(120), random(200), random(40));
                for (x, y) in (y..(y + h).min(120)).flat_map(|y| (x..(x + w).min(width)).map(move |x| (x, y))) {
                    let at = ((y * width + x) * 4) as usize;
                    page.pixels[at] = random(256) as u8;
                }
            }
            let page = over(&ground, page);
            let file = warm.encode(&page, 2.0);
            assert!(decode(&file).3 == expected(&page), "round {round}, opaque {opaque}");
            assert!(
                file == PngWriter::new().encode(&page, 2.0),
                "round {round}, opaque {opaque}"
            );
        }
    }
}

#[test]
fn a_page_that_is_opaque_over_a_ground_that_is_not_is_read_back() {
    let ground = ground(&raster(80, 40, false, 0));
    let page = over(&ground, raster(80, 40, true, 0));
    let (_, _, channels, pixels) = decode(&PngWriter::new().encode(&page, 1.0));
    assert_eq!(channels, 3);
    assert!(pixels == expected(&page));
}

#[test]
fn grounds_take_turns_and_the_oldest_go() {
    let mut writer = PngWriter::new();
    let pages: Vec<Raster> = (0..3)
        .map(|phase| {
            let raster = raster(2000, 1500, true, phase);
            over(&ground(&raster), raster)
        })
        .collect();
    let files: Vec<Vec<u8>> = pages.iter().map(|page| writer.encode(page, 1.0)).collect();
    for (page, file) in pages.iter().zip(&files) {
        assert!(writer.encode(page, 1.0) == *file);
    }
    // 12 MB each.
    assert_eq!(writer.grounds.len(), 3);
    let large = raster(4000, 4000, true, 0);
    writer.encode(&over(&ground(&large), large), 1.0);
    assert_eq!(writer.grounds.len(), 1);
}

#[test]
fn the_resolution_is_in_the_file() {
    let file = PngWriter::new().encode(&raster(8, 8, true, 0), 150.0 / 72.0);
    let reader = png::Decoder::new(std::io::Cursor::new(&file))
        .read_info()
        .expect("a PNG");
    let density = reader.info().pixel_dims.expect("pHYs");
    assert_eq!(
        (density.xppu, density.yppu, density.unit),
        (5906, 5906, png::Unit::Meter)
    );
    assert!(reader.info().srgb.is_some());
}
