//! Toasts at the bottom left of the screen, beside the sidebar.

use egui::{
    Align2, Area, Context, CornerRadius, Frame, Id, LayerId, Margin, Order, Role, Stroke, Ui, Vec2, WidgetInfo,
};

use super::super::View;
use super::super::command::Command;
use super::super::route::Route;
use super::super::state::State;
use super::super::state::toasts::{Toast, Tone};
use super::super::theme::{self, size, space};
use super::super::widgets::{Button, Sentence, icon_button, icons};
use super::foot;

/// Where they stand, from the left and from the bottom: not over what is worked with there.
fn place(state: &State, sidebar: f32) -> Vec2 {
    let up = match state.route.now() {
        // In the foot of a group, left of its buttons: the cards of the form stay free.
        Route::Group(_) => space::XS,
        _ => space::L + foot(state),
    };
    Vec2::new(sidebar + space::L, -up)
}

fn id() -> Id {
    Id::unique("toasts")
}

/// Whether somebody may be reading them.
pub(in super::super) fn is_pointer_on(ctx: &Context) -> bool {
    let pointer = ctx.input(|input| input.pointer.hover_pos());
    let layer = pointer.and_then(|at| ctx.layer_id_at(at));
    layer == Some(LayerId::new(Order::Foreground, id()))
}

/// `sidebar` is how wide the sidebar is, 0 where there is none.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, sidebar: f32) {
    if view.state.toasts.list().is_empty() {
        return;
    }
    let area = Area::new(id())
        .order(Order::Foreground)
        .anchor(Align2::LEFT_BOTTOM, place(view.state, sidebar));
    area.show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        for toast in view.state.toasts.list() {
            for command in toast_ui(ui, toast) {
                view.out.send(command);
            }
        }
    });
}

fn toast_ui(ui: &mut Ui, toast: &Toast) -> Vec<Command> {
    let theme = theme::of(ui);
    let mut commands = Vec::new();
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(size::CORNER_CARD))
        .shadow(theme::float_shadow(theme))
        .inner_margin(Margin::symmetric(space::M as i8, space::S as i8));
    frame.show(ui, |ui| {
        // Two buttons take no room from what is said.
        let wide = match (&toast.action, &toast.details) {
            (Some(_), Some(_)) => size::DIALOG + BESIDE,
            _ => size::DIALOG,
        };
        ui.set_max_width(wide);
        ui.horizontal(|ui| {
            let (icon, color) = match toast.tone {
                Tone::Done => (icons::CHECK_CIRCLE, theme.ok),
                Tone::Wrong => (icons::WARNING, theme.warn),
            };
            ui.add(icon.colored(color));
            let action = toast.action.as_ref().map(|(label, _)| *label);
            let copy = toast.details.as_ref().map(|_| COPY);
            let labels = action.into_iter().chain(copy);
            let room = (ui.ctx().content_rect().right() - ui.cursor().left()).min(wide) - buttons(ui, labels);
            let label = ui.add(Sentence::new(&toast.text).color(theme.text).width(room));
            label.widget_info(|| WidgetInfo::labeled(Role::Status, true, &toast.text));
            if let Some((label, _)) = &toast.action
                && action_button(label).show(ui).clicked()
            {
                commands.push(Command::ActOnToast(toast.id));
            }
            if let Some(details) = &toast.details
                && action_button(COPY).show(ui).clicked()
            {
                commands.push(Command::CopyText(details.clone()));
            }
            if icon_button(ui, icons::CLOSE, "Dismiss", None).clicked() {
                commands.push(Command::DismissToast(toast.id));
            }
        });
    });
    commands
}

/// What a second button takes.
const BESIDE: f32 = 140.0;
/// Copies what a toast leaves out.
const COPY: &str = "Copy details";

/// What the buttons of a toast take on its right, with what is around them.
fn buttons<'a>(ui: &Ui, labels: impl Iterator<Item = &'a str>) -> f32 {
    let close = size::CONTROL + 2.0 * space::L + space::M;
    close
        + labels
            .map(|label| action_button(label).wide(ui) + space::S)
            .sum::<f32>()
}

fn action_button(label: &str) -> Button<'_> {
    Button::quiet(label).dense()
}

#[cfg(test)]
mod tests {
    use super::super::super::route::{History, Scope};
    use super::*;

    #[test]
    fn toasts_leave_the_sidebar_and_the_foot_of_a_page_free() {
        let on = |route| State {
            route: History::starting_at(route),
            ..State::default()
        };
        let of = |state: &State| place(state, size::SIDEBAR);
        let home = of(&on(Route::Home));
        assert!(home.x > size::SIDEBAR);
        assert!(of(&on(Route::Group(None))).y > -(size::FOOT - size::CONTROL));
        let mut review = on(Route::Review(Scope::All));
        assert_eq!(of(&review), home);
        review.review.selected.insert(crate::model::CredentialId([1; 16]));
        assert!(of(&review).y < -size::FOOT);
    }
}
