//! Editing a text in its place: every change is in the design at once, those of one burst as one step.

use std::time::Duration;

use crate::diag::Problem;
use crate::model::{Edit, ElementContent, Property};
use crate::studio::text::{Deletion, StyleChange, TextEdit};
use crate::studio::{Editor, called_in};

use super::super::super::command::studio::typing::Typing as Command;
use super::super::super::state::studio::Open;
use super::super::super::state::studio::typing::{Typing, text_of};
use super::{Work, copying, hug, said};

/// Begins to edit a text; it is selected then. What is no text is passed over.
pub(super) fn begin(open: &mut Open, name: &str, now: f64) {
    open.editor.select(&[name.to_owned()]);
    let is_closed = |element: &&crate::model::Element| !open.editor.may(element, crate::model::Freedom::Text);
    if open.editor.design().element(name).filter(is_closed).is_some() {
        return;
    }
    open.typing = Typing::begin(name, open.editor.design(), &open.values, &open.kit, now);
}

pub(super) fn command(work: &mut Work<'_>, command: Command) {
    let now = work.ctx.input(|input| input.time);
    if command == Command::AskPaste {
        work.ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
        work.ctx.request_repaint();
        return;
    }
    let command = match command {
        Command::Paste(text) => Command::Paste(copying::newer(work).unwrap_or(text)),
        other => other,
    };
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let Some(mut typing) = open.typing.take() else { return };
    typing.moved = now;
    typing.end_preview();
    let leaves = command == Command::Leave;
    let copied = copied(&mut typing, &command);
    let shows = matches!(command, Command::Show(_));
    let outcome = carry_out(&mut typing, open, command, Duration::from_secs_f64(now.max(0.0)));
    let stays = !leaves && typing.follow(open.editor.design(), &open.values, &open.kit);
    let outcome = outcome.and_then(|()| {
        if leaves {
            leave(&typing, &mut open.editor, Some(Vec::new()))
        } else {
            Ok(())
        }
    });
    if stays {
        if !shows {
            compose(&mut typing, open);
        }
        open.typing = Some(typing);
    }
    if let Some(text) = copied {
        copying::put(work, text);
    }
    if let Err(problem) = outcome {
        work.state.toasts.wrong(said(&problem.into()));
    }
}

/// What goes to the system's clipboard.
fn copied(typing: &mut Typing, command: &Command) -> Option<String> {
    let takes = matches!(command, Command::Copy | Command::Cut) && !typing.text.selection().is_empty();
    takes.then(|| {
        let text = typing.text.selected_template();
        typing.copied = Some((text.clone(), typing.text.selected_spans()));
        text
    })
}

fn carry_out(typing: &mut Typing, open: &mut Open, command: Command, now: Duration) -> Result<(), Problem> {
    let inverse = typing.to_page.inverse();
    match command {
        Command::Edit(change) => edit(typing, open, change, now)?,
        Command::Show(change) => show(typing, open, change, now)?,
        Command::Cut => edit(typing, open, TextEdit::Delete(Deletion::Selection), now)?,
        Command::Paste(text) => {
            // What was copied from a text here keeps its styles.
            let own = typing.copied.as_ref().filter(|(copied, _)| *copied == text);
            let change = match own {
                Some((_, spans)) => TextEdit::PasteSpans(spans.clone()),
                None => TextEdit::Paste(text),
            };
            edit(typing, open, change, now)?;
        }
        Command::Go(motion, extend) => typing.text.go(motion, extend, &typing.view),
        Command::SelectAll => typing.text.select_all(),
        Command::Compose(text, caret) => {
            // What will be committed takes the place of the selection.
            if !text.is_empty() && !typing.text.is_composing() {
                edit(typing, open, TextEdit::Delete(Deletion::Selection), now)?;
            }
            typing.text.compose(&text, caret);
        }
        Command::Press(at, clicks, extend) => typing.text.press(inverse * at, clicks, extend, &typing.view),
        Command::Drag(at) => typing.text.drag(inverse * at, &typing.view),
        Command::Release => typing.text.release(),
        Command::Undo => {
            open.editor.undo()?;
            typing.burst = None;
        }
        Command::Redo => {
            open.editor.redo()?;
            typing.burst = None;
        }
        Command::Copy | Command::AskPaste | Command::Leave => {}
    }
    Ok(())
}

/// Changes the text, and the design with it. A change of the same burst takes the place of the one before.
fn edit(typing: &mut Typing, open: &mut Open, change: TextEdit, now: Duration) -> Result<(), Problem> {
    let Some(burst) = typing.text.edit(change, &typing.view, now) else {
        return Ok(());
    };
    open.editor.cancel();
    if typing.burst == Some(burst.number) {
        open.editor.undo()?;
    }
    let content = ElementContent::Text(typing.content(open.editor.design()));
    typing.burst = Some(burst.number);
    let edit = Edit::set(&typing.name, Property::Content(Box::new(content)));
    let edit = hug::following(open, edit);
    let called = called_in(open.editor.design(), &typing.name);
    open.editor.commit(format!("{} in “{called}”", burst.name), edit)
}

/// Shows the text in another style, as far as anything of it is seen.
fn show(typing: &mut Typing, open: &mut Open, change: StyleChange, now: Duration) -> Result<(), Problem> {
    open.editor.cancel();
    let Some(content) = typing.preview(change, now) else {
        return Ok(());
    };
    let content = ElementContent::Text(content);
    let edit = Edit::set(&typing.name, Property::Content(Box::new(content)));
    let edit = hug::following(open, edit);
    open.editor.propose("Change text style", edit)
}

/// While an input method is at work, what it shows is drawn and not done.
fn compose(typing: &mut Typing, open: &mut Open) {
    typing.refresh(&open.kit);
    match typing.composed() {
        Some(content) => {
            let content = ElementContent::Text(content);
            let edit = Edit::set(&typing.name, Property::Content(Box::new(content)));
            let edit = hug::following(open, edit);
            // A text that could not be shown so is shown when it is committed.
            drop(open.editor.propose("Type text", edit));
        }
        None => drop(open.editor.cancel()),
    }
}

/// A text in which nothing is left goes, in whatever language; what is selected then is as before where it is not said. In
/// a template, of which nothing can be removed, it stays.
fn leave(typing: &Typing, editor: &mut Editor, selection: Option<Vec<String>>) -> Result<(), Problem> {
    editor.cancel();
    let text = editor.design().element(&typing.name).and_then(text_of);
    let is_empty = text.is_some_and(|text| text.all_spans().all(|span| span.text.trim().is_empty()));
    if !is_empty || editor.is_locked() {
        return Ok(());
    }
    let edit = Edit::Remove {
        name: typing.name.clone(),
    };
    let name = editor.phrase("Delete", std::slice::from_ref(&typing.name));
    editor.commit_selecting(name, edit, selection)
}

/// Brings the text that is edited up to what was changed elsewhere; ends it when it is not there any more. A row whose
/// recipient reads other words does not take the caret there.
pub(super) fn follow(work: &mut Work<'_>) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let Some(mut typing) = open.typing.take() else { return };
    if let Some(language) = typing.speaker(open.editor.design(), &open.values) {
        open.data.speaks = Some(language);
        open.fill((*open.values).clone());
    }
    let alone = matches!(open.editor.selection(), [only] if *only == typing.name);
    if alone && typing.follow(open.editor.design(), &open.values, &open.kit) {
        open.typing = Some(typing);
    } else if let Err(problem) = leave(&typing, &mut open.editor, None) {
        work.state.toasts.wrong(said(&problem.into()));
    }
}

/// Ends it before something that leads away from the design.
pub(super) fn end(work: &mut Work<'_>) {
    if work.state.studio.open().is_some_and(Open::is_typing) {
        command(work, Command::Leave);
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::super::super::command::Command as AnyCommand;
    use super::super::super::super::command::studio::data::Command as Data;
    use super::super::super::super::command::studio::{Action, Command as Studio};
    use super::super::super::super::route::Route;
    use super::super::super::super::state::State;
    use super::super::super::testing::Bench;
    use super::*;
    use crate::model::{DesignProperty, Freedom, Span, TextContent};
    use crate::studio::text::Motion;
    use crate::units::Pt;

    const ENGLISH: &str = "Certificate of {{group.title}}";
    const ARABIC: &str = "شهادة";

    fn title(bench: &Bench) -> TextContent {
        let open = bench.state.studio.open().expect("a design");
        let title = open.editor.design().element("Title").expect("a title");
        match &title.content {
            ElementContent::Text(text) => text.clone(),
            _ => panic!("a text"),
        }
    }

    fn words(bench: &Bench, language: Option<&str>) -> String {
        title(bench)
            .said(language)
            .iter()
            .map(|span| span.text.as_str())
            .collect()
    }

    /// What is seen on the page.
    fn shown(bench: &Bench) -> Option<String> {
        let open = bench.state.studio.open().expect("a design");
        title(bench).chosen(&open.values.fields).map(str::to_owned)
    }

    /// A title that has words in Arabic, which are shown because the designer chose them.
    fn with_arabic(name: &str) -> Bench {
        let mut bench = Bench::of_design(name);
        let mut text = title(&bench);
        let arabic = Span {
            text: ARABIC.to_owned(),
            ..Span::default()
        };
        text.by_language.insert("ar".to_owned(), vec![arabic]);
        let edit = Edit::set("Title", Property::Content(Box::new(ElementContent::Text(text))));
        bench.send(Studio::Select(vec!["Title".to_owned()]));
        bench.send(Studio::Edit("Add the language ar".to_owned(), edit));
        bench.send(Studio::Data(Data::Speak(Some("ar".to_owned()))));
        bench
    }

    fn attach(bench: &mut Bench, rows: &str) {
        let list: PathBuf = bench.list("people.csv", &format!("Name,Language\n{rows}"));
        bench.send(Studio::Data(Data::AttachSheet(list)));
        until_row(bench, 0);
    }

    fn step(bench: &mut Bench, to: usize) {
        bench.send(Studio::Data(Data::Step(1)));
        until_row(bench, to);
    }

    fn until_row(bench: &mut Bench, at: usize) {
        bench.until("the row", move |state: &State| {
            let open = state.studio.open().expect("open");
            let row = open.data.rows.get(at);
            open.data.at == at && row.is_some_and(|row| open.values.of.as_ref() == Some(&row.label))
        });
    }

    fn type_over(bench: &mut Bench, text: &str) {
        bench.send(Studio::Type(Command::SelectAll));
        bench.send(Studio::Type(Command::Edit(TextEdit::Insert(text.to_owned()))));
    }

    #[test]
    fn the_words_that_were_chosen_by_hand_hold_until_the_next_row() {
        let mut bench = with_arabic("studio-words-hold");
        attach(&mut bench, "Ann,de\nBo,de\n");
        assert_eq!(shown(&bench).as_deref(), Some("ar"), "attached");
        bench.send(Studio::Do(Action::Into));
        type_over(&mut bench, "دبلوم");
        bench.send(Studio::Type(Command::Leave));
        assert_eq!(words(&bench, None), ENGLISH);
        assert_eq!(words(&bench, Some("ar")), "دبلوم");
        step(&mut bench, 1);
        assert_eq!(shown(&bench), None, "as the row says");
        bench.send(Studio::Data(Data::Speak(Some("ar".to_owned()))));
        bench.send(Studio::Data(Data::Detach));
        assert_eq!(shown(&bench).as_deref(), Some("ar"), "not attached any more");
    }

    #[test]
    fn another_row_never_changes_which_words_have_the_caret() {
        let mut bench = with_arabic("studio-words-caret");
        bench.send(Studio::Do(Action::Into));
        attach(&mut bench, "Ann,de\nBo,ar\n");
        step(&mut bench, 1);
        step(&mut bench, 0);
        type_over(&mut bench, "دبلوم");
        assert_eq!(
            (words(&bench, None).as_str(), shown(&bench).as_deref()),
            (ENGLISH, Some("ar"))
        );
        assert_eq!(words(&bench, Some("ar")), "دبلوم");
        // The other way round: the words of all others while a row in Arabic comes.
        bench.send(Studio::Data(Data::Speak(Some("en".to_owned()))));
        assert_eq!(shown(&bench), None, "chosen by hand");
        step(&mut bench, 1);
        type_over(&mut bench, "Diploma");
        assert_eq!((words(&bench, None).as_str(), shown(&bench)), ("Diploma", None));
        assert_eq!(words(&bench, Some("ar")), "دبلوم");
        bench.send(Studio::Type(Command::Leave));
        step(&mut bench, 0);
        step(&mut bench, 1);
        assert_eq!(shown(&bench).as_deref(), Some("ar"), "as the row says");
    }

    #[test]
    fn a_step_of_typing_names_its_text() {
        let mut bench = with_arabic("studio-words-step");
        bench.send(Studio::Do(Action::Into));
        type_over(&mut bench, "دبلوم");
        let open = bench.state.studio.open().expect("open");
        assert_eq!(open.editor.history().undo_name(), Some("Type text in “Title”"));
    }

    #[test]
    fn the_caret_goes_on_in_what_is_left_when_its_words_are_taken_back() {
        let mut bench = with_arabic("studio-words-undone");
        bench.send(Studio::Do(Action::Into));
        bench.send(Studio::Type(Command::Undo));
        type_over(&mut bench, "Diploma");
        assert_eq!(
            (words(&bench, None).as_str(), title(&bench).by_language.len()),
            ("Diploma", 0)
        );
    }

    /// The title of a new design, in which the caret is.
    fn edited(name: &str) -> Bench {
        let mut bench = Bench::of_design(name);
        bench.send(Studio::Select(vec!["Title".to_owned()]));
        bench.send(Studio::Do(Action::Into));
        bench
    }

    fn steps(bench: &Bench) -> usize {
        bench.state.studio.open().expect("open").editor.history().position()
    }

    fn empty(bench: &mut Bench) {
        bench.send(Studio::Type(Command::SelectAll));
        bench.send(Studio::Type(Command::Edit(TextEdit::Delete(Deletion::Selection))));
    }

    fn has_title(bench: &Bench) -> bool {
        let open = bench.state.studio.open().expect("open");
        open.editor.design().element("Title").is_some()
    }

    #[test]
    fn a_style_is_shown_before_letters_have_it() {
        let mut bench = edited("studio-style-shown");
        // What the inspector says, and whether the page shows what is done.
        let seen = |bench: &Bench| {
            let open = bench.state.studio.open().expect("open");
            let style = open.typing.as_ref().expect("a caret").style();
            let is_done = std::sync::Arc::ptr_eq(open.editor.shown(), open.editor.design());
            (style.size.same().map(|size| size.0), is_done)
        };
        let larger = || StyleChange::Size(Pt(40.0));
        bench.send(Studio::Type(Command::SelectAll));
        bench.send(Studio::Type(Command::Show(larger())));
        assert_eq!(seen(&bench), (Some(40.0), false));
        bench.send(Studio::Cancel);
        assert_eq!((seen(&bench), steps(&bench)), ((Some(24.0), true), 0));
        // With a caret alone it is that of what is typed next.
        bench.send(Studio::Type(Command::Go(Motion::TextEnd, false)));
        bench.send(Studio::Type(Command::Show(larger())));
        assert_eq!(seen(&bench), (Some(40.0), true));
        bench.send(Studio::Type(Command::Edit(TextEdit::Style(larger()))));
        assert_eq!((seen(&bench), steps(&bench)), ((Some(40.0), true), 0));
        bench.send(Studio::Type(Command::Edit(TextEdit::Insert("!".to_owned()))));
        let spans = title(&bench).spans;
        let sizes: Vec<Option<Pt>> = spans.iter().map(|span| span.style.size).collect();
        assert_eq!(sizes, [None, Some(Pt(40.0))]);
    }

    #[test]
    fn a_weight_with_its_style_is_one_step() {
        let mut bench = edited("studio-style-face");
        bench.send(Studio::Type(Command::SelectAll));
        let face = StyleChange::Face(700, true);
        bench.send(Studio::Type(Command::Edit(TextEdit::Style(face))));
        let faces = |bench: &Bench| {
            let style = title(bench).spans[0].style.clone();
            (style.weight, style.italic)
        };
        assert_eq!((faces(&bench), steps(&bench)), ((Some(700), Some(true)), 1));
        bench.send(Studio::Type(Command::Undo));
        assert_eq!((faces(&bench), steps(&bench)), ((None, None), 0));
    }

    #[test]
    fn an_emptied_text_goes_when_something_else_is_selected() {
        let mut bench = edited("studio-emptied");
        empty(&mut bench);
        bench.send(Studio::Select(vec!["Recipient".to_owned()]));
        assert!(!has_title(&bench));
        let open = bench.state.studio.open().expect("open");
        assert!(!open.is_typing());
        assert_eq!(open.editor.selection(), ["Recipient"]);
        bench.send(Studio::Do(Action::Undo));
        bench.send(Studio::Do(Action::Undo));
        assert_eq!(words(&bench, None), ENGLISH, "two steps back");
    }

    #[test]
    fn an_emptied_text_goes_when_the_studio_is_left() {
        let mut bench = edited("studio-emptied-left");
        let id = bench.state.studio.open().expect("open").id;
        bench.state.route.go(Route::Studio(id));
        empty(&mut bench);
        assert!(has_title(&bench));
        bench.send(AnyCommand::Go(Route::Designs));
        assert!(!has_title(&bench));
    }

    #[test]
    fn an_emptied_text_stays_in_a_template_and_where_it_has_other_words() {
        let mut bench = Bench::of_design("studio-emptied-template");
        let open = Edit::set("Title", Property::Open(vec![Freedom::Text]));
        bench.send(Studio::Edit("Leave open".to_owned(), open));
        let template = Edit::SetDesign(DesignProperty::Template(true));
        bench.send(Studio::Edit("Lock as a template".to_owned(), template));
        bench.send(Studio::Select(vec!["Title".to_owned()]));
        bench.send(Studio::Do(Action::Into));
        empty(&mut bench);
        assert_eq!(words(&bench, None), "");
        bench.send(Studio::Type(Command::Leave));
        assert!(has_title(&bench));
        assert!(bench.state.toasts.list().is_empty(), "nothing went wrong");

        let mut bench = with_arabic("studio-emptied-language");
        bench.send(Studio::Do(Action::Into));
        empty(&mut bench);
        bench.send(Studio::Type(Command::Leave));
        assert_eq!(words(&bench, None), ENGLISH);
    }
}
