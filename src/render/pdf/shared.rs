//! What documents share: fonts that were read, pictures that were compressed, PDF files that were parsed.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use krilla::image::Image;
use krilla::pdf::PdfDocument;
use krilla::text::Font;

use super::filled::{self, Packers, Shell, Stored, Typeface};
use crate::model::BlobId;

/// How many of each are kept. A design uses a few; pictures of recipients pass through.
const KEPT: usize = 64;
/// How many shared parts of documents are kept: they hold the pictures of their designs.
const SHELLS: usize = 6;

#[derive(Debug, Default)]
pub(super) struct Shared {
    /// `None` for a font that cannot be used.
    pub(super) fonts: Kept<FontKey, Option<Font>>,
    /// `Err` for a picture that cannot be used.
    pub(super) images: Kept<BlobId, Result<Image, String>>,
    /// `None` for a file that cannot be read as PDF.
    pub(super) documents: Kept<BlobId, Option<PdfDocument>>,
    /// `None` for a design whose documents cannot share anything.
    pub(super) shells: Kept<filled::Key, Option<Arc<Shell>>, SHELLS>,
    /// By the id of the font's bytes and the face within them; `None` for one that is not written this way.
    pub(super) typefaces: Kept<(u64, u32), Option<Arc<Typeface>>>,
    pub(super) stored: Kept<BlobId, Option<Arc<Stored>>>,
    pub(super) packers: Packers,
}

/// The id of the font's bytes, the face within them, its variation.
pub(super) type FontKey = (u64, u32, Vec<i16>);

/// At most `MOST` values by key; the one that was made first goes first.
#[derive(Debug)]
pub(super) struct Kept<K, V, const MOST: usize = KEPT>(Mutex<VecDeque<(K, V)>>);

impl<K, V, const MOST: usize> Default for Kept<K, V, MOST> {
    fn default() -> Kept<K, V, MOST> {
        Kept(Mutex::new(VecDeque::new()))
    }
}

impl<K: PartialEq, V: Clone, const MOST: usize> Kept<K, V, MOST> {
    /// The value of a key, from what is kept or made now. Two threads may make the same value, which is the same.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        if let Some(value) = self.find(&key) {
            return value;
        }
        let value = make();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.pop_front();
        }
        kept.push_back((key, value.clone()));
        value
    }

    fn find(&self, key: &K) -> Option<V> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|(other, _)| other == key)
            .map(|(_, value)| value.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_made_once_and_old_ones_are_forgotten() {
        let kept: Kept<_, _> = Kept::default();
        assert_eq!(kept.get(1, || "one"), "one");
        assert_eq!(kept.get(1, || "another"), "one");
        for key in 2..=KEPT + 1 {
            kept.get(key, || "more");
        }
        assert_eq!(kept.get(1, || "made again"), "made again");
    }
}
