//! Frames that follow their texts, which is measured here because here are the fonts.

use std::borrow::Cow;

use crate::compose::{begins_at_right, measure};
use crate::diag::Problem;
use crate::model::{Align, Design, Edit, Element, ElementContent, FitPolicy, Frame, Property, TextContent};
use crate::studio::{Axis, Fitting, Hug, is_unwritten};
use crate::units::{Pt, Rect, Size, Vec2};

use super::super::super::state::studio::Open;
use super::super::super::state::studio::typing::text_of;

/// As wide or tall as no text is, in points.
const ENDLESS: Pt = Pt(14_000.0);

/// Fits the frames of texts to what they say, as one step.
pub(super) fn fit_texts(open: &mut Open, texts: &[(String, Hug)]) -> Result<(), Problem> {
    let fitting = |(name, hug): &(String, Hug)| {
        Some(Fitting {
            name: name.clone(),
            hug: *hug,
            size: text_size(open, name, hug.axis)?,
        })
    };
    let fittings: Vec<Fitting> = texts.iter().filter_map(fitting).collect();
    open.editor.fit_frames(&fittings)
}

/// How large the text is, in the width that it has or on lines that nothing breaks.
fn text_size(open: &Open, name: &str, axis: Axis) -> Option<Size> {
    let mut element = open.editor.design().element(name)?.clone();
    let mut content = text_of(&element)?.clone();
    content.fit.policy = FitPolicy::Clip;
    content.fit.max_size = None;
    element.height = ENDLESS;
    if axis == Axis::X {
        element.width = ENDLESS;
        // What is spread over the width would fill all of it.
        content.align = Align::Start;
        content.spans.iter_mut().for_each(|span| span.style.align = None);
    }
    element.content = ElementContent::Text(content);
    // A little more than the letters, so that rounding breaks no line.
    extent(open, &element).map(|extent| Size::new(extent.width() + 0.5, extent.height() + 0.01))
}

/// Around the lines of a text with the values of the row that is shown, from the corner of its frame. One that has words
/// in several languages has its frame around those that stand for all others, whichever are seen: the words of one
/// language move those of no other.
fn extent(open: &Open, element: &Element) -> Option<Rect> {
    let page = open.editor.page() as u32 + 1;
    let design = open.editor.design();
    let mut fields = Cow::Borrowed(&open.values.fields);
    if let Some(text) = text_of(element).filter(|text| text.chosen(&fields).is_some()) {
        fields.to_mut().recipient_language = Some(text.speaker(None, &design.language));
    }
    measure(design, &open.kit, page, element, None, &fields).extent
}

/// A change of texts together with the frames of those whose size is automatic. Changes that set the frames themselves,
/// and such that leave the lines as they are, stay what they are.
pub(super) fn following(open: &Open, edit: Edit) -> Edit {
    let mut frames = Vec::new();
    collect(open, &edit, &mut frames);
    if frames.is_empty() {
        return edit;
    }
    let name = match &edit {
        Edit::Many { name, .. } => name.clone(),
        _ => String::new(),
    };
    let frames = frames
        .into_iter()
        .map(|(name, frame)| Edit::set(name, Property::Frame(frame)));
    let edits = match edit {
        Edit::Many { edits, .. } => edits.into_iter().chain(frames).collect(),
        one => std::iter::once(one).chain(frames).collect(),
    };
    Edit::many(name, edits)
}

fn collect(open: &Open, edit: &Edit, frames: &mut Vec<(String, Frame)>) {
    match edit {
        Edit::Many { edits, .. } => {
            let sets_frames = |edit: &Edit| {
                matches!(
                    edit,
                    Edit::Set {
                        property: Property::Frame(_),
                        ..
                    } | Edit::Insert { .. }
                        | Edit::Rename { .. }
                )
            };
            if !edits.iter().any(sets_frames) {
                edits.iter().for_each(|edit| collect(open, edit, frames));
            }
        }
        Edit::Set {
            name,
            property: Property::Content(content),
        } => {
            if let ElementContent::Text(content) = content.as_ref()
                && let Some(frame) = hugging(open, name, content)
            {
                frames.push((name.clone(), frame));
            }
        }
        _ => {}
    }
}

/// The frame that a text has with another content, when it becomes another one.
fn hugging(open: &Open, name: &str, content: &TextContent) -> Option<Frame> {
    let grows = matches!(content.fit.policy, FitPolicy::AutoWidth | FitPolicy::Grow);
    let element = open.editor.design().element(name).filter(|_| grows)?;
    let known = text_of(element)?;
    let before = extent(open, element);
    let changed = Element {
        content: ElementContent::Text(content.clone()),
        ..element.clone()
    };
    let after = extent(open, &changed)?;
    let is_same = before == Some(after) && known.fit.policy == content.fit.policy;
    let after = if turns(open, element, &changed) {
        after - Vec2::new(element.width.0, 0.0)
    } else {
        after
    };
    (!is_same)
        .then(|| open.editor.hugging(name, content, before, after))
        .flatten()
}

/// Whether the first words of a text begin at the other side than those that stood in for them. It was put down where
/// it begins: one that reads from the right ends there.
fn turns(open: &Open, element: &Element, changed: &Element) -> bool {
    let at_right = |element: &Element| begins_at_right(open.editor.design(), &open.kit, element, &open.values.fields);
    let is_new = |content: &TextContent| {
        content.fit.policy == FitPolicy::AutoWidth && content.align == Align::Start && is_unwritten(content)
    };
    text_of(element).is_some_and(is_new) && !at_right(element) && at_right(changed)
}

/// A text of automatic height that was made narrower or wider by hand becomes as tall as its lines are now, as part of
/// the step that did it. `before` is the design before that.
pub(super) fn after(open: &mut Open, before: &Design) -> Result<(), Problem> {
    let [name] = open.editor.selection() else {
        return Ok(());
    };
    let (Some(known), Some(element)) = (before.element(name), open.editor.design().element(name)) else {
        return Ok(());
    };
    let reshaped = known.width != element.width && known.height == element.height;
    let content = text_of(element).filter(|content| reshaped && content.fit.policy == FitPolicy::Grow);
    let frame = content.and_then(|content| {
        let extents = (extent(open, known), extent(open, element)?);
        open.editor.hugging(name, content, extents.0, extents.1)
    });
    match frame {
        Some(frame) => open.editor.amend(Edit::set(name.clone(), Property::Frame(frame))),
        None => Ok(()),
    }
}

/// A text that was made by a click gets the frame that its first words have, as part of the step that made it.
pub(super) fn begun(open: &mut Open, name: &str) -> Result<(), Problem> {
    let frame = open.editor.design().element(name).and_then(|element| {
        let content = text_of(element).filter(|content| content.fit.policy == FitPolicy::AutoWidth)?;
        open.editor.hugging(name, content, None, extent(open, element)?)
    });
    match frame {
        Some(frame) => open.editor.amend(Edit::set(name, Property::Frame(frame))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::command::studio::{Action, Command};
    use super::super::super::testing::Bench;
    use super::*;
    use crate::model::{Fit, Spot, TextStyle};
    use crate::units::Color;

    fn text(name: &str, size: f64, policy: FitPolicy) -> Edit {
        let mut content = TextContent::new("Somebody", TextStyle::new("Inter", Pt(size), Color::BLACK));
        content.fit = Fit {
            policy,
            ..Fit::default()
        };
        Edit::Insert {
            at: Spot {
                page: 0,
                parent: None,
                index: 0,
            },
            element: Box::new(Element::new(
                name,
                Rect::new(10.0, 10.0, 60.0, 30.0),
                ElementContent::Text(content),
            )),
        }
    }

    #[test]
    fn a_text_that_is_put_down_begins_there_on_the_side_from_which_it_reads() {
        use super::super::super::super::command::studio::typing::Typing;
        use crate::studio::text::TextEdit;
        use crate::studio::{Pointer, Tool};

        let mut bench = Bench::of_design("studio-put-down");
        let typed = |words: &str| Command::Type(Typing::Edit(TextEdit::Insert(words.to_owned())));
        let edges = |bench: &Bench| {
            let open = bench.state.studio.open().expect("open");
            let name = open.editor.selection().first().expect("selected");
            let element = open.editor.design().element(name).expect("there");
            (element.x.0, element.x.0 + element.width.0)
        };
        let at = Pointer::at(300.0, 200.0);
        for (words, at_right) in [("Diploma", false), ("شهادة", true)] {
            bench.send(Command::Take(Tool::Text));
            bench.send(Command::Press(at, 1));
            bench.send(Command::Release(at));
            bench.send(Command::Type(Typing::SelectAll));
            bench.send(typed(words));
            bench.send(typed(words));
            let (left, right) = edges(&bench);
            let begins = if at_right { right } else { left };
            assert!((begins - 300.0).abs() < 1.0, "{words}: {left} to {right}");
            assert!(right - left > 20.0, "{words}: {left} to {right}");
            bench.send(Command::Type(Typing::Leave));
            // So that the next one is not put into this one.
            bench.send(Action::Delete);
        }
    }

    #[test]
    fn words_in_another_language_leave_the_frame_where_it_is() {
        use super::super::super::super::command::studio::data::Command as Data;
        use super::super::super::super::command::studio::typing::Typing;
        use crate::model::Span;
        use crate::studio::text::TextEdit;

        let mut bench = Bench::of_design("studio-frame-of-words");
        bench.send(Command::Edit(
            "Title".to_owned(),
            text("Heading", 20.0, FitPolicy::AutoWidth),
        ));
        bench.send(Command::Select(vec!["Heading".to_owned()]));
        let now = |bench: &Bench| {
            let open = bench.state.studio.open().expect("open");
            open.editor.design().element("Heading").expect("there").clone()
        };
        let set = |bench: &mut Bench, change: &dyn Fn(&mut TextContent)| {
            let mut content = text_of(&now(bench)).expect("a text").clone();
            change(&mut content);
            let content = Property::Content(Box::new(ElementContent::Text(content)));
            bench.send(Command::Edit("Change".to_owned(), Edit::set("Heading", content)));
        };
        set(&mut bench, &|text| text.style.size = Pt(21.0));
        let before = Frame::of(&now(&bench));
        set(&mut bench, &|text| {
            text.by_language.insert("ar".to_owned(), vec![Span::default()]);
        });
        bench.send(Command::Data(Data::Speak(Some("ar".to_owned()))));
        bench.send(Action::Into);
        bench.send(Command::Type(Typing::SelectAll));
        bench.send(Command::Type(Typing::Edit(TextEdit::Insert(
            "شهادة إتمام الدورة".to_owned(),
        ))));
        bench.send(Command::Type(Typing::Leave));
        assert_eq!(
            text_of(&now(&bench)).expect("a text").by_language["ar"][0].text,
            "شهادة إتمام الدورة"
        );
        assert_eq!(Frame::of(&now(&bench)), before, "the words in Arabic changed it");
        // What is larger for all is measured by the words of all.
        set(&mut bench, &|text| text.style.size = Pt(42.0));
        let ratio = now(&bench).width.0 / before.width.0;
        assert!((ratio - 2.0).abs() < 0.1, "{ratio}");
    }

    #[test]
    fn a_text_of_automatic_width_is_measured_anew_when_a_style_is_pasted() {
        let mut bench = Bench::of_design("studio-paste-style");
        bench.send(Command::Edit("Large".to_owned(), text("Large", 40.0, FitPolicy::Clip)));
        bench.send(Command::Edit(
            "Small".to_owned(),
            text("Small", 10.0, FitPolicy::AutoWidth),
        ));
        bench.send(Command::Select(vec!["Large".to_owned()]));
        bench.send(Action::CopyStyle);
        bench.send(Command::Select(vec!["Small".to_owned()]));
        bench.send(Action::PasteStyle);
        let open = bench.state.studio.open().expect("open");
        let small = open.editor.design().element("Small").expect("there");
        let lines = extent(open, small).expect("lines");
        assert!(lines.width() > 100.0, "as large as the other: {lines:?}");
        assert!(
            (small.width.0 - lines.width()).abs() < 2.0,
            "{} for {lines:?}",
            small.width.0
        );
    }
}
