//! What a credential is found by: its dimensions, its recipient's key and its words.

use std::ops::RangeInclusive;

use sha2::{Digest, Sha256};

use crate::locale;
use crate::model::{BatchId, Date, GroupId, State};

use super::lookup::Keys;
use super::postings::Dim;
use super::records::v1;

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
    let mut dims = Vec::with_capacity(8);
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
    dims.extend(Date::from_days(record.content.issue_date.into()).map(Dim::Issue));
    if state(record) == Some(State::Published) && record.draft.as_ref().is_some_and(|draft| draft.held.is_some()) {
        dims.push(Dim::HeldCorrection);
    }
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

/// Adds a folded text and a space. Folding leaves no line breaks, which separate the credentials.
fn add_text(line: &mut String, text: &str) {
    let from = line.len();
    if text.is_ascii() {
        // The same as folding, which takes a few times as long.
        line.extend(text.chars().map(|c| match c {
            '`' => '\'',
            other if other.is_ascii_whitespace() || other == '\u{B}' => ' ',
            other => other.to_ascii_lowercase(),
        }));
    } else {
        line.push_str(&locale::fold(text));
    }
    // A search for OBrien and for O’Brien asks for the same word.
    if line.get(from..).is_some_and(|added| added.contains('\'')) {
        let joined = line.get(from..).unwrap_or_default().replace('\'', "");
        line.push(' ');
        line.push_str(&joined);
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
    hasher.update(locale::compare_key(email.unwrap_or_default()));
    hasher.update([0]);
    hasher.update(locale::compare_key(name));
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
    locale::compare_key(content.email.as_deref().unwrap_or_default()) == locale::compare_key(email.unwrap_or_default())
        && locale::compare_key(&content.name) == locale::compare_key(name)
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
    fn every_word_of_a_name_is_found_in_its_line() {
        for name in [
            "Zoë Müller-Lüdenscheidt",
            "O’Brien-Smith, Jr.",
            "d`Artagnan",
            "王小明",
            "たかはし はなこ",
            "김철수",
            "अनन्या शर्मा",
            "محمد بن عبد الله",
            "zoe@example.org",
            "R1-2026-00007",
        ] {
            let mut line = String::new();
            add_text(&mut line, name);
            for word in locale::query_words(name) {
                assert!(line.contains(&word), "{word} in {line}");
            }
        }
    }

    #[test]
    fn plain_letters_are_folded_as_all_others() {
        for text in ["John  Smith", "A`B", "X.Y@Z.ORG"] {
            let mut line = String::new();
            add_text(&mut line, text);
            for word in locale::query_words(&locale::fold(text)) {
                assert!(line.contains(&word), "{word} in {line}");
            }
        }
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
