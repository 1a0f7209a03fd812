use crate::counting::{Counted, Selection, count};
use crate::lookup::{Lookup, transform, transform_terms};
use crate::prune::Prune;
use crate::shard::{Document, TermList, Text};
use crate::{Analyzer, Df, Terms, TfidfError, Vocabulary};
use linfa::ParamGuard;
use newsloom_core::Csr;
use newsloom_text::word_pattern::{StripAccents, UnicodeVersion};
use newsloom_text::{Language, StemEngine};
use std::sync::OnceLock;

/// How documents become counts, by scikit-learn's names and defaults; checked before use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CountVectorizerParams(CountVectorizerValidParams);

/// Checked [`CountVectorizerParams`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CountVectorizerValidParams {
    pub(crate) analyzer: Analyzer,
    pub(crate) prune: Prune,
    pub(crate) binary: bool,
}

/// Counts of the terms of a fixed vocabulary: scikit-learn's `CountVectorizer`, fitted.
#[derive(Clone, Debug)]
pub struct CountVectorizer {
    params: CountVectorizerValidParams,
    vocabulary: Vocabulary,
    /// Built when a document is first transformed.
    lookup: OnceLock<Lookup>,
}

impl PartialEq for CountVectorizer {
    fn eq(&self, other: &Self) -> bool {
        self.params == other.params && self.vocabulary == other.vocabulary
    }
}

impl CountVectorizerParams {
    /// As [`Analyzer::terms`].
    #[must_use]
    pub fn terms(self, terms: Terms) -> Self {
        self.analyzer(|a| a.terms(terms))
    }

    /// As [`Analyzer::lowercase`].
    #[must_use]
    pub fn lowercase(self, on: bool) -> Self {
        self.analyzer(|a| a.lowercase(on))
    }

    /// As [`Analyzer::strip_accents`].
    #[must_use]
    pub fn strip_accents(self, how: Option<StripAccents>) -> Self {
        self.analyzer(|a| a.strip_accents(how))
    }

    /// As [`Analyzer::stop_words`].
    #[must_use]
    pub fn stop_words<S: Into<String>>(self, words: impl IntoIterator<Item = S>) -> Self {
        self.analyzer(|a| a.stop_words(words))
    }

    /// As [`Analyzer::stemmer`].
    #[must_use]
    pub fn stemmer(self, stemmer: Option<(Language, StemEngine)>) -> Self {
        self.analyzer(|a| a.stemmer(stemmer))
    }

    /// As [`Analyzer::ngram_range`].
    #[must_use]
    pub fn ngram_range(self, low: usize, high: usize) -> Self {
        self.analyzer(|a| a.ngram_range(low, high))
    }

    /// As [`Analyzer::unicode_version`].
    #[must_use]
    pub fn unicode_version(self, version: UnicodeVersion) -> Self {
        self.analyzer(|a| a.unicode_version(version))
    }

    fn analyzer(mut self, change: impl FnOnce(Analyzer) -> Analyzer) -> Self {
        self.0.analyzer = change(self.0.analyzer);
        self
    }

    /// Leaves out terms that stand in fewer documents. Default: `Df::Count(1)`.
    #[must_use]
    pub fn min_df(mut self, df: Df) -> Self {
        self.0.prune.min_df = df;
        self
    }

    /// Leaves out terms that stand in more documents. Default: `Df::Share(1.0)`.
    #[must_use]
    pub fn max_df(mut self, df: Df) -> Self {
        self.0.prune.max_df = df;
        self
    }

    /// Keeps that many of the most frequent terms; of terms equally frequent those first in byte order. Default: all.
    #[must_use]
    pub fn max_features(mut self, n: Option<usize>) -> Self {
        self.0.prune.max_features = n;
        self
    }

    /// Whether a count is 1 for any number of occurrences. Default: false.
    #[must_use]
    pub fn binary(mut self, on: bool) -> Self {
        self.0.binary = on;
        self
    }

    /// Learns the vocabulary of texts, and counts them.
    ///
    /// # Errors
    /// When a parameter is out of its range; when no document has a term; when pruning leaves none.
    pub fn fit_transform<D: AsRef<str> + Sync>(&self, docs: &[D]) -> Result<(CountVectorizer, Csr<u32>), TfidfError> {
        self.check_ref()?.fit_transform(docs)
    }

    /// As [`Self::fit_transform`], for documents that are already lists of terms.
    ///
    /// # Errors
    /// As [`Self::fit_transform`].
    pub fn fit_transform_terms<D: AsRef<[S]> + Sync, S: AsRef<str> + Sync>(
        &self,
        docs: &[D],
    ) -> Result<(CountVectorizer, Csr<u32>), TfidfError> {
        self.check_ref()?.fit_transform_terms(docs)
    }
}

impl ParamGuard for CountVectorizerParams {
    type Checked = CountVectorizerValidParams;
    type Error = TfidfError;

    fn check_ref(&self) -> Result<&Self::Checked, Self::Error> {
        self.0.analyzer.check()?;
        self.0.prune.min_df.check("min_df")?;
        self.0.prune.max_df.check("max_df")?;
        if self.0.prune.max_features == Some(0) {
            return Err(TfidfError::parameter("max_features", "at least 1", 0));
        }
        Ok(&self.0)
    }

    fn check(self) -> Result<Self::Checked, Self::Error> {
        self.check_ref()?;
        Ok(self.0)
    }
}

impl CountVectorizerValidParams {
    /// Learns the vocabulary of texts, and counts them.
    ///
    /// # Errors
    /// When no document has a term; when pruning leaves none; when `max_df` asks for fewer documents than `min_df`.
    pub fn fit_transform<D: AsRef<str> + Sync>(&self, docs: &[D]) -> Result<(CountVectorizer, Csr<u32>), TfidfError> {
        self.fit_rows(&docs.iter().map(Text).collect::<Vec<_>>())
    }

    /// As [`Self::fit_transform`], for documents that are already lists of terms.
    ///
    /// # Errors
    /// As [`Self::fit_transform`].
    pub fn fit_transform_terms<D: AsRef<[S]> + Sync, S: AsRef<str> + Sync>(
        &self,
        docs: &[D],
    ) -> Result<(CountVectorizer, Csr<u32>), TfidfError> {
        self.fit_rows(&docs.iter().map(|d| TermList(d.as_ref())).collect::<Vec<_>>())
    }

    fn fit_rows(&self, docs: &[impl Document]) -> Result<(CountVectorizer, Csr<u32>), TfidfError> {
        let (model, counted, selection) = self.learn(docs)?;
        let x = counted.rows(&selection, |_, row| self.binarize(row));
        Ok((model, x))
    }

    pub(crate) fn learn(&self, docs: &[impl Document]) -> Result<(CountVectorizer, Counted, Selection), TfidfError> {
        let counted = count(docs, &self.analyzer);
        let selection = self.prune.select(&counted, self.binary)?;
        let vocabulary = counted.vocabulary(&selection);
        Ok((CountVectorizer { params: self.clone(), vocabulary, lookup: OnceLock::new() }, counted, selection))
    }

    pub(crate) fn binarize<V: crate::counting::CountValue>(&self, row: &mut [V]) {
        if self.binary {
            row.fill(V::from_count(1));
        }
    }
}

impl CountVectorizer {
    /// The parameters, to be changed and then fitted.
    #[must_use]
    pub fn params() -> CountVectorizerParams {
        CountVectorizerParams::default()
    }

    /// The terms, one per column.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The vocabulary, ready for looking up.
    #[must_use]
    pub fn lookup(&self) -> &Lookup {
        self.lookup.get_or_init(|| Lookup::new(&self.params.analyzer, &self.vocabulary))
    }

    pub(crate) fn checked(&self) -> &CountVectorizerValidParams {
        &self.params
    }

    /// One row of counts per text over the vocabulary: shape `(docs, terms)`. Other terms are passed over.
    #[must_use]
    pub fn transform<D: AsRef<str> + Sync>(&self, docs: &[D]) -> Csr<u32> {
        transform(self.lookup(), docs, |_, row| self.params.binarize(row))
    }

    /// As [`Self::transform`], for documents that are already lists of terms.
    #[must_use]
    pub fn transform_terms<D: AsRef<[S]> + Sync, S: AsRef<str> + Sync>(&self, docs: &[D]) -> Csr<u32> {
        transform_terms(self.lookup(), &self.vocabulary, docs, |_, row| self.params.binarize(row))
    }
}
