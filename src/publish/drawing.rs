//! A scene as files of a form that is told by the end of the name: PNG, SVG or PDF.

use std::path::{Path, PathBuf};

use crate::diag::{Place, Problem, Problems, Result};
use crate::model::Moment;
use crate::render::pdf::{Conformance, PdfOptions, PdfWriter};
use crate::render::raster::{Painter, PngWriter, Raster, RasterOptions};
use crate::render::svg;
use crate::scene::Scene;

use super::files::write_quickly;

/// Dots in an inch of a picture for print.
pub const PRINT_DPI: f32 = 300.0;

/// The form of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Png,
    Svg,
    Pdf,
}

impl Form {
    /// The form that a name's ending says, in any case.
    pub fn of(path: &Path) -> Option<Form> {
        match path.extension()?.to_string_lossy().to_lowercase().as_str() {
            "png" => Some(Form::Png),
            "svg" => Some(Form::Svg),
            "pdf" => Some(Form::Pdf),
            _ => None,
        }
    }
}

/// How it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options<'a> {
    /// Dots in an inch of a PNG.
    pub dpi: f32,
    pub conformance: Conformance,
    /// Whether a PDF or PNG shows the bleed around the page.
    pub bleed: bool,
    /// What it is called: a design is drawn with samples, and is none of the credentials of which they speak.
    pub name: &'a str,
}

/// The form that a name's ending says.
///
/// # Errors
/// `bad-argument` when it says none.
pub fn form(path: &Path) -> Result<Form> {
    Form::of(path).ok_or_else(|| {
        let message = "The name of the output ends in none of .png, .svg and .pdf";
        let problem = Problem::error("bad-argument", message).at(Place::file(path));
        problem.hint("Name a file such as preview.png").into()
    })
}

/// Writes all pages of a scene: a PDF as one file, further pages of a PNG or SVG as `NAME-2.png` and so on.
///
/// # Errors
/// `bad-argument` when the name ends in nothing of the kind; those of the renderer and of the disk.
pub fn write(mut scene: Scene, path: &Path, options: Options<'_>) -> Result<Problems> {
    options.name.clone_into(&mut scene.title);
    match form(path)? {
        Form::Pdf => {
            let about = PdfOptions {
                conformance: options.conformance,
                date: Moment(0),
                document_id: format!("design {}", options.name),
                bleed: options.bleed,
            };
            let pdf = PdfWriter::new().write(&scene, &about)?;
            write_quickly(path, &pdf.value)?;
            Ok(pdf.problems)
        }
        Form::Svg => {
            let drawings = svg::pages(&scene)?;
            for (at, drawing) in drawings.value.iter().enumerate() {
                write_quickly(&page_path(path, at), drawing.as_bytes())?;
            }
            Ok(drawings.problems)
        }
        Form::Png => {
            let scale = options.dpi / 72.0;
            for (at, page) in scene.pages.iter().enumerate() {
                let mut raster = Raster::default();
                let size = RasterOptions {
                    px_per_pt: scale,
                    bleed: options.bleed,
                };
                Painter::new().paint_into(page, size, &mut raster)?;
                write_quickly(&page_path(path, at), &PngWriter::new().encode(&raster, scale))?;
            }
            Ok(Problems::default())
        }
    }
}

/// The file of a page, counted from 0.
fn page_path(path: &Path, at: usize) -> PathBuf {
    if at == 0 {
        return path.to_owned();
    }
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let name = format!("{}-{}.{}", part(path.file_stem()), at + 1, part(path.extension()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Page;

    #[test]
    fn a_drawing_is_called_like_its_design() {
        let scene = Scene {
            title: "Course – Ada".to_owned(),
            language: "en".to_owned(),
            author: String::new(),
            pages: vec![Page {
                width: 10.0,
                height: 10.0,
                bleed: 0.0,
                constant: Default::default(),
                items: Vec::new(),
                links: Vec::new(),
                codes: Vec::new(),
            }],
        };
        let path = std::env::temp_dir().join(format!("accolade-drawing-{}.svg", std::process::id()));
        let options = Options {
            dpi: PRINT_DPI,
            conformance: Conformance::Plain,
            bleed: false,
            name: "Diploma",
        };
        write(scene, &path, options).expect("writes");
        let drawing = std::fs::read_to_string(&path).expect("reads");
        std::fs::remove_file(&path).expect("removes");
        assert!(drawing.contains("<title>Diploma</title>"), "{drawing}");
    }

    #[test]
    fn further_pages_stand_beside_the_first() {
        let path = Path::new("/out/a b.PNG");
        assert_eq!(page_path(path, 0), path);
        assert_eq!(page_path(path, 1), Path::new("/out/a b-2.PNG"));
        assert_eq!(Form::of(path), Some(Form::Png));
        assert_eq!(Form::of(Path::new("/out/a.accolade")), None);
    }
}
