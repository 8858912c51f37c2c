//! What of the bar over the page there is room for; the rest is in a menu at its end.

use super::super::super::theme::{size, space};

/// What stands on the bar besides the ways out of the studio, the design's name and the panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Select,
    Text,
    Shapes,
    Field,
    Undo,
    Redo,
    Image,
    Preview,
    Qr,
    Pen,
    Zoom,
    Export,
    Shows,
    Eyedropper,
}

/// Whatever is not there while the page is shown as recipients see it comes last.
pub(super) const IN_PREVIEW: [Part; 3] = [Part::Preview, Part::Zoom, Part::Export];
/// What is used most comes first.
pub(super) const ALL: [Part; 14] = [
    Part::Select,
    Part::Text,
    Part::Shapes,
    Part::Field,
    Part::Undo,
    Part::Redo,
    Part::Image,
    Part::Preview,
    Part::Qr,
    Part::Pen,
    Part::Zoom,
    Part::Export,
    Part::Shows,
    Part::Eyedropper,
];

/// The width of what shows how large the page is.
pub(super) const ZOOM: f32 = 64.0;
/// The width of the button of a tool, and of one that folds out.
pub(super) const TOOL: f32 = size::CONTROL;
pub(super) const FOLDS: f32 = size::CONTROL + space::M;

impl Part {
    /// How much of the bar it takes, with the space behind it; `preview` is the width of that button.
    fn wide(self, preview: f32) -> f32 {
        let own = match self {
            Part::Shapes | Part::Field => FOLDS,
            Part::Preview => preview + space::S,
            Part::Zoom => ZOOM,
            Part::Export | Part::Shows => size::CONTROL_DENSE,
            _ => TOOL,
        };
        own + space::XS
    }
}

/// What of these, in the order of their use, has no room and goes into the menu, which takes the room of a tool.
pub(super) fn without_room(parts: &[Part], room: f32, preview: f32) -> &[Part] {
    let fitting = |room: f32| {
        let ends = parts.iter().scan(0.0, |end, part| {
            *end += part.wide(preview);
            Some(*end)
        });
        ends.take_while(|end| *end <= room).count()
    };
    let mut shown = fitting(room);
    if shown < parts.len() {
        shown = fitting(room - TOOL - space::XS);
    }
    parts.get(shown..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_what_is_used_least() {
        assert!(without_room(&ALL, 1000.0, 80.0).is_empty());
        assert_eq!(without_room(&ALL, 0.0, 80.0), ALL);
        let all: f32 = ALL.iter().map(|part| part.wide(80.0)).sum();
        assert!(without_room(&ALL, all, 80.0).is_empty());
        // The menu takes room, too.
        let last = [Part::Shows, Part::Eyedropper];
        assert_eq!(without_room(&ALL, all - 1.0, 80.0), &last);
        for room in 0..800 {
            let hidden = without_room(&ALL, room as f32, 80.0);
            let shown = &ALL[..ALL.len() - hidden.len()];
            let wide: f32 = shown.iter().map(|part| part.wide(80.0)).sum();
            assert!(shown.is_empty() || wide <= room as f32, "{shown:?} in {room}");
        }
    }
}
