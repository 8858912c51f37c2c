//! What a text says to who speaks another language, and how the field is written that is selected in it.

use egui::{Id, Ui};

use super::super::super::super::super::View;
use super::super::super::super::super::command::studio::Command;
use super::super::super::super::super::command::studio::data::Command as Data;
use super::super::super::super::super::command::studio::typing::Typing;
use super::super::super::super::super::state::studio::Open;
use super::super::super::super::super::widgets::{icon_button, icons, select_dense};
use super::super::super::words::words_called;
use super::super::parts::{
    Came, bare, change_content, checked_field, field_form, language_typed, note, row, section, warning, wrong_language,
};
use crate::locale;
use crate::model::{ElementContent, TextContent, Token};
use crate::studio::label_of;
use crate::studio::text::{ChipChange, TextEdit, chips_of, with_chip};

/// The form of the field that is selected in the text that is edited; while none is edited, of any field of the one that
/// is selected.
pub(super) fn field_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    let Some(typing) = &open.typing else {
        let selected = open.editor.selected();
        if let [only] = selected.as_slice()
            && let ElementContent::Text(text) = &only.content
        {
            chosen_field_ui(ui, view, open, &only.name, text);
        }
        return;
    };
    let chip = typing.text.selected_chip();
    let Some((index, token)) = chip.and_then(|index| Some((index, typing.text.chips().get(index)?))) else {
        return;
    };
    section(ui, "Field", |ui| {
        note(ui, &format!("How “{}” is written", label_of(&token.field)));
        let changed = form_ui(ui, open, (&typing.name, index), token);
        for change in ChipChange::between(token, &changed) {
            view.send(Command::Type(Typing::Edit(TextEdit::Chip(index, change))));
        }
    });
}

/// How a field of a text is written, which stands in it so far from its beginning.
fn form_ui(ui: &mut Ui, open: &Open, (name, index): (&str, usize), token: &Token) -> Token {
    let design = open.editor.design();
    let fields = &open.values.fields;
    let language = match design.element(name).map(|element| &element.content) {
        Some(ElementContent::Text(text)) => text.voice(fields, &design.language).values.to_owned(),
        _ => fields.spoken().to_owned(),
    };
    let form = ui.push_id(("field", name, index), |ui| field_form(ui, open, token, &language));
    form.inner
}

/// The fields of a text, one of which is chosen, with its form.
fn chosen_field_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, name: &str, text: &TextContent) {
    let language = text.chosen(&open.values.fields);
    let said = text.in_language(language);
    let chips = chips_of(&said);
    if chips.is_empty() {
        return;
    }
    let id = Id::unique("field of the selected text").with((open.id, name));
    let chosen: usize = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let index = chosen.min(chips.len() - 1);
    let Some(token) = chips.get(index) else { return };
    section(ui, "Field", |ui| {
        if chips.len() > 1 {
            bare(ui, |ui| {
                let names: Vec<String> = chips.iter().map(|chip| label_of(&chip.field)).collect();
                let width = ui.available_width();
                let shown = label_of(&token.field);
                let names = names.iter().map(String::as_str);
                let picked = select_dense(ui, "Field of the text", &shown, width, names, Some(index));
                if let Some(picked) = picked {
                    ui.data_mut(|data| data.insert_temp(id, picked));
                }
            });
        }
        note(ui, &format!("How “{}” is written", label_of(&token.field)));
        let changed = form_ui(ui, open, (name, index), token);
        let changes = ChipChange::between(token, &changed);
        if !changes.is_empty() {
            let language = language.map(str::to_owned);
            set(view, open, "Format of a field in", move |text| {
                let said = with_chip(&text.in_language(language.as_deref()), index, &changes);
                text.set_in_language(language.as_deref(), said);
            });
        }
    });
}

/// Which words of a text are seen, where it has some by language; another language can be chosen.
pub(super) fn switch_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, text: &TextContent) {
    if !text.by_language.is_empty() {
        let chosen = text.chosen(&open.values.fields);
        row(ui, "Words", |ui| shown_ui(ui, view, open, text, chosen));
    }
}

/// The languages in which the text says something else.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open, text: &TextContent) {
    section(ui, "Text by language", |ui| {
        let chosen = text.chosen(&open.values.fields);
        let about = ("Language to add", "", "de, ar or pt-BR");
        // What is refused of one text is nothing to the others.
        let typed = ui.push_id(open.editor.selection(), |ui| {
            checked_field(ui, "Add", about, wrong_language)
        });
        let typed = typed.inner;
        let tag = typed.as_deref().and_then(language_typed);
        if let Some(tag) = tag.filter(|tag| !text.by_language.contains_key(tag)) {
            let said = text.said(chosen).to_vec();
            let added = tag.clone();
            set(view, open, &format!("Add the language {tag} to"), move |text| {
                text.by_language.insert(added.clone(), said.clone());
            });
            view.send(Command::Data(Data::Speak(Some(tag))));
        }
        if let Some(unknown) = text
            .by_language
            .keys()
            .find(|tag| locale::canonical_language(tag).is_none())
        {
            warning(ui, &format!("“{unknown}” is no language that is known."));
        }
        note(
            ui,
            "Who speaks one of these languages reads its words; all others read the first. Dates and numbers follow.",
        );
    });
}

fn shown_ui(ui: &mut Ui, view: &mut View<'_>, open: &Open, text: &TextContent, chosen: Option<&str>) {
    let tags: Vec<&str> = text.by_language.keys().map(String::as_str).collect();
    let at = chosen.map_or(Some(0), |chosen| {
        tags.iter().position(|tag| *tag == chosen).map(|at| at + 1)
    });
    let width = ui.available_width() - 34.0;
    let all = || std::iter::once(None).chain(tags.iter().copied().map(Some));
    let names: Vec<String> = all().map(words_called).collect();
    let names = names.iter().map(String::as_str);
    let picked = select_dense(ui, "Language that is shown", &words_called(chosen), width, names, at);
    if let Some(words) = picked.and_then(|at| all().nth(at)) {
        let speaker = text.speaker(words, &open.editor.design().language);
        view.send(Command::Data(Data::Speak(Some(speaker))));
    }
    let refused = chosen.is_none().then_some("The words for all others stay");
    if icon_button(ui, icons::REMOVE, "Remove the words in this language", refused).clicked()
        && let Some(tag) = chosen.map(str::to_owned)
    {
        set(view, open, &format!("Remove the language {tag} from"), move |text| {
            text.by_language.remove(&tag);
        });
    }
}

fn set(view: &mut View<'_>, open: &Open, doing: &str, make: impl Fn(&mut TextContent)) {
    change_content(view, open, doing, Came::Set(()), |content, ()| {
        if let ElementContent::Text(text) = content {
            make(text);
        }
    });
}
