//! A field for a date: typed in any usual form with the understood day beside it, or picked from a calendar.

use egui::{Color32, Key, Label, Response, Ui, Vec2};

use crate::locale::{DateFormatter, digits_to_ascii};
use crate::model::{Date, DatePattern};

use super::super::settings::Dates;
use super::super::theme::{self, Type, size, space};
use super::{calendar, field, icon_button, icons};

/// The width of the field, and what a message beside it needs at least.
const FIELD: f32 = 150.0;
const BESIDE: f32 = 140.0;

/// Shows a date; `typed` is what stands in the field, and `empty` what it means when nothing does. Returns the new text and the date that it means, when there is
/// exactly one.
pub fn date_field(
    ui: &mut Ui,
    (label, empty): (&str, &str),
    typed: &str,
    today: Date,
    dates: &Dates,
) -> (Response, Option<(String, Option<Date>)>) {
    let mut changed = None;
    let (text, color) = understood(ui, typed, dates);
    // Beside the field, in as many lines as it needs: what holds the field is no wider for it. Where that would be a
    // column of single words, it stands below.
    let room = ui.available_width() - FIELD - size::CONTROL - 3.0 * space::S;
    let is_beside = room >= BESIDE;
    let message = |ui: &mut Ui| {
        if text != typed {
            ui.add(Label::new(Type::Caption.text(&text).color(color)).wrap());
        }
    };
    let response = ui
        .horizontal(|ui| {
            let response = ui
                .allocate_ui(Vec2::new(FIELD, size::CONTROL), |ui| {
                    let (response, edited) = field(ui, label, typed, empty);
                    if let Some(text) = edited {
                        let date = dates.read_one(&text);
                        changed = Some((text, date));
                    }
                    response
                })
                .inner;
            ui.spacing_mut().item_spacing.x = space::XS;
            let button = icon_button(ui, icons::CALENDAR, &format!("{label}: calendar"), None);
            if let Some(picked) = calendar::popup(ui, &button, dates.read_one(typed), today, dates) {
                changed = Some((picked.map(|day| day.to_string()).unwrap_or_default(), picked));
            }
            let step = step(ui, &response);
            if step != 0
                && let Some(date) = dates
                    .read_one(typed)
                    .and_then(|date| Date::from_days(date.days_from_epoch() + step))
            {
                changed = Some((date.to_string(), Some(date)));
            }
            if is_beside {
                message(ui);
            }
            response
        })
        .inner;
    if !is_beside {
        message(ui);
    }
    (response, changed)
}

/// The day that is meant, as the window writes it, or why there is none; in which colour.
fn understood(ui: &Ui, typed: &str, dates: &Dates) -> (String, Color32) {
    let theme = theme::of(ui);
    match (typed.trim().is_empty(), dates.read_one(typed)) {
        (true, _) => (String::new(), theme.muted),
        (false, Some(date)) => (dates.write(date), theme.muted),
        (false, None) => (why_none(typed, dates), theme.error),
    }
}

/// Why a text means no day, or more than one.
fn why_none(text: &str, dates: &Dates) -> String {
    let several = dates.read(text);
    if let [first, .., last] = several.as_slice() {
        return format!("Which day? Write {first} or {last}");
    }
    missing_day(text, dates).unwrap_or_else(|| "Not a date. Write one like 2026-05-31".to_owned())
}

/// That there is no such day, where a text is a date but for its day: with the 28th in its place it is one.
fn missing_day(text: &str, dates: &Dates) -> Option<String> {
    let text = digits_to_ascii(text);
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let late = numbers.filter(|number| number.parse().is_ok_and(|day: u32| (29..=39).contains(&day)));
    let mut found = late.filter_map(|day| Some((day, dates.read_one(&text.replacen(day, "28", 1))?)));
    let (day, date) = found.rfind(|(_, date)| date.day() == 28)?;
    if dates.read_one(&text).is_some() {
        return None;
    }
    let month = DateFormatter::new(&DatePattern::Pattern("MMMM yyyy".to_owned()), "en")
        .ok()?
        .format(date);
    Some(format!("There is no {day} {month}"))
}

/// Arrow keys go a day on or back.
fn step(ui: &Ui, response: &Response) -> i64 {
    if !response.has_focus() {
        return 0;
    }
    ui.input(|input| i64::from(input.key_pressed(Key::ArrowUp)) - i64::from(input.key_pressed(Key::ArrowDown)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_no_month_has_is_said() {
        for (text, said) in [
            ("31.2.2027", "There is no 31 February 2027"),
            ("2027-02-29", "There is no 29 February 2027"),
            ("31 April 2026", "There is no 31 April 2026"),
            ("32/12/2026", "There is no 32 December 2026"),
            ("soon", "Not a date. Write one like 2026-05-31"),
            ("03/04/2026", "Which day? Write 2026-03-04 or 2026-04-03"),
            ("31.13.2026", "Not a date. Write one like 2026-05-31"),
        ] {
            assert_eq!(why_none(text, &Dates::default()), said, "{text}");
        }
    }
}
