//! What goes to the system's clipboard, and what is pasted before it is there.

use super::super::super::command::studio::Form;
use super::super::super::jobs::studio::{self as jobs, Answer, Copied};
use super::super::super::jobs::{Answer as AnyAnswer, Job, Slot};
use super::super::super::state::studio::copied::Copied as Waiting;
use super::Work;

/// Hands a text to the system, which has it when this frame is drawn.
pub(super) fn put(work: &mut Work<'_>, text: String) {
    let frame = work.ctx.cumulative_frame_nr();
    work.state.studio.copied = Some(Waiting::new(text.clone(), frame));
    work.ctx.copy_text(text);
}

/// What was copied last, where the system gave something older to paste.
pub(super) fn newer(work: &Work<'_>) -> Option<String> {
    let frame = work.ctx.cumulative_frame_nr();
    let copied = work.state.studio.copied.as_ref()?;
    copied.newer(frame).map(str::to_owned)
}

/// Forgets what the system has by now: it may be large.
pub(super) fn settle(work: &mut Work<'_>) {
    let frame = work.ctx.cumulative_frame_nr();
    work.state.studio.copied.take_if(|copied| copied.newer(frame).is_none());
}

/// Draws what is selected, as the canvas shows it, for the system's clipboard.
pub(super) fn copy(work: &mut Work<'_>, form: Form) {
    let Some(open) = work.state.studio.open() else {
        return;
    };
    let Some(clip) = open.editor.copy() else { return };
    let (design, kit, values) = (open.editor.design().clone(), open.kit.clone(), open.values.clone());
    let page = open.editor.page();
    let job = Job::shown("Drawing what is copied")
        .slot(Slot::StudioCopy)
        .on_failure(|problems| AnyAnswer::Studio(Answer::NotRead(problems)));
    work.jobs.start(job, move |_| {
        let copied = jobs::copy(&design, page, clip.elements, &values, kit, form)?;
        Ok(AnyAnswer::Studio(Answer::Copied(copied)))
    });
}

pub(super) fn copied(work: &mut Work<'_>, copied: Copied) {
    match copied {
        Copied::Picture(image) => {
            let [width, height] = image.size;
            work.ctx.copy_image(image);
            let text = format!("Copied a picture of {width} × {height} pixels");
            work.state.toasts.done(text);
        }
        Copied::Drawing(text) => {
            put(work, text);
            work.state.toasts.done("Copied an SVG drawing");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::command::studio::typing::Typing;
    use super::super::super::super::command::studio::{Action, Command};
    use super::super::super::testing::Bench;
    use crate::model::{Edit, Element, ElementContent, Spot, TextContent, TextStyle};
    use crate::units::{Color, Pt, Rect};

    fn put(bench: &mut Bench, name: &str) {
        let content = TextContent::new(name, TextStyle::new("Inter", Pt(12.0), Color::BLACK));
        let frame = Rect::new(10.0, 10.0, 60.0, 30.0);
        let at = Spot {
            page: 0,
            parent: None,
            index: 0,
        };
        let element = Box::new(Element::new(name, frame, ElementContent::Text(content)));
        bench.send(Command::Edit(name.to_owned(), Edit::Insert { at, element }));
    }

    /// A design with the elements “Older” and “Newer”, of which this one is selected, and the older one as it lies on
    /// the system's clipboard.
    fn bench(name: &str) -> (Bench, String) {
        let mut bench = Bench::of_design(name);
        put(&mut bench, "Older");
        put(&mut bench, "Newer");
        bench.send(Command::Select(vec!["Older".to_owned()]));
        let open = bench.state.studio.open().expect("open");
        let older = open.editor.copy().expect("a clip").to_text();
        bench.send(Command::Select(vec!["Newer".to_owned()]));
        (bench, older)
    }

    /// How often an element of this kind is on the page.
    fn count(bench: &Bench, words: &str) -> usize {
        let design = bench.state.studio.open().expect("open").editor.design().clone();
        let says = |element: &Element| match &element.content {
            ElementContent::Text(text) => text.spans.iter().any(|span| span.text == words),
            _ => false,
        };
        design.elements().iter().filter(|(_, element)| says(element)).count()
    }

    #[test]
    fn what_was_copied_just_now_is_pasted_and_not_what_the_system_had_before() {
        let (mut bench, older) = bench("studio-copied-quickly");
        bench.send(Action::Copy);
        bench.send(Command::PasteText(older));
        assert_eq!((count(&bench, "Older"), count(&bench, "Newer")), (1, 2));
        bench.send(Command::PasteOther(None));
        assert_eq!(count(&bench, "Newer"), 3, "the system had nothing");
    }

    #[test]
    fn the_fonts_of_a_design_come_along_into_another_one() {
        use crate::fonts::tests_support::bytes_of;

        let mut bench = Bench::of_design("studio-copied-fonts");
        put(&mut bench, "Words");
        bench.send(Command::Select(vec!["Words".to_owned()]));
        let open = bench.state.studio.open().expect("open");
        let mut clip = open.editor.copy().expect("a clip");
        assert!(open.fonts.is_empty(), "the design brings none along");
        let font: std::sync::Arc<[u8]> = bytes_of("great-vibes/GreatVibes-Regular.ttf").into();
        // Whatever path it claims to have.
        clip.fonts.insert("../Script.ttf".to_owned(), font.clone());
        bench.send(Command::PasteText(clip.to_text()));
        bench.until("the copy", |state| {
            let open = state.studio.open().expect("open");
            open.editor.selection() == ["Words 2"]
        });
        let open = bench.state.studio.open().expect("open");
        assert_eq!(open.fonts.get("Script.ttf"), Some(&font));
        assert_eq!(open.kit.own_fonts.len(), 1);
        // A second time they are there.
        bench.send(Command::PasteText(clip.to_text()));
        let open = bench.state.studio.open().expect("open");
        assert_eq!(
            (open.fonts.len(), open.editor.selection()),
            (1, ["Words 3".to_owned()].as_slice())
        );
    }

    #[test]
    fn what_was_cut_just_now_is_pasted() {
        let (mut bench, older) = bench("studio-cut-quickly");
        bench.send(Action::Cut);
        assert_eq!(count(&bench, "Newer"), 0);
        bench.send(Command::PasteText(older));
        assert_eq!((count(&bench, "Older"), count(&bench, "Newer")), (1, 1));
    }

    #[test]
    fn words_that_were_copied_just_now_are_pasted_into_a_text() {
        let (mut bench, _) = bench("studio-words-quickly");
        bench.send(Action::Into);
        bench.send(Command::Type(Typing::SelectAll));
        bench.send(Command::Type(Typing::Copy));
        bench.send(Command::Type(Typing::Paste("something else".to_owned())));
        assert_eq!(count(&bench, "Newer"), 1);
    }
}
