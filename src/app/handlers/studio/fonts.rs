//! The fonts to choose from.

use std::sync::Arc;

use egui::{ColorImage, TextureOptions};

use crate::compose::Kit;
use crate::studio::text::fonts::FontChoices;

use super::super::super::command::studio::fonts::Command;
use super::super::super::jobs::studio::{self as jobs, Answer};
use super::super::super::jobs::{Answer as AnyAnswer, Job};
use super::super::super::state::studio::fonts::PREVIEW;
use super::Work;

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    let scale = work.ctx.pixels_per_point();
    let Some(kit) = work.state.studio.open().map(|open| open.kit.clone()) else {
        return;
    };
    let fonts = &mut work.state.studio.fonts;
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Studio(Answer::NotRead(problems)));
    match command {
        Command::List if !fonts.listing => {
            fonts.listing = true;
            work.jobs.start(job, move |_| Ok(jobs::list_fonts(&kit)));
        }
        Command::List => {}
        Command::Draw(families) => {
            let wanted: Vec<(String, String)> = families
                .into_iter()
                .filter(|(family, _)| !fonts.has_picture(family))
                .collect();
            if wanted.is_empty() {
                return;
            }
            fonts.drawing.extend(wanted.iter().map(|(family, _)| family.clone()));
            work.jobs.start(job, move |progress| {
                jobs::draw_fonts(&kit, wanted, PREVIEW, scale, progress)
            });
        }
        Command::Used(family) => fonts.recent.add(&family),
    }
}

pub(super) fn listed(work: &mut Work<'_>, kit: Arc<Kit>, choices: Arc<FontChoices>) {
    let fonts = &mut work.state.studio.fonts;
    fonts.listing = false;
    // Another kit may have other fonts under the same names.
    fonts.pictures.clear();
    fonts.drawing.clear();
    fonts.found = Some((kit, choices));
}

pub(super) fn drawn(work: &mut Work<'_>, pictures: Vec<(String, ColorImage)>) {
    let fonts = &mut work.state.studio.fonts;
    for (family, image) in pictures {
        let texture = work
            .ctx
            .load_texture(format!("font {family}"), image, TextureOptions::LINEAR);
        fonts.drawing.remove(&family);
        fonts.pictures.insert(family, texture);
    }
}
