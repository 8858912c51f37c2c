//! A tag at each selected text that says something else in some languages: which of its words are seen.

use egui::accesskit::{self, Role};
use egui::{Align2, Id, Ui, Vec2};

use super::super::super::super::state::studio::Open;
use super::super::super::super::theme;
use super::super::words::{Words, words_called};
use super::selection::{pictured, pill_at};
use crate::studio::Stand;

/// How far from the frame it stands, so that it leaves the handles free.
const AWAY: f32 = 8.0;

pub(super) fn show(ui: &Ui, open: &Open) {
    if open.editor.is_busy() || open.editor.is_inside() {
        return;
    }
    for element in open.editor.selected() {
        if let Some(words) = Words::of(open, element)
            && let Some(stand) = Stand::find(pictured(open), &element.name)
        {
            tag_ui(ui, open, &element.name, &stand, &words);
        }
    }
}

fn tag_ui(ui: &Ui, open: &Open, name: &str, stand: &Stand, words: &Words<'_>) {
    let frame = open.camera.rect_to_screen(stand.bounds());
    let called = words_called(words.language);
    let at = frame.left_top() - Vec2::new(0.0, AWAY);
    // On paper in both appearances.
    let rect = pill_at(ui, Align2::LEFT_BOTTOM, at, called.clone(), theme::LIGHT.select);
    let doing = if words.are_edited { "edited" } else { "shown" };
    ui.ctx().accesskit_node_builder(Id::unique(("words of", name)), |node| {
        node.set_role(Role::Label);
        // What a label says is its value.
        node.set_value(format!("Words of {name} that are {doing}: {called}"));
        node.set_bounds(accesskit::Rect {
            x0: rect.min.x.into(),
            y0: rect.min.y.into(),
            x1: rect.max.x.into(),
            y1: rect.max.y.into(),
        });
    });
}
