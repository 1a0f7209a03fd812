use crate::counting::{Document, TermList, Text, count, count_known};
use crate::prune::{Prune, prune};
use crate::{Analyzer, Df, TermStatistics, Terms, TfidfError, Vocabulary};
use linfa::ParamGuard;
use newsloom_core::Csr;
use newsloom_text::word_pattern::{StripAccents, UnicodeVersion};

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
#[derive(Clone, Debug, PartialEq)]
pub struct CountVectorizer {
    params: CountVectorizerValidParams,
    vocabulary: Vocabulary,
}

impl CountVectorizerParams {
    /// Sets what the terms are. Default: words of two code points or more.
    #[must_use]
    pub fn terms(mut self, terms: Terms) -> Self {
        self.0.analyzer.terms = terms;
        self
    }

    /// Whether texts are lower-cased first. Default: true.
    #[must_use]
    pub fn lowercase(mut self, on: bool) -> Self {
        self.0.analyzer.lowercase = on;
        self
    }

    /// Whether and how accents are taken off. Default: not.
    #[must_use]
    pub fn strip_accents(mut self, how: Option<StripAccents>) -> Self {
        self.0.analyzer.strip_accents = how;
        self
    }

    /// Words that are left out, as they stand after lower-casing. Default: none.
    #[must_use]
    pub fn stop_words<S: Into<String>>(mut self, words: impl IntoIterator<Item = S>) -> Self {
        self.0.analyzer.stop_words = words.into_iter().map(Into::into).collect();
        self
    }

    /// Shortest and longest run of words that is a term, in words. Default: (1, 1).
    #[must_use]
    pub fn ngram_range(mut self, low: usize, high: usize) -> Self {
        self.0.analyzer.ngram_range = (low, high);
        self
    }

    /// The version of Unicode that says what a word character is. Default: the newest.
    #[must_use]
    pub fn unicode_version(mut self, version: UnicodeVersion) -> Self {
        self.0.analyzer.version = version;
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
    pub fn fit_transform_terms<D: AsRef<[S]>, S: AsRef<str> + Sync>(&self, docs: &[D]) -> Result<(CountVectorizer, Csr<u32>), TfidfError> {
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
        let docs: Vec<Text<'_>> = docs.iter().map(|d| Text(d.as_ref())).collect();
        self.learn(&docs).map(|(model, _, x)| (model, x))
    }

    /// As [`Self::fit_transform`], for documents that are already lists of terms.
    ///
    /// # Errors
    /// As [`Self::fit_transform`].
    pub fn fit_transform_terms<D: AsRef<[S]>, S: AsRef<str> + Sync>(&self, docs: &[D]) -> Result<(CountVectorizer, Csr<u32>), TfidfError> {
        let docs: Vec<TermList<'_, S>> = docs.iter().map(|d| TermList(d.as_ref())).collect();
        self.learn(&docs).map(|(model, _, x)| (model, x))
    }

    pub(crate) fn learn(&self, docs: &[impl Document]) -> Result<(CountVectorizer, TermStatistics, Csr<u32>), TfidfError> {
        let (statistics, x) = count(docs, &self.analyzer);
        let kept = self.prune.kept(&statistics)?;
        let (statistics, mut x) = prune(statistics, x, &kept);
        if self.binary {
            x.data_mut().fill(1);
        }
        Ok((CountVectorizer { params: self.clone(), vocabulary: statistics.vocabulary.clone() }, statistics, x))
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

    /// One row of counts per text over the vocabulary: shape `(docs, terms)`. Other terms are passed over.
    #[must_use]
    pub fn transform<D: AsRef<str> + Sync>(&self, docs: &[D]) -> Csr<u32> {
        let docs: Vec<Text<'_>> = docs.iter().map(|d| Text(d.as_ref())).collect();
        self.rows(&docs)
    }

    /// As [`Self::transform`], for documents that are already lists of terms.
    #[must_use]
    pub fn transform_terms<D: AsRef<[S]>, S: AsRef<str> + Sync>(&self, docs: &[D]) -> Csr<u32> {
        let docs: Vec<TermList<'_, S>> = docs.iter().map(|d| TermList(d.as_ref())).collect();
        self.rows(&docs)
    }

    fn rows(&self, docs: &[impl Document]) -> Csr<u32> {
        let mut x = count_known(docs, &self.params.analyzer, &self.vocabulary);
        if self.params.binary {
            x.data_mut().fill(1);
        }
        x
    }
}
