//! What recipients see of a credential, as owned texts in the order of the published page.
//!
//! It is made from the same [`RecipientView`] as the HTML, by a job; a screen only lays it out.

use crate::model::{BlobId, CredentialId};
use crate::publish::{FileKind, RecipientView};

pub use crate::publish::Standing;

/// The recipient page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientPage {
    pub id: CredentialId,
    /// Whether the page is written from right to left.
    pub rtl: bool,
    pub standing: Standing,
    /// Whether the picture is paled and the standing stamped over it: what it certifies does not hold any more.
    pub is_stamped: bool,
    /// The standing in one word, and in a sentence where all is not well.
    pub standing_word: &'static str,
    pub standing_text: Option<&'static str>,
    pub since: Option<String>,
    pub title: String,
    pub awarded_to: &'static str,
    pub recipient: String,
    pub issued_by: &'static str,
    pub issuer: Vec<String>,
    pub logo: Option<BlobId>,
    /// Labels with what they name: dates, number, id.
    pub facts: Vec<(&'static str, String)>,
    pub files: Vec<String>,
    pub description: String,
    pub skills: Option<(&'static str, Vec<String>)>,
    pub criteria: Option<(&'static str, String)>,
    pub link: Option<(&'static str, String)>,
    pub address: Option<(&'static str, String)>,
}

impl From<&RecipientView> for RecipientPage {
    fn from(view: &RecipientView) -> RecipientPage {
        let words = view.words();
        let (standing_word, standing_text) = view.standing_words();
        let dated = matches!(
            view.standing,
            Standing::Suspended | Standing::Revoked | Standing::Superseded
        );
        let links = [&view.issuer.url, &view.issuer.email];
        let issuer = std::iter::once(view.issuer.name.clone())
            .chain(links.into_iter().flatten().map(|link| link.shown.clone()))
            .collect();
        let file = |kind: &FileKind| match kind {
            FileKind::CertificatePdf => format!("{} PDF", words.certificate),
            FileKind::CertificatePng(1) => format!("{} PNG", words.certificate),
            FileKind::CertificatePng(page) => format!("{} {page} PNG", words.certificate),
            FileKind::BadgePng(1) => format!("{} PNG", words.badge),
            FileKind::BadgePng(page) => format!("{} {page} PNG", words.badge),
        };
        let text = |label: &'static str, text: &str| (!text.is_empty()).then(|| (label, text.to_owned()));
        RecipientPage {
            id: view.id,
            rtl: view.is_right_to_left(),
            standing: view.standing,
            is_stamped: dated,
            standing_word,
            standing_text,
            since: view.since.as_ref().filter(|_| dated).map(|date| date.shown.clone()),
            title: view.title.clone(),
            awarded_to: words.awarded_to,
            recipient: view.recipient.clone(),
            issued_by: words.issued_by,
            issuer,
            logo: view.issuer.logo,
            facts: facts(view),
            files: view.downloads().iter().map(file).collect(),
            description: view.description.clone(),
            skills: (!view.skills.is_empty()).then(|| (words.skills, view.skills.clone())),
            criteria: text(words.criteria, &view.criteria),
            link: view.link.as_ref().map(|link| (words.more, link.shown.clone())),
            address: view.address.as_ref().map(|link| (words.address, link.shown.clone())),
        }
    }
}

fn facts(view: &RecipientView) -> Vec<(&'static str, String)> {
    let words = view.words();
    let until = match &view.valid_until {
        Some(date) => date.shown.clone(),
        None => words.no_expiry.to_owned(),
    };
    let mut facts = vec![(words.issued_on, view.issued.shown.clone()), (words.valid_until, until)];
    facts.extend(
        view.corrected
            .as_ref()
            .map(|date| (words.corrected_on, date.shown.clone())),
    );
    if !view.number.is_empty() {
        facts.push((words.number, view.number.clone()));
    }
    facts.push((words.credential_id, view.id.to_string()));
    facts
}
