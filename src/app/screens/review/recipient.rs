//! The recipient page, laid out as the published one is.

use egui::{
    Align, CornerRadius, Frame, Id, Layout, Margin, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo,
};

use crate::model::CredentialId;

use super::super::super::preview::{Face, Previews, Subject};
use super::super::super::state::recipient::{RecipientPage, Standing};
use super::super::super::state::review::Faces;
use super::super::super::theme::{self, Type, letters, size, space};
use super::super::super::widgets::icons::{self, Icon};
use super::super::super::widgets::{Button, NameLabel, Tone, chip, is_right_to_left, page, picture, picture_through};

/// The widest the page gets.
const WIDE: f32 = 880.0;
/// The column of facts at the right.
const FACTS: f32 = 270.0;
const BADGE: f32 = 96.0;
/// Narrower pages have one column.
const NARROW: f32 = 560.0;
/// How much is seen of the pictures of what does not hold any more; as on the published page.
const PALED: f32 = 0.35;
/// How round the edge of a skill is.
const SKILL_CORNER: u8 = 14;
/// How wide and high the logo is at most.
const LOGO: f32 = 44.0;
/// Room for a title in large letters.
const ROOMY: f32 = 420.0;

/// Draws it. Returns the place of the file that was clicked.
pub(super) fn show(
    ui: &mut Ui,
    previews: &mut Previews,
    shown: &RecipientPage,
    faces: Faces,
    subject: &dyn Fn(Face) -> Subject,
) -> Option<usize> {
    let mut opened = None;
    let mut area = ScrollArea::vertical().id_salt("recipient page").auto_shrink(false);
    if is_new(ui, shown) {
        area = area.vertical_scroll_offset(0.0);
    }
    area.show(ui, |ui| {
        page(ui, WIDE, |ui| {
            ui.spacing_mut().item_spacing.y = space::L;
            let response = ui.label(
                Type::Caption
                    .text("As the recipient sees it")
                    .color(theme::of(ui).muted),
            );
            response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, "Recipient page"));
            banner_ui(ui, shown);
            stage_ui(ui, previews, shown, faces, subject);
            let wide = ui.available_width();
            if wide < NARROW {
                about_ui(ui, previews, shown, faces, subject);
                opened = facts_ui(ui, previews, shown);
            } else {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = space::XL;
                    // The facts stand where lines end.
                    for is_facts in [shown.rtl, !shown.rtl] {
                        ui.vertical(|ui| {
                            if is_facts {
                                ui.set_width(FACTS);
                                opened = facts_ui(ui, previews, shown);
                            } else {
                                ui.set_width(wide - FACTS - space::XL);
                                about_ui(ui, previews, shown, faces, subject);
                            }
                        });
                    }
                });
            }
            if let Some((label, address)) = &shown.address {
                row_ui(ui, shown.rtl, |ui| {
                    let muted = theme::of(ui).muted;
                    ui.add(NameLabel::new(label).kind(Type::Caption).color(muted));
                    ui.add(NameLabel::new(address).kind(Type::Caption));
                });
            }
            ui.add_space(space::XXL);
        });
    });
    opened
}

/// Whether something else was there in the last frame: another credential, the same as it stood before, or no page at
/// all. It begins at its top then, where it says how the credential stands.
fn is_new(ui: &Ui, shown: &RecipientPage) -> bool {
    let (key, pass) = (
        Id::unique("recipient page that was shown"),
        ui.ctx().cumulative_pass_nr(),
    );
    ui.data_mut(|data| {
        let was: Option<(CredentialId, &'static str, u64)> = data.get_temp(key);
        data.insert_temp(key, (shown.id, shown.standing_word, pass));
        was.is_none_or(|(id, word, at)| (id, word) != (shown.id, shown.standing_word) || at + 1 < pass)
    })
}

/// Things beside each other, from where the page begins to be read.
fn row_ui<R>(ui: &mut Ui, rtl: bool, add: impl FnOnce(&mut Ui) -> R) -> R {
    let layout = match rtl {
        true => Layout::right_to_left(Align::TOP),
        false => Layout::left_to_right(Align::TOP),
    };
    ui.with_layout(layout, add).inner
}

/// A text at the side where it begins to be read; `rtl` tells which.
fn text_ui(ui: &mut Ui, rtl: bool, text: NameLabel<'_>) {
    let align = if rtl { Align::Max } else { Align::Min };
    ui.with_layout(Layout::top_down(align), |ui| ui.add(text));
}

/// The tone and the icon of a standing, as on the published page.
fn look(standing: Standing) -> (Tone, Icon) {
    match standing {
        Standing::Draft => (Tone::Warn, icons::EDIT),
        Standing::Valid => (Tone::Ok, icons::CHECK_CIRCLE),
        Standing::Expired => (Tone::Warn, icons::CLOCK),
        Standing::Suspended => (Tone::Warn, icons::HELD),
        Standing::Revoked => (Tone::Error, icons::BLOCKED),
        Standing::Superseded => (Tone::Accent, icons::FORWARD),
    }
}

fn banner_ui(ui: &mut Ui, shown: &RecipientPage) {
    let Some(text) = shown.standing_text else { return };
    let (tone, icon) = look(shown.standing);
    let (ground, ink) = tone.colors(theme::of(ui));
    let frame = Frame::new()
        .fill(ground)
        .corner_radius(CornerRadius::same(size::CORNER))
        .inner_margin(Margin::same(space::M as i8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = Vec2::new(space::S, space::XS);
        row_ui(ui, shown.rtl, |ui| {
            ui.add(icon.colored(ink));
            ui.vertical(|ui| {
                row_ui(ui, shown.rtl, |ui| {
                    ui.add(NameLabel::new(shown.standing_word).kind(Type::Strong).color(ink));
                    if let Some(since) = &shown.since {
                        ui.add(NameLabel::new("·").color(ink));
                        ui.add(NameLabel::new(since).color(ink));
                    }
                });
                text_ui(ui, shown.rtl, NameLabel::new(text).rows(4).color(ink));
            });
        });
    });
}

fn stage_ui(
    ui: &mut Ui,
    previews: &mut Previews,
    shown: &RecipientPage,
    faces: Faces,
    subject: &dyn Fn(Face) -> Subject,
) {
    let (face, aspect) = super::main_face(faces);
    let wide = match face {
        Face::Certificate => ui.available_width(),
        Face::Badge => 320.0_f32.min(ui.available_width()),
    };
    let high = wide / aspect.max(0.2);
    // A badge stands in the middle, as on the page.
    let (room, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), high), Sense::hover());
    let rect = Rect::from_center_size(room.center(), Vec2::new(wide, high));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &shown.recipient));
    if face == Face::Certificate {
        let stroke = Stroke::new(1.0, theme::of(ui).line_strong);
        ui.painter()
            .rect_stroke(rect, CornerRadius::same(2), stroke, StrokeKind::Outside);
    }
    let slot = Id::unique(("page picture", shown.id, shown.is_stamped));
    picture_ui(ui, previews, shown, slot, subject(face), rect, aspect);
    if shown.is_stamped {
        stamp_ui(ui, shown, rect);
    }
}

/// A picture of the credential, gray and pale where what it certifies does not hold any more.
fn picture_ui(
    ui: &Ui,
    previews: &mut Previews,
    shown: &RecipientPage,
    slot: Id,
    subject: Subject,
    rect: Rect,
    aspect: f32,
) {
    match shown.is_stamped {
        true => picture_through(ui, previews, slot, &subject.in_gray(), rect, aspect, PALED),
        false => picture(ui, previews, slot, &subject, rect, aspect),
    }
}

/// The standing over the picture. It is said above already; a screen reader needs it once.
fn stamp_ui(ui: &Ui, shown: &RecipientPage, picture: Rect) {
    let (tone, icon) = look(shown.standing);
    let (ground, ink) = tone.colors(theme::of(ui));
    let word = NameLabel::new(shown.standing_word).kind(Type::Title).color(ink);
    let word = word.galley(ui, picture.width() * 0.8);
    let wide = Type::Title.size();
    let inner = Vec2::new(wide + space::S + word.size().x, word.size().y);
    let rect = Rect::from_center_size(picture.center(), inner + 2.0 * Vec2::new(space::XL, space::M));
    let stroke = Stroke::new(2.0, ink);
    let corner = CornerRadius::same(size::CORNER_CARD);
    ui.painter().rect(rect, corner, ground, stroke, StrokeKind::Inside);
    // The icon stands where the word begins to be read.
    let (left, right) = (rect.left() + space::XL, rect.right() - space::XL);
    let (at, word_at) = match shown.rtl {
        true => (right - wide / 2.0, left),
        false => (left + wide / 2.0, right - word.size().x),
    };
    let middle = rect.center().y;
    icon.paint(ui.painter(), [at, middle].into(), wide, ink);
    let top = middle - word.size().y / 2.0;
    ui.painter().galley([word_at, top].into(), word, ink);
}

fn about_ui(
    ui: &mut Ui,
    previews: &mut Previews,
    shown: &RecipientPage,
    faces: Faces,
    subject: &dyn Fn(Face) -> Subject,
) {
    let theme = theme::of(ui);
    ui.spacing_mut().item_spacing.y = space::S;
    let beside = faces.badge.filter(|_| faces.certificate.is_some());
    let mut badge_ui = |ui: &mut Ui, aspect: f32| {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(BADGE), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("Badge of {}", shown.recipient)));
        let slot = Id::unique(("page badge", shown.id, shown.is_stamped));
        picture_ui(ui, previews, shown, slot, subject(Face::Badge), rect, aspect);
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        if let (Some(aspect), false) = (beside, shown.rtl) {
            badge_ui(ui, aspect);
        }
        let taken = if beside.is_some() && shown.rtl {
            BADGE + space::L
        } else {
            0.0
        };
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - taken);
            ui.spacing_mut().item_spacing = Vec2::splat(space::S);
            head_ui(ui, shown);
        });
        if let (Some(aspect), true) = (beside, shown.rtl) {
            badge_ui(ui, aspect);
        }
    });
    for paragraph in shown.description.split("\n\n").filter(|part| !part.trim().is_empty()) {
        let paragraph = paragraph.trim();
        text_ui(ui, is_right_to_left(paragraph), NameLabel::new(paragraph).rows(40));
    }
    if let Some((label, skills)) = &shown.skills {
        section_ui(ui, shown.rtl, label);
        let layout = match shown.rtl {
            true => Layout::right_to_left(Align::TOP),
            false => Layout::left_to_right(Align::TOP),
        };
        ui.with_layout(layout.with_main_wrap(true), |ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(space::S);
            for skill in skills {
                skill_ui(ui, skill);
            }
        });
    }
    if let Some((label, criteria)) = &shown.criteria {
        section_ui(ui, shown.rtl, label);
        text_ui(ui, is_right_to_left(criteria), NameLabel::new(criteria).rows(40));
    }
    if let Some((label, link)) = &shown.link {
        section_ui(ui, shown.rtl, label);
        text_ui(ui, shown.rtl, NameLabel::new(link).color(theme.accent));
    }
}

/// A skill within an edge; a long one is broken into lines.
fn skill_ui(ui: &mut Ui, skill: &str) {
    let theme = theme::of(ui);
    let margin = Vec2::new(space::M, space::XS);
    let room = ui.max_rect().width() - 2.0 * margin.x;
    let text = NameLabel::new(skill).kind(Type::Small).rows(4).galley(ui, room);
    let (rect, response) = ui.allocate_exact_size(text.size() + 2.0 * margin, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, skill));
    let stroke = Stroke::new(1.0, theme.line_strong);
    let corner = CornerRadius::same(SKILL_CORNER);
    ui.painter().rect_stroke(rect, corner, stroke, StrokeKind::Inside);
    ui.painter().galley(rect.min + margin, text, theme.text);
}

/// The title, and whose it is.
fn head_ui(ui: &mut Ui, shown: &RecipientPage) {
    let roomy = ui.available_width() > ROOMY;
    let kind = if roomy { Type::Display } else { Type::Title };
    text_ui(
        ui,
        is_right_to_left(&shown.title),
        NameLabel::new(&shown.title).kind(kind).rows(3),
    );
    row_ui(ui, shown.rtl, |ui| {
        let muted = theme::of(ui).muted;
        // On the same line as the name, whose letters are larger.
        let lower = ((Type::Subtitle.font().size - Type::Body.font().size) * letters::NAME_LINE / 2.0).round();
        let label = NameLabel::new(shown.awarded_to).color(muted).galley(ui, f32::INFINITY);
        let (rect, response) = ui.allocate_exact_size(label.size() + Vec2::new(0.0, lower), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, shown.awarded_to));
        ui.painter().galley(rect.min + Vec2::new(0.0, lower), label, muted);
        // A long name is broken into lines, as on the published page.
        ui.add(NameLabel::new(&shown.recipient).kind(Type::Subtitle).rows(4));
    });
}

fn section_ui(ui: &mut Ui, rtl: bool, label: &str) {
    ui.add_space(space::S);
    text_ui(ui, rtl, NameLabel::new(label).kind(Type::Subtitle));
}

fn facts_ui(ui: &mut Ui, previews: &mut Previews, shown: &RecipientPage) -> Option<usize> {
    let theme = theme::of(ui);
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(size::CORNER_CARD))
        .inner_margin(Margin::same(space::L as i8));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        let (tone, icon) = look(shown.standing);
        row_ui(ui, shown.rtl, |ui| chip(ui, tone, icon, shown.standing_word));
        text_ui(
            ui,
            shown.rtl,
            NameLabel::new(shown.issued_by).kind(Type::Caption).color(theme.muted),
        );
        issuer_ui(ui, previews, shown);
        for (label, text) in &shown.facts {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let label = NameLabel::new(label).kind(Type::Caption).color(theme.muted);
                text_ui(ui, shown.rtl, label);
                text_ui(ui, shown.rtl, NameLabel::new(text).kind(Type::Small));
            });
        }
        let mut clicked = None;
        for (at, file) in shown.files.iter().enumerate() {
            let width = ui.available_width();
            // The first is the one that most people want.
            let button = match at {
                0 => Button::primary(file),
                _ => Button::secondary(file),
            };
            let button = button.icon(icons::DOWNLOAD).width(width);
            if button.show(ui).clicked() {
                clicked = Some(at);
            }
        }
        clicked
    });
    shown.inner
}

/// Who issued it: the logo, and beside it the name with its addresses.
fn issuer_ui(ui: &mut Ui, previews: &mut Previews, shown: &RecipientPage) {
    row_ui(ui, shown.rtl, |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        if let Some(logo) = shown.logo {
            let (rect, response) = ui.allocate_exact_size(Vec2::splat(LOGO), Sense::hover());
            let name = shown.issuer.first().map_or("", String::as_str);
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("Logo of {name}")));
            let slot = Id::unique(("page logo", shown.id));
            picture(ui, previews, slot, &Subject::Picture(logo), rect, 1.0);
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            let theme = theme::of(ui);
            for (at, line) in shown.issuer.iter().enumerate() {
                let (kind, color) = match at {
                    0 => (Type::Strong, theme.text),
                    _ => (Type::Small, theme.accent),
                };
                text_ui(ui, shown.rtl, NameLabel::new(line).kind(kind).color(color).rows(3));
            }
        });
    });
}
