//! Numbers: typed with units and arithmetic, dragged sideways, stepped by the arrow keys.

use egui::accesskit::{Action, ActionData};
use egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontSelection, Frame, Id, Key, Margin, Modifiers, Rect, Response, Role,
    Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, Vec2, WidgetInfo,
};

use super::super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::super::widgets::{dragged_until_escape, hint_text, in_one_line, text_edit, within};
use super::{Came, MIXED};
use crate::studio::measure::{self, Unit};

/// How far the pointer goes for one step, in points of the screen.
const SCRUB: f32 = 2.0;
/// Between a number and its unit there is at least this much.
const UNIT_GAP: f32 = 3.0;

/// What a number is of; values are in points, degrees or as they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) enum Measure {
    Length(Unit),
    /// A size of letters or lines, which has no unit but points.
    Points,
    Degrees,
    /// 1 is 100 %.
    Percent,
    Plain,
    Whole,
}

impl Measure {
    fn format(self, value: f64) -> String {
        match self {
            Measure::Length(unit) => unit.format(value),
            Measure::Percent => measure::number(value * 100.0, 1),
            Measure::Whole => measure::number(value, 0),
            Measure::Points | Measure::Degrees | Measure::Plain => measure::number(value, 2),
        }
    }

    fn read(self, text: &str, now: Option<f64>) -> Result<f64, String> {
        let read = match self {
            Measure::Length(unit) => measure::length(text, unit, now),
            Measure::Points => measure::length(text, Unit::Pt, now),
            Measure::Degrees => measure::scalar(text, now),
            // Every number is one of hundredths, wherever its sign stands.
            Measure::Percent => measure::scalar(&text.replace('%', " "), now).map(|percent| percent / 100.0),
            Measure::Plain => measure::scalar(text, now),
            Measure::Whole => measure::scalar(text, now).map(f64::round),
        };
        read.map_err(|problem| problem.message)
    }

    fn sign(self) -> &'static str {
        match self {
            Measure::Length(unit) => unit.symbol(),
            Measure::Points => "pt",
            Measure::Degrees => "°",
            Measure::Percent => "%",
            Measure::Plain | Measure::Whole => "",
        }
    }

    /// A value as it is told: the number that is shown.
    fn told(self, value: f64) -> Option<f64> {
        self.format(value).parse().ok()
    }

    /// What one of the numbers that are shown is worth.
    fn worth(self) -> f64 {
        match self {
            Measure::Length(unit) => unit.points(),
            Measure::Percent => 0.01,
            Measure::Points | Measure::Degrees | Measure::Plain | Measure::Whole => 1.0,
        }
    }

    /// What an arrow key adds.
    fn step(self) -> f64 {
        match self {
            Measure::Length(Unit::Inch) => Unit::Inch.points() / 16.0,
            Measure::Length(unit) => unit.points(),
            Measure::Percent => 0.01,
            Measure::Plain => 0.05,
            Measure::Points | Measure::Degrees | Measure::Whole => 1.0,
        }
    }
}

/// A field for a number.
#[derive(Clone, Copy, Debug)]
#[must_use = "a field is drawn by show"]
pub(in super::super) struct NumberField<'a> {
    name: &'a str,
    mark: &'a str,
    value: Option<f64>,
    measure: Measure,
    range: [f64; 2],
    as_typed: bool,
}

/// A number that is dragged: where it began, and what was shown last.
#[derive(Clone, Copy, Debug)]
struct Scrub {
    start: f64,
    last: f64,
}

/// What is being typed, and why it cannot be.
#[derive(Clone, Debug, Default)]
struct Draft {
    text: String,
    wrong: Option<String>,
}

/// What a field did not take, and why, on its way to who says it: fields know nothing but their numbers.
#[derive(Clone, Debug, Default)]
struct Refusal(String);

fn refusal_id() -> Id {
    Id::unique("what a number field of the studio did not take")
}

fn refuse(ui: &Ui, why: String) {
    ui.data_mut(|data| data.insert_temp(refusal_id(), Refusal(why)));
}

/// What a field did not take in this frame, and why.
pub(in super::super) fn refused(ui: &Ui) -> Option<String> {
    let refusal: Option<Refusal> = ui.data_mut(|data| data.remove_temp(refusal_id()));
    refusal.map(|Refusal(why)| why)
}

impl<'a> NumberField<'a> {
    /// A number with its name for assistive technology; `None` when those that are selected differ.
    pub fn new(name: &'a str, value: Option<f64>, measure: Measure) -> NumberField<'a> {
        NumberField {
            name,
            mark: "",
            value,
            measure,
            range: [f64::NEG_INFINITY, f64::INFINITY],
            as_typed: false,
        }
    }

    /// A letter before the number.
    pub fn mark(self, mark: &'a str) -> NumberField<'a> {
        NumberField { mark, ..self }
    }

    pub fn range(self, least: f64, most: f64) -> NumberField<'a> {
        NumberField {
            range: [least, most],
            ..self
        }
    }

    /// A number that is typed may be out of the range: whoever gets it refuses it in words.
    pub fn as_typed(self) -> NumberField<'a> {
        NumberField { as_typed: true, ..self }
    }

    pub fn show(self, ui: &mut Ui, width: f32) -> Option<Came<f64>> {
        let id = ui.make_persistent_id(("number", self.name));
        if ui.memory(|memory| memory.has_focus(id)) {
            return self.edit(ui, id, width);
        }
        let draft: Option<Draft> = ui.data_mut(|data| data.remove_temp(id));
        let (rect, _) = ui.allocate_exact_size(Vec2::new(width, size::CONTROL_DENSE), Sense::hover());
        let response = ui.interact(rect, id, Sense::click_and_drag());
        self.announce(ui, &response);
        self.paint(ui, rect, &response);
        if response.clicked() || response.gained_focus() {
            response.request_focus();
        }
        // The focus went elsewhere without Enter or Tab, as by a click: what was typed counts.
        if let Some(draft) = draft {
            return self.done(ui, &draft);
        }
        if let Some(asked) = self.asked(ui, id) {
            return Some(Came::Set(asked));
        }
        self.scrub(ui, id, &response)
    }

    fn within(&self, value: f64) -> f64 {
        value.clamp(self.range[0], self.range[1])
    }

    fn shown(&self) -> String {
        self.value.map_or_else(String::new, |value| self.measure.format(value))
    }

    fn announce(&self, ui: &Ui, response: &Response) {
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::SpinButton, ui.is_enabled(), self.name);
            info.value = self.value.and_then(|value| self.measure.told(value));
            info.current_text_value = Some(match self.value {
                Some(value) => format!("{} {}", self.measure.format(value), self.measure.sign()),
                None => MIXED.to_owned(),
            });
            info
        });
        ui.ctx().accesskit_node_builder(response.id, |node| {
            let (worth, [least, most]) = (self.measure.worth(), self.range);
            node.set_numeric_value_step(self.measure.step() / worth);
            if least.is_finite() {
                node.set_min_numeric_value(least / worth);
            }
            if most.is_finite() {
                node.set_max_numeric_value(most / worth);
            }
            if self.value.is_some() && ui.is_enabled() {
                [Action::Increment, Action::Decrement, Action::SetValue]
                    .into_iter()
                    .for_each(|action| node.add_action(action));
            }
        });
    }

    /// What assistive technology asks for: a step, or a number as it is shown.
    fn asked(&self, ui: &Ui, id: Id) -> Option<f64> {
        let value = self.value.filter(|_| ui.is_enabled())?;
        let (steps, number) = ui.input(|input| {
            let count = |action| input.num_accesskit_action_requests(id, action) as f64;
            let number = input
                .accesskit_action_requests(id, Action::SetValue)
                .find_map(|request| match request.data {
                    Some(ActionData::NumericValue(number)) => Some(number),
                    _ => None,
                });
            (count(Action::Increment) - count(Action::Decrement), number)
        });
        let asked = match number {
            Some(number) => number * self.measure.worth(),
            None => value + steps * self.measure.step(),
        };
        (asked != value && asked.is_finite()).then(|| self.within(asked))
    }

    fn paint(&self, ui: &Ui, rect: Rect, response: &Response) {
        let theme = theme::of(ui);
        let line = if response.hovered() || response.dragged() {
            theme.muted
        } else {
            theme.border
        };
        let left = self.ground(ui, rect, line);
        let (text, color) = match self.value {
            Some(_) => (self.shown(), theme.text),
            None => (MIXED.to_owned(), theme.faint),
        };
        let at = [left, rect.center().y].into();
        let room = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let drawn = room.text(at, Align2::LEFT_CENTER, text, Type::Small.font(), color);
        self.sign_ui(ui, rect, drawn.right());
        if response.hovered() || response.dragged() {
            ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
    }

    /// The frame with the letter before the number. Where the number begins.
    fn ground(&self, ui: &Ui, rect: Rect, line: Color32) -> f32 {
        let theme = theme::of(ui);
        let painter = ui.painter();
        let corner = CornerRadius::same(size::CORNER);
        let stroke = Stroke::new(1.0, line);
        painter.rect(rect, corner, theme::field(ui), stroke, StrokeKind::Inside);
        let left = rect.left() + space::S;
        if self.mark.is_empty() {
            return left;
        }
        let at = [left, rect.center().y].into();
        let drawn = painter.text(at, Align2::LEFT_CENTER, self.mark, Type::Small.font(), theme.faint);
        drawn.right().max(left + 10.0) + 6.0
    }

    /// The unit behind the number. Where both have no room, the number counts for more than its unit, which assistive
    /// technology says anyway. How far the number can go.
    fn sign_ui(&self, ui: &Ui, rect: Rect, number_ends: f32) -> f32 {
        let theme = theme::of(ui);
        let sign = self.measure.sign().to_owned();
        let sign = ui.painter().layout_no_wrap(sign, Type::Caption.font(), theme.faint);
        let right = rect.right() - space::S - sign.size().x;
        if right < number_ends + UNIT_GAP {
            return rect.right() - space::S;
        }
        let at = [right, rect.center().y - sign.size().y / 2.0].into();
        ui.painter().galley(at, sign, theme.faint);
        right - UNIT_GAP
    }

    /// Dragging sideways; Shift goes ten times as far, Alt a tenth.
    fn scrub(&self, ui: &Ui, id: Id, response: &Response) -> Option<Came<f64>> {
        let id = id.with("scrub");
        if response.drag_started() {
            let start = self.value?;
            ui.data_mut(|data| data.insert_temp(id, Scrub { start, last: start }));
        }
        let scrub: Scrub = ui.data(|data| data.get_temp(id))?;
        if response.drag_stopped() {
            ui.data_mut(|data| data.remove::<Scrub>(id));
            let is_taken_back = dragged_until_escape(ui.ctx()).is_some();
            let moved = scrub.last != scrub.start && !is_taken_back;
            return Some(if moved { Came::Set(scrub.last) } else { Came::Back });
        }
        let modifiers = ui.input(|input| input.modifiers);
        let factor = match (modifiers.shift, modifiers.alt) {
            (true, _) => 10.0,
            (false, true) => 0.1,
            (false, false) => 1.0,
        };
        let step = self.measure.step() * factor;
        let steps = f64::from((response.total_drag_delta()?.x / SCRUB).round());
        let value = self.within(scrub.start + steps * step);
        if value == scrub.last {
            return None;
        }
        ui.data_mut(|data| data.insert_temp(id, Scrub { last: value, ..scrub }));
        Some(Came::Shown(value))
    }

    /// While it has the focus.
    fn edit(&self, ui: &mut Ui, id: Id, width: f32) -> Option<Came<f64>> {
        let stepped = self.stepped(ui).or_else(|| self.asked(ui, id));
        let known: Option<Draft> = ui.data(|data| data.get_temp(id));
        let is_new = known.is_none();
        let mut draft = known.unwrap_or_else(|| Draft {
            text: self.shown(),
            wrong: None,
        });
        if let Some(value) = stepped {
            draft.text = self.measure.format(value);
            draft.wrong = None;
        }
        let (rect, response) = self.edit_ui(ui, id, width, &mut draft.text);
        self.announce(ui, &response);
        if is_new || stepped.is_some() {
            let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
            let all = egui::text::CCursorRange::select_all_str(&draft.text);
            state.cursor.set_char_range(Some(all));
            state.store(ui.ctx(), id);
        }
        if response.changed() {
            draft.wrong = self.wrong(&draft.text);
        }
        if let Some(wrong) = &draft.wrong {
            let theme = theme::of(ui);
            let stroke = Stroke::new(1.0, theme.error);
            let corner = CornerRadius::same(size::CORNER);
            ui.painter().rect_stroke(rect, corner, stroke, StrokeKind::Inside);
            response.clone().on_hover_text(wrong);
        }
        if response.lost_focus() {
            ui.data_mut(|data| data.remove::<Draft>(id));
            return self.done(ui, &draft);
        }
        ui.data_mut(|data| data.insert_temp(id, draft));
        stepped.map(Came::Stepped)
    }

    /// The field with the caret; its letter, number and unit stand where they stood before. The whole of it, and what is
    /// typed into.
    fn edit_ui(&self, ui: &mut Ui, id: Id, width: f32, text: &mut String) -> (Rect, Response) {
        let theme = theme::of(ui);
        let (rect, _) = ui.allocate_exact_size(Vec2::new(width, size::CONTROL_DENSE), Sense::hover());
        let left = self.ground(ui, rect, theme.select);
        let font = Type::Small.font();
        let written = ui
            .painter()
            .layout_no_wrap(text.clone(), font.clone(), theme.text)
            .size()
            .x;
        let right = self.sign_ui(ui, rect, left + written);
        let room = Rect::from_x_y_ranges(left..=right, rect.top() + 1.0..=rect.bottom() - 1.0);
        let edit = TextEdit::singleline(text)
            .id(id)
            .font(FontSelection::FontId(font))
            .hint_text(MIXED)
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .align(Align2::LEFT_CENTER)
            .desired_width(room.width())
            .min_size(Vec2::new(0.0, room.height()));
        let builder = UiBuilder::new().max_rect(room);
        let response = within(ui, builder, |ui| ui.add(edit).accessible_name(self.name));
        (rect, response)
    }

    /// What was typed, when it is understood, something else than before, and not taken back. What is made of it otherwise
    /// is said.
    fn done(&self, ui: &Ui, draft: &Draft) -> Option<Came<f64>> {
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        if escaped || draft.text == self.shown() {
            return None;
        }
        match self.measure.read(&draft.text, self.value) {
            Ok(read) => {
                let set = if self.as_typed { read } else { self.within(read) };
                if set != read {
                    let why = self.beyond(&draft.text, read);
                    refuse(ui, format!("{} is {} now: {why}", self.name, self.said(set)));
                }
                Some(Came::Set(set))
            }
            Err(why) => {
                let now = self
                    .value
                    .map_or_else(|| "as it is".to_owned(), |value| self.said(value));
                let range = self
                    .range_said()
                    .map_or_else(String::new, |range| format!(". It goes {range}"));
                refuse(ui, format!("{} stays {now}: {why}{range}", self.name));
                None
            }
        }
    }

    /// Why what is being typed cannot be.
    fn wrong(&self, text: &str) -> Option<String> {
        match self.measure.read(text, self.value) {
            Ok(read) => (!self.as_typed && self.within(read) != read).then(|| self.beyond(text, read)),
            Err(why) => Some(why),
        }
    }

    /// A number that is out of the range.
    fn beyond(&self, text: &str, read: f64) -> String {
        let way = if read < self.range[0] { "little" } else { "much" };
        let range = self.range_said().unwrap_or_default();
        format!("“{}” is too {way}, it goes {range}", text.trim())
    }

    /// How far it goes; `None` where there are no ends.
    fn range_said(&self) -> Option<String> {
        let [least, most] = self.range;
        match (least.is_finite(), most.is_finite()) {
            (true, true) => Some(format!("from {} to {}", self.measure.format(least), self.said(most))),
            (true, false) => Some(format!("from {} on", self.said(least))),
            (false, true) => Some(format!("up to {}", self.said(most))),
            (false, false) => None,
        }
    }

    /// A value with its unit.
    fn said(&self, value: f64) -> String {
        format!("{} {}", self.measure.format(value), self.measure.sign())
            .trim_end()
            .to_owned()
    }

    /// The arrow keys; Shift goes ten times as far.
    fn stepped(&self, ui: &Ui) -> Option<f64> {
        // Those with Shift first: without it they are taken with it, too.
        let keys = [
            (Modifiers::SHIFT, Key::ArrowUp, 10.0),
            (Modifiers::SHIFT, Key::ArrowDown, -10.0),
            (Modifiers::NONE, Key::ArrowUp, 1.0),
            (Modifiers::NONE, Key::ArrowDown, -1.0),
        ];
        let steps: f64 = ui.input_mut(|input| {
            keys.iter()
                .filter(|(modifiers, key, _)| input.consume_key(*modifiers, *key))
                .map(|(.., steps)| steps)
                .sum()
        });
        let value = self.value.filter(|_| steps != 0.0)?;
        Some(self.within(value + steps * self.measure.step()))
    }
}

/// A text field as low as dense panels want it, as wide as there is room.
pub(in super::super) fn dense_edit(ui: &mut Ui, id: Id, name: &str, text: &mut String, hint: &str) -> Response {
    let theme = theme::of(ui);
    let width = ui.available_width();
    let focused = ui.memory(|memory| memory.has_focus(id));
    let line = if focused { theme.select } else { theme.border };
    Frame::new()
        .fill(theme::field(ui))
        .stroke(Stroke::new(1.0, line))
        .corner_radius(CornerRadius::same(size::CORNER))
        .inner_margin(Margin::symmetric(space::S as i8 - 1, 0))
        .show(ui, |ui| {
            let font = Type::Small.font();
            let mut layouter = in_one_line(font.clone());
            let words = text.clone();
            let edit = TextEdit::singleline(text)
                .id(id)
                .layouter(&mut layouter)
                .font(FontSelection::FontId(font.clone()))
                .hint_text(hint_text(hint, &font, ui.visuals().weak_text_color()))
                .frame(Frame::NONE)
                .margin(Margin::ZERO)
                .align(Align2::LEFT_CENTER)
                .desired_width(width - 2.0 * space::S)
                .min_size(Vec2::new(0.0, size::CONTROL_DENSE - 2.0));
            text_edit(ui, &words, edit).accessible_name(name)
        })
        .inner
}

#[cfg(test)]
mod tests {
    use egui::accesskit::{ActionRequest, Node, NodeId, TreeId};
    use egui::{Context, Event, RawInput};

    use super::*;

    /// A frame that nobody draws.
    fn frame(ctx: &Context, events: Vec<Event>, show: impl FnMut(&mut Ui)) -> Vec<(NodeId, Node)> {
        let input = RawInput {
            events,
            ..RawInput::default()
        };
        let mut output = ctx.run_ui(input, show);
        output.textures_delta.clear();
        let update = output.platform_output.accesskit_update.take();
        update.map(|update| update.nodes).unwrap_or_default()
    }

    /// The field among the widgets; the same in every frame.
    fn field_id(ctx: &Context) -> Id {
        let mut id = Id::NULL;
        frame(ctx, Vec::new(), |ui| id = ui.make_persistent_id(("number", "Width")));
        id
    }

    /// A frame with a field of which something is asked; what it tells, and what came of it.
    fn shown(field: NumberField<'_>, asked: Option<(Action, Option<f64>)>) -> (Node, Option<Came<f64>>) {
        let ctx = Context::default();
        ctx.enable_accesskit();
        let id = field_id(&ctx);
        let request = |(action, number): (Action, Option<f64>)| {
            Event::AccessKitActionRequest(ActionRequest {
                action,
                target_tree: TreeId::ROOT,
                target_node: id.accesskit_id(),
                data: number.map(ActionData::NumericValue),
            })
        };
        let mut came = None;
        let events = asked.map(request).into_iter().collect();
        let nodes = frame(&ctx, events, |ui| came = field.show(ui, 100.0));
        let node = nodes.into_iter().find(|(at, _)| *at == id.accesskit_id());
        (node.expect("the field").1, came)
    }

    #[test]
    fn every_sign_of_a_percentage_counts() {
        for (text, expected) in [
            ("80% + 10%", 0.9),
            ("80 % + 10", 0.9),
            ("2 * 30 %", 0.6),
            ("(40% + 20%) / 2", 0.3),
            ("75", 0.75),
        ] {
            let read = Measure::Percent.read(text, Some(1.0)).expect(text);
            assert!((read - expected).abs() < 1e-9, "{text}: {read}");
        }
        assert!(Measure::Percent.read("5%0", Some(1.0)).is_err());
        assert_eq!(Measure::Degrees.read("45° + 45°", Some(0.0)), Ok(90.0));
    }

    #[test]
    fn assistive_technology_hears_and_sets_the_number_that_is_shown() {
        let mm = Unit::Mm.points();
        for (value, measure, told, step, set, worth) in [
            (28.747, Measure::Length(Unit::Mm), 10.14, 1.0, 12.5, 12.5 * mm),
            (72.0, Measure::Length(Unit::Inch), 1.0, 0.0625, 2.0, 144.0),
            (0.5, Measure::Percent, 50.0, 1.0, 25.0, 0.25),
            (90.0, Measure::Degrees, 90.0, 1.0, 45.0, 45.0),
        ] {
            let field = NumberField::new("Width", Some(value), measure).range(0.0, 720.0);
            let (node, came) = shown(field, None);
            assert!(came.is_none(), "{measure:?}");
            assert_eq!(node.numeric_value(), Some(told), "{measure:?}");
            assert_eq!(node.numeric_value_step(), Some(step), "{measure:?}");
            assert_eq!(node.min_numeric_value(), Some(0.0), "{measure:?}");
            let most = node.max_numeric_value().expect("an end");
            assert!((most - 720.0 / measure.worth()).abs() < 1e-9, "{measure:?}");
            let set_to = |asked| match shown(field, Some(asked)).1 {
                Some(Came::Set(value)) => value,
                other => panic!("{measure:?}: {other:?}"),
            };
            assert!(
                (set_to((Action::SetValue, Some(set))) - worth).abs() < 1e-9,
                "{measure:?}"
            );
            let stepped = set_to((Action::Increment, None));
            assert!((stepped - value - step * measure.worth()).abs() < 1e-9, "{measure:?}");
        }
    }
}
