//! A credential large: its picture with zoom and pan, or the page that its recipient sees.

use egui::{Align, CornerRadius, Id, Layout, Pos2, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo};

use crate::model::CredentialId;

use super::super::super::preview::{Face, Previews, Subject, fit};
use super::super::super::state::recipient::RecipientPage;
use super::super::super::state::review::Faces;
use super::super::super::theme::{self, Type, size, space};
use super::super::super::widgets::icons;
use super::super::super::widgets::{Face as Look, at_end, icon_button, picture, segments, tab, tab_wide, within};
use super::recipient;

/// Times the size that fits.
const ZOOM: std::ops::RangeInclusive<f32> = 1.0..=8.0;
const BAR: f32 = 48.0;
/// Above and below what stands in the bar.
const AROUND: f32 = (BAR - size::CONTROL_DENSE) / 2.0;
/// In narrower bars they stand nearer to its ends.
const TIGHT: f32 = 320.0;
/// So much for how large it is: two buttons and a number between them.
const ZOOM_ROOM: f32 = 2.0 * size::CONTROL_DENSE + 48.0;
const KINDS: [(&str, bool); 2] = [("Picture", false), ("Recipient page", true)];
const FACES: [(&str, bool); 2] = [("Certificate", false), ("Badge", true)];
const BADGE_SLOT: &str = "badge";

/// What is shown, and how.
pub(super) struct Viewer<'a> {
    pub id: CredentialId,
    pub name: &'a str,
    pub faces: Faces,
    pub as_page: bool,
    pub badge: bool,
    pub page: Option<&'a RecipientPage>,
    /// The picture of a face.
    pub subject: &'a dyn Fn(Face) -> Subject,
    /// What the button for the browser cannot do, when it cannot.
    pub no_browser: Option<&'a str>,
}

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Page(bool),
    Badge(bool),
    Browser,
    /// The file at this place of the page.
    File(usize),
}

/// How far a picture is magnified and moved.
#[derive(Clone, Copy, Debug)]
struct Lens {
    zoom: f32,
    pan: Vec2,
}

impl Default for Lens {
    fn default() -> Lens {
        Lens {
            zoom: 1.0,
            pan: Vec2::ZERO,
        }
    }
}

impl Viewer<'_> {
    fn face(&self) -> (Face, f32) {
        match (self.faces.certificate, self.faces.badge) {
            (Some(_), Some(aspect)) if self.badge => (Face::Badge, aspect),
            _ => super::main_face(self.faces),
        }
    }

    /// The width at which the picture would be drawn, for pictures that are drawn ahead.
    pub(super) fn fitting(room: Rect, aspect: f32) -> f32 {
        fit(Vec2::new(aspect.max(0.01), 1.0), room.size()).x
    }

    /// Draws it over all the room there is.
    pub(super) fn show(&self, ui: &mut Ui, previews: &mut Previews) -> (Option<Asked>, Rect) {
        let all = ui.available_rect_before_wrap();
        ui.painter().rect_filled(all, 0, theme::of(ui).sunken);
        let lens_id = Id::unique("lens of the viewer");
        let mut lens: Lens = ui.data(|data| data.get_temp(lens_id)).unwrap_or_default();
        let (mut asked, bar) = self.bar_ui(ui, all, &mut lens);
        let canvas = Rect::from_min_max(Pos2::new(all.left(), bar.bottom()), all.max);
        let room = canvas.shrink2(Vec2::new(space::XXL, space::L));
        match self.page {
            Some(page) if self.as_page => {
                let builder = UiBuilder::new().max_rect(canvas);
                let file = within(ui, builder, |ui| {
                    recipient::show(ui, previews, page, self.faces, self.subject)
                });
                asked = asked.or(file.map(Asked::File));
            }
            _ => self.picture_ui(ui, previews, canvas, room, &mut lens),
        }
        ui.data_mut(|data| data.insert_temp(lens_id, lens));
        (asked, room)
    }

    fn has_two_faces(&self) -> bool {
        self.faces.certificate.is_some() && self.faces.badge.is_some()
    }

    /// The bar above, and where it is: what is shown at the left, and what is done with it at the right. Where there is
    /// too little room for all of it, the faces and how large they are stand in a second line.
    fn bar_ui(&self, ui: &mut Ui, all: Rect, lens: &mut Lens) -> (Option<Asked>, Rect) {
        let has_faces = !self.as_page && self.has_two_faces();
        let browser = size::CONTROL_DENSE + space::XS;
        let zoom = if self.as_page { 0.0 } else { ZOOM_ROOM };
        let faces = if has_faces { space::L + wide(ui, FACES) } else { 0.0 };
        let one_line = wide(ui, KINDS) + faces + zoom + browser;
        let margin = if all.width() < TIGHT { space::S } else { space::L };
        let room = all.shrink2(Vec2::new(margin, 0.0));
        let builder = UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::Min));
        within(ui, builder, |ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
            ui.add_space(AROUND);
            let mut asked = None;
            if one_line <= room.width() {
                ui.horizontal_wrapped(|ui| {
                    asked = self.kinds_ui(ui);
                    if has_faces {
                        ui.add_space(space::L);
                        asked = asked.or(self.faces_ui(ui));
                    }
                    at_end(ui, zoom + browser, |ui| {
                        asked = asked.or(self.browser_ui(ui));
                        self.zoom_ui(ui, lens);
                    });
                });
            } else {
                ui.horizontal_wrapped(|ui| {
                    asked = self.kinds_ui(ui);
                    at_end(ui, browser, |ui| asked = asked.or(self.browser_ui(ui)));
                });
                ui.horizontal_wrapped(|ui| {
                    if has_faces {
                        asked = asked.or(self.faces_ui(ui));
                    }
                    at_end(ui, zoom, |ui| self.zoom_ui(ui, lens));
                });
            }
            let bottom = ui.min_rect().bottom() + AROUND;
            (asked, all.with_max_y(bottom))
        })
    }

    fn kinds_ui(&self, ui: &mut Ui) -> Option<Asked> {
        let kinds = KINDS.map(|(label, page)| {
            let clicked = tab(ui, label, None, self.as_page == page).clicked();
            clicked.then_some(Asked::Page(page))
        });
        kinds.into_iter().flatten().next()
    }

    fn faces_ui(&self, ui: &mut Ui) -> Option<Asked> {
        let options = FACES.map(|(label, badge)| (Look::Word(label), label, badge));
        segments(ui, wide(ui, FACES), &options, Some(self.badge)).map(Asked::Badge)
    }

    fn browser_ui(&self, ui: &mut Ui) -> Option<Asked> {
        let browser = icon_button(ui, icons::OPEN_OUTSIDE, "Open in browser", self.no_browser);
        browser.clicked().then_some(Asked::Browser)
    }

    fn zoom_ui(&self, ui: &mut Ui, lens: &mut Lens) {
        if !self.as_page {
            zoom_ui(ui, lens);
        }
    }

    fn picture_ui(&self, ui: &mut Ui, previews: &mut Previews, canvas: Rect, room: Rect, lens: &mut Lens) {
        let (face, aspect) = self.face();
        let response = ui.interact(canvas, Id::unique("canvas of the viewer"), Sense::click_and_drag());
        let what = match face {
            Face::Certificate => "Certificate of",
            Face::Badge => "Badge of",
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("{what} {}", self.name)));
        if response.double_clicked() {
            *lens = match lens.zoom > 1.0 {
                true => Lens::default(),
                false => Lens {
                    zoom: 2.5,
                    pan: Vec2::ZERO,
                },
            };
        }
        let base = fit(Vec2::new(aspect.max(0.01), 1.0), room.size());
        move_lens(ui, &response, lens, canvas, base);
        let shown = Rect::from_center_size(canvas.center() + lens.pan, base * lens.zoom);
        let slot = match face {
            Face::Certificate => Id::unique(("viewer", self.id)),
            Face::Badge => Id::unique(("viewer", BADGE_SLOT, self.id)),
        };
        within(ui, UiBuilder::new().max_rect(canvas), |ui| {
            ui.set_clip_rect(canvas);
            if face == Face::Certificate {
                let shadow = theme::float_shadow(theme::of(ui));
                ui.painter().add(shadow.as_shape(shown, CornerRadius::same(2)));
            }
            picture(ui, previews, slot, &(self.subject)(face), shown, aspect);
        });
    }
}

/// How wide tabs are beside each other.
fn wide(ui: &Ui, tabs: [(&str, bool); 2]) -> f32 {
    tabs.iter().map(|(label, _)| tab_wide(ui, label) + space::XS).sum()
}

fn zoom_ui(ui: &mut Ui, lens: &mut Lens) {
    let most = (lens.zoom >= *ZOOM.end()).then_some("It is as large as it gets");
    if icon_button(ui, icons::ZOOM_IN, "Zoom in", most).clicked() {
        lens.zoom = (lens.zoom * 1.4).min(*ZOOM.end());
    }
    let text = format!("{} %", (lens.zoom * 100.0).round());
    ui.label(Type::Caption.text(text).color(theme::of(ui).muted));
    let least = (lens.zoom <= *ZOOM.start()).then_some("All of it is in sight");
    if icon_button(ui, icons::ZOOM_OUT, "Zoom out", least).clicked() {
        lens.zoom = (lens.zoom / 1.4).max(*ZOOM.start());
    }
}

/// Follows wheel, pinch and drag; the picture stays in sight.
fn move_lens(ui: &Ui, response: &egui::Response, lens: &mut Lens, canvas: Rect, base: Vec2) {
    if response.hovered() {
        let (factor, scroll, pointer) = ui.input(|input| {
            (
                input.zoom_delta(),
                input.smooth_scroll_delta(),
                input.pointer.hover_pos(),
            )
        });
        if factor != 1.0 {
            let before = lens.zoom;
            lens.zoom = (lens.zoom * factor).clamp(*ZOOM.start(), *ZOOM.end());
            // What is under the pointer stays there.
            let from = pointer.unwrap_or(canvas.center()) - canvas.center() - lens.pan;
            lens.pan -= from * (lens.zoom / before - 1.0);
        } else if lens.zoom > 1.0 {
            lens.pan += scroll;
        }
    }
    lens.pan += response.drag_delta();
    let beyond = (base * lens.zoom - canvas.size()) / 2.0 + Vec2::splat(size::TOP_BAR);
    let most = match lens.zoom > 1.0 {
        true => beyond.max(Vec2::ZERO),
        false => Vec2::ZERO,
    };
    lens.pan = lens.pan.clamp(-most, most);
}
