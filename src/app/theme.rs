//! The look: every colour and every size of the window stands here and nowhere else.
//!
//! Paper and ink around the certificates, which are the colour on the page. [`of`] gives the colours for the appearance
//! that is in use.

use egui::containers::menu::menu_style;
use egui::style::{ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, RichText, Shadow, Stroke, Style, TextStyle, Ui, Visuals,
};

use super::settings::Appearance;
use crate::units::Color;

/// The colours of one appearance.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    pub dark: bool,
    /// The ground of the window.
    pub bg: Color32,
    /// Cards, tables, panels, dialogs.
    pub surface: Color32,
    /// Pasteboard, wells, tracks of sliders.
    pub sunken: Color32,
    pub line: Color32,
    /// Borders of fields.
    pub line_strong: Color32,
    /// Around what is typed into or checked; it can be told from its ground by everybody.
    pub border: Color32,
    pub text: Color32,
    pub muted: Color32,
    pub faint: Color32,
    /// The one primary button, links, what is chosen in a list.
    pub accent: Color32,
    pub accent_hover: Color32,
    pub on_accent: Color32,
    pub accent_soft: Color32,
    pub ok: Color32,
    pub ok_soft: Color32,
    pub warn: Color32,
    pub warn_soft: Color32,
    pub error: Color32,
    pub error_soft: Color32,
    pub on_error: Color32,
    /// Selection outline, handles, guides and the focus ring.
    pub select: Color32,
    /// Lines and distances of what is level or equal, while something is dragged.
    pub snap: Color32,
    /// The mark of Accolade only.
    pub gold: Color32,
    /// What is behind a dialog.
    pub veil: Color32,
    /// Under what floats.
    pub shadow: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// A colour of a design, as the screen has it.
pub fn on_screen(color: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.r, color.g, color.b, color.a)
}

pub const LIGHT: Theme = Theme {
    dark: false,
    bg: rgb(0xF6F5F2),
    surface: rgb(0xFFFFFF),
    sunken: rgb(0xEFEDE8),
    line: rgb(0xE4E1DA),
    line_strong: rgb(0xCBC7BE),
    border: rgb(0x8C877D),
    text: rgb(0x1E1D1A),
    muted: rgb(0x625E56),
    faint: rgb(0x6E6A61),
    accent: rgb(0x2B4C7E),
    accent_hover: rgb(0x243F69),
    on_accent: rgb(0xFFFFFF),
    accent_soft: rgb(0xE6EDF6),
    ok: rgb(0x2A6E46),
    ok_soft: rgb(0xE4F1E9),
    warn: rgb(0x8A5607),
    warn_soft: rgb(0xFAEFD9),
    error: rgb(0xA62F26),
    error_soft: rgb(0xFAE7E5),
    on_error: rgb(0xFFFFFF),
    select: rgb(0x2F6FED),
    snap: rgb(0xC2337E),
    gold: rgb(0xA37B25),
    veil: Color32::from_black_alpha(70),
    shadow: Color32::from_black_alpha(30),
};

pub const DARK: Theme = Theme {
    dark: true,
    bg: rgb(0x151618),
    surface: rgb(0x1D1F22),
    sunken: rgb(0x101113),
    line: rgb(0x2C2F34),
    line_strong: rgb(0x44484F),
    border: rgb(0x6A6F78),
    text: rgb(0xECEBE8),
    muted: rgb(0xADAAA3),
    faint: rgb(0x9E9B94),
    accent: rgb(0x8FB4E8),
    accent_hover: rgb(0xA6C4EE),
    on_accent: rgb(0x10213A),
    accent_soft: rgb(0x22324A),
    ok: rgb(0x7CCB9A),
    ok_soft: rgb(0x1B3126),
    warn: rgb(0xE5B565),
    warn_soft: rgb(0x362A15),
    error: rgb(0xF0938A),
    error_soft: rgb(0x3A1F1C),
    on_error: rgb(0x2A0F0C),
    select: rgb(0x5B93FF),
    snap: rgb(0xC2337E),
    gold: rgb(0xD9B25F),
    veil: Color32::from_black_alpha(130),
    shadow: Color32::from_black_alpha(110),
};

/// Paper without a ground of its own; as a tint of a picture it changes nothing.
pub const PAPER: Color32 = rgb(0xFFFFFF);
/// Handles of the canvas and what is written on the colours of its marks: the page is paper in both appearances.
pub const HANDLE: Color32 = rgb(0xFFFFFF);
/// What would stand in an element without a value, on what is light and on what is dark of a page.
pub const GHOST: Color32 = rgb(0x5B6472);
pub const GHOST_ON_DARK: Color32 = rgb(0xDDE2EA);
/// The caret in a text on the page.
pub const CARET: Color32 = rgb(0x1E1D1A);
/// What shines through where a page has no ground.
pub const CLEAR_LIGHT: Color32 = rgb(0xFFFFFF);
pub const CLEAR_DARK: Color32 = rgb(0xE6E6E6);

/// Distances, in points.
pub mod space {
    pub const XS: f32 = 4.0;
    pub const S: f32 = 8.0;
    pub const M: f32 = 12.0;
    pub const L: f32 = 16.0;
    pub const XL: f32 = 24.0;
    pub const XXL: f32 = 32.0;
    pub const HUGE: f32 = 48.0;
}

/// Sizes of things, in points.
pub mod size {
    /// Height of buttons and fields.
    pub const CONTROL: f32 = 32.0;
    /// The same in dense panels; no target is smaller.
    pub const CONTROL_DENSE: f32 = 28.0;
    pub const ROW: f32 = 36.0;
    /// Room for the bar beside what is scrolled.
    pub const SCROLL_BAR: f32 = 8.0;
    /// A column of numbers of credentials, and how much wider it is with each step for longer ones.
    pub const NUMBER: f32 = 150.0;
    pub const NUMBER_STEP: f32 = 36.0;
    pub const ICON: f32 = 18.0;
    /// A line of a list of facts.
    pub const FACT: f32 = 22.0;
    pub const TOP_BAR: f32 = 48.0;
    /// The bar under a page with what the page is for.
    pub const FOOT: f32 = 56.0;
    /// The bar with the data under the page of the studio.
    pub const DATA_BAR: f32 = 44.0;
    /// The line over it with what can be done now.
    pub const STATUS: f32 = 24.0;
    pub const SIDEBAR: f32 = 200.0;
    pub const SIDEBAR_FOLDED: f32 = 56.0;
    /// Reading pages are at most this wide.
    pub const PAGE: f32 = 1120.0;
    /// Forms are narrower than pages.
    pub const FORM: f32 = 460.0;
    pub const CARD: [f32; 2] = [220.0, 206.0];
    pub const DIALOG: f32 = 460.0;
    pub const TRAY: f32 = 320.0;
    pub const SEARCH: f32 = 240.0;
    /// Narrower windows fold the sidebar.
    pub const NARROW: f32 = 900.0;
    /// A page that has less room stands nearer to its edges.
    pub const NARROW_PAGE: f32 = 640.0;
    pub const CORNER: u8 = 6;
    pub const CORNER_CARD: u8 = 10;
    pub const CORNER_DIALOG: u8 = 14;
    pub const FOCUS: f32 = 2.0;
    pub const WINDOW: [f32; 2] = [1280.0, 800.0];
    pub const WINDOW_LEAST: [f32; 2] = [760.0, 520.0];
}

/// Sizes of letters, in points.
pub mod letters {
    pub const CAPTION: f32 = 12.0;
    pub const SMALL: f32 = 13.0;
    pub const BODY: f32 = 14.0;
    pub const SUBTITLE: f32 = 16.0;
    pub const TITLE: f32 = 20.0;
    pub const DISPLAY: f32 = 28.0;
    /// Lines are this much higher than letters.
    pub const LINE: f32 = 1.45;
    /// Lines of names, which may carry marks above and below.
    pub const NAME_LINE: f32 = 1.7;
}

/// Motion, in seconds.
pub const ANIMATION: f32 = 0.12;

/// The colours in use.
pub fn of(ui: &Ui) -> &'static Theme {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// What a value that can be changed stands on; one that cannot be changed now stands on a sunken ground.
pub fn field(ui: &Ui) -> Color32 {
    let theme = of(ui);
    if ui.is_enabled() { theme.surface } else { theme.sunken }
}

/// The colours in use, where there is no [`Ui`].
pub fn of_ctx(ctx: &Context) -> &'static Theme {
    match ctx.theme() {
        egui::Theme::Dark => &DARK,
        egui::Theme::Light => &LIGHT,
    }
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    Caption,
    Small,
    Body,
    /// Body in medium weight: labels of buttons, headings of tables.
    Strong,
    Subtitle,
    Title,
    Display,
}

impl Type {
    pub fn size(self) -> f32 {
        match self {
            Type::Caption => letters::CAPTION,
            Type::Small => letters::SMALL,
            Type::Body | Type::Strong => letters::BODY,
            Type::Subtitle => letters::SUBTITLE,
            Type::Title => letters::TITLE,
            Type::Display => letters::DISPLAY,
        }
    }

    pub fn font(self) -> FontId {
        let family = match self {
            Type::Caption | Type::Small | Type::Body => FontFamily::Proportional,
            Type::Strong => FontFamily::Name("medium".into()),
            Type::Subtitle | Type::Title | Type::Display => FontFamily::Name("semibold".into()),
        };
        FontId::new(self.size(), family)
    }

    /// A text in this size, in the colour of running text.
    pub fn text(self, text: impl Into<String>) -> RichText {
        RichText::new(text)
            .font(self.font())
            .line_height(Some((self.size() * letters::LINE).round()))
    }
}

/// Makes egui look like this, in both appearances.
pub fn install(ctx: &Context) {
    for (theme, tokens) in [(egui::Theme::Light, &LIGHT), (egui::Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(tokens);
            style.text_styles = [
                (TextStyle::Small, Type::Small.font()),
                (TextStyle::Body, Type::Body.font()),
                (TextStyle::Button, Type::Strong.font()),
                (TextStyle::Heading, Type::Title.font()),
                (TextStyle::Monospace, FontId::new(letters::SMALL, FontFamily::Monospace)),
            ]
            .into();
            let spacing = &mut style.spacing;
            spacing.item_spacing = [space::S, space::S].into();
            spacing.button_padding = [space::M, space::XS].into();
            spacing.interact_size = [size::CONTROL, size::CONTROL].into();
            spacing.menu_margin = Margin::same(6);
            spacing.window_margin = Margin::same(space::XL as i8);
            spacing.text_edit_width = 280.0;
            spacing.tooltip_width = 360.0;
            spacing.scroll = ScrollStyle {
                bar_width: 8.0,
                floating_allocated_width: 0.0,
                ..ScrollStyle::floating()
            };
            style.interaction.tooltip_delay = 0.4;
            style.interaction.selectable_labels = false;
            style.animation_time = ANIMATION;
        });
    }
}

/// How menus look, in which what can be chosen stands at some distance from the edge of what marks it.
pub fn menu(style: &mut Style) {
    menu_style(style);
    style.spacing.button_padding.x = space::S;
}

/// Shows the appearance that was chosen.
pub fn appear(ctx: &Context, appearance: Appearance) {
    ctx.set_theme(match appearance {
        Appearance::System => egui::ThemePreference::System,
        Appearance::Light => egui::ThemePreference::Light,
        Appearance::Dark => egui::ThemePreference::Dark,
    });
}

fn visuals(theme: &Theme) -> Visuals {
    let corner = CornerRadius::same(size::CORNER);
    let widget = |fill: Color32, stroke: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, stroke),
        corner_radius: corner,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let base = if theme.dark { Visuals::dark() } else { Visuals::light() };
    Visuals {
        widgets: Widgets {
            noninteractive: widget(theme.surface, theme.line, theme.text),
            inactive: widget(theme.surface, theme.line_strong, theme.text),
            hovered: widget(theme.sunken, theme.line_strong, theme.text),
            active: widget(theme.sunken, theme.line_strong, theme.text),
            open: widget(theme.sunken, theme.line_strong, theme.text),
        },
        selection: Selection {
            bg_fill: theme.select.gamma_multiply(0.28),
            // Whatever is chosen or marked is written in this.
            stroke: Stroke::new(1.0, theme.text),
        },
        weak_text_color: Some(theme.muted),
        hyperlink_color: theme.accent,
        faint_bg_color: theme.bg,
        extreme_bg_color: theme.surface,
        text_edit_bg_color: Some(theme.surface),
        code_bg_color: theme.sunken,
        warn_fg_color: theme.warn,
        error_fg_color: theme.error,
        window_corner_radius: CornerRadius::same(size::CORNER_DIALOG),
        window_shadow: float_shadow(theme),
        window_fill: theme.surface,
        window_stroke: Stroke::new(1.0, theme.line),
        menu_corner_radius: CornerRadius::same(size::CORNER_CARD),
        panel_fill: theme.bg,
        popup_shadow: float_shadow(theme),
        disabled_alpha: 0.5,
        ..base
    }
}

/// The shadow under menus, dialogs and dragged things.
pub fn float_shadow(theme: &Theme) -> Shadow {
    Shadow {
        offset: [0, 8],
        blur: 28,
        spread: 0,
        color: theme.shadow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color32) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// A colour that lets some of another through.
    fn over(front: Color32, back: Color32) -> Color32 {
        back.blend(front)
    }

    /// The grounds on which texts stand, with their names.
    fn grounds(theme: &Theme) -> Vec<(&'static str, Color32)> {
        vec![
            ("bg", theme.bg),
            ("surface", theme.surface),
            ("sunken", theme.sunken),
            ("accent-soft", theme.accent_soft),
            ("ok-soft", theme.ok_soft),
            ("warn-soft", theme.warn_soft),
            ("error-soft", theme.error_soft),
        ]
    }

    fn at_least(least: f64, theme: &Theme, pairs: &[(&str, Color32, &str, Color32)]) {
        for (front_name, front, back_name, back) in pairs {
            let found = contrast(*front, *back);
            let mode = if theme.dark { "dark" } else { "light" };
            assert!(found >= least, "{front_name} on {back_name}, {mode}: {found:.2}");
        }
    }

    #[test]
    fn every_text_can_be_read_on_its_ground() {
        for theme in [&LIGHT, &DARK] {
            let inks = [
                ("text", theme.text),
                ("muted", theme.muted),
                ("faint", theme.faint),
                ("accent", theme.accent),
                ("error", theme.error),
            ];
            let mut pairs = Vec::new();
            for (back_name, back) in grounds(theme) {
                pairs.extend(inks.map(|(name, ink)| (name, ink, back_name, back)));
            }
            let Selection { bg_fill, stroke } = visuals(theme).selection;
            let marked = over(bg_fill, theme.surface);
            pairs.extend([
                ("ok", theme.ok, "ok-soft", theme.ok_soft),
                ("ok", theme.ok, "surface", theme.surface),
                ("ok", theme.ok, "bg", theme.bg),
                ("warn", theme.warn, "warn-soft", theme.warn_soft),
                ("warn", theme.warn, "surface", theme.surface),
                ("warn", theme.warn, "bg", theme.bg),
                ("on-accent", theme.on_accent, "accent", theme.accent),
                ("on-accent", theme.on_accent, "accent-hover", theme.accent_hover),
                ("on-error", theme.on_error, "error", theme.error),
                (
                    "what is marked in a field or chosen in a list",
                    stroke.color,
                    "its ground",
                    marked,
                ),
                ("a distance", HANDLE, "snap", theme.snap),
                ("a size", HANDLE, "select", LIGHT.select),
            ]);
            at_least(4.5, theme, &pairs);
        }
    }

    #[test]
    fn every_icon_and_mark_can_be_seen_on_its_ground() {
        for theme in [&LIGHT, &DARK] {
            let grounds = grounds(theme);
            let mut pairs: Vec<_> = grounds
                .iter()
                .map(|(name, ground)| ("select", theme.select, *name, *ground))
                .collect();
            for (name, ground) in grounds.iter().take(3) {
                pairs.push(("gold", theme.gold, name, *ground));
                pairs.push(("snap", theme.snap, name, *ground));
            }
            pairs.extend([
                ("border", theme.border, "bg", theme.bg),
                ("border", theme.border, "surface", theme.surface),
                ("a check", theme.surface, "select", theme.select),
                ("snap", theme.snap, "paper", PAPER),
                ("caret", CARET, "paper", PAPER),
            ]);
            at_least(3.0, theme, &pairs);
        }
    }
}
