//! Colour profiles: what the numbers of a picture mean, brought to sRGB.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// How far a colour may be off before a profile is another than sRGB; the many sRGB profiles in use differ by this much.
const TOLERANCE: u8 = 2;

/// Converts RGBA pixels to sRGB by their ICC profile. Returns whether they were in sRGB already, as far as an eye can tell,
/// and are as they were.
///
/// A profile that is broken, or for another kind of pixels than there are, says nothing; sRGB is what programs assume
/// then.
pub(super) fn to_srgb(profile: &[u8], is_gray: bool, width: u32, pixels: &mut [u8]) -> bool {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else {
        return true;
    };
    match (profile.color_space, is_gray) {
        (DataColorSpace::Rgb, _) => rgb_to_srgb(&profile, width, pixels),
        (DataColorSpace::Gray, true) => gray_to_srgb(&profile, pixels),
        _ => true,
    }
}

fn options() -> TransformOptions {
    TransformOptions {
        // Integers give the same result on every processor.
        prefer_fixed_point: true,
        ..TransformOptions::default()
    }
}

fn rgb_to_srgb(profile: &ColorProfile, width: u32, pixels: &mut [u8]) -> bool {
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, options()) else {
        return true;
    };
    let samples = samples();
    let mut converted = vec![0; samples.len()];
    if transform.transform(&samples, &mut converted).is_err() || is_close(&samples, &converted) {
        return true;
    }
    // Row by row, so that there are never two copies of a large picture.
    let row_length = width as usize * 4;
    let mut converted = vec![0; row_length];
    for row in pixels.chunks_exact_mut(row_length.max(1)) {
        if transform.transform(row, &mut converted).is_ok() {
            row.copy_from_slice(&converted);
        }
    }
    false
}

fn gray_to_srgb(profile: &ColorProfile, pixels: &mut [u8]) -> bool {
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(Layout::Gray, &srgb, Layout::Rgb, options()) else {
        return true;
    };
    let levels: Vec<u8> = (0..=255).collect();
    let mut table = [0; 256 * 3];
    if transform.transform(&levels, &mut table).is_err() {
        return true;
    }
    let table = table.as_chunks::<3>().0;
    if levels
        .iter()
        .zip(table)
        .all(|(level, rgb)| rgb.iter().all(|c| c.abs_diff(*level) <= TOLERANCE))
    {
        return true;
    }
    for [r, g, b, _] in pixels.as_chunks_mut::<4>().0 {
        if let Some(rgb) = table.get(usize::from(*r)) {
            [*r, *g, *b] = *rgb;
        }
    }
    false
}

/// Colours from the whole cube, as RGBA.
fn samples() -> Vec<u8> {
    let steps = [0u8, 32, 64, 96, 128, 160, 192, 224, 255];
    let mut samples = Vec::with_capacity(steps.len().pow(3) * 4);
    for r in steps {
        for g in steps {
            samples.extend(steps.iter().flat_map(|b| [r, g, *b, 255]));
        }
    }
    samples
}

fn is_close(a: &[u8], b: &[u8]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= TOLERANCE)
}
