//! What was decoded and is wanted again, as much of it as is bearable.

use std::collections::HashMap;
use std::hash::Hash;

/// Values by their keys, bounded by their bytes: those that were used longest ago go first. The newest stays whatever its
/// size, as whoever asked for it is about to use it.
#[derive(Debug)]
pub(super) struct Cache<K, V> {
    entries: HashMap<K, Entry<V>>,
    /// Of all entries together.
    bytes: usize,
    most: usize,
    /// Rises with every use.
    uses: u64,
}

#[derive(Debug)]
struct Entry<V> {
    value: V,
    bytes: usize,
    used: u64,
}

impl<K: Hash + Eq + Copy, V: Clone> Cache<K, V> {
    /// An empty one that keeps so many bytes.
    pub fn new(most: usize) -> Cache<K, V> {
        Cache {
            entries: HashMap::new(),
            bytes: 0,
            most,
            uses: 0,
        }
    }

    pub fn get(&mut self, key: &K) -> Option<V> {
        self.uses += 1;
        let entry = self.entries.get_mut(key)?;
        entry.used = self.uses;
        Some(entry.value.clone())
    }

    /// Keeps a value of so many bytes.
    pub fn insert(&mut self, key: K, value: V, bytes: usize) {
        self.remove(&key);
        while self.bytes.saturating_add(bytes) > self.most {
            let oldest = self.entries.iter().min_by_key(|(_, entry)| entry.used);
            let Some(oldest) = oldest.map(|(key, _)| *key) else {
                break;
            };
            self.remove(&oldest);
        }
        self.uses += 1;
        self.bytes = self.bytes.saturating_add(bytes);
        let used = self.uses;
        self.entries.insert(key, Entry { value, bytes, used });
    }

    pub fn remove(&mut self, key: &K) {
        if let Some(entry) = self.entries.remove(key) {
            self.bytes -= entry.bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let mut cache: Cache<u8, &str> = Cache::new(100);
        cache.insert(1, "one", 40);
        cache.insert(2, "two", 40);
        assert_eq!(cache.get(&1), Some("one"));
        cache.insert(3, "three", 40);
        let there = |cache: &mut Cache<u8, &str>| [1, 2, 3, 4].map(|key| cache.get(&key).is_some());
        assert_eq!(there(&mut cache), [true, false, true, false]);
        assert_eq!(cache.bytes, 80);
        // The same again takes the place of the one before.
        cache.insert(3, "third", 60);
        assert_eq!((cache.bytes, cache.get(&3)), (100, Some("third")));
        // One that is larger than all that is kept is there until the next comes.
        cache.insert(4, "four", 1000);
        assert_eq!(there(&mut cache), [false, false, false, true]);
        cache.insert(1, "one", 10);
        assert_eq!(there(&mut cache), [true, false, false, false]);
        cache.remove(&1);
        assert_eq!((cache.bytes, cache.entries.len()), (0, 0));
    }
}
