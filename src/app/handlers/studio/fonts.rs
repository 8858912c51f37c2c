//! The fonts to choose from.

use std::sync::Arc;

use egui::{ColorImage, TextureOptions};

use crate::compose::Kit;
use crate::diag::Problems;
use crate::studio::text::fonts::{FontChoices, RecentFonts, Writing};
use crate::units::Color;

use super::super::super::command::studio::fonts::Command;
use super::super::super::jobs::studio::{self as jobs, Answer, Brought, Elsewhere};
use super::super::super::jobs::{Answer as AnyAnswer, Job};
use super::super::super::state::studio::fonts::{PREVIEW, Sifting};
use super::super::super::state::toasts::Toasts;
use super::{Work, said};

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    let scale = work.ctx.pixels_per_point();
    let Some(kit) = work.state.studio.open().map(|open| open.kit.clone()) else {
        return;
    };
    if let Command::Used(family) = &command {
        return used(work, family);
    }
    if work.state.studio.fonts.recent.names().is_empty() {
        work.state.studio.fonts.recent = RecentFonts::of(work.state.choices.used.fonts.iter().cloned());
    }
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
        Command::DrawElsewhere(families) => draw_elsewhere(work, families, scale),
        Command::Sift(families) => sift(work, families),
        Command::Used(_) => {}
        Command::Bring(family) => {
            let selected = work.state.studio.open().map(|open| open.editor.selection().to_vec());
            bring(work, &family, selected.unwrap_or_default());
        }
    }
}

/// Families by their names, with where they are.
fn located(work: &Work<'_>, families: Vec<String>) -> Vec<Elsewhere> {
    let found = work.state.settings.system.found.as_deref();
    let system = |family: &String| found?.iter().find(|known| known.name == *family).cloned();
    let one = |family: String| Elsewhere {
        system: system(&family),
        family,
    };
    families.into_iter().map(one).collect()
}

fn draw_elsewhere(work: &mut Work<'_>, families: Vec<String>, scale: f32) {
    let Some(desk) = work.desk.clone() else { return };
    let Some(kit) = work.state.studio.open().map(|open| open.kit.clone()) else {
        return;
    };
    let fonts = &mut work.state.studio.fonts;
    let is_new = |family: &String| !fonts.has_picture(family);
    let families: Vec<String> = families.into_iter().filter(is_new).collect();
    if families.is_empty() {
        return;
    }
    fonts.drawing.extend(families.iter().cloned());
    let wanted = located(work, families);
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Studio(Answer::NotRead(problems)));
    work.jobs.start(job, move |progress| {
        jobs::draw_elsewhere(&desk, &kit, &wanted, (PREVIEW, scale), progress)
    });
}

/// Looks through the files of families for what they can be used for, once.
fn sift(work: &mut Work<'_>, families: Vec<String>) {
    let Some(desk) = work.desk.clone() else { return };
    if work.state.studio.fonts.sifting != Sifting::Idle {
        return;
    }
    work.state.studio.fonts.sifting = Sifting::Busy;
    let wanted = located(work, families);
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Studio(Answer::FontsNotSifted(problems)));
    work.jobs.start_telling(job, move |progress, teller| {
        jobs::sift_fonts(&desk, &wanted, progress, &|answer| teller.tell(answer))
    });
}

pub(super) fn sifted(work: &mut Work<'_>, found: Vec<(String, Vec<Writing>)>, is_last: bool) {
    let fonts = &mut work.state.studio.fonts;
    fonts.writings.extend(found);
    if is_last {
        fonts.sifting = Sifting::Idle;
    }
}

pub(super) fn not_sifted(work: &mut Work<'_>, problems: &Problems) {
    work.state.studio.fonts.sifting = Sifting::Failed;
    work.state.toasts.wrong(said(problems));
}

/// A family was chosen: it is offered first, in the next run, too.
fn used(work: &mut Work<'_>, family: &str) {
    let fonts = &mut work.state.studio.fonts;
    fonts.recent.add(family);
    fonts.brought = None;
    work.state.choices.used.fonts = fonts.recent.names().to_vec();
    work.save_choices();
}

/// The same for a colour.
pub(super) fn used_color(work: &mut Work<'_>, color: Color) {
    if work.state.choices.used.colors.first() != Some(&color) {
        work.state.choices.used.color(color);
        work.save_choices();
    }
}

/// Takes a family into the design, once at a time, for what was selected when it was chosen.
fn bring(work: &mut Work<'_>, family: &str, selected: Vec<String>) {
    let Some(desk) = work.desk.clone() else { return };
    let (Some(open), None) = (work.state.studio.open(), &work.state.studio.fonts.bringing) else {
        return;
    };
    let design = (open.id, (*open.kit).clone(), open.fonts.clone());
    let found = work.state.settings.system.found.iter().flat_map(|found| found.iter());
    let system = found.into_iter().find(|known| known.name == family).cloned();
    let family = family.to_owned();
    work.state.studio.fonts.bringing = Some((family.clone(), selected));
    let job = Job::quiet().on_failure(|problems| AnyAnswer::Studio(Answer::FontNotBrought(problems)));
    work.jobs
        .start(job, move |_| jobs::bring_font(&desk, design, &family, system.as_ref()));
}

pub(super) fn not_brought(work: &mut Work<'_>, problems: &Problems) {
    work.state.studio.fonts.bringing = None;
    work.state.toasts.wrong(said(problems));
}

pub(super) fn brought(work: &mut Work<'_>, came: Brought) {
    let Some((_, selected)) = work.state.studio.fonts.bringing.take() else {
        return;
    };
    if came.imported {
        super::super::settings::forget_fonts(work);
    }
    let Some(open) = work.state.studio.open_mut().filter(|open| open.id == came.id) else {
        return;
    };
    let is_old = open.fonts.keys().any(|name| !came.all.contains_key(name));
    // It is copied only once.
    if came.imported || !is_old {
        say_brought(&mut work.state.toasts, &came);
    }
    // Other fonts came in meanwhile: once more, with them.
    if is_old {
        bring(work, &came.family, selected);
        return;
    }
    let new = came
        .files
        .keys()
        .filter(|name| !open.fonts.contains_key(*name))
        .cloned();
    open.brought.entry(came.family.clone()).or_default().extend(new);
    open.fonts.extend(came.files);
    // Pictures may have come in meanwhile.
    let mut kit = (*open.kit).clone();
    (kit.engine, kit.own_fonts) = (came.kit.engine, came.kit.own_fonts);
    open.kit = Arc::new(kit);
    open.pictures.kit += 1;
    work.state.studio.fonts.brought = Some((came.family, selected));
}

fn say_brought(toasts: &mut Toasts, came: &Brought) {
    if !came.problems.is_empty() {
        toasts.wrong(said(&came.problems));
    } else if came.imported {
        let family = &came.family;
        toasts.done(format!("{family} is copied into the workspace and into this design"));
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

#[cfg(test)]
mod tests {
    use super::super::super::super::command::studio::Command as Studio;
    use super::super::super::testing::Bench;
    use super::*;
    use crate::fonts::tests_support::folder;
    use crate::fonts::{Embedding, SystemFamily, SystemFile};

    #[test]
    fn fonts_of_this_computer_are_seen_in_their_own_letters_and_sifted_by_script() {
        let mut bench = Bench::of_design("studio-fonts-elsewhere");
        let file = |name: &str| SystemFile {
            path: folder().join(name),
            weight: 400,
            italic: false,
            is_variable: false,
            is_stretched: false,
        };
        let family = |name: &str, path: &str| SystemFamily {
            name: name.to_owned(),
            embedding: Embedding::Allowed,
            files: vec![file(path)],
        };
        let script = "Great Vibes";
        let found = [
            family(script, "great-vibes/GreatVibes-Regular.ttf"),
            family("Gone", "gone.ttf"),
        ];
        bench.state.settings.system.found = Some(Arc::new(found.to_vec()));
        let both = vec![script.to_owned(), "Gone".to_owned()];
        bench.send(Studio::Fonts(Command::Sift(both.clone())));
        bench.until("what they are for", |state| state.studio.fonts.sifting == Sifting::Idle);
        let writings = &bench.state.studio.fonts.writings;
        assert!(writings[script].contains(&Writing::Latin) && !writings[script].contains(&Writing::Greek));
        assert!(writings["Gone"].is_empty());
        bench.send(Studio::Fonts(Command::DrawElsewhere(both)));
        bench.until("its picture", |state| state.studio.fonts.picture(script).is_some());
        assert!(bench.state.studio.fonts.picture("Gone").is_none());
        assert!(
            bench.state.studio.fonts.has_picture("Gone"),
            "it is not tried again and again"
        );
    }
}
