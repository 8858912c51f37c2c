//! The bar over the page: the way back, the design's name, tools, zoom, preview, done.

use egui::{
    Align, CornerRadius, CursorIcon, Layout, Popup, PopupCloseBehavior, Rect, Response, Role, ScrollArea, Sense,
    SetOpenCommand, Ui, Vec2, WidgetInfo,
};

use super::super::super::View;
use super::super::super::command::design::Command as Design;
use super::super::super::command::studio::data::{As, Command as Data};
use super::super::super::command::studio::{Action, Aid, Command, TEMPLATE};
use super::super::super::command::{Command as AnyCommand, Listed, keys, listed};
use super::super::super::state::studio::{Beside, Open};
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons::{self, Icon};
use super::super::super::widgets::{Button, NameLabel, entered, focus_ring, icon_button, name_field, select_all, tab};
use super::bar_parts::{self, Part};
use super::panels::Offered;
use crate::model::{ImageSource, Token};
use crate::studio::measure::Unit;
use crate::studio::{OrnamentKind, Tool, label_of, page_name};

/// What the name has.
const NAME: f32 = 180.0;
/// The tools stand in the middle when there is so much room.
const WIDE: f32 = 1000.0;
/// In narrower bars the name is shorter, by what is missing, but not shorter than this.
const SHORT_NAME: f32 = 48.0;
/// What is said of the page while it is shown as recipients see it needs so much.
const SAID: f32 = 140.0;
/// So does which page it is, with the ways to the others.
const PAGES: f32 = 130.0;
/// The menus of how large the page is, and of what has no room on the bar.
const MENU: f32 = 270.0;
/// The menu of what is shown.
const SHOWS: f32 = 240.0;
/// How wide the list of fields is, and how high at most: it ends within a line, so that it is seen to go on.
const FIELDS: Vec2 = Vec2::new(240.0, 440.0);
/// The shapes and ornaments behind one button.
const SHAPES: [(&str, Icon, &str); 11] = [
    ("tool-rectangle", icons::RECTANGLE, "Rectangle"),
    ("tool-ellipse", icons::ELLIPSE, "Ellipse"),
    ("tool-line", icons::LINE, "Line"),
    ("tool-arrow", icons::ARROW, "Arrow"),
    ("tool-polygon", icons::POLYGON, "Polygon"),
    ("tool-star", icons::STAR, "Star"),
    ("tool-seal", icons::SEAL, "Seal"),
    ("tool-ribbon", icons::RIBBON, "Ribbon"),
    ("tool-border", icons::BORDER, "Border"),
    ("tool-guilloche", icons::GUILLOCHE, "Guilloche"),
    ("tool-rosette", icons::ROSETTE, "Rosette"),
];
/// How many of them are plain shapes.
const PLAIN: usize = 6;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let all = ui.max_rect();
    let width = all.width();
    let name = (NAME - (WIDE - width).max(0.0)).max(SHORT_NAME);
    let done = Button::primary("Done")
        .dense()
        .unless(open.keeping.saving.then_some("It is being saved"));
    let preview = Button::secondary(if open.preview { "Edit" } else { "Preview" }).dense();
    let panels = match width {
        _ if open.preview => 0.0,
        width if width <= super::NO_RIGHT => 2.0,
        width if width <= super::NO_LEFT => 1.0,
        _ => 0.0,
    };
    let tool = bar_parts::TOOL + space::XS;
    let taken = 3.0 * (space::S + space::XS) + size::CONTROL_DENSE + name + done.wide(ui) + panels * tool;
    let parts = if open.preview {
        &bar_parts::IN_PREVIEW[..]
    } else {
        &bar_parts::ALL
    };
    let pages = if open.seen().pages.len() > 1 { PAGES } else { 0.0 };
    let said = if open.preview { SAID + pages } else { 0.0 };
    let hidden = bar_parts::without_room(parts, width - taken - said, preview.wide(ui));
    let has = |part| parts.contains(&part) && !hidden.contains(&part);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        ui.add_space(space::S);
        if icon_button(ui, icons::BACK, "Back", None).clicked() {
            view.send(AnyCommand::Back);
        }
        if panels > 0.0 {
            panel_ui(ui, view, open, Beside::Left);
        }
        name_ui(ui, view, open, name);
        if open.preview {
            ui.label(Type::Small.text("As recipients see it").color(theme::of(ui).muted));
            pages_ui(ui, view, open);
        }
        let history = open.editor.history();
        if has(Part::Undo) {
            action(ui, view, "undo", &history_hint("Undo", history.undo_name()));
        }
        if has(Part::Redo) {
            action(ui, view, "redo", &history_hint("Redo", history.redo_name()));
        }
        if width > WIDE && !open.preview {
            let tools = 9.0 * tool + space::L;
            let from = all.center().x - tools / 2.0;
            ui.add_space((from - ui.cursor().left()).max(space::M));
        }
        tools_ui(ui, view, open, has);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(space::S);
            if done.show(ui).clicked() {
                view.send(Command::Save(true));
            }
            if panels > 1.0 {
                panel_ui(ui, view, open, Beside::Right);
            }
            if has(Part::Preview) {
                if preview.show(ui).clicked() {
                    view.send(AnyCommand::from(Action::Preview));
                }
                ui.add_space(space::S);
            }
            if !hidden.is_empty() {
                more_ui(ui, view, open, hidden);
            }
            if has(Part::Export) {
                export_ui(ui, view);
            }
            if has(Part::Zoom) {
                zoom_ui(ui, view, open);
            }
            if has(Part::Shows) {
                shows_ui(ui, view, open);
            }
        });
    });
}

/// Which page is seen, with the way to the others.
fn pages_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let (page, count) = (open.seen_page(), open.seen().pages.len());
    if count < 2 {
        return;
    }
    let first = (page == 0).then_some("It is the first page");
    let last = (page + 1 == count).then_some("It is the last page");
    if icon_button(ui, icons::LEFT, "Page before", first).clicked() {
        view.send(Command::TurnPage(-1));
    }
    ui.label(Type::Small.text(page_name(page, count)));
    if icon_button(ui, icons::RIGHT, "Next page", last).clicked() {
        view.send(Command::TurnPage(1));
    }
}

/// Shows a panel where there is not room for both, or shows it no more.
fn panel_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, panel: Beside) {
    let shown = open.over == Some(panel);
    let (icon, side, what) = match panel {
        Beside::Left => (icons::LAYERS, "left", "Layers, fields and files"),
        Beside::Right => (icons::STYLE, "right", "What is selected, what was done, what is wrong"),
    };
    let name = format!("{} the {side} panel", if shown { "Hide" } else { "Show" });
    if tool_button(ui, icon, &name, what, Some(shown), false).clicked() {
        view.send(Command::ShowOver((!shown).then_some(panel)));
    }
}

/// A menu of what has no room on the bar.
fn more_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, hidden: &[Part]) {
    let response = tool_button(ui, icons::MORE, "More tools", "More tools", None, false);
    let popup = Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.style(theme::menu).width(MENU).show(|ui| {
        ui.set_width(MENU);
        ui.spacing_mut().item_spacing.y = 0.0;
        let most = ui.ctx().content_rect().height() - size::TOP_BAR - space::XXL;
        ScrollArea::vertical().max_height(most).show(ui, |ui| {
            for part in hidden {
                match part {
                    Part::Select => item(ui, view, "tool-select"),
                    Part::Text => item(ui, view, "tool-text"),
                    Part::Shapes => {
                        title_ui(ui, "Shapes");
                        shapes_menu(ui, view);
                        title_ui(ui, "Other tools");
                    }
                    // They are put on the page from there, too.
                    Part::Field => item(ui, view, "show-fields"),
                    Part::Undo => item(ui, view, "undo"),
                    Part::Redo => item(ui, view, "redo"),
                    Part::Image => item(ui, view, "tool-image"),
                    Part::Preview => item(ui, view, "preview-design"),
                    Part::Qr => item(ui, view, "tool-qr"),
                    Part::Pen => item(ui, view, "tool-pen"),
                    Part::Eyedropper => item(ui, view, "eyedropper"),
                    Part::Export => item(ui, view, "export-design"),
                    Part::Zoom | Part::Shows => {}
                }
            }
            if hidden.contains(&Part::Zoom) {
                title_ui(ui, "Zoom");
                zoom_menu(ui, view);
            }
            if hidden.contains(&Part::Shows) {
                shows_menu(ui, view, open);
            }
        });
    });
}

fn item(ui: &mut Ui, view: &mut View<'_>, id: &str) {
    super::menu::item(ui, view, id);
}

fn history_hint(word: &str, name: Option<&str>) -> String {
    name.map_or_else(|| word.to_owned(), |name| format!("{word}: {name}"))
}

fn name_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, width: f32) {
    let name = &open.editor.shown().name;
    let label = NameLabel::new(name).kind(Type::Strong).width(width);
    let response = ui.add(label).interact(Sense::click());
    let text = format!("Rename the design {name}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
    focus_ring(ui, &response, size::CORNER);
    let response = response.on_hover_text("Rename").on_hover_cursor(CursorIcon::Text);
    rename_ui(ui, view, open, &response);
    ui.add_space(space::S);
}

/// A field under the name.
fn rename_ui(ui: &Ui, view: &mut View<'_>, open: &Open, response: &Response) {
    let id = response.id.with("new name");
    let typed = ui.data(|data| data.get_temp::<String>(id));
    if response.clicked() && typed.is_none() {
        ui.data_mut(|data| data.insert_temp(id, open.editor.design().name.clone()));
    }
    // The second click of two neither closes what the first one opened nor takes the keys from it.
    let (open_it, closes) = match response.double_clicked() {
        true => (Some(SetOpenCommand::Bool(true)), PopupCloseBehavior::IgnoreClicks),
        false => (
            response.clicked().then_some(SetOpenCommand::Toggle),
            PopupCloseBehavior::CloseOnClickOutside,
        ),
    };
    Popup::menu(response)
        .open_memory(open_it)
        .close_behavior(closes)
        .show(|ui| {
            ui.set_width(size::SEARCH);
            let name = ui
                .data(|data| data.get_temp::<String>(id))
                .unwrap_or_else(|| open.editor.design().name.clone());
            let (field, changed) = name_field(ui, "Name of the design", &name, "");
            let enters = entered(ui, &field);
            if typed.is_none() || response.clicked() {
                field.request_focus();
                select_all(ui, &field, &name);
            }
            let name = changed.unwrap_or(name);
            ui.data_mut(|data| data.insert_temp(id, name.clone()));
            if enters && !name.trim().is_empty() {
                let edit = crate::model::Edit::SetDesign(crate::model::DesignProperty::Name(name.trim().to_owned()));
                view.send(Command::Edit("Rename the design".to_owned(), edit));
                ui.data_mut(|data| data.remove::<String>(id));
                ui.close();
            }
        });
    if !Popup::is_id_open(ui.ctx(), Popup::default_response_id(response)) {
        ui.data_mut(|data| data.remove::<String>(id));
    }
}

/// The command with this id, as a button with its keys on hover.
fn action(ui: &mut Ui, view: &mut View<'_>, id: &str, name: &str) {
    let Some(listed) = find(id) else { return };
    let refused = listed.allowed(view.state).err();
    let text = with_keys(ui, view, listed, name);
    let response = refusable(ui, refused, |ui| tool_button(ui, listed.icon, name, &text, None, false));
    if response.clicked() {
        view.send((listed.command)());
    }
}

/// A button that says why it cannot be pressed.
fn refusable(ui: &mut Ui, refused: Option<&str>, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let response = ui.add_enabled_ui(refused.is_none(), add).inner;
    match refused {
        Some(why) => response.on_disabled_hover_text(why),
        None => response,
    }
}

/// Why nothing can be put on the page.
fn refused_tool(open: &Open) -> Option<&'static str> {
    open.editor.is_locked().then_some(TEMPLATE)
}

fn find(id: &str) -> Option<&'static Listed> {
    listed().find(|listed| listed.id == id)
}

fn with_keys(ui: &Ui, view: &View<'_>, listed: &Listed, name: &str) -> String {
    match keys::of(listed, &view.state.choices) {
        Some(keys) => format!("{name}  {}", ui.ctx().format_shortcut(&keys)),
        None => name.to_owned(),
    }
}

fn tools_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, has: impl Fn(Part) -> bool) {
    let tool = open.editor.tool();
    let is_image = matches!(tool, Tool::Image { .. });
    if has(Part::Select) {
        tool_ui(ui, view, "tool-select", "Select", *tool == Tool::Select);
    }
    if has(Part::Text) {
        tool_ui(ui, view, "tool-text", "Text", *tool == Tool::Text);
    }
    if has(Part::Shapes) {
        shapes_ui(ui, view, open, tool);
    }
    if has(Part::Pen) {
        tool_ui(ui, view, "tool-pen", "Pen", *tool == Tool::Pen);
    }
    if has(Part::Image) {
        tool_ui(ui, view, "tool-image", "Image", is_image);
    }
    if has(Part::Qr) {
        tool_ui(ui, view, "tool-qr", "QR code", *tool == Tool::Qr);
    }
    if has(Part::Field) {
        field_ui(ui, view, open, tool);
    }
    if has(Part::Eyedropper) {
        tool_ui(ui, view, "eyedropper", "Eyedropper", *tool == Tool::Eyedropper);
    }
}

/// A tool that is taken has the colour of the selection.
fn tool_button(ui: &mut Ui, icon: Icon, name: &str, hover: &str, chosen: Option<bool>, folds: bool) -> Response {
    let theme = theme::of(ui);
    let width = if folds { bar_parts::FOLDS } else { bar_parts::TOOL };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, size::CONTROL), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| match chosen {
        Some(chosen) => WidgetInfo::selected(Role::RadioButton, enabled, chosen, name),
        None => WidgetInfo::labeled(Role::Button, enabled, name),
    });
    let (ground, color) = match (chosen == Some(true), response.hovered()) {
        (true, _) => (theme.accent, theme.on_accent),
        (false, true) => (theme.sunken, theme.text),
        (false, false) => (egui::Color32::TRANSPARENT, theme.text),
    };
    ui.painter().rect_filled(rect, CornerRadius::same(size::CORNER), ground);
    let at = Rect::from_min_size(rect.min, Vec2::splat(size::CONTROL)).center();
    icon.paint(ui.painter(), at, size::ICON + 2.0, color);
    if folds {
        let at = [rect.right() - space::S, rect.center().y];
        icons::EXPAND.paint(ui.painter(), at.into(), 12.0, color);
    }
    focus_ring(ui, &response, size::CORNER);
    response.on_hover_text(hover).on_hover_cursor(CursorIcon::PointingHand)
}

fn tool_ui(ui: &mut Ui, view: &mut View<'_>, id: &str, name: &str, chosen: bool) {
    let Some(listed) = find(id) else { return };
    let hover = with_keys(ui, view, listed, name);
    let refused = listed.allowed(view.state).err();
    let response = refusable(ui, refused, |ui| {
        tool_button(ui, listed.icon, name, &hover, Some(chosen), false)
    });
    if response.clicked() {
        view.send((listed.command)());
    }
}

fn shapes_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, tool: &Tool) {
    let taken = match tool {
        Tool::Rectangle => Some(0),
        Tool::Ellipse => Some(1),
        Tool::Line => Some(2),
        Tool::Arrow => Some(3),
        Tool::Polygon { .. } => Some(4),
        Tool::Star { .. } => Some(5),
        Tool::Ornament(OrnamentKind::Seal) => Some(6),
        Tool::Ornament(OrnamentKind::Ribbon) => Some(7),
        Tool::Ornament(OrnamentKind::Border) => Some(8),
        Tool::Ornament(OrnamentKind::Guilloche) => Some(9),
        Tool::Ornament(OrnamentKind::Rosette) => Some(10),
        _ => None,
    };
    let icon = taken
        .and_then(|at| SHAPES.get(at))
        .map_or(icons::SHAPES, |(_, icon, _)| *icon);
    let response = refusable(ui, refused_tool(open), |ui| {
        tool_button(ui, icon, "Shapes", "Shapes", Some(taken.is_some()), true)
    });
    Popup::menu(&response).width(200.0).show(|ui| shapes_menu(ui, view));
}

fn shapes_menu(ui: &mut Ui, view: &mut View<'_>) {
    for (at, (id, icon, name)) in SHAPES.into_iter().enumerate() {
        if at == PLAIN {
            title_ui(ui, "Ornaments");
        }
        let Some(listed) = find(id) else { continue };
        if super::menu::row(ui, view, listed, icon, name).clicked() {
            view.send((listed.command)());
            ui.close();
        }
    }
}

/// The fields of the design and those that every credential has.
fn field_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, tool: &Tool) {
    let taken = matches!(tool, Tool::Field(_));
    // Where a text is edited, the field comes into that.
    let refused = refused_tool(open).filter(|_| !open.is_typing());
    let response = refusable(ui, refused, |ui| {
        let hover = "A field, such as the recipient's name";
        tool_button(ui, icons::FIELD, "Field", hover, Some(taken), true)
    });
    let popup = Popup::menu(&response).style(theme::menu);
    popup.width(FIELDS.x).show(|ui| {
        ui.set_width(FIELDS.x);
        let bar = &mut ui.spacing_mut().scroll;
        bar.dormant_handle_opacity = bar.active_handle_opacity;
        let mut area = ScrollArea::vertical().max_height(FIELDS.y).auto_shrink([false, true]);
        if response.clicked() {
            // It unfolds with its beginning, wherever it was left.
            area = area.vertical_scroll_offset(0.0);
        }
        area.show(ui, |ui| {
            let all = super::panels::by_source(open);
            for (title, fields) in &all {
                title_ui(ui, title);
                for offered in fields {
                    let field = &offered.field;
                    let response = ui.button(label_of(field));
                    let text = format!("Field {}", offered.full_label(&all));
                    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, true, &text));
                    let response = response.on_hover_text(format!("{{{{{field}}}}}"));
                    if response.clicked() {
                        view.send(match open.is_typing() {
                            true => Command::Data(Data::Insert(Token::plain(field.clone()), offered.what, None)),
                            false => Command::Take(tool_of(offered)),
                        });
                        ui.close();
                    }
                }
            }
        });
    });
}

/// What puts a field on the page: a text, or a frame for the picture that it holds.
fn tool_of(offered: &Offered) -> Tool {
    let field = offered.field.clone();
    match offered.what {
        As::Picture => Tool::Image {
            source: ImageSource::Field(field),
            size: None,
        },
        As::Text => Tool::Field(field),
    }
}

/// The way to a file of the design, by the dialog that the gallery has.
fn export_ui(ui: &mut Ui, view: &mut View<'_>) {
    if icon_button(ui, icons::EXPORT, "Export…", None).clicked() {
        view.send(Design::ExportShown);
    }
}

fn zoom_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let theme = theme::of(ui);
    let text = format!("{} %", open.camera.percent().round());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(bar_parts::ZOOM, size::CONTROL_DENSE), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Zoom: {text}")));
    if response.hovered() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(size::CORNER), theme.sunken);
    }
    let font = Type::Small.font();
    ui.painter()
        .text(rect.center(), egui::Align2::CENTER_CENTER, text, font, theme.text);
    focus_ring(ui, &response, size::CORNER);
    let popup = Popup::menu(&response).style(theme::menu);
    popup.width(MENU).show(|ui| zoom_menu(ui, view));
    response.on_hover_cursor(CursorIcon::PointingHand);
}

fn zoom_menu(ui: &mut Ui, view: &mut View<'_>) {
    for percent in [50.0, 100.0, 200.0, 400.0] {
        if ui.button(format!("{percent} %")).clicked() {
            view.send(Command::ZoomTo(percent));
            ui.close();
        }
    }
    ui.separator();
    for id in ["zoom-fit", "zoom-full", "zoom-selection", "zoom-in", "zoom-out"] {
        item(ui, view, id);
    }
}

/// What is shown over the page, to what things snap, and the unit of lengths.
fn shows_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let response = icon_button(ui, icons::RULER, "Rulers, grid and snapping", None);
    let popup = Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.width(SHOWS).show(|ui| {
        ui.set_width(SHOWS);
        ui.spacing_mut().item_spacing.y = 0.0;
        let most = ui.ctx().content_rect().height() - size::TOP_BAR - space::XXL;
        let area = ScrollArea::vertical().max_height(most);
        area.show(ui, |ui| shows_menu(ui, view, open));
    });
}

fn shows_menu(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    title_ui(ui, "Show");
    for (id, name, aid) in [
        ("rulers", "Rulers", Aid::Rulers),
        ("guides", "Guides", Aid::Guides),
        ("lock-guides", "Lock guides", Aid::LockGuides),
        ("grid", "Grid", Aid::Grid),
        ("margins", "Margins", Aid::Margins),
        ("bleed", "Bleed and safe area", Aid::Bleed),
    ] {
        super::menu::check(ui, view, id, name, open.has(aid) == Some(true));
    }
    for id in ["guide-vertical", "guide-horizontal", "clear-guides"] {
        super::menu::item(ui, view, id);
    }
    title_ui(ui, "Snap to");
    for (id, name, aid) in [
        ("snap-page", "Page and margins", Aid::SnapPage),
        ("snap-elements", "Elements", Aid::SnapElements),
        ("snap-spacing", "Equal gaps and sizes", Aid::SnapSpacing),
        ("snap-guides", "The guides", Aid::SnapGuides),
        ("snap-grid", "The grid", Aid::SnapGrid),
    ] {
        super::menu::check(ui, view, id, name, open.has(aid) == Some(true));
    }
    title_ui(ui, "Unit");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for unit in Unit::ALL {
            let chosen = open.editor.settings.unit == unit;
            if tab(ui, unit.symbol(), None, chosen).clicked() {
                view.send(Command::SetUnit(unit));
            }
        }
    });
}

fn title_ui(ui: &mut Ui, text: &str) {
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        // In line with the icons of the rows below.
        ui.add_space(space::S);
        ui.add(NameLabel::new(text).kind(Type::Caption).color(theme::of(ui).muted));
    });
}
