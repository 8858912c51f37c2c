//! Units: the smallest stretches of a text between which a caret may stand.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Where carets may stand in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// Rising, from 0 to the length of the text, both included.
    stops: Vec<usize>,
    /// What is one whole whatever is in it, in the order of the text.
    wholes: Vec<Range<usize>>,
}

impl Units {
    /// The grapheme clusters of a text (UAX #29, extended).
    pub fn graphemes(text: &str) -> Units {
        Units::new(grapheme_bounds(text), Vec::new())
    }

    /// Units between `stops`, in bytes. `wholes` are those among them that count as a word of their own and are stepped
    /// over in one, whatever the directions in them, as the value of a field.
    pub fn new(mut stops: Vec<usize>, mut wholes: Vec<Range<usize>>) -> Units {
        stops.push(0);
        stops.extend(wholes.iter().flat_map(|whole| [whole.start, whole.end]));
        stops.sort_unstable();
        stops.dedup();
        wholes.retain(|whole| whole.start < whole.end);
        wholes.sort_by_key(|whole| whole.start);
        stops.retain(|stop| {
            let before = wholes.partition_point(|whole| whole.start < *stop);
            let whole = before.checked_sub(1).and_then(|at| wholes.get(at));
            whole.is_none_or(|whole| whole.end <= *stop)
        });
        Units { stops, wholes }
    }

    /// Keeps to a text: no stop lies beyond its end, which is one.
    pub(super) fn within(mut self, text: &str) -> Units {
        self.stops
            .retain(|stop| *stop < text.len() && text.is_char_boundary(*stop));
        self.stops.push(text.len());
        self.wholes.retain(|whole| whole.end <= text.len());
        self
    }

    pub fn is_stop(&self, byte: usize) -> bool {
        self.stops.binary_search(&byte).is_ok()
    }

    /// The last stop that is not behind a byte.
    pub fn stop_before(&self, byte: usize) -> usize {
        let after = self.stops.partition_point(|stop| *stop <= byte);
        after
            .checked_sub(1)
            .and_then(|at| self.stops.get(at))
            .copied()
            .unwrap_or(0)
    }

    /// The first stop that is not before a byte; the end of the text beyond it.
    pub fn stop_behind(&self, byte: usize) -> usize {
        let at = self.stops.partition_point(|stop| *stop < byte);
        self.stops.get(at).or(self.stops.last()).copied().unwrap_or(0)
    }

    /// The stops within a stretch, its ends excluded.
    pub(super) fn inside(&self, bytes: &Range<usize>) -> &[usize] {
        let from = self.stops.partition_point(|stop| *stop <= bytes.start);
        let to = self.stops.partition_point(|stop| *stop < bytes.end);
        self.stops.get(from..to).unwrap_or_default()
    }

    pub(super) fn wholes(&self) -> &[Range<usize>] {
        &self.wholes
    }

    pub(super) fn is_whole(&self, byte: usize) -> bool {
        let behind = self.wholes.partition_point(|whole| whole.start <= byte);
        let whole = behind.checked_sub(1).and_then(|at| self.wholes.get(at));
        whole.is_some_and(|whole| byte < whole.end)
    }
}

/// The bounds of a text's grapheme clusters (UAX #29, extended), its start and its end included.
pub fn grapheme_bounds(text: &str) -> Vec<usize> {
    text.grapheme_indices(true)
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect()
}
