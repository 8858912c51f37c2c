//! Lists, sets and maps of rows that copies share, so that a table of a hundred thousand rows is copied in no time.
//!
//! A window draws a table while threads look at it. Whoever changes it then changes a copy, and the copy must not cost a
//! frame: these are made of pieces that are counted, and only the piece in which something changes is copied. In a list,
//! the elements of that piece are shared in turn, so that a change of every tenth row does not copy all rows.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::ops::Index;
use std::sync::Arc;

/// How many rows are in a piece.
const PIECE: usize = 128;
/// How many pieces a map by digests has.
const SHARDS: usize = 256;

/// A list whose copies share what is the same in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Pieces<T> {
    /// All but the last are full.
    pieces: Vec<Arc<Vec<Arc<T>>>>,
    len: usize,
}

impl<T> Default for Pieces<T> {
    fn default() -> Pieces<T> {
        Pieces {
            pieces: Vec::new(),
            len: 0,
        }
    }
}

impl<T> Pieces<T> {
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn get(&self, at: usize) -> Option<&T> {
        Some(self.pieces.get(at / PIECE)?.get(at % PIECE)?)
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.pieces.iter().flat_map(|piece| piece.iter()).map(Arc::as_ref)
    }

    /// The place of the element with a key, in a list that is in the order of its keys.
    pub fn place_of<K: Ord>(&self, key: &K, of: impl Fn(&T) -> K) -> Option<usize> {
        let piece = self
            .pieces
            .partition_point(|piece| piece.last().is_some_and(|last| of(last) < *key));
        let inside = self.pieces.get(piece)?.binary_search_by(|one| of(one).cmp(key)).ok()?;
        Some(piece * PIECE + inside)
    }

    /// How many elements are the very same in both, not only equal.
    #[cfg(test)]
    pub(super) fn shared_with(&self, other: &Pieces<T>) -> usize {
        let all = |list: &'_ Pieces<T>| {
            list.pieces
                .iter()
                .flat_map(|piece| piece.iter())
                .map(Arc::as_ptr)
                .collect()
        };
        let (ours, theirs): (Vec<_>, Vec<_>) = (all(self), all(other));
        ours.iter().zip(&theirs).filter(|(a, b)| a == b).count()
    }
}

impl<T: Clone> Pieces<T> {
    /// An element to be changed; it is copied when a copy of the list has it too.
    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        let piece = Arc::make_mut(self.pieces.get_mut(at / PIECE)?);
        Some(Arc::make_mut(piece.get_mut(at % PIECE)?))
    }
}

impl<T> FromIterator<T> for Pieces<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Pieces<T> {
        let mut elements = elements.into_iter();
        let (mut pieces, mut len) = (Vec::new(), 0);
        loop {
            let piece: Vec<Arc<T>> = elements.by_ref().take(PIECE).map(Arc::new).collect();
            if piece.is_empty() {
                return Pieces { pieces, len };
            }
            len += piece.len();
            pieces.push(Arc::new(piece));
        }
    }
}

impl<T> From<Vec<T>> for Pieces<T> {
    fn from(elements: Vec<T>) -> Pieces<T> {
        elements.into_iter().collect()
    }
}

impl<T> Index<usize> for Pieces<T> {
    type Output = T;

    /// As with a slice, the place must be in the list.
    fn index(&self, at: usize) -> &T {
        &self.pieces[at / PIECE][at % PIECE]
    }
}

/// A set of rows: a bit for each, in words of 64 that are kept where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RowSet {
    words: BTreeMap<u32, u64>,
    len: usize,
}

impl RowSet {
    /// Whether it is new.
    pub(super) fn insert(&mut self, row: u32) -> bool {
        let word = self.words.entry(row / 64).or_default();
        let is_new = *word & bit(row) == 0;
        *word |= bit(row);
        self.len += usize::from(is_new);
        is_new
    }

    /// Whether it was there.
    pub(super) fn remove(&mut self, row: u32) -> bool {
        let Some(word) = self.words.get_mut(&(row / 64)) else {
            return false;
        };
        let was_there = *word & bit(row) != 0;
        *word &= !bit(row);
        if *word == 0 {
            self.words.remove(&(row / 64));
        }
        self.len -= usize::from(was_there);
        was_there
    }

    pub(super) fn contains(&self, row: u32) -> bool {
        self.words.get(&(row / 64)).is_some_and(|word| word & bit(row) != 0)
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn first(&self) -> Option<u32> {
        self.from(0)
    }

    /// The first row that is not before this one.
    pub(super) fn from(&self, row: u32) -> Option<u32> {
        let mut words = self.words.range(row / 64..);
        words.find_map(|(at, word)| {
            let word = match *at == row / 64 {
                true => word & (u64::MAX << (row % 64)),
                false => *word,
            };
            (word != 0).then(|| at * 64 + word.trailing_zeros())
        })
    }

    /// The last row before this one.
    pub(super) fn before(&self, row: u32) -> Option<u32> {
        let mut words = self.words.range(..=row / 64).rev();
        words.find_map(|(at, word)| {
            let word = match *at == row / 64 {
                true => word & (bit(row) - 1),
                false => *word,
            };
            (word != 0).then(|| at * 64 + 63 - word.leading_zeros())
        })
    }

    /// From top to bottom.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + Clone {
        self.words.iter().flat_map(|(at, word)| {
            (0..64)
                .filter(move |bit| word & (1 << bit) != 0)
                .map(move |bit| at * 64 + bit)
        })
    }

    /// All rows of several sets, from top to bottom.
    pub(super) fn union<'a>(sets: impl IntoIterator<Item = &'a RowSet>) -> RowSet {
        let mut all = RowSet::default();
        for set in sets {
            for (at, word) in &set.words {
                *all.words.entry(*at).or_default() |= word;
            }
        }
        all.len = all.words.values().map(|word| word.count_ones() as usize).sum();
        all
    }
}

fn bit(row: u32) -> u64 {
    1 << (row % 64)
}

/// Something for some of the rows, in their order.
#[derive(Clone, Debug)]
pub(super) struct RowMap<V> {
    pieces: BTreeMap<u32, Arc<BTreeMap<u32, V>>>,
}

impl<V> Default for RowMap<V> {
    fn default() -> RowMap<V> {
        RowMap {
            pieces: BTreeMap::new(),
        }
    }
}

impl<V> RowMap<V> {
    pub(super) fn get(&self, row: u32) -> Option<&V> {
        self.pieces.get(&(row / PIECE as u32))?.get(&row)
    }

    pub(super) fn contains(&self, row: u32) -> bool {
        self.get(row).is_some()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &V)> {
        let all = self.pieces.values().flat_map(|piece| piece.iter());
        all.map(|(row, value)| (*row, value))
    }
}

impl<V: Clone> RowMap<V> {
    /// What was there before.
    pub(super) fn insert(&mut self, row: u32, value: V) -> Option<V> {
        Arc::make_mut(self.pieces.entry(row / PIECE as u32).or_default()).insert(row, value)
    }

    pub(super) fn remove(&mut self, row: u32) -> Option<V> {
        let at = row / PIECE as u32;
        // Where there is nothing, nothing is copied.
        self.get(row)?;
        let piece = Arc::make_mut(self.pieces.get_mut(&at)?);
        let was = piece.remove(&row);
        if piece.is_empty() {
            self.pieces.remove(&at);
        }
        was
    }
}

impl<V: Clone + Default> RowMap<V> {
    /// What is there, to be changed; the empty one where there is nothing.
    pub(super) fn of(&mut self, row: u32) -> &mut V {
        Arc::make_mut(self.pieces.entry(row / PIECE as u32).or_default())
            .entry(row)
            .or_default()
    }
}

/// A map by keys that are spread evenly, such as digests and rows.
#[derive(Clone, Debug)]
pub(super) struct Shards<K, V> {
    /// None before the first is put in.
    shards: Vec<Arc<HashMap<K, V, BuildHasherDefault<Spread>>>>,
}

/// Takes a digest for its own hash: to digest it again takes time for nothing.
#[derive(Debug, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        // A map takes its places by the low bits. Those of a product follow from the low bits of the row alone, which are
        // the same in a whole shard; what is well mixed are the high ones.
        self.0.rotate_left(32)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, row: u32) {
        // The golden ratio, by which numbers in a row come far apart.
        self.0 = (self.0 ^ u64::from(row)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_u64(&mut self, digest: u64) {
        self.0 = digest;
    }

    fn write_u128(&mut self, digest: u128) {
        // One half may be the same in all keys, as where nobody has an e-mail.
        self.0 = both_halves(digest);
    }
}

fn both_halves(digest: u128) -> u64 {
    (digest >> 64) as u64 ^ digest as u64
}

impl<K, V> Default for Shards<K, V> {
    fn default() -> Shards<K, V> {
        Shards { shards: Vec::new() }
    }
}

impl<K: Copy + Eq + Hash + Into<u128>, V: Clone> Shards<K, V> {
    fn at(key: K) -> usize {
        (both_halves(key.into()) % SHARDS as u64) as usize
    }

    pub(super) fn get(&self, key: K) -> Option<&V> {
        self.shards.get(Shards::<K, V>::at(key))?.get(&key)
    }

    /// What is there, to be changed.
    pub(super) fn get_mut(&mut self, key: K) -> Option<&mut V> {
        // Where there is nothing, nothing is copied.
        self.get(key)?;
        Arc::make_mut(self.shards.get_mut(Shards::<K, V>::at(key))?).get_mut(&key)
    }

    pub(super) fn insert(&mut self, key: K, value: V) {
        if self.shards.is_empty() {
            self.shards.resize_with(SHARDS, Arc::default);
        }
        if let Some(shard) = self.shards.get_mut(Shards::<K, V>::at(key)) {
            Arc::make_mut(shard).insert(key, value);
        }
    }

    /// Puts in what is not there yet; gives what is.
    pub(super) fn insert_new(&mut self, key: K, value: V) -> Option<V> {
        if self.shards.is_empty() {
            self.shards.resize_with(SHARDS, Arc::default);
        }
        let shard = self.shards.get_mut(Shards::<K, V>::at(key))?;
        match Arc::make_mut(shard).entry(key) {
            Entry::Occupied(there) => Some(there.get().clone()),
            Entry::Vacant(place) => {
                place.insert(value);
                None
            }
        }
    }

    pub(super) fn remove(&mut self, key: K) -> Option<V> {
        self.get(key)?;
        Arc::make_mut(self.shards.get_mut(Shards::<K, V>::at(key))?).remove(&key)
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.shards.iter().all(|shard| shard.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_finds_its_elements_and_copies_the_piece_that_changes() {
        let mut list: Pieces<u32> = (0..1000).map(|n| n * 3).collect();
        assert_eq!((list.len(), list[999], list.get(1000)), (1000, 2997, None));
        assert_eq!(list.iter().copied().collect::<Vec<u32>>().len(), 1000);
        for (key, place) in [
            (0, Some(0)),
            (384, Some(128)),
            (2997, Some(999)),
            (385, None),
            (3000, None),
        ] {
            assert_eq!(list.place_of(&key, |n| *n), place, "{key}");
        }
        let copy = list.clone();
        assert_eq!(list.shared_with(&copy), 1000);
        *list.get_mut(130).expect("there") = 7;
        assert_eq!((copy[130], list[130]), (390, 7));
        assert_eq!(list.shared_with(&copy), 999);
        assert_ne!(list, copy);
        assert!(Pieces::<u32>::from(Vec::new()).is_empty());
    }

    #[test]
    fn a_set_of_rows_is_in_their_order() {
        let mut set = RowSet::default();
        for row in [700, 3, 64, 63, 128] {
            assert!(set.insert(row));
        }
        assert!(!set.insert(64) && set.contains(64) && !set.contains(65));
        assert_eq!(set.iter().collect::<Vec<u32>>(), [3, 63, 64, 128, 700]);
        assert_eq!(
            (set.from(0), set.from(4), set.from(65), set.from(701)),
            (Some(3), Some(63), Some(128), None)
        );
        assert_eq!(
            (
                set.before(3),
                set.before(63),
                set.before(65),
                set.before(128),
                set.before(9999)
            ),
            (None, Some(3), Some(64), Some(64), Some(700))
        );
        assert!(set.remove(64) && !set.remove(64) && !set.remove(9999));
        assert_eq!((set.len(), set.from(64)), (4, Some(128)));
        let other = RowSet::union([&set, &RowSet::union([])]);
        assert_eq!(other, set);
    }

    #[test]
    fn rows_of_a_shard_have_places_of_their_own() {
        let rows = (0..4096_u32).map(|row| row * SHARDS as u32 + 7);
        let place = |row: u32| {
            let mut hasher = Spread::default();
            row.hash(&mut hasher);
            hasher.finish() % 4096
        };
        let places: std::collections::HashSet<u64> = rows.map(place).collect();
        // The low bits of the product would give 16.
        assert!(places.len() > 1500, "{}", places.len());
    }

    #[test]
    fn maps_give_back_what_was_put_in() {
        let mut map = RowMap::<String>::default();
        map.of(300).push('a');
        let copy = map.clone();
        assert_eq!(map.insert(5, "b".to_owned()), None);
        assert_eq!(map.iter().map(|(row, _)| row).collect::<Vec<u32>>(), [5, 300]);
        assert_eq!(map.remove(300).as_deref(), Some("a"));
        assert_eq!(
            (map.remove(300), map.contains(5), copy.get(300).is_some()),
            (None, true, true)
        );
        let mut digests = Shards::<u128, u32>::default();
        assert_eq!(digests.get(7), None);
        assert_eq!(digests.remove(7), None);
        assert_eq!(
            (digests.insert_new(9, 1), digests.insert_new(9, 2), digests.remove(9)),
            (None, Some(1), Some(1))
        );
        digests.insert(7 + (1 << 100), 1);
        assert_eq!(digests.get_mut(7 + (1 << 100)).copied(), Some(1));
        assert_eq!(digests.remove(7 + (1 << 100)), Some(1));
        assert!(digests.is_empty());
    }
}
