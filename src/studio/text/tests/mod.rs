//! Tests of the text editor, with the bundled fonts.

mod agreeing;
mod chips;
mod random;
mod selecting;
mod styles;
mod typing;

use std::collections::BTreeMap;
use std::time::Duration;

use crate::fonts::tests_support::book;
use crate::model::{
    Align, Case, Date, Direction, Fields, Fit, FitPolicy, Span, SpanStyle, TextContent, TextStyle, Token, VAlign,
    Value, Voice,
};
use crate::text::Engine;
use crate::units::{Color, Pt, Size};

use super::{Burst, ChipFace, Deletion, Motion, Setting, TextEdit, TextEditor, View};

/// An editor with what is around it.
struct Desk {
    engine: Engine,
    fields: Fields,
    labels: BTreeMap<crate::model::FieldName, String>,
    chips: ChipFace,
    frame: Size,
    editor: TextEditor,
    now: Duration,
}

fn span(text: &str) -> Span {
    Span {
        text: text.to_owned(),
        style: SpanStyle::default(),
    }
}

fn bold(text: &str) -> Span {
    let style = SpanStyle {
        weight: Some(700),
        ..SpanStyle::default()
    };
    Span {
        text: text.to_owned(),
        style,
    }
}

fn content(spans: Vec<Span>) -> TextContent {
    TextContent {
        spans,
        style: TextStyle {
            family: "Inter".to_owned(),
            size: Pt(20.0),
            weight: 400,
            italic: false,
            color: Color::BLACK,
            letter_spacing: 0.0,
            case: Case::AsIs,
            underline: false,
        },
        align: Align::Start,
        valign: VAlign::Top,
        line_height: 1.25,
        paragraph_gap: Pt(0.0),
        direction: Direction::Auto,
        fit: Fit {
            policy: FitPolicy::Clip,
            min_size: None,
            max_size: None,
        },
        path: None,
        by_language: BTreeMap::new(),
    }
}

fn token(text: &str) -> Token {
    let template = crate::model::Template::parse(text).expect(text);
    template.tokens().next().expect("a token").clone()
}

impl Desk {
    fn new(spans: Vec<Span>) -> Desk {
        let mut fields = Fields::new("en");
        for (name, value) in [
            ("recipient.name", Value::Text("Zoë Müller".to_owned())),
            ("recipient.arabic", Value::Text("محمد".to_owned())),
            (
                "credential.issue_date",
                Value::Date(Date::new(2026, 3, 7).expect("a date")),
            ),
        ] {
            fields.set(name.parse().expect(name), value);
        }
        let mut desk = Desk {
            engine: Engine::new(book()),
            fields,
            labels: BTreeMap::new(),
            chips: ChipFace::Value,
            frame: Size::new(2000.0, 400.0),
            editor: TextEditor::new(&content(spans)),
            now: Duration::ZERO,
        };
        desk.go(Motion::TextEnd);
        desk
    }

    fn view(&self) -> View {
        self.editor.view(&Setting {
            engine: &self.engine,
            voice: Voice {
                words: "en",
                values: "en",
            },
            fields: &self.fields,
            labels: &self.labels,
            chips: self.chips,
            frame: self.frame,
        })
    }

    fn edit(&mut self, edit: TextEdit) -> Option<Burst> {
        let view = self.view();
        let before = (self.editor.content(), self.editor.revision());
        let burst = self.editor.edit(edit, &view, self.now);
        let same = self.editor.content() == before.0;
        assert_eq!(burst.is_none(), same, "a burst is answered when the content changed");
        assert!(same || self.editor.revision() != before.1, "a change is seen");
        burst
    }

    fn insert(&mut self, text: &str) -> Option<Burst> {
        self.edit(TextEdit::Insert(text.to_owned()))
    }

    fn delete(&mut self, deletion: Deletion) -> Option<Burst> {
        self.edit(TextEdit::Delete(deletion))
    }

    fn go(&mut self, motion: Motion) {
        let view = self.view();
        self.editor.go(motion, false, &view);
    }

    fn extend(&mut self, motion: Motion) {
        let view = self.view();
        self.editor.go(motion, true, &view);
    }

    /// The spans: texts, bold ones with stars.
    fn spans(&self) -> String {
        let spans = self.editor.content().spans.into_iter().map(|span| {
            if span.style.weight == Some(700) {
                format!("*{}*", span.text)
            } else {
                span.text
            }
        });
        spans.collect::<Vec<_>>().join("|")
    }

    fn selected(&self) -> String {
        self.editor.selected_template()
    }
}
