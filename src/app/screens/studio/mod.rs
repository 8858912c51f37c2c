//! The design studio: the page on its pasteboard, tools over it, panels at its sides, real data under it.

mod bar_parts;
mod canvas;
mod dialogs;
mod keys;
mod menu;
mod panels;
mod regions;
mod status;
mod template;
mod top_bar;
mod versions;
mod words;

use egui::{Align, CentralPanel, Context, Frame, Layout, Margin, Panel, Ui};

use super::super::View;
use super::super::command::Command as AnyCommand;
use super::super::command::studio::Command;
use super::super::route::Route;
use super::super::state::studio::{Beside, Open, Opened, save_id};
use super::super::theme::{self, Type, size, space};
use super::super::widgets::{Button, problem_box};
use crate::diag::Problems;
use crate::model::DesignId;
use regions::{Region, Regions};

pub(super) use dialogs::{new_design, outdated};

/// Panels at the sides.
const LEFT: f32 = 240.0;
const RIGHT: f32 = 280.0;
/// A line over the page that says what holds for all of it.
const BANNER: f32 = 38.0;
/// Narrower windows have no panel at the left, and none at the right, as long as none is asked for.
const NO_LEFT: f32 = 900.0;
const NO_RIGHT: f32 = 640.0;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, id: DesignId) {
    let state = view.state;
    if let Some((open, problems)) = state.studio.held_by(id) {
        waiting_ui(ui, view, |ui, view| held_ui(ui, view, open, problems));
        return;
    }
    if state.studio.id() != Some(id) {
        view.send(Command::Open(id));
    }
    match &state.studio.design {
        Opened::Open(open) if open.id == id => studio_ui(ui, view, open),
        Opened::Failed(failed, problems) if *failed == id => {
            waiting_ui(ui, view, |ui, view| {
                if let Some(text) = problem_box(ui, problems) {
                    view.send(AnyCommand::CopyText(text));
                }
            });
        }
        Opened::None | Opened::Reading(_) | Opened::Failed(..) | Opened::Open(_) => {
            waiting_ui(ui, view, |ui, _| {
                let muted = theme::of(ui).muted;
                ui.label(Type::Body.text("Opening the design…").color(muted));
            });
        }
    }
}

/// The design before could not be kept: it is not given up without a word.
fn held_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, problems: &Problems) {
    let theme = theme::of(ui);
    let name = &open.editor.design().name;
    let text = format!("The last changes to “{name}” could not be kept");
    ui.label(Type::Title.text(text).color(theme.text));
    ui.add_space(space::S);
    if let Some(text) = problem_box(ui, problems) {
        view.send(AnyCommand::CopyText(text));
    }
    ui.add_space(space::M);
    if Button::primary("Try again").show(ui).clicked() {
        view.send(Command::KeepNow);
    }
    ui.add_space(space::S);
    if Button::secondary("Go back to that design").show(ui).clicked() {
        view.send(AnyCommand::Go(Route::Studio(open.id)));
    }
    ui.add_space(space::S);
    let tries = (open.keeping.busy || open.keeping.saving).then_some("It is just being tried again");
    if Button::danger("Give up the changes").unless(tries).show(ui).clicked() {
        view.send(Command::GiveUp);
    }
}

/// What stands there until the design is open, with a way back.
fn waiting_ui(ui: &mut Ui, view: &mut View<'_>, add: impl FnOnce(&mut Ui, &mut View<'_>)) {
    ui.painter().rect_filled(ui.max_rect(), 0, theme::of(ui).sunken);
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        ui.add_space(ui.available_height() / 3.0);
        ui.set_max_width(size::FORM);
        add(ui, view);
        ui.add_space(space::M);
        if Button::secondary("Back").show(ui).clicked() {
            view.send(AnyCommand::Back);
        }
    });
}

fn studio_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let theme = theme::of(ui);
    let plain = |fill| Frame::new().fill(fill).inner_margin(Margin::ZERO);
    let all = ui.max_rect();
    let side = |least: f32, width: f32| {
        if !open.preview && all.width() > least {
            width
        } else {
            0.0
        }
    };
    // Where there is no room for both, the one is shown that is asked for.
    let over = open.over.filter(|_| all.width() <= NO_LEFT);
    let (left, right) = match over {
        Some(Beside::Left) => (0.0, f32::INFINITY),
        Some(Beside::Right) => (NO_LEFT, 0.0),
        None => (NO_LEFT, NO_RIGHT),
    };
    let regions = Regions {
        all,
        left: side(left, LEFT),
        right: side(right, RIGHT),
        bottom: size::DATA_BAR,
    };
    let wanted = regions.wanted(ui);
    Panel::top("studio top bar")
        .exact_size(size::TOP_BAR)
        .resizable(false)
        .frame(plain(theme.surface))
        .show(ui, |ui| {
            Region::TopBar.enter(ui, wanted);
            top_bar::show(ui, view, open);
        });
    Panel::bottom("studio data bar")
        .exact_size(size::DATA_BAR)
        .resizable(false)
        .frame(plain(theme.surface))
        .show(ui, |ui| {
            Region::DataBar.enter(ui, wanted);
            panels::bottom(ui, view, open);
        });
    if open.versions.viewing.is_some() {
        banner_ui(ui, |ui| panels::version_banner(ui, view, open));
    } else if !open.preview && template::is_shown(open) {
        banner_ui(ui, |ui| template::banner(ui, view, open));
    }
    if regions.left > 0.0 {
        Panel::left("studio left panel")
            .exact_size(LEFT)
            .resizable(false)
            .frame(plain(theme.surface))
            .show(ui, |ui| {
                Region::Left.enter(ui, wanted);
                panels::left(ui, view, open);
            });
    }
    if regions.right > 0.0 {
        Panel::right("studio right panel")
            .exact_size(RIGHT)
            .resizable(false)
            .frame(plain(theme.surface))
            .show(ui, |ui| {
                Region::Right.enter(ui, wanted);
                panels::right(ui, view, open);
            });
    }
    if !open.preview {
        Panel::bottom("studio status")
            .exact_size(size::STATUS)
            .resizable(false)
            .show_separator_line(false)
            .frame(plain(theme.bg))
            .show(ui, |ui| status::show(ui, open));
    }
    Region::Canvas.enter(ui, wanted);
    CentralPanel::no_frame()
        .frame(plain(theme.sunken))
        .show(ui, |ui| canvas::show(ui, view, open));
    menu::show(ui, view, open);
    keys::show(ui, view, open);
    versions::show(ui, view, open);
    template::ask(ui, view, open);
    panels::say_refused(ui, view);
    panels::note_used(ui, view);
    // What was typed into a field when this was asked for is sent by now.
    if is_to_save(ui.ctx(), open.id) {
        view.send(Command::Save(false));
    }
}

/// Whether it was asked to save this design when its fields are left. What was asked of another one, which was gone
/// before it was drawn again, is forgotten.
fn is_to_save(ctx: &Context, id: DesignId) -> bool {
    ctx.data_mut(|data| data.remove_temp(save_id())) == Some(id)
}

/// A line between the bar and the page.
fn banner_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    Panel::top("studio banner")
        .exact_size(BANNER)
        .resizable(false)
        .frame(Frame::new().inner_margin(Margin::ZERO))
        .show(ui, |ui| {
            ui.set_min_height(BANNER);
            add(ui);
        });
}

#[cfg(test)]
mod tests {
    use egui::Context;

    use crate::app::screens::studio::is_to_save;
    use crate::app::state::studio::save_id;
    use crate::model::DesignId;

    #[test]
    fn what_was_asked_of_a_design_saves_no_other_one() {
        let ctx = Context::default();
        for (asked, saves) in [(1, true), (2, false)] {
            let asked = DesignId(asked);
            ctx.data_mut(|data| data.insert_temp(save_id(), asked));
            assert_eq!(is_to_save(&ctx, DesignId(1)), saves);
            assert!(!is_to_save(&ctx, asked), "it is asked once");
        }
    }
}
