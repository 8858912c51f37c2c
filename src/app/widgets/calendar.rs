//! A month on a sheet, from which a day is picked: by pointer, or by keys.
//!
//! Arrow keys go a day or a week on or back, Page up and down a month, with Shift a year, Home and End to the ends of the
//! week; Enter picks and Escape leaves. Behind the month are the years, to choose one of them. Months and weekdays are named in the language of the user's dates; the days are always those of
//! the Gregorian calendar, in which dates are kept.

use egui::{
    Align, Color32, CornerRadius, CursorIcon, EventFilter, Id, Key, Layout, Popup, PopupCloseBehavior, Response, Role,
    Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};

use crate::locale;
use crate::model::{Date, DatePattern};

use super::super::settings::Dates;
use super::super::theme::{self, Type, size, space};
use super::select::above_all;
use super::{Button, focus_ring, icon_button, icons};

/// The side of a day.
const CELL: f32 = 34.0;
/// The height of the names of the weekdays.
const WEEKDAYS: f32 = 22.0;
/// How many years stand beside and below each other, in the room of the days.
const ACROSS: i32 = 4;
const DOWN: i32 = 6;

/// What was picked: a day, or none.
pub(super) type Picked = Option<Date>;

/// The day that the keys stand on, while a sheet is open.
#[derive(Clone, Copy, Debug)]
struct Cursor {
    day: Date,
    /// Whether it takes the keyboard with the next frame.
    takes_focus: bool,
    /// Whether years are shown in the place of the days.
    of_years: bool,
}

/// Opens under a button that was clicked. Returns what was picked.
pub(super) fn popup(ui: &Ui, button: &Response, chosen: Option<Date>, today: Date, dates: &Dates) -> Option<Picked> {
    let id = button.id.with("calendar");
    if button.clicked() {
        let cursor = Cursor {
            day: chosen.unwrap_or(today),
            takes_focus: true,
            of_years: false,
        };
        ui.data_mut(|data| data.insert_temp(id, cursor));
    }
    let shown = Popup::menu(button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            above_all(ui);
            let sheet = Sheet {
                id,
                chosen,
                today,
                language: format!("{}-u-ca-gregory", dates.language),
            };
            sheet.show(ui, &dates.language)
        });
    let picked = shown?.inner;
    if picked.is_some() {
        Popup::close_id(ui.ctx(), Popup::default_response_id(button));
        button.request_focus();
    }
    picked
}

struct Sheet {
    id: Id,
    chosen: Option<Date>,
    today: Date,
    /// With the calendar that the sheet has.
    language: String,
}

impl Sheet {
    fn show(&self, ui: &mut Ui, language: &str) -> Option<Picked> {
        let start = Cursor {
            day: self.chosen.unwrap_or(self.today),
            takes_focus: false,
            of_years: false,
        };
        let mut cursor = ui.data(|data| data.get_temp::<Cursor>(self.id)).unwrap_or(start);
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        ui.set_width(CELL * 7.0);
        self.head_ui(ui, &mut cursor);
        let mut picked = match cursor.of_years {
            true => {
                self.years_ui(ui, &mut cursor);
                None
            }
            false => {
                let first = first_day(language);
                self.weekdays_ui(ui, first);
                self.days_ui(ui, &mut cursor, first)
            }
        };
        ui.add_space(space::XS);
        ui.horizontal(|ui| {
            if Button::quiet("Today").dense().show(ui).clicked() {
                picked = Some(Some(self.today));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if self.chosen.is_some() && Button::quiet("No date").dense().show(ui).clicked() {
                    picked = Some(None);
                }
            });
        });
        ui.data_mut(|data| data.insert_temp(self.id, cursor));
        picked
    }

    /// The month, behind which the years are, with the ways to what stands beside it.
    fn head_ui(&self, ui: &mut Ui, cursor: &mut Cursor) {
        let steps = match cursor.of_years {
            true => [
                ("Later years", 12 * ACROSS * DOWN),
                ("Earlier years", -12 * ACROSS * DOWN),
            ],
            false => [("Next month", 1), ("Previous month", -1)],
        };
        ui.horizontal(|ui| {
            ui.set_min_height(CELL);
            let month = self.written(cursor.day, "LLLL y");
            let (icon, hint) = match cursor.of_years {
                true => (icons::UP, "Back to the days"),
                false => (icons::EXPAND, "Choose the year"),
            };
            if Button::quiet(&month)
                .dense()
                .icon_after(icon)
                .hint(hint)
                .show(ui)
                .clicked()
            {
                cursor.of_years = !cursor.of_years;
                cursor.takes_focus = true;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for (icon, (name, step)) in [icons::RIGHT, icons::LEFT].into_iter().zip(steps) {
                    let there = months_on(cursor.day, step);
                    let refused = there.is_none().then_some("The calendar ends here");
                    if icon_button(ui, icon, name, refused).clicked()
                        && let Some(day) = there
                    {
                        cursor.day = day;
                    }
                }
            });
        });
    }

    /// The years around the one of the cursor, in as much room as the days of a month have.
    fn years_ui(&self, ui: &mut Ui, cursor: &mut Cursor) {
        let year = cursor.day.year();
        let first = year.div_euclid(ACROSS * DOWN) * ACROSS * DOWN;
        let width = CELL * 7.0 / ACROSS as f32;
        let mut next = None;
        for line in 0..DOWN {
            ui.horizontal(|ui| {
                for at in 0..ACROSS {
                    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, CELL), Sense::hover());
                    let there = first + line * ACROSS + at;
                    let Some(day) = months_on(cursor.day, (there - year) * 12) else {
                        continue;
                    };
                    let response = ui.interact(rect.shrink(1.0), self.id.with(("year", there)), Sense::click());
                    let text = self.written(day, "y");
                    let face = Face {
                        name: &text,
                        text: &text,
                        chosen: self.chosen.is_some_and(|chosen| chosen.year() == there),
                        is_now: self.today.year() == there,
                        is_faint: false,
                    };
                    face.show(ui, &response);
                    if there == year && cursor.takes_focus {
                        cursor.takes_focus = false;
                        response.request_focus();
                    }
                    if response.has_focus() {
                        next = next.or(year_keys(ui, response.id, day).map(|day| (day, true)));
                    }
                    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                        next = Some((day, false));
                    }
                }
            });
        }
        ui.add_space(WEEKDAYS);
        if let Some((day, of_years)) = next {
            *cursor = Cursor {
                day,
                takes_focus: true,
                of_years,
            };
            ui.ctx().request_repaint();
        }
    }

    fn weekdays_ui(&self, ui: &mut Ui, first: i64) {
        ui.horizontal(|ui| {
            for at in 0..7 {
                let (rect, _) = ui.allocate_exact_size(Vec2::new(CELL, WEEKDAYS), Sense::hover());
                // The first day of 1970 was a Thursday.
                let name = Date::from_days(first + at - 3).map(|day| self.written(day, "cccccc"));
                let (font, color) = (Type::Caption.font(), theme::of(ui).muted);
                let text = name.unwrap_or_default();
                ui.painter()
                    .text(rect.center(), egui::Align2::CENTER_CENTER, text, font, color);
            }
        });
    }

    fn days_ui(&self, ui: &mut Ui, cursor: &mut Cursor, first: i64) -> Option<Picked> {
        let month = (cursor.day.year(), cursor.day.month());
        let begin = Date::new(month.0, month.1, 1)?.days_from_epoch();
        let begin = begin - (begin + 3 - first).rem_euclid(7);
        let (mut picked, mut next) = (None, None);
        for week in 0..6 {
            ui.horizontal(|ui| {
                for at in 0..7 {
                    let (rect, _) = ui.allocate_exact_size(Vec2::splat(CELL), Sense::hover());
                    let Some(day) = Date::from_days(begin + week * 7 + at) else {
                        continue;
                    };
                    let response = ui.interact(rect.shrink(1.0), self.cell(day), Sense::click());
                    self.day_ui(ui, day, &response, (day.year(), day.month()) == month);
                    if day == cursor.day && cursor.takes_focus {
                        cursor.takes_focus = false;
                        response.request_focus();
                    }
                    if response.has_focus() {
                        next = next.or(self.keys(ui, day));
                    }
                    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                        picked = Some(Some(day));
                    }
                }
            });
        }
        if let Some(day) = next {
            cursor.day = day;
            cursor.takes_focus = true;
            ui.ctx().request_repaint();
        }
        picked
    }

    fn cell(&self, day: Date) -> Id {
        self.id.with(day.days_from_epoch())
    }

    fn day_ui(&self, ui: &Ui, day: Date, response: &Response, in_month: bool) {
        let name = locale::format_date(day, &DatePattern::Long, &self.language).unwrap_or_else(|_| day.to_string());
        let face = Face {
            name: &name,
            text: &self.written(day, "d"),
            chosen: self.chosen == Some(day),
            is_now: self.today == day,
            is_faint: !in_month,
        };
        face.show(ui, response);
    }

    /// Where the keys lead from a day that has the focus.
    fn keys(&self, ui: &Ui, day: Date) -> Option<Date> {
        take_arrows(ui, self.cell(day));
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let months = if ui.input(|input| input.modifiers.shift) { 12 } else { 1 };
        let on = |days: i64| Date::from_days(day.days_from_epoch() + days);
        let weekday = (day.days_from_epoch() + 3).rem_euclid(7);
        [
            (Key::ArrowLeft, on(-1)),
            (Key::ArrowRight, on(1)),
            (Key::ArrowUp, on(-7)),
            (Key::ArrowDown, on(7)),
            (Key::PageUp, months_on(day, -months)),
            (Key::PageDown, months_on(day, months)),
            (Key::Home, on(-weekday)),
            (Key::End, on(6 - weekday)),
        ]
        .into_iter()
        .find(|(key, _)| pressed(*key))?
        .1
    }

    fn written(&self, day: Date, pattern: &str) -> String {
        let pattern = DatePattern::Pattern(pattern.to_owned());
        locale::format_date(day, &pattern, &self.language).unwrap_or_else(|_| day.to_string())
    }
}

/// A day or a year, as it is drawn.
struct Face<'a> {
    name: &'a str,
    text: &'a str,
    chosen: bool,
    /// Whether it is today, or its year.
    is_now: bool,
    is_faint: bool,
}

impl Face<'_> {
    fn show(&self, ui: &Ui, response: &Response) {
        let theme = theme::of(ui);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, self.chosen, self.name));
        let (ground, color) = match (self.chosen, response.hovered(), self.is_faint) {
            (true, ..) => (theme.accent, theme.on_accent),
            (false, true, _) => (theme.sunken, theme.text),
            (false, false, false) => (Color32::TRANSPARENT, theme.text),
            (false, false, true) => (Color32::TRANSPARENT, theme.faint),
        };
        let corner = CornerRadius::same(size::CORNER);
        ui.painter().rect_filled(response.rect, corner, ground);
        if self.is_now && !self.chosen {
            let stroke = Stroke::new(1.0, theme.accent);
            ui.painter()
                .rect_stroke(response.rect, corner, stroke, StrokeKind::Inside);
        }
        let center = response.rect.center();
        let font = Type::Small.font();
        ui.painter()
            .text(center, egui::Align2::CENTER_CENTER, self.text, font, color);
        focus_ring(ui, response, size::CORNER);
    }
}

/// Where the keys lead from a year that has the focus.
fn year_keys(ui: &Ui, id: Id, day: Date) -> Option<Date> {
    take_arrows(ui, id);
    let keys = [
        (Key::ArrowLeft, -1),
        (Key::ArrowRight, 1),
        (Key::ArrowUp, -ACROSS),
        (Key::ArrowDown, ACROSS),
        (Key::PageUp, -ACROSS * DOWN),
        (Key::PageDown, ACROSS * DOWN),
    ];
    let (_, years) = keys
        .into_iter()
        .find(|(key, _)| ui.input(|input| input.key_pressed(*key)))?;
    months_on(day, 12 * years)
}

/// Keeps the arrow keys from leading elsewhere.
fn take_arrows(ui: &Ui, id: Id) {
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}

/// The same day some months on, or the last one of its month.
fn months_on(day: Date, months: i32) -> Option<Date> {
    let count = day.year() * 12 + i32::try_from(day.month()).ok()? - 1 + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12).unsigned_abs() + 1);
    (1..=day.day()).rev().find_map(|day| Date::new(year, month, day))
}

/// On which day weeks begin where a language is spoken, from 0 for Monday; as the CLDR's territories have it.
fn first_day(language: &str) -> i64 {
    match language {
        "en-US" | "bn" | "he" | "hi" | "id" | "ja" | "ko" | "pt-BR" | "th" => 6,
        "ar" | "fa" => 5,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_they_end() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        assert_eq!(months_on(day("2026-01-31"), 1), Some(day("2026-02-28")));
        assert_eq!(months_on(day("2026-01-15"), -1), Some(day("2025-12-15")));
        assert_eq!(months_on(day("2024-12-31"), 2), Some(day("2025-02-28")));
        assert_eq!(months_on(day("9999-12-01"), 1), None);
        assert_eq!(months_on(day("2024-02-29"), -12 * 30), Some(day("1994-02-28")));
    }
}
