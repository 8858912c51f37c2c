//! Problems in a box: message, hint, and details that fold out and can be copied.

use egui::{CornerRadius, Frame, Margin, Ui};

use crate::diag::{Problems, Severity};

use super::super::theme::{self, Type, size, space};
use super::super::words;
use super::{Button, NameLabel, Sentence, icons};

/// A narrower note has its button below it, in points.
const NOTE: f32 = 360.0;

/// Shows what went wrong. Returns the details when they should be copied.
pub fn problem_box(ui: &mut Ui, problems: &Problems) -> Option<String> {
    let theme = theme::of(ui);
    let first = problems.iter().max_by_key(|problem| problem.severity)?;
    let (ground, color, icon) = match first.severity {
        Severity::Error => (theme.error_soft, theme.error, icons::ERROR),
        Severity::Warning => (theme.warn_soft, theme.warn, icons::WARNING),
        Severity::Note => (theme.sunken, theme.muted, icons::INFO),
    };
    let frame = Frame::new()
        .fill(ground)
        .corner_radius(CornerRadius::same(size::CORNER_CARD))
        .inner_margin(Margin::same(space::M as i8));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.add(icon.colored(color));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = space::XS;
                ui.add(Sentence::new(&first.message).kind(Type::Strong).color(theme.text));
                for hint in words::hints(first) {
                    ui.add(Sentence::new(hint).kind(Type::Small).color(theme.muted));
                }
                details_ui(ui, problems)
            })
            .inner
        })
        .inner
    });
    shown.inner
}

/// A quiet note with what can be done about it, which is called `name` where it is read alone. Returns whether it is wanted.
pub fn note_line(ui: &mut Ui, severity: Severity, text: &str, label: &str, name: &str) -> bool {
    let theme = theme::of(ui);
    let muted = theme.muted;
    let icon = match severity {
        Severity::Error => icons::ERROR.colored(theme.error),
        Severity::Warning => icons::WARNING.colored(theme.warn),
        Severity::Note => icons::INFO.colored(muted),
    };
    let button = Button::quiet(label).dense();
    let beside = button.wide(ui) + ui.spacing().item_spacing.x;
    let show = |ui: &mut Ui| button.show(ui).accessible_name(name).clicked();
    let text = NameLabel::new(text).kind(Type::Small).color(muted).rows(2);
    if ui.available_width() >= NOTE + beside {
        let line = |ui: &mut Ui| {
            ui.add(icon);
            ui.add(text.width(ui.available_width() - beside));
            show(ui)
        };
        return ui.horizontal(line).inner;
    }
    let below = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.add(text);
        show(ui)
    };
    let lines = |ui: &mut Ui| {
        ui.add(icon);
        ui.vertical(below).inner
    };
    ui.horizontal_top(lines).inner
}

fn details_ui(ui: &mut Ui, problems: &Problems) -> Option<String> {
    let id = ui.next_auto_id().with("details");
    let mut open = ui.data(|data| data.get_temp::<bool>(id).unwrap_or_default());
    let mut copied = None;
    ui.horizontal(|ui| {
        if Button::quiet(if open { "Hide details" } else { "Details" })
            .dense()
            .show(ui)
            .clicked()
        {
            open = !open;
        }
        if open && Button::quiet("Copy").icon(icons::COPY).dense().show(ui).clicked() {
            copied = Some(words::details(problems));
        }
    });
    if open {
        ui.label(Type::Small.text(words::details(problems)).color(theme::of(ui).muted));
    }
    ui.data_mut(|data| data.insert_temp(id, open));
    copied
}
