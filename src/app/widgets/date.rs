//! A field for a date: typed in any usual form with the understood day beside it, or picked from a calendar.

use egui::{Key, Response, Ui, Vec2};

use crate::locale::parse_date_text;
use crate::model::Date;

use super::super::settings::Dates;
use super::super::theme::{self, Type, size, space};
use super::{calendar, field, icon_button, icons};

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
    let response = ui
        .horizontal(|ui| {
            let field_width = 150.0;
            let response = ui
                .allocate_ui(Vec2::new(field_width, size::CONTROL), |ui| {
                    let (response, edited) = field(ui, label, typed, empty);
                    if let Some(text) = edited {
                        let date = one_date(&text);
                        changed = Some((text, date));
                    }
                    response
                })
                .inner;
            ui.spacing_mut().item_spacing.x = space::XS;
            let button = icon_button(ui, icons::CALENDAR, &format!("{label}: calendar"), None);
            if let Some(picked) = calendar::popup(ui, &button, one_date(typed), today, dates) {
                changed = Some((picked.map(|day| day.to_string()).unwrap_or_default(), picked));
            }
            let step = step(ui, &response);
            if step != 0
                && let Some(date) = one_date(typed).and_then(|date| Date::from_days(date.days_from_epoch() + step))
            {
                changed = Some((date.to_string(), Some(date)));
            }
            let (text, color) = match (typed.trim().is_empty(), one_date(typed)) {
                (true, _) => (String::new(), theme::of(ui).muted),
                (false, Some(date)) => (dates.write(date), theme::of(ui).muted),
                (false, None) => ("Write it as 2026-05-31".to_owned(), theme::of(ui).error),
            };
            if text != typed {
                ui.label(Type::Caption.text(text).color(color));
            }
            response
        })
        .inner;
    (response, changed)
}

/// The only date that a text can mean.
fn one_date(text: &str) -> Option<Date> {
    match parse_date_text(text, None).as_slice() {
        [date] => Some(*date),
        _ => None,
    }
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
    fn only_a_date_that_means_one_day_is_taken() {
        assert_eq!(one_date("2026-05-31"), Date::new(2026, 5, 31));
        assert_eq!(one_date("31 May 2026"), Date::new(2026, 5, 31));
        assert_eq!(one_date("03/04/2026"), None);
        assert_eq!(one_date("soon"), None);
    }
}
