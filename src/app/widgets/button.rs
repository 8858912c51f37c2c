//! Buttons: one primary on a screen, secondary and quiet ones, and those that destroy something.

use std::sync::Arc;

use egui::{
    Color32, Context, CornerRadius, CursorIcon, Galley, Id, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo,
};

use super::super::theme::{self, Theme, Type, size, space};
use super::focus_ring;
use super::icons::Icon;
use super::settled;

/// How much of its colour a text without a frame keeps that cannot be pressed: three to one on its ground.
const QUIETER: f32 = 0.75;
/// The same for an icon alone, which has no other sign of it.
const QUIETER_ICON: f32 = 0.45;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Quiet,
    Danger,
    /// The button of a confirmation that destroys.
    DangerFilled,
}

/// A button that is drawn by [`Button::show`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a button is drawn by show"]
pub struct Button<'a> {
    label: &'a str,
    kind: Kind,
    icon: Option<Icon>,
    icon_after: Option<Icon>,
    dense: bool,
    width: Option<f32>,
    most: f32,
    refused: Option<&'a str>,
    changes: bool,
    commits: bool,
    hint: Option<&'a str>,
    bare: bool,
}

impl<'a> Button<'a> {
    fn new(kind: Kind, label: &'a str) -> Button<'a> {
        Button {
            label,
            kind,
            icon: None,
            icon_after: None,
            dense: false,
            width: None,
            most: f32::INFINITY,
            refused: None,
            changes: false,
            commits: false,
            hint: None,
            bare: false,
        }
    }

    /// The one thing that a screen is for.
    pub fn primary(label: &'a str) -> Button<'a> {
        Button::new(Kind::Primary, label)
    }

    pub fn secondary(label: &'a str) -> Button<'a> {
        Button::new(Kind::Secondary, label)
    }

    /// Only a text.
    pub fn quiet(label: &'a str) -> Button<'a> {
        Button::new(Kind::Quiet, label)
    }

    /// Leads to something that destroys.
    pub fn danger(label: &'a str) -> Button<'a> {
        Button::new(Kind::Danger, label)
    }

    /// Destroys: for the confirmation only.
    pub fn danger_filled(label: &'a str) -> Button<'a> {
        Button::new(Kind::DangerFilled, label)
    }

    pub fn icon(self, icon: Icon) -> Button<'a> {
        Button {
            icon: Some(icon),
            ..self
        }
    }

    /// An icon behind the label.
    pub fn icon_after(self, icon: Icon) -> Button<'a> {
        Button {
            icon_after: Some(icon),
            ..self
        }
    }

    /// Lower, for dense panels.
    pub fn dense(self) -> Button<'a> {
        Button { dense: true, ..self }
    }

    /// At least so wide, in points.
    pub fn width(self, width: f32) -> Button<'a> {
        Button {
            width: Some(width),
            ..self
        }
    }

    /// At most so wide, in points: a longer label is broken into lines.
    pub fn at_most(self, most: f32) -> Button<'a> {
        Button { most, ..self }
    }

    /// Cannot be pressed when there is a reason, which is shown on hover.
    pub fn unless(self, reason: Option<&'a str>) -> Button<'a> {
        Button {
            refused: reason,
            ..self
        }
    }

    /// Changes the workspace: cannot be pressed while that can only be looked at.
    pub fn changing(self) -> Button<'a> {
        Button { changes: true, ..self }
    }

    /// Makes or publishes something: what is left of the click or the key that led to its screen does not press it.
    pub fn commits(self) -> Button<'a> {
        Button { commits: true, ..self }
    }

    pub fn hint(self, hint: &'a str) -> Button<'a> {
        Button {
            hint: Some(hint),
            ..self
        }
    }

    /// Only its icon, where there is no room for its label, which is then shown on hover.
    pub fn bare(self) -> Button<'a> {
        Button {
            bare: true,
            hint: self.hint.or(Some(self.label)),
            ..self
        }
    }

    fn galley(&self, ui: &Ui) -> Arc<Galley> {
        let room = (self.most - self.icons() - 2.0 * self.padding()).max(size::CONTROL);
        let font = Type::Strong.font();
        ui.painter()
            .layout(self.written().to_owned(), font, Color32::PLACEHOLDER, room)
    }

    /// What stands on it.
    fn written(&self) -> &'a str {
        if self.bare { "" } else { self.label }
    }

    /// At both sides of what it says.
    fn padding(&self) -> f32 {
        match self.kind {
            _ if self.bare => 0.0,
            Kind::Quiet => space::S,
            _ if self.dense => space::M,
            _ => space::L,
        }
    }

    /// How much room its icons take.
    fn icons(&self) -> f32 {
        let gap = if self.bare { 0.0 } else { space::S };
        [self.icon, self.icon_after].iter().flatten().count() as f32 * (size::ICON + gap)
    }

    fn height(&self) -> f32 {
        if self.dense { size::CONTROL_DENSE } else { size::CONTROL }
    }

    /// How wide it will be, in points.
    pub fn wide(&self, ui: &Ui) -> f32 {
        let inner = self.galley(ui).size().x + self.icons();
        (inner + 2.0 * self.padding())
            .max(self.width.unwrap_or(0.0))
            .max(self.height())
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let refused = match self.changes {
            true => only_reading(ui).or(self.refused),
            false => self.refused,
        };
        let enabled = refused.is_none() && ui.is_enabled();
        let theme = theme::of(ui);
        let galley = self.galley(ui);
        let inner = galley.size().x + self.icons();
        let height = match galley.rows.len() {
            0 | 1 => self.height(),
            _ => self.height().max(galley.size().y + 2.0 * space::XS),
        };
        let width = self.wide(ui);
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let (rect, mut response) = ui.allocate_exact_size(Vec2::new(width, height), sense);
        if self.commits && !settled::is(ui, response.id) {
            settled::take_press(&mut response);
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, self.label));
        if let Some(reason) = refused {
            let context = ui.ctx();
            context.accesskit_node_builder(response.id, |node| node.set_description(reason));
        }
        if ui.is_rect_visible(rect) {
            let (fill, stroke, text) = match enabled {
                true => self.colors(theme, &response),
                false => self.refused_colors(theme),
            };
            let painter = ui.painter();
            let corner = CornerRadius::same(size::CORNER);
            painter.rect(rect, corner, fill, Stroke::new(1.0, stroke), StrokeKind::Inside);
            let mut x = rect.center().x - inner / 2.0;
            if let Some(icon) = self.icon {
                icon.paint(
                    painter,
                    [x + size::ICON / 2.0, rect.center().y].into(),
                    size::ICON,
                    text,
                );
                x += size::ICON + space::S;
            }
            let text_width = galley.size().x;
            painter.galley_with_override_text_color([x, rect.center().y - galley.size().y / 2.0].into(), galley, text);
            if let Some(icon) = self.icon_after {
                let x = x + text_width + space::S + size::ICON / 2.0;
                icon.paint(painter, [x, rect.center().y].into(), size::ICON, text);
            }
        }
        // Out of sight, too: it is brought into sight then.
        focus_ring(ui, &response, size::CORNER);
        finish(response, refused, self.hint)
    }

    /// Not the colours of what can be pressed, and still to be read.
    fn refused_colors(&self, theme: &Theme) -> (Color32, Color32, Color32) {
        let clear = Color32::TRANSPARENT;
        match self.kind {
            Kind::Primary | Kind::DangerFilled => (theme.sunken, theme.line_strong, theme.muted),
            Kind::Secondary => (clear, theme.line, theme.faint),
            Kind::Quiet | Kind::Danger => (clear, clear, theme.faint.gamma_multiply(QUIETER)),
        }
    }

    fn colors(&self, theme: &Theme, response: &Response) -> (Color32, Color32, Color32) {
        let over = response.hovered() && response.enabled();
        let clear = Color32::TRANSPARENT;
        match self.kind {
            Kind::Primary if over => (theme.accent_hover, theme.accent_hover, theme.on_accent),
            Kind::Primary => (theme.accent, theme.accent, theme.on_accent),
            Kind::Secondary if over => (theme.sunken, theme.line_strong, theme.text),
            Kind::Secondary => (theme.surface, theme.line_strong, theme.text),
            Kind::Quiet if over => (theme.sunken, clear, theme.text),
            Kind::Quiet => (clear, clear, theme.muted),
            Kind::Danger if over => (theme.error_soft, clear, theme.error),
            Kind::Danger => (clear, clear, theme.error),
            Kind::DangerFilled => (theme.error, theme.error, theme.on_error),
        }
    }
}

/// Says for the frames to come why nothing can be changed, `None` when it can.
pub fn set_only_reading(ctx: &Context, reason: Option<&'static str>) {
    ctx.data_mut(|data| data.insert_temp(reading_id(), reason));
}

/// Why nothing of the workspace can be changed now.
pub fn only_reading(ui: &Ui) -> Option<&'static str> {
    ui.data(|data| data.get_temp::<Option<&'static str>>(reading_id()))
        .flatten()
}

fn reading_id() -> Id {
    Id::unique("only reading")
}

/// Shows something that changes the workspace: dimmed, with the reason on hover, while that can only be looked at.
pub fn changing<T>(ui: &mut Ui, show: impl FnOnce(&mut Ui) -> T) -> T {
    let refused = only_reading(ui);
    let shown = ui.add_enabled_ui(refused.is_none(), show);
    if let Some(reason) = refused {
        shown.response.on_hover_text(reason);
    }
    shown.inner
}

/// One of several icons of which one is chosen.
pub fn icon_toggle(ui: &mut Ui, icon: Icon, name: &str, chosen: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size::CONTROL_DENSE), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, name));
    let theme = theme::of(ui);
    let (ground, color) = match (chosen, response.hovered()) {
        (true, _) => (theme.accent_soft, theme.accent),
        (false, true) => (theme.sunken, theme.text),
        (false, false) => (Color32::TRANSPARENT, theme.muted),
    };
    ui.painter().rect_filled(rect, CornerRadius::same(size::CORNER), ground);
    icon.paint(ui.painter(), rect.center(), size::ICON, color);
    focus_ring(ui, &response, size::CORNER);
    finish(response, None, Some(name))
}

/// A button that is only an icon; its name is for hover and for assistive technology.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str, refused: Option<&str>) -> Response {
    let enabled = refused.is_none() && ui.is_enabled();
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size::CONTROL_DENSE), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    if ui.is_rect_visible(rect) {
        let theme = theme::of(ui);
        let over = response.hovered() && enabled;
        if over {
            ui.painter()
                .rect_filled(rect, CornerRadius::same(size::CORNER), theme.sunken);
        }
        let color = if over { theme.text } else { theme.muted };
        let alpha = if enabled { 1.0 } else { QUIETER_ICON };
        icon.paint(ui.painter(), rect.center(), size::ICON, color.gamma_multiply(alpha));
    }
    focus_ring(ui, &response, size::CORNER);
    finish(response, refused, Some(name))
}

fn finish(response: Response, refused: Option<&str>, hint: Option<&str>) -> Response {
    match (refused, hint) {
        (Some(reason), _) => response.on_hover_text(reason),
        (None, Some(hint)) => response.on_hover_text(hint).on_hover_cursor(CursorIcon::PointingHand),
        (None, None) => response.on_hover_cursor(CursorIcon::PointingHand),
    }
}
