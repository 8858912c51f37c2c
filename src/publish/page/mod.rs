//! The recipient page: one HTML file that carries everything it shows.
//!
//! It has no script and asks nothing of anybody: its policy forbids all but its own style, known by its hash, and
//! pictures that are in it. Everything that comes from a sheet or a group is escaped by the template engine and stands
//! in a `bdi` or under `dir="auto"`, so that neither markup nor marks of direction reach beyond it.

pub mod words;

mod context;
mod embed;

use std::sync::LazyLock;

use minijinja::{AutoEscape, Environment};
use sha2::{Digest, Sha256};

use crate::diag::{Problem, Result};
use crate::images::base64;
use crate::model::CredentialId;

use super::view::RecipientView;
use context::Context;

pub use embed::{Embedded, PICTURE_LIMIT, Pictures};

const TEMPLATE: &str = include_str!("../../../assets/page/page.html");
const STYLE: &str = include_str!("../../../assets/page/page.css");

/// Where a page stands, which decides how it refers to the files of its credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location<'a> {
    /// `published/<id>/index.html`, above the folders of the revisions.
    Credential,
    /// `published/<id>/<revision>/index.html`: the page of a superseded revision.
    Revision,
    /// In a copy, beside files with this stem.
    Copy { stem: &'a str },
}

struct Engine {
    environment: Environment<'static>,
    style: String,
    /// The style's hash as a content security policy wants it.
    style_hash: String,
}

static ENGINE: LazyLock<std::result::Result<Engine, String>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment
        .add_template("page.html", TEMPLATE)
        .map_err(|e| e.to_string())?;
    // A checkout on Windows may have changed the ends of lines; a browser counts them as one character for the hash.
    let style = STYLE.replace("\r\n", "\n");
    let style_hash = format!("sha256-{}", base64::encode(&Sha256::digest(style.as_bytes())));
    Ok(Engine {
        environment,
        style,
        style_hash,
    })
});

/// Writes the page of a credential. The same view gives the same bytes.
pub fn html(view: &RecipientView, pictures: &Pictures, location: Location<'_>) -> Result<String> {
    let wrong = |error: String| Problem::unexpected("page-template", format!("Cannot write the page: {error}"));
    let engine = ENGINE.as_ref().map_err(|error| wrong(error.clone()))?;
    let context = Context::new(view, pictures, location, &engine.style, &engine.style_hash);
    let page = engine
        .environment
        .get_template("page.html")
        .and_then(|template| template.render(context))
        .map_err(|error| wrong(error.to_string()))?;
    Ok(page)
}

/// The credential that a page is about; `None` when it is no page of ours.
pub fn owner(html: &[u8]) -> Option<CredentialId> {
    mark(html, "accolade-credential")?.parse().ok()
}

/// The revision that a page shows; `None` when it is no page of ours.
pub fn revision(html: &[u8]) -> Option<u32> {
    mark(html, "accolade-revision")?.parse().ok()
}

/// What a page says of itself.
fn mark(html: &[u8], name: &str) -> Option<String> {
    // The marks stand in the head, before anything that a sheet or a group has a say in.
    let head = html.get(..html.len().min(2048))?;
    let head = String::from_utf8_lossy(head);
    let (_, rest) = head.split_once(&format!("<meta name=\"{name}\" content=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

#[cfg(test)]
mod tests;
