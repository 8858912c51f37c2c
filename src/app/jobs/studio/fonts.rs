//! Looking through the fonts, and drawing each in its own letters.

use std::sync::Arc;

use egui::ColorImage;

use crate::compose::{Kit, Live, Pictures};
use crate::diag::{Problem, Result};
use crate::fonts::SystemFamily;
use crate::issue::{self, Desk, WorkspaceFont};
use crate::model::{
    Background, Design, DesignId, DesignKind, Element, ElementContent, Fields, Fit, FitPolicy, Page, TextContent,
    TextStyle, VAlign,
};
use crate::progress::Progress;
use crate::render::raster::Painter;
use crate::studio::text::fonts::{FontChoices, preview_of, writings_of};
use crate::units::{Color, Pt, Rect};

use super::super::Answer as AnyAnswer;
use super::{Answer, Brought, Files};

/// The size of the letters, in points.
const LETTERS: f64 = 15.0;

/// The families of a kit's fonts.
pub fn list_fonts(kit: &Arc<Kit>) -> AnyAnswer {
    let choices = Arc::new(FontChoices::of(kit.engine.book()));
    AnyAnswer::Studio(Answer::FontsListed(kit.clone(), choices))
}

/// Takes a family into a design: from the workspace, or from this computer by way of the workspace.
///
/// # Errors
/// Nobody has it, its makers forbid that documents carry it, or a file of it cannot be used.
pub fn bring_font(
    desk: &Desk,
    (id, kit, mut fonts): (DesignId, Kit, Files),
    family: &str,
    system: Option<&SystemFamily>,
) -> Result<AnyAnswer> {
    let is_it = |name: &String| name.eq_ignore_ascii_case(family);
    let own = issue::workspace_fonts(desk)?;
    let own = own.into_iter().filter(|font| font.families.iter().any(is_it));
    let mut files = Files::new();
    for font in own {
        files.insert(font.file, desk.store.blob(font.blob)?.into());
    }
    let imported = files.is_empty();
    if imported {
        let gone =
            || Problem::error("no-font", format!("There is no font {family} any more")).hint("Choose another one");
        for (name, bytes) in system.ok_or_else(gone)?.read()? {
            issue::import_font(desk, &name, &bytes)?;
            files.insert(name, bytes);
        }
    }
    fonts.extend(files.clone());
    let kit = issue::with_fonts(kit, &fonts, desk.book())?;
    Ok(AnyAnswer::Studio(Answer::FontBrought(Box::new(Brought {
        id,
        family: family.to_owned(),
        files,
        all: fonts,
        kit: kit.value,
        problems: kit.problems,
        imported,
    }))))
}

/// A family that is not in the design: of this computer, or of the workspace.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    pub family: String,
    pub system: Option<SystemFamily>,
}

impl Elsewhere {
    /// A file of it; `None` when it is gone or cannot be read. That is said when it is chosen.
    fn file(&self, desk: &Desk, own: &[WorkspaceFont]) -> Option<(String, Arc<[u8]>)> {
        let is_it = |name: &String| name.eq_ignore_ascii_case(&self.family);
        if let Some(font) = own.iter().find(|font| font.families.iter().any(is_it)) {
            return Some((font.file.clone(), desk.store.blob(font.blob).ok()?.into()));
        }
        self.system.as_ref()?.read_regular().ok()
    }
}

/// So many families are told of at once.
const TOLD: usize = 24;

/// Finds out what families can be used for.
///
/// # Errors
/// The work was cancelled, or the workspace cannot be read.
pub fn sift_fonts(
    desk: &Desk,
    wanted: &[Elsewhere],
    progress: &Progress,
    tell: &dyn Fn(AnyAnswer),
) -> Result<AnyAnswer> {
    let own = issue::workspace_fonts(desk)?;
    let mut found = Vec::new();
    for one in wanted {
        progress.check()?;
        let writings = one.file(desk, &own);
        let writings = writings.map_or_else(Vec::new, |(_, bytes)| writings_of(&bytes, &one.family));
        found.push((one.family.clone(), writings));
        if found.len() == TOLD {
            tell(AnyAnswer::Studio(Answer::FontsSifted(
                std::mem::take(&mut found),
                false,
            )));
        }
    }
    Ok(AnyAnswer::Studio(Answer::FontsSifted(found, true)))
}

/// Draws families that are not in the design, as [`draw_fonts`] does those of it. What cannot be read is left out.
///
/// # Errors
/// The work was cancelled, the workspace cannot be read, or what the renderer finds.
pub fn draw_elsewhere(
    desk: &Desk,
    kit: &Kit,
    wanted: &[Elsewhere],
    (size, scale): ([f32; 2], f32),
    progress: &Progress,
) -> Result<AnyAnswer> {
    // What this computer has is found without reading those of the workspace.
    let own = match wanted.iter().all(|one| one.system.is_some()) {
        true => Vec::new(),
        false => issue::workspace_fonts(desk)?,
    };
    let (mut painter, mut drawn) = (Painter::new(), Vec::new());
    for one in wanted {
        progress.check()?;
        let Some((name, bytes)) = one.file(desk, &own) else {
            continue;
        };
        let writings = writings_of(&bytes, &one.family);
        let files = Files::from([(name, bytes)]);
        let Ok(kit) = issue::with_fonts(kit.clone(), &files, desk.book()) else {
            continue;
        };
        let mut live = Live::new(Arc::new(kit.value));
        let text = preview_of(&one.family, &writings);
        let image = picture(&mut live, &mut painter, (&one.family, text), size, scale)?;
        drawn.extend(image.map(|image| (one.family.clone(), image)));
    }
    Ok(AnyAnswer::Studio(Answer::FontsDrawn(drawn)))
}

/// Draws families in white, each with its text, in a picture of this size in points.
///
/// # Errors
/// The work was cancelled, or what the renderer finds.
pub fn draw_fonts(
    kit: &Arc<Kit>,
    wanted: Vec<(String, String)>,
    size: [f32; 2],
    scale: f32,
    progress: &Progress,
) -> Result<AnyAnswer> {
    let mut live = Live::new(kit.clone());
    let mut painter = Painter::new();
    let mut drawn = Vec::with_capacity(wanted.len());
    for (family, text) in wanted {
        progress.check()?;
        let image = picture(&mut live, &mut painter, (&family, &text), size, scale)?;
        drawn.extend(image.map(|image| (family, image)));
    }
    Ok(AnyAnswer::Studio(Answer::FontsDrawn(drawn)))
}

fn picture(
    live: &mut Live,
    painter: &mut Painter,
    (family, text): (&str, &str),
    size: [f32; 2],
    scale: f32,
) -> Result<Option<ColorImage>> {
    let design = sample(family, text, size.map(f64::from));
    live.update(&design, 0, &Fields::new("en"), &Pictures::new());
    let Some(page) = design.pages.first() else {
        return Ok(None);
    };
    let raster = painter.paint(&live.page(page), scale)?;
    let size = [raster.width as usize, raster.height as usize];
    Ok(Some(ColorImage::from_rgba_unmultiplied(size, &raster.pixels)))
}

fn sample(family: &str, text: &str, [width, height]: [f64; 2]) -> Design {
    let mut content = TextContent::new(text, TextStyle::new(family, Pt(LETTERS), Color::WHITE));
    content.valign = VAlign::Middle;
    content.fit = Fit {
        policy: FitPolicy::ShrinkToWidth,
        ..Fit::default()
    };
    let frame = Rect::new(0.0, 0.0, width, height);
    Design {
        name: family.to_owned(),
        // A badge has no ground of its own.
        kind: DesignKind::Badge,
        description: String::new(),
        language: "en".to_owned(),
        swatches: Default::default(),
        sample: Default::default(),
        template: false,
        pages: vec![Page {
            width: Pt(width),
            height: Pt(height),
            bleed: Pt(0.0),
            background: Background::default(),
            aids: Default::default(),
            elements: vec![Element::new("Sample", frame, ElementContent::Text(content))],
        }],
    }
}
