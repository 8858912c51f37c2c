//! A path that is typed where a dialog of the system does not show.

use super::super::jobs::asking::Open;
use super::super::jobs::dialogs::AskKind;
use super::super::state::asking::Asked;
use super::super::state::path::typed_path;
use super::Work;

/// Looks whether a dialog waits for its answer, with every frame.
pub(in super::super) fn look(work: &mut Work<'_>) {
    let Some(open) = work.asking.open() else {
        work.state.asking = None;
        return;
    };
    let now = work.ctx.input(|input| input.time);
    let known = work.state.asking.take().filter(|asked| asked.number == open.number);
    let mut asked = known.unwrap_or_else(|| asked(work, &open, now));
    asked.is_missing = open.is_missing;
    asked.refused = open.refused;
    if asked.is_missing {
        asked.path.get_or_insert_with(|| asked.proposed.clone());
    }
    if let Some(left) = asked.wait(now) {
        work.ctx.request_repaint_after_secs(left as f32);
    }
    work.state.asking = Some(asked);
}

fn asked(work: &Work<'_>, open: &Open, now: f64) -> Asked {
    let ask = &open.ask;
    let proposed = match &ask.kind {
        AskKind::Save { name } => {
            let folder = ask.folder.as_ref().unwrap_or(&work.surroundings.documents);
            folder.join(name).to_string_lossy().into_owned()
        }
        AskKind::File { .. } | AskKind::Folder => work.state.typed_paths.get(&ask.title).cloned().unwrap_or_default(),
    };
    Asked {
        number: open.number,
        title: ask.title.clone(),
        kind: ask.kind.clone(),
        path: None,
        proposed,
        is_missing: false,
        refused: None,
        since: now,
        is_late: false,
    }
}

/// Opens the field for the path, types in it, or closes it. Where there is a dialog, that is waited for again; without the
/// field, it is not waited for any more.
pub(super) fn type_path(work: &mut Work<'_>, path: Option<String>) {
    let Some(asked) = &mut work.state.asking else { return };
    if path.is_none() && (asked.is_missing || asked.path.is_none()) {
        work.asking.answer(asked.number, None);
        work.state.asking = None;
        return;
    }
    asked.path = path;
}

/// The path is the answer; the dialog is not waited for any more.
pub(super) fn take_path(work: &mut Work<'_>) {
    if let Some(asked) = &work.state.asking
        && let Some(path) = &asked.path
    {
        work.asking.answer(asked.number, Some(typed_path(path)));
        work.state.typed_paths.insert(asked.title.clone(), path.clone());
    }
}
