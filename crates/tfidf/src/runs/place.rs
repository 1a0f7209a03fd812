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
