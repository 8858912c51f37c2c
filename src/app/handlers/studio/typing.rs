//! Editing a text in its place: every change is in the design at once, those of one burst as one step.

use std::time::Duration;

use crate::diag::Problem;
use crate::model::{Edit, ElementContent, Property};
use crate::studio::Editor;
use crate::studio::text::{Deletion, TextEdit};

use super::super::super::command::studio::typing::Typing as Command;
use super::super::super::state::studio::Open;
use super::super::super::state::studio::typing::Typing;
use super::{Work, hug, said};

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
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let Some(mut typing) = open.typing.take() else { return };
    typing.moved = now;
    let leaves = command == Command::Leave;
    let copied = copied(&mut typing, &command);
    let outcome = carry_out(&mut typing, open, command, Duration::from_secs_f64(now.max(0.0)));
    let stays = !leaves && typing.follow(open.editor.design(), &open.values, &open.kit);
    let outcome = outcome.and_then(|()| {
        if leaves {
            leave(&typing, &mut open.editor)
        } else {
            Ok(())
        }
    });
    if stays {
        compose(&mut typing, open);
        open.typing = Some(typing);
    }
    if let Some(text) = copied {
        work.ctx.copy_text(text);
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
        Command::Copy | Command::Leave => {}
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
    open.editor.commit(burst.name, edit)
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

/// A text in which nothing is left goes.
fn leave(typing: &Typing, editor: &mut Editor) -> Result<(), Problem> {
    editor.cancel();
    if !typing.text.text().trim().is_empty() || editor.design().element(&typing.name).is_none() {
        return Ok(());
    }
    let edit = Edit::Remove {
        name: typing.name.clone(),
    };
    let name = editor.phrase("Delete", std::slice::from_ref(&typing.name));
    editor.commit_selecting(name, edit, Some(Vec::new()))
}

/// Brings the text that is edited up to what was changed elsewhere; ends it when it is not there any more.
pub(super) fn follow(work: &mut Work<'_>) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let Some(mut typing) = open.typing.take() else { return };
    let alone = matches!(open.editor.selection(), [only] if *only == typing.name);
    if alone && typing.follow(open.editor.design(), &open.values, &open.kit) {
        open.typing = Some(typing);
    }
}
