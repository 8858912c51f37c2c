//! What the threads of the previews draw.

use std::sync::Arc;

use egui::{Color32, ColorImage};

use crate::compose::Pictures;
use crate::diag::{Problem, Result};
use crate::images::Picture;
use crate::issue::{self, Desk, Drawn};
use crate::model::{Design, Fields, Value};
use crate::render::raster::{Painter, Raster, RasterOptions};
use crate::scene::Scene;
use crate::studio::{self, sample_with_name};

use super::{Face, Ground, Subject, font, kept};

/// Draws a subject, so many pixels wide.
pub(super) fn draw(desk: &Desk, painter: &mut Painter, subject: &Subject, width: u32) -> Result<ColorImage> {
    match subject {
        Subject::Design(pin) => {
            let prepared = desk.design(*pin)?;
            let (fields, pictures) = sample(desk, prepared.design())?;
            paint(painter, &prepared.compose(&fields, &pictures).value, width)
        }
        Subject::Draft(id) => {
            let working = issue::open_working(desk, *id)?;
            let prepared = desk.prepare(working.file)?.value;
            let (fields, pictures) = sample(desk, prepared.design())?;
            paint(painter, &prepared.compose(&fields, &pictures).value, width)
        }
        Subject::Group { pin, title } => {
            let prepared = desk.design(*pin)?;
            let (mut fields, pictures) = sample(desk, prepared.design())?;
            retitle(&mut fields, title);
            paint(painter, &prepared.compose(&fields, &pictures).value, width)
        }
        Subject::DesignFor {
            pin,
            name,
            language,
            page,
        } => {
            let prepared = desk.design(*pin)?;
            let (fields, pictures) = sample(desk, prepared.design())?;
            let fields = match *name {
                "" => fields,
                name => sample_with_name(fields, name, language),
            };
            paint_page(painter, &prepared.compose(&fields, &pictures).value, *page, width)
        }
        Subject::Credential {
            credential,
            content,
            face,
            gray,
            ..
        } => {
            let drawn = desk.draw(credential, content, &desk.store.issuer()?)?;
            let mut image = paint(painter, &scene_of(drawn, *face)?, width)?;
            if *gray {
                take_colors(&mut image);
            }
            Ok(image)
        }
        Subject::Sample { sample, face, .. } => {
            let (credential, content) = (&sample.credential, &sample.credential.content);
            let drawn = desk.draw_with(credential, content, &desk.store.issuer()?, &sample.pictures)?;
            paint(painter, &scene_of(drawn, *face)?, width)
        }
        Subject::Reviewed { id, face, .. } => {
            let gone = || Problem::note("no-such-credential", "The credential is not there any more");
            let credential = desk.store.credential(id)?.ok_or_else(gone)?;
            let drawn = desk.draw(&credential, credential.reviewed(), &desk.store.issuer()?)?;
            paint(painter, &scene_of(drawn, *face)?, width)
        }
        Subject::Picture(blob) => {
            match Picture::decode(&desk.store.blob(*blob)?) {
                Ok(picture) => Ok(of_picture(&picture, width)),
                // What has no pixels may be a drawing.
                Err(_) => paint(painter, &kept::drawing(desk, *blob)?, width),
            }
        }
        Subject::Component(id) => paint(painter, &kept::component(desk, *id)?, width),
        Subject::Font { family, blob } => paint(painter, &font::scene(desk, family, *blob)?, width),
    }
}

/// The title of a group instead of an invented one.
fn retitle(fields: &mut Fields, title: &str) {
    let field = fields
        .iter()
        .map(|(field, _)| field)
        .find(|field| field.as_str() == "group.title");
    if let Some(field) = field.cloned().filter(|_| !title.is_empty()) {
        fields.set(field, Value::Text(title.to_owned()));
    }
}

/// The same values as in the studio, with what is known of the issuer.
pub(super) fn sample(desk: &Desk, design: &Design) -> Result<(Fields, Pictures)> {
    let issuer = desk.store.issuer()?;
    let mut pictures = Pictures::new();
    if let Some(logo) = issuer.logo {
        pictures.insert(logo, Arc::new(Picture::decode(&desk.store.blob(logo)?)?));
    }
    Ok((studio::sample(design, &issuer, desk.clock.today()), pictures))
}

fn scene_of(drawn: Drawn, face: Face) -> Result<Scene> {
    let scene = match face {
        Face::Certificate => drawn.certificate,
        Face::Badge => drawn.badge,
    };
    let missing = || Problem::note("no-such-picture", "The credential has no such picture");
    Ok(scene.ok_or_else(missing)?.value)
}

fn paint(painter: &mut Painter, scene: &Scene, width: u32) -> Result<ColorImage> {
    paint_page(painter, scene, 0, width)
}

fn paint_page(painter: &mut Painter, scene: &Scene, page: usize, width: u32) -> Result<ColorImage> {
    let page = scene
        .pages
        .get(page)
        .ok_or_else(|| Problem::error("no-page", "The design has no page"))?;
    let options = RasterOptions {
        px_per_pt: (f64::from(width) / page.width.max(1.0)) as f32,
        bleed: false,
    };
    let mut raster = Raster::default();
    painter.paint_into(page, options, &mut raster)?;
    let size = [raster.width as usize, raster.height as usize];
    // Neither is a conversion of colours when every pixel is opaque.
    Ok(match raster.opaque {
        true => ColorImage::from_rgba_premultiplied(size, &raster.pixels),
        false => ColorImage::from_rgba_unmultiplied(size, &raster.pixels),
    })
}

/// Leaves how light every pixel is, as the filter of the published page does.
fn take_colors(image: &mut ColorImage) {
    for pixel in &mut image.pixels {
        let [r, g, b, a] = pixel.to_array();
        let light = 0.2126 * f32::from(r) + 0.7152 * f32::from(g) + 0.0722 * f32::from(b);
        let light = light.round() as u8;
        *pixel = Color32::from_rgba_premultiplied(light, light, light, a);
    }
}

/// How light the grey is, from 0 to 255, below which little is seen on the dark ground of the window.
const DARK: f32 = 60.0;
/// A picture with fewer clear pixels, in parts of all, has a ground of its own.
const CLEAR: f32 = 0.03;

/// What a picture has of a ground of its own.
pub(super) fn ground(image: &ColorImage) -> Ground {
    match image.pixels.iter().any(|pixel| pixel.a() < 255) {
        false => Ground::Whole,
        true if is_dark(image) => Ground::ClearAndDark,
        true => Ground::Clear,
    }
}

/// Whether a picture without a ground of its own is dark for the most part, as most logos are.
fn is_dark(image: &ColorImage) -> bool {
    let (mut seen, mut dark) = (0.0, 0.0);
    for pixel in &image.pixels {
        let [r, g, b, a] = pixel.to_array().map(f32::from);
        // The colours are weighed by how much is seen of them already.
        let light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        seen += a;
        if light < DARK * a / 255.0 {
            dark += a;
        }
    }
    let all = 255.0 * image.pixels.len() as f32;
    seen < all * (1.0 - CLEAR) && dark > seen / 2.0
}

/// A picture made smaller by whole steps, each the mean of its pixels, so that it is not wider than needed.
fn of_picture(picture: &Picture, width: u32) -> ColorImage {
    let (w, h) = (picture.width as usize, picture.height as usize);
    let step = (w / width.max(1) as usize).max(1);
    let size = [(w / step).max(1), (h / step).max(1)];
    let rgba = &picture.pixels;
    let mut pixels = Vec::with_capacity(size[0] * size[1]);
    for y in 0..size[1] {
        for x in 0..size[0] {
            let mut sum = [0u32; 4];
            for dy in 0..step {
                for dx in 0..step {
                    let at = ((y * step + dy).min(h - 1) * w + (x * step + dx).min(w - 1)) * 4;
                    if let Some([r, g, b, a]) = rgba.get(at..at + 4).and_then(|p| <[u8; 4]>::try_from(p).ok()) {
                        let alpha = u32::from(a);
                        sum[0] += u32::from(r) * alpha;
                        sum[1] += u32::from(g) * alpha;
                        sum[2] += u32::from(b) * alpha;
                        sum[3] += alpha;
                    }
                }
            }
            let mean = |value: u32| (value / sum[3].max(1)) as u8;
            let alpha = (sum[3] / (step * step) as u32) as u8;
            pixels.push(Color32::from_rgba_unmultiplied(
                mean(sum[0]),
                mean(sum[1]),
                mean(sum[2]),
                alpha,
            ));
        }
    }
    ColorImage::new(size, pixels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FieldName;

    #[test]
    fn without_colours_a_picture_keeps_its_light_and_what_is_clear() {
        let of = |pixel| {
            let mut image = ColorImage::filled([1, 1], pixel);
            take_colors(&mut image);
            image.pixels[0]
        };
        assert_eq!(of(Color32::WHITE), Color32::WHITE);
        assert_eq!(of(Color32::TRANSPARENT), Color32::TRANSPARENT);
        assert_eq!(of(Color32::from_rgb(255, 0, 0)), Color32::from_gray(54));
        let half = of(Color32::from_rgba_premultiplied(0, 100, 0, 128));
        assert_eq!(half, Color32::from_rgba_premultiplied(72, 72, 72, 128));
    }

    #[test]
    fn a_logo_is_dark_by_what_is_seen_of_it() {
        let of = |number: usize, pixel: Color32| {
            let mut image = ColorImage::filled([10, 10], Color32::TRANSPARENT);
            image.pixels[..number].fill(pixel);
            image
        };
        let navy = Color32::from_rgb(18, 38, 63);
        assert!(is_dark(&of(40, navy)));
        assert!(
            is_dark(&of(40, Color32::from_rgba_unmultiplied(0, 0, 0, 120))),
            "a soft one"
        );
        assert!(!is_dark(&of(40, Color32::from_rgb(230, 180, 40))), "gold");
        assert!(!is_dark(&of(100, navy)), "it has a ground of its own");
        assert!(!is_dark(&of(0, navy)), "there is nothing");
        assert_eq!(ground(&of(40, navy)), Ground::ClearAndDark);
        assert_eq!(ground(&of(99, Color32::WHITE)), Ground::Clear);
        assert_eq!(ground(&of(100, navy)), Ground::Whole);
        let mut half = of(60, Color32::WHITE);
        half.pixels[..20].fill(navy);
        assert!(!is_dark(&half), "most of it is white");
    }

    #[test]
    fn a_sample_has_the_title_of_the_group_where_the_design_does() {
        let mut fields = Fields::new("en");
        retitle(&mut fields, "Course");
        assert_eq!(fields.iter().count(), 0, "the design does not name it");
        let Ok(field) = FieldName::try_from("group.title".to_owned()) else {
            panic!("it is a field");
        };
        fields.set(field, Value::Text("Invented".to_owned()));
        retitle(&mut fields, "");
        assert_eq!(fields.by_name("group.title"), Some(&Value::Text("Invented".to_owned())));
        retitle(&mut fields, "Course");
        assert_eq!(fields.by_name("group.title"), Some(&Value::Text("Course".to_owned())));
    }
}
