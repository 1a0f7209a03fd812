use crate::{Analyzer, TermCounts};
use newsloom_core::Partial;
use std::ops::Range;

/// What a document is to the counting: a text to be analyzed, or a list of terms.
pub(crate) trait Document: Sync {
    /// Whether it is a list of terms.
    const TERMS: bool;
    fn count(&self, shard: &mut CountedShard);
}

/// A text.
pub(crate) struct Text<'a, D>(pub(crate) &'a D);

impl<D: AsRef<str> + Sync> Document for Text<'_, D> {
    const TERMS: bool = false;
    fn count(&self, shard: &mut CountedShard) {
        shard.text(self.0.as_ref());
    }
}

/// A list of terms.
pub(crate) struct TermList<'a, S>(pub(crate) &'a [S]);

impl<S: AsRef<str> + Sync> Document for TermList<'_, S> {
    const TERMS: bool = true;
    fn count(&self, shard: &mut CountedShard) {
        shard.terms(self.0);
    }
}

/// What one thread has counted: its terms, the entries of its documents one after another, and which documents they are. Where terms
/// are runs of words, the words stand for the entries: runs are found when all documents have been read.
#[derive(Debug)]
pub struct CountedShard {
    counts: TermCounts,
    runs: bool,
    entries: Vec<(u32, u32)>,
    words: Vec<u32>,
    /// Ends of rows in `entries`, or in `words`.
    ends: Vec<usize>,
    /// Per batch: its number, and the number of rows before it.
    batches: Vec<(usize, usize)>,
}

impl CountedShard {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(analyzer: &Analyzer) -> Self {
        let runs = analyzer.longest() > 1;
        let (entries, words, ends, batches) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { counts: TermCounts::new(analyzer.clone()), runs, entries, words, ends, batches }
    }

    /// Begins the batch of documents that has this number among all.
    pub fn begin(&mut self, batch: usize) {
        self.batches.push((batch, self.ends.len()));
    }

    /// Counts a text.
    #[inline]
    pub fn text(&mut self, text: &str) {
        if self.runs {
            self.words.extend_from_slice(self.counts.words(text));
            return self.ends.push(self.words.len());
        }
        self.counts.observe(text);
        self.close();
    }

    /// Counts a list of terms; the shard is of [`Analyzer::for_terms`].
    fn terms<S: AsRef<str>>(&mut self, terms: impl IntoIterator<Item = S>) {
        self.counts.observe_terms(terms);
        self.close();
    }

    fn close(&mut self) {
        self.entries.extend_from_slice(self.counts.entries());
        self.ends.push(self.entries.len());
    }

    /// The words and counts so far.
    pub(crate) fn counts(&self) -> &TermCounts {
        &self.counts
    }

    /// Drops the tables, which are as large as what is left.
    pub(crate) fn close_counts(&mut self) {
        self.counts = TermCounts::default();
    }

    /// Number of documents.
    pub(crate) fn rows(&self) -> usize {
        self.ends.len()
    }

    /// A document's terms and their counts.
    pub(crate) fn row(&self, row: usize) -> &[(u32, u32)] {
        &self.entries[self.place(row)]
    }

    /// A document's words.
    pub(crate) fn words(&self, row: usize) -> &[u32] {
        &self.words[self.place(row)]
    }

    fn place(&self, row: usize) -> Range<usize> {
        row.checked_sub(1).map_or(0, |p| self.ends[p])..self.ends[row]
    }
}

/// Shard and rows of each batch, in the order of documents.
pub(crate) fn batches(shards: &[CountedShard]) -> Vec<(usize, Range<usize>)> {
    let mut batches = Vec::new();
    for (s, shard) in shards.iter().enumerate() {
        for (i, &(batch, from)) in shard.batches.iter().enumerate() {
            batches.push((batch, s, from..shard.batches.get(i + 1).map_or(shard.rows(), |b| b.1)));
        }
    }
    batches.sort_unstable_by_key(|b| b.0);
    batches.into_iter().map(|(_, shard, rows)| (shard, rows)).collect()
}
