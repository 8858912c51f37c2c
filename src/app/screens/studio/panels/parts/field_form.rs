//! How a field of a text is written: dates, numbers, case, and the words around it.

use egui::{Ui, Vec2};

use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::theme::{size, space};
use super::super::super::super::super::widgets::{check_box, icons, select_dense};
use super::{Face, bare, checked_field, language_typed, segments, text_field, wrong_language};
use crate::locale;
use crate::model::{Case, Date, DatePattern, NumberForm, NumberKind, Token, Value};

/// The forms of dates.
const DATES: [DatePattern; 5] = [
    DatePattern::Full,
    DatePattern::Long,
    DatePattern::Medium,
    DatePattern::Short,
    DatePattern::Iso,
];

/// How many digits stand behind the mark of a number, with what that is called.
const DECIMALS: [(&str, Option<u8>); 5] = [
    ("Decimals as given", None),
    ("No decimals", Some(0)),
    ("1 decimal", Some(1)),
    ("2 decimals", Some(2)),
    ("3 decimals", Some(3)),
];

/// Shows how a field is written; answers it with what was changed. Which rows there are depends on its value. `language` is
/// that in which dates are written where the field says no other one.
pub fn field_form(ui: &mut Ui, open: &Open, token: &Token, language: &str) -> Token {
    let mut changed = token.clone();
    let value = open.values.fields.get(&token.field);
    let is_date = matches!(value, Some(Value::Date(_))) || token.date.is_some() || token.field.key().ends_with("date");
    let is_number = match value {
        Some(Value::Number(_)) => true,
        Some(Value::Text(text)) => locale::is_number(text),
        _ => false,
    };
    let before = ui.spacing().item_spacing.y;
    ui.spacing_mut().item_spacing.y = 6.0;
    if is_date {
        date_ui(ui, open, (token, language), &mut changed);
    } else if is_number || token.number.is_some() {
        number_ui(ui, matches!(value, Some(Value::Number(_))), token, &mut changed);
    }
    if is_date || is_number || token.language.is_some() {
        let now = token.language.as_deref().unwrap_or_default();
        let about = ("Language of the field", now, "Language: as the recipient");
        if let Some(language) = checked_field(ui, "", about, wrong_language) {
            changed.language = language_typed(&language);
        }
    }
    words_ui(ui, token, &mut changed);
    ui.spacing_mut().item_spacing.y = before;
    changed
}

fn date_ui(ui: &mut Ui, open: &Open, (token, language): (&Token, &str), changed: &mut Token) {
    // Each form is shown as it is written here: of this day, in this language.
    let fields = &open.values.fields;
    let day = match fields.get(&token.field) {
        Some(Value::Date(day)) => Some(*day),
        Some(Value::Text(text)) if text.trim().parse::<Date>().is_ok() => text.trim().parse().ok(),
        _ => match fields.by_name("credential.issue_date") {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        },
    };
    let language = token.language.as_deref().unwrap_or(language);
    let written = |form: &DatePattern| day.and_then(|day| locale::format_date(day, form, language).ok());
    let names = DATES.map(|form| written(&form).unwrap_or_else(|| called(&form).to_owned()));
    bare(ui, |ui| {
        let width = ui.available_width();
        let at = token.date.as_ref().map_or(Some(0), |form| {
            DATES.iter().position(|known| known == form).map(|at| at + 1)
        });
        let names: Vec<&str> = std::iter::once("As usual")
            .chain(names.iter().map(String::as_str))
            .collect();
        let shown = at.and_then(|at| names.get(at)).copied().unwrap_or("Own pattern");
        let picked = select_dense(ui, "Form of the date", shown, width, names.iter().copied(), at);
        if let Some(picked) = picked {
            changed.date = picked.checked_sub(1).and_then(|at| DATES.get(at)).cloned();
        }
    });
    let now = match &token.date {
        Some(DatePattern::Pattern(pattern)) => pattern.as_str(),
        _ => "",
    };
    let about = ("Pattern of the date", now, "Own pattern: d MMMM y");
    if let Some(pattern) = checked_field(ui, "", about, wrong_pattern) {
        changed.date = own_pattern(&pattern);
    }
}

/// What a form of dates is called where there is no day to show it with.
fn called(form: &DatePattern) -> &'static str {
    match form {
        DatePattern::Full => "In full, with the day of the week",
        DatePattern::Long => "Long",
        DatePattern::Medium => "Medium",
        DatePattern::Short => "Short",
        DatePattern::Iso => "Year-month-day",
        DatePattern::Pattern(_) => "Own pattern",
    }
}

fn own_pattern(text: &str) -> Option<DatePattern> {
    let pattern = text.trim();
    (!pattern.is_empty()).then(|| DatePattern::Pattern(pattern.to_owned()))
}

/// What is wrong with a pattern of dates; nothing with none.
fn wrong_pattern(text: &str) -> Option<String> {
    let pattern = own_pattern(text)?;
    let why = locale::DateFormatter::new(&pattern, "en").err()?;
    Some(format!("{why}. Write for example d MMMM y."))
}

/// How a number is written. One that is kept as a text stays as it was typed until it is said how it is to be written.
fn number_ui(ui: &mut Ui, is_number: bool, token: &Token, changed: &mut Token) {
    let form = token.number.unwrap_or_default();
    bare(ui, |ui| {
        let width = ui.available_width();
        let options = [
            (Face::Icon(icons::REMOVE), "As it was typed", None),
            (Face::Word("123"), "Number", Some(NumberKind::Plain)),
            (Face::Word("%"), "Percent", Some(NumberKind::Percent)),
            (Face::Word("3rd"), "Ordinal number", Some(NumberKind::Ordinal)),
        ];
        let options = if is_number { &options[1..] } else { &options[..] };
        let chosen = token
            .number
            .map(|form| form.kind)
            .or(is_number.then_some(NumberKind::Plain));
        if let Some(kind) = segments(ui, width, options, Some(chosen)) {
            changed.number = kind.map(|kind| NumberForm { kind, ..form });
        }
    });
    if token.number.is_none() && !is_number {
        return;
    }
    let mut new = form;
    bare(ui, |ui| {
        let width = ui.available_width();
        let at = DECIMALS.iter().position(|(_, decimals)| *decimals == form.decimals);
        let other = format!("{} decimals", form.decimals.unwrap_or_default());
        let shown = at
            .and_then(|at| DECIMALS.get(at))
            .map_or(other.as_str(), |(name, _)| name);
        let names = DECIMALS.iter().map(|(name, _)| *name);
        let picked = select_dense(ui, "Digits behind the mark", shown, width, names, at);
        if let Some((_, decimals)) = picked.and_then(|at| DECIMALS.get(at)) {
            new.decimals = *decimals;
        }
    });
    bare(ui, |ui| {
        let width = ui.available_width();
        let options = [
            (Face::Word("Part thousands"), "Thousands are parted", false),
            (Face::Word("Do not"), "Thousands are not parted", true),
        ];
        if let Some(ungrouped) = segments(ui, width, &options, Some(form.ungrouped)) {
            new.ungrouped = ungrouped;
        }
    });
    if new != form {
        changed.number = Some(new);
    }
}

/// The case of the letters, and the words before, behind and instead of the value.
fn words_ui(ui: &mut Ui, token: &Token, changed: &mut Token) {
    bare(ui, |ui| {
        let width = ui.available_width();
        let options = [
            (Face::Icon(icons::REMOVE), "Field: case as it is", Case::AsIs),
            (Face::Icon(icons::UPPER), "Field: upper case", Case::Upper),
            (Face::Icon(icons::LOWER), "Field: lower case", Case::Lower),
            (Face::Icon(icons::TITLE_CASE), "Field: title case", Case::Title),
        ];
        if let Some(case) = segments(ui, width, &options, Some(token.case)) {
            changed.case = case;
        }
    });
    bare(ui, |ui| {
        let width = ((ui.available_width() - space::S) / 2.0).floor();
        for (name, hint, now, target) in [
            ("Words before the field", "Before", &token.prefix, &mut changed.prefix),
            ("Words after the field", "After", &token.suffix, &mut changed.suffix),
        ] {
            ui.allocate_ui(Vec2::new(width, size::CONTROL_DENSE), |ui| {
                ui.set_width(width);
                if let Some(words) = text_field(ui, name, now, hint) {
                    *target = words;
                }
            });
        }
    });
    bare(ui, |ui| {
        let now = token.fallback.as_deref().unwrap_or_default();
        if let Some(words) = text_field(ui, "Words in place of an empty value", now, "When empty") {
            // Whether it may be empty is said below.
            let stays = token.fallback.as_ref().map(|_| String::new());
            changed.fallback = Some(words).filter(|words| !words.is_empty()).or(stays);
        }
    });
    bare(ui, |ui| {
        let may = token.fallback.is_some();
        if check_box(ui, "May be empty", may) {
            changed.fallback = (!may).then(String::new);
        }
    });
}
