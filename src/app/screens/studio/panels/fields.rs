//! The fields that can be shown, each with its form: inserted into the text that is edited, or dragged onto the page.

use egui::{
    Align2, CursorIcon, FontId, Id, LayerId, Order, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo,
};

use super::super::super::super::View;
use super::super::super::super::command::studio::data::{As, Command as Data};
use super::super::super::super::command::studio::{Command, TEMPLATE};
use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::{self, Type, size, space};
use super::super::super::super::widgets::{Button, NameLabel, dragged_until_escape, focus_ring, icons};
use super::parts::{bare, field_form, line, note};
use crate::model::{FieldName, Token, Value};
use crate::studio::{field_words, label_of};
use crate::units::Point;

const ROW: f32 = 40.0;
/// The sources of fields, with what people call them.
const SOURCES: [(&str, &str); 4] = [
    ("recipient", "Recipient"),
    ("credential", "Credential"),
    ("group", "Group"),
    ("issuer", "Issuer"),
];
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let text = match open.is_typing() {
        true => "A click puts a field into the text, at the caret.",
        false if open.editor.is_locked() => TEMPLATE,
        false => "Click a field to choose its form, or drag it onto the page.",
    };
    ui.add_space(space::XS);
    note(ui, text);
    let id = Id::unique("field with its form").with(open.id);
    let chosen: Option<Chosen> = ui.data(|data| data.get_temp(id));
    let all = by_source(open);
    for (title, fields) in &all {
        bare(ui, |ui| {
            let color = theme::of(ui).muted;
            let font = FontId::new(Type::Small.size(), Type::Strong.font().family);
            ui.add(NameLabel::new(title).font(font).color(color));
        });
        for offered in fields {
            let chosen = chosen.clone().filter(|chosen| chosen.is(offered));
            let row = Row {
                offered,
                label: format!("Field {}", offered.full_label(&all)),
                chosen: chosen.map(|chosen| chosen.token),
            };
            row_ui(ui, view, open, row, id);
        }
        ui.add_space(space::XS);
    }
}

/// A field and as what it is put on the page.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Offered {
    pub field: FieldName,
    pub what: As,
}

impl Offered {
    fn new(field: &FieldName, is_picture: bool) -> Offered {
        Offered {
            field: field.clone(),
            what: match is_picture {
                true => As::Picture,
                false => As::Text,
            },
        }
    }

    /// What it is called where its source does not stand above it; among `all` it may be offered as both.
    pub fn full_label(&self, all: &[(String, Vec<Offered>)]) -> String {
        let label = full_label_of(&self.field);
        let same =
            |other: &Offered| other.what != self.what && other.field.as_str().eq_ignore_ascii_case(self.field.as_str());
        let is_both = all.iter().flat_map(|(_, fields)| fields).any(same);
        match (is_both, self.what) {
            (false, _) => label,
            (true, As::Picture) => format!("{label}, as a picture"),
            (true, As::Text) => format!("{label}, as a text"),
        }
    }
}

/// The fields that can be shown, also those of the data under the page, with what their sources are called: at last those
/// of the groups that use the design, below the titles of the groups.
pub(in super::super) fn by_source(open: &Open) -> Vec<(String, Vec<Offered>)> {
    let mut fields = open.fields();
    fields.retain(|field| !open.is_of_groups(field));
    for field in &open.data.fields {
        let is_known = |known: &FieldName| known.as_str().to_lowercase() == field.as_str().to_lowercase();
        if !fields.iter().any(is_known) && !open.is_of_groups(field) {
            fields.push(field.clone());
        }
    }
    let of_source = |source: &str| -> Vec<Offered> {
        let is_of = |field: &&FieldName| field.as_str().split_once('.').is_some_and(|(space, _)| space == source);
        let offered = |field: &FieldName| Offered::new(field, open.is_picture(field));
        fields.iter().filter(is_of).map(offered).collect()
    };
    SOURCES
        .into_iter()
        .map(|(source, title)| (title.to_owned(), of_source(source)))
        .filter(|(_, fields)| !fields.is_empty())
        .chain(by_groups(open))
        .collect()
}

/// Fields that the same groups have stand together.
fn by_groups(open: &Open) -> Vec<(String, Vec<Offered>)> {
    let mut found: Vec<(String, Vec<Offered>)> = Vec::new();
    for known in &open.of_groups {
        let title = known.groups.join(", ");
        let is_both = open.of_groups.iter().filter(|other| other.is(&known.field)).count() > 1;
        let is_picture = known.is_picture || (!is_both && open.is_picture(&known.field));
        let offered = Offered::new(&known.field, is_picture);
        match found.iter_mut().find(|(other, _)| *other == title) {
            Some((_, fields)) => fields.push(offered),
            None => found.push((title, vec![offered])),
        }
    }
    found
}

/// All fields that can be chosen, in the order of the panel, with what they are called.
pub(super) fn offered(open: &Open) -> (Vec<FieldName>, Vec<String>) {
    let mut fields: Vec<FieldName> = Vec::new();
    for offered in by_source(open).into_iter().flat_map(|(_, fields)| fields) {
        // One that is offered as both is chosen once.
        if !fields
            .iter()
            .any(|known| known.as_str().eq_ignore_ascii_case(offered.field.as_str()))
        {
            fields.push(offered.field);
        }
    }
    let names = names_of(&fields);
    (fields, names)
}

/// What fields are called; where several are called the same, with their source.
pub(super) fn names_of(fields: &[FieldName]) -> Vec<String> {
    let labels: Vec<String> = fields.iter().map(label_of).collect();
    let name = |(field, label): (&FieldName, &String)| {
        let is_alone = labels.iter().filter(|other| *other == label).count() < 2;
        let source = field.as_str().split_once('.').map(|(source, _)| source);
        let source = SOURCES.iter().find(|(of, _)| Some(*of) == source);
        match source.filter(|_| !is_alone) {
            Some((_, title)) => format!("{label} · {title}"),
            None => label.clone(),
        }
    };
    fields.iter().zip(&labels).map(name).collect()
}

/// What a field is called where its source does not stand above it: `credential.issue_date` as “Credential issue date”.
pub(super) fn full_label_of(field: &FieldName) -> String {
    let source = field.as_str().split_once('.').map(|(source, _)| source);
    match SOURCES.iter().find(|(of, _)| Some(*of) == source) {
        Some((_, title)) => format!("{title} {}", field_words(field)),
        None => label_of(field),
    }
}

/// The row that is folded out, with the form of its field.
#[derive(Clone, Debug, PartialEq)]
struct Chosen {
    token: Token,
    what: As,
}

impl Chosen {
    fn is(&self, offered: &Offered) -> bool {
        self.token.field == offered.field && self.what == offered.what
    }
}

/// A field in the list.
struct Row<'a> {
    offered: &'a Offered,
    /// What it is called where it is read alone.
    label: String,
    /// Its form, when it is folded out.
    chosen: Option<Token>,
}

fn row_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, row: Row<'_>, id: Id) {
    let theme = theme::of(ui);
    let Row {
        offered: &Offered { ref field, what },
        label: called,
        chosen,
    } = row;
    let is_picture = what == As::Picture;
    let label = label_of(field);
    let is_locked = open.editor.is_locked();
    let sense = match is_locked {
        // Into an open text by a click, and onto the page not at all.
        true => Sense::click(),
        false => Sense::click_and_drag(),
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), sense);
    let is_chosen = chosen.is_some();
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, &called));
    let inner = rect.shrink2(Vec2::new(space::XS, 1.0));
    let ground = match (is_chosen, response.hovered()) {
        (true, _) => theme.accent_soft,
        (false, true) => theme.sunken,
        (false, false) => egui::Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(inner, size::CORNER, ground);
    paint_icon(ui, what, rect.left_center() + Vec2::new(20.0, 0.0));
    let left = rect.left() + 36.0;
    let room = rect.right() - left - space::S;
    let at = [left, rect.top() + 3.0].into();
    ui.painter()
        .text(at, Align2::LEFT_TOP, &label, Type::Small.font(), theme.text);
    let value = value_of(open, field).unwrap_or_else(|| "no value".to_owned());
    let at = [left, rect.bottom() - 2.0].into();
    paint_value(ui, &value, Align2::LEFT_BOTTOM, at, room);
    focus_ring(
        ui,
        &Response {
            rect: inner.shrink(2.0),
            ..response.clone()
        },
        4,
    );
    let token = chosen.clone().unwrap_or_else(|| Token::plain(field.clone()));
    if let Some(at) = dropped(ui, open, &response, &label) {
        view.send(Command::Data(Data::Insert(token.clone(), what, Some(at))));
    } else if response.clicked() && open.is_typing() {
        view.send(Command::Data(Data::Insert(token.clone(), what, None)));
    } else if response.clicked() {
        ui.data_mut(|data| match is_chosen {
            true => data.remove::<Chosen>(id),
            false => drop(data.insert_temp(
                id,
                Chosen {
                    token: token.clone(),
                    what,
                },
            )),
        });
    }
    if !is_locked {
        response.clone().on_hover_cursor(CursorIcon::Grab);
    }
    // As it is written in a text, in a sheet and in the file of the design.
    response.on_hover_text(format!("{{{{{field}}}}}"));
    if let Some(token) = chosen {
        ui.add_space(space::XS);
        let changed = match is_picture {
            // Its form is in the inspector of the picture.
            true => token,
            false => {
                let language = open.values.fields.spoken();
                // What is refused of one field is nothing to the others.
                let form = ui.push_id(&token.field, |ui| field_form(ui, open, &token, language));
                form.inner
            }
        };
        bare(ui, |ui| {
            let width = ui.available_width();
            let locked = is_locked && !open.is_typing();
            let button = Button::secondary(if is_picture {
                "Insert as a picture"
            } else {
                "Insert as a text"
            })
            .dense()
            .width(width);
            if button.unless(locked.then_some(TEMPLATE)).show(ui).clicked() {
                view.send(Command::Data(Data::Insert(changed.clone(), what, None)));
            }
        });
        ui.add_space(space::S);
        line(ui);
        // Whoever was clicked meanwhile is what is chosen.
        ui.data_mut(|data| {
            let chosen = data.get_temp::<Chosen>(id);
            if chosen.is_some_and(|chosen| chosen.is(row.offered)) {
                data.insert_temp(id, Chosen { token: changed, what });
            }
        });
    }
}

/// What the row that is shown says in a field; none when that is nothing.
pub(super) fn value_of(open: &Open, field: &FieldName) -> Option<String> {
    match open.values.fields.get(field)? {
        Value::Image(_) => Some("a picture".to_owned()),
        value => (!value.is_empty()).then(|| value.to_plain()),
    }
}

/// The icon of a field, by its middle.
pub(super) fn paint_icon(ui: &Ui, what: As, at: Pos2) {
    let icon = match what {
        As::Picture => icons::PICTURES,
        As::Text => icons::FIELD,
    };
    icon.paint(ui.painter(), at, 16.0, theme::of(ui).muted);
}

/// The value of a field, cut to its room, by a point of its edge.
pub(super) fn paint_value(ui: &Ui, value: &str, anchor: Align2, at: Pos2, room: f32) {
    let color = theme::of(ui).muted;
    let galley = NameLabel::new(value).kind(Type::Caption).color(color).galley(ui, room);
    let rect = anchor.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, galley, color);
}

/// Where something was dropped that is dragged from a panel: a point of the page, when it is over the canvas.
pub(super) fn dropped(ui: &Ui, open: &Open, response: &Response, name: &str) -> Option<Point> {
    let at = response
        .interact_pointer_pos()
        .or_else(|| ui.input(|input| input.pointer.latest_pos()))?;
    let is_over = open.camera.room.contains(at);
    if response.drag_stopped() {
        let is_meant = is_over && dragged_until_escape(ui.ctx()).is_none();
        return is_meant.then(|| open.camera.to_page(at));
    }
    if response.dragged() {
        let theme = theme::of(ui);
        ui.set_cursor_icon(if is_over {
            CursorIcon::Copy
        } else {
            CursorIcon::Grabbing
        });
        let galley = NameLabel::new(name).kind(Type::Small).galley(ui, 200.0);
        let rect = Rect::from_min_size(at + Vec2::new(12.0, 8.0), galley.size()).expand2(Vec2::new(space::S, 3.0));
        let painter = ui
            .ctx()
            .layer_painter(LayerId::new(Order::Tooltip, Id::unique("dragged from a panel")));
        let stroke = Stroke::new(1.0, theme.line_strong);
        painter.rect(rect, size::CORNER, theme.surface, stroke, StrokeKind::Inside);
        painter.galley(rect.min + Vec2::new(space::S, 3.0), galley, theme.text);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_called_by_their_keys() {
        let label = |name: &str| label_of(&name.parse().expect(name));
        assert_eq!(label("credential.issue_date"), "Issue date");
        assert_eq!(label("recipient.name"), "Name");
        assert_eq!(label("credential.url"), "Web address");
        assert_eq!(label("credential.id"), "ID");
        assert_eq!(label("شهادة"), "شهادة");
        let full = |name: &str| full_label_of(&name.parse().expect(name));
        assert_eq!(full("recipient.name"), "Recipient name");
        assert_eq!(full("credential.id"), "Credential ID");
        assert_eq!(full("group.skills"), "Group skills");
    }

    #[test]
    fn fields_of_the_same_name_say_their_source() {
        let fields = ["recipient.name", "issuer.name", "recipient.level"].map(|name| name.parse().expect(name));
        assert_eq!(names_of(&fields), ["Name · Recipient", "Name · Issuer", "Level"]);
    }
}
