//! Looking credentials up by what they are: pages and counts.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::PoisonError;

use memchr::memmem::Finder;

use crate::diag::Result;
use crate::locale;
use crate::model::State as Life;

use super::entries;
use super::keys;
use super::postings::{self, Bits, Dim, locate};
use super::search::Texts;
use super::state::Flow;
use super::{Cursor, Page, Query, Store};

/// How many credentials the beginning of an id may bring to a search.
const MAX_BY_ID: usize = 1000;

/// A condition: the seats that have any of these.
enum Clause {
    Dims(Vec<Dim>),
    /// Worked out beforehand, by block.
    Seats(BTreeMap<u32, Bits>),
}

/// A word of the searched text.
struct Word {
    text: String,
    /// The credentials whose ids begin with it.
    by_id: BTreeMap<u32, Bits>,
}

impl Store {
    /// A page of at most `limit` credentials that meet every condition, after the cursor of the page before.
    pub fn query(&self, query: &Query, after: Option<Cursor>, limit: usize) -> Result<Page> {
        let mut page = Page::default();
        if limit == 0 {
            page.next = after;
            return Ok(page);
        }
        let mut last = None;
        let mut block: Option<(u32, Option<sled::IVec>)> = None;
        self.visit(query, after, &mut |seat| {
            if page.items.len() == limit {
                page.next = last.map(Cursor);
                return Ok(Flow::Stop);
            }
            let (number, at) = entries::locate(seat);
            let bytes = match &block {
                Some((read, bytes)) if *read == number => bytes,
                _ => &block.insert((number, self.state.get(&keys::entries(number))?)).1,
            };
            let entry = match bytes {
                Some(bytes) => self.state.entry_in(bytes, at)?,
                None => None,
            };
            // A credential may have been deleted since the postings were read.
            if let Some(credential) = entry.map_or(Ok(None), |entry| self.credential_of(entry))? {
                page.items.push(credential);
                last = Some(seat);
            }
            Ok(Flow::Continue)
        })?;
        Ok(page)
    }

    /// How many credentials meet every condition.
    pub fn count(&self, query: &Query) -> Result<u64> {
        let mut count = 0;
        self.visit_blocks(query, None, &mut |_, bits| {
            count += bits.count();
            Ok(Flow::Continue)
        })?;
        Ok(count)
    }

    /// Visits the seats in the order of the query.
    fn visit(&self, query: &Query, after: Option<Cursor>, visit: &mut dyn FnMut(u64) -> Result<Flow>) -> Result<()> {
        self.visit_blocks(query, after, &mut |block, bits| {
            let base = u64::from(block) * postings::BLOCK;
            let is_after = |seat: u64| match after {
                None => true,
                Some(Cursor(last)) if query.newest_first => seat < last,
                Some(Cursor(last)) => seat > last,
            };
            let seats = bits
                .iter()
                .map(|at| base + u64::from(at))
                .filter(|seat| is_after(*seat));
            let seats: Vec<u64> = if query.newest_first {
                seats.rev().collect()
            } else {
                seats.collect()
            };
            for seat in seats {
                if visit(seat)? == Flow::Stop {
                    return Ok(Flow::Stop);
                }
            }
            Ok(Flow::Continue)
        })
    }

    /// Visits the blocks in which all conditions meet, from the one of the cursor on.
    fn visit_blocks(
        &self,
        query: &Query,
        after: Option<Cursor>,
        visit: &mut dyn FnMut(u32, &Bits) -> Result<Flow>,
    ) -> Result<()> {
        let clauses = self.clauses(query)?;
        let words = self.words(query.text.as_deref().unwrap_or_default())?;
        if !words.is_empty() {
            self.load_texts()?;
        }
        let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
        let finders: Vec<(Finder<'_>, &Word)> = words.iter().map(|w| (Finder::new(&w.text), w)).collect();
        let backwards = query.newest_first;
        let mut block = match after {
            Some(Cursor(seat)) => locate(seat).0,
            None if backwards => u32::MAX,
            None => 0,
        };
        while let Some((found, mut bits)) = self.next_block(&clauses, block, backwards)? {
            if let Some(texts) = texts.as_ref().filter(|_| !finders.is_empty()) {
                bits.and(&find_words(texts, &finders, found));
            }
            if !bits.is_empty() && visit(found, &bits)? == Flow::Stop {
                return Ok(());
            }
            let next = if backwards {
                found.checked_sub(1)
            } else {
                found.checked_add(1)
            };
            match next {
                Some(next) => block = next,
                None => return Ok(()),
            }
        }
        Ok(())
    }

    /// The conditions of a query that are kept as dimensions, the narrowest first.
    fn clauses(&self, query: &Query) -> Result<Vec<Clause>> {
        let mut clauses = Vec::new();
        let all_held = query.held_correction && query.state == Some(Life::Held);
        let states = match query.state {
            None => Life::ALL.to_vec(),
            Some(_) if all_held => vec![Life::Held, Life::Published],
            Some(state) => vec![state],
        };
        if let Some(batch) = query.batch {
            clauses.push(Clause::Dims(
                states.iter().map(|state| Dim::BatchState(batch, *state)).collect(),
            ));
        }
        if let Some(day) = query.expires_before {
            let range = Bound::Included(postings::EXPIRY_PREFIX.to_vec());
            clauses.push(Clause::Seats(
                self.dated((range, Bound::Excluded(Dim::Expiry(day).prefix())))?,
            ));
        }
        if query.issued_from.is_some() || query.issued_until.is_some() {
            let from = query.issued_from.map(|day| Dim::Issue(day).prefix());
            let from = Bound::Included(from.unwrap_or_else(|| postings::ISSUE_PREFIX.to_vec()));
            // The last block of the day, or what follows the last of all days.
            let until = query
                .issued_until
                .map(|day| Bound::Included(Dim::Issue(day).key(u32::MAX)));
            let until = until.unwrap_or_else(|| Bound::Excluded(postings::AFTER_ISSUES.to_vec()));
            clauses.push(Clause::Seats(self.dated((from, until))?));
        }
        if query.held_correction {
            let held = all_held.then_some(Dim::State(Life::Held));
            clauses.push(Clause::Dims(std::iter::once(Dim::HeldCorrection).chain(held).collect()));
        }
        match (query.pending, query.group) {
            (true, Some(group)) => clauses.push(Clause::Dims(vec![Dim::GroupPending(group)])),
            (true, None) => clauses.push(Clause::Dims(vec![Dim::Pending])),
            (false, _) => {}
        }
        match query.group {
            Some(group) if !query.pending || query.state.is_some() => clauses.push(Clause::Dims(
                states.iter().map(|state| Dim::GroupState(group, *state)).collect(),
            )),
            None if clauses.is_empty() || query.state.is_some() && query.batch.is_none() => {
                clauses.push(Clause::Dims(states.iter().map(|state| Dim::State(*state)).collect()));
            }
            _ => {}
        }
        Ok(clauses)
    }

    /// All seats of the days in a range of keys.
    fn dated(&self, range: (Bound<Vec<u8>>, Bound<Vec<u8>>)) -> Result<BTreeMap<u32, Bits>> {
        let mut found: BTreeMap<u32, Bits> = BTreeMap::new();
        self.state.walk(range, false, &mut |key, value| {
            let bits = Bits::decode(value).map_err(|damage| self.state.unreadable(&damage))?;
            let block = keys::trailing_u32(key).unwrap_or_default();
            found.entry(block).or_default().or(&bits);
            Ok(Flow::Continue)
        })?;
        Ok(found)
    }

    /// The first block, from `from` on, where all clauses have something in common.
    fn next_block(&self, clauses: &[Clause], from: u32, backwards: bool) -> Result<Option<(u32, Bits)>> {
        let mut target = from;
        'search: loop {
            let mut common: Option<Bits> = None;
            for clause in clauses {
                let Some((block, bits)) = self.clause_block(clause, target, backwards)? else {
                    return Ok(None);
                };
                if block != target {
                    // This clause has nothing before `block`, so the others need not be asked either.
                    target = block;
                    if clauses.len() > 1 {
                        continue 'search;
                    }
                }
                match &mut common {
                    None => common = Some(bits),
                    Some(common) => common.and(&bits),
                }
            }
            match common {
                Some(bits) if !bits.is_empty() => return Ok(Some((target, bits))),
                Some(_) => {
                    let next = if backwards {
                        target.checked_sub(1)
                    } else {
                        target.checked_add(1)
                    };
                    match next {
                        Some(next) => target = next,
                        None => return Ok(None),
                    }
                }
                None => return Ok(None),
            }
        }
    }

    /// The first block of a clause, from `from` on, with its seats.
    fn clause_block(&self, clause: &Clause, from: u32, backwards: bool) -> Result<Option<(u32, Bits)>> {
        let dims = match clause {
            Clause::Seats(blocks) if backwards => {
                return Ok(blocks
                    .range(..=from)
                    .next_back()
                    .map(|(block, bits)| (*block, bits.clone())));
            }
            Clause::Seats(blocks) => {
                return Ok(blocks.range(from..).next().map(|(block, bits)| (*block, bits.clone())));
            }
            Clause::Dims(dims) => dims,
        };
        let mut best: Option<(u32, Bits)> = None;
        for dim in dims {
            let Some((block, bits)) = self.dim_block(*dim, from, backwards)? else {
                continue;
            };
            match &mut best {
                Some((nearest, common)) if *nearest == block => common.or(&bits),
                Some((nearest, _)) if (block < *nearest) == backwards => {}
                _ => best = Some((block, bits)),
            }
        }
        Ok(best)
    }

    fn dim_block(&self, dim: Dim, from: u32, backwards: bool) -> Result<Option<(u32, Bits)>> {
        let range = if backwards {
            (Bound::Included(dim.key(0)), Bound::Included(dim.key(from)))
        } else {
            (Bound::Included(dim.key(from)), Bound::Included(dim.key(u32::MAX)))
        };
        let mut found = None;
        self.state.walk(range, backwards, &mut |key, value| {
            let bits = Bits::decode(value).map_err(|damage| self.state.unreadable(&damage))?;
            found = keys::trailing_u32(key).map(|block| (block, bits));
            Ok(Flow::Stop)
        })?;
        Ok(found)
    }

    /// The words of a search, the longest first because it is the rarest.
    fn words(&self, text: &str) -> Result<Vec<Word>> {
        let mut words = Vec::new();
        let (addresses, rest): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(|word| word.contains('@'));
        words.extend(addresses.into_iter().map(address));
        for word in locale::query_words(&rest.join(" ")) {
            let mut by_id: BTreeMap<u32, Bits> = BTreeMap::new();
            for seat in self.seats_by_prefix(&word, MAX_BY_ID)? {
                let (block, at) = locate(seat);
                by_id.entry(block).or_default().set(at, true);
            }
            words.push(Word { text: word, by_id });
        }
        words.sort_by_key(|word| std::cmp::Reverse(word.text.len()));
        Ok(words)
    }

    /// Reads the texts on the first search. Whoever writes changes the database first and these texts afterwards, and
    /// waits for the lock there, so that no change is missed.
    fn load_texts(&self) -> Result<()> {
        if self.texts.read().unwrap_or_else(PoisonError::into_inner).is_some() {
            return Ok(());
        }
        let mut texts = self.texts.write().unwrap_or_else(PoisonError::into_inner);
        if texts.is_none() {
            *texts = Some(Texts::load(&self.state)?);
        }
        Ok(())
    }
}

/// A word with an @: what is asked for is one address, or the beginning of one, and not everybody who has its parts.
fn address(typed: &str) -> Word {
    let folded = locale::fold(typed.trim_matches(['<', '>', ',', ';', '"', '(', ')']));
    let text = match folded.starts_with('@') {
        true => folded,
        // A text stands behind a space in its line, so that “d@” is not found in “fred@”.
        false => format!(" {folded}"),
    };
    let by_id = BTreeMap::new();
    Word { text, by_id }
}

/// The seats of a block that have all words, in their text or at the beginning of their id.
fn find_words(texts: &Texts, words: &[(Finder<'_>, &Word)], block: u32) -> Bits {
    let mut found = Bits::default();
    if let Some(((first, _), others)) = words.split_first() {
        let others: Vec<&Finder<'_>> = others.iter().map(|(finder, _)| finder).collect();
        found = texts.find(first, &others, block);
    }
    if words.iter().all(|(_, word)| word.by_id.is_empty()) {
        return found;
    }
    let mut all: Option<Bits> = None;
    for (finder, word) in words {
        let mut bits = texts.find(finder, &[], block);
        if let Some(by_id) = word.by_id.get(&block) {
            bits.or(by_id);
        }
        match &mut all {
            None => all = Some(bits),
            Some(all) => all.and(&bits),
        }
    }
    all.unwrap_or(found)
}
