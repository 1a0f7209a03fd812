/// Groups smaller than that are sorted by comparing.
const FEW: usize = 192;
/// Bits that are sorted by at a time.
const DIGIT: u32 = 9;

/// Where a run of words stands: the document, and the word behind the run. In the order of that word, then of documents.
pub(super) trait Place: Copy + Default + Ord + Send + Sync {
    /// Word at `at` among all words, with the one behind it.
    fn new(next: u32, document: u32, at: usize) -> Self;
    /// Rank plus one of the word behind the run; 0 at the end of the document.
    fn next(&self) -> u32;
    fn document(&self) -> u32;
    /// Makes the run one word longer: it then has `words` words.
    fn advance(&mut self, tokens: &[u32], words: usize);
}

/// The place of a word where no term has more than two.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair(u64);

impl Place for Pair {
    #[inline]
    fn new(next: u32, document: u32, _: usize) -> Self {
        Self(u64::from(next) << 32 | u64::from(document))
    }
    #[inline]
    fn next(&self) -> u32 {
        (self.0 >> 32) as u32
    }
    #[inline]
    fn document(&self) -> u32 {
        self.0 as u32
    }
    fn advance(&mut self, _: &[u32], _: usize) {}
}

/// The place of a word where terms may have more than two.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    next: u32,
    document: u32,
    at: usize,
}

impl Place for Position {
    #[inline]
    fn new(next: u32, document: u32, at: usize) -> Self {
        Self { next, document, at }
    }
    #[inline]
    fn next(&self) -> u32 {
        self.next
    }
    #[inline]
    fn document(&self) -> u32 {
        self.document
    }
    #[inline]
    fn advance(&mut self, tokens: &[u32], words: usize) {
        self.next = tokens[self.at + words];
    }
}

/// Sorts places that are in the order of documents by the word behind them, up to `most`; the order of documents stays.
pub(super) fn sort<P: Place>(places: &mut [P], scratch: &mut Vec<P>, most: u32) {
    if places.len() < FEW {
        return places.sort_unstable();
    }
    let bits = u32::BITS - most.leading_zeros();
    scratch.clear();
    scratch.extend_from_slice(places);
    let mut in_scratch = false;
    for shift in (0..bits).step_by(DIGIT as usize) {
        if in_scratch {
            pass(scratch, places, shift)
        } else {
            pass(places, scratch, shift)
        }
        in_scratch = !in_scratch;
    }
    if in_scratch {
        places.copy_from_slice(scratch);
    }
}

/// Sorts by one digit, from one slice to another of the same length.
fn pass<P: Place>(from: &[P], to: &mut [P], shift: u32) {
    let digit = |p: &P| (p.next() >> shift) as usize & ((1 << DIGIT) - 1);
    let mut starts = [0usize; 1 << DIGIT];
    from.iter().for_each(|p| starts[digit(p)] += 1);
    let mut sum = 0;
    for start in &mut starts {
        sum += std::mem::replace(start, sum);
    }
    for p in from {
        let at = &mut starts[digit(p)];
        to[*at] = *p;
        *at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorted_as_by_comparing(words in prop::collection::vec(0u32..300_000, 0..1000)) {
            let mut ours: Vec<Position> = words.iter().zip(0..).map(|(&w, i)| Position::new(w % 5000, i / 3, i as usize)).collect();
            let mut theirs = ours.clone();
            sort(&mut ours, &mut Vec::new(), 300_000);
            theirs.sort();
            prop_assert!(ours == theirs);
        }
    }
}
