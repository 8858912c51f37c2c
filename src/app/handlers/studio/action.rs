//! The commands that have no more to say than their names.

use crate::diag::Problem;
use crate::model::{Edit, PageProperty, Property};
use crate::studio::text::StyleChange;
use crate::studio::{AlignTo, Axis, Outcome, bounds_of, is_picture};
use crate::units::Pt;

use super::super::super::command::studio::{Action, Aid, Emphasis, Paging, Way};
use super::super::super::state::studio::Open;
use super::super::super::state::studio::pasting::{Pasting, pasting_id};
use super::Work;
use super::{copying, gesture, hug, inside, said, typing};

/// By how much a key zooms.
const ZOOM: f64 = 1.25;
/// Arrow keys that follow each other sooner than this belong together, in seconds.
const SOON: f64 = 1.0;

pub(super) fn command(work: &mut Work<'_>, action: Action) {
    match action {
        Action::Copy | Action::Cut => copy(work, action == Action::Cut),
        Action::CopyAs(form) => copying::copy(work, form),
        Action::Paste | Action::PasteInPlace => paste(work, action == Action::PasteInPlace),
        Action::CopyStyle => copy_style(work),
        Action::PasteStyle => paste_style(work),
        other => alone(work, other),
    }
}

/// What is selected goes to the system's clipboard as text, so that another design can have it.
fn copy(work: &mut Work<'_>, cut: bool) {
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let clip = if cut { open.editor.cut() } else { Ok(open.editor.copy()) };
    match clip {
        Ok(Some(mut clip)) => {
            clip.take_fonts(&open.fonts, open.kit.engine.book());
            copying::put(work, clip.to_text());
        }
        Ok(None) => {}
        Err(problem) => work.state.toasts.wrong(said(&problem.into())),
    }
}

/// Asks the system, whose answer is pasted as when its keys are pressed.
fn paste(work: &mut Work<'_>, in_place: bool) {
    work.state.studio.paste_in_place = in_place;
    work.ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
    work.ctx
        .data_mut(|data| data.insert_temp(pasting_id(), Pasting::asked()));
    work.ctx.request_repaint();
}

fn copy_style(work: &mut Work<'_>) {
    if let Some(open) = work.state.studio.open() {
        work.state.studio.style = open.editor.copy_style();
    }
}

fn paste_style(work: &mut Work<'_>) {
    let Some(style) = work.state.studio.style.clone() else {
        return;
    };
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    let Some((name, edit)) = open.editor.styled(&style) else {
        let text = "Nothing that is selected can look like what was copied";
        work.state.toasts.wrong(text);
        return;
    };
    let edit = hug::following(open, edit);
    if let Err(problem) = open.editor.commit(name, edit) {
        work.state.toasts.wrong(said(&problem.into()));
    }
}

fn alone(work: &mut Work<'_>, action: Action) {
    let now = work.ctx.input(|input| input.time);
    let Some(open) = work.state.studio.open_mut() else {
        return;
    };
    if let Err(problem) = act(open, action, now) {
        work.state.toasts.wrong(said(&problem.into()));
    }
}

fn act(open: &mut Open, action: Action, now: f64) -> Result<(), Problem> {
    match action {
        Action::Undo | Action::Redo => {
            let size = open.page_size();
            match action {
                Action::Undo => open.editor.undo()?,
                _ => open.editor.redo()?,
            }
            gesture::fit_resized(open, size);
        }
        Action::Delete => open.editor.delete()?,
        Action::SelectAll => open.editor.select_all(),
        Action::Next => open.editor.select_next(1),
        Action::Previous => open.editor.select_next(-1),
        Action::Into => into(open, now)?,
        Action::Crop => crop(open)?,
        Action::Gradient => {
            if let Some(of) = open.editor.gradient_here() {
                open.editor.edit_gradient(of);
            }
        }
        Action::ToPath => open.editor.convert_to_paths()?,
        Action::Out => drop(open.editor.leave()),
        Action::Escape => escape(open)?,
        Action::Nudge(way) => nudge(open, way, false, now)?,
        Action::Push(way) => nudge(open, way, true, now)?,
        Action::Duplicate => open.editor.duplicate()?,
        Action::Order(order) => open.editor.order(order)?,
        Action::Group => open.editor.group()?,
        Action::Ungroup => open.editor.ungroup()?,
        Action::Mask => open.editor.mask()?,
        Action::Lock => {
            let all = open.editor.selected().iter().all(|element| element.locked);
            let names = open.editor.selection().to_vec();
            open.editor.lock(&names, !all)?;
        }
        Action::Hide => {
            let all = open.editor.selected().iter().all(|element| element.hidden);
            let names = open.editor.selection().to_vec();
            open.editor.hide(&names, !all)?;
        }
        Action::Align(side) => open.editor.align(side, AlignTo::Selection)?,
        Action::AlignToPage(side) => open.editor.align(side, AlignTo::Page)?,
        Action::Distribute(axis) => open.editor.distribute(axis)?,
        Action::Flip(flip) => open.editor.flip(flip)?,
        Action::Emphasis(emphasis) => emphasize(open, emphasis)?,
        Action::Opacity(tenths) => {
            let opacity = Property::Opacity(f64::from(tenths) / 10.0);
            let names = open.editor.unlocked()?;
            open.editor.set_all("Opacity of", &names, |_| opacity.clone())?;
        }
        Action::Shadow => open.editor.toggle_shadow()?,
        Action::ZoomIn => open.camera.zoom_at(open.camera.room.center(), ZOOM),
        Action::ZoomOut => open.camera.zoom_at(open.camera.room.center(), 1.0 / ZOOM),
        Action::ZoomFull => open.camera.zoom_to(100.0),
        Action::ZoomFit => gesture::fit(open),
        Action::ZoomSelection => zoom_to_selection(open),
        Action::Toggle(aid) => toggle(open, aid)?,
        Action::Page(paging) => page(open, paging)?,
        Action::Preview => {
            open.editor.cancel();
            open.preview = !open.preview || open.versions.viewing.is_some();
            open.versions.viewing = None;
            gesture::fit(open);
        }
        Action::Keys => {
            open.keys = !open.keys;
            open.keys_filter.clear();
        }
        // Those that need more than the design were done before.
        Action::Copy
        | Action::CopyAs(_)
        | Action::Cut
        | Action::Paste
        | Action::PasteInPlace
        | Action::CopyStyle
        | Action::PasteStyle => {}
    }
    Ok(())
}

/// What is shown then is another page, which is seen whole.
fn page(open: &mut Open, paging: Paging) -> Result<(), Problem> {
    match paging {
        Paging::Add => open.editor.add_page()?,
        Paging::Duplicate => open.editor.duplicate_page()?,
        Paging::Remove => open.editor.remove_page()?,
    }
    open.pictures.forget();
    gesture::fit(open);
    Ok(())
}

fn emphasize(open: &mut Open, emphasis: Emphasis) -> Result<(), Problem> {
    let (doing, change) = match emphasis {
        Emphasis::Bold => ("Bold for", StyleChange::ToggleBold),
        Emphasis::Italic => ("Italic for", StyleChange::ToggleItalic),
        Emphasis::Underline => ("Underline for", StyleChange::ToggleUnderline),
    };
    open.editor.cancel();
    let names = open.editor.unlocked()?;
    let edit = hug::following(open, open.editor.restyled(doing, &names, change));
    open.editor.commit(open.editor.phrase(doing, &names), edit)
}

fn toggle(open: &mut Open, aid: Aid) -> Result<(), Problem> {
    let flip = |value: &mut bool| *value = !*value;
    let snap = &mut open.editor.settings.snap;
    match aid {
        Aid::Rulers => flip(&mut open.shows.rulers),
        Aid::Guides => flip(&mut open.shows.guides),
        Aid::Margins => flip(&mut open.shows.margins),
        Aid::Bleed => flip(&mut open.shows.bleed),
        Aid::SnapPage => flip(&mut snap.page),
        Aid::SnapElements => flip(&mut snap.elements),
        Aid::SnapSpacing => flip(&mut snap.spacing),
        Aid::SnapGuides => flip(&mut snap.guides),
        Aid::SnapGrid => flip(&mut snap.grid),
        Aid::Grid => flip(&mut open.shows.grid),
        Aid::LockGuides => {
            let locked = aids(open).is_some_and(|aids| aids.locked);
            let name = if locked { "Unlock the guides" } else { "Lock the guides" };
            set_aids(open, name, |aids| aids.locked = !locked)?;
        }
        Aid::ClearGuides => set_aids(open, "Remove all guides", |aids| {
            aids.vertical.clear();
            aids.horizontal.clear();
        })?,
        Aid::AddGuide(axis) => add_guide(open, axis)?,
    }
    Ok(())
}

/// Puts a guide in the middle of what is seen, and beside those that are there: in the very middle of the page where that
/// is near, else on a round number.
fn add_guide(open: &mut Open, axis: Axis) -> Result<(), Problem> {
    let (middle, size) = (super::middle_of_view(open), open.page_size());
    let (middle, length) = match axis {
        Axis::X => (middle.x, size.width),
        Axis::Y => (middle.y, size.height),
    };
    let step = open.editor.settings.unit.nudge() * 10.0;
    let of_page = length / 2.0;
    let first = match (middle - of_page).abs() < step {
        true => of_page,
        false => (middle / step).round() * step,
    };
    // What is added is seen.
    open.shows.guides = true;
    set_aids(open, "Add a guide", |aids| {
        let places = match axis {
            Axis::X => &mut aids.vertical,
            Axis::Y => &mut aids.horizontal,
        };
        let is_free = |at: &f64| places.iter().all(|place| (place.0 - at).abs() > step / 2.0);
        let mut tried = (0..=places.len()).map(|number| first + step * number as f64);
        let at = tried.find(is_free).unwrap_or(first);
        places.push(Pt(at.min(length)));
    })
}

fn aids(open: &Open) -> Option<&crate::model::Aids> {
    let page = open.editor.design().pages.get(open.editor.page())?;
    Some(&page.aids)
}

fn set_aids(open: &mut Open, name: &str, change: impl FnOnce(&mut crate::model::Aids)) -> Result<(), Problem> {
    let Some(mut changed) = aids(open).cloned() else {
        return Ok(());
    };
    change(&mut changed);
    let edit = Edit::SetPage {
        index: open.editor.page(),
        property: PageProperty::Aids(changed),
    };
    open.editor.commit(name, edit)
}

/// Ends what goes on inside an element, makes what a tool is taken for, or goes into what is selected: a group, a text, a path, a picture, a gradient.
fn into(open: &mut Open, now: f64) -> Result<(), Problem> {
    if open.editor.enter_mode()? || put_new(open, now)? {
        return Ok(());
    }
    let Some(name) = open.editor.selection().first().cloned() else {
        return Ok(());
    };
    if open.editor.select_child() {
        return Ok(());
    }
    open.editor.unlocked()?;
    let element = open.editor.design().element(&name);
    if element.is_some_and(is_picture) {
        return inside::crop(open, &name);
    }
    match open.editor.gradient_here() {
        Some(of) => drop(open.editor.edit_gradient(of)),
        None => typing::begin(open, &name, now),
    }
    Ok(())
}

/// With a tool that draws: puts what it makes in the middle of what is seen, in its usual size. Whether there was such
/// a tool.
fn put_new(open: &mut Open, now: f64) -> Result<bool, Problem> {
    if !open.editor.tool().puts() {
        return Ok(false);
    }
    let middle = open.editor.clear_of_others(super::middle_of_view(open));
    let pointer = open.pointer(open.camera.to_screen(middle), crate::studio::Modifiers::NONE);
    let done = open.editor.history().position();
    if let Outcome::EditText(name) = open.editor.click_at(pointer, 1)? {
        gesture::edit_text(open, &name, done, now)?;
    }
    Ok(true)
}

fn crop(open: &mut Open) -> Result<(), Problem> {
    match open.editor.selection().first().cloned() {
        Some(name) => inside::crop(open, &name),
        None => Ok(()),
    }
}

/// Ends what goes on, the innermost first: what is shown, the preview, what is edited inside an element, the tool, the
/// group, the selection.
fn escape(open: &mut Open) -> Result<(), Problem> {
    open.menu = None;
    open.asked = None;
    open.gesture = None;
    if open.keys {
        open.keys = false;
    } else if open.editor.cancel() {
    } else if open.versions.viewing.is_some() {
        super::versions::leave(open);
    } else if open.preview {
        open.preview = false;
    } else if open.editor.escape_mode()? {
    } else if open.editor.tool().draws() {
        open.editor.take(crate::studio::Tool::Select);
    } else if !open.editor.leave() {
        open.editor.select(&[]);
    }
    Ok(())
}

/// Those that follow each other soon are one step of the history.
fn nudge(open: &mut Open, way: Way, is_big: bool, now: f64) -> Result<(), Problem> {
    let (across, down) = match way {
        Way::Left => (-1, 0),
        Way::Right => (1, 0),
        Way::Up => (0, -1),
        Way::Down => (0, 1),
    };
    match is_soon(open, now) {
        true => open.editor.nudge_on(across, down, is_big),
        false => open.editor.nudge(across, down, is_big),
    }
}

/// Whether what a key repeats now may go on from what one did before.
pub(super) fn is_soon(open: &mut Open, now: f64) -> bool {
    let is_soon = now - open.nudged < SOON;
    open.nudged = now;
    is_soon
}

pub(super) fn zoom_to_selection(open: &mut Open) {
    let names = open.editor.selection().iter().map(String::as_str);
    if let Some(bounds) = bounds_of(open.editor.shown(), names) {
        open.camera.fit(bounds);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::command::listed;
    use super::super::super::super::command::studio::{Command, LOCKED};
    use super::super::super::super::route::Route;
    use super::super::super::super::state::State;
    use super::super::super::testing::Bench;
    use super::*;

    #[test]
    fn showing_the_grid_is_no_step_of_the_design() {
        let mut bench = Bench::of_design("studio-grid");
        bench.send(Action::Toggle(Aid::Grid));
        let open = bench.state.studio.open().expect("open");
        assert_eq!(open.has(Aid::Grid), Some(true));
        assert_eq!(open.editor.history().position(), 0);
        assert!(!open.is_changed());
    }

    /// The commands with these ids as their keys do them, and what is said of each.
    fn refused<const N: usize>(bench: &Bench, ids: [&str; N]) -> [Option<&'static str>; N] {
        let named = |id: &str| listed().find(|listed| listed.id == id).expect("a command");
        ids.map(|id| named(id).allowed(&bench.state).err())
    }

    #[test]
    fn keys_that_would_change_what_is_locked_say_why_they_do_not() {
        let mut bench = Bench::of_design("studio-locked-keys");
        let id = bench.state.studio.open().expect("open").id;
        bench.state.route.go(Route::Studio(id));
        bench.send(Command::Select(vec!["Title".to_owned()]));
        let ids = [
            "delete",
            "cut",
            "bold",
            "opacity-30",
            "shadow",
            "order-front",
            "nudge-left",
        ];
        assert_eq!(refused(&bench, ids), [None; 7]);
        bench.send(Action::Lock);
        assert_eq!(refused(&bench, ids), [Some(LOCKED); 7]);
        assert_eq!(refused(&bench, ["lock", "copy", "hide"]), [None; 3]);
        let before = bench.state.studio.open().expect("open").editor.design().clone();
        for action in [
            Action::Cut,
            Action::Opacity(3),
            Action::Emphasis(Emphasis::Bold),
            Action::Into,
        ] {
            bench.send(action);
            let open = bench.state.studio.open().expect("open");
            assert_eq!((open.editor.design(), open.is_typing()), (&before, false), "{action:?}");
            let said = bench.state.toasts.list().last().expect("a toast");
            assert!(
                said.text.starts_with("What is selected is locked"),
                "{action:?}: {}",
                said.text
            );
        }
        assert!(bench.state.studio.copied.is_none(), "nothing was copied");
    }

    #[test]
    fn a_run_of_a_key_in_a_field_is_one_step() {
        let mut bench = Bench::of_design("studio-run-of-keys");
        bench.send(Command::Select(vec!["Title".to_owned()]));
        let opacity = |bench: &Bench| bench.state.studio.open().expect("open").editor.selected()[0].opacity;
        for value in [0.9, 0.8, 0.7] {
            let edit = Edit::set("Title", Property::Opacity(value));
            let edit = Command::Edit("Opacity of “Title”".to_owned(), edit);
            bench.send(Command::GoOn(Box::new(edit)));
        }
        assert_eq!(opacity(&bench), 0.7);
        let width = |bench: &Bench| bench.state.studio.open().expect("open").editor.selected()[0].width;
        let before = width(&bench);
        for more in 1..=3 {
            let number = Command::SetNumber(crate::studio::Number::Width, before.0 + f64::from(more));
            bench.send(Command::GoOn(Box::new(number)));
        }
        assert_eq!(width(&bench), Pt(before.0 + 3.0));
        bench.send(Action::Undo);
        assert_eq!(
            (width(&bench), opacity(&bench)),
            (before, 0.7),
            "what is another thing is another step"
        );
        bench.send(Action::Undo);
        assert_eq!(opacity(&bench), 1.0);
        assert_eq!(bench.state.studio.open().expect("open").editor.history().position(), 0);
    }

    #[test]
    fn a_page_that_an_undo_resizes_is_seen_whole() {
        let mut bench = Bench::of_design("studio-undo-resize");
        let open = bench.state.studio.open().expect("open");
        let size = open.page_size();
        let edit = open.editor.page_resized(size.height, size.width, false);
        bench.send(Command::Edit("Resize the page".to_owned(), edit));
        for action in [Action::Undo, Action::Redo] {
            bench.send(Action::ZoomIn);
            let open = bench.state.studio.open().expect("open");
            assert!(!open.camera.is_fitted);
            bench.send(action);
            let open = bench.state.studio.open().expect("open");
            assert!(open.camera.is_fitted, "{action:?}");
        }
        // What leaves the page as it is leaves the view, too.
        bench.send(Action::ZoomIn);
        let edit = Edit::SetDesign(crate::model::DesignProperty::Name("Other".to_owned()));
        bench.send(Command::Edit("Rename".to_owned(), edit));
        bench.send(Action::Undo);
        assert!(!bench.state.studio.open().expect("open").camera.is_fitted);
    }

    #[test]
    fn pages_are_added_and_removed_and_seen_whole() {
        let mut bench = Bench::of_design("studio-paging");
        for (paging, page, count) in [(Paging::Duplicate, 1, 2), (Paging::Add, 2, 3), (Paging::Remove, 1, 2)] {
            bench.send(Action::Page(paging));
            let open = bench.state.studio.open().expect("open");
            let now = (open.editor.page(), open.editor.design().pages.len());
            assert_eq!(now, (page, count), "{paging:?}");
            assert!(open.camera.is_fitted);
        }
    }

    #[test]
    fn guides_are_added_by_a_command_each_on_a_place_of_its_own() {
        let mut bench = Bench::of_design("studio-add-guides");
        bench.send(Action::Toggle(Aid::Guides));
        for axis in [Axis::X, Axis::X, Axis::Y] {
            bench.send(Action::Toggle(Aid::AddGuide(axis)));
        }
        let open = bench.state.studio.open().expect("open");
        let aids = aids(open).expect("a page");
        let [first, second] = aids.vertical[..] else {
            panic!("{aids:?}")
        };
        let middle = open.page_size().width / 2.0;
        let step = open.editor.settings.unit.nudge() * 10.0;
        assert!((first.0 - middle).abs() < 1e-9, "{first:?} of {middle}");
        assert!((second.0 - first.0 - step).abs() < 1e-6, "{first:?} {second:?}");
        assert_eq!(aids.horizontal.len(), 1);
        assert_eq!(open.has(Aid::Guides), Some(true), "what is added is seen");
    }

    #[test]
    fn what_would_do_nothing_is_not_offered() {
        let mut bench = Bench::of_design("studio-offers");
        let id = bench.state.studio.open().expect("open").id;
        bench.state.route.go(Route::Studio(id));
        let refused = |state: &State, id: &str| {
            let command = listed().find(|listed| listed.id == id).expect("a command");
            command.allowed(state).err()
        };
        assert_eq!(refused(&bench.state, "select-out"), Some("No group is entered"));
        assert_eq!(refused(&bench.state, "clear-guides"), Some("The page has no guides"));
        let open = bench.state.studio.open_mut().expect("open");
        open.editor.select_all();
        open.editor.group().expect("grouped");
        let name = open.editor.selection()[0].clone();
        open.editor.enter(&name);
        set_aids(open, "Add a guide", |aids| aids.vertical.push(Pt(10.0))).expect("a guide");
        assert_eq!(refused(&bench.state, "select-out"), None);
        assert_eq!(refused(&bench.state, "clear-guides"), None);
    }
}
