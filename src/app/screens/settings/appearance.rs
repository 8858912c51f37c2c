//! How the window looks, and how it writes dates and numbers.

use egui::Ui;

use super::super::super::View;
use super::super::super::command::settings::Command;
use super::super::super::command::workspace::Command as OfWorkspace;
use super::super::super::settings::{Appearance, DateForm, Dates, SCALES};
use super::super::super::theme::{self, Type};
use super::{block, choices};
use crate::model::Date;

/// Languages in which the window can write dates, with their own names.
const LANGUAGES: [(&str, &str); 26] = [
    ("en-GB", "English (UK)"),
    ("en-US", "English (US)"),
    ("ar", "العربية"),
    ("bn", "বাংলা"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("id", "Indonesia"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt-BR", "Português (Brasil)"),
    ("sv", "Svenska"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
    ("zh-Hans", "中文"),
];

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>) {
    block(ui, "Light or dark", "Certificates always look as they are.", |ui| {
        let all = [
            (Appearance::System, "As the system".to_owned()),
            (Appearance::Light, "Light".to_owned()),
            (Appearance::Dark, "Dark".to_owned()),
        ];
        if let Some(chosen) = choices(ui, &all, view.state.choices.appearance) {
            view.send(OfWorkspace::SetAppearance(chosen));
        }
    });
    let about = "Makes letters, buttons and tables larger or smaller. Ctrl with + and − does the same, and Ctrl with 0 is \
                 100 %; in the studio these keys zoom the page.";
    block(ui, "Size of everything", about, |ui| {
        let all = SCALES.map(|scale| (scale, format!("{:.0} %", scale * 100.0)));
        let now = nearest(view.state.choices.scale);
        if let Some(scale) = choices(ui, &all, now) {
            view.send(OfWorkspace::SetScale(scale));
        }
    });
}

/// The step that is in use, or nearest to what is.
fn nearest(scale: f32) -> f32 {
    let distance = |step: &f32| (step - scale).abs();
    let found = SCALES.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
    found.unwrap_or(1.0)
}

pub(super) fn show_language(ui: &mut Ui, view: &mut View<'_>) {
    let Some(snapshot) = view.state.workspace.snapshot().cloned() else {
        return;
    };
    let now = view.state.choices.dates.clone();
    let about = "How this window writes them. A certificate writes its dates as its design says, in the language of its \
                 group.";
    // In some months the forms are alike.
    let example = Date::new(snapshot.today.year(), 11, 26).unwrap_or(snapshot.today);
    block(ui, "Dates", about, |ui| {
        let all = DateForm::ALL.map(|form| {
            let dates = Dates {
                form,
                language: now.language.clone(),
            };
            (form, dates.write(example))
        });
        if let Some(form) = choices(ui, &all, now.form) {
            let language = now.language.clone();
            view.send(Command::SetDates(Dates { form, language }));
        }
    });
    let about = format!("Counts are written in it, too: {}.", now.count(12_480));
    block(ui, "Language of dates and numbers", &about, |ui| {
        let all = LANGUAGES.map(|(tag, name)| (tag, name.to_owned()));
        let chosen = LANGUAGES.iter().find(|(tag, _)| *tag == now.language);
        let shown = chosen.map_or("", |(tag, _)| tag);
        if let Some(tag) = choices(ui, &all, shown) {
            let (form, language) = (now.form, tag.to_owned());
            view.send(Command::SetDates(Dates { form, language }));
        }
    });
    let text = "The window itself speaks English. Names and certificates can be in any language.";
    ui.label(Type::Small.text(text).color(theme::of(ui).muted));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale;

    #[test]
    fn every_language_can_write_a_date() {
        let date = Date::new(2026, 11, 26).expect("a day");
        for (tag, name) in LANGUAGES {
            assert!(locale::canonical_language(tag).is_some(), "{name}");
            let dates = Dates {
                form: DateForm::Long,
                language: tag.to_owned(),
            };
            assert_ne!(dates.write(date), date.to_string(), "{name}");
        }
    }

    #[test]
    fn what_is_shown_is_taken_back() {
        let days = [(2026, 3, 4), (2026, 11, 26), (1999, 12, 31), (2024, 2, 29)];
        for (tag, name) in LANGUAGES {
            for form in DateForm::ALL {
                let language = tag.to_owned();
                let dates = Dates { form, language };
                for date in days.map(|(year, month, day)| Date::new(year, month, day).expect("a day")) {
                    let text = dates.write(date);
                    assert_eq!(dates.read(&text), [date], "{text} in {name}");
                }
            }
        }
    }

    #[test]
    fn the_nearest_step_is_shown() {
        assert_eq!(nearest(1.02), 1.0);
        assert_eq!(nearest(9.0), 2.0);
    }
}
