use crate::interner::Interner;
use crate::{Analyzer, Vocabulary, VocabularyBuilder};
use newsloom_core::{MergeError, Partial};

/// How often each term stands in a corpus, and in how many of its documents.
///
/// The state that everything here is made from: [`Partial::observe`] counts a text in, [`TermCounts::observe_terms`] a document
/// that is already a list of terms, [`Partial::merge`] takes in another state, [`TermCounts::finish`] orders the terms by bytes.
/// All counts are `u64`, so neither order nor grouping of the input matters.
///
/// ```
/// use newsloom_core::Partial;
/// use newsloom_tfidf::TermCounts;
/// let (mut a, mut b) = (TermCounts::default(), TermCounts::default());
/// a.observe("rain, rain and wind");
/// b.observe("wind from the west");
/// a.merge(b)?;
/// let s = a.finish();
/// let wind = s.vocabulary.get("wind").unwrap() as usize;
/// assert_eq!((s.documents, s.df[wind], s.tf[wind]), (2, 2, 2));
/// # Ok::<(), newsloom_core::MergeError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TermCounts {
    analyzer: Analyzer,
    terms: Interner,
    documents: u64,
    df: Vec<u64>,
    tf: Vec<u64>,
    /// Per term: the last document it stood in (counted from 1), and its place among that document's entries.
    last: Vec<(u64, u32)>,
    /// The terms of the document at hand with their counts, in order of first appearance.
    entries: Vec<(u32, u32)>,
}

/// What [`TermCounts::finish`] gives: terms in byte order, and their counts in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermStatistics {
    /// Number of documents, those without a term included.
    pub documents: u64,
    /// The terms, ordered by bytes.
    pub vocabulary: Vocabulary,
    /// Per term: the number of documents it stands in.
    pub df: Vec<u64>,
    /// Per term: how often it stands in the corpus.
    pub tf: Vec<u64>,
}

impl TermCounts {
    /// An empty state that reads texts as `analyzer` says.
    #[must_use]
    pub fn new(analyzer: Analyzer) -> Self {
        Self { analyzer, ..Self::default() }
    }

    /// Number of documents seen.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// Counts in a document that is already a list of terms; the analyzer is not asked.
    pub fn observe_terms<S: AsRef<str>>(&mut self, terms: impl IntoIterator<Item = S>) {
        self.begin();
        terms.into_iter().for_each(|t| self.add(t.as_ref()));
        self.end();
    }

    fn begin(&mut self) {
        self.documents += 1;
        self.entries.clear();
    }

    fn add(&mut self, term: &str) {
        let id = self.terms.intern(term);
        if id as usize == self.df.len() {
            self.df.push(0);
            self.tf.push(0);
            self.last.push((0, 0));
        }
        let last = &mut self.last[id as usize];
        if last.0 == self.documents {
            self.entries[last.1 as usize].1 += 1;
        } else {
            *last = (self.documents, self.entries.len() as u32);
            self.entries.push((id, 1));
        }
    }

    fn end(&mut self) {
        for &(id, n) in &self.entries {
            self.df[id as usize] += 1;
            self.tf[id as usize] += u64::from(n);
        }
    }

    /// The document counted last: numbers of its terms, with their counts.
    pub(crate) fn entries(&self) -> &[(u32, u32)] {
        &self.entries
    }

    /// For merging states into one order: the terms of this state by number.
    pub(crate) fn terms(&self) -> &Interner {
        &self.terms
    }

    /// The terms in byte order with their counts.
    #[must_use]
    pub fn finish(&self) -> TermStatistics {
        let order = self.terms.sorted();
        let mut vocabulary = VocabularyBuilder::default();
        order.iter().for_each(|&id| {
            vocabulary.push(self.terms.term(id));
        });
        let pick = |v: &[u64]| order.iter().map(|&id| v[id as usize]).collect();
        TermStatistics { documents: self.documents, vocabulary: vocabulary.finish(), df: pick(&self.df), tf: pick(&self.tf) }
    }
}

impl Partial for TermCounts {
    type Item = str;

    fn observe(&mut self, text: &str) {
        self.begin();
        let analyzer = std::mem::take(&mut self.analyzer);
        analyzer.for_each(text, |t| self.add(t));
        self.analyzer = analyzer;
        self.end();
    }

    fn merge(&mut self, other: Self) -> Result<(), MergeError> {
        if let Some((parameter, ours, theirs)) = self.analyzer.difference(&other.analyzer) {
            return Err(MergeError::new(parameter, ours, theirs));
        }
        self.documents += other.documents;
        for theirs in 0..other.terms.len() as u32 {
            let id = self.terms.intern(other.terms.term(theirs)) as usize;
            if id == self.df.len() {
                self.df.push(0);
                self.tf.push(0);
                self.last.push((0, 0));
            }
            self.df[id] += other.df[theirs as usize];
            self.tf[id] += other.tf[theirs as usize];
        }
        // The stamps speak of documents before the merge, and no longer hold.
        self.last.iter_mut().for_each(|l| l.0 = 0);
        Ok(())
    }
}
