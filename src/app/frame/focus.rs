//! Where the keyboard is: every screen, dialog and menu begins with its first sensible thing, what closes gives the
//! focus back to what opened it, Tab goes in the order of reading, and Escape leaves.
//!
//! The studio, whose keys belong to its canvas, is left alone; what is opened over it is like all else.

use egui::{Context, Event, FocusDirection, Id, Key, LayerId, Modifiers, Popup, Rect, WidgetRect};

use super::super::View;
use super::super::command::Command;
use super::super::command::create::Command as Creating;
use super::super::command::workspace::Command as Opening;
use super::super::route::{CreateStep, Route, Scope};
use super::super::state::State;
use super::super::widgets::{by_keys, dialog_over_all, note_input, note_waiting, said_first};

/// Of how many screens it is known what had the focus when they were left.
const LEFT: usize = 40;
/// Things stand beside each other where so much of the higher one is as high as the other.
const BESIDE: f32 = 0.6;

/// Kept from frame to frame.
#[derive(Clone, Debug, Default)]
struct Kept {
    route: Option<Route>,
    /// The screen was just come to, and its first thing has not got the focus yet.
    arrives: bool,
    /// What had the focus on this screen when it was left.
    wanted: Option<Id>,
    /// What gets the focus in the next frame: only at the beginning of a frame it is seen by everything that something
    /// has got it.
    next: Option<Next>,
    /// What had the focus last, or was clicked last, on each level: the screen, what lies over it, what lies over that.
    last: Vec<Option<Id>>,
    /// Whether what lies over the screen has got the focus.
    entered: Vec<bool>,
    /// The menu or list that was folded out in the last frame.
    menu: Option<LayerId>,
    /// The same for screens that were left.
    left: Vec<(Route, Id)>,
    /// Whether a text was typed in the last frame.
    typed: bool,
    /// The frame in which Tab or Escape was obeyed last; a frame that is drawn twice has its keys twice.
    obeyed: u64,
}

#[derive(Clone, Copy, Debug)]
struct Next {
    id: Id,
    /// The frame in which this was said.
    frame: u64,
    /// What had the focus then; whoever gave it to something else meanwhile is not contradicted.
    instead_of: Option<Id>,
}

impl Next {
    fn at(ctx: &Context, id: Id) -> Next {
        Next {
            id,
            frame: ctx.cumulative_frame_nr(),
            instead_of: ctx.memory(egui::Memory::focused),
        }
    }
}

fn kept<R>(ctx: &Context, with: impl FnOnce(&mut Kept) -> R) -> R {
    let mut kept = ctx.data_mut(|data| std::mem::take(data.get_temp_mut_or_default::<Kept>(id())));
    let result = with(&mut kept);
    ctx.data_mut(|data| data.insert_temp(id(), kept));
    result
}

fn id() -> Id {
    Id::unique("where the keyboard is")
}

fn is_studio(route: &Route) -> bool {
    matches!(route, Route::Studio(_))
}

/// Whether two routes are one screen that shows something else.
fn is_same_screen(one: &Route, other: &Route) -> bool {
    one == other
        || matches!(
            (one, other),
            (Route::Settings(_), Route::Settings(_)) | (Route::ReviewOne { .. }, Route::ReviewOne { .. })
        )
}

/// Whether a text was typed in the last frame: Escape takes the focus from it before anything else is asked.
pub(super) fn was_typed(ctx: &Context) -> bool {
    kept(ctx, |kept| kept.typed)
}

/// Before anything is drawn.
pub(super) fn begin(ctx: &Context, state: &State) {
    note_input(ctx);
    let route = state.route.now();
    kept(ctx, |kept| {
        kept.come_to(ctx, route, state.route.can_go_forward());
        note_waiting(ctx, kept.waiting());
        let frame = ctx.cumulative_frame_nr();
        if let Some(next) = kept.next.take_if(|next| next.frame != frame) {
            ctx.memory_mut(|memory| {
                if memory.focused().is_none_or(|now| Some(now) == next.instead_of) {
                    memory.request_focus(next.id);
                }
            });
        }
        let is_over = kept.last.len() > 1;
        if (is_over || !is_studio(route)) && tabs(ctx) != 0 {
            // Tab goes in the order of reading, not in that of drawing.
            ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        }
    });
}

/// When everything is drawn.
pub(super) fn end(ctx: &Context, view: &mut View<'_>) {
    let seen = Seen::of(ctx, view.state.route.now());
    let frame = ctx.cumulative_frame_nr();
    let leaves = kept(ctx, |kept| {
        let before = kept.last.len().max(1) - 1;
        let is_free = before == 0 && seen.level == 0 && !kept.typed;
        kept.follow(ctx, &seen);
        kept.enter(ctx, &seen);
        kept.arrive(ctx, &seen);
        kept.typed = ctx.text_edit_focused();
        if kept.obeyed == frame {
            return false;
        }
        let tabs = tabs(ctx);
        if tabs != 0 && !seen.is_canvas() {
            kept.obeyed = frame;
            kept.go(ctx, &seen, tabs);
        }
        let escaped = is_free && ctx.input(|input| input.key_pressed(Key::Escape) && !input.modifiers.any());
        if escaped {
            kept.obeyed = frame;
        }
        escaped
    });
    if leaves && let Some(command) = way_out(view.state) {
        view.send(command);
    }
    if kept(ctx, |kept| kept.next.is_some()) {
        ctx.request_repaint();
    }
}

/// What Escape does on a screen when nothing lies over it and nothing is typed.
fn way_out(state: &State) -> Option<Command> {
    let route = state.route.now();
    let is_inner = match route {
        Route::Start if state.start.restore.is_some() => return Some(Opening::EditRestore(None).into()),
        Route::Start if state.start.form => return Some(Opening::ShowForm(false).into()),
        Route::Review(scope) => *scope != Scope::All && state.review.selected.is_empty(),
        Route::Settings(_) => state.settings.recording.is_none(),
        // What is chosen among the rows is let go of first.
        Route::Create { group, step }
            if state.create.shown(*group, *step) == CreateStep::Check && state.create.rows.is_narrowed() =>
        {
            return Some(Creating::ClearRows.into());
        }
        Route::Create { .. } => return Some(Creating::StepBack.into()),
        // What is typed and not saved is not left by one key.
        Route::ReviewOne { .. } => !state.review.one.is_changed(),
        Route::Group(_) | Route::Publish(_) | Route::Credential(_) | Route::Design(_) => true,
        Route::Start | Route::Home | Route::Groups | Route::Published | Route::Designs | Route::Studio(_) => false,
    };
    if !is_inner {
        return None;
    }
    match state.route.can_go_back() {
        true => Some(Command::Back),
        false => route.parent().map(Command::Go),
    }
}

/// How often Tab was pressed, forwards or, below zero, backwards.
fn tabs(ctx: &Context) -> isize {
    ctx.input(|input| {
        let step = |event: &Event| match event {
            Event::Key {
                key: Key::Tab,
                pressed: true,
                modifiers,
                ..
            } => match *modifiers {
                Modifiers::NONE => 1,
                Modifiers::SHIFT => -1,
                _ => 0,
            },
            _ => 0,
        };
        input.events.iter().map(step).sum()
    })
}

/// What was drawn in a frame.
struct Seen {
    /// How many things lie over the screen: a dialog, a menu.
    level: usize,
    in_studio: bool,
    dialog: Option<LayerId>,
    /// The menu or list that is folded out.
    menu: Option<LayerId>,
    /// What has the focus and was drawn.
    focused: Option<Id>,
    clicked: Option<Id>,
}

impl Seen {
    fn of(ctx: &Context, route: &Route) -> Seen {
        let dialog = dialog_over_all(ctx);
        let focused = ctx.memory(egui::Memory::focused).filter(|id| is_there(ctx, *id));
        Seen {
            level: usize::from(dialog.is_some()) + usize::from(Popup::is_any_open(ctx)),
            in_studio: is_studio(route),
            dialog,
            menu: layers(ctx).into_iter().find(|layer| Popup::is_id_open(ctx, layer.id)),
            focused,
            clicked: ctx.interaction_snapshot(|snapshot| snapshot.clicked),
        }
    }

    /// Whether the keys are those of the studio, over which nothing lies.
    fn is_canvas(&self) -> bool {
        self.in_studio && self.level == 0
    }

    /// What has the focus when nothing was clicked or gone to yet: what says so, even where it is only measured still.
    fn first(&self, ctx: &Context) -> Option<Id> {
        said_first(ctx, |layer| self.level_of(ctx, layer) == self.level)
    }

    /// On which level a layer is.
    fn level_of(&self, ctx: &Context, layer: LayerId) -> usize {
        match (Popup::is_id_open(ctx, layer.id), self.dialog == Some(layer)) {
            (true, _) => self.level,
            (false, true) => 1,
            (false, false) => 0,
        }
    }

    /// All that takes the focus on the level that is on top, in the order of reading.
    fn order(&self, ctx: &Context) -> Vec<Id> {
        let known = layers(ctx);
        let place = |layer: &LayerId| (layer.order, known.iter().position(|known| known == layer));
        let mut layers: Vec<LayerId> = ctx.viewport(|viewport| viewport.this_pass.widgets.layer_ids().collect());
        layers.retain(|layer| layer.order.allow_interaction() && self.level_of(ctx, *layer) == self.level);
        layers.sort_by_key(place);
        ctx.viewport(|viewport| {
            let widgets = &viewport.this_pass.widgets;
            let mut order = Vec::new();
            for layer in layers {
                let takes = widgets
                    .get_layer(layer)
                    .filter(|widget| widget.visible && is_focusable(widget));
                order.extend(in_reading_order(
                    takes.map(|widget| (widget.id, widget.parent_id, widget.rect)),
                ));
            }
            order
        })
    }
}

/// All layers, the highest last.
fn layers(ctx: &Context) -> Vec<LayerId> {
    ctx.memory(|memory| memory.layer_ids().collect())
}

fn is_there(ctx: &Context, id: Id) -> bool {
    ctx.viewport(|viewport| viewport.this_pass.widgets.contains(id))
}

/// Whether something is there and can have the focus now.
fn takes_focus(ctx: &Context, id: Id) -> bool {
    ctx.viewport(|viewport| viewport.this_pass.widgets.get(id).is_some_and(is_focusable))
}

fn is_focusable(widget: &WidgetRect) -> bool {
    widget.enabled && widget.sense.is_focusable()
}

/// The order of drawing, but what stands beside each other from the left to the right, because what is at the right end
/// of a line is drawn first; and what has one parent from above, because of a list what is in sight is drawn first.
fn in_reading_order(drawn: impl Iterator<Item = (Id, Id, Rect)>) -> Vec<Id> {
    fn end(line: &mut Vec<(Id, Rect)>, order: &mut Vec<Id>) {
        line.sort_by(|(_, one), (_, other)| one.left().total_cmp(&other.left()));
        order.extend(line.drain(..).map(|(id, _)| id));
    }
    let mut drawn: Vec<(Id, Id, Rect)> = drawn.collect();
    for siblings in drawn.chunk_by_mut(|(_, one, _), (_, other, _)| one == other) {
        siblings.sort_by(|(.., one), (.., other)| one.top().total_cmp(&other.top()));
    }
    let (mut order, mut line) = (Vec::new(), Vec::new());
    for (id, _, rect) in drawn {
        if line.first().is_some_and(|(_, first)| !is_beside(*first, rect)) {
            end(&mut line, &mut order);
        }
        line.push((id, rect));
    }
    end(&mut line, &mut order);
    order
}

fn is_beside(one: Rect, other: Rect) -> bool {
    let both = one.y_range().intersection(other.y_range()).span();
    both >= BESIDE * one.height().max(other.height())
}

impl Kept {
    /// Notes which screen is shown.
    fn come_to(&mut self, ctx: &Context, route: &Route, came_back: bool) {
        if self.route.as_ref() == Some(route) {
            return;
        }
        let before = self.route.replace(route.clone());
        if before.as_ref().is_some_and(|before| is_same_screen(before, route)) {
            return;
        }
        let last = self.last.first().copied().flatten();
        if let Some((before, last)) = before.zip(last) {
            self.left.retain(|(route, _)| *route != before);
            self.left.push((before, last));
            if self.left.len() > LEFT {
                self.left.remove(0);
            }
        }
        let known = self.left.iter().find(|(left, _)| left == route);
        self.wanted = known.filter(|_| came_back).map(|(_, id)| *id);
        self.last.clear();
        self.entered.clear();
        self.next = None;
        self.arrives = !is_studio(route);
        if let Some(focused) = ctx.memory(egui::Memory::focused) {
            ctx.memory_mut(|memory| memory.surrender_focus(focused));
        }
    }

    /// What gets the focus back.
    fn waiting(&self) -> Vec<Id> {
        let below = self.last.iter().rev().skip(1).flatten();
        below.chain(self.wanted.iter()).copied().collect()
    }

    fn say(&mut self, ctx: &Context, id: Id) {
        self.next = Some(Next::at(ctx, id));
    }

    /// Notes what has the focus, and gives it back where something was closed or is gone.
    fn follow(&mut self, ctx: &Context, seen: &Seen) {
        let before = self.last.len();
        self.last.resize(seen.level + 1, None);
        self.entered.resize(seen.level + 1, false);
        // What is clicked in the studio leaves the keys to the canvas.
        let clicked = seen.clicked.filter(|_| !seen.in_studio || seen.level > 0);
        // What was chosen from a list is drawn once more when the list is folded in already; it has the focus no more.
        let folded_in = std::mem::replace(&mut self.menu, seen.menu).filter(|_| seen.menu.is_none());
        let layer_of =
            |id: Id| ctx.viewport(|viewport| viewport.this_pass.widgets.get(id).map(|widget| widget.layer_id));
        let is_left = |id: &Id| folded_in.is_some() && layer_of(*id) == folded_in;
        let focused = seen.focused.filter(|id| !is_left(id));
        for id in [clicked.filter(|id| !is_left(id)), focused].into_iter().flatten() {
            let layer = layer_of(id);
            let level = layer.map(|layer| seen.level_of(ctx, layer));
            if let Some(last) = level.and_then(|level| self.last.get_mut(level)) {
                *last = Some(id);
            }
        }
        if focused.is_some() || self.next.is_some() {
            return;
        }
        let Some(last) = self.last.get_mut(seen.level) else {
            return;
        };
        match *last {
            Some(id) if is_there(ctx, id) => {
                let is_closed = before > seen.level + 1;
                // A dialog has the keyboard as long as it is there: after Enter in a field that field, after a click
                // what the dialog begins with.
                let is_dialog = seen.dialog.is_some() && seen.level == 1;
                let back = (is_closed || (is_dialog && by_keys(ctx))).then_some(id);
                let first = seen.first(ctx).filter(|_| is_dialog);
                // What is greyed out would lose it at once, and get it again, frame after frame.
                let mut wanted = back.into_iter().chain(first);
                let next = wanted.find(|id| takes_focus(ctx, *id));
                self.next = next.map(|id| Next::at(ctx, id));
            }
            // What had the focus is gone.
            Some(_) => {
                *last = None;
                self.arrives |= seen.level == 0 && !seen.in_studio;
                if let Some(entered) = self.entered.get_mut(seen.level) {
                    *entered = false;
                }
            }
            None => {}
        }
    }

    /// Gives the focus to what was opened over the screen.
    fn enter(&mut self, ctx: &Context, seen: &Seen) {
        let Some(entered) = self.entered.get_mut(seen.level).filter(|entered| !**entered) else {
            return;
        };
        if seen.level == 0 {
            return;
        }
        let is_menu = Popup::is_any_open(ctx);
        let order = seen.order(ctx);
        let has_focus = seen.focused.is_some_and(|id| order.contains(&id));
        // Who opens a menu with the mouse goes on with it.
        if has_focus || (is_menu && !by_keys(ctx)) {
            *entered = true;
            return;
        }
        // At first it is only measured, and then it may have nothing that takes the focus.
        if let Some(first) = seen.first(ctx).or(order.first().copied()) {
            *entered = true;
            self.say(ctx, first);
        }
    }

    /// Gives the focus to the first thing of a screen that was come to, as soon as it is there.
    fn arrive(&mut self, ctx: &Context, seen: &Seen) {
        if !self.arrives || seen.level > 0 {
            return;
        }
        let acts = ctx.input(|input| input.pointer.any_pressed());
        if seen.focused.is_some() || acts {
            self.arrived();
            return;
        }
        let wanted = self.wanted.filter(|id| takes_focus(ctx, *id));
        let first = wanted.or_else(|| seen.first(ctx));
        if let Some(first) = first {
            self.arrived();
            self.say(ctx, first);
        }
    }

    fn arrived(&mut self) {
        self.arrives = false;
        self.wanted = None;
    }

    /// Goes on by as many things as Tab was pressed.
    fn go(&mut self, ctx: &Context, seen: &Seen, tabs: isize) {
        let order = seen.order(ctx);
        let last = self.last.get(seen.level).copied().flatten();
        let place = |id: Option<Id>| order.iter().position(|known| Some(*known) == id);
        let to = match (place(seen.focused), place(last)) {
            (Some(at), _) | (None, Some(at)) => (at as isize + tabs).rem_euclid(order.len() as isize) as usize,
            (None, None) if tabs > 0 => 0,
            (None, None) => order.len().saturating_sub(1),
        };
        if let Some(id) = order.get(to) {
            self.arrived();
            self.say(ctx, *id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::press;
    use super::super::super::widgets::{first_thing, over_all};
    use super::*;

    fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
        Rect::from_min_size([x, y].into(), [width, height].into())
    }

    #[test]
    fn what_is_drawn_from_the_right_is_gone_through_from_the_left() {
        let drawn = [
            ("primary", "head", rect(900.0, 10.0, 120.0, 32.0)),
            ("search", "field", rect(640.0, 11.0, 240.0, 30.0)),
            ("card", "cards", rect(100.0, 60.0, 220.0, 190.0)),
            ("more", "card", rect(280.0, 215.0, 28.0, 28.0)),
            ("next card", "cards", rect(340.0, 60.0, 220.0, 190.0)),
            // Of a list: what is in sight, and then the line before it.
            ("third", "list", rect(100.0, 500.0, 80.0, 60.0)),
            ("fourth", "list", rect(200.0, 500.0, 80.0, 60.0)),
            ("first", "list", rect(100.0, 420.0, 80.0, 60.0)),
            ("second", "list", rect(200.0, 420.0, 80.0, 60.0)),
        ];
        let all = drawn.iter();
        let order = in_reading_order(all.map(|(name, parent, rect)| (Id::unique(name), Id::unique(parent), *rect)));
        let wanted = [
            "search",
            "primary",
            "card",
            "more",
            "next card",
            "first",
            "second",
            "third",
            "fourth",
        ];
        assert_eq!(order, wanted.map(Id::unique));
    }

    /// Draws a dialog of two buttons after a key was pressed: which of them has the keyboard in the end, and whether there
    /// is no end of frames.
    fn dialog(kept: &mut Kept, ctx: &Context, enabled: [bool; 2]) -> (Option<&'static str>, bool) {
        const LABELS: [&str; 2] = ["Publish", "Cancel"];
        let (mut focused, mut events) = (None, vec![press(Modifiers::NONE, Key::ArrowDown)]);
        for _ in 0..6 {
            let input = egui::RawInput {
                events: std::mem::take(&mut events),
                ..egui::RawInput::default()
            };
            let output = ctx.run_ui(input, |ui| {
                note_input(ui.ctx());
                over_all(ui.ctx(), ui.layer_id());
                if let Some(next) = kept.next.take() {
                    ui.memory_mut(|memory| memory.request_focus(next.id));
                }
                let buttons = LABELS.into_iter().zip(enabled).map(|(label, enabled)| {
                    let button = ui.add_enabled(enabled, egui::Button::new(label));
                    first_thing(ui, &button);
                    (label, button.has_focus())
                });
                focused = buttons
                    .filter(|(_, has_focus)| *has_focus)
                    .last()
                    .map(|(label, _)| label);
                let seen = Seen::of(ui.ctx(), &Route::Home);
                kept.follow(ui.ctx(), &seen);
                kept.enter(ui.ctx(), &seen);
            });
            output.drop_without_applying_deltas();
        }
        (focused, kept.next.is_some() || ctx.has_requested_repaint())
    }

    #[test]
    fn what_is_greyed_out_has_the_keyboard_no_more_and_asks_for_no_frames() {
        let (ctx, mut kept) = (Context::default(), Kept::default());
        assert_eq!(dialog(&mut kept, &ctx, [true, true]), (Some("Publish"), false));
        assert_eq!(dialog(&mut kept, &ctx, [false, true]), (Some("Cancel"), false));
        assert_eq!(dialog(&mut kept, &ctx, [false, false]), (None, false));
        // Neither does a dialog that has nothing to press yet.
        let mut kept = Kept::default();
        assert_eq!(dialog(&mut kept, &ctx, [false, false]), (None, false));
        assert_eq!(dialog(&mut kept, &ctx, [false, true]), (Some("Cancel"), false));
    }

    #[test]
    fn one_screen_that_shows_something_else_is_not_come_to() {
        use crate::app::route::{CreateStep, SettingsPage};
        let (issuer, fonts) = (
            Route::Settings(SettingsPage::Issuer),
            Route::Settings(SettingsPage::Fonts),
        );
        assert!(is_same_screen(&issuer, &fonts) && is_same_screen(&Route::Home, &Route::Home));
        assert!(!is_same_screen(&Route::Home, &Route::Groups));
        let step = |step| Route::Create { group: None, step };
        assert!(!is_same_screen(&step(CreateStep::Check), &step(CreateStep::Generate)));
    }
}
