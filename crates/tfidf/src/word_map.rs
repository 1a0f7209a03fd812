use newsloom_text::word_pattern::WordKey;

/// Marks a slot that holds nothing; no key is 0.
const EMPTY: u128 = 0;
/// The top byte of the keys of long words; packed words have their length plus one there, 16 at most.
const LONG: u128 = 0xff << 120;

/// Aligned to its size, so that no slot lies over two lines of memory.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Slot {
    key: u128,
    value: u32,
    /// Which of the long words it is.
    long: u32,
}

/// Words to numbers: an open table whose slots hold words of up to 15 bytes themselves, so that finding one reads one line of
/// memory. Longer words are stood for by a hash, and compared in full.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordMap {
    slots: Vec<Slot>,
    len: usize,
    longs: Arena,
}

/// Strings one after another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arena {
    pub(crate) text: String,
    pub(crate) ends: Vec<usize>,
}

impl Arena {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    #[inline]
    pub(crate) fn get(&self, i: u32) -> &str {
        let i = i as usize;
        &self.text[i.checked_sub(1).map_or(0, |p| self.ends[p])..self.ends[i]]
    }

    pub(crate) fn push(&mut self, s: &str) -> u32 {
        self.text.push_str(s);
        self.close()
    }

    /// Adds the strings of another.
    pub(crate) fn append(&mut self, other: &Self) {
        let before = self.text.len();
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }

    /// Ends the string that was written to `text`.
    pub(crate) fn close(&mut self) -> u32 {
        self.ends.push(self.text.len());
        self.ends.len() as u32 - 1
    }
}

#[inline]
fn mix(key: u128) -> usize {
    let a = key as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let b = (key >> 64) as u64 ^ 0xd1b5_4a32_d192_ed03;
    let p = u128::from(a) * u128::from(b);
    (p ^ (p >> 64)) as usize
}

/// A long word's key: two multiplied hashes over eight bytes at a time.
fn long_key(word: &str) -> u128 {
    let (mut a, mut b) = (word.len() as u64, 0x2545_f491_4f6c_dd1d_u64);
    let mut take = |x: u64| {
        a = (a.rotate_left(5) ^ x).wrapping_mul(0x517c_c1b7_2722_0a95);
        b = (b.rotate_left(23) ^ x).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    };
    let (chunks, rest) = word.as_bytes().as_chunks::<8>();
    chunks.iter().for_each(|c| take(u64::from_le_bytes(*c)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    take(u64::from_le_bytes(last));
    (u128::from(a) << 64 | u128::from(b)) | LONG
}

impl WordMap {
    #[inline]
    pub(crate) fn get(&self, word: WordKey<'_>) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let (key, long) = match word {
            WordKey::Short(key) => (key, None),
            WordKey::Long(word) => (long_key(word), Some(word)),
        };
        let slot = &self.slots[self.find(key, long)];
        (slot.key != EMPTY).then_some(slot.value)
    }

    /// Reads where these words would be, without waiting for one before the next, so that they are near when they are looked up.
    #[inline]
    pub(crate) fn touch(&self, keys: &[u128]) {
        if !self.slots.is_empty() {
            let mask = self.slots.len() - 1;
            std::hint::black_box(keys.iter().fold(0, |x, &key| x ^ self.slots[mix(key) & mask].value));
        }
    }

    /// Where the word is, or the empty slot where it would go.
    #[inline]
    fn find(&self, key: u128, long: Option<&str>) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = mix(key) & mask;
        loop {
            let slot = &self.slots[at];
            if slot.key == EMPTY || (slot.key == key && long.is_none_or(|w| self.longs.get(slot.long) == w)) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of `word`, which is asked of `make` when the word is new.
    #[inline]
    pub(crate) fn get_or_insert_with(&mut self, word: WordKey<'_>, make: impl FnOnce(&str) -> u32) -> u32 {
        if self.len * 2 >= self.slots.len() {
            self.grow();
        }
        let (key, long) = match word {
            WordKey::Short(key) => (key, None),
            WordKey::Long(word) => (long_key(word), Some(word)),
        };
        let at = self.find(key, long);
        if self.slots[at].key != EMPTY {
            return self.slots[at].value;
        }
        self.len += 1;
        let (value, long) = match long {
            Some(w) => (make(w), self.longs.push(w)),
            None => (make(WordKey::unpack(key, &mut [0; 16])), 0),
        };
        self.slots[at] = Slot { key, value, long };
        value
    }

    #[cold]
    fn grow(&mut self) {
        let n = (self.slots.len() * 2).max(64);
        let old = std::mem::replace(&mut self.slots, vec![Slot { key: EMPTY, value: 0, long: 0 }; n]);
        for s in old.into_iter().filter(|s| s.key != EMPTY) {
            let mut at = mix(s.key) & (n - 1);
            while self.slots[at].key != EMPTY {
                at = (at + 1) & (n - 1);
            }
            self.slots[at] = s;
        }
    }
}

/// Pairs of numbers to numbers, as [`WordMap`] without the words.
#[derive(Clone, Debug, Default)]
pub(crate) struct PairMap {
    /// Key (0: empty) and value.
    slots: Vec<(u64, u32)>,
    len: usize,
}

impl PairMap {
    /// Words have numbers below `u32::MAX`, so one more is never 0.
    #[inline]
    fn key(a: u32, b: u32) -> u64 {
        (u64::from(a) << 32 | u64::from(b)) + 1
    }

    #[inline]
    fn home(key: u64) -> usize {
        let p = u128::from(key ^ 0x9e37_79b9_7f4a_7c15) * 0xd1b5_4a32_d192_ed03_u128;
        (p ^ (p >> 64)) as usize
    }

    #[inline]
    fn find(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = Self::home(key) & mask;
        while self.slots[at].0 != 0 && self.slots[at].0 != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// Reads where these pairs would be, without waiting for one before the next.
    pub(crate) fn touch(&self, a: &[u32], b: &[u32]) {
        if !self.slots.is_empty() {
            let mask = self.slots.len() - 1;
            let slots = a.iter().zip(b).map(|(&a, &b)| self.slots[Self::home(Self::key(a, b)) & mask].0);
            std::hint::black_box(slots.fold(0, |x, y| x ^ y));
        }
    }

    #[inline]
    pub(crate) fn get(&self, a: u32, b: u32) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let slot = self.slots[self.find(Self::key(a, b))];
        (slot.0 != 0).then_some(slot.1)
    }

    #[inline]
    pub(crate) fn get_or_insert_with(&mut self, a: u32, b: u32, make: impl FnOnce() -> u32) -> u32 {
        if self.len * 2 >= self.slots.len() {
            self.grow();
        }
        let key = Self::key(a, b);
        let at = self.find(key);
        if self.slots[at].0 == 0 {
            self.len += 1;
            self.slots[at] = (key, make());
        }
        self.slots[at].1
    }

    #[cold]
    fn grow(&mut self) {
        let n = (self.slots.len() * 2).max(64);
        let old = std::mem::replace(&mut self.slots, vec![(0, 0); n]);
        for s in old.into_iter().filter(|s| s.0 != 0) {
            let at = self.find(s.0);
            self.slots[at] = s;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn maps_as_the_standard_map_does(words in prop::collection::vec("[ab\0]{0,3}|[a-c]{14,18}", 0..300)) {
            let (mut ours, mut theirs) = (WordMap::default(), HashMap::new());
            for w in &words {
                let n = theirs.len() as u32;
                let expect = *theirs.entry(w.as_str()).or_insert(n);
                prop_assert_eq!(ours.get_or_insert_with(WordKey::new(w), |new| { assert_eq!(new, w); n }), expect);
            }
            for w in words.iter().map(String::as_str).chain(["", "a", "abcabcabcabcabcabc"]) {
                prop_assert_eq!(ours.get(WordKey::new(w)), theirs.get(w).copied());
            }
        }

        #[test]
        fn pairs_map_as_the_standard_map_does(pairs in prop::collection::vec((0u32..40, 0u32..40), 0..300)) {
            let (mut ours, mut theirs) = (PairMap::default(), HashMap::new());
            for &(a, b) in &pairs {
                let n = theirs.len() as u32;
                let expect = *theirs.entry((a, b)).or_insert(n);
                prop_assert_eq!(ours.get_or_insert_with(a, b, || n), expect);
            }
            for (a, b) in (0..40).flat_map(|a| (0..40).map(move |b| (a, b))) {
                prop_assert_eq!(ours.get(a, b), theirs.get(&(a, b)).copied());
            }
        }
    }
}
