use crate::lookup::{transform, transform_terms};
use crate::shard::{Document, TermList, Text};
use crate::{
    CountVectorizer, CountVectorizerParams, CountVectorizerValidParams, Df, Norm, Terms, TfidfError, TfidfTransformer,
    TfidfTransformerParams, Vocabulary,
};
use linfa::ParamGuard;
use newsloom_core::Csr;
use newsloom_text::word_pattern::{StripAccents, UnicodeVersion};
use newsloom_text::{Language, StemEngine};

/// How documents become weights: [`CountVectorizerParams`] and [`TfidfTransformerParams`] in one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TfidfVectorizerParams {
    counts: CountVectorizerParams,
    weights: TfidfTransformerParams,
}

/// Checked [`TfidfVectorizerParams`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TfidfVectorizerValidParams {
    counts: CountVectorizerValidParams,
    weights: TfidfTransformerParams,
}

/// Weights of the terms of a fixed vocabulary: scikit-learn's `TfidfVectorizer`, fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct TfidfVectorizer {
    counts: CountVectorizer,
    weights: TfidfTransformer,
}

macro_rules! pass_on {
    ($($field:ident . $name:ident ( $($arg:ident : $ty:ty),* )),* $(,)?) => {
        impl TfidfVectorizerParams {$(
            #[doc = concat!("As the parameter `", stringify!($name), "` of the step it belongs to.")]
            #[must_use]
            pub fn $name(mut self, $($arg: $ty),*) -> Self {
                self.$field = self.$field.$name($($arg),*);
                self
            }
        )*}
    };
}

pass_on! {
    counts.terms(terms: Terms),
    counts.lowercase(on: bool),
    counts.strip_accents(how: Option<StripAccents>),
    counts.stemmer(stemmer: Option<(Language, StemEngine)>),
    counts.ngram_range(low: usize, high: usize),
    counts.unicode_version(version: UnicodeVersion),
    counts.min_df(df: Df),
    counts.max_df(df: Df),
    counts.max_features(n: Option<usize>),
    counts.binary(on: bool),
    weights.norm(norm: Option<Norm>),
    weights.use_idf(on: bool),
    weights.smooth_idf(on: bool),
    weights.sublinear_tf(on: bool),
}

impl TfidfVectorizerParams {
    /// As [`CountVectorizerParams::stop_words`].
    #[must_use]
    pub fn stop_words<S: Into<String>>(mut self, words: impl IntoIterator<Item = S>) -> Self {
        self.counts = self.counts.stop_words(words);
        self
    }

    /// Learns vocabulary and idf of texts, and weights them: shape `(docs, terms)`.
    ///
    /// # Errors
    /// As [`CountVectorizerParams::fit_transform`].
    pub fn fit_transform<D: AsRef<str> + Sync>(&self, docs: &[D]) -> Result<(TfidfVectorizer, Csr<f64>), TfidfError> {
        self.clone().check()?.fit_transform(docs)
    }

    /// As [`Self::fit_transform`], for documents that are already lists of terms: `Vec<String>`, `Vec<&str>` and the like.
    ///
    /// # Errors
    /// As [`CountVectorizerParams::fit_transform`].
    ///
    /// ```
    /// use newsloom_tfidf::TfidfVectorizer;
    /// let docs = [vec!["bridge", "closed"], vec!["bridge", "open"]];
    /// let (model, x) = TfidfVectorizer::params().norm(None).fit_transform_terms(&docs)?;
    /// assert_eq!(model.vocabulary().iter().collect::<Vec<_>>(), ["bridge", "closed", "open"]);
    /// assert_eq!(x.row(0), (&[0, 1][..], &[1.0, 1.5f64.ln() + 1.0][..]));
    /// # Ok::<(), newsloom_tfidf::TfidfError>(())
    /// ```
    pub fn fit_transform_terms<D: AsRef<[S]> + Sync, S: AsRef<str> + Sync>(
        &self,
        docs: &[D],
    ) -> Result<(TfidfVectorizer, Csr<f64>), TfidfError> {
        self.clone().check()?.fit_transform_terms(docs)
    }
}

impl TfidfVectorizerParams {
    /// Checks every parameter.
    ///
    /// # Errors
    /// When one is out of its range.
    pub fn check(self) -> Result<TfidfVectorizerValidParams, TfidfError> {
        Ok(TfidfVectorizerValidParams { counts: self.counts.check()?, weights: self.weights })
    }
}

impl TfidfVectorizerValidParams {
    /// Learns vocabulary and idf of texts, and weights them: shape `(docs, terms)`.
    ///
    /// # Errors
    /// As [`CountVectorizerValidParams::fit_transform`].
    pub fn fit_transform<D: AsRef<str> + Sync>(&self, docs: &[D]) -> Result<(TfidfVectorizer, Csr<f64>), TfidfError> {
        self.learn(&docs.iter().map(Text).collect::<Vec<_>>())
    }

    /// As [`Self::fit_transform`], for documents that are already lists of terms.
    ///
    /// # Errors
    /// As [`CountVectorizerValidParams::fit_transform`].
    pub fn fit_transform_terms<D: AsRef<[S]> + Sync, S: AsRef<str> + Sync>(
        &self,
        docs: &[D],
    ) -> Result<(TfidfVectorizer, Csr<f64>), TfidfError> {
        self.learn(&docs.iter().map(|d| TermList(d.as_ref())).collect::<Vec<_>>())
    }

    fn learn(&self, docs: &[impl Document]) -> Result<(TfidfVectorizer, Csr<f64>), TfidfError> {
        let (counts, counted, selection) = self.counts.learn(docs)?;
        let weights = self.weights.with_df(counted.documents(), &counted.df(&selection));
        let x = counted.rows(&selection, |columns, row| {
            self.counts.binarize(row);
            weights.weight(columns, row);
        });
        Ok((TfidfVectorizer { counts, weights }, x))
    }
}

impl TfidfVectorizer {
    /// The parameters, to be changed and then fitted.
    #[must_use]
    pub fn params() -> TfidfVectorizerParams {
        TfidfVectorizerParams::default()
    }

    /// The terms, one per column.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        self.counts.vocabulary()
    }

    /// idf per term; none without `use_idf`.
    #[must_use]
    pub fn idf(&self) -> Option<&[f64]> {
        self.weights.idf()
    }

    /// One row of weights per text over the vocabulary learned: shape `(docs, terms)`. Other terms are passed over.
    #[must_use]
    pub fn transform<D: AsRef<str> + Sync>(&self, docs: &[D]) -> Csr<f64> {
        transform(self.counts.lookup(), docs, |columns, row| self.weigh(columns, row))
    }

    /// As [`Self::transform`], for documents that are already lists of terms.
    #[must_use]
    pub fn transform_terms<D: AsRef<[S]> + Sync, S: AsRef<str> + Sync>(&self, docs: &[D]) -> Csr<f64> {
        transform_terms(self.counts.lookup(), self.counts.vocabulary(), docs, |columns, row| self.weigh(columns, row))
    }

    fn weigh(&self, columns: &[u32], row: &mut [f64]) {
        self.counts.checked().binarize(row);
        self.weights.weight(columns, row);
    }
}
