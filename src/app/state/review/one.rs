//! What is shown of one credential, and what is typed into its fields.

use std::sync::Arc;

use super::super::super::settings::Dates;
use super::super::recipient::RecipientPage;
use super::{Faces, Review};
use crate::diag::{Problem, Problems};
use crate::import::{self, Offer};
use crate::model::{BlobId, Content, Credential, CredentialId, FieldDef, FieldName};

/// The path of a picture that is being typed, and of which field.
pub type TypedPath = Option<(FieldName, String)>;

/// The review page.
#[derive(Clone, Debug, Default)]
pub struct One {
    pub id: Option<CredentialId>,
    /// Where it stood among those that are shown.
    pub place: usize,
    pub busy: bool,
    pub failed: Option<Problems>,
    pub opened: Option<Box<Opened>>,
    pub fields: Vec<EditField>,
    /// The path of a picture that is being typed, and of which field.
    pub path: TypedPath,
    /// What the edits make of it.
    pub live: Option<Live>,
    /// Why the edits cannot be taken.
    pub refused: Option<Problems>,
    /// Counts the edits.
    pub edits: u64,
    pub as_page: bool,
    pub badge: bool,
}

/// A credential as it was read for its page.
#[derive(Clone, Debug)]
pub struct Opened {
    pub credential: Arc<Credential>,
    /// What is shown of it: what is under review, or what is published.
    pub content: Arc<Content>,
    pub page: RecipientPage,
    pub group: String,
    /// The name of the sheet it came from.
    pub source: String,
    pub faces: Faces,
    pub fields: Vec<EditField>,
    /// The custom fields of its group.
    pub definitions: Vec<FieldDef>,
}

/// A content that is not stored.
#[derive(Clone, Debug)]
pub struct Live {
    pub content: Arc<Content>,
    pub page: RecipientPage,
    /// The count of the edits that it is made of.
    pub edits: u64,
}

/// How a value is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditKind {
    Name,
    Text,
    Date,
    Choice(Vec<String>),
    /// A picture of the workspace by its digest.
    Picture,
}

/// A value of a credential in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditField {
    pub name: FieldName,
    pub label: String,
    pub kind: EditKind,
    pub text: String,
    /// What is stored.
    pub stored: String,
    /// What may be written in place of the text, see [`One::look`].
    pub offers: Vec<Offer>,
}

impl EditField {
    pub fn is_changed(&self) -> bool {
        self.text.trim() != self.stored.trim()
    }

    /// What is to be stored: a date that a person typed in a form of their own, as one.
    pub fn value(&self, dates: &Dates) -> String {
        match self.kind {
            EditKind::Date => dates.stored(&self.text),
            _ => self.text.clone(),
        }
    }

    /// The picture that a field holds.
    pub fn picture(&self) -> Option<BlobId> {
        let text = Some(&self.text).filter(|_| self.kind == EditKind::Picture);
        text.and_then(|text| text.parse().ok())
    }

    pub(super) fn look(&mut self, language: Option<&str>, definitions: &[FieldDef]) {
        // No letter of a picture can be mended.
        self.offers = match self.kind {
            EditKind::Picture => Vec::new(),
            _ => import::offers(&self.name, &self.text, language, definitions),
        };
    }
}

impl One {
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(EditField::is_changed)
    }

    /// The fields that were changed, with their new texts; dates as they are stored.
    pub fn values(&self, dates: &Dates) -> Vec<(FieldName, String)> {
        let changed = self.fields.iter().filter(|field| field.is_changed());
        changed.map(|field| (field.name.clone(), field.value(dates))).collect()
    }

    /// These texts of a credential are stored now.
    pub fn saved(&mut self, id: CredentialId, stored: &[(FieldName, String)], dates: &Dates) {
        if self.id != Some(id) {
            return;
        }
        for (name, text) in stored {
            if let Some(field) = self.fields.iter_mut().find(|field| field.name == *name) {
                // What was typed since stays; a change that was taken back is seen.
                if !field.is_changed() || field.value(dates) == *text {
                    field.text.clone_from(text);
                }
                field.stored.clone_from(text);
            }
        }
    }

    /// Finds what may be written in place of the texts as they stand now.
    pub fn look(&mut self) {
        let Some(opened) = &self.opened else { return };
        let language = opened.content.recipient.language.as_deref();
        for field in &mut self.fields {
            field.look(language, &opened.definitions);
        }
    }

    /// The field that a problem is about, with each text that mends it there.
    pub fn offered(&self, problem: &Problem) -> Vec<(&EditField, &Offer)> {
        let about = problem.place.field.as_deref();
        let mut fields = self.fields.iter();
        let Some(field) = fields.find(|field| Some(field.name.as_str()) == about) else {
            return Vec::new();
        };
        let offers = field.offers.iter().filter(|offer| offer.code == problem.code);
        offers.map(|offer| (field, offer)).collect()
    }
}

impl Review {
    /// The cells of the row that a credential was made of, with their headings.
    pub fn row_of(&self, credential: &Credential) -> Vec<(String, String)> {
        let Some((_, sheet)) = self.sheet.as_ref().filter(|(batch, _)| *batch == credential.batch) else {
            return Vec::new();
        };
        let at = credential
            .row
            .and_then(|number| sheet.rows.place_of(&number, |row| row.number));
        let Some(row) = at.and_then(|at| sheet.rows.get(at)) else {
            return Vec::new();
        };
        let cell = |(at, column): (usize, &import::Column)| {
            let text = row.cell(at).text();
            (!text.trim().is_empty()).then(|| (column.name().to_owned(), text.into_owned()))
        };
        sheet.columns.iter().enumerate().filter_map(cell).collect()
    }
}
