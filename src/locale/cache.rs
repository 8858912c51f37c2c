//! A small table of things that are costly to make and never change.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

/// How many things a table holds before it starts afresh; a batch uses a handful.
const CAPACITY: usize = 512;

/// Remembers what was made for a key. Safe to share between threads.
#[derive(Debug)]
pub(super) struct Cache<K, V>(RwLock<Option<HashMap<K, Arc<V>>>>);

impl<K: Hash + Eq, V> Cache<K, V> {
    pub(super) const fn new() -> Cache<K, V> {
        Cache(RwLock::new(None))
    }

    /// What is remembered for the key, or else what `make` makes; failures are not remembered.
    pub(super) fn get_or_make<Q, E>(&self, key: &Q, make: impl FnOnce() -> Result<V, E>) -> Result<Arc<V>, E>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = K> + ?Sized,
    {
        // The table is whole at every moment, so that a panic of another thread cannot have damaged it.
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known.as_ref().and_then(|map| map.get(key)) {
            return Ok(Arc::clone(value));
        }
        drop(known);
        let value = Arc::new(make()?);
        let mut table = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let map = table.get_or_insert_with(HashMap::new);
        if map.len() >= CAPACITY {
            map.clear();
        }
        Ok(Arc::clone(map.entry(key.to_owned()).or_insert(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_remembers_and_stays_small() {
        let cache: Cache<String, usize> = Cache::new();
        for n in 0..3 * CAPACITY {
            let made = cache.get_or_make(n.to_string().as_str(), || Ok::<_, ()>(n));
            assert_eq!(made.as_deref(), Ok(&n));
        }
        let again = cache.get_or_make("0", || Err("made anew"));
        assert_eq!(again, Err("made anew"), "the oldest were given up");
        let last = (3 * CAPACITY - 1).to_string();
        assert!(cache.get_or_make(last.as_str(), || Err("made anew")).is_ok());
        assert!(cache.0.read().expect("lock").as_ref().expect("table").len() <= CAPACITY);
    }
}
