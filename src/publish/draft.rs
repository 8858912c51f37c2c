//! How recipients will see what is not published yet.

use crate::diag::Result;
use crate::issue::Desk;
use crate::model::{Content, Credential};

use super::job::{document, embedded, logo};
use super::page::{self, Location};
use super::press::Press;
use super::seen::revision_view;
use super::view::{Parts, RecipientView};

/// What a content that is under review will say. It offers no files: there are none yet.
pub fn draft_view(desk: &Desk, credential: &Credential, content: &Content) -> Result<RecipientView> {
    let issuer = desk.store.issuer()?;
    revision_view(desk, credential, content, credential.revision + 1, &issuer)
}

/// The page of a content that is under review, as one HTML file.
pub fn draft_page(desk: &Desk, credential: &Credential, content: &Content) -> Result<String> {
    let issuer = desk.store.issuer()?;
    let revision = credential.revision + 1;
    let view = revision_view(desk, credential, content, revision, &issuer)?;
    let drawn = desk.draw(credential, content, &issuer)?;
    let made = Press::new().credential(&drawn, &document(credential, content, revision), Parts::NONE)?;
    let pictures = embedded(&made.value.1, logo(&desk.store, &issuer)?)?;
    page::html(&view, &pictures, Location::Credential)
}
