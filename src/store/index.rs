//! What a credential is found by: its dimensions, its recipient's key and its words.

use std::ops::RangeInclusive;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::model::{BatchId, Date, GroupId, State};

use super::lookup::Keys;
use super::postings::Dim;
use super::records::v1;

/// A text as it is searched: without case and accents.
pub(super) fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|c| !('\u{300}'..='\u{36F}').contains(c))
        .flat_map(char::to_lowercase)
        .nfc()
        .collect()
}

/// A text as two recipients are compared: normalised, without case and outer space, but with accents.
pub(super) fn fold_exact(text: &str) -> String {
    text.trim().nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// The words of a searched text.
pub(super) fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().map(str::to_owned).collect()
}

/// Everything in the database that is made from one credential.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Facets {
    pub(super) dims: Vec<Dim>,
    pub(super) keys: Keys,
    /// One line to search in.
    pub(super) text: String,
}

/// The facets of a credential. A record with an unknown state or date has none of these dimensions.
pub(super) fn facets(record: &v1::Credential) -> Facets {
    let group = GroupId(record.group);
    let mut dims = Vec::with_capacity(6);
    if let Some(state) = state(record) {
        dims.push(Dim::State(state));
        dims.push(Dim::GroupState(group, state));
        dims.push(Dim::BatchState(BatchId(record.batch), state));
    }
    if is_pending(record) {
        dims.push(Dim::Pending);
        dims.push(Dim::GroupPending(group));
    }
    let expiry = record.content.expiry_date.and_then(|days| Date::from_days(days.into()));
    dims.extend(expiry.map(Dim::Expiry));
    let drafted = record.draft.as_ref().map(|draft| &draft.content);
    let digest = |content: &v1::Content| recipient_digest(group, content.email.as_deref(), &content.name);
    let published = digest(&record.content);
    let mut text = String::with_capacity(64);
    for content in std::iter::once(&record.content).chain(drafted) {
        add_text(&mut text, &content.name);
        add_text(&mut text, content.email.as_deref().unwrap_or_default());
    }
    add_text(&mut text, &record.number);
    Facets {
        dims,
        keys: Keys {
            id: record.id,
            number: number_digest(&record.number, group),
            recipients: [published, drafted.map(digest).filter(|d| *d != published).unwrap_or(0)],
        },
        text,
    }
}

/// Adds a folded text and a space; line breaks, which separate the credentials, become spaces.
fn add_text(line: &mut String, text: &str) {
    if text.is_empty() {
        return;
    }
    if text.is_ascii() {
        line.extend(text.chars().map(|c| match c {
            '\n' | '\r' => ' ',
            other => other.to_ascii_lowercase(),
        }));
    } else {
        line.extend(
            fold(text)
                .chars()
                .map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }),
        );
    }
    line.push(' ');
}

pub(super) fn state(record: &v1::Credential) -> Option<State> {
    Some(match record.state {
        0 => State::UnderReview,
        1 => State::Held,
        2 => State::Published,
        3 => State::Suspended,
        4 => State::Revoked,
        _ => return None,
    })
}

/// As [`crate::model::Credential::is_pending`].
fn is_pending(record: &v1::Credential) -> bool {
    match &record.draft {
        Some(draft) => draft.held.is_none() && state(record) == Some(State::Published),
        None => state(record) == Some(State::UnderReview),
    }
}

/// A digest of a recipient in a group: equal for equal people, and rarely for others, which the reader compares.
pub(super) fn recipient_digest(group: GroupId, email: Option<&str>, name: &str) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update(group.0.to_le_bytes());
    hasher.update(fold_exact(email.unwrap_or_default()));
    hasher.update([0]);
    hasher.update(fold_exact(name));
    first_u64(hasher)
}

/// Half a digest of a number, and half of its group.
pub(super) fn number_digest(number: &str, group: GroupId) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update(group.0.to_le_bytes());
    number_digests(number).start() | first_u64(hasher) >> 32
}

/// The digests of a number in every group.
pub(super) fn number_digests(number: &str) -> RangeInclusive<u64> {
    let mut hasher = Sha256::new();
    hasher.update(number);
    let half = first_u64(hasher) >> 32 << 32;
    half..=half | 0xFFFF_FFFF
}

/// The beginning of a digest; 0, which stands for nothing, is left out.
fn first_u64(hasher: Sha256) -> u64 {
    let digest: [u8; 32] = hasher.finalize().into();
    digest
        .first_chunk::<8>()
        .map_or(1, |half| u64::from_le_bytes(*half))
        .max(1)
}

/// Whether two recipients are the same by e-mail and folded name.
pub(super) fn same_recipient(content: &v1::Content, email: Option<&str>, name: &str) -> bool {
    fold_exact(content.email.as_deref().unwrap_or_default()) == fold_exact(email.unwrap_or_default())
        && fold_exact(&content.name) == fold_exact(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Credential;
    use crate::store::testing::credential;

    #[test]
    fn equal_people_have_equal_keys_and_others_do_not() {
        let key = |email: Option<&str>, name: &str| recipient_digest(GroupId(1), email, name);
        assert_eq!(key(Some("A@x.org"), "Zoë"), key(Some("a@X.org "), "ZOE\u{308}"));
        assert_ne!(key(None, "Zoë"), key(None, "Zoe"));
        assert_ne!(key(Some("a"), "b"), key(None, "ab"));
        assert_ne!(key(None, "Zoë"), recipient_digest(GroupId(2), None, "Zoë"));
        let number = number_digest("R-1", GroupId(1));
        assert_ne!(number, number_digest("R-1", GroupId(2)));
        assert!(number_digests("R-1").contains(&number));
        assert!(!number_digests("R-2").contains(&number));
    }

    #[test]
    fn search_forgets_case_and_accents_but_keeps_the_signs_of_other_scripts() {
        assert_eq!(fold("ZOË Ánh"), "zoe anh");
        assert_eq!(fold("अनन्या"), "अनन्या");
        assert_eq!(words("  Müller\tÅsa "), ["muller", "asa"]);
    }

    #[test]
    fn the_pending_rule_is_the_models() {
        use crate::model::{Draft, State};
        let mut cases: Vec<Credential> = Vec::new();
        for state in State::ALL {
            let mut plain = credential(1, 1, "Zoë");
            plain.state = state;
            let mut drafted = plain.clone();
            drafted.draft = Some(Draft {
                content: plain.content.clone(),
                held: None,
                reason: "typo".to_owned(),
            });
            let mut held = drafted.clone();
            held.draft.as_mut().expect("draft").held = Some("wait".to_owned());
            cases.extend([plain, drafted, held]);
        }
        for case in cases {
            assert_eq!(is_pending(&v1::Credential::from(&case)), case.is_pending(), "{case:?}");
        }
    }

    #[test]
    fn a_line_break_in_a_name_does_not_break_the_line() {
        let record = v1::Credential::from(&credential(1, 1, "A\nB"));
        assert!(!facets(&record).text.contains('\n'));
    }
}
