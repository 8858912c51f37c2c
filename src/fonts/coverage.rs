//! Which characters a face has glyphs for, as a set that answers fast.

/// A set of characters: a bitmap of 256 bits for every block of 256 characters that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// For each block of the basic plane, its place in `pages` plus one; 0 for an empty block.
    basic: Box<[u16; 256]>,
    /// The blocks of the other planes that are not empty: number of the block and place in `pages`, sorted.
    others: Vec<(u16, u16)>,
    pages: Vec<[u64; 4]>,
}

impl Coverage {
    /// A set from sorted ranges, both ends included.
    pub(super) fn from_ranges(ranges: &[(u32, u32)]) -> Coverage {
        let mut set = Coverage {
            basic: Box::new([0; 256]),
            others: Vec::new(),
            pages: Vec::new(),
        };
        for &(start, end) in ranges {
            for code in start..=end.min(0x10_FFFF) {
                let page = set.page_for(code >> 8);
                if let Some(word) = set
                    .pages
                    .get_mut(page)
                    .and_then(|p| p.get_mut((code as usize >> 6) & 3))
                {
                    *word |= 1 << (code & 63);
                }
            }
        }
        set
    }

    /// The place of a block's bitmap, made when it is new. Blocks must come in rising order.
    fn page_for(&mut self, block: u32) -> usize {
        if let Some(slot) = self.basic.get_mut(block as usize) {
            if *slot == 0 {
                self.pages.push([0; 4]);
                *slot = self.pages.len() as u16;
            }
            return usize::from(*slot) - 1;
        }
        match self.others.last() {
            Some(&(last, page)) if u32::from(last) == block => usize::from(page),
            _ => {
                self.pages.push([0; 4]);
                let page = self.pages.len() - 1;
                self.others.push((block as u16, page as u16));
                page
            }
        }
    }

    /// Whether the face has a glyph for the character.
    #[inline]
    pub fn contains(&self, character: char) -> bool {
        let code = character as u32;
        let block = code >> 8;
        let page = match self.basic.get(block as usize) {
            Some(0) => return false,
            Some(slot) => usize::from(*slot) - 1,
            None => match self.others.binary_search_by_key(&(block as u16), |(block, _)| *block) {
                Ok(at) => self.others.get(at).map_or(usize::MAX, |(_, page)| usize::from(*page)),
                Err(_) => return false,
            },
        };
        self.pages
            .get(page)
            .and_then(|page| page.get((code as usize >> 6) & 3))
            .is_some_and(|word| word >> (code & 63) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Coverage;

    #[test]
    fn holds_its_ranges_and_nothing_else() {
        let ranges = [
            (0x41, 0x5A),
            (0xFF, 0x100),
            (0x4E00, 0x9FFF),
            (0x1_F600, 0x1_F64F),
            (0x10_FFFF, 0x10_FFFF),
        ];
        let set = Coverage::from_ranges(&ranges);
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let code = character as u32;
            let expected = ranges.iter().any(|(start, end)| (*start..=*end).contains(&code));
            assert_eq!(set.contains(character), expected, "U+{code:04X}");
        }
    }
}
