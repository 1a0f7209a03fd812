use super::{Vectorizer, VectorizerClass, VectorizerParams};
use crate::pattern_terms::PatternTerms;
use crate::smart::widths;
use crate::{TermCounts, TfidfError, ordered::Ordered};
use newsloom_core::{MergeError, Partial};
use newsloom_text::word_pattern::UnicodeVersion;

/// A vectorizer that is being fitted, text by text: in memory are terms and their counts, no text.
#[derive(Clone, Debug)]
pub struct VectorizerFit {
    params: VectorizerParams,
    counts: TermCounts,
    pattern: Option<PatternTerms>,
}

impl VectorizerParams {
    /// Begins a fit. A part per thread, merged at the end, gives the same model.
    ///
    /// # Errors
    /// When a parameter has a value that it can't have.
    pub fn fit(&self) -> Result<VectorizerFit, TfidfError> {
        self.prune()?;
        self.value_type()?;
        self.smart()?;
        let (analyzer, pattern) = self.analyzer(UnicodeVersion::newest().name())?;
        Ok(VectorizerFit { params: self.clone(), counts: TermCounts::new(analyzer), pattern })
    }
}

impl VectorizerFit {
    /// Chooses the terms and weighs them.
    ///
    /// # Errors
    /// When no text has a term; when pruning leaves none; when `max_df` asks for fewer documents than `min_df`.
    pub fn finish(self) -> Result<Vectorizer, TfidfError> {
        let Self { params, counts, .. } = self;
        let prune = params.prune()?;
        let terms = Ordered::new(&counts);
        drop(counts);
        let s = terms.statistics(&prune.keep(&terms, params.binary)?);
        let (mut idf, mut pivot) = (None, None);
        if let Some(smart) = params.smart()? {
            idf = Some(s.df.iter().map(|&df| smart.idf(df, s.documents)).collect());
            pivot = params.pivot.or_else(|| smart.pivot(s.documents, &s.df, &s.tf, &widths(s.vocabulary.iter())));
        } else if params.class == VectorizerClass::TfidfVectorizer {
            idf = params.weights().with_df(s.documents, &s.df).idf().map(<[f64]>::to_vec);
        }
        let unicode = UnicodeVersion::newest().name().into();
        let (class, vocabulary) = (params.class, s.vocabulary);
        Ok(Vectorizer { class, params, fixed: false, vocabulary, idf, idf_type: "float64", pivot, unicode, counts: Vec::new() })
    }
}

impl Partial for VectorizerFit {
    type Item = str;

    fn observe(&mut self, text: &str) {
        match &self.pattern {
            Some(pattern) => self.counts.observe_terms(pattern.of(text)),
            None => self.counts.observe(text),
        }
    }

    fn merge(&mut self, other: Self) -> Result<(), MergeError> {
        if self.params != other.params {
            return Err(MergeError::new("params", format!("{:?}", self.params), format!("{:?}", other.params)));
        }
        self.counts.merge(other.counts)
    }
}
