//! A text while it is edited in its place.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::compose::{self, Kit};
use crate::diag::{Place, Problem};
use crate::model::{Design, Edit, Element, ElementContent, Property, Span, TextContent};
use crate::studio::text::{ChipFace, Setting, StyleChange, StyleState, TextEdit, TextEditor, View};
use crate::studio::{Space, label_of};
use crate::units::{Affine, Size};

use super::picture::Values;

/// The text that has the caret.
#[derive(Debug)]
pub struct Typing {
    /// The element's name.
    pub name: String,
    /// Which of the text's languages is edited; `None` is what it says to all others.
    pub language: Option<String>,
    pub text: TextEditor,
    /// As it is seen; made anew with every change.
    pub view: View,
    /// From the text's frame to the page.
    pub to_page: Affine,
    /// In points.
    pub frame: Size,
    /// With the style that is shown and not done yet.
    previewed: Option<TextEditor>,
    /// The last change that is in the history, which the next of the same burst takes the place of.
    pub burst: Option<u64>,
    /// What was copied last within a text: with its styles, and as it stands on the system's clipboard.
    pub copied: Option<(String, Vec<Span>)>,
    /// The time of egui when the caret was last moved, in seconds: it blinks from then on.
    pub moved: f64,
    design: Arc<Design>,
    values: Arc<Values>,
    /// With which labels a design was painted last.
    labelled: Option<(Arc<Design>, u64, Arc<Design>)>,
}

/// The text of an element, when it has one.
pub fn text_of(element: &Element) -> Option<&TextContent> {
    match &element.content {
        ElementContent::Text(text) => Some(text),
        _ => None,
    }
}

/// Whether a text has words of this language; it always has some for all others.
fn has_words(content: &TextContent, language: Option<&str>) -> bool {
    language.is_none_or(|language| content.by_language.contains_key(language))
}

impl Typing {
    /// Begins with all of the text selected; `None` when the element is no text.
    pub fn begin(name: &str, design: &Arc<Design>, values: &Arc<Values>, kit: &Kit, now: f64) -> Option<Typing> {
        let element = design.element(name)?;
        let content = text_of(element)?;
        let language = content.chosen(&values.fields).map(str::to_owned);
        let text = TextEditor::new(&content.in_language(language.as_deref()));
        let frame = Size::new(element.width.0, element.height.0);
        let to_page = Space::around(design, name)?.inside(element).affine;
        let view = view_of(&text, content, design, values, kit, frame);
        Some(Typing {
            name: name.to_owned(),
            language,
            view,
            to_page,
            frame,
            text,
            previewed: None,
            burst: None,
            copied: None,
            moved: now,
            design: design.clone(),
            values: values.clone(),
            labelled: None,
        })
    }

    /// Brings it up to the design and the values; whether the text is still there.
    pub fn follow(&mut self, design: &Arc<Design>, values: &Arc<Values>, kit: &Kit) -> bool {
        let (Some(element), Some(space)) = (design.element(&self.name), Space::around(design, &self.name)) else {
            return false;
        };
        let Some(content) = text_of(element) else { return false };
        let is_same = Arc::ptr_eq(design, &self.design) && Arc::ptr_eq(values, &self.values);
        if is_same && self.view.revision == self.text.revision() {
            return true;
        }
        self.previewed = None;
        // What was changed elsewhere, by an undo or the inspector. The caret stays in its words as long as there are any.
        match has_words(content, self.language.as_deref()) {
            true => {
                let said = content.in_language(self.language.as_deref());
                if !self.text.is_composing() && self.text.content() != said {
                    self.text.set_content(&said);
                    self.burst = None;
                }
            }
            false => self.turn(design, values),
        }
        self.frame = Size::new(element.width.0, element.height.0);
        self.to_page = space.inside(element).affine;
        (self.design, self.values) = (design.clone(), values.clone());
        self.view = view_of(&self.text, content, design, values, kit, self.frame);
        self.labelled = None;
        true
    }

    /// The style of what is selected, or is typed next, as it is shown.
    pub fn style(&self) -> StyleState {
        self.previewed.as_ref().unwrap_or(&self.text).style()
    }

    /// Shows another style, and gives the text with it; `None` where only what is typed next would have it.
    pub fn preview(&mut self, change: StyleChange, now: Duration) -> Option<TextContent> {
        let mut text = self.text.clone();
        let is_seen = text.edit(TextEdit::Style(change), &self.view, now).is_some();
        let content = is_seen.then(|| self.whole(text.content(), &self.design));
        self.previewed = Some(text);
        content
    }

    /// Shows the style again that the text has.
    pub fn end_preview(&mut self) {
        self.previewed = None;
    }

    /// Goes over to the words that are shown.
    pub fn turn(&mut self, design: &Design, values: &Values) {
        let Some(content) = design.element(&self.name).and_then(text_of) else {
            return;
        };
        let language = content.chosen(&values.fields);
        if self.language.as_deref() != language {
            self.text.set_content(&content.in_language(language));
            self.language = language.map(str::to_owned);
            self.burst = None;
        }
    }

    /// Who has to be shown the design so that the words are seen which have the caret; `None` when they are.
    pub fn speaker(&self, design: &Design, values: &Values) -> Option<String> {
        let content = design.element(&self.name).and_then(text_of)?;
        let words = self.language.as_deref();
        let is_hidden = has_words(content, words) && content.chosen(&values.fields) != words;
        is_hidden.then(|| content.speaker(words, &design.language))
    }

    /// Makes the view anew after a change that is not in the design, such as what an input method shows.
    pub fn refresh(&mut self, kit: &Kit) {
        if self.view.revision != self.text.revision()
            && let Some(content) = self.design.element(&self.name).and_then(text_of)
        {
            self.view = view_of(&self.text, content, &self.design, &self.values, kit, self.frame);
        }
    }

    /// The text with what an input method shows, as it is drawn meanwhile.
    pub fn composed(&self) -> Option<TextContent> {
        let content = self.text.composed(&self.view)?;
        Some(self.whole(content, &self.design))
    }

    /// A design as it is painted meanwhile: where a field is empty its label stands in the text, as the caret goes around
    /// it. It is the same allocation until something changes.
    pub fn painted(&mut self, shown: Arc<Design>) -> Arc<Design> {
        let revision = self.view.revision;
        if let Some((of, at, painted)) = &self.labelled
            && Arc::ptr_eq(of, &shown)
            && *at == revision
        {
            return Arc::clone(painted);
        }
        let text = self.previewed.as_ref().unwrap_or(&self.text);
        let said = text.composed(&self.view).unwrap_or_else(|| text.content());
        let labelled = self.view.labelled(&said).and_then(|content| {
            let content = ElementContent::Text(self.whole(content, &shown));
            let edit = Edit::set(&self.name, Property::Content(Box::new(content)));
            // What cannot be labelled is painted as it is.
            edit.apply(&shown).ok()
        });
        let painted = labelled.map_or_else(|| Arc::clone(&shown), Arc::new);
        self.labelled = Some((shown, revision, Arc::clone(&painted)));
        painted
    }

    /// What a credential would say of the fields in whose place labels are painted.
    pub fn unfilled(&self) -> Vec<Problem> {
        let page = self.design.locate(&self.name).map(|located| located.page as u32 + 1);
        let labels = self
            .view
            .shown
            .chips()
            .iter()
            .filter(|chip| chip.is_label && chip.fault.is_none());
        let tokens = labels.filter_map(|chip| self.text.chips().get(chip.index));
        let empty = tokens.filter(|token| token.fallback.is_none());
        empty
            .map(|token| {
                compose::unfilled(&token.field).at(Place {
                    field: Some(token.field.as_str().to_owned()),
                    ..Place::element(page.unwrap_or(1), &self.name)
                })
            })
            .collect()
    }

    /// The text with what is edited of it, for the design.
    pub fn content(&self, design: &Design) -> TextContent {
        self.whole(self.text.content(), design)
    }

    fn whole(&self, said: TextContent, design: &Design) -> TextContent {
        match design.element(&self.name).and_then(text_of) {
            Some(before) => {
                let mut whole = before.clone();
                whole.set_in_language(self.language.as_deref(), said);
                whole
            }
            None => said,
        }
    }
}

fn view_of(text: &TextEditor, content: &TextContent, design: &Design, values: &Values, kit: &Kit, frame: Size) -> View {
    let fields = text.chips().iter().map(|chip| &chip.field);
    let labels: BTreeMap<_, _> = fields.map(|field| (field.clone(), label_of(field))).collect();
    text.view(&Setting {
        engine: &kit.engine,
        voice: content.voice(&values.fields, &design.language),
        fields: &values.fields,
        labels: &labels,
        chips: ChipFace::Value,
        frame,
    })
}
