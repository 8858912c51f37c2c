//! The state of a design that is worked on.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::Kit;
use crate::designfile;
use crate::diag::Problem;
use crate::model::{Design, Edit, Element, ElementContent, Fields, Freedom, TextStyle};

use super::around;
use super::defaults::usual_style;
use super::freedom;
use super::gesture::Gesture;
use super::handles::Outline;
use super::history::{History, Place, Step};
use super::masks;
use super::modes::Modes;
use super::pointer::Tool;
use super::settings::Settings;
use super::snap::Marks;

/// A design that is worked on. The module's documentation says how it is used.
#[derive(Clone, Debug)]
pub struct Editor {
    pub(super) design: Arc<Design>,
    /// The files of the design by their paths in its folder; what is no longer used stays for the way back.
    pub(super) files: BTreeMap<String, Arc<[u8]>>,
    pub(super) place: Place,
    pub(super) tool: Tool,
    pub(super) history: History,
    pub(super) gesture: Option<Gesture>,
    pub(super) modes: Modes,
    /// A change that is shown and not done yet.
    pub(super) proposal: Option<Proposal>,
    pub settings: Settings,
    /// The style that a text was given last, which new texts get; `None` before there was one.
    text_style: Option<TextStyle>,
    /// With what the design is drawn: by its decoded pictures a press goes through what is clear of them.
    pub kit: Option<Arc<Kit>>,
    /// The values with which it is drawn: a press goes through what their conditions do not show.
    pub fields: Option<Arc<Fields>>,
}

/// A change that is shown while the hand moves.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    pub name: String,
    pub edit: Edit,
    pub design: Arc<Design>,
    /// What is selected when it is done; as before when `None`.
    pub selection: Option<Vec<String>>,
    pub marks: Marks,
}

impl Editor {
    pub fn new(design: Arc<Design>, files: BTreeMap<String, Arc<[u8]>>) -> Editor {
        Editor {
            design,
            files,
            place: Place::default(),
            tool: Tool::default(),
            history: History::default(),
            gesture: None,
            modes: Modes::default(),
            proposal: None,
            settings: Settings::default(),
            text_style: None,
            kit: None,
            fields: None,
        }
    }

    /// The design as it is, without what a gesture shows.
    pub fn design(&self) -> &Arc<Design> {
        &self.design
    }

    /// The design as it is to be drawn: with what the gesture under way would make of it.
    pub fn shown(&self) -> &Arc<Design> {
        self.proposal.as_ref().map_or(&self.design, |proposal| &proposal.design)
    }

    /// The page that is worked on, from 0.
    pub fn page(&self) -> usize {
        self.place.page
    }

    /// Goes to another page; nothing is selected there. A page that is not there is passed over.
    pub fn go_to_page(&mut self, page: usize) {
        if page < self.design.pages.len() && page != self.place.page {
            self.cancel();
            self.place = Place {
                page,
                ..Place::default()
            };
            self.end_modes();
        }
    }

    /// The group in which is worked, `None` for the page itself.
    pub fn entered(&self) -> Option<&str> {
        self.place.entered.as_deref()
    }

    /// The names of what is selected, in the order in which it was; during a gesture of what it makes.
    pub fn selection(&self) -> &[String] {
        let proposed = self.proposal.as_ref().and_then(|proposal| proposal.selection.as_ref());
        proposed.unwrap_or(&self.place.selection)
    }

    /// The selected elements, as they are shown.
    pub fn selected(&self) -> Vec<&Element> {
        let shown = self.shown();
        self.selection().iter().filter_map(|name| shown.element(name)).collect()
    }

    /// What is drawn around the selection, as it is shown; `None` when nothing is selected.
    pub fn outline(&self) -> Option<Outline> {
        Outline::of(self.shown(), self.selection())
    }

    pub fn tool(&self) -> &Tool {
        &self.tool
    }

    /// Takes a tool; a gesture under way is cancelled, and so is a path that was not ended by [`Editor::end_pen`].
    pub fn take(&mut self, tool: Tool) {
        self.cancel();
        self.end_modes();
        self.tool = tool;
    }

    pub fn history(&self) -> &History {
        &self.history
    }

    /// The files of the design that are used, by their paths.
    pub fn files(&self) -> BTreeMap<String, Arc<[u8]>> {
        let used = self.design.assets();
        self.files
            .iter()
            .filter(|(path, _)| used.contains(path.as_str()))
            .map(|(path, bytes)| (path.clone(), Arc::clone(bytes)))
            .collect()
    }

    /// Every file that the design had since it was opened, by its path.
    pub fn all_files(&self) -> &BTreeMap<String, Arc<[u8]>> {
        &self.files
    }

    /// Adds a file and gives its path in the design's folder: `images/` and the name, with a number when another file
    /// has it. The same bytes are there once. It is no step of the history; using the file is.
    pub fn add_file(&mut self, name: &str, bytes: Arc<[u8]>) -> String {
        if let Some((path, _)) = self.files.iter().find(|(_, there)| **there == bytes) {
            return path.clone();
        }
        let name = designfile::safe_name(name);
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() => (stem.to_owned(), format!(".{ending}")),
            _ => (name, String::new()),
        };
        let paths = std::iter::once(format!("images/{stem}{ending}"))
            .chain((2_u32..).map(|number| format!("images/{stem}-{number}{ending}")));
        for path in paths {
            if !self.files.contains_key(&path) {
                self.files.insert(path.clone(), bytes);
                return path;
            }
        }
        String::new()
    }

    /// Does a change as one step of the history. A gesture under way is cancelled first.
    ///
    /// # Errors
    /// Those of [`Edit::apply`], and the first error that the design's file would have after it and has not now.
    pub fn commit(&mut self, name: impl Into<String>, edit: Edit) -> Result<(), Problem> {
        self.cancel();
        self.commit_selecting(name, edit, None)
    }

    /// Does a change as one step, after which other elements are selected.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn commit_selecting(
        &mut self,
        name: impl Into<String>,
        edit: Edit,
        selection: Option<Vec<String>>,
    ) -> Result<(), Problem> {
        self.check_freedom(&edit)?;
        self.step(name.into(), edit, selection)
    }

    fn check_freedom(&self, edit: &Edit) -> Result<(), Problem> {
        match self.is_locked() {
            true => freedom::check(&self.design, edit),
            false => Ok(()),
        }
    }

    fn step(&mut self, name: String, edit: Edit, selection: Option<Vec<String>>) -> Result<(), Problem> {
        let (edit, design, inverse) = self.applied(&name, edit)?;
        if design == *self.design {
            self.place = self.followed(&edit, selection, &design);
            self.follow_modes();
            return Ok(());
        }
        refuse_new_errors(&self.design, &design)?;
        let before = self.place.clone();
        self.place = self.followed(&edit, selection, &design);
        self.note_text_style(&design);
        self.design = Arc::new(design);
        self.history.push(Step {
            name,
            edit,
            inverse,
            before,
            after: self.place.clone(),
            copied: Vec::new(),
        });
        self.follow_modes();
        Ok(())
    }

    /// Remembers the style of a selected text that has another one in the design after a change.
    fn note_text_style(&mut self, after: &Design) {
        let mut changed = self.place.selection.iter().filter_map(|name| {
            let style = style_of(after.element(name)?)?;
            let before = style_of(self.design.element(name)?)?;
            (style != before).then_some(style)
        });
        let changed = changed.next_back();
        self.text_style = changed.or_else(|| self.text_style.take());
    }

    /// The style of new texts: the one that was used last, else one that suits the design.
    pub(super) fn new_text_style(&self) -> TextStyle {
        self.text_style.clone().unwrap_or_else(|| usual_style(&self.design))
    }

    /// A change with what follows from it for groups, the design after it, and what undoes it.
    pub(super) fn applied(&self, name: &str, edit: Edit) -> Result<(Edit, Design, Edit), Problem> {
        let (design, inverse) = edit.apply_with_inverse(&self.design)?;
        let mut more = masks::upkeep(&self.design, &edit, &design);
        more.extend(around::upkeep(&self.design, &edit, &design));
        if more.is_empty() {
            return Ok((edit, design, inverse));
        }
        let all = Edit::many(name, std::iter::once(edit).chain(more).collect());
        let (design, inverse) = all.apply_with_inverse(&self.design)?;
        Ok((all, design, inverse))
    }

    /// Adds a change to the last step, which stays one.
    ///
    /// # Errors
    /// Those of [`Editor::commit`]; the step is then as it was.
    pub fn amend(&mut self, edit: Edit) -> Result<(), Problem> {
        let last = self.history.position().checked_sub(1);
        let Some(step) = last.and_then(|last| self.history.steps().get(last)).cloned() else {
            return Ok(());
        };
        self.check_freedom(&edit)?;
        // What follows from the step for groups is in it, so what follows from its addition is added, too.
        let (edit, ..) = self.applied(&step.name, edit)?;
        self.undo()?;
        let both = Edit::many(step.name.clone(), vec![step.edit, edit]);
        let amended = self.step(step.name, both, Some(step.after.selection));
        if amended.is_err() {
            self.redo()?;
        }
        amended
    }

    /// Whether only what the designer left open can be changed: for whoever issues, and in a design that is locked as a
    /// template until [`Settings::unlocked`] says otherwise.
    pub fn is_locked(&self) -> bool {
        self.settings.is_issuer || (self.design.template && !self.settings.unlocked)
    }

    /// Whether this can be changed of an element.
    pub fn may(&self, element: &Element, freedom: Freedom) -> bool {
        !self.is_locked() || element.open.contains(&freedom)
    }

    /// Where the designer is after a change.
    fn followed(&self, edit: &Edit, selection: Option<Vec<String>>, design: &Design) -> Place {
        let follow = |name: &String| edit.renamed(name).to_owned();
        let place = Place {
            page: self.place.page,
            entered: self.place.entered.as_ref().map(follow),
            selection: selection.unwrap_or_else(|| self.place.selection.iter().map(follow).collect()),
        };
        there(place, design)
    }

    /// Shows a change without doing it, as while a value is dragged or a colour looked at. It replaces what was shown
    /// before; [`Editor::accept`] does it, [`Editor::cancel`] takes it back.
    ///
    /// # Errors
    /// Those of [`Edit::apply`]; what was shown stays.
    pub fn propose(&mut self, name: impl Into<String>, edit: Edit) -> Result<(), Problem> {
        let name = name.into();
        let (_, design, _) = self.applied(&name, edit.clone())?;
        self.gesture = None;
        self.proposal = Some(Proposal {
            name,
            edit,
            design: Arc::new(design),
            selection: None,
            marks: Marks::default(),
        });
        Ok(())
    }

    /// Does the change that is shown, as one step.
    ///
    /// # Errors
    /// Those of [`Editor::commit`]; nothing is shown then.
    pub fn accept(&mut self) -> Result<(), Problem> {
        self.gesture = None;
        match self.proposal.take() {
            Some(proposal) => self.commit_selecting(proposal.name, proposal.edit, proposal.selection),
            None => Ok(()),
        }
    }

    /// Ends the gesture under way and what is shown; the design is as it was. Whether there was something to end.
    pub fn cancel(&mut self) -> bool {
        let gesture = self.gesture.take();
        let proposal = self.proposal.take();
        if let Some(gesture) = &gesture {
            gesture.restore(&mut self.place, &mut self.modes);
        }
        gesture.is_some() || proposal.is_some()
    }

    /// Takes the last step back; while the pen draws, its last point.
    ///
    /// # Errors
    /// Those of [`Edit::apply`], which an exact history has none of.
    pub fn undo(&mut self) -> Result<(), Problem> {
        if self.cancel() || self.take_back_point() {
            return Ok(());
        }
        if let Some((design, place)) = self.history.undo(&self.design)? {
            self.show(design, place);
        }
        Ok(())
    }

    /// Does the next undone step again.
    ///
    /// # Errors
    /// Those of [`Editor::undo`].
    pub fn redo(&mut self) -> Result<(), Problem> {
        self.cancel();
        if let Some((design, place)) = self.history.redo(&self.design)? {
            self.show(design, place);
        }
        Ok(())
    }

    /// Goes to where this many steps are done.
    ///
    /// # Errors
    /// Those of [`Editor::undo`].
    pub fn jump_to(&mut self, position: usize) -> Result<(), Problem> {
        self.cancel();
        self.modes.pen = None;
        let position = position.min(self.history.steps().len());
        while self.history.position() > position {
            self.undo()?;
        }
        while self.history.position() < position {
            self.redo()?;
        }
        Ok(())
    }

    fn show(&mut self, design: Design, place: Place) {
        self.place = there(place, &design);
        self.design = Arc::new(design);
        self.follow_modes();
    }

    /// The lines and distances to be drawn while a gesture snaps.
    pub fn marks(&self) -> &Marks {
        static NONE: Marks = Marks::NONE;
        self.proposal.as_ref().map_or(&NONE, |proposal| &proposal.marks)
    }

    /// Which elements of the page, from the back (0) to the front, what is shown changes: all others are painted as
    /// before. `None` when nothing is shown, or more than some elements changes.
    pub fn moving(&self) -> Option<std::ops::Range<usize>> {
        let proposal = self.proposal.as_ref()?;
        let mut range: Option<std::ops::Range<usize>> = None;
        for name in proposal.edit.touched()? {
            let located = proposal.design.locate(name)?;
            let outermost = located.groups.first().map_or(name, String::as_str);
            let at = proposal
                .design
                .locate(outermost)
                .filter(|at| at.page == self.place.page)?
                .index;
            range = Some(match range {
                Some(range) => range.start.min(at)..range.end.max(at + 1),
                None => at..at + 1,
            });
        }
        // The whole picture lies behind the one that is cropped.
        let whole = self.cropped().and_then(|name| self.design.locate(name));
        let more = usize::from(whole.is_some_and(|located| located.groups.is_empty()));
        range.map(|range| range.start..range.end + more)
    }

    /// Whether a gesture is under way.
    pub fn is_busy(&self) -> bool {
        self.gesture.is_some()
    }
}

/// Drops what the design does not have (any more).
fn there(mut place: Place, design: &Design) -> Place {
    place.page = place.page.min(design.pages.len().saturating_sub(1));
    place
        .selection
        .retain(|name| design.locate(name).is_some_and(|located| located.page == place.page));
    place.entered = place
        .entered
        .filter(|name| design.list(place.page, Some(name)).is_some());
    place
}

/// A design that was saved must open again: whatever would hinder that is refused when it is done.
fn refuse_new_errors(before: &Design, after: &Design) -> Result<(), Problem> {
    let found = designfile::check(after);
    if !found.has_errors() {
        return Ok(());
    }
    let known = designfile::check(before);
    let is_new = |problem: &Problem| problem.is_error() && !known.iter().any(|old| old == problem);
    match found.into_iter().find(is_new) {
        Some(problem) => Err(problem),
        None => Ok(()),
    }
}

/// The style in which a text begins.
fn style_of(element: &Element) -> Option<TextStyle> {
    match &element.content {
        ElementContent::Text(text) => Some(match text.spans.first() {
            Some(first) => text.style.with(&first.style),
            None => text.style.clone(),
        }),
        _ => None,
    }
}
